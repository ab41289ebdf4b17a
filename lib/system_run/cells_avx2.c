/* The cells of a lane four by four, with AVX2.
 * Source: cells.inc, which says what is computed.
 * Leaves to cells.c whether the machine can run this. */
#include "system_run/cells.h"

#if defined(CPWI_CELLS_WIDE)
#include <string.h>

#define TARGET  __attribute__((target("avx2")))
#define LANES   4
#define VECTORS 1
#define SET     cpwi_cells_avx2
#include "system_run/cells.inc"
#endif
