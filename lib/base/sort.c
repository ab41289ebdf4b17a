/* A stable sort whose comparison has a context and whose memory comes from the caller's allocator.
 * Source: bottom-up merge sort, Knuth, The Art of Computer Programming 3, section 5.2.4.
 * Leaves the order to the comparison. */
#include "base/order.h"

#include <string.h>

/* Merges the sorted runs [first, middle) and [middle, last) of `in` into the same places of `out`. */
static void merge_runs(const char *in, char *out, int64_t first, int64_t middle, int64_t last,
                       size_t size, cpwi_comparison compare, const void *context) {
  int64_t left = first, right = middle;
  for (int64_t k = first; k < last; k++) {
    const char *a = in + (size_t)left * size, *b = in + (size_t)right * size;
    int take_left = left < middle && (right >= last || compare(context, a, b) <= 0);
    memcpy(out + (size_t)k * size, take_left ? a : b, size);
    if (take_left)
      left++;
    else
      right++;
  }
}

int cpwi_sort(const cpw_allocator *allocator, void *items, int64_t count, size_t size,
              cpwi_comparison compare, const void *context) {
  char *spare = cpwi_alloc(allocator, (size_t)count, size), *from = items, *to = spare;
  if (!spare) return 0;
  for (int64_t width = 1; width<count; width = width> count / 2 ? count : 2 * width) {
    for (int64_t first = 0; first < count; first += 2 * width) {
      int64_t middle = count - first < width ? count : first + width;
      int64_t last = count - middle < width ? count : middle + width;
      merge_runs(from, to, first, middle, last, size, compare, context);
    }
    char *swap = from;
    from = to;
    to = swap;
  }
  if (from != items) memcpy(items, from, (size_t)count * size);
  cpwi_release(allocator, spare);
  return 1;
}
