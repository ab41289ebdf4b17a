/* Rows of dates as a history: everybody in one place, by hand, against a slow count, and through a
 * calibration to the hazards that the rows were drawn with. */
#include "carepath.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NONE CPW_DATE_NONE
#define MOST 60000

static int32_t day(const char *text) {
  int32_t date = 0;
  ck_assert_int_eq(cpw_date_parse(text, (int64_t)strlen(text), &date), CPW_OK);
  return date;
}

static cpw_date_rows rows_of(int64_t count, const int32_t *referral, const int32_t *removal,
                             const int32_t *withdrawal) {
  cpw_date_rows rows;
  cpw_date_rows_init(&rows);
  rows.rows = count;
  rows.referral = referral;
  rows.removal = removal;
  rows.withdrawal = withdrawal;
  return rows;
}

static cpw_snapshots_options usual(void) {
  cpw_snapshots_options o;
  cpw_snapshots_options_init(&o);
  return o;
}

static cpw_result *count(const cpw_date_rows *rows, const cpw_snapshots_options *o) {
  cpw_result *result = NULL;
  cpw_error err;
  int32_t status = cpw_snapshots_history(rows, o, &result, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return result;
}

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->real) ck_abort_msg("%s is not there", name);
  return a->real;
}

static int64_t integer(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->integer[0];
}

static double total(const cpw_result *r, const char *name) {
  double sum = 0;
  for (int64_t i = 0; i < cpw_result_find(r, name)->size; i++)
    sum += real(r, name)[i];
  return sum;
}

/* ---------------------------------------------------------------- limits -------------------- */

/* referred on the 3rd, treated on the 20th: two snapshots, then a treatment in the band of the third */
START_TEST(one_patient)
{
  const int32_t referral[] = {day("2024-01-03")}, removal[] = {day("2024-01-20")};
  cpw_date_rows rows = rows_of(1, referral, removal, NULL);
  cpw_snapshots_options o = usual();
  o.first = day("2024-01-07"); /* 7, 14, 21 */
  o.last = day("2024-01-21");
  o.bands = 4;
  cpw_result *r = count(&rows, &o);
  const double waiting[] = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};
  const double treated[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0}, starts[] = {1, 0, 0};
  ck_assert_mem_eq(real(r, "waiting"), waiting, sizeof waiting);
  ck_assert_mem_eq(real(r, "treated"), treated, sizeof treated);
  ck_assert_mem_eq(real(r, "starts"), starts, sizeof starts);
  ck_assert_double_eq(total(r, "removed"), 0);
  ck_assert_str_eq(cpw_result_find(r, "starts")->dimension[1]->coordinate_labels[0][2],
                   "2024-01-21");
  cpw_result_free(r);
  /* a withdrawal before the removal counts, on its day */
  const int32_t gone[] = {day("2024-01-14")};
  rows.withdrawal = gone;
  r = count(&rows, &o);
  ck_assert_double_eq(total(r, "treated"), 0);
  ck_assert_double_eq(real(r, "removed")[5], 1); /* period 1, band 1 */
  ck_assert_double_eq(total(r, "waiting"), 1);
  cpw_result_free(r);
  /* by the wait on the day: 17 days are two weeks */
  rows.withdrawal = NULL;
  o.leaving = CPW_SNAPSHOTS_BY_WAIT;
  const int32_t early[] = {day("2024-01-15")};
  rows.removal = early; /* 12 days: one week, where the cohort stands at two */
  r = count(&rows, &o);
  ck_assert_double_eq(real(r, "treated")[9], 1);
  ck_assert_ptr_null(cpw_result_find(r, "at_risk"));
  ck_assert_ptr_nonnull(cpw_result_note(r, "leaving"));
  cpw_result_free(r);
}
END_TEST

START_TEST(nobody)
{
  cpw_date_rows rows = rows_of(0, NULL, NULL, NULL);
  cpw_snapshots_options o = usual();
  cpw_error err;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_snapshots_history(&rows, &o, &r, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "no rows: options.first and options.last must be given");
  o.step = CPW_SNAPSHOTS_MONTHS;
  o.first = day("2024-01-31");
  o.last = day("2024-04-30");
  r = count(&rows, &o);
  ck_assert_int_eq(cpw_result_find(r, "date")->size, 4);
  ck_assert_int_eq(cpw_result_find(r, "date")->integer[1], day("2024-02-29"));
  ck_assert_str_eq(cpw_result_find(r, "starts")->dimension[1]->coordinate_labels[0][1], "2024-02");
  ck_assert_double_eq(total(r, "waiting") + total(r, "treated") + total(r, "starts"), 0);
  cpw_history h;
  cpw_bands b;
  cpw_history_init(&h);
  cpw_bands_init(&b);
  ck_assert_int_eq(cpw_history_view(r, &h, &b, &err), CPW_OK);
  ck_assert(h.periods == 4 && h.lists == 1 && b.count == 13 && b.period == 1.0);
  ck_assert_double_eq(b.unit_weeks, CPW_WEEKS_PER_MONTH);
  cpw_result_free(r);
}
END_TEST

/* who was gone before, who comes later, who was there before: counted once, or said to be out */
START_TEST(people_at_the_ends_of_the_window)
{
  const int32_t first = day("2024-01-07");
  const int32_t referral[] = {first - 30, first - 30, first - 7,  first - 6, first,
                              first + 1,  first + 14, first + 15, first - 7, first};
  const int32_t removal[] = {first - 7, first - 6, NONE, first,     first,
                             first + 1, NONE,      NONE, first - 7, first + 14};
  cpw_date_rows rows = rows_of(10, referral, removal, NULL);
  cpw_snapshots_options o = usual();
  o.first = first;
  o.last = first + 20; /* 0, 7, 14: the week that ends on day 21 is not over */
  o.bands = 3;
  cpw_result *r = count(&rows, &o);
  ck_assert_int_eq(integer(r, "rows_before"), 2);
  ck_assert_int_eq(integer(r, "rows_later"), 1);
  const double starts[] = {3, 1, 1};
  ck_assert_mem_eq(real(r, "starts"), starts, sizeof starts);
  const double treated[] = {2, 0, 1, 1, 0, 0, 0, 0, 1};
  ck_assert_mem_eq(real(r, "treated"), treated, sizeof treated);
  const double waiting[] = {1, 1, 0, 0, 1, 1, 1, 0, 1};
  ck_assert_mem_eq(real(r, "waiting"), waiting, sizeof waiting);
  cpw_result_free(r);
}
END_TEST

/* months by the calendar: all of January is band 0 at its end, band 1 on 29 February */
START_TEST(months_of_the_calendar)
{
  const int32_t referral[] = {day("2024-01-01"), day("2024-01-31"), day("2024-02-01"),
                              day("2023-12-31"), day("2022-02-28")};
  const int32_t removal[] = {NONE, NONE, NONE, day("2024-02-10"), NONE};
  cpw_date_rows rows = rows_of(5, referral, removal, NULL);
  cpw_snapshots_options o = usual();
  o.step = CPW_SNAPSHOTS_MONTHS;
  o.first = day("2024-01-15");
  o.last = day("2024-03-30"); /* March is not over */
  o.bands = 13;
  cpw_result *r = count(&rows, &o);
  ck_assert_int_eq(cpw_result_find(r, "date")->size, 2);
  const double *waiting = real(r, "waiting"), *treated = real(r, "treated");
  ck_assert(waiting[0] == 2 && waiting[1] == 1 && waiting[12] == 1);
  ck_assert(waiting[13] == 1 && waiting[14] == 2 && waiting[25] == 1 && treated[13 + 2] == 1);
  ck_assert(real(r, "starts")[0] == 2 && real(r, "starts")[1] == 1);
  ck_assert_double_eq(total(r, "waiting"), 8);
  cpw_result_free(r);
  o.last = day("2024-03-31");
  r = count(&rows, &o);
  ck_assert_int_eq(cpw_result_find(r, "date")->size, 3);
  cpw_result_free(r);
  o.first = day("0001-01-01"); /* the first month there is */
  o.last = day("0001-01-31");
  r = count(&rows, &o);
  ck_assert_int_eq(integer(r, "rows_later"), 5);
  cpw_result_free(r);
}
END_TEST

/* the caller's dates: the first is an opening list, bands in weeks with edges of the caller's own */
START_TEST(dates_of_the_caller)
{
  const int32_t referral[] = {0, 10, 20, 28, 29}, removal[] = {28, 50, NONE, NONE, NONE};
  const int32_t dates[] = {28, 56, 84}, odd[] = {28, 57, 84};
  const double lower[] = {0, 4, 8.5};
  cpw_date_rows rows = rows_of(5, referral, removal, NULL);
  cpw_snapshots_options o = usual();
  o.step = CPW_SNAPSHOTS_DATES;
  o.dates = 3;
  o.date = dates;
  o.bands = 3;
  o.lower = lower;
  cpw_result *r = count(&rows, &o);
  const double starts[] = {0, 1, 0}, treated[] = {0, 0, 0, 0, 1, 0, 0, 0, 0};
  const double waiting[] = {3, 0, 0, 1, 2, 0, 0, 2, 1}; /* 64 days are 9.1 weeks, 56 8 */
  ck_assert_mem_eq(real(r, "starts"), starts, sizeof starts);
  ck_assert_mem_eq(real(r, "treated"), treated, sizeof treated);
  ck_assert_mem_eq(real(r, "waiting"), waiting, sizeof waiting);
  ck_assert_double_eq(real(r, "period_length")[0], 4);
  ck_assert_ptr_null(cpw_result_note(r, "period_length"));
  ck_assert_int_eq(integer(r, "rows_before"), 1);
  cpw_result_free(r);
  o.date = odd;
  r = count(&rows, &o);
  ck_assert_str_eq(cpw_result_note(r, "period_length"),
                   "the dates are 27 to 29 days apart: periods are taken as their mean");
  ck_assert_double_eq(real(r, "period_length")[0], 4);
  cpw_result_free(r);
  o.dates = 1;
  r = count(&rows, &o);
  ck_assert_double_eq(total(r, "waiting"), 3);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static const int32_t ok_referral[] = {10, 20, 30}, ok_removal[] = {15, NONE, 45};

static void refuses(const cpw_date_rows *rows, const cpw_snapshots_options *o, int32_t code,
                    int64_t index, const char *message) {
  cpw_error err;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_snapshots_history(rows, o, &r, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_str_eq(err.where, "cpw_snapshots_history");
  ck_assert_int_eq(err.index, index);
  ck_assert_ptr_null(r);
}

START_TEST(rows_that_are_wrong)
{
  const int32_t early[] = {15, NONE, 29}, gone[] = {NONE, 19, NONE};
  const int32_t bad[] = {10, NONE, 30};
  const int64_t list[] = {0, 1, 2};
  cpw_snapshots_options o = usual();
  cpw_date_rows rows = rows_of(3, ok_referral, early, NULL);
  refuses(&rows, NULL, CPW_EDOMAIN, 2, "removal[2] = 1970-01-30 must not be before the referral");
  rows = rows_of(3, ok_referral, ok_removal, gone);
  refuses(&rows, &o, CPW_EDOMAIN, 1, "withdrawal[1] = 1970-01-20 must not be before the referral");
  rows = rows_of(3, bad, ok_removal, NULL);
  refuses(&rows, &o, CPW_EDOMAIN, 1, "referral[1] = NA must be a date in the years 1 to 9999");
  rows = rows_of(3, ok_referral, NULL, NULL);
  refuses(&rows, &o, CPW_EINVAL, -1, "rows.removal is NULL");
  refuses(NULL, &o, CPW_EINVAL, -1, "rows is NULL");
  rows = rows_of(3, ok_referral, ok_removal, NULL);
  o.list = list;
  o.lists = 2;
  refuses(&rows, &o, CPW_EINVAL, 2, "options.list[2] = 2 must be 0 to 1");
}
END_TEST

START_TEST(options_that_are_wrong)
{
  cpw_date_rows rows = rows_of(3, ok_referral, ok_removal, NULL);
  cpw_error err;
  cpw_snapshots_options o = usual();
  ck_assert_int_eq(cpw_snapshots_history(&rows, &o, NULL, &err), CPW_EINVAL);
  o.step = 3;
  refuses(&rows, &o, CPW_EINVAL, -1, "options.step = 3 must be 0 to 2");
  o = usual();
  o.leaving = -1;
  refuses(&rows, &o, CPW_EINVAL, -1, "options.leaving = -1 must be 0 to 1");
  o = usual();
  o.step = CPW_SNAPSHOTS_DATES;
  refuses(&rows, &o, CPW_EINVAL, -1, "options.date is NULL");
  const int32_t same[] = {5, 5};
  o.date = same;
  refuses(&rows, &o, CPW_EINVAL, -1, "options.dates = 0 must be >= 1");
  o.dates = 2;
  refuses(&rows, &o, CPW_EDOMAIN, 1,
          "options.date[1] must be a date in the years 1 to 9999, after the one before");
  o.step = CPW_SNAPSHOTS_WEEKS;
  refuses(&rows, &o, CPW_EINVAL, -1,
          "options.date must not be given with this step, only with CPW_SNAPSHOTS_DATES");
  o = usual();
  o.lists = 2;
  refuses(&rows, &o, CPW_EINVAL, -1, "options.lists = 2 must be >= 1, and 1 without options.list");
  o = usual();
  cpw_dimension labels = {"list", 2, 0, NULL, NULL};
  o.labels = &labels;
  refuses(&rows, &o, CPW_EINVAL, -1, "options.labels has the length 2, expected 1");
  o = usual();
  o.bands = 5219;
  refuses(&rows, &o, CPW_EDOMAIN, -1,
          "options.bands = 5219 must be from 0 (as usual) to 5218, and above 0 with options.lower");
  const double lower[] = {0, 3, 3}, late[] = {1, 2};
  o.bands = 3;
  o.lower = lower;
  refuses(&rows, &o, CPW_EDOMAIN, 2,
          "options.lower[2] = 3 must be finite and above the one before");
  o.bands = 2;
  o.lower = late;
  refuses(&rows, &o, CPW_EDOMAIN, 0, "options.lower[0] = 1 must be 0");
  o = usual();
  o.first = 5000000;
  refuses(&rows, &o, CPW_EDOMAIN, -1,
          "options.first and options.last must be dates in the years 1 to 9999");
  o.first = 50;
  o.last = 49;
  refuses(&rows, &o, CPW_EDOMAIN, -1,
          "the first period ends on 1970-02-20, after the last day looked at, 1970-02-19");
  o.step = CPW_SNAPSHOTS_MONTHS;
  refuses(&rows, &o, CPW_EDOMAIN, -1,
          "the first period ends on 1970-02-28, after the last day looked at, 1970-02-19");
  o = usual();
  cpw_allocator half = {NULL, NULL, NULL, NULL};
  o.allocator = &half;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_snapshots_history(&rows, &o, &r, &err), CPW_EINVAL);
  o.struct_size++;
  ck_assert_int_eq(cpw_snapshots_history(&rows, &o, &r, &err), CPW_EABI);
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

typedef struct list {
  int64_t rows;
  int32_t referral[MOST], removal[MOST], withdrawal[MOST];
  int64_t specialty[MOST];
} list;

/* People who join evenly and leave week by week by hazards of their band: what the calibration is to
 * find. Referrals over `weeks` weeks before the day 0 and as many after. */
static list *draw_list(int64_t rows, int32_t weeks, const double *treatment, const double *removal,
                       int bands) {
  list *l = calloc(1, sizeof *l);
  ck_assert_ptr_nonnull(l);
  l->rows = rows;
  for (int64_t i = 0; i < rows; i++) {
    cpw_stream s;
    cpw_stream_init(&s, 21, 0, 0, (uint64_t)i);
    int32_t joined = (int32_t)cpw_random_below(&s, (uint64_t)(14 * weeks)) - 7 * weeks;
    l->referral[i] = joined;
    l->removal[i] = l->withdrawal[i] = NONE;
    l->specialty[i] = (int64_t)cpw_random_below(&s, 3);
    /* weeks end on days 0, 7, ...: the first end on or after the referral */
    int32_t end = joined <= 0 ? -(-joined / 7) * 7 : (joined + 6) / 7 * 7;
    for (int m = 0;; m++, end += 7) {
      int band = m < bands ? m : bands - 1;
      double u = cpw_random_uniform(&s);
      int32_t from = end - 6 > joined ? end - 6 : joined;
      int32_t on = from + (int32_t)cpw_random_below(&s, (uint64_t)(end - from + 1));
      if (u < treatment[band]) l->removal[i] = on;
      if (u >= treatment[band] && u < treatment[band] + removal[band]) l->withdrawal[i] = on;
      if (u < treatment[band] + removal[band] || end > 7 * weeks) break;
    }
  }
  return l;
}

#define BANDS 6
static const double by_treatment[BANDS] = {0.05, 0.15, 0.2, 0.1, 0.3, 0.25};
static const double by_removal[BANDS] = {0.02, 0.03, 0.01, 0.05, 0.04, 0.1};

static cpw_snapshots_options weekly(void) {
  cpw_snapshots_options o = usual();
  o.first = 0;
  o.last = 7 * 40;
  o.bands = BANDS;
  return o;
}

/* hazards come back within five standard errors, and nobody is unrecorded */
START_TEST(known_hazards_come_back)
{
  int64_t n = getenv("CAREPATH_QUICK") ? MOST / 10 : MOST;
  list *l = draw_list(n, 41, by_treatment, by_removal, BANDS);
  cpw_date_rows rows = rows_of(l->rows, l->referral, l->removal, l->withdrawal);
  cpw_snapshots_options o = weekly();
  cpw_result *r = count(&rows, &o), *c = NULL;
  cpw_history h;
  cpw_bands b;
  cpw_history_init(&h);
  cpw_bands_init(&b);
  ck_assert_int_eq(cpw_history_view(r, &h, &b, NULL), CPW_OK);
  cpw_calibrate_options co;
  cpw_calibrate_options_init(&co);
  co.recency = 1;
  co.detail = 1;
  cpw_error err;
  int32_t status = cpw_waitlist_calibrate(&h, &co, NULL, &c, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  for (int m = 0; m < BANDS; m++) {
    double risk = 0, p = by_treatment[m], q = by_removal[m];
    for (int64_t t = 1; t < h.periods; t++)
      risk += real(r, "at_risk")[t * BANDS + m];
    ck_assert_double_gt(risk, 100);
    double found = real(c, "treatment_hazard")[m], gone = real(c, "removal_hazard")[m];
    ck_assert_msg(fabs(found - p) < 5 * sqrt(p * (1 - p) / risk), "band %d: %g, not %g", m, found,
                  p);
    ck_assert_msg(fabs(gone - q) < 5 * sqrt(q * (1 - q) / risk), "band %d: %g, not %g", m, gone, q);
  }
  /* the calibration's flows are the rows', to the last person: its periods are ours but the first */
  int64_t cells = (h.periods - 1) * BANDS;
  for (int64_t i = 0; i < cells; i++) {
    ck_assert_double_eq(real(c, "unrecorded")[i], 0);
    ck_assert_double_eq(real(c, "removed")[i], real(r, "removed")[i + BANDS]);
    ck_assert_double_eq(real(c, "inflow")[i], real(r, "at_risk")[i + BANDS]);
  }
  cpw_result_free(c);
  cpw_result_free(r);
  free(l);
}
END_TEST

/* opening a band on + starts - treated - removed = closing, by list, period and band */
static void balances(const cpw_result *r, int64_t lists, int64_t periods, int64_t bands) {
  for (int64_t i = 0; i < lists; i++)
    for (int64_t t = 1; t < periods; t++)
      for (int64_t m = 0; m < bands; m++) {
        int64_t row = i * periods + t, at = row * bands + m;
        const double *before = real(r, "waiting") + (row - 1) * bands;
        double there = m == 0 ? real(r, "starts")[row] : before[m - 1];
        if (m == bands - 1) there += before[m];
        ck_assert_double_eq(there, real(r, "at_risk")[at]);
        ck_assert_double_eq(there - real(r, "treated")[at] - real(r, "removed")[at],
                            real(r, "waiting")[at]);
      }
}

/* everybody in one place: a slow count over rows, for every step, and the lists sum to the whole */
START_TEST(everybody_is_in_one_place)
{
  list *l = draw_list(3000, 30, by_treatment, by_removal, BANDS);
  cpw_date_rows rows = rows_of(l->rows, l->referral, l->removal, l->withdrawal);
  for (int32_t step = 0; step < 2; step++) {
    cpw_snapshots_options o = usual();
    o.step = step;
    o.bands = 7;
    o.first = step ? day("1969-09-01") : -70;
    o.last = 180;
    cpw_result *whole = count(&rows, &o);
    o.list = l->specialty;
    o.lists = 3;
    cpw_result *parts = count(&rows, &o);
    int64_t periods = cpw_result_find(parts, "date")->size;
    balances(parts, 3, periods, 7);
    balances(whole, 1, periods, 7);
    const char *names[] = {"starts", "treated", "waiting", "removed", "at_risk"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
      int64_t size = cpw_result_find(whole, names[k])->size;
      const double *x = real(parts, names[k]);
      for (int64_t i = 0; i < size; i++)
        ck_assert_double_eq(x[i] + x[size + i] + x[2 * size + i], real(whole, names[k])[i]);
    }
    const int64_t *date = cpw_result_find(whole, "date")->integer;
    for (int64_t t = 0; t < periods; t++) {
      int64_t waits = 0, treated = 0, gone = 0;
      for (int64_t i = 0; i < l->rows; i++) {
        int32_t x = l->removal[i] == NONE ? INT32_MAX : l->removal[i];
        int32_t w = l->withdrawal[i] == NONE ? INT32_MAX : l->withdrawal[i];
        int32_t left = x < w ? x : w;
        waits += l->referral[i] <= date[t] && left > date[t];
        int within = t > 0 && left > date[t - 1] && left <= date[t];
        treated += within && x <= w;
        gone += within && w < x;
      }
      double sums[3] = {0, 0, 0};
      for (int64_t m = 0; m < 7; m++) {
        sums[0] += real(whole, "waiting")[t * 7 + m];
        sums[1] += real(whole, "treated")[t * 7 + m];
        sums[2] += real(whole, "removed")[t * 7 + m];
      }
      ck_assert_double_eq(sums[0], (double)waits);
      if (t > 0) ck_assert(sums[1] == (double)treated && sums[2] == (double)gone);
    }
    cpw_result_free(whole);
    cpw_result_free(parts);
  }
  free(l);
}
END_TEST

/* the list by day of module dates says the same of every snapshot, and so do totals BY_WAIT */
START_TEST(as_dates_counts_by_day)
{
  list *l = draw_list(2000, 20, by_treatment, by_removal, BANDS);
  cpw_date_rows rows = rows_of(l->rows, l->referral, l->removal, l->withdrawal);
  cpw_dates_options d;
  cpw_dates_options_init(&d);
  d.start = 0;
  d.end = 7 * 15;
  cpw_result *by_day = NULL;
  ck_assert_int_eq(cpw_dates_queue_size(&rows, &d, &by_day, NULL), CPW_OK);
  cpw_snapshots_options o = weekly();
  o.last = 7 * 15;
  cpw_result *cohort = count(&rows, &o);
  o.leaving = CPW_SNAPSHOTS_BY_WAIT;
  cpw_result *wait = count(&rows, &o);
  for (int64_t t = 0; t < 16; t++) {
    double sum = 0;
    for (int m = 0; m < BANDS; m++)
      sum += real(cohort, "waiting")[t * BANDS + m];
    ck_assert_double_eq(sum, (double)cpw_result_find(by_day, "queue_size")->integer[7 * t]);
  }
  ck_assert_double_eq(total(cohort, "treated"), total(wait, "treated"));
  ck_assert_double_eq(total(cohort, "removed"), total(wait, "removed"));
  size_t bytes = (size_t)cpw_result_find(wait, "waiting")->size * sizeof(double);
  ck_assert_mem_eq(real(cohort, "waiting"), real(wait, "waiting"), bytes);
  ck_assert_int_ne(memcmp(real(cohort, "treated"), real(wait, "treated"), bytes), 0);
  cpw_result_free(cohort);
  cpw_result_free(wait);
  cpw_result_free(by_day);
  free(l);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  const int64_t specialty[] = {0, 1, 0};
  const char *const texts[] = {"hand", "foot"}, *const *const columns[] = {texts};
  const char *const name[] = {"specialty"};
  const cpw_dimension labels = {"list", 2, 1, name, columns};
  cpw_date_rows rows = rows_of(3, ok_referral, ok_removal, NULL);
  cpw_snapshots_options o = usual();
  (void)context;
  o.list = specialty;
  o.lists = 2;
  o.labels = &labels;
  cpw_result *r = NULL;
  int32_t status = cpw_snapshots_history(&rows, &o, &r, NULL);
  /* an assertion would take memory of its own */
  if (status == CPW_OK &&
      (real(r, "starts")[0] != 1 ||
       strcmp(cpw_result_find(r, "starts")->dimension[0]->coordinate_labels[0][1], "foot") != 0))
    status = CPW_EINTERNAL;
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

static Suite *snapshots_suite(void) {
  Suite *suite = suite_create("snapshots");
  const struct {
    const char *name;
    const TTest *tests[6];
  } cases[] = {{"limits",
                {one_patient, nobody, people_at_the_ends_of_the_window, months_of_the_calendar,
                 dates_of_the_caller}},
               {"errors", {rows_that_are_wrong, options_that_are_wrong}},
               {"reference", {known_hazards_come_back}},
               {"properties", {everybody_is_in_one_place, as_dates_counts_by_day}},
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
  Suite *suites[] = {snapshots_suite()};
  return cpwt_run(suites, 1);
}
