/* Moments of a law of phases, and the phases of those who are found inside.
 * Source: E[X^k] = k! alpha (-T)^-k 1, Neuts 1981, by the elimination of Grassmann, Taksar and Heyman 1985.
 * Leaves the elimination to markov. */
#include "phases/internal.h"

/* A law prepared for equations: phases where nobody can be leave at once. */
typedef struct equations {
  int32_t n;
  double rates[CPW_PHASES_MAX * CPW_PHASES_MAX];
  double exits[CPW_PHASES_MAX], leaving[CPW_PHASES_MAX];
} equations;

static void mark(const cpw_phases *law, int32_t phase, int32_t *inside) {
  inside[phase] = 1;
  for (int32_t round = 0; round < law->count; round++)
    for (int32_t i = 0; i < law->count; i++)
      for (int32_t j = 0; inside[i] && j < law->count; j++)
        if (j != i && law->rates[(size_t)i * (size_t)law->count + (size_t)j] > 0) inside[j] = 1;
}

static void equations_of(const cpw_phases *law, equations *e) {
  int32_t n = e->n = law->count, inside[CPW_PHASES_MAX] = {0};
  for (int32_t i = 0; i < n; i++)
    if (law->initial[i] > 0 && !inside[i]) mark(law, i, inside);
  memcpy(e->rates, law->rates, cpwi_square(n) * sizeof *e->rates);
  memcpy(e->exits, law->exits, (size_t)n * sizeof *e->exits);
  for (int32_t i = 0; i < n; i++) {
    if (inside[i]) continue;
    memset(e->rates + (size_t)i * (size_t)n, 0, (size_t)n * sizeof *e->rates);
    e->exits[i] = 1;
  }
  cpwi_eliminate(e->rates, e->exits, e->leaving, n);
}

static double begun(const cpw_phases *law, const double *values) {
  double sum = 0;
  for (int32_t i = 0; i < law->count; i++)
    sum += law->initial[i] * values[i];
  return sum;
}

int32_t cpw_phases_moments(const cpw_phases *law, double *m1, double *m2, double *m3,
                           cpw_error *err) {
  int32_t status = cpwi_phases_check(law, NULL, __func__, err);
  if (status != CPW_OK) return status;
  equations e;
  equations_of(law, &e);
  double x[CPW_PHASES_MAX], m[3];
  for (int32_t i = 0; i < e.n; i++)
    x[i] = 1;
  for (int k = 0; k < 3; k++) {
    for (int32_t i = 0; i < e.n; i++)
      x[i] *= k + 1;
    cpwi_expected(e.rates, e.leaving, e.n, x);
    m[k] = begun(law, x);
  }
  if (m1) *m1 = m[0];
  if (m2) *m2 = m[1];
  if (m3) *m3 = m[2];
  return CPW_OK;
}

int32_t cpw_phases_equilibrium(const cpw_phases *law, double *out, cpw_error *err) {
  int32_t status = cpwi_phases_check(law, NULL, __func__, err);
  if (status != CPW_OK) return status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  equations e;
  equations_of(law, &e);
  double share[CPW_PHASES_MAX], sum = 0;
  for (int32_t j = 0; j < e.n; j++) {
    double x[CPW_PHASES_MAX] = {0};
    x[j] = 1;
    cpwi_expected(e.rates, e.leaving, e.n, x);
    share[j] = begun(law, x);
    sum += share[j];
  }
  if (!(sum > 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "law.initial: nobody is ever inside");
  for (int32_t j = 0; j < e.n; j++)
    out[j] = share[j] / sum;
  return CPW_OK;
}
