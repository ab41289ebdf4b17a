/* The benefit of money at one unit, spend by spend.
 * Source: cpw_system_curve of carepath/system_allocate.h.
 * Leaves the runs to evaluate.c. */
#include "system_allocate/internal.h"

static int32_t check(const cpwi_allocate *s, int64_t unit, const double *spend, int64_t n,
                     const double *benefit, cpw_error *err) {
  if (unit < 0 || unit >= s->system->capacities)
    return cpwi_fail(err, CPW_EINVAL, -1, s->where,
                     "unit = %lld must be a row of capacity, 0 to %lld", (long long)unit,
                     (long long)(s->system->capacities - 1));
  if (n < 0 || (n > 0 && (!spend || !benefit)))
    return cpwi_fail(err, CPW_EINVAL, -1, s->where,
                     "n = %lld must be >= 0, spend and benefit given", (long long)n);
  for (int64_t i = 0; i < n; i++)
    if (!(spend[i] >= 0 && spend[i] <= 1e100))
      return cpwi_fail(err, CPW_EDOMAIN, i, s->where, "spend[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(spend[i]).text);
  return CPW_OK;
}

static int32_t fill(cpwi_allocate *s, int64_t unit, const double *spend, int64_t n, double *benefit,
                    cpw_error *err) {
  int64_t place = s->place[unit];
  double *value = cpwi_alloc_zero(s->a, (size_t)s->width, sizeof *value);
  cpwi_allocate_job *job = cpwi_alloc_zero(s->a, (size_t)n + 1, sizeof *job);
  int32_t status = value && job ? CPW_OK : cpwi_allocate_no_memory(s, err);
  if (status == CPW_OK) status = cpwi_allocate_put(s, place, 0.0, value, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++)
    job[i] = (cpwi_allocate_job){place, spend[i]};
  if (status == CPW_OK) status = cpwi_allocate_evaluate(s, job, n, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++) {
    cpwi_allocate_read(s, place, spend[i], value);
    benefit[i] = 0.0;
    for (int64_t g = 0; g < s->groups; g++)
      benefit[i] += s->weight[g] * cpwi_allocate_mixed_at(s, value, g);
  }
  cpwi_release(s->a, value);
  cpwi_release(s->a, job);
  return status;
}

int32_t cpwi_system_curve(const cpwi_allocate_engine *engine,
                          const cpw_system_allocate_options *options, int64_t unit,
                          const double *spend, int64_t n, const cpw_run *run, double *benefit,
                          cpw_error *err) {
  cpwi_allocate s;
  int32_t status = cpwi_allocate_take(&s, engine, options, run, "cpw_system_curve", err);
  if (status != CPW_OK) return status;
  s.options.targets = 0;
  status = check(&s, unit, spend, n, benefit, err);
  if (status == CPW_OK) status = cpwi_allocate_units(&s, CPW_NONE, err);
  if (status == CPW_OK) status = fill(&s, unit, spend, n, benefit, err);
  cpwi_allocate_free(&s);
  return status;
}
