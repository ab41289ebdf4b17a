/* lib/knapsack/select.h - options that need and exclude each other at work.
 * Source: carepath/knapsack.h. */
#ifndef CPWI_KNAPSACK_SELECT_H
#define CPWI_KNAPSACK_SELECT_H

#include "knapsack/internal.h"

typedef struct cpwi_select {
  cpwi_limits l;
  const int64_t *value, *cost;
  int64_t n, budget;
  cpw_knapsack_rules rules; /* complete, pointers may be NULL */
  int64_t needs;
  int64_t *order;             /* (n) what is needed before what needs it */
  int64_t *user_first, *user; /* (n + 1), (needs) who needs an option */
  int64_t *of_first, *of;     /* (groups + 1), (members) the options of a group */
  /* the answer */
  int32_t *best_x; /* (n) */
  int64_t best, bound, greedy, baseline;
  int32_t have;       /* best_x is a choice */
  int32_t first_only; /* nothing is proven: any choice that is worth `enough` will do */
  int64_t enough;
  double relaxed, price;
} cpwi_select;

static inline int64_t cpwi_group_of(const cpwi_select *k, int64_t j) {
  return k->rules.group ? k->rules.group[j] : -1;
}
static inline int32_t cpwi_must(const cpwi_select *k, int64_t group) {
  return k->rules.must ? k->rules.must[group] : 0;
}
static inline int32_t cpwi_settled(const cpwi_select *k, int64_t j) {
  return k->rules.settled ? k->rules.settled[j] : 0;
}
static inline int64_t cpwi_need_begin(const cpwi_select *k, int64_t j) {
  return k->rules.need_first ? k->rules.need_first[j] : 0;
}
static inline int64_t cpwi_need_end(const cpwi_select *k, int64_t j) {
  return k->rules.need_first ? k->rules.need_first[j + 1] : 0;
}

/* select_rules.c: checks the rules, and orders the options by them. */
int32_t cpwi_select_prepare(cpwi_select *k);
/* Whether a choice follows the rules: CPW_OK, or what it breaks, as an error that names `what`. */
int32_t cpwi_select_follows(const cpwi_select *k, const int32_t *x, const char *what);

/* select_parts.c: by the efficient choices of each set of options that hang together, where there are few of each:
 * done = 1. */
int32_t cpwi_select_by_parts(cpwi_select *k, int32_t *done);

/* select_search.c: branch and bound. With a budget that binds it needs a choice to start from (k->have), or finds
 * one at once, or gives up: k->have stays 0. Without one (first_only) it goes on. */
int32_t cpwi_select_search(cpwi_select *k);

#endif
