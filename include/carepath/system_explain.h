/* carepath/system_explain.h - where a number of a system comes from: which lever changed it, what it rests on, which
 * assumption would change the decision, whether it adds up, and how it can be made again.
 * Floor 4: includes base.h, system.h and system_run.h.
 *
 * A measure is one number of a whole run: people at its end, person-weeks, treatments, harm, money. Every function
 * here runs the system by cpw_system_plan_run; nothing is estimated that could be run. */
#ifndef CAREPATH_SYSTEM_EXPLAIN_H
#define CAREPATH_SYSTEM_EXPLAIN_H

#include "carepath/base.h"
#include "carepath/system.h"
#include "carepath/system_run.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CPW_EXPLAIN_WAITING 0 /**< people on lists at the end */
#define CPW_EXPLAIN_WAITED  1 /**< person-weeks on lists */
#define CPW_EXPLAIN_TREATED 2 /**< people treated */
#define CPW_EXPLAIN_REMOVED 3 /**< people who left untreated */
#define CPW_EXPLAIN_BEYOND  4 /**< people beyond the standard's weeks at the end */
#define CPW_EXPLAIN_OVER_52 5 /**< people over 52 weeks at the end */
#define CPW_EXPLAIN_HARM    6 /**< harm of waiting */
#define CPW_EXPLAIN_GAIN    7 /**< gain of treatments */
#define CPW_EXPLAIN_SPEND                                                                          \
  8 /**< money, the policies' own costs included where all are taken together */
/** The number of measures. */
#define CPW_EXPLAIN_MEASURES 9

#define CPW_EXPLAIN_BY_ALL          0 /**< one number */
#define CPW_EXPLAIN_BY_GROUP        1 /**< by group; not of CPW_EXPLAIN_SPEND */
#define CPW_EXPLAIN_BY_ORGANISATION 2 /**< by organisation */
#define CPW_EXPLAIN_BY_SERVICE      3 /**< by service */

#define CPW_EXPLAIN_SHAPLEY 0 /**< the average over all orders of the policies */
#define CPW_EXPLAIN_ORDER   1 /**< in the order given: a waterfall */

/** Policies up to which Shapley values are exact. */
#define CPW_EXPLAIN_EXACT 10

/** What is explained, and how. */
typedef struct cpw_system_explain_options {
  size_t struct_size; /**< sizeof(cpw_system_explain_options) as the caller compiled it */
  int32_t measure;    /**< CPW_EXPLAIN_..., default CPW_EXPLAIN_WAITING */
  int32_t by;         /**< CPW_EXPLAIN_BY_..., default CPW_EXPLAIN_BY_ALL */
  int32_t method;     /**< CPW_EXPLAIN_SHAPLEY (default) or CPW_EXPLAIN_ORDER */
  int32_t reserved;   /**< zero */
  int64_t samples;    /**< orders drawn beyond CPW_EXPLAIN_EXACT policies, even, >= 2; default 64 */
  double vary;        /**< relative change of assumptions, in (0, 1]; default 0.2 */
  double level;       /**< confidence of limits, in (0, 1); default 0.95 */
  const double *
      worth; /**< (CPW_EXPLAIN_MEASURES) what a unit of each measure is worth to the decision; NULL: 1 of the
                            measure where more is better (treated, gain), else -1 of it */
  const cpw_system_run_options
      *run; /**< how the system is run; NULL: the defaults. Its scenario is what is
                                          explained, its `every` is not read */
  const cpw_allocator *allocator; /**< NULL for malloc and free; must outlive the result */
} cpw_system_explain_options;

/** Fill the options with the defaults.
 *  @param[out] options  people waiting, all together, Shapley
 *  @param[in]  size     sizeof(cpw_system_explain_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_explain_options_init_sized(cpw_system_explain_options *options,
                                                   size_t size);

/** Fill the options with the defaults (see cpw_system_explain_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_explain_options_init(cpw_system_explain_options *options) {
  cpw_system_explain_options_init_sized(options, sizeof *options);
}

/** Name of a measure.
 *  @param[in] measure  CPW_EXPLAIN_...
 *  @return such as "over_52"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_system_measure_name(int32_t measure);

/** The change from the baseline, lever by lever.
 *  The baseline is the system without policies and shocks; the scenario is the one of options.run with its further
 *  policies; happenings of options.run are in both. v(S) is the measure of a run with the policies S. SHAPLEY: each
 *  policy's part is the average over all orders of
 *  what it adds to those before it (Shapley 1953), exactly from 2^n runs up to CPW_EXPLAIN_EXACT policies, beyond
 *  from drawn
 *  orders, each with its reverse (Castro, Gomez and Tejada, Computers & Operations Research 36, 2009), with a standard
 *  error. ORDER: what each adds to those before it, in the order of the scenario's rows and then of options.run.policy.
 *  All numbers are rounded to 2^-46 of the largest: so the parts sum to the change with ==, in any order of adding.
 *  Result: dimensions policy and cell (what `by` says); part (double [policy cell]), part_se (double [policy cell]; 0
 *  where exact, NaN of one
 *  pair), baseline, scenario, change ([cell]); alone ([policy cell]: with this policy alone; NaN where sampled), runs
 *  (int64). Notes: method, measure.
 *  @param[in]  system   a valid system
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      seed, threads, progress, cancel; NULL for the defaults
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; what cpw_system_plan_new and cpw_system_plan_run return; CPW_EINVAL (an option that is none, a
 *  scenario
 *  without policies or with more than 64); CPW_EDOMAIN (samples); CPW_EABI.
 *  @par Complexity 2^n, n + 1 or samples x n runs. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_explain_change(const cpw_system *system,
                                                       const cpw_system_explain_options *options,
                                                       const cpw_run *run, cpw_result **out,
                                                       cpw_error *err);

/** Whether the people of a run add up.
 *  Result: dimension organisation; opening, starts, moved_in, treated, removed, moved_out, closing, difference
 *  (opening +
 *  starts + moved_in - treated - removed - moved_out - closing) by [organisation]; all_opening, ..., all_difference,
 *  moved
 *  (all moved in - all moved out); lists, wrong (int64: lists of a unit and group, and how many of them do not add
 *  up). The
 *  outcome is CPW_OUTCOME_OK where all differences are 0 with ==, else CPW_OUTCOME_UNREACHABLE.
 *  @param[in]  system     the system that was run
 *  @param[in]  run        a result of cpw_system_plan_run
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a result of something else); CPW_ENOMEM.
 *  @par Complexity O(units x groups x periods). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_explain_conservation(const cpw_system *system,
                                                             const cpw_result *run,
                                                             const cpw_allocator *allocator,
                                                             cpw_result **out, cpw_error *err);

/** What figures rest on: published, derived, assumed.
 *  Result: dimension basis (unsaid, real, derived, assumed) and headline (waiting, starts, treatments, capacity_cost,
 *  money,
 *  people); amount and share [headline basis] (share NaN of nothing); dimension table: rows (int64 [table basis]:
 *  rows that
 *  say their basis or not); dimension source (coordinates source_table, source_field, source_basis, source_text,
 *  source_note, source_headline: the headline that the row
 *  is about, "" for none), source_rows (int64 [source]: rows of that table).
 *  @param[in]  system     a system
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; what cpw_system_require returns; CPW_ENOMEM.
 *  @par Complexity O(rows). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_explain_bases(const cpw_system *system,
                                                      const cpw_allocator *allocator,
                                                      cpw_result **out, cpw_error *err);

/** SHA-256 of the inputs, whatever the order of their rows.
 *  Every row is written down with the ids of the rows that it names in place of their numbers, numbers as shortest
 *  decimals; rows of a
 *  table are sorted. Names, sources and notes count as well. Of a pathway its folder counts, not its network.
 *  @param[in]  system     a valid system
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] text       CPW_SHA256_CHARS bytes; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; what cpw_system_require returns; CPW_ENOMEM.
 *  @par Complexity O(rows log rows). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_digest(const cpw_system *system,
                                               const cpw_allocator *allocator, char *text,
                                               cpw_error *err);

/** SHA-256 of a result: of all that cpw_result_write_json writes.
 *  @param[in]  result  a result
 *  @param[out] text    CPW_SHA256_CHARS bytes; untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL.
 *  @par Complexity O(cells). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_result_digest(const cpw_result *result, char *text,
                                                      cpw_error *err);

/** The audit record of a run: what is needed to make it again, and the digests that show that it was.
 *  Result: notes version, abi, system, input_digest, scenario, policies (ids), weeks, bands, seed, replications,
 *  first_replication,
 *  run_digest; arrays weeks, bands, every, seed_high, seed_low, replications, first_replication (int64). Where
 *  replications are more than
 *  1 the run is that of cpw_system_plan_replicate, else of cpw_system_plan_run.
 *  @param[in]  system   a valid system
 *  @param[in]  options  of the run; NULL for the defaults
 *  @param[in]  run      of the run; NULL for the defaults
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; what cpw_system_plan_new, cpw_system_plan_run and cpw_system_plan_replicate return.
 *  @par Complexity that of the run. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_audit(const cpw_system *system,
                                              const cpw_system_run_options *options,
                                              const cpw_run *run, cpw_result **out, cpw_error *err);

/** What an assumption is: the values of one column of one table that rest on assumptions alone.
 *  @param[in] item  0-based
 *  @return such as "lists.starts"; NULL past the end. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_system_assumption_name(int64_t item);

/** Which assumption moves the decision: one at a time.
 *  The assumed values (CPW_BASIS_ASSUMED) of a column are multiplied by 1 - vary and 1 + vary, all others as they
 *  are; shares
 *  stay within [0, 1]. The worth of a scenario is the sum of options.worth x measures; the preferred one is the one
 *  of the greatest
 *  worth among the baseline and all scenarios, ties to the first.
 *  Result: dimension assumption (columns with assumed rows, widest swing first): rows (int64), low, base, high, swing
 *  (of the
 *  measure, in the scenario of options.run), preferred_low, preferred_high (int64: number of the scenario, -1 the
 *  baseline),
 *  switch (the factor nearest to 1 within [1 - vary, 1 + vary] at which the preferred scenario changes, to 2^-20, by
 *  bisection between the ends
 *  and 1; NaN: it does not); preferred (int64).
 *  @param[in]  system   a valid system
 *  @param[in]  options  NULL for the defaults; run.scenario CPW_NONE: the baseline
 *  @param[in]  run      threads, progress, cancel; NULL for the defaults
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_system_explain_change; CPW_EINVAL (no row says that it is assumed); CPW_EDOMAIN (vary).
 *  @par Complexity assumptions x (scenarios + 1) x 22 runs at most. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t
cpw_system_explain_assumptions(const cpw_system *system, const cpw_system_explain_options *options,
                               const cpw_run *run, cpw_result **out, cpw_error *err);

/** All assumptions at once: Morris's elementary effects of the measure (sensitivity.h).
 *  Each assumption is a factor from 1 - vary to 1 + vary, uniform; options.samples is the number of trajectories.
 *  Result: as cpw_morris_effects, parameters named by assumption.
 *  @param[in]  system   a valid system
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      seed, threads, progress, cancel; NULL for the defaults
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_system_explain_assumptions and cpw_morris.
 *  @par Complexity samples x (assumptions + 1) runs. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_explain_screen(const cpw_system *system,
                                                       const cpw_system_explain_options *options,
                                                       const cpw_run *run, cpw_result **out,
                                                       cpw_error *err);

/** What it would be worth to know more before a scenario is chosen.
 *  In each replication every assumption's factor is drawn (uniform, 1 - vary to 1 + vary, independent) and the
 *  baseline and all
 *  scenarios are run with the same draw; their worths are the net benefits of cpw_evpi and cpw_evppi.
 *  Result: evpi, evpi_se, current, perfect, best_share (single numbers), best (int64: number of the scenario, -1 the
 *  baseline);
 *  dimension assumption: evppi, evppi_se, evppi_share; dimension choice (baseline, scenarios): mean_worth. Note:
 *  method.
 *  @param[in]  system   a valid system with at least one scenario
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      seed, replications (>= 2), first replication, threads, progress, cancel
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_system_explain_assumptions; CPW_EINVAL (no scenario); CPW_EDOMAIN (replications).
 *  @par Complexity replications x (scenarios + 1) runs. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t
cpw_system_explain_information(const cpw_system *system, const cpw_system_explain_options *options,
                               const cpw_run *run, cpw_result **out, cpw_error *err);

/** How places are compared. */
typedef struct cpw_system_scorecard_options {
  size_t struct_size; /**< sizeof(cpw_system_scorecard_options) as the caller compiled it */
  int32_t
      kind; /**< kind of organisations that are compared, with all below them; default CPW_ORG_PLACE */
  int32_t period; /**< period of the run, 0-based; CPW_NONE (default): the last */
  double level;   /**< of the outer limits, in (0, 1); default 0.998; the inner are at 0.95 */
  double least;   /**< people below which nothing is shown of a place, 0 to 1,000,000; default 8 */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
  int32_t
      dispersion; /**< CPW_RATES_DISPERSION_... (rates.h), default 0: places differ by chance alone; 2: they
                           differ beyond it, as large lists always do, and the limits are wider by that */
  int32_t reserved; /**< zero */
} cpw_system_scorecard_options;

/** Fill the options with the defaults.
 *  @param[out] options  places at the end of the run, limits at 0.95 and 0.998, 1 to 7 people withheld
 *  @param[in]  size     sizeof(cpw_system_scorecard_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_system_scorecard_options_init_sized(cpw_system_scorecard_options *options,
                                                     size_t size);

/** Fill the options with the defaults (see cpw_system_scorecard_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_system_scorecard_options_init(cpw_system_scorecard_options *options) {
  cpw_system_scorecard_options_init_sized(options, sizeof *options);
}

/** A public scorecard of places, with the limits of chance.
 *  Indicators: within (share of the list within the standard), over_52 (share over 52 weeks), each with Wilson's
 *  limits and a
 *  flag by the funnel of rates.h around the share of all together: 0 within all limits, -1 or 1 beyond the inner, -2
 *  or 2
 *  beyond the outer ones (below, above); mean_wait (weeks that the treated of the period had waited); gap (share
 *  within the standard of the least
 *  deprived group less that of the most deprived, with Newcombe's limits from Wilson's; flag 1 where they exclude 0).
 *  Counts are people rounded
 *  to the nearest. Small numbers: a place, or a place and group, with fewer than `least` people is withheld (NaN,
 *  withheld 1).
 *  Result: dimension place (coordinates place, place_name); waiting, within, within_lower, within_upper, over_52,
 *  over_52_lower, over_52_upper,
 *  mean_wait, gap, gap_lower, gap_upper (double [place]); within_flag, over_52_flag, gap_flag, withheld (int64
 *  [place]);
 *  all_within, all_over_52 (single numbers).
 *  @param[in]  system   the system that was run
 *  @param[in]  run      a result of cpw_system_plan_run
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, no organisation of that kind, a result of something else); CPW_EDOMAIN (period,
 *  level, least);
 *  CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(units x (groups + depth of the tree) + places). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_scorecard(const cpw_system *system, const cpw_result *run,
                                                  const cpw_system_scorecard_options *options,
                                                  cpw_result **out, cpw_error *err);

/** Scenarios beside one another.
 *  Result: dimensions scenario (those asked for) and measure; value and difference (to the baseline) [scenario
 *  measure]. With
 *  replications above 1 also, for the measures of cpw_system_plan_replicate (dimension drawn): mean, mean_lower,
 *  mean_upper
 *  and, pair by pair under common random numbers, paired, paired_lower, paired_upper (difference to the baseline of the
 *  same replication) [scenario drawn], limits by Student's t. The arrays merge by scenario (CPW_MERGE_APPEND): tables
 *  that
 *  were made apart, on another day or another machine, become one.
 *  @param[in]  system     a valid system
 *  @param[in]  scenario   (scenarios) numbers of scenarios, each once, CPW_NONE: the baseline; NULL: the baseline and
 *                    all, `scenarios` is
 *                         not read
 *  @param[in]  scenarios  >= 0
 *  @param[in]  options    level, run and allocator are read; NULL for the defaults
 *  @param[in]  run        seed, replications, threads, progress, cancel; NULL for the defaults
 *  @param[out] out        untouched on error
 *  @param[out] err        nullable
 *  @return as cpw_system_plan_new, cpw_system_plan_run and cpw_system_plan_replicate; CPW_EINVAL (a scenario that is
 *  none or is there twice).
 *  @par Complexity (scenarios + 1) x (1 + replications) runs. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_system_compare(const cpw_system *system, const int32_t *scenario,
                                                int64_t scenarios,
                                                const cpw_system_explain_options *options,
                                                const cpw_run *run, cpw_result **out,
                                                cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
