/* lib/system_run/cells.h - what is done to every band of a lane: four cells at a time, the same bits with any
 * instructions. Lanes are padded with empty cells to a multiple of four. */
#ifndef CPWI_SYSTEM_RUN_CELLS_H
#define CPWI_SYSTEM_RUN_CELLS_H

#include <stdint.h>

#define CPWI_CELLS_STRIDE(bands) (((bands) + 3) & ~(int64_t)3)

/* Below 2^52 adding this and taking it away again rounds to a whole number. */
#define CPWI_WHOLE 4503599627370496.0

typedef struct cpwi_cells {
  /* takes the share r of each cell, rounded to the nearest whole number; how many in all */
  double (*leave)(double *people, int64_t cells, double r);
  /* sum of people x curve */
  double (*asked)(const double *people, const double *curve, int64_t cells);
  /* takes people x curve x k of each cell, rounded down, at most all; how many, and their weeks (middle of the band) */
  double (*parts)(double *people, const double *curve, int64_t cells, double k, double *weeks);
  double (*sum)(const double *people, int64_t cells);
} cpwi_cells;

extern const cpwi_cells cpwi_cells_plain;
#if defined(__GNUC__) && defined(__x86_64__) && !defined(CPWI_PORTABLE)
#define CPWI_CELLS_WIDE
extern const cpwi_cells cpwi_cells_avx2;
#endif
/* the best that this machine has */
const cpwi_cells *cpwi_cells_here(void);

#endif
