/* The whole parts of the quotas, then one more for the largest remainders.
 * Source: Balinski and Young, Fair Representation (2001), appendix A; remainders are compared in fixed
 * point and, where these do not tell them apart, exactly. Leaves the level of the quotas to water.c. */
#include "apportion/internal.h"

#include "base/order.h"

/* A quota in fixed point is at most this many 2^-64 too small: 2^-123 of less than 2^63, and the cut. */
#define DOUBT 18
/* rows that are sorted by insertion */
#define FEW 64

typedef struct remainders {
  const cpwi_apportion *a;
  const cpwi_water *w;
  cpwi_item *item; /* (count) key: the remainder in 2^-64, from below; index: the row */
} remainders;

/* the sign of rest x w_i - parts_i x sum, less the same of j */
static int compare_exactly(const cpwi_apportion *a, const cpwi_water *w, int64_t i, int64_t j) {
  cpwi_big x, y, t;
  if (a->weight[i].m == a->weight[j].m && a->weight[i].e == a->weight[j].e) return 0;
  cpwi_big_product(a, &x, a->weight[i], (uint64_t)w->rest);
  cpwi_big_product(a, &y, a->weight[j], (uint64_t)w->rest);
  int64_t more = a->parts[i] - a->parts[j];
  cpwi_big_times(a, &t, &w->sum, (uint64_t)(more >= 0 ? more : -more));
  if (more >= 0)
    cpwi_big_plus(a, &y, &t);
  else
    cpwi_big_plus(a, &x, &t);
  return cpwi_big_compare(a, &x, &y);
}

/* whether the quota of a row reaches a whole number */
static int reaches(const cpwi_apportion *a, const cpwi_water *w, int64_t i, int64_t whole) {
  cpwi_big x, y;
  cpwi_big_product(a, &x, a->weight[i], (uint64_t)w->rest);
  cpwi_big_times(a, &y, &w->sum, (uint64_t)whole);
  return cpwi_big_compare(a, &x, &y) >= 0;
}

/* whole parts and remainders of the free rows; what is left over */
static int64_t floors(cpwi_apportion *a, const cpwi_water *w, cpwi_item *item) {
  int64_t left = w->rest;
  for (int64_t k = 0; k < w->count; k++) {
    int64_t i = w->free[k];
    cpwi_wide q = cpwi_fixed(a->weight[i], w->k);
    int64_t whole = (int64_t)(q >> 64);
    uint64_t fraction = (uint64_t)q;
    if (fraction >= UINT64_MAX - DOUBT && reaches(a, w, i, whole + 1)) {
      whole++;
      fraction = 0;
    }
    a->parts[i] = whole;
    left -= whole;
    item[k].key = UINT64_MAX - fraction; /* the largest first */
    item[k].index = i;
  }
  return left;
}

static int by_remainder(const void *context, const void *x, const void *y) {
  const remainders *r = context;
  const cpwi_item *p = x, *q = y;
  int sign = compare_exactly(r->a, r->w, p->index, q->index);
  if (sign != 0) return -sign;
  return cpwi_apportion_before(r->a, p->index, q->index) ? -1 : 1;
}

/* whether sorted items are in the order of ties already: the same weights, ties by index */
static int in_order(const cpwi_apportion *a, const cpwi_item *item, int64_t count) {
  if (a->options.tie_rank || a->options.ids) return 0;
  for (int64_t k = 1; k < count; k++) {
    cpwi_weight w = a->weight[item[k].index], v = a->weight[item[0].index];
    if (w.m != v.m || w.e != v.e) return 0;
  }
  return 1;
}

/* gives one more to the `left` greatest of the sorted items; those about the cut are sorted exactly */
static int32_t give(cpwi_apportion *a, const cpwi_water *w, cpwi_item *item, int64_t left,
                    cpw_error *err) {
  uint64_t cut = item[left - 1].key;
  int64_t first = left - 1, last = left;
  while (first > 0 && cut - item[first - 1].key <= DOUBT)
    first--;
  while (last < w->count && item[last].key - cut <= DOUBT)
    last++;
  if (last > left && !in_order(a, item + first, last - first)) {
    remainders r = {a, w, item};
    if (!cpwi_sort(a->options.allocator, item + first, last - first, sizeof *item, by_remainder,
                   &r))
      return cpwi_fail(err, CPW_ENOMEM, -1, a->where, "no memory to sort %lld remainders",
                       (long long)(last - first));
  }
  for (int64_t k = 0; k < left; k++)
    a->parts[item[k].index]++;
  return CPW_OK;
}

/* a few items by key, stable: not worth the tables of cpwi_order_items */
static void sort_few(cpwi_item *item, int64_t count) {
  for (int64_t k = 1; k < count; k++) {
    cpwi_item x = item[k];
    int64_t j = k;
    for (; j > 0 && item[j - 1].key > x.key; j--)
      item[j] = item[j - 1];
    item[j] = x;
  }
}

static int32_t round_free(cpwi_apportion *a, const cpwi_water *w, cpw_error *err) {
  const cpw_allocator *allocator = a->options.allocator;
  cpwi_item *item = cpwi_alloc(allocator, (size_t)w->count, 2 * sizeof *item);
  int few = w->count <= FEW;
  int64_t *counts = few ? NULL : cpwi_alloc(allocator, CPWI_ORDER_COUNTS, sizeof *counts);
  int32_t status = CPW_OK;
  if (!item || (!few && !counts)) {
    status = cpwi_fail(err, CPW_ENOMEM, -1, a->where, "no memory for %lld remainders",
                       (long long)w->count);
  } else {
    int64_t left = floors(a, w, item);
    if (left > 0) {
      if (few)
        sort_few(item, w->count);
      else
        cpwi_order_items(item, item + w->count, w->count, counts);
      status = give(a, w, item, left, err);
    }
  }
  if (item) cpwi_release(allocator, item);
  if (counts) cpwi_release(allocator, counts);
  return status;
}

int32_t cpwi_hamilton(cpwi_apportion *a, cpw_error *err) {
  cpwi_water w;
  int32_t status = cpwi_water_level(a, &w, err);
  if (status == CPW_OK && w.count > 0) status = round_free(a, &w, err);
  if (w.free) cpwi_release(a->options.allocator, w.free);
  return status;
}
