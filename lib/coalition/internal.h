/* lib/coalition/internal.h - what the files of the module share: checked games, sums over coalitions.
 * Source: the definitions in carepath/coalition.h. */
#ifndef CPWI_COALITION_INTERNAL_H
#define CPWI_COALITION_INTERNAL_H

#include "carepath/coalition.h"
#include "random/pair.h"

/* A game in gains: with costs, v is turned round where it is read. */
typedef struct cpwi_game {
  cpw_coalition_options options;
  const char *where;
  const double *values; /* (sets) the caller's */
  int64_t n, sets;
  double sign;  /* 1, or -1 for costs */
  double scale; /* the greatest |v|, or 1 where all are 0 */
} cpwi_game;

/* game.c: options of any age and a game, checked */
int32_t cpwi_game_take(cpwi_game *g, const double *values, int64_t n, int64_t most,
                       const cpw_coalition_options *options, const char *where, cpw_error *err);
static inline double cpwi_game_value(const cpwi_game *g, int64_t set) {
  return g->sign * g->values[set];
}
/* 1 where the caller's cancel flag is up; then there is an error. */
int32_t cpwi_game_goes_on(const cpwi_game *g, double done, cpw_error *err);

/* number of members of a coalition */
static inline int64_t cpwi_members(int64_t set) {
  uint64_t x = (uint64_t)set;
  x -= x >> 1 & UINT64_C(0x5555555555555555);
  x = (x & UINT64_C(0x3333333333333333)) + (x >> 2 & UINT64_C(0x3333333333333333));
  x = (x + (x >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
  return (int64_t)(x * UINT64_C(0x0101010101010101) >> 56);
}

/* x(S) of one coalition, the lowest member first */
static inline double cpwi_sum_over(const double *x, int64_t set) {
  double sum = 0;
  for (int64_t i = 0; set != 0; i++, set >>= 1)
    if (set & 1) sum += x[i];
  return sum;
}

/* The coalition of the greatest complaint among those that are neither nobody nor all; skip (sets), or NULL:
 * not 0 for those that do not count. -1: there is none. Lowest of equals. */
int64_t cpwi_worst(const cpwi_game *g, const double *x, const uint8_t *skip, double *complaint);

#endif
