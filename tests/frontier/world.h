/* tests/frontier/world.h - a policy and a list of people from a seed, for the tests of disciplines and frontiers: four
 * tiers, criteria of every shape, many ties. */
#ifndef CPWT_FRONTIER_WORLD_H
#define CPWT_FRONTIER_WORLD_H

#include "carepath.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
  CPWT_PEOPLE = 400,
  CPWT_COLUMNS = 4,
  CPWT_MEASURES = 6,
  CPWT_LEVELS = 4,
  CPWT_GROUPS = 5,
  CPWT_CLASSES = 2
};

typedef struct cpwt_people {
  cpw_priority_tier tier[CPWT_LEVELS];
  cpw_priority_criterion criterion[CPWT_MEASURES];
  cpw_priority_policy policy;
  double wait[CPWT_PEOPLE], fact[CPWT_COLUMNS][CPWT_PEOPLE];
  const double *column[CPWT_COLUMNS];
  int32_t level[CPWT_PEOPLE], class_index[CPWT_PEOPLE], group[CPWT_PEOPLE];
  char ids[CPWT_PEOPLE][12];
  const char *id[CPWT_PEOPLE];
  cpw_priority_list list;
  int64_t row[CPWT_PEOPLE];
  cpw_discipline_options options;
} cpwt_people;

static inline void cpwt_make_criteria(cpwt_people *w, cpw_stream *s, int with_wait) {
  static const double pain_at[] = {0, 4, 10}, pain[] = {0, 0.25, 1}, function[] = {0, 0.5, 1};
  static const double wait_at[] = {0, 100, 300}, wait[] = {0, 0.75, 1};
  static const double deprived_at[] = {0, 2, 4}, deprived[] = {1, 0, 0};
  static const double far_at[] = {0, 50}, far[] = {0, 1};
  static const double share_at[] = {0, 0.5, 1, 2}, share[] = {0, 0.2, 0.9, 1};
  const cpw_priority_criterion all[CPWT_MEASURES] = {
      {.name = "pain", .source = 0, .knots = 3, .at = pain_at, .value = pain},
      {.name = "function",
       .source = 1,
       .knots = 3,
       .value = function,
       .shape = CPW_PRIORITY_CATEGORIES},
      {.name = "deprivation",
       .source = 2,
       .knots = 3,
       .at = deprived_at,
       .value = deprived,
       .shape = CPW_PRIORITY_S_SHAPED,
       .part = CPW_PRIORITY_EQUITY},
      {.name = "distance",
       .source = 3,
       .knots = 2,
       .at = far_at,
       .value = far,
       .part = CPW_PRIORITY_EQUITY},
      {.name = "wait", .source = CPW_PRIORITY_WAIT, .knots = 3, .at = wait_at, .value = wait},
      {.name = "share of target",
       .source = CPW_PRIORITY_WAIT_RATIO,
       .knots = 4,
       .at = share_at,
       .value = share,
       .shape = CPW_PRIORITY_MONOTONE}};
  double sum = 0.0;
  w->policy.criterion_count = with_wait ? 6 : 4;
  for (int k = 0; k < w->policy.criterion_count; k++) {
    w->criterion[k] = all[k];
    w->criterion[k].missing = (double)NAN;
    w->criterion[k].until = CPW_DATE_NONE;
    sum += w->criterion[k].weight = 0.05 + cpw_random_uniform(s);
  }
  for (int k = 0; k < w->policy.criterion_count; k++)
    w->criterion[k].weight /= sum;
}

/* Facts: pain 0 to 9, function 0 to 2, group 0 (the most deprived) to 4, distance in km. */
static inline void cpwt_make_people(cpwt_people *w, uint64_t seed, int64_t people) {
  static const char *const NAMES[] = {"P1", "P2", "P3", "P4"};
  const double targets[] = {3.0, 28.0, 84.0, (double)INFINITY};
  cpw_stream s;
  memset(w, 0, sizeof *w);
  cpw_stream_init(&s, seed, 0, 0, 78);
  for (int k = 0; k < CPWT_LEVELS; k++)
    w->tier[k] = (cpw_priority_tier){NAMES[k], targets[k], (double)(CPWT_LEVELS - k)};
  cpw_priority_policy_init(&w->policy);
  w->policy.tiers = w->tier;
  w->policy.tier_count = CPWT_LEVELS;
  w->policy.criteria = w->criterion;
  cpwt_make_criteria(w, &s, cpw_random_below(&s, 3) != 0);
  w->policy.cap_kind = (int32_t)cpw_random_below(&s, 3);
  if (w->policy.cap_kind == CPW_PRIORITY_CAP_SCORE) w->policy.cap = 0.2 * cpw_random_uniform(&s);
  if (w->policy.cap_kind == CPW_PRIORITY_CAP_DAYS) w->policy.cap = 60.0 * cpw_random_uniform(&s);
  w->policy.breaches_first = cpw_random_below(&s, 4) != 0;
  w->policy.tiers_are_targets = cpw_random_below(&s, 4) == 0;
  for (int64_t i = 0; i < people; i++) {
    w->level[i] = (int32_t)cpw_random_below(&s, CPWT_LEVELS);
    w->wait[i] = (double)cpw_random_below(&s, 40) * 5.0; /* ties */
    w->class_index[i] = w->level[i] >= 2;
    w->group[i] = (int32_t)cpw_random_below(&s, CPWT_GROUPS);
    w->fact[0][i] = (double)cpw_random_below(&s, 4) * 3.0;
    w->fact[1][i] = (double)cpw_random_below(&s, 3);
    w->fact[2][i] = w->group[i];
    w->fact[3][i] = cpw_random_below(&s, 2) ? 0.0 : 60.0 * cpw_random_uniform(&s);
    snprintf(w->ids[i], sizeof w->ids[i], "P%04u", (unsigned)((i * 7919 + 13) % 10007));
    w->id[i] = w->ids[i];
  }
  for (int k = 0; k < CPWT_COLUMNS; k++)
    w->column[k] = w->fact[k];
  cpw_priority_list_init(&w->list);
  w->list.patients = people;
  w->list.tier = w->level;
  w->list.wait = w->wait;
  w->list.fact = w->column;
  w->list.columns = CPWT_COLUMNS;
  w->list.id = cpw_random_below(&s, 2) ? w->id : NULL;
  cpw_discipline_options_init(&w->options);
  w->options.classes = CPWT_CLASSES;
  w->options.groups = CPWT_GROUPS;
  w->options.class_index = w->class_index;
  w->options.group_index = w->group;
}

/* Another rule than the score: no criteria, or those of equity where it counts in days; with_wait: one of
 * these reads the wait. */
static inline void cpwt_set_rule(cpwt_people *w, int32_t rule, int in_days, int with_wait) {
  w->policy.rule = rule;
  w->policy.cap_kind = in_days ? CPW_PRIORITY_CAP_DAYS : CPW_PRIORITY_CAP_NONE;
  w->policy.cap = in_days ? 45.0 : 0.0;
  if (with_wait && w->policy.criterion_count == 6) w->criterion[4].part = CPW_PRIORITY_EQUITY;
  if (rule == CPW_PRIORITY_SCORE) return;
  int64_t kept = 0;
  double sum = 0.0;
  for (int64_t k = 0; k < w->policy.criterion_count && in_days; k++) {
    if (w->criterion[k].part != CPW_PRIORITY_EQUITY) continue;
    w->criterion[kept] = w->criterion[k];
    sum += w->criterion[kept++].weight;
  }
  for (int64_t k = 0; k < kept; k++)
    w->criterion[k].weight /= sum;
  w->policy.criterion_count = kept;
}

static inline int cpwt_joined_before(const cpwt_people *w, int64_t a, int64_t b) {
  if (w->wait[a] > w->wait[b] || w->wait[a] < w->wait[b]) return w->wait[a] > w->wait[b];
  return w->list.id ? strcmp(w->id[a], w->id[b]) < 0 : a < b;
}

/* row: the people in order of joining. */
static inline void cpwt_sort_rows(cpwt_people *w) {
  for (int64_t i = 0; i < w->list.patients; i++) {
    int64_t at = i;
    for (; at > 0 && cpwt_joined_before(w, i, w->row[at - 1]); at--)
      w->row[at] = w->row[at - 1];
    w->row[at] = i;
  }
}

#endif
