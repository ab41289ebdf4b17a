/* carepath/smaa.h - how robust a ranking is when nobody is sure of the weights (or of the values):
 * stochastic multicriteria acceptability analysis.
 * Floor 2: includes base.h, mcda.h and priority.h of the same floor.
 *
 *   policy and list, what is known of the weights -> P(in the next K) as the policy ranks  cpw_smaa_policy
 *   table, what is known of the weights -> P(in the top K), rank acceptability, ...  cpw_smaa_simulate
 *   how sure is a row's first place under its own central weights?                  cpw_smaa_confidence
 *   two criteria, weights uniform: exact, without chance                            cpw_smaa_two_criteria
 *
 * Source: Lahdelma and Salminen, "SMAA-2: stochastic multicriteria acceptability analysis for group
 * decision making", Operations Research 49:444-454 (2001); Tervonen and Lahdelma, "Implementing
 * stochastic multicriteria acceptability analysis", EJOR 178:500-513 (2007). The value of a row is the
 * weighted sum of its normalised values (mcda.h), or what a policy makes of it (priority.h): with its cap, its
 * limits and its ties.
 *
 * Merging. Results of the same input, options and seed merge (cpw_result_merge) if their replications are
 * different ones. A merge whose replications cannot all be different (more than there are from the first to
 * the last) is refused; overlaps that gaps elsewhere make up for cannot be known from the counts, and
 * whoever splits the work must see to it that no replication is run twice. */
#ifndef CAREPATH_SMAA_H
#define CAREPATH_SMAA_H

#include "carepath/base.h"
#include "carepath/mcda.h"
#include "carepath/priority.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What is known of the weights, beside order and bounds. */
#define CPW_SMAA_UNIFORM   0 /**< nothing: uniform over all weights >= 0 of sum 1 */
#define CPW_SMAA_DIRICHLET 1 /**< Dirichlet around the table's weights */

/** What is known of the values. */
#define CPW_SMAA_EXACT       0 /**< they are as given */
#define CPW_SMAA_NORMAL      1 /**< normal, the spread is the standard deviation */
#define CPW_SMAA_UNIFORM_OFF 2 /**< uniform, at most the spread off */

/** The most rows with ranks, and with pairs. */
#define CPW_SMAA_MAX_RANKED 4096
/** Draws of weights outside the order or the bounds before a replication gives up. */
#define CPW_SMAA_MAX_ATTEMPTS 1000000
/** The most K. */
#define CPW_SMAA_MAX_TOPS 100

/** What is known, and what is wanted of it. */
typedef struct cpw_smaa_options {
  size_t struct_size;   /**< sizeof(cpw_smaa_options) as the caller compiled it */
  int32_t law;          /**< CPW_SMAA_UNIFORM (default) or CPW_SMAA_DIRICHLET */
  int32_t uncertainty;  /**< of the values: CPW_SMAA_EXACT (default), ... */
  double concentration; /**< DIRICHLET: sum of its parameters, 1 to 1e9, default 20; the standard
                             deviation of weight j is sqrt(w_j (1 - w_j) / (1 + concentration)) */
  const int32_t
      *order; /**< (m) place of importance of each criterion: a lower number weighs at least
                             as much as a higher one, equal numbers in any order; NULL (default): any */
  const double *weight_lower; /**< (m) least weights, 0 to 1, sum <= 1; NULL (default): 0 */
  const double *weight_upper; /**< (m) greatest weights, 0 to 1, sum >= 1; NULL (default): 1 */
  const double
      *spread; /**< (spread_rows, m) spread of the values, finite, >= 0, in their own unit; NULL
                             unless uncertainty asks for it */
  int64_t spread_rows; /**< 1 (default): the same for all rows; or n */
  const int32_t
      *tier; /**< (n) urgency tier, any number, the lowest first: no draw puts a row above one
                             of a lower tier; NULL (default): one tier for all */
  const int64_t *top; /**< (tops) how many places, 0 to n, rising; NULL (default): none */
  int64_t tops;       /**< number of top, 0 (default) to CPW_SMAA_MAX_TOPS */
  int32_t ranks;      /**< 1: every rank, central weights; n <= CPW_SMAA_MAX_RANKED; default 0 */
  int32_t pairs;      /**< 1: who is above whom; n <= CPW_SMAA_MAX_RANKED; default 0 */
  const cpw_allocator *allocator; /**< NULL (default) for malloc and free */
} cpw_smaa_options;

/** Fill the options with the defaults.
 *  @param[out] options  weights uniform, values as given, nothing wanted yet
 *  @param[in]  size     sizeof(cpw_smaa_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_smaa_options_init_sized(cpw_smaa_options *options, size_t size);

/** Fill the options with the defaults (see cpw_smaa_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_smaa_options_init(cpw_smaa_options *options) {
  cpw_smaa_options_init_sized(options, sizeof *options);
}

/** Rank the rows under weights (and values) that chance draws, once a replication.
 *  Weights: uniform by exponentials over their sum; with an order the same sorted; lower bounds alone by
 *  scaling what is above them; bounds that are tight by drawing all weights but one from them; what is
 *  outside the order or the bounds, under any law, is drawn again.
 *  Values: drawn around those of the table and normalised by the constants of the table's own values;
 *  with CPW_MCDA_OUTSIDE_CLAMP and fixed bounds they are held there. Rows of a lower tier come first,
 *  equal scores in the order of the rows.
 *  Common random numbers: weights from the stream (seed, replication, purpose 0x534d0001, entity 0),
 *  values of row i, one word a criterion, from purpose 0x534d0002, entity i. A row more or less, or
 *  another K, leaves all else as it was.
 *  Result: replications (int64), weight_mean [criterion], options_digest (int64: of everything that was
 *  given, with the seed), replication_first and replication_last (int64: smallest and greatest number of a
 *  replication). With `top`: top [top] (int64: K), top_count [row top] (int64: draws that put
 *  the row among the first K), top_probability and top_se (its standard error, sqrt(p (1 - p) / R)).
 *  With `ranks`: rank_count [row rank] (int64), rank_acceptability and rank_se [row rank], rank_mean
 *  [row], first_weight [row criterion] (central weights: mean of the weights that put the row first; NaN
 *  for a row that never is), weight_sum and first_weight_sum (int64, in 2^-36: what the means come from).
 *  With `pairs`: above_count [row other] (int64), above_probability [row other] (pairwise winning index;
 *  0 on the diagonal). Results of the same table, options and seed and of different replications
 *  merge (cpw_result_merge) to the same bits as one run of them all; see "Merging" above.
 *  @param[in]  table    the table; its weights are needed for CPW_SMAA_DIRICHLET and may be NULL else
 *  @param[in]  options  what is known and wanted
 *  @param[in]  run      seed, replications (at most 1e8 in all), first_replication, threads, progress and
 *                       cancel are used; NULL for the defaults (one replication)
 *  @param[out] out      the result; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, an option that is none, nothing wanted); CPW_EDOMAIN (as
 *  cpw_mcda_normalise; bounds of weights without room, spread, tier, K); CPW_EOVERFLOW (too many rows
 *  for ranks, too many replications); CPW_ENOCONV (weights within order and bounds are too rare to be
 *  found by rejection); CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity and accuracy A replication O(n m) and O(n) for each K, O(n log n) for ranks, O(n^2)
 *  for pairs; memory O(n (m + tops)) a thread and O(n^2) for ranks and pairs. Counts are exact: the same
 *  bits for any number of threads and any split of the replications. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_smaa_simulate(const cpw_mcda_table *table,
                                               const cpw_smaa_options *options, const cpw_run *run,
                                               cpw_result **out, cpw_error *err);

/** P(in the next K) under a policy when nobody is sure of its weights.
 *  Every draw gives the criteria other weights and ranks the list as cpw_priority_rank does: tier, breach, the
 *  score with equity held to the cap and protected criteria to their limits (or, with a cap in days,
 *  equity moving the start of waiting), the days waited, the id. Who keeps a place has it in every draw; the
 *  others share what is left. Under a rule that has no score only a cap in days lets weights matter.
 *  Weights: all criteria of the policy share the sum of 1, clinical and equity alike; CPW_SMAA_DIRICHLET draws
 *  around the policy's own weights; order and bounds are by criterion. The same streams as
 *  cpw_smaa_simulate: replication r of a seed has the same weights in both.
 *  Result: replications, options_digest, replication_first, replication_last (int64), weight_mean and
 *  weight_sum [criterion], top [top], top_count [row top] (int64), top_probability, top_se [row top] as in
 *  cpw_smaa_simulate, in the order of the list; row is labelled with the ids where there are any, criterion
 *  with the names. Results merge as those of cpw_smaa_simulate.
 *  @param[in]  policy   a policy with criteria
 *  @param[in]  list     the patients; overrides count
 *  @param[in]  options  law, concentration, order, weight_lower, weight_upper, top, tops and allocator are used;
 *                       tier, spread, uncertainty, ranks and pairs must be as by default
 *  @param[in]  run      as in cpw_smaa_simulate
 *  @param[out] out      the result; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_smaa_simulate and cpw_priority_rank; CPW_EINVAL also where the policy has no criteria.
 *  @par Complexity and accuracy A replication O(patients x criteria) and O(patients) for each K, of which with a
 *  cap in the score only the tiers that K divides are looked at; memory O(patients (criteria + columns))
 *  and O(patients x tops) a thread. The places of each draw are those of cpw_priority_rank, to the bit of the
 *  score; counts are exact: the same bits for any number of threads and any split of the replications.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_smaa_policy(const cpw_priority_policy *policy,
                                             const cpw_priority_list *list,
                                             const cpw_smaa_options *options, const cpw_run *run,
                                             cpw_result **out, cpw_error *err);

/** Confidence factors: how often a row is first under weights of its own, when chance draws the values.
 *  With values as given it is 0 or 1 and one replication is enough. Tiers and ties as in
 *  cpw_smaa_simulate, values from the same streams.
 *  Result: replications (int64), first_count [row] (int64), has_weights [row] (int64: 1 where
 *  the row has weights), confidence and confidence_se [row] (NaN where it has none), options_digest,
 *  replication_first, replication_last (int64). Results merge as those of cpw_smaa_simulate.
 *  @param[in]  table    the table; its weights may be NULL
 *  @param[in]  options  uncertainty, spread, tier and allocator are used; NULL for the defaults
 *  @param[in]  weights  (n, m) weights of each row, such as first_weight: finite, >= 0, sum 1; a row whose
 *                       weights are NaN has none
 *  @param[in]  run      as in cpw_smaa_simulate
 *  @param[out] out      the result; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_smaa_simulate.
 *  @par Complexity O(n^2 m) a replication, n <= CPW_SMAA_MAX_RANKED. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_smaa_confidence(const cpw_mcda_table *table,
                                                 const cpw_smaa_options *options,
                                                 const double *weights, const cpw_run *run,
                                                 cpw_result **out, cpw_error *err);

/** The weight of the first of two criteria at which two rows have the same weighted sum:
 *  w a1 + (1 - w) a2 = w b1 + (1 - w) b2.
 *  @param[in] a1  score of the one row in the first criterion
 *  @param[in] a2  and in the second
 *  @param[in] b1  score of the other row in the first criterion
 *  @param[in] b2  and in the second
 *  @return w; NaN where no weight or every weight does it, or where it is not from 0 to 1.
 *  @par Complexity O(1), 5 roundings. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_smaa_threshold(double a1, double a2, double b1, double b2);

/** Rank acceptability with two criteria and the first weight uniform on (0, 1), exactly: every pair of
 *  rows swaps at one weight at most, and the ranks between these are constant.
 *  @param[in]  scores         (n, 2) normalised values, row after row, finite
 *  @param[in]  n              rows, >= 0
 *  @param[in]  allocator      NULL for malloc and free
 *  @param[out] acceptability  (n, n) share of the weights that give the row (first index) the rank
 *                             (second index); equal rows in their order; untouched on error
 *  @param[out] central        (n) mean first weight where the row is first, NaN where it never is; or
 *                             NULL; untouched on error
 *  @param[out] err            nullable: its index is the element of scores
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0); CPW_EDOMAIN (a score); CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(n^2 log n); each rank to about n roundings of 1.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_smaa_two_criteria(const double *scores, int64_t n,
                                                   const cpw_allocator *allocator,
                                                   double *acceptability, double *central,
                                                   cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
