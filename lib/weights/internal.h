/* lib/weights/internal.h - what the files of the module share: checks, scaling to the sum 1, mid-ranks,
 * judgements as logarithms, and columns of data.
 * Source: the rules in carepath/weights.h. */
#ifndef CPWI_WEIGHTS_INTERNAL_H
#define CPWI_WEIGHTS_INTERNAL_H

#include "base/internal.h"
#include "carepath/weights.h"

#if defined(__GNUC__)
#define CPWI_ALWAYS_INLINE static inline __attribute__((always_inline))
#else
#define CPWI_ALWAYS_INLINE static inline
#endif

/* -------- check.c */

/* CPW_EINVAL if n is not 1 to most; the message names it. */
int32_t cpwi_weights_count(int64_t n, int64_t most, const char *name, const char *where,
                           cpw_error *err);
/* CPW_EINVAL if a choice is not 0 to most */
int32_t cpwi_weights_choice(const char *name, int32_t value, int32_t most, const char *where,
                            cpw_error *err);
/* rows x columns as one number of cells, both >= 1 */
int32_t cpwi_weights_cells(int64_t rows, int64_t columns, const char *row_name,
                           const char *column_name, int64_t *cells, const char *where,
                           cpw_error *err);
/* every row weights; the message names "weights[member][criterion]" */
int32_t cpwi_weights_take_panel(const double *weights, int64_t members, int64_t n,
                                const char *where, cpw_error *err);
/* the weights of a panel as a whole, n >= 1: "panel[2] = ..." */
int32_t cpwi_weights_take_common(const double *panel, int64_t n, const char *where, cpw_error *err);
/* (members, n) finite */
int32_t cpwi_weights_take_ranks(const double *ranks, int64_t members, int64_t n, const char *where,
                                cpw_error *err);
/* (members) finite, >= 0, not all 0; NULL is fine */
int32_t cpwi_weights_take_shares(const double *shares, int64_t members, const char *where,
                                 cpw_error *err);
/* memory or the error that there is none */
void *cpwi_weights_memory(const cpw_allocator *a, int64_t count, size_t size, const char *where,
                          cpw_error *err);
/* Non-negative numbers, not all 0, scaled to the sum 1 without overflow. 0: they were all 0. */
int cpwi_weights_scale(double *w, int64_t n);

/* -------- mid_ranks.c */

/* Ranks 1..n of n finite numbers, the least first, equal ones at the mean of their places. order (n) is
 * scratch memory and holds the order on return. May work in place. */
int32_t cpwi_mid_ranks(const double *x, int64_t n, int64_t *order, double *ranks,
                       const cpw_allocator *a, const char *where, cpw_error *err);
/* Pearson's correlation of two rows of n numbers; NaN where one is constant. */
double cpwi_correlation(const double *x, const double *y, int64_t n);

/* -------- judgements.c */

/* A reciprocal matrix as logarithms: log[i, j] = -log[j, i]; NaN where there is no judgement. */
int32_t cpwi_judgements_take(const double *matrix, int64_t n, int64_t member, double *log,
                             const char *where, cpw_error *err);
/* How many pairs have no judgement. */
int64_t cpwi_judgements_missing(const double *log, int64_t n);
/* CPW_EDOMAIN unless every criterion is joined with criterion 0 by judgements. */
int32_t cpwi_judgements_joined(const double *log, int64_t n, const cpw_allocator *a,
                               const char *where, cpw_error *err);

/* -------- log_least.c: logarithmic least squares. */

/* y (n) of mean 0 with log[i, j] ~ y_i - y_j; resistance (n, n), nullable, has the leverage of each
 * judgement: 2/n where none is missing. The judgements must be joined. */
int32_t cpwi_log_least(const double *log, int64_t n, double *y, double *resistance,
                       const cpw_allocator *a, const char *where, cpw_error *err);

/* -------- eigen.c */

/* The principal eigenvalue of judgements and its vector as logarithms, from y of cpwi_log_least. */
int32_t cpwi_principal(const double *log, int64_t n, const double *y, double *log_vector,
                       double *lambda, const cpw_allocator *a, const char *where, cpw_error *err);

/* Logarithms to numbers that sum to 1. */
void cpwi_weights_from_logs(const double *log, int64_t n, double *weights);

/* -------- best_worst_bounds.c: the model of ratios. */
typedef struct cpwi_best_worst {
  const double *best, *worst; /* (n) best to others, others to worst */
  int64_t n, b, w;
} cpwi_best_worst;
double cpwi_best_worst_xi(const cpwi_best_worst *p);
/* room (2 n) */
void cpwi_best_worst_bounds(const cpwi_best_worst *p, double xi, double *room, double *lower,
                            double *upper);

/* -------- columns.c: data column by column. */
typedef struct cpwi_columns {
  int64_t rows, columns;
  double *value;                         /* (columns, rows) */
  double *low, *high;                    /* (columns) */
  int64_t varying;                       /* columns which are not constant */
  cpw_weights_objective_options options; /* checked */
  cpw_run run;
} cpwi_columns;

#define CPWI_OBJECTIVE "cpw_weights_objective"

static inline double *cpwi_column(const cpwi_columns *c, int64_t j) {
  return c->value + j * c->rows;
}
static inline int cpwi_constant(const cpwi_columns *c, int64_t j) {
  return c->low[j] >= c->high[j];
}

int32_t cpwi_columns_take(const double *x, cpwi_columns *c, cpw_error *err);
void cpwi_columns_free(cpwi_columns *c);
/* -------- sums.c: sums of numbers between -bound and bound in three parts, each a multiple of a power of
 * two so coarse that adding is exact: the same bits in any order, at a few additions a number. */
#define CPWI_BLOCK 1024
typedef struct cpwi_sum {
  double coarse[3];  /* adding and taking away rounds to the unit of each part */
  double part[3][4]; /* four lanes each */
} cpwi_sum;
void cpwi_sum_begin(cpwi_sum *s, double bound, int64_t count);
void cpwi_sum_block(cpwi_sum *s, const double *term);
double cpwi_sum_end(const cpwi_sum *s);

/* The sum of f(x, y, with) over the rows of one or two columns; x twice where there is one. */
typedef double (*cpwi_term)(double x, double y, double with);
CPWI_ALWAYS_INLINE double cpwi_column_sum(const double *x, const double *y, int64_t rows,
                                          cpwi_term f, double with, double bound) {
  double term[CPWI_BLOCK];
  cpwi_sum s;
  cpwi_sum_begin(&s, bound, rows);
  int64_t first = 0;
  for (; rows - first >= CPWI_BLOCK; first += CPWI_BLOCK) {
    for (int64_t i = 0; i < CPWI_BLOCK; i++)
      term[i] = f(x[first + i], y[first + i], with);
    cpwi_sum_block(&s, term);
  }
  for (int64_t i = 0; i < CPWI_BLOCK; i++)
    term[i] = first + i < rows ? f(x[first + i], y[first + i], with) : 0.0;
  cpwi_sum_block(&s, term);
  return cpwi_sum_end(&s);
}

/* x becomes (x - low) / range, 0 to 1; returns the mean of that. */
double cpwi_column_scale(double *x, int64_t rows, double low, double range);
/* Takes the mean away from numbers between 0 and 1; returns the length that is left. */
double cpwi_column_centre(double *x, int64_t rows);

/* One a method: score (columns), >= 0, 0 for a constant column. */
int32_t cpwi_entropy_scores(cpwi_columns *c, double *score, cpw_error *err);
int32_t cpwi_critic_scores(cpwi_columns *c, double *score, cpw_error *err);
int32_t cpwi_merec_scores(cpwi_columns *c, double *score, cpw_error *err);
int32_t cpwi_gini_scores(cpwi_columns *c, double *score, cpw_error *err);
int32_t cpwi_spread_scores(cpwi_columns *c, double *score, cpw_error *err);

/* -------- orders.c: how many people put each criterion before each other one. */

/* (members) counts >= 0, their sum a number below 2^52; NULL: one each. */
int32_t cpwi_orders_take(const double *ranks, int64_t members, int64_t n, const int64_t *counts,
                         const char *where, cpw_error *err);
/* before (n, n): people who put i before j, twice, and once those who tie them. */
void cpwi_orders_count(const double *ranks, int64_t members, int64_t n, const int64_t *counts,
                       int64_t *before);

#endif
