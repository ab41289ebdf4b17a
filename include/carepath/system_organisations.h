/* carepath/system_organisations.h - who belongs to whom, what an organisation holds, and what becomes of it when
 * organisations merge, split or move; plans on shared providers; votes; what size a service or a budget needs.
 * Floor 4: includes base.h and system.h.
 *
 * Every function reads the rows of a system as they are in one week. Functions check what they read and no more:
 * cpw_system_check says what else is wrong. */
#ifndef CAREPATH_SYSTEM_ORGANISATIONS_H
#define CAREPATH_SYSTEM_ORGANISATIONS_H

#include "carepath/base.h"
#include "carepath/system.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- the tree ------------------ */

/** The organisations that exist in a week, in the order of their rows.
 *  @param[in]  system    organisations are read
 *  @param[in]  week      finite; an organisation exists where from <= week < until
 *  @param[in]  capacity  room in `out`, >= 0
 *  @param[out] out       (capacity) numbers of organisations, the first of them where there are more; NULL where capacity
 *                        is 0
 *  @param[out] count     how many there are
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a parent that is none, a cycle); CPW_EDOMAIN (week); CPW_EABI.
 *  @par Complexity O(organisations x depth). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_alive(const cpw_system *system, double week,
                                              int64_t capacity, int64_t *out, int64_t *count,
                                              cpw_error *err);

/** An organisation and those above it, itself first, the root last.
 *  @param[in]  system        organisations are read
 *  @param[in]  organisation  number of the organisation
 *  @param[in]  capacity      room in `out`, >= 0
 *  @param[out] out           (capacity) numbers of organisations, the first of them where there are more; NULL where
 *                            capacity is 0
 *  @param[out] count         how many there are
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, no such organisation, a parent that is none, a cycle); CPW_EABI.
 *  @par Complexity O(depth). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_path(const cpw_system *system, int64_t organisation,
                                             int64_t capacity, int64_t *out, int64_t *count,
                                             cpw_error *err);

/** An organisation and all below it that exist in a week, in the order of their rows. Who is below one that does not
 *  exist in the week is below its parent all the same.
 *  @param[in]  system        organisations are read
 *  @param[in]  organisation  number of the organisation
 *  @param[in]  week          finite
 *  @param[in]  capacity      room in `out`, >= 0
 *  @param[out] out           (capacity) numbers of organisations, the first of them where there are more; NULL where
 *                            capacity is 0
 *  @param[out] count         how many there are
 *  @param[out] err           nullable
 *  @return as cpw_system_alive; CPW_EINVAL (no such organisation).
 *  @par Complexity O(organisations x depth). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_descendants(const cpw_system *system, int64_t organisation,
                                                    double week, int64_t capacity, int64_t *out,
                                                    int64_t *count, cpw_error *err);

/** The nearest organisation of a kind, from an organisation upwards: the system of a trust, the place of a practice.
 *  @param[in] system        organisations are read
 *  @param[in] organisation  number of the organisation, itself included
 *  @param[in] kind          CPW_ORG_...
 *  @return its number; CPW_NONE: there is none, or no such organisation, or a cycle.
 *  @par Complexity O(depth). @par Thread safety Safe. @since 0.1 */
CPW_API int64_t cpw_system_above(const cpw_system *system, int64_t organisation, int32_t kind);

/** The layers of a system in a week: how many organisations there are at each depth, and what they cost to run.
 *  Result: [layer] organisations (int64), overhead (money a year), kinds (int64, different ones); [kind] count (int64),
 *  kind_overhead; [organisation] depth (int64, 0 at the root, among those that exist), reports (int64, that are directly
 *  below), below (int64, all), overhead_below (its own and those below), of those that exist; total_overhead. Where people are
 *  known: overhead_head (money a year and person of the whole). Layers are labelled by depth, kinds and organisations by
 *  name and id.
 *  @param[in]  system     a system
 *  @param[in]  week       finite
 *  @param[in]  allocator  NULL for malloc and free; must outlive the result
 *  @param[out] out        untouched on error
 *  @param[out] err        nullable
 *  @return as cpw_system_alive; CPW_EDOMAIN (an overhead, people); CPW_ENOMEM.
 *  @par Complexity and accuracy O(organisations x depth); sums rounded once. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_depths(const cpw_system *system, double week,
                                               const cpw_allocator *allocator, cpw_result **out,
                                               cpw_error *err);

/** The alliances of a system in a week, how they overlap and which systems they span.
 *  Result: [alliance] members, systems (int64: of how many different integrated care systems its members are); [alliance
 *  other] common (int64: members of both; the diagonal is members); [organisation] memberships (int64); [alliance
 *  organisation] belongs (int64: 1 a member); overlapping (int64: organisations in two alliances of one kind or more).
 *  @param[in]  system     a system
 *  @param[in]  week       finite
 *  @param[in]  service    number of a service: only members that bring it count; CPW_NONE: all members
 *  @param[in]  allocator  NULL for malloc and free; must outlive the result
 *  @param[out] out        untouched on error
 *  @param[out] err        nullable
 *  @return as cpw_system_alive; CPW_EINVAL (a member or service that is none); CPW_ENOMEM.
 *  @par Complexity O(members + alliances^2 x organisations). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_alliances(const cpw_system *system, double week,
                                                  int32_t service, const cpw_allocator *allocator,
                                                  cpw_result **out, cpw_error *err);

/** What each organisation holds in a week: people, lists and capacity, its own and with all below it.
 *  People: those of its footprint rows. Without rows of its own an organisation has the people of those directly below
 *  it, of the kind that covers most (several kinds, such as places and councils, cover the same people; ties: the lower
 *  kind). People without a group are in group 0 where there is one, else shared over the groups in equal parts.
 *  Result: [organisation group] people; [organisation service group] waiting, starts (own), waiting_below (own and below);
 *  [organisation service] treatments (own), treatments_below; [organisation] alive (int64), people_all, waiting_all,
 *  treatments_all, spend_all (treatments a year x unit cost), with all below. Dimension organisation in the order of
 *  rows, ids as labels.
 *  @param[in]  system     a system
 *  @param[in]  week       finite
 *  @param[in]  allocator  NULL for malloc and free; must outlive the result
 *  @param[out] out        untouched on error
 *  @param[out] err        nullable
 *  @return as cpw_system_alive; CPW_EINVAL (a number that is none); CPW_EDOMAIN; CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity O(rows + organisations x services x groups x depth), sums rounded once. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_holdings(const cpw_system *system, double week,
                                                 const cpw_allocator *allocator, cpw_result **out,
                                                 cpw_error *err);

/* ---------------------------------------------------------------- merge, split, re-parent --- */

/** Part of an organisation that goes over to another one. */
typedef struct cpw_system_move {
  int32_t organisation; /**< who gives */
  int32_t to;           /**< who receives: another one; may be one that begins in that week */
  double share;         /**< of all it has, in (0, 1]; shares of one giver sum to at most 1 */
} cpw_system_move;

/** Where the people of one area go, where that is not as its organisation is shared out: lines of a new map. */
typedef struct cpw_system_handover {
  int32_t organisation; /**< who gives */
  int32_t area;         /**< which area of its footprint */
  int32_t to;           /**< who receives: another one */
  int32_t reserved;     /**< zero */
  double share;         /**< of what the giver has of the area, in (0, 1]; sum to at most 1 */
} cpw_system_handover;

/** Another parent for an organisation. */
typedef struct cpw_system_adoption {
  int32_t organisation; /**< who is moved, with all below it */
  int32_t parent;       /**< its new parent, or CPW_NONE: none */
} cpw_system_adoption;

/** A reorganisation: merger (several give all to one), split (one gives to several), re-parenting. */
typedef struct cpw_system_change {
  size_t struct_size;                  /**< sizeof(cpw_system_change) as the caller compiled it */
  double week;                         /**< in which it happens, finite */
  const cpw_system_move *move;         /**< (moves) no giver and receiver twice */
  int64_t moves;                       /**< >= 0 */
  const cpw_system_adoption *adoption; /**< (adoptions) no organisation twice */
  int64_t adoptions;                   /**< >= 0 */
  const cpw_system_handover *handover; /**< (handovers) no giver, area and receiver twice */
  int64_t handovers;                   /**< >= 0 */
  const cpw_allocator *allocator;      /**< NULL for malloc and free; must outlive the result */
} cpw_system_change;

/** Fill a change with the defaults, which must be completed.
 *  @param[out] change  nothing, in week 0
 *  @param[in]  size    sizeof(cpw_system_change) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_change_init_sized(cpw_system_change *change, size_t size);

/** Fill a change with the defaults (see cpw_system_change_init_sized).
 *  @param[out] change  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_change_init(cpw_system_change *change) {
  cpw_system_change_init_sized(change, sizeof *change);
}

/** Merge, split and re-parent organisations at a date: the new rows of every table, and proof that nothing was lost.
 *  All moves happen at once: what a giver has beforehand is shared out, what it receives stays. Whoever gives all ends in
 *  that week (until = week) unless it receives something too; what is below it goes to the receiver of the largest share
 *  (ties: by id), unless adopted.
 *  An area with handovers goes over as they say and not as its organisation does.
 *  People, lists, treatments and limits are held on a grid (2^-52 of the table's sum, at most) and shared out by largest
 *  remainders; pounds are whole. New rows that meet are added up: waits by week waited are added band by band, the share
 *  that leaves is the mean by people, unit cost the mean by treatments.
 *  Result, dimensions row by row of the new tables (untouched rows are there as they were):
 *   [organisation] parent, ends (int64: 1 in this week), overhead, votes (int64)
 *   [footprint] footprint_area, footprint_organisation (int64), footprint_share: those that hold from the week on
 *   [list] list_organisation, list_service, list_group, list_shape (int64: profile, or CPW_NONE where shapes were mixed),
 *    waiting, starts, removal; [list band] waited (people by week waited, the last band open: as long as the longest profile)
 *   [capacity] capacity_organisation, capacity_service, capacity_calendar (int64; CPW_NONE where calendars differed),
 *    treatments, most, unit_cost, capacity_from (int64: the row of the old table whose response curve it keeps, that of
 *    the largest part)
 *   [limit] limit_resource, limit_organisation (int64), amount
 *   [fund] fund_from (int64: row of the old table), fund_organisation, minimum (int64)
 *   [payment] payment_from, payment_to (new funds), payment_of (row of the old table), payment_amount (int64),
 *    payment_share (of what comes in to the new paying fund; NaN: the amount)
 *   [organisation group] people_before, people_after
 *  and the conservation report [table], coordinate table (people, waiting, starts, treatments, limits, overhead, payments,
 *  minimum, votes): before, after, difference (after - before, exact: 0), rounded (what holding the old rows on the grid
 *  changed; 0 for whole numbers). conserved (int64: 1 where every difference is exactly 0; anything else is CPW_EINTERNAL).
 *  Fund and payment rows of an organisation that is split: one for each receiver, payments shared to the pound.
 *  Notes: method, left (what was not carried over: alliances' members, pathways, effects of policies that name a giver).
 *  @param[in]  system  a system
 *  @param[in]  change  what happens
 *  @param[out] out     untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a number that is none, a move to itself or twice, a receiver that has ended, a giver
 *  that does not exist in the week, a cycle of parents); CPW_EDOMAIN (a share; shares over 1: "what organisation A gives away
 *  sums to 1.2, over 1"; a row's value); CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(rows x receivers + lists x bands + rows log rows). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_reorganise(const cpw_system *system,
                                                   const cpw_system_change *change,
                                                   cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- shared providers ---------- */

/** What an organisation's plan counts on from a provider. */
typedef struct cpw_system_promise {
  int32_t provider; /**< number of the organisation that provides */
  int32_t planner;  /**< number of the organisation whose plan it is */
  int32_t service;  /**< of what */
  int32_t reserved; /**< zero */
  double amount;    /**< treatments a week, finite, >= 0 */
} cpw_system_promise;

/** Plans of several organisations on the same providers: who promised over 100 %, and what can be kept.
 *  Each service for itself, by footprint.h (cpw_footprint_reconcile): the capacity is that of the rows of the provider in
 *  the week; a plan needs what its promises of the service sum to, and may turn to any provider that it names.
 *  Result: [promise] promise_provider, promise_planner, promise_service (int64), amount, allocated; [unit] (rows of
 *  `capacity`) treatments, promised, over, allocated_unit, planners (int64: on how many plans it is), binding (int64);
 *  [planner service] need, served, shortfall; conflicts (int64), shortfall_total, shared (int64: providers on several plans).
 *  Outcome CPW_OUTCOME_UNREACHABLE where there is a shortfall. Notes: conflicts, cut (in words).
 *  @param[in]  system     organisations, services and capacity are read
 *  @param[in]  week       finite
 *  @param[in]  promise    (promises) no provider, planner and service twice
 *  @param[in]  promises   >= 0
 *  @param[in]  allocator  NULL for malloc and free; must outlive the result
 *  @param[out] out        untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a number that is none, a promise twice, a provider without capacity of the service);
 *  CPW_EDOMAIN; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity as cpw_footprint_reconcile. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_plans(const cpw_system *system, double week,
                                              const cpw_system_promise *promise, int64_t promises,
                                              const cpw_allocator *allocator, cpw_result **out,
                                              cpw_error *err);

/* ---------------------------------------------------------------- votes --------------------- */

/** Rules of decision. VOLUNTARY: only what leaves no member worse off. */
#define CPW_SYSTEM_VOLUNTARY 0
/** HEADS: one member one vote, more than half of them in favour. */
#define CPW_SYSTEM_HEADS 1
/** VOTES: members' votes, at least the quota in favour. */
#define CPW_SYSTEM_VOTES 2
/** MANDATED: the greatest gain of all together, whoever loses. */
#define CPW_SYSTEM_MANDATED 3
/** The number of rules. */
#define CPW_SYSTEM_RULES 4

/** A decision among options. Arrays are borrowed for the call. */
typedef struct cpw_system_ballot {
  size_t struct_size; /**< sizeof(cpw_system_ballot) as the caller compiled it */
  int32_t body;       /**< organisation whose decision it is: members are those directly below it */
  int32_t alliance;   /**< or the members of an alliance; CPW_NONE (default): the body's */
  double week;        /**< of the decision; default 0 */
  double
      quota; /**< share of the votes that must be in favour, in (0, 1]: at least so many votes, and more
                            than half where it is 0.5; default 0.5 */
  int64_t options;              /**< >= 0; 0: power alone */
  const char *const *option_id; /**< (options) NULL: their numbers */
  const double *
      gain; /**< (options, members) what each member gains over leaving things as they are, in the order of
                                rows of organisations; finite */
  int64_t
      members; /**< how many columns `gain` has: must be the members that there are; not read without options */
  const cpw_allocator *allocator; /**< NULL for malloc and free; must outlive the result */
} cpw_system_ballot;

/** Fill a ballot with the defaults, which must be completed.
 *  @param[out] ballot  no body, no options, half of the votes
 *  @param[in]  size    sizeof(cpw_system_ballot) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_ballot_init_sized(cpw_system_ballot *ballot, size_t size);

/** Fill a ballot with the defaults (see cpw_system_ballot_init_sized).
 *  @param[out] ballot  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_ballot_init(cpw_system_ballot *ballot) {
  cpw_system_ballot_init_sized(ballot, sizeof *ballot);
}

/** Who decides: power of members, the option that each rule chooses, and who gains by it.
 *  A member is in favour of an option where it gains. Under a rule the options that pass are those with enough in favour
 *  (VOLUNTARY: that nobody loses by and somebody gains by; MANDATED: that all together gain by); among them the one with
 *  the greatest gain of all together is chosen; ties: most votes in favour, then the id. Nothing passes: things stay as
 *  they are (-1).
 *  Result: [member] number (int64), votes (int64), vote_share, shapley_shubik, banzhaf (normalised to sum to 1), veto (int64:
 *  nothing passes without it); [option] total_gain, least_gain, votes_for, heads_for (int64), losers (int64); [rule option]
 *  passes (int64); [rule] chosen (int64), rule_gain; [rule member] member_gain; quota_votes (int64). By coalition.h (power)
 *  and exact sums.
 *  @param[in]  system  a system
 *  @param[in]  ballot  the decision
 *  @param[out] out     untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, no such body or alliance, no members, a number of members that is not theirs); CPW_EDOMAIN
 *  (votes that are all 0, quota, a gain); CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity as cpw_coalition_power and O(options x members). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_vote(const cpw_system *system,
                                             const cpw_system_ballot *ballot, cpw_result **out,
                                             cpw_error *err);

/* ---------------------------------------------------------------- risk and scale ------------ */

/** A low-volume service at a population's risk: cases are Poisson, each costs a whole number of steps. */
typedef struct cpw_system_risk {
  size_t struct_size; /**< sizeof(cpw_system_risk) as the caller compiled it */
  double people;      /**< finite, >= 0 */
  double rate;        /**< cases per person and year, finite, >= 0; people x rate <= 10^6 */
  const double
      *cost;     /**< (costs) chance that a case costs 1, 2, ... steps; sums to 1 within 1e-9 */
  int64_t costs; /**< >= 1 */
  double step;   /**< money, finite, > 0 */
  double budget; /**< money a year, finite, >= 0; NaN (default): the expected spend */
  double
      stop; /**< spend beyond which somebody else pays (stop-loss), money >= 0; inf: nobody (default) */
  double confidence;              /**< of the budget that is asked for, in (0, 1); default 0.95 */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_system_risk;

/** Fill a risk with the defaults, which must be completed.
 *  @param[out] risk  budget at the expected spend, no stop-loss, 95 %
 *  @param[in]  size  sizeof(cpw_system_risk) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_risk_init_sized(cpw_system_risk *risk, size_t size);

/** Fill a risk with the defaults (see cpw_system_risk_init_sized).
 *  @param[out] risk  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_risk_init(cpw_system_risk *risk) {
  cpw_system_risk_init_sized(risk, sizeof *risk);
}

/** What a population risks in a year. */
typedef struct cpw_system_risked {
  double cases;            /**< expected */
  double expected;         /**< spend, money a year */
  double sd;               /**< standard deviation of the spend */
  double overspend_chance; /**< P(spend > budget), with the stop-loss */
  double overspend;        /**< expected spend beyond the budget, with the stop-loss */
  double enough;      /**< least budget that is enough with the confidence, with the stop-loss */
  double premium;     /**< enough - (expected - stop_price): what is to be held in reserve */
  double stop_price;  /**< expected spend beyond the stop: what others pay for it (net premium) */
  double none_chance; /**< P(no case at all) */
} cpw_system_risked;

/** The spend of a low-volume service in a year: chance to overspend, budget that is enough, price of a stop-loss.
 *  Compound Poisson, exactly by Panjer's recursion (ASTIN Bulletin 12:22, 1981): with l cases expected and f(j) the chance of
 *  j steps, g(0) = exp(-l), g(s) = l/s sum over j of j f(j) g(s - j), which adds positive terms only. The recursion is scaled,
 *  so that it does not underflow where l is great.
 *  @param[in]  risk  the risk
 *  @param[out] out   untouched on error
 *  @param[out] err   nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, costs); CPW_EDOMAIN (a value; chances that do not sum to 1); CPW_EOVERFLOW (more than 2^24
 *  steps to go through: take larger ones); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(steps x costs); chances to an absolute 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_spend_risk(const cpw_system_risk *risk,
                                                   cpw_system_risked *out, cpw_error *err);

/** Chances of whole steps for a cost that is lognormal with a given mean and coefficient of variation.
 *  Each step has the chance of what rounds to it, the last all beyond it, and then the mean is kept: chances of the two
 *  neighbours are moved so that the mean is that asked for (within a step, where it can be).
 *  @param[in]  mean   money, finite, > 0
 *  @param[in]  cv     standard deviation / mean, finite, >= 0
 *  @param[in]  step   money, finite, > 0
 *  @param[in]  costs  steps, >= 1: should go to several means
 *  @param[out] cost   (costs) sums to 1; untouched on error
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, costs); CPW_EDOMAIN (a value; a mean beyond the steps).
 *  @par Complexity and accuracy O(costs); a discretisation: its standard deviation is near to that asked for, not the same.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_cost_steps(double mean, double cv, double step,
                                                   int64_t costs, double *cost, cpw_error *err);

/** How a service could be organised: in how many equal parts. */
typedef struct cpw_system_tier {
  const char *id; /**< such as "place", "system", "region"; not empty */
  int64_t parts;  /**< in how many equal parts the population is served and the budget held, >= 1 */
  double distance; /**< mean kilometres to the service, finite, >= 0 */
  double fixed;    /**< money a year for each part: management, building; finite, >= 0 */
  double fit; /**< what is lost by not fitting local needs, as a share of the spend, finite, >= 0 */
} cpw_system_tier;

/** The choice of a level for a service. Arrays are borrowed for the call. */
typedef struct cpw_system_scale {
  size_t struct_size;           /**< sizeof(cpw_system_scale) as the caller compiled it */
  const cpw_system_tier *level; /**< (levels) */
  int64_t levels;               /**< >= 1 */
  double servers;               /**< beds, theatres, clinicians of all together, finite, > 0 */
  double stay;                  /**< weeks that one is busy with one case, finite, > 0 */
  double wait_cost;             /**< money for one week of waiting of one patient, finite, >= 0 */
  double travel_cost;           /**< money for one kilometre and case, finite, >= 0 */
  double reserve_cost; /**< money a year for holding one unit of money in reserve, finite, >= 0 */
  const cpw_system_risk *risk;    /**< people, rate and costs of the whole */
  const cpw_allocator *allocator; /**< NULL for malloc and free; must outlive the result */
} cpw_system_scale;

/** Fill a scale with the defaults, which must be completed.
 *  @param[out] scale  nothing, costs of 0
 *  @param[in]  size   sizeof(cpw_system_scale) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_scale_init_sized(cpw_system_scale *scale, size_t size);

/** Fill a scale with the defaults (see cpw_system_scale_init_sized).
 *  @param[out] scale  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_scale_init(cpw_system_scale *scale) {
  cpw_system_scale_init_sized(scale, sizeof *scale);
}

/** The best level for a service: what pooling gains in waits and in risk against travel and local fit.
 *  Each part is a queue M/M/c of its share of cases and servers (queue.h) and a budget with its share of the risk
 *  (cpw_system_spend_risk). Cost a year of a level = waiting + travel + parts x fixed + reserve (parts x premium x
 *  reserve_cost) + fit x expected spend.
 *  Result: [level] parts (int64), wait (mean weeks), utilisation, overspend_chance (of one part), premium_all (parts x
 *  premium), waiting_cost, travel_cost, fixed_cost, reserve_cost, fit_cost, cost (inf: no steady state), efficient (int64: 1
 *  where no other level has both a shorter or equal wait and a shorter or equal distance, one of them shorter); best
 *  (int64; ties: fewer parts, then the id). Outcome CPW_OUTCOME_UNSTABLE where no level has a steady state (best is -1).
 *  @param[in]  scale  the choice
 *  @param[out] out    untouched on error
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, levels, an id that is empty or there twice); CPW_EDOMAIN; as cpw_system_spend_risk.
 *  @par Complexity levels x that of cpw_system_spend_risk. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_best_scale(const cpw_system_scale *scale, cpw_result **out,
                                                   cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
