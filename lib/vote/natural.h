/* lib/vote/natural.h - natural numbers of any size, as few operations as exact shares of money need.
 * Every operation that may need memory returns CPW_OK or CPW_ENOMEM; the caller says where. */
#ifndef CPWI_VOTE_NATURAL_H
#define CPWI_VOTE_NATURAL_H

#include "base/internal.h"

__extension__ typedef unsigned __int128 cpwi_wide;

/* Little-endian words without leading zeros; zero has none. All zeros is the number 0. */
typedef struct cpwi_natural {
  uint64_t *word;
  int64_t used, room;
} cpwi_natural;

void cpwi_natural_free(const cpw_allocator *a, cpwi_natural *x);
int32_t cpwi_natural_set(const cpw_allocator *a, cpwi_natural *x, cpwi_wide value);
int32_t cpwi_natural_copy(const cpw_allocator *a, cpwi_natural *x, const cpwi_natural *from);
int32_t cpwi_natural_multiply(const cpw_allocator *a, cpwi_natural *x, uint64_t by);
/* x += y * by */
int32_t cpwi_natural_add_product(const cpw_allocator *a, cpwi_natural *x, const cpwi_natural *y,
                                 uint64_t by);
/* x = y z; x is neither of them */
int32_t cpwi_natural_product(const cpw_allocator *a, cpwi_natural *x, const cpwi_natural *y,
                             const cpwi_natural *z);
/* x -= y, x >= y */
void cpwi_natural_subtract(cpwi_natural *x, const cpwi_natural *y);
/* -1, 0, 1 as x <, =, > y */
int cpwi_natural_compare(const cpwi_natural *x, const cpwi_natural *y);
/* x /= by; the rest, by > 0 */
uint64_t cpwi_natural_divide(cpwi_natural *x, uint64_t by);
/* the rest alone */
uint64_t cpwi_natural_rest(const cpwi_natural *x, uint64_t by);

#endif
