/* Sums over a law taken from data: moments, survival, and draws that are weighted by length or cut
 * at an age, by one walk over the values or bands.
 * Source: definitions. Leaves plain draws to random's alias table. */
#include "duration/internal.h"

/* a value as a band without width, or a band */
static void ends(const cpwi_seen *seen, int64_t i, double *low, double *high) {
  *low = seen->values[i];
  *high = seen->values[i + (seen->bands != 0)];
}

void cpwi_seen_moments(const cpw_empirical *law, double moments[3]) {
  cpwi_seen seen = cpwi_empirical_seen(law);
  double weight = 0, low, high;
  moments[0] = moments[1] = moments[2] = 0;
  for (int64_t i = 0; i < seen.size; i++) {
    double w = seen.weights[i];
    ends(&seen, i, &low, &high);
    weight += w;
    moments[0] += w * (0.5 * (low + high));
    moments[1] += w * ((low * low + low * high + high * high) / 3);
    moments[2] += w * (0.25 * (low + high) * (low * low + high * high));
  }
  for (int k = 0; k < 3; k++)
    moments[k] /= weight;
}

/* the part of band i that lies above an age */
static double weight_above(const cpwi_seen *seen, int64_t i, double age) {
  double low, high;
  ends(seen, i, &low, &high);
  if (high <= age) return 0;
  return low >= age ? seen->weights[i] : seen->weights[i] * ((high - age) / (high - low));
}

double cpwi_seen_survival(const cpw_empirical *law, double t) {
  cpwi_seen seen = cpwi_empirical_seen(law);
  double weight = 0, above = 0;
  for (int64_t i = 0; i < seen.size; i++) {
    weight += seen.weights[i];
    above += weight_above(&seen, i, t);
  }
  return above / weight;
}

double cpwi_seen_beyond(const cpw_empirical *law, double age, cpw_stream *s) {
  cpwi_seen seen = cpwi_empirical_seen(law);
  double all = 0, sum = 0, low = 0, high = 0, part = cpw_random_uniform(s);
  double within = seen.bands ? cpw_random_uniform_open(s) : 0;
  int64_t chosen = -1;
  for (int64_t i = 0; i < seen.size; i++)
    all += weight_above(&seen, i, age);
  for (int64_t i = 0; i < seen.size && !(chosen >= 0 && sum > part * all); i++) {
    double weight = weight_above(&seen, i, age);
    if (weight > 0) chosen = i;
    sum += weight;
  }
  if (chosen < 0) return 0;
  ends(&seen, chosen, &low, &high);
  low = low > age ? low : age;
  return (low - age) + (high - low) * within;
}

static double length_of(const cpwi_seen *seen, int64_t i) {
  double low, high;
  ends(seen, i, &low, &high);
  return seen->weights[i] * (0.5 * (low + high));
}

/* The band with chances by length; in it the density rises with length. */
double cpwi_seen_lengthy(const cpw_empirical *law, cpw_stream *s) {
  cpwi_seen seen = cpwi_empirical_seen(law);
  double all = 0, sum = 0, low = 0, high = 0, part = cpw_random_uniform(s);
  double within = seen.bands ? cpw_random_uniform_open(s) : 0;
  int64_t chosen = -1;
  for (int64_t i = 0; i < seen.size; i++)
    all += length_of(&seen, i);
  for (int64_t i = 0; i < seen.size && !(chosen >= 0 && sum > part * all); i++) {
    double length = length_of(&seen, i);
    if (length > 0) chosen = i;
    sum += length;
  }
  if (chosen < 0) return 0;
  ends(&seen, chosen, &low, &high);
  return seen.bands ? sqrt(low * low + within * ((high - low) * (high + low))) : low;
}
