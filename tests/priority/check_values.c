/* Value functions: at their knots, between and beyond them, and against other programs. */
#include "priority/check_priority.h"

#include <math.h>

static cpw_priority_criterion curve(int32_t shape, const double *at, const double *value,
                                    int64_t knots) {
  return (cpw_priority_criterion){.name = "c",
                                  .weight = 1.0,
                                  .knots = knots,
                                  .at = at,
                                  .value = value,
                                  .missing = (double)NAN,
                                  .shape = shape,
                                  .until = CPW_DATE_NONE};
}

static void expect(const cpw_priority_criterion *c, double fact, double value) {
  double got = cpw_priority_value(c, fact);
  ck_assert_msg(fabs(got - value) <= 1e-15, "value(%.17g) = %.17g, expected %.17g", fact, got,
                value);
}

START_TEST(lines)
{
  const double at[] = {-10, 0, 40, 100}, value[] = {0.1, 0.7, 0.2, 1};
  cpw_priority_criterion c = curve(CPW_PRIORITY_LINEAR, at, value, 4);
  for (int k = 0; k < 4; k++)
    ck_assert_double_eq(cpw_priority_value(&c, at[k]), value[k]);
  expect(&c, -1e308, 0.1);
  expect(&c, 1e308, 1.0);
  expect(&c, -5, 0.4);
  expect(&c, 30, 0.325);
  expect(&c, 70, 0.6);
  ck_assert_double_nan(cpw_priority_value(&c, (double)NAN));
  ck_assert_double_nan(cpw_priority_value(&c, (double)INFINITY));
  ck_assert_double_nan(cpw_priority_value(NULL, 1.0));
  c.missing = 0.5;
  ck_assert_double_eq(cpw_priority_value(&c, (double)NAN), 0.5);
}
END_TEST

/* scipy 1.10.1: scipy.interpolate.PchipInterpolator(at, value)(x) */
START_TEST(monotone_curves)
{
  const double at[] = {0, 10, 30, 100}, value[] = {0, .5, .6, 1};
  cpw_priority_criterion c = curve(CPW_PRIORITY_MONOTONE, at, value, 4);
  expect(&c, 5, 0.31875);
  expect(&c, 20, 0.5618292682926829);
  expect(&c, 29, 0.5949953658536584);
  expect(&c, 65, 0.7912364498644986);
  expect(&c, 99, 0.9937396380573135);
  const double at2[] = {0, 1, 3, 4}, value2[] = {1, .9, .2, 0};
  c = curve(CPW_PRIORITY_MONOTONE, at2, value2, 4);
  expect(&c, 0.5, 0.9662306201550387);
  expect(&c, 2, 0.5751367989056089);
  expect(&c, 3.5, 0.08786764705882354);
  const double at3[] = {0, 1, 3}, value3[] = {0, 0, 1};
  c = curve(CPW_PRIORITY_MONOTONE, at3, value3, 3);
  expect(&c, 0.5, 0.0);
  expect(&c, 2, 0.29166666666666663);
  const double at4[] = {0, 2, 3}, value4[] = {0, .9, 1};
  c = curve(CPW_PRIORITY_MONOTONE, at4, value4, 3);
  expect(&c, 0.5, 0.31848466981132073);
  expect(&c, 2.5, 0.9691037735849056);
  c = curve(CPW_PRIORITY_MONOTONE, at4, value4, 2); /* two knots: a straight line */
  expect(&c, 0.5, 0.225);
}
END_TEST

/* closed form: below the middle p u^2, above 1 - (1 - p) u^2, p = (middle - low) / (high - low) */
START_TEST(s_shapes)
{
  const double at[] = {0, 4, 10}, value[] = {0.2, (double)NAN, 1.0};
  cpw_priority_criterion c = curve(CPW_PRIORITY_S_SHAPED, at, value, 3);
  expect(&c, -1, 0.2);
  expect(&c, 0, 0.2);
  expect(&c, 2, 0.2 + 0.8 * 0.4 * 0.25);
  expect(&c, 4, 0.2 + 0.8 * 0.4);
  expect(&c, 7, 0.2 + 0.8 * (1.0 - 0.6 * 0.25));
  expect(&c, 10, 1.0);
  expect(&c, 11, 1.0);
  /* one slope on both sides of the middle: 2 x 0.8 / 10 */
  double h = 1e-6, left = cpw_priority_value(&c, 4.0) - cpw_priority_value(&c, 4.0 - h);
  double right = cpw_priority_value(&c, 4.0 + h) - cpw_priority_value(&c, 4.0);
  ck_assert_double_eq_tol(left / h, 0.16, 1e-6);
  ck_assert_double_eq_tol(right / h, 0.16, 1e-6);
}
END_TEST

START_TEST(categories)
{
  const double value[] = {0, 0.4, 1};
  cpw_priority_criterion c = curve(CPW_PRIORITY_CATEGORIES, NULL, value, 3);
  for (int k = 0; k < 3; k++)
    ck_assert_double_eq(cpw_priority_value(&c, k), value[k]);
  ck_assert_double_nan(cpw_priority_value(&c, 3.0));
  ck_assert_double_nan(cpw_priority_value(&c, -1.0));
  ck_assert_double_nan(cpw_priority_value(&c, 0.5));
  ck_assert_double_nan(cpw_priority_value(&c, 1e300));
}
END_TEST

/* Curves never turn between knots that do not, and never leave the values at their ends. */
START_TEST(curves_do_not_turn)
{
  cpw_stream s;
  cpw_stream_init(&s, (uint64_t)_i, 0, 0, 3);
  double at[6], value[6];
  at[0] = value[0] = 0.0;
  for (int k = 1; k < 6; k++) {
    at[k] = at[k - 1] + 0.01 + cpw_random_uniform(&s) * (double)(1 + 100 * cpw_random_below(&s, 2));
    value[k] = value[k - 1] + (cpw_random_below(&s, 3) ? cpw_random_uniform(&s) / 6.0 : 0.0);
  }
  for (int32_t shape = CPW_PRIORITY_LINEAR; shape <= CPW_PRIORITY_MONOTONE; shape++) {
    cpw_priority_criterion c = curve(shape, at, value, 6);
    double before = 0.0;
    for (int i = 0; i <= 2000; i++) {
      double v = cpw_priority_value(&c, at[5] * i / 2000.0);
      ck_assert_double_ge(v, before - 1e-15);
      ck_assert(v >= value[0] && v <= value[5]);
      before = v;
    }
  }
}
END_TEST

void cpwt_add_values(const cpwt_cases *cases) {
  tcase_add_test(cases->limits, lines);
  tcase_add_test(cases->reference, monotone_curves);
  tcase_add_test(cases->reference, s_shapes);
  tcase_add_test(cases->limits, categories);
  tcase_add_loop_test(cases->properties, curves_do_not_turn, 0, 50);
}
