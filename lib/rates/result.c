/* Results by group and level: their dimensions and arrays.
 * Source: none, bookkeeping. Leaves the numbers to the functions that ask for it. */
#include "rates/internal.h"

int32_t cpwi_rates_arrays(cpw_result *result, cpwi_rates_array *arrays, int64_t count,
                          cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < count && status == CPW_OK; i++) {
    cpwi_rates_array *a = &arrays[i];
    status = cpw_result_add_array(result, a->name, a->unit, a->description, a->dimensions, a->type,
                                  CPW_MERGE_SAME, &a->memory, err);
  }
  return status;
}

int32_t cpwi_rates_new(const cpw_allocator *a, const char *first, int64_t n,
                       const char *const *labels, const double *level, int64_t levels,
                       cpw_result **out, cpw_error *err) {
  cpw_result *result = NULL;
  void *memory = NULL;
  int32_t status = cpw_result_new(a, &result, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, first, n, labels, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, "level", levels, NULL, err);
  if (status == CPW_OK)
    status = cpw_result_add_array(result, "level", "", "two-sided confidence of the limits",
                                  "level", CPW_DOUBLE, CPW_MERGE_SAME, &memory, err);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  memcpy(memory, level, (size_t)levels * sizeof *level);
  *out = result;
  return CPW_OK;
}
