/* carepath/voters.h - what came out for whom: the satisfaction of voters and of their groups, who got nothing, whose
 * money was spent on what, what a group's leaving changes, and whether the outcome is proportional.
 * Floor 2: includes base.h and vote.h of the same floor.
 *
 *   election, who was selected, groups -> satisfaction, exclusion, Gini, money by group      cpw_voters_outcome
 *   election, a rule, groups           -> what is selected when a group stays away           cpw_voters_without
 *   election, who was selected         -> EJR+ up to any project, at any size                cpw_voters_represented
 *   the same                           -> EJR, PJR and their relaxations, by search          cpw_voters_justified
 *
 * `place` is what cpw_vote_select gives: (projects) -1 for a project that is not selected, else 0 or more. */
#ifndef CAREPATH_VOTERS_H
#define CAREPATH_VOTERS_H

#include "carepath/base.h"
#include "carepath/vote.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Who is in which group, and what satisfies. */
typedef struct cpw_voters_options {
  size_t struct_size; /**< sizeof(cpw_voters_options) as the caller compiled it */
  const int64_t *
      ballot_of; /**< (voters) ballot of each voter, as in a .pb file; each ballot must have as many as
                                 its multiplicity. NULL (default): group_of is by ballot, (ballots) */
  const int64_t *group_of; /**< (voters) or (ballots): 0 to groups - 1; NULL (default): one group */
  const char *const *group_names; /**< (groups) labels; NULL (default): numbers */
  int64_t voters;                 /**< length of ballot_of; 0 (default) without */
  int64_t groups;                 /**< >= 1, default 1 */
  int32_t satisfaction; /**< CPW_VOTE_CARDINALITY (default), CPW_VOTE_COST, CPW_VOTE_POINTS */
  int32_t reserved;     /**< zero */
  const cpw_allocator *allocator; /**< NULL (default) for malloc and free */
} cpw_voters_options;

/** Fill the options with the defaults.
 *  @param[out] options  one group, satisfaction by number of projects
 *  @param[in]  size     sizeof(cpw_voters_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_voters_options_init_sized(cpw_voters_options *options, size_t size);

/** Fill the options with the defaults (see cpw_voters_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_voters_options_init(cpw_voters_options *options) {
  cpw_voters_options_init_sized(options, sizeof *options);
}

/** What came out for whom.
 *  A voter supports the projects with more than 0 points in the ballot. Satisfaction of a voter: number of
 *  selected projects that the voter supports, or their cost (in whole units of currency), or the points given to
 *  them. The money of a selected project is shared equally among its supporters: what each group's choices
 *  got sums, with the money of projects that nobody supports, to what was spent.
 *  Result: voters, excluded (int64: voters with none of their projects selected, empty ballots too), blank
 *  (int64: empty ballots), exclusion (share of excluded among all), satisfaction_mean, satisfaction_sd,
 *  satisfaction_gini (0 equal; NaN where nobody has any), cost, left (int64, in the smallest unit), unsupported
 *  (int64: cost of selected projects without supporters);
 *  by [count], number of selected projects that a voter supports from 0: voters_with (int64);
 *  by [project]: selected (int64: 0 or 1), supporters (int64), cost_per_supporter (in the smallest unit; NaN
 *  without any), supporters_without (int64: supporters with nothing else selected);
 *  by [ballot]: satisfaction, money (a voter's share of the selected projects);
 *  by [group]: group_voters, group_excluded (int64), group_exclusion, group_mean, group_money (smallest
 *  unit), group_money_share (of what was spent on supported projects), group_voter_share, group_ratio (share of
 *  money / share of voters: 1 is proportional), group_votes_share (share of all votes for projects);
 *  by [group project]: group_supporters (int64).
 *  @param[in]  election  the election
 *  @param[in]  place     (projects) see the top of this header
 *  @param[in]  options   NULL for the defaults
 *  @param[out] out       the result; untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, group or ballot out of range, voters that do not agree with multiplicity);
 *  CPW_EDOMAIN; CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI; what cpw_election_check returns.
 *  @par Complexity and accuracy O(entries + groups x projects + voters log voters); counts exact, sums exact and
 *  rounded once. @par Thread safety Safe. @par Example examples/pabulib.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_voters_outcome(const cpw_election *election, const int32_t *place,
                                                const cpw_voters_options *options, cpw_result **out,
                                                cpw_error *err);

/** What a rule selects when a group stays away: its voters' ballots are left out, the budget stays.
 *  Without any voter left nothing is selected.
 *  Result: selected [project] (int64: with everybody), selected_without [group project] (int64), gained, lost
 *  [group] (int64: projects that come in and go out when the group stays away), cost_changed [group] (int64:
 *  cost of both, in the smallest unit), group_voters [group] (int64).
 *  @param[in]  election  the election
 *  @param[in]  rule      as in cpw_vote_select; NULL for its defaults
 *  @param[in]  options   groups; NULL is one group of all
 *  @param[in]  run       threads (groups at a time), progress, cancel; NULL for the defaults
 *  @param[out] out       the result; untouched on error
 *  @param[out] err       nullable
 *  @return as cpw_voters_outcome and cpw_vote_select.
 *  @par Complexity groups + 1 runs of the rule. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_voters_without(const cpw_election *election,
                                                const cpw_vote_options *rule,
                                                const cpw_voters_options *options,
                                                const cpw_run *run, cpw_result **out,
                                                cpw_error *err);

/** Extended justified representation, EJR+ up to any project, for approval: is there a group of voters who all
 *  support a project x that is not selected, and who are owed more than they have?
 *  It is violated by x where, for a satisfaction t, the voters who support x and have at most t are so many that their
 *  equal parts of the budget would pay more: count x budget / voters >= (t + s(x)) cost(x) / s(x), with s(x) = cost(x)
 *  by cost and 1 by number. Method of Equal Shares with the same satisfaction never violates it.
 *  Source: M. Brill and J. Peters, "Robust and verifiable proportionality axioms for multiwinner voting", EC 2023;
 *  for budgets with D. Peters, G. Pierczynski and P. Skowron, NeurIPS 2021, whose proof gives the inequality.
 *  Result: violations (int64), and by [project]: violated (int64; 0 for a selected one), group (int64: voters of
 *  the group that is nearest to a claim or has the largest), entitled (their part of the budget, in the
 *  smallest unit), needed (what the right side asks for), margin (needed - entitled: at most 0 is a violation;
 *  how much money the group was short of a claim), held (t, the satisfaction of the best off of the group).
 *  NaN and 0 for selected projects and those without supporters. A project that costs more than the budget cannot
 *  be claimed; one that costs nothing is claimed by any
 *  supporter by number, and by nobody by cost.
 *  @param[in]  election      the election
 *  @param[in]  place         (projects) see the top of this header
 *  @param[in]  satisfaction  CPW_VOTE_COST or CPW_VOTE_CARDINALITY
 *  @param[in]  allocator     NULL for malloc and free
 *  @param[out] out           the result; untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EOVERFLOW; CPW_ENOMEM; what cpw_election_check returns.
 *  @par Complexity and accuracy O(entries log ballots); decided in whole numbers, exactly.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_voters_represented(const cpw_election *election,
                                                    const int32_t *place, int32_t satisfaction,
                                                    const cpw_allocator *allocator,
                                                    cpw_result **out, cpw_error *err);

/** What cpw_voters_justified looks for: a group N of voters and a set T of projects which all of them support and
 *  their parts of the budget pay for, cost(T) <= |N| budget / voters, although */
#define CPW_VOTERS_EJR 0 /**< each of them has less satisfaction than T would give */
#define CPW_VOTERS_EJR_ONE                                                                         \
  1 /**< each of them has no more, even with the project of T added that is worth most */
#define CPW_VOTERS_EJR_ANY                                                                         \
  2 /**< each of them has no more, even with the project of T added that is worth least */
#define CPW_VOTERS_PJR 3 /**< all they have together is worth less than T */
#define CPW_VOTERS_PJR_ONE                                                                         \
  4 /**< ... no more than T, even with the project of T added that is worth most */
#define CPW_VOTERS_PJR_ANY                                                                         \
  5 /**< ... no more than T, even with the project of T added that is worth least */
#define CPW_VOTERS_AXIOMS 6 /**< how many there are, numbered from 0 without gaps */

/** Nothing was found and nothing was left out: the axiom holds. */
#define CPW_VOTERS_HOLDS 0
/** A group and a set were found. */
#define CPW_VOTERS_VIOLATED 1
/** Nothing was found in the steps allowed: not known. */
#define CPW_VOTERS_UNKNOWN 2

/** What was found. */
typedef struct cpw_voters_verdict {
  int32_t verdict;  /**< CPW_VOTERS_HOLDS, ... */
  int32_t reserved; /**< zero */
  int64_t steps;    /**< sets of projects and of voters looked at */
  int64_t group;    /**< voters in the group; 0 without violation */
  int64_t set_cost; /**< cost of the set, in the smallest unit */
  double entitled;  /**< the group's part of the budget, in the smallest unit */
  double deserved;  /**< satisfaction that the set would give */
  double held;      /**< the most that one of them has (EJR), or that all have together (PJR) */
} cpw_voters_verdict;

/** Extended and proportional justified representation, decided by search.
 *  Deciding either is coNP-hard; the search goes through sets of projects with enough common supporters only, so that
 *  it ends at once where ballots name a few of many projects.
 *  Source: D. Peters, G. Pierczynski and P. Skowron, NeurIPS 2021; "any" and "one" as in M. Brill, S. Forster,
 *  M. Lackner, J. Maly and J. Peters, AAAI 2023 (EJR-x, EJR-1, PJR-x, PJR-1).
 *  @param[in]  election      the election
 *  @param[in]  place         (projects) see the top of this header
 *  @param[in]  axiom         CPW_VOTERS_EJR, ...
 *  @param[in]  satisfaction  CPW_VOTE_COST or CPW_VOTE_CARDINALITY
 *  @param[in]  most_steps    when to give up, >= 1
 *  @param[out] set           (projects) 1 for the projects of the set that was found, 0 else; may be NULL
 *  @param[out] out           the verdict; untouched on error, as is set
 *  @param[in]  allocator     NULL for malloc and free
 *  @param[out] err           nullable
 *  @return CPW_OK (whatever the verdict); CPW_EINVAL; CPW_EDOMAIN; CPW_EOVERFLOW; CPW_ENOMEM; what
 *  cpw_election_check returns.
 *  @par Complexity O(entries) a step at the most; exponential in the number of projects where all ballots are
 *  alike and long. Exact. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_voters_justified(const cpw_election *election,
                                                  const int32_t *place, int32_t axiom,
                                                  int32_t satisfaction, int64_t most_steps,
                                                  int32_t *set, cpw_voters_verdict *out,
                                                  const cpw_allocator *allocator, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
