/* Slope index and gap of health across groups that stand from the most to the least deprived.
 * Source: weighted least squares on the mid-points of the groups' shares of people; being linear, the
 * slope of a change is the change of the slope. Leaves intervals to the equity module. */
#include "dcea/internal.h"

double cpwi_groups_slope(cpwi_groups *g, const double *health) {
  double before = 0.0, across = 0.0;
  for (int64_t i = 0; i < g->n;
       i++) { /* health less its mean: less is lost where it varies little */
    double b = before + 0.5 * g->share[i] - 0.5;
    across += g->share[i] * b * b;
    before += g->share[i];
  }
  before = 0.0;
  for (int64_t i = 0; i < g->n; i++) {
    double b = before + 0.5 * g->share[i] - 0.5;
    g->term[i] = g->share[i] * b * (health[i] - health[0]);
    before += g->share[i];
  }
  return across > 0.0 ? cpwi_groups_sum(g) / across : 0.0;
}

double cpwi_groups_gap(const cpwi_groups *g, const double *health) {
  int64_t first = 0, last = g->n - 1;
  while (g->people[first] == 0.0)
    first++;
  while (g->people[last] == 0.0)
    last--;
  return health[last] - health[first];
}
