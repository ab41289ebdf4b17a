/* The glide path: year after year from the pounds of the year before, as one result.
 * Source: the rules in carepath/pace.h.
 * Leaves a year to bounds.c, level.c, pounds.c and statement.c. */
#include "pace/internal.h"

#include <string.h>

typedef struct column {
  const char *name, *unit, *description, *dimensions;
  double **real;
  int64_t **integer;
  int32_t heads; /* only with people */
} column;

static const char *const step_names[STEPS] = {"opening", "population", "growth", "convergence",
                                              "rules",   "rounding",   "closing"};

static int32_t add_columns(cpw_result *result, const column *columns, size_t count, int32_t heads,
                           cpw_error *err) {
  int32_t status = CPW_OK;
  for (size_t k = 0; status == CPW_OK && k < count; k++) {
    const column *c = &columns[k];
    void *memory = NULL;
    if (c->heads && !heads) continue;
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

static int32_t add_rows(cpw_result *result, cpwi_pace_outputs *o, int32_t heads, cpw_error *err) {
  const char *d = "year row";
  const column columns[] = {
      {"allocation", "pounds", "whole, sums to the quantum", d, NULL, &o->allocation, 0},
      {"exact", "pounds", "before rounding", d, &o->exact, NULL, 0},
      {"target", "pounds", "fair share of the quantum", d, &o->target, NULL, 0},
      {"opening_distance", "share", "of last year's allocation from target at the same total", d,
       &o->opening, NULL, 0},
      {"closing_distance", "share", "allocation / target - 1", d, &o->closing, NULL, 0},
      {"closing_cash", "pounds", "allocation - target", d, &o->cash, NULL, 0},
      {"growth", "share", "on last year's allocation", d, &o->growth, NULL, 0},
      {"lower", "pounds", "highest floor", d, &o->lower, NULL, 0},
      {"upper", "pounds", "lowest cap", d, &o->upper, NULL, 0},
      {"lower_rule", "", "rule that sets the floor, -1 none", d, NULL, &o->lower_rule, 0},
      {"upper_rule", "", "rule that sets the cap, -1 none", d, NULL, &o->upper_rule, 0},
      {"held", "", "-1 at the floor, 1 at the cap, 0 free", d, NULL, &o->held, 0},
      {"per_head", "pounds", "allocation / people", d, &o->per_head, NULL, 1},
      {"target_per_head", "pounds", "target / people", d, &o->target_per_head, NULL, 1},
      {"growth_per_head", "share", "on last year's", d, &o->growth_per_head, NULL, 1},
      {"real_growth_per_head", "share", "after the deflator", d, &o->real, NULL, 1},
      {"waterfall", "pounds", "from opening to closing", "year row step", &o->waterfall, NULL, 0},
      {"years_to_near", "years", "until within `near` of target, -1 not in these years", "row",
       NULL, &o->years_to_near, 0}};
  return add_columns(result, columns, sizeof columns / sizeof *columns, heads, err);
}

static int32_t add_years(cpw_result *result, cpwi_pace_outputs *o, int32_t heads, cpw_error *err) {
  const char *d = "year";
  const column columns[] = {
      {"quantum", "pounds", "shared out", d, NULL, &o->quantum, 0},
      {"uniform_growth", "share", "of the quantum on last year's allocations", d, &o->uniform, NULL,
       0},
      {"k", "", "the level that closes the sum", d, &o->k, NULL, 0},
      {"held_below", "rows", "at their floors", d, NULL, &o->below, 0},
      {"held_above", "rows", "at their caps", d, NULL, &o->above, 0},
      {"within", "rows", "within `near` of target", d, NULL, &o->within, 0},
      {"losers", "rows", "lose a head in real terms", d, NULL, &o->losers, 1},
      {"loss", "pounds", "that would keep them whole", d, &o->loss, NULL, 1},
      {"bound_rows", "rows", "held by each rule", "year rule", NULL, &o->bound_rows, 0}};
  return add_columns(result, columns, sizeof columns / sizeof *columns, heads, err);
}

/* names of rules: their own, or their kinds' */
static int32_t add_rule_dimension(cpw_result *result, const cpwi_pace *p, cpw_error *err) {
  const cpw_pace_plan *plan = p->plan;
  if (plan->rules == 0) return cpw_result_add_dimension(result, "rule", 0, NULL, err);
  const char **names = cpwi_alloc(p->options.allocator, (size_t)plan->rules, sizeof *names);
  if (!names)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_PACE, "no memory for %lld rules",
                     (long long)plan->rules);
  for (int64_t k = 0; k < plan->rules; k++)
    names[k] = plan->rule[k].name ? plan->rule[k].name : cpw_pace_kind_name(plan->rule[k].kind);
  int32_t status = cpw_result_add_dimension(result, "rule", plan->rules, names, err);
  cpwi_release(p->options.allocator, names);
  return status;
}

static int32_t add_outputs(cpwi_pace *p, cpw_result *result, cpw_error *err) {
  const cpw_pace_plan *plan = p->plan;
  int32_t heads = plan->people != NULL;
  int32_t status = cpw_result_add_dimension(result, "year", plan->years, plan->year_names, err);
  if (status == CPW_OK)
    status = cpw_result_add_dimension(result, "row", plan->rows, plan->codes, err);
  if (status == CPW_OK) status = cpw_result_add_dimension(result, "step", STEPS, step_names, err);
  if (status == CPW_OK) status = add_rule_dimension(result, p, err);
  if (status == CPW_OK) status = add_rows(result, &p->all, heads, err);
  if (status == CPW_OK) status = add_years(result, &p->all, heads, err);
  return status;
}

/* ---------------------------------------------------------------- years --------------------- */

#define SHIFT(field, by)                                                                           \
  if (o->field) o->field += (by)

/* the outputs from a year on */
static cpwi_pace_outputs outputs_of(const cpwi_pace *p, int64_t year) {
  cpwi_pace_outputs out = p->all, *o = &out;
  int64_t cells = year * p->plan->rows;
  SHIFT(allocation, cells);
  SHIFT(held, cells);
  SHIFT(lower_rule, cells);
  SHIFT(upper_rule, cells);
  SHIFT(exact, cells);
  SHIFT(target, cells);
  SHIFT(opening, cells);
  SHIFT(closing, cells);
  SHIFT(cash, cells);
  SHIFT(growth, cells);
  SHIFT(lower, cells);
  SHIFT(upper, cells);
  SHIFT(per_head, cells);
  SHIFT(target_per_head, cells);
  SHIFT(growth_per_head, cells);
  SHIFT(real, cells);
  SHIFT(waterfall, cells * STEPS);
  SHIFT(quantum, year);
  SHIFT(below, year);
  SHIFT(above, year);
  SHIFT(within, year);
  SHIFT(losers, year);
  SHIFT(uniform, year);
  SHIFT(k, year);
  SHIFT(loss, year);
  SHIFT(bound_rows, year * p->plan->rules);
  return out;
}

/* what the year starts from */
static void start(cpwi_pace *p, int64_t year) {
  const cpw_pace_plan *plan = p->plan;
  int64_t n = plan->rows;
  for (int64_t i = 0; i < n; i++) {
    p->base[i] = year == 0 ? plan->baseline[i] : (double)p->all.allocation[(year - 1) * n + i];
    p->people_growth[i] = 1.0;
    if (!plan->people) continue;
    double before = year == 0 ? plan->base_people[i] : plan->people[(year - 1) * n + i];
    p->people_growth[i] = plan->people[year * n + i] / before;
  }
}

static int32_t run_year(cpwi_pace *p, int64_t year, cpw_error *err) {
  cpwi_pace_year y;
  memset(&y, 0, sizeof y);
  y.p = p;
  y.year = year;
  y.n = p->plan->rows;
  y.quantum = p->plan->quantum[year];
  y.o = outputs_of(p, year);
  start(p, year);
  int32_t status = cpwi_pace_bounds(&y, err);
  if (status == CPW_OK) status = cpwi_pace_level(&y, err);
  if (status == CPW_OK) status = cpwi_pace_pounds(&y, err);
  return status == CPW_OK ? cpwi_pace_statement(&y, err) : status;
}

static int32_t allocate(cpwi_pace *p, double **real, int64_t **whole, cpw_error *err) {
  size_t n = (size_t)p->plan->rows;
  *real = cpwi_alloc(p->options.allocator, n, 9 * sizeof **real);
  *whole = cpwi_alloc(p->options.allocator, n, 4 * sizeof **whole);
  if (!*real || !*whole)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_PACE, "no memory for %zu rows", n);
  p->base = *real;
  p->people_growth = *real + n;
  p->alpha = *real + 2 * n;
  p->beta = *real + 3 * n;
  p->free_sum = *real + 4 * n;
  p->breaks = *real + 5 * n;
  p->sorted = *real + 7 * n;
  p->order = *whole;
  p->least = *whole + 2 * n;
  p->most = *whole + 3 * n;
  return CPW_OK;
}

int32_t cpw_pace_path(const cpw_pace_plan *plan, const cpw_pace_options *options, cpw_result **out,
                      cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  cpwi_pace p;
  int32_t status = cpwi_pace_take(&p, plan, options, err);
  if (status != CPW_OK) return status;
  cpw_result *result = NULL;
  double *real = NULL;
  int64_t *whole = NULL;
  status = cpw_result_new(p.options.allocator, &result, err);
  if (status == CPW_OK) status = add_outputs(&p, result, err);
  if (status == CPW_OK) status = allocate(&p, &real, &whole, err);
  for (int64_t t = 0; status == CPW_OK && t < plan->years; t++)
    status = run_year(&p, t, err);
  if (real) cpwi_release(p.options.allocator, real);
  if (whole) cpwi_release(p.options.allocator, whole);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
