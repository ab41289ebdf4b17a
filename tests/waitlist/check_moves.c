/* Events, transfers and urgent people: closed forms, the balance with == of every list and of all of them,
 * a provider that closes, extremes, errors, threads, failing memory. */
#include "waitlist/plan.h"
#include "waitlist/suites.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

#define BANDS 4
#define LISTS 3

/* Three lists of four month bands whose arrays a test may change. */
typedef struct lists {
  cpw_bands bands;
  cpw_backlog backlog;
  cpw_project_options options;
  double waiting[LISTS * BANDS], treatment[LISTS * BANDS], removal[LISTS * BANDS];
  double starts[LISTS], capacity[LISTS];
} lists;

static void make(lists *l, int64_t count) {
  memset(l, 0, sizeof *l);
  l->bands = cpwt_months(BANDS);
  cpw_backlog_init(&l->backlog);
  cpw_project_options_init(&l->options);
  l->options.periods = 3;
  for (int64_t i = 0; i < LISTS * BANDS; i++) {
    l->waiting[i] = 100.0 + 10.0 * (double)i;
    l->treatment[i] = 0.25;
  }
  for (int64_t i = 0; i < LISTS; i++)
    l->starts[i] = 80.0;
  l->backlog.lists = count;
  l->backlog.bands = &l->bands;
  l->backlog.waiting = l->waiting;
  l->backlog.treatment_hazard = l->treatment;
  l->backlog.removal_hazard = l->removal;
  l->backlog.starts = l->starts;
  l->backlog.capacity = l->capacity;
}

static int32_t try_it(const lists *l, cpw_result **r, cpw_error *err) {
  return cpw_waitlist_project(&l->backlog, &l->options, NULL, r, err);
}

static cpw_result *project(const lists *l) {
  cpw_error err;
  cpw_result *r = NULL;
  int32_t status = try_it(l, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

static void events(lists *l, const cpw_event *e, int64_t count) {
  l->options.events = e;
  l->options.event_count = count;
}

static void transfers(lists *l, const cpw_transfer *x, int64_t count) {
  l->options.transfers = x;
  l->options.transfer_count = count;
}

#define MONTH CPW_WEEKS_PER_MONTH

/* ---------------------------------------------------------------- the balance --------------- */

static double or_nobody(const cpw_result *r, const char *name, int64_t row) {
  const cpw_array *a = cpw_result_find(r, name);
  return a ? a->real[row] : 0.0;
}

static double sum_of(const cpw_result *r, const char *name, int64_t row, int64_t n) {
  const cpw_array *a = cpw_result_find(r, name);
  double sum = 0.0;
  for (int64_t m = 0; a && m < n; m++) {
    ck_assert_double_ge(a->real[row * n + m], 0.0);
    sum += a->real[row * n + m];
  }
  return sum;
}

/* Every total is the sum of its bands, every row balances, and so do all lists together. */
static void check_balance(const cpw_result *r, int64_t count, int64_t periods, int64_t n) {
  static const char *const pairs[][2] = {
      {"total_closing", "waiting"},     {"total_treated", "treated"},
      {"total_removed", "removed"},     {"total_unrecorded", "unrecorded"},
      {"total_added", "added"},         {"total_withdrawn", "withdrawn"},
      {"total_moved_in", "moved_in"},   {"total_extra_treated", "extra_treated"},
      {"total_moved_out", "moved_out"},
  };
  const double *opening = cpwt_real(r, "total_opening"), *closing = cpwt_real(r, "total_closing");
  const double *starts = cpwt_real(r, "total_starts");
  for (int64_t t = 0; t < periods; t++) {
    double in = 0.0, out = 0.0;
    for (int64_t l = 0; l < count; l++) {
      int64_t row = l * periods + t;
      if (isnan(closing[row])) return;
      for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++)
        ck_assert_msg(or_nobody(r, pairs[k][0], row) == sum_of(r, pairs[k][1], row, n), "%s[%lld]",
                      pairs[k][0], (long long)row);
      double people = opening[row] + starts[row];
      people += or_nobody(r, "total_unrecorded", row) + or_nobody(r, "total_added", row);
      people += or_nobody(r, "total_moved_in", row) - or_nobody(r, "total_moved_out", row);
      people -= or_nobody(r, "total_treated", row) + or_nobody(r, "total_removed", row);
      people -= or_nobody(r, "total_withdrawn", row) + or_nobody(r, "total_extra_treated", row);
      ck_assert_msg(people == closing[row], "list %lld, period %lld: %.17g, not %.17g",
                    (long long)l, (long long)t, people, closing[row]);
      in += or_nobody(r, "total_moved_in", row);
      out += or_nobody(r, "total_moved_out", row);
    }
    ck_assert_double_eq(in, out);
  }
}

/* ---------------------------------------------------------------- events -------------------- */

START_TEST(validation_takes_who_is_there)
{
  lists l;
  make(&l, 1);
  const cpw_event e[] = {
      {0, 0, 2 * MONTH, 0, 50, CPW_EVENT_REMOVE, 0},      /* bands 2 and 3: 110 and 250 people */
      {0, 1, 3 * MONTH, 0, 1e6, CPW_EVENT_REMOVE, 0},     /* more than there are */
      {0, 2, MONTH, 2 * MONTH, 0.5, CPW_EVENT_REMOVE, 1}, /* half of a band */
  };
  events(&l, e, 3);
  cpw_result *r = project(&l);
  check_balance(r, 1, 3, BANDS);
  const double *withdrawn = cpwt_real(r, "withdrawn"), *waiting = cpwt_real(r, "waiting");
  cpwt_close(withdrawn[2], 50.0 * 110.0 / 360.0, "withdrawn", 2);
  cpwt_close(withdrawn[3], 50.0 * 250.0 / 360.0, "withdrawn", 3);
  ck_assert_double_eq(waiting[BANDS + 3], 0.0);
  cpwt_close(cpwt_real(r, "event_done")[1], 310.0, "event_done", 1); /* bands 2 and 3 of before */
  cpwt_close(cpwt_real(r, "event_short")[1], 1e6 - 310.0, "event_short", 1);
  ck_assert_double_eq(withdrawn[2 * BANDS + 1], 40.0);
  ck_assert_double_eq(cpwt_real(r, "event_short")[2], 0.0);
  ck_assert_double_eq(cpwt_real(r, "total_treated")[0], 0.0); /* no capacity */
  cpw_result_free(r);
}
END_TEST

START_TEST(insourcing_comes_on_top_of_the_capacity)
{
  lists l;
  make(&l, 1);
  l.capacity[0] = 40.0;
  const cpw_event e = {0, 0, 0, 0, 60, CPW_EVENT_TREAT, 0};
  events(&l, &e, 1);
  cpw_result *r = project(&l);
  check_balance(r, 1, 3, BANDS);
  ck_assert_double_eq(cpwt_real(r, "total_extra_treated")[0], 60.0);
  ck_assert_double_eq(cpwt_real(r, "total_extra_treated")[1], 0.0);
  ck_assert_double_eq(cpwt_real(r, "total_treated")[0], 40.0);
  cpw_result_free(r);
}
END_TEST

START_TEST(people_who_join_with_a_wait)
{
  lists l;
  make(&l, 1);
  const cpw_event e[] = {
      {0, 0, 0.5 * MONTH, 2 * MONTH, 30, CPW_EVENT_ADD, 0}, /* a third in band 0 */
      {0, 0, 3 * MONTH, 0, 7, CPW_EVENT_ADD, 0},            /* the open band */
      {0, 0, 1 * MONTH, 3 * MONTH, 8, CPW_EVENT_ADD, 0},
  };
  events(&l, e, 3);
  cpw_result *r = project(&l);
  check_balance(r, 1, 3, BANDS);
  const double expected[] = {10, 24, 4, 7};
  for (int m = 0; m < BANDS; m++)
    cpwt_close(cpwt_real(r, "added")[m], expected[m], "added", m);
  ck_assert_double_eq(cpwt_real(r, "total_closing")[0], 460.0 + 80.0 + 45.0);
  cpw_result_free(r);
}
END_TEST

START_TEST(a_part_of_a_band)
{
  lists l;
  make(&l, 1);
  const cpw_event e = {0, 0, 1.25 * MONTH, 1.5 * MONTH, 1000, CPW_EVENT_REMOVE, 0};
  events(&l, &e, 1);
  cpw_result *r = project(&l);
  cpwt_close(cpwt_real(r, "event_done")[0], 25.0, "event_done", 0); /* a quarter of 100 */
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- transfers ----------------- */

START_TEST(people_keep_the_time_they_have_waited)
{
  lists l;
  make(&l, 2);
  const cpw_transfer x = {0, 1, 1, 1, MONTH, 3 * MONTH, 90, NULL, 0, 0};
  transfers(&l, &x, 1);
  cpw_result *r = project(&l);
  check_balance(r, 2, 3, BANDS);
  /* list 0 after a month: 80 100 110 250; after two: 80 80 100 360 */
  cpwt_close(cpwt_real(r, "moved_out")[BANDS + 1], 40.0, "moved_out", 1);
  cpwt_close(cpwt_real(r, "moved_out")[BANDS + 2], 50.0, "moved_out", 2);
  for (int m = 0; m < BANDS; m++)
    ck_assert_double_eq(cpwt_real(r, "moved_in")[(3 + 1) * BANDS + m],
                        cpwt_real(r, "moved_out")[BANDS + m]);
  ck_assert_double_eq(cpwt_real(r, "transfer_done")[0], 0.0);
  ck_assert_double_eq(cpwt_real(r, "transfer_done")[1], 90.0);
  ck_assert_double_eq(cpwt_real(r, "transfer_done")[2], 0.0);
  cpw_result_free(r);
}
END_TEST

START_TEST(a_provider_closes)
{
  /* no capacity and everybody, new ones too, goes to the other from the second period on */
  lists l;
  make(&l, 2);
  l.capacity[1] = 30.0;
  const cpw_transfer x = {0, 1, 1, 0, 0, 0, 1.0, NULL, 1, 0};
  transfers(&l, &x, 1);
  cpw_result *r = project(&l);
  check_balance(r, 2, 3, BANDS);
  const double *closing = cpwt_real(r, "total_closing");
  ck_assert_double_eq(closing[0], 540.0);
  ck_assert_double_eq(closing[1], 0.0);
  ck_assert_double_eq(closing[2], 0.0);
  ck_assert_double_eq(closing[3 + 2], 460.0 + 620.0 + 6 * 80.0 - 3 * 30.0);
  ck_assert(isnan(cpwt_real(r, "within_18")[1]));
  cpw_result_free(r);
}
END_TEST

START_TEST(shares_of_several_and_a_circle)
{
  lists l;
  make(&l, 3);
  const cpw_transfer x[] = {
      {0, 1, 0, 0, 0, 0, 0.5, NULL, 1, 0}, {0, 2, 0, 0, 0, 0, 0.25, NULL, 1, 0},
      {0, 1, 0, 0, 0, 0, 0.5, NULL, 1, 0}, {1, 2, 0, 0, 0, 0, 1.0, NULL, 1, 0},
      {2, 0, 0, 0, 0, 0, 1.0, NULL, 1, 0},
  };
  transfers(&l, x, 5);
  cpw_result *r = project(&l);
  check_balance(r, 3, 3, BANDS);
  const double *done = cpwt_real(r, "transfer_done"), *lacking = cpwt_real(r, "transfer_short");
  ck_assert_double_eq(done[0 * 3], 270.0); /* of 540 */
  ck_assert_double_eq(done[1 * 3], 135.0);
  ck_assert_double_eq(done[2 * 3], 135.0); /* the last share finds a quarter */
  ck_assert_double_eq(lacking[2 * 3], 135.0);
  ck_assert_double_eq(done[3 * 3], 620.0 + 80.0); /* arrivals move on in the next period */
  ck_assert_double_eq(cpwt_real(r, "total_closing")[0], 780.0 + 80.0);
  cpw_result_free(r);
}
END_TEST

/* Two stages with the same hazards are one list cut in two. */
START_TEST(stages_add_up_to_one_list)
{
  lists l;
  make(&l, 2);
  const double decision[BANDS] = {0.1, 0.5, 0.3, 1.0};
  for (int m = 0; m < BANDS; m++)
    l.removal[m] = l.removal[BANDS + m] = 0.05 + 0.02 * m;
  l.starts[1] = 0.0;
  l.options.capacity_mode = CPW_CAPACITY_RATES;
  l.options.periods = 12;
  const cpw_transfer x = {0, 1, 0, 0, 0, 0, 1.0, decision, 1, 0};
  transfers(&l, &x, 1);
  cpw_result *two = project(&l);
  check_balance(two, 2, 12, BANDS);
  for (int m = 0; m < BANDS; m++)
    l.waiting[m] += l.waiting[BANDS + m];
  l.backlog.lists = 1;
  transfers(&l, NULL, 0);
  cpw_result *one = project(&l);
  for (int i = 0; i < 12 * BANDS; i++)
    cpwt_close(cpwt_real(two, "waiting")[i] + cpwt_real(two, "waiting")[12 * BANDS + i],
               cpwt_real(one, "waiting")[i], "waiting", i);
  for (int t = 0; t < 12; t++)
    cpwt_close(cpwt_real(two, "total_treated")[t] + cpwt_real(two, "total_treated")[12 + t],
               cpwt_real(one, "total_treated")[t], "total_treated", t);
  cpw_result_free(one);
  cpw_result_free(two);
}
END_TEST

START_TEST(a_link_takes_both_where_one_outgrows)
{
  lists l;
  make(&l, 3);
  for (int m = 0; m < BANDS; m++)
    l.removal[m] = -1.0; /* doubles every month */
  l.options.periods = 24;
  const cpw_transfer x = {0, 1, 0, 0, 0, 0, 0.1, NULL, 1, 0};
  const cpw_event e[] = {{1, 23, 0, 0, 1, CPW_EVENT_TREAT, 0}, {1, 0, 0, 0, 1, CPW_EVENT_TREAT, 0}};
  transfers(&l, &x, 1);
  events(&l, e, 2);
  cpw_result *r = project(&l);
  check_balance(r, 3, 24, BANDS);
  ck_assert_int_eq(cpwt_integer(r, "outcome")[0], CPW_OUTCOME_UNSTABLE);
  ck_assert_int_eq(cpwt_integer(r, "outcome")[1], CPW_OUTCOME_UNSTABLE);
  ck_assert_int_eq(cpwt_integer(r, "outcome")[2], CPW_OUTCOME_OK);
  ck_assert(isnan(cpwt_real(r, "transfer_done")[23]));
  ck_assert(isnan(cpwt_real(r, "event_done")[0]));
  ck_assert_double_eq(cpwt_real(r, "event_done")[1], 1.0);
  ck_assert(!isnan(cpwt_real(r, "total_closing")[2 * 24 + 23]));
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- urgent -------------------- */

START_TEST(urgent_people_are_a_part_of_what_the_hazards_treat)
{
  lists l;
  make(&l, 1);
  double urgent = 0.2;
  l.capacity[0] = 0.25 * 540.0; /* what the hazards treat in the first period */
  l.options.periods = 1;
  cpw_result *without = project(&l);
  l.options.urgent = &urgent;
  cpw_result *with = project(&l);
  check_balance(with, 1, 1, BANDS);
  for (int m = 0; m < BANDS; m++)
    cpwt_close(cpwt_real(with, "treated")[m], cpwt_real(without, "treated")[m], "treated", m);
  ck_assert_double_eq(cpwt_real(with, "urgent_treated")[0], 16.0);
  ck_assert_double_eq(cpwt_real(with, "urgent_unmet")[0], 0.0);
  cpw_result_free(without);
  cpw_result_free(with);
}
END_TEST

START_TEST(urgent_people_keep_theirs_where_capacity_falls)
{
  lists l;
  make(&l, 1);
  double urgent = 0.5;
  l.options.urgent = &urgent;
  l.options.longest_first = 0.5;
  const double capacity[] = {50, 30, 400};
  l.options.capacity = capacity;
  cpw_result *r = project(&l);
  check_balance(r, 1, 3, BANDS);
  const double *treated = cpwt_real(r, "treated");
  /* 40 urgent; half of the other 10 to the longest, half by hazards: 0, 25, 27.5 and 62.5 wanted */
  cpwt_close(treated[0], 40.0, "treated", 0);
  cpwt_close(treated[1], 5.0 * 25.0 / 115.0, "treated", 1);
  cpwt_close(treated[3], 5.0 + 5.0 * 62.5 / 115.0, "treated", 3);
  ck_assert_double_eq(cpwt_real(r, "urgent_treated")[1], 30.0);
  ck_assert_double_eq(cpwt_real(r, "urgent_unmet")[1], 10.0);
  ck_assert_double_eq(treated[BANDS], 30.0);
  ck_assert_double_eq(treated[BANDS + 3], 0.0);
  ck_assert_double_ge(treated[2 * BANDS], 40.0);
  cpw_result_free(r);
}
END_TEST

START_TEST(multipliers_are_hazards)
{
  lists l;
  make(&l, 1);
  double multiplier[BANDS], hazard[BANDS];
  ck_assert_int_eq(cpw_waitlist_skew(CPW_SKEW_ROTATE, 0.8, (double)NAN, BANDS, multiplier, NULL),
                   CPW_OK);
  l.capacity[0] = 70.0;
  l.options.multiplier = multiplier;
  cpw_result *a = project(&l);
  l.options.multiplier = NULL;
  for (int m = 0; m < BANDS; m++)
    hazard[m] = l.treatment[m] * multiplier[m];
  l.backlog.treatment_hazard = hazard;
  cpw_result *b = project(&l);
  cpwt_same_bytes(a, b);
  cpw_result_free(a);
  cpw_result_free(b);
}
END_TEST

/* ---------------------------------------------------------------- random -------------------- */

static cpw_result *run_plan(const plan *p, int32_t threads) {
  cpw_run run;
  cpw_run_init(&run);
  run.threads = threads;
  cpw_error err;
  cpw_result *r = NULL;
  int32_t status = cpw_waitlist_project(&p->w.backlog, &p->options, &run, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

static void check_totals_alone(plan *p, const cpw_result *r) {
  p->options.bands = 0;
  cpw_result *totals = run_plan(p, 1);
  static const char *const names[] = {"total_closing", "total_treated", "event_done",
                                      "transfer_short"};
  for (int k = 0; k < 4; k++) {
    const cpw_array *a = cpw_result_find(r, names[k]), *b = cpw_result_find(totals, names[k]);
    ck_assert(!a == !b);
    if (a) ck_assert_mem_eq(a->real, b->real, (size_t)a->size * sizeof(double));
  }
  cpw_result_free(totals);
}

START_TEST(random_moves_balance)
{
  plan *p = calloc(1, sizeof *p);
  ck_assert_ptr_nonnull(p);
  int cases = cpwt_cases(3000);
  for (int k = 0; k < cases; k++) {
    cpw_stream s;
    cpw_stream_init(&s, 77, (uint64_t)k, 0, 0);
    memset(p, 0, sizeof *p);
    plan_make(p, &s);
    cpw_result *r = run_plan(p, 1);
    check_balance(r, p->w.backlog.lists, p->w.periods, p->w.bands.count);
    if (k % 10 == 0) {
      cpw_result *again = run_plan(p, 3);
      cpwt_same_bytes(r, again);
      cpw_result_free(again);
      check_totals_alone(p, r);
    }
    cpw_result_free(r);
  }
  free(p);
}
END_TEST

START_TEST(lists_that_are_not_linked_do_not_mind)
{
  /* list 2 has the bits that it has alone, whatever happens to 0 and 1 */
  lists l;
  make(&l, 3);
  l.capacity[2] = 55.5;
  const cpw_transfer x = {0, 1, 0, 0, 0, 0, 0.3, NULL, 1, 0};
  const cpw_event e = {1, 0, 0, 0, 20, CPW_EVENT_REMOVE, 0};
  cpw_result *apart = project(&l);
  transfers(&l, &x, 1);
  events(&l, &e, 1);
  cpw_result *linked = project(&l);
  ck_assert_mem_eq(cpwt_real(apart, "waiting") + 2 * 3 * BANDS,
                   cpwt_real(linked, "waiting") + 2 * 3 * BANDS, 3 * BANDS * sizeof(double));
  cpw_result_free(apart);
  cpw_result_free(linked);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void event_fails(lists *l, cpw_event e, int32_t status, const char *part) {
  cpw_error err;
  cpw_result *r = (cpw_result *)(void *)l;
  events(l, &e, 1);
  cpwt_fails(try_it(l, &r, &err), status, &err, part);
  ck_assert_ptr_eq(r, (cpw_result *)(void *)l);
}

START_TEST(events_that_are_none)
{
  lists l;
  make(&l, 2);
  const double nan = (double)NAN;
  const cpw_event good = {1, 2, 0, 0, 1, CPW_EVENT_REMOVE, 0};
  cpw_event e;
  e = good, e.list = 2;
  event_fails(&l, e, CPW_EDOMAIN, "options.events[0].list = 2 must be 0 to 1");
  e = good, e.list = -1;
  event_fails(&l, e, CPW_EDOMAIN, "options.events[0].list = -1");
  e = good, e.period = 3;
  event_fails(&l, e, CPW_EDOMAIN, "options.events[0].period = 3 must be 0 to 2");
  e = good, e.kind = 3;
  event_fails(&l, e, CPW_EINVAL, "options.events[0].kind = 3");
  e = good, e.share = 2;
  event_fails(&l, e, CPW_EINVAL, "options.events[0].share = 2");
  e = good, e.kind = CPW_EVENT_ADD, e.share = 1;
  event_fails(&l, e, CPW_EINVAL, "options.events[0].share = 1 must be 0 to 0");
  e = good, e.share = 1, e.amount = 1.5;
  event_fails(&l, e, CPW_EDOMAIN, "options.events[0].amount = 1.5 must be in [0, 1]");
  e = good, e.amount = nan;
  event_fails(&l, e, CPW_EDOMAIN, "options.events[0].amount = nan");
  e = good, e.amount = -1;
  event_fails(&l, e, CPW_EDOMAIN, "options.events[0].amount = -1");
  e = good, e.lower_weeks = nan;
  event_fails(&l, e, CPW_EDOMAIN, "options.events[0].lower_weeks = nan");
  e = good, e.lower_weeks = 5, e.upper_weeks = 5;
  event_fails(&l, e, CPW_EDOMAIN, "options.events[0].upper_weeks = 5");
  e = good, e.upper_weeks = 14;
  event_fails(&l, e, CPW_EDOMAIN, "options.events[0].upper_weeks = 14 lies in the open band");
  e = good, e.lower_weeks = 14;
  event_fails(&l, e, CPW_EDOMAIN, "options.events[0].lower_weeks = 14 lies in the open band");
  e = good, e.kind = CPW_EVENT_ADD;
  event_fails(&l, e, CPW_EDOMAIN, "options.events[0].upper_weeks = 0 must be given");
  e = good, e.kind = CPW_EVENT_ADD, e.upper_weeks = 4, e.amount = DBL_MAX;
  event_fails(&l, e, CPW_EOVERFLOW, "list 1: too many people");
  cpw_error err;
  events(&l, NULL, 1);
  cpwt_fails(try_it(&l, &(cpw_result *){NULL}, &err), CPW_EINVAL, &err, "options.event_count = 1");
  events(&l, &good, -1);
  cpwt_fails(try_it(&l, &(cpw_result *){NULL}, &err), CPW_EINVAL, &err, "options.event_count = -1");
  events(&l, &good, 1);
  l.options.surplus = CPW_SURPLUS_EVENLY;
  cpwt_fails(try_it(&l, &(cpw_result *){NULL}, &err), CPW_EINVAL, &err, "a published rule");
}
END_TEST

static void transfer_fails(lists *l, cpw_transfer x, int32_t status, const char *part) {
  cpw_error err;
  cpw_result *r = NULL;
  transfers(l, &x, 1);
  cpwt_fails(try_it(l, &r, &err), status, &err, part);
  ck_assert_ptr_null(r);
}

START_TEST(transfers_that_are_none)
{
  lists l;
  make(&l, 2);
  const double wrong[BANDS] = {0, 0.5, 1.5, 0};
  const cpw_transfer good = {0, 1, 0, 0, 0, 0, 1, NULL, 0, 0};
  cpw_transfer x;
  x = good, x.from = 2;
  transfer_fails(&l, x, CPW_EDOMAIN, "options.transfers[0].from = 2 must be 0 to 1");
  x = good, x.to = -1;
  transfer_fails(&l, x, CPW_EDOMAIN, "options.transfers[0].to = -1");
  x = good, x.to = 0;
  transfer_fails(&l, x, CPW_EINVAL, "options.transfers[0] goes from list 0 to itself");
  x = good, x.first_period = 3;
  transfer_fails(&l, x, CPW_EDOMAIN, "options.transfers[0].first_period = 3");
  x = good, x.first_period = 2, x.periods = 2;
  transfer_fails(&l, x, CPW_EDOMAIN, "options.transfers[0].periods = 2 must be 0 to 1");
  x = good, x.share = -1;
  transfer_fails(&l, x, CPW_EINVAL, "options.transfers[0].share = -1");
  x = good, x.reserved = 1;
  transfer_fails(&l, x, CPW_EINVAL, "options.transfers[0].reserved = 1");
  x = good, x.share = 1, x.amount = 1.01;
  transfer_fails(&l, x, CPW_EDOMAIN, "options.transfers[0].amount = 1.01");
  x = good, x.upper_weeks = -1;
  transfer_fails(&l, x, CPW_EDOMAIN, "options.transfers[0].upper_weeks = -1");
  x = good, x.hazard = wrong;
  transfer_fails(&l, x, CPW_EINVAL, "options.transfers[0].hazard goes with share = 1");
  x = good, x.hazard = wrong, x.share = 1;
  transfer_fails(&l, x, CPW_EDOMAIN, "options.transfers[0].hazard[2] = 1.5 must be in [0, 1]");
  transfers(&l, NULL, 0);
  double urgent[2] = {0.5, 1.5}, multiplier[2 * BANDS] = {1, -1};
  cpw_error err;
  l.options.urgent = urgent;
  cpwt_fails(try_it(&l, &(cpw_result *){NULL}, &err), CPW_EDOMAIN, &err, "options.urgent[1] = 1.5");
  l.options.urgent = NULL;
  l.options.multiplier = multiplier;
  cpwt_fails(try_it(&l, &(cpw_result *){NULL}, &err), CPW_EDOMAIN, &err,
             "options.multiplier[0][1] = -1");
  multiplier[1] = DBL_MAX;
  l.treatment[1] = 4.0;
  cpwt_fails(try_it(&l, &(cpw_result *){NULL}, &err), CPW_EOVERFLOW, &err, "times multiplier");
}
END_TEST

/* ---------------------------------------------------------------- merging ------------------- */

static const char *const ORGS[LISTS] = {"R0A", "RBD", "RXX"};
static const char *const ORG_NAME[] = {"org"};

/* One part of three labelled lists with what happens to it: `first` to `first` + count. */
static cpw_result *project_part(int64_t first, int64_t count, const cpw_event *e, int64_t n) {
  lists l;
  make(&l, count);
  const char *const *labels[] = {ORGS + first};
  cpw_dimension dimension = {"list", count, 1, ORG_NAME, labels};
  l.backlog.list = &dimension;
  l.backlog.waiting = l.waiting + first * BANDS;
  events(&l, e, n);
  return project(&l);
}

static void check_same_arrays(const cpw_result *a, const cpw_result *b) {
  const cpw_array *x;
  for (int64_t i = 0; (x = cpw_result_at(a, i)) != NULL; i++) {
    const cpw_array *y = cpw_result_find(b, x->name);
    ck_assert_msg(y && y->size == x->size, "%s", x->name);
    const void *left = x->real ? (const void *)x->real : (const void *)x->integer;
    const void *right = y->real ? (const void *)y->real : (const void *)y->integer;
    ck_assert_msg(memcmp(left, right, (size_t)x->size * 8) == 0, "%s", x->name);
  }
}

/* The grid of a list is its own here, so parts give the bits of the whole. */
START_TEST(parts_with_their_own_events_merge)
{
  const cpw_event all[] = {{0, 0, 0, 0, 5, CPW_EVENT_TREAT, 0},
                           {0, 1, 0, 0, 0.5, CPW_EVENT_REMOVE, 1},
                           {2, 1, 0, 4, 5, CPW_EVENT_ADD, 0}};
  cpw_event last = all[2];
  last.list = 0;
  cpw_result *whole = project_part(0, 3, all, 3), *merged = NULL;
  const cpw_result *parts[] = {project_part(2, 1, &last, 1), project_part(0, 1, all, 2),
                               project_part(1, 1, all, 0)}; /* nothing happens to this one */
  cpw_error err;
  int32_t status = cpw_result_merge(parts, 3, NULL, &merged, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  check_same_arrays(whole, merged);
  const cpw_dimension *d = cpw_result_find(merged, "event_done")->dimension[0];
  ck_assert_int_eq(d->length, 3);
  ck_assert_str_eq(d->coordinate_names[0], "event_list");
  ck_assert_str_eq(d->coordinate_labels[0][2], "RXX");
  ck_assert_str_eq(d->coordinate_names[1], "event_number");
  ck_assert_str_eq(d->coordinate_labels[1][1], "2");
  cpw_result_free(merged);
  cpw_result_free(whole);
  for (int k = 0; k < 3; k++) {
    cpw_result *part = NULL;
    memcpy(&part, &parts[k], sizeof part);
    cpw_result_free(part);
  }
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t all_together(void *context) {
  lists l;
  make(&l, 3);
  double multiplier[LISTS * BANDS];
  for (int i = 0; i < LISTS * BANDS; i++)
    multiplier[i] = 1.5;
  const cpw_event e[] = {{2, 0, 0, 0, 5, CPW_EVENT_TREAT, 0}, {0, 1, 0, 4, 5, CPW_EVENT_ADD, 0}};
  const cpw_transfer x = {0, 1, 0, 0, 0, 0, 0.5, NULL, 1, 0};
  events(&l, e, 2);
  transfers(&l, &x, 1);
  l.options.multiplier = multiplier;
  const char *const *labels[] = {ORGS};
  cpw_dimension dimension = {"list", 3, 1, ORG_NAME, labels};
  l.backlog.list = &dimension;
  cpw_result *r = context;
  cpw_error err;
  memset(&err, 0, sizeof err);
  int32_t status = try_it(&l, &r, &err);
  if (status != CPW_OK)
    return r == context && err.code == status && err.message[0] ? status : CPW_EINTERNAL;
  cpw_result_free(r);
  return CPW_OK;
}

START_TEST(memory_fails_anywhere)
{ cpwt_each_allocation_fails(all_together, NULL); }
END_TEST

Suite *cpwt_moves_suite(void) {
  Suite *suite = suite_create("waitlist moves");
  TCase *limits = tcase_create("limits");
  tcase_add_test(limits, validation_takes_who_is_there);
  tcase_add_test(limits, insourcing_comes_on_top_of_the_capacity);
  tcase_add_test(limits, people_who_join_with_a_wait);
  tcase_add_test(limits, a_part_of_a_band);
  tcase_add_test(limits, people_keep_the_time_they_have_waited);
  tcase_add_test(limits, a_provider_closes);
  tcase_add_test(limits, shares_of_several_and_a_circle);
  tcase_add_test(limits, a_link_takes_both_where_one_outgrows);
  tcase_add_test(limits, urgent_people_keep_theirs_where_capacity_falls);
  suite_add_tcase(suite, limits);
  TCase *errors = tcase_create("errors");
  tcase_add_test(errors, events_that_are_none);
  tcase_add_test(errors, transfers_that_are_none);
  suite_add_tcase(suite, errors);
  TCase *properties = tcase_create("properties");
  tcase_set_timeout(properties, 120);
  tcase_add_test(properties, stages_add_up_to_one_list);
  tcase_add_test(properties, urgent_people_are_a_part_of_what_the_hazards_treat);
  tcase_add_test(properties, multipliers_are_hazards);
  tcase_add_test(properties, random_moves_balance);
  tcase_add_test(properties, parts_with_their_own_events_merge);
  tcase_add_test(properties, lists_that_are_not_linked_do_not_mind);
  suite_add_tcase(suite, properties);
  TCase *oom = tcase_create("oom");
  tcase_set_timeout(oom, 120);
  tcase_add_test(oom, memory_fails_anywhere);
  suite_add_tcase(suite, oom);
  return suite;
}
