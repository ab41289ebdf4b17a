/* Tidy files of list sizes: what is read, and what is refused and where. */
#include "forecast/suites.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char sizes[] = "period,org,level,measure,count\n"
                            "2024-02,ENG,nation,total,100\n"
                            "2024-02,ENG,nation,within_18wk,60\n"
                            "2024-02,ENG,nation,w52,4\n"
                            "2024-01,ENG,nation,total,90\n"
                            "2024-01-31,A,trust,total,50\n"
                            "2024-01,A,trust,w78,1\n"
                            "2024-02,B,trust,total,7\n"
                            "2024-02,B,trust,w52,0\n"
                            "2024-01,B,trust,w52,0\n";

START_TEST(reads_lists_months_and_groups)
{
  cpw_result *r = NULL;
  cpw_error err;
  ck_assert_int_eq(cpwt_read(sizes, NULL, &r, &err), CPW_OK);
  const cpw_array *total = cpw_result_find(r, "total");
  ck_assert_int_eq(total->dimension[0]->length, 3);
  ck_assert_int_eq(total->dimension[1]->length, 2);
  ck_assert_str_eq(total->dimension[0]->coordinate_names[0], "org");
  ck_assert_str_eq(total->dimension[0]->coordinate_labels[0][2], "B");
  ck_assert_str_eq(total->dimension[1]->coordinate_labels[0][0], "2024-01");
  const double expected[] = {90, 100, 50, (double)NAN, (double)NAN, 7};
  for (int i = 0; i < 6; i++)
    ck_assert(isnan(expected[i]) ? isnan(total->real[i]) : total->real[i] == expected[i]);
  ck_assert_double_eq(cpwt_real(r, "within_18wk")[1], 60);
  ck_assert(isnan(cpwt_real(r, "within_18wk")[0]));
  ck_assert(isnan(cpwt_real(r, "over_52")[4])); /* no total beside it */
  ck_assert_double_eq(cpwt_real(r, "over_52")[5], 0);
  const int64_t *parent = cpwt_integer(r, "parent");
  ck_assert(parent[0] == -1 && parent[1] == 0 && parent[2] == 0);
  ck_assert(cpwt_integer(r, "group")[0] == 0 && cpwt_integer(r, "group")[2] == 1);
  ck_assert_int_eq(cpwt_integer(r, "group_lists")[1], 2);
  ck_assert_str_eq(cpw_result_note(r, "source"), "sizes.csv");
  cpw_result_free(r);
}
END_TEST

START_TEST(without_levels_there_is_one_group)
{
  cpw_result *r = NULL;
  ck_assert_int_eq(cpwt_read("period,measure,count\n2024-01,total,5\n", NULL, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpwt_integer(r, "parent")[0], -1);
  ck_assert_int_eq(cpwt_integer(r, "group_lists")[0], 1);
  cpw_result_free(r);
}
END_TEST

START_TEST(months_without_rows_are_unknown)
{
  cpw_result *r = NULL;
  ck_assert_int_eq(
      cpwt_read("period,measure,count\n2024-01,Total,5\n2023-11,TOTAL,4\n", NULL, &r, NULL),
      CPW_OK);
  ck_assert_int_eq(cpw_result_find(r, "total")->size, 3);
  ck_assert(cpwt_real(r, "total")[0] == 4 && isnan(cpwt_real(r, "total")[1]));
  ck_assert_str_eq(cpw_result_note(r, "missing"),
                   "1 month between the first and the last without a row, the first is 2023-12");
  ck_assert_str_eq(cpw_result_note(r, "absent"),
                   "no row of measure within_18wk or w52: no forecast of it");
  cpw_result_free(r);
  ck_assert_int_eq(
      cpwt_read("period,measure,count\n2024-01,total,5\n2024-01,over_52,4\n", NULL, &r, NULL),
      CPW_OK);
  ck_assert_str_eq(cpw_result_note(r, "absent"),
                   "no row of measure within_18wk: no forecast of it");
  ck_assert_double_eq(cpwt_real(r, "over_52")[0], 4);
  ck_assert_ptr_null(cpw_result_note(r, "missing"));
  cpw_result_free(r);
}
END_TEST

static const struct {
  const char *text, *part;
} bad[] = {
    {"period,org,count\n", "measure"},
    {"period,measure,count,list\n2024-01,total,1,a\n", "cannot name lists"},
    {"period,measure,count\n", "no row of measure total"},
    {"period,measure,count\n2024-01,w52,1\n", "no row of measure total"},
    {"period,measure,count\nMay,total,1\n", "a month such as"},
    {"period,measure,count\n2024-01,total,-1\n", "a finite number >= 0"},
    {"period,measure,count\n2024-01,total,x\n", "count"},
    {"period,measure,count\n2024-01,total,1\n2024-01,total,1\n", "line 3: total in 2024-01"},
    {"period,measure,count\n2024-01,total,1\n2024-01,w52,2\n", "more people than its total"},
    {"period,measure,count\n2024-01,total,1\n2024-04,total,1\n", "2024-04"},
    {"period,org,measure,count\n2024-01,\xff,total,1\n", "UTF-8"},
};

START_TEST(refuses_bad_files)
{
  cpw_error err;
  cpw_result *untouched = (cpw_result *)(void *)&err, *r = untouched;
  cpwt_fails(cpwt_read(bad[_i].text, NULL, &r, &err), CPW_EDATA, &err, bad[_i].part);
  ck_assert_ptr_eq(r, untouched);
}
END_TEST

START_TEST(refuses_nothing)
{
  cpw_error err;
  cpw_result *r = NULL;
  cpwt_fails(cpw_forecast_read(NULL, NULL, &r, &err), CPW_EINVAL, &err, "NULL");
  cpwt_fails(cpw_forecast_read_path("a", NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  ck_assert_int_eq(cpw_forecast_read_path("/no/such/file", NULL, &r, &err), CPW_EIO);
}
END_TEST

static int32_t read_all(void *context) {
  cpw_result *r = NULL;
  int32_t status = cpwt_read(context, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{
  char text[sizeof sizes];
  memcpy(text, sizes, sizeof sizes);
  cpwt_each_allocation_fails(read_all, text);
}
END_TEST

Suite *cpwt_read_suite(void) {
  Suite *suite = suite_create("forecast: reading");
  TCase *limits = tcase_create("limits"), *errors = tcase_create("errors");
  TCase *oom = tcase_create("oom");
  tcase_add_test(limits, reads_lists_months_and_groups);
  tcase_add_test(limits, months_without_rows_are_unknown);
  tcase_add_test(limits, without_levels_there_is_one_group);
  tcase_add_loop_test(errors, refuses_bad_files, 0, (int)(sizeof bad / sizeof *bad));
  tcase_add_test(errors, refuses_nothing);
  tcase_add_test(oom, memory_fails);
  suite_add_tcase(suite, limits);
  suite_add_tcase(suite, errors);
  suite_add_tcase(suite, oom);
  return suite;
}
