/* Gamma and beta variates.
 * Source: Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26(3), 2000;
 * for small shapes G(a) = G(a+1) U^(1/a), taken in logarithms.
 * Leaves the normal and exponential variates that they are made of to continuous.c. */
#include "random/internal.h"

cpwi_gamma cpwi_gamma_prepare(double shape) {
  cpwi_gamma out;
  out.shape = shape;
  out.d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3;
  out.c = 1 / (3 * sqrt(out.d));
  return out;
}

/* Gamma of scale 1 and a shape of at least 1. */
static double proper_draw(const cpwi_gamma *gamma, cpw_stream *stream) {
  for (;;) {
    double x = cpwi_normal(stream), y = gamma->c * x;
    if (y <= -1) continue;
    double cube = (1 + y) * (1 + y) * (1 + y), x2 = x * x, u = cpwi_next_open(stream);
    if (u < 1 - 0.0331 * (x2 * x2)) return gamma->d * cube;
    /* x^2/2 + d (1 - cube + log(cube)), written so that nothing cancels for large shapes */
    double rest = 3 * cpwi_log1p_minus(y) - y * y * (3 + y);
    if (cpw_math_log(u) < 0.5 * x2 + gamma->d * rest) return gamma->d * cube;
  }
}

double cpwi_gamma_draw(const cpwi_gamma *gamma, cpw_stream *stream, double scale) {
  double proper = proper_draw(gamma, stream);
  if (gamma->shape >= 1) return scale * proper;
  double log = -cpwi_exponential(stream) / gamma->shape; /* of U^(1/shape) */
  if (log > -600) return scale * (proper * cpw_math_exp(log));
  return cpw_math_exp(log + (cpw_math_log(proper) + cpw_math_log(scale)));
}

double cpw_random_gamma(cpw_stream *stream, double shape, double scale) {
  if (!cpwi_is_positive(shape) || !cpwi_is_nonnegative(scale)) return CPWI_NAN;
  cpwi_gamma gamma = cpwi_gamma_prepare(shape);
  return cpwi_gamma_draw(&gamma, stream, scale);
}

double cpwi_beta_draw(const cpwi_gamma *a, const cpwi_gamma *b, cpw_stream *stream) {
  double x = proper_draw(a, stream), y = proper_draw(b, stream);
  if (a->shape >= 1 && b->shape >= 1) return x < y ? x / y / (1 + x / y) : 1 / (1 + y / x);
  double e = a->shape < 1 ? cpwi_exponential(stream) : 0;
  double f = b->shape < 1 ? cpwi_exponential(stream) : 0;
  double log = (e / a->shape - f / b->shape) + cpw_math_log(y / x); /* of the odds against x */
  /* shapes below 1e-306 may make both parts infinite: the difference is then all that counts */
  if (log != log) return e * (b->shape * 0x1p900) > f * (a->shape * 0x1p900) ? 0 : 1;
  return log > 600 ? cpw_math_exp(-log) : 1 / (1 + cpw_math_exp(log));
}

double cpw_random_beta(cpw_stream *stream, double a, double b) {
  if (!cpwi_is_positive(a) || !cpwi_is_positive(b)) return CPWI_NAN;
  cpwi_gamma first = cpwi_gamma_prepare(a), second = cpwi_gamma_prepare(b);
  return cpwi_beta_draw(&first, &second, stream);
}
