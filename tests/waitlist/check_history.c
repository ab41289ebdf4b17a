/* Tests of the tidy history loader: what it reads, what it refuses and in which words, real figures,
 * and what must not depend on the order of rows or the size of the pieces. */
#include "waitlist/history_cases.h"

#include "support/support.h"
#include "waitlist/suites.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- helpers ------------------- */

typedef struct pieces {
  const char *text;
  int64_t left, piece;
} pieces;

static int64_t read_piece(void *context, char *buffer, int64_t capacity) {
  pieces *p = context;
  int64_t count = p->piece > 0 && p->piece < capacity ? p->piece : capacity;
  if (count > p->left) count = p->left;
  memcpy(buffer, p->text, (size_t)count);
  p->text += count;
  p->left -= count;
  return count;
}

int32_t cpwt_history_text(const char *text, int64_t piece, const cpw_history_options *options,
                          cpw_result **out, cpw_error *err) {
  pieces p = {text, (int64_t)strlen(text), piece};
  cpw_source source = {&p, read_piece, "counts.csv"};
  return cpw_history_read(&source, options, out, err);
}

double cpwt_history_number(const cpw_result *result, const char *name) {
  const cpw_array *array = cpw_result_find(result, name);
  ck_assert_ptr_nonnull(array);
  ck_assert_int_eq(array->dimensions, 0);
  return array->real[0];
}

int64_t cpwt_history_position(const cpw_result *result, int64_t dimension, const char *coordinate,
                              const char *label) {
  const cpw_dimension *d = cpw_result_find(result, "starts")->dimension[dimension];
  for (int64_t k = 0; k < d->coordinates; k++)
    for (int64_t i = 0; strcmp(d->coordinate_names[k], coordinate) == 0 && i < d->length; i++)
      if (strcmp(d->coordinate_labels[k][i], label) == 0) return i;
  ck_abort_msg("there is no %s %s", coordinate, label);
  return -1;
}

double cpwt_history_cell(const cpw_result *result, const char *name, int64_t list, int64_t period,
                         int64_t band) {
  const cpw_array *array = cpw_result_find(result, name);
  ck_assert_ptr_nonnull(array);
  int64_t bands = band < 0 ? 1 : array->dimension[2]->length;
  ck_assert_int_lt(list, array->dimension[0]->length);
  ck_assert_int_lt(period, array->dimension[1]->length);
  ck_assert_int_lt(band, bands);
  return array->real[(list * array->dimension[1]->length + period) * bands + (band < 0 ? 0 : band)];
}

double cpwt_history_sum(const cpw_result *result, const char *name) {
  const cpw_array *array = cpw_result_find(result, name);
  double sum = 0;
  for (int64_t i = 0; i < array->size; i++)
    sum += array->real[i];
  return sum;
}

static void same_dimension(const cpw_dimension *a, const cpw_dimension *b) {
  ck_assert_str_eq(a->name, b->name);
  ck_assert_int_eq(a->length, b->length);
  ck_assert_int_eq(a->coordinates, b->coordinates);
  for (int64_t k = 0; k < a->coordinates; k++) {
    ck_assert_str_eq(a->coordinate_names[k], b->coordinate_names[k]);
    for (int64_t i = 0; i < a->length; i++)
      ck_assert_str_eq(a->coordinate_labels[k][i], b->coordinate_labels[k][i]);
  }
}

void cpwt_history_same(const cpw_result *a, const cpw_result *b) {
  for (int64_t i = 0; cpw_result_at(a, i) || cpw_result_at(b, i); i++) {
    const cpw_array *x = cpw_result_at(a, i), *y = cpw_result_at(b, i);
    ck_assert(x && y);
    ck_assert_str_eq(x->name, y->name);
    ck_assert_int_eq(x->dimensions, y->dimensions);
    for (int64_t d = 0; d < x->dimensions; d++)
      same_dimension(x->dimension[d], y->dimension[d]);
    ck_assert_mem_eq(x->real, y->real, (size_t)x->size * sizeof *x->real);
  }
}

static cpw_history_options with(const char *where, int64_t bands, int32_t missing) {
  cpw_history_options options;
  cpw_history_options_init(&options);
  options.where = where;
  options.bands = bands;
  options.missing = missing;
  return options;
}

static cpw_result *read_all(const char *text, const cpw_history_options *options) {
  cpw_result *result = NULL;
  cpw_error err = {0};
  int32_t status = cpwt_history_text(text, 0, options, &result, &err);
  ck_assert_msg(status == CPW_OK, "%s: %s", err.where, err.message);
  ck_assert_ptr_nonnull(result);
  return result;
}

#define HEAD "period,org,type,months_waited,count\n"

/* One row a band of a type that counts nobody: so that the file lacks no band below a year. */
static size_t put_year(char *text, size_t room, const char *before, int bands) {
  size_t used = 0;
  for (int m = 0; m < bands; m++)
    used += (size_t)snprintf(text + used, room - used, "%s,incomplete_dta,%d,1\n", before, m);
  return used;
}

static const char two_months[] = HEAD "2024-05,A,new_clock_starts,,10\n"
                                      "2024-05,A,incomplete,0,7\n"
                                      "2024-05,A,incomplete,2,1.5\n"
                                      "2024-05,A,completed_all,1,2\n"
                                      "2024-06,A,new_clock_starts,0,11\n"
                                      "2024-06,A,incomplete,1,4\n"
                                      "2024-06,A,incomplete_dta,1,3\n";

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(shape_and_values)
{
  cpw_result *r = read_all(two_months, NULL);
  ck_assert_double_eq(cpwt_history_number(r, "unit_weeks"), CPW_WEEKS_PER_MONTH);
  ck_assert_double_eq(cpwt_history_number(r, "period_length"), 1.0);
  const cpw_array *starts = cpw_result_find(r, "starts"), *waiting = cpw_result_find(r, "waiting");
  ck_assert_str_eq(starts->unit, "people");
  ck_assert_int_eq(starts->dimensions, 2);
  ck_assert_str_eq(starts->dimension[0]->name, "list");
  ck_assert_str_eq(starts->dimension[1]->name, "period");
  ck_assert_int_eq(waiting->dimensions, 3);
  ck_assert_str_eq(waiting->dimension[2]->name, "band");
  ck_assert_int_eq(waiting->dimension[2]->length, 3);
  ck_assert_str_eq(waiting->dimension[2]->coordinate_labels[0][2], "2");
  ck_assert_str_eq(waiting->dimension[1]->coordinate_labels[0][1], "2024-06");
  ck_assert_str_eq(starts->dimension[0]->coordinate_names[0], "org");
  ck_assert_str_eq(starts->dimension[0]->coordinate_labels[0][0], "A");
  const double lower[] = {0, 1, 2}, people[] = {7, 0, 1.5, 0, 4, 0}, treated[] = {0, 2, 0, 0, 0, 0};
  ck_assert_mem_eq(cpw_result_find(r, "band_lower")->real, lower, sizeof lower);
  ck_assert_mem_eq(waiting->real, people, sizeof people);
  ck_assert_mem_eq(cpw_result_find(r, "treated")->real, treated, sizeof treated);
  ck_assert_double_eq(starts->real[0], 10);
  ck_assert_double_eq(starts->real[1], 11);
  ck_assert_str_eq(cpw_result_note(r, "source"), "counts.csv");
  ck_assert_ptr_null(cpw_result_note(r, "starts"));
  ck_assert_ptr_null(cpw_result_note(r, "treated"));
  ck_assert_ptr_null(cpw_result_note(r, "missing"));
  ck_assert_ptr_null(cpw_result_note(r, "period_length"));
  cpw_result_free(r);
}
END_TEST

START_TEST(one_row)
{
  cpw_result *r = read_all("count,type,period,weeks_lo\n5,incomplete,2024-02-29,3", NULL);
  const cpw_array *waiting = cpw_result_find(r, "waiting");
  ck_assert_int_eq(waiting->size, 4);
  ck_assert_double_eq(waiting->real[3], 5);
  ck_assert_int_eq(waiting->dimension[0]->length, 1);
  ck_assert_int_eq(waiting->dimension[0]->coordinates, 0);
  ck_assert_str_eq(waiting->dimension[1]->coordinate_labels[0][0], "2024-02-29");
  ck_assert_double_eq(cpwt_history_number(r, "unit_weeks"), 1.0);
  ck_assert_double_eq(cpwt_history_number(r, "period_length"), CPW_WEEKS_PER_MONTH);
  ck_assert_str_eq(cpw_result_note(r, "period_length"), "one period alone: it is taken as a month");
  ck_assert_str_eq(cpw_result_note(r, "starts"), "1 of 1 lists have no clock starts in any period");
  ck_assert_str_eq(cpw_result_note(r, "treated"),
                   "there are no completed pathways: nobody counts as treated");
  cpw_result_free(r);
}
END_TEST

/* Columns in any order, a byte order mark, CR LF, quotes, no line end at the end, a band as 1.0. */
START_TEST(forms_of_csv)
{
  cpw_result *plain = read_all(two_months, NULL);
  cpw_result *other = read_all("\xef\xbb\xbf"
                               "type , count,\"org\",months_waited,period\r\n"
                               "new_clock_starts,1e1,A,,2024-05\r\n"
                               "\"incomplete\",7,\"A\",0,2024-05\r\n"
                               "incomplete,+1.50,A,2.0,2024-05\r\n"
                               "completed_all,2,A,1e0,2024-05\r\n"
                               "new_clock_starts,11,A,0.0,2024-06\r\n"
                               "incomplete_dta,3,A,1,2024-06\r\n"
                               "incomplete,4,A,\"1\",2024-06",
                               NULL);
  cpwt_history_same(plain, other);
  cpw_result_free(plain);
  cpw_result_free(other);
}
END_TEST

START_TEST(parts_of_completed_are_added)
{
  cpw_result *r = read_all(HEAD "2024-05,A,completed_admitted,1,2\n"
                                "2024-05,A,completed_nonadmitted,1,5\n"
                                "2024-05,A,completed_nonadmitted,3,0.25\n"
                                "2024-05,A,incomplete,0,0\n"
                                "2024-05,B,completed_all,1,9\n"
                                "2024-05,B,incomplete,0,-0\n",
                           NULL);
  ck_assert_double_eq(cpwt_history_cell(r, "treated", 0, 0, 1), 7);
  ck_assert_double_eq(cpwt_history_cell(r, "treated", 0, 0, 3), 0.25);
  ck_assert_double_eq(cpwt_history_cell(r, "treated", 1, 0, 1), 9);
  ck_assert(!signbit(cpwt_history_cell(r, "waiting", 1, 0, 0)));
  ck_assert_ptr_null(cpw_result_note(r, "treated"));
  cpw_result_free(r);

  r = read_all(HEAD "2024-05,A,completed_admitted,1,2\n2024-05,A,incomplete,0,0\n", NULL);
  ck_assert_str_eq(cpw_result_note(r, "treated"),
                   "completed pathways are those of admitted patients alone");
  cpw_result_free(r);
  r = read_all(HEAD "2024-05,A,completed_nonadmitted,1,2\n2024-05,A,incomplete,0,0\n", NULL);
  ck_assert_str_eq(cpw_result_note(r, "treated"),
                   "completed pathways are those of patients who were not admitted alone");
  cpw_result_free(r);
}
END_TEST

START_TEST(bands_fold_and_extend)
{
  const int64_t wanted[] = {1, 2, 3, 4, 40};
  for (int i = 0; i < 5; i++) {
    cpw_history_options options = with(NULL, wanted[i], 0);
    cpw_result *r = read_all(two_months, &options);
    int64_t bands = wanted[i], last = bands < 3 ? bands - 1 : 2;
    ck_assert_int_eq(cpw_result_find(r, "band_lower")->size, bands);
    ck_assert_double_eq(cpw_result_find(r, "band_lower")->real[bands - 1], (double)bands - 1);
    ck_assert_double_eq(cpwt_history_cell(r, "waiting", 0, 0, last), bands == 1 ? 8.5 : 1.5);
    ck_assert_double_eq(cpwt_history_sum(r, "waiting"), 12.5);
    ck_assert_double_eq(cpwt_history_sum(r, "treated"), 2);
    cpw_result_free(r);
  }
}
END_TEST

/* The open band is that of the file, though the rows that are kept do not reach it. */
START_TEST(bands_are_those_of_the_file)
{
  cpw_history_options options = with("org=A", 0, 0);
  cpw_result *r = read_all(HEAD "2024-05,A,incomplete,1,2\n2024-05,B,incomplete,9,2\n"
                                "2024-05,B,incomplete,rubbish,2\n"
                                "2024-05,B,incomplete,2,2\n2024-05,B,incomplete,3,2\n"
                                "2024-05,B,incomplete,4,2\n2024-05,B,incomplete,5,2\n"
                                "2024-05,B,incomplete,6,2\n2024-05,B,incomplete,7,2\n"
                                "2024-05,B,incomplete_dta,8,2\n",
                           &options);
  ck_assert_int_eq(cpw_result_find(r, "band_lower")->size, 10);
  cpw_result_free(r);
  r = read_all(HEAD "2024-05,A,incomplete,1,2\n2024-05,B,incomplete_dta,4,2\n", NULL);
  ck_assert_int_eq(cpw_result_find(r, "band_lower")->size, 5);
  ck_assert_int_eq(cpw_result_find(r, "starts")->size, 1);
  cpw_result_free(r);
}
END_TEST

START_TEST(a_century_of_bands)
{
  char text[4096] = "period,type,weeks_lo,count\n2024-05,incomplete,5217,1\n"
                    "2024-05,incomplete,0,2\n";
  size_t used = strlen(text);
  put_year(text + used, sizeof text - used, "2024-05", 52);
  cpw_result *r = read_all(text, NULL);
  ck_assert_int_eq(cpw_result_find(r, "waiting")->size, 5218);
  ck_assert_double_eq(cpwt_history_sum(r, "waiting"), 3);
  cpw_result_free(r);
  r = read_all("period,type,months_waited,count\n2024-05,incomplete,1199,1\n", NULL);
  ck_assert_int_eq(cpw_result_find(r, "waiting")->size, 1200);
  cpw_result_free(r);
  cpw_history_options options = with(NULL, 5218, 0);
  r = read_all(two_months, &options);
  ck_assert_int_eq(cpw_result_find(r, "band_lower")->size, 5218);
  cpw_result_free(r);
}
END_TEST

static const char starts_and_list[] = "%s,new_clock_starts,,1\n%s,incomplete,0,%d\n";

/* One list over the given periods, in that order. */
static cpw_result *read_periods(const char *band, const char *const *period, int count,
                                int32_t *status, cpw_error *err) {
  static char text[65536];
  int used = snprintf(text, sizeof text, "period,type,%s,count\n", band);
  for (int i = 0; i < count; i++)
    used +=
        snprintf(text + used, sizeof text - (size_t)used, starts_and_list, period[i], period[i], i);
  cpw_result *result = NULL;
  *status = cpwt_history_text(text, 0, NULL, &result, err);
  return result;
}

START_TEST(periods_of_weeks_and_months)
{
  static const struct {
    const char *band, *period[4];
    int count;
    double unit, length;
  } cases[] = {
      {"months_waited", {"2023-11", "2023-12", "2024-01"}, 3, CPW_WEEKS_PER_MONTH, 1},
      {"months_waited", {"2024-01-31", "2024-02-29", "2024-03-31"}, 3, CPW_WEEKS_PER_MONTH, 1},
      {"weeks_lo", {"2024-01-31", "2024-02-29", "2024-03-31"}, 3, 1, CPW_WEEKS_PER_MONTH},
      {"weeks_lo", {"2024-01", "2024-02", "2024-03"}, 3, 1, CPW_WEEKS_PER_MONTH},
      {"weeks_lo", {"2024-02-22", "2024-02-29", "2024-03-07"}, 3, 1, 1},
      {"weeks_lo", {"1999-12-27", "2000-01-03"}, 2, 1, 1},
      {"weeks_lo", {"2023-02-22", "2023-03-01"}, 2, 1, 1},
      /* 1900 was no leap year: 26 February and 5 March are seven days apart; 2000 was one */
      {"weeks_lo", {"1900-02-26", "1900-03-05"}, 2, 1, 1},
      {"weeks_lo", {"2000-02-28", "2000-03-06"}, 2, 1, 1},
      {"weeks_lo", {"2024-04-26", "2024-05-31", "2024-06-28"}, 3, 1, CPW_WEEKS_PER_MONTH},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int32_t status;
    cpw_error err = {0};
    cpw_result *r = read_periods(cases[i].band, cases[i].period, cases[i].count, &status, &err);
    ck_assert_msg(status == CPW_OK, "case %d: %s", (int)i, err.message);
    ck_assert_double_eq(cpwt_history_number(r, "unit_weeks"), cases[i].unit);
    ck_assert_double_eq(cpwt_history_number(r, "period_length"), cases[i].length);
    cpw_result_free(r);
  }
}
END_TEST

/* Whatever the order of the rows, periods are in order of time. */
START_TEST(periods_are_sorted)
{
  static const char *const period[] = {"2024-03", "2024-01", "2024-04", "2024-02"};
  int32_t status;
  cpw_error err = {0};
  cpw_result *r = read_periods("weeks_lo", period, 4, &status, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  const cpw_dimension *d = cpw_result_find(r, "starts")->dimension[1];
  const double people[] = {1, 3, 0, 2};
  for (int t = 0; t < 4; t++) {
    char label[16];
    snprintf(label, sizeof label, "2024-%02d", t + 1);
    ck_assert_str_eq(d->coordinate_labels[0][t], label);
    ck_assert_double_eq(cpwt_history_cell(r, "waiting", 0, t, 0), people[t]);
  }
  cpw_result_free(r);
}
END_TEST

/* Many lists, periods and bands: everything that grows has grown. */
START_TEST(many_of_everything)
{
  size_t room = 4000000, used = 0;
  int lists = 100, periods = 40, bands = 120;
  char *text = malloc(room);
  used += (size_t)snprintf(text, room, "period,a,b,type,weeks_lo,count\n");
  used += put_year(text + used, room - used, "2020-01,0,x0", 52);
  for (int m = 0; m < bands; m += 17)
    for (int t = periods - 1; t >= 0; t--)
      for (int i = 0; i < lists; i++)
        used += (size_t)snprintf(text + used, room - used, "%d-%02d,%d,x%d,incomplete,%d,%d\n",
                                 2020 + t / 12, t % 12 + 1, i / 10, i % 10, m, i + 1000 * t + m);
  snprintf(text + used, room - used, "2020-01,0,x0,new_clock_starts,,3\n");
  cpw_result *r = read_all(text, NULL);
  free(text);
  const cpw_array *waiting = cpw_result_find(r, "waiting");
  ck_assert_int_eq(waiting->size, lists * periods * 120);
  for (int i = 0; i < lists; i++)
    for (int t = 0; t < periods; t++)
      for (int m = 0; m < bands; m++)
        ck_assert_double_eq(waiting->real[(i * periods + t) * 120 + m],
                            m % 17 ? 0 : i + 1000 * t + m);
  ck_assert_str_eq(waiting->dimension[0]->coordinate_names[1], "b");
  ck_assert_str_eq(waiting->dimension[0]->coordinate_labels[0][99], "9");
  ck_assert_str_eq(waiting->dimension[0]->coordinate_labels[1][38], "x8");
  ck_assert_str_eq(cpw_result_note(r, "starts"),
                   "99 of 100 lists have no clock starts in any period");
  cpw_result_free(r);
}
END_TEST

/* Labels that would run together, empty ones, and text beyond ASCII stay apart. */
START_TEST(labels_stay_apart)
{
  cpw_result *r =
      read_all("period,a,b,type,months_waited,count\n"
               "2024-05,x,yz,incomplete,0,1\n"
               "2024-05,xy,z,incomplete,0,2\n"
               "2024-05,,,incomplete,0,3\n"
               "2024-05,\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80,\"a,\nb\",incomplete,0,4\n",
               NULL);
  ck_assert_int_eq(cpw_result_find(r, "starts")->size, 4);
  for (int i = 0; i < 4; i++)
    ck_assert_double_eq(cpwt_history_cell(r, "waiting", i, 0, 0), i + 1);
  const cpw_dimension *d = cpw_result_find(r, "starts")->dimension[0];
  ck_assert_str_eq(d->coordinate_labels[0][2], "");
  ck_assert_str_eq(d->coordinate_labels[0][3], "\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
  ck_assert_str_eq(d->coordinate_labels[1][3], "a,\nb");
  cpw_result_free(r);
}
END_TEST

static const char three_lists[] = HEAD "2024-05,A,new_clock_starts,,1\n"
                                       "2024-05,A,incomplete,0,2\n"
                                       "2024-05,B,incomplete,0,3\n"
                                       "2024-05,C,incomplete,0,4\n"
                                       "2024-06,A,new_clock_starts,,5\n"
                                       "2024-06,C,completed_all,2,6\n"
                                       "2024-07,A,incomplete,0,7\n"
                                       "2024-07,B,incomplete,0,8\n"
                                       "2024-07,C,incomplete,0,9\n";

START_TEST(missing_zero_and_drop)
{
  cpw_history_options options = with(NULL, 0, CPW_MISSING_ZERO);
  cpw_result *r = read_all(three_lists, &options);
  ck_assert_int_eq(cpw_result_find(r, "starts")->size, 9);
  ck_assert_double_eq(cpwt_history_cell(r, "waiting", 1, 0, 0), 3);
  ck_assert_double_eq(cpwt_history_cell(r, "waiting", 1, 1, 0), 0);
  ck_assert_double_eq(cpwt_history_cell(r, "waiting", 1, 2, 0), 8);
  ck_assert_str_eq(cpw_result_note(r, "missing"),
                   "1 of 3 lists lack a period and have nobody in it: org=B (2024-06)");
  ck_assert_str_eq(cpw_result_note(r, "starts"), "2 of 3 lists have no clock starts in any period");
  ck_assert_ptr_null(cpw_result_note(r, "dropped"));
  cpw_result_free(r);

  options.missing = CPW_MISSING_DROP;
  r = read_all(three_lists, &options);
  ck_assert_int_eq(cpw_result_find(r, "starts")->size, 6);
  ck_assert_str_eq(cpw_result_find(r, "starts")->dimension[0]->coordinate_labels[0][1], "C");
  /* C has a row in June, though nobody waits then: that is no gap */
  ck_assert_double_eq(cpwt_history_cell(r, "waiting", 1, 1, 0), 0);
  ck_assert_double_eq(cpwt_history_cell(r, "treated", 1, 1, 2), 6);
  ck_assert_str_eq(cpw_result_note(r, "dropped"),
                   "1 of 3 lists lack a period and are left out: org=B (2024-06)");
  cpw_result_free(r);
}
END_TEST

START_TEST(note_of_many_dropped_lists)
{
  size_t room = 200000, used = 0;
  char *text = malloc(room);
  used += (size_t)snprintf(text, room,
                           HEAD "2024-05,A,incomplete,0,2\n2024-06,A,incomplete,0,2\n"
                                "2024-05,A,new_clock_starts,,1\n");
  for (int i = 0; i < 1000; i++)
    used += (size_t)snprintf(text + used, room - used, "2024-0%d,list %d,incomplete,0,1\n",
                             5 + i % 2, i);
  cpw_history_options options = with(NULL, 0, CPW_MISSING_DROP);
  cpw_result *r = read_all(text, &options);
  free(text);
  const char *note = cpw_result_note(r, "dropped");
  ck_assert_ptr_nonnull(note);
  const char begins[] = "1000 of 1001 lists lack a period and are left out: org=list 0 (2024-06); "
                        "org=list 1 (2024-05); ";
  ck_assert_int_eq(strncmp(note, begins, sizeof begins - 1), 0);
  ck_assert_str_eq(note + strlen(note) - 12, "; and others");
  cpw_result_free(r);
}
END_TEST

START_TEST(where_chooses_rows)
{
  static const struct {
    const char *where;
    int lists;
    double waiting;
  } cases[] = {
      {NULL, 4, 15},
      {"", 4, 15},
      {" ; ;", 4, 15},
      {"org=RBD", 2, 3},
      {"org = RBD ;", 2, 3},
      {"org=RBD;org=R0A", 4, 15},
      {"org=RBD;specialty=Total;org=R0A", 2, 5},
      {"specialty=a=b;org=R0A;specialty=Total", 2, 12},
      {"specialty=a=b", 2, 10},
      {"period=2024-05;type=incomplete", 4, 15},
      {"specialty=", 0, 0},
      {"count=4", 1, 4},
  };
  static const char text[] = "period,org,specialty,type,months_waited,count\n"
                             "2024-05,RBD,Total,incomplete,0,1\n"
                             "2024-05,RBD,a=b,incomplete,0,2\n"
                             "2024-05,R0A,Total,incomplete,0,4\n"
                             "2024-05,R0A,a=b,incomplete,0,8\n";
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    cpw_history_options options = with(cases[i].where, 0, 0);
    if (cases[i].lists == 0) {
      cpw_result *r = NULL;
      ck_assert_int_eq(cpwt_history_text(text, 0, &options, &r, NULL), CPW_EDATA);
      continue;
    }
    cpw_result *r = read_all(text, &options);
    const cpw_array *starts = cpw_result_find(r, "starts");
    ck_assert_int_eq(starts->size, cases[i].lists);
    ck_assert_int_eq(starts->dimension[0]->coordinates, 2); /* though one value may be left */
    ck_assert_double_eq(cpwt_history_sum(r, "waiting"), cases[i].waiting);
    ck_assert_ptr_null(cpw_result_note(r, "unmatched"));
    cpw_result_free(r);
  }
  cpw_history_options options = with("org=R0A;org=XYZ;org=RBD;org=Q", 0, 0);
  cpw_result *r = read_all(text, &options);
  ck_assert_str_eq(cpw_result_note(r, "unmatched"), "no row has org=XYZ, org=Q");
  cpw_result_free(r);
}
END_TEST

START_TEST(options_of_any_age)
{
  cpw_history_options options;
  memset(&options, 0x55, sizeof options);
  cpw_history_options_init_sized(&options, sizeof options);
  ck_assert_uint_eq(options.struct_size, sizeof options);
  ck_assert_ptr_null(options.where);
  ck_assert_int_eq(options.bands, 0);
  ck_assert_int_eq(options.missing, CPW_MISSING_ERROR);
  ck_assert_ptr_null(options.allocator);
  /* an older caller, who knew no more than `where` */
  options.where = "org=A";
  options.bands = 1;
  options.struct_size = offsetof(cpw_history_options, bands);
  cpw_result *r = read_all(two_months, &options);
  ck_assert_int_eq(cpw_result_find(r, "band_lower")->size, 3);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static char nowhere;
#define untouched ((cpw_result *)(void *)&nowhere)

typedef struct refusal {
  const char *text;
  cpw_history_options options;
  int32_t status;
  int64_t line, column;
  const char *message;
} refusal;

static void check_refusal(const refusal *c, int number) {
  for (int piece = 0; piece < 2; piece++) {
    cpw_result *r = untouched;
    cpw_error err;
    memset(&err, 0, sizeof err);
    int32_t status = cpwt_history_text(c->text, piece, &c->options, &r, &err);
    ck_assert_msg(status == c->status, "case %d: status %d: %s", number, (int)status, err.message);
    ck_assert_ptr_eq(r, untouched);
    ck_assert_int_eq(err.code, c->status);
    ck_assert_msg(err.line == c->line && err.column == c->column, "case %d: line %d, column %d: %s",
                  number, (int)err.line, (int)err.column, err.message);
    ck_assert_msg(strstr(err.message, c->message) != NULL, "case %d: %s", number, err.message);
    if (c->status == CPW_EDATA) ck_assert_str_eq(err.where, "counts.csv");
    ck_assert_int_eq(cpwt_history_text(c->text, piece, &c->options, &r, NULL), c->status);
  }
}

#define PLAIN                                                                                      \
  { sizeof(cpw_history_options), NULL, 0, 0, 0, NULL }
#define WHERE(w)                                                                                   \
  { sizeof(cpw_history_options), w, 0, 0, 0, NULL }
#define GOOD "2024-05,A,incomplete,0,1\n"

START_TEST(refusals)
{
  static const refusal cases[] = {
      /* columns */
      {"", PLAIN, CPW_EDATA, 1, 0, "empty"},
      {HEAD, PLAIN, CPW_EDATA, 0, 0, "there is no row of counts"},
      {"Period,org,type,months_waited,count\n", PLAIN, CPW_EDATA, 1, 0, "\"period\""},
      {"period,org,typ,months_waited,count\n", PLAIN, CPW_EDATA, 1, 0, "\"typ\""},
      {"period,org,type,months_waited,people\n", PLAIN, CPW_EDATA, 1, 0, "\"count\""},
      {"period,type,type,months_waited,count\n", PLAIN, CPW_EDATA, 1, 3, "type"},
      {"period,org,type,count\n", PLAIN, CPW_EDATA, 1, 0,
       "no column months_waited and no column weeks_lo"},
      {"period,org,type,weeks_lo,months_waited,count\n", PLAIN, CPW_EDATA, 1, 0,
       "a column months_waited and a column weeks_lo"},
      {"period;type;months_waited;count\n", PLAIN, CPW_EDATA, 1, 0,
       "separated by semicolons, expected commas"},
      {"period\ttype\tmonths_waited\tcount\n", PLAIN, CPW_EDATA, 1, 0,
       "separated by tabs, expected commas"},
      {"period,type,months_waited,count,band\n", PLAIN, CPW_EDATA, 1, 5, "rename it"},
      {"period,type,months_waited,count,\n", PLAIN, CPW_EDATA, 1, 5, "has no name"},
      {"period,a,type,months_waited,count,a\n", PLAIN, CPW_EDATA, 1, 6, "one before it"},
      {"period,type,months_waited,count,a\xff\n", PLAIN, CPW_EDATA, 1, 5, "not UTF-8"},
      /* fields */
      {HEAD GOOD "2024-5,A,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 1, "a month such as 2024-05"},
      {HEAD GOOD "2024-13,A,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 1, "2024-13"},
      {HEAD GOOD "2024-00,A,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 1, "2024-00"},
      {HEAD GOOD "1899-12,A,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 1, "1899-12"},
      {HEAD GOOD "2023-02-29,A,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 1, "2023-02-29"},
      {HEAD GOOD "1900-02-29,A,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 1, "1900-02-29"},
      {HEAD GOOD "2024-04-31,A,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 1, "2024-04-31"},
      {HEAD GOOD "2024-04-00,A,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 1, "2024-04-00"},
      {HEAD GOOD "2024-04-3x,A,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 1, "2024-04-3x"},
      {HEAD GOOD "20x4-04-30,A,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 1, "20x4-04-30"},
      {HEAD GOOD "2024/04,A,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 1, "2024/04"},
      {HEAD GOOD "2024-04/30,A,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 1, "2024-04/30"},
      {HEAD GOOD ",A,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 1, "found \"\""},
      {HEAD GOOD "2024-05,A,Incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 3,
       "found \"Incomplete\", expected new_clock_starts, completed_all, completed_admitted, "
       "completed_nonadmitted, incomplete or incomplete_dta"},
      {HEAD GOOD "2024-05,A,,1,1\n", PLAIN, CPW_EDATA, 3, 3, "expected new_clock_starts"},
      {HEAD GOOD "2024-05,A,incomplete,,1\n", PLAIN, CPW_EDATA, 3, 4, "a whole number of months"},
      {HEAD GOOD "2024-05,A,incomplete,1.5,1\n", PLAIN, CPW_EDATA, 3, 4, "\"1.5\""},
      {HEAD GOOD "2024-05,A,incomplete,-1,1\n", PLAIN, CPW_EDATA, 3, 4, "\"-1\""},
      {HEAD GOOD "2024-05,A,incomplete,nan,1\n", PLAIN, CPW_EDATA, 3, 4, "\"nan\""},
      {HEAD GOOD "2024-05,A,incomplete,12+,1\n", PLAIN, CPW_EDATA, 3, 4, "\"12+\""},
      {HEAD GOOD "2024-05,A,incomplete,1200,1\n", PLAIN, CPW_EDATA, 3, 4, "0 to 1199"},
      {HEAD GOOD "2024-05,A,incomplete,99999999999,1\n", PLAIN, CPW_EDATA, 3, 4, "0 to 1199"},
      {"period,type,weeks_lo,count\n2024-05,incomplete,5218,1\n", PLAIN, CPW_EDATA, 2, 3,
       "0 to 5217"},
      {HEAD "2024-05,A,new_clock_starts,1,1\n", PLAIN, CPW_EDATA, 2, 4, "nothing or 0"},
      {HEAD "2024-05,A,completed_all,,1\n", PLAIN, CPW_EDATA, 2, 4, "a whole number"},
      {HEAD GOOD "2024-05,A,incomplete,1,\n", PLAIN, CPW_EDATA, 3, 5,
       "line 3, field 5 (\"count\"): found \"\", expected a number"},
      {HEAD GOOD "2024-05,A,incomplete,1,many\n", PLAIN, CPW_EDATA, 3, 5, "expected a number"},
      {HEAD GOOD "2024-05,A,incomplete,1,-1e-9\n", PLAIN, CPW_EDATA, 3, 5, "finite number >= 0"},
      {HEAD GOOD "2024-05,A,incomplete,1,nan\n", PLAIN, CPW_EDATA, 3, 5, "finite number >= 0"},
      {HEAD GOOD "2024-05,A,incomplete,1,inf\n", PLAIN, CPW_EDATA, 3, 5, "finite number >= 0"},
      {HEAD GOOD "2024-05,A,incomplete,1,1e999\n", PLAIN, CPW_EDATA, 3, 5, "finite number >= 0"},
      {HEAD GOOD "2024-05,\xc3(,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 2, "text in UTF-8"},
      {HEAD GOOD "2024-05,\xe0\x80\x80,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 2, "UTF-8"},
      {HEAD GOOD "2024-05,\xed\xa0\x80,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 2, "UTF-8"},
      {HEAD GOOD "2024-05,\xf0\x80\x80\x80,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 2, "UTF-8"},
      {HEAD GOOD "2024-05,\xf4\x90\x80\x80,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 2, "UTF-8"},
      {HEAD GOOD "2024-05,\xe2\x82,incomplete,1,1\n", PLAIN, CPW_EDATA, 3, 2, "UTF-8"},
      {HEAD GOOD "2024-05,A,incomplete,1\n", PLAIN, CPW_EDATA, 3, 4, "expected 5"},
      /* the same twice */
      {HEAD GOOD "2024-05,A,incomplete,2,1\n" GOOD, PLAIN, CPW_EDATA, 4, 5,
       "line 4: org=A, period \"2024-05\", type \"incomplete\", months_waited \"0\" is given a "
       "second time"},
      {HEAD "2024-05,A,new_clock_starts,,1\n2024-05,A,new_clock_starts,0,1\n", PLAIN, CPW_EDATA, 3,
       5, "a second time"},
      {"period,type,weeks_lo,count\n2024-05,incomplete,1,1\n2024-05,incomplete,1.0,0\n", PLAIN,
       CPW_EDATA, 3, 4, "line 3: the only list, period \"2024-05\", type \"incomplete\", weeks_lo"},
      {HEAD "2024-05,A,incomplete,12,1\n2024-05,A,incomplete,40,1\n2024-05,A,incomplete,12,1\n",
       PLAIN, CPW_EDATA, 4, 5, "months_waited \"12\" is given a second time"},
      {HEAD GOOD "2024-05,A,completed_all,1,2\n2024-05,A,completed_admitted,7,1\n", PLAIN,
       CPW_EDATA, 4, 3, "line 4: org=A, period \"2024-05\" has completed_all and"},
      {HEAD GOOD "2024-05,A,completed_nonadmitted,1,2\n2024-05,A,completed_all,7,1\n", PLAIN,
       CPW_EDATA, 4, 3, "expected the whole or its parts"},
      /* what is not there */
      {HEAD "2024-05,A,completed_all,1,2\n", PLAIN, CPW_EDATA, 0, 0, "no row of type incomplete"},
      {HEAD "2024-05,A,incomplete_dta,1,2\n", PLAIN, CPW_EDATA, 0, 0, "there is no row of counts"},
      {HEAD GOOD "2024-06,A,incomplete,1,2\n", PLAIN, CPW_EDATA, 0, 0,
       "no row of type new_clock_starts"},
      {three_lists, PLAIN, CPW_EDATA, 0, 0,
       "org=B has no row in period 2024-06, expected one in each from 2024-05 to 2024-07"},
      {HEAD GOOD "2024-06,B,incomplete,1,2\n",
       {sizeof(cpw_history_options), NULL, 0, CPW_MISSING_DROP, 0, NULL},
       CPW_EDATA,
       0,
       0,
       "all 2 would be dropped"},
      /* rows that are asked for */
      {HEAD GOOD, WHERE("ORG=A"), CPW_EDATA, 1, 0,
       "options.where: line 1: there is no column \"ORG\"; is it field 2, \"org\"?"},
      {HEAD GOOD, WHERE("org=B"), CPW_EDATA, 0, 0, "no row has \"org\" = \"B\""},
      {HEAD GOOD "2024-05,B,completed_all,0,1\n", WHERE("org=B;type=incomplete"), CPW_EDATA, 0, 0,
       "some rows meet each condition, none meets all"},
      {HEAD GOOD, WHERE("org"), CPW_EINVAL, 0, 0, "found \"org\", expected column=value"},
      {HEAD GOOD, WHERE("org=A;=;"), CPW_EDATA, 1, 0, "column"},
      /* sums */
      {HEAD "2024-05,A,incomplete,0,1e308\n2024-05,A,incomplete,1,1e308\n", PLAIN, CPW_EOVERFLOW, 0,
       0, "org=A, period 2024-05: the sum of the counts is too large"},
      {HEAD GOOD "2024-05,A,completed_admitted,0,1e308\n2024-05,A,completed_nonadmitted,0,1e308\n",
       PLAIN, CPW_EOVERFLOW, 0, 0, "too large"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
    check_refusal(&cases[i], (int)i);
}
END_TEST

/* A band below a year of which the whole file has no row is lost, not empty. */
START_TEST(bands_that_are_lost)
{
  static const char months[] = HEAD "2024-05,A,incomplete,0,1\n2024-05,A,incomplete,2,1\n";
  static const char of_week[] = "period,type,weeks_lo,count\n2024-05,incomplete,%d,1\n"
                                "2024-05,incomplete,%d,1\n";
  cpw_result *r = NULL;
  cpw_error err = {0};
  ck_assert_int_eq(cpwt_history_text(months, 0, NULL, &r, &err), CPW_EDATA);
  ck_assert_ptr_nonnull(strstr(err.message, "no row has months_waited 1, though 2 occurs"));
  ck_assert_ptr_null(r);
  cpw_history_options one = with(NULL, 1, 0); /* folding does not bring them back */
  ck_assert_int_eq(cpwt_history_text(months, 0, &one, &r, &err), CPW_EDATA);

  /* another type, or another list that is not kept, shows that the file has the band */
  static const char *const rest[] = {"2024-05,A,completed_all,1,1\n", "2024-05,B,incomplete,1,1\n",
                                     "2024-05,B,incomplete_dta,1.0,1\n"};
  cpw_history_options a = with("org=A", 0, 0);
  for (int i = 0; i < 3; i++) {
    char text[256];
    snprintf(text, sizeof text, "%s%s", months, rest[i]);
    r = read_all(text, &a);
    ck_assert_double_eq(cpwt_history_cell(r, "waiting", 0, 0, 1), 0);
    const char *note = cpw_result_note(r, "bands");
    if (i == 1)
      ck_assert_ptr_null(note);
    else
      ck_assert_str_eq(note, "no incomplete row has months_waited 1, though 2 occurs: taken as "
                             "nobody");
    cpw_result_free(r);
  }

  /* nobody may be in a week of a small list */
  char text[256];
  snprintf(text, sizeof text, of_week, 51, 63);
  r = read_all(text, NULL);
  ck_assert_str_eq(cpw_result_note(r, "bands"),
                   "no incomplete row has weeks_lo 52, 53, 54, 55, 56, 57, 58, 59 and 3 more, "
                   "though 63 occurs: taken as nobody");
  cpw_result_free(r);
  snprintf(text, sizeof text, of_week, 50, 63);
  r = read_all(text, NULL);
  ck_assert_ptr_nonnull(strstr(cpw_result_note(r, "bands"), "no incomplete row has weeks_lo 51"));
  cpw_result_free(r);
}
END_TEST

/* A list without clock starts is taken where the file has some, and refused where it has none. */
START_TEST(starts_of_other_lists)
{
  static const char rows[] = HEAD "2024-05,A,incomplete,0,1\n2024-06,A,incomplete,0,1\n";
  char text[256];
  cpw_history_options a = with("org=A", 3, 0);
  cpw_result *r = NULL;
  ck_assert_int_eq(cpwt_history_text(rows, 0, &a, &r, NULL), CPW_EDATA);
  snprintf(text, sizeof text, "%s2024-05,B,new_clock_starts,,1\n", rows);
  r = read_all(text, &a);
  ck_assert_double_eq(cpwt_history_sum(r, "starts"), 0);
  ck_assert_str_eq(cpw_result_note(r, "starts"), "1 of 1 lists have no clock starts in any period");
  ck_assert_str_eq(cpw_result_note(r, "bands_of_file"), "1");
  cpw_result_free(r);
}
END_TEST

START_TEST(periods_that_do_not_join)
{
  static const struct {
    const char *band, *period[4];
    int count;
    const char *message;
  } cases[] = {
      {"months_waited",
       {"2024-08", "2024-10"},
       2,
       "period 2024-09 is missing between 2024-08 and 2024-10"},
      {"weeks_lo",
       {"2023-11", "2024-02"},
       2,
       "period 2023-12 is missing between 2023-11 and 2024-02"},
      {"weeks_lo",
       {"2023-12-31", "2024-02-29"},
       2,
       "period 2024-01 is missing between 2023-12-31 and 2024-02-29"},
      {"weeks_lo",
       {"2024-02-16", "2024-02-23", "2024-03-08"},
       3,
       "period 2024-03-01 is missing between 2024-02-23 and 2024-03-08"},
      {"weeks_lo",
       {"2023-12-15", "2023-12-22", "2023-12-29", "2024-01-19"},
       4,
       "period 2024-01-05 is missing between 2023-12-29 and 2024-01-19"},
      {"weeks_lo",
       {"2024-03-01", "2024-03-08", "2024-03-29"},
       3,
       "period 2024-03-15 is missing between 2024-03-08 and 2024-03-29"},
      {"weeks_lo",
       {"2024-04-30", "2024-05-31", "2024-06-07"},
       3,
       "periods 2024-04-30 and 2024-05-31 are 31 days apart, expected a week, as between others"},
      {"weeks_lo",
       {"2024-05-01", "2024-05-15"},
       2,
       "periods 2024-05-01 and 2024-05-15 are 14 days apart, expected a week or a month"},
      {"weeks_lo",
       {"2024-05-01", "2024-06-30"},
       2,
       "periods 2024-05-01 and 2024-06-30 are 60 days apart, expected a week or a month"},
      {"weeks_lo",
       {"2024-05-25", "2024-06-05"},
       2,
       "are 11 days apart, expected a week or a month"},
      {"months_waited",
       {"2024-05-05", "2024-05-12"},
       2,
       "periods 2024-05-05 and 2024-05-12 lie in one month: with bands of months"},
      {"months_waited", {"2024-05-31", "2024-06-07"}, 2, "are 7 days apart, expected a month"},
      {"weeks_lo", {"2024-05-31", "2024-06"}, 2, "2024-05-31 and 2024-06 are of two forms"},
      {"weeks_lo", {"2024-05-31", "2024-05"}, 2, "2024-05 and 2024-05-31 are of two forms"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    int32_t status;
    cpw_error err = {0};
    cpw_result *r = read_periods(cases[i].band, cases[i].period, cases[i].count, &status, &err);
    ck_assert_msg(status == CPW_EDATA, "case %d: status %d", (int)i, (int)status);
    ck_assert_ptr_null(r);
    ck_assert_msg(strstr(err.message, cases[i].message) != NULL, "case %d: %s", (int)i,
                  err.message);
    ck_assert_str_eq(err.where, "counts.csv");
  }
}
END_TEST

/* A label that does not fit is cut between characters, and control characters do not get through. */
START_TEST(long_labels_in_messages)
{
  for (int shift = 0; shift < 4; shift++) {
    char text[1200] = "period,o\tg,type,months_waited,count\n", label[512] = "a\n";
    for (int i = 0; i < shift; i++)
      strcat(label, "x");
    for (int i = 0; i < 100; i++)
      strcat(label, "\xe2\x82\xac");
    size_t used = strlen(text);
    for (int i = 0; i < 2; i++)
      used += (size_t)snprintf(text + used, sizeof text - used, "2024-05,\"%s\",incomplete,0,1\n",
                               label);
    cpw_result *r = untouched;
    cpw_error err = {0};
    ck_assert_int_eq(cpwt_history_text(text, 0, NULL, &r, &err), CPW_EDATA);
    ck_assert_ptr_nonnull(strstr(err.message, "o g=a "));
    ck_assert_ptr_null(strchr(err.message, '\n'));
    const char *dots = strstr(err.message, "...");
    ck_assert_ptr_nonnull(dots);
    ck_assert_int_eq(dots[-1], (char)0xac); /* the last byte of a whole character */
    ck_assert_int_eq(dots[-3], (char)0xe2);
  }
}
END_TEST

static int64_t broken(void *context, char *buffer, int64_t capacity) {
  (void)context, (void)buffer, (void)capacity;
  return -1;
}

START_TEST(wrong_arguments)
{
  cpw_result *r = untouched;
  cpw_error err = {0};
  cpw_source source = {NULL, broken, NULL};
  ck_assert_int_eq(cpw_history_read(NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "source is NULL");
  ck_assert_int_eq(cpw_history_read(&source, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "out is NULL");
  ck_assert_int_eq(cpw_history_read(&source, NULL, &r, &err), CPW_EIO);
  source.read = NULL;
  ck_assert_int_eq(cpw_history_read(&source, NULL, &r, &err), CPW_EINVAL);
  ck_assert_int_eq(cpw_history_read_path(NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "path is NULL");
  ck_assert_str_eq(err.where, "cpw_history_read_path");
  ck_assert_int_eq(cpw_history_read_path("no/such/file.csv", NULL, &r, &err), CPW_EIO);
  ck_assert_int_eq(cpw_history_read_path(".", NULL, &r, &err), CPW_EIO);

  cpw_history_options options = with(NULL, -1, 0);
  ck_assert_int_eq(cpwt_history_text(two_months, 0, &options, &r, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "options.bands = -1 must be 0 to 5218");
  options = with(NULL, 5219, 0);
  ck_assert_int_eq(cpwt_history_text(two_months, 0, &options, &r, &err), CPW_EDOMAIN);
  options = with(NULL, 0, 3);
  ck_assert_int_eq(cpwt_history_text(two_months, 0, &options, &r, &err), CPW_EINVAL);
  options = with(NULL, 0, -1);
  ck_assert_int_eq(cpwt_history_text(two_months, 0, &options, &r, &err), CPW_EINVAL);
  options = with(NULL, 0, 0);
  options.struct_size++;
  ck_assert_int_eq(cpwt_history_text(two_months, 0, &options, &r, &err), CPW_EABI);
  static const cpw_allocator half = {NULL, NULL, NULL, NULL};
  options = with(NULL, 0, 0);
  options.allocator = &half;
  ck_assert_int_eq(cpwt_history_text(two_months, 0, &options, &r, &err), CPW_EINVAL);
  ck_assert_ptr_eq(r, untouched);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* The figures that ship: a few cells as they stand in the file, and totals. */
START_TEST(england_as_shipped)
{
  const char *path = "examples/data/england_rtt.csv";
  cpw_result *r = NULL;
  cpw_error err = {0};
  ck_assert_msg(cpw_history_read_path(path, NULL, &r, &err) == CPW_OK, "%s", err.message);
  ck_assert_str_eq(cpw_result_note(r, "source"), path);
  const cpw_array *waiting = cpw_result_find(r, "waiting");
  ck_assert_int_eq(waiting->dimension[0]->length, 20);
  ck_assert_int_eq(waiting->dimension[1]->length, 13);
  ck_assert_int_eq(waiting->dimension[2]->length, 13);
  int64_t total = cpwt_history_position(r, 0, "specialty", "Total");
  int64_t heart = cpwt_history_position(r, 0, "specialty", "Cardiology");
  int64_t november = cpwt_history_position(r, 1, "period", "2024-11");
  ck_assert_double_eq(cpwt_history_cell(r, "treated", heart, 0, 0), 14355.857143);
  ck_assert_double_eq(cpwt_history_cell(r, "treated", heart, 0, 12), 4101);
  ck_assert_double_eq(cpwt_history_cell(r, "waiting", heart, 0, 1), 63438.857143);
  ck_assert_double_eq(cpwt_history_cell(r, "starts", total, november, -1), 1713568);
  double list = 0, treated = 0;
  for (int64_t m = 0; m < 13; m++) {
    list += cpwt_history_cell(r, "waiting", total, november, m);
    treated += cpwt_history_cell(r, "treated", total, november, m);
  }
  ck_assert_double_eq_tol(list, 7362722, 1e-4);
  ck_assert_double_eq_tol(treated, 1531230, 1e-4);
  cpw_result_free(r);
}
END_TEST

/* What was read is what the models take: without copying, and the list balances. */
START_TEST(england_as_a_history)
{
  cpw_result *r = NULL, *calibration = NULL;
  cpw_history_options options = with("specialty=Total", 0, 0);
  cpw_error err = {0};
  ck_assert_int_eq(cpw_history_read_path("examples/data/england_rtt.csv", &options, &r, &err),
                   CPW_OK);
  cpw_history history;
  cpw_bands bands;
  cpw_history_init(&history);
  cpw_bands_init(&bands);
  ck_assert_msg(cpw_history_view(r, &history, &bands, &err) == CPW_OK, "%s", err.message);
  ck_assert_int_eq(history.lists, 1);
  ck_assert_int_eq(history.periods, 13);
  ck_assert_int_eq(bands.count, 13);
  ck_assert_double_eq(bands.unit_weeks, CPW_WEEKS_PER_MONTH);
  ck_assert_double_eq(bands.period, 1);
  ck_assert_ptr_eq(history.waiting, cpw_result_find(r, "waiting")->real);
  ck_assert_str_eq(history.list->coordinate_labels[1][0], "Total");
  int32_t status = cpw_waitlist_calibrate(&history, NULL, NULL, &calibration, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  cpw_result_free(calibration);
  cpw_result_free(r);
}
END_TEST

/* What examples/data/README.md says of it. */
START_TEST(england_parts_and_total)
{
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_history_read_path("examples/data/england_rtt.csv", NULL, &r, NULL), CPW_OK);
  int64_t total = cpwt_history_position(r, 0, "specialty", "Total");
  for (int64_t t = 0; t < 13; t++) {
    double of[3][2] = {{0, 0}, {0, 0}, {0, 0}};
    for (int64_t i = 0; i < 20; i++) {
      of[0][i == total] += cpwt_history_cell(r, "starts", i, t, -1);
      for (int64_t m = 0; m < 13; m++) {
        of[1][i == total] += cpwt_history_cell(r, "waiting", i, t, m);
        of[2][i == total] += cpwt_history_cell(r, "treated", i, t, m);
      }
    }
    ck_assert_double_eq(of[0][0], of[0][1]);
    ck_assert_double_eq_tol(of[1][0], of[1][1], 1e-3);
    double short_by = 1 - of[2][0] / of[2][1];
    ck_assert_double_ge(short_by, 0.056);
    ck_assert_double_le(short_by, 0.070);
  }
  cpw_result_free(r);
}
END_TEST

/* Reads what a program writes into a pipe. */
static int64_t read_stream(void *context, char *buffer, int64_t capacity) {
  size_t count = fread(buffer, 1, (size_t)capacity, context);
  return ferror((FILE *)context) ? -1 : (int64_t)count;
}

/* Every provider and specialty of the country through a pipe, against sums made another way. */
START_TEST(providers_through_a_pipe)
{
  const char *path = cpwt_shared("data/rtt/rtt_2024-05_2025-05_provider_specialty_month.csv.gz");
  if (!path || getenv("CAREPATH_QUICK")) return;
  char command[1200];
  snprintf(command, sizeof command, "gzip -dc '%s'", path);
  FILE *pipe = popen(command, "r");
  ck_assert_ptr_nonnull(pipe);
  cpw_source source = {pipe, read_stream, "a pipe"};
  cpw_history_options options = with(NULL, 0, CPW_MISSING_ZERO);
  cpw_result *r = NULL;
  cpw_error err = {0};
  int32_t status = cpw_history_read(&source, &options, &r, &err);
  ck_assert_int_eq(pclose(pipe), 0);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  const cpw_dimension *list = cpw_result_find(r, "starts")->dimension[0];
  ck_assert_int_eq(list->length, 3647);

  /* England is the sum of its providers, specialty by specialty */
  cpw_result *england = NULL;
  ck_assert_int_eq(cpw_history_read_path("examples/data/england_rtt.csv", NULL, &england, NULL),
                   CPW_OK);
  static double sum[2][20][13][13];
  memset(sum, 0, sizeof sum);
  ck_assert_str_eq(list->coordinate_names[1], "specialty");
  const double *values[2] = {cpw_result_find(r, "treated")->real,
                             cpw_result_find(r, "waiting")->real};
  for (int64_t i = 0; i < list->length; i++) {
    int64_t s = cpwt_history_position(england, 0, "specialty", list->coordinate_labels[1][i]);
    for (int k = 0; k < 2; k++)
      for (int64_t c = 0; c < 169; c++)
        sum[k][s][c / 13][c % 13] += values[k][i * 169 + c];
  }
  for (int64_t c = 0; c < 20 * 169; c++) {
    ck_assert_double_eq_tol(((double *)sum[0])[c], cpw_result_find(england, "treated")->real[c],
                            0.01);
    ck_assert_double_eq_tol(((double *)sum[1])[c], cpw_result_find(england, "waiting")->real[c],
                            0.01);
  }
  cpw_result_free(england);
  cpw_result_free(r);
}
END_TEST

START_TEST(dorset_by_week)
{
  const char *path = cpwt_shared("data/rtt/rtt_2024-11_RBD_specialty_week.csv");
  if (!path) return;
  cpw_history_options options = with(NULL, 105, 0);
  cpw_result *r = NULL;
  cpw_error err = {0};
  ck_assert_msg(cpw_history_read_path(path, &options, &r, &err) == CPW_OK, "%s", err.message);
  ck_assert_int_eq(cpw_result_find(r, "waiting")->size, 19 * 105);
  int64_t all = cpwt_history_position(r, 0, "tfc", "C_999");
  double waiting = 0, treated = 0, everybody = cpwt_history_sum(r, "waiting");
  for (int64_t w = 0; w < 105; w++) {
    waiting += cpwt_history_cell(r, "waiting", all, 0, w);
    treated += cpwt_history_cell(r, "treated", all, 0, w);
  }
  ck_assert_double_eq(waiting, 21702);
  ck_assert_double_eq(treated, 1544 + 2925);
  ck_assert_double_eq(everybody, 2 * waiting);
  ck_assert_double_eq(cpwt_history_sum(r, "starts"), 0);
  ck_assert_str_eq(cpw_result_note(r, "starts"),
                   "19 of 19 lists have no clock starts in any period");
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

static uint64_t state;

static uint64_t draw(uint64_t below) {
  state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (state >> 33) % below;
}

typedef struct row {
  char text[80];
} row;

/* Random rows without gaps: 1 to 4 lists of 1 to 6 months; the rest is left to chance. */
static int random_rows(row *rows) {
  static const char *const types[] = {"incomplete", "completed_admitted", "completed_nonadmitted"};
  int count = 0, lists = 1 + (int)draw(4), periods = 1 + (int)draw(6);
  for (int m = 0; m < 12; m++)
    snprintf(rows[count++].text, sizeof rows->text, "2024-01,L0,incomplete_dta,%d,1\n", m);
  for (int i = 0; i < lists; i++)
    for (int t = 0; t < periods; t++) {
      snprintf(rows[count++].text, sizeof rows->text, "2024-%02d,L%d,new_clock_starts,,%d\n", t + 1,
               i, (int)draw(100));
      for (int k = 0; k < 3; k++)
        for (int m = 0; m < 20; m++)
          if (draw(3) == 0 || (k == 0 && m == 0))
            snprintf(rows[count++].text, sizeof rows->text, "2024-%02d,L%d,%s,%d,%d.%d\n", t + 1, i,
                     types[k], m, (int)draw(1000), (int)draw(10));
    }
  return count;
}

static char *join(const row *rows, int count) {
  char *text = malloc(sizeof HEAD + (size_t)count * sizeof *rows);
  strcpy(text, HEAD);
  char *end = text + strlen(text);
  for (int i = 0; i < count; i++)
    end += snprintf(end, sizeof rows->text, "%s", rows[i].text);
  return text;
}

static void shuffle(row *rows, int count) {
  for (int i = count - 1; i > 0; i--) {
    int j = (int)draw((uint64_t)i + 1);
    row keep = rows[i];
    rows[i] = rows[j];
    rows[j] = keep;
  }
}

/* Everything by name instead of by position: the order of lists follows that of the rows. */
static void same_by_name(const cpw_result *a, const cpw_result *b) {
  const cpw_array *x = cpw_result_find(a, "starts");
  ck_assert_int_eq(x->size, cpw_result_find(b, "starts")->size);
  int64_t bands = cpw_result_find(a, "band_lower")->size;
  ck_assert_int_eq(bands, cpw_result_find(b, "band_lower")->size);
  for (int64_t i = 0; i < x->dimension[0]->length; i++) {
    int64_t j = cpwt_history_position(b, 0, "org", x->dimension[0]->coordinate_labels[0][i]);
    for (int64_t t = 0; t < x->dimension[1]->length; t++) {
      ck_assert_double_eq(cpwt_history_cell(a, "starts", i, t, -1),
                          cpwt_history_cell(b, "starts", j, t, -1));
      for (int64_t m = 0; m < bands; m++) {
        ck_assert_double_eq(cpwt_history_cell(a, "treated", i, t, m),
                            cpwt_history_cell(b, "treated", j, t, m));
        ck_assert_double_eq(cpwt_history_cell(a, "waiting", i, t, m),
                            cpwt_history_cell(b, "waiting", j, t, m));
      }
    }
  }
}

START_TEST(order_and_pieces_do_not_matter)
{
  static row rows[4 * 6 * 61 + 12];
  int rounds = getenv("CAREPATH_QUICK") ? 3 : 60;
  for (int seed = 0; seed < rounds; seed++) {
    state = (uint64_t)seed;
    int count = random_rows(rows);
    cpw_history_options options = with(NULL, (int64_t)draw(25), 0);
    char *text = join(rows, count);
    cpw_result *whole = read_all(text, &options), *r = NULL;
    ck_assert_int_eq(cpwt_history_text(text, 1 + (int64_t)draw(50), &options, &r, NULL), CPW_OK);
    cpwt_history_same(whole, r);
    cpw_result_free(r);
    free(text);

    shuffle(rows, count);
    text = join(rows, count);
    r = read_all(text, &options);
    same_by_name(whole, r);
    cpw_result_free(r);
    cpw_result_free(whole);
    free(text);
  }
}
END_TEST

/* Folding loses nobody, and a list that is asked for alone is the list among others. */
START_TEST(folding_and_choosing_keep_everybody)
{
  static row rows[4 * 6 * 61 + 12];
  int rounds = getenv("CAREPATH_QUICK") ? 3 : 60;
  for (int seed = 0; seed < rounds; seed++) {
    state = (uint64_t)seed + 1000;
    int count = random_rows(rows);
    shuffle(rows, count);
    char *text = join(rows, count);
    cpw_result *whole = read_all(text, NULL);
    cpw_history_options options = with(NULL, 1 + (int64_t)draw(20), 0);
    cpw_result *folded = read_all(text, &options);
    ck_assert_double_eq_tol(cpwt_history_sum(whole, "waiting"), cpwt_history_sum(folded, "waiting"),
                            1e-6);
    ck_assert_double_eq_tol(cpwt_history_sum(whole, "treated"), cpwt_history_sum(folded, "treated"),
                            1e-6);
    options = with("org=L0", 0, 0);
    cpw_result *one = read_all(text, &options);
    ck_assert_int_eq(cpw_result_find(one, "starts")->dimension[0]->length, 1);
    int64_t i = cpwt_history_position(whole, 0, "org", "L0"),
            bands = cpw_result_find(one, "band_lower")->size;
    ck_assert_int_eq(bands, cpw_result_find(whole, "band_lower")->size);
    for (int64_t t = 0; t < cpw_result_find(one, "starts")->size; t++)
      for (int64_t m = 0; m < bands; m++)
        ck_assert_double_eq(cpwt_history_cell(one, "waiting", 0, t, m),
                            cpwt_history_cell(whole, "waiting", i, t, m));
    cpw_result_free(one);
    cpw_result_free(folded);
    cpw_result_free(whole);
    free(text);
  }
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t read_once(void *context) {
  const cpw_history_options *options = context;
  cpw_result *r = NULL;
  cpw_error err = {0};
  int32_t status = cpwt_history_text(three_lists, 7, options, &r, &err);
  if ((status == CPW_OK) != (r != NULL)) return CPW_EINTERNAL;
  cpw_result_free(r);
  return status;
}

START_TEST(each_allocation_fails)
{
  cpw_history_options zero = with("org=A;org=B;org=X", 2, CPW_MISSING_ZERO);
  cpw_history_options drop = with(NULL, 0, CPW_MISSING_DROP);
  cpwt_each_allocation_fails(read_once, &zero);
  cpwt_each_allocation_fails(read_once, &drop);
}
END_TEST

static int32_t read_chosen(void *context) {
  cpw_history_options options = with(context, 0, CPW_MISSING_ZERO);
  cpw_result *r = NULL;
  int32_t status = cpwt_history_text(three_lists, 0, &options, &r, NULL);
  cpw_result_free(r);
  return status;
}

/* So many conditions that each needs memory of its own. */
START_TEST(each_allocation_fails_for_conditions)
{
  size_t room = 400000, used = 0;
  char *where = malloc(room);
  used += (size_t)snprintf(where, room, "org=A;org=B");
  for (int i = 0; i < 300; i++)
    used += (size_t)snprintf(where + used, room - used, ";org=a value that is in no file, %0*d",
                             3 * i, i);
  ck_assert_uint_lt(used, room);
  ck_assert_int_eq(read_chosen(where), CPW_OK);
  cpwt_each_allocation_fails(read_chosen, where);
  free(where);
}
END_TEST

/* Everything that grows, growing: labels, lists, periods, bands. */
static char *wide_text(void) {
  size_t room = 40000, used = 0;
  char *text = malloc(room);
  used += (size_t)snprintf(text, room, HEAD "2020-01,A,new_clock_starts,,1\n");
  used += put_year(text + used, room - used, "2020-01,A", 12);
  for (int i = 0; i < 40; i++)
    for (int m = 0; m < 100; m += 33)
      used += (size_t)snprintf(text + used, room - used,
                               "%d-%02d,%030d,incomplete,%d,1\n2020-01,A,incomplete,%d,1\n",
                               2020 + i / 12, i % 12 + 1, i, m, m + 5 * i + 500);
  ck_assert_uint_lt(used, room);
  return text;
}

static int32_t read_wide(void *context) {
  cpw_history_options options = with(NULL, 0, CPW_MISSING_ZERO);
  cpw_result *r = NULL;
  int32_t status = cpwt_history_text(context, 0, &options, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(each_allocation_fails_while_growing)
{
  char *text = wide_text();
  cpw_result *r = NULL;
  cpw_history_options options = with(NULL, 0, CPW_MISSING_ZERO);
  cpw_error err = {0};
  ck_assert_msg(cpwt_history_text(text, 0, &options, &r, &err) == CPW_OK, "%s", err.message);
  cpw_result_free(r);
  cpwt_each_allocation_fails(read_wide, text);
  free(text);
}
END_TEST

static int32_t read_file(void *context) {
  (void)context;
  cpw_history_options options = with("specialty=Total", 0, 0);
  cpw_result *r = NULL;
  int32_t status = cpw_history_read_path("examples/data/england_rtt.csv", &options, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(each_allocation_fails_for_a_file)
{ cpwt_each_allocation_fails(read_file, NULL); }
END_TEST

static void *count_allocate(void *context, size_t bytes) {
  ++*(int64_t *)context;
  return malloc(bytes);
}
static void *count_resize(void *context, void *block, size_t bytes) {
  *(int64_t *)context += block == NULL;
  return realloc(block, bytes);
}
static void count_release(void *context, void *block) {
  *(int64_t *)context -= block != NULL;
  free(block);
}

START_TEST(own_allocator)
{
  int64_t live = 0;
  const cpw_allocator own = {&live, count_allocate, count_resize, count_release};
  cpw_history_options options = with(NULL, 0, CPW_MISSING_DROP);
  options.allocator = &own;
  cpw_result *r = read_all(three_lists, &options);
  ck_assert_int_gt(live, 0);
  cpw_result_free(r);
  ck_assert_int_eq(live, 0);
  cpw_result *none = NULL;
  ck_assert_int_eq(cpwt_history_text(HEAD GOOD GOOD, 0, &options, &none, NULL), CPW_EDATA);
  ck_assert_int_eq(live, 0);
}
END_TEST

/* ---------------------------------------------------------------- suite --------------------- */

Suite *cpwt_history_suite(void) {
  Suite *suite = suite_create("history");
  TCase *limits = tcase_create("limits"), *errors = tcase_create("errors");
  TCase *reference = tcase_create("reference"), *properties = tcase_create("properties");
  TCase *oom = tcase_create("oom");
  TCase *const all[] = {limits, errors, reference, properties, oom};
  for (int i = 0; i < 5; i++) {
    tcase_set_timeout(all[i], 600);
    suite_add_tcase(suite, all[i]);
  }
  tcase_add_test(limits, shape_and_values);
  tcase_add_test(limits, one_row);
  tcase_add_test(limits, forms_of_csv);
  tcase_add_test(limits, parts_of_completed_are_added);
  tcase_add_test(limits, bands_fold_and_extend);
  tcase_add_test(limits, bands_are_those_of_the_file);
  tcase_add_test(limits, a_century_of_bands);
  tcase_add_test(limits, periods_of_weeks_and_months);
  tcase_add_test(limits, periods_are_sorted);
  tcase_add_test(limits, many_of_everything);
  tcase_add_test(limits, labels_stay_apart);
  tcase_add_test(limits, missing_zero_and_drop);
  tcase_add_test(limits, note_of_many_dropped_lists);
  tcase_add_test(limits, where_chooses_rows);
  tcase_add_test(limits, options_of_any_age);
  tcase_add_test(errors, refusals);
  tcase_add_test(errors, bands_that_are_lost);
  tcase_add_test(errors, starts_of_other_lists);
  tcase_add_test(errors, periods_that_do_not_join);
  tcase_add_test(errors, long_labels_in_messages);
  tcase_add_test(errors, wrong_arguments);
  tcase_add_test(reference, england_as_shipped);
  tcase_add_test(reference, england_as_a_history);
  tcase_add_test(reference, england_parts_and_total);
  tcase_add_test(reference, providers_through_a_pipe);
  tcase_add_test(reference, dorset_by_week);
  tcase_add_test(properties, order_and_pieces_do_not_matter);
  tcase_add_test(properties, folding_and_choosing_keep_everybody);
  tcase_add_test(oom, each_allocation_fails);
  tcase_add_test(oom, each_allocation_fails_for_conditions);
  tcase_add_test(oom, each_allocation_fails_while_growing);
  tcase_add_test(oom, each_allocation_fails_for_a_file);
  tcase_add_test(oom, own_allocator);
  cpwt_history_add_rtt(limits, errors, reference, oom);
  return suite;
}
