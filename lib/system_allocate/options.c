/* What is sought, with the defaults, and the checks of everything that is a number by itself.
 * Source: the header's table of fields.
 * Leaves guarantees, limits and targets to rules.c. */
#include "system_allocate/internal.h"

#include <string.h>

cpw_system_allocate_options cpwi_allocate_defaults(void) {
  cpw_system_allocate_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.aversion = 1.0;
  o.limits = 1;
  o.prices = 1;
  o.rounds = 12;
  o.points = 8;
  o.gap = 0.001;
  return o;
}

void cpw_system_allocate_options_init_sized(cpw_system_allocate_options *options, size_t size) {
  cpw_system_allocate_options defaults = cpwi_allocate_defaults();
  cpwi_init_sized(options, size, &defaults, sizeof defaults);
}

void cpw_system_panel_init_sized(cpw_system_panel *panel, size_t size) {
  cpw_system_panel defaults;
  memset(&defaults, 0, sizeof defaults);
  defaults.struct_size = sizeof defaults;
  cpwi_init_sized(panel, size, &defaults, sizeof defaults);
}

static int32_t check_numbers(const cpwi_allocate *s, cpw_error *err) {
  const cpw_system_allocate_options *o = &s->options;
  const cpwi_choice choices[] = {{"options.outcome", o->outcome, CPW_ALLOCATE_OUTCOMES - 1},
                                 {"options.welfare", o->welfare, CPW_ALLOCATE_KOLM},
                                 {"options.limits", o->limits, 1},
                                 {"options.prices", o->prices, 1},
                                 {"options.rounds", o->rounds, 100},
                                 {"options.points", o->points, 64}};
  int32_t status = cpwi_check_choices(choices, sizeof choices / sizeof *choices, s->where, err);
  if (status != CPW_OK) return status;
  if (o->points < 3)
    return cpwi_fail(err, CPW_EINVAL, -1, s->where, "options.points = %d must be 3 to 64",
                     (int)o->points);
  if (o->budget < 0 || o->budget > INT64_C(1) << 52)
    return cpwi_fail(err, CPW_EDOMAIN, -1, s->where, "options.budget = %lld must be 0 to 2^52",
                     (long long)o->budget);
  if (!(o->aversion >= 0 && o->aversion <= 100))
    return cpwi_fail(err, CPW_EDOMAIN, -1, s->where, "options.aversion = %s must be from 0 to 100",
                     cpwi_number(o->aversion).text);
  if (!(o->gap > 0 && o->gap <= 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, s->where, "options.gap = %s must be > 0 and at most 1",
                     cpwi_number(o->gap).text);
  return CPW_OK;
}

static int32_t check_doubles(const cpwi_allocate *s, const double *x, int64_t n, const char *name,
                             cpw_error *err) {
  for (int64_t i = 0; x && i < n; i++)
    if (!(x[i] >= 0 && x[i] <= 1e100))
      return cpwi_fail(err, CPW_EDOMAIN, i, s->where,
                       "options.%s[%lld] = %s must be finite and >= 0", name, (long long)i,
                       cpwi_number(x[i]).text);
  return CPW_OK;
}

static int32_t check_pounds(const cpwi_allocate *s, const int64_t *x, int64_t n, const char *name,
                            cpw_error *err) {
  for (int64_t i = 0; x && i < n; i++)
    if (x[i] < 0 || x[i] > INT64_C(1) << 52)
      return cpwi_fail(err, CPW_EDOMAIN, i, s->where, "options.%s[%lld] = %lld must be 0 to 2^52",
                       name, (long long)i, (long long)x[i]);
  return CPW_OK;
}

static int32_t check_arrays(const cpwi_allocate *s, cpw_error *err) {
  const cpw_system_allocate_options *o = &s->options;
  int64_t units = s->system->capacities, others = 0;
  int32_t status = check_doubles(s, o->mix, CPW_ALLOCATE_OUTCOMES, "mix", err);
  if (status == CPW_OK) status = check_doubles(s, o->weight, s->system->groups, "weight", err);
  if (status == CPW_OK) status = check_doubles(s, o->need, units, "need", err);
  if (status == CPW_OK) status = check_pounds(s, o->lower, units, "lower", err);
  if (status == CPW_OK) status = check_pounds(s, o->upper, units, "upper", err);
  if (status == CPW_OK) status = check_pounds(s, o->baseline, units, "baseline", err);
  if (status != CPW_OK) return status;
  if (o->alternatives < 0 || o->guarantees < 0 || o->targets < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, s->where,
                     "options.alternatives, guarantees and targets must be >= 0");
  if ((o->alternatives > 0 && !o->alternative) || (o->guarantees > 0 && !o->guarantee) ||
      (o->targets > 0 && !o->target))
    return cpwi_fail(err, CPW_EINVAL, -1, s->where, "options.%s must be given",
                     o->alternatives > 0 && !o->alternative ? "alternative"
                     : o->guarantees > 0 && !o->guarantee   ? "guarantee"
                                                            : "target");
  if (!cpwi_multiply(o->alternatives, units, &others))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, s->where, "options.alternatives x units is too large");
  status = check_pounds(s, o->alternative, others, "alternative", err);
  for (int64_t i = 0; status == CPW_OK && o->lower && o->upper && i < units; i++)
    if (o->upper[i] < o->lower[i])
      status = cpwi_fail(err, CPW_EDOMAIN, i, s->where,
                         "options.upper[%lld] = %lld must be >= lower[%lld] = %lld", (long long)i,
                         (long long)o->upper[i], (long long)i, (long long)o->lower[i]);
  return status;
}

/* Atkinson's measure needs something that is borne, never below nothing. */
static int32_t check_mix(cpwi_allocate *s, cpw_error *err) {
  for (int k = 0; k < CPW_ALLOCATE_OUTCOMES; k++)
    s->mix[k] = s->options.mix ? s->options.mix[k] : (double)(k == s->options.outcome);
  if (s->options.welfare == CPW_ALLOCATE_ATKINSON && s->mix[CPW_ALLOCATE_HEALTH] > 0)
    return cpwi_fail(err, CPW_EINVAL, -1, s->where,
                     "Atkinson's measure takes waits and people, not health that may be gained: "
                     "use Kolm's");
  return CPW_OK;
}

int32_t cpwi_allocate_take(cpwi_allocate *s, const cpwi_allocate_engine *engine,
                           const cpw_system_allocate_options *options, const cpw_run *run,
                           const char *where, cpw_error *err) {
  memset(s, 0, sizeof *s);
  s->where = where;
  s->engine = *engine;
  s->system = engine->system;
  s->options = cpwi_allocate_defaults();
  s->skip_set = s->skip_target = -1;
  int32_t status = cpwi_take_options(&s->options, sizeof s->options, options, where, err);
  if (status != CPW_OK) return status;
  s->a = s->options.allocator;
  status = cpwi_check_allocator(s->a, where, err);
  if (status == CPW_OK) status = cpwi_take_run(&s->run, run, where, err);
  if (status == CPW_OK) status = check_numbers(s, err);
  if (status == CPW_OK) status = check_arrays(s, err);
  return status == CPW_OK ? check_mix(s, err) : status;
}

int cpwi_allocate_under(const cpw_system *system, int32_t organisation, int32_t top) {
  if (top == CPW_NONE) return 1;
  for (int64_t step = 0; organisation >= 0 && step <= system->organisations; step++) {
    if (organisation == top) return 1;
    organisation = system->organisation[organisation].parent;
  }
  return 0;
}
