/* Cost of P(in the top K) of a long list. Prints plain lines, never judges. Usage: bench_smaa [ROWS [DRAWS]]. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/priority.h"
#include "carepath/random.h"
#include "carepath/smaa.h"

#include <math.h>
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

static void show_policy(const char *name, const cpw_priority_policy *policy,
                        const cpw_priority_list *list, const cpw_smaa_options *options,
                        int64_t draws, int32_t threads) {
  cpw_result *result = NULL;
  cpw_run run;
  cpw_run_init(&run);
  run.threads = threads;
  run.replications = draws;
  double t0 = seconds();
  int32_t status = cpw_smaa_policy(policy, list, options, &run, &result, NULL);
  double t = seconds() - t0;
  printf("  %-34s %6lld draws %d thread%s %8.3f s %6.2f ns a row and draw%s\n", name,
         (long long)draws, (int)threads, threads > 1 ? "s" : " ", t,
         1e9 * t / (double)draws / (double)list->patients, status == CPW_OK ? "" : "  failed");
  cpw_result_free(result);
}

/* Six criteria, two of them equity, four tiers with targets; the same facts for all kinds of caps. */
static void bench_policy(const double *values, const int32_t *tier, int64_t rows,
                         const cpw_smaa_options *options, int64_t draws) {
  static const double at[] = {1, 101}, value[] = {0, 1};
  static const char *const name[CRITERIA] = {"a", "b", "c", "d", "e", "f"};
  static const cpw_priority_tier tiers[] = {
      {"P1", 7, 1}, {"P2", 28, 1}, {"P3", 90, 1}, {"P4", (double)INFINITY, 1}};
  cpw_priority_criterion criteria[CRITERIA] = {{0}};
  const double *column[CRITERIA];
  int32_t *tier0 = malloc((size_t)rows * sizeof *tier0);
  for (int k = 0; k < CRITERIA; k++) {
    criteria[k] =
        (cpw_priority_criterion){.name = name[k],
                                 .weight = 1.0 / CRITERIA,
                                 .source = k,
                                 .knots = 2,
                                 .at = at,
                                 .value = value,
                                 .missing = (double)NAN,
                                 .part = k < 4 ? CPW_PRIORITY_CLINICAL : CPW_PRIORITY_EQUITY,
                                 .until = CPW_DATE_NONE};
    column[k] = values + k * rows;
  }
  for (int64_t i = 0; tier0 && i < rows; i++)
    tier0[i] = tier[i] - 1;
  cpw_priority_policy p;
  cpw_priority_list l;
  cpw_priority_policy_init(&p);
  cpw_priority_list_init(&l);
  p.tiers = tiers;
  p.tier_count = 4;
  p.criteria = criteria;
  p.criterion_count = CRITERIA;
  p.cap_kind = CPW_PRIORITY_CAP_SCORE;
  p.cap = 0.1;
  l.patients = rows;
  l.tier = tier0;
  l.wait = values;
  l.fact = column;
  l.columns = CRITERIA;
  if (tier0) {
    show_policy("policy, cap in the score, 3 K", &p, &l, options, draws, 1);
    show_policy("policy, cap in the score, 3 K", &p, &l, options, draws, 2);
    p.tiers_are_targets = 1;
    p.breaches_first = 0;
    show_policy("the same, all in one tier", &p, &l, options, draws, 2);
    p.cap_kind = CPW_PRIORITY_CAP_DAYS;
    p.cap = 20;
    show_policy("all in one tier, cap in days", &p, &l, options, draws, 2);
  }
  free(tier0);
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
    bench_policy(values, tier, rows, &o, draws);
    o.uncertainty = CPW_SMAA_NORMAL;
    o.spread = spread;
    show("the same, values uncertain", &table, &o, draws / 10, 2);
  }
  free(tier);
  free(values);
  return 0;
}
