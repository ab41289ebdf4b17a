/* carepath/phases.h - durations as phases: chains of exponential stages that a fluid model, an exact
 * chain or a fast simulation can carry, matched to what is known of a duration or fitted to data.
 * Floor 1: includes base.h, random.h and duration.h.
 *
 *   a duration, or mean and cv -> cpw_coxian_match    -> a short chain of phases (cpw_coxian)
 *   observed durations         -> cpw_phases_fit      -> a mixture of Erlang laws (cpw_hyper_erlang)
 *   either                     -> cpw_coxian_phases, cpw_hyper_erlang_phases -> cpw_phases
 *   cpw_phases                 -> survival, density, quantiles, moments, draws, what remains
 *
 * Words. A phase-type law is the time until a Markov chain of phases is left: it begins in phase i
 * with chance initial[i], goes from i to j at rate rates[i][j] and leaves from i at rate exits[i]. What
 * the chances lack to 1 is the share of durations that are exactly 0. In the letters of the
 * literature: alpha = initial, T has rates off its diagonal and -(rates + exits) on it, P(X > t) =
 * alpha exp(T t) 1. Nothing is ever subtracted: exits are given and not taken from row sums, so that
 * slow phases beside quick ones keep all their digits. */
#ifndef CAREPATH_PHASES_H
#define CAREPATH_PHASES_H

#include "carepath/base.h"
#include "carepath/duration.h"
#include "carepath/random.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- laws ---------------------- */

/** The most phases of a law. */
#define CPW_PHASES_MAX 64
/** The most phases of a cpw_coxian. */
#define CPW_COXIAN_MAX 32
/** The most branches of a cpw_hyper_erlang. */
#define CPW_HYPER_ERLANG_MAX 8

/** A phase-type law. Arrays are borrowed. */
typedef struct cpw_phases {
  int32_t count;    /**< phases, 1 to CPW_PHASES_MAX */
  int32_t reserved; /**< zero */
  const double
      *initial; /**< (count) chances to begin in a phase, >= 0, sum <= 1: the rest is exactly 0 */
  const double *rates; /**< (count, count) rates[i * count + j] from phase i to j, finite, >= 0. The
                              diagonal is 0, or minus all that leaves the phase (to 1e-6 of it) */
  const double *exits; /**< (count) rates of leaving for good, finite, >= 0 */
} cpw_phases;

/** A Coxian law: phases one after the other, after each of which one may be through. Plain memory:
 *  an engine copies it and runs along the arrays. Phase i lasts 1/rate[i] on average; then comes phase
 *  i + 1 with chance onward[i], or the end. */
typedef struct cpw_coxian {
  int32_t phases;  /**< 0 (always 0) to CPW_COXIAN_MAX */
  int32_t matched; /**< moments that were asked for and are matched exactly: 1, 2 or 3 */
  double zero;     /**< share that is exactly 0, in [0, 1]; the others begin in phase 0 */
  double rate[CPW_COXIAN_MAX];   /**< (phases) > 0; 0 beyond */
  double onward[CPW_COXIAN_MAX]; /**< (phases) in [0, 1]; 0 for the last phase and beyond */
} cpw_coxian;

/** A mixture of Erlang laws. */
typedef struct cpw_hyper_erlang {
  int32_t branches;                   /**< 1 to CPW_HYPER_ERLANG_MAX */
  int32_t reserved;                   /**< zero */
  double zero;                        /**< share that is exactly 0, in [0, 1) */
  double share[CPW_HYPER_ERLANG_MAX]; /**< (branches) of those that are not 0, >= 0, sum 1 */
  double mean[CPW_HYPER_ERLANG_MAX];  /**< (branches) > 0 */
  int32_t shape
      [CPW_HYPER_ERLANG_MAX]; /**< (branches) phases of the branch, >= 1; sum <= CPW_PHASES_MAX */
} cpw_hyper_erlang;

/** Check a phase-type law.
 *  Besides the domains of its fields: from every phase in which anybody can be there is a way out.
 *  @param[in]  law   a law
 *  @param[in]  what  how the message calls it; NULL: "law"
 *  @param[out] err   nullable: "law.rates[3] = -1 must be finite and >= 0", "law: nobody leaves phase 2"
 *  @return CPW_OK; CPW_EINVAL (NULL, count, reserved); CPW_EDOMAIN (initial, rates, exits, no way out).
 *  @par Complexity O(count^2). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_phases_check(const cpw_phases *law, const char *what,
                                              cpw_error *err);

/** Check a Coxian law.
 *  @param[in]  law   a law
 *  @param[in]  what  how the message calls it; NULL: "law"
 *  @param[out] err   nullable: "law.onward[1] = 1.2 must be >= 0 and <= 1"
 *  @return CPW_OK; CPW_EINVAL (NULL, phases); CPW_EDOMAIN (zero, a rate, an onward).
 *  @par Complexity O(phases). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coxian_check(const cpw_coxian *law, const char *what,
                                              cpw_error *err);

/* ---------------------------------------------------------------- chains of phases ---------- */

/** Coxian law of a mean and a coefficient of variation.
 *  cv = 1: one phase. cv < 1: Erlang's law with k - 1 or k phases of one rate, k - 1 <= 1/cv^2 <= k, the
 *  last one taken with the chance that gives cv (Tijms, Stochastic Models, 1994, appendix B). cv > 1: two
 *  exponentials with balanced means (as CPW_DURATION_HYPEREXPONENTIAL), written as two phases. A cv below
 *  1/sqrt(max_phases), 0 included, is out of reach: Erlang's law of max_phases phases then, which varies
 *  more, and matched = 1.
 *  @param[in]  mean        finite, >= 0; 0: always 0, no phases
 *  @param[in]  cv          0 to CPW_DURATION_MAX_CV
 *  @param[in]  max_phases  1 to CPW_COXIAN_MAX; with 1 every law is exponential
 *  @param[out] out         the law; untouched on error
 *  @param[out] err         nullable: "cv = -1 must be from 0 to 100"
 *  @return CPW_OK; CPW_EINVAL (NULL, max_phases); CPW_EDOMAIN (mean, cv).
 *  @par Complexity and accuracy O(phases); mean and cv to 1e-13. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coxian_two_moments(double mean, double cv, int32_t max_phases,
                                                    cpw_coxian *out, cpw_error *err);

/** Coxian law of three moments with the fewest phases of two forms.
 *  One exponential and then, with a chance, Erlang's law of n - 1 phases; or Erlang's law of n - 1
 *  phases and then, with a chance, one exponential: the forms of Bobbio, Horvath and Telek, "Matching
 *  three moments with minimal acyclic phase type distributions" (Stochastic Models 21, 2005), the
 *  smallest n first. Three moments that no n <= max_phases reaches: cpw_coxian_two_moments, matched < 3.
 *  @param[in]  m1          E[X], finite, > 0
 *  @param[in]  m2          E[X^2], finite, >= m1^2
 *  @param[in]  m3          E[X^3], finite, >= m2^2 / m1
 *  @param[in]  max_phases  1 to CPW_COXIAN_MAX
 *  @param[out] out         the law; untouched on error
 *  @param[out] err         nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, max_phases); CPW_EDOMAIN (a moment; no law has such moments).
 *  @par Complexity and accuracy O(max_phases^2); moments to 1e-10. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coxian_three_moments(double m1, double m2, double m3,
                                                      int32_t max_phases, cpw_coxian *out,
                                                      cpw_error *err);

/** Coxian law of a duration: what every engine uses to turn a duration into phases.
 *  The share of zeros is kept as it is. Of the rest: EXPONENTIAL, HYPEREXPONENTIAL and Erlang's laws
 *  exactly; others by three moments where max_phases allows it, else by two, else (cv below
 *  1/sqrt(max_phases), FIXED) by the mean alone. out->matched says which.
 *  @param[in]  d           a law; not NEVER
 *  @param[in]  max_phases  1 to CPW_COXIAN_MAX
 *  @param[out] out         the law; untouched on error
 *  @param[out] err         nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, max_phases) and what cpw_duration_check returns; CPW_EDOMAIN also
 *  for NEVER and moments beyond the largest double.
 *  @par Complexity O(max_phases^2), O(values) for EMPIRICAL. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coxian_match(const cpw_duration *d, int32_t max_phases,
                                              cpw_coxian *out, cpw_error *err);

/** The first three moments about 0 of a Coxian law, zeros included.
 *  @param[in]  law  a law
 *  @param[out] m1   E[X]; may be NULL; untouched on error
 *  @param[out] m2   E[X^2]; may be NULL
 *  @param[out] m3   E[X^3]; may be NULL
 *  @param[out] err  nullable
 *  @return CPW_OK; what cpw_coxian_check returns.
 *  @par Complexity and accuracy O(phases); sums of positive terms, relative error <= 1e-14.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coxian_moments(const cpw_coxian *law, double *m1, double *m2,
                                                double *m3, cpw_error *err);

/** Phases at a moment of no meaning: where those are who are found inside (the warm start of a ward).
 *  Time spent in phase i over all time spent: chance to reach i, over rate[i], scaled to 1. From there
 *  on they go as everybody: what remains has the equilibrium law P(X > t) / E[X].
 *  @param[in]  law  a law with at least one phase
 *  @param[out] out  (phases) shares, sum 1; untouched on error
 *  @param[out] err  nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, no phases); CPW_EDOMAIN (nobody is ever inside) and what
 *  cpw_coxian_check returns.
 *  @par Complexity O(phases). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coxian_equilibrium(const cpw_coxian *law, double *out,
                                                    cpw_error *err);

/** Draw one duration of a Coxian law: the phases one after the other.
 *  @param[in]     law     a valid law
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @return >= 0; NaN if the law is invalid (the stream is as it was then).
 *  @par Complexity O(phases): a word a phase, one more where it may end there, one for the zeros.
 *  @par Thread safety Different streams are independent. @since 0.1 */
CPW_API double cpw_coxian_draw(const cpw_coxian *law, cpw_stream *stream);

/** A Coxian law as a cpw_phases.
 *  @param[in]  law      a law with at least one phase
 *  @param[out] initial  (phases); untouched on error
 *  @param[out] rates    (phases, phases), the diagonal 0
 *  @param[out] exits    (phases)
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, no phases); what cpw_coxian_check returns.
 *  @par Complexity O(phases^2). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_coxian_phases(const cpw_coxian *law, double *initial,
                                               double *rates, double *exits, cpw_error *err);

/* ---------------------------------------------------------------- what is known of a law ---- */

/** Share that is still there at each of some times: P(X > t) = alpha exp(T t) 1.
 *  Uniformisation (Jensen 1953) in steps from one time to the next: sums of positive terms alone. Where
 *  phases are so quick that this takes long, squaring of the matrix of a short time (cpw_markov).
 *  @param[in]  law        a law
 *  @param[in]  times      (n) any times, in any order; below 0 the share is 1, inf is allowed
 *  @param[in]  n          >= 0
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        (n) shares; may be times; untouched on error
 *  @param[out] err        nullable: "times[3] = nan must be a number"
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0); CPW_EDOMAIN; CPW_ENOMEM; what cpw_phases_check returns.
 *  @par Complexity and accuracy O(n log n + (n + q) count^2) with q the quickest phase's rate times the
 *  longest time, or O(count^3 log q) a time if less; relative error <= 1e-11. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_phases_survival(const cpw_phases *law, const double *times,
                                                 int64_t n, const cpw_allocator *allocator,
                                                 double *out, cpw_error *err);

/** Density at each of some times: alpha exp(T t) exits, without the zeros' share at 0.
 *  @param[in]  law        a law
 *  @param[in]  times      (n) any times, in any order; below 0 and at inf it is 0
 *  @param[in]  n          >= 0
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        (n) densities; may be times; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; what cpw_phases_survival returns.
 *  @par Complexity and accuracy as cpw_phases_survival. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_phases_density(const cpw_phases *law, const double *times,
                                                int64_t n, const cpw_allocator *allocator,
                                                double *out, cpw_error *err);

/** Times by which given shares are through: the least t with P(X <= t) >= p.
 *  @param[in]  law            a law
 *  @param[in]  probabilities  (n) in [0, 1]; 1 gives inf
 *  @param[in]  n              >= 0
 *  @param[in]  allocator      NULL for malloc and free
 *  @param[out] out            (n) times; may be probabilities; untouched on error
 *  @param[out] err            nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0); CPW_EDOMAIN; CPW_ENOMEM; what cpw_phases_check returns.
 *  @par Complexity and accuracy about ten survivals each; relative error <= 1e-11.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_phases_quantile(const cpw_phases *law, const double *probabilities,
                                                 int64_t n, const cpw_allocator *allocator,
                                                 double *out, cpw_error *err);

/** The first three moments about 0, zeros included.
 *  E[X^k] = k! alpha (-T)^-k 1, solved by elimination without subtractions (Grassmann, Taksar and
 *  Heyman, "Regenerative analysis and steady state distributions for Markov chains", 1985).
 *  @param[in]  law  a law
 *  @param[out] m1   E[X]; may be NULL; untouched on error
 *  @param[out] m2   E[X^2]; may be NULL
 *  @param[out] m3   E[X^3]; may be NULL
 *  @param[out] err  nullable
 *  @return CPW_OK; what cpw_phases_check returns.
 *  @par Complexity and accuracy O(count^3); relative error <= 1e-12 whatever the rates.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_phases_moments(const cpw_phases *law, double *m1, double *m2,
                                                double *m3, cpw_error *err);

/** Phases after some time: start exp(T t).
 *  @param[in]  law        a law; its initial chances are not used if start is given
 *  @param[in]  start      (count) people or chances in the phases, finite, >= 0; NULL: law->initial
 *  @param[in]  t          time passed, finite, >= 0
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        (count) people or chances still there; may be start; untouched on error
 *  @param[out] gone       those who left since; may be NULL; out and gone sum to start to rounding
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN; CPW_ENOMEM; what cpw_phases_check returns.
 *  @par Complexity and accuracy as cpw_phases_survival, n = 1. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_phases_propagate(const cpw_phases *law, const double *start,
                                                  double t, const cpw_allocator *allocator,
                                                  double *out, double *gone, cpw_error *err);

/** Phases at a moment of no meaning (see cpw_coxian_equilibrium): alpha (-T)^-1 scaled to 1.
 *  @param[in]  law  a law
 *  @param[out] out  (count) shares, sum 1; may be law->initial; untouched on error
 *  @param[out] err  nullable
 *  @return CPW_OK; CPW_EDOMAIN also where nobody is ever inside; what cpw_phases_check returns.
 *  @par Complexity and accuracy O(count^3); relative error <= 1e-12. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_phases_equilibrium(const cpw_phases *law, double *out,
                                                    cpw_error *err);

/** Fill an array with durations: the chain followed phase by phase.
 *  @param[in]     law     a law
 *  @param[in,out] stream  an initialised stream; as it was on error
 *  @param[out]    out     (n) draws; untouched on error
 *  @param[in]     n       >= 0
 *  @param[out]    err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0); what cpw_phases_check returns.
 *  @par Complexity O(n x phases passed): two words a phase passed, one for the first.
 *  @par Thread safety Different streams are independent. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_phases_fill(const cpw_phases *law, cpw_stream *stream, double *out,
                                             int64_t n, cpw_error *err);

/* ---------------------------------------------------------------- fit to data --------------- */

/** How durations are fitted. */
typedef struct cpw_phases_options {
  size_t struct_size; /**< sizeof(cpw_phases_options) as the caller compiled it */
  int32_t phases;   /**< the most phases, all branches together, 1 to CPW_PHASES_MAX; default 12 */
  int32_t branches; /**< the most branches, 1 to CPW_HYPER_ERLANG_MAX; default 3 */
  const int32_t
      *shapes; /**< (branches) fit these shapes alone; NULL (default): the best by `criterion` */
  int32_t criterion;  /**< CPW_PHASES_BIC (default), CPW_PHASES_AIC, CPW_PHASES_LIKELIHOOD */
  int32_t iterations; /**< the most EM steps of a fit, >= 1; default 2000 */
  double tolerance;   /**< ends when all further steps promise to gain less than this, relative to
                              the log likelihood, in (0, 1); default 1e-12 */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_phases_options;

/** Order by the Bayesian information criterion, parameters x log(weight) - 2 log likelihood. */
#define CPW_PHASES_BIC 0
/** Order by Akaike's information criterion, 2 parameters - 2 log likelihood. */
#define CPW_PHASES_AIC 1
/** Order by the likelihood alone. */
#define CPW_PHASES_LIKELIHOOD 2

/** Fill the options with the defaults.
 *  @param[out] options  up to 12 phases in up to 3 branches, chosen by BIC, 2000 steps, 1e-12
 *  @param[in]  size     sizeof(cpw_phases_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_phases_options_init_sized(cpw_phases_options *options, size_t size);

/** Fill the options with the defaults (see cpw_phases_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_phases_options_init(cpw_phases_options *options) {
  cpw_phases_options_init_sized(options, sizeof *options);
}

/** How well a fit does. */
typedef struct cpw_phases_fitted {
  double log_likelihood; /**< of the data; densities of times seen to end, survival of the others */
  double aic;            /**< 2 parameters - 2 log_likelihood */
  double bic;            /**< parameters x log(weight of all) - 2 log_likelihood */
  double weight;         /**< of all rows */
  int32_t
      parameters; /**< that were fitted: means, shares but one, the share of zeros if there are any */
  int32_t steps;     /**< EM steps of this fit */
  int32_t converged; /**< 1: less than the tolerance is left to gain */
  int32_t tried;     /**< sets of shapes that were fitted */
} cpw_phases_fitted;

/** Fit a mixture of Erlang laws to durations by maximum likelihood (EM).
 *  Thummler, Buchholz and Telek, "A novel approach for phase-type fitting with the EM algorithm" (IEEE
 *  Trans. Dependable and Secure Computing 3, 2006), which for given shapes is exact and quick because its
 *  steps need no matrix exponentials (Asmussen, Nerman and Olsson 1996 for any structure); with weights, with
 *  durations that had not ended when last seen (whose rest is filled in by its expectation), and with exact
 *  zeros as a share of their own. The log likelihood never falls from step to step. Shapes: for one branch every
 *  number; for each further branch the best shapes so far with every number added, and then each moved by
 *  one or two as long as that helps; on 256 groups of the data if there are more times, the winner on all of
 *  them. Kept where the criterion says so; equal criteria: the fewer branches.
 *  @param[in]  times    (n) durations, finite, >= 0; 0 is a zero if it ended, and says nothing if not
 *  @param[in]  ended    (n) 1: ended at this time; 0: still there when last seen; NULL: all ended
 *  @param[in]  weights  (n) people of the row, finite, >= 0; NULL: one each
 *  @param[in]  n        >= 1
 *  @param[in]  options  NULL for the defaults
 *  @param[out] law      the best fit, its branches by shape, then by mean; untouched on error
 *  @param[out] how      how well it does; may be NULL; untouched on error
 *  @param[out] err      nullable: "times[3] = -1 must be finite and >= 0"
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1, an option, ended); CPW_EDOMAIN (times, weights, shapes; no
 *  positive duration ended); CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(n log n) once, O(distinct times x phases) a step. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_phases_fit(const double *times, const int32_t *ended,
                                            const double *weights, int64_t n,
                                            const cpw_phases_options *options,
                                            cpw_hyper_erlang *law, cpw_phases_fitted *how,
                                            cpw_error *err);

/** A mixture of Erlang laws as a cpw_phases: the branches one after the other.
 *  @param[in]  law      a law
 *  @param[out] count    phases, the sum of the shapes; untouched on error
 *  @param[out] initial  (count) room for CPW_PHASES_MAX
 *  @param[out] rates    (count, count) room for CPW_PHASES_MAX squared; the diagonal is 0
 *  @param[out] exits    (count) room for CPW_PHASES_MAX
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, branches, a shape); CPW_EDOMAIN (zero, a share, a mean).
 *  @par Complexity O(count^2). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_hyper_erlang_phases(const cpw_hyper_erlang *law, int32_t *count,
                                                     double *initial, double *rates, double *exits,
                                                     cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
