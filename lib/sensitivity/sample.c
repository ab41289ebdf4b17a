/* Draws of all parameters together, independent or tied by a Gaussian copula.
 * Source: u = Phi(L z) with L L' the correlation of the normal scores (Cholesky, which may be singular).
 * Leaves points to points.c and quantiles to map.c. */
#include "sensitivity/internal.h"

/* what rounding may leave of a pivot that is 0, and how far a matrix may be from symmetric */
#define SLACK 1e-12

static int32_t check_correlation(const double *r, int64_t n, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < n; i++)
    for (int64_t j = 0; j <= i; j++) {
      double x = r[i * n + j];
      const char *rule = NULL;
      if (i == j && !(fabs(x - 1) <= SLACK)) rule = "1";
      if (!(fabs(x) <= 1 + SLACK)) rule = "from -1 to 1";
      if (!rule && !(fabs(x - r[j * n + i]) <= SLACK)) rule = "symmetric";
      if (rule)
        return cpwi_fail(err, CPW_EDOMAIN, i * n + j, where,
                         "correlation[%lld][%lld] = %s must be %s", (long long)i, (long long)j,
                         cpwi_number(x).text, rule);
    }
  return CPW_OK;
}

/* the lower triangle L, row by row; a pivot of 0 leaves a column of zeros */
static int32_t factor(const double *r, int64_t n, double *l, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < n; i++) {
    double left = 1;
    for (int64_t j = 0; j < n; j++)
      l[i * n + j] = 0;
    for (int64_t j = 0; j < i; j++) {
      double dot = r[i * n + j], pivot = l[j * n + j];
      for (int64_t k = 0; k < j; k++)
        dot -= l[i * n + k] * l[j * n + k];
      if (pivot > 0) l[i * n + j] = dot / pivot;
      if (pivot <= 0 && fabs(dot) > 1e-9) left = -1; /* tied to what is already tied otherwise */
      if (left > 0) left -= l[i * n + j] * l[i * n + j];
    }
    if (left < -1e-9)
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "correlation is not positive semidefinite: parameter %lld cannot be tied to "
                       "those before it as it says",
                       (long long)i);
    l[i * n + i] = left > SLACK ? sqrt(left) : 0;
  }
  return CPW_OK;
}

/* one row of independent uniform numbers becomes one of dependent ones; z is work memory */
static void tie(const double *l, int64_t n, double *unit, double *z) {
  for (int64_t j = 0; j < n; j++)
    z[j] = cpw_normal_quantile(unit[j]);
  for (int64_t i = 0; i < n; i++) {
    double sum = 0;
    for (int64_t k = 0; k <= i; k++)
      sum += l[i * n + k] * z[k];
    double u = cpw_normal_cdf(sum);
    unit[i] = u > 0 ? (u < 1 ? u : 1 - 0x1p-53) : 0x1p-183;
  }
}

typedef struct sample {
  cpwi_sensitivity s;
  cpwi_law *laws;
  double *triangle, *unit, *z;
  int64_t rows, count;
} sample;

static int32_t take_correlation(sample *t, cpw_error *err) {
  const cpw_allocator *a = t->s.options.allocator;
  const double *r = t->s.options.correlation;
  size_t n = (size_t)t->count;
  int64_t cells;
  int32_t status = check_correlation(r, t->count, t->s.where, err);
  if (status != CPW_OK) return status;
  if (!cpwi_multiply(t->count, t->count, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, t->s.where, "count x count is too large");
  t->triangle = cpwi_alloc(a, (size_t)cells, sizeof *t->triangle);
  t->z = cpwi_alloc(a, n, sizeof *t->z);
  if (!t->triangle || !t->z)
    return cpwi_fail(err, CPW_ENOMEM, -1, t->s.where,
                     "no memory for a correlation of %lld parameters", (long long)t->count);
  return factor(r, t->count, t->triangle, t->s.where, err);
}

static int32_t draw(sample *t, double *x, cpw_error *err) {
  int64_t cells;
  const cpwi_point_set points = {t->s.options.points, t->s.run.seed,
                                 (uint64_t)t->s.run.first_replication, CPWI_PURPOSE_SAMPLE};
  if (!cpwi_multiply(t->rows, t->count, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, t->s.where, "rows x count is too large");
  t->unit = cpwi_alloc(t->s.options.allocator, (size_t)cells, sizeof *t->unit);
  if (!t->unit)
    return cpwi_fail(err, CPW_ENOMEM, -1, t->s.where, "no memory for %lld rows",
                     (long long)t->rows);
  for (int64_t j = 0; j < t->count; j++)
    cpwi_point_column(&points, j, 0, t->rows, t->unit + j, t->count);
  for (int64_t i = 0; t->triangle && i < t->rows; i++)
    tie(t->triangle, t->count, t->unit + i * t->count, t->z);
  return cpwi_laws_map(t->laws, t->count, t->unit, t->rows, t->s.where, x, err);
}

int32_t cpw_parameters_sample(const cpw_parameter *parameters, int64_t count, int64_t rows,
                              const cpw_sensitivity_options *options, const cpw_run *run, double *x,
                              cpw_error *err) {
  sample t = {.rows = rows, .count = count};
  int32_t status = cpwi_sensitivity_take(&t.s, options, run, __func__, err);
  if (status != CPW_OK) return status;
  const cpw_allocator *a = t.s.options.allocator;
  int64_t most = t.s.options.points == CPW_POINTS_RANDOM ? INT32_MAX : CPW_SOBOL_DIMENSIONS;
  if ((status = cpwi_check_size("count", count, most, __func__, err)) != CPW_OK) return status;
  if (rows < 0 || rows > CPW_SOBOL_MOST)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "rows = %lld must be 0 to 4294967296",
                     (long long)rows);
  if (!x && rows > 0) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "x is NULL");
  status = cpwi_laws_new(parameters, count, a, __func__, &t.laws, err);
  if (status == CPW_OK && t.s.options.correlation) status = take_correlation(&t, err);
  if (status == CPW_OK) status = draw(&t, x, err);
  cpwi_laws_free(t.laws, count, a);
  cpwi_release(a, t.triangle);
  cpwi_release(a, t.z);
  cpwi_release(a, t.unit);
  return status;
}
