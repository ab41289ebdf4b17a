/* Limits of counts, rates and shares, and two counts beside each other. */
#include "rates/check_rates.h"

/* R: poisson.test(x)$conf.int, poisson.test(x, conf.level = .998)$conf.int */
START_TEST(exact_counts)
{
  const struct {
    double x, low, high, lowest, highest;
  } t[] = {{0, 0, 3.68887945411394, 0, 6.90775527898214},
           {1, 0.0253178079842899, 5.5716433909389, 0.00100050033358353, 9.23341347645158},
           {5, 1.62348639011842, 11.6683320793227, 0.739371731917833, 16.4547452036801},
           {9, 4.11537309737833, 17.0848034514192, 2.45242440436378, 22.6573733090629},
           {10, 4.79538869613243, 18.3903560420178, 2.96052037274376, 24.1339711454176},
           {65, 50.1656277292343, 82.8478358158716, 42.9018377497073, 93.9762796484364},
           {1000, 938.973018407695, 1063.9521360163, 905.120790934977, 1101.62694387903}};
  for (size_t i = 0; i < COUNT(t); i++) {
    cpw_interval a, b;
    fine(cpw_rates_count_interval(t[i].x, 0.95, CPW_RATES_EXACT, &a, NULL), NULL);
    fine(cpw_rates_count_interval(t[i].x, 0.998, CPW_RATES_EXACT, &b, NULL), NULL);
    near(a.lower, t[i].low, 1e-13, "lower", (int64_t)i);
    near(a.upper, t[i].high, 1e-13, "upper", (int64_t)i);
    near(b.lower, t[i].lowest, 1e-12, "lower 99.8", (int64_t)i);
    near(b.upper, t[i].highest, 1e-12, "upper 99.8", (int64_t)i);
    ck_assert(a.estimate == t[i].x && a.level == 0.95 && b.level == 0.998);
    cpw_interval by_default;
    fine(cpw_rates_count_interval(t[i].x, 0.95, CPW_RATES_AUTO, &by_default, NULL), NULL);
    ck_assert(t[i].x < 10 ? by_default.lower == a.lower && by_default.upper == a.upper
                          : by_default.lower != a.lower);
  }
}
END_TEST

/* R: x*(1-1/(9*x)-qnorm(.975)/(3*sqrt(x)))^3 and the upper one; the reference cases have more */
START_TEST(byar_counts)
{
  cpw_interval i;
  fine(cpw_rates_count_interval(65, 0.95, CPW_RATES_BYAR, &i, NULL), NULL);
  near(i.lower, 50.1631877104595, 1e-13, "lower", 0);
  near(i.upper, 82.8491385459398, 1e-13, "upper", 0);
  fine(cpw_rates_count_interval(0, 0.95, CPW_RATES_BYAR, &i, NULL), NULL);
  ck_assert(i.lower == 0 && i.upper > 3.6 && i.upper < 3.7);
  fine(cpw_rates_count_interval(1, 0.9999, CPW_RATES_BYAR, &i, NULL), NULL);
  ck_assert(i.lower == 0); /* where the formula is below 0 */
}
END_TEST

/* R: binom.test(x, n)$conf.int, binom.test(x, n, conf.level = .99)$conf.int */
START_TEST(exact_shares)
{
  const struct {
    double x, n, low, high, lowest, highest;
  } t[] = {{0, 10, 0, 0.308497107818761, 0, 0.411295981347525},
           {1, 10, 0.00252857854446179, 0.445016117028195, 0.000501128575464634, 0.544287056899687},
           {5, 10, 0.187086028447399, 0.812913971552601, 0.128310553935083, 0.871689446064917},
           {10, 10, 0.691502892181239, 1, 0.588704018652475, 1},
           {3, 1000, 0.000619099931649572, 0.00874202323847828, 0.000338144529066493,
            0.0109337774204052},
           {450, 1200, 0.347526787365651, 0.403087523435622, 0.339144361059052, 0.411860473861369}};
  const double level[] = {0.95, 0.99};
  for (size_t i = 0; i < COUNT(t); i++) {
    cpw_interval a;
    double share, lower[2], upper[2];
    fine(cpw_rates_share_interval(t[i].x, t[i].n, 0.95, &a, NULL), NULL);
    fine(cpw_rates_proportion(&t[i].x, &t[i].n, 1, 100, level, 2, CPW_RATES_CLOPPER, &share, lower,
                              upper, NULL),
         NULL);
    near(a.lower, t[i].low, 1e-12, "lower", (int64_t)i);
    near(a.upper, t[i].high, 1e-12, "upper", (int64_t)i);
    near(lower[0], 100 * a.lower, 1e-15, "lower", (int64_t)i);
    near(lower[1], 100 * t[i].lowest, 1e-12, "lowest", (int64_t)i);
    near(upper[1], 100 * t[i].highest, 1e-12, "highest", (int64_t)i);
    near(share, 100 * t[i].x / t[i].n, 1e-15, "share", (int64_t)i);
  }
}
END_TEST

START_TEST(many_rates)
{
  const double count[] = {65, 3, 0}, exposure[] = {1000, 500, 250}, level[] = {0.95, 0.998};
  double rate[3], lower[6], upper[6];
  fine(cpw_rates_crude(count, exposure, 3, 1e5, level, 2, CPW_RATES_AUTO, rate, lower, upper, NULL),
       NULL);
  near(rate[0], 6500, 1e-15, "rate", 0);
  near(lower[0], 5016.31877104595, 1e-12, "lower", 0);
  near(upper[2], 2 * 876.727306974232, 1e-12, "upper", 1);
  near(upper[5], 6.90775527898214 * 400, 1e-12, "upper", 2);
  fine(cpw_rates_crude(count, NULL, 1, 1, level, 1, CPW_RATES_EXACT, rate, lower, upper, NULL),
       NULL);
  near(lower[0], 50.1656277292343, 1e-13, "count", 0);
  double share[3];
  fine(cpw_rates_proportion(count, exposure, 3, 1, level, 1, CPW_RATES_WILSON, share, lower, upper,
                            NULL),
       NULL);
  cpw_interval w;
  fine(cpw_wilson_interval(65, 1000, 0.95, &w, NULL), NULL);
  ck_assert(lower[0] == w.lower && upper[0] == w.upper && share[0] == 0.065);
  fine(cpw_rates_crude(NULL, NULL, 0, 1, level, 1, CPW_RATES_AUTO, NULL, NULL, NULL, NULL), NULL);
  fine(cpw_rates_proportion(NULL, NULL, 0, 1, level, 1, 0, NULL, NULL, NULL, NULL), NULL);
}
END_TEST

/* R: poisson.test(c(30, 12), c(1000, 900)); twice the smaller binomial tail; the difference from the limits
 * of both: d -+ sqrt((a - l_a)^2 + (u_b - b)^2) */
START_TEST(two_counts)
{
  cpw_rates_comparison c;
  fine(cpw_rates_compare_counts(30, 1000, 12, 900, 0.95, &c, NULL), NULL);
  near(c.ratio, 2.25, 1e-14, "ratio", 0);
  near(c.ratio_lower, 1.11866682155594, 1e-9, "ratio", 1);
  near(c.ratio_upper, 4.82550163515699, 1e-9, "ratio", 2);
  near(c.p_value, 0.0204640891487036, 1e-11, "p", 0);
  near(c.difference, 1 / 60.0, 1e-14, "difference", 0);
  near(c.difference_lower, 0.00272433199373314, 1e-12, "difference", 1);
  near(c.difference_upper, 0.0310211469546279, 1e-13, "difference", 2);
  ck_assert(isnan(c.z));
  cpw_rates_comparison d;
  fine(cpw_rates_compare_counts(12, 900, 30, 1000, 0.95, &d, NULL), NULL);
  near(d.ratio_lower, 1 / c.ratio_upper, 1e-13, "the other way round", 0);
  near(d.difference_upper, -c.difference_lower, 1e-13, "the other way round", 1);
  near(d.p_value, c.p_value, 1e-12, "the other way round", 2);
  fine(cpw_rates_compare_counts(0, 1, 0, 1, 0.95, &d, NULL), NULL);
  ck_assert(isnan(d.ratio) && isnan(d.ratio_upper) && d.p_value == 1 && d.difference == 0);
  fine(cpw_rates_compare_counts(5, 1, 0, 1, 0.95, &d, NULL), NULL);
  ck_assert(isinf(d.ratio) && isinf(d.ratio_upper) && d.ratio_lower > 0);
  near(d.p_value, 2 * pow(0.5, 5), 1e-12, "p of five to none", 0);
  fine(cpw_rates_compare_counts(3, 7, 3, 7, 0.95, &d, NULL), NULL);
  ck_assert(d.p_value == 1 && d.ratio == 1);
}
END_TEST

/* R: exp(log(.03/.02) + c(-1, 1)*qnorm(.975)*sqrt(1e-5/9e-4 + 2e-5/4e-4)) and so on */
START_TEST(two_rates)
{
  cpw_rates_comparison c;
  fine(cpw_rates_compare(0.03, 1e-5, 0.02, 2e-5, 0.95, &c, NULL), NULL);
  near(c.ratio, 1.5, 1e-14, "ratio", 0);
  near(c.ratio_lower, 0.923992839845501, 1e-12, "ratio", 1);
  near(c.ratio_upper, 2.43508380473621, 1e-12, "ratio", 2);
  near(c.difference_lower, -0.000735164862302941, 1e-11, "difference", 1);
  near(c.difference_upper, 0.0207351648623029, 1e-12, "difference", 2);
  near(c.p_value, 0.067889154861829, 1e-12, "p", 0);
  fine(cpw_rates_compare(0, 0, 0, 0, 0.95, &c, NULL), NULL);
  ck_assert(isnan(c.ratio) && isnan(c.ratio_lower) && isnan(c.p_value) && c.difference == 0);
  fine(cpw_rates_compare(2, 1, 0, 0, 0.95, &c, NULL), NULL);
  ck_assert(isinf(c.ratio) && c.ratio_lower == 0 && isinf(c.ratio_upper) && c.z == 2);
}
END_TEST

START_TEST(refusals)
{
  cpw_interval i = {1, 2, 3, 4};
  cpw_error err;
  fails(cpw_rates_count_interval(1, 0.95, 0, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_rates_count_interval(-1, 0.95, 0, &i, &err), CPW_EDOMAIN, &err,
        "count = -1 must be from 0 to");
  fails(cpw_rates_count_interval((double)NAN, 0.95, 0, &i, &err), CPW_EDOMAIN, &err, "count = nan");
  fails(cpw_rates_count_interval(1, 1, 0, &i, &err), CPW_EDOMAIN, &err, "level = 1 must be inside");
  fails(cpw_rates_count_interval(1, 0.9, 3, &i, &err), CPW_EINVAL, &err, "method");
  fails(cpw_rates_share_interval(1, 2, 0.9, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_rates_share_interval(1, 0, 0.9, &i, &err), CPW_EDOMAIN, &err, "trials = 0 must be > 0");
  fails(cpw_rates_share_interval(3, 2, 0.9, &i, &err), CPW_EDOMAIN, &err,
        "successes = 3 must be from 0 to trials = 2");
  fails(cpw_rates_share_interval(1, 2, 0, &i, &err), CPW_EDOMAIN, &err, "level = 0");
  ck_assert(i.estimate == 1 && i.lower == 2 && i.upper == 3 && i.level == 4);
  const double x[] = {1, -2}, n[] = {5, 5}, bad[] = {5, 0}, level[] = {0.95, 2}, one[] = {1, 6};
  double a[2] = {7, 7}, b[4], c[4];
  fails(cpw_rates_crude(x, n, 2, 1, level, 1, 0, a, b, c, &err), CPW_EDOMAIN, &err,
        "count[1] = -2 must be finite and >= 0");
  ck_assert(err.index == 1);
  fails(cpw_rates_crude(n, bad, 2, 1, level, 1, 0, a, b, c, &err), CPW_EDOMAIN, &err,
        "exposure[1] = 0 must be finite and > 0");
  fails(cpw_rates_crude(n, n, 2, 1, level, 2, 0, a, b, c, &err), CPW_EDOMAIN, &err,
        "level[1] = 2 must be inside (0, 1)");
  fails(cpw_rates_crude(n, n, 2, 0, level, 1, 0, a, b, c, &err), CPW_EDOMAIN, &err,
        "multiplier = 0 must be finite and > 0");
  fails(cpw_rates_crude(n, n, -1, 1, level, 1, 0, a, b, c, &err), CPW_EINVAL, &err, "n = -1");
  fails(cpw_rates_crude(n, n, 2, 1, level, 0, 0, a, b, c, &err), CPW_EINVAL, &err, "levels = 0");
  fails(cpw_rates_crude(n, n, 2, 1, level, 1, 0, a, b, NULL, &err), CPW_EINVAL, &err,
        "upper is NULL");
  fails(cpw_rates_crude(n, n, 2, 1, NULL, 1, 0, a, b, c, &err), CPW_EINVAL, &err, "level is NULL");
  const double tiny[] = {1, 1e-320};
  fails(cpw_rates_crude(n, tiny, 2, 1, level, 1, 0, a, b, c, &err), CPW_EOVERFLOW, &err,
        "the rate of group 1 is beyond any double");
  const double huge[] = {1e12, 1};
  fails(cpw_rates_crude(huge, n, 2, 1, level, 1, 0, a, b, c, &err), CPW_EDOMAIN, &err,
        "count[0] = 1000000000000 must be at most");
  fails(cpw_rates_proportion(one, n, 2, 1, level, 1, 0, a, b, c, &err), CPW_EDOMAIN, &err,
        "successes[1] = 6 must be from 0 to trials = 5");
  fails(cpw_rates_proportion(one, bad, 2, 1, level, 1, 0, a, b, c, &err), CPW_EDOMAIN, &err,
        "trials[1] = 0");
  fails(cpw_rates_proportion(one, n, 2, 1, level, 1, 2, a, b, c, &err), CPW_EINVAL, &err, "method");
  ck_assert(a[0] == 7 && a[1] == 7);
}
END_TEST

START_TEST(comparison_refusals)
{
  cpw_rates_comparison c = {.ratio = 7};
  cpw_error err;
  fails(cpw_rates_compare(1, 1, 1, 1, 0.9, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_rates_compare(1, -1, 1, 1, 0.9, &c, &err), CPW_EDOMAIN, &err,
        "variance_a = -1 must be finite and >= 0");
  fails(cpw_rates_compare(1, 1, 1, 1, 9, &c, &err), CPW_EDOMAIN, &err, "level = 9");
  fails(cpw_rates_compare_counts(1, 1, 1, 1, 0.9, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_rates_compare_counts(1.5, 1, 1, 1, 0.9, &c, &err), CPW_EDOMAIN, &err,
        "count_a = 1.5 must be a whole number");
  fails(cpw_rates_compare_counts(1, 1, 1, 0, 0.9, &c, &err), CPW_EDOMAIN, &err, "exposure_b = 0");
  fails(cpw_rates_compare_counts(1, 1, 1, 1, -1, &c, &err), CPW_EDOMAIN, &err, "level = -1");
  ck_assert(c.ratio == 7);
}
END_TEST

/* Clopper and Pearson's limits cover at least as often as they say, for any share (summed over all counts) */
START_TEST(exact_limits_cover)
{
  for (int k = 1; k < 40; k++) {
    double p = k / 40.0, covered = 0;
    for (int x = 0; x <= 17; x++) {
      cpw_interval i;
      fine(cpw_rates_share_interval(x, 17, 0.9, &i, NULL), NULL);
      double chance = cpw_binomial_cdf(x, 17, p) - cpw_binomial_cdf(x - 1, 17, p);
      if (i.lower <= p && p <= i.upper) covered += chance;
    }
    ck_assert_double_ge(covered, 0.9 - 1e-12);
  }
}
END_TEST

void interval_tests(const cases *c) {
  tcase_add_test(c->reference, exact_counts);
  tcase_add_test(c->reference, byar_counts);
  tcase_add_test(c->reference, exact_shares);
  tcase_add_test(c->reference, many_rates);
  tcase_add_test(c->reference, two_counts);
  tcase_add_test(c->reference, two_rates);
  tcase_add_test(c->errors, refusals);
  tcase_add_test(c->errors, comparison_refusals);
  tcase_add_test(c->properties, exact_limits_cover);
}
