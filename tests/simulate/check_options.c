/* Limits of a simulation, and everything that a caller can get wrong. */
#include "simulate/suites.h"

#include <math.h>
#include <string.h>

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(nobody_and_nothing)
{
  cpwt_example e;
  cpwt_example_make(&e, 20);
  memset(e.waiting, 0, sizeof e.waiting);
  e.starts[0] = 0;
  cpw_result *r = cpwt_simulate(&e);
  for (int64_t t = 0; t < 4; t++) {
    ck_assert(cpwt_real(r, "total_closing_mean")[t] == 0.0);
    ck_assert(cpwt_real(r, "total_closing_sd")[t] == 0.0);
    ck_assert(cpwt_real(r, "unused_capacity_mean")[t] == 60.0);
    ck_assert(isnan(cpwt_real(r, "within_18_mean")[t]));
    ck_assert(isnan(cpwt_real(r, "median_wait")[t * 7]));
    ck_assert_int_eq(cpwt_integer(r, "empty")[t], 20);
  }
  cpw_result_free(r);
}
END_TEST

START_TEST(one_patient)
{
  cpwt_example e;
  cpwt_example_make(&e, 400);
  memset(e.waiting, 0, sizeof e.waiting);
  e.waiting[1] = 1;
  e.starts[0] = e.capacity[0] = 0;
  e.options.periods = 1;
  cpw_result *r = cpwt_simulate(&e); /* one period older, then removed with chance 0.02 */
  double mean = cpwt_real(r, "total_closing_mean")[0];
  cpwt_near(mean, 0.98, 5 * sqrt(0.98 * 0.02 / 400), "who is still there");
  ck_assert(cpwt_real(r, "total_removed_mean")[0] == (400 - mean * 400) / 400);
  ck_assert_int_eq(cpwt_integer(r, "empty")[0], 400 - (int64_t)(mean * 400 + 0.5));
  cpw_result_free(r);
}
END_TEST

START_TEST(a_billion_people)
{
  cpwt_example e;
  cpwt_example_make(&e, 50);
  for (int m = 0; m < EXAMPLE_BANDS; m++)
    e.waiting[m] *= 4e6;
  e.starts[0] *= 4e6;
  e.capacity[0] *= 4e6;
  e.options.bands = 1;
  cpw_result *r = cpwt_simulate(&e), *p;
  ck_assert_int_eq(cpw_waitlist_project(&e.backlog, NULL, NULL, &p, NULL), CPW_OK);
  double mean = cpwt_real(r, "total_closing_mean")[3], expected = cpwt_real(p, "total_closing")[3];
  cpwt_near(mean, expected, 1e-4 * expected, "a billion people");
  cpw_result_free(p);
  cpw_result_free(r);
}
END_TEST

START_TEST(parts_of_people)
{
  cpwt_example e;
  cpwt_example_make(&e, 3);
  double parts[3] = {0.4, 0.7, 0.4}; /* 1.5 people: two, of the largest remainders */
  memcpy(e.waiting, parts, sizeof parts);
  memset(e.removal, 0, sizeof e.removal);
  e.starts[0] = 0.4; /* to date 0.4 0.8 1.2 1.6 */
  e.capacity[0] = 0.4;
  e.options.starts_dispersion = 0;
  e.options.bands = 1;
  cpw_result *r = cpwt_simulate(&e);
  const double *starts = cpwt_real(r, "total_starts_mean");
  const double *treated = cpwt_real(r, "total_treated_mean");
  ck_assert(starts[0] == 0 && starts[1] == 1 && starts[2] == 0 && starts[3] == 1);
  ck_assert(treated[0] == 0 && treated[1] == 0 && treated[2] == 1 && treated[3] == 0);
  ck_assert(cpwt_real(r, "total_closing_mean")[0] == 2);
  ck_assert(cpwt_real(r, "waiting_mean")[1] == 1 && cpwt_real(r, "waiting_mean")[2] == 1);
  cpw_result_free(r);
}
END_TEST

START_TEST(one_replication_of_one_band)
{
  cpwt_example e;
  cpwt_example_make(&e, 1);
  e.bands.count = 1;
  cpw_result *r = cpwt_simulate(&e);
  ck_assert(isnan(cpwt_real(r, "total_closing_sd")[0])); /* one figure has no spread */
  ck_assert(isnan(cpwt_real(r, "within_18_mean")[0]));   /* nor can one band tell */
  double mean = cpwt_real(r, "total_closing_mean")[2];
  for (int q = 0; q < 7; q++)
    ck_assert(cpwt_real(r, "total_closing")[2 * 7 + q] == mean);
  cpw_result_free(r);
}
END_TEST

/* Hazards that double every band outgrow a thousandfold within the horizon, whole or not. */
START_TEST(outgrowing)
{
  for (int process = 0; process < 2; process++) {
    cpwt_example e;
    cpwt_example_make(&e, 5);
    for (int m = 0; m < EXAMPLE_BANDS; m++)
      e.removal[m] = -1.0;
    e.options.periods = 16;
    e.options.process = process;
    e.options.keep = e.options.bands = 1;
    cpw_result *r = cpwt_simulate(&e);
    ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNSTABLE);
    ck_assert_int_eq(cpwt_integer(r, "outcome")[0], CPW_OUTCOME_UNSTABLE);
    ck_assert_ptr_nonnull(strstr(cpw_result_note(r, "unstable"), "1 of 1 lists"));
    const int64_t *unstable = cpwt_integer(r, "unstable");
    const double *mean = cpwt_real(r, "total_closing_mean");
    ck_assert_int_eq(unstable[0], 0);
    ck_assert_int_eq(unstable[15], 5);
    for (int t = 0; t < 16; t++) {
      ck_assert_int_eq(isnan(mean[t]) != 0, unstable[t] > 0);
      ck_assert_int_eq(isnan(cpwt_real(r, "waiting_mean")[3 * t]) != 0, unstable[t] > 0);
      ck_assert_int_eq(isnan(cpwt_real(r, "total_starts")[7 * t]) != 0, unstable[t] > 0);
    }
    cpw_result_free(r);
  }
}
END_TEST

/* ---------------------------------------------------------------- errors -------------------- */

static void must_fail(const cpwt_example *e, int32_t expected, const char *part) {
  cpw_result *out = NULL;
  cpw_error err;
  memset(&err, 0, sizeof err);
  int32_t status = cpw_simulate_waitlist(&e->backlog, &e->options, &e->run, &out, &err);
  ck_assert_ptr_null(out);
  ck_assert_msg(status == expected, "%s, not %s: %s", cpw_status_name(status),
                cpw_status_name(expected), err.message);
  ck_assert_msg(strstr(err.message, part), "\"%s\" does not say \"%s\"", err.message, part);
  ck_assert_int_eq(err.code, expected);
}

/* A field of a fresh example set to what it must not be. */
#define REFUSED(field, value, status, part)                                                        \
  do {                                                                                             \
    cpwt_example e;                                                                                \
    cpwt_example_make(&e, 2);                                                                      \
    e.field = value;                                                                               \
    must_fail(&e, status, part);                                                                   \
  } while (0)

START_TEST(options_that_are_none)
{
  REFUSED(options.periods, 0, CPW_EDOMAIN, "options.periods = 0 must be >= 1");
  REFUSED(options.process, 2, CPW_EINVAL, "options.process = 2 must be 0 or 1");
  REFUSED(options.bands, -1, CPW_EINVAL, "options.bands");
  REFUSED(options.keep, 7, CPW_EINVAL, "options.keep");
  REFUSED(options.whole_bands, 2, CPW_EINVAL, "options.whole_bands");
  REFUSED(options.longest_first, 1.5, CPW_EDOMAIN, "options.longest_first = 1.5");
  REFUSED(options.starts_persistence, -0.5, CPW_EDOMAIN, "options.starts_persistence");
  REFUSED(options.capacity_persistence, (double)NAN, CPW_EDOMAIN, "options.capacity_persistence");
  REFUSED(options.hazard_correlation, 2, CPW_EDOMAIN, "options.hazard_correlation");
  REFUSED(options.starts_cv, -1, CPW_EDOMAIN, "options.starts_cv");
  REFUSED(options.capacity_cv, (double)INFINITY, CPW_EDOMAIN, "options.capacity_cv");
  REFUSED(options.starts_dispersion, 0.5, CPW_EDOMAIN, "options.starts_dispersion = 0.5");
  REFUSED(options.capacity_dispersion, -1, CPW_EDOMAIN, "options.capacity_dispersion");
  REFUSED(options.struct_size, 1 << 20, CPW_EABI, "");
  REFUSED(run.replications, 0, CPW_EDOMAIN, "replications");
  REFUSED(run.first_replication, INT64_MAX, CPW_EDOMAIN, "first_replication");
  REFUSED(backlog.lists, 0, CPW_EINVAL, "backlog.lists");
  REFUSED(waiting[1], -2, CPW_EDOMAIN, "waiting[0][1] = -2");
}
END_TEST

START_TEST(arrays_that_are_none)
{
  static const double bad[] = {1, 2, -3, 4, 5, 6}, p[] = {0.5, 0.5}, q[] = {1.5};
  REFUSED(options.starts, bad, CPW_EDOMAIN, "options.starts[0][2] = -3");
  REFUSED(options.capacity, bad, CPW_EDOMAIN, "options.capacity[0][2] = -3");
  REFUSED(options.starts_paths, bad, CPW_EINVAL, "options.starts_path_count = 0");
  REFUSED(options.capacity_paths, bad, CPW_EINVAL, "options.capacity_path_count = 0");
  REFUSED(options.treatment_variance, bad, CPW_EDOMAIN, "options.treatment_variance[0][2]");
  REFUSED(options.removal_variance, bad, CPW_EDOMAIN, "options.removal_variance[0][2]");
  REFUSED(options.probabilities, p, CPW_EINVAL, "options.probability_count = 0");
  cpwt_example e;
  cpwt_example_make(&e, 2);
  e.options.starts_paths = bad;
  e.options.starts_path_count = 1;
  must_fail(&e, CPW_EDOMAIN, "options.starts_paths[0][0][2] = -3");
  cpwt_example_make(&e, 2);
  e.options.probabilities = p;
  e.options.probability_count = 2;
  must_fail(&e, CPW_EDOMAIN, "options.probabilities[1] = 0.5");
  e.options.probabilities = q;
  e.options.probability_count = 1;
  must_fail(&e, CPW_EDOMAIN, "options.probabilities[0] = 1.5");
}
END_TEST

START_TEST(too_many)
{
  REFUSED(waiting[0], 5e9, CPW_EOVERFLOW, "list 0: too many people");
  REFUSED(starts[0], 5e9, CPW_EOVERFLOW, "list 0: too many people");
  cpwt_example e;
  cpwt_example_make(&e, (INT64_C(1) << 20) + 1);
  e.options.bands = 1;
  must_fail(&e, CPW_EOVERFLOW, "mean list by band");
  double uplift = 1e12;
  cpwt_example_make(&e, 1);
  e.backlog.start_uplift = &uplift;
  must_fail(&e, CPW_EOVERFLOW, "too many people");
  cpwt_example_make(&e, 1);
  e.options.process = 0;
  e.options.starts_dispersion = 0;
  e.waiting[0] = 1e300;
  must_fail(&e, CPW_EOVERFLOW, "too many people");
  cpwt_example_make(&e, INT64_C(1) << 50);
  must_fail(&e, CPW_ENOMEM, "no memory");
}
END_TEST

START_TEST(histories_that_do_not_fit)
{
  double starts[3] = {5, 5, 5}, flows[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1};
  cpw_history h;
  cpw_history_init(&h);
  cpwt_example e;
  cpwt_example_make(&e, 2);
  h.lists = 1;
  h.periods = 3;
  h.bands = &e.bands;
  h.starts = starts;
  h.treated = h.waiting = flows;
  e.options.history = &h;
  must_fail(&e, CPW_EINVAL, "options.block = 3 must be 1 to 2");
  e.options.block = 0;
  must_fail(&e, CPW_EINVAL, "options.block = 0");
  e.options.block = 2;
  e.options.removal_variance = flows;
  must_fail(&e, CPW_EINVAL, "two sources");
  e.options.removal_variance = NULL;
  cpw_bands others = e.bands;
  others.period = 5;
  h.bands = &others;
  must_fail(&e, CPW_EINVAL, "lists and bands must be the same");
  h.bands = NULL;
  must_fail(&e, CPW_EINVAL, "bands is NULL");
  h.bands = &e.bands;
  flows[4] = -1;
  must_fail(&e, CPW_EDOMAIN, "treated[0][1][1] = -1");
  flows[4] = 1;
  cpw_calibrate_options c;
  cpw_calibrate_options_init(&c);
  c.recency = 3;
  e.options.calibrate = &c;
  must_fail(&e, CPW_EDOMAIN, "options.recency");
}
END_TEST

START_TEST(nowhere_to_put_it)
{
  cpwt_example e;
  cpw_error err;
  cpwt_example_make(&e, 1);
  ck_assert_int_eq(cpw_simulate_waitlist(&e.backlog, NULL, NULL, NULL, &err), CPW_EINVAL);
  cpw_result *r = NULL;
  ck_assert_int_eq(cpw_simulate_waitlist(NULL, NULL, NULL, &r, &err), CPW_EINVAL);
  ck_assert_ptr_null(r);
  ck_assert_int_eq(cpw_simulate_waitlist(&e.backlog, NULL, NULL, &r, NULL), CPW_OK);
  cpw_result_free(r);
}
END_TEST

static int stop_at_once(void *context, double done) {
  (void)context;
  (void)done;
  return 1;
}

START_TEST(cancelled)
{
  cpwt_example e;
  cpwt_example_make(&e, 100);
  e.run.progress = stop_at_once;
  must_fail(&e, CPW_ECANCELLED, "cancelled");
}
END_TEST

Suite *cpwt_options_suite(void) {
  Suite *suite = suite_create("simulate options");
  TCase *limits = tcase_create("limits"), *errors = tcase_create("errors");
  tcase_add_test(limits, nobody_and_nothing);
  tcase_add_test(limits, one_patient);
  tcase_add_test(limits, a_billion_people);
  tcase_add_test(limits, parts_of_people);
  tcase_add_test(limits, one_replication_of_one_band);
  tcase_add_test(limits, outgrowing);
  tcase_add_test(errors, options_that_are_none);
  tcase_add_test(errors, arrays_that_are_none);
  tcase_add_test(errors, too_many);
  tcase_add_test(errors, histories_that_do_not_fit);
  tcase_add_test(errors, nowhere_to_put_it);
  tcase_add_test(errors, cancelled);
  suite_add_tcase(suite, limits);
  suite_add_tcase(suite, errors);
  return suite;
}
