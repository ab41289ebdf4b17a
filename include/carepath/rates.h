/* carepath/rates.h - counts, rates and shares of groups with their limits; standardised comparisons;
 * funnels.
 * Floor 1: includes base.h and stats.h.
 *
 *   cpw_rates_crude, cpw_rates_proportion    limits of many counts, rates or shares, any levels at once
 *   cpw_rates_direct, cpw_rates_indirect     standardised for age, specialty, urgency or any other mix
 *   cpw_rates_compare...                     two of them beside each other
 *   cpw_rates_waits                          waits of groups, adjusted for the mix of what they wait for
 *   cpw_rates_funnel...                      limits against size, over-dispersion, who lies outside
 *
 * Levels are two-sided: 0.95 leaves 0.025 in either tail. Arrays by group and level are row by row:
 * lower[group * levels + level]. */
#ifndef CAREPATH_RATES_H
#define CAREPATH_RATES_H

#include "carepath/base.h"
#include "carepath/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- counts and shares --------- */

/** Limits of a count: Byar's from 10 events on, exact below, as the public health profiles publish. */
#define CPW_RATES_AUTO 0
/** Limits of a count by Byar's method for any count; the lower one of 0 events is 0. */
#define CPW_RATES_BYAR 1
/** Exact limits of a Poisson count, by chi-square. */
#define CPW_RATES_EXACT 2
/** Direct standardisation only: Fay and Feuer's limits by the gamma distribution. */
#define CPW_RATES_GAMMA 3

/** Limits of a share by Wilson's score method. */
#define CPW_RATES_WILSON 0
/** Limits of a share by Clopper and Pearson: exact, and so never too narrow. */
#define CPW_RATES_CLOPPER 1

/** Events from which on Byar's method is taken, and below which a standardised rate is flagged. */
#define CPW_RATES_FEW 10

/** Limits of the expectation of one count.
 *  Byar: L = x (1 - 1/(9x) - z/(3 sqrt x))^3, U = (x+1) (1 - 1/(9(x+1)) + z/(3 sqrt(x+1)))^3, a negative L
 *  being 0 (Breslow and Day, Statistical Methods in Cancer Research II, 1987, section 2.3). Exact: half the
 *  chi-square quantiles with 2x and 2x + 2 degrees of freedom (Garwood, Biometrika 28:437-442, 1936).
 *  @param[in]  count   events, finite and >= 0; need not be whole; at most 1e11
 *  @param[in]  level   confidence in (0, 1), such as 0.95
 *  @param[in]  method  CPW_RATES_AUTO, BYAR or EXACT
 *  @param[out] out     the count and its limits; untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, no such method); CPW_EDOMAIN (count, level).
 *  @par Complexity and accuracy O(1), exact limits O(sqrt(count)) below 1e5; relative error <= 1e-12.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_rates_count_interval(double count, double level, int32_t method,
                                                      cpw_interval *out, cpw_error *err);

/** Exact limits of one share, by Clopper and Pearson.
 *  Quantiles of beta distributions (Clopper and Pearson, Biometrika 26:404-413, 1934). Wilson's limits are
 *  those of cpw_wilson_interval.
 *  @param[in]  successes  0 to trials; need not be whole
 *  @param[in]  trials     > 0, at most 1e9
 *  @param[in]  level      confidence in (0, 1)
 *  @param[out] out        the share and its limits; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN (successes, trials, level).
 *  @par Complexity and accuracy O(sqrt(trials)); relative error <= 1e-11. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_rates_share_interval(double successes, double trials, double level,
                                                      cpw_interval *out, cpw_error *err);

/** Crude rates of many groups with limits: multiplier x count / exposure.
 *  @param[in]  count       (n) events, finite and >= 0, at most 1e11
 *  @param[in]  exposure    (n) people or person-time, finite and > 0; NULL: 1, limits of the counts
 *  @param[in]  n           >= 0
 *  @param[in]  multiplier  of the results, such as 100000; finite and > 0
 *  @param[in]  level       (levels) confidences in (0, 1)
 *  @param[in]  levels      >= 1
 *  @param[in]  method      CPW_RATES_AUTO, BYAR or EXACT
 *  @param[out] rate        (n) untouched on error
 *  @param[out] lower       (n, levels) untouched on error
 *  @param[out] upper       (n, levels) untouched on error
 *  @param[out] err         nullable; index: of the group
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0, levels < 1, no such method); CPW_EDOMAIN (a value outside its
 *  domain); CPW_EOVERFLOW (a rate or limit beyond the largest double).
 *  @par Complexity and accuracy O(n levels); relative error <= 1e-12. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_rates_crude(const double *count, const double *exposure, int64_t n,
                                             double multiplier, const double *level, int64_t levels,
                                             int32_t method, double *rate, double *lower,
                                             double *upper, cpw_error *err);

/** Shares of many groups with limits: multiplier x successes / trials.
 *  @param[in]  successes   (n) 0 to trials
 *  @param[in]  trials      (n) finite and > 0; CLOPPER: at most 1e9
 *  @param[in]  n           >= 0
 *  @param[in]  multiplier  of the results, such as 1 or 100; finite and > 0
 *  @param[in]  level       (levels) confidences in (0, 1)
 *  @param[in]  levels      >= 1
 *  @param[in]  method      CPW_RATES_WILSON or CPW_RATES_CLOPPER
 *  @param[out] share       (n) untouched on error
 *  @param[out] lower       (n, levels) untouched on error
 *  @param[out] upper       (n, levels) untouched on error
 *  @param[out] err         nullable; index: of the group
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0, levels < 1, no such method); CPW_EDOMAIN (a value outside its
 *  domain).
 *  @par Complexity and accuracy O(n levels) for Wilson; relative error <= 1e-11. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_rates_proportion(const double *successes, const double *trials,
                                                  int64_t n, double multiplier, const double *level,
                                                  int64_t levels, int32_t method, double *share,
                                                  double *lower, double *upper, cpw_error *err);

/* ---------------------------------------------------------------- standardisation ----------- */

/** A stratum in which a group has nobody is an error. */
#define CPW_RATES_EMPTY_ERROR 0
/** A stratum in which a group has nobody is left out and the standard's other weights are scaled up; the
 *  result says how much of the standard was left out, and between which bounds the answer would lie if the
 *  group had the least and the greatest rate of any group there. */
#define CPW_RATES_EMPTY_DROP 1

/** Flags of a standardised rate: fewer than CPW_RATES_FEW events (public health profiles do not publish it),
 *  none at all, or strata in which the group has nobody. */
#define CPW_RATES_FLAG_FEW   1
#define CPW_RATES_FLAG_NONE  2
#define CPW_RATES_FLAG_EMPTY 4

/** How rates and waits are standardised. */
typedef struct cpw_rates_options {
  size_t struct_size;  /**< sizeof(cpw_rates_options) as the caller compiled it */
  double multiplier;   /**< of rates, default 100000; > 0. Ratios and waits do not use it */
  int64_t levels;      /**< default 0: the level 0.95 alone */
  const double *level; /**< (levels) confidences in (0, 1); NULL where levels is 0 */
  int32_t method;      /**< CPW_RATES_..., default CPW_RATES_AUTO; GAMMA for direct rates only */
  int32_t empty;       /**< CPW_RATES_EMPTY_..., default CPW_RATES_EMPTY_ERROR */
  double
      over; /**< waits: NaN (default) compares means; a number, the share who wait longer than it */
  const char *const *groups;      /**< labels of the groups (as many), or NULL */
  const char *const *strata;      /**< labels of the strata (as many), or NULL */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_rates_options;

/** Fill the options with the defaults.
 *  @param[out] options  per 100000, level 0.95, CPW_RATES_AUTO, an empty stratum is an error
 *  @param[in]  size     sizeof(cpw_rates_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_rates_options_init_sized(cpw_rates_options *options, size_t size);

/** Fill the options with the defaults (see cpw_rates_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_rates_options_init(cpw_rates_options *options) {
  cpw_rates_options_init_sized(options, sizeof *options);
}

/** Directly standardised rates: what each group's rate would be with the standard's mix of strata.
 *  Rate r = sum(s_i x_i/n_i)/sum(s_i), variance v = sum(s_i^2 x_i/n_i^2)/sum(s_i)^2, and limits
 *  r + sqrt(v/X) (L - X) with the limits L, U of the number X of events (Dobson et al., Statistics in
 *  Medicine 10:457-462, 1991); CPW_RATES_GAMMA: Fay and Feuer, Statistics in Medicine 16:791-801, 1997.
 *  A negative lower limit, of very unlike weights, is 0.
 *  A group without any event has the rate 0 and Fay and Feuer's upper limit, which is never too low.
 *  Result: count [group], population [group], crude [group], crude_lower and crude_upper [group level],
 *  rate [group], variance [group] (of rate, times multiplier^2), lower and upper [group level], flags [group]
 *  (int64, CPW_RATES_FLAG_...), empty_share [group] (of the standard), least and most [group] (bounds of the
 *  rate under CPW_RATES_EMPTY_DROP; rate itself where no stratum is empty), level [level].
 *  @param[in]  count       (groups, strata) events, finite and >= 0; 0 where population is
 *  @param[in]  population  (groups, strata) people or person-time, finite and >= 0
 *  @param[in]  standard    (strata) the standard's people, finite and >= 0, not all 0
 *  @param[in]  groups      >= 1
 *  @param[in]  strata      >= 1
 *  @param[in]  options     NULL for the defaults
 *  @param[out] out         untouched on error
 *  @param[out] err         nullable; index: of the cell (group * strata + stratum)
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, an option that is none); CPW_EDOMAIN (a value outside its
 *  domain, an empty stratum that the standard counts, a group or a stratum without anybody anywhere);
 *  CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(groups x (strata + levels)); relative error <= 1e-12.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_rates_direct(const double *count, const double *population,
                                              const double *standard, int64_t groups,
                                              int64_t strata, const cpw_rates_options *options,
                                              cpw_result **out, cpw_error *err);

/** Indirectly standardised ratios and rates: observed against what the standard's rates would give.
 *  Expected E = sum(n_i X_i/N_i), ratio O/E with the limits of the count O over E, and the rate: ratio x
 *  standard's crude rate x multiplier (Breslow and Day, 1987, section 2.3).
 *  Result: observed [group], expected [group], ratio [group], ratio_lower and ratio_upper [group level], rate
 *  [group], lower and upper [group level], flags [group], standard_rate, level [level].
 *  @param[in]  observed             (groups) events, finite and >= 0
 *  @param[in]  population           (groups, strata) people or person-time, finite and >= 0
 *  @param[in]  standard_count       (strata) events of the standard, finite and >= 0
 *  @param[in]  standard_population  (strata) people of the standard, finite; > 0 where any group has people
 *  @param[in]  groups               >= 1
 *  @param[in]  strata               >= 1
 *  @param[in]  options              NULL for the defaults; `empty` is not used
 *  @param[out] out                  untouched on error
 *  @param[out] err                  nullable; index: of the value
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, an option that is none); CPW_EDOMAIN (a value outside its
 *  domain, a group that expects nothing); CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(groups x (strata + levels)); relative error <= 1e-12.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_rates_indirect(const double *observed, const double *population,
                                                const double *standard_count,
                                                const double *standard_population, int64_t groups,
                                                int64_t strata, const cpw_rates_options *options,
                                                cpw_result **out, cpw_error *err);

/** Two rates or means beside each other. */
typedef struct cpw_rates_comparison {
  double difference;       /**< a - b */
  double difference_lower; /**< its lower limit */
  double difference_upper; /**< its upper limit */
  double ratio;            /**< a / b; inf where b alone is 0, NaN where both are */
  double ratio_lower;      /**< its lower limit; NaN where both are 0 */
  double ratio_upper;      /**< its upper limit, which may be inf; NaN where both are 0 */
  double z;       /**< of the test of no difference; NaN where no test is made by a normal law */
  double p_value; /**< two-sided; NaN where both variances are 0 */
} cpw_rates_comparison;

/** Compare two independent standardised rates (or means) by their variances.
 *  Difference with normal limits; ratio with limits normal in its logarithm, variance v_a/a^2 + v_b/b^2
 *  (Breslow and Day, 1987, section 2.3); z = (a - b)/sqrt(v_a + v_b).
 *  @param[in]  a           a rate, finite and >= 0
 *  @param[in]  variance_a  its variance, finite and >= 0
 *  @param[in]  b           another, finite and >= 0
 *  @param[in]  variance_b  its variance, finite and >= 0
 *  @param[in]  level       confidence in (0, 1)
 *  @param[out] out         untouched on error
 *  @param[out] err         nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN (a value outside its domain).
 *  @par Complexity and accuracy O(1); relative error <= 1e-14. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_rates_compare(double a, double variance_a, double b,
                                               double variance_b, double level,
                                               cpw_rates_comparison *out, cpw_error *err);

/** Compare two crude rates by their counts, exactly.
 *  Given both counts together, a's is binomial: the ratio's limits come from Clopper and Pearson's, the
 *  p-value is twice the smaller tail, at most 1 (Przyborowski and Wilenski, Biometrika 31:313-323, 1940). The
 *  difference's limits come from those of the two rates (Zou and Donner, Statistics in Medicine 27:1693-1702,
 *  2008), which are exact ones.
 *  @param[in]  count_a     events, finite and >= 0, whole; at most 1e9
 *  @param[in]  exposure_a  people or person-time, finite and > 0
 *  @param[in]  count_b     events of the other
 *  @param[in]  exposure_b  its people or person-time
 *  @param[in]  level       confidence in (0, 1)
 *  @param[out] out         untouched on error; z is NaN
 *  @param[out] err         nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN (a value outside its domain).
 *  @par Complexity and accuracy O(sqrt(events)); relative error <= 1e-11. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_rates_compare_counts(double count_a, double exposure_a,
                                                      double count_b, double exposure_b,
                                                      double level, cpw_rates_comparison *out,
                                                      cpw_error *err);

/* ---------------------------------------------------------------- waits --------------------- */

/** Waits of groups compared as if all of them waited for the same things.
 *  Every stratum (a specialty, an urgency, or both crossed) of a group has its mean wait m_i, variance v_i and
 *  people n_i. Directly: sum(w_i m_i) with the standard's mix w, variance sum(w_i^2 v_i/n_i), limits by
 *  Student's t with Satterthwaite's degrees of freedom (Biometrics Bulletin 2:110-114, 1946). One person alone
 *  says nothing of the variance: there it is the stratum's, pooled over the groups (and over all strata where
 *  no group has two people in it). Indirectly: the group's mean against that of the strata's means over all
 *  groups, mixed as the group is; difference and ratio, of which the limits take the expected as known.
 *  With options.over the same of the share who wait longer than that: the variance of one person is p (1 - p),
 *  where nobody or everybody of a group's stratum does so that of p = (x + 2)/(n + 4) (Agresti and Coull, The
 *  American Statistician 52:119-126, 1998), because a few people do not make a share certain; limits by Wilson's
 *  method for as many people as would give the variance of the sum.
 *  Waits must be whole: of people whose wait has ended. The wait so far of somebody who still waits is too short,
 *  and leaving those people out loses the longest waits; the more they are and the more unlike the groups in
 *  that, the further the comparison is off. There is no standardised mean here that takes censoring: with people
 *  still waiting compare with cpw_survival_compare and cpw_survival_ratios, by strata, of which the tests and
 *  hazard ratios are adjusted for the mix. A share over a number of weeks is right for a list of incomplete waits
 *  as what it is, a count of that list.
 *  Result: people [group], crude [group], crude_lower and crude_upper [group level], direct [group], variance
 *  [group], lower and upper [group level], least and most [group] (bounds under CPW_RATES_EMPTY_DROP: if the
 *  group waited as the shortest and the longest waiting group there), empty_share [group] (of the standard),
 *  flags [group] (CPW_RATES_FLAG_EMPTY), expected [group], difference [group] (crude - expected), ratio
 *  [group], ratio_lower and ratio_upper [group level], mix [stratum] (standard weights, sum 1),
 *  standard_mean (of the mix over all groups), level [level].
 *  @param[in]  wait      (n) finite and >= 0, weeks or any unit
 *  @param[in]  group     (n) 0 to groups - 1
 *  @param[in]  stratum   (n) 0 to strata - 1; NULL: one stratum
 *  @param[in]  n         people, >= 1
 *  @param[in]  groups    >= 1; every one of them has somebody
 *  @param[in]  strata    >= 1
 *  @param[in]  standard  (strata) finite and >= 0, not all 0; NULL: the mix of all groups together
 *  @param[in]  options   NULL for the defaults; `method` and `multiplier` are not used
 *  @param[out] out       untouched on error
 *  @param[out] err       nullable; index: of the row, or of the cell
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, an index out of range, an option that is none); CPW_EDOMAIN (a
 *  value outside its domain, an empty stratum that the standard counts, a group without anybody);
 *  CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(n + groups x (strata + levels)), 1.7 kB a cell; sums are exact, so that the order of
 *  the rows leaves no trace. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_rates_waits(const double *wait, const int64_t *group,
                                             const int64_t *stratum, int64_t n, int64_t groups,
                                             int64_t strata, const double *standard,
                                             const cpw_rates_options *options, cpw_result **out,
                                             cpw_error *err);

/* ---------------------------------------------------------------- funnels ------------------- */

/** Units are compared by a share: value and size are successes and trials. */
#define CPW_RATES_FUNNEL_PROPORTION 0
/** Units are compared by a rate: events and people or person-time. */
#define CPW_RATES_FUNNEL_RATE 1
/** Units are compared by observed over expected events. */
#define CPW_RATES_FUNNEL_RATIO 2

/** Limits as the public health profiles publish them: of shares target -+ z sqrt(target (1 - target)/size); of
 *  rates and ratios O/E where E is the expectation of which the observed O is just the exact limit. */
#define CPW_RATES_LIMITS_PUBLISHED 0
/** Exact binomial or Poisson limits, interpolated (Spiegelhalter, Statistics in Medicine 24:1185-1202, 2005,
 *  appendix A.1.1). */
#define CPW_RATES_LIMITS_EXACT 1
/** target -+ z times the standard error, wider by the over-dispersion that was asked for. */
#define CPW_RATES_LIMITS_NORMAL 2

/** All units vary by chance alone. */
#define CPW_RATES_DISPERSION_NONE 0
/** All variances are phi times as large: the mean of the winsorised squares of z, where that is above 1. */
#define CPW_RATES_DISPERSION_MULTIPLY 1
/** Units differ by tau^2 beyond chance: DerSimonian and Laird's estimate with the winsorised squares. */
#define CPW_RATES_DISPERSION_ADD 2

/** How a funnel is made. */
typedef struct cpw_rates_funnel_options {
  size_t struct_size; /**< sizeof(cpw_rates_funnel_options) as the caller compiled it */
  int32_t measure;    /**< CPW_RATES_FUNNEL_..., default CPW_RATES_FUNNEL_PROPORTION */
  int32_t limits;     /**< CPW_RATES_LIMITS_..., default CPW_RATES_LIMITS_PUBLISHED */
  int32_t dispersion; /**< CPW_RATES_DISPERSION_..., default NONE; others need LIMITS_NORMAL */
  int32_t
      transform; /**< 1: z-scores on the scale of arcsin(sqrt(share)) or sqrt(rate), where the variance
                           does not depend on the target; default 0. Needs LIMITS_NORMAL */
  double target;     /**< NaN (default): that of all units together; of a ratio: 1 */
  double multiplier; /**< of values and limits, default 1; > 0 */
  double
      winsorise; /**< share of the z-scores at either end that are set to the quantile there, default
                           0.1; [0, 0.5) */
  int64_t levels;           /**< default 0: the levels 0.95 and 0.998 */
  const double *level;      /**< (levels) confidences in (0, 1), rising; NULL where levels is 0 */
  const char *const *units; /**< labels of the units (as many), or NULL */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_rates_funnel_options;

/** Fill funnel options with the defaults.
 *  @param[out] options  shares, published limits at 0.95 and 0.998, no over-dispersion
 *  @param[in]  size     sizeof(cpw_rates_funnel_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_rates_funnel_options_init_sized(cpw_rates_funnel_options *options, size_t size);

/** Fill funnel options with the defaults (see cpw_rates_funnel_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_rates_funnel_options_init(cpw_rates_funnel_options *options) {
  cpw_rates_funnel_options_init_sized(options, sizeof *options);
}

/** Lines of a funnel: limits at given sizes around a target.
 *  The size is people (shares, rates) or expected events (ratios); with CPW_RATES_LIMITS_PUBLISHED, of rates
 *  and ratios it is the observed events, of which the line is O/E. Shares stay within [0, 1], others above 0.
 *  @param[in]  size        (n) finite and > 0, at most 1e10 (EXACT: whole numbers for shares)
 *  @param[in]  n           >= 0
 *  @param[in]  target      a share in [0, 1] or a rate > 0; not times the multiplier
 *  @param[in]  dispersion  phi for DISPERSION_MULTIPLY, tau^2 for DISPERSION_ADD (on the scale of the
 *                          transform, where there is one); not used for NONE
 *  @param[in]  options     NULL for the defaults; options.target is not used
 *  @param[out] lower       (n, levels) times the multiplier; untouched on error
 *  @param[out] upper       (n, levels)
 *  @param[out] err         nullable; index: of the size
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0, an option that is none, over-dispersion without LIMITS_NORMAL);
 *  CPW_EDOMAIN (a value outside its domain); CPW_EABI.
 *  @par Complexity and accuracy O(n levels), exact limits O(sqrt(size)) each; relative error <= 1e-11.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_rates_funnel_lines(const double *size, int64_t n, double target,
                                                    double dispersion,
                                                    const cpw_rates_funnel_options *options,
                                                    double *lower, double *upper, cpw_error *err);

/** A funnel of units: target, over-dispersion, z-scores, limits and who lies outside.
 *  z = (value - target)/standard error (Spiegelhalter, 2005). phi = mean of the squares of z, winsorised at
 *  quantiles of type 7. tau^2 = (units phi - (units - 1))/(sum w - sum w^2/sum w), w = 1/standard error^2, 0 if
 *  that is negative (Spiegelhalter et al., Journal of the Royal Statistical Society A 175:1-47, 2012,
 *  section 3). A unit of size 0 has no value and counts nowhere.
 *  Class: 0 within all limits, -k below and k above those of the k-th level but not of the next. With
 *  CPW_RATES_LIMITS_PUBLISHED, rates and ratios are judged by their own limits (CPW_RATES_AUTO) against the
 *  target, as published; with EXACT, by the limits at the unit's size.
 *  Result: value [unit], size [unit], lower and upper [unit level] (limits of the funnel at the unit's size;
 *  PUBLISHED rates and ratios: at the unit's events, upper inf at none), z [unit], z_adjusted [unit] (with over-dispersion), p_value
 *  [unit] (two-sided, of z_adjusted), class [unit] (int64), target, phi, tau2, heterogeneity (sum z^2 before
 *  winsorising), heterogeneity_p (chi-square with units - 1 degrees of freedom), units, level [level].
 *  @param[in]  value    (n) successes, events or observed events, finite and >= 0
 *  @param[in]  size     (n) trials, people or expected events, finite and >= 0
 *  @param[in]  n        >= 1
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable; index: of the unit
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1, an option that is none); CPW_EDOMAIN (a value outside its domain,
 *  a value above 0 of size 0, no unit with a size, a pooled target of 0, or 1 of shares: nothing to compare
 *  with); CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(n log n + n levels); relative error <= 1e-11. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_rates_funnel(const double *value, const double *size, int64_t n,
                                              const cpw_rates_funnel_options *options,
                                              cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
