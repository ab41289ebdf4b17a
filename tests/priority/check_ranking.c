/* Places: by the definition of the key, after the rules without a score, and whatever happens around. */
#include "priority/check_priority.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

START_TEST(by_the_definition)
{
  cpwt_world w;
  cpwt_ranked r;
  int64_t n = _i < 4 ? _i : 20 + 37 * (_i % 11), breaches = 0;
  cpwt_make_world(&w, (uint64_t)_i, n);
  cpwt_rank(&w, &r);
  for (int64_t i = 0; i < n; i++) {
    double wait;
    int64_t ahead = 0;
    for (int64_t j = 0; j < n; j++)
      ahead += j != i && cpwt_before(&w, j, i);
    ck_assert_int_eq(r.place[i], ahead + 1);
    ck_assert_int_eq(r.order[ahead], i);
    ck_assert_double_eq(r.score[i], cpwt_score(&w, i, &wait));
    ck_assert_double_eq(r.wait[i], wait);
    if (w.policy.cap_kind == CPW_PRIORITY_CAP_DAYS)
      ck_assert_double_eq_tol(r.score[i], r.clinical[i], 1e-12);
    else
      ck_assert_double_eq_tol(r.score[i], r.clinical[i] + r.equity[i], 1e-12);
    if (w.policy.cap_kind != CPW_PRIORITY_CAP_NONE) ck_assert_double_le(r.equity[i], w.policy.cap);
    ck_assert_int_eq(r.tier[i], w.tier_of[i]);
    breaches += r.breached[i];
  }
  ck_assert_int_eq(r.ranking.breaches, breaches);
}
END_TEST

/* Whoever leaves the list, the others keep their order. */
START_TEST(removing_a_patient_reorders_nobody)
{
  cpwt_world w, less;
  cpwt_ranked all, rest;
  int64_t n = 60;
  cpwt_make_world(&w, 100 + (uint64_t)_i, n);
  cpwt_rank(&w, &all);
  for (int64_t gone = 0; gone < n; gone += 7) {
    less = w;
    for (int k = 0; k < 4; k++)
      less.columns[k] = less.fact[k];
    for (int64_t i = 0, to = 0; i < n; i++) {
      if (i == gone) continue;
      for (int k = 0; k < 4; k++)
        less.fact[k][to] = w.fact[k][i];
      less.wait[to] = w.wait[i];
      less.tier_of[to] = w.tier_of[i];
      less.id[to++] = w.ids[i];
    }
    less.policy.tiers = less.tier;
    less.list.tier = less.tier_of;
    less.list.wait = less.wait;
    less.list.fact = less.columns;
    less.list.id = w.list.id ? less.id : NULL;
    less.list.patients = n - 1;
    cpwt_rank(&less, &rest);
    for (int64_t place = 0, at = 0; place < n; place++) {
      if (all.order[place] == gone) continue;
      int64_t row = rest.order[at++];
      ck_assert_int_eq(row + (row >= gone), all.order[place]);
    }
  }
}
END_TEST

START_TEST(threads_change_nothing)
{
  cpwt_world w;
  cpwt_ranked one;
  int64_t n = 20000, *order[3];
  cpwt_make_world(&w, 5, CPWT_PATIENTS);
  double *wait = malloc((size_t)n * sizeof *wait), *fact[4];
  ck_assert_ptr_nonnull(wait);
  for (int k = 0; k < 4; k++) {
    fact[k] = malloc((size_t)n * sizeof *fact[k]);
    ck_assert_ptr_nonnull(fact[k]);
    for (int64_t i = 0; i < n; i++)
      fact[k][i] = w.fact[k][i % CPWT_PATIENTS];
    w.columns[k] = fact[k];
  }
  for (int64_t i = 0; i < n; i++)
    wait[i] = w.wait[i % CPWT_PATIENTS] + (double)(i / CPWT_PATIENTS % 3);
  w.list.wait = wait;
  w.list.tier = NULL;
  w.list.id = NULL;
  w.list.patients = n;
  for (int t = 0; t < 3; t++) {
    cpw_run run;
    cpw_run_init(&run);
    run.threads = (int32_t[]){1, 2, 7}[t];
    order[t] = malloc((size_t)n * sizeof **order);
    ck_assert_ptr_nonnull(order[t]);
    cpw_priority_ranking_init(&one.ranking);
    one.ranking.order = order[t];
    one.ranking.run = &run;
    ck_assert_int_eq(cpw_priority_rank(&w.policy, &w.list, &one.ranking, NULL), CPW_OK);
    ck_assert_mem_eq(order[t], order[0], (size_t)n * sizeof **order);
  }
  const int32_t stop = 1;
  cpw_run run;
  cpw_run_init(&run);
  run.cancel = &stop;
  one.ranking.run = &run;
  ck_assert_int_eq(cpw_priority_rank(&w.policy, &w.list, &one.ranking, NULL), CPW_ECANCELLED);
  for (int k = 0; k < 4; k++)
    free(fact[k]);
  for (int t = 0; t < 3; t++)
    free(order[t]);
  free(wait);
}
END_TEST

/* Equal scores and waits, hundreds of them: ids decide, or rows. */
START_TEST(everything_equal)
{
  cpwt_world w;
  cpwt_ranked r;
  int64_t n = 300;
  cpwt_make_world(&w, 9, n);
  w.policy.criterion_count = 0;
  w.policy.cap_kind = CPW_PRIORITY_CAP_NONE;
  w.policy.cap = 0.0;
  for (int64_t i = 0; i < n; i++) {
    w.tier_of[i] = 1;
    w.wait[i] = 7.0 + (double)(_i * (i % 3)); /* _i = 0: equal waits as well */
  }
  for (int named = 0; named < 2; named++) {
    w.list.id = named ? w.id : NULL;
    cpwt_rank(&w, &r);
    for (int64_t k = 1; k < n; k++) {
      int64_t a = r.order[k - 1], b = r.order[k];
      ck_assert(w.wait[a] >= w.wait[b]);
      if (w.wait[a] > w.wait[b]) continue;
      ck_assert(named ? strcmp(w.ids[a], w.ids[b]) < 0 : a < b);
    }
  }
}
END_TEST

/* -------- the rules without a score, for four patients by hand */

static void rank_four(int32_t rule, int32_t as_targets, const int64_t *expected) {
  static const double wait[] = {40, 20, 100, 2};
  static const int32_t tier[] = {1, 0, 2, 0};
  static const cpw_priority_tier tiers[] = {{"A", 10, 3}, {"B", 60, 2}, {"C", (double)INFINITY, 1}};
  cpw_priority_policy p;
  cpw_priority_list l;
  cpw_priority_ranking r;
  int64_t order[4];
  cpw_priority_policy_init(&p);
  p.tiers = tiers;
  p.tier_count = 3;
  p.rule = rule;
  p.tiers_are_targets = as_targets;
  p.breaches_first = 0;
  cpw_priority_list_init(&l);
  l.patients = 4;
  l.wait = wait;
  l.tier = tier;
  cpw_priority_ranking_init(&r);
  r.order = order;
  ck_assert_int_eq(cpw_priority_rank(&p, &l, &r, NULL), CPW_OK);
  for (int k = 0; k < 4; k++)
    ck_assert_int_eq(order[k], expected[k]);
}

START_TEST(rules_without_a_score)
{
  rank_four(CPW_PRIORITY_LONGEST, 0, (int64_t[]){1, 3, 0, 2});
  rank_four(CPW_PRIORITY_LONGEST, 1, (int64_t[]){2, 0, 1, 3});
  /* 40/60, 20/10, none, 2/10 */
  rank_four(CPW_PRIORITY_RATIO, 1, (int64_t[]){1, 0, 3, 2});
  /* 40-60 = -20, 20-10 = 10, none, 2-10 = -8 */
  rank_four(CPW_PRIORITY_DUE, 1, (int64_t[]){1, 3, 0, 2});
  /* 2x40 = 80, 3x20 = 60, 1x100 = 100, 3x2 = 6 */
  rank_four(CPW_PRIORITY_ACCUMULATING, 1, (int64_t[]){2, 0, 1, 3});
  rank_four(CPW_PRIORITY_CMU, 1, (int64_t[]){2, 0, 1, 3});
}
END_TEST

/* Equity in days under the longest wait: 28 days at most, in proportion to the value. */
START_TEST(days_of_equity)
{
  static const double wait[] = {100, 80, 90, 99}, imd[] = {10, 1, 4, 10};
  static const double at[] = {1, 10}, value[] = {0.75, 0};
  const cpw_priority_criterion c = {.name = "imd",
                                    .weight = 1,
                                    .knots = 2,
                                    .at = at,
                                    .value = value,
                                    .missing = (double)NAN,
                                    .part = CPW_PRIORITY_EQUITY,
                                    .until = CPW_DATE_NONE};
  const double *columns[] = {imd};
  cpw_priority_tier tier = {"all", 126, 0};
  cpwt_ranked r;
  cpwt_world w;
  memset(&w, 0, sizeof w);
  cpw_priority_policy_init(&w.policy);
  cpw_priority_list_init(&w.list);
  w.policy.tiers = &tier;
  w.policy.tier_count = 1;
  w.policy.criteria = &c;
  w.policy.criterion_count = 1;
  w.policy.rule = CPW_PRIORITY_LONGEST;
  w.policy.cap_kind = CPW_PRIORITY_CAP_DAYS;
  w.policy.cap = 28;
  w.list.patients = 4;
  w.list.wait = wait;
  w.list.fact = columns;
  w.list.columns = 1;
  cpwt_rank(&w, &r);
  /* the greatest value that there is, 0.75, is worth all 28 days; decile 4 two thirds of them */
  ck_assert_double_eq_tol(r.equity[0], 0.0, 1e-14);
  ck_assert_double_eq_tol(r.equity[1], 28.0, 1e-13);
  ck_assert_double_eq_tol(r.equity[2], 28.0 * 2 / 3, 1e-13);
  ck_assert_double_eq_tol(r.wait[1], 108.0, 1e-13);
  const int64_t expected[] = {2, 1, 0, 3};
  for (int k = 0; k < 4; k++)
    ck_assert_int_eq(r.order[k], expected[k]);
}
END_TEST

/* Sums that are equal but for rounding leave the decision to the days waited, in any order of the criteria. */
START_TEST(equal_sums)
{
  static const double weight[] = {0.1, 0.2, 0.3, 0.4}, at[] = {0, 1}, value[] = {0, 1};
  static const double fact[4][2] = {{1, 0}, {1, 0}, {0, 1}, {0, 0}}, wait[] = {1, 500};
  const double *columns[4];
  cpw_priority_tier tier = {"all", (double)INFINITY, 0};
  cpw_priority_criterion c[4];
  cpwt_ranked r;
  cpwt_world w;
  memset(&w, 0, sizeof w);
  cpw_priority_policy_init(&w.policy);
  cpw_priority_list_init(&w.list);
  for (int k = 0; k < 4; k++) {
    int j = (k + _i) % 4;
    columns[k] = fact[j];
    c[k] = (cpw_priority_criterion){.name = (const char *[]){"a", "b", "c", "d"}[j],
                                    .weight = weight[j],
                                    .source = k,
                                    .knots = 2,
                                    .at = at,
                                    .value = value,
                                    .missing = (double)NAN,
                                    .until = CPW_DATE_NONE};
  }
  w.policy.tiers = &tier;
  w.policy.tier_count = 1;
  w.policy.criteria = c;
  w.policy.criterion_count = 4;
  w.list.patients = 2;
  w.list.wait = wait;
  w.list.fact = columns;
  w.list.columns = 4;
  cpwt_rank(&w, &r);
  ck_assert_int_eq(r.order[0], 1);
  ck_assert_double_eq(r.score[0], r.score[1]);
}
END_TEST

/* The limit of a protected characteristic is a share of the days, too. */
START_TEST(a_limit_in_days)
{
  static const double wait[] = {10}, old[] = {1}, at[] = {0, 1}, value[] = {0, 1};
  static const double *columns[] = {old};
  const cpw_priority_criterion c = {.name = "age",
                                    .weight = 1,
                                    .knots = 2,
                                    .at = at,
                                    .value = value,
                                    .missing = (double)NAN,
                                    .part = CPW_PRIORITY_EQUITY,
                                    .characteristic = CPW_PROTECTED_AGE,
                                    .limit = 0.25,
                                    .until = 20000,
                                    .reason = "frailty is not recorded"};
  cpw_priority_tier tier = {"all", 126, 0};
  cpwt_ranked r;
  cpwt_world w;
  memset(&w, 0, sizeof w);
  cpw_priority_policy_init(&w.policy);
  cpw_priority_list_init(&w.list);
  w.policy.tiers = &tier;
  w.policy.tier_count = 1;
  w.policy.criteria = &c;
  w.policy.criterion_count = 1;
  w.policy.rule = CPW_PRIORITY_LONGEST;
  w.policy.cap_kind = CPW_PRIORITY_CAP_DAYS;
  w.policy.cap = 100;
  w.list.patients = 1;
  w.list.wait = wait;
  w.list.fact = columns;
  w.list.columns = 1;
  w.list.today = 19990;
  cpwt_rank(&w, &r);
  ck_assert_double_eq(r.equity[0], 25.0);
  ck_assert_double_eq(r.wait[0], 35.0);
}
END_TEST

/* -------- lists that are wrong */

static void negative_wait(cpwt_world *w) {
  w->wait[3] = -1.0;
}
static void nan_wait(cpwt_world *w) {
  w->wait[3] = (double)NAN;
}
static void unknown_tier(cpwt_world *w) {
  w->tier_of[3] = 4;
}
static void negative_tier(cpwt_world *w) {
  w->tier_of[3] = -1;
}
static void missing_fact(cpwt_world *w) {
  w->fact[0][3] = (double)NAN;
}
static void infinite_fact(cpwt_world *w) {
  w->fact[3][3] = (double)INFINITY;
}
static void no_category(cpwt_world *w) {
  w->fact[1][3] = 3.0;
}
static void half_category(cpwt_world *w) {
  w->fact[1][3] = 0.5;
}
static void id_twice(cpwt_world *w) {
  w->list.id = w->id;
  w->id[3] = w->ids[1];
}
static void empty_id(cpwt_world *w) {
  w->list.id = w->id;
  w->id[3] = "";
}
static void few_columns(cpwt_world *w) {
  w->list.columns = 3;
}
static void no_column(cpwt_world *w) {
  w->columns[2] = NULL;
}
static void no_waits(cpwt_world *w) {
  w->list.wait = NULL;
}
static void negative_patients(cpwt_world *w) {
  w->list.patients = -1;
}
static void negative_columns(cpwt_world *w) {
  w->list.columns = -1;
}

static const struct {
  void (*make)(cpwt_world *w);
  int32_t status;
  int64_t index;
  const char *message;
} WRONG[] = {
    {negative_wait, CPW_EDOMAIN, 3, "days waited of patient 3 = -1 must be finite and >= 0"},
    {nan_wait, CPW_EDOMAIN, 3, "days waited of patient 3 = nan must be finite and >= 0"},
    {unknown_tier, CPW_EINVAL, 3, "tier of patient 3 = 4 is unknown: the policy has 4, from 0"},
    {negative_tier, CPW_EINVAL, 3, "tier of patient 3 = -1 is unknown: the policy has 4, from 0"},
    {missing_fact, CPW_EDOMAIN, 3,
     "criterion \"pain\" of patient 3 is missing: the policy must say what a missing one is worth"},
    {infinite_fact, CPW_EDOMAIN, 3, "criterion \"distance\" of patient 3 = inf must be finite"},
    {no_category, CPW_EDOMAIN, 3,
     "criterion \"function\" of patient 3 = 3 is no category: they are 0 to 2"},
    {half_category, CPW_EDOMAIN, 3,
     "criterion \"function\" of patient 3 = 0.5 is no category: they are 0 to 2"},
    {id_twice, CPW_EINVAL, 3, "id \"P7932\" comes twice: rows 1 and 3"},
    {empty_id, CPW_EINVAL, 3, "id[3] must not be empty"},
    {few_columns, CPW_EINVAL, 4,
     "criterion \"distance\" reads column 3, but the list has 3 columns"},
    {no_column, CPW_EINVAL, 3, "criterion \"deprivation\": its facts must be given"},
    {no_waits, CPW_EINVAL, -1, "list.wait and overrides must be given"},
    {negative_patients, CPW_EINVAL, -1, "list.patients = -1 must be >= 0 and below 2^31 - 1"},
    {negative_columns, CPW_EINVAL, -1, "list.columns and override_count must be >= 0"},
};

START_TEST(lists_that_are_wrong)
{
  cpwt_world w;
  cpw_error err;
  int64_t place[10] = {77};
  double values[60] = {77};
  cpw_priority_ranking ranking;
  cpwt_make_world(&w, 2, 10);
  w.list.id = NULL;
  WRONG[_i].make(&w);
  cpw_priority_ranking_init(&ranking);
  ranking.place = place;
  ck_assert_int_eq(cpw_priority_rank(&w.policy, &w.list, &ranking, &err), WRONG[_i].status);
  ck_assert_str_eq(err.message, WRONG[_i].message);
  ck_assert_int_eq(err.index, WRONG[_i].index);
  ck_assert_int_eq(place[0], 77);
  ck_assert_int_eq(cpw_priority_values(&w.policy, &w.list, values, NULL, &err), WRONG[_i].status);
  ck_assert_double_eq(values[0], 77.0);
}
END_TEST

START_TEST(arguments_that_are_missing)
{
  cpwt_world w;
  cpw_error err;
  cpw_priority_ranking ranking;
  cpwt_make_world(&w, 2, 10);
  cpw_priority_ranking_init(&ranking);
  ck_assert_int_eq(cpw_priority_rank(&w.policy, &w.list, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "ranking must be given");
  ck_assert_int_eq(cpw_priority_rank(&w.policy, NULL, &ranking, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "list must be given");
  ck_assert_int_eq(cpw_priority_values(&w.policy, &w.list, NULL, NULL, &err), CPW_EINVAL);
  ranking.struct_size += 8;
  ck_assert_int_eq(cpw_priority_rank(&w.policy, &w.list, &ranking, &err), CPW_EABI);
}
END_TEST

/* A missing fact that the policy values: counted, and worth what it says. */
START_TEST(missing_facts)
{
  cpwt_world w;
  cpwt_ranked r;
  cpwt_make_world(&w, 4, 20);
  w.criterion[0].missing = 0.5;
  w.criterion[3].missing = 0.0;
  w.fact[0][3] = w.fact[2][3] = w.fact[2][9] = (double)NAN;
  cpwt_rank(&w, &r);
  ck_assert_int_eq(r.ranking.missing, 3);
  double wait;
  ck_assert_double_eq(r.score[3], cpwt_score(&w, 3, &wait));
}
END_TEST

START_TEST(values_of_all)
{
  cpwt_world w;
  cpwt_ranked r;
  double *values = malloc(sizeof(double[CPWT_PATIENTS][CPWT_CRITERIA]));
  int32_t block[CPWT_PATIENTS];
  ck_assert_ptr_nonnull(values);
  cpwt_make_world(&w, (uint64_t)_i, CPWT_PATIENTS);
  w.policy.cap_kind = CPW_PRIORITY_CAP_NONE;
  w.policy.cap = 0.0;
  cpwt_rank(&w, &r);
  ck_assert_int_eq(cpw_priority_values(&w.policy, &w.list, values, block, NULL), CPW_OK);
  for (int64_t i = 0; i < CPWT_PATIENTS; i++) {
    double sum = 0.0;
    for (int k = 0; k < CPWT_CRITERIA; k++)
      sum += w.criterion[k].weight * values[i * CPWT_CRITERIA + k];
    ck_assert_double_eq_tol(sum, r.score[i], 1e-12);
    if (i) ck_assert_int_le(block[r.order[i - 1]], block[r.order[i]]);
  }
  free(values);
}
END_TEST

static int32_t rank_once(void *context) {
  cpwt_world *w = context;
  int64_t order[CPWT_PATIENTS];
  double equity[CPWT_PATIENTS], clinical[CPWT_PATIENTS];
  cpw_priority_ranking r;
  cpw_priority_ranking_init(&r);
  r.order = order;
  r.equity = equity;
  r.clinical = clinical;
  return cpw_priority_rank(&w->policy, &w->list, &r, NULL);
}

static int32_t values_once(void *context) {
  cpwt_world *w = context;
  double values[40 * CPWT_CRITERIA];
  return cpw_priority_values(&w->policy, &w->list, values, NULL, NULL);
}

START_TEST(no_memory_for_a_ranking)
{
  cpwt_world w;
  cpwt_make_world(&w, 6, 40);
  w.list.id = w.id;
  const cpw_priority_override overrides[] = {
      {1, 0, 2, CPW_OVERRIDE_TIER, CPW_DATE_NONE, "consultant", "worse"},
      {2, 0, 5, CPW_OVERRIDE_PLACE, CPW_DATE_NONE, "consultant", "booked"},
      {3, 0, 5, CPW_OVERRIDE_FACT, CPW_DATE_NONE, "consultant", "wrong"},
      {3, CPW_PRIORITY_WAIT, 5, CPW_OVERRIDE_FACT, CPW_DATE_NONE, "consultant", "wrong"}};
  w.list.overrides = overrides;
  w.list.override_count = 4;
  cpwt_each_allocation_fails(rank_once, &w);
  cpwt_each_allocation_fails(values_once, &w);
}
END_TEST

/* Many ties: their own way of ordering takes memory of its own. */
START_TEST(no_memory_for_ties)
{
  cpwt_world w;
  cpwt_make_world(&w, 6, 40);
  w.policy.criterion_count = 0;
  w.policy.cap_kind = CPW_PRIORITY_CAP_NONE;
  w.policy.cap = 0.0;
  w.list.tier = NULL;
  w.list.id = w.id;
  cpwt_each_allocation_fails(rank_once, &w);
}
END_TEST

void cpwt_add_ranking(const cpwt_cases *cases) {
  tcase_add_loop_test(cases->properties, by_the_definition, 0, 80);
  tcase_add_loop_test(cases->properties, removing_a_patient_reorders_nobody, 0, 12);
  tcase_add_test(cases->properties, threads_change_nothing);
  tcase_add_loop_test(cases->limits, everything_equal, 0, 2);
  tcase_add_test(cases->reference, rules_without_a_score);
  tcase_add_test(cases->reference, days_of_equity);
  tcase_add_loop_test(cases->reference, equal_sums, 0, 4);
  tcase_add_test(cases->reference, a_limit_in_days);
  tcase_add_loop_test(cases->errors, lists_that_are_wrong, 0, sizeof WRONG / sizeof *WRONG);
  tcase_add_test(cases->errors, arguments_that_are_missing);
  tcase_add_test(cases->limits, missing_facts);
  tcase_add_loop_test(cases->properties, values_of_all, 0, 5);
  tcase_add_test(cases->oom, no_memory_for_a_ranking);
  tcase_add_test(cases->oom, no_memory_for_ties);
}
