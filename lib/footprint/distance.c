/* Great-circle distance, with a sine and an arc sine of our own: the same bits on every machine.
 * Source: haversine (Sinnott, Sky and Telescope 68:159, 1984); Taylor series (DLMF 4.19.1, 4.24.1).
 * Leaves the nearest of many sites to reach.c. */
#include "footprint/internal.h"

#include <math.h>

#define PI 3.14159265358979323846

/* x in [0, pi/4] */
static double sine_near(double x) {
  double term = x, sum = x;
  for (int k = 1; k <= 9; k++) {
    term *= -x * x / (double)(2 * k * (2 * k + 1));
    sum += term;
  }
  return sum;
}

static double cosine_near(double x) {
  double term = 1, sum = 1;
  for (int k = 1; k <= 9; k++) {
    term *= -x * x / (double)(2 * k * (2 * k - 1));
    sum += term;
  }
  return sum;
}

/* sine of an angle in degrees, finite: brought to an eighth of the circle before it is turned into radians */
double cpwi_footprint_sine(double degrees) {
  double r = fmod(degrees, 360), sign = r < 0 ? -1 : 1;
  r = fabs(r);
  if (r > 180) {
    r -= 180;
    sign = -sign;
  }
  if (r > 90) r = 180 - r;
  return sign * (r <= 45 ? sine_near(r * (PI / 180)) : cosine_near((90 - r) * (PI / 180)));
}

/* x in [0, 1] */
static double arc_sine(double x) {
  if (x > 0.5) return PI / 2 - 2 * arc_sine(sqrt(0.5 * (1 - x)));
  double power = x, sum = x, factor = 1;
  for (int k = 1; k < 28; k++) {
    factor *= (double)(2 * k - 1) / (double)(2 * k);
    power *= x * x;
    sum += factor * power / (double)(2 * k + 1);
  }
  return sum;
}

double cpw_footprint_distance(double longitude_a, double latitude_a, double longitude_b,
                              double latitude_b) {
  double turn = longitude_b - longitude_a, rise = latitude_b - latitude_a;
  if (!isfinite(longitude_a) || !isfinite(longitude_b) || !isfinite(turn)) return CPWI_NAN;
  if (!(fabs(latitude_a) <= 90 && fabs(latitude_b) <= 90)) return CPWI_NAN;
  double up = cpwi_footprint_sine(0.5 * rise), along = cpwi_footprint_sine(0.5 * fmod(turn, 360));
  double across = cpwi_footprint_sine(latitude_a + 90) * cpwi_footprint_sine(latitude_b + 90);
  double square = up * up + across * along * along;
  return 2 * CPW_EARTH_RADIUS * arc_sine(sqrt(square < 1 ? square : 1));
}
