/* Measures of a list against its people one by one, week and month bands against the calendar, and the
 * rules of thumb against the published ones. */
#include "waitlist/suites.h"
#include "waitlist/world.h"

#include <float.h>
#include <math.h>
#include <stdio.h>

/* ---------------------------------------------------------------- one by one ---------------- */

#define PIECES 1000

/* People of a closed band stand evenly in it, in PIECES parts; those of the open band at its edge. */
static double share_one_by_one(const cpw_bands *b, const double *waiting, double weeks) {
  double within = 0, total = 0;
  for (int64_t m = 0; m < b->count; m++) {
    double low = b->lower[m], width = m + 1 < b->count ? b->lower[m + 1] - low : 0;
    for (int k = 0; k < PIECES; k++) {
      double wait = (low + width * ((double)k + 0.5) / PIECES) * b->unit_weeks;
      int open = m + 1 == b->count;
      within += wait <= weeks && !open ? waiting[m] / PIECES : 0;
      total += waiting[m] / PIECES;
    }
  }
  return within / total;
}

static double random_list(const cpw_bands *b, cpw_stream *s, double *waiting) {
  double total = 0;
  for (int64_t m = 0; m < b->count; m++)
    total += waiting[m] = world_count(s, 100, world_chance(s, 0.5));
  return total;
}

START_TEST(shares_and_percentiles_one_by_one)
{
  cpw_stream s;
  cpw_stream_init(&s, 41, 0, 0, 0);
  world *w = malloc(sizeof *w);
  for (int k = 0; k < cpwt_cases(1000); k++) {
    double waiting[WORLD_BANDS], share, back, weeks;
    int32_t bound;
    world_make_bands(w, &s);
    const cpw_bands *b = &w->bands;
    double edge = b->lower[b->count - 1] * b->unit_weeks, total = random_list(b, &s, waiting);
    if (b->count < 2 || !(total > 0)) continue;
    weeks = edge * (k % 7 == 0 ? 1.0 : 0.001 + 0.999 * cpw_random_uniform(&s));
    ck_assert_int_eq(cpw_waitlist_within(b, 1, waiting, weeks, 0, &share, NULL), CPW_OK);
    ck_assert_double_eq_tol(share, share_one_by_one(b, waiting, weeks), 1.0 / PIECES);
    ck_assert(share >= 0.0 && share <= 1.0);

    /* the percentile of that share is that limit, or the far side of an empty stretch */
    ck_assert_int_eq(cpw_waitlist_percentile(b, 1, waiting, share, &back, &bound, NULL), CPW_OK);
    ck_assert_double_le(back, weeks * (1 + 1e-9));
    if (back > 0) {
      double again;
      ck_assert_int_eq(cpw_waitlist_within(b, 1, waiting, back, 0, &again, NULL), CPW_OK);
      ck_assert_double_eq_tol(again, share, 1e-9);
    }
    double p = cpw_random_uniform(&s);
    ck_assert_int_eq(cpw_waitlist_percentile(b, 1, waiting, p, &back, &bound, NULL), CPW_OK);
    if (bound) {
      ck_assert_double_eq(back, edge);
      ck_assert_double_lt(share_one_by_one(b, waiting, edge), p + 1e-9);
    } else if (back > 0) {
      ck_assert_double_eq_tol(share_one_by_one(b, waiting, back), p, 2.0 / PIECES);
    }
  }
  free(w);
}
END_TEST

START_TEST(england_s_measures)
{
  cpwt_england *e = cpwt_england_read();
  if (!e) return;
  cpw_result *r;
  cpw_error err;
  ck_assert_int_eq(cpw_waitlist_measures(&e->bands, e->history.lists, 13, e->waiting, &e->list,
                                         NULL, 0, NULL, &r, &err),
                   CPW_OK);
  int64_t last = e->total * 13 + 12; /* May 2025: 60.9 % within 18 weeks as published */
  ck_assert_double_eq_tol(cpwt_real(r, "within_18")[last], 0.609, 0.01);
  ck_assert_double_eq_tol(cpwt_real(r, "total_closing")[last], 7190000, 200000);
  ck_assert_double_eq_tol(cpwt_real(r, "over_52")[last], 196000, 10000);
  ck_assert(isnan(cpwt_real(r, "over_65")[last]));
  ck_assert_int_eq(cpwt_integer(r, "p92_wait_bound")[last], 0);
  cpw_result_free(r);
  free(e);
}
END_TEST

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(eighteen_weeks_in_month_bands)
{
  cpw_bands bands = cpwt_months(13);
  const double waiting[13] = {100, 90, 80, 70, 60, 50, 40, 30, 20, 10, 10, 10, 30};
  double share;
  ck_assert_int_eq(cpw_waitlist_within(&bands, 1, waiting, 18, 0, &share, NULL), CPW_OK);
  /* all of the first four months and 0.1396 of the fifth: 18 x 7 / 30.4375 = 4.1396 */
  ck_assert_double_eq_tol(share, (340 + (18 * 7 / 30.4375 - 4) * 60) / 600, 1e-12);
  ck_assert_int_eq(cpw_waitlist_within(&bands, 1, waiting, 18, 1, &share, NULL), CPW_OK);
  ck_assert_double_eq(share, 340.0 / 600);
  ck_assert_int_eq(cpw_waitlist_within(&bands, 1, waiting, 1, 1, &share, NULL), CPW_OK);
  ck_assert_double_eq(share, 100.0 / 600); /* at least one */

  /* over 52 weeks: the open band and the last sliver of the eleventh month */
  cpw_result *r;
  ck_assert_int_eq(cpw_waitlist_measures(&bands, 1, 1, waiting, NULL, NULL, 0, NULL, &r, NULL),
                   CPW_OK);
  ck_assert_double_eq_tol(cpwt_real(r, "over_52")[0], 30 + 10 * (12 - 52 * 7 / 30.4375), 1e-9);
  ck_assert(isnan(cpwt_real(r, "over_65")[0]));
  ck_assert(isnan(cpwt_real(r, "over_104")[0]));
  ck_assert_double_eq_tol(cpwt_real(r, "median_wait")[0], (3 + 30.0 / 70) * CPW_WEEKS_PER_MONTH,
                          1e-9);
  ck_assert_int_eq(cpwt_integer(r, "p95_wait_bound")[0], 1 * (570.0 / 600 < 0.95));
  cpw_result_free(r);
}
END_TEST

START_TEST(eighteen_weeks_in_week_bands)
{
  double lower[105], waiting[105], share;
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = 105;
  bands.lower = lower;
  for (int w = 0; w < 105; w++) {
    lower[w] = w;
    waiting[w] = 1;
  }
  for (int32_t whole = 0; whole < 2; whole++) {
    ck_assert_int_eq(cpw_waitlist_within(&bands, 1, waiting, 18, whole, &share, NULL), CPW_OK);
    ck_assert_double_eq(share, 18.0 / 105);
  }
  ck_assert_int_eq(cpw_waitlist_within(&bands, 1, waiting, 104, 0, &share, NULL), CPW_OK);
  ck_assert_double_eq(share, 104.0 / 105);
  cpw_result *r;
  ck_assert_int_eq(cpw_waitlist_measures(&bands, 1, 1, waiting, NULL, NULL, 0, NULL, &r, NULL),
                   CPW_OK);
  ck_assert_double_eq(cpwt_real(r, "over_52")[0], 53.0);
  ck_assert_double_eq(cpwt_real(r, "over_65")[0], 40.0);
  ck_assert_double_eq(cpwt_real(r, "over_78")[0], 27.0);
  ck_assert_double_eq(cpwt_real(r, "over_104")[0], 1.0);
  ck_assert_double_eq(cpwt_real(r, "median_wait")[0], 52.5);
  cpw_result_free(r);
}
END_TEST

START_TEST(a_limit_on_the_edge_of_the_open_band)
{
  /* 12 months in weeks and back need not be 12 exactly */
  cpw_bands bands = cpwt_months(13);
  double waiting[13] = {0}, share;
  waiting[0] = waiting[12] = 5;
  for (int m = 1; m <= 12; m++) {
    double weeks = m * CPW_WEEKS_PER_MONTH;
    ck_assert_int_eq(cpw_waitlist_within(&bands, 1, waiting, weeks, 0, &share, NULL), CPW_OK);
    ck_assert_double_eq_tol(share, 0.5, 1e-12);
    ck_assert_int_eq(cpw_waitlist_within(&bands, 1, waiting, weeks, 1, &share, NULL), CPW_OK);
    ck_assert_double_eq(share, 0.5);
  }
  cpw_error err;
  share = 77;
  cpwt_fails(cpw_waitlist_within(&bands, 1, waiting, 52.2, 0, &share, &err), CPW_EDOMAIN, &err,
             "weeks = 52.2 lies in the open band");
  bands.count = 1; /* one open band: no limit can be told */
  cpwt_fails(cpw_waitlist_within(&bands, 1, waiting, 1, 1, &share, &err), CPW_EDOMAIN, &err,
             "open band");
  ck_assert_double_eq(share, 77);
}
END_TEST

START_TEST(percentiles_published)
{
  /* NHSRtt@6a5657e hist_percentile_calc, cases W083 to W086: five months and nobody beyond */
  const double lower[] = {0, 1, 2, 3, 4, 5}, waiting[] = {10, 20, 30, 20, 20, 0};
  const double shares[] = {0, 0.5, 0.65, 0.92, 1};
  const double expected[] = {0, 2.66666666666667, 3.25, 4.6, 5};
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = 6;
  bands.lower = lower;
  for (int k = 0; k < 5; k++) {
    double weeks;
    int32_t bound = 7;
    ck_assert_int_eq(cpw_waitlist_percentile(&bands, 1, waiting, shares[k], &weeks, &bound, NULL),
                     CPW_OK);
    cpwt_close(weeks, expected[k], "percentile", k);
    ck_assert_int_eq(bound, 0);
    ck_assert_int_eq(cpw_waitlist_percentile(&bands, 1, waiting, shares[k], &weeks, NULL, NULL),
                     CPW_OK);
  }
}
END_TEST

START_TEST(empty_lists_and_open_bands)
{
  cpw_bands bands = cpwt_months(3);
  const double waiting[] = {0, 0, 0, 0, 0, 5, 0, 5, 0};
  double share[3], weeks[3];
  int32_t bound[3];
  ck_assert_int_eq(cpw_waitlist_within(&bands, 3, waiting, 8, 0, share, NULL), CPW_OK);
  ck_assert(isnan(share[0]));
  ck_assert_double_eq(share[1], 0.0);
  ck_assert_double_gt(share[2], 0.0);
  ck_assert_int_eq(cpw_waitlist_percentile(&bands, 3, waiting, 0.5, weeks, bound, NULL), CPW_OK);
  ck_assert(isnan(weeks[0]));
  ck_assert_int_eq(bound[0], 0);
  ck_assert_double_eq(weeks[1], 2 * CPW_WEEKS_PER_MONTH);
  ck_assert_int_eq(bound[1], 1);
  ck_assert_double_eq(weeks[2], 1.5 * CPW_WEEKS_PER_MONTH);
  ck_assert_int_eq(bound[2], 0);
  /* no lists at all */
  ck_assert_int_eq(cpw_waitlist_within(&bands, 0, NULL, 8, 0, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_waitlist_percentile(&bands, 0, NULL, 0.5, NULL, NULL, NULL), CPW_OK);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(lists_that_are_none)
{
  cpw_bands bands = cpwt_months(3);
  const double good[3] = {1, 2, 3}, bad[3] = {1, (double)NAN, 3}, huge[3] = {DBL_MAX, DBL_MAX, 0};
  double x = 77;
  cpw_error err;
  cpwt_fails(cpw_waitlist_within(NULL, 1, good, 8, 0, &x, &err), CPW_EINVAL, &err, "bands is NULL");
  cpwt_fails(cpw_waitlist_within(&bands, -1, good, 8, 0, &x, &err), CPW_EINVAL, &err, "rows = -1");
  cpwt_fails(cpw_waitlist_within(&bands, 1, NULL, 8, 0, &x, &err), CPW_EINVAL, &err,
             "waiting is NULL");
  cpwt_fails(cpw_waitlist_within(&bands, 1, good, 8, 0, NULL, &err), CPW_EINVAL, &err,
             "the output is NULL");
  cpwt_fails(cpw_waitlist_within(&bands, 1, bad, 8, 0, &x, &err), CPW_EDOMAIN, &err,
             "waiting[0][1] = nan must be finite and >= 0 (band from 1)");
  cpwt_fails(cpw_waitlist_within(&bands, 1, huge, 8, 0, &x, &err), CPW_EOVERFLOW, &err,
             "the sum of row 0");
  cpwt_fails(cpw_waitlist_within(&bands, INT64_MAX, good, 8, 0, &x, &err), CPW_EOVERFLOW, &err,
             "too many");
  const double limits[] = {0, -1, (double)NAN, HUGE_VAL};
  for (int k = 0; k < 4; k++)
    cpwt_fails(cpw_waitlist_within(&bands, 1, good, limits[k], 0, &x, &err), CPW_EDOMAIN, &err,
               "weeks");
  const int32_t wholes[] = {-1, 2};
  for (int k = 0; k < 2; k++) {
    cpw_result *none = NULL;
    cpwt_fails(cpw_waitlist_within(&bands, 1, good, 8, wholes[k], &x, &err), CPW_EINVAL, &err,
               "whole_bands");
    cpwt_fails(cpw_waitlist_measures(&bands, 1, 1, good, NULL, NULL, wholes[k], NULL, &none, &err),
               CPW_EINVAL, &err, "whole_bands");
    ck_assert_ptr_null(none);
  }
  const double shares[] = {-0.1, 1.1, (double)NAN};
  for (int k = 0; k < 3; k++)
    cpwt_fails(cpw_waitlist_percentile(&bands, 1, good, shares[k], &x, NULL, &err), CPW_EDOMAIN,
               &err, "share");
  cpwt_fails(cpw_waitlist_percentile(&bands, 1, good, 0.5, NULL, NULL, &err), CPW_EINVAL, &err,
             "the output is NULL");
  ck_assert_double_eq(x, 77);

  cpw_result *r = NULL;
  cpw_allocator half = {0};
  const cpw_dimension two = {"list", 2, 0, NULL, NULL};
  cpwt_fails(cpw_waitlist_measures(&bands, 0, 1, good, NULL, NULL, 0, NULL, &r, &err), CPW_EINVAL,
             &err, "lists = 0");
  cpwt_fails(cpw_waitlist_measures(&bands, 1, 0, good, NULL, NULL, 0, NULL, &r, &err), CPW_EINVAL,
             &err, "periods = 0");
  cpwt_fails(cpw_waitlist_measures(&bands, 1, 1, good, &two, NULL, 0, NULL, &r, &err), CPW_EINVAL,
             &err, "list labels 2");
  cpwt_fails(cpw_waitlist_measures(&bands, 1, 1, good, NULL, &two, 0, NULL, &r, &err), CPW_EINVAL,
             &err, "period labels 2");
  cpwt_fails(cpw_waitlist_measures(&bands, 1, 1, good, NULL, NULL, 0, &half, &r, &err), CPW_EINVAL,
             &err, "allocator");
  cpwt_fails(cpw_waitlist_measures(&bands, 1, 1, bad, NULL, NULL, 0, NULL, &r, &err), CPW_EDOMAIN,
             &err, "waiting[0][0][1] = nan");
  cpwt_fails(cpw_waitlist_measures(&bands, 1, 1, good, NULL, NULL, 0, NULL, NULL, &err), CPW_EINVAL,
             &err, "the output is NULL");
  ck_assert_ptr_null(r);
}
END_TEST

static int32_t measure_with_failing_memory(void *context) {
  static const double waiting[6] = {1, 2, 3, 4, 5, 6};
  static const char *const texts[] = {"A", "B"}, *const names[] = {"org"};
  static const char *const *const columns[] = {texts};
  static const cpw_dimension list = {"list", 2, 1, names, columns};
  cpw_bands bands = cpwt_months(3);
  cpw_result *r = context;
  int32_t status = cpw_waitlist_measures(&bands, 2, 1, waiting, &list, NULL, 0, NULL, &r, NULL);
  if (status != CPW_OK) return r == context ? status : CPW_EINTERNAL;
  cpw_result_free(r);
  return CPW_OK;
}

START_TEST(memory_fails_anywhere)
{ cpwt_each_allocation_fails(measure_with_failing_memory, NULL); }
END_TEST

/* ---------------------------------------------------------------- the calendar -------------- */

/* Day number of a date, and back (Fliegel and Van Flandern 1968). */
static int64_t day_number(int64_t y, int64_t m, int64_t d) {
  int64_t a = (m - 14) / 12;
  return 1461 * (y + 4800 + a) / 4 + 367 * (m - 2 - 12 * a) / 12 - 3 * ((y + 4900 + a) / 100) / 4 +
         d - 32075;
}

static int64_t month_number(int64_t day) {
  int64_t l = day + 68569, n = 4 * l / 146097;
  l -= (146097 * n + 3) / 4;
  int64_t i = 4000 * (l + 1) / 1461001;
  l -= 1461 * i / 4 - 31;
  int64_t j = 80 * l / 2447, k = j / 11;
  return 12 * (100 * (n - 49) + i + k) + (j + 2 - 12 * k);
}

static int64_t last_day(int64_t y, int64_t m) {
  return (m == 12 ? day_number(y + 1, 1, 1) : day_number(y, m + 1, 1)) - 1;
}

START_TEST(weeks_to_months_day_by_day)
{
  cpw_stream s;
  cpw_stream_init(&s, 42, 0, 0, 0);
  for (int k = 0; k < cpwt_cases(300); k++) {
    int32_t year = 1950 + (int32_t)cpw_random_below(&s, 150), month = 1 + (int32_t)(k % 12);
    int64_t weeks = 1 + (int64_t)cpw_random_below(&s, 120);
    int64_t months = 1 + (int64_t)cpw_random_below(&s, 30), end = last_day(year, month);
    double counts[2 * 120], out[2 * 30], expected[2 * 30] = {0};
    for (int64_t i = 0; i < 2 * weeks; i++) {
      counts[i] = 100 * (cpw_random_uniform(&s) - 0.2);
      for (int64_t d = 0; d < 7; d++) {
        int64_t back = month_number(end) - month_number(end - 7 * (i % weeks) - d);
        expected[i / weeks * months + (back < months ? back : months - 1)] += counts[i] / 7;
      }
    }
    ck_assert_int_eq(cpw_bands_weeks_to_months(year, month, 2, weeks, counts, months, out, NULL),
                     CPW_OK);
    for (int64_t i = 0; i < 2 * months; i++)
      ck_assert_double_eq_tol(out[i], expected[i], 1e-9);
  }
}
END_TEST

START_TEST(months_to_weeks_day_by_day)
{
  cpw_stream s;
  cpw_stream_init(&s, 43, 0, 0, 0);
  for (int k = 0; k < cpwt_cases(300); k++) {
    int32_t year = 1950 + (int32_t)cpw_random_below(&s, 150), month = 1 + (int32_t)(k % 12);
    int64_t weeks = 1 + (int64_t)cpw_random_below(&s, 120);
    int64_t months = 1 + (int64_t)cpw_random_below(&s, 30), end = last_day(year, month);
    double counts[30], out[120], expected[120] = {0}, total = 0, sum = 0;
    for (int64_t m = 0; m < months; m++)
      total += counts[m] = world_count(&s, 100, 0);
    /* the open band: a geometric sequence of months, cut off far beyond the week bands */
    double ratio = 0, open = counts[months - 1];
    if (months >= 3 && counts[months - 2] > 0)
      ratio = fmin(0.95, counts[months - 2] / counts[months - 3]);
    int64_t day = end;
    for (int64_t m = 0; m < 60; m++) {
      int64_t days = 0, number = month_number(day);
      while (month_number(day - days) == number)
        days++;
      double people = m < months - 1 ? counts[m] : open * (1 - ratio);
      if (m >= months - 1) open *= ratio;
      if (m == 59) people += open;
      for (int64_t d = 0; d < days; d++) {
        int64_t w = (end - day + d) / 7;
        expected[w < weeks ? w : weeks - 1] += people / (double)days;
      }
      day -= days;
    }
    ck_assert_int_eq(cpw_bands_months_to_weeks(year, month, 1, months, counts, weeks, out, NULL),
                     CPW_OK);
    for (int64_t w = 0; w < weeks; w++) {
      /* the library stops at the last week band, the loop above after 60 months: the same weeks */
      ck_assert_double_eq_tol(out[w], expected[w], 1e-9);
      sum += out[w];
    }
    ck_assert_double_eq_tol(sum, total, 1e-9 * (total + 1));
  }
}
END_TEST

START_TEST(a_closed_month_there_and_back)
{
  /* month bands of one row through week bands keep their closed months */
  const double months[8] = {310, 300, 280, 250, 0, 120, 90, 0};
  double weeks[60], back[8];
  ck_assert_int_eq(cpw_bands_months_to_weeks(2024, 11, 1, 8, months, 60, weeks, NULL), CPW_OK);
  ck_assert_int_eq(cpw_bands_weeks_to_months(2024, 11, 1, 60, weeks, 8, back, NULL), CPW_OK);
  double total = 0;
  for (int m = 0; m < 8; m++) {
    ck_assert_double_eq_tol(back[m], months[m], 25); /* a week that spans two months is mixed */
    total += back[m];
  }
  ck_assert_double_eq_tol(total, 1350, 1e-9);
}
END_TEST

/* Dorset County Hospital at the end of November 2024, all specialties: from its weeks to the months
 * that the published tools make of them (the data of case W121). */
START_TEST(dorset_in_months)
{
  static const double expected[2][13] = {
      {4264.28571428571, 3329.85714285714, 2665.85714285714, 2014, 1947.28571428571,
       1698.71428571429, 1319.42857142857, 1084, 957.428571428571, 834.142857142857, 617,
       342.571428571429, 618.428571428571},
      {1541.28571428571, 634.142857142857, 322.571428571429, 257.714285714286, 198.714285714286,
       133.428571428571, 198.142857142857, 151.857142857143, 177, 143.857142857143,
       127.571428571429, 168.142857142857, 414.571428571429}};
  const char *path = cpwt_shared("data/rtt/rtt_2024-11_RBD_specialty_week.csv");
  FILE *file = path ? fopen(path, "r") : NULL;
  if (!file) return;
  double weeks[2][105] = {{0}}, out[26];
  char line[256], type[64];
  int week;
  double count;
  while (fgets(line, sizeof line, file)) {
    if (sscanf(line, "2024-11-30,RBD,C_999,%63[a-z_],%d,%lf", type, &week, &count) != 3) continue;
    if (strcmp(type, "incomplete") == 0) weeks[0][week] += count;
    if (strncmp(type, "completed", 9) == 0) weeks[1][week] += count;
  }
  fclose(file);
  ck_assert_int_eq(cpw_bands_weeks_to_months(2024, 11, 2, 105, weeks[0], 13, out, NULL), CPW_OK);
  /* the published file leaves out nine people of no English commissioner who wait, and none treated */
  double others = 0;
  for (int i = 0; i < 13; i++) {
    cpwt_close(out[13 + i], expected[1][i], "treated", i);
    ck_assert_double_ge(out[i], expected[0][i] - 1e-6);
    others += out[i] - expected[0][i];
  }
  ck_assert_double_eq_tol(others, 9, 1e-6);
}
END_TEST

START_TEST(calendars_that_are_none)
{
  const double x[4] = {1, 2, 3, 4}, nan_in[4] = {1, 2, (double)NAN, 4}, minus[4] = {1, -2, 3, 4};
  double out[4] = {77, 77, 77, 77};
  cpw_error err;
  const int32_t dates[][2] = {{1899, 1}, {10000, 1}, {2024, 0}, {2024, 13}};
  for (int k = 0; k < 4; k++) {
    cpwt_fails(cpw_bands_weeks_to_months(dates[k][0], dates[k][1], 1, 4, x, 4, out, &err),
               CPW_EDOMAIN, &err, "must be a month");
    cpwt_fails(cpw_bands_months_to_weeks(dates[k][0], dates[k][1], 1, 4, x, 4, out, &err),
               CPW_EDOMAIN, &err, "must be a month");
  }
  cpwt_fails(cpw_bands_weeks_to_months(2024, 1, -1, 4, x, 4, out, &err), CPW_EINVAL, &err, "rows");
  cpwt_fails(cpw_bands_weeks_to_months(2024, 1, 1, 0, x, 4, out, &err), CPW_EINVAL, &err, "bands");
  cpwt_fails(cpw_bands_weeks_to_months(2024, 1, 1, 4, x, 0, out, &err), CPW_EINVAL, &err, "bands");
  cpwt_fails(cpw_bands_weeks_to_months(2024, 1, 1, 4, NULL, 4, out, &err), CPW_EINVAL, &err,
             "counts is NULL");
  cpwt_fails(cpw_bands_weeks_to_months(2024, 1, 1, 4, x, 4, NULL, &err), CPW_EINVAL, &err,
             "out is NULL");
  cpwt_fails(cpw_bands_weeks_to_months(2024, 1, INT64_MAX / 8, 4, x, 4, out, &err), CPW_EINVAL,
             &err, "too large");
  cpwt_fails(cpw_bands_weeks_to_months(2024, 1, 2, 2, nan_in, 2, out, &err), CPW_EDOMAIN, &err,
             "counts[1][0] = nan must be finite");
  cpwt_fails(cpw_bands_months_to_weeks(2024, 1, 2, 2, minus, 2, out, &err), CPW_EDOMAIN, &err,
             "counts[0][1] = -2 must be finite and >= 0");
  const double huge[2][4] = {{1, 2, 3, 4}, {1e308, 0, 0, 1e308}};
  cpwt_fails(cpw_bands_weeks_to_months(2024, 1, 2, 4, huge[0], 2, out, &err), CPW_EOVERFLOW, &err,
             "the sum of row 1 of counts");
  cpwt_fails(cpw_bands_months_to_weeks(2024, 1, 2, 4, huge[0], 2, out, &err), CPW_EOVERFLOW, &err,
             "the sum of row 1 of counts");
  for (int i = 0; i < 4; i++)
    ck_assert_double_eq(out[i], 77);
  ck_assert_int_eq(cpw_bands_weeks_to_months(2024, 1, 0, 4, NULL, 4, NULL, NULL), CPW_OK);
  ck_assert_int_eq(cpw_bands_weeks_to_months(2024, 1, 2, 2, minus, 2, out, NULL), CPW_OK);
}
END_TEST

/* ---------------------------------------------------------------- rules of thumb ------------ */

START_TEST(published_rules_of_thumb)
{
  /* NHSRwaitinglist@0d85b69, cases W001 to W031 */
  cpwt_close(cpw_waitlist_load(30, 27), 1.11111111111111, "W001", 0);
  cpwt_close(cpw_waitlist_load(0.5, 0.3), 1.66666666666667, "W004", 0);
  cpwt_close(cpw_waitlist_target_mean_wait(18, 2.52), 7.14285714285714, "W010", 0);
  cpwt_close(cpw_waitlist_target_size(30, 52, 4), 390, "W011", 0);
  cpwt_close(cpw_waitlist_target_size(41.7, 18, 6), 125.1, "W013", 0);
  cpwt_close(cpw_waitlist_target_capacity(30, 52, 4, 1.1, 1.2), 30.1019230769231, "W016", 0);
  cpwt_close(cpw_waitlist_target_capacity(12.5, 6, 6, 1.35, 0.4), 13.49125, "W018", 0);
  cpwt_close(cpw_waitlist_relief_capacity(30, 1200, 390, 26), 61.1538461538462, "W020", 0);
  cpwt_close(cpw_waitlist_relief_capacity(30, 100, 390, 26), 18.8461538461538, "W022", 0);
  cpwt_close(cpw_waitlist_pressure(63, 52), 2.42307692307692, "W024", 0);
  static const int32_t days[] = {365, 7, 28, 84, 365, 365};
  for (int32_t p = 0; p < 6; p++)
    ck_assert_int_eq(cpw_waitlist_priority_days(p), days[p]);
  ck_assert_double_eq(cpw_waitlist_load(1, 0), HUGE_VAL);
  ck_assert(isnan(cpw_waitlist_load(0, 0)));
}
END_TEST

START_TEST(demand_with_its_own_uncertainty)
{
  ck_assert_double_eq(cpw_waitlist_upper_demand(30, 0, 1), 30);
  ck_assert_double_eq(cpw_waitlist_upper_demand(30, 100, 1), 37.5); /* 30 / (1 - 2 / 10) */
  ck_assert_double_eq(cpw_waitlist_upper_demand(30, 4, 1), 30);     /* the share would be 1 */
  ck_assert_double_eq(cpw_waitlist_upper_demand(30, 1e6, 0), 30);
}
END_TEST

START_TEST(steady_sizes_published)
{
  /* NHSRtt@6a5657e calc_wl_sizes, case W094 */
  const double removal[] = {0.1, 0.2, 0.05}, service[] = {20, 30, 10};
  const double waiting[] = {25, 0, 0}, treated[] = {20, 20, 0};
  double w[3], t[3];
  ck_assert_int_eq(cpw_waitlist_steady_sizes(3, 50, removal, service, w, t, NULL), CPW_OK);
  for (int m = 0; m < 3; m++) {
    cpwt_close(w[m], waiting[m], "waiting", m);
    cpwt_close(t[m], treated[m], "treated", m);
  }
  ck_assert_int_eq(cpw_waitlist_steady_sizes(0, 50, NULL, NULL, NULL, NULL, NULL), CPW_OK);
}
END_TEST

START_TEST(steady_sizes_that_are_none)
{
  const double good[] = {0.1, 0.2}, high[] = {0.1, 1.1}, minus[] = {-1, 0}, inf[] = {0, HUGE_VAL};
  double w[2] = {77, 77}, t[2] = {77, 77};
  cpw_error err;
  cpwt_fails(cpw_waitlist_steady_sizes(-1, 1, good, good, w, t, &err), CPW_EINVAL, &err, "bands");
  cpwt_fails(cpw_waitlist_steady_sizes(2, 1, NULL, good, w, t, &err), CPW_EINVAL, &err, "removal");
  cpwt_fails(cpw_waitlist_steady_sizes(2, 1, good, NULL, w, t, &err), CPW_EINVAL, &err, "service");
  cpwt_fails(cpw_waitlist_steady_sizes(2, 1, good, good, NULL, t, &err), CPW_EINVAL, &err,
             "waiting");
  cpwt_fails(cpw_waitlist_steady_sizes(2, 1, good, good, w, NULL, &err), CPW_EINVAL, &err,
             "treated");
  cpwt_fails(cpw_waitlist_steady_sizes(2, -1, good, good, w, t, &err), CPW_EDOMAIN, &err,
             "starts = -1");
  cpwt_fails(cpw_waitlist_steady_sizes(2, 1, high, good, w, t, &err), CPW_EDOMAIN, &err,
             "removal[1] = 1.1 must be in [0, 1]");
  cpwt_fails(cpw_waitlist_steady_sizes(2, 1, minus, good, w, t, &err), CPW_EDOMAIN, &err,
             "removal[0] = -1");
  cpwt_fails(cpw_waitlist_steady_sizes(2, 1, good, inf, w, t, &err), CPW_EDOMAIN, &err,
             "service[1] = inf");
  ck_assert_double_eq(w[0] + t[1], 154);
}
END_TEST

Suite *cpwt_measures_suite(void) {
  Suite *suite = suite_create("waitlist measures");
  TCase *reference = tcase_create("reference");
  tcase_add_test(reference, percentiles_published);
  tcase_add_test(reference, published_rules_of_thumb);
  tcase_add_test(reference, steady_sizes_published);
  tcase_add_test(reference, dorset_in_months);
  tcase_add_test(reference, england_s_measures);
  suite_add_tcase(suite, reference);
  TCase *limits = tcase_create("limits");
  tcase_add_test(limits, eighteen_weeks_in_month_bands);
  tcase_add_test(limits, eighteen_weeks_in_week_bands);
  tcase_add_test(limits, a_limit_on_the_edge_of_the_open_band);
  tcase_add_test(limits, empty_lists_and_open_bands);
  tcase_add_test(limits, a_closed_month_there_and_back);
  tcase_add_test(limits, demand_with_its_own_uncertainty);
  suite_add_tcase(suite, limits);
  TCase *errors = tcase_create("errors");
  tcase_add_test(errors, lists_that_are_none);
  tcase_add_test(errors, calendars_that_are_none);
  tcase_add_test(errors, steady_sizes_that_are_none);
  suite_add_tcase(suite, errors);
  TCase *properties = tcase_create("properties");
  tcase_set_timeout(properties, 300);
  tcase_add_test(properties, shares_and_percentiles_one_by_one);
  tcase_add_test(properties, weeks_to_months_day_by_day);
  tcase_add_test(properties, months_to_weeks_day_by_day);
  suite_add_tcase(suite, properties);
  TCase *oom = tcase_create("oom");
  tcase_add_test(oom, memory_fails_anywhere);
  suite_add_tcase(suite, oom);
  return suite;
}
