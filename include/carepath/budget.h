/* carepath/budget.h - who gets what: a budget over options that each turn money into benefit by a curve of
 * their own, with bounds on every option and on nested groups of them.
 * Floor 2: includes base.h and response.h.
 *
 * The problem: maximise sum weight x benefit(spend) over the options, lower <= spend <= upper, no more
 * than the budget in all, and for every group floor <= sum of its members <= cap. Groups are nested
 * (system, place, neighbourhood: any depth). Money that would gain nothing is left unspent.
 *
 *   cpw_budget_allocate        spend of any size: exact for concave curves; S-shaped ones by branch and bound
 *   cpw_budget_allocate_units  whole units (pounds, posts, sessions): exact
 *   cpw_budget_fair            alpha-fair: from the greatest total (0) to the best for the worst off (inf)
 *   cpw_budget_welfare         Atkinson's welfare over groups of people who share the benefits
 *   cpw_budget_report          any spend explained: values, marginals, limits that bind, prices by group
 *   cpw_budget_league          programmes by cost per unit gained, and where the money ends
 *   cpw_budget_reinvest        last money of the worst programme to the first of the best, until no move gains
 *
 * Order of rows: rows in another order get the same answers, bit for bit. Options of equal marginal
 * benefit share what is left for them in proportion to how much of it they could take; whole units, which
 * cannot be shared, go to the lowest index. Any number of threads gives the same bits. */
#ifndef CAREPATH_BUDGET_H
#define CAREPATH_BUDGET_H

#include "carepath/base.h"
#include "carepath/response.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- problems ------------------ */

/** Options, bounds, groups and a budget. Plain memory of the caller; arrays are borrowed. */
typedef struct cpw_budget_problem {
  size_t struct_size;           /**< sizeof(cpw_budget_problem) as the caller compiled it */
  int64_t n;                    /**< number of options, >= 0 */
  const cpw_response *response; /**< (n) benefit of each option's spend */
  const double *weight;   /**< (n) worth of a unit of its benefit, finite, >= 0; NULL: 1 each */
  const double *lower;    /**< (n) least spend, finite, >= 0; NULL: 0 each */
  const double *upper;    /**< (n) most, >= lower; inf is allowed; NULL: no bound */
  const double *baseline; /**< (n) a spend to compare with, finite, >= 0; NULL: none */
  double budget;          /**< money there is, finite, >= 0 */
  int64_t groups;         /**< number of groups, >= 0; default 0 */
  const int64_t *group;   /**< (n) the smallest group of each option; -1: none. NULL: none */
  const int64_t *parent;  /**< (groups) the group around it; -1: none. NULL: none. No cycles */
  const double *floor;    /**< (groups) least sum of its members, finite, >= 0; NULL: 0 each */
  const double *cap;      /**< (groups) most; inf is allowed; NULL: no cap */
} cpw_budget_problem;

/** Fill a problem with the defaults: nothing to allocate.
 *  @param[out] problem  zeros
 *  @param[in]  size     sizeof(cpw_budget_problem) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_budget_problem_init_sized(cpw_budget_problem *problem, size_t size);

/** Fill a problem with the defaults (see cpw_budget_problem_init_sized).
 *  @param[out] problem  zeros
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_budget_problem_init(cpw_budget_problem *problem) {
  cpw_budget_problem_init_sized(problem, sizeof *problem);
}

/** The same in whole units: each costs `unit` of the curves' money. */
typedef struct cpw_budget_units {
  size_t struct_size;           /**< sizeof(cpw_budget_units) as the caller compiled it */
  int64_t n;                    /**< number of options, >= 0 */
  const cpw_response *response; /**< (n) benefit of each option's spend */
  const double *weight;         /**< (n) finite, >= 0; NULL: 1 each */
  const int64_t *lower;         /**< (n) least units, >= 0; NULL: 0 each */
  const int64_t *upper;         /**< (n) most, >= lower; NULL: no bound */
  const int64_t *baseline;      /**< (n) units to compare with, >= 0; NULL: none */
  int64_t budget;               /**< units there are, >= 0 */
  double unit;                  /**< money of one unit, > 0; default 1 */
  int64_t groups;               /**< number of groups, >= 0; default 0 */
  const int64_t *group;         /**< (n) the smallest group of each option; -1: none. NULL: none */
  const int64_t *parent; /**< (groups) the group around it; -1: none. NULL: none. No cycles */
  const int64_t *floor;  /**< (groups) least sum of its members, >= 0; NULL: 0 each */
  const int64_t *cap;    /**< (groups) most, >= 0; NULL: no cap */
} cpw_budget_units;

/** Fill a problem in whole units with the defaults: unit 1, nothing to allocate.
 *  @param[out] problem  the defaults
 *  @param[in]  size     sizeof(cpw_budget_units) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_budget_units_init_sized(cpw_budget_units *problem, size_t size);

/** Fill a problem in whole units with the defaults (see cpw_budget_units_init_sized).
 *  @param[out] problem  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_budget_units_init(cpw_budget_units *problem) {
  cpw_budget_units_init_sized(problem, sizeof *problem);
}

/** How to solve. */
typedef struct cpw_budget_options {
  size_t struct_size; /**< sizeof(cpw_budget_options) as the caller compiled it */
  double gap;         /**< S-shaped: stop when the relative gap is at most this, default 1e-6 */
  int64_t nodes;      /**< S-shaped: most nodes of the search, default 2000; >= 1 */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_budget_options;

/** Fill options with the defaults.
 *  @param[out] options  gap 1e-6, nodes 2000
 *  @param[in]  size     sizeof(cpw_budget_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_budget_options_init_sized(cpw_budget_options *options, size_t size);

/** Fill options with the defaults (see cpw_budget_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_budget_options_init(cpw_budget_options *options) {
  cpw_budget_options_init_sized(options, sizeof *options);
}

/** What came out. The multiplier is the shadow price: the weighted benefit of one more unit of money. */
typedef struct cpw_budget_answer {
  double value; /**< sum of weight x benefit */
  double bound; /**< no spend within the bounds has more; value + gap */
  double gap; /**< the duality gap in benefit, >= 0: 0 but for rounding where curves are concave */
  double
      multiplier; /**< of the budget; 0 where money is left. Of whole units: what the next one gives */
  double spent;          /**< sum of the spend, in money */
  double unspent;        /**< budget - spent: no option gains by it, or none may take it */
  double next_gain;      /**< weighted benefit of the next unit of money, 0 if nobody may take it */
  double last_gain;      /**< weighted benefit lost with the last one, 0 if nobody can give it */
  int64_t next;          /**< who would take the next; -1: nobody */
  int64_t last;          /**< who would give the last; -1: nobody */
  double baseline_value; /**< value of the baseline; NaN without one */
  double baseline_gain;  /**< value - baseline_value; NaN without one */
  int32_t
      kept_baseline; /**< 1: the baseline keeps the rules, nothing better was found and it is the answer */
  int32_t proven; /**< 1: the gap is within what was asked for; 0: the limit of nodes came first */
  int64_t nodes;  /**< of the search: 1 where the curves are concave */
} cpw_budget_answer;

/* ---------------------------------------------------------------- allocation ---------------- */

/** The spend that gains most.
 *  Concave curves: every option buys up to the marginal benefit of one price, the multiplier of the
 *  budget; a group that is held at its cap or floor has a price of its own (Everett, "Generalized Lagrange
 *  multiplier method", Oper. Res. 11, 1963; for nested groups Hochbaum, Math. Oper. Res. 19, 1994). The
 *  price by safeguarded Newton steps on sums of whole numbers, the slopes of straight pieces by bisection in
 *  their order. Curves that are not concave: branch and bound on their concave envelopes over parts of
 *  [lower, upper], best bound first; the answer is feasible, the bound is proven.
 *  @param[in]  problem  options and bounds; sums of lower bounds and floors must leave a solution
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      NULL: one thread; threads, progress and cancel are used (S-shaped: cancel alone)
 *  @param[out] spend    (n) untouched on error
 *  @param[out] answer   may be NULL
 *  @param[out] err      nullable: "lower bounds sum to 120, 20 more than the budget 100 (largest: lower[3] =
 *                       60)"; groups likewise
 *  @return CPW_OK; CPW_EINVAL (NULL, shapes, groups out of range or in a cycle); CPW_EDOMAIN (a number out of
 *  its domain; bounds without a solution: the rule, the row and the gap are named); CPW_EOVERFLOW;
 *  CPW_ENOMEM; CPW_ECANCELLED.
 *  @par Complexity and accuracy O(n) for each of some 5 to 20 prices, and for each level of groups; the
 *  budget is met to 1e-12 relative, marginals agree to 1e-12 where no bound binds.
 *  @par Thread safety Safe. @par Example examples/budget.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_budget_allocate(const cpw_budget_problem *problem,
                                                 const cpw_budget_options *options,
                                                 const cpw_run *run, double *spend,
                                                 cpw_budget_answer *answer, cpw_error *err);

/** The whole units that gain most.
 *  What giving unit after unit to whoever gains most by it comes to (Fox, "Discrete optimization via marginal
 *  analysis", Management Science 13, 1966), which is optimal for concave curves and nested caps and floors;
 *  but not unit after unit: a price is searched for at which nearly all are given, and a heap gives the rest
 *  (Frederickson and Johnson, J. Comput. Syst. Sci. 24, 1982; Hochbaum 1994). Equal gains: lowest index.
 *  Floors are met first, the innermost groups before those around them. Gains are those of
 *  cpw_response_gain. A curve must be concave on the whole of its units.
 *  @param[in]  problem  options and bounds in units
 *  @param[in]  options  NULL for the defaults
 *  @param[out] units    (n) untouched on error
 *  @param[out] answer   may be NULL; spent and unspent are rounded beyond 2^53
 *  @param[out] err      nullable
 *  @return as cpw_budget_allocate; CPW_EDOMAIN also where a curve is not concave above its lower bound;
 *  CPW_EOVERFLOW where sums of bounds exceed 2^63 - 1.
 *  @par Complexity O(n log n) for each level of groups, whatever the number of units.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_budget_allocate_units(const cpw_budget_units *problem,
                                                       const cpw_budget_options *options,
                                                       int64_t *units, cpw_budget_answer *answer,
                                                       cpw_error *err);

/* ---------------------------------------------------------------- fairness ------------------ */

/** What a fair allocation gives and costs. */
typedef struct cpw_budget_fairness {
  double total;             /**< sum of the benefits, unweighted */
  double system;            /**< the greatest sum of benefits within the same bounds */
  double price_of_fairness; /**< (system - total) / system; 0 where system is 0 */
  double least;             /**< the least benefit of an option whose benefit can be more than 0 */
  double
      multiplier; /**< of the budget, in the objective's units; alpha = inf: 1 / money for one more
                                 of everybody's benefit; NaN beyond the largest double */
  double spent;   /**< sum of the spend */
  double unspent; /**< budget - spent */
} cpw_budget_fairness;

/** The alpha-fair spend: maximise sum weight u^(1 - alpha) / (1 - alpha), u the benefit of an option.
 *  0: the greatest weighted total; 1: sum weight ln u, proportional fairness (Nash); the greater alpha, the
 *  more the worst off count; inf: the least benefit as great as can be, then the next least (leximin),
 *  without weights (Mo and Walrand, IEEE/ACM Trans. Netw. 8, 2000; Bertsimas, Farias and Trichakis, "The
 *  price of fairness", Oper. Res. 59, 2011). Linear curves u = e x give x in proportion to weight^(1/alpha)
 *  e^((1 - alpha)/alpha) within the bounds. Curves must be concave; 0 < alpha < inf needs benefits of 0 at
 *  no spend (POINTS: y[0] >= 0).
 *  @param[in]  problem   options, bounds and groups; alpha = inf takes no groups. Options of weight 0, or
 *                        which can gain nothing, stay at their lower bound
 *  @param[in]  alpha     >= 0; inf is allowed
 *  @param[in]  options   NULL for the defaults
 *  @param[out] spend     (n) untouched on error
 *  @param[out] utility   (n) the benefit of each; may be NULL
 *  @param[out] fairness  may be NULL
 *  @param[out] err       nullable
 *  @return as cpw_budget_allocate; CPW_EDOMAIN also where alpha is NaN or negative or a curve is not concave.
 *  @par Complexity and accuracy O(n) for each of some 10 to 100 prices; the budget is met to 1e-12
 *  relative. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_budget_fair(const cpw_budget_problem *problem, double alpha,
                                             const cpw_budget_options *options, double *spend,
                                             double *utility, cpw_budget_fairness *fairness,
                                             cpw_error *err);

/** People in groups who share what the options gain. */
typedef struct cpw_budget_people {
  size_t struct_size;   /**< sizeof(cpw_budget_people) as the caller compiled it */
  int64_t groups;       /**< number of groups of people, >= 1 */
  const double *people; /**< (groups) how many there are, finite, > 0 */
  const double *before; /**< (groups) what each of them has before, finite, > 0 */
  const double
      *share;      /**< (n, groups) of an option's benefit that comes to a group, finite, >= 0 */
  double aversion; /**< epsilon >= 0: aversion to inequality; default 1 */
} cpw_budget_people;

/** Fill people with the defaults: aversion 1, nobody.
 *  @param[out] people  the defaults
 *  @param[in]  size    sizeof(cpw_budget_people) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_budget_people_init_sized(cpw_budget_people *people, size_t size);

/** Fill people with the defaults (see cpw_budget_people_init_sized).
 *  @param[out] people  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_budget_people_init(cpw_budget_people *people) {
  cpw_budget_people_init_sized(people, sizeof *people);
}

/** What an allocation by welfare gives. */
typedef struct cpw_budget_wellbeing {
  double ede_before; /**< equally distributed equivalent of what people have before */
  double ede_after;  /**< and after: what each would have to have for the same welfare */
  double ede_bound;  /**< no spend within the bounds has more */
  double mean_after; /**< mean of what people have after */
  double total;      /**< sum of the benefits, unweighted */
  double system;     /**< the same of the spend that gains the greatest total */
  double spent;      /**< sum of the spend */
  int64_t steps;     /**< of the search */
  int32_t proven;    /**< 1: ede_bound - ede_after is within 1e-9 of ede_after */
  int32_t reserved;  /**< zero */
} cpw_budget_wellbeing;

/** The spend of the greatest welfare by Atkinson's measure over groups of people.
 *  What a person of a group has: y = before + sum of shares of weight x benefit / people. Maximises the mean
 *  of y^(1 - epsilon) / (1 - epsilon) (ln y at 1) over all people (Atkinson, "On the measurement of
 *  inequality", J. Econ. Theory 2, 1970), by steps towards the allocation whose weights are the marginal
 *  welfare of those whom each option serves; the distance to the optimum is bounded by the gain such a step
 *  promises (Frank and Wolfe 1956, in the space of benefits).
 *  @param[in]  problem  options, bounds and groups of options; curves must be concave
 *  @param[in]  people   groups of people and their shares
 *  @param[in]  options  NULL for the defaults
 *  @param[out] spend    (n) untouched on error
 *  @param[out] after    (groups of people) y afterwards; may be NULL
 *  @param[out] answer   may be NULL
 *  @param[out] err      nullable
 *  @return as cpw_budget_allocate.
 *  @par Complexity O(steps x (allocation + n x groups)), at most 1000 steps.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_budget_welfare(const cpw_budget_problem *problem,
                                                const cpw_budget_people *people,
                                                const cpw_budget_options *options, double *spend,
                                                double *after, cpw_budget_wellbeing *answer,
                                                cpw_error *err);

/* ---------------------------------------------------------------- explanation --------------- */

/** What an option's spend is held by (cpw_budget_report, "limit"). */
#define CPW_BUDGET_FREE     0 /**< nothing but the price of money */
#define CPW_BUDGET_AT_LOWER 1 /**< its lower bound */
#define CPW_BUDGET_AT_UPPER 2 /**< its upper bound */
#define CPW_BUDGET_AT_FLOOR 3 /**< a group's floor: its price is lower than that of the budget */
#define CPW_BUDGET_AT_CAP   4 /**< a group's cap: its price is higher */

/** A spend explained, option by option and group by group.
 *  Arrays of a dimension "option": "spend", "benefit", "value" (weighted), "marginal_next" and
 *  "marginal_last" (weighted benefit of the next and lost with the last unit of money), "cost_per_unit"
 *  (money for one more unit of benefit; inf where none), "limit" (CPW_BUDGET_...), and with a baseline
 *  "baseline", "change" and "value_change". Of a dimension "group": "group_spend", "group_floor",
 *  "group_cap", "group_value", "group_binding" (0 no, -1 floor, 1 cap). Single numbers: "budget", "spent", "unspent",
 *  "total_value", "next_option" and "last_option" (positions; -1 none), "next_gain", "last_gain".
 *  @param[in]  problem  options, bounds and groups
 *  @param[in]  spend    (n) a spend, finite, >= 0: of an allocation, or what is done today. It may break
 *                       bounds: the notes say which
 *  @param[in]  names    (n) labels of the options; NULL: positions
 *  @param[in]  groups   (groups) labels of the groups; NULL: positions
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the result; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_ENOMEM.
 *  @par Complexity O(n x depth). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_budget_report(const cpw_budget_problem *problem,
                                               const double *spend, const char *const *names,
                                               const char *const *groups,
                                               const cpw_budget_options *options, cpw_result **out,
                                               cpw_error *err);

/* ---------------------------------------------------------------- marginal analysis --------- */

/** Where the money of a league table ends. */
typedef struct cpw_budget_line {
  int64_t funded;   /**< programmes that are paid for in full, in the order of the table */
  int64_t next;     /**< the first that is not; -1: none */
  int64_t spent;    /**< cost of the funded ones */
  int64_t unspent;  /**< budget - spent, towards the next */
  double gain;      /**< of the funded ones */
  double last_cost; /**< cost per unit gained of the last one funded; NaN if none is */
  double next_cost; /**< of the next; NaN if there is none */
  double part_gain; /**< of the next, if it could be bought in part with what is left */
} cpw_budget_line;

/** League table: programmes by cost per unit gained, cheapest first, and where the budget line falls.
 *  Those that cost nothing and gain something come first, those that gain nothing last; equal ratios by
 *  the lower cost, then by index. The line falls before the first programme that the money left does not
 *  cover, even if a later, cheaper one would fit (Mooney, Gerard, Donaldson and Farrar, Priority Setting in
 *  Purchasing, 1992; for the best set of whole programmes see knapsack.h).
 *  @param[in]  cost    (n) in whole units of money, >= 0
 *  @param[in]  gain    (n) finite, >= 0
 *  @param[in]  n       >= 0
 *  @param[in]  budget  >= 0
 *  @param[out] order   (n) indices, cheapest per unit first; untouched on error
 *  @param[out] ratio   (n) cost per unit gained of each programme (not in the order): inf where nothing is
 *                      gained; may be NULL
 *  @param[out] line    may be NULL
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0); CPW_EDOMAIN (cost, gain, budget); CPW_ENOMEM.
 *  @par Complexity O(n log n). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_budget_league(const int64_t *cost, const double *gain, int64_t n,
                                               int64_t budget, int64_t *order, double *ratio,
                                               cpw_budget_line *line, cpw_error *err);

/** One move of money. */
typedef struct cpw_budget_move {
  int64_t giver; /**< who gives; -1: unspent money */
  int64_t taker; /**< who takes */
  int64_t units; /**< how much, in units */
  double lost;   /**< weighted benefit lost */
  double gained; /**< weighted benefit gained, greater than lost */
} cpw_budget_move;

/** Disinvest and reinvest: money that is not spent goes to whoever gains most by it, then last units go
 *  from the programme that loses least to the one that gains most, until no move gains.
 *  A move is as many units at once as gain at these two programmes alone; bounds of options and groups
 *  hold throughout. No move goes back and forth, as every unit of it gains. With concave curves the end is
 *  the optimum of cpw_budget_allocate_units, but for the order in which equal gains are served.
 *  @param[in]  problem   in whole units, with a baseline that keeps bounds, groups and budget
 *  @param[in]  most      moves that there is room for, >= 0; the search ends there
 *  @param[out] moves     (most) in their order; untouched on error
 *  @param[out] count     how many were made
 *  @param[out] units     (n) what is spent afterwards; may be NULL
 *  @param[out] gain      value afterwards less value of the baseline; may be NULL
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, no baseline); CPW_EDOMAIN (a baseline that breaks a bound: named); what
 *  cpw_budget_allocate_units returns.
 *  @par Complexity O(n) a move, O(n^2) where groups stand in the way of the best. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_budget_reinvest(const cpw_budget_units *problem, int64_t most,
                                                 cpw_budget_move *moves, int64_t *count,
                                                 int64_t *units, double *gain, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
