/* Concentration indices of people and of groups by social position, with standard errors from the
 * influence function. Source: Kakwani, Wagstaff and van Doorslaer, J. Econometrics 77 (1997); Wagstaff
 * (2005); Erreygers (2009). Leaves ranks and running sums to line.c, points of the curve to curve.c. */
#include "equity/internal.h"

void cpw_concentration_options_init_sized(cpw_concentration_options *options, size_t size) {
  cpw_concentration_options defaults = {
      .struct_size = sizeof defaults, .lowest = CPWI_NAN, .highest = CPWI_NAN, .aversion = 2};
  cpwi_init_sized(options, size, &defaults, sizeof defaults);
}

/* -------- options */

static int is_nan(double x) {
  return x != x;
}

static int is_bounded(const cpw_concentration_options *o) {
  return !is_nan(o->lowest);
}

static int32_t check_bounds(const cpw_concentration_options *o, const cpwi_data *data,
                            const char *where, cpw_error *err) {
  if (is_nan(o->lowest) != is_nan(o->highest))
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "options.lowest and options.highest must be given together");
  if (!is_bounded(o)) return CPW_OK;
  if (!(o->lowest - o->lowest == 0 && o->highest - o->highest == 0 && o->lowest < o->highest))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "options.lowest = %s must be finite and below options.highest = %s",
                     cpwi_number(o->lowest).text, cpwi_number(o->highest).text);
  for (int64_t i = 0; i < data->n; i++)
    if (!(data->weight && data->weight[i] <= 0) &&
        !(data->value[i] >= o->lowest && data->value[i] <= o->highest))
      return cpwi_fail(err, CPW_EDOMAIN, i, where,
                       "%s[%lld] = %s must be from %s to %s, the bounds", data->value_name,
                       (long long)i, cpwi_number(data->value[i]).text, cpwi_number(o->lowest).text,
                       cpwi_number(o->highest).text);
  return CPW_OK;
}

static int32_t take_options(cpw_concentration_options *known,
                            const cpw_concentration_options *given, const char *where,
                            cpw_error *err) {
  cpw_concentration_options_init_sized(known, sizeof *known);
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"variance", known->variance, CPW_VARIANCE_SAMPLE},
                                 {"reserved", known->reserved, 0}};
  status = cpwi_check_choices(choices, 2, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(known->allocator, where, err);
  if (status != CPW_OK) return status;
  if (!(known->aversion >= 1 && known->aversion - known->aversion == 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.aversion = %s must be finite and >= 1",
                     cpwi_number(known->aversion).text);
  return CPW_OK;
}

/* -------- standard errors */

/* what a row adds to the variance, and what the people of its group do beside their mean */
static double term(const cpwi_line *line, int64_t i, double influence, double slope, int32_t rule,
                   const double *variance) {
  double w = line->rows.w[i], square = influence * influence;
  if (variance) square += variance[i] * (slope * slope);
  return rule == CPW_VARIANCE_SAMPLE ? w * w * square : w * square;
}

double cpwi_line_se(const cpwi_line *line, double generalised, cpwi_influence influence,
                    int32_t rule, const double *variance) {
  double g = influence.on_generalised, m = influence.on_mean, total = line->rows.total;
  cpwi_walk walk;
  cpwi_step step;
  cpwi_bag sum;
  cpwi_bag_start(&sum);
  cpwi_walk_start(&walk, line);
  while (cpwi_walk_next(&walk, &step)) {
    double slope = g * step.middle + m, rest = g * (step.around + 2 * generalised);
    for (int64_t i = step.first; i < step.last; i++) {
      double z = line->rows.y[i] - line->rows.mean;
      cpwi_bag_add(&sum, term(line, i, slope * z - rest, slope, rule, variance));
    }
  }
  double all = cpwi_bag_value(&sum);
  if (rule == CPW_VARIANCE_SAMPLE) return sqrt(all) / total;
  double people = rule == CPW_VARIANCE_COUNTS ? line->rows.population : (double)line->rows.n;
  return sqrt(all / total / people);
}

/* -------- indices */

typedef struct study {
  cpwi_line line;
  cpw_concentration_options options;
  const double *variance; /* of the rows kept, in their scale; NULL: none */
} study;

static double ratio(double a, double b) {
  return b != 0 ? a / b : CPWI_NAN;
}

/* v (1-R)^(v-1) over the rows: of the mean and of what goes beyond it */
static double middle_form(const cpwi_line *line, double v) {
  cpwi_walk walk;
  cpwi_step step;
  cpwi_bag ones, values;
  cpwi_bag_start(&ones);
  cpwi_bag_start(&values);
  cpwi_walk_start(&walk, line);
  while (cpwi_walk_next(&walk, &step)) {
    double weight = v * cpw_math_pow((step.left_before + step.left) / 2, v - 1);
    cpwi_bag_add(&ones, step.share * weight);
    cpwi_bag_add(&values, step.value * weight);
  }
  double one = cpwi_bag_value(&ones), mean = line->rows.mean;
  return (1 - one) - ratio(cpwi_bag_value(&values), mean);
}

static void set_extended(const study *s, cpw_concentration *c) {
  double v = s->options.aversion, mean = s->line.rows.mean;
  if (v == 1 || v == 2) {
    c->extended = v == 1 ? ratio(0, mean) : c->index;
    c->extended_middle = c->extended;
  } else {
    c->extended = ratio(-cpwi_line_extended(&s->line, v), mean);
    c->extended_middle = mean != 0 ? middle_form(&s->line, v) : CPWI_NAN;
  }
  c->achievement = c->mean * (1 - c->extended);
}

/* Wagstaff's and Erreygers' indices between bounds, in the rows' scale */
static void set_bounded(const study *s, double generalised, double generalised_se, int32_t rule,
                        cpw_concentration *c) {
  const cpwi_rows *rows = &s->line.rows;
  c->wagstaff = c->wagstaff_se = c->erreygers = c->erreygers_se = CPWI_NAN;
  if (!is_bounded(&s->options)) return;
  double a = ldexp(s->options.lowest, -rows->exponent);
  double b = ldexp(s->options.highest, -rows->exponent), mean = rows->mean;
  c->erreygers = 4 * generalised / (b - a);
  c->erreygers_se = 4 * generalised_se / (b - a);
  double room = (b - mean) / (b - a) * (mean - a);
  if (!(room > 0)) return;
  c->wagstaff = generalised / room;
  cpwi_influence moves = {1 / room, c->wagstaff * (1 / (b - mean) - 1 / (mean - a))};
  c->wagstaff_se = cpwi_line_se(&s->line, generalised, moves, rule, s->variance);
}

/* side of the diagonal and spread of the ranks; rounding of the mean is no side */
static void set_shape(const study *s, cpw_concentration *c, double *rank_variance) {
  const cpwi_rows *rows = &s->line.rows;
  double noise = 1e-15 * fmax(fabs(rows->least), fabs(rows->greatest));
  int above = 0, below = 0;
  cpwi_walk walk;
  cpwi_step step;
  cpwi_bag spread;
  cpwi_bag_start(&spread);
  cpwi_walk_start(&walk, &s->line);
  while (cpwi_walk_next(&walk, &step)) {
    cpwi_bag_add(&spread, step.share * (step.middle * step.middle));
    above |= step.reached > noise;
    below |= step.reached < -noise;
  }
  *rank_variance = cpwi_bag_value(&spread) / 4;
  if (rows->mean > 0)
    c->curve = above && below ? CPW_CURVE_CROSSES
               : above        ? CPW_CURVE_ABOVE
               : below        ? CPW_CURVE_BELOW
                              : CPW_CURVE_EQUAL;
}

static cpw_concentration measure(const study *s, int32_t rule) {
  const cpwi_rows *rows = &s->line.rows;
  cpw_concentration c;
  memset(&c, 0, sizeof c);
  double g = cpwi_line_generalised(&s->line), mean = rows->mean, rank_variance;
  set_shape(s, &c, &rank_variance);
  cpwi_influence plain = {1, 0}, relative = {1 / mean, -g / mean / mean};
  double g_se = cpwi_line_se(&s->line, g, plain, rule, s->variance);
  c.rows = rows->n;
  c.population = rows->population;
  c.mean = cpwi_rows_unit(rows, mean);
  c.generalised = cpwi_rows_unit(rows, g);
  c.generalised_se = cpwi_rows_unit(rows, g_se);
  c.index = ratio(g, mean);
  c.index_se = mean != 0 ? cpwi_line_se(&s->line, g, relative, rule, s->variance) : CPWI_NAN;
  c.slope = cpwi_rows_unit(rows, ratio(g / 2, rank_variance));
  set_bounded(s, g, g_se, rule, &c);
  set_extended(s, &c);
  return c;
}

int32_t cpw_equity_concentration(const double *value, const double *position, const double *weight,
                                 int64_t n, const cpw_concentration_options *options,
                                 cpw_concentration *out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  study s = {.variance = NULL};
  cpwi_data data = {"value", "weight", "n", value, weight, n};
  int32_t status = take_options(&s.options, options, __func__, err);
  if (status != CPW_OK) return status;
  status = cpwi_data_check(&data, __func__, err);
  if (status == CPW_OK) status = check_bounds(&s.options, &data, __func__, err);
  if (status != CPW_OK) return status;
  status = cpwi_line_take(&s.line, &data, position, "position", s.options.allocator, __func__, err);
  if (status == CPW_OK) *out = measure(&s, s.options.variance);
  cpwi_line_free(&s.line);
  return status;
}

/* the variances of the groups that have people, in the rows' scale */
static int32_t keep_variances(study *s, const cpwi_data *data, const double *variance,
                              double **kept, const char *where, cpw_error *err) {
  if (!variance) return CPW_OK;
  *kept = cpwi_alloc(s->options.allocator, (size_t)data->n, sizeof **kept);
  if (!*kept) return cpwi_no_memory(where, err);
  int64_t k = 0;
  for (int64_t i = 0; i < data->n; i++)
    if (!data->weight || data->weight[i] > 0)
      (*kept)[k++] = ldexp(variance[i], -2 * s->line.rows.exponent);
  s->variance = *kept;
  return CPW_OK;
}

int32_t cpw_equity_concentration_grouped(const double *mean, const double *population,
                                         const double *variance, int64_t groups,
                                         const cpw_concentration_options *options,
                                         cpw_concentration *out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  study s = {.variance = NULL};
  double *kept = NULL;
  cpwi_data data = {"mean", "population", "groups", mean, population, groups};
  int32_t status = take_options(&s.options, options, __func__, err);
  if (status != CPW_OK) return status;
  status = cpwi_data_check(&data, __func__, err);
  if (status == CPW_OK) status = check_bounds(&s.options, &data, __func__, err);
  if (status == CPW_OK && variance)
    status = cpwi_check_not_negative(variance, groups, "variance", __func__, err);
  if (status != CPW_OK) return status;
  status = cpwi_line_take(&s.line, &data, NULL, "", s.options.allocator, __func__, err);
  if (status == CPW_OK) status = keep_variances(&s, &data, variance, &kept, __func__, err);
  if (status == CPW_OK) *out = measure(&s, variance ? CPW_VARIANCE_COUNTS : CPW_VARIANCE_ROWS);
  cpwi_release(s.options.allocator, kept);
  cpwi_line_free(&s.line);
  return status;
}
