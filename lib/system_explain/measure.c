/* A run as a few numbers: the measures of all, and one of them by group, organisation or service.
 * Source: the arrays of cpw_system_plan_run; sums are exact, so that the order of rows does not matter.
 * Leaves the run to lib/system_run. */
#include "carepath/stats.h"
#include "system_explain/internal.h"

#include <string.h>

int32_t cpwi_explain_real(cpw_result *r, const char *name, const char *unit, const char *about,
                          const char *dimensions, double **out, cpw_error *err) {
  void *memory = NULL;
  int32_t status = cpw_result_add_array(r, name, unit, about, dimensions, CPW_DOUBLE,
                                        CPW_MERGE_SAME, &memory, err);
  *out = memory;
  return status;
}

int32_t cpwi_explain_whole(cpw_result *r, const char *name, const char *unit, const char *about,
                           const char *dimensions, int64_t **out, cpw_error *err) {
  void *memory = NULL;
  int32_t status = cpw_result_add_array(r, name, unit, about, dimensions, CPW_INT64, CPW_MERGE_SAME,
                                        &memory, err);
  *out = memory;
  return status;
}

const cpw_array *cpwi_explain_array(const cpw_result *run, const char *name, int64_t dimensions,
                                    const char *where, cpw_error *err) {
  const cpw_array *x = cpw_result_find(run, name);
  if (x && x->type == CPW_DOUBLE && x->dimensions == dimensions) return x;
  cpwi_fail(err, CPW_EINVAL, -1, where, "run has no array %s of a system's run", name);
  return NULL;
}

static const char *const array_name[CPW_EXPLAIN_MEASURES] = {
    "closing", "waited", "treated", "removed", "beyond", "over_52", "harm", "gain", "spend"};

static int64_t cell_of(const cpwi_explain *x, const cpw_system *s, int64_t unit, int64_t group) {
  switch (x->o.by) {
  case CPW_EXPLAIN_BY_GROUP:
    return group;
  case CPW_EXPLAIN_BY_ORGANISATION:
    return s->capacity[unit].organisation;
  case CPW_EXPLAIN_BY_SERVICE:
    return s->capacity[unit].service;
  default:
    return 0;
  }
}

/* One measure of all. */
static int32_t sum_all(const cpwi_explain *x, const cpw_result *r, int32_t measure, double *out,
                       cpw_error *err) {
  const cpw_array *v = cpwi_explain_array(r, array_name[measure],
                                          measure == CPW_EXPLAIN_SPEND ? 2 : 3, x->where, err);
  if (!v) return CPW_EINTERNAL;
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < v->size; i++)
    cpw_exact_sum_add(&sum, v->real[i]);
  const cpw_array *policy = cpw_result_find(r, "policy_spend");
  if (measure == CPW_EXPLAIN_SPEND && policy)
    for (int64_t i = 0; i < policy->size; i++)
      cpw_exact_sum_add(&sum, policy->real[i]);
  *out = cpw_exact_sum_value(&sum);
  return CPW_OK;
}

static int32_t sum_cells(const cpwi_explain *x, const cpw_system *s, const cpw_result *r,
                         double *cell, cpw_error *err) {
  int money = x->o.measure == CPW_EXPLAIN_SPEND;
  if (x->o.by == CPW_EXPLAIN_BY_ALL) return sum_all(x, r, x->o.measure, cell, err);
  const cpw_array *v =
      cpwi_explain_array(r, array_name[x->o.measure], money ? 2 : 3, x->where, err);
  if (!v) return CPW_EINTERNAL;
  cpw_exact_sum *sum = cpwi_alloc(x->a, (size_t)x->cells, sizeof *sum);
  if (!sum) return cpwi_fail(err, CPW_ENOMEM, -1, x->where, "no memory for the sums");
  for (int64_t c = 0; c < x->cells; c++)
    cpw_exact_sum_init(&sum[c]);
  int64_t lanes = money ? 1 : s->groups, periods = v->size / (s->capacities * lanes);
  for (int64_t u = 0; u < s->capacities; u++)
    for (int64_t g = 0; g < lanes; g++)
      for (int64_t t = 0; t < periods; t++)
        cpw_exact_sum_add(&sum[cell_of(x, s, u, g)], v->real[(u * lanes + g) * periods + t]);
  for (int64_t c = 0; c < x->cells; c++)
    cell[c] = cpw_exact_sum_value(&sum[c]);
  cpwi_release(x->a, sum);
  return CPW_OK;
}

int32_t cpwi_explain_run(const cpwi_explain *x, const cpwi_explain_what *what, double *all,
                         double *cell, cpw_error *err) {
  cpw_system_run_options o = x->run;
  o.scenario = what->scenario;
  o.policy = what->policy;
  o.policies = what->policies;
  cpw_system_plan *plan = NULL;
  cpw_result *r = NULL;
  int32_t status = cpw_system_plan_new(what->s, &o, &plan, err);
  if (status == CPW_OK) status = cpw_system_plan_run(plan, NULL, &r, err);
  for (int32_t k = 0; status == CPW_OK && all && k < CPW_EXPLAIN_MEASURES; k++)
    status = sum_all(x, r, k, &all[k], err);
  if (status == CPW_OK && cell) status = sum_cells(x, what->s, r, cell, err);
  cpw_result_free(r);
  cpw_system_plan_free(plan);
  return status;
}

int32_t cpwi_explain_number(const cpwi_explain *x, double value, cpw_error *err) {
  if (isfinite(value)) return CPW_OK;
  return cpwi_fail(
      err, CPW_EDOMAIN, -1, x->where,
      "the measure %s has no value: more bands are needed for it, or sums are infinite",
      cpw_system_measure_name(x->o.measure));
}

int32_t cpwi_explain_cells(const cpwi_explain *x, cpw_result *r, cpw_error *err) {
  static const char *const all[1] = {"all"};
  const cpw_system *s = x->s;
  if (x->o.by == CPW_EXPLAIN_BY_ALL) return cpw_result_add_dimension(r, "cell", 1, all, err);
  if (x->o.by == CPW_EXPLAIN_BY_GROUP)
    return cpw_result_add_dimension(r, "cell", s->groups, s->group ? s->group : all, err);
  const char **label = cpwi_alloc_zero(x->a, (size_t)x->cells, sizeof *label);
  if (!label) return cpwi_fail(err, CPW_ENOMEM, -1, x->where, "no memory for labels");
  for (int64_t c = 0; c < x->cells; c++)
    label[c] = x->o.by == CPW_EXPLAIN_BY_SERVICE ? s->service[c].id : s->organisation[c].id;
  int32_t status = cpw_result_add_dimension(r, "cell", x->cells, label, err);
  cpwi_release(x->a, label);
  return status;
}
