/* How many bits of the one number each part of the key has, and what they count.
 * Source: carepath/discipline.h; doubles of one sign are ordered as their bits are (IEEE 754). Leaves the parts to
 * score.c. */
#include "discipline/internal.h"

#include <math.h>

/* The least power of 2 that is above x >= 0. */
static double power_above(double x) {
  int exponent;
  frexp(x, &exponent);
  return ldexp(1.0, exponent);
}

static int bits_for(int32_t values) {
  int bits = 0;
  while (bits < 31 && (INT64_C(1) << bits) < values)
    bits++;
  return bits;
}

/* The highest score under a rule, after adding `shift` so that the lowest is at least 0. */
static double highest(const cpw_priority_policy *p, double most_days, double *shift) {
  double rate = 0.0, least = (double)INFINITY, most = 0.0;
  for (int64_t k = 0; k < p->tier_count; k++) {
    const cpw_priority_tier *t = &p->tiers[k];
    if (t->rate > rate) rate = t->rate;
    if (t->target < least) least = t->target;
    if (isfinite(t->target) && t->target > most) most = t->target;
  }
  *shift = 0.0;
  switch (p->rule) {
  case CPW_PRIORITY_SCORE: /* weights sum to 1, but for rounding: above 1, below 2 */
    return 1.0;
  case CPW_PRIORITY_RATIO:
    return isfinite(least) ? most_days / least : 0.0;
  case CPW_PRIORITY_DUE:
    *shift = most + 1.0; /* a day, so that nobody with a target is as low as those without: -inf */
    return most_days + *shift;
  default:
    return rate * most_days;
  }
}

static int has_score(const cpw_priority_policy *p) {
  if (p->rule == CPW_PRIORITY_SCORE) return p->criterion_count > 0;
  return p->tiers_are_targets && p->rule != CPW_PRIORITY_LONGEST;
}

cpwi_layout cpwi_layout_of(const cpw_priority_policy *policy, double longest, double equity_most) {
  cpwi_layout l = {0};
  int in_days = policy->cap_kind == CPW_PRIORITY_CAP_DAYS && equity_most > 0.0;
  double most_days = longest + (in_days ? policy->cap : 0.0);
  l.blocks =
      policy->tiers_are_targets ? 1 + policy->breaches_first : (int32_t)(2 * policy->tier_count);
  int32_t room = CPWI_KEY_BITS - bits_for(l.blocks), score = has_score(policy);
  if (score)
    l.score_bits = in_days ? room - room / (policy->rule == CPW_PRIORITY_SCORE ? 2 : 3) : room;
  if (in_days) l.wait_bits = room - l.score_bits;
  double top = highest(policy, most_days, &l.score_shift);
  l.score_most = ldexp(1.0, l.score_bits);
  l.wait_most = ldexp(1.0, l.wait_bits);
  l.score_scale = l.score_most / power_above(top);
  l.wait_scale = l.wait_most / power_above(most_days);
  return l;
}
