/* The bootstrap: limits against an independent implementation and a textbook, replicates that do not
 * depend on threads or splits, statistics of callers, misuse, cancelling, memory that runs out. */
#include "carepath/random.h"
#include "stats/check_stats.h"

/* Efron and Tibshirani (1993), table 14.1: test A of the spatial data. Variance 171.5, acceleration
 * 0.061, 90 % BCa limits 115.8 and 259.6 from 2000 replicates. */
static const double spatial[] = {48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6,
                                 0,  33, 28, 34, 4,  32, 24, 47, 41, 24, 26, 30, 41};
#define SPATIAL ((int64_t)COUNT(spatial))

static int32_t variance(void *context, const double *x, int64_t rows, int64_t columns,
                        double *value) {
  (void)context;
  double mean = 0, sum = 0;
  for (int64_t i = 0; i < rows; i++)
    mean += x[i * columns] / (double)rows;
  for (int64_t i = 0; i < rows; i++)
    sum += (x[i * columns] - mean) * (x[i * columns] - mean);
  *value = sum / (double)rows;
  return CPW_OK;
}

static int32_t ratio(void *context, const double *x, int64_t rows, int64_t columns, double *value) {
  double top = 0, bottom = 0;
  ck_assert_int_eq(columns, 2);
  for (int64_t i = 0; i < rows; i++) {
    top += x[2 * i];
    bottom += x[2 * i + 1];
  }
  *value = *(double *)context * top / bottom;
  return CPW_OK;
}

static cpw_statistic statistic_of(int32_t (*evaluate)(void *, const double *, int64_t, int64_t,
                                                      double *),
                                  void *context) {
  cpw_statistic s;
  cpw_statistic_init(&s);
  s.evaluate = evaluate;
  s.context = context;
  return s;
}

static cpw_run run_of(int64_t replications) {
  cpw_run run;
  cpw_run_init(&run);
  run.seed = 42;
  run.replications = replications;
  return run;
}

/* -------- an independent implementation: libm, sorting, bisection */

static double phi(double z) {
  return 0.5 * erfc(-z / sqrt(2));
}

static double phi_inverse(double p) {
  double low = -40, high = 40;
  for (int i = 0; i < 200; i++) {
    double mid = (low + high) / 2;
    *(phi(mid) < p ? &low : &high) = mid;
  }
  return (low + high) / 2;
}

static double ordered(const double *sorted, int64_t n, double p) {
  double h = p * (double)(n + 1), j = floor(h + 1e-9), g = h - j;
  if (j < 1) return sorted[0];
  if (j >= (double)n) return sorted[n - 1];
  return sorted[(int64_t)j - 1] + g * (sorted[(int64_t)j] - sorted[(int64_t)j - 1]);
}

static void plain_limits(const double *replicates, int64_t n, double estimate, double a,
                         double level, int32_t method, double *lower, double *upper) {
  double *sorted = malloc((size_t)n * sizeof *sorted), share = 0;
  memcpy(sorted, replicates, (size_t)n * sizeof *sorted);
  qsort(sorted, (size_t)n, sizeof *sorted, compare_doubles);
  double low = (1 - level) / 2, high = (1 + level) / 2;
  if (method == CPW_BOOTSTRAP_BCA) {
    for (int64_t i = 0; i < n; i++)
      share += sorted[i] < estimate ? 1 : sorted[i] == estimate ? 0.5 : 0;
    double z0 = phi_inverse(share / (double)n), z = phi_inverse(high);
    low = phi(z0 + (z0 - z) / (1 - a * (z0 - z)));
    high = phi(z0 + (z0 + z) / (1 - a * (z0 + z)));
  }
  *lower = ordered(sorted, n, low);
  *upper = ordered(sorted, n, high);
  if (method == CPW_BOOTSTRAP_BASIC) {
    double first = *lower;
    *lower = 2 * estimate - *upper;
    *upper = 2 * estimate - first;
  }
  free(sorted);
}

START_TEST(limits_of_any_replicates)
{
  uint64_t state = 31;
  for (int round = 0; round < rounds(300, 30); round++) {
    cpw_error err;
    int64_t n = 39 + (int64_t)(draw_bits(&state) % 1000);
    double *x = malloc((size_t)n * sizeof *x);
    double level = 0.5 + 0.45 * draw(&state), a = 0.4 * (draw(&state) - 0.5);
    for (int64_t i = 0; i < n; i++)
      x[i] = draw_kind(&state, round % 4);
    double estimate = x[n / 2];
    for (int32_t method = 1; method <= 3; method++) {
      cpw_bootstrap_options options;
      cpw_bootstrap_limits l;
      double lower, upper;
      cpw_bootstrap_options_init(&options);
      options.level = level;
      options.method = method;
      int32_t status = cpw_bootstrap_interval(x, n, estimate, a, &options, NULL, &l, &err);
      int64_t below = 0, above = 0;
      for (int64_t i = 0; i < n; i++) {
        below += x[i] < estimate;
        above += x[i] > estimate;
      }
      ck_assert(status == CPW_OK || below == 0 || above == 0);
      if (status != CPW_OK) continue;
      plain_limits(x, n, estimate, a, level, method, &lower, &upper);
      double size = 1e-9 * (1 + fabs(lower) + fabs(upper));
      ck_assert_msg(fabs(l.lower - lower) <= size && fabs(l.upper - upper) <= size,
                    "method %d: [%.17g, %.17g], not [%.17g, %.17g]", (int)method, l.lower, l.upper,
                    lower, upper);
      ck_assert_int_eq(l.replications, n);
      same_bits(l.level, level, "level", round);
      same_bits(l.estimate, estimate, "estimate", round);
      same_bits(l.acceleration, method == CPW_BOOTSTRAP_BCA ? a : 0, "acceleration", round);
    }
    free(x);
  }
}
END_TEST

START_TEST(textbook)
{
  cpw_error err;
  cpw_statistic s = statistic_of(variance, NULL);
  cpw_run run = run_of(20000);
  cpw_bootstrap_options options;
  cpw_bootstrap_limits l;
  cpw_bootstrap_options_init(&options);
  ck_assert_int_eq(options.method, CPW_BOOTSTRAP_BCA);
  options.level = 0.9;
  fine(cpw_bootstrap(spatial, SPATIAL, 1, &s, &options, &run, NULL, &l, &err), &err);
  ck_assert_double_le(fabs(l.estimate - 171.5), 0.05);
  ck_assert_double_le(fabs(l.acceleration - 0.061), 0.0005);
  ck_assert_double_le(fabs(l.lower - 115.8), 4);
  ck_assert_double_le(fabs(l.upper - 259.6), 8);
  options.method = CPW_BOOTSTRAP_PERCENTILE;
  fine(cpw_bootstrap(spatial, SPATIAL, 1, &s, &options, &run, NULL, &l, &err), &err);
  ck_assert_double_le(fabs(l.lower - 100.8), 4);
  ck_assert_double_le(fabs(l.upper - 233.9), 6);
  same_bits(l.lower_p, (1 - 0.9) / 2, "level", 0);
}
END_TEST

/* the documented streams: replicate i of a mean is the mean of rows drawn by cpw_random_below */
START_TEST(replicates_by_hand)
{
  cpw_error err;
  double made[5];
  cpw_run run = run_of(5);
  run.first_replication = 3;
  fine(cpw_bootstrap_replicates(spatial, SPATIAL, 1, NULL, &run, NULL, made, &err), &err);
  for (int r = 0; r < 5; r++) {
    cpw_stream stream;
    double sum = 0;
    cpw_stream_init(&stream, 42, (uint64_t)(3 + r), 0x626f6f7473747270u, 0);
    for (int64_t i = 0; i < SPATIAL; i++)
      sum += spatial[cpw_random_below(&stream, (uint64_t)SPATIAL)];
    same_bits(made[r], sum / (double)SPATIAL, "replicate", r);
  }
}
END_TEST

/* any number of threads, any split into calls */
START_TEST(same_for_threads_and_splits)
{
  cpw_error err;
  int64_t n = rounds(3000, 600), rows = 60;
  double x[120], scale = 2, *whole = malloc((size_t)n * sizeof *whole);
  double *parts = malloc((size_t)n * sizeof *parts), acceleration[2];
  fill(x, 120, 2, 77);
  cpw_statistic statistics[] = {statistic_of(NULL, NULL), statistic_of(ratio, &scale)};
  for (size_t s = 0; s < 2; s++) {
    cpw_run run = run_of(n);
    fine(cpw_bootstrap_replicates(x, rows, 2, &statistics[s], &run, NULL, whole, &err), &err);
    for (int32_t threads = 2; threads <= 3; threads++) {
      run.threads = threads;
      fine(cpw_bootstrap_replicates(x, rows, 2, &statistics[s], &run, NULL, parts, &err), &err);
      ck_assert_mem_eq(parts, whole, (size_t)n * sizeof *parts);
    }
    for (int64_t first = 0; first < n;) {
      run.first_replication = first;
      run.replications = n - first < 700 ? n - first : 700;
      fine(cpw_bootstrap_replicates(x, rows, 2, &statistics[s], &run, NULL, parts + first, &err),
           &err);
      first += run.replications;
    }
    ck_assert_mem_eq(parts, whole, (size_t)n * sizeof *parts);
    for (int32_t threads = 1; threads <= 2; threads++) {
      run.threads = threads;
      fine(cpw_bootstrap_acceleration(x, rows, 2, &statistics[s], &run, NULL,
                                      &acceleration[threads - 1], &err),
           &err);
    }
    same_bits(acceleration[0], acceleration[1], "acceleration", (int64_t)s);
  }
  free(whole);
  free(parts);
}
END_TEST

static int32_t plain_mean(void *context, const double *x, int64_t rows, int64_t columns,
                          double *value) {
  (void)context;
  *value = 0;
  for (int64_t i = 0; i < rows; i++)
    *value += (columns == 2 ? x[2 * i] - x[2 * i + 1] : x[i]) / (double)rows;
  return CPW_OK;
}

/* the default statistic's shortcut is the jackknife; pairs are their differences */
START_TEST(default_statistic)
{
  cpw_error err;
  double x[80], differences[40], a, b;
  cpw_statistic mean = statistic_of(plain_mean, NULL);
  cpw_run run = run_of(200);
  cpw_bootstrap_limits l, m;
  fill(x, 80, _i, 78);
  for (int i = 0; i < 40; i++)
    differences[i] = x[2 * i] - x[2 * i + 1];
  fine(cpw_bootstrap_acceleration(x, 40, 2, NULL, NULL, NULL, &a, &err), &err);
  fine(cpw_bootstrap_acceleration(x, 40, 2, &mean, NULL, NULL, &b, &err), &err);
  ck_assert_double_le(fabs(a - b), 1e-9);
  fine(cpw_bootstrap_acceleration(differences, 40, 1, NULL, NULL, NULL, &b, &err), &err);
  same_bits(a, b, "acceleration", _i);
  fine(cpw_bootstrap(x, 40, 2, NULL, NULL, &run, NULL, &l, &err), &err);
  fine(cpw_bootstrap(differences, 40, 1, NULL, NULL, &run, NULL, &m, &err), &err);
  ck_assert_mem_eq(&l, &m, sizeof l);
  cpw_moments moments;
  cpw_moments_init(&moments);
  fine(cpw_moments_add_array(&moments, differences, 40, &err), &err);
  same_bits(l.estimate, cpw_moments_mean(&moments), "estimate", _i);
  double expected = cpw_moments_sd(&moments, 0) / sqrt(40);
  ck_assert_double_le(fabs(l.standard_error / expected - 1), 0.4);
}
END_TEST

START_TEST(one_call_is_its_parts)
{
  cpw_error err;
  double a, estimate, *replicates = malloc(9999 * sizeof *replicates);
  cpw_statistic s = statistic_of(variance, NULL);
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 9999;
  cpw_bootstrap_limits whole, parts;
  fine(cpw_bootstrap(spatial, SPATIAL, 1, &s, NULL, NULL, NULL, &whole, &err), &err);
  fine(cpw_bootstrap_replicates(spatial, SPATIAL, 1, &s, &run, NULL, replicates, &err), &err);
  fine(cpw_bootstrap_acceleration(spatial, SPATIAL, 1, &s, &run, NULL, &a, &err), &err);
  variance(NULL, spatial, SPATIAL, 1, &estimate);
  fine(cpw_bootstrap_interval(replicates, 9999, estimate, a, NULL, NULL, &parts, &err), &err);
  ck_assert_mem_eq(&whole, &parts, sizeof whole);
  free(replicates);
}
END_TEST

START_TEST(degenerate)
{
  cpw_error err;
  const double same[] = {3, 3, 3, 3}, one[] = {5};
  cpw_bootstrap_limits l = {0};
  cpw_bootstrap_options options;
  cpw_bootstrap_options_init(&options);
  fine(cpw_bootstrap(same, 4, 1, NULL, NULL, NULL, NULL, &l, &err), &err);
  same_bits(l.lower, 3, "constant", 0);
  same_bits(l.upper, 3, "constant", 1);
  same_bits(l.standard_error, 0, "constant", 2);
  same_bits(l.acceleration, 0, "constant", 3);
  fails(cpw_bootstrap(one, 1, 1, NULL, NULL, NULL, NULL, &l, &err), CPW_EINVAL, &err, "rows = 1");
  options.method = CPW_BOOTSTRAP_BASIC;
  fine(cpw_bootstrap(one, 1, 1, NULL, &options, NULL, NULL, &l, &err), &err);
  same_bits(l.upper, 5, "one row", 0);

  double x[39];
  for (int i = 0; i < 39; i++)
    x[i] = i;
  fine(cpw_bootstrap_interval(x, 39, 19, 0, NULL, NULL, &l, &err), &err);
  ck_assert_double_le(fabs(l.lower), 1e-13); /* levels go through Phi and back */
  ck_assert_double_le(fabs(l.upper - 38), 1e-13);
  fine(cpw_bootstrap_interval(x, 39, 30, 0.1, NULL, NULL, &l, &err), &err);
  ck_assert_int_eq(l.extreme, 1); /* the upper one went past the end */
  same_bits(l.upper, 38, "clamped", 0);
  fails(cpw_bootstrap_interval(x, 38, 19, 0, NULL, NULL, &l, &err), CPW_EDOMAIN, &err, "38");
  fails(cpw_bootstrap_interval(x, 1, 19, 0, NULL, NULL, &l, &err), CPW_EDOMAIN, &err, "too few");
  fails(cpw_bootstrap_interval(x, 39, -1, 0, NULL, NULL, &l, &err), CPW_EDOMAIN, &err, "above");
  fails(cpw_bootstrap_interval(x, 39, 50, 0, NULL, NULL, &l, &err), CPW_EDOMAIN, &err, "below");
  fails(cpw_bootstrap_interval(x, 39, 19, 9, NULL, NULL, &l, &err), CPW_EDOMAIN, &err, "too large");
}
END_TEST

START_TEST(levels_that_just_fit)
{
  cpw_error err;
  double *x = malloc(1999 * sizeof *x);
  for (int i = 0; i < 1999; i++)
    x[i] = i;
  const struct {
    double level;
    int64_t least;
  } t[] = {{0.5, 3}, {0.8, 9}, {0.9, 19}, {0.95, 39}, {0.99, 199}, {0.998, 999}, {0.999, 1999}};
  for (size_t i = 0; i < COUNT(t); i++) {
    cpw_bootstrap_options options;
    cpw_bootstrap_limits l;
    cpw_bootstrap_options_init(&options);
    options.level = t[i].level;
    options.method = CPW_BOOTSTRAP_PERCENTILE;
    fine(cpw_bootstrap_interval(x, t[i].least, 0, 0, &options, NULL, &l, &err), &err);
    same_bits(l.lower, 0, "lower", (int64_t)i);
    same_bits(l.upper, (double)(t[i].least - 1), "upper", (int64_t)i);
    fails(cpw_bootstrap_interval(x, t[i].least - 1, 0, 0, &options, NULL, &l, &err), CPW_EDOMAIN,
          &err, "too few");
  }
  free(x);
}
END_TEST

/* -------- statistics that fail, and other misuse */

typedef struct trouble {
  int32_t status;
  double value;
  int64_t calls, after; /* trouble from that call on */
} trouble;

static int32_t troubled(void *context, const double *x, int64_t rows, int64_t columns,
                        double *value) {
  trouble *t = context;
  if (t->calls++ < t->after) return plain_mean(NULL, x, rows, columns, value);
  *value = t->value;
  return t->status;
}

START_TEST(statistics_that_fail)
{
  cpw_error err;
  const struct {
    int32_t status;
    double value;
    int32_t expected;
    const char *message;
  } t[] = {{CPW_ENOCONV, 1, CPW_ENOCONV, "failed"},
           {CPW_OK, (double)NAN, CPW_EDOMAIN, "is nan: must be finite"},
           {CPW_OK, (double)INFINITY, CPW_EDOMAIN, "is inf: must be finite"},
           {3, 1, CPW_EINVAL, "returned 3"}};
  const int64_t after[] = {0, 1, 5, 30};
  const char *where[] = {"the data", "the sample without row 0", "the sample without row 4",
                         "replication 3"};
  for (size_t i = 0; i < COUNT(t); i++)
    for (size_t k = 0; k < COUNT(after); k++) {
      trouble c = {t[i].status, t[i].value, 0, after[k]};
      cpw_statistic s = statistic_of(troubled, &c);
      cpw_bootstrap_limits l = {.estimate = 77};
      cpw_run run = run_of(50);
      int32_t status = cpw_bootstrap(spatial, SPATIAL, 1, &s, NULL, &run, NULL, &l, &err);
      fails(status, t[i].expected, &err, t[i].message);
      ck_assert_msg(strstr(err.message, where[k]) != NULL, "\"%s\"", err.message);
      same_bits(l.estimate, 77, "untouched", (int64_t)i);
    }
  trouble c = {CPW_EDOMAIN, 1, 0, 3};
  cpw_statistic s = statistic_of(troubled, &c);
  double made[5] = {7, 7, 7, 7, 7}, a = 7;
  cpw_run run = run_of(5);
  run.first_replication = 100;
  int32_t status = cpw_bootstrap_replicates(spatial, SPATIAL, 1, &s, &run, NULL, made, &err);
  fails(status, CPW_EDOMAIN, &err, "replication 103");
  ck_assert_int_eq(err.index, 103);
  same_bits(made[0], 7, "untouched", 0);
  c.calls = 0;
  status = cpw_bootstrap_acceleration(spatial, SPATIAL, 1, &s, NULL, NULL, &a, &err);
  fails(status, CPW_EDOMAIN, &err, "without row 3");
  same_bits(a, 7, "untouched", 0);
}
END_TEST

static int stop_at_once(void *context, double done) {
  (void)context;
  (void)done;
  return 1;
}

START_TEST(misuse)
{
  cpw_error err;
  double x[] = {1, 2, 3, 4}, bad[] = {1, (double)NAN}, far[] = {1e308, -1e308}, made[40], a;
  cpw_allocator half = {0};
  cpw_run run = run_of(40);
  cpw_bootstrap_limits l;
  cpw_bootstrap_options options;
  cpw_statistic s;
#define REPLICATES(x, rows, columns, statistic, run, allocator, out)                               \
  cpw_bootstrap_replicates(x, rows, columns, statistic, run, allocator, out, &err)
  fails(REPLICATES(NULL, 2, 1, NULL, &run, NULL, made), CPW_EINVAL, &err, "x is NULL");
  fails(REPLICATES(x, 2, 1, NULL, &run, NULL, NULL), CPW_EINVAL, &err, "replicates is NULL");
  fails(REPLICATES(x, 0, 1, NULL, &run, NULL, made), CPW_EINVAL, &err, "rows = 0");
  fails(REPLICATES(x, 2, 0, NULL, &run, NULL, made), CPW_EINVAL, &err, "columns = 0");
  fails(REPLICATES(x, 1, 3, NULL, &run, NULL, made), CPW_EINVAL, &err, "columns = 3");
  fails(REPLICATES(bad, 2, 1, NULL, &run, NULL, made), CPW_EDOMAIN, &err, "x[1] = nan");
  fails(REPLICATES(far, 1, 2, NULL, &run, NULL, made), CPW_EOVERFLOW, &err, "row 0");
  fails(REPLICATES(x, INT64_MAX / 2, 2, NULL, &run, &half, made), CPW_EINVAL, &err, "alloc");
  fails(REPLICATES(x, INT64_MAX, 2, NULL, &run, NULL, made), CPW_EOVERFLOW, &err, "too large");
  run.replications = 0;
  fails(REPLICATES(x, 2, 1, NULL, &run, NULL, made), CPW_EDOMAIN, &err, "replications = 0");
  run.replications = 40;
  run.struct_size = 4096;
  fails(REPLICATES(x, 2, 1, NULL, &run, NULL, made), CPW_EABI, &err, "struct_size");
  run = run_of(40);
  cpw_statistic_init(&s);
  s.struct_size = 1;
  fails(REPLICATES(x, 2, 1, &s, &run, NULL, made), CPW_EABI, &err, "struct_size");
  const volatile int32_t cancel = 1;
  run.cancel = &cancel;
  fails(REPLICATES(x, 2, 1, NULL, &run, NULL, made), CPW_ECANCELLED, &err, "cancelled");
  run = run_of(40);
  run.progress = stop_at_once;
  fails(cpw_bootstrap(x, 4, 1, NULL, NULL, &run, NULL, &l, &err), CPW_ECANCELLED, &err, "cancel");
  run = run_of(38);
  fails(cpw_bootstrap(x, 4, 1, NULL, NULL, &run, NULL, &l, &err), CPW_EDOMAIN, &err, "too few");
  fails(cpw_bootstrap(x, 4, 1, NULL, NULL, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
        "out is NULL");
  fails(cpw_bootstrap_acceleration(x, 4, 1, NULL, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
        "NULL");
  fails(cpw_bootstrap_acceleration(x, 1, 1, NULL, NULL, NULL, &a, &err), CPW_EINVAL, &err, ">= 2");
  fails(cpw_bootstrap_acceleration(bad, 2, 1, NULL, NULL, NULL, &a, &err), CPW_EDOMAIN, &err,
        "nan");

  double r[40];
  for (int i = 0; i < 40; i++)
    r[i] = i;
  cpw_bootstrap_options_init(&options);
  fails(cpw_bootstrap_interval(NULL, 40, 1, 0, NULL, NULL, &l, &err), CPW_EINVAL, &err, "NULL");
  fails(cpw_bootstrap_interval(r, 40, 1, 0, NULL, NULL, NULL, &err), CPW_EINVAL, &err,
        "out is NULL");
  fails(cpw_bootstrap_interval(r, 40, (double)NAN, 0, NULL, NULL, &l, &err), CPW_EDOMAIN, &err,
        "estimate = nan");
  fails(cpw_bootstrap_interval(r, 40, 1, (double)NAN, NULL, NULL, &l, &err), CPW_EDOMAIN, &err,
        "acceleration = nan");
  fails(cpw_bootstrap_interval(r, 40, 5, 0, NULL, &half, &l, &err), CPW_EINVAL, &err, "alloc");
  r[7] = (double)INFINITY;
  fails(cpw_bootstrap_interval(r, 40, 1, 0, NULL, NULL, &l, &err), CPW_EDOMAIN, &err,
        "replicates[7] = inf");
  r[7] = 7;
  options.level = 1;
  fails(cpw_bootstrap_interval(r, 40, 1, 0, &options, NULL, &l, &err), CPW_EDOMAIN, &err,
        "level = 1");
  fails(cpw_bootstrap(x, 4, 1, NULL, &options, NULL, NULL, &l, &err), CPW_EDOMAIN, &err,
        "level = 1");
  options.level = 0.9;
  options.method = 4;
  fails(cpw_bootstrap_interval(r, 40, 1, 0, &options, NULL, &l, &err), CPW_EINVAL, &err,
        "method = 4");
  options.struct_size = 1000;
  fails(cpw_bootstrap_interval(r, 40, 1, 0, &options, NULL, &l, &err), CPW_EABI, &err,
        "struct_size");
  for (int i = 0; i < 40; i++)
    r[i] = i % 2 ? 1.7e308 : -1.7e308;
  cpw_bootstrap_options_init(&options);
  options.method = CPW_BOOTSTRAP_BASIC;
  fails(cpw_bootstrap_interval(r, 40, 1.5e308, 0, &options, NULL, &l, &err), CPW_EOVERFLOW, &err,
        "beyond any double");
}
END_TEST

static int32_t pairs_with_bca(void *context) {
  cpw_error err;
  cpw_bootstrap_limits l;
  cpw_run run = run_of(40);
  cpw_statistic s = statistic_of(variance, NULL);
  int32_t status = cpw_bootstrap(spatial, SPATIAL / 2, 2, NULL, NULL, &run, context, &l, &err);
  if (status == CPW_OK)
    status = cpw_bootstrap(spatial, SPATIAL, 1, &s, NULL, &run, context, &l, &err);
  return status;
}

static int32_t parts(void *context) {
  cpw_error err;
  double made[40], a;
  cpw_bootstrap_limits l;
  cpw_run run = run_of(40);
  cpw_statistic s = statistic_of(variance, NULL);
  int32_t status = cpw_bootstrap_replicates(spatial, 13, 2, NULL, &run, context, made, &err);
  if (status == CPW_OK)
    status = cpw_bootstrap_acceleration(spatial, SPATIAL, 1, &s, &run, context, &a, &err);
  if (status == CPW_OK)
    status = cpw_bootstrap_interval(made, 40, made[20], 0, NULL, context, &l, &err);
  return status;
}

START_TEST(memory_runs_out)
{
  cpwt_each_allocation_fails(pairs_with_bca, NULL);
  cpwt_each_allocation_fails(parts, NULL);
}
END_TEST

void bootstrap_tests(const cases *c) {
  tcase_add_test(c->reference, limits_of_any_replicates);
  tcase_add_test(c->reference, textbook);
  tcase_add_test(c->reference, replicates_by_hand);
  tcase_add_test(c->properties, same_for_threads_and_splits);
  tcase_add_loop_test(c->properties, default_statistic, 0, 4);
  tcase_add_test(c->properties, one_call_is_its_parts);
  tcase_add_test(c->limits, degenerate);
  tcase_add_test(c->limits, levels_that_just_fit);
  tcase_add_test(c->errors, statistics_that_fail);
  tcase_add_test(c->errors, misuse);
  tcase_add_test(c->oom, memory_runs_out);
}
