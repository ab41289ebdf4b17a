/* lib/knapsack/classes.h - one option of every class at work: what is left of the options when dominated ones are
 * gone, and the relaxation over their hulls.
 * Source: carepath/knapsack.h. */
#ifndef CPWI_KNAPSACK_CLASSES_H
#define CPWI_KNAPSACK_CLASSES_H

#include "knapsack/internal.h"

typedef struct cpwi_classes {
  cpwi_limits l;
  const int64_t *value, *cost, *first;
  int64_t classes, budget, n;
  /* what is left: in every class cost and value rise; both above those of the class's cheapest */
  int64_t *begin; /* (classes + 1) */
  int64_t *item, *v,
      *c; /* (n + classes) index of the option or -1 (none); value and cost, relative */
  int64_t value0, cost0;  /* of the cheapest of every class */
  int64_t capacity;       /* budget - cost0 */
  int64_t unit_v, unit_c; /* common factors that are taken out of v and c */
  int64_t baseline;
  /* the relaxation: the choice before the step that does not fit, and that step */
  int64_t *level;         /* (classes) position of the relaxed choice */
  int64_t step_v, step_c; /* 0: all steps fit */
  int64_t step_item;
  double relaxed, price;
  int64_t greedy;
  /* the answer */
  int64_t *pick;       /* (classes) position of the best choice */
  int64_t best, bound; /* relative, in units */
} cpwi_classes;

/* classes_relax.c: fills level, step, relaxed, price; with `pick` given also a greedy choice and its value. */
int32_t cpwi_classes_relax(cpwi_classes *k, int64_t *pick);
/* classes_core.c: the best choice: pick, best (both better than before or as they were), bound. */
int32_t cpwi_classes_search(cpwi_classes *k);

#endif
