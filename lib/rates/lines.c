/* Lines of a funnel: limits around a target by size.
 * Source: Spiegelhalter, Statistics in Medicine 24:1185-1202 (2005), section 2 and appendix A.1.1; the
 * published limits as in the technical guides of the public health profiles. Leaves units to funnel.c. */
#include "rates/funnel.h"

static int shares(const cpwi_funnel *f) {
  return f->options.measure == CPW_RATES_FUNNEL_PROPORTION;
}

double cpwi_funnel_scale(const cpwi_funnel *f, double value) {
  if (!f->options.transform) return value;
  return shares(f) ? cpwi_arcsine_root(value) : sqrt(value);
}

static double unscale(const cpwi_funnel *f, double x) {
  if (!f->options.transform) return x;
  if (shares(f)) return cpwi_sine_square(x);
  return x > 0 ? x * x : 0;
}

double cpwi_funnel_error(const cpwi_funnel *f, double size) {
  if (f->options.transform) return 0.5 / sqrt(size);
  double t = f->target;
  return shares(f) ? sqrt(t * (1 - t) / size) : sqrt(t / size);
}

/* ---------------------------------------------------------------- exact --------------------- */

static double at_most(const cpwi_funnel *f, double count, double size) {
  return shares(f) ? cpw_binomial_cdf(count, size, f->target)
                   : cpw_poisson_cdf(count, size * f->target);
}

static double more_than(const cpwi_funnel *f, double count, double size) {
  return shares(f) ? cpw_binomial_upper(count, size, f->target)
                   : cpw_poisson_upper(count, size * f->target);
}

/* The least count of which at least so much lies at or below: for the upper limit, of which at most `tail`
 * lies above. Found between two bounds by halving. */
static double least_count(const cpwi_funnel *f, double size, double tail, int upper) {
  double mean = size * f->target, far = 40 * sqrt(mean + 1) + 800;
  double low = floor(mean > far ? mean - far : 0) - 1, high = ceil(mean + far);
  if (shares(f) && high > size) high = size;
  while (high - low > 1) { /* low is too little, high is enough */
    double middle = floor(low + (high - low) / 2);
    int enough = upper ? more_than(f, middle, size) <= tail : at_most(f, middle, size) >= tail;
    if (enough)
      high = middle;
    else
      low = middle;
  }
  return high;
}

static double exact_limit(const cpwi_funnel *f, double size, double tail, int upper) {
  double count = least_count(f, size, tail, upper), over, at;
  if (upper) {
    double beyond = more_than(f, count, size);
    over = tail - beyond;
    at = more_than(f, count - 1, size) - beyond;
  } else {
    over = at_most(f, count, size) - tail;
    at = at_most(f, count, size) - at_most(f, count - 1, size);
  }
  double limit = (count - (at > 0 ? over / at : 0)) / size;
  return limit > 0 ? limit : 0;
}

/* ---------------------------------------------------------------- the line ------------------ */

cpwi_range cpwi_funnel_line(const cpwi_funnel *f, double size, double level) {
  double tail = (1 - level) / 2;
  cpwi_range line;
  if (f->options.limits == CPW_RATES_LIMITS_EXACT) {
    line = (cpwi_range){exact_limit(f, size, tail, 0), exact_limit(f, size, tail, 1)};
  } else if (f->options.limits == CPW_RATES_LIMITS_PUBLISHED && !shares(f)) {
    line.lower = f->target * size / cpw_gamma_upper_quantile(tail, size + 1);
    double least = size > 0 ? cpw_gamma_quantile(tail, size) : 0;
    line.upper = least > 0 ? f->target * size / least : (double)INFINITY;
  } else {
    double error = cpwi_funnel_error(f, size), centre = cpwi_funnel_scale(f, f->target);
    double half = cpwi_two_sided(level) * sqrt(f->phi * error * error + f->tau2);
    line = (cpwi_range){unscale(f, centre - half), unscale(f, centre + half)};
  }
  if (!(line.lower > 0)) line.lower = 0;
  if (shares(f) && line.upper > 1) line.upper = 1;
  return line;
}

static int32_t check_lines(cpwi_funnel *f, const double *size, int64_t n, double target,
                           double dispersion, const char *where, cpw_error *err) {
  int is_share = shares(f), most_is_one = is_share && target > 1;
  if (!cpwi_is_finite(target) || target < 0 || most_is_one || (!is_share && target == 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "target = %s must be %s",
                     cpwi_number(target).text, is_share ? "from 0 to 1" : "finite and > 0");
  f->target = target;
  f->phi = 1;
  int32_t kind = f->options.dispersion;
  if (kind != CPW_RATES_DISPERSION_NONE) {
    if (!cpwi_is_finite(dispersion) || dispersion < 0)
      return cpwi_fail(err, CPW_EDOMAIN, -1, where, "dispersion = %s must be finite and >= 0",
                       cpwi_number(dispersion).text);
    if (kind == CPW_RATES_DISPERSION_MULTIPLY) f->phi = dispersion;
    if (kind == CPW_RATES_DISPERSION_ADD) f->tau2 = dispersion;
  }
  int32_t status = cpwi_rates_check(size, n, "size", 1, 1e10, where, err);
  int32_t exact = f->options.limits == CPW_RATES_LIMITS_EXACT;
  for (int64_t i = 0; i < n && status == CPW_OK; i++)
    if (exact && is_share && size[i] != floor(size[i]))
      status = cpwi_rates_refuse("size", i, size[i], "a whole number for exact limits", where, err);
    else if (exact && size[i] * target > 1e10)
      status = cpwi_rates_refuse("size", i, size[i], "at most 1e10 / target", where, err);
  return status;
}

int32_t cpw_rates_funnel_lines(const double *size, int64_t n, double target, double dispersion,
                               const cpw_rates_funnel_options *options, double *lower,
                               double *upper, cpw_error *err) {
  const void *const pointers[] = {size, lower, upper};
  const char *const names[] = {"size", "lower", "upper"};
  if (n < 0) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = %lld must be >= 0", (long long)n);
  for (int i = 0; i < 3; i++)
    if (!pointers[i] && n > 0)
      return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", names[i]);
  cpwi_funnel f;
  int32_t status = cpwi_funnel_take(&f, options, __func__, err);
  if (status == CPW_OK) status = check_lines(&f, size, n, target, dispersion, __func__, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < n; i++)
    for (int64_t k = 0; k < f.levels; k++) {
      cpwi_range line = cpwi_funnel_line(&f, size[i], f.level[k]);
      lower[i * f.levels + k] = line.lower * f.options.multiplier;
      upper[i * f.levels + k] = line.upper * f.options.multiplier;
    }
  return CPW_OK;
}
