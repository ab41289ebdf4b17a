/* lib/least_squares/internal.h - what the files of the module share: the checked problem, its columns
 * scaled to length 1 and reduced to a triangle, and the active set.
 * Includes the internals of base alone. */
#ifndef CPWI_LEAST_SQUARES_INTERNAL_H
#define CPWI_LEAST_SQUARES_INTERNAL_H

#include "base/internal.h"
#include "carepath/least_squares.h"

typedef struct cpwi_least_squares {
  cpw_least_squares problem;
  cpw_run run;
  const cpw_allocator *allocator;
  const char *where;
  int64_t n;        /* columns */
  int64_t rows;     /* of the triangle: n + 1, the last one what cannot be explained */
  double *scale;    /* (n) what a column is multiplied by: a power of two */
  double *triangle; /* (n + 1 columns, rows) column by column, the target last */
  /* the active set, lib/least_squares/active.c */
  int64_t *order; /* (n) columns between bounds first, in the order in which they came */
  int64_t between;
  int32_t *state;            /* (n) */
  double *x, *lower, *upper; /* (n) scaled */
  double *rest; /* (rows) the target less all columns at their bounds, rotated as they are */
  double *trial, *length; /* (n) */
  int32_t *blocked;       /* (n) columns that depend on those between bounds, to rounding */
  int64_t dependent, iterations;
} cpwi_least_squares;

static inline int cpwi_ls_finite(double x) {
  return x - x == 0;
}

/* take.c: checks all; sizes and scales the columns. triangle.c: reduces the rows. */
int32_t cpwi_ls_take(cpwi_least_squares *p, const cpw_least_squares *problem, const cpw_run *run,
                     cpw_error *err);
int32_t cpwi_ls_reduce(cpwi_least_squares *p, cpw_error *err);
/* active.c: finds x, state, between, in scaled columns */
int32_t cpwi_ls_active(cpwi_least_squares *p, cpw_error *err);
/* answer.c: from the scaled x */
int32_t cpwi_ls_answer(const cpwi_least_squares *p, cpw_least_squares_answer *answer,
                       cpw_error *err);

/* sum of a[i] b[i], in eight parts whatever the compiler does: the same bits everywhere */
double cpwi_ls_dot(const double *a, const double *b, int64_t n);

#endif
