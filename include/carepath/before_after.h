/* carepath/before_after.h - what came of it: before and after, with others to compare with.
 * Floor 1: includes base.h only.
 *
 *   cpw_before_after_difference  difference in differences: those it was done to against those it was not
 *   cpw_before_after_series      one interrupted series (less its control): level and slope before and after
 *
 * Neither makes a comparison fair. The first takes for granted that without the change both kinds of units would have moved
 * alike, and reports how they moved before it; the second that the old line would have gone on. */
#ifndef CAREPATH_BEFORE_AFTER_H
#define CAREPATH_BEFORE_AFTER_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The most assignments over which the exact p-value is counted. */
#define CPW_BEFORE_AFTER_MOST 200000

/** Units over periods, to some of which something was done. Borrowed arrays. */
typedef struct cpw_before_after {
  size_t struct_size;             /**< sizeof(cpw_before_after) as the caller compiled it */
  int64_t units;                  /**< >= 2 */
  int64_t periods;                /**< >= 2 */
  int64_t start;                  /**< first period after the change, 1 to periods - 1 */
  const double *value;            /**< (units, periods) finite, at most 1e100 */
  const int32_t *treated;         /**< (units) 1: it was done to them; 0; at least one of each */
  const double *weight;           /**< (units) such as people, finite, > 0; NULL: 1 each */
  double level;                   /**< confidence of limits, in (0, 1); default 0.95 */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_before_after;

/** Fill units with the defaults.
 *  @param[out] panel  none; level 0.95
 *  @param[in]  size   sizeof(cpw_before_after) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_before_after_init_sized(cpw_before_after *panel, size_t size);

/** Fill units with the defaults (see cpw_before_after_init_sized).
 *  @param[out] panel  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_before_after_init(cpw_before_after *panel) {
  cpw_before_after_init_sized(panel, sizeof *panel);
}

/** Difference in differences.
 *  Each unit's change is its mean after less its mean before; the estimate is the (weighted) mean change of the treated
 *  less that of the others. Units are the sample, not their periods, so that what persists within a unit makes no false
 *  precision (Bertrand, Duflo and Mullainathan, Quarterly J. Economics 119, 2004): the standard error is that of two
 *  samples of changes, variances apart (Welch), Student's t with Satterthwaite's degrees of freedom. Where one unit alone
 *  is treated, or one is not, the other side's variance stands for both.
 *  The exact p-value counts the assignments of as many treated units whose estimate is as far from 0 (Fisher's
 *  randomisation test): it needs no law, but is never below 1 / assignments.
 *  Result: estimate, se, lower, upper, p_value, df; p_exact, assignments (int64; NaN and 0 beyond CPW_BEFORE_AFTER_MOST);
 *  treated_before, treated_after, control_before, control_after, counterfactual (treated_before plus the others' change);
 *  by [period]: treated_mean, control_mean, effect (treated less others, less the same before the change on average);
 *  trend, trend_se (slope a period of the treated less that of the others before the change: near 0 where they moved alike;
 *  NaN for one period before); NaN where there is one unit on both sides.
 *  @param[in]  panel  units, periods, who was treated
 *  @param[out] out    the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, start, all or nobody treated); CPW_EDOMAIN (a number); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(units x periods + assignments x units). @par Thread safety Safe.
 *  @par Example examples/before_after.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_before_after_difference(const cpw_before_after *panel,
                                                         cpw_result **out, cpw_error *err);

/** An interrupted series: a line before and a line after.
 *  y_t = a + b t + (c + d (t - start)) [t >= start] + e_t by least squares (Wagner et al., J. Clin. Pharmacy and
 *  Therapeutics 27, 2002), with a control the series less its control. Standard errors allow for neighbours that are alike
 *  (Newey and West, Econometrica 55, 1987: Bartlett weights up to `lag`, times n/(n - 4)); Student's t with n - 4 degrees of freedom.
 *  Result: level_change (c, at the start), slope_change (d), total (the fitted line less the old one, over all periods
 *  after), each with _se, _lower, _upper and _p; slope_before, slope_after; fit, expected (the old line), residual
 *  [period]; durbin_watson (2: neighbours are not alike); lag (int64).
 *  @param[in]  value      (periods) finite, at most 1e100
 *  @param[in]  control    (periods) a series that it did not touch; NULL: none
 *  @param[in]  periods    at least 3 before the start and 3 from it on
 *  @param[in]  start      first period after the change
 *  @param[in]  lag        periods, >= 0; -1: the whole part of 4 (periods/100)^(2/9)
 *  @param[in]  level      confidence of the limits, in (0, 1)
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the result; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, periods, start, lag); CPW_EDOMAIN (a number); CPW_ENOMEM.
 *  @par Complexity O(periods x lag). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_before_after_series(const double *value, const double *control,
                                                     int64_t periods, int64_t start, int64_t lag,
                                                     double level, const cpw_allocator *allocator,
                                                     cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
