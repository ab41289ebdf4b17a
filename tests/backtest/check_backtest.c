#include "check_backtest.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static cpw_result *test(const small *s, const cpw_backtest_options *options) {
  cpw_result *result = NULL;
  cpw_error err = {0};
  ck_assert_msg(cpw_backtest(&s->history, options, NULL, &result, &err) == CPW_OK, "%s",
                err.message);
  return result;
}

/* ---------------------------------------------------------------- limits -------------------- */

/* Hazards that never change are found, and the future is then known. */
START_TEST(a_list_that_never_changes_is_projected_exactly)
{
  static const int32_t methods[] = {CPW_BACKTEST_DEFAULT, CPW_BACKTEST_PUBLISHED_B,
                                    CPW_BACKTEST_PLAIN, CPW_BACKTEST_OWN};
  small s;
  small_make(&s, 0.0);
  for (size_t k = 0; k < sizeof methods / sizeof *methods; k++) {
    cpw_backtest_options o;
    cpw_backtest_options_init(&o);
    o.method = methods[k];
    cpw_result *r = test(&s, &o);
    const double *mape = small_real(r, "list_mape"), *bands = small_real(r, "band_mape");
    const double *within = small_real(r, "within_mae"), *sum = small_real(r, "sum_band_mape");
    for (int64_t i = 0; i < cpw_result_find(r, "list_mape")->size; i++) {
      ck_assert_double_le(mape[i], 1e-10);
      ck_assert_double_le(bands[i], 1e-10);
      ck_assert_double_le(within[i], 1e-8);
    }
    ck_assert_double_le(sum[0], 1e-10);
    cpw_result_free(r);
  }
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* The naive recipe by hand: the list of the origin against what came. */
START_TEST(the_naive_errors_are_those_by_hand)
{
  small s;
  small_make(&s, 0.3);
  cpw_backtest_options o;
  cpw_backtest_options_init(&o);
  o.method = CPW_BACKTEST_NAIVE;
  o.first_origin = 2;
  o.horizon = 3;
  cpw_result *r = test(&s, &o);
  int64_t origins = cpw_result_find(r, "list_mape")->dimension[1]->length;
  ck_assert_int_eq(origins, PERIODS - 3);
  for (int64_t l = 0; l < LISTS; l++)
    for (int64_t g = 0; g < origins; g++) {
      int64_t at = 2 + g, reach = PERIODS - 1 - at < 3 ? PERIODS - 1 - at : 3;
      double mape = 0.0, end = 0.0, band = 0.0;
      for (int64_t h = 1; h <= reach; h++) {
        const double *p = s.waiting + (l * PERIODS + at) * BANDS, *x = p + h * BANDS;
        double sum_p = 0.0, sum_x = 0.0;
        for (int64_t m = 0; m < BANDS; m++) {
          sum_p += p[m];
          sum_x += x[m];
          band += fabs(p[m] - x[m]) / x[m] / (double)(BANDS * reach);
        }
        mape += fabs(sum_p - sum_x) / sum_x / (double)reach;
        end = (sum_p - sum_x) / sum_x;
      }
      ck_assert_double_eq_tol(small_real(r, "list_mape")[l * origins + g], mape, 1e-12);
      ck_assert_double_eq_tol(small_real(r, "end_error")[l * origins + g], end, 1e-12);
      ck_assert_double_eq_tol(small_real(r, "band_mape")[l * origins + g], band, 1e-12);
    }
  ck_assert(isnan(small_real(r, "predicted_total")[(origins - 1) * 3 + 1]));
  cpw_result_free(r);
}
END_TEST

/* period,org,specialty,type,months_waited,count: all specialties of England */
#define ENGLAND "data/rtt/rtt_2024-05_2025-05_national_specialty_month.csv"

/* The measured baseline: list, end, bands in per cent and the share in points, to two digits, after
 * 3, 6 and 9 months of flows; reproduced with the published tools themselves. */
START_TEST(england_s_published_figures)
{
  static const struct {
    int32_t method;
    double expected[3][4];
  } recipes[] = {
      {CPW_BACKTEST_PUBLISHED_A,
       {{1.05, 2.7, 5.3, 1.23}, {0.61, 1.3, 2.6, 0.41}, {0.92, 1.6, 3.5, 0.78}}},
      {CPW_BACKTEST_PUBLISHED_B,
       {{1.84, 4.0, 5.5, 1.11}, {0.73, 2.0, 2.7, 0.35}, {1.32, 2.2, 3.4, 0.64}}},
      {CPW_BACKTEST_PLAIN,
       {{1.66, 3.7, 5.7, 1.25}, {0.62, 1.4, 2.4, 0.31}, {1.14, 1.9, 3.1, 0.60}}},
  };
  static const double digit[4] = {0.00501, 0.0501, 0.0501, 0.00501};
  const char *path = cpwt_shared(ENGLAND),
             *names[4] = {"list_mape", "end_error", "band_mape", "within_mae"};
  if (!path) {
    printf("skipped: no shared data\n");
    return;
  }
  cpw_history_options where;
  cpw_history_options_init(&where);
  where.where = "specialty=Total";
  cpw_result *data = NULL;
  small s;
  ck_assert_int_eq(cpw_history_read_path(path, &where, &data, NULL), CPW_OK);
  cpw_history_init(&s.history);
  cpw_bands_init(&s.bands);
  ck_assert_int_eq(cpw_history_view(data, &s.history, &s.bands, NULL), CPW_OK);
  for (size_t k = 0; k < sizeof recipes / sizeof *recipes; k++) {
    cpw_backtest_options o;
    cpw_backtest_options_init(&o);
    o.method = recipes[k].method;
    o.whole_bands = 1;
    cpw_result *r = test(&s, &o);
    for (int n = 0; n < 3; n++)
      for (int e = 0; e < 4; e++) {
        double value = (e < 3 ? 100.0 : 1.0) * small_real(r, names[e])[3 * n];
        ck_assert_msg(fabs(value - recipes[k].expected[n][e]) <= digit[e], "%s after %d: %.4f",
                      names[e], 3 * n + 3, value);
      }
    cpw_result_free(r);
  }
  cpw_result_free(data);
}
END_TEST

/* Bands by hand: few lists are one group, whose past errors are few enough to sort here. */
START_TEST(bands_are_quantiles_of_past_errors)
{
  small s;
  small_make(&s, 0.4);
  cpw_backtest_options o;
  cpw_backtest_options_init(&o);
  o.method = CPW_BACKTEST_NAIVE;
  o.first_origin = 1;
  o.horizon = 4;
  cpw_result *r = test(&s, &o);
  const double *p = small_real(r, "predicted_total"), *x = small_real(r, "observed_total");
  const double *lower = small_real(r, "total_lower"), *upper = small_real(r, "total_upper");
  int64_t origins = PERIODS - 2, inside = 0, cases = 0;
  for (int64_t g = 0; g < origins; g++)
    for (int64_t h = 0; h < 4 && 1 + g + h + 1 < PERIODS; h++) {
      int64_t known = h < g ? h : g - 1, count = 0;
      double e[LISTS * PERIODS], scale = (double)(h + 1) / (double)(known + 1);
      for (int64_t l = 0; l < LISTS; l++)
        for (int64_t past = 0; g > 0 && past + known + 1 <= g; past++) {
          int64_t i = (l * origins + past) * 4 + known, at = count++;
          double error = fabs(log(x[i] / p[i]));
          for (; at > 0 && e[at - 1] > error; at--)
            e[at] = e[at - 1];
          e[at] = error;
        }
      for (int64_t l = 0; l < LISTS; l++) {
        int64_t i = (l * origins + g) * 4 + h;
        if (g == 0) {
          ck_assert(isnan(lower[i * 3 + 1]));
          continue;
        }
        double at = 0.8 * ((double)count + 1) / (double)count * (double)(count - 1);
        int64_t below = (int64_t)at < count - 1 ? (int64_t)at : count - 2;
        double width =
            e[below] + (fmin(at, (double)count - 1) - (double)below) * (e[below + 1] - e[below]);
        ck_assert_double_eq_tol(log(upper[i * 3 + 1] / p[i]), width * scale, 1e-12);
        ck_assert_double_eq_tol(log(lower[i * 3 + 1] / p[i]), -width * scale, 1e-12);
        inside += x[i] >= lower[i * 3 + 1] && x[i] <= upper[i * 3 + 1];
        cases++;
      }
    }
  ck_assert_double_eq_tol(small_real(r, "coverage")[1], (double)inside / (double)cases, 1e-15);
  cpw_result_free(r);
}
END_TEST

/* A list that closes, one that is tiny and one that doubles overnight. */
START_TEST(closures_small_lists_and_breaks_are_said)
{
  small s;
  small_make(&s, 0.1);
  memset(s.waiting + (PERIODS - 1) * BANDS, 0, BANDS * sizeof *s.waiting); /* list 0 at the end */
  for (int64_t i = 5 * BANDS; i < PERIODS * BANDS; i++)
    s.waiting[PERIODS * BANDS + i] *= 3.0; /* list 1 from period 5 on */
  for (int64_t i = 0; i < PERIODS * BANDS; i++) {
    s.waiting[2 * PERIODS * BANDS + i] *= 1e-4;
    s.treated[2 * PERIODS * BANDS + i] *= 1e-4;
  }
  for (int64_t t = 0; t < PERIODS; t++)
    s.starts[2 * PERIODS + t] *= 1e-4;
  cpw_backtest_options o;
  cpw_backtest_options_init(&o);
  o.least = 5.0;
  o.bands = 1;
  cpw_result *r = test(&s, &o);
  const int64_t *used = small_integer(r, "used"), *breaks = small_integer(r, "breaks");
  int64_t origins = PERIODS - 4;
  for (int64_t g = 0; g < origins; g++) {
    ck_assert_int_eq(used[g], 0);
    ck_assert_int_eq(used[origins + g], 1);
    ck_assert_int_eq(used[2 * origins + g], 0);
    ck_assert_int_ge(breaks[origins + g], 1);
    ck_assert_int_eq(breaks[2 * origins + g], 0);
    ck_assert_int_eq(small_integer(r, "lists_used")[g], 1);
    ck_assert_double_eq(small_real(r, "median_list_mape")[g],
                        small_real(r, "list_mape")[origins + g]);
    ck_assert_double_eq_tol(small_real(r, "sum_list_mape")[g],
                            small_real(r, "list_mape")[origins + g], 1e-12);
  }
  ck_assert(isnan(small_real(r, "list_mape")[0]));
  ck_assert_ptr_nonnull(strstr(cpw_result_note(r, "unused"), "fewer than 5 people"));
  ck_assert_ptr_nonnull(cpw_result_note(r, "breaks"));
  ck_assert_double_eq(small_real(r, "observed_waiting")[0], s.waiting[4 * BANDS]);
  cpw_result_free(r);
  o.least = 1e9; /* nobody counts */
  r = test(&s, &o);
  ck_assert(isnan(small_real(r, "median_list_mape")[0]));
  ck_assert(isnan(small_real(r, "sum_list_mape")[0]));
  ck_assert(isnan(small_real(r, "ahead_list_mape")[0]));
  ck_assert(isnan(small_real(r, "coverage")[0]));
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

START_TEST(any_number_of_threads)
{
  small s;
  small_make(&s, 0.3);
  cpw_run run;
  cpw_result *one = test(&s, NULL), *three = NULL;
  cpw_run_init(&run);
  run.threads = 3;
  ck_assert_int_eq(cpw_backtest(&s.history, NULL, &run, &three, NULL), CPW_OK);
  const cpw_array *a;
  for (int64_t i = 0; (a = cpw_result_at(one, i)) != NULL; i++)
    ck_assert_int_eq(
        memcmp(a->type == CPW_DOUBLE ? (const void *)a->real : (const void *)a->integer,
               a->type == CPW_DOUBLE ? (const void *)cpw_result_find(three, a->name)->real
                                     : (const void *)cpw_result_find(three, a->name)->integer,
               (size_t)a->size * 8),
        0);
  cpw_result_free(one);
  cpw_result_free(three);
}
END_TEST

/* What is given as the caller's flows, and is what came, changes not a bit. */
START_TEST(the_callers_flows_are_used)
{
  small s;
  small_make(&s, 0.3);
  enum { FIRST = 3, ORIGINS = PERIODS - 1 - FIRST, AHEAD = 12 };
  static double starts[LISTS * ORIGINS * AHEAD], capacity[LISTS * ORIGINS * AHEAD];
  for (int64_t i = 0; i < LISTS * ORIGINS * AHEAD; i++)
    starts[i] = capacity[i] = (double)NAN; /* beyond the history nothing is read */
  for (int64_t l = 0; l < LISTS; l++)
    for (int64_t g = 0; g < ORIGINS; g++)
      for (int64_t t = FIRST + g + 1; t < PERIODS; t++) {
        int64_t i = (l * ORIGINS + g) * AHEAD + t - FIRST - g - 1, row = l * PERIODS + t;
        const double *x = s.treated + row * BANDS;
        starts[i] = s.starts[row];
        capacity[i] = (x[0] + x[4]) + x[1] + (x[2] + x[3]); /* as four partial sums */
      }
  cpw_backtest_options o;
  cpw_backtest_options_init(&o);
  cpw_result *observed = test(&s, &o);
  o.flows = CPW_BACKTEST_GIVEN;
  o.starts = starts;
  o.capacity = capacity;
  cpw_result *given = test(&s, &o);
  const double *a = small_real(observed, "predicted_total"),
               *b = small_real(given, "predicted_total");
  for (int64_t i = 0; i < cpw_result_find(given, "predicted_total")->size; i++)
    ck_assert(isnan(a[i]) ? isnan(b[i]) : fabs(a[i] - b[i]) <= 1e-9 * a[i]);
  o.flows = CPW_BACKTEST_LEVEL;
  cpw_result *level = test(&s, &o);
  ck_assert(small_real(level, "predicted_total")[0] != a[0]);
  cpw_result_free(observed);
  cpw_result_free(given);
  cpw_result_free(level);
}
END_TEST

START_TEST(any_horizon_is_cut_at_the_end)
{
  small s;
  small_make(&s, 0.2);
  cpw_backtest_options o;
  cpw_backtest_options_init(&o);
  cpw_result *twelve = test(&s, &o);
  o.horizon = INT64_MAX;
  cpw_result *all = test(&s, &o);
  const cpw_array *a = cpw_result_find(twelve, "predicted_total"),
                  *b = cpw_result_find(all, "predicted_total");
  ck_assert_int_eq(a->size, b->size);
  ck_assert_mem_eq(a->real, b->real, (size_t)a->size * sizeof *a->real);
  cpw_result_free(twelve);
  cpw_result_free(all);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refuses(const small *s, const cpw_backtest_options *o, int32_t status,
                    const char *words) {
  cpw_result *result = NULL;
  cpw_error err = {0};
  ck_assert_int_eq(cpw_backtest(&s->history, o, NULL, &result, &err), status);
  ck_assert_msg(strstr(err.message, words) != NULL, "\"%s\" does not say \"%s\"", err.message,
                words);
  ck_assert_ptr_null(result);
}

START_TEST(bad_options_are_refused)
{
  small s;
  small_make(&s, 0.1);
  const struct {
    cpw_backtest_options o;
    int32_t status;
    const char *words;
  } cases[] = {
      {{.method = 9}, CPW_EINVAL, "options.method = 9 must be 0 to"},
      {{.flows = -1}, CPW_EINVAL, "options.flows"},
      {{.whole_bands = 2}, CPW_EINVAL, "options.whole_bands"},
      {{.bands = 2}, CPW_EINVAL, "options.bands"},
      {{.flows = CPW_BACKTEST_GIVEN}, CPW_EINVAL, "options.starts is NULL"},
      {{.weeks = -1.0}, CPW_EDOMAIN, "options.weeks = -1"},
      {{.weeks = 1e9}, CPW_EDOMAIN, "options.weeks"},
      {{.horizon = -3}, CPW_EDOMAIN, "options.horizon = -3"},
      {{.first_origin = PERIODS}, CPW_EINVAL, "options.first_origin = 9"},
      {{.last_origin = 1}, CPW_EINVAL, "options.last_origin = 1"},
  };
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    cpw_backtest_options o;
    cpw_backtest_options_init(&o);
    const cpw_backtest_options *c = &cases[k].o;
    if (c->method) o.method = c->method;
    if (c->flows) o.flows = c->flows;
    if (c->whole_bands) o.whole_bands = c->whole_bands;
    if (c->bands) o.bands = c->bands;
    if (c->weeks != 0.0) o.weeks = c->weeks;
    if (c->horizon) o.horizon = c->horizon;
    if (c->first_origin) o.first_origin = c->first_origin;
    if (c->last_origin) o.last_origin = c->last_origin;
    refuses(&s, &o, cases[k].status, cases[k].words);
  }
  cpw_history h = s.history;
  const struct {
    int64_t lists, periods;
    const double *starts;
    int32_t status;
    const char *words;
  } shapes[] = {{0, PERIODS, s.starts, CPW_EINVAL, "history.lists = 0"},
                {LISTS, PERIODS, NULL, CPW_EINVAL, "history.starts is NULL"},
                {LISTS, 2, s.starts, CPW_EINVAL, "options.first_origin = 3 must be"},
                {INT64_MAX / 8, PERIODS, s.starts, CPW_EOVERFLOW, "are too many"}};
  for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
    s.history.lists = shapes[k].lists;
    s.history.periods = shapes[k].periods;
    s.history.starts = shapes[k].starts;
    refuses(&s, NULL, shapes[k].status, shapes[k].words);
    s.history = h;
  }
  static double given[LISTS * PERIODS * 12];
  cpw_backtest_options o;
  cpw_backtest_options_init(&o);
  o.flows = CPW_BACKTEST_GIVEN;
  o.starts = o.capacity = given;
  given[3] = (double)NAN;
  refuses(&s, &o, CPW_EDOMAIN, "options.starts[0][0][3] = nan must be finite and >= 0 (list 0)");
  o.horizon = INT64_MAX / 2;
  refuses(&s, &o, CPW_EOVERFLOW, "options.horizon = 4611686018427387903");
  cpw_backtest_options_init(&o);
  cpw_calibrate_options bad;
  cpw_calibrate_options_init(&bad);
  bad.estimator = 7;
  o.method = CPW_BACKTEST_OWN;
  o.calibrate = &bad;
  refuses(&s, &o, CPW_EINVAL, "options.estimator = 7");
  s.starts[PERIODS + 2] = -1.0;
  refuses(&s, NULL, CPW_EDOMAIN, "starts[1][2] = -1 must be finite and >= 0");
  ck_assert_int_eq(cpw_backtest(&s.history, NULL, NULL, NULL, NULL), CPW_EINVAL);
  cpw_result *result = NULL;
  ck_assert_int_eq(cpw_backtest(NULL, NULL, NULL, &result, NULL), CPW_EINVAL);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t test_once(void *context) {
  cpw_result *result = NULL;
  cpw_backtest_options o;
  cpw_backtest_options_init(&o);
  o.first_origin = PERIODS - 4;
  o.bands = 1;
  int32_t status = cpw_backtest(&((const small *)context)->history, &o, NULL, &result, NULL);
  cpw_result_free(result);
  return status;
}

START_TEST(failing_memory_is_an_error)
{
  small s;
  small_make(&s, 0.2);
  cpwt_each_allocation_fails(test_once, &s);
}
END_TEST

Suite *backtest_suite(void) {
  Suite *suite = suite_create("backtest");
  const struct {
    const char *name;
    const TTest *tests[4];
  } cases[] = {
      {"limits",
       {a_list_that_never_changes_is_projected_exactly, closures_small_lists_and_breaks_are_said}},
      {"errors", {bad_options_are_refused}},
      {"reference",
       {the_naive_errors_are_those_by_hand, england_s_published_figures,
        bands_are_quantiles_of_past_errors}},
      {"properties",
       {the_callers_flows_are_used, any_horizon_is_cut_at_the_end, any_number_of_threads}},
      {"oom", {failing_memory_is_an_error}},
  };
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 60);
    for (size_t i = 0; i < 4 && cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}
