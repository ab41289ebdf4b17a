/* Expected rewards until a chain ends, and stationary shares, by elimination of one state after another.
 * Source: Grassmann, Taksar and Heyman, Operations Research 33, 1985; O'Cinneide 1993 for its precision.
 * Leaves which states belong together to classes.c. */
#include "markov/internal.h"

/* Takes state k out: who would pass through it goes straight on, in proportion to where it leads. */
static void take_out(double *rates, double *exits, int32_t n, int32_t k, double leaving) {
  const double *through = rates + (size_t)k * (size_t)n;
  for (int32_t i = 0; i < k; i++) {
    double *row = rates + (size_t)i * (size_t)n;
    if (row[k] == 0) continue;
    double f = row[k] / leaving;
    for (int32_t j = 0; j < k; j++)
      row[j] += j == i ? 0 : f * through[j];
    if (exits) exits[i] += f * exits[k];
  }
}

static double to_lower(const double *rates, int32_t n, int32_t k) {
  double sum = 0;
  for (int32_t j = 0; j < k; j++)
    sum += rates[(size_t)k * (size_t)n + (size_t)j];
  return sum;
}

void cpwi_eliminate(double *rates, double *exits, double *leaving, int32_t n) {
  for (int32_t k = n - 1; k >= 0; k--) {
    leaving[k] = to_lower(rates, n, k) + exits[k];
    take_out(rates, exits, n, k, leaving[k]);
  }
}

void cpwi_expected(const double *rates, const double *leaving, int32_t n, double *rewards) {
  for (int32_t k = n - 1; k > 0; k--) {
    double each = rewards[k] / leaving[k];
    for (int32_t i = 0; i < k; i++)
      rewards[i] += rates[(size_t)i * (size_t)n + (size_t)k] * each;
  }
  for (int32_t k = 0; k < n; k++) {
    for (int32_t j = 0; j < k; j++)
      rewards[k] += rates[(size_t)k * (size_t)n + (size_t)j] * rewards[j];
    rewards[k] /= leaving[k];
  }
}

void cpwi_stationary(double *rates, int32_t n, double *shares) {
  for (int32_t k = n - 1; k > 0; k--) {
    double leaving = to_lower(rates, n, k);
    take_out(rates, NULL, n, k, leaving);
    for (int32_t i = 0; i < k; i++)
      rates[(size_t)i * (size_t)n + (size_t)k] /= leaving;
  }
  double sum = shares[0] = 1;
  for (int32_t k = 1; k < n; k++) {
    shares[k] = 0;
    for (int32_t i = 0; i < k; i++)
      shares[k] += shares[i] * rates[(size_t)i * (size_t)n + (size_t)k];
    sum += shares[k];
  }
  for (int32_t k = 0; k < n; k++)
    shares[k] /= sum;
}
