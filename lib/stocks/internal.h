/* lib/stocks/internal.h - what the models of stocks and flows share: one way of taking parameters, checking
 * them, holding memory and filling a result. The first failure is kept; everything after it does nothing.
 * Source: the house rules. Leaves every equation to its model. */
#ifndef CPWI_STOCKS_INTERNAL_H
#define CPWI_STOCKS_INTERNAL_H

#include "base/internal.h"
#include "carepath/duration.h"
#include "carepath/random.h"

#include <string.h>

/* A projection that is being made. */
typedef struct cpwi_stocks {
  const char *where; /* the public function */
  cpw_error *err;
  int32_t status; /* of the first failure */
  const cpw_allocator *allocator;
  cpw_run run;
  cpw_result *result;
  void *blocks; /* working memory, freed at the end */
} cpwi_stocks;

/* Takes parameters over their defaults in `known`, and the run. `noun` is what the message calls them. */
void cpwi_stocks_take(cpwi_stocks *s, const char *where, void *known, size_t size,
                      const void *given, const char *noun, const cpw_run *run, cpw_result **out,
                      cpw_error *err);
/* After that: the allocator of the parameters, and an empty result. */
void cpwi_stocks_open(cpwi_stocks *s, const cpw_allocator *allocator);
/* Frees what is held; hands out the result where nothing failed. */
int32_t cpwi_stocks_close(cpwi_stocks *s, cpw_result **out);

/* Working memory: zeros, at least one. NULL where anything failed. */
void *cpwi_stocks_zeros(cpwi_stocks *s, int64_t count, size_t size);
double *cpwi_stocks_reals_zero(cpwi_stocks *s, int64_t count);

/* -------- checks. A place is list[i].field[j]; NULL or -1 for what it has not. */
typedef struct cpwi_stocks_place {
  const char *list;
  int64_t i;
  const char *field;
  int64_t j;
} cpwi_stocks_place;
typedef struct cpwi_stocks_name {
  char text[160];
} cpwi_stocks_name;
cpwi_stocks_name cpwi_stocks_name_of(cpwi_stocks_place place);

/* What a number must be. */
enum {
  CPWI_STOCKS_SHARE,    /* 0 to 1 */
  CPWI_STOCKS_PART,     /* above 0 to 1 */
  CPWI_STOCKS_AMOUNT,   /* finite, >= 0 */
  CPWI_STOCKS_POSITIVE, /* finite, > 0 */
  CPWI_STOCKS_FINITE,
  CPWI_STOCKS_RATE, /* finite, > -1 */
  CPWI_STOCKS_RULES
};
void cpwi_stocks_check(cpwi_stocks *s, int rule, cpwi_stocks_place place, double value);
/* The same of (count) values, which may be NULL: none given. */
void cpwi_stocks_check_all(cpwi_stocks *s, int rule, cpwi_stocks_place place, const double *values,
                           int64_t count);
/* A whole number between two. */
void cpwi_stocks_between(cpwi_stocks *s, cpwi_stocks_place place, int64_t value, int64_t low,
                         int64_t high);
/* Something that must be there. */
void cpwi_stocks_given(cpwi_stocks *s, cpwi_stocks_place place, const void *pointer);
/* Names that are not empty, each once. The indices in the order of the names, in which everything that is
 * summed over them is summed: so their own order changes no bit. NULL where anything failed. */
int64_t *cpwi_stocks_names(cpwi_stocks *s, const char *list, const char *const *names,
                           int64_t count);

/* Fields of a parameter struct one after the other: { name, value, rule }. */
typedef struct cpwi_stocks_field {
  const char *name;
  double value;
  int rule;
} cpwi_stocks_field;
void cpwi_stocks_fields(cpwi_stocks *s, const char *list, int64_t i, const cpwi_stocks_field *f,
                        size_t count);

/* -------- the result. Dimensions without labels count from 0. */
void cpwi_stocks_dimension(cpwi_stocks *s, const char *name, int64_t length,
                           const char *const *labels);
/* Labels of the replications of a run, for arrays that are merged by appending. */
void cpwi_stocks_replications(cpwi_stocks *s);
double *cpwi_stocks_real(cpwi_stocks *s, const char *name, const char *unit,
                         const char *description, const char *dimensions);
int64_t *cpwi_stocks_integer(cpwi_stocks *s, const char *name, const char *unit,
                             const char *description, const char *dimensions);
int64_t *cpwi_stocks_drawn(cpwi_stocks *s, const char *name, const char *unit,
                           const char *description, const char *dimensions);

/* -------- arithmetic */
/* Pounds: to the nearest, halves up; CPW_EOVERFLOW beyond 2^62. */
int64_t cpwi_stocks_pounds(cpwi_stocks *s, double pounds, const char *what);
int64_t cpwi_stocks_add(cpwi_stocks *s, int64_t a, int64_t b, const char *what);
/* 1 for go on; 0 where anything failed or the caller cancelled. */
int cpwi_stocks_goes_on(cpwi_stocks *s);
/* The share that leaves in a period, of `share` a year (Trap: not share/per_year, not a rate). */
double cpwi_stocks_per_period(double share, int64_t per_year);
/* A discount factor of year t. */
double cpwi_stocks_discount(double rate, int64_t t);

/* A chain of cells by time spent: share leave[i] leaves cell i, who stays goes one on. `open`: the last cell
 * keeps its own; otherwise `*past` are those who have passed it. Returns who left. */
double cpwi_stocks_age(double *cell, const double *leave, int64_t n, int open, double *past);
/* Convolution: sum over k of weight[k] x[t - k]. */
double cpwi_stocks_convolve(const double *x, const double *weight, int64_t weights, int64_t t);

#endif
