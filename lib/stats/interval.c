/* Confidence intervals of a mean (Student's t) and of a proportion (Wilson's score).
 * Source: Wilson, JASA 22:209-212 (1927); the t interval is textbook.
 * Leaves quantiles of t and of the normal law to student.c and normal.c, resampling to bootstrap.c. */
#include "stats/internal.h"

#include <math.h>

int32_t cpwi_check_level(double level, const char *name, const char *where, cpw_error *err) {
  if (level > 0 && level < 1) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s = %s must be inside (0, 1)", name,
                   cpwi_number(level).text);
}

int32_t cpw_mean_interval(const cpw_moments *moments, double level, cpw_interval *out,
                          cpw_error *err) {
  if (!moments || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", !moments ? "moments" : "out");
  if (!cpwi_moments_valid(moments))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     "moments are none: call cpw_moments_init first");
  int32_t status = cpwi_check_level(level, "level", __func__, err);
  if (status != CPW_OK) return status;
  int64_t n = moments->count;
  if (n < 2)
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "%lld values: an interval needs 2",
                     (long long)n);
  double mean = cpw_moments_mean(moments), sd = cpw_moments_sd(moments, 1);
  if (cpwi_is_nan(sd))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "the moments hold a value that is not finite");
  double half = cpwi_student_two_sided(level, (double)(n - 1)) * (sd / sqrt((double)n));
  if (!cpwi_is_finite(mean - half) || !cpwi_is_finite(mean + half))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, __func__, "mean = %s -+ %s is beyond any double",
                     cpwi_number(mean).text, cpwi_number(half).text);
  *out = (cpw_interval){mean, mean - half, mean + half, level};
  return CPW_OK;
}

int32_t cpw_wilson_interval(double successes, double trials, double level, cpw_interval *out,
                            cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  if (!cpwi_is_finite(trials) || trials <= 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "trials = %s must be finite and > 0",
                     cpwi_number(trials).text);
  if (!(successes >= 0 && successes <= trials))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "successes = %s must be from 0 to trials = %s",
                     cpwi_number(successes).text, cpwi_number(trials).text);
  int32_t status = cpwi_check_level(level, "level", __func__, err);
  if (status != CPW_OK) return status;
  /* The limits are the roots of (n + z^2) q^2 - (2 s + z^2) q + s^2/n: the upper one is a sum of
   * positive terms, the lower one the product of both over it, so that nothing cancels. */
  double z = cpwi_normal_two_sided(level), n = trials, share = successes / n;
  double most = successes + z * z / 2 + z * sqrt(share * (n - successes) + z * z / 4);
  double upper = most / (n + z * z);
  if (successes == n || upper > 1) upper = 1;
  *out = (cpw_interval){share, share * successes / most, upper, level};
  return CPW_OK;
}
