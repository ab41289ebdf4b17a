/* Gaps between groups, limits of ratios, and decomposition: by hand, by definition, by reference. */
#include "check_equity.h"
#include "equity/internal.h"

#define NOT_A_NUMBER ((double)NAN)

static cpw_gaps_options usual(void) {
  cpw_gaps_options o;
  cpw_gaps_options_init(&o);
  return o;
}

static cpw_gaps gaps(const double *value, const double *people, int64_t n,
                     const cpw_gaps_options *o) {
  cpw_gaps g;
  WORKS(cpw_equity_gaps(value, people, n, o, &g, &err));
  return g;
}

static cpw_fieller fieller(double n, double d, double vn, double vd, double cov, double level) {
  cpw_fieller f;
  WORKS(cpw_equity_fieller(n, d, vn, vd, cov, level, &f, &err));
  return f;
}

/* ---------------------------------------------------------------- reference ----------------- */

static const double rates[] = {18.4, 17.1, 16.2, 15.5, 14.1};
static const double people[] = {2200, 2100, 2000, 1900, 1800};

/* gap_ratio_paf of ../shared/reference/equity_cases.json, and the rest from the definitions */
START_TEST(gaps_of_five_groups)
{
  cpw_gaps g = gaps(rates, people, 5, NULL);
  CLOSE(g.gap, 4.299999999999999, 1e-15);
  CLOSE(g.ratio, 1.304964539007092, 1e-15);
  CLOSE(g.mean, 16.362, 1e-15);
  CLOSE(g.par, 2.2619999999999987, 1e-14);
  CLOSE(g.paf, 0.13824715804913817, 1e-14);
  CLOSE(g.variance, 2.0955559999999993, 1e-14);
  CLOSE(g.disparity, 0.19148936170212767, 1e-14);
  CLOSE(g.disparity_weighted, (2200 * 4.3 + 2100 * 3 + 2000 * 2.1 + 1900 * 1.4) / 8200 / 14.1,
        1e-14);
  double deviation = 0, weighted = 0, t = 0, l = 0;
  for (int i = 0; i < 5; i++) {
    double p = people[i] / 10000, u = rates[i] / 16.362;
    deviation += fabs(u - 1) / 5;
    weighted += p * fabs(u - 1);
    t += p * u * log(u);
    l -= p * log(u);
  }
  CLOSE(g.deviation, deviation, 1e-13);
  CLOSE(g.deviation_weighted, weighted, 1e-13);
  CLOSE(g.theil_t, t, 1e-12);
  CLOSE(g.theil_l, l, 1e-12);
  ck_assert_int_eq(g.highest, 0);
  ck_assert_int_eq(g.lowest, 4);
  CLOSE(g.range, 4.3, 1e-14);
  ck_assert_double_nan(g.gap_lower);
  ck_assert_double_nan(g.fieller_upper);
  ck_assert_double_nan(g.paf_lower);
}
END_TEST

START_TEST(limits_of_gaps)
{
  double se[] = {0.5, 0.3, 0.2, 0.4, 0.6}, z = 1.959963984540054;
  cpw_gaps_options o = usual();
  o.se = se;
  cpw_gaps g = gaps(rates, people, 5, &o);
  double half = z * sqrt(0.25 + 0.36);
  CLOSE(g.gap_lower, g.gap - half, 1e-14);
  CLOSE(g.gap_upper, g.gap + half, 1e-14);
  double log_se = sqrt(pow(0.5 / 18.4, 2) + pow(0.6 / 14.1, 2));
  CLOSE(g.ratio_lower, g.ratio * exp(-z * log_se), 1e-14);
  CLOSE(g.ratio_upper, g.ratio * exp(z * log_se), 1e-14);
  cpw_fieller f = fieller(18.4, 14.1, 0.25, 0.36, 0, 0.95);
  ck_assert_double_eq(g.fieller_lower, f.lower);
  ck_assert_double_eq(g.fieller_upper, f.upper);
  ck_assert_int_eq(g.fieller_kind, CPW_FIELLER_BOUNDED);
  double variance = 0, of_mean = 0;
  for (int i = 0; i < 5; i++) {
    double p = people[i] / 10000, own = p - (i == 4);
    variance += own * own * se[i] * se[i];
    of_mean += p * p * se[i] * se[i];
  }
  CLOSE(g.par_upper - g.par, z * sqrt(variance), 1e-13);
  CLOSE(g.par - g.par_lower, z * sqrt(variance), 1e-13);
  f = fieller(14.1, 16.362, 0.36, of_mean, 0.18 * 0.36, 0.95);
  CLOSE(g.paf_lower, 1 - f.upper, 1e-13);
  CLOSE(g.paf_upper, 1 - f.lower, 1e-13);
  o.compared = o.reference = 2;
  g = gaps(rates, people, 5, &o);
  ck_assert_double_eq(g.gap, 0);
  ck_assert_double_eq(g.gap_lower, 0);
  ck_assert_double_eq(g.ratio_upper, 1);
  ck_assert_double_eq(g.fieller_upper, 1);
}
END_TEST

/* theil_decomposition of ../shared/reference/equity_cases.json (Shorrocks 1980) */
START_TEST(theil_by_two_groups)
{
  double x[] = {52, 18, 78, 26, 5, 64, 40, 31};
  int64_t group[] = {0, 0, 0, 1, 1, 1, 1, 0};
  cpw_decomposition d;
  WORKS(cpw_equity_decompose(x, NULL, group, 8, 2, CPW_PARTS_THEIL_T, NULL, &d, NULL, &err));
  CLOSE(d.total, 0.1843468101648894, 1e-14);
  CLOSE(d.between, 0.009850227564695516, 1e-13);
  CLOSE(d.within, 0.1744965826001939, 1e-14);
  ck_assert_double_eq(d.overlap, 0);
}
END_TEST

/* ---------------------------------------------------------------- ratios -------------------- */

/* a ratio r belongs to the limits if numerator - r denominator is within z standard errors of 0 */
static int belongs(double n, double d, double vn, double vd, double cov, double z, double r) {
  double e = n - r * d;
  return e * e <= z * z * (vn - 2 * r * cov + r * r * vd);
}

START_TEST(fieller_is_what_its_definition_says)
{
  cpw_stream s;
  int kinds[3] = {0, 0, 0};
  cpw_stream_init(&s, 5, 0, 0, 0);
  for (int round = 0; round < 2000; round++) {
    double n = cpw_random_normal(&s, 0, 2), d = cpw_random_normal(&s, 0, 2);
    double vn = cpw_random_exponential(&s, 1), vd = cpw_random_exponential(&s, 1);
    double cov = (2 * cpw_random_uniform(&s) - 1) * sqrt(vn * vd), z = 1.959963984540054;
    cpw_fieller f = fieller(n, d, vn, vd, cov, 0.95);
    kinds[f.kind]++;
    ck_assert_double_eq(f.level, 0.95);
    ck_assert_double_eq(f.estimate, n / d);
    ck_assert(f.lower <= f.upper);
    for (double r = -40; r <= 40; r += 0.3711) {
      if (fabs(r - f.lower) < 1e-9 * fabs(r) || fabs(r - f.upper) < 1e-9 * fabs(r)) continue;
      int inside = f.kind == CPW_FIELLER_EXCLUSIVE ? r <= f.lower || r >= f.upper
                                                   : r >= f.lower && r <= f.upper;
      ck_assert_int_eq(inside, belongs(n, d, vn, vd, cov, z, r));
    }
  }
  ck_assert(kinds[0] > 100 && kinds[1] > 100 && kinds[2] > 100);
}
END_TEST

START_TEST(fieller_at_its_edges)
{
  cpw_fieller f = fieller(3, 2, 0, 0, 0, 0.95); /* both known */
  ck_assert_double_eq(f.lower, 1.5);
  ck_assert_double_eq(f.upper, 1.5);
  f = fieller(0, 0, 1, 1, 0, 0.95);
  ck_assert_double_nan(f.estimate);
  ck_assert_int_eq(f.kind, CPW_FIELLER_UNBOUNDED);
  ck_assert(isinf(f.lower) && isinf(f.upper));
  f = fieller(5, 0, 0, 0, 0, 0.95); /* a denominator that is 0 for certain */
  ck_assert_int_eq(f.kind, CPW_FIELLER_UNBOUNDED);
  f = fieller(0, 4, 1, 0, 0, 0.95); /* normal limits over a known number */
  CLOSE(f.upper, 1.959963984540054 / 4, 1e-14);
  CLOSE(f.lower, -1.959963984540054 / 4, 1e-14);
  double z = 1.959963984540054;
  /* ten digits of n and d agree, so do the limits: nothing cancels */
  f = fieller(1e10, 1e10 + 1, 1e-4, 1e-4, 0, 0.95);
  CLOSE(f.upper - f.lower, 2 * z * 1e-2 * sqrt(2) * 1e-10, 1e-4);
}
END_TEST

/* d^2 = z^2 vd: (3 - r d)^2 <= 1/4 + r^2 is r >= 35/24 for d = 1 and r <= -35/24 for d = -1 */
START_TEST(fieller_of_half_a_line)
{
  cpw_fieller f;
  const cpwi_variances v = {0.25, 1, 0, 0};
  cpwi_fieller(3, 1, &v, 1, &f);
  ck_assert_int_eq(f.kind, CPW_FIELLER_EXCLUSIVE);
  CLOSE(f.upper, 35.0 / 24, 1e-15);
  ck_assert(isinf(f.lower) && f.lower < 0);
  cpwi_fieller(3, -1, &v, 1, &f);
  ck_assert_int_eq(f.kind, CPW_FIELLER_EXCLUSIVE);
  CLOSE(f.lower, -35.0 / 24, 1e-15);
  ck_assert(isinf(f.upper) && f.upper > 0);
}
END_TEST

/* A power of two in numerator or denominator, squared in the variances, moves no digit of the limits. */
START_TEST(fieller_at_any_scale)
{
  const double at[][5] = {{3, 2, 0.01, 0.02, 0.005}, {3, 1, 0.01, 1, 0}, {1, 1, 9, 9, 1},
                          {0, 2, 1, 1, 0.5},         {-3, 2, 1, 0, 0},   {2, -5, 0, 0.5, 0}};
  const int powers[] = {-500, -300, 0, 300, 500};
  for (size_t k = 0; k < COUNT(at); k++) {
    const double *x = at[k];
    cpw_fieller one = fieller(x[0], x[1], x[2], x[3], x[4], 0.95);
    for (size_t i = 0; i < COUNT(powers); i++)
      for (size_t j = 0; j < COUNT(powers); j++) {
        int a = powers[i], b = powers[j];
        cpw_fieller f = fieller(ldexp(x[0], a), ldexp(x[1], b), ldexp(x[2], 2 * a),
                                ldexp(x[3], 2 * b), ldexp(x[4], a + b), 0.95);
        ck_assert_int_eq(f.kind, one.kind);
        ck_assert_double_eq(f.lower, ldexp(one.lower, a - b));
        ck_assert_double_eq(f.upper, ldexp(one.upper, a - b));
      }
  }
  /* 1 -+ 3e-50, and a denominator that is all but known */
  cpw_fieller f = fieller(1e200, 1e200, 1e300, 1e300, 0, 0.95);
  ck_assert(f.kind == CPW_FIELLER_BOUNDED && f.lower == 1 && f.upper == 1);
  f = fieller(1e300, 1e300, 1e308, 1e308, 0, 0.95);
  ck_assert(f.kind == CPW_FIELLER_BOUNDED && f.lower == 1 && f.upper == 1);
  f = fieller(1e-300, 1e-300, 0, 0, 0, 0.95);
  ck_assert(f.kind == CPW_FIELLER_BOUNDED && f.lower == 1 && f.upper == 1);
}
END_TEST

START_TEST(gaps_at_any_scale)
{
  const double se[] = {.5, .6, .4, .5, .6};
  const int powers[] = {-600, -200, 200, 600};
  cpw_gaps_options o = usual();
  o.se = se;
  cpw_gaps one = gaps(rates, people, 5, &o);
  for (size_t k = 0; k < COUNT(powers); k++) {
    double v[5], e[5];
    for (int i = 0; i < 5; i++) {
      v[i] = ldexp(rates[i], powers[k]);
      e[i] = ldexp(se[i], powers[k]);
    }
    o.se = e;
    cpw_gaps g = gaps(v, people, 5, &o);
    ck_assert_double_eq(g.gap_lower, ldexp(one.gap_lower, powers[k]));
    ck_assert_double_eq(g.par_upper, ldexp(one.par_upper, powers[k]));
    ck_assert_double_eq(g.ratio_lower, one.ratio_lower);
    ck_assert_double_eq(g.fieller_lower, one.fieller_lower);
    ck_assert_double_eq(g.paf_upper, one.paf_upper);
  }
  const double ends[] = {1e308, -1e308};
  cpw_gaps g;
  FAILS(CPW_EOVERFLOW, "a difference of the groups is beyond the largest double",
        cpw_equity_gaps(ends, NULL, 2, NULL, &g, &err));
}
END_TEST

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(one_group_and_no_people)
{
  double v[] = {3};
  cpw_gaps g = gaps(v, NULL, 1, NULL);
  ck_assert_double_eq(g.gap, 0);
  ck_assert_double_eq(g.ratio, 1);
  ck_assert_double_eq(g.par, 0);
  ck_assert_double_nan(g.disparity);
  ck_assert_double_eq(g.variance, 0);
  double two[] = {5, 2, 4}, none[] = {0, 1, 1};
  g = gaps(two, none, 3, NULL);
  ck_assert_double_eq(g.gap, 1);
  ck_assert_double_eq(g.mean, 3);
  CLOSE(g.variance, 1, 1e-15);
  CLOSE(g.disparity, (0.25 + 0.5) / 2, 1e-15);
  CLOSE(g.disparity_weighted, 0.5, 1e-15);
}
END_TEST

START_TEST(zero_and_negative_values_of_groups)
{
  double v[] = {2, 1, 0}, negative[] = {-2, 1, 3}, zero[] = {0, 0};
  double se[] = {1, 1, 1};
  cpw_gaps_options o = usual();
  o.se = se;
  cpw_gaps g = gaps(v, NULL, 3, &o);
  ck_assert_double_nan(g.ratio);
  ck_assert_double_nan(g.ratio_lower);
  ck_assert_double_nan(g.disparity);
  ck_assert_double_eq(g.paf, 1);
  ck_assert(isinf(g.theil_l));
  ck_assert_int_ne(g.fieller_kind, CPW_FIELLER_BOUNDED);
  g = gaps(negative, NULL, 3, &o);
  ck_assert_double_nan(g.ratio_lower);
  ck_assert_double_nan(g.theil_t);
  ck_assert_double_nan(g.paf_lower); /* the mean may be 0 */
  g = gaps(zero, NULL, 2, NULL);
  ck_assert_double_nan(g.paf);
  ck_assert_double_nan(g.deviation);
}
END_TEST

START_TEST(groups_of_zero_or_of_nobody)
{
  double x[] = {0, 0, 4, 6}, w[] = {1, 1, 1, 1};
  int64_t group[] = {0, 0, 2, 2};
  cpw_decomposition d;
  cpw_decomposition_group each[3];
  WORKS(cpw_equity_decompose(x, w, group, 4, 3, CPW_PARTS_THEIL_T, NULL, &d, each, &err));
  CLOSE(d.between, log(2), 1e-15);
  ck_assert_double_eq(each[0].inequality, 0);
  ck_assert_double_eq(each[0].mean, 0);
  ck_assert_double_nan(each[1].mean);
  ck_assert_double_nan(each[1].inequality);
  ck_assert_double_eq(each[1].population, 0);
  ck_assert_double_eq(each[1].within, 0);
  ck_assert_double_eq(each[2].share, 1);
  WORKS(cpw_equity_decompose(x, w, group, 4, 3, CPW_PARTS_THEIL_L, NULL, &d, each, &err));
  ck_assert(isinf(d.between) && isinf(d.total));
  WORKS(cpw_equity_decompose(x, w, group, 4, 3, CPW_PARTS_GINI, NULL, &d, each, &err));
  CLOSE(d.between, 0.5, 1e-15);
  ck_assert_double_eq(d.overlap, 0);
  double negative[] = {-1, 1, 2, 6};
  WORKS(cpw_equity_decompose(negative, w, group, 4, 3, CPW_PARTS_THEIL_T, NULL, &d, NULL, &err));
  ck_assert_double_nan(d.total);
  WORKS(cpw_equity_decompose(negative, w, group, 4, 3, CPW_PARTS_GE2, NULL, &d, each, &err));
  CLOSE(d.total, 0.5 * (9 + 1 + 0 + 16) / 4 / 4, 1e-14); /* the first group has a mean of 0 */
  WORKS(cpw_equity_decompose(negative, w, group, 4, 3, CPW_PARTS_GINI, NULL, &d, each, &err));
  ck_assert_double_nan(each[0].inequality);
  CLOSE(d.total, (2 + 3 + 7 + 1 + 5 + 4) * 2.0 / 16 / 2 / 2, 1e-14);
  double balanced[] = {-1, 1, -2, 2};
  WORKS(cpw_equity_decompose(balanced, w, group, 4, 3, CPW_PARTS_GINI, NULL, &d, each, &err));
  ck_assert_double_nan(d.total);
  WORKS(cpw_equity_decompose(balanced, w, group, 4, 3, CPW_PARTS_VARIANCE, NULL, &d, each, &err));
  CLOSE(d.total, 2.5, 1e-15);
  ck_assert_double_nan(each[0].share);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(bad_gaps_are_named)
{
  double v[] = {1, 2}, bad[] = {1, NOT_A_NUMBER}, w[] = {1, -2}, se[] = {1, -1};
  double huge[] = {1e308, 1e308};
  cpw_gaps g;
  cpw_gaps_options o = usual();
  cpw_allocator half = {NULL, NULL, NULL, NULL};
  memset(&g, 7, sizeof g);
  cpw_gaps before = g;
  FAILS(CPW_EINVAL, "out is NULL", cpw_equity_gaps(v, NULL, 2, NULL, NULL, &err));
  FAILS(CPW_EINVAL, "value is NULL", cpw_equity_gaps(NULL, NULL, 2, NULL, &g, &err));
  FAILS(CPW_EINVAL, "groups = 0 must be >= 1", cpw_equity_gaps(v, NULL, 0, NULL, &g, &err));
  FAILS(CPW_EDOMAIN, "value[1] = nan must be finite",
        cpw_equity_gaps(bad, NULL, 2, NULL, &g, &err));
  FAILS(CPW_EDOMAIN, "population[1] = -2 must be finite and >= 0",
        cpw_equity_gaps(v, w, 2, NULL, &g, &err));
  FAILS(CPW_EOVERFLOW, "a sum over the groups is beyond the largest double",
        cpw_equity_gaps(v, huge, 2, NULL, &g, &err));
  o.compared = 2;
  FAILS(CPW_EINVAL, "options.compared = 2 must be 0 to 1",
        cpw_equity_gaps(v, NULL, 2, &o, &g, &err));
  o = usual();
  o.reference = -2;
  FAILS(CPW_EINVAL, "options.reference = -2 must be 0 to 1",
        cpw_equity_gaps(v, NULL, 2, &o, &g, &err));
  o = usual();
  o.se = se;
  FAILS(CPW_EDOMAIN, "options.se[1] = -1 must be finite and >= 0",
        cpw_equity_gaps(v, NULL, 2, &o, &g, &err));
  o = usual();
  o.level = 1;
  FAILS(CPW_EDOMAIN, "options.level = 1 must be inside (0, 1)",
        cpw_equity_gaps(v, NULL, 2, &o, &g, &err));
  o = usual();
  o.struct_size = sizeof o + 8;
  ck_assert_int_eq(cpw_equity_gaps(v, NULL, 2, &o, &g, NULL), CPW_EABI);
  o = usual();
  o.allocator = &half;
  ck_assert_int_eq(cpw_equity_gaps(v, NULL, 2, &o, &g, NULL), CPW_EINVAL);
  ck_assert_mem_eq(&g, &before, sizeof g);
}
END_TEST

START_TEST(bad_ratios_are_named)
{
  cpw_fieller f;
  FAILS(CPW_EINVAL, "out is NULL", cpw_equity_fieller(1, 1, 1, 1, 0, 0.95, NULL, &err));
  FAILS(CPW_EDOMAIN, "numerator = nan must be finite",
        cpw_equity_fieller(NOT_A_NUMBER, 1, 1, 1, 0, 0.95, &f, &err));
  FAILS(CPW_EDOMAIN, "denominator = inf must be finite",
        cpw_equity_fieller(1, (double)INFINITY, 1, 1, 0, 0.95, &f, &err));
  FAILS(CPW_EDOMAIN, "variance_n = -1 must be finite and >= 0",
        cpw_equity_fieller(1, 1, -1, 1, 0, 0.95, &f, &err));
  FAILS(CPW_EDOMAIN, "variance_d = -1 must be finite and >= 0",
        cpw_equity_fieller(1, 1, 1, -1, 0, 0.95, &f, &err));
  FAILS(CPW_EDOMAIN, "covariance = 2 must be from -1 to 1, the root of the variances' product",
        cpw_equity_fieller(1, 1, 1, 1, 2, 0.95, &f, &err));
  FAILS(CPW_EDOMAIN, "level = 0 must be inside (0, 1)",
        cpw_equity_fieller(1, 1, 1, 1, 0, 0, &f, &err));
}
END_TEST

START_TEST(bad_groups_are_named)
{
  double x[] = {1, 2}, bad[] = {1, NOT_A_NUMBER};
  int64_t group[] = {0, 2}, fine[] = {0, 1};
  cpw_decomposition d = {9, 9, 9, 9};
  cpw_crossed_decomposition c;
  cpw_allocator half = {NULL, NULL, NULL, NULL};
  FAILS(CPW_EINVAL, "out is NULL",
        cpw_equity_decompose(x, NULL, fine, 2, 2, 0, NULL, NULL, NULL, &err));
  FAILS(CPW_EINVAL, "kind = 5 must be 0 to 4 (CPW_PARTS_...)",
        cpw_equity_decompose(x, NULL, fine, 2, 2, 5, NULL, &d, NULL, &err));
  FAILS(CPW_EINVAL, "group is NULL",
        cpw_equity_decompose(x, NULL, NULL, 2, 2, 0, NULL, &d, NULL, &err));
  FAILS(CPW_EINVAL, "groups = 0 must be >= 1",
        cpw_equity_decompose(x, NULL, fine, 2, 0, 0, NULL, &d, NULL, &err));
  FAILS(CPW_EINVAL, "group[1] = 2 must be 0 to 1",
        cpw_equity_decompose(x, NULL, group, 2, 2, 0, NULL, &d, NULL, &err));
  FAILS(CPW_EDOMAIN, "value[1] = nan must be finite",
        cpw_equity_decompose(bad, NULL, fine, 2, 2, 0, NULL, &d, NULL, &err));
  ck_assert_int_eq(cpw_equity_decompose(x, NULL, fine, 2, 2, 0, &half, &d, NULL, NULL), CPW_EINVAL);
  ck_assert_double_eq(d.total, 9);
  FAILS(CPW_EOVERFLOW, "9223372036854775807 groups are too many",
        cpw_equity_decompose(x, NULL, fine, 2, INT64_MAX, 0, NULL, &d, NULL, &err));
  FAILS(CPW_EINVAL, "out is NULL",
        cpw_equity_decompose_crossed(x, NULL, fine, fine, 2, 2, 2, 0, NULL, NULL, &err));
  FAILS(CPW_EINVAL, "kind = 4 must be 0 to 3 (CPW_PARTS_...)",
        cpw_equity_decompose_crossed(x, NULL, fine, fine, 2, 2, 2, 4, NULL, &c, &err));
  FAILS(CPW_EINVAL, "first is NULL",
        cpw_equity_decompose_crossed(x, NULL, NULL, fine, 2, 2, 2, 0, NULL, &c, &err));
  FAILS(CPW_EINVAL, "second[1] = 2 must be 0 to 1",
        cpw_equity_decompose_crossed(x, NULL, fine, group, 2, 2, 2, 0, NULL, &c, &err));
  FAILS(CPW_EOVERFLOW, "first_groups x second_groups is too large",
        cpw_equity_decompose_crossed(x, NULL, fine, fine, 2, INT64_MAX, 3, 0, NULL, &c, &err));
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

enum { ROWS = 120, FIRST = 4, SECOND = 3 };
typedef struct table {
  double x[ROWS], w[ROWS];
  int64_t first[ROWS], second[ROWS];
} table;

static table draw(uint64_t seed) {
  table t;
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  for (int i = 0; i < ROWS; i++) {
    t.first[i] = (int64_t)cpw_random_below(&s, FIRST);
    t.second[i] = (int64_t)cpw_random_below(&s, SECOND);
    t.x[i] = 0.5 + (double)t.first[i] + cpw_random_gamma(&s, 2, 3);
    t.w[i] = cpw_random_below(&s, 9) ? cpw_random_exponential(&s, 2) : 0;
  }
  return t;
}

/* the measure of all rows by the functions for one distribution */
static double whole(const table *t, int32_t kind) {
  cpw_dispersion d;
  WORKS(cpw_equity_dispersion(t->x, t->w, ROWS, NULL, &d, &err));
  return kind == CPW_PARTS_THEIL_T    ? d.theil_t
         : kind == CPW_PARTS_THEIL_L  ? d.theil_l
         : kind == CPW_PARTS_GE2      ? d.cv * d.cv / 2
         : kind == CPW_PARTS_VARIANCE ? d.variance
                                      : d.gini;
}

START_TEST(parts_sum_to_the_whole)
{
  for (uint64_t seed = 1; seed <= 20; seed++) {
    table t = draw(seed);
    for (int32_t kind = CPW_PARTS_THEIL_T; kind <= CPW_PARTS_GINI; kind++) {
      cpw_decomposition d;
      cpw_decomposition_group each[FIRST];
      WORKS(cpw_equity_decompose(t.x, t.w, t.first, ROWS, FIRST, kind, NULL, &d, each, &err));
      CLOSE(d.total, whole(&t, kind), 1e-13);
      ck_assert_double_eq(d.total, d.between + d.within + d.overlap);
      ck_assert(d.between >= 0 && d.within >= 0 && d.overlap >= 0);
      double within = 0, share = 0, population = 0, between = 0;
      for (int g = 0; g < FIRST; g++) {
        within += each[g].within;
        between += each[g].between;
        share += each[g].share;
        population += each[g].population;
      }
      CLOSE(within, d.within, 1e-13);
      CLOSE(share, 1, 1e-13);
      CLOSE(population, 1, 1e-13);
      if (kind == CPW_PARTS_GINI)
        ck_assert_double_nan(between);
      else
        CLOSE(between, d.between, 1e-12);
    }
  }
}
END_TEST

START_TEST(crossed_parts_sum_to_the_whole)
{
  for (uint64_t seed = 1; seed <= 20; seed++) {
    table t = draw(seed);
    for (int32_t kind = CPW_PARTS_THEIL_T; kind <= CPW_PARTS_VARIANCE; kind++) {
      cpw_crossed_decomposition c;
      cpw_decomposition a, b;
      WORKS(cpw_equity_decompose_crossed(t.x, t.w, t.first, t.second, ROWS, FIRST, SECOND, kind,
                                         NULL, &c, &err));
      WORKS(cpw_equity_decompose(t.x, t.w, t.first, ROWS, FIRST, kind, NULL, &a, NULL, &err));
      WORKS(cpw_equity_decompose(t.x, t.w, t.second, ROWS, SECOND, kind, NULL, &b, NULL, &err));
      CLOSE(c.total, whole(&t, kind), 1e-13);
      ck_assert_double_eq(c.total, c.first + c.second + c.interaction + c.within);
      ck_assert_double_eq(c.first, a.between);
      ck_assert_double_eq(c.second, b.between);
      ck_assert(c.cells >= fmax(c.first, c.second) * (1 - 1e-13));
      /* a grouping crossed with itself says nothing new */
      WORKS(cpw_equity_decompose_crossed(t.x, t.w, t.first, t.first, ROWS, FIRST, FIRST, kind, NULL,
                                         &c, &err));
      CLOSE(c.interaction, -c.first, 1e-12);
    }
  }
}
END_TEST

/* groups that do not overlap have no overlap, exactly; one group has nothing between */
START_TEST(groups_apart)
{
  double x[] = {0.1, 0.7, 2.3, 2.3, 3.1, 9.7, 8.3};
  int64_t group[] = {0, 0, 1, 1, 1, 2, 2}, one[] = {0, 0, 0, 0, 0, 0, 0};
  cpw_decomposition d;
  WORKS(cpw_equity_decompose(x, NULL, group, 7, 3, CPW_PARTS_GINI, NULL, &d, NULL, &err));
  ck_assert_double_eq(d.overlap, 0);
  for (int32_t kind = CPW_PARTS_THEIL_T; kind <= CPW_PARTS_GINI; kind++) {
    WORKS(cpw_equity_decompose(x, NULL, one, 7, 1, kind, NULL, &d, NULL, &err));
    ck_assert_double_eq(d.between, 0);
    ck_assert_double_eq(d.overlap, 0);
  }
}
END_TEST

/* new names for groups and another order of rows: the same figures under the new names, to the bit */
START_TEST(relabelling_groups_relabels_results)
{
  const int64_t name[FIRST] = {2, 0, 3, 1};
  table t = draw(77), u = t;
  for (int i = 0; i < ROWS; i++) {
    int j = (i * 7 + 3) % ROWS;
    u.x[j] = t.x[i];
    u.w[j] = t.w[i];
    u.first[j] = name[t.first[i]];
  }
  for (int32_t kind = CPW_PARTS_THEIL_T; kind <= CPW_PARTS_GINI; kind++) {
    cpw_decomposition a, b;
    cpw_decomposition_group each[FIRST], other[FIRST];
    WORKS(cpw_equity_decompose(t.x, t.w, t.first, ROWS, FIRST, kind, NULL, &a, each, &err));
    WORKS(cpw_equity_decompose(u.x, u.w, u.first, ROWS, FIRST, kind, NULL, &b, other, &err));
    ck_assert_mem_eq(&a, &b, sizeof a);
    for (int g = 0; g < FIRST; g++)
      ck_assert_mem_eq(&each[g], &other[name[g]], sizeof *each);
  }
  double v[] = {3, 1, 4, 1.5}, n[] = {10, 20, 30, 5}, v2[4], n2[4];
  for (int g = 0; g < 4; g++) {
    v2[name[g]] = v[g];
    n2[name[g]] = n[g];
  }
  cpw_gaps_options o = usual();
  cpw_gaps a = gaps(v, n, 4, &o);
  o.compared = name[0];
  o.reference = name[3];
  cpw_gaps b = gaps(v2, n2, 4, &o);
  ck_assert_int_eq(b.highest, name[a.highest]);
  a.highest = b.highest;
  a.lowest = b.lowest;
  ck_assert_mem_eq(&a, &b, sizeof a);
}
END_TEST

static int32_t once(void *context) {
  table *t = context;
  cpw_decomposition d;
  cpw_decomposition_group each[FIRST];
  cpw_crossed_decomposition c;
  cpw_gaps g;
  int32_t status = cpw_equity_gaps(rates, people, 5, NULL, &g, NULL);
  if (status == CPW_OK)
    status = cpw_equity_decompose(t->x, t->w, t->first, ROWS, FIRST, CPW_PARTS_GINI, NULL, &d, each,
                                  NULL);
  if (status == CPW_OK)
    status = cpw_equity_decompose_crossed(t->x, t->w, t->first, t->second, ROWS, FIRST, SECOND,
                                          CPW_PARTS_THEIL_T, NULL, &c, NULL);
  return status;
}

START_TEST(failing_memory_is_an_error)
{
  table t = draw(1);
  cpwt_each_allocation_fails(once, &t);
}
END_TEST

void group_tests(const cases *c) {
  const TTest *limits[] = {fieller_at_its_edges,       fieller_of_half_a_line,
                           fieller_at_any_scale,       gaps_at_any_scale,
                           one_group_and_no_people,    zero_and_negative_values_of_groups,
                           groups_of_zero_or_of_nobody};
  const TTest *errors[] = {bad_gaps_are_named, bad_ratios_are_named, bad_groups_are_named};
  const TTest *reference[] = {gaps_of_five_groups, limits_of_gaps, theil_by_two_groups};
  const TTest *properties[] = {fieller_is_what_its_definition_says, parts_sum_to_the_whole,
                               crossed_parts_sum_to_the_whole, groups_apart,
                               relabelling_groups_relabels_results};
  for (size_t i = 0; i < COUNT(limits); i++)
    tcase_add_test(c->limits, limits[i]);
  for (size_t i = 0; i < COUNT(errors); i++)
    tcase_add_test(c->errors, errors[i]);
  for (size_t i = 0; i < COUNT(reference); i++)
    tcase_add_test(c->reference, reference[i]);
  for (size_t i = 0; i < COUNT(properties); i++)
    tcase_add_test(c->properties, properties[i]);
  tcase_add_test(c->oom, failing_memory_is_an_error);
}
