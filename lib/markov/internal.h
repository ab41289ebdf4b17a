/* lib/markov/internal.h - what the files of this module share, and what phases takes of it: the exponential
 * of a table of rates, people moved on through a chain, and elimination without subtractions.
 * Rates here are square tables whose diagonal is never read. */
#ifndef CPWI_MARKOV_INTERNAL_H
#define CPWI_MARKOV_INTERNAL_H

#include "base/internal.h"
#include "carepath/markov.h"

#include <float.h>
#include <string.h>

/* -------- check.c */
int32_t cpwi_markov_check(const double *rates, int32_t states, const char *where, cpw_error *err);
int32_t cpwi_markov_check_targets(const int32_t *targets, int32_t states, const char *where,
                                  cpw_error *err);
/* sum of what leaves a state */
double cpwi_leave(const double *rates, int32_t n, int32_t state);
double cpwi_quickest(const double *rates, int32_t n);
size_t cpwi_square(int32_t n);

/* -------- exponential.c: P(time) into p (n, n); total (n, n) gets the integral of P from 0 to time, or is
 * NULL. `work` has room for CPWI_EXPONENTIAL_WORK(n) numbers. rates is not written; p may not be rates. */
#define CPWI_EXPONENTIAL_WORK(n) (3 * cpwi_square(n))
void cpwi_exponential_of(const double *rates, int32_t n, double time, double *p, double *total,
                         double *work);
/* out = a b, for tables of numbers >= 0; out is neither */
void cpwi_table_product(const double *a, const double *b, int32_t n, double *out);

/* -------- propagate.c: v becomes v exp(Q time). `work`: CPWI_PROPAGATE_WORK(n) numbers. */
#define CPWI_PROPAGATE_WORK(n) (cpwi_square(n) + CPWI_EXPONENTIAL_WORK(n))
void cpwi_move_on(const double *rates, int32_t n, double time, double *v, double *work);

/* -------- eliminate.c: chains that end. rates (n, n) among the states and exits (n) out of them are
 * overwritten by the elimination; every state must have a way out. cpwi_expected turns reward rates (n) into
 * the rewards expected from each state until the end. */
void cpwi_eliminate(double *rates, double *exits, double *leaving, int32_t n);
void cpwi_expected(const double *rates, const double *leaving, int32_t n, double *rewards);
/* stationary shares of a chain all of whose states reach one another; rates is overwritten */
void cpwi_stationary(double *rates, int32_t n, double *shares);

/* -------- classes.c: reach[i * words + j / 64], bit j % 64: j can be reached from i (i always) */
#define CPWI_WORDS(n) (((size_t)(n) + 63) / 64)
void cpwi_markov_reach(const double *rates, int32_t n, uint64_t *reach);
static inline int cpwi_markov_reaches(const uint64_t *reach, int32_t n, int32_t i, int32_t j) {
  return (int)(reach[(size_t)i * CPWI_WORDS(n) + (size_t)j / 64] >> (j % 64) & 1);
}
/* whether all that can be reached from a state can come back to it */
int cpwi_markov_closed(const uint64_t *reach, int32_t n, int32_t state);

#endif
