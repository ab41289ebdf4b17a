/* The weights nearest to given ones under which some weighted sums are large enough.
 * Sources: the projection onto a simplex, Held, Wolfe and Crowder, Mathematical Programming 6:62-88 (1974); the
 * dual, one multiplier a sum, by coordinate ascent, each step exact by bisection since a sum never falls with
 * its own multiplier (Luo and Tseng, J. Optimization Theory and Applications 72:7-35, 1992, for convergence).
 * Leaves what the sums mean to meet.c. */
#include "priority/swap.h"

#include <string.h>

enum { SWEEPS = 2000 };
#define MOST_PUSH 1e12 /* weights sum to 1: a push beyond it changes nothing any more */

/* The point of { w >= 0, sum w = total } nearest to v: max(v - t, 0). `sorted` (n) is room. */
static void project(const double *v, int64_t n, double total, double *w, double *sorted) {
  double sum = 0.0, t = 0.0;
  memcpy(sorted, v, (size_t)n * sizeof *sorted);
  for (int64_t i = 1; i < n; i++) { /* few weights: insertion, falling */
    double x = sorted[i];
    int64_t at = i;
    for (; at > 0 && sorted[at - 1] < x; at--)
      sorted[at] = sorted[at - 1];
    sorted[at] = x;
  }
  for (int64_t k = 0; k < n; k++) {
    sum += sorted[k];
    double here = (sum - total) / (double)(k + 1);
    if (k == 0 || sorted[k] > here) t = here;
  }
  for (int64_t k = 0; k < n; k++)
    w[k] = v[k] > t ? v[k] - t : 0.0;
}

typedef struct dual {
  const cpwi_nearest *p;
  double push[CPWI_MOST_ROWS], total;
} dual;

/* The weights under all pushes, and one weighted sum under them. */
static double sum_under(const dual *d, int64_t row) {
  const cpwi_nearest *p = d->p;
  double *v = p->spare, sum = 0.0;
  for (int64_t k = 0; k < p->n; k++) {
    v[k] = p->from[k];
    for (int64_t i = 0; i < p->rows; i++)
      v[k] += d->push[i] * p->gain[i][k];
  }
  project(v, p->n, d->total, p->w, p->spare + p->n);
  for (int64_t k = 0; k < p->n; k++)
    sum += p->w[k] * p->gain[row][k];
  return sum;
}

/* The least push of one row under which its sum is large enough; 0 returned when none is. */
static int push_row(dual *d, int64_t row) {
  double low = 0.0, high = 1.0, need = d->p->need[row];
  d->push[row] = 0.0;
  if (sum_under(d, row) >= need) return 1;
  for (d->push[row] = high; sum_under(d, row) < need; d->push[row] = high) {
    low = high;
    high *= 2.0;
    if (!(high < MOST_PUSH)) return 0;
  }
  for (;;) {
    double middle = low + (high - low) / 2.0;
    if (middle == low || middle == high) break;
    d->push[row] = middle;
    if (sum_under(d, row) < need)
      low = middle;
    else
      high = middle;
  }
  d->push[row] = high;
  return 1;
}

double cpwi_nearest_weights(const cpwi_nearest *problem) {
  dual d = {problem, {0.0}, 0.0};
  double sum = 0.0;
  for (int64_t k = 0; k < problem->n; k++)
    d.total += problem->from[k];
  for (int sweep = 0, moved = 1; moved && sweep < SWEEPS; sweep++) {
    moved = 0;
    for (int64_t row = 0; row < problem->rows; row++) {
      double before = d.push[row];
      if (!push_row(&d, row)) return CPWI_NAN;
      moved |= fabs(d.push[row] - before) > 1e-15 * (1.0 + before);
    }
    if (problem->rows == 1) break;
  }
  sum_under(&d, 0);
  for (int64_t k = 0; k < problem->n; k++)
    sum += (problem->w[k] - problem->from[k]) * (problem->w[k] - problem->from[k]);
  return sqrt(sum);
}
