/* The level at which constrained equal awards cut the claims, weights or not: every other rule of levels is
 * made of it. Source: Thomson, Math. Soc. Sci. 45 (2003).
 * Leaves what is cut from what to rules.c. */
#include "claims/internal.h"

#include <math.h>

static cpwi_pair sum_of_weights(const cpwi_claims *p) {
  cpwi_pair sum = cpwi_pair_of(p->weight ? 0 : (double)p->count);
  for (int64_t i = 0; p->weight && i < p->count; i++)
    sum = cpwi_pair_plus(sum, p->weight[i]);
  return sum;
}

cpwi_pair cpwi_claims_level(const cpwi_claims *p, double factor, cpwi_pair estate) {
  cpwi_pair rest = estate, people = sum_of_weights(p);
  for (int64_t i = 0; i < p->count; i++) {
    double claim = factor * p->claim[i], w = p->weight ? p->weight[i] : 1;
    /* this claim is not met in full where claim / w >= rest / people */
    if (!cpwi_pair_below(cpwi_pair_times(people, claim), cpwi_pair_times(rest, w)))
      return cpwi_pair_divide(rest, people);
    rest = cpwi_pair_plus(rest, -claim);
    people = cpwi_pair_plus(people, -w);
  }
  return cpwi_pair_of((double)INFINITY);
}

double cpwi_claims_cut(const cpwi_claims *p, int64_t i, double factor, cpwi_pair level) {
  double claim = factor * p->claim[i];
  if (level.high > 1e300) return claim;
  double cut = cpwi_pair_value(cpwi_pair_times(level, p->weight ? p->weight[i] : 1));
  return cut < claim ? cut : claim;
}
