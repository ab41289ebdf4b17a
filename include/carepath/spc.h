/* carepath/spc.h - statistical process control: is a change in a series more than chance?
 * Floor 1: includes base.h and stats.h.
 *
 * The XmR chart with the rules of NHS England's Making Data Count, and charts of shares and rates whose
 * limits move with the size of each point (Laney's p' and u'). Rules, icons and words are data here, so
 * that a chart, a table and a sentence say the same. */
#ifndef CAREPATH_SPC_H
#define CAREPATH_SPC_H

#include "carepath/base.h"
#include "carepath/stats.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Limits lie 2.66 mean moving ranges from the mean: 3/d2, d2 = 1.128. */
#define CPW_SPC_LIMIT_FACTOR 2.66
/** Upper limit of a moving range, in mean moving ranges; a range must be below it to count (screening). */
#define CPW_SPC_RANGE_FACTOR 3.267

/** Higher values are an improvement. */
#define CPW_SPC_UP 1
/** Lower values are an improvement. */
#define CPW_SPC_DOWN (-1)
/** Neither direction is one. */
#define CPW_SPC_NEUTRAL 0

/** What a point shows, as bits: all that hold. The lower bits come first where one must be named. */
#define CPW_SPC_ABOVE_LIMIT 1
#define CPW_SPC_BELOW_LIMIT 2
/** One of 7 or more points each above the one before. */
#define CPW_SPC_RISING 4
/** One of 7 or more points each below the one before. */
#define CPW_SPC_FALLING 8
/** One of 2 in 3 points beyond the near upper limit (but not outside), all 3 above the mean. */
#define CPW_SPC_NEAR_UPPER 16
/** One of 2 in 3 points beyond the near lower limit (but not outside), all 3 below the mean. */
#define CPW_SPC_NEAR_LOWER 32
/** One of 7 or more points above the mean. */
#define CPW_SPC_ABOVE_MEAN 64
/** One of 7 or more points below the mean. */
#define CPW_SPC_BELOW_MEAN 128

/** Types of a point, and variation icons. */
#define CPW_SPC_COMMON_CAUSE     0
#define CPW_SPC_IMPROVEMENT_HIGH 1
#define CPW_SPC_IMPROVEMENT_LOW  2
#define CPW_SPC_CONCERN_HIGH     3
#define CPW_SPC_CONCERN_LOW      4
#define CPW_SPC_NEUTRAL_HIGH     5
#define CPW_SPC_NEUTRAL_LOW      6
/** No value: nothing is said. */
#define CPW_SPC_MISSING 7
/** A phase with too few points to judge (icons only). */
#define CPW_SPC_TOO_SHORT 8

/** Assurance icons: no target; the target is met, missed, or either, as long as nothing changes. */
#define CPW_SPC_NO_TARGET    0
#define CPW_SPC_PASS         1
#define CPW_SPC_FAIL         2
#define CPW_SPC_INCONSISTENT 3
/** Assurance of a phase with too few points to judge. */
#define CPW_SPC_UNSURE 4

/** Nothing reaches across a missing value: no moving range, no trend, no run, no 2 in 3. */
#define CPW_SPC_GAPS_BREAK 0
/** Missing values are not there: the points on both sides of them follow each other. */
#define CPW_SPC_GAPS_CLOSE 1

/** How a chart is made. */
typedef struct cpw_spc_options {
  size_t struct_size; /**< sizeof(cpw_spc_options) as the caller compiled it */
  int32_t
      screen; /**< 1 (default): moving ranges not below 3.267 times their mean are left out of the mean
                           that the limits come from, once; 0: none is, as in the Making Data Count workbooks */
  int32_t improvement;     /**< CPW_SPC_UP (default), CPW_SPC_DOWN, CPW_SPC_NEUTRAL */
  int32_t gaps;            /**< CPW_SPC_GAPS_..., default CPW_SPC_GAPS_BREAK */
  int32_t outside_is_near; /**< 1: a point outside the limits counts as one of 2 in 3; default 0 */
  int64_t run;             /**< points of a run on one side of the mean, default 7; >= 2 */
  int64_t trend;           /**< points of a trend, default 7: six rises or falls; >= 3 */
  int64_t
      baseline;  /**< first points (with a value) of each phase that its mean and limits come from;
                                 0 (default): all of them; otherwise >= 2. Of a phase with fewer all are
                                 taken: baseline_points says how many */
  int64_t least; /**< points below which a phase is too short to judge, default 10; >= 0 */
  int64_t changes; /**< step changes: the chart is rebased there; default 0 */
  const int64_t
      *change;   /**< (changes) index of the first point of each new phase, rising, 1 to n - 1; NULL
                                 where changes is 0 */
  double target; /**< NaN (default): none */
  const double
      *trajectory; /**< (n) a target for every point, NaN where there is none; NULL (default): the
                                 target, if any, for all of them. Not both */
  const char *const *points;      /**< labels of the points (n), such as months; or NULL */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_spc_options;

/** Fill the options with the defaults.
 *  @param[out] options  screened, higher is better, 7 points, one phase, no target
 *  @param[in]  size     sizeof(cpw_spc_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_spc_options_init_sized(cpw_spc_options *options, size_t size);

/** Fill the options with the defaults (see cpw_spc_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_spc_options_init(cpw_spc_options *options) {
  cpw_spc_options_init_sized(options, sizeof *options);
}

/** Mean, moving range and limits of one series. */
typedef struct cpw_spc_limits {
  int64_t points;     /**< values that are not NaN */
  int64_t ranges;     /**< moving ranges that count */
  int64_t screened;   /**< moving ranges that were left out */
  double mean;        /**< of the points; NaN of none */
  double range_mean;  /**< of the ranges that count; NaN of none */
  double range_limit; /**< 3.267 times the mean of all ranges: the upper limit of the mR chart */
  double all_ranges_mean; /**< before screening */
  double lower;           /**< mean - 2.66 range_mean */
  double upper;           /**< mean + 2.66 range_mean */
  double near_lower;      /**< two thirds of the way to the lower limit */
  double near_upper;      /**< two thirds of the way to the upper limit */
} cpw_spc_limits;

/** Limits of an XmR chart.
 *  Wheeler, Understanding Variation (1993): moving ranges |x_t - x_(t-1)|, limits 2.66 of their mean either
 *  side of the mean. Screening: ranges not strictly below 3.267 times their mean are left out, once (Nelson,
 *  Journal of Quality Technology 14:172-173, 1982); not where no other range is above 0 (a series that hardly
 *  ever moves), because limits without any width would put every point outside.
 *  @param[in]  y       (n) in order of time; NaN: missing, no moving range reaches across
 *  @param[in]  n       >= 0
 *  @param[in]  screen  1 to screen, 0 not to
 *  @param[out] out     untouched on error
 *  @param[out] err     nullable; index: of the value
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0, screen neither 0 nor 1); CPW_EDOMAIN (an infinite value);
 *  CPW_EOVERFLOW (a range or limit beyond the largest double).
 *  @par Complexity and accuracy O(n); means of exact sums, relative error <= 1e-15. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_spc_limits_of(const double *y, int64_t n, int32_t screen,
                                               cpw_spc_limits *out, cpw_error *err);

/** An XmR chart: lines, what every point shows, and the icons.
 *  Rules of Making Data Count (NHS England), in order of precedence: outside the limits; a trend of 7 points;
 *  2 of 3 successive points beyond a near limit, all 3 on that side of the mean; 7 points on one side of the
 *  mean. Comparisons are strict, a point on the mean ends a run, equal neighbours end a trend. Rules do not
 *  reach from one phase into the next. A turning point of two trends shows the later one first.
 *  Variation is the type of a phase's last point with a value. Assurance is judged there, by the last target up
 *  to it: PASS where the target lies beyond the limit on the side that is no improvement, FAIL where beyond the
 *  other, INCONSISTENT between the two or on one; NO_TARGET where neither direction is an improvement.
 *  Result: value [point], phase [point] (int64), mean, lower, upper, near_lower, near_upper [point], range
 *  [point] (moving range; NaN at the first), range_limit [point], rules [point] (int64, bits CPW_SPC_...), cause
 *  [point] (int64, the bit that comes first, or 0), type [point] (int64), target [point], target_met [point]
 *  (int64: 1, 0, -1 for none); of each phase first, points, baseline_points (that its limits come from),
 *  range_points, screened, too_short (int64, [phase]),
 *  range_mean [phase], variation, assurance, special (points of special cause), hits (points that met their
 *  target) (int64, [phase]).
 *  @param[in]  y        (n) in order of time; NaN: missing
 *  @param[in]  n        >= 1
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable; index: of the value
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1, an option that is none, changes that do not rise, both targets);
 *  CPW_EDOMAIN (an infinite value); CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(n). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_spc_xmr(const double *y, int64_t n, const cpw_spc_options *options,
                                         cpw_result **out, cpw_error *err);

/** Shares: limits from the binomial distribution. */
#define CPW_SPC_SHARES 0
/** Rates: limits from the Poisson distribution. */
#define CPW_SPC_RATES 1

/** A chart of shares or rates whose limits move with the size of each point.
 *  p chart: mean share P -+ 3 sqrt(P(1 - P)/n_t); u chart: mean rate U -+ 3 sqrt(U/n_t). With laney, times the
 *  over- or under-dispersion sigma_z: the mean moving range of the z-scores over 1.128 (Laney, Quality
 *  Engineering 14:531-537, 2002). Shares stay within 0 and 1, rates above 0. Rules and result as cpw_spc_xmr,
 *  with the moving range that of the z-scores, and sigma_z [phase].
 *  @param[in]  count    (n) events, finite, 0 to size for shares; NaN: missing
 *  @param[in]  size     (n) people or person-time, finite and > 0; 0 or NaN: missing
 *  @param[in]  n        >= 1
 *  @param[in]  kind     CPW_SPC_SHARES or CPW_SPC_RATES
 *  @param[in]  laney    1: with sigma_z; 0: without
 *  @param[in]  options  NULL for the defaults; screen is of the ranges behind sigma_z
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable; index: of the value
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1, an option that is none); CPW_EDOMAIN (a value outside its domain);
 *  CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(n). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_spc_attributes(const double *count, const double *size, int64_t n,
                                                int32_t kind, int32_t laney,
                                                const cpw_spc_options *options, cpw_result **out,
                                                cpw_error *err);

/** What a rule says, in words.
 *  @param[in] cause  one of the bits CPW_SPC_ABOVE_LIMIT to CPW_SPC_BELOW_MEAN, or 0
 *  @return such as "above the upper limit"; "common cause" for 0; "" for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_spc_cause_text(int64_t cause);

/** A type of point or a variation icon, in words.
 *  @param[in] type  CPW_SPC_COMMON_CAUSE to CPW_SPC_TOO_SHORT
 *  @return such as "special cause: concern, high"; "" for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_spc_type_text(int64_t type);

/** An assurance icon, in words.
 *  @param[in] assurance  CPW_SPC_NO_TARGET to CPW_SPC_UNSURE
 *  @return such as "will consistently miss the target"; "" for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_spc_assurance_text(int64_t assurance);

#ifdef __cplusplus
}
#endif
#endif
