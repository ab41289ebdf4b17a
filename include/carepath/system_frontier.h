/* carepath/system_frontier.h - the equity-efficiency frontier of a system: new money for all by share, for the most
 * deprived alone, or anything between.
 * Floor 4: includes base.h, system.h and system_run.h.
 *
 * A given amount of money buys capacity at every unit. At target share t the share t of the treatments that it adds is
 * kept for the groups that are meant, as long as somebody of them waits there; the rest is done in the usual order.
 * t = 0 is universal, t = 1 targeted. Or nobody has anything kept and the order alone is changed. Each t is one run of
 * the same system: who waits, how long, what health is gained, and how that is spread. */
#ifndef CAREPATH_SYSTEM_FRONTIER_H
#define CAREPATH_SYSTEM_FRONTIER_H

#include "carepath/base.h"
#include "carepath/system.h"
#include "carepath/system_run.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Target by keeping added treatments for the groups meant (GUARANTEE). */
#define CPW_SYSTEM_TARGET_KEEP 0
/** Target by their weight in the order of treatment, 1 + t x `weight` (PRIORITISE). */
#define CPW_SYSTEM_TARGET_ORDER 1

/** The pieces of a loss that rises with the weeks waited: from 0, 18, 52, 65 and 104 weeks on. */
#define CPW_SYSTEM_RISE_PIECES 5

/** What is swept. */
typedef struct cpw_system_frontier_options {
  size_t struct_size; /**< sizeof(cpw_system_frontier_options) as the caller compiled it */
  int32_t target;     /**< CPW_SYSTEM_TARGET_KEEP (default) or ..._ORDER */
  int32_t steps;      /**< shares 0, 1/steps, ..., 1; 1 to 1000; default 10 */
  int64_t
      targeted; /**< how many groups are meant, from the first (the most deprived) on; 1 (default) to groups - 1 */
  double money; /**< more money a week for the whole system, finite, >= 0 */
  const double *
      split; /**< (capacities) weights by which it goes to units, finite, >= 0, not all 0; NULL: by what
                            they spend now, capacity x unit cost */
  double
      weight; /**< ORDER: weight that is added to the groups meant at t = 1, finite, >= 0; default 4 */
  const double *
      people; /**< (groups) people of whom those on lists are part, finite, > 0; NULL: the system's people by
                             group, or clock starts and lists where it has none (a note says so) */
  const double *
      health; /**< (groups) health a head before, finite, > 0, such as healthy life expectancy; NULL: the
                             inequality of what is gained alone */
  const double
      *benefit; /**< (groups) factor on gain and harm of its people, finite, >= 0; NULL: 1 each */
  const double *
      rise; /**< (CPW_SYSTEM_RISE_PIECES) factor on the harm of a week for who has waited 0, 18, 52, 65, 104
                              weeks or more, finite, >= 0, not falling; NULL: 1 each */
  double aversion; /**< Atkinson's, of health after, with `health`; finite, >= 0; default 1 */
  const cpw_system_run_options
      *run; /**< scenario, horizon, bands, allocator of the runs; NULL for the defaults */
} cpw_system_frontier_options;

/** Fill the options with the defaults.
 *  @param[out] options  treatments kept for the first group, eleven shares, no money
 *  @param[in]  size     sizeof(cpw_system_frontier_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_frontier_options_init_sized(cpw_system_frontier_options *options,
                                                    size_t size);

/** Fill the options with the defaults (see cpw_system_frontier_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_frontier_options_init(cpw_system_frontier_options *options) {
  cpw_system_frontier_options_init_sized(options, sizeof *options);
}

/** Universal against targeted, and everything between.
 *  Health of a group over the horizon = gain x treated - harm x person-weeks waited (those of long waits times `rise`),
 *  times `benefit`; what a policy gains is the difference from the run without money. Inequality is the slope index of
 *  the health a head over groups from the most to the least deprived (equity.h): > 0, the least deprived have more; as it
 *  is linear, its change is the slope of the gains a head, with or without `health`.
 *  In direction this is the published comparison: reducing waits for all gains health and widens the gap; reducing them
 *  for the most deprived fifth gains nearly as much and widens it less (Gibbs, Griffin, Gutacker, Villasenor and
 *  Walker, MDM Policy & Practice 10, 2025, doi 10.1177/23814683241310146, by a Markov model of eight procedures).
 *  Result, dimension point (the baseline, then each share): target (share t; NaN for the baseline), money (a year), added
 *  (treatments a week that it buys), treated, waiting (people), mean_wait (weeks, of the treated), mean_list_wait
 *  (person-weeks a clock start and opening patient), within, over_52 (at the end); health (QALYs or what gain and harm are
 *  in), health_gain (from the baseline), inequality (slope index of the change a head), wait_gap (person-weeks a person of
 *  the first group less those of the last), wait_slope (slope index of the mean wait), ede (of health after; NaN without
 *  health), gain_kept (health_gain over that of t = 0), inequality_kept (inequality over that of t = 0), dominated_by [point]
 *  (of health gained against inequality: the first undominated point that dominates it; -1: none; the baseline takes
 *  part). By group [point group]: group_wait, group_list_wait, group_treated, group_waiting, group_gain,
 *  group_gain_head. Single numbers: none. Notes: people, target, rise, conservation.
 *  @param[in]  system   a valid system with two groups or more
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      threads, progress and cancel are used; NULL for the defaults
 *  @param[out] out      the frontier; untouched on error. Free it with cpw_result_free
 *  @param[out] err      nullable
 *  @return CPW_OK; what cpw_system_plan_new returns; CPW_EINVAL (NULL, one group, a target that is none);
 *  CPW_EDOMAIN (options); CPW_ENOMEM; CPW_ECANCELLED; CPW_EABI.
 *  @par Complexity (steps + 2) runs. @par Thread safety Safe. @par Example examples/equity_frontier.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_frontier(const cpw_system *system,
                                                 const cpw_system_frontier_options *options,
                                                 const cpw_run *run, cpw_result **out,
                                                 cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
