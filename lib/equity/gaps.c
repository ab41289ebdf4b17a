/* Gaps and ratios between groups, what the population owes to them, and how far groups lie apart.
 * Source: WHO Handbook on health inequality monitoring (2013); Pearcy and Keppel (2002); Katz's and
 * Fieller's limits. Leaves lines through all groups to slope.c and bounds to bounds.c. */
#include "stats/internal.h"

#include "equity/internal.h"

void cpw_gaps_options_init_sized(cpw_gaps_options *options, size_t size) {
  cpw_gaps_options defaults = {.struct_size = sizeof defaults, .reference = -1, .level = 0.95};
  cpwi_init_sized(options, size, &defaults, sizeof defaults);
}

typedef struct study {
  const double *value, *population;
  int64_t groups;
  cpw_gaps_options options;
  double total; /* of the population */
} study;

static double people(const study *s, int64_t i) {
  return s->population ? s->population[i] : 1;
}

/* -------- checks */

static int32_t check_group(int64_t index, int64_t groups, const char *name, const char *where,
                           cpw_error *err) {
  if (index >= 0 && index < groups) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, -1, where, "options.%s = %lld must be 0 to %lld", name,
                   (long long)index, (long long)(groups - 1));
}

static int32_t take(study *s, const cpw_gaps_options *given, const char *where, cpw_error *err) {
  cpw_gaps_options *o = &s->options;
  cpw_gaps_options_init_sized(o, sizeof *o);
  cpwi_data data = {"value", "population", "groups", s->value, s->population, s->groups};
  int32_t status = cpwi_take_options(o, sizeof *o, given, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o->allocator, where, err);
  if (status == CPW_OK) status = cpwi_data_check(&data, where, err);
  if (status != CPW_OK) return status;
  if (o->compared == -1) o->compared = s->groups - 1;
  if (o->reference == -1) o->reference = s->groups - 1;
  status = check_group(o->compared, s->groups, "compared", where, err);
  if (status == CPW_OK) status = check_group(o->reference, s->groups, "reference", where, err);
  if (status == CPW_OK && o->se)
    status = cpwi_check_not_negative(o->se, s->groups, "options.se", where, err);
  if (status == CPW_OK) status = cpwi_check_level(o->level, "options.level", where, err);
  return status;
}

/* -------- sums over people */

/* mean, and with it every sum of p f(v); least and greatest keep the mean of equal values theirs */
static void set_mean(study *s, cpw_gaps *g) {
  cpwi_bag weight, product;
  cpwi_bag_start(&weight);
  cpwi_bag_start(&product);
  double least = (double)INFINITY, greatest = -(double)INFINITY;
  for (int64_t i = 0; i < s->groups; i++) {
    double p = people(s, i), v = s->value[i];
    if (!(p > 0)) continue;
    cpwi_bag_add(&weight, p);
    cpwi_bag_add(&product, p * v);
    least = fmin(least, v);
    greatest = fmax(greatest, v);
  }
  s->total = cpwi_bag_value(&weight);
  g->mean = fmin(fmax(cpwi_bag_value(&product) / s->total, least), greatest);
}

static void set_extremes(const study *s, cpw_gaps *g) {
  g->highest = g->lowest = 0;
  for (int64_t i = 1; i < s->groups; i++) {
    if (s->value[i] > s->value[g->highest]) g->highest = i;
    if (s->value[i] < s->value[g->lowest]) g->lowest = i;
  }
  g->range = s->value[g->highest] - s->value[g->lowest];
}

/* mean distance of the groups from a value, over its magnitude; `but` is left out */
static double deviation(const study *s, double from, int64_t but, int32_t weighted) {
  cpwi_bag sum, weights;
  cpwi_bag_start(&sum);
  cpwi_bag_start(&weights);
  for (int64_t i = 0; i < s->groups; i++) {
    double w = weighted ? people(s, i) : 1;
    if (i == but) continue;
    cpwi_bag_add(&sum, w * fabs(s->value[i] - from));
    cpwi_bag_add(&weights, w);
  }
  double all = cpwi_bag_value(&weights);
  return all > 0 && from != 0 ? cpwi_bag_value(&sum) / all / fabs(from) : CPWI_NAN;
}

static int32_t set_dispersion(const study *s, cpw_gaps *g, const char *where, cpw_error *err) {
  double reference = s->value[s->options.reference];
  g->disparity = deviation(s, reference, s->options.reference, 0);
  g->disparity_weighted = deviation(s, reference, s->options.reference, 1);
  g->deviation = deviation(s, g->mean, -1, 0);
  g->deviation_weighted = deviation(s, g->mean, -1, 1);
  cpwi_rows rows;
  cpwi_data data = {"value", "population", "groups", s->value, s->population, s->groups};
  int32_t status = cpwi_rows_take(&rows, &data, NULL, s->options.allocator, where, err);
  if (status == CPW_OK) {
    g->variance = ldexp(cpwi_rows_variance(&rows), 2 * rows.exponent);
    g->theil_t = cpwi_entropy(&rows, 1);
    g->theil_l = cpwi_entropy(&rows, 0);
  }
  cpwi_rows_free(&rows);
  return status;
}

/* -------- limits */

static void no_limits(cpw_gaps *g) {
  g->gap_lower = g->gap_upper = g->ratio_lower = g->ratio_upper = CPWI_NAN;
  g->fieller_lower = g->fieller_upper = g->par_lower = g->par_upper = CPWI_NAN;
  g->paf_lower = g->paf_upper = CPWI_NAN;
}

/* The power of two of the largest standard error. */
static int32_t unit_of_errors(const study *s) {
  double most = 0;
  for (int64_t i = 0; i < s->groups; i++)
    most = fmax(most, s->options.se[i]);
  return most > 0 ? cpwi_power_of(most) : 0;
}

static void set_gap_limits(const study *s, double z, cpw_gaps *g) {
  int64_t i = s->options.compared, k = s->options.reference;
  int32_t unit = unit_of_errors(s);
  double a = s->value[i], b = s->value[k], se_a = s->options.se[i], se_b = s->options.se[k];
  if (i == k) se_a = se_b = 0; /* a group against itself: no gap, for certain */
  double part_a = ldexp(se_a, -unit), part_b = ldexp(se_b, -unit);
  cpwi_variances v = {part_a * part_a, part_b * part_b, 0, unit};
  double half = z * ldexp(sqrt(v.n + v.d), unit);
  g->gap_lower = g->gap - half;
  g->gap_upper = g->gap + half;
  if (a > 0 && b > 0) {
    double log = z * sqrt(se_a / a * (se_a / a) + se_b / b * (se_b / b));
    g->ratio_lower = g->ratio * cpw_math_exp(-log);
    g->ratio_upper = g->ratio * cpw_math_exp(log);
  }
  cpw_fieller f = {.level = s->options.level};
  cpwi_fieller(a, b, &v, z, &f);
  g->fieller_lower = f.lower;
  g->fieller_upper = f.upper;
  g->fieller_kind = f.kind;
}

/* mean and reference share the reference's error */
static void set_par_limits(const study *s, double z, cpw_gaps *g) {
  int64_t k = s->options.reference;
  int32_t unit = unit_of_errors(s);
  double mean = 0, gap = 0, se_k = ldexp(s->options.se[k], -unit);
  for (int64_t i = 0; i < s->groups; i++) {
    double p = people(s, i) / s->total, se = ldexp(s->options.se[i], -unit),
           own = i == k ? p - 1 : p;
    mean += p * p * se * se;
    gap += own * own * se * se;
  }
  double half = z * ldexp(sqrt(gap), unit);
  g->par_lower = g->par - half;
  g->par_upper = g->par + half;
  cpw_fieller f = {.level = s->options.level};
  cpwi_variances v = {se_k * se_k, mean, people(s, k) / s->total * se_k * se_k, unit};
  cpwi_fieller(s->value[k], g->mean, &v, z, &f);
  if (f.kind != CPW_FIELLER_BOUNDED) return;
  g->paf_lower = 1 - f.upper;
  g->paf_upper = 1 - f.lower;
}

int32_t cpw_equity_gaps(const double *value, const double *population, int64_t groups,
                        const cpw_gaps_options *options, cpw_gaps *out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  study s = {value, population, groups, {0}, 0};
  int32_t status = take(&s, options, __func__, err);
  if (status != CPW_OK) return status;
  cpw_gaps g;
  memset(&g, 0, sizeof g);
  set_mean(&s, &g);
  if (!cpwi_is_finite(s.total) || !cpwi_is_finite(g.mean))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, __func__,
                     "a sum over the groups is beyond the largest double");
  double a = value[s.options.compared], b = value[s.options.reference];
  g.gap = a - b;
  g.ratio = b != 0 ? a / b : CPWI_NAN;
  g.par = g.mean - b;
  g.paf = g.mean != 0 ? g.par / g.mean : CPWI_NAN;
  set_extremes(&s, &g);
  if (!cpwi_is_finite(g.gap) || !cpwi_is_finite(g.range) || !cpwi_is_finite(g.par))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, __func__,
                     "a difference of the groups is beyond the largest double");
  status = set_dispersion(&s, &g, __func__, err);
  if (status != CPW_OK) return status;
  no_limits(&g);
  if (s.options.se) {
    double z = cpwi_normal_two_sided(s.options.level);
    set_gap_limits(&s, z, &g);
    set_par_limits(&s, z, &g);
  }
  *out = g;
  return CPW_OK;
}
