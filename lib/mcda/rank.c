/* Places by a score, with four ways to treat equals.
 * Source: the rules in carepath/mcda.h. Leaves the sorting to base/order.c. */
#include "base/order.h"
#include "mcda/internal.h"

/* Rows [first, last) of the order are equals, the `group`-th group of them. */
static void rank_equals(const int64_t *order, int64_t first, int64_t last, int64_t group,
                        int32_t ties, double *rank) {
  for (int64_t k = first; k < last; k++) {
    double r = (double)(k + 1);
    if (ties == CPW_MCDA_TIES_MID) r = (double)(first + 1 + last) / 2;
    if (ties == CPW_MCDA_TIES_MIN) r = (double)(first + 1);
    if (ties == CPW_MCDA_TIES_DENSE) r = (double)(group + 1);
    rank[order[k]] = r;
  }
}

static void fill_ranks(const double *score, int64_t n, const int64_t *order, int32_t ties,
                       double *rank) {
  for (int64_t first = 0, last, group = 0; first < n; first = last, group++) {
    for (last = first + 1; last < n && score[order[last]] == score[order[first]];)
      last++;
    rank_equals(order, first, last, group, ties, rank);
  }
}

static int32_t check_rank(const double *score, int64_t n, int32_t descending, int32_t ties,
                          const char *where, cpw_error *err) {
  if (n < 0) return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be >= 0", (long long)n);
  if (!score && n > 0) return cpwi_fail(err, CPW_EINVAL, -1, where, "score must be given");
  if (descending != 0 && descending != 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "descending = %d must be 0 or 1", (int)descending);
  if (ties < CPW_MCDA_TIES_MID || ties > CPW_MCDA_TIES_ROW)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "ties = %d must be 0 to %d", (int)ties,
                     CPW_MCDA_TIES_ROW);
  for (int64_t i = 0; i < n; i++)
    if (cpwi_is_nan(score[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "score[%lld] = nan must be a number",
                       (long long)i);
  return CPW_OK;
}

int32_t cpw_mcda_rank(const double *score, int64_t n, int32_t descending, int32_t ties,
                      const cpw_allocator *allocator, double *rank, int64_t *order,
                      cpw_error *err) {
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check_rank(score, n, descending, ties, __func__, err);
  if (status == CPW_OK && !rank && !order && n > 0)
    status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "one of rank and order must be given");
  if (status != CPW_OK || n == 0) return status;
  int64_t *work = cpwi_alloc(allocator, (size_t)n, sizeof *work);
  if (!work)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld rows", (long long)n);
  status = cpwi_order(score, n, descending, work, allocator, __func__, err);
  if (status == CPW_OK && rank) fill_ranks(score, n, work, ties, rank);
  if (status == CPW_OK && order) memcpy(order, work, (size_t)n * sizeof *order);
  cpwi_release(allocator, work);
  return status;
}
