/* People and shares on the scale on which the errors of forecasts are additive, and back.
 * Source: logarithm and empirical logit with a half added (Cox and Snell, Analysis of Binary Data, 2.1.6).
 * Leaves the model to model.c. */
#include "forecast/internal.h"

#include "carepath/random.h"

#define LARGEST 700.0 /* exp of it is a finite number */

double cpwi_to_scale(int32_t kind, double value, double whole) {
  if (isnan(value)) return CPWI_NAN;
  if (kind == CPW_SERIES_COUNT) return cpw_math_log(value + 0.5);
  if (!(whole > 0.0)) return CPWI_NAN; /* nobody: no share */
  double odds_of = kind == CPW_SERIES_SHARE ? whole - value + 0.5 : whole + 1.0;
  return cpw_math_log((value + 0.5) / odds_of);
}

static double in_unit(double x) {
  return x < 0.0 ? 0.0 : x > 1.0 ? 1.0 : x;
}

double cpwi_from_scale(int32_t kind, double y, double whole) {
  if (isnan(y)) return CPWI_NAN;
  double e = cpw_math_exp(y > LARGEST ? LARGEST : y < -LARGEST ? -LARGEST : y);
  if (kind == CPW_SERIES_COUNT) return e > 0.5 ? e - 0.5 : 0.0;
  double share = kind == CPW_SERIES_SHARE ? e / (1.0 + e) : e;
  return in_unit((share * (whole + 1.0) - 0.5) / whole);
}
