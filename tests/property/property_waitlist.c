/* Random lists against what must always hold: nobody is lost, nobody is below zero, a larger list is a
 * larger list, lists do not know each other, an answer does what it says.
 *   property_waitlist [count [seed]]     property_waitlist --digest */
#include "waitlist/world.h"
#include "worlds.h"

#include <math.h>

static const double *real(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real;
}

static cpw_project_options random_plan(const world *w, cpw_stream *s) {
  cpw_project_options o;
  cpw_project_options_init(&o);
  o.periods = w->periods;
  o.starts = w->plan_starts;
  o.capacity = w->plan_capacity;
  o.capacity_mode = (int32_t)cpw_random_below(s, 3);
  o.whole_bands = (int32_t)cpw_random_below(s, 2);
  if (world_chance(s, 0.3)) o.longest_first = cpw_random_uniform(s);
  return o;
}

/* ---------------------------------------------------------------- the properties ------------ */

static const char *nobody_is_lost(const world *w, const cpw_result *r) {
  const char *problem = world_imbalance(r, &w->bands, real(r, "opening"), "waiting");
  if (problem) return problem;
  static const char *const names[] = {"waiting", "treated", "removed", "unrecorded",
                                      "unused_capacity"};
  for (int k = 0; k < 5; k++) {
    const cpw_array *a = cpw_result_find(r, names[k]);
    for (int64_t i = 0; i < a->size; i++)
      if (!(a->real[i] >= 0.0)) return names[k];
  }
  return NULL;
}

/* a list in other units: 2^shift times as many people are 2^shift times as many everywhere */
static const char *scales(const world *w, const cpw_project_options *o, const cpw_result *r,
                          int shift) {
  world *big = malloc(sizeof *big);
  if (!big) return "memory";
  memcpy(big, w, sizeof *big);
  double factor = ldexp(1.0, shift);
  for (int i = 0; i < WORLD_LISTS * WORLD_BANDS; i++)
    big->waiting[i] *= factor;
  for (int i = 0; i < WORLD_LISTS * WORLD_PERIODS; i++) {
    big->plan_starts[i] *= factor;
    if (o->capacity_mode != CPW_CAPACITY_RATES) big->plan_capacity[i] *= factor;
  }
  cpw_backlog b = w->backlog;
  cpw_project_options p = *o;
  b.waiting = big->waiting;
  p.starts = big->plan_starts;
  p.capacity = big->plan_capacity;
  cpw_result *scaled;
  const char *problem = "a scaled projection";
  if (cpw_waitlist_project(&b, &p, NULL, &scaled, NULL) == CPW_OK) {
    problem = NULL;
    static const char *const names[] = {"waiting", "treated", "total_removed", "over_52"};
    for (int k = 0; k < 4; k++) {
      const cpw_array *x = cpw_result_find(r, names[k]), *y = cpw_result_find(scaled, names[k]);
      for (int64_t i = 0; i < x->size; i++)
        if (x->real[i] * factor != y->real[i] && !isnan(x->real[i])) problem = names[k];
    }
    cpw_result_free(scaled);
  }
  free(big);
  return problem;
}

/* the last list alone gives the same bits */
static const char *lists_do_not_know_each_other(const world *w, const cpw_project_options *o,
                                                const cpw_result *r) {
  int64_t last = w->backlog.lists - 1, n = w->bands.count;
  cpw_backlog b = w->backlog;
  cpw_project_options p = *o;
  b.lists = 1;
  b.waiting += last * n;
  b.treatment_hazard += last * n;
  b.removal_hazard += last * n;
  b.start_uplift += last;
  b.starts += last;
  b.capacity += last;
  p.starts += last * o->periods;
  p.capacity += last * o->periods;
  cpw_result *alone;
  if (cpw_waitlist_project(&b, &p, NULL, &alone, NULL) != CPW_OK) return "a list alone";
  const char *problem = NULL;
  const cpw_array *x;
  for (int64_t i = 0; (x = cpw_result_at(alone, i)) != NULL && !problem; i++) {
    const cpw_array *y = cpw_result_find(r, x->name);
    if (x->dimensions < 1 || strcmp(x->dimension[0]->name, "list") != 0) continue;
    const char *p_bytes = x->real ? (const char *)x->real : (const char *)x->integer;
    const char *q_bytes = y->real ? (const char *)y->real : (const char *)y->integer;
    if (memcmp(p_bytes, q_bytes + (y->size - x->size) * 8, (size_t)x->size * 8) != 0)
      problem = "a list depends on the others";
  }
  cpw_result_free(alone);
  return problem;
}

static const char *measures_are_in_order(const world *w) {
  double edge = w->lower[w->bands.count - 1] * w->bands.unit_weeks, share[2], weeks[2];
  for (int k = 1; k <= 8 && edge > 0; k++) {
    for (int i = 0; i < 2; i++) {
      if (cpw_waitlist_within(&w->bands, 1, w->waiting, edge * (k + i) / 9, 0, &share[i], NULL) ||
          cpw_waitlist_percentile(&w->bands, 1, w->waiting, (k + i) / 9.0, &weeks[i], NULL, NULL))
        return "a measure";
    }
    if (share[0] > share[1]) return "within is not monotone";
    if (weeks[0] > weeks[1]) return "percentiles are not monotone";
  }
  return NULL;
}

static const char *a_history_balances(const world *w, cpw_stream *s) {
  cpw_calibrate_options o;
  cpw_calibrate_options_init(&o);
  o.unrecorded = (int32_t)cpw_random_below(s, 5);
  o.estimator = (int32_t)cpw_random_below(s, 2);
  o.detail = o.steady = 1;
  cpw_result *r, *forward;
  if (cpw_waitlist_calibrate(&w->history, &o, NULL, &r, NULL) != CPW_OK) return "a calibration";
  const char *problem = NULL;
  const cpw_array *inflow = cpw_result_find(r, "inflow");
  for (int64_t i = 0; i < inflow->size; i++)
    if (inflow->real[i] + real(r, "unrecorded")[i] - real(r, "treated")[i] -
            real(r, "removed")[i] !=
        real(r, "closing")[i])
      problem = "a band of a calibration does not balance";
  /* whatever was found can be projected */
  cpw_backlog b;
  cpw_bands bands;
  cpw_backlog_init(&b);
  cpw_bands_init(&bands);
  if (cpw_backlog_view(r, &b, &bands, NULL) != CPW_OK) problem = "a view";
  int32_t status = cpw_waitlist_project(&b, NULL, NULL, &forward, NULL);
  if (status == CPW_OK)
    cpw_result_free(forward);
  else if (status != CPW_EOVERFLOW)
    problem = "a calibration cannot be projected";
  cpw_result_free(r);
  return problem;
}

static const char *an_answer_does_what_it_says(const world *w, cpw_stream *s) {
  if (w->bands.count < 2) return NULL;
  double edge = w->lower[w->bands.count - 1] * w->bands.unit_weeks;
  cpw_target_options o;
  cpw_target_options_init(&o);
  o.weeks = edge * (0.1 + 0.9 * cpw_random_uniform(s));
  o.share = 0.3 + 0.69 * cpw_random_uniform(s);
  o.periods = w->periods;
  o.profile = (int32_t)cpw_random_below(s, 2);
  o.starts = w->plan_starts;
  cpw_result *r, *p;
  if (cpw_waitlist_target(&w->backlog, &o, NULL, &r, NULL) != CPW_OK) return "a target";
  cpw_project_options plan;
  cpw_project_options_init(&plan);
  plan.periods = o.periods;
  plan.starts = o.starts;
  plan.capacity = real(r, "capacity_path");
  plan.bands = 0;
  const char *problem = NULL;
  if (cpw_waitlist_project(&w->backlog, &plan, NULL, &p, NULL) != CPW_OK) {
    problem = "the path of an answer";
  } else {
    const cpw_array *closing = cpw_result_find(p, "total_closing");
    if (memcmp(closing->real, real(r, "total_closing"), (size_t)closing->size * 8) != 0)
      problem = "the path gives another list";
    cpw_result_free(p);
  }
  for (int64_t l = 0; l < w->backlog.lists; l++)
    if (!(real(r, "share_reached")[l] >= o.share) || !isfinite(real(r, "capacity")[l]))
      problem = "the standard is not reached";
  cpw_result_free(r);
  return problem;
}

static const char *everything_holds(uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  world *w = malloc(sizeof *w);
  if (!w) return "memory";
  world_make(w, &s, (int)(seed % 2));
  cpw_project_options o = random_plan(w, &s);
  cpw_result *r;
  const char *problem = "a projection";
  if (cpw_waitlist_project(&w->backlog, &o, NULL, &r, NULL) == CPW_OK) {
    problem = nobody_is_lost(w, r);
    if (!problem) problem = scales(w, &o, r, (int)cpw_random_below(&s, 80) - 40);
    if (!problem) problem = lists_do_not_know_each_other(w, &o, r);
    cpw_result_free(r);
  }
  if (!problem) problem = measures_are_in_order(w);
  if (!problem) problem = a_history_balances(w, &s);
  if (!problem) problem = an_answer_does_what_it_says(w, &s);
  free(w);
  return problem;
}

/* ---------------------------------------------------------------- digest -------------------- */

/* FNV-1a over the bytes of every array */
static uint64_t digest_world(uint64_t seed, uint64_t hash) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  world *w = malloc(sizeof *w);
  if (!w) exit(1);
  world_make(w, &s, (int)(seed % 2));
  cpw_project_options plan = random_plan(w, &s);
  cpw_calibrate_options choice;
  cpw_calibrate_options_init(&choice);
  choice.detail = choice.steady = 1;
  choice.unrecorded = (int32_t)(seed % 5);
  choice.estimator = (int32_t)(seed / 5 % 3);
  choice.variance = 1;
  choice.removal_recency = seed % 7 ? 0.0 : 0.9;
  int64_t parent[WORLD_LISTS];
  for (int64_t l = 0; l < WORLD_LISTS; l++)
    parent[l] = l / 2 - (l == 0); /* each list has two below it */
  choice.parent = seed % 3 ? NULL : parent;
  cpw_target_options target;
  cpw_target_options_init(&target);
  target.weeks = w->bands.count > 1 ? 0.5 * w->lower[w->bands.count - 1] * w->bands.unit_weeks : 1;
  target.periods = w->periods;
  target.profile = (int32_t)(seed % 2);
  cpw_run run;
  cpw_run_init(&run);
  run.threads = 1 + (int32_t)(seed % 3);
  cpw_result *r;
  if (cpw_waitlist_project(&w->backlog, &plan, &run, &r, NULL) != CPW_OK) exit(1);
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  if (cpw_waitlist_calibrate(&w->history, &choice, &run, &r, NULL) != CPW_OK) exit(1);
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  if (w->bands.count > 1) {
    if (cpw_waitlist_target(&w->backlog, &target, &run, &r, NULL) != CPW_OK) exit(1);
    hash = worlds_digest(r, hash);
    cpw_result_free(r);
  }
  free(w);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"waitlist", "random lists", 2000, 300, everything_holds, digest_world};
  return worlds_main(&w, argc, argv);
}
