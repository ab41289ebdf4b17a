/* The upper tail of the gamma law, for any shape that a law of durations has.
 * Source: DLMF 8.7.1 and 8.11.4 (series), 8.9.2 (continued fraction, by Lentz's method); the common
 * factor in saddle-point form (Loader, 2000). Leaves draws to gamma_tail.c and random. */
#include "duration/internal.h"

#define TERMS 100000
#define CLOSE 0x1p-54

/* x^shape e^-x / Gamma(shape + 1) */
static double common_factor(double shape, double x) {
  const double two_pi = 0x1.921fb54442d18p+2;
  if (shape < 16) return cpw_math_exp(shape * cpw_math_log(x) - x - cpw_math_log_gamma(shape + 1));
  double exponent = cpwi_stirling(shape) + cpwi_deviance(shape - x, x);
  return cpw_math_exp(-exponent) / sqrt(two_pi * shape);
}

/* 1 - x^shape/Gamma(shape + 1) (1 + shape sum((-x)^n / (n! (shape + n)))): x < 1 and shapes below 1,
 * where 1 minus a probability would leave few digits of a small tail */
static double small_shape(double shape, double x) {
  double log = shape * cpw_math_log(x) - cpw_math_log_gamma(shape + 1), power = 1, sum = 0;
  for (int n = 1; n < 40 && fabs(power) > CLOSE; n++) {
    power *= -x / n;
    sum += power / (shape + n);
  }
  return -cpw_math_expm1(log) - cpw_math_exp(log) * shape * sum;
}

static double by_series(double shape, double x) {
  double term = 1, sum = 1;
  for (int n = 1; n < TERMS && term > CLOSE * sum; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return 1 - common_factor(shape, x) * sum;
}

static double by_fraction(double shape, double x) {
  double b = x + 1 - shape, c = 0x1p500, d = 1 / b, h = d;
  for (int n = 1; n < TERMS; n++) {
    double a = -n * (n - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    h *= d * c;
    if (fabs(d * c - 1) <= CLOSE) break;
  }
  return common_factor(shape, x) * shape * h;
}

double cpwi_gamma_survival(double shape, double x) {
  if (!(x > 0)) return 1;
  if (x > 1e15) return 0;
  if (shape < 1 && x < 1) return small_shape(shape, x);
  return x < shape + 1 && shape >= 1 ? by_series(shape, x) : by_fraction(shape, x);
}
