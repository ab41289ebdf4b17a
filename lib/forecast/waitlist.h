/* lib/forecast/waitlist.h - what the forecasts of waiting lists share: the long series of each measure,
 * and what a history by time waited adds to them.
 * Source: the contract of cpw_forecast_waitlist. Leaves the series themselves to the model. */
#ifndef CPWI_FORECAST_WAITLIST_H
#define CPWI_FORECAST_WAITLIST_H

#include "forecast/internal.h"

#define CPWI_TOTAL    0
#define CPWI_WITHIN   1
#define CPWI_OVER     2
#define CPWI_MEASURES 3

/* Long series of the measures: borrowed arrays of [list period]. */
typedef struct cpwi_measured {
  cpw_series series[CPWI_MEASURES];
  const cpw_dimension *list, *period;
} cpwi_measured;

/* The series in a result of cpw_forecast_read. */
int32_t cpwi_measured_view(cpwi_measured *measured, const cpw_result *data, const char *where,
                           cpw_error *err);

/* The central forecast of a history by time waited. */
typedef struct cpwi_cohort {
  const cpw_allocator *allocator;
  int64_t lists, periods, horizon; /* lists: of the history, and their sum as the last one */
  cpw_history history;             /* the sum appended */
  cpw_bands bands;
  double *starts, *treated, *waiting; /* of it */
  double *flow[3];                    /* (lists, periods) starts, treated, removed */
  cpw_result *measures;               /* of the history */
  cpw_result *projection;
  double *flow_mean[3];     /* (lists, horizon) */
  double *flow_quantile[3]; /* (lists, horizon, probabilities) */
  double *within;           /* (lists, periods) people, for history alone */
  int64_t *list_of;         /* (lists of the data) their list in the history, -1: none */
} cpwi_cohort;

int32_t cpwi_cohort_init(cpwi_cohort *c, const cpw_history *history,
                         const cpw_forecast_options *options, const cpw_run *run, const char *where,
                         cpw_error *err);
void cpwi_cohort_free(cpwi_cohort *c);

/* The series of the measures of the history alone. */
int32_t cpwi_cohort_measured(cpwi_cohort *c, cpwi_measured *measured, const char *where,
                             cpw_error *err);
/* Finds the list of the history (labels `list`) of each list of the data. */
int32_t cpwi_cohort_match(cpwi_cohort *c, const cpw_dimension *list, const cpwi_measured *measured,
                          int alone, const char *where, cpw_error *err);
/* Change of a measure on its scale from now to `ahead` (1-based) in the history's list; NaN: unknown. */
double cpwi_cohort_change(const cpwi_cohort *c, int64_t list, int measure, int64_t ahead);
/* Adds flow_mean and the quantiles of the flows. */
int32_t cpwi_cohort_add_flows(const cpwi_cohort *c, const cpw_dimension *list, cpw_result *result,
                              const cpw_forecast_options *options, int32_t month, int64_t last,
                              cpw_error *err);

#endif
