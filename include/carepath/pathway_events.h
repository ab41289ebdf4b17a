/* carepath/pathway_events.h - a care pathway patient by patient: exact discrete events, in any number of
 * replications; and what one patient may expect from now on.
 * Floor 3: includes pathway.h.
 *
 *   network + options + run (seed, replications, threads) -> waits, occupancy, blocking, exits with intervals
 *
 * What happens at the same moment happens in this order: services end; capacity changes; rebooked patients can be
 * called again; who was on the way comes; people come from outside; who waits leaves or changes; slots open. Within one kind
 * in the order in which it was set up.
 *
 * Common random numbers: a patient is the n-th of a row of `arrival` (or of `initial`). What he brings with him (how
 * long he takes at his k-th stage, where he goes from there, whether he attends, how long he is willing to wait) is drawn
 * from his own stream, one place a visit and purpose, and so is the same whatever the capacity, the order, the other
 * people and the number of threads. Moving a row of the network gives other draws of the same laws. */
#ifndef CAREPATH_PATHWAY_EVENTS_H
#define CAREPATH_PATHWAY_EVENTS_H

#include "carepath/pathway.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- the trace ------------------ */

/** Comes into the network (or is there at time 0), to `stage`. */
#define CPW_EVENT_ENTERS 0
/** Comes to the stage and waits in it. */
#define CPW_EVENT_WAITS 1
/** Stands outside the stage `to`, which is full, and holds nothing. */
#define CPW_EVENT_WAITS_OUTSIDE 2
/** Begins the stage, at once, after waiting, or again after an interruption. */
#define CPW_EVENT_BEGINS 3
/** Is interrupted and waits again. */
#define CPW_EVENT_INTERRUPTED 4
/** Is through with the stage and keeps its place until there is room in `to`. */
#define CPW_EVENT_BLOCKED 5
/** Leaves the stage for `to` (CPW_NONE: out), after service, after being blocked, or from waiting. */
#define CPW_EVENT_LEAVES 6
/** Is on the way to `to`. */
#define CPW_EVENT_TRAVELS 7
/** Is of the group `group` from now on. */
#define CPW_EVENT_REGROUPED 8
/** Did not attend when his turn came. */
#define CPW_EVENT_MISSED 9
/** Passes a decision. */
#define CPW_EVENT_PASSES 10
/** Was turned away from the stage, which is full. */
#define CPW_EVENT_TURNED_AWAY 11
/** Goes to `to` because the stage is full. */
#define CPW_EVENT_OVERFLOWS 12
/** Leaves the network by the exit `stage` (CPW_NONE: not named). */
#define CPW_EVENT_EXITS 13

/** Something that happened to a patient. */
typedef struct cpw_pathway_event {
  double time;
  int64_t patient; /**< by order of entering, from 0: the people there at time 0 first */
  int32_t kind;    /**< CPW_EVENT_... */
  int32_t stage;   /**< where, or CPW_NONE */
  int32_t to;      /**< where to, or CPW_NONE */
  int32_t group;   /**< his group, of REGROUPED the new one */
} cpw_pathway_event;

/** A patient as a scoring function sees one. */
typedef struct cpw_pathway_patient {
  int64_t patient; /**< by order of entering, from 0 */
  double entered;  /**< time of coming into the network */
  double came;     /**< time of coming to the stage */
  double score;    /**< his weight at the stage */
  int32_t stage;
  int32_t group;
} cpw_pathway_patient;

/* ---------------------------------------------------------------- options -------------------- */

/** What is wanted of a simulation. */
typedef struct cpw_pathway_events_options {
  size_t struct_size; /**< sizeof(cpw_pathway_events_options) as the caller compiled it */
  double
      horizon; /**< end of the simulation, > 0; default 365; infinite: until nobody is left, only with
                           `patients` or where nobody comes but by traces */
  double warm_up; /**< time at the start that does not count, >= 0, before the horizon; default 0 */
  double period;  /**< > 0: figures by time, in periods of this length; 0 (default): none */
  int64_t
      patients; /**< > 0: nobody comes after so many have come from outside; default 0: no limit */
  const double
      *probabilities; /**< (probability_count) which quantiles of the waits and of the time in the
                                    network, in [0, 1]; NULL: 0.5 0.92 0.95 */
  int64_t probability_count; /**< number of quantiles, >= 1 where probabilities are given */
  double level;              /**< of the intervals, in (0, 1); default 0.95 */
  double
      precision; /**< > 0: stop when the half-width of the interval of the mean time in the network of
                                    all is at most this share of it; run.replications is then the most; default 0 */
  int32_t keep; /**< 1: every replication's figures too, so that results can be compared and merged;
                         default 0 */
  int32_t reserved; /**< zero */
  cpw_pathway_event
      *trace; /**< (trace_room) what happens in the first replication, NULL (default): not wanted */
  int64_t trace_room; /**< >= 0 */
  int64_t *
      trace_count; /**< set to the number of events there were, which may exceed the room. NULL: not
                                 wanted */
  /** Scores people when they come to a stage of CPW_ORDER_SCORE: the highest is next, ties to the longest
   *  wait. Called from all threads of a run; fills scores (count). Any other return value than 0 stops the
   *  simulation (CPW_ECANCELLED). NULL: the weights. */
  int32_t (*score)(void *context, const cpw_pathway_patient *patients, int64_t count, double now,
                   double *scores);
  void *score_context;            /**< handed to score */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_pathway_events_options;

/** Fill the options with the defaults.
 *  @param[out] options  horizon 365, no warm-up, 95 % intervals over the replications
 *  @param[in]  size     sizeof(cpw_pathway_events_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_pathway_events_options_init_sized(cpw_pathway_events_options *options,
                                                   size_t size);

/** Fill the options with the defaults (see cpw_pathway_events_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_pathway_events_options_init(cpw_pathway_events_options *options) {
  cpw_pathway_events_options_init_sized(options, sizeof *options);
}

/* ---------------------------------------------------------------- the simulation ------------- */

/** Run a network many times, patient by patient.
 *  What counts: from warm_up to the end (the horizon, or when nobody is left); a wait counts when it ends in that time, a stay
 *  when it ends, time in the network when it is left. Servers and beds that become fewer are given up as their patients leave.
 *  Where pathway.h leaves a choice: a wait ends when service first begins (time waiting after an interruption is in queue_mean,
 *  not in wait_mean); who has begun neither leaves waiting nor changes; a server that waits for somebody who does not attend
 *  takes no units of shared pools; CPW_FULL_HOLD looks at the stage that a route leads to, through decisions it is
 *  CPW_FULL_BLOCK, and whoever waits for a place there lets others pass; of those who wait outside or blocked, the
 *  stage's order says who is let in; gaps between arrivals begin in equilibrium, even ones with half a gap; the
 *  people of a batch come one after the other.
 *  Result. The dimensions and arrays of pathway.h; for each figure X of
 *    arrival_rate, throughput, wait_mean, wait_sd, stay_mean, blocked_time, queue_mean, inside_mean, blocked_mean, outside_mean,
 *    within, left_rate, changed_rate, turned_away, overflowed, missed_rate, harm_rate [stage who]; capacity_mean, utilisation,
 *    headroom [stage]; exit_rate [exit who]; time_in_system, number_in_system, opening, entered, left, closing, moved_in,
 *    moved_out [who]; pool_used, pool_capacity [pool]; events, deadlocks [] (of a replication)
 *  X (mean over the replications), X_sd, X_lower and X_upper (interval of the mean by Student's law, NaN below two
 *  replications); a replication without the figure (the mean wait of nobody) does not count.
 *  wait_quantile [stage who quantile], system_quantile [who quantile]: of all replications together, within 0.4 %; probability
 *  [quantile]. With a period: queue, inside, blocked [time stage who], in_system [time who]: people when the period begins;
 *  arrived, served [time stage who]: in the period; means over the replications; time_end [time].
 *  replications, stopped (replications that ended in a deadlock, CPW_DEADLOCK_STOP), level, precision, precision_asked,
 *  network_digest. Outcome: CPW_OUTCOME_UNSTABLE where a replication stopped in a deadlock (note "deadlock" names the stages);
 *  CPW_OUTCOME_UNREACHABLE where a precision was asked for and not reached; else CPW_OUTCOME_OK.
 *  With `keep`: X_path [replication ...] of each figure and the counts behind the rest; such results of different replications of one
 *  network, options and seed merge (cpw_result_merge) to the same bits as one run of them all, and can be compared
 *  (cpw_pathway_difference). Without, results of different replications refuse to merge.
 *  @param[in]  pathway  a network
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      NULL for the defaults (one replication)
 *  @param[out] out      the figures; untouched on error (trace, too)
 *  @param[out] err      nullable
 *  @return CPW_OK; what cpw_pathway_check returns; CPW_EINVAL (NULL, a count out of range); CPW_EDOMAIN (an option outside its
 *  domain, people at time 0 that are not whole, a score that is NaN or infinite); CPW_EOVERFLOW (more than 2^31 people at once);
 *  CPW_ECANCELLED (also by the score); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(log n) an event with n people inside; O(groups) a start for the orders ACCUMULATING and BREACH_FIRST.
 *  Memory a thread: 144 bytes a patient who is inside, and 1 KB a factor of 2 that the waits of a stage and group
 *  span; not the patients who have gone. The same bits for any number of threads.
 *  @par Thread safety Safe where the score is. @par Example examples/pathway_events.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pathway_simulate(const cpw_pathway *pathway,
                                                  const cpw_pathway_events_options *options,
                                                  const cpw_run *run, cpw_result **out,
                                                  cpw_error *err);

/** What a change makes of a network: paired differences of two simulations, replication by replication.
 *  With common random numbers the differences spread less than either (Law, Simulation Modeling and Analysis, 2015, 11.2).
 *  For each figure X of cpw_pathway_simulate: X (mean of changed - base), X_sd, X_lower and X_upper (Student); level.
 *  @param[in]  base       kept (options.keep), of any number of replications
 *  @param[in]  changed    kept, of the same replications, stages, groups, exits and pools
 *  @param[in]  level      of the intervals, in (0, 1)
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the differences; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, not kept, other replications or stages); CPW_EDOMAIN (level); CPW_ENOMEM.
 *  @par Complexity O(replications x figures). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pathway_difference(const cpw_result *base,
                                                    const cpw_result *changed, double level,
                                                    const cpw_allocator *allocator,
                                                    cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- one patient's forecast ----- */

/** Whose forecast is wanted. */
typedef struct cpw_pathway_forecast_options {
  size_t struct_size; /**< sizeof(cpw_pathway_forecast_options) as the caller compiled it */
  double horizon;     /**< nothing is known beyond it, finite and > 0; default 3650 */
  int64_t
      initial; /**< row of the network's initial people that he is one of, or -1 (default): somebody new */
  int64_t nth; /**< which one of the row, from 0 (default: the first), below its people */
  int32_t
      stage; /**< somebody new: comes to this stage now (behind those who are there), default 0 */
  int32_t group; /**< and is of this group, default 0 */
  const double
      *probabilities; /**< (probability_count) which quantiles, in [0, 1]; NULL: 0.1 0.5 0.9 */
  int64_t probability_count;      /**< number of quantiles, >= 1 where probabilities are given */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_pathway_forecast_options;

/** Fill the options with the defaults.
 *  @param[out] options  somebody new of group 0 at stage 0, ten years of days, 10 %, 50 % and 90 %
 *  @param[in]  size     sizeof(cpw_pathway_forecast_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_pathway_forecast_options_init_sized(cpw_pathway_forecast_options *options,
                                                     size_t size);

/** Fill the options with the defaults (see cpw_pathway_forecast_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_pathway_forecast_options_init(cpw_pathway_forecast_options *options) {
  cpw_pathway_forecast_options_init_sized(options, sizeof *options);
}

/** What one patient may expect: the law of his remaining wait, of the time until each stage and until he leaves, given
 *  everybody who is in the network now.
 *  The network's initial people are who is there now, in order, with the time that they have waited or been in service
 *  (what is left of it is drawn given that); the network is simulated until he has left, in run.replications futures.
 *  Result. Dimensions stage, quantile, exit as in pathway.h. wait_quantile [quantile]: time until he begins the stage where he waits now
 *  (0 where he has begun); reach_quantile [stage quantile]: time until he first begins each stage; leave_quantile
 *  [quantile]: time until he leaves the network; the least time that a share of at least p of the futures have not exceeded;
 *  infinite: not by then, or never. begin_share: futures in which he begins the stage where he waits; reach_share [stage]: in which he begins
 *  it by the horizon; exit_share [exit]: in which he leaves by it; inside_share: in which he is still there at
 *  the horizon; reach_mean [stage], leave_mean, wait_mean: over the futures in which it happens; probability [quantile]; replications.
 *  @param[in]  pathway  a network with its initial people as of now
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      NULL for the defaults (one replication: ask for more)
 *  @param[out] out      the forecast; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_pathway_simulate; CPW_EINVAL (no such row, person, stage or group).
 *  @par Complexity O(replications x events until he has left). The same bits for any number of threads.
 *  @par Thread safety Safe. @par Example examples/pathway_events.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pathway_forecast(const cpw_pathway *pathway,
                                                  const cpw_pathway_forecast_options *options,
                                                  const cpw_run *run, cpw_result **out,
                                                  cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
