/* Limits of slope and relative index in closed form: normal or t for the SII, Fieller for the RII, and
 * through a transform by turning the line about its middle. Source: the line is linear in the values;
 * Fieller (1954); PHEindicatormethods phe_sii for the pivot. Leaves simulation to slope_simulate.c. */
#include "equity/slope.h"

/* The standard error of a value on the line's scale: that on the scale of errors times d value / d scaled
 * value, which is in the line's unit. */
static double error_on_line(const cpwi_fit *fit, int64_t i) {
  double y = fit->y[i], se = fit->se[i];
  if (fit->scale == fit->transform) return se;
  return fit->scale == CPW_SCALE_LOG ? se * y : se * (y * (1 - ldexp(y, fit->unit)));
}

void cpwi_fit_variances(cpwi_fit *fit) {
  double slope = 0, intercept = 0, both = 0, most = 0;
  for (int64_t i = 0; i < fit->groups; i++)
    most = fmax(most, error_on_line(fit, i));
  int32_t unit = most > 0 ? cpwi_power_of(most) : 0;
  fit->error_unit = unit + (fit->scale == fit->transform ? 0 : fit->unit);
  for (int64_t i = 0; i < fit->groups; i++) {
    double se = ldexp(error_on_line(fit, i), -unit);
    double s = fit->to_slope[i] * se, t = fit->to_intercept[i] * se;
    slope += s * s;
    intercept += t * t;
    both += s * t;
  }
  fit->slope_variance = slope;
  fit->intercept_variance = intercept;
  fit->covariance = both;
}

cpw_slope_limits cpwi_pivot_limits(const cpwi_fit *fit, double lower, double upper, double level) {
  double middle = fit->intercept + fit->slope / 2, m = fit->multiplier;
  double sii[2], rii[2], slope[2] = {lower, upper};
  for (int k = 0; k < 2; k++) {
    double start = cpwi_unscale(middle - slope[k] / 2, fit->transform);
    double end = cpwi_unscale(middle + slope[k] / 2, fit->transform);
    sii[k] = m * (end - start);
    rii[k] = m < 0 ? start / end : end / start;
  }
  return (cpw_slope_limits){.level = level,
                            .sii_lower = fmin(sii[0], sii[1]),
                            .sii_upper = fmax(sii[0], sii[1]),
                            .rii_lower = fmin(rii[0], rii[1]),
                            .rii_upper = fmax(rii[0], rii[1]),
                            .rii_kind = CPW_FIELLER_BOUNDED};
}

cpw_slope_limits cpwi_fit_limits(const cpwi_fit *fit, double z, double level) {
  double half = z * ldexp(sqrt(fit->slope_variance), fit->error_unit), m = fit->multiplier;
  if (fit->transform) return cpwi_pivot_limits(fit, fit->slope - half, fit->slope + half, level);
  double start = fit->intercept, end = fit->intercept + fit->slope;
  double start_variance = fit->intercept_variance;
  double end_variance = fmax(start_variance + 2 * fit->covariance + fit->slope_variance, 0);
  double covariance = start_variance + fit->covariance, slope = ldexp(fit->slope, fit->unit);
  cpwi_variances v = {end_variance, start_variance, covariance, fit->error_unit - fit->unit};
  if (m < 0) v.n = start_variance, v.d = end_variance;
  cpw_fieller f = {.level = level};
  cpwi_fieller(m < 0 ? start : end, m < 0 ? end : start, &v, z, &f);
  return (cpw_slope_limits){.level = level,
                            .sii_lower = m * slope - fabs(m) * half,
                            .sii_upper = m * slope + fabs(m) * half,
                            .rii_lower = f.lower,
                            .rii_upper = f.upper,
                            .rii_kind = f.kind};
}
