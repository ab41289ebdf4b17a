/* The list against what is known exactly: the weekly chain, Markovian queues with and without ranks,
 * accumulating priority, removals, warm starts, and the list by time waited of the waitlist module.
 * Each figure has to lie in the simulation's own 99 % interval for nearly all of 20 seeds, and the
 * interval has to hold as often as it says. */
#include "carepath/simulate.h"
#include "carepath/waitlist.h"
#include "patients/suites.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SEEDS 20

/* A figure and what it is exactly. */
typedef struct known {
  const char *name;
  int64_t at;
  double value;
} known;

static cpw_result *simulate(const cpw_patients_list *l, int64_t warm_up, int64_t replications,
                            uint64_t seed, double level) {
  cpw_patients_options o;
  cpw_run run;
  cpw_result *r = NULL;
  cpw_error err;
  cpw_patients_options_init(&o);
  cpw_run_init(&run);
  o.warm_up = warm_up;
  o.level = level;
  run.replications = replications;
  run.seed = seed;
  int32_t status = cpw_patients_simulate(l, &o, &run, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

static int holds(const cpw_result *r, const known *k) {
  char lower[64], upper[64];
  snprintf(lower, sizeof lower, "%s_lower", k->name);
  snprintf(upper, sizeof upper, "%s_upper", k->name);
  return cpwt_value(r, lower, k->at) <= k->value && k->value <= cpwt_value(r, upper, k->at);
}

/* Of 20 intervals of 99 % three or more miss once in a thousand times. */
static void all_hold(const cpw_patients_list *l, int64_t warm_up, int64_t replications,
                     const known *k, int count) {
  int missed[16] = {0};
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    cpw_result *r = simulate(l, warm_up, replications, seed, 0.99);
    cpwt_conserved(r);
    for (int i = 0; i < count; i++)
      missed[i] += !holds(r, &k[i]);
    cpw_result_free(r);
  }
  for (int i = 0; i < count; i++)
    ck_assert_msg(missed[i] <= 2, "%s[%lld]: %.10g lies outside %d of %d intervals", k[i].name,
                  (long long)k[i].at, k[i].value, missed[i], SEEDS);
}

/* ---------------------------------------------------------------- the weekly chain ---------- */

typedef struct weekly {
  cpw_patients_list list;
  int64_t waiting[2];
  double arrivals[2], slots[1];
  cpw_duration patience[2];
} weekly;

/* 2,000 on the list, a fifth urgent, 100 join in a week, 105 slots, 2 % leave each week. */
static void make_weekly(weekly *w) {
  cpw_patients_list_init(&w->list);
  w->waiting[0] = 400, w->waiting[1] = 1600;
  w->arrivals[0] = 20, w->arrivals[1] = 80;
  w->slots[0] = 105;
  for (int k = 0; k < 2; k++)
    w->patience[k] = (cpw_duration){CPW_DURATION_GEOMETRIC, 0, 50, 0, 0, NULL};
  w->list.periods = 260;
  w->list.classes = 2;
  w->list.waiting = w->waiting;
  w->list.bands = 1;
  w->list.arrivals = w->arrivals;
  w->list.patience = w->patience;
  w->list.slots = w->slots;
  w->list.rule = CPW_PATIENTS_TIERS;
}

/* Exact: queue_cases.json, waiting_list_weekly_batch and waiting_list_weekly_batch_urgent. */
START_TEST(weekly_chain)
{
  static const known exact[] = {
      {"treated", 0, 26518.962994569407}, {"removed", 0, 1476.0282182843293},
      {"closing", 0, 5.008787357903846},  {"treated", 1, 5578.231704026329},
      {"removed", 1, 21.76829597125274},
  };
  weekly w;
  make_weekly(&w);
  all_hold(&w.list, 0, cpwt_fewer(400), exact, 5);
}
END_TEST

/* Means and standard deviations of the list by week, of all and of the urgent. */
START_TEST(weekly_chain_by_week)
{
  static const struct {
    int64_t week, who;
    double mean, sd;
  } exact[] = {{1, 0, 1955.0000000001196, 11.798304953103404},
               {13, 0, 1480.3003758364084, 37.160875908967306},
               {26, 0, 1080.6397291641774, 45.88348449342538},
               {52, 0, 536.9342617019563, 51.18063318863921},
               {104, 0, 36.29944873279394, 37.39770974124827},
               {260, 0, 5.008787357903846, 8.571863037401746},
               {1, 1, 306.9999999999992, 5.2763623833309},
               {2, 1, 215.85999999999868, 7.263245555554787},
               {3, 1, 126.54279999999878, 8.65427665692246},
               {4, 1, 39.011968896480916, 9.716419416404925}};
  weekly w;
  make_weekly(&w);
  double n = (double)cpwt_fewer(4000);
  cpw_result *r = simulate(&w.list, 0, (int64_t)n, 7, 0.95);
  for (size_t i = 0; i < sizeof exact / sizeof *exact; i++) {
    int64_t at = (exact[i].week - 1) * 3 + exact[i].who;
    cpwt_close(cpwt_value(r, "list", at), exact[i].mean, 4.0 * exact[i].sd / sqrt(n), "list");
    /* heavy right tails at the end: a generous error of the standard deviation */
    cpwt_close(cpwt_value(r, "list_sd", at), exact[i].sd, exact[i].sd * 8.0 / sqrt(n), "list_sd");
  }
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- Markovian queues ---------- */

typedef struct queue {
  cpw_patients_list list;
  double arrivals[3], weight[3];
  int64_t servers[1];
  cpw_duration duration[3], patience[3];
} queue;

static void make_queue(queue *q, int classes, double arrivals, int64_t servers, int64_t periods) {
  cpw_patients_list_init(&q->list);
  for (int k = 0; k < classes; k++) {
    q->arrivals[k] = arrivals;
    q->duration[k] = (cpw_duration){CPW_DURATION_EXPONENTIAL, 0, 1.0, 0, 0, NULL};
  }
  q->servers[0] = servers;
  q->list.classes = classes;
  q->list.periods = periods;
  q->list.arrivals = q->arrivals;
  q->list.servers = q->servers;
  q->list.duration = q->duration;
}

/* Wait in M/M/c by Erlang's recursion. */
static double erlang_wait(double load, int64_t servers) {
  double b = 1.0;
  for (int64_t k = 1; k <= servers; k++)
    b = load * b / ((double)k + load * b);
  double c = (double)servers, chance = c * b / (c - load * (1.0 - b));
  return chance / (c - load);
}

START_TEST(first_come_queue)
{
  queue q;
  make_queue(&q, 1, 2.4, 3, 1500);
  double wait = erlang_wait(2.4, 3);
  const known exact[] = {{"wait_mean", 0, wait},
                         {"queue_mean", 0, 2.4 * wait},
                         {"utilisation", 0, 0.8},
                         {"treated", 0, 2.4 * 1000.0}};
  all_hold(&q.list, 500, cpwt_fewer(60), exact, 4);
}
END_TEST

/* Deterministic, gamma and lognormal treatments: Pollaczek and Khinchine. */
START_TEST(general_treatments)
{
  static const cpw_duration laws[] = {{CPW_DURATION_FIXED, 0, 1.0, 0, 0, NULL},
                                      {CPW_DURATION_GAMMA, 0, 1.0, 0.5, 0, NULL},
                                      {CPW_DURATION_LOGNORMAL, 0, 1.0, 1.5, 0, NULL}};
  static const double squares[] = {1.0, 1.25, 3.25};
  queue q;
  make_queue(&q, 1, 0.6, 1, 2000);
  q.duration[0] = laws[_i];
  const known exact[] = {{"wait_mean", 0, 0.6 * squares[_i] / (2.0 * 0.4)}};
  all_hold(&q.list, 500, cpwt_fewer(60), exact, 1);
}
END_TEST

/* Cobham, Operations Research 2:70-76 (1954), on one and on several servers of one speed. */
START_TEST(ranks_without_interruption)
{
  int64_t servers = _i ? 3 : 1;
  double c = (double)servers, each = 0.27 * c, below = 0.0;
  queue q;
  make_queue(&q, 3, each, servers, 2500);
  q.list.rule = CPW_PATIENTS_TIERS;
  double rest = erlang_wait(3.0 * each, servers) * (c - 3.0 * each) / c; /* W0: C / (c mu) */
  known exact[3];
  for (int k = 0; k < 3; k++) {
    double above = below + each / c;
    exact[k] = (known){"wait_mean", 1 + k, rest / ((1.0 - below) * (1.0 - above))};
    below = above;
  }
  all_hold(&q.list, 500, cpwt_fewer(60), exact, 3);
}
END_TEST

/* Kleinrock, Naval Research Logistics Quarterly 11:329-341 (1964): class 0 has the highest rate. */
START_TEST(accumulating_priority)
{
  static const double rate[3] = {4.0, 2.0, 1.0};
  double rho = 0.27, wait[3];
  queue q;
  make_queue(&q, 3, rho, 1, 2500);
  memcpy(q.weight, rate, sizeof rate);
  q.list.weight = q.weight;
  q.list.rule = CPW_PATIENTS_ACCUMULATING;
  double rest = 3.0 * rho * 2.0 / 2.0; /* sum of arrivals E[S^2] / 2 */
  for (int k = 2; k >= 0; k--) {
    double over = rest / (1.0 - 3.0 * rho), under = 1.0;
    for (int i = k + 1; i < 3; i++)
      over -= rho * wait[i] * (1.0 - rate[i] / rate[k]);
    for (int i = 0; i < k; i++)
      under -= rho * (1.0 - rate[k] / rate[i]);
    wait[k] = over / under;
  }
  /* the conservation law */
  ck_assert_double_eq_tol(wait[0] + wait[1] + wait[2], 3.0 * rest / (1.0 - 3.0 * rho), 1e-12);
  const known exact[] = {
      {"wait_mean", 1, wait[0]}, {"wait_mean", 2, wait[1]}, {"wait_mean", 3, wait[2]}};
  all_hold(&q.list, 500, cpwt_fewer(60), exact, 3);
}
END_TEST

/* Palm's queue: birth and death, also beyond capacity. */
START_TEST(queue_with_removals)
{
  double arrivals = _i ? 2.8 : 4.0, theta = _i ? 0.1 : 0.3, p[400], sum = 0.0, queue_mean = 0.0;
  queue q;
  make_queue(&q, 1, arrivals, 3, 1500);
  q.patience[0] = (cpw_duration){CPW_DURATION_EXPONENTIAL, 0, 1.0 / theta, 0, 0, NULL};
  q.list.patience = q.patience;
  p[0] = 1.0;
  for (int n = 1; n < 400; n++)
    p[n] = p[n - 1] * arrivals / (n <= 3 ? (double)n : 3.0 + theta * (double)(n - 3));
  for (int n = 0; n < 400; n++) {
    sum += p[n];
    queue_mean += n > 3 ? (double)(n - 3) * p[n] : 0.0;
  }
  queue_mean /= sum;
  double removed = theta * queue_mean * 1000.0;
  const known exact[] = {{"queue_mean", 0, queue_mean},
                         {"removed", 0, removed},
                         {"treated", 0, arrivals * 1000.0 - removed}};
  all_hold(&q.list, 500, cpwt_fewer(60), exact, 3);
}
END_TEST

/* Rates that change by period: treated at once, those in service are Poisson; arrivals by period as
 * they should be on average. */
START_TEST(rates_by_period)
{
  static const double arrivals[4] = {1.0, 6.0, 0.0, 3.0};
  cpwt_list l;
  memset(&l, 0, sizeof l);
  cpw_patients_list_init(&l.list);
  cpw_patients_options_init(&l.options);
  cpw_run_init(&l.run);
  l.servers[0] = 1000;
  l.duration[0] = (cpw_duration){CPW_DURATION_EXPONENTIAL, 0, 1.0, 0, 0, NULL};
  l.list.periods = 8;
  l.list.arrivals = arrivals;
  l.list.arrival_rows = 4;
  l.list.servers = l.servers;
  l.list.duration = l.duration;
  l.list.dispersion = _i ? 0.25 : 1.0;
  l.run.replications = cpwt_fewer(20000);
  cpw_result *r = cpwt_patients(&l);
  for (int64_t t = 0; t < 8; t++) {
    double n = arrivals[t % 4];
    cpwt_close(cpwt_value(r, "joined_in", t), n,
               4.0 * sqrt((n + 1e-9) / (double)l.run.replications), "joined_in");
    ck_assert_double_eq(cpwt_value(r, "list", t), 0.0);
  }
  cpw_result_free(r);
}
END_TEST

/* A queue that starts in its steady state, everybody on the list and in service, stays there. */
START_TEST(warm_start_in_steady_state)
{
  /* M/M/1 with load 0.5: n people with chance 2^-(n+1); started from each n and weighted */
  double list = 0.0, weight = 0.5;
  queue q;
  int64_t waiting[1];
  make_queue(&q, 1, 0.5, 1, 5);
  q.list.waiting = waiting;
  q.list.bands = 1;
  double n = (double)cpwt_fewer(20000), variance = 0.0;
  for (int people = 0; people < 18; people++, weight /= 2.0) {
    waiting[0] = people > 1 ? people - 1 : 0;
    q.list.busy = people > 0;
    cpw_result *r = simulate(&q.list, 0, (int64_t)n, 100 + (uint64_t)people, 0.95);
    double sd = cpwt_value(r, "list_sd", 4);
    list += weight * cpwt_value(r, "list", 4);
    variance += weight * weight * sd * sd / n;
    cpw_result_free(r);
  }
  cpwt_close(list, 0.5, 4.0 * sqrt(variance) + 1e-4, "mean list"); /* rho^2 / (1 - rho) */
}
END_TEST

/* ---------------------------------------------------------------- the interval -------------- */

/* Intervals of 90 % of 400 seeds: the number that hold is binomial. */
START_TEST(intervals_hold_as_often_as_they_say)
{
  const double wait = erlang_wait(0.5, 1);
  int held = 0, n = (int)cpwt_fewer(400);
  queue q;
  make_queue(&q, 1, 0.5, 1, 400);
  for (int seed = 0; seed < n; seed++) {
    const known exact = {"wait_mean", 0, wait};
    cpw_result *r = simulate(&q.list, 50, 20, 1000 + (uint64_t)seed, 0.9);
    held += holds(r, &exact);
    cpw_result_free(r);
  }
  double expected = 0.9 * n, sd = sqrt(n * 0.09);
  cpwt_close((double)held, expected, 3.5 * sd, "intervals that hold");
}
END_TEST

/* Batch means of one long run: near 90 %, a little less because batches are correlated. */
START_TEST(batch_means_hold_nearly_as_often)
{
  const double wait = erlang_wait(0.5, 1);
  int held = 0, n = (int)cpwt_fewer(400);
  queue q;
  make_queue(&q, 1, 0.5, 1, 8050);
  for (int seed = 0; seed < n; seed++) {
    const known exact = {"wait_mean", 0, wait};
    cpw_patients_options o;
    cpw_run run;
    cpw_result *r = NULL;
    cpw_patients_options_init(&o);
    cpw_run_init(&run);
    o.warm_up = 50;
    o.batches = 20;
    o.level = 0.9;
    run.seed = 5000 + (uint64_t)seed;
    ck_assert_int_eq(cpw_patients_simulate(&q.list, &o, &run, &r, NULL), CPW_OK);
    held += holds(r, &exact);
    cpw_result_free(r);
  }
  double expected = 0.9 * n, sd = sqrt(n * 0.09);
  cpwt_close((double)held, expected - 0.01 * n, 4.0 * sd, "intervals that hold");
}
END_TEST

/* Stopping at a precision: no more replications than it takes, and the precision is there. */
START_TEST(stopping_at_a_precision)
{
  queue q;
  cpw_patients_options o;
  cpw_run run;
  cpw_result *r = NULL;
  make_queue(&q, 1, 0.5, 1, 400);
  cpw_patients_options_init(&o);
  cpw_run_init(&run);
  o.precision = 0.02;
  run.replications = 20000;
  ck_assert_int_eq(cpw_patients_simulate(&q.list, &o, &run, &r, NULL), CPW_OK);
  int64_t took = cpwt_array(r, "replications")->integer[0];
  ck_assert_int_gt(took, 32);
  ck_assert_int_lt(took, 20000);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_OK);
  ck_assert_double_le(cpwt_value(r, "precision", 0), 0.02);
  cpw_result_free(r);
  run.replications = 40;
  ck_assert_int_eq(cpw_patients_simulate(&q.list, &o, &run, &r, NULL), CPW_OK);
  ck_assert_int_eq(cpwt_array(r, "replications")->integer[0], 40);
  ck_assert_int_eq(cpw_result_outcome(r), CPW_OUTCOME_UNREACHABLE);
  ck_assert_ptr_nonnull(cpw_result_note(r, "precision"));
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- the cohort engine --------- */

/* The list by time waited: nobody leaves in the week of joining, then 2 % a week; longest wait first. */
#define WEEKS 60

typedef struct cohort {
  cpw_bands bands;
  cpw_backlog backlog;
  double lower[WEEKS], waiting[WEEKS], treatment[WEEKS], removal[WEEKS], starts[1], capacity[1];
} cohort;

static void make_cohort(cohort *c) {
  memset(c, 0, sizeof *c);
  cpw_bands_init(&c->bands);
  cpw_backlog_init(&c->backlog);
  c->bands.count = WEEKS;
  c->bands.lower = c->lower;
  for (int m = 0; m < WEEKS; m++) {
    c->lower[m] = m;
    c->waiting[m] = m < 20 ? 60.0 - 3.0 * m : 0.0;
    c->treatment[m] = 0.1;
    c->removal[m] = m ? 0.02 : 0.0;
  }
  c->starts[0] = 60.0;
  c->capacity[0] = 55.0;
  c->backlog.lists = 1;
  c->backlog.bands = &c->bands;
  c->backlog.waiting = c->waiting;
  c->backlog.treatment_hazard = c->treatment;
  c->backlog.removal_hazard = c->removal;
  c->backlog.starts = c->starts;
  c->backlog.capacity = c->capacity;
}

static cpw_result *run_cohort(cohort *c, int64_t replications) {
  cpw_simulate_options o;
  cpw_run run;
  cpw_result *r = NULL;
  cpw_error err;
  cpw_simulate_options_init(&o);
  cpw_run_init(&run);
  o.periods = 30;
  o.longest_first = 1.0;
  run.replications = replications;
  int32_t status = cpw_simulate_waitlist(&c->backlog, &o, &run, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

static cpw_result *run_patients(const cohort *c, int64_t replications) {
  static int64_t waiting[WEEKS];
  cpw_patients_list l;
  cpw_duration patience = {CPW_DURATION_GEOMETRIC, 0, 50, 0, 0, NULL};
  for (int m = 0; m < WEEKS; m++)
    waiting[m] = (int64_t)c->waiting[m];
  cpw_patients_list_init(&l);
  l.periods = 30;
  l.waiting = waiting;
  l.bands = WEEKS;
  l.arrivals = c->starts;
  l.slots = c->capacity;
  l.patience = &patience;
  return simulate(&l, 0, replications, 11, 0.95);
}

/* The opening list of the cohort engine has waited until the end of the last period: it is one band older
 * when the next one ends; in the list here somebody who has waited m weeks at the start has waited
 * m + 1 at the end of the first. So both count alike. */
START_TEST(cohorts_and_patients_agree)
{
  static cohort c;
  make_cohort(&c);
  int64_t n = cpwt_fewer(4000);
  cpw_result *by_time = run_cohort(&c, n), *by_patient = run_patients(&c, n);
  static const char *const names[][2] = {{"total_closing", "list"},
                                         {"total_treated", "treated_in"},
                                         {"total_removed", "removed_in"},
                                         {"total_starts", "joined_in"}};
  for (int k = 0; k < 4; k++) {
    char mean[48], sd[48];
    snprintf(mean, sizeof mean, "%s_mean", names[k][0]);
    snprintf(sd, sizeof sd, "%s_sd", names[k][0]);
    for (int64_t t = 0; t < 30; t++) {
      double spread = cpwt_value(by_time, sd, t) + 1e-9;
      cpwt_close(cpwt_value(by_patient, names[k][1], t), cpwt_value(by_time, mean, t),
                 4.5 * spread * sqrt(2.0 / (double)n) + 1e-9, names[k][1]);
    }
  }
  for (int64_t t = 0; t < 30; t++) /* the spread of the list, too */
    cpwt_close(cpwt_value(by_patient, "list_sd", t), cpwt_value(by_time, "total_closing_sd", t),
               0.08 * cpwt_value(by_time, "total_closing_sd", t) * sqrt(4000.0 / (double)n),
               "list_sd");
  cpw_result_free(by_time);
  cpw_result_free(by_patient);
}
END_TEST

Suite *cpwt_patients_exact_suite(void) {
  Suite *suite = suite_create("patients exact");
  TCase *reference = tcase_create("reference");
  tcase_set_timeout(reference, 600);
  tcase_add_test(reference, weekly_chain);
  tcase_add_test(reference, weekly_chain_by_week);
  tcase_add_test(reference, first_come_queue);
  tcase_add_loop_test(reference, general_treatments, 0, 3);
  tcase_add_loop_test(reference, ranks_without_interruption, 0, 2);
  tcase_add_test(reference, accumulating_priority);
  tcase_add_loop_test(reference, queue_with_removals, 0, 2);
  tcase_add_loop_test(reference, rates_by_period, 0, 2);
  tcase_add_test(reference, warm_start_in_steady_state);
  tcase_add_test(reference, cohorts_and_patients_agree);
  suite_add_tcase(suite, reference);
  TCase *intervals = tcase_create("properties");
  tcase_set_timeout(intervals, 600);
  tcase_add_test(intervals, intervals_hold_as_often_as_they_say);
  tcase_add_test(intervals, batch_means_hold_nearly_as_often);
  tcase_add_test(intervals, stopping_at_a_precision);
  suite_add_tcase(suite, intervals);
  return suite;
}
