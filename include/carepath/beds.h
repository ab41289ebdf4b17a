/* carepath/beds.h - beds that types of patients have to themselves and beds that they share, and the chance that
 * somebody finds none. Floor 1: includes base.h. */
#ifndef CAREPATH_BEDS_H
#define CAREPATH_BEDS_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Chance that somebody who comes finds no bed, for several numbers of beds, with several streams of patients.
 *  Offered load a = sum rate x mean stay; P(delay | n) = pmf(n)/cdf(n) of a Poisson number of mean a, which is Erlang's B
 *  (n, a), whatever the laws of the stays (Erlang 1917; Griffiths et al., J. Oper. Res. Soc. 64, 2013).
 *  @param[in]  rate     (streams) people per time, finite and >= 0
 *  @param[in]  stay     (streams) mean stays, finite and >= 0
 *  @param[in]  streams  >= 1
 *  @param[in]  beds     (count) whole numbers >= 0
 *  @param[in]  count    >= 0
 *  @param[out] load     offered load, nullable; untouched on error
 *  @param[out] chance   (count); may be NULL with count 0; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a number of streams); CPW_EDOMAIN (a value, a load that is not finite).
 *  @par Complexity and accuracy As cpw_queue_erlang_b for each number of beds; relative error <= 1e-12.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_beds_delay(const double *rate, const double *stay, int64_t streams,
                                            const int64_t *beds, int64_t count, double *load,
                                            double *chance, cpw_error *err);

/** Beds of each type, and shared beds for those who find none of their own: an exact loss network.
 *  pi(x) in proportion to prod load[i]^x[i]/x[i]! over all x with sum max(0, x[i] - own[i]) <= shared (Kaufman, IEEE
 *  Trans. Commun. 29, 1981; insensitive to the laws of the stays): who is in a shared bed moves to one of his own when it
 *  is free. Somebody of a type is turned away when all its beds and all the shared ones are taken.
 *  @param[in]  load     (types) rate x mean stay, finite and >= 0
 *  @param[in]  own      (types) beds of the type alone, 0 to 10^9
 *  @param[in]  types    1 to 10,000
 *  @param[in]  shared   beds for all, 0 to 20,000
 *  @param[in]  allocator NULL for malloc and free
 *  @param[out] blocking (types) chance that somebody who comes is turned away (of a load of 0: would be); untouched on error
 *  @param[out] number   (types) people of the type, on average; nullable; untouched on error
 *  @param[out] sharing  (types) of those, in shared beds; nullable; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, numbers out of range); CPW_EDOMAIN (a load); CPW_ENOMEM.
 *  @par Complexity and accuracy O(types x shared^2), nothing is subtracted; relative error <= 1e-12 x types.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_beds_pooling(const double *load, const int64_t *own, int64_t types,
                                              int64_t shared, const cpw_allocator *allocator,
                                              double *blocking, double *number, double *sharing,
                                              cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
