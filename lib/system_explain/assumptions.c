/* Which assumption moves the measure and the decision, one at a time; where the decision changes; and all at once.
 * Source: the rules of cpw_system_explain_assumptions; Morris's effects by sensitivity.h.
 * Leaves the scaled systems to assumed.c. */
#include "base/order.h"
#include "carepath/sensitivity.h"
#include "system_explain/internal.h"

#define HALVINGS 20

typedef struct tornado {
  cpwi_explain x;
  cpwi_explain_items items;
  int64_t choices;
  double *measure,
      *worth; /* (1 + 2 items), (1 + 2 items, choices): all as they are, then low and high of each */
  double change[CPWI_EXPLAIN_ITEMS]; /* the factor at which the decision changes */
} tornado;

static double factor_of(const tornado *t, int64_t row) {
  return row % 2 ? 1 - t->x.o.vary : 1 + t->x.o.vary;
}

/* Row 0: all as they are; 1 + 2k: item k low; 2 + 2k: high. */
static int32_t evaluate(void *context, int64_t first, int64_t last, cpw_error *err) {
  const tornado *t = context;
  for (int64_t row = first; row < last; row++) {
    double factor[CPWI_EXPLAIN_ITEMS] = {0};
    for (int64_t k = 0; k < t->items.count; k++)
      factor[k] = 1;
    if (row) factor[(row - 1) / 2] = factor_of(t, row);
    int32_t status = cpwi_explain_choose(&t->x, &t->items, factor, t->worth + row * t->choices,
                                         &t->measure[row], err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int64_t preferred(const tornado *t, int64_t row) {
  return cpwi_explain_best(t->worth + row * t->choices, t->choices);
}

/* Between 1 and an end where another is preferred: the factor at which that begins. */
static int32_t bisect(const tornado *t, int64_t k, double end, double *room, double *out,
                      cpw_error *err) {
  double same = 1, other = end;
  int64_t base = preferred(t, 0);
  for (int i = 0; i < HALVINGS; i++) {
    double factor[CPWI_EXPLAIN_ITEMS] = {0}, middle = 0.5 * (same + other);
    for (int64_t j = 0; j < t->items.count; j++)
      factor[j] = j == k ? middle : 1;
    int32_t status = cpwi_explain_choose(&t->x, &t->items, factor, room, NULL, err);
    if (status != CPW_OK) return status;
    if (cpwi_explain_best(room, t->choices) == base)
      same = middle;
    else
      other = middle;
  }
  *out = other;
  return CPW_OK;
}

static int32_t switches(void *context, int64_t first, int64_t last, cpw_error *err) {
  tornado *t = context;
  double *room = cpwi_alloc_zero(t->x.a, (size_t)t->choices, sizeof *room);
  if (!room) return cpwi_fail(err, CPW_ENOMEM, -1, t->x.where, "no memory for the choices");
  int32_t status = CPW_OK;
  for (int64_t k = first; status == CPW_OK && k < last; k++) {
    t->change[k] = CPWI_NAN;
    for (int64_t row = 1 + 2 * k; status == CPW_OK && row <= 2 + 2 * k; row++) {
      double at = 0;
      if (preferred(t, row) == preferred(t, 0)) continue;
      status = bisect(t, k, factor_of(t, row), room, &at, err);
      if (isnan(t->change[k]) || fabs(at - 1) < fabs(t->change[k] - 1)) t->change[k] = at;
    }
  }
  cpwi_release(t->x.a, room);
  return status;
}

/* ---------------------------------------------------------------- result --------------------- */

enum { ROWS, PREFERRED_LOW, PREFERRED_HIGH, WHOLES };
enum { LOW, BASE, HIGH, SWING, SWITCH, REALS };

static int32_t arrays(cpw_result *r, int64_t **whole, double **real, int64_t **best,
                      cpw_error *err) {
  static const char *const wholes[WHOLES] = {"rows", "preferred_low", "preferred_high"};
  static const char *const reals[REALS] = {"low", "base", "high", "swing", "switch"};
  static const char *const about[REALS] = {
      "The measure with the assumption low.", "With all as they are.", "With it high.",
      "From low to high, or from the base to the further of the two.",
      "The factor at which another scenario is preferred; no value: none in the range."};
  int32_t status = CPW_OK;
  for (int k = 0; status == CPW_OK && k < WHOLES; k++)
    status = cpwi_explain_whole(r, wholes[k], "",
                                k ? "Number of the preferred scenario, -1: the baseline."
                                  : "Rows that are assumed.",
                                "assumption", &whole[k], err);
  for (int k = 0; status == CPW_OK && k < REALS; k++)
    status = cpwi_explain_real(r, reals[k], "", about[k], "assumption", &real[k], err);
  if (status == CPW_OK)
    status = cpwi_explain_whole(
        r, "preferred", "", "Number of the preferred scenario, -1: the baseline.", "", best, err);
  return status;
}

static int32_t fill(const tornado *t, const cpw_swing *swing, cpw_result *r, cpw_error *err) {
  const char *label[CPWI_EXPLAIN_ITEMS] = {0};
  int64_t *whole[WHOLES] = {0}, *best = NULL;
  double *real[REALS] = {0};
  for (int64_t i = 0; i < t->items.count; i++)
    label[i] = t->items.name[swing[i].parameter];
  int32_t status = cpw_result_add_dimension(r, "assumption", t->items.count, label, err);
  if (status == CPW_OK) status = arrays(r, whole, real, &best, err);
  if (status != CPW_OK) return status;
  *best = preferred(t, 0) - 1;
  for (int64_t i = 0; i < t->items.count; i++) {
    int64_t k = swing[i].parameter;
    whole[ROWS][i] = t->items.rows[k];
    whole[PREFERRED_LOW][i] = preferred(t, 1 + 2 * k) - 1;
    whole[PREFERRED_HIGH][i] = preferred(t, 2 + 2 * k) - 1;
    real[LOW][i] = swing[i].low;
    real[BASE][i] = swing[i].base;
    real[HIGH][i] = swing[i].high;
    real[SWING][i] = swing[i].swing;
    real[SWITCH][i] = t->change[k];
  }
  return cpw_result_add_note(r, "measure", cpw_system_measure_name(t->x.o.measure), err);
}

static int32_t explain(tornado *t, const cpw_run *run, cpw_result **out, cpw_error *err) {
  int64_t rows = 1 + 2 * t->items.count;
  t->measure = cpwi_alloc_zero(t->x.a, (size_t)rows, sizeof *t->measure);
  t->worth = cpwi_alloc_zero(t->x.a, (size_t)(rows * t->choices), sizeof *t->worth);
  if (!t->measure || !t->worth)
    return cpwi_fail(err, CPW_ENOMEM, -1, t->x.where, "no memory for %lld runs", (long long)rows);
  cpw_swing swing[CPWI_EXPLAIN_ITEMS] = {{0}};
  cpw_result *r = NULL;
  int32_t status = cpwi_parallel(run, rows, 1, evaluate, t, t->x.where, err);
  if (status == CPW_OK)
    status = cpwi_parallel(run, t->items.count, 1, switches, t, t->x.where, err);
  if (status == CPW_OK) status = cpw_one_way_swings(t->measure, t->items.count, t->x.a, swing, err);
  if (status == CPW_OK) status = cpw_result_new(t->x.a, &r, err);
  if (status == CPW_OK) status = fill(t, swing, r, err);
  if (status == CPW_OK)
    *out = r;
  else
    cpw_result_free(r);
  return status;
}

int32_t cpw_system_explain_assumptions(const cpw_system *system,
                                       const cpw_system_explain_options *options,
                                       const cpw_run *run, cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpw_run known;
  tornado t = {.choices = 0};
  int32_t status = cpwi_take_run(&known, run, __func__, err);
  if (status == CPW_OK) status = cpwi_explain_take(&t.x, system, options, __func__, err);
  if (status == CPW_OK) status = cpwi_explain_find(&t.x, &t.items, err);
  if (status != CPW_OK) return status;
  t.choices = system->scenarios + 1;
  status = explain(&t, &known, out, err);
  cpwi_release(t.x.a, t.measure);
  cpwi_release(t.x.a, t.worth);
  return status;
}

/* ---------------------------------------------------------------- all at once ---------------- */

static int32_t model(void *context, const double *x, int64_t parameters, double *y,
                     int64_t outputs) {
  const tornado *t = context;
  (void)parameters;
  (void)outputs;
  return cpwi_explain_choose(&t->x, &t->items, x, NULL, y, NULL);
}

int32_t cpw_system_explain_screen(const cpw_system *system,
                                  const cpw_system_explain_options *options, const cpw_run *run,
                                  cpw_result **out, cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  tornado t = {.choices = 0};
  int32_t status = cpwi_explain_take(&t.x, system, options, __func__, err);
  if (status == CPW_OK) status = cpwi_explain_find(&t.x, &t.items, err);
  if (status != CPW_OK) return status;
  cpw_parameter parameter[CPWI_EXPLAIN_ITEMS] = {{0}};
  for (int64_t k = 0; k < t.items.count; k++) {
    parameter[k].law = CPW_PARAMETER_UNIFORM;
    parameter[k].a = 1 - t.x.o.vary;
    parameter[k].b = 1 + t.x.o.vary;
    parameter[k].name = t.items.name[k];
  }
  const char *name[1] = {cpw_system_measure_name(t.x.o.measure)};
  cpw_sensitivity_options how;
  cpw_sensitivity_options_init(&how);
  how.trim = 0;
  how.level = t.x.o.level;
  how.output_names = name;
  how.allocator = t.x.a;
  cpw_model function;
  cpw_model_init(&function);
  function.context = &t;
  function.evaluate = model;
  return cpw_morris(&function, 1, parameter, t.items.count, t.x.o.samples, &how, run, out, err);
}
