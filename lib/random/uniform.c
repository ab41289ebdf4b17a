/* Uniform draws: words, whole numbers below a bound, doubles, and random orders.
 * Source: Lemire, ACM TOMACS 29(1), 2019, for whole numbers; Fisher and Yates for orders.
 * Leaves the making of words to philox.c, and of everything else to the laws. */
#include "random/internal.h"

uint64_t cpw_random_bits(cpw_stream *stream) {
  return cpwi_next(stream);
}

uint64_t cpw_random_below(cpw_stream *stream, uint64_t n) {
  if (n == 0) return cpwi_next(stream);
  cpwi_words product = cpwi_product(cpwi_next(stream), n);
  if (CPWI_UNLIKELY(product.low < n)) {
    uint64_t surplus = (0 - n) % n; /* 2^64 mod n: as many words as must be turned away */
    while (product.low < surplus)
      product = cpwi_product(cpwi_next(stream), n);
  }
  return product.high;
}

double cpw_random_uniform(cpw_stream *stream) {
  return cpwi_unit(cpwi_next(stream));
}

double cpw_random_uniform_open(cpw_stream *stream) {
  return cpwi_next_open(stream);
}

void cpw_random_shuffle(cpw_stream *stream, int64_t *items, int64_t count) {
  for (int64_t i = count - 1; i > 0; i--) {
    int64_t j = (int64_t)cpw_random_below(stream, (uint64_t)i + 1);
    int64_t item = items[i];
    items[i] = items[j];
    items[j] = item;
  }
}
