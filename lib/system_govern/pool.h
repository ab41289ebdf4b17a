/* lib/system_govern/pool.h - the game of pools and what the rules make of it. What pool.c and rules.c share.
 * Source: the definitions in carepath/system_govern.h. */
#ifndef CPWI_SYSTEM_GOVERN_POOL_H
#define CPWI_SYSTEM_GOVERN_POOL_H

#include "system_govern/internal.h"

/* What a rule comes to. */
typedef struct cpwi_govern_rule {
  int64_t set;                     /* the pool; 0: none */
  double payment[CPW_GOVERN_MOST]; /* in welfare */
  int64_t pounds[CPW_GOVERN_MOST]; /* the same in money */
} cpwi_govern_rule;

typedef struct cpwi_govern_pool {
  const cpwi_commons *g;
  int64_t sets, quota;
  double scale, price;
  double *payoff;     /* (sets, members) */
  double *value;      /* (sets) to its own members */
  double *welfare;    /* (sets) of all members */
  double *spent;      /* (sets) */
  uint8_t *stable[3]; /* (sets) internally, externally, with payments */
  cpwi_govern_rule rule[CPW_GOVERN_RULES];
} cpwi_govern_pool;

static inline int64_t cpwi_govern_pool_members(int64_t set) {
  int64_t count = 0;
  for (; set != 0; set &= set - 1)
    count++;
  return count;
}

/* Differences that are rounding and the tolerance of equilibria. */
double cpwi_govern_pool_slack(const cpwi_govern_pool *p, double value);
/* Members with less than alone, before or after payments. */
int64_t cpwi_govern_pool_worse(const cpwi_govern_pool *p, const cpwi_govern_rule *rule, int paid);
/* Stability of every coalition, the pool of every rule, its payments. */
void cpwi_govern_pool_rules(cpwi_govern_pool *p);

#endif
