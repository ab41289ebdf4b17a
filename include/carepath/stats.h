/* carepath/stats.h - what many numbers say: accumulators that merge exactly, quantiles, intervals,
 * and scores of forecasts.
 * Floor 0: includes base.h only.
 *
 *   cpw_exact_sum, cpw_moments, cpw_histogram, cpw_sketch      fed value by value or by arrays, on
 *   one machine or many, then merged: the state after any order of values, any split into parts and
 *   any order of merging is the same, byte for byte, and so is every number read from it.
 *
 * What NaN means. A NaN that is fed to an accumulator is counted and makes its answers NaN (or an
 * error, for the quantiles of a sketch): it never disappears. A function that takes a whole array
 * calls NaN an error and names its index. Zeros have no sign here: -0 is read as 0. */
#ifndef CAREPATH_STATS_H
#define CAREPATH_STATS_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- exact sums ---------------- */

/** Limbs of an exact sum: 32 bits each, from 2^-1074 to beyond 2^62 times the largest double. */
#define CPW_EXACT_SUM_LIMBS 68

/** The exact sum of up to 2^62 doubles, in the caller's memory: 576 bytes, no pointers.
 *  The finite part is sum(limb[i] * 2^(32 i - 1074)), every limb but the last in [-2^31, 2^31), so
 *  that each sum has one form: two equal sums are equal under memcmp. All zero bytes are the empty
 *  sum. Source: Neal, "Fast exact summation using small and large superaccumulators",
 *  arXiv:1505.05571 (2015); here the limbs are settled after every call. */
typedef struct cpw_exact_sum {
  int64_t count;                     /**< values fed, whatever they were */
  int64_t nan;                       /**< how many of them were NaN */
  int64_t positive_infinities;       /**< how many were inf */
  int64_t negative_infinities;       /**< how many were -inf */
  int64_t limb[CPW_EXACT_SUM_LIMBS]; /**< the finite part */
} cpw_exact_sum;

/** Start an exact sum at nothing.
 *  @param[out] sum  the empty sum
 *  @par Complexity O(1). @par Thread safety Different sums are independent. @since 0.1 */
CPW_API void cpw_exact_sum_init(cpw_exact_sum *sum);

/** Add one value exactly.
 *  @param[in,out] sum  an initialised sum, not NULL
 *  @param[in]     x    any double; NaN and infinities are counted
 *  @par Complexity and accuracy O(1), exact. @par Thread safety Different sums are independent.
 *  @since 0.1 */
CPW_API void cpw_exact_sum_add(cpw_exact_sum *sum, double x);

/** Add an array exactly: the same state as adding its values one by one, several times faster.
 *  @param[in,out] sum    an initialised sum; unchanged on error
 *  @param[in]     x      (count) any doubles; may be NULL where count is 0
 *  @param[in]     count  >= 0
 *  @param[out]    err    nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, count < 0, a sum that was never initialised); CPW_EOVERFLOW
 *  (more than 2^62 values).
 *  @par Complexity and accuracy O(count), exact. @par Thread safety Different sums are independent.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_exact_sum_add_array(cpw_exact_sum *sum, const double *x,
                                                     int64_t count, cpw_error *err);

/** Add another sum exactly: the state that adding all its values would give.
 *  @param[in,out] sum    an initialised sum; unchanged on error
 *  @param[in]     other  an initialised sum; may be the same one
 *  @param[out]    err    nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a sum that was never initialised); CPW_EOVERFLOW (more than
 *  2^62 values).
 *  @par Complexity and accuracy O(1), exact. @par Thread safety Different sums are independent.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_exact_sum_merge(cpw_exact_sum *sum, const cpw_exact_sum *other,
                                                 cpw_error *err);

/** The sum, rounded once to the nearest double, ties to even.
 *  @param[in] sum  an initialised sum, not NULL
 *  @return the sum; 0 of nothing; inf or -inf beyond the largest double; NaN if a NaN, or both
 *  infinities, were fed.
 *  @par Complexity and accuracy O(1), correctly rounded. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_exact_sum_value(const cpw_exact_sum *sum);

/* ---------------------------------------------------------------- moments ------------------- */

/** Limbs of an exact sum of squares: 32 bits each, from 2^-2148 on. */
#define CPW_MOMENTS_LIMBS 136

/** Count, exact sum, exact sum of squares, least and greatest of up to 2^62 values, in the caller's
 *  memory: 1680 bytes, no pointers. Equal states are equal under memcmp. */
typedef struct cpw_moments {
  int64_t count;                      /**< values fed, whatever they were */
  int64_t nan;                        /**< how many of them were NaN */
  int64_t positive_infinities;        /**< how many were inf */
  int64_t negative_infinities;        /**< how many were -inf */
  int64_t sum[CPW_EXACT_SUM_LIMBS];   /**< as in cpw_exact_sum */
  int64_t squares[CPW_MOMENTS_LIMBS]; /**< sum of x^2, in units of 2^(32 i - 2148) */
  double minimum;                     /**< the least value that is not NaN; inf of nothing */
  double maximum;                     /**< the greatest value that is not NaN; -inf of nothing */
} cpw_moments;

/** Start moments at nothing.
 *  @param[out] moments  empty
 *  @par Complexity O(1). @par Thread safety Different moments are independent. @since 0.1 */
CPW_API void cpw_moments_init(cpw_moments *moments);

/** Add one value exactly.
 *  @param[in,out] moments  initialised, not NULL
 *  @param[in]     x        any double; NaN and infinities are counted
 *  @par Complexity and accuracy O(1), exact. @par Thread safety Different moments are independent.
 *  @since 0.1 */
CPW_API void cpw_moments_add(cpw_moments *moments, double x);

/** Add a value that occurred several times: the same state as adding it that often.
 *  @param[in,out] moments  initialised; unchanged on error
 *  @param[in]     x        any double
 *  @param[in]     times    how often, >= 0
 *  @param[out]    err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, never initialised); CPW_EDOMAIN (times < 0); CPW_EOVERFLOW
 *  (more than 2^62 values).
 *  @par Complexity and accuracy O(1), exact. @par Thread safety Different moments are independent.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_moments_add_times(cpw_moments *moments, double x, int64_t times,
                                                   cpw_error *err);

/** Add an array exactly: the same state as adding its values one by one, several times faster.
 *  @param[in,out] moments  initialised; unchanged on error
 *  @param[in]     x        (count) any doubles; may be NULL where count is 0
 *  @param[in]     count    >= 0
 *  @param[out]    err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, count < 0, never initialised); CPW_EOVERFLOW (more than 2^62
 *  values).
 *  @par Complexity and accuracy O(count), exact. @par Thread safety Different moments are
 *  independent. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_moments_add_array(cpw_moments *moments, const double *x,
                                                   int64_t count, cpw_error *err);

/** Add other moments exactly: the state that adding all their values would give.
 *  @param[in,out] moments  initialised; unchanged on error
 *  @param[in]     other    initialised; may be the same ones
 *  @param[out]    err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, never initialised); CPW_EOVERFLOW (more than 2^62 values).
 *  @par Complexity and accuracy O(1), exact. @par Thread safety Different moments are independent.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_moments_merge(cpw_moments *moments, const cpw_moments *other,
                                               cpw_error *err);

/** The sum, rounded once.
 *  @param[in] moments  initialised, not NULL
 *  @return as cpw_exact_sum_value.
 *  @par Complexity and accuracy O(1), correctly rounded. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_moments_sum(const cpw_moments *moments);

/** The arithmetic mean, rounded once: never beyond the least or the greatest value, and free of
 *  overflow.
 *  @param[in] moments  initialised, not NULL
 *  @return the mean; NaN of nothing, or if a NaN or both infinities were fed; inf or -inf if only
 *  that infinity was.
 *  @par Complexity and accuracy O(1), correctly rounded. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_moments_mean(const cpw_moments *moments);

/** The variance, (n sum(x^2) - sum(x)^2) / (n (n - ddof)), in integers and rounded once.
 *  @param[in] moments  initialised, not NULL
 *  @param[in] ddof     delta degrees of freedom: 1 for a sample, 0 for a whole population; >= 0
 *  @return the variance, in squared units of x; NaN if ddof < 0 or n <= ddof, or if any value fed
 *  was not finite; inf beyond the largest double.
 *  @par Complexity and accuracy O(1), correctly rounded whatever the data (no cancellation).
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_moments_variance(const cpw_moments *moments, int64_t ddof);

/** The standard deviation: the square root of the variance, without overflow or underflow in
 *  between.
 *  @param[in] moments  initialised, not NULL
 *  @param[in] ddof     as in cpw_moments_variance
 *  @return the standard deviation, in units of x; NaN as in cpw_moments_variance.
 *  @par Complexity and accuracy O(1), within 1 unit in the last place. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API double cpw_moments_sd(const cpw_moments *moments, int64_t ddof);

/** The root of the mean square, sqrt(sum(x^2) / n), without overflow or underflow in between.
 *  @param[in] moments  initialised, not NULL
 *  @return the root mean square, in units of x; NaN of nothing or if a NaN was fed; inf if an
 *  infinity was.
 *  @par Complexity and accuracy O(1), within 1 unit in the last place. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API double cpw_moments_rms(const cpw_moments *moments);

/* ---------------------------------------------------------------- histograms ---------------- */

/** Counts by the caller's bins, in the caller's memory. Bin i holds edges[i] <= x < edges[i + 1]. */
typedef struct cpw_histogram {
  const double *edges; /**< (bins + 1) finite, strictly increasing; borrowed */
  int64_t *counts;     /**< (bins) borrowed */
  int64_t bins;        /**< >= 1 */
  int64_t below;       /**< values below edges[0] */
  int64_t above;       /**< values at or above edges[bins] */
  int64_t nan;         /**< values that were NaN */
} cpw_histogram;

/** Start a histogram: checks the edges and sets every count to 0.
 *  @param[out] histogram  untouched on error
 *  @param[in]  edges      (bins + 1) finite, strictly increasing; borrowed by the histogram
 *  @param[out] counts     (bins) set to 0; borrowed by the histogram; untouched on error
 *  @param[in]  bins       >= 1
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, bins < 1, edges that do not increase); CPW_EDOMAIN (an edge
 *  that is not finite).
 *  @par Complexity O(bins). @par Thread safety Different histograms are independent. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_histogram_init(cpw_histogram *histogram, const double *edges,
                                                int64_t *counts, int64_t bins, cpw_error *err);

/** Count a value several times.
 *  @param[in,out] histogram  initialised; unchanged on error
 *  @param[in]     x          any double
 *  @param[in]     times      how often, >= 0
 *  @param[out]    err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN (times < 0); CPW_EOVERFLOW (a count beyond
 *  int64_t).
 *  @par Complexity O(log bins). @par Thread safety Different histograms are independent.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_histogram_add(cpw_histogram *histogram, double x, int64_t times,
                                               cpw_error *err);

/** Count every value of an array once.
 *  @param[in,out] histogram  initialised; unchanged on error
 *  @param[in]     x          (count) any doubles; may be NULL where count is 0
 *  @param[in]     count      >= 0
 *  @param[out]    err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, count < 0); CPW_EOVERFLOW (a count that could pass int64_t).
 *  @par Complexity O(count log bins). @par Thread safety Different histograms are independent.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_histogram_add_array(cpw_histogram *histogram, const double *x,
                                                     int64_t count, cpw_error *err);

/** Add the counts of another histogram with the same edges.
 *  @param[in,out] histogram  initialised; unchanged on error
 *  @param[in]     other      initialised, the same edges bit for bit; may be the same one
 *  @param[out]    err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, other edges); CPW_EOVERFLOW (the largest counts of both add up
 *  beyond int64_t).
 *  @par Complexity O(bins). @par Thread safety Different histograms are independent. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_histogram_merge(cpw_histogram *histogram,
                                                 const cpw_histogram *other, cpw_error *err);

/* ---------------------------------------------------------------- quantile sketch ----------- */

/** The relative error of a sketch unless another is asked for: 2^-8, below 0.4 %. */
#define CPW_SKETCH_DEFAULT_ERROR 0.00390625

/** The least relative error that a sketch can be asked for: 2^-14. */
#define CPW_SKETCH_LEAST_ERROR 6.103515625e-05

/** A quantile sketch: counts by logarithmic buckets, which merge exactly.
 *  A bucket holds the doubles that share sign, exponent and the top k bits of the mantissa, so that
 *  its width is 2^-k of its lower end; the middle of the bucket then stands for each of its values
 *  with a relative error of at most 2^-(k+1). Integer arithmetic throughout. Ideas: HdrHistogram
 *  (Tene); Masson, Rim and Lee, "DDSketch", PVLDB 12:2195-2205 (2019), with buckets from the bits of
 *  the number instead of its logarithm. Memory grows with the powers of two that the data touch:
 *  8 * 2^k bytes each (1 KiB at the default), at most 2047 for either sign. */
typedef struct cpw_sketch cpw_sketch;

/** What a sketch knows beside its quantiles. */
typedef struct cpw_sketch_info {
  int64_t count;         /**< values counted, NaN included */
  int64_t nan;           /**< how many of them were NaN */
  int64_t buckets;       /**< buckets that hold a value (-inf, 0 and inf are one each) */
  double relative_error; /**< the bound: 2^-(k+1) */
  double minimum;        /**< exact, the least value that is not NaN; inf of nothing */
  double maximum;        /**< exact, the greatest value that is not NaN; -inf of nothing */
} cpw_sketch_info;

/** Make an empty sketch.
 *  @param[in]  relative_error  0 for CPW_SKETCH_DEFAULT_ERROR, or CPW_SKETCH_LEAST_ERROR to 0.25:
 *                              the largest power of two that is no greater becomes the bound
 *  @param[in]  allocator       NULL for malloc and free; must outlive the sketch
 *  @param[out] out             the sketch; untouched on error. Free it with cpw_sketch_free
 *  @param[out] err             nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (relative_error); CPW_ENOMEM.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_sketch_new(double relative_error, const cpw_allocator *allocator,
                                            cpw_sketch **out, cpw_error *err);

/** Free a sketch.
 *  @param[in] sketch  a sketch or NULL
 *  @par Complexity O(powers of two touched). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_sketch_free(cpw_sketch *sketch);

/** Count a value several times.
 *  @param[in,out] sketch  a sketch; says the same as before on error
 *  @param[in]     x       any double; NaN is counted and makes quantiles an error
 *  @param[in]     times   how often, >= 0
 *  @param[out]    err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN (times < 0); CPW_EOVERFLOW (more than 2^62
 *  values); CPW_ENOMEM.
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_sketch_add(cpw_sketch *sketch, double x, int64_t times,
                                            cpw_error *err);

/** Count every value of an array once.
 *  @param[in,out] sketch  a sketch; says the same as before on error
 *  @param[in]     x       (count) any doubles; may be NULL where count is 0
 *  @param[in]     count   >= 0
 *  @param[out]    err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, count < 0); CPW_EOVERFLOW (more than 2^62 values); CPW_ENOMEM.
 *  @par Complexity O(count). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_sketch_add_array(cpw_sketch *sketch, const double *x,
                                                  int64_t count, cpw_error *err);

/** Add the counts of another sketch of the same relative error.
 *  @param[in,out] sketch  a sketch; says the same as before on error
 *  @param[in]     other   a sketch; may be the same one
 *  @param[out]    err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, another relative error); CPW_EOVERFLOW (more than 2^62
 *  values); CPW_ENOMEM.
 *  @par Complexity O(buckets of other). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_sketch_merge(cpw_sketch *sketch, const cpw_sketch *other,
                                              cpw_error *err);

/** Count, bound, least and greatest value of a sketch.
 *  @param[in]  sketch  a sketch
 *  @param[out] info    untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL).
 *  @par Complexity O(buckets). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_sketch_describe(const cpw_sketch *sketch, cpw_sketch_info *info,
                                                 cpw_error *err);

/** Quantiles of what was counted, by any of the nine definitions of cpw_quantiles.
 *  Each order statistic is replaced by the middle of its bucket (the least and the greatest are
 *  exact). So the answer is within relative_error times the exact quantile where the two order
 *  statistics behind it have one sign, and within relative_error times the larger of the two, in
 *  absolute value, always. Below 2^-1022 buckets are 2^(-1022 - k) wide, and half of that is the
 *  bound.
 *  @param[in]  sketch  a sketch that counted at least one value and no NaN
 *  @param[in]  p       (count) probabilities in [0, 1], any order
 *  @param[in]  count   >= 0
 *  @param[in]  type    CPW_QUANTILE_1 to CPW_QUANTILE_9
 *  @param[out] out     (count) quantiles; untouched on error; must not overlap p
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, count < 0, no such type); CPW_EDOMAIN (p outside [0, 1],
 *  nothing or a NaN was counted, a quantile between -inf and inf).
 *  @par Complexity and accuracy O(count x buckets); bound as above. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_sketch_quantiles(const cpw_sketch *sketch, const double *p,
                                                  int64_t count, int32_t type, double *out,
                                                  cpw_error *err);

/** The buckets that hold a value, from the least to the greatest.
 *  @param[in]  sketch    a sketch
 *  @param[in]  capacity  how many the arrays hold: at least `buckets` of cpw_sketch_describe
 *  @param[out] lower     (capacity) lower ends; untouched on error
 *  @param[out] upper     (capacity) upper ends: the same as lower for -inf, 0 and inf
 *  @param[out] counts    (capacity) values in each
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, capacity too small).
 *  @par Complexity O(buckets). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_sketch_buckets(const cpw_sketch *sketch, int64_t capacity,
                                                double *lower, double *upper, int64_t *counts,
                                                cpw_error *err);

/** How many words cpw_sketch_write needs.
 *  @param[in] sketch  a sketch, not NULL
 *  @return the number of int64_t: 9 + 2 x (buckets of finite values other than 0).
 *  @par Complexity O(buckets). @par Thread safety Safe. @since 0.1 */
CPW_API int64_t cpw_sketch_words(const cpw_sketch *sketch);

/** Write a sketch as integers, to store it or to send it to another machine.
 *  The words are: form (1), k, NaN, -inf, 0 and inf counted, the bits of the least and of the
 *  greatest value, the number of buckets, then for each bucket from the least to the greatest its
 *  index (sign times one more than the top bits of |x|) and its count. Equal contents, equal words.
 *  @param[in]  sketch    a sketch
 *  @param[in]  capacity  words that fit: at least cpw_sketch_words
 *  @param[out] words     (capacity) untouched on error; words beyond the sketch's own are untouched
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, capacity too small).
 *  @par Complexity O(buckets). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_sketch_write(const cpw_sketch *sketch, int64_t capacity,
                                              int64_t *words, cpw_error *err);

/** Read a sketch from the words of cpw_sketch_write; everything in them is checked.
 *  @param[in]  words      (count) what cpw_sketch_write wrote
 *  @param[in]  count      exactly as many as were written
 *  @param[in]  allocator  NULL for malloc and free; must outlive the sketch
 *  @param[out] out        the sketch; untouched on error. Free it with cpw_sketch_free
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDATA (not such words); CPW_ENOMEM.
 *  @par Complexity O(count). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_sketch_read(const int64_t *words, int64_t count,
                                             const cpw_allocator *allocator, cpw_sketch **out,
                                             cpw_error *err);

/* ---------------------------------------------------------------- quantiles ----------------- */

/** The nine definitions of Hyndman and Fan, "Sample quantiles in statistical packages", The American
 *  Statistician 50:361-365 (1996), by their numbers. With order statistics x(1) <= ... <= x(n),
 *  x(0) = x(1) and x(n+1) = x(n), and position h, j = floor(h), g = h - j:
 *    1  h = n p            x(j) if g = 0, else x(j+1): the inverse of the distribution function
 *    2  h = n p            (x(j) + x(j+1))/2 if g = 0, else x(j+1)
 *    3  h = n p - 1/2      x(j) if g = 0 and j is even, else x(j+1)
 *    4  h = n p            5  h = n p + 1/2            6  h = (n + 1) p
 *    7  h = (n - 1) p + 1  8  h = (n + 1/3) p + 1/3    9  h = (n + 1/4) p + 3/8
 *  and 4 to 9 give (1 - g) x(j) + g x(j+1). A position within 4 units in the last place of an
 *  integer is that integer, because 0.07 x 100 should be 7. */
#define CPW_QUANTILE_1 1
#define CPW_QUANTILE_2 2
#define CPW_QUANTILE_3 3
#define CPW_QUANTILE_4 4
#define CPW_QUANTILE_5 5
#define CPW_QUANTILE_6 6
#define CPW_QUANTILE_7 7
#define CPW_QUANTILE_8 8
#define CPW_QUANTILE_9 9

/** The definition to take where nothing speaks for another: 7, linear between order statistics. */
#define CPW_QUANTILE_DEFAULT 7

/** Exact quantiles of an array, by selection from a copy.
 *  Between unequal neighbours of which one is infinite the answer is that infinity.
 *  @param[in]  x          (n) any order, no NaN; infinities are values like others
 *  @param[in]  n          >= 1
 *  @param[in]  p          (count) probabilities in [0, 1], any order
 *  @param[in]  count      >= 0
 *  @param[in]  type       CPW_QUANTILE_1 to CPW_QUANTILE_9
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        (count) quantiles; untouched on error; may be p
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1, count < 0, no such type); CPW_EDOMAIN (NaN in x, p
 *  outside [0, 1], a quantile between -inf and inf); CPW_ENOMEM.
 *  @par Complexity and accuracy O(n log count) on average, O(n log n) at worst; order statistics
 *  are exact, the interpolation has a relative error <= 1e-15 of the larger neighbour and stays
 *  between the two. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_quantiles(const double *x, int64_t n, const double *p,
                                           int64_t count, int32_t type,
                                           const cpw_allocator *allocator, double *out,
                                           cpw_error *err);

/** Exact quantiles of an array that may be rearranged: as cpw_quantiles, without the copy.
 *  @param[in,out] x          (n) no NaN; afterwards the same values in another order; unchanged on
 *                            error
 *  @param[in]     n          >= 1
 *  @param[in]     p          (count) probabilities in [0, 1], any order
 *  @param[in]     count      >= 0
 *  @param[in]     type       CPW_QUANTILE_1 to CPW_QUANTILE_9
 *  @param[in]     allocator  NULL for malloc and free; 16 bytes a probability are needed
 *  @param[out]    out        (count) quantiles; untouched on error; may be p
 *  @param[out]    err        nullable
 *  @return as cpw_quantiles: CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_ENOMEM.
 *  @par Complexity and accuracy as cpw_quantiles. @par Thread safety Different arrays are
 *  independent. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_quantiles_in_place(double *x, int64_t n, const double *p,
                                                    int64_t count, int32_t type,
                                                    const cpw_allocator *allocator, double *out,
                                                    cpw_error *err);

/** Exact quantiles of an array in ascending order: as cpw_quantiles, without memory.
 *  @param[in]  x      (n) ascending, no NaN; checked
 *  @param[in]  n      >= 1
 *  @param[in]  p      (count) probabilities in [0, 1], any order
 *  @param[in]  count  >= 0
 *  @param[in]  type   CPW_QUANTILE_1 to CPW_QUANTILE_9
 *  @param[out] out    (count) quantiles; untouched on error; must not overlap p
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1, count < 0, no such type, x not ascending); CPW_EDOMAIN
 *  (NaN in x, p outside [0, 1], a quantile between -inf and inf).
 *  @par Complexity and accuracy O(n + count), as cpw_quantiles. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_quantiles_sorted(const double *x, int64_t n, const double *p,
                                                  int64_t count, int32_t type, double *out,
                                                  cpw_error *err);

/** Weighted quantile: the least x whose share of the weight at or below it reaches p. */
#define CPW_WEIGHTED_INVERSE 1

/** Weighted quantile, type 7, weights that say how much each value counts: the mean of the inverse
 *  above over the window of length 1/m that begins at p (1 - 1/m), where m = sum(w)^2 / sum(w^2) is
 *  Kish's effective sample size. Continuous in p and in the weights; their scale does not matter;
 *  type 7 for equal weights. Source: Akinshin, "Weighted quantile estimators", arXiv:2304.07265
 *  (2023), section 3. */
#define CPW_WEIGHTED_INTERPOLATED 2

/** Weighted quantile, type 7, weights that are how often each value occurred: as above with
 *  m = sum(w), so that integer weights give type 7 of the array with every value repeated. */
#define CPW_WEIGHTED_COUNTS 3

/** Quantiles of weighted values.
 *  @param[in]  x          (n) any order, finite
 *  @param[in]  w          (n) weights, finite and >= 0, not all 0; values of weight 0 do not count
 *  @param[in]  n          >= 1
 *  @param[in]  p          (count) probabilities in [0, 1], any order
 *  @param[in]  count      >= 0
 *  @param[in]  method     CPW_WEIGHTED_...
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        (count) quantiles; untouched on error; may be p
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1, count < 0, no such method); CPW_EDOMAIN (x not finite,
 *  a weight negative or not finite, no weight at all, a sum of weights below 1 with
 *  CPW_WEIGHTED_COUNTS, p outside [0, 1]); CPW_EOVERFLOW (the sum of the weights is beyond the
 *  largest double); CPW_ENOMEM.
 *  @par Complexity and accuracy O(n log n + count log n + values inside the windows); shares of
 *  weight are exact to 1e-15, and one within 4 units in the last place of p is p; the answer does
 *  not depend on the order of the values. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_weighted_quantiles(const double *x, const double *w, int64_t n,
                                                    const double *p, int64_t count, int32_t method,
                                                    const cpw_allocator *allocator, double *out,
                                                    cpw_error *err);

/* ---------------------------------------------------------------- distributions ------------- */

/** Density of the standard normal distribution, exp(-z^2/2) / sqrt(2 pi).
 *  @param[in] z  any double
 *  @return the density; NaN for NaN.
 *  @par Complexity and accuracy O(1); relative error <= 1e-15. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_normal_pdf(double z);

/** Standard normal distribution function, P(Z <= z).
 *  Mills' ratio as a Chebyshev series in (z - K)/(z + K) (Shepherd and Laframboise, Mathematics of
 *  Computation 36:249-253, 1981), times the density.
 *  @param[in] z  any double
 *  @return the probability, accurate in both tails (P(Z > z) is cpw_normal_cdf(-z)); NaN for NaN.
 *  @par Complexity and accuracy O(1); relative error <= 1e-15 where the answer is a normal double.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_normal_cdf(double z);

/** Quantile of the standard normal distribution.
 *  Source: Wichura, "Algorithm AS 241", Applied Statistics 37:477-484 (1988), PPND16.
 *  @param[in] p  probability in [0, 1]
 *  @return z with P(Z <= z) = p; -inf for 0, inf for 1, NaN outside [0, 1].
 *  @par Complexity and accuracy O(1); relative error <= 1e-15. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_normal_quantile(double p);

/** Distribution function of Student's t, P(T <= t).
 *  Half an incomplete beta function: the series in t^2/(df + t^2) near 0, the series in
 *  df/(df + t^2) far out, the continued fraction of DiDonato and Morris (ACM TOMS 18:360-373, 1992,
 *  eq. 9) between.
 *  @param[in] t   any double
 *  @param[in] df  degrees of freedom, > 0, need not be whole; inf for the normal distribution
 *  @return the probability, accurate in both tails (P(T > t) is cpw_student_cdf(-t, df)); NaN for
 *  NaN or df <= 0.
 *  @par Complexity and accuracy O(1); relative error <= 1e-12 for df from 0.1 to 1e12.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_student_cdf(double t, double df);

/** Quantile of Student's t.
 *  Newton's method for the logarithm of the tail (or of the distance of p from 1/2) in log t, where
 *  both are concave, so that it cannot miss.
 *  @param[in] p   probability in [0, 1]
 *  @param[in] df  degrees of freedom, > 0, need not be whole; inf for the normal distribution
 *  @return t with P(T <= t) = p; -inf for 0, inf for 1 and where t is beyond the largest double;
 *  NaN for p outside [0, 1], df <= 0 or NaN.
 *  @par Complexity and accuracy O(1); relative error <= 1e-12 for df from 0.1 to 1e12.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_student_quantile(double p, double df);

/** The largest shape that the gamma functions take; half the largest number of degrees of freedom. */
#define CPW_GAMMA_SHAPE_MOST 1e12

/** Distribution function of the gamma distribution of scale 1, P(X <= x): the regularised lower incomplete
 *  gamma function.
 *  Series and continued fraction (DLMF 8.11.4, 8.9.2); for shapes from 1e5 Temme's uniform expansion
 *  (DLMF 8.12.7).
 *  @param[in] x      any double
 *  @param[in] shape  > 0, at most CPW_GAMMA_SHAPE_MOST
 *  @return the probability, accurate where it is small; NaN for NaN or a shape outside its domain.
 *  @par Complexity and accuracy O(sqrt(shape)) below 1e5, then O(1); relative error <= 1e-12 for shapes
 *  from 1e-3 to 1e9. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_gamma_cdf(double x, double shape);

/** Upper tail of the gamma distribution of scale 1, P(X > x): the regularised upper incomplete gamma
 *  function.
 *  @param[in] x      any double
 *  @param[in] shape  > 0, at most CPW_GAMMA_SHAPE_MOST
 *  @return the probability, accurate where it is small; NaN for NaN or a shape outside its domain.
 *  @par Complexity and accuracy as cpw_gamma_cdf. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_gamma_upper(double x, double shape);

/** Quantile of the gamma distribution of scale 1.
 *  Newton's method for the logarithm of the nearer tail in log x, where it is concave.
 *  @param[in] p      probability in [0, 1]
 *  @param[in] shape  > 0, at most CPW_GAMMA_SHAPE_MOST
 *  @return x with P(X <= x) = p; 0 for 0 (and where x is below the least double), inf for 1; NaN outside
 *  the domain.
 *  @par Complexity and accuracy a few of cpw_gamma_cdf; relative error <= 1e-12 where x is determined that
 *  well. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_gamma_quantile(double p, double shape);

/** Quantile of the gamma distribution by its upper tail.
 *  @param[in] q      probability in [0, 1]
 *  @param[in] shape  > 0, at most CPW_GAMMA_SHAPE_MOST
 *  @return x with P(X > x) = q; inf for 0, 0 for 1; NaN outside the domain.
 *  @par Complexity and accuracy as cpw_gamma_quantile. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_gamma_upper_quantile(double q, double shape);

/** Distribution function of chi-square, P(X <= x) = cpw_gamma_cdf(x/2, df/2).
 *  @param[in] x   any double
 *  @param[in] df  degrees of freedom, > 0, need not be whole
 *  @return the probability, accurate where it is small; NaN for NaN or df outside its domain.
 *  @par Complexity and accuracy as cpw_gamma_cdf. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_chi_square_cdf(double x, double df);

/** Upper tail of chi-square, P(X > x): what a test of a sum of squares reports.
 *  @param[in] x   any double
 *  @param[in] df  degrees of freedom, > 0, need not be whole
 *  @return the probability, accurate where it is small; NaN for NaN or df outside its domain.
 *  @par Complexity and accuracy as cpw_gamma_cdf. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_chi_square_upper(double x, double df);

/** Quantile of chi-square.
 *  @param[in] p   probability in [0, 1]
 *  @param[in] df  degrees of freedom, > 0, need not be whole
 *  @return x with P(X <= x) = p; 0 for 0, inf for 1; NaN outside the domain.
 *  @par Complexity and accuracy as cpw_gamma_quantile. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_chi_square_quantile(double p, double df);

/** Quantile of chi-square by its upper tail.
 *  @param[in] q   probability in [0, 1]
 *  @param[in] df  degrees of freedom, > 0, need not be whole
 *  @return x with P(X > x) = q; inf for 0, 0 for 1; NaN outside the domain.
 *  @par Complexity and accuracy as cpw_gamma_quantile. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_chi_square_upper_quantile(double q, double df);

/** Distribution function of Poisson counts, P(N <= count).
 *  @param[in] count  any double; its whole part counts
 *  @param[in] mean   >= 0, at most CPW_GAMMA_SHAPE_MOST
 *  @return the probability, accurate where it is small; NaN for NaN or a mean outside its domain.
 *  @par Complexity and accuracy as cpw_gamma_cdf. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_poisson_cdf(double count, double mean);

/** Upper tail of Poisson counts, P(N > count).
 *  @param[in] count  any double; its whole part counts
 *  @param[in] mean   >= 0, at most CPW_GAMMA_SHAPE_MOST
 *  @return the probability, accurate where it is small; NaN for NaN or a mean outside its domain.
 *  @par Complexity and accuracy as cpw_gamma_cdf. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_poisson_upper(double count, double mean);

/** The largest parameter that the beta functions take, and the largest number of binomial trials. */
#define CPW_BETA_MOST 1e10

/** Distribution function of the beta distribution, P(X <= x): the regularised incomplete beta function.
 *  A series of positive terms, or the continued fraction of DiDonato and Morris (ACM TOMS 18:360-373, 1992,
 *  eq. 9).
 *  @param[in] x  any double
 *  @param[in] a  > 0, at most CPW_BETA_MOST
 *  @param[in] b  > 0, at most CPW_BETA_MOST
 *  @return the probability, accurate where it is small; NaN for NaN or parameters outside their domain.
 *  @par Complexity and accuracy O(sqrt(a + b)); relative error <= 1e-12 for a and b from 1e-2 to 1e5, and
 *  <= 1e-10 up to 1e8. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_beta_cdf(double x, double a, double b);

/** Upper tail of the beta distribution, P(X > x).
 *  @param[in] x  any double
 *  @param[in] a  > 0, at most CPW_BETA_MOST
 *  @param[in] b  > 0, at most CPW_BETA_MOST
 *  @return the probability, accurate where it is small; NaN for NaN or parameters outside their domain.
 *  @par Complexity and accuracy as cpw_beta_cdf. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_beta_upper(double x, double a, double b);

/** Quantile of the beta distribution.
 *  Newton's method for the logarithm of the nearer tail in the log odds of x, where it is concave.
 *  @param[in] p  probability in [0, 1]
 *  @param[in] a  > 0, at most CPW_BETA_MOST
 *  @param[in] b  > 0, at most CPW_BETA_MOST
 *  @return x with P(X <= x) = p; NaN outside the domain.
 *  @par Complexity and accuracy a few of cpw_beta_cdf; relative error <= 1e-12 where x is determined that
 *  well. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_beta_quantile(double p, double a, double b);

/** Quantile of the beta distribution by its upper tail.
 *  @param[in] q  probability in [0, 1]
 *  @param[in] a  > 0, at most CPW_BETA_MOST
 *  @param[in] b  > 0, at most CPW_BETA_MOST
 *  @return x with P(X > x) = q; NaN outside the domain.
 *  @par Complexity and accuracy as cpw_beta_quantile. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_beta_upper_quantile(double q, double a, double b);

/** Distribution function of binomial counts, P(N <= successes).
 *  @param[in] successes  any double; its whole part counts
 *  @param[in] trials     >= 0, at most CPW_BETA_MOST; its whole part counts
 *  @param[in] p          chance of each, in [0, 1]
 *  @return the probability, accurate where it is small; NaN for NaN or outside the domain.
 *  @par Complexity and accuracy as cpw_beta_cdf. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_binomial_cdf(double successes, double trials, double p);

/** Upper tail of binomial counts, P(N > successes).
 *  @param[in] successes  any double; its whole part counts
 *  @param[in] trials     >= 0, at most CPW_BETA_MOST; its whole part counts
 *  @param[in] p          chance of each, in [0, 1]
 *  @return the probability, accurate where it is small; NaN for NaN or outside the domain.
 *  @par Complexity and accuracy as cpw_beta_cdf. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_binomial_upper(double successes, double trials, double p);

/* ---------------------------------------------------------------- intervals ----------------- */

/** An estimate between two limits. */
typedef struct cpw_interval {
  double estimate; /**< the estimate */
  double lower;    /**< lower limit */
  double upper;    /**< upper limit */
  double level;    /**< confidence, such as 0.95 */
} cpw_interval;

/** Confidence interval of a mean by Student's t: mean -+ t sd / sqrt(n), n - 1 degrees of freedom.
 *  For paired differences, feed the differences. Exact for normal values.
 *  @param[in]  moments  at least 2 values, all finite
 *  @param[in]  level    confidence in (0, 1), such as 0.95
 *  @param[out] out      the mean and its limits, in units of x; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, never initialised); CPW_EDOMAIN (level outside (0, 1), fewer
 *  than 2 values, a value that was not finite); CPW_EOVERFLOW (a limit beyond the largest double).
 *  @par Complexity and accuracy O(1); half the width to a relative 1e-12. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_mean_interval(const cpw_moments *moments, double level,
                                               cpw_interval *out, cpw_error *err);

/** Confidence interval of a proportion by Wilson's score method.
 *  (s + z^2/2 -+ z sqrt(s (n - s)/n + z^2/4)) / (n + z^2), within [0, 1], with the far limit exactly
 *  0 or 1 where all trials agree. Source: Wilson, Journal of the American Statistical Association
 *  22:209-212 (1927).
 *  @param[in]  successes  s, 0 to n (need not be whole)
 *  @param[in]  trials     n, > 0 and finite
 *  @param[in]  level      confidence in (0, 1), such as 0.95
 *  @param[out] out        s/n and its limits; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN (trials not > 0, successes outside [0, trials],
 *  level outside (0, 1)).
 *  @par Complexity and accuracy O(1); relative error <= 1e-14 of each limit. @par Thread safety
 *  Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_wilson_interval(double successes, double trials, double level,
                                                 cpw_interval *out, cpw_error *err);

/* ---------------------------------------------------------------- bootstrap ----------------- */

/** A statistic of rows: sets *value from the (rows, columns) sample, row by row, and returns CPW_OK,
 *  or a negative status that ends the call. Called from every thread of a run at once; the value
 *  must depend on the sample alone. */
typedef struct cpw_statistic {
  size_t struct_size; /**< sizeof(cpw_statistic) as the caller compiled it */
  void *context;      /**< handed to evaluate */
  int32_t (*evaluate)(void *context, const double *sample, int64_t rows, int64_t columns,
                      double *value);
} cpw_statistic;

/** Fill a statistic with the default.
 *  @param[out] statistic  evaluate NULL: the mean of one column, or of the first less the second of
 *                         two (paired differences)
 *  @param[in]  size       sizeof(cpw_statistic) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_statistic_init_sized(cpw_statistic *statistic, size_t size);

/** Fill a statistic with the default (see cpw_statistic_init_sized).
 *  @param[out] statistic  the default
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_statistic_init(cpw_statistic *statistic) {
  cpw_statistic_init_sized(statistic, sizeof *statistic);
}

/** Limits are quantiles of the replicates: at (1 - level)/2 and (1 + level)/2. */
#define CPW_BOOTSTRAP_PERCENTILE 1
/** Limits are twice the estimate less the quantiles of the replicates. */
#define CPW_BOOTSTRAP_BASIC 2
/** Limits are quantiles of the replicates at levels corrected for bias and acceleration (BCa). */
#define CPW_BOOTSTRAP_BCA 3

/** How limits are made from replicates. */
typedef struct cpw_bootstrap_options {
  size_t struct_size; /**< sizeof(cpw_bootstrap_options) as the caller compiled it */
  double level;       /**< confidence, default 0.95; in (0, 1) */
  int32_t method;     /**< CPW_BOOTSTRAP_..., default CPW_BOOTSTRAP_BCA */
  int32_t reserved;   /**< zero */
} cpw_bootstrap_options;

/** Fill bootstrap options with the defaults.
 *  @param[out] options  level 0.95, CPW_BOOTSTRAP_BCA
 *  @param[in]  size     sizeof(cpw_bootstrap_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_bootstrap_options_init_sized(cpw_bootstrap_options *options, size_t size);

/** Fill bootstrap options with the defaults (see cpw_bootstrap_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_bootstrap_options_init(cpw_bootstrap_options *options) {
  cpw_bootstrap_options_init_sized(options, sizeof *options);
}

/** What a bootstrap says. */
typedef struct cpw_bootstrap_limits {
  double estimate;       /**< the statistic of the data */
  double lower;          /**< lower limit */
  double upper;          /**< upper limit */
  double level;          /**< confidence that was asked for */
  double bias;           /**< mean of the replicates less the estimate */
  double standard_error; /**< standard deviation of the replicates */
  double lower_p;       /**< level of the replicates' quantile behind `lower` (for the basic method,
                              behind `upper`) */
  double upper_p;       /**< and behind `upper` (`lower`) */
  double acceleration;  /**< a of BCa; 0 for the other methods */
  int64_t replications; /**< number of replicates */
  int64_t extreme;      /**< limits (0 to 2) that BCa moved past the least or greatest replicate and
                              which are that replicate: more replications are needed */
} cpw_bootstrap_limits;

/** Replicates of a statistic: its values for samples drawn from the rows with replacement.
 *  Replicate i comes from the stream of (run->seed, run->first_replication + i) alone, so any split
 *  over threads, calls or machines gives the same numbers. Source: Efron, Annals of Statistics
 *  7:1-26 (1979).
 *  @param[in]  x           (rows, columns) finite, row by row
 *  @param[in]  rows        independent cases, >= 1
 *  @param[in]  columns     values of a case, >= 1; 1 or 2 for the default statistic
 *  @param[in]  statistic   NULL for the default: the mean (of the differences)
 *  @param[in]  run         seed, replications, first_replication, threads; NULL: seed 1, 1
 *                          replication
 *  @param[in]  allocator   NULL for malloc and free
 *  @param[out] replicates  (replications); untouched on error
 *  @param[out] err         nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, rows or columns < 1, the default statistic for more than 2
 *  columns); CPW_EDOMAIN (x or a replicate not finite); CPW_EOVERFLOW; CPW_EABI; CPW_ECANCELLED;
 *  CPW_ENOMEM; any negative status that the statistic returned.
 *  @par Complexity O(replications x rows) and that many calls of the statistic.
 *  @par Thread safety Safe where the statistic is. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_bootstrap_replicates(
    const double *x, int64_t rows, int64_t columns, const cpw_statistic *statistic,
    const cpw_run *run, const cpw_allocator *allocator, double *replicates, cpw_error *err);

/** Acceleration of a statistic by the jackknife.
 *  sum(d^3) / (6 sum(d^2)^(3/2)) with d_i the mean of the statistics without one row less the
 *  statistic without row i; 0 where they all agree. Source: Efron and Tibshirani, "An Introduction
 *  to the Bootstrap" (1993), eq. 14.15.
 *  @param[in]  x             (rows, columns) finite, row by row
 *  @param[in]  rows          >= 2
 *  @param[in]  columns       >= 1; 1 or 2 for the default statistic
 *  @param[in]  statistic     NULL for the default: the mean (of the differences)
 *  @param[in]  run           threads, progress and cancel are used; NULL for the defaults
 *  @param[in]  allocator     NULL for malloc and free
 *  @param[out] acceleration  untouched on error
 *  @param[out] err           nullable
 *  @return as cpw_bootstrap_replicates: CPW_OK; CPW_EINVAL (also rows < 2); CPW_EDOMAIN;
 *  CPW_EOVERFLOW; CPW_EABI; CPW_ECANCELLED; CPW_ENOMEM; any status of the statistic.
 *  @par Complexity O(rows) for the default statistic, O(rows^2) for another.
 *  @par Thread safety Safe where the statistic is. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_bootstrap_acceleration(
    const double *x, int64_t rows, int64_t columns, const cpw_statistic *statistic,
    const cpw_run *run, const cpw_allocator *allocator, double *acceleration, cpw_error *err);

/** Limits from replicates, however they were made.
 *  Quantiles are of type 6, x((B + 1) p), as in Davison and Hinkley, "Bootstrap Methods and their
 *  Application" (1997), section 5.2. BCa: Efron, Journal of the American Statistical Association
 *  82:171-185 (1987), with z0 from the share of replicates below the estimate plus half the share
 *  equal to it.
 *  @param[in]  replicates    (count) finite, any order
 *  @param[in]  count         B, >= 2, and (B + 1)(1 - level)/2 >= 1: 39 for 0.95
 *  @param[in]  estimate      the statistic of the data, finite
 *  @param[in]  acceleration  for BCa: from cpw_bootstrap_acceleration; otherwise not used
 *  @param[in]  options       NULL for the defaults
 *  @param[in]  allocator     NULL for malloc and free
 *  @param[out] out           untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, no such method); CPW_EDOMAIN (a value not finite, level outside
 *  (0, 1), too few replicates for it; BCa: all replicates on one side of the estimate, or an
 *  acceleration too large for the level); CPW_EABI; CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity O(count) on average. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_bootstrap_interval(const double *replicates, int64_t count,
                                                    double estimate, double acceleration,
                                                    const cpw_bootstrap_options *options,
                                                    const cpw_allocator *allocator,
                                                    cpw_bootstrap_limits *out, cpw_error *err);

/** Bootstrap limits in one call: estimate, replicates, acceleration if BCa asks for it, limits.
 *  @param[in]  x          (rows, columns) finite, row by row
 *  @param[in]  rows       >= 1; >= 2 for BCa
 *  @param[in]  columns    >= 1; 1 or 2 for the default statistic
 *  @param[in]  statistic  NULL for the default: the mean (of the differences)
 *  @param[in]  options    NULL for the defaults
 *  @param[in]  run        NULL: seed 1, 9999 replications from 0, one thread
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; any status of cpw_bootstrap_replicates, _acceleration and _interval.
 *  @par Complexity of these three. The same bits for any number of threads. Progress runs from 0
 *  to 1 for the jackknife, where a statistic is given and BCa asked for, then for the replicates.
 *  @par Thread safety Safe where the statistic is. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_bootstrap(const double *x, int64_t rows, int64_t columns,
                                           const cpw_statistic *statistic,
                                           const cpw_bootstrap_options *options, const cpw_run *run,
                                           const cpw_allocator *allocator,
                                           cpw_bootstrap_limits *out, cpw_error *err);

/* ---------------------------------------------------------------- scores of forecasts ------- */

/** Pinball (quantile) loss: (y - q) p where y >= q, (q - y)(1 - p) below.
 *  Source: Koenker and Bassett, Econometrica 46:33-50 (1978).
 *  @param[in] quantile  q, the forecast quantile
 *  @param[in] p         its level, in [0, 1]
 *  @param[in] observed  y
 *  @return the loss, >= 0, in units of y; NaN for NaN or p outside [0, 1].
 *  @par Complexity and accuracy O(1); relative error <= 4e-16. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_pinball_loss(double quantile, double p, double observed);

/** Interval score: width + 2/(1 - level) x how far the observation lies outside.
 *  Source: Gneiting and Raftery, Journal of the American Statistical Association 102:359-378 (2007),
 *  eq. 43.
 *  @param[in] lower     lower end of the forecast interval
 *  @param[in] upper     upper end, >= lower
 *  @param[in] level     share that the interval should cover, in (0, 1)
 *  @param[in] observed  what happened
 *  @return the score, >= 0, less is better, in units of observed; NaN for NaN, lower > upper or a
 *  level outside (0, 1).
 *  @par Complexity and accuracy O(1); relative error <= 1e-15. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_interval_score(double lower, double upper, double level, double observed);

/** Continuous ranked probability score of a normal forecast.
 *  sd (z (2 Phi(z) - 1) + 2 phi(z) - 1/sqrt(pi)), z = (observed - mean)/sd; |observed - mean| for
 *  sd = 0. Source: Gneiting et al., Monthly Weather Review 133:1098-1118 (2005), eq. 5.
 *  @param[in] mean      mean of the forecast
 *  @param[in] sd        its standard deviation, >= 0
 *  @param[in] observed  what happened
 *  @return the score, >= 0, less is better, in units of observed; NaN for NaN or sd < 0.
 *  @par Complexity and accuracy O(1); error <= 1e-15 of the larger of sd and the score.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_crps_normal(double mean, double sd, double observed);

/** The score of the ensemble as the whole forecast: the integral of (F(x) - 1{x >= y})^2. */
#define CPW_CRPS_STANDARD 1
/** The score that the ensemble would have, on average, with infinitely many members. */
#define CPW_CRPS_FAIR 2

/** Continuous ranked probability score of ensemble forecasts, case by case.
 *  Standard: sum(w |x - y|) - 1/2 sum(sum(w w' |x - x'|)) with weights that sum to 1. Fair: the
 *  second sum over 1 - sum(w^2), which is n(n - 1) instead of n^2 for equal weights. Computed as
 *  the integral, in which nothing cancels for equal weights. Sources: Hersbach, Weather and
 *  Forecasting 15:559-570 (2000), eq. 5; Ferro, Quarterly Journal of the Royal Meteorological
 *  Society 140:1917-1923 (2014).
 *  @param[in]  members    (cases, n) finite: the ensemble of each case, any order
 *  @param[in]  weights    (cases, n) finite, >= 0, some > 0 in every case; NULL: equal
 *  @param[in]  observed   (cases) finite: what happened
 *  @param[in]  cases      >= 0
 *  @param[in]  n          members of a case, >= 1; >= 2 for the fair form
 *  @param[in]  form       CPW_CRPS_STANDARD or CPW_CRPS_FAIR
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        (cases) scores in units of observed; untouched on error; must not overlap
 *                         the inputs
 *  @param[out] err        nullable; index: of the case
 *  @return CPW_OK; CPW_EINVAL (NULL, cases < 0, n < 1, no such form); CPW_EDOMAIN (a value not
 *  finite, a negative weight, no weight, the fair form of fewer than 2 members with weight);
 *  CPW_EOVERFLOW (a spread beyond the largest double); CPW_ENOMEM.
 *  @par Complexity and accuracy O(cases n log n); relative error <= 1e-14 (fair with weights:
 *  1e-14 of the standard form). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_crps_ensembles(const double *members, const double *weights,
                                                const double *observed, int64_t cases, int64_t n,
                                                int32_t form, const cpw_allocator *allocator,
                                                double *out, cpw_error *err);

/** Continuous ranked probability score of quantile forecasts: twice the mean pinball loss.
 *  The integral over p of twice the loss (Laio and Tamea, Hydrology and Earth System Sciences
 *  11:1267-1277, 2007, eq. 6) as a mean over the levels: the score itself for the levels
 *  (i - 1/2)/count of a forecast that is their step function, an approximation for others that
 *  are evenly spread.
 *  @param[in]  quantiles  (cases, count) finite
 *  @param[in]  p          (count) their levels, in [0, 1]
 *  @param[in]  observed   (cases) finite
 *  @param[in]  cases      >= 0
 *  @param[in]  count      >= 1
 *  @param[out] out        (cases) scores in units of observed; untouched on error; must not overlap
 *                         the inputs
 *  @param[out] err        nullable; index: of the case or level
 *  @return CPW_OK; CPW_EINVAL (NULL, cases < 0, count < 1); CPW_EDOMAIN (a value not finite, p
 *  outside [0, 1]); CPW_EOVERFLOW (a distance beyond the largest double).
 *  @par Complexity and accuracy O(cases count); relative error <= 1e-15. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_crps_quantiles(const double *quantiles, const double *p,
                                                const double *observed, int64_t cases,
                                                int64_t count, double *out, cpw_error *err);

/** How often forecast intervals held what happened, and how wide they were. */
typedef struct cpw_coverage {
  int64_t count;         /**< cases */
  int64_t covered;       /**< lower <= observed <= upper */
  int64_t below;         /**< observed < lower */
  int64_t above;         /**< observed > upper */
  double coverage;       /**< covered / count */
  double coverage_lower; /**< limits of the coverage by Wilson's method */
  double coverage_upper; /**< the upper one */
  double mean_width;     /**< mean of upper - lower */
  double mean_score;     /**< mean of cpw_interval_score */
} cpw_coverage;

/** Coverage of forecast intervals, with limits, width and score.
 *  @param[in]  lower       (n) finite
 *  @param[in]  upper       (n) finite, >= lower
 *  @param[in]  observed    (n) finite
 *  @param[in]  n           >= 1
 *  @param[in]  level       share that the intervals should cover, in (0, 1)
 *  @param[in]  confidence  of the limits of the coverage, in (0, 1), such as 0.95
 *  @param[out] out         untouched on error
 *  @param[out] err         nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1); CPW_EDOMAIN (a value not finite, lower > upper, level
 *  or confidence outside (0, 1)); CPW_EOVERFLOW (a width beyond the largest double).
 *  @par Complexity and accuracy O(n); means of the correctly rounded exact sums, the same for any
 *  order of cases. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_interval_coverage(const double *lower, const double *upper,
                                                   const double *observed, int64_t n, double level,
                                                   double confidence, cpw_coverage *out,
                                                   cpw_error *err);

/** Accuracy of point forecasts f of actual values a; e = f - a. Shares, not per cent. */
typedef struct cpw_accuracy {
  int64_t count;        /**< pairs */
  int64_t zero_actuals; /**< pairs with a = 0: left out of mape */
  double bias;          /**< mean of e: > 0 where forecasts are too high */
  double mae;           /**< mean of |e| */
  double rmse;          /**< root of the mean of e^2 */
  double mape;          /**< mean of |e|/|a| over the pairs with a != 0; NaN where there are none */
  double smape;         /**< mean of 2|e|/(|a| + |f|), 0 to 2; a pair with a = f = 0 counts as 0 */
  double mase;          /**< mae / scale; NaN where no scale was given */
} cpw_accuracy;

/** Accuracy of point forecasts: bias, MAE, RMSE, MAPE, sMAPE, MASE.
 *  Source: Hyndman and Koehler, International Journal of Forecasting 22:679-688 (2006).
 *  @param[in]  actual    (n) finite
 *  @param[in]  forecast  (n) finite
 *  @param[in]  n         >= 1
 *  @param[in]  scale     > 0, of cpw_naive_scale, for mase; NaN: no mase
 *  @param[out] out       untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1); CPW_EDOMAIN (a value not finite, scale <= 0 or inf);
 *  CPW_EOVERFLOW (an error beyond the largest double).
 *  @par Complexity and accuracy O(n); means of the correctly rounded exact sums of the rounded
 *  terms, the same for any order of pairs. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_forecast_accuracy(const double *actual, const double *forecast,
                                                   int64_t n, double scale, cpw_accuracy *out,
                                                   cpw_error *err);

/** The scale of MASE: the mean absolute error of the seasonal naive forecast within a series.
 *  mean |y(t) - y(t - season)| over t = season ... n - 1.
 *  @param[in]  series  (n) finite, in order of time: the values that the forecast learnt from
 *  @param[in]  n       > season
 *  @param[in]  season  periods of a season, >= 1; 1 where there is none
 *  @param[out] scale   in units of the series; 0 for a series that repeats itself; untouched on
 *                      error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, season < 1, n <= season); CPW_EDOMAIN (a value not finite);
 *  CPW_EOVERFLOW (a difference beyond the largest double).
 *  @par Complexity and accuracy O(n); correctly rounded mean of the rounded differences.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_naive_scale(const double *series, int64_t n, int64_t season,
                                             double *scale, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
