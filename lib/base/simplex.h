/* lib/base/simplex.h - a small dense linear programme, for the modules that pose one. */
#ifndef CPWI_BASE_SIMPLEX_H
#define CPWI_BASE_SIMPLEX_H

#include "base/internal.h"

/* min c x subject to A x = b, x >= 0. */
typedef struct cpwi_programme {
  int64_t rows, columns;
  const double *a; /* (rows, columns) */
  const double *b; /* (rows) any sign */
  const double *c; /* (columns) */
} cpwi_programme;

/* CPW_OK with x (columns) and the number of pivots; CPW_EDOMAIN: no x meets the rows; CPW_ENOCONV;
 * CPW_ENOMEM. No messages. */
int32_t cpwi_simplex(const cpwi_programme *programme, const cpw_allocator *allocator, double *x,
                     int64_t *pivots);

#endif
