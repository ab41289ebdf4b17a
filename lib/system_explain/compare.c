/* Scenarios beside one another: every measure, its difference to the baseline, and with chance the limits of paired
 * differences under common random numbers.
 * Source: the rule of cpw_system_compare; Student's limits of stats.h.
 * Leaves the runs to lib/system_run; what differs to change.c. */
#include "carepath/stats.h"
#include "system_explain/internal.h"

#include <string.h>

#define WHERE "cpw_system_compare"

typedef struct table {
  cpwi_explain x;
  cpw_run run;
  int64_t count;
  int32_t *scenario;  /* (count) */
  double *measure;    /* (count + 1, CPW_EXPLAIN_MEASURES): the baseline last */
  cpw_result **drawn; /* (count + 1) replications, NULL where there are none */
  cpw_result *r;
} table;

static int32_t no_memory(cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for the scenarios");
}

static int32_t take_scenarios(table *t, const int32_t *scenario, int64_t scenarios,
                              cpw_error *err) {
  const cpw_system *s = t->x.s;
  if (scenario && scenarios < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "scenarios = %lld must be >= 0",
                     (long long)scenarios);
  t->count = scenario ? scenarios : s->scenarios + 1;
  t->scenario = cpwi_alloc_zero(t->x.a, (size_t)t->count, sizeof *t->scenario);
  t->measure =
      cpwi_alloc_zero(t->x.a, (size_t)t->count + 1, CPW_EXPLAIN_MEASURES * sizeof *t->measure);
  t->drawn = cpwi_alloc_zero(t->x.a, (size_t)t->count + 1, sizeof(cpw_result *));
  if (!t->scenario || !t->measure || !t->drawn) return no_memory(err);
  for (int64_t k = 0; k < t->count; k++) {
    int32_t number = scenario ? scenario[k] : (int32_t)k - 1;
    t->scenario[k] = number;
    if (number < CPW_NONE || number >= s->scenarios)
      return cpwi_fail(err, CPW_EINVAL, k, WHERE,
                       "scenario[%lld] = %d must be a scenario, 0 to %lld, or -1", (long long)k,
                       number, (long long)s->scenarios - 1);
    for (int64_t j = 0; j < k; j++)
      if (t->scenario[j] == number)
        return cpwi_fail(err, CPW_EINVAL, k, WHERE, "scenario[%lld] = %d is there twice",
                         (long long)k, number);
  }
  return CPW_OK;
}

static int32_t number_of(const table *t, int64_t k) {
  return k < t->count ? t->scenario[k] : CPW_NONE;
}

static int32_t measures(void *context, int64_t first, int64_t last, cpw_error *err) {
  const table *t = context;
  for (int64_t k = first; k < last; k++) {
    cpwi_explain_what what = {t->x.s, number_of(t, k), t->x.policy, t->x.policies};
    int32_t status =
        cpwi_explain_run(&t->x, &what, t->measure + k * CPW_EXPLAIN_MEASURES, NULL, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int32_t replicate(table *t, int64_t k, cpw_error *err) {
  cpw_system_run_options o = t->x.run;
  o.scenario = number_of(t, k);
  o.policy = t->x.policy;
  o.policies = t->x.policies;
  cpw_system_plan *plan = NULL;
  int32_t status = cpw_system_plan_new(t->x.s, &o, &plan, err);
  if (status == CPW_OK) status = cpw_system_plan_replicate(plan, &t->run, &t->drawn[k], err);
  cpw_system_plan_free(plan);
  return status;
}

/* ---------------------------------------------------------------- result --------------------- */

static int32_t labels(const table *t, cpw_error *err) {
  const char *measure[CPW_EXPLAIN_MEASURES] = {0};
  const char **label = cpwi_alloc_zero(t->x.a, (size_t)t->count, sizeof *label);
  if (!label) return no_memory(err);
  for (int64_t k = 0; k < t->count; k++)
    label[k] = t->scenario[k] < 0 ? "baseline" : t->x.s->scenario[t->scenario[k]].id;
  for (int32_t k = 0; k < CPW_EXPLAIN_MEASURES; k++)
    measure[k] = cpw_system_measure_name(k);
  int32_t status = cpw_result_add_dimension(t->r, "scenario", t->count, label, err);
  cpwi_release(t->x.a, label);
  return status == CPW_OK
             ? cpw_result_add_dimension(t->r, "measure", CPW_EXPLAIN_MEASURES, measure, err)
             : status;
}

static int32_t array(const table *t, const char *name, const char *about, const char *dimensions,
                     double **out, cpw_error *err) {
  void *memory = NULL;
  int32_t status = cpw_result_add_array(t->r, name, "", about, dimensions, CPW_DOUBLE,
                                        CPW_MERGE_APPEND, &memory, err);
  *out = memory;
  return status;
}

static int32_t values(const table *t, cpw_error *err) {
  double *value = NULL, *difference = NULL;
  int32_t status = array(t, "value", "Of one run.", "scenario measure", &value, err);
  if (status == CPW_OK)
    status = array(t, "difference", "To the baseline.", "scenario measure", &difference, err);
  const double *base = t->measure + t->count * CPW_EXPLAIN_MEASURES;
  for (int64_t i = 0; status == CPW_OK && i < t->count * CPW_EXPLAIN_MEASURES; i++) {
    value[i] = t->measure[i];
    difference[i] = t->measure[i] - base[i % CPW_EXPLAIN_MEASURES];
  }
  return status;
}

/* Mean and limits of one measure, or of its paired differences to the baseline. */
static int32_t interval(const table *t, const double *x, const double *base, int64_t wide,
                        cpw_interval *out, cpw_error *err) {
  cpw_moments moments;
  cpw_moments_init(&moments);
  for (int64_t i = 0; i < t->run.replications; i++)
    cpw_moments_add(&moments, x[i * wide] - (base ? base[i * wide] : 0));
  *out = (cpw_interval){cpw_moments_mean(&moments), CPWI_NAN, CPWI_NAN, t->x.o.level};
  if (!isfinite(out->estimate)) return CPW_OK;
  return cpw_mean_interval(&moments, t->x.o.level, out, err);
}

static int32_t with_chance(const table *t, cpw_error *err) {
  static const char *const name[6] = {"mean",   "mean_lower",   "mean_upper",
                                      "paired", "paired_lower", "paired_upper"};
  const cpw_array *base = cpw_result_find(t->drawn[t->count], "total");
  if (!base || base->dimensions != 2 || base->dimension[1]->coordinates < 1)
    return cpwi_fail(err, CPW_EINTERNAL, -1, WHERE, "replications have no totals");
  int64_t wide = base->dimension[1]->length;
  double *out[6] = {0};
  int32_t status =
      cpw_result_add_dimension(t->r, "drawn", wide, base->dimension[1]->coordinate_labels[0], err);
  for (int k = 0; status == CPW_OK && k < 6; k++)
    status = array(t, name[k],
                   k < 3 ? "Over the replications."
                         : "Difference to the baseline of the same replication.",
                   "scenario drawn", &out[k], err);
  for (int64_t i = 0; status == CPW_OK && i < t->count * wide; i++) {
    const cpw_array *x = cpw_result_find(t->drawn[i / wide], "total");
    cpw_interval mean, paired;
    if (!x || x->size != base->size)
      return cpwi_fail(err, CPW_EINTERNAL, -1, WHERE, "replications have no totals");
    status = interval(t, x->real + i % wide, NULL, wide, &mean, err);
    if (status == CPW_OK)
      status = interval(t, x->real + i % wide, base->real + i % wide, wide, &paired, err);
    if (status != CPW_OK) break;
    const double value[6] = {mean.estimate,   mean.lower,   mean.upper,
                             paired.estimate, paired.lower, paired.upper};
    for (int k = 0; k < 6; k++)
      out[k][i] = value[k];
  }
  return status;
}

static int32_t make(table *t, cpw_error *err) {
  int32_t status = cpwi_parallel(&t->run, t->count + 1, 1, measures, t, WHERE, err);
  for (int64_t k = 0; status == CPW_OK && t->run.replications > 1 && k <= t->count; k++)
    status = replicate(t, k, err);
  if (status == CPW_OK) status = cpw_result_new(t->x.a, &t->r, err);
  if (status == CPW_OK) status = labels(t, err);
  if (status == CPW_OK) status = values(t, err);
  if (status == CPW_OK && t->run.replications > 1) status = with_chance(t, err);
  return status;
}

int32_t cpw_system_compare(const cpw_system *system, const int32_t *scenario, int64_t scenarios,
                           const cpw_system_explain_options *options, const cpw_run *run,
                           cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  table t = {.count = 0};
  int32_t status = cpwi_take_run(&t.run, run, __func__, err);
  if (status == CPW_OK) status = cpwi_explain_take(&t.x, system, options, __func__, err);
  if (status == CPW_OK) status = take_scenarios(&t, scenario, scenarios, err);
  if (status == CPW_OK) status = make(&t, err);
  for (int64_t k = 0; t.drawn && k <= t.count; k++)
    cpw_result_free(t.drawn[k]);
  cpwi_release(t.x.a, t.drawn);
  cpwi_release(t.x.a, t.scenario);
  cpwi_release(t.x.a, t.measure);
  if (status == CPW_OK)
    *out = t.r;
  else
    cpw_result_free(t.r);
  return status;
}
