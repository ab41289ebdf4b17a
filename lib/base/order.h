/* lib/base/order.h - the order of many numbers, without moving them: what every ranking starts from; and a
 * stable sort of anything by comparison. */
#ifndef CPWI_BASE_ORDER_H
#define CPWI_BASE_ORDER_H

#include "base/internal.h"

/* order[k] is the index of the k-th smallest (descending != 0: greatest) of x; equal numbers, and so
 * -0 and 0, keep their order. x must hold no NaN; n >= 0. Linear in n: some 30 ns a number, and
 * twice 16 bytes a number of memory while it runs. CPW_ENOMEM. */
int32_t cpwi_order(const double *x, int64_t n, int32_t descending, int64_t *order,
                   const cpw_allocator *allocator, const char *where, cpw_error *err);

/* The same in the caller's own memory, for callers that have the keys at hand afterwards: sorts `items` by
 * key, stable, with the help of `spare` (n) and `counts` (CPWI_ORDER_COUNTS). The sorted items are in
 * `items`. */
typedef struct cpwi_item {
  uint64_t key;
  int64_t index;
} cpwi_item;
#define CPWI_ORDER_COUNTS ((size_t)2 << 12)
uint64_t cpwi_order_key(double x,
                        int32_t descending); /* a number as an integer of the same order */
void cpwi_order_items(cpwi_item *items, cpwi_item *spare, int64_t n, int64_t *counts);

/* Stable merge sort. Returns 0 when there is no memory for a second copy of the items. */
typedef int (*cpwi_comparison)(const void *context, const void *a, const void *b);
int cpwi_sort(const cpw_allocator *allocator, void *items, int64_t count, size_t size,
              cpwi_comparison compare, const void *context);

#endif
