/* carepath/pathway_fluid.h - a care pathway over time as flows: how many wait, are in, are blocked, and how long
 * the wait is, day by day, in milliseconds; by whole people with chance where that is asked for; and how much each
 * answer moves with each assumption.
 * Floor 3: includes base.h and pathway.h.
 *
 * What flows. By stage and group n people are there, of whom
 *   in service  the first min(n, usable) by the stage's order;  usable = capacity - blocked, less what shared pools
 *               cannot staff
 *   waiting     the others
 * and they leave at 1/mean each who is in service: n' = arrivals - min(n, usable)/mean + what other stages send
 * (Mandelbaum, Massey and Reiman, "Strong approximations for Markovian service networks", Queueing Systems 30,
 * 1998: the limit of the event engine as demand and capacity grow together; blocking as in Zychlinski, Mandelbaum,
 * Momcilovic and Cohen, "Bed blocking in hospitals due to scarce capacity in geriatric institutions", M&SOM 22,
 * 2020). Durations that are not exponential are chains of phases (phases.h).
 *
 * A fluid has no chance in it: it sees waits from overload, from hours and from blocking, and none from bad luck.
 * A stage at 95 % load has no queue here; cpw_pathway_steady and the event engine say what it has. */
#ifndef CAREPATH_PATHWAY_FLUID_H
#define CAREPATH_PATHWAY_FLUID_H

#include "carepath/base.h"
#include "carepath/pathway.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How a network is run over time. */
typedef struct cpw_pathway_fluid_options {
  size_t struct_size; /**< sizeof(cpw_pathway_fluid_options) as the caller compiled it */
  double horizon;     /**< end of the time looked at, finite and > 0; default 365 */
  double
      period; /**< length of a reporting period, finite and > 0, default 1; the last one may be shorter;
                           at most 1,000,000 of them */
  double
      warm_up; /**< means are over the time from here to the horizon; >= 0, < horizon; default 0 */
  double
      tolerance; /**< error of a step, relative to each stock (to one person below one), 1e-12 to 0.01;
                           default 1e-6 */
  double
      step; /**< longest step: flows take it where it is above 0 instead of one by `tolerance`; whole people
                           always move in equal steps (0, the default: by the shortest phase, but at most 10,000,000) */
  int32_t
      phases; /**< most phases of a duration, 1 to 32; default 8 (a law that varies less than 1/sqrt(phases) varies that much) */
  int32_t cohort; /**< 1: whole people, with the chance of arrivals and moves; 0 (default): flows */
  int32_t series; /**< 1 (default): figures by time too; 0: means and totals alone */
  int32_t reserved;               /**< zero */
  const cpw_allocator *allocator; /**< NULL for malloc and free; called from every thread */
} cpw_pathway_fluid_options;

/** Fill the options with the defaults.
 *  @param[out] options  365 days by day from the first on, 1e-6, up to 8 phases, flows
 *  @param[in]  size     sizeof(cpw_pathway_fluid_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_pathway_fluid_options_init_sized(cpw_pathway_fluid_options *options, size_t size);

/** Fill the options with the defaults (see cpw_pathway_fluid_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_pathway_fluid_options_init(cpw_pathway_fluid_options *options) {
  cpw_pathway_fluid_options_init_sized(options, sizeof *options);
}

/** Run a network over time.
 *  Flows: Dormand and Prince's pair of orders 5 and 4 (J. Comput. Appl. Math. 6, 1980) with error control; steps end at
 *  every change of a calendar, at every reporting time, and where a limited waiting room fills. Whole people: equal
 *  steps, binomial, multinomial and Poisson moves, with errors of the order of a step; every figure is the mean over the
 *  replications, and in_system_sd, queue_sd and inside_sd are the spread over them (the latter two with one group). Within
 *  a class of priority anybody who waits is next, whatever the order; those in service stay when capacity falls.
 *
 *  What is taken how (notes of the result say what occurred):
 *   orders     FIRST_COME, LAST_COME, RANDOM and SYSTEM_TIME: all groups of a stage wait equally long: who is in
 *              service is n / (1 + wait/first phase), with the one wait that fills the places. ACCUMULATING: weight x
 *              wait is equal; DUE: wait - target is equal (waits as people waiting over those who begin); PRIORITY and
 *              BREACH_FIRST: strictly by priority; SCORE: strictly by weight
 *   capacity   as planned, fractions count; when it falls, those beyond it are interrupted and go on later
 *   blocking   who cannot go on is in the stock of the next stage and takes up capacity in his own: usable = capacity -
 *              blocked. Among several stages that wait for one, in proportion to who came from where. Blocking before
 *              service is taken as after. Stages that block one another in a ring slow each other down; nobody swaps,
 *              whatever pathway.deadlock says
 *   limits     turning away and overflow are what exceeds the places that become free
 *   slots      a rate; who comes to an empty list waits for half the time between slots, or a fiftieth of a period
 *              where that is more
 *   routing    IN_TURN as CHANCE; SHORTEST in proportion to free places and a fiftieth of capacity;
 *              FIRST_FREE in turn of the rows, fading over the last fiftieth of the free places
 *   changes    exponential ones by their rate; others by the rate 1/I - 1/y that holds in a steady stream, I = integral
 *              of P(T > x) up to the wait and y = people waiting / those who begin per time
 *   missed     at the end of the (lost) time in service; slots at once; rebook times as phases
 *   initial    in service without a time: phases in equilibrium, so that what is balanced stays balanced
 *   arrivals   flows: rate (a trace: spread over each period); whole people: Poisson, batches whole, 0 dispersion by
 *              rounding the cumulative rate, other dispersions by gamma gaps
 *
 *  Result: as pathway.h says, without those that need single people (wait_sd is by first in, first out, and NaN for
 *  whole people); and wait [time stage who] of those who begin in the period, steps (int64, of flows). Waits are those
 *  between the curves of people who came and who began, first in, first out within stage and group, straight between
 *  reporting times.
 *  @param[in]  pathway  a network
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      NULL for the defaults; seed and replications count for whole people alone
 *  @param[out] out      the result; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL, CPW_EDOMAIN (an option; what cpw_pathway_check says; cohort: people who are not whole);
 *  CPW_ENOCONV (a step below 1e-15 of the horizon); CPW_EOVERFLOW (whole people beyond 2^63, too many periods); CPW_ECANCELLED; CPW_ENOMEM;
 *  CPW_EABI.
 *  @par Complexity O(steps x (routes x groups + phases)); people are conserved to 1e-12 of all who came, exactly in
 *  whole people. @par Thread safety Safe. @par Example examples/pathway_fluid.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pathway_fluid(const cpw_pathway *pathway,
                                               const cpw_pathway_fluid_options *options,
                                               const cpw_run *run, cpw_result **out,
                                               cpw_error *err);

/** A stage's capacity: `servers`, at all times. row: stage. */
#define CPW_FLUID_CAPACITY 0
/** The rate of a row of arrivals. row: of arrivals, without times. */
#define CPW_FLUID_ARRIVALS 1
/** The mean of a row of durations, its shape kept. row: of stays. */
#define CPW_FLUID_DURATION 2
/** The chance of a route; the other routes of its stage and group keep their proportions; alone, the rest leaves.
 *  row: of routes. */
#define CPW_FLUID_CHANCE 3

/** An assumption with respect to which answers are derived. */
typedef struct cpw_fluid_parameter {
  int32_t kind;     /**< CPW_FLUID_CAPACITY, _ARRIVALS, _DURATION or _CHANCE */
  int32_t reserved; /**< zero */
  int64_t row;      /**< of the stages, arrivals, stays or routes */
} cpw_fluid_parameter;

#define CPW_FLUID_QUEUE  0 /**< people waiting */
#define CPW_FLUID_INSIDE 1 /**< people in service */
/** People blocked after service. */
#define CPW_FLUID_BLOCKED 2
#define CPW_FLUID_THROUGHPUT                                                                       \
  3 /**< leaving after service, per time; at the end: in the last period */
/** People waiting over those who begin, per time: the wait in the long run (Little); at the end: of the last period. */
#define CPW_FLUID_WAIT 4

/** An answer that is derived. */
typedef struct cpw_fluid_output {
  int32_t kind;   /**< CPW_FLUID_QUEUE, _INSIDE, _BLOCKED, _THROUGHPUT or _WAIT */
  int32_t at_end; /**< 0: mean from warm_up to the horizon; 1: at the horizon */
  int32_t stage;  /**< stage, or -1: all together */
  int32_t group;  /**< group, or -1: all together */
} cpw_fluid_output;

/** Derivatives of answers by assumptions, with the answers, for optimisers and calibration.
 *  Forward mode: every number of the computation carries its derivative, so that the result is that of the steps that
 *  were taken, to rounding; no differences. At a kink (a stage exactly full) the derivative of one side.
 *  @param[in]  pathway     a network
 *  @param[in]  options     NULL for the defaults; cohort must be 0
 *  @param[in]  outputs     (m) answers
 *  @param[in]  m           >= 1
 *  @param[in]  parameters  (n) assumptions
 *  @param[in]  n           >= 0
 *  @param[in]  run         NULL for the defaults: threads, progress, cancel
 *  @param[out] value       (m) the answers; may be NULL; untouched on error
 *  @param[out] gradient    (m, n) derivatives; untouched on error; may be NULL if n = 0
 *  @param[out] err         nullable: "parameters[2].row = 9 must be from 0 to 3"
 *  @return CPW_OK; what cpw_pathway_fluid returns; CPW_EINVAL also for outputs and parameters that are not there.
 *  @par Complexity about three runs a parameter. @par Thread safety Safe. @par Example examples/pathway_fluid.c
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pathway_fluid_gradient(
    const cpw_pathway *pathway, const cpw_pathway_fluid_options *options,
    const cpw_fluid_output *outputs, int64_t m, const cpw_fluid_parameter *parameters, int64_t n,
    const cpw_run *run, double *value, double *gradient, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
