/* Cost of the methods for comparison on a long list, 1 and 2 threads. Prints plain lines, never judges.
 * Usage: bench_mcda [ROWS]. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/mcda.h"
#include "carepath/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define CRITERIA 6

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void show(const char *name, int64_t rows, int32_t threads, double t0, int32_t status) {
  double t = seconds() - t0;
  printf("  %-34s %d thread%s %8.3f s %8.1f ns a row%s\n", name, (int)threads,
         threads > 1 ? "s" : " ", t, 1e9 * t / (double)rows, status == CPW_OK ? "" : "  failed");
}

static void methods(const cpw_mcda_table *given, double *out, int32_t threads) {
  static const struct {
    const char *name;
    int32_t method, normalise, shape;
  } kinds[] = {{"weighted sum, minmax", CPW_MCDA_WEIGHTED_SUM, CPW_MCDA_MINMAX, 0},
               {"weighted product, sum", CPW_MCDA_WEIGHTED_PRODUCT, CPW_MCDA_SUM, 0},
               {"TOPSIS, vector", CPW_MCDA_TOPSIS, CPW_MCDA_VECTOR, 0},
               {"TOPSIS, fixed", CPW_MCDA_TOPSIS, CPW_MCDA_FIXED, 0},
               {"VIKOR, minmax", CPW_MCDA_VIKOR, CPW_MCDA_MINMAX, 0},
               {"SPOTIS", CPW_MCDA_SPOTIS, CPW_MCDA_FIXED, 0},
               {"PROMETHEE II, usual", CPW_MCDA_PROMETHEE, CPW_MCDA_NONE, CPW_MCDA_USUAL},
               {"PROMETHEE II, linear", CPW_MCDA_PROMETHEE, CPW_MCDA_NONE, CPW_MCDA_LINEAR}};
  cpw_mcda_table table = *given;
  cpw_run run;
  cpw_run_init(&run);
  run.threads = threads;
  for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
    cpw_mcda_preference p[CRITERIA];
    cpw_mcda_method method;
    cpw_mcda_method_init(&method);
    method.method = kinds[k].method;
    method.preferences = p;
    table.normalise = kinds[k].normalise;
    for (int j = 0; j < CRITERIA; j++)
      p[j] = (cpw_mcda_preference){kinds[k].shape, 0, 1, 20, 0};
    double t0 = seconds();
    int32_t status = cpw_mcda_score(&table, &method, &run, out, NULL);
    show(kinds[k].name, table.rows, threads, t0, status);
  }
}

int main(int argc, char **argv) {
  const int64_t rows = argc > 1 ? atoll(argv[1]) : 1000000;
  const double weights[CRITERIA] = {0.25, 0.25, 0.15, 0.15, 0.1, 0.1};
  const int32_t directions[CRITERIA] = {1, -1, -1, 1, 1, 1};
  const double lower[CRITERIA] = {0}, upper[CRITERIA] = {110, 110, 110, 110, 110, 110};
  double *values = malloc((size_t)rows * CRITERIA * sizeof *values);
  double *out = malloc((size_t)rows * sizeof *out);
  int64_t *order = malloc((size_t)rows * sizeof *order);
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int64_t k = 0; values && k < rows * CRITERIA; k++)
    values[k] = 1 + 100 * cpw_random_uniform(&s);
  cpw_mcda_table table;
  cpw_mcda_table_init(&table);
  table.rows = rows;
  table.criteria = CRITERIA;
  table.values = values;
  table.weights = weights;
  table.directions = directions;
  table.lower = lower;
  table.upper = upper;
  printf("mcda: %lld rows x %d criteria\n", (long long)rows, CRITERIA);
  if (values && out && order) {
    methods(&table, out, 1);
    methods(&table, out, 2);
    double t0 = seconds();
    int32_t status = cpw_mcda_rank(out, rows, 1, CPW_MCDA_TIES_MID, NULL, out, order, NULL);
    show("ranks of a score", rows, 1, t0, status);
  }
  free(order);
  free(out);
  free(values);
  return 0;
}
