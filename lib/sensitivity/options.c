/* Options, models and counts of sensitivity analyses: defaults and checks.
 * Source: the rules in carepath/sensitivity.h.
 * Leaves laws of parameters to laws.c. */
#include "sensitivity/internal.h"

#include <string.h>

static cpw_sensitivity_options defaults(void) {
  cpw_sensitivity_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.levels = 4;
  o.level = 0.95;
  o.trim = 0.01;
  o.resamples = 999;
  return o;
}

void cpw_sensitivity_options_init_sized(cpw_sensitivity_options *options, size_t size) {
  cpw_sensitivity_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

void cpw_model_init_sized(cpw_model *model, size_t size) {
  cpw_model m;
  memset(&m, 0, sizeof m);
  m.struct_size = sizeof m;
  cpwi_init_sized(model, size, &m, sizeof m);
}

int32_t cpwi_check_confidence(double level, const char *where, cpw_error *err) {
  if (level > 0 && level < 1) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "level = %s must be above 0 and below 1",
                   cpwi_number(level).text);
}

int32_t cpwi_check_size(const char *name, int64_t value, int64_t most, const char *where,
                        cpw_error *err) {
  if (value < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s = %lld must be >= 1", name, (long long)value);
  if (value > most)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s = %lld must be at most %lld", name,
                     (long long)value, (long long)most);
  return CPW_OK;
}

int32_t cpwi_check_numbers(const char *name, const double *x, int64_t rows, int64_t columns,
                           const char *where, cpw_error *err) {
  if (!x && rows > 0) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", name);
  for (int64_t i = 0; x && i < rows * columns; i++) {
    if (cpwi_finite(x[i])) continue;
    if (columns == 1)
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld] = %s must be finite", name,
                       (long long)i, cpwi_number(x[i]).text);
    return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld][%lld] = %s must be finite", name,
                     (long long)(i / columns), (long long)(i % columns), cpwi_number(x[i]).text);
  }
  return CPW_OK;
}

static int32_t check_options(const cpwi_sensitivity *s, cpw_error *err) {
  const cpw_sensitivity_options *o = &s->options;
  const cpwi_choice choices[] = {{"points", o->points, CPW_POINTS_RANDOM},
                                 {"second_order", o->second_order, 1},
                                 {"morris", o->morris, CPW_MORRIS_RADIAL}};
  int32_t status = cpwi_check_choices(choices, 3, s->where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o->allocator, s->where, err);
  if (status != CPW_OK) return status;
  if (o->levels < 2 || o->levels > 1024 || o->levels % 2)
    return cpwi_fail(err, CPW_EDOMAIN, -1, s->where,
                     "options.levels = %d must be an even number from 2 to 1024", (int)o->levels);
  if (!(o->level > 0 && o->level < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, s->where,
                     "options.level = %s must be above 0 and below 1", cpwi_number(o->level).text);
  if (!(o->trim >= 0 && o->trim <= 0.4))
    return cpwi_fail(err, CPW_EDOMAIN, -1, s->where, "options.trim = %s must be 0 to 0.4",
                     cpwi_number(o->trim).text);
  if (o->resamples < 0 || o->resamples == 1 || o->resamples > INT32_MAX)
    return cpwi_fail(err, CPW_EDOMAIN, -1, s->where,
                     "options.resamples = %lld must be 0, or 2 to 2147483647",
                     (long long)o->resamples);
  return CPW_OK;
}

int32_t cpwi_sensitivity_take(cpwi_sensitivity *s, const cpw_sensitivity_options *options,
                              const cpw_run *run, const char *where, cpw_error *err) {
  s->options = defaults();
  s->where = where;
  int32_t status = cpwi_take_options(&s->options, sizeof s->options, options, where, err);
  if (status == CPW_OK) status = cpwi_take_run(&s->run, run, where, err);
  return status == CPW_OK ? check_options(s, err) : status;
}
