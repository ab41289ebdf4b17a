/* One list on its way along a path of capacity, and what its goals measure on the way.
 * Source: the recursion in carepath/waitlist.h. Leaves a single period to waitlist/course.c and the
 * derivatives to slope.c. */
#include "plan/internal.h"

int32_t cpwi_walk_init(cpwi_walk *w, const cpwi_ageing *ageing, int64_t periods,
                       const cpw_allocator *allocator) {
  memset(w, 0, sizeof *w);
  w->bands = ageing->bands;
  w->room = periods;
  int64_t cells;
  int32_t status = cpwi_course_init(&w->course, ageing, periods, allocator);
  if (status != CPW_OK || !cpwi_multiply(periods + 1, w->bands, &cells)) return CPW_ENOMEM;
  size_t t = (size_t)periods, size = sizeof(double);
  w->waiting = cpwi_alloc(allocator, (size_t)cells, size);
  w->treated = cpwi_alloc(allocator, (size_t)cells, size);
  w->inflow = cpwi_alloc(allocator, (size_t)cells, size);
  w->closing = cpwi_alloc(allocator, t + 1, size);
  w->joining = cpwi_alloc(allocator, t, size);
  w->unused = cpwi_alloc(allocator, t, size);
  w->path = cpwi_alloc(allocator, t, size);
  w->scratch = cpwi_alloc(allocator, (size_t)w->bands, 2 * size);
  return w->waiting && w->treated && w->inflow && w->closing && w->joining && w->unused &&
                 w->path && w->scratch
             ? CPW_OK
             : CPW_ENOMEM;
}

void cpwi_walk_free(cpwi_walk *w, const cpw_allocator *allocator) {
  double *rows[] = {w->waiting, w->treated, w->inflow, w->closing,
                    w->joining, w->unused,  w->path,   w->scratch};
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
    cpwi_release(allocator, rows[k]);
  cpwi_course_free(&w->course, allocator);
}

int32_t cpwi_walk_take(cpwi_walk *w, const cpw_backlog *backlog, const cpwi_task *task) {
  w->task = task;
  w->course.periods = task->periods;
  int32_t status = cpwi_course_take(&w->course, backlog, task->list, task->starts);
  if (status != CPW_OK) return status;
  memcpy(w->waiting, w->course.opening, (size_t)w->bands * sizeof *w->waiting);
  w->closing[0] = cpwi_sum(w->bands, w->waiting);
  double joining = cpwi_sum(task->periods, w->course.starts) / (double)task->periods;
  w->scale = w->closing[0] + joining > 0.0 ? w->closing[0] + joining : 1.0;
  return CPW_OK;
}

void cpwi_walk_follow(cpwi_walk *w, const double *path) {
  int64_t n = w->bands;
  cpwi_totals totals;
  w->outgrown = 0;
  w->all_treated = 0.0;
  for (int64_t t = 0; t < w->task->periods; t++) {
    double capacity = path[t];
    if (capacity < w->course.grid.most) capacity = cpwi_down_to_grid(capacity, &w->course.grid);
    w->path[t] = capacity;
    w->closing[t + 1] = w->joining[t] = w->unused[t] = CPWI_NAN;
    if (w->outgrown) continue;
    cpwi_flows flows = {w->waiting + (t + 1) * n, w->treated + t * n, w->scratch, NULL};
    w->outgrown = cpwi_course_step(&w->course, t, capacity, w->waiting + t * n, w->closing[t],
                                   &flows, &totals) != CPW_OK;
    if (w->outgrown) continue;
    memcpy(w->inflow + t * n, w->course.inflow, (size_t)n * sizeof *w->inflow);
    w->closing[t + 1] = totals.closing;
    w->joining[t] = totals.starts + totals.unrecorded;
    w->unused[t] = totals.unused;
    w->all_treated += totals.treated;
  }
}

/* People beyond the limit, added as cpw_waitlist_measures adds them. */
static double beyond(int64_t bands, const double *waiting, cpwi_limit limit) {
  double people = 0.0;
  for (int64_t m = bands - 1; m > limit.band; m--)
    people += waiting[m];
  return people + (1.0 - limit.share) * waiting[limit.band];
}

double cpwi_walk_value(const cpwi_walk *w, const cpwi_goal *g) {
  const double *list = w->waiting + (g->period + 1) * w->bands;
  double closing = w->closing[g->period + 1];
  if (isnan(closing)) return CPWI_NAN;
  switch (g->kind) {
  case CPW_GOAL_WITHIN:
    return closing > 0.0 ? cpwi_within(w->bands, list, g->limit) : 1.0;
  case CPW_GOAL_LONG_WAITS:
    return beyond(w->bands, list, g->limit);
  case CPW_GOAL_LONG_SHARE:
    return closing > 0.0 ? beyond(w->bands, list, g->limit) / closing : 0.0;
  default:
    return closing;
  }
}

double cpwi_walk_slack(const cpwi_goal *g, double value) {
  return g->kind == CPW_GOAL_WITHIN ? value - g->level : g->level - value;
}

double cpwi_walk_margin(const cpwi_walk *w, const cpwi_goal *g) {
  double slack = cpwi_walk_slack(g, cpwi_walk_value(w, g));
  if (isnan(slack)) return -DBL_MAX;
  return g->kind == CPW_GOAL_WITHIN || g->kind == CPW_GOAL_LONG_SHARE ? slack : slack / w->scale;
}

double cpwi_walk_least_margin(const cpwi_walk *w) {
  double least = HUGE_VAL;
  for (int64_t k = 0; k < w->task->goals; k++) {
    double margin = cpwi_walk_margin(w, &w->task->goal[k]);
    if (margin < least) least = margin;
  }
  return w->outgrown ? -DBL_MAX : least;
}
