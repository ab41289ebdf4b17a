/* Fair shares as one result: weighted populations, indices, targets to the pound, distances.
 * Source: the rules in carepath/capitation.h; pounds by apportion.
 * Leaves the formula to blend.c, single columns to columns.c. */
#include "capitation/internal.h"

#include <string.h>

typedef struct outputs {
  double *population, *weighted, *index, *share, *target, *per_head;
  int64_t *pounds;
  double *normalised, *contribution, *blend, *imbalance;
  double *in_parent;
  double *allocation, *distance, *cash, *head, *gap;
} outputs;

typedef struct column {
  const char *name, *unit, *description, *dimensions;
  double **real;
  int64_t **integer;
} column;

static int32_t add_columns(cpw_result *result, const column *columns, size_t count,
                           cpw_error *err) {
  int32_t status = CPW_OK;
  for (size_t k = 0; status == CPW_OK && k < count; k++) {
    const column *c = &columns[k];
    void *memory = NULL;
    status = cpw_result_add_array(result, c->name, c->unit, c->description, c->dimensions,
                                  c->real ? CPW_DOUBLE : CPW_INT64, CPW_MERGE_SAME, &memory, err);
    if (status != CPW_OK) return status;
    if (c->real)
      *c->real = memory;
    else
      *c->integer = memory;
  }
  return status;
}

static int32_t add_outputs(const cpwi_capitation *c, cpw_result *result, outputs *o,
                           cpw_error *err) {
  const column always[] = {
      {"population", "people", "registered", "row", &o->population, NULL},
      {"weighted_population", "people", "after need and cost", "row", &o->weighted, NULL},
      {"need_index", "", "weighted per head relative to all rows", "row", &o->index, NULL},
      {"share", "share", "of the quantum", "row", &o->share, NULL},
      {"target", "pounds", "share of the quantum", "row", &o->target, NULL},
      {"target_pounds", "pounds", "whole, sum to the quantum", "row", NULL, &o->pounds},
      {"target_per_head", "pounds", "target / registered", "row", &o->per_head, NULL},
      {"normalised", "people", "need-weighted, sums to the registered total", "component row",
       &o->normalised, NULL},
      {"contribution", "people", "blend x normalised", "component row", &o->contribution, NULL},
      {"blend", "share", "weight of each component", "component", &o->blend, NULL},
      {"imbalance", "share", "of the column as given, from the registered total", "component",
       &o->imbalance, NULL}};
  const column parent = {"index_in_parent", "",  "need index relative to the parent", "row",
                         &o->in_parent,     NULL};
  const column money[] = {
      {"allocation", "pounds", "current", "row", &o->allocation, NULL},
      {"distance", "share", "allocation / target at the same total - 1", "row", &o->distance, NULL},
      {"distance_cash", "pounds", "allocation - target at the same total", "row", &o->cash, NULL},
      {"distance_per_head", "pounds", "distance_cash / registered", "row", &o->head, NULL},
      {"closing_gap", "pounds", "target - allocation", "row", &o->gap, NULL}};
  int32_t status = cpw_result_add_dimension(result, "row", c->data->rows, c->data->codes, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(result, "component", c->data->components,
                                      c->data->component_names, err);
  if (status == CPW_OK) status = add_columns(result, always, sizeof always / sizeof *always, err);
  if (status == CPW_OK && c->options.parent) status = add_columns(result, &parent, 1, err);
  if (status == CPW_OK && c->options.allocation)
    status = add_columns(result, money, sizeof money / sizeof *money, err);
  return status;
}

static double per_head(double pounds, double people) {
  return people > 0.0 ? pounds / people : CPWI_NAN;
}

static int32_t fill_targets(const cpwi_capitation *c, outputs *o, cpw_error *err) {
  int64_t n = c->data->rows;
  double sum = 0.0;
  int32_t status = cpwi_capitation_sum(o->weighted, n, &sum, c->where, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++) {
    o->share[i] = o->weighted[i] / sum;
    o->target[i] = (double)c->options.quantum * o->share[i];
    o->per_head[i] = per_head(o->target[i], c->data->population[i]);
  }
  if (status != CPW_OK) return status;
  cpw_apportion_options how;
  cpw_apportion_options_init(&how);
  how.method = c->options.rounding;
  how.ids = c->data->codes;
  how.allocator = c->options.allocator;
  return cpw_apportion(c->options.quantum, o->weighted, n, &how, o->pounds, err);
}

static int32_t fill_distances(const cpwi_capitation *c, outputs *o, cpw_error *err) {
  int64_t n = c->data->rows;
  const double *given = c->options.allocation;
  double total = 0.0;
  int32_t status = cpwi_capitation_check(given, n, 1, "options.allocation", c->where, err);
  if (status == CPW_OK) status = cpwi_capitation_sum(given, n, &total, c->where, err);
  for (int64_t i = 0; status == CPW_OK && i < n; i++) {
    double t = total * o->share[i];
    o->allocation[i] = given[i];
    o->cash[i] = given[i] - t;
    o->distance[i] = t > 0.0 ? o->cash[i] / t : given[i] > 0.0 ? (double)INFINITY : 0.0;
    o->head[i] = per_head(o->cash[i], c->data->population[i]);
    o->gap[i] = o->target[i] - given[i];
  }
  return status;
}

static int32_t fill(cpwi_capitation *c, outputs *o, cpw_error *err) {
  const cpw_capitation *d = c->data;
  const cpw_allocator *a = c->options.allocator;
  memcpy(o->population, d->population, (size_t)d->rows * sizeof(double));
  memcpy(o->blend, d->blend, (size_t)d->components * sizeof(double));
  c->normalised = o->normalised;
  c->contribution = o->contribution;
  c->imbalance = o->imbalance;
  c->weighted = o->weighted;
  int32_t status = cpwi_capitation_blend(c, err);
  if (status == CPW_OK)
    status = cpw_capitation_index(d->population, o->weighted, NULL, d->rows, 1, o->index, a, err);
  if (status == CPW_OK && o->in_parent)
    status = cpw_capitation_index(d->population, o->weighted, c->options.parent, d->rows,
                                  c->options.parents, o->in_parent, a, err);
  if (status == CPW_OK) status = fill_targets(c, o, err);
  return status == CPW_OK && o->allocation ? fill_distances(c, o, err) : status;
}

int32_t cpw_capitation_assess(const cpw_capitation *data, const cpw_capitation_options *options,
                              cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_capitation c;
  int32_t status = cpwi_capitation_take(&c, data, options, __func__, err);
  if (status != CPW_OK) return status;
  cpw_result *result = NULL;
  outputs o;
  memset(&o, 0, sizeof o);
  status = cpw_result_new(c.options.allocator, &result, err);
  if (status == CPW_OK) status = add_outputs(&c, result, &o, err);
  if (status == CPW_OK) status = fill(&c, &o, err);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
