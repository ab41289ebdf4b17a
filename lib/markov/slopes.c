/* P(t) and its derivatives by the logs of the rates, by squaring both together.
 * Source: d(P^2) = dP P + P dP; the positive series of exponential.c with its derivative term by term.
 * Leaves what the derivatives are for to likelihood.c. */
#include "markov/panel.h"

/* out += a b */
static void add_product(const double *a, const double *b, int32_t n, double *out) {
  size_t width = (size_t)n;
  for (size_t i = 0; i < width; i++)
    for (size_t k = 0; k < width; k++) {
      double f = a[i * width + k];
      if (f == 0) continue;
      for (size_t j = 0; j < width; j++)
        out[i * width + j] += f * b[k * width + j];
    }
}

typedef struct slope_work {
  const cpwi_moves *m;
  const double *rates;
  double h;
  double *shifted;             /* (Q + q I) h */
  double *term, *next, *terms; /* a term of P, the one after, and the terms of the slopes */
} slope_work;

/* the next terms of the slopes: (D (Q + q I) h + T dQ h) / k */
static void next_slopes(slope_work *w, double k) {
  size_t n = (size_t)w->m->states, size = n * n;
  for (int32_t u = 0; u < w->m->moves; u++) {
    double *d = w->terms + (size_t)u * size;
    memset(w->next, 0, size * sizeof *w->next);
    add_product(d, w->shifted, w->m->states, w->next);
    size_t from = (size_t)w->m->from[u], to = (size_t)w->m->to[u];
    double rate = w->rates[from * n + to] * w->h;
    for (size_t i = 0; i < n; i++) {
      double moved = w->term[i * n + from] * rate;
      w->next[i * n + to] += moved;
      w->next[i * n + from] -= moved;
    }
    for (size_t i = 0; i < size; i++)
      d[i] = w->next[i] / k;
  }
}

static int add_terms(slope_work *w, double *p, double *slopes) {
  size_t size = cpwi_square(w->m->states);
  int mattered = 0;
  for (size_t i = 0; i < size; i++) {
    if (w->term[i] > 1e-19 * p[i]) mattered = 1;
    p[i] += w->term[i];
  }
  for (size_t i = 0; i < size * (size_t)w->m->moves; i++)
    slopes[i] += w->terms[i];
  return mattered;
}

static void series(slope_work *w, double x, double *p, double *slopes) {
  size_t n = (size_t)w->m->states, size = n * n;
  memset(p, 0, size * sizeof *p);
  memset(slopes, 0, size * (size_t)w->m->moves * sizeof *slopes);
  memset(w->term, 0, size * sizeof *w->term);
  memset(w->terms, 0, size * (size_t)w->m->moves * sizeof *w->terms);
  for (size_t i = 0; i < n; i++)
    w->term[i * n + i] = cpw_math_exp(-x);
  for (double k = 1; add_terms(w, p, slopes); k++) {
    next_slopes(w, k);
    memset(w->next, 0, size * sizeof *w->next);
    add_product(w->term, w->shifted, w->m->states, w->next);
    for (size_t i = 0; i < size; i++)
      w->term[i] = w->next[i] / k;
  }
}

static void twice(slope_work *w, double *p, double *slopes) {
  int32_t n = w->m->states;
  size_t size = cpwi_square(n);
  for (int32_t u = 0; u < w->m->moves; u++) {
    double *d = slopes + (size_t)u * size;
    memset(w->next, 0, size * sizeof *w->next);
    add_product(d, p, n, w->next);
    add_product(p, d, n, w->next);
    memcpy(d, w->next, size * sizeof *d);
  }
  cpwi_table_product(p, p, n, w->next);
  memcpy(p, w->next, size * sizeof *p);
}

void cpwi_exponential_slopes(const double *rates, const cpwi_moves *m, double time, double *p,
                             double *slopes, double *work) {
  size_t n = (size_t)m->states, size = n * n;
  double quickest = cpwi_quickest(rates, m->states), h = time;
  int32_t squarings = 0;
  for (; quickest * h > 0.25 && squarings < 4000; squarings++)
    h *= 0.5;
  slope_work w = {m, rates, h, work, work + size, work + 2 * size, work + 3 * size};
  for (size_t i = 0; i < n; i++)
    for (size_t j = 0; j < n; j++)
      w.shifted[i * n + j] =
          h * (i == j ? quickest - cpwi_leave(rates, m->states, (int32_t)i) : rates[i * n + j]);
  series(&w, quickest * h, p, slopes);
  for (; squarings > 0; squarings--)
    twice(&w, p, slopes);
}
