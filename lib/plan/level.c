/* Paths with one number: flat, a ramp, a given shape; the least one that meets every goal.
 * Source: carepath/plan.h. Leaves the search to waitlist/search.c. */
#include "plan/internal.h"

typedef struct level {
  cpwi_walk *walk;
  const cpwi_task *task;
  double *path;
} level;

/* The path with one number, held within the limits. */
static void draw(const level *l, double x) {
  const cpwi_task *k = l->task;
  for (int64_t t = 0; t < k->periods; t++) {
    double value = x;
    if (k->profile == CPW_PROFILE_SHAPE) value = x * k->shape[t];
    if (k->profile == CPW_PROFILE_RAMP && t + 1 < k->date)
      value = k->today + (x - k->today) * ((double)(t + 1) / (double)k->date);
    l->path[t] = value;
  }
  cpwi_task_keep(k, &l->walk->course.grid, l->path);
}

static double margin_at(void *context, double x) {
  const level *l = context;
  draw(l, x);
  cpwi_walk_follow(l->walk, l->path);
  return cpwi_walk_least_margin(l->walk);
}

/* With how many treatments a period everybody is treated at every date. */
static double enough_for_all(const level *l) {
  const cpwi_task *k = l->task;
  const double most = l->walk->course.grid.most;
  double enough = 0.0, people;
  for (int64_t t = 0; t < k->periods; t++)
    l->path[t] = 0.0;
  cpwi_walk_follow(l->walk, l->path);
  for (int64_t t = 0; t < k->periods; t++) {
    people = l->walk->outgrown ? most : l->walk->closing[t + 1];
    if (people > enough) enough = people;
  }
  if (k->profile == CPW_PROFILE_RAMP) { /* at the first date that there can be */
    int64_t first = k->date;
    for (int64_t g = 0; g < k->goals; g++)
      if (k->goal[g].period + 1 < first) first = k->goal[g].period + 1;
    enough *= (double)k->date / (double)first;
  }
  if (k->profile == CPW_PROFILE_SHAPE) {
    double least = 1.0;
    for (int64_t t = 0; t < k->periods; t++)
      if (k->shape[t] > 0.0 && k->shape[t] < least) least = k->shape[t];
    enough /= least > 1e-3 ? least : 1e-3;
  }
  return enough < most ? enough : most;
}

/* No number beyond which the limits allow nothing more. A ramp is at its number at its end only. */
static double most_of(const level *l, double enough) {
  const cpwi_task *k = l->task;
  double most = 0.0;
  if (k->profile == CPW_PROFILE_RAMP) return enough;
  for (int64_t t = 0; t < k->periods; t++) {
    double x = k->upper[t];
    if (k->profile == CPW_PROFILE_SHAPE)
      x = k->shape[t] > 0.0 && x < HUGE_VAL ? x / k->shape[t] : k->shape[t] > 0.0 ? x : 0.0;
    if (x > most) most = x;
  }
  return most < enough ? most : enough;
}

int32_t cpwi_level_solve(cpwi_walk *walk, const cpwi_task *task, double *path) {
  level l = {walk, task, path};
  const cpwi_grid *grid = &walk->course.grid;
  double most = cpwi_down_to_grid(most_of(&l, enough_for_all(&l)), grid);
  cpwi_search search = {.value = margin_at,
                        .context = &l,
                        .grid = grid,
                        .enough = 0.0,
                        .top = 0.0, /* the least level that meets them is all that is asked */
                        .today = task->today,
                        .most = most};
  double solved = cpwi_search_least(&search);
  draw(&l, solved >= 0.0 ? solved : search.best > -DBL_MAX ? search.at : most);
  return solved >= 0.0;
}
