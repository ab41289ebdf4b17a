/* carepath/surge.h - a surge of mental-health need: groups of people come to be at risk along a curve, some are
 * referred to services with this condition or that, are treated, recover, step up, or are at risk again.
 * Floor 2: includes base.h only.
 *
 *   groups (size, share, curve) -> at risk -> flows (condition, service) -> in treatment -> no further need
 *                                     ^                                        |  next step of care
 *                                     +----------- without success ------------+
 *
 * The model of The Strategy Unit (Mental health surge model, 2020; R package mhSurgeModelling), in months:
 *   A' = new(t) - a A (1 - sum_f share_f (1 - treat_f)) + what comes back, a = assessment
 *   T_f' = a share_f treat_f A - h T_f + what steps up, N' = a A (1 - sum_f share_f) + success h T_f
 * Who is referred and not treated stays at risk. EXACT takes the hazard h = -log(1 - decay)/months of a service
 * from which the share `decay` has left after `months`, and solves the linear system exactly. EULER is the
 * published form: h = 1 - (1 - decay)^(1/months), a share that leaves in a month taken for a rate, in steps of
 * 1/steps months. It overstates who is in treatment: in the long run by 12 % where half have left after 3 months
 * (0.2063 a month in place of 0.2310), by 39 % where half have left after one. */
#ifndef CAREPATH_SURGE_H
#define CAREPATH_SURGE_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CPW_SURGE_EXACT 0 /**< hazards, solved exactly */
#define CPW_SURGE_EULER 1 /**< as published: exit shares as rates, steps of Euler */

/** People who may come to need help. Plain memory of the caller. */
typedef struct cpw_surge_group {
  const char *name; /**< unique, not empty */
  double size;      /**< people, finite and >= 0 */
  double share;     /**< of them who are susceptible, 0 to 1 */
  const double *
      curve; /**< (months) rate at which they come to be at risk, share of the susceptible a month, at
                            the beginning of each month; linear in between. Finite and >= 0 */
} cpw_surge_group;

/** A service that treats. Plain memory of the caller: every field must be given. */
typedef struct cpw_surge_service {
  const char *name;  /**< unique, not empty */
  double success;    /**< share of those who leave that have no further need, 0 to 1 */
  double months;     /**< months after which the share `decay` has left, finite and > 0 */
  double decay;      /**< 0 (nobody leaves) to below 1 */
  double treat;      /**< share of referrals that are treated, 0 to 1 */
  double contacts;   /**< with each patient a month, finite and >= 0 */
  int32_t voluntary; /**< 1: given by peers or volunteers, not by formal services; 0 */
  int32_t reserved;  /**< zero */
} cpw_surge_service;

/** One condition of one group in one service. Plain memory of the caller. */
typedef struct cpw_surge_flow {
  int64_t group;         /**< from 0 */
  int64_t service;       /**< from 0 */
  const char *condition; /**< not empty */
  double
      share; /**< of those at risk who are referred here, 0 to 1: the share that has the condition x
                              the part of them that goes to this service. At most 1 in all for a group */
  int64_t next;      /**< stepped care: the flow, of the same group, to which those go on who leave
                              without success; not read where next_share is 0 */
  double next_share; /**< of them who go on there, 0 to 1; the others are at risk again */
} cpw_surge_flow;

/** A surge. Borrowed arrays. */
typedef struct cpw_surge {
  size_t struct_size; /**< sizeof(cpw_surge) as the caller compiled it */
  int64_t months; /**< points of the curves, 1 to 1200: the model runs from month 0 to months - 1 */
  int64_t group_count;               /**< 1 to 10,000 */
  const cpw_surge_group *groups;     /**< (group_count) */
  int64_t service_count;             /**< 1 to 10,000 */
  const cpw_surge_service *services; /**< (service_count) */
  int64_t flow_count;                /**< 0 to 100,000; at most 500 of one group */
  const cpw_surge_flow *flows;       /**< (flow_count) */
  int64_t
      steps; /**< points a month at which stocks are given, and steps of EULER: 1 to 10,000; default 5 (as
                       published: 0.2 months) */
  int32_t method;   /**< CPW_SURGE_...; default EXACT */
  int32_t reserved; /**< zero */
  double
      assessment; /**< rate a month at which those at risk are resolved: finite and > 0; default 1, which
                           the published model takes without a source */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_surge;

/** Fill a surge with the defaults.
 *  @param[out] surge  5 points a month, exact, assessment 1; everything else zero and NULL
 *  @param[in]  size   sizeof(cpw_surge) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_surge_init_sized(cpw_surge *surge, size_t size);

/** Fill a surge with the defaults (see cpw_surge_init_sized).
 *  @param[out] surge  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_surge_init(cpw_surge *surge) {
  cpw_surge_init_sized(surge, sizeof *surge);
}

/** Project a surge.
 *  Result, dimension time ((months - 1) steps + 1 points; array at [time] says when, in months): no_needs [time],
 *  at_risk [group time], in_treatment [flow time] (people), caseload [service time]; dimension month (months - 1
 *  whole months): new_at_risk [group month], referrals [flow month], starts [flow month], stepped_up [flow month]
 *  (people who come from the step before), service_referrals, service_contacts [service month] (EULER: by its rates at the beginning of each step); formal_contacts,
 *  voluntary_contacts [month] and totals total_new, total_referrals, total_starts. Coordinates of flow: group_of,
 *  condition, service_of. In every point no_needs + at_risk + in_treatment = all who came to be at risk so far.
 *  @param[in]  surge  the model
 *  @param[in]  run    NULL, or for its cancel flag; nothing is random
 *  @param[out] out    the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err    nullable: "services[1].success = 1.2 must be 0 to 1"
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, names, indices, a next step in another group); CPW_EDOMAIN (a number,
 *  shares of a group above 1; EULER with steps so wide that more people leave than there are); CPW_ENOMEM;
 *  CPW_ECANCELLED; CPW_EABI.
 *  @par Complexity and accuracy O(months steps sum n^2 + sum n^3), n the flows of a group; EXACT relative error
 *  <= 1e-11 of each stock. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_surge_project(const cpw_surge *surge, const cpw_run *run,
                                               cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
