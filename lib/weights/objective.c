/* Weights from data: options checked, the method chosen, its scores scaled to the sum 1.
 * Source: the rules in carepath/weights.h.
 * Leaves the data to columns.c, each method to a file of its own. */
#include "weights/internal.h"

#include <string.h>

static cpw_weights_objective_options defaults(void) {
  cpw_weights_objective_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.method = CPW_WEIGHTS_CRITIC;
  o.threads = 1;
  return o;
}

void cpw_weights_objective_options_init_sized(cpw_weights_objective_options *options, size_t size) {
  cpw_weights_objective_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t check_directions(const cpwi_columns *c, cpw_error *err) {
  const int32_t *d = c->options.direction;
  for (int64_t j = 0; d && j < c->columns; j++)
    if (d[j] != 1 && d[j] != -1)
      return cpwi_fail(err, CPW_EINVAL, j, CPWI_OBJECTIVE,
                       "options.direction[%lld] = %d must be 1 or -1", (long long)j, (int)d[j]);
  return CPW_OK;
}

static int32_t take_options(cpwi_columns *c, const cpw_weights_objective_options *given,
                            cpw_error *err) {
  cpw_weights_objective_options *o = &c->options;
  *o = defaults();
  int32_t status = cpwi_take_options(o, sizeof *o, given, CPWI_OBJECTIVE, err);
  if (status != CPW_OK) return status;
  const cpwi_choice choices[] = {{"method", o->method, CPW_WEIGHTS_ANGLE},
                                 {"scale", o->scale, CPW_WEIGHTS_RAW},
                                 {"correlation", o->correlation, CPW_WEIGHTS_SPEARMAN}};
  status = cpwi_check_choices(choices, sizeof choices / sizeof *choices, CPWI_OBJECTIVE, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o->allocator, CPWI_OBJECTIVE, err);
  if (status != CPW_OK) return status;
  if (o->threads < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_OBJECTIVE, "options.threads = %d must be >= 0",
                     (int)o->threads);
  cpw_run_init(&c->run);
  c->run.threads = o->threads;
  if (c->rows < 2)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_OBJECTIVE, "rows = %lld must be >= 2",
                     (long long)c->rows);
  status =
      cpwi_weights_count(c->columns, CPW_WEIGHTS_MOST_CRITERIA, "columns", CPWI_OBJECTIVE, err);
  return status == CPW_OK ? check_directions(c, err) : status;
}

static int32_t score(cpwi_columns *c, double *scores, cpw_error *err) {
  switch (c->options.method) {
  case CPW_WEIGHTS_ENTROPY:
    return cpwi_entropy_scores(c, scores, err);
  case CPW_WEIGHTS_CRITIC:
    return cpwi_critic_scores(c, scores, err);
  case CPW_WEIGHTS_MEREC:
    return cpwi_merec_scores(c, scores, err);
  case CPW_WEIGHTS_GINI:
    return cpwi_gini_scores(c, scores, err);
  default:
    return cpwi_spread_scores(c, scores, err);
  }
}

static int32_t solve(const double *x, cpwi_columns *c, double *scores, cpw_error *err) {
  int32_t status = cpwi_columns_take(x, c, err);
  if (status != CPW_OK) return status;
  if (c->varying == 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_OBJECTIVE, "every column of x is constant");
  if ((status = score(c, scores, err)) != CPW_OK) return status;
  for (int64_t j = 0; j < c->columns; j++)
    if (!isfinite(scores[j]))
      return cpwi_fail(err, CPW_EOVERFLOW, j, CPWI_OBJECTIVE,
                       "a sum over column %lld of x is too large", (long long)j);
  if (cpwi_weights_scale(scores, c->columns)) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_OBJECTIVE,
                   "no column of x differs by more than its rounding");
}

int32_t cpw_weights_objective(const double *x, int64_t rows, int64_t columns,
                              const cpw_weights_objective_options *options, double *weights,
                              cpw_error *err) {
  cpwi_columns c;
  memset(&c, 0, sizeof c);
  c.rows = rows;
  c.columns = columns;
  if (!x || !weights)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, x ? "weights is NULL" : "x is NULL");
  int32_t status = take_options(&c, options, err);
  if (status != CPW_OK) return status;
  double *scores = cpwi_weights_memory(c.options.allocator, columns, sizeof *scores, __func__, err);
  if (!scores) return CPW_ENOMEM;
  if ((status = solve(x, &c, scores, err)) == CPW_OK)
    memcpy(weights, scores, (size_t)columns * sizeof *weights);
  cpwi_columns_free(&c);
  cpwi_release(c.options.allocator, scores);
  return status;
}
