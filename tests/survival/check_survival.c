/* Survival at its edges, and what it refuses. Values stand in check_values.c, a second method in
 * check_second.c. */
#include "check_survival.h"

static const double NONE = (double)NAN, ENDLESS = (double)INFINITY;

/* ---------------------------------------------------------------- shared -------------------- */

cpw_survival_rows rows_of(int64_t count, const double *time, const int32_t *event) {
  cpw_survival_rows r;
  cpw_survival_rows_init(&r);
  r.rows = count;
  r.time = time;
  r.event = event;
  return r;
}

cpw_survival_options usual(void) {
  cpw_survival_options o;
  cpw_survival_options_init(&o);
  return o;
}

cpw_survival_test_options usual_test(void) {
  cpw_survival_test_options o;
  cpw_survival_test_options_init(&o);
  return o;
}

cpw_result *curves(const cpw_survival_rows *rows, const cpw_survival_options *o) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_survival_curves(rows, o, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->real) ck_abort_msg("%s is not there", name);
  return a->real;
}

int64_t size_of(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  return a ? a->size : -1;
}

void same(double got, double expected, double relative) {
  if (isnan(expected) || expected - expected != 0) {
    ck_assert_msg(isnan(expected) ? isnan(got) : got == expected, "%g is not %g", got, expected);
    return;
  }
  double off = fabs(got - expected), most = fabs(expected) > 1e-3 ? fabs(expected) : 1e-3;
  ck_assert_msg(off <= relative * most, "%.17g is not %.17g: %g", got, expected, off / most);
}

void all_same(const double *got, const double *expected, int64_t count, double relative) {
  for (int64_t i = 0; i < count; i++)
    same(got[i], expected[i], relative);
}

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(nobody)
{
  cpw_survival_rows rows = rows_of(0, NULL, NULL);
  cpw_survival_options o = usual();
  o.every = 1;
  rows.groups = 2;
  rows.causes = 3;
  cpw_result *r = curves(&rows, &o);
  ck_assert(real(r, "people")[0] == 0 && real(r, "people")[1] == 0);
  ck_assert_int_eq(size_of(r, "events"), 6);
  ck_assert_int_eq(size_of(r, "survival"), 0);
  const char *const none[] = {"seen_until", "restricted_mean",       "quantile",       "still",
                              "tau",        "restricted_mean_upper", "quantile_upper", "time_lost"};
  for (int64_t k = 0; k < COUNT(none); k++)
    ck_assert_msg(isnan(real(r, none[k])[0]), "%s", none[k]);
  cpw_result_free(r);
  cpw_survival_test test;
  double p[4], ratio[2];
  ck_assert_int_eq(cpw_survival_compare(&rows, NULL, &test, NULL, NULL, NULL, NULL), CPW_OK);
  ck_assert(test.statistic == 0 && test.degrees == 0 && isnan(test.p) && isnan(test.trend));
  ck_assert(isnan(test.trend_p));
  ck_assert_int_eq(cpw_survival_pairwise(&rows, NULL, p, NULL, NULL, NULL), CPW_OK);
  ck_assert(isnan(p[0]) && isnan(p[1]));
  ck_assert_int_eq(cpw_survival_ratios(&rows, NULL, 1, 0.9, ratio, NULL, NULL, NULL), CPW_OK);
  ck_assert(isnan(ratio[0]) && ratio[1] == 1);
}
END_TEST

/* one who was treated, one who still waits, at a time of 0 or later */
START_TEST(one_person)
{
  const double time[] = {0, 20};
  for (int at = 0; at < 2; at++)
    for (int32_t event = 0; event < 2; event++) {
      cpw_survival_rows rows = rows_of(1, &time[at], &event);
      cpw_survival_options o = usual();
      o.every = 1;
      cpw_result *r = curves(&rows, &o);
      same(real(r, "survival")[0], 1 - event, 0);
      same(real(r, "survival_se")[0], event ? NONE : 0, 0);
      same(real(r, "survival_upper")[0], event ? NONE : 1, 0);
      same(real(r, "incidence")[0], event, 0);
      same(real(r, "incidence_se")[0], event ? NONE : 0, 0);
      same(real(r, "incidence_lower")[0], event ? NONE : 0, 0);
      same(real(r, "quantile")[0], event ? time[at] : NONE, 0);
      same(real(r, "quantile_lower")[0], NONE, 0);
      same(real(r, "quantile_upper")[0], ENDLESS, 0);
      same(real(r, "restricted_mean")[0], time[at], 0);
      same(real(r, "restricted_mean_se")[0], 0, 0);
      same(real(r, "at_risk")[0], 1, 0);
      same(real(r, "still")[0], at == 0 && event ? 0 : 1, 0); /* 18 weeks */
      same(real(r, "still")[1], 1 - event, 0);                /* 52 */
      ck_assert_int_eq(cpw_result_note(r, "beyond") != NULL, !event);
      cpw_result_free(r);
    }
}
END_TEST

START_TEST(nobody_is_treated)
{
  const double time[] = {5, 20, 60};
  const int32_t event[] = {0, 0, 0};
  const int64_t group[] = {0, 1, 1};
  cpw_survival_rows rows = rows_of(3, time, event);
  rows.groups = 3; /* the last one has nobody */
  rows.group = group;
  cpw_result *r = curves(&rows, NULL);
  all_same(real(r, "still"), (const double[]){1, 1, 1, 1, NONE, NONE}, 6, 0);
  all_same(real(r, "seen_until"), (const double[]){5, 60, NONE}, 3, 0);
  all_same(real(r, "waiting"), (const double[]){1, 2, 0}, 3, 0);
  all_same(real(r, "tau"), (const double[]){5}, 1, 0);
  all_same(real(r, "restricted_mean"), (const double[]){5, 5, NONE}, 3, 0);
  all_same(real(r, "quantile_upper"), (const double[]){ENDLESS, ENDLESS, ENDLESS}, 3, 0);
  cpw_result_free(r);
  cpw_survival_test test;
  double expected[3];
  ck_assert_int_eq(cpw_survival_compare(&rows, NULL, &test, NULL, expected, NULL, NULL), CPW_OK);
  ck_assert(test.statistic == 0 && test.degrees == 0 && isnan(test.p) && expected[1] == 0);
}
END_TEST

/* all waits alike: everybody goes at once, and there is nothing to compare */
START_TEST(all_waits_are_equal)
{
  const double time[] = {7, 7, 7, 7};
  const int32_t event[] = {1, 1, 0, 1};
  const int64_t group[] = {0, 1, 0, 1};
  cpw_survival_rows rows = rows_of(4, time, event);
  cpw_survival_options o = usual();
  o.every = 1;
  cpw_result *r = curves(&rows, &o);
  same(real(r, "survival")[0], 0.25, 0); /* who is censored at 7 was at risk at 7 */
  same(real(r, "new_waiting")[0], 1, 0);
  same(real(r, "quantile")[0], 7, 0);
  cpw_result_free(r);
  rows.group = group;
  rows.groups = 2;
  cpw_survival_test test;
  double variance[4];
  ck_assert_int_eq(cpw_survival_compare(&rows, NULL, &test, NULL, NULL, variance, NULL), CPW_OK);
  /* 3 of 4 at once, 2 and 2: expected 1.5, variance 3 (1/4)/3 (n - d) ... = 3 x 1 x 4/(16 x 3) = 1/4 */
  all_same(variance, (const double[]){0.25, -0.25, -0.25, 0.25}, 4, 1e-15);
  same(test.statistic, 1, 1e-14);
  const int32_t everybody[] = {1, 1, 1, 1};
  rows.event = everybody;
  ck_assert_int_eq(cpw_survival_compare(&rows, NULL, &test, NULL, NULL, variance, NULL), CPW_OK);
  ck_assert(test.degrees == 0 && isnan(test.p));
}
END_TEST

/* S is exactly 1/2 from 4 to 10: the median is the middle; to the end: up to the last time seen */
START_TEST(a_level_stretch_at_the_percentile)
{
  const double time[] = {2, 4, 10, 16};
  const int32_t all[] = {1, 1, 1, 1}, first[] = {1, 1, 0, 0};
  cpw_survival_rows rows = rows_of(4, time, all);
  cpw_result *r = curves(&rows, NULL);
  same(real(r, "quantile")[0], 7, 0);
  cpw_result_free(r);
  rows.event = first;
  r = curves(&rows, NULL);
  same(real(r, "quantile")[0], 10, 0);
  same(real(r, "incidence_quantile")[0], 10, 0);
  cpw_result_free(r);
}
END_TEST

/* rows of nobody do not count, not even as times */
START_TEST(weights_of_zero)
{
  const double time[] = {2, 4, 10, 16}, weight[] = {1, 0, 3, 0};
  const int32_t event[] = {1, 1, 0, 1};
  cpw_survival_rows rows = rows_of(4, time, event);
  cpw_survival_options o = usual();
  rows.weight = weight;
  o.every = 1;
  cpw_result *r = curves(&rows, &o);
  ck_assert_int_eq(size_of(r, "survival"), 2);
  same(real(r, "people")[0], 4, 0);
  same(real(r, "seen_until")[0], 10, 0);
  same(real(r, "survival")[1], 0.75, 0);
  cpw_result_free(r);
}
END_TEST

/* tenths have no exact doubles: S is still exactly 0 where everybody has gone */
START_TEST(weights_that_are_not_whole)
{
  double time[300], weight[300];
  int32_t event[300];
  for (int i = 0; i < 300; i++) {
    time[i] = 1 + i % 37;
    weight[i] = 0.1 * (1 + i % 3);
    event[i] = 1;
  }
  cpw_survival_rows rows = rows_of(300, time, event);
  cpw_survival_options o = usual();
  o.every = 1;
  rows.weight = weight;
  cpw_result *r = curves(&rows, &o);
  same(real(r, "survival")[36], 0, 0);
  same(real(r, "incidence")[36], 1, 0);
  same(real(r, "people")[0], 60, 1e-14);
  cpw_result_free(r);
}
END_TEST

/* a grid before, between and after the times; limits in any order */
START_TEST(a_grid_of_the_caller)
{
  const double time[] = {2, 4, 4, 10}, grid[] = {-1, 0, 2, 3, 4, 9, 10, 99}, limit[] = {9, 0, 4};
  const int32_t event[] = {1, 1, 0, 2};
  cpw_survival_rows rows = rows_of(4, time, event);
  cpw_survival_options o = usual();
  rows.causes = 2;
  o.times = COUNT(grid);
  o.time = grid;
  o.limits = 3;
  o.limit = limit;
  cpw_result *r = curves(&rows, &o);
  all_same(real(r, "survival"), (const double[]){1, 1, 0.75, 0.75, 0.5, 0.5, 0.5, 0.5}, 8, 1e-15);
  all_same(real(r, "at_risk"), (const double[]){4, 4, 4, 3, 3, 1, 1, 0}, 8, 0);
  all_same(real(r, "new_events"), (const double[]){0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0},
           16, 0);
  all_same(real(r, "new_waiting"), (const double[]){0, 0, 0, 0, 1, 0, 0, 0}, 8, 0);
  all_same(real(r, "incidence") + 8, (const double[]){0, 0, 0, 0, 0, 0, 0.5, 0.5}, 8, 1e-15);
  all_same(real(r, "still"), (const double[]){0.5, 1, 0.5}, 3, 1e-15);
  all_same(real(r, "share"), (const double[]){0.5, 0, 0.5, 0, 0, 0}, 6, 1e-15);
  ck_assert_str_eq(cpw_result_find(r, "survival")->dimension[1]->coordinate_labels[0][0], "-1");
  ck_assert_str_eq(cpw_result_find(r, "share")->dimension[1]->coordinate_labels[0][1], "removed");
  ck_assert_str_eq(cpw_result_note(r, "method"), "survival of cause 1, limits of 95 %");
  ck_assert_ptr_null(cpw_result_find(r, "hazard_lower"));
  cpw_result_free(r);
}
END_TEST

/* nothing is asked for: no arrays of it */
START_TEST(nothing_is_asked_for)
{
  const double time[] = {2};
  const int32_t event[] = {1};
  const cpw_survival_rows rows = rows_of(1, time, event);
  cpw_survival_options o = usual();
  o.probabilities = o.limits = 0;
  cpw_result *r = curves(&rows, &o);
  ck_assert_ptr_null(cpw_result_find(r, "quantile"));
  ck_assert_ptr_null(cpw_result_find(r, "still"));
  ck_assert_ptr_null(cpw_result_find(r, "survival"));
  same(real(r, "restricted_mean")[0], 2, 0);
  cpw_result_free(r);
}
END_TEST

/* groups that never wait at the same time cannot be compared: two sets of two, and one alone */
START_TEST(groups_that_do_not_meet)
{
  const double time[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  const int32_t event[] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
  const int64_t group[] = {0, 1, 0, 1, 2, 3, 2, 3, 4}, stratum[] = {0, 0, 0, 0, 1, 1, 1, 1, 2};
  cpw_survival_rows rows = rows_of(9, time, event);
  cpw_survival_test_options o = usual_test();
  rows.group = group;
  rows.groups = 5;
  o.stratum = stratum;
  o.strata = 3;
  cpw_survival_test all, one, other;
  double ratio[5], p[25], adjusted[25];
  ck_assert_int_eq(cpw_survival_compare(&rows, &o, &all, NULL, NULL, NULL, NULL), CPW_OK);
  ck_assert_int_eq(all.degrees, 2);
  rows.rows = 4;
  ck_assert_int_eq(cpw_survival_compare(&rows, &o, &one, NULL, NULL, NULL, NULL), CPW_OK);
  rows = rows_of(4, time + 4, event);
  rows.group = group + 4;
  rows.groups = 5;
  o.stratum = NULL;
  o.strata = 1;
  ck_assert_int_eq(cpw_survival_compare(&rows, &o, &other, NULL, NULL, NULL, NULL), CPW_OK);
  ck_assert(one.degrees == 1 && other.degrees == 1);
  same(all.statistic, one.statistic + other.statistic, 1e-14);
  rows = rows_of(9, time, event);
  rows.group = group;
  rows.groups = 5;
  o.stratum = stratum;
  o.strata = 3;
  ck_assert_int_eq(cpw_survival_ratios(&rows, &o, 3, 0.95, ratio, NULL, NULL, NULL), CPW_OK);
  ck_assert(isnan(ratio[0]) && isnan(ratio[1]) && !isnan(ratio[2]) && isnan(ratio[4]));
  same(ratio[3], 1, 0);
  ck_assert_int_eq(cpw_survival_pairwise(&rows, &o, p, NULL, adjusted, NULL), CPW_OK);
  ck_assert(!isnan(p[1]) && p[1] == p[5] && isnan(p[2]) && isnan(adjusted[2]) && isnan(p[4]));
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static const double ok_time[] = {1, 2, 3};
static const int32_t ok_event[] = {1, 0, 1};

static void refuse_rows(const cpw_survival_rows *rows, int32_t code, const char *message) {
  cpw_error err;
  cpw_result *r = NULL;
  cpw_survival_test test;
  double x[64];
  ck_assert_int_eq(cpw_survival_curves(rows, NULL, &r, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_str_eq(err.where, "cpw_survival_curves");
  ck_assert_ptr_null(r);
  ck_assert_int_eq(cpw_survival_compare(rows, NULL, &test, x, NULL, NULL, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_int_eq(cpw_survival_pairwise(rows, NULL, x, NULL, NULL, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert_int_eq(cpw_survival_ratios(rows, NULL, 0, 0.95, x, NULL, NULL, &err), code);
  ck_assert_str_eq(err.message, message);
}

START_TEST(rows_that_are_wrong)
{
  const cpw_survival_rows fine = rows_of(3, ok_time, ok_event);
  cpw_survival_rows r = fine;
  refuse_rows(NULL, CPW_EINVAL, "rows is NULL");
  r.rows = -1;
  refuse_rows(&r, CPW_EINVAL, "rows = -1 must be >= 0");
  r = rows_of(3, NULL, ok_event);
  refuse_rows(&r, CPW_EINVAL, "time is NULL");
  r = rows_of(3, ok_time, NULL);
  refuse_rows(&r, CPW_EINVAL, "event is NULL");
  r = fine;
  r.groups = 0;
  refuse_rows(&r, CPW_EINVAL, "groups = 0 must be 1 to 2147483647, and 1 without group");
  r.groups = 2;
  refuse_rows(&r, CPW_EINVAL, "groups = 2 must be 1 to 2147483647, and 1 without group");
  r = fine;
  r.causes = 65;
  refuse_rows(&r, CPW_EINVAL, "causes = 65 must be 1 to 64");
  const double times[][3] = {{1, -1, 3}, {1, ENDLESS, 3}, {1, NONE, 3}};
  const char *const texts[] = {"time[1] = -1 must be finite and >= 0",
                               "time[1] = inf must be finite and >= 0",
                               "time[1] = nan must be finite and >= 0"};
  for (int k = 0; k < 3; k++) {
    r = rows_of(3, times[k], ok_event);
    refuse_rows(&r, CPW_EDOMAIN, texts[k]);
  }
  const int32_t events[] = {1, 0, 2}, below[] = {1, 0, -1};
  r = rows_of(3, ok_time, events);
  refuse_rows(&r, CPW_EINVAL, "event[2] = 2 must be 0 to 1");
  r.event = below;
  refuse_rows(&r, CPW_EINVAL, "event[2] = -1 must be 0 to 1");
  r = fine;
  const int64_t group[] = {0, 2, 1};
  r.group = group;
  r.groups = 2;
  refuse_rows(&r, CPW_EINVAL, "group[1] = 2 must be 0 to 1");
  r = fine;
  r.struct_size = 1000;
  cpw_result *out = NULL;
  ck_assert_int_eq(cpw_survival_curves(&r, NULL, &out, NULL), CPW_EABI);
}
END_TEST

START_TEST(weights_and_entries_that_are_wrong)
{
  const cpw_survival_rows fine = rows_of(3, ok_time, ok_event);
  cpw_survival_rows r = fine;
  const double negative[] = {0, 0, -1}, late[] = {0, 2, 1}, endless[] = {1, 1, ENDLESS};
  const double many[] = {9e15, 9e15, 1}, none[] = {0, NONE, 0};
  r.weight = negative;
  refuse_rows(&r, CPW_EDOMAIN, "weight[2] = -1 must be finite and >= 0");
  r.weight = endless;
  refuse_rows(&r, CPW_EDOMAIN, "weight[2] = inf must be finite and >= 0");
  r.weight = none;
  refuse_rows(&r, CPW_EDOMAIN, "weight[1] = nan must be finite and >= 0");
  r.weight = many;
  refuse_rows(&r, CPW_EOVERFLOW, "weight: the sum up to row 1 is over 2^53");
  r = fine;
  r.entry = late;
  refuse_rows(&r, CPW_EDOMAIN, "entry[1] = 2 must be >= 0 and below the time, 2 (or 0)");
  r.entry = negative;
  refuse_rows(&r, CPW_EDOMAIN, "entry[2] = -1 must be >= 0 and below the time, 3 (or 0)");
  r.entry = none;
  refuse_rows(&r, CPW_EDOMAIN, "entry[1] = nan must be >= 0 and below the time, 2 (or 0)");
}
END_TEST

static void refuse(const cpw_survival_options *o, int32_t code, const char *message) {
  const cpw_survival_rows rows = rows_of(3, ok_time, ok_event);
  cpw_error err;
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_survival_curves(&rows, o, &r, &err), code);
  if (message) ck_assert_str_eq(err.message, message);
  ck_assert_ptr_null(r);
}

START_TEST(numbers_that_are_wrong)
{
  const double falling[] = {1, 1}, share[] = {0.5, 1}, limit[] = {18, -1};
  cpw_survival_options o = usual();
  o.level = 1;
  refuse(&o, CPW_EDOMAIN, "options.level = 1 must be above 0 and below 1");
  o = usual();
  o.from = -1;
  refuse(&o, CPW_EDOMAIN, "options.from = -1 must be finite and >= 0");
  o.from = 5;
  o.tau = 5;
  refuse(&o, CPW_EDOMAIN, "options.tau = 5 must be finite and above options.from, 5");
  o = usual();
  o.times = 2;
  o.time = falling;
  refuse(&o, CPW_EDOMAIN, "options.time[1] = 1 must be finite and above the one before");
  o = usual();
  o.probabilities = 2;
  o.probability = share;
  refuse(&o, CPW_EDOMAIN, "options.probability[1] = 1 must be above 0 and below 1");
  o = usual();
  o.limit = limit;
  refuse(&o, CPW_EDOMAIN, "options.limit[1] = -1 must be finite and >= 0");
}
END_TEST

START_TEST(options_that_are_wrong)
{
  const double grid[] = {1};
  const char *const labels[] = {NULL};
  const cpw_dimension two = {"group", 2, 0, NULL, NULL};
  const cpw_survival_rows rows = rows_of(3, ok_time, ok_event);
  cpw_survival_options o = usual();
  o.conf_type = 3;
  refuse(&o, CPW_EINVAL, "options.conf_type = 3 must be 0 to 2");
  o = usual();
  o.cause = 2;
  refuse(&o, CPW_EINVAL, "options.cause = 2 must be 0 to 1");
  o = usual();
  o.reserved = 1;
  refuse(&o, CPW_EINVAL, "options.reserved = 1 must be 0 to 0");
  o = usual();
  o.times = 1;
  refuse(&o, CPW_EINVAL, "options.time is NULL, but options.times = 1");
  o.time = grid;
  o.every = 1;
  refuse(&o, CPW_EINVAL, "options.times = 1 must be 0 with options.every");
  o = usual();
  o.probabilities = 2;
  refuse(&o, CPW_EINVAL, "options.probability is NULL, but options.probabilities = 2");
  o.probabilities = -1;
  refuse(&o, CPW_EINVAL, "options.probabilities = -1 must be >= 0");
  o = usual();
  o.limits = 3;
  refuse(&o, CPW_EINVAL, "options.limit is NULL, but options.limits = 3");
  o = usual();
  o.labels = &two;
  refuse(&o, CPW_EINVAL, "options.labels has the length 2, expected 1");
  o = usual();
  o.cause_labels = labels;
  refuse(&o, CPW_EINVAL, "options.cause_labels[0] is NULL");
  o = usual();
  o.struct_size = 4;
  refuse(&o, CPW_EABI, NULL);
  cpw_error err;
  ck_assert_int_eq(cpw_survival_curves(&rows, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "out is NULL");
}
END_TEST

static void refuse_test(const cpw_survival_test_options *o, int32_t code, const char *message) {
  const int64_t group[] = {0, 1, 0};
  cpw_survival_rows rows = rows_of(3, ok_time, ok_event);
  cpw_error err;
  cpw_survival_test test = {7, 7, 7, 7, 7};
  double x[4] = {7, 7, 7, 7};
  rows.group = group;
  rows.groups = 2;
  ck_assert_int_eq(cpw_survival_compare(&rows, o, &test, x, x, x, &err), code);
  ck_assert_str_eq(err.message, message);
  ck_assert(test.statistic == 7 && test.degrees == 7 && x[0] == 7);
  ck_assert_int_eq(cpw_survival_pairwise(&rows, o, x, x, x, &err), code);
  ck_assert_str_eq(err.where, "cpw_survival_pairwise");
  ck_assert(x[0] == 7);
}

START_TEST(tests_that_are_wrong)
{
  const int64_t stratum[] = {0, 1, -1};
  const double score[] = {1, ENDLESS};
  cpw_survival_test_options o = usual_test();
  o.test = 5;
  refuse_test(&o, CPW_EINVAL, "options.test = 5 must be 0 to 4");
  o = usual_test();
  o.cause = -1;
  refuse_test(&o, CPW_EINVAL, "options.cause = -1 must be 0 to 1");
  o = usual_test();
  o.rho = 1;
  refuse_test(&o, CPW_EINVAL,
              "options.rho = 1 must be 0 unless the test is CPW_SURVIVAL_FLEMING_HARRINGTON");
  o.test = CPW_SURVIVAL_FLEMING_HARRINGTON;
  o.gamma = -1;
  refuse_test(&o, CPW_EDOMAIN, "options.gamma = -1 must be finite and >= 0");
  o = usual_test();
  o.strata = 2;
  refuse_test(&o, CPW_EINVAL, "options.strata = 2 must be >= 1, and 1 without options.stratum");
  o.stratum = stratum;
  refuse_test(&o, CPW_EINVAL, "options.stratum[2] = -1 must be 0 to 1");
  o = usual_test();
  o.score = score;
  refuse_test(&o, CPW_EDOMAIN, "options.score[1] = inf must be finite");
}
END_TEST

START_TEST(calls_that_are_wrong)
{
  const cpw_survival_rows rows = rows_of(3, ok_time, ok_event);
  cpw_survival_test_options o = usual_test();
  cpw_error err;
  double x[1] = {7};
  ck_assert_int_eq(cpw_survival_compare(&rows, NULL, NULL, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "test is NULL");
  ck_assert_int_eq(cpw_survival_pairwise(&rows, NULL, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "statistic is NULL");
  ck_assert_int_eq(cpw_survival_ratios(&rows, NULL, 0, 0.5, NULL, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "ratio is NULL");
  ck_assert_int_eq(cpw_survival_ratios(&rows, NULL, 1, 0.5, x, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "reference = 1 must be 0 to 0");
  ck_assert_int_eq(cpw_survival_ratios(&rows, NULL, 0, 0, x, NULL, NULL, &err), CPW_EDOMAIN);
  ck_assert_str_eq(err.message, "level = 0 must be above 0 and below 1");
  o.test = CPW_SURVIVAL_PETO;
  ck_assert_int_eq(cpw_survival_ratios(&rows, &o, 0, 0.5, x, NULL, NULL, &err), CPW_EINVAL);
  ck_assert_str_eq(err.message, "options.test = 1 must be CPW_SURVIVAL_LOGRANK");
  same(x[0], 7, 0);
  const cpw_survival_rows none = rows_of(0, NULL, NULL);
  cpw_survival_rows many = none;
  many.groups = 4;
  o = usual_test();
  o.strata = (int64_t)1 << 62;
  ck_assert_int_eq(cpw_survival_pairwise(&many, &o, x, NULL, NULL, &err), CPW_EOVERFLOW);
  ck_assert_str_eq(err.message, "4611686018427387904 strata of 4 groups are too many");
  cpw_survival_test test;
  ck_assert_int_eq(cpw_survival_compare(&many, &o, &test, NULL, NULL, NULL, &err), CPW_ENOMEM);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static const double oom_time[] = {1, 2, 3, 4, 5, 6}, oom_entry[] = {0, 1, 0, 2, 0, 0};
static const int32_t oom_event[] = {1, 2, 0, 1, 2, 1};
static const int64_t oom_group[] = {0, 1, 0, 1, 1, 0};

static cpw_survival_rows oom_rows(void) {
  cpw_survival_rows rows = rows_of(6, oom_time, oom_event);
  rows.causes = rows.groups = 2;
  rows.group = oom_group;
  rows.entry = oom_entry;
  return rows;
}

static int32_t all_curves(void *context) {
  const char *const texts[] = {"most", "least"}, *const *const columns[] = {texts};
  const char *const name[] = {"deprivation"};
  const cpw_dimension labels = {"group", 2, 1, name, columns};
  const cpw_survival_rows rows = oom_rows();
  cpw_survival_options o = usual();
  (void)context;
  o.every = 1;
  o.labels = &labels;
  cpw_result *r = NULL;
  int32_t status = cpw_survival_curves(&rows, &o, &r, NULL);
  /* an assertion would take memory of its own */
  if (status == CPW_OK &&
      strcmp(cpw_result_find(r, "people")->dimension[0]->coordinate_labels[0][1], "least") != 0)
    status = CPW_EINTERNAL;
  cpw_result_free(r);
  return status;
}

static int32_t all_tests(void *context) {
  const cpw_survival_rows rows = oom_rows();
  cpw_survival_test test;
  double x[12] = {0};
  (void)context;
  int32_t status = cpw_survival_compare(&rows, NULL, &test, x, x + 2, x + 4, NULL);
  if (status == CPW_OK) status = cpw_survival_pairwise(&rows, NULL, x, x + 4, x + 8, NULL);
  if (status == CPW_OK) status = cpw_survival_ratios(&rows, NULL, 0, 0.95, x, x + 2, x + 4, NULL);
  return status;
}

START_TEST(memory_fails)
{
  cpwt_each_allocation_fails(all_curves, NULL);
  cpwt_each_allocation_fails(all_tests, NULL);
}
END_TEST

static void add(TCase *tcase, const TTest *const *tests, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    tcase_add_test(tcase, tests[i]);
}

int main(void) {
  Suite *suite = suite_create("survival");
  const char *names[] = {"limits", "errors", "reference", "properties", "oom"};
  TCase *tcases[5];
  for (int i = 0; i < 5; i++) {
    tcases[i] = tcase_create(names[i]);
    tcase_set_timeout(tcases[i], 120);
    suite_add_tcase(suite, tcases[i]);
  }
  const TTest *const limits[] = {nobody,
                                 one_person,
                                 nobody_is_treated,
                                 all_waits_are_equal,
                                 a_level_stretch_at_the_percentile,
                                 weights_of_zero,
                                 weights_that_are_not_whole,
                                 a_grid_of_the_caller,
                                 nothing_is_asked_for,
                                 groups_that_do_not_meet};
  const TTest *const errors[] = {rows_that_are_wrong,    weights_and_entries_that_are_wrong,
                                 numbers_that_are_wrong, options_that_are_wrong,
                                 tests_that_are_wrong,   calls_that_are_wrong};
  add(tcases[0], limits, COUNT(limits));
  add(tcases[1], errors, COUNT(errors));
  tcase_add_test(tcases[4], memory_fails);
  cases c = {tcases[0], tcases[1], tcases[2], tcases[3]};
  value_tests(&c);
  second_method_tests(&c);
  return cpwt_run(&suite, 1);
}
