/* What each goal costs: derivatives by the capacity of every period, and plans made again with more
 * demand, a harder goal, a later date. Source: carepath/plan.h; the derivatives are exact, the rest are
 * differences of two plans. Leaves a plan itself to plan.c. */
#include "plan/job.h"

/* A harder goal; 0 if there is none. */
static int32_t harder(cpwi_goal *g) {
  if (g->kind == CPW_GOAL_WITHIN)
    g->level += 0.01;
  else if (g->kind == CPW_GOAL_LONG_SHARE)
    g->level -= 0.01;
  else
    g->level *= 0.99;
  return g->level >= 0.0 && (g->kind != CPW_GOAL_WITHIN || g->level <= 1.0);
}

/* The change of capacity when room->changed is planned instead. */
static double change_of(const cpwi_plan *j, cpwi_plan_room *r) {
  cpwi_task *k = &r->changed;
  int32_t met = 0;
  for (int64_t t = 0; t < k->periods; t++)
    r->path[t] = r->answer[t < r->task.periods ? t : r->task.periods - 1];
  if (cpwi_plan_solve(r, j, k, 1, r->path, &met) != CPW_OK || !met || r->walk.outgrown)
    return CPWI_NAN;
  return cpwi_sum(k->periods, r->path) / (double)k->periods - j->capacity[k->list];
}

static double per_demand(const cpwi_plan *j, cpwi_plan_room *r) {
  cpwi_task_copy(&r->changed, &r->task, 0);
  for (int64_t t = 0; t < r->changed.periods; t++)
    r->changed.starts[t] *= 1.01;
  return change_of(j, r);
}

static double per_level(const cpwi_plan *j, cpwi_plan_room *r, int64_t g) {
  cpwi_task_copy(&r->changed, &r->task, 0);
  return harder(&r->changed.goal[g]) ? change_of(j, r) : CPWI_NAN;
}

static double per_later(const cpwi_plan *j, cpwi_plan_room *r, int64_t g) {
  cpwi_task_copy(&r->changed, &r->task, r->task.goal[g].period + 1 == r->task.periods);
  r->changed.goal[g].period++;
  cpwi_task_date(&r->changed);
  return change_of(j, r);
}

static void no_value(double *x, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    x[i] = CPWI_NAN;
}

void cpwi_plan_price(const cpwi_plan *j, cpwi_plan_room *r, int32_t met) {
  const cpwi_task *k = &r->task;
  int64_t goals = j->options.goal_count, row = k->list * goals, periods = k->periods;
  no_value(j->marginal + row * periods, goals * periods);
  no_value(j->per_level + row, goals);
  no_value(j->per_later + row, goals);
  j->per_demand[k->list] = CPWI_NAN;
  for (int64_t g = 0; g < k->goals && !r->walk.outgrown; g++)
    cpwi_walk_value_slope(&r->walk, &k->goal[g], j->marginal + (row + k->goal[g].index) * periods);
  if (!met || k->goals == 0) return;
  j->per_demand[k->list] = per_demand(j, r);
  for (int64_t g = 0; g < k->goals; g++) {
    j->per_level[row + k->goal[g].index] = per_level(j, r, g);
    j->per_later[row + k->goal[g].index] = per_later(j, r, g);
  }
}
