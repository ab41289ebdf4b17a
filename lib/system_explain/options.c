/* Options of explanations, of any age; names and worth of measures.
 * Source: the header's fields.
 * Leaves the options of runs to lib/system_run. */
#include "system_explain/internal.h"

#include <string.h>

static const char *const measure_names[CPW_EXPLAIN_MEASURES] = {
    "waiting", "waited", "treated", "removed", "beyond", "over_52", "harm", "gain", "spend"};

const char *cpw_system_measure_name(int32_t measure) {
  return measure >= 0 && measure < CPW_EXPLAIN_MEASURES ? measure_names[measure] : NULL;
}

cpw_system_explain_options cpwi_explain_defaults(void) {
  cpw_system_explain_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.samples = 64;
  o.vary = 0.2;
  o.level = 0.95;
  return o;
}

void cpw_system_explain_options_init_sized(cpw_system_explain_options *options, size_t size) {
  cpw_system_explain_options o = cpwi_explain_defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t check(const cpwi_explain *x, cpw_error *err) {
  const cpw_system_explain_options *o = &x->o;
  const cpwi_choice choice[] = {{"measure", o->measure, CPW_EXPLAIN_MEASURES - 1},
                                {"by", o->by, CPW_EXPLAIN_BY_SERVICE},
                                {"method", o->method, CPW_EXPLAIN_ORDER},
                                {"reserved", o->reserved, 0}};
  int32_t status = cpwi_check_choices(choice, sizeof choice / sizeof *choice, x->where, err);
  if (status != CPW_OK) return status;
  if (o->measure == CPW_EXPLAIN_SPEND && o->by == CPW_EXPLAIN_BY_GROUP)
    return cpwi_fail(err, CPW_EINVAL, -1, x->where, "money is not told apart by group");
  if (o->samples < 2 || o->samples % 2 || o->samples > 1000000)
    return cpwi_fail(err, CPW_EDOMAIN, -1, x->where,
                     "options.samples = %lld must be even, 2 to 1000000", (long long)o->samples);
  if (!(o->vary > 0 && o->vary <= 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, x->where, "options.vary = %s must be in (0, 1]",
                     cpwi_number(o->vary).text);
  if (!(o->level > 0 && o->level < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, x->where, "options.level = %s must be in (0, 1)",
                     cpwi_number(o->level).text);
  for (int k = 0; o->worth && k < CPW_EXPLAIN_MEASURES; k++)
    if (!isfinite(o->worth[k]))
      return cpwi_fail(err, CPW_EDOMAIN, k, x->where, "options.worth[%d] = %s must be finite", k,
                       cpwi_number(o->worth[k]).text);
  return CPW_OK;
}

/* The run of the options with one period, its scenario and policies apart. */
static int32_t take_run(cpwi_explain *x, cpw_error *err) {
  cpw_system_run_options_init(&x->run);
  int32_t status = cpwi_take_options(&x->run, sizeof x->run, x->o.run, x->where, err);
  if (status != CPW_OK) return status;
  x->scenario = x->run.scenario;
  x->policy = x->run.policy;
  x->policies = x->run.policies;
  if (x->scenario < CPW_NONE || x->scenario >= x->s->scenarios)
    return cpwi_fail(err, CPW_EINVAL, x->scenario, x->where,
                     "options.run.scenario = %d must be a scenario, 0 to %lld, or -1", x->scenario,
                     (long long)x->s->scenarios - 1);
  if (x->policies < 0 || (x->policies && !x->policy))
    return cpwi_fail(err, CPW_EINVAL, -1, x->where,
                     "options.run.policy must be as long as it says");
  x->run.scenario = CPW_NONE;
  x->run.policy = NULL;
  x->run.policies = 0;
  x->run.waits = 0;
  x->run.every = x->run.weeks > 0 ? x->run.weeks : x->s->weeks;
  x->run.allocator = x->a;
  return CPW_OK;
}

int32_t cpwi_explain_take(cpwi_explain *x, const cpw_system *s, const cpw_system_explain_options *o,
                          const char *where, cpw_error *err) {
  *x = (cpwi_explain){.s = s, .o = cpwi_explain_defaults(), .where = where, .cells = 1};
  int32_t status = cpwi_take_options(&x->o, sizeof x->o, o, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(x->o.allocator, where, err);
  if (status == CPW_OK) status = cpw_system_require(s, x->o.allocator, err);
  if (status == CPW_OK) status = check(x, err);
  if (status != CPW_OK) return status;
  x->a = x->o.allocator;
  if (x->o.by == CPW_EXPLAIN_BY_GROUP) x->cells = s->groups;
  if (x->o.by == CPW_EXPLAIN_BY_ORGANISATION) x->cells = s->organisations;
  if (x->o.by == CPW_EXPLAIN_BY_SERVICE) x->cells = s->services;
  return take_run(x, err);
}

double cpwi_explain_worth(const cpwi_explain *x, const double *measure) {
  int32_t m = x->o.measure;
  if (!x->o.worth)
    return m == CPW_EXPLAIN_TREATED || m == CPW_EXPLAIN_GAIN ? measure[m] : -measure[m];
  double sum = 0;
  for (int k = 0; k < CPW_EXPLAIN_MEASURES; k++)
    if (x->o.worth[k] != 0) sum += x->o.worth[k] * measure[k];
  return sum;
}
