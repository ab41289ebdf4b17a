/* Programmes, options and answers of any age, with their defaults, and the checks of single numbers.
 * Source: the rules in carepath/linear.h.
 * Leaves the matrix to load.c. */
#include "linear/internal.h"

#include <string.h>

static cpw_linear_program program_defaults(void) {
  cpw_linear_program p;
  memset(&p, 0, sizeof p);
  p.struct_size = sizeof p;
  return p;
}

static cpw_linear_options options_defaults(void) {
  cpw_linear_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.tolerance = 1e-9;
  return o;
}

void cpw_linear_program_init_sized(cpw_linear_program *program, size_t size) {
  cpw_linear_program p = program_defaults();
  cpwi_init_sized(program, size, &p, sizeof p);
}

void cpw_linear_options_init_sized(cpw_linear_options *options, size_t size) {
  cpw_linear_options o = options_defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

void cpw_linear_answer_init_sized(cpw_linear_answer *answer, size_t size) {
  cpw_linear_answer a;
  memset(&a, 0, sizeof a);
  a.struct_size = sizeof a;
  cpwi_init_sized(answer, size, &a, sizeof a);
}

static int32_t check_counts(const cpw_linear_program *p, const char *where, cpw_error *err) {
  const struct {
    const char *name;
    int64_t value;
  } counts[] = {{"rows", p->rows}, {"columns", p->columns}, {"entries", p->entries}};
  for (int i = 0; i < 3; i++) {
    if (counts[i].value < 0)
      return cpwi_fail(err, CPW_EINVAL, -1, where, "%s = %lld must be >= 0", counts[i].name,
                       (long long)counts[i].value);
    if (counts[i].value > INT32_MAX)
      return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "%s = %lld must be at most %lld",
                       counts[i].name, (long long)counts[i].value, (long long)INT32_MAX);
  }
  if (p->entries > 0 && (!p->row || !p->value || (!p->start && !p->column)))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL",
                     !p->row ? "row" : (!p->value ? "value" : "start or column"));
  if (p->start && p->column)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "start and column are both given: by columns or by triplets, not both");
  return CPW_OK;
}

static int32_t check_start(const cpw_linear_program *p, const char *where, cpw_error *err) {
  for (int64_t j = 0; p->start && j <= p->columns; j++) {
    int64_t least = j ? p->start[j - 1] : 0;
    if (p->start[j] < least || p->start[j] > p->entries || (j == 0 && p->start[0] != 0) ||
        (j == p->columns && p->start[j] != p->entries))
      return cpwi_fail(err, CPW_EINVAL, j, where,
                       "start[%lld] = %lld must rise from 0 to entries = %lld", (long long)j,
                       (long long)p->start[j], (long long)p->entries);
  }
  return CPW_OK;
}

static int32_t check_entries(const cpw_linear_program *p, const char *where, cpw_error *err) {
  for (int64_t k = 0; k < p->entries; k++) {
    if (p->row[k] < 0 || p->row[k] >= p->rows)
      return cpwi_fail(err, CPW_EINVAL, k, where, "row[%lld] = %lld must be 0 to %lld",
                       (long long)k, (long long)p->row[k], (long long)p->rows - 1);
    if (p->column && (p->column[k] < 0 || p->column[k] >= p->columns))
      return cpwi_fail(err, CPW_EINVAL, k, where, "column[%lld] = %lld must be 0 to %lld",
                       (long long)k, (long long)p->column[k], (long long)p->columns - 1);
    if (!isfinite(p->value[k]))
      return cpwi_fail(err, CPW_EDOMAIN, k, where, "value[%lld] = %s must be finite", (long long)k,
                       cpwi_number(p->value[k]).text);
  }
  return CPW_OK;
}

static int32_t check_bounds(const double *bound, int64_t count, double wrong, const char *name,
                            const char *where, cpw_error *err) {
  for (int64_t i = 0; bound && i < count; i++)
    if (bound[i] != bound[i] || bound[i] == wrong)
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld] = %s must be %s", name, (long long)i,
                       cpwi_number(bound[i]).text,
                       bound[i] != bound[i] ? "a number"
                                            : (wrong > 0 ? "below inf" : "above -inf"));
  return CPW_OK;
}

int32_t cpwi_linear_take(cpw_linear_program *known, const cpw_linear_program *given,
                         const char *where, cpw_error *err) {
  *known = program_defaults();
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "program is NULL");
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"maximise", known->maximise, 1}};
  status = cpwi_check_choices(choices, 1, where, err);
  if (status == CPW_OK) status = check_counts(known, where, err);
  if (status == CPW_OK) status = check_start(known, where, err);
  if (status == CPW_OK) status = check_entries(known, where, err);
  if (status != CPW_OK) return status;
  if (!isfinite(known->offset))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "offset = %s must be finite",
                     cpwi_number(known->offset).text);
  for (int64_t j = 0; known->cost && j < known->columns; j++)
    if (!isfinite(known->cost[j]))
      return cpwi_fail(err, CPW_EDOMAIN, j, where, "cost[%lld] = %s must be finite", (long long)j,
                       cpwi_number(known->cost[j]).text);
  int64_t m = known->rows, n = known->columns;
  status = check_bounds(known->column_lower, n, (double)INFINITY, "column_lower", where, err);
  if (status == CPW_OK)
    status = check_bounds(known->column_upper, n, -(double)INFINITY, "column_upper", where, err);
  if (status == CPW_OK)
    status = check_bounds(known->row_lower, m, (double)INFINITY, "row_lower", where, err);
  if (status == CPW_OK)
    status = check_bounds(known->row_upper, m, -(double)INFINITY, "row_upper", where, err);
  return status;
}

int32_t cpwi_linear_take_options(cpw_linear_options *known, const cpw_linear_options *given,
                                 const char *where, cpw_error *err) {
  *known = options_defaults();
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status != CPW_OK) {
    known->allocator = NULL; /* nothing was taken from it */
    return status;
  }
  const cpwi_choice choices[] = {{"unscaled", known->unscaled, 1}, {"bland", known->bland, 1}};
  status = cpwi_check_choices(choices, 2, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(known->allocator, where, err);
  if (status != CPW_OK) return status;
  if (!(known->tolerance >= 1e-12 && known->tolerance <= 1e-3))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.tolerance = %s must be 1e-12 to 1e-3",
                     cpwi_number(known->tolerance).text);
  if (known->iterations < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "options.iterations = %lld must be >= 0",
                     (long long)known->iterations);
  if (!known->column_status != !known->row_status)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.column_status and options.row_status go together, one is NULL");
  return CPW_OK;
}
