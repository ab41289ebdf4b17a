/* carepath/frontier.h - how much equity costs whom: a policy of priority with one setting after the other,
 * simulated patient by patient on the same list with common random numbers.
 * Floor 4: includes discipline.h and equity.h.
 *
 *   policy + list + service (slots, who joins, who leaves) + settings (caps, weights, policies)
 *     -> by setting: inequality of waits, breaches, waits, who is delayed; which settings are dominated
 *
 * Common random numbers: in each replication the same people join, with the same facts and patience, whatever the
 * setting; so every person can be compared with himself under setting 0, and differences between settings
 * spread far less than the settings do (Law, Simulation Modeling and Analysis, 2015, 11.2).
 *
 * A wait is the time on the list in days: until treatment, until leaving without it, or until the end of the
 * simulation for those who still wait then (waiting counts them; see `follow`). A person who waits w days
 * today and is treated in period t has waited w + t x days, as in impact.h. */
#ifndef CAREPATH_FRONTIER_H
#define CAREPATH_FRONTIER_H

#include "carepath/base.h"
#include "carepath/discipline.h"
#include "carepath/equity.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What is swept: the cap of equity, in the policy's kind (score or days). */
#define CPW_FRONTIER_CAP 0
/** A factor of the weights of all equity criteria; the clinical weights share what is left in proportion. */
#define CPW_FRONTIER_WEIGHT 1
/** Policies, one a setting. */
#define CPW_FRONTIER_POLICIES 2

/** What is to be low on the front: |slope index of inequality|. */
#define CPW_FRONTIER_INEQUALITY 1
/** What is to be low on the front: people beyond their target. */
#define CPW_FRONTIER_BREACHES 2
/** What is to be low on the front: the mean wait. */
#define CPW_FRONTIER_MEAN 4
/** What is to be low on the front: the 95th percentile of the waits. */
#define CPW_FRONTIER_P95 8
/** What is to be low on the front: people who wait longer than under setting 0. */
#define CPW_FRONTIER_DELAYED 16
/** All five. */
#define CPW_FRONTIER_ALL 31

/** Which settings, and what is measured. */
typedef struct cpw_frontier_options {
  size_t struct_size; /**< sizeof(cpw_frontier_options) as the caller compiled it */
  int32_t sweep;      /**< CPW_FRONTIER_CAP (default), ... */
  int32_t everybody;  /**< 1: those who join count too; 0 (default): the people on the list today
                           alone, who compete with those who join all the same */
  const double *settings; /**< (setting_count) caps (in [0, 1], or days >= 0) or factors (>= 0);
                               NULL: 0, 0.1, ..., 1 times the greatest equity part (cap in the
                               score), the policy's cap (in days) or its weights. The first is what
                               the others are compared with. Not looked at with POLICIES */
  int64_t setting_count;  /**< 1 to 1000 where settings or policies are given */
  const cpw_priority_policy *const *policies; /**< (setting_count) for CPW_FRONTIER_POLICIES */
  const char *const *labels; /**< (setting_count) names of the settings; NULL: their numbers, or the
                                  policies' names */
  const cpw_discipline_options *people; /**< class and group of each patient (groups of the service,
                                             the most deprived first), tiers and facts of who joins,
                                             days of a period. classes, groups, row, rows, lead,
                                             seed and replication are not looked at. NULL: the
                                             defaults */
  int64_t unknown;    /**< the group of those whose group is not known: it counts everywhere but in
                        slope and gap; -1 (default): none */
  int64_t follow;     /**< a simulation in which people still wait at the end is run again, twice as
                        long, up to so many periods; 0 (default): the horizon of the service, and
                        who still waits is counted with the wait so far. Not with everybody */
  double delay;       /**< days later than under setting 0 that count as long, finite and >= 0;
                        default 28 */
  double level;       /**< of the intervals, in (0, 1); default 0.95 */
  int32_t objectives; /**< sum of CPW_FRONTIER_INEQUALITY, ... for the front; default all */
  int32_t reserved;   /**< zero */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_frontier_options;

/** Fill the options with the defaults.
 *  @param[out] options  eleven caps, today's list, the service's horizon, all five objectives
 *  @param[in]  size     sizeof(cpw_frontier_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_frontier_options_init_sized(cpw_frontier_options *options, size_t size);

/** Fill the options with the defaults (see cpw_frontier_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_frontier_options_init(cpw_frontier_options *options) {
  cpw_frontier_options_init_sized(options, sizeof *options);
}

/** Simulate a list under a policy with one setting after the other.
 *  Result, dimension setting (labels), setting 0 is what the others are compared with; group (labels of the
 *  service). For each figure X of
 *    sii (slope index of inequality of the mean waits by group, in days: fitted wait of the least deprived end
 *    less that of the most deprived, below 0 where the most deprived wait longer), rii (relative
 *    index: the one over the other), gap (days; mean wait of the first group less that of the last known one),
 *    wait_mean, wait_median, wait_p95, wait_longest (days; quantiles of type 7),
 *    people, treated, removed, waiting (people: treated + removed + waiting = people),
 *    breaches (people whose wait exceeds the target of their tier under the policy of setting 0), breaches_waiting (those of them who still
 *    wait), delayed, advanced (people who wait longer, shorter than under setting 0), delayed_long (by more
 *    than options.delay), delay_mean (days, of those delayed), delay_most, days_exchanged (sum over the
 *    delayed) [setting]; group_people, group_wait, group_breaches, group_delayed [setting group], each
 *  X (mean over the replications), X_lower and X_upper (interval of the mean by Student's law, NaN below two
 *  replications); a replication without the figure (the delay of nobody) does not count. For the figures
 *  by setting also X_change, X_change_lower, X_change_upper: the mean of the differences from setting 0,
 *  replication by replication.
 *  setting_value [setting] (cap or factor; NaN with POLICIES), dominated_by [setting] (int64: the first setting
 *  that is on the front and dominates this one; -1: none does, it is on the front), replications, level,
 *  periods (int64: the longest simulation), objectives (int64). A setting dominates another one if it is no
 *  worse in all objectives, by their means, and better in one; figures without a value say nothing.
 *  Notes: "waiting" where somebody still waits at an end, "unknown", "places" (kept places that the
 *  simulation does not know), as far as there is something to say.
 *  @param[in]  policy   the policy that is swept; with POLICIES NULL
 *  @param[in]  list     the people on the list today
 *  @param[in]  service  slots, periods, classes, groups, who joins and leaves; without rows and waiting; rule and
 *                       score are not looked at
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      seed, replications, threads, progress and cancel; NULL for the defaults (one replication)
 *  @param[out] out      the figures; untouched on error. Free it with cpw_result_free
 *  @param[out] err      nullable; index is the setting at fault
 *  @return CPW_OK; what cpw_discipline_new and cpw_patients_simulate return; CPW_EINVAL (NULL, sizes, servers, rows,
 *  labels, a policy without equity criteria or without a cap of the kind that is swept); CPW_EDOMAIN (a setting,
 *  delay, level, factors that leave the clinical weights below 0).
 *  @par Complexity O(settings x replications) simulations; memory O(people) a thread; the same bits for
 *  any number of threads. @par Thread safety Safe. @par Example examples/frontier.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_frontier_run(const cpw_priority_policy *policy,
                                              const cpw_priority_list *list,
                                              const cpw_patients_list *service,
                                              const cpw_frontier_options *options,
                                              const cpw_run *run, cpw_result **out, cpw_error *err);

/** Which of some points are dominated by another one.
 *  A point dominates another if it is no higher in any measure and lower in one; a measure in which one of the
 *  two is NaN is left out of their comparison.
 *  @param[in]  values        (points, measures) low is good; NaN: no value
 *  @param[in]  points        >= 0
 *  @param[in]  measures      >= 0
 *  @param[out] dominated_by  (points) the first of the points that dominate this one and are dominated by none; the
 *                            first that dominates it where all of them are (NaN only); -1: none does
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a number below 0).
 *  @par Complexity O(points^2 x measures). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_frontier_dominated(const double *values, int64_t points,
                                                    int64_t measures, int64_t *dominated_by,
                                                    cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
