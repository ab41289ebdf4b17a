/* Money, tiers of capacity and waiting lists by specialty and group: the plan that leaves fewest waiting.
 * Source: carepath/plans.h; a production and inventory programme with tiers of rising cost, as in Manne (1958)
 * and after him, with rules on the gap between groups.
 * Leaves the result to joint_result.c. */
#include "plans/joint.h"

#include <stdio.h>
#include <string.h>

/* ---------------------------------------------------------------- places -------------------- */

static int64_t cell(const cpwi_joint *w, int64_t t, int64_t k) {
  return t * w->l.specialties + k;
}
int64_t cpwi_joint_activity(const cpwi_joint *w, int64_t t, int64_t k, int64_t tier) {
  return w->activity + cell(w, t, k) * w->l.tiers + tier;
}
int64_t cpwi_joint_treated(const cpwi_joint *w, int64_t t, int64_t k, int64_t g) {
  return w->treated + cell(w, t, k) * w->l.groups + g;
}
int64_t cpwi_joint_end(const cpwi_joint *w, int64_t t, int64_t k, int64_t g) {
  return w->end + cell(w, t, k) * w->l.groups + g;
}

static double weight(const cpwi_joint *w, int64_t t, int64_t k, int64_t g) {
  const cpw_plans_lists *l = &w->l;
  double period = l->period_weight ? l->period_weight[t] : (t == l->periods - 1 ? 1.0 : 0.0);
  return period * (l->specialty_weight ? l->specialty_weight[k] : 1.0) *
         (l->group_weight ? l->group_weight[g] : 1.0);
}

static double joining(const cpwi_joint *w, int64_t t, int64_t k, int64_t g) {
  return w->l.demand[cell(w, t, k) * w->l.groups + g];
}

/* ---------------------------------------------------------------- the programme ------------- */

static void add_columns(cpwi_joint *w) {
  const cpw_plans_lists *l = &w->l;
  double none = (double)INFINITY;
  int64_t cells = l->periods * l->specialties;
  w->activity = w->model.columns;
  for (int64_t c = 0; c < cells * l->tiers; c++)
    (void)cpwi_plans_model_column(&w->model, 0.0, l->tier_capacity[c % (l->specialties * l->tiers)],
                                  0.0);
  w->treated = w->model.columns;
  for (int64_t c = 0; c < cells * l->groups; c++)
    (void)cpwi_plans_model_column(&w->model, 0.0, none, 0.0);
  w->end = w->model.columns;
  for (int64_t t = 0; t < l->periods; t++)
    for (int64_t k = 0; k < l->specialties; k++)
      for (int64_t g = 0; g < l->groups; g++)
        (void)cpwi_plans_model_column(&w->model, 0.0, none, weight(w, t, k, g));
  w->carried = w->model.columns;
  for (int64_t t = 0; t < l->periods; t++)
    (void)cpwi_plans_model_column(&w->model, 0.0, l->carry ? none : 0.0, 0.0);
  w->missed = w->model.columns;
  for (int64_t k = 0; k < l->gaps; k++)
    (void)cpwi_plans_model_column(&w->model, 0.0, 0.0, 0.0);
  w->largest = cpwi_plans_model_column(&w->model, 0.0, none, 0.0);
}

/* Everybody who is treated has a place in a tier. */
static void add_places(cpwi_joint *w) {
  const cpw_plans_lists *l = &w->l;
  for (int64_t t = 0; t < l->periods; t++)
    for (int64_t k = 0; k < l->specialties; k++) {
      int64_t row = cpwi_plans_model_row(&w->model, 0.0, 0.0);
      for (int64_t r = 0; r < l->tiers; r++)
        cpwi_plans_model_add(&w->model, row, cpwi_joint_activity(w, t, k, r), 1.0);
      for (int64_t g = 0; g < l->groups; g++)
        cpwi_plans_model_add(&w->model, row, cpwi_joint_treated(w, t, k, g), -1.0);
    }
}

/* opening + joining + sent on - treated = closing */
static void add_lists(cpwi_joint *w) {
  const cpw_plans_lists *l = &w->l;
  for (int64_t t = 0; t < l->periods; t++)
    for (int64_t k = 0; k < l->specialties; k++)
      for (int64_t g = 0; g < l->groups; g++) {
        double joins = joining(w, t, k, g) + (t == 0 ? l->list[k * l->groups + g] : 0.0);
        int64_t row = cpwi_plans_model_row(&w->model, joins, joins);
        cpwi_plans_model_add(&w->model, row, cpwi_joint_end(w, t, k, g), 1.0);
        if (t > 0) cpwi_plans_model_add(&w->model, row, cpwi_joint_end(w, t - 1, k, g), -1.0);
        cpwi_plans_model_add(&w->model, row, cpwi_joint_treated(w, t, k, g), 1.0);
        for (int64_t i = 0; l->next && i < l->specialties; i++)
          cpwi_plans_model_add(&w->model, row, cpwi_joint_treated(w, t, i, g),
                               -l->next[i * l->specialties + k]);
      }
}

static void add_budgets(cpwi_joint *w) {
  const cpw_plans_lists *l = &w->l;
  w->budget_row = w->model.rows;
  for (int64_t t = 0; t < l->periods; t++) {
    int64_t row = cpwi_plans_model_row(&w->model, -(double)INFINITY, l->budget[t]);
    for (int64_t k = 0; k < l->specialties; k++)
      for (int64_t r = 0; r < l->tiers; r++)
        cpwi_plans_model_add(&w->model, row, cpwi_joint_activity(w, t, k, r),
                             l->tier_cost[k * l->tiers + r]);
    cpwi_plans_model_add(&w->model, row, w->carried + t, 1.0);
    if (t > 0) cpwi_plans_model_add(&w->model, row, w->carried + t - 1, -1.0);
  }
}

/* The relative end list of a group, times `sign`. */
static void add_relative(cpwi_joint *w, int64_t row, int64_t g, double sign) {
  const cpw_plans_lists *l = &w->l;
  if (!(w->base[g] > 0.0)) return;
  for (int64_t k = 0; k < l->specialties; k++)
    cpwi_plans_model_add(&w->model, row, cpwi_joint_end(w, l->periods - 1, k, g),
                         sign / w->base[g]);
}

/* Gap rules, at first without force, and the largest of the relative end lists. */
static void add_gaps(cpwi_joint *w) {
  double none = (double)INFINITY;
  w->gap_row = w->model.rows;
  for (int64_t k = 0; k < w->l.gaps; k++) {
    int64_t row = cpwi_plans_model_row(&w->model, -none, none);
    add_relative(w, row, w->l.gap_of[k], 1.0);
    add_relative(w, row, w->l.gap_over[k], -1.0);
    cpwi_plans_model_add(&w->model, row, w->missed + k, -1.0);
  }
  for (int64_t g = 0; g < w->l.groups; g++) {
    int64_t row = cpwi_plans_model_row(&w->model, 0.0, none);
    cpwi_plans_model_add(&w->model, row, w->largest, 1.0);
    add_relative(w, row, g, -1.0);
  }
}

static void take_bases(cpwi_joint *w) {
  const cpw_plans_lists *l = &w->l;
  for (int64_t k = 0; k < l->specialties; k++)
    for (int64_t g = 0; g < l->groups; g++) {
      double waiting = l->list[k * l->groups + g];
      for (int64_t t = 0; t < l->periods; t++) {
        waiting += joining(w, t, k, g);
        w->nobody += weight(w, t, k, g) * waiting;
      }
      w->base[g] += waiting;
    }
}

static int32_t build(cpwi_joint *w, cpw_error *err) {
  w->base = cpwi_alloc_zero(w->o.allocator, (size_t)w->l.groups, sizeof *w->base);
  if (!w->base) return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_PLANS_JOINT, "no memory for the plan");
  take_bases(w);
  w->model.allocator = w->o.allocator;
  add_columns(w);
  add_places(w);
  add_lists(w);
  add_budgets(w);
  add_gaps(w);
  int32_t status = cpwi_plans_model_load(&w->model, 0, w->o.run, &w->lp, CPWI_PLANS_JOINT, err);
  w->loaded = !w->model.failed;
  if (status != CPW_OK) return status;
  size_t columns = (size_t)w->model.columns;
  w->x = cpwi_alloc_zero(w->o.allocator,
                         2 * columns + 3 * (size_t)w->l.periods + 2 * (size_t)w->l.gaps +
                             (size_t)(w->treated - w->activity),
                         sizeof *w->x);
  if (!w->x) return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_PLANS_JOINT, "no memory for the plan");
  w->costs = w->x + columns;
  w->price = w->costs + columns;
  w->price_from = w->price + w->l.periods;
  w->price_to = w->price_from + w->l.periods;
  w->gap_price = w->price_to + w->l.periods;
  w->gap_short = w->gap_price + w->l.gaps;
  w->capacity_price = w->gap_short + w->l.gaps;
  return CPW_OK;
}

/* ---------------------------------------------------------------- solving ------------------- */

static int32_t solve(cpwi_joint *w, double *value, int32_t *found, cpw_error *err) {
  w->lp.limit = w->lp.iterations + 100 * w->lp.total + 10000;
  int32_t status = cpwi_linear_run(&w->lp, CPWI_PLANS_JOINT, err);
  if (status != CPW_OK) return status;
  *found = w->lp.outcome == CPW_LINEAR_OPTIMAL;
  if (!*found && w->lp.outcome != CPW_LINEAR_INFEASIBLE)
    return cpwi_fail(err, CPW_ENOCONV, -1, CPWI_PLANS_JOINT,
                     "the linear programme does not end within %lld pivots",
                     (long long)w->lp.limit);
  *value = cpwi_linear_objective(&w->lp);
  return CPW_OK;
}

/* Among the best plans so far, the one that is best by other costs. */
static int32_t solve_next(cpwi_joint *w, cpw_error *err) {
  double value = 0.0;
  int32_t found = 0;
  cpwi_linear_face(&w->lp);
  cpwi_linear_set_costs(&w->lp, w->costs, 0);
  int32_t status = solve(w, &value, &found, err);
  if (status != CPW_OK || !found) return status; /* by rounding: the plan before it stays */
  for (int64_t j = 0; j < w->model.columns; j++)
    w->x[j] = cpwi_linear_x(&w->lp, j);
  return status;
}

static void take_prices(cpwi_joint *w) {
  for (int64_t t = 0; t < w->l.periods; t++) {
    w->price[t] = 0.0 - cpwi_linear_dual(&w->lp, w->budget_row + t);
    cpwi_linear_range(&w->lp, w->budget_row + t, &w->price_from[t], &w->price_to[t]);
  }
  for (int64_t k = 0; k < w->l.gaps; k++)
    w->gap_price[k] = 0.0 - cpwi_linear_dual(&w->lp, w->gap_row + k);
  for (int64_t j = w->activity; j < w->treated; j++) {
    int at_upper = w->lp.status[j] == CPW_LINEAR_AT_UPPER;
    w->capacity_price[j - w->activity] = at_upper ? 0.0 - cpwi_linear_cost(&w->lp, j) : 0.0;
  }
}

static void no_prices(cpwi_joint *w) {
  for (int64_t t = 0; t < w->l.periods; t++)
    w->price[t] = w->price_from[t] = w->price_to[t] = CPWI_NAN;
  for (int64_t k = 0; k < w->l.gaps; k++)
    w->gap_price[k] = CPWI_NAN;
  for (int64_t j = w->activity; j < w->treated; j++)
    w->capacity_price[j - w->activity] = CPWI_NAN;
}

/* No plan keeps the gap rules: the one that misses them least in sum. */
static int32_t miss_least(cpwi_joint *w, cpw_error *err) {
  double value = 0.0;
  int32_t found = 0;
  memset(w->costs, 0, (size_t)w->model.columns * sizeof *w->costs);
  for (int64_t k = 0; k < w->l.gaps; k++) {
    cpwi_linear_bound(&w->lp, w->missed + k, 0.0, (double)INFINITY);
    w->costs[w->missed + k] = 1.0;
  }
  cpwi_linear_set_costs(&w->lp, w->costs, 0);
  int32_t status = solve(w, &value, &found, err);
  if (status != CPW_OK) return status;
  if (!found)
    return cpwi_fail(err, CPW_EINTERNAL, -1, CPWI_PLANS_JOINT,
                     "no plan although all may be missed");
  memcpy(w->costs, w->model.cost, (size_t)w->model.columns * sizeof *w->costs);
  status = solve_next(w, err);
  if (status == CPW_OK) w->value = cpwi_linear_objective(&w->lp);
  no_prices(w);
  return status;
}

/* The rules on gaps come into force. */
static int32_t plan(cpwi_joint *w, cpw_error *err) {
  int32_t found = 0, status = solve(w, &w->without_gaps, &found, err);
  if (status != CPW_OK) return status;
  for (int64_t k = 0; k < w->l.gaps; k++)
    cpwi_linear_row_bound(&w->lp, w->gap_row + k, -(double)INFINITY, w->l.gap_most[k]);
  status = solve(w, &w->value, &found, err);
  if (status != CPW_OK) return status;
  w->feasible = found;
  if (!found) return miss_least(w, err);
  for (int64_t j = 0; j < w->model.columns; j++)
    w->x[j] = cpwi_linear_x(&w->lp, j);
  take_prices(w);
  return CPW_OK;
}

/* Of equally good plans the cheapest, and of those the one with the least of the largest lists. */
static int32_t refine(cpwi_joint *w, cpw_error *err) {
  const cpw_plans_lists *l = &w->l;
  size_t bytes = (size_t)w->model.columns * sizeof *w->costs;
  memset(w->costs, 0, bytes);
  for (int64_t j = w->activity; j < w->treated; j++)
    w->costs[j] = l->tier_cost[(j - w->activity) % (l->specialties * l->tiers)];
  int32_t status = solve_next(w, err);
  if (status != CPW_OK) return status;
  memset(w->costs, 0, bytes);
  w->costs[w->largest] = 1.0;
  return solve_next(w, err);
}

static double relative(const cpwi_joint *w, int64_t g) {
  double sum = 0.0;
  for (int64_t k = 0; k < w->l.specialties; k++)
    sum += w->x[cpwi_joint_end(w, w->l.periods - 1, k, g)];
  return w->base[g] > 0.0 ? sum / w->base[g] : 0.0;
}

/* By how much the plan misses each rule. */
static void take_missed(cpwi_joint *w) {
  for (int64_t k = 0; k < w->l.gaps && !w->feasible; k++) {
    double gap = relative(w, w->l.gap_of[k]) - relative(w, w->l.gap_over[k]);
    double missed = gap - w->l.gap_most[k];
    w->gap_short[k] = missed > 1e-12 ? missed : 0.0;
  }
}

int32_t cpw_plans_joint(const cpw_plans_lists *lists, const cpw_plans_options *options,
                        cpw_result **out, cpw_error *err) {
  cpwi_joint w;
  memset(&w, 0, sizeof w);
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_PLANS_JOINT, "out is NULL");
  int32_t status = cpwi_plans_take_options(&w.o, options, CPWI_PLANS_JOINT, err);
  if (status != CPW_OK) return status;
  status = cpwi_plans_take_lists(&w.l, lists, err);
  if (status != CPW_OK) return status;
  status = build(&w, err);
  if (status == CPW_OK) status = plan(&w, err);
  if (status == CPW_OK) status = refine(&w, err);
  if (status == CPW_OK) take_missed(&w);
  if (status == CPW_OK) status = cpwi_joint_result(&w, out, err);
  cpwi_plans_model_free(&w.model);
  if (w.loaded) cpwi_linear_free(&w.lp);
  if (w.base) cpwi_release(w.o.allocator, w.base);
  if (w.x) cpwi_release(w.o.allocator, w.x);
  return status;
}
