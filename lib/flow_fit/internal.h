/* lib/flow_fit/internal.h - what the files of the module share: checked counts, the reconciled ones, and the
 * fit. Includes the internals of base; least squares and scores through their public headers. */
#ifndef CPWI_FLOW_FIT_INTERNAL_H
#define CPWI_FLOW_FIT_INTERNAL_H

#include "base/internal.h"
#include "carepath/flow_fit.h"
#include "carepath/least_squares.h"
#include "carepath/stats.h"

/* Arrays are (periods, stages), NaN where nothing is known, unless said otherwise. */
typedef struct cpwi_flow {
  cpw_flow_counts counts;
  cpw_flow_options options;
  const char *where;
  int64_t t, s;  /* periods, stages */
  double *block; /* all of the following five */
  double *arrivals, *completed, *stock, *referred, *removed;
  int32_t *closed;                        /* (stages) 1: all arrivals are referrals */
  int64_t *missing, *filled, *impossible; /* (stages) in one block */
} cpwi_flow;

static inline int cpwi_flow_known(double x) {
  return x == x;
}
static inline double cpwi_flow_days(const cpwi_flow *f, int64_t t) {
  return f->counts.days ? f->counts.days[t] : 1;
}
/* stock at the start of period t */
static inline double cpwi_flow_start(const cpwi_flow *f, int64_t t, int64_t k) {
  if (t > 0) return f->stock[(t - 1) * f->s + k];
  return f->counts.opening ? f->counts.opening[k] : CPWI_NAN;
}
static inline int cpwi_flow_allowed(const cpwi_flow *f, int64_t from, int64_t to) {
  return f->options.allowed ? f->options.allowed[from * f->s + to] : from != to;
}

/* take.c */
int32_t cpwi_flow_take(cpwi_flow *f, const cpw_flow_counts *counts, const cpw_flow_options *options,
                       cpw_error *err);
void cpwi_flow_free(cpwi_flow *f);
/* reconcile.c: arrivals, and what is filled or recomputed */
void cpwi_flow_settle(cpwi_flow *f);

/* output.c */
typedef struct cpwi_flow_array {
  const char *name, *unit, *description, *dimensions;
  int32_t type;
  void **memory;
} cpwi_flow_array;
int32_t cpwi_flow_result(const cpwi_flow *f, cpw_result **out, cpw_error *err);
int32_t cpwi_flow_add(cpw_result *r, const cpwi_flow_array *arrays, size_t count, cpw_error *err);

/* Text of bounded length for notes. */
typedef struct cpwi_flow_text {
  char text[512];
  size_t used;
} cpwi_flow_text;
void cpwi_flow_say(cpwi_flow_text *t, const char *words);
void cpwi_flow_say_number(cpwi_flow_text *t, double x);
void cpwi_flow_say_stage(cpwi_flow_text *t, const cpwi_flow *f, int64_t k);

/* fit.c: shares, demands and capacities from the first `learn` periods */
typedef struct cpwi_flow_model {
  int64_t learn, season;
  double *demand;                         /* (stages, season) */
  double *share;                          /* (stages, stages), 0 where not allowed */
  double *exit, *capacity, *sd, *leaving; /* (stages); leaving: removed of those at the start */
  double *fitted;                         /* (periods, stages) */
  int64_t *known, *busy, *used;           /* (stages) */
  double kkt, spread;
  int64_t dependent;
} cpwi_flow_model;
int32_t cpwi_flow_shares(const cpwi_flow *f, cpwi_flow_model *m, cpw_error *err);
/* capacity.c */
void cpwi_flow_capacity(const cpwi_flow *f, cpwi_flow_model *m);

/* forecast.c: (test, stages) each; scores by stage */
typedef struct cpwi_flow_forecast {
  double *stock, *lower, *upper, *completed;
  double *stock_mae, *naive_mae, *crps, *interval, *coverage, *completed_mae;
} cpwi_flow_forecast;
int32_t cpwi_flow_predict(const cpwi_flow *f, const cpwi_flow_model *m, cpwi_flow_forecast *o,
                          cpw_error *err);

#endif
