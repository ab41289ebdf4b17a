/* Cost of draws of weights, of pairwise and of best-worst fits. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/citizens.h"
#include "carepath/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROWS  2000
#define MOST  50
#define DRAWS 10000
#define TASKS 2000

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double ballots[ROWS * MOST], wins[MOST * MOST];

static void weigh(int64_t criteria, int32_t method, const char *name) {
  cpw_citizens_panel p;
  cpw_run run;
  cpw_result *r = NULL;
  cpw_citizens_panel_init(&p);
  cpw_run_init(&run);
  run.replications = DRAWS;
  p.ballots = ballots;
  p.rows = ROWS;
  p.criteria = criteria;
  p.kind = CPW_CITIZENS_POINTS;
  p.method = method;
  double t0 = seconds();
  if (cpw_citizens_weights(&p, &run, &r, NULL) != CPW_OK) exit(1);
  printf("  %-9s %2d criteria, %d people, %d draws: %.3f s\n", name, (int)criteria, ROWS, DRAWS,
         seconds() - t0);
  cpw_result_free(r);
}

static void pairs(int64_t criteria) {
  cpw_result *r = NULL;
  double t0 = seconds();
  if (cpw_citizens_pairs(wins, criteria, NULL, NULL, &r, NULL) != CPW_OK) exit(1);
  printf("  pairs     %2d criteria: %.5f s, %d steps\n", (int)criteria, seconds() - t0,
         (int)cpw_result_find(r, "iterations")->integer[0]);
  cpw_result_free(r);
}

static void best_worst(cpw_stream *s, int64_t criteria) {
  static int64_t start[TASKS + 1], item[4 * TASKS], best[TASKS], worst[TASKS];
  for (int64_t k = 0; k < TASKS; k++) {
    int64_t from = (int64_t)cpw_random_below(s, (uint64_t)(criteria - 3));
    for (int64_t i = 0; i < 4; i++)
      item[4 * k + i] = from + i;
    int64_t b = (int64_t)cpw_random_below(s, 4), w = (b + 1 + (int64_t)cpw_random_below(s, 3)) % 4;
    best[k] = from + b;
    worst[k] = from + w;
    start[k + 1] = 4 * (k + 1);
  }
  cpw_citizens_tasks t = {start, item, best, worst, NULL, TASKS};
  cpw_result *r = NULL;
  double t0 = seconds();
  if (cpw_citizens_best_worst(&t, criteria, NULL, NULL, &r, NULL) != CPW_OK) exit(1);
  printf("  best-worst %2d criteria, %d tasks of 4: %.4f s\n", (int)criteria, TASKS,
         seconds() - t0);
  cpw_result_free(r);
}

int main(void) {
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int i = 0; i < ROWS * MOST; i++)
    ballots[i] = (double)cpw_random_below(&s, 10);
  for (int i = 0; i < MOST * MOST; i++)
    wins[i] = i % (MOST + 1) ? 1 + (double)cpw_random_below(&s, 9) : 0;
  printf("citizens:\n");
  weigh(6, CPW_CITIZENS_DIRICHLET, "Dirichlet");
  weigh(6, CPW_CITIZENS_BOOTSTRAP, "bootstrap");
  weigh(50, CPW_CITIZENS_DIRICHLET, "Dirichlet");
  pairs(MOST);
  best_worst(&s, 20);
  return 0;
}
