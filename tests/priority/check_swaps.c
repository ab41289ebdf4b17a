/* Two patients side by side, the weights nearest to the policy's that swap them, and the places that the
 * members of a panel would give. */
#include "priority/check_priority.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->real) ck_abort_msg("%s is not there", name);
  return a->real;
}

static int64_t whole(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->integer) ck_abort_msg("%s is not there", name);
  return a->integer[0];
}

static cpw_result *compare(const cpwt_world *w, int64_t a, int64_t b) {
  cpw_result *out = NULL;
  cpw_error err;
  int32_t status = cpw_priority_compare(&w->policy, &w->list, a, b, NULL, &out, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return out;
}

/* Score of a row under other weights: the policy's own ranking says it. */
static double score_under(cpwt_world *w, const double *weight, int64_t row) {
  double kept[CPWT_CRITERIA], wait, score;
  for (int k = 0; k < CPWT_CRITERIA; k++) {
    kept[k] = w->criterion[k].weight;
    w->criterion[k].weight = weight[k];
  }
  score = cpwt_score(w, row, &wait);
  for (int k = 0; k < CPWT_CRITERIA; k++)
    w->criterion[k].weight = kept[k];
  return score;
}

/* The same without a cap, held to the limit of criterion 0. NULL: the policy's weights. */
static double held_score(const cpwt_world *w, const double *weight, int64_t row) {
  double sum = 0.0, target = w->tier[w->tier_of[row]].target;
  for (int k = 0; k < CPWT_CRITERIA; k++) {
    const cpw_priority_criterion *c = &w->criterion[k];
    double wait = w->wait[row];
    double fact = c->source >= 0                   ? w->fact[c->source][row]
                  : c->source == CPW_PRIORITY_WAIT ? wait
                  : target < (double)INFINITY      ? wait / target
                                                   : 0.0;
    double adds = (weight ? weight[k] : c->weight) * cpw_priority_value(c, fact);
    sum += k == 0 && adds > c->limit ? c->limit : adds;
  }
  return sum;
}

static double distance(const cpwt_world *w, const double *weight) {
  double sum = 0.0;
  for (int k = 0; k < CPWT_CRITERIA; k++)
    sum += (weight[k] - w->criterion[k].weight) * (weight[k] - w->criterion[k].weight);
  return sqrt(sum);
}

/* Random weights near the policy's, staying on the plane and not negative. */
static void near_weights(const cpwt_world *w, cpw_stream *s, double reach, double *weight) {
  double sum = 0.0;
  for (int k = 0; k < CPWT_CRITERIA; k++) {
    double v = w->criterion[k].weight + reach * (cpw_random_uniform(s) - 0.5);
    sum += weight[k] = v > 0.0 ? v : 0.0;
  }
  for (int k = 0; k < CPWT_CRITERIA; k++)
    weight[k] /= sum;
}

START_TEST(nearest_weights)
{
  cpwt_world w;
  cpwt_ranked r;
  cpw_stream s;
  int64_t found = 0;
  cpw_stream_init(&s, (uint64_t)_i, 0, 0, 9);
  cpwt_make_world(&w, 500 + (uint64_t)_i, 40);
  w.policy.cap_kind = CPW_PRIORITY_CAP_NONE;
  w.policy.cap = 0.0;
  cpwt_rank(&w, &r);
  for (int64_t a = 0; a + 1 < 40; a += 3) {
    cpw_result *out = compare(&w, a, a + 1);
    int64_t first = whole(out, "row_first"), second = whole(out, "row_second");
    const double *swap = real(out, "swap_weights");
    double sum = 0.0, far = real(out, "swap_distance")[0], difference = 0.0;
    ck_assert_int_lt(r.place[first], r.place[second]);
    ck_assert_int_eq(whole(out, "place_first"), r.place[first]);
    for (int k = 0; k < CPWT_CRITERIA; k++)
      difference += real(out, "difference")[k];
    ck_assert_double_eq_tol(difference, r.score[second] - r.score[first], 1e-12);
    if (!isnan(far) && far > 0.0) {
      found++;
      for (int k = 0; k < CPWT_CRITERIA; k++) {
        ck_assert_double_ge(swap[k], 0.0);
        sum += swap[k];
      }
      ck_assert_double_eq_tol(sum, 1.0, 1e-12);
      ck_assert_double_eq_tol(distance(&w, swap), far, 1e-12);
      ck_assert_double_eq_tol(score_under(&w, swap, first), score_under(&w, swap, second), 1e-12);
      /* no weights that swap them are nearer */
      double lead = r.score[first] - r.score[second];
      for (int i = 0; i < 3000; i++) {
        double weight[CPWT_CRITERIA];
        near_weights(&w, &s, 4.0 * far, weight);
        double gap = score_under(&w, weight, second) - score_under(&w, weight, first);
        if (lead > 0.0 ? gap >= 0.0 : gap <= 0.0)
          ck_assert_double_ge(distance(&w, weight), far - 1e-9);
      }
    }
    cpw_result_free(out);
  }
  ck_assert_int_gt(found, 0);
}
END_TEST

/* With a cap in the score, too, the scores meet under the weights that are named. */
START_TEST(nearest_weights_under_a_cap)
{
  cpwt_world w;
  cpw_stream s;
  int64_t found = 0;
  const int tries = getenv("CAREPATH_QUICK") ? 100 : 1000;
  cpw_stream_init(&s, (uint64_t)_i, 0, 0, 10);
  cpwt_make_world(&w, 600 + (uint64_t)_i, 40);
  w.policy.cap_kind = CPW_PRIORITY_CAP_SCORE;
  w.policy.cap = 0.08;
  for (int64_t a = 0; a + 1 < 40; a++) {
    cpw_result *out = compare(&w, a, a + 1);
    int64_t first = whole(out, "row_first"), second = whole(out, "row_second");
    const double *swap = real(out, "swap_weights");
    if (!isnan(real(out, "swap_distance")[0])) {
      double far = distance(&w, swap), wait;
      double lead = cpwt_score(&w, first, &wait) - cpwt_score(&w, second, &wait);
      found++;
      ck_assert_double_eq_tol(score_under(&w, swap, first), score_under(&w, swap, second), 1e-9);
      for (int i = 0; i < tries; i++) {
        double weight[CPWT_CRITERIA];
        near_weights(&w, &s, 4.0 * far, weight);
        double gap = score_under(&w, weight, second) - score_under(&w, weight, first);
        if (lead > 0.0 ? gap >= 0.0 : gap <= 0.0)
          ck_assert_double_ge(distance(&w, weight), far - 1e-7);
      }
    }
    cpw_result_free(out);
  }
  ck_assert_int_gt(found, 20);
}
END_TEST

/* The limit of a protected criterion on the way: no weights that swap the two are nearer. */
START_TEST(nearest_weights_under_a_limit)
{
  cpwt_world w;
  cpw_stream s;
  int64_t found = 0;
  cpw_stream_init(&s, (uint64_t)_i, 0, 0, 12);
  cpwt_make_world(&w, 650 + (uint64_t)_i, 40);
  w.policy.cap_kind = CPW_PRIORITY_CAP_NONE;
  w.policy.cap = 0.0;
  w.criterion[0].characteristic = CPW_PROTECTED_AGE;
  w.criterion[0].reason = "frailty is not recorded";
  w.criterion[0].until = 20000;
  w.criterion[0].limit = 0.06;
  w.list.today = 19000;
  for (int64_t a = 0; a + 1 < 40; a += 2) {
    cpw_result *out = compare(&w, a, a + 1);
    int64_t first = whole(out, "row_first"), second = whole(out, "row_second");
    const double *swap = real(out, "swap_weights");
    double far = real(out, "swap_distance")[0];
    double lead = held_score(&w, NULL, first) - held_score(&w, NULL, second);
    if (!isnan(far)) {
      found++;
      ck_assert_double_eq_tol(held_score(&w, swap, first), held_score(&w, swap, second), 1e-9);
    } else {
      far = 0.5;
    }
    for (int i = 0; i < 1000; i++) {
      double weight[CPWT_CRITERIA];
      near_weights(&w, &s, 4.0 * far, weight);
      double gap = held_score(&w, weight, second) - held_score(&w, weight, first);
      if (lead > 1e-9 ? gap >= 0.0 : lead < -1e-9 && gap <= 0.0)
        ck_assert_double_ge(distance(&w, weight), far - 1e-7);
    }
    cpw_result_free(out);
  }
  ck_assert_int_gt(found, 5);
}
END_TEST

/* One weight alone, the others in proportion; facts of the second at which the scores meet. */
START_TEST(one_weight_and_one_fact)
{
  cpwt_world w;
  int64_t weights = 0, facts = 0;
  cpwt_make_world(&w, 700 + (uint64_t)_i, 40);
  w.policy.cap_kind = CPW_PRIORITY_CAP_NONE;
  w.policy.cap = 0.0;
  for (int64_t a = 0; a + 1 < 40; a += 2) {
    cpw_result *out = compare(&w, a, a + 1);
    int64_t first = whole(out, "row_first"), second = whole(out, "row_second");
    double wait;
    for (int k = 0; k < CPWT_CRITERIA; k++) {
      double alone = real(out, "swap_alone")[k], weight[CPWT_CRITERIA];
      double fact = real(out, "swap_fact")[k], own = w.criterion[k].weight;
      if (!isnan(alone)) {
        weights++;
        for (int j = 0; j < CPWT_CRITERIA; j++)
          weight[j] = j == k ? alone : w.criterion[j].weight * (1.0 - alone) / (1.0 - own);
        ck_assert_double_eq_tol(score_under(&w, weight, first), score_under(&w, weight, second),
                                1e-12);
      }
      if (isnan(fact) || w.criterion[k].source < 0) continue;
      facts++;
      double kept = w.fact[w.criterion[k].source][second];
      w.fact[w.criterion[k].source][second] = fact;
      double reached = cpwt_score(&w, second, &wait);
      w.fact[w.criterion[k].source][second] = kept;
      ck_assert_double_ge(reached, cpwt_score(&w, first, &wait));
      ck_assert_double_le(cpwt_score(&w, second, &wait), cpwt_score(&w, first, &wait));
      if (w.criterion[k].shape != CPW_PRIORITY_CATEGORIES &&
          cpwt_score(&w, second, &wait) < cpwt_score(&w, first, &wait))
        ck_assert_double_eq_tol(reached, cpwt_score(&w, first, &wait), 1e-9);
    }
    cpw_result_free(out);
  }
  ck_assert_int_gt(weights, 0);
  ck_assert_int_gt(facts, 0);
}
END_TEST

/* What decides, for pairs made to differ in one part of the key alone. */
START_TEST(what_decides)
{
  cpwt_world w;
  cpw_priority_override o = {0, 0, 2, CPW_OVERRIDE_PLACE, CPW_DATE_NONE, "a", "b"};
  cpwt_make_world(&w, 1, 2);
  w.policy.tiers_are_targets = 0;
  w.policy.breaches_first = 1;
  w.policy.cap_kind = CPW_PRIORITY_CAP_NONE;
  w.policy.cap = 0.0;
  w.list.id = NULL;
  for (int k = 0; k < 4; k++)
    w.fact[k][0] = w.fact[k][1] = 1.0;
  for (int32_t expected = CPW_DECIDED_BY_TIER; expected <= CPW_DECIDED_BY_OVERRIDE; expected++) {
    w.tier_of[0] = 1;
    w.tier_of[1] = 1 + (expected == CPW_DECIDED_BY_TIER);
    w.wait[0] = expected == CPW_DECIDED_BY_BREACH ? 29 : 28; /* the target of P2 */
    w.wait[1] = expected == CPW_DECIDED_BY_WAIT ? 27 : 28;
    w.fact[0][0] = expected == CPW_DECIDED_BY_SCORE ? 2.0 : 1.0;
    w.policy.criterion_count = expected == CPW_DECIDED_BY_WAIT ? 0 : CPWT_CRITERIA;
    w.list.override_count = expected == CPW_DECIDED_BY_OVERRIDE;
    w.list.overrides = &o;
    cpw_result *out = compare(&w, 0, 1);
    ck_assert_int_eq(whole(out, "decided_by"), expected);
    ck_assert_int_eq(whole(out, "row_first"), expected == CPW_DECIDED_BY_OVERRIDE);
    cpw_result_free(out);
  }
}
END_TEST

/* Days more that the second would have had to wait: with them he or she comes first, with less not. */
START_TEST(days_that_swap)
{
  cpwt_world w;
  cpwt_ranked r;
  int64_t found = 0;
  cpwt_make_world(&w, 800 + (uint64_t)_i, 40);
  w.policy.tiers_are_targets = 1; /* or a tier divides most pairs */
  for (int64_t a = 0; a + 1 < 40; a++) {
    cpw_result *out = compare(&w, a, a + 1);
    int64_t first = whole(out, "row_first"), second = whole(out, "row_second");
    double days = real(out, "swap_wait")[0], kept = w.wait[second];
    if (!isnan(days)) {
      found++;
      w.wait[second] = kept + days;
      cpwt_rank(&w, &r);
      ck_assert_int_lt(r.place[second], r.place[first]);
      w.wait[second] = kept + days * (1.0 - 1e-6);
      cpwt_rank(&w, &r);
      ck_assert_int_gt(r.place[second], r.place[first]);
      w.wait[second] = kept;
    }
    cpw_result_free(out);
  }
  ck_assert_int_gt(found, 3);
}
END_TEST

/* Under a rule without a score there are no weights to change. */
START_TEST(no_weights_without_a_score)
{
  cpwt_world w;
  cpwt_make_world(&w, 1, 20);
  w.policy.criterion_count = 0;
  w.policy.rule = CPW_PRIORITY_DUE;
  w.policy.cap_kind = CPW_PRIORITY_CAP_NONE;
  w.policy.cap = 0.0;
  cpw_result *out = compare(&w, 0, 1);
  ck_assert_double_nan(real(out, "swap_distance")[0]);
  cpw_result_free(out);
}
END_TEST

/* -------- panels */

START_TEST(places_of_members)
{
  cpwt_world w;
  cpwt_ranked r;
  enum { N = 30 };
  double weights[3 * CPWT_CRITERIA];
  int64_t places[3 * N], some[3 * 2];
  const int64_t rows[] = {17, 4};
  cpwt_make_world(&w, 900 + (uint64_t)_i, N);
  for (int m = 0; m < 3; m++)
    for (int k = 0; k < CPWT_CRITERIA; k++)
      weights[m * CPWT_CRITERIA + k] = m == 0 ? w.criterion[k].weight : (k == m) ? 0.5 : 0.1;
  ck_assert_int_eq(cpw_priority_panel(&w.policy, &w.list, weights, 3, NULL, N, places, NULL),
                   CPW_OK);
  ck_assert_int_eq(cpw_priority_panel(&w.policy, &w.list, weights, 3, rows, 2, some, NULL), CPW_OK);
  for (int m = 0; m < 3; m++) {
    for (int k = 0; k < CPWT_CRITERIA; k++)
      w.criterion[k].weight = weights[m * CPWT_CRITERIA + k];
    cpwt_rank(&w, &r);
    ck_assert_mem_eq(places + m * N, r.place, N * sizeof *places);
    ck_assert_int_eq(some[m * 2], r.place[17]);
    ck_assert_int_eq(some[m * 2 + 1], r.place[4]);
  }
}
END_TEST

START_TEST(panels_that_are_wrong)
{
  cpwt_world w;
  cpw_error err;
  double weights[2 * CPWT_CRITERIA] = {1, 0, 0, 0, 0, 0, 0.5, 0.25, 0, 0, 0, 0};
  int64_t places[20] = {77};
  const int64_t rows[] = {3, 10};
  cpwt_make_world(&w, 1, 10);
  ck_assert_int_eq(cpw_priority_panel(&w.policy, &w.list, weights, 2, NULL, 10, places, &err),
                   CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "weights of member 1 sum to 0.75, must sum to 1");
  ck_assert_int_eq(err.index, 1);
  weights[7] = -0.5;
  ck_assert_int_eq(cpw_priority_panel(&w.policy, &w.list, weights, 2, NULL, 10, places, &err),
                   CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "weight of criterion \"function\" = -0.5 must be finite and >= 0");
  ck_assert_int_eq(cpw_priority_panel(&w.policy, &w.list, weights, 1, rows, 2, places, &err),
                   CPW_EINVAL);
  ck_assert_str_eq(err.message, "rows[1] = 10 is no patient");
  ck_assert_int_eq(cpw_priority_panel(&w.policy, &w.list, weights, 1, NULL, 9, places, &err),
                   CPW_EINVAL);
  ck_assert_int_eq(cpw_priority_panel(&w.policy, &w.list, NULL, 1, NULL, 10, places, &err),
                   CPW_EINVAL);
  ck_assert_int_eq(cpw_priority_panel(&w.policy, &w.list, weights, 0, NULL, 10, places, &err),
                   CPW_EINVAL);
  ck_assert_int_eq(places[0], 77);
}
END_TEST

static int32_t compare_once(void *context) {
  cpwt_world *w = context;
  cpw_result *out = NULL;
  int32_t status = cpw_priority_compare(&w->policy, &w->list, 3, 5, NULL, &out, NULL);
  cpw_result_free(out);
  return status;
}

static int32_t panel_once(void *context) {
  cpwt_world *w = context;
  const double weights[CPWT_CRITERIA] = {1};
  int64_t places[12];
  return cpw_priority_panel(&w->policy, &w->list, weights, 1, NULL, 12, places, NULL);
}

START_TEST(no_memory_for_comparisons)
{
  cpwt_world w;
  cpwt_make_world(&w, 1, 12);
  cpwt_each_allocation_fails(compare_once, &w);
  cpwt_each_allocation_fails(panel_once, &w);
}
END_TEST

void cpwt_add_swaps(const cpwt_cases *cases) {
  tcase_add_loop_test(cases->properties, nearest_weights, 0, 12);
  tcase_add_loop_test(cases->properties, nearest_weights_under_a_cap, 0, 5);
  tcase_add_loop_test(cases->properties, nearest_weights_under_a_limit, 0, 5);
  tcase_add_loop_test(cases->properties, one_weight_and_one_fact, 0, 5);
  tcase_add_test(cases->reference, what_decides);
  tcase_add_loop_test(cases->properties, days_that_swap, 0, 8);
  tcase_add_test(cases->limits, no_weights_without_a_score);
  tcase_add_loop_test(cases->properties, places_of_members, 0, 5);
  tcase_add_test(cases->errors, panels_that_are_wrong);
  tcase_add_test(cases->oom, no_memory_for_comparisons);
}
