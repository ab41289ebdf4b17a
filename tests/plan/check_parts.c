/* The parts below a plan: exact derivatives against differences, programmes against a fine grid, limits. */
#include "plan/internal.h"
#include "plan/suites.h"
#include "waitlist/world.h"

#include <float.h>
#include <math.h>

/* ---------------------------------------------------------------- derivatives --------------- */

/* One list on its way, with room for everything. */
typedef struct way {
  cpwi_ageing ageing;
  cpwi_walk walk;
  cpwi_task task;
} way;

static void set_off(way *y, const cpw_backlog *b, int64_t list, int64_t periods, double first,
                    const cpwi_goal *goal) {
  memset(y, 0, sizeof *y);
  ck_assert_int_eq(cpwi_ageing_init(&y->ageing, b->bands, NULL), CPW_OK);
  ck_assert_int_eq(cpwi_walk_init(&y->walk, &y->ageing, periods, NULL), CPW_OK);
  ck_assert_int_eq(cpwi_task_init(&y->task, periods, 1, NULL), CPW_OK);
  y->task.list = list;
  y->task.periods = periods;
  y->task.goals = 1;
  y->task.goal[0] = *goal;
  y->task.change = HUGE_VAL;
  for (int64_t t = 0; t < periods; t++)
    y->task.starts[t] = b->starts[list];
  y->walk.course.longest_first = first;
  ck_assert_int_eq(cpwi_walk_take(&y->walk, b, &y->task), CPW_OK);
}

static void arrive(way *y) {
  cpwi_walk_free(&y->walk, NULL);
  cpwi_task_free(&y->task, NULL);
  cpwi_ageing_free(&y->ageing, NULL);
}

static double value_at(way *y, const double *path) {
  cpwi_walk_follow(&y->walk, path);
  return cpwi_walk_value(&y->walk, y->task.goal);
}

/* A difference on each side: where they differ there is a kink, and the derivative lies between. */
static void check_slope(way *y, double *path, int *checked, int *zero) {
  int64_t periods = y->task.periods;
  double slope[WORLD_PERIODS], linear[WORLD_PERIODS], here = value_at(y, path), size = 0.0;
  if (!isfinite(here)) return;
  double closing = y->walk.closing[y->task.goal->period + 1];
  cpwi_walk_value_slope(&y->walk, y->task.goal, slope);
  cpwi_walk_linear_slope(&y->walk, y->task.goal, linear);
  for (int64_t t = 0; t < periods; t++)
    size = fmax(size, path[t]);
  int32_t share =
      y->task.goal->kind == CPW_GOAL_WITHIN || y->task.goal->kind == CPW_GOAL_LONG_SHARE;
  double unit = share ? 1.0 : closing + size;
  for (int64_t t = 0; t < periods; t++) {
    double step = 1e-5 * size, keep = path[t];
    if (!(keep > 2 * step)) continue;
    path[t] = keep + step;
    double up = (value_at(y, path) - here) / step;
    path[t] = keep - step;
    double down = (here - value_at(y, path)) / step;
    path[t] = keep;
    double near = 1e-3 * fmax(fabs(up), fabs(down)) + 1e-6 * unit / size;
    double low = fmin(up, down) - near, high = fmax(up, down) + near;
    ck_assert_msg(slope[t] >= low && slope[t] <= high, "period %lld: %.9g is not in %.9g .. %.9g",
                  (long long)t, slope[t], low, high);
    ++*checked;
    *zero += slope[t] == 0.0;
  }
  /* the linear goal has the same slope where it is just met */
  cpwi_goal goal = *y->task.goal;
  y->task.goal->level = here;
  if (share && closing > 0.0 && here > 0.0) {
    value_at(y, path);
    cpwi_walk_linear_slope(&y->walk, y->task.goal, linear);
    double sign = goal.kind == CPW_GOAL_WITHIN ? 1.0 : -1.0;
    for (int64_t t = 0; t < periods; t++)
      ck_assert_double_eq_tol(linear[t] * y->walk.scale / closing, sign * slope[t],
                              1e-9 * (fabs(slope[t]) + 1e-12));
  }
  *y->task.goal = goal;
}

START_TEST(derivatives_against_differences)
{
  cpw_stream s;
  cpw_stream_init(&s, 81, 0, 0, 0);
  world *w = malloc(sizeof *w);
  int checked = 0, zero = 0, cases = cpwt_cases(600);
  for (int k = 0; k < cases; k++) {
    world_make(w, &s, world_chance(&s, 0.8));
    double edge = w->lower[w->bands.count - 1] * w->bands.unit_weeks;
    cpwi_goal goal = {.kind = (int32_t)cpw_random_below(&s, 4)};
    if (!(edge > 0.0)) goal.kind = CPW_GOAL_SIZE;
    goal.period = (int64_t)cpw_random_below(&s, (uint64_t)w->periods);
    goal.limit = cpwi_limit_at(&w->bands, edge * cpw_random_uniform(&s), 0);
    goal.level = 0.5;
    way y;
    double path[WORLD_PERIODS], first = world_chance(&s, 0.5) ? 0.0 : cpw_random_uniform(&s);
    set_off(&y, &w->backlog, 0, w->periods, first, &goal);
    double size = (y.walk.closing[0] + w->starts[0]) / (double)w->periods;
    for (int64_t t = 0; t < w->periods; t++)
      path[t] = 2.0 * size * cpw_random_uniform(&s);
    if (size > 0.0) check_slope(&y, path, &checked, &zero);
    arrive(&y);
  }
  if (cases == 600) {
    ck_assert_int_gt(checked, 1000);
    ck_assert_int_lt(zero, checked);
  }
  free(w);
}
END_TEST

/* More capacity than people: nothing changes either way. Just as much: less of it leaves somebody. */
START_TEST(derivatives_at_an_emptied_list)
{
  cpw_bands bands;
  cpw_backlog b = cpwt_england(&bands);
  cpwi_goal goal = {.kind = CPW_GOAL_SIZE, .period = 1};
  way y;
  double slope[3], path[3] = {1e6, 1e8, 1e6};
  set_off(&y, &b, 0, 3, 0.0, &goal);
  cpwi_walk_follow(&y.walk, path);
  cpwi_walk_value_slope(&y.walk, &goal, slope);
  ck_assert(slope[0] == 0.0 && slope[1] == 0.0 && slope[2] == 0.0);
  path[1] -= y.walk.unused[1];
  cpwi_walk_follow(&y.walk, path);
  ck_assert_double_eq(y.walk.closing[2], 0.0);
  cpwi_walk_value_slope(&y.walk, &goal, slope);
  ck_assert_double_eq(slope[1], -1.0);
  ck_assert_double_lt(slope[0], -0.8);
  arrive(&y);
}
END_TEST

/* ---------------------------------------------------------------- programmes ---------------- */

static double cost_of(const cpwi_programme *p, const double *x) {
  double sum = 0, squares = 0, largest = 0, missed = 0;
  for (int64_t t = 0; t < p->count; t++) {
    double step = p->base[t] + x[t] - (t > 0 ? x[t - 1] : 0);
    sum += x[t];
    squares += step * step;
    largest = fmax(largest, fabs(step) - p->change);
    if (p->spread <= 0 && fabs(step) > p->change + 1e-9) return HUGE_VAL;
  }
  for (int64_t k = 0; k < p->rows; k++) {
    double row = 0;
    for (int64_t t = 0; t < p->count; t++)
      row += p->row[k * p->count + t] * x[t];
    missed = fmax(missed, p->least[k] - row);
  }
  return p->linear * sum + 0.5 * p->quadratic * squares + p->penalty * missed +
         (p->spread > 0 ? p->spread * largest : 0);
}

START_TEST(programmes_against_a_fine_grid)
{
  cpw_stream s;
  cpw_stream_init(&s, 82, 0, 0, 0);
  enum { N = 3, K = 2, POINTS = 40 };
  double low[N], high[N], base[N], row[K * N], least[K], x[N], at[N], memory[2000];
  ck_assert_int_le(cpwi_programme_memory(N, K), 2000);
  for (int k = 0; k < cpwt_cases(200); k++) {
    int kind = (int)cpw_random_below(&s, 4);
    for (int t = 0; t < N; t++) {
      low[t] = -cpw_random_uniform(&s);
      high[t] = world_chance(&s, 0.1) ? low[t] : cpw_random_uniform(&s);
      base[t] = kind == 3 ? 0 : 0.2 * cpw_random_uniform(&s);
      x[t] = 0;
    }
    for (int i = 0; i < K * N; i++)
      row[i] = cpw_random_uniform(&s) - 0.2;
    for (int i = 0; i < K; i++)
      least[i] = cpw_random_uniform(&s) - 0.4;
    cpwi_programme p = {.count = N,
                        .rows = K,
                        .linear = kind == 0 || kind == 3,
                        .quadratic = kind == 1,
                        .spread = kind == 2,
                        .penalty = 50,
                        .change = kind == 2   ? 0.0
                                  : kind == 3 ? 1.5
                                              : HUGE_VAL,
                        .base = base,
                        .low = low,
                        .high = high,
                        .row = row,
                        .least = least,
                        .x = x,
                        .memory = memory};
    cpwi_programme_solve(&p);
    double found = cost_of(&p, x), best = HUGE_VAL;
    for (int i = 0; i < POINTS * POINTS * POINTS; i++) {
      for (int t = 0, rest = i; t < N; t++, rest /= POINTS)
        at[t] = low[t] + (high[t] - low[t]) * (rest % POINTS) / (POINTS - 1);
      best = fmin(best, cost_of(&p, at));
    }
    for (int t = 0; t < N; t++)
      ck_assert_msg(x[t] >= low[t] && x[t] <= high[t], "case %d kind %d: x %g not in %g %g", k,
                    kind, x[t], low[t], high[t]);
    ck_assert_msg(found <= best + 1e-6, "case %d kind %d: %.12g, the grid has %.12g", k, kind,
                  found, best);
  }
}
END_TEST

START_TEST(programmes_that_are_too_large)
{
  ck_assert_int_eq(cpwi_programme_memory(INT64_MAX / 8, 3), -1);
  ck_assert_int_eq(cpwi_programme_memory(3, INT64_MAX / 8), -1);
  ck_assert_int_gt(cpwi_programme_memory(104, 3), 104 * 30);
  cpwi_free work;
  ck_assert_int_eq(cpwi_free_init(&work, INT64_MAX / 4, 1000, NULL), CPW_ENOMEM);
}
END_TEST

/* ---------------------------------------------------------------- limits -------------------- */

START_TEST(limits_by_period_and_change)
{
  double lower[] = {0, 0, 50, 0}, upper[] = {HUGE_VAL, HUGE_VAL, HUGE_VAL, 20}, starts[4] = {0};
  cpwi_task k = {.periods = 4, .lower = lower, .upper = upper, .starts = starts, .change = 15};
  k.today = 20;
  ck_assert_int_eq(cpwi_task_tighten(&k), 3); /* from 50 down to 20 takes 30 */
  double low2[] = {0, 0, 30, 0}, high2[] = {HUGE_VAL, HUGE_VAL, HUGE_VAL, 20};
  k.lower = low2;
  k.upper = high2;
  ck_assert_int_eq(cpwi_task_tighten(&k), -1);
  ck_assert_double_eq(low2[0], 5);
  ck_assert_double_eq(low2[1], 15);
  ck_assert_double_eq(high2[2], 35);
  ck_assert_double_eq(low2[3], 15);
  cpwi_grid grid;
  ck_assert_int_eq(cpwi_grid_for(1000, CPWI_SHRINKS, &grid), CPW_OK);
  double path[] = {100, 0, 100, 0};
  cpwi_task_keep(&k, &grid, path);
  double before = k.today;
  for (int t = 0; t < 4; t++) {
    ck_assert(path[t] >= low2[t] && path[t] <= high2[t] && fabs(path[t] - before) <= 15);
    before = path[t];
  }
}
END_TEST

Suite *cpwt_parts_suite(void) {
  Suite *suite = suite_create("plan parts");
  TCase *reference = tcase_create("reference");
  tcase_set_timeout(reference, 120);
  tcase_add_test(reference, derivatives_against_differences);
  tcase_add_test(reference, programmes_against_a_fine_grid);
  suite_add_tcase(suite, reference);
  TCase *limits = tcase_create("limits");
  tcase_add_test(limits, derivatives_at_an_emptied_list);
  tcase_add_test(limits, limits_by_period_and_change);
  tcase_add_test(limits, programmes_that_are_too_large);
  suite_add_tcase(suite, limits);
  return suite;
}
