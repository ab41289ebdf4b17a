/* Scores of point and interval forecasts: pinball loss, interval score, coverage, bias, MAE, RMSE,
 * MAPE, sMAPE, MASE. Source: Gneiting and Raftery (2007); Hyndman and Koehler (2006).
 * Leaves whole distributions to crps.c and Wilson's limits to interval.c. */
#include "stats/internal.h"

#include <math.h>

double cpw_pinball_loss(double quantile, double p, double observed) {
  if (!(p >= 0 && p <= 1)) return (double)NAN;
  double over = observed - quantile;
  return over >= 0 ? over * p : -over * (1 - p);
}

double cpw_interval_score(double lower, double upper, double level, double observed) {
  if (!(lower <= upper) || !(level > 0 && level < 1) || cpwi_is_nan(observed)) return (double)NAN;
  double outside = observed < lower ? lower - observed : observed > upper ? observed - upper : 0;
  return (upper - lower) + 2 / (1 - level) * outside;
}

static int32_t check_finite(const char *name, const double *x, int64_t i, const char *where,
                            cpw_error *err) {
  if (cpwi_is_finite(x[i])) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld] = %s must be finite", name, (long long)i,
                   cpwi_number(x[i]).text);
}

static int32_t check_count(int64_t n, const char *where, cpw_error *err) {
  if (n >= 1) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be >= 1", (long long)n);
}

/* -------- intervals */

static int32_t check_forecast(const double *lower, const double *upper, const double *observed,
                              int64_t i, const char *where, cpw_error *err) {
  int32_t status = check_finite("lower", lower, i, where, err);
  if (status == CPW_OK) status = check_finite("upper", upper, i, where, err);
  if (status == CPW_OK) status = check_finite("observed", observed, i, where, err);
  if (status != CPW_OK || lower[i] <= upper[i]) return status;
  return cpwi_fail(err, CPW_EDOMAIN, i, where, "lower[%lld] = %s must be <= upper[%lld] = %s",
                   (long long)i, cpwi_number(lower[i]).text, (long long)i,
                   cpwi_number(upper[i]).text);
}

int32_t cpw_interval_coverage(const double *lower, const double *upper, const double *observed,
                              int64_t n, double level, double confidence, cpw_coverage *out,
                              cpw_error *err) {
  if (!lower || !upper || !observed || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !lower      ? "lower"
                     : !upper    ? "upper"
                     : !observed ? "observed"
                                 : "out");
  int32_t status = check_count(n, __func__, err);
  if (status == CPW_OK) status = cpwi_check_level(level, "level", __func__, err);
  if (status == CPW_OK) status = cpwi_check_level(confidence, "confidence", __func__, err);
  cpw_coverage c = {.count = n};
  cpw_exact_sum widths, scores;
  cpw_exact_sum_init(&widths);
  cpw_exact_sum_init(&scores);
  for (int64_t i = 0; i < n && status == CPW_OK; i++) {
    status = check_forecast(lower, upper, observed, i, __func__, err);
    if (status != CPW_OK) break;
    double score = cpw_interval_score(lower[i], upper[i], level, observed[i]);
    if (!cpwi_is_finite(score))
      return cpwi_fail(err, CPW_EOVERFLOW, i, __func__, "the score of case %lld overflows",
                       (long long)i);
    c.below += observed[i] < lower[i];
    c.above += observed[i] > upper[i];
    cpw_exact_sum_add(&widths, upper[i] - lower[i]);
    cpw_exact_sum_add(&scores, score);
  }
  cpw_interval share;
  c.covered = n - c.below - c.above;
  if (status == CPW_OK)
    status = cpw_wilson_interval((double)c.covered, (double)n, confidence, &share, err);
  if (status != CPW_OK) return status;
  c.coverage = share.estimate;
  c.coverage_lower = share.lower;
  c.coverage_upper = share.upper;
  c.mean_width = cpwi_exact_mean(&widths);
  c.mean_score = cpwi_exact_mean(&scores);
  *out = c;
  return CPW_OK;
}

/* -------- points */

/* 2|e|/(|a| + |f|), whose denominator may pass the largest double */
static double symmetric_share(double a, double f, double error) {
  if (error == 0) return 0;
  double size = fabs(a) + fabs(f);
  return cpwi_is_finite(size) ? 2 * (error / size) : error / (fabs(a) / 2 + fabs(f) / 2);
}

static int32_t check_pair(const double *actual, const double *forecast, int64_t i,
                          const char *where, cpw_error *err) {
  int32_t status = check_finite("actual", actual, i, where, err);
  if (status == CPW_OK) status = check_finite("forecast", forecast, i, where, err);
  if (status != CPW_OK || cpwi_is_finite(forecast[i] - actual[i])) return status;
  return cpwi_fail(err, CPW_EOVERFLOW, i, where, "forecast[%lld] - actual[%lld] overflows",
                   (long long)i, (long long)i);
}

int32_t cpw_forecast_accuracy(const double *actual, const double *forecast, int64_t n, double scale,
                              cpw_accuracy *out, cpw_error *err) {
  if (!actual || !forecast || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !actual     ? "actual"
                     : !forecast ? "forecast"
                                 : "out");
  int32_t status = check_count(n, __func__, err);
  if (status != CPW_OK) return status;
  if (scale <= 0 || (!cpwi_is_nan(scale) && !cpwi_is_finite(scale)))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "scale = %s must be finite and > 0, or nan",
                     cpwi_number(scale).text);
  cpw_accuracy a = {.count = n};
  cpw_moments errors;
  cpw_exact_sum absolute, relative, symmetric;
  cpw_moments_init(&errors);
  cpw_exact_sum_init(&absolute);
  cpw_exact_sum_init(&relative);
  cpw_exact_sum_init(&symmetric);
  for (int64_t i = 0; i < n; i++) {
    status = check_pair(actual, forecast, i, __func__, err);
    if (status != CPW_OK) return status;
    double error = forecast[i] - actual[i], size = fabs(error);
    cpw_moments_add(&errors, error);
    cpw_exact_sum_add(&absolute, size);
    cpw_exact_sum_add(&symmetric, symmetric_share(actual[i], forecast[i], size));
    if (actual[i] == 0)
      a.zero_actuals++;
    else
      cpw_exact_sum_add(&relative, size / fabs(actual[i]));
  }
  a.bias = cpw_moments_mean(&errors);
  a.mae = cpwi_exact_mean(&absolute);
  a.rmse = cpw_moments_rms(&errors);
  a.mape = cpwi_exact_mean(&relative);
  a.smape = cpwi_exact_mean(&symmetric);
  a.mase = a.mae / scale;
  *out = a;
  return CPW_OK;
}

int32_t cpw_naive_scale(const double *series, int64_t n, int64_t season, double *scale,
                        cpw_error *err) {
  if (!series || !scale)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", !series ? "series" : "scale");
  if (season < 1 || n <= season)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "season = %lld must be >= 1 and below n = %lld",
                     (long long)season, (long long)n);
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < n; i++) {
    int32_t status = check_finite("series", series, i, __func__, err);
    if (status != CPW_OK) return status;
    if (i < season) continue;
    double step = fabs(series[i] - series[i - season]);
    if (!cpwi_is_finite(step))
      return cpwi_fail(err, CPW_EOVERFLOW, i, __func__, "series[%lld] - series[%lld] overflows",
                       (long long)i, (long long)(i - season));
    cpw_exact_sum_add(&sum, step);
  }
  *scale = cpwi_exact_mean(&sum);
  return CPW_OK;
}
