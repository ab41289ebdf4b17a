/* People in the states of a chain at later times: v exp(Q t).
 * Source: uniformisation, Jensen 1953, in short steps so that nothing underflows; sums of positive terms.
 * Leaves long times of quick chains to exponential.c. */
#include "markov/internal.h"

/* quickest rate x time of one series */
#define STEP 32.0

/* v becomes v N/q, with N = Q + q I, through `next` */
static void once(const double *rates, int32_t n, double quickest, const double *stay, double *v,
                 double *next) {
  for (int32_t j = 0; j < n; j++)
    next[j] = v[j] * stay[j];
  for (int32_t i = 0; i < n; i++) {
    const double *row = rates + (size_t)i * (size_t)n;
    double people = v[i] / quickest;
    if (people == 0) continue;
    for (int32_t j = 0; j < n; j++)
      next[j] += j == i ? 0 : people * row[j];
  }
  memcpy(v, next, (size_t)n * sizeof *v);
}

static int still_matters(const double *v, const double *sum, double weight, int32_t n) {
  for (int32_t j = 0; j < n; j++)
    if (weight * v[j] > 1e-18 * sum[j]) return 1;
  return 0;
}

static void short_step(const double *rates, int32_t n, double quickest, double x, double *v,
                       double *work) {
  double *stay = work, *next = work + n, *sum = work + 2 * (size_t)n, weight = cpw_math_exp(-x);
  for (int32_t j = 0; j < n; j++) {
    stay[j] = (quickest - cpwi_leave(rates, n, j)) / quickest;
    sum[j] = weight * v[j];
  }
  double k = 1;
  for (; weight > 0 && (k < 2 * x || still_matters(v, sum, weight, n)); k++) {
    once(rates, n, quickest, stay, v, next);
    weight *= x / k;
    for (int32_t j = 0; j < n; j++)
      sum[j] += weight * v[j];
  }
  memcpy(v, sum, (size_t)n * sizeof *v);
}

void cpwi_move_on(const double *rates, int32_t n, double time, double *v, double *work) {
  double quickest = cpwi_quickest(rates, n), x = quickest * time;
  if (!(x > 0)) return;
  if (x > 64 + 8.0 * n) {
    double *p = work, *more = work + cpwi_square(n);
    cpwi_exponential_of(rates, n, time, p, NULL, more);
    memset(more, 0, (size_t)n * sizeof *more);
    for (int32_t i = 0; i < n; i++)
      for (int32_t j = 0; j < n; j++)
        more[j] += v[i] * p[(size_t)i * (size_t)n + (size_t)j];
    memcpy(v, more, (size_t)n * sizeof *v);
    return;
  }
  int32_t steps = 1 + (int32_t)(x / STEP);
  for (int32_t s = 0; s < steps; s++)
    short_step(rates, n, quickest, x / steps, v, work);
}
