/* Standards: the library's table against the calendar, what is in force when, tables of the caller's
 * own, what is wrong with them, failing memory. */
#include "carepath/standards.h"
#include "support/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define NONE CPW_DATE_NONE

static int32_t day(const char *text) {
  int32_t date = 0;
  ck_assert_int_eq(cpw_date_parse(text, (int64_t)strlen(text), &date), CPW_OK);
  return date;
}

static void fails(int32_t status, int32_t expected, const cpw_error *err, const char *part) {
  ck_assert_int_eq(status, expected);
  ck_assert_msg(strstr(err->message, part) != NULL, "\"%s\" does not say \"%s\"", err->message,
                part);
}

/* Text in memory as a source. */
typedef struct stored {
  const char *text;
  size_t used;
} stored;

static int64_t read_memory(void *context, char *buffer, int64_t capacity) {
  stored *m = context;
  size_t left = strlen(m->text) - m->used,
         count = left < (size_t)capacity ? left : (size_t)capacity;
  memcpy(buffer, m->text + m->used, count);
  m->used += count;
  return (int64_t)count;
}

static int32_t parse(const char *text, cpw_result **out, cpw_error *err) {
  stored m = {text, 0};
  cpw_source source = {&m, read_memory, "own.csv"};
  return cpw_standards_read(&source, NULL, out, err);
}

static int64_t position(const cpw_result *r, const char *key) {
  const cpw_dimension *d = cpw_result_find(r, "share")->dimension[0];
  for (int64_t i = 0; i < d->length; i++)
    if (strcmp(d->coordinate_labels[0][i], key) == 0) return i;
  return -1;
}

static cpw_result *at(const char *date, const cpw_result *table) {
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_standards(day(date), table, NULL, &r, NULL), CPW_OK);
  return r;
}

/* ---------------------------------------------------------------- the library's ------------- */

START_TEST(each_row_makes_sense)
{
  static const char *const kinds[] = {"within", "over", "none_over", "priority"};
  int64_t k = 0;
  for (const cpw_standard *s; (s = cpw_standard_at(k)) != NULL; k++) {
    int known = 0;
    for (size_t i = 0; i < 4; i++)
      known |= strcmp(kinds[i], s->kind) == 0;
    ck_assert_msg(known, "%s", s->key);
    ck_assert_ptr_eq(cpw_standard_find(s->key), s); /* keys are unique */
    ck_assert_double_gt(s->limit_days, 0.0);
    ck_assert(isnan(s->share) || (s->share > 0.0 && s->share <= 1.0));
    ck_assert(s->gain >= 0.0 && s->gain < 1.0);
    ck_assert_msg(s->from == NONE || s->due == NONE || s->from <= s->due, "%s", s->key);
    ck_assert_msg(s->until == NONE || s->due <= s->until, "%s", s->key);
    ck_assert(s->name[0] && s->measure[0] && s->scope[0] && s->source[0] && s->note);
    ck_assert_msg(s->verified || s->note[0], "%s", s->key);
  }
  ck_assert_int_gt(k, 20);
  ck_assert_ptr_null(cpw_standard_at(-1));
  ck_assert_ptr_null(cpw_standard_find("none"));
  ck_assert_ptr_null(cpw_standard_find(NULL));
}
END_TEST

START_TEST(figures_as_published)
{
  const struct {
    const char *key;
    double weeks, share, gain;
    const char *due;
  } rows[] = {{"rtt_92", 18, 0.92, 0, "NA"},
              {"rtt_2025_26_national", 18, 0.65, 0, "2026-03-31"},
              {"rtt_2025_26_trust", 18, (double)NAN, 0.05, "2026-03-31"},
              {"rtt_2026_27_national", 18, 0.7, 0, "2027-03-31"},
              {"rtt_2026_27_trust", 18, 0.65, 0.07, "2027-03-31"},
              {"rtt_2028_29", 18, 0.92, 0, "2029-03-31"},
              {"rtt_52w_2025_26", 52, 0.01, 0, "2026-03-31"},
              {"rtt_104w", 104, (double)NAN, 0, "2022-07-31"},
              {"rtt_78w", 78, (double)NAN, 0, "2023-03-31"},
              {"rtt_65w", 65, (double)NAN, 0, "2024-03-31"},
              {"rtt_65w_moved", 65, (double)NAN, 0, "2024-09-30"},
              {"rtt_52w", 52, (double)NAN, 0, "2025-03-31"},
              {"dm01_6w", 6, 0.01, 0, "NA"},
              {"cancer_fds_75", 4, 0.75, 0, "2023-10-01"},
              {"cancer_fds_2024_25", 4, 0.77, 0, "2025-03-31"},
              {"cancer_fds_2025_26", 4, 0.8, 0, "2026-03-31"},
              {"cancer_31d", 31.0 / 7.0, 0.96, 0, "2023-10-01"},
              {"cancer_62d", 62.0 / 7.0, 0.85, 0, "2023-10-01"},
              {"cancer_62d_2025_26", 62.0 / 7.0, 0.75, 0, "2026-03-31"}};
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
    const cpw_standard *s = cpw_standard_find(rows[k].key);
    ck_assert_msg(s != NULL, "%s", rows[k].key);
    ck_assert_double_eq(s->limit_days / 7.0, rows[k].weeks);
    if (isnan(rows[k].share))
      ck_assert(isnan(s->share));
    else
      ck_assert_double_eq(s->share, rows[k].share);
    ck_assert_double_eq(s->gain, rows[k].gain);
    ck_assert_int_eq(s->due, day(rows[k].due));
  }
  ck_assert_int_eq(cpw_standard_find("rtt_2025_26_national")->from, day("2025-04-01"));
  ck_assert_int_eq(cpw_standard_find("rtt_2028_29")->from, day("2026-04-01"));
  ck_assert_int_eq(cpw_standard_find("rtt_65w_moved")->from, day("2024-04-01"));
  ck_assert_int_eq(cpw_standard_find("cancer_fds_75")->until, day("2025-03-30"));
  ck_assert_int_eq(cpw_standard_find("cancer_fds_2024_25")->until, day("2026-03-30"));
  ck_assert_int_eq(cpw_standard_find("rtt_65w_moved")->verified, 0);
}
END_TEST

START_TEST(by_date)
{
  cpw_result *r = at("2025-06-30", NULL);
  ck_assert_int_ge(position(r, "rtt_92"), 0);
  int64_t k = position(r, "rtt_2025_26_national");
  ck_assert_int_ge(k, 0);
  ck_assert_int_eq(cpw_result_find(r, "status")->integer[k], CPW_STANDARD_DUE);
  ck_assert_double_eq(cpw_result_find(r, "limit_weeks")->real[k], 18.0);
  ck_assert_int_eq(position(r, "rtt_2026_27_national"), -1); /* to come */
  ck_assert_int_eq(position(r, "cancer_fds_75"), -1);        /* past */
  cpw_result_free(r);
  r = at("2026-03-31", NULL);
  k = position(r, "rtt_2025_26_national");
  ck_assert_int_eq(cpw_result_find(r, "status")->integer[k], CPW_STANDARD_IN_FORCE);
  cpw_result_free(r);
  ck_assert_int_eq(cpw_standards(NONE, NULL, NULL, &r, NULL), CPW_OK);
  k = position(r, "cancer_fds_75");
  ck_assert_int_eq(cpw_result_find(r, "status")->integer[k], CPW_STANDARD_PAST);
  ck_assert_ptr_null(cpw_standard_at(cpw_result_find(r, "share")->size));
  cpw_result *again = at("2025-06-30", r), *own = at("2025-06-30", NULL);
  const cpw_array *a = cpw_result_find(again, "due"), *b = cpw_result_find(own, "due");
  ck_assert_int_eq(a->size, b->size);
  ck_assert_int_eq(memcmp(a->integer, b->integer, (size_t)a->size * 8), 0);
  cpw_result_free(again);
  cpw_result_free(own);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- the caller's -------------- */

START_TEST(own_tables)
{
  const char *text = "share,key,kind,limit_days,due,from,name,verified,extra\n"
                     "0.9,mine,within,84,2030-12-31,2030-01-01,\"Twelve weeks, ours\",1,x\n"
                     ",nobody,none_over,364,,,,,\n";
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = parse(text, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  ck_assert_int_eq(cpw_result_find(r, "share")->size, 2);
  ck_assert_double_eq(cpw_result_find(r, "limit_weeks")->real[0], 12.0);
  ck_assert_int_eq(cpw_result_find(r, "verified")->integer[0], 1);
  ck_assert(isnan(cpw_result_find(r, "share")->real[1]));
  ck_assert_int_eq(cpw_result_find(r, "due")->integer[1], NONE);
  const cpw_dimension *d = cpw_result_find(r, "share")->dimension[0];
  ck_assert_str_eq(d->coordinate_labels[1][0], "Twelve weeks, ours");
  cpw_result *some = at("2029-12-31", r);
  ck_assert_int_eq(cpw_result_find(some, "share")->size, 1);
  ck_assert_int_eq(position(some, "nobody"), 0);
  cpw_result_free(some);
  some = at("2030-01-01", r);
  ck_assert_int_eq(cpw_result_find(some, "status")->integer[0], CPW_STANDARD_DUE);
  cpw_result_free(some);
  cpw_result_free(r);
  ck_assert_int_eq(parse("key,kind,limit_days\n", &r, NULL), CPW_OK); /* none at all */
  ck_assert_int_eq(cpw_result_find(r, "share")->size, 0);
  cpw_result_free(r);
}
END_TEST

START_TEST(many_rows)
{
  char text[8192];
  size_t used = (size_t)snprintf(text, sizeof text, "key,kind,limit_days,gain\n");
  for (int k = 0; k < 100; k++)
    used += (size_t)snprintf(text + used, sizeof text - used, "k%d,within,%d,0.5\n", k, k + 1);
  cpw_result *r;
  ck_assert_int_eq(parse(text, &r, NULL), CPW_OK);
  for (int k = 0; k < 100; k++)
    ck_assert_double_eq(cpw_result_find(r, "limit_days")->real[k], k + 1.0);
  cpw_result_free(r);
}
END_TEST

START_TEST(from_a_file)
{
  char path[512];
  const char *folder = getenv("TMPDIR");
  snprintf(path, sizeof path, "%s/own_standards.XXXXXX", folder ? folder : "/tmp");
  int handle = mkstemp(path);
  ck_assert_int_ge(handle, 0);
  FILE *file = fdopen(handle, "w");
  ck_assert_ptr_nonnull(file);
  fputs("key,kind,limit_days,share\na,within,7,1\n", file);
  fclose(file);
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_standards_read_path(path, NULL, &r, NULL), CPW_OK);
  ck_assert_int_eq(position(r, "a"), 0);
  cpw_result_free(r);
  ck_assert_int_eq(remove(path), 0);
  ck_assert_int_eq(cpw_standards_read_path(path, NULL, &r, NULL), CPW_EIO);
}
END_TEST

START_TEST(tables_that_are_wrong)
{
  const struct {
    const char *text, *part;
    int32_t status;
  } cases[] = {
      {"key,kind\n", "limit_days", CPW_ENOTFOUND},
      {"key,kind,limit_days,share\na,within,0,1\n", "line 2, column limit_days: must be finite",
       CPW_EDATA},
      {"key,kind,limit_days,share\na,within,,1\n", "limit_days", CPW_EDATA},
      {"key,kind,limit_days,share\na,within,x,1\n", "", CPW_EDATA},
      {"key,kind,limit_days,share\na,within,7,92\n", "column share: must be in [0, 1]", CPW_EDATA},
      {"key,kind,limit_days,share\na,within,7,\n", "a share or a gain", CPW_EDATA},
      {"key,kind,limit_days\na,over,7\n", "a share or a gain", CPW_EDATA},
      {"key,kind,limit_days,share\na,near,7,1\n", "within, over, none_over", CPW_EDATA},
      {"key,kind,limit_days,share\n,within,7,1\n", "must not be empty", CPW_EDATA},
      {"key,kind,limit_days,share\na,within,7,1\na,within,7,1\n", "line 3, column key", CPW_EDATA},
      {"key,kind,limit_days,due\na,none_over,7,2024-02-30\n", "must be a date", CPW_EDATA},
      {"key,kind,limit_days,from,due\na,none_over,7,2024-02-02,2024-02-01\n", "left of it",
       CPW_EDATA},
      {"key,kind,limit_days,verified\na,none_over,7,2\n", "must be 1 or 0", CPW_EDATA},
      {"key,kind,limit_days,verified\na,none_over,7,yes\n", "", CPW_EDATA},
      {"key,kind,limit_days,share\na,within,7\n", "", CPW_EDATA},
      {"", "", CPW_EDATA}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    cpw_result *r = NULL;
    cpw_error err;
    fails(parse(cases[k].text, &r, &err), cases[k].status, &err, cases[k].part);
    ck_assert_ptr_null(r);
  }
}
END_TEST

START_TEST(arguments_that_are_wrong)
{
  cpw_result *r = NULL, *other = NULL;
  cpw_error err;
  cpw_allocator half = {NULL, NULL, NULL, NULL};
  void *memory = NULL;
  fails(cpw_standards(NONE, NULL, NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_standards(2932897, NULL, NULL, &r, &err), CPW_EDOMAIN, &err, "date = 2932897");
  ck_assert_int_eq(cpw_standards(NONE, NULL, &half, &r, &err), CPW_EINVAL);
  fails(cpw_standards_read(NULL, NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  fails(cpw_standards_read_path("x", NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  ck_assert_int_eq(cpw_standards_read(NULL, NULL, &r, &err), CPW_EINVAL);
  /* results that are no table of standards, less and less so */
  ck_assert_int_eq(cpw_result_new(NULL, &other, NULL), CPW_OK);
  fails(cpw_standards(NONE, other, NULL, &r, &err), CPW_EINVAL, &err, "not a table of standards");
  ck_assert_int_eq(cpw_result_add_dimension(other, "standard", 1, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_array(other, "limit_days", "", "", "standard", CPW_DOUBLE,
                                        CPW_MERGE_SAME, &memory, NULL),
                   CPW_OK);
  fails(cpw_standards(NONE, other, NULL, &r, &err), CPW_EINVAL, &err, "not a table of standards");
  const char *label[] = {"x"};
  const char *names[] = {"standard", "name", "measure", "kind", "scope", "source", "note"};
  for (int k = 0; k < 7; k++) {
    ck_assert_int_eq(cpw_result_add_coordinate(other, "standard", names[k], label, NULL), CPW_OK);
    fails(cpw_standards(NONE, other, NULL, &r, &err), CPW_EINVAL, &err, "not a table");
  }
  const char *reals[] = {"share", "gain"};
  for (int k = 0; k < 2; k++)
    ck_assert_int_eq(cpw_result_add_array(other, reals[k], "", "", "standard", CPW_DOUBLE,
                                          CPW_MERGE_SAME, &memory, NULL),
                     CPW_OK);
  fails(cpw_standards(NONE, other, NULL, &r, &err), CPW_EINVAL, &err, "not a table of standards");
  cpw_result_free(other);
  ck_assert_ptr_null(r);
}
END_TEST

static int32_t everything(void *context) {
  stored m = {context, 0};
  cpw_source source = {&m, read_memory, NULL};
  cpw_result *r = NULL, *q = NULL, *own = NULL;
  int32_t status = cpw_standards_read(&source, NULL, &r, NULL);
  if (status == CPW_OK) status = cpw_standards(NONE, r, NULL, &q, NULL);
  if (status == CPW_OK) status = cpw_standards(20000, NULL, NULL, &own, NULL);
  cpw_result_free(r);
  cpw_result_free(q);
  cpw_result_free(own);
  return status;
}

START_TEST(memory_fails)
{
  char text[] = "key,kind,limit_days,share\na,within,7,1\nb,over,7,0.5\n";
  cpwt_each_allocation_fails(everything, text);
}
END_TEST

static Suite *standards_suite(void) {
  Suite *suite = suite_create("standards");
  const struct {
    const char *name;
    const TTest *tests[6];
  } cases[] = {{"limits", {many_rows, from_a_file}},
               {"errors", {tables_that_are_wrong, arguments_that_are_wrong}},
               {"reference", {figures_as_published}},
               {"properties", {each_row_makes_sense, by_date, own_tables}},
               {"oom", {memory_fails}}};
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (int i = 0; cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}

int main(void) {
  Suite *suites[] = {standards_suite()};
  return cpwt_run(suites, 1);
}
