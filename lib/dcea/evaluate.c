/* Programmes valued by group and as a whole, ranked, placed in the plane, and tried over grids of
 * aversions, thresholds and gradients.
 * Source: the rules in carepath/dcea.h. Leaves welfare to welfare.c, domination to frontier.c. */
#include "dcea/internal.h"

#include <stdio.h>

typedef struct arrays {
  double *net_benefit, *gain, *opportunity_cost, *health_after; /* [programme group] */
  double *weight;                                               /* [group] */
  double *mean_before, *ede_before, *inequality_before, *slope_before, *gap_before;
  double *total_cost, *mean_after, *ede_after, *inequality_after, *ede_change, *ede_benefit,
      *efficiency, *equity, *slope_change, *gap_change, *weighted_benefit, *plane_equity, *flip,
      *break_even; /* [programme] */
  int64_t *quadrant, *rank, *rank_efficiency, *status, *flips;
  double *aversion, *threshold; /* the grids */
  double *by_aversion, *by_threshold, *by_gradient;
} arrays;

typedef struct evaluation {
  cpwi_dcea d;
  const cpw_dcea_population *p;
  int64_t count;
  cpwi_groups g;
  double *net, *noise; /* (groups) scratch */
  arrays a;
} evaluation;

/* ---------------------------------------------------------------- the arrays ---------------- */

static int32_t add_dimensions(const evaluation *e, cpw_result *result, cpw_error *err) {
  const cpw_dcea_options *o = &e->d.options;
  int32_t status = cpwi_dcea_add_dimension(result, "programme", e->count, o->programme_labels, err);
  if (status == CPW_OK)
    status = cpwi_dcea_add_dimension(result, "group", e->p->groups, o->group_labels, err);
  if (status == CPW_OK && o->aversions > 0)
    status = cpwi_dcea_add_dimension(result, "aversion", o->aversions, NULL, err);
  if (status == CPW_OK && o->thresholds > 0)
    status = cpwi_dcea_add_dimension(result, "threshold", o->thresholds, NULL, err);
  if (status == CPW_OK && o->gradients > 0)
    status = cpwi_dcea_add_dimension(result, "gradient", o->gradients, o->gradient_labels, err);
  return status;
}

static int32_t add_by_group(arrays *a, cpw_result *result, cpw_error *err) {
  const cpwi_dcea_column columns[] = {
      {"net_benefit", "QALYs", "health gained less what the cost would have done elsewhere",
       "programme group", &a->net_benefit, NULL},
      {"gain", "QALYs", "recipients times gain", "programme group", &a->gain, NULL},
      {"opportunity_cost", "QALYs", "health lost elsewhere", "programme group",
       &a->opportunity_cost, NULL},
      {"health_after", "QALYs per head", "health with the programme", "programme group",
       &a->health_after, NULL},
      {"weight", "", "equity weight of a QALY", "group", &a->weight, NULL},
      {"mean_before", "QALYs per head", "mean health", "", &a->mean_before, NULL},
      {"ede_before", "QALYs per head", "equally distributed equivalent", "", &a->ede_before, NULL},
      {"inequality_before", "", "1 - EDE/mean; mean - EDE for Kolm", "", &a->inequality_before,
       NULL},
      {"slope_before", "QALYs per head", "slope index of health", "", &a->slope_before, NULL},
      {"gap_before", "QALYs per head", "last less first group", "", &a->gap_before, NULL}};
  return cpwi_dcea_add_columns(result, columns, sizeof columns / sizeof columns[0], err);
}

static int32_t add_by_programme(arrays *a, cpw_result *result, cpw_error *err) {
  const char *by = "programme";
  const cpwi_dcea_column columns[] = {
      {"total_cost", "currency", "cost of the programme", by, &a->total_cost, NULL},
      {"mean_after", "QALYs per head", "mean health", by, &a->mean_after, NULL},
      {"ede_after", "QALYs per head", "equally distributed equivalent", by, &a->ede_after, NULL},
      {"inequality_after", "", "1 - EDE/mean; mean - EDE for Kolm", by, &a->inequality_after, NULL},
      {"ede_change", "QALYs per head", "change of the EDE", by, &a->ede_change, NULL},
      {"ede_benefit", "QALYs", "change of the EDE of all people: efficiency + equity", by,
       &a->ede_benefit, NULL},
      {"efficiency", "QALYs", "total health gained", by, &a->efficiency, NULL},
      {"equity", "QALYs", "worth of less inequality", by, &a->equity, NULL},
      {"slope_change", "QALYs per head", "change of the slope index", by, &a->slope_change, NULL},
      {"gap_change", "QALYs per head", "change of the gap", by, &a->gap_change, NULL},
      {"weighted_benefit", "QALYs", "sum of weight times net benefit", by, &a->weighted_benefit,
       NULL},
      {"plane_equity", "", "equity axis of the plane", by, &a->plane_equity, NULL},
      {"quadrant", "", "0 neutral, 1 win-win, 2 win-lose, 3 lose-win, 4 lose-lose", by, NULL,
       &a->quadrant},
      {"rank", "", "by ede_benefit, from 1", by, NULL, &a->rank},
      {"rank_efficiency", "", "by efficiency, from 1", by, NULL, &a->rank_efficiency},
      {"status", "", "0 efficient, 1 extendedly dominated, 2 dominated", by, NULL, &a->status},
      {"flips", "", "number of aversions at which ede_benefit changes its sign", by, NULL,
       &a->flips},
      {"flip", "", "the first of them", by, &a->flip, NULL},
      {"break_even_threshold", "currency per QALY", "threshold at which ede_benefit is 0", by,
       &a->break_even, NULL}};
  return cpwi_dcea_add_columns(result, columns, sizeof columns / sizeof columns[0], err);
}

static int32_t add_grids(evaluation *e, cpw_result *result, cpw_error *err) {
  arrays *a = &e->a;
  const cpw_dcea_options *o = &e->d.options;
  const cpwi_dcea_column columns[] = {
      {"aversion", "", "grid of aversions", "aversion", &a->aversion, NULL},
      {"by_aversion", "QALYs", "ede_benefit at each aversion", "programme aversion",
       &a->by_aversion, NULL},
      {"threshold", "currency per QALY", "grid of thresholds", "threshold", &a->threshold, NULL},
      {"by_threshold", "QALYs", "ede_benefit at each threshold", "programme threshold",
       &a->by_threshold, NULL},
      {"by_gradient", "QALYs", "ede_benefit with each gradient", "programme gradient",
       &a->by_gradient, NULL}};
  int32_t status = CPW_OK;
  if (o->aversions > 0) status = cpwi_dcea_add_columns(result, columns, 2, err);
  if (status == CPW_OK && o->thresholds > 0)
    status = cpwi_dcea_add_columns(result, columns + 2, 2, err);
  if (status == CPW_OK && o->gradients > 0)
    status = cpwi_dcea_add_columns(result, columns + 4, 1, err);
  for (int64_t k = 0; status == CPW_OK && k < o->aversions; k++)
    a->aversion[k] = o->aversion_grid[k];
  for (int64_t k = 0; status == CPW_OK && k < o->thresholds; k++)
    a->threshold[k] = o->threshold_grid[k];
  return status;
}

/* ---------------------------------------------------------------- one programme ------------- */

/* The change at another aversion or after another net benefit, as efficiency + equity. */
static double benefit_now(evaluation *e, double aversion) {
  cpw_dcea_change c;
  cpwi_groups_assess(&e->g, aversion, &c);
  return c.ede_benefit;
}

static int32_t over_grids(evaluation *e, int64_t m, double cost, cpw_error *err) {
  const cpw_dcea_options *o = &e->d.options;
  int64_t n = e->p->groups;
  const double *gain = e->a.gain + m * n;
  int32_t status = CPW_OK;
  for (int64_t k = 0; k < o->aversions; k++)
    e->a.by_aversion[m * o->aversions + k] = benefit_now(e, o->aversion_grid[k]);
  for (int64_t k = 0; status == CPW_OK && k < o->thresholds; k++) {
    cpwi_dcea_net(gain, cost, o->threshold_grid[k], e->d.shares, n, e->net, e->noise);
    status = cpwi_groups_set(&e->g, e->net, e->noise, err);
    if (status == CPW_OK) e->a.by_threshold[m * o->thresholds + k] = benefit_now(e, e->d.aversion);
  }
  for (int64_t k = 0; status == CPW_OK && k < o->gradients; k++) {
    cpwi_dcea_net(gain, cost, o->threshold, o->gradient_shares + k * n, n, e->net, e->noise);
    status = cpwi_groups_set(&e->g, e->net, e->noise, err);
    if (status == CPW_OK) e->a.by_gradient[m * o->gradients + k] = benefit_now(e, e->d.aversion);
  }
  return status;
}

static void keep_change(evaluation *e, int64_t m, const cpw_dcea_change *c) {
  arrays *a = &e->a;
  a->mean_after[m] = c->mean_after;
  a->ede_after[m] = c->ede_after;
  a->inequality_after[m] = c->inequality_after;
  a->ede_change[m] = c->ede_change;
  a->ede_benefit[m] = c->ede_benefit;
  a->efficiency[m] = c->efficiency;
  a->equity[m] = c->equity;
  a->slope_change[m] = c->slope_change;
  a->gap_change[m] = c->gap_change;
  a->plane_equity[m] = cpwi_dcea_axis(c, e->d.options.axis);
  a->quadrant[m] = cpw_dcea_quadrant(c->efficiency, a->plane_equity[m]);
  *a->mean_before = c->mean_before;
  *a->ede_before = c->ede_before;
  *a->inequality_before = c->inequality_before;
  *a->slope_before = c->slope_before;
  *a->gap_before = c->gap_before;
}

static void keep_groups(evaluation *e, int64_t m, const double *net) {
  int64_t n = e->p->groups;
  double rounding = 0.0;
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < n; i++) {
    e->a.opportunity_cost[m * n + i] = e->a.gain[m * n + i] - net[i];
    e->a.health_after[m * n + i] = e->g.after[i];
    cpw_exact_sum_add(&sum, e->a.weight[i] * net[i]);
    rounding += e->a.weight[i] * e->g.noise[i];
  }
  double weighted = cpw_exact_sum_value(&sum);
  e->a.weighted_benefit[m] = weighted <= rounding && -weighted <= rounding ? 0.0 : weighted;
}

static int32_t value_one(evaluation *e, const cpw_dcea_programme *programme, int64_t m,
                         cpw_error *err) {
  const cpw_dcea_options *o = &e->d.options;
  int64_t n = e->p->groups;
  double *gain = e->a.gain + m * n, *net = e->a.net_benefit + m * n, cost = 0.0;
  char name[40];
  snprintf(name, sizeof name, "programmes[%lld]", (long long)m);
  int32_t status = cpwi_dcea_programme(e->p, programme, name, e->d.where, gain, &cost, err);
  if (status != CPW_OK) return status;
  cpwi_dcea_net(gain, cost, o->threshold, e->d.shares, n, net, e->noise);
  status = cpwi_groups_set(&e->g, net, e->noise, err);
  if (status != CPW_OK) return status;
  cpw_dcea_change change;
  cpwi_groups_assess(&e->g, e->d.aversion, &change);
  e->a.total_cost[m] = cost;
  keep_change(e, m, &change);
  keep_groups(e, m, net);
  double first = CPWI_NAN;
  e->a.flips[m] = cpwi_groups_flips(&e->g, o->flip_lower, o->flip_upper, 1, &first);
  e->a.flip[m] = first;
  status = over_grids(e, m, cost, err);
  if (status != CPW_OK) return status;
  return cpwi_dcea_break_even(&e->g, gain, cost, e->d.shares, e->d.aversion, e->net,
                              &e->a.break_even[m], err);
}

/* ---------------------------------------------------------------- all of them --------------- */

static int32_t fill_weights(evaluation *e, cpw_error *err) {
  const cpw_dcea_options *o = &e->d.options;
  for (int64_t i = 0; o->weight && i < e->p->groups; i++)
    e->a.weight[i] = o->weight[i];
  if (o->weight) return CPW_OK;
  return cpw_dcea_weights(e->p, o->measure, e->d.aversion, CPW_DCEA_WEIGHT_MARGINAL, 0,
                          o->allocator, e->a.weight, err);
}

static int32_t build(evaluation *e, const cpw_dcea_programme *programmes, cpw_result *result,
                     cpw_error *err) {
  const cpw_allocator *a = e->d.options.allocator;
  int32_t status = add_dimensions(e, result, err);
  if (status == CPW_OK) status = add_by_group(&e->a, result, err);
  if (status == CPW_OK) status = add_by_programme(&e->a, result, err);
  if (status == CPW_OK) status = add_grids(e, result, err);
  if (status == CPW_OK) status = fill_weights(e, err);
  for (int64_t m = 0; status == CPW_OK && m < e->count; m++)
    status = value_one(e, &programmes[m], m, err);
  if (status == CPW_OK)
    status = cpwi_dcea_ranks(e->a.ede_benefit, e->count, e->a.rank, a, e->d.where, err);
  if (status == CPW_OK)
    status = cpwi_dcea_ranks(e->a.efficiency, e->count, e->a.rank_efficiency, a, e->d.where, err);
  if (status == CPW_OK)
    status = cpwi_dcea_frontier(e->a.efficiency, e->a.plane_equity, e->count, e->a.status, a,
                                e->d.where, err);
  return status == CPW_OK ? cpwi_dcea_add_notes(&e->d, result, err) : status;
}

static int32_t evaluate(evaluation *e, const cpw_dcea_programme *programmes, cpw_result **out,
                        cpw_error *err) {
  const cpw_allocator *a = e->d.options.allocator;
  cpw_result *result = NULL;
  int32_t status = cpwi_groups_init(&e->g, e->p, e->d.options.measure, a, e->d.where, err);
  e->net = cpwi_alloc(a, (size_t)e->p->groups, 2 * sizeof *e->net);
  e->noise = e->net ? e->net + e->p->groups : NULL;
  if (status == CPW_OK && !e->net)
    status = cpwi_fail(err, CPW_ENOMEM, -1, e->d.where, "no memory for %lld groups",
                       (long long)e->p->groups);
  if (status == CPW_OK) status = cpw_result_new(a, &result, err);
  if (status == CPW_OK) status = build(e, programmes, result, err);
  cpwi_groups_free(&e->g);
  cpwi_release(a, e->net);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}

int32_t cpw_dcea_evaluate(const cpw_dcea_population *population,
                          const cpw_dcea_programme *programmes, int64_t count,
                          const cpw_dcea_options *options, cpw_result **out, cpw_error *err) {
  if (!programmes || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", out ? "programmes" : "out");
  if (count < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "count = %lld must be >= 1", (long long)count);
  evaluation e = {.p = population, .count = count};
  int32_t status = cpwi_dcea_take(&e.d, population, count, options, __func__, err);
  if (status == CPW_OK) status = evaluate(&e, programmes, out, err);
  cpwi_dcea_free(&e.d);
  return status;
}
