/* lib/stats/sketch.h - the inside of a quantile sketch, shared by its three files: counting
 * (sketch.c), reading quantiles (sketch_read.c) and flat forms (sketch_words.c). */
#ifndef CPWI_STATS_SKETCH_H
#define CPWI_STATS_SKETCH_H

#include "stats/internal.h"

/* Pages of 2^k counts, one a power of two, for exponents first .. first + length - 1; NULL where no
 * value fell. Growing a page table moves pointers, never counts. */
typedef struct cpwi_side {
  int64_t first, length;
  int64_t **page;
} cpwi_side;

struct cpw_sketch {
  const cpw_allocator *allocator;
  int32_t k; /* bits of the mantissa that choose a bucket */
  cpwi_counters counters;
  int64_t zero;
  double minimum, maximum;
  cpwi_side negative, positive; /* by |x| */
};

/* the bucket of a finite number other than 0: its top 11 + k bits without the sign */
static inline int64_t cpwi_bucket(uint64_t bits, int32_t k) {
  return (int64_t)(bits << 1 >> 1 >> (52 - k));
}
/* lower end of a bucket, in |x| */
static inline double cpwi_bucket_lower(int64_t bucket, int32_t k) {
  return cpwi_from_bits((uint64_t)bucket << (52 - k));
}
/* middle of a bucket: half its bits below the lower end, which is half its width above */
static inline double cpwi_bucket_middle(int64_t bucket, int32_t k) {
  return cpwi_from_bits(((uint64_t)bucket << (52 - k)) + ((uint64_t)1 << (51 - k)));
}

/* Whether the page of a bucket was made, and where its count stands if it was. */
static inline int cpwi_has_page(const cpwi_side *side, int64_t bucket, int32_t k) {
  int64_t row = (bucket < 0 ? ~(~bucket >> k) : bucket >> k) - side->first;
  return (uint64_t)row < (uint64_t)side->length && side->page[row];
}
static inline int64_t *cpwi_slot(const cpwi_side *side, int64_t bucket, int32_t k) {
  return &side->page[(bucket >> k) - side->first][bucket & (((int64_t)1 << k) - 1)];
}
int32_t cpwi_sketch_reserve(cpw_sketch *sketch, cpwi_side *side, int64_t exponent,
                            const char *where, cpw_error *err);

/* Calls visit for every bucket with values, from the least to the greatest: sign -1, 0 (the zero
 * bucket) or 1, its number and its count. Ends when visit returns other than 0, and returns that. */
typedef int (*cpwi_visit)(void *context, int sign, int64_t bucket, int64_t count);
int cpwi_sketch_visit(const cpw_sketch *sketch, cpwi_visit visit, void *context);

#endif
