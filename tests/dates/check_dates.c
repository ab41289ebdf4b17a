/* Rows of dates: the calendar day by day, published figures, every mended defect by a list that shows
 * it, schedules against a slow search, histograms against closed forms, errors, failing memory. */
#include "carepath/dates.h"
#include "carepath/random.h"
#include "carepath/waitlist.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NONE CPW_DATE_NONE
#define MOST 60

static int32_t day(const char *text) {
  int32_t date = 0;
  ck_assert_int_eq(cpw_date_parse(text, (int64_t)strlen(text), &date), CPW_OK);
  return date;
}

static double figure(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->type == CPW_DOUBLE, "no figure %s", name);
  return a->real[0];
}

static void near(double value, double expected) {
  ck_assert_msg(fabs(value - expected) <= 1e-12 * fabs(expected), "%.17g is not %.17g", value,
                expected);
}

static void fails(int32_t status, int32_t expected, const cpw_error *err, const char *part) {
  ck_assert_int_eq(status, expected);
  ck_assert_msg(strstr(err->message, part) != NULL, "\"%s\" does not say \"%s\"", err->message,
                part);
}

static cpw_date_rows list_of(int64_t rows, const int32_t *referral, const int32_t *removal) {
  cpw_date_rows r;
  cpw_date_rows_init(&r);
  r.rows = rows;
  r.referral = referral;
  r.removal = removal;
  return r;
}

static cpw_dates_options usual(int32_t published) {
  cpw_dates_options o;
  cpw_dates_options_init(&o);
  o.published = published;
  return o;
}

typedef int32_t (*summary)(const cpw_date_rows *, const cpw_dates_options *, cpw_result **,
                           cpw_error *);

static cpw_result *sum_up(summary f, const cpw_date_rows *r, const cpw_dates_options *o) {
  cpw_result *result = NULL;
  cpw_error err;
  int32_t status = f(r, o, &result, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return result;
}

/* ---------------------------------------------------------------- calendar ------------------ */

START_TEST(every_day_of_ten_thousand_years)
{
  static const int lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int32_t date = -719162;
  int32_t last = getenv("CAREPATH_QUICK") ? 2100 : 9999;
  for (int32_t y = 1; y <= last; y++)
    for (int32_t m = 1; m <= 12; m++) {
      int leap = m == 2 && ((y % 4 == 0 && y % 100 != 0) || y % 400 == 0);
      for (int32_t d = 1; d <= lengths[m - 1] + leap; d++, date++) {
        int32_t found = 0, yy, mm, dd;
        if (cpw_date_from_civil(y, m, d, &found, NULL) != CPW_OK || found != date ||
            cpw_date_to_civil(date, &yy, &mm, &dd, NULL) != CPW_OK || yy != y || mm != m || dd != d)
          ck_abort_msg("%d-%d-%d", y, m, d);
      }
    }
  if (last == 9999) ck_assert_int_eq(date, 2932897);
}
END_TEST

START_TEST(dates_as_text)
{
  char text[CPW_DATE_CHARS];
  ck_assert_int_eq(day("1970-01-01"), 0);
  ck_assert_int_eq(day("2000-03-01"), 11017);
  ck_assert_int_eq(day("NA"), NONE);
  ck_assert_int_eq(day(""), NONE);
  ck_assert_int_eq(cpw_date_format(day("2024-02-29"), text), 10);
  ck_assert_str_eq(text, "2024-02-29");
  ck_assert_int_eq(cpw_date_format(NONE, text), 2);
  ck_assert_str_eq(text, "NA");
  const char *bad[] = {"2023-02-29", "2024-13-01", "2024-1-01", "24-01-01",   "2024/01/01",
                       "2024-01-00", "0000-01-01", "N",         "2024-01-0x", "2024-01-011"};
  int32_t date = 5;
  for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
    ck_assert_int_eq(cpw_date_parse(bad[k], (int64_t)strlen(bad[k]), &date), CPW_EDATA);
  ck_assert_int_eq(cpw_date_parse(NULL, 1, &date), CPW_EINVAL);
  ck_assert_int_eq(cpw_date_parse("", -1, &date), CPW_EINVAL);
  ck_assert_int_eq(cpw_date_parse("NA", 2, NULL), CPW_EINVAL);
  ck_assert_int_eq(date, 5);
}
END_TEST

/* ---------------------------------------------------------------- published ----------------- */

static const int32_t R38[] = {0, 1, 1, 4, 8, 14, 14, 21, 28, 33, 40, 41};
static const int32_t X38[] = {2, 9, 19, 19, 24, 29, 31, 32, NONE, 42, NONE, NONE};

START_TEST(w038_as_published)
{
  cpw_date_rows rows = list_of(12, R38, X38);
  cpw_dates_options o = usual(1);
  cpw_result *r = sum_up(cpw_dates_stats, &rows, &o);
  const struct {
    const char *name;
    double value;
  } expected[] = {{"mean_demand", 2.21951219512195},
                  {"mean_capacity", 1.5},
                  {"load", 1.47967479674797},
                  {"load_too_big", 1.0},
                  {"count_demand", 13.0},
                  {"queue_size", 4.0},
                  {"target_queue_size", 9.98780487804878},
                  {"queue_too_big", 0.0},
                  {"mean_wait", 5.5},
                  {"cv_arrival", 0.941002035310265},
                  {"cv_removal", 0.801783725737273},
                  {"target_capacity", 2.38932796993475},
                  {"pressure", 0.611111111111111}};
  for (size_t k = 0; k < sizeof expected / sizeof *expected; k++)
    ck_assert_double_eq_tol(figure(r, expected[k].name), expected[k].value,
                            1e-12 * expected[k].value + 1e-15);
  ck_assert(isnan(figure(r, "relief_capacity")));
  cpw_result_free(r);
}
END_TEST

START_TEST(published_removals_that_empty_the_list)
{
  const int32_t referral[] = {0, 7, 19, 32}, removal[] = {3, 11, 21, NONE};
  cpw_date_rows rows = list_of(4, referral, removal);
  cpw_dates_options o = usual(1);
  cpw_result *r = sum_up(cpw_dates_removal_stats, &rows, &o);
  ck_assert(isinf(figure(r, "capacity_weekly")));
  ck_assert(isnan(figure(r, "capacity_cov")));
  cpw_result_free(r);
  /* mended: three removals in 4 + 5 + 3 busy days and the last day */
  o = usual(0);
  r = sum_up(cpw_dates_removal_stats, &rows, &o);
  near(figure(r, "capacity_daily"), 3.0 / 13.0);
  near(figure(r, "capacity_cov"), 1.0 / 4.0); /* gaps 4, 5, 3 */
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- mended -------------------- */

START_TEST(pressure_has_one_unit)
{
  cpw_date_rows rows = list_of(12, R38, X38);
  cpw_dates_options mended = usual(0), published = usual(1);
  cpw_result *a = sum_up(cpw_dates_stats, &rows, &mended);
  cpw_result *b = sum_up(cpw_dates_stats, &rows, &published);
  near(figure(a, "pressure") * 7.0, figure(b, "pressure"));
  near(figure(a, "count_demand"), 12.0);
  near(figure(b, "count_demand"), 13.0);
  near(figure(a, "mean_demand"), 12.0 * 7.0 / 42.0);
  cpw_result_free(a);
  cpw_result_free(b);
}
END_TEST

START_TEST(later_referrals_do_not_wait_yet)
{
  const int32_t referral[] = {0, 5, 50}, removal[] = {NONE, NONE, 60};
  cpw_date_rows rows = list_of(3, referral, removal);
  cpw_dates_options o = usual(1);
  o.start = 0;
  o.end = 10;
  cpw_result *r = sum_up(cpw_dates_stats, &rows, &o);
  near(figure(r, "mean_wait"), (10.0 + 5.0 - 40.0) / 3.0);
  cpw_result_free(r);
  o.published = 0;
  r = sum_up(cpw_dates_stats, &rows, &o);
  near(figure(r, "mean_wait"), 7.5);
  near(figure(r, "queue_size"), 2.0);
  cpw_result_free(r);
}
END_TEST

/* three referrals are three, not the four gaps between the window's ends and them */
START_TEST(count_of_demand_is_the_referrals)
{
  const int32_t referral[] = {2, 4, 9}, removal[] = {NONE, NONE, NONE};
  cpw_date_rows rows = list_of(3, referral, removal);
  for (int32_t published = 0; published < 2; published++) {
    cpw_dates_options o = usual(published);
    o.start = 0;
    o.end = 13;
    cpw_result *r = sum_up(cpw_dates_referral_stats, &rows, &o);
    near(figure(r, "demand_count"), published ? 4.0 : 3.0);
    near(figure(r, "demand_daily"), published ? 4.0 / 13.0 : 3.0 / 14.0);
    near(figure(r, "demand_weekly"), published ? 28.0 / 13.0 : 1.5);
    cpw_result_free(r);
  }
}
END_TEST

/* removals and days outside the window are none of its capacity */
START_TEST(capacity_is_that_of_the_window)
{
  const int32_t referral[] = {0, 0, 0, 0, 0, 0}, removal[] = {1, 2, 12, 14, 30, NONE};
  cpw_date_rows rows = list_of(6, referral, removal);
  cpw_dates_options o = usual(1);
  o.start = 10;
  o.end = 19;
  cpw_result *r = sum_up(cpw_dates_removal_stats, &rows, &o);
  near(figure(r, "removal_count"), 5.0);
  cpw_result_free(r);
  o.published = 0;
  r = sum_up(cpw_dates_removal_stats, &rows, &o);
  near(figure(r, "removal_count"), 2.0);
  near(figure(r, "capacity_daily"), 2.0 / 10.0);    /* the list is never empty there */
  near(figure(r, "capacity_cov"), sqrt(0.5) / 2.5); /* gaps of 3 and 2 days */
  cpw_result_free(r);
}
END_TEST

START_TEST(removals_before_the_window_are_gone)
{
  cpw_date_rows rows = list_of(12, R38, X38);
  cpw_dates_options o = usual(1);
  o.start = 10;
  o.end = 20;
  cpw_result *r = sum_up(cpw_dates_queue_size, &rows, &o);
  ck_assert_int_eq(cpw_result_find(r, "queue_size")->integer[0], 5);
  cpw_result_free(r);
  o.published = 0;
  r = sum_up(cpw_dates_queue_size, &rows, &o);
  ck_assert_int_eq(cpw_result_find(r, "queue_size")->integer[0], 3);
  ck_assert_int_eq(cpw_result_find(r, "date")->integer[10], 20);
  cpw_result_free(r);
}
END_TEST

START_TEST(withdrawals_leave_the_list)
{
  const int32_t referral[] = {0, 0, 0}, removal[] = {NONE, 8, 6}, gone[] = {5, NONE, 4};
  cpw_date_rows rows = list_of(3, referral, removal);
  rows.withdrawal = gone;
  cpw_dates_options o = usual(0);
  o.end = 9;
  cpw_result *r = sum_up(cpw_dates_queue_size, &rows, &o);
  const int64_t expected[] = {3, 3, 3, 3, 2, 1, 1, 1, 0, 0};
  for (int k = 0; k < 10; k++)
    ck_assert_int_eq(cpw_result_find(r, "queue_size")->integer[k], expected[k]);
  cpw_result_free(r);
  r = sum_up(cpw_dates_removal_stats, &rows, &o);
  near(figure(r, "removal_count"), 1.0); /* the third patient withdrew before the removal */
  near(figure(r, "capacity_cov"), 0.0);
  cpw_result_free(r);
}
END_TEST

START_TEST(relief_where_the_list_is_long)
{
  int32_t referral[MOST], removal[MOST];
  for (int i = 0; i < MOST; i++) {
    referral[i] = i * 7;
    removal[i] = NONE;
  }
  removal[0] = 7;
  cpw_date_rows rows = list_of(MOST, referral, removal);
  cpw_dates_options o = usual(0);
  cpw_result *r = sum_up(cpw_dates_stats, &rows, &o);
  double demand = 7.0 * MOST / (59.0 * 7.0 + 1.0);
  near(figure(r, "relief_capacity"), demand + (59.0 - demand * 18.0 / 4.0) / 26.0);
  ck_assert(isnan(figure(r, "target_capacity")));
  near(figure(r, "queue_too_big"), 1.0);
  cpw_result_free(r);
}
END_TEST

START_TEST(order_of_rows_does_not_matter)
{
  int32_t referral[12], removal[12];
  for (int i = 0; i < 12; i++) {
    referral[i] = R38[(i * 5) % 12];
    removal[i] = X38[(i * 5) % 12];
  }
  cpw_date_rows a = list_of(12, R38, X38), b = list_of(12, referral, removal);
  cpw_result *p = sum_up(cpw_dates_stats, &a, NULL), *q = sum_up(cpw_dates_stats, &b, NULL);
  for (int64_t i = 0; cpw_result_at(p, i); i++)
    ck_assert_int_eq(memcmp(cpw_result_at(p, i)->real, cpw_result_at(q, i)->real, 8), 0);
  cpw_result_free(p);
  cpw_result_free(q);
}
END_TEST

START_TEST(nobody_is_there)
{
  cpw_date_rows rows = list_of(0, NULL, NULL);
  for (int32_t published = 0; published < 2; published++) {
    cpw_dates_options o = usual(published);
    o.start = 0;
    o.end = 9;
    cpw_result *r = sum_up(cpw_dates_stats, &rows, &o);
    ck_assert(isnan(figure(r, "mean_wait")) && isnan(figure(r, "mean_capacity")));
    ck_assert(isnan(figure(r, "load_too_big")));
    near(figure(r, "queue_size"), 0.0);
    cpw_result_free(r);
  }
}
END_TEST

/* ---------------------------------------------------------------- schedules ----------------- */

START_TEST(w055_as_published)
{
  const int32_t referral[] = {0, 3, 9, 15}, removal[] = {7, NONE, NONE, NONE}, slot[] = {2, 4, 17};
  int32_t out[4];
  int64_t patient[3];
  cpw_date_rows rows = list_of(4, referral, removal);
  cpw_dates_options o = usual(1);
  ck_assert_int_eq(cpw_dates_schedule(&rows, 3, slot, &o, out, patient, NULL), CPW_OK);
  const int32_t expected[] = {7, 4, 17, NONE};
  ck_assert_int_eq(memcmp(out, expected, sizeof out), 0);
  ck_assert(patient[0] == -1 && patient[1] == 1 && patient[2] == 2);
}
END_TEST

START_TEST(priority_and_withdrawal_count)
{
  const int32_t referral[] = {0, 5, 6, 0}, removal[] = {NONE, NONE, NONE, NONE};
  const int32_t priority[] = {4, 2, 2, 1}, gone[] = {NONE, NONE, NONE, 10};
  const int32_t slot[] = {400, 10, 11, 12}; /* not in order: the first one is the last */
  int32_t out[4];
  int64_t patient[4];
  cpw_date_rows rows = list_of(4, referral, removal);
  rows.priority = priority;
  rows.withdrawal = gone;
  ck_assert_int_eq(cpw_dates_schedule(&rows, 4, slot, NULL, out, patient, NULL), CPW_OK);
  const int64_t expected[] = {-1, 1, 2, 0};
  ck_assert_int_eq(memcmp(patient, expected, sizeof patient), 0);
  ck_assert_int_eq(out[3], NONE); /* withdrew on the day of the first slot */
  ck_assert_int_eq(out[0], 12);
}
END_TEST

/* the first row is not there yet on the slot's day: published the slot is lost, others wait or not */
START_TEST(slots_go_past_who_is_not_yet_referred)
{
  const int32_t referral[] = {9, 0, 3}, removal[] = {NONE, NONE, NONE}, slot[] = {5, 6, 10};
  cpw_date_rows rows = list_of(3, referral, removal);
  for (int32_t published = 0; published < 2; published++) {
    cpw_dates_options o = usual(published);
    int32_t out[3];
    int64_t patient[3];
    ck_assert_int_eq(cpw_dates_schedule(&rows, 3, slot, &o, out, patient, NULL), CPW_OK);
    const int64_t expected[2][3] = {{1, 2, 0}, {-1, -1, 0}};
    ck_assert_int_eq(memcmp(patient, expected[published], sizeof patient), 0);
  }
}
END_TEST

START_TEST(due_dates_let_old_patients_through)
{
  const int32_t referral[] = {0, 360}, removal[] = {NONE, NONE}, priority[] = {4, 2},
                slot[] = {364};
  int32_t out[2];
  int64_t patient;
  cpw_date_rows rows = list_of(2, referral, removal);
  rows.priority = priority;
  cpw_dates_options o = usual(0);
  ck_assert_int_eq(cpw_dates_schedule(&rows, 1, slot, &o, out, &patient, NULL), CPW_OK);
  ck_assert_int_eq(patient, 1);
  o.order = CPW_DATES_BY_DUE;
  ck_assert_int_eq(cpw_dates_schedule(&rows, 1, slot, &o, out, &patient, NULL), CPW_OK);
  ck_assert_int_eq(patient, 0);
}
END_TEST

/* Every slot by looking at everybody. */
static void slow_schedule(const cpw_date_rows *r, int64_t slots, const int32_t *slot, int32_t order,
                          int32_t *removal, int64_t *patient) {
  int done[MOST] = {0};
  memcpy(removal, r->removal, (size_t)r->rows * sizeof *removal);
  for (int64_t turn = 0; turn < slots; turn++) {
    int64_t s = -1, best = -1, best_key = 0;
    for (int64_t k = 0; k < slots; k++)
      if (!done[k] && (s < 0 || slot[k] < slot[s])) s = k;
    done[s] = 1;
    for (int64_t i = 0; i < r->rows; i++) {
      if (removal[i] != NONE || r->referral[i] >= slot[s]) continue;
      if (r->withdrawal[i] != NONE && r->withdrawal[i] <= slot[s]) continue;
      int64_t target = cpw_waitlist_priority_days(r->priority[i]);
      int64_t key = (order ? target + r->referral[i] : target) * 100000 + r->referral[i];
      if (best < 0 || key < best_key) {
        best = i;
        best_key = key;
      }
    }
    patient[s] = best;
    if (best >= 0) removal[best] = slot[s];
  }
}

START_TEST(schedules_against_a_slow_search)
{
  cpw_stream s;
  cpw_stream_init(&s, 7, 0, 0, 0);
  int cases = getenv("CAREPATH_QUICK") ? 200 : 3000;
  for (int c = 0; c < cases; c++) {
    int32_t referral[MOST], removal[MOST], gone[MOST], priority[MOST], slot[MOST], a[MOST], b[MOST];
    int64_t p[MOST], q[MOST], n = (int64_t)cpw_random_below(&s, MOST),
                              slots = (int64_t)cpw_random_below(&s, MOST);
    for (int64_t i = 0; i < n; i++) {
      referral[i] = (int32_t)cpw_random_below(&s, 80);
      removal[i] = cpw_random_below(&s, 4) ? NONE : referral[i] + (int32_t)cpw_random_below(&s, 20);
      gone[i] = cpw_random_below(&s, 3) ? NONE : referral[i] + (int32_t)cpw_random_below(&s, 40);
      priority[i] = 1 + (int32_t)cpw_random_below(&s, 4);
    }
    for (int64_t k = 0; k < slots; k++)
      slot[k] = (int32_t)cpw_random_below(&s, 120);
    cpw_date_rows rows = list_of(n, referral, removal);
    rows.withdrawal = gone;
    rows.priority = priority;
    cpw_dates_options o = usual(0);
    o.order = c % 2;
    ck_assert_int_eq(cpw_dates_schedule(&rows, slots, slot, &o, a, p, NULL), CPW_OK);
    slow_schedule(&rows, slots, slot, o.order, b, q);
    ck_assert_msg(memcmp(a, b, (size_t)n * sizeof *a) == 0, "case %d", c);
    ck_assert_msg(memcmp(p, q, (size_t)slots * sizeof *p) == 0, "case %d", c);
  }
}
END_TEST

START_TEST(even_slots)
{
  int32_t slot[8];
  int64_t count = 0;
  ck_assert_int_eq(cpw_dates_sim_schedule(0, 10, 0.4, 8, slot, &count, NULL), CPW_OK);
  ck_assert_int_eq(count, 4);
  const int32_t expected[] = {0, 3, 5, 8};
  ck_assert_int_eq(memcmp(slot, expected, sizeof expected), 0);
  for (int64_t n = 1; n < 60; n++)
    for (int k = 1; k < 40; k++) {
      double capacity = (double)k / 7.0;
      int64_t j = 0;
      while ((double)j / capacity <= (double)(n - 1))
        j++;
      ck_assert_int_eq(cpw_dates_sim_schedule(0, n, capacity, 0, NULL, &count, NULL), CPW_OK);
      ck_assert_int_eq(count, j);
    }
}
END_TEST

/* ---------------------------------------------------------------- histograms ---------------- */

START_TEST(geometric_fits)
{
  double p, se, counts[200];
  /* the expected histogram of a geometric law gives the law back, wherever it is cut */
  for (int bands = 2; bands <= 200; bands += 33) {
    double left = 1e6, law = 0.07;
    for (int w = 0; w < bands; w++) {
      counts[w] = w < bands - 1 ? left * law : left;
      left -= counts[w];
    }
    ck_assert_int_eq(cpw_dates_geometric_fit(bands, counts, 1, &p, &se, NULL), CPW_OK);
    ck_assert_double_eq_tol(p, law, 1e-12);
    ck_assert_double_gt(se, 0.0);
  }
  const double none[] = {0.0, 0.0}, late[] = {0.0, 5.0};
  ck_assert_int_eq(cpw_dates_geometric_fit(2, none, 1, &p, NULL, NULL), CPW_OK);
  ck_assert(isnan(p));
  ck_assert_int_eq(cpw_dates_geometric_fit(2, late, 1, &p, &se, NULL), CPW_OK);
  ck_assert(p == 0.0 && isnan(se));
  ck_assert_int_eq(cpw_dates_geometric_fit(2, late, 0, &p, &se, NULL), CPW_OK);
  ck_assert_double_eq_tol(p, 0.5, 1e-15);
  ck_assert_double_eq_tol(se, 0.5 * sqrt(0.5 / 5.0), 1e-15);
}
END_TEST

START_TEST(the_likelihood_is_greatest_there)
{
  const double counts[] = {30, 12, 9, 4, 11};
  double p, best = 0.0, most = -1e300;
  ck_assert_int_eq(cpw_dates_geometric_fit(5, counts, 1, &p, NULL, NULL), CPW_OK);
  for (int k = 1; k < 100000; k++) {
    double x = k / 1e5, likelihood = counts[4] * 4 * log(1 - x);
    for (int w = 0; w < 4; w++)
      likelihood += counts[w] * (log(x) + w * log(1 - x));
    if (likelihood > most) {
      most = likelihood;
      best = x;
    }
  }
  ck_assert_double_eq_tol(p, best, 1e-5);
}
END_TEST

START_TEST(cohorts_that_shrink)
{
  const double before[] = {10, 8, 5, 4}, after[] = {11, 7, 9, 6};
  double removed;
  ck_assert_int_eq(cpw_dates_cohort_removals(4, before, after, &removed, NULL), CPW_OK);
  ck_assert_double_eq(removed, 3.0 + 0.0 + 3.0);
  ck_assert_int_eq(cpw_dates_cohort_removals(1, before, after, &removed, NULL), CPW_OK);
  ck_assert_double_eq(removed, 0.0);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(rows_that_are_wrong)
{
  int32_t referral[] = {0, 5}, removal[] = {3, 4}, priority[] = {1, 1};
  cpw_date_rows rows = list_of(2, referral, removal);
  cpw_dates_options o = usual(0);
  cpw_error err;
  cpw_result *out = NULL;
  fails(cpw_dates_stats(&rows, &o, &out, &err), CPW_EDOMAIN, &err,
        "removal[1] = 1970-01-05 must not be before the referral");
  removal[1] = 2932897;
  fails(cpw_dates_stats(&rows, &o, &out, &err), CPW_EDOMAIN, &err, "removal[1] = 2932897 must be");
  removal[1] = NONE;
  referral[0] = NONE;
  fails(cpw_dates_stats(&rows, &o, &out, &err), CPW_EDOMAIN, &err, "referral[0] = NA must be");
  referral[0] = 0;
  rows.priority = priority;
  priority[1] = 0;
  fails(cpw_dates_stats(&rows, &o, &out, &err), CPW_EDOMAIN, &err, "priority[1] = 0 must be >= 1");
  rows.priority = NULL;
  rows.removal = NULL;
  fails(cpw_dates_stats(&rows, &o, &out, &err), CPW_EINVAL, &err, "removal is NULL");
  rows.referral = NULL;
  fails(cpw_dates_stats(&rows, &o, &out, &err), CPW_EINVAL, &err, "referral is NULL");
  rows.rows = -1;
  fails(cpw_dates_stats(&rows, &o, &out, &err), CPW_EINVAL, &err, "rows.rows = -1");
  rows.rows = 0;
  fails(cpw_dates_queue_size(&rows, &o, &out, &err), CPW_EINVAL, &err, "no rows");
  rows.struct_size++;
  fails(cpw_dates_stats(&rows, &o, &out, &err), CPW_EABI, &err, "struct_size");
  fails(cpw_dates_stats(NULL, &o, &out, &err), CPW_EINVAL, &err, "rows is NULL");
  fails(cpw_dates_stats(&rows, &o, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  ck_assert_ptr_null(out);
}
END_TEST

START_TEST(options_that_are_wrong)
{
  cpw_date_rows rows = list_of(12, R38, X38);
  cpw_error err;
  cpw_result *out = NULL;
  cpw_dates_options o = usual(2);
  fails(cpw_dates_stats(&rows, &o, &out, &err), CPW_EINVAL, &err, "options.published = 2");
  o = usual(0);
  o.order = -1;
  fails(cpw_dates_stats(&rows, &o, &out, &err), CPW_EINVAL, &err, "options.order = -1");
  o = usual(0);
  o.factor = 0.0;
  fails(cpw_dates_stats(&rows, &o, &out, &err), CPW_EDOMAIN, &err, "options.factor = 0");
  o = usual(0);
  o.start = 50;
  fails(cpw_dates_stats(&rows, &o, &out, &err), CPW_EDOMAIN, &err,
        "from 1970-02-20 to 1970-02-11 ends before");
  o.start = 2932897;
  fails(cpw_dates_stats(&rows, &o, &out, &err), CPW_EDOMAIN, &err, "must be dates");
  cpw_allocator half = {NULL, NULL, NULL, NULL};
  o = usual(0);
  o.allocator = &half;
  ck_assert_int_eq(cpw_dates_stats(&rows, &o, &out, &err), CPW_EINVAL);
  ck_assert_ptr_null(out);
}
END_TEST

START_TEST(slots_and_histograms_that_are_wrong)
{
  cpw_date_rows rows = list_of(12, R38, X38);
  int32_t slot[] = {3, NONE}, removal[12], date, y, m, d;
  int64_t count = 77;
  double x[] = {1.0, -2.0}, p = 9.0;
  cpw_error err;
  fails(cpw_dates_schedule(&rows, 2, slot, NULL, removal, NULL, &err), CPW_EDOMAIN, &err,
        "slot[1]");
  fails(cpw_dates_schedule(&rows, -1, slot, NULL, removal, NULL, &err), CPW_EINVAL, &err, "slots");
  fails(cpw_dates_schedule(&rows, 2, NULL, NULL, removal, NULL, &err), CPW_EINVAL, &err, "slot is");
  fails(cpw_dates_schedule(&rows, 1, slot, NULL, NULL, NULL, &err), CPW_EINVAL, &err, "removal is");
  fails(cpw_dates_schedule(NULL, 1, slot, NULL, NULL, NULL, &err), CPW_EINVAL, &err, "rows is");
  fails(cpw_dates_sim_schedule(0, 10, 1.0, 2, slot, &count, &err), CPW_EOVERFLOW, &err,
        "room for 2");
  fails(cpw_dates_sim_schedule(0, 10, 0.0, 2, slot, &count, &err), CPW_EDOMAIN, &err, "capacity");
  fails(cpw_dates_sim_schedule(0, 0, 1.0, 2, slot, &count, &err), CPW_EDOMAIN, &err, "days = 0");
  fails(cpw_dates_sim_schedule(NONE, 1, 1.0, 2, slot, &count, &err), CPW_EDOMAIN, &err, "start");
  fails(cpw_dates_sim_schedule(0, 1, 1.0, 2, slot, NULL, &err), CPW_EINVAL, &err, "count is NULL");
  fails(cpw_dates_sim_schedule(0, 9000000, 1.0, 0, NULL, &count, &err), CPW_EOVERFLOW, &err,
        "9999");
  fails(cpw_dates_sim_schedule(0, 9, 1e300, 0, NULL, &count, &err), CPW_EOVERFLOW, &err, "2^53");
  fails(cpw_dates_geometric_fit(2, x, 1, &p, NULL, &err), CPW_EDOMAIN, &err, "counts[1] = -2");
  fails(cpw_dates_geometric_fit(0, x, 1, &p, NULL, &err), CPW_EINVAL, &err, "bands");
  fails(cpw_dates_geometric_fit(1, x, 1, NULL, NULL, &err), CPW_EINVAL, &err, "p is NULL");
  fails(cpw_dates_geometric_fit(1, x, 2, &p, NULL, &err), CPW_EINVAL, &err, "censored");
  fails(cpw_dates_geometric_fit(1, NULL, 1, &p, NULL, &err), CPW_EINVAL, &err, "counts is NULL");
  fails(cpw_dates_cohort_removals(2, x, x, &p, &err), CPW_EDOMAIN, &err, "before[1]");
  fails(cpw_dates_cohort_removals(0, x, x, &p, &err), CPW_EINVAL, &err, "bands");
  fails(cpw_dates_cohort_removals(1, x, x, NULL, &err), CPW_EINVAL, &err, "removed");
  x[1] = 1e308;
  fails(cpw_dates_cohort_removals(2, x, x, &p, &err), CPW_EOVERFLOW, &err, "sum");
  fails(cpw_date_from_civil(2023, 2, 29, &date, &err), CPW_EDOMAIN, &err, "2023-2-29");
  fails(cpw_date_from_civil(2023, 2, 28, NULL, &err), CPW_EINVAL, &err, "date is NULL");
  fails(cpw_date_to_civil(NONE, &y, &m, &d, &err), CPW_EDOMAIN, &err, "years 1 to 9999");
  fails(cpw_date_to_civil(0, &y, &m, NULL, &err), CPW_EINVAL, &err, "day is NULL");
  fails(cpw_date_to_civil(0, &y, NULL, &d, &err), CPW_EINVAL, &err, "month is NULL");
  fails(cpw_date_to_civil(0, NULL, &m, &d, &err), CPW_EINVAL, &err, "year is NULL");
  ck_assert(count == 77 && p == 9.0);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t each_summary(void *context) {
  static const summary all[] = {cpw_dates_stats, cpw_dates_removal_stats, cpw_dates_referral_stats,
                                cpw_dates_queue_size};
  cpw_date_rows rows = list_of(12, R38, X38);
  const int32_t slot[] = {3, 44};
  int32_t removal[12], status = CPW_OK;
  cpw_dates_options o = usual(*(const int32_t *)context);
  for (size_t k = 0; k < 4 && status == CPW_OK; k++) {
    cpw_result *r = NULL;
    status = all[k](&rows, &o, &r, NULL);
    cpw_result_free(r);
  }
  return status == CPW_OK ? cpw_dates_schedule(&rows, 2, slot, &o, removal, NULL, NULL) : status;
}

START_TEST(memory_fails)
{
  for (int32_t published = 0; published < 2; published++)
    cpwt_each_allocation_fails(each_summary, &published);
}
END_TEST

static Suite *dates_suite(void) {
  Suite *suite = suite_create("dates");
  const struct {
    const char *name;
    const TTest *tests[10];
  } cases[] = {
      {"limits", {every_day_of_ten_thousand_years, dates_as_text, nobody_is_there}},
      {"errors",
       {rows_that_are_wrong, options_that_are_wrong, slots_and_histograms_that_are_wrong}},
      {"reference", {w038_as_published, published_removals_that_empty_the_list, w055_as_published}},
      {"properties",
       {pressure_has_one_unit, later_referrals_do_not_wait_yet, count_of_demand_is_the_referrals,
        capacity_is_that_of_the_window, removals_before_the_window_are_gone,
        withdrawals_leave_the_list, relief_where_the_list_is_long, order_of_rows_does_not_matter}},
      {"schedules",
       {priority_and_withdrawal_count, slots_go_past_who_is_not_yet_referred,
        due_dates_let_old_patients_through, schedules_against_a_slow_search, even_slots}},
      {"histograms", {geometric_fits, the_likelihood_is_greatest_there, cohorts_that_shrink}},
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
  Suite *suites[] = {dates_suite()};
  return cpwt_run(suites, 1);
}
