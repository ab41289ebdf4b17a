/* Cost of a ranking and its reasons on a million patients. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/priority.h"
#include "carepath/random.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { N = 1000000, M = 6, ROUNDS = 7 };

static double fact[M][N], wait_of[N], room[N];
static int32_t tier[N];
static int64_t order[N], place[N];

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void show(const char *what, double *took, int rounds) {
  qsort(took, (size_t)rounds, sizeof *took, compare);
  printf("  %-44s least %7.1f ms, median %7.1f ms (%5.1f ns a patient)\n", what, 1e3 * took[0],
         1e3 * took[rounds / 2], 1e9 * took[rounds / 2] / N);
}

int main(void) {
  static const char *const NAMES[M] = {"pain", "function", "delay", "need", "imd", "distance"};
  static const double at2[] = {0, 100}, v2[] = {0, 1}, at4[] = {0, 20, 70, 100};
  static const double v4[] = {0, 0.5, 0.7, 1};
  const cpw_priority_tier tiers[] = {
      {"P1a", 1, 0}, {"P1b", 3, 0}, {"P2", 28, 0}, {"P3", 84, 0}, {"P4", (double)INFINITY, 0}};
  cpw_priority_criterion c[M];
  const double *columns[M];
  cpw_priority_policy p;
  cpw_priority_list l;
  cpw_priority_ranking r;
  cpw_stream s;
  cpw_run run;
  double took[ROUNDS];
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int k = 0; k < M; k++) {
    columns[k] = fact[k];
    for (int64_t i = 0; i < N; i++)
      fact[k][i] = 100.0 * cpw_random_uniform(&s);
    c[k] = (cpw_priority_criterion){.name = NAMES[k],
                                    .weight = 1.0 / M,
                                    .source = k,
                                    .knots = k % 2 ? 4 : 2,
                                    .at = k % 2 ? at4 : at2,
                                    .value = k % 2 ? v4 : v2,
                                    .missing = (double)NAN,
                                    .part = k >= 4,
                                    .until = CPW_DATE_NONE};
  }
  for (int64_t i = 0; i < N; i++) {
    wait_of[i] = (double)cpw_random_below(&s, 500);
    tier[i] = (int32_t)cpw_random_below(&s, 5);
  }
  cpw_priority_policy_init(&p);
  p.tiers = tiers;
  p.tier_count = 5;
  p.criteria = c;
  p.criterion_count = M;
  p.cap_kind = CPW_PRIORITY_CAP_SCORE;
  p.cap = 0.15;
  cpw_priority_list_init(&l);
  l.patients = N;
  l.tier = tier;
  l.wait = wait_of;
  l.fact = columns;
  l.columns = M;
  cpw_run_init(&run);
  printf("priority: %d patients, %d criteria, 5 tiers\n", N, M);
  for (int threads = 1; threads <= 2; threads++) {
    run.threads = threads;
    for (int k = 0; k < ROUNDS; k++) {
      cpw_priority_ranking_init(&r);
      r.order = order;
      r.place = place;
      r.score = room;
      r.run = &run;
      double t = seconds();
      if (cpw_priority_rank(&p, &l, &r, NULL) != CPW_OK) return 1;
      took[k] = seconds() - t;
    }
    show(threads == 1 ? "tiered rank, 1 thread" : "tiered rank, 2 threads", took, ROUNDS);
  }
  for (int k = 0; k < 3; k++) {
    cpw_result *out = NULL;
    double t = seconds();
    if (cpw_priority_explain(&p, &l, 12345, NULL, &out, NULL) != CPW_OK) return 1;
    took[k] = seconds() - t;
    cpw_result_free(out);
  }
  show("one explanation", took, 3);
  p.criterion_count = 0;
  p.cap_kind = CPW_PRIORITY_CAP_NONE;
  p.cap = 0.0;
  for (int k = 0; k < ROUNDS; k++) {
    double t = seconds();
    if (cpw_priority_rank(&p, &l, &r, NULL) != CPW_OK) return 1;
    took[k] = seconds() - t;
  }
  show("tiers and waits alone, whole days", took, ROUNDS);
  return 0;
}
