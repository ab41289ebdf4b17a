/* Limits of counts, crude rates and shares.
 * Source: Byar's approximation (Breslow and Day, 1987, section 2.3), Garwood (1936), Clopper and Pearson
 * (1934), Wilson (1927). Leaves quantiles to stats, standardised rates to direct.c and indirect.c. */
#include "rates/internal.h"

double cpwi_two_sided(double level) {
  return -cpw_normal_quantile((1 - level) / 2);
}

static cpwi_range byar(double count, double z) {
  cpwi_range limits = {0, 0};
  if (count > 0) {
    double root = 1 - 1 / (9 * count) - z / (3 * sqrt(count));
    if (root > 0) limits.lower = count * root * root * root;
  }
  double more = count + 1, root = 1 - 1 / (9 * more) + z / (3 * sqrt(more));
  limits.upper = more * root * root * root;
  return limits;
}

cpwi_range cpwi_count_limits(double count, double level, int32_t method) {
  double tail = (1 - level) / 2;
  if (method == CPW_RATES_BYAR || (method != CPW_RATES_EXACT && count >= CPW_RATES_FEW))
    return byar(count, cpwi_two_sided(level));
  cpwi_range limits = {0, cpw_gamma_upper_quantile(tail, count + 1)};
  if (count > 0) limits.lower = cpw_gamma_quantile(tail, count);
  return limits;
}

cpwi_range cpwi_clopper(double successes, double trials, double level) {
  double tail = (1 - level) / 2, failures = trials - successes;
  cpwi_range limits = {0, 1};
  if (successes > 0) limits.lower = cpw_beta_quantile(tail, successes, failures + 1);
  if (failures > 0) limits.upper = cpw_beta_upper_quantile(tail, successes + 1, failures);
  return limits;
}

/* cpw_wilson_interval for a share of so many trials, which need not be whole */
cpwi_range cpwi_wilson(double share, double trials, double level) {
  double z = cpwi_two_sided(level), square = z * z / trials;
  double root = z * sqrt(share * (1 - share) / trials + square / (4 * trials));
  double most = share + square / 2 + root, upper = most / (1 + square);
  cpwi_range limits = {share > 0 ? share * share / most : 0, upper < 1 && share < 1 ? upper : 1};
  return limits;
}

int32_t cpw_rates_count_interval(double count, double level, int32_t method, cpw_interval *out,
                                 cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  const cpwi_choice choice = {"method", method, CPW_RATES_EXACT};
  int32_t status = cpwi_check_choices(&choice, 1, __func__, err);
  if (status != CPW_OK) return status;
  if (!(count >= 0 && count <= CPWI_RATES_COUNT_MOST))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "count = %s must be from 0 to %s",
                     cpwi_number(count).text, cpwi_number(CPWI_RATES_COUNT_MOST).text);
  if (!(level > 0 && level < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "level = %s must be inside (0, 1)",
                     cpwi_number(level).text);
  cpwi_range limits = cpwi_count_limits(count, level, method);
  *out = (cpw_interval){count, limits.lower, limits.upper, level};
  return CPW_OK;
}

int32_t cpw_rates_share_interval(double successes, double trials, double level, cpw_interval *out,
                                 cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  if (!(trials > 0 && trials <= CPWI_RATES_TRIALS_MOST))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "trials = %s must be > 0 and at most %s",
                     cpwi_number(trials).text, cpwi_number(CPWI_RATES_TRIALS_MOST).text);
  if (!(successes >= 0 && successes <= trials))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "successes = %s must be from 0 to trials = %s",
                     cpwi_number(successes).text, cpwi_number(trials).text);
  if (!(level > 0 && level < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "level = %s must be inside (0, 1)",
                     cpwi_number(level).text);
  cpwi_range limits = cpwi_clopper(successes, trials, level);
  *out = (cpw_interval){successes / trials, limits.lower, limits.upper, level};
  return CPW_OK;
}

/* What the two functions over many groups check alike. */
typedef struct many {
  int64_t n, levels;
  double multiplier;
  const double *level;
  int32_t method, method_most;
} many;

static int32_t check_many(const many *m, const void *const *pointers, const char *const *names,
                          int count, const char *where, cpw_error *err) {
  const cpwi_choice choice = {"method", m->method, m->method_most};
  int32_t status = cpwi_check_choices(&choice, 1, where, err);
  if (status != CPW_OK) return status;
  if (m->n < 0 || m->levels < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s = %lld must be >= %d",
                     m->n < 0 ? "n" : "levels", (long long)(m->n < 0 ? m->n : m->levels),
                     m->n < 0 ? 0 : 1);
  for (int i = 0; i < count; i++)
    if (!pointers[i] && (m->n > 0 || i == 0))
      return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", names[i]);
  if (!cpwi_is_finite(m->multiplier) || m->multiplier <= 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "multiplier = %s must be finite and > 0",
                     cpwi_number(m->multiplier).text);
  return cpwi_rates_levels(m->level, m->levels, "level", where, err);
}

/* Whether a rate and its upper limits are doubles: the limits of 1e11 events are below 1e12, so that they are
 * worked out twice in odd cases alone. */
static int32_t check_rate(double count, double each, int64_t i, const many *m, const char *where,
                          cpw_error *err) {
  if (each < 1e290) return CPW_OK;
  for (int64_t k = 0; k < m->levels; k++)
    if (!cpwi_is_finite(cpwi_count_limits(count, m->level[k], m->method).upper * each))
      return cpwi_fail(err, CPW_EOVERFLOW, i, where, "the rate of group %lld is beyond any double",
                       (long long)i);
  return CPW_OK;
}

int32_t cpw_rates_crude(const double *count, const double *exposure, int64_t n, double multiplier,
                        const double *level, int64_t levels, int32_t method, double *rate,
                        double *lower, double *upper, cpw_error *err) {
  const many m = {n, levels, multiplier, level, method, CPW_RATES_EXACT};
  const void *const pointers[] = {level, count, rate, lower, upper};
  const char *const names[] = {"level", "count", "rate", "lower", "upper"};
  int32_t status = check_many(&m, pointers, names, 5, __func__, err);
  if (status == CPW_OK)
    status = cpwi_rates_check(count, n, "count", 0, CPWI_RATES_COUNT_MOST, __func__, err);
  if (status == CPW_OK && exposure)
    status = cpwi_rates_check(exposure, n, "exposure", 1, 1e300, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < n && status == CPW_OK; i++)
    status = check_rate(count[i], multiplier / (exposure ? exposure[i] : 1), i, &m, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < n; i++) {
    double each = multiplier / (exposure ? exposure[i] : 1);
    rate[i] = count[i] * each;
    for (int64_t k = 0; k < levels; k++) {
      cpwi_range limits = cpwi_count_limits(count[i], level[k], method);
      lower[i * levels + k] = limits.lower * each;
      upper[i * levels + k] = limits.upper * each;
    }
  }
  return CPW_OK;
}

int32_t cpw_rates_proportion(const double *successes, const double *trials, int64_t n,
                             double multiplier, const double *level, int64_t levels, int32_t method,
                             double *share, double *lower, double *upper, cpw_error *err) {
  const many m = {n, levels, multiplier, level, method, CPW_RATES_CLOPPER};
  const void *const pointers[] = {level, successes, trials, share, lower, upper};
  const char *const names[] = {"level", "successes", "trials", "share", "lower", "upper"};
  double most = method == CPW_RATES_CLOPPER ? CPWI_RATES_TRIALS_MOST : 1e300;
  int32_t status = check_many(&m, pointers, names, 6, __func__, err);
  if (status == CPW_OK) status = cpwi_rates_check(trials, n, "trials", 1, most, __func__, err);
  for (int64_t i = 0; i < n && status == CPW_OK; i++)
    if (!(successes[i] >= 0 && successes[i] <= trials[i]))
      status = cpwi_fail(err, CPW_EDOMAIN, i, __func__,
                         "successes[%lld] = %s must be from 0 to trials = %s", (long long)i,
                         cpwi_number(successes[i]).text, cpwi_number(trials[i]).text);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < n; i++) {
    double of = successes[i] / trials[i];
    share[i] = of * multiplier;
    for (int64_t k = 0; k < levels; k++) {
      cpw_interval wilson = {0, 0, 0, 0};
      if (method == CPW_RATES_CLOPPER) {
        cpwi_range limits = cpwi_clopper(successes[i], trials[i], level[k]);
        wilson.lower = limits.lower, wilson.upper = limits.upper;
      } else if (cpw_wilson_interval(successes[i], trials[i], level[k], &wilson, NULL) != CPW_OK) {
        return cpwi_fail(err, CPW_EINTERNAL, i, __func__, "no limits of a checked share");
      }
      lower[i * levels + k] = wilson.lower * multiplier;
      upper[i * levels + k] = wilson.upper * multiplier;
    }
  }
  return CPW_OK;
}
