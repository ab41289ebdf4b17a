/* An interrupted series: a line before, a line after, and limits for neighbours that are alike.
 * Source: Wagner et al. (2002); Newey and West, Econometrica 55 (1987).
 * Leaves units to compare with to difference.c. */
#include "base/internal.h"
#include "carepath/before_after.h"
#include "carepath/random.h"
#include "carepath/stats.h"

#include <string.h>

/* The four unknowns are the mean and the slope of each part, in which least squares falls apart into two lines: their
 * columns are at right angles. */
typedef struct series {
  const double *value, *control;
  int64_t n, start, lag;
  double middle[2];        /* of the periods of each part */
  double beta[4], size[4]; /* unknowns, and the sum of squares of their columns */
  double covariance[4][4];
  double *residual; /* (periods) */
} series;

static double y_at(const series *s, int64_t t) {
  return s->value[t] - (s->control ? s->control[t] : 0);
}

/* the columns of a period */
static void row_of(const series *s, int64_t t, double *x) {
  int part = t >= s->start;
  x[0] = x[1] = x[2] = x[3] = 0;
  x[2 * part] = 1;
  x[2 * part + 1] = (double)t - s->middle[part];
}

static double line_at(const series *s, int part, double t) {
  return s->beta[2 * part] + s->beta[2 * part + 1] * (t - s->middle[part]);
}

static void fit(series *s) {
  s->middle[0] = (double)(s->start - 1) / 2;
  s->middle[1] = (double)(s->start + s->n - 1) / 2;
  for (int64_t t = 0; t < s->n; t++) {
    double x[4] = {0};
    row_of(s, t, x);
    for (int k = 0; k < 4; k++) {
      s->beta[k] += x[k] * y_at(s, t);
      s->size[k] += x[k] * x[k];
    }
  }
  for (int k = 0; k < 4; k++)
    s->beta[k] /= s->size[k];
  for (int64_t t = 0; t < s->n; t++)
    s->residual[t] = y_at(s, t) - line_at(s, t >= s->start, (double)t);
}

/* Newey and West: sums of products of neighbouring periods with falling weights */
static void covariances(series *s) {
  for (int64_t lag = 0; lag <= s->lag; lag++) {
    double weight = 1 - (double)lag / (double)(s->lag + 1);
    for (int64_t t = lag; t < s->n; t++) {
      double x[4] = {0}, y[4] = {0}, both = s->residual[t] * s->residual[t - lag];
      row_of(s, t, x);
      row_of(s, t - lag, y);
      for (int j = 0; j < 4; j++)
        for (int k = 0; k < 4; k++)
          s->covariance[j][k] += weight * both * (lag ? x[j] * y[k] + y[j] * x[k] : x[j] * x[k]);
    }
  }
  double scale = (double)s->n / (double)(s->n - 4);
  for (int j = 0; j < 4; j++)
    for (int k = 0; k < 4; k++)
      s->covariance[j][k] *= scale / (s->size[j] * s->size[k]);
}

/* a weighted sum of the unknowns: estimate, se, limits, p */
static void contrast(const series *s, const double *by, double level, double *out) {
  double sum = 0, variance = 0, df = (double)(s->n - 4);
  for (int j = 0; j < 4; j++) {
    sum += by[j] * s->beta[j];
    for (int k = 0; k < 4; k++)
      variance += by[j] * by[k] * s->covariance[j][k];
  }
  double se = sqrt(variance > 0 ? variance : 0);
  double half = cpw_student_quantile(0.5 + level / 2, df) * se;
  out[0] = sum;
  out[1] = se;
  out[2] = sum - half;
  out[3] = sum + half;
  out[4] = se > 0 ? 2 * cpw_student_cdf(-fabs(sum) / se, df) : CPWI_NAN;
}

/* ---------------------------------------------------------------- the answer ---------------- */

static const char *const names[] = {"level_change",
                                    "level_change_se",
                                    "level_change_lower",
                                    "level_change_upper",
                                    "level_change_p",
                                    "slope_change",
                                    "slope_change_se",
                                    "slope_change_lower",
                                    "slope_change_upper",
                                    "slope_change_p",
                                    "total",
                                    "total_se",
                                    "total_lower",
                                    "total_upper",
                                    "total_p",
                                    "slope_before",
                                    "slope_after",
                                    "durbin_watson",
                                    "fit",
                                    "expected",
                                    "residual"};
enum { SLOPES = 15, WATSON = 17, FIT = 18, EXPECTED, RESIDUAL, COLUMNS };

static void fill(const series *s, double level, double **at) {
  double last = (double)(s->n - s->start), apart = s->middle[1] - s->middle[0], out[5] = {0};
  /* at the start; slopes; and over all periods after, whose mean is at the middle of the part */
  const double by[3][4] = {
      {-1, -((double)s->start - s->middle[0]), 1, (double)s->start - s->middle[1]},
      {0, -1, 0, 1},
      {-last, -last * apart, last, 0}};
  for (int c = 0; c < 3; c++) {
    contrast(s, by[c], level, out);
    for (int k = 0; k < 5; k++)
      *at[5 * c + k] = out[k];
  }
  *at[SLOPES] = s->beta[1];
  *at[SLOPES + 1] = s->beta[3];
  double steps = 0, squares = 0;
  for (int64_t t = 0; t < s->n; t++) {
    double e = s->residual[t], before = t > 0 ? s->residual[t - 1] : e;
    steps += (e - before) * (e - before);
    squares += e * e;
    at[FIT][t] = line_at(s, t >= s->start, (double)t);
    at[EXPECTED][t] = line_at(s, 0, (double)t);
    at[RESIDUAL][t] = e;
  }
  *at[WATSON] = squares > 0 ? steps / squares : CPWI_NAN;
}

static int32_t report(const series *s, double level, const cpw_allocator *a, cpw_result **out,
                      cpw_error *err) {
  cpw_result *r = NULL;
  double *at[COLUMNS] = {0};
  void *memory = NULL;
  int32_t status = cpw_result_new(a, &r, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(r, "period", s->n, NULL, err);
  for (int k = 0; status == CPW_OK && k < COLUMNS; k++) {
    status = cpw_result_add_array(r, names[k], NULL, NULL, k >= FIT ? "period" : "", CPW_DOUBLE,
                                  CPW_MERGE_SAME, &memory, err);
    at[k] = memory;
  }
  if (status == CPW_OK)
    status = cpw_result_add_array(r, "lag", "periods", "of Newey and West", "", CPW_INT64,
                                  CPW_MERGE_SAME, &memory, err);
  if (status != CPW_OK) {
    cpw_result_free(r);
    return status;
  }
  *(int64_t *)memory = s->lag;
  fill(s, level, at);
  *out = r;
  return CPW_OK;
}

static int32_t check(const series *s, double level, const char *where, cpw_error *err) {
  if (!s->value) return cpwi_fail(err, CPW_EINVAL, -1, where, "value is NULL");
  if (s->start < 3 || s->n - s->start < 3)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "%lld periods, start %lld: at least 3 before the start and 3 from it on",
                     (long long)s->n, (long long)s->start);
  if (s->lag < -1 || s->lag >= s->n)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "lag = %lld must be -1 to %lld", (long long)s->lag,
                     (long long)s->n - 1);
  if (!(level > 0 && level < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "level = %s must be in (0, 1)",
                     cpwi_number(level).text);
  for (int c = 0; c < 2; c++) {
    const double *x = c ? s->control : s->value;
    for (int64_t t = 0; x && t < s->n; t++)
      if (!(fabs(x[t]) <= 1e100))
        return cpwi_fail(err, CPW_EDOMAIN, t, where, "%s[%lld] = %s must be finite, at most 1e100",
                         c ? "control" : "value", (long long)t, cpwi_number(x[t]).text);
  }
  return CPW_OK;
}

int32_t cpw_before_after_series(const double *value, const double *control, int64_t periods,
                                int64_t start, int64_t lag, double level,
                                const cpw_allocator *allocator, cpw_result **out, cpw_error *err) {
  series s;
  memset(&s, 0, sizeof s);
  s.value = value;
  s.control = control;
  s.n = periods;
  s.start = start;
  s.lag = lag;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check(&s, level, __func__, err);
  if (status != CPW_OK) return status;
  if (lag < 0) s.lag = (int64_t)(4 * cpw_math_pow((double)periods / 100, 2.0 / 9));
  if (s.lag >= periods) s.lag = periods - 1;
  s.residual = cpwi_alloc(allocator, (size_t)periods, sizeof *s.residual);
  if (!s.residual) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the series");
  fit(&s);
  covariances(&s);
  status = report(&s, level, allocator, out, err);
  cpwi_release(allocator, s.residual);
  return status;
}
