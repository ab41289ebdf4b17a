/* Tests of histories from extracts: the official layout against tidy files of the same figures, and
 * results made by hand for what a real extract does not hold. */
#include "waitlist/history_cases.h"

#include "carepath/rtt.h"
#include "support/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- helpers ------------------- */

static const char dorset[] = "examples/data/dorset_rtt_2024-11.csv";

static cpw_result *read_dorset(int32_t group_by, int32_t include_nonc) {
  cpw_rtt_options options;
  cpw_rtt_options_init(&options);
  options.group_by = group_by;
  options.include_nonc = include_nonc;
  cpw_rtt *rtt = NULL;
  cpw_result *result = NULL;
  cpw_error err = {0};
  ck_assert_int_eq(cpw_rtt_new(&options, &rtt, &err), CPW_OK);
  ck_assert_msg(cpw_rtt_read_path(rtt, dorset, &err) == CPW_OK, "%s", err.message);
  ck_assert_int_eq(cpw_rtt_result(rtt, &result, &err), CPW_OK);
  cpw_rtt_free(rtt);
  return result;
}

static cpw_result *history_of(const cpw_result *rtt, int64_t months) {
  cpw_result *history = NULL;
  cpw_error err = {0};
  int32_t status = cpw_history_from_rtt(rtt, months, NULL, &history, &err);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  return history;
}

/* A result as cpw_rtt_result makes them, by hand: rows of "period key part type", their Total All,
 * and (rows, bands) counts. */
typedef struct hand {
  int64_t rows, bands;
  const char *period[8], *key[8], *type[8];
  int64_t total_all[8], count[8][4];
  double lower[4];
  int32_t without; /* 1: no period, 2: no type, 3: no count, 4: total_all of two dimensions,
                      5: band_lower of integers, 6: count of band row */
} hand;

static void *add(cpw_result *r, const char *name, const char *dimensions, int32_t type) {
  void *memory = NULL;
  ck_assert_int_eq(cpw_result_add_array(r, name, "people", NULL, dimensions, type, CPW_MERGE_SAME,
                                        &memory, NULL),
                   CPW_OK);
  return memory;
}

static void label(cpw_result *r, const char *name, const char *const *labels) {
  ck_assert_int_eq(cpw_result_add_coordinate(r, "row", name, labels, NULL), CPW_OK);
}

static cpw_result *make(const hand *h) {
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_result_new(NULL, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_dimension(r, "row", h->rows, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_dimension(r, "band", h->bands, NULL, NULL), CPW_OK);
  if (h->without != 1) label(r, "period", h->period);
  label(r, "provider", h->key);
  label(r, "part", h->type);
  if (h->without != 2) label(r, "type", h->type);
  if (h->without != 3) {
    int64_t *count = add(r, "count", h->without == 6 ? "band row" : "row band", CPW_INT64);
    for (int64_t i = 0; i < h->rows; i++)
      memcpy(count + i * h->bands, h->count[i], (size_t)h->bands * sizeof *count);
  }
  int64_t *total = add(r, "total_all", h->without == 4 ? "row band" : "row", CPW_INT64);
  memcpy(total, h->total_all, (size_t)h->rows * sizeof *total);
  double *lower = add(r, "band_lower", "band", h->without == 5 ? CPW_INT64 : CPW_DOUBLE);
  memcpy(lower, h->lower, (size_t)h->bands * sizeof *lower);
  return r;
}

static hand two_months(void) {
  const hand h = {.rows = 6,
                  .bands = 3,
                  .period = {"2024-10", "2024-10", "2024-10", "2024-11", "2024-11", "2024-11"},
                  .key = {"A", "A", "A", "A", "A", "A"},
                  .type = {"incomplete", "new_clock_starts", "incomplete_dta", "completed_admitted",
                           "completed_nonadmitted", "incomplete"},
                  .total_all = {6, 9, 1, 5, 6, 15},
                  .count = {{1, 2, 3}, {0, 0, 0}, {1, 0, 0}, {0, 1, 3}, {3, 2, 1}, {4, 5, 6}},
                  .lower = {0, 1, 2}};
  return h;
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(rows_by_hand)
{
  hand h = two_months();
  cpw_result *rtt = make(&h);
  ck_assert_int_eq(cpw_result_add_note(rtt, "sources", "a.csv, b.csv", NULL), CPW_OK);
  ck_assert_int_eq(cpw_result_add_note(rtt, "nonc", "left out", NULL), CPW_OK);
  cpw_result *r = history_of(rtt, 0);
  ck_assert_double_eq(cpwt_history_number(r, "unit_weeks"), 1);
  ck_assert_double_eq(cpwt_history_number(r, "period_length"), CPW_WEEKS_PER_MONTH);
  const double starts[] = {9, 0}, waiting[] = {1, 2, 3, 4, 5, 6}, treated[] = {0, 0, 0, 3, 3, 4};
  ck_assert_mem_eq(cpw_result_find(r, "starts")->real, starts, sizeof starts);
  ck_assert_mem_eq(cpw_result_find(r, "waiting")->real, waiting, sizeof waiting);
  ck_assert_mem_eq(cpw_result_find(r, "treated")->real, treated, sizeof treated);
  const cpw_dimension *list = cpw_result_find(r, "starts")->dimension[0];
  ck_assert_int_eq(list->coordinates, 1);
  ck_assert_str_eq(list->coordinate_names[0], "provider");
  ck_assert_str_eq(cpw_result_note(r, "source"), "a.csv, b.csv");
  ck_assert_str_eq(cpw_result_note(r, "nonc"), "left out");
  ck_assert_ptr_null(cpw_result_note(r, "sources"));
  ck_assert_ptr_null(cpw_result_note(r, "types"));
  cpw_result_free(r);

  /* who has waited three weeks at most joined within the calendar month, or in the month before */
  r = history_of(rtt, 2);
  ck_assert_double_eq(cpwt_history_number(r, "unit_weeks"), CPW_WEEKS_PER_MONTH);
  ck_assert_double_eq(cpwt_history_number(r, "period_length"), 1);
  ck_assert_int_eq(cpw_result_find(r, "waiting")->size, 4);
  ck_assert_double_eq_tol(cpwt_history_sum(r, "waiting"), 21, 1e-12);
  cpw_result_free(r);
  cpw_result_free(rtt);
}
END_TEST

START_TEST(bands_of_several_weeks)
{
  hand h = two_months();
  h.lower[2] = 4;
  cpw_result *rtt = make(&h), *r = history_of(rtt, 0);
  ck_assert_double_eq(cpw_result_find(r, "band_lower")->real[2], 4);
  ck_assert_str_eq(cpw_result_find(r, "waiting")->dimension[2]->coordinate_labels[0][2], "4");
  ck_assert_str_eq(cpw_result_note(r, "source"), "cpw_rtt_result");
  cpw_result_free(r);
  cpw_result_free(rtt);
}
END_TEST

START_TEST(other_types_are_noted)
{
  hand h = two_months();
  h.type[2] = "Part_9";
  cpw_result *rtt = make(&h), *r = history_of(rtt, 0);
  ck_assert_str_eq(cpw_result_note(r, "types"),
                   "rows of other types are left out, among them Part_9");
  ck_assert_double_eq(cpwt_history_sum(r, "waiting"), 21);
  cpw_result_free(r);
  cpw_result_free(rtt);
}
END_TEST

START_TEST(missing_months_of_a_group)
{
  hand h = two_months();
  h.key[0] = "B";
  h.key[1] = "B";
  h.key[2] = "B";
  h.period[2] = "2024-11";
  h.type[2] = "incomplete";
  cpw_result *rtt = make(&h), *r = NULL;
  cpw_error err = {0};
  ck_assert_int_eq(cpw_history_from_rtt(rtt, 0, NULL, &r, &err), CPW_EDATA);
  ck_assert_ptr_nonnull(strstr(err.message, "provider=A has no row in period 2024-10"));
  cpw_history_options options;
  cpw_history_options_init(&options);
  options.missing = CPW_MISSING_DROP;
  ck_assert_int_eq(cpw_history_from_rtt(rtt, 0, &options, &r, &err), CPW_OK);
  ck_assert_int_eq(cpw_result_find(r, "starts")->size, 2);
  ck_assert_str_eq(cpw_result_note(r, "dropped"),
                   "1 of 2 lists lack a period and are left out: provider=A (2024-10)");
  cpw_result_free(r);
  options.missing = CPW_MISSING_ZERO;
  ck_assert_int_eq(cpw_history_from_rtt(rtt, 0, &options, &r, &err), CPW_OK);
  ck_assert_int_eq(cpw_result_find(r, "starts")->size, 4);
  cpw_result_free(r);
  cpw_result_free(rtt);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static char nowhere;
#define untouched ((cpw_result *)(void *)&nowhere)

static void refused(const hand *h, int64_t months, int32_t status, const char *message) {
  cpw_result *rtt = make(h), *r = untouched;
  cpw_error err = {0};
  int32_t got = cpw_history_from_rtt(rtt, months, NULL, &r, &err);
  ck_assert_msg(got == status, "status %d: %s (%s)", (int)got, err.message, message);
  ck_assert_msg(strstr(err.message, message) != NULL, "%s", err.message);
  ck_assert_str_eq(err.where, "cpw_history_from_rtt");
  ck_assert_ptr_eq(r, untouched);
  ck_assert_int_eq(cpw_history_from_rtt(rtt, months, NULL, &r, NULL), status);
  cpw_result_free(rtt);
}

START_TEST(refusals_of_results)
{
  hand h = two_months();
  static const char *const wrong[] = {NULL,
                                      "no coordinate period",
                                      "no coordinate type",
                                      "no array count",
                                      "no array total_all",
                                      "no array band_lower",
                                      "no array count"};
  for (h.without = 1; h.without <= 6; h.without++)
    refused(&h, 0, CPW_EINVAL, wrong[h.without]);
  h = two_months();
  h.period[4] = "November";
  refused(&h, 0, CPW_EDATA, "period of row 4 of rtt must be a month");
  h = two_months();
  for (int i = 0; i < 3; i++)
    h.period[i] = "2024-09";
  refused(&h, 0, CPW_EDATA, "period 2024-10 is missing between 2024-09 and 2024-11");
  h = two_months();
  h.type[4] = "completed_admitted";
  refused(&h, 0, CPW_EDATA, "row 4 of rtt has the group, period and type (completed_admitted)");
  h = two_months();
  h.lower[2] = 4;
  refused(&h, 5, CPW_EDATA, "band 2 of rtt begins at 4 weeks, expected 2");
  h = two_months();
  for (int i = 0; i < 6; i++)
    h.type[i] = "incomplete_dta";
  refused(&h, 0, CPW_EDATA, "no row of clock starts, completed or incomplete pathways");
  h = two_months();
  h.type[1] = "incomplete_dta";
  refused(&h, 0, CPW_EDATA, "no row of type new_clock_starts");
  h = two_months();
  h.type[0] = "completed_admitted";
  h.type[5] = "incomplete_dta";
  refused(&h, 0, CPW_EDATA, "no row of type incomplete");
  h = two_months();
  h.rows = 0;
  refused(&h, 0, CPW_EDATA, "nothing was read");
  h = two_months();
  refused(&h, -1, CPW_EDOMAIN, "months = -1 must be 0 to 1200");
  refused(&h, 1201, CPW_EDOMAIN, "months = 1201");
}
END_TEST

START_TEST(wrong_arguments_of_results)
{
  hand h = two_months();
  cpw_result *rtt = make(&h), *r = untouched;
  cpw_error err = {0};
  ck_assert_int_eq(cpw_history_from_rtt(NULL, 0, NULL, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "rtt is NULL");
  ck_assert_int_eq(cpw_history_from_rtt(rtt, 0, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "out is NULL");
  cpw_history_options options;
  cpw_history_options_init(&options);
  options.missing = 7;
  ck_assert_int_eq(cpw_history_from_rtt(rtt, 0, &options, &r, &err), CPW_EINVAL);
  options.struct_size = 4;
  ck_assert_int_eq(cpw_history_from_rtt(rtt, 0, &options, &r, &err), CPW_EABI);
  ck_assert_ptr_eq(r, untouched);
  cpw_result_free(rtt);
}
END_TEST

/* ---------------------------------------------------------------- reference ----------------- */

/* The official layout against the tidy file of the same trust, month and weeks, NONC in both. */
START_TEST(dorset_weeks_as_in_the_tidy_file)
{
  const char *path = cpwt_shared("data/rtt/rtt_2024-11_RBD_specialty_week.csv");
  if (!path) return;
  cpw_history_options options;
  cpw_history_options_init(&options);
  options.bands = 105;
  cpw_result *tidy = NULL;
  ck_assert_int_eq(cpw_history_read_path(path, &options, &tidy, NULL), CPW_OK);
  cpw_result *rtt = read_dorset(CPW_RTT_BY_TREATMENT_FUNCTION, 1), *r = history_of(rtt, 0);
  const cpw_array *a = cpw_result_find(r, "waiting"), *b = cpw_result_find(tidy, "waiting");
  ck_assert_int_eq(a->size, b->size);
  ck_assert_int_eq(a->dimension[0]->length, 19);
  for (int64_t i = 0; i < 19; i++) {
    int64_t j = cpwt_history_position(tidy, 0, "tfc", a->dimension[0]->coordinate_labels[0][i]);
    for (int64_t w = 0; w < 105; w++) {
      ck_assert_double_eq(cpwt_history_cell(r, "waiting", i, 0, w),
                          cpwt_history_cell(tidy, "waiting", j, 0, w));
      ck_assert_double_eq(cpwt_history_cell(r, "treated", i, 0, w),
                          cpwt_history_cell(tidy, "treated", j, 0, w));
    }
  }
  int64_t all = cpwt_history_position(r, 0, "treatment_function", "C_999");
  ck_assert_double_eq(cpwt_history_cell(r, "starts", all, 0, -1), 5003);
  cpw_result_free(r);
  cpw_result_free(rtt);
  cpw_result_free(tidy);
}
END_TEST

static int64_t read_stream(void *context, char *buffer, int64_t capacity) {
  size_t count = fread(buffer, 1, (size_t)capacity, context);
  return ferror((FILE *)context) ? -1 : (int64_t)count;
}

/* The month bands of the same trust as they were published (counts rounded to a millionth). */
static cpw_result *read_published(const char *path) {
  char command[1200];
  snprintf(command, sizeof command, "gzip -dc '%s'", path);
  FILE *pipe = popen(command, "r");
  ck_assert_ptr_nonnull(pipe);
  cpw_source source = {pipe, read_stream, "a pipe"};
  cpw_history_options options;
  cpw_history_options_init(&options);
  options.where = "org=RBD;period=2024-11";
  cpw_result *r = NULL;
  cpw_error err = {0};
  int32_t status = cpw_history_read(&source, &options, &r, &err);
  ck_assert_int_eq(pclose(pipe), 0);
  ck_assert_msg(status == CPW_OK, "%s", err.message);
  return r;
}

/* Specialties as the published file names them. */
static const char *const specialty[][2] = {
    {"C_100", "General Surgery"},
    {"C_101", "Urology"},
    {"C_110", "Trauma and Orthopaedic"},
    {"C_120", "Ear Nose and Throat"},
    {"C_130", "Ophthalmology"},
    {"C_140", "Oral Surgery"},
    {"C_300", "General Internal Medicine"},
    {"C_301", "Gastroenterology"},
    {"C_320", "Cardiology"},
    {"C_330", "Dermatology"},
    {"C_340", "Respiratory Medicine"},
    {"C_410", "Rheumatology"},
    {"C_430", "Elderly Medicine"},
    {"C_502", "Gynaecology"},
    {"C_999", "Total"},
};

START_TEST(dorset_months_as_published)
{
  const char *path = cpwt_shared("data/rtt/rtt_2024-05_2025-05_provider_specialty_month.csv.gz");
  if (!path || getenv("CAREPATH_QUICK")) return;
  cpw_result *published = read_published(path);
  cpw_result *rtt = read_dorset(CPW_RTT_BY_TREATMENT_FUNCTION, 0), *r = history_of(rtt, 13);
  double largest = 0;
  for (size_t s = 0; s < sizeof specialty / sizeof *specialty; s++) {
    int64_t i = cpwt_history_position(r, 0, "treatment_function", specialty[s][0]);
    int64_t j = cpwt_history_position(published, 0, "specialty", specialty[s][1]);
    ck_assert_double_eq(cpwt_history_cell(r, "starts", i, 0, -1),
                        cpwt_history_cell(published, "starts", j, 0, -1));
    for (int64_t m = 0; m < 13; m++) {
      double d = fabs(cpwt_history_cell(r, "waiting", i, 0, m) -
                      cpwt_history_cell(published, "waiting", j, 0, m));
      double e = fabs(cpwt_history_cell(r, "treated", i, 0, m) -
                      cpwt_history_cell(published, "treated", j, 0, m));
      if (d > largest) largest = d;
      if (e > largest) largest = e;
    }
  }
  /* the published counts have six decimals: half a millionth, and the rounding of the sums */
  ck_assert_double_le(largest, 6e-7);
  cpw_result_free(r);
  cpw_result_free(rtt);
  cpw_result_free(published);
}
END_TEST

/* Without the shared folder: the shipped extract adds up whatever the bands. */
START_TEST(dorset_as_shipped)
{
  cpw_result *rtt = read_dorset(0, 0), *weeks = history_of(rtt, 0), *months = history_of(rtt, 13);
  ck_assert_double_eq(cpwt_history_sum(weeks, "waiting"), 21693);
  ck_assert_double_eq(cpwt_history_sum(weeks, "treated"), 4469);
  ck_assert_double_eq(cpwt_history_sum(weeks, "starts"), 5003);
  ck_assert_double_eq_tol(cpwt_history_sum(months, "waiting"), 21693, 1e-7);
  ck_assert_double_eq_tol(cpwt_history_sum(months, "treated"), 4469, 1e-7);
  ck_assert_int_eq(cpw_result_find(weeks, "starts")->dimension[0]->coordinates, 0);
  ck_assert_str_eq(cpw_result_find(weeks, "starts")->dimension[1]->coordinate_labels[0][0],
                   "2024-11");
  cpw_result_free(months);
  cpw_result_free(weeks);
  cpw_result_free(rtt);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

typedef struct request {
  cpw_result *rtt;
  int64_t months;
} request;

static int32_t from_rtt(void *context) {
  const request *q = context;
  cpw_history_options options;
  cpw_history_options_init(&options);
  options.missing = CPW_MISSING_ZERO;
  cpw_result *r = NULL;
  int32_t status = cpw_history_from_rtt(q->rtt, q->months, &options, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(each_allocation_fails_from_rtt)
{
  hand h = two_months();
  h.key[1] = "B";
  h.type[2] = "Part_9";
  request q = {make(&h), 0};
  cpwt_each_allocation_fails(from_rtt, &q);
  q.months = 4;
  cpwt_each_allocation_fails(from_rtt, &q);
  cpw_result_free(q.rtt);
}
END_TEST

void cpwt_history_add_rtt(TCase *limits, TCase *errors, TCase *reference, TCase *oom) {
  tcase_add_test(limits, rows_by_hand);
  tcase_add_test(limits, bands_of_several_weeks);
  tcase_add_test(limits, other_types_are_noted);
  tcase_add_test(limits, missing_months_of_a_group);
  tcase_add_test(errors, refusals_of_results);
  tcase_add_test(errors, wrong_arguments_of_results);
  tcase_add_test(reference, dorset_weeks_as_in_the_tidy_file);
  tcase_add_test(reference, dorset_months_as_published);
  tcase_add_test(reference, dorset_as_shipped);
  tcase_add_test(oom, each_allocation_fails_from_rtt);
}
