/* The beta and binomial distributions: both tails and quantiles.
 * Source: DLMF 8.17; DiDonato and Morris, ACM TOMS 18:360-373 (1992), eq. 9, by Lentz's method; the common
 * factor in saddle-point form (Loader, 2000). Leaves Student's t to student.c. */
#include "carepath/stats.h"
#include "random/internal.h"

#define TERMS  1000000
#define CLOSE  0x1p-54
#define TWO_PI 0x1.921fb54442d18p+2

/* Everything about one x in (0, 1), y = 1 - x: the derivative of the distribution function in the log
 * odds of x is x y f(x) = scale exp(power), and the area of one tail is ratio times that. */
typedef struct tail {
  double scale, power, ratio;
  int upper;
} tail;

/* log Gamma(a) less the main terms of Stirling's formula, (a - 1/2) log a - a + log(2 pi)/2 */
static double correction(double a) {
  if (a >= 16) return cpwi_stirling(a);
  const double half_log_two_pi = 0x1.d67f1c864beb5p-1;
  return cpw_math_log_gamma(a) - ((a - 0.5) * cpw_math_log(a) - a + half_log_two_pi);
}

/* x^a y^b / B(a, b) */
static tail slope_at(double x, double y, double a, double b) {
  double n = a + b, away = a * y - b * x; /* a - n x = n y - b */
  if (a < 1 || b < 1) {
    /* Gamma(a) = Gamma(a + 1)/a keeps small parameters away from the pole */
    double log_beta =
        cpw_math_log_gamma(a + 1) + cpw_math_log_gamma(b + 1) - cpw_math_log_gamma(n + 1);
    if (a > 30 || b > 30) {
      double big = a > b ? a : b, small = a > b ? b : a;
      /* log Gamma(big + 1) - log Gamma(n + 1), without their cancellation */
      double less = -(n + 0.5) * cpw_math_log1p(small / big) - small * cpw_math_log(big) + small;
      log_beta = cpw_math_log_gamma(small + 1) + less + cpwi_stirling(big) - cpwi_stirling(n);
    }
    double power = a * cpw_math_log(x) + b * (x < 0.5 ? cpw_math_log1p(-x) : cpw_math_log(y));
    return (tail){.scale = a / n * b, .power = power - log_beta};
  }
  double power = correction(n) - correction(a) - correction(b);
  power -= cpwi_deviance(away, n * x) + cpwi_deviance(-away, n * y);
  return (tail){.scale = sqrt(a / n * (b / TWO_PI)), .power = power};
}

/* I_x(a, b)/(x^a y^b/B(a, b)) for x <= a/(a + b) */
static double by_fraction(double x, double y, double a, double b) {
  double lambda = a * y - b * x, beta = a / (a + 1) * (lambda + 1);
  double c = beta, d = 0, h = 1 / beta;
  for (int n = 1; n < TERMS; n++) {
    double k = n, m = a + 2 * k, below = a + 2 * k - 1;
    double alpha = (a + k - 1) / below * ((a + b + k - 1) / below) * k * (b - k) * x * x;
    beta = k + k * (b - k) * x / below + (a + k) / (m + 1) * (lambda + 1 + k * (1 + y));
    d = 1 / (beta + alpha * d);
    c = beta + alpha / c;
    /* h is 1 over the fraction */
    double factor = 1 / (c * d);
    h *= factor;
    if (fabs(factor - 1) <= CLOSE) break;
  }
  return h;
}

/* The same for x well below the mean, as a sum of positive terms */
static double by_series(double x, double a, double b) {
  double term = 1, sum = 1;
  for (int n = 0; n < 400 && term > CLOSE * sum; n++) {
    term *= (a + b + n) / (a + 1 + n) * x;
    sum += term;
  }
  return sum / a;
}

static double ratio_of(double x, double y, double a, double b) {
  if (x <= 0.7 && (a + b) * x < 0.7 * (a + 1)) return by_series(x, a, b);
  return by_fraction(x, y, a, b);
}

static tail evaluate(double x, double y, double a, double b) {
  tail at = slope_at(x, y, a, b);
  at.upper = a * y < b * x;
  at.ratio = at.upper ? ratio_of(y, x, b, a) : ratio_of(x, y, a, b);
  return at;
}

static double area_of(const tail *at) {
  double area = at->scale * at->ratio * cpw_math_exp(at->power);
  return area < 1 ? area : 1;
}

static int valid(double a, double b) {
  return a > 0 && b > 0 && a <= CPW_BETA_MOST && b <= CPW_BETA_MOST;
}

double cpw_beta_cdf(double x, double a, double b) {
  if (x != x || !valid(a, b)) return CPWI_NAN;
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  tail at = evaluate(x, 1 - x, a, b);
  return at.upper ? 1 - area_of(&at) : area_of(&at);
}

double cpw_beta_upper(double x, double a, double b) {
  if (x != x || !valid(a, b)) return CPWI_NAN;
  if (x <= 0) return 1;
  if (x >= 1) return 0;
  tail at = evaluate(x, 1 - x, a, b);
  return at.upper ? area_of(&at) : 1 - area_of(&at);
}

/* Log odds to start from: below the mean the area is nearly a power of x, above it one of y; in between
 * the normal law of the log odds. */
static double first_guess(double p, double q, double a, double b) {
  double z = p < q ? cpw_normal_quantile(p) : -cpw_normal_quantile(q);
  double guess = cpw_math_log(a / b) + z * sqrt(1 / a + 1 / b);
  double log_beta = cpw_math_log_gamma(a) + cpw_math_log_gamma(b) - cpw_math_log_gamma(a + b);
  double low = (cpw_math_log(p * a) + log_beta) / a, high = -(cpw_math_log(q * b) + log_beta) / b;
  if (low < -3 && low * (b + 1) > -1e300 && cpw_math_exp(low) * (b + 1) < 0.2) return low;
  if (high > 3 && cpw_math_exp(-high) * (a + 1) < 0.2) return high;
  return guess;
}

/* The logarithms of both tails are concave in the log odds: see gamma.c. Also sets 1 - x. */
static double quantile(double p, double q, double a, double b, double *y) {
  double u = first_guess(p, q, a, b), x = 0;
  *y = 1;
  for (int i = 0; i < 4000; i++) {
    double odds = cpw_math_exp(-fabs(u)), less = odds / (1 + odds), more = 1 / (1 + odds);
    x = u < 0 ? less : more;
    *y = u < 0 ? more : less;
    if (!(x > 0 && *y > 0)) break;
    tail at = evaluate(x, *y, a, b);
    double log_area = cpw_math_log(at.scale * at.ratio) + at.power;
    double step = at.ratio * (log_area - cpw_math_log(at.upper ? q : p));
    if (!at.upper) step = -step;
    step = step > 2 ? 2 : step < -2 ? -2 : step;
    u += step;
    if (fabs(step) < 0x1p-28) {
      x += x * *y * step; /* the last step */
      *y -= x * *y * step;
      break;
    }
  }
  return x;
}

double cpw_beta_quantile(double p, double a, double b) {
  double y;
  if (!(p >= 0 && p <= 1) || !valid(a, b)) return CPWI_NAN;
  if (p == 0 || p == 1) return p;
  return quantile(p, 1 - p, a, b, &y);
}

double cpw_beta_upper_quantile(double q, double a, double b) {
  double y;
  if (!(q >= 0 && q <= 1) || !valid(a, b)) return CPWI_NAN;
  if (q == 0 || q == 1) return 1 - q;
  return quantile(1 - q, q, a, b, &y);
}

/* P(N <= k) = I_(1-p)(n - k, k + 1) */
double cpw_binomial_cdf(double successes, double trials, double p) {
  if (successes != successes || !(trials >= 0 && trials <= CPW_BETA_MOST) || !(p >= 0 && p <= 1))
    return CPWI_NAN;
  double n = floor(trials), k = floor(successes);
  if (k < 0) return 0;
  if (k >= n) return 1;
  return cpw_beta_upper(p, k + 1, n - k);
}

double cpw_binomial_upper(double successes, double trials, double p) {
  if (successes != successes || !(trials >= 0 && trials <= CPW_BETA_MOST) || !(p >= 0 && p <= 1))
    return CPWI_NAN;
  double n = floor(trials), k = floor(successes);
  if (k < 0) return 1;
  if (k >= n) return 0;
  return cpw_beta_cdf(p, k + 1, n - k);
}
