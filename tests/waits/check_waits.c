/* Waits: constant hazards in closed form, individuals who are followed one by one, projections along
 * the diagonal, incidences and their errors against multinomial ones, errors, failing memory. */
#include "carepath/random.h"
#include "support/support.h"
#include "waits/internal.h"

#include <math.h>
#include <stdlib.h>

#define BANDS 12

static const double *column(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  ck_assert_msg(a && a->type == CPW_DOUBLE, "no column %s", name);
  return a->real;
}

static void near(double value, double expected, double relative) {
  ck_assert_msg(fabs(value - expected) <= relative * fabs(expected) + 1e-300, "%.17g is not %.17g",
                value, expected);
}

static void fails(int32_t status, int32_t expected, const cpw_error *err, const char *part) {
  ck_assert_int_eq(status, expected);
  ck_assert_msg(strstr(err->message, part) != NULL, "\"%s\" does not say \"%s\"", err->message,
                part);
}

static double edges[BANDS];
static const double NOBODY[BANDS], ONE[1] = {1.0};

typedef struct small {
  cpw_bands bands;
  cpw_backlog backlog;
  double treatment[BANDS], removal[BANDS];
} small;

static void make(small *w, int64_t bands, double treatment, double removal) {
  cpw_bands_init(&w->bands);
  cpw_backlog_init(&w->backlog);
  for (int m = 0; m < BANDS; m++) {
    edges[m] = m;
    w->treatment[m] = treatment;
    w->removal[m] = removal;
  }
  w->bands.count = bands;
  w->bands.lower = edges;
  w->backlog.lists = 1;
  w->backlog.bands = &w->bands;
  w->backlog.waiting = NOBODY;
  w->backlog.treatment_hazard = w->treatment;
  w->backlog.removal_hazard = w->removal;
  w->backlog.starts = ONE;
  w->backlog.capacity = ONE;
}

static cpw_result *expect(const small *w, const cpw_waits_options *o) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_waits_expected(&w->backlog, o, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

static cpw_waits_options usual(void) {
  cpw_waits_options o;
  cpw_waits_options_init(&o);
  return o;
}

/* ---------------------------------------------------------------- closed forms -------------- */

START_TEST(clearance)
{
  ck_assert_double_eq(cpw_waits_clearance(100.0, 8.0), 12.5);
  ck_assert_double_eq(cpw_waits_time_to_clear(100.0, 5.0, 10.0, 0.0), 20.0);
  ck_assert_double_eq(cpw_waits_time_to_clear(0.0, 5.0, 1.0, 0.0), 0.0);
  ck_assert(isinf(cpw_waits_time_to_clear(1.0, 5.0, 5.0, 0.1)));
  ck_assert(isnan(cpw_waits_time_to_clear(-1.0, 5.0, 5.0, 0.1)));
  /* against small steps of the equation */
  double q = 100.0, t = 0.0, step = 1e-5;
  for (; q > 0.0; t += step)
    q -= step * (5.0 + 0.1 * q);
  near(cpw_waits_time_to_clear(100.0, 5.0, 10.0, 0.1), t, 1e-4);
  near(cpw_waits_time_to_clear(100.0, 5.0, 10.0, 1e-300), 20.0, 1e-15);
  /* ln(1e317) / 0.1, though 1e317 is no double */
  near(cpw_waits_time_to_clear(1e308, 0.0, 1e-10, 0.1), 3170.0 * 2.302585092994046, 1e-12);
}
END_TEST

START_TEST(constant_hazards)
{
  /* whatever the number of bands: leaving is geometric with h = c + r, evenly within a week */
  double c = 0.1, r = 0.05, h = c + r, q = 1.0 - h;
  for (int64_t bands = 1; bands <= BANDS; bands++) {
    small w;
    make(&w, bands, c, r);
    const double waited[] = {0.0, 3.0, 20.0};
    cpw_waits_options o = usual();
    o.patients = 3;
    o.waited = waited;
    o.weeks = 26.0;
    cpw_result *found = expect(&w, &o);
    for (int k = 0; k < 3; k++) {
      near(column(found, "treated_ever")[k], c / h, 1e-12);
      near(column(found, "removed_ever")[k], r / h, 1e-12);
      near(column(found, "mean_wait")[k], waited[k] + 0.5 + q / h, 1e-12);
      near(column(found, "treated_mean")[k], waited[k] + 0.5 + q / h, 1e-12);
      near(column(found, "sd_wait")[k], sqrt(1.0 / 12.0 + q / h / h), 1e-12);
      near(column(found, "treated_within")[k], c / h * (1.0 - pow(q, 26.0 - waited[k])), 1e-12);
      double j = floor(log(0.5) / log(q)); /* whole weeks before the median */
      double part = (pow(q, j) - 0.5) / (pow(q, j) * h);
      near(column(found, "median_wait")[k], waited[k] + j + part, 1e-12);
      near(column(found, "treated_median")[k], waited[k] + j + part, 1e-12);
      ck_assert_double_eq(column(found, "weeks_waited")[k], waited[k]);
    }
    for (int64_t m = 0; m < bands; m++) {
      double left = m < bands - 1 ? pow(q, (double)(m + 1)) : 0.0;
      ck_assert_double_eq_tol(column(found, "survival")[m], left, 1e-13);
      near(column(found, "treated_by")[m], c / h * (1.0 - left), 1e-12);
    }
    cpw_result_free(found);
  }
}
END_TEST

START_TEST(months_of_weeks)
{
  /* week bands whose hazards are for periods of four weeks: (1 - h)^(1/4) a week */
  small w;
  make(&w, 9, 0.3, 0.1);
  w.bands.period = 4.0;
  cpw_result *r = expect(&w, NULL);
  for (int m = 0; m < 8; m++)
    near(column(r, "survival")[m], pow(0.6, (m + 1) / 4.0), 1e-12);
  near(column(r, "treated_ever")[0], 0.75, 1e-12);
  cpw_result_free(r);
}
END_TEST

START_TEST(people_who_never_leave)
{
  small w;
  make(&w, 4, 0.0, 0.0);
  cpw_result *r = expect(&w, NULL);
  ck_assert_double_eq(column(r, "survival")[3], 1.0);
  ck_assert(isinf(column(r, "mean_wait")[0]) && isinf(column(r, "median_wait")[0]));
  ck_assert(isinf(column(r, "sd_wait")[0]));
  ck_assert(isnan(column(r, "treated_mean")[0]) && isnan(column(r, "treated_median")[0]));
  cpw_result_free(r);
  w.treatment[1] = 0.7; /* only in the second week */
  r = expect(&w, NULL);
  near(column(r, "treated_ever")[0], 0.7, 1e-14);
  near(column(r, "treated_mean")[0], 1.5, 1e-14);
  near(column(r, "median_wait")[0], 1.0 + 0.5 / 0.7, 1e-14);
  ck_assert(isinf(column(r, "p92_wait")[0]));
  near(column(r, "treated_p92")[0], 1.92, 1e-14);
  cpw_result_free(r);
  w.treatment[1] = 5.0; /* more treated than seen: everybody */
  w.removal[1] = 0.5;
  w.removal[0] = -0.4; /* transfers in are no risk */
  r = expect(&w, NULL);
  ck_assert_double_eq(column(r, "treated_ever")[0], 1.0);
  ck_assert_double_eq(column(r, "removed_ever")[0], 0.0);
  cpw_result_free(r);
  make(&w, 4, 0.0, 0.0);
  w.treatment[3] = 1.0; /* all at once in the open band */
  r = expect(&w, NULL);
  near(column(r, "treated_mean")[0], 3.5, 1e-14);
  near(column(r, "treated_median")[0], 3.5, 1e-14);
  near(column(r, "treated_within")[0], 1.0, 1e-14);
  cpw_result_free(r);
  w.treatment[3] = 1e-17; /* nobody, as far as a double can tell */
  r = expect(&w, NULL);
  ck_assert_double_eq(column(r, "survival")[3], 1.0);
  ck_assert(isinf(column(r, "mean_wait")[0]) && isinf(column(r, "median_wait")[0]));
  ck_assert(isnan(column(r, "treated_median")[0]));
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- one by one ---------------- */

#define PERIODS 7

/* One patient followed week by week; returns the wait, `treated` says how it ended. */
static double follow(cpw_stream *s, const double *treatment, const double *removal, int64_t periods,
                     int64_t bands, int64_t waited, int *treated) {
  for (int64_t week = waited;; week++) {
    int64_t band = week < bands ? week : bands - 1, t = week - waited;
    int64_t at = (t < periods ? t : periods - 1) * bands + band;
    double u = cpw_random_uniform(s);
    *treated = u < treatment[at];
    if (u < treatment[at] + removal[at]) return (double)week + cpw_random_uniform(s);
  }
}

START_TEST(individuals_agree)
{
  cpw_stream s;
  cpw_stream_init(&s, 17, 0, 0, 0);
  small w;
  make(&w, 6, 0.1, 0.1);
  double treatment[PERIODS * 6], removal[PERIODS * 6];
  for (int i = 0; i < PERIODS * 6; i++) {
    treatment[i] = 0.05 + 0.3 * cpw_random_uniform(&s);
    removal[i] = 0.02 + 0.1 * cpw_random_uniform(&s);
  }
  const double waited[] = {0.0, 4.0, 9.0};
  cpw_waits_options o = usual();
  o.patients = 3;
  o.waited = waited;
  o.weeks = 7.5;
  o.periods = PERIODS;
  o.treatment = treatment;
  o.removal = removal;
  cpw_result *r = expect(&w, &o);
  int people = getenv("CAREPATH_QUICK") ? 40000 : 400000;
  for (int k = 0; k < 3; k++) {
    double n = 0.0, all = 0.0, all2 = 0.0, mean = 0.0, mean2 = 0.0, within = 0.0, below = 0.0;
    double median = column(r, "treated_median")[k];
    for (int i = 0; i < people; i++) {
      int treated;
      double wait = follow(&s, treatment, removal, PERIODS, 6, (int64_t)waited[k], &treated);
      all += wait;
      all2 += wait * wait;
      if (!treated) continue;
      n += 1.0;
      mean += wait;
      mean2 += wait * wait;
      within += wait <= o.weeks;
      below += wait <= median;
    }
    double tolerance = 5.0 / sqrt(n), sd = column(r, "treated_sd")[k];
    ck_assert_double_eq_tol(n / people, column(r, "treated_ever")[k], tolerance);
    ck_assert_double_eq_tol(within / people, column(r, "treated_within")[k], tolerance);
    ck_assert_double_eq_tol(below / n, 0.5, tolerance);
    ck_assert_double_eq_tol(mean / n, column(r, "treated_mean")[k], tolerance * sd);
    ck_assert_double_eq_tol(sqrt(mean2 / n - mean * mean / n / n), sd, tolerance * 2.0 * sd);
    ck_assert_double_eq_tol(all / people, column(r, "mean_wait")[k], tolerance * sd);
    ck_assert_double_eq_tol(sqrt(all2 / people - all * all / people / people),
                            column(r, "sd_wait")[k], tolerance * 2.0 * sd);
  }
  cpw_result_free(r);
}
END_TEST

START_TEST(equal_periods_are_steady)
{
  cpw_stream s;
  cpw_stream_init(&s, 23, 0, 0, 0);
  static const char *const names[] = {"treated_ever", "mean_wait",   "sd_wait",
                                      "p95_wait",     "treated_p92", "treated_within"};
  for (int k = 0; k < 200; k++) {
    small w;
    make(&w, 2 + (int64_t)cpw_random_below(&s, 9), 0.0, 0.0);
    int64_t n = w.bands.count;
    double treatment[5 * BANDS], removal[5 * BANDS], waited = 14.0 * cpw_random_uniform(&s);
    for (int64_t m = 0; m < n; m++) {
      w.treatment[m] = 0.02 + 0.5 * cpw_random_uniform(&s);
      w.removal[m] = 0.3 * cpw_random_uniform(&s) - 0.05;
      for (int t = 0; t < 5; t++) {
        treatment[t * n + m] = w.treatment[m];
        removal[t * n + m] = w.removal[m];
      }
    }
    cpw_waits_options o = usual();
    o.patients = 1;
    o.waited = &waited;
    /* on the edge of a band the periods cut where the bands do */
    waited = floor(waited);
    cpw_result *a = expect(&w, &o);
    o.periods = 5;
    o.treatment = treatment;
    o.removal = removal;
    cpw_result *b = expect(&w, &o);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
      near(column(b, names[i])[0], column(a, names[i])[0], 1e-9);
    double sum = column(a, "survival")[n - 1] + column(a, "treated_by")[n - 1] +
                 column(a, "removed_by")[n - 1];
    near(sum, 1.0, 1e-12);
    ck_assert_double_ge(column(a, "p95_wait")[0], column(a, "p92_wait")[0]);
    ck_assert_double_ge(column(a, "p92_wait")[0], column(a, "median_wait")[0]);
    ck_assert_double_ge(column(a, "median_wait")[0], waited);
    cpw_result_free(a);
    cpw_result_free(b);
  }
}
END_TEST

/* ---------------------------------------------------------------- counts -------------------- */

START_TEST(multinomial_errors)
{
  /* where everybody is followed to the end, incidences are shares of a multinomial */
  small w;
  make(&w, 4, 0.1, 0.1);
  const double treated[] = {20, 30, 10, 25}, removed[] = {5, 0, 10, 0},
               at_risk[] = {100, 75, 45, 25};
  cpw_result *r;
  ck_assert_int_eq(
      cpw_waits_incidence(&w.bands, 1, at_risk, treated, removed, NULL, NULL, &r, NULL), CPW_OK);
  double t = 0.0, d = 0.0;
  for (int m = 0; m < 4; m++) {
    t += treated[m] / 100.0;
    d += removed[m] / 100.0;
    double s = 1.0 - t - d;
    near(column(r, "treated_by")[m], t, 1e-14);
    near(column(r, "removed_by")[m], d, 1e-14);
    ck_assert_double_eq_tol(column(r, "survival")[m], s, 1e-15);
    near(column(r, "treated_by_se")[m], sqrt(t * (1.0 - t) / 100.0), 1e-12);
    near(column(r, "removed_by_se")[m], sqrt(d * (1.0 - d) / 100.0), 1e-12);
    ck_assert_double_eq_tol(column(r, "survival_se")[m], sqrt(fabs(s * (1.0 - s)) / 100.0), 1e-9);
  }
  cpw_result_free(r);
}
END_TEST

START_TEST(bands_without_anybody)
{
  small w;
  make(&w, 3, 0.1, 0.1);
  const double at_risk[] = {10, 0, 5, 8, 4, 0}, treated[] = {4, 0, 1, 8, 0, 0},
               removed[] = {1, 0, 1, 0, 0, 0};
  cpw_result *r;
  ck_assert_int_eq(
      cpw_waits_incidence(&w.bands, 2, at_risk, treated, removed, NULL, NULL, &r, NULL), CPW_OK);
  ck_assert_double_eq(column(r, "survival")[1], 0.5);
  near(column(r, "treated_by")[2], 0.4 + 0.5 * 0.2, 1e-14);
  ck_assert_double_eq(column(r, "survival")[3], 0.0);
  ck_assert_double_eq(column(r, "treated_by")[5], 1.0);
  ck_assert_double_eq(column(r, "treated_by_se")[5], 0.0);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(waits_that_are_wrong)
{
  small w;
  make(&w, 4, 0.1, 0.1);
  cpw_error err;
  cpw_result *r = NULL;
  double waited[] = {1.0, -1.0}, bad[BANDS * 2] = {0};
  cpw_waits_options o = usual();
  o.patients = 2;
  fails(cpw_waits_expected(&w.backlog, &o, &r, &err), CPW_EINVAL, &err, "waited is NULL");
  o.waited = waited;
  fails(cpw_waits_expected(&w.backlog, &o, &r, &err), CPW_EDOMAIN, &err, "waited[1] = -1 must be");
  o.patients = -1;
  fails(cpw_waits_expected(&w.backlog, &o, &r, &err), CPW_EINVAL, &err, "patients = -1");
  o = usual();
  o.periods = 2;
  fails(cpw_waits_expected(&w.backlog, &o, &r, &err), CPW_EINVAL, &err, "treatment is NULL");
  bad[5] = -0.5;
  o.treatment = o.removal = bad;
  fails(cpw_waits_expected(&w.backlog, &o, &r, &err), CPW_EDOMAIN, &err, "treatment[0][1][1]");
  bad[5] = 1.5;
  fails(cpw_waits_expected(&w.backlog, &o, &r, &err), CPW_EDOMAIN, &err, "removal[0][1][1]");
  o.periods = INT64_MAX / 2;
  fails(cpw_waits_expected(&w.backlog, &o, &r, &err), CPW_EOVERFLOW, &err, "too many");
  o = usual();
  o.weeks = 0.0;
  fails(cpw_waits_expected(&w.backlog, &o, &r, &err), CPW_EDOMAIN, &err, "options.weeks = 0");
  cpw_allocator half = {NULL, NULL, NULL, NULL};
  o.allocator = &half;
  ck_assert_int_eq(cpw_waits_expected(&w.backlog, &o, &r, &err), CPW_EINVAL);
  o.struct_size++;
  fails(cpw_waits_expected(&w.backlog, &o, &r, &err), CPW_EABI, &err, "struct_size");
  fails(cpw_waits_expected(NULL, NULL, &r, &err), CPW_EINVAL, &err, "backlog is NULL");
  fails(cpw_waits_expected(&w.backlog, NULL, NULL, &err), CPW_EINVAL, &err, "out is NULL");
  ck_assert_ptr_null(r);
}
END_TEST

START_TEST(counts_that_are_wrong)
{
  small w;
  make(&w, 2, 0.1, 0.1);
  cpw_error err;
  cpw_result *r = NULL;
  double n[] = {4, 3}, t[] = {2, 2}, d[] = {1, 2};
  fails(cpw_waits_incidence(&w.bands, 1, n, t, d, NULL, NULL, &r, &err), CPW_EDOMAIN, &err,
        "list 0, band 1: 2 treated and 2 removed of 3 at risk");
  d[1] = -1.0;
  fails(cpw_waits_incidence(&w.bands, 1, n, t, d, NULL, NULL, &r, &err), CPW_EDOMAIN, &err,
        "removed[0][1]");
  fails(cpw_waits_incidence(&w.bands, 1, n, NULL, d, NULL, NULL, &r, &err), CPW_EINVAL, &err,
        "treated is NULL");
  fails(cpw_waits_incidence(&w.bands, 0, n, t, d, NULL, NULL, &r, &err), CPW_EINVAL, &err, "lists");
  fails(cpw_waits_incidence(&w.bands, INT64_MAX, n, t, d, NULL, NULL, &r, &err), CPW_EOVERFLOW,
        &err, "too many");
  fails(cpw_waits_incidence(NULL, 1, n, t, d, NULL, NULL, &r, &err), CPW_EINVAL, &err, "bands");
  fails(cpw_waits_incidence(&w.bands, 1, n, t, d, NULL, NULL, NULL, &err), CPW_EINVAL, &err, "out");
  ck_assert_ptr_null(r);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  const small *w = context;
  cpw_result *r = NULL, *q = NULL;
  int32_t status = cpw_waits_expected(&w->backlog, NULL, &r, NULL);
  if (status == CPW_OK)
    status = cpw_waits_incidence(&w->bands, 1, edges, NOBODY, NOBODY, NULL, NULL, &q, NULL);
  cpw_result_free(r);
  cpw_result_free(q);
  return status;
}

START_TEST(memory_fails)
{
  small w;
  make(&w, 6, 0.1, 0.1);
  cpwt_each_allocation_fails(everything, &w);
}
END_TEST

static Suite *waits_suite(void) {
  Suite *suite = suite_create("waits");
  const struct {
    const char *name;
    const TTest *tests[6];
  } cases[] = {{"limits", {people_who_never_leave, bands_without_anybody}},
               {"errors", {waits_that_are_wrong, counts_that_are_wrong}},
               {"reference", {clearance, constant_hazards, months_of_weeks, multinomial_errors}},
               {"properties", {individuals_agree, equal_periods_are_steady}},
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
  Suite *suites[] = {waits_suite()};
  return cpwt_run(suites, 1);
}
