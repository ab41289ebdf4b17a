/* lib/base/order.h - the order of many numbers, without moving them: what every ranking starts from. */
#ifndef CPWI_BASE_ORDER_H
#define CPWI_BASE_ORDER_H

#include "base/internal.h"

/* order[k] is the index of the k-th smallest (descending != 0: greatest) of x; equal numbers, and so
 * -0 and 0, keep their order. x must hold no NaN; n >= 0. Linear in n: some 30 ns a number, and
 * twice 16 bytes a number of memory while it runs. CPW_ENOMEM. */
int32_t cpwi_order(const double *x, int64_t n, int32_t descending, int64_t *order,
                   const cpw_allocator *allocator, const char *where, cpw_error *err);

#endif
