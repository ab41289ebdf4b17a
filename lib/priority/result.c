/* Results whose dimension is the criteria of a policy.
 * Source: the result type of carepath/base.h. Leaves the numbers to explain.c and compare.c. */
#include "priority/reasons.h"

double *cpwi_add_reals(cpw_result *result, const char *name, const char *unit,
                       const char *description, const char *dimensions, int32_t *status,
                       cpw_error *err) {
  void *memory = NULL;
  if (*status != CPW_OK) return NULL;
  *status = cpw_result_add_array(result, name, unit, description, dimensions, CPW_DOUBLE,
                                 CPW_MERGE_SAME, &memory, err);
  return *status == CPW_OK ? memory : NULL;
}

void cpwi_add_real(cpw_result *result, const char *name, const char *unit, const char *description,
                   double value, int32_t *status, cpw_error *err) {
  double *memory = cpwi_add_reals(result, name, unit, description, "", status, err);
  if (memory) *memory = value;
}

void cpwi_add_whole(cpw_result *result, const char *name, const char *unit, const char *description,
                    int64_t value, int32_t *status, cpw_error *err) {
  void *memory = NULL;
  if (*status != CPW_OK) return;
  *status = cpw_result_add_array(result, name, unit, description, "", CPW_INT64, CPW_MERGE_SAME,
                                 &memory, err);
  if (*status == CPW_OK) *(int64_t *)memory = value;
}

int32_t cpwi_reason_result(const cpwi_ranker *r, cpw_result **out, cpw_error *err) {
  int64_t m = r->policy.criterion_count;
  const char **names = cpwi_alloc(r->allocator, (size_t)m, sizeof *names);
  cpw_result *result = NULL;
  if (!names)
    return cpwi_fail(err, CPW_ENOMEM, -1, r->where, "no memory for %lld criteria", (long long)m);
  for (int64_t k = 0; k < m; k++)
    names[k] = r->policy.criteria[k].name;
  int32_t status = cpw_result_new(r->allocator, &result, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, "criterion", m, names, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  cpwi_release(r->allocator, names);
  return status;
}
