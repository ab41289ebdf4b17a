/* Problems and answers of any age, with their defaults, their checks, and columns scaled to length 1.
 * Source: the rules in carepath/least_squares.h; scales are powers of two, so that scaling rounds nothing.
 * Leaves the rows to triangle.c. */
#include "least_squares/internal.h"

#include <string.h>

static cpw_least_squares problem_defaults(void) {
  cpw_least_squares p;
  memset(&p, 0, sizeof p);
  p.struct_size = sizeof p;
  return p;
}

void cpw_least_squares_init_sized(cpw_least_squares *problem, size_t size) {
  cpw_least_squares p = problem_defaults();
  cpwi_init_sized(problem, size, &p, sizeof p);
}

void cpw_least_squares_answer_init_sized(cpw_least_squares_answer *answer, size_t size) {
  cpw_least_squares_answer a;
  memset(&a, 0, sizeof a);
  a.struct_size = sizeof a;
  cpwi_init_sized(answer, size, &a, sizeof a);
}

static int32_t check_counts(const cpwi_least_squares *p, cpw_error *err) {
  const cpw_least_squares *q = &p->problem;
  int64_t cells;
  if (q->rows < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, p->where, "rows = %lld must be >= 0", (long long)q->rows);
  if (q->columns < 1 || q->columns > CPW_LEAST_SQUARES_COLUMNS)
    return cpwi_fail(err, CPW_EINVAL, -1, p->where, "columns = %lld must be 1 to %d",
                     (long long)q->columns, CPW_LEAST_SQUARES_COLUMNS);
  if (!cpwi_multiply(q->rows, q->columns, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, p->where, "rows x columns is too large");
  if (q->rows > 0 && (!q->matrix || !q->target))
    return cpwi_fail(err, CPW_EINVAL, -1, p->where, "%s is NULL", q->matrix ? "target" : "matrix");
  if (!(q->ridge >= 0 && cpwi_ls_finite(q->ridge)))
    return cpwi_fail(err, CPW_EDOMAIN, -1, p->where, "ridge = %s must be finite and >= 0",
                     cpwi_number(q->ridge).text);
  return CPW_OK;
}

static int32_t check_rows(const cpwi_least_squares *p, cpw_error *err) {
  const cpw_least_squares *q = &p->problem;
  for (int64_t i = 0; i < q->rows; i++) {
    for (int64_t j = 0; j < q->columns; j++)
      if (!cpwi_ls_finite(q->matrix[i * q->columns + j]))
        return cpwi_fail(err, CPW_EDOMAIN, i * q->columns + j, p->where,
                         "matrix[%lld][%lld] = %s must be finite", (long long)i, (long long)j,
                         cpwi_number(q->matrix[i * q->columns + j]).text);
    if (!cpwi_ls_finite(q->target[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, p->where, "target[%lld] = %s must be finite",
                       (long long)i, cpwi_number(q->target[i]).text);
    if (q->weights && !(q->weights[i] >= 0 && cpwi_ls_finite(q->weights[i])))
      return cpwi_fail(err, CPW_EDOMAIN, i, p->where, "weights[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(q->weights[i]).text);
  }
  return CPW_OK;
}

static int32_t check_bounds(const cpwi_least_squares *p, cpw_error *err) {
  const cpw_least_squares *q = &p->problem;
  for (int64_t j = 0; j < q->columns; j++) {
    double low = q->lower ? q->lower[j] : 0, high = q->upper ? q->upper[j] : (double)INFINITY;
    if (!(low < (double)INFINITY))
      return cpwi_fail(err, CPW_EDOMAIN, j, p->where, "lower[%lld] = %s must be below inf",
                       (long long)j, cpwi_number(low).text);
    if (!(high > -(double)INFINITY))
      return cpwi_fail(err, CPW_EDOMAIN, j, p->where, "upper[%lld] = %s must be above -inf",
                       (long long)j, cpwi_number(high).text);
    if (low > high)
      return cpwi_fail(err, CPW_EDOMAIN, j, p->where,
                       "lower[%lld] = %s must not be above upper[%lld] = %s", (long long)j,
                       cpwi_number(low).text, (long long)j, cpwi_number(high).text);
    if (q->towards && !cpwi_ls_finite(q->towards[j]))
      return cpwi_fail(err, CPW_EDOMAIN, j, p->where, "towards[%lld] = %s must be finite",
                       (long long)j, cpwi_number(q->towards[j]).text);
  }
  return CPW_OK;
}

/* The length of column j with weights and ridge; by its largest element, so that nothing overflows. */
static double length_of(const cpw_least_squares *q, int64_t j) {
  double most = sqrt(q->ridge), sum = 0;
  for (int64_t i = 0; i < q->rows; i++) {
    double e = fabs(q->matrix[i * q->columns + j]) * sqrt(q->weights ? q->weights[i] : 1);
    most = e > most ? e : most;
  }
  if (!(most > 0) || !cpwi_ls_finite(most)) return most;
  for (int64_t i = 0; i < q->rows; i++) {
    double e = q->matrix[i * q->columns + j] * sqrt(q->weights ? q->weights[i] : 1) / most;
    sum += e * e;
  }
  return most * sqrt(sum + q->ridge / most / most);
}

/* A column's power of two, and bounds in its units. */
static int32_t scale_column(cpwi_least_squares *p, int64_t j, cpw_error *err) {
  const cpw_least_squares *q = &p->problem;
  double length = length_of(q, j);
  int exponent = 0;
  if (!cpwi_ls_finite(length) || (length > 0 && length < 0x1p-900) || length > 0x1p900)
    return cpwi_fail(err, CPW_EOVERFLOW, j, p->where,
                     "column %lld has the length %s: beyond what can be squared", (long long)j,
                     cpwi_number(length).text);
  if (length > 0) (void)frexp(length, &exponent);
  p->scale[j] = ldexp(1, -exponent);
  p->lower[j] = (q->lower ? q->lower[j] : 0) / p->scale[j];
  p->upper[j] = (q->upper ? q->upper[j] : (double)INFINITY) / p->scale[j];
  return CPW_OK;
}

int32_t cpwi_ls_take(cpwi_least_squares *p, const cpw_least_squares *problem, const cpw_run *run,
                     cpw_error *err) {
  p->problem = problem_defaults();
  if (!problem) return cpwi_fail(err, CPW_EINVAL, -1, p->where, "problem is NULL");
  int32_t status = cpwi_take_options(&p->problem, sizeof p->problem, problem, p->where, err);
  if (status == CPW_OK) status = cpwi_take_run(&p->run, run, p->where, err);
  if (status == CPW_OK) status = check_counts(p, err);
  if (status == CPW_OK) status = check_rows(p, err);
  if (status == CPW_OK) status = check_bounds(p, err);
  if (status != CPW_OK) return status;
  size_t n = (size_t)p->problem.columns;
  const cpw_allocator *a = p->allocator;
  p->n = p->problem.columns;
  p->rows = p->n + 1;
  p->scale = cpwi_alloc(a, n, sizeof *p->scale);
  p->x = cpwi_alloc_zero(a, n, sizeof *p->x);
  p->lower = cpwi_alloc(a, n, sizeof *p->lower);
  p->upper = cpwi_alloc(a, n, sizeof *p->upper);
  p->trial = cpwi_alloc(a, n, sizeof *p->trial);
  p->length = cpwi_alloc(a, n, sizeof *p->length);
  p->blocked = cpwi_alloc_zero(a, n, sizeof *p->blocked);
  p->rest = cpwi_alloc(a, n + 1, sizeof *p->rest);
  p->order = cpwi_alloc(a, n, sizeof *p->order);
  p->state = cpwi_alloc_zero(a, n, sizeof *p->state);
  p->triangle = cpwi_alloc_zero(a, (n + 1) * (n + 1), sizeof *p->triangle);
  if (!p->scale || !p->x || !p->lower || !p->upper || !p->trial || !p->length || !p->blocked ||
      !p->rest || !p->order || !p->state || !p->triangle)
    return cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for %lld columns", (long long)p->n);
  for (int64_t j = 0; status == CPW_OK && j < p->n; j++)
    status = scale_column(p, j, err);
  return status;
}
