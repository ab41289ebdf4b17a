/* How far the entering variable goes, and who leaves for it.
 * Source: Harris's two passes (Mathematical Programming 5, 1973) once all bounds hold; before, the least sum
 * of violations along the way, through its breakpoints (Maros 2003, ch. 9.5). Bland's rule where asked.
 * Leaves the exchange to simplex.c. */
#include "linear/internal.h"

#define SMALL 1e-9 /* smaller pivots are none */

/* The bound that basic variable i runs into at rate `rate`; infinite where there is none. */
static double room(const cpwi_linear *lp, int64_t i, double rate, int32_t *at_upper) {
  int64_t j = lp->head[i];
  *at_upper = rate > 0.0;
  return rate > 0.0 ? lp->upper[j] - lp->x[j] : lp->x[j] - lp->lower[j];
}

/* The range of the entering variable: it may go over to its other bound. */
static double own_range(const cpwi_linear *lp) {
  int64_t q = lp->entering;
  return lp->status[q] == CPW_LINEAR_FREE ? (double)INFINITY : lp->upper[q] - lp->lower[q];
}

/* First bound that is met, exactly; of equals the variable of the lowest index. */
static int64_t textbook(const cpwi_linear *lp, double *step, int32_t *at_upper) {
  int64_t best = -2;
  double least = (double)INFINITY;
  for (int64_t i = 0; i < lp->m; i++) {
    double rate = -lp->direction * lp->alpha[i];
    int32_t upper = 0;
    if (fabs(rate) < SMALL) continue;
    double t = fmax(room(lp, i, rate, &upper), 0.0) / fabs(rate);
    if (t < least || (best >= 0 && t == least && lp->head[i] < lp->head[best])) {
      least = t;
      best = i;
      *at_upper = upper;
    }
  }
  *step = least;
  return least < (double)INFINITY ? best : -2;
}

/* Two passes: how far with bounds a little wider, then the largest pivot within that. */
static int64_t harris(const cpwi_linear *lp, double *step, int32_t *at_upper) {
  double furthest = (double)INFINITY, most = 0.0;
  int64_t best = -2;
  int32_t upper = 0;
  for (int64_t i = 0; i < lp->m; i++) {
    double rate = -lp->direction * lp->alpha[i];
    if (fabs(rate) < SMALL) continue;
    double t = (fmax(room(lp, i, rate, &upper), 0.0) + lp->tolerance) / fabs(rate);
    furthest = fmin(furthest, t);
  }
  if (furthest == (double)INFINITY) return -2;
  for (int64_t i = 0; i < lp->m; i++) {
    double rate = -lp->direction * lp->alpha[i];
    if (fabs(rate) < SMALL || fabs(rate) <= most) continue;
    double t = fmax(room(lp, i, rate, &upper), 0.0) / fabs(rate);
    if (t > furthest) continue;
    most = fabs(rate);
    best = i;
    *step = t;
    *at_upper = upper;
  }
  return best;
}

/* -------- phase one: a heap of breakpoints, the nearest on top */

static int nearer(const cpwi_linear *lp, int64_t a, int64_t b) {
  return lp->point[a] < lp->point[b] ||
         (lp->point[a] == lp->point[b] && lp->point_row[a] < lp->point_row[b]);
}

static void swap(cpwi_linear *lp, int64_t a, int64_t b) {
  double point = lp->point[a];
  int64_t row = lp->point_row[a];
  lp->point[a] = lp->point[b];
  lp->point_row[a] = lp->point_row[b];
  lp->point[b] = point;
  lp->point_row[b] = row;
}

static void sink(cpwi_linear *lp, int64_t at, int64_t count) {
  for (;;) {
    int64_t child = 2 * at + 1;
    if (child >= count) return;
    if (child + 1 < count && nearer(lp, child + 1, child)) child++;
    if (!nearer(lp, child, at)) return;
    swap(lp, at, child);
    at = child;
  }
}

/* A breakpoint: 2 i + 1 where the upper bound of row i is met, 2 i where the lower one is. */
static int64_t note(cpwi_linear *lp, int64_t count, int64_t i, double distance, double rate,
                    int upper) {
  if (distance == (double)INFINITY) return count;
  lp->point[count] = fmax(distance, 0.0) / fabs(rate);
  lp->point_row[count] = 2 * i + upper;
  return count + 1;
}

static int64_t breakpoints(cpwi_linear *lp) {
  int64_t count = 0;
  for (int64_t i = 0; i < lp->m; i++) {
    double rate = -lp->direction * lp->alpha[i];
    int64_t j = lp->head[i];
    int outside = cpwi_linear_outside(lp, j);
    if (fabs(rate) < SMALL) continue;
    double up = lp->upper[j] - lp->x[j], down = lp->x[j] - lp->lower[j];
    if (rate > 0.0) {
      if (outside < 0) count = note(lp, count, i, -down, rate, 0);
      if (outside <= 0) count = note(lp, count, i, up, rate, 1);
    } else {
      if (outside > 0) count = note(lp, count, i, -up, rate, 1);
      if (outside >= 0) count = note(lp, count, i, down, rate, 0);
    }
  }
  for (int64_t at = count / 2; at-- > 0;)
    sink(lp, at, count);
  return count;
}

/* Goes on while the sum of violations still falls; of the breakpoints passed, the last with a pivot that
 * is not small beside the others. Those passed are kept behind the heap, nearest last. */
static int64_t long_step(cpwi_linear *lp, double *step, int32_t *at_upper) {
  int64_t count = breakpoints(lp), all = count;
  double slope = -fabs(lp->d[lp->entering]), most = 0.0, range = own_range(lp);
  while (count > 0 && slope < 0.0 && lp->point[0] <= range) {
    double pivot = fabs(lp->alpha[lp->point_row[0] / 2]);
    slope += pivot;
    most = fmax(most, pivot);
    swap(lp, 0, --count);
    sink(lp, 0, count);
  }
  if (slope < 0.0 && range < (double)INFINITY) return -2; /* its own bound comes first */
  for (int64_t k = count; k < all; k++) {
    int64_t i = lp->point_row[k] / 2;
    if (fabs(lp->alpha[i]) < 0.01 * most) continue;
    *step = lp->point[k];
    *at_upper = (int32_t)(lp->point_row[k] % 2);
    return i;
  }
  return -2;
}

int64_t cpwi_linear_ratio(cpwi_linear *lp, double *step, int32_t *at_upper) {
  int64_t row;
  double range = own_range(lp);
  *step = (double)INFINITY;
  *at_upper = 0;
  if (lp->phase == 1)
    row = long_step(lp, step, at_upper);
  else
    row = lp->bland ? textbook(lp, step, at_upper) : harris(lp, step, at_upper);
  if (range < (double)INFINITY && (row < 0 || range <= *step)) {
    *step = range;
    return -1;
  }
  return row;
}
