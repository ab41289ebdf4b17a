/* What is a row: RFC 4180 and the rules at the top of table.h, from all three kinds of source. */
#include "table/internal.h"
#include "table/scan.h"
#include "table/shared.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct rows_case {
  const char *text, *expected;
} rows_case;

/* ---------------------------------------------------------------- well-formed text ---------- */

/* the examples of RFC 4180, section 2, then our own */
static const rows_case well_formed[] = {
    {"aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n", "aaa|bbb|ccc/zzz|yyy|xxx/"},
    {"aaa,bbb,ccc\r\nzzz,yyy,xxx", "aaa|bbb|ccc/zzz|yyy|xxx/"},
    {"field_name,field_name,field_name\r\naaa,bbb,ccc\r\nzzz,yyy,xxx\r\n",
     "field_name|field_name|field_name/aaa|bbb|ccc/zzz|yyy|xxx/"},
    {"\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx", "aaa|bbb|ccc/zzz|yyy|xxx/"},
    {"\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx", "aaa|b\r\\nbb|ccc/zzz|yyy|xxx/"},
    {"\"aaa\",\"b\"\"bb\",\"ccc\"\r\n", "aaa|b\"bb|ccc/"},
    {"a,b\n1,2\n", "a|b/1|2/"},
    {"a,b\n1,2\r", "a|b/1|2/"},
    {"a,b\r\n1,\"2\"\r", "a|b/1|2/"},
    {"a,b\n,\n", "a|b/|/"},
    {"a,b\n1,", "a|b/1|/"},
    {"a,b\n\"\",\"\"\"\"\n", "a|b/|\"/"},
    {"a,b\n\"1,2\",3\n", "a|b/1,2|3/"},
    {"a,b\n\"1\n\n2\",\"\n\"", "a|b/1\\n\\n2|\\n/"},
    {"a,b\n\"\"\"x\"\"\",\"y\"\"\"\n", "a|b/\"x\"|y\"/"},
    {"\xef\xbb\xbf"
     "a,b\n1,2\n",
     "a|b/1|2/"},
    {"\xef\xbb\xbf\"a\",b\n1,2\n", "a|b/1|2/"},
    {"caf\xc3\xa9,\xe2\x82\xac\n\xf0\x9f\x8f\xa5,x\n",
     "caf\xc3\xa9|\xe2\x82\xac/\xf0\x9f\x8f\xa5|x/"},
    {" a , b\t\n 1 , 2 \n", "a|b/ 1 | 2 /"},
    {"a,b\n\t1\v,2\f\n", "a|b/\t1\v|2\f/"},
    {"a,b\n", "a|b/"},
    {"a,b", "a|b/"},
    {"a,b\r", "a|b/"},
    {"a,b\n1,2\n\n\n", "a|b/1|2/"},
    {"a,b\n1,2\n\r\n\n\r\n", "a|b/1|2/"},
    {"a,b\n1,2\n\r", "a|b/1|2/"},
    {"a\n1\n\n3\n\n\n", "a/1//3/"},
    {"a\n\n\n3\n\"\"\n\n", "a///3//"},
    {"a,a\n1,2\n", "a|a/1|2/"},
};

START_TEST(text_that_is_csv)
{
  for (size_t i = 0; i < sizeof well_formed / sizeof well_formed[0]; i++)
    ck_assert_str_eq(cpwt_read(well_formed[i].text, NULL), well_formed[i].expected);
}
END_TEST

/* the same text in pieces of 1, 2, 3, ... bytes, with and without SSE2 */
START_TEST(pieces_do_not_matter)
{
  for (size_t i = 0; i < sizeof well_formed / sizeof well_formed[0]; i++) {
    int64_t count = (int64_t)strlen(well_formed[i].text);
    for (int64_t piece = 1; piece <= count; piece++) {
      cpwt_pieces pieces;
      cpw_source source = cpwt_source_of(&pieces, well_formed[i].text, count, piece);
      cpw_table *table;
      ck_assert_int_eq(cpw_table_open_source(&source, NULL, &table, NULL), CPW_OK);
      table->portable = (int32_t)(piece & 1);
      ck_assert_str_eq(cpwt_all_of(table), well_formed[i].expected);
      cpw_table_free(table);
    }
  }
}
END_TEST

static const rows_case headless[] = {
    {"1,2\n3,4\n", "1|2/3|4/"},
    {"\"a\"\"b\",2\n", "a\"b|2/"},
    {"", ""},
    {"\n\n\r\n", ""},
    {"\n1\n\n2\n\n", "/1//2/"},
    {"\n1,2\n", "!1,1: line 1: a blank line before further rows, expected 2 fields"},
    {"1,2\n3\n", "1|2/!2,1: line 2: 1 field, expected 2 as in the first row"},
    {"1,2\n3,4,5\n", "1|2/!2,3: line 2: more than 2 fields, expected as many as in the first row"},
    {"\"1,2\n3\n", "!1,1: line 1, field 1: the quoted field that begins here never ends"},
};

START_TEST(text_without_header)
{
  cpw_table_options o;
  cpw_table_options_init(&o);
  o.header = 0;
  for (size_t i = 0; i < sizeof headless / sizeof headless[0]; i++)
    ck_assert_str_eq(cpwt_read(headless[i].text, &o), headless[i].expected);
}
END_TEST

START_TEST(other_delimiters)
{
  static const char delimiters[] = ";\t|: a";
  for (const char *d = delimiters; *d; d++) {
    cpw_table_options o;
    cpw_table_options_init(&o);
    o.delimiter = *d;
    o.trim_names = 0;
    char text[64];
    snprintf(text, sizeof text, "x%cy\n1,2%c\"3%c4\"\n", *d, *d, *d);
    char expected[64];
    snprintf(expected, sizeof expected, "x|y/1,2|3%c4/", *d);
    ck_assert_str_eq(cpwt_read(text, &o), expected);
  }
}
END_TEST

START_TEST(names_are_trimmed_or_not)
{
  cpw_table_options o;
  cpw_table_options_init(&o);
  o.trim_names = 0;
  ck_assert_str_eq(cpwt_read(" a ,\tb\n1,2\n", &o), " a |\tb/1|2/");
  ck_assert_str_eq(cpwt_read(" a ,\"  \"\n1,2\n", NULL), "a|/1|2/");
}
END_TEST

static const rows_case short_rows[] = {
    {"a,b,c\n1\n1,2\n1,2,3\n", "a|b|c/1||/1|2|/1|2|3/"},
    {"a,b\n1,2\n\n3,4\n\n", "a|b/1|2/|/3|4/"},
    {"a,b\n\n1,2\n", "a|b/|/1|2/"},
    {"a,b\n1,2,3\n", "a|b/!2,3: line 2: more than 2 fields, expected as many as in the header"},
};

START_TEST(short_rows_where_allowed)
{
  cpw_table_options o;
  cpw_table_options_init(&o);
  o.ragged = CPW_TABLE_RAGGED_SHORT;
  for (size_t i = 0; i < sizeof short_rows / sizeof short_rows[0]; i++)
    ck_assert_str_eq(cpwt_read(short_rows[i].text, &o), short_rows[i].expected);
}
END_TEST

/* ---------------------------------------------------------------- damaged text -------------- */

static const rows_case damaged[] = {
    {"", "!1,0: the input is empty; expected a header with the names of the columns"},
    {"\xef\xbb\xbf", "!1,0: the input is empty; expected a header with the names of the columns"},
    {"\n", "!1,1: line 1: the line is blank; expected a header with the names of the columns"},
    {"\"\"\na\n",
     "!1,1: line 1: the line is blank; expected a header with the names of the columns"},
    {"a,b\n1,2\n\n3,4\n",
     "a|b/1|2/!3,1: line 3: a blank line before further rows, expected 2 fields"},
    {"a,b\n1\n2,3\n", "a|b/!2,1: line 2: 1 field, expected 2 as in the header"},
    {"a,b,c\n1,2\n", "a|b|c/!2,2: line 2: 2 fields, expected 3 as in the header"},
    {"a,b,c\n1,2",
     "a|b|c/!2,2: line 2: 2 fields and no line end, expected 3 as in the header; is the file cut "
     "off?"},
    {"a,b\n1,2,3,4\n", "a|b/!2,3: line 2: more than 2 fields, expected as many as in the header"},
    {"a,b\n1,2,\n", "a|b/!2,3: line 2: more than 2 fields, expected as many as in the header"},
    {"a,b\n1,2\"\n", "a|b/!2,2: line 2, field 2: a quote inside an unquoted field; expected the "
                     "field in quotes and the quote doubled"},
    {"a,b\n1, \"2\"\n", "a|b/!2,2: line 2, field 2: a quote inside an unquoted field; expected the "
                        "field in quotes and the quote doubled"},
    {"a,b\n\"1\" ,2\n", "a|b/!2,1: line 2, field 1: text after the closing quote; expected a "
                        "delimiter or the end of the line (a quote inside quotes is doubled)"},
    {"a,b\n\"1\n2\",\"3\"x\n",
     "a|b/!3,2: line 3, field 2: text after the closing quote; expected a "
     "delimiter or the end of the line (a quote inside quotes is "
     "doubled)"},
    {"a,b\n1,\"2\n3,4\n5", "a|b/!2,2: line 2, field 2: the quoted field that begins here never "
                           "ends"},
    {"a,b\n\"1\n\",\"2\n3,4\n",
     "a|b/!3,2: line 3, field 2: the quoted field that begins here never "
     "ends"},
    {"a,b\n\"", "a|b/!2,1: line 2, field 1: the quoted field that begins here never ends"},
    {"a,b\r1,2\r", "!1,2: line 1, field 2: a carriage return without a line feed; expected lines "
                   "that end with LF or CR LF"},
    {"a,b\n\r1,2\n", "a|b/!2,1: line 2, field 1: a carriage return without a line feed; expected "
                     "lines that end with LF or CR LF"},
    {"a,b\n\"1\"\r,2\n", "a|b/!2,1: line 2, field 1: a carriage return without a line feed; "
                         "expected lines that end with LF or CR LF"},
    {"\xff\xfe"
     "a",
     "!1,1: line 1: the text is UTF-16; expected UTF-8 (save it as CSV UTF-8)"},
    {"\xfe\xff"
     "a",
     "!1,1: line 1: the text is UTF-16; expected UTF-8 (save it as CSV UTF-8)"},
    {"\x1f\x8b\x08",
     "!1,1: line 1: the file is compressed with gzip; expected CSV (unpack it first)"},
    {"PK\x03\x04",
     "!1,1: line 1: the file is a zip archive or a workbook; expected CSV (unpack it first)"},
};

START_TEST(text_that_is_not)
{
  for (size_t i = 0; i < sizeof damaged / sizeof damaged[0]; i++)
    ck_assert_str_eq(cpwt_read(damaged[i].text, NULL), damaged[i].expected);
}
END_TEST

/* where the pieces end changes nothing about an error either */
START_TEST(pieces_do_not_matter_to_errors)
{
  for (size_t i = 0; i < sizeof damaged / sizeof damaged[0]; i++) {
    int64_t count = (int64_t)strlen(damaged[i].text);
    for (int64_t piece = 1; piece <= count; piece++) {
      cpwt_pieces pieces;
      cpw_source source = cpwt_source_of(&pieces, damaged[i].text, count, piece);
      cpw_table *table;
      cpw_error err;
      int32_t status = cpw_table_open_source(&source, NULL, &table, &err);
      if (status == CPW_OK) {
        ck_assert_str_eq(cpwt_all_of(table), damaged[i].expected);
        cpw_table_free(table);
      } else {
        ck_assert_int_eq(status, CPW_EDATA);
        ck_assert_ptr_nonnull(strstr(damaged[i].expected, err.message));
      }
    }
  }
}
END_TEST

START_TEST(nul_bytes)
{
  static const struct {
    const char *text;
    int64_t count, line, column;
  } cases[] = {
      {"a,b\n1,\0\n", 8, 2, 2}, {"a,b\n1,\"\0\"\n", 10, 2, 2}, {"a,b\n\"1\"\0,2\n", 11, 2, 1}};
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    cpw_table *table;
    cpw_error err;
    ck_assert_int_eq(cpw_table_open_memory(cases[i].text, cases[i].count, NULL, NULL, &table, NULL),
                     CPW_OK);
    ck_assert_int_eq(cpw_table_next(table, &err), CPW_EDATA);
    ck_assert_ptr_nonnull(strstr(err.message, "NUL"));
    ck_assert_int_eq(err.line, cases[i].line);
    ck_assert_int_eq(err.column, cases[i].column);
    ck_assert_str_eq(err.where, "<memory>");
    cpw_table_free(table);
  }
}
END_TEST

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(rows_up_to_the_limit)
{
  for (int quoted = 0; quoted < 2; quoted++)
    for (int crlf = 0; crlf < 2; crlf++)
      for (int64_t over = 0; over < 2; over++)
        for (int64_t piece = 1; piece < 40; piece += 12) {
          char text[64];
          int n = snprintf(text, sizeof text, "a\n%s%.*s%s%sx", quoted ? "\"" : "",
                           (int)(20 + over - 2 * quoted), "yyyyyyyyyyyyyyyyyyyyyyyyyyyyy",
                           quoted ? "\"" : "", crlf ? "\r\n" : "\n");
          cpw_table_options o;
          cpw_table_options_init(&o);
          o.max_row_bytes = 20;
          cpwt_pieces pieces;
          cpw_source source = cpwt_source_of(&pieces, text, n, piece);
          cpw_table *table;
          cpw_error err;
          ck_assert_int_eq(cpw_table_open_source(&source, &o, &table, NULL), CPW_OK);
          int32_t got = cpw_table_next(table, &err);
          ck_assert_int_eq(got, over ? CPW_EDATA : 1);
          if (over)
            ck_assert_str_eq(
                err.message,
                "line 2: the row is longer than 20 bytes (max_row_bytes); is a closing "
                "quote or a line end missing?");
          cpw_table_free(table);
        }
}
END_TEST

START_TEST(a_row_longer_than_the_window)
{
  size_t count = 3 * CPWI_TABLE_BLOCK, at = 0;
  char *text = malloc(count + 100);
  at += (size_t)sprintf(text, "a,b\n1,\"");
  for (; at < count; at++)
    text[at] = at % 97 == 0 ? '\n' : 'x';
  at += (size_t)sprintf(text + at, "\"\n2,end\n");
  cpw_table *table;
  ck_assert_int_eq(cpw_table_open_memory(text, (int64_t)at, NULL, NULL, &table, NULL), CPW_OK);
  const char *bytes;
  int64_t length;
  ck_assert_int_eq(cpw_table_next(table, NULL), 1);
  ck_assert_int_eq(cpw_table_text(table, 1, &bytes, &length, NULL), CPW_OK);
  ck_assert_int_eq(length, (int64_t)count - 7);
  ck_assert_int_eq(memcmp(bytes, text + 7, (size_t)length), 0);
  ck_assert_int_eq(cpw_table_next(table, NULL), 1);
  ck_assert_int_eq(cpw_table_text(table, 1, &bytes, &length, NULL), CPW_OK);
  ck_assert_int_eq(length, 3);
  int64_t newlines = 0;
  for (size_t i = 0; i < count; i++)
    newlines += text[i] == '\n';
  ck_assert_int_eq(cpw_table_line(table), newlines + 2);
  ck_assert_int_eq(cpw_table_next(table, NULL), 0);
  ck_assert_uint_le(table->capacity, (size_t)1048576 + CPWI_TABLE_BLOCK);
  cpw_table_free(table);
  free(text);
}
END_TEST

/* the window slides many times; lines and fields stay right */
START_TEST(many_rows)
{
  enum { ROWS = 60000 };
  char *text = malloc((size_t)ROWS * 40);
  size_t at = (size_t)sprintf(text, "number,text\n");
  for (int i = 0; i < ROWS; i++)
    at += (size_t)sprintf(text + at, i % 3 ? "%d,row %d\n" : "\"%d\",\"row\r\n %d\"\r\n", i, i);
  cpw_table *table;
  ck_assert_int_eq(cpw_table_open_memory(text, (int64_t)at, NULL, NULL, &table, NULL), CPW_OK);
  int64_t line = 2;
  for (int i = 0; i < ROWS; i++) {
    int64_t value;
    ck_assert_int_eq(cpw_table_next(table, NULL), 1);
    ck_assert_int_eq(cpw_table_int64(table, 0, &value, NULL), CPW_OK);
    ck_assert_int_eq(value, i);
    ck_assert_int_eq(cpw_table_line(table), line);
    line += i % 3 ? 1 : 2;
  }
  ck_assert_int_eq(cpw_table_next(table, NULL), 0);
  ck_assert_int_eq(cpw_table_next(table, NULL), 0);
  cpw_table_free(table);
  free(text);
}
END_TEST

START_TEST(columns_up_to_the_limit)
{
  cpw_table_options o;
  cpw_table_options_init(&o);
  o.max_columns = 100;
  char text[512] = "a";
  for (int i = 1; i < 100; i++)
    strcat(text, ",a");
  cpw_table *table;
  ck_assert_int_eq(cpw_table_open_memory(text, (int64_t)strlen(text), NULL, &o, &table, NULL),
                   CPW_OK);
  ck_assert_int_eq(cpw_table_columns(table), 100);
  cpw_table_free(table);
  strcat(text, ",a");
  ck_assert_str_eq(cpwt_read(text, &o), "!1,101: line 1: more than 100 columns (max_columns)");
}
END_TEST

/* ---------------------------------------------------------------- opening ------------------- */

START_TEST(options_are_checked)
{
  const struct {
    cpw_table_options o;
    int32_t status;
    const char *part;
  } cases[] = {
      {{.delimiter = '"'}, CPW_EDOMAIN, "options.delimiter = 34 must be"},
      {{.delimiter = '\n'}, CPW_EDOMAIN, "options.delimiter = 10 must be"},
      {{.delimiter = '\r'}, CPW_EDOMAIN, "options.delimiter = 13 must be"},
      {{.delimiter = -1}, CPW_EDOMAIN, "options.delimiter = -1 must be"},
      {{.delimiter = 128}, CPW_EDOMAIN, "options.delimiter = 128 must be"},
      {{.header = 2}, CPW_EINVAL, "options.header = 2 must be 0 or 1"},
      {{.ragged = -1}, CPW_EINVAL, "options.ragged = -1 must be 0 or 1"},
      {{.trim_names = 7}, CPW_EINVAL, "options.trim_names = 7 must be 0 or 1"},
      {{.max_row_bytes = -5}, CPW_EDOMAIN, "options.max_row_bytes = -5 must be 1 to 1073741824"},
      {{.max_columns = 1048577}, CPW_EDOMAIN, "options.max_columns = 1048577 must be 1 to 1048576"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    cpw_table_options o;
    cpw_table_options_init(&o);
    if (cases[i].o.delimiter) o.delimiter = cases[i].o.delimiter;
    if (cases[i].o.header) o.header = cases[i].o.header;
    if (cases[i].o.ragged) o.ragged = cases[i].o.ragged;
    if (cases[i].o.trim_names) o.trim_names = cases[i].o.trim_names;
    if (cases[i].o.max_row_bytes) o.max_row_bytes = cases[i].o.max_row_bytes;
    if (cases[i].o.max_columns) o.max_columns = cases[i].o.max_columns;
    cpw_table *table = NULL;
    cpw_error err;
    ck_assert_int_eq(cpw_table_open_memory("a", 1, NULL, &o, &table, &err), cases[i].status);
    ck_assert_msg(strstr(err.message, cases[i].part) != NULL, "%s", err.message);
    ck_assert_ptr_null(table);
  }
}
END_TEST

START_TEST(arguments_are_checked)
{
  cpw_table *table = NULL;
  cpw_error err;
  cpw_source source = {NULL, NULL, NULL};
  ck_assert_int_eq(cpw_table_open_path(NULL, NULL, &table, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "path is NULL");
  ck_assert_int_eq(cpw_table_open_path("x", NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_open_memory(NULL, 1, NULL, NULL, &table, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "bytes is NULL");
  ck_assert_int_eq(cpw_table_open_memory("a", 1, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_open_memory("a", -1, NULL, NULL, &table, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_table_open_memory(NULL, 0, NULL, NULL, &table, &err), CPW_EDATA);
  ck_assert_int_eq(cpw_table_open_source(NULL, NULL, &table, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_open_source(&source, NULL, &table, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "source.read is NULL");
  cpwt_pieces pieces;
  source = cpwt_source_of(&pieces, "a", 1, 1);
  ck_assert_int_eq(cpw_table_open_source(&source, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(pieces.call, 0);
  ck_assert_int_eq(cpw_table_next(NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_next(NULL, NULL), CPW_EINVAL);
  ck_assert_ptr_null(table);
  cpw_table_free(NULL);
  cpw_table_options o;
  cpw_table_options_init(&o);
  o.struct_size = sizeof o + 8;
  ck_assert_int_eq(cpw_table_open_memory("a", 1, NULL, &o, &table, &err), CPW_EABI);
  ck_assert_int_eq(cpw_table_open_path("a", &o, &table, &err), CPW_EABI);
  ck_assert_int_eq(cpw_table_open_source(&source, &o, &table, &err), CPW_EABI);
  cpw_table_options_init(&o);
  cpw_allocator half = cpwt_counting;
  half.release = NULL;
  o.allocator = &half;
  ck_assert_int_eq(cpw_table_open_memory("a", 1, NULL, &o, &table, &err), CPW_EINVAL);
}
END_TEST

START_TEST(defaults)
{
  cpw_table_options o;
  memset(&o, 0xff, sizeof o);
  cpw_table_options_init(&o);
  ck_assert_uint_eq(o.struct_size, sizeof o);
  ck_assert_int_eq(o.delimiter, ',');
  ck_assert_int_eq(o.header, 1);
  ck_assert_int_eq(o.ragged, CPW_TABLE_RAGGED_ERROR);
  ck_assert_int_eq(o.trim_names, 1);
  ck_assert_int_eq(o.max_row_bytes, 1048576);
  ck_assert_int_eq(o.max_columns, 16384);
  ck_assert_ptr_null(o.allocator);
}
END_TEST

/* a struct that ends before a field leaves it at its default */
START_TEST(options_of_an_older_caller)
{
  cpw_table_options o;
  cpw_table_options_init_sized(&o, offsetof(cpw_table_options, header));
  o.delimiter = ';';
  ck_assert_str_eq(cpwt_read("a;b\n1;2\n", &o), "a|b/1|2/");
}
END_TEST

/* A file in a folder of its own. */
static void write_file(char *path, size_t room, const char *text) {
  const char *folder = getenv("TMPDIR");
  snprintf(path, room, "%s/check_table_XXXXXX", folder ? folder : "/tmp");
  int descriptor = mkstemp(path);
  ck_assert_int_ge(descriptor, 0);
  ck_assert_int_eq((int)write(descriptor, text, strlen(text)), (int)strlen(text));
  close(descriptor);
}

START_TEST(files)
{
  char path[256];
  write_file(path, sizeof path,
             "\xef\xbb\xbf"
             "a,b\r\n1,2\r\n");
  cpw_table *table;
  cpw_error err;
  ck_assert_int_eq(cpw_table_open_path(path, NULL, &table, &err), CPW_OK);
  ck_assert_str_eq(cpwt_all_of(table), "a|b/1|2/");
  ck_assert_double_eq(cpwi_table_done(table), 1.0);
  cpw_table_free(table);
  ck_assert_int_eq(chmod(path, 0), 0);
  if (access(path, R_OK) != 0) {
    ck_assert_int_eq(cpw_table_open_path(path, NULL, &table, &err), CPW_EIO);
    ck_assert_ptr_nonnull(strstr(err.message, "no permission"));
  }
  unlink(path);
}
END_TEST

START_TEST(files_that_cannot_be_read)
{
  char path[256], inside[300], endless[5000];
  write_file(path, sizeof path, "a");
  snprintf(inside, sizeof inside, "%s/x.csv", path);
  memset(endless, 'x', sizeof endless - 1);
  endless[sizeof endless - 1] = '\0';
  const struct {
    const char *path, *message;
  } cases[] = {
      {"/", "cannot read the file: it is a directory, not a file"},
      {"no/such/file.csv", "cannot read the file: there is no such file"},
      {inside, "cannot read the file: a part of its path is not a directory"},
      {endless, "cannot read the file: its name is too long"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    cpw_table *table = NULL;
    cpw_error err;
    ck_assert_int_eq(cpw_table_open_path(cases[i].path, NULL, &table, &err), CPW_EIO);
    ck_assert_str_eq(err.message, cases[i].message);
    ck_assert_ptr_null(table);
  }
  unlink(path);
}
END_TEST

START_TEST(an_empty_file)
{
  char path[256];
  write_file(path, sizeof path, "");
  cpw_table *table = NULL;
  cpw_error err;
  ck_assert_int_eq(cpw_table_open_path(path, NULL, &table, &err), CPW_EDATA);
  ck_assert_str_eq(err.message,
                   "the input is empty; expected a header with the names of the columns");
  unlink(path);
}
END_TEST

START_TEST(long_names_keep_their_end)
{
  char name[200], where[64];
  memset(name, 'x', sizeof name);
  strcpy(name + 150, "/folder/file.csv");
  cpwi_table_where(where, name);
  ck_assert_uint_eq(strlen(where), 63);
  ck_assert_ptr_nonnull(strstr(where, "xx/folder/file.csv"));
  ck_assert_int_eq(strncmp(where, "...x", 4), 0);
  /* not in the middle of a character: 60 bytes from the end is its second byte */
  memset(name, 'x', 63);
  memcpy(name + 3, "\xc3\xa9", 2);
  name[64] = '\0';
  name[63] = 'y';
  cpwi_table_where(where, name);
  ck_assert_int_eq(strncmp(where, "...x", 4), 0);
  ck_assert_uint_eq(strlen(where), 62);
  memset(name, 'z', 63);
  name[63] = '\0';
  cpwi_table_where(where, name);
  ck_assert_str_eq(where, name);
}
END_TEST

START_TEST(sources_that_fail)
{
  static const char text[] = "a,b\n1,2\n3,4\n";
  for (int64_t at = 0; at < 13; at++)
    for (int excess = 0; excess < 2; excess++) {
      cpwt_pieces pieces;
      cpw_source source = cpwt_source_of(&pieces, text, 12, 1);
      *(excess ? &pieces.excess : &pieces.fails) = at;
      source.name = "a pipe";
      cpw_table *table = NULL;
      cpw_error err;
      int32_t status = cpw_table_open_source(&source, NULL, &table, &err);
      if (status == CPW_OK)
        while ((status = cpw_table_next(table, &err)) == 1)
          continue;
      ck_assert_int_eq(status, CPW_EIO);
      ck_assert_str_eq(err.where, "a pipe");
      ck_assert_ptr_nonnull(
          strstr(err.message, excess ? "more than was asked for" : "reading failed"));
      /* the failure stays, and the source is left in peace */
      int64_t calls = pieces.call;
      if (table) {
        cpw_error again;
        ck_assert_int_eq(cpw_table_next(table, &again), CPW_EIO);
        ck_assert_str_eq(again.message, err.message);
        ck_assert_int_eq(cpw_table_next(table, NULL), CPW_EIO);
      }
      ck_assert_int_eq(pieces.call, calls);
      cpw_table_free(table);
    }
}
END_TEST

START_TEST(the_end_is_asked_for_once)
{
  cpwt_pieces pieces;
  cpw_source source = cpwt_source_of(&pieces, "a\n1\n", 4, 4);
  cpw_table *table;
  ck_assert_int_eq(cpw_table_open_source(&source, NULL, &table, NULL), CPW_OK);
  ck_assert_int_eq(cpw_table_next(table, NULL), 1);
  for (int i = 0; i < 3; i++)
    ck_assert_int_eq(cpw_table_next(table, NULL), 0);
  ck_assert_int_eq(pieces.call, 2);
  ck_assert_double_eq(cpwi_table_done(table), 0.0);
  cpw_table_free(table);
}
END_TEST

START_TEST(errors_stay)
{
  cpw_table *table;
  cpw_error err, again;
  ck_assert_int_eq(cpw_table_open_memory("a,b\n1,2\n3\n4,5\n", 14, NULL, NULL, &table, NULL),
                   CPW_OK);
  ck_assert_int_eq(cpw_table_line(table), 1);
  ck_assert_int_eq(cpw_table_next(table, NULL), 1);
  ck_assert_int_eq(cpw_table_line(table), 2);
  ck_assert_int_eq(cpw_table_next(table, &err), CPW_EDATA);
  ck_assert_int_eq(cpw_table_line(table), 3);
  ck_assert_int_eq(cpw_table_next(table, &again), CPW_EDATA);
  ck_assert_str_eq(again.message, err.message);
  ck_assert_int_eq(again.line, 3);
  int64_t value = 7;
  ck_assert_int_eq(cpw_table_int64(table, 0, &value, &again), CPW_EINVAL);
  ck_assert_int_eq(value, 7);
  cpw_table_free(table);
}
END_TEST

START_TEST(memory_is_given_back)
{
  cpw_table_options o;
  cpw_table_options_init(&o);
  o.allocator = &cpwt_counting;
  static const char *const texts[] = {"a,b\n1,2\n", "", "a\n\"", "a,b\n1\n"};
  for (int i = 0; i < 4; i++) {
    cpwt_read(texts[i], &o);
    ck_assert_int_eq(cpwt_blocks_out, 0);
  }
}
END_TEST

/* ---------------------------------------------------------------- the scan itself ----------- */

START_TEST(both_scans_give_the_same_mask)
{
  uint64_t state = 42;
  for (int round = 0; round < cpwt_rounds(20000); round++) {
    char bytes[64];
    for (int i = 0; i < 64; i++) {
      state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
      unsigned r = (unsigned)(state >> 33);
      bytes[i] = (r & 3) ? (char)(r >> 8) : ",\"\n\r\t\0;\x0e"[(r >> 8) % 8];
    }
    char delimiter = ",;\t|"[round % 4];
    cpwi_mask a = cpwi_special(bytes, delimiter), b = cpwi_special_portable(bytes, delimiter);
    ck_assert_uint_eq(a.delimiters, b.delimiters);
    ck_assert_uint_eq(a.others, b.others);
    for (int i = 0; i < 64; i++) {
      int is_delimiter = bytes[i] == delimiter;
      int is_other = !is_delimiter && (bytes[i] == '"' || (unsigned char)bytes[i] <= 13);
      ck_assert_int_eq((int)(a.delimiters >> i & 1), is_delimiter);
      ck_assert_int_eq((int)(a.others >> i & 1), is_other);
    }
  }
}
END_TEST

/* ---------------------------------------------------------------- failing memory ------------ */

static int32_t read_through(void *context) {
  const char *text = context;
  cpw_table_options o;
  cpw_table_options_init(&o);
  o.header = text[0] != '1';
  cpw_table *table = NULL;
  int32_t status = cpw_table_open_memory(text, (int64_t)strlen(text), NULL, &o, &table, NULL);
  int32_t got = status == CPW_OK ? 1 : status;
  while (got == 1)
    got = cpw_table_next(table, NULL);
  cpw_table_free(table);
  return got;
}

START_TEST(every_allocation_of_the_reader_fails)
{
  size_t count = (size_t)2 * CPWI_TABLE_BLOCK;
  char *text = malloc(count + 1);
  memset(text, 'x', count);
  text[count] = '\0';
  memcpy(text, "a,b\n1,", 6);
  for (int i = 0; i < 200; i++)
    text[10 + i] = ',';
  text[4] = 'y';
  text[3] = ',';
  /* a header of 204 columns, wider than the first room and longer than the window */
  cpwt_each_allocation_fails(read_through, text);
  text[0] = '1';
  cpwt_each_allocation_fails(read_through, text);
  free(text);
}
END_TEST

static int32_t read_path(void *context) {
  cpw_table *table = NULL;
  int32_t status = cpw_table_open_path(context, NULL, &table, NULL);
  cpw_table_free(table);
  return status;
}

static int32_t read_source(void *context) {
  (void)context;
  cpwt_pieces pieces;
  cpw_source source = cpwt_source_of(&pieces, "a\n", 2, 1);
  cpw_table *table = NULL;
  int32_t status = cpw_table_open_source(&source, NULL, &table, NULL);
  cpw_table_free(table);
  return status;
}

START_TEST(every_allocation_of_opening_fails)
{
  char path[256];
  write_file(path, sizeof path, "a,b\n");
  cpwt_each_allocation_fails(read_path, path);
  cpwt_each_allocation_fails(read_source, NULL);
  unlink(path);
}
END_TEST

void cpwt_add_reader(cpwt_cases *cases) {
  tcase_add_test(cases->reference, text_that_is_csv);
  tcase_add_test(cases->reference, text_without_header);
  tcase_add_test(cases->reference, other_delimiters);
  tcase_add_test(cases->reference, names_are_trimmed_or_not);
  tcase_add_test(cases->reference, short_rows_where_allowed);
  tcase_add_test(cases->reference, files);
  tcase_add_test(cases->reference, defaults);
  tcase_add_test(cases->reference, options_of_an_older_caller);
  tcase_add_test(cases->properties, pieces_do_not_matter);
  tcase_add_test(cases->properties, pieces_do_not_matter_to_errors);
  tcase_add_test(cases->properties, both_scans_give_the_same_mask);
  tcase_add_test(cases->properties, memory_is_given_back);
  tcase_add_test(cases->limits, rows_up_to_the_limit);
  tcase_add_test(cases->limits, a_row_longer_than_the_window);
  tcase_add_test(cases->limits, many_rows);
  tcase_add_test(cases->limits, columns_up_to_the_limit);
  tcase_add_test(cases->limits, an_empty_file);
  tcase_add_test(cases->limits, long_names_keep_their_end);
  tcase_add_test(cases->limits, the_end_is_asked_for_once);
  tcase_add_test(cases->errors, text_that_is_not);
  tcase_add_test(cases->errors, nul_bytes);
  tcase_add_test(cases->errors, options_are_checked);
  tcase_add_test(cases->errors, arguments_are_checked);
  tcase_add_test(cases->errors, files_that_cannot_be_read);
  tcase_add_test(cases->errors, sources_that_fail);
  tcase_add_test(cases->errors, errors_stay);
  tcase_add_test(cases->oom, every_allocation_of_the_reader_fails);
  tcase_add_test(cases->oom, every_allocation_of_opening_fails);
}
