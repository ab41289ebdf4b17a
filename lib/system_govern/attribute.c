/* A loss shared out over its causes: structure, money and what else was switched off and on in paired runs.
 * Source: Shapley value (Shorrocks, J. Econ. Inequality 11, 2013, for decompositions of any measure).
 * Leaves the runs to the caller, the value to coalition. */
#include "system_govern/internal.h"

#include "carepath/coalition.h"

#define MOST_CAUSES 16

static int32_t check(const double *values, int64_t causes, const cpw_allocator *allocator,
                     const char *where, cpw_error *err) {
  if (causes < 1 || causes > MOST_CAUSES)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "causes = %lld must be 1 to %d", (long long)causes,
                     MOST_CAUSES);
  if (!values) return cpwi_fail(err, CPW_EINVAL, -1, where, "values is NULL");
  for (int64_t s = 0; s < INT64_C(1) << causes; s++)
    if (!(fabs(values[s]) <= 1e299))
      return cpwi_fail(err, CPW_EDOMAIN, s, where,
                       "values[%lld] = %s must be finite and at most 1e299", (long long)s,
                       cpwi_number(values[s]).text);
  return cpwi_check_allocator(allocator, where, err);
}

static void write_all(const double *v, int64_t n, const double *shapley, cpwi_sheet *s) {
  double *value = cpwi_sheet_real(s, "shapley", "", "mean of what a cause adds", "cause");
  double *alone = cpwi_sheet_real(s, "alone", "", "what it adds to no other", "cause");
  double *last = cpwi_sheet_real(s, "last", "", "what it adds to all others", "cause");
  double *share = cpwi_sheet_real(s, "share", "share", "of the total", "cause");
  double *pair =
      cpwi_sheet_real(s, "interaction", "", "of two beyond each, no other there", "cause other");
  int64_t all = (INT64_C(1) << n) - 1;
  double total = v[all] - v[0];
  for (int64_t i = 0; i < n && s->status == CPW_OK; i++) {
    int64_t bit = INT64_C(1) << i;
    value[i] = shapley[i];
    alone[i] = v[bit] - v[0];
    last[i] = v[all] - v[all - bit];
    share[i] = fabs(total) > 0 ? shapley[i] / total : CPWI_NAN;
    for (int64_t j = 0; j < n; j++)
      if (j != i) pair[i * n + j] = v[bit | INT64_C(1) << j] - v[bit] - v[INT64_C(1) << j] + v[0];
  }
  cpwi_sheet_number(s, "total", "", "with all causes less with none", total);
}

int32_t cpw_system_govern_attribute(const double *values, int64_t causes, const char *const *names,
                                    const cpw_allocator *allocator, cpw_result **out,
                                    cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = check(values, causes, allocator, __func__, err);
  if (status != CPW_OK) return status;
  int64_t sets = INT64_C(1) << causes;
  double shapley[MOST_CAUSES] = {0};
  double *from_none = cpwi_alloc(allocator, (size_t)sets, sizeof *from_none);
  if (!from_none)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "out of memory for %lld values",
                     (long long)sets);
  for (int64_t s = 0; s < sets; s++)
    from_none[s] = values[s] - values[0];
  status = cpw_coalition_shapley(from_none, causes, shapley, err);
  cpwi_release(allocator, from_none);
  if (status != CPW_OK) return status;
  cpwi_sheet s;
  cpwi_sheet_new(&s, allocator, err);
  cpwi_sheet_axis(&s, "cause", causes, names);
  cpwi_sheet_axis(&s, "other", causes, names);
  write_all(values, causes, shapley, &s);
  return cpwi_sheet_close(&s, CPW_OK, out);
}
