/* carepath/workforce.h - staff as a chain: trained by year, join, stay by length of service, leave, return; and what
 * they can do in a week when some are absent, some posts are vacant and some vacancies are filled by agencies.
 * Floor 2: includes base.h only.
 *
 *   intake -> training by year (dropout) -> join -> service by length (leave) -> some return
 *   heads x participation = whole-time equivalents; x (1 - absence) x clinical x hours x productivity = capacity
 *
 * Shares a year become hazards: of p a year the part 1 - (1 - p)^(1/per_year) leaves in each period. In a period
 * who is in post leaves or stays first; who finishes training, is hired or returns joins at its end. */
#ifndef CAREPATH_WORKFORCE_H
#define CAREPATH_WORKFORCE_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One group of staff, such as a grade. Plain memory of the caller, filled by cpw_workforce_group_init first. */
typedef struct cpw_workforce_group {
  const char *name;       /**< unique, not empty */
  int64_t training_years; /**< length of the training, 0 to 20; default 0: none */
  const double *
      training; /**< (training_years) people in each year of training at the start, >= 0; NULL: 0 */
  const double *intake;  /**< (periods) who begin the training, >= 0; NULL: 0 */
  const double *dropout; /**< (training_years) share a year who give up, 0 to 1; NULL: 0 */
  double join;           /**< share of those who finish that join, 0 to 1; default 1 */
  int64_t bands;         /**< lengths of service, 1 to 100 */
  const double
      *from; /**< (bands) years of service from which a band begins: 0, rising, whole periods, at
                                most 60; NULL: 0, 1, 2, ... The last band is open */
  const double
      *staff; /**< (bands) heads in post at the start, >= 0, spread evenly over their band */
  const double *leave; /**< (bands) share a year who leave, 0 to 1 */
  const double
      *hires; /**< (periods) hired from elsewhere, >= 0; NULL: 0. They begin with no service */
  double returning;     /**< share of leavers who return, 0 to 1; default 0 */
  double return_after;  /**< years after which they do, >= 0, whole periods; default 1 (assumed) */
  double participation; /**< whole-time equivalents a head, in (0, 1]; default 1 */
  double absence;       /**< share of time absent, 0 to 1; default 0 */
  double clinical; /**< share of the time present that is spent with patients, 0 to 1; default 1 */
  double
      hours; /**< a week of a whole-time equivalent, >= 0; default 37.5 (Agenda for Change, section 10) */
  double productivity; /**< units of work an hour, >= 0; default 1: capacity in hours */
  const double *
      posts; /**< (periods) whole-time equivalents that are funded, >= 0; NULL: no posts, no vacancies */
  double agency;              /**< share of vacancies that agencies fill, 0 to 1; default 0 */
  double agency_productivity; /**< of agency staff in terms of own, >= 0; default 1 */
  int64_t agency_cost;        /**< pounds a whole-time equivalent a year, >= 0; default 0 */
  int64_t cost; /**< pounds of own staff a whole-time equivalent a year, >= 0; default 0 */
} cpw_workforce_group;

/** Fill a group of staff with the defaults.
 *  @param[out] group  those listed with the fields; everything else zero and NULL
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_workforce_group_init(cpw_workforce_group *group);

/** A workforce. Borrowed arrays. */
typedef struct cpw_workforce {
  size_t struct_size;                /**< sizeof(cpw_workforce) as the caller compiled it */
  int64_t periods;                   /**< 1 to 100,000 */
  int64_t per_year;                  /**< periods a year, 1 to 366; default 12 */
  int64_t group_count;               /**< 1 to 10,000 */
  const cpw_workforce_group *groups; /**< (group_count) */
  const cpw_allocator *allocator;    /**< NULL for malloc and free */
} cpw_workforce;

/** Fill a workforce with the defaults.
 *  @param[out] workforce  12 periods a year; no periods, no groups
 *  @param[in]  size       sizeof(cpw_workforce) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_workforce_init_sized(cpw_workforce *workforce, size_t size);

/** Fill a workforce with the defaults (see cpw_workforce_init_sized).
 *  @param[out] workforce  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_workforce_init(cpw_workforce *workforce) {
  cpw_workforce_init_sized(workforce, sizeof *workforce);
}

/** Project a workforce.
 *  Result, dimensions group and period, at the end of each period: training (people), dropouts, finished, joined (of
 *  the finished), hired, returned, left (people in the period), staff (heads), leavers_to_return (who left and will
 *  return), wte, available_wte (wte (1 - absence)), vacancies (posts - wte where above 0), vacancy_rate (of posts, NaN
 *  without), agency_wte, capacity (units a week, agencies' included), agency_capacity, skill_share (of all wte;
 *  NaN where there are none), staff_cost and agency_cost (int64, pounds of the period); [period]: total_staff,
 *  total_wte, total_capacity, total_cost (int64).
 *  In every period staff = before + joined + hired + returned - left, training = before + intake - dropouts - finished.
 *  @param[in]  workforce  the model
 *  @param[in]  run        NULL, or for its cancel flag; nothing is random
 *  @param[out] out        the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err        nullable: "groups[0].leave[2] = 1.5 must be 0 to 1"
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, names, bands that are no whole periods); CPW_EDOMAIN (a number);
 *  CPW_EOVERFLOW (pounds beyond 2^62); CPW_ENOMEM; CPW_ECANCELLED; CPW_EABI.
 *  @par Complexity O(groups x periods x (years of service and training x per_year)). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_workforce_project(const cpw_workforce *workforce,
                                                   const cpw_run *run, cpw_result **out,
                                                   cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
