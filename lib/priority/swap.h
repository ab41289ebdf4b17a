/* lib/priority/swap.h - two patients side by side, and the least change of weights that makes their scores
 * meet. */
#ifndef CPWI_PRIORITY_SWAP_H
#define CPWI_PRIORITY_SWAP_H

#include "priority/reasons.h"

/* Two patients, the one who stands first first. */
typedef struct cpwi_pair {
  const cpwi_ranker *r;
  int64_t row[2];
  cpwi_block block[2];
  double *value[2]; /* (criteria) */
} cpwi_pair;

/* nearest.c: weights w (n) >= 0 that keep their sum, nearest to `from`, with each of `rows` weighted sums,
 * sum w x gain[row], >= need[row]. Returns their distance, NaN where no weights do. */
enum { CPWI_MOST_BENDS = 6, CPWI_MOST_ROWS = 1 + CPWI_MOST_BENDS };
typedef struct cpwi_nearest {
  const double *from;                 /* (n) */
  const double *gain[CPWI_MOST_ROWS]; /* (rows) of (n) */
  double need[CPWI_MOST_ROWS];
  int64_t n, rows;
  double *w;     /* (n) the weights that were found */
  double *spare; /* (2 n) room */
} cpwi_nearest;
double cpwi_nearest_weights(const cpwi_nearest *problem);

/* meet.c: the weights nearest to the policy's at which the scores of the two meet, all criteria: NaN
 * and NaN returned where none do. And the weight of each criterion alone, all others in proportion. */
int32_t cpwi_meet(const cpwi_pair *pair, double *weights, double *alone, double *distance,
                  cpw_error *err);

#endif
