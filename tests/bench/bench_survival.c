/* Cost of curves and tests of a million people in ten groups, by whole weeks and by distinct times. Prints
 * plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/random.h"
#include "carepath/survival.h"

#include <stdio.h>
#include <time.h>

enum { PEOPLE = 1000000, GROUPS = 10 };

static double times[PEOPLE], entries[PEOPLE];
static int32_t events[PEOPLE];
static int64_t groups[PEOPLE];

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void draw(int whole) {
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int i = 0; i < PEOPLE; i++) {
    groups[i] = (int64_t)cpw_random_below(&s, GROUPS);
    double wait = 14 * (1 + 0.02 * (double)groups[i]) * cpw_random_exponential(&s, 1);
    double until = 104 * cpw_random_uniform(&s);
    events[i] = wait <= until ? 1 + (cpw_random_below(&s, 8) == 0) : 0;
    times[i] = wait <= until ? wait : until;
    entries[i] = times[i] * cpw_random_uniform(&s) * (double)cpw_random_below(&s, 2);
    if (!whole) continue;
    times[i] = (double)(int64_t)times[i];
    entries[i] = (double)(int64_t)entries[i];
    if (entries[i] >= times[i]) entries[i] = 0;
  }
}

static void show(const char *what, const cpw_survival_rows *rows) {
  cpw_result *r = NULL;
  cpw_survival_test test;
  static double statistic[GROUPS * GROUPS];
  double t0 = seconds();
  if (cpw_survival_curves(rows, NULL, &r, NULL) != CPW_OK) return;
  double t1 = seconds();
  if (cpw_survival_compare(rows, NULL, &test, NULL, NULL, NULL, NULL) != CPW_OK) return;
  double t2 = seconds();
  if (cpw_survival_pairwise(rows, NULL, statistic, NULL, NULL, NULL) != CPW_OK) return;
  double t3 = seconds();
  printf(
      "  %-34s curves %6.1f  test %6.1f  both %6.1f  45 pairs %6.1f ns a person  (%.3f s both)\n",
      what, 1e9 * (t1 - t0) / PEOPLE, 1e9 * (t2 - t1) / PEOPLE, 1e9 * (t2 - t0) / PEOPLE,
      1e9 * (t3 - t2) / PEOPLE, t2 - t0);
  cpw_result_free(r);
}

int main(void) {
  printf("survival: %d people in %d groups\n", PEOPLE, GROUPS);
  for (int whole = 1; whole >= 0; whole--) {
    cpw_survival_rows rows;
    cpw_survival_rows_init(&rows);
    draw(whole);
    rows.rows = PEOPLE;
    rows.groups = GROUPS;
    rows.causes = 2;
    rows.time = times;
    rows.event = events;
    rows.group = groups;
    show(whole ? "whole weeks, two causes" : "distinct times, two causes", &rows);
    rows.entry = entries;
    show(whole ? "whole weeks, seen from entry on" : "distinct times, seen from entry on", &rows);
    rows.entry = NULL;
    rows.causes = 1;
    for (int i = 0; i < PEOPLE; i++)
      events[i] = events[i] == 1;
    show(whole ? "whole weeks, one cause" : "distinct times, one cause", &rows);
  }
  return 0;
}
