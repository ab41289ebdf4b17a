/* Files that are no such extract, damaged rows, limits, cancelling; and that a file that fails leaves
 * the aggregation as it was. */
#include "rtt/shared.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* memory that is counted */
static int64_t blocks_out;
static void *counting_allocate(void *context, size_t bytes) {
  blocks_out++;
  (void)context;
  return malloc(bytes);
}
static void *counting_resize(void *context, void *block, size_t bytes) {
  blocks_out += block == NULL;
  (void)context;
  return realloc(block, bytes);
}
static void counting_release(void *context, void *block) {
  blocks_out -= block != NULL;
  (void)context;
  free(block);
}
static const cpw_allocator counting = {NULL, counting_allocate, counting_resize, counting_release};

static const char good[] = HEAD NOV("R1", "C1", "Part_2", "C_100", "1,2,3,,,6")
    NOV("R1", "C1", "Part_2", "C_999", "1,2,3,,,6");

typedef struct bad_case {
  const char *text;
  int64_t line, column;
  const char *message;
} bad_case;

#define LINE2(cells)      HEAD NOV("R1", "C1", "Part_2", "C_999", "0,0,0,,,0") cells
#define BANDS_ONLY(bands) "Period,RTT Part Type," bands ",Total All\n"

static const bad_case bad_cases[] = {
    {"", 1, 0, "the input is empty; expected a header with the names of the columns"},
    {"<html>\n<body>\n", 1, 0,
     "line 1: there is no column of weeks waited, such as \"Gt 00 To 01 Weeks SUM 1\"; expected "
     "the "
     "full extract (CSV) of RTT waiting times"},
    {"PK\x03\x04", 1, 1,
     "line 1: the file is a zip archive or a workbook; expected CSV (unpack it first)"},
    /* headers */
    {"Period,RTT Part Type,Gt 00 Weeks\n", 1, 0, "line 1: there is no column \"Total All\""},
    {"Period,RTT Part Type,Gt 00 Weeks,Total Al\n", 1, 0,
     "line 1: there is no column \"Total All\"; is it field 4, \"Total Al\"?"},
    {"Perod,RTT Part Type,Gt 00 Weeks,Total All\n", 1, 0,
     "line 1: there is no column \"Period\"; is it field 1, \"Perod\"?"},
    {"Period,Part,Gt 00 Weeks,Total All\n", 1, 0, "line 1: there is no column \"RTT Part Type\""},
    {"Period,RTT Part Type,Gt 00 Weeks,Total All\n", 1, 0,
     "line 1: there is no column \"Provider Org Code\", which is grouped by or filtered"},
    {"Period,RTT Part Type,Period,Gt 00 Weeks,Total All\n", 1, 3,
     "line 1: the column \"Period\" occurs twice, as fields 1 and 3"},
    {BANDS_ONLY("Gt 01 To 02 Weeks,Gt 02 Weeks"), 1, 3,
     "line 1: the first band begins at 1 weeks, expected 0"},
    {BANDS_ONLY("Gt 00 To 01 Weeks,Gt 02 Weeks"), 1, 4,
     "line 1: the band from 0 weeks (field 3) ends at 1, the next one begins at 2: bands must "
     "join"},
    {BANDS_ONLY("Gt 00 To 02 Weeks,Gt 01 Weeks"), 1, 4,
     "line 1: the band from 0 weeks (field 3) ends at 2, the next one begins at 1: bands must "
     "join"},
    {BANDS_ONLY("Gt 00 To 01 Weeks,Gt 00 To 01 Weeks,Gt 01 Weeks"), 1, 4,
     "line 1: the band from 0 weeks (field 3) ends at 1, the next one begins at 0: bands must "
     "join"},
    {BANDS_ONLY("Gt 00 To 00 Weeks,Gt 00 Weeks"), 1, 4,
     "line 1: the band from 0 weeks (field 3) ends at 0, the next one begins at 0: bands must "
     "join"},
    {BANDS_ONLY("Gt 00 Weeks,Gt 52 Weeks"), 1, 4,
     "line 1: the band from 0 weeks (field 3) ends at -1 (it is open), the next one begins at 52: "
     "bands must join"},
    {BANDS_ONLY("Gt 00 To 01 Weeks"), 1, 3,
     "line 1: the last band ends at 1 weeks, expected an open one such as \"Gt 1 Weeks SUM 1\""},
    {BANDS_ONLY("Gt 00000 Weeks"), 1, 0,
     "line 1: there is no column of weeks waited, such as \"Gt 00 To 01 Weeks SUM 1\"; expected "
     "the "
     "full extract (CSV) of RTT waiting times"},
    /* cells */
    {LINE2("RTT-Novembre-2024,Q,I,R1,T,Q,I,C1,P,Part_2,W,C_999,Total,1,0,3,4,2,6\n"), 3, 1,
     "line 3, field 1 (\"Period\"): found \"RTT-Novembre-2024\", expected a month such as "
     "\"RTT-November-2024\""},
    {LINE2("2024-13,Q,I,R1,T,Q,I,C1,P,Part_2,W,C_999,Total,1,0,3,4,2,6\n"), 3, 1,
     "line 3, field 1 (\"Period\"): found \"2024-13\", expected a month such as "
     "\"RTT-November-2024\""},
    {LINE2("2024-11,Q,I,R1,T,Q,I,C1,P,,W,C_999,Total,1,0,3,4,2,6\n"), 3, 10,
     "line 3, field 10 (\"RTT Part Type\"): found \"\", expected a part such as \"Part_2\""},
    {LINE2("2024-11,Q,I,R1,T,Q,I,C1,P,Completed Pathways,W,C_999,Total,1,0,3,4,2,6\n"), 3, 10,
     "line 3, field 10 (\"RTT Part Type\"): found \"Completed Pathways\", expected a code of at "
     "most "
     "16 bytes"},
    {LINE2("2024-11,Q,I,R1,T,Q,I,C1,P,Part_2,W,C_99999999999999999,Total,1,0,3,4,2,6\n"), 3, 12,
     "line 3, field 12 (\"Treatment Function Code\"): found \"C_99999999999999999\", expected a "
     "code "
     "of at most 16 bytes"},
    {LINE2(NOV("R1", "C1", "Part_2", "C_100", "1,x,3,4,2,6")), 3, 15,
     "line 3, field 15 (\"Gt 01 To 02 Weeks SUM 1\"): found \"x\", expected a whole number >= 0 or "
     "nothing"},
    {LINE2(NOV("R1", "C1", "Part_2", "C_100", "1,-2,3,4,2,6")), 3, 15,
     "line 3, field 15 (\"Gt 01 To 02 Weeks SUM 1\"): found \"-2\", expected a whole number >= 0 "
     "or "
     "nothing"},
    {LINE2(NOV("R1", "C1", "Part_2", "C_100", "1,2,3.5,4,2,6")), 3, 16,
     "line 3, field 16 (\"Gt 02 Weeks SUM 1\"): found \"3.5\", expected a whole number >= 0 or "
     "nothing"},
    {LINE2(NOV("R1", "C1", "Part_2", "C_100", "1,2,3,*,2,6")), 3, 17,
     "line 3, field 17 (\"Total\"): found \"*\", expected a whole number >= 0 or nothing"},
    {LINE2(NOV("R1", "C1", "Part_2", "C_100", "1,2,3,,2,9999999999999999999")), 3, 19,
     "line 3, field 19 (\"Total All\"): found \"9999999999999999999\", expected a whole number >= "
     "0 "
     "or nothing"},
    /* rows */
    {LINE2(NOV("R1", "C1", "Part_2", "C_100", "1,2,3,,")), 3, 18,
     "line 3: 18 fields, expected 19 as in the header"},
    {LINE2(NOV("R1", "C1", "Part_2", "C_100", "1,2,3,,,6,")), 3, 20,
     "line 3: more than 19 fields, expected as many as in the header"},
    {LINE2("RTT-November-2024,QR1,ICB,R1,Tru"), 3, 5,
     "line 3: 5 fields and no line end, expected 19 as in the header; is the file cut off?"},
    {LINE2("\n" NOV("R1", "C1", "Part_2", "C_100", "1,2,3,,,6")), 3, 1,
     "line 3: a blank line before further rows, expected 19 fields"},
    {LINE2("RTT-November-2024,QR1,\"ICB,R1\n"), 3, 3,
     "line 3, field 3: the quoted field that begins here never ends"},
    {LINE2("RTT-November-2024,QR1,I\"CB,R1\n"), 3, 3,
     "line 3, field 3: a quote inside an unquoted field; expected the field in quotes and the "
     "quote "
     "doubled"},
    /* sums */
    {LINE2(NOV("R1", "C1", "Part_2", "C_100", "9223372036854775807,1,0,,,")), 3, 0,
     "line 3: a sum is beyond 64 bits, or a kind of code has more than 65534"},
    {LINE2(NOV("R1", "C1", "Part_2", "C_100", "9223372036854775807,0,0,,1,")), 3, 0,
     "line 3: a sum is beyond 64 bits, or a kind of code has more than 65534"},
    {LINE2(NOV("R1", "C1", "Part_2", "C_100", "9223372036854775807,0,0,,,")
               NOV("R1", "C1", "Part_2", "C_101", "1,0,0,,,")),
     4, 0, "line 4: a sum is beyond 64 bits, or a kind of code has more than 65534"},
};

/* Each alone, and behind a good file whose figures must stay. */
START_TEST(files_that_are_bad)
{
  for (size_t i = 0; i < sizeof bad_cases / sizeof bad_cases[0]; i++)
    for (int plain = 0; plain < 2; plain++) {
      const bad_case *c = &bad_cases[i];
      cpw_rtt_options o = cpwt_by(strstr(c->message, "grouped by") ? CPW_RTT_BY_PROVIDER : 0);
      o.allocator = &counting;
      const char *const texts[] = {good};
      cpw_rtt *rtt = cpwt_aggregate(&o, plain, texts, 1);
      char before[400];
      strcpy(before, cpwt_show(rtt));
      /* a header with other bands is refused for what it is, not for being different */
      cpw_error err;
      cpw_rtt *alone = cpwt_aggregate(&o, plain, texts, 0);
      int32_t status =
          cpw_rtt_read_memory(alone, c->text, (int64_t)strlen(c->text), "bad.csv", &err);
      ck_assert_int_eq(status, strstr(c->message, "64 bits,") ? CPW_EOVERFLOW : CPW_EDATA);
      ck_assert_str_eq(err.message, c->message);
      ck_assert_str_eq(err.where, "bad.csv");
      ck_assert_int_eq(err.line, c->line);
      ck_assert_int_eq(err.column, c->column);
      ck_assert_int_eq(cpwt_number(alone, "files"), 0);
      ck_assert_int_ne(cpw_rtt_read_memory(rtt, c->text, (int64_t)strlen(c->text), "bad.csv", NULL),
                       CPW_OK);
      ck_assert_str_eq(cpwt_show(rtt), before);
      ck_assert_int_eq(cpwt_number(rtt, "rows_read"), 2);
      ck_assert_int_eq(cpwt_number(rtt, "files"), 1);
      /* and it can go on */
      ck_assert_int_eq(cpw_rtt_read_memory(rtt, good, sizeof good - 1, NULL, NULL), CPW_OK);
      ck_assert_str_ne(cpwt_show(rtt), before);
      cpw_rtt_free(rtt);
      cpw_rtt_free(alone);
      ck_assert_int_eq(blocks_out, 0);
    }
}
END_TEST

/* with all columns there, only what is grouped by or filtered is needed */
START_TEST(columns_that_are_needed)
{
  static const char text[] = "Period,RTT Part Type,Gt 00 Weeks,Total All\n2024-11,Part_2,3,3\n";
  cpw_rtt_options o = cpwt_by(0);
  o.names = 1;
  ck_assert_str_eq(cpwt_figures_of(&o, text), "2024-11 Part_2 incomplete: 3 a3/");
  cpw_rtt *rtt;
  cpw_error err;
  o.treatment_function = "C_100";
  ck_assert_int_eq(cpw_rtt_new(&o, &rtt, NULL), CPW_OK);
  ck_assert_int_eq(cpw_rtt_read_memory(rtt, text, sizeof text - 1, NULL, &err), CPW_EDATA);
  ck_assert_str_eq(err.message, "line 1: there is no column \"Treatment Function Code\", which is "
                                "grouped by or filtered");
  cpw_rtt_free(rtt);
  o = cpwt_by(0);
  o.provider = "R1";
  ck_assert_int_eq(cpw_rtt_new(&o, &rtt, NULL), CPW_OK);
  ck_assert_int_eq(cpw_rtt_read_memory(rtt, text, sizeof text - 1, NULL, &err), CPW_EDATA);
  cpw_rtt_free(rtt);
}
END_TEST

START_TEST(arguments)
{
  cpw_rtt *rtt = NULL;
  cpw_error err;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_rtt_new(NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_rtt_read_path(NULL, "x", &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "rtt is NULL");
  ck_assert_int_eq(cpw_rtt_read_memory(NULL, "x", 1, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_rtt_read_source(NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_rtt_result(NULL, &r, &err), CPW_EINVAL);
  cpw_rtt_free(NULL);
  ck_assert_int_eq(cpw_rtt_new(NULL, &rtt, &err), CPW_OK);
  ck_assert_int_eq(cpw_rtt_read_path(rtt, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_rtt_read_path(rtt, "/", &err), CPW_EIO);
  ck_assert_str_eq(err.message, "cannot read the file: it is a directory, not a file");
  ck_assert_int_eq(cpw_rtt_read_path(rtt, "no/such/file", &err), CPW_EIO);
  ck_assert_int_eq(cpw_rtt_read_memory(rtt, NULL, 1, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_rtt_read_memory(rtt, "x", -1, NULL, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_rtt_read_source(rtt, NULL, &err), CPW_EINVAL);
  cpw_source none = {NULL, NULL, NULL};
  ck_assert_int_eq(cpw_rtt_read_source(rtt, &none, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_rtt_result(rtt, NULL, &err), CPW_EINVAL);
  cpw_rtt_free(rtt);
}
END_TEST

START_TEST(options_are_checked)
{
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 0;
  cpw_allocator none = {NULL, NULL, NULL, NULL};
  const struct {
    cpw_rtt_options o;
    int32_t status;
    const char *part;
  } cases[] = {
      {{.group_by = 32}, CPW_EDOMAIN, "options.group_by = 32 must be"},
      {{.group_by = -1}, CPW_EDOMAIN, "options.group_by = -1 must be"},
      {{.include_nonc = 2}, CPW_EINVAL, "options.include_nonc = 2 must be 0 or 1"},
      {{.names = -1}, CPW_EINVAL, "options.names = -1 must be 0 or 1"},
      {{.top_band = -1}, CPW_EDOMAIN, "options.top_band = -1 must be >= 0"},
      {{.provider = ""}, CPW_EINVAL, "options.provider has 0 bytes"},
      {{.treatment_function = "12345678901234567"},
       CPW_EINVAL,
       "options.treatment_function has 17 bytes"},
      {{.allocator = &none}, CPW_EINVAL, "allocator lacks allocate"},
      {{.run = &run}, CPW_EDOMAIN, "run.replications = 0"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    cpw_rtt_options o = cases[i].o;
    o.struct_size = sizeof o;
    cpw_rtt *rtt = NULL;
    cpw_error err;
    ck_assert_int_eq(cpw_rtt_new(&o, &rtt, &err), cases[i].status);
    ck_assert_msg(strstr(err.message, cases[i].part) != NULL, "%s", err.message);
    ck_assert_ptr_null(rtt);
  }
  cpw_rtt_options o;
  memset(&o, 0xff, sizeof o);
  cpw_rtt_options_init(&o);
  ck_assert_int_eq(o.group_by, 0);
  ck_assert_int_eq(o.include_nonc, 0);
  ck_assert_int_eq(o.names, 0);
  ck_assert_int_eq(o.top_band, 0);
  ck_assert_ptr_null(o.provider);
  o.struct_size++;
  cpw_rtt *rtt;
  ck_assert_int_eq(cpw_rtt_new(&o, &rtt, NULL), CPW_EABI);
}
END_TEST

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(without_files_and_without_rows)
{
  cpw_rtt *rtt;
  ck_assert_int_eq(cpw_rtt_new(NULL, &rtt, NULL), CPW_OK);
  for (int i = 0; i < 2; i++) {
    cpw_result *r;
    ck_assert_int_eq(cpw_rtt_result(rtt, &r, NULL), CPW_OK);
    ck_assert_int_eq(cpw_result_find(r, "count")->size, 0);
    ck_assert_int_eq(cpw_result_find(r, "band_lower")->size, i ? 3 : 0);
    ck_assert_int_eq(cpw_result_find(r, "files")->integer[0], i);
    ck_assert_str_eq(cpw_result_note(r, "sources"), i ? "empty.csv" : "");
    cpw_result_free(r);
    ck_assert_int_eq(cpw_rtt_read_memory(rtt, HEAD, sizeof HEAD - 1, "empty.csv", NULL), CPW_OK);
  }
  cpw_rtt_free(rtt);
}
END_TEST

/* 65534 codes of one kind are fine, one more is an error */
START_TEST(as_many_codes_as_there_may_be)
{
  static const char head[] = "Period,RTT Part Type,Provider Org Code,Gt 00 Weeks,Total All\n";
  char *text = malloc(sizeof head + (size_t)CPWI_MAX_CODES * 40 + 100), *p = text;
  p += sprintf(p, "%s", head);
  for (int i = 0; i < CPWI_MAX_CODES; i++)
    p += sprintf(p, "2024-11,Part_2,R%d,1,1\n", i);
  cpw_rtt *rtt;
  cpw_error err;
  cpw_rtt_options o = cpwt_by(CPW_RTT_BY_PROVIDER);
  ck_assert_int_eq(cpw_rtt_new(&o, &rtt, NULL), CPW_OK);
  ck_assert_int_eq(cpw_rtt_read_memory(rtt, text, p - text, NULL, NULL), CPW_OK);
  cpw_result *r;
  ck_assert_int_eq(cpw_rtt_result(rtt, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_find(r, "count")->size, CPWI_MAX_CODES);
  cpw_result_free(r);
  p += sprintf(p, "2024-11,Part_2,R0,1,1\n2024-11,Part_2,S,1,1\n");
  for (int plain = 0; plain < 2; plain++) {
    rtt->plain = plain;
    ck_assert_int_eq(cpw_rtt_read_memory(rtt, text, p - text, NULL, &err), CPW_EOVERFLOW);
    ck_assert_int_eq(err.line, CPWI_MAX_CODES + 3);
  }
  cpw_rtt_free(rtt);
  free(text);
}
END_TEST

/* a sum that only the second file makes too large is told by the result */
START_TEST(sums_over_files)
{
  static const struct {
    const char *a, *b;
  } cases[] = {
      {"9223372036854775807,0,0,,,1", "1,0,0,,,1"},                     /* a count */
      {"9223372036854775807,0,0,,,1", "0,1,0,,,1"},                     /* a total */
      {"0,0,0,,,9223372036854775807", "0,0,0,,,1"},                     /* Total All */
      {"0,0,0,,9223372036854775807,9223372036854775807", "0,0,0,,1,0"}, /* unknown */
      {"0,0,0,,,9223372036854775807", "0,0,0,,,9223372036854775807"},
  };
  static const char *const functions[] = {"C_100", "C_999"};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    for (int f = 0; f < 2; f++) {
      char a[2000], b[2000];
      snprintf(a, sizeof a, HEAD NOV("R1", "C1", "Part_2", "%s", "%s"), functions[f], functions[f],
               cases[i].a);
      snprintf(b, sizeof b, HEAD NOV("R1", "C2", "Part_2", "%s", "%s"), functions[f], functions[f],
               cases[i].b);
      const char *const texts[] = {a, b};
      cpw_rtt_options o = cpwt_by(0);
      cpw_rtt *rtt = cpwt_aggregate(&o, 0, texts, 2);
      cpw_result *r = NULL;
      cpw_error err;
      ck_assert_int_eq(cpw_rtt_result(rtt, &r, &err), CPW_EOVERFLOW);
      ck_assert_ptr_null(r);
      ck_assert_ptr_nonnull(strstr(err.message, "64 bits"));
      cpw_rtt_free(rtt);
    }
}
END_TEST

/* the same within one file, where the row is named; and of the cross-check alone */
START_TEST(sums_within_a_file)
{
  static const char *const texts[] = {
      HEAD NOV("R1", "C1", "Part_2", "C_999", "0,0,0,,,9223372036854775807")
          NOV("R1", "C2", "Part_2", "C_999", "0,0,0,,,1"),
      HEAD NOV("R1", "C1", "Part_2", "C_999", "0,0,0,,9223372036854775807,1")
          NOV("R1", "C2", "Part_2", "C_999", "0,0,0,,1,1"),
      HEAD NOV("R1", "C1", "Part_2", "C_999", "0,0,0,,9223372036854775807,0")
          NOV("R1", "C2", "Part_2", "C_999", "5,0,0,,0,0"),
      HEAD NOV("R1", "C1", "Part_3", "C_999", "0,0,0,,,9223372036854775807")
          NOV("R1", "C1", "Part_3", "C_999", "0,0,0,,,1"),
      HEAD NOV("R1", "C1", "Part_2", "C_100", "0,0,0,,,9223372036854775807")
          NOV("R1", "C1", "Part_2", "C_101", "0,0,0,,,1"),
      HEAD NOV("R1", "C1", "Part_3", "C_999", "9223372036854775807,0,0,,,1")
          NOV("R1", "C1", "Part_3", "C_999", "1,0,0,,,1"),
      HEAD NOV("R1", "C1", "Part_2", "C_999", "0,0,0,,,0")
          NOV("R1", "C1", "Part_2", "C_100", "0,0,0,,,9223372036854775807")
              NOV("R1", "C1", "Part_2", "C_101", "0,0,0,,,1"),
  };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
    for (int by = 0; by < 2; by++) {
      cpw_rtt_options o = cpwt_by(by ? CPW_RTT_BY_TREATMENT_FUNCTION : 0);
      cpw_rtt *rtt;
      cpw_error err;
      ck_assert_int_eq(cpw_rtt_new(&o, &rtt, NULL), CPW_OK);
      ck_assert_int_eq(cpw_rtt_read_memory(rtt, texts[i], (int64_t)strlen(texts[i]), NULL, &err),
                       CPW_EOVERFLOW);
      ck_assert_int_eq(err.line, i == 6 ? 4 : 3);
      cpw_rtt_free(rtt);
    }
}
END_TEST

START_TEST(a_huge_field)
{
  size_t count = 3 << 20;
  char *text = malloc(count + 1000);
  size_t at = (size_t)sprintf(text, "%sRTT-November-2024,Q,\"", HEAD);
  memset(text + at, 'x', count);
  at += count;
  at += (size_t)sprintf(text + at, "\",R1,T,Q,I,C1,P,Part_2,W,C_999,Total,1,0,3,4,2,6\n");
  for (int plain = 0; plain < 2; plain++) {
    cpw_rtt *rtt;
    cpw_error err;
    ck_assert_int_eq(cpw_rtt_new(NULL, &rtt, NULL), CPW_OK);
    rtt->plain = plain;
    ck_assert_int_eq(cpw_rtt_read_memory(rtt, text, (int64_t)at, NULL, &err), CPW_EDATA);
    ck_assert_ptr_nonnull(strstr(err.message, "line 2: the row is longer than 1048576 bytes"));
    cpw_rtt_free(rtt);
  }
  free(text);
}
END_TEST

/* a row just within the limit widens the window; one just beyond it then fits in whole */
START_TEST(a_row_too_long_for_the_limit_but_not_for_the_window)
{
  size_t longest = 1048576;
  char *text = malloc(4 * longest), *p = text, *row;
  p += sprintf(p, "%s", HEAD);
  for (int i = 0; i < 2; i++) {
    static const char rest[] = ",R1,T,Q,I,C1,P,Part_2,W,C_999,Total,1,0,3,4,2,6\n";
    row = p;
    p += sprintf(p, "RTT-November-2024,Q,");
    size_t name = longest + (size_t)(i * 50000) - (size_t)(p - row) - (sizeof rest - 2);
    memset(p, 'x', name);
    p += name;
    p += sprintf(p, "%s", rest);
    ck_assert_int_eq(p - row - 1, (int64_t)longest + i * 50000); /* without the line end */
    for (int j = 0; i == 0 && j < 3500; j++)
      p += sprintf(p, "%s", NOV("R1", "C1", "Part_2", "C_100", "1,0,0,,,1"));
  }
  for (int plain = 0; plain < 2; plain++) {
    cpw_rtt *rtt;
    cpw_error err;
    ck_assert_int_eq(cpw_rtt_new(NULL, &rtt, NULL), CPW_OK);
    rtt->plain = plain;
    ck_assert_int_eq(cpw_rtt_read_memory(rtt, text, p - text, NULL, &err), CPW_EDATA);
    ck_assert_int_eq(err.line, 3503);
    ck_assert_ptr_nonnull(strstr(err.message, "longer than 1048576 bytes"));
    cpw_rtt_free(rtt);
  }
  free(text);
}
END_TEST

/* ---------------------------------------------------------------- running ------------------- */

static char *many_rows(int rows) {
  static const char row[] = NOV("R1", "C1", "Part_2", "C_100", "1,2,3,,,6");
  char *text = malloc(sizeof HEAD + (size_t)rows * sizeof row), *p = text;
  p += sprintf(p, "%s", HEAD);
  for (int i = 0; i < rows; i++)
    p += sprintf(p, "%s", row);
  return text;
}

typedef struct watch {
  int calls, stop_at;
  double last;
} watch;

static int watched(void *context, double done) {
  watch *w = context;
  ck_assert(done >= w->last && done <= 1.0);
  w->last = done;
  return ++w->calls == w->stop_at;
}

START_TEST(progress_and_cancel)
{
  char *text = many_rows(10000);
  int64_t count = (int64_t)strlen(text);
  watch w = {0, 0, 0};
  volatile int32_t cancel = 0;
  cpw_run run;
  cpw_run_init(&run);
  run.progress = watched;
  run.progress_context = &w;
  run.cancel = &cancel;
  cpw_rtt_options o = cpwt_by(0);
  o.run = &run;
  cpw_rtt *rtt;
  cpw_error err;
  ck_assert_int_eq(cpw_rtt_new(&o, &rtt, NULL), CPW_OK);
  ck_assert_int_eq(cpw_rtt_read_memory(rtt, text, count, NULL, NULL), CPW_OK);
  ck_assert_int_ge(w.calls, 4);
  ck_assert_double_eq(w.last, 1.0);
  char before[200];
  strcpy(before, cpwt_show(rtt));
  int calls = w.calls;
  for (int stop = 1; stop <= calls; stop++) {
    w = (watch){0, stop, 0};
    ck_assert_int_eq(cpw_rtt_read_memory(rtt, text, count, "x", &err), CPW_ECANCELLED);
    ck_assert_str_eq(err.where, "x");
    ck_assert_str_eq(cpwt_show(rtt), before);
  }
  cancel = 1;
  ck_assert_int_eq(cpw_rtt_read_memory(rtt, text, count, NULL, NULL), CPW_ECANCELLED);
  cpw_rtt_free(rtt);
  free(text);
}
END_TEST

/* ---------------------------------------------------------------- failing memory ------------ */

typedef struct work {
  const char *text;
  int32_t plain, group_by;
} work;

static int32_t all_of_it(void *context) {
  const work *w = context;
  cpw_rtt_options o = cpwt_by(w->group_by);
  o.names = 1;
  cpw_rtt *rtt = NULL;
  cpw_result *r = NULL;
  int32_t status = cpw_rtt_new(&o, &rtt, NULL);
  if (status == CPW_OK) rtt->plain = w->plain;
  for (int i = 0; i < 2 && status == CPW_OK; i++)
    status = cpw_rtt_read_memory(rtt, w->text, (int64_t)strlen(w->text), NULL, NULL);
  if (status == CPW_OK) status = cpw_rtt_result(rtt, &r, NULL);
  cpw_result_free(r);
  cpw_rtt_free(rtt);
  return status;
}

START_TEST(every_allocation_fails)
{
  /* enough codes, groups, blocks and widths that everything grows at least once */
  char *text = malloc(200 * 1000), *p = text;
  p += sprintf(p, "%s", HEAD);
  for (int i = 0; i < 400; i++)
    p += sprintf(p, "2024-11,Q%d,I,R%d,T%d,Q,I,C1,P,Part_2,W,%s,N,%d,70000,3,,,\n", i % 7, i, i,
                 i % 3 ? "C_100" : "C_999", i * 100);
  work w = {text, 0, 0};
  for (w.plain = 0; w.plain < 2; w.plain++)
    for (int by = 0; by < 2; by++) {
      w.group_by = by ? 31 : CPW_RTT_BY_PROVIDER;
      cpwt_each_allocation_fails(all_of_it, &w);
    }
  free(text);
}
END_TEST

/* an aggregation stays as it was when memory runs out in its second file */
START_TEST(nothing_half_added_without_memory)
{
  const char *const texts[] = {good};
  cpw_rtt_options o = cpwt_by(31);
  cpw_rtt *rtt = cpwt_aggregate(&o, 0, texts, 1);
  char before[2000];
  strcpy(before, cpwt_show(rtt));
  for (long k = 0;; k++) {
    cpwt_fail_at(k, 0);
    int32_t status = cpw_rtt_read_memory(rtt, good, sizeof good - 1, NULL, NULL);
    cpwt_fail_never();
    if (status == CPW_OK) break;
    ck_assert_int_eq(status, CPW_ENOMEM);
    ck_assert_str_eq(cpwt_show(rtt), before);
    ck_assert_int_eq(cpwt_number(rtt, "files"), 1);
  }
  cpw_rtt_free(rtt);
}
END_TEST

void cpwt_add_errors(cpwt_cases *cases) {
  tcase_add_test(cases->errors, files_that_are_bad);
  tcase_add_test(cases->errors, columns_that_are_needed);
  tcase_add_test(cases->errors, arguments);
  tcase_add_test(cases->errors, options_are_checked);
  tcase_add_test(cases->errors, sums_over_files);
  tcase_add_test(cases->errors, sums_within_a_file);
  tcase_add_test(cases->errors, progress_and_cancel);
  tcase_add_test(cases->limits, without_files_and_without_rows);
  tcase_add_test(cases->limits, as_many_codes_as_there_may_be);
  tcase_add_test(cases->limits, a_huge_field);
  tcase_add_test(cases->limits, a_row_too_long_for_the_limit_but_not_for_the_window);
  tcase_add_test(cases->oom, every_allocation_fails);
  tcase_add_test(cases->oom, nothing_half_added_without_memory);
}
