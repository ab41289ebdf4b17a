/* tests/system_allocate/world.h - random systems of a few units with a fluid list each, as an engine in closed form:
 *   people in week t: max(0, L + (s - c) t), shared out to the groups in fixed parts. */
#ifndef CPWT_ALLOCATE_WORLD_H
#define CPWT_ALLOCATE_WORLD_H

#include "system_allocate/internal.h"

#include "carepath/random.h"

#include <string.h>

#define WORLD_UNITS    6
#define WORLD_GROUPS   3
#define WORLD_SERVICES 2
#define WORLD_PLACES   3

typedef struct world {
  cpw_system s;
  cpw_system_organisation organisation[WORLD_PLACES + 1];
  cpw_system_service service[WORLD_SERVICES];
  cpw_system_capacity capacity[WORLD_UNITS];
  cpw_system_resource resource;
  cpw_system_use use[WORLD_SERVICES];
  cpw_system_limit limit[WORLD_PLACES];
  const char *group[WORLD_GROUPS];
  double opening[WORLD_UNITS], starts[WORLD_UNITS], part[WORLD_UNITS][WORLD_GROUPS];
  int64_t weeks;
  int32_t fails; /* an engine out of memory */
} world;

static inline double world_capacity(const void *context, int64_t unit, int64_t week, double money) {
  const world *w = context;
  const cpw_system_capacity *c = &w->capacity[unit];
  double more = c->treatments + money / w->service[c->service].unit_cost;
  (void)week;
  return more < c->most ? more : c->most;
}

static inline void world_unit(const world *w, int64_t u, double money, cpw_system_totals *t) {
  double c = world_capacity(w, u, 0, money), waited = 0.0, list = w->opening[u];
  for (int64_t k = 1; k <= w->weeks; k++) {
    list = w->opening[u] + (w->starts[u] - c) * (double)k;
    if (list < 0) list = 0;
    waited += list;
  }
  double recent = w->starts[u] * w->service[w->capacity[u].service].weeks;
  double year = w->starts[u] * 52;
  for (int64_t g = 0; g < w->s.groups; g++) {
    double part = w->part[u][g];
    memset(&t[g], 0, sizeof t[g]);
    t[g].opening = part * w->opening[u];
    t[g].starts = part * w->starts[u] * (double)w->weeks;
    t[g].closing = part * list;
    t[g].treated = t[g].opening + t[g].starts - t[g].closing;
    t[g].waited = part * waited;
    t[g].within = part * (list < recent ? list : recent);
    t[g].over_52 = part * (list > year ? list - year : 0);
  }
}

static inline int32_t world_totals(const void *context, const int64_t *unit, int64_t units,
                                   const double *money, const cpw_run *run,
                                   cpw_system_totals *totals, cpw_error *err) {
  const world *w = context;
  (void)run;
  if (w->fails) return cpwi_fail(err, CPW_ENOMEM, -1, "engine", "no memory");
  for (int64_t i = 0; i < units; i++)
    world_unit(w, unit ? unit[i] : i, money ? money[i] : 0.0, totals + i * w->s.groups);
  return CPW_OK;
}

static inline int64_t world_block(const void *context, int64_t unit) {
  (void)context;
  return unit;
}

static inline cpwi_allocate_engine world_engine(const world *w) {
  cpwi_allocate_engine e = {w, &w->s, w->weeks, world_totals, world_block, world_capacity};
  return e;
}

static inline void world_rows(world *w) {
  static const char *const id[] = {"north", "south", "west", "whole"};
  static const char *const group[] = {"most deprived", "middle", "least deprived"};
  for (int i = 0; i <= WORLD_PLACES; i++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &w->organisation[i]);
    w->organisation[i].id = id[i];
    if (i < WORLD_PLACES) w->organisation[i].parent = WORLD_PLACES;
  }
  for (int i = 0; i < WORLD_SERVICES; i++) {
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &w->service[i]);
    w->service[i].id = i ? "hips" : "eyes";
  }
  for (int g = 0; g < WORLD_GROUPS; g++)
    w->group[g] = group[g];
  w->resource.id = "theatre";
  w->s.group = w->group;
  w->s.groups = WORLD_GROUPS;
  w->s.organisation = w->organisation;
  w->s.organisations = WORLD_PLACES + 1;
  w->s.service = w->service;
  w->s.services = WORLD_SERVICES;
  w->s.capacity = w->capacity;
}

/* `units` units (up to WORLD_UNITS): two at a place; a pound a year is `pound` treatments a week, about */
static inline void world_make(world *w, uint64_t seed, int64_t units, double pound) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  cpw_system_init(&w->s);
  world_rows(w);
  w->weeks = 20 + (int64_t)cpw_random_below(&s, 60);
  w->s.weeks = (int32_t)w->weeks;
  w->s.capacities = units;
  for (int i = 0; i < WORLD_SERVICES; i++) {
    w->service[i].unit_cost = (0.5 + cpw_random_uniform(&s)) / pound / CPW_WEEKS_PER_YEAR;
    w->service[i].gain = cpw_random_uniform(&s);
    w->service[i].harm = 0.01 + 0.02 * cpw_random_uniform(&s);
  }
  for (int64_t u = 0; u < units; u++) {
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, &w->capacity[u]);
    w->capacity[u].organisation = (int32_t)(u / 2);
    w->capacity[u].service = (int32_t)(u % 2);
    w->starts[u] = 5 + 20 * cpw_random_uniform(&s);
    w->capacity[u].treatments = w->starts[u] * (0.6 + 0.5 * cpw_random_uniform(&s));
    w->capacity[u].most = (double)INFINITY;
    w->opening[u] = w->starts[u] * 40 * cpw_random_uniform(&s);
    double sum = 0;
    for (int g = 0; g < WORLD_GROUPS; g++)
      sum += w->part[u][g] = 0.1 + cpw_random_uniform(&s);
    for (int g = 0; g < WORLD_GROUPS; g++)
      w->part[u][g] /= sum;
  }
}

/* theatre hours: what each organisation has beyond today's use */
static inline void world_limit(world *w, double room) {
  for (int i = 0; i < WORLD_SERVICES; i++) {
    w->use[i].resource = 0;
    w->use[i].service = i;
    w->use[i].amount = 1.0 + i;
  }
  int64_t places = (w->s.capacities + 1) / 2;
  for (int64_t o = 0; o < places; o++) {
    w->limit[o].organisation = (int32_t)o;
    w->limit[o].amount = room;
    for (int64_t u = 2 * o; u < 2 * o + 2 && u < w->s.capacities; u++)
      w->limit[o].amount += w->use[u % 2].amount * w->capacity[u].treatments;
  }
  w->s.resource = &w->resource;
  w->s.resources = 1;
  w->s.use = w->use;
  w->s.uses = WORLD_SERVICES;
  w->s.limit = w->limit;
  w->s.limits = places;
}

/* ---------------------------------------------------------------- welfare, written anew ----- */

static inline double world_outcome(const world *w, int64_t u, const cpw_system_totals *t,
                                   int32_t outcome) {
  const cpw_system_service *v = &w->service[w->capacity[u].service];
  switch (outcome) {
  case CPW_ALLOCATE_WAITED:
    return t->waited;
  case CPW_ALLOCATE_HEALTH:
    return v->harm * t->waited - v->gain * t->treated;
  case CPW_ALLOCATE_STANDARD:
    return t->closing - t->within;
  default:
    return t->over_52;
  }
}

/* what each group bears in all, and how many they are */
static inline void world_bears(const world *w, const int64_t *spend, int32_t outcome, double *bears,
                               double *people) {
  cpw_system_totals t[WORLD_GROUPS];
  for (int g = 0; g < WORLD_GROUPS; g++)
    bears[g] = people[g] = 0;
  for (int64_t u = 0; u < w->s.capacities; u++) {
    world_unit(w, u, spend ? (double)spend[u] / CPW_WEEKS_PER_YEAR : 0.0, t);
    for (int g = 0; g < WORLD_GROUPS; g++) {
      bears[g] += world_outcome(w, u, &t[g], outcome);
      people[g] += t[g].opening + t[g].starts;
    }
  }
}

static inline double world_equivalent(const double *b, const double *n, int32_t welfare, double e,
                                      double *heads) {
  double sum = 0, people = 0;
  for (int g = 0; g < WORLD_GROUPS; g++) {
    people += n[g];
    sum += n[g] * (welfare == CPW_ALLOCATE_KOLM ? exp(e * b[g] / n[g]) : pow(b[g] / n[g], 1 + e));
  }
  *heads = people;
  return welfare == CPW_ALLOCATE_KOLM ? log(sum / people) / e : pow(sum / people, 1 / (1 + e));
}

static inline double world_welfare(const world *w, const int64_t *spend,
                                   const cpw_system_allocate_options *o) {
  double b0[WORLD_GROUPS], b1[WORLD_GROUPS], n[WORLD_GROUPS], sum = 0, heads = 0;
  world_bears(w, NULL, o->outcome, b0, n);
  world_bears(w, spend, o->outcome, b1, n);
  if (o->welfare == CPW_ALLOCATE_SUM) {
    for (int g = 0; g < WORLD_GROUPS; g++)
      sum += (o->weight ? o->weight[g] : 1.0) * (b0[g] - b1[g]);
    return sum;
  }
  double first = world_equivalent(b0, n, o->welfare, o->aversion, &heads);
  return heads * (first - world_equivalent(b1, n, o->welfare, o->aversion, &heads));
}

#endif
