/* A model as a function: its answers to rows of inputs on several threads, and whole analyses in one call.
 * Source: the designs and estimators of this module, one after the other.
 * Leaves these to their own files. */
#include "sensitivity/internal.h"

#include <string.h>

typedef struct work {
  cpw_model model;
  const double *x;
  double *y;
  int64_t parameters, outputs;
  const char *where;
} work;

static int32_t evaluate_rows(void *context, int64_t first, int64_t last, cpw_error *err) {
  const work *w = context;
  for (int64_t i = first; i < last; i++) {
    double *y = w->y + i * w->outputs;
    int32_t status =
        w->model.evaluate(w->model.context, w->x + i * w->parameters, w->parameters, y, w->outputs);
    if (status < 0)
      return cpwi_fail(err, status, i, w->where, "the model failed on row %lld: %s", (long long)i,
                       cpw_status_message(status));
    for (int64_t o = 0; o < w->outputs; o++)
      if (!cpwi_finite(y[o]))
        return cpwi_fail(err, CPW_EDOMAIN, i, w->where,
                         "answer %lld of the model on row %lld = %s must be finite", (long long)o,
                         (long long)i, cpwi_number(y[o]).text);
  }
  return CPW_OK;
}

static int32_t take_model(cpw_model *known, const cpw_model *model, const char *where,
                          cpw_error *err) {
  cpw_model_init(known);
  if (!model) return cpwi_fail(err, CPW_EINVAL, -1, where, "model is NULL");
  int32_t status = cpwi_take_options(known, sizeof *known, model, where, err);
  if (status == CPW_OK && !known->evaluate)
    status = cpwi_fail(err, CPW_EINVAL, -1, where, "model.evaluate is NULL");
  return status;
}

int32_t cpw_model_evaluate(const cpw_model *model, const double *x, int64_t rows,
                           int64_t parameters, int64_t outputs, const cpw_run *run,
                           const cpw_allocator *allocator, double *y, cpw_error *err) {
  work w = {.x = x, .parameters = parameters, .outputs = outputs, .where = __func__};
  cpw_run known;
  int64_t cells, inputs;
  int32_t status = take_model(&w.model, model, __func__, err);
  if (status == CPW_OK) status = cpwi_take_run(&known, run, __func__, err);
  if (status == CPW_OK) status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK)
    status = cpwi_check_size("parameters", parameters, INT32_MAX, __func__, err);
  if (status == CPW_OK) status = cpwi_check_size("outputs", outputs, INT32_MAX, __func__, err);
  if (status != CPW_OK) return status;
  if (rows < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "rows = %lld must be >= 0", (long long)rows);
  if (rows > 0 && (!x || !y))
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", x ? "y" : "x");
  if (!cpwi_multiply(rows, outputs, &cells) || !cpwi_multiply(rows, parameters, &inputs))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, __func__, "rows x outputs is too large");
  w.y = cpwi_alloc(allocator, (size_t)cells, sizeof *w.y);
  if (!w.y)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the answers to %lld rows",
                     (long long)rows);
  status = cpwi_parallel(&known, rows, 1, evaluate_rows, &w, __func__, err);
  if (status == CPW_OK && cells > 0) memcpy(y, w.y, (size_t)cells * sizeof *y);
  cpwi_release(allocator, w.y);
  return status;
}

/* ---------------------------------------------------------------- in one call --------------- */

/* unit becomes the inputs, then the answers are evaluated */
typedef struct analysis {
  const cpw_model *model;
  const cpw_parameter *parameters;
  const cpw_run *run;
  cpw_sensitivity_options options;
  int64_t rows, count, outputs;
  double *unit, *x, *y;
} analysis;

static int32_t make_room(analysis *t, const char *where, cpw_error *err) {
  const cpw_allocator *a = t->options.allocator;
  int64_t inputs, answers;
  cpw_model known;
  int32_t status = take_model(&known, t->model, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(a, where, err);
  if (status == CPW_OK) status = cpwi_check_size("count", t->count, INT32_MAX, where, err);
  if (status == CPW_OK) status = cpwi_check_size("outputs", t->outputs, INT32_MAX, where, err);
  if (status != CPW_OK) return status;
  if (t->rows < 0 || !cpwi_multiply(t->rows, t->count, &inputs) ||
      !cpwi_multiply(t->rows, t->outputs, &answers))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "the design is too large");
  t->unit = cpwi_alloc(a, (size_t)inputs, sizeof *t->unit);
  t->x = cpwi_alloc(a, (size_t)inputs, sizeof *t->x);
  t->y = cpwi_alloc(a, (size_t)answers, sizeof *t->y);
  if (t->unit && t->x && t->y) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for a design of %lld rows",
                   (long long)t->rows);
}

static int32_t answer(analysis *t, cpw_error *err) {
  const cpw_allocator *a = t->options.allocator;
  int32_t status = cpw_parameters_map(t->parameters, t->count, t->unit, t->rows, a, t->x, err);
  if (status != CPW_OK) return status;
  return cpw_model_evaluate(t->model, t->x, t->rows, t->count, t->outputs, t->run, a, t->y, err);
}

static void clear(analysis *t) {
  cpwi_release(t->options.allocator, t->unit);
  cpwi_release(t->options.allocator, t->x);
  cpwi_release(t->options.allocator, t->y);
}

int32_t cpw_sobol(const cpw_model *model, int64_t outputs, const cpw_parameter *parameters,
                  int64_t count, int64_t base, const cpw_sensitivity_options *options,
                  const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_sensitivity s;
  int32_t status = cpwi_sensitivity_take(&s, options, run, __func__, err);
  if (status != CPW_OK) return status;
  analysis t = {model, parameters, run, s.options, 0, count, outputs, NULL, NULL, NULL};
  t.rows = count < 1 ? 0 : cpw_sobol_rows(base, count, s.options.second_order);
  status = make_room(&t, __func__, err);
  if (status == CPW_OK) status = cpw_sobol_design(count, base, options, run, t.unit, err);
  if (status == CPW_OK) status = answer(&t, err);
  if (status == CPW_OK)
    status = cpw_sobol_indices(t.y, outputs, parameters, count, base, options, run, out, err);
  clear(&t);
  return status;
}

int32_t cpw_morris(const cpw_model *model, int64_t outputs, const cpw_parameter *parameters,
                   int64_t count, int64_t trajectories, const cpw_sensitivity_options *options,
                   const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_sensitivity s;
  int32_t status = cpwi_sensitivity_take(&s, options, run, __func__, err);
  if (status != CPW_OK) return status;
  analysis t = {model, parameters, run, s.options, -1, count, outputs, NULL, NULL, NULL};
  if (count > INT32_MAX || trajectories < 1 || !cpwi_multiply(trajectories, count + 1, &t.rows))
    t.rows = trajectories < 1 ? 0 : -1;
  status = make_room(&t, __func__, err);
  if (status == CPW_OK) status = cpw_morris_design(count, trajectories, options, run, t.unit, err);
  if (status == CPW_OK) status = answer(&t, err);
  if (status == CPW_OK)
    status = cpw_morris_effects(t.unit, t.y, outputs, parameters, count, trajectories, options, out,
                                err);
  clear(&t);
  return status;
}
