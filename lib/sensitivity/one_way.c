/* One parameter at a time: the rows of a tornado and its bars.
 * Source: quantiles of each parameter's own law around a base case.
 * Leaves the laws to laws.c. */
#include "base/order.h"
#include "sensitivity/internal.h"

int32_t cpw_one_way_design(const cpw_parameter *parameters, int64_t count, double level,
                           const double *base, double *x, cpw_error *err) {
  if (!parameters) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "parameters is NULL");
  if (!x) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "x is NULL");
  int32_t status = cpwi_check_size("count", count, 1 << 30, __func__, err);
  if (status == CPW_OK) status = cpwi_check_confidence(level, __func__, err);
  for (int64_t j = 0; status == CPW_OK && j < count; j++)
    status = cpwi_law_check(&parameters[j], "parameters", j, __func__, err);
  if (status == CPW_OK && base) status = cpwi_check_numbers("base", base, count, 1, __func__, err);
  if (status != CPW_OK) return status;
  /* the ends are finite: level < 1, but for laws so wide that their quantiles are not */
  for (int64_t j = 0; j < count; j++)
    for (int k = -1; k <= 1; k++)
      if (!cpwi_finite(cpw_parameter_quantile(&parameters[j], 0.5 + 0.5 * k * level)))
        return cpwi_fail(err, CPW_EOVERFLOW, j, __func__,
                         "parameters[%lld] has an end beyond the largest double", (long long)j);
  for (int64_t j = 0; j < count; j++) {
    const cpw_parameter *p = &parameters[j];
    double middle = base ? base[j] : cpw_parameter_quantile(p, 0.5);
    for (int64_t i = 0; i < 1 + 2 * count; i++)
      x[i * count + j] = middle;
    x[(1 + 2 * j) * count + j] = cpw_parameter_quantile(p, 0.5 - 0.5 * level);
    x[(2 + 2 * j) * count + j] = cpw_parameter_quantile(p, 0.5 + 0.5 * level);
  }
  return CPW_OK;
}

static cpw_swing swing_of(const double *y, int64_t j) {
  cpw_swing s = {j, y[1 + 2 * j], y[2 + 2 * j], y[0], 0};
  const double widths[3] = {fabs(s.high - s.low), fabs(s.high - s.base), fabs(s.low - s.base)};
  for (int k = 0; k < 3; k++)
    s.swing = widths[k] > s.swing ? widths[k] : s.swing;
  return s;
}

int32_t cpw_one_way_swings(const double *y, int64_t count, const cpw_allocator *allocator,
                           cpw_swing *out, cpw_error *err) {
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = cpwi_check_size("count", count, 1 << 30, __func__, err);
  if (status != CPW_OK) return status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  if ((status = cpwi_check_numbers("y", y, 1 + 2 * count, 1, __func__, err)) != CPW_OK)
    return status;
  double *width = cpwi_alloc(allocator, (size_t)count, sizeof *width);
  int64_t *order = cpwi_alloc(allocator, (size_t)count, sizeof *order);
  if (!width || !order)
    status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld bars", (long long)count);
  for (int64_t j = 0; status == CPW_OK && j < count; j++) {
    width[j] = swing_of(y, j).swing;
    if (!cpwi_finite(width[j]))
      status = cpwi_fail(err, CPW_EOVERFLOW, j, __func__,
                         "the swing of parameter %lld is beyond the largest double", (long long)j);
  }
  if (status == CPW_OK) status = cpwi_order(width, count, 1, order, allocator, __func__, err);
  for (int64_t k = 0; status == CPW_OK && k < count; k++)
    out[k] = swing_of(y, order[k]);
  cpwi_release(allocator, width);
  cpwi_release(allocator, order);
  return status;
}
