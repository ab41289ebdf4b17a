/* Status names, the version, and what an error says. */
#include "base/check_base.h"

#include <stdio.h>
#include <string.h>

START_TEST(every_status_has_its_name)
{
  static const struct {
    int32_t value;
    const char *name, *text;
  } list[] = {
#define CPW_X(name, value, text) {value, #name, text},
      CPW_STATUS_LIST(CPW_X)
#undef CPW_X
  };
  for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
    ck_assert_str_eq(cpw_status_name(list[i].value), list[i].name);
    ck_assert_str_eq(cpw_status_message(list[i].value), list[i].text);
    ck_assert_int_eq(list[i].value, -(int32_t)i);
  }
  ck_assert_int_eq(CPW_OK, 0);
  ck_assert_int_eq(CPW_EINTERNAL, -11);
}
END_TEST

START_TEST(other_numbers_are_unknown)
{
  const int32_t strangers[] = {1, -12, 100, INT32_MIN, INT32_MAX};
  for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++) {
    ck_assert_str_eq(cpw_status_name(strangers[i]), "CPW_UNKNOWN");
    ck_assert_str_eq(cpw_status_message(strangers[i]), "unknown status");
  }
}
END_TEST

START_TEST(version_is_that_of_the_header)
{
  ck_assert_str_eq(cpw_version(), CPW_VERSION_STRING);
  ck_assert_int_eq(cpw_abi(), CPW_ABI);
  char text[64];
  snprintf(text, sizeof text, "%d.%d.%d", CPW_VERSION_MAJOR, CPW_VERSION_MINOR, CPW_VERSION_PATCH);
  ck_assert_str_eq(text, CPW_VERSION_STRING);
}
END_TEST

START_TEST(an_error_says_what_and_where)
{
  cpw_error err;
  memset(&err, 0x55, sizeof err);
  double x[] = {1, -2.5};
  int32_t status = cpwi_fail(&err, CPW_EDOMAIN, 1, "cpw_some_function",
                             "x[%d] = %s must be finite and >= 0", 1, cpwi_number(x[1]).text);
  ck_assert_int_eq(status, CPW_EDOMAIN);
  ck_assert_int_eq(err.code, CPW_EDOMAIN);
  ck_assert_int_eq(err.index, 1);
  ck_assert_int_eq(err.line, 0);
  ck_assert_int_eq(err.column, 0);
  ck_assert_int_eq(err.reserved, 0);
  ck_assert_str_eq(err.where, "cpw_some_function");
  ck_assert_str_eq(err.message, "x[1] = -2.5 must be finite and >= 0");
}
END_TEST

START_TEST(an_error_in_data_has_a_line)
{
  cpw_error err;
  memset(&err, 0x55, sizeof err);
  int32_t status =
      cpwi_fail_data(&err, CPW_EDATA, "waits.csv", 7, 3, "expected a number, found \"%s\"", "x");
  ck_assert_int_eq(status, CPW_EDATA);
  ck_assert_int_eq(err.code, CPW_EDATA);
  ck_assert_int_eq(err.index, -1);
  ck_assert_int_eq(err.line, 7);
  ck_assert_int_eq(err.column, 3);
  ck_assert_str_eq(err.where, "waits.csv");
  ck_assert_ptr_nonnull(strstr(err.message, "expected a number, found \"x\""));
}
END_TEST

START_TEST(nobody_has_to_ask_for_the_error)
{
  ck_assert_int_eq(cpwi_fail(NULL, CPW_EINVAL, 0, "f", "text"), CPW_EINVAL);
  ck_assert_int_eq(cpwi_fail_data(NULL, CPW_EDATA, "f", 1, 1, "text"), CPW_EDATA);
  cpw_error err;
  ck_assert_int_eq(cpwi_fail(&err, CPW_EINVAL, 0, NULL, "text"), CPW_EINVAL);
  ck_assert_str_eq(err.where, "");
}
END_TEST

START_TEST(long_texts_are_cut_and_terminated)
{
  cpw_error err;
  char text[1000];
  memset(text, 'x', sizeof text);
  text[sizeof text - 1] = '\0';
  ck_assert_int_eq(cpwi_fail(&err, CPW_EINVAL, 0, text, "%s", text), CPW_EINVAL);
  ck_assert_uint_eq(strlen(err.where), sizeof err.where - 1);
  ck_assert_uint_eq(strlen(err.message), sizeof err.message - 1);
}
END_TEST

void cpwt_add_status(const cpwt_cases *cases) {
  tcase_add_test(cases->reference, every_status_has_its_name);
  tcase_add_test(cases->limits, other_numbers_are_unknown);
  tcase_add_test(cases->reference, version_is_that_of_the_header);
  tcase_add_test(cases->errors, an_error_says_what_and_where);
  tcase_add_test(cases->errors, an_error_in_data_has_a_line);
  tcase_add_test(cases->errors, nobody_has_to_ask_for_the_error);
  tcase_add_test(cases->limits, long_texts_are_cut_and_terminated);
}
