/* A duration as a chain of phases, its share of zeros spread over the chain; and where in the chain somebody is who
 * was there for a while.
 * Source: two moments as Tijms, Stochastic Models (1994), appendix B; uniformisation (Jensen 1953).
 * Leaves matching itself to phases. */
#include "pathway_fluid/internal.h"

#include <string.h>

/* zeros have no phase: a law of the same mean and cv takes their place, whose load is the same */
int32_t cpwi_fluid_match(const cpw_duration *d, int32_t most, cpw_coxian *out, cpw_error *err) {
  cpw_coxian law;
  int32_t status = cpw_coxian_match(d, most, &law, err);
  if (status != CPW_OK) return status;
  if (law.zero > 0 && law.phases > 0) {
    double m1 = 0, m2 = 0;
    status = cpw_coxian_moments(&law, &m1, &m2, NULL, err);
    if (status != CPW_OK) return status;
    double variance = m2 / (m1 * m1) - 1, cv = variance > 0 ? sqrt(variance) : 0;
    status = cpw_coxian_two_moments(m1, cv < CPW_DURATION_MAX_CV ? cv : CPW_DURATION_MAX_CV, most,
                                    &law, err);
    if (status != CPW_OK) return status;
    law.matched = 2;
  }
  *out = law;
  return CPW_OK;
}

/* One short step of the chain: shares that move on by exp of the rates, by a Taylor sum of positive terms
 * (uniformisation) */
static void move(const cpw_coxian *law, double time, double most, double *x) {
  double sum[CPW_COXIAN_MAX] = {0}, v[CPW_COXIAN_MAX], next[CPW_COXIAN_MAX];
  double weight = cpw_math_exp(-most * time), mass = 0;
  int32_t n = law->phases;
  memcpy(v, x, (size_t)n * sizeof *v);
  for (int k = 0; k < 200 && mass < 1 - 1e-16; k++) {
    for (int32_t i = 0; i < n; i++)
      sum[i] += weight * v[i];
    mass += weight;
    weight *= most * time / (k + 1);
    for (int32_t i = 0; i < n; i++) {
      next[i] = v[i] * (1 - law->rate[i] / most);
      if (i > 0) next[i] += v[i - 1] * law->rate[i - 1] / most * law->onward[i - 1];
    }
    memcpy(v, next, (size_t)n * sizeof *v);
  }
  memcpy(x, sum, (size_t)n * sizeof *x);
}

void cpwi_fluid_aged(const cpw_coxian *law, double age, double *out) {
  double most = 0, left = age;
  for (int32_t i = 0; i < law->phases; i++) {
    out[i] = i == 0;
    most = law->rate[i] > most ? law->rate[i] : most;
  }
  /* beyond some hundred times the slowest phase only the slowest is left */
  for (int steps = 0; left > 0 && steps < 2000; steps++) {
    double time = most * left > 20 ? 20 / most : left, sum = 0;
    move(law, time, most, out);
    for (int32_t i = 0; i < law->phases; i++)
      sum += out[i];
    for (int32_t i = 0; i < law->phases; i++)
      out[i] = sum > 0 ? out[i] / sum : i == law->phases - 1;
    left -= time;
  }
}
