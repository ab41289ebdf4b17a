/* Weights that are equal, or in proportion to points.
 * Source: von Winterfeldt and Edwards, Decision Analysis and Behavioral Research (1986), ch. 8.
 * Leaves orders of importance to ranks.c. */
#include "weights/internal.h"

#include <string.h>

int32_t cpw_weights_equal(int64_t n, double *weights, cpw_error *err) {
  if (!weights) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "weights is NULL");
  int32_t status = cpwi_weights_count(n, INT64_MAX, "n", __func__, err);
  for (int64_t j = 0; j < n && status == CPW_OK; j++)
    weights[j] = 1.0 / (double)n;
  return status;
}

static int32_t check_points(const double *points, int64_t n, int32_t kind, const char *where,
                            cpw_error *err) {
  double most = 0.0;
  for (int64_t j = 0; j < n; j++) {
    if (!(points[j] >= 0.0) || !isfinite(points[j]))
      return cpwi_fail(err, CPW_EDOMAIN, j, where, "points[%lld] = %s must be finite and >= 0",
                       (long long)j, cpwi_number(points[j]).text);
    most = fmax(most, points[j]);
  }
  if (!(most > 0.0)) return cpwi_fail(err, CPW_EDOMAIN, -1, where, "points are all 0");
  if (kind == CPW_WEIGHTS_SWING && fabs(most - 100.0) > 1e-9)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "the largest swing has %s points, must have 100",
                     cpwi_number(most).text);
  return CPW_OK;
}

int32_t cpw_weights_from_points(const double *points, int64_t n, int32_t kind, double *weights,
                                cpw_error *err) {
  if (!points || !weights)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, points ? "weights is NULL" : "points is NULL");
  int32_t status = cpwi_weights_count(n, INT64_MAX, "n", __func__, err);
  if (status == CPW_OK)
    status = cpwi_weights_choice("kind", kind, CPW_WEIGHTS_SWING, __func__, err);
  if (status == CPW_OK) status = check_points(points, n, kind, __func__, err);
  if (status != CPW_OK) return status;
  memmove(weights, points, (size_t)n * sizeof *weights);
  (void)cpwi_weights_scale(weights, n);
  return CPW_OK;
}
