/* Flows, the state at a moment and the back-test: by hand, against Little's law and a slow count, and on
 * logs drawn from a network that is known. */
#include "check_event_log.h"

static const int64_t people[] = {1, 1, 2, 3}, stages[] = {0, 1, 0, 0};
static const double starts[] = {0, 6, 1, 2}, ends[] = {4, 9, 3, NEVER};

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(flows_by_hand)
{
  cpw_event_log log = log_of(4, people, stages, starts, ends, 2);
  cpw_event_log_options o = usual();
  cpw_error err;
  cpw_result *r = NULL;
  o.until = 10;
  o.period = 5;
  CHECKED(cpw_event_log_flows(&log, &o, &r, &err));
  ck_assert_double_eq_tol(real(r, "occupancy_mean")[0], 1.4, 1e-15);
  ck_assert_double_eq_tol(real(r, "occupancy_mean")[1], 0.3, 1e-15);
  ck_assert_double_eq_tol(real(r, "waiting_mean")[1], 0.2, 1e-15);
  const double occupancy[] = {1.8, 1.0, 0, 0.6}, waiting[] = {0, 0, 0.2, 0.2};
  const int64_t at_end[] = {1, 1, 0, 0}, ended[] = {2, 0, 0, 1}, arrived[] = {3, 0, 0, 0};
  for (int i = 0; i < 4; i++) {
    ck_assert_double_eq_tol(real(r, "occupancy")[i], occupancy[i], 1e-15);
    ck_assert_double_eq_tol(real(r, "waiting")[i], waiting[i], 1e-15);
  }
  ck_assert_mem_eq(whole(r, "occupancy_end"), at_end, sizeof at_end);
  ck_assert_mem_eq(whole(r, "ended"), ended, sizeof ended);
  ck_assert_mem_eq(whole(r, "arrived"), arrived, sizeof arrived);
  ck_assert(whole(r, "occupancy_max")[0] == 3 && whole(r, "waiting_max")[1] == 1);
  ck_assert(whole(r, "arrivals")[0] == 3 && whole(r, "arrivals")[1] == 0);
  ck_assert_double_eq_tol(real(r, "arrival_rate")[0], 0.3, 1e-15);
  /* Garwood: chi-square quantiles, R: qchisq(c(.025, .975), c(6, 8))/20 */
  ck_assert_double_eq_tol(real(r, "arrival_rate_lower")[0], 0.06186721, 1e-8);
  ck_assert_double_eq_tol(real(r, "arrival_rate_upper")[0], 0.87672731, 1e-8);
  ck_assert_double_eq_tol(real(r, "dispersion")[0], 4.5 / 1.5, 1e-14);
  ck_assert(whole(r, "arrivals_weekday")[3] == 1 && whole(r, "arrivals_weekday")[5] == 1);
  ck_assert(whole(r, "arrivals_hour")[0] == 3);
  ck_assert_double_eq_tol(real(r, "weekday_rate")[3], 0.5, 1e-12); /* days 0 and 7 */
  ck_assert_double_eq_tol(real(r, "weekday_rate")[0], 0, 1e-12);   /* day 4 alone */
  ck_assert_double_eq_tol(real(r, "hour_rate")[0], 3 / (10.0 / 24), 1e-9);
  ck_assert(whole(r, "waits")[1] == 1 && real(r, "wait_mean")[1] == 2);
  ck_assert(isnan(real(r, "wait_sd")[1]) && real(r, "wait_max")[1] == 2);
  ck_assert(whole(r, "waits")[0] == 0 && isnan(real(r, "wait_mean")[0]));
  ck_assert_double_eq(real(r, "occupancy_when_waiting")[1], 0);
  ck_assert(isnan(real(r, "occupancy_when_waiting")[0]));
  cpw_result_free(r);
}
END_TEST

START_TEST(state_by_hand)
{
  cpw_event_log log = log_of(4, people, stages, starts, ends, 2);
  cpw_event_log_options o = usual();
  cpw_error err;
  cpw_result *r = NULL;
  CHECKED(cpw_event_log_state(&log, &o, 5, &r, &err));
  ck_assert(cpw_result_find(r, "patient")->size == 1 && whole(r, "patient")[0] == 3);
  ck_assert(whole(r, "stage")[0] == 0 && real(r, "elapsed")[0] == 3);
  ck_assert(whole(r, "waiter_patient")[0] == 1 && whole(r, "waiter_stage")[0] == 1);
  ck_assert(real(r, "waited")[0] == 1 && whole(r, "waiting")[1] == 1 && real(r, "time")[0] == 5);
  cpw_result_free(r);
  CHECKED(cpw_event_log_state(&log, &o, 2, &r, &err)); /* longest first; who comes at 2 is in */
  const int64_t in[] = {1, 2, 3};
  ck_assert(cpw_result_find(r, "patient")->size == 3 && whole(r, "inside")[0] == 3);
  ck_assert_mem_eq(whole(r, "patient"), in, sizeof in);
  cpw_result_free(r);
}
END_TEST

/* Twenty people for three beds, in turn: the plateau is the capacity, and no one overtakes. */
START_TEST(capacity_that_binds)
{
  enum { ROWS = 20, BEDS = 3 };
  int64_t who[ROWS], where[ROWS];
  double start[ROWS], end[ROWS], arrival[ROWS];
  for (int i = 0; i < ROWS; i++) {
    who[i] = ROWS - i;
    where[i] = 0;
    arrival[i] = i;
    start[i] = i < BEDS ? i : fmax(i, end[i - BEDS]);
    end[i] = start[i] + 5;
  }
  cpw_event_log log = log_of(ROWS, who, where, start, end, 1);
  cpw_error err;
  cpw_result *r = NULL;
  log.arrival = arrival;
  CHECKED(cpw_event_log_flows(&log, NULL, &r, &err));
  ck_assert(whole(r, "occupancy_max")[0] == BEDS && whole(r, "sustained")[0] == BEDS);
  ck_assert(whole(r, "plateau")[0] == 1 && real(r, "occupancy_when_waiting")[0] == BEDS);
  ck_assert(whole(r, "waits")[0] == ROWS);
  cpw_result_free(r);
  CHECKED(cpw_event_log_state(&log, NULL, 19, &r, &err));
  const cpw_array *waited = cpw_result_find(r, "waited");
  ck_assert_int_gt(waited->size, 5);
  for (int64_t i = 1; i < waited->size; i++)
    ck_assert(waited->real[i] < waited->real[i - 1]);
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- properties ---------------- */

static world usual_world(uint64_t seed, int64_t people_in_all) {
  world w = {.seed = seed, .people = people_in_all, .rate = 5, .gap = 3};
  w.law[0] = (cpw_duration){CPW_DURATION_GAMMA, 0, 8, 0.6, 0, NULL};
  w.law[1] = (cpw_duration){CPW_DURATION_LOGNORMAL, 0, 12, 0.9, 0.1, NULL};
  return w;
}

/* areas are sums of times; people in = people out + people inside, period by period; the order of the rows
 * does not matter to the last bit */
START_TEST(people_are_conserved)
{
  world w = usual_world(21, 1500);
  drawn d;
  cpw_error err;
  draw_log(&d, &w);
  watch_log(&d, 40, 240);
  cpw_event_log_options o = usual();
  cpw_result *r = NULL, *again = NULL, *state = NULL;
  o.from = 40;
  o.until = 240;
  o.period = 7;
  CHECKED(cpw_event_log_flows(&d.log, &o, &r, &err));
  for (int64_t j = 0; j < CELL; j++) {
    double area = 0;
    int64_t periods = cpw_result_find(r, "ended")->dimension[1]->length;
    ck_assert_int_eq(periods, 28);
    for (int64_t i = 0; i < d.n; i++)
      if (d.stage[i] == j)
        area += fmin(isnan(d.end[i]) ? 240 : d.end[i], 240) - fmax(d.start[i], 40);
    ck_assert_double_eq_tol(real(r, "occupancy_mean")[j] * 200, area, 1e-8);
    for (int64_t p = 0; p < periods; p++) {
      double first = 40 + 7 * (double)p, last = first + 7;
      int64_t before = 0, began = 0, inside = whole(r, "occupancy_end")[j * periods + p];
      for (int64_t i = 0; i < d.n; i++) {
        if (d.stage[i] != j) continue;
        before += d.start[i] < first && !(d.end[i] < first);
        began += d.start[i] >= first && d.start[i] < last;
      }
      ck_assert_int_eq(before + began - whole(r, "ended")[j * periods + p], inside);
    }
  }
  CHECKED(cpw_event_log_state(&d.log, &o, 100, &state, &err));
  shuffle_log(&d, 77);
  CHECKED(cpw_event_log_flows(&d.log, &o, &again, &err));
  same_results(r, again);
  cpw_result_free(again);
  CHECKED(cpw_event_log_state(&d.log, &o, 100, &again, &err));
  same_results(state, again);
  cpw_result_free(again);
  cpw_result_free(state);
  cpw_result_free(r);
  free_log(&d);
}
END_TEST

/* Foretold for a network without limits: right on average over many logs, about as often within its
 * limits as they say, and better than to leave everything as it was. */
START_TEST(backtest_of_a_known_network)
{
  double error[CELL] = {0}, seen[CELL] = {0}, coverage = 0, absolute = 0, naive = 0, ended = 0;
  double ended_seen = 0;
  const int logs = 40;
  for (int k = 0; k < logs; k++) {
    world w = usual_world(100 + (uint64_t)k, 1200);
    drawn d;
    cpw_error err;
    draw_log(&d, &w);
    watch_log(&d, 0, 90);
    cpw_event_log_options o = usual();
    cpw_result *r = NULL, *again = NULL;
    o.from = 0;
    o.until = 90;
    o.period = 2;
    CHECKED(cpw_event_log_backtest(&d.log, &o, 60, NULL, &r, &err));
    for (int j = 0; j < CELL; j++) {
      error[j] += real(r, "error")[j] / logs;
      coverage += real(r, "coverage")[j * 3 + 2] / logs / CELL;
      absolute += real(r, "absolute_error")[j] / logs;
      naive += real(r, "naive_error")[j] / logs;
      for (int p = 0; p < 15; p++) {
        seen[j] += (double)whole(r, "seen")[j * 15 + p] / 15 / logs;
        ended += real(r, "ended")[j * 15 + p];
        ended_seen += (double)whole(r, "ended_seen")[j * 15 + p];
      }
    }
    if (k == 0) {
      shuffle_log(&d, 5);
      cpw_run run;
      cpw_run_init(&run);
      run.threads = 2;
      CHECKED(cpw_event_log_backtest(&d.log, &o, 60, &run, &again, &err));
      same_results(r, again);
      cpw_result_free(again);
    }
    cpw_result_free(r);
    free_log(&d);
  }
  for (int j = 0; j < CELL; j++)
    ck_assert_double_eq_tol(error[j] / seen[j], 0, 0.06);
  ck_assert_double_eq_tol(ended / ended_seen, 1, 0.04);
  ck_assert_msg(coverage > 0.82 && coverage <= 1, "coverage %f", coverage);
  ck_assert_msg(absolute < naive, "%f %f", absolute, naive);
}
END_TEST

/* The mean of a network that is empty at the split: the integral of its tail, by closed form. */
START_TEST(backtest_of_an_exponential_stage)
{
  enum { ROWS = 400 };
  int64_t who[ROWS], where[ROWS];
  double start[ROWS], end[ROWS];
  for (int i = 0; i < ROWS; i++) {
    who[i] = i;
    where[i] = 0;
    start[i] = 0.05 * i;
    end[i] = start[i] + 0.4 * (1 + i % 3);
  }
  cpw_event_log log = log_of(ROWS, who, where, start, end, 1);
  cpw_event_log_options o = usual();
  cpw_error err;
  cpw_result *r = NULL;
  const int32_t law = CPW_DURATION_EXPONENTIAL;
  o.from = 0;
  o.until = 21.2;
  o.law = &law;
  o.laws = 1;
  o.period = 0.5;
  for (int i = 0; i < ROWS; i++)
    if (start[i] > 8) start[i] = end[i] = 20; /* nothing more until 20, nobody inside at 10 */
  CHECKED(cpw_event_log_backtest(&log, &o, 10, NULL, &r, &err));
  double rate = 161 / 10.0, mean = 0;
  for (int i = 0; i < 161; i++)
    mean += 0.4 * (1 + i % 3) / 161;
  for (int p = 0; p < 20; p++) {
    double t = 0.5 * (p + 1);
    ck_assert_double_eq_tol(real(r, "occupancy")[p], rate * mean * (1 - exp(-t / mean)), 1e-5);
    ck_assert_double_eq_tol(real(r, "occupancy_sd")[p], sqrt(real(r, "occupancy")[p]), 1e-12);
  }
  cpw_result_free(r);
}
END_TEST

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t everything(void *context) {
  (void)context;
  cpw_event_log log = log_of(4, people, stages, starts, ends, 2);
  cpw_result *flows = NULL, *state = NULL, *test = NULL;
  int32_t status = cpw_event_log_flows(&log, NULL, &flows, NULL);
  if (status == CPW_OK) status = cpw_event_log_state(&log, NULL, 5, &state, NULL);
  if (status == CPW_OK) status = cpw_event_log_backtest(&log, NULL, 5, NULL, &test, NULL);
  cpw_result_free(flows);
  cpw_result_free(state);
  cpw_result_free(test);
  return status;
}

START_TEST(memory_fails)
{ cpwt_each_allocation_fails(everything, NULL); }
END_TEST

Suite *flows_suite(void) {
  Suite *suite = suite_create("event_log flows");
  const struct {
    const char *name;
    const TTest *tests[9];
  } cases[] = {{"limits", {flows_by_hand, state_by_hand, capacity_that_binds}},
               {"reference", {backtest_of_an_exponential_stage}},
               {"properties", {people_are_conserved, backtest_of_a_known_network}},
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
