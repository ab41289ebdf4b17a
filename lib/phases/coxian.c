/* Chains of phases: of a mean and cv, their moments, who is found inside, draws.
 * Source: Tijms, Stochastic Models, 1994, appendix B; sums over the phases from the last to the first.
 * Leaves three moments to three.c, durations to match.c. */
#include "phases/internal.h"

#include "random/internal.h"

void cpwi_coxian_powers(const cpw_coxian *law, double m[3]) {
  m[0] = m[1] = m[2] = 0;
  for (int32_t i = law->phases - 1; i >= 0; i--) {
    double mean = 1 / law->rate[i], on = law->onward[i];
    double first = on * m[0], second = on * m[1], third = on * m[2];
    m[2] = third + 3 * mean * (second + 2 * mean * (first + mean));
    m[1] = second + 2 * mean * (first + mean);
    m[0] = first + mean;
  }
}

int32_t cpw_coxian_moments(const cpw_coxian *law, double *m1, double *m2, double *m3,
                           cpw_error *err) {
  int32_t status = cpwi_coxian_check(law, NULL, __func__, err);
  if (status != CPW_OK) return status;
  double m[3];
  cpwi_coxian_powers(law, m);
  double there = 1 - law->zero;
  if (m1) *m1 = there * m[0];
  if (m2) *m2 = there * m[1];
  if (m3) *m3 = there * m[2];
  return CPW_OK;
}

static void erlang(int32_t phases, double rate, cpw_coxian *out) {
  out->phases = phases;
  for (int32_t i = 0; i < phases; i++) {
    out->rate[i] = rate;
    out->onward[i] = i + 1 < phases ? 1 : 0;
  }
}

/* Erlang's law of k - 1 phases with chance p, of k otherwise; k - 1 < 1/square <= k */
static void between_two(double square, int32_t k, cpw_coxian *out) {
  double more = fmax(k * square - 1, 0);
  double root = sqrt(fmax(k * (1 + square) - (double)k * k * square, 0));
  double p = k * more / (k * square + root);
  erlang(k, k - p, out);
  if (k > 1) out->onward[k - 2] = 1 - p;
}

/* two exponentials of which each takes half of the time on average, as two phases */
static void balanced(double square, cpw_coxian *out) {
  double q = sqrt((square - 1) / (square + 1)), slow = 1 / ((square + 1) * (1 + q));
  double quick = 0.5 * (1 + q);
  erlang(2, 0, out);
  out->rate[0] = 2 * quick;
  out->rate[1] = 2 * slow;
  out->onward[0] = slow * (1 - slow / quick);
}

void cpwi_coxian_of_two(double square, int32_t max_phases, cpw_coxian *out) {
  memset(out, 0, sizeof *out);
  out->matched = 2;
  if (square == 1) {
    erlang(1, 1, out);
  } else if (square > 1) {
    if (max_phases > 1)
      balanced(square, out);
    else
      erlang(1, 1, out);
    out->matched = max_phases > 1 ? 2 : 1;
  } else if (square * max_phases >= 1 - 1e-13) {
    between_two(square, (int32_t)ceil((1 - 1e-13) / square), out);
  } else {
    erlang(max_phases, max_phases, out);
    out->matched = 1;
  }
}

void cpwi_coxian_scale(cpw_coxian *law, double mean) {
  for (int32_t i = 0; i < law->phases; i++)
    law->rate[i] /= mean;
}

static int32_t check_rates(const cpw_coxian *law, const char *where, cpw_error *err) {
  for (int32_t i = 0; i < law->phases; i++)
    if (!(law->rate[i] > 0 && law->rate[i] <= DBL_MAX))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "the rate of phase %d, %s, must be finite and > 0: the mean is too short or "
                       "too long",
                       (int)i, cpwi_number(law->rate[i]).text);
  return CPW_OK;
}

int32_t cpw_coxian_two_moments(double mean, double cv, int32_t max_phases, cpw_coxian *out,
                               cpw_error *err) {
  if (!(mean >= 0 && mean <= DBL_MAX))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "mean = %s must be finite and >= 0",
                     cpwi_number(mean).text);
  if (!(cv >= 0 && cv <= CPW_DURATION_MAX_CV))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "cv = %s must be from 0 to 100",
                     cpwi_number(cv).text);
  if (max_phases < 1 || max_phases > CPW_COXIAN_MAX)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "max_phases = %d must be from 1 to %d",
                     (int)max_phases, CPW_COXIAN_MAX);
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpw_coxian law;
  memset(&law, 0, sizeof law);
  if (mean == 0) {
    law.zero = 1;
    law.matched = 3;
  } else {
    cpwi_coxian_of_two(cv * cv, max_phases, &law);
    cpwi_coxian_scale(&law, mean);
    int32_t status = check_rates(&law, __func__, err);
    if (status != CPW_OK) return status;
  }
  *out = law;
  return CPW_OK;
}

int32_t cpw_coxian_equilibrium(const cpw_coxian *law, double *out, cpw_error *err) {
  int32_t status = cpwi_coxian_check(law, NULL, __func__, err);
  if (status != CPW_OK) return status;
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  if (law->phases < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "law.phases = 0: nobody is ever inside");
  if (law->zero == 1)
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "law.zero = 1: nobody is ever inside");
  double reached = 1, sum = 0, slowest = DBL_MAX;
  for (int32_t i = 0; i < law->phases; i++)
    slowest = fmin(slowest, law->rate[i]);
  for (int32_t i = 0; i < law->phases; i++) {
    out[i] = reached * (slowest / law->rate[i]);
    sum += out[i];
    reached *= law->onward[i];
  }
  for (int32_t i = 0; i < law->phases; i++)
    out[i] /= sum;
  return CPW_OK;
}

double cpw_coxian_draw(const cpw_coxian *law, cpw_stream *stream) {
  if (cpwi_coxian_check(law, NULL, __func__, NULL) != CPW_OK) return CPWI_NAN;
  if (law->zero == 1) return 0;
  if (law->zero > 0 && cpw_random_uniform(stream) < law->zero) return 0;
  double sum = 0;
  for (int32_t i = 0; i < law->phases; i++) {
    sum += cpw_random_exponential(stream, 1 / law->rate[i]);
    double on = law->onward[i];
    if (on == 0 || (on < 1 && cpw_random_uniform(stream) >= on)) break;
  }
  return sum;
}

int32_t cpw_coxian_phases(const cpw_coxian *law, double *initial, double *rates, double *exits,
                          cpw_error *err) {
  int32_t status = cpwi_coxian_check(law, NULL, __func__, err);
  if (status != CPW_OK) return status;
  if (!initial || !rates || !exits)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !initial ? "initial"
                     : !rates ? "rates"
                              : "exits");
  int32_t n = law->phases;
  if (n < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     "law.phases = 0: there is no phase to begin in");
  memset(rates, 0, cpwi_square(n) * sizeof *rates);
  for (int32_t i = 0; i < n; i++) {
    initial[i] = i ? 0 : 1 - law->zero;
    exits[i] = law->rate[i] * (1 - law->onward[i]);
    if (i + 1 < n) rates[(size_t)i * (size_t)n + (size_t)i + 1] = law->rate[i] * law->onward[i];
  }
  return CPW_OK;
}
