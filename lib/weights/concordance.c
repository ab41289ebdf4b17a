/* Kendall's coefficient of concordance with its test.
 * Source: Kendall and Babington Smith, Annals of Mathematical Statistics 10:275 (1939); Kendall, Rank
 * Correlation Methods, ch. 6, on ties. Leaves ranks to mid_ranks.c, chi square to lib/stats. */
#include "carepath/stats.h"
#include "weights/internal.h"

/* sum of t^3 - t over the ties of one member, from mid-ranks in their order */
static double ties_of(const double *rank, const int64_t *order, int64_t n) {
  double sum = 0.0;
  for (int64_t first = 0, last; first < n; first = last) {
    for (last = first + 1; last < n && rank[order[last]] <= rank[order[first]]; last++)
      continue;
    double t = (double)(last - first);
    sum += t * (t * t - 1.0);
  }
  return sum;
}

static cpw_weights_concordance_test test_of(const double *sum, int64_t members, int64_t n,
                                            double ties) {
  double k = (double)members, m = (double)n, middle = 0.5 * k * (m + 1.0), squares = 0.0;
  cpw_weights_concordance_test t = {0.0, 0.0, n - 1, 1.0, CPWI_NAN};
  for (int64_t j = 0; j < n; j++)
    squares += (sum[j] - middle) * (sum[j] - middle);
  t.w = fmin(12.0 * squares / (k * (k * m * (m * m - 1.0) - ties)), 1.0);
  t.chi_square = k * (m - 1.0) * t.w;
  t.p = cpw_chi_square_upper(t.chi_square, (double)t.df);
  if (members > 1) t.mean_spearman = (k * t.w - 1.0) / (k - 1.0);
  return t;
}

int32_t cpw_weights_concordance(const double *ranks, int64_t members, int64_t n,
                                cpw_weights_concordance_test *test, const cpw_allocator *allocator,
                                cpw_error *err) {
  if (!test) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "test is NULL");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_weights_take_ranks(ranks, members, n, __func__, err);
  if (status != CPW_OK) return status;
  if (n < 2) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = %lld must be >= 2", (long long)n);
  double *rank = cpwi_weights_memory(allocator, n, 2 * sizeof *rank, __func__, err), ties = 0.0;
  int64_t *order = rank ? cpwi_weights_memory(allocator, n, sizeof *order, __func__, err) : NULL;
  if (!order) status = CPW_ENOMEM;
  double *sum = rank ? rank + n : NULL;
  for (int64_t j = 0; j < n && status == CPW_OK; j++)
    sum[j] = 0.0;
  for (int64_t k = 0; k < members && status == CPW_OK; k++) {
    status = cpwi_mid_ranks(ranks + k * n, n, order, rank, allocator, __func__, err);
    if (status != CPW_OK) break;
    ties += ties_of(rank, order, n);
    for (int64_t j = 0; j < n; j++)
      sum[j] += rank[j];
  }
  double m = (double)n;
  if (status == CPW_OK && !(ties < (double)members * m * (m * m - 1.0)))
    status = cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "every member ties all criteria");
  if (status == CPW_OK) *test = test_of(sum, members, n, ties);
  cpwi_release(allocator, order);
  cpwi_release(allocator, rank);
  return status;
}
