/* Limits of a ratio of two normal estimates, in their three forms: an interval, the outside of one, or
 * every number. Source: Fieller, JRSS B 16 (1954); von Luxburg and Franz, Statistica Sinica 19 (2009).
 * Leaves which ratio it is to gaps.c and slope_limits.c. */
#include "stats/internal.h"

#include "equity/internal.h"

/* The power of two near the larger of a number and its standard error. */
static int32_t unit_of(double x, double variance, int32_t exponent) {
  int32_t own = cpwi_power_of(x), of_error = cpwi_power_of(sqrt(variance));
  if (variance > 0 && of_error + exponent > own) own = of_error + exponent;
  return x != 0 || variance > 0 ? own : 0;
}

/* All r with (n - r d)^2 <= z^2 (vn - 2 r cov + r^2 vd): a r^2 - 2 b r + c <= 0. Its discriminant
 * b^2 - a c is written as z^2 times something in which the large terms are gone. */
static void near_one(double n, double d, double vn, double vd, double cov, double z,
                     cpw_fieller *out) {
  double z2 = z * z, a = d * d - z2 * vd, b = n * d - z2 * cov, c = n * n - z2 * vn;
  double spread = (n * n * vd - 2 * n * d * cov + d * d * vn) - z2 * (vn * vd - cov * cov);
  double root = z * sqrt(fmax(spread, 0));
  out->kind = CPW_FIELLER_UNBOUNDED;
  out->lower = -(double)INFINITY;
  out->upper = (double)INFINITY;
  if (a == 0 && b != 0) { /* half a line: what is left out is the other half */
    out->kind = CPW_FIELLER_EXCLUSIVE;
    *(b > 0 ? &out->upper : &out->lower) = c / (2 * b);
    return;
  }
  if (a == 0 || (a < 0 && !(spread > 0))) return;
  /* the roots with the one that cancels taken from the product of both */
  double far = b + (b < 0 ? -root : root);
  double first = far / a, second = far != 0 ? c / far : first;
  out->kind = a > 0 ? CPW_FIELLER_BOUNDED : CPW_FIELLER_EXCLUSIVE;
  out->lower = fmin(first, second);
  out->upper = fmax(first, second);
}

/* Numerator and denominator each near 1, by powers of two: no square over- or underflows. */
void cpwi_fieller(double n, double d, const cpwi_variances *v, double z, cpw_fieller *out) {
  int32_t of_n = unit_of(n, v->n, v->exponent), of_d = unit_of(d, v->d, v->exponent);
  double vn = ldexp(v->n, 2 * (v->exponent - of_n)), vd = ldexp(v->d, 2 * (v->exponent - of_d));
  double cov = ldexp(v->both, 2 * v->exponent - of_n - of_d);
  near_one(ldexp(n, -of_n), ldexp(d, -of_d), vn, vd, cov, z, out);
  out->estimate = n == 0 && d == 0 ? CPWI_NAN : n / d;
  out->lower = ldexp(out->lower, of_n - of_d);
  out->upper = ldexp(out->upper, of_n - of_d);
}

int32_t cpw_equity_fieller(double numerator, double denominator, double variance_n,
                           double variance_d, double covariance, double level, cpw_fieller *out,
                           cpw_error *err) {
  const struct {
    const char *name;
    double value;
    int32_t variance;
  } numbers[] = {{"numerator", numerator, 0},
                 {"denominator", denominator, 0},
                 {"variance_n", variance_n, 1},
                 {"variance_d", variance_d, 1},
                 {"covariance", covariance, 0}};
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++)
    if (!cpwi_is_finite(numbers[k].value) || (numbers[k].variance && numbers[k].value < 0))
      return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "%s = %s must be finite%s", numbers[k].name,
                       cpwi_number(numbers[k].value).text, numbers[k].variance ? " and >= 0" : "");
  double most = sqrt(variance_n) * sqrt(variance_d);
  if (fabs(covariance) > most * (1 + 1e-12))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                     "covariance = %s must be from -%s to %s, the root of the variances' product",
                     cpwi_number(covariance).text, cpwi_number(most).text, cpwi_number(most).text);
  int32_t status = cpwi_check_level(level, "level", __func__, err);
  if (status != CPW_OK) return status;
  cpw_fieller found = {.level = level};
  cpwi_variances v = {variance_n, variance_d, covariance, 0};
  cpwi_fieller(numerator, denominator, &v, cpwi_normal_two_sided(level), &found);
  *out = found;
  return CPW_OK;
}
