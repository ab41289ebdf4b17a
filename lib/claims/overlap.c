/* Minimal overlap: claims laid over the estate so that as much as possible is claimed by one alone, and each
 * part is shared equally by those who claim it.
 * Source: O'Neill, Math. Soc. Sci. 2 (1982); Chun and Thomson, Games Econ. Behav. 51 (2005). Leaves the
 * other rules to rules.c. */
#include "claims/internal.h"

/* The t for which the parts of the claims above t, laid side by side, fill the estate above t. Where one
 * claim is as large as the estate, the estate: all lie over each other. */
static cpwi_pair meeting_point(const cpwi_claims *p) {
  int64_t m = p->count;
  if (p->claim[m - 1] >= p->estate) return cpwi_pair_of(p->estate);
  cpwi_pair above = cpwi_pair_of(p->claim[m - 1]);
  for (int64_t k = 2; k <= m; k++) { /* the k greatest reach beyond t */
    above = cpwi_pair_plus(above, p->claim[m - k]);
    cpwi_pair gap = cpwi_pair_plus(above, -p->estate);
    cpwi_pair t = cpwi_pair_divide(gap, cpwi_pair_of((double)(k - 1)));
    if (k == m || !cpwi_pair_below(t, cpwi_pair_of(p->claim[m - k - 1]))) return t;
  }
  return cpwi_pair_of(p->estate);
}

void cpwi_claims_overlap(const cpwi_claims *p, double *awards) {
  cpwi_pair t = meeting_point(p), from = cpwi_pair_of(0), shared = cpwi_pair_of(0);
  for (int64_t i = 0; i < p->count; i++) {
    cpwi_pair claim = cpwi_pair_of(p->claim[i]);
    cpwi_pair to = cpwi_pair_below(claim, t) ? claim : t;
    cpwi_pair step = cpwi_pair_subtract(to, from);
    double people = (double)(p->count - i);
    shared = cpwi_pair_add(shared, cpwi_pair_divide(step, cpwi_pair_of(people)));
    from = to;
    cpwi_pair award = shared;
    /* a claim above the estate is only worth the estate */
    if (cpwi_pair_below(t, claim) && t.high < p->estate)
      award = cpwi_pair_add(shared, cpwi_pair_subtract(claim, t));
    awards[i] = cpwi_pair_value(award);
  }
}
