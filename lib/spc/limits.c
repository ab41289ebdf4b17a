/* Means, moving ranges and limits of an XmR chart.
 * Source: Wheeler, Understanding Variation (1993); Nelson, Journal of Quality Technology 14:172-173 (1982), for
 * the screening. Leaves phases and rules to chart.c and rules.c. */
#include "spc/internal.h"

void cpwi_spc_ranges(const double *y, int64_t n, int32_t close_gaps, double *range) {
  double before = CPWI_NAN;
  for (int64_t i = 0; i < n; i++) {
    range[i] = fabs(y[i] - before);
    if (!cpwi_is_nan(y[i]) || !close_gaps) before = y[i];
  }
}

/* The mean of the ranges below a bound, and how many they are; one beyond any double makes it infinite. */
static double mean_range(const double *y, int64_t n, int32_t close_gaps, double bound,
                         int64_t *count) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  double before = CPWI_NAN;
  for (int64_t i = 0; i < n; i++) {
    double range = fabs(y[i] - before);
    if (range < bound || range == (double)INFINITY) cpw_exact_sum_add(&sum, range);
    if (!cpwi_is_nan(y[i]) || !close_gaps) before = y[i];
  }
  *count = sum.count;
  return cpwi_exact_mean(&sum);
}

cpwi_spread cpwi_spc_spread(const double *y, int64_t n, int32_t screen, int32_t close_gaps) {
  cpwi_spread s = {.points = 0};
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < n; i++)
    if (!cpwi_is_nan(y[i])) cpw_exact_sum_add(&sum, y[i]);
  int64_t all;
  s.points = sum.count;
  s.mean = cpwi_exact_mean(&sum);
  s.all_ranges_mean = s.range_mean = mean_range(y, n, close_gaps, (double)INFINITY, &all);
  s.ranges = all;
  /* Where all ranges are 0 none of them is large, though none is below 0; and where no other than the large
   * ones is above 0, without them the limits would have no width and every point would lie outside. */
  if (screen && s.all_ranges_mean > 0) {
    int64_t kept;
    double mean = mean_range(y, n, close_gaps, CPW_SPC_RANGE_FACTOR * s.all_ranges_mean, &kept);
    if (mean > 0) s.range_mean = mean, s.ranges = kept;
  }
  s.screened = all - s.ranges;
  return s;
}

int32_t cpw_spc_limits_of(const double *y, int64_t n, int32_t screen, cpw_spc_limits *out,
                          cpw_error *err) {
  if (!out || (!y && n > 0))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", out ? "y" : "out");
  if (n < 0) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = %lld must be >= 0", (long long)n);
  const cpwi_choice choice = {"screen", screen, 1};
  int32_t status = cpwi_check_choices(&choice, 1, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < n; i++)
    if (!cpwi_is_nan(y[i]) && !cpwi_is_finite(y[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, __func__, "y[%lld] = %s must be finite, or NaN",
                       (long long)i, cpwi_number(y[i]).text);
  cpwi_spread s = cpwi_spc_spread(y, n, screen, 0);
  double away = CPW_SPC_LIMIT_FACTOR * s.range_mean, near = 2 * away / 3;
  cpw_spc_limits limits = {.points = s.points,
                           .ranges = s.ranges,
                           .screened = s.screened,
                           .mean = s.mean,
                           .range_mean = s.range_mean,
                           .range_limit = CPW_SPC_RANGE_FACTOR * s.all_ranges_mean,
                           .all_ranges_mean = s.all_ranges_mean,
                           .lower = s.mean - away,
                           .upper = s.mean + away,
                           .near_lower = s.mean - near,
                           .near_upper = s.mean + near};
  if (s.ranges > 0 && !cpwi_is_finite(limits.upper - limits.lower))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, __func__, "the limits are beyond any double");
  *out = limits;
  return CPW_OK;
}
