/* Columns by name, fields as text and numbers, and the sentence that says what is wrong. */
#include "table/internal.h"
#include "table/shared.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A table on its first row. */
static cpw_table *open_on_row(const char *text) {
  cpw_table *table;
  ck_assert_int_eq(
      cpw_table_open_memory(text, (int64_t)strlen(text), "data.csv", NULL, &table, NULL), CPW_OK);
  ck_assert_int_eq(cpw_table_next(table, NULL), 1);
  return table;
}

START_TEST(columns_by_name)
{
  cpw_table *t = open_on_row("period,provider,Total All,provider\n1,2,3,4\n");
  ck_assert_int_eq(cpw_table_columns(t), 4);
  ck_assert_str_eq(cpw_table_name(t, 2), "Total All");
  ck_assert_ptr_null(cpw_table_name(t, 4));
  ck_assert_ptr_null(cpw_table_name(t, -1));
  ck_assert_ptr_null(cpw_table_name(NULL, 0));
  ck_assert_int_eq(cpw_table_find(t, "provider"), 1);
  ck_assert_int_eq(cpw_table_find(t, "Provider"), -1);
  ck_assert_int_eq(cpw_table_find(t, ""), -1);
  ck_assert_int_eq(cpw_table_find(t, NULL), -1);
  ck_assert_int_eq(cpw_table_find(NULL, "x"), -1);
  ck_assert_int_eq(cpw_table_columns(NULL), 0);
  ck_assert_int_eq(cpw_table_line(NULL), 0);
  int64_t index = -7;
  ck_assert_int_eq(cpw_table_require(t, "Total All", &index, NULL), CPW_OK);
  ck_assert_int_eq(index, 2);
  cpw_table_free(t);
}
END_TEST

START_TEST(columns_that_are_missing)
{
  static const struct {
    const char *name;
    int32_t status;
    const char *message;
  } cases[] = {
      {"total all", CPW_ENOTFOUND,
       "line 1: there is no column \"total all\"; is it field 3, \"Total All\"?"},
      {"Totl All", CPW_ENOTFOUND,
       "line 1: there is no column \"Totl All\"; is it field 3, \"Total All\"?"},
      {"Commissioner", CPW_ENOTFOUND, "line 1: there is no column \"Commissioner\""},
      {"x", CPW_ENOTFOUND, "line 1: there is no column \"x\""},
      {"", CPW_ENOTFOUND, "line 1: there is no column \"\""},
      {"providr", CPW_ENOTFOUND,
       "line 1: there is no column \"providr\"; is it field 2, \"provider\"?"},
      {"provider", CPW_EDATA, "line 1: the column \"provider\" occurs twice, as fields 2 and 4"},
  };
  cpw_table *t = open_on_row("period,provider,Total All,provider\n1,2,3,4\n");
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    int64_t index = -7;
    cpw_error err;
    ck_assert_int_eq(cpw_table_require(t, cases[i].name, &index, &err), cases[i].status);
    ck_assert_str_eq(err.message, cases[i].message);
    ck_assert_str_eq(err.where, "data.csv");
    ck_assert_int_eq(err.line, 1);
    ck_assert_int_eq(index, -7);
  }
  int64_t index;
  ck_assert_int_eq(cpw_table_require(NULL, "a", &index, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_require(t, NULL, &index, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_require(t, "a", NULL, NULL), CPW_EINVAL);
  /* a name too long for a comparison is simply not there */
  char name[300];
  memset(name, 'p', sizeof name);
  name[299] = '\0';
  ck_assert_int_eq(cpw_table_require(t, name, &index, NULL), CPW_ENOTFOUND);
  cpw_table_free(t);
}
END_TEST

START_TEST(columns_without_a_header)
{
  cpw_table_options o;
  cpw_table_options_init(&o);
  o.header = 0;
  cpw_table *t;
  cpw_error err;
  int64_t index;
  ck_assert_int_eq(cpw_table_open_memory("1,2\nx,y\n", 8, NULL, &o, &t, NULL), CPW_OK);
  ck_assert_ptr_null(cpw_table_name(t, 0));
  ck_assert_int_eq(cpw_table_find(t, "1"), -1);
  ck_assert_int_eq(cpw_table_require(t, "1", &index, &err), CPW_ENOTFOUND);
  ck_assert_str_eq(err.message,
                   "line 1: there is no column \"1\": the table was opened without a header");
  ck_assert_int_eq(cpw_table_next(t, NULL), 1);
  ck_assert_int_eq(cpw_table_next(t, NULL), 1);
  ck_assert_int_eq(cpw_table_int64(t, 1, &index, &err), CPW_EDATA);
  ck_assert_str_eq(err.message, "line 2, field 2: found \"y\", expected a whole number");
  cpw_table_free(t);
}
END_TEST

START_TEST(numbers)
{
  cpw_table *t =
      open_on_row("a,b,c,d,e,f\n9223372036854775807,-9223372036854775808,0.1,,1e3,inf\n");
  int64_t whole;
  double real;
  ck_assert_int_eq(cpw_table_int64(t, 0, &whole, NULL), CPW_OK);
  ck_assert_int_eq(whole, INT64_MAX);
  ck_assert_int_eq(cpw_table_int64(t, 1, &whole, NULL), CPW_OK);
  ck_assert_int_eq(whole, INT64_MIN);
  ck_assert_int_eq(cpw_table_double(t, 2, &real, NULL), CPW_OK);
  ck_assert_double_eq(real, 0.1);
  ck_assert_int_eq(cpw_table_double_or(t, 3, (double)NAN, &real, NULL), CPW_OK);
  ck_assert(isnan(real));
  ck_assert_int_eq(cpw_table_int64_or(t, 3, -1, &whole, NULL), CPW_OK);
  ck_assert_int_eq(whole, -1);
  ck_assert_int_eq(cpw_table_int64_or(t, 0, -1, &whole, NULL), CPW_OK);
  ck_assert_int_eq(whole, INT64_MAX);
  ck_assert_int_eq(cpw_table_double_or(t, 4, 0, &real, NULL), CPW_OK);
  ck_assert_double_eq(real, 1000.0);
  ck_assert_int_eq(cpw_table_double(t, 5, &real, NULL), CPW_OK);
  ck_assert(isinf(real));
  cpw_table_free(t);
}
END_TEST

START_TEST(fields_that_are_no_numbers)
{
  static const struct {
    const char *field; /* as it stands in the file */
    int what;          /* 0 int64, 1 double, 2 int64_or, 3 double_or */
    const char *message;
  } cases[] = {
      {"abc", 0, "line 2, field 2 (\"Total All\"): found \"abc\", expected a whole number"},
      {"", 0, "line 2, field 2 (\"Total All\"): found \"\", expected a whole number"},
      {"", 1, "line 2, field 2 (\"Total All\"): found \"\", expected a number"},
      {" 1", 1, "line 2, field 2 (\"Total All\"): found \" 1\", expected a number"},
      {"1.5", 0, "line 2, field 2 (\"Total All\"): found \"1.5\", expected a whole number"},
      {"x", 2, "line 2, field 2 (\"Total All\"): found \"x\", expected a whole number or nothing"},
      {"x", 3, "line 2, field 2 (\"Total All\"): found \"x\", expected a number or nothing"},
      {"9223372036854775808", 0,
       "line 2, field 2 (\"Total All\"): found \"9223372036854775808\", expected a whole number of "
       "64 bits (to 9223372036854775807 either way)"},
      {"\"1,000\"", 0, "line 2, field 2 (\"Total All\"): found \"1,000\", expected a whole number"},
      {"\"a\nb\tc\r\x01\"", 0,
       "line 2, field 2 (\"Total All\"): found \"a\\nb\\tc\\r\\x01\", expected a whole number"},
      {"caf\xc3\xa9\xff\xe2\x82", 0,
       "line 2, field 2 (\"Total All\"): found \"caf\xc3\xa9\\xff\\xe2\\x82\", expected a whole "
       "number"},
      {"0123456789012345678901234567890123456789012345678901234567890123456789", 1, NULL},
      {"x123456789012345678901234567890123456789012345678901234567890123456789", 1,
       "line 2, field 2 (\"Total All\"): found "
       "\"x123456789012345678901234567890123456789012345678901234567...\", expected a number"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[256] = "id,Total All\n1,";
    strcat(text, cases[i].field);
    strcat(text, "\n");
    cpw_table *t = open_on_row(text);
    int64_t whole = 7;
    double real = 7;
    cpw_error err;
    int32_t status = cases[i].what == 0   ? cpw_table_int64(t, 1, &whole, &err)
                     : cases[i].what == 1 ? cpw_table_double(t, 1, &real, &err)
                     : cases[i].what == 2 ? cpw_table_int64_or(t, 1, 0, &whole, &err)
                                          : cpw_table_double_or(t, 1, 0, &real, &err);
    if (cases[i].message) {
      ck_assert_int_eq(status, CPW_EDATA);
      ck_assert_str_eq(err.message, cases[i].message);
      ck_assert_int_eq(err.line, 2);
      ck_assert_int_eq(err.column, 2);
      ck_assert_str_eq(err.where, "data.csv");
      ck_assert_int_eq(whole, 7);
      ck_assert_double_eq(real, 7);
    } else {
      ck_assert_int_eq(status, CPW_OK);
    }
    cpw_table_free(t);
  }
}
END_TEST

/* a field behind quoted line ends names its own line, not that of the row */
START_TEST(lines_inside_a_row)
{
  cpw_table *t = open_on_row("a,b,c\n\"1\n2\n\",\"\n\",x\n");
  int64_t whole;
  cpw_error err;
  ck_assert_int_eq(cpw_table_int64(t, 2, &whole, &err), CPW_EDATA);
  ck_assert_int_eq(err.line, 5);
  ck_assert_int_eq(err.column, 3);
  ck_assert_int_eq(cpw_table_int64(t, 2, &whole, NULL), CPW_EDATA);
  ck_assert_int_eq(cpw_table_line(t), 2);
  cpw_table_free(t);
}
END_TEST

START_TEST(cells_that_are_not_there)
{
  const char *bytes = "untouched";
  int64_t count = 7;
  double real = 7;
  cpw_error err;
  cpw_table *t;
  ck_assert_int_eq(cpw_table_open_memory("a,b\n1,2\n", 8, NULL, NULL, &t, NULL), CPW_OK);
  ck_assert_int_eq(cpw_table_text(t, 0, &bytes, &count, &err), CPW_EINVAL);
  ck_assert_ptr_nonnull(strstr(err.message, "no current row"));
  ck_assert_int_eq(cpw_table_next(t, NULL), 1);
  ck_assert_int_eq(cpw_table_text(t, 2, &bytes, &count, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "column = 2 must be 0 to 1");
  ck_assert_int_eq(err.index, 2);
  ck_assert_int_eq(cpw_table_text(t, -1, &bytes, &count, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_text(t, 0, NULL, &count, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_text(t, 0, &bytes, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_text(NULL, 0, &bytes, &count, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_double(t, 0, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_double(t, 9, &real, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_int64(t, 9, &count, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_next(t, NULL), 0);
  ck_assert_int_eq(cpw_table_text(t, 0, &bytes, &count, &err), CPW_EINVAL);
  ck_assert_str_eq(bytes, "untouched");
  ck_assert_int_eq(count, 7);
  ck_assert_double_eq(real, 7);
  cpw_table_free(t);
}
END_TEST

/* every first byte: what is shown is well-formed and fits */
START_TEST(excerpts_are_text)
{
  for (int first = 1; first < 256; first++)
    for (int second = 1; second < 256; second += 7) {
      char bytes[100];
      memset(bytes, second, sizeof bytes);
      bytes[0] = (char)first;
      cpwi_excerpt e = cpwi_table_excerpt(bytes, sizeof bytes);
      ck_assert_uint_lt(strlen(e.text), CPWI_EXCERPT);
      for (const char *p = e.text; *p; p++)
        ck_assert((unsigned char)*p >= 0x20 && *p != 0x7f);
    }
  static const struct {
    const char *bytes, *shown;
  } cases[] = {
      {"\xe0\x9f\x80", "\"\\xe0\\x9f\\x80\""},          /* overlong */
      {"\xed\xa0\x80", "\"\\xed\\xa0\\x80\""},          /* a surrogate */
      {"\xf0\x8f\x80\x80", "\"\\xf0\\x8f\\x80\\x80\""}, /* overlong */
      {"\xf4\x90\x80\x80", "\"\\xf4\\x90\\x80\\x80\""}, /* beyond Unicode */
      {"\xf4\x8f\xbf\xbf", "\"\xf4\x8f\xbf\xbf\""},
      {"\xc0\x80", "\"\\xc0\\x80\""},
      {"\xe2\x82\xac", "\"\xe2\x82\xac\""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    ck_assert_str_eq(cpwi_table_excerpt(cases[i].bytes, strlen(cases[i].bytes)).text,
                     cases[i].shown);
}
END_TEST

/* ---------------------------------------------------------------- a real file --------------- */

START_TEST(the_shared_extract)
{
  const char *path = cpwt_shared("data/rtt/20241130-RTT-November-2024-RBD.csv");
  if (!path) return;
  cpw_table *t;
  cpw_error err;
  ck_assert_int_eq(cpw_table_open_path(path, NULL, &t, &err), CPW_OK);
  ck_assert_int_eq(cpw_table_columns(t), 121);
  int64_t all, provider, rows = 0, people = 0;
  ck_assert_int_eq(cpw_table_require(t, "Total All", &all, &err), CPW_OK);
  ck_assert_int_eq(cpw_table_require(t, "Provider Org Code", &provider, &err), CPW_OK);
  ck_assert_int_eq(all, 120);
  while (cpw_table_next(t, &err) == 1) {
    int64_t value, count;
    const char *bytes;
    ck_assert_int_eq(cpw_table_int64(t, all, &value, &err), CPW_OK);
    ck_assert_int_eq(cpw_table_text(t, provider, &bytes, &count, &err), CPW_OK);
    ck_assert(count == 3 && memcmp(bytes, "RBD", 3) == 0);
    people += value;
    rows++;
  }
  /* both C_999 and the treatment functions */
  ck_assert_int_eq(rows, 512);
  ck_assert_int_eq(people, 2 * (21702 + 5322 + 5003 + 2925 + 1544));
  cpw_table_free(t);
}
END_TEST

void cpwt_add_cells(cpwt_cases *cases) {
  tcase_add_test(cases->reference, columns_by_name);
  tcase_add_test(cases->reference, columns_without_a_header);
  tcase_add_test(cases->reference, numbers);
  tcase_add_test(cases->reference, the_shared_extract);
  tcase_add_test(cases->errors, columns_that_are_missing);
  tcase_add_test(cases->errors, fields_that_are_no_numbers);
  tcase_add_test(cases->errors, lines_inside_a_row);
  tcase_add_test(cases->errors, cells_that_are_not_there);
  tcase_add_test(cases->properties, excerpts_are_text);
}
