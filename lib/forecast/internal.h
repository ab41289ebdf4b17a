/* lib/forecast/internal.h - what the files of the module share: series on the model's scale, the model
 * fitted at a month, the pools of past errors, and the labels of months ahead.
 * Source: the model at the head of carepath/forecast.h. Leaves waiting lists to waitlist.c. */
#ifndef CPWI_FORECAST_INTERNAL_H
#define CPWI_FORECAST_INTERNAL_H

#include "base/internal.h"
#include "carepath/forecast.h"
#include "waitlist/internal.h"

/* -------- options.c: options, series and their checks; months. */
typedef struct cpwi_parameters {
  double recency, damping, own, season, prior, reversion, top, fade;
} cpwi_parameters;

int32_t cpwi_take_forecast_options(cpw_forecast_options *known, const cpw_forecast_options *given,
                                   const char *where, cpw_error *err);
/* The parameters of a kind of series, with what the options give over them. */
cpwi_parameters cpwi_parameters_of(const cpw_forecast_options *options, int32_t kind);

/* The probabilities that are asked for, or the default ones. */
const double *cpwi_probabilities(const cpw_forecast_options *options, int64_t *count);

/* Copies and checks a series of any age; known->month is set where labels tell it. */
int32_t cpwi_take_series(cpw_series *known, const cpw_series *given, const char *where,
                         cpw_error *err);

/* Month of the year (1 to 12) of the first label; 0 where there are no labels. Labels must be months
 * in a row. *last: months since the year 0 of the last label. */
int32_t cpwi_month_labels(const cpw_dimension *period, int32_t *month, int64_t *last,
                          const char *where, cpw_error *err);

/* Adds the dimension `name` with the months after `last`, or 1, 2, ... where the month is 0. */
int32_t cpwi_add_months(cpw_result *result, const char *name, int64_t count, int32_t month,
                        int64_t last, const cpw_allocator *allocator, cpw_error *err);

/* "q025" for 0.025 */
cpwi_text cpwi_quantile_name(const char *before, double probability);

/* -------- scale.c: people and shares on the scale on which errors are additive, and back. */
double cpwi_to_scale(int32_t kind, double value, double whole);
double cpwi_from_scale(int32_t kind, double y, double whole);

/* -------- model.c: every series at every month from which it can be forecast. */

/* One list as it stands at a month. */
typedef struct cpwi_stand {
  double level;    /* last value on the scale, NaN: no forecast */
  double gap;      /* mean of the last 12 months less the level; less the parent's */
  double trend;    /* change a month */
  double movement; /* mean size of a change, > 0 */
  double size;     /* people in the list, for its pool */
  int64_t age;     /* months since the last value, 0 to 2 */
  int64_t changes; /* number of changes behind trend and movement */
} cpwi_stand;

#define CPWI_FIRST_ORIGIN 11 /* the first month (0-based) from which a back-test forecasts */
#define CPWI_POOL         40 /* lists of like size whose errors are pooled */

typedef struct cpwi_model {
  cpw_series series;
  cpwi_parameters parameters;
  const cpw_allocator *allocator;
  int64_t horizon;
  int64_t origins;   /* months from which forecasts are made; the last one is the end */
  int64_t first;     /* the first of them */
  int64_t *root;     /* (lists) topmost parent */
  int64_t *order;    /* (lists) parents before children */
  double *y;         /* (lists, periods) on the scale */
  cpwi_stand *stand; /* (origins, lists) */
  double *season;    /* (origins, lists, 12) effect of January, ...; of topmost parents only */
  double *forecast;  /* (origins, lists, horizon) on the scale */
} cpwi_model;

/* Fits the model at every month. The series must have been checked. Free it in any case. */
int32_t cpwi_model_init(cpwi_model *m, const cpw_series *series,
                        const cpw_forecast_options *options, const cpw_run *run, const char *where,
                        cpw_error *err);
void cpwi_model_free(cpwi_model *m);

static inline const cpwi_stand *cpwi_stand_at(const cpwi_model *m, int64_t origin, int64_t list) {
  return m->stand + origin * m->series.lists + list;
}
static inline const double *cpwi_forecast_at(const cpwi_model *m, int64_t origin, int64_t list) {
  return m->forecast + (origin * m->series.lists + list) * m->horizon;
}

/* The whole of which a share was a part when it was last known; 0 for counts. */
double cpwi_last_whole(const cpwi_model *m, int64_t origin, int64_t list);

#define WIDEST 3.0
/* Half the width of a band on the scale: a tiny list may do anything, but a factor of 20 is enough. */
static inline double cpwi_half_width(double movements, double movement) {
  double half = movements * movement;
  return half < WIDEST ? half : WIDEST;
}

/* -------- pool.c: how large the errors of lists of like size were. */
typedef struct cpwi_pool {
  int64_t pools; /* number of pools, >= 1 */
  int64_t *of;   /* (lists) the pool of a list, -1: no forecast */
  double
      *width; /* (pools, horizon, shares) size of error, in movements, that the share was within */
  int64_t *known; /* (pools) horizons with errors enough; 0: none */
} cpwi_pool;

/* Numbers the lists that have a forecast by size: `count` pools, of[list] or -1. */
int32_t cpwi_pool_lists(const cpwi_model *m, int64_t origin, int64_t *of, int64_t *count);

/* The pools as they are known at month m->first + origin; shares (count) in [0, 1). */
int32_t cpwi_pool_init(cpwi_pool *pool, const cpwi_model *m, int64_t origin, const double *shares,
                       int64_t count);
void cpwi_pool_free(cpwi_pool *pool, const cpw_allocator *allocator);

/* -------- series.c: forecasts as plain arrays, for waitlist.c. */
typedef struct cpwi_outlook {
  double *mean;     /* (lists, horizon) */
  double *quantile; /* (lists, horizon, probabilities) */
  int64_t unknown;  /* pools without errors of their own */
} cpwi_outlook;

/* mean and quantile from the last month of the model; the arrays are the caller's. */
int32_t cpwi_outlook_fill(cpwi_outlook *outlook, const cpwi_model *m, const double *probability,
                          int64_t probabilities);

/* Scores of one kind of series into arrays of [group horizon]. */
typedef struct cpwi_scores {
  double *real[10];
  int64_t *integer[3];
} cpwi_scores;
int32_t cpwi_scores_add(cpwi_scores *scores, cpw_result *result, const char *dimensions,
                        cpw_error *err);
int32_t cpwi_scores_fill(const cpwi_scores *scores, int64_t offset, const cpwi_model *m,
                         const cpw_run *run, const char *where, cpw_error *err);

#endif
