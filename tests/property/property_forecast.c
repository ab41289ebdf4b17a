/* Random monthly series against what must always hold: quantiles in order, shares between 0 and 1, nobody
 * below zero, lists without a parent do not know each other's centre, larger units change nothing else.
 *   property_forecast [count [seed]]     property_forecast --digest */
#include "carepath/forecast.h"
#include "carepath/random.h"
#include "worlds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define LISTS   6
#define PERIODS 40

typedef struct world {
  double values[LISTS * PERIODS], whole[LISTS * PERIODS];
  int64_t parent[LISTS];
  cpw_series series;
  cpw_forecast_options options;
} world;

static int chance(cpw_stream *s, double probability) {
  return cpw_random_uniform(s) < probability;
}

static void world_make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  cpw_series_init(&w->series);
  cpw_forecast_options_init(&w->options);
  w->series.lists = 1 + (int64_t)cpw_random_below(&s, LISTS);
  w->series.periods = 1 + (int64_t)cpw_random_below(&s, PERIODS);
  w->series.kind = (int32_t)(seed % 3);
  w->series.month = (int32_t)cpw_random_below(&s, 13);
  w->options.periods = 1 + (int64_t)cpw_random_below(&s, 15);
  double gaps = chance(&s, 0.3) ? 0.2 : 0.0;
  for (int64_t i = 0; i < w->series.lists; i++) {
    double size = floor(cpw_math_exp(12.0 * cpw_random_uniform(&s)));
    double share = w->series.kind == CPW_SERIES_RARE ? 0.05 : 0.6;
    w->parent[i] = i > 0 && chance(&s, 0.7) ? (int64_t)cpw_random_below(&s, (uint64_t)i) : -1;
    for (int64_t t = 0; t < w->series.periods; t++) {
      int64_t at = i * w->series.periods + t;
      size = floor(size * (0.9 + 0.2 * cpw_random_uniform(&s)));
      w->whole[at] = size;
      w->values[at] = w->series.kind ? floor(size * share * cpw_random_uniform(&s)) : size;
      if (chance(&s, gaps)) w->values[at] = (double)NAN;
    }
  }
  w->series.values = w->values;
  w->series.whole = w->series.kind ? w->whole : NULL;
  w->series.parent = w->parent;
}

/* ---------------------------------------------------------------- the properties ------------ */

static const char *figures_are_in_order(const world *w, const cpw_result *r) {
  static const char *const names[] = {"q025", "q10", "q25", "q50", "q75", "q90", "q975"};
  const double *before = cpw_result_find(r, names[0])->real;
  const int64_t *closed = cpw_result_find(r, "closed")->integer;
  for (int64_t i = 0; i < w->series.lists * w->options.periods; i++)
    if (!closed[i / w->options.periods] && !(before[i] >= 0.0)) return "a figure below zero";
  for (int k = 1; k < 7; k++) {
    const double *x = cpw_result_find(r, names[k])->real;
    for (int64_t i = 0; i < w->series.lists * w->options.periods; i++) {
      int none = closed[i / w->options.periods] != 0;
      if (none != (isnan(x[i]) != 0)) return "a closed list with figures, or an open one without";
      if (x[i] < before[i]) return "quantiles out of order";
      if (w->series.kind && x[i] > 1.0) return "a share above 1";
    }
    before = x;
  }
  return NULL;
}

/* The central forecast of the first list, which has no parent, is the one it would have alone. */
static const char *strangers_do_not_matter(const world *w, const cpw_result *r) {
  cpw_series alone = w->series;
  cpw_result *single;
  alone.lists = 1;
  if (cpw_forecast_series(&alone, &w->options, NULL, &single, NULL) != CPW_OK) return "one list";
  const double *all = cpw_result_find(r, "mean")->real;
  const double *own = cpw_result_find(single, "mean")->real;
  const char *problem = NULL;
  for (int64_t h = 0; h < w->options.periods; h++)
    if (memcmp(&all[h], &own[h], sizeof *all) != 0 && !(isnan(all[h]) && isnan(own[h])))
      problem = "a list alone is forecast otherwise";
  cpw_result_free(single);
  return problem;
}

static const char *scores_are_possible(const world *w) {
  cpw_result *r;
  if (cpw_forecast_backtest(&w->series, &w->options, NULL, &r, NULL) != CPW_OK)
    return "a back-test";
  const double *c50 = cpw_result_find(r, "coverage_50")->real;
  const double *c95 = cpw_result_find(r, "coverage_95")->real;
  const double *error = cpw_result_find(r, "error")->real;
  const char *problem = NULL;
  for (int64_t h = 0; h < w->options.periods; h++) {
    if (c50[h] > c95[h] || c95[h] > 1.0) problem = "a wider band that holds less";
    if (error[h] < 0.0) problem = "an error below zero";
  }
  cpw_result_free(r);
  return problem;
}

static const char *everything_holds(uint64_t seed) {
  world *w = malloc(sizeof *w);
  cpw_result *r;
  if (!w) return "memory";
  world_make(w, seed);
  const char *problem = "a forecast";
  if (cpw_forecast_series(&w->series, &w->options, NULL, &r, NULL) == CPW_OK) {
    problem = figures_are_in_order(w, r);
    if (!problem) problem = strangers_do_not_matter(w, r);
    cpw_result_free(r);
  }
  if (!problem) problem = scores_are_possible(w);
  free(w);
  return problem;
}

/* ---------------------------------------------------------------- digest -------------------- */

/* FNV-1a over the bytes of every array; NaN by one pattern */
static uint64_t digest_world(uint64_t seed, uint64_t hash) {
  world *w = malloc(sizeof *w);
  cpw_result *r;
  cpw_run run;
  if (!w) exit(1);
  world_make(w, seed);
  cpw_run_init(&run);
  run.threads = 1 + (int32_t)(seed % 3);
  if (cpw_forecast_series(&w->series, &w->options, &run, &r, NULL) != CPW_OK) exit(1);
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  if (cpw_forecast_backtest(&w->series, &w->options, &run, &r, NULL) != CPW_OK) exit(1);
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  free(w);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"forecast", "random lists", 500, 100, everything_holds, digest_world};
  return worlds_main(&w, argc, argv);
}
