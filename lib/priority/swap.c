/* The weights nearest to given ones under which a weighted sum is large enough.
 * Sources: the projection onto a simplex, Held, Wolfe and Crowder, Mathematical Programming 6:62-88 (1974);
 * one multiplier for the sum that is asked for, found by bisection, since that sum never falls with it.
 * Leaves what the gains are to compare.c. */
#include "priority/swap.h"

#include <string.h>

/* The point of { w >= 0, sum w = total } nearest to v: max(v - t, 0). `sorted` (n) is room. */
static void project(const double *v, int64_t n, double total, double *w, double *sorted) {
  double sum = 0.0, t = 0.0;
  memcpy(sorted, v, (size_t)n * sizeof *sorted);
  for (int64_t i = 1; i < n; i++) { /* few weights: insertion, falling */
    double x = sorted[i];
    int64_t at = i;
    for (; at > 0 && sorted[at - 1] < x; at--)
      sorted[at] = sorted[at - 1];
    sorted[at] = x;
  }
  for (int64_t k = 0; k < n; k++) {
    sum += sorted[k];
    double here = (sum - total) / (double)(k + 1);
    if (k == 0 || sorted[k] > here) t = here;
  }
  for (int64_t k = 0; k < n; k++)
    w[k] = v[k] > t ? v[k] - t : 0.0;
}

typedef struct swap {
  const double *from, *gain;
  double *w, *v, *sorted;
  int64_t n;
  double total;
} swap;

/* What the weighted sum becomes when the weights are pushed so far towards the gains. */
static double push(const swap *s, double by) {
  double sum = 0.0;
  for (int64_t k = 0; k < s->n; k++)
    s->v[k] = s->from[k] + by * s->gain[k];
  project(s->v, s->n, s->total, s->w, s->sorted);
  for (int64_t k = 0; k < s->n; k++)
    sum += s->w[k] * s->gain[k];
  return sum;
}

static double distance(const swap *s) {
  double sum = 0.0;
  for (int64_t k = 0; k < s->n; k++)
    sum += (s->w[k] - s->from[k]) * (s->w[k] - s->from[k]);
  return sqrt(sum);
}

double cpwi_nearest_weights(const double *from, const double *gain, int64_t n, double need,
                            double *w, double *spare) {
  swap s = {from, gain, w, spare, spare + n, n, 0.0};
  double low = 0.0, high = 1.0;
  for (int64_t k = 0; k < n; k++)
    s.total += from[k];
  if (push(&s, 0.0) >= need) return 0.0;
  while (push(&s, high) < need) { /* all weight on the greatest gain in the end */
    low = high;
    high *= 2.0;
    if (!(high < 1e300)) return CPWI_NAN;
  }
  for (;;) {
    double middle = low + (high - low) / 2.0;
    if (middle == low || middle == high) break;
    if (push(&s, middle) < need)
      low = middle;
    else
      high = middle;
  }
  push(&s, high);
  return distance(&s);
}
