/* Which points are dominated: by hand and by the definition. */
#include "frontier/check_frontier.h"

START_TEST(points_by_hand)
{
  const double nan = (double)NAN;
  static const double plain[] = {1, 5, 2, 4, 3, 3, 3, 5, 1, 6};
  int64_t by[5];
  ck_assert_int_eq(cpw_frontier_dominated(plain, 5, 2, by, NULL), CPW_OK);
  ck_assert_int_eq(by[0], -1);
  ck_assert_int_eq(by[1], -1);
  ck_assert_int_eq(by[2], -1);
  ck_assert_int_eq(by[3], 0); /* (3, 5) by (1, 5) */
  ck_assert_int_eq(by[4], 0); /* (1, 6) by (1, 5) */
  const double chain[] = {3, 3, 2, 2, 1, 1};
  ck_assert_int_eq(cpw_frontier_dominated(chain, 3, 2, by, NULL), CPW_OK);
  ck_assert_int_eq(by[0], 2); /* not by the second, which is dominated itself */
  ck_assert_int_eq(by[1], 2);
  ck_assert_int_eq(by[2], -1);
  const double same[] = {1, 1, 1, 1};
  ck_assert_int_eq(cpw_frontier_dominated(same, 2, 2, by, NULL), CPW_OK);
  ck_assert(by[0] == -1 && by[1] == -1);
  const double unknown[] = {nan, 2, 5, 1};
  ck_assert_int_eq(cpw_frontier_dominated(unknown, 2, 2, by, NULL), CPW_OK);
  ck_assert_int_eq(by[0], 1); /* by what both have */
  ck_assert_int_eq(by[1], -1);
  const double circle[] = {1, nan, 2, 2, 1, nan, nan, 2, 1}; /* each dominates the one before */
  ck_assert_int_eq(cpw_frontier_dominated(circle, 3, 3, by, NULL), CPW_OK);
  ck_assert(by[0] >= 0 && by[1] >= 0 && by[2] >= 0);
}
END_TEST

START_TEST(points_by_the_definition)
{
  enum { POINTS = 60, MEASURES = 3 };
  double x[POINTS * MEASURES];
  int64_t by[POINTS];
  cpw_stream s;
  cpw_stream_init(&s, (uint64_t)_i, 0, 0, 5);
  for (int i = 0; i < POINTS * MEASURES; i++)
    x[i] = (double)cpw_random_below(&s, 9);
  ck_assert_int_eq(cpw_frontier_dominated(x, POINTS, MEASURES, by, NULL), CPW_OK);
  for (int i = 0; i < POINTS; i++) {
    int64_t expected = -1;
    for (int round = 0; round < 2 && expected < 0; round++)
      for (int j = 0; j < POINTS && expected < 0; j++) {
        int no_worse = 1, better = 0;
        for (int k = 0; k < MEASURES; k++) {
          no_worse &= x[j * MEASURES + k] <= x[i * MEASURES + k];
          better |= x[j * MEASURES + k] < x[i * MEASURES + k];
        }
        if (no_worse && better && by[j] == -1) expected = j;
      }
    ck_assert_int_eq(by[i], expected);
  }
}
END_TEST

START_TEST(points_that_are_refused)
{
  double x[2] = {1, 2};
  int64_t by[2] = {7, 7};
  cpw_error err;
  ck_assert_int_eq(cpw_frontier_dominated(x, -1, 1, by, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "points = -1 and measures = 1 must be >= 0 and not too many");
  ck_assert_int_eq(cpw_frontier_dominated(x, INT64_MAX, 3, by, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_frontier_dominated(NULL, 2, 1, by, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "values must be given");
  ck_assert_int_eq(cpw_frontier_dominated(x, 2, 1, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "dominated_by must be given");
  ck_assert(by[0] == 7 && by[1] == 7);
  ck_assert_int_eq(cpw_frontier_dominated(NULL, 2, 0, by, &err), CPW_OK);
  ck_assert(by[0] == -1 && by[1] == -1);
  ck_assert_int_eq(cpw_frontier_dominated(NULL, 0, 3, NULL, &err), CPW_OK);
}
END_TEST

/* Objectives that are asked for alone decide. */
START_TEST(objectives)
{
  static cpwt_sweep s;
  cpwt_make_sweep(&s, 960, 200, 8, 20);
  s.options.objectives = CPW_FRONTIER_DELAYED;
  cpw_result *r = cpwt_run_sweep(&s);
  const int64_t *by = cpw_result_find(r, "dominated_by")->integer;
  for (int k = 0; k < 3; k++)
    ck_assert_int_eq(by[k], cpwt_real(r, "delayed")[k] > 0 ? 0 : -1);
  ck_assert_int_eq(cpw_result_find(r, "objectives")->integer[0], CPW_FRONTIER_DELAYED);
  cpw_result_free(r);
}
END_TEST

void cpwt_add_fronts(const cpwt_cases *cases) {
  tcase_add_test(cases->reference, points_by_hand);
  tcase_add_loop_test(cases->reference, points_by_the_definition, 0, 20);
  tcase_add_test(cases->errors, points_that_are_refused);
  tcase_add_test(cases->limits, objectives);
}
