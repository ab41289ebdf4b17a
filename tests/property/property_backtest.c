/* Random histories back-tested: what is always so, and one digest over many. */
#include "carepath/backtest.h"
#include "waitlist/world.h"
#include "worlds.h"

#include <math.h>
#include <stdio.h>

static cpw_backtest_options random_options(const world *w, cpw_stream *s) {
  cpw_backtest_options o;
  cpw_backtest_options_init(&o);
  o.method = (int32_t)cpw_random_below(s, CPW_BACKTEST_OWN + 1);
  o.flows = (int32_t)cpw_random_below(s, 2);
  o.first_origin = 1 + (int64_t)cpw_random_below(s, (uint64_t)w->history.periods - 2);
  o.horizon = 1 + (int64_t)cpw_random_below(s, 6);
  o.bands = 1;
  o.weeks = w->bands.count > 1 ? 0.5 * w->lower[w->bands.count - 1] * w->bands.unit_weeks : 1.0;
  return o;
}

/* A world with three periods and two bands at least. */
static world *make(uint64_t seed, cpw_stream *s) {
  world *w = malloc(sizeof *w);
  if (!w) exit(1);
  cpw_stream_init(s, seed, 0, 0, 0);
  do
    world_make(w, s, 0);
  while (w->history.periods < 3 || w->bands.count < 2);
  return w;
}

static const double *real(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real;
}

static int same(double a, double b) {
  return isnan(a) ? isnan(b) : a == b;
}

/* Bands hold one another and the projection; the parts are the whole. */
static const char *check(const cpw_result *r, int64_t bands) {
  const cpw_array *total = cpw_result_find(r, "predicted_total");
  const double *lower = real(r, "total_lower"), *upper = real(r, "total_upper");
  const double *waiting = real(r, "predicted_waiting"), *coverage = real(r, "coverage");
  for (int64_t i = 0; i < total->size; i++) {
    double sum = 0.0;
    for (int64_t m = 0; m < bands; m++)
      sum += waiting[i * bands + m];
    if (!same(isnan(sum) ? sum : 0.0, isnan(total->real[i]) ? total->real[i] : 0.0))
      return "bands and total differ in what is known";
    if (!isnan(sum) && fabs(sum - total->real[i]) > 1e-9 * fabs(sum)) return "bands and total";
    for (int k = 0; k < 3 && !isnan(lower[i * 3]); k++) {
      if (!(lower[i * 3 + k] <= total->real[i] && total->real[i] <= upper[i * 3 + k]))
        return "a band without its middle";
      if (k > 0 && !(lower[i * 3 + k] <= lower[i * 3 + k - 1])) return "bands that are not nested";
    }
  }
  for (int k = 0; k < 3; k++)
    if (!isnan(coverage[k]) && !(coverage[k] >= 0.0 && coverage[k] <= 1.0)) return "coverage";
  return NULL;
}

/* Twice as many people: the same shares, to the bit. */
static const char *check_double(world *w, const cpw_backtest_options *o, const cpw_result *r) {
  int64_t rows = w->history.lists * w->history.periods;
  cpw_result *twice;
  for (int64_t i = 0; i < rows; i++)
    w->past_starts[i] *= 2.0;
  for (int64_t i = 0; i < rows * w->bands.count; i++) {
    w->past_treated[i] *= 2.0;
    w->past_waiting[i] *= 2.0;
  }
  cpw_run run;
  cpw_run_init(&run);
  run.threads = 2;
  if (cpw_backtest(&w->history, o, &run, &twice, NULL) != CPW_OK) return "twice fails";
  const cpw_array *error = cpw_result_find(r, "list_mape");
  const double *other = real(twice, "list_mape");
  const char *problem = NULL;
  for (int64_t i = 0; i < error->size; i++)
    if (!same(error->real[i], other[i])) problem = "twice as many people";
  cpw_result_free(twice);
  return problem;
}

static const char *everything_holds(uint64_t seed) {
  cpw_stream s;
  world *w = make(seed, &s);
  cpw_backtest_options o = random_options(w, &s);
  cpw_result *r;
  cpw_error err;
  if (cpw_backtest(&w->history, &o, NULL, &r, &err) != CPW_OK) {
    printf("%s\n", err.message);
    return "an error";
  }
  const char *problem = check(r, w->bands.count);
  if (!problem) problem = check_double(w, &o, r);
  cpw_result_free(r);
  free(w);
  return problem;
}

static uint64_t digest_world(uint64_t seed, uint64_t hash) {
  cpw_stream s;
  world *w = make(seed, &s);
  cpw_backtest_options o = random_options(w, &s);
  cpw_run run;
  cpw_run_init(&run);
  run.threads = 1 + (int32_t)(seed % 3);
  cpw_result *r;
  if (cpw_backtest(&w->history, &o, &run, &r, NULL) != CPW_OK) exit(1);
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  free(w);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"backtest", "random histories", 1000, 200, everything_holds, digest_world};
  return worlds_main(&w, argc, argv);
}
