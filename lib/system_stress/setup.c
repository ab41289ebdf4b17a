/* What holds and what is drawn in a stress test, and the run that nothing disturbs.
 * Source: the scenario's picks and the options, as carepath/system_stress.h says.
 * Leaves the run itself to engine.c. */
#include "system_stress/internal.h"

#include "system/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- who holds, what is drawn --- */

static int32_t add_number(const cpwi_stress *w, int32_t number, int32_t kind, int32_t *list,
                          int64_t *count, cpw_error *err) {
  const cpw_system *s = &w->system;
  const char *what = kind == CPW_POLICY_SHOCK ? "shock" : "policy";
  if (number < 0 || number >= s->policies)
    return cpwi_fail(err, CPW_EINVAL, number, w->where, "options.%s: %d is none of %lld policies",
                     what, (int)number, (long long)s->policies);
  if (s->policy[number].kind != kind)
    return cpwi_fail(err, CPW_EINVAL, number, w->where, "options.%s: %s is %s", what,
                     s->policy[number].id,
                     kind == CPW_POLICY_SHOCK ? "decided, not a shock" : "a shock, not decided");
  for (int64_t k = 0; k < *count; k++)
    if (list[k] == number)
      return cpwi_fail(err, CPW_EINVAL, number, w->where, "options.%s: %s is there already", what,
                       s->policy[number].id);
  list[(*count)++] = number;
  return CPW_OK;
}

static int32_t gather(cpwi_stress *w, cpw_error *err) {
  const cpw_system *s = &w->system;
  const cpw_system_stress_options *o = &w->o;
  size_t most = (size_t)(s->picks + o->policies + o->shocks) + 1;
  w->held = cpwi_alloc_zero(w->allocator, most, sizeof *w->held);
  w->shock = cpwi_alloc_zero(w->allocator, most, sizeof *w->shock);
  if (!w->held || !w->shock) return cpwi_stress_no_memory(w, err);
  if (o->scenario < CPW_NONE || o->scenario >= s->scenarios)
    return cpwi_fail(err, CPW_EINVAL, -1, w->where,
                     "options.scenario = %d must be one of %lld scenarios, or -1", (int)o->scenario,
                     (long long)s->scenarios);
  int32_t status = CPW_OK;
  for (int64_t k = 0; k < s->picks && status == CPW_OK; k++) {
    if (o->scenario < 0 || s->pick[k].scenario != o->scenario) continue;
    int32_t number = s->pick[k].policy;
    int shock = s->policy[number].kind == CPW_POLICY_SHOCK;
    status = add_number(w, number, s->policy[number].kind, shock ? w->shock : w->held,
                        shock ? &w->shocks : &w->holds, err);
  }
  for (int64_t k = 0; k < o->policies && status == CPW_OK; k++)
    status = add_number(w, o->policy[k], CPW_POLICY_DECIDED, w->held, &w->holds, err);
  for (int64_t k = 0; k < o->shocks && status == CPW_OK; k++)
    status = add_number(w, o->shock[k], CPW_POLICY_SHOCK, w->shock, &w->shocks, err);
  return status;
}

/* ---------------------------------------------------------------- weights -------------------- */

static void set_weights(cpwi_stress *w) {
  cpw_system_totals t;
  memset(&t, 0, sizeof t);
  if (w->o.loss == CPW_STRESS_WAITED || w->o.loss == CPW_STRESS_HARM) t.waited = 1;
  if (w->o.loss == CPW_STRESS_UNMET) {
    t.removed = 1;
    t.closing = 1;
    t.within = -1;
  }
  memcpy(w->weight, w->o.loss == CPW_STRESS_WEIGHTS ? w->o.weight : &t, sizeof w->weight);
}

/* ---------------------------------------------------------------- begin and end -------------- */

/* `least` weeks of starts by unit and of all, and at least one person. */
static int32_t set_floors(cpwi_stress *w, cpw_error *err) {
  cpw_exact_sum all;
  cpw_exact_sum_init(&all);
  w->floor = cpwi_alloc_zero(w->allocator, (size_t)w->units + 1, sizeof *w->floor);
  if (!w->floor) return cpwi_stress_no_memory(w, err);
  for (int64_t u = 0; u < w->units; u++) {
    double starts = 0;
    for (int64_t p = 0; p < w->periods; p++)
      starts += w->calm.starts[u * w->periods + p];
    double people = w->o.least * starts / (double)w->weeks;
    if (people > 0) cpw_exact_sum_add(&all, people);
    w->floor[u] = people > 1 ? people : 1;
  }
  w->floor[w->units] = cpw_exact_sum_value(&all);
  if (!(w->floor[w->units] > 1)) w->floor[w->units] = 1;
  return CPW_OK;
}

static int32_t calm_run(cpwi_stress *w, cpw_error *err) {
  cpwi_stress_case c;
  int32_t status = cpwi_stress_figures_new(w, &w->calm, err);
  if (status == CPW_OK) status = cpwi_stress_case_new(w, 0, 0, &c, err);
  if (status != CPW_OK) return status;
  cpw_run run = w->run;
  run.progress = NULL;
  status = cpwi_stress_run(w, &c, NULL, 0, &run, &w->calm, err);
  cpwi_stress_case_free(w, &c);
  return status == CPW_OK ? set_floors(w, err) : status;
}

static int32_t take(cpwi_stress *w, const cpw_system *system,
                    const cpw_system_stress_options *options, const cpw_run *run, cpw_error *err) {
  w->o = cpwi_stress_defaults();
  w->system = cpwi_system_defaults();
  if (!system) return cpwi_fail(err, CPW_EINVAL, -1, w->where, "system must be given");
  int32_t status = cpwi_take_options(&w->system, sizeof w->system, system, w->where, err);
  if (status == CPW_OK) status = cpwi_take_options(&w->o, sizeof w->o, options, w->where, err);
  if (status == CPW_OK) status = cpwi_take_run(&w->run, run, w->where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(w->o.allocator, w->where, err);
  if (status != CPW_OK) return status;
  w->allocator = w->o.allocator;
  w->units = w->system.capacities;
  w->groups = w->system.groups;
  return cpwi_stress_check(w, err);
}

int32_t cpwi_stress_begin(cpwi_stress *w, const cpw_system *system,
                          const cpw_system_stress_options *options, const cpw_run *run,
                          const char *where, cpw_error *err) {
  memset(w, 0, sizeof *w);
  w->where = where;
  int32_t status = take(w, system, options, run, err);
  if (status == CPW_OK) status = cpw_system_require(&w->system, w->allocator, err);
  if (status == CPW_OK && (w->o.weeks < 0 || w->o.weeks > 5200))
    status = cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.weeks = %d must be 0 to 5200",
                       (int)w->o.weeks);
  if (status != CPW_OK) return status;
  w->weeks = w->o.weeks ? w->o.weeks : w->system.weeks;
  w->periods = (w->weeks + w->o.every - 1) / w->o.every;
  set_weights(w);
  status = gather(w, err);
  return status == CPW_OK ? calm_run(w, err) : status;
}

void cpwi_stress_finish(cpwi_stress *w) {
  cpwi_stress_figures_free(w, &w->calm);
  cpwi_release(w->allocator, w->held);
  cpwi_release(w->allocator, w->shock);
  cpwi_release(w->allocator, w->floor);
}
