/* Ranks with ties at the mean of their places, and the correlation of two rows.
 * Source: Kendall, Rank Correlation Methods (1948), ch. 3; Pearson 1895.
 * Leaves sorting to base/order.h. */
#include "base/order.h"
#include "weights/internal.h"

int32_t cpwi_mid_ranks(const double *x, int64_t n, int64_t *order, double *ranks,
                       const cpw_allocator *a, const char *where, cpw_error *err) {
  int32_t status = cpwi_order(x, n, 0, order, a, where, err);
  if (status != CPW_OK) return status;
  for (int64_t first = 0, last; first < n; first = last) {
    double value = x[order[first]], rank;
    for (last = first + 1; last < n && x[order[last]] <= value; last++)
      continue;
    rank = 0.5 * (double)(first + 1 + last);
    for (int64_t i = first; i < last; i++)
      ranks[order[i]] = rank; /* in place: these values have been read */
  }
  return CPW_OK;
}

double cpwi_correlation(const double *x, const double *y, int64_t n) {
  double mx = 0.0, my = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
  for (int64_t i = 0; i < n; i++) {
    mx += x[i];
    my += y[i];
  }
  mx /= (double)n;
  my /= (double)n;
  for (int64_t i = 0; i < n; i++) {
    double dx = x[i] - mx, dy = y[i] - my;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  if (!(xx > 0.0) || !(yy > 0.0)) return CPWI_NAN;
  return fmin(fmax(xy / sqrt(xx * yy), -1.0), 1.0);
}
