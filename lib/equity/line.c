/* Rows in order of social position, in blocks of equal position, and the walk along them: shares of the
 * population and of the value so far. Source: Kakwani, Wagstaff and van Doorslaer (1997) for ranks in
 * the middle; values are centred on the mean, so that nothing cancels. Leaves indices to their files. */
#include "base/order.h"
#include "equity/internal.h"

/* Blocks of the rows in order[0 .. n) that have weight: where they start among these. */
static void find_blocks(cpwi_line *line, const cpwi_data *data, const double *position,
                        const int64_t *order) {
  int64_t kept = 0;
  double last = 0;
  for (int64_t place = 0; place < data->n; place++) {
    int64_t i = order ? order[place] : place;
    if (data->weight && !(data->weight[i] > 0)) continue;
    if (kept == 0 || !position || position[i] > last) line->start[line->blocks++] = kept;
    if (position) last = position[i];
    kept++;
  }
  line->start[line->blocks] = kept;
}

/* the units of the running sums; a lone row has no spread, and 1 stands for it */
static void set_units(cpwi_line *line) {
  const cpwi_rows *rows = &line->rows;
  double weight = 0, spread = rows->greatest - rows->least;
  for (int64_t i = 0; i < rows->n; i++)
    weight = fmax(weight, rows->w[i]);
  line->weight_unit = cpwi_wide_unit(weight, rows->n);
  line->value_unit = cpwi_wide_unit(spread > 0 ? weight * spread : 1, rows->n);
  line->total = (cpwi_wide){0, 0};
  for (int64_t i = 0; i < rows->n; i++)
    line->total = cpwi_wide_sum(line->total, cpwi_wide_of(rows->w[i], line->weight_unit));
  line->per_weight = 1 / cpwi_wide_value(line->total);
  line->per_value = ldexp(line->per_weight, line->value_unit - line->weight_unit);
}

int32_t cpwi_line_take(cpwi_line *line, const cpwi_data *data, const double *position,
                       const char *position_name, const cpw_allocator *allocator, const char *where,
                       cpw_error *err) {
  memset(line, 0, sizeof *line);
  line->rows.allocator = allocator;
  int32_t status = cpwi_data_check(data, where, err);
  if (status == CPW_OK && position)
    status = cpwi_check_finite(position, data->n, position_name, where, err);
  if (status != CPW_OK) return status;
  int64_t *order = NULL;
  if (position) {
    order = cpwi_alloc(allocator, (size_t)data->n, sizeof *order);
    status = order ? cpwi_order(position, data->n, 0, order, allocator, where, err)
                   : cpwi_no_memory(where, err);
  }
  if (status == CPW_OK) status = cpwi_rows_take(&line->rows, data, order, allocator, where, err);
  if (status == CPW_OK) {
    line->start = cpwi_alloc(allocator, (size_t)line->rows.n + 1, sizeof *line->start);
    if (!line->start) status = cpwi_no_memory(where, err);
  }
  if (status == CPW_OK) {
    find_blocks(line, data, position, order);
    set_units(line);
  }
  cpwi_release(allocator, order);
  return status;
}

int32_t cpwi_line_of_rows(cpwi_line *line, const cpwi_rows *rows, const char *where,
                          cpw_error *err) {
  cpwi_data data = {"value", "weight", "n", rows->y, rows->w, rows->n};
  int32_t status = cpwi_line_take(line, &data, rows->y, "value", rows->allocator, where, err);
  /* the same powers of two on top: what comes out is in the caller's unit again */
  line->rows.exponent += rows->exponent;
  line->rows.weight_exponent += rows->weight_exponent;
  line->rows.population = rows->population;
  return status;
}

void cpwi_line_free(cpwi_line *line) {
  cpwi_release(line->rows.allocator, line->start);
  line->start = NULL;
  cpwi_rows_free(&line->rows);
}

void cpwi_walk_start(cpwi_walk *walk, const cpwi_line *line) {
  memset(walk, 0, sizeof *walk);
  walk->line = line;
}

int cpwi_walk_next(cpwi_walk *walk, cpwi_step *step) {
  const cpwi_line *line = walk->line;
  if (walk->block >= line->blocks) return 0;
  step->first = line->start[walk->block];
  step->last = line->start[++walk->block];
  cpwi_wide weight = {0, 0}, value = {0, 0};
  for (int64_t i = step->first; i < step->last; i++) {
    double w = line->rows.w[i], z = line->rows.y[i] - line->rows.mean;
    weight = cpwi_wide_sum(weight, cpwi_wide_of(w, line->weight_unit));
    value = cpwi_wide_sum(value, cpwi_wide_of(w * z, line->value_unit));
  }
  cpwi_wide weight_after = cpwi_wide_sum(walk->weight, weight);
  cpwi_wide value_after = cpwi_wide_sum(walk->value, value);
  cpwi_wide before = cpwi_wide_less(line->total, walk->weight);
  cpwi_wide after = cpwi_wide_less(line->total, weight_after);
  step->share = cpwi_wide_value(weight) * line->per_weight;
  step->middle = cpwi_wide_value(cpwi_wide_less(walk->weight, after)) * line->per_weight;
  step->left_before = walk->block == 1 ? 1 : cpwi_wide_value(before) * line->per_weight;
  step->left = cpwi_wide_value(after) * line->per_weight;
  step->value = cpwi_wide_value(value) * line->per_value;
  step->reached = cpwi_wide_value(value_after) * line->per_value;
  step->around = cpwi_wide_value(cpwi_wide_sum(walk->value, value_after)) * line->per_value;
  walk->weight = weight_after;
  walk->value = value_after;
  return 1;
}

double cpwi_line_generalised(const cpwi_line *line) {
  cpwi_walk walk;
  cpwi_step step;
  cpwi_bag sum;
  cpwi_bag_start(&sum);
  cpwi_walk_start(&walk, line);
  while (cpwi_walk_next(&walk, &step))
    cpwi_bag_add(&sum, step.value * step.middle);
  return cpwi_bag_value(&sum);
}

double cpwi_line_extended(const cpwi_line *line, double v) {
  cpwi_walk walk;
  cpwi_step step;
  cpwi_bag sum;
  double before = 1;
  cpwi_bag_start(&sum);
  cpwi_walk_start(&walk, line);
  while (cpwi_walk_next(&walk, &step)) {
    double after = step.left > 0 ? cpw_math_pow(step.left, v) : 0;
    /* a share below 2^-120 of all is none here */
    if (step.share > 0) cpwi_bag_add(&sum, step.value / step.share * (before - after));
    before = after;
  }
  return cpwi_bag_value(&sum);
}
