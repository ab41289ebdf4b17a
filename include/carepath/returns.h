/* carepath/returns.h - demand that was suppressed and comes back: a share of what did not come returns after a
 * delay, the rest never does.
 * Floor 2: includes base.h and duration.h. */
#ifndef CAREPATH_RETURNS_H
#define CAREPATH_RETURNS_H

#include "carepath/base.h"
#include "carepath/duration.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A law of delays as shares by whole periods: lag k has P(k - 1 < D <= k), lag 0 P(D = 0).
 *  That is, who starts to wait counts at the end of a period, and comes in the period in which the delay ends. The
 *  lags are made from differences of the survival, and sum to P(D <= count - 1).
 *  @param[in]  delay  a law, in periods
 *  @param[in]  count  lags, >= 1
 *  @param[out] lag    (count) shares; untouched on error
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, count) and what cpw_duration_check returns.
 *  @par Complexity O(count). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_returns_lags(const cpw_duration *delay, int64_t count, double *lag,
                                              cpw_error *err);

/** People of one kind. Plain memory of the caller. */
typedef struct cpw_returns_group {
  const char *name;         /**< unique, not empty */
  const double *suppressed; /**< (periods) who did not come, finite and >= 0 */
  double share;             /**< of them who come back, 0 to 1 */
  double
      workload; /**< of one who comes back later, in those who come at once, finite and >= 0: more
                                 than 1 where need has grown */
  const double
      *lags; /**< (lag_count) shares of those who come back by periods of delay, summing to at most
                                 1: the rest comes later. NULL: by `delay` */
  int64_t lag_count;         /**< >= 1 with lags, otherwise 0 */
  const cpw_duration *delay; /**< in periods, where lags is NULL; NULL as well: no delay */
} cpw_returns_group;

/** Suppressed demand. Borrowed arrays. */
typedef struct cpw_returns {
  size_t struct_size;              /**< sizeof(cpw_returns) as the caller compiled it */
  int64_t periods;                 /**< 1 to 100,000 */
  int64_t group_count;             /**< 1 to 10,000 */
  const cpw_returns_group *groups; /**< (group_count) */
  const cpw_allocator *allocator;  /**< NULL for malloc and free */
} cpw_returns;

/** Fill suppressed demand with the defaults.
 *  @param[out] returns  no periods, no groups
 *  @param[in]  size     sizeof(cpw_returns) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_returns_init_sized(cpw_returns *returns, size_t size);

/** Fill suppressed demand with the defaults (see cpw_returns_init_sized).
 *  @param[out] returns  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_returns_init(cpw_returns *returns) {
  cpw_returns_init_sized(returns, sizeof *returns);
}

/** Project what comes back.
 *  Result, dimensions group and period: returned [group period], pending [group period] (who will come back later),
 *  lost [group period] (suppressed in that period and never back), workload [group period] (returned x workload),
 *  total_returned, total_pending, total_workload [period]. Up to every period
 *  sum suppressed = sum returned + pending + sum lost.
 *  @param[in]  returns  the model
 *  @param[in]  run      NULL, or for its cancel flag; nothing is random
 *  @param[out] out      the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err      nullable: "groups[0].share = 2 must be 0 to 1"
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, names); CPW_EDOMAIN (a number, lags that sum to more than 1);
 *  CPW_ENOMEM; CPW_ECANCELLED; CPW_EABI.
 *  @par Complexity O(groups x periods x lags). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_returns_project(const cpw_returns *returns, const cpw_run *run,
                                                 cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
