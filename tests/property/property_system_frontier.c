/* Random small systems: people are conserved in every run, group gains sum to the whole, the more is kept for the groups
 * meant the more of them are treated, no undominated point beats another. Usage: property_system_frontier [COUNT]
 * [SEED], or --digest. */
#include "carepath/system_frontier.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define GROUPS   3
#define SERVICES 2
#define TRUSTS   3

typedef struct world {
  cpw_system s;
  cpw_system_frontier_options o;
  cpw_system_run_options run;
  cpw_system_organisation organisation[TRUSTS];
  cpw_system_service service[SERVICES];
  cpw_system_capacity capacity[TRUSTS * SERVICES];
  cpw_system_list list[TRUSTS * SERVICES * GROUPS];
  double benefit[GROUPS], rise[CPW_SYSTEM_RISE_PIECES];
  cpw_stream r;
} world;

static void make_unit(world *w, int64_t trust, int64_t service) {
  int64_t u = w->s.capacities++;
  double size = 5 + 40 * cpw_random_uniform(&w->r);
  cpw_system_row_init(CPW_SYSTEM_CAPACITY, &w->capacity[u]);
  w->capacity[u].organisation = (int32_t)trust;
  w->capacity[u].service = (int32_t)service;
  w->capacity[u].treatments = size * (0.7 + 0.4 * cpw_random_uniform(&w->r));
  for (int64_t g = 0; g < w->s.groups; g++) {
    cpw_system_list *l = &w->list[w->s.lists++];
    cpw_system_row_init(CPW_SYSTEM_LISTS, l);
    l->organisation = (int32_t)trust;
    l->service = (int32_t)service;
    l->group = (int32_t)g;
    l->starts = size * cpw_random_uniform(&w->r);
    l->waiting = l->starts * 30 * cpw_random_uniform(&w->r);
    l->removal = 0.01 * cpw_random_uniform(&w->r);
  }
}

static void make_options(world *w) {
  cpw_system_run_options_init(&w->run);
  cpw_system_frontier_options_init(&w->o);
  w->o.run = &w->run;
  w->o.steps = 3;
  w->o.target = (int32_t)cpw_random_below(&w->r, 2);
  w->o.targeted = 1 + (int64_t)cpw_random_below(&w->r, (uint64_t)w->s.groups - 1);
  w->o.money = 20000 * cpw_random_uniform(&w->r);
  for (int k = 0; k < GROUPS; k++)
    w->benefit[k] = 0.5 + cpw_random_uniform(&w->r);
  for (int k = 0; k < CPW_SYSTEM_RISE_PIECES; k++)
    w->rise[k] = k == 0 ? 1 : w->rise[k - 1] + cpw_random_uniform(&w->r);
  if (cpw_random_below(&w->r, 2)) w->o.benefit = w->benefit;
  if (cpw_random_below(&w->r, 2)) w->o.rise = w->rise;
}

static void make(world *w, uint64_t seed) {
  static const char *const groups[GROUPS] = {"a", "b", "c"};
  static const char *const trusts[TRUSTS] = {"one", "two", "three"};
  static const char *const services[SERVICES] = {"hips", "eyes"};
  memset(w, 0, sizeof *w);
  cpw_stream_init(&w->r, seed, 0, 0, 0);
  cpw_system_init(&w->s);
  w->s.weeks = 4 + (int32_t)cpw_random_below(&w->r, 30);
  w->s.group = groups;
  w->s.groups = 2 + (int64_t)cpw_random_below(&w->r, GROUPS - 1);
  w->s.organisation = w->organisation;
  w->s.organisations = TRUSTS;
  w->s.service = w->service;
  w->s.services = SERVICES;
  w->s.capacity = w->capacity;
  w->s.list = w->list;
  for (int o = 0; o < TRUSTS; o++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &w->organisation[o]);
    w->organisation[o].id = trusts[o];
    w->organisation[o].kind = CPW_ORG_ACUTE;
    w->organisation[o].parent = o > 0 && cpw_random_below(&w->r, 2) ? o - 1 : CPW_NONE;
  }
  for (int v = 0; v < SERVICES; v++) {
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &w->service[v]);
    w->service[v].id = services[v];
    w->service[v].unit_cost = 500 + 4000 * cpw_random_uniform(&w->r);
    w->service[v].gain = cpw_random_uniform(&w->r);
    w->service[v].harm = 0.01 * cpw_random_uniform(&w->r);
    w->service[v].longest_first = cpw_random_uniform(&w->r);
    for (int o = 0; o < TRUSTS; o++)
      if (v == 0 || cpw_random_below(&w->r, 2)) make_unit(w, o, v);
  }
  make_options(w);
}

static double real(const cpw_result *r, const char *name, int64_t at) {
  return cpw_result_find(r, name)->real[at];
}

static const char *points_hold(const world *w, const cpw_result *r) {
  int64_t groups = w->s.groups;
  double scale = 1e-9 * (1 + fabs(real(r, "health", 0)));
  for (int64_t k = 0; k < w->o.steps + 2; k++) {
    double gain = 0, treated = 0;
    for (int64_t g = 0; g < groups; g++) {
      gain += real(r, "group_gain", k * groups + g);
      treated += real(r, "group_treated", k * groups + g);
    }
    if (fabs(gain - real(r, "health_gain", k)) > scale) return "gains do not sum to the whole";
    if (fabs(treated - real(r, "treated", k)) > 1e-9 * (1 + treated))
      return "groups do not sum to the treated";
    if (k > 0 && real(r, "treated", k) < real(r, "treated", 0) - 1e-6)
      return "more money treats fewer";
  }
  return NULL;
}

static const char *order_holds(const world *w, const cpw_result *r) {
  const int64_t *by = cpw_result_find(r, "dominated_by")->integer;
  for (int64_t k = 2; k < w->o.steps + 2; k++) {
    double now = 0, before = 0;
    for (int64_t g = 0; g < w->o.targeted; g++) {
      now += real(r, "group_treated", k * w->s.groups + g);
      before += real(r, "group_treated", (k - 1) * w->s.groups + g);
    }
    if (now < before - 1e-3 * (1 + before)) return "fewer of the targeted are treated";
  }
  for (int64_t i = 0; i < w->o.steps + 2; i++)
    for (int64_t j = 0; j < w->o.steps + 2; j++)
      if (by[i] < 0 && real(r, "health_gain", j) > real(r, "health_gain", i) &&
          real(r, "inequality", j) < real(r, "inequality", i))
        return "a point that is beaten is not dominated";
  return NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  cpw_result *r = NULL;
  if (cpw_system_frontier(&w.s, &w.o, NULL, &r, NULL) != CPW_OK) return "a frontier is refused";
  const char *found = points_hold(&w, r);
  if (!found) found = order_holds(&w, r);
  if (!found && strncmp(cpw_result_note(r, "conservation"), "opening", 7) != 0)
    found = "people are lost";
  cpw_result_free(r);
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  cpw_result *r = NULL;
  if (cpw_system_frontier(&w.s, &w.o, NULL, &r, NULL) != CPW_OK) return 0;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"system_frontier", "random systems", 200, 60, problem, digest};
  return worlds_main(&w, argc, argv);
}
