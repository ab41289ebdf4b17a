/* Parts of people in whole multiples of a power of two, so that they add up to the whole in any order.
 * Source: sums of multiples of one power of two below 2^53 of it are exact in doubles.
 * Leaves the weights to demand.c. */
#include "system_people/internal.h"

#include <float.h>

double cpwi_people_grain(double total) {
  int exponent = 0;
  if (!(total > 0)) return 1;
  (void)frexp(total, &exponent);
  double grain = ldexp(1, exponent - 52);
  return grain > 0 ? grain : ldexp(1, DBL_MIN_EXP - DBL_MANT_DIG);
}

void cpwi_people_parts(double whole, double grain, const double *weight, int64_t n, double *part) {
  double given = 0;
  int64_t greatest = 0;
  for (int64_t k = 0; k < n; k++) {
    part[k] = 0;
    if (!(weight[k] > 0)) continue;
    part[k] = floor(whole * weight[k] / grain) * grain;
    given += part[k];
    if (weight[k] > weight[greatest]) greatest = k;
  }
  part[greatest] += whole - given;
}
