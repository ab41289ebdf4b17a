/* carepath/system_allocate.h - the best use of money over places and services of an integrated care system.
 * Floor 4: includes base.h, system.h and system_run.h.
 *
 *   plan -> benefit of money, unit by unit                          cpw_system_curve
 *   plan, budget, rules -> who gets what, to the pound, and why     cpw_system_allocate
 *   plan, price -> what one place would do by itself at that price  cpw_system_allocate_place
 *   plan, panels of weights or degrees of aversion -> one allocation each, and how they differ
 *                                                                   cpw_system_allocate_panel
 *
 * What is decided is how many pounds a year more each unit (row of `capacity`) gets; what they do is what the engine
 * of system_run.h says. More capacity shortens a fluid list by a convex function, and capacity is concave in money:
 * the benefit of a unit is a concave function of its money. It is tabulated where it matters and taken as straight
 * between the points, which is never too much; its neighbouring chords prolonged meet above it, which is never too
 * little. The first is solved exactly for the answer, the second for the bound; new points are put where the two
 * differ, until the gap is small. */
#ifndef CAREPATH_SYSTEM_ALLOCATE_H
#define CAREPATH_SYSTEM_ALLOCATE_H

#include "carepath/base.h"
#include "carepath/system.h"
#include "carepath/system_run.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- what is sought ------------- */

/** Outcome: person-weeks waited over the horizon that are avoided. */
#define CPW_ALLOCATE_WAITED 0
/** Outcome: harm of waiting that is avoided (harm of the service x person-weeks) and what more treatments give (gain of
 *  the service x people). */
#define CPW_ALLOCATE_HEALTH 1
/** Outcome: people at the end beyond the standard's weeks of their service that are avoided. */
#define CPW_ALLOCATE_STANDARD 2
/** Outcome: people at the end who waited over 52 weeks that are avoided. */
#define CPW_ALLOCATE_TAIL 3
/** The number of outcomes. */
#define CPW_ALLOCATE_OUTCOMES 4

/** Welfare is the weighted sum over groups. */
#define CPW_ALLOCATE_SUM 0
/** Welfare by Atkinson's measure of what a person of each group bears: its equally distributed equivalent is
 *  (mean of b^(1 + aversion))^(1/(1 + aversion)). */
#define CPW_ALLOCATE_ATKINSON 1
/** Welfare by Kolm's measure: the equivalent is ln(mean of exp(aversion x b)) / aversion. */
#define CPW_ALLOCATE_KOLM 2

/** A sum of money that units are guaranteed or held to: those of an organisation and all below it, of a service. */
typedef struct cpw_system_guarantee {
  int32_t organisation; /**< whose units, with all below it; CPW_NONE: everybody's */
  int32_t service;      /**< of which service; CPW_NONE: of all */
  int64_t least;        /**< pounds a year more that they get in all, >= 0 */
  int64_t most;         /**< at most, >= least; -1: no cap */
} cpw_system_guarantee;

/** A target: a share of the people who wait at the end to be within the standard's weeks of their service. */
typedef struct cpw_system_target {
  int32_t organisation; /**< whose units, with all below it; CPW_NONE: everybody's */
  int32_t service;      /**< of which service; CPW_NONE: of all */
  int32_t each;         /**< 1: each unit by itself; 0: all of them together */
  int32_t reserved;     /**< zero */
  double share;         /**< in [0, 1]; NaN: the standard of each service */
} cpw_system_target;

/** What is sought, under which rules, and how closely. */
typedef struct cpw_system_allocate_options {
  size_t struct_size; /**< sizeof(cpw_system_allocate_options) as the caller compiled it */
  int64_t budget;     /**< pounds a year more in all, 0 (default) to 2^52 */
  int32_t outcome;    /**< CPW_ALLOCATE_WAITED (default), ... */
  int32_t welfare;    /**< CPW_ALLOCATE_SUM (default), CPW_ALLOCATE_ATKINSON, CPW_ALLOCATE_KOLM */
  double aversion;    /**< of ATKINSON and KOLM, 0 to 100, default 1; KOLM: per unit of outcome */
  const double *mix;  /**< (CPW_ALLOCATE_OUTCOMES) worth of a unit of each outcome, finite, >= 0;
                            NULL: 1 of `outcome` alone */
  const double
      *weight; /**< (groups) worth of an outcome to each group, finite, >= 0; NULL: 1 each */
  const int64_t *lower;    /**< (units) least pounds, >= 0; NULL: 0 each */
  const int64_t *upper;    /**< (units) most, >= lower; NULL: no bound but the budget */
  const int64_t *baseline; /**< (units) a spend to compare with, >= 0; NULL: no money */
  const double *need; /**< (units) of the capitation share, finite, >= 0; NULL: the people of its
                                lists (opening and starts) */
  const int64_t *alternative; /**< (alternatives, units) other spends to compare with; NULL: none */
  int64_t alternatives;       /**< >= 0 */
  const cpw_system_guarantee *guarantee; /**< (guarantees) */
  int64_t guarantees;                    /**< >= 0 */
  const cpw_system_target *target;       /**< (targets) */
  int64_t targets;                       /**< >= 0 */
  int32_t
      limits; /**< 1 (default): keep the system's limits of staff, theatre and beds; 0: do not */
  int32_t
      prices; /**< 1 (default): what guarantees and targets cost, by solving without each; 0: not */
  int32_t rounds; /**< of refinement, 0 to 100, default 12 */
  int32_t points; /**< of each unit's first table, 3 to 64, default 8 */
  double gap;     /**< stop when (bound - welfare)/welfare is at most this, default 0.001; > 0 */
  const cpw_allocator *allocator; /**< NULL for malloc and free; must outlive the result */
} cpw_system_allocate_options;

/** Fill the options with the defaults.
 *  @param[out] options  no money, person-weeks, weighted sum, no rules but the system's limits
 *  @param[in]  size     sizeof(cpw_system_allocate_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_allocate_options_init_sized(cpw_system_allocate_options *options,
                                                    size_t size);

/** Fill the options with the defaults (see cpw_system_allocate_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_allocate_options_init(cpw_system_allocate_options *options) {
  cpw_system_allocate_options_init_sized(options, sizeof *options);
}

/* ---------------------------------------------------------------- benefit of money ----------- */

/** Benefit of money at one unit, by the engine: sum over groups of weight x (outcome with the money, against without).
 *  The unit's block is run as a whole, its other units without more money; the benefit is that of the whole block.
 *  @param[in]  plan     a plan; its own money (options.money) is there in any case
 *  @param[in]  options  outcome, mix and weight are read; NULL for the defaults
 *  @param[in]  unit     number of a row of `capacity`
 *  @param[in]  spend    (n) pounds a year more, finite, >= 0, in any order
 *  @param[in]  n        >= 0
 *  @param[in]  run      threads, progress and cancel; NULL: one thread
 *  @param[out] benefit  (n) untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, no such unit); CPW_EDOMAIN (spend[i], an option); CPW_ENOMEM;
 *  CPW_ECANCELLED; CPW_EABI.
 *  @par Complexity n runs of the unit's block. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_curve(const cpw_system_plan *plan,
                                              const cpw_system_allocate_options *options,
                                              int64_t unit, const double *spend, int64_t n,
                                              const cpw_run *run, double *benefit, cpw_error *err);

/* ---------------------------------------------------------------- the joint optimum ---------- */

/** The allocation of the greatest welfare.
 *  SUM: welfare = sum over units and groups of weight x outcome gained. ATKINSON, KOLM: with b the mix of outcomes that a
 *  person of a group bears (outcomes not avoided / people, all units together), welfare = people x (equivalent
 *  without money - equivalent with it), people and means weighted by `weight`; at aversion 0 it is the sum.
 *  Method: tables of each unit's benefit by the engine; straight between the points, solved exactly by
 *  cpw_budget_allocate (one price of money for all: Everett 1963), or where limits, targets or guarantees that are not
 *  nested are in the way by cpw_linear_solve over the points; aversion by steps along the marginal welfare of the
 *  groups (Frank and Wolfe 1956), whose promise bounds what is left. The bound takes the prolonged chords instead
 *  (sandwich algorithm: Rote, Computing 48, 1992). Then whole pounds, by cpw_budget_allocate_units.
 *  The answer is the best of that, of the baseline, the capitation share and the alternatives, as far as they keep the
 *  rules, each run through the engine as a whole. Every figure of welfare is the engine's.
 *  A limit holds for the treatments a week of an organisation on average over the horizon, times what each takes; units
 *  that are beyond it without money get none. Targets that cannot be met with the budget give the outcome
 *  CPW_OUTCOME_UNREACHABLE and what comes nearest.
 *  Result. By [unit] (coordinates organisation, service): spend (int64, pounds a year), capacity_more (treatments a week,
 *  mean), benefit (of that spend by itself), marginal_next and marginal_last (benefit of the next pound and of the
 *  last), shared (int64: units of its block, 1: by itself), points (int64, of its table), baseline, capitation (int64).
 *  By [unit group]: waited_before, waited_after (person-weeks), wait_before, wait_after (weeks a person).
 *  By [organisation_of] (coordinate organisation_id): organisation_spend (int64),
 *  organisation_benefit, of its own units. By [group]: group_before,
 *  group_after (outcomes per person), group_weight (marginal, SUM: as given). By [guarantee]: guarantee_spend (int64),
 *  guarantee_binding (-1 at the least, 1 at the most), guarantee_cost (welfare forgone). By [target]: target_before,
 *  target_after (share, each: the least), target_met (int64), target_money (int64: least pounds for it alone, -1: not within
 *  the budget), target_cost (welfare forgone by it), target_price (per person more within the standard, NaN: nobody).
 *  By [limit] (those of organisations with units): limit_used, limit_amount, limit_price (welfare per unit a week). By
 *  [alternative] (baseline, capitation, then those given): alternative_welfare, alternative_kept (int64: keeps the rules).
 *  Single numbers: welfare, baseline_welfare, capitation_welfare (against no money), upper_bound, gap ((bound -
 *  welfare)/bound), price (welfare of one more pound), dual (price x budget + what places gain by themselves at that
 *  price: the welfare of the tables where nothing but money binds), kink (the most that an engine's figure was below the
 *  concave table, relative), budget, spent, unspent, evaluations (int64: runs of all units), rounds, chosen (int64: -1 the
 *  optimum, else number of the alternative). Notes: method, bound, blocks, rules, unspent.
 *  @param[in]  plan     a plan
 *  @param[in]  options  what is sought; NULL for the defaults
 *  @param[in]  run      threads, progress and cancel; NULL: one thread
 *  @param[out] out      the result; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (rows that are none, counts); CPW_EDOMAIN (an option out of its domain; guarantees and
 *  least pounds beyond the budget or beyond caps: the rule and the amount are named); CPW_ENOMEM; CPW_ECANCELLED;
 *  CPW_EABI.
 *  @par Complexity (points + 2 rounds) runs of the system, and as many allocations; a unit of a block of k units counts k
 *  times. @par Thread safety Safe. @par Example examples/system_allocate.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_allocate(const cpw_system_plan *plan,
                                                 const cpw_system_allocate_options *options,
                                                 const cpw_run *run, cpw_result **out,
                                                 cpw_error *err);

/* ---------------------------------------------------------------- each place by itself ------- */

/** What one place would spend by itself if each pound cost it `price` of welfare.
 *  The place maximises benefit - price x spend over its own units (those of the organisation and all below it). At the
 *  price of cpw_system_allocate and with its group weights the joint optimum lies between `least` and `most` for every
 *  unit that no other rule holds (what gains its price to a millionth may be bought or not): the system need only set a price (Dantzig and Wolfe 1960; Everett 1963).
 *  Result by [unit] (of the place; coordinates organisation, service): number (int64, row of `capacity`), least, most
 *  (pounds a year), benefit (of most). Single numbers: spend_least, spend_most, surplus (benefit - price x spend), price.
 *  @param[in]  plan          a plan
 *  @param[in]  options       outcome, mix, weight, lower, upper and budget (the most that a unit can take) are read
 *  @param[in]  organisation  the place; CPW_NONE: everybody
 *  @param[in]  price         welfare of a pound, finite, > 0
 *  @param[in]  run           threads, progress and cancel; NULL: one thread
 *  @param[out] out           the result; untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL (no such organisation); CPW_EDOMAIN (price, an option); CPW_ENOMEM; CPW_ECANCELLED;
 *  CPW_EABI.
 *  @par Complexity (points + 2 rounds) runs of the place's blocks. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_allocate_place(const cpw_system_plan *plan,
                                                       const cpw_system_allocate_options *options,
                                                       int32_t organisation, double price,
                                                       const cpw_run *run, cpw_result **out,
                                                       cpw_error *err);

/* ---------------------------------------------------------------- many opinions -------------- */

/** Who weighs how: one row an opinion (a panel member, a class of people, a draw, a degree of aversion). */
typedef struct cpw_system_panel {
  size_t struct_size;      /**< sizeof(cpw_system_panel) as the caller compiled it */
  int64_t opinions;        /**< >= 1 */
  const char *const *name; /**< (opinions) NULL: positions */
  const double
      *weight; /**< (opinions, groups) weights of groups, as options.weight; NULL: the options' */
  const double *mix; /**< (opinions, CPW_ALLOCATE_OUTCOMES) as options.mix; NULL: the options' */
  const double *aversion; /**< (opinions) as options.aversion; NULL: the options' */
  const double
      *share; /**< (opinions) of the people who hold it, finite, >= 0, not all 0; NULL: equal */
} cpw_system_panel;

/** Fill a panel with the defaults.
 *  @param[out] panel  nobody
 *  @param[in]  size   sizeof(cpw_system_panel) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_panel_init_sized(cpw_system_panel *panel, size_t size);

/** Fill a panel with the defaults (see cpw_system_panel_init_sized).
 *  @param[out] panel  nobody
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_panel_init(cpw_system_panel *panel) {
  cpw_system_panel_init_sized(panel, sizeof *panel);
}

/** The best allocation by each opinion, what each would lose by another's, and which units nearly all would fund.
 *  The tables of cpw_system_allocate, made once, are solved for each opinion; figures are those of the tables. With
 *  draws of weights as opinions the funded shares are acceptabilities (SMAA: Lahdelma and Salminen, Oper. Res. 49, 2001);
 *  with degrees of aversion as opinions the rows are the frontier between the mean and the distribution.
 *  Result. By [opinion unit]: spend (int64). By [opinion]: welfare (by its own weights), regret_most (the most that
 *  anybody loses by its allocation, as a share of that opinion's best), regret_mean (weighted by share), outcome_total
 *  (of the mix, unweighted), gap_between (greatest less least mean outcome per person of the groups). By [opinion group]:
 *  bears (outcome per person with its allocation). By [opinion opinion_of]: regret (row: whose allocation, column: by whose weights). By [unit]: funded
 *  (share of opinions that give it money), spend_mean, spend_least, spend_greatest. Single numbers: compromise (int64: the
 *  opinion whose allocation has the least regret_most, then the least mean), agreement (mean over opinions of the share of
 *  money that its allocation has in common with the compromise), evaluations.
 *  @param[in]  plan     a plan
 *  @param[in]  options  what is sought, as cpw_system_allocate; NULL for the defaults
 *  @param[in]  panel    opinions
 *  @param[in]  run      threads, progress and cancel; NULL: one thread
 *  @param[out] out      the result; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_system_allocate; CPW_EINVAL also for a panel of nobody.
 *  @par Complexity (points + 2 rounds) runs of the system, and an allocation for each opinion; opinions^2 regrets.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_allocate_panel(const cpw_system_plan *plan,
                                                       const cpw_system_allocate_options *options,
                                                       const cpw_system_panel *panel,
                                                       const cpw_run *run, cpw_result **out,
                                                       cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
