/* P(in the next K) under a policy: every draw against cpw_priority_rank with the same weights, closed forms
 * with cap, limit and days, what is refused, merges and threads. */
#include "carepath.h"
#include "check_smaa.h"
#include "smaa/internal.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 300, CRITERIA = 6, COLUMNS = 4, TIERS = 3, DRAWS = 12 };

typedef struct world {
  cpw_priority_tier tier[TIERS];
  cpw_priority_criterion criterion[CRITERIA];
  cpw_priority_policy policy;
  double wait[MOST], fact[COLUMNS][MOST];
  const double *column[COLUMNS];
  int32_t tier_of[MOST];
  char text[MOST][8];
  const char *id[MOST];
  cpw_priority_override override[5];
  cpw_priority_list list;
  int64_t top[3];
  cpw_smaa_options options;
} world;

static const double at[] = {0, 3, 10}, deciles[] = {1, 10}, months[] = {0, 100}, shares[] = {0, 2};
static const double bent[] = {0, 0.5, 1}, rising[] = {0, 1}, falling[] = {1, 0};
static const char *const grades[] = {"1", "2", "3"}, *const bands[] = {"young", "old"};

static cpw_priority_criterion criterion(const char *name, double weight, int64_t source,
                                        int32_t part, int64_t knots, const double *x,
                                        const double *y) {
  return (cpw_priority_criterion){.name = name,
                                  .weight = weight,
                                  .source = source,
                                  .part = part,
                                  .knots = knots,
                                  .at = x,
                                  .value = y,
                                  .missing = (double)NAN,
                                  .shape = x ? CPW_PRIORITY_LINEAR : CPW_PRIORITY_CATEGORIES,
                                  .until = CPW_DATE_NONE};
}

static void make_criteria(world *w) {
  const int32_t fair = CPW_PRIORITY_EQUITY;
  w->criterion[0] = criterion("pain", 0.2, 0, 0, 3, at, bent);
  w->criterion[1] = criterion("grade", 0.15, 1, 0, 3, NULL, bent);
  w->criterion[1].categories = grades;
  w->criterion[1].missing = 0.25;
  w->criterion[2] = criterion("imd", 0.15, 2, fair, 2, deciles, falling);
  w->criterion[3] = criterion("waited", 0.25, CPW_PRIORITY_WAIT, 0, 2, months, rising);
  w->criterion[4] = criterion("age_band", 0.1, 3, fair, 2, NULL, rising);
  w->criterion[4].categories = bands;
  w->criterion[4].characteristic = CPW_PROTECTED_AGE;
  w->criterion[4].reason = "as approved";
  w->criterion[4].limit = 0.05;
  w->criterion[4].until = 20100;
  w->criterion[5] = criterion("share", 0.15, CPW_PRIORITY_WAIT_RATIO, 0, 2, shares, rising);
}

static void make_policy(world *w, int number) {
  static const double target[] = {28, 90, (double)INFINITY};
  static const char *const name[] = {"P2", "P3", "P4"};
  for (int t = 0; t < TIERS; t++)
    w->tier[t] = (cpw_priority_tier){name[t], target[t], 3.0 - t};
  make_criteria(w);
  cpw_priority_policy_init(&w->policy);
  w->policy.tiers = w->tier;
  w->policy.tier_count = TIERS;
  w->policy.criteria = w->criterion;
  w->policy.criterion_count = CRITERIA;
  w->policy.cap_kind = number % 3;
  w->policy.cap = (const double[]){0, 0.08, 30}[w->policy.cap_kind];
  w->policy.rule = w->policy.cap_kind == CPW_PRIORITY_CAP_DAYS ? number / 3 % 6 : 0;
  for (int k = 0; w->policy.rule && k < CRITERIA; k++)
    w->criterion[k].part = CPW_PRIORITY_EQUITY; /* nothing else counts without a score */
  w->policy.tiers_are_targets = number % 5 == 1;
  w->policy.breaches_first = number % 4 != 2;
}

static void make_overrides(world *w, int64_t n) {
  const cpw_priority_override made[] = {
      {1, 0, 0, CPW_OVERRIDE_TIER, CPW_DATE_NONE, "a", "b"},
      {2, 0, 10, CPW_OVERRIDE_FACT, CPW_DATE_NONE, "a", "b"},
      {3, CPW_PRIORITY_WAIT, 77, CPW_OVERRIDE_FACT, CPW_DATE_NONE, "a", "b"},
      {4, 0, (double)n, CPW_OVERRIDE_PLACE, CPW_DATE_NONE, "a", "b"},
      {0, 0, 2, CPW_OVERRIDE_PLACE, CPW_DATE_NONE, "a", "b"}};
  memcpy(w->override, made, sizeof made);
  w->list.overrides = w->override;
  w->list.override_count = 5;
}

static world *make(int number, int64_t n) {
  cpw_stream s;
  world *w = calloc(1, sizeof *w);
  cpw_stream_init(&s, 91, (uint64_t)number, 0, 0);
  make_policy(w, number);
  for (int64_t i = 0; i < n; i++) {
    w->tier_of[i] = (int32_t)cpw_random_below(&s, TIERS);
    w->wait[i] = 10 * (double)cpw_random_below(&s, 13); /* ties */
    w->fact[0][i] = 2 * (double)cpw_random_below(&s, 6);
    w->fact[1][i] = cpw_random_below(&s, 9) ? (double)cpw_random_below(&s, 3) : (double)NAN;
    w->fact[2][i] = 1 + 3 * (double)cpw_random_below(&s, 4);
    w->fact[3][i] = (double)cpw_random_below(&s, 2);
    snprintf(w->text[i], sizeof w->text[i], "%d", (int)((i * 7919 + 5) % 10007));
    w->id[i] = w->text[i];
  }
  for (int c = 0; c < COLUMNS; c++)
    w->column[c] = w->fact[c];
  cpw_priority_list_init(&w->list);
  w->list.patients = n;
  w->list.tier = number % 7 ? w->tier_of : NULL;
  w->list.wait = w->wait;
  w->list.fact = w->column;
  w->list.columns = COLUMNS;
  w->list.id = number % 2 ? w->id : NULL;
  w->list.today = 20000;
  if (number % 3 != 1 && n > 6) make_overrides(w, n);
  cpw_smaa_options_init(&w->options);
  w->options.law = number % 4 == 1 ? CPW_SMAA_UNIFORM : CPW_SMAA_DIRICHLET;
  w->options.top = w->top;
  w->options.tops = 3;
  w->top[1] = n / 3 + 1;
  w->top[2] = n;
  return w;
}

static cpw_run draws(int64_t first, int64_t replications) {
  cpw_run run;
  cpw_run_init(&run);
  run.seed = 7;
  run.first_replication = first;
  run.replications = replications;
  return run;
}

static cpw_result *simulate(const world *w, const cpw_run *run) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_smaa_policy(&w->policy, &w->list, &w->options, run, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  return r;
}

static const cpw_array *array(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_ptr_nonnull(a);
  return a;
}

static void same_bits(const cpw_result *a, const cpw_result *b) {
  for (int64_t k = 0; cpw_result_at(a, k); k++) {
    const cpw_array *x = cpw_result_at(a, k), *y = cpw_result_at(b, k);
    const void *from = x->type == CPW_DOUBLE ? (const void *)x->real : (const void *)x->integer;
    const void *to = y->type == CPW_DOUBLE ? (const void *)y->real : (const void *)y->integer;
    ck_assert_int_eq(x->size, y->size);
    ck_assert_msg(memcmp(from, to, (size_t)x->size * 8) == 0, "%s differs", x->name);
  }
}

/* within 5 standard errors */
static void near(double share, double expected, int64_t n) {
  double se = sqrt(expected * (1 - expected) / (double)n);
  ck_assert_msg(fabs(share - expected) <= 5 * se + 1e-12, "%.17g, expected %.17g", share, expected);
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(nobody_one_and_all_kept)
{
  world *w = make(0, 0);
  const cpw_run run = draws(0, 3);
  w->options.tops = 1;
  cpw_result *r = simulate(w, &run);
  ck_assert_int_eq(array(r, "top_count")->size, 0);
  cpw_result_free(r);
  free(w);
  w = make(1, 1);
  w->options.tops = 2; /* 0 and 1 */
  r = simulate(w, &run);
  ck_assert(array(r, "top_count")->integer[0] == 0 && array(r, "top_count")->integer[1] == 3);
  cpw_result_free(r);
  free(w);
  w = make(1, 3);
  for (int i = 0; i < 3; i++)
    w->override[i] =
        (cpw_priority_override){i, 0, 3 - i, CPW_OVERRIDE_PLACE, CPW_DATE_NONE, "a", "b"};
  w->list.overrides = w->override;
  w->list.override_count = 3;
  w->top[1] = 1;
  w->top[2] = 2;
  r = simulate(w, &run);
  const int64_t expected[] = {0, 0, 0, 0, 0, 3, 0, 3, 3};
  ck_assert_mem_eq(array(r, "top_count")->integer, expected, sizeof expected);
  cpw_result_free(r);
  free(w);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refuses(const world *w, const cpw_smaa_options *o, const cpw_run *run, int32_t code,
                    const char *message) {
  cpw_error err;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_smaa_policy(&w->policy, &w->list, o, run, &r, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_str_eq(err.where, "cpw_smaa_policy");
  ck_assert_ptr_null(r);
}

START_TEST(what_is_refused)
{
  world *w = make(1, 20);
  const cpw_smaa_options o = w->options;
  cpw_smaa_options c;
  const int32_t tier[20] = {0};
  const double spread[CRITERIA] = {0}, high[CRITERIA] = {0.5, 0.6};
  const int64_t far[] = {21};
  cpw_run run = draws(0, 3);
  cpw_error err;
#define RULE                                                                                       \
  "must be as by default: the policy has tiers and values of its own, and what is counted is who " \
  "is among the first"
#define WITH(change) (c = o, c.change, &c)
  refuses(w, NULL, &run, CPW_EINVAL, "options must be given");
  refuses(w, WITH(tier = tier), &run, CPW_EINVAL, "options.tier " RULE);
  refuses(w, WITH(spread = spread), &run, CPW_EINVAL, "options.spread " RULE);
  refuses(w, WITH(uncertainty = 1), &run, CPW_EINVAL, "options.uncertainty " RULE);
  refuses(w, WITH(ranks = 1), &run, CPW_EINVAL, "options.ranks " RULE);
  refuses(w, WITH(pairs = 1), &run, CPW_EINVAL, "options.pairs " RULE);
  refuses(w, WITH(tops = 0), &run, CPW_EINVAL, "nothing is wanted: options.top must be given");
  refuses(w, (c = o, c.top = far, c.tops = 1, &c), &run, CPW_EDOMAIN,
          "options.top[0] = 21 must be 0 to 20 and above the one before");
  refuses(w, WITH(weight_lower = high), &run, CPW_EDOMAIN,
          "options.weight_lower sums to 1.1, must be at most 1");
  refuses(w, (c = o, c.law = 1, c.concentration = 0, &c), &run, CPW_EDOMAIN,
          "options.concentration = 0 must be from 1 to 1e9");
  refuses(w, WITH(law = 2), &run, CPW_EINVAL, "options.law = 2 must be 0 to 1");
  run.replications = 100000001;
  refuses(w, &o, &run, CPW_EOVERFLOW, "run.replications = 100000001 must be at most 100000000");
  run.replications = 0;
  refuses(w, &o, &run, CPW_EDOMAIN, "run.replications = 0 must be >= 1");
  run.replications = 3;
  ck_assert_int_eq(cpw_smaa_policy(&w->policy, &w->list, &o, &run, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "out must be given");
  w->fact[0][7] = (double)NAN;
  refuses(w, &o, &run, CPW_EDOMAIN,
          "criterion \"pain\" of patient \"5403\" is missing: the policy must say what a missing "
          "one is worth");
  w->list.wait = NULL;
  refuses(w, &o, &run, CPW_EINVAL, "list.wait and overrides must be given");
  w->policy.criterion_count = 0;
  w->list.wait = w->wait;
  refuses(w, &o, &run, CPW_EINVAL, "the policy has no criteria, so there are no weights to draw");
  const volatile int32_t stop = 1;
  run.cancel = &stop;
  w->policy.criterion_count = CRITERIA;
  w->fact[0][7] = 1;
  refuses(w, &o, &run, CPW_ECANCELLED, "cancelled by the caller");
  free(w);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* Every draw is the ranking under its weights: those by the same streams, places by cpw_priority_rank. */
START_TEST(draws_are_rankings)
{
  const int64_t n = _i % 2 ? 7 + _i : MOST - _i;
  world *w = make(_i, n);
  cpwi_smaa s;
  cpw_run run = draws(3, DRAWS);
  int64_t *count = calloc((size_t)n * 3, sizeof *count), *place = calloc((size_t)n, sizeof *place);
  memset(&s, 0, sizeof s);
  s.where = "here";
  pthread_mutex_init(&s.lock, NULL);
  w->top[0] = 1 + n / 9;
  ck_assert_int_eq(cpwi_smaa_take_policy(&s, &w->policy, &w->list, &w->options, &run, NULL),
                   CPW_OK);
  cpw_result *r = simulate(w, &run);
  for (int64_t draw = 3; draw < 3 + DRAWS; draw++) {
    double weights[CRITERIA], work[3 * CRITERIA];
    cpw_priority_ranking ranking;
    cpw_error err;
    ck_assert_int_eq(cpwi_smaa_draw_weights(&s, draw, weights, work, NULL), CPW_OK);
    for (int k = 0; k < CRITERIA; k++)
      w->criterion[k].weight = weights[k];
    cpw_priority_ranking_init(&ranking);
    ranking.place = place;
    int32_t status = cpw_priority_rank(&w->policy, &w->list, &ranking, &err);
    ck_assert_msg(status == CPW_OK, "%s", err.message);
    for (int64_t i = 0; i < n; i++)
      for (int k = 0; k < 3; k++)
        count[3 * i + k] += place[i] <= w->top[k];
  }
  for (int64_t k = 0; k < 3 * n; k++)
    ck_assert_int_eq(array(r, "top_count")->integer[k], count[k]);
  ck_assert_str_eq(array(r, "weight_mean")->dimension[0]->coordinate_names[0], "criterion");
  cpw_result_free(r);
  cpwi_smaa_free(&s);
  free(count);
  free(place);
  free(w);
}
END_TEST

/* Two patients, a clinical criterion a and an equity criterion b, A = (0.6, 0) and B = (0, 1), weights uniform:
 * 0.6 w > what b counts. Without a cap w > 0.625; with a cap of 0.1 from 1 / 6 on; limited to 0.05 from 1 / 12
 * on. */
START_TEST(caps_and_limits_in_closed_form)
{
  enum { MANY = 20000 };
  static const double unit[] = {0, 1}, a[] = {0.6, 0}, b[] = {0, 1}, wait[] = {5, 5};
  const double *const column[] = {a, b};
  const double expected[] = {0.375, 5.0 / 6, 11.0 / 12};
  const int64_t top[] = {1};
  for (int k = 0; k < 3; k++) {
    world *w = make(1, 2);
    w->criterion[0] = criterion("a", 0.5, 0, CPW_PRIORITY_CLINICAL, 2, unit, unit);
    w->criterion[1] = w->criterion[4];
    w->criterion[1].source = 1;
    w->criterion[1].weight = 0.5;
    if (k < 2) w->criterion[1] = criterion("b", 0.5, 1, CPW_PRIORITY_EQUITY, 2, unit, unit);
    w->policy.criterion_count = 2;
    w->policy.cap_kind = k == 1 ? CPW_PRIORITY_CAP_SCORE : CPW_PRIORITY_CAP_NONE;
    w->policy.cap = k == 1 ? 0.1 : 0;
    w->list.fact = column;
    w->list.columns = 2;
    w->list.tier = NULL;
    w->list.wait = wait;
    w->options.law = CPW_SMAA_UNIFORM;
    w->options.top = top;
    w->options.tops = 1;
    const cpw_run run = draws(0, MANY);
    cpw_result *r = simulate(w, &run);
    near(array(r, "top_probability")->real[0], expected[k], MANY);
    double p = array(r, "top_probability")->real[0];
    ck_assert_double_eq_tol(array(r, "top_se")->real[0], sqrt(p * (1 - p) / MANY), 1e-15);
    ck_assert_double_eq_tol(array(r, "top_probability")->real[1], 1 - p, 1e-15);
    cpw_result_free(r);
    free(w);
  }
}
END_TEST

/* A cap of 8 days, two equity criteria of which B has one: w1 / (w1 + w2) is uniform; from 5 days he comes
 * before A's 10 with more than 0.625 of the 8. With a third that neither has it is w1 > 0.625 of the simplex. */
START_TEST(days_in_closed_form)
{
  enum { MANY = 20000 };
  static const double unit[] = {0, 1}, none[] = {0, 0}, one[] = {0, 1}, wait[] = {10, 5};
  const double *const column[] = {none, one};
  const int64_t top[] = {1};
  for (int rule = 0; rule < 2;
       rule++) { /* the score, which is equal for both, and the longest wait */
    world *w = make(1, 2);
    w->criterion[0] =
        criterion("c", 0.5, 0, rule ? CPW_PRIORITY_EQUITY : CPW_PRIORITY_CLINICAL, 2, unit, unit);
    w->criterion[1] = criterion("e1", 0.25, 1, CPW_PRIORITY_EQUITY, 2, unit, unit);
    w->criterion[2] = criterion("e2", 0.25, 0, CPW_PRIORITY_EQUITY, 2, unit, unit);
    w->policy.criterion_count = 3;
    w->policy.rule = rule;
    w->policy.cap_kind = CPW_PRIORITY_CAP_DAYS;
    w->policy.cap = 8;
    w->list.fact = column;
    w->list.columns = 2;
    w->list.tier = NULL;
    w->list.wait = wait;
    w->options.law = CPW_SMAA_UNIFORM;
    w->options.top = top;
    w->options.tops = 1;
    const cpw_run run = draws(0, MANY);
    cpw_result *r = simulate(w, &run);
    near(array(r, "top_probability")->real[1], rule ? 0.375 * 0.375 : 0.375, MANY);
    cpw_result_free(r);
    free(w);
  }
}
END_TEST

/* Without cap and ties the weighted sum over cpw_priority_values, in tiers of its blocks, is the same. */
START_TEST(values_give_the_same)
{
  world *w = make(6, 90);
  const cpw_run run = draws(0, 40);
  double values[90 * CRITERIA], weights[CRITERIA];
  int32_t block[90];
  cpw_stream stream;
  cpw_stream_init(&stream, 5, 0, 0, 0);
  for (int i = 0; i < 90; i++)
    w->fact[0][i] = 10 * cpw_random_uniform(&stream);
  w->list.override_count = 0;
  w->criterion[4].part = CPW_PRIORITY_CLINICAL;
  w->criterion[4].limit = 0.999;
  w->policy.cap_kind = CPW_PRIORITY_CAP_NONE;
  ck_assert_int_eq(cpw_priority_values(&w->policy, &w->list, values, block, NULL), CPW_OK);
  cpw_mcda_table t;
  cpw_mcda_table_init(&t);
  t.rows = 90;
  t.criteria = CRITERIA;
  t.values = values;
  t.normalise = CPW_MCDA_NONE;
  t.weights = weights;
  for (int k = 0; k < CRITERIA; k++)
    weights[k] = w->criterion[k].weight;
  cpw_smaa_options o = w->options;
  o.tier = block;
  cpw_result *r = NULL, *p = simulate(w, &run);
  ck_assert_int_eq(cpw_smaa_simulate(&t, &o, &run, &r, NULL), CPW_OK);
  ck_assert_mem_eq(array(r, "top_count")->integer, array(p, "top_count")->integer, 270 * 8);
  ck_assert_mem_eq(array(r, "weight_sum")->integer, array(p, "weight_sum")->integer, CRITERIA * 8);
  cpw_result_free(r);
  cpw_result_free(p);
  free(w);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

START_TEST(policy_splits_merge_to_the_same_bits)
{
  world *w = make(_i, 150);
  cpw_run run = draws(0, 37);
  cpw_result *whole = simulate(w, &run), *part[3], *merged = NULL;
  run.threads = 3;
  cpw_result *threads = simulate(w, &run);
  same_bits(whole, threads);
  const int64_t first[] = {20, 0, 13}, length[] = {17, 13, 7};
  for (int k = 0; k < 3; k++) {
    run = draws(first[k], length[k]);
    part[k] = simulate(w, &run);
  }
  ck_assert_int_eq(cpw_result_merge((const cpw_result *const *)part, 3, NULL, &merged, NULL),
                   CPW_OK);
  same_bits(whole, merged);
  cpw_result_free(merged);
  merged = NULL;
  /* anything else changes the digest */
  const int64_t digest = array(whole, "options_digest")->integer[0];
  for (int change = 0; change < 6; change++) {
    world other = *w;
    for (int c = 0; c < COLUMNS; c++)
      other.column[c] = other.fact[c];
    other.policy.criteria = other.criterion;
    other.policy.tiers = other.tier;
    other.list.fact = other.column;
    other.list.wait = other.wait;
    other.list.tier = w->list.tier ? other.tier_of : NULL;
    other.options.top = other.top;
    run = draws(0, 1);
    if (change == 0) run.seed++;
    if (change == 1) other.fact[2][9] = other.fact[2][9] > 1 ? 1 : 10;
    if (change == 2) other.wait[9] += 1;
    if (change == 3) other.criterion[4].limit = 0.04;
    if (change == 4) other.tier[1].target = 91;
    if (change == 5) other.top[0] = 1;
    cpw_result *r = simulate(&other, &run);
    ck_assert_int_ne(array(r, "options_digest")->integer[0], digest);
    cpw_result_free(r);
  }
  for (int k = 0; k < 3; k++)
    cpw_result_free(part[k]);
  cpw_result_free(whole);
  cpw_result_free(threads);
  free(w);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t both_ways(void *context) {
  world *const *w = context;
  int32_t status = CPW_OK;
  const cpw_run run = draws(0, 2);
  for (int k = 0; k < 2 && status == CPW_OK; k++) {
    cpw_result *r = NULL;
    status = cpw_smaa_policy(&w[k]->policy, &w[k]->list, &w[k]->options, &run, &r, NULL);
    cpw_result_free(r);
  }
  return status;
}

START_TEST(memory_of_a_policy_fails)
{
  world *w[] = {make(3, 9), make(5, 9)};
  cpwt_each_allocation_fails(both_ways, (void *)w);
  free(w[0]);
  free(w[1]);
}
END_TEST

void cpwt_add_policy(TCase *const *t) {
  tcase_add_test(t[0], nobody_one_and_all_kept);
  tcase_add_test(t[1], what_is_refused);
  tcase_add_loop_test(t[2], draws_are_rankings, 0, 60);
  tcase_add_test(t[2], caps_and_limits_in_closed_form);
  tcase_add_test(t[2], days_in_closed_form);
  tcase_add_test(t[2], values_give_the_same);
  tcase_add_loop_test(t[3], policy_splits_merge_to_the_same_bits, 0, 12);
  tcase_add_test(t[4], memory_of_a_policy_fails);
}
