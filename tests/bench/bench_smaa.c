/* Cost of P(in the top K) of a long list. Prints plain lines, never judges. Usage: bench_smaa [ROWS [DRAWS]]. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/random.h"
#include "carepath/smaa.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define CRITERIA 6

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void show(const char *name, const cpw_mcda_table *table, const cpw_smaa_options *options,
                 int64_t draws, int32_t threads) {
  cpw_result *result = NULL;
  cpw_run run;
  cpw_run_init(&run);
  run.threads = threads;
  run.replications = draws;
  double t0 = seconds();
  int32_t status = cpw_smaa_simulate(table, options, &run, &result, NULL);
  double t = seconds() - t0;
  printf("  %-34s %6lld draws %d thread%s %8.3f s %6.2f ns a row and draw%s\n", name,
         (long long)draws, (int)threads, threads > 1 ? "s" : " ", t,
         1e9 * t / (double)draws / (double)table->rows, status == CPW_OK ? "" : "  failed");
  cpw_result_free(result);
}

int main(int argc, char **argv) {
  const int64_t rows = argc > 1 ? atoll(argv[1]) : 100000;
  const int64_t draws = argc > 2 ? atoll(argv[2]) : 1000;
  const int64_t top[] = {rows / 100, rows / 10, rows / 2};
  const double spread[CRITERIA] = {5, 5, 5, 5, 5, 5};
  double *values = malloc((size_t)rows * CRITERIA * sizeof *values);
  int32_t *tier = malloc((size_t)rows * sizeof *tier);
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int64_t k = 0; values && k < rows * CRITERIA; k++)
    values[k] = 1 + 100 * cpw_random_uniform(&s);
  for (int64_t i = 0; tier && i < rows; i++)
    tier[i] = 1 + (int32_t)cpw_random_below(&s, 4);
  cpw_mcda_table table;
  cpw_smaa_options o;
  cpw_mcda_table_init(&table);
  cpw_smaa_options_init(&o);
  table.rows = rows;
  table.criteria = CRITERIA;
  table.values = values;
  table.normalise = CPW_MCDA_MINMAX;
  o.top = top;
  printf("smaa: %lld rows x %d criteria\n", (long long)rows, CRITERIA);
  if (values && tier) {
    o.tops = 1;
    show("first 1 %", &table, &o, draws, 1);
    show("first 1 %", &table, &o, draws, 2);
    o.tops = 3;
    show("first 1 %, 10 %, 50 %", &table, &o, draws, 2);
    o.tier = tier;
    show("the same in four tiers", &table, &o, draws, 2);
    o.tier = NULL;
    o.uncertainty = CPW_SMAA_NORMAL;
    o.spread = spread;
    show("the same, values uncertain", &table, &o, draws / 10, 2);
  }
  free(tier);
  free(values);
  return 0;
}
