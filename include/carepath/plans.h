/* carepath/plans.h - decisions under a budget by linear programmes: which options under several futures,
 * budgets and rules (cpw_plans_choose), and what money does to waiting lists by specialty and group
 * (cpw_plans_joint).
 * Floor 2: includes base.h; works on linear.h.
 *
 * Sources: Rockafellar and Uryasev, Journal of Risk 2 (2000), for the conditional value at risk; Savage (1951)
 * for regret; Wald (1950) for the worst case; Land and Doig, Econometrica 28 (1960), for whole options. */
#ifndef CAREPATH_PLANS_H
#define CAREPATH_PLANS_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What the best plan is by: greatest expected benefit. */
#define CPW_PLANS_EXPECTED 0
/** What the best plan is by: greatest mean of the worst (1 - level) share of the futures. */
#define CPW_PLANS_CVAR 1
/** What the best plan is by: greatest benefit in the worst future, whatever its probability. */
#define CPW_PLANS_MAXIMIN 2
/** What the best plan is by: least of the largest regrets, against what would have been best in each future. */
#define CPW_PLANS_REGRET 3

/** Options, futures, budgets and rules. */
typedef struct cpw_plans_problem {
  size_t struct_size;        /**< sizeof(cpw_plans_problem) as the caller compiled it */
  int64_t options;           /**< things that may be funded, >= 1 */
  int64_t scenarios;         /**< futures, >= 1; default 1 */
  int64_t budgets;           /**< such as revenue, capital, staff, >= 0; default 1 */
  const double *benefit;     /**< (scenarios, options) of one whole option; finite, any sign */
  const double *probability; /**< (scenarios) >= 0, sum 1; NULL: equal */
  const double
      *cost; /**< (budgets, options) of one whole option, in whole units where whole is set;
                                  >= 0, at most 2^53 */
  const double *budget; /**< (budgets) 0 to 2^53, or inf for no limit */
  const double *lower;  /**< (options) how much of each at least, >= 0; NULL: 0 */
  const double *upper;  /**< (options) how much of each at most, finite; NULL: 1 */
  int64_t precedences;  /**< rules "option `later` at most as far as option `earlier`"; default 0 */
  const int64_t *later; /**< (precedences) the option that needs the other */
  const int64_t *earlier;          /**< (precedences) the one that it needs */
  int64_t exclusions;              /**< sets of options that add up to at most 1; default 0 */
  const int64_t *exclusion_start;  /**< (exclusions + 1) set k is member exclusion_start[k] to
                                        exclusion_start[k+1] - 1 */
  const int64_t *exclusion_option; /**< members of the sets */
  int64_t guarantees;              /**< minimums, such as money for a place; default 0 */
  const double *guarantee_weight;  /**< (guarantees, options) what one whole option counts, >= 0 */
  const double *guarantee;         /**< (guarantees) the least sum, >= 0 */
  const double *baseline;          /**< (options) today's plan, or NULL */
  int32_t measure;                 /**< CPW_PLANS_..., default CPW_PLANS_EXPECTED */
  int32_t whole;                   /**< 1: whole numbers of each option; default 0: parts as well */
  double level; /**< CVAR: of the conditional value at risk, in [0, 1); default 0.9 */
  const char *const *option_names;    /**< (options) or NULL: positions */
  const char *const *scenario_names;  /**< (scenarios) or NULL */
  const char *const *budget_names;    /**< (budgets) or NULL */
  const char *const *guarantee_names; /**< (guarantees) or NULL */
} cpw_plans_problem;

/** Fill a problem with the defaults.
 *  @param[out] problem  one future, one budget, parts of options, expected benefit
 *  @param[in]  size     sizeof(cpw_plans_problem) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_plans_problem_init_sized(cpw_plans_problem *problem, size_t size);

/** Fill a problem with the defaults (see cpw_plans_problem_init_sized).
 *  @param[out] problem  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_plans_problem_init(cpw_plans_problem *problem) {
  cpw_plans_problem_init_sized(problem, sizeof *problem);
}

/** How plans are looked for. */
typedef struct cpw_plans_options {
  size_t struct_size; /**< sizeof(cpw_plans_options) as the caller compiled it */
  int64_t nodes;      /**< whole options: at most so many programmes are solved, default 100000;
                                       beyond it the best plan found is given with its bound */
  const cpw_run *run; /**< progress and cancel flag; NULL: none */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_plans_options;

/** Fill the options with the defaults.
 *  @param[out] options  100000 nodes
 *  @param[in]  size     sizeof(cpw_plans_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_plans_options_init_sized(cpw_plans_options *options, size_t size);

/** Fill the options with the defaults (see cpw_plans_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_plans_options_init(cpw_plans_options *options) {
  cpw_plans_options_init_sized(options, sizeof *options);
}

/** The best plan under every budget and rule.
 *  With x_i of option i and benefit_s = sum_i benefit_si x_i:
 *    EXPECTED max sum_s p_s benefit_s            CVAR max t - sum_s p_s z_s / (1 - level), z_s >= t - benefit_s
 *    MAXIMIN max t, t <= benefit_s               REGRET min r, r >= best_s - benefit_s
 *  subject to sum_i cost_bi x_i <= budget_b, lower <= x <= upper, x_later <= x_earlier, sums of exclusive
 *  options <= 1, sum_i guarantee_weight_gi x_i >= guarantee_g; best_s is the best of future s alone under the
 *  same rules. Parts: a linear programme, and among equally good plans one that spends least. Whole options:
 *  branch and bound on it, with reduced-cost fixing; each rule is checked again with exact sums, and where
 *  benefits are whole numbers in one future no better plan is lost to rounding. A baseline that keeps the
 *  rules is where the search starts, so that the answer is never worse.
 *  Result: amount [option] (how much of each), scenario_benefit, scenario_best (REGRET; otherwise NaN)
 *  [scenario], spend, unspent, price (benefit for one more unit of the budget; of the relaxation for whole
 *  options; of REGRET with the bests as they are), price_from, price_to (the budget from and to which it holds) [budget], guarantee_met,
 *  guarantee_price (what one more of the minimum costs in benefit, >= 0) [guarantee]; single numbers: value
 *  (of the measure), bound (nothing is better), relaxation (with parts), gap (|bound - value|), expected,
 *  cvar, worst, regret (NaN unless REGRET) of the plan; baseline_value and gain (NaN where there is no baseline
 *  or it breaks a rule: note "baseline" says which); next_option (int64, -1: none), next_cost, next_gain: of the
 *  options that could be added but for the first budget, the one with most gain for the extra money (and that
 *  money and gain); proven, nodes, iterations (int64). `short_by` [budget]: where no plan keeps the rules, how
 *  much more of that budget alone would make one possible (inf where none would), otherwise 0.
 *  Outcome: CPW_OUTCOME_OK, also where the search stops early (proven is 0 then); CPW_OUTCOME_UNREACHABLE where
 *  no plan keeps the rules: amounts and values are NaN, and the note "conflict" names the rules in the way:
 *  "guarantee North, budget revenue: 1200 more of budget revenue is needed".
 *  Equal plans are told apart by the order of the options; the value does not depend on it.
 *  @param[in]  problem  borrowed
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the answer; untouched on error
 *  @param[out] err      nullable; its index is the option, scenario, budget or rule at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, counts, an index out of range, options that need each other in a circle:
 *  "precedences: option 2 needs itself through others"); CPW_EDOMAIN (a value outside its domain:
 *  "cost[1][3] = -5 must be >= 0", probabilities that do not sum to 1); CPW_EOVERFLOW (money beyond 2^53);
 *  CPW_ECANCELLED; CPW_ENOCONV (a programme that cannot be factorised); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity one linear programme of (scenarios + budgets + rules) rows; whole options: up to `nodes`.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_plans_choose(const cpw_plans_problem *problem,
                                              const cpw_plans_options *options, cpw_result **out,
                                              cpw_error *err);

/** Money, tiers of capacity and waiting lists by specialty (or stage of a pathway) and group. */
typedef struct cpw_plans_lists {
  size_t struct_size;      /**< sizeof(cpw_plans_lists) as the caller compiled it */
  int64_t specialties;     /**< >= 1 */
  int64_t groups;          /**< such as deprivation fifths, >= 1 */
  int64_t tiers;           /**< of capacity, such as core, overtime, independent sector; >= 1 */
  int64_t periods;         /**< >= 1; default 1 */
  const double *list;      /**< (specialties, groups) people who wait at the start, >= 0 */
  const double *demand;    /**< (periods, specialties, groups) people who join, >= 0 */
  const double *tier_cost; /**< (specialties, tiers) of one treatment, 0 to 2^53 */
  const double
      *tier_capacity;   /**< (specialties, tiers) treatments a period, >= 0; inf for no limit */
  const double *budget; /**< (periods) 0 to 2^53, or inf */
  const double *group_weight; /**< (groups) weight of one person left waiting, >= 0; NULL: 1 */
  const double
      *specialty_weight; /**< (specialties) the same by specialty, multiplied, >= 0; NULL: 1 */
  const double
      *period_weight; /**< (periods) weight of the list at the end of each period, >= 0; NULL:
                                       the last one only */
  const double
      *next;    /**< (specialties, specialties) people who join list j for one treated from list i
                                in the same period, >= 0, row by row; NULL: none */
  int64_t gaps; /**< rules on gaps between groups, default 0 */
  const int64_t *gap_of;   /**< (gaps) group whose relative end list ... */
  const int64_t *gap_over; /**< (gaps) ... exceeds that of this group ... */
  const double *gap_most;  /**< (gaps) ... by at most so much; negative: is to be so much lower */
  int32_t carry;           /**< 1: unspent money goes on to the next period; default 0 */
  int32_t reserved;        /**< zero */
  const char *const *specialty_names; /**< (specialties) or NULL: positions */
  const char *const *group_names;     /**< (groups) or NULL */
  const char *const *tier_names;      /**< (tiers) or NULL */
} cpw_plans_lists;

/** Fill lists with the defaults.
 *  @param[out] lists  one period, no gap rules
 *  @param[in]  size   sizeof(cpw_plans_lists) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_plans_lists_init_sized(cpw_plans_lists *lists, size_t size);

/** Fill lists with the defaults (see cpw_plans_lists_init_sized).
 *  @param[out] lists  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_plans_lists_init(cpw_plans_lists *lists) {
  cpw_plans_lists_init_sized(lists, sizeof *lists);
}

/** How much of each tier to buy for each specialty, and for whom, so that fewest are left waiting.
 *  With a_tkr treated in period t, specialty k, tier r and y_tkg of them from group g:
 *    min sum_tkg period_weight_t specialty_weight_k group_weight_g e_tkg,  sum_r a_tkr = sum_g y_tkg,
 *    e_tkg = e_(t-1)kg + demand_tkg + sum_i next_ik y_tig - y_tkg >= 0,  0 <= a_tkr <= tier_capacity_kr,
 *    sum_kr tier_cost_kr a_tkr <= budget_t (with what earlier periods left over, where carry is set),
 *    E_g/B_g - E_h/B_h <= gap_most for each rule (g, h), at the end of the last period: E_g = sum_k e_kg,
 *    B_g = sum_k (list_kg + sum_t demand_tkg), everybody who waits or joins. The relative end list of a group
 *    without anybody is 0.
 *  Of equally good plans one that spends least is given, and of those one whose largest relative end list is
 *  least. Result: end_list, treated [period specialty group]; activity, capacity_price (fewer left waiting,
 *  weighted, for one more place) [period specialty tier]; spend, unspent, price (fewer left waiting, weighted,
 *  for one more pound), price_from, price_to (the budget from and to which it holds) [period]; end_by_group,
 *  relative_end [group]; gap, gap_price (fewer left waiting, weighted, for a gap wider by 1) [gap];
 *  weighted_end_list, nobody_treated (the same, if nobody is), without_gap_rules (the same without the rules
 *  on gaps; the difference is their price), single numbers; iterations (int64).
 *  Outcome: CPW_OUTCOME_OK; CPW_OUTCOME_UNREACHABLE where no plan keeps the gap rules: then the note "conflict"
 *  names them, `gap_short` [gap] is by how much each is missed by the plan that misses them least in sum, and
 *  the arrays are those of that plan (prices NaN). gap_short is 0 otherwise.
 *  @param[in]  lists    borrowed
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the answer; untouched on error
 *  @param[out] err      nullable; its index is the element at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, counts, groups out of range); CPW_EDOMAIN (a value outside its domain:
 *  "demand[0][2][1] = -4 must be finite and >= 0"); CPW_EOVERFLOW; CPW_ECANCELLED; CPW_ENOCONV; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity a few linear programmes of periods x specialties x (groups + 1) rows.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_plans_joint(const cpw_plans_lists *lists,
                                             const cpw_plans_options *options, cpw_result **out,
                                             cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
