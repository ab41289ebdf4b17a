/* lib/knapsack/internal.h - the search that all knapsacks share: a relaxed choice, the ways to depart from it,
 * and what each departure loses of the bound.
 * Source: carepath/knapsack.h. */
#ifndef CPWI_KNAPSACK_INTERNAL_H
#define CPWI_KNAPSACK_INTERNAL_H

#include "base/internal.h"

#include "carepath/knapsack.h"

/* Products of values and costs. */
__extension__ typedef __int128 cpwi_wide;

/* The greatest sum of values or costs that is taken: differences and one more item stay in 64 bits. */
#define CPWI_MOST_MONEY ((int64_t)1 << 62)

/* -------- limits.c: how much a call may still do. */
typedef struct cpwi_limits {
  cpw_knapsack_options o; /* complete */
  const char *where;
  cpw_error *err;
  double until; /* by the clock; 0: no limit */
  int64_t steps, states;
  int32_t ended; /* CPW_KNAPSACK_..., the first limit that was met */
} cpwi_limits;
int32_t cpwi_limits_take(cpwi_limits *l, const cpw_knapsack_options *given, const char *where,
                         cpw_error *err);
/* Before more work: CPW_OK, with `ended` set where a limit is met; CPW_ECANCELLED. */
int32_t cpwi_limits_check(cpwi_limits *l, int64_t steps);
int32_t cpwi_no_memory(const cpwi_limits *l, const char *what);

/* -------- core.c: the best choice by what it changes of a relaxed one. */

/* One way to depart from the relaxed choice in one group (an item, a class). */
typedef struct cpwi_change {
  int64_t value, cost; /* what it adds, of either sign */
  int64_t item, times; /* the caller's name for it */
  uint64_t loss;       /* what it takes from the bound, in units of 2^shift, rounded down */
} cpwi_change;

/* Departures from the relaxed choice that were made together, as a tree towards its root. */
typedef struct cpwi_node {
  uint32_t parent, change;
} cpwi_node;

/* A partial choice that no other one is both cheaper and better than. */
typedef struct cpwi_state {
  int64_t value, cost;
  uint64_t loss;
  uint32_t node, reserved;
} cpwi_state;

typedef struct cpwi_list {
  cpwi_state *at;
  int64_t count, room;
} cpwi_list;

/* What ended a search of the core, beside the limits. */
enum { CPWI_CORE_DONE, CPWI_CORE_LIMIT, CPWI_CORE_MANY };

typedef struct cpwi_core {
  /* the problem: whoever starts it fills this in, after zeros */
  cpwi_limits *limits;
  int64_t capacity;
  int64_t value, cost;  /* of the relaxed choice; its cost may be above the capacity */
  cpwi_wide top;        /* `parts` times the value of the relaxation */
  int64_t parts;        /* >= 1 */
  int32_t shift;        /* losses are in units of 2^shift */
  cpwi_change *changes; /* of all groups */
  int64_t *first;       /* (groups + 1) group g has changes first[g] to first[g+1] - 1 */
  int64_t groups;       /* in order of their least loss */
  int64_t best;         /* the value to beat, and then the best one */
  int64_t beam; /* 0: exact; otherwise about so many states are kept, for a good choice soon */
  /* the search */
  int64_t span;    /* the greatest change of cost */
  int64_t group;   /* the next one */
  int64_t pair_at; /* states at which single changes are tried again */
  uint64_t cut;    /* the greatest loss that can still be better than `best` */
  int32_t closed;  /* nothing can */
  int32_t thinned; /* states were dropped for the beam: nothing is proven */
  int32_t found;   /* `best` is ours: best_node says how */
  uint32_t best_node;
  uint32_t nodes, room;
  cpwi_node *node;
  cpwi_list list, spare[2];
} cpwi_core;

/* -------- complete.c: a state of the list with a set of the changes that are left. */
typedef struct cpwi_pair {
  int64_t value, state; /* index in the list; -1: none is better than the best */
  uint32_t groups;      /* bit i: the change of least loss of group `from` + i */
} cpwi_pair;
/* The best of all states with up to `most` sets of the changes from group `from` on. */
int32_t cpwi_core_pair(const cpwi_core *k, int64_t from, int64_t most, cpwi_pair *pair);

/* The greatest loss, in parts, that leaves more than `best`: negative where nothing can. */
cpwi_wide cpwi_core_slack(const cpwi_core *k);
/* The shift that makes that loss fit. */
int32_t cpwi_core_shift(cpwi_wide slack);
/* Goes on until the optimum is known (CPWI_CORE_DONE), a limit is met, or there are more than `many` states:
 * then it may be called again. Statuses of errors as everywhere. */
int32_t cpwi_core_run(cpwi_core *k, int64_t many, int32_t *ended);
/* A better choice was found elsewhere. */
void cpwi_core_raise(cpwi_core *k, int64_t best);
/* No choice is worth more: `best` where it is done. */
int64_t cpwi_core_bound(const cpwi_core *k);
/* Calls that follow the changes of the best choice: the next node, from best_node to 0. */
void cpwi_core_free(cpwi_core *k);

/* floor(a / b), b > 0 */
static inline cpwi_wide cpwi_floor(cpwi_wide a, cpwi_wide b) {
  cpwi_wide q = a / b;
  return q * b > a ? q - 1 : q;
}

/* -------- items_core.c: the optimum of items that all fit on their own, in order of value for money. */
typedef struct cpwi_items {
  const int64_t *v, *w; /* (n) > 0, w <= capacity; each sums to at most CPWI_MOST_MONEY */
  int64_t n, capacity;
  int64_t best;  /* value of `in`; the greatest afterwards */
  int64_t bound; /* afterwards: no set is worth more */
  uint8_t *in;   /* (n) a set that fits; the best afterwards */
} cpwi_items;
int32_t cpwi_items_solve(cpwi_items *p, cpwi_limits *l);

/* -------- side.c: a bound on the number of items as a charge on each. With K items at most (or at least), any
 * `charge` S > 0 (< 0) gives the relaxed problem of weights w + S and capacity + S K. */
#define CPWI_NUMBER_ALONE INT64_MAX /* for S: the number alone counts, not the weight */
typedef struct cpwi_side {
  int64_t number;   /* K */
  int64_t charge;   /* S */
  int64_t critical; /* the item that is taken in part; -1: all fit */
  int32_t closed;   /* no set with so many items (so few) is better */
  int32_t exact;    /* losses are not rounded */
  double bound;     /* of the relaxation, rounded */
} cpwi_side;
/* The charge of the least bound for at least K items (most = 0) or at most K (1). */
int32_t cpwi_side_find(const cpwi_items *p, int32_t most, cpwi_side *side, const cpwi_limits *l);

/* -------- density.c: the order of value for money: v/w falling, then w rising, then by index. All v, w > 0.
 * order (n) is filled. */
int32_t cpwi_density_order(const int64_t *v, const int64_t *w, int64_t n, int64_t *order,
                           const cpwi_limits *l);
int64_t cpwi_gcd(int64_t a, int64_t b);

/* -------- real.c: doubles as whole multiples of a unit. */
int32_t cpwi_count_values(const double *value, int64_t n, int64_t *out, double *unit,
                          const char *where, cpw_error *err);

/* -------- items.c, classes.c: the calls for whole values, by whichever name they are called. */
int32_t cpwi_knapsack_items(const int64_t *value, const int64_t *cost, int64_t n, int64_t budget,
                            const cpw_knapsack_options *options, int32_t *chosen,
                            cpw_knapsack_answer *answer, double unit, const char *where,
                            cpw_error *err);
int32_t cpwi_knapsack_classes(const int64_t *value, const int64_t *cost, const int64_t *first,
                              int64_t classes, int64_t budget, const cpw_knapsack_options *options,
                              int64_t *chosen, cpw_knapsack_answer *answer, double unit,
                              const char *where, cpw_error *err);

#endif
