/* Quantile sketch, last third: flat forms - a list of buckets to store or send, and a window of fixed
 * length to merge in a cpw_result. Source: the bits of the number are the bucket.
 * Leaves counting to sketch.c and quantiles to sketch_read.c. */
#include "stats/sketch.h"

#include <math.h>

#define FORM   1 /* of cpw_sketch_write */
#define HEADER 9

/* -------- a list of buckets */

typedef struct word_list {
  int64_t *next; /* NULL: only count */
  int64_t buckets;
} word_list;

static int list_words(void *context, int sign, int64_t bucket, int64_t count) {
  word_list *list = context;
  if (sign == 0) return 0;
  list->buckets++;
  if (list->next) {
    *list->next++ = sign * (bucket + 1);
    *list->next++ = count;
  }
  return 0;
}

int64_t cpw_sketch_words(const cpw_sketch *sketch) {
  word_list list = {0};
  cpwi_sketch_visit(sketch, list_words, &list);
  return HEADER + 2 * list.buckets;
}

/* the bits of a double as an int64_t of the same bytes */
static int64_t word_of(double x) {
  int64_t word;
  memcpy(&word, &x, sizeof word);
  return word;
}
static double double_of(int64_t word) {
  double x;
  memcpy(&x, &word, sizeof x);
  return x;
}

int32_t cpw_sketch_write(const cpw_sketch *sketch, int64_t capacity, int64_t *words,
                         cpw_error *err) {
  if (!sketch || !words)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", !sketch ? "sketch" : "words");
  int64_t needed = cpw_sketch_words(sketch);
  if (capacity < needed)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "capacity = %lld must be >= %lld",
                     (long long)capacity, (long long)needed);
  const cpwi_counters *c = &sketch->counters;
  int64_t header[HEADER] = {FORM,
                            sketch->k,
                            c->nan,
                            c->down,
                            sketch->zero,
                            c->up,
                            word_of(sketch->minimum),
                            word_of(sketch->maximum),
                            (needed - HEADER) / 2};
  memcpy(words, header, sizeof header);
  word_list list = {.next = words + HEADER};
  cpwi_sketch_visit(sketch, list_words, &list);
  return CPW_OK;
}

/* -------- reading: everything is checked, as it may come from anywhere */

static int32_t fail_word(int64_t index, const char *rule, const char *where, cpw_error *err) {
  return cpwi_fail(err, CPW_EDATA, index, where, "words[%lld] %s", (long long)index, rule);
}

/* the index of the bucket of any number: ends for infinities, 0 for 0 */
static int64_t index_of(double x, int32_t k) {
  if (!cpwi_is_finite(x)) return x < 0 ? INT64_MIN : INT64_MAX;
  int64_t bucket = cpwi_bucket(cpwi_bits(x), k) + 1;
  return x == 0 ? 0 : x < 0 ? -bucket : bucket;
}

static int32_t check_header(const int64_t *words, int64_t count, const char *where,
                            cpw_error *err) {
  if (count < HEADER)
    return cpwi_fail(err, CPW_EDATA, -1, where, "%lld words are too few for a sketch",
                     (long long)count);
  if (words[0] != FORM) return fail_word(0, "is not the form 1", where, err);
  if (words[1] < 1 || words[1] > 13) return fail_word(1, "must be from 1 to 13", where, err);
  for (int64_t i = 2; i < 6; i++)
    if (words[i] < 0) return fail_word(i, "is a count and must be >= 0", where, err);
  if (words[8] < 0 || words[8] > (count - HEADER) / 2 || count != HEADER + 2 * words[8])
    return fail_word(8, "must be the number of buckets that follow", where, err);
  return CPW_OK;
}

/* adds the counts up as well, since they all have to fit */
static int32_t check_buckets(const int64_t *words, int64_t *total, const char *where,
                             cpw_error *err) {
  int64_t most = (int64_t)CPWI_SPECIAL << words[1], buckets = words[8];
  *total = 0;
  for (int64_t i = 2; i < 6; i++) {
    if (words[i] > CPWI_MOST_VALUES - *total) return fail_word(i, "is too large", where, err);
    *total += words[i];
  }
  for (int64_t i = 0; i < buckets; i++) {
    int64_t at = HEADER + 2 * i, index = words[at], values = words[at + 1];
    if (index == 0 || index < -most || index > most)
      return fail_word(at, "is not the index of a bucket", where, err);
    if (i > 0 && index <= words[at - 2])
      return fail_word(at, "must be above the index before", where, err);
    if (values < 1 || values > CPWI_MOST_VALUES - *total)
      return fail_word(at + 1, "must be a count >= 1 that fits", where, err);
    *total += values;
  }
  return CPW_OK;
}

/* least and greatest value must lie in the first and the last bucket that hold any */
static int32_t check_extremes(const int64_t *words, int64_t total, const char *where,
                              cpw_error *err) {
  int32_t k = (int32_t)words[1];
  double minimum = double_of(words[6]), maximum = double_of(words[7]);
  int64_t buckets = words[8], down = words[3], zero = words[4], up = words[5];
  int64_t first = buckets > 0 ? words[HEADER] : INT64_MAX;
  int64_t last = buckets > 0 ? words[HEADER + 2 * buckets - 2] : INT64_MIN;
  if (zero > 0 && first > 0) first = 0;
  if (zero > 0 && last < 0) last = 0;
  if (down > 0) first = INT64_MIN;
  if (up > 0) last = INT64_MAX;
  if (cpwi_is_nan(minimum) || index_of(minimum, k) != first || words[6] == INT64_MIN)
    return fail_word(6, "is not the least value of these buckets", where, err);
  if (cpwi_is_nan(maximum) || index_of(maximum, k) != last || words[7] == INT64_MIN)
    return fail_word(7, "is not the greatest value of these buckets", where, err);
  int64_t values = total - words[2];
  if ((values > 0 && minimum > maximum) || (values == 1 && minimum < maximum))
    return fail_word(7, "contradicts the least value", where, err);
  return CPW_OK;
}

/* counts go in once their page is there; a failure leaves a sketch to be freed */
static int32_t put_count(cpw_sketch *sketch, int64_t index, int64_t count, const char *where,
                         cpw_error *err) {
  cpwi_side *side = index < 0 ? &sketch->negative : &sketch->positive;
  int64_t bucket = (index < 0 ? -index : index) - 1;
  if (!cpwi_has_page(side, bucket, sketch->k)) {
    int32_t status = cpwi_sketch_reserve(sketch, side, bucket >> sketch->k, where, err);
    if (status != CPW_OK) return status;
  }
  *cpwi_slot(side, bucket, sketch->k) += count;
  sketch->counters.count += count;
  return CPW_OK;
}

static void put_special(cpw_sketch *sketch, int64_t nan, int64_t down, int64_t zero, int64_t up) {
  sketch->counters = (cpwi_counters){nan + down + zero + up, nan, up, down};
  sketch->zero = zero;
}

static double error_of(int32_t k) {
  return 0.5 / (double)((int64_t)1 << k);
}

int32_t cpw_sketch_read(const int64_t *words, int64_t count, const cpw_allocator *allocator,
                        cpw_sketch **out, cpw_error *err) {
  if (!words || !out)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", !words ? "words" : "out");
  int64_t total;
  int32_t status = check_header(words, count, __func__, err);
  if (status == CPW_OK) status = check_buckets(words, &total, __func__, err);
  if (status == CPW_OK) status = check_extremes(words, total, __func__, err);
  cpw_sketch *sketch = NULL;
  if (status == CPW_OK)
    status = cpw_sketch_new(error_of((int32_t)words[1]), allocator, &sketch, err);
  if (status != CPW_OK) return status;
  put_special(sketch, words[2], words[3], words[4], words[5]);
  sketch->minimum = double_of(words[6]);
  sketch->maximum = double_of(words[7]);
  for (int64_t i = HEADER; i < count && status == CPW_OK; i += 2)
    status = put_count(sketch, words[i], words[i + 1], __func__, err);
  if (status == CPW_OK)
    *out = sketch;
  else
    cpw_sketch_free(sketch);
  return status;
}

/* -------- a window: NaN, -inf, negative buckets, 0, positive buckets, inf */

static int64_t buckets_of(cpwi_window w) {
  return (int64_t)(w.high - w.low) << w.k;
}

int64_t cpwi_window_words(cpwi_window w) {
  return 2 * buckets_of(w) + 4;
}

typedef struct window_fill {
  cpwi_window window;
  int64_t *zero; /* the word of 0; buckets of either sign lie around it */
  double beyond; /* a value that is too large, or 0 */
} window_fill;

/* the first bucket of the window: 2^low */
static int64_t first_bucket(cpwi_window w) {
  return (int64_t)(w.low + 1023) << w.k;
}

static int fill_window(void *context, int sign, int64_t bucket, int64_t count) {
  window_fill *f = context;
  int64_t place = sign == 0 ? 0 : bucket - first_bucket(f->window) + 1;
  if (place < 0) place = 0;
  if (place > buckets_of(f->window)) {
    f->beyond = sign * cpwi_bucket_lower(bucket, f->window.k);
    return 1;
  }
  f->zero[sign * place] += count;
  return 0;
}

int32_t cpwi_window_store(const cpw_sketch *sketch, cpwi_window w, int64_t *words, double *minimum,
                          double *maximum, const char *where, cpw_error *err) {
  int64_t size = cpwi_window_words(w), buckets = buckets_of(w);
  memset(words, 0, (size_t)size * sizeof *words);
  window_fill f = {.window = w, .zero = words + 2 + buckets};
  if (cpwi_sketch_visit(sketch, fill_window, &f) != 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "a value around %s lies outside the window below 2^%d",
                     cpwi_number(f.beyond).text, (int)w.high);
  words[0] = sketch->counters.nan;
  words[1] = sketch->counters.down;
  words[size - 1] = sketch->counters.up;
  *minimum = sketch->minimum;
  *maximum = sketch->maximum;
  return CPW_OK;
}

static int32_t check_window(const int64_t *words, cpwi_window w, double minimum, double maximum,
                            const char *where, cpw_error *err) {
  int64_t total = 0, size = cpwi_window_words(w);
  for (int64_t i = 0; i < size; i++) {
    if (words[i] < 0 || words[i] > CPWI_MOST_VALUES - total)
      return fail_word(i, "must be a count >= 0 that fits", where, err);
    total += words[i];
  }
  if (cpwi_is_nan(minimum) || cpwi_is_nan(maximum))
    return cpwi_fail(err, CPW_EDATA, -1, where, "least or greatest value is nan");
  return CPW_OK;
}

int32_t cpwi_window_load(const int64_t *words, cpwi_window w, double minimum, double maximum,
                         const cpw_allocator *allocator, cpw_sketch **out, const char *where,
                         cpw_error *err) {
  cpw_sketch *sketch = NULL;
  int32_t status = check_window(words, w, minimum, maximum, where, err);
  if (status == CPW_OK) status = cpw_sketch_new(error_of(w.k), allocator, &sketch, err);
  if (status != CPW_OK) return status;
  int64_t size = cpwi_window_words(w), buckets = buckets_of(w), first = first_bucket(w);
  put_special(sketch, words[0], words[1], words[2 + buckets], words[size - 1]);
  sketch->minimum = minimum;
  sketch->maximum = maximum;
  for (int64_t place = 1; place <= buckets && status == CPW_OK; place++) {
    int64_t below = words[2 + buckets - place], above = words[2 + buckets + place];
    if (below > 0) status = put_count(sketch, -(first + place), below, where, err);
    if (above > 0 && status == CPW_OK) status = put_count(sketch, first + place, above, where, err);
  }
  if (status == CPW_OK)
    *out = sketch;
  else
    cpw_sketch_free(sketch);
  return status;
}
