/* tests/simulate/worlds.h - random lists simulated, and what must hold of them: for the tests and for
 * tests/property/property_simulate.c. */
#ifndef CPWT_SIMULATE_WORLDS_H
#define CPWT_SIMULATE_WORLDS_H

#include "carepath/simulate.h"
#include "waitlist/world.h"

#include <math.h>

/* What is uncertain in a world: any mixture. */
static inline cpw_simulate_options world_doubts(const world *w, cpw_stream *s) {
  cpw_simulate_options o;
  cpw_simulate_options_init(&o);
  o.periods = w->periods;
  if (world_chance(s, 0.7)) o.starts = w->plan_starts;
  if (world_chance(s, 0.7)) o.capacity = w->plan_capacity;
  o.process = world_chance(s, 0.7);
  o.starts_dispersion = world_chance(s, 0.3) ? 0.0 : world_chance(s, 0.5) ? 1.0 : 2.5;
  o.capacity_dispersion = world_chance(s, 0.7) ? 0.0 : 1.5;
  if (world_chance(s, 0.3)) o.longest_first = cpw_random_uniform(s);
  if (world_chance(s, 0.3)) o.starts_cv = 0.5, o.starts_persistence = cpw_random_uniform(s);
  if (world_chance(s, 0.3)) o.capacity_cv = 0.5, o.capacity_persistence = cpw_random_uniform(s);
  if (world_chance(s, 0.3) && w->periods > 1) o.history = &w->history, o.block = 1;
  if (world_chance(s, 0.2) && !o.history) o.removal_variance = w->treatment;
  o.keep = o.bands = 1;
  return o;
}

/* lists of at most a few million people, which can be drawn one by one */
static inline void world_shrink(world *w) {
  for (int i = 0; i < WORLD_LISTS * WORLD_BANDS; i++)
    w->waiting[i] *= 0x1p-10;
  for (int i = 0; i < WORLD_LISTS; i++) {
    w->starts[i] *= 0x1p-10;
    w->capacity[i] *= 0x1p-10;
  }
  for (int i = 0; i < WORLD_LISTS * WORLD_PERIODS; i++) {
    w->plan_starts[i] *= 0x1p-10;
    w->plan_capacity[i] *= 0x1p-10;
  }
}

static inline const double *world_path(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real;
}

/* opening + starts + unrecorded - treated - removed = closing with == in every replication */
static inline const char *world_people_kept(const cpw_result *r, const double *opening,
                                            int process) {
  const cpw_array *closing = cpw_result_find(r, "total_closing_path");
  const double *starts = world_path(r, "total_starts_path");
  const double *joined = world_path(r, "total_unrecorded_path");
  const double *treated = world_path(r, "total_treated_path");
  const double *removed = world_path(r, "total_removed_path");
  const double *unused = world_path(r, "unused_capacity_path");
  int64_t lists = closing->dimension[1]->length, periods = closing->dimension[2]->length;
  for (int64_t i = 0; i < closing->size; i++) {
    if (isnan(closing->real[i])) continue;
    const double flow[] = {closing->real[i], starts[i],  joined[i],
                           treated[i],       removed[i], unused[i]};
    for (int k = 0; k < 6; k++)
      if (!(flow[k] >= 0.0) || (process && flow[k] != floor(flow[k]))) return "a flow";
    if (i % periods == 0 && process) {
      double before = opening[i / periods % lists];
      if (before + starts[i] + joined[i] - treated[i] - removed[i] != closing->real[i])
        return "the first period does not balance";
    }
    if (i % periods == 0) continue;
    if (closing->real[i - 1] + starts[i] + joined[i] - treated[i] - removed[i] != closing->real[i])
      return "a period does not balance";
  }
  return NULL;
}

/* the mean list by band adds up to the mean closing list */
static inline const char *world_bands_add_up(const cpw_result *r, int process) {
  const cpw_array *mean = cpw_result_find(r, "waiting_mean");
  const double *closing = world_path(r, "total_closing_mean");
  int64_t n = mean->dimension[2]->length;
  for (int64_t row = 0; row < mean->size / n; row++) {
    double sum = 0.0, allowed = process ? 1e-9 : 1e-6;
    for (int64_t m = 0; m < n; m++)
      sum += mean->real[row * n + m];
    if (isnan(sum) != isnan(closing[row])) return "a mean list without its total";
    if (fabs(sum - closing[row]) > allowed * (1.0 + closing[row])) return "bands do not add up";
  }
  return NULL;
}

/* quantiles rise, and lie around the mean */
static inline const char *world_quantiles_rise(const cpw_result *r) {
  const cpw_array *a;
  for (int64_t i = 0; (a = cpw_result_at(r, i)) != NULL; i++) {
    if (a->dimensions != 3 || strcmp(a->dimension[2]->name, "quantile") != 0) continue;
    int64_t n = a->dimension[2]->length;
    for (int64_t k = 0; k < a->size; k++)
      if (k % n > 0 && a->real[k] < a->real[k - 1]) return "quantiles fall";
  }
  return NULL;
}

/* with nothing uncertain the figures are the projection's, to the bit */
static inline const char *world_is_projected(const world *w) {
  cpw_simulate_options o;
  cpw_project_options p;
  cpw_run run;
  cpw_result *a, *b;
  cpw_simulate_options_init(&o);
  cpw_project_options_init(&p);
  cpw_run_init(&run);
  o.process = 0;
  o.starts_dispersion = 0.0;
  o.periods = p.periods = w->periods;
  o.starts = p.starts = w->plan_starts;
  o.capacity = p.capacity = w->plan_capacity;
  if (cpw_simulate_waitlist(&w->backlog, &o, &run, &a, NULL) != CPW_OK) return "no simulation";
  if (cpw_waitlist_project(&w->backlog, &p, NULL, &b, NULL) != CPW_OK) return "no projection";
  static const char *const names[] = {
      "total_closing",   "total_starts", "total_unrecorded", "total_treated", "total_removed",
      "unused_capacity", "within_18",    "over_52",          "over_65",       "over_78",
      "over_104",        "median_wait",  "p92_wait"};
  const char *problem = NULL;
  for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
    const cpw_array *x = cpw_result_find(a, names[k]), *y = cpw_result_find(b, names[k]);
    int64_t n = x->dimension[2]->length;
    for (int64_t i = 0; i < x->size; i++)
      if (x->real[i] != y->real[i / n] && !(isnan(x->real[i]) && isnan(y->real[i / n])))
        problem = names[k];
  }
  cpw_result_free(a);
  cpw_result_free(b);
  return problem;
}

static inline const char *simulated_world_holds(uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  world *w = malloc(sizeof *w);
  if (!w) return "memory";
  world_make(w, &s, (int)(seed % 2));
  world_shrink(w);
  cpw_simulate_options o = world_doubts(w, &s);
  double opening[WORLD_LISTS];
  for (int64_t l = 0; l < w->backlog.lists; l++) {
    opening[l] = 0.5;
    for (int64_t m = 0; m < w->bands.count; m++)
      opening[l] += w->waiting[l * w->bands.count + m];
    opening[l] = floor(opening[l]);
  }
  cpw_run run;
  cpw_run_init(&run);
  run.replications = 1 + (int64_t)cpw_random_below(&s, 20);
  run.seed = seed;
  cpw_result *r;
  const char *problem = "a simulation";
  if (cpw_simulate_waitlist(&w->backlog, &o, &run, &r, NULL) == CPW_OK) {
    problem = world_people_kept(r, opening, o.process);
    if (!problem) problem = world_bands_add_up(r, o.process);
    if (!problem) problem = world_quantiles_rise(r);
    cpw_result_free(r);
  }
  if (!problem) problem = world_is_projected(w);
  free(w);
  return problem;
}

#endif
