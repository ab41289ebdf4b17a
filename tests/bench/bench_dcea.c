/* Cost of an assessment by measure and number of groups, of an evaluation, of draws, and of the health cost of
 * waiting. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MOST  10000
#define DRAWS 100000

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double people[MOST], health[MOST], net[MOST];

static void fill(void) {
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int i = 0; i < MOST; i++) {
    people[i] = 1000 + 9000 * cpw_random_uniform(&s);
    health[i] = 50 + 30 * cpw_random_uniform(&s);
    net[i] = cpw_random_normal(&s, 0, 100);
  }
}

static void show_assess(int64_t groups, int32_t measure, double aversion) {
  static const char *const names[] = {"Atkinson", "Kolm", "extended Gini"};
  cpw_dcea_population p = {groups, people, health};
  cpw_dcea_change c;
  int64_t rounds = 200000 / groups + 5;
  double t = seconds();
  for (int64_t k = 0; k < rounds; k++)
    if (cpw_dcea_assess(&p, net, measure, aversion, NULL, &c, NULL) != CPW_OK) return;
  t = seconds() - t;
  printf("  assess %6lld groups  %-14s %9.1f us  (%.0f ns a group)\n", (long long)groups,
         names[measure], 1e6 * t / (double)rounds, 1e9 * t / (double)(rounds * groups));
}

static void show_evaluate(void) {
  double recipients[5] = {1000, 500, 500, 500, 500}, gain[5] = {.05, .04, .04, .03, .03},
         cost[5] = {400, 400, 400, 400, 400};
  cpw_dcea_population p = {5, people, health};
  cpw_dcea_programme m = {recipients, gain, cost, 1e5};
  cpw_dcea_options o;
  cpw_dcea_options_init(&o);
  o.threshold = 15000;
  double t = seconds();
  for (int k = 0; k < 100; k++) {
    cpw_result *r = NULL;
    if (cpw_dcea_evaluate(&p, &m, 1, &o, &r, NULL) != CPW_OK) return;
    cpw_result_free(r);
  }
  printf("  evaluate 1 programme of 5 groups, flips and break-even included: %.2f ms\n",
         1e1 * (seconds() - t));
}

static void show_draws(int32_t threads) {
  double *gains = malloc(sizeof *gains * DRAWS * 5), recipients[5] = {1000, 500, 500, 500, 500},
         cost[5] = {400, 400, 400, 400, 400};
  cpw_stream s;
  cpw_stream_init(&s, 2, 0, 0, 0);
  for (int i = 0; gains && i < DRAWS * 5; i++)
    gains[i] = cpw_random_normal(&s, .03, .02);
  cpw_dcea_population p = {5, people, health};
  cpw_dcea_programme m = {recipients, NULL, cost, 1e5};
  cpw_dcea_options o;
  cpw_dcea_options_init(&o);
  o.threshold = 15000;
  cpw_run run;
  cpw_run_init(&run);
  run.threads = threads;
  cpw_result *r = NULL;
  double t = seconds();
  if (gains && cpw_dcea_draws(&p, &m, gains, NULL, DRAWS, .95, 0, &o, &run, &r, NULL) == CPW_OK)
    printf("  draws: %d of 5 groups on %d thread(s): %.3f s\n", DRAWS, (int)threads, seconds() - t);
  cpw_result_free(r);
  free(gains);
}

static void show_waits(int32_t harm) {
  enum { GROUPS = 10, LISTS = 20, BANDS = 105 };
  static double n[GROUPS * LISTS * BANDS], left[GROUPS * LISTS * BANDS], lower[BANDS];
  const double start[] = {0, 18, 52}, loss[] = {.001, .002, .004}, hazard[] = {1e-4, 2e-4, 4e-4};
  for (int i = 0; i < GROUPS * LISTS * BANDS; i++)
    n[i] = 1 + i % 7, left[i] = 10 + i % 11;
  for (int b = 0; b < BANDS; b++)
    lower[b] = b;
  cpw_dcea_wait_law law = {3, start, loss, hazard, .5, harm, 0};
  cpw_dcea_waiting w = {GROUPS, LISTS, BANDS, lower, 1, n};
  cpw_dcea_wait_options o;
  cpw_dcea_wait_options_init(&o);
  o.remaining = left;
  cpw_result *r = NULL;
  double t = seconds();
  if (cpw_dcea_wait_cost(&w, &law, &o, &r, NULL) == CPW_OK)
    printf("  wait_cost: %d groups x %d lists x %d bands, waits to come, harms %s: %.1f ms\n",
           GROUPS, LISTS, BANDS, harm ? "once" : "repeated", 1e3 * (seconds() - t));
  cpw_result_free(r);
}

int main(void) {
  fill();
  printf("distributional cost-effectiveness\n");
  for (int64_t groups = 5; groups <= MOST; groups = groups == 5 ? 100 : groups * 100)
    for (int32_t m = 0; m < 3; m++)
      show_assess(groups, m, m == CPW_DCEA_KOLM ? .15 : 10.95);
  show_evaluate();
  show_draws(1);
  show_draws(2);
  show_waits(CPW_DCEA_HARM_REPEATED);
  show_waits(CPW_DCEA_HARM_ONCE);
  return 0;
}
