/* Kilometres between two places, as the crow flies.
 * Source: the great circle of include/carepath/footprint.h, on a sphere of the Earth's mean radius.
 * Leaves roads to whoever knows them. */
#include "carepath/footprint.h"
#include "choice/internal.h"

double cpw_choice_distance(double longitude_a, double latitude_a, double longitude_b,
                           double latitude_b) {
  if (!(fabs(longitude_a) <= 360 && fabs(longitude_b) <= 360)) return CPWI_NAN;
  return cpw_footprint_distance(longitude_a, latitude_a, longitude_b, latitude_b);
}
