/* lib/rates/funnel.h - what the files about funnels share.
 * Includes the internals of the module. */
#ifndef CPWI_RATES_FUNNEL_H
#define CPWI_RATES_FUNNEL_H

#include "rates/internal.h"

typedef struct cpwi_funnel {
  cpw_rates_funnel_options options;
  const double *level; /* (levels) rising */
  int64_t levels;
  double target;    /* not times the multiplier */
  double phi, tau2; /* 1 and 0 without over-dispersion */
} cpwi_funnel;

int32_t cpwi_funnel_take(cpwi_funnel *f, const cpw_rates_funnel_options *given, const char *where,
                         cpw_error *err);

/* -------- lines.c: limits at a size, not times the multiplier. On the scale of the transform, if there is
 * one: the value there and the standard error of a unit of this size. */
cpwi_range cpwi_funnel_line(const cpwi_funnel *f, double size, double level);
double cpwi_funnel_scale(const cpwi_funnel *f, double value);
double cpwi_funnel_error(const cpwi_funnel *f, double size);

/* -------- angle.c: arcsin(sqrt(share)) of a share in [0, 1], and the share of an angle, which may be
 * outside [0, pi/2] */
double cpwi_arcsine_root(double share);
double cpwi_sine_square(double x);

#endif
