/* carepath/priority.h - who is next on a waiting list, and why: criteria become a score inside tiers of
 * clinical urgency, equity counts up to a cap, every place is explained.
 * Floor 2: includes base.h and dates.h.
 *
 *   policy (tiers, criteria, cap, guardrails) + list (tier, days waited and facts of every patient)
 *     -> place of every patient, its parts, what would move it
 *
 * The key. Patients are ordered by
 *   1  the tier, the most urgent first (unless the policy says that tiers are targets alone);
 *   2  within a tier whoever has waited beyond its target, before the others (unless the policy does not);
 *   3  the score, the higher first: clinical part + equity part, which never counts more than the cap. Scores
 *      stand on a grid of 1e-12, so that sums which differ by rounding alone are equal;
 *   4  the days waited, the longest first;
 *   5  the id, and where there are none the row.
 * Equity never overrides a tier or a breach. Value functions stand on bounds that the policy fixes, never on
 * the list's own least and greatest: whoever leaves the list changes nothing in the order of the others.
 * (Sample bounds reverse ranks: Belton and Gear, Omega 11:228-230, 1983.)
 *
 * The score is sum over criteria of weight x value of the fact, weights that sum to 1, values in [0, 1]
 * (additive value model: Keeney and Raiffa, Decisions with Multiple Objectives, 1976, chapter 3). With a cap in
 * days equity does not enter the score: it moves the patient's start of waiting back by at most so many
 * days, cap x equity part / greatest equity part, wherever days waited count but in the breach.
 *
 * Protected characteristics (Equality Act 2010, section 4) are refused as criteria. Whoever opts in says
 * why, how much they may count at most and until when; monitoring them needs no such leave.
 *
 * What comes out is a recommendation. Overrides of clinicians (a tier, a place, a fact) are part of the list,
 * each with who and why. */
#ifndef CAREPATH_PRIORITY_H
#define CAREPATH_PRIORITY_H

#include "carepath/base.h"
#include "carepath/dates.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- criteria ------------------ */

/** Counts for the clinical part of the score. */
#define CPW_PRIORITY_CLINICAL 0
/** Counts for the equity part, which is capped. */
#define CPW_PRIORITY_EQUITY 1

/** Value function: straight lines between knots, level outside them. */
#define CPW_PRIORITY_LINEAR 0
/** Value function: a smooth monotone curve through knots whose values never turn (Fritsch and Carlson, SIAM
 *  J. Numerical Analysis 17:238-246, 1980; slopes by the harmonic mean of Fritsch and Butland, SIAM J.
 *  Scientific and Statistical Computing 5:300-304, 1984), level outside them. */
#define CPW_PRIORITY_MONOTONE 1
/** Value function: S-shaped between three knots low, middle, high: a rising and a falling parabola that
 *  meet at the middle with one slope (after Zadeh, Calculus of fuzzy restrictions, 1975). The values
 *  are those at low and high; the middle's is (middle - low) / (high - low) of the way and not given. */
#define CPW_PRIORITY_S_SHAPED 2
/** Value function: a value for each code 0, 1, ... */
#define CPW_PRIORITY_CATEGORIES 3

/** Instead of a column of facts: the days waited (with a cap in days, those that count). */
#define CPW_PRIORITY_WAIT (-1)
/** Instead of a column of facts: the days waited / the target of the tier; 0 without a target. */
#define CPW_PRIORITY_WAIT_RATIO (-2)

/** Protected characteristics: Equality Act 2010, section 4. */
#define CPW_PROTECTED_NONE               0
#define CPW_PROTECTED_AGE                1
#define CPW_PROTECTED_DISABILITY         2
#define CPW_PROTECTED_GENDER             3 /**< gender reassignment */
#define CPW_PROTECTED_MARRIAGE           4 /**< marriage and civil partnership */
#define CPW_PROTECTED_PREGNANCY          5 /**< pregnancy and maternity */
#define CPW_PROTECTED_RACE               6 /**< colour, nationality, ethnic or national origins */
#define CPW_PROTECTED_RELIGION           7 /**< religion or belief */
#define CPW_PROTECTED_SEX                8
#define CPW_PROTECTED_SEXUAL_ORIENTATION 9

/** One criterion of a policy. */
typedef struct cpw_priority_criterion {
  const char *name;   /**< unique in the policy, not empty */
  const char *column; /**< heading of the facts in a table; NULL: the name */
  double weight;      /**< >= 0; the weights of a policy sum to 1 within 1e-9 */
  int64_t source; /**< column of the list's facts, or CPW_PRIORITY_WAIT, CPW_PRIORITY_WAIT_RATIO */
  int64_t knots;  /**< LINEAR, MONOTONE: >= 2; S_SHAPED: 3; CATEGORIES: >= 1 */
  const double
      *at; /**< (knots) finite, rising; NULL for CATEGORIES, whose facts are codes from 0 */
  const double *value;           /**< (knots) in [0, 1] */
  const char *const *categories; /**< (knots) names of the codes, for CATEGORIES; else NULL */
  double missing;                /**< value in [0, 1] of a missing fact (NaN); NaN: refused */
  int32_t part;                  /**< CPW_PRIORITY_CLINICAL or CPW_PRIORITY_EQUITY */
  int32_t shape;                 /**< CPW_PRIORITY_LINEAR, ... */
  int32_t characteristic;        /**< the protected characteristic that it is, CPW_PROTECTED_... */
  int32_t until;      /**< last day on which a protected one may be used; else CPW_DATE_NONE */
  const char *reason; /**< why a protected one is used, in words; else NULL */
  double limit;       /**< the most that a protected one may add to the score, in (0, 1); the
                                      others: 0 */
} cpw_priority_criterion;

/* ---------------------------------------------------------------- policies ------------------ */

/** One tier of urgency. */
typedef struct cpw_priority_tier {
  const char *name; /**< unique, such as "P2" */
  double target;    /**< days to be treated in, > 0; inf: none */
  double rate;      /**< for CPW_PRIORITY_ACCUMULATING and _CMU: > 0; else not looked at */
} cpw_priority_tier;

/** The score: criteria x weights. */
#define CPW_PRIORITY_SCORE 0
/** No score: the days waited alone. */
#define CPW_PRIORITY_LONGEST 1
/** Days waited / target of the tier, 0 without a target: SWALIS, with its classes as targets. */
#define CPW_PRIORITY_RATIO 2
/** Earliest due date: days waited - target; without a target after all who have one. */
#define CPW_PRIORITY_DUE 3
/** Accumulating priority: rate of the tier x days waited (Kleinrock 1964). */
#define CPW_PRIORITY_ACCUMULATING 4
/** Generalised c-mu with a quadratic cost of waiting, rate x days waited where the rate is mu theta (van
 *  Mieghem, Annals of Applied Probability 5:809-833, 1995): the same key as accumulating priority. */
#define CPW_PRIORITY_CMU 5

/** Equity counts in full (its weights are its bound). */
#define CPW_PRIORITY_CAP_NONE 0
/** The equity part of the score is at most the cap, in units of the score. */
#define CPW_PRIORITY_CAP_SCORE 1
/** Equity moves the start of waiting back by at most the cap, in days. */
#define CPW_PRIORITY_CAP_DAYS 2

/** A policy: plain memory of the caller or of cpw_priority_policy_read. Borrowed arrays. */
typedef struct cpw_priority_policy {
  size_t struct_size;             /**< sizeof(cpw_priority_policy) as the caller compiled it */
  const char *name;               /**< in words; NULL: none */
  const char *version;            /**< the caller's own; NULL: none */
  const cpw_priority_tier *tiers; /**< (tier_count) the most urgent first */
  int64_t tier_count;             /**< 1 to 1000 */
  const cpw_priority_criterion *criteria; /**< (criterion_count) or NULL */
  int64_t criterion_count;                /**< 0 to 1000 */
  const char *const *monitored;           /**< (monitored_count) headings of what is only watched */
  int64_t monitored_count;                /**< >= 0 */
  double cap;                             /**< of equity, >= 0 where cap_kind asks for one; in the
                                                 score at most 1 */
  int32_t cap_kind;          /**< CPW_PRIORITY_CAP_..., default CPW_PRIORITY_CAP_NONE */
  int32_t rule;              /**< default CPW_PRIORITY_SCORE */
  int32_t tiers_are_targets; /**< 1: tiers give targets and rates, not an order; default 0 */
  int32_t breaches_first;    /**< 1 (default): whoever is beyond the target first; 0: not */
} cpw_priority_policy;

/** Fill a policy with the defaults.
 *  @param[out] policy  no tiers, no criteria, no cap, the score, breaches first
 *  @param[in]  size    sizeof(cpw_priority_policy) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_priority_policy_init_sized(cpw_priority_policy *policy, size_t size);

/** Fill a policy with the defaults (see cpw_priority_policy_init_sized).
 *  @param[out] policy  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_priority_policy_init(cpw_priority_policy *policy) {
  cpw_priority_policy_init_sized(policy, sizeof *policy);
}

/** Check a policy: everything that can be wrong with it before there is a list.
 *  Weights that do not sum to 1 (the message says the sum); values outside [0, 1]; knots that do not rise; a
 *  monotone curve that turns; names that come twice; a criterion whose name, column or characteristic is
 *  a protected one without reason, limit and last day; equity criteria under a rule that has no
 *  place for them (a rule other than CPW_PRIORITY_SCORE with a cap other than CPW_PRIORITY_CAP_DAYS).
 *  @param[in]  policy  a policy
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, names, counts, kinds, protected); CPW_EDOMAIN (numbers); CPW_EABI.
 *  @par Complexity O(criteria^2 + knots). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_priority_policy_check(const cpw_priority_policy *policy,
                                                       cpw_error *err);

/** The protected characteristic that a name speaks of, by its words.
 *  @param[in] name  a heading such as "Ethnic group" or "age_band"; may be NULL
 *  @return CPW_PROTECTED_...; CPW_PROTECTED_NONE where no word of it is known. "deprivation", "imd" and
 *  "rurality" are none.
 *  @par Complexity O(length). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_priority_protected(const char *name);

/** Name of a protected characteristic.
 *  @param[in] characteristic  CPW_PROTECTED_...
 *  @return such as "race"; NULL for CPW_PROTECTED_NONE and any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_priority_protected_name(int32_t characteristic);

/** Value of one fact under a criterion.
 *  @param[in] criterion  a criterion that cpw_priority_policy_check accepts in its policy
 *  @param[in] fact       the fact; NaN: missing
 *  @return in [0, 1]; NaN for a missing fact that the criterion refuses, or a code that it has not.
 *  @par Complexity and accuracy O(log knots); exact at the knots.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_priority_value(const cpw_priority_criterion *criterion, double fact);

/* ---------------------------------------------------------------- lists --------------------- */

/** A clinician sets the tier: value is its number from 0. */
#define CPW_OVERRIDE_TIER 0
/** The patient keeps a place, such as one that has a date already: value is the place from 1; 0 gives it back. */
#define CPW_OVERRIDE_PLACE 1
/** A fact was wrong (an appeal): value is the right one, column says which. */
#define CPW_OVERRIDE_FACT 2

/** What a person decided over one patient. Later ones replace earlier ones of the same kind. */
typedef struct cpw_priority_override {
  int64_t row;    /**< the patient */
  int64_t column; /**< for CPW_OVERRIDE_FACT: column of the facts, CPW_PRIORITY_WAIT: days waited */
  double value;   /**< see CPW_OVERRIDE_... */
  int32_t kind;   /**< CPW_OVERRIDE_... */
  int32_t date;   /**< the day of it, or CPW_DATE_NONE */
  const char *actor;  /**< who: not empty */
  const char *reason; /**< why: not empty */
} cpw_priority_override;

/** The patients who wait. Borrowed arrays. */
typedef struct cpw_priority_list {
  size_t struct_size;        /**< sizeof(cpw_priority_list) as the caller compiled it */
  int64_t patients;          /**< >= 0, below 2^31 */
  const char *const *id;     /**< (patients) UTF-8, no two the same; NULL: the row is the id */
  const int32_t *tier;       /**< (patients) tier of the policy from 0; NULL: all 0 */
  const double *wait;        /**< (patients) days waited, finite and >= 0 */
  const double *const *fact; /**< (columns) arrays of (patients), NaN: missing; never infinite. May
                                  be NULL where no criterion reads a column */
  int64_t columns;           /**< number of columns of facts */
  int64_t override_count;    /**< >= 0 */
  const cpw_priority_override *overrides; /**< (override_count) in the order of their making */
  int32_t today;    /**< the day of the list; needed where a protected characteristic is used */
  int32_t reserved; /**< zero */
} cpw_priority_list;

/** Fill a list with nobody.
 *  @param[out] list  all zero and NULL but struct_size; today CPW_DATE_NONE
 *  @param[in]  size  sizeof(cpw_priority_list) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_priority_list_init_sized(cpw_priority_list *list, size_t size);

/** Fill a list with nobody (see cpw_priority_list_init_sized).
 *  @param[out] list  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_priority_list_init(cpw_priority_list *list) {
  cpw_priority_list_init_sized(list, sizeof *list);
}

/* ---------------------------------------------------------------- the ranking --------------- */

/** Where everybody stands. The arrays are the caller's, NULL: not wanted; untouched on error. */
typedef struct cpw_priority_ranking {
  size_t struct_size; /**< sizeof(cpw_priority_ranking) as the caller compiled it */
  int64_t *order;     /**< (patients) the row at each place */
  int64_t *place;     /**< (patients) the place of each row, from 1 */
  double *score;      /**< (patients) what the key compares: clinical + equity, or the rule's own */
  double *clinical;   /**< (patients) clinical part of the score */
  double *equity;     /**< (patients) equity part as it counts: in the score, or in days */
  double *wait;       /**< (patients) days waited that count: with the equity's days */
  int32_t *tier;      /**< (patients) the tier after overrides */
  int32_t *breached;  /**< (patients) 1: waited beyond the target of the tier */
  int64_t missing;    /**< set: facts that were missing and took the policy's value */
  int64_t capped;     /**< set: patients whose equity part met a cap or limit */
  int64_t breaches;   /**< set: patients who have waited beyond the target */
  const cpw_run *run; /**< threads, progress and cancel; NULL: one thread */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_priority_ranking;

/** Fill a ranking with nothing wanted.
 *  @param[out] ranking  all zero and NULL but struct_size
 *  @param[in]  size     sizeof(cpw_priority_ranking) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_priority_ranking_init_sized(cpw_priority_ranking *ranking, size_t size);

/** Fill a ranking with nothing wanted (see cpw_priority_ranking_init_sized).
 *  @param[out] ranking  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_priority_ranking_init(cpw_priority_ranking *ranking) {
  cpw_priority_ranking_init_sized(ranking, sizeof *ranking);
}

/** Rank a list under a policy.
 *  Overrides first: facts, then tiers, then places: those who keep a place have it, all others
 *  follow each other in the places that are left.
 *  @param[in]     policy   a policy
 *  @param[in]     list     the patients
 *  @param[in,out] ranking  in: the arrays that are wanted; out: filled. Untouched on error
 *  @param[out]    err      nullable; index is the row
 *  @return CPW_OK; what cpw_priority_policy_check returns; CPW_EINVAL (NULL, sizes, an id that comes twice,
 *  a tier that the policy has not, two patients who keep one place, an override without actor or
 *  reason, a protected criterion after its last day); CPW_EDOMAIN (a wait or fact that is not finite, a
 *  missing fact that is refused, an unknown category); CPW_ENOMEM; CPW_ECANCELLED.
 *  @par Complexity O(patients x criteria) time, O(patients) memory; a thread of its own sorts nothing: the
 *  same order whatever the threads. @par Thread safety Safe for different rankings. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_priority_rank(const cpw_priority_policy *policy,
                                               const cpw_priority_list *list,
                                               cpw_priority_ranking *ranking, cpw_error *err);

/** The values of all facts under the policy: what other methods of ranking and the robustness of this one
 *  start from.
 *  @param[in]  policy  a policy
 *  @param[in]  list    the patients; overrides of facts and tiers count
 *  @param[out] values  (patients, criteria) in [0, 1]; untouched on error
 *  @param[out] block   (patients) tier and breach as one number from 1, the first to be treated lowest; NULL: not
 *                      wanted
 *  @param[out] err     nullable
 *  @return as cpw_priority_rank.
 *  @par Complexity O(patients x criteria). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_priority_values(const cpw_priority_policy *policy,
                                                 const cpw_priority_list *list, double *values,
                                                 int32_t *block, cpw_error *err);

/* ---------------------------------------------------------------- reasons ------------------- */

/** Why a patient stands where he or she stands.
 *  Result: dimension criterion (names); arrays over it: fact, value, weight, uncapped (weight x value),
 *  contribution (after limits and the cap, where equity contributions shrink in proportion: sums to the
 *  score), days (with a cap in days: by how much it moves the start of waiting back); best_place and
 *  worst_place over all facts that the criterion's column could hold (of a missing fact: between which
 *  places the unknown lies); next_fact: the nearest fact of that column at which the patient stands before
 *  whoever is one place ahead now, NaN where none does or the fact is missing. All criteria that read the
 *  column move with it; those three are NaN for criteria that read the days waited, of which next_wait tells. Single numbers: place, patients, tier,
 *  breached, ahead_tier and ahead_breached (how many stand ahead by tier, by breach alone), score, clinical,
 *  equity, capped_by (equity that limits and the cap took away), wait, wait_counted, target,
 *  days_to_breach, next_wait (days waited from which the patient stands before whoever is one place
 *  ahead, if that one waits no longer). Notes "override 1", ...: what persons decided over the patient.
 *  @param[in]  policy     a policy
 *  @param[in]  list       the patients
 *  @param[in]  row        the patient
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (no such row) and what cpw_priority_rank returns.
 *  @par Complexity O(patients x criteria). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_priority_explain(const cpw_priority_policy *policy,
                                                  const cpw_priority_list *list, int64_t row,
                                                  const cpw_allocator *allocator, cpw_result **out,
                                                  cpw_error *err);

/** What decides between two patients: the first part of the key in which they differ. */
#define CPW_DECIDED_BY_TIER     0
#define CPW_DECIDED_BY_BREACH   1
#define CPW_DECIDED_BY_SCORE    2
#define CPW_DECIDED_BY_WAIT     3
#define CPW_DECIDED_BY_ID       4
#define CPW_DECIDED_BY_OVERRIDE 5 /**< one of the two keeps a place */

/** Why one patient stands before another, and the least that would swap them.
 *  Result: dimension criterion; arrays over it: value_first, value_second, weight, difference (weight x
 *  difference of the values; 0 for what does not enter the score; sums to the difference of the uncapped
 *  scores); swap_weights: the weights nearest to the policy's (least sum of squared changes, staying >= 0 and
 *  summing to 1, caps and limits as they are: exact for the cap and up to two, without a cap three, protected
 *  criteria) at which the scores meet, NaN where none are found; swap_alone: the weight of this criterion, all
 *  others in proportion, at which the scores meet, NaN where none in [0, 1] does; swap_fact: the nearest
 *  fact of the second patient that would put him or her first by score, wait and id, were tier and breach the
 *  same; NaN where none does, or it is so already. Single numbers: decided_by (CPW_DECIDED_BY_...), row_first,
 *  row_second, place_first, place_second, score_first, score_second, swap_distance (root of the sum of squared
 *  changes of swap_weights), swap_wait (days more that the second would have to have waited to stand before
 *  the first who does not wait longer, NaN where none do).
 *  @param[in]  policy     a policy with rule CPW_PRIORITY_SCORE for weights and facts; NaN for the others
 *  @param[in]  list       the patients
 *  @param[in]  first      a patient
 *  @param[in]  second     another patient; if he or she stands before the first, the two change roles
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (no such row, twice the same) and what cpw_priority_rank returns.
 *  @par Complexity O(patients x criteria). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_priority_compare(const cpw_priority_policy *policy,
                                                  const cpw_priority_list *list, int64_t first,
                                                  int64_t second, const cpw_allocator *allocator,
                                                  cpw_result **out, cpw_error *err);

/** Places under the weights of every member of a panel.
 *  @param[in]  policy   a policy; its weights are replaced by each member's
 *  @param[in]  list     the patients
 *  @param[in]  weights  (members, criteria) >= 0, each row summing to 1
 *  @param[in]  members  >= 1
 *  @param[in]  rows     (count) the patients asked for; NULL: all, count = patients
 *  @param[in]  count    how many
 *  @param[out] places   (members, count) from 1; untouched on error
 *  @param[out] err      nullable; index is the member for weights
 *  @return as cpw_priority_rank.
 *  @par Complexity O(members x patients x criteria). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_priority_panel(const cpw_priority_policy *policy,
                                                const cpw_priority_list *list,
                                                const double *weights, int64_t members,
                                                const int64_t *rows, int64_t count, int64_t *places,
                                                cpw_error *err);

/* ---------------------------------------------------------------- policy files -------------- */

/** A policy that was read from a file and owns its memory. */
typedef struct cpw_policy cpw_policy;

/** Read a policy file.
 *  Plain text, one statement a line, `#` begins a comment; the format: docs/reference/policy.md.
 *  @param[in]  source     the text
 *  @param[in]  allocator  NULL for malloc and free; must outlive the policy
 *  @param[out] out        the policy; untouched on error. Free it with cpw_policy_free
 *  @param[out] err        nullable; line and column say where
 *  @return CPW_OK; CPW_EDATA (what cannot be read, and what cpw_priority_policy_check refuses, with its
 *  line); CPW_EIO; CPW_ENOMEM; CPW_EINVAL.
 *  @par Complexity O(length). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_policy_read(const cpw_source *source,
                                             const cpw_allocator *allocator, cpw_policy **out,
                                             cpw_error *err);

/** The policy itself. Columns of facts are numbered from 0 in the order in which the criteria first name
 *  them; criteria that name the same column read the same: see cpw_policy_column.
 *  @param[in] policy  a policy that was read
 *  @return owned by the policy.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_priority_policy *cpw_policy_view(const cpw_policy *policy);

/** The heading of a column of facts that a list needs for a policy that was read.
 *  @param[in] policy  a policy that was read
 *  @param[in] column  0-based, as in cpw_priority_criterion.source
 *  @return the heading, owned by the policy; NULL past the end.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_policy_column(const cpw_policy *policy, int64_t column);

/** Free a policy.
 *  @param[in] policy  a policy or NULL
 *  @par Complexity O(criteria). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_policy_free(cpw_policy *policy);

/** Write a policy as a file that cpw_policy_read reads back to the same policy, to the bit.
 *  What a file does not hold: numbers of columns (they follow from the headings, see cpw_policy_view), the
 *  middle value of an S-shaped function (it follows from the others), the heading of a column
 *  where none is read. Nothing is written on an error other than CPW_EIO.
 *  @param[in]  policy  a policy that cpw_priority_policy_check accepts
 *  @param[in]  sink    where to
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EIO; CPW_EINVAL (NULL; a text that is not UTF-8, is longer than 4096 bytes or holds
 *  control characters other than line breaks and tabs; two columns of one heading); CPW_EOVERFLOW (more than
 *  16 MiB) and what cpw_priority_policy_check returns.
 *  @par Complexity O(criteria^2 + knots). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_policy_write(const cpw_priority_policy *policy,
                                              const cpw_sink *sink, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
