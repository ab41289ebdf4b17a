/* A table of any age, checked but for its values: sizes, weights, directions, bounds.
 * Source: the rules in carepath/mcda.h.
 * Leaves the values to columns.c, which reads them anyway. */
#include "mcda/internal.h"

static cpw_mcda_table table_defaults(void) {
  cpw_mcda_table t;
  memset(&t, 0, sizeof t);
  t.struct_size = sizeof t;
  return t;
}

void cpw_mcda_table_init_sized(cpw_mcda_table *table, size_t size) {
  cpw_mcda_table t = table_defaults();
  cpwi_init_sized(table, size, &t, sizeof t);
}

static int32_t check_sizes(const cpwi_mcda *w, cpw_error *err) {
  const cpw_mcda_table *t = &w->table;
  int64_t cells;
  if (t->rows < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, w->where, "table.rows = %lld must be >= 0",
                     (long long)t->rows);
  if (t->criteria < 1 || t->criteria > CPW_MCDA_MAX_CRITERIA)
    return cpwi_fail(err, CPW_EINVAL, -1, w->where, "table.criteria = %lld must be 1 to %d",
                     (long long)t->criteria, CPW_MCDA_MAX_CRITERIA);
  if (!cpwi_multiply(t->rows, t->criteria * (int64_t)sizeof(double), &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, w->where, "table.rows = %lld are too many",
                     (long long)t->rows);
  if (!t->values && t->rows > 0)
    return cpwi_fail(err, CPW_EINVAL, -1, w->where, "table.values must be given");
  if (t->normalise < CPW_MCDA_FIXED || t->normalise > CPW_MCDA_NONE)
    return cpwi_fail(err, CPW_EINVAL, -1, w->where, "table.normalise = %d must be 0 to %d",
                     (int)t->normalise, CPW_MCDA_NONE);
  if (t->outside < CPW_MCDA_OUTSIDE_REFUSE || t->outside > CPW_MCDA_OUTSIDE_CLAMP)
    return cpwi_fail(err, CPW_EINVAL, -1, w->where, "table.outside = %d must be 0 to %d",
                     (int)t->outside, CPW_MCDA_OUTSIDE_CLAMP);
  return CPW_OK;
}

int32_t cpwi_mcda_check_weights(const double *weights, int64_t count, const char *name,
                                const char *where, cpw_error *err) {
  double sum = 0;
  if (!weights) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s must be given", name);
  for (int64_t j = 0; j < count; j++) {
    if (!(weights[j] >= 0) || !cpwi_is_finite(weights[j]))
      return cpwi_fail(err, CPW_EDOMAIN, j, where, "%s[%lld] = %s must be finite and >= 0", name,
                       (long long)j, cpwi_number(weights[j]).text);
    sum += weights[j];
  }
  if (!(fabs(sum - 1) <= CPW_MCDA_WEIGHT_TOLERANCE))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s sum to %s, must be 1", name,
                     cpwi_number(sum).text);
  return CPW_OK;
}

static int32_t check_directions(const cpwi_mcda *w, cpw_error *err) {
  const int32_t *d = w->table.directions;
  for (int64_t j = 0; d && j < w->table.criteria; j++)
    if (d[j] != 1 && d[j] != -1)
      return cpwi_fail(err, CPW_EDOMAIN, j, w->where, "directions[%lld] = %d must be 1 or -1",
                       (long long)j, (int)d[j]);
  return CPW_OK;
}

static int32_t check_bounds(const cpwi_mcda *w, cpw_error *err) {
  const double *lower = w->table.lower, *upper = w->table.upper;
  if (!lower && !upper) return CPW_OK;
  if (!lower || !upper)
    return cpwi_fail(err, CPW_EINVAL, -1, w->where, "table.%s must be given with table.%s",
                     lower ? "upper" : "lower", lower ? "lower" : "upper");
  for (int64_t j = 0; j < w->table.criteria; j++) {
    if (!cpwi_is_finite(lower[j]))
      return cpwi_fail(err, CPW_EDOMAIN, j, w->where, "lower[%lld] = %s must be finite",
                       (long long)j, cpwi_number(lower[j]).text);
    if (!cpwi_is_finite(upper[j]) || !(upper[j] > lower[j]) || !cpwi_is_finite(upper[j] - lower[j]))
      return cpwi_fail(err, CPW_EDOMAIN, j, w->where,
                       "upper[%lld] = %s must be above lower[%lld] = %s by a finite range",
                       (long long)j, cpwi_number(upper[j]).text, (long long)j,
                       cpwi_number(lower[j]).text);
  }
  return CPW_OK;
}

int32_t cpwi_mcda_take(cpwi_mcda *w, const cpw_mcda_table *table, const cpw_run *run,
                       int32_t unweighted, const char *where, cpw_error *err) {
  memset(w, 0, sizeof *w);
  w->where = where;
  w->table = table_defaults();
  if (!table) return cpwi_fail(err, CPW_EINVAL, -1, where, "table must be given");
  int32_t status = cpwi_take_options(&w->table, sizeof w->table, table, where, err);
  if (status != CPW_OK) return status;
  if ((status = cpwi_check_allocator(w->table.allocator, where, err)) != CPW_OK ||
      (status = cpwi_take_run(&w->run, run, where, err)) != CPW_OK ||
      (status = check_sizes(w, err)) != CPW_OK || (status = check_directions(w, err)) != CPW_OK ||
      (status = check_bounds(w, err)) != CPW_OK)
    return status;
  return unweighted
             ? CPW_OK
             : cpwi_mcda_check_weights(w->table.weights, w->table.criteria, "weights", where, err);
}

void cpwi_mcda_free(cpwi_mcda *w) {
  cpwi_release(w->table.allocator, w->columns);
  w->columns = NULL;
}

int32_t cpwi_mcda_fail_value(const cpwi_mcda *w, int64_t row, int64_t j, const char *rule,
                             cpw_error *err) {
  int64_t k = row * w->table.criteria + j;
  return cpwi_fail(err, CPW_EDOMAIN, k, w->where,
                   "values[%lld] = %s (row %lld, criterion %lld) must be %s", (long long)k,
                   cpwi_number(w->table.values[k]).text, (long long)row, (long long)j, rule);
}

double *cpwi_mcda_numbers(const cpwi_mcda *w, int64_t rows, int64_t each, cpw_error *err) {
  int64_t count;
  double *numbers = NULL;
  if (cpwi_multiply(rows, each, &count))
    numbers = cpwi_alloc(w->table.allocator, (size_t)count, sizeof *numbers);
  if (!numbers)
    cpwi_fail(err, CPW_ENOMEM, -1, w->where, "no memory for %lld rows", (long long)rows);
  return numbers;
}
