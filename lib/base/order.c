/* The order of many numbers: indices sorted by the bits of their doubles.
 * Source: least significant digit radix sort, Knuth, The Art of Computer Programming 3, section 5.2.5, on the
 * integers that IEEE 754 orders as it orders numbers. Leaves what a rank means to the callers. */
#include "base/order.h"

#include <string.h>

/* Keys are sorted by their leading 24 (few: 16) bits that differ at all, in two digits; those that agree in
 * these are put in order afterwards. Of a million keys that is about one in sixteen: less work than a third
 * digit. */
enum { MOST_BITS = 12, FEW_BITS = 8, MOST_DIGITS = 2, FEW_DIGITS = 2, FEW = 4096, SHORT_RUN = 64 };

uint64_t cpwi_order_key(double x, int32_t descending) {
  uint64_t bits;
  double value = x + 0.0; /* makes -0 the same as 0 */
  memcpy(&bits, &value, sizeof bits);
  bits ^= (bits >> 63) ? UINT64_MAX : (uint64_t)1 << 63;
  return descending ? ~bits : bits;
}

typedef struct digits {
  uint64_t least; /* taken off every key */
  int shift;      /* low bits that are left for later */
  int bits, count;
} digits;

static int width_of(uint64_t range) {
  int width = 0;
  for (; range; range >>= 1)
    width++;
  return width;
}

static uint64_t prefix(const digits *d, uint64_t key) {
  return (key - d->least) >> d->shift;
}

/* Which digits to sort by; 0 if the items are in order already. */
static int choose(digits *d, const cpwi_item *items, int64_t n) {
  uint64_t least = UINT64_MAX, most = 0;
  int sorted = 1;
  for (int64_t i = 0; i < n; i++) {
    uint64_t key = items[i].key;
    if (key < least) least = key;
    if (key > most) most = key;
    sorted &= i == 0 || items[i - 1].key <= key;
  }
  if (sorted) return 0;
  d->bits = n < FEW ? FEW_BITS : MOST_BITS;
  int width = width_of(most - least), room = d->bits * (n < FEW ? FEW_DIGITS : MOST_DIGITS);
  d->least = least;
  d->shift = width > room ? width - room : 0;
  d->count = (width - d->shift + d->bits - 1) / d->bits;
  return 1;
}

static void count_digits(const digits *d, const cpwi_item *items, int64_t n, int64_t *counts) {
  uint64_t mask = ((uint64_t)1 << d->bits) - 1;
  memset(counts, 0, ((size_t)d->count << d->bits) * sizeof *counts);
  for (int64_t i = 0; i < n; i++) {
    uint64_t key = prefix(d, items[i].key);
    for (int k = 0; k < d->count; k++)
      counts[((uint64_t)k << d->bits) + ((key >> (k * d->bits)) & mask)]++;
  }
}

/* Turns counts into first places; 0 if one digit has all items, so that nothing has to move. */
static int first_places(int64_t *counts, int64_t size, int64_t n) {
  int64_t place = 0;
  for (int64_t k = 0; k < size; k++) {
    int64_t here = counts[k];
    if (here == n) return 0;
    counts[k] = place;
    place += here;
  }
  return 1;
}

static void move_items(const digits *d, int digit, const cpwi_item *from, cpwi_item *to, int64_t n,
                       int64_t *places) {
  uint64_t mask = ((uint64_t)1 << d->bits) - 1;
  int shift = digit * d->bits;
  for (int64_t i = 0; i < n; i++)
    to[places[(prefix(d, from[i].key) >> shift) & mask]++] = from[i];
}

static void sort_prefixes(const digits *d, cpwi_item *items, cpwi_item *spare, int64_t n,
                          int64_t *counts) {
  cpwi_item *from = items, *to = spare;
  count_digits(d, items, n, counts);
  for (int k = 0; k < d->count; k++) {
    int64_t *places = counts + ((int64_t)k << d->bits);
    if (!first_places(places, (int64_t)1 << d->bits, n)) continue;
    move_items(d, k, from, to, n, places);
    cpwi_item *swap = from;
    from = to;
    to = swap;
  }
  if (from != items) memcpy(items, from, (size_t)n * sizeof *items);
}

static void insert_items(cpwi_item *items, int64_t n) {
  for (int64_t i = 1; i < n; i++) {
    cpwi_item item = items[i];
    int64_t at = i;
    for (; at > 0 && item.key < items[at - 1].key; at--)
      items[at] = items[at - 1];
    items[at] = item;
  }
}

/* Items whose prefixes agree: few by insertion, many by their next bits. Each round takes 16 bits or more,
 * so there are four at most. */
static void finish_runs(const digits *d, cpwi_item *items, cpwi_item *spare, int64_t n,
                        int64_t *counts) {
  for (int64_t from = 0, to; from < n; from = to) {
    uint64_t key = prefix(d, items[from].key);
    for (to = from + 1; to < n && prefix(d, items[to].key) == key; to++)
      continue;
    if (to - from > SHORT_RUN)
      cpwi_order_items(items + from, spare, to - from, counts);
    else if (to - from > 1)
      insert_items(items + from, to - from);
  }
}

void cpwi_order_items(cpwi_item *items, cpwi_item *spare, int64_t n, int64_t *counts) {
  digits d;
  if (n <= SHORT_RUN) {
    insert_items(items, n);
    return;
  }
  if (!choose(&d, items, n)) return;
  sort_prefixes(&d, items, spare, n, counts);
  if (d.shift > 0) finish_runs(&d, items, spare, n, counts);
}

int32_t cpwi_order(const double *x, int64_t n, int32_t descending, int64_t *order,
                   const cpw_allocator *allocator, const char *where, cpw_error *err) {
  cpwi_item *items = cpwi_alloc(allocator, (size_t)n, 2 * sizeof *items);
  int64_t *counts = cpwi_alloc(allocator, CPWI_ORDER_COUNTS, sizeof *counts);
  int32_t status = CPW_OK;
  if (!items || !counts)
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory to order %lld numbers", (long long)n);
  for (int64_t i = 0; i < n && status == CPW_OK; i++)
    items[i] = (cpwi_item){cpwi_order_key(x[i], descending), i};
  if (status == CPW_OK) cpwi_order_items(items, items + n, n, counts);
  for (int64_t k = 0; k < n && status == CPW_OK; k++)
    order[k] = items[k].index;
  cpwi_release(allocator, counts);
  cpwi_release(allocator, items);
  return status;
}
