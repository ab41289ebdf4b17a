/* Slope and relative index of inequality: checks, the weighted line of each area, its two ends.
 * Source: Mackenbach and Kunst, Soc. Sci. Med. 44 (1997); PHEindicatormethods phe_sii for scales and
 * multiplier. Leaves limits by formula to slope_limits.c and by simulation to slope_simulate.c. */
#include "stats/internal.h"

#include "carepath/random.h"
#include "equity/slope.h"

#define DEFAULT_REPLICATIONS 100000

static const double usual_level[1] = {0.95};

void cpw_slope_options_init_sized(cpw_slope_options *options, size_t size) {
  cpw_slope_options defaults = {
      .struct_size = sizeof defaults, .multiplier = 1, .limit_level = 0.95, .levels = 1};
  cpwi_init_sized(options, size, &defaults, sizeof defaults);
}

typedef struct study {
  const double *value, *population;
  int64_t areas, groups;
  cpw_slope_options options;
  cpw_run run;
  int32_t scale; /* of the standard errors */
  cpw_slope *out;
  cpw_slope_limits *limits;
  const char *where;
} study;

/* -------- scales */

double cpwi_scale(double x, int32_t scale) {
  if (scale == CPW_SCALE_LOG) return cpw_math_log(x);
  if (scale == CPW_SCALE_LOGIT) return cpw_math_log(x) - cpw_math_log1p(-x);
  return x;
}

double cpwi_unscale(double x, int32_t scale) {
  if (scale == CPW_SCALE_LOG) return cpw_math_exp(x);
  if (scale == CPW_SCALE_LOGIT) return 1 / (1 + cpw_math_exp(-x));
  return x;
}

static int on_scale(double x, int32_t scale) {
  if (scale == CPW_SCALE_LOG) return x > 0;
  if (scale == CPW_SCALE_LOGIT) return x > 0 && x < 1;
  return 1;
}

/* -------- checks */

static int needs_errors(const cpw_slope_options *o) {
  return o->method == CPW_SLOPE_EXACT || o->method == CPW_SLOPE_SIMULATED;
}

static int32_t check_scaled(const study *s, const double *x, const char *name, cpw_error *err) {
  int64_t size = s->areas * s->groups;
  int32_t status = cpwi_check_finite(x, size, name, s->where, err);
  for (int64_t i = 0; status == CPW_OK && i < size; i++)
    if (!on_scale(x[i], s->scale))
      return cpwi_fail(err, CPW_EDOMAIN, i, s->where, "%s[%lld] = %s must be %s", name,
                       (long long)i, cpwi_number(x[i]).text,
                       s->scale == CPW_SCALE_LOG ? "> 0 for a logarithm"
                                                 : "inside (0, 1) for log odds");
  return status;
}

static int32_t check_errors(const study *s, cpw_error *err) {
  const cpw_slope_options *o = &s->options;
  int64_t size = s->areas * s->groups;
  if (o->se) {
    if (o->lower || o->upper)
      return cpwi_fail(err, CPW_EINVAL, -1, s->where,
                       "options.se must not be given together with lower and upper");
    return cpwi_check_not_negative(o->se, size, "options.se", s->where, err);
  }
  if (!o->lower || !o->upper)
    return cpwi_fail(err, CPW_EINVAL, -1, s->where,
                     "options.se, or lower and upper, must be given for this method");
  int32_t status = check_scaled(s, o->lower, "options.lower", err);
  if (status == CPW_OK) status = check_scaled(s, o->upper, "options.upper", err);
  for (int64_t i = 0; status == CPW_OK && i < size; i++)
    if (o->upper[i] < o->lower[i])
      return cpwi_fail(err, CPW_EDOMAIN, i, s->where,
                       "options.upper[%lld] = %s must not be below options.lower = %s",
                       (long long)i, cpwi_number(o->upper[i]).text, cpwi_number(o->lower[i]).text);
  if (status != CPW_OK) return status;
  return cpwi_check_level(o->limit_level, "options.limit_level", s->where, err);
}

static int32_t check_levels(const study *s, cpw_error *err) {
  const cpw_slope_options *o = &s->options;
  for (int64_t k = 0; k < o->levels; k++) {
    if (!(o->level[k] > 0 && o->level[k] < 1))
      return cpwi_fail(err, CPW_EDOMAIN, k, s->where,
                       "options.level[%lld] = %s must be inside (0, 1)", (long long)k,
                       cpwi_number(o->level[k]).text);
    if (o->method == CPW_SLOPE_SIMULATED &&
        cpwi_lower_position(s->run.replications, o->level[k]) < 1)
      return cpwi_fail(err, CPW_EDOMAIN, k, s->where,
                       "run.replications = %lld are too few for options.level[%lld] = %s",
                       (long long)s->run.replications, (long long)k, cpwi_number(o->level[k]).text);
  }
  return CPW_OK;
}

static int32_t take_options(study *s, const cpw_slope_options *given, const cpw_run *run,
                            cpw_error *err) {
  cpw_slope_options *o = &s->options;
  cpw_slope_options_init_sized(o, sizeof *o);
  int32_t status = cpwi_take_options(o, sizeof *o, given, s->where, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"transform", o->transform, CPW_SCALE_LOGIT},
                                 {"scale", o->scale, CPW_SCALE_LOGIT},
                                 {"method", o->method, CPW_SLOPE_RESIDUAL},
                                 {"reserved", o->reserved, 0}};
  status = cpwi_check_choices(choices, 4, s->where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o->allocator, s->where, err);
  if (status != CPW_OK) return status;
  s->scale = o->transform ? o->transform : o->scale;
  if (o->transform && o->scale && o->scale != o->transform)
    return cpwi_fail(err, CPW_EINVAL, -1, s->where,
                     "options.scale = %d must be options.transform = %d, or 0", (int)o->scale,
                     (int)o->transform);
  if (!(o->multiplier - o->multiplier == 0 && o->multiplier != 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, s->where,
                     "options.multiplier = %s must be finite and not 0",
                     cpwi_number(o->multiplier).text);
  if (!o->level) {
    if (o->levels != 1) return cpwi_fail(err, CPW_EINVAL, -1, s->where, "options.level is NULL");
    o->level = usual_level;
  }
  if (o->levels < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, s->where, "options.levels = %lld must be >= 1",
                     (long long)o->levels);
  status = cpwi_take_run(&s->run, run, s->where, err);
  if (status == CPW_OK && !run) s->run.replications = DEFAULT_REPLICATIONS;
  return status;
}

static int32_t check_people(const study *s, cpw_error *err) {
  int64_t least = s->options.method == CPW_SLOPE_RESIDUAL ? 3 : 2;
  if (s->population) {
    int32_t status =
        cpwi_check_not_negative(s->population, s->areas * s->groups, "population", s->where, err);
    if (status != CPW_OK) return status;
  }
  for (int64_t a = 0; a < s->areas; a++) {
    int64_t found = 0;
    double total = 0;
    for (int64_t i = a * s->groups; i < (a + 1) * s->groups; i++) {
      found += !s->population || s->population[i] > 0;
      total += s->population ? s->population[i] : 1;
    }
    if (found < least)
      return cpwi_fail(err, CPW_EDOMAIN, a * s->groups, s->where,
                       "area %lld has people in %lld groups: a line needs %lld", (long long)a,
                       (long long)found, (long long)least);
    if (!cpwi_is_finite(total))
      return cpwi_fail(err, CPW_EOVERFLOW, a * s->groups, s->where,
                       "the population of area %lld is beyond the largest double", (long long)a);
  }
  return CPW_OK;
}

static int32_t check(study *s, const cpw_slope_options *options, const cpw_run *run,
                     cpw_error *err) {
  int64_t size;
  if (!s->out || !s->value)
    return cpwi_fail(err, CPW_EINVAL, -1, s->where, "%s is NULL", s->out ? "value" : "out");
  if (s->areas < 1 || s->groups < 2)
    return cpwi_fail(err, CPW_EINVAL, -1, s->where,
                     "areas = %lld must be >= 1 and groups = %lld >= 2", (long long)s->areas,
                     (long long)s->groups);
  if (!cpwi_multiply(s->areas, s->groups, &size))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, s->where, "areas x groups is too large");
  int32_t status = take_options(s, options, run, err);
  if (status == CPW_OK) status = check_scaled(s, s->value, "value", err);
  if (status == CPW_OK) status = check_people(s, err);
  if (status == CPW_OK && needs_errors(&s->options)) status = check_errors(s, err);
  if (status == CPW_OK) status = check_levels(s, err);
  return status;
}

/* -------- one area */

/* the standard error of a value, on its scale */
static double error_of(const study *s, int64_t i, double per_width) {
  const cpw_slope_options *o = &s->options;
  if (!needs_errors(o)) return CPWI_NAN;
  if (o->se) return o->se[i];
  return (cpwi_scale(o->upper[i], s->scale) - cpwi_scale(o->lower[i], s->scale)) * per_width;
}

/* The unit of the line: values of any size near 1, and with them the squares of their distances. */
static void set_unit(cpwi_fit *fit) {
  double most = 0;
  fit->unit = fit->error_unit = 0;
  for (int64_t i = 0; !fit->transform && i < fit->groups; i++)
    most = fmax(most, fabs(fit->y[i]));
  if (!(most > 0)) return;
  fit->unit = cpwi_power_of(most);
  for (int64_t i = 0; i < fit->groups; i++)
    fit->y[i] = ldexp(fit->y[i], -fit->unit);
}

static double take_groups(const study *s, int64_t area, cpwi_fit *fit) {
  const cpw_slope_options *o = &s->options;
  double per_width = 0.5 / cpwi_normal_two_sided(o->limit_level), total = 0;
  fit->transform = o->transform;
  fit->scale = s->scale;
  fit->multiplier = o->multiplier;
  fit->groups = 0;
  for (int64_t i = area * s->groups; i < (area + 1) * s->groups; i++) {
    double people = s->population ? s->population[i] : 1;
    if (!(people > 0)) continue;
    fit->share[fit->groups] = people;
    fit->y[fit->groups] = cpwi_scale(s->value[i], o->transform);
    fit->centre[fit->groups] = cpwi_scale(s->value[i], s->scale);
    fit->se[fit->groups++] = error_of(s, i, per_width);
    total += people;
  }
  set_unit(fit);
  for (int64_t i = 0; i < fit->groups; i++)
    fit->share[i] /= total;
  return total;
}

/* Ranks run from -1/2 to 1/2 here; their weighted mean is 0, so that the line passes through (0, mean).
 * Returns the spread of the ranks. */
static double fit_line(cpwi_fit *fit) {
  cpwi_twice before = {-0.5, 0}, spread = {0, 0}, mean = {0, 0}, product = {0, 0};
  for (int64_t i = 0; i < fit->groups; i++) {
    double a = fit->share[i], rank = before.high + a / 2;
    cpwi_twice_add(&before, a);
    cpwi_twice_add(&spread, a * rank * rank);
    cpwi_twice_add(&mean, a * fit->y[i]);
    fit->to_slope[i] = a * rank;
  }
  for (int64_t i = 0; i < fit->groups; i++) {
    fit->to_slope[i] /= spread.high;
    fit->to_intercept[i] = fit->share[i] - fit->to_slope[i] / 2;
    cpwi_twice_add(&product, fit->to_slope[i] * (fit->y[i] - mean.high));
  }
  fit->slope = product.high;
  fit->intercept = mean.high - fit->slope / 2;
  return spread.high;
}

/* sqrt(sum a e^2 / (groups - 2)) about the line */
static double residual_sd(const cpwi_fit *fit) {
  if (fit->groups < 3) return CPWI_NAN;
  cpwi_twice squares = {0, 0};
  double middle = fit->intercept + fit->slope / 2, reached = -0.5;
  for (int64_t i = 0; i < fit->groups; i++) {
    double rank = reached + fit->share[i] / 2;
    double rest = (fit->y[i] - middle) - fit->slope * rank;
    cpwi_twice_add(&squares, fit->share[i] * rest * rest);
    reached += fit->share[i];
  }
  return sqrt(squares.high / (double)(fit->groups - 2));
}

static void set_variances(const study *s, cpwi_fit *fit, double sd, double spread) {
  fit->slope_variance = fit->intercept_variance = fit->covariance = CPWI_NAN;
  if (needs_errors(&s->options)) cpwi_fit_variances(fit);
  if (s->options.method != CPW_SLOPE_RESIDUAL) return;
  fit->error_unit = fit->unit;
  fit->slope_variance = sd * sd / spread;
  fit->intercept_variance = sd * sd * (1 + 0.25 / spread);
  fit->covariance = -0.5 * sd * sd / spread;
}

/* mean of the values themselves, in the unit of the largest */
static double mean_of(const study *s, int64_t area, double people) {
  const double *value = s->value + area * s->groups;
  const double *population = s->population ? s->population + area * s->groups : NULL;
  double most = 0;
  for (int64_t i = 0; i < s->groups; i++)
    most = fmax(most, fabs(value[i]));
  int32_t unit = most > 0 ? cpwi_power_of(most) : 0;
  cpwi_twice mean = {0, 0};
  for (int64_t i = 0; i < s->groups; i++)
    cpwi_twice_add(&mean, (population ? population[i] : 1) / people * ldexp(value[i], -unit));
  return ldexp(mean.high, unit);
}

static cpw_slope describe(const study *s, const cpwi_fit *fit, int64_t area, double people,
                          double sd) {
  double start = cpwi_unscale(fit->intercept, fit->transform);
  double end = cpwi_unscale(fit->intercept + fit->slope, fit->transform);
  double m = fit->multiplier, size = fabs(m), top = m < 0 ? start : end,
         below = m < 0 ? end : start, slope = ldexp(fit->slope, fit->unit);
  cpw_slope out = {.sii = m * (fit->transform ? end - start : slope),
                   .rii = below != 0 ? top / below : CPWI_NAN,
                   .intercept = ldexp(start, fit->unit) * size,
                   .end = ldexp(end, fit->unit) * size,
                   .slope = slope,
                   .slope_se = ldexp(sqrt(fit->slope_variance), fit->error_unit),
                   .intercept_se = ldexp(sqrt(fit->intercept_variance), fit->error_unit),
                   .covariance = ldexp(fit->covariance, 2 * fit->error_unit),
                   .mean = mean_of(s, area, people),
                   .residual_sd = ldexp(sd, fit->unit)};
  out.sii_se = fit->transform ? CPWI_NAN : size * out.slope_se;
  return out;
}

/* A line that ends beyond the numbers is none. */
static int32_t check_line(const study *s, int64_t area, double spread, cpw_error *err) {
  const cpw_slope *out = &s->out[area];
  if (!(spread > 0))
    return cpwi_fail(err, CPW_EDOMAIN, area * s->groups, s->where,
                     "area %lld has all its people in one group, to the last digit: a line needs 2",
                     (long long)area);
  if (!cpwi_is_finite(out->sii) || !cpwi_is_finite(out->intercept) || !cpwi_is_finite(out->end))
    return cpwi_fail(err, CPW_EOVERFLOW, area * s->groups, s->where,
                     "the line of area %lld is beyond the largest double", (long long)area);
  return CPW_OK;
}

static int32_t limit(const study *s, const cpwi_fit *fit, int64_t area, cpw_error *err) {
  const cpw_slope_options *o = &s->options;
  if (!s->limits) return CPW_OK;
  cpw_slope_limits *limits = s->limits + area * o->levels;
  if (o->method == CPW_SLOPE_SIMULATED)
    return cpwi_fit_simulate(fit, &s->run, area, o->level, o->levels, o->allocator, limits,
                             s->where, err);
  for (int64_t k = 0; k < o->levels; k++) {
    double z = o->method == CPW_SLOPE_RESIDUAL
                   ? cpwi_student_two_sided(o->level[k], (double)(fit->groups - 2))
                   : cpwi_normal_two_sided(o->level[k]);
    limits[k] = cpwi_fit_limits(fit, z, o->level[k]);
  }
  return CPW_OK;
}

static int32_t fit_areas(void *context, int64_t first, int64_t last, cpw_error *err) {
  const study *s = context;
  const cpw_allocator *allocator = s->options.allocator;
  double *memory = cpwi_alloc(allocator, (size_t)s->groups, 6 * sizeof *memory);
  if (!memory) return cpwi_no_memory(s->where, err);
  int64_t n = s->groups;
  cpwi_fit fit = {.share = memory,
                  .y = memory + n,
                  .centre = memory + 2 * n,
                  .se = memory + 3 * n,
                  .to_slope = memory + 4 * n,
                  .to_intercept = memory + 5 * n};
  int32_t status = CPW_OK;
  for (int64_t a = first; status == CPW_OK && a < last; a++) {
    double people = take_groups(s, a, &fit), spread = fit_line(&fit), sd = residual_sd(&fit);
    set_variances(s, &fit, sd, spread);
    s->out[a] = describe(s, &fit, a, people, sd);
    status = check_line(s, a, spread, err);
    if (status == CPW_OK) status = limit(s, &fit, a, err);
  }
  cpwi_release(allocator, memory);
  return status;
}

/* the caller's arrays stay as they are until all went well */
static int32_t run_areas(study *s, cpw_slope *out, cpw_slope_limits *limits, cpw_error *err) {
  const cpw_allocator *allocator = s->options.allocator;
  int64_t count = 0;
  int with_limits = limits && s->options.method != CPW_SLOPE_NONE;
  if (!cpwi_multiply(s->areas, s->options.levels, &count))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, s->where, "areas x options.levels is too large");
  s->out = cpwi_alloc(allocator, (size_t)s->areas, sizeof *s->out);
  s->limits = with_limits ? cpwi_alloc(allocator, (size_t)count, sizeof *s->limits) : NULL;
  int32_t status = CPW_OK;
  if (!s->out || (with_limits && !s->limits)) status = cpwi_no_memory(s->where, err);
  int64_t grain = s->options.method == CPW_SLOPE_SIMULATED ? 1 : 256;
  if (status == CPW_OK)
    status = cpwi_parallel(&s->run, s->areas, grain, fit_areas, s, s->where, err);
  if (status == CPW_OK) {
    memcpy(out, s->out, (size_t)s->areas * sizeof *out);
    if (with_limits) memcpy(limits, s->limits, (size_t)count * sizeof *limits);
  }
  cpwi_release(allocator, s->out);
  cpwi_release(allocator, s->limits);
  return status;
}

int32_t cpw_equity_slope(const double *value, const double *population, int64_t areas,
                         int64_t groups, const cpw_slope_options *options, const cpw_run *run,
                         cpw_slope *out, cpw_slope_limits *limits, cpw_error *err) {
  study s = {.value = value,
             .population = population,
             .areas = areas,
             .groups = groups,
             .out = out,
             .where = __func__};
  int32_t status = check(&s, options, run, err);
  return status == CPW_OK ? run_areas(&s, out, limits, err) : status;
}
