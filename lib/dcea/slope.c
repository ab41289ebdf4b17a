/* Slope index and gap of health across groups that stand from the most to the least deprived.
 * Source: weighted least squares on the mid-points of the groups' shares of people; being linear, the
 * slope of a change is the change of the slope. Leaves intervals to the equity module. */
#include "dcea/internal.h"

/* The weighted spread of the mid-points, whose mean is 0. */
static double across(const cpwi_groups *g) {
  double before = 0.0, sum = 0.0;
  for (int64_t i = 0; i < g->n; i++) {
    double b = before + 0.5 * g->share[i] - 0.5;
    sum += g->share[i] * b * b;
    before += g->share[i];
  }
  return sum;
}

double cpwi_groups_slope(cpwi_groups *g, const double *health) {
  double before = 0.0, spread = across(g);
  for (int64_t i = 0; i < g->n;
       i++) { /* health less the first: less is lost where it varies little */
    double b = before + 0.5 * g->share[i] - 0.5;
    g->term[i] = g->share[i] * b * (health[i] - health[0]);
    before += g->share[i];
  }
  return spread > 0.0 ? cpwi_groups_sum(g) / spread : 0.0;
}

/* How far rounding may have moved the change of health per head of a group. */
static double noise_of(const cpwi_groups *g, int64_t i) {
  return g->people[i] > 0.0 ? g->noise[i] / g->people[i] : 0.0;
}

static double settle(double change, double noise) {
  return change <= noise && -change <= noise ? 0.0 : change;
}

double cpwi_groups_slope_change(cpwi_groups *g) {
  double before = 0.0, spread = across(g), change = cpwi_groups_slope(g, g->moved);
  for (int64_t i = 0; i < g->n; i++) {
    double b = before + 0.5 * g->share[i] - 0.5;
    g->term[i] = g->share[i] * (b < 0.0 ? -b : b) * noise_of(g, i);
    before += g->share[i];
  }
  return spread > 0.0 ? settle(change, cpwi_groups_sum(g) / spread) : 0.0;
}

static void ends(const cpwi_groups *g, int64_t *first, int64_t *last) {
  *first = 0;
  *last = g->n - 1;
  while (g->people[*first] == 0.0)
    ++*first;
  while (g->people[*last] == 0.0)
    --*last;
}

double cpwi_groups_gap(const cpwi_groups *g, const double *health) {
  int64_t first, last;
  ends(g, &first, &last);
  return health[last] - health[first];
}

double cpwi_groups_gap_change(const cpwi_groups *g) {
  int64_t first, last;
  ends(g, &first, &last);
  return settle(g->moved[last] - g->moved[first], noise_of(g, first) + noise_of(g, last));
}
