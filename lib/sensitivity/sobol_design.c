/* The design of a variance-based analysis: which rows of inputs are evaluated.
 * Source: Saltelli et al., Comput. Phys. Comm. 181 (2010): A, B, and A with one column of B.
 * Leaves the points to points.c, the indices to sobol_indices.c. */
#include "sensitivity/internal.h"

int64_t cpw_sobol_rows(int64_t base, int64_t parameters, int32_t second_order) {
  int64_t block, rows;
  if (base < 0 || parameters < 1 || (second_order != 0 && second_order != 1)) return -1;
  if (!cpwi_multiply(parameters, second_order ? 2 : 1, &block) || block > INT64_MAX - 2) return -1;
  return cpwi_multiply(base, block + 2, &rows) ? rows : -1;
}

static int32_t check_base(const cpwi_sensitivity *s, int64_t base, cpw_error *err) {
  if (base < 2 || base > CPW_SOBOL_MOST)
    return cpwi_fail(err, CPW_EINVAL, -1, s->where, "base = %lld must be 2 to 4294967296",
                     (long long)base);
  if (s->options.points == CPW_POINTS_RANDOM || (base & (base - 1)) == 0) return CPW_OK;
  int64_t near = 2;
  while (near < base)
    near *= 2;
  return cpwi_fail(err, CPW_EDOMAIN, -1, s->where,
                   "base = %lld must be a power of two for Sobol' points, such as %lld",
                   (long long)base, (long long)near);
}

static int32_t check_design(const cpwi_sensitivity *s, int64_t parameters, int64_t base,
                            const double *unit, cpw_error *err) {
  int64_t most = s->options.points == CPW_POINTS_RANDOM ? INT32_MAX : CPW_SOBOL_DIMENSIONS / 2;
  int32_t status = cpwi_check_size("parameters", parameters, most, s->where, err);
  if (status == CPW_OK) status = check_base(s, base, err);
  if (status != CPW_OK) return status;
  if (s->options.correlation)
    return cpwi_fail(err, CPW_EINVAL, -1, s->where,
                     "options.correlation must be NULL: the indices are those of independent "
                     "parameters");
  int64_t rows = cpw_sobol_rows(base, parameters, s->options.second_order), cells;
  if (rows < 0 || !cpwi_multiply(rows, parameters, &cells) || cells > INT64_MAX / 8)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, s->where, "base x parameters^2 is too large");
  return unit ? CPW_OK : cpwi_fail(err, CPW_EINVAL, -1, s->where, "unit is NULL");
}

/* column j of one block: from A in the rows of A, of the other parameters' steps, and of B's own step back */
static void put_block(double *unit, int64_t p, int64_t j, int32_t pairs, double a, double b) {
  for (int64_t k = 0; k <= p; k++)
    unit[k * p + j] = k == j + 1 ? b : a;
  for (int64_t k = 0; pairs && k < p; k++)
    unit[(p + 1 + k) * p + j] = k == j ? a : b;
  unit[(pairs ? 2 * p + 1 : p + 1) * p + j] = b;
}

int32_t cpw_sobol_design(int64_t parameters, int64_t base, const cpw_sensitivity_options *options,
                         const cpw_run *run, double *unit, cpw_error *err) {
  cpwi_sensitivity s;
  int32_t status = cpwi_sensitivity_take(&s, options, run, __func__, err);
  if (status == CPW_OK) status = check_design(&s, parameters, base, unit, err);
  if (status != CPW_OK) return status;
  const cpwi_point_set points = {s.options.points, s.run.seed, (uint64_t)s.run.first_replication,
                                 CPWI_PURPOSE_SOBOL};
  int32_t pairs = s.options.second_order;
  int64_t block = pairs ? 2 * parameters + 2 : parameters + 2;
  double *column = cpwi_alloc(s.options.allocator, (size_t)base, 2 * sizeof *column);
  if (!column)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld points", (long long)base);
  for (int64_t j = 0; j < parameters; j++) {
    cpwi_point_column(&points, j, 0, base, column, 1);
    cpwi_point_column(&points, parameters + j, 0, base, column + base, 1);
    for (int64_t i = 0; i < base; i++)
      put_block(unit + i * block * parameters, parameters, j, pairs, column[i], column[base + i]);
  }
  cpwi_release(s.options.allocator, column);
  return CPW_OK;
}
