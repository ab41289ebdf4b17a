/* Options of curves and tests: defaults and checks.
 * Source: the rules in carepath/survival.h. 50, 92 and 95 % and 18 and 52 weeks are those of England's
 * statistics of referral to treatment. Leaves the rows to crowd.c. */
#include "survival/internal.h"

#include <string.h>

static const double PROBABILITIES[] = {0.5, 0.92, 0.95};
static const double LIMITS[] = {18, 52};
#define COUNT_OF(x) ((int64_t)(sizeof(x) / sizeof *(x)))

static cpw_survival_options defaults(void) {
  cpw_survival_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.cause = CPW_SURVIVAL_TREATED;
  o.conf_type = CPW_SURVIVAL_LOG_LOG;
  o.level = 0.95;
  o.tau = CPWI_NAN;
  o.probabilities = COUNT_OF(PROBABILITIES);
  o.limits = COUNT_OF(LIMITS);
  return o;
}

void cpw_survival_options_init_sized(cpw_survival_options *options, size_t size) {
  cpw_survival_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int is_finite(double x) {
  return x - x == 0;
}

static int32_t check_cause(int32_t cause, const cpw_survival_rows *rows, const char *where,
                           cpw_error *err) {
  if (cause >= 0 && cause <= rows->causes) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "options.cause = %d must be 0 to %lld", (int)cause,
                   (long long)rows->causes);
}

/* Both given or neither; the library's own numbers where their number is not changed either. */
static int32_t check_list(const char *count, int64_t n, const char *name, const double **x,
                          const double *own, int64_t own_count, const char *where, cpw_error *err) {
  if (n < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "options.%s = %lld must be >= 0", count,
                     (long long)n);
  if (n > 0 && !*x && n == own_count) *x = own;
  if (n > 0 && !*x)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "options.%s is NULL, but options.%s = %lld", name,
                     count, (long long)n);
  return CPW_OK;
}

static int32_t check_numbers(const cpw_survival_options *o, const char *where, cpw_error *err) {
  if (!(o->level > 0 && o->level < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.level = %s must be above 0 and below 1",
                     cpwi_number(o->level).text);
  if (!(o->from >= 0) || !is_finite(o->from))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.from = %s must be finite and >= 0",
                     cpwi_number(o->from).text);
  if (!isnan(o->tau) && (!(o->tau > o->from) || !is_finite(o->tau)))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "options.tau = %s must be finite and above options.from, %s",
                     cpwi_number(o->tau).text, cpwi_number(o->from).text);
  for (int64_t i = 0; i < o->times; i++)
    if (!is_finite(o->time[i]) || (i > 0 && !(o->time[i] > o->time[i - 1])))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "options.time[%lld] = %s must be finite and above the one before",
                       (long long)i, cpwi_number(o->time[i]).text);
  for (int64_t i = 0; i < o->probabilities; i++)
    if (!(o->probability[i] > 0 && o->probability[i] < 1))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "options.probability[%lld] = %s must be above 0 and below 1", (long long)i,
                       cpwi_number(o->probability[i]).text);
  for (int64_t i = 0; i < o->limits; i++)
    if (!(o->limit[i] >= 0) || !is_finite(o->limit[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "options.limit[%lld] = %s must be finite and >= 0", (long long)i,
                       cpwi_number(o->limit[i]).text);
  return CPW_OK;
}

static int32_t check_labels(const cpw_survival_options *o, const cpw_survival_rows *rows,
                            const char *where, cpw_error *err) {
  if (o->labels && o->labels->length != rows->groups)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.labels has the length %lld, expected %lld",
                     (long long)o->labels->length, (long long)rows->groups);
  for (int64_t k = 0; o->cause_labels && k < rows->causes; k++)
    if (!o->cause_labels[k])
      return cpwi_fail(err, CPW_EINVAL, k, where, "options.cause_labels[%lld] is NULL",
                       (long long)k);
  return CPW_OK;
}

int32_t cpwi_survival_options_take(cpw_survival_options *known, const cpw_survival_options *given,
                                   const cpw_survival_rows *rows, const char *where,
                                   cpw_error *err) {
  cpw_survival_options o = defaults();
  int32_t status = cpwi_take_options(&o, sizeof o, given, where, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"conf_type", o.conf_type, CPW_SURVIVAL_LOG_LOG},
                                 {"every", o.every, 1},
                                 {"reserved", o.reserved, 0}};
  status = cpwi_check_choices(choices, 3, where, err);
  if (status == CPW_OK) status = check_cause(o.cause, rows, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o.allocator, where, err);
  if (status == CPW_OK) status = check_list("times", o.times, "time", &o.time, NULL, 0, where, err);
  if (status == CPW_OK && o.every && o.times > 0)
    status = cpwi_fail(err, CPW_EINVAL, -1, where,
                       "options.times = %lld must be 0 with options.every", (long long)o.times);
  if (status == CPW_OK)
    status = check_list("probabilities", o.probabilities, "probability", &o.probability,
                        PROBABILITIES, COUNT_OF(PROBABILITIES), where, err);
  if (status == CPW_OK)
    status =
        check_list("limits", o.limits, "limit", &o.limit, LIMITS, COUNT_OF(LIMITS), where, err);
  if (status == CPW_OK) status = check_numbers(&o, where, err);
  if (status == CPW_OK) status = check_labels(&o, rows, where, err);
  if (status == CPW_OK) *known = o;
  return status;
}

/* ---------------------------------------------------------------- tests --------------------- */

static cpw_survival_test_options test_defaults(void) {
  cpw_survival_test_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.cause = CPW_SURVIVAL_TREATED;
  o.strata = 1;
  return o;
}

void cpw_survival_test_options_init_sized(cpw_survival_test_options *options, size_t size) {
  cpw_survival_test_options o = test_defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t check_power(const char *name, double x, int32_t test, const char *where,
                           cpw_error *err) {
  if (!(x >= 0) || !is_finite(x))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.%s = %s must be finite and >= 0", name,
                     cpwi_number(x).text);
  if (x > 0 && test != CPW_SURVIVAL_FLEMING_HARRINGTON)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.%s = %s must be 0 unless the test is "
                     "CPW_SURVIVAL_FLEMING_HARRINGTON",
                     name, cpwi_number(x).text);
  return CPW_OK;
}

static int32_t check_strata(const cpw_survival_test_options *o, const cpw_survival_rows *rows,
                            const char *where, cpw_error *err) {
  if (o->strata < 1 || (o->strata > 1 && !o->stratum && rows->rows > 0))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.strata = %lld must be >= 1, and 1 without options.stratum",
                     (long long)o->strata);
  return cpwi_survival_check_index("options.stratum", o->stratum, rows->rows, o->strata, where,
                                   err);
}

int32_t cpwi_survival_test_take(cpw_survival_test_options *known,
                                const cpw_survival_test_options *given,
                                const cpw_survival_rows *rows, const char *where, cpw_error *err) {
  cpw_survival_test_options o = test_defaults();
  int32_t status = cpwi_take_options(&o, sizeof o, given, where, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"test", o.test, CPW_SURVIVAL_TARONE_WARE}};
  status = cpwi_check_choices(choices, 1, where, err);
  if (status == CPW_OK) status = check_cause(o.cause, rows, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o.allocator, where, err);
  if (status == CPW_OK) status = check_power("rho", o.rho, o.test, where, err);
  if (status == CPW_OK) status = check_power("gamma", o.gamma, o.test, where, err);
  if (status == CPW_OK) status = check_strata(&o, rows, where, err);
  for (int64_t g = 0; o.score && g < rows->groups && status == CPW_OK; g++)
    if (!is_finite(o.score[g]))
      status = cpwi_fail(err, CPW_EDOMAIN, g, where, "options.score[%lld] = %s must be finite",
                         (long long)g, cpwi_number(o.score[g]).text);
  if (status == CPW_OK) *known = o;
  return status;
}
