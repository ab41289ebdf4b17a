/* Weights of categories: checked, and added up in twice the working precision.
 * Source: error-free sums (Knuth; Dekker 1971).
 * Leaves what is drawn by them to binomial.c and alias.c. */
#include "random/internal.h"

cpwi_pair cpwi_pair_less(cpwi_pair a, double b) {
  cpwi_pair sum = cpwi_two_sum(a.high, -b);
  return cpwi_fast_sum(sum.high, sum.low + a.low);
}

int32_t cpwi_take_weights(const double *weights, int64_t n, const char *where, cpwi_weights *out,
                          cpw_error *err) {
  cpwi_weights known = {{0, 0}, 0, -1};
  for (int64_t i = 0; i < n; i++) {
    if (!cpwi_is_nonnegative(weights[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "weights[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(weights[i]).text);
    if (weights[i] > 0) {
      known.positive++;
      known.last = i;
      known.sum = cpwi_pair_less(known.sum, -weights[i]);
    }
  }
  if (known.positive == 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "weights must not all be 0");
  if (!cpwi_is_finite(known.sum.high))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "weights must have a finite sum");
  *out = known;
  return CPW_OK;
}
