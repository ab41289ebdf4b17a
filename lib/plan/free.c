/* Paths in which every period is free: the best that meets every goal, step by step.
 * Source: sequential linear and quadratic programmes with an exact penalty in a trust region (Fletcher
 * and Sainz de la Maza, Mathematical Programming 43:235-256, 1989). Leaves one programme to programme.c,
 * derivatives to slope.c. */
#include "plan/internal.h"

#define MOST_STEPS 80
#define PENALTY    1e4  /* of missing a goal by the whole scale, in costs of about 1 */
#define AIM        1e-9 /* goals are aimed at by so much more, so that rounding does not miss them */
#define FIRST_STEP 0.5  /* of the usual capacity */
#define LEAST_STEP 1e-9

typedef struct search {
  cpwi_walk *walk;
  cpwi_task task; /* its objective and limit on changes may be tightened */
  double usual;   /* capacity, to scale by */
  double *here, *base, *low, *high, *x, *slope, *rows, *least, *value, *best, *nearest, *programme;
  double cost;   /* of best; HUGE_VAL: none meets the goals yet */
  double margin; /* of nearest */
} search;

static int64_t memory_for(int64_t periods, int64_t goals) {
  int64_t programme = cpwi_programme_memory(periods, goals), rows, rest;
  if (programme < 0 || !cpwi_multiply(periods, 2 * goals + 8, &rows)) return -1;
  rest = rows + 3 * goals + 8;
  return programme > INT64_MAX / 16 - rest ? -1 : programme + rest;
}

int32_t cpwi_free_init(cpwi_free *work, int64_t periods, int64_t goals,
                       const cpw_allocator *allocator) {
  int64_t count = memory_for(periods, goals);
  memset(work, 0, sizeof *work);
  work->periods = periods;
  work->goals = goals;
  if (count < 0) return CPW_ENOMEM;
  work->memory = cpwi_alloc(allocator, (size_t)count, sizeof *work->memory);
  return work->memory ? CPW_OK : CPW_ENOMEM;
}

void cpwi_free_release(cpwi_free *work, const cpw_allocator *allocator) {
  cpwi_release(allocator, work->memory);
}

static void lay_out(search *s, const cpwi_free *work) {
  int64_t n = s->task.periods, k = s->task.goals;
  double *memory = work->memory;
  double **const path[] = {&s->here, &s->base, &s->low, &s->high, &s->x, &s->best, &s->nearest};
  for (size_t i = 0; i < sizeof path / sizeof *path; i++, memory += n)
    *path[i] = memory;
  s->slope = memory;
  s->rows = s->slope + n * k;
  s->least = s->rows + n * k;
  s->value = s->least + k;
  s->programme = s->value + 2 * k;
}

/* ---------------------------------------------------------------- one path ------------------ */

/* The cost in units of about 1. */
static double cost_of(const search *s, const double *path) {
  double cost = cpwi_task_cost(&s->task, path) / s->usual;
  if (s->task.objective == CPW_PLAN_LEAST) return cost / (double)s->task.periods;
  return s->task.objective == CPW_PLAN_SMOOTH_SQUARES ? 50.0 * (cost / s->usual) : cost;
}

/* Follows a path that is on the grid and within the limits; notes it if it is the best or the nearest.
 * Returns its cost and what it misses the goals by; `value` takes the goals. */
static double merit_of(search *s, const double *path, double *value) {
  double missed = 0.0, cost = cost_of(s, path);
  cpwi_walk_follow(s->walk, path);
  for (int64_t k = 0; k < s->task.goals; k++) {
    value[k] = cpwi_walk_linear(s->walk, &s->task.goal[k]);
    missed = fmax(missed, AIM - value[k]);
  }
  double margin = cpwi_walk_least_margin(s->walk);
  size_t bytes = (size_t)s->task.periods * sizeof *path;
  if (margin >= 0.0 && cost < s->cost) {
    s->cost = cost;
    memcpy(s->best, path, bytes);
  }
  if (margin > s->margin) {
    s->margin = margin;
    memcpy(s->nearest, path, bytes);
  }
  return cost + PENALTY * missed;
}

/* Capacity that nobody is left for is not asked for: the list stays as it is. */
static void trim(search *s, double *path) {
  const cpwi_walk *w = s->walk;
  if (s->task.objective != CPW_PLAN_LEAST) return;
  for (int64_t t = 0; t < s->task.periods; t++)
    if (w->unused[t] > 0.0) path[t] -= w->unused[t];
  cpwi_task_keep(&s->task, &w->course.grid, path);
}

/* ---------------------------------------------------------------- one step ------------------ */

/* The programme around `here` in a box of `radius`, in units of the radius. Returns what the model says
 * that the step gains; the path goes into x. */
static double step_of(search *s, double radius, double merit) {
  int64_t n = s->task.periods, goals = s->task.goals;
  double unit = radius * s->usual, change = HUGE_VAL;
  const int32_t objective = s->task.objective;
  for (int64_t t = 0; t < n; t++) {
    s->low[t] = fmax((s->task.lower[t] - s->here[t]) / unit, -1.0);
    s->high[t] = fmin((s->task.upper[t] - s->here[t]) / unit, 1.0);
    s->base[t] = (s->here[t] - (t > 0 ? s->here[t - 1] : s->task.today)) / unit;
    s->x[t] = 0.0;
  }
  for (int64_t k = 0; k < goals; k++)
    s->least[k] = (AIM - s->value[k]) / radius;
  for (int64_t i = 0; i < n * goals; i++)
    s->rows[i] = s->slope[i] * s->usual;
  if (s->task.change < HUGE_VAL) change = s->task.change / unit;
  if (objective == CPW_PLAN_SMOOTH_LARGEST) change = 0.0;
  cpwi_programme p = {.count = n,
                      .rows = goals,
                      .linear = objective == CPW_PLAN_LEAST ? 1.0 / (double)n : 0.0,
                      .quadratic = objective == CPW_PLAN_SMOOTH_SQUARES ? 100.0 * radius : 0.0,
                      .spread = objective == CPW_PLAN_SMOOTH_LARGEST ? 1.0 : 0.0,
                      .penalty = PENALTY,
                      .change = change,
                      .base = s->base,
                      .low = s->low,
                      .high = s->high,
                      .row = s->rows,
                      .least = s->least,
                      .x = s->x,
                      .memory = s->programme};
  cpwi_programme_solve(&p);
  for (int64_t t = 0; t < n; t++)
    s->x[t] = s->here[t] + unit * s->x[t];
  cpwi_task_keep(&s->task, &s->walk->course.grid, s->x);
  double missed = 0.0; /* by the path as it was rounded */
  for (int64_t k = 0; k < goals; k++) {
    double value = s->value[k];
    for (int64_t t = 0; t < n; t++)
      value += s->slope[k * n + t] * (s->x[t] - s->here[t]);
    missed = fmax(missed, AIM - value);
  }
  return merit - (cost_of(s, s->x) + PENALTY * missed);
}

static void find_slopes(search *s) {
  for (int64_t k = 0; k < s->task.goals; k++)
    cpwi_walk_linear_slope(s->walk, &s->task.goal[k], s->slope + k * s->task.periods);
}

static double length_of(const search *s) {
  double longest = 0.0;
  for (int64_t t = 0; t < s->task.periods; t++)
    longest = fmax(longest, fabs(s->x[t] - s->here[t]));
  return longest / s->usual;
}

/* From `here` on, downhill, until nothing is gained. */
static void descend(search *s, double radius) {
  int64_t n = s->task.periods;
  double *next = s->value + s->task.goals;
  merit_of(s, s->here, s->value);
  if (s->walk->outgrown) return;
  trim(s, s->here);
  double merit = merit_of(s, s->here, s->value);
  find_slopes(s);
  for (int step = 0; step < MOST_STEPS && radius > LEAST_STEP; step++) {
    double gain = step_of(s, radius, merit), length = length_of(s);
    if (!(gain > 1e-10 * fmax(1.0, fabs(merit)))) {
      if (!(gain > 0.0) && radius > 1e-4) { /* the programme may have lost digits */
        radius *= 0.1;
        continue;
      }
      return;
    }
    double there = merit_of(s, s->x, next);
    if (there <= merit) {
      trim(s, s->x);
      there = merit_of(s, s->x, next);
    }
    double ratio = (merit - there) / gain;
    if (ratio < 0.25)
      radius = 0.4 * fmin(radius, length);
    else if (ratio > 0.75 && length > 0.9 * radius)
      radius *= 2.0;
    if (!(ratio > 0.05)) continue;
    memcpy(s->here, s->x, (size_t)n * sizeof *s->here);
    memcpy(s->value, next, (size_t)s->task.goals * sizeof *next);
    merit = there;
    find_slopes(s);
  }
}

/* ---------------------------------------------------------------- where to begin ------------ */

#define STARTS 5

/* Last: all of it at the end; late: the more the nearer the end; early: the more the sooner. */
static double shape_at(const cpwi_task *k, int kind, int64_t t) {
  double at = (double)(t + 1) / (double)k->periods;
  if (kind == 0) return at < 1.0 ? 0.0 : 1.0;
  return kind == 1 ? at : 1.0 - 0.75 * at;
}

/* Last, late, early, flat, as today. */
static void begin(search *s, int kind) {
  cpwi_task shaped = s->task;
  shaped.profile = kind < 3 ? CPW_PROFILE_SHAPE : CPW_PROFILE_FLAT;
  for (int64_t t = 0; t < s->task.periods; t++) {
    shaped.shape[t] = shape_at(&s->task, kind, t);
    s->here[t] = s->task.today;
  }
  if (kind < 4) cpwi_level_solve(s->walk, &shaped, s->here);
}

static double usual_capacity(const cpwi_walk *walk, const cpwi_task *task) {
  double people = walk->closing[0] + cpwi_sum(task->periods, walk->course.starts);
  double usual = fmax(task->today, people / (double)task->periods);
  return usual > 0.0 ? usual : 1.0;
}

int32_t cpwi_free_solve(cpwi_free *work, cpwi_walk *walk, const cpwi_task *task, int32_t near,
                        double *path) {
  search s;
  memset(&s, 0, sizeof s);
  s.walk = walk;
  s.task = *task;
  s.usual = usual_capacity(walk, task);
  s.cost = HUGE_VAL;
  s.margin = -HUGE_VAL;
  lay_out(&s, work);
  size_t bytes = (size_t)task->periods * sizeof *path;
  for (int kind = near ? STARTS - 1 : 0; kind < STARTS; kind++) {
    if (near)
      memcpy(s.here, path, bytes);
    else
      begin(&s, kind);
    cpwi_task_keep(&s.task, &walk->course.grid, s.here);
    descend(&s, near ? 0.05 : FIRST_STEP);
  }
  if (s.cost < HUGE_VAL && task->objective == CPW_PLAN_SMOOTH_LARGEST) {
    s.task.change = fmin(task->change, cpwi_task_cost(task, s.best) * (1.0 + 1e-9));
    s.task.objective = CPW_PLAN_SMOOTH_SQUARES;
    s.cost = HUGE_VAL;
    memcpy(s.here, s.best, bytes);
    descend(&s, FIRST_STEP);
  }
  memcpy(path, s.cost < HUGE_VAL ? s.best : s.nearest, bytes);
  return s.cost < HUGE_VAL;
}
