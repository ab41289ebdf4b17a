/* Indirectly standardised ratios and rates: observed against what the standard's rates would give.
 * Source: Breslow and Day, Statistical Methods in Cancer Research II (1987), section 2.3.
 * Leaves limits of counts to interval.c. */
#include "rates/internal.h"

typedef struct indirect {
  const double *observed, *population, *standard_count, *standard_population;
  int64_t groups, strata;
  cpwi_rates rates;
  double standard_rate;
} indirect;

static int32_t check_values(const indirect *d, const char *where, cpw_error *err) {
  int64_t cells = d->groups * d->strata;
  const double most = CPWI_RATES_COUNT_MOST;
  int32_t status = cpwi_rates_check(d->observed, d->groups, "observed", 0, most, where, err);
  if (status == CPW_OK)
    status = cpwi_rates_check(d->population, cells, "population", 0, 1e150, where, err);
  if (status == CPW_OK)
    status = cpwi_rates_check(d->standard_count, d->strata, "standard_count", 0, 1e150, where, err);
  if (status == CPW_OK)
    status = cpwi_rates_check(d->standard_population, d->strata, "standard_population", 0, 1e150,
                              where, err);
  for (int64_t i = 0; i < cells && status == CPW_OK; i++)
    if (d->population[i] > 0 && d->standard_population[i % d->strata] == 0)
      status = cpwi_fail(err, CPW_EDOMAIN, i % d->strata, where,
                         "standard_population[%lld] = 0 must be > 0 where a group has people",
                         (long long)(i % d->strata));
  for (int64_t s = 0; s < d->strata && status == CPW_OK; s++)
    if (d->standard_count[s] > 0 && d->standard_population[s] == 0)
      status = cpwi_fail(err, CPW_EDOMAIN, s, where,
                         "standard_count[%lld] = %s must be 0 where standard_population is 0",
                         (long long)s, cpwi_number(d->standard_count[s]).text);
  return status;
}

static int32_t take(indirect *d, const cpw_rates_options *options, const char *where,
                    cpw_error *err) {
  const void *const pointers[] = {d->observed, d->population, d->standard_count,
                                  d->standard_population};
  const char *const names[] = {"observed", "population", "standard_count", "standard_population"};
  int64_t cells;
  for (int i = 0; i < 4; i++)
    if (!pointers[i]) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", names[i]);
  if (d->groups < 1 || d->strata < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s = %lld must be >= 1",
                     d->groups < 1 ? "groups" : "strata",
                     (long long)(d->groups < 1 ? d->groups : d->strata));
  if (!cpwi_multiply(d->groups, d->strata, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "groups x strata is too large");
  int32_t status = cpwi_rates_take(&d->rates, options, CPW_RATES_EXACT, where, err);
  if (status == CPW_OK) status = check_values(d, where, err);
  if (status != CPW_OK) return status;
  cpwi_twice events = {0, 0}, people = {0, 0};
  for (int64_t s = 0; s < d->strata; s++) {
    cpwi_twice_add(&events, d->standard_count[s]);
    cpwi_twice_add(&people, d->standard_population[s]);
  }
  d->standard_rate = people.high > 0 ? events.high / people.high * d->rates.options.multiplier : 0;
  return CPW_OK;
}

static double expected_of(const indirect *d, int64_t group) {
  cpwi_twice sum = {0, 0};
  for (int64_t s = 0; s < d->strata; s++) {
    double n = d->population[group * d->strata + s];
    if (n > 0) cpwi_twice_add(&sum, n * (d->standard_count[s] / d->standard_population[s]));
  }
  return sum.high;
}

static int32_t fill(const indirect *d, const cpwi_rates_array *a, const char *where,
                    cpw_error *err) {
  double *observed = a[0].memory, *expected = a[1].memory, *ratio = a[2].memory;
  double *ratio_lower = a[3].memory, *ratio_upper = a[4].memory, *rate = a[5].memory;
  double *lower = a[6].memory, *upper = a[7].memory;
  int64_t *flags = a[8].memory, levels = d->rates.levels;
  for (int64_t g = 0; g < d->groups; g++) {
    double x = d->observed[g], e = expected_of(d, g);
    if (!(e > 0) || !cpwi_is_finite(e))
      return cpwi_fail(err, CPW_EDOMAIN, g, where,
                       "group %lld expects %s events: there is no ratio to that", (long long)g,
                       cpwi_number(e).text);
    observed[g] = x, expected[g] = e, ratio[g] = x / e, rate[g] = x / e * d->standard_rate;
    flags[g] = (x < CPW_RATES_FEW ? CPW_RATES_FLAG_FEW : 0) | (x == 0 ? CPW_RATES_FLAG_NONE : 0);
    for (int64_t k = 0; k < levels; k++) {
      cpwi_range limits = cpwi_count_limits(x, d->rates.level[k], d->rates.options.method);
      int64_t at = g * levels + k;
      ratio_lower[at] = limits.lower / e, ratio_upper[at] = limits.upper / e;
      lower[at] = ratio_lower[at] * d->standard_rate;
      upper[at] = ratio_upper[at] * d->standard_rate;
      if (!cpwi_is_finite(upper[at]) || !cpwi_is_finite(ratio_upper[at]))
        return cpwi_fail(err, CPW_EOVERFLOW, g, where,
                         "the ratio of group %lld is beyond any double", (long long)g);
    }
  }
  *(double *)a[9].memory = d->standard_rate;
  return CPW_OK;
}

int32_t cpw_rates_indirect(const double *observed, const double *population,
                           const double *standard_count, const double *standard_population,
                           int64_t groups, int64_t strata, const cpw_rates_options *options,
                           cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  indirect d;
  memset(&d, 0, sizeof d);
  d.observed = observed, d.population = population;
  d.standard_count = standard_count, d.standard_population = standard_population;
  d.groups = groups, d.strata = strata;
  cpwi_rates_array a[] = {
      {"observed", "events", "events of the group", "group", CPW_DOUBLE, NULL},
      {"expected", "events", "at the standard's rates", "group", CPW_DOUBLE, NULL},
      {"ratio", "ratio", "observed over expected", "group", CPW_DOUBLE, NULL},
      {"ratio_lower", "ratio", "lower limit", "group level", CPW_DOUBLE, NULL},
      {"ratio_upper", "ratio", "upper limit", "group level", CPW_DOUBLE, NULL},
      {"rate", "rate", "ratio times the standard's rate", "group", CPW_DOUBLE, NULL},
      {"lower", "rate", "lower limit", "group level", CPW_DOUBLE, NULL},
      {"upper", "rate", "upper limit", "group level", CPW_DOUBLE, NULL},
      {"flags", "", "1 few events, 2 none", "group", CPW_INT64, NULL},
      {"standard_rate", "rate", "crude rate of the standard", "", CPW_DOUBLE, NULL},
  };
  cpw_result *result = NULL;
  int32_t status = take(&d, options, __func__, err);
  const cpw_rates_options *o = &d.rates.options;
  if (status == CPW_OK)
    status = cpwi_rates_new(o->allocator, "group", groups, o->groups, d.rates.level, d.rates.levels,
                            &result, err);
  if (status == CPW_OK) status = cpwi_rates_arrays(result, a, 10, err);
  if (status == CPW_OK) status = fill(&d, a, __func__, err);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}
