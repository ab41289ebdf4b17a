/* Tables of points: totals, the most there is, missing answers, tables that are refused. */
#include "urgency/check_urgency.h"

static const char *const pain[] = {"none_mild", "moderate", "severe"};
static const char *const walking[] = {">5 blocks", "1-5 blocks", "<1 block", "household"};
static const double pain_points[] = {0, 13, 20}, walking_points[] = {0, 4, 8, 13},
                    findings_points[] = {0, 5, 9};

/* the part that was seen of the Western Canada table: BMC Health Services Research 12 (2012) 225 */
static const cpw_points_item wcwl_items[] = {{"pain_on_motion", 3, pain, pain_points},
                                             {"ability_to_walk", 4, walking, walking_points},
                                             {"abnormal_findings", 3, pain, findings_points}};
static const cpw_points_table wcwl = {"wcwl", 3, wcwl_items};

START_TEST(a_published_table)
{
  const int32_t answers[] = {1, 2, 1, 2, 3, 2, 0, 0, 0};
  double total[3], scaled[3], part[9], most[3], all;
  ck_assert_int_eq(cpw_points_score(&wcwl, 3, answers, total, part, scaled, NULL), CPW_OK);
  ck_assert_double_eq(total[0], 26); /* case wcwl_hkpt_point_table_part */
  const double parts[] = {13, 8, 5, 20, 13, 9, 0, 0, 0};
  ck_assert_mem_eq(part, parts, sizeof parts);
  ck_assert_double_eq(total[1], 42);
  ck_assert_double_eq(scaled[1], 100);
  ck_assert_double_eq(scaled[2], 0);
  ck_assert_double_eq(scaled[0], 2600.0 / 42.0);
  ck_assert_int_eq(cpw_points_maximum(&wcwl, most, &all, NULL), CPW_OK);
  ck_assert(most[0] == 20 && most[1] == 13 && most[2] == 9 && all == 42);
  ck_assert_int_eq(cpw_points_maximum(&wcwl, NULL, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_points_score(&wcwl, 3, answers, NULL, NULL, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_points_score(&wcwl, 0, NULL, NULL, NULL, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_points_check(&wcwl, NULL), CPW_OK);
}
END_TEST

START_TEST(answers_by_name)
{
  int32_t level = 9;
  ck_assert_int_eq(cpw_points_level(&wcwl, 1, "<1 block", &level, NULL), CPW_OK);
  ck_assert_int_eq(level, 2);
  ck_refused(cpw_points_level(&wcwl, 0, "mild", &level, &err), CPW_ENOTFOUND,
             "'mild' is no answer to pain_on_motion (none_mild, moderate, severe)");
  ck_refused(cpw_points_level(&wcwl, 3, "mild", &level, &err), CPW_EINVAL,
             "item = 3 must be 0 to 2");
  ck_refused(cpw_points_level(&wcwl, 0, NULL, &level, &err), CPW_EINVAL, "name must be given");
  ck_refused(cpw_points_level(&wcwl, 0, "mild", NULL, &err), CPW_EINVAL, "level must be given");
  ck_refused(cpw_points_level(NULL, 0, "mild", &level, &err), CPW_EINVAL, "table must be given");
  ck_assert_int_eq(level, 2);
  /* more answers than a message has room for */
  static const char *const many[] = {"the first of several long answers to a question",
                                     "the second of several long answers to a question",
                                     "the third of several long answers to a question",
                                     "the fourth of several long answers to a question"};
  const double points[] = {0, 1, 2, 3};
  const cpw_points_item item = {"long", 4, many, points};
  const cpw_points_table table = {NULL, 1, &item};
  cpw_error err;
  ck_assert_int_eq(cpw_points_level(&table, 0, "x", &level, &err), CPW_ENOTFOUND);
  ck_assert_ptr_nonnull(strstr(err.message, "third of several long answers to a question, ...)"));
}
END_TEST

START_TEST(missing_answers)
{
  int32_t answers[] = {1, 2, 1, 0, -1, 0};
  double total[] = {-7, -7};
  ck_refused(cpw_points_score(&wcwl, 2, answers, total, NULL, NULL, &err), CPW_EINVAL,
             "answers[1][1] = -1: ability_to_walk has no answer");
  answers[4] = 4;
  ck_refused(cpw_points_score(&wcwl, 2, answers, total, NULL, NULL, &err), CPW_EINVAL,
             "answers[1][1] = 4 must be 0 to 3 (ability_to_walk)");
  ck_assert(total[0] == -7 && total[1] == -7);
  ck_refused(cpw_points_score(&wcwl, 2, NULL, total, NULL, NULL, &err), CPW_EINVAL,
             "answers must be given");
  ck_refused(cpw_points_score(&wcwl, -2, answers, total, NULL, NULL, &err), CPW_EINVAL,
             "count = -2 must be >= 0 and fit its items");
  ck_refused(cpw_points_score(&wcwl, INT64_MAX, answers, total, NULL, NULL, &err), CPW_EINVAL,
             "count = 9223372036854775807 must be >= 0 and fit its items");
  ck_refused(cpw_points_score(NULL, 2, answers, total, NULL, NULL, &err), CPW_EINVAL,
             "table must be given");
  ck_refused(cpw_points_maximum(NULL, total, NULL, &err), CPW_EINVAL, "table must be given");
}
END_TEST

START_TEST(tables_that_are_refused)
{
  static const char *const twice[] = {"a", "b", "a"};
  static const char *const gap[] = {"a", "", "c"};
  const double bad[] = {1, -3, 2}, none[] = {0, 0, 0}, huge[] = {1, 1e307, 2};
  cpw_points_item items[] = {wcwl_items[0], wcwl_items[1]};
  cpw_points_table t = {"t", 2, items};
  ck_refused(cpw_points_check(NULL, &err), CPW_EINVAL, "table must be given");
  t.items = 0;
  ck_refused(cpw_points_check(&t, &err), CPW_EINVAL, "table must have items, at least 1");
  t.items = 2;
  items[1].name = "pain_on_motion";
  ck_refused(cpw_points_check(&t, &err), CPW_EINVAL,
             "table.item[1].name = 'pain_on_motion' is there twice");
  items[1].name = NULL;
  ck_refused(cpw_points_check(&t, &err), CPW_EINVAL, "table.item[1].name is missing");
  items[1] = wcwl_items[2];
  items[1].levels = 0;
  ck_refused(cpw_points_check(&t, &err), CPW_EINVAL,
             "table.item[1] must have levels, at least 1, with names and points");
  items[1].levels = 3;
  items[1].level = twice;
  ck_refused(cpw_points_check(&t, &err), CPW_EINVAL, "table.item[1].level[2] = 'a' is there twice");
  items[1].level = gap;
  ck_refused(cpw_points_check(&t, &err), CPW_EINVAL, "table.item[1].level[1] is missing");
  items[1].level = pain;
  items[1].points = bad;
  ck_refused(cpw_points_check(&t, &err), CPW_EDOMAIN,
             "table.item[1].points[1] = -3 must be finite and >= 0");
  items[0].points = items[1].points = none;
  ck_refused(cpw_points_check(&t, &err), CPW_EDOMAIN, "table gives no points to any answer");
  items[1].points = huge;
  ck_refused(cpw_points_check(&t, &err), CPW_EOVERFLOW,
             "100 times the most points is beyond the largest double");
}
END_TEST

/* points with fractions: the total does not depend on the order of the items, to the bit */
START_TEST(totals_without_an_order)
{
  static const char *const one[] = {"x"};
  const double points[] = {0.1, 0.2, 0.3, 0.7, 1e-3, 1e6};
  cpw_points_item items[6];
  const char *const names[] = {"a", "b", "c", "d", "e", "f"};
  const int32_t answers[6] = {0, 0, 0, 0, 0, 0};
  double first = 0;
  for (int turn = 0; turn < 6; turn++) {
    for (int j = 0; j < 6; j++)
      items[j] = (cpw_points_item){names[j], 1, one, &points[(j + turn) % 6]};
    const cpw_points_table t = {NULL, 6, items};
    double total, scaled;
    ck_assert_int_eq(cpw_points_score(&t, 1, answers, &total, NULL, &scaled, NULL), CPW_OK);
    if (turn == 0) first = total;
    ck_assert_mem_eq(&total, &first, sizeof total);
    ck_assert_double_eq(scaled, 100);
  }
  ck_assert_double_eq(first, 1000001.301);
}
END_TEST

void points_tests(const cases *c) {
  tcase_add_test(c->reference, a_published_table);
  tcase_add_test(c->limits, answers_by_name);
  tcase_add_test(c->errors, missing_answers);
  tcase_add_test(c->errors, tables_that_are_refused);
  tcase_add_test(c->properties, totals_without_an_order);
}
