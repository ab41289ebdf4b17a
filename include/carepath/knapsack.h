/* carepath/knapsack.h - which options to buy with a fixed sum: 0/1 knapsack, one option from each class
 * (multiple choice), options that need or exclude others. To proven optimality, in whole pounds.
 * Floor 1: includes base.h.
 *
 * Budgets and costs are whole units of money, values are whole numbers (or doubles, see the functions
 * _real); nothing is an array over money, so a budget may be as large as it likes.
 *
 * What is promised. The value is the greatest there is wherever `proven` is 1, in whatever order the
 * options come; otherwise `value` was found, no choice is worth more than `bound`, and `ended` says which
 * limit was met. A larger budget never makes the optimum worse, and no answer is worse than the baseline
 * given. Several sets may be worth the same. For independent options (cpw_knapsack_solve) the set depends on
 * values and costs alone, not on the order of the options, except that of options alike in both the lowest
 * indices are chosen; for classes and dependent options, with a baseline, and wherever max_seconds is met,
 * only the value is promised. Money is not spent on what is worth nothing: an option of value 0 that costs
 * money is never chosen by cpw_knapsack_solve.
 *
 * Source: core and dominance as Pisinger, "A minimal algorithm for the 0-1 knapsack problem", Oper. Res.
 * 45 (1997) and "A minimal algorithm for the multiple-choice knapsack problem", EJOR 83 (1995); bounds on
 * the number of items as Martello, Pisinger and Toth, "Dynamic programming and strong bounds for the 0-1
 * knapsack problem", Manag. Sci. 45 (1999); the order of expansion by loss as Beier and Voecking, "An
 * experimental study of random knapsack problems", ESA 2004; sets that fill the budget as Horowitz and Sahni,
 * "Computing partitions with applications to the knapsack problem", J. ACM 21 (1974). */
#ifndef CAREPATH_KNAPSACK_H
#define CAREPATH_KNAPSACK_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- options and answers -------- */

#define CPW_KNAPSACK_PROVEN 0 /**< the optimum is proven */
#define CPW_KNAPSACK_STATES 1 /**< stopped: more states were needed than max_states */
#define CPW_KNAPSACK_STEPS  2 /**< stopped: max_steps were taken */
#define CPW_KNAPSACK_TIME   3 /**< stopped: max_seconds were over */

/** Limits of the search, a baseline, and who may cancel. */
typedef struct cpw_knapsack_options {
  size_t struct_size; /**< sizeof(cpw_knapsack_options) as the caller compiled it */
  int64_t
      max_states; /**< most partial choices kept at a time, >= 1; default 4,000,000 (some 400 MB) */
  int64_t max_steps; /**< most steps (partial choices looked at, or nodes), >= 1; default 4e9 */
  double
      max_seconds; /**< elapsed time; 0 (default): no limit. Met, the answer depends on the machine */
  int32_t at_most_one; /**< of classes: 1: none may be chosen as well; default 0: exactly one */
  int32_t reserved;    /**< zero */
  const int32_t
      *baseline; /**< (n) 1: chosen today, 0: not; the answer is never worse. NULL: none */
  /** Read now and then: any other value than 0 cancels the call (CPW_ECANCELLED). May be NULL. */
  const volatile int32_t *cancel;
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_knapsack_options;

/** Fill the options with the defaults.
 *  @param[out] options  no baseline, no time limit, exactly one of every class
 *  @param[in]  size     sizeof(cpw_knapsack_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_knapsack_options_init_sized(cpw_knapsack_options *options, size_t size);

/** Fill the options with the defaults (see cpw_knapsack_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_knapsack_options_init(cpw_knapsack_options *options) {
  cpw_knapsack_options_init_sized(options, sizeof *options);
}

/** What was chosen and what else there is to know. Values are in multiples of `unit`. */
typedef struct cpw_knapsack_answer {
  double unit;   /**< 1 for whole values; for doubles the power of two that they were counted in */
  int64_t value; /**< of what is chosen */
  int64_t bound; /**< no choice is worth more; equal to value where proven */
  int64_t cost;  /**< of what is chosen */
  int64_t unspent; /**< budget - cost */
  int64_t chosen;  /**< number of options chosen */
  int32_t proven;  /**< 1: value is the optimum */
  int32_t ended;   /**< CPW_KNAPSACK_... */
  double relaxed;  /**< value of the linear relaxation, where parts of options can be bought (of
                            dependent options: of the bound by multipliers) */
  double price; /**< shadow price: value that one more pound buys in the relaxation; 0 where money
                            is left over */
  int64_t break_item; /**< the option that the relaxation buys in part, where the budget line falls;
                            -1: none, and for dependent options */
  int64_t greedy;     /**< value of buying in order of value for money whatever still fits */
  int64_t next;       /**< the best value for money that is not chosen and is worth something; of
                            classes the best step up from what is chosen; -1: none */
  int64_t next_value; /**< value that it would add; 0 without one */
  int64_t next_extra; /**< money on top of the budget that would buy it as well; 0 without one, and
                            where money that is left would do (an answer that is not proven) */
  int64_t baseline;   /**< value of the baseline; 0 without one */
  int64_t steps;      /**< work that was done */
  int64_t states;     /**< most partial choices kept at a time; of dependent options the nodes */
} cpw_knapsack_answer;

/* ---------------------------------------------------------------- independent options -------- */

/** The most valuable set of options that a budget buys (0/1 knapsack), proven.
 *  max sum v_j x_j with sum c_j x_j <= budget, x_j 0 or 1. An option of negative cost releases money
 *  (disinvestment, of negative value where it loses something); one that is worth something and costs
 *  nothing is always chosen; one that costs nothing and is worth nothing never.
 *  @param[in]  value    (n) what each option is worth; of either sign
 *  @param[in]  cost     (n) what each costs, whole pounds; of either sign
 *  @param[in]  n        number of options, >= 0
 *  @param[in]  budget   whole pounds
 *  @param[in]  options  NULL for the defaults
 *  @param[out] chosen   (n) 1: chosen, 0: not; may be NULL; untouched on error
 *  @param[out] answer   the rest of the answer; untouched on error
 *  @param[out] err      nullable: "budget = -5 is 5 short of 0, the least that any choice costs"
 *  @return CPW_OK (whether proven or not); CPW_EINVAL (NULL, n, an option, a baseline that is not 0 or 1);
 *  CPW_EDOMAIN (the budget is less than any choice costs, or than the baseline does); CPW_EOVERFLOW (the
 *  values, or the costs of what can be afforded, sum to more than 2^62); CPW_ECANCELLED; CPW_ENOMEM;
 *  CPW_EABI.
 *  @par Complexity O(n) beside the core; exact in 128 bits. 10,000 options in milliseconds, hard classes
 *  longer: with costs of many digits some end at max_states, not proven (docs/explanation/knapsack.md says
 *  which); memory O(n) and max_states.
 *  @par Thread safety Safe. @par Example examples/knapsack.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_knapsack_solve(const int64_t *value, const int64_t *cost,
                                                int64_t n, int64_t budget,
                                                const cpw_knapsack_options *options,
                                                int32_t *chosen, cpw_knapsack_answer *answer,
                                                cpw_error *err);

/** The same with values that are doubles.
 *  They are counted in a power of two, the unit: the greatest in which all are whole, where their sum is
 *  at most 2^61 of them (always so for values with few binary digits), then everything is exact; otherwise
 *  the least with sum |v| / unit <= 2^61, each rounded to the nearest: then the value of the answer is
 *  within n units, n 4e-19 of that sum, of the optimum.
 *  @param[in]  value    (n) finite
 *  @param[in]  cost     (n) whole pounds; of either sign
 *  @param[in]  n        number of options, >= 0
 *  @param[in]  budget   whole pounds
 *  @param[in]  options  NULL for the defaults
 *  @param[out] chosen   (n) 1: chosen, 0: not; may be NULL; untouched on error
 *  @param[out] answer   values in multiples of its unit; untouched on error
 *  @param[out] err      nullable: "value[3] = nan must be finite"
 *  @return as cpw_knapsack_solve; CPW_EDOMAIN (a value that is not finite); CPW_EOVERFLOW (the values sum
 *  to more than the greatest double).
 *  @par Complexity and accuracy As cpw_knapsack_solve. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_knapsack_solve_real(const double *value, const int64_t *cost,
                                                     int64_t n, int64_t budget,
                                                     const cpw_knapsack_options *options,
                                                     int32_t *chosen, cpw_knapsack_answer *answer,
                                                     cpw_error *err);

/* ---------------------------------------------------------------- one of each class ---------- */

/** One option of every class, the most valuable that a budget buys (multiple-choice knapsack), proven.
 *  Class i holds the options first[i] to first[i+1] - 1: levels of a service, sizes of a scheme, points of
 *  a response curve. Exactly one of each is chosen, or at most one (options.at_most_one).
 *  @param[in]  value    (first[classes]) what each option is worth; of either sign
 *  @param[in]  cost     (first[classes]) what each costs, whole pounds; of either sign
 *  @param[in]  first    (classes + 1) first[0] = 0, rising; a class must hold an option unless none may be
 *                       chosen
 *  @param[in]  classes  number of classes, >= 0
 *  @param[in]  budget   whole pounds
 *  @param[in]  options  NULL for the defaults; baseline by option, one (or at most one) of every class
 *  @param[out] chosen   (classes) index of the option chosen, -1: none; may be NULL; untouched on error
 *  @param[out] answer   the rest of the answer; untouched on error
 *  @param[out] err      nullable: "budget = 90 is 13 short of 103, the cheapest of every class
 *                       (class 3 costs most: 60)"
 *  @return CPW_OK (whether proven or not); CPW_EINVAL (NULL, first, an empty class, an option, a baseline);
 *  CPW_EDOMAIN (the budget is less than the cheapest of every class cost, or than the baseline does);
 *  CPW_EOVERFLOW (the greatest |values| or |costs| of the classes sum to more than 2^61);
 *  CPW_ECANCELLED; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(options) beside the core; exact in 128 bits. 1,000 classes of 20 in milliseconds.
 *  @par Thread safety Safe. @par Example examples/knapsack.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_knapsack_choose(const int64_t *value, const int64_t *cost,
                                                 const int64_t *first, int64_t classes,
                                                 int64_t budget,
                                                 const cpw_knapsack_options *options,
                                                 int64_t *chosen, cpw_knapsack_answer *answer,
                                                 cpw_error *err);

/** The same with values that are doubles, counted as in cpw_knapsack_solve_real.
 *  @param[in]  value    (first[classes]) finite
 *  @param[in]  cost     (first[classes]) whole pounds; of either sign
 *  @param[in]  first    (classes + 1) first[0] = 0, rising
 *  @param[in]  classes  number of classes, >= 0
 *  @param[in]  budget   whole pounds
 *  @param[in]  options  NULL for the defaults
 *  @param[out] chosen   (classes) index of the option chosen, -1: none; may be NULL; untouched on error
 *  @param[out] answer   values in multiples of its unit; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_knapsack_choose; CPW_EDOMAIN (a value that is not finite); CPW_EOVERFLOW (the values sum
 *  to more than the greatest double).
 *  @par Complexity and accuracy As cpw_knapsack_choose. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_knapsack_choose_real(const double *value, const int64_t *cost,
                                                      const int64_t *first, int64_t classes,
                                                      int64_t budget,
                                                      const cpw_knapsack_options *options,
                                                      int64_t *chosen, cpw_knapsack_answer *answer,
                                                      cpw_error *err);

/* ---------------------------------------------------------------- dependent options ---------- */

/** Which options need others, exclude each other, or are settled. */
typedef struct cpw_knapsack_rules {
  size_t struct_size;        /**< sizeof(cpw_knapsack_rules) as the caller compiled it */
  const int64_t *need_first; /**< (n + 1) option j needs all of need[need_first[j]] to
                                   need[need_first[j+1] - 1]; NULL: none needs another */
  const int64_t *need;       /**< (need_first[n]) indices of options */
  const int64_t
      *group;          /**< (n) group whose options exclude each other, -1: none; NULL: no groups */
  int64_t groups;      /**< number of groups, >= 0 */
  const int32_t *must; /**< (groups) 1: exactly one of the group, 0: at most one; NULL: all 0 */
  const int32_t *settled; /**< (n) 1: chosen in any case, -1: in no case, 0: free; NULL: all free */
} cpw_knapsack_rules;

/** Fill the rules with the defaults.
 *  @param[out] rules  no rules
 *  @param[in]  size   sizeof(cpw_knapsack_rules) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_knapsack_rules_init_sized(cpw_knapsack_rules *rules, size_t size);

/** Fill the rules with the defaults (see cpw_knapsack_rules_init_sized).
 *  @param[out] rules  no rules
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_knapsack_rules_init(cpw_knapsack_rules *rules) {
  cpw_knapsack_rules_init_sized(rules, sizeof *rules);
}

/** The most valuable set of options that need and exclude each other, within a budget.
 *  Branch and bound: budget and prerequisites are relaxed by multipliers (Geoffrion, "Lagrangean
 *  relaxation for integer programming", Math. Prog. Study 2, 1974), options are fixed by their reduced
 *  values and by what the rules imply. Small sets of options that hang together are first replaced by
 *  their efficient choices; where all can be, the rest is one option of every class, as
 *  cpw_knapsack_choose. Meant for up to some 1,000 options that hang together.
 *  @param[in]  value    (n) what each option is worth; of either sign
 *  @param[in]  cost     (n) what each costs, whole pounds; of either sign
 *  @param[in]  n        number of options, >= 0
 *  @param[in]  budget   whole pounds
 *  @param[in]  rules    NULL: none
 *  @param[in]  options  NULL for the defaults; a baseline must follow the rules
 *  @param[out] chosen   (n) 1: chosen, 0: not; may be NULL; untouched on error
 *  @param[out] answer   the rest of the answer; untouched on error
 *  @param[out] err      nullable: "need: option 4 needs itself by way of 7"
 *  @return CPW_OK (whether proven or not); CPW_EINVAL (NULL, n, indices out of range, options that need
 *  each other in a circle, rules that no choice follows, a baseline that breaks one); CPW_EDOMAIN (no choice
 *  that follows the rules is within the budget, or the baseline is not); CPW_ENOCONV (a limit was met
 *  before any choice within the budget was found); CPW_EOVERFLOW; CPW_ECANCELLED; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(nodes (n + needs)); the value is exact, `proven` without rounding: multipliers are
 *  whole multiples of a unit. @par Thread safety Safe. @par Example examples/knapsack.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_knapsack_select(const int64_t *value, const int64_t *cost,
                                                 int64_t n, int64_t budget,
                                                 const cpw_knapsack_rules *rules,
                                                 const cpw_knapsack_options *options,
                                                 int32_t *chosen, cpw_knapsack_answer *answer,
                                                 cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
