/* What the caller of the first-come engine gave: defaults, and every option checked.
 * Source: the domains in carepath/first_come.h.
 * Leaves the laws' own parameters to lib/duration. */
#include "patients/first_come.h"

static const double PROBABILITIES[] = {0.5, 0.75, 0.9, 0.95, 0.99};

static cpw_first_come_options defaults(void) {
  cpw_first_come_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.customers = 100000;
  o.servers = 1;
  o.batches = 20;
  o.level = 0.95;
  return o;
}

void cpw_first_come_options_init_sized(cpw_first_come_options *options, size_t size) {
  cpw_first_come_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t check_counts(const cpw_first_come_options *o, cpw_error *err) {
  const struct {
    const char *name;
    int64_t value, least, most;
  } counts[] = {
      {"customers", o->customers, 1, CPW_FIRST_COME_MAX_CUSTOMERS},
      {"warm_up", o->warm_up, 0, o->customers - 1},
      {"servers", o->servers, 1, CPW_FIRST_COME_MAX_SERVERS},
      {"batches", o->batches, 2, CPW_FIRST_COME_MAX_BATCHES},
  };
  for (size_t k = 0; k < sizeof counts / sizeof *counts; k++)
    if (counts[k].value < counts[k].least || counts[k].value > counts[k].most)
      return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_FIRST_COME,
                       "options.%s = %lld must be from %lld to %lld", counts[k].name,
                       (long long)counts[k].value, (long long)counts[k].least,
                       (long long)counts[k].most);
  const cpwi_choice choices[] = {{"keep", o->keep, 1}, {"reserved", o->reserved, 0}};
  return cpwi_check_choices(choices, 2, CPWI_FIRST_COME, err);
}

static int32_t check_reals(const cpw_first_come_options *o, cpw_error *err) {
  if (!(o->level > 0 && o->level < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_FIRST_COME, "options.level = %s must be in (0, 1)",
                     cpwi_number(o->level).text);
  if (!cpwi_is_nonnegative(o->precision))
    return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_FIRST_COME,
                     "options.precision = %s must be finite and >= 0",
                     cpwi_number(o->precision).text);
  return CPW_OK;
}

/* numbers in [0, most] that increase */
static int32_t check_increasing(const double *x, int64_t count, const char *name, double most,
                                cpw_error *err) {
  for (int64_t i = 0; i < count; i++) {
    if (!(x[i] >= 0 && x[i] <= most) || (i > 0 && !(x[i] > x[i - 1])))
      return cpwi_fail(err, CPW_EDOMAIN, i, CPWI_FIRST_COME,
                       "options.%s[%lld] = %s must be %s and above the one before", name,
                       (long long)i, cpwi_number(x[i]).text,
                       most > 1 ? "finite, >= 0" : "in [0, 1]");
  }
  return CPW_OK;
}

static int32_t take_arrays(cpw_first_come_options *o, cpw_error *err) {
  if (o->limit_count < 0 || (o->limit_count > 0 && !o->limits))
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_FIRST_COME,
                     "options.limit_count = %lld must be 0, or > 0 with limits",
                     (long long)o->limit_count);
  if (!o->probabilities) {
    o->probabilities = PROBABILITIES;
    o->probability_count = sizeof PROBABILITIES / sizeof *PROBABILITIES;
  }
  if (o->probability_count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_FIRST_COME,
                     "options.probability_count = %lld must be >= 1 where probabilities are given",
                     (long long)o->probability_count);
  int32_t status = check_increasing(o->limits, o->limit_count, "limits", DBL_MAX, err);
  if (status != CPW_OK) return status;
  return check_increasing(o->probabilities, o->probability_count, "probabilities", 1, err);
}

/* A law or times, not both. */
static int32_t take_source(const cpw_duration *law, const double *times, int64_t n, int rising,
                           const char *const names[2], cpwi_duration *prepared, cpw_error *err) {
  if (!law == !times)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_FIRST_COME,
                     "options.%s or options.%s must be given, not both", names[0], names[1]);
  char what[64] = "options.";
  strncat(what, names[law ? 0 : 1], sizeof what - 16);
  if (times) return cpwi_check_times(times, n, what, rising, CPWI_FIRST_COME, err);
  int32_t status = cpwi_duration_check(law, what, -1, CPWI_FIRST_COME, err);
  if (status != CPW_OK) return status;
  if (law->law == CPW_DURATION_NEVER)
    return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_FIRST_COME, "%s.law = never must end", what);
  cpwi_duration_prepare(prepared, law);
  return CPW_OK;
}

static double mean_service(const cpwi_first_come *f) {
  const double *times = f->options.service_times;
  double moments[3], sum = 0;
  if (!times) {
    cpwi_duration_moments(&f->service, moments);
    return moments[0];
  }
  for (int64_t i = 0; i < f->options.customers; i++)
    sum += times[i] / (double)f->options.customers;
  return sum;
}

/* The bins begin so many octaves below the mean service. */
static int64_t lowest_bin(const cpwi_first_come *f) {
  double mean = mean_service(f);
  int exponent = 0;
  if (mean > 0 && mean <= DBL_MAX) frexp(mean, &exponent);
  int64_t octave = 1022 + exponent - CPWI_BIN_BELOW, most = 2046 - CPWI_BIN_OCTAVES;
  octave = octave < 1 ? 1 : octave > most ? most : octave;
  return octave << CPWI_BIN_BITS;
}

int32_t cpwi_first_come_take(cpwi_first_come *f, const cpw_first_come_options *options,
                             const cpw_run *run, cpw_error *err) {
  static const char *const between[2] = {"between", "arrival_times"};
  static const char *const service[2] = {"service", "service_times"};
  cpw_first_come_options *o = &f->options;
  *o = defaults();
  int32_t status;
  if ((status = cpwi_take_options(o, sizeof *o, options, CPWI_FIRST_COME, err)) != CPW_OK ||
      (status = cpwi_take_run(&f->run, run, CPWI_FIRST_COME, err)) != CPW_OK ||
      (status = cpwi_check_allocator(o->allocator, CPWI_FIRST_COME, err)) != CPW_OK ||
      (status = check_counts(o, err)) != CPW_OK || (status = check_reals(o, err)) != CPW_OK ||
      (status = take_arrays(o, err)) != CPW_OK ||
      (status = take_source(o->between, o->arrival_times, o->customers, 1, between, &f->between,
                            err)) != CPW_OK ||
      (status = take_source(o->service, o->service_times, o->customers, 0, service, &f->service,
                            err)) != CPW_OK)
    return status;
  if (o->start && (status = cpwi_check_times(o->start, o->servers, "options.start", 0,
                                             CPWI_FIRST_COME, err)) != CPW_OK)
    return status;
  f->counted = o->customers - o->warm_up;
  f->batches = o->batches < f->counted ? o->batches : f->counted;
  f->width = CPWI_FIGURES + o->limit_count + f->batches;
  f->lowest = lowest_bin(f);
  return CPW_OK;
}
