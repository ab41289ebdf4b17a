/* carepath/vote.h - what citizens say matters: rules that turn ballots over projects with costs into the
 * projects a budget pays for.
 * Floor 2: includes base.h.
 *
 *   ballots, costs, a budget -> which projects, in which order, and what the others lacked   cpw_vote_run
 *   the same without the detail, for many runs                                            cpw_vote_select
 *   votes and points of each project                                                   cpw_election_tally
 *
 * An election comes from a .pb file (pabulib.h), from tables, or from the caller's own arrays. Identical
 * ballots are best given once with their number: a rule takes time by the distinct ballots.
 *
 * Exact. Money is counted in whole units and shared in exact fractions of any size, so that ties are ties and
 * "just affordable" is affordable; two projects are never told apart by a rounding error. (Bounded overspending
 * alone is computed to 100 bits, see CPW_VOTE_OVERSPENDING.)
 *
 * Ties are broken by a list of rules, the first that tells two projects apart decides. Where projects have
 * ids the last resort is their id, so the order of the rows never matters; without ids it is the row.
 *
 * Two conventions are in use and give other winners on some real elections: cpw_vote_convention. */
#ifndef CAREPATH_VOTE_H
#define CAREPATH_VOTE_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- an election --------------- */

/** An election: projects with costs, ballots that name some of them, and a budget. Plain arrays, borrowed.
 *  Start from cpw_election_init. A ballot supports the projects for which it gives more than 0 points. */
typedef struct cpw_election {
  size_t struct_size;          /**< sizeof(cpw_election) as the caller compiled it */
  int64_t projects;            /**< m, 0 to 2^31 - 1 */
  int64_t ballots;             /**< distinct ballots (or all of them, one a voter), >= 0 */
  int64_t budget;              /**< in the smallest unit of money used, >= 0 */
  const int64_t *cost;         /**< (projects) in the same unit, >= 0 */
  const char *const *id;       /**< (projects) different, not empty, UTF-8; NULL: none */
  const int64_t *multiplicity; /**< (ballots) voters who gave this ballot, >= 0; NULL: 1 each */
  const int64_t *first; /**< (ballots + 1) where a ballot's entries begin: first[0] = 0, rising */
  const int32_t
      *project; /**< (first[ballots]) index of a project, at most once a ballot, any order */
  const int64_t *points; /**< (first[ballots]) >= 0, in 1/points_unit; NULL: 1 each (approval) */
  int64_t money_unit;    /**< units of `budget` in one whole unit of currency: 1 (default), 100
                                     where costs are in pence; the step of Add1 is one whole unit */
  int64_t points_unit;   /**< what `points` calls one point: 1 (default), 10 where points have one
                                     decimal; changes no winner, only the scale of what is reported */
} cpw_election;

/** Fill an election with the defaults: no projects, no ballots, units of 1.
 *  @param[out] election  the defaults
 *  @param[in]  size      sizeof(cpw_election) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_election_init_sized(cpw_election *election, size_t size);

/** Fill an election with the defaults (see cpw_election_init_sized).
 *  @param[out] election  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_election_init(cpw_election *election) {
  cpw_election_init_sized(election, sizeof *election);
}

/** Check an election, with a message that names row and rule.
 *  @param[in]  election   an election
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] err        nullable: "cost[3] = -5 must be >= 0 (project \"p4\")"
 *  @return CPW_OK; CPW_EINVAL (NULL, a missing array, an id twice, first not rising, a ballot that names a
 *  project twice); CPW_EDOMAIN (a negative number, an index that is no project, a unit < 1); CPW_EOVERFLOW
 *  (voters or their points sum to more than 2^62); CPW_EABI; CPW_ENOMEM.
 *  @par Complexity O(entries + projects). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_election_check(const cpw_election *election,
                                                const cpw_allocator *allocator, cpw_error *err);

/** Votes and points of each project, and how many voted.
 *  @param[in]  election  an election
 *  @param[out] votes     (projects) voters who support it; may be NULL; untouched on error
 *  @param[out] points    (projects) sum of their points, in 1/points_unit; may be NULL
 *  @param[out] voters    all voters, those with empty ballots included; may be NULL
 *  @param[in]  allocator NULL for malloc and free
 *  @param[out] err       nullable
 *  @return what cpw_election_check returns.
 *  @par Complexity O(entries + projects). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_election_tally(const cpw_election *election, int64_t *votes,
                                                int64_t *points, int64_t *voters,
                                                const cpw_allocator *allocator, cpw_error *err);

/* ---------------------------------------------------------------- rules --------------------- */

#define CPW_VOTE_EQUAL_SHARES 0 /**< Method of Equal Shares */
#define CPW_VOTE_GREEDY                                                                            \
  1 /**< utilitarian greedy: the best first, what does not fit is passed over */
#define CPW_VOTE_WELFARE            2 /**< the affordable set of the greatest total satisfaction, proven */
#define CPW_VOTE_PHRAGMEN           3 /**< sequential Phragmen */
#define CPW_VOTE_OVERSPENDING       4 /**< Method of Equal Shares with bounded overspending */
#define CPW_VOTE_EXACT_EQUAL_SHARES 5 /**< exact equal shares: who pays pays the same */
#define CPW_VOTE_RULES              6 /**< how many rules there are: numbered from 0 without gaps */

#define CPW_VOTE_COST          0 /**< satisfaction of a supported project: its cost */
#define CPW_VOTE_CARDINALITY   1 /**< 1 */
#define CPW_VOTE_POINTS        2 /**< the points the ballot gives it (1 for approval) */
#define CPW_VOTE_SATISFACTIONS 3 /**< how many there are */

#define CPW_VOTE_ALONE 0 /**< the rule as it is: money may be left over */
#define CPW_VOTE_ADD1                                                                              \
  1 /**< equal shares of a larger and larger budget while the outcome is affordable */
#define CPW_VOTE_ADD1U       2 /**< Add1, then what is left to the utilitarian greedy */
#define CPW_VOTE_UTILITARIAN 3 /**< what is left to the utilitarian greedy */
#define CPW_VOTE_ADD_OPT                                                                           \
  4 /**< Add1 by the least increases that can change anything (exact equal shares) */
#define CPW_VOTE_ADD_OPTU    5 /**< Add-opt, then what is left to the utilitarian greedy */
#define CPW_VOTE_COMPLETIONS 6 /**< how many there are */

#define CPW_VOTE_TIE_MAX_VOTES 1 /**< more supporters first */
#define CPW_VOTE_TIE_MIN_COST  2 /**< the cheaper first */
#define CPW_VOTE_TIE_MAX_COST  3 /**< the dearer first */
#define CPW_VOTE_TIE_ID        4 /**< by id as text, byte by byte ("10" before "9"); without ids: by row */
#define CPW_VOTE_TIE_LISTED    5 /**< by row: then, and only then, the order of the rows matters */
#define CPW_VOTE_TIE_RANDOM                                                                        \
  6 /**< by chance: the same for the same tie_seed and id (row without ids) */
#define CPW_VOTE_TIES       6 /**< how many there are, numbered from 1 */
#define CPW_VOTE_TIE_LENGTH 8 /**< the longest list of them */

#define CPW_VOTE_PABUTOOLS       0 /**< as the Python package pabutools has it */
#define CPW_VOTE_EQUALSHARES_NET 1 /**< as the calculator of equalshares.net has it */

/** Which rule, and how. The defaults are CPW_VOTE_PABUTOOLS. */
typedef struct cpw_vote_options {
  size_t struct_size;      /**< sizeof(cpw_vote_options) as the caller compiled it */
  int32_t rule;            /**< CPW_VOTE_EQUAL_SHARES (default), ... */
  int32_t satisfaction;    /**< CPW_VOTE_COST (default), CPW_VOTE_CARDINALITY, CPW_VOTE_POINTS
                             (not with EXACT_EQUAL_SHARES); PHRAGMEN counts supporters alone */
  int32_t completion;      /**< CPW_VOTE_ALONE (default), ...; of the equal shares */
  int32_t greedy;          /**< GREEDY and what completes: 0 (default) satisfaction per money, 1
                             total satisfaction, 2 votes (supporters, whatever they get) */
  int32_t whole_start;     /**< 1: Add1 begins with budget / voters rounded down to whole units of
                             currency; 0 (default): with budget / voters */
  int32_t exhaustive;      /**< Add1 stops as well where no project that is left fits: 1 (default)
                             of those with supporters, 2 of all; 0: never for that reason */
  int32_t skip_affordable; /**< 1: Add1 is not begun where all projects together cost no more than
                             the budget; 0 (default) */
  int32_t details;         /**< 1 (default): what each project had behind it in each round, and the
                             money left by ballot; 0: not */
  int32_t tie[CPW_VOTE_TIE_LENGTH]; /**< the first that tells two projects apart decides; 0 ends
                             the list. Default: ID */
  uint64_t tie_seed;                /**< of CPW_VOTE_TIE_RANDOM, default 1 */
  int64_t step;      /**< what Add1 gives each voter more a step, in units of `budget`; 0
                             (default): one whole unit of currency */
  int64_t max_steps; /**< more steps of Add1 or Add-opt are CPW_ENOCONV; default 1e6, >= 1 */
  const cpw_allocator *allocator; /**< NULL (default) for malloc and free */
} cpw_vote_options;

/** Fill the options with the defaults.
 *  @param[out] options  Method of Equal Shares by cost as CPW_VOTE_PABUTOOLS has it
 *  @param[in]  size     sizeof(cpw_vote_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_vote_options_init_sized(cpw_vote_options *options, size_t size);

/** Fill the options with the defaults (see cpw_vote_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_vote_options_init(cpw_vote_options *options) {
  cpw_vote_options_init_sized(options, sizeof *options);
}

/** Set all that the two published conventions differ in.
 *  CPW_VOTE_PABUTOOLS: ties by id as text; Add1 from budget / voters until the outcome is not affordable
 *  (the one before is returned) or exhaustive; completion by satisfaction per money.
 *  CPW_VOTE_EQUALSHARES_NET: ties by more votes, lower cost, id; Add1 from whole units, not begun where all
 *  projects are affordable together, never stopped as exhaustive (its "add1"; set `exhaustive` to 2 for its
 *  "add1e");
 *  completion by votes. The rule, the satisfaction and the completion stay as they are.
 *  @param[in,out] options     filled by cpw_vote_options_init; untouched on error
 *  @param[in]     convention  CPW_VOTE_PABUTOOLS or CPW_VOTE_EQUALSHARES_NET
 *  @param[out]    err         nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, no such convention); CPW_EABI.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_vote_convention(cpw_vote_options *options, int32_t convention,
                                                 cpw_error *err);

/** Name of a rule, for tables and command lines.
 *  @param[in] rule  CPW_VOTE_EQUAL_SHARES, ...
 *  @return such as "phragmen"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_vote_rule_name(int32_t rule);

/** Number of a rule by its name.
 *  @param[in] name  as cpw_vote_rule_name gives it; may be NULL
 *  @return its number, >= 0; CPW_ENOTFOUND if no rule has that name.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_vote_rule_number(const char *name);

/** Name of a satisfaction.
 *  @param[in] satisfaction  CPW_VOTE_COST, ...
 *  @return such as "cost"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_vote_satisfaction_name(int32_t satisfaction);

/** Number of a satisfaction by its name.
 *  @param[in] name  as cpw_vote_satisfaction_name gives it; may be NULL
 *  @return its number, >= 0; CPW_ENOTFOUND if there is none of that name.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_vote_satisfaction_number(const char *name);

/** Name of a completion.
 *  @param[in] completion  CPW_VOTE_ALONE, ...
 *  @return such as "add1"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_vote_completion_name(int32_t completion);

/** Number of a completion by its name.
 *  @param[in] name  as cpw_vote_completion_name gives it; may be NULL
 *  @return its number, >= 0; CPW_ENOTFOUND if there is none of that name.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_vote_completion_number(const char *name);

/** Name of a tie-breaking rule.
 *  @param[in] tie  CPW_VOTE_TIE_MAX_VOTES, ...
 *  @return such as "max_votes"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_vote_tie_name(int32_t tie);

/** Number of a tie-breaking rule by its name.
 *  @param[in] name  as cpw_vote_tie_name gives it; may be NULL
 *  @return its number, >= 1; CPW_ENOTFOUND if there is none of that name.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_vote_tie_number(const char *name);

/* ---------------------------------------------------------------- running a rule ------------ */

/** What a rule came to, in a few numbers. */
typedef struct cpw_vote_outcome {
  int64_t selected; /**< how many projects */
  int64_t cost;     /**< what they cost, never above the budget */
  int64_t left;     /**< budget - cost */
  int64_t by_rule; /**< how many of them came by the rule itself, before the completion by greedy */
  int64_t voters;  /**< all voters, those with empty ballots included */
  int64_t steps;   /**< how often Add1 or Add-opt raised the budget for the outcome returned */
  double share;    /**< money each voter had to begin with; NaN where the rule gives none */
  double satisfaction; /**< total satisfaction of all voters by the option's measure */
} cpw_vote_outcome;

/** Which projects a rule selects.
 *  @param[in]  election  an election
 *  @param[in]  options   NULL for the defaults
 *  @param[in]  run       progress and cancel are used; NULL for the defaults
 *  @param[out] place     (projects) place in the order of selection, from 0; -1: not selected; untouched
 *                        on error
 *  @param[out] outcome   may be NULL; untouched on error
 *  @param[out] err       nullable
 *  @return as cpw_vote_run.
 *  @par Complexity As cpw_vote_run. @par Thread safety Safe. @par Example examples/vote.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_vote_select(const cpw_election *election,
                                             const cpw_vote_options *options, const cpw_run *run,
                                             int32_t *place, cpw_vote_outcome *outcome,
                                             cpw_error *err);

/** Run a rule, and say what each project had and lacked.
 *  Equal shares (Peters, Pierczynski and Skowron, "Proportional participatory budgeting with additive utilities",
 *  2021): every voter has budget / voters. A project costs its supporters the least rho with
 *  sum min(money, rho satisfaction) = cost; the project of the least rho is bought and each pays min(money, rho
 *  satisfaction), while there is one that its supporters can pay for. Greedy: by the order of options.greedy,
 *  what does not fit is passed over; projects without a supporter come last, and are taken where money is left, as
 *  both conventions do. Welfare: knapsack.h. Phragmen (Los, Christoff and Grossi, 2022): the project with the least
 *  (cost + loads of its supporters) / supporters is bought, and that is their load; ends when a project that ties
 *  for the least breaks the budget; projects beyond the budget, and those without supporters, take no part. Bounded
 *  overspending (Papasotiropoulos and others, arXiv 2409.15005): the least rho / alpha with
 *  sum min(money, alpha rho satisfaction) = alpha cost, alpha <= 1; each pays min(money, rho satisfaction); it
 *  must fit the budget. Exact equal shares and Add-opt (Kraiczy, Robinson and Elkind, arXiv 2502.11797): the
 *  payers of a project pay cost / payers each; Add-opt raises the share to the least value that changes who pays
 *  for what. With options.exhaustive it ends like Add1; with 0 it goes on, past budgets that are not affordable,
 *  to the affordable outcome that spends most. A project that costs nothing and has a supporter is selected first.
 *  Result, a number: budget, spent, unspent, voters, by_rule, steps (int64), share, satisfaction (double; as
 *  cpw_vote_outcome). [project], labelled by id: selected, place, completed (1: by the completion), cost, votes,
 *  points (int64); of the rules that share money out also behind (money its supporters have left at the end),
 *  missing_money (cost less that; NaN where the rule selected it), missing_votes (further supporters with a
 *  full share who would make up for it). [round], labelled round_id: round_project, round_spent (int64),
 *  round_price (rho; the load for Phragmen; NaN where greedy chose; 1 / rho are the effective votes where
 *  satisfaction is cost). With options.details: left [ballot] (money, or load, of a voter at the end) and, for equal
 *  shares, round_behind [purchase project] (money behind each project before every purchase of the rule). Notes:
 *  rule, measure, completion.
 *  @param[in]  election  an election with at least one voter
 *  @param[in]  options   NULL for the defaults
 *  @param[in]  run       progress and cancel are used; NULL for the defaults
 *  @param[out] out       the result; untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL and CPW_EDOMAIN (what cpw_election_check returns, no voter, an option that is none
 *  or not of the rule); CPW_EOVERFLOW (see cpw_election_check; welfare beyond 2^62); CPW_ENOCONV (max_steps; a
 *  welfare that knapsack cannot prove); CPW_ECANCELLED; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy Winners are exact, see the top of this header; money, prices and loads are
 *  reported within 1e-12 or better. Equal shares: O(entries) a purchase at most, far less as projects are
 *  looked at only when they may be the best; Add1: that for every step. @par Thread safety Safe.
 *  @par Example examples/vote.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_vote_run(const cpw_election *election,
                                          const cpw_vote_options *options, const cpw_run *run,
                                          cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
