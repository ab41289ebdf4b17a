/* The defaults of a stress test and of a strain, and what can be wrong with them.
 * Source: the fields in carepath/system_stress.h.
 * Leaves the scenario and the policies to setup.c, weeks and bands to the engine. */
#include "system_stress/internal.h"

#include <string.h>

cpw_system_stress_options cpwi_stress_defaults(void) {
  cpw_system_stress_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.scenario = CPW_NONE;
  o.bands = 105;
  o.every = 4;
  o.level = 0.9;
  o.tolerance = 0.05;
  o.collapse = 2;
  o.confidence = 0.95;
  o.least = 1;
  return o;
}

void cpw_system_stress_options_init_sized(cpw_system_stress_options *options, size_t size) {
  cpw_system_stress_options o = cpwi_stress_defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static cpw_system_strain strain_defaults(void) {
  cpw_system_strain s;
  memset(&s, 0, sizeof s);
  s.struct_size = sizeof s;
  s.lever = CPW_LEVER_CAPACITY;
  s.recover = 1;
  s.duration = 13;
  s.most = 1;
  s.precision = 1e-4;
  return s;
}

void cpw_system_strain_init_sized(cpw_system_strain *strain, size_t size) {
  cpw_system_strain s = strain_defaults();
  cpwi_init_sized(strain, size, &s, sizeof s);
}

static int finite(double x) {
  return x - x == 0;
}

static int32_t domain(const cpwi_stress *w, const char *name, double value, const char *rule,
                      cpw_error *err) {
  return cpwi_fail(err, CPW_EDOMAIN, -1, w->where, "options.%s = %s must be %s", name,
                   cpwi_number(value).text, rule);
}

static int32_t check_weights(const cpwi_stress *w, cpw_error *err) {
  const cpw_system_stress_options *o = &w->o;
  if (o->loss == CPW_STRESS_WEIGHTS && !o->weight)
    return cpwi_fail(err, CPW_EINVAL, -1, w->where,
                     "options.weight must be given with CPW_STRESS_WEIGHTS");
  if (o->loss == CPW_STRESS_WEIGHTS) {
    double weight[CPWI_STRESS_FIELDS];
    memcpy(weight, o->weight, sizeof weight);
    for (size_t k = 0; k < CPWI_STRESS_FIELDS; k++)
      if (!finite(weight[k])) return domain(w, "weight", weight[k], "finite", err);
  }
  for (int64_t g = 0; o->group_weight && g < w->groups; g++)
    if (!(o->group_weight[g] >= 0 && finite(o->group_weight[g])))
      return cpwi_fail(err, CPW_EDOMAIN, g, w->where,
                       "options.group_weight[%lld] = %s must be finite and >= 0", (long long)g,
                       cpwi_number(o->group_weight[g]).text);
  return CPW_OK;
}

static int32_t check_arrays(const cpwi_stress *w, cpw_error *err) {
  const cpw_system_stress_options *o = &w->o;
  const struct {
    const char *name;
    const void *array;
    int64_t count;
  } rows[] = {{"policy", o->policy, o->policies},
              {"shock", o->shock, o->shocks},
              {"happening", o->happening, o->happenings}};
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
    if (rows[k].count < 0 || (rows[k].count > 0 && !rows[k].array))
      return cpwi_fail(err, CPW_EINVAL, -1, w->where,
                       "options.%s: %lld rows need an array, and not fewer than 0", rows[k].name,
                       (long long)rows[k].count);
  return CPW_OK;
}

int32_t cpwi_stress_check(const cpwi_stress *w, cpw_error *err) {
  const cpw_system_stress_options *o = &w->o;
  const cpwi_choice choice[] = {{"loss", o->loss, CPW_STRESS_HARM}, {"reserved", o->reserved, 0}};
  int32_t status = cpwi_check_choices(choice, sizeof choice / sizeof *choice, w->where, err);
  if (status == CPW_OK) status = check_arrays(w, err);
  if (status == CPW_OK) status = check_weights(w, err);
  if (status != CPW_OK) return status;
  if (o->every < 1) return domain(w, "every", o->every, ">= 1", err);
  if (!(o->level >= 0 && o->level < 1)) return domain(w, "level", o->level, "in [0, 1)", err);
  if (!(o->tolerance >= 0 && finite(o->tolerance)))
    return domain(w, "tolerance", o->tolerance, "finite and >= 0", err);
  if (!(o->least >= 0 && finite(o->least)))
    return domain(w, "least", o->least, "finite and >= 0", err);
  if (!(o->collapse > 1)) return domain(w, "collapse", o->collapse, "> 1", err);
  if (!(o->confidence > 0 && o->confidence < 1))
    return domain(w, "confidence", o->confidence, "in (0, 1)", err);
  return CPW_OK;
}

int32_t cpwi_stress_strain_take(cpw_system_strain *known, const cpw_system_strain *given,
                                const char *where, cpw_error *err) {
  cpw_system_strain s = strain_defaults();
  int32_t status = cpwi_take_options(&s, sizeof s, given, where, err);
  if (status != CPW_OK) return status;
  if ((s.lever != CPW_LEVER_CAPACITY && s.lever != CPW_LEVER_DEMAND) || s.recover < 0 ||
      s.recover > 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "strain.lever = %d must be CPW_LEVER_CAPACITY or CPW_LEVER_DEMAND, "
                     "strain.recover = %d 0 or 1",
                     (int)s.lever, (int)s.recover);
  if (s.scope < CPW_STRAIN_UNIT || s.scope > CPW_STRAIN_ORGANISATION || s.reserved)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "strain.scope = %d must be CPW_STRAIN_UNIT or CPW_STRAIN_ORGANISATION, "
                     "strain.reserved 0",
                     (int)s.scope);
  if (!(s.from >= 0 && finite(s.from)) || !(s.duration > 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "strain.from = %s must be finite and >= 0, strain.duration = %s > 0",
                     cpwi_number(s.from).text, cpwi_number(s.duration).text);
  if (!(s.most > 0 && finite(s.most)) || !(s.precision > 0 && finite(s.precision)))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "strain.most = %s and strain.precision = %s must be finite and > 0",
                     cpwi_number(s.most).text, cpwi_number(s.precision).text);
  *known = s;
  return CPW_OK;
}
