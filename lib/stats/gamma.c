/* The gamma, chi-square and Poisson distributions: both tails and quantiles to a relative 1e-12.
 * Source: DLMF 8.7.1, 8.11.4, 8.9.2 (Lentz's method) and, for large shapes, Temme's uniform expansion,
 * 8.12.7 to 8.12.11 (coefficients by tests/tools/temme.py). Leaves the beta function to beta.c. */
#include "carepath/stats.h"
#include "random/internal.h"

#define TERMS  200000
#define CLOSE  0x1p-54
#define LARGE  1e5
#define TWO_PI 0x1.921fb54442d18p+2

/* Everything about one x > 0: x times the density is scale exp(power), and the area of one tail is
 * ratio times that. */
typedef struct tail {
  double scale, power, ratio;
  int upper; /* the area is P(X > x); otherwise P(X <= x) */
} tail;

/* x f(x) = x^shape e^-x / Gamma(shape); in saddle-point form (Loader, 2000) from 16 on */
static tail slope_at(double x, double shape) {
  if (shape < 16) {
    double power = shape * cpw_math_log(x) - x - cpw_math_log_gamma(shape + 1);
    return (tail){.scale = shape, .power = power};
  }
  double power = -cpwi_stirling(shape) - cpwi_deviance(shape - x, x);
  return (tail){.scale = sqrt(shape / TWO_PI), .power = power};
}

/* P(X <= x)/(x f(x)): sum of x^n/((shape)_(n+1)) */
static double by_series(double x, double shape) {
  double term = 1, sum = 1;
  for (int n = 1; n < TERMS && term > CLOSE * sum; n++) {
    term *= x / (shape + n);
    sum += term;
  }
  return sum / shape;
}

/* P(X > x)/(x f(x)) */
static double by_fraction(double x, double shape) {
  double b = x + 1 - shape, c = 0x1p500, d = 1 / b, h = d;
  for (int n = 1; n < TERMS; n++) {
    double a = -n * (n - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    h *= d * c;
    if (fabs(d * c - 1) <= CLOSE) break;
  }
  return h;
}

/* P(X > x) for x < 1 and shapes below 1, where 1 minus a probability would leave few digits:
 * 1 - x^shape/Gamma(shape + 1) (1 + shape sum((-x)^n/(n! (shape + n)))) */
static double small_shape(double x, double shape) {
  double log = shape * cpw_math_log(x) - cpw_math_log_gamma(shape + 1), power = 1, sum = 0;
  for (int n = 1; n < 40 && fabs(power) > CLOSE; n++) {
    power *= -x / n;
    sum += power / (shape + n);
  }
  return -cpw_math_expm1(log) - cpw_math_exp(log) * shape * sum;
}

static double polynomial(const double *c, int count, double x) {
  double value = c[count - 1];
  for (int i = count - 2; i >= 0; i--)
    value = value * x + c[i];
  return value;
}

/* The tail on the far side of x from the mean: a normal tail and a correction of order 1/sqrt(shape) */
static double by_expansion(double x, double shape, int upper) {
  static const double c0[] = {-0x1.5555555555555p-2, 0x1.5555555555555p-4,   -0x1.e573ac901e574p-7,
                              0x1.2f684bda12f68p-10, 0x1.71de3a556c734p-12,  -0x1.76e06fec7273bp-13,
                              0x1.48c5892f7cd83p-15, -0x1.255370652afc1p-19, -0x1.f1b22f594c6b5p-20,
                              0x1.bd6d21e4b4109p-21, -0x1.7b5f9a2d0465cp-23, 0x1.ccf5ceb7f0d9fp-28};
  static const double c1[] = {
      -0x1.e573ac901e574p-10, -0x1.c71c71c71c71cp-9, 0x1.5ac056b015ac0p-9,
      -0x1.0394f6f09e723p-10, 0x1.af83440e53dbcp-13, -0x1.af83440e53dbcp-22,
      -0x1.2fa4ae89e5af0p-16, 0x1.00a9cabd6b83ep-17, -0x1.b0bdfcc629cbap-20};
  static const double c2[] = {0x1.0ee643b990ee6p-8,  -0x1.5f7268edab4c8p-9,  0x1.948b0fcd6e9e0p-11,
                              0x1.0db20a88f4696p-19, -0x1.c253efaa1a932p-14, 0x1.bbf43daf4fe53p-15};
  double size = sqrt(2 * cpwi_deviance(shape - x, x)), eta = (upper ? size : -size) / sqrt(shape);
  double density = cpw_normal_pdf(size), root = sqrt(shape);
  if (!(density > 0)) return 0; /* and then eta may be too large for the series */
  double sum =
      polynomial(c0, 12, eta) + (polynomial(c1, 9, eta) + polynomial(c2, 6, eta) / shape) / shape;
  double correction = density * sum / root;
  return cpw_normal_cdf(-size) + (upper ? correction : -correction);
}

static tail evaluate(double x, double shape) {
  tail at = slope_at(x, shape);
  at.upper = x >= shape + 1 || (x >= 1 && shape < 1);
  double slope = at.scale * cpw_math_exp(at.power);
  if (shape >= LARGE && fabs(x - shape) < shape / 4) {
    at.upper = x >= shape;
    double area = by_expansion(x, shape, at.upper);
    at.ratio = slope > 0 ? area / slope : 1 / fabs(x - shape);
  } else {
    at.ratio = at.upper ? by_fraction(x, shape) : by_series(x, shape);
  }
  return at;
}

static double area_of(const tail *at) {
  double area = at->scale * at->ratio * cpw_math_exp(at->power);
  return area < 1 ? area : 1;
}

double cpw_gamma_cdf(double x, double shape) {
  if (x != x || !(shape > 0 && shape <= CPW_GAMMA_SHAPE_MOST)) return CPWI_NAN;
  if (x <= 0) return 0;
  if (x > 1e18) return 1;
  tail at = evaluate(x, shape);
  return at.upper ? 1 - area_of(&at) : area_of(&at);
}

double cpw_gamma_upper(double x, double shape) {
  if (x != x || !(shape > 0 && shape <= CPW_GAMMA_SHAPE_MOST)) return CPWI_NAN;
  if (x <= 0) return 1;
  if (x > 1e18) return 0;
  if (shape < 1 && x < 1) return small_shape(x, shape);
  tail at = evaluate(x, shape);
  return at.upper ? area_of(&at) : 1 - area_of(&at);
}

/* Where Newton's method starts: the cube root of a gamma variate is nearly normal (Wilson and Hilferty,
 * PNAS 17:684-688, 1931); near 0 the area is a power of x, far out for small shapes it is e^-x. */
static double first_guess(double p, double q, double shape) {
  double z = p < q ? cpw_normal_quantile(p) : -cpw_normal_quantile(q);
  double root = 1 - 1 / (9 * shape) + z / (3 * sqrt(shape));
  if (shape >= 1 && root > 0.3) return shape * root * root * root;
  double low = cpw_math_exp((cpw_math_log(p) + cpw_math_log_gamma(shape + 1)) / shape);
  if (shape >= 1 || low < 1) return low;
  double far = -cpw_math_log(q) - cpw_math_log_gamma(shape);
  return far > 1 ? far : 1;
}

/* The logarithms of both tails are concave in log x, so that Newton's method, once past the root on the
 * outer side, comes back to it without overshooting. */
static double quantile(double p, double q, double shape) {
  double x = first_guess(p, q, shape);
  for (int i = 0; i < 2000 && x > 0; i++) {
    tail at = evaluate(x, shape);
    if (!at.upper && q < 0.25 && shape < 1) { /* the small tail itself, not 1 minus it */
      double area = small_shape(x, shape);
      at.ratio = area / (at.scale * cpw_math_exp(at.power));
      at.upper = 1;
    }
    double log_area = cpw_math_log(at.scale * at.ratio) + at.power;
    double step = at.ratio * (log_area - cpw_math_log(at.upper ? q : p));
    if (!at.upper) step = -step;
    step = step > 2 ? 2 : step < -2 ? -2 : step;
    x *= cpw_math_exp(step);
    if (fabs(step) < 0x1p-28) break;
  }
  return x;
}

static double checked_quantile(double p, double q, double shape) {
  if (!(p >= 0 && q >= 0) || !(shape > 0 && shape <= CPW_GAMMA_SHAPE_MOST)) return CPWI_NAN;
  if (p == 0) return 0;
  if (q == 0) return (double)INFINITY;
  return quantile(p, q, shape);
}

double cpw_gamma_quantile(double p, double shape) {
  return checked_quantile(p, 1 - p, shape);
}

double cpw_gamma_upper_quantile(double q, double shape) {
  return checked_quantile(1 - q, q, shape);
}

double cpw_chi_square_cdf(double x, double df) {
  return cpw_gamma_cdf(x / 2, df / 2);
}

double cpw_chi_square_upper(double x, double df) {
  return cpw_gamma_upper(x / 2, df / 2);
}

double cpw_chi_square_quantile(double p, double df) {
  return 2 * cpw_gamma_quantile(p, df / 2);
}

double cpw_chi_square_upper_quantile(double q, double df) {
  return 2 * cpw_gamma_upper_quantile(q, df / 2);
}

double cpw_poisson_cdf(double count, double mean) {
  if (count != count || !(mean >= 0 && mean <= CPW_GAMMA_SHAPE_MOST)) return CPWI_NAN;
  if (count < 0) return 0;
  if (mean == 0 || count >= CPW_GAMMA_SHAPE_MOST) return 1;
  return cpw_gamma_upper(mean, floor(count) + 1);
}

double cpw_poisson_upper(double count, double mean) {
  if (count != count || !(mean >= 0 && mean <= CPW_GAMMA_SHAPE_MOST)) return CPWI_NAN;
  if (count < 0) return 1;
  if (mean == 0 || count >= CPW_GAMMA_SHAPE_MOST) return 0;
  return cpw_gamma_cdf(mean, floor(count) + 1);
}
