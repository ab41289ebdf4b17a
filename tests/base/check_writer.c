/* Text through the writer's buffer: every length, CSV quoting, JSON escapes, and sinks that fail. */
#include "base/check_base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *csv_of(const char *text, size_t count) {
  static char copy[256];
  cpwt_text out;
  cpwi_writer w;
  cpwt_text_open(&out);
  cpwi_writer_init(&w, &out.sink);
  cpwi_put_csv(&w, text, count);
  ck_assert_int_eq(cpwi_writer_finish(&w, "f", NULL), CPW_OK);
  snprintf(copy, sizeof copy, "%s", out.bytes);
  cpwt_text_close(&out);
  return copy;
}

static const char *json_of(const char *text) {
  static char copy[256];
  cpwt_text out;
  cpwi_writer w;
  cpwt_text_open(&out);
  cpwi_writer_init(&w, &out.sink);
  cpwi_put_json(&w, text);
  ck_assert_int_eq(cpwi_writer_finish(&w, "f", NULL), CPW_OK);
  snprintf(copy, sizeof copy, "%s", out.bytes);
  cpwt_text_close(&out);
  return copy;
}

START_TEST(csv_fields_are_quoted_only_where_needed)
{
  static const struct {
    const char *text, *field;
  } table[] = {{"", ""},
               {"RTT", "RTT"},
               {"ear, nose and throat", "\"ear, nose and throat\""},
               {"\"", "\"\"\"\""},
               {"\"\"", "\"\"\"\"\"\""},
               {"the \"long\" waiters", "\"the \"\"long\"\" waiters\""},
               {"two\nlines", "\"two\nlines\""},
               {"two\r\nlines", "\"two\r\nlines\""},
               {"\"first", "\"\"\"first\""},
               {"last\"", "\"last\"\"\""},
               {" spaces stay ", " spaces stay "},
               {"semi;colon\tand tab", "semi;colon\tand tab"},
               {"\xc3\xa9t\xc3\xa9", "\xc3\xa9t\xc3\xa9"}};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    ck_assert_str_eq(csv_of(table[i].text, strlen(table[i].text)), table[i].field);
  ck_assert_str_eq(csv_of("cut,here", 3), "cut"); /* the length counts, not the NUL */
}
END_TEST

START_TEST(json_strings_are_escaped)
{
  static const struct {
    const char *text, *string;
  } table[] = {
      {"", "\"\""},
      {"RTT", "\"RTT\""},
      {"\"\\/", "\"\\\"\\\\/\""},
      {"a\nb\rc\td\be\ff", "\"a\\nb\\rc\\td\\be\\ff\""},
      {"\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\""},
      {"\xc3\xa9\xe2\x82\xac\xf0\x9f\x8f\xa5", "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x8f\xa5\""},
      {"\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf", "\"\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\""},
      {"\xed\x9f\xbf\xee\x80\x80\xf0\x90\x80\x80\xf4\x8f\xbf\xbf",
       "\"\xed\x9f\xbf\xee\x80\x80\xf0\x90\x80\x80\xf4\x8f\xbf\xbf\""}};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++)
    ck_assert_str_eq(json_of(table[i].text), table[i].string);
}
END_TEST

/* R stands for U+FFFD: one for each maximal part of an ill-formed sequence (Unicode 15, table 3-8). */
START_TEST(what_is_not_utf8_is_replaced)
{
  static const struct {
    const char *text, *string;
  } table[] = {{"\x80", "R"},
               {"\xff", "R"},
               {"\xc0\xaf", "RR"},
               {"\xc1\x81", "RR"},
               {"\xc3", "R"},
               {"\xc3(", "R("},
               {"\xe0\x9f\xbf", "RRR"},
               {"\xe2\x82", "R"},
               {"\xe2\x82z", "Rz"},
               {"\xed\xa0\x80", "RRR"},
               {"\xf0\x8f\xbf\xbf", "RRRR"},
               {"\xf0\x9f\x8f", "R"},
               {"\xf0\x9f\x8fz", "Rz"},
               {"\xf4\x90\x80\x80", "RRRR"},
               {"\xf5\x80", "RR"},
               {"a\xf1\x80\x80\xe1\x80\xc2"
                "b\x80"
                "c\x80\xbf"
                "d",
                "aRRRbRcRRd"}};
  for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
    char expected[128] = "\"";
    for (const char *p = table[i].string; *p; p++)
      if (*p == 'R')
        strcat(expected, "\xef\xbf\xbd");
      else
        strncat(expected, p, 1);
    strcat(expected, "\"");
    ck_assert_str_eq(json_of(table[i].text), expected);
  }
}
END_TEST

/* Pieces of every size around the buffer's, and numbers across its end. */
START_TEST(nothing_is_lost_at_the_buffer)
{
  enum { BUFFER = sizeof((cpwi_writer *)0)->buffer, ALL = 3 * BUFFER };
  static char text[ALL];
  for (int i = 0; i < ALL; i++)
    text[i] = (char)('a' + i % 26);
  for (size_t first = 0; first < ALL; first += 1 + (size_t)cpwt_rounds(37, 997)) {
    cpwt_text out;
    cpwi_writer w;
    cpwt_text_open(&out);
    cpwi_writer_init(&w, &out.sink);
    cpwi_put(&w, text, first);
    cpwi_put(&w, text + first, ALL - first);
    cpwi_put(&w, text, 0);
    cpwi_put_text(&w, "");
    ck_assert_int_eq(cpwi_writer_finish(&w, "f", NULL), CPW_OK);
    ck_assert_uint_eq(out.used, ALL);
    ck_assert_mem_eq(out.bytes, text, ALL);
    cpwt_text_close(&out);
  }
  for (size_t first = BUFFER - 2 * CPW_NUMBER_CHARS; first <= BUFFER; first++) {
    cpwt_text out;
    cpwi_writer w;
    cpwt_text_open(&out);
    cpwi_writer_init(&w, &out.sink);
    cpwi_put(&w, text, first);
    cpwi_put_double(&w, -1.2345678901234567e-300);
    cpwi_put_text(&w, ",");
    cpwi_put_int64(&w, INT64_MIN);
    ck_assert_int_eq(cpwi_writer_finish(&w, "f", NULL), CPW_OK);
    ck_assert_str_eq(out.bytes + first, "-1.2345678901234568e-300,-9223372036854775808");
    cpwt_text_close(&out);
  }
}
END_TEST

START_TEST(a_failing_sink_is_asked_no_more)
{
  enum { ALL = 20000 };
  char *text = calloc(1, ALL);
  for (size_t piece = 1; piece <= ALL; piece *= 10) {
    cpwt_text out;
    cpwi_writer w;
    cpw_error err;
    cpwt_text_open(&out);
    out.limit = 5000;
    cpwi_writer_init(&w, &out.sink);
    for (size_t at = 0; at + piece <= ALL; at += piece)
      cpwi_put(&w, text, piece);
    size_t calls = out.calls;
    ck_assert_int_eq(cpwi_writer_finish(&w, "cpw_writes", &err), CPW_EIO);
    ck_assert_int_eq(err.code, CPW_EIO);
    ck_assert_str_eq(err.where, "cpw_writes");
    ck_assert_uint_eq(out.calls, calls);
    ck_assert_uint_le(calls, 2);
    cpwt_text_close(&out);
  }
  free(text);
}
END_TEST

void cpwt_add_writer(const cpwt_cases *cases) {
  tcase_add_test(cases->reference, csv_fields_are_quoted_only_where_needed);
  tcase_add_test(cases->reference, json_strings_are_escaped);
  tcase_add_test(cases->reference, what_is_not_utf8_is_replaced);
  tcase_add_test(cases->limits, nothing_is_lost_at_the_buffer);
  tcase_add_test(cases->errors, a_failing_sink_is_asked_no_more);
}
