/* What several lists gain by becoming one: waits apart and together, and the servers that the pooled list
 * needs for the wait they have apart.
 * Source: Smith and Whitt, Bell Syst. Tech. J. 60 (1981) 39-55. Leaves one list to mmc.c and inverse.c. */
#include "queue/internal.h"

/* Mean wait of all, each in their own list; infinite where a list has no steady state. */
static int32_t apart(const double *arrivals, const double *servers, int64_t lists,
                     double service_rate, cpw_queue_pooling *out, cpw_error *err) {
  double wait = 0.0;
  for (int64_t i = 0; i < lists; i++) {
    cpw_queue_measures m;
    int32_t status = cpw_queue_mmc(arrivals[i], service_rate, servers[i], &m, err);
    if (status) return status;
    if (arrivals[i] > 0.0) wait += arrivals[i] * m.mean_wait;
    out->arrivals += arrivals[i];
    out->servers += servers[i];
  }
  out->apart_wait = out->arrivals > 0.0 ? wait / out->arrivals : 0.0;
  return CPW_OK;
}

int32_t cpw_queue_pool(const double *arrivals, const double *servers, int64_t lists,
                       double service_rate, cpw_queue_pooling *out, cpw_error *err) {
  static const char where[] = "cpw_queue_pool";
  if (!out || lists < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "a NULL for what comes out, or lists < 1");
  int32_t status = cpwi_queue_each(arrivals, lists, 1, "arrivals", where, err);
  if (!status) status = cpwi_queue_each(servers, lists, 0, "servers", where, err);
  if (!status) status = cpwi_queue_positive(service_rate, "service_rate", where, err);
  if (status) return status;
  const double none = (double)NAN;
  cpw_queue_pooling p = {CPW_OUTCOME_OK, 0, 0.0, 0.0, 0.0, 0.0, none, none, none, none};
  cpw_queue_measures pooled;
  status = apart(arrivals, servers, lists, service_rate, &p, err);
  if (!status) status = cpw_queue_mmc(p.arrivals, service_rate, p.servers, &pooled, err);
  if (status) return status;
  p.outcome = pooled.outcome;
  p.pooled_wait = pooled.mean_wait;
  if (p.apart_wait < (double)INFINITY && p.apart_wait > 0.0) {
    cpw_queue_need whole, real;
    status = cpw_queue_least_servers(CPW_QUEUE_GOAL_MEAN_WAIT, p.arrivals, service_rate, 0.0,
                                     p.apart_wait, &whole, err);
    if (!status)
      status = cpw_queue_least_capacity(CPW_QUEUE_GOAL_MEAN_WAIT, p.arrivals, service_rate, 0.0,
                                        p.apart_wait, &real, err);
    if (status) return status;
    p.same_servers = whole.servers;
    p.same_capacity = real.servers;
    p.saved_servers = p.servers - whole.servers;
    p.saved_capacity = p.servers - real.servers;
  }
  *out = p;
  return CPW_OK;
}
