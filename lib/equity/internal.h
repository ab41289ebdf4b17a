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
  double total, mean, least, greatest; /* of w and y as they stand here */
  double population;                   /* sum of the weights as given */
  int32_t exponent, weight_exponent;
  const cpw_allocator *allocator;
} cpwi_rows;

/* Checks the data; `order` (n) or NULL: the order in which the rows are taken. Free with
 * cpwi_rows_free, also after an error. */
int32_t cpwi_data_check(const cpwi_data *data, const char *where, cpw_error *err);
int32_t cpwi_rows_take(cpwi_rows *rows, const cpwi_data *data, const int64_t *order,
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
int32_t cpwi_no_memory(const char *where, cpw_error *err);

/* -------- wide.c: sums of doubles in units of 2^unit as integers of 128 bits: running sums that do not
 * depend on the order of what was added */
typedef struct cpwi_wide {
  uint64_t low, high; /* two's complement */
} cpwi_wide;
/* the unit in which n numbers of magnitude up to `most` can be added */
int32_t cpwi_wide_unit(double most, int64_t n);
cpwi_wide cpwi_wide_of(double x, int32_t unit);
double cpwi_wide_value(cpwi_wide x); /* in units */
static inline cpwi_wide cpwi_wide_sum(cpwi_wide a, cpwi_wide b) {
  cpwi_wide s = {a.low + b.low, a.high + b.high};
  s.high += s.low < a.low;
  return s;
}
static inline cpwi_wide cpwi_wide_less(cpwi_wide a, cpwi_wide b) {
  cpwi_wide s = {a.low - b.low, a.high - b.high};
  s.high -= a.low < b.low;
  return s;
}

/* -------- line.c: rows in order of position, in blocks of equal position */
typedef struct cpwi_line {
  cpwi_rows rows; /* in order */
  int64_t *start; /* (blocks + 1) owned */
  int64_t blocks;
  int32_t weight_unit, value_unit;
  cpwi_wide total;
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

/* One block on the way along a line. z = y - mean. */
typedef struct cpwi_step {
  int64_t first, last;
  double share;       /* of the population in it */
  double middle;      /* 2 R - 1 */
  double left_before; /* share of the population in it and after it */
  double left;        /* share after it */
  double value;       /* sum p z of the block */
  double reached;     /* sum p z up to and with it */
  double around;      /* sum p z before it and up to its end, added */
} cpwi_step;
typedef struct cpwi_walk {
  const cpwi_line *line;
  int64_t block;
  cpwi_wide weight, value;
} cpwi_walk;
void cpwi_walk_start(cpwi_walk *walk, const cpwi_line *line);
int cpwi_walk_next(cpwi_walk *walk, cpwi_step *step);

/* sum p (2R - 1) z = mean x concentration index, in the rows' scale */
double cpwi_line_generalised(const cpwi_line *line);
/* sum over blocks of mean z [(1-F')^v - (1-F)^v], v >= 1 */
double cpwi_line_extended(const cpwi_line *line, double v);

/* -------- concentration.c */
typedef struct cpwi_influence {
  double on_generalised, on_mean; /* how an index moves with mean x C and with the mean */
} cpwi_influence;
/* sqrt of (sum p f^2) / n, or by the other rules, of f = on_generalised IF(G) + on_mean z */
double cpwi_line_se(const cpwi_line *line, double generalised, cpwi_influence influence,
                    int32_t rule, const double *variance);

/* -------- entropy.c: generalised entropy of rows whose mean is > 0; NaN where it is not defined */
double cpwi_entropy(const cpwi_rows *rows, double a);
/* exp(t) - 1 - t */
double cpwi_exp_rest(double t);

/* -------- fieller.c: with z given; out->level is left alone */
void cpwi_fieller(double n, double d, double vn, double vd, double cov, double z, cpw_fieller *out);

#endif
