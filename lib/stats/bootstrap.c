/* The bootstrap: replicates of any statistic of rows, the jackknife's acceleration, and percentile,
 * basic and BCa limits. Source: Efron, Annals of Statistics 7 (1979) and JASA 82:171-185 (1987);
 * Efron and Tibshirani (1993). Leaves intervals by formula to interval.c. */
#include "carepath/random.h"
#include "stats/internal.h"

#include <math.h>
#include <stdio.h>

/* what is drawn from a stream: 'bootstrp' in ASCII, so that no model's purpose is the same */
#define PURPOSE 0x626f6f7473747270u

#define DEFAULT_REPLICATIONS 9999

void cpw_statistic_init_sized(cpw_statistic *statistic, size_t size) {
  cpw_statistic defaults = {.struct_size = sizeof defaults};
  cpwi_init_sized(statistic, size, &defaults, sizeof defaults);
}

static cpw_bootstrap_options option_defaults(void) {
  return (cpw_bootstrap_options){
      .struct_size = sizeof(cpw_bootstrap_options), .level = 0.95, .method = CPW_BOOTSTRAP_BCA};
}

void cpw_bootstrap_options_init_sized(cpw_bootstrap_options *options, size_t size) {
  cpw_bootstrap_options defaults = option_defaults();
  cpwi_init_sized(options, size, &defaults, sizeof defaults);
}

/* -------- data and statistic */

/* Everything that a call works on. Without a caller's statistic the rows become one column, of which
 * the mean is taken. */
typedef struct study {
  const double *x;
  double *differences; /* owned; NULL where x is the caller's */
  int64_t rows, columns;
  cpw_statistic statistic;
  int32_t is_mean;
  const cpw_allocator *allocator;
  cpw_run run;
  double *values; /* what cpwi_parallel fills: one a replication, or one a row left out */
  const char *where;
} study;

static int32_t mean_of_column(void *context, const double *sample, int64_t rows, int64_t columns,
                              double *value) {
  (void)context;
  (void)columns;
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  int32_t status = cpw_exact_sum_add_array(&sum, sample, rows, NULL);
  *value = cpwi_exact_mean(&sum);
  return status;
}

static int32_t fail_memory(const char *where, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
}

static int32_t check_study(const study *s, const char *where, cpw_error *err) {
  if (!s->x) return cpwi_fail(err, CPW_EINVAL, -1, where, "x is NULL");
  if (s->rows < 1 || s->columns < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "rows = %lld and columns = %lld must be >= 1",
                     (long long)s->rows, (long long)s->columns);
  if (!s->statistic.evaluate && s->columns > 2)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "columns = %lld must be 1 or 2 where no statistic is given",
                     (long long)s->columns);
  int64_t size;
  if (!cpwi_multiply(s->rows, s->columns, &size))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "rows x columns is too large");
  for (int64_t i = 0; i < size; i++)
    if (!cpwi_is_finite(s->x[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "x[%lld] = %s must be finite", (long long)i,
                       cpwi_number(s->x[i]).text);
  return CPW_OK;
}

static int32_t take_differences(study *s, cpw_error *err) {
  s->differences = cpwi_alloc(s->allocator, (size_t)s->rows, sizeof *s->differences);
  if (!s->differences) return fail_memory(s->where, err);
  for (int64_t i = 0; i < s->rows; i++) {
    s->differences[i] = s->x[2 * i] - s->x[2 * i + 1];
    if (!cpwi_is_finite(s->differences[i]))
      return cpwi_fail(err, CPW_EOVERFLOW, i, s->where, "the difference of row %lld overflows",
                       (long long)i);
  }
  s->x = s->differences;
  s->columns = 1;
  return CPW_OK;
}

/* s holds x, rows, columns, allocator and where; close_study whatever comes back */
static int32_t open_study(study *s, const cpw_statistic *statistic, const cpw_run *run,
                          cpw_error *err) {
  cpw_statistic_init_sized(&s->statistic, sizeof s->statistic);
  int32_t status = cpwi_check_allocator(s->allocator, s->where, err);
  if (status == CPW_OK)
    status = cpwi_take_options(&s->statistic, sizeof s->statistic, statistic, s->where, err);
  if (status == CPW_OK) status = cpwi_take_run(&s->run, run, s->where, err);
  if (status == CPW_OK) status = check_study(s, s->where, err);
  if (status != CPW_OK || s->statistic.evaluate) return status;
  s->is_mean = 1;
  s->statistic.evaluate = mean_of_column;
  return s->columns == 2 ? take_differences(s, err) : CPW_OK;
}

static void close_study(study *s) {
  cpwi_release(s->allocator, s->differences);
}

/* what: how errors call the sample, such as "replication", with its number where index is >= 0 */
static int32_t evaluate(const study *s, const double *sample, int64_t rows, const char *what,
                        int64_t index, double *value, cpw_error *err) {
  double found = (double)NAN;
  int32_t status = s->statistic.evaluate(s->statistic.context, sample, rows, s->columns, &found);
  if (status == CPW_OK && cpwi_is_finite(found)) {
    *value = found;
    return CPW_OK;
  }
  char name[64];
  if (index >= 0)
    snprintf(name, sizeof name, "%s %lld", what, (long long)index);
  else
    snprintf(name, sizeof name, "%s", what);
  if (status == CPW_OK)
    return cpwi_fail(err, CPW_EDOMAIN, index, s->where, "the statistic of %s is %s: must be finite",
                     name, cpwi_number(found).text);
  if (status < 0)
    return cpwi_fail(err, status, index, s->where, "the statistic of %s failed", name);
  return cpwi_fail(err, CPW_EINVAL, index, s->where,
                   "the statistic of %s returned %d: neither CPW_OK nor a negative status", name,
                   (int)status);
}

/* -------- replicates */

static void resample(const study *s, cpw_stream *stream, double *sample) {
  size_t row = (size_t)s->columns * sizeof *sample;
  for (int64_t i = 0; i < s->rows; i++) {
    int64_t from = (int64_t)cpw_random_below(stream, (uint64_t)s->rows);
    if (s->columns == 1)
      sample[i] = s->x[from];
    else
      memcpy(sample + i * s->columns, s->x + from * s->columns, row);
  }
}

static int32_t replicate_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  const study *s = context;
  double *sample = cpwi_alloc(s->allocator, (size_t)(s->rows * s->columns), sizeof *sample);
  int32_t status = sample ? CPW_OK : fail_memory(s->where, err);
  for (int64_t r = first; r < last && status == CPW_OK; r++) {
    uint64_t number = (uint64_t)s->run.first_replication + (uint64_t)r;
    cpw_stream stream;
    cpw_stream_init(&stream, s->run.seed, number, PURPOSE, 0);
    resample(s, &stream, sample);
    status = evaluate(s, sample, s->rows, "replication", (int64_t)number, &s->values[r], err);
  }
  cpwi_release(s->allocator, sample);
  return status;
}

/* ranges of about 64 thousand values: worth a hand-over, short enough for progress */
static int64_t grain(const study *s) {
  int64_t values = s->rows * s->columns;
  return values < 65536 ? 65536 / values : 1;
}

static int32_t make_replicates(study *s, double *replicates, cpw_error *err) {
  s->values = replicates;
  return cpwi_parallel(&s->run, s->run.replications, grain(s), replicate_range, s, s->where, err);
}

int32_t cpw_bootstrap_replicates(const double *x, int64_t rows, int64_t columns,
                                 const cpw_statistic *statistic, const cpw_run *run,
                                 const cpw_allocator *allocator, double *replicates,
                                 cpw_error *err) {
  if (!replicates) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "replicates is NULL");
  study s = {.x = x, .rows = rows, .columns = columns, .allocator = allocator, .where = __func__};
  int32_t status = open_study(&s, statistic, run, err);
  double *made = NULL; /* the caller's array stays as it is until all went well */
  if (status == CPW_OK) {
    made = cpwi_alloc(allocator, (size_t)s.run.replications, sizeof *made);
    status = made ? make_replicates(&s, made, err) : fail_memory(__func__, err);
  }
  if (status == CPW_OK) memcpy(replicates, made, (size_t)s.run.replications * sizeof *made);
  cpwi_release(allocator, made);
  close_study(&s);
  return status;
}

/* -------- acceleration */

static int32_t leave_out_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  const study *s = context;
  int64_t c = s->columns;
  double *sample = cpwi_alloc(s->allocator, (size_t)(s->rows * c), sizeof *sample);
  int32_t status = sample ? CPW_OK : fail_memory(s->where, err);
  for (int64_t i = first; i < last && status == CPW_OK; i++) {
    memcpy(sample, s->x, (size_t)(i * c) * sizeof *sample);
    memcpy(sample + i * c, s->x + (i + 1) * c, (size_t)((s->rows - 1 - i) * c) * sizeof *sample);
    status = evaluate(s, sample, s->rows - 1, "the sample without row", i, &s->values[i], err);
  }
  cpwi_release(s->allocator, sample);
  return status;
}

static double mean_of(const double *x, int64_t n) {
  double mean = 0;
  mean_of_column(NULL, x, n, 1, &mean);
  return mean;
}

/* sum(d^3)/(6 sum(d^2)^(3/2)) of the deviations d_i = sign (x_i - mean), scaled by the largest so
 * that no power overflows; the sums are exact, so that the order of rows leaves no trace */
static double skewness_sixth(const double *x, int64_t n, double sign) {
  double mean = mean_of(x, n), most = 0;
  for (int64_t i = 0; i < n; i++)
    if (fabs(x[i] / 2 - mean / 2) > most) most = fabs(x[i] / 2 - mean / 2);
  if (most == 0) return 0;
  cpw_exact_sum squares, cubes;
  cpw_exact_sum_init(&squares);
  cpw_exact_sum_init(&cubes);
  for (int64_t i = 0; i < n; i++) {
    double d = (x[i] / 2 - mean / 2) / most;
    cpw_exact_sum_add(&squares, d * d);
    cpw_exact_sum_add(&cubes, d * d * d);
  }
  double square = cpw_exact_sum_value(&squares);
  return sign * cpw_exact_sum_value(&cubes) / (6 * square * sqrt(square));
}

/* the mean without row i falls as x_i rises: its deviations are those of x, and the scale cancels */
static int32_t accelerate(study *s, double *acceleration, cpw_error *err) {
  if (s->rows < 2)
    return cpwi_fail(err, CPW_EINVAL, -1, s->where, "rows = %lld must be >= 2 for an acceleration",
                     (long long)s->rows);
  if (s->is_mean) {
    *acceleration = skewness_sixth(s->x, s->rows, 1);
    return CPW_OK;
  }
  s->values = cpwi_alloc(s->allocator, (size_t)s->rows, sizeof *s->values);
  if (!s->values) return fail_memory(s->where, err);
  int32_t status = cpwi_parallel(&s->run, s->rows, grain(s), leave_out_range, s, s->where, err);
  if (status == CPW_OK) *acceleration = skewness_sixth(s->values, s->rows, -1);
  cpwi_release(s->allocator, s->values);
  return status;
}

int32_t cpw_bootstrap_acceleration(const double *x, int64_t rows, int64_t columns,
                                   const cpw_statistic *statistic, const cpw_run *run,
                                   const cpw_allocator *allocator, double *acceleration,
                                   cpw_error *err) {
  if (!acceleration) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "acceleration is NULL");
  study s = {.x = x, .rows = rows, .columns = columns, .allocator = allocator, .where = __func__};
  int32_t status = open_study(&s, statistic, run, err);
  if (status == CPW_OK) status = accelerate(&s, acceleration, err);
  close_study(&s);
  return status;
}

/* -------- limits */

static int32_t take_limit_options(cpw_bootstrap_options *known, const cpw_bootstrap_options *given,
                                  const char *where, cpw_error *err) {
  *known = option_defaults();
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status == CPW_OK) status = cpwi_check_level(known->level, "level", where, err);
  if (status != CPW_OK) return status;
  if (known->method < CPW_BOOTSTRAP_PERCENTILE || known->method > CPW_BOOTSTRAP_BCA)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "method = %d must be 1 to 3", (int)known->method);
  return CPW_OK;
}

static int32_t check_count(int64_t count, double level, const char *where, cpw_error *err) {
  if (count >= 2 && cpwi_snap(((double)count + 1) * ((1 - level) / 2)) >= 1) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                   "%lld replications are too few for the level %s: (replications + 1) "
                   "(1 - level)/2 must be >= 1",
                   (long long)count, cpwi_number(level).text);
}

/* z0: the normal quantile of the share of replicates below the estimate, ties by half */
static int32_t find_bias(const double *replicates, int64_t count, double estimate, double *z0,
                         const char *where, cpw_error *err) {
  int64_t below = 0, above = 0;
  for (int64_t i = 0; i < count; i++) {
    below += replicates[i] < estimate;
    above += replicates[i] > estimate;
  }
  int64_t twice = count + below - above; /* 2 below + ties */
  if (twice == 0 || twice == 2 * count)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "all replicates are %s the estimate %s: BCa has no limits",
                     twice == 0 ? "above" : "below", cpwi_number(estimate).text);
  *z0 = cpw_normal_quantile((double)twice / (2 * (double)count));
  return CPW_OK;
}

/* the level of the replicates' quantile that BCa takes for the normal quantile z */
static int32_t corrected_level(double z0, double acceleration, double z, double *p,
                               const char *where, cpw_error *err) {
  double shift = z0 + z, left = 1 - acceleration * shift;
  if (left <= 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "acceleration = %s is too large for BCa at this level",
                     cpwi_number(acceleration).text);
  *p = cpw_normal_cdf(z0 + shift / left);
  return CPW_OK;
}

static int32_t choose_levels(cpw_bootstrap_limits *l, const double *replicates, int64_t count,
                             int32_t method, const char *where, cpw_error *err) {
  l->lower_p = (1 - l->level) / 2;
  l->upper_p = (1 + l->level) / 2;
  if (method != CPW_BOOTSTRAP_BCA) return CPW_OK;
  double z0 = 0, z = cpwi_normal_two_sided(l->level), a = l->acceleration;
  int32_t status = find_bias(replicates, count, l->estimate, &z0, where, err);
  if (status == CPW_OK) status = corrected_level(z0, a, -z, &l->lower_p, where, err);
  if (status == CPW_OK) status = corrected_level(z0, a, z, &l->upper_p, where, err);
  double first = cpwi_snap(((double)count + 1) * l->lower_p);
  double last = cpwi_snap(((double)count + 1) * l->upper_p);
  l->extreme = (first < 1 || first > (double)count) + (last < 1 || last > (double)count);
  return status;
}

/* bias and standard error; checks that every replicate is finite on the way */
static int32_t describe(cpw_bootstrap_limits *l, const double *replicates, int64_t count,
                        const char *where, cpw_error *err) {
  cpw_moments moments;
  cpw_moments_init(&moments);
  for (int64_t i = 0; i < count; i++) {
    if (!cpwi_is_finite(replicates[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "replicates[%lld] = %s must be finite",
                       (long long)i, cpwi_number(replicates[i]).text);
    cpw_moments_add(&moments, replicates[i]);
  }
  l->bias = cpw_moments_mean(&moments) - l->estimate;
  l->standard_error = cpw_moments_sd(&moments, 1);
  return CPW_OK;
}

static int32_t find_limits(cpw_bootstrap_limits *l, const double *replicates, int64_t count,
                           int32_t method, const cpw_allocator *allocator, const char *where,
                           cpw_error *err) {
  double p[2], q[2];
  int32_t status = check_count(count, l->level, where, err);
  if (status == CPW_OK) status = describe(l, replicates, count, where, err);
  if (status == CPW_OK) status = choose_levels(l, replicates, count, method, where, err);
  if (status != CPW_OK) return status;
  p[0] = l->lower_p;
  p[1] = l->upper_p;
  status = cpw_quantiles(replicates, count, p, 2, CPW_QUANTILE_6, allocator, q, err);
  if (status != CPW_OK) return status;
  int basic = method == CPW_BOOTSTRAP_BASIC;
  l->lower = basic ? 2 * l->estimate - q[1] : q[0];
  l->upper = basic ? 2 * l->estimate - q[0] : q[1];
  l->replications = count;
  if (!cpwi_is_finite(l->lower) || !cpwi_is_finite(l->upper) || !cpwi_is_finite(l->bias) ||
      !cpwi_is_finite(l->standard_error))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "limits from %s to %s are beyond any double",
                     cpwi_number(l->lower).text, cpwi_number(l->upper).text);
  return CPW_OK;
}

int32_t cpw_bootstrap_interval(const double *replicates, int64_t count, double estimate,
                               double acceleration, const cpw_bootstrap_options *options,
                               const cpw_allocator *allocator, cpw_bootstrap_limits *out,
                               cpw_error *err) {
  if (!replicates || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", !out ? "out" : "replicates");
  cpw_bootstrap_options known;
  int32_t status = take_limit_options(&known, options, __func__, err);
  if (status != CPW_OK) return status;
  if (!cpwi_is_finite(estimate))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "estimate = %s must be finite",
                     cpwi_number(estimate).text);
  int bca = known.method == CPW_BOOTSTRAP_BCA;
  if (bca && !cpwi_is_finite(acceleration))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "acceleration = %s must be finite",
                     cpwi_number(acceleration).text);
  cpw_bootstrap_limits l = {.estimate = estimate, .level = known.level};
  l.acceleration = bca ? acceleration : 0;
  status = find_limits(&l, replicates, count, known.method, allocator, __func__, err);
  if (status == CPW_OK) *out = l;
  return status;
}

/* -------- all in one */

static int32_t bootstrap(study *s, const cpw_bootstrap_options *options, double *replicates,
                         cpw_bootstrap_limits *l, cpw_error *err) {
  *l = (cpw_bootstrap_limits){.level = options->level};
  int32_t status = evaluate(s, s->x, s->rows, "the data", -1, &l->estimate, err);
  if (status == CPW_OK) status = check_count(s->run.replications, l->level, s->where, err);
  if (status == CPW_OK && options->method == CPW_BOOTSTRAP_BCA)
    status = accelerate(s, &l->acceleration, err);
  if (status == CPW_OK) status = make_replicates(s, replicates, err);
  if (status != CPW_OK) return status;
  return find_limits(l, replicates, s->run.replications, options->method, s->allocator, s->where,
                     err);
}

int32_t cpw_bootstrap(const double *x, int64_t rows, int64_t columns,
                      const cpw_statistic *statistic, const cpw_bootstrap_options *options,
                      const cpw_run *run, const cpw_allocator *allocator, cpw_bootstrap_limits *out,
                      cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpw_bootstrap_options known;
  int32_t status = take_limit_options(&known, options, __func__, err);
  if (status != CPW_OK) return status;
  cpw_run defaults;
  cpw_run_init_sized(&defaults, sizeof defaults);
  defaults.replications = DEFAULT_REPLICATIONS;
  study s = {.x = x, .rows = rows, .columns = columns, .allocator = allocator, .where = __func__};
  status = open_study(&s, statistic, run ? run : &defaults, err);
  double *replicates = NULL;
  cpw_bootstrap_limits l;
  if (status == CPW_OK) {
    replicates = cpwi_alloc(allocator, (size_t)s.run.replications, sizeof *replicates);
    status = replicates ? bootstrap(&s, &known, replicates, &l, err) : fail_memory(__func__, err);
  }
  if (status == CPW_OK) *out = l;
  cpwi_release(allocator, replicates);
  close_study(&s);
  return status;
}
