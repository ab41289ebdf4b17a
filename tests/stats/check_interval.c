/* t and Wilson intervals: against independent values, coverage by simulation, misuse. */
#include "stats/check_stats.h"
#include "stats/reference_values.h"

START_TEST(wilson_values)
{
  for (size_t i = 0; i < COUNT(wilson_cases); i++) {
    const wilson_case *c = &wilson_cases[i];
    cpw_error err;
    cpw_interval out;
    fine(cpw_wilson_interval(c->successes, c->trials, c->level, &out, &err), &err);
    within(out.lower, c->lower, 1e-14, "lower", (int64_t)i);
    within(out.upper, c->upper, 1e-14, "upper", (int64_t)i);
    within(out.estimate, c->successes / c->trials, 1e-15, "estimate", (int64_t)i);
    same_bits(out.level, c->level, "level", (int64_t)i);
    ck_assert(out.lower <= out.estimate && out.estimate <= out.upper && out.upper <= 1);
  }
}
END_TEST

/* where all trials agree the far limit is 0 or 1 exactly, whatever the numbers */
START_TEST(all_agree)
{
  for (int n = 1; n < 3000; n++) {
    cpw_error err;
    cpw_interval out;
    double level = 0.5 + (n % 97) / 200.0, trials = n * 1.1;
    fine(cpw_wilson_interval(trials, trials, level, &out, &err), &err);
    same_bits(out.upper, 1, "upper", n);
    ck_assert(out.lower > 0 && out.lower < 1);
    fine(cpw_wilson_interval(0, trials, level, &out, &err), &err);
    same_bits(out.lower, 0, "lower", n);
    ck_assert(out.upper > 0 && out.upper < 1);
  }
}
END_TEST

/* Gosset's sleep data (Biometrika 6:1-25, 1908): extra hours, second drug less the first. Mean 1.58,
 * t(0.975, 9) = 2.262157; 95 % limits 0.7001 and 2.4599 as printed in textbooks. */
START_TEST(sleep)
{
  const double x[] = {1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4};
  cpw_error err;
  cpw_interval out;
  cpw_moments m;
  cpw_moments_init(&m);
  fine(cpw_moments_add_array(&m, x, 10, &err), &err);
  fine(cpw_mean_interval(&m, 0.95, &out, &err), &err);
  within(out.estimate, 1.58, 1e-15, "mean", 0);
  ck_assert_double_le(fabs(out.lower - 0.7001142), 5e-8);
  ck_assert_double_le(fabs(out.upper - 2.4598858), 5e-8);
}
END_TEST

/* two values a and b: half the width is |a - b|/2 tan(pi level/2) */
START_TEST(two_values)
{
  const double levels[] = {1e-9, 0.1, 0.5, 0.9, 0.99, 1 - 0x1p-30};
  for (size_t i = 0; i < COUNT(levels); i++) {
    cpw_error err;
    cpw_interval out;
    cpw_moments m;
    cpw_moments_init(&m);
    cpw_moments_add(&m, -1);
    cpw_moments_add(&m, 1);
    fine(cpw_mean_interval(&m, levels[i], &out, &err), &err);
    double angle = 3.14159265358979323846 / 2 * (1 - levels[i]);
    within(out.upper,
           levels[i] > 0.5 ? 1 / tan(angle) : tan(3.14159265358979323846 / 2 * levels[i]), 1e-12,
           "upper", (int64_t)i);
    same_bits(out.lower, -out.upper, "lower", (int64_t)i);
  }
}
END_TEST

/* 95 % of the intervals of 6 normal values hold the mean: 4 standard errors either way */
START_TEST(covers)
{
  uint64_t state = 20;
  int64_t n = rounds(20000, 500), held = 0;
  for (int64_t i = 0; i < n; i++) {
    cpw_error err;
    cpw_interval out;
    cpw_moments m;
    cpw_moments_init(&m);
    for (int k = 0; k < 6; k++)
      cpw_moments_add(&m, 7 + 2 * cpw_normal_quantile(draw(&state) * (1 - 1e-9) + 1e-10));
    fine(cpw_mean_interval(&m, 0.95, &out, &err), &err);
    held += out.lower <= 7 && 7 <= out.upper;
  }
  double share = (double)held / (double)n;
  ck_assert_double_le(fabs(share - 0.95), 4 * sqrt(0.95 * 0.05 / (double)n));
}
END_TEST

START_TEST(misuse)
{
  cpw_error err;
  cpw_interval out = {77, 77, 77, 77};
  cpw_moments m, garbage;
  cpw_moments_init(&m);
  memset(&garbage, 0x5a, sizeof garbage);
  const double levels[] = {0, 1, -1, 2, (double)NAN};
  fails(cpw_mean_interval(NULL, 0.9, &out, &err), CPW_EINVAL, &err, "moments is NULL");
  fails(cpw_mean_interval(&m, 0.9, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_mean_interval(&garbage, 0.9, &out, &err), CPW_EINVAL, &err, "init");
  fails(cpw_mean_interval(&m, 0.9, &out, &err), CPW_EDOMAIN, &err, "0 values");
  cpw_moments_add(&m, 1);
  fails(cpw_mean_interval(&m, 0.9, &out, &err), CPW_EDOMAIN, &err, "1 values");
  cpw_moments_add(&m, 0x1.fffffffffffffp1023);
  for (size_t i = 0; i < COUNT(levels); i++) {
    fails(cpw_mean_interval(&m, levels[i], &out, &err), CPW_EDOMAIN, &err, "level = ");
    fails(cpw_wilson_interval(1, 2, levels[i], &out, &err), CPW_EDOMAIN, &err, "level = ");
  }
  fails(cpw_mean_interval(&m, 0.9, &out, &err), CPW_EOVERFLOW, &err, "beyond any double");
  cpw_moments_add(&m, (double)INFINITY);
  fails(cpw_mean_interval(&m, 0.9, &out, &err), CPW_EDOMAIN, &err, "not finite");
  const double trials[] = {0, -1, (double)NAN, (double)INFINITY};
  for (size_t i = 0; i < COUNT(trials); i++)
    fails(cpw_wilson_interval(0, trials[i], 0.9, &out, &err), CPW_EDOMAIN, &err, "trials = ");
  const double successes[] = {-1, 3, (double)NAN};
  for (size_t i = 0; i < COUNT(successes); i++)
    fails(cpw_wilson_interval(successes[i], 2, 0.9, &out, &err), CPW_EDOMAIN, &err, "successes = ");
  fails(cpw_wilson_interval(1, 2, 0.9, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  same_bits(out.lower, 77, "untouched", 0);
}
END_TEST

void interval_tests(const cases *c) {
  tcase_add_test(c->reference, wilson_values);
  tcase_add_test(c->limits, all_agree);
  tcase_add_test(c->reference, sleep);
  tcase_add_test(c->reference, two_values);
  tcase_add_test(c->properties, covers);
  tcase_add_test(c->errors, misuse);
}
