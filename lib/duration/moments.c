/* The first three moments of a law about 0, zeros included.
 * Source: closed forms, Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1, 1994.
 * Leaves Weibull's gamma functions to weibull.c, sums over data to empirical.c. */
#include "duration/internal.h"

/* E[T^2]/mean^2 and E[T^3]/mean^3 */
static void ratios(const cpwi_duration *p, double *second, double *third) {
  double square = p->cv * p->cv, one = 1 + square, r = 1 / p->mean, q = 1 - p->lengthy;
  *second = one;
  switch (p->law) {
  case CPW_DURATION_EXPONENTIAL:
  case CPW_DURATION_GAMMA:
    *third = one * (1 + 2 * square);
    break;
  case CPW_DURATION_LOGNORMAL:
    *third = one * one * one;
    break;
  case CPW_DURATION_WEIBULL:
    *third = cpw_math_exp(cpwi_weibull_log_moment(p->b, 3));
    break;
  case CPW_DURATION_UNIFORM:
    *third = 1 + 3 * square;
    break;
  case CPW_DURATION_HYPEREXPONENTIAL:
    *third = 0.75 * (1 / (q * q) + 1 / (p->lengthy * p->lengthy));
    break;
  case CPW_DURATION_GEOMETRIC:
    *second = 2 - r;
    *third = 6 - r * (6 - r);
    break;
  default:
    *third = 1;
    break;
  }
}

void cpwi_duration_moments(const cpwi_duration *p, double moments[3]) {
  if (p->law == CPW_DURATION_NEVER) {
    moments[0] = moments[1] = moments[2] = cpwi_from_bits(UINT64_C(0x7ff0000000000000));
    return;
  }
  if (p->law == CPW_DURATION_EMPIRICAL) {
    cpwi_seen_moments(p->empirical, moments);
  } else {
    double second = 0, third = 0;
    ratios(p, &second, &third);
    moments[0] = p->mean;
    moments[1] = p->mean * (p->mean * second);
    moments[2] = p->mean * (p->mean * (p->mean * third));
  }
  for (int i = 0; i < 3; i++)
    moments[i] *= 1 - p->zero;
}
