/* Weights from an order of importance, ties sharing the weights of their places.
 * Source: Barron and Barrett, Management Science 42:1515 (1996); Stillwell, Seaver and Edwards,
 * Organizational Behavior and Human Performance 28:62 (1981). Leaves sorting to base/order.h. */
#include "base/order.h"
#include "carepath/random.h"
#include "weights/internal.h"

/* Weights of the places 1 to n, any sum; the sums run from the least term. */
static void place_weights(int32_t method, double exponent, int64_t n, double *w) {
  double tail = 0.0;
  for (int64_t i = n - 1; i >= 0; i--) {
    double place = (double)(i + 1), back = (double)(n - i);
    if (method == CPW_WEIGHTS_RANK_CENTROID)
      w[i] = tail += 1.0 / place;
    else if (method == CPW_WEIGHTS_RANK_SUM)
      w[i] = back;
    else if (method == CPW_WEIGHTS_RANK_RECIPROCAL)
      w[i] = 1.0 / place;
    else /* from the first place: no overflow */
      w[i] = cpw_math_pow(back / (double)n, exponent);
  }
  (void)cpwi_weights_scale(w, n);
}

/* Gives each criterion its place's weight, equal ranks the mean of theirs. */
static void share_out(const double *ranks, const int64_t *order, const double *place, int64_t n,
                      double *weights) {
  for (int64_t first = 0, last; first < n; first = last) {
    double rank = ranks[order[first]], sum = 0.0;
    for (last = first; last < n && ranks[order[last]] <= rank; last++)
      sum += place[last];
    for (int64_t i = first; i < last; i++)
      weights[order[i]] = sum / (double)(last - first);
  }
}

static int32_t check(const double *ranks, int64_t n, int32_t method, double exponent,
                     const char *where, cpw_error *err) {
  int32_t status = cpwi_weights_count(n, INT64_MAX, "n", where, err);
  if (status == CPW_OK)
    status = cpwi_weights_choice("method", method, CPW_WEIGHTS_RANK_EXPONENT, where, err);
  if (status != CPW_OK) return status;
  if (method == CPW_WEIGHTS_RANK_EXPONENT && (!(exponent >= 0.0) || !isfinite(exponent)))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "exponent = %s must be finite and >= 0",
                     cpwi_number(exponent).text);
  for (int64_t i = 0; ranks && i < n; i++)
    if (!isfinite(ranks[i]))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "ranks[%lld] = %s must be finite", (long long)i,
                       cpwi_number(ranks[i]).text);
  return CPW_OK;
}

int32_t cpw_weights_from_ranks(const double *ranks, int64_t n, int32_t method, double exponent,
                               double *weights, const cpw_allocator *allocator, cpw_error *err) {
  if (!weights) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "weights is NULL");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check(ranks, n, method, exponent, __func__, err);
  if (status != CPW_OK) return status;
  if (!ranks) {
    place_weights(method, exponent, n, weights);
    return CPW_OK;
  }
  double *place = cpwi_weights_memory(allocator, n, 2 * sizeof *place, __func__, err);
  int64_t *order = place ? cpwi_weights_memory(allocator, n, sizeof *order, __func__, err) : NULL;
  status = order ? cpwi_order(ranks, n, 0, order, allocator, __func__, err) : CPW_ENOMEM;
  if (status == CPW_OK) {
    double *shared = place + n; /* weights may be ranks */
    place_weights(method, exponent, n, place);
    share_out(ranks, order, place, n, shared);
    for (int64_t i = 0; i < n; i++)
      weights[i] = shared[i];
  }
  cpwi_release(allocator, order);
  cpwi_release(allocator, place);
  return status;
}
