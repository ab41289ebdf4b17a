/* Options of any age and the arrays of the module, checked.
 * Source: the rules in carepath/rates.h. Leaves what a function makes of them to that function. */
#include "rates/internal.h"

static const double usual_level[] = {0.95};

static cpw_rates_options defaults(void) {
  cpw_rates_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.multiplier = 100000;
  o.over = CPWI_NAN;
  return o;
}

void cpw_rates_options_init_sized(cpw_rates_options *options, size_t size) {
  cpw_rates_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

int32_t cpwi_rates_refuse(const char *name, int64_t index, double value, const char *rule,
                          const char *where, cpw_error *err) {
  return cpwi_fail(err, CPW_EDOMAIN, index, where, "%s[%lld] = %s must be %s", name,
                   (long long)index, cpwi_number(value).text, rule);
}

int32_t cpwi_rates_check(const double *x, int64_t n, const char *name, int32_t positive,
                         double most, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < n; i++) {
    if (!cpwi_is_finite(x[i]) || x[i] < 0 || (positive && x[i] == 0))
      return cpwi_rates_refuse(name, i, x[i], positive ? "finite and > 0" : "finite and >= 0",
                               where, err);
    if (x[i] > most)
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld] = %s must be at most %s", name,
                       (long long)i, cpwi_number(x[i]).text, cpwi_number(most).text);
  }
  return CPW_OK;
}

int32_t cpwi_rates_levels(const double *level, int64_t levels, const char *name, const char *where,
                          cpw_error *err) {
  for (int64_t i = 0; i < levels; i++)
    if (!(level[i] > 0 && level[i] < 1))
      return cpwi_rates_refuse(name, i, level[i], "inside (0, 1)", where, err);
  return CPW_OK;
}

int32_t cpwi_rates_take(cpwi_rates *r, const cpw_rates_options *given, int32_t method_most,
                        const char *where, cpw_error *err) {
  r->options = defaults();
  int32_t status = cpwi_take_options(&r->options, sizeof r->options, given, where, err);
  if (status != CPW_OK) return status;
  const cpw_rates_options *o = &r->options;
  const cpwi_choice choices[] = {{"method", o->method, method_most},
                                 {"empty", o->empty, CPW_RATES_EMPTY_DROP}};
  status = cpwi_check_choices(choices, 2, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o->allocator, where, err);
  if (status != CPW_OK) return status;
  if (!cpwi_is_finite(o->multiplier) || o->multiplier <= 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.multiplier = %s must be finite and > 0",
                     cpwi_number(o->multiplier).text);
  if (!cpwi_is_nan(o->over) && !cpwi_is_finite(o->over))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.over = %s must be finite, or NaN",
                     cpwi_number(o->over).text);
  if (o->levels < 0 || (o->levels > 0) != (o->level != NULL))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.levels = %lld must be the length of options.level, 0 without it",
                     (long long)o->levels);
  r->level = o->level ? o->level : usual_level;
  r->levels = o->level ? o->levels : 1;
  return cpwi_rates_levels(r->level, r->levels, "options.level", where, err);
}
