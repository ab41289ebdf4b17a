/* The public functions for one number or an array: check a curve, ask it.
 * Source: the other files of this folder.
 * Leaves everything to them. */
#include "response/internal.h"

static int ready(const cpw_response *r) {
  return cpwi_response_check(r, NULL, -1, __func__, NULL) == CPW_OK;
}

double cpw_response_value(const cpw_response *r, double x) {
  return x >= 0 && ready(r) ? cpwi_response_value(r, x) : CPWI_NAN;
}

double cpw_response_gain(const cpw_response *r, double x, double y) {
  return x >= 0 && y >= 0 && ready(r) ? cpwi_response_gain(r, x, y) : CPWI_NAN;
}

double cpw_response_slope(const cpw_response *r, double x, int32_t side) {
  return x >= 0 && ready(r) ? cpwi_response_slope(r, x, side) : CPWI_NAN;
}

double cpw_response_spend(const cpw_response *r, double value) {
  return value == value && ready(r) ? cpwi_response_spend(r, value) : CPWI_NAN;
}

int32_t cpw_response_fill(const cpw_response *r, const double *x, int64_t n, double *value,
                          double *slope, cpw_error *err) {
  int32_t status = cpwi_response_check(r, "response", -1, __func__, err);
  if (status != CPW_OK) return status;
  if (n < 0) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = %lld must be >= 0", (long long)n);
  if (n > 0 && !x) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "x must be given");
  for (int64_t i = 0; i < n; i++)
    if (!(x[i] >= 0))
      return cpwi_fail(err, CPW_EDOMAIN, i, __func__, "x[%lld] = %s must be >= 0", (long long)i,
                       cpwi_number(x[i]).text);
  for (int64_t i = 0; i < n; i++) {
    double spend = x[i];
    if (value) value[i] = cpwi_response_value(r, spend);
    if (slope) slope[i] = cpwi_response_slope(r, spend, 1);
  }
  return CPW_OK;
}
