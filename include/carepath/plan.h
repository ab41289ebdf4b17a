/* carepath/plan.h - what it would take: the capacity that reaches several standards at several dates.
 * Floor 3: includes base.h and waitlist.h.
 *
 *   backlog + goals -> plan: a path of capacity, verified by projection, with what each goal costs
 *
 * A goal asks something of a list at the end of a period. The path has one free number (flat, ramp, a
 * given shape) or one a period. Every path that is returned has been projected with the recursion of
 * cpw_waitlist_project, and the figures are those of that projection, to the bit. */
#ifndef CAREPATH_PLAN_H
#define CAREPATH_PLAN_H

#include "carepath/waitlist.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- goals --------------------- */

/** What a goal asks of a list at the end of its period. */
#define CPW_GOAL_WITHIN     0 /**< at least the share `level` has waited no longer than `weeks` */
#define CPW_GOAL_LONG_WAITS 1 /**< at most `level` people have waited longer than `weeks` */
#define CPW_GOAL_LONG_SHARE 2 /**< at most the share `level` has waited longer than `weeks` */
#define CPW_GOAL_SIZE       3 /**< at most `level` people are on the list */

/** One standard at one date, for one list or for every list on its own. */
typedef struct cpw_goal {
  size_t struct_size; /**< sizeof(cpw_goal) as the caller compiled it, the same in every goal */
  int32_t kind;       /**< CPW_GOAL_..., default CPW_GOAL_WITHIN */
  int32_t reserved;   /**< zero */
  double weeks;   /**< the limit, > 0, not in the open band; default 18; CPW_GOAL_SIZE: not used */
  double level;   /**< WITHIN: share in (0, 1], default 0.92; LONG_SHARE: share in [0, 1);
                            LONG_WAITS and SIZE: people >= 0 */
  int64_t period; /**< the date: periods from now, >= 1; default 12 */
  int64_t list;   /**< the list it is asked of (0-based), or -1 (default): every list */
} cpw_goal;

/** Fill a goal with the defaults.
 *  @param[out] goal  92 % within 18 weeks after 12 periods, for every list
 *  @param[in]  size  sizeof(cpw_goal) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_goal_init_sized(cpw_goal *goal, size_t size);

/** Fill a goal with the defaults (see cpw_goal_init_sized).
 *  @param[out] goal  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_goal_init(cpw_goal *goal) {
  cpw_goal_init_sized(goal, sizeof *goal);
}

/* ---------------------------------------------------------------- plan ---------------------- */

/** More shapes of the capacity that is solved for (see CPW_PROFILE_FLAT, CPW_PROFILE_RAMP). */
#define CPW_PROFILE_SHAPE   2 /**< a given shape over the periods, times one number */
#define CPW_PROFILE_PERIODS 3 /**< every period is free within its limits */

/** Which of the paths that reach the goals is wanted, where every period is free. */
#define CPW_PLAN_LEAST          0 /**< the least treatments in all */
#define CPW_PLAN_SMOOTH_SQUARES 1 /**< the least sum of squared changes from period to period */
#define CPW_PLAN_SMOOTH_LARGEST                                                                    \
  2 /**< the least largest change; among those the least sum of squared changes */

/** Which goals, by which freedom, within which limits. */
typedef struct cpw_plan_options {
  size_t struct_size;    /**< sizeof(cpw_plan_options) as the caller compiled it */
  const cpw_goal *goals; /**< (goal_count), not NULL */
  int64_t goal_count;    /**< >= 1 */
  int64_t periods;       /**< length of the path, >= the latest goal's period; 0 (default): that */
  int32_t profile;       /**< CPW_PROFILE_..., default CPW_PROFILE_FLAT */
  int32_t objective;     /**< CPW_PLAN_..., default CPW_PLAN_LEAST; only for CPW_PROFILE_PERIODS */
  int32_t whole_bands;   /**< as in cpw_waitlist_within, default 0 */
  int32_t sensitivity;   /**< 1 (default): also what each goal costs (a few more plans); 0: not */
  double longest_first;  /**< as in cpw_project_options, default 0 */
  const double *starts;  /**< (lists, periods) clock starts, >= 0; NULL: the backlog's */
  const double *shape;   /**< (lists, periods) >= 0, for CPW_PROFILE_SHAPE: not all 0 in a list */
  const double *lower;   /**< (lists, periods) the least capacity, >= 0; NULL: 0 */
  const double *upper;   /**< (lists, periods) the most capacity, >= lower; NULL: no limit */
  const double *change;  /**< (lists) the largest change from period to period, today's capacity
                               included, >= 0; only for CPW_PROFILE_PERIODS; NULL: no limit */
  const cpw_dimension *period;    /**< labels of the periods (length: of the path), or NULL */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_plan_options;

/** Fill the options with the defaults.
 *  @param[out] options  no goals, flat, least, sensitivities, no limits
 *  @param[in]  size     sizeof(cpw_plan_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_plan_options_init_sized(cpw_plan_options *options, size_t size);

/** Fill the options with the defaults (see cpw_plan_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_plan_options_init(cpw_plan_options *options) {
  cpw_plan_options_init_sized(options, sizeof *options);
}

/** The capacity that reaches several standards at several dates, list by list.
 *  A goal is met by a list that is empty at its date. A limit that cuts a band takes the people of it
 *  as evenly spread, or whole bands only, as cpw_waitlist_within does; people who have waited longer
 *  are all the others.
 *
 *  Flat, ramp and shape: path_t = x, today's + (x - today's) (t + 1)/date (at x from the latest
 *  goal's date on), or x shape_t / the largest shape_t, held within lower_t and upper_t. The least x
 *  at which every goal is met, by the search of cpw_waitlist_target over the least margin of the
 *  goals, with the same guarantee: the response need not rise with capacity; a range of x below the
 *  answer that meets all goals too and is narrower than the steps of the search can be missed.
 *
 *  Periods: sequential linear or quadratic programmes in a trust region (Fletcher and Sainz de la
 *  Maza, Mathematical Programming 43:235-256, 1989), with exact derivatives of the recursion by its
 *  adjoint, each solved by a primal-dual interior point method (Mehrotra, SIAM J. Optimization
 *  2:575-601, 1992), from five starting paths: all at the end, late, early and flat treatment, and today's capacity.
 *  What is certain: the path meets every goal and keeps every limit, and it is no worse than the flat
 *  answer where that keeps the limits. What is not: the goals are not convex in the capacities, so a
 *  better path far away is not excluded; and where the best path just empties a band (a kink, common
 *  under LEAST without limits) the search may stop short of it. Against all paths of a grid over
 *  three periods (tests/plan) at most one question in twenty may end elsewhere. Under LEAST
 *  capacity after the last goal is the least allowed. A LARGEST change that is least is kept while the
 *  squares are made small, to a relative 1e-9.
 *
 *  Limits and changes are rounded down to the list's step, so a change may exceed its limit by a
 *  few steps. A list that no goal asks anything of keeps today's
 *  capacity within the limits. Lists do not share a budget.
 *
 *  Result, by list: outcome (CPW_OUTCOME_..., int64: CPW_OUTCOME_ALREADY_MET where today's capacity,
 *  held through within the limits, meets every goal, the path asked for is given all the same;
 *  CPW_OUTCOME_CLEARED where some goal is met only by leaving nobody, or fewer people than join in
 *  its period; CPW_OUTCOME_UNREACHABLE where no path was found: the best one is given, the least
 *  margin as large as it gets; CPW_OUTCOME_UNSTABLE as in cpw_waitlist_target), capacity (average of
 *  the path, people per period), total (people: sum of the path), extra (people treated beyond those
 *  whom today's capacity would treat), largest_change (people, from today on) [list]; capacity_path,
 *  unused_capacity, total_closing [list period] (people). By goal: goal_kind, goal_period (int64),
 *  goal_weeks, goal_level [goal]; goal_met (int64: 1 met, 0 missed, -1 not asked of this list),
 *  goal_value (the share or people at the date; an empty list: share 1 within, 0 beyond), goal_slack
 *  (how far the value is on the right side of the level), goal_binding (int64: 1 where the slack is
 *  less than a millionth of the level, or missed) [list goal]; NaN where not asked.
 *  With sensitivity: marginal [list goal period]: change of goal_value for one more person of
 *  capacity in that period, the exact derivative (on one side where a band is just emptied); and what
 *  capacity would be, less what it is, if the plan was made again: per_demand [list] with 1 % more
 *  clock starts; per_level [list goal] with the goal one percentage point (people: 1 %) harder;
 *  per_later [list goal] with the goal one period later, the average over the path as long as it is
 *  then (what is given by period goes on as in its last one). NaN where the plan so changed cannot be
 *  reached or is none. Notes: why (the first list that cannot reach its goals and which), unstable.
 *  The outcome of the result is the worst of the lists', from CPW_OUTCOME_ALREADY_MET (best) over
 *  CPW_OUTCOME_OK, CLEARED and UNREACHABLE to UNSTABLE.
 *  @param[in]  backlog  where the lists stand
 *  @param[in]  options  the goals at least
 *  @param[in]  run      threads, progress and cancel are used; NULL for the defaults
 *  @param[out] out      the plan; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (no goals; a list that is none; limits that contradict; a choice that
 *  is none; a shape without that profile and so on); CPW_EDOMAIN (a date in the past or beyond the
 *  path, a share outside its range, a limit in the open band, negative or not finite); CPW_EOVERFLOW
 *  (a list of more than 2^900 people, with all starts); CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity one number: some 140 projections a list; periods: at most 80 steps a starting path,
 *  each of one projection or two and as many adjoints as goals. Up to 2 + 2 goals times as much with
 *  sensitivity. The same bits for any number of
 *  threads.
 *  @par Thread safety Safe. @par Example examples/plan.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_plan_capacity(const cpw_backlog *backlog,
                                               const cpw_plan_options *options, const cpw_run *run,
                                               cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- as published -------------- */

/** What becomes of negative bands in the published optimiser. */
#define CPW_PUBLISHED_NONE       0 /**< they are kept */
#define CPW_PUBLISHED_EVENLY     1 /**< taken from every positive band alike */
#define CPW_PUBLISHED_PRIORITISE 2 /**< taken from the longest waits */

/** How the published optimiser searched. */
typedef struct cpw_plan_published_options {
  size_t struct_size; /**< sizeof(cpw_plan_published_options) as the caller compiled it */
  double share;       /**< the share in `band` and above to reach at the end, in [-1, 1]; default
                            0.08; negative only with `relative` */
  int32_t relative;   /**< 1: share is added to today's share (held to [0, 1]); default 0 */
  int32_t profile; /**< CPW_PROFILE_FLAT (default) or CPW_PROFILE_RAMP (a step a period, towards x
                            times today's in period 13) */
  int32_t surplus; /**< CPW_PUBLISHED_..., default CPW_PUBLISHED_EVENLY */
  int32_t iterations;             /**< the most, >= 1; default 50 */
  int64_t band;                   /**< first band that waits too long, 0 to bands - 1; default 4 */
  double tolerance;               /**< on the share, > 0; default 0.005 */
  int64_t periods;                /**< >= 1; default 12 */
  const double *starts;           /**< (lists, periods) clock starts, >= 0; NULL: the backlog's */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_plan_published_options;

/** Fill the options with the defaults.
 *  @param[out] options  8 % at band 4 and above after 12 periods, flat, evenly
 *  @param[in]  size     sizeof(cpw_plan_published_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_plan_published_options_init_sized(cpw_plan_published_options *options,
                                                   size_t size);

/** Fill the options with the defaults (see cpw_plan_published_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_plan_published_options_init(cpw_plan_published_options *options) {
  cpw_plan_published_options_init_sized(options, sizeof *options);
}

/** The published search for a capacity, step by step, to compare with: use cpw_plan_capacity.
 *  The recursion of the published tools, in which treatments beyond those who are there make bands
 *  negative that are then evened out (people are not conserved). P(x) is the share in `band` and above
 *  after the last period with x times today's capacity. From x = 1 in steps of 1, up while P is too
 *  high, else down; once both sides have been seen each step is half the one before; until P is
 *  within the tolerance. The same P twice, neither 0 nor 1: no answer. It takes P to fall as x rises,
 *  and an emptied list for one whose share is 0.
 *  Source: the algorithm of the NHSRtt R package, from the mathematics. start_uplift is not used;
 *  bands are taken as one period wide.
 *  @param[in]  backlog  where the lists stand
 *  @param[in]  options  NULL for the defaults
 *  @param[out] factor   (lists) x; NaN where the iterations ran out, inf where P came twice;
 *                       untouched on error
 *  @param[out] outcome  (lists) CPW_OUTCOME_OK; CPW_OUTCOME_CLEARED where the list is empty with x;
 *                       CPW_OUTCOME_UNREACHABLE where factor is NaN or inf; may be NULL
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (negative or not finite, band, share); CPW_EOVERFLOW;
 *  CPW_ENOMEM; CPW_EABI.
 *  @par Complexity iterations x periods x bands a list. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_plan_published(const cpw_backlog *backlog,
                                                const cpw_plan_published_options *options,
                                                double *factor, int32_t *outcome, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
