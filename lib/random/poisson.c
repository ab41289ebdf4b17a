/* Poisson variates, and the two laws made of them and of waiting: negative binomial and geometric.
 * Source: Hormann, Insurance: Mathematics and Economics 12, 1993 (algorithm PTRS).
 * Leaves the drawing itself to count.c and gamma.c. */
#include "random/internal.h"

#define FROM_HERE_REJECTION 10.0

void cpwi_poisson_prepare(cpwi_count_law *law, double mean) {
  law->falls = 0;
  law->offset = 0;
  if (mean < FROM_HERE_REJECTION) {
    cpwi_ladder ladder = {0, 0, mean, 0, 1, 0, 1, 0};
    cpwi_ladder_start(&ladder, -mean);
    law->method = mean > 0 ? CPWI_LADDER : CPWI_CONSTANT;
    law->ladder = ladder;
    return;
  }
  law->method = CPWI_HAT;
  cpwi_cells *cells = &law->cells;
  cpwi_pair exact = {mean, 0};
  cpwi_cells_centre(cells, exact);
  cpwi_cells_add(cells, cells->base, mean, 1);
  cells->lowest = -cells->base;
  cells->highest = INT64_MAX - cells->base;
  cells->sum = 0; /* the reference is 1: the mass function itself */
  cells->product = 0x1.45f306dc9c883p-3;
  cells->ready = 1;
  cpwi_hat *hat = &law->hat;
  hat->b = 0.931 + 2.53 * sqrt(mean);
  hat->a = -0.059 + 0.02483 * hat->b;
  /* 0.43, which many programs have, leaves the law up to 0.6 % above the hat (at mean 14) and 0.4 % below
   * the squeeze (at 25); 0.445 just fits, 0.45 leaves room */
  hat->centre = cells->fraction + 0.45;
  hat->squeeze = 0.9277 - 3.6224 / (hat->b - 2);
  hat->level = 1.1239 + 1.1328 / (hat->b - 3.4);
}

int64_t cpw_random_poisson(cpw_stream *stream, double mean) {
  if (!cpwi_is_mean(mean)) return -1;
  cpwi_count_law law;
  cpwi_poisson_prepare(&law, mean);
  return cpwi_count_draw(&law, stream);
}

/* ---------------------------------------------------------------- geometric ----------------- */

int64_t cpwi_geometric_draw(double rate, cpw_stream *stream) {
  double x = cpwi_exponential(stream) / rate;
  return x < 0x1p63 ? (int64_t)x : INT64_MAX;
}

int64_t cpw_random_geometric(cpw_stream *stream, double p) {
  if (!(p > 0 && p <= 1)) return -1;
  return cpwi_geometric_draw(-cpw_math_log1p(-p), stream);
}

/* ---------------------------------------------------------------- negative binomial --------- */

int64_t cpwi_negative_binomial_draw(const cpwi_gamma *gamma, double mean, cpw_stream *stream) {
  double scale = mean / gamma->shape;
  double m = cpwi_gamma_draw(gamma, stream, scale <= DBL_MAX ? scale : DBL_MAX);
  return m <= CPW_RANDOM_MAX_MEAN ? cpw_random_poisson(stream, m) : INT64_MAX;
}

int64_t cpw_random_negative_binomial(cpw_stream *stream, double size, double mean) {
  if (!cpwi_is_positive(size) || !cpwi_is_mean(mean)) return -1;
  cpwi_gamma gamma = cpwi_gamma_prepare(size);
  return cpwi_negative_binomial_draw(&gamma, mean, stream);
}
