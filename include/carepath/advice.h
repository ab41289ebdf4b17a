/* carepath/advice.h - Advice and Guidance: GPs ask a specialist before they refer; some answers spare a referral,
 * some become one, and some patients are referred later after all.
 * Floor 2: includes base.h and duration.h.
 *
 *   requests -> reply after a delay -> converted: a referral
 *                                  \-> diverted -> rebound after a delay: a referral later
 *                                              \-> settled
 *
 * What is saved are referrals that would have been made: `would_refer` is the share of requests that would have
 * been one without the service. The other requests are new work, and those of them that are converted new
 * referrals. England: 2.4 million requests in 2023/24, a target of 4 million and 20 pounds a request in 2025/26. No
 * share of requests that is diverted is given here: the 70 % that a vendor claims is of its own calls. */
#ifndef CAREPATH_ADVICE_H
#define CAREPATH_ADVICE_H

#include "carepath/base.h"
#include "carepath/duration.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Advice and Guidance over periods of any length. Borrowed arrays. */
typedef struct cpw_advice {
  size_t struct_size;     /**< sizeof(cpw_advice) as the caller compiled it */
  int64_t periods;        /**< 1 to 100,000 */
  const double *requests; /**< (periods) finite and >= 0 */
  double
      would_refer; /**< share that would have been referred, 0 to 1; default 1 (assumed: the most) */
  double diverted; /**< share of replies that spare a referral for now, 0 to 1; default 0 */
  double rebound;  /**< share of the diverted who are referred later, 0 to 1; default 0 */
  const cpw_duration
      *reply; /**< delay of a reply, in periods; NULL (default): in the period of the request */
  const cpw_duration
      *return_delay; /**< from reply to a late referral, in periods; NULL (default): at once */
  double gp_minutes; /**< of a GP for a request and its answer, >= 0; default 0 */
  double gp_diverted_minutes; /**< more for each patient who stays with the GP, >= 0; default 0 */
  double consultant_minutes;  /**< of a consultant for a reply, >= 0; default 0 */
  double
      appointment_minutes; /**< of a consultant for a first appointment that is spared, >= 0; default 0 */
  int64_t fee;             /**< pounds a request, >= 0; default 20 (England, 2025/26) */
  int64_t appointment_cost;       /**< pounds of a first appointment, >= 0; default 0 */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_advice;

/** Fill Advice and Guidance with the defaults.
 *  @param[out] advice  those listed with the fields; no periods
 *  @param[in]  size    sizeof(cpw_advice) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_advice_init_sized(cpw_advice *advice, size_t size);

/** Fill Advice and Guidance with the defaults (see cpw_advice_init_sized).
 *  @param[out] advice  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_advice_init(cpw_advice *advice) {
  cpw_advice_init_sized(advice, sizeof *advice);
}

/** Project Advice and Guidance.
 *  Delays in whole periods as cpw_returns_lags. Result, dimension period: requests, replies, open (not answered yet
 *  at the end), converted, diverted, rebounded, pending (diverted who will be referred later), settled (diverted for
 *  good), referrals (converted + rebounded), referrals_without (would_refer x requests: without the service, at
 *  once), avoided (referrals_without - referrals; below 0 where the service makes more), gp_hours, consultant_hours
 *  (for replies), appointment_hours (spared by avoided), consultant_net_hours, fees, appointments_saved, net (int64,
 *  pounds: appointments_saved - fees); totals total_requests, total_avoided, total_net. Up to every period
 *  sum requests = sum replies + open, sum diverted = sum rebounded + pending + sum settled.
 *  @param[in]  advice  the model
 *  @param[in]  run     NULL, or for its cancel flag; nothing is random
 *  @param[out] out     the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err     nullable: "requests[3] = -1 must be finite and >= 0"
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, a law); CPW_EDOMAIN (a number); CPW_EOVERFLOW (pounds beyond 2^62);
 *  CPW_ENOMEM; CPW_ECANCELLED; CPW_EABI.
 *  @par Complexity O(periods^2). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_advice_project(const cpw_advice *advice, const cpw_run *run,
                                                cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
