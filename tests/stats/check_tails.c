/* Gamma, chi-square, Poisson, beta and binomial tails: against 60 digits, closed forms, sums of chances and
 * their own inverses. */
#include "stats/check_stats.h"

typedef struct gamma_tail {
  double shape, x, lower, upper;
} gamma_tail;
typedef struct beta_tail {
  double a, b, x, lower, upper;
} beta_tail;

#include "stats/tail_values.h"

START_TEST(gamma_values)
{
  for (size_t i = 0; i < COUNT(gamma_tails); i++) {
    const gamma_tail *c = &gamma_tails[i];
    within(cpw_gamma_cdf(c->x, c->shape), c->lower, 1e-12, "cdf", (int64_t)i);
    within(cpw_gamma_upper(c->x, c->shape), c->upper, 1e-12, "upper", (int64_t)i);
    within(cpw_chi_square_cdf(2 * c->x, 2 * c->shape), c->lower, 1e-12, "chi-square", (int64_t)i);
    within(cpw_chi_square_upper(2 * c->x, 2 * c->shape), c->upper, 1e-12, "chi-square", (int64_t)i);
  }
}
END_TEST

/* a quantile is as precise as its probability lets it be: compared where the tail is not near 1 */
START_TEST(gamma_quantiles)
{
  for (size_t i = 0; i < COUNT(gamma_tails); i++) {
    const gamma_tail *c = &gamma_tails[i];
    double relative = 4e-14 / (c->shape < 1 ? c->shape : 1), q = c->upper;
    if (c->lower < 0.9)
      within(cpw_gamma_quantile(c->lower, c->shape), c->x, relative, "quantile", (int64_t)i);
    if (q > 0.9) continue;
    within(cpw_gamma_upper_quantile(q, c->shape), c->x, relative, "upper quantile", (int64_t)i);
    within(cpw_chi_square_upper_quantile(q, 2 * c->shape), 2 * c->x, relative, "chi-square",
           (int64_t)i);
  }
}
END_TEST

START_TEST(beta_values)
{
  for (size_t i = 0; i < COUNT(beta_tails); i++) {
    const beta_tail *c = &beta_tails[i];
    within(cpw_beta_cdf(c->x, c->a, c->b), c->lower, 1e-12, "cdf", (int64_t)i);
    within(cpw_beta_upper(c->x, c->a, c->b), c->upper, 1e-12, "upper", (int64_t)i);
    double relative = 1e-13 / (c->a < 1 ? c->a : 1);
    if (c->lower < 0.9)
      within(cpw_beta_quantile(c->lower, c->a, c->b), c->x, relative, "quantile", (int64_t)i);
    if (c->upper < 0.9)
      within(cpw_beta_upper_quantile(c->upper, c->a, c->b), c->x, relative, "upper", (int64_t)i);
  }
}
END_TEST

/* shape 1: exponential; 1/2: the normal law; beta (1, b) and (a, 1): powers; chi-square: printed tables */
START_TEST(closed_tails)
{
  for (int i = 1; i < 400; i++) {
    double x = i / 10.0;
    within(cpw_gamma_upper(x, 1), exp(-x), 1e-14, "exponential", i);
    within(cpw_chi_square_upper(x, 1), 2 * cpw_normal_cdf(-sqrt(x)), 1e-12, "one degree", i);
    within(cpw_chi_square_upper(x, 4), exp(-x / 2) * (1 + x / 2), 1e-13, "four degrees", i);
    double y = i / 400.0, arcsine = 2 / 3.14159265358979323846 * asin(sqrt(y));
    within(cpw_beta_cdf(y, 3.5, 1), pow(y, 3.5), 1e-13, "power", i);
    within(cpw_beta_upper(y, 1, 3.5), pow(1 - y, 3.5), 1e-13, "power", i);
    within(cpw_beta_cdf(y, 0.5, 0.5), arcsine, 1e-13, "arcsine", i);
    within(cpw_gamma_quantile(y, 1), -log1p(-y), 1e-13, "exponential", i);
  }
  within(cpw_chi_square_quantile(0.95, 1), 3.841458820694124, 1e-14, "table", 1);
  within(cpw_chi_square_upper_quantile(0.05, 10), 18.30703805327515, 1e-14, "table", 10);
}
END_TEST

/* P(N <= k) as a sum of chances, by their recurrence */
START_TEST(counts_by_sums)
{
  const double mean[] = {0.1, 1, 3.7, 20};
  for (size_t m = 0; m < COUNT(mean); m++) {
    double chance = exp(-mean[m]), sum = 0;
    for (int k = 0; k < 60; k++) {
      sum += chance;
      within(cpw_poisson_cdf(k, mean[m]), sum, 1e-12, "poisson", k);
      within(cpw_poisson_cdf(k + 0.7, mean[m]), sum, 1e-12, "poisson", k);
      if (sum < 0.999) within(cpw_poisson_upper(k, mean[m]), 1 - sum, 1e-12, "poisson", k);
      chance *= mean[m] / (k + 1);
    }
  }
  const double p[] = {0.02, 0.3, 0.9};
  for (size_t m = 0; m < COUNT(p); m++) {
    double chance = pow(1 - p[m], 25), sum = 0;
    for (int k = 0; k < 25; k++) {
      sum += chance;
      within(cpw_binomial_cdf(k, 25, p[m]), sum, 1e-11, "binomial", k);
      if (sum < 0.999) within(cpw_binomial_upper(k, 25, p[m]), 1 - sum, 1e-11, "binomial", k);
      chance *= (25.0 - k) / (k + 1) * p[m] / (1 - p[m]);
    }
  }
}
END_TEST

static void back(double found, double p, double a, double b) {
  ck_assert_msg(fabs(found - p) <= 1e-9 * p, "p = %.17g, %.17g, %.17g: back %.17g", p, a, b, found);
}

START_TEST(tail_inverses)
{
  uint64_t state = 3;
  for (int64_t i = 0; i < rounds(5000, 300); i++) {
    double shape = pow(10, 9 * draw(&state) - 2);
    double p = i % 2 ? draw(&state) : pow(10, -100 * draw(&state));
    double x = cpw_gamma_quantile(p, shape);
    if (x > 1e-300) back(cpw_gamma_cdf(x, shape), p, shape, 0);
    x = cpw_gamma_upper_quantile(p, shape);
    if (x > 1e-300) back(cpw_gamma_upper(x, shape), p, shape, 1);
    double a = pow(10, 6 * draw(&state) - 2), b = pow(10, 6 * draw(&state) - 2);
    x = cpw_beta_quantile(p, a, b);
    if (x > 1e-300 && x < 0.99) back(cpw_beta_cdf(x, a, b), p, a, b);
    ck_assert(x >= 0 && x <= 1);
  }
}
END_TEST

/* rises across the seams of the methods */
START_TEST(tails_rise)
{
  const double shape[] = {0.2, 0.999, 1, 15.99, 16, 99999, 100000, 1e7};
  for (size_t s = 0; s < COUNT(shape); s++) {
    double before = 0, left = 1, wide = 8 * sqrt(shape[s]) + 4;
    for (int i = 0; i < 1000; i++) {
      double x = shape[s] + wide * (i / 500.0 - 1);
      double cdf = cpw_gamma_cdf(x, shape[s]), upper = cpw_gamma_upper(x, shape[s]);
      ck_assert_double_ge(cdf, before * (1 - 1e-12));
      ck_assert_double_le(upper, left * (1 + 1e-12));
      ck_assert_double_le(fabs(cdf + upper - 1), 1e-12);
      before = cdf;
      left = upper;
    }
  }
}
END_TEST

START_TEST(tail_domains)
{
  const double inf = (double)INFINITY, nan = (double)NAN, wrong[] = {0, -1, nan, inf, 1e13};
  for (size_t i = 0; i < COUNT(wrong); i++) {
    double w = wrong[i];
    ck_assert(cpwi_is_nan(cpw_gamma_cdf(1, w)) && cpwi_is_nan(cpw_gamma_upper(1, w)));
    ck_assert(cpwi_is_nan(cpw_gamma_quantile(0.5, w)));
    ck_assert(cpwi_is_nan(cpw_beta_cdf(0.5, w, 1)) && cpwi_is_nan(cpw_beta_upper(0.5, 1, w)));
    ck_assert(cpwi_is_nan(cpw_beta_quantile(0.5, w, 1)));
    ck_assert(cpwi_is_nan(cpw_beta_upper_quantile(0.5, 1, w)));
  }
  const double out[] = {-0.1, 1.1, nan};
  for (size_t i = 0; i < COUNT(out); i++) {
    ck_assert(cpwi_is_nan(cpw_gamma_quantile(out[i], 2)));
    ck_assert(cpwi_is_nan(cpw_gamma_upper_quantile(out[i], 2)));
    ck_assert(cpwi_is_nan(cpw_beta_quantile(out[i], 2, 2)));
    ck_assert(cpwi_is_nan(cpw_beta_upper_quantile(out[i], 2, 2)));
    ck_assert(cpwi_is_nan(cpw_binomial_cdf(1, 2, out[i])));
    ck_assert(cpwi_is_nan(cpw_binomial_upper(1, 2, out[i])));
  }
  ck_assert(cpwi_is_nan(cpw_gamma_cdf(nan, 1)) && cpwi_is_nan(cpw_beta_cdf(nan, 1, 1)));
  ck_assert(cpwi_is_nan(cpw_poisson_cdf(nan, 1)) && cpwi_is_nan(cpw_poisson_upper(1, -1)));
  /* far out: nothing is lost to 0/0 */
  ck_assert(cpw_gamma_upper(1e5, 1e5) > 0.4 && cpw_gamma_upper(1, 1e5) == 1);
  ck_assert(cpw_gamma_cdf(1e6, 1e5) == 1 && cpw_gamma_cdf(1, 1e5) == 0);
}
END_TEST

START_TEST(tail_ends)
{
  const double inf = (double)INFINITY;
  const struct {
    double found, expected;
  } ends[] = {{cpw_gamma_cdf(-3, 2), 0},
              {cpw_gamma_upper(0, 2), 1},
              {cpw_gamma_cdf(inf, 2), 1},
              {cpw_gamma_upper(inf, 2), 0},
              {cpw_gamma_quantile(0, 2), 0},
              {cpw_gamma_quantile(1, 2), inf},
              {cpw_gamma_upper_quantile(0, 2), inf},
              {cpw_gamma_quantile(1e-300, 1e-3), 0},
              {cpw_beta_cdf(0, 2, 2), 0},
              {cpw_beta_upper(1, 2, 2), 0},
              {cpw_beta_cdf(2, 2, 2), 1},
              {cpw_beta_upper(-1, 2, 2), 1},
              {cpw_beta_quantile(0, 2, 2), 0},
              {cpw_beta_upper_quantile(0, 2, 2), 1},
              {cpw_poisson_cdf(-1, 3), 0},
              {cpw_poisson_upper(-1, 3), 1},
              {cpw_poisson_cdf(0, 0), 1},
              {cpw_poisson_upper(0, 0), 0},
              {cpw_binomial_cdf(-1, 3, 0.5), 0},
              {cpw_binomial_upper(-1, 3, 0.5), 1},
              {cpw_binomial_cdf(3, 3, 0.5), 1},
              {cpw_binomial_upper(3, 3, 0.5), 0},
              {cpw_binomial_cdf(1, 3, 0), 1},
              {cpw_binomial_upper(1, 3, 1), 1}};
  for (size_t i = 0; i < COUNT(ends); i++)
    same_bits(ends[i].found, ends[i].expected, "end", (int64_t)i);
}
END_TEST

void tail_tests(const cases *c) {
  tcase_add_test(c->reference, gamma_values);
  tcase_add_test(c->reference, gamma_quantiles);
  tcase_add_test(c->reference, beta_values);
  tcase_add_test(c->reference, closed_tails);
  tcase_add_test(c->reference, counts_by_sums);
  tcase_add_test(c->properties, tail_inverses);
  tcase_add_test(c->properties, tails_rise);
  tcase_add_test(c->limits, tail_domains);
  tcase_add_test(c->limits, tail_ends);
}
