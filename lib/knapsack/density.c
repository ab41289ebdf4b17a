/* The order of value for money, exactly: by quotients of whole numbers up to 2^62.
 * Source: cross products in 128 bits; a radix order of rounded quotients, checked, does most of the work.
 * Leaves what costs nothing or is worth nothing to its callers. */
#include "knapsack/internal.h"

#include "base/order.h"

typedef struct pairs {
  const int64_t *v, *w;
} pairs;

static int compare(const void *context, const void *x, const void *y) {
  const pairs *p = context;
  int64_t i = *(const int64_t *)x, j = *(const int64_t *)y;
  cpwi_wide a = (cpwi_wide)p->v[i] * p->w[j], b = (cpwi_wide)p->v[j] * p->w[i];
  if (a != b) return a > b ? -1 : 1;
  if (p->w[i] != p->w[j]) return p->w[i] < p->w[j] ? -1 : 1;
  return i < j ? -1 : i > j;
}

int32_t cpwi_density_order(const int64_t *v, const int64_t *w, int64_t n, int64_t *order,
                           const cpwi_limits *l) {
  const cpw_allocator *a = l->o.allocator;
  cpwi_item *items = cpwi_alloc(a, 2 * (size_t)n, sizeof *items);
  int64_t *counts = cpwi_alloc(a, CPWI_ORDER_COUNTS, sizeof *counts);
  int done = items && counts;
  if (done) {
    for (int64_t i = 0; i < n; i++)
      items[i] = (cpwi_item){(uint64_t)w[i], i};
    cpwi_order_items(items, items + n, n, counts);
    for (int64_t k = 0; k < n; k++) {
      int64_t i = items[k].index;
      items[k].key = cpwi_order_key((double)v[i] / (double)w[i], 1);
    }
    cpwi_order_items(items, items + n, n, counts);
    for (int64_t k = 0; k < n; k++)
      order[k] = items[k].index;
  }
  cpwi_release(a, items);
  cpwi_release(a, counts);
  if (!done) return cpwi_no_memory(l, "the order of value for money");
  const pairs p = {v, w};
  for (int64_t k = 1; k < n; k++) {
    if (compare(&p, &order[k - 1], &order[k]) < 0) continue;
    if (!cpwi_sort(a, order, n, sizeof *order, compare, &p))
      return cpwi_no_memory(l, "the order of value for money");
    break;
  }
  return CPW_OK;
}

int64_t cpwi_gcd(int64_t a, int64_t b) {
  while (b != 0) {
    int64_t rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}
