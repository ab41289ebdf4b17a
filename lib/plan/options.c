/* What may be asked of a plan: its goals, its freedom, its limits.
 * Source: the rules in carepath/plan.h. Leaves limits that contradict each other to task.c, the backlog
 * to waitlist/check.c. */
#include "plan/job.h"

#include <stdio.h>

static const char *const WHERE = CPWI_PLAN_WHERE;

static cpw_goal default_goal(void) {
  cpw_goal g;
  memset(&g, 0, sizeof g);
  g.struct_size = sizeof g;
  g.kind = CPW_GOAL_WITHIN;
  g.weeks = CPW_RTT_WEEKS;
  g.level = 0.92;
  g.period = 12;
  g.list = -1;
  return g;
}

void cpw_goal_init_sized(cpw_goal *goal, size_t size) {
  cpw_goal g = default_goal();
  cpwi_init_sized(goal, size, &g, sizeof g);
}

static cpw_plan_options default_options(void) {
  cpw_plan_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.profile = CPW_PROFILE_FLAT;
  o.objective = CPW_PLAN_LEAST;
  o.sensitivity = 1;
  return o;
}

void cpw_plan_options_init_sized(cpw_plan_options *options, size_t size) {
  cpw_plan_options o = default_options();
  cpwi_init_sized(options, size, &o, sizeof o);
}

/* ---------------------------------------------------------------- options ------------------- */

static int32_t check_choices(const cpw_plan_options *o, cpw_error *err) {
  const cpwi_choice choices[] = {
      {"profile", o->profile, CPW_PROFILE_PERIODS},
      {"objective", o->objective, CPW_PLAN_SMOOTH_LARGEST},
      {"whole_bands", o->whole_bands, 1},
      {"sensitivity", o->sensitivity, 1},
  };
  int32_t status = cpwi_check_choices(choices, sizeof choices / sizeof *choices, WHERE, err);
  if (status != CPW_OK) return status;
  if (!(o->longest_first >= 0.0 && o->longest_first <= 1.0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.longest_first = %s must be in [0, 1]",
                     cpwi_number(o->longest_first).text);
  if ((o->profile == CPW_PROFILE_SHAPE) != (o->shape != NULL))
    return cpwi_fail(
        err, CPW_EINVAL, -1, WHERE,
        "options.shape goes with options.profile = 2 (a given shape), and only with it");
  if (o->profile != CPW_PROFILE_PERIODS && (o->change || o->objective != CPW_PLAN_LEAST))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "options.%s goes with options.profile = 3 (every period is free) only",
                     o->change ? "change" : "objective");
  return CPW_OK;
}

int32_t cpwi_plan_take_options(cpwi_plan *j, const cpw_plan_options *given, cpw_error *err) {
  cpw_plan_options *o = &j->options;
  *o = default_options();
  int32_t status = cpwi_take_options(o, sizeof *o, given, WHERE, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o->allocator, WHERE, err);
  if (status != CPW_OK) return status;
  if (o->goal_count < 1 || !o->goals)
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE,
                     "options.goals: there are none, but a plan needs one goal at least");
  if (o->periods < 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "options.periods = %lld must be >= 0",
                     (long long)o->periods);
  return check_choices(o, err);
}

/* ---------------------------------------------------------------- goals --------------------- */

/* Copies the caller's goals, which are as long as the first one says. */
static int32_t copy_goals(cpwi_plan *j, cpw_error *err) {
  const cpw_plan_options *o = &j->options;
  const char *given = (const char *)o->goals;
  size_t size, first;
  memcpy(&first, given, sizeof first);
  for (int64_t k = 0; k < o->goal_count; k++, given += first) {
    j->goals[k] = default_goal();
    int32_t status = cpwi_take_options(&j->goals[k], sizeof *j->goals, given, WHERE, err);
    if (status != CPW_OK) return status;
    memcpy(&size, given, sizeof size);
    if (size != first)
      return cpwi_fail(err, CPW_EABI, k, WHERE,
                       "options.goals[%lld].struct_size is %zu, but that of the first goal is %zu",
                       (long long)k, size, first);
  }
  return CPW_OK;
}

static int32_t check_level(const cpw_goal *g, int64_t k, cpw_error *err) {
  const char *rule = NULL;
  if (g->kind == CPW_GOAL_WITHIN) {
    if (!(g->level > 0.0 && g->level <= 1.0)) rule = "in (0, 1]: a share of the list";
  } else if (g->kind == CPW_GOAL_LONG_SHARE) {
    if (!(g->level >= 0.0 && g->level < 1.0)) rule = "in [0, 1): a share of the list";
  } else if (!(g->level >= 0.0 && g->level <= DBL_MAX)) {
    rule = "finite and >= 0: people";
  }
  if (!rule) return CPW_OK;
  return cpwi_fail(err, CPW_EDOMAIN, k, WHERE, "options.goals[%lld].level = %s must be %s",
                   (long long)k, cpwi_number(g->level).text, rule);
}

static int32_t check_limit(cpwi_plan *j, int64_t k, cpw_error *err) {
  const cpw_goal *g = &j->goals[k];
  char name[64];
  snprintf(name, sizeof name, "options.goals[%lld].weeks", (long long)k);
  j->limits[k] = (cpwi_limit){0, 0.0};
  if (g->kind == CPW_GOAL_SIZE) return CPW_OK;
  if (!(g->weeks > 0.0 && g->weeks <= DBL_MAX))
    return cpwi_fail(err, CPW_EDOMAIN, k, WHERE, "%s = %s must be finite and > 0", name,
                     cpwi_number(g->weeks).text);
  j->limits[k] = cpwi_limit_at(&j->bands, g->weeks, j->options.whole_bands);
  if (j->limits[k].band >= 0) return CPW_OK;
  return cpwi_fail_open_band(&j->bands, name, g->weeks, WHERE, err);
}

static int32_t check_goal(cpwi_plan *j, int64_t k, cpw_error *err) {
  const cpw_goal *g = &j->goals[k];
  int64_t periods = j->options.periods;
  if (g->kind < CPW_GOAL_WITHIN || g->kind > CPW_GOAL_SIZE)
    return cpwi_fail(err, CPW_EINVAL, k, WHERE, "options.goals[%lld].kind = %d must be 0 to 3",
                     (long long)k, (int)g->kind);
  if (g->reserved != 0)
    return cpwi_fail(err, CPW_EINVAL, k, WHERE, "options.goals[%lld].reserved = %d must be 0",
                     (long long)k, (int)g->reserved);
  if (g->period < 1)
    return cpwi_fail(err, CPW_EDOMAIN, k, WHERE,
                     "options.goals[%lld].period = %lld must be >= 1: the date lies ahead",
                     (long long)k, (long long)g->period);
  if (periods > 0 && g->period > periods)
    return cpwi_fail(err, CPW_EDOMAIN, k, WHERE,
                     "options.goals[%lld].period = %lld lies beyond options.periods = %lld",
                     (long long)k, (long long)g->period, (long long)periods);
  if (g->list < -1 || g->list >= j->backlog.lists)
    return cpwi_fail(err, CPW_EINVAL, k, WHERE,
                     "options.goals[%lld].list = %lld must be -1 (every list) or 0 to %lld",
                     (long long)k, (long long)g->list, (long long)(j->backlog.lists - 1));
  int32_t status = check_level(g, k, err);
  return status == CPW_OK ? check_limit(j, k, err) : status;
}

int32_t cpwi_plan_take_goals(cpwi_plan *j, cpw_error *err) {
  cpw_plan_options *o = &j->options;
  j->goals = cpwi_alloc(o->allocator, (size_t)o->goal_count, sizeof *j->goals);
  j->limits = cpwi_alloc(o->allocator, (size_t)o->goal_count, sizeof *j->limits);
  if (!j->goals || !j->limits)
    return cpwi_fail(err, CPW_ENOMEM, -1, WHERE, "no memory for %lld goals",
                     (long long)o->goal_count);
  int64_t latest = 0;
  int32_t status = copy_goals(j, err);
  for (int64_t k = 0; k < o->goal_count && status == CPW_OK; k++) {
    status = check_goal(j, k, err);
    if (j->goals[k].period > latest) latest = j->goals[k].period;
  }
  if (status == CPW_OK && o->periods == 0) o->periods = latest;
  if (status == CPW_OK && o->periods == INT64_MAX)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, WHERE, "%lld periods are too many",
                     (long long)o->periods);
  return status;
}

/* ---------------------------------------------------------------- arrays -------------------- */

int32_t cpwi_plan_check_arrays(cpwi_plan *j, cpw_error *err) {
  const cpw_plan_options *o = &j->options;
  const cpw_backlog *b = &j->backlog;
  int32_t status = cpwi_check_dimension(o->period, "options.period", o->periods, WHERE, err);
  const struct {
    const char *name;
    const double *values;
    int64_t periods;
  } arrays[] = {{"options.starts", o->starts, o->periods},
                {"options.shape", o->shape, o->periods},
                {"options.lower", o->lower, o->periods},
                {"options.upper", o->upper, o->periods},
                {"options.change", o->change, 0}};
  for (size_t k = 0; k < sizeof arrays / sizeof *arrays && status == CPW_OK; k++) {
    cpwi_block block = {.name = arrays[k].name,
                        .lists = b->lists,
                        .periods = arrays[k].periods,
                        .values = arrays[k].values,
                        .list = b->list,
                        .period = o->period};
    if (arrays[k].values) status = cpwi_check_counts(&block, WHERE, err);
  }
  return status;
}
