/* The standard normal distribution: density, distribution function, quantile.
 * Source: Mills' ratio as a series in (z - K)/(z + K), Shepherd and Laframboise, Math. Comp. 36
 * (1981), coefficients by tests/tools/mills_ratio.py; Wichura, AS 241 (1988). Leaves t to student.c. */
#include "carepath/random.h"
#include "stats/internal.h"

#include <math.h>

/* exp(-z^2/2) for z >= 0: what rounding z^2 lost comes from an exact product of halves (Veltkamp),
 * and is so small that its exponential is 1 plus it */
static double exp_half_square(double z) {
  if (z > 40) return 0;
  double upper = cpwi_from_bits(cpwi_bits(z) & ~(uint64_t)0x7ffffff), lower = z - upper;
  double square = z * z;
  double lost = ((upper * upper - square) + 2 * upper * lower) + lower * lower;
  double value = cpw_math_exp(-0.5 * square);
  return value - value * (0.5 * lost);
}

double cpw_normal_pdf(double z) {
  const double over_root_two_pi = 0x1.9884533d43651p-2;
  return cpwi_is_nan(z) ? z : over_root_two_pi * exp_half_square(fabs(z));
}

/* (1 - Phi(z))/phi(z) for z >= 0: (1 + z) times it is a polynomial in u, here by even and odd
 * powers so that the two halves are computed side by side */
static double mills_ratio(double z) {
  static const double a[] = {
      0x1.30ecee529cb24p+0,   -0x1.f411b986a6ee9p-3, 0x1.42c739e12c745p-6,   0x1.57713add13d5fp-4,
      -0x1.46a0d552846bdp-4,  0x1.2975f1bf9abfcp-5,  -0x1.6abb736303be9p-8,  -0x1.7694c54f6fbebp-9,
      0x1.5678db1b80c16p-10,  0x1.01ad09376854bp-12, -0x1.cb39788e11bc0p-13, -0x1.3900aa371d8acp-15,
      0x1.34d45eb9c4c5bp-15,  0x1.42d8e0610537bp-17, -0x1.8c28ea6d1bf32p-18, -0x1.78fe7d4ec74e2p-19,
      0x1.74a6137d90fdap-21,  0x1.93f1d1dbd3c45p-21, 0x1.02496ed1b190fp-25,  -0x1.673db45ed43f2p-23,
      -0x1.c8e24125b8edbp-25, 0x1.d96b25e3d6b4cp-26, 0x1.46f0dcf005ffcp-26,  -0x1.760262e451596p-29,
      -0x1.0a984dd8ad208p-28, 0x1.7f7ac0daafaf5p-34, 0x1.9ef188a796bc9p-32};
  if (z > 1e8) return 1 / z; /* the next term is 1/z^3 */
  double u = (z - 3.75) / (z + 3.75), s = u * u, even = a[26], odd = a[25];
  for (int i = 24; i >= 0; i -= 2)
    even = even * s + a[i];
  for (int i = 23; i >= 1; i -= 2)
    odd = odd * s + a[i];
  return (even + u * odd) / (1 + z);
}

double cpw_normal_cdf(double z) {
  if (cpwi_is_nan(z)) return z;
  double tail = cpw_normal_pdf(z) * mills_ratio(fabs(z));
  return z < 0 ? tail : 1 - tail;
}

/* numerator and denominator of degree 7 */
static double rational(const double *a, const double *b, double r) {
  double top = a[7], bottom = b[7];
  for (int i = 6; i >= 0; i--) {
    top = top * r + a[i];
    bottom = bottom * r + b[i];
  }
  return top / bottom;
}

/* the quantile above the median for which P(0 < Z < z) = centre and P(Z > z) = tail */
static double upper_quantile(double centre, double tail) {
  static const double a[] = {3.3871328727963666080e0,  1.3314166789178437745e+2,
                             1.9715909503065514427e+3, 1.3731693765509461125e+4,
                             4.5921953931549871457e+4, 6.7265770927008700853e+4,
                             3.3430575583588128105e+4, 2.5090809287301226727e+3};
  static const double b[] = {1.0,
                             4.2313330701600911252e+1,
                             6.8718700749205790830e+2,
                             5.3941960214247511077e+3,
                             2.1213794301586595867e+4,
                             3.9307895800092710610e+4,
                             2.8729085735721942674e+4,
                             5.2264952788528545610e+3};
  static const double c[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                             5.76949722146069140550e0,  3.64784832476320460504e0,
                             1.27045825245236838258e0,  2.41780725177450611770e-1,
                             2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static const double d[] = {1.0,
                             2.05319162663775882187e0,
                             1.67638483018380384940e0,
                             6.89767334985100004550e-1,
                             1.48103976427480074590e-1,
                             1.51986665636164571966e-2,
                             5.47593808499534494600e-4,
                             1.05075007164441684324e-9};
  static const double e[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                             1.78482653991729133580e0,  2.96560571828504891230e-1,
                             2.65321895265761230930e-2, 1.24266094738807843860e-3,
                             2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static const double f[] = {1.0,
                             5.99832206555887937690e-1,
                             1.36929880922735805310e-1,
                             1.48753612908506148525e-2,
                             7.86869131145613259100e-4,
                             1.84631831751005468180e-5,
                             1.42151175831644588870e-7,
                             2.04426310338993978564e-15};
  if (centre <= 0.425) return centre * rational(a, b, 0.180625 - centre * centre);
  double r = sqrt(-cpw_math_log(tail));
  return r <= 5 ? rational(c, d, r - 1.6) : rational(e, f, r - 5);
}

double cpw_normal_quantile(double p) {
  if (!(p >= 0 && p <= 1)) return (double)NAN;
  if (p == 0 || p == 1) return p == 0 ? -(double)INFINITY : (double)INFINITY;
  return p < 0.5 ? -upper_quantile(0.5 - p, p) : upper_quantile(p - 0.5, 1 - p);
}

double cpwi_normal_two_sided(double level) {
  return upper_quantile(level / 2, (1 - level) / 2);
}
