/* A funnel of units: target, z-scores, over-dispersion, and who lies outside.
 * Source: Spiegelhalter, Statistics in Medicine 24:1185-1202 (2005); Spiegelhalter et al., JRSS A 175:1-47
 * (2012), section 3. Leaves the lines to lines.c. */
#include "rates/funnel.h"

typedef struct units {
  cpwi_funnel f;
  const double *value, *size;
  int64_t n, used;
  double heterogeneity, phi, tau2; /* as estimated, whether they are applied or not */
  double *z;                       /* (used) of the units with a size */
} units;

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t check_units(const units *u, const char *where, cpw_error *err) {
  int share = u->f.options.measure == CPW_RATES_FUNNEL_PROPORTION;
  int exact = u->f.options.limits == CPW_RATES_LIMITS_EXACT;
  double most = CPWI_RATES_COUNT_MOST / 10;
  int32_t status = cpwi_rates_check(u->value, u->n, "value", 0, most, where, err);
  if (status == CPW_OK) status = cpwi_rates_check(u->size, u->n, "size", 0, most, where, err);
  for (int64_t i = 0; i < u->n && status == CPW_OK; i++) {
    double x = u->value[i], n = u->size[i];
    if (x > 0 && n == 0)
      status = cpwi_rates_refuse("value", i, x, "0 where size is 0", where, err);
    else if (share && x > n)
      status = cpwi_fail(err, CPW_EDOMAIN, i, where, "value[%lld] = %s must be at most size = %s",
                         (long long)i, cpwi_number(x).text, cpwi_number(n).text);
    else if (share && exact && n != floor(n))
      status = cpwi_rates_refuse("size", i, n, "a whole number for exact limits", where, err);
  }
  return status;
}

static int32_t set_target(units *u, const char *where, cpw_error *err) {
  cpwi_twice value = {0, 0}, size = {0, 0};
  int share = u->f.options.measure == CPW_RATES_FUNNEL_PROPORTION;
  for (int64_t i = 0; i < u->n; i++) {
    cpwi_twice_add(&value, u->value[i]);
    cpwi_twice_add(&size, u->size[i]);
    u->used += u->size[i] > 0;
  }
  if (u->used == 0) return cpwi_fail(err, CPW_EDOMAIN, -1, where, "no unit has a size above 0");
  double target = u->f.options.target;
  int pooled = cpwi_is_nan(target);
  if (pooled) target = u->f.options.measure == CPW_RATES_FUNNEL_RATIO ? 1 : value.high / size.high;
  if (!(target > 0) || !cpwi_is_finite(target) || (share && target >= 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "%s = %s must be %s",
                     pooled ? "the target of all units together" : "options.target",
                     cpwi_number(target).text, share ? "inside (0, 1)" : "finite and > 0");
  u->f.target = target;
  u->f.phi = 1;
  return CPW_OK;
}

/* ---------------------------------------------------------------- over-dispersion ----------- */

static double z_of(const units *u, int64_t i) {
  double value = cpwi_funnel_scale(&u->f, u->value[i] / u->size[i]);
  return (value - cpwi_funnel_scale(&u->f, u->f.target)) / cpwi_funnel_error(&u->f, u->size[i]);
}

/* Sums in the order of the units' z would differ with the order of the units: exact ones do not. */
static double mean_square(const double *z, int64_t n, double low, double high) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < n; i++) {
    double x = z[i] < low ? low : z[i] > high ? high : z[i];
    cpw_exact_sum_add(&sum, x * x);
  }
  return cpwi_exact_mean(&sum);
}

static double between(const units *u, double phi) {
  cpw_exact_sum first, second;
  cpw_exact_sum_init(&first);
  cpw_exact_sum_init(&second);
  for (int64_t i = 0; i < u->n; i++) {
    if (!(u->size[i] > 0)) continue;
    double error = cpwi_funnel_error(&u->f, u->size[i]), w = 1 / (error * error);
    cpw_exact_sum_add(&first, w);
    cpw_exact_sum_add(&second, w * w);
  }
  double sum = cpw_exact_sum_value(&first), n = (double)u->used;
  double below = sum - cpw_exact_sum_value(&second) / sum, excess = n * phi - (n - 1);
  return excess > 0 && below > 0 ? excess / below : 0;
}

static int32_t disperse(units *u, const char *where, cpw_error *err) {
  const cpw_rates_funnel_options *o = &u->f.options;
  u->z = cpwi_alloc(o->allocator, (size_t)u->used, sizeof *u->z);
  if (!u->z)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld units", (long long)u->used);
  for (int64_t i = 0, at = 0; i < u->n; i++)
    if (u->size[i] > 0) u->z[at++] = z_of(u, i);
  const double infinity = (double)INFINITY, p[] = {o->winsorise, 1 - o->winsorise};
  double ends[2];
  u->heterogeneity = mean_square(u->z, u->used, -infinity, infinity) * (double)u->used;
  int32_t status =
      cpw_quantiles_in_place(u->z, u->used, p, 2, CPW_QUANTILE_DEFAULT, o->allocator, ends, err);
  if (status != CPW_OK) return status;
  u->phi = mean_square(u->z, u->used, ends[0], ends[1]);
  u->tau2 = between(u, u->phi);
  if (o->dispersion == CPW_RATES_DISPERSION_MULTIPLY && u->phi > 1) u->f.phi = u->phi;
  if (o->dispersion == CPW_RATES_DISPERSION_ADD) u->f.tau2 = u->tau2;
  return CPW_OK;
}

/* ---------------------------------------------------------------- the result ---------------- */

static int own_limits(const units *u) {
  return u->f.options.limits == CPW_RATES_LIMITS_PUBLISHED &&
         u->f.options.measure != CPW_RATES_FUNNEL_PROPORTION;
}

/* -1, 0 or 1: below, within or above the limits of one level */
static int64_t side(const units *u, int64_t i, double level, cpwi_range line) {
  double value = u->value[i] / u->size[i];
  if (!own_limits(u)) return value < line.lower ? -1 : value > line.upper ? 1 : 0;
  cpwi_range own = cpwi_count_limits(u->value[i], level, CPW_RATES_AUTO);
  double expected = u->f.target * u->size[i];
  return own.upper < expected ? -1 : own.lower > expected ? 1 : 0;
}

typedef struct filled {
  double *value, *size, *lower, *upper, *z, *adjusted, *p;
  int64_t *class_of;
} filled;

static void fill_unit(const units *u, const filled *out, int64_t i) {
  const cpwi_funnel *f = &u->f;
  double times = f->options.multiplier;
  int64_t levels = f->levels;
  out->size[i] = u->size[i];
  if (!(u->size[i] > 0)) {
    out->value[i] = out->z[i] = out->adjusted[i] = out->p[i] = CPWI_NAN;
    for (int64_t k = 0; k < levels; k++)
      out->lower[i * levels + k] = out->upper[i * levels + k] = CPWI_NAN;
    return;
  }
  double error = cpwi_funnel_error(f, u->size[i]), variance = error * error;
  out->value[i] = u->value[i] / u->size[i] * times;
  out->z[i] = z_of(u, i);
  out->adjusted[i] = out->z[i] * sqrt(variance / (f->phi * variance + f->tau2));
  out->p[i] = 2 * cpw_normal_cdf(-fabs(out->adjusted[i]));
  for (int64_t k = 0; k < levels; k++) {
    cpwi_range line = cpwi_funnel_line(f, own_limits(u) ? u->value[i] : u->size[i], f->level[k]);
    out->lower[i * levels + k] = line.lower * times;
    out->upper[i * levels + k] = line.upper * times;
    int64_t where = side(u, i, f->level[k], line);
    if (where) out->class_of[i] = where * (k + 1);
  }
}

static int32_t fill(const units *u, cpw_result *result, cpw_error *err) {
  cpwi_rates_array a[] = {
      {"value", "", "value over size, times the multiplier", "unit", CPW_DOUBLE, NULL},
      {"size", "", "people, or expected events", "unit", CPW_DOUBLE, NULL},
      {"lower", "", "lower limit", "unit level", CPW_DOUBLE, NULL},
      {"upper", "", "upper limit", "unit level", CPW_DOUBLE, NULL},
      {"z", "", "standard errors from the target", "unit", CPW_DOUBLE, NULL},
      {"z_adjusted", "", "the same with over-dispersion", "unit", CPW_DOUBLE, NULL},
      {"p_value", "probability", "two-sided, of z_adjusted", "unit", CPW_DOUBLE, NULL},
      {"class", "", "how many levels' limits it lies below (-) or above", "unit", CPW_INT64, NULL},
      {"target", "", "what units are compared with", "", CPW_DOUBLE, NULL},
      {"phi", "", "mean winsorised square of z", "", CPW_DOUBLE, NULL},
      {"tau2", "", "variance between units beyond chance", "", CPW_DOUBLE, NULL},
      {"heterogeneity", "", "sum of the squares of z", "", CPW_DOUBLE, NULL},
      {"heterogeneity_p", "probability", "of as much or more by chance", "", CPW_DOUBLE, NULL},
      {"units", "units", "units with a size", "", CPW_INT64, NULL},
  };
  int32_t status = cpwi_rates_arrays(result, a, 14, err);
  if (status != CPW_OK) return status;
  const filled out = {a[0].memory, a[1].memory, a[2].memory, a[3].memory,
                      a[4].memory, a[5].memory, a[6].memory, a[7].memory};
  for (int64_t i = 0; i < u->n; i++)
    fill_unit(u, &out, i);
  *(double *)a[8].memory = u->f.target * u->f.options.multiplier;
  *(double *)a[9].memory = u->phi;
  *(double *)a[10].memory = u->tau2;
  *(double *)a[11].memory = u->heterogeneity;
  *(double *)a[12].memory =
      u->used > 1 ? cpw_chi_square_upper(u->heterogeneity, (double)(u->used - 1)) : CPWI_NAN;
  *(int64_t *)a[13].memory = u->used;
  return CPW_OK;
}

int32_t cpw_rates_funnel(const double *value, const double *size, int64_t n,
                         const cpw_rates_funnel_options *options, cpw_result **out,
                         cpw_error *err) {
  if (!value || !size || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !value  ? "value"
                     : !size ? "size"
                             : "out");
  if (n < 1) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "n = %lld must be >= 1", (long long)n);
  units u;
  memset(&u, 0, sizeof u);
  u.value = value, u.size = size, u.n = n;
  cpw_result *result = NULL;
  int32_t status = cpwi_funnel_take(&u.f, options, __func__, err);
  if (status != CPW_OK) return status;
  const cpw_rates_funnel_options *o = &u.f.options;
  status = check_units(&u, __func__, err);
  if (status == CPW_OK) status = set_target(&u, __func__, err);
  if (status == CPW_OK) status = disperse(&u, __func__, err);
  if (status == CPW_OK)
    status = cpwi_rates_new(o->allocator, "unit", n, o->units, u.f.level, u.f.levels, &result, err);
  if (status == CPW_OK) status = fill(&u, result, err);
  if (u.z) cpwi_release(o->allocator, u.z);
  if (status != CPW_OK) {
    cpw_result_free(result);
    return status;
  }
  *out = result;
  return CPW_OK;
}
