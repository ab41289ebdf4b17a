/* lib/vote/big.h - natural numbers of any size, as few operations as exact shares of money need.
 * Every operation that may need memory returns CPW_OK or CPW_ENOMEM; the caller says where. */
#ifndef CPWI_VOTE_BIG_H
#define CPWI_VOTE_BIG_H

#include "base/internal.h"

__extension__ typedef unsigned __int128 cpwi_wide;

/* Little-endian words without leading zeros; zero has none. All zeros is the number 0. */
typedef struct cpwi_big {
  uint64_t *word;
  int64_t used, room;
} cpwi_big;

void cpwi_big_free(const cpw_allocator *a, cpwi_big *x);
int32_t cpwi_big_set(const cpw_allocator *a, cpwi_big *x, cpwi_wide value);
int32_t cpwi_big_copy(const cpw_allocator *a, cpwi_big *x, const cpwi_big *from);
int32_t cpwi_big_multiply(const cpw_allocator *a, cpwi_big *x, uint64_t by);
/* x += y * by */
int32_t cpwi_big_add_product(const cpw_allocator *a, cpwi_big *x, const cpwi_big *y, uint64_t by);
/* x -= y, x >= y */
void cpwi_big_subtract(cpwi_big *x, const cpwi_big *y);
/* -1, 0, 1 as x <, =, > y */
int cpwi_big_compare(const cpwi_big *x, const cpwi_big *y);
/* x / by without rest, where there is none; and the rest */
uint64_t cpwi_big_divide(cpwi_big *x, uint64_t by);
uint64_t cpwi_big_rest(const cpwi_big *x, uint64_t by);

#endif
