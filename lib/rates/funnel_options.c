/* Options of a funnel, of any age, checked.
 * Source: the rules in carepath/rates.h. Leaves the lines to lines.c, the units to funnel.c. */
#include "rates/funnel.h"

static const double usual_levels[] = {0.95, 0.998};

static cpw_rates_funnel_options defaults(void) {
  cpw_rates_funnel_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.target = CPWI_NAN;
  o.multiplier = 1;
  o.winsorise = 0.1;
  return o;
}

void cpw_rates_funnel_options_init_sized(cpw_rates_funnel_options *options, size_t size) {
  cpw_rates_funnel_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t check_numbers(const cpw_rates_funnel_options *o, const char *where, cpw_error *err) {
  if (!cpwi_is_finite(o->multiplier) || o->multiplier <= 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.multiplier = %s must be finite and > 0",
                     cpwi_number(o->multiplier).text);
  if (!(o->winsorise >= 0 && o->winsorise < 0.5))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.winsorise = %s must be in [0, 0.5)",
                     cpwi_number(o->winsorise).text);
  if (o->levels < 0 || (o->levels > 0) != (o->level != NULL))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.levels = %lld must be the length of options.level, 0 without it",
                     (long long)o->levels);
  if ((o->dispersion || o->transform) && o->limits != CPW_RATES_LIMITS_NORMAL)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.%s = %d needs options.limits = CPW_RATES_LIMITS_NORMAL",
                     o->dispersion ? "dispersion" : "transform",
                     (int)(o->dispersion ? o->dispersion : o->transform));
  return CPW_OK;
}

int32_t cpwi_funnel_take(cpwi_funnel *f, const cpw_rates_funnel_options *given, const char *where,
                         cpw_error *err) {
  memset(f, 0, sizeof *f);
  f->options = defaults();
  int32_t status = cpwi_take_options(&f->options, sizeof f->options, given, where, err);
  if (status != CPW_OK) return status;
  const cpw_rates_funnel_options *o = &f->options;
  const cpwi_choice choices[] = {{"measure", o->measure, CPW_RATES_FUNNEL_RATIO},
                                 {"limits", o->limits, CPW_RATES_LIMITS_NORMAL},
                                 {"dispersion", o->dispersion, CPW_RATES_DISPERSION_ADD},
                                 {"transform", o->transform, 1}};
  status = cpwi_check_choices(choices, 4, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o->allocator, where, err);
  if (status == CPW_OK) status = check_numbers(o, where, err);
  if (status != CPW_OK) return status;
  f->level = o->level ? o->level : usual_levels;
  f->levels = o->level ? o->levels : 2;
  status = cpwi_rates_levels(f->level, f->levels, "options.level", where, err);
  for (int64_t i = 1; i < f->levels && status == CPW_OK; i++)
    if (f->level[i] <= f->level[i - 1])
      status =
          cpwi_rates_refuse("options.level", i, f->level[i], "above the one before", where, err);
  return status;
}
