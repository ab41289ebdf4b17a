/* Who is to be preferred: the claim of the first patient of each queue, rule by rule.
 * Sources: named with the rules in carepath/patients.h. Leaves queues to waiting.c. */
#include "patients/internal.h"

/* Marginal cost of waiting longer: weight x exponent x wait^(exponent - 1). */
static double marginal_cost(const cpwi_patients *p, int64_t k, double wait) {
  double exponent = p->exponent[k], power = wait;
  if (exponent == 1.0)
    power = 1.0;
  else if (exponent != 2.0)
    power = cpw_math_pow(wait, exponent - 1.0);
  return p->weight[k] * exponent * power;
}

static cpwi_claim breach_claim(const cpwi_patients *p, const cpwi_person *x, double now) {
  double over = now - x->joined - p->target[x->class_index];
  if (over > 0.0) return (cpwi_claim){1, over};
  return (cpwi_claim){0, -p->tier[x->class_index]};
}

cpwi_claim cpwi_claim_of(const cpwi_waiting *w, const cpwi_person *x, double now, int by_tier) {
  const cpwi_patients *p = w->p;
  int64_t k = x->class_index;
  switch (p->list.rule) {
  case CPW_PATIENTS_TIERS:
    return (cpwi_claim){0, -p->tier[k]};
  case CPW_PATIENTS_DUE:
    return (cpwi_claim){0, -(x->joined + p->target[k])};
  case CPW_PATIENTS_BREACH_FIRST:
    return breach_claim(p, x, now);
  case CPW_PATIENTS_ACCUMULATING:
    return (cpwi_claim){0, p->weight[k] * (now - x->joined)};
  case CPW_PATIENTS_CMU:
    return (cpwi_claim){0, p->weight[k] * p->rate[k]};
  case CPW_PATIENTS_GENERALISED_CMU:
    return (cpwi_claim){0, marginal_cost(p, k, now - x->joined) * p->rate[k]};
  case CPW_PATIENTS_MAX_WEIGHT:
    return (cpwi_claim){0, p->weight[k] * w->length[k] * p->rate[k]};
  case CPW_PATIENTS_MIXTURE:
    return (cpwi_claim){0, by_tier ? -p->tier[k] : 0.0};
  default: /* the longest wait: the lowest number */
    return (cpwi_claim){0, 0.0};
  }
}
