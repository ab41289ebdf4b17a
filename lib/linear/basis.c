/* The basis: its factors made afresh, and the values of all variables that follow from it.
 * Source: x_B = B^-1 (-N x_N), with one step of iterative refinement (Wilkinson 1963).
 * Leaves factorising to factor_make.c, the exchange of columns to simplex.c. */
#include "linear/internal.h"

#include <string.h>

void cpwi_linear_column(const cpwi_linear *lp, int64_t j, double *out) {
  if (j >= lp->n) {
    out[j - lp->n] -= 1.0;
    return;
  }
  for (int64_t k = lp->start[j]; k < lp->start[j + 1]; k++)
    out[lp->row[k]] += lp->value[k];
}

void cpwi_linear_place(cpwi_linear *lp, int64_t j) {
  double infinity = (double)INFINITY;
  if (lp->status[j] == CPW_LINEAR_AT_LOWER && lp->lower[j] == -infinity)
    lp->status[j] = CPW_LINEAR_AT_UPPER;
  if (lp->status[j] == CPW_LINEAR_AT_UPPER && lp->upper[j] == infinity)
    lp->status[j] = lp->lower[j] > -infinity ? CPW_LINEAR_AT_LOWER : CPW_LINEAR_FREE;
  lp->x[j] = lp->status[j] == CPW_LINEAR_AT_LOWER
                 ? lp->lower[j]
                 : (lp->status[j] == CPW_LINEAR_AT_UPPER ? lp->upper[j] : 0.0);
}

/* -A x + s of what is in the basis, or of all, into out. */
static void residual(const cpwi_linear *lp, int32_t all, double *out) {
  memset(out, 0, (size_t)lp->m * sizeof *out);
  for (int64_t j = 0; j < lp->n; j++) {
    double v = lp->x[j];
    if (v == 0.0 || (!all && lp->status[j] == CPW_LINEAR_BASIC)) continue;
    for (int64_t k = lp->start[j]; k < lp->start[j + 1]; k++)
      out[lp->row[k]] -= lp->value[k] * v;
  }
  for (int64_t i = 0; i < lp->m; i++)
    if (all || lp->status[lp->n + i] != CPW_LINEAR_BASIC) out[i] += lp->x[lp->n + i];
}

void cpwi_linear_values(cpwi_linear *lp) {
  double *r = lp->alpha, most = 0.0;
  residual(lp, 0, r);
  cpwi_factor_forward(&lp->factor, r);
  for (int64_t i = 0; i < lp->m; i++)
    lp->x[lp->head[i]] = r[i];
  residual(lp, 1, r);
  cpwi_factor_forward(&lp->factor, r);
  for (int64_t i = 0; i < lp->m; i++)
    lp->x[lp->head[i]] += r[i];
  for (int64_t j = 0; j < lp->total; j++)
    most = fmax(most, fabs(lp->x[j]));
  /* nothing can be had that rounding of the largest value does not allow */
  lp->tolerance = fmax(lp->dual_tolerance, 4e-15 * most);
}

int32_t cpwi_linear_refactor(cpwi_linear *lp, const char *where, cpw_error *err) {
  int64_t repaired = 1;
  for (int64_t tries = 0; repaired > 0; tries++) {
    if (tries > 8) return cpwi_fail(err, CPW_ENOCONV, -1, where, "the basis cannot be factorised");
    int32_t status = cpwi_factor_make(lp, &repaired);
    if (status != CPW_OK)
      return cpwi_fail(err, status, -1, where, "no memory for the factors of %lld rows",
                       (long long)lp->m);
  }
  for (int64_t j = 0; j < lp->total; j++) {
    if (lp->status[j] != CPW_LINEAR_BASIC) cpwi_linear_place(lp, j);
    lp->banned[j] = 0;
  }
  cpwi_linear_values(lp);
  lp->phase = 2;
  for (int64_t i = 0; i < lp->m; i++)
    if (cpwi_linear_outside(lp, lp->head[i]) != 0) lp->phase = 1;
  lp->fresh_d = 0;
  return CPW_OK;
}
