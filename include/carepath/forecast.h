/* carepath/forecast.h - where lists are heading: list size, the share within 18 weeks and the people
 * over a year, month by month, with bands that a back-test has set.
 * Floor 3: includes base.h and, for histories by time waited, waitlist.h.
 *
 *   tidy CSV -> read -> data -> forecast_waitlist, forecast_waitlist_backtest
 *   any monthly series ------> forecast_series, forecast_backtest
 *
 * The model of a series, on a scale on which errors are additive (log for people, logit for a share,
 * log for a small share): the last value, a damped trend, a month-of-year effect, a slow return.
 *   y[t+h] = y[t] + f^h (b (d + d^2 + ... + d^h) + k (s[t+1] + ... + s[t+h]) + (1 - r^h) g)
 * b is a weighted mean of the recent monthly changes without season, outliers cut, shared with the
 * parent list; s is the month-of-year effect of the topmost parent, shrunk; g is how far the mean of the
 * last 12 months is from the last value, less the same of the parent: a list returns to its place beside
 * its parent. f lets all of that fade: far ahead, the last value is as good. Source: damped trend:
 * Gardner and McKenzie, Management Science 31:1237-1246 (1985); shrinkage of seasonal effects: Miller
 * and Williams, International Journal of Forecasting 19:669-684 (2003). Bands: the errors that the same
 * model made at every earlier month of the data (rolling origin: Tashman, International Journal of
 * Forecasting 16:437-450, 2000), in units of each list's own monthly movement, pooled over lists of
 * like size. The parameters were chosen by such a back-test; docs/explanation/forecast.md says how. */
#ifndef CAREPATH_FORECAST_H
#define CAREPATH_FORECAST_H

#include "carepath/base.h"
#include "carepath/waitlist.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- series -------------------- */

/** What a series counts, which decides about its scale and the default parameters. */
#define CPW_SERIES_COUNT 0 /**< people: log(x + 1/2) */
#define CPW_SERIES_SHARE 1 /**< people of a whole, a sizeable share of it: logit of the share */
#define CPW_SERIES_RARE  2 /**< people of a whole, few of it, such as those over a year: log */

/** Some monthly series: borrowed arrays. */
typedef struct cpw_series {
  size_t struct_size;   /**< sizeof(cpw_series) as the caller compiled it */
  int64_t lists;        /**< >= 1 */
  int64_t periods;      /**< >= 1, one month each */
  int32_t kind;         /**< CPW_SERIES_..., default CPW_SERIES_COUNT */
  int32_t month;        /**< month of the year of the first period, 1 to 12; 0 (default): from the
                            labels of `period`, and no season where there are none */
  const double *values; /**< (lists, periods) people, >= 0; NaN: not known */
  const double
      *whole; /**< (lists, periods) the people of whom values are a part, >= 0 or NaN; values
                              must not be above it. NULL for CPW_SERIES_COUNT */
  const int64_t
      *parent; /**< (lists) the list that this one is a part of or like, -1: none; NULL: no
                               list has one. Parents must not go in a circle */
  const int64_t
      *group;     /**< (lists) 0 to groups - 1: how a back-test is summed up; NULL: one group */
  int64_t groups; /**< number of groups, default 1 */
  const cpw_dimension *list;   /**< labels of the lists, or NULL */
  const cpw_dimension *period; /**< labels of the periods ("2025-05" or "2025-05-31"), or NULL */
  const cpw_dimension *group_label; /**< labels of the groups, or NULL */
} cpw_series;

/** Fill a series with nothing.
 *  @param[out] series  all zero and NULL but struct_size and one group
 *  @param[in]  size    sizeof(cpw_series) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_series_init_sized(cpw_series *series, size_t size);

/** Fill a series with nothing (see cpw_series_init_sized).
 *  @param[out] series  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_series_init(cpw_series *series) {
  cpw_series_init_sized(series, sizeof *series);
}

/** How a forecast is made. A parameter that is NaN (the default) takes the value of the kind of
 *  series: count / share / rare in this order. */
typedef struct cpw_forecast_options {
  size_t struct_size; /**< sizeof(cpw_forecast_options) as the caller compiled it */
  int64_t periods;    /**< months ahead, 1 to 120; default 12 */
  double recency;     /**< weight of a monthly change against the one after it, in (0, 1] */
  double damping;     /**< share of the trend that is left a month later, in [0, 1] */
  double own;    /**< share of the trend that is the list's own, the rest its parent's: [0, 1] */
  double season; /**< share of the month-of-year effect that is used, in [0, 1] */
  double season_prior; /**< shrinkage of that effect: years of no effect added to the data, >= 0 */
  double reversion; /**< share of the distance from a list's usual place beside its parent that is
                           left a month later, in [0, 1]; 1: no return */
  double reversion_top; /**< the same for a list without a parent, from its own mean; NaN: 1 */
  const double
      *probability;      /**< (probabilities) in (0, 1), increasing; NULL: 0.025, 0.1, 0.25, 0.5,
                                    0.75, 0.9, 0.975 */
  int64_t probabilities; /**< number of them; 0 where probability is NULL */
  double cohort; /**< weight of the projection by time waited beside the series where a forecast
                           has both, in [0, 1]; NaN (default): 0.2 of the total, 0.1 of the share
                           within 18 weeks, 0.3 of those over 52 weeks */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
  double
      fade; /**< share of the whole step away from the last value (trend, season and return) that is
                      left with each month ahead, in [0, 1]; 1: all of it */
} cpw_forecast_options;

/** Fill the options with the defaults.
 *  @param[out] options  12 months, parameters by kind, seven quantiles
 *  @param[in]  size     sizeof(cpw_forecast_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_forecast_options_init_sized(cpw_forecast_options *options, size_t size);

/** Fill the options with the defaults (see cpw_forecast_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_forecast_options_init(cpw_forecast_options *options) {
  cpw_forecast_options_init_sized(options, sizeof *options);
}

/** Forecast many monthly series, with bands.
 *  The model and its sources stand at the head of this file. A list that lacks up to two of its last
 *  months is taken on from its last value; one that lacks more is closed and has no figures (NaN,
 *  outcome 1 in `closed`). A month-of-year effect needs 19 months of the topmost parent. A list of fewer
 *  than four monthly changes has its parent's trend, and without a parent none: its last value.
 *  Bands are symmetric on the model's scale: the quantiles of the size of the errors that the model made
 *  from every month after the first 12, of about 40 lists nearest in size, in units of the mean monthly
 *  change of each list. Horizons with fewer than 50 such errors take the widest horizon that has them
 *  times (h / that horizon)^0.75; without any, errors are taken as Laplace's around each list's monthly
 *  change, which is wide (note "bands"). No band is wider than 3 on the
 *  model's scale to either side, a factor of 20 for people.
 *  Result, [list period] with the periods ahead: mean (the central forecast: the mean on the model's
 *  scale, which for people is the median), one array for each probability (q025, q10, q25, q50, ... for
 *  0.025, 0.1, ...) in people, or in shares for the other kinds; trend (monthly change on the model's
 *  scale), movement (mean size of a monthly change on that scale), closed (int64; 1: no figures) [list];
 *  season [list month] (January to December, as used, the mean of a year is 0).
 *  @param[in]  series   the series
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      threads, progress and cancel are used; NULL for the defaults
 *  @param[out] out      the forecast; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a kind that is none, labels that are no months in a row, a parent
 *  that is none or in a circle); CPW_EDOMAIN (negative or infinite values, a part above its whole, a
 *  parameter out of its range); CPW_ENOMEM; CPW_EOVERFLOW (too many of them); CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity O(lists x periods x (periods + months ahead) x log periods); the same bits for any
 *  number of threads.
 *  @par Thread safety Safe. @par Example examples/forecast.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_forecast_series(const cpw_series *series,
                                                 const cpw_forecast_options *options,
                                                 const cpw_run *run, cpw_result **out,
                                                 cpw_error *err);

/** Back-test the forecast of many series from every month, beside two simple ones.
 *  At each month after the first 12 the model knows only what came before, its bands too (the errors of
 *  forecasts whose month had come). Simple forecasts: the last value (naive) and the value of the same
 *  month a year before the target (seasonal).
 *  Result, [group horizon]: error, error_naive, error_seasonal: mean over lists and months of
 *  |forecast - actual| / max(actual, 1) for counts and of |forecast - actual| in shares for the other
 *  kinds; weighted, weighted_naive, weighted_seasonal: sum of |forecast - actual| over the sum of the
 *  actual, in people (a share times the actual whole); crps (continuous ranked probability score as twice
 *  the mean quantile loss at 0.05, 0.10, ... 0.95, in the unit of error; Gneiting and Raftery, JASA
 *  102:359-378, 2007); coverage_50, coverage_80, coverage_95 (share of actuals within the central band);
 *  forecasts, scored, seasonal (int64: number of forecasts, of those with bands from errors, and of those
 *  that had a value a year before; crps and coverage are over the second, the three seasonal and
 *  error columns each over what they have).
 *  @param[in]  series   the series; `group` says how the answer is summed up
 *  @param[in]  options  NULL for the defaults; `probability` is not used
 *  @param[in]  run      threads, progress and cancel are used; NULL for the defaults
 *  @param[out] out      the back-test; untouched on error. NaN where no forecast was possible
 *  @param[out] err      nullable
 *  @return as cpw_forecast_series.
 *  @par Complexity O(lists x periods^2 x (log periods + months ahead)); the same bits for any number of
 *  threads.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_forecast_backtest(const cpw_series *series,
                                                   const cpw_forecast_options *options,
                                                   const cpw_run *run, cpw_result **out,
                                                   cpw_error *err);

/* ---------------------------------------------------------------- waiting lists ------------- */

/** Read a tidy CSV of list sizes by month: one row a list, month and measure.
 *  Columns by name, in any order: `period` (2025-05 or 2025-05-31); `measure` (total, within_18wk, w52
 *  or over_52, in capitals or not; any other is passed over); `count` (people, >= 0); every other column is a coordinate of the list (org,
 *  level, ...). Where there is a column `level`, its values are the groups of back-tests, and if exactly
 *  one value has exactly one list (the nation), that list is the parent of all the others.
 *  Lists are in the order in which they first come, periods in that of time; months between the
 *  first and the last without any row are not known (note "missing") as long as they are fewer than those
 *  with one; a measure without any row has no forecast (note "absent"). A list lacks a month (NaN) where
 *  it has no row of `total` in it; where it has one, a measure without a row is not known either.
 *  Result: total, within_18wk, over_52 [list period] (people, NaN: not known), parent [list] (int64, -1:
 *  none), group [list] (int64); the labels of the groups are those of the dimension group of the array
 *  group_lists [group] (int64, lists of the group).
 *  @param[in]  source     where the text comes from
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the data; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDATA (line and column named: a count that is none, a row given
 *  twice, a part above its total; a column or a month that is missing, no row of total); CPW_EIO;
 *  CPW_ENOMEM.
 *  @par Complexity O(rows). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_forecast_read(const cpw_source *source,
                                               const cpw_allocator *allocator, cpw_result **out,
                                               cpw_error *err);

/** Read a tidy CSV file of list sizes by month (see cpw_forecast_read).
 *  @param[in]  path       the file
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the data; untouched on error
 *  @param[out] err        nullable
 *  @return as cpw_forecast_read.
 *  @par Complexity as cpw_forecast_read. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_forecast_read_path(const char *path,
                                                    const cpw_allocator *allocator,
                                                    cpw_result **out, cpw_error *err);

/** Forecast waiting lists: size, people and share within 18 weeks, people over 52 weeks.
 *  From long series (data), from a history by time waited, or from both. Series: cpw_forecast_series of
 *  the total (count), of those within 18 weeks (share) and of those over 52 weeks (rare); people of a part
 *  are its share times the central total, and their bands join those of the share and of the total as
 *  independent errors. History: clock starts, treatments and removals of each list are forecast as
 *  counts, and the list is calibrated and projected by time waited with them (cpw_waitlist_calibrate,
 *  cpw_waitlist_project); where a list has both, the central forecast of each measure is their mean on the
 *  model's scale with the weight options.cohort, and the bands stay those of the series. A list of the
 *  history belongs to the list of the data that has the same label in the coordinate org.
 *  Always within = share x total, over 52 <= total - within, all >= 0.
 *  Result: mean, q025, q10, ... (as in cpw_forecast_series) [list measure period] with the measures total,
 *  within_18 (share), within_18wk, over_52 (people); closed [list] (int64); cohort [list] (int64; 1: the
 *  history had a part in it). With a history also flow_mean, flow_q025, ... [flow_list flow period] with
 *  the flows starts, treated, removed (people a month; removed is what left without a treatment less what
 *  came unrecorded, and at least 0).
 *  Notes: coherence (how far the sum of each group lies from its parent at the end), bands, unmatched.
 *  @param[in]  data     result of cpw_forecast_read, or of the same arrays; NULL: history alone
 *  @param[in]  history  months by time waited; NULL: data alone
 *  @param[in]  options  NULL for the defaults; parameters that are given hold for every measure
 *  @param[in]  run      threads, progress and cancel are used; NULL for the defaults
 *  @param[out] out      the forecast; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_forecast_series and cpw_waitlist_project; CPW_EINVAL also where both are NULL, where
 *  the data lack an array, or where the periods of the history are not those at the end of the data.
 *  @par Complexity three forecasts of series, and one projection. @par Thread safety Safe.
 *  @par Example examples/forecast.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_forecast_waitlist(const cpw_result *data,
                                                   const cpw_history *history,
                                                   const cpw_forecast_options *options,
                                                   const cpw_run *run, cpw_result **out,
                                                   cpw_error *err);

/** Back-test the forecasts of waiting lists from every month: cpw_forecast_backtest of each measure.
 *  Result: the arrays of cpw_forecast_backtest as [measure group horizon], with the measures total,
 *  within_18 (error in shares) and over_52 (error in shares of the list; weighted in people).
 *  @param[in]  data     result of cpw_forecast_read
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      threads, progress and cancel are used; NULL for the defaults
 *  @param[out] out      the back-test; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_forecast_backtest; CPW_EINVAL also where the data lack an array.
 *  @par Complexity three back-tests of series. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_forecast_waitlist_backtest(const cpw_result *data,
                                                            const cpw_forecast_options *options,
                                                            const cpw_run *run, cpw_result **out,
                                                            cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
