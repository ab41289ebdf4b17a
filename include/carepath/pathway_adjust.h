/* carepath/pathway_adjust.h - a network changed by what the models of staff, volunteers, returning demand, prevention and
 * mitigators say: capacity, arrivals and stays scaled or added to, over time, in a copy.
 *
 *   workforce -> capacity to        volunteers -> capacity more      returns -> arrivals more
 *   prevention -> arrivals x        mitigators -> arrivals x, stays x
 *
 * Floor 3: includes base.h and pathway.h. */
#ifndef CAREPATH_PATHWAY_ADJUST_H
#define CAREPATH_PATHWAY_ADJUST_H

#include "carepath/base.h"
#include "carepath/pathway.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Capacity of a stage x the values. */
#define CPW_ADJUST_CAPACITY 0
/** Capacity of a stage is the values, in servers, beds or slots (calendars of the stage no longer count). */
#define CPW_ADJUST_CAPACITY_TO 1
/** The values are capacity on top: (servers + value)/servers. */
#define CPW_ADJUST_CAPACITY_MORE 2
/** Arrivals at a stage x the values. */
#define CPW_ADJUST_ARRIVALS 3
/** The values are people per time who come to a stage on top, by Poisson's law; group must be named. */
#define CPW_ADJUST_ARRIVALS_MORE 4
/** Mean durations of a stage x the value, which must be one alone and > 0. An empirical law cannot be scaled. */
#define CPW_ADJUST_STAY 5
/** The number of kinds of changes. */
#define CPW_ADJUSTMENTS 6

/** One change of a network. Plain memory of the caller. */
typedef struct cpw_adjustment {
  int32_t kind;         /**< CPW_ADJUST_... */
  int32_t stage;        /**< stage, or -1: all (CAPACITY, ARRIVALS, STAY) */
  int32_t group;        /**< group, or -1: all (ARRIVALS, STAY); capacity: -1 */
  int32_t repeat;       /**< 1: the values start again; 0: the last one stays */
  const double *values; /**< (count) finite and >= 0, one a period */
  int64_t count;        /**< >= 1; one value holds always */
  double
      period; /**< length of a period in the network's time, finite and > 0; not read with one value */
} cpw_adjustment;

/** A network changed: a new one, the old one stays as it is.
 *  A stage or row of arrivals that has both its calendar and its factor cannot take a series. Changes are made in
 *  the order of the rows; a series becomes a calendar "change 1", "change 2", ... by the row, or the next name that is
 *  free. It takes the stage's `factor`, or, where that is in use, its `calendar`; of slots the factor alone.
 *  @param[in]  pathway      a network
 *  @param[in]  adjustments  (count)
 *  @param[in]  count        >= 0
 *  @param[in]  allocator    NULL for malloc and free; must outlive the new network
 *  @param[out] out          the new network, checked; untouched on error. Free it with cpw_network_free
 *  @param[out] err          nullable: "adjustments[1].values[3] = -1 must be finite and >= 0"
 *  @return CPW_OK; CPW_EINVAL (NULL, kind, stage, group, count, both calendars in use, a trace of arrivals); CPW_EDOMAIN (a
 *  value, period); CPW_ENOMEM; what cpw_pathway_check says.
 *  @par Complexity O(rows + values). @par Thread safety Safe. @par Example examples/pathway_adjust.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pathway_adjusted(const cpw_pathway *pathway,
                                                  const cpw_adjustment *adjustments, int64_t count,
                                                  const cpw_allocator *allocator, cpw_network **out,
                                                  cpw_error *err);

/** total_capacity of cpw_workforce_project / unit, unit: capacity a week of one server or slot. For CAPACITY_TO. */
#define CPW_SERIES_WORKFORCE 0
/** total_slots of cpw_volunteers_project / unit, unit: slots a week of one server (1: slots). For CAPACITY_MORE. */
#define CPW_SERIES_VOLUNTEERS 1
/** total_workload of cpw_returns_project / unit, unit: length of a period in the network's time. For ARRIVALS_MORE. */
#define CPW_SERIES_RETURNS 2
/** Cases left of those without prevention, of cpw_prevention_project, 0 to 1, by year; unit must be 1. For ARRIVALS. */
#define CPW_SERIES_PREVENTION 3
/** total_admissions of cpw_mitigators_project in terms of the base year, by year from 0; unit must be 1. For ARRIVALS. */
#define CPW_SERIES_ADMISSIONS 4
/** Days an admission of the same in terms of the base year; unit must be 1. For STAY (one year's value). */
#define CPW_SERIES_STAY 5
/** The number of series. */
#define CPW_SERIES 6

/** How many values a series of a stock-flow model has.
 *  @param[in] result  of the model that `series` names
 *  @param[in] series  CPW_SERIES_...
 *  @return periods or years; CPW_EINVAL (NULL, no such series); CPW_ENOTFOUND (another model's result).
 *  @par Complexity O(arrays). @par Thread safety Safe. @since 0.1 */
CPW_API int64_t cpw_series_length(const cpw_result *result, int32_t series);

/** A series of a stock-flow model as values for cpw_pathway_adjusted.
 *  @param[in]  result  of the model that `series` names
 *  @param[in]  series  CPW_SERIES_...
 *  @param[in]  unit    finite and > 0, see the series
 *  @param[in]  count   as cpw_series_length
 *  @param[out] values  (count); untouched on error
 *  @param[out] err     nullable: "the result has no array \"total_capacity\""
 *  @return CPW_OK; CPW_EINVAL (NULL, no such series, count); CPW_EDOMAIN (unit; no cases, admissions or days in the
 *  base year to compare with); CPW_ENOTFOUND (another model's result).
 *  @par Complexity O(count x groups). @par Thread safety Safe. @par Example examples/pathway_adjust.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_series_values(const cpw_result *result, int32_t series,
                                               double unit, int64_t count, double *values,
                                               cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
