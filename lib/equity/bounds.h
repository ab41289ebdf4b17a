/* lib/equity/bounds.h - what the files about people of unknown group share: known groups, and the
 * unknown people's values in order with their running sums. */
#ifndef CPWI_EQUITY_BOUNDS_H
#define CPWI_EQUITY_BOUNDS_H

#include "equity/internal.h"

typedef struct cpwi_unknown {
  const double *mean, *people; /* (groups) of those known */
  int64_t groups, compared, reference;
  double *value; /* (missing) ascending, owned */
  double *sum;   /* (missing + 1) of the values so far, less `average` each, owned */
  int64_t missing;
  double known;   /* people of known group */
  double all;     /* and with the others */
  double average; /* of everybody */
  int64_t blocks;
  const cpw_allocator *allocator;
} cpwi_unknown;

/* sum of `value - average` of people by rank, first to last - 1 */
static inline double cpwi_unknown_sum(const cpwi_unknown *u, int64_t first, int64_t last) {
  return u->sum[last] - u->sum[first];
}

/* -------- bounds_line.c: the greatest slope over all assignments (sign 1), or the least (sign -1); with
 * per_spread 0 the numerator of the slope alone, 2 x which / mean is the concentration index. */
int32_t cpwi_unknown_line(const cpwi_unknown *u, int32_t sign, int32_t per_spread, double *found,
                          const char *where, cpw_error *err);

#endif
