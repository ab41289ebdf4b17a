/* lib/equity/slope.h - what the files about slopes share: one area's line and its coefficients. */
#ifndef CPWI_EQUITY_SLOPE_H
#define CPWI_EQUITY_SLOPE_H

#include "equity/internal.h"

/* One area: the groups that have people. */
typedef struct cpwi_fit {
  int64_t groups;
  int32_t transform, scale; /* CPW_SCALE_... of the line, and of the standard errors */
  double multiplier;
  /* (groups) share, value on the line's scale in its unit, value and standard error on theirs, and what
   * the value of each group adds to slope and intercept */
  double *share, *y, *centre, *se, *to_slope, *to_intercept;
  /* Everything on the line's scale is in units of 2^unit, variances in units of 4^error_unit: both are
   * near 1, whatever the caller's are. */
  int32_t unit, error_unit;
  double slope, intercept;
  double slope_variance, intercept_variance, covariance; /* NaN: not known */
} cpwi_fit;

/* -------- slope.c */
double cpwi_scale(double x, int32_t scale);   /* from the values' scale */
double cpwi_unscale(double x, int32_t scale); /* and back */

/* -------- slope_limits.c */
/* variances from the groups' standard errors, to the first order where the scales differ */
void cpwi_fit_variances(cpwi_fit *fit);
/* limits z (or t) standard errors of the line away */
cpw_slope_limits cpwi_fit_limits(const cpwi_fit *fit, double z, double level);
/* limits of SII and RII from those of a slope on a transformed scale */
cpw_slope_limits cpwi_pivot_limits(const cpwi_fit *fit, double lower, double upper, double level);

/* -------- slope_simulate.c: limits (levels) of area `area`; level (levels) */
int32_t cpwi_fit_simulate(const cpwi_fit *fit, const cpw_run *run, int64_t area,
                          const double *level, int64_t levels, const cpw_allocator *allocator,
                          cpw_slope_limits *limits, const char *where, cpw_error *err);
/* The positions, 1-based, of both limits among R sorted replications, as published. */
int64_t cpwi_lower_position(int64_t replications, double level);
int64_t cpwi_upper_position(int64_t replications, double level);

#endif
