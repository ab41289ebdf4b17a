/* lib/waitlist/calibrate.h - one calibration at work: what the caller gave, the arrays of the result, one
 * list's flows period by period, and what the files of the calibration do with them.
 * Source: the rules in carepath/waitlist.h. Leaves the grid and ageing to internal.h. */
#ifndef CPWI_CALIBRATE_H
#define CPWI_CALIBRATE_H

#include "waitlist/internal.h"

#define CPWI_CALIBRATE "cpw_waitlist_calibrate"

/* A ratio of each list and band: who left over who could, its credibility and its mass. */
typedef struct cpwi_ratio {
  double *hazard; /* (lists, bands) array of the result */
  double
      *own; /* (lists, bands) share z of the list itself, array of the result; NULL: not wanted */
  double *mass;    /* (lists, bands) weighted inflow; NULL where nothing is shrunk */
  double *spread;  /* (lists, bands) weighted squares about the list's own ratio; as mass */
  double *freedom; /* (lists, bands) how many of the squares are free; as mass */
} cpwi_ratio;

typedef struct cpwi_calibration {
  cpw_history history;
  cpw_bands bands;
  cpw_calibrate_options options;
  cpwi_ageing ageing;
  int64_t first, last; /* periods whose flows are used */
  int64_t flows;       /* number of them */
  int32_t steady;      /* 1: one period, whose opening list is its closing list */
  const char *words;   /* what the note "estimate" says instead of the choices; NULL: the choices */
  double *weight;      /* (2, flows) of a period; the last one has 1; the second row for removals */
  double weights, removal_weights; /* their sums */
  int64_t *order;                  /* (lists) parents before their children; NULL: no parents */
  int64_t *child, *last_child;     /* (lists) each, behind order: families, see shrink.c */
  double *credibility;             /* mass, spread and freedom of both ratios, one block */
  /* arrays of the result; those that are not wanted NULL */
  cpwi_ratio treatment, removal;
  double *uplift, *starts, *capacity, *waiting;
  double *total_opening, *total_starts, *total_unrecorded, *total_treated, *total_removed,
      *total_closing;
  double *inflow, *unrecorded, *treated, *removed, *closing;
  double *treatment_variance, *removal_variance, *covariance;
  double *starts_variance, *capacity_variance, *flow_covariance;
  double *days, *starts_per_day, *capacity_per_day, *starts_month, *capacity_month;
} cpwi_calibration;

/* The flows that hazards are estimated from, a row of bands for every period. */
typedef struct cpwi_kept {
  double *treated, *gone, *base; /* (flows, bands) */
  double *closing;               /* (flows, bands) where the cohort rule wants it */
} cpwi_kept;

/* calibrate_list.c: lists [first, last). */
int32_t cpwi_calibrate_range(void *context, int64_t first, int64_t last, cpw_error *err);

/* cohort.c: puts people without a clock start back on the list from their clock start on; extra
 * (bands) is scratch. Returns how many, weighted, joined in the first band. */
double cpwi_cohort(const cpwi_calibration *c, const cpwi_kept *kept, double *extra);

/* covariance.c: variances of a list's estimates, if they are wanted. */
void cpwi_covariance(const cpwi_calibration *c, const cpwi_kept *kept, int64_t list);

/* shrink.c: parents before children (an error where one is none, or in a cycle); credibility. */
int32_t cpwi_take_parents(cpwi_calibration *c, cpw_error *err);
void cpwi_shrink_measure(const cpwi_calibration *c, const cpwi_kept *kept, int64_t list);
void cpwi_shrink(cpwi_calibration *c);
void cpwi_free_parents(cpwi_calibration *c);

/* season.c: working days and months of the year. */
int32_t cpwi_take_calendar(cpwi_calibration *c, cpw_error *err);
int32_t cpwi_add_season(cpwi_calibration *c, cpw_result *result, int32_t merge, cpw_error *err);
void cpwi_season(const cpwi_calibration *c);

/* combine.c: the two candidates of CPW_ESTIMATE_COMBINED in one. */
int32_t cpwi_calibrate_combined(const cpw_history *history, const cpw_calibrate_options *options,
                                const cpw_run *run, cpw_result **out, cpw_error *err);
/* calibrate.c: one estimator; `words` go into the note "estimate", NULL: the choices. */
int32_t cpwi_calibrate(const cpw_history *history, const cpw_calibrate_options *options,
                       const cpw_run *run, const char *words, cpw_result **out, cpw_error *err);
/* calibrate.c: the options over their defaults, checked but for the history. */
int32_t cpwi_take_calibrate_options(cpw_calibrate_options *known,
                                    const cpw_calibrate_options *given, cpw_error *err);

#endif
