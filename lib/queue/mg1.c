/* One server with services of any law: the mean and second moment of the wait.
 * Source: Pollaczek 1930, Khintchine 1932; Takacs, Oper. Res. 10 (1962) (the second moment).
 * Leaves equal services to mdc.c and priorities to priority.c. */
#include "queue/internal.h"

static int32_t check(double arrivals, double m1, double m2, double m3, const void *out,
                     cpw_error *err) {
  static const char where[] = "cpw_queue_mg1";
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, where, "a NULL for what comes out");
  int32_t status = cpwi_queue_not_negative(arrivals, "arrivals", where, err);
  if (!status) status = cpwi_queue_positive(m1, "m1", where, err);
  if (!status) status = cpwi_queue_positive(m2, "m2", where, err);
  if (!status && !isnan(m3)) status = cpwi_queue_positive(m3, "m3", where, err);
  if (status) return status;
  if (m2 < m1 * m1 * (1.0 - 1e-12))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "m2 = %s must be at least m1^2 = %s",
                     cpwi_number(m2).text, cpwi_number(m1 * m1).text);
  if (m3 < m2 * (m2 / m1) * (1.0 - 1e-12))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "m3 = %s must be at least m2^2 / m1 = %s",
                     cpwi_number(m3).text, cpwi_number(m2 * (m2 / m1)).text);
  return CPW_OK;
}

int32_t cpw_queue_mg1(double arrivals, double m1, double m2, double m3, cpw_queue_measures *out,
                      cpw_error *err) {
  int32_t status = check(arrivals, m1, m2, m3, out, err);
  if (status) return status;
  cpwi_queue_measures_clear(out);
  if (arrivals == 0.0) {
    cpwi_queue_measures_empty(out, m1);
    return CPW_OK;
  }
  cpwi_pair load = cpwi_two_product(arrivals, m1);
  double free = (1.0 - load.high) - load.low;
  out->load = load.high;
  if (!(free > 0.0)) {
    cpwi_queue_measures_unstable(out, 1.0 / m1);
    return CPW_OK;
  }
  double mean = arrivals * m2 / (2.0 * free), third = arrivals * m3 / (3.0 * free);
  out->utilisation = out->wait_chance = load.high;
  out->throughput = arrivals;
  out->block_chance = out->abandon_chance = 0.0;
  out->empty_chance = free;
  out->mean_wait = mean;
  out->wait_second = 2.0 * mean * mean + third;
  out->wait_variance = mean * mean + third;
  out->mean_queue = arrivals * mean;
  out->mean_stay = mean + m1;
  out->mean_number = out->mean_queue + load.high;
  return CPW_OK;
}
