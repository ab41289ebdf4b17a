/* Results as CSV and JSON: whole texts by hand, every kind of value, and sinks that fail anywhere. */
#include "base/check_base.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *add(cpw_result *result, const char *name, const char *unit, const char *dimensions,
                 int32_t type) {
  void *memory;
  ck_assert_int_eq(
      cpw_result_add_array(result, name, unit, "", dimensions, type, CPW_MERGE_SAME, &memory, NULL),
      CPW_OK);
  return memory;
}

/* list (2, two coordinates) by week (2, positions); one number; nothing; a lone empty number */
static cpw_result *sample(void) {
  static const char *const lists[] = {"ear, nose", "a \"b\"\nc"}, *const codes[] = {"120", ""};
  static const double waiting[] = {1.5, (double)NAN, -(double)INFINITY, -0.0};
  static const int64_t treated[] = {INT64_MIN, 0, 7, INT64_MAX};
  cpw_result *result;
  ck_assert_int_eq(cpw_result_new(NULL, &result, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_dimension(result, "list", 2, lists, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_coordinate(result, "list", "code", codes, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_dimension(result, "week", 2, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_dimension(result, "none", 0, NULL, NULL), CPW_OK);
  memcpy(add(result, "waiting", "people", "list week", CPW_DOUBLE), waiting, sizeof waiting);
  *(double *)add(result, "share, all", "share", "", CPW_DOUBLE) = 0.1;
  memcpy(add(result, "treated", "people", "list week", CPW_INT64), treated, sizeof treated);
  add(result, "empty", "", "none week", CPW_DOUBLE);
  ck_assert_int_eq(cpw_result_add_note(result, "so\nurce", "RTT \xff", NULL), CPW_OK);
  return result;
}

static void check_csv(const cpw_result *result, const char *name, const char *expected) {
  cpwt_text text;
  cpwt_text_open(&text);
  ck_assert_int_eq(cpw_result_write_csv(result, name, &text.sink, NULL), CPW_OK);
  ck_assert_str_eq(text.bytes, expected);
  cpwt_text_close(&text);
}

START_TEST(arrays_of_the_same_dimensions_side_by_side)
{
  static const char wide[] = "list,code,week,waiting,treated\n"
                             "\"ear, nose\",120,0,1.5,-9223372036854775808\n"
                             "\"ear, nose\",120,1,,0\n"
                             "\"a \"\"b\"\"\nc\",,0,-inf,7\n"
                             "\"a \"\"b\"\"\nc\",,1,-0,9223372036854775807\n";
  cpw_result *result = sample();
  check_csv(result, "waiting", wide);
  check_csv(result, "treated", wide);
  check_csv(result, "share, all", "\"share, all\"\n0.1\n");
  check_csv(result, "empty", "none,week,empty\n");
  cpw_result_free(result);
}
END_TEST

START_TEST(all_arrays_below_one_another)
{
  cpw_result *result = sample();
  check_csv(result, NULL,
            "array,unit,list,code,week,none,value\n"
            "waiting,people,\"ear, nose\",120,0,,1.5\n"
            "waiting,people,\"ear, nose\",120,1,,\n"
            "waiting,people,\"a \"\"b\"\"\nc\",,0,,-inf\n"
            "waiting,people,\"a \"\"b\"\"\nc\",,1,,-0\n"
            "\"share, all\",share,,,,,0.1\n"
            "treated,people,\"ear, nose\",120,0,,-9223372036854775808\n"
            "treated,people,\"ear, nose\",120,1,,0\n"
            "treated,people,\"a \"\"b\"\"\nc\",,0,,7\n"
            "treated,people,\"a \"\"b\"\"\nc\",,1,,9223372036854775807\n");
  cpw_result_free(result);
}
END_TEST

START_TEST(a_lone_empty_cell_is_no_empty_line)
{
  cpw_result *result;
  ck_assert_int_eq(cpw_result_new(NULL, &result, NULL), CPW_OK);
  check_csv(result, NULL, "array,unit,value\n");
  double *x = add(result, "x", "", "", CPW_DOUBLE);
  *x = (double)NAN;
  check_csv(result, "x", "x\n\"\"\n");
  check_csv(result, NULL, "array,unit,value\nx,,\n");
  *x = (double)INFINITY;
  check_csv(result, "x", "x\ninf\n");
  *(double *)add(result, "y", "", "", CPW_DOUBLE) = (double)NAN;
  *x = (double)NAN;
  check_csv(result, "x", "x,y\n,\n");
  cpw_result_free(result);
}
END_TEST

START_TEST(a_result_as_json)
{
  cpw_result *result = sample();
  ck_assert_int_eq(cpw_result_set_outcome(result, CPW_OUTCOME_UNREACHABLE), CPW_OK);
  cpwt_text text;
  cpwt_text_open(&text);
  ck_assert_int_eq(cpw_result_write_json(result, &text.sink, NULL), CPW_OK);
  ck_assert_str_eq(
      text.bytes,
      "{\"carepath\": \"" CPW_VERSION_STRING "\",\n"
      " \"outcome\": \"unreachable\",\n"
      " \"notes\": {\n"
      "  \"so\\nurce\": \"RTT \xef\xbf\xbd\"\n"
      " },\n"
      " \"dimensions\": {\n"
      "  \"list\": {\"length\": 2, \"coordinates\": {\n"
      "    \"list\": [\"ear, nose\", \"a \\\"b\\\"\\nc\"],\n"
      "    \"code\": [\"120\", \"\"]\n"
      "  }},\n"
      "  \"week\": {\"length\": 2, \"coordinates\": {}},\n"
      "  \"none\": {\"length\": 0, \"coordinates\": {}}\n"
      " },\n"
      " \"arrays\": {\n"
      "  \"waiting\": {\"unit\": \"people\", \"description\": \"\", \"type\": \"double\",\n"
      "    \"dimensions\": [\"list\", \"week\"], \"shape\": [2, 2],\n"
      "    \"values\": [1.5, null, \"-inf\", -0.0]},\n"
      "  \"share, all\": {\"unit\": \"share\", \"description\": \"\", \"type\": \"double\",\n"
      "    \"dimensions\": [], \"shape\": [],\n"
      "    \"values\": [0.1]},\n"
      "  \"treated\": {\"unit\": \"people\", \"description\": \"\", \"type\": \"int64\",\n"
      "    \"dimensions\": [\"list\", \"week\"], \"shape\": [2, 2],\n"
      "    \"values\": [-9223372036854775808, 0, 7, 9223372036854775807]},\n"
      "  \"empty\": {\"unit\": \"\", \"description\": \"\", \"type\": \"double\",\n"
      "    \"dimensions\": [\"none\", \"week\"], \"shape\": [0, 2],\n"
      "    \"values\": []}\n"
      " }}\n");
  cpwt_text_close(&text);
  cpw_result_free(result);
}
END_TEST

START_TEST(an_empty_result_of_every_outcome)
{
  static const char *const names[] = {"ok", "already_met", "cleared", "unreachable", "unstable"};
  ck_assert_int_eq(CPW_OUTCOME_UNSTABLE + 1, sizeof names / sizeof *names);
  for (int32_t outcome = CPW_OUTCOME_OK; outcome <= CPW_OUTCOME_UNSTABLE; outcome++) {
    cpw_result *result;
    cpwt_text text;
    char expected[200];
    ck_assert_int_eq(cpw_result_new(NULL, &result, NULL), CPW_OK);
    ck_assert_int_eq(cpw_result_set_outcome(result, outcome), CPW_OK);
    cpwt_text_open(&text);
    ck_assert_int_eq(cpw_result_write_json(result, &text.sink, NULL), CPW_OK);
    snprintf(expected, sizeof expected,
             "{\"carepath\": \"%s\",\n \"outcome\": \"%s\",\n \"notes\": {},\n"
             " \"dimensions\": {},\n \"arrays\": {}}\n",
             CPW_VERSION_STRING, names[outcome]);
    ck_assert_str_eq(text.bytes, expected);
    cpwt_text_close(&text);
    cpw_result_free(result);
  }
}
END_TEST

/* A result whose texts are several times as long as the writer's buffer. */
static cpw_result *long_sample(void) {
  enum { ROWS = 400 };
  cpw_result *result = sample();
  static char texts[ROWS][24];
  const char *labels[ROWS];
  for (int i = 0; i < ROWS; i++) {
    snprintf(texts[i], sizeof texts[i], "provider \"%d\", north", i);
    labels[i] = texts[i];
  }
  ck_assert_int_eq(cpw_result_add_dimension(result, "provider", ROWS, labels, NULL), CPW_OK);
  double *x = add(result, "x", "people", "provider", CPW_DOUBLE);
  for (int i = 0; i < ROWS; i++)
    x[i] = i / 7.0;
  return result;
}

static int32_t write_as(const cpw_result *result, int kind, const cpw_sink *sink, cpw_error *err) {
  if (kind == 0) return cpw_result_write_json(result, sink, err);
  return cpw_result_write_csv(result, kind == 1 ? "x" : NULL, sink, err);
}

START_TEST(a_sink_that_fails_at_any_byte)
{
  cpw_result *result = long_sample();
  for (int kind = 0; kind < 3; kind++) {
    cpwt_text whole;
    cpwt_text_open(&whole);
    ck_assert_int_eq(write_as(result, kind, &whole.sink, NULL), CPW_OK);
    ck_assert_uint_gt(whole.used, 2 * sizeof((cpwi_writer *)0)->buffer);
    for (size_t limit = 0; limit <= whole.used; limit += (size_t)cpwt_rounds(1, 97)) {
      cpwt_text text;
      cpw_error err;
      cpwt_text_open(&text);
      text.limit = limit;
      int32_t status = write_as(result, kind, &text.sink, &err);
      ck_assert_int_eq(status, limit == whole.used ? CPW_OK : CPW_EIO);
      if (status == CPW_EIO) ck_assert_int_eq(err.code, CPW_EIO);
      ck_assert_uint_le(text.used, limit);
      ck_assert_mem_eq(text.bytes, whole.bytes, text.used);
      cpwt_text_close(&text);
    }
    cpwt_text_close(&whole);
  }
  cpw_result_free(result);
}
END_TEST

static int swallow(void *context, const char *bytes, int64_t count) {
  (void)context, (void)bytes;
  return count < 0;
}

START_TEST(writing_takes_no_memory)
{
  cpw_result *result = long_sample();
  cpw_sink sink = {NULL, swallow};
  int32_t status = CPW_OK;
  cpwt_fail_at(0, 1);
  for (int kind = 0; kind < 3 && status == CPW_OK; kind++)
    status = write_as(result, kind, &sink, NULL);
  long seen = cpwt_allocations();
  cpwt_fail_never();
  ck_assert_int_eq(status, CPW_OK);
  ck_assert_int_eq(seen, 0);
  cpw_result_free(result);
}
END_TEST

START_TEST(arguments_that_are_refused)
{
  cpw_result *result = sample();
  cpw_error err;
  cpw_sink none = {NULL, NULL}, sink = {NULL, swallow};
  ck_assert_int_eq(cpw_result_write_csv(NULL, NULL, &sink, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_write_csv(result, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_write_csv(result, NULL, &none, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_write_csv(result, "other", &sink, &err), CPW_ENOTFOUND);
  ck_assert_str_eq(err.message, "no array is called other");
  ck_assert_int_eq(cpw_result_write_json(NULL, &sink, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_write_json(result, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_result_write_json(result, &none, &err), CPW_EINVAL);
  ck_assert_str_eq(err.where, "cpw_result_write_json");
  cpw_result_free(result);
}
END_TEST

START_TEST(a_full_device_is_reported)
{
  cpw_output *output;
  if (cpw_output_new("/dev/full", NULL, &output, NULL) != CPW_OK) {
    printf("skipped: there is no /dev/full\n");
    return;
  }
  cpw_result *result = long_sample();
  cpw_error err;
  int32_t status = CPW_OK; /* it takes some time until the buffer is full */
  for (int i = 0; i < 20 && status == CPW_OK; i++)
    status = cpw_result_write_csv(result, NULL, cpw_output_sink(output), &err);
  ck_assert_int_eq(status, CPW_EIO);
  ck_assert_int_eq(cpw_output_commit(output, &err), CPW_EIO);
  cpw_output_free(output);
  cpw_result_free(result);
}
END_TEST

void cpwt_add_output(const cpwt_cases *cases) {
  tcase_add_test(cases->reference, arrays_of_the_same_dimensions_side_by_side);
  tcase_add_test(cases->reference, all_arrays_below_one_another);
  tcase_add_test(cases->limits, a_lone_empty_cell_is_no_empty_line);
  tcase_add_test(cases->reference, a_result_as_json);
  tcase_add_test(cases->limits, an_empty_result_of_every_outcome);
  tcase_add_test(cases->errors, a_sink_that_fails_at_any_byte);
  tcase_add_test(cases->properties, writing_takes_no_memory);
  tcase_add_test(cases->errors, arguments_that_are_refused);
  tcase_add_test(cases->errors, a_full_device_is_reported);
}
