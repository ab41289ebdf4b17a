/* Cost of simulating England's list: week and month bands, with and without each source of uncertainty.
 * Prints plain lines, never judges. Argument: replications (default 1000). */
#define _POSIX_C_SOURCE 200809L
#include "carepath/simulate.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define BANDS 105
#define WEEKS 104
#define PAST  13

static double seconds(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct england {
  cpw_bands bands;
  cpw_backlog backlog;
  cpw_history history;
  double lower[BANDS], waiting[BANDS], treatment[BANDS], removal[BANDS], starts, capacity;
  double past_starts[PAST], past_treated[PAST * BANDS], past_waiting[PAST * BANDS];
} england;

/* 7.3 million people in week bands that fall by 3.6 % a week, which is how England's list stands; the
 * past repeats the present to a tenth */
static void fill(england *e) {
  double people = 0.0, left = 1.0;
  cpw_bands_init(&e->bands);
  cpw_backlog_init(&e->backlog);
  cpw_history_init(&e->history);
  for (int m = 0; m < BANDS; m++, left *= 0.964) {
    e->lower[m] = m;
    e->waiting[m] = left;
    e->treatment[m] = 0.03;
    e->removal[m] = 0.006;
    people += left;
  }
  for (int m = 0; m < BANDS; m++)
    e->waiting[m] *= 7.3e6 / people;
  for (int t = 0; t < PAST; t++) {
    double level = 1.0 + 0.02 * (t % 4 - 2);
    e->past_starts[t] = level * 280000;
    for (int m = 0; m < BANDS; m++) {
      e->past_waiting[t * BANDS + m] = e->waiting[m];
      e->past_treated[t * BANDS + m] = 0.03 * level * e->waiting[m];
    }
  }
  e->bands.count = BANDS;
  e->bands.lower = e->lower;
  e->starts = 280000;
  e->capacity = 230000;
  e->backlog.lists = e->history.lists = 1;
  e->backlog.bands = e->history.bands = &e->bands;
  e->backlog.waiting = e->waiting;
  e->backlog.treatment_hazard = e->treatment;
  e->backlog.removal_hazard = e->removal;
  e->backlog.starts = &e->starts;
  e->backlog.capacity = &e->capacity;
  e->history.periods = PAST;
  e->history.starts = e->past_starts;
  e->history.treated = e->past_treated;
  e->history.waiting = e->past_waiting;
}

static void show(const char *what, const england *e, const cpw_simulate_options *o, int threads,
                 int64_t replications) {
  cpw_run run;
  cpw_error err;
  cpw_result *result;
  cpw_run_init(&run);
  run.replications = replications;
  run.threads = threads;
  double best = 1e9, most = 1e9;
  for (int round = 0; round < 3; round++) {
    double wall = seconds(CLOCK_MONOTONIC), work = seconds(CLOCK_PROCESS_CPUTIME_ID);
    if (cpw_simulate_waitlist(&e->backlog, o, &run, &result, &err) != CPW_OK) {
      fprintf(stderr, "%s: %s\n", err.where, err.message);
      exit(1);
    }
    wall = seconds(CLOCK_MONOTONIC) - wall;
    work = seconds(CLOCK_PROCESS_CPUTIME_ID) - work;
    best = wall < best ? wall : best;
    most = work < most ? work : most;
    cpw_result_free(result);
  }
  double cells = (double)replications * (double)o->periods * (double)e->bands.count;
  printf("%-40s %8.1f ns of work a band-period, %7.3f s with %d thread%s\n", what,
         1e9 * most / cells, best, threads, threads == 1 ? "" : "s");
}

int main(int argc, char **argv) {
  int64_t replications = argc > 1 ? strtoll(argv[1], NULL, 10) : 1000;
  england *e = calloc(1, sizeof *e);
  cpw_simulate_options o;
  if (!e) return 1;
  fill(e);
  cpw_simulate_options_init(&o);
  o.periods = WEEKS;
  printf("%lld replications of %d weeks of England's list in %d week bands\n",
         (long long)replications, WEEKS, BANDS);
  show("chance in people and clock starts", e, &o, 1, replications);
  show("the same", e, &o, 2, replications);
  o.longest_first = 0.3;
  show("a third to the longest waits", e, &o, 1, replications);
  o.longest_first = 0.0;
  o.bands = 1;
  show("and the mean list by band", e, &o, 1, replications);
  o.bands = 0;
  o.history = &e->history;
  show("and hazards from blocks of a history", e, &o, 1, replications);
  o.history = NULL;
  o.starts_cv = o.capacity_cv = 0.05;
  o.starts_persistence = o.capacity_persistence = 0.9;
  show("and waves of demand and capacity", e, &o, 1, replications);
  o.process = 0;
  o.starts_dispersion = 0.0;
  show("waves alone, expected flows", e, &o, 1, replications);
  for (int m = 0; m < BANDS; m++)
    e->waiting[m] /= 7300.0;
  e->starts /= 7300.0;
  e->capacity /= 7300.0;
  cpw_simulate_options_init(&o);
  o.periods = WEEKS;
  show("a list of 1,000 people, chance", e, &o, 1, replications);
  free(e);
  return 0;
}
