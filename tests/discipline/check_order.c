/* The order that scores give against cpw_priority_rank, today and later, and in the simulation. */
#include "discipline/check_discipline.h"

#include <stdlib.h>

/* ---------------------------------------------------------------- against the ranking ------- */

static cpw_discipline *discipline_of(const cpwt_people *w) {
  cpw_discipline *d = NULL;
  cpw_error err;
  int32_t status = cpw_discipline_new(&w->policy, &w->list, &w->options, &d, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  return d;
}

/* Everybody of the list as a simulation sees them: row i is person row[i]. */
static void see(const cpwt_people *w, cpw_patient *x) {
  for (int64_t i = 0; i < w->list.patients; i++)
    x[i] = (cpw_patient){
        i, i, -w->wait[w->row[i]] / 7.0, 0.0, w->class_index[w->row[i]], w->group[w->row[i]]};
}

static void order_by_score(const cpwt_people *w, const double *score, int64_t *order) {
  for (int64_t i = 0; i < w->list.patients; i++) {
    int64_t at = i;
    for (; at > 0 && score[i] > score[order[at - 1]]; at--)
      order[at] = order[at - 1];
    order[at] = i;
  }
  for (int64_t i = 0; i < w->list.patients; i++)
    order[i] = w->row[order[i]];
}

typedef struct standing {
  int64_t order[CPWT_PEOPLE];
  double score[CPWT_PEOPLE], wait[CPWT_PEOPLE];
  int32_t breached[CPWT_PEOPLE];
} standing;

static void rank_at(cpwt_people *w, double days, standing *to) {
  double today[CPWT_PEOPLE];
  cpw_error err;
  cpw_priority_ranking r;
  memcpy(today, w->wait, sizeof today);
  for (int64_t i = 0; i < w->list.patients; i++)
    w->wait[i] += days;
  cpw_priority_ranking_init(&r);
  r.order = to->order;
  r.score = to->score;
  r.wait = to->wait;
  r.breached = to->breached;
  int32_t status = cpw_priority_rank(&w->policy, &w->list, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  memcpy(w->wait, today, sizeof today);
}

/* The same place, or somebody whose key is the same as far as the bits of the number go. */
static void check_place(const cpwt_people *w, const standing *s, int64_t mine, int64_t theirs) {
  if (mine == theirs) return;
  if (!w->policy.tiers_are_targets) ck_assert_int_eq(w->level[mine], w->level[theirs]);
  if (w->policy.breaches_first) ck_assert_int_eq(s->breached[mine], s->breached[theirs]);
  ck_assert_double_eq_tol(s->score[mine], s->score[theirs], 1e-7);
  ck_assert_int_eq(w->policy.cap_kind, CPW_PRIORITY_CAP_DAYS); /* else it is the same person */
  /* scores that differ by rounding alone are equal in the number: the wait decides */
  if (s->score[mine] < s->score[theirs] || s->score[mine] > s->score[theirs]) return;
  int both = w->policy.rule != CPW_PRIORITY_SCORE && w->policy.tiers_are_targets;
  ck_assert_double_eq_tol(s->wait[mine], s->wait[theirs], both ? 0.07 : 2e-4);
}

static void check_order(cpwt_people *w, double now) {
  cpw_patient x[CPWT_PEOPLE];
  double score[CPWT_PEOPLE];
  int64_t mine[CPWT_PEOPLE];
  standing theirs;
  cpw_discipline *d = discipline_of(w);
  see(w, x);
  ck_assert_int_eq(cpw_discipline_score(d, x, w->list.patients, now, score), 0);
  order_by_score(w, score, mine);
  rank_at(w, (now - 1.0) * 7.0, &theirs);
  for (int64_t i = 0; i < w->list.patients; i++) {
    ck_assert(isfinite(score[i]) && score[i] > 0.0);
    check_place(w, &theirs, mine[i], theirs.order[i]);
  }
  cpw_discipline_free(d);
}

static void begin(cpwt_people *w, uint64_t seed, int64_t people) {
  cpwt_make_people(w, seed, people);
  cpwt_sort_rows(w);
  w->options.row = w->row;
  w->options.rows = people;
}

START_TEST(places_are_those_of_the_ranking)
{
  cpwt_people w;
  begin(&w, (uint64_t)_i, _i < 4 ? _i : 20 + 37 * (_i % 11));
  check_order(&w, 1.0);
  check_order(&w, 2.0);
  check_order(&w, 14.0);
  check_order(&w, 60.0);
}
END_TEST

/* Every rule, with tiers as an order and as targets, with equity in days and without. */
START_TEST(places_under_every_rule)
{
  cpwt_people w;
  int rule = _i % 6, targets = _i / 6 % 2, days = _i / 12 % 2;
  begin(&w, 500 + (uint64_t)_i, 200);
  cpwt_set_rule(&w, rule, days, 0);
  w.policy.tiers_are_targets = targets;
  check_order(&w, 1.0);
  check_order(&w, 9.0);
}
END_TEST

/* A criterion of equity that reads the wait moves the days that equity counts. */
START_TEST(equity_that_reads_the_wait)
{
  cpwt_people w;
  begin(&w, 900 + (uint64_t)_i, 150);
  if (w.policy.criterion_count < 6) return;
  cpwt_set_rule(&w, _i % 5, 1, 1);
  w.policy.tiers_are_targets = _i / 5 % 2;
  check_order(&w, 1.0);
  check_order(&w, 5.0);
}
END_TEST

START_TEST(overrides_of_tiers_and_facts_count)
{
  cpwt_people w;
  const cpw_priority_override overrides[] = {{.row = 3,
                                              .kind = CPW_OVERRIDE_TIER,
                                              .value = 0,
                                              .date = CPW_DATE_NONE,
                                              .actor = "a",
                                              .reason = "b"},
                                             {.row = 5,
                                              .column = 0,
                                              .kind = CPW_OVERRIDE_FACT,
                                              .value = 10,
                                              .date = CPW_DATE_NONE,
                                              .actor = "a",
                                              .reason = "b"}};
  begin(&w, 41, 60);
  w.list.overrides = overrides;
  w.list.override_count = 2;
  check_order(&w, 1.0);
  check_order(&w, 8.0);
}
END_TEST

START_TEST(many_tiers_are_never_crossed)
{
  enum { TIERS = 1000 };
  static cpw_priority_tier tier[TIERS];
  static char names[TIERS][8];
  cpwt_people w;
  begin(&w, 7, 300);
  for (int k = 0; k < TIERS; k++) {
    snprintf(names[k], sizeof names[k], "T%d", k);
    tier[k] = (cpw_priority_tier){names[k], 50.0 + k % 90, 1.0};
  }
  w.policy.tiers = tier;
  w.policy.tier_count = TIERS;
  w.policy.tiers_are_targets = 0;
  for (int64_t i = 0; i < 300; i++)
    w.level[i] = (int32_t)(i * 331 % TIERS);
  check_order(&w, 1.0);
  check_order(&w, 4.0);
}
END_TEST

/* Longer waits than `longest` are ranked as that one: those who have waited longer go by order of joining. */
START_TEST(waits_beyond_the_longest)
{
  cpwt_people w;
  cpw_patient x[CPWT_PEOPLE];
  double score[CPWT_PEOPLE];
  begin(&w, 12, 50);
  cpwt_set_rule(&w, CPW_PRIORITY_RATIO, 0, 0);
  w.policy.tiers_are_targets = 1;
  for (int64_t i = 0; i < 50; i++)
    w.level[i] = 1;
  w.options.longest = 0.5;
  cpw_discipline *d = discipline_of(&w);
  see(&w, x);
  ck_assert_int_eq(cpw_discipline_score(d, x, 50, 30.0, score), 0);
  for (int64_t i = 1; i < 50; i++)
    ck_assert_double_eq(score[i], score[0]);
  cpw_discipline_free(d);
}
END_TEST

/* ---------------------------------------------------------------- in the simulation --------- */

typedef struct simulation {
  double joined[CPWT_PEOPLE];
  cpw_patient_rows rows;
  cpw_patients_list list;
  cpw_patient_record record[CPWT_PEOPLE];
} simulation;

static void simulate(const cpwt_people *w, cpw_discipline *d, double slots, int64_t periods,
                     simulation *to) {
  cpw_patients_options options;
  cpw_result *result = NULL;
  cpw_error err;
  cpw_patient_rows_init(&to->rows);
  for (int64_t i = 0; i < w->list.patients; i++)
    to->joined[i] = -w->wait[w->row[i]] / 7.0;
  to->rows.rows = w->list.patients;
  to->rows.joined = to->joined;
  cpw_patients_list_init(&to->list);
  to->list.rows = &to->rows;
  to->list.slots = &slots;
  to->list.periods = periods;
  cpw_patients_options_init(&options);
  options.records = to->record;
  options.record_room = CPWT_PEOPLE;
  ck_assert_int_eq(cpw_discipline_apply(d, &to->list, &err), CPW_OK);
  int32_t status = cpw_patients_simulate(&to->list, &options, NULL, &result, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  cpw_result_free(result);
}

/* Week after week the first of those who are left, ranked anew, by cpw_priority_rank alone. */
static void treat_by_ranking(cpwt_people *w, int64_t slots, int64_t periods, int64_t *week) {
  standing ranked;
  const int64_t *order = ranked.order;
  for (int64_t i = 0; i < w->list.patients; i++)
    week[i] = 0;
  for (int64_t t = 1; t <= periods; t++) {
    int64_t left = slots;
    /* who has left changes nothing in the order of the others */
    rank_at(w, 7.0 * (double)(t - 1), &ranked);
    for (int64_t k = 0; k < w->list.patients && left > 0; k++)
      if (week[order[k]] == 0) {
        week[order[k]] = t;
        left--;
      }
  }
}

START_TEST(the_first_slots_go_to_the_first_places)
{
  cpwt_people w;
  simulation run;
  int64_t week[CPWT_PEOPLE], n = 120;
  begin(&w, 60 + (uint64_t)_i, n);
  cpw_discipline *d = discipline_of(&w);
  simulate(&w, d, 7, 12, &run);
  treat_by_ranking(&w, 7, 12, week);
  for (int64_t i = 0; i < n; i++) {
    const cpw_patient_record *r = &run.record[i];
    ck_assert_int_eq(r->row, i);
    if (week[w.row[i]] == 0)
      ck_assert_int_eq(r->status, CPW_PATIENT_WAITING);
    else
      ck_assert_double_eq(r->ended, (double)week[w.row[i]]);
  }
  cpw_discipline_free(d);
}
END_TEST

START_TEST(an_order_that_time_does_not_change)
{
  cpwt_people w;
  cpw_patients_list list;
  begin(&w, 3, 10);
  cpwt_make_criteria(&w, &(cpw_stream){0}, 0);
  cpwt_set_rule(&w, CPW_PRIORITY_SCORE, 0, 0);
  for (int fixed = 0; fixed < 2; fixed++) {
    w.policy.breaches_first = !fixed;
    cpw_discipline *d = discipline_of(&w);
    cpw_patients_list_init(&list);
    ck_assert_int_eq(cpw_discipline_apply(d, &list, NULL), CPW_OK);
    ck_assert_int_eq(list.rescore, !fixed);
    ck_assert_int_eq(list.rule, CPW_PATIENTS_SCORE);
    ck_assert_ptr_eq(list.score_context, d);
    cpw_discipline_free(d);
  }
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t make_all(void *context) {
  cpw_discipline *d = NULL;
  const cpwt_people *w = context;
  int32_t status = cpw_discipline_new(&w->policy, &w->list, &w->options, &d, NULL);
  cpw_discipline_free(d);
  return status;
}

START_TEST(no_memory)
{
  static const double facts[CPWT_CLASSES * CPWT_GROUPS * CPWT_COLUMNS] = {0};
  static const int32_t tier[CPWT_CLASSES] = {1, 3};
  cpwt_people w;
  begin(&w, 2, 12);
  cpwt_each_allocation_fails(make_all, &w);
  w.options.joiner_fact = facts;
  w.options.tier = tier;
  w.list.id = w.id;
  cpwt_each_allocation_fails(make_all, &w);
}
END_TEST

void cpwt_add_order(const cpwt_cases *cases) {
  tcase_add_loop_test(cases->reference, places_are_those_of_the_ranking, 0, 60);
  tcase_add_loop_test(cases->reference, places_under_every_rule, 0, 48);
  tcase_add_loop_test(cases->reference, equity_that_reads_the_wait, 0, 20);
  tcase_add_test(cases->reference, overrides_of_tiers_and_facts_count);
  tcase_add_test(cases->limits, many_tiers_are_never_crossed);
  tcase_add_test(cases->limits, waits_beyond_the_longest);
  tcase_add_loop_test(cases->reference, the_first_slots_go_to_the_first_places, 0, 12);
  tcase_add_test(cases->limits, an_order_that_time_does_not_change);
  tcase_add_test(cases->oom, no_memory);
}
