/* What perfect information would be worth: of everything, or of one parameter.
 * Source: Claxton 1999 (all); Strong and Oakley 2013 (bins); Strong, Oakley and Brennan 2014 (regression).
 * Leaves the order of the draws to base/order.c. */
#include "base/order.h"
#include "sensitivity/internal.h"

#include <string.h>

#define MOST_TERMS    20
#define DEFAULT_TERMS 10

/* ---------------------------------------------------------------- everything ---------------- */

static int32_t check_benefits(const double *nb, int64_t rows, int64_t options, double level,
                              const char *where, cpw_error *err) {
  int64_t cells;
  int32_t status = cpwi_check_size("rows", rows, INT64_MAX, where, err);
  if (status == CPW_OK) status = cpwi_check_size("options", options, INT32_MAX, where, err);
  if (status == CPW_OK) status = cpwi_check_confidence(level, where, err);
  if (status != CPW_OK) return status;
  if (!cpwi_multiply(rows, options, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "rows x options is too large");
  return cpwi_check_numbers("net_benefit", nb, rows, options, where, err);
}

/* the option that is best on average, the first of equals */
static int64_t best_option(const double *nb, int64_t rows, int64_t options, double *mean) {
  int64_t best = 0;
  for (int64_t d = 0; d < options; d++) {
    cpw_moments m;
    cpw_moments_init(&m);
    for (int64_t i = 0; i < rows; i++)
      cpw_moments_add(&m, nb[i * options + d]);
    double own = cpw_moments_mean(&m);
    if (d == 0 || own > *mean) {
      best = d;
      *mean = own;
    }
  }
  return best;
}

/* standard error and limits of the mean of gains, the lower one not below 0 */
static void put_limits(const cpw_moments *gain, double value, double level, double *se,
                       double *lower, double *upper) {
  *se = cpw_moments_sd(gain, 1) / sqrt((double)gain->count);
  double half = cpw_normal_quantile(0.5 + 0.5 * level) * *se;
  *lower = value - half < 0 ? 0 : value - half;
  *upper = value + half;
}

int32_t cpw_evpi(const double *net_benefit, int64_t rows, int64_t options, double level,
                 cpw_perfect_information *out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = check_benefits(net_benefit, rows, options, level, __func__, err);
  if (status != CPW_OK) return status;
  cpw_perfect_information p = {0};
  cpw_moments gain, most;
  int64_t best_count = 0;
  cpw_moments_init(&gain);
  cpw_moments_init(&most);
  p.best = best_option(net_benefit, rows, options, &p.current);
  for (int64_t i = 0; i < rows; i++) {
    const double *own = net_benefit + i * options;
    double high = own[0];
    for (int64_t d = 1; d < options; d++)
      high = own[d] > high ? own[d] : high;
    double more = high - own[p.best];
    if (!cpwi_finite(more))
      return cpwi_fail(err, CPW_EOVERFLOW, i * options, __func__,
                       "the gain of draw %lld is beyond the largest double", (long long)i);
    cpw_moments_add(&gain, more);
    cpw_moments_add(&most, high);
    best_count += more <= 0;
  }
  p.evpi = cpw_moments_mean(&gain);
  p.perfect = cpw_moments_mean(&most);
  p.best_share = (double)best_count / (double)rows;
  put_limits(&gain, p.evpi, level, &p.se, &p.lower, &p.upper);
  *out = p;
  return CPW_OK;
}

/* ---------------------------------------------------------------- one parameter ------------- */

/* Draws grouped by equal values of the parameter, which is all that a fit can tell apart. */
typedef struct parts {
  const double *nb, *x; /* (rows, options), (rows, count) */
  int64_t rows, options, count, best, terms;
  int32_t method;
  double level, evpi;
  const cpw_allocator *allocator;
  const char *where;
  cpw_partial_information *out;
} parts;

/* The work of one parameter: groups in rising order. */
typedef struct fit {
  double *column, *weight, *score, *benefit, *within,
      *fitted; /* groups; (options, groups) the last */
  double *now, *before, *line;
  int64_t *order, *group; /* (rows) */
  int64_t groups, terms;
} fit;

static int fit_new(fit *f, const parts *t) {
  size_t n = (size_t)t->rows, options = (size_t)t->options;
  const cpw_allocator *a = t->allocator;
  memset(f, 0, sizeof *f);
  f->column = cpwi_alloc(a, n, 7 * sizeof *f->column);
  f->order = cpwi_alloc(a, n, 2 * sizeof *f->order);
  f->benefit = cpwi_alloc(a, n, 2 * options * sizeof *f->benefit);
  f->within = cpwi_alloc(a, options, sizeof *f->within);
  if (!f->column || !f->order || !f->benefit || !f->within) return 0;
  f->weight = f->column + n;
  f->score = f->weight + n;
  f->now = f->score + n;
  f->before = f->now + n;
  f->line = f->before + n;
  f->group = f->order + n;
  f->fitted = f->benefit + n * options;
  return 1;
}

static void fit_free(fit *f, const parts *t) {
  cpwi_release(t->allocator, f->column);
  cpwi_release(t->allocator, f->order);
  cpwi_release(t->allocator, f->benefit);
  cpwi_release(t->allocator, f->within);
}

static double difference(const parts *t, int64_t row, int64_t d) {
  return t->nb[row * t->options + d] - t->nb[row * t->options + t->best];
}

/* Bins: groups are joined by the middle of their ranks. */
static int64_t bin_of(const parts *t, int64_t from, int64_t to) {
  double middle = 0.5 * (double)from + 0.5 * (double)to;
  int64_t bin = (int64_t)(middle / (double)t->rows * (double)t->terms);
  return bin < t->terms ? bin : t->terms - 1;
}

/* equal values, then (for bins) equal bins, are one group */
static void make_groups(const parts *t, fit *f) {
  int64_t last = -1;
  f->groups = 0;
  for (int64_t from = 0, to; from < t->rows; from = to) {
    double x = f->column[f->order[from]];
    for (to = from; to < t->rows && f->column[f->order[to]] == x; to++)
      continue;
    int64_t bin = t->method == CPW_EVPPI_BINS ? bin_of(t, from, to) : from;
    if (f->groups == 0 || bin != last) {
      f->weight[f->groups] = 0;
      f->score[f->groups++] =
          cpw_normal_quantile((0.5 * (double)from + 0.5 * (double)to) / (double)t->rows);
    }
    last = bin;
    f->weight[f->groups - 1] += (double)(to - from);
    for (int64_t k = from; k < to; k++)
      f->group[f->order[k]] = f->groups - 1;
  }
}

/* mean of each group, and the squares within groups */
static void group_means(const parts *t, fit *f) {
  for (int64_t d = 0; d < t->options; d++) {
    double *mean = f->benefit + d * f->groups;
    int64_t k = 0;
    cpw_exact_sum sum, squares;
    cpw_exact_sum_init(&squares);
    for (int64_t g = 0; g < f->groups; g++) {
      int64_t from = k;
      cpw_exact_sum_init(&sum);
      for (; k < t->rows && f->group[f->order[k]] == g; k++)
        cpw_exact_sum_add(&sum, difference(t, f->order[k], d));
      mean[g] = cpw_exact_sum_value(&sum) / f->weight[g];
      for (int64_t i = from; i < k; i++) {
        double e = difference(t, f->order[i], d) - mean[g];
        cpw_exact_sum_add(&squares, e * e);
      }
    }
    f->within[d] = cpw_exact_sum_value(&squares);
  }
}

/* sum of weight x a x b over groups */
static double inner(const fit *f, const double *a, const double *b) {
  double sum = 0;
  for (int64_t g = 0; g < f->groups; g++)
    sum += f->weight[g] * a[g] * b[g];
  return sum;
}

/* The next orthonormal polynomial: z P_k - alpha P_k - beta P_(k-1), scaled. 0 if there is none. */
static int next_polynomial(fit *f, double *beta) {
  double alpha = 0, norm;
  for (int64_t g = 0; g < f->groups; g++)
    alpha += f->weight[g] * f->score[g] * f->now[g] * f->now[g];
  for (int64_t g = 0; g < f->groups; g++) {
    double p = (f->score[g] - alpha) * f->now[g] - *beta * f->before[g];
    f->before[g] = f->now[g];
    f->now[g] = p;
  }
  norm = sqrt(inner(f, f->now, f->now));
  if (!(norm > 1e-10)) return 0;
  for (int64_t g = 0; g < f->groups; g++)
    f->now[g] /= norm;
  *beta = norm;
  return 1;
}

/* Generalised cross-validation: squares that are left / (1 - terms/rows)^2. */
static double cross_validation(const parts *t, const fit *f, const double *mean, int64_t d,
                               int64_t terms) {
  double squares = f->within[d], free = 1 - (double)terms / (double)t->rows;
  for (int64_t g = 0; g < f->groups; g++)
    squares += f->weight[g] * (mean[g] - f->line[g]) * (mean[g] - f->line[g]);
  return squares / (free * free);
}

/* the conditional mean of option d by the degree with the least cross-validation; returns that degree */
static int64_t regress(const parts *t, fit *f, int64_t d) {
  const double *mean = f->benefit + d * f->groups;
  double *fitted = f->fitted + d * f->groups, best = 0, beta = 0;
  int64_t degree = 0;
  for (int64_t g = 0; g < f->groups; g++) {
    f->now[g] = 1 / sqrt((double)t->rows);
    f->before[g] = f->line[g] = 0;
  }
  for (int64_t k = 0; k <= t->terms && k < f->groups && k + 2 <= t->rows; k++) {
    if (k > 0 && !next_polynomial(f, &beta)) break;
    double c = inner(f, f->now, mean);
    for (int64_t g = 0; g < f->groups; g++)
      f->line[g] += c * f->now[g];
    double score = cross_validation(t, f, mean, d, k + 1);
    if (k > 0 && score >= best) continue;
    best = score;
    degree = k;
    memcpy(fitted, f->line, (size_t)f->groups * sizeof *fitted);
  }
  return degree;
}

/* Decide by the fit: the mean of what it promises, and the spread of what the draws gave. */
static void decide(const parts *t, const fit *f, cpw_partial_information *p) {
  cpw_exact_sum promised;
  cpw_moments gain;
  cpw_exact_sum_init(&promised);
  cpw_moments_init(&gain);
  for (int64_t g = 0; g < f->groups; g++)
    f->order[g] = t->best; /* the order is not needed any more */
  for (int64_t g = 0; g < f->groups; g++) {
    double most = 0;
    for (int64_t d = 0; d < t->options; d++)
      if (d != t->best && f->fitted[d * f->groups + g] > most) {
        most = f->fitted[d * f->groups + g];
        f->order[g] = d;
      }
    cpw_exact_sum_add(&promised, f->weight[g] * most);
  }
  for (int64_t i = 0; i < t->rows; i++)
    cpw_moments_add(&gain, difference(t, i, f->order[f->group[i]]));
  p->evppi = cpw_exact_sum_value(&promised) / (double)t->rows;
  put_limits(&gain, p->evppi, t->level, &p->se, &p->lower, &p->upper);
  p->share = t->evpi > 0 ? p->evppi / t->evpi : CPWI_NAN;
}

static int32_t one_parameter(const parts *t, fit *f, int64_t j, cpw_error *err) {
  for (int64_t i = 0; i < t->rows; i++)
    f->column[i] = t->x[i * t->count + j];
  int32_t status = cpwi_order(f->column, t->rows, 0, f->order, t->allocator, t->where, err);
  if (status != CPW_OK) return status;
  make_groups(t, f);
  group_means(t, f);
  cpw_partial_information *p = &t->out[j];
  p->terms = t->method == CPW_EVPPI_BINS ? f->groups : 0;
  if (t->method == CPW_EVPPI_BINS)
    memcpy(f->fitted, f->benefit, (size_t)(f->groups * t->options) * sizeof *f->fitted);
  for (int64_t d = 0; t->method == CPW_EVPPI_REGRESSION && d < t->options; d++) {
    int64_t degree = d == t->best ? 0 : regress(t, f, d);
    p->terms = degree > p->terms ? degree : p->terms;
  }
  decide(t, f, p);
  return CPW_OK;
}

static int32_t some_parameters(void *context, int64_t first, int64_t last, cpw_error *err) {
  const parts *t = context;
  fit f;
  int32_t status = CPW_OK;
  if (!fit_new(&f, t))
    status =
        cpwi_fail(err, CPW_ENOMEM, -1, t->where, "no memory for %lld draws", (long long)t->rows);
  for (int64_t j = first; status == CPW_OK && j < last; j++)
    status = one_parameter(t, &f, j, err);
  fit_free(&f, t);
  return status;
}

static int32_t check_differences(const parts *t, cpw_error *err) {
  for (int64_t i = 0; i < t->rows; i++)
    for (int64_t d = 0; d < t->options; d++)
      if (!cpwi_finite(difference(t, i, d)))
        return cpwi_fail(err, CPW_EOVERFLOW, i * t->options + d, t->where,
                         "net_benefit[%lld][%lld] less that of option %lld is beyond the largest "
                         "double",
                         (long long)i, (long long)d, (long long)t->best);
  return CPW_OK;
}

static int32_t take_terms(parts *t, cpw_error *err) {
  int bins = t->method == CPW_EVPPI_BINS;
  int64_t least = bins ? 2 : 1, most = bins ? t->rows : MOST_TERMS;
  if (t->terms == 0) {
    t->terms = bins ? (int64_t)sqrt((double)t->rows) : DEFAULT_TERMS;
    if (t->terms < least) t->terms = least;
  }
  if (t->terms >= least && t->terms <= most) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, t->where, "terms = %lld must be 0, or %lld to %lld",
                   (long long)t->terms, (long long)least, (long long)most);
}

static int32_t check_parts(const parts *t, cpw_error *err) {
  int64_t cells;
  int32_t status = check_benefits(t->nb, t->rows, t->options, t->level, t->where, err);
  if (status == CPW_OK) status = cpwi_check_size("count", t->count, INT32_MAX, t->where, err);
  if (status != CPW_OK) return status;
  if (t->rows < 2)
    return cpwi_fail(err, CPW_EINVAL, -1, t->where, "rows = %lld must be >= 2", (long long)t->rows);
  if (t->method != CPW_EVPPI_REGRESSION && t->method != CPW_EVPPI_BINS)
    return cpwi_fail(err, CPW_EINVAL, -1, t->where, "method = %d must be 0 or 1", (int)t->method);
  if (!cpwi_multiply(t->rows, t->count, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, t->where, "rows x count is too large");
  return cpwi_check_numbers("x", t->x, t->rows, t->count, t->where, err);
}

int32_t cpw_evppi(const double *net_benefit, const double *x, int64_t rows, int64_t options,
                  int64_t count, int32_t method, int64_t terms, double level, const cpw_run *run,
                  const cpw_allocator *allocator, cpw_partial_information *out, cpw_error *err) {
  parts t = {net_benefit, x,     rows, options,   count,    0,   terms,
             method,      level, 0,    allocator, __func__, NULL};
  cpw_run known;
  cpw_perfect_information all;
  int32_t status = cpwi_take_run(&known, run, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  if ((status = check_parts(&t, err)) != CPW_OK || (status = take_terms(&t, err)) != CPW_OK ||
      (status = cpw_evpi(net_benefit, rows, options, level, &all, err)) != CPW_OK)
    return status;
  t.best = all.best;
  t.evpi = all.evpi;
  if ((status = check_differences(&t, err)) != CPW_OK) return status;
  t.out = cpwi_alloc(allocator, (size_t)count, sizeof *t.out);
  if (!t.out)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld parameters",
                     (long long)count);
  status = cpwi_parallel(&known, count, 1, some_parameters, &t, __func__, err);
  if (status == CPW_OK) memcpy(out, t.out, (size_t)count * sizeof *out);
  cpwi_release(allocator, t.out);
  return status;
}
