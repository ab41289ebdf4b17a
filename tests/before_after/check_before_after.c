/* Before and after: two by two by hand, Welch again, all assignments, lines that are exact, sandwiches by dense
 * algebra. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static double number(const cpw_result *r, const char *name, int64_t at) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a != NULL && at < a->size, "%s", name);
  if (!a || at >= a->size) return 0;
  return a->real ? a->real[at] : (double)a->integer[at];
}

static void says(int32_t status, int32_t code, const cpw_error *err, const char *message) {
  ck_assert_int_eq(status, code);
  ck_assert_str_eq(err->message, message);
}

static cpw_before_after panel_of(int64_t units, int64_t periods, int64_t start, const double *value,
                                 const int32_t *treated) {
  cpw_before_after p;
  cpw_before_after_init(&p);
  p.units = units;
  p.periods = periods;
  p.start = start;
  p.value = value;
  p.treated = treated;
  return p;
}

/* ---------------------------------------------------------------- differences --------------- */

START_TEST(two_by_two)
{
  const double value[] = {10, 14, 20, 21};
  const int32_t treated[] = {1, 0};
  cpw_before_after p = panel_of(2, 2, 1, value, treated);
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_before_after_difference(&p, &r, NULL), CPW_OK);
  ck_assert_double_eq(number(r, "estimate", 0), 3);
  ck_assert_double_eq(number(r, "counterfactual", 0), 11);
  ck_assert(isnan(number(r, "se", 0)) && isnan(number(r, "lower", 0)));
  ck_assert(isnan(number(r, "p_value", 0)) && isnan(number(r, "trend", 0)));
  ck_assert(number(r, "assignments", 0) == 2 && number(r, "p_exact", 0) == 1);
  ck_assert(number(r, "effect", 0) == 0 && number(r, "effect", 1) == 3);
  cpw_result_free(r);
}
END_TEST

/* changes 5, 3, 4 against 1, 0, 2, 1: Welch by hand */
START_TEST(difference_by_hand)
{
  const double value[] = {1, 1, 6, 6, 2, 4, 5, 7, 0, 2, 5, 5, 3, 3,
                          4, 4, 1, 3, 2, 2, 5, 5, 7, 7, 4, 2, 4, 4};
  const int32_t treated[] = {1, 1, 1, 0, 0, 0, 0};
  cpw_before_after p = panel_of(7, 4, 2, value, treated);
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_before_after_difference(&p, &r, NULL), CPW_OK);
  double vt = 1.0 / 3, vc = 2.0 / 3 / 4, df = (vt + vc) * (vt + vc) / (vt * vt / 2 + vc * vc / 3);
  ck_assert_double_eq_tol(number(r, "estimate", 0), 3, 1e-14);
  ck_assert_double_eq_tol(number(r, "se", 0), sqrt(vt + vc), 1e-14);
  ck_assert_double_eq_tol(number(r, "df", 0), df, 1e-12);
  ck_assert_double_eq_tol(number(r, "upper", 0),
                          3 + cpw_student_quantile(0.975, df) * sqrt(vt + vc), 1e-12);
  /* 35 assignments: only that of the three greatest changes is as far */
  ck_assert(number(r, "assignments", 0) == 35);
  ck_assert_double_eq_tol(number(r, "p_exact", 0), 1 / 35.0, 1e-15);
  ck_assert_double_eq_tol(number(r, "trend", 0), 4 / 3.0 - 0,
                          1e-14); /* 0, 2, 2 against 0, 2, 0, -2 */
  double after = (number(r, "effect", 2) + number(r, "effect", 3)) / 2;
  ck_assert_double_eq_tol(after, 3, 1e-14);
  ck_assert_double_eq_tol(number(r, "treated_after", 0) - number(r, "counterfactual", 0), 3, 1e-14);
  cpw_result_free(r);
}
END_TEST

START_TEST(weights_and_single_units)
{
  const double value[] = {0, 4, 0, 1, 0, 2, 0, 6}, weight[] = {2, 1, 3, 2};
  const int32_t treated[] = {1, 0, 0, 0};
  cpw_before_after p = panel_of(4, 2, 1, value, treated);
  cpw_result *r = NULL, *w = NULL;
  ck_assert_int_eq(cpw_before_after_difference(&p, &r, NULL), CPW_OK); /* one treated */
  ck_assert_double_eq_tol(number(r, "estimate", 0), 1, 1e-14);
  ck_assert_double_eq_tol(number(r, "se", 0), sqrt(7 * (1 + 1 / 3.0)), 1e-13);
  ck_assert_double_eq(number(r, "df", 0), 2);
  p.weight = weight;
  ck_assert_int_eq(cpw_before_after_difference(&p, &w, NULL), CPW_OK);
  ck_assert_double_eq_tol(number(w, "estimate", 0), 4 - (1 + 6 + 12) / 6.0, 1e-14);
  cpw_result_free(r);
  cpw_result_free(w);
}
END_TEST

/* nothing was done: limits hold the truth as often as they say, and exact p-values are even */
START_TEST(limits_hold)
{
  enum { UNITS = 12, PERIODS = 6, TRIALS = 600 };
  const int32_t treated[UNITS] = {1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0};
  double value[UNITS * PERIODS];
  int inside = 0, low = 0;
  for (uint64_t trial = 0; trial < TRIALS; trial++) {
    cpw_stream s;
    cpw_stream_init(&s, 21, trial, 0, 0);
    for (int i = 0; i < UNITS; i++) {
      double level = cpw_random_normal(&s, 0, 5), drift = cpw_random_normal(&s, 0, 1);
      for (int t = 0; t < PERIODS; t++)
        value[i * PERIODS + t] =
            level + (t >= 3 ? drift + 2 * treated[i] : 0) + cpw_random_normal(&s, 0, 0.5);
    }
    cpw_before_after p = panel_of(UNITS, PERIODS, 3, value, treated);
    cpw_result *r = NULL;
    ck_assert_int_eq(cpw_before_after_difference(&p, &r, NULL), CPW_OK);
    inside += number(r, "lower", 0) <= 2 && 2 <= number(r, "upper", 0);
    cpw_result_free(r);
    for (int i = 0; i < 5; i++) /* take it out again */
      for (int t = 3; t < PERIODS; t++)
        value[i * PERIODS + t] -= 2;
    ck_assert_int_eq(cpw_before_after_difference(&p, &r, NULL), CPW_OK);
    low += number(r, "p_exact", 0) <= 0.2;
    cpw_result_free(r);
  }
  ck_assert(inside > 0.92 * TRIALS && inside < 0.98 * TRIALS);
  ck_assert(low > 0.14 * TRIALS && low < 0.26 * TRIALS);
}
END_TEST

START_TEST(panels_that_are_wrong)
{
  const double value[] = {1, 2, 3, (double)NAN}, good[] = {1, 2, 3, 4}, weight[] = {1, 0};
  const int32_t all[] = {1, 1}, none[] = {0, 0}, other[] = {1, 2}, right[] = {1, 0};
  cpw_before_after p = panel_of(2, 2, 1, good, all);
  cpw_result *r = NULL;
  cpw_error e;
  says(cpw_before_after_difference(NULL, &r, &e), CPW_EINVAL, &e, "panel is NULL");
  says(cpw_before_after_difference(&p, NULL, &e), CPW_EINVAL, &e, "out is NULL");
  says(cpw_before_after_difference(&p, &r, &e), CPW_EINVAL, &e,
       "all units are treated: there is nobody to compare with");
  p.treated = none;
  says(cpw_before_after_difference(&p, &r, &e), CPW_EINVAL, &e,
       "no unit is treated: there is nobody to compare with");
  p.treated = other;
  says(cpw_before_after_difference(&p, &r, &e), CPW_EINVAL, &e, "treated[1] = 2 must be 0 or 1");
  p.treated = right;
  p.weight = weight;
  says(cpw_before_after_difference(&p, &r, &e), CPW_EDOMAIN, &e,
       "weight[1] = 0 must be > 0, at most 1e100");
  p.weight = NULL;
  p.value = value;
  says(cpw_before_after_difference(&p, &r, &e), CPW_EDOMAIN, &e,
       "value[1][1] = nan must be finite, at most 1e100");
  p.start = 2;
  says(cpw_before_after_difference(&p, &r, &e), CPW_EINVAL, &e,
       "panel: 2 units, 2 periods, start 2: at least 2 and 2, and a start within");
  p.start = 1;
  p.level = 1;
  says(cpw_before_after_difference(&p, &r, &e), CPW_EDOMAIN, &e,
       "panel.level = 1 must be in (0, 1)");
  p.value = NULL;
  says(cpw_before_after_difference(&p, &r, &e), CPW_EINVAL, &e, "panel.value is NULL");
  ck_assert(r == NULL);
}
END_TEST

/* ---------------------------------------------------------------- series -------------------- */

START_TEST(lines_that_are_exact)
{
  double y[20], control[20];
  for (int t = 0; t < 20; t++) {
    control[t] = (t * 7) % 5;
    y[t] = 3 + 0.5 * t + (t >= 12 ? 4 - 0.25 * (t - 12) : 0) + control[t];
  }
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_before_after_series(y, control, 20, 12, -1, 0.95, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq_tol(number(r, "level_change", 0), 4, 1e-12);
  ck_assert_double_eq_tol(number(r, "slope_change", 0), -0.25, 1e-12);
  ck_assert_double_eq_tol(number(r, "slope_before", 0), 0.5, 1e-12);
  ck_assert_double_eq_tol(number(r, "slope_after", 0), 0.25, 1e-12);
  ck_assert_double_eq_tol(number(r, "total", 0), 8 * 4 - 0.25 * 28, 1e-11);
  ck_assert_double_eq_tol(number(r, "expected", 19), 12.5, 1e-12);
  ck_assert_int_eq((int64_t)number(r, "lag", 0), 2); /* 4 (20/100)^(2/9) = 2.8 */
  cpw_result_free(r);
}
END_TEST

/* x <- A^-1 x of order 4, by elimination */
static void solve4(double a[4][4], double *x) {
  for (int k = 0; k < 4; k++)
    for (int i = k + 1; i < 4; i++) {
      double f = a[i][k] / a[k][k];
      for (int j = k; j < 4; j++)
        a[i][j] -= f * a[k][j];
      x[i] -= f * x[k];
    }
  for (int k = 3; k >= 0; k--) {
    for (int j = k + 1; j < 4; j++)
      x[k] -= a[k][j] * x[j];
    x[k] /= a[k][k];
  }
}

/* the regression as it is written: 1, t, step, t from the step on; the sandwich without any trick */
START_TEST(series_by_dense_algebra)
{
  enum { N = 24, START = 10, LAG = 3 };
  double y[N], x[N][4], a[4][4] = {{0}}, beta[4] = {0}, e[N], meat[4][4] = {{0}}, inverse[4][4];
  cpw_stream s;
  cpw_stream_init(&s, 31, 0, 0, 0);
  for (int t = 0; t < N; t++) {
    y[t] = 2 + 0.1 * t + (t >= START ? 1.5 : 0) + cpw_random_normal(&s, 0, 1);
    const double row[] = {1, t, t >= START, t >= START ? t - START : 0};
    for (int j = 0; j < 4; j++) {
      x[t][j] = row[j];
      beta[j] += row[j] * y[t];
      for (int k = 0; k < 4; k++)
        a[j][k] += row[j] * row[k];
    }
  }
  for (int c = 0; c < 4; c++) {
    double copy[4][4], unit[4] = {0};
    memcpy(copy, a, sizeof a);
    unit[c] = 1;
    solve4(copy, unit);
    for (int j = 0; j < 4; j++)
      inverse[j][c] = unit[j];
  }
  double b[4] = {0};
  for (int j = 0; j < 4; j++)
    for (int k = 0; k < 4; k++)
      b[j] += inverse[j][k] * beta[k];
  for (int t = 0; t < N; t++) {
    e[t] = y[t];
    for (int j = 0; j < 4; j++)
      e[t] -= b[j] * x[t][j];
  }
  for (int t = 0; t < N; t++)
    for (int u = 0; u < N; u++)
      for (int j = 0; j < 4 && abs(t - u) <= LAG; j++)
        for (int k = 0; k < 4; k++)
          meat[j][k] += (1 - abs(t - u) / (LAG + 1.0)) * e[t] * e[u] * x[t][j] * x[u][k];
  double variance[4] = {0};
  for (int c = 0; c < 4; c++)
    for (int j = 0; j < 4; j++)
      for (int k = 0; k < 4; k++)
        variance[c] += inverse[c][j] * meat[j][k] * inverse[k][c] * N / (N - 4.0);
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_before_after_series(y, NULL, N, START, LAG, 0.9, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq_tol(number(r, "level_change", 0), b[2], 1e-11);
  ck_assert_double_eq_tol(number(r, "slope_change", 0), b[3], 1e-12);
  ck_assert_double_eq_tol(number(r, "level_change_se", 0), sqrt(variance[2]), 1e-10);
  ck_assert_double_eq_tol(number(r, "slope_change_se", 0), sqrt(variance[3]), 1e-11);
  double half = cpw_student_quantile(0.95, N - 4) * sqrt(variance[2]), total = 0;
  ck_assert_double_eq_tol(number(r, "level_change_upper", 0), b[2] + half, 1e-10);
  for (int t = START; t < N; t++)
    total += number(r, "fit", t) - number(r, "expected", t);
  ck_assert_double_eq_tol(number(r, "total", 0), total, 1e-10);
  cpw_result_free(r);
}
END_TEST

START_TEST(series_that_are_wrong)
{
  const double y[] = {1, 2, 3, 4, (double)INFINITY, 6};
  cpw_result *r = NULL;
  cpw_error e;
  says(cpw_before_after_series(NULL, NULL, 6, 3, 0, 0.9, NULL, &r, &e), CPW_EINVAL, &e,
       "value is NULL");
  says(cpw_before_after_series(y, NULL, 6, 2, 0, 0.9, NULL, &r, &e), CPW_EINVAL, &e,
       "6 periods, start 2: at least 3 before the start and 3 from it on");
  says(cpw_before_after_series(y, NULL, 6, 3, 6, 0.9, NULL, &r, &e), CPW_EINVAL, &e,
       "lag = 6 must be -1 to 5");
  says(cpw_before_after_series(y, NULL, 6, 3, 0, 0, NULL, &r, &e), CPW_EDOMAIN, &e,
       "level = 0 must be in (0, 1)");
  says(cpw_before_after_series(y, NULL, 6, 3, 0, 0.9, NULL, &r, &e), CPW_EDOMAIN, &e,
       "value[4] = inf must be finite, at most 1e100");
  says(cpw_before_after_series(y, NULL, 6, 3, 0, 0.9, NULL, NULL, &e), CPW_EINVAL, &e,
       "out is NULL");
  ck_assert(r == NULL);
}
END_TEST

static int32_t everything(void *context) {
  const double value[] = {1, 2, 3, 4, 5, 7}, y[] = {1, 2, 4, 4, 6, 6};
  const int32_t treated[] = {1, 0, 0};
  cpw_before_after p = panel_of(3, 2, 1, value, treated);
  cpw_result *r[2] = {NULL, NULL};
  (void)context;
  int32_t status = cpw_before_after_difference(&p, &r[0], NULL);
  if (status == CPW_OK) status = cpw_before_after_series(y, NULL, 6, 3, -1, 0.9, NULL, &r[1], NULL);
  cpw_result_free(r[0]);
  cpw_result_free(r[1]);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

static Suite *before_after_suite(void) {
  Suite *suite = suite_create("before_after");
  const struct {
    const char *name;
    const TTest *tests[5];
  } cases[] = {{"limits", {two_by_two, weights_and_single_units}},
               {"errors", {panels_that_are_wrong, series_that_are_wrong}},
               {"reference", {difference_by_hand, lines_that_are_exact, series_by_dense_algebra}},
               {"properties", {limits_hold}},
               {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {before_after_suite()};
  return cpwt_run(suites, 1);
}
