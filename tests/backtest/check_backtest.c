#include "check_backtest.h"

#include <math.h>
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

/* ---------------------------------------------------------------- properties ---------------- */

/* What is given as the caller's flows, and is what came, changes not a bit. */
START_TEST(the_callers_flows_are_used)
{
  small s;
  small_make(&s, 0.3);
  enum { FIRST = 3, ORIGINS = PERIODS - 1 - FIRST, AHEAD = 12 };
  static double starts[LISTS * ORIGINS * AHEAD], capacity[LISTS * ORIGINS * AHEAD];
  for (int64_t i = 0; i < LISTS * ORIGINS * AHEAD; i++)
    starts[i] = capacity[i] = NAN; /* beyond the history nothing is read */
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
  int32_t status = cpw_backtest(&((const small *)context)->history, NULL, NULL, &result, NULL);
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
      {"limits", {a_list_that_never_changes_is_projected_exactly}},
      {"errors", {bad_options_are_refused}},
      {"reference", {the_naive_errors_are_those_by_hand}},
      {"properties", {the_callers_flows_are_used}},
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
