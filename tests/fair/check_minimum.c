/* Minimum numbers: against exact fractions and enumeration, adjusted both ways, quotas, what is refused. */
#include "fair/check_fair.h"

#define MOST 400

/* ---------------------------------------------------------------- FA*IR --------------------- */

/* the published table of k = 20, p = 0.25, alpha = 0.1, before and after (case fair_mtable_k20_p0.25_a0.1) */
static const int64_t plain_20[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3};
static const int64_t nearest_20[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2};

START_TEST(published_tables)
{
  int64_t m[20];
  double adjusted, chance;
  ck_assert_int_eq(cpw_fair_minimum(20, 0.25, 0.1, m, NULL), CPW_OK);
  ck_assert_mem_eq(m, plain_20, sizeof m);
  ck_assert_int_eq(
      cpw_fair_adjusted(20, 0.25, 0.1, CPW_FAIR_NEAREST, NULL, m, &adjusted, &chance, NULL),
      CPW_OK);
  ck_assert_mem_eq(m, nearest_20, sizeof m);
  ck_assert_double_eq_tol(adjusted, 0.078125, 1e-15);
  ck_assert_double_eq_tol(chance, 0.10515247355215251, 1e-14);
  ck_assert_int_eq(
      cpw_fair_adjusted(20, 0.25, 0.1, CPW_FAIR_UNADJUSTED, NULL, m, &adjusted, &chance, NULL),
      CPW_OK);
  ck_assert_mem_eq(m, plain_20, sizeof m);
  ck_assert_double_eq(adjusted, 0.1);
  /* the published package prints 0.11518: it leaves out place 20, where the minimum rises to 3 */
  ck_assert_double_eq_tol(chance, 0.146887188699111, 1e-14);
}
END_TEST

typedef struct exact {
  int64_t places;
  double share, alpha, chance;
  int64_t sum; /* of the table */
  double kept_alpha, kept_chance;
  int64_t kept_sum;
} exact;

/* By fractions in Python: distribution functions by Pascal's rule, the chance by the recursion over places,
 * the conservative table by bisection over all values that the distribution functions take. */
static const exact fractions[] = {
    {20, 0.25, 0.1, 0.146887188699111, 19, 0.07508468627929688, 0.08972216723486781, 16},
    {100, 0.2, 0.1, 0.293506794421809, 674, 0.0281474976710656, 0.09648661715922137, 531},
    {50, 0.5, 0.05, 0.1578822453198061, 443, 0.014408359827939421, 0.04936509427018443, 379},
    {30, 0.1, 0.01, 0.0, 0, 0.01, 0.0, 0},
};

static int64_t sum_of(const int64_t *m, int64_t places) {
  int64_t sum = 0;
  for (int64_t i = 0; i < places; i++)
    sum += m[i];
  return sum;
}

START_TEST(tables_by_fractions)
{
  const exact *e = &fractions[_i];
  int64_t m[MOST], again[MOST];
  double adjusted, chance;
  ck_assert_int_eq(cpw_fair_adjusted(e->places, e->share, e->alpha, CPW_FAIR_UNADJUSTED, NULL, m,
                                     &adjusted, &chance, NULL),
                   CPW_OK);
  ck_assert_int_eq(sum_of(m, e->places), e->sum);
  ck_assert_double_eq_tol(chance, e->chance, 1e-13);
  ck_assert_int_eq(cpw_fair_adjusted(e->places, e->share, e->alpha, CPW_FAIR_CONSERVATIVE, NULL, m,
                                     &adjusted, &chance, NULL),
                   CPW_OK);
  ck_assert_int_eq(sum_of(m, e->places), e->kept_sum);
  ck_assert_double_eq_tol(chance, e->kept_chance, 1e-13);
  ck_assert_double_eq_tol(adjusted, e->kept_alpha, 1e-14);
  ck_assert(chance <= e->alpha);
  /* the significance that is given gives the table */
  ck_assert_int_eq(cpw_fair_minimum(e->places, e->share, adjusted, again, NULL), CPW_OK);
  ck_assert_mem_eq(m, again, (size_t)e->places * sizeof *m);
}
END_TEST

START_TEST(small_chances)
{
  /* 300 fair coins at 1e-12, by fractions: what fails is added up, not taken from 1 */
  int64_t m[300];
  double chance;
  ck_assert_int_eq(cpw_fair_minimum(300, 0.5, 1e-12, m, NULL), CPW_OK);
  ck_assert_int_eq(sum_of(m, 300), 10892);
  ck_assert_int_eq(m[299], 90);
  ck_assert_int_eq(cpw_fair_failure(300, 0.5, m, NULL, &chance, NULL), CPW_OK);
  ck_assert_double_eq_tol(chance, 2.1556368353770525e-11, 1e-24);
  /* a table that jumps: by fractions, share 1/3 */
  const int64_t jumps[] = {0, 0, 2, 2, 2, 4};
  ck_assert_int_eq(cpw_fair_failure(6, 1.0 / 3, jumps, NULL, &chance, NULL), CPW_OK);
  ck_assert_double_eq_tol(chance, 0.9163237311385459, 1e-14);
}
END_TEST

/* the chance of failing by going through all rankings */
static double enumerate(int64_t places, double share, const int64_t *m) {
  double failed = 0;
  for (uint32_t set = 0; set < 1U << places; set++) {
    double chance = 1;
    int64_t count = 0;
    int fails = 0;
    for (int64_t i = 0; i < places; i++) {
      int in = set >> i & 1;
      count += in;
      chance *= in ? share : 1 - share;
      fails |= count < m[i];
    }
    failed += fails ? chance : 0;
  }
  return failed;
}

START_TEST(chances_by_enumeration)
{
  static const double shares[] = {0, 0.1, 0.35, 0.5, 0.8, 1};
  static const int64_t tables[][12] = {
      {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},  {0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4},
      {0, 0, 0, 0, 3, 1, 0, 0, 5, 0, 0, 0}, /* not monotone */
      {0, 0, -2, 0, 0, 0, 0, 0, 0, 0, 0, 2}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
      {0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}}; /* cannot be met */
  for (size_t s = 0; s < COUNT(shares); s++)
    for (size_t t = 0; t < COUNT(tables); t++) {
      double chance;
      ck_assert_int_eq(cpw_fair_failure(12, shares[s], tables[t], NULL, &chance, NULL), CPW_OK);
      ck_assert_double_eq_tol(chance, enumerate(12, shares[s], tables[t]), 1e-13);
    }
}
END_TEST

/* one place: P(0) = 1 - share against alpha, also where both are decimals that meet */
START_TEST(ties_of_decimals)
{
  static const double shares[] = {0.1, 0.2, 0.3, 0.7, 0.8, 0.9};
  for (size_t i = 0; i < COUNT(shares); i++) {
    int64_t m;
    double tie = (10 - 10 * shares[i]) / 10;
    ck_assert_int_eq(cpw_fair_minimum(1, shares[i], tie, &m, NULL), CPW_OK);
    ck_assert_int_eq(m, 0);
    ck_assert_int_eq(cpw_fair_minimum(1, shares[i], tie * (1 + 1e-14), &m, NULL), CPW_OK);
    ck_assert_int_eq(m, 1);
  }
  /* 0.8^10 by hand */
  int64_t m[10];
  ck_assert_int_eq(cpw_fair_minimum(10, 0.2, 0.1073741824, m, NULL), CPW_OK);
  ck_assert_int_eq(m[9], 0);
  ck_assert_int_eq(cpw_fair_minimum(10, 0.2, 0.1073741825, m, NULL), CPW_OK);
  ck_assert_int_eq(m[9], 1);
  ck_assert_int_eq(m[8], 0);
}
END_TEST

/* many places: the table is the quantile, whose neighbours the normal law tells apart */
START_TEST(many_places)
{
  enum { PLACES = 20000 };
  int64_t *m = malloc(PLACES * sizeof *m);
  double chance, adjusted;
  if (!m) ck_abort_msg("no memory");
  ck_assert_int_eq(cpw_fair_minimum(PLACES, 0.3, 0.1, m, NULL), CPW_OK);
  for (int64_t i = 1; i < PLACES; i++)
    ck_assert(m[i] == m[i - 1] || m[i] == m[i - 1] + 1);
  /* R 4.2: qbinom(0.1, c(1000, 5000, 20000), 0.3) */
  ck_assert_int_eq(m[999], 281);
  ck_assert_int_eq(m[4999], 1459);
  ck_assert_int_eq(m[19999], 5917);
  ck_assert_int_eq(
      cpw_fair_adjusted(2000, 0.3, 0.1, CPW_FAIR_NEAREST, NULL, m, &adjusted, &chance, NULL),
      CPW_OK);
  ck_assert_double_eq_tol(chance, 0.1, 1e-3);
  ck_assert(adjusted > 0 && adjusted < 0.1);
  free(m);
}
END_TEST

START_TEST(minimum_at_the_edges)
{
  int64_t m[50];
  double adjusted = -7, chance = -7;
  for (int32_t rule = CPW_FAIR_NEAREST; rule <= CPW_FAIR_UNADJUSTED; rule++) {
    ck_assert_int_eq(cpw_fair_adjusted(1, 0.5, 0.4, rule, NULL, m, &adjusted, &chance, NULL),
                     CPW_OK);
    ck_assert(m[0] == 0 && adjusted == 0.4 && chance == 0);
    ck_assert_int_eq(cpw_fair_adjusted(50, 0.3, 0.2, rule, NULL, m, NULL, NULL, NULL), CPW_OK);
  }
  /* one place at a level above 1 - share asks for the protected: it fails with 1 - share < alpha */
  ck_assert_int_eq(
      cpw_fair_adjusted(1, 0.5, 0.6, CPW_FAIR_CONSERVATIVE, NULL, m, &adjusted, &chance, NULL),
      CPW_OK);
  ck_assert(m[0] == 1 && adjusted == 0.6 && chance == 0.5);
  /* nothing but the empty table fails rarely enough: any significance up to 0.5^50 gives it */
  ck_assert_int_eq(
      cpw_fair_adjusted(50, 0.5, 1e-15, CPW_FAIR_CONSERVATIVE, NULL, m, &adjusted, &chance, NULL),
      CPW_OK);
  ck_assert(chance <= 1e-15 && sum_of(m, 50) >= 0);
  ck_assert_int_eq(cpw_fair_minimum(50, 1 - 1e-16, 0.5, m, NULL), CPW_OK);
  for (int64_t i = 0; i < 50; i++)
    ck_assert_int_eq(m[i], i + 1); /* nearly everybody is protected */
  ck_assert_int_eq(cpw_fair_minimum(50, 1e-300, 0.5, m, NULL), CPW_OK);
  ck_assert_int_eq(sum_of(m, 50), 0);
}
END_TEST

START_TEST(significances_that_are_refused)
{
  int64_t m[5] = {-7, -7, -7, -7, -7};
  double out = -7;
  ck_refused(cpw_fair_minimum(0, 0.5, 0.1, m, &err), CPW_EINVAL, "places = 0 must be >= 1");
  ck_refused(cpw_fair_minimum(5, 0, 0.1, m, &err), CPW_EDOMAIN,
             "share = 0 must be above 0 and below 1");
  ck_refused(cpw_fair_minimum(5, 1, 0.1, m, &err), CPW_EDOMAIN,
             "share = 1 must be above 0 and below 1");
  ck_refused(cpw_fair_minimum(5, NONE, 0.1, m, &err), CPW_EDOMAIN,
             "share = nan must be above 0 and below 1");
  ck_refused(cpw_fair_minimum(5, 0.5, 1, m, &err), CPW_EDOMAIN,
             "alpha = 1 must be above 0 and below 1");
  ck_refused(cpw_fair_minimum(5, 0.5, -0.1, m, &err), CPW_EDOMAIN,
             "alpha = -0.1 must be above 0 and below 1");
  ck_refused(cpw_fair_minimum(5, 0.5, 0.1, NULL, &err), CPW_EINVAL, "minimum must be given");
  ck_refused(cpw_fair_adjusted(5, 0.5, 0.1, 3, NULL, m, &out, &out, &err), CPW_EINVAL,
             "rule = 3 must be 0 to 2");
  ck_refused(cpw_fair_adjusted(5, 0.5, 0, 0, NULL, m, &out, &out, &err), CPW_EDOMAIN,
             "alpha = 0 must be above 0 and below 1");
  ck_refused(cpw_fair_adjusted(5, 0.5, 0.1, 0, half_an_allocator(), m, &out, &out, &err),
             CPW_EINVAL, HALF_REFUSED);
  ck_refused(cpw_fair_failure(5, 1.5, m, NULL, &out, &err), CPW_EDOMAIN,
             "share = 1.5 must be from 0 to 1");
  ck_refused(cpw_fair_failure(-1, 0.5, m, NULL, &out, &err), CPW_EINVAL,
             "places = -1 must be >= 1");
  ck_refused(cpw_fair_failure(5, 0.5, NULL, NULL, &out, &err), CPW_EINVAL, "minimum must be given");
  ck_refused(cpw_fair_failure(5, 0.5, m, NULL, NULL, &err), CPW_EINVAL, "chance must be given");
  ck_refused(cpw_fair_failure(5, 0.5, m, half_an_allocator(), &out, &err), CPW_EINVAL,
             HALF_REFUSED);
  ck_refused(cpw_fair_failure(INT64_MAX, 0.5, m, NULL, &out, &err), CPW_ENOMEM,
             "no memory for 9223372036854775807 places");
  ck_refused(cpw_fair_adjusted(INT64_MAX, 0.5, 0.1, 0, NULL, m, &out, &out, &err), CPW_ENOMEM,
             "no memory for 9223372036854775807 places");
  ck_assert(m[0] == -7 && out == -7);
}
END_TEST

/* ---------------------------------------------------------------- quotas -------------------- */

START_TEST(quotas)
{
  const double share[] = {0.5, 0.25};
  int64_t m[16];
  const int64_t down[] = {0, 0, 1, 0, 1, 0, 2, 1, 2, 1, 3, 1, 3, 1, 4, 2};
  ck_assert_int_eq(cpw_fair_quota(8, 2, share, CPW_FAIR_FLOOR, m, NULL), CPW_OK);
  ck_assert_mem_eq(m, down, sizeof m);
  const int64_t up[] = {1, 1, 2, 2, 3, 3, 4, 4};
  ck_assert_int_eq(cpw_fair_quota(8, 1, share, CPW_FAIR_CEIL, m, NULL), CPW_OK);
  ck_assert_mem_eq(m, up, sizeof up);
  ck_refused(cpw_fair_quota(8, 2, share, CPW_FAIR_CEIL, m, &err), CPW_EDOMAIN,
             "of the first 1 places the groups need 2: rounding up asks for too many");
  ck_assert_mem_eq(m, up, sizeof up);
  const double whole[] = {0, 1};
  ck_assert_int_eq(cpw_fair_quota(2, 2, whole, CPW_FAIR_CEIL, m, NULL), CPW_OK);
  ck_assert(m[0] == 0 && m[1] == 1 && m[2] == 0 && m[3] == 2);
}
END_TEST

/* products of decimals that are whole numbers are those, up and down */
START_TEST(quotas_of_decimals)
{
  enum { PLACES = 1000 };
  int64_t m[PLACES];
  for (int hundredths = 1; hundredths < 100; hundredths++)
    for (int32_t rounding = CPW_FAIR_FLOOR; rounding <= CPW_FAIR_CEIL; rounding++) {
      double share = hundredths / 100.0;
      ck_assert_int_eq(cpw_fair_quota(PLACES, 1, &share, rounding, m, NULL), CPW_OK);
      for (int64_t i = 1; i <= PLACES; i++) {
        int64_t up = rounding == CPW_FAIR_CEIL ? 99 : 0;
        ck_assert_int_eq(m[i - 1], (hundredths * i + up) / 100);
      }
    }
}
END_TEST

START_TEST(quotas_that_are_refused)
{
  double share[] = {0.5, -0.25};
  int64_t m[4] = {-7, -7, -7, -7};
  ck_refused(cpw_fair_quota(2, 2, share, 0, m, &err), CPW_EDOMAIN,
             "share[1] = -0.25 must be from 0 to 1");
  share[1] = NONE;
  ck_refused(cpw_fair_quota(2, 2, share, 0, m, &err), CPW_EDOMAIN,
             "share[1] = nan must be from 0 to 1");
  share[1] = 0.75;
  ck_refused(cpw_fair_quota(2, 2, share, 0, m, &err), CPW_EDOMAIN,
             "the shares sum to 1.25, which must be at most 1");
  share[1] = 0.5;
  ck_refused(cpw_fair_quota(2, 2, share, 2, m, &err), CPW_EINVAL, "rounding = 2 must be 0 or 1");
  ck_refused(cpw_fair_quota(2, 2, NULL, 0, m, &err), CPW_EINVAL, "share must be given");
  ck_refused(cpw_fair_quota(2, 2, share, 0, NULL, &err), CPW_EINVAL, "minimum must be given");
  ck_refused(cpw_fair_quota(0, 2, share, 0, m, &err), CPW_EINVAL,
             "places = 0 and groups = 2 must be >= 1 and their product fit");
  ck_assert(m[0] == -7 && m[3] == -7);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t adjust_all(void *context) {
  int64_t m[20];
  double chance;
  (void)context;
  int32_t status = cpw_fair_adjusted(20, 0.25, 0.1, 0, NULL, m, NULL, NULL, NULL);
  return status == CPW_OK ? cpw_fair_failure(20, 0.25, m, NULL, &chance, NULL) : status;
}

START_TEST(tables_without_memory)
{ cpwt_each_allocation_fails(adjust_all, NULL); }
END_TEST

void minimum_tests(const cases *c) {
  tcase_add_test(c->reference, published_tables);
  tcase_add_loop_test(c->reference, tables_by_fractions, 0, (int)COUNT(fractions));
  tcase_add_test(c->reference, small_chances);
  tcase_add_test(c->reference, chances_by_enumeration);
  tcase_add_test(c->limits, ties_of_decimals);
  tcase_add_test(c->reference, many_places);
  tcase_add_test(c->limits, minimum_at_the_edges);
  tcase_add_test(c->errors, significances_that_are_refused);
  tcase_add_test(c->reference, quotas);
  tcase_add_test(c->limits, quotas_of_decimals);
  tcase_add_test(c->errors, quotas_that_are_refused);
  tcase_add_test(c->oom, tables_without_memory);
}
