/* Draws of a law of phases, and a mixture of Erlang laws as one.
 * Source: the chain followed phase by phase.
 * Leaves the standard variates to random. */
#include "phases/internal.h"

/* the first index at which the sum of the weights passes u, for u in [0, total) */
static int32_t pick(const double *weights, int32_t n, double u) {
  int32_t last = n;
  for (int32_t i = 0; i < n; i++) {
    if (!(weights[i] > 0)) continue;
    if (u < weights[i]) return i;
    u -= weights[i];
    last = i;
  }
  return last;
}

/* n + 1 weights a phase: where it goes, itself without weight, and the end */
static double follow(const double *weights, const double *leave, int32_t n, int32_t phase,
                     cpw_stream *stream) {
  double sum = 0;
  while (phase < n) {
    sum += cpw_random_exponential(stream, 1 / leave[phase]);
    double u = cpw_random_uniform(stream) * leave[phase];
    phase = pick(weights + (size_t)phase * ((size_t)n + 1), n + 1, u);
  }
  return sum;
}

int32_t cpw_phases_fill(const cpw_phases *law, cpw_stream *stream, double *out, int64_t n,
                        cpw_error *err) {
  int32_t status = cpwi_phases_check(law, NULL, __func__, err);
  if (status != CPW_OK) return status;
  if (!stream) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "stream is NULL");
  if (n < 0) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = %lld must be >= 0", (long long)n);
  if (n && !out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  double weights[CPW_PHASES_MAX * (CPW_PHASES_MAX + 1)], leave[CPW_PHASES_MAX];
  double first[CPW_PHASES_MAX + 1], begin = 0;
  int32_t k = law->count;
  for (int32_t i = 0; i < k; i++) {
    double *row = weights + (size_t)i * ((size_t)k + 1);
    memcpy(row, law->rates + (size_t)i * (size_t)k, (size_t)k * sizeof *row);
    row[i] = 0;
    row[k] = leave[i] = law->exits[i];
    for (int32_t j = 0; j < k; j++)
      leave[i] += row[j];
    first[i] = law->initial[i];
    begin += first[i];
  }
  first[k] = 1 - begin > 1e-12 ? 1 - begin : 0;
  for (int64_t i = 0; i < n; i++) {
    int32_t phase = pick(first, k + 1, cpw_random_uniform(stream));
    out[i] = follow(weights, leave, k, phase, stream);
  }
  return CPW_OK;
}

int32_t cpw_hyper_erlang_phases(const cpw_hyper_erlang *law, int32_t *count, double *initial,
                                double *rates, double *exits, cpw_error *err) {
  int32_t status = cpwi_hyper_erlang_check(law, __func__, err);
  if (status != CPW_OK) return status;
  if (!count || !initial || !rates || !exits)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !count     ? "count"
                     : !initial ? "initial"
                     : !rates   ? "rates"
                                : "exits");
  int32_t n = 0;
  for (int32_t b = 0; b < law->branches; b++)
    n += law->shape[b];
  memset(initial, 0, (size_t)n * sizeof *initial);
  memset(rates, 0, cpwi_square(n) * sizeof *rates);
  memset(exits, 0, (size_t)n * sizeof *exits);
  int32_t at = 0;
  for (int32_t b = 0; b < law->branches; b++) {
    double rate = law->shape[b] / law->mean[b];
    initial[at] = law->share[b] * (1 - law->zero);
    for (int32_t i = 1; i < law->shape[b]; i++, at++)
      rates[(size_t)at * (size_t)n + (size_t)at + 1] = rate;
    exits[at++] = rate;
  }
  *count = n;
  return CPW_OK;
}
