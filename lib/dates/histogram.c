/* A list known by its histogram only: the geometric law of waits, and who left between two snapshots.
 * Source: maximum likelihood under right censoring (Lawless, Statistical Models and Methods for
 * Lifetime Data, 2nd ed., ch. 2 and 3). Leaves lists kept row by row to stats.c. */
#include "dates/internal.h"

#include <float.h>
#include <math.h>

static int32_t check_counts(const char *name, int64_t bands, const double *x, const char *where,
                            cpw_error *err) {
  double sum = 0.0;
  if (!x) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", name);
  for (int64_t m = 0; m < bands; m++) {
    if (!(x[m] >= 0.0 && x[m] <= DBL_MAX))
      return cpwi_fail(err, CPW_EDOMAIN, m, where, "%s[%lld] = %s must be finite and >= 0", name,
                       (long long)m, cpwi_number(x[m]).text);
    sum += x[m] * (double)(m + 1);
  }
  if (!(sum <= DBL_MAX / 4.0))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "the sum of %s is too large", name);
  return CPW_OK;
}

int32_t cpw_dates_geometric_fit(int64_t bands, const double *counts, int32_t censored, double *p,
                                double *se, cpw_error *err) {
  if (bands < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "bands = %lld must be >= 1", (long long)bands);
  if (!p) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "p is NULL");
  if (censored < 0 || censored > 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "censored = %d must be 0 or 1", (int)censored);
  int32_t status = check_counts("counts", bands, counts, __func__, err);
  if (status != CPW_OK) return status;
  double left = 0.0, waited = 0.0;
  for (int64_t w = 0; w < bands; w++) {
    waited += (double)w * counts[w];
    if (w < bands - censored) left += counts[w];
  }
  double rate = left / (left + waited);
  *p = rate;
  if (se) *se = rate * sqrt((1.0 - rate) / left);
  return CPW_OK;
}

int32_t cpw_dates_cohort_removals(int64_t bands, const double *before, const double *after,
                                  double *removed, cpw_error *err) {
  if (bands < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "bands = %lld must be >= 1", (long long)bands);
  if (!removed) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "removed is NULL");
  int32_t status = check_counts("before", bands, before, __func__, err);
  if (status == CPW_OK) status = check_counts("after", bands, after, __func__, err);
  if (status != CPW_OK) return status;
  double sum = 0.0;
  for (int64_t m = 1; m <= bands - 1; m++) {
    double cohort = before[m - 1] + (m == bands - 1 ? before[m] : 0.0);
    sum += fmax(cohort - after[m], 0.0);
  }
  if (bands == 1) sum = fmax(before[0] - after[0], 0.0);
  *removed = sum;
  return CPW_OK;
}
