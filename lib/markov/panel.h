/* lib/markov/panel.h - what the files of the fit to panel data share: the data as intervals, the likelihood with
 * its scores, and the climb to its maximum.
 * Parameters are log rates, a move each, and then the effects of covariates. */
#ifndef CPWI_MARKOV_PANEL_H
#define CPWI_MARKOV_PANEL_H

#include "markov/internal.h"

/* From one row of a subject to the next. */
typedef struct cpwi_interval {
  double time;       /* its length */
  int64_t row;       /* at its start, whose covariates hold */
  int32_t from, to;  /* states; -1 where not known */
  int32_t kind;      /* of the row at its end */
  uint64_t possible; /* states at its end */
  double count;      /* intervals that are alike */
} cpwi_interval;

/* The moves allowed and what acts on them. */
typedef struct cpwi_moves {
  int32_t states, moves, parameters;
  int64_t covariates;
  const int32_t *from, *to;
  int32_t *slot; /* (moves, covariates) parameter of the effect, or -1 */
} cpwi_moves;

/* The data: intervals that stand alone, alike ones as one, in order of length and covariates; and chains of
 * intervals through states that are not known. */
typedef struct cpwi_panel_data {
  cpwi_moves moves;
  int64_t alone, in_chains, chains, subjects, intervals;
  cpwi_interval *single; /* (alone) */
  cpwi_interval *linked; /* (in_chains) */
  int64_t *chain;        /* (chains + 1) first interval of each */
  double *covariate;     /* (rows, covariates) less `at` */
  double *at, *scale;    /* (covariates) and the greatest difference from it, or 1 */
  int64_t rows;
  const cpw_allocator *allocator;
} cpwi_panel_data;

int32_t cpwi_panel_take(cpwi_panel_data *d, const cpw_panel *panel, int32_t states,
                        const int32_t *from, const int32_t *to, int64_t moves,
                        const cpw_markov_options *o, const char *where, cpw_error *err);
void cpwi_panel_free(cpwi_panel_data *d);
/* log rates to begin from: moves seen over time at risk */
void cpwi_panel_crude(const cpwi_panel_data *d, double *log_rates);

/* -------- slopes.c: P and its derivatives by the log of each move's rate, slopes (moves, n, n).
 * work: CPWI_SLOPES_WORK(n, moves) numbers */
#define CPWI_SLOPES_WORK(n, moves) (cpwi_square(n) * (4 + (size_t)(moves)))
void cpwi_exponential_slopes(const double *rates, const cpwi_moves *m, double time, double *p,
                             double *slopes, double *work);

/* -------- likelihood.c: log likelihood (minus infinity where something cannot happen), its gradient and the sum of
 * the outer products of the scores; both may be NULL together */
int32_t cpwi_panel_likelihood(const cpwi_panel_data *d, const double *parameters,
                              const cpw_run *run, double *value, double *gradient, double *outer,
                              const char *where, cpw_error *err);

/* -------- climb.c: from `parameters` to the maximum; `information` gets minus the Hessian */
typedef struct cpwi_climb {
  const cpwi_panel_data *data;
  const cpw_run *run;
  double tolerance;
  int32_t iterations, steps;
  double value, *gradient, *information; /* (p), (p, p) */
  const char *where;
  cpw_error *err;
} cpwi_climb;
int32_t cpwi_climb_to_top(cpwi_climb *c, double *parameters);
/* inverse (p, p) of a symmetric table; rows of parameters that it does not determine are NaN, their number is
 * returned. work: p * p + p numbers */
int32_t cpwi_markov_covariance(const double *information, int32_t p, double *out, double *work);

#endif
