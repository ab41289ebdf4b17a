/* Log likelihood of panel data and its scores, on several threads with the same bits.
 * Source: Kalbfleisch and Lawless, JASA 80, 1985; Jackson, J. Stat. Software 38, 2011 (deaths, censored states).
 * Leaves derivatives of P to slopes.c, the maximum to climb.c. */
#include "markov/panel.h"

#define BLOCKS 64

/* What one thread works with. */
typedef struct worker {
  const cpwi_panel_data *d;
  const double *parameters;
  double *rates, *p, *slopes, *work; /* of the interval at hand */
  double *part;                      /* (moves) derivatives of one chance */
  double *score;                     /* (parameters) */
  double *f, *g, *df, *dg;           /* chains: (states), and (parameters, states) */
  double time;                       /* that p is of, or -1 */
  int64_t row;
  double *value, *gradient, *outer; /* sums of the block; outer NULL: the value alone */
} worker;

static void set_rates(worker *w, int64_t row) {
  const cpwi_moves *m = &w->d->moves;
  memset(w->rates, 0, cpwi_square(m->states) * sizeof *w->rates);
  for (int32_t k = 0; k < m->moves; k++) {
    double log_rate = w->parameters[k];
    for (int64_t c = 0; c < m->covariates; c++) {
      int32_t slot = m->slot[k * m->covariates + c];
      if (slot >= 0) log_rate += w->parameters[slot] * w->d->covariate[row * m->covariates + c];
    }
    w->rates[(size_t)m->from[k] * (size_t)m->states + (size_t)m->to[k]] = cpw_math_exp(log_rate);
  }
}

static int same_covariates(const worker *w, int64_t row) {
  int64_t n = w->d->moves.covariates;
  const double *a = w->d->covariate + w->row * n, *b = w->d->covariate + row * n;
  for (int64_t c = 0; c < n; c++)
    if (a[c] != b[c]) return 0;
  return 1;
}

/* rates, P and slopes of an interval, unless they are there already */
static int prepare(worker *w, const cpwi_interval *i) {
  if (w->time == i->time && same_covariates(w, i->row)) return 1;
  set_rates(w, i->row);
  double quickest = cpwi_quickest(w->rates, w->d->moves.states);
  if (!(quickest * i->time <= 1e15)) return 0;
  cpwi_moves moves = w->d->moves;
  if (!w->outer) moves.moves = 0; /* no slopes are asked for */
  cpwi_exponential_slopes(w->rates, &moves, i->time, w->p, w->slopes, w->work);
  w->time = i->time;
  w->row = i->row;
  return 1;
}

/* stayed in k until the end and then moved to s */
static double moved(worker *w, const cpwi_interval *i, int32_t k, int32_t s) {
  const cpwi_moves *m = &w->d->moves;
  size_t n = (size_t)m->states;
  double leave = cpwi_leave(w->rates, m->states, k);
  double value = cpw_math_exp(-leave * i->time) * w->rates[(size_t)k * n + (size_t)s];
  for (int32_t u = 0; u < m->moves; u++) {
    w->part[u] = 0;
    if (m->from[u] != k) continue;
    double rate = w->rates[(size_t)k * n + (size_t)m->to[u]];
    w->part[u] = value * ((m->to[u] == s) - rate * i->time);
  }
  return value;
}

/* somewhere at the end, and then moved to s */
static double died(worker *w, int32_t k, int32_t s) {
  const cpwi_moves *m = &w->d->moves;
  size_t n = (size_t)m->states, size = n * n;
  double value = 0;
  memset(w->part, 0, (size_t)m->moves * sizeof *w->part);
  for (int32_t last = 0; last < m->moves; last++) {
    if (m->to[last] != s) continue;
    size_t j = (size_t)m->from[last], at = (size_t)k * n + j;
    double rate = w->rates[j * n + (size_t)s], here = w->p[at] * rate;
    value += here;
    w->part[last] += here;
    for (int32_t u = 0; w->outer && u < m->moves; u++)
      w->part[u] += w->slopes[(size_t)u * size + at] * rate;
  }
  return value;
}

/* chance of an interval from state k to s, and its derivatives by log rates in w->part */
static double chance(worker *w, const cpwi_interval *i, int32_t k, int32_t s) {
  const cpwi_moves *m = &w->d->moves;
  size_t at = (size_t)k * (size_t)m->states + (size_t)s, size = cpwi_square(m->states);
  if (i->kind == CPW_PANEL_MOVED) return moved(w, i, k, s);
  if (i->kind == CPW_PANEL_DIED) return died(w, k, s);
  for (int32_t u = 0; w->outer && u < m->moves; u++)
    w->part[u] = w->slopes[(size_t)u * size + at];
  return w->p[at];
}

/* derivatives by log rates as derivatives by parameters, times f, added to out with a stride */
static void add_slopes(const worker *w, int64_t row, double f, double *out, size_t stride) {
  const cpwi_moves *m = &w->d->moves;
  for (int32_t k = 0; k < m->moves; k++) {
    double slope = f * w->part[k];
    out[(size_t)k * stride] += slope;
    for (int64_t c = 0; c < m->covariates; c++) {
      int32_t slot = m->slot[k * m->covariates + c];
      if (slot >= 0) out[(size_t)slot * stride] += slope * w->d->covariate[row * m->covariates + c];
    }
  }
}

static void add_score(worker *w, double count) {
  size_t p = (size_t)w->d->moves.parameters;
  for (size_t a = 0; a < p; a++) {
    w->gradient[a] += count * w->score[a];
    for (size_t b = 0; b < p; b++)
      w->outer[a * p + b] += count * w->score[a] * w->score[b];
  }
}

static void add_log(worker *w, double value, double count) {
  *w->value += value > 0 && value <= DBL_MAX ? count * cpw_math_log(value) : -(double)INFINITY;
}

static void add_single(worker *w, const cpwi_interval *i) {
  if (!prepare(w, i)) {
    add_log(w, 0, 1);
    return;
  }
  double value = chance(w, i, i->from, i->to);
  add_log(w, value, i->count);
  if (!w->outer || !(value > 0)) return;
  memset(w->score, 0, (size_t)w->d->moves.parameters * sizeof *w->score);
  add_slopes(w, i->row, 1 / value, w->score, 1);
  add_score(w, i->count);
}

/* people in every possible state after one more interval */
static void one_link(worker *w, const cpwi_interval *i) {
  const cpwi_moves *m = &w->d->moves;
  size_t n = (size_t)m->states, p = (size_t)m->parameters;
  memset(w->g, 0, n * sizeof *w->g);
  memset(w->dg, 0, n * p * sizeof *w->dg);
  for (int32_t s = 0; s < m->states; s++) {
    if (!(i->possible >> s & 1)) continue;
    for (int32_t k = 0; k < m->states; k++) {
      if (!(w->f[k] > 0)) continue;
      double value = chance(w, i, k, s);
      w->g[s] += w->f[k] * value;
      if (!w->outer) continue;
      add_slopes(w, i->row, w->f[k], w->dg + s, n);
      for (size_t u = 0; u < p; u++)
        w->dg[u * n + (size_t)s] += w->df[u * n + (size_t)k] * value;
    }
  }
  double *swap = w->f;
  w->f = w->g;
  w->g = swap;
  swap = w->df;
  w->df = w->dg;
  w->dg = swap;
}

static double sum_of(const double *x, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += x[i];
  return sum;
}

/* a chain of intervals: scaled to 1 after each, whose logs add up */
static void add_chain(worker *w, int64_t chain) {
  const cpwi_panel_data *d = w->d;
  size_t n = (size_t)d->moves.states, p = (size_t)d->moves.parameters;
  memset(w->f, 0, n * sizeof *w->f);
  memset(w->df, 0, n * p * sizeof *w->df);
  memset(w->score, 0, p * sizeof *w->score);
  w->f[d->linked[d->chain[chain]].from] = 1;
  for (int64_t k = d->chain[chain]; k < d->chain[chain + 1]; k++) {
    if (!prepare(w, &d->linked[k])) {
      add_log(w, 0, 1);
      return;
    }
    one_link(w, &d->linked[k]);
    double all = sum_of(w->f, n);
    add_log(w, all, 1);
    if (!(all > 0)) return;
    for (size_t s = 0; s < n; s++)
      w->f[s] /= all;
    for (size_t u = 0; w->outer && u < p; u++) {
      double change = sum_of(w->df + u * n, n) / all;
      w->score[u] += change;
      for (size_t s = 0; s < n; s++)
        w->df[u * n + s] = w->df[u * n + s] / all - change * w->f[s];
    }
  }
  if (w->outer) add_score(w, 1);
}

typedef struct job {
  const cpwi_panel_data *d;
  const double *parameters;
  int64_t units, blocks;
  double *values, *gradients, *outers; /* one a block */
  int wanted;                          /* scores too */
  const char *where;
} job;

static double *lay_out(worker *w, double *memory) {
  const cpwi_moves *m = &w->d->moves;
  size_t n = (size_t)m->states, size = n * n, p = (size_t)m->parameters;
  w->rates = memory;
  w->p = w->rates + size;
  w->slopes = w->p + size;
  w->work = w->slopes + size * (size_t)m->moves;
  w->part = w->work + CPWI_SLOPES_WORK(m->states, m->moves);
  w->score = w->part + m->moves;
  w->f = w->score + p;
  w->g = w->f + n;
  w->df = w->g + n;
  w->dg = w->df + n * p;
  return w->dg + n * p;
}

static int32_t some_blocks(void *context, int64_t first, int64_t last, cpw_error *err) {
  job *j = context;
  worker w = {.d = j->d, .parameters = j->parameters, .time = -1};
  size_t p = (size_t)j->d->moves.parameters, n = (size_t)j->d->moves.states;
  size_t numbers = n * n * (6 + 2 * (size_t)j->d->moves.moves) + (size_t)j->d->moves.moves + p +
                   2 * n + 2 * n * p;
  double *memory = cpwi_alloc(j->d->allocator, numbers, sizeof *memory);
  if (!memory)
    return cpwi_fail(err, CPW_ENOMEM, -1, j->where, "no memory for %d states",
                     (int)j->d->moves.states);
  lay_out(&w, memory);
  for (int64_t b = first; b < last; b++) {
    w.value = j->values + b;
    w.gradient = j->wanted ? j->gradients + (size_t)b * p : NULL;
    w.outer = j->wanted ? j->outers + (size_t)b * p * p : NULL;
    w.time = -1; /* the same sums whoever worked on the block before */
    for (int64_t u = j->units * b / j->blocks; u < j->units * (b + 1) / j->blocks; u++) {
      if (u < j->d->alone)
        add_single(&w, &j->d->single[u]);
      else
        add_chain(&w, u - j->d->alone);
    }
  }
  cpwi_release(j->d->allocator, memory);
  return CPW_OK;
}

int32_t cpwi_panel_likelihood(const cpwi_panel_data *d, const double *parameters,
                              const cpw_run *run, double *value, double *gradient, double *outer,
                              const char *where, cpw_error *err) {
  size_t p = (size_t)d->moves.parameters;
  job j = {.d = d, .parameters = parameters, .units = d->alone + d->chains, .where = where};
  j.wanted = gradient != NULL;
  j.blocks = j.units < BLOCKS ? j.units : BLOCKS;
  j.values = cpwi_alloc_zero(d->allocator, (size_t)j.blocks * (1 + p + p * p), sizeof *j.values);
  if (!j.values)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %d parameters", (int)p);
  j.gradients = j.values + j.blocks;
  j.outers = j.gradients + (size_t)j.blocks * p;
  cpw_run quiet = *run;
  quiet.progress = NULL;
  int32_t status = cpwi_parallel(&quiet, j.blocks, 1, some_blocks, &j, where, err);
  if (status == CPW_OK) {
    *value = sum_of(j.values, (size_t)j.blocks);
    for (size_t a = 0; gradient && a < p; a++) {
      gradient[a] = 0;
      for (int64_t b = 0; b < j.blocks; b++)
        gradient[a] += j.gradients[(size_t)b * p + a];
    }
    for (size_t a = 0; outer && a < p * p; a++) {
      outer[a] = 0;
      for (int64_t b = 0; b < j.blocks; b++)
        outer[a] += j.outers[(size_t)b * p * p + a];
    }
  }
  cpwi_release(d->allocator, j.values);
  return status;
}
