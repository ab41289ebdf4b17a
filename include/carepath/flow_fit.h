/* carepath/flow_fit.h - demand, routes and capacities of a pathway from monthly counts: who came, who was
 * seen, who waits. First the counts are made to agree, and what did not agree is said.
 * Floor 2: includes base.h. */
#ifndef CAREPATH_FLOW_FIT_H
#define CAREPATH_FLOW_FIT_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Monthly counts of the stages of a pathway. NaN is a count that is missing. */
typedef struct cpw_flow_counts {
  size_t struct_size;     /**< sizeof(cpw_flow_counts) as the caller compiled it */
  int64_t periods;        /**< months (or weeks), >= 2 */
  int64_t stages;         /**< >= 1 */
  const double *referred; /**< (periods, stages) people who join a stage from outside, >= 0 or NaN;
                                NULL: none is known */
  const double
      *completed; /**< (periods, stages) people whom a stage has finished with, >= 0 or NaN */
  const double
      *removed;        /**< (periods, stages) people who left without, >= 0 or NaN; NULL: nobody */
  const double *stock; /**< (periods, stages) people waiting at the end, >= 0 or NaN; NULL: none
                                is known */
  const double *opening; /**< (stages) people waiting at the start, >= 0 or NaN; NULL: unknown */
  const double *days; /**< (periods) working days, > 0, by which demand and capacity are measured;
                                NULL: all periods alike */
  const double *total_completed; /**< (stages) the total of another source over all periods, >= 0 or
                                      NaN; NULL: none */
  const double *total_referred;  /**< (stages) the same of referrals; NULL: none */
  const char *const *stage_names;  /**< (stages) or NULL: positions */
  const char *const *period_names; /**< (periods), such as "2024-04", or NULL: positions */
} cpw_flow_counts;

/** Fill counts with the defaults.
 *  @param[out] counts  no arrays, no periods, no stages
 *  @param[in]  size    sizeof(cpw_flow_counts) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_flow_counts_init_sized(cpw_flow_counts *counts, size_t size);

/** Fill counts with the defaults (see cpw_flow_counts_init_sized).
 *  @param[out] counts  no arrays, no periods, no stages
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_flow_counts_init(cpw_flow_counts *counts) {
  cpw_flow_counts_init_sized(counts, sizeof *counts);
}

#define CPW_FLOW_STOCK_WINS 0 /**< counts of who waits are right: arrivals are what they imply */
#define CPW_FLOW_FLOWS_WIN                                                                         \
  1 /**< referrals, routes and completions are right: stocks are recomputed */

/** How counts are read. */
typedef struct cpw_flow_options {
  size_t struct_size; /**< sizeof(cpw_flow_options) as the caller compiled it */
  int32_t wins;       /**< CPW_FLOW_..., default CPW_FLOW_STOCK_WINS */
  int32_t reserved;   /**< zero */
  int64_t season; /**< periods of a season of demand, such as 12; 1 (default): constant demand */
  int64_t lag;    /**< periods from completion at a stage to arrival at the next, default 0 */
  const int32_t
      *allowed;     /**< (stages, stages) 1 where people may go from row to column; NULL: to every
                               other stage */
  double tolerance; /**< of a disagreement, relative to the larger count, default 0.005 */
  double
      empty; /**< a stage is busy all period where its stock at both ends is above so many periods of
                             its completions, default 0.1 */
  int64_t test; /**< periods at the end that are held back and forecast, default 0 */
  double level; /**< share that forecast intervals should cover, in (0, 1), default 0.8 */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_flow_options;

/** Fill the options with the defaults.
 *  @param[out] options  stocks win, constant demand, no lag, every route, no test periods
 *  @param[in]  size     sizeof(cpw_flow_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_flow_options_init_sized(cpw_flow_options *options, size_t size);

/** Fill the options with the defaults (see cpw_flow_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_flow_options_init(cpw_flow_options *options) {
  cpw_flow_options_init_sized(options, sizeof *options);
}

/** Make monthly counts agree, and say what did not.
 *  Of each stage and period: stock at the end = stock at the start + arrivals - completed - removed. `gap` is
 *  what the stocks imply as arrivals less the referrals: moves from other stages, or, where none may come in,
 *  what the sources disagree by. STOCK_WINS: arrivals are those that the stocks imply. FLOWS_WIN: where all
 *  arrivals of a stage are referrals (no route in is allowed) stocks are run on from the first known one by
 *  the flows; elsewhere stocks win, as arrivals are not counted. Where all arrivals are referrals, a
 *  missing stock, completion or referral is filled where the identity gives it. Impossible: arrivals or
 *  stocks below 0; they stay. Totals of the other source are compared with the sums of the periods, which
 *  win. Nothing is changed silently: the notes "wins", "missing", "totals", "impossible" say what was found.
 *  Result: arrivals, completed, stock, gap (NaN where a part is missing) [period stage]; missing, filled,
 *  impossible (int64) [stage]; sum_completed, total_completed, difference_completed, sum_referred,
 *  total_referred, difference_referred [stage] (difference: other source - sum; NaN where a period or the
 *  total is missing); disagree (int64) [stage]: number of totals beyond the tolerance.
 *  @param[in]  counts   borrowed
 *  @param[in]  options  NULL for the defaults; wins, tolerance and allocator are used
 *  @param[out] out      the result; untouched on error
 *  @param[out] err      nullable; index: of the count at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, counts, stocks missing where they win); CPW_EDOMAIN ("completed[3][1] = -2
 *  must be NaN or finite and >= 0"); CPW_EOVERFLOW; CPW_EABI; CPW_ENOMEM.
 *  @par Complexity O(periods x stages). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_flow_reconcile(const cpw_flow_counts *counts,
                                                const cpw_flow_options *options, cpw_result **out,
                                                cpw_error *err);

/** Fit demand, routes and capacities to monthly counts by non-negative least squares.
 *  Arrivals of stage k in period t (from cpw_flow_reconcile) are
 *    days_t demand_k,season(t) + sum_j share_jk completed_j,t-lag,
 *  with demand >= 0, share >= 0 and sum_k share_jk <= 1 (the rest leaves); where the referrals of a stage and period are known
 *  they are taken off and that row says nothing of demand, which is then fitted to the referrals themselves. All stages
 *  at once by cpw_least_squares_solve; where sums of shares come out above 1, again with these sums as equations, heavily
 *  weighted, and closed exactly afterwards. Periods with a missing part are left out, by stage.
 *  Capacity: completions are days_t capacity_k in periods in which the stage was busy throughout (stock
 *  at both ends above `empty` periods of its completions): their least squares fit. A stage that never was has
 *  the largest completions per day as a lower bound (capacity_known 0).
 *  Test periods are held back from all fits and forecast from the last stock: arrivals by demand and
 *  shares, completions the least of capacity and who is there; intervals are normal around it with the residuals' standard
 *  deviation of arrivals, growing with the root of time where a stage is busy. Scores against what happened
 *  and against the naive forecast (the last value).
 *  Result: demand [stage season] (people a day, or a period), share [stage to] (NaN where not allowed), exit
 *  [stage], capacity [stage], capacity_known, busy, used (int64: periods) [stage], arrivals_sd [stage] (of
 *  residuals), fitted [period stage] (arrivals; NaN where not fitted), residual [period stage]; kkt, spread
 *  (single numbers, as in least_squares.h); dependent (int64). With test periods: forecast_stock, forecast_lower,
 *  forecast_upper, forecast_completed [test stage] and, by stage, NaN where nothing was seen: stock_mae, naive_mae, stock_crps, stock_interval_score,
 *  stock_coverage, completed_mae. Note "dependent": shares or demands that the counts cannot tell apart.
 *  @param[in]  counts   borrowed
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the result; untouched on error
 *  @param[out] err      nullable; index: of the count at fault
 *  @return what cpw_flow_reconcile and cpw_least_squares_solve return; CPW_EINVAL (allowed neither 0 nor 1
 *  or on the diagonal, season, lag or test too large: "options.test = 12 must leave at least 2 periods");
 *  CPW_EDATA ("stage 2: no period has all counts that demand and shares are fitted to"); CPW_EOVERFLOW.
 *  @par Complexity O(periods x stages x (stages x season)^2) at most: fit of at most
 *  stages x (season + stages) unknowns. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_flow_fit(const cpw_flow_counts *counts,
                                          const cpw_flow_options *options, cpw_result **out,
                                          cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
