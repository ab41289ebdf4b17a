/* lib/event_log/forecast.h - how many will be in each stage, group by group, by routes, durations and
 * arrivals that a log up to its end has given.
 * Source: the rules in carepath/event_log.h. Leaves the scores to backtest.c. */
#ifndef CPWI_EVENT_LOG_FORECAST_H
#define CPWI_EVENT_LOG_FORECAST_H

#include "event_log/internal.h"

typedef struct cpwi_forecast {
  const cpwi_log *log; /* up to the moment of the forecast */
  int64_t periods;
  cpw_result *routes, *durations;
  const double *share, *gap;            /* (groups, stages, stages + 1), (stages, stages + 1) */
  double *rate;                         /* (groups, stages) arrivals per unit of time */
  double *occupancy, *variance, *ended; /* (groups, stages, periods) */
} cpwi_forecast;

/* log and periods are set, the rest is zero; free it in any case. */
int32_t cpwi_forecast_make(cpwi_forecast *f, const cpw_run *run, cpw_error *err);
void cpwi_forecast_free(cpwi_forecast *f);

#endif
