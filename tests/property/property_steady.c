/* Random lists in steady state and patients on them: as many leave as join, standards are met to the
 * digit, chances sum to one, waits are in order, a longer list waits longer. Usage:
 * property_steady [COUNT] [SEED], or --digest. */
#include "carepath/random.h"
#include "carepath/steady.h"
#include "carepath/waits.h"
#include "worlds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define BANDS 24

typedef struct world {
  cpw_bands bands;
  cpw_backlog backlog;
  cpw_steady_options steady;
  double lower[BANDS], waiting[BANDS], treatment[BANDS], removal[BANDS], starts, capacity;
  double waited[3];
} world;

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  cpw_bands_init(&w->bands);
  cpw_backlog_init(&w->backlog);
  cpw_steady_options_init(&w->steady);
  w->bands.count = 3 + (int64_t)cpw_random_below(&s, BANDS - 2);
  w->bands.unit_weeks = seed % 2 ? 1.0 : CPW_WEEKS_PER_MONTH;
  for (int m = 0; m < BANDS; m++) {
    w->lower[m] = m;
    w->waiting[m] = 100.0 * cpw_random_uniform(&s);
    w->treatment[m] = 0.02 + 0.4 * cpw_random_uniform(&s);
    w->removal[m] = 0.2 * cpw_random_uniform(&s) - (seed % 5 ? 0.0 : 0.01);
  }
  w->starts = 1.0 + 1e4 * cpw_random_uniform(&s);
  w->capacity = w->starts * cpw_random_uniform(&s);
  w->bands.lower = w->lower;
  w->backlog.lists = 1;
  w->backlog.bands = &w->bands;
  w->backlog.waiting = w->waiting;
  w->backlog.treatment_hazard = w->treatment;
  w->backlog.removal_hazard = w->removal;
  w->backlog.starts = &w->starts;
  w->backlog.capacity = &w->capacity;
  double edge = w->lower[w->bands.count - 1] * w->bands.unit_weeks;
  w->steady.weeks = edge * (0.2 + 0.8 * cpw_random_uniform(&s));
  w->steady.share = 0.5 + 0.49 * cpw_random_uniform(&s);
  w->steady.order = (int32_t)(seed % 3 == 0);
  for (int k = 0; k < 3; k++)
    w->waited[k] = k * edge * cpw_random_uniform(&s);
}

static const double *real(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real;
}

static const char *as_many_leave(const world *w, const cpw_result *r) {
  int32_t outcome = cpw_result_outcome(r);
  if (outcome == CPW_OUTCOME_UNSTABLE) return NULL;
  double out = 0.0, size = 0.0;
  for (int64_t m = 0; m < w->bands.count; m++) {
    out += real(r, "treated")[m] + real(r, "removed")[m];
    size += real(r, "waiting")[m];
    if (!(real(r, "waiting")[m] >= 0.0 && real(r, "treated")[m] >= 0.0)) return "people below zero";
  }
  if (fabs(out - w->starts) > 1e-9 * w->starts) return "not as many leave as join";
  if (fabs(size - *real(r, "size")) > 1e-9 * (size + 1.0)) return "bands and size differ";
  if (outcome <= CPW_OUTCOME_ALREADY_MET && *real(r, "within") < w->steady.share - 1e-9)
    return "the standard is not met";
  return NULL;
}

static const char *waits_are_in_order(const world *w, const cpw_result *r) {
  int64_t n = w->bands.count;
  for (int k = 0; k < 3; k++) {
    double ends = real(r, "treated_ever")[k] + real(r, "removed_ever")[k];
    if (fabs(ends - 1.0) > 1e-9) return "chances do not sum to one";
    if (real(r, "treated_within")[k] > real(r, "treated_ever")[k] + 1e-12)
      return "more are treated in time than at all";
    if (!(real(r, "median_wait")[k] >= w->waited[k] - 1e-9 &&
          real(r, "median_wait")[k] <= real(r, "p92_wait")[k] &&
          real(r, "p92_wait")[k] <= real(r, "p95_wait")[k]))
      return "percentiles are out of order";
    if (!(real(r, "mean_wait")[k] >= w->waited[k] && real(r, "sd_wait")[k] >= 0.0))
      return "a mean before today";
  }
  for (int64_t m = 1; m < n; m++)
    if (real(r, "survival")[m] > real(r, "survival")[m - 1] + 1e-12) return "somebody comes back";
  return NULL;
}

static cpw_result *solve_steady(const world *w) {
  cpw_result *r = NULL;
  return cpw_steady_standard(&w->backlog, &w->steady, &r, NULL) == CPW_OK ? r : NULL;
}

static cpw_result *solve_waits(const world *w) {
  cpw_waits_options o;
  cpw_result *r = NULL;
  cpw_waits_options_init(&o);
  o.patients = 3;
  o.waited = w->waited;
  return cpw_waits_expected(&w->backlog, &o, &r, NULL) == CPW_OK ? r : NULL;
}

static const char *everything_holds(uint64_t seed) {
  static world w;
  make(&w, seed);
  cpw_result *held = solve_steady(&w), *waits = solve_waits(&w);
  const char *problem = held && waits ? as_many_leave(&w, held) : "a call fails";
  if (!problem) problem = waits_are_in_order(&w, waits);
  cpw_result_free(held);
  cpw_result_free(waits);
  return problem;
}

static uint64_t digest_world(uint64_t seed, uint64_t hash) {
  static world w;
  make(&w, seed);
  cpw_result *held = solve_steady(&w), *waits = solve_waits(&w), *lp = NULL;
  cpw_steady_problem p;
  cpw_steady_problem_init(&p);
  p.bands = w.bands.count;
  p.starts = w.starts;
  double profile[BANDS], removal[BANDS];
  for (int m = 0; m < BANDS; m++) {
    profile[m] = w.treatment[m] / (double)p.bands;
    removal[m] = fabs(w.removal[m]) / 4.0;
  }
  p.profile = profile;
  p.removal = removal;
  if (cpw_steady_lp(&p, &lp, NULL) != CPW_OK) lp = NULL;
  hash = worlds_digest(lp, worlds_digest(waits, worlds_digest(held, hash)));
  cpw_result_free(held);
  cpw_result_free(waits);
  cpw_result_free(lp);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"steady", "random lists", 2000, 300, everything_holds, digest_world};
  return worlds_main(&w, argc, argv);
}
