/* lib/plan/job.h - one call of cpw_plan_capacity: what was asked, the arrays of the result, and the
 * room in which one list after the other is planned. Source: carepath/plan.h. Leaves the searches to
 * internal.h. */
#ifndef CPWI_PLAN_JOB_H
#define CPWI_PLAN_JOB_H

#include "plan/internal.h"

#define CPWI_PLAN_WHERE "cpw_plan_capacity"

typedef struct cpwi_plan {
  cpw_backlog backlog;
  cpw_bands bands;
  cpw_plan_options options;
  cpw_goal *goals;    /* (goal_count) the caller's, of any age */
  cpwi_limit *limits; /* (goal_count) */
  cpwi_ageing ageing;
  /* arrays of the result */
  int64_t *outcome, *goal_kind, *goal_period, *met, *binding;
  double *capacity, *total, *extra, *largest_change, *path, *unused, *closing;
  double *goal_weeks, *goal_level, *value, *slack;
  double *marginal, *per_demand, *per_level, *per_later;
} cpwi_plan;

typedef struct cpwi_plan_room {
  cpwi_walk walk;
  cpwi_task task, changed;
  cpwi_free free;
  double *path, *answer; /* (periods + 1) */
} cpwi_plan_room;

/* options.c */
int32_t cpwi_plan_take_options(cpwi_plan *plan, const cpw_plan_options *given, cpw_error *err);
int32_t cpwi_plan_take_goals(cpwi_plan *plan, cpw_error *err);
int32_t cpwi_plan_check_arrays(cpwi_plan *plan, cpw_error *err);

/* plan.c: a list's task, CPW_EINVAL where its limits contradict */
int32_t cpwi_plan_take_list(const cpwi_plan *plan, int64_t list, cpwi_task *task, cpw_error *err);
/* Plans a task and follows the answer; *met is 1 where every goal is. CPW_EOVERFLOW if there are too
 * many people. */
int32_t cpwi_plan_solve(cpwi_plan_room *room, const cpwi_plan *plan, cpwi_task *task, int32_t near,
                        double *path, int32_t *met);

/* price.c: writes what each goal of room->task costs, whose answer has just been followed. */
void cpwi_plan_price(const cpwi_plan *plan, cpwi_plan_room *room, int32_t met);

/* words.c: labels of the goals, outcome and notes */
int32_t cpwi_plan_add_goal_labels(const cpwi_plan *plan, cpw_result *result, cpw_error *err);
int32_t cpwi_plan_conclude(const cpwi_plan *plan, cpw_result *result, cpw_error *err);

#endif
