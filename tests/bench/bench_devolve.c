/* Cost of money down a tree of England's shape: 42 systems, places, 6,348 practices, with bounds a head, by both
 * rules, in one line and in five. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define PLACES    309
#define SYSTEMS   42
#define PRACTICES 6348
#define NODES     (1 + SYSTEMS + PLACES + PRACTICES)
#define LINES     5

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int64_t parent[NODES], total[LINES];
static double weight[NODES * LINES], people[NODES], least[NODES * LINES], most[NODES * LINES],
    rate[NODES * LINES];
static char text[NODES][16];
static const char *id[NODES];

/* Practices of 1,000 to 20,000 people in a need of 0.7 to 1.5; floors and caps a head around the mean. */
static void make(void) {
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int64_t i = 0; i < NODES; i++) {
    int leaf = i > SYSTEMS + PLACES;
    id[i] = text[i];
    snprintf(text[i], sizeof text[i], "N%06d", (int)(i * 7919 % NODES));
    parent[i] = i == 0         ? -1
                : i <= SYSTEMS ? 0
                : leaf         ? 1 + SYSTEMS + (int64_t)cpw_random_below(&s, PLACES)
                               : 1 + (i - 1 - SYSTEMS) % SYSTEMS;
    people[i] = leaf ? 1000 + 19000 * cpw_random_uniform(&s) : (double)NAN;
    for (int64_t k = 0; k < LINES; k++) {
      int64_t at = i * LINES + k;
      weight[at] = leaf ? people[i] * (0.7 + 0.8 * cpw_random_uniform(&s)) : (double)NAN;
      least[at] = leaf ? 1200.25 : (double)NAN;
      most[at] = leaf ? 1950.75 : i > SYSTEMS ? 1900.5 : (double)NAN;
      rate[at] = leaf ? 0 : 0.005;
    }
  }
  for (int64_t k = 0; k < LINES; k++)
    total[k] = 105000000000 + k;
}

static int by_cost(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void show(int64_t lines, int bounds, int slices, int32_t rule) {
  static double one[NODES], low[NODES], high[NODES], slice[NODES], cost[9];
  cpw_devolve_tree t;
  cpw_devolve_tree_init(&t);
  t.nodes = NODES;
  t.lines = lines;
  t.id = id;
  t.parent = parent;
  t.total = total;
  t.people = people;
  t.rule = rule;
  for (int64_t i = 0; i < NODES; i++) {
    one[i] = weight[i * LINES];
    low[i] = least[i * LINES];
    high[i] = most[i * LINES];
    slice[i] = rate[i * LINES];
  }
  t.weight = lines == 1 ? one : weight;
  if (bounds) t.floor_per_head = lines == 1 ? low : least;
  if (bounds) t.cap_per_head = lines == 1 ? high : most;
  if (slices) t.topslice = lines == 1 ? slice : rate;
  int64_t bound = 0;
  for (int k = 0; k < 9; k++) {
    cpw_result *r = NULL;
    cpw_error err;
    double t0 = seconds();
    if (cpw_devolve_run(&t, &r, &err) != CPW_OK) {
      printf("  %s\n", err.message);
      return;
    }
    cost[k] = seconds() - t0;
    const int64_t *binding = cpw_result_find(r, "binding")->integer;
    bound = 0;
    for (int64_t i = 0; i < NODES * lines; i++)
      bound += binding[i] != CPW_DEVOLVE_FREE;
    cpw_result_free(r);
  }
  qsort(cost, 9, sizeof *cost, by_cost);
  printf("  %-6s %d line%s %-9s %-10s %8.2f ms  %6.0f ns a node and line  %lld bound\n",
         rule ? "leaves" : "levels", (int)lines, lines > 1 ? "s" : " ",
         bounds ? "bounds" : "no bounds", slices ? "top-slices" : "", 1e3 * cost[4],
         1e9 * cost[4] / (double)(NODES * lines), (long long)bound);
}

int main(void) {
  make();
  printf("devolve: %d practices in %d places of %d systems, median of 9\n", PRACTICES, PLACES,
         SYSTEMS);
  for (int32_t rule = 0; rule < 2; rule++) {
    show(1, 0, 0, rule);
    show(1, 1, 0, rule);
    show(1, 1, 1, rule);
    show(LINES, 1, 1, rule);
  }
  return 0;
}
