/* Limits of a survival or an incidence on the plain, the log and the log-log scale.
 * Source: Kalbfleisch and Prentice, The Statistical Analysis of Failure Time Data, 2002, 1.4; the
 * conventions at 0 and 1 are in carepath/survival.h. Leaves the variances to walk.c. */
#include "survival/internal.h"

#include "carepath/random.h"

/* Limits of log S for log S < 0; the smaller first. */
static void log_limits(const cpwi_band *b, double log_s, double relative, double *low,
                       double *high) {
  double by = b->z * relative;
  if (b->type == CPW_SURVIVAL_LOG) {
    *low = log_s - by;
    *high = log_s + by < 0 ? log_s + by : 0;
  } else {
    *low = log_s * cpw_math_exp(-by / log_s);
    *high = log_s * cpw_math_exp(by / log_s);
  }
}

static double clamp(double x) {
  return x < 0 ? 0 : x > 1 ? 1 : x;
}

void cpwi_band_survival(const cpwi_band *b, double s, double se, double *lower, double *upper) {
  *lower = *upper = s == 1 ? 1 : CPWI_NAN;
  if (!(s > 0 && s < 1)) return;
  if (b->type == CPW_SURVIVAL_PLAIN) {
    *lower = clamp(s - b->z * se);
    *upper = clamp(s + b->z * se);
    return;
  }
  double low, high;
  log_limits(b, cpw_math_log(s), se / s, &low, &high);
  *lower = cpw_math_exp(low);
  *upper = cpw_math_exp(high);
}

void cpwi_band_incidence(const cpwi_band *b, double f, double se, double *lower, double *upper) {
  *lower = *upper = f == 0 ? 0 : CPWI_NAN;
  if (!(f > 0 && f < 1)) return;
  if (b->type == CPW_SURVIVAL_PLAIN) {
    *lower = clamp(f - b->z * se);
    *upper = clamp(f + b->z * se);
    return;
  }
  double low, high;
  log_limits(b, cpw_math_log1p(-f), se / (1 - f), &low, &high);
  *lower = -cpw_math_expm1(high);
  *upper = -cpw_math_expm1(low);
}

double cpwi_band_of(const cpwi_band *b, double s) {
  if (s <= 0) return -(double)INFINITY;
  if (s >= 1) return (double)INFINITY;
  if (b->type == CPW_SURVIVAL_PLAIN) return s;
  if (b->type == CPW_SURVIVAL_LOG) return cpw_math_log(s);
  return -cpw_math_log(-cpw_math_log(s));
}

void cpwi_band_scale(const cpwi_band *b, double s, double relative, double *m, double *h) {
  double by = b->z * relative;
  if (b->type == CPW_SURVIVAL_PLAIN) {
    *m = s;
    *h = by * s;
    return;
  }
  double log_s = cpw_math_log(s);
  *m = b->type == CPW_SURVIVAL_LOG ? log_s : -cpw_math_log(-log_s);
  *h = b->type == CPW_SURVIVAL_LOG ? by : -by / log_s;
}

/* With a = -log S <= (1 - S)/S the lower limit is at least 1 - a e^h, and e^h <= 1/(1 - h). */
int32_t cpwi_band_is_above(const cpwi_band *b, double s, double relative, double level) {
  double by = b->z * relative;
  if (b->type == CPW_SURVIVAL_PLAIN) return s - by * s > level;
  if (b->type == CPW_SURVIVAL_LOG) return 1 - (1 - s) / s - by > level;
  double h = by / (1 - s);
  return h < 1 && s * (1 - h) * (1 - level) > 1 - s;
}
