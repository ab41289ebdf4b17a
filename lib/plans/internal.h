/* lib/plans/internal.h - what the files of the module share: a programme that grows row by row, a checked
 * problem, the search for whole options, and the result.
 * Source: the rules in carepath/plans.h. Leaves linear programmes to linear. */
#ifndef CPWI_PLANS_INTERNAL_H
#define CPWI_PLANS_INTERNAL_H

#include "base/order.h"
#include "carepath/plans.h"
#include "linear/internal.h"

#define CPWI_PLANS_CHOOSE "cpw_plans_choose"
#define CPWI_PLANS_JOINT  "cpw_plans_joint"
#define CPWI_PLANS_MONEY  9007199254740992.0 /* 2^53: whole numbers up to here are exact */

/* model.c: a programme that grows. Where memory is short `failed` is set, and nothing is added. */
typedef struct cpwi_plans_model {
  const cpw_allocator *allocator;
  int64_t rows, columns, entries, row_room, column_room, entry_room;
  double *cost, *lower, *upper, *row_lower, *row_upper, *value;
  int64_t *row, *column;
  int32_t failed;
} cpwi_plans_model;
int64_t cpwi_plans_model_column(cpwi_plans_model *m, double lower, double upper, double cost);
int64_t cpwi_plans_model_row(cpwi_plans_model *m, double lower, double upper);
void cpwi_plans_model_add(cpwi_plans_model *m, int64_t row, int64_t column, double value);
void cpwi_plans_model_free(cpwi_plans_model *m);
/* The programme loaded to be solved; CPW_ENOMEM also where the model failed. */
int32_t cpwi_plans_model_load(const cpwi_plans_model *m, int32_t maximise, const cpw_run *run,
                              cpwi_linear *lp, const char *where, cpw_error *err);

/* problem.c: checked copies of problem and options */
int32_t cpwi_plans_take(cpw_plans_problem *known, const cpw_plans_problem *given,
                        const cpw_allocator *allocator, cpw_error *err);
int32_t cpwi_plans_take_options(cpw_plans_options *known, const cpw_plans_options *given,
                                const char *where, cpw_error *err);

/* Where the rows and columns of a problem stand in its programme. */
typedef struct cpwi_choice_model {
  cpwi_plans_model model;
  int64_t budget_row, guarantee_row, scenario_row; /* the first of each kind */
  int64_t extra;                                   /* first column of money beyond the budgets */
} cpwi_choice_model;

/* What a plan is worth. */
typedef struct cpwi_worth {
  double expected, cvar, worst, regret, value;
} cpwi_worth;

/* measure.c */
/* benefit (scenarios) and worth of a plan; best is NULL unless there are regrets; room: (scenarios). */
void cpwi_plans_worth(const cpw_plans_problem *p, const double *x, const double *best,
                      double *benefit, int64_t *room, cpwi_worth *out);
/* 0 where a plan keeps every rule exactly, otherwise 1 and in words which it breaks; budget `but` (or -1) may
 * be overspent. */
int cpwi_plans_breaks(const cpw_plans_problem *p, const double *x, int64_t but, char *words,
                      size_t size);
double cpwi_plans_spend(const cpw_plans_problem *p, int64_t budget, const double *x);
const char *cpwi_plans_name(const char *const *names, int64_t index, char *room, size_t size);

/* search.c: the best whole plan. */
typedef struct cpwi_search {
  const cpw_plans_problem *problem;
  const cpw_plans_options *options;
  cpwi_linear *lp;
  const double *best_of; /* (scenarios) for regrets, or NULL */
  int64_t overspent;     /* the overspend of this budget is minimised instead; -1 */
  int64_t only;          /* benefits of this scenario alone count; -1: the measure */
  /* out */
  double *x; /* (options) */
  double value, bound, relaxation;
  int64_t nodes; /* in: solved before; out: also those of this search */
  int32_t found, proven;
} cpwi_search;
int32_t cpwi_plans_search(cpwi_search *s, cpw_error *err);

/* choose.c asks, result.c answers */
typedef struct cpwi_chosen {
  const cpw_plans_problem *problem;
  double *x, *benefit, *best, *short_by;
  double *price, *price_from, *price_to, *guarantee_price;
  cpwi_worth worth;
  double bound, relaxation, baseline_value;
  int64_t next_option;
  double next_cost, next_gain;
  int64_t nodes, iterations;
  int32_t proven, feasible;
  char conflict[512], baseline[256];
} cpwi_chosen;
int32_t cpwi_plans_result(const cpwi_chosen *c, const cpw_allocator *allocator, cpw_result **out,
                          cpw_error *err);

/* lists.c */
int32_t cpwi_plans_take_lists(cpw_plans_lists *known, const cpw_plans_lists *given, cpw_error *err);

#endif
