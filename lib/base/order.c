/* The order of many numbers: indices sorted by the bits of their doubles.
 * Source: least significant digit radix sort, Knuth, The Art of Computer Programming 3, section 5.2.5,
 * on the integers that IEEE 754 orders as it orders numbers. Leaves what a rank means to the callers. */
#include "base/order.h"

#include <string.h>

typedef struct item {
  uint64_t key;
  int64_t index;
} item;

enum { MOST_BITS = 11, FEW_BITS = 8, FEW = 4096, MOST_DIGITS = 8 };

/* A number as an integer of the same order. Adding zero makes -0 the same as 0. */
static uint64_t key_of(double x, int32_t descending) {
  uint64_t bits;
  double value = x + 0.0;
  memcpy(&bits, &value, sizeof bits);
  bits ^= (bits >> 63) ? UINT64_MAX : (uint64_t)1 << 63;
  return descending ? ~bits : bits;
}

/* Fills the items; 1 if they are in order already. */
static int fill_items(item *items, const double *x, int64_t n, int32_t descending) {
  int sorted = 1;
  for (int64_t i = 0; i < n; i++) {
    items[i] = (item){key_of(x[i], descending), i};
    sorted &= i == 0 || items[i - 1].key <= items[i].key;
  }
  return sorted;
}

static void count_digits(const item *items, int64_t n, int bits, int digits, int64_t *counts) {
  uint64_t mask = ((uint64_t)1 << bits) - 1;
  for (int64_t i = 0; i < n; i++)
    for (int d = 0; d < digits; d++)
      counts[(d << bits) + (int)((items[i].key >> (d * bits)) & mask)]++;
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

static void move_items(const item *from, item *to, int64_t n, int shift, uint64_t mask,
                       int64_t *places) {
  for (int64_t i = 0; i < n; i++)
    to[places[(from[i].key >> shift) & mask]++] = from[i];
}

/* Sorts with the help of a second array; returns the one that holds the sorted items. */
static item *sort_items(item *items, item *spare, int64_t n, int64_t *counts, int bits) {
  int digits = (64 + bits - 1) / bits;
  count_digits(items, n, bits, digits, counts);
  for (int d = 0; d < digits; d++) {
    int64_t *places = counts + (d << bits);
    if (!first_places(places, (int64_t)1 << bits, n)) continue;
    move_items(items, spare, n, d * bits, ((uint64_t)1 << bits) - 1, places);
    item *swap = items;
    items = spare;
    spare = swap;
  }
  return items;
}

int32_t cpwi_order(const double *x, int64_t n, int32_t descending, int64_t *order,
                   const cpw_allocator *allocator, const char *where, cpw_error *err) {
  int bits = n < FEW ? FEW_BITS : MOST_BITS;
  item *items = cpwi_alloc(allocator, (size_t)n, 2 * sizeof *items), *sorted = items;
  int64_t *counts = cpwi_alloc_zero(allocator, (size_t)MOST_DIGITS << bits, sizeof *counts);
  int32_t status = CPW_OK;
  if (!items || !counts)
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory to order %lld numbers", (long long)n);
  else if (!fill_items(items, x, n, descending))
    sorted = sort_items(items, items + n, n, counts, bits);
  for (int64_t k = 0; status == CPW_OK && k < n; k++)
    order[k] = sorted[k].index;
  cpwi_release(allocator, counts);
  cpwi_release(allocator, items);
  return status;
}
