/* Student's t: distribution function and quantile to a relative 1e-12 for any number of degrees of
 * freedom. Source: DLMF 8.17; DiDonato and Morris, ACM TOMS 18:360-373 (1992), eq. 9. Leaves the
 * limit of infinitely many to normal.c. */
#include "carepath/random.h"
#include "stats/internal.h"

#include <math.h>

#define INV_ROOT_PI 0x1.20dd750429b6dp-1

/* From here on t is normal to 1e-14 of either tail, wherever that is a double. */
#define NORMAL_FROM 1e20

/* Gamma(a + 1/2)/Gamma(a): the recurrence up to 16, then the series in 1/w^2, w = a - 1/4. (Its
 * coefficients are those of the exponential of a series in Bernoulli polynomials at 1/4 and 3/4.) */
static double gamma_ratio(double a) {
  double factor = 1;
  for (; a < 16; a += 1)
    factor *= a / (a + 0.5);
  double w = a - 0.25, s = 1 / (w * w);
  double series = 20491783.0 / 8589934592.0;
  series = series * s - 174317.0 / 134217728.0;
  series = series * s + 631.0 / 524288.0;
  series = series * s - 19.0 / 8192.0;
  series = series * s + 1.0 / 64.0;
  return factor * sqrt(w) * (1 + series * s);
}

/* Everything about one t > 0. With a = df/2, x = df/(df + t^2), y = 1 - x, the derivative of the
 * distribution function in log t is t f(t) = Gamma(a + 1/2)/(Gamma(a) sqrt(pi)) sqrt(y) x^a, here
 * scale exp(power); the area between 0 and t, or beyond t, is a sum of positive terms times that. */
typedef struct student {
  double scale, power;
  double ratio; /* area over slope */
  int beyond;   /* the area is P(T > t); otherwise P(0 < T < t) */
} student;

/* area over slope within t: sum over n of (a + 1/2)_n/(3/2)_n y^n */
static double series_inside(double a, double y) {
  double sum = 1, term = 1;
  for (int n = 0; n < 4000 && term > 0x1p-56 * sum; n++) {
    term *= (a + 0.5 + n) / (1.5 + n) * y;
    sum += term;
  }
  return sum;
}

/* area over slope beyond t: sum over n of (a + 1/2)_n/(a + 1)_n x^n / (2 a), for x <= 1/2 */
static double series_beyond(double a, double x) {
  double sum = 1, term = 1;
  for (int n = 0; n < 400 && term > 0x1p-56 * sum; n++) {
    term *= (a + 0.5 + n) / (a + 1 + n) * x;
    sum += term;
  }
  return sum / (2 * a);
}

/* the same as a continued fraction, for t^2 > 3 and x > 1/2, from its end backwards */
static double fraction_beyond(double a, double x, double y, double square) {
  double lambda = a * y - 0.5 * x, value = 0;
  int steps = 12 + (int)(160 / square);
  for (int n = steps; n >= 0; n--) {
    double m = a + 2.0 * n;
    double beta = n + n * (0.5 - n) * x / (m - 1) + (a + n) / (m + 1) * (lambda + 1 + n * (1 + y));
    if (n == 0) beta = a / (a + 1) * (lambda + 1);
    double k = n + 1, alpha = (a + n) * (a + n + 0.5) * k * (0.5 - k) * x * x / ((m + 1) * (m + 1));
    value = n == steps ? beta : beta + alpha / value;
  }
  return 0.5 / value;
}

static student evaluate(double t, double df) {
  double a = df / 2, s = t / sqrt(df), square = s * s;
  double x = 1 / (1 + square), y = square < 1 ? square * x : 1 - x;
  double log_x = square < 1e300 ? -cpw_math_log1p(square) : -2 * cpw_math_log(s);
  student at = {.scale = INV_ROOT_PI * gamma_ratio(a) * sqrt(y), .power = a * log_x};
  at.beyond = x <= 0.5 || t * t > 3;
  if (x <= 0.5)
    at.ratio = series_beyond(a, x);
  else if (at.beyond)
    at.ratio = fraction_beyond(a, x, y, t * t);
  else
    at.ratio = series_inside(a, y);
  return at;
}

double cpw_student_cdf(double t, double df) {
  if (cpwi_is_nan(t) || !(df > 0)) return (double)NAN;
  if (df > NORMAL_FROM) return cpw_normal_cdf(t);
  if (t == 0) return 0.5;
  if (!cpwi_is_finite(t)) return t < 0 ? 0.0 : 1.0;
  student at = evaluate(fabs(t), df);
  double area = at.scale * at.ratio * cpw_math_exp(at.power);
  if (at.beyond) return t < 0 ? area : 1 - area;
  return t < 0 ? 0.5 - area : 0.5 + area;
}

/* Where Newton's method starts: near the middle the density is flat, far out the tail is a power of
 * t, between them the first term of the expansion around the normal quantile. */
static double first_guess(double tail, double centre, double df) {
  double a = df / 2, ratio = INV_ROOT_PI * gamma_ratio(a);
  if (centre < 0.2) return centre * sqrt(df) / ratio;
  double log_x = cpw_math_log(2 * a * tail / ratio) / a;
  if (log_x < -1) return sqrt(df) * cpw_math_exp(-0.5 * log_x);
  double z = -cpw_normal_quantile(tail);
  return z * (1 + (z * z + 1) / (4 * df));
}

/* Both log P(T > t) and log P(0 < T < t) are concave in log t, so that Newton's method, once past
 * the root on the outer side (after one step at most), comes back to it without overshooting. */
static double upper_quantile(double centre, double tail, double df) {
  double t = first_guess(tail, centre, df);
  for (int i = 0; i < 200 && t < (double)INFINITY; i++) {
    student at = evaluate(t, df);
    double log_area = cpw_math_log(at.scale * at.ratio) + at.power;
    double step = at.ratio * (log_area - cpw_math_log(at.beyond ? tail : centre));
    if (!at.beyond) step = -step;
    step = step > 2 ? 2 : step < -2 ? -2 : step;
    t *= cpw_math_exp(step);
    if (fabs(step) < 0x1p-27) break;
  }
  return t;
}

double cpw_student_quantile(double p, double df) {
  if (!(p >= 0 && p <= 1) || !(df > 0)) return (double)NAN;
  if (df > NORMAL_FROM || p == 0 || p == 0.5 || p == 1) return cpw_normal_quantile(p);
  return p < 0.5 ? -upper_quantile(0.5 - p, p, df) : upper_quantile(p - 0.5, 1 - p, df);
}

double cpwi_student_two_sided(double level, double df) {
  return upper_quantile(level / 2, (1 - level) / 2, df);
}
