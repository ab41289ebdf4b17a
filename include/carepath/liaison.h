/* carepath/liaison.h - psychiatric liaison in a general hospital: bed-days saved by shorter stays, fewer
 * admissions and fewer readmissions, and what they are worth against the cost of the team.
 * Floor 2: includes base.h only.
 *
 * RAID in Birmingham (Parsonage and Fossey, Economic evaluation of a liaison psychiatry service, Centre for Mental
 * Health, 2011): 14,500 bed-days a year x 245 = 3.55m against 0.8m, a ratio of 4.44. Tadros et al. (The
 * Psychiatrist 37, 2013, 4-10) give 43 to 64 beds a day in 600; the internal review 3.4m to 9.5m a year. Bed-days
 * are money only where beds are closed or used otherwise: `cashable` says which share is. */
#ifndef CAREPATH_LIAISON_H
#define CAREPATH_LIAISON_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What a liaison team saves on bed-days as a ratio to what it costs.
 *  @param[in] bed_days  saved
 *  @param[in] unit      value of one bed-day
 *  @param[in] cost      of the team in the same time, in the same money
 *  @return bed_days x unit / cost; as IEEE divides where cost is 0.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_liaison_ratio(double bed_days, double unit, double cost) {
  return bed_days * unit / cost;
}

/** A liaison team over years. Borrowed arrays. */
typedef struct cpw_liaison {
  size_t struct_size;       /**< sizeof(cpw_liaison) as the caller compiled it */
  int64_t years;            /**< 1 to 1000 */
  const double *inpatients; /**< (years) inpatients whom the team sees, >= 0; NULL: 0 */
  const double
      *emergency; /**< (years) people whom it assesses in the emergency department, >= 0; NULL: 0 */
  const double *bed_days; /**< (years) bed-days saved that are known as such, >= 0; NULL: 0 */
  const int64_t *cost;    /**< (years) of the team, whole pounds, >= 0; NULL: 0 */
  double stay_before; /**< mean stay of those inpatients without the team, days, >= 0; default 0 */
  double stay_after;  /**< with it, >= 0; default 0 */
  double
      admission_before; /**< share of those assessed who are admitted without the team, 0 to 1; default 0 */
  double admission_after;    /**< with it, 0 to 1; default 0 */
  double admission_stay;     /**< days of such an admission, >= 0; default 0 */
  double readmission_before; /**< readmissions of an inpatient without the team, >= 0; default 0 */
  double readmission_after;  /**< with it, >= 0; default 0 */
  double readmission_stay;   /**< days of a readmission, >= 0; default 0 */
  double
      reached; /**< share of the effect that reaches patients in the first year, 0 to 1; default 1 */
  double
      build_up; /**< years over which that rises to 1, in equal steps, >= 0; default 0: at once */
  int64_t
      unit; /**< value of a bed-day in whole pounds, >= 0; default 245 (RAID, prices of 2009/10) */
  double cashable;  /**< share of bed-days that is worth that, 0 to 1; default 1, as RAID counts */
  double occupancy; /**< of beds, in (0, 1]: bed-days to beds; default 1 */
  double
      discount; /**< a year, > -1; default 0.035 (HM Treasury Green Book); the first year is not discounted */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_liaison;

/** Fill a liaison team with the defaults.
 *  @param[out] liaison  those listed with the fields; all arrays NULL, no years
 *  @param[in]  size     sizeof(cpw_liaison) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_liaison_init_sized(cpw_liaison *liaison, size_t size);

/** Fill a liaison team with the defaults (see cpw_liaison_init_sized).
 *  @param[out] liaison  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_liaison_init(cpw_liaison *liaison) {
  cpw_liaison_init_sized(liaison, sizeof *liaison);
}

/** Project what a liaison team saves.
 *  Result, dimension year: reach, bed_days_stay, bed_days_admissions, bed_days_readmissions, bed_days_other (as
 *  given), bed_days (their sum; below 0 where stays get longer), admissions_avoided, readmissions_avoided, beds
 *  (bed_days / 365.25 / occupancy), saving, cost, net (int64, pounds; saving is bed_days x cashable x unit rounded
 *  to the pound), ratio (saving / cost; NaN where the cost is 0), discounted_net (cumulative); totals total_saving,
 *  total_cost, total_net (int64), total_ratio (discounted).
 *  @param[in]  liaison  the team
 *  @param[in]  run      NULL; nothing is random
 *  @param[out] out      the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err      nullable: "admission_after = 1.5 must be 0 to 1"
 *  @return CPW_OK; CPW_EINVAL (NULL, years); CPW_EDOMAIN (a number); CPW_EOVERFLOW (pounds beyond 2^62);
 *  CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(years). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_liaison_project(const cpw_liaison *liaison, const cpw_run *run,
                                                 cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
