/* Who joins: whose facts, which tier, which wait; and what is refused. */
#include "discipline/check_discipline.h"

static cpw_discipline *made(const cpwt_people *w) {
  cpw_discipline *d = NULL;
  cpw_error err;
  int32_t status = cpw_discipline_new(&w->policy, &w->list, &w->options, &d, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  return d;
}

static double score_of(cpw_discipline *d, const cpw_patient *x, double now) {
  double score = (double)NAN;
  ck_assert_int_eq(cpw_discipline_score(d, x, 1, now, &score), 0);
  return score;
}

/* Without criteria that read the wait, one who joins has at a wait of 0 the score of somebody of the list with the same
 * class, group and facts whose wait is 0. */
START_TEST(facts_of_the_same_class_and_group)
{
  cpwt_people w;
  int seen[CPWT_PEOPLE] = {0}, different = 0;
  cpwt_make_people(&w, 5, 200);
  for (int64_t i = 0; i < 200; i++)
    w.wait[i] = 0.0;
  cpw_discipline *d = made(&w);
  for (int64_t number = 200; number < 1200; number++) {
    cpw_patient x = {number, -1, 3.0, 0.0, (int32_t)(number % 2), (int32_t)(number % 5)};
    double score = score_of(d, &x, 4.0), again = score_of(d, &x, 4.0);
    int found = 0;
    ck_assert_double_eq(score, again);
    for (int64_t i = 0; i < 200; i++) {
      cpw_patient here = {i, i, 0.0, 0.0, w.class_index[i], w.group[i]};
      if (here.class_index != x.class_index || here.group_index != x.group_index) continue;
      if (score_of(d, &here, 1.0) < score || score_of(d, &here, 1.0) > score) continue;
      found = 1;
      different += !seen[i];
      seen[i] = 1;
    }
    ck_assert(found);
  }
  ck_assert_int_gt(different, 150); /* all sorts of them */
  cpw_discipline_free(d);
}
END_TEST

/* Waits of who joins begin with joining; another replication gives other facts, another policy the same. */
START_TEST(waits_and_streams)
{
  cpwt_people w;
  cpwt_make_people(&w, 8, 100);
  cpwt_set_rule(&w, CPW_PRIORITY_RATIO, 0, 0);
  w.policy.tiers_are_targets = 1;
  w.policy.breaches_first = 0;
  cpw_discipline *d = made(&w);
  w.options.replication = 1;
  cpw_discipline *other = made(&w);
  int same = 0;
  for (int64_t k = 0; k < 100; k++) {
    cpw_patient x = {1000 + k, -1, 10.0, 0.0, 0, (int32_t)(k % 5)};
    double at_once = score_of(d, &x, 10.0), next = score_of(d, &x, 11.0),
           later = score_of(d, &x, 12.0);
    ck_assert_double_eq(at_once, next); /* the list is drawn up at the beginning of a period */
    ck_assert_double_gt(later, next);
    same += score_of(other, &x, 12.0) >= later && score_of(other, &x, 12.0) <= later;
  }
  ck_assert_int_lt(same, 90);
  cpw_discipline_free(other);
  cpw_discipline_free(d);
}
END_TEST

START_TEST(typical_facts)
{
  cpwt_people w;
  double facts[CPWT_CLASSES][CPWT_GROUPS][CPWT_COLUMNS] = {0};
  static const int32_t tier[CPWT_CLASSES] = {1, 3};
  cpwt_make_people(&w, 9, 100);
  w.policy.tiers_are_targets = 0;
  for (int k = 0; k < CPWT_CLASSES; k++)
    for (int g = 0; g < CPWT_GROUPS; g++) {
      facts[k][g][0] = 4 * k;
      facts[k][g][1] = 2;
      facts[k][g][2] = g;
      facts[k][g][3] = 10 * g;
    }
  w.options.joiner_fact = &facts[0][0][0];
  w.options.tier = tier;
  cpw_discipline *d = made(&w);
  /* the same person on the list, waiting 0 days */
  w.wait[0] = 0;
  w.level[0] = 3;
  w.fact[0][0] = 4;
  w.fact[1][0] = 2;
  w.fact[2][0] = 3;
  w.fact[3][0] = 30;
  cpw_discipline *twin = made(&w);
  cpw_patient joins = {500, -1, 2.0, 0.0, 1, 3}, here = {0, 0, 0.0, 0.0, 1, 3};
  ck_assert_double_eq(score_of(d, &joins, 3.0), score_of(twin, &here, 1.0));
  ck_assert_double_eq(score_of(d, &joins, 7.0), score_of(twin, &here, 5.0));
  cpw_patient urgent = {500, -1, 2.0, 0.0, 0, 0};
  ck_assert_double_gt(score_of(d, &urgent, 3.0), score_of(d, &joins, 3.0));
  cpw_discipline_free(twin);
  cpw_discipline_free(d);
}
END_TEST

/* A row that joins later waits from then on, with its own facts. */
START_TEST(rows_that_join_later)
{
  cpwt_people w;
  cpwt_make_people(&w, 10, 30);
  w.wait[4] = 0.0;
  cpw_discipline *d = made(&w);
  cpw_patient later = {4, 4, 5.0, 0.0, w.class_index[4], w.group[4]}, here = later;
  here.joined = 0.0;
  ck_assert_double_eq(score_of(d, &later, 9.0), score_of(d, &here, 4.0));
  cpw_discipline_free(d);
}
END_TEST

/* Nobody in the group: somebody of the class; nobody in the class: anybody; nobody at all: a stop. */
START_TEST(nobody_like_them)
{
  cpwt_people w;
  double score;
  cpwt_make_people(&w, 11, 20);
  for (int64_t i = 0; i < 20; i++)
    w.class_index[i] = w.group[i] = 0;
  cpw_discipline *d = made(&w);
  for (int32_t k = 0; k < CPWT_CLASSES; k++)
    for (int32_t g = 0; g < CPWT_GROUPS; g++) {
      cpw_patient x = {90 + k * 10 + g, -1, 1.0, 0.0, k, g};
      ck_assert_double_gt(score_of(d, &x, 2.0), 0.0);
    }
  cpw_patient wrong[] = {{0, 20, 0.0, 0.0, 0, 0},
                         {0, -1, 1.0, 0.0, 2, 0},
                         {0, -1, 1.0, 0.0, -1, 0},
                         {0, -1, 1.0, 0.0, 0, 5},
                         {0, -1, 1.0, 0.0, 0, -1}};
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
    ck_assert_int_eq(cpw_discipline_score(d, &wrong[i], 1, 1.0, &score), 1);
  cpw_discipline_free(d);
  w.list.patients = 0;
  d = made(&w);
  cpw_patient x = {0, -1, 1.0, 0.0, 0, 0};
  ck_assert_int_eq(cpw_discipline_score(d, &x, 1, 1.0, &score), 1);
  ck_assert_int_eq(cpw_discipline_score(d, NULL, 0, 1.0, NULL), 0);
  cpw_discipline_free(d);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void refuse(const cpwt_people *w, int32_t code, const char *message) {
  cpw_discipline *d = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_discipline_new(&w->policy, &w->list, &w->options, &d, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_ptr_null(d);
}

START_TEST(numbers_that_are_none)
{
  cpwt_people w;
  cpwt_make_people(&w, 1, 5);
  w.options.days = 0;
  refuse(&w, CPW_EDOMAIN, "options.days = 0 must be finite and > 0");
  w.options.days = (double)INFINITY;
  refuse(&w, CPW_EDOMAIN, "options.days = inf must be finite and > 0");
  w.options.days = 7;
  w.options.longest = -1;
  refuse(&w, CPW_EDOMAIN, "options.longest = -1 must be finite and > 0");
  w.options.longest = 1000;
  w.options.lead = (double)NAN;
  refuse(&w, CPW_EDOMAIN, "options.lead = nan must be finite and >= 0");
  w.options.lead = 1;
  w.options.classes = 0;
  refuse(&w, CPW_EINVAL,
         "options.classes = 0 and groups = 5 must be >= 1 and their product at most 10000");
  w.options.classes = 9000;
  refuse(&w, CPW_EINVAL,
         "options.classes = 9000 and groups = 5 must be >= 1 and their product at most 10000");
  w.options.classes = 2;
  w.options.replication = -1;
  refuse(&w, CPW_EINVAL, "options.rows and replication must be >= 0");
}
END_TEST

START_TEST(people_who_are_none)
{
  cpwt_people w;
  int64_t row[2] = {1, 5};
  int32_t tier[2] = {0, 4};
  double facts[CPWT_CLASSES * CPWT_GROUPS * CPWT_COLUMNS] = {0};
  cpwt_make_people(&w, 1, 5);
  w.class_index[2] = 2;
  refuse(&w, CPW_EINVAL, "options.class_index[2] = 2 must be 0 to 1");
  w.class_index[2] = 0;
  w.group[4] = -1;
  refuse(&w, CPW_EINVAL, "options.group_index[4] = -1 must be 0 to 4");
  w.group[4] = 0;
  w.options.row = row;
  w.options.rows = 2;
  refuse(&w, CPW_EINVAL, "options.row[1] = 5 must be 0 to 4");
  w.options.row = NULL;
  w.options.joiner_fact = facts;
  refuse(&w, CPW_EINVAL, "options.joiner_fact needs options.tier: the tiers of those who join");
  w.options.tier = tier;
  refuse(&w, CPW_EINVAL, "options.tier[1] = 4 must be 0 to 3");
  tier[1] = 3;
  facts[1 * CPWT_GROUPS * CPWT_COLUMNS + 2 * CPWT_COLUMNS + 1] =
      7; /* class 1, group 2: no such category */
  refuse(&w, CPW_EDOMAIN,
         "facts of who joins class 1, group 2: criterion \"function\" of patient 7 = 7 is no "
         "category: they are 0 "
         "to 2");
  w.options.joiner_fact = NULL;
  w.fact[1][3] = (double)NAN;
  w.list.id = NULL;
  refuse(&w, CPW_EDOMAIN,
         "criterion \"function\" of patient 3 is missing: the policy must say what a missing one "
         "is worth");
}
END_TEST

START_TEST(arguments_that_are_missing)
{
  cpwt_people w;
  cpw_discipline *d = NULL;
  cpw_error err;
  cpw_patients_list list;
  cpwt_make_people(&w, 1, 5);
  ck_assert_int_eq(cpw_discipline_new(NULL, &w.list, NULL, &d, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "policy must be given");
  ck_assert_int_eq(cpw_discipline_new(&w.policy, NULL, NULL, &d, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "list must be given");
  ck_assert_int_eq(cpw_discipline_new(&w.policy, &w.list, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "out must be given");
  w.options.struct_size++;
  ck_assert_int_eq(cpw_discipline_new(&w.policy, &w.list, &w.options, &d, NULL), CPW_EABI);
  ck_assert_int_eq(cpw_discipline_apply(NULL, &list, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "discipline and list must be given");
  cpw_discipline_free(NULL);
  ck_assert_int_eq(cpw_discipline_new(&w.policy, &w.list, NULL, &d, NULL), CPW_OK);
  cpw_patients_list_init(&list);
  list.struct_size -= 8;
  ck_assert_int_eq(cpw_discipline_apply(d, &list, &err), CPW_EABI);
  list.struct_size += 16;
  ck_assert_int_eq(cpw_discipline_apply(d, &list, &err), CPW_EABI);
  cpw_discipline_free(d);
}
END_TEST

void cpwt_add_joiners(const cpwt_cases *cases) {
  tcase_add_test(cases->properties, facts_of_the_same_class_and_group);
  tcase_add_test(cases->properties, waits_and_streams);
  tcase_add_test(cases->reference, typical_facts);
  tcase_add_test(cases->reference, rows_that_join_later);
  tcase_add_test(cases->limits, nobody_like_them);
  tcase_add_test(cases->errors, numbers_that_are_none);
  tcase_add_test(cases->errors, people_who_are_none);
  tcase_add_test(cases->errors, arguments_that_are_missing);
}
