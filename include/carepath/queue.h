/* carepath/queue.h - queueing theory: how long people wait, how many wait and how many are turned away
 * when arrivals and services are uncertain; what capacity a target takes; how a queue moves over time.
 * Floor 1: includes base.h alone.
 *
 *   rates and a number of servers -> formula -> cpw_queue_measures (the caller's memory)
 *
 * Time: any unit, the same for all rates and times of a call (per week and weeks, per day and days).
 * A queue without a steady state is an outcome (CPW_OUTCOME_UNSTABLE, waits and lists infinite), not an
 * error; an input outside its domain is an error. */
#ifndef CAREPATH_QUEUE_H
#define CAREPATH_QUEUE_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What a queue shows. NaN: the model does not say. */
typedef struct cpw_queue_measures {
  int32_t outcome;  /**< CPW_OUTCOME_OK; CPW_OUTCOME_UNSTABLE: no steady state, waits and lists are
                               infinite */
  int32_t reserved; /**< zero */
  double load;      /**< offered load: arrival rate x mean service time */
  double utilisation;    /**< share of the servers' time that is busy */
  double throughput;     /**< people served to the end per unit of time */
  double wait_chance;    /**< that somebody who arrives has to wait */
  double block_chance;   /**< that somebody who arrives is turned away */
  double abandon_chance; /**< that somebody who arrives leaves without service */
  double empty_chance;   /**< that nobody is there */
  double mean_wait;      /**< before service, of all who come in; time */
  double wait_second;    /**< second moment of the wait; time^2 */
  double wait_variance;  /**< of the wait; time^2 */
  double mean_queue;     /**< people who wait, on average over time */
  double mean_stay;      /**< wait and service; time */
  double mean_number;    /**< people who wait or are served, on average over time */
} cpw_queue_measures;

/* ================================================================ steady state ============== */

/* ---------------------------------------------------------------- every formula by name ----- */

/** A number: one value. */
#define CPW_QUEUE_NUMBER 0
/** A list: one value for each position of its dimension (classes, nodes, periods, ...). */
#define CPW_QUEUE_LIST 1
/** A square table over its dimension, row by row. */
#define CPW_QUEUE_TABLE 2
/** A choice: a whole number from 0, the position in `choices`. */
#define CPW_QUEUE_CHOICE 3

/** One input of a formula: a name that serves as an option, what it means and what it may be. */
typedef struct cpw_queue_input {
  const char *name;      /**< lower-case words joined by underscores, such as "service_rate" */
  const char *unit;      /**< "people", "time", "per time", "share", "" */
  const char *meaning;   /**< one line */
  const char *domain;    /**< such as "> 0" or "whole, >= 1" */
  const char *dimension; /**< of a list or table, such as "class"; NULL for a number or choice */
  const char *choices;   /**< of a choice: its names from 0 on, joined by "|"; otherwise NULL */
  int32_t kind;          /**< CPW_QUEUE_NUMBER, ..._LIST, ..._TABLE, ..._CHOICE */
  int32_t required;      /**< 1: must be given; 0: may be left out */
  double missing;        /**< value of a number or choice that is left out */
} cpw_queue_input;

/** One output of a formula. */
typedef struct cpw_queue_output {
  const char *name;      /**< differs from the names of all inputs and outputs of its formula */
  const char *unit;      /**< as of an input */
  const char *meaning;   /**< one line */
  const char *dimension; /**< NULL: one number; otherwise the dimensions, joined by spaces */
} cpw_queue_output;

/** A formula as the library knows it. */
typedef struct cpw_queue_formula {
  const char *name;               /**< lower-case words joined by underscores, such as "erlang_c" */
  const char *summary;            /**< one sentence */
  const char *source;             /**< where it comes from */
  int64_t inputs;                 /**< number of inputs */
  int64_t outputs;                /**< number of outputs */
  const cpw_queue_input *input;   /**< (inputs) */
  const cpw_queue_output *output; /**< (outputs) */
} cpw_queue_formula;

/** A named input for cpw_queue_evaluate. */
typedef struct cpw_queue_value {
  const char *name;     /**< an input of the formula */
  const double *values; /**< (length) */
  int64_t length;       /**< 1 for a number or a choice, n for a list, n x n for a table */
} cpw_queue_value;

/** The formulae of this module one after the other: what a command line or a form walks.
 *  @param[in] index  0-based
 *  @return the formula in static memory; NULL past the end.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_queue_formula *cpw_queue_formula_at(int64_t index);

/** The formula of a given name.
 *  @param[in] name  such as "erlang_c"; NULL finds nothing
 *  @return the formula in static memory; NULL if there is none of that name.
 *  @par Complexity O(formulae). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_queue_formula *cpw_queue_formula_find(const char *name);

/** Evaluate a formula by name.
 *  Result: every input and every output under its name, with its unit; the notes "formula", "summary"
 *  and "source"; the outcome of the model.
 *  @param[in]  formula    a name of cpw_queue_formula_at
 *  @param[in]  values     (count) named inputs in any order; those that are not required may be left out
 *  @param[in]  count      >= 0
 *  @param[in]  allocator  NULL for malloc and free; must outlive the result
 *  @param[out] out        the answer; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_ENOTFOUND (no such formula or input); CPW_EINVAL (an input missing, given twice,
 *  or of the wrong length); CPW_EDOMAIN (a value outside its domain); CPW_ENOMEM; whatever the function
 *  behind the formula returns.
 *  @par Complexity that of the formula. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_evaluate(const char *formula, const cpw_queue_value *values,
                                                int64_t count, const cpw_allocator *allocator,
                                                cpw_result **out, cpw_error *err);

/* ================================================================ over time, exactly ======== */

/* People join at rate `arrivals`, each of `servers` servers ends a service at rate `service`, somebody
 * who waits leaves at rate `patience`: a Markov chain in the number of people there, followed by
 * uniformisation (Jensen, Skandinavisk Aktuarietidskrift 36:87, 1953; Grassmann, Computers and
 * Operations Research 4:47, 1977). All terms are >= 0 and none is subtracted, so chances of 1e-200 have
 * the same relative accuracy as those near 1. */

/** How a queue starts and what is wanted of its course. */
typedef struct cpw_queue_course_options {
  size_t struct_size; /**< sizeof(cpw_queue_course_options) as the caller compiled it */
  int64_t start;      /**< people there at time 0, >= 0; default 0 */
  const double
      *start_chance;   /**< NULL (default), or (start_count) chances that 0, 1, ... people are
                                 there at time 0, >= 0 and of sum 1 to 1e-9; `start` is then 0 */
  int64_t start_count; /**< their number */
  int64_t room;        /**< the most people there, served or waiting, >= 1; 0 (default): no limit */
  double
      patience; /**< rate at which each who waits leaves, >= 0; default 0. cpw_queue_periods takes
                      it from its schedule where that has one */
  double tolerance; /**< relative error that cut series and cut tails may add to a figure, in
                             [1e-15, 1e-3]; default 1e-12 */
  const int64_t
      *level; /**< NULL (default), or (level_count) numbers n, >= 0: P(number <= n) is given */
  int64_t level_count;            /**< their number */
  int32_t distribution;           /**< 1: the whole distribution too; default 0 */
  int32_t reserved;               /**< zero */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_queue_course_options;

/** Fill the options with the defaults.
 *  @param[out] options  empty at the start, no limit, nobody leaves
 *  @param[in]  size     sizeof(cpw_queue_course_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_queue_course_options_init_sized(cpw_queue_course_options *options, size_t size);

/** Fill the options with the defaults (see cpw_queue_course_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_queue_course_options_init(cpw_queue_course_options *options) {
  cpw_queue_course_options_init_sized(options, sizeof *options);
}

/** The queue M/M/c (with room and patience: M/M/c/K+M) at given times after its start.
 *  The states kept adapt: after each step the upper tail that adds less than the tolerance to the mean
 *  queue is put on its lowest state, before the next the range grows by what can join in it.
 *  Result, by time: time; number (mean people there), queue (mean who wait), busy (mean servers busy);
 *  wait_chance, empty_chance, block_chance (that somebody who arrives then has to wait, finds nobody,
 *  is turned away); utilisation (busy / servers); throughput, abandonments (people a unit of time);
 *  mean_wait (before service or leaving, of those who come in then, if the rates stay as they are)
 *  [time]; level_chance (P(number <= level)) [time level]; with `distribution` chance [time number],
 *  number from 0 to the last one kept. Notes: states (most kept), steps.
 *  @param[in]  arrivals  rate, >= 0 and finite
 *  @param[in]  service   rate of one server, > 0 and finite
 *  @param[in]  servers   >= 0
 *  @param[in]  times     (count) >= 0, not descending
 *  @param[in]  count     >= 1
 *  @param[in]  options   NULL for the defaults
 *  @param[in]  run       NULL, or progress and cancel; nothing else of it is used
 *  @param[out] out       the answer; untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, count, options); CPW_EDOMAIN (a rate, a time, a start that does not
 *  fit into the room); CPW_EOVERFLOW (more than 2^31 states); CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity and accuracy O(rate of events x time x states); relative error of every figure
 *  <= tolerance + 1e-14 x (rate x time)^(1/2). A chance of many people that adds less than that to the
 *  mean queue may be cut off, so block_chance of a room of more than 1000 beyond the servers.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_transient(double arrivals, double service, int64_t servers,
                                                 const double *times, int64_t count,
                                                 const cpw_queue_course_options *options,
                                                 const cpw_run *run, cpw_result **out,
                                                 cpw_error *err);

/** Rates and servers period by period; constant within each. */
typedef struct cpw_queue_schedule {
  size_t struct_size;     /**< sizeof(cpw_queue_schedule) as the caller compiled it */
  int64_t periods;        /**< >= 1 */
  const double *length;   /**< (periods) time, > 0 */
  const double *arrivals; /**< (periods) rates, >= 0 */
  const double *service;  /**< (periods) rates of one server, > 0 */
  const int64_t *servers; /**< (periods) >= 0 */
  const double *patience; /**< NULL (default): the options' rate; or (periods) rates, >= 0 */
} cpw_queue_schedule;

/** Fill a schedule with the defaults.
 *  @param[out] schedule  no periods
 *  @param[in]  size      sizeof(cpw_queue_schedule) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_queue_schedule_init_sized(cpw_queue_schedule *schedule, size_t size);

/** Fill a schedule with the defaults (see cpw_queue_schedule_init_sized).
 *  @param[out] schedule  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_queue_schedule_init(cpw_queue_schedule *schedule) {
  cpw_queue_schedule_init_sized(schedule, sizeof *schedule);
}

/** The queue M(t)/M(t)/c(t), with room and patience, through periods of constant rates and servers.
 *  Where servers fall, services in excess are broken off and those people wait again (with exponential
 *  services it does not matter whether they go on or begin anew). Averages over a period are integrals
 *  of the chain, not of samples (Ingolfsson et al., INFORMS Journal on Computing 19:201, 2007, compare
 *  such methods).
 *  Result, by period: number, queue, busy, wait_chance, empty_chance, block_chance, mean_wait as
 *  cpw_queue_transient, at the end of the period under its rates; mean_number, mean_queue, mean_busy,
 *  utilisation (NaN without servers), mean_wait_chance, mean_block_chance, arrival_wait (mean_wait of
 *  those who come in), averages over the period; joined, served, abandoned, turned_away (mean people
 *  in the period): number at the start + joined = served + abandoned + number at its end; end (time)
 *  [period]; level_chance [period level], with `distribution` chance [period number], at the end.
 *  @param[in]  schedule  the periods
 *  @param[in]  options   NULL for the defaults
 *  @param[in]  run       NULL, or progress and cancel; nothing else of it is used
 *  @param[out] out       the answer; untouched on error
 *  @param[out] err       nullable
 *  @return as cpw_queue_transient.
 *  CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity and accuracy As cpw_queue_transient, twice the work.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_periods(const cpw_queue_schedule *schedule,
                                               const cpw_queue_course_options *options,
                                               const cpw_run *run, cpw_result **out,
                                               cpw_error *err);

/** The queue M(t)/M/c, with room and patience, whose arrivals swing, at given times after its start.
 *  Steps of the commutator-free Magnus method of order 4 (Blanes and Moan, Applied Numerical
 *  Mathematics 56:1519, 2006): each is two steps of constant rates, so chances stay >= 0. Steps are
 *  halved until the figures agree to the tolerance, then extrapolated (Richardson) to order 6.
 *  @param[in]  base       mean rate of arrivals, >= 0 and finite
 *  @param[in]  amplitude  in [0, 1]: the rate is base (1 + amplitude sin(2 pi time / period))
 *  @param[in]  period     > 0 and finite
 *  @param[in]  service   rate of one server, > 0 and finite
 *  @param[in]  servers   >= 0
 *  @param[in]  times     (count) >= 0, not descending
 *  @param[in]  count     >= 1
 *  @param[in]  options   NULL for the defaults
 *  @param[in]  run       NULL, or progress and cancel; nothing else of it is used
 *  @param[out] out       as cpw_queue_transient, and arrivals (the rate then) [time]; untouched on error
 *  @param[out] err       nullable
 *  @return as cpw_queue_transient; CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EOVERFLOW; CPW_ENOCONV (steps
 *  cannot be made small enough); CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity and accuracy O(rate of events x time x states) and some hundred steps a period;
 *  relative error of the means and chances above 1e-60 <= 100 x tolerance, as far as the phase
 *  time / period is exact: it is rounded once, to a relative 1.2e-16.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_sinusoid(double base, double amplitude, double period,
                                                double service, int64_t servers,
                                                const double *times, int64_t count,
                                                const cpw_queue_course_options *options,
                                                const cpw_run *run, cpw_result **out,
                                                cpw_error *err);

/* ---------------------------------------------------------------- as many servers as it takes */

/** Exponential lengths of stay. */
#define CPW_QUEUE_EXPONENTIAL 0
/** Everybody stays the same time. */
#define CPW_QUEUE_DETERMINISTIC 1
/** Sums of `stages` equal exponential times. */
#define CPW_QUEUE_ERLANG 2
/** Exponential times with one of several means. */
#define CPW_QUEUE_HYPEREXPONENTIAL 3

/** A law of lengths of stay. */
typedef struct cpw_queue_stay {
  size_t struct_size;          /**< sizeof(cpw_queue_stay) as the caller compiled it */
  int32_t law;                 /**< CPW_QUEUE_..., default CPW_QUEUE_EXPONENTIAL */
  int32_t stages;              /**< of the Erlang law, 1 to 10000; default 1 */
  double mean;                 /**< > 0; not used by the hyperexponential law; default 1 */
  int64_t branches;            /**< of the hyperexponential law */
  const double *branch_chance; /**< (branches) chances, >= 0 and of sum 1 to 1e-9 */
  const double *branch_mean;   /**< (branches) > 0 */
} cpw_queue_stay;

/** Fill a law with the defaults.
 *  @param[out] stay  exponential of mean 1
 *  @param[in]  size  sizeof(cpw_queue_stay) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_queue_stay_init_sized(cpw_queue_stay *stay, size_t size);

/** Fill a law with the defaults (see cpw_queue_stay_init_sized).
 *  @param[out] stay  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_queue_stay_init(cpw_queue_stay *stay) {
  cpw_queue_stay_init_sized(stay, sizeof *stay);
}

/** Mean people there with arrivals by period and no limit to servers (beds): M(t)/G/infinity.
 *  m(t) = integral over s <= t of arrivals(s) P(S > t - s) ds; the number there is Poisson with that
 *  mean (Eick, Massey and Whitt, Operations Research 41:731, 1993, theorem 1). Those there at time 0
 *  are Poisson too and stay the residual time of a list in steady state: integral over u > t of
 *  P(S > u) / E S. After the last period nobody arrives.
 *  @param[in]  stay      the law of stays
 *  @param[in]  length    (periods) time, > 0
 *  @param[in]  arrivals  (periods) rates, >= 0
 *  @param[in]  periods   >= 0
 *  @param[in]  opening   mean people there at time 0, >= 0
 *  @param[in]  times     (count) >= 0, in any order
 *  @param[in]  count     >= 1
 *  @param[out] mean      (count) mean people there; untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a count, a law that is none); CPW_EDOMAIN (a value outside its
 *  domain); CPW_EABI.
 *  @par Complexity and accuracy O(count x periods x stages); relative error <= 1e-13 + 1e-15 x stages.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_infinite(const cpw_queue_stay *stay, const double *length,
                                                const double *arrivals, int64_t periods,
                                                double opening, const double *times, int64_t count,
                                                double *mean, cpw_error *err);

/** Mean people there with arrivals that swing and no limit to servers.
 *  In the long run m(t) = base (E S + amplitude Im(exp(i w t) integral of exp(-i w u) P(S > u) du)), w =
 *  2 pi / period (Eick, Massey and Whitt, Management Science 39:241, 1993); from an empty start the
 *  integral ends at t. Poisson with that mean.
 *  @param[in]  stay      the law of stays
 *  @param[in]  base       mean rate of arrivals, >= 0 and finite
 *  @param[in]  amplitude  in [0, 1], as cpw_queue_sinusoid
 *  @param[in]  period     > 0 and finite
 *  @param[in]  empty     0: since ever; 1: nobody is there at time 0
 *  @param[in]  times     (count) >= 0, in any order
 *  @param[in]  count     >= 1
 *  @param[out] mean      (count) mean people there; untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a count, `empty`, a law that is none); CPW_EDOMAIN (a value outside
 *  its domain); CPW_EABI.
 *  @par Complexity and accuracy O(count x stages); absolute error <= 1e-14 x base x mean stay x
 *  (10 + stages) and that of the phase time / period.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_infinite_sinusoid(const cpw_queue_stay *stay, double base,
                                                         double amplitude, double period,
                                                         int32_t empty, const double *times,
                                                         int64_t count, double *mean,
                                                         cpw_error *err);

/** The least number of beds that a Poisson number of people exceeds with at most a given chance.
 *  @param[in] mean    mean people, >= 0, at most 1e12
 *  @param[in] chance  that beds do not suffice, in [1e-280, 1]
 *  @return the beds, a whole number; NaN outside the domain.
 *  @par Complexity and accuracy O(sqrt(mean)); the chance to a relative 1e-14 x (1 + sqrt(mean)).
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_queue_poisson_beds(double mean, double chance);

/** Beds in use day by day, with any lengths of stay. */
typedef struct cpw_queue_ward {
  size_t struct_size;     /**< sizeof(cpw_queue_ward) as the caller compiled it */
  int64_t days;           /**< >= 1 */
  const double *arrivals; /**< (days) mean Poisson admissions, >= 0 */
  int64_t stays;          /**< length of `survival`, >= 1 */
  const double *survival; /**< (stays) chance to be there at the count k days after the one on the
                              day of admission (k = 0: that one), in [0, 1], not rising; 0 beyond */
  int64_t ages;           /**< length of `opening`, 0 (default) to `stays` */
  const int64_t
      *opening; /**< (ages) people there at the count before the first day whose count of the
                              day of admission was k days before that */
  int64_t beds; /**< chances are given that more people are there, >= 0; default 0 */
  const double *chance; /**< NULL (default), or (chances) that beds do not suffice, in (0, 1) */
  int64_t chances;      /**< their number */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_queue_ward;

/** Fill a ward with the defaults.
 *  @param[out] ward  no days
 *  @param[in]  size  sizeof(cpw_queue_ward) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_queue_ward_init_sized(cpw_queue_ward *ward, size_t size);

/** Fill a ward with the defaults (see cpw_queue_ward_init_sized).
 *  @param[out] ward  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_queue_ward_init(cpw_queue_ward *ward) {
  cpw_queue_ward_init_sized(ward, sizeof *ward);
}

/** People there at each day's count, and beds that suffice with a given chance.
 *  The discrete M(t)/G/infinity: those admitted are Poisson with mean sum arrivals(d - k) survival(k);
 *  of those there at the start, each stays with chance survival(age + 1 + d) / survival(age), so that
 *  their number is a sum of binomials. Both are convolved exactly.
 *  Result, by day: mean (people), sd, opening_left (mean of those there at the start), exceeded (chance
 *  that more than `beds` people are there) [day]; beds (int64: the least that are exceeded with at most
 *  the chance) [day chance].
 *  @param[in]  ward  the ward
 *  @param[out] out   the answer; untouched on error
 *  @param[out] err   nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a count); CPW_EDOMAIN (a value outside its domain, people with an
 *  age that nobody reaches); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(days x (stays + people x sqrt(people))); chances to a relative 1e-10.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_beds(const cpw_queue_ward *ward, cpw_result **out,
                                            cpw_error *err);

/* ---------------------------------------------------------------- a list with weekly lists -- */

/** A list from which people are treated once a week. */
typedef struct cpw_queue_weekly_list {
  size_t struct_size;      /**< sizeof(cpw_queue_weekly_list) as the caller compiled it */
  int64_t weeks;           /**< >= 1 */
  const double *joins;     /**< (weeks) mean Poisson joins, in [0, 1e6] */
  const int64_t *capacity; /**< (weeks) treatments, in [0, 1e7] */
  const double *removal;   /**< (weeks) chance that somebody who waits is removed, in [0, 1] */
  const double *cancel;    /**< NULL (default): none; or (weeks) chance that a slot is cancelled, in
                              [0, 1], each by itself */
  int64_t opening;         /**< people on the list before week 1, in [0, 1e7]; default 0 */
  const double
      *opening_chance;    /**< NULL (default), or (opening_count) chances of 0, 1, ... people, >=
                                   0 and of sum 1 to 1e-9; `opening` is then 0 */
  int64_t opening_count;  /**< their number */
  const double *quantile; /**< NULL (default), or (quantiles) shares in (0, 1) */
  int64_t quantiles;      /**< their number */
  double floor;  /**< chances below it are cut off the ends, in [1e-250, 1e-15]; default 1e-100 */
  int32_t waits; /**< 1 (default): waits of those who join, which takes as long again; 0: not */
  int32_t reserved;               /**< zero */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_queue_weekly_list;

/** Fill a weekly list with the defaults.
 *  @param[out] list  no weeks
 *  @param[in]  size  sizeof(cpw_queue_weekly_list) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_queue_weekly_list_init_sized(cpw_queue_weekly_list *list, size_t size);

/** Fill a weekly list with the defaults (see cpw_queue_weekly_list_init_sized).
 *  @param[out] list  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_queue_weekly_list_init(cpw_queue_weekly_list *list) {
  cpw_queue_weekly_list_init_sized(list, sizeof *list);
}

/** A list treated in weekly batches, week by week, as an exact Markov chain.
 *  Each week everybody who waits is removed with a chance, then people join, then up to capacity are
 *  treated: Q' = max(Bin(Q, 1 - removal) + Poisson(joins) - slots, 0), slots = capacity, or
 *  Bin(capacity, 1 - cancel). A class that goes first is such a list by itself, with the whole capacity;
 *  all classes together are one too, whatever their order.
 *  Waits are first come, first served: those who join later do not matter to the list up to a week, so
 *  its person-weeks follow by a backward recursion; a week's joiners have the difference of two such
 *  sums. Waits are whole weeks, 0 for the week of joining. After the last week its removal, slots go on.
 *  Result, by week: mean, sd (people on the list after the week), empty_chance; joined, treated, removed,
 *  unused (mean people, slots): mean before + joined = treated + removed + mean; mean_wait (weeks until
 *  treated or removed, of those who join in the week; NaN without joins, infinite where somebody never
 *  leaves), treated_share (of those who join in the week) [week]; list_quantile (int64: least size with
 *  P(list <= size) >= quantile) [week quantile]; chance (of list sizes at the end of the last week, from
 *  0) [size]; treated_total, removed_total, unused_total, cut (all mass cut off), single numbers.
 *  @param[in]  list  the list
 *  @param[in]  run   NULL, or progress and cancel; nothing else of it is used
 *  @param[out] out   the answer; untouched on error
 *  @param[out] err   nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a count); CPW_EDOMAIN (a value outside its domain); CPW_EOVERFLOW;
 *  CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity and accuracy O(weeks x sizes x (spread of joins + spread of removals)); mass cut
 *  <= weeks x sizes x floor, far below 1e-12; relative error of means <= 1e-12, of waits 1e-12 of the
 *  list's.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_weekly(const cpw_queue_weekly_list *list, const cpw_run *run,
                                              cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- two stations, blocked ----- */

/** Two stations in a row; who has finished at the first and finds no place stays in its server (bed). */
typedef struct cpw_queue_tandem {
  size_t struct_size; /**< sizeof(cpw_queue_tandem) as the caller compiled it */
  double arrivals;    /**< rate, > 0; not used by cpw_queue_tandem_saturated */
  double service1;    /**< rate of one server of the first station, > 0 */
  double service2;    /**< rate of one server of the second station, > 0 */
  int64_t servers1;   /**< 1 to 100000; default 1 */
  int64_t servers2;   /**< 1 to 100000; default 1 */
  int64_t
      room1; /**< the most at the first station, waiting, served or blocked; servers1 to 1000000; not used
                    by cpw_queue_tandem_saturated */
  int64_t room_between; /**< places to wait before the second station, 0 to 1000000; default 0 */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_queue_tandem;

/** Fill a tandem with the defaults.
 *  @param[out] tandem  one server each and no room between
 *  @param[in]  size    sizeof(cpw_queue_tandem) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_queue_tandem_init_sized(cpw_queue_tandem *tandem, size_t size);

/** Fill a tandem with the defaults (see cpw_queue_tandem_init_sized).
 *  @param[out] tandem  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_queue_tandem_init(cpw_queue_tandem *tandem) {
  cpw_queue_tandem_init_sized(tandem, sizeof *tandem);
}

/** What two stations in a row show. NaN: not defined. */
typedef struct cpw_queue_tandem_measures {
  double throughput;      /**< people a unit of time through both */
  double loss_chance;     /**< that somebody who arrives is turned away; NaN if saturated */
  double mean_queue1;     /**< people who wait for the first station; NaN if saturated */
  double mean_wait1;      /**< before the first station, of those who come in; NaN if saturated */
  double mean_blocked;    /**< servers of the first station that are blocked */
  double mean_block_time; /**< of those who go through: mean_blocked / throughput */
  double mean_queue2;     /**< people in the room between */
  double working1;        /**< share of the first servers' time at work */
  double blocked1;        /**< share of the first servers' time blocked */
  double working2;        /**< share of the second servers' time at work */
  double
      starved_chance; /**< that nobody is at the second station, in the room before it or blocked */
  double blocked_chance; /**< that all servers of the first station are blocked */
} cpw_queue_tandem_measures;

/** Two stations in a row whose first never lacks people: birth and death, for any number of servers.
 *  n people have finished at the first and not at the second: blocked are (n - servers2 - room)+, up at
 *  rate service1 x (servers1 - blocked), down at rate service2 x min(n, servers2). One server each:
 *  throughput = service (room + 2) / (room + 3) where the rates are equal (Hunt, Operations Research
 *  4:674, 1956; room counts places between as buffer does there).
 *  @param[in]  tandem    the stations
 *  @param[out] measures  untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a count outside its range); CPW_EDOMAIN (a rate); CPW_EABI.
 *  @par Complexity and accuracy O(servers + room); relative error <= 1e-15 x (servers + room) at most.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_tandem_saturated(const cpw_queue_tandem *tandem,
                                                        cpw_queue_tandem_measures *measures,
                                                        cpw_error *err);

/** Two stations in a row with Poisson arrivals and a first station of limited room.
 *  The chain of (people at the first station, people past it and not through the second), solved by state
 *  reduction without a subtraction (Grassmann, Taksar and Heyman, Operations Research 33:1107, 1985) in a band.
 *  Blocking after service (Perros, Queueing Networks with Blocking, 1994).
 *  @param[in]  tandem    the stations
 *  @param[in]  run       NULL, or progress and cancel; nothing else of it is used
 *  @param[out] measures  untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a count outside its range); CPW_EDOMAIN (a rate); CPW_EOVERFLOW;
 *  CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity and accuracy O(states x b^2) time, O(states x b) memory, b the smaller of room1 and
 *  servers1 + servers2 + room_between; relative error <= 1e-12.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_queue_tandem_open(const cpw_queue_tandem *tandem,
                                                   const cpw_run *run,
                                                   cpw_queue_tandem_measures *measures,
                                                   cpw_error *err);

/* ================================================================ the end =================== */

#ifdef __cplusplus
}
#endif
#endif
