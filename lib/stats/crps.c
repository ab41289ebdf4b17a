/* Continuous ranked probability scores: of ensembles, of quantile forecasts, of a normal forecast.
 * Source: Hersbach (2000), eq. 5; Ferro (2014); Laio and Tamea (2007); Gneiting et al. (2005).
 * Leaves scores of points and of intervals to score.c. */
#include "stats/internal.h"

#include <math.h>

double cpw_crps_normal(double mean, double sd, double observed) {
  const double over_root_pi = 0x1.20dd750429b6dp-1;
  double distance = fabs(observed - mean);
  if (cpwi_is_nan(distance) || !(sd >= 0)) return (double)NAN;
  if (sd == 0) return distance;
  double z = distance / sd;
  if (z > 40) return distance - sd * over_root_pi;
  double centre = 1 - 2 * cpw_normal_cdf(-z); /* 2 Phi(z) - 1 */
  return sd * (z * centre + (2 * cpw_normal_pdf(z) - over_root_pi));
}

/* -------- ensembles */

static int32_t fail_value(const char *name, double value, const char *rule, int64_t index,
                          const char *where, cpw_error *err) {
  return cpwi_fail(err, CPW_EDOMAIN, index, where, "%s of case %lld is %s: must be %s", name,
                   (long long)index, cpwi_number(value).text, rule);
}

static int32_t check_weights(const double *w, int64_t n, int32_t form, int64_t index,
                             const char *where, cpw_error *err) {
  int64_t positive = 0;
  cpwi_twice total = {0, 0};
  for (int64_t i = 0; i < n; i++) {
    if (!cpwi_is_finite(w[i]) || w[i] < 0)
      return fail_value("a weight", w[i], "finite and >= 0", index, where, err);
    positive += w[i] > 0;
    cpwi_twice_add(&total, w[i]);
  }
  if (positive < (form == CPW_CRPS_FAIR ? 2 : 1))
    return cpwi_fail(err, CPW_EDOMAIN, index, where, "case %lld has %lld members with weight",
                     (long long)index, (long long)positive);
  if (!cpwi_is_finite(total.high))
    return cpwi_fail(err, CPW_EOVERFLOW, index, where,
                     "the weights of case %lld sum beyond any double", (long long)index);
  return CPW_OK;
}

static int32_t check_case(const double *x, double y, int64_t n, int64_t index, const char *where,
                          cpw_error *err) {
  if (!cpwi_is_finite(y)) return fail_value("what was observed", y, "finite", index, where, err);
  double low = y, high = y;
  for (int64_t i = 0; i < n; i++) {
    if (!cpwi_is_finite(x[i])) return fail_value("a member", x[i], "finite", index, where, err);
    low = x[i] < low ? x[i] : low;
    high = x[i] > high ? x[i] : high;
  }
  if (cpwi_is_finite(high - low)) return CPW_OK;
  return cpwi_fail(err, CPW_EOVERFLOW, index, where, "case %lld spreads beyond any double",
                   (long long)index);
}

typedef struct ensemble {
  const cpwi_pair *pair; /* ascending, weights > 0 */
  int64_t n;
  double total;      /* sum of the weights */
  double correction; /* 0, or for the fair form sum(w^2)/(1 - sum(w^2)) of weights that sum to 1 */
} ensemble;

/* The integral from one end of the ensemble to the observation: with s the share of weight between
 * the end and x, s^2 for the standard form and s^2 - c s (1 - s) for the fair one. Step is 1 from the
 * lower end and -1 from the upper one. */
static double integrate(const ensemble *e, double y, int64_t first, int64_t step) {
  cpwi_twice sum = {0, 0}, weight = {0, 0};
  for (int64_t i = first, left = e->n; left > 0; i += step, left--) {
    double x = e->pair[i].x, end = y;
    if ((double)step * (y - x) <= 0) break;
    if (left > 1 && (double)step * (y - e->pair[i + step].x) > 0) end = e->pair[i + step].x;
    cpwi_twice_add(&weight, e->pair[i].w);
    double s = weight.high, rest = e->total - s;
    double share = s / e->total, fair = (s - e->correction * rest) / e->total;
    cpwi_twice_add(&sum, fabs(end - x) * share * fair);
  }
  return sum.high;
}

static double score(const ensemble *e, double y) {
  return integrate(e, y, 0, 1) + integrate(e, y, e->n - 1, -1);
}

/* fills the first n of 2 n pairs in ascending order, and returns how many have weight; doubles alone
 * sort faster than pairs */
static int64_t sort_members(const double *x, const double *w, int64_t n, cpwi_pair *pairs) {
  if (w) {
    int64_t kept = cpwi_gather_pairs(x, w, n, pairs);
    cpwi_sort_pairs(pairs, pairs + n, kept);
    return kept;
  }
  double *sorted = (double *)(pairs + n);
  memcpy(sorted, x, (size_t)n * sizeof *sorted);
  cpwi_sort_doubles(sorted, n);
  return cpwi_gather_pairs(sorted, NULL, n, pairs);
}

static void weigh(ensemble *e, int32_t form, int equal) {
  cpwi_twice total = {0, 0}, squares = {0, 0};
  for (int64_t i = 0; i < e->n; i++)
    cpwi_twice_add(&total, e->pair[i].w);
  e->total = total.high;
  e->correction = 0;
  if (form != CPW_CRPS_FAIR) return;
  for (int64_t i = 0; i < e->n; i++)
    cpwi_twice_add(&squares, e->pair[i].w / e->total * (e->pair[i].w / e->total));
  e->correction = equal ? 1 / (double)(e->n - 1) : squares.high / (1 - squares.high);
}

static int32_t check_ensembles(const double *members, const double *weights, const double *observed,
                               int64_t cases, int64_t n, int32_t form, const char *where,
                               cpw_error *err) {
  for (int64_t i = 0; i < cases; i++) {
    int32_t status = check_case(members + i * n, observed[i], n, i, where, err);
    if (status == CPW_OK && weights)
      status = check_weights(weights + i * n, n, form, i, where, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

/* the shapes of both kinds of forecast: cases rows of n */
static int32_t check_shape(const double *forecasts, const double *observed, const double *out,
                           int64_t cases, int64_t n, const char *name, const char *where,
                           cpw_error *err) {
  int64_t size;
  if (cases < 0 || n < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "cases = %lld must be >= 0 and %s = %lld >= 1",
                     (long long)cases, name, (long long)n);
  if (cases > 0 && (!forecasts || !observed || !out))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL",
                     !forecasts  ? "the forecast"
                     : !observed ? "observed"
                                 : "out");
  if (!cpwi_multiply(cases, n, &size))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "cases x %s is too large", name);
  return CPW_OK;
}

int32_t cpw_crps_ensembles(const double *members, const double *weights, const double *observed,
                           int64_t cases, int64_t n, int32_t form, const cpw_allocator *allocator,
                           double *out, cpw_error *err) {
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check_shape(members, observed, out, cases, n, "n", __func__, err);
  if (status != CPW_OK) return status;
  if (form != CPW_CRPS_STANDARD && form != CPW_CRPS_FAIR)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "form = %d must be 1 or 2", (int)form);
  if (form == CPW_CRPS_FAIR && n < 2)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = 1: the fair form needs 2 members");
  status = check_ensembles(members, weights, observed, cases, n, form, __func__, err);
  if (status != CPW_OK || cases == 0) return status;
  cpwi_pair *pairs = cpwi_alloc(allocator, (size_t)n, 2 * sizeof *pairs);
  if (!pairs) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "out of memory");
  for (int64_t i = 0; i < cases; i++) {
    ensemble e = {.pair = pairs};
    e.n = sort_members(members + i * n, weights ? weights + i * n : NULL, n, pairs);
    weigh(&e, form, weights == NULL);
    out[i] = score(&e, observed[i] + 0.0);
  }
  cpwi_release(allocator, pairs);
  return CPW_OK;
}

/* -------- quantile forecasts */

static int32_t check_quantiles(const double *q, double y, int64_t count, int64_t index,
                               const char *where, cpw_error *err) {
  if (!cpwi_is_finite(y)) return fail_value("what was observed", y, "finite", index, where, err);
  for (int64_t j = 0; j < count; j++) {
    if (!cpwi_is_finite(q[j])) return fail_value("a quantile", q[j], "finite", index, where, err);
    if (!cpwi_is_finite(2 * (y - q[j])))
      return cpwi_fail(err, CPW_EOVERFLOW, index, where,
                       "case %lld: twice the distance from %s to %s overflows", (long long)index,
                       cpwi_number(y).text, cpwi_number(q[j]).text);
  }
  return CPW_OK;
}

int32_t cpw_crps_quantiles(const double *quantiles, const double *p, const double *observed,
                           int64_t cases, int64_t count, double *out, cpw_error *err) {
  int32_t status = check_shape(quantiles, observed, out, cases, count, "count", __func__, err);
  if (status == CPW_OK) status = cpwi_check_probabilities(p, count, p, __func__, err);
  for (int64_t i = 0; i < cases && status == CPW_OK; i++)
    status = check_quantiles(quantiles + i * count, observed[i], count, i, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < cases; i++) {
    cpwi_twice sum = {0, 0}; /* of shares of the mean, so that no sum overflows */
    for (int64_t j = 0; j < count; j++)
      cpwi_twice_add(&sum,
                     cpw_pinball_loss(quantiles[i * count + j], p[j], observed[i]) / (double)count);
    out[i] = 2 * sum.high;
  }
  return CPW_OK;
}
