/* Normal and t: against 50 digits, closed forms, each other and their own inverses. */
#include "stats/check_stats.h"
#include "stats/reference_values.h"

START_TEST(normal_values)
{
  for (size_t i = 0; i < COUNT(normal_cases); i++) {
    const normal_case *c = &normal_cases[i];
    if (c->cdf > 0x1p-1022) within(cpw_normal_cdf(c->z), c->cdf, 1e-15, "cdf", (int64_t)i);
    if (c->pdf > 0x1p-1022) within(cpw_normal_pdf(c->z), c->pdf, 1e-15, "pdf", (int64_t)i);
    same_bits(cpw_normal_pdf(-c->z), cpw_normal_pdf(c->z), "symmetry", (int64_t)i);
  }
  for (size_t i = 0; i < COUNT(normal_quantiles); i++) {
    const point *c = &normal_quantiles[i];
    within(cpw_normal_quantile(c->x), c->y, 1e-15, "quantile", (int64_t)i);
  }
}
END_TEST

START_TEST(student_values)
{
  for (size_t i = 0; i < COUNT(student_cases); i++) {
    const student_case *c = &student_cases[i];
    within(cpw_student_quantile(c->x, c->df), -c->y, 1e-12, "quantile", (int64_t)i);
    if (c->x > 0.01)
      within(cpwi_student_two_sided(1 - 2 * c->x, c->df), c->y, 1e-11, "two sided", (int64_t)i);
  }
  for (size_t i = 0; i < COUNT(student_tails); i++) {
    const student_case *c = &student_tails[i];
    within(cpw_student_cdf(-c->x, c->df), c->y, 1e-12, "tail", (int64_t)i);
    within(cpw_student_cdf(c->x, c->df), 1 - c->y, 1e-12, "cdf", (int64_t)i);
  }
}
END_TEST

/* df 1: Cauchy; df 2: t = (2p - 1) sqrt(2/(4p(1-p))); df 4: a cosine of a third of an angle (Shaw,
 * Journal of Computational Finance 9:37-73, 2006, eq. 39) */
START_TEST(closed_forms)
{
  const double pi = 3.14159265358979323846;
  for (int i = 1; i < 1000; i++) {
    double p = i / 2000.0, a = 4 * p * (1 - p);
    within(cpw_student_quantile(p, 1), -1 / tan(pi * p), 1e-12, "df 1", i);
    within(cpw_student_quantile(p, 2), (2 * p - 1) * sqrt(2 / a), 1e-12, "df 2", i);
    double q = cos(acos(sqrt(a)) / 3) / sqrt(a);
    within(cpw_student_quantile(p, 4), -2 * sqrt(q - 1), 1e-10, "df 4", i);
    double t = i / 37.0;
    within(cpw_student_cdf(-t, 1), 0.5 - atan(t) / pi, 1e-12, "cdf, df 1", i);
    within(cpw_student_cdf(-t, 2), 1 / (2 + t * t + t * sqrt(2 + t * t)), 1e-12, "cdf, df 2", i);
  }
}
END_TEST

/* the printed tables: 97.5 and 99.5 % points */
START_TEST(tables)
{
  const struct {
    double df, two_sided_95, two_sided_99;
  } t[] = {{1, 12.706, 63.657}, {2, 4.303, 9.925},   {3, 3.182, 5.841},
           {5, 2.571, 4.032},   {10, 2.228, 3.169},  {20, 2.086, 2.845},
           {30, 2.042, 2.750},  {120, 1.980, 2.617}, {1e15, 1.960, 2.576}};
  for (size_t i = 0; i < COUNT(t); i++) {
    ck_assert_double_le(fabs(cpw_student_quantile(0.975, t[i].df) - t[i].two_sided_95), 5.001e-4);
    ck_assert_double_le(fabs(cpw_student_quantile(0.995, t[i].df) - t[i].two_sided_99), 5.001e-4);
  }
}
END_TEST

START_TEST(inverses)
{
  uint64_t state = 1;
  for (int i = 0; i < rounds(20000, 500); i++) {
    double df = pow(10, 13 * draw(&state) - 1),
           p = i % 2 ? draw(&state) : pow(10, -25 * draw(&state));
    if (p < 1e-12 && df < 1) continue;
    double t = cpw_student_quantile(p, df), back = cpw_student_cdf(t, df);
    ck_assert_msg(fabs(back - p) <= 4e-12 * p, "df = %.17g, p = %.17g: t = %.17g, back %.17g", df,
                  p, t, back);
    double z = cpw_normal_quantile(p);
    back = cpw_normal_cdf(z);
    ck_assert_msg(fabs(back - p) <= 1e-13 * p, "p = %.17g: z = %.17g, back %.17g", p, z, back);
    ck_assert(df < 1e9 || fabs(t - z) < 1e-7 * fabs(z));
  }
}
END_TEST

/* rises with t and p across the seams of the three methods */
START_TEST(rises)
{
  const double df[] = {0.1, 0.9, 2, 3, 7, 1e3, 1e12};
  for (size_t d = 0; d < COUNT(df); d++) {
    double before = 0, left = 1;
    for (int i = 1; i < 4000; i++) {
      double t = i / 500.0, area = cpw_student_cdf(t, df[d]), tail = cpw_student_cdf(-t, df[d]);
      ck_assert_double_ge(area, before);
      ck_assert_double_le(tail, left);
      ck_assert_double_le(fabs(area + tail - 1), 1e-13);
      before = area;
      left = tail;
    }
    before = -(double)INFINITY;
    for (int i = 1; i < 2048; i++) {
      double p = i / 2048.0, t = cpw_student_quantile(p, df[d]);
      same_bits(cpw_student_quantile(1 - p, df[d]), 0 - t, "symmetry", i);
      ck_assert_double_gt(t, before);
      before = t;
    }
  }
}
END_TEST

START_TEST(ends_and_domain)
{
  const double inf = (double)INFINITY, nan = (double)NAN;
  same_bits(cpw_normal_cdf(-inf), 0, "cdf", 0);
  same_bits(cpw_normal_cdf(inf), 1, "cdf", 1);
  same_bits(cpw_normal_cdf(-1e300), 0, "cdf", 2);
  same_bits(cpw_normal_cdf(0), 0.5, "cdf", 3);
  same_bits(cpw_normal_pdf(inf), 0, "pdf", 0);
  ck_assert(cpwi_is_nan(cpw_normal_cdf(nan)) && cpwi_is_nan(cpw_normal_pdf(nan)));
  same_bits(cpw_normal_quantile(0), -inf, "quantile", 0);
  same_bits(cpw_normal_quantile(1), inf, "quantile", 1);
  same_bits(cpw_normal_quantile(0.5), 0, "quantile", 2);
  ck_assert(cpw_normal_quantile(5e-324) < -38);
  const double out[] = {-1e-300, 1 + 0x1p-52, nan, -inf, inf};
  for (size_t i = 0; i < COUNT(out); i++) {
    ck_assert(cpwi_is_nan(cpw_normal_quantile(out[i])));
    ck_assert(cpwi_is_nan(cpw_student_quantile(out[i], 3)));
  }
  const double wrong[] = {0, -1, nan, -inf};
  for (size_t i = 0; i < COUNT(wrong); i++) {
    ck_assert(cpwi_is_nan(cpw_student_quantile(0.3, wrong[i])));
    ck_assert(cpwi_is_nan(cpw_student_cdf(0.3, wrong[i])));
  }
  ck_assert(cpwi_is_nan(cpw_student_cdf(nan, 3)));
  same_bits(cpw_student_cdf(-inf, 3), 0, "t cdf", 0);
  same_bits(cpw_student_cdf(inf, 3), 1, "t cdf", 1);
  same_bits(cpw_student_cdf(0, 3), 0.5, "t cdf", 2);
  same_bits(cpw_student_cdf(1.5, inf), cpw_normal_cdf(1.5), "t cdf", 3);
  for (double df = 1e13; df < 1e300; df *= 1e3) {
    within(cpw_student_cdf(-3, df), cpw_normal_cdf(-3), 1e-11, "large df", (int64_t)log10(df));
    within(cpw_student_quantile(0.99, df), cpw_normal_quantile(0.99), 1e-12, "large df", 0);
  }
  same_bits(cpw_student_quantile(0.2, inf), cpw_normal_quantile(0.2), "t quantile", 0);
  same_bits(cpw_student_quantile(0, 3), -inf, "t quantile", 1);
  same_bits(cpw_student_quantile(1, 3), inf, "t quantile", 2);
  same_bits(cpw_student_quantile(0.5, 3), 0, "t quantile", 3);
  same_bits(cpw_student_quantile(1e-40, 0.1), -inf, "beyond doubles", 0);
  ck_assert(cpw_student_cdf(-1e300, 0.1) > 0);
  same_bits(cpw_student_cdf(-1e300, 10), 0, "t cdf", 4);
  ck_assert(cpw_student_quantile(1e-300, 1000) > -200);
  /* far below the stated range it is still a rising function */
  ck_assert(cpw_student_quantile(0.4, 0.01) < 0);
}
END_TEST

void distribution_tests(const cases *c) {
  tcase_add_test(c->reference, normal_values);
  tcase_add_test(c->reference, student_values);
  tcase_add_test(c->reference, closed_forms);
  tcase_add_test(c->reference, tables);
  tcase_add_test(c->properties, inverses);
  tcase_add_test(c->properties, rises);
  tcase_add_test(c->limits, ends_and_domain);
}
