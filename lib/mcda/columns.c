/* What brings each criterion on one scale: bounds that are given, or what the sample has.
 * Source: the table of normalisations in carepath/mcda.h; sums over the sample are exact (stats.h), so
 * that neither the order of the rows nor the number of threads shows in a bit.
 * Leaves the values on the scale to the methods. */
#include "mcda/internal.h"

#include <float.h>
#include <pthread.h>

/* What a pass over the sample finds, criterion by criterion. */
typedef struct sample {
  cpwi_mcda *w; /* first, see internal.h */
  cpw_run run;  /* without progress: that is told of the scores */
  int32_t normalise;
  pthread_mutex_t lock;
  double least[CPW_MCDA_MAX_CRITERIA], greatest[CPW_MCDA_MAX_CRITERIA];
  double unit[CPW_MCDA_MAX_CRITERIA]; /* VECTOR: a power of two near the largest */
  cpw_exact_sum *sums;                /* (criteria) */
} sample;

/* ---------------------------------------------------------------- least and greatest --------- */

static void widen(double *least, double *greatest, const double *x, int64_t criteria) {
  for (int64_t j = 0; j < criteria; j++) {
    least[j] = x[j] < least[j] ? x[j] : least[j];
    greatest[j] = x[j] > greatest[j] ? x[j] : greatest[j];
  }
}

/* rows [first, last) hold a number that is not finite: names the first */
static int32_t fail_not_finite(const cpwi_mcda *w, int64_t first, int64_t last, cpw_error *err) {
  for (int64_t i = first; i < last; i++)
    for (int64_t j = 0; j < w->table.criteria; j++)
      if (!cpwi_is_finite(w->table.values[i * w->table.criteria + j]))
        return cpwi_mcda_fail_value(w, i, j, "finite", err);
  return CPW_OK;
}

static int32_t find_extremes(void *context, int64_t first, int64_t last, cpw_error *err) {
  sample *s = context;
  const int64_t m = s->w->table.criteria;
  double least[CPW_MCDA_MAX_CRITERIA], greatest[CPW_MCDA_MAX_CRITERIA];
  for (int64_t j = 0; j < m; j++) {
    least[j] = (double)INFINITY;
    greatest[j] = -(double)INFINITY;
  }
  double check = 0; /* becomes NaN with the first number that is not finite */
  for (int64_t i = first; i < last; i++) {
    const double *x = s->w->table.values + i * m;
    widen(least, greatest, x, m);
    for (int64_t j = 0; j < m; j++)
      check += x[j] - x[j];
  }
  if (cpwi_is_nan(check)) return fail_not_finite(s->w, first, last, err);
  pthread_mutex_lock(&s->lock);
  widen(s->least, s->greatest, least, m);
  widen(s->least, s->greatest, greatest, m);
  pthread_mutex_unlock(&s->lock);
  return CPW_OK;
}

/* ---------------------------------------------------------------- exact sums ---------------- */

static void fill_terms(const sample *s, int64_t j, int64_t first, int64_t n, double *term) {
  const int64_t m = s->w->table.criteria;
  const double *x = s->w->table.values + first * m + j;
  const double times = 1 / s->unit[j]; /* exact: a power of two */
  if (s->normalise == CPW_MCDA_VECTOR)
    for (int64_t i = 0; i < n; i++) {
      double share = x[i * m] * times;
      term[i] = share * share;
    }
  else if (cpwi_mcda_direction(s->w, j) < 0)
    for (int64_t i = 0; i < n; i++)
      term[i] = 1.0 / x[i * m];
  else
    for (int64_t i = 0; i < n; i++)
      term[i] = x[i * m];
}

static int32_t add_terms(void *context, int64_t first, int64_t last, cpw_error *err) {
  sample *s = context;
  double term[CPWI_MCDA_BLOCK];
  int32_t status = CPW_OK;
  for (int64_t j = 0; j < s->w->table.criteria && status == CPW_OK; j++) {
    cpw_exact_sum sum;
    cpw_exact_sum_init(&sum);
    for (int64_t i = first; i < last && status == CPW_OK; i += CPWI_MCDA_BLOCK) {
      int64_t n = last - i < CPWI_MCDA_BLOCK ? last - i : CPWI_MCDA_BLOCK;
      fill_terms(s, j, i, n, term);
      status = cpw_exact_sum_add_array(&sum, term, n, err);
    }
    if (status != CPW_OK) break;
    pthread_mutex_lock(&s->lock);
    status = cpw_exact_sum_merge(&s->sums[j], &sum, err);
    pthread_mutex_unlock(&s->lock);
  }
  return status;
}

/* ---------------------------------------------------------------- what is refused ----------- */

static int32_t fail_first(const cpwi_mcda *w, int64_t j, double from, double to, int open,
                          const char *rule, cpw_error *err) {
  for (int64_t i = 0; i < w->table.rows; i++) {
    double x = w->table.values[i * w->table.criteria + j];
    if (x < from || x > to || (open && x == from)) return cpwi_mcda_fail_value(w, i, j, rule, err);
  }
  return CPW_OK;
}

static int32_t check_within(const sample *s, int64_t j, cpw_error *err) {
  const cpw_mcda_table *t = &s->w->table;
  if (t->outside == CPW_MCDA_OUTSIDE_CLAMP ||
      (s->least[j] >= t->lower[j] && s->greatest[j] <= t->upper[j]))
    return CPW_OK;
  char rule[2 * CPW_NUMBER_CHARS + 16] = "from ";
  size_t used = strlen(rule);
  used += (size_t)cpw_format_double(t->lower[j], rule + used);
  memcpy(rule + used, " to ", 4);
  cpw_format_double(t->upper[j], rule + used + 4);
  return fail_first(s->w, j, t->lower[j], t->upper[j], 0, rule, err);
}

static int32_t check_values(const sample *s, cpw_error *err) {
  const double all = (double)INFINITY;
  int32_t status = CPW_OK;
  for (int64_t j = 0; j < s->w->table.criteria && status == CPW_OK; j++) {
    const int cost = cpwi_mcda_direction(s->w, j) < 0;
    if (s->normalise == CPW_MCDA_FIXED)
      status = check_within(s, j, err);
    else if (s->normalise == CPW_MCDA_SUM && cost && !(s->least[j] >= DBL_MIN))
      status = fail_first(s->w, j, DBL_MIN, all, 0, "> 0 (and not subnormal) for a cost", err);
    else if ((s->normalise == CPW_MCDA_SUM || s->normalise == CPW_MCDA_MAX) && s->least[j] < 0)
      status = fail_first(s->w, j, 0, all, 0, "at least 0 with this normalisation", err);
  }
  return status;
}

/* ---------------------------------------------------------------- columns ------------------- */

static void set_range(cpwi_mcda_column *c, double least, double greatest, int cost) {
  c->sign = cost ? -1 : 1;
  c->offset = cost ? greatest : least;
  c->scale = greatest - least;
  if (!(c->scale > 0)) { /* nothing varies */
    c->sign = 0;
    c->scale = 1;
  }
}

/* x over a norm; a cost is 1 minus that */
static void set_share(cpwi_mcda_column *c, double norm, int cost) {
  c->sign = cost ? -1 : 1;
  c->add = cost ? 1 : 0;
  c->scale = norm > 0 ? norm : 1;
}

static void set_column(const sample *s, int64_t j, cpwi_mcda_column *c) {
  const cpw_mcda_table *t = &s->w->table;
  const int cost = cpwi_mcda_direction(s->w, j) < 0;
  const double least = t->rows ? s->least[j] : 0, greatest = t->rows ? s->greatest[j] : 0;
  *c = (cpwi_mcda_column){.lower = -(double)INFINITY, .upper = (double)INFINITY, .scale = 1};
  c->best = cost ? least : greatest;
  c->worst = cost ? greatest : least;
  switch (s->normalise) {
  case CPW_MCDA_FIXED:
    c->lower = t->lower[j];
    c->upper = t->upper[j];
    c->best = cost ? c->lower : c->upper;
    c->worst = cost ? c->upper : c->lower;
    set_range(c, c->lower, c->upper, cost);
    break;
  case CPW_MCDA_MINMAX:
    set_range(c, least, greatest, cost);
    break;
  case CPW_MCDA_VECTOR:
    set_share(c, s->unit[j] * sqrt(cpw_exact_sum_value(&s->sums[j])), cost);
    break;
  case CPW_MCDA_SUM:
    set_share(c, cpw_exact_sum_value(&s->sums[j]), 0);
    c->inverse = cost && t->rows > 0;
    if (c->inverse) {
      c->best = 1 / least;
      c->worst = 1 / greatest;
    }
    break;
  case CPW_MCDA_MAX:
    set_share(c, greatest, cost);
    break;
  default:
    c->sign = cost ? -1 : 1;
    break;
  }
}

static int32_t set_columns(const sample *s, cpw_error *err) {
  for (int64_t j = 0; j < s->w->table.criteria; j++) {
    cpwi_mcda_column *c = &s->w->columns[j];
    set_column(s, j, c);
    if (!cpwi_is_finite(c->scale) || !cpwi_is_finite(c->best - c->worst))
      return cpwi_fail(err, CPW_EDOMAIN, j, s->w->where,
                       "the values of criterion %lld must have a range, sum and norm within the "
                       "doubles",
                       (long long)j);
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- all of it ----------------- */

static int32_t add_up(sample *s, cpw_error *err) {
  cpwi_mcda *w = s->w;
  const int64_t m = w->table.criteria;
  if (s->normalise != CPW_MCDA_VECTOR && s->normalise != CPW_MCDA_SUM) return CPW_OK;
  s->sums = cpwi_alloc(w->table.allocator, (size_t)m, sizeof *s->sums);
  if (!s->sums)
    return cpwi_fail(err, CPW_ENOMEM, -1, w->where, "no memory for %lld criteria", (long long)m);
  for (int64_t j = 0; j < m; j++) {
    double most =
        fabs(s->least[j]) > fabs(s->greatest[j]) ? fabs(s->least[j]) : fabs(s->greatest[j]);
    cpw_exact_sum_init(&s->sums[j]);
    s->unit[j] = most >= DBL_MIN && cpwi_is_finite(most)
                     ? cpwi_from_bits(cpwi_exponent(cpwi_bits(most)) << 52)
                     : DBL_MIN;
  }
  return cpwi_parallel(&s->run, w->table.rows, CPWI_MCDA_GRAIN, add_terms, s, w->where, err);
}

static int32_t look(sample *s, cpw_error *err) {
  cpwi_mcda *w = s->w;
  for (int64_t j = 0; j < w->table.criteria; j++) {
    s->least[j] = (double)INFINITY;
    s->greatest[j] = -(double)INFINITY;
  }
  int32_t status =
      cpwi_parallel(&s->run, w->table.rows, CPWI_MCDA_GRAIN, find_extremes, s, w->where, err);
  if (status == CPW_OK && w->table.rows > 0) status = check_values(s, err);
  if (status == CPW_OK) status = add_up(s, err);
  return status == CPW_OK ? set_columns(s, err) : status;
}

int32_t cpwi_mcda_scale(cpwi_mcda *w, int32_t normalise, cpw_error *err) {
  const cpw_allocator *a = w->table.allocator;
  if (normalise == CPW_MCDA_FIXED && !w->table.lower)
    return cpwi_fail(err, CPW_EINVAL, -1, w->where,
                     "table.lower and table.upper must be given for CPW_MCDA_FIXED");
  sample *s = cpwi_alloc(a, 1, sizeof *s);
  w->columns = cpwi_alloc(a, (size_t)w->table.criteria, sizeof *w->columns);
  int32_t status = CPW_ENOMEM;
  if (s && w->columns) {
    s->w = w;
    s->run = w->run;
    s->run.progress = NULL;
    s->normalise = normalise;
    s->sums = NULL;
    pthread_mutex_init(&s->lock, NULL);
    status = look(s, err);
    pthread_mutex_destroy(&s->lock);
    cpwi_release(a, s->sums);
  } else {
    cpwi_fail(err, status, -1, w->where, "no memory for %lld criteria",
              (long long)w->table.criteria);
  }
  cpwi_release(a, s);
  return status;
}
