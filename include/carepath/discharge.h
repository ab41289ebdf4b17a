/* carepath/discharge.h - people who are fit to leave and cannot: how many wait for a way out of hospital, day by
 * day, when so many become fit and so many places come free.
 * Floor 2: includes base.h only. For waits and chances of such a list see queue.h. */
#ifndef CAREPATH_DISCHARGE_H
#define CAREPATH_DISCHARGE_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Who waits to be discharged at the end of each period: q = max(0, q + demand - capacity).
 *  Lindley's recursion (Proc. Camb. Phil. Soc. 48, 1952) on counts: who becomes fit in a period may leave in it; a
 *  place that nobody needs is lost. Nobody is lost: opening + demand = discharged + waiting at the end, in every
 *  period, exactly for whole numbers below 2^53.
 *  @param[in]  opening     people who wait before the first period, finite and >= 0
 *  @param[in]  demand      (periods) people who become fit to leave, finite and >= 0
 *  @param[in]  capacity    (periods) people for whom a way out comes free, >= 0; inf: for all
 *  @param[in]  periods     >= 0
 *  @param[out] waiting     (periods) people who wait at the end; may alias demand or capacity; untouched on error
 *  @param[out] discharged  (periods) people who left, or NULL; must not alias the others
 *  @param[out] unused      (periods) places that nobody needed, or NULL; must not alias the others
 *  @param[out] err         nullable: "demand[2] = -1 must be finite and >= 0"
 *  @return CPW_OK; CPW_EINVAL (NULL, periods); CPW_EDOMAIN (a number).
 *  @par Complexity O(periods). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_discharge_queue(double opening, const double *demand,
                                                 const double *capacity, int64_t periods,
                                                 double *waiting, double *discharged,
                                                 double *unused, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
