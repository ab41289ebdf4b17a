/* Random systems under random shocks: parts sum to the whole, tails are in order, more reserve never hurts, the sizes
 * that break do break, Shapley parts sum exactly. Usage: property_system_stress [COUNT] [SEED], or --digest. */
#include "carepath.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

enum {
  ORGANISATIONS = 3,
  SERVICES = 2,
  UNITS = 4,
  GROUPS = 2,
  SHOCKS = 3,
  POLICIES = 5,
  REPLICATIONS = 6
};
enum { POOL = SHOCKS, STRAIN };

typedef struct world {
  cpw_system s;
  cpw_system_organisation organisation[ORGANISATIONS];
  cpw_system_service service[SERVICES];
  cpw_system_list list[UNITS * GROUPS];
  cpw_system_capacity capacity[UNITS];
  cpw_system_alliance alliance[1];
  cpw_system_member member[2];
  cpw_system_policy policy[POLICIES];
  cpw_system_effect effect[POLICIES];
  cpw_system_stress_options o;
  cpw_run run;
  int32_t shock[SHOCKS];
} world;

static void make_units(world *w, cpw_stream *r) {
  for (int u = 0; u < UNITS; u++) {
    double capacity = 1 + 30 * cpw_random_uniform(r);
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, &w->capacity[u]);
    w->capacity[u].organisation = 1 + u / SERVICES;
    w->capacity[u].service = u % SERVICES;
    w->capacity[u].treatments = capacity;
    for (int g = 0; g < GROUPS; g++) {
      cpw_system_list *l = &w->list[u * GROUPS + g];
      cpw_system_row_init(CPW_SYSTEM_LISTS, l);
      l->organisation = w->capacity[u].organisation;
      l->service = w->capacity[u].service;
      l->group = g;
      l->starts = capacity / GROUPS * (0.5 + 0.6 * cpw_random_uniform(r));
      l->waiting = cpw_random_below(r, 2) ? 0 : 100 * cpw_random_uniform(r);
      l->removal = cpw_random_below(r, 2) ? 0 : 0.02 * cpw_random_uniform(r);
    }
  }
}

static void make_policies(world *w, cpw_stream *r) {
  static const char *const id[POLICIES] = {"one", "two", "three", "pool", "strain"};
  for (int i = 0; i < POLICIES; i++) {
    cpw_system_effect *e = &w->effect[i];
    cpw_system_row_init(CPW_SYSTEM_POLICIES, &w->policy[i]);
    cpw_system_row_init(CPW_SYSTEM_EFFECTS, e);
    w->policy[i].id = id[i];
    w->policy[i].kind = i == POOL ? CPW_POLICY_DECIDED : CPW_POLICY_SHOCK;
    w->policy[i].from = 0;
    w->policy[i].chance = 3 * cpw_random_uniform(r);
    w->policy[i].loading = cpw_random_uniform(r);
    e->policy = i;
    e->lever = i == POOL ? CPW_LEVER_POOL : i == 1 ? CPW_LEVER_DEMAND : CPW_LEVER_CAPACITY;
    e->alliance = i == POOL ? 0 : CPW_NONE;
    e->organisation = i < SHOCKS ? (int32_t)cpw_random_below(r, ORGANISATIONS) : CPW_NONE;
    e->amount = i == POOL ? 1 : i == 1 ? cpw_random_uniform(r) : -cpw_random_uniform(r);
    e->until = i == POOL ? 1e6 : 1 + (double)cpw_random_below(r, 12);
    e->ramp = i == POOL ? 0 : (double)cpw_random_below(r, 3);
    e->spread = i < SHOCKS ? 0.5 * cpw_random_uniform(r) : 0;
  }
}

static void make(world *w, uint64_t seed) {
  static const char *const id[ORGANISATIONS] = {"ics", "a", "b"}, *const service[] = {"x", "y"};
  static const char *const group[GROUPS] = {"poor", "rich"};
  cpw_stream r;
  cpw_stream_init(&r, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  cpw_system_init(&w->s);
  for (int i = 0; i < ORGANISATIONS; i++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &w->organisation[i]);
    w->organisation[i].id = id[i];
    w->organisation[i].kind = i ? CPW_ORG_ACUTE : CPW_ORG_ICS;
    w->organisation[i].parent = i ? 0 : CPW_NONE;
  }
  for (int i = 0; i < SERVICES; i++) {
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &w->service[i]);
    w->service[i].id = service[i];
    w->service[i].unit_cost = 50;
  }
  make_units(w, &r);
  w->alliance[0] = (cpw_system_alliance){.id = "all"};
  for (int i = 0; i < 2; i++) {
    cpw_system_row_init(CPW_SYSTEM_MEMBERS, &w->member[i]);
    w->member[i].alliance = 0;
    w->member[i].organisation = i + 1;
  }
  make_policies(w, &r);
  w->s.weeks = 30;
  w->s.group = group, w->s.groups = GROUPS;
  w->s.organisation = w->organisation, w->s.organisations = ORGANISATIONS;
  w->s.service = w->service, w->s.services = SERVICES;
  w->s.list = w->list, w->s.lists = UNITS * GROUPS;
  w->s.capacity = w->capacity, w->s.capacities = UNITS;
  w->s.alliance = w->alliance, w->s.alliances = 1;
  w->s.member = w->member, w->s.members = 2;
  w->s.policy = w->policy, w->s.policies = POLICIES;
  w->s.effect = w->effect, w->s.effects = POLICIES;
  cpw_system_stress_options_init(&w->o);
  for (int i = 0; i < SHOCKS; i++)
    w->shock[i] = i;
  w->o.shock = w->shock, w->o.shocks = SHOCKS;
  w->o.every = 1 + (int32_t)cpw_random_below(&r, 3);
  w->o.bands = 20;
  w->o.level = 0.5;
  w->o.least = 0;
  cpw_run_init(&w->run);
  w->run.seed = seed;
  w->run.replications = REPLICATIONS;
}

static double at(const cpw_result *r, const char *name, int64_t k) {
  const cpw_array *a = cpw_result_find(r, name);
  return !a ? (double)NAN : a->real ? a->real[k] : (double)a->integer[k];
}

/* ---------------------------------------------------------------- what holds ---------------- */

static const char *outcomes(const cpw_result *r) {
  for (int64_t i = 0; i < REPLICATIONS; i++) {
    double units = 0, groups = 0, loss = at(r, "loss", i);
    for (int u = 0; u < UNITS; u++)
      units += at(r, "unit_loss", i * UNITS + u);
    for (int g = 0; g < GROUPS; g++)
      groups += at(r, "group_loss", i * GROUPS + g);
    double scale = 1e-9 * (1 + fabs(loss) + at(r, "undisturbed_waited", 0));
    if (fabs(units - loss) > scale) return "the units do not sum to the loss";
    if (fabs(groups - loss) > scale) return "the groups do not sum to the loss";
    if (at(r, "resilience_loss", i) < 0 || at(r, "recovery", i) < 0)
      return "a shortfall or a recovery below 0";
    if (at(r, "happenings", i) == 0 && loss != 0) return "a loss without a shock";
  }
  double near = 1e-9 * (1 + fabs(at(r, "loss_worst", 0)));
  if (at(r, "loss_cvar", 0) < at(r, "loss_mean", 0) - near ||
      at(r, "loss_cvar", 0) < at(r, "loss_var", 0) - near ||
      at(r, "loss_cvar", 0) > at(r, "loss_worst", 0) + near)
    return "mean, value at risk, CVaR and worst are out of order";
  return NULL;
}

static const char *stress_holds(const world *w) {
  cpw_result *one = NULL, *two = NULL;
  cpw_run run = w->run;
  run.threads = 2;
  const char *found = "a stress test is refused";
  if (cpw_system_stress(&w->s, &w->o, &w->run, &one, NULL) == CPW_OK &&
      cpw_system_stress(&w->s, &w->o, &run, &two, NULL) == CPW_OK) {
    found = outcomes(one);
    if (!found && worlds_digest(one, 1) != worlds_digest(two, 1)) found = "threads change the bits";
  }
  cpw_result_free(one);
  cpw_result_free(two);
  return found;
}

static const char *reserve_holds(const world *w) {
  const cpw_system_measure m[] = {{.id = "a", .reserve = 0.1, .cost = (double)NAN},
                                  {.id = "b", .reserve = 0.3, .cost = (double)NAN}};
  cpw_result *r = NULL;
  const char *found = NULL;
  if (cpw_system_stress_frontier(&w->s, &w->o, m, 2, &w->run, &r, NULL) != CPW_OK)
    return "a frontier is refused";
  if (at(r, "cost", 1) < at(r, "cost", 0) || at(r, "cost", 0) < 0)
    found = "more reserve costs less";
  if (at(r, "resilience_mean", 1) > at(r, "resilience_mean", 0) + 1e-9 ||
      at(r, "loss_mean", 1) > at(r, "loss_mean", 0) + 1e-9 || at(r, "saved_mean", 0) < -1e-9)
    found = "more reserve loses more";
  cpw_result_free(r);
  return found;
}

/* 1 where the unit collapses when it alone loses this share, by an ordinary run */
static int collapses(const world *w, int unit, double size, double from, double weeks) {
  world v = *w;
  cpw_system_run_options o;
  cpw_result *now = NULL, *calm = NULL;
  const cpw_system_happening h = {.policy = STRAIN, .size = 1};
  v.s.policy = v.policy, v.s.effect = v.effect;
  v.effect[STRAIN].organisation = v.capacity[unit].organisation;
  v.effect[STRAIN].service = v.capacity[unit].service;
  v.effect[STRAIN].amount = -size;
  v.effect[STRAIN].from = from, v.effect[STRAIN].until = from + weeks, v.effect[STRAIN].ramp = 0;
  cpw_system_run_options_init(&o);
  o.every = w->o.every, o.bands = w->o.bands;
  int broken = -1;
  if (cpw_system_run(&v.s, &o, NULL, &calm, NULL) != CPW_OK) return broken;
  o.happening = &h, o.happenings = 1;
  if (cpw_system_run(&v.s, &o, NULL, &now, NULL) == CPW_OK) {
    int64_t periods = cpw_result_find(now, "capacity")->size / UNITS;
    broken = 0;
    for (int64_t p = 0; p < periods; p++) {
      double list = 0, base = 0;
      for (int64_t g = 0; g < GROUPS; g++) {
        list += at(now, "closing", (unit * GROUPS + g) * periods + p);
        base += at(calm, "closing", (unit * GROUPS + g) * periods + p);
      }
      broken |= list > w->o.collapse * (base > 1 ? base : 1);
    }
  }
  cpw_result_free(now);
  cpw_result_free(calm);
  return broken;
}

static const char *sizes_hold(const world *w) {
  cpw_system_strain t;
  cpw_result *r = NULL;
  const char *found = NULL;
  cpw_system_strain_init(&t);
  t.recover = 0, t.from = 3, t.duration = 8, t.precision = 0.01;
  if (cpw_system_stress_break(&w->s, &w->o, &t, &w->run, &r, NULL) != CPW_OK)
    return "a reverse test is refused";
  for (int u = 0; u < UNITS && !found; u++) {
    double size = at(r, "size", u), held = at(r, "held", u);
    if (size < 1e300 && size > 0 && size - held > t.precision) found = "a size is not found";
    if (size < 1e300 && collapses(w, u, size, t.from, t.duration) != 1)
      found = "the size that breaks does not";
    if (size > 0 && collapses(w, u, held, t.from, t.duration) != 0)
      found = "the size that is held breaks";
  }
  cpw_result_free(r);
  return found;
}

static const char *parts_hold(const world *w) {
  const int32_t pool[] = {POOL};
  const cpw_system_measure f[] = {{.id = "structure", .policy = pool, .policies = 1},
                                  {.id = "money", .reserve = 0.1},
                                  {.id = "more", .reserve = 0.2}};
  cpw_result *r = NULL;
  const char *found = NULL;
  if (cpw_system_stress_attribute(&w->s, &w->o, f, 3, &w->run, &r, NULL) != CPW_OK)
    return "an attribution is refused";
  double sum = 0;
  for (int k = 0; k < 3; k++)
    sum += at(r, "shapley", k);
  if (sum != at(r, "whole", 0)) found = "the parts do not sum to the whole, exactly";
  if (at(r, "none", 0) - at(r, "all", 0) != at(r, "whole", 0))
    found = "the whole is not none - all";
  cpw_result_free(r);
  return found;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  const char *found = stress_holds(&w);
  if (!found) found = reserve_holds(&w);
  if (!found) found = sizes_hold(&w);
  return found ? found : parts_hold(&w);
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  cpw_result *r[3] = {NULL};
  if (cpw_system_stress(&w.s, &w.o, &w.run, &r[0], NULL) != CPW_OK ||
      cpw_system_stress_break(&w.s, &w.o, NULL, &w.run, &r[1], NULL) != CPW_OK ||
      cpw_system_stress_margin(&w.s, &w.o, &w.run, &r[2], NULL) != CPW_OK)
    hash = 0;
  for (int k = 0; k < 3; k++) {
    hash = worlds_digest(r[k], hash);
    cpw_result_free(r[k]);
  }
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"system_stress", "random systems under shocks", 60, 20, problem, digest};
  return worlds_main(&w, argc, argv);
}
