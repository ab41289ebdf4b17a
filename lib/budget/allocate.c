/* The public door to allocation: concave curves by one search, others by branch and bound, and the answer
 * in full.
 * Source: the rules in carepath/budget.h.
 * Leaves the search to search.c and shaped.c, whole units to units.c. */
#include "budget/internal.h"

#include <string.h>

/* what a spend comes to; theta NULL: its gap is another's business */
static int32_t complete(const cpwi_problem *b, const cpw_run *run, const double *spend,
                        const double *theta, double *slope, double price, double *room,
                        cpw_budget_answer *a, cpw_error *err) {
  double budget = b->p.budget;
  int32_t status = cpwi_appraise(b, run, spend, theta, slope, room, a, err);
  if (status != CPW_OK) return status;
  a->unspent = budget - a->spent;
  if (!(a->unspent > CPWI_BUDGET_SLOP * budget)) a->unspent = 0.0;
  /* between two marginals the price is not one number: that of the next money */
  int loose = a->last >= 0 && a->last_gain > a->next_gain * (1 + 1e-9);
  if (!(price > 0 && price < (double)INFINITY) || price < a->next_gain) loose = 1;
  a->multiplier = a->unspent > 0 ? 0.0 : loose ? a->next_gain : price;
  return CPW_OK;
}

/* Never worse than what is done today. */
static int32_t compare(const cpwi_problem *b, const cpw_run *run, double *spend, double *slope,
                       double *room, double price, cpw_budget_answer *a, cpw_error *err) {
  const double *baseline = b->p.baseline;
  a->baseline_value = a->baseline_gain = CPWI_NAN;
  a->kept_baseline = 0;
  if (!baseline) return CPW_OK;
  double bound = a->value + a->gap;
  a->baseline_value = cpwi_value(b, baseline);
  if (a->baseline_value > a->value && cpwi_keeps(b, baseline, room)) {
    if (b->p.n > 0) memcpy(spend, baseline, (size_t)b->p.n * sizeof *spend);
    int32_t status = complete(b, run, spend, NULL, slope, price, room, a, err);
    if (status != CPW_OK) return status;
    a->gap = bound > a->value ? bound - a->value : 0.0;
    a->kept_baseline = 1;
  }
  a->baseline_gain = a->value - a->baseline_value;
  return CPW_OK;
}

/* room: slopes (n), (nodes), prices (nodes) */
static int32_t solve(cpwi_problem *b, const cpw_run *run, double *spend, double *room,
                     cpw_budget_answer *a, cpw_error *err) {
  double *slope = room, *sums = slope + b->p.n, *theta = sums + b->tree.nodes;
  int shaped = cpwi_problem_convex(b) >= 0;
  memset(a, 0, sizeof *a);
  a->proven = 1;
  a->nodes = 1;
  int32_t status = shaped ? cpwi_shaped(b, run, spend, theta, a, err)
                          : cpwi_relax(b, -1.0, run, spend, theta, err);
  if (status != CPW_OK) return status;
  double price = cpw_math_exp(theta[b->tree.nodes - 1]);
  status = complete(b, run, spend, shaped ? NULL : theta, slope, price, sums, a, err);
  if (status == CPW_OK) status = compare(b, run, spend, slope, sums, price, a, err);
  if (status != CPW_OK) return status;
  a->bound = a->value + a->gap;
  return CPW_OK;
}

int32_t cpw_budget_allocate(const cpw_budget_problem *problem, const cpw_budget_options *options,
                            const cpw_run *run, double *spend, cpw_budget_answer *answer,
                            cpw_error *err) {
  cpwi_problem b;
  cpw_run known;
  cpw_budget_answer a;
  int32_t status = cpwi_take_run(&known, run, __func__, err);
  if (status != CPW_OK) return status;
  status = cpwi_problem_init(&b, problem, options, &known, __func__, err);
  if (status == CPW_OK && b.p.n > 0 && !spend)
    status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "spend must be given");
  double *room = NULL;
  if (status == CPW_OK) {
    room = cpwi_alloc(b.options.allocator, (size_t)b.p.n + (size_t)b.tree.nodes, 2 * sizeof *room);
    if (!room) status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the answer");
  }
  if (status == CPW_OK) status = solve(&b, &known, room, room + b.p.n, &a, err);
  if (status == CPW_OK) {
    if (b.p.n > 0) memcpy(spend, room, (size_t)b.p.n * sizeof *spend);
    if (answer) *answer = a;
  }
  cpwi_release(b.options.allocator, room);
  cpwi_problem_free(&b);
  return status;
}
