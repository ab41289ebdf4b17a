/* log Gamma, and the two corrections that make mass functions precise where factorials are huge:
 * Stirling's correction and the deviance.
 * Source: Loader, "Fast and accurate computation of binomial probabilities", 2000; tables.c.
 * Leaves log and exp to math.c, and the mass functions themselves to count.c. */
#include "random/internal.h"

#define HALF_LOG_2PI_LESS_HALF 0x1.acfe390c97d69p-2 /* log(2 pi) / 2 - 1/2 */

static double horner(const double *c, int count, double x) {
  double sum = c[count - 1];
  for (int i = count - 2; i >= 0; i--)
    sum = sum * x + c[i];
  return sum;
}

/* log gamma(1 + t) for -0.2 <= t < 1.3 */
static double middle(double t) {
  if (t < 0.3) return t * horner(cpwi_log_gamma_one, 18, t);
  if (t < 0.75) return horner(cpwi_log_gamma_middle, 18, t - 0.525);
  return (t - 1) * horner(cpwi_log_gamma_two, 18, t - 1);
}

/* the asymptotic series of Stirling's correction, for x >= 10 */
static double series(double x) {
  double inverse = 1 / x;
  return inverse * horner(cpwi_stirling_series, 10, inverse * inverse);
}

static double large(double x) {
  if (x > 0x1p900) return x * (cpw_math_log(x) - 1);
  cpwi_pair log = cpwi_log_pair(x, 0), less = cpwi_two_sum(log.high, -1);
  cpwi_pair product = cpwi_two_product(x - 0.5, less.high);
  double rest = (x - 0.5) * (less.low + log.low) + series(x);
  return product.high + (product.low + (rest + HALF_LOG_2PI_LESS_HALF));
}

double cpw_math_log_gamma(double x) {
  if (!(x > 0)) return x == 0 ? -cpw_math_log(0) : cpw_math_log(-1);
  if (x >= 10) return large(x);
  if (x < 0.8) {
    cpwi_pair log = cpwi_log_pair(x, 0);
    return (middle(x) - log.low) - log.high;
  }
  double product = 1;
  while (x >= 2.3) {
    x -= 1;
    product *= x;
  }
  cpwi_pair log = cpwi_log_pair(product, 0);
  return (middle(x - 1) + log.low) + log.high;
}

double cpwi_stirling(double n) {
  if (n < 16) return cpwi_stirling_table[(int32_t)n];
  const double *c = cpwi_stirling_series;
  double inverse = 1 / n, s = inverse * inverse;
  if (n > 1000) return inverse * (c[0] + s * (c[1] + s * c[2]));
  return inverse *
         (c[0] + s * (c[1] + s * (c[2] + s * (c[3] + s * (c[4] + s * (c[5] + s * c[6]))))));
}

/* sum of v^(2i) / (2i + 3): what atanh(v) = v + v^3 (...) leaves over; |v| < 0.1 */
static double atanh_rest(double v) {
  double s = v * v;
  if (s < 1e-5) return 1.0 / 3 + s * (1.0 / 5 + s * (1.0 / 7 + s * (1.0 / 9)));
  double s2 = s * s, s4 = s2 * s2;
  double first = (1.0 / 3 + s * (1.0 / 5)) + s2 * (1.0 / 7 + s * (1.0 / 9));
  double second = (1.0 / 11 + s * (1.0 / 13)) + s2 * (1.0 / 15 + s * (1.0 / 17));
  return first + s4 * second;
}

double cpwi_deviance(double d, double m) {
  double x = m + d, v = d / (m + x);
  if (fabs(v) < 0.1) return d * v + 2 * x * v * (v * v) * atanh_rest(v);
  if (x <= 0) return m; /* x log x is 0 there */
  return x * cpw_math_log(x / m) - d;
}

double cpwi_log1p_minus(double y) {
  double v = y / (2 + y);
  if (fabs(v) < 0.1) return 2 * v * (v * v) * atanh_rest(v) - y * v;
  return cpw_math_log1p(y) - y;
}
