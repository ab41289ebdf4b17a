/* carepath/markov.h - patients who move between states in continuous time: what a table of rates says
 * of the future, and the rates that panel data say.
 * Floor 1: includes base.h and random.h.
 *
 *   rates, time          -> cpw_markov_probabilities   -> who is where after a time
 *   rates, start         -> cpw_markov_propagate, cpw_markov_time_in_states
 *   rates                -> sojourn, next state, first passage, absorption, stationary shares
 *   subjects seen now and then in states -> cpw_markov_fit -> rates, effects, limits
 *
 * Words. rates[i * states + j] is the rate at which those in state i move to j, per unit of time: of
 * 100 people in i about 100 rates[i][j] t move within a short time t. The diagonal is not used: it may
 * be 0, or minus the sum of the others of its row (Q, the generator), to 1e-6 of it; anything else is
 * refused. A state without a rate out is absorbing (death, discharged).
 *
 * A share p that leaves per period is not a rate: the rate is -log(1 - p) per period
 * (cpw_hazard_from_probability). With 1 - 0.5^(1/m) itself as the rate of what halves in m periods, stocks
 * are too large: by 39 % for m = 1, 18 % for m = 2, 6 % for m = 6.
 *
 * Everything here is made of sums, products and quotients of numbers >= 0 wherever that is possible, so
 * that rare moves beside frequent ones keep their digits: each number is precise relative to itself. */
#ifndef CAREPATH_MARKOV_H
#define CAREPATH_MARKOV_H

#include "carepath/base.h"
#include "carepath/random.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- rates --------------------- */

/** The most states of a chain. */
#define CPW_MARKOV_MAX_STATES 500

/** Rate of leaving at which a share leaves within a period: -log(1 - p) / period.
 *  @param[in] p       share that leaves within the period, 0 to 1; 1 gives inf
 *  @param[in] period  length of the period, > 0
 *  @return the rate per unit of time; NaN where p or period is out of its domain.
 *  @par Complexity and accuracy O(1); relative error <= 1e-15. @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_hazard_from_probability(double p, double period) {
  return -cpw_math_log1p(p >= 0 && period > 0 ? -p : -2) / period;
}

/** Share that leaves within a period at a constant rate: 1 - exp(-rate period).
 *  @param[in] rate    per unit of time, >= 0; inf gives 1
 *  @param[in] period  length of the period, > 0
 *  @return the share; NaN where rate or period is out of its domain.
 *  @par Complexity and accuracy O(1); relative error <= 1e-15. @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_probability_from_hazard(double rate, double period) {
  return -cpw_math_expm1(rate >= 0 && period > 0 ? -(rate * period) : cpw_math_log1p(-2));
}

/** Check a table of rates.
 *  @param[in]  rates   (states, states), see the top of this page
 *  @param[in]  states  1 to CPW_MARKOV_MAX_STATES
 *  @param[out] err     nullable: "rates[1][2] = -1 must be finite and >= 0"
 *  @return CPW_OK; CPW_EINVAL (NULL, states); CPW_EDOMAIN (a rate, a diagonal, the sum of a row).
 *  @par Complexity O(states^2). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_markov_check(const double *rates, int32_t states, cpw_error *err);

/* ---------------------------------------------------------------- the future ---------------- */

/** Chances to be in each state after a time, from each state: P(t) = exp(Q t).
 *  Uniformisation of a short time and squaring (Xue and Ye, "Computing exponentials of essentially
 *  non-negative matrices entrywise to high relative accuracy", Math. Comp. 82, 2013), with the chance to
 *  stay taken as what the others leave of 1 while it is large: every entry is precise relative to itself,
 *  also rare moves and states that differ in pace by many powers of ten. Rows sum to 1 to rounding.
 *  @param[in]  rates      (states, states)
 *  @param[in]  states     1 to CPW_MARKOV_MAX_STATES
 *  @param[in]  time       >= 0, finite
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        (states, states) out[i * states + j]: in j after `time` if in i now; may be rates;
 *                         untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EDOMAIN (time) and what cpw_markov_check returns; CPW_ENOMEM.
 *  @par Complexity and accuracy O(states^3 (20 + log2(largest rate x time))); relative error <= 1e-12 of
 *  every entry. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_markov_probabilities(const double *rates, int32_t states,
                                                      double time, const cpw_allocator *allocator,
                                                      double *out, cpw_error *err);

/** People in each state at each of some times: start exp(Q t).
 *  Uniformisation from time to time, or cpw_markov_probabilities where that is quicker.
 *  @param[in]  rates      (states, states)
 *  @param[in]  states     1 to CPW_MARKOV_MAX_STATES
 *  @param[in]  start      (states) people or chances now, finite, >= 0
 *  @param[in]  times      (count) finite, >= 0, not falling
 *  @param[in]  count      >= 0
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        (count, states); untouched on error
 *  @param[out] err        nullable: "times[1] = 2 must not be below times[0] = 3"
 *  @return CPW_OK; CPW_EINVAL (NULL, count < 0); CPW_EDOMAIN; CPW_ENOMEM; CPW_EOVERFLOW; what
 *  cpw_markov_check returns.
 *  @par Complexity and accuracy O(states^2 (count + largest rate x last time)), or O(states^3) a time;
 *  relative error <= 1e-11. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_markov_propagate(const double *rates, int32_t states,
                                                  const double *start, const double *times,
                                                  int64_t count, const cpw_allocator *allocator,
                                                  double *out, cpw_error *err);

/** Time spent in each state up to a horizon, from each state (msm: totlos).
 *  The integral of P(t) from 0 to the horizon, by the doubling rule L(2h) = L(h) + P(h) L(h). With an
 *  infinite horizon: inf for states to which people come again and again or stay for ever, as far as they
 *  can be reached; for the others their expected total time, by elimination without subtractions.
 *  @param[in]  rates      (states, states)
 *  @param[in]  states     1 to CPW_MARKOV_MAX_STATES
 *  @param[in]  horizon    >= 0; inf is allowed
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        (states, states) out[i * states + j]: time in j if in i now; a row sums to the
 *                         horizon; may be rates; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EDOMAIN (horizon) and what cpw_markov_check returns; CPW_ENOMEM.
 *  @par Complexity and accuracy twice cpw_markov_probabilities; relative error <= 1e-12.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_markov_time_in_states(const double *rates, int32_t states,
                                                       double horizon,
                                                       const cpw_allocator *allocator, double *out,
                                                       cpw_error *err);

/* ---------------------------------------------------------------- the chain itself ---------- */

/** Mean time of one stay in each state: 1 / the sum of its rates; inf for an absorbing one.
 *  @param[in]  rates   (states, states)
 *  @param[in]  states  1 to CPW_MARKOV_MAX_STATES
 *  @param[out] out     (states); untouched on error
 *  @param[out] err     nullable
 *  @return what cpw_markov_check returns, CPW_OK if all is well.
 *  @par Complexity O(states^2). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_markov_sojourn(const double *rates, int32_t states, double *out,
                                                cpw_error *err);

/** Chances of the next state (msm: pnext): rates[i][j] over the sum of row i; zeros from an absorbing state.
 *  @param[in]  rates   (states, states)
 *  @param[in]  states  1 to CPW_MARKOV_MAX_STATES
 *  @param[out] out     (states, states), the diagonal 0; may be rates; untouched on error
 *  @param[out] err     nullable
 *  @return what cpw_markov_check returns, CPW_OK if all is well.
 *  @par Complexity O(states^2). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_markov_next(const double *rates, int32_t states, double *out,
                                             cpw_error *err);

/** Expected time until one of some states is reached, from each state (msm: efpt).
 *  0 in those states; inf where they may never be reached. The equations are solved by elimination
 *  without subtractions (Grassmann, Taksar and Heyman 1985).
 *  @param[in]  rates      (states, states)
 *  @param[in]  states     1 to CPW_MARKOV_MAX_STATES
 *  @param[in]  targets    (states) 1: one of them, 0: not; at least one
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        (states); untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, targets[i] not 0 or 1, none) and what cpw_markov_check returns; CPW_ENOMEM.
 *  @par Complexity and accuracy O(states^3); relative error <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_markov_first_passage(const double *rates, int32_t states,
                                                      const int32_t *targets,
                                                      const cpw_allocator *allocator, double *out,
                                                      cpw_error *err);

/** Chance to have been in one of some states within a time, from each state (msm: ppass).
 *  P(t) of the chain that stays where it gets there. An infinite time: the chance to get there ever.
 *  @param[in]  rates      (states, states)
 *  @param[in]  states     1 to CPW_MARKOV_MAX_STATES
 *  @param[in]  targets    (states) 1: one of them, 0: not; at least one
 *  @param[in]  time       >= 0; inf is allowed
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        (states); 1 in those states; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, targets); CPW_EDOMAIN (time); what cpw_markov_check returns; CPW_ENOMEM.
 *  @par Complexity and accuracy as cpw_markov_probabilities. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_markov_passage(const double *rates, int32_t states,
                                                const int32_t *targets, double time,
                                                const cpw_allocator *allocator, double *out,
                                                cpw_error *err);

/** Shares of time in each state in the long run.
 *  By elimination without subtractions (Grassmann, Taksar and Heyman 1985): precise for nearly separate
 *  chains too. States that are left for ever have 0.
 *  @param[in]  rates      (states, states)
 *  @param[in]  states     1 to CPW_MARKOV_MAX_STATES
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        (states) sum 1; untouched on error
 *  @param[out] err        nullable: "rates: states 0 and 3 never reach one another: the long run depends on the start"
 *  @return CPW_OK; CPW_EDOMAIN (the long run depends on the start: see cpw_markov_absorption) and what
 *  cpw_markov_check returns; CPW_ENOMEM.
 *  @par Complexity and accuracy O(states^3); relative error <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_markov_stationary(const double *rates, int32_t states,
                                                   const cpw_allocator *allocator, double *out,
                                                   cpw_error *err);

/** Shares of time in each state in the long run, from each state: the limit of P(t).
 *  For an absorbing state this is the chance to end there.
 *  @param[in]  rates      (states, states)
 *  @param[in]  states     1 to CPW_MARKOV_MAX_STATES
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        (states, states), rows sum to 1; may be rates; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; what cpw_markov_check returns; CPW_ENOMEM.
 *  @par Complexity and accuracy O(states^3); relative error <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_markov_absorption(const double *rates, int32_t states,
                                                   const cpw_allocator *allocator, double *out,
                                                   cpw_error *err);

/* ---------------------------------------------------------------- panel data ---------------- */

/** The most states of a fit. */
#define CPW_PANEL_MAX_STATES 64

/** Seen in the state at this time; what happened since the time before is not known. */
#define CPW_PANEL_SEEN 0
/** Came into the state at this very time, and had been in the state before ever since the row before. */
#define CPW_PANEL_MOVED 1
/** Came into the state at this very time, from a state that is not known (the date of death). */
#define CPW_PANEL_DIED 2
/** In one of the states of `possible`, not known which (alive at the end of the study). */
#define CPW_PANEL_CENSORED 3

/** Subjects seen in states at some times. Arrays are borrowed; rows may be in any order. */
typedef struct cpw_panel {
  size_t struct_size;     /**< sizeof(cpw_panel) as the caller compiled it */
  int64_t rows;           /**< >= 2 */
  const int64_t *subject; /**< (rows) any number for each subject */
  const double *time;     /**< (rows) finite; the times of a subject differ */
  const int32_t *state;   /**< (rows) 0 to states - 1; -1 where CPW_PANEL_CENSORED */
  const int32_t *kind; /**< (rows) CPW_PANEL_...; NULL: all SEEN. That of a subject's first row is
                                 SEEN: it is where the subject was when first seen */
  const uint64_t
      *possible;      /**< (rows) bit s: state s is possible, read where CPW_PANEL_CENSORED; NULL:
                                 every state that can be left */
  int64_t covariates; /**< 0 (default) to 64 */
  const double *covariate; /**< (rows, covariates) finite; those of a row hold until the next */
} cpw_panel;

/** Fill a panel with nothing.
 *  @param[out] panel  no rows
 *  @param[in]  size   sizeof(cpw_panel) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_panel_init_sized(cpw_panel *panel, size_t size);

/** Fill a panel with nothing (see cpw_panel_init_sized).
 *  @param[out] panel  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_panel_init(cpw_panel *panel) {
  cpw_panel_init_sized(panel, sizeof *panel);
}

/** How rates are fitted. */
typedef struct cpw_markov_options {
  size_t struct_size; /**< sizeof(cpw_markov_options) as the caller compiled it */
  const double
      *start; /**< (moves) rates to begin from, > 0; NULL (default): moves that were seen over
                              time at risk, as if nothing had happened between */
  const int32_t *effect; /**< (moves, covariates) 1: the covariate acts on the move, 0: not; NULL
                              (default): all do */
  const double *at; /**< (covariates) values at which the rates are given; NULL (default): the means
                              over all rows but the last of each subject */
  double level;     /**< of the limits, in (0, 1); default 0.95 */
  double tolerance; /**< the fit ends when a step promises a smaller gain of the log likelihood,
                              > 0; default 1e-9 */
  int32_t iterations; /**< the most steps, >= 0; 0: the likelihood of `start` alone; default 200 */
  int32_t reserved;   /**< zero */
  const char *const *state_labels;     /**< (states) or NULL: "0", "1", ... */
  const char *const *covariate_labels; /**< (covariates) or NULL: "0", "1", ... */
  const cpw_allocator *allocator;      /**< NULL for malloc and free */
} cpw_markov_options;

/** Fill the options with the defaults.
 *  @param[out] options  crude start, all effects, limits of 95 %, 1e-9, 200 steps
 *  @param[in]  size     sizeof(cpw_markov_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_markov_options_init_sized(cpw_markov_options *options, size_t size);

/** Fill the options with the defaults (see cpw_markov_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_markov_options_init(cpw_markov_options *options) {
  cpw_markov_options_init_sized(options, sizeof *options);
}

/** Fit the rates of a chain to panel data by maximum likelihood.
 *  Rate of move m at covariates x: rate[m] exp(sum effect[m][c] (x[c] - at[c])). Each interval between two
 *  rows of a subject adds log P[i][j](dt); one that ends in MOVED adds log(exp(-q dt) rate[i][j]); in DIED
 *  log sum P[i][k](dt) rate[k][j] over states k that are not j; CENSORED rows sum over their states
 *  (Kalbfleisch and Lawless, "The analysis of panel data under a Markov assumption", JASA 80, 1985; Jackson,
 *  "Multi-state models for panel data: the msm package for R", J. Stat. Software 38, 2011). Derivatives of
 *  the matrix exponential are exact, by the same squaring as the exponential and not by eigenvalues, so that
 *  equal eigenvalues do no harm. Steps by the outer product of the scores first, then by the Hessian
 *  (differences of exact gradients), which gives the covariance.
 *  Result. rate, rate_lower, rate_upper, log_rate_se [move] (limits on the log scale), effect, effect_se,
 *  hazard_ratio, hazard_ratio_lower, hazard_ratio_upper [move covariate] (NaN where there is none), rates
 *  [from to] (with its diagonal), covariance [parameter parameter_2] of log rates and effects, gradient
 *  [parameter]; log_likelihood, minus_2_log_likelihood, aic, steps, subjects, intervals; at [covariate].
 *  Outcome CPW_OUTCOME_OK. Note "identified" says which parameters the data do not determine (their se is NaN).
 *  @param[in]  panel    the data
 *  @param[in]  states   2 to CPW_PANEL_MAX_STATES
 *  @param[in]  from     (moves) the states that a move leaves
 *  @param[in]  to       (moves) the states that it goes to, not from; no move twice
 *  @param[in]  moves    allowed moves, >= 1
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      threads, cancel, progress (called once a step); NULL for one thread. The same bits for any threads
 *  @param[out] out      the result; untouched on error
 *  @param[out] err      nullable; its index is the row at fault: "state[4]: subject 7 cannot be in state 0
 *                       after state 2 by the moves allowed"
 *  @return CPW_OK; CPW_EINVAL (NULL, a count, state, kind, a move, an option); CPW_EDOMAIN (time, covariate,
 *  start, what cannot happen); CPW_ENOCONV (no maximum within the steps: message says where it stands);
 *  CPW_ECANCELLED; CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(rows log rows) once, then for each distinct length (and covariates) of an interval
 *  O(parameters states^3) a step. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_markov_fit(const cpw_panel *panel, int32_t states,
                                            const int32_t *from, const int32_t *to, int64_t moves,
                                            const cpw_markov_options *options, const cpw_run *run,
                                            cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
