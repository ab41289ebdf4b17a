/* What every model of the module does with its measures: nothing known, no steady state, nobody comes; and
 * the domains of what goes in.
 * Source: carepath/queue.h. Leaves every formula to its own file. */
#include "queue/internal.h"

void cpwi_queue_measures_clear(cpw_queue_measures *m) {
  const double none = (double)NAN;
  m->outcome = CPW_OUTCOME_OK;
  m->reserved = 0;
  m->load = m->utilisation = m->throughput = none;
  m->wait_chance = m->block_chance = m->abandon_chance = m->empty_chance = none;
  m->mean_wait = m->wait_second = m->wait_variance = none;
  m->mean_queue = m->mean_stay = m->mean_number = none;
}

void cpwi_queue_measures_unstable(cpw_queue_measures *m, double capacity) {
  m->outcome = CPW_OUTCOME_UNSTABLE;
  m->utilisation = m->wait_chance = 1.0;
  m->throughput = capacity;
  m->block_chance = m->abandon_chance = m->empty_chance = 0.0;
  m->mean_wait = m->wait_second = m->wait_variance = (double)INFINITY;
  m->mean_queue = m->mean_stay = m->mean_number = (double)INFINITY;
}

void cpwi_queue_measures_empty(cpw_queue_measures *m, double service_time) {
  m->load = m->utilisation = m->throughput = 0.0;
  m->wait_chance = m->block_chance = m->abandon_chance = 0.0;
  m->empty_chance = 1.0;
  m->mean_wait = m->wait_second = m->wait_variance = 0.0;
  m->mean_queue = m->mean_number = 0.0;
  m->mean_stay = service_time;
}

int32_t cpwi_queue_positive(double value, const char *name, const char *where, cpw_error *err) {
  if (value > 0.0 && value < (double)INFINITY) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s = %s must be finite and > 0", name,
                   cpwi_number(value).text);
}

int32_t cpwi_queue_not_negative(double value, const char *name, const char *where, cpw_error *err) {
  if (value >= 0.0 && value < (double)INFINITY) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s = %s must be finite and >= 0", name,
                   cpwi_number(value).text);
}

int32_t cpwi_queue_ratio(double above, double below, const char *what, const char *where,
                         cpw_error *err) {
  double ratio = above / below;
  if (above == 0.0 || (ratio > 1e-280 && ratio < 1e280)) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s = %s must be from 1e-280 to 1e280", what,
                   cpwi_number(ratio).text);
}

int32_t cpwi_queue_each(const double *values, int64_t count, int zero, const char *name,
                        const char *where, cpw_error *err) {
  if (!values) return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", name);
  for (int64_t i = 0; i < count; i++) {
    double v = values[i];
    if ((v > 0.0 || (zero && v == 0.0)) && v < (double)INFINITY) continue;
    return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld] = %s must be finite and %s 0", name,
                     (long long)i, cpwi_number(v).text, zero ? ">=" : ">");
  }
  return CPW_OK;
}

int32_t cpwi_queue_moments(const double *m1, const double *m2, const double *m3, int64_t count,
                           const char *where, cpw_error *err) {
  int32_t status = cpwi_queue_each(m1, count, 0, "m1", where, err);
  if (!status) status = cpwi_queue_each(m2, count, 0, "m2", where, err);
  if (!status && m3) status = cpwi_queue_each(m3, count, 0, "m3", where, err);
  for (int64_t k = 0; !status && k < count; k++) {
    double second = m1[k] * m1[k], third = m2[k] * (m2[k] / m1[k]);
    if (m2[k] < second * (1.0 - 1e-12))
      return cpwi_fail(err, CPW_EDOMAIN, k, where, "m2[%lld] = %s must be at least m1^2 = %s",
                       (long long)k, cpwi_number(m2[k]).text, cpwi_number(second).text);
    if (m3 && m3[k] < third * (1.0 - 1e-12))
      return cpwi_fail(err, CPW_EDOMAIN, k, where, "m3[%lld] = %s must be at least m2^2 / m1 = %s",
                       (long long)k, cpwi_number(m3[k]).text, cpwi_number(third).text);
  }
  return status;
}
