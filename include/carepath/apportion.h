/* carepath/apportion.h - a whole number shared out in proportion to weights: seats, beds, pounds. The parts
 * are whole, lie within their bounds and sum to the whole, always.
 * Floor 1: includes base.h.
 *
 * Exact: weights are taken as the rationals that they are and compared without rounding, whatever their
 * sizes; totals go up to 2^63 - 1. Permuting the rows permutes the parts, but for ties, which go by the
 * tie order (options: tie_rank, then ids, then the index).
 *
 * Methods (Balinski and Young, Fair Representation, 2nd ed. 2001; Pukelsheim, Proportional Representation,
 * 2nd ed. 2017). HAMILTON: the whole part of every quota total x w_i / sum(w), then one more for the
 * largest remainders. It keeps quota: every part is its quota rounded down or up. The others are divisor
 * methods: every further unit goes to the row with the greatest w_i / d(a), where a is what the row has:
 *   JEFFERSON d(a) = a + 1 (D'Hondt; favours large rows)
 *   WEBSTER   d(a) = a + 1/2 (Sainte-Lague; favours nobody)
 *   HILL      d(a) = sqrt(a (a + 1)) (Huntington-Hill)
 *   ADAMS     d(a) = a (favours small rows)
 * They are house monotone: a greater total never takes from anybody. With HILL and ADAMS every row of
 * positive weight has its first unit before any has its second; where there are too few, the greatest
 * weights have them.
 *
 * Bounds. HAMILTON: quotas are k x w_i held within [lower_i, upper_i], with the one k for which they sum
 * to the total; then remainders as before. Divisor methods: a starts at lower_i and stops at upper_i. A row
 * of weight 0 has its lower bound, never more. */
#ifndef CAREPATH_APPORTION_H
#define CAREPATH_APPORTION_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CPW_APPORTION_HAMILTON  0 /**< largest remainders; the default */
#define CPW_APPORTION_WEBSTER   1 /**< d(a) = a + 1/2 */
#define CPW_APPORTION_JEFFERSON 2 /**< d(a) = a + 1 */
#define CPW_APPORTION_ADAMS     3 /**< d(a) = a */
#define CPW_APPORTION_HILL      4 /**< d(a) = sqrt(a (a + 1)) */

/** The number of methods: they are numbered from 0 without gaps. */
#define CPW_APPORTION_COUNT 5

/** How to share out. Arrays are borrowed for the call. */
typedef struct cpw_apportion_options {
  size_t struct_size;      /**< sizeof(cpw_apportion_options) as the caller compiled it */
  int32_t method;          /**< CPW_APPORTION_..., default HAMILTON */
  int32_t reserved;        /**< zero */
  const int64_t *lower;    /**< (n) >= 0; NULL: 0 */
  const int64_t *upper;    /**< (n) >= lower; NULL: none */
  const int64_t *tie_rank; /**< (n) the lower rank wins a tie; NULL: all the same */
  const char *const *ids;  /**< (n) where ranks are equal the lower id (by bytes) wins; NULL: none.
                                       Where these are equal too (an id may be there twice), the
                                       lower index: then the order of rows matters */
  const cpw_allocator *allocator; /**< NULL: malloc and free */
} cpw_apportion_options;

/** Fill a cpw_apportion_options with the defaults.
 *  @param[out] options  HAMILTON, no bounds, ties to the lowest index
 *  @param[in]  size     sizeof(cpw_apportion_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_apportion_options_init_sized(cpw_apportion_options *options, size_t size);

/** Fill a cpw_apportion_options with the defaults (see cpw_apportion_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_apportion_options_init(cpw_apportion_options *options) {
  cpw_apportion_options_init_sized(options, sizeof *options);
}

/** Name of a method, for tables and command lines.
 *  @param[in] method  CPW_APPORTION_...
 *  @return such as "hamilton"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_apportion_name(int32_t method);

/** Number of a method by its name.
 *  @param[in] name  as cpw_apportion_name gives it, or "largest remainder", "sainte-lague", "dhondt",
 *                   "huntington-hill"; may be NULL
 *  @return CPW_APPORTION_..., >= 0; CPW_ENOTFOUND if no method has that name.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_apportion_number(const char *name);

/** Share out a whole number in proportion to weights.
 *  Source: the methods at the head of this header; divisor methods by jump and step (Pukelsheim 2017,
 *  section 4.6).
 *  @param[in]  total    what is shared out, >= 0
 *  @param[in]  weights  (n) finite, >= 0
 *  @param[in]  n        rows, >= 0; 0 only for a total of 0
 *  @param[in]  options  NULL for the defaults
 *  @param[out] parts    (n) >= 0, sum to total; must not be one of the inputs; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0, an unknown method); CPW_EDOMAIN (a weight, a bound; "lower
 *  sums to 120, 20 above total = 100"; "at most 80 can be given: 20 below total = 100", where upper
 *  bounds and weights of 0 leave no room); CPW_EABI; CPW_ENOMEM; CPW_EOVERFLOW.
 *  @par Complexity and accuracy O(n) expected, O(n log n) where many tie; memory some 50 bytes a row;
 *  exact. @par Thread safety Safe.
 *  @par Example examples/shares.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_apportion(int64_t total, const double *weights, int64_t n,
                                           const cpw_apportion_options *options, int64_t *parts,
                                           cpw_error *err);

/** Share out a whole number in proportion to whole weights (people, votes, pounds), exact beyond 2^53
 *  too.
 *  As cpw_apportion.
 *  @param[in]  total    what is shared out, >= 0
 *  @param[in]  weights  (n) >= 0
 *  @param[in]  n        rows, >= 0; 0 only for a total of 0
 *  @param[in]  options  NULL for the defaults
 *  @param[out] parts    (n) >= 0, sum to total; must not be one of the inputs; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_apportion.
 *  @par Complexity and accuracy O(n) expected, O(n log n) where many tie; exact.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_apportion_whole(int64_t total, const int64_t *weights, int64_t n,
                                                 const cpw_apportion_options *options,
                                                 int64_t *parts, cpw_error *err);

/** The quotas: what each row would have if it could be divided, k x w_i within its bounds.
 *  The k is the one for which they sum to the total, found exactly; for every method the same.
 *  @param[in]  total    what is shared out, >= 0
 *  @param[in]  weights  (n) finite, >= 0
 *  @param[in]  n        rows, >= 0; 0 only for a total of 0
 *  @param[in]  options  NULL for the defaults; the method and the tie order do not matter
 *  @param[out] quotas   (n); untouched on error
 *  @param[out] scale    the k; NaN where every row is at a bound; may be NULL; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_apportion.
 *  @par Complexity and accuracy O(n) expected; relative error <= 1e-15.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_apportion_quotas(int64_t total, const double *weights, int64_t n,
                                                  const cpw_apportion_options *options,
                                                  double *quotas, double *scale, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
