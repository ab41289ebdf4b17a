/* Quantile sketch, first third: making one, counting into it, merging.
 * Source: HdrHistogram (Tene) and DDSketch (Masson, Rim, Lee, PVLDB 12, 2019), buckets from the bits
 * of the number. Leaves quantiles to sketch_read.c and flat forms to sketch_words.c. */
#include "stats/sketch.h"

#include <math.h>

int32_t cpw_sketch_new(double relative_error, const cpw_allocator *allocator, cpw_sketch **out,
                       cpw_error *err) {
  if (!out) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "out is NULL");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  double wanted = relative_error == 0.0 ? CPW_SKETCH_DEFAULT_ERROR : relative_error;
  if (!(wanted >= CPW_SKETCH_LEAST_ERROR && wanted <= 0.25))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                     "relative_error = %s must be 0 or from 2^-14 to 0.25",
                     cpwi_number(relative_error).text);
  cpw_sketch *sketch = cpwi_alloc_zero(allocator, 1, sizeof *sketch);
  if (!sketch) return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "out of memory");
  sketch->allocator = allocator;
  sketch->k = 1;
  for (double bound = 0.25; bound > wanted; bound /= 2)
    sketch->k++;
  sketch->minimum = (double)INFINITY;
  sketch->maximum = -(double)INFINITY;
  *out = sketch;
  return CPW_OK;
}

static void free_side(const cpw_sketch *sketch, cpwi_side *side) {
  for (int64_t i = 0; i < side->length; i++)
    cpwi_release(sketch->allocator, side->page[i]);
  cpwi_release(sketch->allocator, side->page);
}

void cpw_sketch_free(cpw_sketch *sketch) {
  if (!sketch) return;
  free_side(sketch, &sketch->negative);
  free_side(sketch, &sketch->positive);
  cpwi_release(sketch->allocator, sketch);
}

/* makes the page table of a side reach to an exponent */
static int reach(const cpw_sketch *sketch, cpwi_side *side, int64_t exponent) {
  int64_t first = side->first, end = side->first + side->length;
  if (side->length > 0 && exponent >= first && exponent < end) return 1;
  if (side->length == 0 || exponent < first) first = exponent;
  if (side->length == 0 || exponent >= end) end = exponent + 1;
  int64_t **page = cpwi_alloc_zero(sketch->allocator, (size_t)(end - first), sizeof *page);
  if (!page) return 0;
  if (side->length > 0)
    memcpy(page + (side->first - first), side->page, (size_t)side->length * sizeof *page);
  cpwi_release(sketch->allocator, side->page);
  *side = (cpwi_side){.first = first, .length = end - first, .page = page};
  return 1;
}

/* pages without counts say nothing, so a page made for a call that fails later does no harm */
int32_t cpwi_sketch_reserve(cpw_sketch *sketch, cpwi_side *side, int64_t exponent,
                            const char *where, cpw_error *err) {
  if (reach(sketch, side, exponent)) {
    int64_t **page = &side->page[exponent - side->first];
    if (!*page) *page = cpwi_alloc_zero(sketch->allocator, (size_t)1 << sketch->k, sizeof **page);
    if (*page) return CPW_OK;
  }
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
}

static inline cpwi_side *side_of(cpw_sketch *sketch, uint64_t bits) {
  return bits >> 63 ? &sketch->negative : &sketch->positive;
}

/* zero, infinities and NaN have counters of their own */
static inline int has_bucket(uint64_t bits) {
  return bits << 1 != 0 && cpwi_exponent(bits) != CPWI_SPECIAL;
}

static int32_t reserve_for(cpw_sketch *sketch, const double *x, int64_t count, const char *where,
                           cpw_error *err) {
  for (int64_t i = 0; i < count; i++) {
    uint64_t bits = cpwi_bits(x[i]);
    if (!has_bucket(bits)) continue;
    cpwi_side *side = side_of(sketch, bits);
    if (cpwi_has_page(side, cpwi_bucket(bits, sketch->k), sketch->k)) continue;
    int32_t status = cpwi_sketch_reserve(sketch, side, (int64_t)cpwi_exponent(bits), where, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

/* the page is there */
static inline void count_one(cpw_sketch *sketch, double x, int64_t times) {
  uint64_t bits = cpwi_bits(x);
  if (has_bucket(bits))
    *cpwi_slot(side_of(sketch, bits), cpwi_bucket(bits, sketch->k), sketch->k) += times;
  else if (bits << 1 == 0)
    sketch->zero += times;
  else
    cpwi_count_special(&sketch->counters, bits, times);
}

static inline void note_extremes(cpw_sketch *sketch, double x) {
  x += 0.0; /* zeros have no sign */
  sketch->minimum = x < sketch->minimum ? x : sketch->minimum;
  sketch->maximum = x > sketch->maximum ? x : sketch->maximum;
}

int32_t cpw_sketch_add(cpw_sketch *sketch, double x, int64_t times, cpw_error *err) {
  if (!sketch) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "sketch is NULL");
  if (times < 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__, "times = %lld must be >= 0", (long long)times);
  int64_t count = sketch->counters.count;
  if (count > CPWI_MOST_VALUES - times) return cpwi_check_room(count, times, __func__, err);
  if (times == 0) return CPW_OK;
  uint64_t bits = cpwi_bits(x);
  if (has_bucket(bits) &&
      !cpwi_has_page(side_of(sketch, bits), cpwi_bucket(bits, sketch->k), sketch->k)) {
    int32_t status = reserve_for(sketch, &x, 1, __func__, err);
    if (status != CPW_OK) return status;
  }
  count_one(sketch, x, times);
  note_extremes(sketch, x); /* NaN compares as neither */
  sketch->counters.count += times;
  return CPW_OK;
}

/* Counts from the first value on while they have a bucket whose page is there, and returns how many:
 * the sides are copied, so that the compiler knows that counting does not change them. */
static int64_t count_run(cpw_sketch *sketch, const double *x, int64_t count) {
  const cpwi_side negative = sketch->negative, positive = sketch->positive;
  const int32_t k = sketch->k;
  int64_t i = 0;
  for (; i < count; i++) {
    uint64_t bits = cpwi_bits(x[i]);
    const cpwi_side *side = bits >> 63 ? &negative : &positive;
    int64_t bucket = cpwi_bucket(bits, k);
    if (!cpwi_has_page(side, bucket, k) || bits << 1 == 0) break;
    ++*cpwi_slot(side, bucket, k);
    note_extremes(sketch, x[i]);
  }
  return i;
}

/* Where counting stops for want of a page, all the pages for the rest are made at once; if that fails,
 * what was counted is taken back. */
int32_t cpw_sketch_add_array(cpw_sketch *sketch, const double *x, int64_t count, cpw_error *err) {
  if (!sketch) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "sketch is NULL");
  int32_t status = cpwi_check_values(x, count, __func__, err);
  if (status == CPW_OK) status = cpwi_check_room(sketch->counters.count, count, __func__, err);
  if (status != CPW_OK) return status;
  double minimum = sketch->minimum, maximum = sketch->maximum;
  for (int64_t i = 0; (i += count_run(sketch, x + i, count - i)) < count; i++) {
    if (has_bucket(cpwi_bits(x[i]))) status = reserve_for(sketch, x + i, count - i, __func__, err);
    if (status != CPW_OK) {
      while (--i >= 0)
        count_one(sketch, x[i], -1);
      sketch->minimum = minimum;
      sketch->maximum = maximum;
      return status;
    }
    count_one(sketch, x[i], 1);
    note_extremes(sketch, x[i]);
  }
  sketch->counters.count += count;
  return CPW_OK;
}

static int32_t reserve_side(cpw_sketch *sketch, cpwi_side *side, const cpwi_side *other,
                            const char *where, cpw_error *err) {
  for (int64_t i = 0; i < other->length; i++) {
    if (!other->page[i]) continue;
    int32_t status = cpwi_sketch_reserve(sketch, side, other->first + i, where, err);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static void merge_side(int32_t k, cpwi_side *side, const cpwi_side *other) {
  for (int64_t i = 0; i < other->length; i++) {
    if (!other->page[i]) continue;
    int64_t *into = side->page[other->first + i - side->first];
    for (int64_t j = 0; j < (int64_t)1 << k; j++)
      into[j] += other->page[i][j];
  }
}

int32_t cpw_sketch_merge(cpw_sketch *sketch, const cpw_sketch *other, cpw_error *err) {
  if (!sketch || !other)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", !sketch ? "sketch" : "other");
  if (sketch->k != other->k)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__,
                     "other has another relative error: 2^-%d, not 2^-%d", (int)other->k + 1,
                     (int)sketch->k + 1);
  int32_t status = cpwi_check_room(sketch->counters.count, other->counters.count, __func__, err);
  if (status == CPW_OK)
    status = reserve_side(sketch, &sketch->negative, &other->negative, __func__, err);
  if (status == CPW_OK)
    status = reserve_side(sketch, &sketch->positive, &other->positive, __func__, err);
  if (status != CPW_OK) return status;
  merge_side(sketch->k, &sketch->negative, &other->negative);
  merge_side(sketch->k, &sketch->positive, &other->positive);
  sketch->zero += other->zero;
  sketch->counters.count += other->counters.count;
  sketch->counters.nan += other->counters.nan;
  sketch->counters.up += other->counters.up;
  sketch->counters.down += other->counters.down;
  if (other->minimum < sketch->minimum) sketch->minimum = other->minimum;
  if (other->maximum > sketch->maximum) sketch->maximum = other->maximum;
  return CPW_OK;
}
