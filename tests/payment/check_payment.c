/* Payment for activity: published terms, tiers, floors and caps by hand, income against its own marginal rate
 * and inverse. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <string.h>

static cpw_payment usual(void) {
  cpw_payment p;
  cpw_payment_init(&p);
  p.fixed = 50000000;
  p.plan = 5000;
  p.price = 4000;
  return p;
}

static int64_t income(const cpw_payment *p, double activity) {
  int64_t out = -7;
  cpw_error err;
  int32_t status = cpw_payment_income(p, &activity, 1, &out, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return out;
}

static double activity(const cpw_payment *p, double money) {
  double out = -7;
  ck_assert_int_eq(cpw_payment_activity(p, money, &out, NULL), CPW_OK);
  return out;
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(nothing)
{
  cpw_payment p;
  cpw_payment_init(&p);
  ck_assert_int_eq(income(&p, 0), 0);
  ck_assert_int_eq(income(&p, 1e9), 0);
  ck_assert_double_eq(cpw_payment_marginal(&p, 3), 0);
  ck_assert_double_eq(activity(&p, 0), 0);
  ck_assert_double_eq(activity(&p, -5), 0);
  ck_assert_double_eq(activity(&p, 1), (double)INFINITY);
  ck_assert_int_eq(cpw_payment_income(&p, NULL, 0, NULL, NULL), CPW_OK);
}
END_TEST

/* halves up, and every pound of sums that a double does not hold */
START_TEST(to_the_pound)
{
  cpw_payment p;
  cpw_payment_init(&p);
  p.price = 0.5;
  const int64_t halves[] = {0, 1, 1, 2, 2, 3};
  for (int a = 0; a < 6; a++)
    ck_assert_int_eq(income(&p, a), halves[a]);
  p.fixed = -2;
  ck_assert_int_eq(income(&p, 1), -1); /* -1.5 */
  p.price = 1;
  p.fixed = (INT64_C(1) << 60) + 1;
  ck_assert_int_eq(income(&p, 3), p.fixed + 3);
  p.fixed = INT64_MAX - 1;
  ck_assert_int_eq(income(&p, 1), INT64_MAX);
  p.fixed = INT64_MIN + 1;
  ck_assert_int_eq(income(&p, 1), INT64_MIN + 2);
  p.fixed = INT64_MIN;
  ck_assert_int_eq(income(&p, 0), INT64_MIN);
}
END_TEST

START_TEST(beyond_any_money)
{
  cpw_payment p;
  cpw_payment_init(&p);
  int64_t out = -7;
  cpw_error e;
  const double a[] = {1, 1e19, 1e308};
  p.price = 1;
  ck_assert_int_eq(cpw_payment_income(&p, a, 2, &out, &e), CPW_EOVERFLOW);
  ck_assert_str_eq(e.message, "the income of activity[1] = 10000000000000000000 is too large");
  ck_assert_int_eq(out, -7);
  p.price = 1e308;
  ck_assert_int_eq(cpw_payment_income(&p, a + 2, 1, &out, &e), CPW_EOVERFLOW);
  ck_assert_double_eq(cpw_payment_value(&p, 1e308), (double)INFINITY);
  p.cap = 99;
  ck_assert_int_eq(income(&p, 1e308), 99);
  p.cap = INT64_MAX;
  p.price = 1;
  p.fixed = INT64_MAX;
  ck_assert_int_eq(cpw_payment_income(&p, a, 1, &out, &e), CPW_EOVERFLOW);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refuses(const cpw_payment *p, int32_t code, int64_t index, const char *message) {
  cpw_error err;
  int64_t out = -7;
  const double a = 1;
  ck_assert_int_eq(cpw_payment_check(p, NULL, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_int_eq(err.index, index);
  ck_assert_int_eq(cpw_payment_income(p, &a, 1, &out, NULL), code);
  ck_assert_int_eq(out, -7);
  ck_assert(isnan(cpw_payment_value(p, 1)) && isnan(cpw_payment_marginal(p, 1)));
}

START_TEST(rules_that_are_wrong)
{
  cpw_payment p = usual();
  refuses(NULL, CPW_EINVAL, -1, "payment is NULL");
  p.plan = -1;
  refuses(&p, CPW_EDOMAIN, -1, "payment.plan = -1 must be finite and >= 0");
  p = usual();
  p.price = (double)INFINITY;
  refuses(&p, CPW_EDOMAIN, -1, "payment.price = inf must be finite and >= 0");
  p = usual();
  p.above = (double)NAN;
  refuses(&p, CPW_EDOMAIN, -1, "payment.above = nan must be finite and >= 0");
  p = usual();
  p.below = 1.5;
  refuses(&p, CPW_EDOMAIN, -1, "payment.below = 1.5 must be in [0, 1]");
  p = usual();
  p.floor = 3;
  p.cap = 2;
  refuses(&p, CPW_EDOMAIN, -1, "payment.floor = 3 must not be above the cap, 2");
  const double from[] = {0.9, 1.2}, late[] = {1.1, 1.1}, rate[] = {0.5, -1};
  p = usual();
  p.tiers = 2;
  refuses(&p, CPW_EINVAL, -1,
          "payment.tiers = 2 must be >= 0, with tier_from and tier_rate where it is not 0");
  p.tier_from = from;
  p.tier_rate = rate;
  refuses(&p, CPW_EDOMAIN, 0, "payment.tier_from[0] = 0.9 must be finite and >= 1 (of plan)");
  p.plan = 0;
  refuses(&p, CPW_EDOMAIN, 1, "payment.tier_rate[1] = -1 must be finite and >= 0");
  p.tier_from = late;
  refuses(&p, CPW_EDOMAIN, 1, "payment.tier_from[1] = 1.1 must be finite and above the one before");
  p.struct_size = 9999;
  ck_assert_int_eq(cpw_payment_check(&p, NULL, NULL), CPW_EABI);
}
END_TEST

START_TEST(activities_that_are_wrong)
{
  cpw_payment p = usual();
  cpw_error e;
  const double bad[] = {1, -1};
  int64_t out[2] = {-7, -7};
  double a = -7;
  ck_assert_int_eq(cpw_payment_income(&p, bad, 2, out, &e), CPW_EDOMAIN);
  ck_assert_str_eq(e.message, "activity[1] = -1 must be finite and >= 0");
  ck_assert_int_eq(e.index, 1);
  ck_assert_int_eq(cpw_payment_income(&p, bad, -1, out, &e), CPW_EINVAL);
  ck_assert_str_eq(e.message, "n = -1 must be >= 0");
  ck_assert_int_eq(cpw_payment_income(&p, NULL, 1, out, &e), CPW_EINVAL);
  ck_assert_str_eq(e.message, "activity is NULL");
  ck_assert_int_eq(cpw_payment_income(&p, bad, 1, NULL, &e), CPW_EINVAL);
  ck_assert_str_eq(e.message, "income is NULL");
  ck_assert_int_eq(out[0], -7);
  ck_assert(isnan(cpw_payment_value(&p, -1)) && isnan(cpw_payment_marginal(&p, (double)NAN)));
  ck_assert_int_eq(cpw_payment_activity(&p, (double)NAN, &a, &e), CPW_EDOMAIN);
  ck_assert_str_eq(e.message, "income = nan must be finite");
  ck_assert_int_eq(cpw_payment_activity(&p, 1, NULL, &e), CPW_EINVAL);
  ck_assert_str_eq(e.message, "activity is NULL");
  ck_assert_double_eq(a, -7);
}
END_TEST

START_TEST(terms_that_are_not_there)
{
  cpw_payment p = usual();
  cpw_error e;
  ck_assert_int_eq(cpw_payment_use("api_2022", &p, &e), CPW_ENOTFOUND);
  ck_assert_str_eq(e.message, "name = api_2022 is no payment preset; did you mean api_2022_23?");
  ck_assert_int_eq(cpw_payment_use("x", &p, &e), CPW_ENOTFOUND);
  ck_assert_str_eq(e.message, "name = x is no payment preset");
  ck_assert_int_eq(cpw_payment_use(NULL, &p, &e), CPW_EINVAL);
  ck_assert_str_eq(e.message, "name is NULL");
  ck_assert_int_eq(cpw_payment_use("block", NULL, &e), CPW_EINVAL);
  ck_assert_str_eq(e.message, "payment is NULL");
  ck_assert(p.below == 1 && p.above == 1);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* budget_cases.json, api-01, and the same terms below plan by hand */
START_TEST(published_terms)
{
  const struct {
    const char *name;
    int64_t above, below; /* income of 5400 and of 4000 units */
  } terms[] = {{"api_2022_23", 71200000, 70000000},
               {"api_2022_23_clawback", 71200000, 67000000},
               {"api_2023_25", 71600000, 66000000},
               {"tariff", 71600000, 66000000},
               {"block", 70000000, 70000000}};
  cpw_payment p = usual();
  for (size_t k = 0; k < sizeof terms / sizeof *terms; k++) {
    ck_assert_int_eq(cpw_payment_use(terms[k].name, &p, NULL), CPW_OK);
    ck_assert_int_eq(income(&p, 5400), terms[k].above);
    ck_assert_int_eq(income(&p, 4000), terms[k].below);
    ck_assert_int_eq(income(&p, 5000), 70000000);
  }
  int64_t count = 0;
  for (; cpw_payment_preset_at(count); count++)
    ck_assert(strlen(cpw_payment_preset_at(count)->source) > 20);
  ck_assert_int_eq(count, 5);
  ck_assert_ptr_null(cpw_payment_preset_at(-1));
}
END_TEST

START_TEST(tiers_and_collars)
{
  const double from[] = {1.1, 1.3}, rate[] = {0.5, 0};
  cpw_payment p;
  cpw_payment_init(&p);
  p.plan = 1000;
  p.price = 200;
  p.tiers = 2;
  p.tier_from = from;
  p.tier_rate = rate;
  const double a[] = {0, 500, 1000, 1100, 1200, 1300, 2000};
  const int64_t expected[] = {0, 100000, 200000, 220000, 230000, 240000, 240000};
  int64_t out[7];
  ck_assert_int_eq(cpw_payment_income(&p, a, 7, out, NULL), CPW_OK);
  ck_assert_mem_eq(out, expected, sizeof out);
  ck_assert(cpw_payment_marginal(&p, 1000) == 200 && cpw_payment_marginal(&p, 1100) == 100);
  ck_assert(cpw_payment_marginal(&p, 1300) == 0 && cpw_payment_marginal(&p, 999) == 200);
  ck_assert_double_eq(activity(&p, 230000), 1200);
  ck_assert_double_eq(activity(&p, 240000), 1300);
  ck_assert_double_eq(activity(&p, 240001), (double)INFINITY);
  p.floor = 150000;
  p.cap = 225000;
  const int64_t held[] = {150000, 150000, 200000, 220000, 225000, 225000, 225000};
  ck_assert_int_eq(cpw_payment_income(&p, a, 7, out, NULL), CPW_OK);
  ck_assert_mem_eq(out, held, sizeof out);
  ck_assert(cpw_payment_marginal(&p, 700) == 0 && cpw_payment_marginal(&p, 1150) == 0);
  ck_assert(cpw_payment_marginal(&p, 750) == 200);
  ck_assert_double_eq(activity(&p, 150000), 0);
  ck_assert_double_eq(activity(&p, 150001), 750.005);
  ck_assert_double_eq(activity(&p, 225000), 1150);
  ck_assert_double_eq(activity(&p, 225001), (double)INFINITY);
  cpw_payment_init(&p); /* without plan tiers begin at activities */
  const double units[] = {0, 100};
  p.price = 10;
  p.tiers = 2;
  p.tier_from = units;
  p.tier_rate = rate;
  ck_assert_int_eq(income(&p, 50), 250);
  ck_assert_int_eq(income(&p, 200), 500);
  /* flat below plan: the least activity that earns the sum at plan is none at all */
  p = usual();
  p.below = 0;
  ck_assert_double_eq(activity(&p, 70000000), 0);
  ck_assert_double_eq(activity(&p, 70004000), 5001);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

START_TEST(income_is_its_marginal_rate)
{
  cpw_stream s;
  cpw_stream_init(&s, 2, 0, 0, 0);
  for (int k = 0; k < 2000; k++) {
    double from[3], rate[3];
    cpw_payment p;
    cpw_payment_init(&p);
    p.fixed = (int64_t)cpw_random_below(&s, 1000);
    p.plan = cpw_random_below(&s, 3) ? (double)cpw_random_below(&s, 100) : 0;
    p.price = (double)cpw_random_below(&s, 50);
    p.below = 0.25 * (double)cpw_random_below(&s, 5);
    p.above = 0.25 * (double)cpw_random_below(&s, 6);
    p.tiers = (int64_t)cpw_random_below(&s, 4);
    for (int t = 0; t < 3; t++) {
      from[t] = (t            ? from[t - 1]
                 : p.plan > 0 ? 1
                              : 5) +
                0.125 * (double)(1 + cpw_random_below(&s, 4));
      rate[t] = 0.25 * (double)cpw_random_below(&s, 4);
    }
    p.tier_from = from;
    p.tier_rate = rate;
    if (cpw_random_below(&s, 2)) p.floor = (int64_t)cpw_random_below(&s, 1000);
    if (cpw_random_below(&s, 2)) p.cap = 1000 + (int64_t)cpw_random_below(&s, 3000);
    double sum = cpw_payment_value(&p, 0), step = 0.0009765625;
    for (double a = 0; a < 3;
         a += step) { /* corners are multiples of the step, but for floor and cap */
      double at = 40 * a, next = 40 * (a + step), m = cpw_payment_marginal(&p, at);
      double now = cpw_payment_value(&p, next);
      ck_assert(now >= sum - 1e-9 && m >= 0);
      if (k < 100) {
        double least = activity(&p, now);
        ck_assert(least <= next + 1e-9 && fabs(cpw_payment_value(&p, least) - now) < 1e-9);
        ck_assert_int_eq(income(&p, next), (int64_t)floor(now + 0.5));
        double after = cpw_payment_marginal(&p, next), gained = now - sum;
        if (p.floor == INT64_MIN && p.cap == INT64_MAX) /* one corner at most in a step */
          ck_assert(gained >= 40 * step * fmin(m, after) - 1e-9 &&
                    gained <= 40 * step * fmax(m, after) + 1e-9);
      }
      if (k >= 100) step = 0.25;
      sum = now;
    }
  }
}
END_TEST

static Suite *payment_suite(void) {
  Suite *suite = suite_create("payment");
  const struct {
    const char *name;
    const TTest *tests[4];
  } cases[] = {
      {"limits", {nothing, to_the_pound, beyond_any_money}},
      {"errors", {rules_that_are_wrong, activities_that_are_wrong, terms_that_are_not_there}},
      {"reference", {published_terms, tiers_and_collars}},
      {"properties", {income_is_its_marginal_rate}}};
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
  Suite *suites[] = {payment_suite()};
  return cpwt_run(suites, 1);
}
