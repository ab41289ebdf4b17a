/* A loaded programme that is solved again: other bounds, other costs, or only among its best solutions.
 * Source: complementary slackness: x is optimal if and only if it stands at the bound wherever the reduced
 * cost of one dual solution is not 0 (Dantzig 1963).
 * Leaves solving to simplex.c, from the basis that is there. */
#include "linear/internal.h"

static void bound(cpwi_linear *lp, int64_t j, double lower, double upper) {
  lp->true_lower[j] = lower / lp->scale[j];
  lp->true_upper[j] = upper / lp->scale[j];
  if (lp->crossing == j) lp->crossing = -1;
  if (lower > upper) lp->crossing = j;
}

void cpwi_linear_bound(cpwi_linear *lp, int64_t column, double lower, double upper) {
  bound(lp, column, lower, upper);
}

void cpwi_linear_row_bound(cpwi_linear *lp, int64_t row, double lower, double upper) {
  bound(lp, lp->n + row, lower, upper);
}

void cpwi_linear_set_costs(cpwi_linear *lp, const double *cost, int32_t maximise) {
  lp->sign = maximise ? -1.0 : 1.0;
  for (int64_t j = 0; j < lp->n; j++)
    lp->cost[j] = lp->sign * cost[j];
  cpwi_linear_scale_costs(lp);
}

void cpwi_linear_face(cpwi_linear *lp) {
  for (int64_t j = 0; j < lp->total; j++)
    if (lp->status[j] != CPW_LINEAR_BASIC && fabs(lp->d[j]) > 1e-9 * lp->size[j])
      lp->true_lower[j] = lp->true_upper[j] = lp->x[j];
}
