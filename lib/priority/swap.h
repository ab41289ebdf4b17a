/* lib/priority/swap.h - the least change of weights that makes two scores meet. */
#ifndef CPWI_PRIORITY_SWAP_H
#define CPWI_PRIORITY_SWAP_H

#include "priority/reasons.h"

/* Weights w (n) >= 0 that keep their sum and are nearest to `from` with sum w x gain >= need. Returns their
 * distance, NaN where no weights do. `spare` (2 n). */
double cpwi_nearest_weights(const double *from, const double *gain, int64_t n, double need,
                            double *w, double *spare);

#endif
