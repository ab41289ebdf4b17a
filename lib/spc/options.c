/* Options of a chart, of any age, checked.
 * Source: the rules in carepath/spc.h. Leaves the chart to chart.c. */
#include "spc/internal.h"

static cpw_spc_options defaults(void) {
  cpw_spc_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.screen = 1;
  o.improvement = CPW_SPC_UP;
  o.run = o.trend = 7;
  o.least = 10;
  o.target = CPWI_NAN;
  return o;
}

void cpw_spc_options_init_sized(cpw_spc_options *options, size_t size) {
  cpw_spc_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t too_small(const char *name, int64_t value, const char *rule, const char *where,
                         cpw_error *err) {
  return cpwi_fail(err, CPW_EINVAL, -1, where, "options.%s = %lld must be %s", name,
                   (long long)value, rule);
}

static int32_t check_counts(const cpw_spc_options *o, const char *where, cpw_error *err) {
  if (o->improvement < CPW_SPC_DOWN || o->improvement > CPW_SPC_UP)
    return too_small("improvement", o->improvement, "CPW_SPC_UP, DOWN or NEUTRAL", where, err);
  if (o->run < 2) return too_small("run", o->run, ">= 2", where, err);
  if (o->trend < 3) return too_small("trend", o->trend, ">= 3", where, err);
  if (o->baseline < 0 || o->baseline == 1)
    return too_small("baseline", o->baseline, "0 (all points) or >= 2", where, err);
  if (o->least < 0) return too_small("least", o->least, ">= 0", where, err);
  if (o->changes < 0 || (o->changes > 0) != (o->change != NULL))
    return too_small("changes", o->changes, "the length of options.change, 0 without it", where,
                     err);
  return CPW_OK;
}

static int32_t check_arrays(const cpw_spc_options *o, int64_t n, const char *where,
                            cpw_error *err) {
  for (int64_t i = 0; i < o->changes; i++) {
    int64_t before = i ? o->change[i - 1] : 0;
    if (o->change[i] <= before || o->change[i] >= n)
      return cpwi_fail(err, CPW_EINVAL, i, where,
                       "options.change[%lld] = %lld must be above %lld and at most %lld",
                       (long long)i, (long long)o->change[i], (long long)before,
                       (long long)(n - 1));
  }
  if (!cpwi_is_nan(o->target) && o->trajectory)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.target and options.trajectory must not both be given");
  if (!cpwi_is_nan(o->target) && !cpwi_is_finite(o->target))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.target = %s must be finite, or NaN",
                     cpwi_number(o->target).text);
  for (int64_t i = 0; o->trajectory && i < n; i++)
    if (!cpwi_is_nan(o->trajectory[i]) && !cpwi_is_finite(o->trajectory[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "options.trajectory[%lld] = %s must be finite, or NaN", (long long)i,
                       cpwi_number(o->trajectory[i]).text);
  return CPW_OK;
}

int32_t cpwi_spc_take(cpw_spc_options *o, const cpw_spc_options *given, int64_t n,
                      const char *where, cpw_error *err) {
  *o = defaults();
  int32_t status = cpwi_take_options(o, sizeof *o, given, where, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"screen", o->screen, 1},
                                 {"gaps", o->gaps, CPW_SPC_GAPS_CLOSE},
                                 {"outside_is_near", o->outside_is_near, 1}};
  status = cpwi_check_choices(choices, 3, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o->allocator, where, err);
  if (status == CPW_OK) status = check_counts(o, where, err);
  return status == CPW_OK ? check_arrays(o, n, where, err) : status;
}
