/* lib/event_log/flows.h - arrays of cpw_event_log_flows, filled by two files.
 * Source: the rules in carepath/event_log.h. Leaves the numbers to flows.c and occupancy.c. */
#ifndef CPWI_EVENT_LOG_FLOWS_H
#define CPWI_EVENT_LOG_FLOWS_H

#include "event_log/internal.h"

typedef struct cpwi_flows {
  const cpwi_log *l;
  int64_t periods; /* whole ones */
  int64_t *arrivals, *returns, *weekday, *hour, *arrived, *ended, *occupancy_end;
  int64_t *occupancy_max, *waiting_max, *sustained, *plateau, *waits;
  double *rate, *rate_lower, *rate_upper, *dispersion, *weekday_rate, *hour_rate;
  double *occupancy, *waiting, *occupancy_mean, *waiting_mean, *when_waiting;
  double *wait_mean, *wait_sd, *wait_max;
} cpwi_flows;

/* where a period begins */
static inline double cpwi_flows_begin(const cpwi_flows *f, int64_t period) {
  return f->l->from + (double)period * f->l->o.period;
}
/* The period of a time in the window, `periods` if it is in none. */
int64_t cpwi_flows_period(const cpwi_flows *f, double t);
int32_t cpwi_flows_occupancy(cpwi_flows *f, cpw_error *err);

#endif
