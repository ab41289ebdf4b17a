/* tests/system_run/small.h - a small system in memory, which tests change as they need: three organisations A, B, C in
 * one alliance (A and B), two services, two groups, a policy for each lever that is tested. */
#ifndef CPWT_SMALL_SYSTEM_H
#define CPWT_SMALL_SYSTEM_H

#include "carepath.h"

#include <string.h>

#define SMALL_ORGANISATIONS 3
#define SMALL_SERVICES      2
#define SMALL_GROUPS        2
#define SMALL_UNITS         6
#define SMALL_LISTS         12
#define SMALL_SHAPE         60

typedef struct small {
  cpw_system s;
  const char *group[SMALL_GROUPS];
  cpw_system_organisation organisation[SMALL_ORGANISATIONS];
  cpw_system_service service[SMALL_SERVICES];
  double shape[SMALL_SHAPE];
  cpw_system_profile profile[3];
  cpw_system_list list[SMALL_LISTS];
  cpw_system_capacity capacity[SMALL_UNITS];
  cpw_system_alliance alliance;
  cpw_system_member member[2];
  cpw_system_policy policy[8];
  cpw_system_effect effect[8];
  cpw_system_scenario scenario;
  cpw_system_pick pick[2];
} small;

static inline void small_rows(small *w) {
  static const char *const id[SMALL_ORGANISATIONS] = {"A", "B", "C"};
  for (int i = 0; i < SMALL_ORGANISATIONS; i++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &w->organisation[i]);
    w->organisation[i].id = id[i];
    w->organisation[i].kind = CPW_ORG_ACUTE;
  }
  for (int i = 0; i < SMALL_SERVICES; i++) {
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &w->service[i]);
    w->service[i].id = i ? "hips" : "eyes";
    w->service[i].unit_cost = 1000;
    w->service[i].longest_first = i ? 0.5 : 1;
  }
  for (int u = 0; u < SMALL_UNITS; u++) {
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, &w->capacity[u]);
    w->capacity[u].organisation = u / SMALL_SERVICES;
    w->capacity[u].service = u % SMALL_SERVICES;
    w->capacity[u].treatments = 20;
    for (int g = 0; g < SMALL_GROUPS; g++) {
      cpw_system_list *l = &w->list[u * SMALL_GROUPS + g];
      cpw_system_row_init(CPW_SYSTEM_LISTS, l);
      l->organisation = u / SMALL_SERVICES;
      l->service = u % SMALL_SERVICES;
      l->group = g;
      l->shape = 0;
      l->waiting = 300 + 40 * u;
      l->starts = 11;
      l->removal = 0.01;
    }
  }
}

static inline void small_tables(small *w) {
  for (int i = 0; i < 2; i++) {
    cpw_system_row_init(CPW_SYSTEM_MEMBERS, &w->member[i]);
    w->member[i].alliance = 0;
    w->member[i].organisation = i;
  }
  w->alliance.id = "together";
  w->scenario.id = "plan";
  w->s.group = w->group;
  w->s.groups = SMALL_GROUPS;
  w->s.organisation = w->organisation;
  w->s.organisations = SMALL_ORGANISATIONS;
  w->s.service = w->service;
  w->s.services = SMALL_SERVICES;
  w->s.profile = w->profile;
  w->s.profiles = 1;
  w->s.list = w->list;
  w->s.lists = SMALL_LISTS;
  w->s.capacity = w->capacity;
  w->s.capacities = SMALL_UNITS;
  w->s.alliance = &w->alliance;
  w->s.alliances = 1;
  w->s.member = w->member;
  w->s.members = 2;
  w->s.policy = w->policy;
  w->s.effect = w->effect;
  w->s.scenario = &w->scenario;
  w->s.scenarios = 1;
  w->s.pick = w->pick;
}

/* 52 weeks, six units, no policies */
static inline void small_make(small *w) {
  memset(w, 0, sizeof *w);
  cpw_system_init(&w->s);
  w->s.name = "small";
  w->s.weeks = 52;
  w->group[0] = "most deprived";
  w->group[1] = "others";
  for (int k = 0; k < SMALL_SHAPE; k++)
    w->shape[k] = SMALL_SHAPE - k;
  w->profile[0].id = "shape";
  w->profile[0].values = w->shape;
  w->profile[0].count = SMALL_SHAPE;
  small_rows(w);
  small_tables(w);
}

/* a policy with one effect, which is returned to be completed */
static inline cpw_system_effect *small_policy(small *w, const char *id, int32_t lever, int32_t mode,
                                              double amount) {
  cpw_system_policy *p = &w->policy[w->s.policies];
  cpw_system_effect *e = &w->effect[w->s.effects];
  cpw_system_row_init(CPW_SYSTEM_POLICIES, p);
  cpw_system_row_init(CPW_SYSTEM_EFFECTS, e);
  p->id = id;
  e->policy = (int32_t)w->s.policies++;
  e->lever = lever;
  e->mode = mode;
  e->amount = amount;
  w->s.effects++;
  return e;
}

/* a plan of everything that small_policy made */
static inline int32_t small_plan(const small *w, cpw_system_plan **out, cpw_error *err) {
  static const int32_t all[8] = {0, 1, 2, 3, 4, 5, 6, 7};
  cpw_system_run_options o;
  cpw_system_run_options_init(&o);
  o.policy = all;
  o.policies = w->s.policies;
  return cpw_system_plan_new(&w->s, &o, out, err);
}

#endif
