/* carepath/backtest.h - how good a projection would have been: from rolling origins of a history a
 * list is calibrated on what was known then, projected, and held against what came.
 * Floor 3: includes base.h and waitlist.h.
 *
 *   history -> cpw_backtest -> errors by list, origin and horizon; medians; bands and their coverage
 *
 * An origin is the last period that the calibration sees. With an origin of 6 (0-based) seven periods
 * give six periods of flows; what follows is projected and compared. Source: rolling-origin evaluation,
 * Tashman, International Journal of Forecasting 16:437-450 (2000). */
#ifndef CAREPATH_BACKTEST_H
#define CAREPATH_BACKTEST_H

#include "carepath/base.h"
#include "carepath/waitlist.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The library's own default recipe: CPW_ESTIMATE_COMBINED, a period's weight halved every H/3 periods
 *  back for treatments and every 2H/3 for removals, H the periods that are projected from the origin.
 *  How it was chosen stands in docs/explanation/accuracy.md. */
#define CPW_BACKTEST_DEFAULT 0
/** The published planner: mean of ratios, all periods alike, starts raised by the share that is
 *  missing in the first band, then negative removals set to 0. */
#define CPW_BACKTEST_PUBLISHED_A 1
/** The published functions: mean of ratios, all periods alike, negative removals kept. */
#define CPW_BACKTEST_PUBLISHED_B 2
/** Ratio of sums, a period weighing 0.8 of the one after it, negative removals kept. */
#define CPW_BACKTEST_PLAIN 3
/** The list of the origin, unchanged. */
#define CPW_BACKTEST_NAIVE 4
/** options.calibrate says how. */
#define CPW_BACKTEST_OWN 5

/** The clock starts and completions of the later periods as they came: measures the model alone. */
#define CPW_BACKTEST_OBSERVED 0
/** Those of the calibration, the same in every later period: measures model and level together. */
#define CPW_BACKTEST_LEVEL 1
/** options.starts and options.capacity. */
#define CPW_BACKTEST_GIVEN 2

/** How a history is back-tested. */
typedef struct cpw_backtest_options {
  size_t struct_size;   /**< sizeof(cpw_backtest_options) as the caller compiled it */
  int32_t method;       /**< CPW_BACKTEST_DEFAULT (default) to CPW_BACKTEST_OWN */
  int32_t flows;        /**< CPW_BACKTEST_OBSERVED (default), _LEVEL or _GIVEN */
  int64_t first_origin; /**< 0-based period, >= 1; default 3 */
  int64_t last_origin;  /**< the last one, below the last period; -1 (default): the last but one */
  int64_t horizon;      /**< most periods ahead, >= 1; default 12; cut at the end of the history */
  double weeks;         /**< the standard's limit, > 0; default 18 */
  int32_t whole_bands;  /**< as in cpw_waitlist_within; default 0 */
  int32_t bands;        /**< 1: predicted and observed lists by band too; default 0 */
  double least;         /**< people a list needs at the origin to count in the summaries, > 0;
                              default 1 */
  double
      break_share; /**< a period is a break where the people without explanation are more than this
                              share of everybody who could have left, > 0; default 0.25 */
  const double *starts;   /**< (lists, origins, horizon) clock starts, >= 0: with _GIVEN; those
                              beyond the history are not used */
  const double *capacity; /**< (lists, origins, horizon) treatments, >= 0: with _GIVEN */
  const cpw_calibrate_options *calibrate; /**< with CPW_BACKTEST_OWN; the window is set by the
                                                origin; NULL: the defaults of calibrate */
  const cpw_allocator *allocator;         /**< NULL for malloc and free */
} cpw_backtest_options;

/** Fill the options with the defaults.
 *  @param[out] options  the default recipe, observed flows, origins 3 to the last but one, 12 periods
 *  @param[in]  size     sizeof(cpw_backtest_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_backtest_options_init_sized(cpw_backtest_options *options, size_t size);

/** Fill the options with the defaults (see cpw_backtest_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_backtest_options_init(cpw_backtest_options *options) {
  cpw_backtest_options_init_sized(options, sizeof *options);
}

/** Back-test a recipe on every list of a history from every origin.
 *  For each origin o: calibrate on the periods up to o, project h = 1 ... H (H = min(horizon, periods
 *  - 1 - o)), compare with the history. Errors of the list are |predicted - observed| / observed,
 *  those of the share within the limit are in percentage points.
 *  Result, dimensions list, origin, ahead (1 ... horizon), level (0.5, 0.8, 0.95), band:
 *  - [list origin ahead] (NaN beyond the history): predicted_total, observed_total, predicted_over_52,
 *    observed_over_52 (people), predicted_within, observed_within (share; NaN for an empty list),
 *    band_error (share: mean over the bands with people of |predicted - observed| / observed); and
 *    with options.bands predicted_waiting, observed_waiting [list origin ahead band] (people);
 *  - [list origin], over the horizon: list_mape, end_error (signed, at H), band_mape, over_52_mape
 *    (shares), within_mae (points); used (int64; 1 where the list counts in the summaries: at least
 *    options.least people at the origin, and never empty afterwards); breaks (int64, periods up to
 *    o + H with a break: such a list still counts);
 *  - [origin]: lists_used (int64); median_list_mape, median_end_error (of the absolute errors),
 *    median_band_mape, median_over_52_mape, median_within_mae over the lists used; sum_list_mape, sum_end_error,
 *    sum_band_mape, sum_over_52_mape, sum_within_mae: the same for the sum of the lists used;
 *  - [ahead]: ahead_list_mape, ahead_within_mae: medians over lists used and origins; ahead_count (int64);
 *  - bands [list origin ahead level]: total_lower, total_upper (people), within_lower, within_upper
 *    (share); [list origin ahead]: total_crps (people), within_crps (share); NaN where no earlier origin
 *    could be judged yet; coverage [level] and ahead_coverage [ahead level], within_coverage [level],
 *    ahead_within_coverage [ahead level]: share of the observed figures inside, lists used only, NaN where
 *    there is none.
 *  Bands come from the past errors alone: at origin o those of the origins o' with o' + h <= o, same
 *  method, pooled over lists of like size (groups of about 50 by people at the origin); the half width
 *  is the quantile of |log(observed/predicted)|, for shares of the absolute error. Where no error h
 *  periods ahead is known yet, those of the longest known horizon g are scaled by h/g, those of shares by (h/g)^(3/4).
 *  Notes: method, unused (lists that do not count and why), breaks.
 *  @param[in]  history  the history
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      threads and cancel are used; NULL for the defaults
 *  @param[out] out      the back-test; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, an option that is none, too few periods, shapes); CPW_EDOMAIN
 *  (negative, NaN or infinite counts; a limit in the open band); CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI;
 *  CPW_ECANCELLED.
 *  @par Complexity O(lists x origins x periods x bands); the same bits for any number of threads.
 *  @par Thread safety Safe. @par Example examples/backtest.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_backtest(const cpw_history *history,
                                          const cpw_backtest_options *options, const cpw_run *run,
                                          cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
