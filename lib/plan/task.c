/* One list's task: its goals, its limits by period and what is left of them, a path that keeps them.
 * Source: bounds and bounds on differences form chains, so two passes find all that they imply.
 * Leaves the search for a path to level.c and free.c. */
#include "plan/internal.h"

int32_t cpwi_task_init(cpwi_task *task, int64_t periods, int64_t goals,
                       const cpw_allocator *allocator) {
  memset(task, 0, sizeof *task);
  size_t t = (size_t)periods;
  task->goal = cpwi_alloc_zero(allocator, (size_t)goals, sizeof *task->goal);
  task->starts = cpwi_alloc_zero(allocator, t, sizeof *task->starts);
  task->lower = cpwi_alloc_zero(allocator, t, sizeof *task->lower);
  task->upper = cpwi_alloc_zero(allocator, t, sizeof *task->upper);
  task->shape = cpwi_alloc_zero(allocator, t, sizeof *task->shape);
  return task->goal && task->starts && task->lower && task->upper && task->shape ? CPW_OK
                                                                                 : CPW_ENOMEM;
}

void cpwi_task_free(cpwi_task *task, const cpw_allocator *allocator) {
  double *rows[] = {task->starts, task->lower, task->upper, task->shape};
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
    cpwi_release(allocator, rows[k]);
  cpwi_release(allocator, task->goal);
}

/* As many periods as there are, then the last one again. */
static void copy_on(double *to, const double *from, int64_t count, int64_t more) {
  for (int64_t t = 0; t < count + more; t++)
    to[t] = from[t < count ? t : count - 1];
}

void cpwi_task_copy(cpwi_task *to, const cpwi_task *from, int64_t more) {
  cpwi_task copy = *from;
  copy.goal = to->goal;
  copy.starts = to->starts;
  copy.lower = to->lower;
  copy.upper = to->upper;
  copy.shape = to->shape;
  copy.periods += more;
  memcpy(copy.goal, from->goal, (size_t)from->goals * sizeof *copy.goal);
  copy_on(copy.starts, from->starts, from->periods, more);
  copy_on(copy.lower, from->lower, from->periods, more);
  copy_on(copy.upper, from->upper, from->periods, more);
  copy_on(copy.shape, from->shape, from->periods, more);
  *to = copy;
}

void cpwi_task_date(cpwi_task *task) {
  task->date = 0;
  for (int64_t g = 0; g < task->goals; g++)
    if (task->goal[g].period + 1 > task->date) task->date = task->goal[g].period + 1;
  if (task->date == 0) task->date = task->periods;
}

static double larger(double a, double b) {
  return a > b ? a : b;
}

static double smaller(double a, double b) {
  return a < b ? a : b;
}

int64_t cpwi_task_tighten(cpwi_task *k) {
  int64_t none = -1, last = k->periods - 1;
  double low = k->today, high = k->today;
  if (k->change < HUGE_VAL) {
    for (int64_t t = 0; t <= last; t++) {
      low = k->lower[t] = larger(k->lower[t], low - k->change);
      high = k->upper[t] = smaller(k->upper[t], high + k->change);
      if (low > high && none < 0) none = t;
    }
    for (int64_t t = last - 1; t >= 0; t--) {
      k->lower[t] = larger(k->lower[t], k->lower[t + 1] - k->change);
      k->upper[t] = smaller(k->upper[t], k->upper[t + 1] + k->change);
    }
  }
  for (int64_t t = 0; t <= last && none < 0; t++)
    if (k->lower[t] > k->upper[t]) none = t;
  return none;
}

static double down(double value, const cpwi_grid *grid) {
  return value < grid->most ? cpwi_down_to_grid(value, grid) : value;
}

void cpwi_task_round(cpwi_task *k, const cpwi_grid *grid, double most) {
  for (int64_t t = 0; t < k->periods; t++) {
    k->lower[t] = down(k->lower[t], grid);
    k->upper[t] = down(k->upper[t], grid);
    if (!(k->change < HUGE_VAL)) k->upper[t] = smaller(k->upper[t], larger(most, k->lower[t]));
  }
  if (k->change < HUGE_VAL) k->change = down(k->change, grid);
  cpwi_task_tighten(k);
  for (int64_t t = 0; t < k->periods; t++) /* limits that met in one point may have crossed */
    if (k->lower[t] > k->upper[t]) k->lower[t] = k->upper[t];
}

void cpwi_task_keep(const cpwi_task *k, const cpwi_grid *grid, double *path) {
  double before = k->today;
  for (int64_t t = 0; t < k->periods; t++) {
    double low = k->lower[t], high = k->upper[t], value = down(path[t], grid);
    if (k->change < HUGE_VAL) {
      low = smaller(larger(low, before - k->change), high);
      high = larger(smaller(high, before + k->change), low);
    }
    value = smaller(larger(value, low), high);
    before = path[t] = down(larger(value, 0.0), grid);
  }
}

double cpwi_task_cost(const cpwi_task *k, const double *path) {
  double sum = 0.0, squares = 0.0, largest = 0.0, before = k->today;
  for (int64_t t = 0; t < k->periods; t++) {
    double step = path[t] - before;
    before = path[t];
    sum += path[t];
    squares += step * step;
    largest = larger(largest, fabs(step));
  }
  return k->objective == CPW_PLAN_LEAST            ? sum
         : k->objective == CPW_PLAN_SMOOTH_SQUARES ? squares
                                                   : largest;
}
