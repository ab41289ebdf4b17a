/* lib/surge/internal.h - what the files of the module share: the model with its flows by group, and the
 * propagator of one group over a step.
 * Source: carepath/surge.h. */
#ifndef CPWI_SURGE_INTERNAL_H
#define CPWI_SURGE_INTERNAL_H

#include "carepath/surge.h"
#include "stocks/internal.h"

typedef struct cpwi_surge {
  cpwi_stocks s;
  cpw_surge model;
  int64_t *first; /* (groups + 1) where the flows of a group begin in `flow` */
  int64_t *order; /* (groups) by name: nothing depends on how they are given */
  int64_t *flow;  /* (flows) by group, then condition, service and index */
  int64_t *place; /* (flows) place of a flow among those of its group */
  int64_t most;   /* flows of the largest group */
} cpwi_surge;

/* A linear system x' = M x + e1 r(t), r(t) linear, over one step of length h: the state x (m) is the stock at risk
 * and those in treatment; y is the integral of x over the step.
 *   x(h) = E x + r F e1 + c g,   y = F x + r g + c k,   c the slope of r */
typedef struct cpwi_surge_system {
  int64_t m;
  double *matrix, *e, *f, *spare; /* (m, m) */
  double *g, *k, *one;            /* (m) */
} cpwi_surge_system;

/* check.c */
void cpwi_surge_check(cpwi_surge *u);
double cpwi_surge_hazard(const cpwi_surge *u, const cpw_surge_service *service);

/* step.c: from the matrix to E, F, g, k. The exact ones, or those of one step of Euler. */
void cpwi_surge_exact(cpwi_surge_system *y, double h);
void cpwi_surge_euler(cpwi_surge_system *y, double h);

#endif
