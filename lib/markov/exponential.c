/* P(t) = exp(Q t) and its integral over time, every entry precise relative to itself.
 * Source: Xue and Ye, Math. Comp. 82, 2013 (positive series, squaring); the chance to stay as 1 - the others.
 * Leaves moving a single row of people on to propagate.c. */
#include "markov/internal.h"

/* row += the sum of f[k] times row k of b, in the order of k: four at a time, to touch row less often */
static void add_rows(double *row, const double *f, const double *b, size_t width) {
  size_t k = 0;
  for (; k + 4 <= width; k += 4) {
    double f0 = f[k], f1 = f[k + 1], f2 = f[k + 2], f3 = f[k + 3];
    if (f0 == 0 && f1 == 0 && f2 == 0 && f3 == 0) continue;
    const double *b0 = b + k * width, *b1 = b0 + width, *b2 = b1 + width, *b3 = b2 + width;
    for (size_t j = 0; j < width; j++)
      row[j] = row[j] + f0 * b0[j] + f1 * b1[j] + f2 * b2[j] + f3 * b3[j];
  }
  for (; k < width; k++) {
    if (f[k] == 0) continue;
    for (size_t j = 0; j < width; j++)
      row[j] += f[k] * b[k * width + j];
  }
}

void cpwi_table_product(const double *a, const double *b, int32_t n, double *out) {
  size_t width = (size_t)n;
  memset(out, 0, cpwi_square(n) * sizeof *out);
  for (size_t i = 0; i < width; i++)
    add_rows(out + i * width, a + i * width, b, width);
}

/* Rows sum to 1. A state that is mostly stayed in: the chance to stay is what the others leave, which is
 * more precise than its own product; otherwise all are scaled, or squaring would double what is amiss. */
static void settle_rows(double *p, int32_t n) {
  for (int32_t i = 0; i < n; i++) {
    double *row = p + (size_t)i * (size_t)n, away = cpwi_leave(p, n, i);
    if (away < 0.5) {
      row[i] = 1 - away;
      continue;
    }
    double scale = 1 / (away + row[i]);
    for (int32_t j = 0; j < n; j++)
      row[j] *= scale;
  }
}

/* The parts of a series sum w[k] (N/q)^k with N = Q + q I >= 0, w Poisson's law of mean x = q h. */
typedef struct series {
  int32_t n;
  double quickest, x;
  double *power, *next, *step; /* (N/q)^k and N/q */
} series;

/* N/q times the power: row by row, which is the same as the power times N/q */
static void next_power(series *s) {
  size_t width = (size_t)s->n;
  memset(s->next, 0, cpwi_square(s->n) * sizeof *s->next);
  for (size_t i = 0; i < width; i++)
    add_rows(s->next + i * width, s->step + i * width, s->power, width);
  double *swap = s->power;
  s->power = s->next;
  s->next = swap;
}

/* Adds weight times the power; whether it still mattered to any entry. While there are states further away,
 * one is reached for the first time and matters. */
static int add_power(const series *s, double weight, double *sum) {
  int mattered = 0;
  for (size_t i = 0; i < cpwi_square(s->n); i++) {
    double part = weight * s->power[i];
    if (part > 1e-18 * sum[i]) mattered = 1;
    sum[i] += part;
  }
  return mattered;
}

/* P(Poisson(x) > k) given its term k, for x <= 1/4 */
static double beyond(double term, double x, int32_t k) {
  double sum = 0, part = term;
  for (int32_t m = k + 1; m < k + 14; m++) {
    part *= x / (double)m;
    sum += part;
  }
  return sum;
}

/* P and its integral of a time h with quickest * h <= 1/4 */
static void short_time(series *s, double *p, double *total) {
  size_t size = cpwi_square(s->n), step = (size_t)s->n + 1;
  memset(p, 0, size * sizeof *p);
  if (total) memset(total, 0, size * sizeof *total);
  memset(s->power, 0, size * sizeof *s->power);
  for (size_t i = 0; i < size; i += step)
    s->power[i] = 1;
  double term = cpw_math_exp(-s->x);
  int mattered = 1;
  for (int32_t k = 0; mattered && term > 0; k++) {
    if (k) next_power(s);
    mattered = add_power(s, term, p);
    if (total) mattered |= add_power(s, beyond(term, s->x, k) / s->quickest, total);
    term *= s->x / (double)(k + 1);
  }
  settle_rows(p, s->n);
}

static void nothing_moves(int32_t n, double time, double *p, double *total) {
  size_t size = cpwi_square(n), step = (size_t)n + 1;
  memset(p, 0, size * sizeof *p);
  if (total) memset(total, 0, size * sizeof *total);
  for (size_t i = 0; i < size; i += step) {
    p[i] = 1;
    if (total) total[i] = time;
  }
}

void cpwi_exponential_of(const double *rates, int32_t n, double time, double *p, double *total,
                         double *work) {
  size_t size = cpwi_square(n);
  series s = {n, cpwi_quickest(rates, n), 0, work, work + size, work + 2 * size};
  if (!(s.quickest > 0) || time == 0) {
    nothing_moves(n, time, p, total);
    return;
  }
  double h = time;
  int32_t squarings = 0;
  for (; s.quickest * h > 0.25; squarings++)
    h *= 0.5;
  s.x = s.quickest * h;
  for (int32_t i = 0; i < n; i++)
    for (int32_t j = 0; j < n; j++) {
      size_t at = (size_t)i * (size_t)n + (size_t)j;
      s.step[at] = (i == j ? s.quickest - cpwi_leave(rates, n, i) : rates[at]) / s.quickest;
    }
  short_time(&s, p, total);
  double *product = work + 2 * size;
  for (; squarings > 0; squarings--) {
    if (total) {
      cpwi_table_product(p, total, n, product);
      for (size_t i = 0; i < size; i++)
        total[i] += product[i];
    }
    cpwi_table_product(p, p, n, product);
    settle_rows(product, n);
    memcpy(p, product, size * sizeof *p);
  }
}
