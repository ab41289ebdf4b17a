/* Lists of two stages: read from a file, calibrated, projected; what was put in comes out again, the balance
 * with ==, a month of a real week file in balance, errors, failing memory. */
#include "carepath/rtt.h"
#include "waitlist/history_cases.h"
#include "waitlist/suites.h"
#include "waitlist/world.h"

#include <math.h>
#include <stdio.h>

#define BANDS   6
#define PERIODS 5
#define PAIRS   2
#define LISTS   (2 * PAIRS)

/* ---------------------------------------------------------------- there and back ------------ */

/* Hazards that a history is made with, and the history. */
typedef struct made {
  cpw_bands bands;
  cpw_history history;
  double decision[PAIRS * BANDS], early[PAIRS * BANDS], late[PAIRS * BANDS], removal[PAIRS * BANDS];
  double starts[LISTS * PERIODS], treated[LISTS * PERIODS * BANDS],
      waiting[LISTS * PERIODS * BANDS];
} made;

static void age(const double *before, double starts, double *inflow) {
  for (int m = 0; m < BANDS; m++)
    inflow[m] = m > 0 ? before[m - 1] : starts;
  inflow[BANDS - 1] += before[BANDS - 1];
}

static void step(made *x, int pair, int t) {
  double inflow[2][BANDS];
  int row[2];
  for (int s = 0; s < 2; s++) {
    row[s] = (2 * pair + s) * PERIODS + t;
    age(x->waiting + (row[s] - 1) * BANDS, x->starts[row[s]], inflow[s]);
  }
  for (int m = 0; m < BANDS; m++) {
    int k = pair * BANDS + m;
    double moved = x->decision[k] * inflow[0][m];
    inflow[0][m] -= moved;
    inflow[1][m] += moved;
    for (int s = 0; s < 2; s++) {
      double treated = (s ? x->late : x->early)[k] * inflow[s][m];
      x->treated[row[s] * BANDS + m] = treated;
      x->waiting[row[s] * BANDS + m] = inflow[s][m] * (1.0 - x->removal[k]) - treated;
    }
  }
}

static void make(made *x, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(x, 0, sizeof *x);
  x->bands = cpwt_months(BANDS);
  for (int k = 0; k < PAIRS * BANDS; k++) {
    x->decision[k] = 0.1 + 0.3 * cpw_random_uniform(&s);
    x->early[k] = 0.3 * cpw_random_uniform(&s);
    x->late[k] = 0.1 + 0.3 * cpw_random_uniform(&s);
    x->removal[k] = 0.1 * cpw_random_uniform(&s);
  }
  for (int l = 0; l < LISTS; l++) {
    for (int m = 0; m < BANDS; m++)
      x->waiting[l * PERIODS * BANDS + m] = 1000.0 * cpw_random_uniform(&s);
    for (int t = 0; t < PERIODS; t++)
      x->starts[l * PERIODS + t] = l % 2 ? 0.0 : 1000.0 + 500.0 * cpw_random_uniform(&s);
  }
  for (int pair = 0; pair < PAIRS; pair++)
    for (int t = 1; t < PERIODS; t++)
      step(x, pair, t);
  cpw_history_init(&x->history);
  x->history.lists = LISTS;
  x->history.periods = PERIODS;
  x->history.bands = &x->bands;
  x->history.starts = x->starts;
  x->history.treated = x->treated;
  x->history.waiting = x->waiting;
}

static cpw_result *stages(const cpw_history *h, const cpw_calibrate_options *o) {
  cpw_error err;
  cpw_result *r = NULL;
  int32_t status = cpw_waitlist_stages(h, o, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

START_TEST(hazards_come_back)
{
  made *x = malloc(sizeof *x);
  for (int32_t estimator = CPW_ESTIMATE_POOLED; estimator <= CPW_ESTIMATE_MEAN; estimator++) {
    make(x, 11 + (uint64_t)estimator);
    cpw_calibrate_options o;
    cpw_calibrate_options_init(&o);
    o.estimator = estimator;
    cpw_result *r = stages(&x->history, &o);
    for (int pair = 0; pair < PAIRS; pair++)
      for (int m = 0; m < BANDS; m++) {
        int k = pair * BANDS + m, a = 2 * pair * BANDS + m, b = a + BANDS;
        cpwt_close(cpwt_real(r, "decision_hazard")[a], x->decision[k], "decision", k);
        cpwt_close(cpwt_real(r, "treatment_hazard")[a], x->early[k], "early", k);
        cpwt_close(cpwt_real(r, "treatment_hazard")[b], x->late[k], "late", k);
        cpwt_close(cpwt_real(r, "removal_hazard")[a], x->removal[k], "removal", k);
        cpwt_close(cpwt_real(r, "removal_hazard")[b], x->removal[k], "removal", k);
        ck_assert_double_eq(cpwt_real(r, "decision_hazard")[b], 0.0);
      }
    ck_assert_ptr_null(cpw_result_note(r, "limited"));
    cpw_result_free(r);
  }
  free(x);
}
END_TEST

START_TEST(the_history_is_followed)
{
  /* from the opening list with the calibrated hazards: the closing list of every period */
  made *x = malloc(sizeof *x);
  make(x, 21);
  cpw_result *r = stages(&x->history, NULL), *p = NULL;
  cpw_backlog b;
  cpw_bands bands;
  cpw_backlog_init(&b);
  cpw_bands_init(&bands);
  ck_assert_int_eq(cpw_backlog_view(r, &b, &bands, NULL), CPW_OK);
  cpw_transfer links[PAIRS];
  ck_assert_int_eq(cpw_stages_view(r, PAIRS, links, NULL), CPW_OK);
  double opening[LISTS * BANDS], starts[LISTS * (PERIODS - 1)];
  for (int l = 0; l < LISTS; l++) {
    memcpy(opening + l * BANDS, x->waiting + l * PERIODS * BANDS, BANDS * sizeof(double));
    memcpy(starts + l * (PERIODS - 1), x->starts + l * PERIODS + 1, (PERIODS - 1) * sizeof(double));
  }
  b.waiting = opening;
  cpw_project_options o;
  cpw_project_options_init(&o);
  o.periods = PERIODS - 1;
  o.starts = starts;
  o.capacity_mode = CPW_CAPACITY_RATES;
  o.transfers = links;
  o.transfer_count = PAIRS;
  ck_assert_int_eq(cpw_waitlist_project(&b, &o, NULL, &p, NULL), CPW_OK);
  for (int l = 0; l < LISTS; l++)
    for (int i = 0; i < (PERIODS - 1) * BANDS; i++)
      cpwt_close(cpwt_real(p, "waiting")[l * (PERIODS - 1) * BANDS + i],
                 x->waiting[(l * PERIODS + 1) * BANDS + i], "waiting", i);
  cpw_result_free(p);
  cpw_result_free(r);
  free(x);
}
END_TEST

START_TEST(decisions_taken_back_are_limited)
{
  made *x = malloc(sizeof *x);
  make(x, 31);
  for (int t = 0; t < PERIODS; t++)
    for (int m = 0; m < BANDS; m++) /* the second stage empties faster than it is treated */
      x->waiting[(PERIODS + t) * BANDS + m] = 1000.0 / (double)(1 + 10 * t * t);
  memset(x->treated + PERIODS * BANDS, 0, PERIODS * BANDS * sizeof(double));
  cpw_calibrate_options o;
  cpw_calibrate_options_init(&o);
  o.unrecorded = CPW_UNRECORDED_FLOOR;
  cpw_result *r = stages(&x->history, &o);
  ck_assert_ptr_nonnull(cpw_result_note(r, "limited"));
  for (int i = 0; i < LISTS * BANDS; i++)
    ck_assert(cpwt_real(r, "decision_hazard")[i] >= 0.0 &&
              cpwt_real(r, "decision_hazard")[i] <= 1.0);
  cpw_result_free(r);
  free(x);
}
END_TEST

/* ---------------------------------------------------------------- files --------------------- */

static const char FILE_TEXT[] = "period,org,type,months_waited,count\n"
                                "2025-01,A,incomplete,0,50\n2025-01,A,incomplete,1,40\n"
                                "2025-01,A,incomplete_dta,1,15\n"
                                "2025-02,A,completed_admitted,1,6\n"
                                "2025-02,A,incomplete_dta,1,20\n2025-02,A,incomplete,0,45\n"
                                "2025-02,A,incomplete,1,60\n2025-02,A,incomplete_dta,0,5\n"
                                "2025-02,A,completed_nonadmitted,0,12\n"
                                "2025-02,A,new_clock_starts,,62\n";

static int32_t read_text(const char *text, int32_t split, cpw_result **out, cpw_error *err) {
  cpw_history_options o;
  cpw_history_options_init(&o);
  o.stages = split;
  return cpwt_history_text(text, 0, &o, out, err);
}

START_TEST(a_file_in_two_stages)
{
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = read_text(FILE_TEXT, 1, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  const cpw_array *waiting = cpw_result_find(r, "waiting");
  const cpw_dimension *list = waiting->dimension[0];
  ck_assert_int_eq(list->length, 2);
  ck_assert_str_eq(list->coordinate_names[1], "stage");
  ck_assert_str_eq(list->coordinate_labels[0][1], "A");
  ck_assert_str_eq(list->coordinate_labels[1][0], "decision");
  ck_assert_str_eq(list->coordinate_labels[1][1], "admission");
  const double expected[] = {50, 25, 40, 40, 0, 15, 5, 20};
  const double treated[] = {0, 0, 12, 0, 0, 0, 0, 6};
  for (int i = 0; i < 8; i++) {
    ck_assert_double_eq(waiting->real[i], expected[i]);
    ck_assert_double_eq(cpwt_real(r, "treated")[i], treated[i]);
  }
  ck_assert_double_eq(cpwt_real(r, "starts")[1], 62.0);
  ck_assert_double_eq(cpwt_real(r, "starts")[3], 0.0);
  ck_assert_ptr_null(cpw_result_note(r, "starts"));
  cpw_result_free(r);
}
END_TEST

static void file_fails(const char *text, const char *part) {
  cpw_error err;
  cpw_result *r = NULL;
  ck_assert_int_eq(read_text(text, 1, &r, &err), CPW_EDATA);
  ck_assert_msg(strstr(err.message, part) != NULL, "\"%s\" does not say \"%s\"", err.message, part);
  ck_assert_ptr_null(r);
}

START_TEST(files_that_cannot_be_split)
{
  file_fails("period,type,months_waited,count\n2025-01,incomplete,0,5\n"
             "2025-01,completed_all,0,5\n",
             "completed_all");
  file_fails("period,type,months_waited,count\n2025-01,incomplete,0,5\n", "incomplete_dta");
  file_fails("period,type,months_waited,count\n2025-01,incomplete,0,5\n"
             "2025-01,incomplete_dta,0,6\n",
             "6 people wait with a decision to admit, more than the 5");
  file_fails("period,stage,type,months_waited,count\n2025-01,x,incomplete,0,5\n", "stage");
  cpw_error err;
  cpw_result *r = NULL;
  cpwt_fails(read_text(FILE_TEXT, 2, &r, &err), CPW_EINVAL, &err, "options.stages = 2");
}
END_TEST

START_TEST(dorset_in_two_stages)
{
  /* one month of a provider, all parts, in weeks: taken as in balance, then projected */
  const char *path = cpwt_shared("data/rtt/rtt_2024-11_RBD_specialty_week.csv");
  if (!path) {
    puts("skipped: the shared data are not there");
    return;
  }
  cpw_history_options ho;
  cpw_history_options_init(&ho);
  ho.missing = CPW_MISSING_ZERO;
  ho.stages = 1;
  cpw_result *split = NULL, *whole = NULL;
  cpw_error err;
  int32_t status = cpw_history_read_path(path, &ho, &split, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  ho.stages = 0;
  ck_assert_int_eq(cpw_history_read_path(path, &ho, &whole, &err), CPW_OK);
  cpw_history h;
  cpw_bands bands;
  cpw_history_init(&h);
  cpw_bands_init(&bands);
  ck_assert_int_eq(cpw_history_view(split, &h, &bands, &err), CPW_OK);
  const cpw_array *w = cpw_result_find(whole, "waiting");
  int64_t n = bands.count;
  ck_assert_int_eq(2 * w->size, cpw_result_find(split, "waiting")->size);
  for (int64_t l = 0; l < h.lists / 2; l++)
    for (int64_t m = 0; m < n; m++)
      ck_assert_double_eq(h.waiting[2 * l * n + m] + h.waiting[(2 * l + 1) * n + m],
                          w->real[l * n + m]);
  cpw_calibrate_options o;
  cpw_calibrate_options_init(&o);
  o.steady = 1;
  cpw_result *r = stages(&h, &o), *p = NULL;
  cpw_backlog b;
  cpw_backlog_init(&b);
  ck_assert_int_eq(cpw_backlog_view(r, &b, &bands, &err), CPW_OK);
  int64_t pairs = b.lists / 2;
  cpw_transfer *links = calloc((size_t)pairs, sizeof *links);
  ck_assert_int_eq(cpw_stages_view(r, pairs, links, &err), CPW_OK);
  cpw_project_options po;
  cpw_project_options_init(&po);
  po.transfers = links;
  po.transfer_count = pairs;
  status = cpw_waitlist_project(&b, &po, NULL, &p, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  const double *in = cpwt_real(p, "total_moved_in"), *out = cpwt_real(p, "total_moved_out");
  for (int64_t l = 0; l < pairs; l++)
    for (int64_t t = 0; t < po.periods; t++)
      ck_assert_double_eq(in[(2 * l + 1) * po.periods + t], out[2 * l * po.periods + t]);
  free(links);
  cpw_result_free(p);
  cpw_result_free(r);
  cpw_result_free(split);
  cpw_result_free(whole);
}
END_TEST

START_TEST(an_extract_in_two_stages)
{
  const char *path = cpwt_shared("data/rtt/20241130-RTT-November-2024-RBD.csv");
  if (!path) {
    puts("skipped: the shared data are not there");
    return;
  }
  cpw_error err;
  cpw_rtt_options ro;
  cpw_rtt_options_init(&ro);
  cpw_rtt *rtt = NULL;
  cpw_result *extract = NULL, *split = NULL, *whole = NULL;
  ck_assert_int_eq(cpw_rtt_new(&ro, &rtt, &err), CPW_OK);
  ck_assert_int_eq(cpw_rtt_read_path(rtt, path, &err), CPW_OK);
  ck_assert_int_eq(cpw_rtt_result(rtt, &extract, &err), CPW_OK);
  cpw_history_options o;
  cpw_history_options_init(&o);
  ck_assert_int_eq(cpw_history_from_rtt(extract, 13, &o, &whole, &err), CPW_OK);
  o.stages = 1;
  int32_t status = cpw_history_from_rtt(extract, 13, &o, &split, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  const cpw_array *w = cpw_result_find(whole, "waiting"), *s = cpw_result_find(split, "waiting");
  int64_t row = w->size / w->dimension[0]->length;
  ck_assert_int_eq(s->size, 2 * w->size);
  for (int64_t i = 0; i < w->size; i++) {
    int64_t k = 2 * (i / row) * row + i % row;
    ck_assert_double_eq_tol(s->real[k] + s->real[k + row], w->real[i], 1e-9);
    ck_assert_double_eq_tol(cpwt_real(split, "treated")[k] + cpwt_real(split, "treated")[k + row],
                            cpwt_real(whole, "treated")[i], 1e-9);
  }
  cpw_rtt_free(rtt);
  cpw_result_free(extract);
  cpw_result_free(split);
  cpw_result_free(whole);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void stages_fail(const cpw_history *h, const cpw_calibrate_options *o, int32_t status,
                        const char *part) {
  cpw_error err;
  cpw_result *r = NULL;
  cpwt_fails(cpw_waitlist_stages(h, o, NULL, &r, &err), status, &err, part);
  ck_assert_ptr_null(r);
}

START_TEST(stages_that_are_none)
{
  made *x = malloc(sizeof *x);
  make(x, 41);
  cpw_calibrate_options good, o;
  cpw_calibrate_options_init(&good);
  cpw_error err;
  stages_fail(NULL, NULL, CPW_EINVAL, "history is NULL");
  cpw_history h = x->history;
  h.lists = 3;
  stages_fail(&h, NULL, CPW_EINVAL, "history.lists = 3 must be even");
  o = good, o.unrecorded = CPW_UNRECORDED_UPLIFT;
  stages_fail(&x->history, &o, CPW_EINVAL, "options.unrecorded = 4");
  o = good, o.estimator = 2;
  stages_fail(&x->history, &o, CPW_EINVAL, "options.estimator = 2");
  o = good, o.detail = 1;
  stages_fail(&x->history, &o, CPW_EINVAL, "do not go with stages");
  x->waiting[3] = -1;
  stages_fail(&x->history, NULL, CPW_EDOMAIN, "waiting[0][0][3] = -1");
  x->waiting[3] = 1;
  cpwt_fails(cpw_waitlist_stages(&x->history, NULL, NULL, NULL, &err), CPW_EINVAL, &err, "out");
  cpw_result *r = stages(&x->history, NULL);
  cpw_transfer links[PAIRS];
  cpwt_fails(cpw_stages_view(r, 1, links, &err), CPW_EINVAL, &err, "pairs = 1");
  cpwt_fails(cpw_stages_view(NULL, 2, links, &err), CPW_EINVAL, &err, "stages is NULL");
  cpwt_fails(cpw_stages_view(r, 2, NULL, &err), CPW_EINVAL, &err, "transfers is NULL");
  cpw_result_free(r);
  ck_assert_int_eq(cpw_waitlist_calibrate(&x->history, NULL, NULL, &r, NULL), CPW_OK);
  cpwt_fails(cpw_stages_view(r, 2, links, &err), CPW_ENOTFOUND, &err, "decision_hazard");
  cpw_result_free(r);
  free(x);
}
END_TEST

static int32_t with_failing_memory(void *context) {
  static made x; /* the history is made once, before memory fails */
  if (x.history.lists == 0) make(&x, 51);
  cpw_result *r = context;
  cpw_error err;
  memset(&err, 0, sizeof err);
  int32_t status = cpw_waitlist_stages(&x.history, NULL, NULL, &r, &err);
  if (status != CPW_OK)
    return r == context && err.code == status && err.message[0] ? status : CPW_EINTERNAL;
  cpw_result_free(r);
  return CPW_OK;
}

static int32_t read_with_failing_memory(void *context) {
  cpw_result *r = context;
  int32_t status = read_text(FILE_TEXT, 1, &r, NULL);
  if (status != CPW_OK) return r == context ? status : CPW_EINTERNAL;
  cpw_result_free(r);
  return CPW_OK;
}

START_TEST(memory_fails_anywhere)
{
  cpwt_each_allocation_fails(with_failing_memory, NULL);
  cpwt_each_allocation_fails(read_with_failing_memory, NULL);
}
END_TEST

Suite *cpwt_stages_suite(void) {
  Suite *suite = suite_create("waitlist stages");
  TCase *limits = tcase_create("limits");
  tcase_add_test(limits, decisions_taken_back_are_limited);
  tcase_add_test(limits, a_file_in_two_stages);
  suite_add_tcase(suite, limits);
  TCase *errors = tcase_create("errors");
  tcase_add_test(errors, files_that_cannot_be_split);
  tcase_add_test(errors, stages_that_are_none);
  suite_add_tcase(suite, errors);
  TCase *properties = tcase_create("properties");
  tcase_add_test(properties, hazards_come_back);
  tcase_add_test(properties, the_history_is_followed);
  tcase_add_test(properties, dorset_in_two_stages);
  tcase_add_test(properties, an_extract_in_two_stages);
  suite_add_tcase(suite, properties);
  TCase *oom = tcase_create("oom");
  tcase_set_timeout(oom, 120);
  tcase_add_test(oom, memory_fails_anywhere);
  suite_add_tcase(suite, oom);
  return suite;
}
