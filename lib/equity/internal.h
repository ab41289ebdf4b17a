/* lib/equity/internal.h - what the files of this module share: checked rows in a common scale, exact
 * sums fed by batches, the walk along rows in order of position, and limits of ratios.
 * Includes public headers and base's internals only: stats' and random's own internals do not go
 * together, and each file takes the one it needs. */
#ifndef CPWI_EQUITY_INTERNAL_H
#define CPWI_EQUITY_INTERNAL_H

#include "base/internal.h"
#include "carepath/equity.h"

#include <math.h>
#include <string.h>

/* -------- exact sums, fed by batches: the order of the terms leaves no trace */
enum { CPWI_BAG = 256 };
typedef struct cpwi_bag {
  cpw_exact_sum sum;
  int64_t count;
  double term[CPWI_BAG];
} cpwi_bag;

static inline void cpwi_bag_start(cpwi_bag *bag) {
  cpw_exact_sum_init(&bag->sum);
  bag->count = 0;
}
void cpwi_bag_empty(cpwi_bag *bag);
static inline void cpwi_bag_add(cpwi_bag *bag, double x) {
  bag->term[bag->count++] = x;
  if (bag->count == CPWI_BAG) cpwi_bag_empty(bag);
}
double cpwi_bag_value(cpwi_bag *bag);

/* -------- rows.c: rows of positive weight, with values and weights brought near 1 by powers of two,
 * which is exact and keeps products and squares from overflow and underflow. */
typedef struct cpwi_data {
  const char *value_name, *weight_name, *count_name; /* as messages call them */
  const double *value, *weight;                      /* (n) weight may be NULL */
  int64_t n;
} cpwi_data;

typedef struct cpwi_rows {
  double *y, *w; /* (n) owned: value 2^-exponent, weight 2^-weight_exponent */
  int64_t n;
  int32_t alike;                       /* all weights are 1 */
  double total, mean, least, greatest; /* of w and y as they stand here */
  double population;                   /* sum of the weights as given */
  int32_t exponent, weight_exponent;
  const cpw_allocator *allocator;
} cpwi_rows;

/* The order in which rows are taken, (n); NULL: as given. With a position `sorted` gets those of the rows
 * that are kept. */
typedef struct cpwi_place {
  const int64_t *order;
  const double *position;
  double *sorted;
} cpwi_place;

/* Checks the data; place NULL: rows as given. Free with cpwi_rows_free, also after an error. */
int32_t cpwi_data_check(const cpwi_data *data, const char *where, cpw_error *err);
int32_t cpwi_rows_take(cpwi_rows *rows, const cpwi_data *data, const cpwi_place *place,
                       const cpw_allocator *allocator, const char *where, cpw_error *err);
void cpwi_rows_free(cpwi_rows *rows);
/* least, greatest, total and mean of rows [first, last) of others, whose memory they borrow */
cpwi_rows cpwi_rows_part(const cpwi_rows *rows, int64_t first, int64_t last);
/* x 2^exponent: back to the caller's unit */
static inline double cpwi_rows_unit(const cpwi_rows *rows, double x) {
  return ldexp(x, rows->exponent);
}
/* sum p (y - mean)^2 */
double cpwi_rows_variance(const cpwi_rows *rows);

int32_t cpwi_check_finite(const double *x, int64_t n, const char *name, const char *where,
                          cpw_error *err);
int32_t cpwi_check_not_negative(const double *x, int64_t n, const char *name, const char *where,
                                cpw_error *err);
static inline int32_t cpwi_no_memory(const char *where, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
}

/* -------- running sums as two integers each, high and low digits of every number in units of its own:
 * adding integers is associative, so that the order within a block of equal positions leaves no trace. */
typedef struct cpwi_fixed {
  int64_t high, low;
} cpwi_fixed;
typedef struct cpwi_steps {
  double up, split; /* powers of two: a number is high / up + low / (up split) */
} cpwi_steps;
/* the unit in which n numbers of magnitude up to `most` > 0 can be added, and twice the sum */
static inline cpwi_steps cpwi_steps_for(double most, int64_t n) {
  int exponent = 0, bits = 0;
  frexp(most, &exponent);
  for (; n > 0; n /= 2)
    bits++;
  return (cpwi_steps){ldexp(1, 61 - bits - exponent), ldexp(1, 61 - bits)};
}
static inline void cpwi_fixed_add(cpwi_fixed *sum, double x, cpwi_steps unit) {
  double units = x * unit.up;
  int64_t high = (int64_t)units;
  sum->high += high;
  sum->low += (int64_t)((units - (double)high) * unit.split);
}
static inline cpwi_fixed cpwi_fixed_sum(cpwi_fixed a, cpwi_fixed b) {
  return (cpwi_fixed){a.high + b.high, a.low + b.low};
}
static inline cpwi_fixed cpwi_fixed_less(cpwi_fixed a, cpwi_fixed b) {
  return (cpwi_fixed){a.high - b.high, a.low - b.low};
}
/* in units of 1 / up; `part` is 1 / split */
static inline double cpwi_fixed_value(cpwi_fixed x, double part) {
  return (double)x.high + (double)x.low * part;
}

/* -------- line.c: rows in order of position, in blocks of equal position */
typedef struct cpwi_line {
  cpwi_rows rows; /* in order */
  int64_t *start; /* (blocks + 1) owned */
  int64_t blocks;
  double *middle; /* (blocks) owned: 2 R - 1 */
  double
      *around; /* (blocks) owned: sum p z before the block and up to its end, added; z = y - mean */
  double generalised,
      rank_variance;      /* mean x concentration index = sum p (2R-1) z; sum p (R - 1/2)^2 */
  double highest, lowest; /* sum p z up to a block's end: the most and the least of all */
  cpwi_steps weight_unit, value_unit;
  cpwi_fixed total;
  double per_weight, per_value; /* a share or a mean of y - mean from its units */
} cpwi_line;

/* position NULL: rows in order, each a block of its own; otherwise checked, under its name */
int32_t cpwi_line_take(cpwi_line *line, const cpwi_data *data, const double *position,
                       const char *position_name, const cpw_allocator *allocator, const char *where,
                       cpw_error *err);
/* rows that are there already, in order of their own values */
int32_t cpwi_line_of_rows(cpwi_line *line, const cpwi_rows *rows, const char *where,
                          cpw_error *err);
void cpwi_line_free(cpwi_line *line);

/* One block on the way along a line. */
typedef struct cpwi_step {
  int64_t first, last;
  double share;       /* of the population in it */
  double left_before; /* share of the population in it and after it */
  double left;        /* share after it */
  double value;       /* sum p z of the block */
  double reached;     /* sum p z up to and with it */
} cpwi_step;
typedef struct cpwi_walk {
  const cpwi_line *line;
  int64_t block;
  cpwi_fixed weight, value;
} cpwi_walk;
void cpwi_walk_start(cpwi_walk *walk, const cpwi_line *line);
int cpwi_walk_next(cpwi_walk *walk, cpwi_step *step);

/* sum over blocks of mean z [(1-F')^v - (1-F)^v], v >= 1 */
double cpwi_line_extended(const cpwi_line *line, double v);

/* -------- influence.c: standard errors of indices that move with mean x C and with the mean, from
 * f = on_generalised IF(G) + on_mean z: sqrt(sum p f^2 / n), or by the other rules. `variance` of the
 * people of each row beside its mean; NULL: none. */
typedef struct cpwi_influence {
  double on_generalised, on_mean;
} cpwi_influence;
enum { CPWI_MOST_INFLUENCES = 3 };
void cpwi_line_se(const cpwi_line *line, const cpwi_influence *influence, int32_t count,
                  int32_t rule, const double *variance, double *se);

/* -------- entropy.c: generalised entropy of rows whose mean is > 0; NaN where it is not defined */
double cpwi_entropy(const cpwi_rows *rows, double a);
/* Theil's T and L with standard errors: the same as cpwi_entropy at 1 and 0 */
typedef struct cpwi_theil {
  double t, t_se, l, l_se;
} cpwi_theil;
cpwi_theil cpwi_theil_of(const cpwi_rows *rows);
/* exp(t) - 1 - t */
double cpwi_exp_rest(double t);

/* -------- fieller.c: with z given; out->level is left alone. Variances and covariance are in units of
 * 4^exponent: what is added of squares stays near 1, so that standard errors of any size have one. */
typedef struct cpwi_variances {
  double n, d, both;
  int32_t exponent;
} cpwi_variances;
void cpwi_fieller(double n, double d, const cpwi_variances *v, double z, cpw_fieller *out);

/* The power of two just above |x|; that of the least number for 0. */
static inline int32_t cpwi_power_of(double x) {
  int exponent = 0;
  frexp(x, &exponent);
  return x != 0 ? exponent : -1100;
}

#endif
