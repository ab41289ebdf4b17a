/* lib/coalition/settled.h - coalitions whose shares are settled, and all whose shares follow from theirs: the
 * span of their 0/1 rows, in exact arithmetic modulo the prime 2^61 - 1 (no minor of so few 0/1 rows reaches
 * it, so that ranks are those of the rational numbers). */
#ifndef CPWI_COALITION_SETTLED_H
#define CPWI_COALITION_SETTLED_H

#include "coalition/internal.h"

#define CPWI_MOST_SETTLED CPW_COALITION_MOST_NUCLEOLUS

typedef struct cpwi_settled {
  int64_t n, rank;
  int64_t set[CPWI_MOST_SETTLED];  /* (rank) the coalitions, independent */
  double share[CPWI_MOST_SETTLED]; /* (rank) x(S) of each */
  uint64_t row[CPWI_MOST_SETTLED]
              [CPWI_MOST_SETTLED]; /* (rank) reduced: 1 at its pivot, 0 at others' */
  int64_t pivot[CPWI_MOST_SETTLED];
} cpwi_settled;

/* Adds a coalition; 0 where its share follows from the others already. */
int cpwi_settle(cpwi_settled *s, int64_t set, double share);
/* A vector that is orthogonal to the settled rows and, but for a chance of 2^-61 a coalition, to no others. */
void cpwi_settled_probe(const cpwi_settled *s, uint64_t *probe);
uint64_t cpwi_prime_add(uint64_t a, uint64_t b);

#endif
