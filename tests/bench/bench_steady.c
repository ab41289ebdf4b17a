/* Cost of steady lists and of waits: a standard by either order, the programme at several lengths, one
 * patient's wait. Prints plain lines, never judges. Argument: how often each is run (default 5). */
#define _POSIX_C_SOURCE 200809L
#include "carepath/steady.h"
#include "carepath/waits.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define LISTS 1000
#define BANDS 105

static double lower[BANDS], waiting[LISTS * BANDS], treatment[LISTS * BANDS],
    removal[LISTS * BANDS];
static double starts[LISTS], capacity[LISTS], profile[BANDS];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void faster(double *seconds, double since) {
  double took = now() - since;
  if (took < *seconds) *seconds = took;
}

static double time_standard(const cpw_backlog *b, int32_t order, int repeats) {
  double best = 1e9;
  cpw_steady_options o;
  cpw_steady_options_init(&o);
  o.order = order;
  for (int k = 0; k < repeats; k++) {
    cpw_result *r;
    double t = now();
    if (cpw_steady_standard(b, &o, &r, NULL)) exit(1);
    faster(&best, t);
    cpw_result_free(r);
  }
  return best;
}

static double time_waits(const cpw_backlog *b, int repeats) {
  double best = 1e9;
  for (int k = 0; k < repeats; k++) {
    cpw_result *r;
    double t = now();
    if (cpw_waits_expected(b, NULL, &r, NULL)) exit(1);
    faster(&best, t);
    cpw_result_free(r);
  }
  return best;
}

static double time_programme(int64_t bands, int repeats, double *pivots) {
  double best = 1e9;
  cpw_steady_problem p;
  cpw_steady_problem_init(&p);
  p.bands = bands;
  p.starts = 1000.0;
  p.removal = removal;
  p.profile = profile;
  p.limit = 0.33 * (double)bands;
  p.removed_share = 0.1;
  for (int k = 0; k < repeats; k++) {
    cpw_result *r;
    double t = now();
    if (cpw_steady_lp(&p, &r, NULL)) exit(1);
    faster(&best, t);
    *pivots = cpw_result_find(r, "iterations")->real[0];
    cpw_result_free(r);
  }
  return best;
}

int main(int argc, char **argv) {
  int repeats = argc > 1 ? atoi(argv[1]) : 5;
  for (int m = 0; m < BANDS; m++) {
    lower[m] = m;
    profile[m] = 2.0 * (BANDS - m) / (BANDS * (BANDS + 1.0));
  }
  for (int i = 0; i < LISTS * BANDS; i++) {
    treatment[i] = 0.02 + 0.001 * (i % 37);
    removal[i] = 0.002 + 0.0001 * (i % 23);
  }
  for (int l = 0; l < LISTS; l++)
    starts[l] = capacity[l] = 100.0 + l;
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = BANDS;
  bands.lower = lower;
  cpw_backlog b;
  cpw_backlog_init(&b);
  b.lists = LISTS;
  b.bands = &bands;
  b.waiting = waiting;
  b.treatment_hazard = treatment;
  b.removal_hazard = removal;
  b.starts = starts;
  b.capacity = capacity;
  printf("steady: %d lists of %d bands\n", LISTS, BANDS);
  printf("  standard, first come  %8.1f us a list\n", 1e6 * time_standard(&b, 0, repeats) / LISTS);
  printf("  standard, hazards     %8.1f us a list\n", 1e6 * time_standard(&b, 1, repeats) / LISTS);
  printf("  waits of one patient  %8.1f us a list\n", 1e6 * time_waits(&b, repeats) / LISTS);
  for (int64_t n = 13; n <= BANDS; n += 46) {
    double pivots = 0.0, seconds = time_programme(n, repeats, &pivots);
    printf("  programme, %3d bands  %8.1f us, %.0f pivots\n", (int)n, 1e6 * seconds, pivots);
  }
  return 0;
}
