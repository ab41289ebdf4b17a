/* What persons decide: tiers, places and facts, and what a decision without a name or a reason gets. */
#include "priority/check_priority.h"

#include <math.h>
#include <string.h>

static cpw_priority_override by(int64_t row, int32_t kind, double value) {
  return (cpw_priority_override){
      row, 0, value, kind, CPW_DATE_NONE, "consultant", "seen in clinic"};
}

/* The same as if the data had been so from the start. */
START_TEST(tiers_and_facts_as_if_they_were_data)
{
  cpwt_world w, changed;
  cpwt_ranked by_override, by_data;
  cpwt_make_world(&w, (uint64_t)_i, 80);
  cpwt_make_world(&changed, (uint64_t)_i, 80);
  cpw_priority_override o[] = {by(4, CPW_OVERRIDE_TIER, 0), by(9, CPW_OVERRIDE_TIER, 3),
                               by(9, CPW_OVERRIDE_TIER, 1), by(7, CPW_OVERRIDE_FACT, 9),
                               by(8, CPW_OVERRIDE_FACT, 150)};
  o[3].column = 2;
  o[4].column = CPW_PRIORITY_WAIT;
  w.list.overrides = o;
  w.list.override_count = 5;
  changed.tier_of[4] = 0;
  changed.tier_of[9] = 1; /* the later one counts */
  changed.fact[2][7] = 9;
  changed.wait[8] = 150;
  cpwt_rank(&w, &by_override);
  cpwt_rank(&changed, &by_data);
  ck_assert_mem_eq(by_override.order, by_data.order, 80 * sizeof *by_data.order);
  ck_assert_mem_eq(by_override.score, by_data.score, 80 * sizeof *by_data.score);
  ck_assert_mem_eq(by_override.tier, by_data.tier, 80 * sizeof *by_data.tier);
}
END_TEST

/* Those who keep a place have it; all others stand as they would without them. */
START_TEST(places_are_kept)
{
  cpwt_world w;
  cpwt_ranked before, after;
  int64_t n = 50;
  cpwt_make_world(&w, 40 + (uint64_t)_i, n);
  cpwt_rank(&w, &before);
  cpw_priority_override o[] = {
      by(before.order[49], CPW_OVERRIDE_PLACE, 1), by(before.order[0], CPW_OVERRIDE_PLACE, 50),
      by(before.order[20], CPW_OVERRIDE_PLACE, 3), by(before.order[20], CPW_OVERRIDE_PLACE, 4),
      by(before.order[7], CPW_OVERRIDE_PLACE, 8)};
  w.list.overrides = o;
  w.list.override_count = 5;
  cpwt_rank(&w, &after);
  ck_assert_int_eq(after.place[before.order[49]], 1);
  ck_assert_int_eq(after.place[before.order[0]], 50);
  ck_assert_int_eq(after.place[before.order[20]], 4);
  ck_assert_int_eq(after.place[before.order[7]], 8);
  int64_t last = 0;
  for (int64_t k = 0; k < n; k++) {
    if (k == 0 || k == 7 || k == 20 || k == 49) continue;
    ck_assert_int_gt(after.place[before.order[k]], last);
    last = after.place[before.order[k]];
  }
}
END_TEST

/* A place that is given back, and taken by another. */
START_TEST(places_are_given_back)
{
  cpwt_world w;
  cpwt_ranked before, after;
  cpwt_make_world(&w, 50, 20);
  cpwt_rank(&w, &before);
  cpw_priority_override o[] = {by(before.order[9], CPW_OVERRIDE_PLACE, 1),
                               by(before.order[9], CPW_OVERRIDE_PLACE, 0)};
  w.list.overrides = o;
  w.list.override_count = 2;
  cpwt_rank(&w, &after);
  ck_assert_mem_eq(after.order, before.order, 20 * sizeof *after.order);
}
END_TEST

static const struct {
  cpw_priority_override o;
  const char *message;
} WRONG[] = {
    {{10, 0, 0, 0, 0, "a", "b"}, "overrides[0].row = 10 is no patient"},
    {{-1, 0, 0, 0, 0, "a", "b"}, "overrides[0].row = -1 is no patient"},
    {{1, 0, 0, 0, 0, NULL, "b"}, "override of patient 1 needs an actor and a reason"},
    {{1, 0, 0, 0, 0, "a", ""}, "override of patient 1 needs an actor and a reason"},
    {{1, 0, 0, 3, 0, "a", "b"}, "overrides[0].kind = 3 must be 0 to 2"},
    {{1, 0, 4, 0, 0, "a", "b"}, "override of patient 1: tier 4 is unknown"},
    {{1, 0, 0.5, 0, 0, "a", "b"}, "override of patient 1: tier 0.5 is unknown"},
    {{1, 0, -1, 1, 0, "a", "b"},
     "override of patient 1: place -1 must be 1 to 10, or 0 to give it back"},
    {{1, 0, 0, 0, 0, " ", "b"}, "override of patient 1 needs an actor and a reason"},
    {{1, 0, 11, 1, 0, "a", "b"},
     "override of patient 1: place 11 must be 1 to 10, or 0 to give it back"},
    {{1, 4, 1, 2, 0, "a", "b"}, "override of patient 1: there is no column 4"},
    {{1, -2, 1, 2, 0, "a", "b"}, "override of patient 1: there is no column -2"},
    {{1, -1, -4, 2, 0, "a", "b"}, "days waited of patient 1 = -4 must be finite and >= 0"},
    {{1, 1, 5, 2, 0, "a", "b"},
     "criterion \"function\" of patient 1 = 5 is no category: they are 0 to 2"},
};

START_TEST(overrides_that_are_wrong)
{
  cpwt_world w;
  cpw_error err;
  cpw_priority_ranking ranking;
  cpwt_make_world(&w, 2, 10);
  w.list.id = NULL;
  w.list.overrides = &WRONG[_i].o;
  w.list.override_count = 1;
  cpw_priority_ranking_init(&ranking);
  ck_assert_int_lt(cpw_priority_rank(&w.policy, &w.list, &ranking, &err), 0);
  ck_assert_str_eq(err.message, WRONG[_i].message);
}
END_TEST

START_TEST(one_place_for_two)
{
  cpwt_world w;
  cpw_error err;
  cpw_priority_ranking ranking;
  cpwt_make_world(&w, 2, 10);
  w.list.id = w.id;
  const cpw_priority_override o[] = {by(3, CPW_OVERRIDE_PLACE, 2), by(5, CPW_OVERRIDE_PLACE, 2)};
  w.list.overrides = o;
  w.list.override_count = 2;
  cpw_priority_ranking_init(&ranking);
  ck_assert_int_eq(cpw_priority_rank(&w.policy, &w.list, &ranking, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "place 2 is kept by patient \"P3756\" and by patient \"P9587\"");
}
END_TEST

void cpwt_add_overrides(const cpwt_cases *cases) {
  tcase_add_loop_test(cases->properties, tiers_and_facts_as_if_they_were_data, 0, 10);
  tcase_add_loop_test(cases->properties, places_are_kept, 0, 5);
  tcase_add_test(cases->limits, places_are_given_back);
  tcase_add_loop_test(cases->errors, overrides_that_are_wrong, 0, sizeof WRONG / sizeof *WRONG);
  tcase_add_test(cases->errors, one_place_for_two);
}
