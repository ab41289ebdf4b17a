/* carepath/pathway_steady.h - the long run of a network by formulae: loads, waits, blocking, how many beds, and what
 * one more of each would do. Floor 3: includes pathway.h.
 *
 *   network -> traffic equations -> each stage by the formula that fits it -> figures, derivatives, methods
 *
 * Calendars enter by their mean over a round (repeating calendars) or by their last value (those that stay), and a note
 * says so; initial people and the deadlock rule do not enter. */
#ifndef CAREPATH_PATHWAY_STEADY_H
#define CAREPATH_PATHWAY_STEADY_H

#include "carepath/pathway.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Which formula a stage was solved by: `method` of the result. */
#define CPW_STEADY_NOBODY   0 /**< nobody comes */
#define CPW_STEADY_EXACT    1 /**< M/M/c, product form (Jackson, Oper. Res. 5, 1957) */
#define CPW_STEADY_INFINITE 2 /**< everybody at once: offered load, exact for any law */
#define CPW_STEADY_SHARING                                                                         \
  3 /**< processor sharing: exact in Poisson streams for any law (insensitive) */
#define CPW_STEADY_TWO_MOMENTS 4 /**< G/G/c by two moments (Whitt, Bell Syst. Tech. J. 62, 1983) */
#define CPW_STEADY_PRIORITY                                                                        \
  5 /**< priorities: Cobham and its preemptive forms, scaled by the two moments where they differ from Poisson */
#define CPW_STEADY_PATIENCE                                                                        \
  6 /**< people leave while they wait: M/M/c + M, other laws by their mean */
#define CPW_STEADY_LOSS     7  /**< limited waiting room, people turned away or sent on: M/M/c/K */
#define CPW_STEADY_PAIR     8  /**< two stages with blocking after service: exact chain */
#define CPW_STEADY_BLOCKED  9  /**< blocking by holding times: a fixed point, an approximation */
#define CPW_STEADY_SLOTS    10 /**< slots as evenly spaced services, by two moments */
#define CPW_STEADY_UNSTABLE 11 /**< cannot keep up: sends on what it serves; waits are infinite */
#define CPW_STEADY_METHODS  12 /**< the number of methods */

/** Name of a method, for tables.
 *  @param[in] method  CPW_STEADY_...
 *  @return such as "two moments"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_pathway_steady_method(int32_t method);

/** What is wanted of the long run. */
typedef struct cpw_pathway_steady_options {
  size_t struct_size; /**< sizeof(cpw_pathway_steady_options) as the caller compiled it */
  const double *
      probabilities; /**< (probability_count) which quantiles of the waits, in (0, 1); NULL: 0.5 0.92 0.95 */
  int64_t probability_count;
  int32_t derivatives; /**< 1 (default): derivatives by capacity and demand too */
  int32_t
      product_form; /**< 1: every stage as M/M/c whatever its laws (Jackson's network); default 0 */
  int64_t
      chain_states; /**< most states of an exact chain for a pair with blocking; default 200,000; 0: never */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_pathway_steady_options;

/** Fill the options with the defaults.
 *  @param[out] options  the defaults
 *  @param[in]  size     sizeof(cpw_pathway_steady_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_pathway_steady_options_init_sized(cpw_pathway_steady_options *options,
                                                   size_t size);

/** Fill the options with the defaults (see cpw_pathway_steady_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_pathway_steady_options_init(cpw_pathway_steady_options *options) {
  cpw_pathway_steady_options_init_sized(options, sizeof *options);
}

/** The long run of a network.
 *  Traffic equations by stage and group, solved without a subtraction; a stage that cannot keep up sends on what it serves
 *  (Goodman and Massey, J. Appl. Probab. 21, 1984) and is named with its headroom. Variability goes through the network by
 *  the linear equations of Whitt's QNA (1983, equations 24 to 43), which give Jackson's network exactly where all laws are
 *  exponential. The result has the names of pathway.h and
 *    method [stage]                         CPW_STEADY_...
 *    offered_load [stage], ca2, cs2 [stage] squared coefficients of variation of arrivals and services
 *    prob_wait [stage]                      share who wait
 *    wait [stage quantile]                  quantiles of the wait (M/M/c exact, others by an exponential tail of that mean)
 *    wait_by_capacity [stage by_stage]      derivative of the stage's mean wait by the capacity of another
 *    wait_by_demand [stage by_arrival]      ... by the rate of a row of arrivals
 *    time_by_capacity [by_stage], time_by_demand [by_arrival]  derivatives of the mean time in the system
 *  @param[in]  pathway  a network
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the figures; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; what cpw_pathway_check returns; CPW_ENOMEM; CPW_EABI. Shares that do not settle (a stage that swings
 *  between two formulae) are a mean of the last passes; a note "unsettled" says by how much they swing.
 *  Outcome: CPW_OUTCOME_UNSTABLE where a stage cannot keep up, else CPW_OUTCOME_OK.
 *  @par Complexity and accuracy O(stages^3 + (stages x groups) ways); product form 1e-12, the others as their methods.
 *  @par Thread safety Safe. @par Example examples/pathway_steady.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pathway_steady(const cpw_pathway *pathway,
                                                const cpw_pathway_steady_options *options,
                                                cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- how much of each ----------- */

#define CPW_SIZE_MEAN_WAIT   0 /**< mean wait at most `limit` */
#define CPW_SIZE_WITHIN      1 /**< at least a share `share` of waits at most `limit` */
#define CPW_SIZE_PROB_WAIT   2 /**< at most a share `share` waits */
#define CPW_SIZE_UTILISATION 3 /**< utilisation at most `share` */

/** A goal for stages. */
typedef struct cpw_pathway_size_goal {
  int32_t stage; /**< or -1: every stage with a capacity */
  int32_t goal;  /**< CPW_SIZE_... */
  double limit;  /**< time; not read by PROB_WAIT and UTILISATION */
  double share;  /**< in (0, 1); not read by MEAN_WAIT */
} cpw_pathway_size_goal;

/** The least whole capacity of every stage with which its goals are met, each stage fed by all that comes.
 *  Result: capacity [stage] (mean, after calendars), needed [stage], reached, before [goal stage] (the measure with it and
 *  with one fewer), more [stage] (needed - capacity). Stages without a goal keep their capacity.
 *  @param[in]  pathway  a network
 *  @param[in]  goals    (goal_count)
 *  @param[in]  goal_count >= 1
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_pathway_steady.
 *  @par Complexity O(stages x log capacity) formulae. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pathway_size(const cpw_pathway *pathway,
                                              const cpw_pathway_size_goal *goals,
                                              int64_t goal_count,
                                              const cpw_pathway_steady_options *options,
                                              cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
