/* Binomial variates, and multinomial ones made of them.
 * Source: Hormann, J. Statist. Comput. Simul. 46, 1993 (algorithm BTRS); Davis, Comput. Statist. Data
 * Anal. 16, 1993, for the multinomial.
 * Leaves the drawing itself to count.c. */
#include "random/internal.h"

#define FROM_HERE_REJECTION 10.0

/* p <= 1/2, so that n p and n (1 - p) keep all their digits */
static void prepare_small_share(cpwi_count_law *law, int64_t n, double p) {
  double trials = (double)n;
  if (trials * p < FROM_HERE_REJECTION) {
    cpwi_ladder ladder = {0, 0, trials, 1, p / (1 - p), 0, 1, 0};
    cpwi_ladder_start(&ladder, trials * cpw_math_log1p(-p));
    law->method = n > 0 && p > 0 ? CPWI_LADDER : CPWI_CONSTANT;
    law->ladder = ladder;
    return;
  }
  law->method = CPWI_HAT;
  cpwi_cells *cells = &law->cells;
  cpwi_pair mean = cpwi_two_product(trials, p);
  cpwi_cells_centre(cells, mean);
  cpwi_cells_add(cells, cells->base, mean.high, 1);
  cpwi_cells_add(cells, n - cells->base, (trials - mean.high) - mean.low, -1);
  cells->lowest = -cells->base;
  cells->highest = n - cells->base;
  cells->reference = cpwi_floor(cells->fraction + p); /* the mode */
  cpwi_hat *hat = &law->hat;
  double sd = sqrt(mean.high * (1 - p));
  hat->b = 1.15 + 2.53 * sd;
  hat->a = -0.0873 + 0.0248 * hat->b + 0.01 * p;
  hat->centre = cells->fraction + 0.5;
  hat->squeeze = 0.92 - 4.2 / hat->b;
  hat->level = (2.83 + 5.1 / hat->b) * sd;
}

void cpwi_binomial_prepare(cpwi_count_law *law, int64_t n, double p) {
  law->falls = p > 0.5; /* failures are counted then: 1 - p is exact */
  law->offset = law->falls ? n : 0;
  prepare_small_share(law, n, law->falls ? 1 - p : p);
}

int64_t cpw_random_binomial(cpw_stream *stream, int64_t n, double p) {
  if (!cpwi_is_count(n) || !cpwi_is_share(p)) return -1;
  cpwi_count_law law;
  cpwi_binomial_prepare(&law, n, p);
  return cpwi_count_draw(&law, stream);
}

/* ---------------------------------------------------------------- multinomial --------------- */

int32_t cpw_random_multinomial(cpw_stream *stream, int64_t n, const double *weights, int64_t k,
                               int64_t *out, cpw_error *err) {
  if (!stream || !weights || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "stream, weights and out must be given");
  if (k < 1) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "k = %lld must be >= 1", (long long)k);
  if (!cpwi_is_count(n))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "n = %lld must be from 0 to 2^53",
                     (long long)n);
  cpwi_weights known;
  int32_t status = cpwi_take_weights(weights, k, __func__, &known, err);
  if (status != CPW_OK) return status;
  cpwi_pair left = known.sum;
  for (int64_t i = 0; i < k; i++) {
    int64_t here = 0;
    if (i == known.last) {
      here = n;
    } else if (weights[i] > 0 && n > 0) {
      /* the smaller of "here" and "later" is drawn: the difference would have lost its digits */
      cpwi_pair later = cpwi_pair_less(left, weights[i]);
      if (weights[i] < later.high)
        here = cpw_random_binomial(stream, n, weights[i] / left.high);
      else
        here = n - cpw_random_binomial(stream, n, later.high > 0 ? later.high / left.high : 0);
      left = later;
    }
    n -= here;
    out[i] = here;
  }
  return CPW_OK;
}
