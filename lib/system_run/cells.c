/* The cells of a lane two by two, and which instructions this machine has.
 * Source: cells.inc, which says what is computed.
 * Leaves four at a time to cells_avx2.c. */
#include "system_run/cells.h"

#include <string.h>

#define TARGET
#define LANES   2
#define VECTORS 2
#define SET     cpwi_cells_plain
#include "system_run/cells.inc"

const cpwi_cells *cpwi_cells_here(void) {
#if defined(CPWI_CELLS_WIDE)
  if (__builtin_cpu_supports("avx2")) return &cpwi_cells_avx2;
#endif
  return &cpwi_cells_plain;
}
