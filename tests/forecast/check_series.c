/* Forecasts of series: limits, errors, closed forms, properties, failing memory. */
#include "forecast/suites.h"

#include "carepath/random.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NONE ((double)NAN)

/* One list of `periods` months without labels. */
static cpw_series one_list(const double *values, int64_t periods) {
  cpw_series s;
  cpw_series_init(&s);
  s.lists = 1;
  s.periods = periods;
  s.values = values;
  return s;
}

static cpw_result *forecast(const cpw_series *s, const cpw_forecast_options *o) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_forecast_series(s, o, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(one_month_is_kept)
{
  const double x[] = {1200};
  cpw_series s = one_list(x, 1);
  cpw_result *r = forecast(&s, NULL);
  for (int h = 0; h < 12; h++) {
    ck_assert_double_eq_tol(cpwt_real(r, "mean")[h], 1200, 1e-9);
    ck_assert_double_lt(cpwt_real(r, "q025")[h], 1200);
    ck_assert_double_gt(cpwt_real(r, "q975")[h], 1200);
  }
  ck_assert_ptr_nonnull(cpw_result_note(r, "bands"));
  ck_assert_ptr_null(cpw_result_find(r, "q50x"));
  cpw_result_free(r);
}
END_TEST

START_TEST(a_constant_stays)
{
  double x[40];
  for (int t = 0; t < 40; t++)
    x[t] = 500;
  cpw_series s = one_list(x, 40);
  s.month = 4;
  cpw_result *r = forecast(&s, NULL);
  for (int h = 0; h < 12; h++) {
    ck_assert_double_eq_tol(cpwt_real(r, "mean")[h], 500, 1e-9);
    ck_assert_double_eq_tol(cpwt_real(r, "q975")[h], 500, 0.01);
  }
  cpw_result_free(r);
}
END_TEST

START_TEST(zeros_stay_zero_and_nothing_is_negative)
{
  double x[30] = {0};
  cpw_series s = one_list(x, 30);
  cpw_result *r = forecast(&s, NULL);
  for (int h = 0; h < 12; h++)
    ck_assert_double_eq_tol(cpwt_real(r, "mean")[h], 0, 1e-9);
  cpw_result_free(r);
  x[29] = 3;
  r = forecast(&s, NULL);
  for (int h = 0; h < 12; h++)
    ck_assert_double_ge(cpwt_real(r, "q025")[h], 0);
  cpw_result_free(r);
}
END_TEST

START_TEST(closed_lists_have_no_figures)
{
  double x[3 * 20];
  for (int i = 0; i < 60; i++)
    x[i] = 100 + i;
  x[19] = x[18] = x[17] = NONE; /* closed */
  x[39] = x[38] = NONE;         /* late */
  cpw_series s = one_list(x, 20);
  s.lists = 3;
  cpw_result *r = forecast(&s, NULL);
  const int64_t *closed = cpwt_integer(r, "closed");
  ck_assert_int_eq(closed[0], 1);
  ck_assert_int_eq(closed[1], 0);
  ck_assert(isnan(cpwt_real(r, "mean")[0]) && isnan(cpwt_real(r, "q10")[11]));
  ck_assert(!isnan(cpwt_real(r, "mean")[12]) && !isnan(cpwt_real(r, "q90")[24]));
  cpw_result_free(r);
}
END_TEST

START_TEST(no_list_known_at_all)
{
  double x[15];
  for (int t = 0; t < 15; t++)
    x[t] = NONE;
  cpw_series s = one_list(x, 15);
  cpw_result *r = forecast(&s, NULL);
  ck_assert_int_eq(cpwt_integer(r, "closed")[0], 1);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refuses(const cpw_series *s, const cpw_forecast_options *o, int32_t expected,
                    const char *part) {
  cpw_error err;
  cpw_result *untouched = (cpw_result *)(void *)&err, *r = untouched;
  cpwt_fails(cpw_forecast_series(s, o, NULL, &r, &err), expected, &err, part);
  ck_assert_ptr_eq(r, untouched);
  cpwt_fails(cpw_forecast_backtest(s, o, NULL, &r, &err), expected, &err, part);
  ck_assert_ptr_eq(r, untouched);
}

START_TEST(errors_of_series)
{
  double x[4] = {1, 2, 3, 4}, whole[4] = {2, 2, 4, 4};
  int64_t parent[2] = {1, 0}, group[2] = {0, 3};
  cpw_series s = one_list(x, 2);
  s.lists = 2;
  refuses(NULL, NULL, CPW_EINVAL, "series is NULL");
  s.parent = parent;
  refuses(&s, NULL, CPW_EINVAL, "circle");
  parent[0] = 2;
  refuses(&s, NULL, CPW_EINVAL, "parent[0] = 2");
  s.parent = NULL;
  s.group = group;
  refuses(&s, NULL, CPW_EINVAL, "group[1] = 3");
  s.group = NULL;
  s.whole = whole;
  refuses(&s, NULL, CPW_EINVAL, "a count has no whole");
  s.kind = CPW_SERIES_SHARE;
  x[1] = 2.5;
  refuses(&s, NULL, CPW_EDOMAIN, "values[0][1] = 2.5 (list 0) must be at most the whole");
  x[1] = -1;
  refuses(&s, NULL, CPW_EDOMAIN, "values[0][1] = -1");
  x[1] = 2;
  whole[3] = -1;
  refuses(&s, NULL, CPW_EDOMAIN, "whole[1][1] = -1");
  s.whole = NULL;
  refuses(&s, NULL, CPW_EINVAL, "whole is NULL");
  s.kind = 3;
  refuses(&s, NULL, CPW_EINVAL, "series.kind = 3");
  s.kind = CPW_SERIES_COUNT;
  s.month = 13;
  refuses(&s, NULL, CPW_EDOMAIN, "series.month = 13");
  s.month = 0;
  s.values = NULL;
  refuses(&s, NULL, CPW_EINVAL, "values is NULL");
  s.values = x;
  s.lists = 0;
  refuses(&s, NULL, CPW_EINVAL, "lists = 0");
  s.lists = INT64_MAX / 2;
  refuses(&s, NULL, CPW_EOVERFLOW, "periods");
}
END_TEST

START_TEST(errors_of_options)
{
  const double x[] = {1, 2};
  double p[2] = {0.5, 0.4};
  cpw_series s = one_list(x, 2);
  cpw_forecast_options o;
  cpw_forecast_options_init(&o);
  o.periods = 0;
  refuses(&s, &o, CPW_EDOMAIN, "options.periods = 0 must be 1 to 120");
  o.periods = 1;
  o.damping = 1.5;
  refuses(&s, &o, CPW_EDOMAIN, "options.damping = 1.5");
  o.damping = NONE;
  o.recency = 0;
  refuses(&s, &o, CPW_EDOMAIN, "options.recency = 0 must be > 0");
  o.recency = NONE;
  o.probabilities = 2;
  refuses(&s, &o, CPW_EINVAL, "options.probabilities = 2");
  o.probability = p;
  refuses(&s, &o, CPW_EDOMAIN, "options.probability[1] = 0.4");
  o.struct_size = 4096;
  refuses(&s, &o, CPW_EABI, "");
  cpw_error err;
  cpwt_fails(cpw_forecast_series(&s, NULL, NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  cpwt_fails(cpw_forecast_backtest(&s, NULL, NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
}
END_TEST

START_TEST(errors_of_labels)
{
  const double x[] = {1, 2, 3};
  cpwt_months m;
  cpwt_months_init(&m, 3);
  cpw_series s = one_list(x, 3);
  s.period = &m.dimension;
  m.label[2] = "2022-07";
  refuses(&s, NULL, CPW_EINVAL, "period 2022-07 is not the month after 2022-05");
  m.label[2] = "July";
  refuses(&s, NULL, CPW_EINVAL, "July, not a month");
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* The formula of the header with everything switched on but the season, against sums done here. */
START_TEST(damped_trend_and_reversion)
{
  double x[20], y[20];
  for (int t = 0; t < 20; t++) {
    y[t] = 5 + 0.02 * t + (t % 2 ? 0.005 : 0);
    x[t] = exp(y[t]) - 0.5;
  }
  cpw_series s = one_list(x, 20);
  cpw_forecast_options o;
  cpw_forecast_options_init(&o);
  o.recency = 0.8;
  o.damping = 0.9;
  o.reversion_top = 0.7;
  o.fade = 0.8;
  o.periods = 6;
  cpw_result *r = forecast(&s, &o);
  double up = 0, down = 0, mean = 0, path = 0;
  for (int t = 19; t > 0; t--) {
    up += pow(0.8, 19 - t) * (y[t] - y[t - 1]);
    down += pow(0.8, 19 - t);
  }
  for (int t = 8; t < 20; t++)
    mean += y[t] / 12;
  ck_assert_double_eq_tol(cpwt_real(r, "trend")[0], up / down, 1e-12);
  for (int h = 1; h <= 6; h++) {
    path += pow(0.9, h);
    double expected = y[19] + pow(0.8, h) * (up / down * path + (1 - pow(0.7, h)) * (mean - y[19]));
    ck_assert_double_eq_tol(log(cpwt_real(r, "mean")[h - 1] + 0.5), expected, 1e-11);
  }
  cpw_result_free(r);
}
END_TEST

/* A pure month-of-year pattern over whole years is found, and half of it is used. */
START_TEST(season_is_found)
{
  static const double effect[12] = {0.1, -0.1, 0.05, -0.05, 0, 0, 0.03, -0.03, 0.02, -0.02, 0, 0};
  double x[37], y = 8;
  for (int t = 0; t < 37; t++) {
    y += t ? effect[t % 12] : 0;
    x[t] = exp(y) - 0.5;
  }
  cpw_series s = one_list(x, 37);
  s.month = 1;
  cpw_forecast_options o;
  cpw_forecast_options_init(&o);
  o.season = 0.5;
  o.fade = 1;
  o.season_prior = 0;
  o.damping = 0;
  o.reversion = 1;
  cpw_result *r = forecast(&s, &o);
  double expected = y;
  for (int h = 1; h <= 12; h++) {
    /* windows of 13 months hold one month twice: the effect is found to a thirteenth */
    expected += 0.5 * effect[(36 + h) % 12];
    ck_assert_double_eq_tol(log(cpwt_real(r, "mean")[h - 1] + 0.5), expected, 0.02);
  }
  cpw_result_free(r);
}
END_TEST

START_TEST(trend_is_shared_with_the_parent)
{
  double x[2 * 24];
  const int64_t parent[2] = {1, -1};
  for (int t = 0; t < 24; t++) {
    x[t] = exp(5 + 0.03 * t) - 0.5;
    x[24 + t] = exp(9 - 0.01 * t) - 0.5;
  }
  cpw_series s = one_list(x, 24);
  s.lists = 2;
  s.parent = parent;
  cpw_forecast_options o;
  cpw_forecast_options_init(&o);
  o.own = 0.25;
  cpw_result *r = forecast(&s, &o);
  ck_assert_double_eq_tol(cpwt_real(r, "trend")[1], -0.01, 1e-12);
  ck_assert_double_eq_tol(cpwt_real(r, "trend")[0], 0.25 * 0.03 - 0.75 * 0.01, 1e-12);
  cpw_result_free(r);
}
END_TEST

/* Naive settings make naive errors: the back-test's own column says the same. */
START_TEST(naive_model_has_naive_errors)
{
  double x[3 * 30];
  for (int i = 0; i < 90; i++)
    x[i] = 1000 + 37 * ((i * 7) % 11);
  cpw_series s = one_list(x, 30);
  s.lists = 3;
  cpw_forecast_options o;
  cpw_forecast_options_init(&o);
  o.damping = o.season = 0;
  o.reversion = 1;
  o.periods = 3;
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_forecast_backtest(&s, &o, NULL, &r, &err), CPW_OK);
  double error = 0, people = 0, actual = 0;
  for (int i = 0; i < 3; i++)
    for (int t = 11; t < 28; t++) {
      double e = fabs(x[i * 30 + t + 2] - x[i * 30 + t]);
      error += e / x[i * 30 + t + 2] / (3 * 18);
      people += e;
      actual += x[i * 30 + t + 2];
    }
  ck_assert_int_eq(cpwt_integer(r, "forecasts")[1], 3 * 17);
  ck_assert_double_eq_tol(cpwt_real(r, "error")[1], error * 18 / 17, 1e-10);
  ck_assert_double_eq_tol(cpwt_real(r, "error_naive")[1], error * 18 / 17, 1e-10);
  ck_assert_double_eq_tol(cpwt_real(r, "weighted")[1], people / actual, 1e-10);
  ck_assert_double_eq_tol(cpwt_real(r, "weighted_naive")[1], people / actual, 1e-10);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* Lists of random walks under a common parent. */
typedef struct world {
  cpwt_months months;
  double *values, *whole;
  int64_t *parent;
  cpw_series series;
} world;

static void world_init(world *w, int64_t lists, int64_t periods, int32_t kind) {
  cpw_stream stream;
  cpw_stream_init(&stream, 7, 0, 0, (uint64_t)kind);
  cpwt_months_init(&w->months, periods);
  w->values = calloc((size_t)(lists * periods), sizeof *w->values);
  w->whole = calloc((size_t)(lists * periods), sizeof *w->whole);
  w->parent = calloc((size_t)lists, sizeof *w->parent);
  for (int64_t i = 0; i < lists; i++) {
    double level = 4 + 6 * cpw_random_uniform(&stream);
    w->parent[i] = i ? 0 : -1;
    for (int64_t t = 0; t < periods; t++) {
      level += 0.08 * (cpw_random_uniform(&stream) - 0.5);
      w->whole[i * periods + t] = rint(exp(level));
      w->values[i * periods + t] = kind ? rint(exp(level) * 0.6) : rint(exp(level));
    }
  }
  w->series = one_list(w->values, periods);
  w->series.lists = lists;
  w->series.kind = kind;
  w->series.whole = kind ? w->whole : NULL;
  w->series.parent = w->parent;
  w->series.period = &w->months.dimension;
}

static void world_free(world *w) {
  free(w->values);
  free(w->whole);
  free(w->parent);
}

START_TEST(quantiles_rise_and_bands_widen)
{
  static const char *const names[] = {"q025", "q10", "q25", "q50", "q75", "q90", "q975"};
  world w;
  world_init(&w, 90, 38, _i);
  cpw_result *r = forecast(&w.series, NULL);
  for (int64_t i = 0; i < 90 * 12; i++)
    for (int k = 1; k < 7; k++)
      ck_assert_double_ge(cpwt_real(r, names[k])[i], cpwt_real(r, names[k - 1])[i]);
  for (int64_t i = 0; i < 90; i++)
    for (int h = 1; h < 12 && _i == 0; h++)
      ck_assert_double_ge(
          cpwt_real(r, "q90")[i * 12 + h] / cpwt_real(r, "mean")[i * 12 + h],
          cpwt_real(r, "q90")[i * 12 + h - 1] / cpwt_real(r, "mean")[i * 12 + h - 1] - 1e-2);
  ck_assert_double_eq(cpwt_real(r, "q50")[5], cpwt_real(r, "mean")[5]);
  const cpw_array *mean = cpw_result_find(r, "mean");
  ck_assert_str_eq(mean->dimension[1]->coordinate_labels[0][0], "2025-06");
  ck_assert_str_eq(mean->dimension[1]->coordinate_labels[0][11], "2026-05");
  cpw_result_free(r);
  world_free(&w);
}
END_TEST

/* Random walks are what the bands are for: they hold what they say, to sampling error. */
START_TEST(bands_cover)
{
  world w;
  world_init(&w, 400, 38, CPW_SERIES_COUNT);
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_forecast_backtest(&w.series, NULL, NULL, &r, &err), CPW_OK);
  for (int h = 0; h < 6; h++) {
    ck_assert_double_eq_tol(cpwt_real(r, "coverage_50")[h], 0.5, 0.08);
    ck_assert_double_eq_tol(cpwt_real(r, "coverage_80")[h], 0.8, 0.06);
    ck_assert_double_eq_tol(cpwt_real(r, "coverage_95")[h], 0.95, 0.03);
    ck_assert_double_lt(cpwt_real(r, "crps")[h], cpwt_real(r, "error")[h]);
  }
  cpw_result_free(r);
  world_free(&w);
}
END_TEST

START_TEST(threads_change_nothing)
{
  world w;
  world_init(&w, 50, 30, _i);
  cpw_run run;
  cpw_run_init(&run);
  run.threads = 3;
  cpw_result *a = forecast(&w.series, NULL), *b = NULL, *c = NULL, *d = NULL;
  ck_assert_int_eq(cpw_forecast_series(&w.series, NULL, &run, &b, NULL), CPW_OK);
  cpwt_same_bytes(a, b);
  ck_assert_int_eq(cpw_forecast_backtest(&w.series, NULL, &run, &c, NULL), CPW_OK);
  ck_assert_int_eq(cpw_forecast_backtest(&w.series, NULL, NULL, &d, NULL), CPW_OK);
  cpwt_same_bytes(c, d);
  cpw_result_free(a);
  cpw_result_free(b);
  cpw_result_free(c);
  cpw_result_free(d);
  world_free(&w);
}
END_TEST

/* What comes later changes no score of what was forecast before: the back-test does not peek. */
START_TEST(a_backtest_does_not_peek)
{
  world w;
  world_init(&w, 60, 25, CPW_SERIES_COUNT);
  cpw_result *whole = forecast(&w.series, NULL);
  double before = cpwt_real(whole, "mean")[3];
  cpw_result_free(whole);
  world longer;
  world_init(&longer, 60, 25, CPW_SERIES_COUNT);
  for (int64_t i = 0; i < 60; i++)
    longer.values[i * 25 + 24] *= 9;
  cpw_series s = longer.series;
  double shorter[60 * 24];
  for (int64_t i = 0; i < 60; i++)
    memcpy(shorter + i * 24, longer.values + i * 25, 24 * sizeof *shorter);
  longer.months.dimension.length = 24;
  s.values = shorter;
  s.periods = 24;
  cpw_result *a = forecast(&s, NULL);
  for (int64_t i = 0; i < 60; i++)
    memcpy(shorter + i * 24, w.values + i * 25, 24 * sizeof *shorter);
  cpw_result *b = forecast(&s, NULL);
  cpwt_same_bytes(a, b);
  ck_assert(!isnan(before));
  cpw_result_free(a);
  cpw_result_free(b);
  world_free(&w);
  world_free(&longer);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t forecast_all(void *context) {
  const cpw_series *s = context;
  cpw_result *r = NULL;
  int32_t status = cpw_forecast_series(s, NULL, NULL, &r, NULL);
  cpw_result_free(r);
  if (status != CPW_OK) return status;
  r = NULL;
  status = cpw_forecast_backtest(s, NULL, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{
  world w;
  world_init(&w, 3, 14, CPW_SERIES_SHARE);
  cpwt_each_allocation_fails(forecast_all, &w.series);
  world_free(&w);
}
END_TEST

Suite *cpwt_series_suite(void) {
  Suite *suite = suite_create("forecast: series");
  TCase *limits = tcase_create("limits"), *errors = tcase_create("errors");
  TCase *reference = tcase_create("reference"), *properties = tcase_create("properties");
  TCase *oom = tcase_create("oom");
  tcase_add_test(limits, one_month_is_kept);
  tcase_add_test(limits, a_constant_stays);
  tcase_add_test(limits, zeros_stay_zero_and_nothing_is_negative);
  tcase_add_test(limits, closed_lists_have_no_figures);
  tcase_add_test(limits, no_list_known_at_all);
  tcase_add_test(errors, errors_of_series);
  tcase_add_test(errors, errors_of_options);
  tcase_add_test(errors, errors_of_labels);
  tcase_add_test(reference, damped_trend_and_reversion);
  tcase_add_test(reference, season_is_found);
  tcase_add_test(reference, trend_is_shared_with_the_parent);
  tcase_add_test(reference, naive_model_has_naive_errors);
  tcase_add_loop_test(properties, quantiles_rise_and_bands_widen, 0, 3);
  tcase_add_test(properties, bands_cover);
  tcase_add_loop_test(properties, threads_change_nothing, 0, 3);
  tcase_add_test(properties, a_backtest_does_not_peek);
  tcase_add_test(oom, memory_fails);
  tcase_set_timeout(oom, 60);
  suite_add_tcase(suite, limits);
  suite_add_tcase(suite, errors);
  suite_add_tcase(suite, reference);
  suite_add_tcase(suite, properties);
  suite_add_tcase(suite, oom);
  return suite;
}
