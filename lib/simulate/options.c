/* What the caller of a simulation gave: defaults, and every option checked.
 * Source: the domains in carepath/simulate.h.
 * Leaves a history to hazards.c, and backlogs to waitlist/check.c. */
#include "simulate/internal.h"

#include <float.h>

static const double PROBABILITIES[] = {0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975};

cpw_simulate_options cpwi_simulate_defaults(void) {
  cpw_simulate_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.periods = 12;
  o.process = 1;
  o.starts_dispersion = 1.0;
  o.block = 3;
  return o;
}

void cpw_simulate_options_init_sized(cpw_simulate_options *options, size_t size) {
  cpw_simulate_options o = cpwi_simulate_defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t check_switches(const cpw_simulate_options *o, cpw_error *err) {
  const struct {
    const char *name;
    int32_t value;
  } switches[] = {{"whole_bands", o->whole_bands},
                  {"process", o->process},
                  {"bands", o->bands},
                  {"keep", o->keep}};
  for (size_t k = 0; k < sizeof switches / sizeof *switches; k++)
    if (switches[k].value != 0 && switches[k].value != 1)
      return cpwi_fail(err, CPW_EINVAL, -1, CPWI_SIMULATE, "options.%s = %d must be 0 or 1",
                       switches[k].name, (int)switches[k].value);
  return CPW_OK;
}

static int32_t check_shares(const cpw_simulate_options *o, cpw_error *err) {
  const struct {
    const char *name;
    double value, most;
  } shares[] = {
      {"longest_first", o->longest_first, 1.0},
      {"starts_persistence", o->starts_persistence, 1.0},
      {"capacity_persistence", o->capacity_persistence, 1.0},
      {"hazard_correlation", o->hazard_correlation, 1.0},
      {"starts_cv", o->starts_cv, 1000.0},
      {"capacity_cv", o->capacity_cv, 1000.0},
  };
  for (size_t k = 0; k < sizeof shares / sizeof *shares; k++)
    if (!(shares[k].value >= 0.0 && shares[k].value <= shares[k].most))
      return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_SIMULATE, "options.%s = %s must be in [0, %s]",
                       shares[k].name, cpwi_number(shares[k].value).text,
                       cpwi_number(shares[k].most).text);
  const double dispersion[2] = {o->starts_dispersion, o->capacity_dispersion};
  for (int k = 0; k < 2; k++)
    if (!(dispersion[k] == 0.0 || (dispersion[k] >= 1.0 && dispersion[k] <= 1e6)))
      return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_SIMULATE,
                       "options.%s_dispersion = %s must be 0 or in [1, 1e6]",
                       k == 0 ? "starts" : "capacity", cpwi_number(dispersion[k]).text);
  return CPW_OK;
}

static int32_t check_arrays(const cpwi_simulation *s, cpw_error *err) {
  const cpw_simulate_options *o = &s->options;
  const int64_t n = s->bands.count;
  const struct {
    const char *name;
    const double *values;
    int64_t middle, last;
  } arrays[] = {
      {"options.starts", o->starts, o->periods, 0},
      {"options.capacity", o->capacity, o->periods, 0},
      {"options.starts_paths", o->starts_paths, o->starts_path_count, o->periods},
      {"options.capacity_paths", o->capacity_paths, o->capacity_path_count, o->periods},
      {"options.treatment_variance", o->treatment_variance, 0, n},
      {"options.removal_variance", o->removal_variance, 0, n},
  };
  for (size_t k = 0; k < sizeof arrays / sizeof *arrays; k++) {
    if (!arrays[k].values) continue;
    cpwi_block block = {.name = arrays[k].name,
                        .lists = s->backlog.lists,
                        .periods = arrays[k].middle,
                        .bands = arrays[k].last,
                        .values = arrays[k].values,
                        .list = s->backlog.list};
    if (k < 2) block.period = o->period;
    int32_t status = cpwi_check_counts(&block, CPWI_SIMULATE, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int32_t check_paths(const cpw_simulate_options *o, cpw_error *err) {
  if (o->starts_paths && o->starts_path_count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_SIMULATE,
                     "options.starts_path_count = %lld must be >= 1 where paths are given",
                     (long long)o->starts_path_count);
  if (o->capacity_paths && o->capacity_path_count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_SIMULATE,
                     "options.capacity_path_count = %lld must be >= 1 where paths are given",
                     (long long)o->capacity_path_count);
  if (o->history && (o->treatment_variance || o->removal_variance))
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_SIMULATE,
                     "options.history and variances of the hazards are two sources of the same "
                     "uncertainty: one of them must be NULL");
  return CPW_OK;
}

static int32_t take_probabilities(cpw_simulate_options *o, cpw_error *err) {
  if (!o->probabilities) {
    o->probabilities = PROBABILITIES;
    o->probability_count = sizeof PROBABILITIES / sizeof *PROBABILITIES;
    return CPW_OK;
  }
  if (o->probability_count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_SIMULATE,
                     "options.probability_count = %lld must be >= 1 where probabilities are given",
                     (long long)o->probability_count);
  for (int64_t i = 0; i < o->probability_count; i++) {
    double p = o->probabilities[i];
    if (!(p >= 0.0 && p <= 1.0) || (i > 0 && !(p > o->probabilities[i - 1])))
      return cpwi_fail(
          err, CPW_EDOMAIN, i, CPWI_SIMULATE,
          "options.probabilities[%lld] = %s must be in [0, 1] and above the one before",
          (long long)i, cpwi_number(p).text);
  }
  return CPW_OK;
}

static int32_t check_size(const cpwi_simulation *s, cpw_error *err) {
  const cpw_simulate_options *o = &s->options;
  if (o->bands && s->run.replications > CPWI_MOST_REPLICATIONS)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, CPWI_SIMULATE,
                     "%lld replications are too many for the mean list by band: at most %lld",
                     (long long)s->run.replications, (long long)CPWI_MOST_REPLICATIONS);
  return CPW_OK;
}

int32_t cpwi_simulate_take(cpwi_simulation *s, const cpw_backlog *backlog,
                           const cpw_simulate_options *options, const cpw_run *run,
                           cpw_error *err) {
  cpw_simulate_options *o = &s->options;
  int32_t status;
  *o = cpwi_simulate_defaults();
  if ((status = cpwi_take_options(o, sizeof *o, options, CPWI_SIMULATE, err)) != CPW_OK ||
      (status = cpwi_take_run(&s->run, run, CPWI_SIMULATE, err)) != CPW_OK ||
      (status = cpwi_take_backlog(&s->backlog, &s->bands, backlog, CPWI_SIMULATE, err)) != CPW_OK ||
      (status = cpwi_check_allocator(o->allocator, CPWI_SIMULATE, err)) != CPW_OK)
    return status;
  if (o->periods < 1)
    return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_SIMULATE, "options.periods = %lld must be >= 1",
                     (long long)o->periods);
  if ((status = check_switches(o, err)) != CPW_OK || (status = check_shares(o, err)) != CPW_OK ||
      (status = cpwi_check_dimension(o->period, "options.period", o->periods, CPWI_SIMULATE,
                                     err)) != CPW_OK ||
      (status = check_paths(o, err)) != CPW_OK || (status = check_arrays(s, err)) != CPW_OK ||
      (status = take_probabilities(o, err)) != CPW_OK || (status = check_size(s, err)) != CPW_OK)
    return status;
  return o->history ? cpwi_past_take(s, err) : CPW_OK;
}
