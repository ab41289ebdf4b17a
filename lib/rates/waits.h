/* lib/rates/waits.h - what the files about standardised waits share: people, mean and variance of every
 * stratum of every group.
 * Includes the internals of the module. */
#ifndef CPWI_RATES_WAITS_H
#define CPWI_RATES_WAITS_H

#include "rates/internal.h"

typedef struct cpwi_cell {
  double people, mean;
  double variance; /* between people; for a share that of one person */
  double freedom;  /* degrees of freedom behind it; 0: nothing is known */
} cpwi_cell;

typedef struct cpwi_waits {
  const double *wait, *standard;
  const int64_t *group, *stratum;
  int64_t n, groups, strata;
  cpwi_rates rates;
  int32_t share;   /* of those above options.over, instead of a mean */
  cpwi_cell *cell; /* (groups, strata) */
  cpwi_cell *all;  /* (strata) over all groups; variance within groups, pooled */
  double *mix;     /* (strata) of the standard, sum 1 */
  double *least;   /* (strata) the least mean of any group there */
  double *most;    /* (strata) the greatest */
} cpwi_waits;

/* -------- cells.c: from the rows; needs n, groups, strata and rates */
int32_t cpwi_waits_cells(cpwi_waits *w, const char *where, cpw_error *err);

#endif
