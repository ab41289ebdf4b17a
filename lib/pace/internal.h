/* lib/pace/internal.h - what the files of this module share: one year of a plan, its bounds, the level
 * that closes the sum, and whole pounds. */
#ifndef CPWI_PACE_INTERNAL_H
#define CPWI_PACE_INTERNAL_H

#include "base/internal.h"
#include "carepath/pace.h"
#include "carepath/stats.h"

#define CPWI_PACE "cpw_pace_path"

enum { OPENING, POPULATION, GROWTH, CONVERGENCE, RULES, ROUNDING, CLOSING, STEPS };

/* Memory of the result; NULL where the plan has no people. */
typedef struct cpwi_pace_outputs {
  int64_t *allocation, *held, *lower_rule, *upper_rule;
  double *exact, *target, *opening, *closing, *cash, *growth, *lower, *upper;
  double *per_head, *target_per_head, *growth_per_head, *real;
  double *waterfall;
  int64_t *quantum, *below, *above, *within, *losers, *years_to_near, *bound_rows;
  double *uniform, *k, *loss;
} cpwi_pace_outputs;

typedef struct cpwi_pace {
  const cpw_pace_plan *plan;
  cpw_pace_options options;
  cpwi_pace_outputs all; /* from the first year on */
  /* scratch of a year, (rows) but for breaks and order (2 rows) */
  double *base, *people_growth, *alpha, *beta, *free_sum, *breaks, *sorted;
  int64_t *order, *least, *most;
} cpwi_pace;

/* One year: the arrays of the result at that year. */
typedef struct cpwi_pace_year {
  cpwi_pace *p;
  int64_t year, n;
  int64_t quantum;
  double base_total, uniform; /* growth of the quantum over the base */
  double k, free_k;           /* the level; without any rules */
  cpwi_pace_outputs o;
} cpwi_pace_year;

/* -------- check.c */
int32_t cpwi_pace_take(cpwi_pace *p, const cpw_pace_plan *plan, const cpw_pace_options *options,
                       cpw_error *err);
/* what a message calls a year, a row or a rule: "row[3] (QE1)" */
typedef struct cpwi_pace_name {
  char text[80];
} cpwi_pace_name;
cpwi_pace_name cpwi_pace_name_of(const char *what, int64_t index, const char *name);
cpwi_pace_name cpwi_pace_rule_name(const cpw_pace_plan *plan, int64_t rule);
cpwi_pace_name cpwi_pace_row_name(const cpw_pace_plan *plan, int64_t row);

/* -------- bounds.c: lower, upper and who sets them; alpha and beta of every row */
int32_t cpwi_pace_bounds(cpwi_pace_year *y, cpw_error *err);

/* A number of pounds that misses a whole one by no more than the roundings of its product (2^-51 of `scale`,
 * the money that it was made of: 0.0001 of a pound in 10^11) is that one: 0.5 % of 600 is 3, not 2.99. */
double cpwi_pace_snap(double pounds, double scale);

/* -------- level.c: exact, held and k */
int32_t cpwi_pace_sum(const double *x, int64_t n, double *sum, cpw_error *err);
int32_t cpwi_pace_level(cpwi_pace_year *y, cpw_error *err);

/* -------- pounds.c: allocation */
int32_t cpwi_pace_pounds(cpwi_pace_year *y, cpw_error *err);

/* -------- statement.c: everything else that is said of a year */
int32_t cpwi_pace_statement(cpwi_pace_year *y, cpw_error *err);

#endif
