/* Random lists with random goals against what must always hold: a plan is what its path does, limits are
 * kept, an outcome says what is met, lists do not know each other.
 *   property_plan [count [seed]]     property_plan --digest */
#include "carepath/plan.h"
#include "waitlist/world.h"
#include "worlds.h"

#include <math.h>
#include <stdio.h>

#define MOST_GOALS 3

/* A world with a question. */
typedef struct question {
  world w;
  cpw_goal goals[MOST_GOALS];
  cpw_plan_options options;
  double upper[WORLD_LISTS * WORLD_PERIODS], shape[WORLD_LISTS * WORLD_PERIODS];
  double change[WORLD_LISTS];
} question;

static const double *real(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real;
}

static void random_goal(cpw_goal *g, const world *w, cpw_stream *s) {
  double edge = w->lower[w->bands.count - 1] * w->bands.unit_weeks;
  cpw_goal_init(g);
  g->kind = edge > 0.0 ? (int32_t)cpw_random_below(s, 4) : CPW_GOAL_SIZE;
  g->weeks = edge * (0.05 + 0.95 * cpw_random_uniform(s));
  g->level = cpw_random_uniform(s);
  if (g->kind == CPW_GOAL_LONG_WAITS || g->kind == CPW_GOAL_SIZE) g->level *= 10.0 * w->waiting[0];
  if (g->kind == CPW_GOAL_WITHIN && !(g->level > 0.0)) g->level = 0.5;
  g->period = 1 + (int64_t)cpw_random_below(s, (uint64_t)w->periods);
  if (world_chance(s, 0.3)) g->list = (int64_t)cpw_random_below(s, (uint64_t)w->backlog.lists);
}

static void ask(question *q, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 1, 0);
  world *w = &q->w;
  world_make(w, &s, (int)(seed % 4 > 0));
  cpw_plan_options *o = &q->options;
  cpw_plan_options_init(o);
  o->goals = q->goals;
  o->goal_count = 1 + (int64_t)cpw_random_below(&s, MOST_GOALS);
  for (int64_t k = 0; k < o->goal_count; k++)
    random_goal(&q->goals[k], w, &s);
  o->periods = w->periods;
  o->profile = (int32_t)cpw_random_below(&s, 4);
  o->whole_bands = (int32_t)cpw_random_below(&s, 2);
  o->sensitivity = world_chance(&s, 0.2);
  o->starts = w->plan_starts;
  if (world_chance(&s, 0.4)) o->longest_first = cpw_random_uniform(&s);
  for (int64_t i = 0; i < WORLD_LISTS * WORLD_PERIODS; i++) {
    q->upper[i] = w->capacity[i / WORLD_PERIODS] * (1.0 + cpw_random_uniform(&s));
    q->shape[i] = 0.01 + cpw_random_uniform(&s);
  }
  for (int64_t l = 0; l < w->backlog.lists; l++)
    q->change[l] = w->capacity[l] * cpw_random_uniform(&s);
  int64_t lists = w->backlog.lists;
  for (int64_t i = 0; i < lists * o->periods; i++) /* today's is always allowed */
    q->upper[i] = w->capacity[i / o->periods] * (1.0 + q->shape[i]);
  if (world_chance(&s, 0.5)) o->upper = q->upper;
  if (o->profile == CPW_PROFILE_SHAPE) o->shape = q->shape;
  if (o->profile != CPW_PROFILE_PERIODS) return;
  o->objective = (int32_t)cpw_random_below(&s, 3);
  if (world_chance(&s, 0.5)) o->change = q->change;
}

static int same(double a, double b) {
  return a == b || (isnan(a) && isnan(b));
}

static const char *it_is_what_its_path_does(const question *q, const cpw_result *r) {
  const cpw_plan_options *o = &q->options;
  cpw_project_options p;
  cpw_project_options_init(&p);
  p.periods = o->periods;
  p.starts = o->starts;
  p.capacity = real(r, "capacity_path");
  p.longest_first = o->longest_first;
  cpw_result *projection;
  if (cpw_waitlist_project(&q->w.backlog, &p, NULL, &projection, NULL)) return "a projection";
  const char *problem = NULL;
  int64_t cells = cpw_result_find(r, "capacity_path")->size;
  for (int64_t i = 0; i < cells; i++)
    if (!same(real(r, "total_closing")[i], real(projection, "total_closing")[i]) ||
        !same(real(r, "unused_capacity")[i], real(projection, "unused_capacity")[i]))
      problem = "the path does something else";
  cpw_result_free(projection);
  return problem;
}

static const char *limits_are_kept(const question *q, const cpw_result *r) {
  const cpw_plan_options *o = &q->options;
  const double *path = real(r, "capacity_path");
  for (int64_t i = 0; i < cpw_result_find(r, "capacity_path")->size; i++) {
    int64_t l = i / o->periods;
    double before = i % o->periods ? path[i - 1] : q->w.capacity[l];
    if (!(path[i] >= 0.0)) return "a capacity below 0";
    if (o->upper && !(path[i] <= o->upper[i])) return "more than the upper limit";
    if (o->change && !(fabs(path[i] - before) <= o->change[l] + 1e-9 * (before + path[i])))
      return "a larger change than allowed";
  }
  return NULL;
}

static const char *outcomes_say_what_is_met(const question *q, const cpw_result *r) {
  const int64_t *met = cpw_result_find(r, "goal_met")->integer;
  const int64_t *outcome = cpw_result_find(r, "outcome")->integer;
  int64_t goals = q->options.goal_count;
  for (int64_t l = 0; l < q->w.backlog.lists; l++) {
    int missed = 0;
    for (int64_t k = 0; k < goals; k++) {
      double slack = real(r, "goal_slack")[l * goals + k];
      if (met[l * goals + k] == 1 && !(slack >= 0.0)) return "a goal that is called met is not";
      missed |= met[l * goals + k] == 0;
    }
    if (missed != (outcome[l] >= CPW_OUTCOME_UNREACHABLE)) return "an outcome that is not so";
  }
  return NULL;
}

static const char *everything_holds(uint64_t seed) {
  question *q = malloc(sizeof *q);
  if (!q) return "memory";
  ask(q, seed);
  cpw_result *r;
  const char *problem = "a plan";
  if (cpw_plan_capacity(&q->w.backlog, &q->options, NULL, &r, NULL) == CPW_OK) {
    problem = it_is_what_its_path_does(q, r);
    if (!problem) problem = limits_are_kept(q, r);
    if (!problem) problem = outcomes_say_what_is_met(q, r);
    cpw_result_free(r);
  }
  free(q);
  return problem;
}

/* FNV-1a over the bytes of every array */
static uint64_t digest_world(uint64_t seed, uint64_t hash) {
  question *q = malloc(sizeof *q);
  cpw_result *r;
  cpw_run run;
  if (!q) exit(1);
  ask(q, seed);
  cpw_run_init(&run);
  run.threads = 1 + (int32_t)(seed % 3);
  if (cpw_plan_capacity(&q->w.backlog, &q->options, &run, &r, NULL) != CPW_OK) exit(1);
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  free(q);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"plan", "random plans", 300, 40, everything_holds, digest_world};
  return worlds_main(&w, argc, argv);
}
