/* Writing tables: what is quoted, that rows are whole, and a sink that fails. */
#include "table/shared.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const two[] = {"a", "b"};

static cpw_table_writer *writer_of(cpwt_paper *paper, const char *const *names, int64_t columns,
                                   const cpw_table_writer_options *options) {
  cpw_table_writer *w;
  cpwt_paper_init(paper);
  ck_assert_int_eq(cpw_table_writer_new(&paper->sink, names, columns, options, &w, NULL), CPW_OK);
  return w;
}

static void text(cpw_table_writer *w, const char *bytes) {
  ck_assert_int_eq(cpw_table_writer_text(w, bytes, (int64_t)strlen(bytes), NULL), CPW_OK);
}

static void end_row(cpw_table_writer *w) {
  ck_assert_int_eq(cpw_table_writer_end_row(w, NULL), CPW_OK);
}

static void finish(cpw_table_writer *w) {
  ck_assert_int_eq(cpw_table_writer_finish(w, NULL), CPW_OK);
  cpw_table_writer_free(w);
}

START_TEST(a_table)
{
  static const char *const names[] = {"name", "a \"b\"", "c,d", ""};
  cpwt_paper paper;
  cpw_table_writer *w = writer_of(&paper, names, 4, NULL);
  text(w, "line\nend");
  ck_assert_int_eq(cpw_table_writer_int64(w, INT64_MIN, NULL), CPW_OK);
  ck_assert_int_eq(cpw_table_writer_double(w, 0.1, NULL), CPW_OK);
  ck_assert_int_eq(cpw_table_writer_empty(w, NULL), CPW_OK);
  end_row(w);
  ck_assert_int_eq(cpw_table_writer_double(w, (double)NAN, NULL), CPW_OK);
  ck_assert_int_eq(cpw_table_writer_double(w, -(double)INFINITY, NULL), CPW_OK);
  ck_assert_int_eq(cpw_table_writer_text(w, NULL, 0, NULL), CPW_OK);
  text(w, "\r");
  end_row(w);
  finish(w);
  ck_assert_str_eq(paper.text, "name,\"a \"\"b\"\"\",\"c,d\",\n"
                               "\"line\nend\",-9223372036854775808,0.1,\n"
                               ",-inf,,\"\r\"\n");
}
END_TEST

START_TEST(options)
{
  cpw_table_writer_options o;
  memset(&o, 0xff, sizeof o);
  cpw_table_writer_options_init(&o);
  ck_assert_uint_eq(o.struct_size, sizeof o);
  ck_assert_int_eq(o.delimiter, ',');
  ck_assert_int_eq(o.crlf, 0);
  ck_assert_ptr_null(o.allocator);
  o.delimiter = ';';
  o.crlf = 1;
  o.allocator = &cpwt_counting;
  cpwt_paper paper;
  cpw_table_writer *w = writer_of(&paper, two, 2, &o);
  ck_assert_int_eq(cpwt_blocks_out, 1);
  text(w, "1,5");
  text(w, "x;y");
  end_row(w);
  finish(w);
  ck_assert_str_eq(paper.text, "a;b\r\n1,5;\"x;y\"\r\n");
  ck_assert_int_eq(cpwt_blocks_out, 0);
}
END_TEST

/* what is written reads back, also where its first bytes look like another format */
START_TEST(starts_that_look_like_marks)
{
  static const char *const starts[] = {"\xef\xbb\xbf", "\xff\xfe", "\xfe\xff", "\x1f\x8b",
                                       "PK\x03\x04",   " ",        "a"};
  for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
    cpwt_paper paper;
    const char *const names[] = {starts[i]};
    cpw_table_writer *w = writer_of(&paper, names, 1, NULL);
    text(w, "");
    end_row(w);
    text(w, starts[i]);
    end_row(w);
    finish(w);
    cpw_table_options o;
    cpw_table_options_init(&o);
    o.trim_names = 0;
    cpw_table *t;
    ck_assert_int_eq(cpw_table_open_memory(paper.text, paper.count, NULL, &o, &t, NULL), CPW_OK);
    ck_assert_str_eq(cpw_table_name(t, 0), starts[i]);
    const char *bytes;
    int64_t count;
    ck_assert_int_eq(cpw_table_next(t, NULL), 1);
    ck_assert_int_eq(cpw_table_text(t, 0, &bytes, &count, NULL), CPW_OK);
    ck_assert_int_eq(count, 0);
    ck_assert_int_eq(cpw_table_next(t, NULL), 1);
    ck_assert_int_eq(cpw_table_text(t, 0, &bytes, &count, NULL), CPW_OK);
    ck_assert(count == (int64_t)strlen(starts[i]) && memcmp(bytes, starts[i], (size_t)count) == 0);
    ck_assert_int_eq(cpw_table_next(t, NULL), 0);
    cpw_table_free(t);
  }
}
END_TEST

START_TEST(rows_that_are_not_whole)
{
  cpwt_paper paper;
  cpw_error err;
  cpw_table_writer *w = writer_of(&paper, two, 2, NULL);
  text(w, "1");
  ck_assert_int_eq(cpw_table_writer_end_row(w, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "the row has 1 fields, expected 2 as in the header");
  ck_assert_int_eq(cpw_table_writer_finish(w, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "the last row has 1 fields and was not ended");
  text(w, "2");
  ck_assert_int_eq(cpw_table_writer_int64(w, 3, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "the row is full: it has 2 fields, as the header; end it first");
  end_row(w);
  ck_assert_int_eq(cpw_table_writer_finish(w, NULL), CPW_OK);
  ck_assert_int_eq(cpw_table_writer_finish(w, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "the table is finished");
  ck_assert_int_eq(cpw_table_writer_empty(w, NULL), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_writer_end_row(w, NULL), CPW_EINVAL);
  cpw_table_writer_free(w);
  ck_assert_str_eq(paper.text, "a,b\n1,2\n");
}
END_TEST

START_TEST(arguments_of_fields)
{
  cpwt_paper paper;
  cpw_error err;
  cpw_table_writer *w = writer_of(&paper, two, 2, NULL);
  ck_assert_int_eq(cpw_table_writer_text(w, "ab\0c", 4, &err), CPW_EDOMAIN);
  ck_assert_int_eq(err.index, 2);
  ck_assert_int_eq(cpw_table_writer_text(w, "ab", -1, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_table_writer_text(w, NULL, 1, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_writer_text(NULL, "a", 1, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_writer_int64(NULL, 1, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_writer_double(NULL, 1, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_writer_empty(NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_writer_end_row(NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_writer_finish(NULL, &err), CPW_EINVAL);
  cpw_table_writer_free(NULL);
  finish(w);
  ck_assert_str_eq(paper.text, "a,b\n");
}
END_TEST

START_TEST(arguments_of_new)
{
  cpwt_paper paper;
  cpw_error err;
  cpw_table_writer *w = NULL;
  cpw_sink none = {NULL, NULL};
  static const char *const holes[] = {"a", NULL}, *const empty[] = {""};
  cpwt_paper_init(&paper);
  const cpw_sink *sink = &paper.sink;
  ck_assert_int_eq(cpw_table_writer_new(NULL, two, 2, NULL, &w, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_writer_new(&none, two, 2, NULL, &w, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "sink.write is NULL");
  ck_assert_int_eq(cpw_table_writer_new(sink, NULL, 2, NULL, &w, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_writer_new(sink, two, 2, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_table_writer_new(sink, two, 0, NULL, &w, &err), CPW_EDOMAIN);
  ck_assert_int_eq(cpw_table_writer_new(sink, two, 1048577, NULL, &w, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "columns = 1048577 must be 1 to 1048576");
  ck_assert_int_eq(cpw_table_writer_new(sink, holes, 2, NULL, &w, &err), CPW_EINVAL);
  ck_assert_int_eq(err.index, 1);
  ck_assert_int_eq(cpw_table_writer_new(sink, empty, 1, NULL, &w, &err), CPW_EINVAL);
  cpw_table_writer_options o;
  cpw_table_writer_options_init(&o);
  o.crlf = 2;
  ck_assert_int_eq(cpw_table_writer_new(sink, two, 2, &o, &w, &err), CPW_EINVAL);
  o.crlf = 0;
  o.delimiter = '"';
  ck_assert_int_eq(cpw_table_writer_new(sink, two, 2, &o, &w, &err), CPW_EDOMAIN);
  o.delimiter = ',';
  cpw_allocator half = cpwt_counting;
  half.allocate = NULL;
  o.allocator = &half;
  ck_assert_int_eq(cpw_table_writer_new(sink, two, 2, &o, &w, &err), CPW_EINVAL);
  o.struct_size = 1;
  ck_assert_int_eq(cpw_table_writer_new(sink, two, 2, &o, &w, &err), CPW_EABI);
  ck_assert_ptr_null(w);
  ck_assert_int_eq(paper.count, 0);
}
END_TEST

/* a sink that fails is asked once more never, and every call tells */
START_TEST(sinks_that_fail)
{
  cpwt_paper paper;
  cpw_error err;
  cpw_table_writer *w = writer_of(&paper, two, 2, NULL);
  paper.fails = 1;
  int32_t status = CPW_OK;
  for (int i = 0; i < 4000 && status == CPW_OK; i++) {
    status = cpw_table_writer_text(w, "some text", 9, &err);
    if (status == CPW_OK) status = cpw_table_writer_text(w, "more text", 9, &err);
    if (status == CPW_OK) status = cpw_table_writer_end_row(w, &err);
  }
  ck_assert_int_eq(status, CPW_EIO);
  ck_assert_ptr_nonnull(strstr(err.message, "the sink failed"));
  int64_t calls = paper.calls;
  ck_assert_int_eq(calls, 2);
  for (int i = 0; i < 3; i++) {
    status = cpw_table_writer_end_row(w, NULL);
    ck_assert(status == CPW_EIO || status == CPW_EINVAL);
    ck_assert_int_eq(cpw_table_writer_int64(w, 1, NULL), CPW_EIO);
    ck_assert_int_eq(cpw_table_writer_int64(w, 1, NULL), CPW_EIO);
    ck_assert_int_eq(cpw_table_writer_end_row(w, NULL), CPW_EIO);
  }
  ck_assert_int_eq(cpw_table_writer_finish(w, NULL), CPW_EIO);
  ck_assert_int_eq(paper.calls, calls);
  cpw_table_writer_free(w);
  /* a table so short that only finish reaches the sink */
  w = writer_of(&paper, two, 2, NULL);
  paper.fails = 0;
  ck_assert_int_eq(cpw_table_writer_finish(w, NULL), CPW_EIO);
  cpw_table_writer_free(w);
}
END_TEST

static int32_t make_writer(void *context) {
  cpwt_paper *paper = context;
  cpw_table_writer *w = NULL;
  int32_t status = cpw_table_writer_new(&paper->sink, two, 2, NULL, &w, NULL);
  cpw_table_writer_free(w);
  return status;
}

START_TEST(every_allocation_of_the_writer_fails)
{
  cpwt_paper paper;
  cpwt_paper_init(&paper);
  cpwt_each_allocation_fails(make_writer, &paper);
}
END_TEST

void cpwt_add_writer(cpwt_cases *cases) {
  tcase_add_test(cases->reference, a_table);
  tcase_add_test(cases->reference, options);
  tcase_add_test(cases->properties, starts_that_look_like_marks);
  tcase_add_test(cases->errors, rows_that_are_not_whole);
  tcase_add_test(cases->errors, arguments_of_fields);
  tcase_add_test(cases->errors, arguments_of_new);
  tcase_add_test(cases->errors, sinks_that_fail);
  tcase_add_test(cases->oom, every_allocation_of_the_writer_fails);
}
