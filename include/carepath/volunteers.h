/* carepath/volunteers.h - volunteers who are recruited and fade away, the hours they give, and the staff time that
 * sets free.
 * Floor 2: includes base.h only.
 *
 *   recruits -> first training, then hours a week, fading by tenure -> hours x released - supervision -> slots
 *
 * No share of staff time that volunteers release is given here: no source that was read has one that holds beyond
 * its own service. Volunteers who are supported take staff time as well: net_hours may be below 0. */
#ifndef CAREPATH_VOLUNTEERS_H
#define CAREPATH_VOLUNTEERS_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One kind of volunteer. Plain memory of the caller, filled by cpw_volunteers_group_init first. */
typedef struct cpw_volunteers_group {
  const char *name; /**< unique, not empty */
  double
      start; /**< volunteers at the start, past their training, >= 0, spread evenly over the tenures before
                               the open one (over all of them if there is one); default 0 */
  const double *recruits; /**< (periods) who begin, >= 0; NULL: 0 */
  int64_t tenures;        /**< periods of tenure that differ, 1 to 1200; the last is open */
  const double
      *fade; /**< (tenures) share who stop in a period, by periods since they began, 0 to 1 */
  int64_t training;   /**< periods after recruiting in which no hours are given, >= 0; default 0 */
  double hours;       /**< a week of each, >= 0 */
  double attendance;  /**< share of those hours that happen, 0 to 1; default 1 */
  double released;    /**< staff hours that an hour sets free, 0 or more */
  double supervision; /**< staff hours a week that each takes, training included, >= 0; default 0 */
  double slot_hours;  /**< staff hours of a slot, > 0; default 1 */
  int64_t recruit_cost; /**< pounds a recruit, >= 0; default 0 */
  int64_t keep_cost;    /**< pounds of each volunteer a period, >= 0; default 0 */
} cpw_volunteers_group;

/** Fill a kind of volunteer with the defaults.
 *  @param[out] group  those listed with the fields; everything else zero and NULL
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_volunteers_group_init(cpw_volunteers_group *group);

/** Volunteers. Borrowed arrays. */
typedef struct cpw_volunteers {
  size_t struct_size;                 /**< sizeof(cpw_volunteers) as the caller compiled it */
  int64_t periods;                    /**< 1 to 100,000 */
  int64_t group_count;                /**< 1 to 10,000 */
  const cpw_volunteers_group *groups; /**< (group_count) */
  const cpw_allocator *allocator;     /**< NULL for malloc and free */
} cpw_volunteers;

/** Fill volunteers with the defaults.
 *  @param[out] volunteers  no periods, no groups
 *  @param[in]  size        sizeof(cpw_volunteers) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_volunteers_init_sized(cpw_volunteers *volunteers, size_t size);

/** Fill volunteers with the defaults (see cpw_volunteers_init_sized).
 *  @param[out] volunteers  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_volunteers_init(cpw_volunteers *volunteers) {
  cpw_volunteers_init_sized(volunteers, sizeof *volunteers);
}

/** Project volunteers.
 *  Result, dimensions group and period, at the end of each period: recruited, stopped (people in the period),
 *  volunteers (people, in training included), active (past training), hours (a week), released_hours, supervision_hours
 *  (a week), net_hours (released - supervision), slots (net_hours / slot_hours, 0 where below), cost (int64, pounds of
 *  the period); [period]: total_volunteers, total_hours, total_net_hours, total_slots, total_cost (int64). In every
 *  period volunteers = before + recruited - stopped. Recruits join at the end of their period.
 *  @param[in]  volunteers  the model
 *  @param[in]  run         NULL, or for its cancel flag; nothing is random
 *  @param[out] out         the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err         nullable: "groups[0].fade[2] = 1.5 must be 0 to 1"
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, names); CPW_EDOMAIN (a number); CPW_EOVERFLOW (pounds beyond 2^62);
 *  CPW_ENOMEM; CPW_ECANCELLED; CPW_EABI.
 *  @par Complexity O(groups x periods x tenures). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_volunteers_project(const cpw_volunteers *volunteers,
                                                    const cpw_run *run, cpw_result **out,
                                                    cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
