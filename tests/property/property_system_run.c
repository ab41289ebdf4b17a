/* Random systems with random policies, run: people are conserved unit by unit and together, nobody is treated beyond the
 * capacity, nothing is negative, units for themselves run as in the whole, whole people balance. Usage:
 * property_system_run [COUNT] [SEED], or --digest. */
#include "carepath.h"
#include "worlds.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ORGS     4
#define SERVICES 2
#define GROUPS   3
#define UNITS    (ORGS * SERVICES)
#define LISTS    (UNITS * GROUPS)
#define POLICIES 5

typedef struct world {
  cpw_system s;
  cpw_system_organisation organisation[ORGS];
  cpw_system_service service[SERVICES];
  double shape[80], curve[30];
  cpw_system_profile profile[2];
  cpw_system_list list[LISTS];
  cpw_system_capacity capacity[UNITS];
  cpw_system_alliance alliance;
  cpw_system_member member[3];
  cpw_system_policy policy[POLICIES];
  cpw_system_effect effect[POLICIES];
  cpw_system_run_options o;
} world;

static const char *const group_names[GROUPS] = {"poor", "middle", "rich"};
static const char *const org_ids[ORGS] = {"A", "B", "C", "D"};
static const char *const service_ids[SERVICES] = {"eyes", "hips"};
static const char *const policy_ids[POLICIES] = {"p", "q", "r", "s", "t"};
static const int32_t all_policies[POLICIES] = {0, 1, 2, 3, 4};

static int32_t pick(cpw_stream *s, int32_t n) {
  return (int32_t)cpw_random_below(s, (uint64_t)n);
}

static double some(cpw_stream *s, double most) {
  return cpw_random_below(s, 5) ? most * cpw_random_uniform(s) : 0;
}

static void make_effect(world *w, cpw_stream *s, int32_t k) {
  static const int32_t levers[] = {CPW_LEVER_CAPACITY,   CPW_LEVER_DEMAND,     CPW_LEVER_DIVERT,
                                   CPW_LEVER_POOL,       CPW_LEVER_PRIORITISE, CPW_LEVER_GUARANTEE,
                                   CPW_LEVER_REORGANISE, CPW_LEVER_REMOVAL,    CPW_LEVER_MONEY};
  cpw_system_effect *e = &w->effect[k];
  cpw_system_row_init(CPW_SYSTEM_POLICIES, &w->policy[k]);
  w->policy[k].id = policy_ids[k];
  cpw_system_row_init(CPW_SYSTEM_EFFECTS, e);
  e->policy = k;
  e->lever = levers[pick(s, 9)];
  e->mode = pick(s, 2);
  e->amount = e->mode == CPW_EFFECT_ADD ? some(s, 8)
                                        : some(s, 1.5) - (e->lever <= CPW_LEVER_DEMAND ? 0.5 : 0);
  if (e->lever == CPW_LEVER_GUARANTEE && e->mode == CPW_EFFECT_SHARE)
    e->amount = cpw_random_uniform(s);
  e->from = (double)pick(s, 20);
  e->until = e->from + 1 + (double)pick(s, 40);
  e->ramp = (double)pick(s, 5);
  e->fade = (double)pick(s, 5);
  e->service = pick(s, SERVICES + 1) - 1;
  e->group = pick(s, GROUPS + 1) - 1;
  e->organisation = pick(s, ORGS + 1) - 1;
  if (e->lever == CPW_LEVER_POOL) {
    e->mode = CPW_EFFECT_SHARE;
    e->alliance = 0;
    e->organisation = CPW_NONE;
    e->amount = cpw_random_uniform(s);
  }
  if (e->lever == CPW_LEVER_MONEY) {
    e->mode = CPW_EFFECT_ADD;
    e->amount = some(s, 1e6);
  }
  if (e->lever != CPW_LEVER_DIVERT && e->lever != CPW_LEVER_REORGANISE) return;
  if (e->lever == CPW_LEVER_REORGANISE) e->mode = CPW_EFFECT_SHARE;
  e->organisation = pick(s, ORGS);
  e->to = (e->organisation + 1 + pick(s, ORGS - 1)) % ORGS;
  e->amount = e->mode == CPW_EFFECT_ADD ? some(s, 8) : cpw_random_uniform(s);
}

static void make_units(world *w, cpw_stream *s) {
  for (int32_t u = 0; u < UNITS; u++) {
    cpw_system_capacity *c = &w->capacity[u];
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, c);
    c->organisation = u / SERVICES;
    c->service = u % SERVICES;
    c->treatments = some(s, 40);
    for (int32_t g = 0; g < GROUPS; g++) {
      cpw_system_list *l = &w->list[u * GROUPS + g];
      cpw_system_row_init(CPW_SYSTEM_LISTS, l);
      l->organisation = c->organisation;
      l->service = c->service;
      l->group = g;
      l->shape = pick(s, 2) - 1;
      l->waiting = some(s, 500);
      l->starts = some(s, 20);
      l->removal = some(s, 0.05);
    }
  }
}

static void make(world *w, uint64_t seed) {
  cpw_stream r, *s = &r;
  cpw_stream_init(s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  cpw_system_init(&w->s);
  for (int k = 0; k < 80; k++)
    w->shape[k] = some(s, 3);
  w->shape[0] = 1;
  for (int k = 0; k < 30; k++)
    w->curve[k] = some(s, 2);
  w->profile[0] = (cpw_system_profile){"shape", w->shape, 80};
  w->profile[1] = (cpw_system_profile){"curve", w->curve, 30};
  for (int k = 0; k < ORGS; k++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &w->organisation[k]);
    w->organisation[k].id = org_ids[k];
    w->organisation[k].kind = CPW_ORG_ACUTE;
    w->organisation[k].compliance = 0.5 + 0.5 * cpw_random_uniform(s);
  }
  for (int k = 0; k < SERVICES; k++) {
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &w->service[k]);
    w->service[k].id = service_ids[k];
    w->service[k].longest_first = some(s, 1);
    w->service[k].curve = pick(s, 2) ? 1 : CPW_NONE;
    w->service[k].unit_cost = 100 + some(s, 1000);
  }
  make_units(w, s);
  w->alliance.id = "together";
  for (int k = 0; k < 3; k++) {
    cpw_system_row_init(CPW_SYSTEM_MEMBERS, &w->member[k]);
    w->member[k].organisation = k;
  }
  for (int32_t k = 0; k < POLICIES; k++)
    make_effect(w, s, k);
  cpw_system_run_options_init(&w->o);
  w->o.weeks = 1 + pick(s, 60);
  w->o.bands = 2 + pick(s, 104);
  w->o.every = 1 + pick(s, 20);
  w->o.policy = all_policies;
  w->o.policies = pick(s, POLICIES + 1);
}

static void tie(world *w) {
  cpw_system *s = &w->s;
  s->group = group_names;
  s->groups = GROUPS;
  s->organisation = w->organisation;
  s->organisations = ORGS;
  s->service = w->service;
  s->services = SERVICES;
  s->profile = w->profile;
  s->profiles = 2;
  s->list = w->list;
  s->lists = LISTS;
  s->capacity = w->capacity;
  s->capacities = UNITS;
  s->alliance = &w->alliance;
  s->alliances = 1;
  s->member = w->member;
  s->members = 3;
  s->policy = w->policy;
  s->policies = POLICIES;
  s->effect = w->effect;
  s->effects = POLICIES;
}

static const char *totals_hold(const cpw_system_totals *t) {
  double in = 0, out = 0;
  for (int k = 0; k < LISTS; k++) {
    const cpw_system_totals *x = &t[k];
    if (x->opening + x->starts + x->moved_in - x->treated - x->removed - x->moved_out != x->closing)
      return "people are lost";
    if (x->closing < 0 || x->treated < 0 || x->removed < 0 || x->moved_in < 0 || x->moved_out < 0)
      return "a number is negative";
    if (x->within > x->closing || x->over_52 < 0 || x->over_52 > x->closing)
      return "a part is more than the whole";
    in += x->moved_in;
    out += x->moved_out;
  }
  return in == out ? NULL : "people come from nowhere";
}

static const char *run_holds(const cpw_system_plan *p, const cpw_system_totals *t) {
  cpw_result *r = NULL;
  const char *wrong = NULL;
  if (cpw_system_plan_run(p, NULL, &r, NULL) != CPW_OK) return "a run is refused";
  const cpw_array *closing = cpw_result_find(r, "closing"),
                  *treated = cpw_result_find(r, "treated");
  const cpw_array *capacity = cpw_result_find(r, "capacity"),
                  *unused = cpw_result_find(r, "unused");
  int64_t periods = closing->dimension[2]->length;
  double all = 0, could = 0;
  for (int k = 0; k < LISTS; k++)
    if (closing->real[(k + 1) * periods - 1] != t[k].closing) wrong = "a run is not its totals";
  for (int64_t k = 0; k < treated->size; k++)
    all += treated->real[k];
  for (int64_t k = 0; k < capacity->size; k++)
    could += capacity->real[k] - unused->real[k];
  if (fabs(all - could) > 1e-9 * (1 + could)) wrong = "treated is not the capacity used";
  cpw_result_free(r);
  return wrong;
}

/* Blocks for themselves: the same numbers as in the whole. */
static const char *blocks_hold(const cpw_system_plan *p, const cpw_system_totals *t) {
  cpw_system_totals part[LISTS];
  for (int64_t b = 0; b < UNITS; b++) {
    int64_t unit[UNITS], n = 0;
    for (int64_t u = 0; u < UNITS; u++)
      if (cpw_system_plan_block(p, u) == b) unit[n++] = u;
    if (n == 0) continue;
    if (cpw_system_plan_totals(p, unit, n, NULL, NULL, part, NULL) != CPW_OK)
      return "a block is refused";
    for (int64_t k = 0; k < n; k++)
      if (memcmp(&part[k * GROUPS], &t[unit[k] * GROUPS], GROUPS * sizeof *t) != 0)
        return "a block is not its whole";
  }
  return NULL;
}

static const char *people_hold(const cpw_system_plan *p, uint64_t seed) {
  cpw_run run;
  cpw_result *r = NULL;
  const char *wrong = NULL;
  cpw_run_init(&run);
  run.seed = seed;
  run.replications = 2;
  if (cpw_system_plan_replicate(p, &run, &r, NULL) != CPW_OK) return "replications are refused";
  const cpw_array *total = cpw_result_find(r, "total");
  for (int64_t k = 0; k < total->size; k++)
    if (!(total->real[k] >= 0)) wrong = "a measure is negative";
  for (int64_t k = 0; k < 2; k++) /* waiting, treated, removed are people */
    for (int m = 0; m < 4; m++)
      if (m != 1 && total->real[k * total->dimension[1]->length + m] !=
                        floor(total->real[k * total->dimension[1]->length + m]))
        wrong = "half a patient";
  cpw_result_free(r);
  return wrong;
}

static const char *problem(uint64_t seed) {
  static world w;
  cpw_error err = {0};
  cpw_system_plan *p = NULL;
  cpw_system_totals t[LISTS];
  make(&w, seed);
  tie(&w);
  if (cpw_system_plan_new(&w.s, &w.o, &p, &err) != CPW_OK) {
    fprintf(stderr, "%s\n", err.message);
    return "a plan is refused";
  }
  const char *wrong = "totals are refused";
  if (cpw_system_plan_totals(p, NULL, UNITS, NULL, NULL, t, NULL) == CPW_OK) {
    wrong = totals_hold(t);
    if (!wrong) wrong = run_holds(p, t);
    if (!wrong) wrong = blocks_hold(p, t);
    if (!wrong) wrong = people_hold(p, seed);
  }
  cpw_system_plan_free(p);
  return wrong;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  static world w;
  cpw_system_plan *p = NULL;
  cpw_result *r = NULL;
  make(&w, seed);
  tie(&w);
  if (cpw_system_plan_new(&w.s, &w.o, &p, NULL) != CPW_OK) return 0;
  if (cpw_system_plan_run(p, NULL, &r, NULL) == CPW_OK) hash = worlds_digest(r, hash);
  cpw_result_free(r);
  r = NULL;
  if (cpw_system_plan_replicate(p, NULL, &r, NULL) == CPW_OK) hash = worlds_digest(r, hash);
  cpw_result_free(r);
  cpw_system_plan_free(p);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"system_run", "random systems", 1000, 200, problem, digest};
  return worlds_main(&w, argc, argv);
}
