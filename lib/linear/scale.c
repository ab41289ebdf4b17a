/* Rows and columns brought to one size, by powers of two, so that nothing is rounded.
 * Source: geometric scaling in a few passes, then columns to a largest entry near 1 (Maros 2003, ch. 5).
 * Leaves the way back to answer.c: x = scale x scaled. */
#include "linear/internal.h"

#include <string.h>

#define PASSES 4

/* The power of two nearest to 1 / sqrt(least x most), or 1. */
static double centre(double least, double most) {
  int a = 0, b = 0;
  if (!(most > 0.0)) return 1.0;
  (void)frexp(least, &a);
  (void)frexp(most, &b);
  return ldexp(1.0, -((a + b - 1) >> 1));
}

static double row_factor(const cpwi_linear *lp, int64_t i) {
  double least = (double)INFINITY, most = 0.0;
  for (int64_t k = lp->across_start[i]; k < lp->across_start[i + 1]; k++) {
    double v = fabs(lp->across_value[k]) * lp->scale[lp->across_column[k]];
    if (v > 0.0) least = fmin(least, v);
    most = fmax(most, v);
  }
  return centre(least, most);
}

static double column_factor(const cpwi_linear *lp, int64_t j, const double *rows, int last) {
  double least = (double)INFINITY, most = 0.0;
  for (int64_t k = lp->start[j]; k < lp->start[j + 1]; k++) {
    double v = fabs(lp->value[k]) * rows[lp->row[k]];
    if (v > 0.0) least = fmin(least, v);
    most = fmax(most, v);
  }
  return centre(last ? most : least, most);
}

/* Largest cost to about 1. */
void cpwi_linear_scale_costs(cpwi_linear *lp) {
  double most = 0.0;
  for (int64_t j = 0; j < lp->n; j++) {
    lp->cost[j] *= lp->scale[j];
    most = fmax(most, fabs(lp->cost[j]));
  }
  lp->cost_scale = centre(most, most);
  for (int64_t j = 0; j < lp->n; j++)
    lp->cost[j] *= lp->cost_scale;
}

void cpwi_linear_scale(cpwi_linear *lp) {
  double *rows = lp->work;
  for (int64_t i = 0; i < lp->m; i++)
    rows[i] = 1.0;
  for (int pass = 0; pass < PASSES && !lp->unscaled; pass++) {
    for (int64_t i = 0; i < lp->m; i++)
      rows[i] = row_factor(lp, i);
    for (int64_t j = 0; j < lp->n; j++)
      lp->scale[j] = column_factor(lp, j, rows, pass == PASSES - 1);
  }
  for (int64_t j = 0; j < lp->n; j++)
    for (int64_t k = lp->start[j]; k < lp->start[j + 1]; k++)
      lp->value[k] *= rows[lp->row[k]] * lp->scale[j];
  for (int64_t i = 0; i < lp->m; i++)
    for (int64_t k = lp->across_start[i]; k < lp->across_start[i + 1]; k++)
      lp->across_value[k] *= rows[i] * lp->scale[lp->across_column[k]];
  cpwi_linear_scale_costs(lp);
  for (int64_t i = 0; i < lp->m; i++)
    lp->scale[lp->n + i] = 1.0 / rows[i];
  for (int64_t j = 0; j < lp->total; j++) {
    lp->true_lower[j] /= lp->scale[j];
    lp->true_upper[j] /= lp->scale[j];
  }
  memcpy(lp->lower, lp->true_lower, (size_t)lp->total * sizeof *lp->lower);
  memcpy(lp->upper, lp->true_upper, (size_t)lp->total * sizeof *lp->upper);
}
