/* Sobol' indices from the answers to a design, with bootstrap limits over base points.
 * Source: Saltelli et al. 2010 (first), Jansen 1999 (total), Saltelli 2002 (pairs), Archer et al. 1997
 * (limits). Leaves the design to sobol_design.c. */
#include "sensitivity/internal.h"

#include <stdio.h>

#include <string.h>

/* What base point i adds to each sum, answers centred and scaled: column after column, (base) each.
 * q: (A^2 + B^2)/2, m: (A + B)/2, then by parameter f: B (ABi - A), d: ABi - A, t: (A - ABi)^2/2, and by pair
 * w: mean of BAi ABj and BAj ABi, less A B. */
typedef struct study {
  cpwi_sensitivity s;
  int64_t base, p, block, pairs, columns, values;
  double *term;      /* (columns, base) */
  double *replicate; /* (resamples, values) */
  double z;          /* of the limits */
  double *mean, *variance, *first_sum;
  double *out[3][4]; /* first, total, second: estimate, se, lower, upper */
} study;

static int64_t pair_of(int64_t i, int64_t j) {
  return i < j ? j * (j - 1) / 2 + i : i * (i - 1) / 2 + j;
}

/* ---------------------------------------------------------------- sums to indices ----------- */

/* values: first (p), total (p), pairs; from the means of the columns */
static void indices_of(const study *t, const double *mean, double *value) {
  double q = mean[0], m = mean[1], variance = q - m * m;
  const double *f = mean + 2, *d = f + t->p, *jansen = d + t->p, *w = jansen + t->p;
  for (int64_t i = 0; i < t->p; i++) {
    value[i] = (f[i] - m * d[i]) / variance;
    value[t->p + i] = jansen[i] / variance;
  }
  for (int64_t j = 1; t->pairs && j < t->p; j++)
    for (int64_t i = 0; i < j; i++) {
      int64_t k = pair_of(i, j);
      value[2 * t->p + k] = w[k] / variance - value[i] - value[j];
    }
}

static int32_t resample(void *context, int64_t first, int64_t last, cpw_error *err) {
  const study *t = context;
  const cpw_allocator *a = t->s.options.allocator;
  uint32_t *times = cpwi_alloc(a, (size_t)t->base, sizeof *times);
  double *mean = cpwi_alloc(a, (size_t)t->columns, sizeof *mean);
  int32_t status = CPW_OK;
  if (!times || !mean)
    status = cpwi_fail(err, CPW_ENOMEM, -1, t->s.where, "no memory for a resample of %lld points",
                       (long long)t->base);
  for (int64_t r = first; status == CPW_OK && r < last; r++) {
    cpw_stream stream;
    cpw_stream_init(&stream, t->s.run.seed, (uint64_t)t->s.run.first_replication,
                    CPWI_PURPOSE_BOOTSTRAP, (uint64_t)r);
    memset(times, 0, (size_t)t->base * sizeof *times);
    for (int64_t i = 0; i < t->base; i++)
      times[cpw_random_below(&stream, (uint64_t)t->base)]++;
    for (int64_t c = 0; c < t->columns; c++) {
      double sum = 0;
      for (int64_t i = 0; i < t->base; i++)
        sum += (double)times[i] * t->term[c * t->base + i];
      mean[c] = sum / (double)t->base;
    }
    indices_of(t, mean, t->replicate + r * t->values);
  }
  cpwi_release(a, times);
  cpwi_release(a, mean);
  return status;
}

/* ---------------------------------------------------------------- answers to sums ----------- */

static double product_pair(const double *y, int64_t p, int64_t i, int64_t j) {
  double forth = y[p + 1 + i] * y[1 + j], back = y[p + 1 + j] * y[1 + i];
  return 0.5 * forth + 0.5 * back - y[0] * y[2 * p + 1];
}

/* y: the block of one base point, centred and scaled */
static void take_point(const study *t, const double *y, int64_t i) {
  double *term = t->term + i;
  int64_t n = t->base, p = t->p;
  double a = y[0], b = y[t->block - 1];
  term[0] = 0.5 * a * a + 0.5 * b * b;
  term[n] = 0.5 * a + 0.5 * b;
  for (int64_t k = 0; k < p; k++) {
    double d = y[1 + k] - a;
    term[(2 + k) * n] = b * d;
    term[(2 + p + k) * n] = d;
    term[(2 + 2 * p + k) * n] = 0.5 * d * d;
  }
  for (int64_t k = 1; t->pairs && k < p; k++)
    for (int64_t h = 0; h < k; h++)
      term[(2 + 3 * p + pair_of(h, k)) * n] = product_pair(y, p, h, k);
}

/* mean and variance of the answers to A and B */
static int32_t describe(const study *t, const double *y, int64_t outputs, int64_t o, double *mean,
                        double *variance, cpw_error *err) {
  cpw_moments m;
  cpw_moments_init(&m);
  for (int64_t i = 0; i < t->base; i++) {
    cpw_moments_add(&m, y[(i * t->block) * outputs + o]);
    cpw_moments_add(&m, y[((i + 1) * t->block - 1) * outputs + o]);
  }
  *mean = cpw_moments_mean(&m);
  *variance = cpw_moments_variance(&m, 0);
  if (cpwi_finite(*variance)) return CPW_OK;
  return cpwi_fail(err, CPW_EOVERFLOW, o, t->s.where,
                   "the variance of output %lld is beyond the largest double", (long long)o);
}

/* Scaled by the standard deviation's power of two: neither squares nor their sums overflow. */
static int32_t take_answers(const study *t, const double *y, int64_t outputs, int64_t o,
                            double mean, double variance, double *row, cpw_error *err) {
  int exponent;
  (void)frexp(sqrt(variance), &exponent);
  for (int64_t i = 0; i < t->base; i++) {
    const double *from = y + i * t->block * outputs + o;
    for (int64_t k = 0; k < t->block; k++) {
      row[k] = ldexp(from[k * outputs] - mean, -exponent);
      if (fabs(row[k]) > 1e150)
        return cpwi_fail(err, CPW_EOVERFLOW, (i * t->block + k) * outputs + o, t->s.where,
                         "y[%lld][%lld] = %s is too far from the mean %s",
                         (long long)(i * t->block + k), (long long)o,
                         cpwi_number(from[k * outputs]).text, cpwi_number(mean).text);
    }
    take_point(t, row, i);
  }
  return CPW_OK;
}

static void estimate(const study *t, double *mean, double *value) {
  for (int64_t c = 0; c < t->columns; c++) {
    cpw_exact_sum sum;
    cpw_exact_sum_init(&sum);
    if (cpw_exact_sum_add_array(&sum, t->term + c * t->base, t->base, NULL) != CPW_OK) return;
    mean[c] = cpw_exact_sum_value(&sum) / (double)t->base;
  }
  indices_of(t, mean, value);
}

/* ---------------------------------------------------------------- limits and results -------- */

static double standard_error(const study *t, int64_t v) {
  cpw_moments m;
  cpw_moments_init(&m);
  for (int64_t r = 0; r < t->s.options.resamples; r++)
    cpw_moments_add(&m, t->replicate[r * t->values + v]);
  return cpw_moments_sd(&m, 1);
}

static void put(const study *t, int kind, int64_t at, double value, double se) {
  t->out[kind][0][at] = value;
  t->out[kind][1][at] = se;
  t->out[kind][2][at] = value - t->z * se;
  t->out[kind][3][at] = value + t->z * se;
}

static double error_of(const study *t, const double *value, int64_t v) {
  return value && t->s.options.resamples ? standard_error(t, v) : CPWI_NAN;
}

/* value NULL: an answer that never varies */
static void put_output(const study *t, int64_t o, const double *value) {
  int64_t p = t->p;
  t->first_sum[o] = 0;
  for (int64_t v = 0; v < 2 * p; v++) {
    double x = value ? value[v] : CPWI_NAN;
    put(t, v >= p, o * p + v % p, x, error_of(t, value, v));
    if (v < p) t->first_sum[o] += x;
  }
  if (!t->s.options.second_order) return;
  for (int64_t j = 0; j < p; j++) {
    put(t, 2, (o * p + j) * p + j, CPWI_NAN, CPWI_NAN);
    for (int64_t i = 0; i < j; i++) {
      int64_t v = 2 * p + pair_of(i, j);
      double x = value ? value[v] : CPWI_NAN, se = error_of(t, value, v);
      put(t, 2, (o * p + i) * p + j, x, se);
      put(t, 2, (o * p + j) * p + i, x, se);
    }
  }
}

static int32_t one_output(study *t, const double *y, int64_t outputs, int64_t o, double *mean,
                          double *value, double *row, cpw_error *err) {
  double centre, variance;
  int32_t status = describe(t, y, outputs, o, &centre, &variance, err);
  if (status != CPW_OK) return status;
  t->mean[o] = centre;
  t->variance[o] = variance;
  if (variance <= 0) {
    put_output(t, o, NULL);
    return CPW_OK;
  }
  status = take_answers(t, y, outputs, o, centre, variance, row, err);
  if (status != CPW_OK) return status;
  estimate(t, mean, value);
  status = cpwi_parallel(&t->s.run, t->s.options.resamples, 1, resample, t, t->s.where, err);
  if (status == CPW_OK) put_output(t, o, value);
  return status;
}

static int32_t add_results(study *t, cpw_result *r, cpw_error *err) {
  static const char *const by[2] = {"output parameter", "output parameter other"};
  const cpwi_array_plan plans[] = {
      {"first", "share", "share of the variance that the parameter alone explains", by[0],
       &t->out[0][0]},
      {"first_se", "share", "its bootstrap standard error", by[0], &t->out[0][1]},
      {"first_lower", "share", "lower limit", by[0], &t->out[0][2]},
      {"first_upper", "share", "upper limit", by[0], &t->out[0][3]},
      {"total", "share", "share of the variance in which the parameter has a part", by[0],
       &t->out[1][0]},
      {"total_se", "share", "its bootstrap standard error", by[0], &t->out[1][1]},
      {"total_lower", "share", "lower limit", by[0], &t->out[1][2]},
      {"total_upper", "share", "upper limit", by[0], &t->out[1][3]},
      {"mean", "", "mean of the answers", "output", &t->mean},
      {"variance", "", "variance of the answers", "output", &t->variance},
      {"first_sum", "share", "what single parameters explain together", "output", &t->first_sum},
      {"second", "share", "share of the variance that the pair explains beyond each alone", by[1],
       &t->out[2][0]},
      {"second_se", "share", "its bootstrap standard error", by[1], &t->out[2][1]},
      {"second_lower", "share", "lower limit", by[1], &t->out[2][2]},
      {"second_upper", "share", "upper limit", by[1], &t->out[2][3]}};
  return cpwi_add_arrays(r, plans, t->s.options.second_order ? 15 : 11, err);
}

static int32_t note_constant(const study *t, cpw_result *r, int64_t outputs, cpw_error *err) {
  int64_t constant = 0, which = 0;
  char text[128];
  for (int64_t o = outputs - 1; o >= 0; o--)
    if (t->variance[o] <= 0) {
      constant++;
      which = o;
    }
  if (constant == 0) return CPW_OK;
  if (constant > 1)
    snprintf(text, sizeof text, "output %lld does not vary: no indices (and %lld more)",
             (long long)which, (long long)(constant - 1));
  else
    snprintf(text, sizeof text, "output %lld does not vary: no indices", (long long)which);
  return cpw_result_add_note(r, "constant", text, err);
}

static int32_t run_study(study *t, const double *y, int64_t outputs, cpw_result *r,
                         cpw_error *err) {
  const cpw_allocator *a = t->s.options.allocator;
  int64_t cells, kept;
  if (!cpwi_multiply(t->columns, t->base, &cells) ||
      !cpwi_multiply(t->values, t->s.options.resamples, &kept))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, t->s.where, "base x parameters is too large");
  t->term = cpwi_alloc(a, (size_t)cells, sizeof *t->term);
  t->replicate = cpwi_alloc(a, (size_t)kept, sizeof *t->replicate);
  double *mean = cpwi_alloc(a, (size_t)t->columns, sizeof *mean);
  double *value = cpwi_alloc(a, (size_t)t->values, sizeof *value);
  double *row = cpwi_alloc(a, (size_t)t->block, sizeof *row);
  int32_t status = add_results(t, r, err);
  if (status == CPW_OK && (!t->term || !t->replicate || !mean || !value || !row))
    status = cpwi_fail(err, CPW_ENOMEM, -1, t->s.where, "no memory for %lld base points",
                       (long long)t->base);
  for (int64_t o = 0; status == CPW_OK && o < outputs; o++)
    status = one_output(t, y, outputs, o, mean, value, row, err);
  cpwi_release(a, t->term);
  cpwi_release(a, t->replicate);
  cpwi_release(a, mean);
  cpwi_release(a, value);
  cpwi_release(a, row);
  return status == CPW_OK ? note_constant(t, r, outputs, err) : status;
}

static int32_t check_study(study *t, int64_t outputs, int64_t count, const double *y,
                           cpw_error *err) {
  int32_t status = cpwi_check_size("outputs", outputs, INT32_MAX, t->s.where, err);
  int64_t rows = cpw_sobol_rows(t->base, count, t->s.options.second_order), cells;
  if (status == CPW_OK) status = cpwi_check_size("count", count, INT32_MAX, t->s.where, err);
  if (status != CPW_OK) return status;
  if (t->base < 2)
    return cpwi_fail(err, CPW_EINVAL, -1, t->s.where, "base = %lld must be >= 2",
                     (long long)t->base);
  if (rows < 0 || !cpwi_multiply(rows, outputs, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, t->s.where, "rows x outputs is too large");
  return cpwi_check_numbers("y", y, rows, outputs, t->s.where, err);
}

int32_t cpw_sobol_indices(const double *y, int64_t outputs, const cpw_parameter *parameters,
                          int64_t count, int64_t base, const cpw_sensitivity_options *options,
                          const cpw_run *run, cpw_result **out, cpw_error *err) {
  study t;
  cpw_result *r = NULL;
  memset(&t, 0, sizeof t);
  int32_t status = cpwi_sensitivity_take(&t.s, options, run, __func__, err);
  if (status != CPW_OK) return status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  t.base = base;
  if ((status = check_study(&t, outputs, count, y, err)) != CPW_OK) return status;
  t.p = count;
  t.pairs = t.s.options.second_order ? count * (count - 1) / 2 : 0;
  t.block = t.s.options.second_order ? 2 * count + 2 : count + 2;
  t.columns = 2 + 3 * count + t.pairs;
  t.values = 2 * count + t.pairs;
  t.z = cpw_normal_quantile(0.5 + 0.5 * t.s.options.level);
  status =
      cpwi_sensitivity_result(&t.s, outputs, parameters, count, t.s.options.second_order, &r, err);
  if (status == CPW_OK) status = run_study(&t, y, outputs, r, err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}
