/* Exact quantiles: positions by the nine definitions, order statistics by selection.
 * Source: Hyndman and Fan, The American Statistician 50:361-365 (1996).
 * Leaves the selection to order.c, weights to weighted.c and approximate quantiles to sketch_read.c. */
#include "stats/internal.h"

#include <math.h>

/* -------- positions */

double cpwi_snap(double h) {
  double whole = floor(h + 0.5), size = fabs(whole) > 1.0 ? fabs(whole) : 1.0;
  return fabs(h - whole) <= 4 * 0x1p-52 * size ? whole : h;
}

/* h = (n + a) p + b; the first three definitions take np, or np - 1/2 */
static double position(double n, double p, int32_t type) {
  static const struct {
    double a, b;
  } of[10] = {
      {0, 0},   {0, 0}, {0, 0},  {0, -0.5},          {0, 0},
      {0, 0.5}, {1, 0}, {-1, 1}, {1.0 / 3, 1.0 / 3}, {0.25, 0.375},
  };
  return cpwi_snap((n + of[type].a) * p + of[type].b);
}

static double upper_weight(double h, double j, int32_t type) {
  double g = h - j;
  switch (type) {
  case CPW_QUANTILE_1:
    return g > 0;
  case CPW_QUANTILE_2:
    return g > 0 ? 1 : 0.5;
  case CPW_QUANTILE_3:
    return !(g == 0 && fmod(j, 2) == 0);
  default:
    return g;
  }
}

/* 1-based j among n to the 0-based rank, with x(0) = x(1) and x(n + 1) = x(n) */
static int64_t rank_of(double j, int64_t n) {
  if (j < 1) return 0;
  return j >= (double)n ? n - 1 : (int64_t)j - 1;
}

cpwi_position cpwi_quantile_position(int64_t n, double p, int32_t type) {
  double h = position((double)n, p, type), j = floor(h);
  return (cpwi_position){rank_of(j, n), rank_of(j + 1, n), upper_weight(h, j, type)};
}

/* Between two values of one sign a + w (b - a) cannot overflow, between others (1 - w) a + w b;
 * neither leaves [a, b] by rounding: w (b - a) rounds to less than b - a does, for w <= 1 - 2^-53.
 * Adding 0 takes the sign from zeros. */
double cpwi_between(double a, double b, double weight) {
  if (weight == 0 || a == b) return a + 0.0;
  if (weight == 1) return b + 0.0;
  if (!cpwi_is_finite(a)) return a;
  if (!cpwi_is_finite(b)) return b;
  if ((a < 0) == (b < 0)) return a + weight * (b - a) + 0.0;
  return (1 - weight) * a + weight * b + 0.0;
}

/* -------- checks */

int32_t cpwi_check_probabilities(const double *p, int64_t count, const double *out,
                                 const char *where, cpw_error *err) {
  if (count < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "count = %lld must be >= 0", (long long)count);
  if (count > 0 && (!p || !out))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", !p ? "p" : "out");
  for (int64_t i = 0; i < count; i++)
    if (!(p[i] >= 0 && p[i] <= 1))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "p[%lld] = %s must be in [0, 1]", (long long)i,
                       cpwi_number(p[i]).text);
  return CPW_OK;
}

int32_t cpwi_check_type(int32_t type, const char *where, cpw_error *err) {
  if (type >= CPW_QUANTILE_1 && type <= CPW_QUANTILE_9) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "type = %d must be 1 to 9", (int)type);
}

/* only where nothing finite stands between the infinities can a quantile fall between them */
int32_t cpwi_check_gap(int64_t n, int64_t down, int64_t up, const double *p, int64_t count,
                       int32_t type, const char *where, cpw_error *err) {
  if (down == 0 || up == 0 || down + up < n) return CPW_OK;
  for (int64_t i = 0; i < count; i++) {
    cpwi_position at = cpwi_quantile_position(n, p[i], type);
    if (at.lower < down && at.upper >= down && at.weight > 0 && at.weight < 1)
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "the quantile at p[%lld] = %s lies between -inf and inf", (long long)i,
                       cpwi_number(p[i]).text);
  }
  return CPW_OK;
}

static int32_t fail_nan(int64_t index, const char *where, cpw_error *err) {
  return cpwi_fail(err, CPW_EDOMAIN, index, where, "x[%lld] = nan must be a number",
                   (long long)index);
}

static int32_t check_data(const double *x, int64_t n, const double *p, int64_t count, int32_t type,
                          const double *out, const char *where, cpw_error *err) {
  if (!x) return cpwi_fail(err, CPW_EINVAL, -1, where, "x is NULL");
  if (n < 1) return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be >= 1", (long long)n);
  int32_t status = cpwi_check_probabilities(p, count, out, where, err);
  if (status == CPW_OK) status = cpwi_check_type(type, where, err);
  if (status != CPW_OK) return status;
  int64_t down = 0, up = 0;
  for (int64_t i = 0; i < n; i++) {
    if (cpwi_is_finite(x[i])) continue;
    if (cpwi_is_nan(x[i])) return fail_nan(i, where, err);
    down += x[i] < 0;
    up += x[i] > 0;
  }
  return cpwi_check_gap(n, down, up, p, count, type, where, err);
}

/* -------- quantiles */

void cpwi_quantiles(cpwi_order_statistic order, const void *context, int64_t n, const double *p,
                    int64_t count, int32_t type, double *out) {
  for (int64_t i = 0; i < count; i++) {
    cpwi_position at = cpwi_quantile_position(n, p[i], type);
    double lower = order(context, at.lower);
    double upper = at.weight > 0 && at.upper != at.lower ? order(context, at.upper) : lower;
    out[i] = cpwi_between(lower, upper, at.weight);
  }
}

static double element(const void *context, int64_t rank) {
  return ((const double *)context)[rank];
}

/* the ranks that the quantiles need, ascending: 2 count of them */
static double *ranks_needed(int64_t n, const double *p, int64_t count, int32_t type,
                            const cpw_allocator *allocator) {
  double *ranks = cpwi_alloc(allocator, (size_t)count, 2 * sizeof *ranks);
  if (!ranks) return NULL;
  for (int64_t i = 0; i < count; i++) {
    cpwi_position at = cpwi_quantile_position(n, p[i], type);
    ranks[2 * i] = (double)at.lower;
    ranks[2 * i + 1] = (double)at.upper;
  }
  cpwi_sort_doubles(ranks, 2 * count);
  return ranks;
}

/* everything was checked; x is rearranged */
static int32_t select_quantiles(double *x, int64_t n, const double *p, int64_t count, int32_t type,
                                const cpw_allocator *allocator, double *out, const char *where,
                                cpw_error *err) {
  double *ranks = ranks_needed(n, p, count, type, allocator);
  if (!ranks) return cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
  cpwi_select_doubles(x, n, ranks, 2 * count);
  cpwi_release(allocator, ranks);
  cpwi_quantiles(element, x, n, p, count, type, out);
  return CPW_OK;
}

int32_t cpw_quantiles_in_place(double *x, int64_t n, const double *p, int64_t count, int32_t type,
                               const cpw_allocator *allocator, double *out, cpw_error *err) {
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check_data(x, n, p, count, type, out, __func__, err);
  if (status != CPW_OK) return status;
  return select_quantiles(x, n, p, count, type, allocator, out, __func__, err);
}

int32_t cpw_quantiles(const double *x, int64_t n, const double *p, int64_t count, int32_t type,
                      const cpw_allocator *allocator, double *out, cpw_error *err) {
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check_data(x, n, p, count, type, out, __func__, err);
  if (status != CPW_OK) return status;
  double *copy = cpwi_alloc(allocator, (size_t)n, sizeof *copy);
  if (!copy) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "out of memory");
  memcpy(copy, x, (size_t)n * sizeof *copy);
  status = select_quantiles(copy, n, p, count, type, allocator, out, __func__, err);
  cpwi_release(allocator, copy);
  return status;
}

int32_t cpw_quantiles_sorted(const double *x, int64_t n, const double *p, int64_t count,
                             int32_t type, double *out, cpw_error *err) {
  int32_t status = check_data(x, n, p, count, type, out, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 1; i < n; i++)
    if (x[i] < x[i - 1])
      return cpwi_fail(err, CPW_EINVAL, i, __func__, "x[%lld] = %s must be >= x[%lld] = %s",
                       (long long)i, cpwi_number(x[i]).text, (long long)i - 1,
                       cpwi_number(x[i - 1]).text);
  cpwi_quantiles(element, x, n, p, count, type, out);
  return CPW_OK;
}
