/* carepath/system_run.h - a scenario of a system week by week: money -> capacity -> flow -> waits -> who waits.
 * Floor 4: includes base.h and system.h.
 *
 *   system + scenario -> plan -> run (a result), totals (small arrays, for optimisers), whole people (chance)
 *
 * A unit is one row of `capacity`: what an organisation offers of a service, with a list for each group. In each week,
 * unit by unit: everybody grows a week older; clock starts join; whoever is moved (DIVERT, REORGANISE) goes with the
 * time that he has waited; a share of each band leaves untreated; the capacity of the week is placed: guarantees
 * first, then a share `longest_first` strictly by week waited, and the rest in proportion to people x curve of the
 * service x weight of the group; what cannot be placed so goes to the longest waits; what nobody is left for is
 * unused. Units whose capacity is pooled are worked off as one list. The recursion is that of waitlist.h with the
 * groups of a unit sharing its capacity.
 *
 * Exactness: people are whole multiples of a power of two (2^-52 of everybody who can ever wait, at most), so
 *   opening + starts + moved in - treated - removed - moved out = closing
 * holds with == for every unit, group and week, and for all of them together, in any order of adding. The same bits for
 * any number of threads. */
#ifndef CAREPATH_SYSTEM_RUN_H
#define CAREPATH_SYSTEM_RUN_H

#include "carepath/base.h"
#include "carepath/system.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One shock that happens: which, when and how strong. */
typedef struct cpw_system_happening {
  int32_t policy;   /**< number of a shock (or a policy) */
  int32_t reserved; /**< zero */
  double onset;     /**< week, finite: added to the weeks of its effects */
  double size;      /**< multiplies the amounts of its effects, finite, >= 0 */
} cpw_system_happening;

/** What is run. */
typedef struct cpw_system_run_options {
  size_t struct_size;    /**< sizeof(cpw_system_run_options) as the caller compiled it */
  int32_t scenario;      /**< number of a scenario, or CPW_NONE (default): the baseline */
  int32_t weeks;         /**< horizon; 0 (default): the system's */
  int32_t bands;         /**< week bands, 2 to 1045, the last one open; default 105 */
  int32_t every;         /**< weeks in a period of the result, >= 1; default 13 */
  int32_t waits;         /**< 1: also who waits by band at the end; default 0 */
  int32_t reserved;      /**< zero */
  const int32_t *policy; /**< (policies) more policies, beside the scenario's */
  int64_t policies;      /**< >= 0 */
  const cpw_system_happening
      *happening;     /**< (happenings) shocks that happen, beside the scenario's own */
  int64_t happenings; /**< >= 0 */
  const double
      *money; /**< (capacities) more money a week for each unit, >= 0, all weeks; NULL: none */
  const cpw_allocator *allocator; /**< NULL for malloc and free; must outlive plan and result */
} cpw_system_run_options;

/** Fill the options with the defaults.
 *  @param[out] options  the baseline, the system's horizon, 105 bands, quarters
 *  @param[in]  size     sizeof(cpw_system_run_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_run_options_init_sized(cpw_system_run_options *options, size_t size);

/** Fill the options with the defaults (see cpw_system_run_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_run_options_init(cpw_system_run_options *options) {
  cpw_system_run_options_init_sized(options, sizeof *options);
}

/** What came of one list, or of several together. */
typedef struct cpw_system_totals {
  double opening;       /**< people at time 0 */
  double starts;        /**< people who joined */
  double moved_in;      /**< people who came from other lists */
  double moved_out;     /**< people who went to other lists */
  double treated;       /**< people */
  double removed;       /**< people who left untreated */
  double closing;       /**< people at the end */
  double waited;        /**< person-weeks on the list: the closing lists of all weeks added up */
  double treated_weeks; /**< weeks that the treated had waited, added up (middle of the band) */
  double within;        /**< people at the end within the standard's weeks */
  double over_52;       /**< people at the end who waited over 52 weeks */
} cpw_system_totals;

/** A scenario made ready to run: read only, so that many threads may use it at once. */
typedef struct cpw_system_plan cpw_system_plan;

/** Make a scenario ready to run. The system must stay as it is while the plan is used.
 *  @param[in]  system   a valid system
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the plan; untouched on error. Free it with cpw_system_plan_free
 *  @param[out] err      nullable
 *  @return CPW_OK; what cpw_system_require returns; CPW_EINVAL (a scenario or policy that is none, no capacity at all);
 *  CPW_EDOMAIN (weeks, bands, every, money); CPW_EOVERFLOW (more than 2^40 people); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(rows + units x weeks). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_plan_new(const cpw_system *system,
                                                 const cpw_system_run_options *options,
                                                 cpw_system_plan **out, cpw_error *err);

/** Free a plan.
 *  @param[in] plan  a plan or NULL
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_system_plan_free(cpw_system_plan *plan);

/** Block of a unit: units that share people or capacity (DIVERT, POOL, REORGANISE) are one block.
 *  @param[in] plan  a plan
 *  @param[in] unit  number of a row of `capacity`
 *  @return number of the block, that of its first unit; -1: no such unit. A unit for itself is its own block.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int64_t cpw_system_plan_block(const cpw_system_plan *plan, int64_t unit);

/** Capacity of a unit in a week under the plan, with more money.
 *  @param[in] plan   a plan
 *  @param[in] unit   number of a row of `capacity`
 *  @param[in] week   0 to weeks - 1
 *  @param[in] money  more money a week, beside options.money; finite, >= 0
 *  @return treatments in the week; NaN: no such unit or week, money not in its domain.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_system_plan_capacity(const cpw_system_plan *plan, int64_t unit, int64_t week,
                                        double money);

/** Totals of every list of the units asked for, for given money: what optimisers call.
 *  @param[in]  plan    a plan
 *  @param[in]  unit    (units) numbers of rows of `capacity`; whole blocks (CPW_EINVAL otherwise). NULL: all, units is
 *                      then the number of rows of `capacity`
 *  @param[in]  units   >= 0
 *  @param[in]  money   (units) more money a week for each, beside options.money, finite, >= 0; NULL: none
 *  @param[in]  run     threads, progress and cancel are used; NULL: one thread
 *  @param[out] totals  (units, groups); untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (money[i]); CPW_ENOMEM; CPW_ECANCELLED.
 *  @par Complexity O(units x groups x weeks x bands). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_plan_totals(const cpw_system_plan *plan,
                                                    const int64_t *unit, int64_t units,
                                                    const double *money, const cpw_run *run,
                                                    cpw_system_totals *totals, cpw_error *err);

/** Run a plan.
 *  Result: dimensions unit (coordinates organisation, service), group, period (first week of each), and with pathways
 *  pathway. People by [unit group period]: opening, starts, moved_in, moved_out, treated, removed, closing; waited
 *  (person-weeks in the period), over_18, over_52, over_65, over_104 (people at its end), within (share of the list
 *  within the service's standard, NaN: nobody), mean_wait (weeks that the treated had waited, NaN: nobody), unmet (people
 *  who joined or were waiting and left untreated, and people beyond the standard), harm, gain (of the treated).
 *  By [unit period]: capacity, unused (treatments), spend (capacity x unit cost, more money, policies' costs are in
 *  policy_spend [policy period]); overhead [organisation period]. By [pathway period]: blocked, beds_used, lost (treatments
 *  that blocked patients took). With options.waits: band [unit group band] (people at the end). Single numbers: total_...
 *  of the people, total_spend, step (of the people). Notes: scenario, engine, conservation (what was added up), bases
 *  (share of the figures that is real, derived, assumed).
 *  @param[in]  plan  a plan
 *  @param[in]  run   threads, progress and cancel are used; NULL for the defaults
 *  @param[out] out   the run; untouched on error
 *  @param[out] err   nullable
 *  @return CPW_OK; CPW_ENOMEM; CPW_ECANCELLED; CPW_EINVAL.
 *  @par Complexity O(units x groups x weeks x bands). @par Thread safety Safe. @par Example examples/system.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_plan_run(const cpw_system_plan *plan, const cpw_run *run,
                                                 cpw_result **out, cpw_error *err);

/** Run a scenario of a system: cpw_system_plan_new and cpw_system_plan_run in one call.
 *  @param[in]  system   a valid system
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      as cpw_system_plan_run
 *  @param[out] out      as cpw_system_plan_run
 *  @param[out] err      nullable
 *  @return CPW_OK; what cpw_system_plan_new and cpw_system_plan_run return.
 *  @par Complexity as both. @par Thread safety Safe. @par Example examples/system.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_run(const cpw_system *system,
                                            const cpw_system_run_options *options,
                                            const cpw_run *run, cpw_result **out, cpw_error *err);

/** Run a plan with chance: whole people, many times.
 *  Clock starts are Poisson, leaving untreated binomial, capacity is made whole (the fraction carried over), who is
 *  treated among those whom the rule weighs is drawn; shocks of the scenario happen with their chance, correlated by the
 *  common factor (Gaussian copula), each with a size of its own (lognormal). Streams are keyed by (seed, replication,
 *  purpose, unit, week): the same bits for any number of threads and any split of the replications.
 *  Result by [replication measure] and [replication group measure]: `total` and `by_group`, measures waiting, waited,
 *  treated, unmet, over_52, harm, gain, spend (merge APPEND by replication); by [replication organisation]: closing.
 *  @param[in]  plan  a plan; its options' happenings happen in every replication
 *  @param[in]  run   seed, replications, first replication, threads, progress, cancel; NULL for the defaults
 *  @param[out] out   the replications; untouched on error
 *  @param[out] err   nullable
 *  @return CPW_OK; CPW_ENOMEM; CPW_ECANCELLED; CPW_EINVAL.
 *  @par Complexity replications x that of cpw_system_plan_run. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_plan_replicate(const cpw_system_plan *plan,
                                                       const cpw_run *run, cpw_result **out,
                                                       cpw_error *err);

/** How long one patient still waits: chances by week, from how others like him fare in the plan.
 *  The cohort of a unit and group that has waited `waited` weeks is followed through the run: the chance of being treated
 *  or of leaving in a week is the cohort's. Result: treated_by, left_by, waiting (shares [week]), quantile [probability]
 *  (weeks from now; NaN: not within the horizon).
 *  @param[in]  plan    a plan
 *  @param[in]  unit    number of a row of `capacity`
 *  @param[in]  group   number of the group
 *  @param[in]  waited  weeks waited so far, >= 0 (in the open band: the band)
 *  @param[out] out     the forecast; untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (no such unit or group); CPW_EDOMAIN (waited); CPW_ENOMEM.
 *  @par Complexity that of the unit's block. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_plan_forecast(const cpw_system_plan *plan, int64_t unit,
                                                      int64_t group, double waited,
                                                      cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
