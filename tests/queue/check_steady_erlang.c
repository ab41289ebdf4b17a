/* Erlang's formulae against 50 digits (mpmath: the incomplete gamma function, or the finite sum from the top for
 * whole servers), against the recursion, by their recurrence at any servers, and by differences. */
#include "queue/suites.h"

START_TEST(fifty_digits)
{
  /* exp(c log a - a) / Gamma(c + 1, a) and 1 / sum of c (c - 1) ... / a^k, mpmath with 50 digits */
  cpwt_close(cpw_queue_erlang_b(95.25, 100.5), 0.047523444121543361161, 1e-14, "B(95.25, 100.5)");
  cpwt_close(cpw_queue_erlang_b(0.125, 0.5), 0.3632758733746205638, 1e-14, "B(0.125, 0.5)");
  cpwt_close(cpw_queue_erlang_b(5000.5, 4000.25), 0.20082195035513407495, 1e-14, "B(5000.5, ..)");
  cpwt_close(cpw_queue_erlang_b(990000, 1e6), 5.4995431265267091859e-26, 1e-12, "B(990000, 1e6)");
  cpwt_close(cpw_queue_erlang_b(999999, 1e6), 0.000796824472342922859, 1e-13, "B(999999, 1e6)");
  cpwt_close(cpw_queue_log_erlang_b(1.0, 2000.5), -13211.324989212333656, 1e-15,
             "log B(1, 2000.5)");
  cpwt_close(cpw_queue_erlang_c(999999, 1e6), 0.99874758896459378204, 1e-13, "C(999999, 1e6)");
}
END_TEST

START_TEST(derivatives)
{
  cpw_queue_slopes s;
  /* mpmath's numerical derivatives of the same functions with 50 digits */
  ck_assert_int_eq(cpw_queue_erlang_b_slopes(2.75, 3.5, &s, NULL), CPW_OK);
  cpwt_close(s.by_load, 0.12329267473986253904, 1e-14, "dB/da");
  cpwt_close(s.by_servers, -0.13702111158948980232, 1e-14, "dB/dc");
  cpwt_close(s.value, cpw_queue_erlang_b(2.75, 3.5), 0, "B");
  ck_assert_int_eq(cpw_queue_erlang_c_slopes(2.75, 3.5, &s, NULL), CPW_OK);
  cpwt_close(s.by_load, 0.48359346188686272692, 1e-14, "dC/da");
  cpwt_close(s.by_servers, -0.43291101237682619137, 1e-14, "dC/dc");
  /* one server: B = a / (1 + a), C = a */
  ck_assert_int_eq(cpw_queue_erlang_b_slopes(0.25, 1.0, &s, NULL), CPW_OK);
  cpwt_close(s.by_load, 1.0 / (1.25 * 1.25), 1e-14, "d(a/(1+a))/da");
  ck_assert_int_eq(cpw_queue_erlang_c_slopes(0.25, 1.0, &s, NULL), CPW_OK);
  cpwt_close(s.by_load, 1.0, 1e-14, "da/da");
  ck_assert_int_eq(cpw_queue_erlang_c_slopes(4.0, 3.0, &s, NULL), CPW_OK);
  ck_assert(s.value == 1.0 && s.by_load == 0.0 && s.by_servers == 0.0);
}
END_TEST

/* the textbook recursion for whole servers */
static double recursion(double load, int servers) {
  double b = 1.0;
  for (int k = 1; k <= servers; k++)
    b = load * b / (k + load * b);
  return b;
}

START_TEST(integral_against_recursion)
{
  /* above 100 servers the integral is used, below it is held against the recursion by its inner form */
  static const double ratio[] = {0.3, 0.8, 0.95, 1.0, 1.05, 2.0, 20.0};
  for (int servers = 1; servers <= 2000; servers += servers < 120 ? 1 : 97)
    for (int i = 0; i < 7; i++) {
      double load = servers * ratio[i], b = recursion(load, servers);
      if (b < 1e-290) continue;
      cpwt_close(cpw_queue_erlang_b(load, servers), b, 1e-12, "B by recursion");
      double log_inverse = cpwi_queue_log_inverse_b(load, servers + 1.0, NULL);
      cpwt_close(cpw_math_exp(-log_inverse), b, 1e-12, "B by the integral");
    }
}
END_TEST

START_TEST(recurrence_of_any_servers)
{
  /* B(c) = a B(c - 1) / (c + a B(c - 1)) holds for every real c >= 1 */
  for (double c = 1.0; c < 3000.0; c *= 1.37)
    for (double a = 0.01; a < 5000.0; a *= 3.7) {
      double before = cpw_queue_erlang_b(a, c - 1.0), after = cpw_queue_erlang_b(a, c);
      if (after < 1e-280) continue;
      cpwt_close(after, a * before / (c + a * before), 1e-12, "B(c) from B(c - 1)");
    }
}
END_TEST

START_TEST(ends_of_the_domain)
{
  ck_assert_double_eq(cpw_queue_erlang_b(3.0, 0.0), 1.0);
  ck_assert_double_eq(cpw_queue_erlang_b(0.0, 2.5), 0.0);
  ck_assert_double_eq(cpw_queue_erlang_c(0.0, 2.5), 0.0);
  ck_assert_double_eq(cpw_queue_erlang_c(3.0, 3.0), 1.0);
  ck_assert(isnan(cpw_queue_erlang_b(-1.0, 2.0)));
  ck_assert(isnan(cpw_queue_erlang_b(1.0, -2.0)));
  ck_assert(isnan(cpw_queue_erlang_c(1.0, (double)INFINITY)));
  ck_assert(isnan(cpw_queue_log_erlang_c((double)NAN, 1.0)));
  ck_assert_double_eq(cpw_queue_erlang_b(1e-3, 5000.0), 0.0); /* below every double */
  ck_assert(isfinite(cpw_queue_log_erlang_b(1e-3, 5000.0)));
  cpwt_close(cpw_queue_log_erlang_b(1e-3, 5000.0),
             5000.0 * cpw_math_log(1e-3) - 1e-3 - cpw_math_log_gamma(5001.0), 1e-14, "log pmf");
  cpwt_close(cpw_queue_erlang_b(1e300, 0.5), 1.0, 1e-15, "B of an endless load");
  cpwt_close(cpw_queue_erlang_b(1e-300, 1e-3), 0.50118723362727228, 1e-3, "hardly a server");
  /* c log(a) - a - log Gamma(c + 1) where c / a leaves the doubles */
  cpwt_close(cpw_queue_log_erlang_b(1e-200, 1e120),
             1e120 * (cpw_math_log(1e-200) - cpw_math_log(1e120) + 1.0), 1e-13,
             "a load of nothing");
  cpwt_close(cpw_queue_log_erlang_c(2.8, 3.0), cpw_math_log(cpw_queue_erlang_c(2.8, 3.0)), 1e-13,
             "log C");
  /* a share of 1e-12 free at a million servers */
  double c = cpw_queue_erlang_c(1e6 * (1.0 - 1e-12), 1e6);
  ck_assert(c < 1.0 && c > 0.999999);
}
END_TEST

START_TEST(errors_name_the_value)
{
  cpw_error err;
  cpw_queue_slopes s = {7.0, 7.0, 7.0};
  cpwt_fails(cpw_queue_erlang_b_slopes(-1.0, 2.0, &s, &err), CPW_EDOMAIN, &err, "load = -1");
  cpwt_fails(cpw_queue_erlang_c_slopes(1.0, (double)NAN, &s, &err), CPW_EDOMAIN, &err,
             "servers = nan");
  cpwt_fails(cpw_queue_erlang_c_slopes(1.0, 2.0, NULL, &err), CPW_EINVAL, &err, "NULL");
  ck_assert(s.value == 7.0 && s.by_load == 7.0 && s.by_servers == 7.0);
}
END_TEST

START_TEST(parts_of_the_integrals)
{
  for (double x = -3.0; x < 3.0; x += 0.0625) {
    double exact = x * x / 2.0, term = exact;
    for (int k = 3; k < 60; k++)
      exact += term *= x / k;
    cpwt_close(cpwi_queue_excess(x), exact, 1e-14, "exp(x) - 1 - x");
  }
  for (double v = 1e-12; v < 1e6; v *= 7.3)
    cpwt_close(cpwi_queue_excess_ratio(cpwi_queue_excess_root(v)), v, 4e-15, "root");
}
END_TEST

Suite *cpwt_steady_erlang_suite(void) {
  Suite *suite = suite_create("queue: Erlang");
  TCase *limits = tcase_create("limits"), *errors = tcase_create("errors");
  TCase *reference = tcase_create("reference"), *properties = tcase_create("properties");
  tcase_add_test(limits, ends_of_the_domain);
  tcase_add_test(errors, errors_name_the_value);
  tcase_add_test(reference, fifty_digits);
  tcase_add_test(reference, derivatives);
  tcase_add_test(properties, integral_against_recursion);
  tcase_add_test(properties, recurrence_of_any_servers);
  tcase_add_test(properties, parts_of_the_integrals);
  suite_add_tcase(suite, limits);
  suite_add_tcase(suite, errors);
  suite_add_tcase(suite, reference);
  suite_add_tcase(suite, properties);
  return suite;
}
