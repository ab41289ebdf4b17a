/* Cost of a network patient by patient: W3 (an elective pathway of six stages, exact waits 0.055411 0.069290 0.120426 0.146879
 * at the first four) and a random network of 200 stages and 20 groups. Processor time, the least of several runs; prints
 * plain lines, never judges. Beside it: tests/bench/simpy_pathway.py. Arguments: patients (default 100,000), how often (3),
 * threads (1: processor time; more: time on the wall, of 8 replications). */
#define _POSIX_C_SOURCE 200809L
#include "carepath/pathway_events.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define STAGES 200
#define GROUPS 20
#define WAYS   3

static double now(int threads) {
  struct timespec t;
  clock_gettime(threads == 1 ? CLOCK_PROCESS_CPUTIME_ID : CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void time_network(const char *name, const cpw_pathway *n,
                         const cpw_pathway_events_options *o, int repeats, int threads) {
  double best = 1e9, events = 0;
  cpw_run run;
  cpw_run_init(&run);
  run.threads = threads;
  run.replications = threads == 1 ? 1 : 8;
  cpw_result *r = NULL;
  for (int k = 0; k < repeats; k++) {
    cpw_error err;
    cpw_result_free(r);
    double t = now(threads);
    if (cpw_pathway_simulate(n, o, &run, &r, &err)) {
      fprintf(stderr, "%s\n", err.message);
      exit(1);
    }
    t = now(threads) - t;
    best = t < best ? t : best;
    events = cpw_result_find(r, "events")->real[0] * (double)run.replications;
  }
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  const double *wait = cpw_result_find(r, "wait_mean")->real;
  printf(
      "%s: %.0f events, %d thread(s), %.4f s, %.1f ns an event, %.1f MB resident; waits %.6f %.6f "
      "%.6f %.6f\n",
      name, events, threads, best, 1e9 * best / events, (double)use.ru_maxrss / 1024, wait[0],
      wait[1], wait[2], wait[3]);
  cpw_result_free(r);
}

static void w3(int64_t patients, int repeats, int threads) {
  static const char *const name[] = {"GP",   "outpatient",  "diagnostics", "surgery",
                                     "ward", "social care", "home"};
  static const double servers[] = {5, 23, 14, 6, 75, 33, 1}, mean[] = {0.1, 0.5, 0.5, 0.25, 3, 10};
  static const int32_t from[] = {0, 1, 1, 1, 2, 2, 3, 4, 4, 5},
                       to[] = {1, 2, 3, 6, 3, 6, 4, 5, 6, 6};
  static const double chance[] = {1, 0.6, 0.2, 0.2, 0.5, 0.5, 1, 0.15, 0.85, 1};
  cpw_stage stage[7];
  cpw_route route[10];
  cpw_duration law[6];
  cpw_stay stay[6];
  cpw_arrivals arrival;
  cpw_pathway n;
  cpw_pathway_events_options o;
  for (int i = 0; i < 7; i++) {
    cpw_stage_init(&stage[i]);
    stage[i].name = name[i];
    stage[i].servers = servers[i];
    stage[i].kind = i == 6 ? CPW_STAGE_EXIT : i < 4 ? CPW_STAGE_SERVERS : CPW_STAGE_BEDS;
  }
  stage[5].waiting_room = 0;
  for (int i = 0; i < 10; i++) {
    cpw_route_init(&route[i]);
    route[i].from = from[i];
    route[i].to = to[i];
    route[i].chance = chance[i];
  }
  for (int i = 0; i < 6; i++) {
    law[i] = (cpw_duration){CPW_DURATION_EXPONENTIAL, 0, mean[i], 0, 0, NULL};
    stay[i] = (cpw_stay){i, -1, &law[i]};
  }
  law[4].law = CPW_DURATION_LOGNORMAL;
  law[4].cv = 1;
  cpw_arrivals_init(&arrival);
  arrival.rate = 40;
  cpw_pathway_init(&n);
  n.stage = stage;
  n.stages = 7;
  n.route = route;
  n.routes = 10;
  n.arrival = &arrival;
  n.arrivals = 1;
  n.stay = stay;
  n.stays = 6;
  cpw_pathway_events_options_init(&o);
  o.patients = patients;
  o.horizon = INFINITY;
  time_network("W3", &n, &o, repeats, threads);
}

/* Each group enters at a stage of its own and goes to one of three later stages, or out. */
static void large(int repeats, int threads) {
  static cpw_stage stage[STAGES];
  static cpw_route route[STAGES * (WAYS + 1)];
  static cpw_stay stay[STAGES];
  static char name[STAGES][8], group_name[GROUPS][8];
  static const char *group[GROUPS];
  cpw_arrivals arrival[GROUPS];
  cpw_duration law = {CPW_DURATION_EXPONENTIAL, 0, 1, 0, 0, NULL};
  cpw_pathway n;
  cpw_pathway_events_options o;
  int routes = 0;
  for (int i = 0; i < STAGES; i++) {
    snprintf(name[i], sizeof name[i], "s%d", i);
    cpw_stage_init(&stage[i]);
    stage[i].name = name[i];
    stage[i].servers = 60;
    stay[i] = (cpw_stay){i, -1, &law};
    for (int k = 0; k <= WAYS; k++) {
      cpw_route *r = &route[routes++];
      cpw_route_init(r);
      r->from = i;
      r->to = k < WAYS && i + 1 + 7 * k < STAGES ? i + 1 + 7 * k : CPW_NONE;
      r->chance = k < WAYS ? 0.3 : 0.1;
    }
  }
  for (int g = 0; g < GROUPS; g++) {
    snprintf(group_name[g], sizeof group_name[g], "g%d", g);
    group[g] = group_name[g];
    cpw_arrivals_init(&arrival[g]);
    arrival[g].stage = 8 * g;
    arrival[g].group = g;
    arrival[g].rate = 10;
  }
  cpw_pathway_init(&n);
  n.stage = stage;
  n.stages = STAGES;
  n.group = group;
  n.groups = GROUPS;
  n.route = route;
  n.routes = routes;
  n.arrival = arrival;
  n.arrivals = GROUPS;
  n.stay = stay;
  n.stays = STAGES;
  cpw_pathway_events_options_init(&o);
  o.horizon = 1000;
  time_network("200 stages, 20 groups", &n, &o, repeats, threads);
}

int main(int argc, char **argv) {
  int64_t patients = argc > 1 ? atoll(argv[1]) : 100000;
  int repeats = argc > 2 ? atoi(argv[2]) : 3, threads = argc > 3 ? atoi(argv[3]) : 1;
  w3(patients, repeats, threads);
  large(repeats, threads);
  return 0;
}
