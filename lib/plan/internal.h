/* lib/plan/internal.h - what the files of the module share: one list's task, its way along a path of
 * capacity with exact derivatives, the two searches, and the programme in each step of one of them.
 * Source: carepath/plan.h. Leaves a single period to waitlist/course.c. */
#ifndef CPWI_PLAN_INTERNAL_H
#define CPWI_PLAN_INTERNAL_H

#include "carepath/plan.h"
#include "waitlist/search.h"

/* -------- one list's task */

typedef struct cpwi_goal {
  int32_t kind;
  int64_t index;    /* among the caller's goals */
  int64_t period;   /* 0-based: at the end of this one */
  cpwi_limit limit; /* in bands; not used for CPW_GOAL_SIZE */
  double level;
} cpwi_goal;

typedef struct cpwi_task {
  int64_t list, periods, goals;
  int32_t profile, objective;
  int64_t date; /* the latest goal's period, counted from 1; the path's length if there is none */
  cpwi_goal *goal; /* (goals) those that are asked of this list */
  double *starts;  /* (periods) */
  double *lower;   /* (periods) on the grid once cpwi_task_round was called */
  double *upper;   /* (periods) HUGE_VAL: no limit */
  double *shape;   /* (periods) at most 1, for CPW_PROFILE_SHAPE */
  double change;   /* HUGE_VAL: no limit */
  double today;    /* capacity */
} cpwi_task;

/* task.c: allocates the arrays of a task for so many periods and goals. */
int32_t cpwi_task_init(cpwi_task *task, int64_t periods, int64_t goals,
                       const cpw_allocator *allocator);
void cpwi_task_free(cpwi_task *task, const cpw_allocator *allocator);
/* The task again in other arrays, `more` periods longer: what is given by period goes on. */
void cpwi_task_copy(cpwi_task *to, const cpwi_task *from, int64_t more);
/* The latest goal's period, from the goals. */
void cpwi_task_date(cpwi_task *task);
/* Which limits remain once changes are limited too. Returns the first period that no path can pass, or
 * -1. */
int64_t cpwi_task_tighten(cpwi_task *task);
/* Limits down to the grid, and no more than `most` where changes are not limited; then as
 * cpwi_task_tighten. */
void cpwi_task_round(cpwi_task *task, const cpwi_grid *grid, double most);
/* The nearest path that keeps all limits, on the grid: nearest from the first period on. */
void cpwi_task_keep(const cpwi_task *task, const cpwi_grid *grid, double *path);
/* What the objective counts. */
double cpwi_task_cost(const cpwi_task *task, const double *path);

/* -------- walk.c: one list on its way along a path */

typedef struct cpwi_walk {
  cpwi_course course;
  int64_t bands, room; /* periods that there is room for */
  const cpwi_task *task;
  double *waiting;    /* (room + 1, bands) row 0: before the first period */
  double *treated;    /* (room, bands) */
  double *inflow;     /* (room, bands) */
  double *closing;    /* (room + 1) people */
  double *joining;    /* (room) people */
  double *unused;     /* (room) people */
  double *path;       /* (room) what was projected, on the grid */
  double *scratch;    /* (2, bands) */
  double scale;       /* people, for goals in people */
  double all_treated; /* sum over the path */
  int32_t outgrown;   /* 1: the path leads beyond all bounds */
} cpwi_walk;

int32_t cpwi_walk_init(cpwi_walk *walk, const cpwi_ageing *ageing, int64_t periods,
                       const cpw_allocator *allocator);
void cpwi_walk_free(cpwi_walk *walk, const cpw_allocator *allocator);
/* Puts a task's list on the way. CPW_EOVERFLOW if there are too many people. */
int32_t cpwi_walk_take(cpwi_walk *walk, const cpw_backlog *backlog, const cpwi_task *task);
/* Follows a path, which may be beyond everybody and is rounded down to the grid. */
void cpwi_walk_follow(cpwi_walk *walk, const double *path);
/* What a goal measures, after cpwi_walk_follow; how far it is on the right side; the same as a share,
 * or in people over the scale. */
double cpwi_walk_value(const cpwi_walk *walk, const cpwi_goal *goal);
double cpwi_walk_slack(const cpwi_goal *goal, double value);
double cpwi_walk_margin(const cpwi_walk *walk, const cpwi_goal *goal);
/* The least margin of all goals; -DBL_MAX for a path that leads beyond all bounds. */
double cpwi_walk_least_margin(const cpwi_walk *walk);

/* slope.c: the goal as a linear function of the list at its date, over the scale: >= 0 where it is met.
 * Its derivative by the capacity of every period goes into slope (periods). */
double cpwi_walk_linear(const cpwi_walk *walk, const cpwi_goal *goal);
void cpwi_walk_linear_slope(const cpwi_walk *walk, const cpwi_goal *goal, double *slope);
/* Derivative of cpwi_walk_value by the capacity of every period. */
void cpwi_walk_value_slope(const cpwi_walk *walk, const cpwi_goal *goal, double *slope);

/* -------- programme.c: least v over x, with changes and limits in a band and few dense rows */

/* Least  linear sum(x) + quadratic/2 sum(step^2) + spread z + penalty e  where  x_(-1) = 0,
 * step_t = base_t + x_t - x_(t-1); low <= x <= high; |step_t| <= change (+ z if spread > 0); z >= 0;
 * row_k . x + e >= least_k; e >= 0. */
typedef struct cpwi_programme {
  int64_t count, rows;
  double linear, quadratic, spread, penalty;
  double change;            /* HUGE_VAL: no limit */
  const double *base;       /* (count) */
  const double *low, *high; /* (count) */
  const double *row;        /* (rows, count) */
  const double *least;      /* (rows) */
  double *x;                /* (count) in: a start; out: the answer */
  double *memory;           /* (cpwi_programme_memory) */
} cpwi_programme;

/* Doubles that a programme needs as memory, or -1. */
int64_t cpwi_programme_memory(int64_t count, int64_t rows);
/* Returns e, how far the rows are missed at most. */
double cpwi_programme_solve(const cpwi_programme *programme);

/* -------- the two searches: path (periods) is the answer, on the grid and within the limits.
 * Returns 1 where every goal is met. */
int32_t cpwi_level_solve(cpwi_walk *walk, const cpwi_task *task, double *path);

typedef struct cpwi_free {
  double *memory;
  int64_t periods, goals;
} cpwi_free;
int32_t cpwi_free_init(cpwi_free *work, int64_t periods, int64_t goals,
                       const cpw_allocator *allocator);
void cpwi_free_release(cpwi_free *work, const cpw_allocator *allocator);
/* `near` 1: path is where to begin, else the starting paths are made here. */
int32_t cpwi_free_solve(cpwi_free *work, cpwi_walk *walk, const cpwi_task *task, int32_t near,
                        double *path);

#endif
