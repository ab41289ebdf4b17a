/* Orders of many: who puts what before what, Borda's and Copeland's points.
 * Source: Borda 1781; Copeland 1951. A tie is half before and half behind, which twice the numbers say in
 * whole numbers. Leaves the best common order to kemeny.c, agreement to concordance.c. */
#include "weights/internal.h"

#define PEOPLE_MOST ((int64_t)1 << 52) /* twice as many are whole numbers as doubles, too */

int32_t cpwi_orders_take(const double *ranks, int64_t members, int64_t n, const int64_t *counts,
                         const char *where, cpw_error *err) {
  int64_t people = 0;
  int32_t status = cpwi_weights_take_ranks(ranks, members, n, where, err);
  for (int64_t k = 0; counts && k < members && status == CPW_OK; k++) {
    if (counts[k] < 0)
      return cpwi_fail(err, CPW_EDOMAIN, k, where, "counts[%lld] = %lld must be >= 0", (long long)k,
                       (long long)counts[k]);
    if (counts[k] > PEOPLE_MOST / 1024 || (people += counts[k]) > PEOPLE_MOST / 1024)
      return cpwi_fail(err, CPW_EOVERFLOW, k, where, "counts sum to more than 2^42 people");
  }
  return status;
}

void cpwi_orders_count(const double *ranks, int64_t members, int64_t n, const int64_t *counts,
                       int64_t *before) {
  for (int64_t i = 0; i < n * n; i++)
    before[i] = 0;
  for (int64_t k = 0; k < members; k++) {
    const double *r = ranks + k * n;
    int64_t people = counts ? counts[k] : 1;
    for (int64_t i = 0; i < n; i++)
      for (int64_t j = 0; j < n; j++)
        if (i != j) before[i * n + j] += people * ((r[i] < r[j]) + (r[i] <= r[j]));
  }
}

int32_t cpw_weights_borda(const double *ranks, int64_t members, int64_t n, const int64_t *counts,
                          double *points, const cpw_allocator *allocator, cpw_error *err) {
  if (!points) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "points is NULL");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_orders_take(ranks, members, n, counts, __func__, err);
  if (status != CPW_OK) return status;
  double *rank = cpwi_weights_memory(allocator, n, 2 * sizeof *rank, __func__, err);
  int64_t *order = rank ? cpwi_weights_memory(allocator, n, sizeof *order, __func__, err) : NULL;
  if (!order) status = CPW_ENOMEM;
  double *sum = rank ? rank + n : NULL;
  for (int64_t j = 0; j < n && status == CPW_OK; j++)
    sum[j] = 0.0;
  for (int64_t k = 0; k < members && status == CPW_OK; k++) {
    double people = counts ? (double)counts[k] : 1.0;
    status = cpwi_mid_ranks(ranks + k * n, n, order, rank, allocator, __func__, err);
    for (int64_t j = 0; j < n && status == CPW_OK; j++)
      sum[j] += people * ((double)n - rank[j]); /* halves: exact */
  }
  for (int64_t j = 0; j < n && status == CPW_OK; j++)
    points[j] = sum[j];
  cpwi_release(allocator, order);
  cpwi_release(allocator, rank);
  return status;
}

int32_t cpw_weights_copeland(const double *ranks, int64_t members, int64_t n, const int64_t *counts,
                             double *points, const cpw_allocator *allocator, cpw_error *err) {
  if (!points) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "points is NULL");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK)
    status = cpwi_weights_count(n, CPW_WEIGHTS_MOST_CRITERIA, "n", __func__, err);
  if (status == CPW_OK) status = cpwi_orders_take(ranks, members, n, counts, __func__, err);
  if (status != CPW_OK) return status;
  int64_t *before = cpwi_weights_memory(allocator, n * n, sizeof *before, __func__, err);
  if (!before) return CPW_ENOMEM;
  cpwi_orders_count(ranks, members, n, counts, before);
  for (int64_t i = 0; i < n; i++) {
    points[i] = 0.0;
    for (int64_t j = 0; j < n; j++) {
      int64_t for_i = before[i * n + j], for_j = before[j * n + i];
      if (i != j) points[i] += for_i > for_j ? 1.0 : for_i == for_j ? 0.5 : 0.0;
    }
  }
  cpwi_release(allocator, before);
  return CPW_OK;
}
