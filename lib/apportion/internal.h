/* lib/apportion/internal.h - what the files of this module share: weights as exact numbers, sums of them
 * without rounding, and the task at hand. */
#ifndef CPWI_APPORTION_INTERNAL_H
#define CPWI_APPORTION_INTERNAL_H

#include "base/internal.h"
#include "carepath/apportion.h"

__extension__ typedef unsigned __int128 cpwi_wide;
__extension__ typedef __int128 cpwi_signed_wide;

/* A weight: m 2^e, where the highest bit of m is set; 0 has m = 0. */
typedef struct cpwi_weight {
  uint64_t m;
  int32_t e;
} cpwi_weight;

/* Fixed-point sums of any weights: 2^2046 / 2^-1074 with 63 bits of a factor, 64 of a weight, and room for
 * a sum of 2^63 of them. */
#define CPWI_LIMBS 40
typedef struct cpwi_big {
  uint64_t limb[CPWI_LIMBS]; /* lowest first, in units of 2^least */
} cpwi_big;

/* A positive factor m 2^e, m < 2^126: what weights are multiplied by to give quotas. */
typedef struct cpwi_factor {
  cpwi_wide m;
  int32_t e;
} cpwi_factor;

typedef struct cpwi_apportion {
  const char *where;
  int64_t total, n;
  cpw_apportion_options options;
  cpwi_weight *weight; /* (n) */
  int64_t *parts;      /* (n) the answer in the making */
  int32_t limbs;       /* that sums of these weights, times a total, need */
  int32_t least;       /* exponent of the lowest bit */
} cpwi_apportion;

static inline int64_t cpwi_lower(const cpwi_apportion *a, int64_t i) {
  return a->options.lower ? a->options.lower[i] : 0;
}
/* at most the total, at least the lower bound; a row without weight stays where it is */
static inline int64_t cpwi_upper(const cpwi_apportion *a, int64_t i) {
  if (a->weight[i].m == 0) return cpwi_lower(a, i);
  int64_t u = a->options.upper ? a->options.upper[i] : a->total;
  return u < a->total ? u : a->total;
}

/* -------- task.c: checks everything, allocates, decodes; and the order of ties */
int32_t cpwi_apportion_begin(cpwi_apportion *a, int64_t total, const double *real,
                             const int64_t *whole, int64_t n, const cpw_apportion_options *options,
                             const char *where, cpw_error *err);
void cpwi_apportion_end(cpwi_apportion *a);
int cpwi_apportion_before(const cpwi_apportion *a, int64_t i, int64_t j); /* i wins a tie with j */

/* -------- exact.c */
cpwi_weight cpwi_weight_of(double x);        /* x >= 0, finite */
cpwi_weight cpwi_weight_of_whole(int64_t x); /* x >= 0 */
/* the sign of a 2^i - b 2^j */
int cpwi_compare_scaled(cpwi_wide a, int32_t i, cpwi_wide b, int32_t j);
/* floor(2^64 w f) where that is below 2^127, otherwise 2^127 */
cpwi_wide cpwi_fixed(cpwi_weight w, cpwi_factor f);
/* big += w; big = v w; big = v x; the sign of x - y. All of `limbs` limbs. */
void cpwi_big_add(const cpwi_apportion *a, cpwi_big *big, cpwi_weight w);
void cpwi_big_product(const cpwi_apportion *a, cpwi_big *big, cpwi_weight w, uint64_t v);
void cpwi_big_times(const cpwi_apportion *a, cpwi_big *big, const cpwi_big *x, uint64_t v);
void cpwi_big_plus(const cpwi_apportion *a, cpwi_big *big, const cpwi_big *x);
int cpwi_big_compare(const cpwi_apportion *a, const cpwi_big *x, const cpwi_big *y);
int cpwi_big_is_zero(const cpwi_apportion *a, const cpwi_big *x);
/* r / big from below: relative error under 2^-123. r > 0, big > 0 */
cpwi_factor cpwi_big_ratio(const cpwi_apportion *a, uint64_t r, const cpwi_big *big);

/* -------- water.c: the rows that are not held at a bound, what is left for them, and their weight */
typedef struct cpwi_water {
  int64_t *free; /* (count) rows in ascending order */
  int64_t count;
  int64_t rest;  /* the total less what the others have at their bounds */
  cpwi_big sum;  /* of the free rows' weights */
  cpwi_factor k; /* rest / sum, from below; m = 0 where no row is free */
} cpwi_water;
/* writes the bounds of the rows that are held into a->parts; frees nothing of w on success */
int32_t cpwi_water_level(cpwi_apportion *a, cpwi_water *w, cpw_error *err);

/* -------- hamilton.c, divisor.c: write a->parts */
int32_t cpwi_hamilton(cpwi_apportion *a, cpw_error *err);
int32_t cpwi_divisor(cpwi_apportion *a, cpw_error *err);

#endif
