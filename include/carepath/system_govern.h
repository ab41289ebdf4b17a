/* carepath/system_govern.h - who decides: money devolved to places or kept at the centre, each for itself against
 * together, pooling by free will, by majority or by order, whether it pays, structure against money.
 * Floor 4: includes base.h, response.h, system.h and system_run.h.
 *
 * Everything works on plain arrays, so that the curves may come from anywhere. Members (places, organisations) have
 * money on service lines and spend it on options (units), each of which turns money into benefit by a concave curve.
 * Of an option's benefit every member's people have a share: patients cross borders. Written out, with y[m][o] >= 0
 * what member m spends on option o:
 *   x[o] = sum over m of y[m][o],   benefit[m] = sum over o of share[o][m] response[o](x[o]),
 *   welfare = sum over m of weight[m] benefit[m],   sum over o of a line of y[m][o] <= budget[m][line].
 * An option has one owner, who alone spends on it, or none: then all members may. Money that gains nothing for whoever
 * decides about it stays unspent.
 *
 *   cpw_system_govern_equilibrium  each for itself against the joint optimum: price of anarchy, gains, prices
 *   cpw_system_govern_devolve      a share of the money decided at place, from 0 to 1: welfare, losses, the best
 *   cpw_system_govern_pool         who pools with whom: core, Shapley, nucleolus; voluntary, majority, mandated
 *   cpw_system_govern_breakeven    what a change must gain to pay, with a dip, a ramp and optimism taken off
 *   cpw_system_govern_attribute    a loss shared out over its causes (structure, money, ...) by paired runs */
#ifndef CAREPATH_SYSTEM_GOVERN_H
#define CAREPATH_SYSTEM_GOVERN_H

#include "carepath/base.h"
#include "carepath/response.h"
#include "carepath/system.h"
#include "carepath/system_run.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- the commons --------------- */

/** The most members of a pool whose every coalition is looked at. */
#define CPW_GOVERN_MOST 12

/** Members, their money, and what it buys for whom. Plain memory of the caller; arrays are borrowed. */
typedef struct cpw_system_commons {
  size_t struct_size;           /**< sizeof(cpw_system_commons) as the caller compiled it */
  int64_t members;              /**< number of members, >= 1 */
  int64_t options;              /**< number of options, >= 1 */
  int64_t lines;                /**< number of service lines, >= 1; default 1 */
  const char *const *member;    /**< (members) names; NULL: positions */
  const char *const *option;    /**< (options) names; NULL: positions */
  const char *const *line_name; /**< (lines) names; NULL: positions */
  const cpw_response *
      response; /**< (options) benefit by money; concave, but for rounding of points (1e-9 of the rise) */
  const int64_t *line; /**< (options) line of each option; NULL: line 0 */
  const int64_t
      *owner; /**< (options) the member who spends on it; -1: all may. NULL: all may on all */
  const double *
      share; /**< (options, members) of an option's benefit, finite, >= 0; rows need not sum to 1. NULL: all
                             of it is the owner's, and every option has one */
  const double
      *upper; /**< (options) most that can be spent on it, >= 0; inf is allowed; NULL: no bound */
  const double *
      weight; /**< (members) worth of a member's benefit in the welfare, finite, > 0; NULL: 1 each */
  const double *
      people; /**< (members) finite, > 0: for benefits a head and their distribution; NULL: 1 each */
  const int64_t *budget; /**< (members, lines) pounds, >= 0; a line's sum at most 2^53 */
} cpw_system_commons;

/** Fill a commons with the defaults.
 *  @param[out] commons  nobody and nothing, one line
 *  @param[in]  size     sizeof(cpw_system_commons) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_commons_init_sized(cpw_system_commons *commons, size_t size);

/** Fill a commons with the defaults (see cpw_system_commons_init_sized).
 *  @param[out] commons  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_commons_init(cpw_system_commons *commons) {
  cpw_system_commons_init_sized(commons, sizeof *commons);
}

/** The centre knows every curve. */
#define CPW_GOVERN_PERFECT 0
/** It knows the average curve of each line, by size: value of x = size x mean over the line of value(x' )/size', x'/size'
 *  = x/size. */
#define CPW_GOVERN_AVERAGE 1
/** It is wrong about the size of each curve by a lognormal factor of mean 1, drawn anew in each replication. */
#define CPW_GOVERN_NOISY 2
/** It believes in the curves of `believed`. */
#define CPW_GOVERN_GIVEN 3

/** How it is decided and solved. */
typedef struct cpw_system_govern_options {
  size_t struct_size; /**< sizeof(cpw_system_govern_options) as the caller compiled it */
  double
      tolerance; /**< equilibrium: no member gains more by another choice, relative to its benefit, in
                           [1e-12, 0.1]; default 1e-9 */
  int64_t rounds;    /**< most rounds of best responses, >= 1; default 1000 */
  int32_t knowledge; /**< CPW_GOVERN_...: what the centre knows; default PERFECT */
  int32_t steps;     /**< devolved shares 0, 1/steps, ..., 1; 1 to 1000; default 10 */
  double noise;      /**< NOISY: coefficient of variation of the factor, finite, >= 0; default 0 */
  const cpw_response *believed; /**< (options) GIVEN: what the centre believes, concave */
  const cpw_response *local;    /**< (options) what places believe of the curves; NULL: the truth */
  const double *size; /**< (options) AVERAGE: size of each option, finite, > 0; NULL: 1 each */
  const double *
      capitation; /**< (members) weights by which devolved money goes to places, >= 0, not all 0; NULL: by
                                     their budgets */
  const double
      *compliance; /**< (members) share of its money that a member of a pool hands over, in [0, 1];
                                     NULL: 1 each */
  const int64_t *votes; /**< (members) >= 0, not all 0; NULL: 1 each */
  int64_t quota;        /**< votes that decide; 0 (default): more than half */
  double cost_pool; /**< yearly cost of a pool of two or more, in units of welfare, finite, >= 0 */
  double cost_member;             /**< and of each member of it */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_system_govern_options;

/** Fill the options with the defaults.
 *  @param[out] options  tolerance 1e-9, 1000 rounds, perfect knowledge, eleven shares
 *  @param[in]  size     sizeof(cpw_system_govern_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_govern_options_init_sized(cpw_system_govern_options *options, size_t size);

/** Fill the options with the defaults (see cpw_system_govern_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_govern_options_init(cpw_system_govern_options *options) {
  cpw_system_govern_options_init_sized(options, sizeof *options);
}

/* ---------------------------------------------------------------- each for itself ----------- */

/** Each for itself against all together.
 *  Four ways to decide: `alone`, every member spends its own money for the best of its own people, what the others
 *  spend given (Nash); `coordinated`, every member's money stays its own but is spent for the welfare of all;
 *  `priced`, every owner buys at the system's price for what its options are worth to all (those who gain from beyond
 *  the border pay for it), and borrows and lends; `joint`, one purse. Best responses are exact (cpw_budget_allocate
 *  above what others spend), member after member, averaged with the last choice where they go round in circles.
 *  Where every option has one owner each best response is dominant: one round, and the equilibrium is unique. Where
 *  the shares of every option are in the same proportion over members, all want the same: a potential game (Monderer
 *  and Shapley, Games Econ. Behav. 14, 1996). Else an equilibrium exists (Rosen, Econometrica 33, 1965), its totals
 *  need not be unique, and `regret` is the proof of what was found. `priced` is the joint optimum wherever curves are
 *  strictly concave (the second welfare theorem): at equal marginals nothing is left to decide centrally.
 *  Result: spend [way option], benefit [way member], welfare, spent, unspent [way]; line_welfare [way line]; price [line]
 *  (welfare of one more pound in the joint optimum); transfer [member line] (pounds that a member receives under
 *  `priced`, its spend less its budget); contribution [member option] (who spends what alone); regret [member] (what it
 *  could still gain alone); gain [member] (joint less alone); gini, least [way] (benefits a head); anarchy (joint /
 *  alone, >= 1; NaN where alone is 0), efficiency_loss (joint less alone over joint), boundaries_loss (joint less
 *  coordinated over joint), rounds, converged, potential (1: shares in proportion), dominant (1: every option has an owner).
 *  Note uniqueness. Outcome UNREACHABLE where best responses did not come to rest.
 *  @param[in]  commons  members, money, curves
 *  @param[in]  options  tolerance, rounds, allocator; NULL for the defaults
 *  @param[in]  run      cancel is used; NULL for the defaults
 *  @param[out] out      the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, numbers, owners, lines); CPW_EDOMAIN (a share, weight, bound, budget; a curve that
 *  is not concave: "response[2] is not concave"); CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity O(rounds x members x options). @par Thread safety Safe. @par Example examples/who_decides.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_govern_equilibrium(const cpw_system_commons *commons,
                                                           const cpw_system_govern_options *options,
                                                           const cpw_run *run, cpw_result **out,
                                                           cpw_error *err);

/* ---------------------------------------------------------------- devolution ---------------- */

/** A share of the money decided at place, from none to all, line by line.
 *  At share d of a line, floor(d x money of the line) pounds go to members (by capitation or by their budgets, largest
 *  remainders, ties by name and then by row); each spends for its own people by what places believe, the others given;
 *  then the centre sees what they spend and puts the rest on top for the welfare as it believes the curves to be. What
 *  came of it is measured by the true curves. With perfect knowledge and owners, d = 0 is the joint optimum and the loss
 *  never falls as d rises; with a centre that errs the best d is a number between.
 *  Result: devolved [level] (shares); money_local [level member line] and money_central [level line] (pounds, which sum to
 *  the line); welfare, line_loss [level line] (joint less what came of it); total_welfare, total_loss, spent, gini, least
 *  [level]; benefit [level member]; loss_central (joint less welfare at d = 0), loss_local (joint less welfare at d = 1)
 *  [line]; best [line] (the least d of the greatest welfare), best_level [line]; best_welfare (every line at its best d),
 *  best_uniform (one d for all), joint [line]. NOISY: means over replications, and standard_error [level].
 *  @param[in]  commons  members, money, curves
 *  @param[in]  options  steps, knowledge and what goes with it; NULL for the defaults
 *  @param[in]  run      NOISY: seed and replications; cancel; NULL for the defaults
 *  @param[out] out      the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err      nullable
 *  @return as cpw_system_govern_equilibrium; CPW_EDOMAIN also noise, steps, believed, local, size, capitation.
 *  @par Complexity O(steps x replications x equilibrium). @par Thread safety Safe. @par Example examples/who_decides.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_govern_devolve(const cpw_system_commons *commons,
                                                       const cpw_system_govern_options *options,
                                                       const cpw_run *run, cpw_result **out,
                                                       cpw_error *err);

/* ---------------------------------------------------------------- pooling ------------------- */

/** Rules by which a pool comes about: none does. */
#define CPW_GOVERN_ALONE 0
/** Whoever gains by being in it joins, without side payments. */
#define CPW_GOVERN_VOLUNTARY 1
/** The same with side payments. */
#define CPW_GOVERN_PAID 2
/** All pool where members with the quota of votes gain by it, without side payments. */
#define CPW_GOVERN_MAJORITY 3
/** All pool. */
#define CPW_GOVERN_MANDATED 4
/** The number of rules. */
#define CPW_GOVERN_RULES 5

/** Who pools with whom, and how the gain may be shared.
 *  Every coalition S puts its money together (the share `compliance` of it) and spends it for the best of its members;
 *  the others, and what members hold back, act alone: an equilibrium of S and single members (the gamma characteristic
 *  function of Chander and Tulkens, Int. J. Game Theory 26, 1997). payoff [coalition member] is what each has then, in
 *  welfare, the costs of the pool taken off in equal parts; v(S) its sum over S. Coalition S stands at the sum of 2^i
 *  over its members, as in coalition.h.
 *  ALONE: nobody. VOLUNTARY: among the coalitions in which no member has less than if it left and nobody outside would
 *  have more by joining (internal and external stability, d'Aspremont et al., Can. J. Econ. 16, 1983), nor a member less than with no
 *  pool at all, the one of the greatest welfare (of equals the smallest, then the lowest; none that has less than no pool).
 *  PAID: the one of the greatest welfare in which v(S) covers what its members would have by leaving one by one, and no less
 *  than with no pool (potential internal stability; Eyckmans and Finus 2004), side payments giving each that and an equal
 *  part of what is left. MAJORITY: all, where members with `quota` votes have more than alone. MANDATED: all.
 *  Under MANDATED the payments are those that lift whoever is worse off to what it had alone, where the gain allows.
 *  Result: payoff [coalition member]; value, welfare (of all members), spent [coalition]; stable_internal, stable_external,
 *  stable_paid [coalition] (1 or 0); by rule [rule]: formed (the coalition, 0: none), rule_welfare, rule_members, worse_off
 *  (members with less than alone before payments), worse_off_paid (after payments); rule_payoff, rule_gain (before payments,
 *  against alone), rule_payment (in welfare, sums to 0), rule_payment_money (the same in pounds at the joint price)
 *  [rule member]; shapley, nucleolus, least_core [member]; core_complaint (<= 0: the pool of all has a core),
 *  superadditive, convex, essential; shapley_in_core, power [member] (Shapley-Shubik, of the votes). Notes.
 *  @param[in]  commons  2 to CPW_GOVERN_MOST members
 *  @param[in]  options  compliance, votes, quota, costs, tolerance, rounds; NULL for the defaults
 *  @param[in]  run      threads, progress and cancel; NULL for the defaults
 *  @param[out] out      the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err      nullable
 *  @return as cpw_system_govern_equilibrium; CPW_EDOMAIN also compliance, votes, quota, costs; CPW_ENOCONV where an
 *  equilibrium was not found: its coalition is named.
 *  @par Complexity O(2^members x equilibrium). @par Thread safety Safe. @par Example examples/who_decides.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_govern_pool(const cpw_system_commons *commons,
                                                    const cpw_system_govern_options *options,
                                                    const cpw_run *run, cpw_result **out,
                                                    cpw_error *err);

/* ---------------------------------------------------------------- does it pay --------------- */

/** A change that costs first and gains later. Money and benefit in pounds. */
typedef struct cpw_system_govern_change {
  size_t struct_size; /**< sizeof(cpw_system_govern_change) as the caller compiled it */
  double once;        /**< cost at the beginning, finite, >= 0 */
  double running;     /**< cost a year of maintaining it, finite, >= 0 */
  double gain;        /**< gain a year when mature, finite, >= 0 */
  double
      dip; /**< loss a year of productivity at the beginning, finite, >= 0: falls in a straight line to 0 over
                           `dip_months` */
  double dip_months;  /**< finite, >= 0; default 12 */
  double half_months; /**< months to half of the gain (logistic ramp), finite, >= 0; default 24 */
  double
      ramp_months; /**< months from a tenth to nine tenths of it, finite, >= 0 (0: all at once); default 24 */
  double
      gain_bias; /**< share by which the gain is promised too high, in [0, 1): taken off; default 0 */
  double
      cost_bias; /**< share by which costs are promised too low, finite, >= 0: put on; default 0 */
  double
      gain_spread; /**< coefficient of variation of the gain (lognormal, mean as given), finite, >= 0; default 0 */
  double cost_spread;             /**< of the costs and the dip */
  double months_spread;           /**< of the months of ramp and dip */
  double discount;                /**< a year, > -1; default 0.035 (HM Treasury Green Book) */
  int32_t months;                 /**< horizon, 1 to 1200; default 120 */
  int32_t reserved;               /**< zero */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_system_govern_change;

/** Fill a change with the defaults.
 *  @param[out] change  no cost, no gain, two years to half of it, ten years, discount 0.035
 *  @param[in]  size    sizeof(cpw_system_govern_change) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_govern_change_init_sized(cpw_system_govern_change *change, size_t size);

/** Fill a change with the defaults (see cpw_system_govern_change_init_sized).
 *  @param[out] change  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_govern_change_init(cpw_system_govern_change *change) {
  cpw_system_govern_change_init_sized(change, sizeof *change);
}

/** When a change pays, and how likely.
 *  Month k = 1, 2, ... has (gain (1 - gain_bias) ramp(k) - running (1 + cost_bias) - dip (1 + cost_bias) fall(k)) / 12,
 *  in the middle of the month discounted by (1 + discount)^-((k - 1/2)/12); `once` (1 + cost_bias) stands at month 0.
 *  ramp(t) = (s(t) - s(0)) / (1 - s(0)) with s(t) = 1 / (1 + exp(-(t - half) 2 ln 9 / ramp_months)): nothing at the
 *  beginning, all of it in the end. Replications draw gain, costs and months, each from a stream of its own.
 *  Result: net, cumulative (discounted, as planned without chance) [month], ramp [month]; npv, breakeven (first month from
 *  which on the sum stays >= 0; NaN: not within the horizon), promised_npv, promised_breakeven (without biases),
 *  worst (the deepest cumulative loss), gain_needed (the mature yearly gain, as promised, at which the NPV is 0; NaN: none).
 *  By chance: npv_draw [replication] (merge APPEND), chance_gain (share of replications with NPV > 0), npv_mean, npv_se,
 *  npv_p5, npv_p95, breakeven_p50, breakeven_never (share).
 *  @param[in]  change  costs and gains
 *  @param[in]  run     seed, replications, first_replication, threads, cancel; NULL for the defaults
 *  @param[out] out     the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN; CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity O(replications x months). @par Thread safety Safe. @par Example examples/who_decides.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_govern_breakeven(const cpw_system_govern_change *change,
                                                         const cpw_run *run, cpw_result **out,
                                                         cpw_error *err);

/* ---------------------------------------------------------------- structure against money --- */

/** A loss shared out over its causes.
 *  values[S] is what was measured with the causes of S at work (sum of 2^i over them): values[0] with none, such as no
 *  boundaries and the full money. Each cause has its Shapley value, the average over all orders of what it adds; what
 *  it does alone, what it does last, and what pairs do together beyond each (second differences with no other cause).
 *  Result: shapley, alone (values[i] - values[none]), last (values[all] - values[all but i]), share (shapley / total; NaN:
 *  total 0) [cause]; interaction [cause other] (0 on the diagonal); total (values[all] - values[none]).
 *  @param[in]  values     (2^causes) finite
 *  @param[in]  causes     1 to 16
 *  @param[in]  names      (causes) unique; NULL: positions
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, causes); CPW_EDOMAIN (a value); CPW_ENOMEM.
 *  @par Complexity O(2^causes). @par Thread safety Safe. @par Example examples/who_decides.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_govern_attribute(const double *values, int64_t causes,
                                                         const char *const *names,
                                                         const cpw_allocator *allocator,
                                                         cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
