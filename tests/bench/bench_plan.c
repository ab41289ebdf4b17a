/* Cost of a plan: England in month bands, and a list of 105 week bands over 104 weeks with three goals.
 * Prints plain lines, never judges. Argument: how often each is run (default 5; the best is shown). */
#define _POSIX_C_SOURCE 200809L
#include "carepath/plan.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define BANDS 105
#define WEEKS 104

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* A list of seven million that loses people as England's does, by weeks. */
static void fill(double *edges, double *waiting, double *treatment, double *removal) {
  double left = 400000;
  for (int m = 0; m < BANDS; m++) {
    edges[m] = m;
    treatment[m] = m < 18 ? 0.035 : m < 52 ? 0.028 : 0.05;
    removal[m] = 0.012;
    waiting[m] = left;
    left *= 1.0 - 0.75 * treatment[m] - removal[m];
  }
}

static double best_of(const cpw_backlog *b, const cpw_plan_options *o, int times,
                      int32_t *outcome) {
  double best = 1e9;
  for (int k = 0; k < times; k++) {
    cpw_error err;
    cpw_result *r = NULL;
    double from = now();
    if (cpw_plan_capacity(b, o, NULL, &r, &err) != CPW_OK) {
      fprintf(stderr, "%s: %s\n", err.where, err.message);
      exit(1);
    }
    if (now() - from < best) best = now() - from;
    *outcome = cpw_result_outcome(r);
    cpw_result_free(r);
  }
  return best;
}

int main(int argc, char **argv) {
  int times = argc > 1 ? atoi(argv[1]) : 5;
  double edges[BANDS], waiting[BANDS], treatment[BANDS], removal[BANDS];
  const double starts[] = {400000}, capacity[] = {340000};
  static const char *const names[] = {"least", "smooth (squares)", "smooth (largest)"};
  cpw_bands bands;
  cpw_backlog b;
  cpw_goal goals[3];
  fill(edges, waiting, treatment, removal);
  cpw_bands_init(&bands);
  bands.count = BANDS;
  bands.lower = edges;
  cpw_backlog_init(&b);
  b.lists = 1;
  b.bands = &bands;
  b.waiting = waiting;
  b.treatment_hazard = treatment;
  b.removal_hazard = removal;
  b.starts = starts;
  b.capacity = capacity;
  const double weeks[] = {18, 52, 18}, level[] = {0.72, 0.01, 0.80};
  const int64_t period[] = {44, 70, WEEKS};
  for (int k = 0; k < 3; k++) {
    cpw_goal_init(&goals[k]);
    goals[k].kind = k == 1 ? CPW_GOAL_LONG_SHARE : CPW_GOAL_WITHIN;
    goals[k].weeks = weeks[k];
    goals[k].level = level[k];
    goals[k].period = period[k];
  }
  cpw_plan_options o;
  cpw_plan_options_init(&o);
  o.goals = goals;
  o.goal_count = 3;
  o.longest_first = 0.2;
  for (int32_t s = 0; s < 2; s++) {
    int32_t outcome = 0;
    o.sensitivity = s;
    o.profile = CPW_PROFILE_FLAT;
    o.objective = CPW_PLAN_LEAST;
    double took = best_of(&b, &o, times, &outcome);
    printf("105 bands x 104 weeks, 3 goals, flat%s: %.1f ms (outcome %d)\n",
           s ? ", with prices" : "", 1e3 * took, (int)outcome);
    o.profile = CPW_PROFILE_PERIODS;
    for (int32_t k = 0; k < 3; k++) {
      o.objective = k;
      took = best_of(&b, &o, times, &outcome);
      printf("105 bands x 104 weeks, 3 goals, free, %s%s: %.1f ms (outcome %d)\n", names[k],
             s ? ", with prices" : "", 1e3 * took, (int)outcome);
    }
  }
  return 0;
}
