/* The arcsine of a root and its inverse, the library's own: the same bits everywhere.
 * Source: the half-angle formulae and the series of arctan and sine (DLMF 4.24.3, 4.19.1).
 * Leaves nothing. */
#include "rates/funnel.h"

#define HALF_PI 0x1.921fb54442d18p+0

/* tan(x/2) = sqrt(p)/(1 + sqrt(1 - p)), halved three times more, then the series */
double cpwi_arcsine_root(double share) {
  double t = sqrt(share) / (1 + sqrt(1 - share));
  for (int i = 0; i < 3; i++)
    t /= 1 + sqrt(1 + t * t);
  double square = t * t, sum = 0;
  for (int n = 10; n >= 0; n--)
    sum = 1.0 / (2 * n + 1) - square * sum;
  return 16 * t * sum;
}

/* sin(x)^2 for x from 0 to pi/2 */
double cpwi_sine_square(double x) {
  if (x <= 0) return 0;
  if (x >= HALF_PI) return 1;
  double y = x / 4, square = y * y, sine = 0, cosine = 0;
  for (int n = 8; n >= 0; n--) {
    sine = 1 - square * sine / ((2 * n + 2) * (2 * n + 3));
    cosine = 1 - square * cosine / ((2 * n + 1) * (2 * n + 2));
  }
  sine *= y;
  double twice_sine = 2 * sine * cosine, twice_cosine = 1 - 2 * sine * sine;
  double whole = 2 * twice_sine * twice_cosine;
  return whole * whole;
}
