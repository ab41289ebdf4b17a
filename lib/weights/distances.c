/* How far the members of a panel are from the panel, and from each other.
 * Source: Spearman 1904; Kendall, Biometrika 33:239 (1945), tau-b.
 * Leaves the panel's weights to combine.c and compromise.c, classes of members to disagreement.c. */
#include "weights/internal.h"

/* tau-b of two rows; NaN where one is constant. */
static double kendall(const double *x, const double *y, int64_t n) {
  double balance = 0.0, in_x = 0.0, in_y = 0.0;
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = i + 1; j < n; j++) {
      int a = (x[i] > x[j]) - (x[i] < x[j]), b = (y[i] > y[j]) - (y[i] < y[j]);
      balance += a * b;
      in_x += a != 0;
      in_y += b != 0;
    }
  if (!(in_x > 0.0) || !(in_y > 0.0)) return CPWI_NAN;
  return fmin(fmax(balance / sqrt(in_x * in_y), -1.0), 1.0);
}

static cpw_weights_distance distance_of(const double *own, const double *panel, int64_t n) {
  cpw_weights_distance d = {0.0, 0.0, 0, 0.0, 0.0, 0.0};
  double sum = 0.0, squares = 0.0;
  for (int64_t j = 0; j < n; j++) {
    double apart = fabs(panel[j] - own[j]);
    sum += apart;
    squares += apart * apart;
    if (apart <= d.largest) continue;
    d.largest = apart;
    d.criterion = j;
  }
  d.moved = 0.5 * sum;
  d.euclid = sqrt(squares);
  d.kendall = kendall(own, panel, n);
  return d;
}

int32_t cpw_weights_distances(const double *weights, int64_t members, int64_t n,
                              const double *panel, cpw_weights_distance *distances,
                              const cpw_allocator *allocator, cpw_error *err) {
  if (!panel || !distances)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, panel ? "distances is NULL" : "panel is NULL");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_weights_take_panel(weights, members, n, __func__, err);
  if (status == CPW_OK) status = cpwi_weights_take_common(panel, n, __func__, err);
  if (status != CPW_OK) return status;
  double *ranks = cpwi_weights_memory(allocator, 2 * n + members, sizeof *ranks, __func__, err);
  int64_t *order = ranks ? cpwi_weights_memory(allocator, n, sizeof *order, __func__, err) : NULL;
  if (!order) status = CPW_ENOMEM;
  double *own = ranks ? ranks + n : NULL, *spearman = ranks ? own + n : NULL;
  if (status == CPW_OK) status = cpwi_mid_ranks(panel, n, order, ranks, allocator, __func__, err);
  for (int64_t k = 0; k < members && status == CPW_OK; k++) {
    status = cpwi_mid_ranks(weights + k * n, n, order, own, allocator, __func__, err);
    if (status == CPW_OK) spearman[k] = cpwi_correlation(own, ranks, n);
  }
  for (int64_t k = 0; k < members && status == CPW_OK; k++) {
    distances[k] = distance_of(weights + k * n, panel, n);
    distances[k].spearman = spearman[k];
  }
  cpwi_release(allocator, order);
  cpwi_release(allocator, ranks);
  return status;
}

int32_t cpw_weights_rank_correlations(const double *values, int64_t members, int64_t n,
                                      double *correlations, const cpw_allocator *allocator,
                                      cpw_error *err) {
  int64_t cells = 0;
  if (!values || !correlations)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     values ? "correlations is NULL" : "values is NULL");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK)
    status = cpwi_weights_cells(members, n, "members", "n", &cells, __func__, err);
  for (int64_t i = 0; i < cells && status == CPW_OK; i++)
    if (!isfinite(values[i]))
      status = cpwi_fail(err, CPW_EDOMAIN, i, __func__, "values[%lld][%lld] = %s must be finite",
                         (long long)(i / n), (long long)(i % n), cpwi_number(values[i]).text);
  if (status != CPW_OK) return status;
  double *ranks = cpwi_weights_memory(allocator, cells, sizeof *ranks, __func__, err);
  int64_t *order = ranks ? cpwi_weights_memory(allocator, n, sizeof *order, __func__, err) : NULL;
  if (!order) status = CPW_ENOMEM;
  for (int64_t k = 0; k < members && status == CPW_OK; k++)
    status = cpwi_mid_ranks(values + k * n, n, order, ranks + k * n, allocator, __func__, err);
  for (int64_t i = 0; i < members && status == CPW_OK; i++)
    for (int64_t k = i; k < members; k++)
      correlations[i * members + k] = correlations[k * members + i] =
          cpwi_correlation(ranks + i * n, ranks + k * n, n);
  cpwi_release(allocator, order);
  cpwi_release(allocator, ranks);
  return status;
}
