/* Hazards, demand and capacity that are not known: bootstrap, variances, waves, sample paths. */
#include "simulate/suites.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAST 6

/* A history of one list in the example's bands: treatments, removals and some who appear. */
typedef struct past {
  cpw_history history;
  cpw_calibrate_options options;
  double starts[PAST], treated[PAST * 3], waiting[PAST * 3];
} past;

static void make_past(past *p, const cpw_bands *bands) {
  static const double levels[PAST] = {1.0, 1.1, 0.9, 1.2, 0.8, 1.05};
  cpw_history_init(&p->history);
  cpw_calibrate_options_init(&p->options);
  for (int t = 0; t < PAST; t++) {
    p->starts[t] = 300 * levels[t];
    for (int m = 0; m < 3; m++) {
      p->treated[t * 3 + m] = (40 + 7 * m) * levels[(t + m) % PAST];
      p->waiting[t * 3 + m] = (260 - 60 * m) * levels[(t + 2 * m) % PAST];
    }
  }
  p->waiting[3 * 3] += 130; /* more than joined */
  p->history.lists = 1;
  p->history.periods = PAST;
  p->history.bands = bands;
  p->history.starts = p->starts;
  p->history.treated = p->treated;
  p->history.waiting = p->waiting;
}

/* The example with the hazards of a calibration, in expected flows. */
static void calm(cpwt_example *e, int64_t replications) {
  cpwt_example_make(e, replications);
  e->options.process = 0;
  e->options.starts_dispersion = 0;
}

/* A block as long as the history draws the history itself: the calibration, under every choice. */
START_TEST(one_block_is_the_calibration)
{
  for (int kind = 0; kind < 20; kind++) {
    cpwt_example e;
    past p;
    calm(&e, 3);
    if (kind >= 10) e.bands.period = 14; /* clock starts reach two bands */
    make_past(&p, &e.bands);
    p.options.unrecorded = kind % 5;
    p.options.estimator = kind / 5 % 2;
    e.options.history = &p.history;
    e.options.calibrate = &p.options;
    e.options.block = PAST - 1;
    e.options.bands = 1;
    cpw_result *r = cpwt_simulate(&e), *c, *q;
    ck_assert_int_eq(cpw_waitlist_calibrate(&p.history, &p.options, NULL, &c, NULL), CPW_OK);
    cpw_backlog b = e.backlog;
    b.treatment_hazard = cpwt_real(c, "treatment_hazard");
    b.removal_hazard = cpwt_real(c, "removal_hazard");
    b.start_uplift = cpwt_real(c, "start_uplift");
    ck_assert_int_eq(cpw_waitlist_project(&b, NULL, NULL, &q, NULL), CPW_OK);
    for (int t = 0; t < 4; t++) {
      const double closing = cpwt_real(q, "total_closing")[t];
      cpwt_near(cpwt_real(r, "total_closing_mean")[t], closing, 1e-9 * closing, "closing");
      cpwt_near(cpwt_real(r, "total_unrecorded_mean")[t], cpwt_real(q, "total_unrecorded")[t], 1e-7,
                "unrecorded");
      cpwt_near(cpwt_real(r, "total_closing_sd")[t], 0, 1e-9, "one block has no spread");
    }
    cpw_result_free(q);
    cpw_result_free(c);
    cpw_result_free(r);
  }
}
END_TEST

/* One band, two flows, blocks of one: (a, a) and (b, b) once in four, a and b together twice. Each
 * keeps its own weight, whatever the order. */
START_TEST(two_flows_by_enumeration)
{
  double starts[3] = {0, 100, 100}, treated[3] = {0, 0, 0}, waiting[3] = {100, 150, 220};
  cpwt_example e;
  cpw_history h;
  cpw_calibrate_options c;
  const int64_t replications = cpwt_many(20000);
  calm(&e, replications);
  e.bands.count = 1;
  cpw_history_init(&h);
  cpw_calibrate_options_init(&c);
  h.lists = 1;
  h.periods = 3;
  h.bands = &e.bands;
  h.starts = starts;
  h.treated = treated;
  h.waiting = waiting;
  c.recency = 0.5;
  e.options.history = &h;
  e.options.calibrate = &c;
  e.options.block = 1;
  e.options.periods = 1;
  e.options.keep = 1;
  e.starts[0] = e.capacity[0] = 0;
  cpw_result *r = cpwt_simulate(&e);
  const double *path = cpwt_real(r, "total_closing_path");
  /* inflow 200 and 250, removed 50 and 30; weights 1/2 and 1 */
  const double hazard[3] = {0.25, (25.0 + 30.0) / (100.0 + 250.0), 0.12};
  const double chance[3] = {0.25, 0.5, 0.25};
  int64_t seen[3] = {0};
  for (int64_t i = 0; i < replications; i++) {
    int found = -1;
    for (int k = 0; k < 3; k++)
      if (fabs(path[i] - 120 * (1 - hazard[k])) < 1e-6) found = k;
    ck_assert_msg(found >= 0, "%g people are left of 120", path[i]);
    seen[found]++;
  }
  for (int k = 0; k < 3; k++)
    cpwt_near((double)seen[k] / (double)replications, chance[k],
              5 * sqrt(0.25 / (double)replications), "one of three pasts");
  cpw_result_free(r);
}
END_TEST

/* All lists live through the same periods: two equal lists stay equal. */
START_TEST(lists_share_their_past)
{
  cpwt_example e;
  past p;
  calm(&e, 30);
  make_past(&p, &e.bands);
  double waiting[6], hazard[6], removal[6], starts[2], capacity[2];
  double past_starts[2 * PAST], treated[2 * PAST * 3], left[2 * PAST * 3];
  for (int l = 0; l < 2; l++) {
    memcpy(waiting + 3 * l, e.waiting, sizeof e.waiting);
    memcpy(hazard + 3 * l, e.treatment, sizeof e.treatment);
    memcpy(removal + 3 * l, e.removal, sizeof e.removal);
    starts[l] = e.starts[0];
    capacity[l] = e.capacity[0];
    memcpy(past_starts + PAST * l, p.starts, sizeof p.starts);
    memcpy(treated + PAST * 3 * l, p.treated, sizeof p.treated);
    memcpy(left + PAST * 3 * l, p.waiting, sizeof p.waiting);
  }
  e.backlog.lists = p.history.lists = 2;
  e.backlog.waiting = waiting;
  e.backlog.treatment_hazard = hazard;
  e.backlog.removal_hazard = removal;
  e.backlog.starts = starts;
  e.backlog.capacity = capacity;
  p.history.starts = past_starts;
  p.history.treated = treated;
  p.history.waiting = left;
  e.options.history = &p.history;
  e.options.keep = 1;
  e.options.block = 2;
  cpw_result *r = cpwt_simulate(&e);
  const double *path = cpwt_real(r, "total_closing_path");
  ck_assert(cpwt_real(r, "total_closing_sd")[3] > 0.1);
  for (int i = 0; i < 30; i++)
    for (int t = 0; t < 4; t++)
      ck_assert(path[(i * 2) * 4 + t] == path[(i * 2 + 1) * 4 + t]);
  cpw_result_free(r);
}
END_TEST

/* Normal hazards: the spread of who is left is that of the hazards, and bands go together as asked. */
START_TEST(given_variances)
{
  const double variance[3] = {1e-4, 4e-4, 1e-4};
  const int64_t replications = cpwt_many(20000);
  for (int whole = 0; whole < 3; whole++) {
    double rho = 0.5 * whole, a = 120 * 0.02, b = 130 * 0.01; /* who stands in bands 1 and 2 */
    cpwt_example e;
    calm(&e, replications);
    e.starts[0] = e.capacity[0] = 0;
    for (int m = 0; m < 3; m++)
      e.removal[m] = 0.2;
    e.options.periods = 1;
    e.options.removal_variance = variance;
    e.options.hazard_correlation = rho;
    cpw_result *r = cpwt_simulate(&e);
    double sd = sqrt(a * a + b * b + 2 * rho * a * b), n = (double)replications;
    cpwt_near(cpwt_real(r, "total_closing_mean")[0], 200, 5 * sd / sqrt(n), "mean");
    cpwt_near(cpwt_real(r, "total_closing_sd")[0], sd, 5 * sd / sqrt(2 * n), "spread");
    cpw_result_free(r);
  }
}
END_TEST

/* Limits: no treatment hazard below 0, no removal hazard on the other side of 0 or beyond 1. */
START_TEST(variances_at_their_limits)
{
  const double wide[3] = {9, 9, 9};
  cpwt_example e;
  calm(&e, 200);
  e.options.treatment_variance = e.options.removal_variance = wide;
  e.options.keep = 1;
  cpw_result *r = cpwt_simulate(&e);
  const cpw_array *removed = cpw_result_find(r, "total_removed_path");
  for (int64_t i = 0; i < removed->size; i++) {
    ck_assert(removed->real[i] >= 0.0);
    ck_assert(cpwt_real(r, "total_closing_path")[i] >= 0.0);
    ck_assert(cpwt_real(r, "total_unrecorded_path")[i] == 0.0);
  }
  cpw_result_free(r);
  e.removal[1] = -0.1; /* this one may go either way */
  r = cpwt_simulate(&e);
  ck_assert(cpwt_real(r, "total_unrecorded_mean")[0] > 0.0);
  cpw_result_free(r);
}
END_TEST

/* Waves: mean 1, the coefficient of variation and the correlation of logarithms asked for. */
START_TEST(waves)
{
  cpwt_example e;
  const int64_t replications = cpwt_many(40000);
  calm(&e, replications);
  e.options.starts_cv = 0.3;
  e.options.starts_persistence = 0.8;
  e.options.capacity_cv = 0.2;
  e.waiting[2] = 5000;
  e.options.keep = 1;
  cpw_result *r = cpwt_simulate(&e);
  double n = (double)replications;
  for (int t = 0; t < 4; t++) {
    cpwt_near(cpwt_real(r, "total_starts_mean")[t], 70, 5 * 21 / sqrt(n), "mean of the starts");
    cpwt_near(cpwt_real(r, "total_starts_sd")[t], 21, 8 * 21 / sqrt(2 * n), "spread of the starts");
    cpwt_near(cpwt_real(r, "total_treated_sd")[t], 12, 8 * 12 / sqrt(2 * n), "of capacity");
  }
  const double *starts = cpwt_real(r, "total_starts_path");
  const double *treated = cpwt_real(r, "total_treated_path");
  double s2 = log(1.09), near = 0, far = 0, none = 0, cross = 0, c2 = log(1.04);
  for (int64_t i = 0; i < replications; i++) {
    const double *x = starts + 4 * i, *y = treated + 4 * i;
    near += (log(x[0] / 70) + s2 / 2) * (log(x[1] / 70) + s2 / 2) / s2;
    far += (log(x[0] / 70) + s2 / 2) * (log(x[3] / 70) + s2 / 2) / s2;
    none += (log(y[0] / 60) + c2 / 2) * (log(y[1] / 60) + c2 / 2) / c2;
    cross += (log(x[0] / 70) + s2 / 2) * (log(y[0] / 60) + c2 / 2) / sqrt(s2 * c2);
  }
  cpwt_near(near / n, 0.8, 7 / sqrt(n), "next period");
  cpwt_near(far / n, 0.512, 7 / sqrt(n), "three periods on");
  cpwt_near(none / n, 0, 7 / sqrt(n), "capacity has no memory");
  cpwt_near(cross / n, 0, 7 / sqrt(n), "nor do the two know each other");
  cpw_result_free(r);
}
END_TEST

/* Replication r lives path r mod paths, in clock starts and in capacity. */
START_TEST(sample_paths)
{
  const double starts[] = {10, 20, 30, 40, 5, 6, 7, 8, 100, 100, 100, 100};
  const double capacity[] = {1, 2, 3, 4, 9, 9, 9, 9};
  for (int process = 0; process < 2; process++) {
    cpwt_example e;
    cpwt_example_make(&e, 7);
    e.options.process = process;
    e.options.starts_dispersion = 0;
    e.options.starts_paths = starts;
    e.options.starts_path_count = 3;
    e.options.capacity_paths = capacity;
    e.options.capacity_path_count = 2;
    e.options.keep = 1;
    e.run.first_replication = 2;
    cpw_result *r = cpwt_simulate(&e);
    for (int i = 0; i < 7; i++)
      for (int t = 0; t < 4; t++) {
        ck_assert(cpwt_real(r, "total_starts_path")[4 * i + t] == starts[(i + 2) % 3 * 4 + t]);
        ck_assert(cpwt_real(r, "total_treated_path")[4 * i + t] == capacity[(i + 2) % 2 * 4 + t]);
      }
    cpw_result_free(r);
  }
}
END_TEST

/* A wave over a capacity near the largest double stays a number. */
START_TEST(capacity_without_end)
{
  cpwt_example e;
  cpwt_example_make(&e, 20);
  e.capacity[0] = 1.7e308;
  e.options.capacity_cv = 1;
  e.options.capacity_dispersion = 1;
  cpw_result *r = cpwt_simulate(&e);
  for (int t = 0; t < 4; t++)
    ck_assert(cpwt_real(r, "total_closing_mean")[t] == 0.0);
  cpw_result_free(r);
}
END_TEST

Suite *cpwt_hazards_suite(void) {
  Suite *suite = suite_create("simulate hazards");
  TCase *reference = tcase_create("reference"), *limits = tcase_create("limits");
  tcase_set_timeout(reference, 60);
  tcase_add_test(reference, one_block_is_the_calibration);
  tcase_add_test(reference, two_flows_by_enumeration);
  tcase_add_test(reference, lists_share_their_past);
  tcase_add_test(reference, given_variances);
  tcase_add_test(reference, waves);
  tcase_add_test(reference, sample_paths);
  tcase_add_test(limits, variances_at_their_limits);
  tcase_add_test(limits, capacity_without_end);
  suite_add_tcase(suite, reference);
  suite_add_tcase(suite, limits);
  return suite;
}
