/* What a policy may not say, and what its message says then. */
#include "priority/check_priority.h"

#include <math.h>
#include <string.h>

static const struct {
  const char *name;
  int32_t is;
} HEADINGS[] = {
    {"age", CPW_PROTECTED_AGE},
    {"Age_band", CPW_PROTECTED_AGE},
    {"AgeBand", CPW_PROTECTED_AGE},
    {"date of birth", CPW_PROTECTED_AGE},
    {"Disabled", CPW_PROTECTED_DISABILITY},
    {"GENDER", CPW_PROTECTED_SEX},
    {"gender reassignment", CPW_PROTECTED_GENDER},
    {"females", CPW_PROTECTED_SEX},
    {"women", CPW_PROTECTED_SEX},
    {"dateofbirth", CPW_PROTECTED_AGE},
    {"BAME", CPW_PROTECTED_RACE},
    {"national origin", CPW_PROTECTED_RACE},
    {"maternal", CPW_PROTECTED_PREGNANCY},
    {"wheelchair_user", CPW_PROTECTED_DISABILITY},
    {"birthing_unit", CPW_PROTECTED_NONE},
    {"partnership_trust", CPW_PROTECTED_NONE},
    {"white cell count", CPW_PROTECTED_NONE},
    {"national tariff", CPW_PROTECTED_NONE},
    {"marital status", CPW_PROTECTED_MARRIAGE},
    {"pregnant", CPW_PROTECTED_PREGNANCY},
    {"ethnic_group", CPW_PROTECTED_RACE},
    {"Ethnicity16", CPW_PROTECTED_RACE},
    {"religion", CPW_PROTECTED_RELIGION},
    {"sex", CPW_PROTECTED_SEX},
    {"sexual orientation", CPW_PROTECTED_SEXUAL_ORIENTATION},
    {"sex_orientation", CPW_PROTECTED_SEXUAL_ORIENTATION},
    {"deprivation", CPW_PROTECTED_NONE},
    {"imd_decile", CPW_PROTECTED_NONE},
    {"percentage", CPW_PROTECTED_NONE},
    {"stage", CPW_PROTECTED_NONE},
    {"rurality", CPW_PROTECTED_NONE},
    {"learning", CPW_PROTECTED_NONE},
    {"wait", CPW_PROTECTED_NONE},
    {"transport", CPW_PROTECTED_NONE},
    {"", CPW_PROTECTED_NONE},
    {NULL, CPW_PROTECTED_NONE},
};

START_TEST(headings_of_protected_characteristics)
{ ck_assert_int_eq(cpw_priority_protected(HEADINGS[_i].name), HEADINGS[_i].is); }
END_TEST

START_TEST(names_of_protected_characteristics)
{
  ck_assert_str_eq(cpw_priority_protected_name(CPW_PROTECTED_RACE), "race");
  ck_assert_str_eq(cpw_priority_protected_name(CPW_PROTECTED_SEXUAL_ORIENTATION),
                   "sexual orientation");
  ck_assert_ptr_null(cpw_priority_protected_name(CPW_PROTECTED_NONE));
  ck_assert_ptr_null(cpw_priority_protected_name(10));
  ck_assert_ptr_null(cpw_priority_protected_name(-1));
}
END_TEST

/* -------- one thing wrong at a time */

static void twice_a_tier(cpwt_world *w) {
  w->tier[2].name = "P2";
}
static void no_tier_name(cpwt_world *w) {
  w->tier[1].name = "";
}
static void no_target(cpwt_world *w) {
  w->tier[1].target = 0.0;
}
static void nan_target(cpwt_world *w) {
  w->tier[1].target = (double)NAN;
}
static void no_tiers(cpwt_world *w) {
  w->policy.tier_count = 0;
}
static void bad_rate(cpwt_world *w) {
  w->policy.rule = CPW_PRIORITY_ACCUMULATING;
  w->policy.criterion_count = 0;
  w->tier[3].rate = 0.0;
}
static void weights_short(cpwt_world *w) {
  for (int k = 0; k < CPWT_CRITERIA; k++)
    w->criterion[k].weight = 0.15;
}
static void negative_weight(cpwt_world *w) {
  w->criterion[1].weight = -0.25;
}
static void no_name(cpwt_world *w) {
  w->criterion[1].name = NULL;
}
static void twice_a_name(cpwt_world *w) {
  w->criterion[4].name = "pain";
}
static void part(cpwt_world *w) {
  w->criterion[0].part = 2;
}
static void source(cpwt_world *w) {
  w->criterion[0].source = -3;
}
static void missing(cpwt_world *w) {
  w->criterion[0].missing = 1.5;
}
static void shape(cpwt_world *w) {
  w->criterion[0].shape = 4;
}
static void one_knot(cpwt_world *w) {
  w->criterion[0].knots = 1;
}
static void no_knots(cpwt_world *w) {
  w->criterion[0].at = NULL;
}
static void falling_knots(cpwt_world *w) {
  w->at[0][2] = 4.0;
}
static void infinite_knot(cpwt_world *w) {
  w->at[0][2] = (double)INFINITY;
}
static void far_knots(cpwt_world *w) {
  w->at[0][0] = -1.7e308;
  w->at[0][2] = 1.7e308;
}
static void close_knots(cpwt_world *w) {
  w->at[0][0] = 0.0;
  w->at[0][1] = 5e-324;
}
static void other_column(cpwt_world *w) {
  w->criterion[0].source = 1;
}
static void other_categories(cpwt_world *w) {
  w->criterion[0] = w->criterion[1];
  w->criterion[0].name = "pain";
  w->criterion[0].knots = 2;
}
static void value(cpwt_world *w) {
  w->value[0][1] = 1.25;
}
static void turning(cpwt_world *w) {
  w->value[5][2] = 0.1;
}
static void coded_wait(cpwt_world *w) {
  w->criterion[1].source = CPW_PRIORITY_WAIT;
}
static const char *const SAME[] = {"mild", "severe", "mild"};
static const char *const EMPTY[] = {"mild", "", "severe"};
static void same_categories(cpwt_world *w) {
  w->criterion[1].categories = SAME;
}
static void empty_category(cpwt_world *w) {
  w->criterion[1].categories = EMPTY;
}
static void silent_age(cpwt_world *w) {
  w->criterion[0].name = "age";
}
static void silent_column(cpwt_world *w) {
  w->criterion[0].column = "Ethnic group";
}
static void age_without_reason(cpwt_world *w) {
  w->criterion[0].characteristic = CPW_PROTECTED_AGE;
  w->criterion[0].limit = 0.05;
  w->criterion[0].until = 20000;
}
static void age_without_limit(cpwt_world *w) {
  age_without_reason(w);
  w->criterion[0].reason = "frailty is not recorded";
  w->criterion[0].limit = 0.0;
}
static void age_for_ever(cpwt_world *w) {
  age_without_limit(w);
  w->criterion[0].limit = 0.05;
  w->criterion[0].until = CPW_DATE_NONE;
}
static void age_beyond_the_calendar(cpwt_world *w) {
  age_without_limit(w);
  w->criterion[0].limit = 0.05;
  w->criterion[0].until = INT32_MAX;
}
static void blank_reason(cpwt_world *w) {
  age_without_reason(w);
  w->criterion[0].reason = "  ";
}
static void another_characteristic(cpwt_world *w) {
  age_without_limit(w);
  w->criterion[0].limit = 0.05;
  w->criterion[0].column = "ethnicity";
}
static void no_such_characteristic(cpwt_world *w) {
  w->criterion[0].characteristic = 10;
}
static void limit_of_pain(cpwt_world *w) {
  w->criterion[0].limit = 0.1;
}
static void cap_of_nothing(cpwt_world *w) {
  w->policy.cap_kind = CPW_PRIORITY_CAP_NONE;
  w->policy.cap = 0.5;
}
static void high_cap(cpwt_world *w) {
  w->policy.cap_kind = CPW_PRIORITY_CAP_SCORE;
  w->policy.cap = 1.5;
}
static void negative_days(cpwt_world *w) {
  w->policy.cap_kind = CPW_PRIORITY_CAP_DAYS;
  w->policy.cap = -1.0;
}
static void cap_kind(cpwt_world *w) {
  w->policy.cap_kind = 3;
}
static void rule(cpwt_world *w) {
  w->policy.rule = 6;
}
static void clinical_without_score(cpwt_world *w) {
  w->policy.cap_kind = CPW_PRIORITY_CAP_DAYS;
  w->policy.rule = CPW_PRIORITY_LONGEST;
}
static void no_criteria(cpwt_world *w) {
  w->policy.criteria = NULL;
}
static void monitored(cpwt_world *w) {
  w->policy.monitored_count = 1;
}
static void old_struct(cpwt_world *w) {
  w->policy.struct_size = 4;
}

static const struct {
  void (*make)(cpwt_world *w);
  int32_t status;
  const char *message;
} WRONG[] = {
    {twice_a_tier, CPW_EINVAL, "tier \"P2\" comes twice"},
    {no_tier_name, CPW_EINVAL, "tiers[1].name must not be empty"},
    {no_target, CPW_EDOMAIN, "target of tier \"P2\" = 0 must be > 0 days, or infinite for none"},
    {nan_target, CPW_EDOMAIN, "target of tier \"P2\" = nan must be > 0 days, or infinite for none"},
    {no_tiers, CPW_EINVAL, "policy.tier_count = 0 must be 1 to 1000"},
    {bad_rate, CPW_EDOMAIN, "rate of tier \"P4\" = 0 must be finite and > 0 under this rule"},
    {weights_short, CPW_EDOMAIN, "weights of the criteria sum to 0.9, must sum to 1"},
    {negative_weight, CPW_EDOMAIN,
     "weight of criterion \"function\" = -0.25 must be finite and >= 0"},
    {no_name, CPW_EINVAL, "criteria[1].name must not be empty"},
    {twice_a_name, CPW_EINVAL, "criterion \"pain\" comes twice"},
    {part, CPW_EINVAL, "criterion \"pain\": part = 2 must be 0 or 1"},
    {source, CPW_EINVAL, "criterion \"pain\": source = -3 is no column of facts"},
    {missing, CPW_EDOMAIN, "criterion \"pain\": missing = 1.5 must be in [0, 1], or NaN to refuse"},
    {shape, CPW_EINVAL, "criterion \"pain\": shape = 4 must be 0 to 3"},
    {one_knot, CPW_EINVAL, "criterion \"pain\": knots = 1 must be 2 to 10000"},
    {no_knots, CPW_EINVAL, "criterion \"pain\": knots must be given"},
    {falling_knots, CPW_EDOMAIN,
     "criterion \"pain\": at[2] = 4 must be finite and above the one before"},
    {infinite_knot, CPW_EDOMAIN,
     "criterion \"pain\": at[2] = inf must be finite and above the one before"},
    {far_knots, CPW_EDOMAIN, "criterion \"pain\": the knots lie too far apart"},
    {close_knots, CPW_EDOMAIN,
     "criterion \"pain\": at[1] = 5e-324 lies too close to the one before"},
    {other_column, CPW_EINVAL,
     "criteria \"pain\" and \"function\" read one column: both must have the same categories in "
     "the "
     "same order, or none"},
    {other_categories, CPW_EINVAL,
     "criteria \"pain\" and \"function\" read one column: both must have the same categories in "
     "the "
     "same order, or none"},
    {age_beyond_the_calendar, CPW_EINVAL,
     "criterion \"pain\" uses age, a protected characteristic: it needs a reason in words, a limit "
     "in (0, 1) and a last day"},
    {blank_reason, CPW_EINVAL,
     "criterion \"pain\" uses age, a protected characteristic: it needs a reason in words, a limit "
     "in (0, 1) and a last day"},
    {another_characteristic, CPW_EINVAL,
     "criterion \"pain\" reads as race, but is declared to be age"},
    {value, CPW_EDOMAIN, "criterion \"pain\": value[1] = 1.25 must be in [0, 1]"},
    {turning, CPW_EDOMAIN,
     "criterion \"share of target\": the values of a monotone curve must all rise or all fall"},
    {coded_wait, CPW_EINVAL, "criterion \"function\": days waited have no categories"},
    {same_categories, CPW_EINVAL, "criterion \"function\": category \"mild\" comes twice"},
    {empty_category, CPW_EINVAL, "criterion \"function\": category 1 has no name"},
    {silent_age, CPW_EINVAL,
     "criterion \"age\" reads as age, a protected characteristic: to use it say which it is, why, "
     "its limit and its last day; to watch it, monitor it instead"},
    {silent_column, CPW_EINVAL,
     "criterion \"pain\" reads as race, a protected characteristic: to use it say which it is, "
     "why, "
     "its limit and its last day; to watch it, monitor it instead"},
    {age_without_reason, CPW_EINVAL,
     "criterion \"pain\" uses age, a protected characteristic: it needs a reason in words, a limit "
     "in (0, 1) and a last day"},
    {age_without_limit, CPW_EINVAL,
     "criterion \"pain\" uses age, a protected characteristic: it needs a reason in words, a limit "
     "in (0, 1) and a last day"},
    {age_for_ever, CPW_EINVAL,
     "criterion \"pain\" uses age, a protected characteristic: it needs a reason in words, a limit "
     "in (0, 1) and a last day"},
    {no_such_characteristic, CPW_EINVAL, "criterion \"pain\": characteristic = 10 must be 0 to 9"},
    {limit_of_pain, CPW_EINVAL,
     "criterion \"pain\": a limit is for protected characteristics alone"},
    {cap_of_nothing, CPW_EINVAL, "policy.cap = 0.5 needs a cap_kind"},
    {high_cap, CPW_EDOMAIN, "policy.cap = 1.5 must be in [0, 1], the score's own units"},
    {negative_days, CPW_EDOMAIN, "policy.cap = -1 must be finite and >= 0 days"},
    {cap_kind, CPW_EINVAL, "policy.cap_kind = 3 must be 0 to 2"},
    {rule, CPW_EINVAL, "policy.rule = 6 must be 0 to 5"},
    {clinical_without_score, CPW_EINVAL,
     "criterion \"pain\": a rule without a score takes equity criteria with a cap in days alone"},
    {no_criteria, CPW_EINVAL, "policy.criterion_count = 6 must be 0 to 1000, with the criteria"},
    {monitored, CPW_EINVAL, "policy.monitored_count = 1 must be >= 0, with the headings"},
};

START_TEST(policies_that_are_wrong)
{
  cpwt_world w;
  cpw_error err;
  cpwt_make_world(&w, 1, 10);
  ck_assert_int_eq(cpw_priority_policy_check(&w.policy, &err), CPW_OK);
  WRONG[_i].make(&w);
  ck_assert_int_eq(cpw_priority_policy_check(&w.policy, &err), WRONG[_i].status);
  ck_assert_str_eq(err.message, WRONG[_i].message);
  ck_assert_int_eq(err.code, WRONG[_i].status);
  /* the ranking says the same and leaves everything as it was */
  int64_t order[10] = {77};
  cpw_priority_ranking ranking;
  cpw_priority_ranking_init(&ranking);
  ranking.order = order;
  ranking.breaches = 5;
  ck_assert_int_eq(cpw_priority_rank(&w.policy, &w.list, &ranking, &err), WRONG[_i].status);
  ck_assert_str_eq(err.message, WRONG[_i].message);
  ck_assert_int_eq(order[0], 77);
  ck_assert_int_eq(ranking.breaches, 5);
}
END_TEST

START_TEST(no_policy_at_all)
{
  cpwt_world w;
  cpw_error err;
  ck_assert_int_eq(cpw_priority_policy_check(NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "policy must be given");
  cpwt_make_world(&w, 1, 10);
  old_struct(&w);
  ck_assert_int_eq(cpw_priority_policy_check(&w.policy, NULL), CPW_EABI);
}
END_TEST

/* A protected characteristic that is used by leave: its day, its limit. */
START_TEST(a_protected_characteristic_by_leave)
{
  cpwt_world w;
  cpwt_ranked with;
  cpw_error err;
  cpwt_make_world(&w, 3, 50);
  w.policy.cap_kind = CPW_PRIORITY_CAP_NONE;
  w.policy.cap = 0.0;
  age_without_limit(&w);
  w.criterion[0].limit = 0.5 * w.criterion[0].weight;
  ck_assert_int_eq(cpw_priority_policy_check(&w.policy, NULL), CPW_OK);
  cpw_priority_ranking_init(&with.ranking);
  ck_assert_int_eq(cpw_priority_rank(&w.policy, &w.list, &with.ranking, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "criterion \"pain\" uses a protected characteristic: list.today "
                                "must be given");
  w.list.today = 20001;
  ck_assert_int_eq(cpw_priority_rank(&w.policy, &w.list, &with.ranking, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message,
                   "criterion \"pain\" uses a protected characteristic and its last day is past");
  w.list.today = 20000 - 1827;
  ck_assert_int_eq(cpw_priority_rank(&w.policy, &w.list, &with.ranking, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "criterion \"pain\" uses a protected characteristic: its last day "
                                "must be at most five years after the list's");
  w.list.today = 20000;
  cpwt_rank(&w, &with);
  int64_t held = 0;
  for (int64_t i = 0; i < 50; i++) {
    double wait, full = cpwt_score(&w, i, &wait);
    double adds = w.criterion[0].weight * cpw_priority_value(&w.criterion[0], w.fact[0][i]);
    double over = adds > w.criterion[0].limit ? adds - w.criterion[0].limit : 0.0;
    ck_assert_double_eq_tol(with.score[i], full - over, 1e-12);
    held += over > 0.0;
  }
  ck_assert_int_gt(held, 0);
  ck_assert_int_eq(with.ranking.capped, held);
}
END_TEST

void cpwt_add_policies(const cpwt_cases *cases) {
  tcase_add_loop_test(cases->reference, headings_of_protected_characteristics, 0,
                      sizeof HEADINGS / sizeof *HEADINGS);
  tcase_add_test(cases->limits, names_of_protected_characteristics);
  tcase_add_loop_test(cases->errors, policies_that_are_wrong, 0, sizeof WRONG / sizeof *WRONG);
  tcase_add_test(cases->errors, no_policy_at_all);
  tcase_add_test(cases->properties, a_protected_characteristic_by_leave);
}
