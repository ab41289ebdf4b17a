/* carepath/carers.h - unpaid carers and their hours: those with a heavy load break down more often, support makes
 * that rarer, and what they did has then to be done, and paid for, by others.
 * Floor 2: includes base.h only.
 *
 *   new carers -> carers by load (hours a week) -> breakdown (hazard by load, less with support) -> replaced hours,
 *                                              \-> care ends                                      admissions
 *
 * The same carers without support run beside them, so that what support spares is stated. Hazards compete: of those
 * at the start of a period with hazards b (breakdown) and e (end of care) a year, over t years,
 * (1 - exp(-(b + e) t)) b / (b + e) break down. No hazard and no effect of support has a default: sources differ by
 * service. An hour of replacement: 18 pounds in 2011, 25 in 2021 (Carers UK, Valuing Carers). */
#ifndef CAREPATH_CARERS_H
#define CAREPATH_CARERS_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Carers with one load. Plain memory of the caller, filled by cpw_carers_band_init first. */
typedef struct cpw_carers_band {
  const char *name; /**< unique, not empty, such as "50 hours and more" */
  double carers;    /**< at the start, >= 0; default 0 */
  const double
      *joining; /**< (periods) new carers, >= 0; NULL: 0. They join at the end of their period */
  double hours; /**< a week of each, 0 to 168; default 0 */
  double breakdown; /**< hazard a year without support, finite and >= 0; default 0 */
  double end;       /**< hazard a year that care ends otherwise, finite and >= 0; default 0 */
  double support;   /**< share of the carers who are supported, 0 to 1; default 0 */
  double effect; /**< share of the hazard of breakdown that support takes away, 0 to 1; default 0 */
  int64_t support_cost; /**< pounds of each supported carer a year, >= 0; default 0 */
  double
      replaced; /**< share of the lost hours that formal care replaces, 0 to 1; default 1 (assumed) */
  double
      need_end; /**< hazard a year with which the need of the person cared for ends after a breakdown,
                              finite and >= 0; default 0 */
  double admissions; /**< to hospital at a breakdown, >= 0; default 0 */
} cpw_carers_band;

/** Fill a band of carers with the defaults.
 *  @param[out] band  those listed with the fields; everything else zero and NULL
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_carers_band_init(cpw_carers_band *band);

/** Unpaid carers. Borrowed arrays. */
typedef struct cpw_carers {
  size_t struct_size;           /**< sizeof(cpw_carers) as the caller compiled it */
  int64_t periods;              /**< 1 to 100,000 */
  int64_t per_year;             /**< periods a year, 1 to 366; default 12 */
  int64_t band_count;           /**< 1 to 10,000 */
  const cpw_carers_band *bands; /**< (band_count) */
  int64_t hour_cost;      /**< pounds an hour of formal care, >= 0; default 25 (Carers UK, 2021) */
  int64_t admission_cost; /**< pounds an admission, >= 0; default 0 */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_carers;

/** Fill carers with the defaults.
 *  @param[out] carers  those listed with the fields; no periods, no bands
 *  @param[in]  size    sizeof(cpw_carers) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_carers_init_sized(cpw_carers *carers, size_t size);

/** Fill carers with the defaults (see cpw_carers_init_sized).
 *  @param[out] carers  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_carers_init(cpw_carers *carers) {
  cpw_carers_init_sized(carers, sizeof *carers);
}

/** Project carers.
 *  Result, dimensions band and period, at the end of each period: carers, breakdowns, ended (in the period), hours (a
 *  week of unpaid care), unmet (people whose carer broke down and whose need goes on), replacement_hours (a week,
 *  formal), admissions (in the period), support_cost, replacement_cost, admission_cost (int64, pounds of the
 *  period; hours of the people in need at its end), and the same without support: carers_without, breakdowns_without,
 *  replacement_hours_without; avoided (breakdowns_without - breakdowns: below 0 later on, where carers who were kept
 *  break down after all); [period]: total_hours, total_replacement_hours,
 *  total_cost, total_cost_without, net (int64: total_cost_without - total_cost), net_cumulative (int64).
 *  In every period carers = before + joining - breakdowns - ended.
 *  @param[in]  carers  the model
 *  @param[in]  run     NULL, or for its cancel flag; nothing is random
 *  @param[out] out     the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err     nullable: "bands[0].hours = 200 must be 0 to 168"
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, names); CPW_EDOMAIN (a number); CPW_EOVERFLOW (pounds beyond 2^62);
 *  CPW_ENOMEM; CPW_ECANCELLED; CPW_EABI.
 *  @par Complexity O(bands x periods). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_carers_project(const cpw_carers *carers, const cpw_run *run,
                                                cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
