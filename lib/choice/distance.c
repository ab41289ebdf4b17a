/* Kilometres between two places, as the crow flies.
 * Source: the haversine formula (Sinnott, Sky and Telescope 68, 1984) on a sphere of the Earth's mean radius.
 * Leaves roads to whoever knows them. */
#include "choice/internal.h"
#include "rates/funnel.h"

/* lib/queue/sine.c, whose header names another struct cpwi_rates than this one's */
double cpwi_sine(double turns);
double cpwi_cosine(double turns);

double cpw_choice_distance(double longitude_a, double latitude_a, double longitude_b,
                           double latitude_b) {
  if (!(fabs(longitude_a) <= 360 && fabs(longitude_b) <= 360)) return CPWI_NAN;
  if (!(fabs(latitude_a) <= 90 && fabs(latitude_b) <= 90)) return CPWI_NAN;
  double north = cpwi_sine(fabs(latitude_a - latitude_b) / 720);
  double east = cpwi_sine(fabs(longitude_a - longitude_b) / 720);
  double cosines = cpwi_cosine(fabs(latitude_a) / 360) * cpwi_cosine(fabs(latitude_b) / 360);
  double h = north * north + cosines * (east * east);
  return 2 * CPW_CHOICE_EARTH * cpwi_arcsine_root(h < 1 ? h : 1);
}
