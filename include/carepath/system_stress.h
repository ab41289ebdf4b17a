/* carepath/system_stress.h - how well a system stands shocks: loss and its tail, reserve against loss, the margin of
 * each unit, the smallest shock that breaks it, what a faster response is worth, and what a loss is due to.
 * Floor 4: includes base.h, system.h, system_run.h and system_shocks.h.
 *
 * All runs are those of the fluid engine (cpw_system_plan_run); chance is in the shocks (cpw_system_shocks_draw), which
 * are the same in every comparison (common random numbers): replication i of two answers meets the same shocks.
 *
 * Loss of a run: weights x (totals of the run - totals of the undisturbed run), over all units and groups. The
 * undisturbed run is the scenario with its policies and without any shock. Path of a run: people on the list at the end
 * of each period of `every` weeks, by unit and all together. With L the list of the run and B that of the undisturbed one:
 *   shortfall   max(0, L - B - tolerance x max(B, F)): people beyond what is tolerated
 *   resilience loss   the integral of the shortfall: person-weeks (the area of Bruneau et al., Earthquake Spectra 19,
 *               2003)
 *   recovery    weeks from the first onset to the end of the first period from which on there is no shortfall; 0: there
 *               never was one; inf: not by the end
 *   collapse    at the end of a period L > collapse x max(B, F)
 * F, the floor, is `least` weeks of starts of the undisturbed run, and at least one person: shorter lists are no lists.
 * A shock that makes people stay away (fewer starts) lowers the list: the loss can be negative, the shortfall not. */
#ifndef CAREPATH_SYSTEM_STRESS_H
#define CAREPATH_SYSTEM_STRESS_H

#include "carepath/base.h"
#include "carepath/system.h"
#include "carepath/system_run.h"
#include "carepath/system_shocks.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Loss: person-weeks on the list. */
#define CPW_STRESS_WAITED 0
/** Loss: unmet need: people who left untreated, and at the end who waits beyond the standard. */
#define CPW_STRESS_UNMET 1
/** Loss: the caller's weights. */
#define CPW_STRESS_WEIGHTS 2
/** Loss: harm of waiting: person-weeks x harm of the service. */
#define CPW_STRESS_HARM 3

/** How a system is put under stress. */
typedef struct cpw_system_stress_options {
  size_t struct_size; /**< sizeof(cpw_system_stress_options) as the caller compiled it */
  int32_t
      scenario;  /**< its policies hold, its shocks are drawn; CPW_NONE (default): the baseline */
  int32_t weeks; /**< horizon; 0 (default): the system's */
  int32_t bands; /**< week bands of the runs, as cpw_system_run_options; default 105 */
  int32_t every; /**< weeks in a period of the path, >= 1; default 4 */
  int32_t loss;  /**< CPW_STRESS_...; default CPW_STRESS_WAITED */
  int32_t reserved;      /**< zero */
  const int32_t *policy; /**< (policies) more policies that hold, each once */
  int64_t policies;      /**< >= 0 */
  const int32_t *shock;  /**< (shocks) more shocks to be drawn, each once, not in the scenario */
  int64_t shocks;        /**< >= 0 */
  const cpw_system_happening *happening; /**< (happenings) happen in every replication */
  int64_t happenings;                    /**< >= 0 */
  const cpw_system_totals
      *weight; /**< CPW_STRESS_WEIGHTS: what a unit of each total counts, finite; else not read */
  const double *group_weight; /**< (groups) multiplies what a group counts, finite, >= 0; NULL: 1 */
  double level;               /**< of the conditional value at risk, in [0, 1); default 0.9 */
  double tolerance;  /**< share of the undisturbed list that is tolerated beyond it, finite, >= 0;
                            default 0.05 */
  double collapse;   /**< times the undisturbed list, > 1; inf: never; default 2 */
  double confidence; /**< of intervals, in (0, 1); default 0.95 */
  double
      least; /**< weeks of starts that count as a list where there is a shorter one, finite, >= 0;
                            default 1 */
  const cpw_allocator *allocator; /**< NULL for malloc and free; must outlive the result */
} cpw_system_stress_options;

/** Fill the options with the defaults.
 *  @param[out] options  the baseline without shocks, person-weeks, the worst tenth
 *  @param[in]  size     sizeof(cpw_system_stress_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_stress_options_init_sized(cpw_system_stress_options *options, size_t size);

/** Fill the options with the defaults (see cpw_system_stress_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_stress_options_init(cpw_system_stress_options *options) {
  cpw_system_stress_options_init_sized(options, sizeof *options);
}

/** Something that can be done: policies that hold, and capacity held in reserve. */
typedef struct cpw_system_measure {
  const char *id;        /**< unique among the measures, not empty */
  const int32_t *policy; /**< (policies) that hold, each once; may be NULL where there are none */
  int64_t policies;      /**< >= 0 */
  double reserve;        /**< share of its capacity that every unit has more, finite, >= 0 */
  double
      cost; /**< money over the horizon, finite, >= 0; NaN: worked out (cpw_system_stress_frontier) */
} cpw_system_measure;

/* ---------------------------------------------------------------- loss ----------------------- */

/** Outcomes under shocks: one fluid run a replication.
 *  CVaR after Rockafellar and Uryasev (cpw_tail_risk). Result, by [replication] (merge APPEND): loss, resilience_loss,
 *  recovery (weeks), peak (largest list over the undisturbed one, a ratio; NaN where nobody waits undisturbed), collapsed (0,
 *  1), happenings (number). Derived from them, single numbers: loss_mean, loss_lower, loss_upper (interval of the mean),
 *  loss_sd, loss_var, loss_cvar, loss_worst; resilience_mean, resilience_cvar; recovered (share), recovery_median;
 *  collapse, collapse_lower, collapse_upper (share, Wilson interval); by [probability]: loss_quantile. By parts: unit_loss
 *  [replication unit] (coordinates organisation, service), group_loss [replication group], unit_collapsed [unit] (number of
 *  replications), and derived from them unit_mean [unit], group_mean [group] (mean loss). Single numbers: level, confidence,
 *  undisturbed_waited, undisturbed_closing (of the undisturbed run). Notes: loss, chance, path. Results of other replications
 *  merge exactly (cpw_result_merge).
 *  @param[in]  system   a valid system
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      seed, replications, first replication, threads, progress, cancel; NULL for the defaults
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; what cpw_system_plan_new and cpw_system_shocks_draw return; CPW_EINVAL and CPW_EDOMAIN (options);
 *  CPW_ENOMEM; CPW_ECANCELLED; CPW_EABI.
 *  @par Complexity (replications + 1) x that of cpw_system_plan_run; the same bits for any number of threads.
 *  @par Thread safety Safe. @par Example examples/system_stress.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_stress(const cpw_system *system,
                                               const cpw_system_stress_options *options,
                                               const cpw_run *run, cpw_result **out,
                                               cpw_error *err);

/* ---------------------------------------------------------------- reserve -------------------- */

/** Cost against loss: what each measure costs and how much it leaves of the loss, under the same shocks.
 *  The undisturbed run is the one without measures. Cost where it is NaN: sum over units and weeks of (capacity with
 *  the measure - without) x unit cost, and of its policies cost x years in which they hold within the horizon + once.
 *  A measure is efficient where no other has both less cost and less CVaR (one of them less, the other no more). The knee
 *  is the efficient measure farthest below the straight line from the cheapest to the dearest efficient one, both axes
 *  scaled to [0, 1] (Satopaa et al., Finding a kneedle in a haystack, 2011); none with fewer than three.
 *  Result, by [measure]: cost, loss_mean, loss_cvar, resilience_mean, resilience_cvar, recovered (share), recovery_median,
 *  collapse (share), saved_mean, saved_error (loss without measures - with it: mean and standard error over the paired
 *  replications), efficient (0, 1), dominated_by (number, -1), slope (CVaR saved for a unit of money from the efficient
 *  measure before; NaN: none). Single number: knee (number, -1), none_mean, none_cvar (without any measure).
 *  @param[in]  system    a valid system
 *  @param[in]  options   NULL for the defaults
 *  @param[in]  measure   (measures)
 *  @param[in]  measures  >= 1
 *  @param[in]  run       as cpw_system_stress
 *  @param[out] out       untouched on error
 *  @param[out] err       nullable; index: of the measure at fault
 *  @return as cpw_system_stress; CPW_EINVAL (an id twice or missing, a policy that is none); CPW_EDOMAIN (reserve, cost).
 *  @par Complexity measures x that of cpw_system_stress. @par Thread safety Safe.
 *  @par Example examples/system_stress.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_stress_frontier(const cpw_system *system,
                                                        const cpw_system_stress_options *options,
                                                        const cpw_system_measure *measure,
                                                        int64_t measures, const cpw_run *run,
                                                        cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- margin and breaking -------- */

/** Strain of one unit: an organisation's service. */
#define CPW_STRAIN_UNIT 0
/** Strain of an organisation: all services there and below it. */
#define CPW_STRAIN_ORGANISATION 1

/** A shock to one unit or organisation, whose size is looked for. */
typedef struct cpw_system_strain {
  size_t struct_size; /**< sizeof(cpw_system_strain) as the caller compiled it */
  int32_t
      lever; /**< CPW_LEVER_CAPACITY (default; the size is the share lost) or CPW_LEVER_DEMAND (the
                      share more) */
  int32_t
      recover; /**< 1 (default): a unit that has a shortfall at the end is broken, too; 0: only one that collapsed */
  int32_t scope;    /**< CPW_STRAIN_UNIT (default) or CPW_STRAIN_ORGANISATION */
  int32_t reserved; /**< zero */
  double from;      /**< week in which it begins, finite, >= 0; default 0 */
  double duration;  /**< weeks, > 0; inf: to the end; default 13 */
  double most;      /**< largest size tried, > 0; at most 1 for CAPACITY; default 1 */
  double precision; /**< of the size, > 0; default 1e-4 */
} cpw_system_strain;

/** Fill a strain with the defaults.
 *  @param[out] strain  a loss of capacity for 13 weeks from week 0
 *  @param[in]  size    sizeof(cpw_system_strain) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_strain_init_sized(cpw_system_strain *strain, size_t size);

/** Fill a strain with the defaults (see cpw_system_strain_init_sized).
 *  @param[out] strain  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_strain_init(cpw_system_strain *strain) {
  cpw_system_strain_init_sized(strain, sizeof *strain);
}

/** Margin to instability of each unit, undisturbed: how far it is from a list that grows without end.
 *  Result, by [unit] (coordinates organisation, service): starts (people a week, those moved in less those moved out
 *  added), capacity (treatments a week), rho (starts/capacity; inf: no capacity), rho_peak (largest of a period), headroom
 *  (treatments a week, may be negative), surge (largest lasting share of more starts: capacity/starts - 1; inf: no
 *  starts), loss (largest lasting share of capacity lost: 1 - rho; -inf: no capacity), clearing (weeks in which the
 *  headroom clears the opening list; inf: never), fragility (rank by rho, 0: the most fragile; ties by organisation and
 *  service id). All means over the horizon; leaving untreated is not counted as relief. Single numbers: rho_all, unstable
 *  (units with rho >= 1). The outcome is CPW_OUTCOME_UNSTABLE where there is one with rho > 1.
 *  @param[in]  system   a valid system
 *  @param[in]  options  scenario, policy, weeks, bands, every, allocator are read; NULL for the defaults
 *  @param[in]  run      threads, progress and cancel are used; NULL for the defaults
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_system_stress.
 *  @par Complexity that of cpw_system_plan_run. @par Thread safety Safe.
 *  @par Example examples/system_stress.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_stress_margin(const cpw_system *system,
                                                      const cpw_system_stress_options *options,
                                                      const cpw_run *run, cpw_result **out,
                                                      cpw_error *err);

/** Reverse stress test: the least size of a shock to each unit, or organisation, alone at which it breaks.
 *  Broken: collapsed (options.collapse), or with a shortfall at the end (strain.recover). Found by halving in the engine,
 *  all nodes that cannot disturb one another at a time. A unit is shocked with the units of the same service below its
 *  organisation, as effects are, and broken by its own list; an organisation with all units at and below it, and broken by
 *  the list of all of them. The condition is taken to stay true for greater sizes.
 *  Result, by [unit] (coordinates organisation, service), or with CPW_STRAIN_ORGANISATION by [organisation] (those with
 *  capacity at or below them): size (the least that breaks, found to `precision` from above; inf: not even `most`; 0: broken
 *  without), held (the largest found that does not break), fragility (rank by size, 0: the most fragile; ties by ids).
 *  Single numbers: weakest (position of the node with rank 0, -1: none breaks), broken (nodes that can be broken).
 *  @param[in]  system   a valid system
 *  @param[in]  options  NULL for the defaults; no shocks are drawn, the happenings happen
 *  @param[in]  strain   NULL for the defaults
 *  @param[in]  run      threads, progress and cancel are used; NULL for the defaults
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_system_stress; CPW_EINVAL (lever), CPW_EDOMAIN (the strain).
 *  @par Complexity log2(most/precision) x units of the largest block x that of cpw_system_plan_run.
 *  @par Thread safety Safe. @par Example examples/system_stress.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_stress_break(const cpw_system *system,
                                                     const cpw_system_stress_options *options,
                                                     const cpw_system_strain *strain,
                                                     const cpw_run *run, cpw_result **out,
                                                     cpw_error *err);

/** The smallest joint shock along a direction: the least t at which t x direction breaks a unit, and the whole system.
 *  The direction is a set of happenings: at t their sizes are multiplied by t. Broken as in cpw_system_stress_break: for
 *  the whole by its list of all units together.
 *  Result: first (least t at which some unit breaks), all (least t at which the whole does), first_held, all_held (largest
 *  t found at which not); inf: not even `most`; 0: broken without. By [unit]: broken (0, 1: at `first`).
 *  @param[in]  system      a valid system
 *  @param[in]  options     NULL for the defaults; no shocks are drawn, the happenings happen as they are
 *  @param[in]  direction   (directions) shocks or policies, their onsets and sizes at t = 1
 *  @param[in]  directions  >= 1
 *  @param[in]  strain      recover, most and precision are read; NULL for the defaults
 *  @param[in]  run         threads, progress and cancel are used; NULL for the defaults
 *  @param[out] out         untouched on error
 *  @param[out] err         nullable; index: of the happening at fault
 *  @return as cpw_system_stress_break.
 *  @par Complexity 2 log2(most/precision) x that of cpw_system_plan_run. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_stress_joint(
    const cpw_system *system, const cpw_system_stress_options *options,
    const cpw_system_happening *direction, int64_t directions, const cpw_system_strain *strain,
    const cpw_run *run, cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- response ------------------- */

/** What a faster response is worth: loss by the weeks between an onset and the response to it.
 *  Each drawn shock, and each happening of the options, is answered by the response: a policy whose weeks are counted from
 *  onset + lag (lag = detect + decide + deploy; the effects' own lag comes on top). A shock that begins while a response
 *  to an earlier one lasts (until its effects end) is not answered again.
 *  Result, by [response] (in the order of the lags given): lag (weeks), loss_mean, loss_cvar, resilience_mean, recovery_median; saved_mean,
 *  saved_error (loss without response - with it, paired); week_value, week_error (loss saved by a week less from this lag to
 *  the next shorter one, paired; NaN for the shortest). Single numbers: none_mean, none_cvar (no response).
 *  @param[in]  system    a valid system
 *  @param[in]  options   NULL for the defaults
 *  @param[in]  response  number of a policy, not among those that hold
 *  @param[in]  lag       (lags) weeks, finite, >= 0
 *  @param[in]  lags      >= 1
 *  @param[in]  run       as cpw_system_stress
 *  @param[out] out       untouched on error
 *  @param[out] err       nullable; index: of the lag at fault
 *  @return as cpw_system_stress; CPW_EINVAL (no such policy, a shock as response); CPW_EDOMAIN (a lag).
 *  @par Complexity (lags + 1) x that of cpw_system_stress. @par Thread safety Safe.
 *  @par Example examples/system_stress.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_stress_lag(const cpw_system *system,
                                                   const cpw_system_stress_options *options,
                                                   int32_t response, const double *lag,
                                                   int64_t lags, const cpw_run *run,
                                                   cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- attribution ---------------- */

/** The most factors of an attribution. */
#define CPW_STRESS_MOST_FACTORS 12

/** What a loss is due to: structure against money, or any factors, by paired runs and the Shapley value.
 *  A factor is a measure that takes a cause away: boundaries (a policy that pools), money (a reserve, a policy). All 2^n
 *  sets of factors meet the same shocks; v(S) = loss without factors - loss with those of S. Result, by [factor]: shapley
 *  (its part; the parts, added in order, give `whole` exactly), shapley_error (standard error over the replications; NaN
 *  for one), alone (v of it alone), last (whole - v of all others); by [set] (bits: factor 0 is the lowest): value. Single
 *  numbers: none (mean loss without factors), all (with all), whole (none - all), interplay (whole - sum of alone).
 *  @param[in]  system   a valid system
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  factor   (factors) as measures; their cost is not read
 *  @param[in]  factors  1 to CPW_STRESS_MOST_FACTORS
 *  @param[in]  run      as cpw_system_stress
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable; index: of the factor at fault
 *  @return as cpw_system_stress_frontier.
 *  @par Complexity 2^factors x that of cpw_system_stress. @par Thread safety Safe.
 *  @par Example examples/system_stress.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_stress_attribute(const cpw_system *system,
                                                         const cpw_system_stress_options *options,
                                                         const cpw_system_measure *factor,
                                                         int64_t factors, const cpw_run *run,
                                                         cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- closed form ---------------- */

/** What a shock does to one list, in continuous time. */
typedef struct cpw_stress_list {
  double peak;     /**< people on the list when the shock ends, beyond those at its beginning */
  double recovery; /**< weeks from the end of the shock until they are gone; inf: never */
  double loss;     /**< person-weeks beyond those of the undisturbed list */
  double
      least; /**< least share of capacity lost over those weeks at which the list grows, in [0, 1] */
} cpw_stress_list;

/** One list without a queue under a loss of capacity and a surge, by hand: what the engine must agree with.
 *  With starts s, capacity c >= s, and for d weeks capacity c (1 - a) and starts s (1 + b): backlog b = max(0, s (1 + b) -
 *  c (1 - a)) d, which the headroom clears in b/(c - s) weeks; the loss is the triangle b (d + b/(c - s))/2. Newell,
 *  Applications of Queueing Theory, 1982, chapter 2 (fluid queues).
 *  @param[in]  starts    people a week, finite, >= 0
 *  @param[in]  capacity  treatments a week, finite, >= starts
 *  @param[in]  lost      share of the capacity lost, in [0, 1]
 *  @param[in]  surge     share of starts more, finite, >= -1
 *  @param[in]  weeks     how long, finite, >= 0
 *  @param[out] out       untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN (a number outside its domain).
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_stress_list_by_hand(double starts, double capacity, double lost,
                                                     double surge, double weeks,
                                                     cpw_stress_list *out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
