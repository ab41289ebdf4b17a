/* Which variable enters: prices of rows, reduced costs, devex weights and their updates.
 * Source: Forrest and Goldfarb, Mathematical Programming 57 (1992); Bland (1977).
 * Leaves how far it goes to ratio.c. */
#include "linear/internal.h"

#include <string.h>

#define LEAST_SIZE 1e-3 /* of the largest price: below it all is rounding */

/* Prices of the phase; phase one counts violations. */
void cpwi_linear_costs(cpwi_linear *lp) {
  double *y = lp->y;
  for (int64_t i = 0; i < lp->m; i++) {
    int64_t j = lp->head[i];
    y[i] = lp->phase == 1 ? (double)cpwi_linear_outside(lp, j) : lp->cost[j];
    lp->d[j] = 0.0;
  }
  cpwi_factor_backward(&lp->factor, y);
  /* a violation is worth the same in every row: in phase one nothing that lowers it is small */
  double most = 0.0, largest = lp->phase == 1 ? 1.0 : (double)INFINITY;
  for (int64_t i = 0; i < lp->m; i++)
    most = fmax(most, fabs(y[i]));
  for (int64_t j = 0; j < lp->n; j++) {
    if (lp->status[j] == CPW_LINEAR_BASIC) continue;
    double sum = lp->phase == 1 ? 0.0 : lp->cost[j], size = fabs(sum);
    for (int64_t k = lp->start[j]; k < lp->start[j + 1]; k++) {
      double term = y[lp->row[k]] * lp->value[k];
      sum -= term;
      size += fabs(term);
    }
    lp->d[j] = sum;
    lp->size[j] = fmin(fmax(size, LEAST_SIZE * most), largest);
  }
  for (int64_t i = 0; i < lp->m; i++) {
    if (lp->status[lp->n + i] != CPW_LINEAR_BASIC) lp->d[lp->n + i] = y[i];
    lp->size[lp->n + i] = fmin(fmax(fabs(y[i]), LEAST_SIZE * most), largest);
  }
  lp->fresh_d = 1;
}

void cpwi_linear_reset_weights(cpwi_linear *lp) {
  for (int64_t j = 0; j < lp->total; j++)
    lp->weight[j] = 1.0;
}

static int attractive(const cpwi_linear *lp, int64_t j) {
  double d = lp->d[j], least = lp->dual_tolerance * lp->size[j];
  if (lp->banned[j] || lp->status[j] == CPW_LINEAR_BASIC) return 0;
  if (lp->status[j] == CPW_LINEAR_FREE) return fabs(d) > least;
  if (lp->lower[j] == lp->upper[j]) return 0;
  return lp->status[j] == CPW_LINEAR_AT_LOWER ? d < -least : d > least;
}

int64_t cpwi_linear_choose(const cpwi_linear *lp) {
  int64_t best = -1;
  double most = 0.0;
  for (int64_t j = 0; j < lp->total; j++) {
    if (!attractive(lp, j)) continue;
    if (lp->bland) return j;
    double score = lp->d[j] * lp->d[j] / lp->weight[j];
    if (best >= 0 && score <= most) continue;
    best = j;
    most = score;
  }
  return best;
}

/* Row `row` of B^-1 N into lp->across; which of it is touched is listed, and counted in touched. */
void cpwi_linear_row(cpwi_linear *lp, int64_t row, int64_t *touched) {
  double *rho = lp->rho;
  int64_t count = 0;
  memset(rho, 0, (size_t)lp->m * sizeof *rho);
  rho[row] = 1.0;
  cpwi_factor_backward(&lp->factor, rho);
  for (int64_t i = 0; i < lp->m; i++) {
    double v = rho[i];
    if (fabs(v) < 1e-14) continue;
    lp->across[lp->n + i] = -v;
    lp->touched[count++] = lp->n + i;
    for (int64_t k = lp->across_start[i]; k < lp->across_start[i + 1]; k++) {
      int64_t j = lp->across_column[k];
      if (!lp->mark[j]) {
        lp->mark[j] = 1;
        lp->touched[count++] = j;
      }
      lp->across[j] += v * lp->across_value[k];
    }
  }
  *touched = count;
}

/* Reduced costs and weights after the entering variable has taken the place of the one in `row`; clears
 * what cpwi_linear_row has left. */
void cpwi_linear_update_costs(cpwi_linear *lp, int64_t row, int64_t count) {
  int64_t q = lp->entering, out = lp->head[row];
  double pivot = lp->across[q], theta = lp->d[q] / pivot, own = lp->weight[q], most = 0.0;
  for (int64_t k = 0; k < count; k++) {
    int64_t j = lp->touched[k];
    double a = lp->across[j], share = a / pivot;
    lp->across[j] = 0.0;
    lp->mark[j] = 0;
    if (lp->status[j] == CPW_LINEAR_BASIC || j == q) continue;
    lp->d[j] -= theta * a;
    lp->size[j] = fmax(lp->size[j], fabs(theta * a));
    lp->weight[j] = fmax(lp->weight[j], share * share * own);
    most = fmax(most, lp->weight[j]);
  }
  lp->d[q] = 0.0;
  lp->d[out] = -theta;
  lp->size[out] = fabs(theta);
  lp->weight[out] = fmax(own / (pivot * pivot), 1.0);
  if (most > 1e8) cpwi_linear_reset_weights(lp);
}
