/* Points of the unit cube as inputs of a model: the laws of all parameters made ready, and their quantiles.
 * Source: inversion, parameter by parameter; quantiles never fall, so that the ends of a column tell whether
 * all of it is finite. Leaves the quantiles to laws.c and dependence to sample.c. */
#include "base/order.h"
#include "sensitivity/internal.h"

/* rising values and the weights up to each */
static int32_t take_choices(cpwi_law *l, const cpw_parameter *p, const cpw_allocator *a,
                            const char *where, cpw_error *err) {
  size_t n = (size_t)p->count;
  int64_t *order = cpwi_alloc(a, n, sizeof *order);
  l->at = cpwi_alloc(a, n, sizeof *l->at);
  l->upto = cpwi_alloc(a, n, sizeof *l->upto);
  l->count = p->count;
  int32_t status = CPW_OK;
  if (!order || !l->at || !l->upto)
    status =
        cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld choices", (long long)p->count);
  if (status == CPW_OK) status = cpwi_order(p->values, p->count, 0, order, a, where, err);
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t k = 0; status == CPW_OK && k < p->count; k++) {
    l->at[k] = p->values[order[k]];
    cpw_exact_sum_add(&sum, p->weights ? p->weights[order[k]] : 1.0);
    l->upto[k] = cpw_exact_sum_value(&sum);
  }
  cpwi_release(a, order);
  return status;
}

void cpwi_laws_free(cpwi_law *laws, int64_t count, const cpw_allocator *a) {
  for (int64_t i = 0; laws && i < count; i++) {
    cpwi_release(a, laws[i].at);
    cpwi_release(a, laws[i].upto);
  }
  cpwi_release(a, laws);
}

int32_t cpwi_laws_new(const cpw_parameter *parameters, int64_t count, const cpw_allocator *a,
                      const char *where, cpwi_law **out, cpw_error *err) {
  *out = NULL;
  if (!parameters) return cpwi_fail(err, CPW_EINVAL, -1, where, "parameters is NULL");
  int32_t status = cpwi_check_size("count", count, INT32_MAX, where, err);
  for (int64_t i = 0; status == CPW_OK && i < count; i++)
    status = cpwi_law_check(&parameters[i], "parameters", i, where, err);
  if (status != CPW_OK) return status;
  cpwi_law *laws = cpwi_alloc_zero(a, (size_t)count, sizeof *laws);
  if (!laws)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld parameters", (long long)count);
  for (int64_t i = 0; status == CPW_OK && i < count; i++) {
    cpwi_law_prepare(&laws[i], &parameters[i]);
    if (laws[i].law == CPW_PARAMETER_CHOICES)
      status = take_choices(&laws[i], &parameters[i], a, where, err);
  }
  if (status == CPW_OK)
    *out = laws;
  else
    cpwi_laws_free(laws, count, a);
  return status;
}

/* the ends of column j, all of it in [0, 1]? */
static int32_t check_column(const cpwi_law *laws, int64_t j, int64_t count, const double *unit,
                            int64_t rows, const char *where, cpw_error *err) {
  int64_t least = j, most = j;
  for (int64_t i = j; i < rows * count; i += count) {
    if (!(unit[i] >= 0 && unit[i] <= 1))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "unit[%lld][%lld] = %s must be from 0 to 1",
                       (long long)(i / count), (long long)j, cpwi_number(unit[i]).text);
    least = unit[i] < unit[least] ? i : least;
    most = unit[i] > unit[most] ? i : most;
  }
  const int64_t ends[2] = {least, most};
  for (int k = 0; k < 2; k++) {
    double x = cpwi_law_quantile(&laws[j], unit[ends[k]]);
    if (!cpwi_finite(x))
      return cpwi_fail(err, CPW_EDOMAIN, ends[k], where,
                       "unit[%lld][%lld] = %s gives %s, which is not finite (%s)",
                       (long long)(ends[k] / count), (long long)j, cpwi_number(unit[ends[k]]).text,
                       cpwi_number(x).text, cpw_parameter_law_name(laws[j].law));
  }
  return CPW_OK;
}

int32_t cpwi_laws_map(const cpwi_law *laws, int64_t count, const double *unit, int64_t rows,
                      const char *where, double *x, cpw_error *err) {
  for (int64_t j = 0; rows > 0 && j < count; j++) {
    int32_t status = check_column(laws, j, count, unit, rows, where, err);
    if (status != CPW_OK) return status;
  }
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = 0; j < count; j++)
      x[i * count + j] = cpwi_law_quantile(&laws[j], unit[i * count + j]);
  return CPW_OK;
}

int32_t cpw_parameters_map(const cpw_parameter *parameters, int64_t count, const double *unit,
                           int64_t rows, const cpw_allocator *allocator, double *x,
                           cpw_error *err) {
  cpwi_law *laws = NULL;
  int64_t cells;
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  if (rows < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "rows = %lld must be >= 0", (long long)rows);
  status = cpwi_laws_new(parameters, count, allocator, __func__, &laws, err);
  if (status != CPW_OK) return status;
  if (rows > 0 && (!unit || !x))
    status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", unit ? "x" : "unit");
  else if (!cpwi_multiply(rows, count, &cells))
    status = cpwi_fail(err, CPW_EOVERFLOW, -1, __func__, "rows x count is too large");
  else
    status = cpwi_laws_map(laws, count, unit, rows, __func__, x, err);
  cpwi_laws_free(laws, count, allocator);
  return status;
}
