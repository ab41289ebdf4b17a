/* Concentration indices of people and of groups by social position, with standard errors from the
 * influence function. Source: Kakwani, Wagstaff and van Doorslaer, J. Econometrics 77 (1997); Wagstaff
 * (2005); Erreygers (2009). Leaves ranks and sums to line.c, errors to influence.c, the curve to curve.c. */
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
  int32_t status = cpwi_data_check(data, where, err);
  if (status != CPW_OK) return status;
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

/* Wagstaff's and Erreygers' indices between bounds, in the rows' scale; how Wagstaff's moves */
static cpwi_influence set_bounded(const study *s, cpw_concentration *c) {
  const cpwi_rows *rows = &s->line.rows;
  c->wagstaff = c->erreygers = CPWI_NAN;
  if (!is_bounded(&s->options)) return (cpwi_influence){CPWI_NAN, CPWI_NAN};
  double a = ldexp(s->options.lowest, -rows->exponent);
  double b = ldexp(s->options.highest, -rows->exponent), mean = rows->mean;
  double room = (b - mean) / (b - a) * (mean - a);
  c->erreygers = 4 * s->line.generalised / (b - a);
  if (!(room > 0)) return (cpwi_influence){CPWI_NAN, CPWI_NAN};
  c->wagstaff = s->line.generalised / room;
  return (cpwi_influence){1 / room, c->wagstaff * (1 / (b - mean) - 1 / (mean - a))};
}

/* side of the diagonal; rounding of the mean is no side */
static int32_t side(const cpwi_line *line) {
  double noise = 1e-15 * fmax(fabs(line->rows.least), fabs(line->rows.greatest));
  int above = line->highest > noise, below = line->lowest < -noise;
  if (!(line->rows.mean > 0)) return CPW_CURVE_EQUAL;
  if (above && below) return CPW_CURVE_CROSSES;
  return above ? CPW_CURVE_ABOVE : below ? CPW_CURVE_BELOW : CPW_CURVE_EQUAL;
}

static cpw_concentration measure(const study *s, int32_t rule) {
  const cpwi_rows *rows = &s->line.rows;
  cpw_concentration c;
  memset(&c, 0, sizeof c);
  double g = s->line.generalised, mean = rows->mean, se[CPWI_MOST_INFLUENCES] = {0};
  cpwi_influence moves[CPWI_MOST_INFLUENCES] = {
      {1, 0}, {1 / mean, -g / mean / mean}, set_bounded(s, &c)};
  int bounded = is_bounded(&s->options);
  cpwi_line_se(&s->line, moves, bounded ? 3 : 2, rule, s->variance, se);
  c.rows = rows->n;
  c.population = rows->population;
  c.mean = cpwi_rows_unit(rows, mean);
  c.generalised = cpwi_rows_unit(rows, g);
  c.generalised_se = cpwi_rows_unit(rows, se[0]);
  c.index = ratio(g, mean);
  c.index_se = mean != 0 ? se[1] : CPWI_NAN;
  c.wagstaff_se = bounded ? se[2] : CPWI_NAN;
  c.erreygers_se = 4 * (c.generalised_se / (s->options.highest - s->options.lowest));
  c.slope = cpwi_rows_unit(rows, ratio(g / 2, s->line.rank_variance));
  c.curve = side(&s->line);
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
  status = check_bounds(&s.options, &data, __func__, err);
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
  status = check_bounds(&s.options, &data, __func__, err);
  if (status == CPW_OK) status = cpwi_data_check(&data, __func__, err);
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
