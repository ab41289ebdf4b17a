/* carepath/steady.h - the list that does not change: how long it may be and what capacity holds it
 * there when a standard is met, by formula, band by band, and as a linear programme.
 * Floor 3: includes waitlist.h, whose bands and hazards it uses.
 *
 * In steady state as many leave as join: starts = treated + removed. W_m is who waits at the end of band
 * m, W_{-1} the clock starts: W_m = W_{m-1} (1 - r_m) - x_m, x_m treated and r_m W_{m-1} removed in band
 * m. Source: Wood and Worthington, Health Care Management Science 28:259-273 (2025), from the
 * mathematics. */
#ifndef CAREPATH_STEADY_H
#define CAREPATH_STEADY_H

#include "carepath/base.h"
#include "carepath/waitlist.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- closed forms -------------- */

/** Rate at which people leave a list of exponential ages that meets a standard: -ln(1 - share)/weeks.
 *  With one constant hazard for everybody the ages of those who wait are exponential, and so are
 *  completed waits.
 *  @param[in] share  share within the limit, in [0, 1]
 *  @param[in] weeks  the limit, > 0
 *  @return share of the list that leaves in a week; inf for share 1; NaN outside the domain.
 *  @par Complexity and accuracy O(1), relative error <= 1e-15. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_steady_exponential_rate(double share, double weeks);

/** Size of a list of exponential ages that just meets a standard, by Little's law: starts / rate.
 *  92 % in 18 weeks are 7.127 weeks of clock starts.
 *  @param[in] starts  clock starts a week, >= 0
 *  @param[in] share   share within the limit, in [0, 1]
 *  @param[in] weeks   the limit, > 0
 *  @return people; inf for share 0 (NaN without starts); NaN outside the domain.
 *  @par Complexity and accuracy O(1), relative error <= 1e-15. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_steady_exponential_size(double starts, double share, double weeks);

/** Capacity that holds a list of exponential ages at a standard: starts less removals from it.
 *  starts x (1 - removal / rate), not below 0: removals alone may keep the list short enough.
 *  @param[in] starts   clock starts a week, >= 0
 *  @param[in] removal  share of the list that is removed untreated in a week, >= 0
 *  @param[in] share    share within the limit, in (0, 1]
 *  @param[in] weeks    the limit, > 0
 *  @return treatments a week; NaN outside the domain.
 *  @par Complexity and accuracy O(1), relative error <= 1e-15 where removals are few.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_steady_exponential_capacity(double starts, double removal, double share,
                                               double weeks);

/** Shares of a geometric service profile by band: (1 - p) p^m, the rest in the last band.
 *  The last band takes sum over m >= bands - 1 of (1 - p) p^m = p^(bands-1); with `terms` the series stops
 *  after so many terms, p^(bands-1) - p^terms, as in the published tool, which takes 25.
 *  @param[in]  p      ratio of a band to the one before, in [0, 1)
 *  @param[in]  bands  >= 1
 *  @param[in]  terms  0: the whole series; otherwise its length, >= bands
 *  @param[out] share  (bands) shares; they sum to 1, or to 1 - p^terms; untouched on error
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, bands, terms); CPW_EDOMAIN (p).
 *  @par Complexity O(bands + terms). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_steady_geometric(double p, int64_t bands, int64_t terms,
                                                  double *share, cpw_error *err);

/* ---------------------------------------------------------------- a standard, band by band -- */

/** Who is treated in steady state: the longest wait first. */
#define CPW_STEADY_FIRST_COME 0
/** Who is treated in steady state: in proportion to the treatment hazards of the bands. */
#define CPW_STEADY_HAZARDS 1

/** Which standard a list is to hold for good. */
typedef struct cpw_steady_options {
  size_t struct_size;             /**< sizeof(cpw_steady_options) as the caller compiled it */
  double weeks;                   /**< the standard's limit, > 0; default 18 */
  double share;                   /**< the share within it, in (0, 1]; default 0.92 */
  int32_t order;                  /**< CPW_STEADY_..., default CPW_STEADY_FIRST_COME */
  int32_t whole_bands;            /**< as in cpw_waitlist_within, default 0 */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_steady_options;

/** Fill the options with the defaults.
 *  @param[out] options  92 % within 18 weeks, the longest wait first
 *  @param[in]  size     sizeof(cpw_steady_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_steady_options_init_sized(cpw_steady_options *options, size_t size);

/** Fill the options with the defaults (see cpw_steady_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_steady_options_init(cpw_steady_options *options) {
  cpw_steady_options_init_sized(options, sizeof *options);
}

/** The list that holds a standard for good, and the capacity that keeps it there.
 *  Clock starts (with their unrecorded share) and removal hazards are the backlog's. First come: nobody
 *  is treated before a wait at which the share within the limit is just met, everybody there. Where
 *  removal hazards are the same in all bands that is the longest list and the least capacity of any
 *  order, because a longer wait leaves more time for removals; where they rise steeply, letting a few
 *  wait very long can take less. Hazards:
 *  x_m = min(level c_m, 1 - r_m) W_{m-1}, the least level that meets the standard among 400 in
 *  geometric steps, then bisected to a relative 1e-12. The open band is W = (W_before + W)
 *  (1 - r - c). Bands must be one period wide.
 *  Result, by list: outcome (CPW_OUTCOME_..., int64; CPW_OUTCOME_ALREADY_MET where the backlog's
 *  capacity is enough to hold it, CPW_OUTCOME_CLEARED where only an empty list meets it,
 *  CPW_OUTCOME_UNREACHABLE where no level does, then of the best level, CPW_OUTCOME_UNSTABLE where
 *  every level has a list without end, then NaN); capacity (people a period), extra (beyond the
 *  backlog's), size (people), within (share), treated_from (weeks: lower edge of the first band with
 *  treatments), level (multiple of the hazards; NaN for first come) [list]; waiting, treated, removed
 *  [list band] (people): starts = treated + removed to rounding. Where removals alone meet the
 *  standard, capacity is 0.
 *  @param[in]  backlog  clock starts, hazards and bands; `waiting` is not used
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the answer; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (bands that are not a period wide, an option that is none); CPW_EDOMAIN (share
 *  or weeks, a limit in the open band, as cpw_waitlist_project); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(lists x bands); 450 times as much for hazards. @par Thread safety Safe.
 *  @par Example examples/steady.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_steady_standard(const cpw_backlog *backlog,
                                                 const cpw_steady_options *options,
                                                 cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- service by band ----------- */

/** A list whose service by band is looked for, as in the published planner. */
typedef struct cpw_steady_problem {
  size_t struct_size;    /**< sizeof(cpw_steady_problem) as the caller compiled it */
  int64_t bands;         /**< 1 to 1000; nobody waits at the end of the last one in the programme */
  double starts;         /**< clock starts a period, > 0 */
  const double *removal; /**< (bands) removal hazards, in [0, 1] */
  const double
      *profile; /**< (bands) shares of the service to stay close to, >= 0; for the programme */
  double limit; /**< the standard's limit in bands, > 0; default 18 weeks in months */
  double share; /**< the share within it, in (0, 1); default 0.92 */
  double removed_share; /**< share of those who leave that is removed, in [0, 1]; default 0.2 */
  double
      first_service;  /**< treatments in the first band, for the search; 0 (default): looked for */
  double p_lower;     /**< the search is for a ratio from here, default 0.1 */
  double p_upper;     /**< to here, below 1; default 0.85 */
  double tolerance;   /**< the search ends so close to the limit, in bands; default 0.001 */
  int64_t iterations; /**< at the latest after so many halvings, >= 1; default 15 */
  int64_t terms;      /**< as in cpw_steady_geometric, default 25 */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_steady_problem;

/** Fill a problem with the defaults.
 *  @param[out] problem  92 % within 18 weeks of month bands, a fifth removed
 *  @param[in]  size     sizeof(cpw_steady_problem) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_steady_problem_init_sized(cpw_steady_problem *problem, size_t size);

/** Fill a problem with the defaults (see cpw_steady_problem_init_sized).
 *  @param[out] problem  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_steady_problem_init(cpw_steady_problem *problem) {
  cpw_steady_problem_init_sized(problem, sizeof *problem);
}

/** Service by band that holds a standard and a share of removals, as close as can be to a profile.
 *  Minimises sum |x_m - s_m starts (1 - theta)| over x >= 0 and, unlike the published programme, W >= 0,
 *  subject to W_{last} = 0, sum (gamma_m - share) W_m = 0 (gamma: how much of band m lies within the
 *  limit) and sum r_m W_{m-1} = theta starts. A two-phase simplex (Dantzig, Linear Programming and
 *  Extensions, 1963), Bland's rule where it stalls.
 *  Result: service, treated, waiting [band] (people a period; people), capacity (treatments a period),
 *  size (people), limit_wait (wait in bands that `share` of the list has not exceeded), removed_share,
 *  distance (the sum that is minimised), p (NaN), iterations (pivots), all single numbers.
 *  Outcome: CPW_OUTCOME_OK; CPW_OUTCOME_CLEARED where only an empty list does it;
 *  CPW_OUTCOME_UNREACHABLE where nothing does, then all is as without any service.
 *  @param[in]  problem  with a profile
 *  @param[out] out      the answer; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, bands); CPW_EDOMAIN (a value outside its domain); CPW_ENOCONV (the
 *  simplex does not end); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(bands^2) a pivot, in practice O(bands) pivots.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_steady_lp(const cpw_steady_problem *problem, cpw_result **out,
                                           cpw_error *err);

/** Service by band in a geometric profile that holds a standard, by halving: the published search.
 *  x_m = first_service / (1 - p) times the shares of cpw_steady_geometric; W_m never below 0. p is halved
 *  in [p_lower, p_upper] until the wait that `share` of the list has not exceeded is as near to
 *  the limit as `tolerance` (a larger p serves more). Where first_service is 0, 400 values
 *  from 0.2 to 0.7 of starts (1 - removed_share) are tried and the one whose removals are nearest to
 *  removed_share is taken.
 *  Result: as cpw_steady_lp, with p and the number of halvings; distance is how far limit_wait is off.
 *  Outcome: CPW_OUTCOME_UNREACHABLE where the halvings end elsewhere, or removals differ from
 *  removed_share by more than a twentieth of it; the nearest is given.
 *  @param[in]  problem  `profile` is not used
 *  @param[out] out      the answer; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_steady_lp, without CPW_ENOCONV.
 *  @par Complexity O(bands) a halving. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_steady_search(const cpw_steady_problem *problem, cpw_result **out,
                                               cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
