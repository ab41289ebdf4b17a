/* The public doors: real weights, whole weights, and quotas that are not rounded.
 * Source: the rules in carepath/apportion.h.
 * Leaves checks to task.c, the methods to hamilton.c and divisor.c. */
#include "apportion/internal.h"

#include <math.h>
#include <string.h>

static int32_t share_out(int64_t total, const double *real, const int64_t *whole, int64_t n,
                         const cpw_apportion_options *options, int64_t *parts, const char *where,
                         cpw_error *err) {
  if (n > 0 && !parts) return cpwi_fail(err, CPW_EINVAL, -1, where, "parts is NULL");
  cpwi_apportion a;
  int32_t status = cpwi_apportion_begin(&a, total, real, whole, n, options, where, err);
  if (status == CPW_OK)
    status =
        a.options.method == CPW_APPORTION_HAMILTON ? cpwi_hamilton(&a, err) : cpwi_divisor(&a, err);
  if (status == CPW_OK && n > 0) memcpy(parts, a.parts, (size_t)n * sizeof *parts);
  cpwi_apportion_end(&a);
  return status;
}

int32_t cpw_apportion(int64_t total, const double *weights, int64_t n,
                      const cpw_apportion_options *options, int64_t *parts, cpw_error *err) {
  return share_out(total, weights, NULL, n, options, parts, __func__, err);
}

int32_t cpw_apportion_whole(int64_t total, const int64_t *weights, int64_t n,
                            const cpw_apportion_options *options, int64_t *parts, cpw_error *err) {
  return share_out(total, NULL, weights, n, options, parts, __func__, err);
}

/* w k as a double: one rounding each of the two factors, one of the product */
static double times(cpwi_weight w, cpwi_factor k) {
  return ldexp((double)w.m * (double)k.m, w.e + k.e);
}

int32_t cpw_apportion_quotas(int64_t total, const double *weights, int64_t n,
                             const cpw_apportion_options *options, double *quotas, double *scale,
                             cpw_error *err) {
  if (n > 0 && !quotas) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "quotas is NULL");
  cpwi_apportion a;
  cpwi_water w = {0};
  int32_t status = cpwi_apportion_begin(&a, total, weights, NULL, n, options, __func__, err);
  if (status == CPW_OK) status = cpwi_water_level(&a, &w, err);
  if (status == CPW_OK) {
    for (int64_t i = 0; i < n; i++)
      quotas[i] = a.parts[i] < 0 ? times(a.weight[i], w.k) : (double)a.parts[i];
    if (scale) *scale = w.count > 0 ? ldexp((double)w.k.m, w.k.e) : CPWI_NAN;
  }
  if (w.free) cpwi_release(a.options.allocator, w.free);
  cpwi_apportion_end(&a);
  return status;
}
