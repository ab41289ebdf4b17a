/* carepath/simulate.h - the backlog by time waited with its uncertainty: the model of waitlist.h run
 * many times, with chance, with hazards that are not known exactly, and with demand and capacity that
 * may turn out otherwise.
 * Floor 3: includes waitlist.h.
 *
 *   backlog + options + run (replications) -> mean, spread and quantiles of every measure
 *
 * Source of the recursion: waitlist.h. Sources of uncertainty, each with a switch of its own:
 *   process    who of those who could leave does leave: whole people, binomial and multinomial
 *   parameter  the hazards: a block bootstrap over the periods of a history, or given variances
 *   demand     clock starts: Poisson or wider, sample paths of the caller, a wave with a given spread
 *   capacity   treatments: as planned, Poisson or wider, sample paths, a wave */
#ifndef CAREPATH_SIMULATE_H
#define CAREPATH_SIMULATE_H

#include "carepath/waitlist.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What is uncertain, how far ahead, and what is wanted of it. */
typedef struct cpw_simulate_options {
  size_t struct_size; /**< sizeof(cpw_simulate_options) as the caller compiled it */
  int64_t periods;    /**< periods ahead, >= 1; default 12 */
  const double
      *starts; /**< (lists, periods) clock starts, >= 0; NULL: the backlog's, every period */
  const double
      *capacity;        /**< (lists, periods) treatments, >= 0; NULL: the backlog's, every period */
  double longest_first; /**< as in cpw_project_options, default 0 */
  int32_t whole_bands;  /**< as in cpw_waitlist_within, default 0 */
  int32_t process;      /**< 1 (default): whole people and chance; 0: the expected flows */
  int32_t bands;        /**< 1: the mean list by band too; default 0 */
  int32_t keep;         /**< 1: every replication's measures too, so that results of different
                               replications can be merged; default 0 */
  double starts_dispersion;   /**< variance of a period's clock starts over their mean: 0 as given,
                                   1 (default) Poisson, above 1 negative binomial; nothing between
                                   0 and 1 */
  double capacity_dispersion; /**< the same for treatments, default 0: as planned */
  const double
      *starts_paths; /**< (lists, starts_path_count, periods) sample paths of the clock starts
                                   instead of starts, >= 0, or NULL */
  const double
      *capacity_paths;       /**< (lists, capacity_path_count, periods) sample paths of the capacity
                                     instead of capacity, >= 0, or NULL */
  int64_t starts_path_count; /**< number of paths; replication r takes path r mod this; default 0 */
  int64_t
      capacity_path_count;   /**< number of paths; replication r takes path r mod this; default 0 */
  double starts_cv;          /**< coefficient of variation of a wave that multiplies the clock
                                    starts, >= 0; default 0: none */
  double starts_persistence; /**< correlation of the wave's logarithm between periods, in [0, 1];
                                    default 0 */
  double capacity_cv;        /**< the same for treatments, default 0 */
  double capacity_persistence; /**< the same for treatments, default 0 */
  const cpw_history
      *history; /**< its periods are drawn again, in blocks, and calibrated anew in every
                                   replication; NULL (default): no bootstrap */
  const cpw_calibrate_options
      *calibrate; /**< how; NULL for the defaults. Its detail and allocator are
                                               not used */
  int64_t
      block; /**< length of a block in periods, >= 1, at most the flows of the window; default 3 */
  const double *treatment_variance; /**< (lists, bands) variance of the hazard, >= 0, or NULL: 0.
                                         Not with a history */
  const double *removal_variance;   /**< (lists, bands) the same for removals, or NULL: 0 */
  double
      hazard_correlation; /**< correlation between the bands' hazards (of treatment and of removal
                                  apart), in [0, 1]; default 0 */
  const double
      *probabilities;        /**< (probability_count) which quantiles, in [0, 1], increasing; NULL:
                                    0.025 0.1 0.25 0.5 0.75 0.9 0.975 */
  int64_t probability_count; /**< number of quantiles, >= 1 where probabilities are given */
  const cpw_dimension *period;    /**< labels of the periods (length: periods), or NULL */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_simulate_options;

/** Fill the options with the defaults.
 *  @param[out] options  12 periods, chance in people and Poisson clock starts, hazards and capacity as
 *                       the backlog has them
 *  @param[in]  size     sizeof(cpw_simulate_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_simulate_options_init_sized(cpw_simulate_options *options, size_t size);

/** Fill the options with the defaults (see cpw_simulate_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_simulate_options_init(cpw_simulate_options *options) {
  cpw_simulate_options_init_sized(options, sizeof *options);
}

/** Run a backlog many times with what is uncertain about it.
 *  A replication is a projection (cpw_waitlist_project, capacity in counts, nobody treated twice) of
 *  its own clock starts, capacity and hazards. With `process` all numbers of people are whole:
 *   - the opening list is rounded to whole people, its total to the nearest (largest remainder);
 *   - bands that are not one period wide: those who reach each next band are binomial;
 *   - removals are binomial, D_m ~ B(I_m, r_m); a negative removal hazard brings Poisson arrivals
 *     without a clock start of mean |r_m| I_m, and so does the start_uplift of mean uplift x starts;
 *   - a share longest_first of the capacity (nearest whole number) goes to the longest waits. Every
 *     other treatment chooses a band with a chance in proportion to c_m I_m, of the bands where
 *     somebody is left: a multinomial law with limits, drawn exactly. What no band asks for goes to
 *     whoever is left, longest wait first; what nobody is left for is unused.
 *  Figures without chance (a dispersion of 0) are made whole to date: clock starts to the nearest,
 *  capacity downwards, so that their sums are never off by more than one.
 *  Without `process` a replication is the projection itself, in its arithmetic: with everything else
 *  off too, its bits.
 *  Parameter uncertainty. With a history: blocks of its flows on a circle (Politis and Romano,
 *  Exploring the Limits of Bootstrap, 263-270, 1992), the same periods for every list, calibrated
 *  with the options of `calibrate`, each period with its own recency weight: hazards and start_uplift are those; starts, capacity and the opening list stay the
 *  backlog's. With variances: normal hazards around the backlog's, each variance its own, correlated
 *  alike between bands; a treatment hazard below 0 counts as 0, a removal hazard beyond -1 or 1 (0 or
 *  1 where the backlog's is not negative) as that limit.
 *  Waves: the logarithm is a stationary normal AR(1) of that persistence, the multiplier has mean 1
 *  and the coefficient of variation asked for; every list has its own.
 *  Result. For each measure X of total_closing, total_starts, total_unrecorded, total_treated,
 *  total_removed, unused_capacity (people), within_18 (share), over_52, over_65, over_78, over_104
 *  (people), median_wait and p92_wait (weeks): X_mean and X_sd [list period] and X [list period
 *  quantile], over the replications in which the measure exists (an empty list has no share and no
 *  waits; NaN where there is none, or where the bands cannot tell). Quantiles are exact, of type 7
 *  (Hyndman and Fan 1996). empty [list period] (int64): replications whose list is empty; unstable
 *  [list period] (int64): replications that have outgrown a thousand times everybody who was to be
 *  expected, as in cpw_waitlist_project: where it is not 0, the list has no figures from then on, and the
 *  outcome is CPW_OUTCOME_UNSTABLE. outcome [list]; probability [quantile]; replications; band_lower
 *  [band], unit_weeks, period_length. With `bands`: waiting_mean [list period band] (people), and
 *  waiting_sum (int64, in units of waiting_unit [list] people) for merging.
 *  With `keep`: X_path [replication list period] of every measure. Such results of the same options
 *  and different replications merge (cpw_result_merge) to the same bits as one run of them all;
 *  results without `keep` merge by list only.
 *  @param[in]  backlog  where the lists stand
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      seed, replications, first_replication, threads, progress and cancel are used;
 *                       NULL for the defaults (one replication)
 *  @param[out] out      the simulation; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, an option that is none, a history of other lists or bands,
 *  too few flows for a block, two sources of hazards at once); CPW_EDOMAIN (negative, NaN, infinite, outside its range);
 *  CPW_EOVERFLOW (with process more than 2^32 people to be expected on a list, else more than 2^900;
 *  more than 2^20 replications with `bands`); CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity O(replications x lists x periods x bands) time. Memory beyond the result: the
 *  measures of every replication for the lists at work, 104 bytes x replications x periods a list,
 *  at most 64 MiB or one list, freed before the call returns; with `keep` they are the result's. The
 *  same bits for any number of threads, which share replications as well as lists.
 *  @par Thread safety Safe. @par Example examples/simulate.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_simulate_waitlist(const cpw_backlog *backlog,
                                                   const cpw_simulate_options *options,
                                                   const cpw_run *run, cpw_result **out,
                                                   cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
