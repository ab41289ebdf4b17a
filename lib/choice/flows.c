/* Where the people of each origin go: some choose, the others are captive.
 * Source: conditional logit as carepath/choice.h writes it.
 * Leaves what follows from flows to describe.c. */
#include "choice/internal.h"

void cpwi_choice_row(const cpw_choice *c, int64_t origin, const double *wait, double *row,
                     double *outside, double *surplus) {
  const cpw_choice_taste *t = &c->taste[cpwi_choice_group(c, origin)];
  double people = c->people[origin], choosing = people * t->free, away = 0;
  int64_t there = c->outside > -(double)INFINITY;
  for (int64_t j = 0; j < c->providers; j++) {
    double km = cpwi_choice_km(c, origin, j), u = -(double)INFINITY;
    if (km < (double)INFINITY) {
      u = t->distance * km + (c->constant ? c->constant[j] : 0);
      if (wait) u += t->wait * wait[j];
      if (c->quality) u += t->quality * c->quality[j];
      there = 1;
    }
    row[j] = u;
  }
  if (surplus) *surplus = CPWI_NAN;
  if (there) cpwi_choice_softmax(row, c->providers, c->outside, row, &away, surplus);
  for (int64_t j = 0; j < c->providers; j++)
    row[j] = there ? row[j] * choosing : 0;
  if (outside) *outside = choosing * away;
  int64_t own = t->free < 1 ? cpwi_choice_captive(c, origin) : -1;
  if (own >= 0) row[own] += people - choosing;
}

int32_t cpw_choice_flows(const cpw_choice *choice, double *flows, double *outside, cpw_error *err) {
  cpw_choice c;
  if (!flows) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "flows is NULL");
  int32_t status = cpwi_choice_take(&c, choice, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < c.origins; i++)
    cpwi_choice_row(&c, i, c.wait, flows + i * c.providers, outside ? outside + i : NULL, NULL);
  return CPW_OK;
}
