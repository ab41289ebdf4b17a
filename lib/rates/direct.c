/* Directly standardised rates with their limits.
 * Source: Dobson, Kuulasmaa, Eberle and Scherer, Statistics in Medicine 10:457-462 (1991); Fay and Feuer,
 * Statistics in Medicine 16:791-801 (1997). Leaves comparisons to compare.c, observed over expected to
 * indirect.c. */
#include "rates/internal.h"

typedef struct direct {
  const double *count, *population, *standard;
  int64_t groups, strata;
  cpwi_rates rates;
  double all;               /* of the standard */
  double *lowest, *highest; /* (strata) of the groups' rates there, NaN where nobody is */
  cpw_result *result;
  double *events, *people, *crude, *crude_lower, *crude_upper, *rate, *variance, *lower, *upper,
      *empty_share, *least, *most;
  int64_t *flags;
} direct;

/* What one group's strata add up to; weights are standard people a person of the group, times nothing. */
typedef struct sums {
  double events, people, used; /* `used`: standard people in strata where the group has somebody */
  double rate, variance;       /* times used, and its square */
  double greatest;             /* weight of one event */
  double least, most;          /* what the empty strata could add, times the standard's people */
} sums;

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_cells(const direct *d, const char *where, cpw_error *err) {
  int64_t cells = d->groups * d->strata;
  int32_t status = cpwi_rates_check(d->count, cells, "count", 0, CPWI_RATES_COUNT_MOST, where, err);
  if (status == CPW_OK)
    status = cpwi_rates_check(d->population, cells, "population", 0, 1e150, where, err);
  if (status == CPW_OK)
    status = cpwi_rates_check(d->standard, d->strata, "standard", 0, 1e150, where, err);
  for (int64_t i = 0; i < cells && status == CPW_OK; i++) {
    if (d->population[i] > 0) continue;
    if (d->count[i] > 0)
      status =
          cpwi_fail(err, CPW_EDOMAIN, i, where, "count[%lld] = %s must be 0 where population is 0",
                    (long long)i, cpwi_number(d->count[i]).text);
    else if (d->standard[i % d->strata] > 0 && d->rates.options.empty == CPW_RATES_EMPTY_ERROR)
      status = cpwi_fail(err, CPW_EDOMAIN, i, where,
                         "population[%lld] = 0: group %lld has nobody in stratum %lld, which the "
                         "standard counts (options.empty could drop it)",
                         (long long)i, (long long)(i / d->strata), (long long)(i % d->strata));
  }
  return status;
}

static int32_t take(direct *d, const cpw_rates_options *options, const char *where,
                    cpw_error *err) {
  const void *const pointers[] = {d->count, d->population, d->standard};
  const char *const names[] = {"count", "population", "standard"};
  int64_t cells;
  for (int i = 0; i < 3; i++)
    if (!pointers[i]) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", names[i]);
  if (d->groups < 1 || d->strata < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s = %lld must be >= 1",
                     d->groups < 1 ? "groups" : "strata",
                     (long long)(d->groups < 1 ? d->groups : d->strata));
  if (!cpwi_multiply(d->groups, d->strata, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "groups x strata is too large");
  int32_t status = cpwi_rates_take(&d->rates, options, CPW_RATES_GAMMA, where, err);
  if (status == CPW_OK) status = check_cells(d, where, err);
  if (status != CPW_OK) return status;
  cpwi_twice all = {0, 0};
  for (int64_t s = 0; s < d->strata; s++)
    cpwi_twice_add(&all, d->standard[s]);
  d->all = all.high;
  if (d->all > 0) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "standard must not be 0 in every stratum");
}

/* ---------------------------------------------------------------- one group ----------------- */

/* Once for all groups: the least and the greatest rate of any group in every stratum. */
static int32_t find_extremes(direct *d, const char *where, cpw_error *err) {
  const cpw_allocator *a = d->rates.options.allocator;
  d->lowest = cpwi_alloc(a, (size_t)d->strata, sizeof *d->lowest);
  d->highest = cpwi_alloc(a, (size_t)d->strata, sizeof *d->highest);
  if (!d->lowest || !d->highest)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld strata", (long long)d->strata);
  for (int64_t i = 0; i < d->strata; i++)
    d->lowest[i] = d->highest[i] = CPWI_NAN;
  for (int64_t g = 0; g < d->groups; g++)
    for (int64_t i = 0; i < d->strata; i++) {
      int64_t at = g * d->strata + i;
      if (!(d->population[at] > 0)) continue;
      double rate = d->count[at] / d->population[at];
      if (cpwi_is_nan(d->lowest[i]) || rate < d->lowest[i]) d->lowest[i] = rate;
      if (cpwi_is_nan(d->highest[i]) || rate > d->highest[i]) d->highest[i] = rate;
    }
  return CPW_OK;
}

static int32_t add_up(const direct *d, int64_t group, sums *out, const char *where,
                      cpw_error *err) {
  cpwi_twice events = {0, 0}, people = {0, 0}, used = {0, 0}, rate = {0, 0}, variance = {0, 0};
  sums s = {.greatest = 0};
  for (int64_t i = 0; i < d->strata; i++) {
    int64_t at = group * d->strata + i;
    double x = d->count[at], n = d->population[at], standard = d->standard[i];
    cpwi_twice_add(&events, x);
    cpwi_twice_add(&people, n);
    if (n > 0) {
      double weight = standard / n;
      cpwi_twice_add(&used, standard);
      cpwi_twice_add(&rate, weight * x);
      cpwi_twice_add(&variance, weight * weight * x);
      if (weight > s.greatest) s.greatest = weight;
    } else if (standard > 0) {
      if (cpwi_is_nan(d->lowest[i]))
        return cpwi_fail(err, CPW_EDOMAIN, at, where,
                         "stratum %lld, which the standard counts, has nobody in any group",
                         (long long)i);
      s.least += standard * d->lowest[i];
      s.most += standard * d->highest[i];
    }
  }
  s.events = events.high, s.people = people.high, s.used = used.high;
  s.rate = rate.high, s.variance = variance.high;
  *out = s;
  if (s.used > 0) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, group * d->strata, where,
                   "group %lld has nobody in any stratum that the standard counts",
                   (long long)group);
}

/* limits of the sum of weighted events, not over the standard */
static cpwi_range limits_of(const sums *s, double level, int32_t method) {
  double tail = (1 - level) / 2, w = s->greatest;
  cpwi_range limits = {0, w * cpw_gamma_upper_quantile(tail, 1)}; /* Fay and Feuer's of no event */
  if (s->events == 0) return limits;
  if (method == CPW_RATES_GAMMA) {
    double y = s->rate, v = s->variance, more = v + w * w;
    if (y > 0) limits.lower = v / y * cpw_gamma_quantile(tail, y / v * y);
    limits.upper = more / (y + w) * cpw_gamma_upper_quantile(tail, (y + w) / more * (y + w));
    return limits;
  }
  cpwi_range count = cpwi_count_limits(s->events, level, method);
  double stretch = sqrt(s->variance / s->events);
  double lower = s->rate + stretch * (count.lower - s->events);
  limits.lower = lower > 0 ? lower : 0; /* very unlike weights would make it negative */
  limits.upper = s->rate + stretch * (count.upper - s->events);
  return limits;
}

static int32_t fill(direct *d, int64_t g, const char *where, cpw_error *err) {
  sums s = {.greatest = 0};
  int32_t status = add_up(d, g, &s, where, err);
  if (status != CPW_OK) return status;
  double times = d->rates.options.multiplier, each = times / s.used;
  int64_t levels = d->rates.levels;
  int32_t method = d->rates.options.method;
  int empty = s.used < d->all;
  d->events[g] = s.events, d->people[g] = s.people, d->crude[g] = s.events / s.people * times;
  d->rate[g] = s.rate * each;
  d->variance[g] = s.variance * each * each;
  d->empty_share[g] = empty ? (d->all - s.used) / d->all : 0;
  d->least[g] = empty ? (s.rate + s.least) / d->all * times : d->rate[g];
  d->most[g] = empty ? (s.rate + s.most) / d->all * times : d->rate[g];
  d->flags[g] = (s.events < CPW_RATES_FEW ? CPW_RATES_FLAG_FEW : 0) |
                (s.events == 0 ? CPW_RATES_FLAG_NONE : 0) | (empty ? CPW_RATES_FLAG_EMPTY : 0);
  for (int64_t k = 0; k < levels; k++) {
    double level = d->rates.level[k];
    cpwi_range crude = cpwi_count_limits(s.events, level, method),
               rate = limits_of(&s, level, method);
    d->crude_lower[g * levels + k] = crude.lower / s.people * times;
    d->crude_upper[g * levels + k] = crude.upper / s.people * times;
    d->lower[g * levels + k] = rate.lower * each;
    d->upper[g * levels + k] = rate.upper * each;
    if (!cpwi_is_finite(rate.upper * each) || !cpwi_is_finite(crude.upper / s.people * times))
      return cpwi_fail(err, CPW_EOVERFLOW, g * d->strata, where,
                       "a rate of group %lld is beyond any double", (long long)g);
  }
  return CPW_OK;
}

static int32_t make(direct *d, cpw_error *err) {
  const cpw_rates_options *o = &d->rates.options;
  int32_t status = cpwi_rates_new(o->allocator, "group", d->groups, o->groups, d->rates.level,
                                  d->rates.levels, &d->result, err);
  if (status != CPW_OK) return status;
  cpwi_rates_array a[] = {
      {"count", "events", "events of the group", "group", CPW_DOUBLE, NULL},
      {"population", "people", "people of the group", "group", CPW_DOUBLE, NULL},
      {"crude", "rate", "count over population", "group", CPW_DOUBLE, NULL},
      {"crude_lower", "rate", "lower limit", "group level", CPW_DOUBLE, NULL},
      {"crude_upper", "rate", "upper limit", "group level", CPW_DOUBLE, NULL},
      {"rate", "rate", "directly standardised rate", "group", CPW_DOUBLE, NULL},
      {"variance", "rate^2", "its variance", "group", CPW_DOUBLE, NULL},
      {"lower", "rate", "lower limit of the standardised rate", "group level", CPW_DOUBLE, NULL},
      {"upper", "rate", "upper limit of the standardised rate", "group level", CPW_DOUBLE, NULL},
      {"empty_share", "share", "of the standard in strata where the group has nobody", "group",
       CPW_DOUBLE, NULL},
      {"least", "rate", "if empty strata had the least rate of any group there", "group",
       CPW_DOUBLE, NULL},
      {"most", "rate", "if empty strata had the greatest rate of any group there", "group",
       CPW_DOUBLE, NULL},
      {"flags", "", "1 few events, 2 none, 4 empty strata", "group", CPW_INT64, NULL},
  };
  status = cpwi_rates_arrays(d->result, a, 13, err);
  if (status != CPW_OK) return status;
  d->events = a[0].memory, d->people = a[1].memory, d->crude = a[2].memory;
  d->crude_lower = a[3].memory, d->crude_upper = a[4].memory, d->rate = a[5].memory;
  d->variance = a[6].memory, d->lower = a[7].memory, d->upper = a[8].memory;
  d->empty_share = a[9].memory, d->least = a[10].memory, d->most = a[11].memory;
  d->flags = a[12].memory;
  return CPW_OK;
}

int32_t cpw_rates_direct(const double *count, const double *population, const double *standard,
                         int64_t groups, int64_t strata, const cpw_rates_options *options,
                         cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  direct d;
  memset(&d, 0, sizeof d);
  d.count = count, d.population = population, d.standard = standard;
  d.groups = groups, d.strata = strata;
  int32_t status = take(&d, options, __func__, err);
  if (status == CPW_OK) status = find_extremes(&d, __func__, err);
  if (status == CPW_OK) status = make(&d, err);
  for (int64_t g = 0; g < groups && status == CPW_OK; g++)
    status = fill(&d, g, __func__, err);
  if (d.lowest) cpwi_release(d.rates.options.allocator, d.lowest);
  if (d.highest) cpwi_release(d.rates.options.allocator, d.highest);
  if (status != CPW_OK) {
    cpw_result_free(d.result);
    return status;
  }
  *out = d.result;
  return CPW_OK;
}
