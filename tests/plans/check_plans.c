/* Choices and joint plans: the shared cases, small ones by hand, what is in the way, bad input, failing memory.
 * Random ones are held against every whole plan in property_plans. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NONE ((double)INFINITY)

static cpw_result *choose(const cpw_plans_problem *p, const cpw_plans_options *o) {
  cpw_result *result = NULL;
  cpw_error err;
  int32_t status = cpw_plans_choose(p, o, &result, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return result;
}

static cpw_result *joint(const cpw_plans_lists *l) {
  cpw_result *result = NULL;
  cpw_error err;
  int32_t status = cpw_plans_joint(l, NULL, &result, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return result;
}

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->real) ck_abort_msg("%s is not there", name);
  return a->real;
}

static int64_t integer(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->integer) ck_abort_msg("%s is not there", name);
  return a->integer[0];
}

static void near(double got, double expected, double relative) {
  ck_assert_double_eq_tol(got, expected, relative * fmax(1e-300, fabs(expected)));
}

/* The shared cases of robust choices: eight options, five futures. */
static const double COSTS[] = {33, 60, 40, 59, 54, 34, 33, 37};
static const double FUTURES[] = {80, 29, 28, 70, 65, 85, 83, 28, 17, 62, 43, 23, 16, 73,
                                 93, 86, 10, 81, 55, 62, 88, 99, 83, 88, 25, 84, 6,  72,
                                 13, 12, 9,  29, 35, 81, 8,  64, 46, 61, 80, 30};
static const double CHANCES[] = {0.3, 0.25, 0.2, 0.15, 0.1}, BUDGET[] = {120};

static cpw_plans_problem robust(int32_t measure) {
  cpw_plans_problem p;
  cpw_plans_problem_init(&p);
  p.options = 8;
  p.scenarios = 5;
  p.benefit = FUTURES;
  p.probability = CHANCES;
  p.cost = COSTS;
  p.budget = BUDGET;
  p.measure = measure;
  p.level = 0.5;
  return p;
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(one_option)
{
  const double benefit[] = {10}, cost[] = {4}, budget[] = {3};
  cpw_plans_problem p;
  cpw_plans_problem_init(&p);
  p.options = 1;
  p.benefit = benefit;
  p.cost = cost;
  p.budget = budget;
  cpw_result *r = choose(&p, NULL);
  ck_assert_double_eq(real(r, "amount")[0], 0.75);
  ck_assert_double_eq(real(r, "value")[0], 7.5);
  ck_assert_double_eq(real(r, "price")[0], 2.5);
  ck_assert_double_eq(real(r, "price_from")[0], 0);
  ck_assert_double_eq(real(r, "price_to")[0], 4);
  ck_assert_double_eq(real(r, "unspent")[0], 0);
  ck_assert_int_eq(integer(r, "next_option"), 0); /* the rest of it */
  ck_assert_double_eq(real(r, "next_cost")[0], 1);
  ck_assert_double_eq(real(r, "next_gain")[0], 2.5);
  cpw_result_free(r);
  p.whole = 1;
  r = choose(&p, NULL);
  ck_assert_double_eq(real(r, "amount")[0], 0);
  ck_assert_double_eq(real(r, "value")[0], 0);
  ck_assert_double_eq(real(r, "relaxation")[0], 7.5);
  ck_assert_int_eq(integer(r, "proven"), 1);
  ck_assert_double_eq(real(r, "unspent")[0], 3);
  ck_assert_double_eq(real(r, "next_cost")[0], 1); /* one pound is missing */
  ck_assert_double_eq(real(r, "next_gain")[0], 10);
  cpw_result_free(r);
}
END_TEST

START_TEST(no_money_and_no_limit)
{
  cpw_plans_problem p = robust(CPW_PLANS_EXPECTED);
  const double nothing[] = {0}, everything[] = {NONE};
  p.budget = nothing;
  cpw_result *r = choose(&p, NULL);
  ck_assert_double_eq(real(r, "value")[0], 0);
  cpw_result_free(r);
  for (p.whole = 0; p.whole < 2; p.whole++) {
    p.budget = everything;
    r = choose(&p, NULL);
    double all = 0;
    for (int s = 0; s < 5; s++)
      for (int i = 0; i < 8; i++)
        all += CHANCES[s] * FUTURES[8 * s + i];
    near(real(r, "value")[0], all, 1e-14);
    ck_assert_double_eq(real(r, "price")[0], 0);
    ck_assert_double_eq(real(r, "spend")[0], 350);
    ck_assert_int_eq(integer(r, "next_option"), -1);
    cpw_result_free(r);
  }
  p.whole = 0;
  p.budgets = 0;
  r = choose(&p, NULL);
  ck_assert_int_eq(cpw_result_find(r, "price")->size, 0);
  cpw_result_free(r);
}
END_TEST

/* With equally good plans the cheaper one: benefit for nothing, and an option without any. */
START_TEST(cheapest_of_equals)
{
  const double benefit[] = {5, 0, 3}, cost[] = {0, 2, 4}, budget[] = {10};
  cpw_plans_problem p;
  cpw_plans_problem_init(&p);
  p.options = 3;
  p.benefit = benefit;
  p.cost = cost;
  p.budget = budget;
  cpw_result *r = choose(&p, NULL);
  ck_assert_double_eq(real(r, "amount")[0], 1);
  ck_assert_double_eq(real(r, "amount")[1], 0);
  ck_assert_double_eq(real(r, "amount")[2], 1);
  ck_assert_double_eq(real(r, "unspent")[0], 6);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static int32_t refused(const cpw_plans_problem *p, cpw_error *err) {
  cpw_result *r = NULL;
  int32_t status = cpw_plans_choose(p, NULL, &r, err);
  ck_assert_ptr_null(r);
  return status;
}

static const double BAD[8] = {1, 2, 3, -5, 5, 6, 7, 8}, HUGE_COST[8] = {1, 2, 1e16};
static const double HALF[8] = {0.5, 0, 0, 0, 0, 0, 0, 0}, TWICE[5] = {0.5, 0.5, 0.5, 0, 0};
static const double TWO[8] = {0, 2};
static const int64_t FIRST[] = {1, 2, 3}, SECOND[] = {2, 3, 1}, OUT[] = {0, 8, 1};
static const int64_t START[] = {0, 2, 1};

START_TEST(bad_problems)
{
  const struct {
    int32_t code;
    const char *message;
  } said[] = {
      {CPW_EINVAL, "options = 0 must be 1 to 2147483647"},
      {CPW_EINVAL, "the arrays of options are NULL"},
      {CPW_EINVAL, "scenarios = 0 must be 1 to 2147483647"},
      {CPW_EINVAL, "the arrays of budgets are NULL"},
      {CPW_EDOMAIN, "cost[3] = -5 must be >= 0 and at most 2^53"},
      {CPW_EOVERFLOW, "cost[2] = 10000000000000000 must be >= 0 and at most 2^53"},
      {CPW_EDOMAIN, "budget[0] = -5 must be 0 to 2^53, or inf"},
      {CPW_EDOMAIN, "probability sums to 1.5, must be 1"},
      {CPW_EDOMAIN, "level = 1 must be in [0, 1)"},
      {CPW_EDOMAIN, "lower[1] = 2 must not be above its upper = 1"},
      {CPW_EDOMAIN, "lower[0] = 0.5 must be whole where options are"},
      {CPW_EINVAL, "later[1] = 8 must be 0 to 7"},
      {CPW_EINVAL, "earlier[1] = 8 must be 0 to 7"},
      {CPW_EINVAL, "precedences: option 3 needs itself through others"},
      {CPW_EINVAL, "exclusion_start[2] = 1 must rise from 0"},
      {CPW_EINVAL, "exclusion_option[1] = 8 must be 0 to 7"},
      {CPW_EINVAL, "the arrays of guarantees are NULL"},
      {CPW_EDOMAIN, "guarantee_weight[3] = -5 must be >= 0 and at most 2^53"},
      {CPW_EDOMAIN, "benefit[0][1] = nan must be finite and at most 1e300 in size"},
  };
  double nan_benefit[40];
  memcpy(nan_benefit, FUTURES, sizeof nan_benefit);
  nan_benefit[1] = (double)NAN;
  for (int k = 0; k < (int)(sizeof said / sizeof *said); k++) {
    cpw_plans_problem p = robust(CPW_PLANS_EXPECTED);
    cpw_error err;
    if (k == 0) p.options = 0;
    if (k == 1) p.benefit = NULL;
    if (k == 2) p.scenarios = 0;
    if (k == 3) p.cost = NULL;
    if (k == 4) p.cost = BAD;
    if (k == 5) p.cost = HUGE_COST;
    if (k == 6) p.budget = BAD + 3;
    if (k == 7) p.probability = TWICE;
    if (k == 8) p.level = 1;
    if (k == 9) p.lower = TWO;
    if (k == 10) p.lower = HALF, p.whole = 1;
    if (k >= 11 && k <= 13) p.precedences = 3;
    if (k == 11) p.later = OUT, p.earlier = FIRST;
    if (k == 12) p.later = FIRST, p.earlier = OUT;
    if (k == 13) p.later = FIRST, p.earlier = SECOND;
    if (k == 14) p.exclusions = 2, p.exclusion_start = START, p.exclusion_option = FIRST;
    if (k == 15) p.exclusions = 1, p.exclusion_start = START, p.exclusion_option = OUT;
    if (k >= 16 && k < 18) p.guarantees = 1;
    if (k == 17) p.guarantee_weight = BAD, p.guarantee = BUDGET;
    if (k == 18) p.benefit = nan_benefit;
    ck_assert_msg(refused(&p, &err) == said[k].code, "case %d: %s", k, err.message);
    ck_assert_str_eq(err.message, said[k].message);
    ck_assert_str_eq(err.where, "cpw_plans_choose");
  }
}
END_TEST

START_TEST(bad_calls)
{
  cpw_plans_problem p = robust(CPW_PLANS_EXPECTED);
  cpw_plans_options o;
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_int_eq(refused(NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "problem is NULL");
  ck_assert_int_eq(cpw_plans_choose(&p, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "out is NULL");
  cpw_plans_options_init(&o);
  o.nodes = 0;
  ck_assert_int_eq(cpw_plans_choose(&p, &o, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "options.nodes = 0 must be >= 1");
  p.measure = 4;
  ck_assert_int_eq(refused(&p, &err), CPW_EINVAL);
  cpw_run run;
  volatile int32_t flag = 1;
  cpw_run_init(&run);
  run.cancel = &flag;
  cpw_plans_options_init(&o);
  o.run = &run;
  p.measure = 0;
  ck_assert_int_eq(cpw_plans_choose(&p, &o, &r, &err), CPW_ECANCELLED);
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- reference: choices -------- */

/* budget_cases.json: robust-01, robust-03, robust-04 (HiGHS and GLPK agree) */
START_TEST(shared_robust)
{
  const double bests[] = {272.0740740740741, 269.2, 296.0740740740741, 156.7837837837838, 212.55};
  cpw_plans_problem p = robust(CPW_PLANS_EXPECTED);
  cpw_result *r = choose(&p, NULL);
  near(real(r, "value")[0], 218.58181818181816, 1e-14);
  near(real(r, "expected")[0], 218.58181818181816, 1e-14);
  ck_assert(isnan(real(r, "regret")[0]) && isnan(real(r, "scenario_best")[0]));
  cpw_result_free(r);
  p = robust(CPW_PLANS_CVAR);
  r = choose(&p, NULL);
  near(real(r, "value")[0], 180.03674911660778, 1e-14);
  near(real(r, "cvar")[0], 180.03674911660778, 1e-14); /* counted from the futures' benefits */
  cpw_result_free(r);
  p = robust(CPW_PLANS_REGRET);
  r = choose(&p, NULL);
  near(real(r, "value")[0], 63.97268579737301, 1e-13);
  near(real(r, "regret")[0], 63.97268579737301, 1e-13);
  for (int s = 0; s < 5; s++)
    near(real(r, "scenario_best")[s], bests[s], 1e-14);
  ck_assert_double_gt(real(r, "price")[0], 0);
  cpw_result_free(r);
}
END_TEST

/* level 0 is the mean, a level near 1 the worst future */
START_TEST(measures_meet)
{
  cpw_plans_problem p = robust(CPW_PLANS_CVAR);
  p.level = 0;
  cpw_result *r = choose(&p, NULL);
  near(real(r, "value")[0], 218.58181818181816, 1e-13);
  cpw_result_free(r);
  p.level = 0.95;
  r = choose(&p, NULL);
  double tail = real(r, "value")[0];
  cpw_result_free(r);
  p = robust(CPW_PLANS_MAXIMIN);
  r = choose(&p, NULL);
  near(real(r, "value")[0], tail, 1e-12);
  near(real(r, "worst")[0], tail, 1e-12);
  cpw_result_free(r);
}
END_TEST

/* Place North is to have 5, the dear option A needs B, C or D: by hand. */
static const double SMALL_BENEFIT[] = {20, 1, 9, 8}, SMALL_COST[] = {10, 4, 6, 5, 3, 0, 2, 2};
static const double SMALL_BUDGET[] = {16, 5}, SMALL_NORTH[] = {0, 0, 6, 5}, SMALL_LEAST[] = {5};
static const int64_t SMALL_LATER[] = {0}, SMALL_EARLIER[] = {1}, SMALL_START[] = {0, 2};
static const int64_t SMALL_SET[] = {2, 3};
static const char *const SMALL_NAMES[] = {"A", "B", "C", "D"}, *const NORTH[] = {"North"};
static const char *const MONEY[] = {"revenue", "capital"};

static cpw_plans_problem small(void) {
  cpw_plans_problem p;
  cpw_plans_problem_init(&p);
  p.options = 4;
  p.budgets = 2;
  p.benefit = SMALL_BENEFIT;
  p.cost = SMALL_COST;
  p.budget = SMALL_BUDGET;
  p.precedences = p.exclusions = p.guarantees = 1;
  p.later = SMALL_LATER;
  p.earlier = SMALL_EARLIER;
  p.exclusion_start = SMALL_START;
  p.exclusion_option = SMALL_SET;
  p.guarantee_weight = SMALL_NORTH;
  p.guarantee = SMALL_LEAST;
  p.option_names = SMALL_NAMES;
  p.budget_names = MONEY;
  p.guarantee_names = NORTH;
  p.whole = 1;
  return p;
}

START_TEST(rules_by_hand)
{
  /* A and B cost 14 and leave 2: not enough for C or D, one of which must be; so A is out, and C with B */
  cpw_plans_problem p = small();
  cpw_result *r = choose(&p, NULL);
  const double best[] = {0, 1, 1, 0};
  ck_assert_mem_eq(real(r, "amount"), best, sizeof best);
  ck_assert_double_eq(real(r, "value")[0], 10);
  ck_assert_double_eq(real(r, "spend")[0], 10);
  ck_assert_double_eq(real(r, "spend")[1], 2);
  ck_assert_double_eq(real(r, "guarantee_met")[0], 6);
  ck_assert_int_eq(integer(r, "next_option"), 0); /* for 4 more A fits as well */
  ck_assert_double_eq(real(r, "next_cost")[0], 4);
  ck_assert_double_eq(real(r, "next_gain")[0], 20);
  ck_assert_str_eq(cpw_result_find(r, "amount")->dimension[0]->coordinate_labels[0][2], "C");
  cpw_result_free(r);
  const double more[] = {20, 5};
  p.budget = more;
  r = choose(&p, NULL);
  ck_assert_double_eq(real(r, "value")[0], 30);
  cpw_result_free(r);
}
END_TEST

START_TEST(a_baseline)
{
  cpw_plans_problem p = small();
  const double good[] = {0, 0, 0, 1}, bad[] = {1, 1, 0, 0};
  p.baseline = good;
  cpw_result *r = choose(&p, NULL);
  ck_assert_double_eq(real(r, "baseline_value")[0], 8);
  ck_assert_double_eq(real(r, "gain")[0], 2);
  ck_assert_ptr_null(cpw_result_note(r, "baseline"));
  cpw_result_free(r);
  p.baseline = bad;
  r = choose(&p, NULL);
  ck_assert(isnan(real(r, "gain")[0]));
  ck_assert_str_eq(cpw_result_note(r, "baseline"), "guarantee North is missed by 5");
  cpw_result_free(r);
}
END_TEST

START_TEST(what_is_in_the_way)
{
  cpw_plans_problem p = small();
  const double little[] = {3, 5}, much[] = {100}, north[] = {12};
  p.budget = little;
  for (p.whole = 0; p.whole < 2; p.whole++) {
    cpw_result *r = choose(&p, NULL);
    ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
    ck_assert_double_eq_tol(real(r, "short_by")[0], 2, 1e-12);
    ck_assert_double_eq(real(r, "short_by")[1], NONE); /* more capital does not help */
    ck_assert_str_eq(cpw_result_note(r, "conflict"),
                     "guarantee North, budget revenue: 2 more of budget revenue is needed");
    ck_assert(isnan(real(r, "value")[0]) && isnan(real(r, "amount")[0]));
    cpw_result_free(r);
  }
  p.whole = 1;
  p.budget = SMALL_BUDGET;
  p.guarantee = north; /* C and D exclude each other */
  cpw_result *r = choose(&p, NULL);
  ck_assert_str_eq(cpw_result_note(r, "conflict"), "guarantee North, exclusion 0");
  ck_assert_double_eq(real(r, "short_by")[0], NONE);
  cpw_result_free(r);
  p.guarantee = much;
  p.exclusions = 0;
  r = choose(&p, NULL);
  ck_assert_str_eq(cpw_result_note(r, "conflict"), "guarantee North");
  cpw_result_free(r);
}
END_TEST

/* Parts of options keep the rules, whole ones do not. */
START_TEST(only_parts)
{
  const double benefit[] = {1, 1}, cost[] = {3, 3}, budget[] = {4}, weight[] = {1, 1},
               least[] = {1.2};
  cpw_plans_problem p;
  cpw_plans_problem_init(&p);
  p.options = 2;
  p.benefit = benefit;
  p.cost = cost;
  p.budget = budget;
  p.guarantees = 1;
  p.guarantee_weight = weight;
  p.guarantee = least;
  p.whole = 1;
  cpw_result *r = choose(&p, NULL);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  ck_assert_double_eq(real(r, "short_by")[0], 2);
  ck_assert_str_eq(cpw_result_note(r, "conflict"),
                   "no plan of whole options keeps all rules: 2 more of budget 0 is needed");
  cpw_result_free(r);
}
END_TEST

/* Whole pounds are exact up to 2^53: one pound too dear is too dear. */
START_TEST(to_the_pound)
{
  const double benefit[] = {2, 1}, cost[] = {9007199254740991.0, 4503599627370496.0};
  double budget[] = {9007199254740990.0};
  cpw_plans_problem p;
  cpw_plans_problem_init(&p);
  p.options = 2;
  p.benefit = benefit;
  p.cost = cost;
  p.budget = budget;
  p.whole = 1;
  cpw_result *r = choose(&p, NULL);
  ck_assert_double_eq(real(r, "value")[0], 1);
  ck_assert_double_eq(real(r, "unspent")[0], 4503599627370494.0);
  cpw_result_free(r);
  budget[0] += 1.0;
  r = choose(&p, NULL);
  ck_assert_double_eq(real(r, "value")[0], 2);
  ck_assert_double_eq(real(r, "unspent")[0], 0);
  cpw_result_free(r);
}
END_TEST

/* Stopped early: the best plan so far, its bound, and that it is not proven. */
START_TEST(stopped_early)
{
  enum { N = 30 };
  double benefit[N], cost[N], budget[] = {0};
  for (int i = 0; i < N; i++) { /* all even against an odd budget: hard for bounds */
    cost[i] = 100 + 2 * (i * 37 % 53);
    benefit[i] = cost[i];
    budget[0] += cost[i] / 2;
  }
  budget[0] = 2 * floor(budget[0] / 2) + 1;
  cpw_plans_problem p;
  cpw_plans_options o;
  cpw_plans_problem_init(&p);
  cpw_plans_options_init(&o);
  p.options = N;
  p.benefit = benefit;
  p.cost = cost;
  p.budget = budget;
  p.whole = 1;
  o.nodes = 20;
  cpw_result *r = choose(&p, &o);
  ck_assert_int_eq(integer(r, "proven"), 0);
  ck_assert_double_le(real(r, "value")[0], real(r, "bound")[0]);
  near(real(r, "bound")[0], budget[0], 1e-12);
  ck_assert_ptr_nonnull(cpw_result_note(r, "search"));
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- reference: joint ---------- */

/* budget_cases.json: joint-03 and joint-04 (HiGHS and GLPK agree) */
static const double LIST[] = {900, 1100, 500, 300, 1500, 1400},
                    DEMAND[] = {400, 420, 210, 190, 700, 650};
static const double TIER_COST[] = {1200, 1500, 1900, 4100, 5100, 6400, 220, 260, 330};
static const double TIERS[] = {800, 400, 600, 450, 150, 300, 1300, 500, 1500};
static const int64_t WORSE[] = {0}, BETTER[] = {1};

static cpw_plans_lists lists(const double *budget, const double *most) {
  cpw_plans_lists l;
  cpw_plans_lists_init(&l);
  l.specialties = l.tiers = 3;
  l.groups = 2;
  l.list = LIST;
  l.demand = DEMAND;
  l.tier_cost = TIER_COST;
  l.tier_capacity = TIERS;
  l.budget = budget;
  l.gaps = most ? 1 : 0;
  l.gap_of = WORSE;
  l.gap_over = BETTER;
  l.gap_most = most;
  return l;
}

START_TEST(shared_joint)
{
  const double money[] = {4e6, 6.5e6}, most[] = {0, -0.05};
  const double value[] = {3075.121951219512, 2526.40625};
  const double price[] = {0.00024390243902439024, 0.00015625};
  const double groups[] = {1565.4490223257735, 1509.6729288937388, 1182.773919286578,
                           1343.632330713422};
  const double second[] = {94.8780487804878, 0, 0, 450, 150, 43.59375};
  for (int k = 0; k < 2; k++) {
    cpw_plans_lists l = lists(money + k, most + k);
    cpw_result *r = joint(&l);
    near(real(r, "weighted_end_list")[0], value[k], 1e-14);
    near(real(r, "price")[0], price[k], 1e-14);
    near(real(r, "spend")[0], money[k], 1e-15);
    for (int g = 0; g < 2; g++)
      near(real(r, "end_by_group")[g], groups[2 * k + g], 1e-13);
    for (int t = 0; t < 3; t++)
      ck_assert_double_eq_tol(real(r, "activity")[3 + t], second[3 * k + t], 1e-10);
    ck_assert_double_eq_tol(real(r, "gap")[0], most[k], 1e-14);
    near(real(r, "nobody_treated")[0], 8270, 1e-15);
    near(real(r, "without_gap_rules")[0], value[k], 1e-13); /* only who is treated changes */
    cpw_result_free(r);
  }
}
END_TEST

/* Money by cost per patient: with one group the cheapest places first, by hand. */
START_TEST(cheapest_places_first)
{
  const double list[] = {100}, demand[] = {20}, cost[] = {10, 30}, places[] = {50, NONE},
               budget[] = {800};
  cpw_plans_lists l;
  cpw_plans_lists_init(&l);
  l.specialties = l.groups = 1;
  l.tiers = 2;
  l.list = list;
  l.demand = demand;
  l.tier_cost = cost;
  l.tier_capacity = places;
  l.budget = budget;
  cpw_result *r = joint(&l);
  ck_assert_double_eq_tol(real(r, "weighted_end_list")[0], 60, 1e-12); /* 50 for 500, 10 for 300 */
  ck_assert_double_eq_tol(real(r, "price")[0], 1 / 30.0, 1e-16);
  ck_assert_double_eq_tol(real(r, "capacity_price")[0], 2 / 3.0, 1e-15); /* 20 pounds saved */
  ck_assert_double_eq_tol(real(r, "price_from")[0], 500, 1e-10);
  ck_assert_double_eq_tol(real(r, "price_to")[0], 2600, 1e-10); /* then everybody is treated */
  cpw_result_free(r);
  const double plenty[] = {1e6};
  l.budget = plenty;
  r = joint(&l);
  ck_assert_double_eq(real(r, "weighted_end_list")[0], 0);
  ck_assert_double_eq_tol(real(r, "spend")[0], 2600, 1e-9); /* the rest stays unspent */
  ck_assert_double_eq(real(r, "price")[0], 0);
  cpw_result_free(r);
}
END_TEST

/* Two periods: money that is carried on, and people who go from one list to the next. */
START_TEST(periods_and_stages)
{
  const double list[] = {10, 0}, demand[] = {0, 0, 10, 0}, cost[] = {1, 5}, places[] = {NONE, NONE};
  const double budget[] = {30, 10}, next[] = {0, 0.5, 0, 0}, both[] = {1, 1};
  cpw_plans_lists l;
  cpw_plans_lists_init(&l);
  l.specialties = l.periods = 2;
  l.groups = l.tiers = 1;
  l.list = list;
  l.demand = demand;
  l.tier_cost = cost;
  l.tier_capacity = places;
  l.budget = budget;
  l.next = next;
  l.period_weight = both;
  cpw_result *r = joint(&l);
  /* period 1: 10 seen for 10, 5 join list 2, 4 of them treated for 20: 1 waits; period 2: 10 seen for 10, 5
   * join: 6 wait */
  const double end[] = {0, 1, 0, 6};
  for (int i = 0; i < 4; i++)
    ck_assert_double_eq_tol(real(r, "end_list")[i], end[i], 1e-12);
  ck_assert_double_eq_tol(real(r, "weighted_end_list")[0], 7, 1e-12);
  cpw_result_free(r);
  l.period_weight = NULL; /* only the end counts, and money may wait */
  l.carry = 1;
  r = joint(&l);
  ck_assert_double_eq_tol(real(r, "weighted_end_list")[0], 6, 1e-12);
  ck_assert_double_eq_tol(real(r, "unspent")[1], 0, 1e-12);
  cpw_result_free(r);
}
END_TEST

START_TEST(gaps_that_cannot_be)
{
  const double budget[] = {0}, most[] = {-0.1};
  const char *const names[] = {"most deprived", "least deprived"};
  cpw_plans_lists l = lists(budget, most);
  l.group_names = names;
  cpw_result *r = joint(&l);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  ck_assert_double_eq_tol(real(r, "gap_short")[0], 0.1, 1e-12);
  ck_assert(isnan(real(r, "price")[0]));
  near(real(r, "weighted_end_list")[0], 8270, 1e-14);
  ck_assert_ptr_nonnull(strstr(cpw_result_note(r, "conflict"),
                               "gap 0: group most deprived is to be at most -0.1 above group "
                               "least deprived, 0.1"));
  cpw_result_free(r);
}
END_TEST

START_TEST(bad_lists)
{
  const double budget[] = {1e6}, most[] = {0}, negative[] = {1, 2, 3, 4, -4, 6}, large[] = {1e17};
  const double far[] = {NONE};
  const int64_t three[] = {3};
  const struct {
    int32_t code;
    const char *message;
  } said[] = {
      {CPW_EINVAL, "specialties = 0 must be 1 to 1000000"},
      {CPW_EDOMAIN, "list[2][0] = -4 must be finite, >= 0 and at most 2^53"},
      {CPW_EDOMAIN, "demand[0][2][0] = -4 must be finite, >= 0 and at most 2^53"},
      {CPW_EOVERFLOW, "budget[0] = 100000000000000000 must be 0 to 2^53, or inf"},
      {CPW_EINVAL, "gap_of[0] = 3 and gap_over[0] = 1 must be two groups, 0 to 1"},
      {CPW_EINVAL, "gap_of[0] = 0 and gap_over[0] = 0 must be two groups, 0 to 1"},
      {CPW_EDOMAIN, "gap_most[0] = inf must be finite"},
      {CPW_EDOMAIN, "group_weight[0] = inf must be finite, >= 0 and at most 2^53"},
  };
  for (int k = 0; k < (int)(sizeof said / sizeof *said); k++) {
    cpw_plans_lists l = lists(budget, most);
    cpw_result *r = NULL;
    cpw_error err;
    if (k == 0) l.specialties = 0;
    if (k == 1) l.list = negative;
    if (k == 2) l.demand = negative;
    if (k == 3) l.budget = large;
    if (k == 4) l.gap_of = three;
    if (k == 5) l.gap_over = WORSE;
    if (k == 6) l.gap_most = far;
    if (k == 7) l.group_weight = far;
    ck_assert_int_eq(cpw_plans_joint(&l, NULL, &r, &err), said[k].code);
    ck_assert_str_eq(err.message, said[k].message);
    ck_assert_ptr_null(r);
  }
  cpw_error err;
  cpw_result *r = NULL;
  cpw_plans_lists l = lists(budget, most);
  ck_assert_int_eq(cpw_plans_joint(NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "lists is NULL");
  ck_assert_int_eq(cpw_plans_joint(&l, NULL, NULL, &err), CPW_EINVAL);
  l.demand = NULL;
  ck_assert_int_eq(cpw_plans_joint(&l, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "demand is NULL");
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

/* Two places with the same rules: turning specialties, groups and tiers round turns the answer round. */
START_TEST(order_does_not_matter)
{
  const double budget[] = {5e6}, most[] = {-0.02}, weights[] = {1.5, 1},
               turned_weights[] = {1, 1.5};
  double list[6], demand[6], cost[9], places[9];
  for (int k = 0; k < 3; k++) {
    for (int g = 0; g < 2; g++) {
      list[2 * k + g] = LIST[2 * (2 - k) + 1 - g];
      demand[2 * k + g] = DEMAND[2 * (2 - k) + 1 - g];
    }
    for (int t = 0; t < 3; t++) {
      cost[3 * k + t] = TIER_COST[3 * (2 - k) + 2 - t];
      places[3 * k + t] = TIERS[3 * (2 - k) + 2 - t];
    }
  }
  cpw_plans_lists l = lists(budget, most), m = l;
  l.group_weight = weights;
  m.group_weight = turned_weights;
  m.list = list;
  m.demand = demand;
  m.tier_cost = cost;
  m.tier_capacity = places;
  m.gap_of = BETTER;
  m.gap_over = WORSE;
  cpw_result *r = joint(&l), *s = joint(&m);
  near(real(s, "weighted_end_list")[0], real(r, "weighted_end_list")[0], 1e-13);
  near(real(s, "price")[0], real(r, "price")[0], 1e-13);
  for (int g = 0; g < 2; g++)
    near(real(s, "end_by_group")[g], real(r, "end_by_group")[1 - g], 1e-12);
  cpw_result_free(r);
  cpw_result_free(s);
}
END_TEST

/* A price is what the plan gains within its range. */
START_TEST(prices_are_derivatives)
{
  for (int32_t measure = 0; measure <= CPW_PLANS_REGRET; measure++) {
    cpw_plans_problem p = robust(measure);
    cpw_result *r = choose(&p, NULL);
    double to = fmin(real(r, "price_to")[0], 130.0), budget[] = {0.5 * (120.0 + to)};
    double sign = measure == CPW_PLANS_REGRET ? 0.0 : 1.0; /* bests grow as well with more money */
    p.budget = budget;
    cpw_result *s = choose(&p, NULL);
    double gain = real(s, "value")[0] - real(r, "value")[0];
    if (sign != 0.0) near(gain, real(r, "price")[0] * (budget[0] - 120.0), 1e-10);
    cpw_result_free(r);
    cpw_result_free(s);
  }
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t choose_whole(void *context) {
  const double three[] = {0, 0, 0, 1};
  cpw_plans_problem p = small();
  cpw_result *r = NULL;
  (void)context;
  p.baseline = three;
  p.measure = CPW_PLANS_REGRET;
  int32_t status = cpw_plans_choose(&p, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

static int32_t choose_nothing(void *context) {
  const double little[] = {3, 5};
  cpw_plans_problem p = small();
  cpw_result *r = NULL;
  (void)context;
  p.budget = little;
  int32_t status = cpw_plans_choose(&p, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

static int32_t plan_lists(void *context) {
  const double budget[] = {4e6}, most[] = {0};
  cpw_plans_lists l = lists(budget, most);
  cpw_result *r = NULL;
  (void)context;
  int32_t status = cpw_plans_joint(&l, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{
  cpwt_each_allocation_fails(choose_whole, NULL);
  cpwt_each_allocation_fails(choose_nothing, NULL);
  cpwt_each_allocation_fails(plan_lists, NULL);
}
END_TEST

static Suite *plans_suite(void) {
  Suite *suite = suite_create("plans");
  const struct {
    const char *name;
    const TTest *tests[14];
  } cases[] = {{"limits", {one_option, no_money_and_no_limit, cheapest_of_equals}},
               {"errors", {bad_problems, bad_calls, bad_lists}},
               {"reference",
                {shared_robust, measures_meet, rules_by_hand, a_baseline, what_is_in_the_way,
                 only_parts, to_the_pound, stopped_early, shared_joint, cheapest_places_first,
                 periods_and_stages, gaps_that_cannot_be}},
               {"properties", {order_does_not_matter, prices_are_derivatives}},
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
  Suite *suites[] = {plans_suite()};
  return cpwt_run(suites, 1);
}
