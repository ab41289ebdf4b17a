/* Minimum numbers of several groups from their shares.
 * Source: quotas rounded down or up, place by place (Geyik, Ambler and Kenthapadi, KDD 2019, section 4).
 * Leaves meeting them to rerank.c. */
#include "fair/internal.h"

/* share x place, rounded down or up; a whole number to rounding is that number */
static int64_t quota(double share, int64_t place, int32_t rounding) {
  double x = share * (double)place, whole = floor(x + 0.5);
  if (fabs(x - whole) <= CPWI_FAIR_ROUNDING * whole) return (int64_t)whole;
  return (int64_t)(rounding == CPW_FAIR_FLOOR ? floor(x) : ceil(x));
}

static int32_t check_shares(int64_t groups, const double *share, const char *where,
                            cpw_error *err) {
  double sum = 0.0;
  for (int64_t g = 0; g < groups; g++) {
    if (!(share[g] >= 0.0 && share[g] <= 1.0))
      return cpwi_fail(err, CPW_EDOMAIN, g, where, "share[%lld] = %s must be from 0 to 1",
                       (long long)g, cpwi_number(share[g]).text);
    sum += share[g];
  }
  if (sum > 1.0 + CPWI_FAIR_ROUNDING * (double)groups)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "the shares sum to %s, which must be at most 1",
                     cpwi_number(sum).text);
  return CPW_OK;
}

static int32_t check_sums(int64_t places, int64_t groups, const double *share, int32_t rounding,
                          const char *where, cpw_error *err) {
  for (int64_t i = 1; i <= places; i++) {
    int64_t sum = 0;
    for (int64_t g = 0; g < groups; g++)
      sum += quota(share[g], i, rounding);
    if (sum > i)
      return cpwi_fail(err, CPW_EDOMAIN, i - 1, where,
                       "of the first %lld places the groups need %lld: rounding up asks for too "
                       "many",
                       (long long)i, (long long)sum);
  }
  return CPW_OK;
}

int32_t cpw_fair_quota(int64_t places, int64_t groups, const double *share, int32_t rounding,
                       int64_t *minimum, cpw_error *err) {
  int64_t size;
  if (places < 1 || groups < 1 || !cpwi_multiply(places, groups, &size))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     "places = %lld and groups = %lld must be >= 1 and their product fit",
                     (long long)places, (long long)groups);
  if (!share || !minimum)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s must be given",
                     share ? "minimum" : "share");
  if (rounding != CPW_FAIR_FLOOR && rounding != CPW_FAIR_CEIL)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "rounding = %d must be 0 or 1", (int)rounding);
  int32_t status = check_shares(groups, share, __func__, err);
  if (status == CPW_OK) status = check_sums(places, groups, share, rounding, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < places; i++)
    for (int64_t g = 0; g < groups; g++)
      minimum[i * groups + g] = quota(share[g], i + 1, rounding);
  return CPW_OK;
}
