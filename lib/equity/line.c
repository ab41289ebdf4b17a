/* Rows in order of social position, in blocks of equal position, and the walk along them: shares of the
 * population and of the value so far. Source: Kakwani, Wagstaff and van Doorslaer (1997) for ranks in
 * the middle; values are centred on the mean, so that nothing cancels. Leaves indices to their files. */
#include "base/order.h"
#include "equity/internal.h"

/* Where blocks of equal position start; the positions stand in `middle`, which is filled later. */
static void find_blocks(cpwi_line *line, int with_position) {
  const double *position = line->middle;
  line->blocks = 0;
  for (int64_t k = 0; k < line->rows.n; k++)
    if (k == 0 || !with_position || position[k] > position[k - 1]) line->start[line->blocks++] = k;
  line->start[line->blocks] = line->rows.n;
}

/* the units of the running sums; where nothing varies 1 stands for the spread */
static void set_units(cpwi_line *line) {
  const cpwi_rows *rows = &line->rows;
  double weight = rows->alike ? 1 : 0, spread = rows->greatest - rows->least;
  for (int64_t i = 0; !rows->alike && i < rows->n; i++)
    if (rows->w[i] > weight) weight = rows->w[i];
  line->weight_unit = cpwi_steps_for(weight, rows->n);
  line->value_unit = cpwi_steps_for(spread > 0 ? weight * spread : 1, rows->n);
  line->total = (cpwi_fixed){0, 0};
  for (int64_t i = 0; i < rows->n; i++)
    cpwi_fixed_add(&line->total, rows->w[i], line->weight_unit);
  double total = cpwi_fixed_value(line->total, 1 / line->weight_unit.split);
  line->per_weight = 1 / total;
  line->per_value = line->weight_unit.up / line->value_unit.up / total;
}

/* What every index is made of, block by block. */
static void survey(cpwi_line *line) {
  const cpwi_rows *rows = &line->rows;
  double part = 1 / line->weight_unit.split;
  cpwi_fixed weight = {0, 0}, value = {0, 0}; /* so far */
  cpwi_bag product, spread;
  cpwi_bag_start(&product);
  cpwi_bag_start(&spread);
  for (int64_t b = 0; b < line->blocks; b++) {
    cpwi_fixed weight_before = weight, value_before = value;
    for (int64_t i = line->start[b]; i < line->start[b + 1]; i++) {
      cpwi_fixed_add(&weight, rows->w[i], line->weight_unit);
      cpwi_fixed_add(&value, rows->w[i] * (rows->y[i] - rows->mean), line->value_unit);
    }
    cpwi_fixed here = cpwi_fixed_less(weight, weight_before);
    cpwi_fixed twice = cpwi_fixed_less(cpwi_fixed_sum(weight_before, weight), line->total);
    double share = cpwi_fixed_value(here, part) * line->per_weight;
    double middle = cpwi_fixed_value(twice, part) * line->per_weight;
    double before = cpwi_fixed_value(value_before, part) * line->per_value;
    double after = cpwi_fixed_value(value, part) * line->per_value;
    line->middle[b] = middle;
    line->around[b] = before + after;
    cpwi_bag_add(&product, (after - before) * middle);
    cpwi_bag_add(&spread, share * (middle * middle));
    if (after > line->highest) line->highest = after;
    if (after < line->lowest) line->lowest = after;
  }
  line->generalised = cpwi_bag_value(&product);
  line->rank_variance = cpwi_bag_value(&spread) / 4;
}

static int32_t allocate(cpwi_line *line, int64_t n, const cpw_allocator *a, const char *where,
                        cpw_error *err) {
  line->start = cpwi_alloc(a, (size_t)n + 1, sizeof *line->start);
  line->middle = cpwi_alloc(a, (size_t)n, sizeof *line->middle);
  line->around = cpwi_alloc(a, (size_t)n, sizeof *line->around);
  if (line->start && line->middle && line->around) return CPW_OK;
  return cpwi_no_memory(where, err);
}

/* `start` holds the order first: blocks are found when it is not needed any more */
static int32_t take_rows(cpwi_line *line, const cpwi_data *data, const double *position,
                         const cpw_allocator *allocator, const char *where, cpw_error *err) {
  int32_t status = CPW_OK;
  if (position) status = cpwi_order(position, data->n, 0, line->start, allocator, where, err);
  const cpwi_place place = {position ? line->start : NULL, position, line->middle};
  return status == CPW_OK ? cpwi_rows_take(&line->rows, data, &place, allocator, where, err)
                          : status;
}

int32_t cpwi_line_take(cpwi_line *line, const cpwi_data *data, const double *position,
                       const char *position_name, const cpw_allocator *allocator, const char *where,
                       cpw_error *err) {
  memset(line, 0, sizeof *line);
  line->rows.allocator = allocator;
  int32_t status = cpwi_data_check(data, where, err);
  if (status == CPW_OK && position)
    status = cpwi_check_finite(position, data->n, position_name, where, err);
  if (status == CPW_OK) status = allocate(line, data->n, allocator, where, err);
  if (status == CPW_OK) status = take_rows(line, data, position, allocator, where, err);
  if (status != CPW_OK) return status;
  find_blocks(line, position != NULL);
  set_units(line);
  survey(line);
  return CPW_OK;
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
  cpwi_release(line->rows.allocator, line->middle);
  cpwi_release(line->rows.allocator, line->around);
  line->start = NULL;
  line->middle = line->around = NULL;
  cpwi_rows_free(&line->rows);
}

void cpwi_walk_start(cpwi_walk *walk, const cpwi_line *line) {
  memset(walk, 0, sizeof *walk);
  walk->line = line;
}

int cpwi_walk_next(cpwi_walk *walk, cpwi_step *step) {
  const cpwi_line *line = walk->line;
  const cpwi_rows *rows = &line->rows;
  if (walk->block >= line->blocks) return 0;
  int64_t first = line->start[walk->block], last = line->start[++walk->block];
  double part = 1 / line->weight_unit.split;
  cpwi_fixed weight = walk->weight, value = walk->value;
  for (int64_t i = first; i < last; i++) {
    cpwi_fixed_add(&walk->weight, rows->w[i], line->weight_unit);
    cpwi_fixed_add(&walk->value, rows->w[i] * (rows->y[i] - rows->mean), line->value_unit);
  }
  cpwi_fixed before = cpwi_fixed_less(line->total, weight);
  cpwi_fixed after = cpwi_fixed_less(line->total, walk->weight);
  cpwi_fixed here = cpwi_fixed_less(walk->weight, weight);
  cpwi_fixed gained = cpwi_fixed_less(walk->value, value);
  step->first = first;
  step->last = last;
  step->share = cpwi_fixed_value(here, part) * line->per_weight;
  step->left_before = walk->block == 1 ? 1 : cpwi_fixed_value(before, part) * line->per_weight;
  step->left = cpwi_fixed_value(after, part) * line->per_weight;
  step->value = cpwi_fixed_value(gained, part) * line->per_value;
  step->reached = cpwi_fixed_value(walk->value, part) * line->per_value;
  return 1;
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
