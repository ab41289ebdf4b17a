/* carepath/event_log.h - what a care pathway needs, from a log of who was where and when: routes,
 * durations, arrivals, occupancy, who is in and who waits on a day, and how well it would have foretold.
 * Floor 2: includes base.h and duration.h.
 *
 *   table -> cpw_event_log_read -> cpw_event_log_view -> rows
 *   rows  -> cpw_event_log_check     -> counts, or the row that cannot be
 *         -> cpw_event_log_routes    -> chances of the next stage, exit, return, with limits
 *         -> cpw_event_log_durations -> a law of each stage and group (cpw_event_log_duration)
 *         -> cpw_event_log_flows     -> arrivals, occupancy, waits, the capacity that was seen
 *         -> cpw_event_log_state     -> who is in, who waits: a warm start
 *         -> cpw_event_log_backtest  -> fitted on the first part, held against the second
 *
 * Words. A row is a stay: one patient in one stage from `start` to `end`. The log is watched between
 * `from` and `until`, times in any one unit. A stay without end (NaN) is still going on at `until` (right
 * censored); one that began before `from` is known only because it lasted till then (left truncated). The
 * gap between a stay and the next of the same patient is the wait for the next stage, unless it is longer
 * than `gap`: then the patient had left, and returned. Who was last seen shortly before `until` may still
 * return: such a patient counts as undecided, not as gone.
 *
 * Rows may come in any order: it changes no answer. */
#ifndef CAREPATH_EVENT_LOG_H
#define CAREPATH_EVENT_LOG_H

#include "carepath/base.h"
#include "carepath/duration.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- rows ---------------------- */

/** Rows of stays, borrowed. */
typedef struct cpw_event_log {
  size_t struct_size;     /**< sizeof(cpw_event_log) as the caller compiled it */
  int64_t rows;           /**< >= 0 */
  const int64_t *patient; /**< (rows) any number, the same in all rows of a patient */
  const int64_t *stage;   /**< (rows) 0 to stages - 1 */
  const double *start;  /**< (rows) finite; NaN where arrival is given: still waits for the stage */
  const double *end;    /**< (rows) finite, >= start; NaN: is still there */
  const int64_t *group; /**< (rows) 0 to groups - 1; NULL: all in one */
  const double
      *arrival;   /**< (rows) when the patient began to wait for this stage, <= start; NaN: at
                               the end of the stay before, or at start; NULL: all so */
  int64_t stages; /**< >= 1; default 1 */
  int64_t groups; /**< >= 1; default 1 */
} cpw_event_log;

/** Fill a log with nothing.
 *  @param[out] log   no rows, one stage, one group
 *  @param[in]  size  sizeof(cpw_event_log) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_event_log_init_sized(cpw_event_log *log, size_t size);

/** Fill a log with nothing (see cpw_event_log_init_sized).
 *  @param[out] log  no rows, one stage, one group
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_event_log_init(cpw_event_log *log) {
  cpw_event_log_init_sized(log, sizeof *log);
}

/** Something that should not be in a log is an error that names the row. */
#define CPW_EVENT_LOG_REFUSE 0
/** It is taken: overlaps count as they are, repeats once, times outside the window are cut at it. */
#define CPW_EVENT_LOG_ALLOW 1

/** The law with the least Akaike criterion, 2 k - 2 log L. */
#define CPW_EVENT_LOG_AIC 0
/** The law with the least Bayesian criterion, k log(events) - 2 log L. */
#define CPW_EVENT_LOG_BIC 1

/** The most laws that are compared. */
#define CPW_EVENT_LOG_MAX_LAWS 16

/** How a log is read. One struct for all functions; each uses what concerns it. */
typedef struct cpw_event_log_options {
  size_t struct_size; /**< sizeof(cpw_event_log_options) as the caller compiled it */
  double from;        /**< the log is watched from here on; NaN (default): the least time in it */
  double until;       /**< ... to here, > from; NaN (default): the greatest time in it */
  double gap; /**< > 0: longer away is gone and returned; inf (default): every gap is a wait */
  int32_t
      outside; /**< CPW_EVENT_LOG_REFUSE (default): stays that begin or end after `until`, or end
                            before `from`, are errors; ..._ALLOW: cut at the window */
  int32_t overlaps;  /**< of one patient's stays: ..._REFUSE (default) or ..._ALLOW */
  int32_t repeats;   /**< rows that say the same: ..._REFUSE (default) or ..._ALLOW (once) */
  int32_t criterion; /**< CPW_EVENT_LOG_AIC (default) or ..._BIC */
  double level;      /**< of limits, in (0, 1); default 0.95 */
  double prior;      /**< people's worth of all groups' routes added to each group's, finite, >= 0;
                      default 0 */
  int64_t least;     /**< ended stays that a group needs for a law of its own, >= 1; default 30 */
  int64_t laws; /**< laws compared, 0 to CPW_EVENT_LOG_MAX_LAWS; 0 (default): exponential, gamma,
                            lognormal and Weibull */
  const int32_t *law; /**< (laws) CPW_DURATION_...: EXPONENTIAL, GAMMA, LOGNORMAL or WEIBULL */
  double period;      /**< length of the periods of counts, finite, > 0; default 1 */
  double day;         /**< length of a day, for profiles by weekday and hour, > 0; default 1 */
  int32_t weekday;    /**< of the day that begins at time 0: 0 Monday to 6 Sunday; default 3, as
                            days since 1970-01-01 */
  int32_t reserved;   /**< zero */
  const cpw_dimension *stage_labels; /**< of the stages (length = stages), or NULL: 0, 1, ... */
  const cpw_dimension *group_labels; /**< of the groups (length = groups), or NULL: 0, 1, ... */
  const cpw_allocator *allocator;    /**< NULL for malloc and free */
} cpw_event_log_options;

/** Fill the options with the defaults.
 *  @param[out] options  the whole log, no gap too long, everything wrong refused, 95 % limits, AIC over
 *                       four laws, periods and days of 1
 *  @param[in]  size     sizeof(cpw_event_log_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_event_log_options_init_sized(cpw_event_log_options *options, size_t size);

/** Fill the options with the defaults (see cpw_event_log_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_event_log_options_init(cpw_event_log_options *options) {
  cpw_event_log_options_init_sized(options, sizeof *options);
}

/** What is in a log. */
typedef struct cpw_event_log_counts {
  int64_t patients;  /**< with a stay or a wait in the window */
  int64_t stays;     /**< in the window */
  int64_t ended;     /**< stays that ended in it */
  int64_t going_on;  /**< stays that go on at its end */
  int64_t truncated; /**< stays that began before it */
  int64_t waiting;   /**< rows that still wait for their stage */
  int64_t outside;   /**< rows that are not in the window at all */
  int64_t overlaps;  /**< stays that begin before the one before of the same patient ends */
  int64_t repeats;   /**< rows left out because another says the same */
  int64_t gaps;      /**< stays that begin after the one before ended, by at most `gap` */
  int64_t returns;   /**< ... by more */
  double from;       /**< the window */
  double until;      /**< the window */
} cpw_event_log_counts;

/** Check a log and count what is in it.
 *  @param[in]  log      the rows
 *  @param[in]  options  NULL for the defaults
 *  @param[out] counts   untouched on error
 *  @param[out] err      nullable; its index is the row at fault: "end[7] = 3 must not be before
 *                       start[7] = 5", "start[4] = 2 must not be before end[9] = 3: both of patient 17",
 *                       "stage[2] = 5 must be from 0 to 3", "row 4 says the same as row 1"
 *  @return CPW_OK; CPW_EINVAL (NULL, an option that is none, stage or group of a row out of range);
 *  CPW_EDOMAIN (a time; an overlap, a repeat, a row outside the window, where they are refused; a window
 *  that is empty); CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(rows) by radix sort, memory O(rows). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_event_log_check(const cpw_event_log *log,
                                                 const cpw_event_log_options *options,
                                                 cpw_event_log_counts *counts, cpw_error *err);

/* ---------------------------------------------------------------- routes -------------------- */

/** Chances of what comes after each stage, by group.
 *  A stay that ended has one of these futures: stage j after a gap of at most `gap`; a return later; none.
 *  Who was last seen less than `gap` before `until` is undecided. The chances are the nonparametric
 *  maximum likelihood (Aalen and Johansen, Scand. J. Statist. 5:141-150, 1978) of competing causes in time
 *  since the end of the stay; without undecided people they are plain shares. The limits are Wilson's with
 *  as many people as give the estimate's variance (the delta method with multinomial steps, as in
 *  cpw_survival_curves), which is everybody where nobody is undecided. Stays that still go on have not
 *  routed and are no part of it. With a prior of w people a group's chances become
 *  (n_g p_g + w p)/(n_g + w), p those of all groups.
 *  Result, dimensions group, stage, to (the stages, then "exit"):
 *  - moves [group stage to] (int64): stays followed by that stage within `gap`; exit: the others, of
 *    which undecided [group stage] (int64) less than `gap` before `until`;
 *  - share, share_lower, share_upper [group stage to]: chances, which sum to 1 over `to`; NaN where no
 *    stay ended and there is no prior; all_share [stage to] of all groups together;
 *  - wait_mean [stage to]: mean gap of the moves, weighted by the jumps of the incidence (exit: NaN);
 *  - return_share [group stage]: of those who exit, the chance to return as far as the log can see;
 *    returns [stage to] (int64), return_to [stage to]: shares of the first stage of those who return
 *    (exit: 0), return_mean, return_cv [stage]: time away of those who return, by the same incidence.
 *  @param[in]  log      the rows
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the result; untouched on error
 *  @param[out] err      nullable; its index is the row at fault
 *  @return as cpw_event_log_check.
 *  @par Complexity and accuracy O(rows + groups stages^2); the shares to 1e-12 relative.
 *  @par Thread safety Safe. @par Example examples/event_log.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_event_log_routes(const cpw_event_log *log,
                                                  const cpw_event_log_options *options,
                                                  cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- durations ----------------- */

/** A law was fitted. */
#define CPW_EVENT_LOG_FITTED 0
/** Nothing above 0 ended: nothing can be said; mean and likelihood are NaN. */
#define CPW_EVENT_LOG_NOTHING 1
/** The likelihood grows to the edge of the laws' cv: the data vary less, or more, than any. */
#define CPW_EVENT_LOG_EDGE 2
/** No greatest likelihood was found: the last step is given. */
#define CPW_EVENT_LOG_LOST 3

/** A law fitted to durations. */
typedef struct cpw_event_log_fit {
  int32_t law;       /**< CPW_DURATION_... */
  int32_t state;     /**< CPW_EVENT_LOG_FITTED, ... */
  double mean;       /**< of the law without its zeros, as in cpw_duration */
  double cv;         /**< as in cpw_duration; 1 for EXPONENTIAL */
  double zero;       /**< share that is exactly 0 */
  double mean_lower; /**< limits of the mean, by the information matrix on the scale of its log */
  double mean_upper; /**< ... */
  double log_likelihood; /**< of all rows, zeros included */
  double aic;         /**< 2 k - 2 log L, k the parameters; the zeros are one where there are any */
  double bic;         /**< k log(events) - 2 log L */
  double distance;    /**< greatest difference to the Kaplan-Meier curve (Kolmogorov's distance) */
  int64_t iterations; /**< steps of Newton's method */
} cpw_event_log_fit;

/** Fit laws to durations by maximum likelihood, some of them not over yet or seen only from an age on.
 *  log L = sum over ended log f(t) + over the others log S(t) - over all log S(entry), with zeros
 *  (ended, time 0) as a share on top of each law. EXPONENTIAL in closed form; WEIBULL, LOGNORMAL in
 *  location and scale and GAMMA in shape and scale by Newton's method with steps that never lower the
 *  likelihood, LOGNORMAL in closed form and GAMMA by one equation where all is over and seen from the
 *  start. Sources: Lawless, Statistical Models and Methods for Lifetime Data, 2003, 2.4 and 5; Choi and
 *  Wette, Technometrics 11:683-690 (1969). Whole days with ties are taken as they are.
 *  @param[in]  time       (n) finite, >= 0
 *  @param[in]  ended      (n) 1: over at that time, 0: not yet over; NULL: all over
 *  @param[in]  entry      (n) age from which it was seen, 0 <= entry <= time, < time for what is over;
 *                         NULL: all from 0 on
 *  @param[in]  n          >= 0
 *  @param[in]  law        (count) CPW_DURATION_EXPONENTIAL, _GAMMA, _LOGNORMAL or _WEIBULL
 *  @param[in]  count      1 to CPW_EVENT_LOG_MAX_LAWS
 *  @param[in]  level      of the limits, in (0, 1)
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] fits       (count) untouched on error
 *  @param[out] err        nullable; its index is the row at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, n, count, ended that is neither 0 nor 1, a law that is not fitted);
 *  CPW_EDOMAIN (time, entry, level); CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(n log n); parameters to 1e-9 relative, 1e-12 in closed form. The order
 *  of the rows does not matter to the last bit. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_event_log_fit_laws(const double *time, const int32_t *ended,
                                                    const double *entry, int64_t n,
                                                    const int32_t *law, int64_t count, double level,
                                                    const cpw_allocator *allocator,
                                                    cpw_event_log_fit *fits, cpw_error *err);

/** Fit the durations of every stage and group, and choose a law for each by AIC or BIC.
 *  A group with fewer than `least` ended stays in a stage takes the law of all groups there. Where all
 *  ended stays above 0 are equal and none goes on for longer, the law is CPW_DURATION_FIXED. A law at an
 *  edge of cv is chosen only where 10 stays ended or no other law was fitted.
 *  Result, dimensions group, stage, law (those compared):
 *  - law (int64: CPW_DURATION_..., -1 where no stay of any group ended), mean, cv, zero, mean_lower,
 *    mean_upper, distance [group stage]: the chosen one; own (int64) [group stage]: 1 if it is the
 *    group's own, 0 if that of all groups;
 *  - ended, going_on, truncated (int64) [group stage]; km_mean [group stage]: area under the
 *    Kaplan-Meier curve to the longest stay that was seen, which is a lower bound where the longest
 *    goes on; seen_mean [group stage]: plain mean of the ended ones, which is too short where some go on;
 *  - fit_state, fit_mean, fit_cv, fit_log_likelihood, fit_aic, fit_bic, fit_distance [group stage law];
 *  - all_law, all_mean, all_cv, all_zero [stage]: of all groups together.
 *  @param[in]  log      the rows
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      threads and cancel are used; NULL for the defaults
 *  @param[out] out      the result; untouched on error
 *  @param[out] err      nullable; its index is the row at fault
 *  @return as cpw_event_log_check; CPW_ECANCELLED.
 *  @par Complexity and accuracy O(rows log rows); the same bits for any number of threads; as
 *  cpw_event_log_fit_laws. @par Thread safety Safe. @par Example examples/event_log.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_event_log_durations(const cpw_event_log *log,
                                                     const cpw_event_log_options *options,
                                                     const cpw_run *run, cpw_result **out,
                                                     cpw_error *err);

/** The chosen law of a stage and group, ready for a network.
 *  @param[in]  result  of cpw_event_log_durations
 *  @param[in]  stage   0-based
 *  @param[in]  group   0-based
 *  @param[out] out     a law that cpw_duration_check takes; untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, not such a result, stage or group out of range); CPW_ENOTFOUND (no
 *  stay ended there).
 *  @par Complexity O(arrays). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_event_log_duration(const cpw_result *result, int64_t stage,
                                                    int64_t group, cpw_duration *out,
                                                    cpw_error *err);

/* ---------------------------------------------------------------- flows --------------------- */

/** Arrivals, occupancy, waits and the capacity that was seen.
 *  An arrival is the first stay or wait of a patient that begins in the window (returns after more than
 *  `gap` are counted apart). Occupancy is everybody in a stage; its means are exact areas. Who waits for
 *  a stage is known from `arrival`, or afterwards, from the gap before a stay.
 *  Result, dimensions group, stage, period (whole ones from `from` on; the rest is left out of arrays by
 *  period), weekday (Monday first), hour:
 *  - arrivals, returns (int64) [group stage]; arrival_rate, _lower, _upper [group stage], per unit of
 *    time, limits by the gamma law of Poisson counts; dispersion [stage]: variance over mean of the
 *    arrivals by period (1 for Poisson);
 *  - arrivals_weekday [stage weekday], arrivals_hour [stage hour] (int64), and their rates per unit of
 *    time, weekday_rate, hour_rate, over the time that the window has of each;
 *  - arrived, ended [stage period] (int64); occupancy, waiting [stage period]: means over the period;
 *    occupancy_end [stage period] (int64);
 *  - occupancy_mean, occupancy_max, waiting_mean, waiting_max [stage];
 *  - sustained [stage] (int64): the highest occupancy that was reached or exceeded 1 % of the time;
 *    plateau [stage] (int64): 1 if there is at least as much time at it and above as at the level below,
 *    which is how a capacity that binds looks; occupancy_when_waiting [stage]: mean occupancy while
 *    somebody waits for it (NaN where nobody does): the effective capacity;
 *  - waits (int64), wait_mean, wait_sd, wait_max [group stage]: of stays that began in the window.
 *  @param[in]  log      the rows
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the result; untouched on error
 *  @param[out] err      nullable; its index is the row at fault
 *  @return as cpw_event_log_check; CPW_EDOMAIN also where the window has no whole period.
 *  @par Complexity O(rows + stages periods), by radix sort. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_event_log_flows(const cpw_event_log *log,
                                                 const cpw_event_log_options *options,
                                                 cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- a moment ------------------ */

/** Who is in each stage at a moment, for how long, and who waits for it, in order: a warm start.
 *  In a stage at t: start <= t < end. Waiting at t: began to wait at or before t, starts after t (or not
 *  yet); without `arrival` waits are known afterwards only, so at `until` nobody waits.
 *  Result: dimensions person (those inside, by stage, longest first, then by patient and row content) and
 *  waiter (by stage, longest wait first, then by patient): patient, stage, group (int64), elapsed
 *  [person]; waiter_patient, waiter_stage, waiter_group (int64), waited [waiter]; inside, waiting (int64)
 *  [group stage]; time.
 *  @param[in]  log      the rows
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  time     within the window
 *  @param[out] out      the result; untouched on error
 *  @param[out] err      nullable; its index is the row at fault
 *  @return as cpw_event_log_check; CPW_EDOMAIN also for the time.
 *  @par Complexity O(rows + groups stages). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_event_log_state(const cpw_event_log *log,
                                                 const cpw_event_log_options *options, double time,
                                                 cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- back-test ----------------- */

/** Fit on what was known at a moment, foretell what followed, and score it.
 *  Up to `split`: routes, durations and arrivals as above. From then on every stage has room for
 *  everybody: those inside stay on by their laws given how long they have been there, new ones arrive at
 *  the fitted rate, all move on by the routes after gaps without memory of the mean of the move; convolution on a grid of
 *  period/8. The number in a stage is taken as normal, its variance Poisson's for those to come and
 *  binomial for those inside; that the fit itself is uncertain is not in it. Capacity is not: where it
 *  binds, a network must be run.
 *  Result, dimensions stage, period (whole ones after `split`), level (0.5, 0.8, 0.95):
 *  - occupancy, occupancy_sd, occupancy_lower, occupancy_upper (at the level of the options), seen
 *    (int64) [stage period], at the end of each; ended, ended_seen [stage period], within it;
 *  - naive [stage]: the occupancy at `split`, unchanged;
 *  - error, absolute_error, naive_error, crps, interval_score [stage]: means over the periods;
 *    coverage [stage level].
 *  @param[in]  log      the rows
 *  @param[in]  options  NULL for the defaults; stays are cut at the split whatever `outside` says
 *  @param[in]  split    within the window, a whole period or more before its end
 *  @param[in]  run      threads and cancel are used; NULL for the defaults
 *  @param[out] out      the result; untouched on error
 *  @param[out] err      nullable; its index is the row at fault
 *  @return as cpw_event_log_durations; CPW_EDOMAIN also for the split.
 *  @par Complexity O(rows log rows + groups stages (periods^2 + stages periods) + people inside x periods).
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_event_log_backtest(const cpw_event_log *log,
                                                    const cpw_event_log_options *options,
                                                    double split, const cpw_run *run,
                                                    cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- from a table -------------- */

/** Read a log from CSV: columns patient, stage, start, end and, where they are there, group and arrival.
 *  Times are numbers or ISO dates with or without time of day (2024-05-31, 2024-05-31T14:30[:05], also
 *  with a space), which become days since 1970-01-01; one file has the one or the other. An empty end: is
 *  still there; an empty start beside an arrival: still waits. Patients, stages and groups may be any text;
 *  they are numbered in the order of their bytes, numbers by value, so that the order of the rows does not
 *  matter.
 *  Result: patient, stage, group (int64), start, end, arrival [row] (with NaN), dimensions stage, group,
 *  and, where the patients are texts, id (the patients), with the rows of each: stage_rows, group_rows,
 *  id_rows; notes: time ("days since 1970-01-01" or
 *  "numbers").
 *  @param[in]  source     the table
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the result; untouched on error
 *  @param[out] err        nullable: file, line, field and what was expected
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDATA (a missing column, a field that is none, text that is not
 *  UTF-8); CPW_EIO; CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity O(bytes), memory O(rows). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_event_log_read(const cpw_source *source,
                                                const cpw_allocator *allocator, cpw_result **out,
                                                cpw_error *err);

/** Rows of a log that was read, borrowed from the result.
 *  @param[in]  result   of cpw_event_log_read; must outlive what is made of the rows
 *  @param[out] log      the rows; untouched on error
 *  @param[out] options  may be NULL; else only its stage_labels and group_labels are set
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, not such a result).
 *  @par Complexity O(arrays). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_event_log_view(const cpw_result *result, cpw_event_log *log,
                                                cpw_event_log_options *options, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
