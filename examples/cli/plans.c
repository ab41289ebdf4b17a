/* Several standards at once: goals from --standard, the plan that reaches them, its figures.
 * The search is the library's (cpw_plan_capacity).
 * Leaves the text to plan_text.c and the page to plan_page.c. */
#include "plans.h"

#include "results.h"
#include "say.h"
#include "targets.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---------------------------------------------------------------- goals */

static phrase level_words(const standard *s) {
  double rounded = round(100 * s->share);
  if (s->kind == CPW_GOAL_LONG_WAITS || s->kind == CPW_GOAL_SIZE) return people(s->share);
  return percent(s->share, fabs(100 * s->share - rounded) < 1e-9 ? 0 : 1);
}

static phrase goal_words(const standard *s) {
  phrase level = level_words(s), weeks = fixed(s->weeks, s->weeks == floor(s->weeks) ? 0 : 1);
  switch (s->kind) {
  case CPW_GOAL_WITHIN:
    return phrased("%s within %s weeks", level.text, weeks.text);
  case CPW_GOAL_SIZE:
    return phrased("at most %s waiting", level.text);
  default:
    return phrased("at most %s over %s weeks", level.text, weeks.text);
  }
}

static int add_goal(const model *m, plan *p, const standard *s) {
  const horizon *by = s->by.date.year ? &s->by : &m->set->by;
  cpw_goal *g = &p->goal[p->count];
  cpw_goal_init(g);
  g->kind = s->kind;
  g->weeks = s->kind == CPW_GOAL_SIZE ? CPW_RTT_WEEKS : s->weeks;
  g->level = s->share;
  g->period = periods_to(m, by, 12);
  if (!g->period)
    return fail(USAGE, "%s is not after the last period of the history, %s",
                date_label(by->date).text, last_period(m));
  double open_weeks = m->bands.lower[m->bands_count - 1] * m->bands.unit_weeks;
  if (s->kind != CPW_GOAL_SIZE && s->weeks > open_weeks)
    return fail(
        BAD_DATA,
        "a standard of %s weeks cannot be told: the last band begins at %s weeks and is open",
        fixed(s->weeks, 0).text, fixed(open_weeks, 1).text);
  p->words[p->count] = goal_words(s);
  p->by_label[p->count] = label_ahead(m, g->period);
  if (g->period > p->periods) p->periods = g->period;
  p->count++;
  return DONE;
}

int plan_goals(const model *m, plan *p) {
  static const standard usual = {.kind = CPW_GOAL_WITHIN, .share = 0.92, .weeks = CPW_RTT_WEEKS};
  const standards *asked = &m->set->standards;
  int code = asked->count ? DONE : add_goal(m, p, &usual);
  for (int i = 0; !code && i < asked->count; i++)
    code = add_goal(m, p, &asked->item[i]);
  return code;
}

/* ---------------------------------------------------------------- solving */

/* Memory of what the options of the plan borrow. */
typedef struct freedom {
  double *shape, *upper, *change;
} freedom;

static double amount_of(amount a, double today) {
  return a.kind == AMOUNT_COUNT ? a.value : a.value * today;
}

static int month_of(const model *m, int64_t t) {
  date d;
  return date_parse(m->ahead_text[t], &d) ? d.month : 0;
}

static int lay_out_freedom(const model *m, freedom *f) {
  const settings *set = m->set;
  size_t cells = (size_t)(m->lists * m->ahead);
  f->shape = calloc(cells, sizeof *f->shape);
  f->upper = calloc(cells, sizeof *f->upper);
  f->change = calloc((size_t)m->lists, sizeof *f->change);
  if (!f->shape || !f->upper || !f->change) return fail_memory();
  if (set->profile == PROFILE_SHAPE && (!monthly(&m->bands) || !month_of(m, 0)))
    return fail(USAGE, "--shape is for monthly figures with dates, and a period here is a %s",
                period_noun(m));
  for (int64_t i = 0; i < m->lists; i++) {
    double today = m->backlog.capacity[i];
    f->change[i] = amount_of(set->largest_change, today);
    if (set->largest_change.kind == AMOUNT_FACTOR) f->change[i] -= today;
    for (int64_t t = 0; t < m->ahead; t++) {
      f->upper[i * m->ahead + t] = amount_of(set->limit, today);
      if (set->profile == PROFILE_SHAPE)
        f->shape[i * m->ahead + t] = set->shape.factor[month_of(m, t) - 1];
    }
  }
  return DONE;
}

static void free_freedom(freedom *f) {
  free(f->shape);
  free(f->upper);
  free(f->change);
}

static int32_t library_profile(int32_t profile) {
  if (profile == PROFILE_RAMP) return CPW_PROFILE_RAMP;
  if (profile == PROFILE_SHAPE) return CPW_PROFILE_SHAPE;
  return profile == PROFILE_FLAT ? CPW_PROFILE_FLAT : CPW_PROFILE_PERIODS;
}

static int run_plan(const model *m, plan *p, const freedom *f) {
  cpw_error err;
  cpw_plan_options options;
  const settings *set = m->set;
  cpw_plan_options_init(&options);
  options.goals = p->goal;
  options.goal_count = p->count;
  options.periods = m->ahead;
  options.profile = library_profile(set->profile);
  options.objective = set->profile == PROFILE_SMOOTH   ? CPW_PLAN_SMOOTH_SQUARES
                      : set->profile == PROFILE_STEADY ? CPW_PLAN_SMOOTH_LARGEST
                                                       : CPW_PLAN_LEAST;
  options.whole_bands = set->whole_bands;
  options.longest_first = set->longest_first;
  options.starts = m->future_starts;
  options.shape = set->profile == PROFILE_SHAPE ? f->shape : NULL;
  options.upper = set->limit.kind != AMOUNT_SAME ? f->upper : NULL;
  options.change = set->largest_change.kind != AMOUNT_SAME ? f->change : NULL;
  options.period = &m->ahead_dimension;
  cpw_run run = watched_run((int32_t)set->threads, (uint64_t)set->seed, "planning");
  int32_t status = cpw_plan_capacity(&m->backlog, &options, &run, &p->result, &err);
  clear_progress();
  return status ? fail_library(set->files[0], &err) : DONE;
}

/* The course of the lists with the plan's capacity, for its measures. */
static int run_course(const model *m, plan *p) {
  cpw_error err;
  cpw_project_options options;
  cpw_project_options_init(&options);
  options.periods = m->ahead;
  options.starts = m->future_starts;
  options.capacity = real_array(p->result, "capacity_path");
  options.longest_first = m->set->longest_first;
  options.whole_bands = m->set->whole_bands;
  options.period = &m->ahead_dimension;
  cpw_run run = watched_run((int32_t)m->set->threads, (uint64_t)m->set->seed, "projecting");
  int32_t status = cpw_waitlist_project(&m->backlog, &options, &run, &p->course, &err);
  clear_progress();
  return status ? fail_library(m->set->files[0], &err) : DONE;
}

static int check_freedom(const settings *set) {
  int free_periods = set->profile == PROFILE_LEAST || set->profile == PROFILE_SMOOTH ||
                     set->profile == PROFILE_STEADY;
  if (set->profile == PROFILE_BOTH)
    return fail(USAGE, "--together takes one profile at a time, not 'both'");
  if (set->largest_change.kind != AMOUNT_SAME && !free_periods)
    return fail(USAGE,
                "--largest-change needs a profile that is free in every period: least, smooth "
                "or steady");
  if ((set->profile == PROFILE_SHAPE) != (set->shape.count > 0))
    return fail(USAGE, "--profile=shape and --shape go together");
  return DONE;
}

int plan_solve(model *m, plan *p) {
  freedom f = {0};
  int code = check_freedom(m->set);
  if (!code) code = lay_out_freedom(m, &f);
  if (!code) code = run_plan(m, p, &f);
  if (!code) code = run_course(m, p);
  free_freedom(&f);
  return code;
}

void plan_free(plan *p) {
  cpw_result_free(p->course);
  cpw_result_free(p->result);
  *p = (plan){0};
}

/* ---------------------------------------------------------------- figures */

double plan_figure(const plan *p, const char *array, int64_t i) {
  return result_figure(p->result, array, i);
}

int32_t plan_outcome(const plan *p, int64_t list) {
  return (int32_t)plan_figure(p, "outcome", list);
}

int plan_is_out_of_reach(const plan *p) {
  const cpw_array *outcome = cpw_result_find(p->result, "outcome");
  for (int64_t i = 0; i < outcome->size; i++)
    if (outcome->integer[i] >= CPW_OUTCOME_UNREACHABLE) return 1;
  return 0;
}

phrase goal_value_words(const plan *p, int goal, double value) {
  int32_t kind = p->goal[goal].kind;
  return kind == CPW_GOAL_WITHIN || kind == CPW_GOAL_LONG_SHARE ? percent(value, 2) : people(value);
}

const char *plan_profile_words(const settings *set) {
  switch (set->profile) {
  case PROFILE_RAMP:
    return "in equal steps to the last date";
  case PROFILE_SHAPE:
    return "in the shape given";
  case PROFILE_LEAST:
    return "free in every period, the fewest treatments in all";
  case PROFILE_SMOOTH:
    return "free in every period, changing as little as can be";
  case PROFILE_STEADY:
    return "free in every period, the largest change as small as can be";
  default:
    return "the same in every period";
  }
}
