/* lib/priority/grid.h - the grid on which scores and days are compared: far below what anybody can mean, so
 * that two sums which differ by rounding alone are the same and the next part of the key decides. One place for
 * all who rank by a policy: priority, smaa, discipline. */
#ifndef CPWI_PRIORITY_GRID_H
#define CPWI_PRIORITY_GRID_H

#include <math.h>

#define CPWI_SCORE_STEPS 1e12
#define CPWI_DAY_STEPS   1e9

static inline double cpwi_on_grid(double x, double steps) {
  return floor(x * steps + 0.5) / steps;
}

#endif
