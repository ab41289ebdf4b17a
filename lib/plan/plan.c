/* The capacity that reaches several standards at several dates, list by list, as one result.
 * Source: carepath/plan.h. Leaves what the caller may ask to options.c, the searches to level.c and
 * free.c, what each goal costs to price.c, words to words.c. */
#include "plan/job.h"

#include <string.h>

/* lists that are worth a hand-over between threads */
#define GRAIN 1

/* ---------------------------------------------------------------- the arrays of the result -- */

static int32_t add_integers(cpw_result *result, const char *name, const char *description,
                            const char *dimensions, int32_t merge, int64_t **to, cpw_error *err) {
  void *memory = NULL;
  int32_t status = cpw_result_add_array(result, name, "", description, dimensions, CPW_INT64, merge,
                                        &memory, err);
  *to = memory;
  return status;
}

static int32_t add_by_list(cpwi_plan *j, cpw_result *result, int32_t merge, cpw_error *err) {
  const char *path = "list period";
  const cpwi_column columns[] = {
      {"capacity", "people", "treatments per period, on average over the path", "list",
       &j->capacity},
      {"total", "people", "treatments over the whole path", "list", &j->total},
      {"extra", "people", "treated beyond those whom today's capacity would treat", "list",
       &j->extra},
      {"largest_change", "people", "between two periods, today included", "list",
       &j->largest_change},
      {"capacity_path", "people", "treatments per period", path, &j->path},
      {"unused_capacity", "people", "treatments that nobody was left for", path, &j->unused},
      {"total_closing", "people", "waiting at the end of the period", path, &j->closing},
  };
  int32_t status = add_integers(result, "outcome",
                                "0 reached, 1 already met, 2 only by leaving fewer than join, 3 "
                                "unreachable, 4 outgrows all bounds",
                                "list", merge, &j->outcome, err);
  return status == CPW_OK
             ? cpwi_add_columns(result, columns, sizeof columns / sizeof *columns, merge, err)
             : status;
}

static int32_t add_by_goal(cpwi_plan *j, cpw_result *result, int32_t merge, cpw_error *err) {
  const char *shape = "list goal";
  const cpwi_column given[] = {
      {"goal_weeks", "weeks", "the limit of the goal; no value where it has none", "goal",
       &j->goal_weeks},
      {"goal_level", "", "the share or the people that are asked for", "goal", &j->goal_level},
  };
  const cpwi_column found[] = {
      {"goal_value", "", "the share or the people at the date", shape, &j->value},
      {"goal_slack", "", "how far the value is on the right side of the level", shape, &j->slack},
  };
  int32_t status = add_integers(result, "goal_kind",
                                "0 share within, 1 people beyond, 2 share beyond, 3 people in all",
                                "goal", CPW_MERGE_SAME, &j->goal_kind, err);
  if (status == CPW_OK)
    status = add_integers(result, "goal_period", "periods from now", "goal", CPW_MERGE_SAME,
                          &j->goal_period, err);
  if (status == CPW_OK) status = cpwi_add_columns(result, given, 2, CPW_MERGE_SAME, err);
  if (status == CPW_OK)
    status = add_integers(result, "goal_met", "1 met, 0 missed, -1 not asked of this list", shape,
                          merge, &j->met, err);
  if (status == CPW_OK) status = cpwi_add_columns(result, found, 2, merge, err);
  if (status == CPW_OK)
    status = add_integers(result, "goal_binding", "1: the goal decides about the path", shape,
                          merge, &j->binding, err);
  return status;
}

static int32_t add_prices(cpwi_plan *j, cpw_result *result, int32_t merge, cpw_error *err) {
  const cpwi_column columns[] = {
      {"marginal", "", "change of goal_value for one more person of capacity in the period",
       "list goal period", &j->marginal},
      {"per_demand", "people", "change of capacity for 1 % more clock starts", "list",
       &j->per_demand},
      {"per_level", "people",
       "change of capacity for the goal one percentage point (people: 1 %) harder", "list goal",
       &j->per_level},
      {"per_later", "people", "change of capacity for the goal one period later", "list goal",
       &j->per_later},
  };
  return cpwi_add_columns(result, columns, sizeof columns / sizeof *columns, merge, err);
}

static int32_t add_arrays(cpwi_plan *j, cpw_result *result, cpw_error *err) {
  const cpw_plan_options *o = &j->options;
  const cpw_dimension *list = j->backlog.list;
  int32_t merge = cpwi_list_merge(list);
  int32_t status = cpwi_add_labelled(result, "list", j->backlog.lists, list, 0, err);
  if (status != CPW_OK) return status;
  status = o->period ? cpwi_add_labelled(result, "period", o->periods, o->period, 0, err)
                     : cpwi_add_numbered(result, "period", o->periods, o->allocator, err);
  if (status == CPW_OK) status = cpwi_plan_add_goal_labels(j, result, err);
  if (status == CPW_OK) status = add_by_list(j, result, merge, err);
  if (status == CPW_OK) status = add_by_goal(j, result, merge, err);
  if (status == CPW_OK && o->sensitivity) status = add_prices(j, result, merge, err);
  for (int64_t k = 0; k < o->goal_count && status == CPW_OK; k++) {
    j->goal_kind[k] = j->goals[k].kind;
    j->goal_period[k] = j->goals[k].period;
    j->goal_weeks[k] = j->goals[k].kind == CPW_GOAL_SIZE ? CPWI_NAN : j->goals[k].weeks;
    j->goal_level[k] = j->goals[k].level;
  }
  return status;
}

/* ---------------------------------------------------------------- one list ------------------ */

static const double *row_of(const double *rows, int64_t list, int64_t periods) {
  return rows ? rows + list * periods : NULL;
}

static void copy_or(double *to, const double *from, double otherwise, int64_t count) {
  for (int64_t t = 0; t < count; t++)
    to[t] = from ? from[t] : otherwise;
}

int32_t cpwi_plan_take_list(const cpwi_plan *j, int64_t list, cpwi_task *k, cpw_error *err) {
  const cpw_plan_options *o = &j->options;
  k->list = list;
  k->periods = o->periods;
  k->profile = o->profile;
  k->objective = o->objective;
  k->goals = 0;
  for (int64_t g = 0; g < o->goal_count; g++) {
    const cpw_goal *given = &j->goals[g];
    if (given->list >= 0 && given->list != list) continue;
    k->goal[k->goals++] =
        (cpwi_goal){given->kind, g, given->period - 1, j->limits[g], given->level};
  }
  k->today = j->backlog.capacity[list];
  k->change = o->change ? o->change[list] : HUGE_VAL;
  copy_or(k->starts, row_of(o->starts, list, k->periods), j->backlog.starts[list], k->periods);
  copy_or(k->lower, row_of(o->lower, list, k->periods), 0.0, k->periods);
  copy_or(k->upper, row_of(o->upper, list, k->periods), HUGE_VAL, k->periods);
  copy_or(k->shape, row_of(o->shape, list, k->periods), 1.0, k->periods);
  cpwi_task_date(k);
  double tallest = 0.0;
  for (int64_t t = 0; t < k->periods; t++)
    tallest = fmax(tallest, k->shape[t]);
  if (!(tallest > 0.0))
    return cpwi_fail(err, CPW_EINVAL, list, CPWI_PLAN_WHERE,
                     "options.shape is 0 in every period of %s",
                     cpwi_list_label(j->backlog.list, list).text);
  for (int64_t t = 0; t < k->periods; t++)
    k->shape[t] /= tallest;
  int64_t none = cpwi_task_tighten(k);
  if (none < 0) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, none, CPWI_PLAN_WHERE,
                   "%s: the limits contradict: no capacity in %s is within options.lower, "
                   "options.upper and options.change",
                   cpwi_list_label(j->backlog.list, list).text,
                   cpwi_plain_label(j->options.period, "period", none, 1).text);
}

int32_t cpwi_plan_solve(cpwi_plan_room *r, const cpwi_plan *j, cpwi_task *k, int32_t near,
                        double *path, int32_t *met) {
  int32_t status = cpwi_walk_take(&r->walk, &j->backlog, k);
  if (status != CPW_OK) return status;
  const cpwi_grid *grid = &r->walk.course.grid;
  double people = r->walk.closing[0] + cpwi_sum(k->periods, r->walk.course.starts) +
                  cpwi_sum(k->periods, r->walk.course.uplift);
  cpwi_task_round(k, grid, r->walk.course.transfers ? grid->most : people);
  if (k->goals == 0) {
    copy_or(path, NULL, k->today, k->periods);
    cpwi_task_keep(k, grid, path);
    *met = 1;
  } else if (k->profile == CPW_PROFILE_PERIODS) {
    *met = cpwi_free_solve(&r->free, &r->walk, k, near, path);
  } else {
    *met = cpwi_level_solve(&r->walk, k, path);
  }
  cpwi_walk_follow(&r->walk, path);
  return CPW_OK;
}

/* What today's capacity, held within the limits, would do. */
typedef struct today {
  int32_t met;
  double treated;
} today;

static today follow_today(cpwi_plan_room *r, const cpwi_task *k) {
  copy_or(r->path, NULL, k->today, k->periods);
  cpwi_walk_follow(&r->walk, r->path);
  today now = {1, r->walk.outgrown ? CPWI_NAN : r->walk.all_treated};
  cpwi_task_keep(k, &r->walk.course.grid, r->path);
  cpwi_walk_follow(&r->walk, r->path);
  now.met = cpwi_walk_least_margin(&r->walk) >= 0.0;
  return now;
}

static int64_t outcome_of(const cpwi_walk *w, const cpwi_task *k, int32_t met, int32_t already) {
  if (w->outgrown) return CPW_OUTCOME_UNSTABLE;
  if (!met) return CPW_OUTCOME_UNREACHABLE;
  if (already) return CPW_OUTCOME_ALREADY_MET;
  for (int64_t g = 0; g < k->goals; g++) {
    int64_t t = k->goal[g].period;
    if (w->closing[t + 1] <= 0.0 || w->closing[t + 1] < w->joining[t]) return CPW_OUTCOME_CLEARED;
  }
  return CPW_OUTCOME_OK;
}

static void write_path(const cpwi_plan *j, const cpwi_walk *w, const cpwi_task *k, double treated) {
  int64_t row = k->list * k->periods;
  double largest = 0.0, before = k->today;
  for (int64_t t = 0; t < k->periods; t++) {
    j->path[row + t] = w->path[t];
    j->unused[row + t] = w->unused[t];
    j->closing[row + t] = w->closing[t + 1];
    largest = fmax(largest, fabs(w->path[t] - before));
    before = w->path[t];
  }
  j->total[k->list] = cpwi_sum(k->periods, w->path);
  j->capacity[k->list] = j->total[k->list] / (double)k->periods;
  j->extra[k->list] = w->outgrown ? CPWI_NAN : w->all_treated - treated;
  j->largest_change[k->list] = largest;
}

/* A goal decides where there is next to nothing to spare. */
static void write_goals(const cpwi_plan *j, const cpwi_walk *w, const cpwi_task *k) {
  int64_t row = k->list * j->options.goal_count;
  for (int64_t g = 0; g < j->options.goal_count; g++) {
    j->met[row + g] = -1;
    j->value[row + g] = j->slack[row + g] = CPWI_NAN;
  }
  for (int64_t g = 0; g < k->goals; g++) {
    const cpwi_goal *goal = &k->goal[g];
    int64_t at = row + goal->index;
    double value = cpwi_walk_value(w, goal), slack = cpwi_walk_slack(goal, value);
    j->value[at] = value;
    j->slack[at] = slack;
    j->met[at] = slack >= 0.0;
    j->binding[at] = !(slack > 1e-6 * fabs(goal->level));
  }
}

static int32_t plan_list(cpwi_plan *j, int64_t list, cpwi_plan_room *r, cpw_error *err) {
  cpwi_task *k = &r->task;
  int32_t met = 0, status = cpwi_plan_take_list(j, list, k, err);
  if (status != CPW_OK) return status;
  if (cpwi_plan_solve(r, j, k, 0, r->path, &met) != CPW_OK)
    return cpwi_fail(err, CPW_EOVERFLOW, list, CPWI_PLAN_WHERE, "%s: too many people",
                     cpwi_list_label(j->backlog.list, list).text);
  memcpy(r->answer, r->path, (size_t)k->periods * sizeof *r->path);
  today now = follow_today(r, k);
  cpwi_walk_follow(&r->walk, r->answer);
  j->outcome[list] = outcome_of(&r->walk, k, met, now.met);
  write_path(j, &r->walk, k, now.treated);
  write_goals(j, &r->walk, k);
  if (j->options.sensitivity) cpwi_plan_price(j, r, met && !r->walk.outgrown);
  return CPW_OK;
}

/* ---------------------------------------------------------------- all lists ----------------- */

static void room_free(cpwi_plan_room *r, const cpw_allocator *allocator) {
  cpwi_walk_free(&r->walk, allocator);
  cpwi_task_free(&r->task, allocator);
  cpwi_task_free(&r->changed, allocator);
  cpwi_free_release(&r->free, allocator);
  cpwi_release(allocator, r->path);
  cpwi_release(allocator, r->answer);
}

static int32_t room_init(cpwi_plan_room *r, const cpwi_plan *j) {
  const cpw_plan_options *o = &j->options;
  const cpw_allocator *a = o->allocator;
  int64_t periods = o->periods + 1; /* one more, for a goal one period later */
  int32_t status = cpwi_walk_init(&r->walk, &j->ageing, periods, a);
  if (status == CPW_OK) status = cpwi_task_init(&r->task, periods, o->goal_count, a);
  if (status == CPW_OK) status = cpwi_task_init(&r->changed, periods, o->goal_count, a);
  if (status == CPW_OK && o->profile == CPW_PROFILE_PERIODS)
    status = cpwi_free_init(&r->free, periods, o->goal_count, a);
  if (status != CPW_OK) return status;
  r->path = cpwi_alloc(a, (size_t)periods, sizeof *r->path);
  r->answer = cpwi_alloc(a, (size_t)periods, sizeof *r->answer);
  r->walk.course.longest_first = o->longest_first;
  return r->path && r->answer ? CPW_OK : CPW_ENOMEM;
}

static int32_t plan_range(void *context, int64_t first, int64_t last, cpw_error *err) {
  cpwi_plan *j = context;
  cpwi_plan_room room;
  memset(&room, 0, sizeof room);
  int32_t status = room_init(&room, j);
  if (status != CPW_OK)
    status =
        cpwi_fail(err, CPW_ENOMEM, -1, CPWI_PLAN_WHERE, "no memory for %lld periods of %lld bands",
                  (long long)j->options.periods, (long long)j->bands.count);
  for (int64_t list = first; list < last && status == CPW_OK; list++)
    status = plan_list(j, list, &room, err);
  room_free(&room, j->options.allocator);
  return status;
}

static int32_t plan_into(cpwi_plan *j, cpw_result *result, const cpw_run *run, cpw_error *err) {
  int32_t status = add_arrays(j, result, err);
  if (status != CPW_OK) return status;
  status = cpwi_ageing_init(&j->ageing, &j->bands, j->options.allocator);
  if (status == CPW_OK)
    status = cpwi_parallel(run, j->backlog.lists, GRAIN, plan_range, j, CPWI_PLAN_WHERE, err);
  else
    status = cpwi_fail(err, status, -1, CPWI_PLAN_WHERE, "no memory for %lld bands",
                       (long long)j->bands.count);
  cpwi_ageing_free(&j->ageing, j->options.allocator);
  return status == CPW_OK ? cpwi_plan_conclude(j, result, err) : status;
}

int32_t cpw_plan_capacity(const cpw_backlog *backlog, const cpw_plan_options *options,
                          const cpw_run *run, cpw_result **out, cpw_error *err) {
  cpwi_plan j;
  cpw_run known;
  int32_t status;
  memset(&j, 0, sizeof j);
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, CPWI_PLAN_WHERE, "out is NULL");
  if ((status = cpwi_plan_take_options(&j, options, err)) != CPW_OK ||
      (status = cpwi_take_run(&known, run, CPWI_PLAN_WHERE, err)) != CPW_OK ||
      (status = cpwi_take_backlog(&j.backlog, &j.bands, backlog, CPWI_PLAN_WHERE, err)) != CPW_OK)
    return status;
  cpw_result *result = NULL;
  if ((status = cpwi_plan_take_goals(&j, err)) == CPW_OK &&
      (status = cpwi_plan_check_arrays(&j, err)) == CPW_OK &&
      (status = cpw_result_new(j.options.allocator, &result, err)) == CPW_OK)
    status = plan_into(&j, result, &known, err);
  cpwi_release(j.options.allocator, j.goals);
  cpwi_release(j.options.allocator, j.limits);
  if (status == CPW_OK)
    *out = result;
  else
    cpw_result_free(result);
  return status;
}
