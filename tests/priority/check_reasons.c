/* Reasons: what they say is what the ranking does when it is done. */
#include "priority/check_priority.h"

#include <math.h>
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

static cpw_result *explain(const cpwt_world *w, int64_t row) {
  cpw_result *out = NULL;
  cpw_error err;
  int32_t status = cpw_priority_explain(&w->policy, &w->list, row, NULL, &out, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return out;
}

/* The place that a row would have with another fact under criterion k, by ranking it. */
static int64_t place_with(const cpwt_world *w, int64_t row, int64_t k, double fact) {
  cpwt_world other = *w;
  cpwt_ranked r;
  other.policy.tiers = other.tier;
  other.policy.criteria = other.criterion;
  for (int c = 0; c < CPWT_CRITERIA; c++) {
    other.criterion[c].at = w->criterion[c].at ? other.at[c] : NULL;
    other.criterion[c].value = other.value[c];
  }
  for (int c = 0; c < 4; c++)
    other.columns[c] = other.fact[c];
  other.list.tier = other.tier_of;
  other.list.wait = other.wait;
  other.list.fact = other.columns;
  if (w->list.id) {
    for (int64_t i = 0; i < w->list.patients; i++)
      other.id[i] = other.ids[i];
    other.list.id = other.id;
  }
  if (k < 0)
    other.wait[row] = fact;
  else
    other.fact[other.criterion[k].source][row] = fact;
  cpwt_rank(&other, &r);
  return r.place[row];
}

START_TEST(contributions_sum_to_the_score)
{
  cpwt_world w;
  cpwt_ranked r;
  cpwt_make_world(&w, (uint64_t)_i, 60);
  cpwt_rank(&w, &r);
  for (int64_t row = 0; row < 60; row += 5) {
    cpw_result *out = explain(&w, row);
    double sum = 0.0, days = 0.0;
    for (int k = 0; k < CPWT_CRITERIA; k++) {
      sum += real(out, "contribution")[k];
      days += real(out, "days")[k];
      ck_assert_double_eq_tol(real(out, "uncapped")[k],
                              real(out, "weight")[k] * real(out, "value")[k], 1e-16);
    }
    ck_assert_double_eq_tol(sum, r.score[row], 1e-12);
    ck_assert_double_eq_tol(days, r.wait[row] - w.wait[row], 1e-8);
    ck_assert_double_eq(real(out, "score")[0], r.score[row]);
    ck_assert_double_eq(real(out, "equity")[0], r.equity[row]);
    ck_assert_int_eq(whole(out, "place"), r.place[row]);
    ck_assert_int_eq(whole(out, "breached"), r.breached[row]);
    ck_assert_int_eq(whole(out, "patients"), 60);
    cpw_result_free(out);
  }
}
END_TEST

/* Whoever stands ahead by tier or breach, counted one by one. */
START_TEST(who_stands_ahead)
{
  cpwt_world w;
  cpwt_make_world(&w, 200 + (uint64_t)_i, 60);
  w.policy.tiers_are_targets = 0;
  w.policy.breaches_first = 1;
  for (int64_t row = 0; row < 60; row += 9) {
    cpw_result *out = explain(&w, row);
    int64_t tier = 0, breach = 0;
    int late = w.wait[row] > w.tier[w.tier_of[row]].target;
    for (int64_t i = 0; i < 60; i++) {
      tier += w.tier_of[i] < w.tier_of[row];
      breach += w.tier_of[i] == w.tier_of[row] && !late && w.wait[i] > w.tier[w.tier_of[i]].target;
    }
    ck_assert_int_eq(whole(out, "ahead_tier"), tier);
    ck_assert_int_eq(whole(out, "ahead_breached"), breach);
    cpw_result_free(out);
  }
}
END_TEST

/* The facts that would move a patient do, and a little less does not. */
START_TEST(what_would_move_a_patient)
{
  cpwt_world w;
  cpwt_ranked r;
  int64_t found = 0;
  cpwt_make_world(&w, 300 + (uint64_t)_i, 60);
  cpwt_rank(&w, &r);
  for (int64_t row = 0; row < 60; row += 4) {
    cpw_result *out = explain(&w, row);
    for (int k = 0; k < CPWT_CRITERIA; k++) {
      double next = real(out, "next_fact")[k], now = real(out, "fact")[k];
      if (w.criterion[k].source < 0) continue;
      ck_assert_double_ge(real(out, "worst_place")[k], (double)r.place[row]);
      ck_assert_double_le(real(out, "best_place")[k], (double)r.place[row]);
      if (isnan(next)) continue;
      found++;
      ck_assert_int_lt(place_with(&w, row, k, next), r.place[row]);
      if (w.criterion[k].shape == CPW_PRIORITY_CATEGORIES) continue;
      ck_assert_int_ge(place_with(&w, row, k, next + (now - next) * 1e-6), r.place[row]);
    }
    double wait = real(out, "next_wait")[0];
    if (!isnan(wait)) {
      ck_assert_int_lt(place_with(&w, row, -1, wait), r.place[row]);
      ck_assert_int_ge(place_with(&w, row, -1, w.wait[row] + (wait - w.wait[row]) * (1.0 - 1e-6)),
                       r.place[row]);
      found++;
    }
    cpw_result_free(out);
  }
  ck_assert_int_gt(found, 0);
}
END_TEST

/* The best and the worst place are those of some fact, and no fact does better. */
START_TEST(the_range_of_places)
{
  cpwt_world w;
  cpwt_make_world(&w, 400 + (uint64_t)_i, 40);
  cpw_result *out = explain(&w, 7);
  for (int k = 0; k < CPWT_CRITERIA; k++) {
    const cpw_priority_criterion *c = &w.criterion[k];
    if (c->source < 0) continue;
    int64_t best = 41, worst = 0;
    double first = c->at ? c->at[0] : 0.0;
    double last = c->at ? c->at[c->knots - 1] : (double)c->knots - 1.0;
    int steps = c->at ? 60 : (int)c->knots - 1;
    for (int i = 0; i <= steps; i++) {
      int64_t place = place_with(&w, 7, k, i == steps ? last : first + (last - first) * i / steps);
      if (place < best) best = place;
      if (place > worst) worst = place;
    }
    ck_assert_double_eq(real(out, "best_place")[k], (double)best);
    ck_assert_double_eq(real(out, "worst_place")[k], (double)worst);
  }
  cpw_result_free(out);
}
END_TEST

START_TEST(overrides_are_told)
{
  cpwt_world w;
  cpwt_make_world(&w, 1, 20);
  const cpw_priority_override o[] = {
      {3, 0, 1, CPW_OVERRIDE_TIER, CPW_DATE_NONE, "consultant", "worse since referral"},
      {3, 0, 1, CPW_OVERRIDE_PLACE, CPW_DATE_NONE, "booking office", "has a date"},
      {4, 0, 2, CPW_OVERRIDE_PLACE, CPW_DATE_NONE, "booking office", "has a date"}};
  w.list.overrides = o;
  w.list.override_count = 3;
  cpw_result *out = explain(&w, 3);
  ck_assert_str_eq(cpw_result_note(out, "override 1"),
                   "tier set to P2 by consultant: worse since referral");
  ck_assert_str_eq(cpw_result_note(out, "override 2"),
                   "place set to 1 by booking office: has a date");
  ck_assert_ptr_null(cpw_result_note(out, "override 3"));
  ck_assert_int_eq(whole(out, "place"), 1);
  ck_assert_int_eq(whole(out, "tier"), 1);
  cpw_result_free(out);
}
END_TEST

/* Reasons in any language and length come out whole. */
START_TEST(long_reasons)
{
  cpwt_world w;
  char reason[2001] = "";
  for (int i = 0; i < 1000; i++)
    strcat(reason, "\xc3\xa9");
  cpwt_make_world(&w, 1, 20);
  const cpw_priority_override o[] = {
      {3, 0, 2, CPW_OVERRIDE_PLACE, CPW_DATE_NONE, "booking office", "has a date"},
      {3, 0, 0, CPW_OVERRIDE_PLACE, CPW_DATE_NONE, "booking office", reason}};
  w.list.overrides = o;
  w.list.override_count = 2;
  cpw_result *out = explain(&w, 3);
  const char *note = cpw_result_note(out, "override 2");
  ck_assert_ptr_nonnull(note);
  ck_assert_uint_eq(strlen(note), strlen("place given back by booking office: ") + 2000);
  cpw_result_free(out);
}
END_TEST

/* Two criteria that read one column move together. */
START_TEST(one_column_for_two_criteria)
{
  static const double at[] = {0, 10}, up[] = {0, 1}, down[] = {1, 0};
  static const double pain[] = {6, 4}, wait[] = {10, 10};
  static const double *columns[] = {pain};
  cpw_priority_tier tier = {"all", (double)INFINITY, 0};
  cpw_priority_criterion c[2];
  cpw_priority_policy p;
  cpw_priority_list l;
  cpw_result *out = NULL;
  cpw_priority_policy_init(&p);
  cpw_priority_list_init(&l);
  for (int k = 0; k < 2; k++)
    c[k] = (cpw_priority_criterion){.name = k ? "second" : "first",
                                    .weight = 0.5,
                                    .knots = 2,
                                    .at = at,
                                    .value = up,
                                    .missing = (double)NAN,
                                    .until = CPW_DATE_NONE};
  p.tiers = &tier;
  p.tier_count = 1;
  p.criteria = c;
  p.criterion_count = 2;
  l.patients = 2;
  l.wait = wait;
  l.fact = columns;
  l.columns = 1;
  ck_assert_int_eq(cpw_priority_explain(&p, &l, 1, NULL, &out, NULL), CPW_OK);
  ck_assert_double_eq_tol(real(out, "next_fact")[0], 6.0, 1e-9);
  ck_assert_double_eq_tol(real(out, "next_fact")[1], 6.0, 1e-9);
  cpw_result_free(out);
  c[1].value = down; /* every pain is worth the same now: no other pain helps */
  ck_assert_int_eq(cpw_priority_explain(&p, &l, 1, NULL, &out, NULL), CPW_OK);
  ck_assert_double_nan(real(out, "next_fact")[0]);
  ck_assert_double_eq(real(out, "best_place")[0], 2.0);
  ck_assert_double_eq(real(out, "worst_place")[1], 2.0);
  cpw_result_free(out);
}
END_TEST

/* Who keeps a place behind others is not ahead of them. */
START_TEST(ahead_of_a_kept_place)
{
  cpwt_world w;
  cpwt_make_world(&w, 1, 2);
  w.policy.tiers_are_targets = 0;
  w.tier_of[0] = 0;
  w.tier_of[1] = 1;
  const cpw_priority_override o = {1, 0, 1, CPW_OVERRIDE_PLACE, CPW_DATE_NONE, "a", "b"};
  w.list.overrides = &o;
  w.list.override_count = 1;
  cpw_result *out = explain(&w, 1);
  ck_assert_int_eq(whole(out, "place"), 1);
  ck_assert_int_eq(whole(out, "ahead_tier"), 0);
  cpw_result_free(out);
}
END_TEST

START_TEST(rows_that_are_not_there)
{
  cpwt_world w;
  cpw_error err;
  cpw_result *out = NULL;
  cpwt_make_world(&w, 1, 20);
  ck_assert_int_eq(cpw_priority_explain(&w.policy, &w.list, 20, NULL, &out, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "row = 20 must be 0 to 19");
  ck_assert_int_eq(cpw_priority_explain(&w.policy, &w.list, 1, NULL, NULL, &err), CPW_EINVAL);
  w.list.patients = 0;
  ck_assert_int_eq(cpw_priority_explain(&w.policy, &w.list, 0, NULL, &out, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "row = 0: the list has no patients");
  w.list.patients = 20;
  ck_assert_int_eq(cpw_priority_compare(&w.policy, &w.list, 3, 3, NULL, &out, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "rows 3 and 3 must be two different rows below 20");
  ck_assert_int_eq(cpw_priority_compare(&w.policy, &w.list, 3, -1, NULL, &out, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_priority_compare(&w.policy, &w.list, 1, 2, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_ptr_null(out);
}
END_TEST

static int32_t explain_once(void *context) {
  cpwt_world *w = context;
  cpw_result *out = NULL;
  int32_t status = cpw_priority_explain(&w->policy, &w->list, 3, NULL, &out, NULL);
  cpw_result_free(out);
  return status;
}

START_TEST(no_memory_for_reasons)
{
  cpwt_world w;
  cpwt_make_world(&w, 1, 12);
  const cpw_priority_override o[] = {
      {3, 0, 1, CPW_OVERRIDE_TIER, CPW_DATE_NONE, "consultant", "worse since referral"},
      {4, 0, 2, CPW_OVERRIDE_PLACE, CPW_DATE_NONE, "booking office", "has a date"}};
  w.list.overrides = o;
  w.list.override_count = 2;
  cpwt_each_allocation_fails(explain_once, &w);
}
END_TEST

void cpwt_add_reasons(const cpwt_cases *cases) {
  tcase_add_loop_test(cases->properties, contributions_sum_to_the_score, 0, 20);
  tcase_add_loop_test(cases->properties, who_stands_ahead, 0, 5);
  tcase_add_loop_test(cases->properties, what_would_move_a_patient, 0, 15);
  tcase_add_loop_test(cases->properties, the_range_of_places, 0, 8);
  tcase_add_test(cases->reference, overrides_are_told);
  tcase_add_test(cases->limits, long_reasons);
  tcase_add_test(cases->reference, one_column_for_two_criteria);
  tcase_add_test(cases->reference, ahead_of_a_kept_place);
  tcase_add_test(cases->errors, rows_that_are_not_there);
  tcase_add_test(cases->oom, no_memory_for_reasons);
}
