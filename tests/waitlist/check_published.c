/* Skews, rules of redistribution and series of demand: the published results to the digit, closed forms,
 * a projection under the published rules by another way, errors. */
#include "waitlist/suites.h"
#include "waitlist/world.h"

#include <float.h>
#include <math.h>

/* ---------------------------------------------------------------- skew ---------------------- */

static const double SEVEN[7] = {0.3, 0.1, 0.05, 0.06, 0.04, 0.05, 0.2};

static void check_skew(int32_t method, double skew, double pivot, int64_t bands,
                       const double *hazard, const double *expected) {
  double multiplier[8];
  ck_assert_int_eq(cpw_waitlist_skew(method, skew, pivot, bands, multiplier, NULL), CPW_OK);
  for (int64_t m = 0; m < bands; m++)
    cpwt_close(hazard[m] * multiplier[m], expected[m], "skewed", m);
}

START_TEST(w066_to_w074_skews)
{
  const double six[] = {0.03, 0.02, 0.02, 0.01, 0.04, 0.05}, none = (double)NAN;
  const double w066[] = {0.03, 0.019047619047619, 0.019047619047619, 0.0105, 0.042, 0.0525};
  const double w067[] = {
      0.3, 0.0952380952380952, 0.0476190476190476, 0.0571428571428571, 0.042, 0.0525, 0.21};
  const double w070[] = {0.3, 0.125, 0.0575, 0.063, 0.0384, 0.044, 0.16};
  const double w071[] = {0.3, 0.125, 0.0583333333333333, 0.065, 0.04, 0.045, 0.16};
  const double w073[] = {0.3, 0.125, 0.0625, 0.075, 0.032, 0.04, 0.16};
  check_skew(CPW_SKEW_UNIFORM, 1.05, none, 6, six, w066);
  check_skew(CPW_SKEW_UNIFORM, 1.05, none, 7, SEVEN, w067);
  check_skew(CPW_SKEW_ROTATE, 0.8, none, 7, SEVEN, w070);
  check_skew(CPW_SKEW_ROTATE, 0.8, 4.0, 7, SEVEN, w071);
  check_skew(CPW_SKEW_UNIFORM, 0.8, none, 7, SEVEN, w073);
  check_skew(CPW_SKEW_UNIFORM, 0.8, 4.0, 7, SEVEN, w073);
}
END_TEST

START_TEST(skews_at_their_ends)
{
  double x[5];
  const double none = (double)NAN;
  for (int64_t bands = 0; bands <= 2; bands++) {
    ck_assert_int_eq(cpw_waitlist_skew(CPW_SKEW_ROTATE, 2.0, none, bands, x, NULL), CPW_OK);
    for (int64_t m = 0; m < bands; m++)
      ck_assert_double_eq(x[m], 1.0);
  }
  ck_assert_int_eq(cpw_waitlist_skew(CPW_SKEW_ROTATE, 1.0, none, 5, x, NULL), CPW_OK);
  for (int m = 0; m < 5; m++)
    ck_assert_double_eq(x[m], 1.0);
  ck_assert_int_eq(cpw_waitlist_skew(CPW_SKEW_ROTATE, 2.0, 1.0, 5, x, NULL), CPW_OK);
  ck_assert_double_eq(x[1], 1.0);
  ck_assert_double_eq(x[4], 2.0);
  ck_assert_int_eq(cpw_waitlist_skew(CPW_SKEW_ROTATE, 2.0, 4.0, 5, x, NULL), CPW_OK);
  ck_assert_double_eq(x[1], 0.5);
  ck_assert_double_eq(x[4], 1.0);
}
END_TEST

/* ---------------------------------------------------------------- redistribution ------------ */

static void check_rule(int32_t rule, int64_t bands, const double *people, const double *expected) {
  double out[8];
  ck_assert_int_eq(cpw_waitlist_redistribute(rule, 1, bands, people, out, NULL), CPW_OK);
  for (int64_t m = 0; m < bands; m++)
    cpwt_close(out[m], expected[m], "people", m);
}

START_TEST(w076_to_w081_redistributed)
{
  const double w076[] = {10, -5, 20, 0, -3}, w076_out[] = {10, 0, 12, 0, 0};
  const double w079[] = {100, 1, 1, -50}, w079_out[] = {52, 0, 0, 0};
  const double w081[] = {0, 0, -1}, w081_out[] = {0, 0, 0};
  check_rule(CPW_SURPLUS_PRIORITISE_LONG_WAITERS, 5, w076, w076_out);
  check_rule(CPW_SURPLUS_EVENLY, 4, w079, w079_out);
  check_rule(CPW_SURPLUS_PRIORITISE_LONG_WAITERS, 4, w079, w079_out);
  check_rule(CPW_SURPLUS_EVENLY, 3, w081, w081_out);
}
END_TEST

START_TEST(what_nobody_is_left_for_goes_back)
{
  const double people[] = {10, -30, 5, -10}, out[] = {0, -18.75, 0, -6.25};
  check_rule(CPW_SURPLUS_PRIORITISE_LONG_WAITERS, 4, people, out);
  const double even[] = {10, 20, -6, 30}, even_out[] = {8, 18, 0, 28};
  check_rule(CPW_SURPLUS_EVENLY, 4, even, even_out);
  double rows[] = {1, -1, 3, 4, 2, -1};
  ck_assert_int_eq(cpw_waitlist_redistribute(CPW_SURPLUS_EVENLY, 2, 3, rows, rows, NULL), CPW_OK);
  const double expected[] = {0.5, 0, 2.5, 3.5, 1.5, 0};
  for (int i = 0; i < 6; i++)
    ck_assert_double_eq(rows[i], expected[i]);
  ck_assert_int_eq(cpw_waitlist_redistribute(CPW_SURPLUS_EVENLY, 0, 3, NULL, NULL, NULL), CPW_OK);
}
END_TEST

START_TEST(nobody_is_lost_in_redistribution)
{
  int cases = cpwt_cases(2000);
  for (int k = 0; k < cases; k++) {
    cpw_stream s;
    cpw_stream_init(&s, 5, (uint64_t)k, 0, 0);
    double people[12], out[12], before = 0.0;
    int64_t bands = 1 + (int64_t)cpw_random_below(&s, 12);
    for (int64_t m = 0; m < bands; m++)
      before += people[m] = 100.0 * (cpw_random_uniform(&s) - 0.3);
    for (int32_t rule = CPW_SURPLUS_EVENLY; rule <= CPW_SURPLUS_PRIORITISE_LONG_WAITERS; rule++) {
      double after = 0.0;
      ck_assert_int_eq(cpw_waitlist_redistribute(rule, 1, bands, people, out, NULL), CPW_OK);
      for (int64_t m = 0; m < bands; m++) {
        after += out[m];
        if (before >= 0.0) ck_assert_double_ge(out[m], -1e-9);
      }
      double expected = rule == CPW_SURPLUS_EVENLY && before < 0.0 ? 0.0 : before;
      ck_assert_double_eq_tol(after, expected, 1e-9);
    }
  }
}
END_TEST

/* ---------------------------------------------------------------- projections --------------- */

/* The published recursion in plain doubles: one list, bands of one period. */
static void plain(const world *w, int32_t rule, int64_t periods, double *waiting, double *treated) {
  int64_t n = w->bands.count;
  double before[WORLD_BANDS];
  memcpy(before, w->waiting, sizeof before);
  for (int64_t t = 0; t < periods; t++) {
    double inflow[WORLD_BANDS], wanted = 0.0, *now = waiting + t * n;
    for (int64_t m = 0; m < n; m++) {
      inflow[m] = m > 0 ? before[m - 1] : w->plan_starts[t];
      if (m == n - 1) inflow[m] += before[m];
      wanted += w->treatment[m] * inflow[m];
    }
    for (int64_t m = 0; m < n; m++) {
      double take =
          wanted != 0.0 ? w->plan_capacity[t] * (w->treatment[m] * inflow[m]) / wanted : 0.0;
      treated[t * n + m] = take;
      now[m] = inflow[m] - w->removal[m] * inflow[m] - take;
    }
    ck_assert_int_eq(cpw_waitlist_redistribute(rule, 1, n, now, now, NULL), CPW_OK);
    memcpy(before, now, (size_t)n * sizeof *now);
  }
}

static void check_against_plain(world *w, int32_t rule) {
  int64_t n = w->bands.count;
  cpw_project_options o;
  cpw_project_options_init(&o);
  o.periods = w->periods;
  o.starts = w->plan_starts;
  o.capacity = w->plan_capacity;
  o.surplus = rule;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_waitlist_project(&w->backlog, &o, NULL, &r, NULL), CPW_OK);
  double *waiting = cpwt_numbers(o.periods * n), *treated = cpwt_numbers(o.periods * n);
  plain(w, rule, o.periods, waiting, treated);
  double size = 1.0;
  for (int64_t i = 0; i < o.periods * n; i++)
    size = fmax(size, fabs(waiting[i]) + fabs(treated[i]));
  const double *closing = cpwt_real(r, "total_closing"), *adjusted = cpwt_real(r, "adjusted");
  for (int64_t t = 0; t < o.periods && cpwt_integer(r, "outcome")[0] == CPW_OUTCOME_OK; t++) {
    double sum = 0.0;
    for (int64_t m = 0; m < n; m++) {
      int64_t i = t * n + m;
      ck_assert_double_eq_tol(cpwt_real(r, "waiting")[i], waiting[i], 1e-7 * size);
      ck_assert_double_eq_tol(cpwt_real(r, "treated")[i], treated[i], 1e-7 * size);
      sum += adjusted[i];
    }
    ck_assert_double_eq(sum, cpwt_real(r, "total_adjusted")[t]);
    double people = cpwt_real(r, "total_opening")[t] + cpwt_real(r, "total_starts")[t] +
                    cpwt_real(r, "total_unrecorded")[t] - cpwt_real(r, "total_treated")[t] -
                    cpwt_real(r, "total_removed")[t] + sum;
    ck_assert_double_eq(people, closing[t]);
  }
  free(waiting);
  free(treated);
  cpw_result_free(r);
}

START_TEST(published_rules_by_another_way)
{
  world *w = calloc(1, sizeof *w);
  ck_assert_ptr_nonnull(w);
  int cases = cpwt_cases(500);
  for (int k = 0; k < cases; k++) {
    cpw_stream s;
    cpw_stream_init(&s, 6, (uint64_t)k, 0, 0);
    world_make(w, &s, 1);
    for (int64_t m = 0; m < w->bands.count; m++)
      w->lower[m] = (double)m * w->bands.period;
    w->backlog.lists = 1;
    w->backlog.start_uplift = NULL;
    check_against_plain(w, CPW_SURPLUS_EVENLY);
    check_against_plain(w, CPW_SURPLUS_PRIORITISE_LONG_WAITERS);
  }
  free(w);
}
END_TEST

START_TEST(the_result_says_what_does_not_reconcile)
{
  cpw_bands bands = cpwt_months(4);
  const double waiting[] = {10, 10, 10, 10}, treatment[] = {0, 0, 0, 1}, removal[4] = {0};
  const double starts = 10, capacity = 30;
  cpw_backlog b;
  cpw_backlog_init(&b);
  b.lists = 1;
  b.bands = &bands;
  b.waiting = waiting;
  b.treatment_hazard = treatment;
  b.removal_hazard = removal;
  b.starts = &starts;
  b.capacity = &capacity;
  cpw_project_options o;
  cpw_project_options_init(&o);
  o.periods = 1;
  o.surplus = CPW_SURPLUS_PRIORITISE_LONG_WAITERS;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_waitlist_project(&b, &o, NULL, &r, NULL), CPW_OK);
  const double adjusted[] = {0, 0, -10, 10};
  for (int m = 0; m < 4; m++)
    ck_assert_double_eq(cpwt_real(r, "adjusted")[m], adjusted[m]);
  ck_assert_ptr_nonnull(strstr(cpw_result_note(r, "unreconciled"), "in 1 of 1 rows"));
  ck_assert(!isnan(cpwt_real(r, "median_wait")[0]));
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- demand -------------------- */

START_TEST(demand_flat_growing_and_seasonal)
{
  const double level[] = {100, 7}, season[] = {1.5, 1, 0.5};
  double out[2 * 25];
  ck_assert_int_eq(cpw_demand_series(2, 25, level, NULL, NULL, out, NULL), CPW_OK);
  for (int t = 0; t < 25; t++)
    ck_assert(out[t] == 100.0 && out[25 + t] == 7.0);
  cpw_demand_options o;
  cpw_demand_options_init(&o);
  o.growth = 0.21;
  ck_assert_int_eq(cpw_demand_series(2, 25, level, NULL, &o, out, NULL), CPW_OK);
  for (int t = 0; t < 25; t++)
    ck_assert_double_eq_tol(out[t], 100.0 * pow(1.21, t / 12.0), 1e-10);
  ck_assert_double_eq(out[0], 100.0);
  o.growth_mode = CPW_GROWTH_LINEAR;
  ck_assert_int_eq(cpw_demand_series(1, 25, level, NULL, &o, out, NULL), CPW_OK);
  ck_assert_double_eq_tol(out[12], 121.0, 1e-12);
  ck_assert_double_eq_tol(out[24], 142.0, 1e-12);
  o.growth = -0.9;
  ck_assert_int_eq(cpw_demand_series(1, 25, level, NULL, &o, out, NULL), CPW_OK);
  ck_assert_double_eq(out[24], 0.0);
  o.growth = 0.0;
  o.seasons = 3;
  o.season = season;
  o.first_season = 2;
  double series[] = {1, 2, 3, 4};
  ck_assert_int_eq(cpw_demand_series(1, 4, NULL, series, &o, series, NULL), CPW_OK);
  const double expected[] = {0.5, 3, 3, 2};
  for (int t = 0; t < 4; t++)
    ck_assert_double_eq(series[t], expected[t]);
}
END_TEST

/* ---------------------------------------------------------------- labels -------------------- */

START_TEST(w062_labels_of_bands)
{
  static const struct {
    const char *label;
    int64_t band;
  } labels[] = {{"<1", 0},  {"1-2", 1}, {"2-3", 2},     {"3-4", 3}, {"4-5", 3},   {"5+", 3},
                {">12", 3}, {"0", 0},   {" 1 - 2 ", 1}, {"2 +", 2}, {"99999", 3}, {"< 1 ", 0}};
  static const char *const none[] = {"",      "x",   "<2", "-1",  "1-3",     "1-",
                                     "1-2-3", "1++", "<",  "1.5", "9999999", "<1+"};
  int64_t band = -9;
  cpw_error err;
  for (size_t k = 0; k < sizeof labels / sizeof *labels; k++) {
    ck_assert_int_eq(cpw_bands_of_label(labels[k].label, 4, &band, NULL), CPW_OK);
    ck_assert_msg(band == labels[k].band, "%s", labels[k].label);
  }
  band = -9;
  for (size_t k = 0; k < sizeof none / sizeof *none; k++)
    cpwt_fails(cpw_bands_of_label(none[k], 4, &band, &err), CPW_EDATA, &err, "must be months");
  cpwt_fails(cpw_bands_of_label(NULL, 4, &band, &err), CPW_EINVAL, &err, "label");
  cpwt_fails(cpw_bands_of_label("1", 4, NULL, &err), CPW_EINVAL, &err, "band is NULL");
  cpwt_fails(cpw_bands_of_label("1", 0, &band, &err), CPW_EINVAL, &err, "bands = 0");
  ck_assert_int_eq(band, -9);
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

START_TEST(skews_that_are_none)
{
  cpw_error err;
  double x[4] = {9, 9, 9, 9};
  const double bad[] = {0.0, -1.0, (double)NAN, HUGE_VAL, DBL_TRUE_MIN};
  for (int k = 0; k < 5; k++)
    cpwt_fails(cpw_waitlist_skew(0, bad[k], (double)NAN, 4, x, &err), CPW_EDOMAIN, &err, "skew = ");
  cpwt_fails(cpw_waitlist_skew(2, 1, (double)NAN, 4, x, &err), CPW_EINVAL, &err, "method = 2");
  cpwt_fails(cpw_waitlist_skew(0, 1, 0.5, 4, x, &err), CPW_EDOMAIN, &err, "pivot = 0.5");
  cpwt_fails(cpw_waitlist_skew(0, 1, 3.5, 4, x, &err), CPW_EDOMAIN, &err, "pivot = 3.5");
  cpwt_fails(cpw_waitlist_skew(0, 1, 2, 4, NULL, &err), CPW_EINVAL, &err, "multiplier");
  ck_assert_double_eq(x[0], 9.0);
}
END_TEST

START_TEST(redistributions_that_are_none)
{
  cpw_error err;
  double x[2] = {1, (double)NAN}, huge[2] = {DBL_MAX, DBL_MAX}, out[2] = {9, 9};
  const int32_t rule = CPW_SURPLUS_EVENLY;
  cpwt_fails(cpw_waitlist_redistribute(1, 1, 2, x, out, &err), CPW_EINVAL, &err, "surplus = 1");
  cpwt_fails(cpw_waitlist_redistribute(rule, 1, 2, x, out, &err), CPW_EDOMAIN, &err,
             "people[0][1]");
  cpwt_fails(cpw_waitlist_redistribute(rule, 1, 2, huge, out, &err), CPW_EOVERFLOW, &err, "row 0");
  cpwt_fails(cpw_waitlist_redistribute(rule, 1, 2, NULL, out, &err), CPW_EINVAL, &err, "people");
  cpwt_fails(cpw_waitlist_redistribute(rule, 1, 2, huge, NULL, &err), CPW_EINVAL, &err, "out");
  cpwt_fails(cpw_waitlist_redistribute(rule, 1, 0, x, out, &err), CPW_EINVAL, &err, "bands = 0");
  cpwt_fails(cpw_waitlist_redistribute(rule, INT64_MAX, 2, x, out, &err), CPW_EINVAL, &err, "rows");
  ck_assert_double_eq(out[0], 9.0);
}
END_TEST

static void demand_fails(const cpw_demand_options *o, int32_t status, const char *part) {
  cpw_error err;
  const double level = 1.0;
  double out[30] = {9};
  cpwt_fails(cpw_demand_series(1, 30, &level, NULL, o, out, &err), status, &err, part);
  ck_assert_double_eq(out[0], 9.0);
}

START_TEST(demands_that_are_none)
{
  cpw_error err;
  cpw_demand_options good, o;
  cpw_demand_options_init(&good);
  const double level = 1.0, bad = -1.0, season[] = {1, -1};
  double out[2];
  o = good, o.growth = -1.0, demand_fails(&o, CPW_EDOMAIN, "options.growth = -1");
  o = good, o.growth = (double)NAN, demand_fails(&o, CPW_EDOMAIN, "options.growth = nan");
  o = good, o.periods_per_year = 0.0, demand_fails(&o, CPW_EDOMAIN, "options.periods_per_year");
  o = good, o.growth_mode = 2, demand_fails(&o, CPW_EINVAL, "options.growth_mode = 2");
  o = good, o.reserved = 1, demand_fails(&o, CPW_EINVAL, "options.reserved = 1 must be 0");
  o = good, o.seasons = 2, demand_fails(&o, CPW_EINVAL, "options.seasons = 2");
  o = good, o.seasons = 2, o.season = season, demand_fails(&o, CPW_EDOMAIN, "options.season[1]");
  o = good, o.seasons = 1, o.season = season, o.first_season = 1;
  demand_fails(&o, CPW_EDOMAIN, "options.first_season = 1");
  o = good, o.growth = DBL_MAX, demand_fails(&o, CPW_EOVERFLOW, "too large in period");
  o = good, o.struct_size = 9999, demand_fails(&o, CPW_EABI, "struct_size");
  cpwt_fails(cpw_demand_series(1, 2, NULL, NULL, NULL, out, &err), CPW_EINVAL, &err, "are NULL");
  cpwt_fails(cpw_demand_series(1, 1, &level, &level, NULL, out, &err), CPW_EINVAL, &err, "both");
  cpwt_fails(cpw_demand_series(1, 2, &level, NULL, NULL, NULL, &err), CPW_EINVAL, &err, "out");
  cpwt_fails(cpw_demand_series(-1, 2, &level, NULL, NULL, out, &err), CPW_EINVAL, &err, "lists");
  cpwt_fails(cpw_demand_series(1, 2, &bad, NULL, NULL, out, &err), CPW_EDOMAIN, &err, "level[0]");
  ck_assert_int_eq(cpw_demand_series(0, 0, NULL, NULL, NULL, NULL, &err), CPW_OK);
}
END_TEST

Suite *cpwt_published_suite(void) {
  Suite *suite = suite_create("waitlist published rules and demand");
  TCase *reference = tcase_create("reference");
  tcase_add_test(reference, w066_to_w074_skews);
  tcase_add_test(reference, w076_to_w081_redistributed);
  tcase_add_test(reference, w062_labels_of_bands);
  suite_add_tcase(suite, reference);
  TCase *limits = tcase_create("limits");
  tcase_add_test(limits, skews_at_their_ends);
  tcase_add_test(limits, what_nobody_is_left_for_goes_back);
  tcase_add_test(limits, the_result_says_what_does_not_reconcile);
  tcase_add_test(limits, demand_flat_growing_and_seasonal);
  suite_add_tcase(suite, limits);
  TCase *errors = tcase_create("errors");
  tcase_add_test(errors, skews_that_are_none);
  tcase_add_test(errors, redistributions_that_are_none);
  tcase_add_test(errors, demands_that_are_none);
  suite_add_tcase(suite, errors);
  TCase *properties = tcase_create("properties");
  tcase_add_test(properties, nobody_is_lost_in_redistribution);
  tcase_add_test(properties, published_rules_by_another_way);
  suite_add_tcase(suite, properties);
  return suite;
}
