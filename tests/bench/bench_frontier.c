/* Cost of a score and of a sweep: 10,000 people, eleven caps. Prints plain lines, never judges. Usage:
 * bench_frontier [REPLICATIONS] */
#define _POSIX_C_SOURCE 200809L
#include "carepath.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { N = 10000, COLUMNS = 5, PERIODS = 52, GROUPS = 5, CLASSES = 4, ROUNDS = 200 };

static double fact[COLUMNS][N], days_waited[N], score[N];
static int32_t tier[N], group[N];
static cpw_patient seen[N];

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void make_people(void) {
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int i = 0; i < N; i++) {
    double u = cpw_random_uniform(&s);
    tier[i] = u < 0.01 ? 0 : u < 0.12 ? 1 : u < 0.4 ? 2 : 3;
    group[i] = (int32_t)cpw_random_below(&s, GROUPS);
    days_waited[i] = floor(-110.0 * cpw_math_log(1.0 - 0.999 * cpw_random_uniform(&s)));
    for (int k = 0; k < COLUMNS - 1; k++)
      fact[k][i] = (double)cpw_random_below(&s, 11);
    fact[COLUMNS - 1][i] = group[i];
  }
}

static void time_scores(const cpw_priority_policy *p, const cpw_priority_list *l,
                        const cpw_discipline_options *o, const char *what) {
  cpw_discipline *d = NULL;
  if (cpw_discipline_new(p, l, o, &d, NULL) != CPW_OK) return;
  for (int i = 0; i < N; i++)
    seen[i] = (cpw_patient){i, i, 0.0, 0.0, tier[i], group[i]};
  double begin = seconds();
  for (int k = 0; k < ROUNDS; k++)
    if (cpw_discipline_score(d, seen, N, 1.0 + k % 50, score) != 0) return;
  printf("  score, %-36s %7.1f ns a patient\n", what, 1e9 * (seconds() - begin) / N / ROUNDS);
  cpw_discipline_free(d);
}

static void time_sweep(const cpw_priority_policy *p, const cpw_priority_list *l,
                       const cpw_discipline_options *o, int64_t replications, int32_t threads) {
  static const double slots = 180.0, arrivals[CLASSES] = {2, 20, 50, 105};
  static const double shares[CLASSES * GROUPS] = {0.24, 0.22, 0.2,  0.18, 0.16, 0.24, 0.22,
                                                  0.2,  0.18, 0.16, 0.24, 0.22, 0.2,  0.18,
                                                  0.16, 0.24, 0.22, 0.2,  0.18, 0.16};
  static const cpw_duration patience[CLASSES] = {{CPW_DURATION_GEOMETRIC, 0, 500, 0, 0, NULL},
                                                 {CPW_DURATION_GEOMETRIC, 0, 500, 0, 0, NULL},
                                                 {CPW_DURATION_GEOMETRIC, 0, 500, 0, 0, NULL},
                                                 {CPW_DURATION_GEOMETRIC, 0, 500, 0, 0, NULL}};
  cpw_patients_list service;
  cpw_frontier_options options;
  cpw_run run;
  cpw_result *result = NULL;
  cpw_error err;
  cpw_patients_list_init(&service);
  service.periods = PERIODS;
  service.classes = CLASSES;
  service.groups = GROUPS;
  service.arrivals = arrivals;
  service.group_shares = shares;
  service.patience = patience;
  service.slots = &slots;
  cpw_frontier_options_init(&options);
  options.people = o;
  cpw_run_init(&run);
  run.replications = replications;
  run.threads = threads;
  double begin = seconds();
  if (cpw_frontier_run(p, l, &service, &options, &run, &result, &err) != CPW_OK) {
    printf("  %s\n", err.message);
    return;
  }
  double took = seconds() - begin;
  printf("  11 caps x %lld replications, %d thread(s)         %7.2f s (%5.1f ms a simulation)\n",
         (long long)replications, (int)threads, took, 1e3 * took / 11.0 / (double)replications);
  cpw_result_free(result);
}

int main(int argc, char **argv) {
  static const char *const NAMES[6] = {"pain", "function", "harm", "need", "imd", "wait"};
  static const double at[] = {0, 3, 10}, value[] = {0, 0.4, 1}, imd_at[] = {0, 4}, imd[] = {1, 0},
                      wait_at[] = {0, 365};
  const cpw_priority_tier tiers[CLASSES] = {
      {"P1", 3, 0}, {"P2", 28, 0}, {"P3", 84, 0}, {"P4", 126, 0}};
  cpw_priority_criterion c[6];
  const double *columns[COLUMNS];
  cpw_priority_policy p;
  cpw_priority_list l;
  cpw_discipline_options o;
  int64_t replications = argc > 1 ? strtoll(argv[1], NULL, 10) : 10;
  make_people();
  for (int k = 0; k < 6; k++)
    c[k] = (cpw_priority_criterion){.name = NAMES[k],
                                    .weight = k == 4 ? 0.25 : 0.15,
                                    .source = k == 5 ? CPW_PRIORITY_WAIT : k,
                                    .knots = k < 4 ? 3 : 2,
                                    .at = k < 4    ? at
                                          : k == 4 ? imd_at
                                                   : wait_at,
                                    .value = k < 4    ? value
                                             : k == 4 ? imd
                                                      : imd,
                                    .missing = 0.0,
                                    .part = k == 4,
                                    .until = CPW_DATE_NONE};
  c[5].value = (double[]){0, 1};
  for (int k = 0; k < COLUMNS; k++)
    columns[k] = fact[k];
  cpw_priority_policy_init(&p);
  p.tiers = tiers;
  p.tier_count = CLASSES;
  p.criteria = c;
  p.criterion_count = 6;
  p.cap_kind = CPW_PRIORITY_CAP_SCORE;
  p.cap = 0.25;
  cpw_priority_list_init(&l);
  l.patients = N;
  l.tier = tier;
  l.wait = days_waited;
  l.fact = columns;
  l.columns = COLUMNS;
  cpw_discipline_options_init(&o);
  o.classes = CLASSES;
  o.groups = GROUPS;
  o.class_index = tier;
  o.group_index = group;
  printf("frontier: %d people, %d weeks\n", (int)N, (int)PERIODS);
  time_scores(&p, &l, &o, "six criteria, one reads the wait");
  c[5].source = 3;
  time_scores(&p, &l, &o, "six criteria, none reads the wait");
  c[5].source = CPW_PRIORITY_WAIT;
  time_sweep(&p, &l, &o, replications, 1);
  time_sweep(&p, &l, &o, replications, 2);
  return 0;
}
