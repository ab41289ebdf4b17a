/* carepath/prevention.h - prevention: money now, fewer cases later, for how long and for whom, and in which year it
 * has paid for itself.
 * Floor 2: includes base.h only.
 *
 *   investment / cost of a place = people reached, by group -> effect after a lag, building up, decaying -> cases
 *   avoided -> demand and cost avoided while these cases would have been in care -> discounted, cumulative
 *
 * The effect of a place x years after: 0 up to the lag, then rising to 1 over the build-up, then (1 - decay)^(years
 * beyond). Cases avoided in a group are its incidence x effect x people protected, who are never more than it has. */
#ifndef CAREPATH_PREVENTION_H
#define CAREPATH_PREVENTION_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One group of people. Groups stand from the most to the least deprived. Plain memory of the caller. */
typedef struct cpw_prevention_group {
  const char *name; /**< unique, not empty */
  double people;    /**< finite and > 0 */
  double incidence; /**< cases a head a year without prevention, 0 to 1 */
  double reach;     /**< share of the places that go to the group, >= 0; 1 in all */
  double
      effect; /**< share of the cases of those protected that do not occur at full effect, 0 to 1 */
} cpw_prevention_group;

/** A programme. Borrowed arrays. */
typedef struct cpw_prevention {
  size_t struct_size;                 /**< sizeof(cpw_prevention) as the caller compiled it */
  int64_t years;                      /**< 1 to 1000 */
  int64_t group_count;                /**< 1 to 10,000 */
  const cpw_prevention_group *groups; /**< (group_count) */
  const int64_t *investment;          /**< (years) pounds, >= 0 */
  int64_t place_cost;                 /**< pounds for each person reached, > 0; no default */
  double lag;      /**< years before there is any effect, finite and >= 0; default 0 */
  double build_up; /**< years over which it then rises to full, finite and >= 0; default 0 */
  double decay;    /**< share of it that is lost a year after that, 0 to 1; default 0 */
  double
      care_end; /**< share of the cases in care whose care ends a year, in (0, 1]; default 1: a case is one
                           year's demand */
  double contacts;        /**< demand of a case in care a year, finite and >= 0; default 0 */
  int64_t case_cost;      /**< pounds of a case in care a year, >= 0; default 0 */
  double qaly;            /**< QALYs that a case costs, finite and >= 0; default 0 */
  double discount;        /**< of money a year, > -1; default 0.035 (HM Treasury Green Book) */
  double discount_health; /**< of health a year, > -1; default 0.015 (the same, health) */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_prevention;

/** Fill a programme with the defaults.
 *  @param[out] prevention  those listed with the fields; no years, no groups
 *  @param[in]  size        sizeof(cpw_prevention) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_prevention_init_sized(cpw_prevention *prevention, size_t size);

/** Fill a programme with the defaults (see cpw_prevention_init_sized).
 *  @param[out] prevention  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_prevention_init(cpw_prevention *prevention) {
  cpw_prevention_init_sized(prevention, sizeof *prevention);
}

/** The effect of a place some years after, as a share of the full one.
 *  @param[in] age       years since, finite
 *  @param[in] lag       years before there is any, >= 0
 *  @param[in] build_up  years over which it rises to full, >= 0; 0: at once
 *  @param[in] decay     share that is lost a year after that, 0 to 1
 *  @return 0 to 1; NaN for an argument outside its domain.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_prevention_profile(double age, double lag, double build_up, double decay);

/** Project a programme.
 *  Result, dimensions group and year (year 0 is the first; a place of year s has the age t - s in year t): reached (people of
 *  the year), protected (at full effect's worth; at most the people of the group), incidence (cases a head), cases,
 *  avoided (cases), in_care_avoided (cases that would have been in care); [year]: investment, saving, net (int64,
 *  pounds; saving is in_care_avoided x case_cost of all groups, to the pound), avoided_contacts,
 *  avoided_qalys, discounted_net (cumulative), slope (avoided cases a head in the first group less that in the last: above 0, the most
 *  deprived gain more); [group]: avoided_share (of all cases avoided), total_avoided; single: total_investment,
 *  total_saving (int64), discounted_investment, discounted_saving, discounted_qalys, break_even (int64: the first year from
 *  whose end the cumulative discounted net is never below 0 again; -1: none within the years), saving_ratio
 *  (discounted; NaN without investment), cost_per_qaly (net discounted cost / discounted QALYs; NaN where that is no
 *  price: nothing gained, or money saved). Outcome CPW_OUTCOME_UNREACHABLE without a break-even.
 *  @param[in]  prevention  the programme
 *  @param[in]  run         NULL, or for its cancel flag; nothing is random
 *  @param[out] out         the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err         nullable: "groups[1].incidence = 2 must be 0 to 1"
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, names); CPW_EDOMAIN (a number, reach that does not sum to 1);
 *  CPW_EOVERFLOW (pounds beyond 2^62); CPW_ENOMEM; CPW_ECANCELLED; CPW_EABI.
 *  @par Complexity O(groups x years^2). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_prevention_project(const cpw_prevention *prevention,
                                                    const cpw_run *run, cpw_result **out,
                                                    cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
