/* lib/backtest/internal.h - one back-test at work: what the caller gave, the arrays of the result, and
 * what its files do in turn: recipe, scores, bands, summaries.
 * Source: the rules in carepath/backtest.h. Leaves the model to the waitlist module. */
#ifndef CPWI_BACKTEST_INTERNAL_H
#define CPWI_BACKTEST_INTERNAL_H

#include "carepath/backtest.h"
#include "waitlist/internal.h"

#define CPWI_BACKTEST     "cpw_backtest"
#define CPWI_LEVELS       3 /* of the prediction bands */
#define CPWI_ERRORS       5 /* kinds of error over a horizon */
#define CPWI_LIST_ERROR   0
#define CPWI_END_ERROR    1
#define CPWI_BAND_ERROR   2
#define CPWI_LONG_ERROR   3
#define CPWI_WITHIN_ERROR 4

/* A figure that is predicted, in arrays (lists, origins, horizon); bands (..., levels). */
typedef struct cpwi_figure {
  double *predicted, *observed;
  double *lower, *upper, *crps;
  double *coverage, *ahead_coverage; /* (levels), (horizon, levels) */
} cpwi_figure;

typedef struct cpwi_backtest {
  cpw_history history;
  cpw_bands bands;
  cpw_backtest_options options;
  cpw_calibrate_options calibrate;
  cpw_run run;
  cpwi_limit within_limit, long_limit;
  int64_t lists, origins, horizon, n; /* n: bands */
  int32_t surplus;                    /* how capacity is placed, CPW_SURPLUS_... */
  /* arrays of the result */
  cpwi_figure total, within;
  double *predicted_long, *observed_long, *band_error;
  double *predicted_waiting, *observed_waiting;   /* NULL where they are not wanted */
  double *error[CPWI_ERRORS];                     /* (lists, origins) */
  double *median[CPWI_ERRORS], *sum[CPWI_ERRORS]; /* (origins) */
  double *ahead_list, *ahead_within;              /* (horizon) */
  int64_t *used, *breaks, *lists_used, *ahead_count;
} cpwi_backtest;

static inline int64_t cpwi_smaller(int64_t a, int64_t b) {
  return a < b ? a : b;
}

/* The period of an origin, and how many periods ahead of it the history goes. */
static inline int64_t cpwi_origin_period(const cpwi_backtest *b, int64_t origin) {
  return b->options.first_origin + origin;
}
static inline int64_t cpwi_reach(const cpwi_backtest *b, int64_t origin) {
  return cpwi_smaller(b->horizon, b->history.periods - 1 - cpwi_origin_period(b, origin));
}
/* Where list, origin and periods ahead (from 0) stand in an array (lists, origins, horizon). */
static inline int64_t cpwi_cell(const cpwi_backtest *b, int64_t list, int64_t origin,
                                int64_t ahead) {
  return (list * b->origins + origin) * b->horizon + ahead;
}
/* The same in the caller's forecasts of flows, whose horizon is not cut at the end of the history. */
static inline int64_t cpwi_given_at(const cpwi_backtest *b, int64_t list, int64_t origin,
                                    int64_t ahead) {
  return (list * b->origins + origin) * b->options.horizon + ahead;
}
/* The list at the end of a period. */
static inline const double *cpwi_observed(const cpwi_backtest *b, int64_t list, int64_t period) {
  return b->history.waiting + (list * b->history.periods + period) * b->n;
}

/* options.c: copies and checks what the caller gave. */
int32_t cpwi_backtest_take(cpwi_backtest *b, const cpw_history *history,
                           const cpw_backtest_options *options, const cpw_run *run, cpw_error *err);

/* arrays.c: adds the dimensions and arrays, all figures NaN. */
int32_t cpwi_backtest_add(cpwi_backtest *b, cpw_result *result, cpw_error *err);

/* recipe.c: how a method calibrates; and `waiting` (lists, reach, bands) as projected from an origin. */
void cpwi_recipe(cpwi_backtest *b);
const char *cpwi_recipe_words(int32_t method);
int32_t cpwi_predict(const cpwi_backtest *b, int64_t origin, double *waiting, cpw_error *err);

/* score.c: what an origin's projection (lists, reach, bands) is worth. */
void cpwi_score_origin(cpwi_backtest *b, int64_t origin, const double *waiting);
/* The errors over `reach` periods of lists (reach, bands), predicted and observed. */
void cpwi_errors(const cpwi_backtest *b, int64_t reach, const double *predicted,
                 const double *observed, double errors[CPWI_ERRORS]);
/* Mean over the bands with people of |predicted - observed| / observed; NaN where nobody waits. */
double cpwi_band_error(int64_t bands, const double *predicted, const double *observed);

/* summary.c: medians over lists, and the sum of the lists from their projections. */
int32_t cpwi_sum_up_origin(cpwi_backtest *b, int64_t origin, const double *waiting, cpw_error *err);
int32_t cpwi_sum_up_ahead(cpwi_backtest *b, cpw_error *err);
int32_t cpwi_backtest_notes(const cpwi_backtest *b, cpw_result *result, cpw_error *err);

/* intervals.c: bands from past errors, their coverage and score. */
int32_t cpwi_intervals(cpwi_backtest *b, cpw_error *err);

#endif
