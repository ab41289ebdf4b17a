/* carepath/citizens.h - what citizens say matters: weights of criteria from ballots, from pairwise judgements and
 * from best-worst choices of a panel, with how sure one can be of them.
 * Floor 2: includes base.h.
 *
 *   approvals, points or ranks of people in classes    -> weights, intervals, draws     cpw_citizens_weights
 *   "a matters more than b"                            -> Bradley-Terry                 cpw_citizens_pairs
 *   "the most and the least important of these"        -> best-worst scaling            cpw_citizens_best_worst
 *   draws of weights                                   -> which criterion comes first   cpw_citizens_summarise
 *   draws of weights                                   -> the law that smaa.h takes     cpw_citizens_law
 *   draws of weights and scores                        -> ranks of the options          cpw_citizens_ranks
 *
 * Opinion is kept apart from evidence: nothing here reads effects, costs or needs, and the weights that come out
 * are what people said, not what works. What is handed on is a matrix of draws (draws, criteria), each row
 * weights >= 0 of sum 1; or the nearest Dirichlet law: mean weights as a table's or a policy's weights,
 * concentration as cpw_smaa_options.concentration under CPW_SMAA_DIRICHLET.
 *
 * Chance: streams of random.h keyed by (seed, replication, purpose, class); replication r is row r of the
 * draws, whatever the number of threads and however the replications are split. The order of people
 * does not change a bit of any answer. Criteria are drawn in the order in which they are given: in another order the
 * draws, and what is counted from them, differ as with another seed (the command line gives them by id). */
#ifndef CAREPATH_CITIZENS_H
#define CAREPATH_CITIZENS_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Most criteria of one call. */
#define CPW_CITIZENS_MOST_CRITERIA 200

/* ---------------------------------------------------------------- ballots ------------------- */

/** What a ballot holds. */
#define CPW_CITIZENS_APPROVALS 0 /**< 1 approved, 0 not: k approved criteria have 1/k each */
#define CPW_CITIZENS_POINTS    1 /**< points >= 0: shares of their sum */
#define CPW_CITIZENS_RANKS                                                                         \
  2 /**< ranks, the least is the most important: Borda, (how many below + ties/2) */

/** Where the uncertainty comes from. */
#define CPW_CITIZENS_DIRICHLET 0 /**< posterior: each person one observation, a prior in front */
#define CPW_CITIZENS_BOOTSTRAP 1 /**< the people of each class drawn again, with replacement */

/** A panel and its ballots. */
typedef struct cpw_citizens_panel {
  size_t struct_size; /**< sizeof(cpw_citizens_panel) as the caller compiled it */
  const double *
      ballots; /**< (rows, criteria) finite; see kind. A row of zeros (approvals, points) or of equal
                                ranks says nothing: its people abstain */
  const int64_t *people; /**< (rows) how many people cast it, >= 0; NULL (default): one each */
  const int64_t
      *class_of; /**< (rows) class of stakeholders, 0 to classes - 1; NULL (default): one class */
  const double *
      class_weight; /**< (classes) finite, >= 0, not all 0: how much each class counts in the whole;
                                   NULL (default): as its people who do not abstain */
  const char *const *criterion_names; /**< (criteria) labels; NULL (default): numbers */
  const char *const *class_names;     /**< (classes) labels; NULL (default): numbers */
  int64_t rows;                       /**< >= 1 */
  int64_t criteria;                   /**< 1 to CPW_CITIZENS_MOST_CRITERIA */
  int64_t classes;                    /**< >= 1, default 1 */
  int32_t kind;                       /**< CPW_CITIZENS_APPROVALS (default), ... */
  int32_t method; /**< CPW_CITIZENS_DIRICHLET (default), CPW_CITIZENS_BOOTSTRAP */
  double
      prior; /**< Dirichlet: so many observations of each criterion before anybody was asked, in each
                                class, > 0 to 1e6; default 1: every set of weights as likely as another */
  double level;       /**< of the intervals, default 0.95; above 0 and below 1 */
  int32_t keep_draws; /**< 1 (default): draws are in the result; 0: only what comes of them */
  int32_t reserved;   /**< zero */
  const cpw_allocator *allocator; /**< NULL (default) for malloc and free */
} cpw_citizens_panel;

/** Fill a panel with the defaults.
 *  @param[out] panel  no ballots; one class; Dirichlet with prior 1, level 0.95, draws kept
 *  @param[in]  size   sizeof(cpw_citizens_panel) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_citizens_panel_init_sized(cpw_citizens_panel *panel, size_t size);

/** Fill a panel with the defaults (see cpw_citizens_panel_init_sized).
 *  @param[out] panel  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_citizens_panel_init(cpw_citizens_panel *panel) {
  cpw_citizens_panel_init_sized(panel, sizeof *panel);
}

/** Weights from ballots, class by class and together, with their uncertainty.
 *  Every person who says something has one voice, shared over the criteria (see kind). `weight` of a class is the
 *  mean of its people's shares; of the whole, the mean of the classes by class_weight.
 *  Dirichlet: parameters prior + sum of the shares, class by class (J. M. Bernardo and A. F. M. Smith, Bayesian
 *  Theory, 1994). As each person is one observation although shares vary less than choices of one
 *  criterion, its intervals are wide where people share out their voices. Bootstrap: B. Efron, Annals of Statistics
 *  7:1 (1979), within classes.
 *  Result: people [class], abstained [class] (int64); share_sum [class criterion] (the evidence: sum of
 *  the shares); weight [class criterion] and overall_weight [criterion]; mean, sd, lower, upper [class
 *  criterion] and overall_mean, overall_sd, overall_lower, overall_upper [criterion], of the draws (intervals
 *  with equal tails, quantiles of type 7); first [class criterion] and overall_first [criterion]:
 *  probability of being the most important (ties share it); overall_rank [criterion rank]: probability of each
 *  rank; concentration [class] and overall_concentration: see cpw_citizens_law (of a class under Dirichlet the sum of its parameters itself; NaN where it has none);
 *  between, within, disagreement [criterion]: variance of people's shares between classes, within them, and
 *  the share of the first in both (0 where all agree); moved [class]: weight that would have to move from the
 *  class's weights to the overall ones, 0 to 1; with keep_draws: draws [draw criterion] and class_draws
 *  [class draw criterion]. Notes: what was assumed (prior, method).
 *  A class in which all abstain has NaN everywhere and does not count in the whole (under Dirichlet too).
 *  @param[in]  panel  the panel
 *  @param[in]  run    seed, replications (the draws, 1 to 10^7), first_replication, threads, progress, cancel;
 *                     NULL: 10000 draws, seed 1
 *  @param[out] out    the result; untouched on error
 *  @param[out] err    nullable; its index is the cell, row or class at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, an option that is none, a class out of range); CPW_EDOMAIN (a ballot, a
 *  count, prior, level, class_weight; nobody says anything); CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI;
 *  CPW_ECANCELLED.
 *  @par Complexity and accuracy O(rows criteria log rows) and a draw O(classes criteria), with the bootstrap
 *  O(different ballots x criteria). Sums are exact, rounded once. @par Thread safety Safe.
 *  @par Example examples/citizens.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_citizens_weights(const cpw_citizens_panel *panel,
                                                  const cpw_run *run, cpw_result **out,
                                                  cpw_error *err);

/* ---------------------------------------------------------------- choices ------------------- */

/** How strengths are fitted. */
typedef struct cpw_citizens_fit {
  size_t struct_size; /**< sizeof(cpw_citizens_fit) as the caller compiled it */
  double
      prior; /**< so many judgements of every pair, half won by each, before anybody was asked: 0 to 1e6,
                           default 0: maximum likelihood; any more always has a solution */
  double level;                       /**< of the intervals, default 0.95 */
  const char *const *criterion_names; /**< (criteria) labels; NULL (default): numbers */
  const cpw_allocator *allocator;     /**< NULL (default) for malloc and free */
} cpw_citizens_fit;

/** Fill cpw_citizens_fit with the defaults.
 *  @param[out] fit   maximum likelihood, level 0.95
 *  @param[in]  size  sizeof(cpw_citizens_fit) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_citizens_fit_init_sized(cpw_citizens_fit *fit, size_t size);

/** Fill cpw_citizens_fit with the defaults (see cpw_citizens_fit_init_sized).
 *  @param[out] fit  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_citizens_fit_init(cpw_citizens_fit *fit) {
  cpw_citizens_fit_init_sized(fit, sizeof *fit);
}

/** Weights from pairwise judgements: Bradley and Terry's model, P(i above j) = w_i / (w_i + w_j).
 *  Maximum likelihood by Newton's method in u = log w with sum u = 0; the information's inverse on that plane is the
 *  covariance. It exists where nobody can be split off: with a group of criteria that never loses to the
 *  others it does not (L. R. Ford, American Mathematical Monthly 64(8):28, 1957), and the error names them.
 *  Source: R. A. Bradley and M. E. Terry, Biometrika 39:324 (1952); D. R. Hunter, Annals of Statistics
 *  32:384 (2004).
 *  Result: weight [criterion] (sum 1), weight_se (delta method), utility [criterion] (u), utility_se, lower,
 *  upper [criterion] (of the weight, normal in log(w / (1 - w))),
 *  covariance [criterion other] (of u), judgements
 *  [criterion] (how many it took part in, without the prior), log_likelihood (without the prior), deviance,
 *  degrees (int64) and p_value: fit of the model against every pair having its own probability (NaN without degrees of
 *  freedom); iterations (int64); draws [draw criterion], first [criterion], rank [criterion rank] of the normal
 *  law of u, with `run`.
 *  @param[in]  wins      (criteria, criteria) how often the row was put above the column, finite, >= 0; a tie
 *                        counts 1/2 in both. The diagonal must be 0
 *  @param[in]  criteria  2 to CPW_CITIZENS_MOST_CRITERIA
 *  @param[in]  fit       NULL for the defaults
 *  @param[in]  run       seed and replications of the draws (to 10^7), threads, progress, cancel; NULL: no draws
 *  @param[out] out       the result; untouched on error
 *  @param[out] err       nullable; its index is the cell, or a criterion of the group that is split off
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (a cell, prior, level; no maximum); CPW_ENOCONV; CPW_EOVERFLOW;
 *  CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity and accuracy O(criteria^3) a step, some ten steps; gradient <= 1e-12 of the judgements.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_citizens_pairs(const double *wins, int64_t criteria,
                                                const cpw_citizens_fit *fit, const cpw_run *run,
                                                cpw_result **out, cpw_error *err);

/** Choices of the most and the least important of a few criteria. */
typedef struct cpw_citizens_tasks {
  const int64_t *start;  /**< (tasks + 1) first entry of each task in item; rises by 2 or more */
  const int64_t *item;   /**< criteria that were shown, 0 to criteria - 1, each once a task */
  const int64_t *best;   /**< (tasks) the one chosen as most important, by its criterion */
  const int64_t *worst;  /**< (tasks) the least important, another one of those shown */
  const int64_t *people; /**< (tasks) how many answered so, >= 0; NULL: one each */
  int64_t tasks;         /**< >= 1 */
} cpw_citizens_tasks;

/** Weights from best-worst choices: counts, and the logit of pairs ("maxdiff"),
 *  P(b best, w worst of a set) = exp(u_b - u_w) / sum over i != j in the set of exp(u_i - u_j).
 *  Source: A. A. J. Marley and J. J. Louviere, Journal of Mathematical Psychology 49:464 (2005). Newton's method
 *  as in cpw_citizens_pairs; the maximum exists where no group of criteria always stands above the others.
 *  Result: shown, best, worst [criterion] (int64); score [criterion] = (best - worst) / shown (NaN where it was
 *  never shown); then weight (exp(u), sum 1) and everything else that cpw_citizens_pairs gives but
 *  judgements, deviance, degrees and p_value.
 *  @param[in]  tasks     the choices
 *  @param[in]  criteria  2 to CPW_CITIZENS_MOST_CRITERIA
 *  @param[in]  fit       NULL for the defaults
 *  @param[in]  run       as in cpw_citizens_pairs; NULL: no draws
 *  @param[out] out       the result; untouched on error
 *  @param[out] err       nullable; its index is the task, or a criterion of the group that is split off
 *  @return as cpw_citizens_pairs.
 *  @par Complexity and accuracy O(tasks x shown^2 + criteria^3) a step. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_citizens_best_worst(const cpw_citizens_tasks *tasks,
                                                     int64_t criteria, const cpw_citizens_fit *fit,
                                                     const cpw_run *run, cpw_result **out,
                                                     cpw_error *err);

/* ---------------------------------------------------------------- draws --------------------- */

/** What draws of weights say.
 *  Result: mean, sd, lower, upper, first [criterion] (probability of being the most important), rank [criterion
 *  rank] (probability of each rank), rank_mean [criterion] from 1, above [criterion other] (probability that the
 *  row weighs more; a tie counts 1/2), concentration (see cpw_citizens_law; NaN where it has none). Ties share.
 *  @param[in]  draws     (count, criteria) each row finite, >= 0, sum within 1e-9 of 1
 *  @param[in]  count     >= 1
 *  @param[in]  criteria  1 to CPW_CITIZENS_MOST_CRITERIA
 *  @param[in]  fit       level, criterion_names and allocator are used; NULL for the defaults
 *  @param[out] out       the result; untouched on error
 *  @param[out] err       nullable; its index is the cell
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (a cell, a sum, level); CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(count criteria (criteria + log count)); sums exact, rounded once: the same for
 *  any order of the draws. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_citizens_summarise(const double *draws, int64_t count,
                                                    int64_t criteria, const cpw_citizens_fit *fit,
                                                    cpw_result **out, cpw_error *err);

/** The Dirichlet law that is nearest to draws of weights, by moments: for smaa.h (CPW_SMAA_DIRICHLET).
 *  Weights are the means m_j; concentration = sum m_j (1 - m_j) / sum var_j - 1, exact in expectation where
 *  the draws are Dirichlet. Held to what cpw_smaa_options.concentration takes, 1 to 1e9.
 *  @param[in]  draws          (count, criteria) as in cpw_citizens_summarise
 *  @param[in]  count          >= 2
 *  @param[in]  criteria       2 to CPW_CITIZENS_MOST_CRITERIA
 *  @param[out] weights        (criteria) means, sum 1
 *  @param[out] concentration  1 to 1e9
 *  @param[in]  allocator      NULL for malloc and free
 *  @param[out] err            nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (draws that are no weights); CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(count criteria), sums exact. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_citizens_law(const double *draws, int64_t count, int64_t criteria,
                                              double *weights, double *concentration,
                                              const cpw_allocator *allocator, cpw_error *err);

/** How options rank under draws of weights: probability of each rank of the weighted sum of scores.
 *  The same as smaa.h with these weights in place of a law; options of equal score share their ranks.
 *  @param[in]  scores     (options, criteria) normalised, finite, more is better
 *  @param[in]  options    >= 1
 *  @param[in]  draws      (count, criteria) as in cpw_citizens_summarise
 *  @param[in]  count      >= 1
 *  @param[in]  criteria   1 to CPW_CITIZENS_MOST_CRITERIA
 *  @param[out] rank       (options, options) probability that the option (first index) has the rank (second)
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] err        nullable; its index is the cell of scores or of draws
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(count options (criteria + log options)). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_citizens_ranks(const double *scores, int64_t options,
                                                const double *draws, int64_t count,
                                                int64_t criteria, double *rank,
                                                const cpw_allocator *allocator, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
