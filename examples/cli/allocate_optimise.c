/* carepath allocate optimise: the spend that gains most over response curves, explained.
 * Optimum: carepath/budget.h, curves: carepath/response.h.
 * Leaves printing to answer.c and the page to allocate_page.c. */
#include "allocate.h"
#include "allocate_page.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct optimised {
  const settings *set;
  const sheet *rows;
  int64_t n;
  cpw_response *curve;
  double *weight, *lower, *upper, *baseline, *spend, *benefit, *next, *cost;
  int64_t *pounds_spent, *units, *units_lower, *units_upper, *units_baseline;
  const char **held;
  int64_t *group;
  const char **group_name;
  double *floor, *cap;
  int64_t *whole_floor, *whole_cap;
  int64_t groups;
  cpw_budget_problem problem;
  cpw_budget_answer found;
  cpw_budget_fairness fair;
  int is_fair;
} optimised;

static void optimised_free(optimised *o) {
  void *blocks[] = {o->curve,
                    o->weight,
                    o->lower,
                    o->upper,
                    o->baseline,
                    o->spend,
                    o->benefit,
                    o->next,
                    o->cost,
                    o->pounds_spent,
                    o->units,
                    o->units_lower,
                    o->units_upper,
                    (void *)o->held,
                    o->units_baseline,
                    o->group,
                    (void *)o->group_name,
                    o->floor,
                    o->cap,
                    o->whole_floor,
                    o->whole_cap};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    free(blocks[i]);
}

static double *reals(int64_t n, double value) {
  double *x = malloc((size_t)(n > 0 ? n : 1) * sizeof *x);
  for (int64_t i = 0; x && i < n; i++)
    x[i] = value;
  return x;
}

/* ---------------------------------------------------------------- what was read */

static double number_or(const double *x, int64_t row, double otherwise) {
  return x && !isnan(x[row]) ? x[row] : otherwise;
}

static int read_curves(optimised *o) {
  char **kind = sheet_texts(o->rows, FIELD_CURVE);
  const double *a = sheet_numbers(o->rows, FIELD_A), *t = sheet_numbers(o->rows, FIELD_T);
  const double *shape = sheet_numbers(o->rows, FIELD_SHAPE);
  const double *upfront = sheet_numbers(o->rows, FIELD_UPFRONT);
  const double *weight = sheet_numbers(o->rows, FIELD_WEIGHT);
  for (int64_t i = 0; i < o->n; i++) {
    cpw_response *r = &o->curve[i];
    cpw_error err = {0};
    int32_t number = cpw_response_number(kind[i]);
    if (number < 0 || number == CPW_RESPONSE_POINTS)
      return sheet_fail(o->rows, i, FIELD_CURVE,
                        "'%s' is not one of linear, exponential, log, power, hill", kind[i]);
    *r = (cpw_response){.kind = number,
                        .a = a[i],
                        .t = number_or(t, i, 0),
                        .shape = number_or(shape, i, 0),
                        .upfront = number_or(upfront, i, 0)};
    if (cpw_response_check(r, "the curve", &err))
      return sheet_fail(o->rows, i, FIELD_CURVE, "%s", err.message);
    o->weight[i] = number_or(weight, i, 1);
  }
  return DONE;
}

static void read_bounds(optimised *o) {
  const int64_t *least = sheet_money(o->rows, FIELD_FLOOR), *most = sheet_money(o->rows, FIELD_CAP);
  const int64_t *baseline = sheet_money(o->rows, FIELD_BASELINE);
  for (int64_t i = 0; i < o->n; i++) {
    if (least && least[i] != NO_MONEY) o->lower[i] = (double)least[i];
    if (most && most[i] != NO_MONEY) o->upper[i] = (double)most[i];
    if (baseline) o->baseline[i] = baseline[i] == NO_MONEY ? 0 : (double)baseline[i];
  }
}

static int64_t group_number(const optimised *o, const char *name) {
  for (int64_t g = 0; g < o->groups; g++)
    if (strcmp(o->group_name[g], name) == 0) return g;
  return -1;
}

static int apply_limits(optimised *o, const named_numbers *limits, double *to, const char *option) {
  for (int k = 0; k < limits->count; k++) {
    int64_t g = group_number(o, limits->name[k]);
    if (g < 0)
      return fail(USAGE, "%s: --%s: no row has the group '%s'", o->set->command, option,
                  limits->name[k]);
    to[g] = limits->value[k];
  }
  return DONE;
}

static int read_groups(optimised *o) {
  char **text = sheet_texts(o->rows, FIELD_GROUP);
  const allocate_settings *s = &o->set->allocate;
  if (!text && (s->group_floor.count || s->group_cap.count))
    return fail(USAGE, "%s: --group-floor and --group-cap need a column of groups (--group=COLUMN)",
                o->set->command);
  if (!text) return DONE;
  for (int64_t i = 0; i < o->n; i++) {
    o->group[i] = -1;
    if (!text[i][0]) continue;
    o->group[i] = group_number(o, text[i]);
    if (o->group[i] >= 0) continue;
    o->group_name[o->groups] = text[i];
    o->group[i] = o->groups++;
  }
  int code = apply_limits(o, &s->group_floor, o->floor, "group-floor");
  return code ? code : apply_limits(o, &s->group_cap, o->cap, "group-cap");
}

static int prepare(optimised *o) {
  int64_t n = o->n;
  size_t count = (size_t)n;
  o->curve = calloc(count, sizeof *o->curve);
  o->weight = reals(n, 1);
  o->lower = reals(n, 0);
  o->upper = reals(n, (double)INFINITY);
  o->baseline = reals(n, 0);
  o->spend = reals(n, 0);
  o->benefit = reals(n, 0);
  o->next = reals(n, 0);
  o->cost = reals(n, 0);
  o->pounds_spent = calloc(count, sizeof(int64_t));
  o->units = calloc(count, sizeof(int64_t));
  o->units_lower = calloc(count, sizeof(int64_t));
  o->units_upper = calloc(count, sizeof(int64_t));
  o->units_baseline = calloc(count, sizeof(int64_t));
  o->held = calloc(count, sizeof *o->held);
  o->group = calloc(count, sizeof(int64_t));
  o->group_name = calloc(count, sizeof *o->group_name);
  o->floor = reals(n, 0);
  o->cap = reals(n, (double)INFINITY);
  o->whole_floor = calloc(count, sizeof(int64_t));
  o->whole_cap = calloc(count, sizeof(int64_t));
  if (!o->curve || !o->weight || !o->lower || !o->upper || !o->baseline || !o->spend ||
      !o->benefit || !o->next || !o->cost || !o->pounds_spent || !o->units || !o->units_lower ||
      !o->units_upper || !o->units_baseline || !o->held || !o->group || !o->group_name ||
      !o->floor || !o->cap || !o->whole_floor || !o->whole_cap)
    return fail_memory();
  int code = sheet_check_full(o->rows, FIELD_A);
  if (!code) code = read_curves(o);
  if (!code) read_bounds(o);
  if (!code) code = read_groups(o);
  cpw_budget_problem *p = &o->problem;
  cpw_budget_problem_init(p);
  p->n = n;
  p->response = o->curve;
  p->weight = o->weight;
  p->lower = o->lower;
  p->upper = o->upper;
  p->baseline = sheet_money(o->rows, FIELD_BASELINE) ? o->baseline : NULL;
  p->budget = (double)o->set->allocate.budget;
  p->groups = o->groups;
  p->group = o->groups ? o->group : NULL;
  p->floor = o->groups ? o->floor : NULL;
  p->cap = o->groups ? o->cap : NULL;
  return code;
}

/* ---------------------------------------------------------------- the optimum */

/* Whole steps of a bound in pounds: the least up, the most down. */
static int64_t steps_up(double x, int64_t step) {
  return (int64_t)ceil(x / (double)step);
}
static int64_t steps_down(double x, int64_t step) {
  return isinf(x) || x / (double)step >= 9e18 ? INT64_MAX : (int64_t)floor(x / (double)step);
}

static int in_steps(optimised *o, cpw_error *err) {
  cpw_budget_units u;
  int64_t step = o->set->allocate.step;
  cpw_budget_units_init(&u);
  for (int64_t i = 0; i < o->n; i++) {
    o->units_lower[i] = steps_up(o->lower[i], step);
    o->units_upper[i] = steps_down(o->upper[i], step);
    o->units_baseline[i] = steps_down(o->baseline[i], step);
  }
  for (int64_t g = 0; g < o->groups; g++) {
    o->whole_floor[g] = steps_up(o->floor[g], step);
    o->whole_cap[g] = steps_down(o->cap[g], step);
  }
  u.n = o->n;
  u.response = o->curve;
  u.weight = o->weight;
  u.lower = o->units_lower;
  u.upper = o->units_upper;
  u.baseline = o->problem.baseline ? o->units_baseline : NULL;
  u.budget = o->set->allocate.budget / step;
  u.unit = (double)step;
  u.groups = o->groups;
  u.group = o->problem.group;
  u.floor = o->groups ? o->whole_floor : NULL;
  u.cap = o->groups ? o->whole_cap : NULL;
  int32_t status = cpw_budget_allocate_units(&u, NULL, o->units, &o->found, err);
  for (int64_t i = 0; !status && i < o->n; i++)
    o->spend[i] = (double)o->units[i] * (double)step;
  return status;
}

static int solve(optimised *o) {
  const allocate_settings *s = &o->set->allocate;
  cpw_run run = watched_run((int32_t)o->set->threads, (uint64_t)o->set->seed, "optimising");
  cpw_error err = {0};
  int32_t status;
  o->is_fair = s->fairness > 0;
  if (o->is_fair && s->step)
    return fail(USAGE, "%s: --fairness and --step do not go together", o->set->command);
  if (s->step < 0) return fail(USAGE, "%s: --step must be at least 1 pound", o->set->command);
  if (o->is_fair)
    status = cpw_budget_fair(&o->problem, s->fairness, NULL, o->spend, NULL, &o->fair, &err);
  else if (s->step)
    status = in_steps(o, &err);
  else
    status = cpw_budget_allocate(&o->problem, NULL, &run, o->spend, &o->found, &err);
  clear_progress();
  return status ? sheet_fail_library(o->rows, &err) : DONE;
}

/* ---------------------------------------------------------------- what comes out */

static void copy_reals(double *to, const cpw_result *r, const char *name, int64_t n) {
  const cpw_array *a = cpw_result_find(r, name);
  if (a && a->real) memcpy(to, a->real, (size_t)n * sizeof *to);
}

static int explain(optimised *o) {
  static const char *const words[] = {"", "its least", "its most", "floor of its group",
                                      "cap of its group"};
  cpw_result *r = NULL;
  cpw_error err = {0};
  if (cpw_budget_report(&o->problem, o->spend, (const char *const *)sheet_texts(o->rows, FIELD_ID),
                        o->groups ? o->group_name : NULL, NULL, &r, &err))
    return sheet_fail_library(o->rows, &err);
  copy_reals(o->benefit, r, "benefit", o->n);
  copy_reals(o->next, r, "marginal_next", o->n);
  copy_reals(o->cost, r, "cost_per_unit", o->n);
  const cpw_array *limit = cpw_result_find(r, "limit");
  for (int64_t i = 0; i < o->n; i++) {
    int64_t k = !limit ? 0 : limit->integer ? limit->integer[i] : (int64_t)limit->real[i];
    o->held[i] = words[k >= 0 && k <= 4 ? k : 0];
  }
  cpw_result_free(r);
  return DONE;
}

static void put_optimum_head(const optimised *o, buffer *b) {
  const cpw_budget_answer *f = &o->found;
  char **id = sheet_texts(o->rows, FIELD_ID);
  char price[CPW_NUMBER_CHARS];
  putf(b, "Best use of %s: a benefit of %s\n", pounds(o->set->allocate.budget).text,
       grouped(f->value, 3).text);
  cpw_format_double(f->multiplier, price);
  putf(b, "one more pound would buy %s\n", price);
  if (f->next >= 0) putf(b, "next in line: %s\n", id[f->next]);
  if (f->unspent >= 0.5)
    putf(b, "%s are left: nobody gains by them, or may take them\n", grouped(f->unspent, 0).text);
  if (f->gap > 1e-9 * fabs(f->value))
    putf(b, "no use can be worth more than %s (gap %s)%s\n", grouped(f->bound, 3).text,
         percent(f->gap / f->value, 4).text, f->proven ? "" : ", not proven to be the best");
  if (o->problem.baseline)
    putf(b, "today's spend is worth %s: %s by the change%s\n", grouped(f->baseline_value, 3).text,
         grouped(f->baseline_gain, 3).text, f->kept_baseline ? "; nothing better was found" : "");
}

static void put_fair_head(const optimised *o, buffer *b) {
  putf(b, "Fair use of %s (alpha %s): a benefit of %s in all, the least %s\n",
       pounds(o->set->allocate.budget).text,
       isinf(o->set->allocate.fairness) ? "without end" : fixed(o->set->allocate.fairness, 2).text,
       grouped(o->fair.total, 3).text, grouped(o->fair.least, 3).text);
  putf(b, "the greatest benefit in all is %s: the price of fairness is %s of it\n",
       grouped(o->fair.system, 3).text, percent(o->fair.price_of_fairness, 2).text);
}

static int show_optimum(optimised *o) {
  answer a = {.dimension = "option",
              .heading = "option",
              .rows = o->n,
              .id = (const char *const *)sheet_texts(o->rows, FIELD_ID),
              .total_words = "together"};
  char text[CPW_NUMBER_CHARS];
  /* every step is a whole number of pounds; other amounts are shown to the pound */
  answer_real(&a, "spend", "spend", "What it gets.", "GBP", SHOW_MONEY_REAL, o->spend);
  if (o->problem.baseline)
    answer_real(&a, "baseline", "today", "What it has today.", "GBP", SHOW_MONEY_REAL, o->baseline);
  answer_real(&a, "benefit", "benefit", "What that gains.", "", SHOW_NUMBER, o->benefit);
  answer_real(&a, "marginal_next", NULL, "Weighted benefit of one more pound.", "", SHOW_FINE,
              o->next);
  answer_real(&a, "cost_per_unit", "pounds for one more", "Pounds for one more unit of benefit.",
              "GBP", SHOW_MONEY_REAL, o->cost);
  answer_word(&a, "held_by", "held by", o->held);
  if (o->groups)
    answer_word(&a, "group", "group", (const char *const *)sheet_texts(o->rows, FIELD_GROUP));
  if (o->is_fair) {
    put_fair_head(o, &a.head);
  } else {
    put_optimum_head(o, &a.head);
    cpw_format_double(o->found.value, text);
    answer_note(&a, "value", text);
    cpw_format_double(o->found.multiplier, text);
    answer_note(&a, "shadow_price", text);
    cpw_format_double(o->found.unspent, text);
    answer_note(&a, "unspent", text);
    cpw_format_double(o->found.gap, text);
    answer_note(&a, "gap", text);
  }
  put(&a.head, "\n");
  a.total_words = NULL;
  int code = DONE;
  if (o->set->html)
    code = optimise_page(o->set, &a, o->rows, &o->problem, o->spend, o->is_fair ? NULL : &o->found);
  return code ? code : show_answer(o->set, &a);
}

int run_optimise(const settings *set, sheet *rows) {
  optimised o = {.set = set, .rows = rows, .n = rows->rows};
  int code = need_budget(set, "what there is to spend");
  if (!code && set->allocate.budget < 0)
    code = fail(USAGE, "%s: --budget must not be negative", set->command);
  if (!code) code = prepare(&o);
  if (!code) code = solve(&o);
  if (!code) code = explain(&o);
  if (!code) code = show_optimum(&o);
  optimised_free(&o);
  return code;
}
