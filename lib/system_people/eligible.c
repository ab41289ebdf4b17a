/* Thresholds of entitlement on a need that differs between people.
 * Source: partial moments of the lognormal law (Johnson, Kotz and Balakrishnan, Continuous Univariate Distributions 1,
 * 1994, section 14.3).
 * Leaves who has the need to the caller. */
#include "system_people/internal.h"

#include "carepath/random.h"
#include "carepath/stats.h"

static int32_t check_rule(const cpw_system_entitlement *r, const char *where, cpw_error *err) {
  if (!r) return cpwi_fail(err, CPW_EINVAL, -1, where, "rule is NULL");
  const struct {
    const char *name, *text;
    double value;
    int ok;
  } fields[] = {
      {"people", "finite and >= 0", r->people, r->people >= 0 && r->people <= 1e100},
      {"mean", "finite and > 0", r->mean, r->mean > 0 && r->mean <= 1e100},
      {"variation", "0 to 1000", r->variation, r->variation >= 0 && r->variation <= 1000},
      {"uptake", "in [0, 1]", r->uptake, r->uptake >= 0 && r->uptake <= 1},
      {"unit_cost", "finite and >= 0", r->unit_cost, r->unit_cost >= 0 && r->unit_cost <= 1e100},
      {"covered", "in [0, 1]", r->covered, r->covered >= 0 && r->covered <= 1}};
  for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
    if (!fields[k].ok)
      return cpwi_fail(err, CPW_EDOMAIN, -1, where, "rule.%s = %s must be %s", fields[k].name,
                       cpwi_number(fields[k].value).text, fields[k].text);
  return CPW_OK;
}

/* the law of the logarithm of need */
typedef struct law {
  double m, s;
} law;

static law law_of(const cpw_system_entitlement *r) {
  double square = cpw_math_log1p(r->variation * r->variation);
  return (law){cpw_math_log(r->mean) - square / 2, sqrt(square)};
}

static cpw_system_eligible at(const cpw_system_entitlement *r, law w, double threshold) {
  double above = 1, part = 1, density = 0; /* P(X >= t), E[X; X >= t]/mean, t x density of X at t */
  if (threshold > 0 && w.s > 0) {
    double z = (cpw_math_log(threshold) - w.m) / w.s;
    above = cpw_normal_cdf(-z);
    part = cpw_normal_cdf(w.s - z);
    density = cpw_normal_pdf(z) / w.s;
  } else if (threshold > r->mean) { /* all have the same need */
    above = part = 0;
  }
  double need = r->people * r->mean, met = need * part * r->uptake, spend = met * r->unit_cost;
  cpw_system_eligible e = {0};
  e.threshold = threshold;
  e.entitled = r->people * above;
  e.demand = e.entitled * r->uptake;
  e.met = met;
  e.unmet = need - met;
  e.cost = spend * r->covered;
  e.charges = spend * (1 - r->covered);
  e.marginal = r->people * density * r->uptake * r->unit_cost * r->covered;
  return e;
}

int32_t cpw_system_eligibility(const cpw_system_entitlement *rule, const double *threshold,
                               int64_t count, cpw_system_eligible *out, cpw_error *err) {
  int32_t status = check_rule(rule, __func__, err);
  if (status != CPW_OK) return status;
  if (count < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "count = %lld must be >= 0", (long long)count);
  if (count > 0 && (!threshold || !out))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", threshold ? "out" : "threshold");
  for (int64_t k = 0; k < count; k++)
    if (!(threshold[k] >= 0 && threshold[k] < (double)INFINITY))
      return cpwi_fail(err, CPW_EDOMAIN, k, __func__,
                       "threshold[%lld] = %s must be finite and >= 0", (long long)k,
                       cpwi_number(threshold[k]).text);
  law w = law_of(rule);
  for (int64_t k = 0; k < count; k++)
    out[k] = at(rule, w, threshold[k]);
  return CPW_OK;
}

int32_t cpw_system_affordable(const cpw_system_entitlement *rule, double budget, double *threshold,
                              cpw_error *err) {
  int32_t status = check_rule(rule, __func__, err);
  if (status != CPW_OK) return status;
  if (!threshold) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "threshold is NULL");
  if (!(budget >= 0 && budget < (double)INFINITY))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "budget = %s must be finite and >= 0",
                     cpwi_number(budget).text);
  law w = law_of(rule);
  double all = rule->people * rule->mean * rule->uptake * rule->unit_cost * rule->covered;
  if (budget >= all)
    *threshold = 0;
  else if (!(budget > 0))
    *threshold = (double)INFINITY;
  else if (!(w.s > 0))
    *threshold = rule->mean * (1 + 1e-9); /* all or nobody: nobody */
  else
    *threshold = cpw_math_exp(w.m + w.s * (w.s - cpw_normal_quantile(budget / all)));
  return CPW_OK;
}
