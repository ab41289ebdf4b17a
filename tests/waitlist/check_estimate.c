/* What calibration adds to plain ratios: shrinking by brute force, the cohort rule by hand, variances
 * against a bootstrap, the calendar against published dates, the combination against its parts. */
#include "waitlist/suites.h"
#include "waitlist/world.h"

#include <limits.h>
#include <math.h>

static cpw_result *calibrate(const cpw_history *h, const cpw_calibrate_options *o) {
  cpw_error err;
  cpw_result *r = NULL;
  int32_t status = cpw_waitlist_calibrate(h, o, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

static cpw_calibrate_options plain(void) {
  cpw_calibrate_options o;
  cpw_calibrate_options_init(&o);
  o.recency = 1.0;
  return o;
}

/* Lists of month bands whose flows wander about levels of their own. */
#define FAMILY 7
#define MONTHS 37
#define STAGES 4
typedef struct family {
  cpw_bands bands;
  cpw_history history;
  double starts[FAMILY * MONTHS], treated[FAMILY * MONTHS * STAGES],
      waiting[FAMILY * MONTHS * STAGES];
} family;

static family *make_family(uint64_t seed, double apart) {
  family *f = calloc(1, sizeof *f);
  cpw_stream s;
  ck_assert_ptr_nonnull(f);
  cpw_stream_init(&s, seed, 0, 0, 0);
  f->bands = cpwt_months(STAGES);
  for (int64_t l = 0; l < FAMILY; l++) {
    double size = 50.0 * (double)(1 + l * l), level = 0.2 + apart * cpw_random_uniform(&s);
    for (int64_t t = 0; t < MONTHS; t++) {
      int64_t row = l * MONTHS + t;
      f->starts[row] = size * (0.8 + 0.4 * cpw_random_uniform(&s));
      for (int64_t m = 0; m < STAGES; m++) {
        int64_t i = row * STAGES + m;
        double inflow = m == 0 ? f->starts[row] : (t > 0 ? f->waiting[i - STAGES - 1] : size);
        if (m == STAGES - 1 && t > 0) inflow += f->waiting[i - STAGES];
        double c = level * (0.7 + 0.6 * cpw_random_uniform(&s));
        double r = 0.1 * (cpw_random_uniform(&s) - 0.3);
        f->treated[i] = c * inflow;
        f->waiting[i] = (1.0 - c - r) * inflow;
      }
    }
  }
  cpw_history_init(&f->history);
  f->history.lists = FAMILY;
  f->history.periods = MONTHS;
  f->history.bands = &f->bands;
  f->history.starts = f->starts;
  f->history.treated = f->treated;
  f->history.waiting = f->waiting;
  return f;
}

/* ---------------------------------------------------------------- shrinking ----------------- */

/* The textbook's estimators from the flows of single periods: z of each child, for ratios left/could. A
 * period in which nobody could leave is no observation. */
static void credibility(const cpw_result *r, const char *plus, const char *minus, int64_t periods,
                        const int64_t *child, int64_t children, int64_t band, double *z) {
  const double *could = cpwt_real(r, "inflow"), *p = cpwt_real(r, plus);
  const double *q = minus ? cpwt_real(r, minus) : NULL;
  double own[FAMILY], mass[FAMILY], all = 0.0, mean = 0.0, within = 0.0, between = 0.0, lump = 0.0;
  int64_t observed = 0;
  for (int64_t k = 0; k < children; k++) {
    double left = 0.0;
    mass[k] = 0.0;
    for (int64_t t = 0; t < periods; t++) {
      int64_t i = (child[k] * periods + t) * STAGES + band;
      mass[k] += could[i];
      left += p[i] - (q ? q[i] : 0.0);
    }
    own[k] = left / mass[k];
    all += mass[k];
  }
  for (int64_t k = 0; k < children; k++) {
    mean += mass[k] / all * own[k];
    lump += mass[k] / all * (1.0 - mass[k] / all);
    for (int64_t t = 0; t < periods; t++) {
      int64_t i = (child[k] * periods + t) * STAGES + band;
      if (could[i] == 0.0) continue;
      double ratio = (p[i] - (q ? q[i] : 0.0)) / could[i];
      within += could[i] * (ratio - own[k]) * (ratio - own[k]);
      observed++;
    }
  }
  within /= (double)(observed - children);
  for (int64_t k = 0; k < children; k++)
    between += mass[k] / all * (own[k] - mean) * (own[k] - mean);
  double a = (between - (double)(children - 1) * within / all) / lump; /* the same, by shares */
  for (int64_t k = 0; k < children; k++)
    z[k] = a > 0.0 ? a / (a + within / mass[k]) : 0.0;
}

START_TEST(shrinking_is_the_textbook_s)
{
  /* 6 is everybody's ancestor, 5 the parent of 2 to 4, 0 and 1 are children of 6 too */
  static const int64_t parent[FAMILY] = {6, 6, 5, 5, 5, 6, -1};
  static const int64_t above[3] = {0, 1, 5}, below[3] = {2, 3, 4};
  for (uint64_t seed = 1; seed <= 20; seed++) {
    family *f = make_family(seed, seed % 2 ? 0.3 : 0.0);
    cpw_calibrate_options o = plain();
    o.detail = 1;
    cpw_result *own = calibrate(&f->history, &o);
    o.parent = parent;
    cpw_result *r = calibrate(&f->history, &o);
    const struct {
      const char *hazard, *weight, *plus, *minus;
    } kinds[] = {{"treatment_hazard", "shrink_weight", "treated", NULL},
                 {"removal_hazard", "removal_shrink_weight", "removed", "unrecorded"}};
    for (int k = 0; k < 2; k++)
      for (int64_t m = 0; m < STAGES; m++) {
        const double *x = cpwt_real(own, kinds[k].hazard), *y = cpwt_real(r, kinds[k].hazard);
        const double *w = cpwt_real(r, kinds[k].weight);
        double z[3];
        ck_assert_double_eq(w[6 * STAGES + m], 1.0);
        ck_assert_double_eq(y[6 * STAGES + m], x[6 * STAGES + m]);
        for (int level = 0; level < 2; level++) {
          const int64_t *child = level ? below : above;
          credibility(own, kinds[k].plus, kinds[k].minus, MONTHS - 1, child, 3, m, z);
          for (int i = 0; i < 3; i++) {
            int64_t at = child[i] * STAGES + m, up = parent[child[i]] * STAGES + m;
            ck_assert_double_eq_tol(w[at], z[i], 1e-9);
            ck_assert_double_eq_tol(y[at], z[i] * x[at] + (1.0 - z[i]) * y[up], 1e-9);
          }
        }
      }
    cpw_result_free(own);
    cpw_result_free(r);
    free(f);
  }
}
END_TEST

/* Nobody joins or is left in a list from a month on, as where a provider closes. */
static void close_list(family *f, int64_t list, int64_t month) {
  for (int64_t t = month; t < MONTHS; t++) {
    int64_t row = list * MONTHS + t;
    f->starts[row] = 0.0;
    for (int64_t m = 0; m < STAGES; m++)
      f->treated[row * STAGES + m] = f->waiting[row * STAGES + m] = 0.0;
  }
}

START_TEST(periods_with_nobody_are_no_observations)
{
  static const int64_t parent[FAMILY] = {6, 6, 5, 5, 5, 6, -1}, below[3] = {2, 3, 4};
  for (uint64_t seed = 1; seed <= 8; seed++) {
    family *f = make_family(seed, 0.1);
    close_list(f, 2, 6);
    close_list(f, 3, 20);
    cpw_calibrate_options o = plain();
    o.detail = 1;
    o.parent = parent;
    cpw_result *r = calibrate(&f->history, &o);
    for (int64_t m = 0; m < STAGES; m++) {
      double z[3];
      credibility(r, "treated", NULL, MONTHS - 1, below, 3, m, z);
      for (int i = 0; i < 3; i++)
        ck_assert_double_eq_tol(cpwt_real(r, "shrink_weight")[below[i] * STAGES + m], z[i], 1e-9);
    }
    cpw_result_free(r);
    free(f);
  }
}
END_TEST

START_TEST(an_only_child_keeps_its_own_and_an_empty_one_takes_its_parent_s)
{
  static const int64_t parent[FAMILY] = {6, 0, -1, 6, 6, -1, -1};
  family *f = make_family(3, 0.3);
  memset(f->starts + 3 * MONTHS, 0, MONTHS * sizeof *f->starts);
  memset(f->treated + 3 * MONTHS * STAGES, 0, MONTHS * STAGES * sizeof *f->treated);
  memset(f->waiting + 3 * MONTHS * STAGES, 0, MONTHS * STAGES * sizeof *f->waiting);
  cpw_calibrate_options o = plain();
  o.parent = parent;
  cpw_result *r = calibrate(&f->history, &o);
  const double *w = cpwt_real(r, "shrink_weight"), *c = cpwt_real(r, "treatment_hazard");
  for (int64_t m = 0; m < STAGES; m++) {
    ck_assert_double_eq(w[1 * STAGES + m], 1.0);
    ck_assert_double_eq(w[3 * STAGES + m], 0.0);
    ck_assert_double_eq(c[3 * STAGES + m], c[6 * STAGES + m]);
  }
  cpw_result_free(r);
  free(f);
}
END_TEST

/* ---------------------------------------------------------------- cohorts ------------------- */

static const double SMALL_STARTS[5] = {100, 110, 90, 120, 105};
static const double SMALL_WAITING[20] = {70, 50, 40, 60, 85, 45, 38, 62, 60, 60,
                                         35, 66, 95, 40, 52, 60, 80, 70, 33, 75};
static const double SMALL_TREATED[20] = {25, 12, 8,  20, 30, 15, 10, 25, 35, 16,
                                         9,  22, 28, 14, 11, 26, 31, 18, 12, 24};

static cpw_history small_history(cpw_bands *bands, const double *waiting) {
  *bands = cpwt_months(4);
  cpw_history h;
  cpw_history_init(&h);
  h.lists = 1;
  h.periods = 5;
  h.bands = bands;
  h.starts = SMALL_STARTS;
  h.treated = SMALL_TREATED;
  h.waiting = waiting;
  return h;
}

/* Missing are 5, 5, 3, 6 in the first band, and 3 and 5 in the third band of the last two periods: those
 * stood in the second band a period earlier and in the first two periods earlier. */
START_TEST(cohorts_by_hand)
{
  cpw_bands bands;
  cpw_history h = small_history(&bands, SMALL_WAITING);
  cpw_calibrate_options o = plain();
  o.unrecorded = CPW_UNRECORDED_COHORT;
  cpw_result *r = calibrate(&h, &o);
  const double *c = cpwt_real(r, "treatment_hazard"), *d = cpwt_real(r, "removal_hazard");
  double first = (110 + 5 + 3) + (90 + 5 + 5) + (120 + 3) + (105 + 6);
  double second = 70 + (85 + 3) + (60 + 5) + 95, third = 50 + 45 + (60 + 3) + (40 + 5);
  ck_assert_double_eq_tol(c[0], 124.0 / first, 1e-14);
  ck_assert_double_eq_tol(c[1], 63.0 / second, 1e-14);
  ck_assert_double_eq_tol(c[2], 42.0 / third, 1e-14);
  ck_assert_double_eq_tol(c[3], 97.0 / 413.0, 1e-14);
  ck_assert_double_eq(d[0], 0.0);
  ck_assert_double_eq_tol(d[1], 32.0 / second, 1e-14);
  ck_assert_double_eq_tol(d[2], 3.0 / third, 1e-14);
  ck_assert_double_eq_tol(d[3], 53.0 / 413.0, 1e-14);
  ck_assert_double_eq_tol(cpwt_real(r, "start_uplift")[0], 27.0 / 425.0, 1e-14);
  cpw_result_free(r);
}
END_TEST

/* Twelve more in the open band at the end than could be: of 52 + 60 who stood where they come from a
 * period earlier, 60 in the open band itself. */
START_TEST(the_open_band_s_cohorts_share)
{
  cpw_bands bands;
  double waiting[20];
  memcpy(waiting, SMALL_WAITING, sizeof waiting);
  waiting[19] += 13 + 12;
  cpw_history h = small_history(&bands, waiting);
  cpw_calibrate_options o = plain();
  o.unrecorded = CPW_UNRECORDED_COHORT;
  cpw_result *r = calibrate(&h, &o);
  double stayed = 12.0 * 60.0 / 112.0, came = 12.0 - stayed;
  double again = stayed * 66.0 / (66.0 + 35.0); /* and so on, a period further back */
  double twice = again * 62.0 / (62.0 + 38.0);
  double open = (100 + twice) + (100 + again) + (101 + stayed) + (112 + 12);
  double third = (50 + (again - twice)) + (45 + (stayed - again)) + (60 + 3 + came) + (40 + 5);
  ck_assert_double_eq_tol(cpwt_real(r, "treatment_hazard")[3], 97.0 / open, 1e-12);
  ck_assert_double_eq_tol(cpwt_real(r, "treatment_hazard")[2], 42.0 / third, 1e-12);
  cpw_result_free(r);
}
END_TEST

/* Nobody is removed twice: starts raised by what was put back, the flows close without negatives. */
START_TEST(cohorts_leave_no_negative_removals)
{
  for (uint64_t seed = 1; seed <= 10; seed++) {
    family *f = make_family(seed, 0.2);
    cpw_calibrate_options o = plain();
    o.unrecorded = CPW_UNRECORDED_COHORT;
    cpw_result *r = calibrate(&f->history, &o);
    const double *d = cpwt_real(r, "removal_hazard"), *u = cpwt_real(r, "start_uplift");
    for (int64_t i = 0; i < FAMILY * STAGES; i++)
      ck_assert_double_ge(d[i], 0.0);
    for (int64_t l = 0; l < FAMILY; l++)
      ck_assert(u[l] > 0.0 && u[l] < 0.5);
    cpw_result_free(r);
    free(f);
  }
}
END_TEST

/* ---------------------------------------------------------------- variances ----------------- */

/* Periods drawn with replacement: the variances of the ratios that come of it. */
START_TEST(variances_are_a_bootstrap_s)
{
  family *f = make_family(5, 0.3);
  cpw_calibrate_options o = plain();
  o.detail = o.variance = 1;
  cpw_result *r = calibrate(&f->history, &o);
  const double *could = cpwt_real(r, "inflow"), *treated = cpwt_real(r, "treated");
  const double *removed = cpwt_real(r, "removed"), *joined = cpwt_real(r, "unrecorded");
  int64_t flows = MONTHS - 1, draws = cpwt_cases(20000);
  double slack = draws > 10000 ? 0.15 : 0.3;
  cpw_stream s;
  cpw_stream_init(&s, 11, 0, 0, 0);
  for (int64_t l = 0; l < FAMILY; l += 3)
    for (int64_t m = 0; m < STAGES; m += 3) {
      double c1 = 0, c2 = 0, d1 = 0, d2 = 0, cd = 0, scale;
      for (int64_t draw = 0; draw < draws; draw++) {
        double c = 0, d = 0, all = 0;
        for (int64_t t = 0; t < flows; t++) {
          int64_t k = (int64_t)cpw_random_below(&s, (uint64_t)flows);
          int64_t i = (l * flows + k) * STAGES + m;
          all += could[i];
          c += treated[i];
          d += removed[i] - joined[i];
        }
        c1 += c / all, c2 += c / all * (c / all);
        d1 += d / all, d2 += d / all * (d / all);
        cd += c / all * (d / all);
      }
      double n = (double)draws, bias = (double)flows / (double)(flows - 1);
      double vc = bias * (c2 / n - c1 / n * (c1 / n)), vd = bias * (d2 / n - d1 / n * (d1 / n));
      double both = bias * (cd / n - c1 / n * (d1 / n));
      scale = sqrt(vc * vd);
      int64_t i = l * STAGES + m;
      ck_assert_double_eq_tol(cpwt_real(r, "treatment_variance")[i] / vc, 1.0, slack);
      ck_assert_double_eq_tol(cpwt_real(r, "removal_variance")[i] / vd, 1.0, slack);
      ck_assert_double_eq_tol(cpwt_real(r, "hazard_covariance")[i] / scale, both / scale, slack);
    }
  cpw_result_free(r);
  free(f);
}
END_TEST

START_TEST(the_spread_of_flows_is_the_sample_s)
{
  family *f = make_family(6, 0.1);
  cpw_calibrate_options o = plain();
  o.variance = 1;
  o.estimator = CPW_ESTIMATE_MEAN;
  o.detail = 1;
  cpw_result *r = calibrate(&f->history, &o);
  int64_t flows = MONTHS - 1;
  for (int64_t l = 0; l < FAMILY; l++) {
    double s = 0, ss = 0, t = 0, tt = 0, st = 0, n = (double)flows, c = 0, cc = 0;
    for (int64_t k = 0; k < flows; k++) {
      double a = cpwt_real(r, "total_starts")[l * flows + k];
      double b = cpwt_real(r, "total_treated")[l * flows + k];
      int64_t i = (l * flows + k) * STAGES + 1;
      double x = cpwt_real(r, "treated")[i] / cpwt_real(r, "inflow")[i];
      s += a, ss += a * a, t += b, tt += b * b, st += a * b, c += x, cc += x * x;
    }
    ck_assert_double_eq_tol(cpwt_real(r, "starts_variance")[l] * (n - 1) / (ss - s * s / n), 1.0,
                            1e-9);
    ck_assert_double_eq_tol(cpwt_real(r, "capacity_variance")[l] * (n - 1) / (tt - t * t / n), 1.0,
                            1e-9);
    ck_assert_double_eq_tol(cpwt_real(r, "flow_covariance")[l] * (n - 1), st - s * t / n,
                            1e-9 * st);
    /* the mean of ratios: the variance of a mean */
    ck_assert_double_eq_tol(cpwt_real(r, "treatment_variance")[l * STAGES + 1] * n * (n - 1),
                            cc - c * c / n, 1e-9);
  }
  cpw_result_free(r);
  o.first_period = 3;
  o.last_period = 4; /* one period of flows */
  r = calibrate(&f->history, &o);
  ck_assert(isnan(cpwt_real(r, "treatment_variance")[0]));
  ck_assert(isnan(cpwt_real(r, "starts_variance")[0]));
  cpw_result_free(r);
  free(f);
}
END_TEST

/* ---------------------------------------------------------------- the calendar -------------- */

/* gov.uk/bank-holidays, England and Wales */
static const struct {
  int year, dates[11]; /* month x 100 + day */
} HOLIDAYS[] = {
    {2019, {101, 419, 422, 506, 527, 826, 1225, 1226}},
    {2020, {101, 410, 413, 508, 525, 831, 1225, 1228}},
    {2021, {101, 402, 405, 503, 531, 830, 1227, 1228}},
    {2022, {103, 415, 418, 502, 602, 603, 829, 919, 1226, 1227}},
    {2023, {102, 407, 410, 501, 508, 529, 828, 1225, 1226}},
    {2024, {101, 329, 401, 506, 527, 826, 1225, 1226}},
    {2025, {101, 418, 421, 505, 526, 825, 1225, 1226}},
    {2026, {101, 403, 406, 504, 525, 831, 1225, 1228}},
};

/* Zeller's congruence: 0 is Saturday */
static int zeller(int year, int month, int day) {
  if (month < 3) month += 12, year--;
  return (day + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400) % 7;
}

START_TEST(working_days_are_the_published_ones)
{
  static const int length[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (size_t k = 0; k < sizeof HOLIDAYS / sizeof *HOLIDAYS; k++)
    for (int month = 1; month <= 12; month++) {
      int year = HOLIDAYS[k].year, days = 0,
          last = length[month - 1] + (month == 2 && year % 4 == 0);
      for (int day = 1; day <= last; day++) {
        int open = zeller(year, month, day) >= 2;
        for (int i = 0; i < 11; i++)
          if (HOLIDAYS[k].dates[i] == month * 100 + day) open = 0;
        days += open;
      }
      ck_assert_msg(cpw_working_days(year, month) == days, "%d-%d: %d, not %d", year, month,
                    (int)cpw_working_days(year, month), days);
    }
  ck_assert_int_eq(cpw_working_days(2002, 6), 18); /* two days of jubilee, none in late May */
  ck_assert_int_eq(cpw_working_days(2002, 5), 22);
  ck_assert_int_eq(cpw_working_days(2008, 3), 19); /* Good Friday and Easter Monday in one month */
  for (int year = 1978; year < 2400; year++)
    for (int month = 1; month <= 12; month++)
      ck_assert(cpw_working_days(year, month) >= 17 && cpw_working_days(year, month) <= 23);
  ck_assert_int_eq(cpw_working_days(1977, 5), 0);
  ck_assert_int_eq(cpw_working_days(10000, 5), 0);
  ck_assert_int_eq(cpw_working_days(2024, 0), 0);
  ck_assert_int_eq(cpw_working_days(2024, 13), 0);
}
END_TEST

/* Flows that follow the calendar to the person: levels and months come back. */
START_TEST(months_of_the_year_come_back)
{
  static const double factor[12] = {1.1, 1.0, 1.05, 0.9, 0.95, 1.0, 1.0, 0.8, 1.1, 1.15, 1.05, 0.9};
  family *f = make_family(7, 0.2);
  for (int64_t l = 0; l < FAMILY; l++)
    for (int64_t t = 0; t < MONTHS; t++) { /* from October 2021 on */
      int64_t month = (t + 9) % 12, year = 2021 + (t + 9) / 12, row = l * MONTHS + t;
      double days = cpw_working_days((int32_t)year, (int32_t)month + 1);
      f->starts[row] = (double)(l + 1) * days * factor[month];
      for (int64_t m = 0; m < STAGES; m++)
        f->treated[row * STAGES + m] = m == 1 ? 2.0 * f->starts[row] : 0.0;
    }
  const char *names[MONTHS];
  for (int64_t t = 0; t < MONTHS; t++)
    names[t] = t == 0 ? "2021-10-31" : "later";
  const char *const *labels[1] = {names};
  const char *coordinates[1] = {"period"};
  cpw_dimension period = {"period", MONTHS, 1, coordinates, labels};
  f->history.period = &period;
  cpw_calibrate_options o = plain();
  o.seasonal = CPW_SEASONAL_MONTH;
  cpw_result *r = calibrate(&f->history, &o);
  for (int64_t l = 0; l < FAMILY; l++)
    for (int64_t m = 0; m < 12; m++) {
      ck_assert_double_eq_tol(cpwt_real(r, "starts_month")[l * 12 + m], factor[m], 1e-12);
      ck_assert_double_eq_tol(cpwt_real(r, "capacity_month")[l * 12 + m], factor[m], 1e-12);
    }
  ck_assert_double_eq(cpwt_real(r, "working_days")[0], 22.0); /* November 2021 */
  ck_assert_double_eq_tol(cpwt_real(r, "capacity_per_day")[2],
                          2.0 * cpwt_real(r, "starts_per_day")[2], 1e-9);
  ck_assert_double_eq_tol(cpwt_real(r, "starts_per_day")[0], 1.0, 0.01);
  ck_assert_ptr_null(cpw_result_note(r, "seasonal"));
  cpw_result_free(r);
  o.last_period = 20;
  r = calibrate(&f->history, &o);
  ck_assert_ptr_nonnull(cpw_result_note(r, "seasonal"));
  ck_assert_ptr_null(cpw_result_find(r, "starts_month"));
  cpw_result_free(r);
  o.seasonal = CPW_SEASONAL_DAYS;
  o.first_year = 2021;
  o.first_month = 10;
  f->history.period = NULL;
  r = calibrate(&f->history, &o);
  ck_assert_double_eq(cpwt_real(r, "working_days")[0], 22.0);
  ck_assert_ptr_null(cpw_result_note(r, "seasonal"));
  cpw_result_free(r);
  free(f);
}
END_TEST

/* ---------------------------------------------------------------- combination --------------- */

/* With nobody treated a period's projection is linear: it is the weighted mean of the candidates'. */
START_TEST(the_combination_projects_between_its_candidates)
{
  for (uint64_t seed = 1; seed <= 10; seed++) {
    family *f = make_family(seed, 0.3);
    cpw_calibrate_options o = plain();
    cpw_result *part[3];
    const double *list[3];
    cpw_result *projection[3];
    static const double none[FAMILY] = {0};
    for (int k = 0; k < 3; k++) {
      o.estimator = k < 2 ? CPW_ESTIMATE_POOLED : CPW_ESTIMATE_COMBINED;
      o.unrecorded = k == 1 ? CPW_UNRECORDED_UPLIFT : CPW_UNRECORDED_ALLOW;
      part[k] = calibrate(&f->history, &o);
      cpw_backlog backlog;
      cpw_bands bands;
      cpw_project_options plan;
      cpw_backlog_init(&backlog);
      cpw_bands_init(&bands);
      cpw_project_options_init(&plan);
      ck_assert_int_eq(cpw_backlog_view(part[k], &backlog, &bands, NULL), CPW_OK);
      plan.periods = 1;
      plan.capacity = none;
      ck_assert_int_eq(cpw_waitlist_project(&backlog, &plan, NULL, &projection[k], NULL), CPW_OK);
      list[k] = cpwt_real(projection[k], "waiting");
    }
    const double *w = cpwt_real(part[2], "combine_weight");
    for (int64_t l = 0; l < FAMILY; l++) {
      ck_assert(w[l] > 0.0 && w[l] < 1.0 && w[l] != 0.5);
      for (int64_t m = 0; m < STAGES; m++) {
        int64_t i = l * STAGES + m;
        double mean = (1.0 - w[l]) * list[0][i] + w[l] * list[1][i];
        ck_assert_double_eq_tol(list[2][i], mean, 1e-6 * (1.0 + mean));
      }
    }
    for (int k = 0; k < 3; k++) {
      cpw_result_free(projection[k]);
      cpw_result_free(part[k]);
    }
    free(f);
  }
}
END_TEST

START_TEST(few_periods_are_combined_half_and_half)
{
  family *f = make_family(2, 0.3);
  cpw_calibrate_options o = plain();
  o.estimator = CPW_ESTIMATE_COMBINED;
  o.last_period = 3;
  cpw_result *r = calibrate(&f->history, &o);
  for (int64_t l = 0; l < FAMILY; l++)
    ck_assert_double_eq(cpwt_real(r, "combine_weight")[l], 0.5);
  cpw_result_free(r);
  free(f);
}
END_TEST

START_TEST(removals_may_remember_longer)
{
  family *f = make_family(4, 0.3);
  cpw_calibrate_options o = plain();
  cpw_result *part[3];
  static const double recency[3] = {0.7, 0.9, 0.7}, removal[3] = {0.0, 0.0, 0.9};
  for (int k = 0; k < 3; k++) {
    o.recency = recency[k];
    o.removal_recency = removal[k];
    part[k] = calibrate(&f->history, &o);
  }
  for (int64_t i = 0; i < FAMILY * STAGES; i++) {
    ck_assert_double_eq(cpwt_real(part[2], "treatment_hazard")[i],
                        cpwt_real(part[0], "treatment_hazard")[i]);
    ck_assert_double_eq(cpwt_real(part[2], "removal_hazard")[i],
                        cpwt_real(part[1], "removal_hazard")[i]);
  }
  for (int k = 0; k < 3; k++)
    cpw_result_free(part[k]);
  free(f);
}
END_TEST

/* ---------------------------------------------------------------- errors, threads, memory --- */

static void refuses(const cpw_history *h, const cpw_calibrate_options *o, int32_t status,
                    const char *part) {
  cpw_error err;
  cpw_result *r = NULL;
  cpwt_fails(cpw_waitlist_calibrate(h, o, NULL, &r, &err), status, &err, part);
  ck_assert_ptr_null(r);
}

START_TEST(choices_that_are_none)
{
  family *f = make_family(1, 0.2);
  static const int64_t cycle[FAMILY] = {1, 2, 0, -1, -1, -1, 0}, far[FAMILY] = {-1, 7};
  cpw_calibrate_options good = plain(), o;
  o = good, o.parent = cycle;
  refuses(&f->history, &o, CPW_EINVAL, "is its own ancestor");
  o = good, o.parent = far;
  refuses(&f->history, &o, CPW_EINVAL, "options.parent[1] = 7 must be -1 or 0 to 6");
  o = good, o.variance = 2;
  refuses(&f->history, &o, CPW_EINVAL, "options.variance = 2");
  o = good, o.seasonal = 3;
  refuses(&f->history, &o, CPW_EINVAL, "options.seasonal = 3");
  o = good, o.removal_recency = 1.5;
  refuses(&f->history, &o, CPW_EDOMAIN, "options.removal_recency = 1.5");
  o = good, o.seasonal = CPW_SEASONAL_DAYS;
  refuses(&f->history, &o, CPW_EINVAL, "a first period labelled 2024-05");
  o.first_year = 2024, o.first_month = 13;
  refuses(&f->history, &o, CPW_EINVAL, "options.first_month = 13");
  o.first_year = 9998, o.first_month = 1;
  refuses(&f->history, &o, CPW_EINVAL, "1978 to 9999");
  o.first_year = 2024;
  f->bands.unit_weeks = 1.0;
  refuses(&f->history, &o, CPW_EINVAL, "periods of a month");
  o = good, o.unrecorded = CPW_UNRECORDED_COHORT;
  f->bands.period = 2.0;
  refuses(&f->history, &o, CPW_EINVAL, "one period wide");
  o = good, o.estimator = CPW_ESTIMATE_COMBINED;
  f->starts[5] = -1.0;
  refuses(&f->history, &o, CPW_EDOMAIN, "starts[0][5] = -1");
  free(f);
}
END_TEST

static const int64_t TREE[FAMILY] = {6, 6, 5, 5, 5, 6, -1};

static cpw_calibrate_options everything(void) {
  cpw_calibrate_options o = plain();
  o.recency = 0.8;
  o.removal_recency = 0.9;
  o.estimator = CPW_ESTIMATE_COMBINED;
  o.parent = TREE;
  o.variance = 1;
  o.seasonal = CPW_SEASONAL_MONTH;
  o.first_year = 2020;
  o.first_month = 1;
  return o;
}

START_TEST(any_number_of_threads)
{
  family *f = make_family(9, 0.3);
  cpw_calibrate_options o = everything();
  cpw_run run;
  cpw_run_init(&run);
  cpw_result *one, *three;
  ck_assert_int_eq(cpw_waitlist_calibrate(&f->history, &o, &run, &one, NULL), CPW_OK);
  run.threads = 3;
  ck_assert_int_eq(cpw_waitlist_calibrate(&f->history, &o, &run, &three, NULL), CPW_OK);
  cpwt_same_bytes(one, three);
  cpw_result_free(one);
  cpw_result_free(three);
  free(f);
}
END_TEST

static int32_t calibrate_once(void *context) {
  cpw_calibrate_options o = everything();
  o.last_period = 5;
  cpw_result *r = NULL;
  int32_t status = cpw_waitlist_calibrate(&((const family *)context)->history, &o, NULL, &r, NULL);
  cpw_result_free(r);
  return status;
}

START_TEST(memory_fails_anywhere)
{
  family *f = make_family(9, 0.3);
  cpwt_each_allocation_fails(calibrate_once, f);
  free(f);
}
END_TEST

/* ---------------------------------------------------------------- an allocator of one's own - */

static void *count_allocate(void *context, size_t bytes) {
  ++*(long *)context;
  return malloc(bytes);
}
static void *count_resize(void *context, void *block, size_t bytes) {
  ++*(long *)context;
  return realloc(block, bytes);
}
static void count_release(void *context, void *block) {
  (void)context;
  free(block);
}

START_TEST(all_memory_is_the_callers)
{
  static const double uneven[STAGES] = {0.0, 0.5, 2.0, 3.0};
  family *f = make_family(9, 0.3);
  long made = 0;
  const cpw_allocator own = {&made, count_allocate, count_resize, count_release};
  cpw_calibrate_options o = everything();
  o.allocator = &own;
  cpw_result *r = NULL;
  f->bands.lower = uneven;
  cpwt_fail_at(LONG_MAX, 0);
  int32_t status = cpw_waitlist_calibrate(&f->history, &o, NULL, &r, NULL);
  long all = cpwt_allocations();
  cpwt_fail_never();
  ck_assert_int_eq(status, CPW_OK);
  ck_assert_int_gt(made, 20);
  ck_assert_int_eq(made, all);
  cpw_result_free(r);
  free(f);
}
END_TEST

Suite *cpwt_estimate_suite(void) {
  Suite *suite = suite_create("waitlist estimate");
  const struct {
    const char *name;
    const TTest *tests[7];
  } cases[] = {
      {"limits",
       {an_only_child_keeps_its_own_and_an_empty_one_takes_its_parent_s,
        few_periods_are_combined_half_and_half}},
      {"errors", {choices_that_are_none}},
      {"reference",
       {shrinking_is_the_textbook_s, periods_with_nobody_are_no_observations, cohorts_by_hand,
        the_open_band_s_cohorts_share, working_days_are_the_published_ones,
        months_of_the_year_come_back}},
      {"properties",
       {cohorts_leave_no_negative_removals, variances_are_a_bootstrap_s,
        the_spread_of_flows_is_the_sample_s, the_combination_projects_between_its_candidates,
        removals_may_remember_longer, any_number_of_threads}},
      {"oom", {memory_fails_anywhere, all_memory_is_the_callers}},
  };
  for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
    TCase *tcase = tcase_create(cases[k].name);
    tcase_set_timeout(tcase, 120);
    for (size_t i = 0; i < 7 && cases[k].tests[i]; i++)
      tcase_add_test(tcase, cases[k].tests[i]);
    suite_add_tcase(suite, tcase);
  }
  return suite;
}
