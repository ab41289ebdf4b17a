/* carepath/sensitivity.h - which assumption moves the answer: laws of uncertain parameters, designs of
 * model runs, and what the answers of those runs say (Sobol' indices, Morris's elementary effects, one
 * parameter at a time, the value of better information, the worst tail).
 * Floor 1: includes base.h and random.h.
 *
 * Nothing here needs to call the model back: a design function writes the rows of inputs, the caller
 * evaluates the model on them (in any order, on any machine), an estimator reads the answers. Where the
 * model is a C function, cpw_sobol and cpw_morris do all three on several threads.
 *
 *   unit cube -> cpw_parameters_map -> inputs -> the model -> answers -> indices
 *
 * Reproducible as random.h says: a design and its limits are a function of the seed, never of threads. */
#ifndef CAREPATH_SENSITIVITY_H
#define CAREPATH_SENSITIVITY_H

#include "carepath/base.h"
#include "carepath/random.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- laws of parameters -------- */

#define CPW_PARAMETER_FIXED              0  /**< always a */
#define CPW_PARAMETER_UNIFORM            1  /**< a to b, a <= b */
#define CPW_PARAMETER_TRIANGULAR         2  /**< least a, greatest b, most likely c */
#define CPW_PARAMETER_PERT               3  /**< the same three, beta with weight 4 on c */
#define CPW_PARAMETER_NORMAL             4  /**< mean a, standard deviation b >= 0 */
#define CPW_PARAMETER_NORMAL_INTERVAL    5  /**< a to b hold the central share c (0: 0.8) */
#define CPW_PARAMETER_LOGNORMAL          6  /**< mean a > 0, standard deviation b >= 0 */
#define CPW_PARAMETER_LOGNORMAL_INTERVAL 7  /**< 0 < a to b hold the central share c (0: 0.8) */
#define CPW_PARAMETER_GAMMA              8  /**< mean a > 0, standard deviation b > 0 */
#define CPW_PARAMETER_BETA               9  /**< shapes a and b, > 0 */
#define CPW_PARAMETER_CHOICES            10 /**< `values` by `weights`, in rising order of values */

/** The number of laws of parameters: they are numbered from 0 without gaps. */
#define CPW_PARAMETER_COUNT 11

/** The share that an interval holds where none is given. */
#define CPW_PARAMETER_INTERVAL 0.8

/** What is believed of one input of a model. Plain memory of the caller: all zeros is always 0. */
typedef struct cpw_parameter {
  int32_t law;           /**< CPW_PARAMETER_... */
  int32_t reserved;      /**< zero */
  double a;              /**< as the law says; 0 where it takes none */
  double b;              /**< as the law says; 0 where it takes none */
  double c;              /**< as the law says; 0 where it takes none */
  const double *values;  /**< (count) CHOICES: finite; otherwise NULL */
  const double *weights; /**< (count) CHOICES: finite, >= 0, not all 0; NULL: all alike */
  int64_t count;         /**< CHOICES: >= 1; otherwise 0 */
  const char *name;      /**< label in results; NULL: x1, x2, ... */
} cpw_parameter;

/** Name of a law of parameters, for tables and command lines.
 *  @param[in] law  CPW_PARAMETER_...
 *  @return such as "triangular"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_parameter_law_name(int32_t law);

/** Number of a law of parameters by its name.
 *  @param[in] name  as cpw_parameter_law_name gives it; may be NULL
 *  @return CPW_PARAMETER_..., >= 0; CPW_ENOTFOUND if no law has that name.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_parameter_law_number(const char *name);

/** Check a parameter, with a message that names the field at fault.
 *  @param[in]  parameter  what is believed
 *  @param[in]  what       how the message calls it, such as "parameters[2]"; NULL: "parameter"
 *  @param[out] err        nullable: "parameters[2].b = 1 must be finite and >= a = 3 (uniform)"
 *  @return CPW_OK; CPW_EINVAL (NULL, no such law, reserved, values missing or given where they are not
 *  taken); CPW_EDOMAIN (a, b, c, a value or a weight); CPW_EOVERFLOW (a width or a sum of weights
 *  beyond the largest double).
 *  @par Complexity O(1), O(count) for CHOICES. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_parameter_check(const cpw_parameter *parameter, const char *what,
                                                 cpw_error *err);

/** Quantile of a parameter: the value below which a share u of the belief lies.
 *  Inverse of the distribution function: closed forms; normal by cpw_normal_quantile, gamma and beta by
 *  cpw_gamma_quantile and cpw_beta_quantile. Never falls as u rises. CHOICES: the least value whose
 *  share and those below it reach u, whatever the order in which they are listed.
 *  @param[in] parameter  a valid one
 *  @param[in] u          in [0, 1]
 *  @return the value; infinite at 0 and 1 where the law has no end; NaN if the parameter or u is
 *  invalid.
 *  @par Complexity and accuracy O(1), O(count^2) for CHOICES; relative error <= 1e-12 where the value
 *  is determined that well. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_parameter_quantile(const cpw_parameter *parameter, double u);

/** Mean and standard deviation of a parameter.
 *  Closed forms. NORMAL_INTERVAL: mean (a + b)/2, sd (b - a)/(2 z) with z the normal quantile of
 *  (1 + c)/2: 2 z = 2.563103131089201 for the 80 % interval in which expert ranges are usually asked.
 *  @param[in]  parameter  what is believed
 *  @param[out] mean       may be NULL; untouched on error
 *  @param[out] sd         may be NULL; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; what cpw_parameter_check returns.
 *  @par Complexity and accuracy O(1), O(count) for CHOICES; relative error <= 1e-14.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_parameter_moments(const cpw_parameter *parameter, double *mean,
                                                   double *sd, cpw_error *err);

/** Inputs of a model from points of the unit cube: the quantile of each parameter.
 *  @param[in]  parameters  (count)
 *  @param[in]  count       >= 1
 *  @param[in]  unit        (rows, count) in [0, 1], row by row
 *  @param[in]  rows        >= 0
 *  @param[in]  allocator   NULL for malloc and free
 *  @param[out] x           (rows, count); may be unit; untouched on error
 *  @param[out] err         nullable; index: of the parameter or the number at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, counts); CPW_EDOMAIN (a parameter, a unit number, or an infinite
 *  value: unit 0 or 1 of a law without an end); CPW_ENOMEM; CPW_EOVERFLOW.
 *  @par Complexity O(rows x count), a logarithm more for CHOICES. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_parameters_map(const cpw_parameter *parameters, int64_t count,
                                                const double *unit, int64_t rows,
                                                const cpw_allocator *allocator, double *x,
                                                cpw_error *err);

/* ---------------------------------------------------------------- points of the unit cube --- */

/** Dimensions for which the Sobol' sequence has direction numbers. */
#define CPW_SOBOL_DIMENSIONS 256

/** The most points of the Sobol' sequence: it has 32 bits. */
#define CPW_SOBOL_MOST 4294967296

/** Write points of the Sobol' sequence.
 *  Point i is the exclusive or of the direction numbers of the bits of i's Gray code. Direction numbers:
 *  Joe and Kuo, "Constructing Sobol sequences with better two-dimensional projections", SIAM J. Sci.
 *  Comput. 30, 2635-2654 (2008), their set new-joe-kuo-6. Scrambled: each dimension by nested uniform
 *  scrambling (Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences", 1995): each binary digit is
 *  flipped or not by chance, by a hash of all digits above it (Steele, Lea and Flood's SplitMix64, 2014)
 *  under a key from the stream of (seed, dimension); then moved to the middle of its cell of width 2^-32, so that no point
 *  is 0 or 1. Take a power of two of points from 0 on: dropping the first or any other spoils them
 *  (Owen, "On dropping the first Sobol' point", arXiv:2008.08051).
 *  @param[in]  first       number of the first point, >= 0; first + rows <= CPW_SOBOL_MOST
 *  @param[in]  rows        >= 0
 *  @param[in]  dimensions  1 to CPW_SOBOL_DIMENSIONS
 *  @param[in]  scrambled   0: as published, from (0, 0, ...); 1: scrambled
 *  @param[in]  seed        of the scrambling
 *  @param[out] unit        (rows, dimensions), row by row; untouched on error
 *  @param[out] err         nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, dimensions out of range, scrambled neither 0 nor 1); CPW_EDOMAIN
 *  (first, rows); CPW_EOVERFLOW.
 *  @par Complexity O(rows x dimensions). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_sobol_points(int64_t first, int64_t rows, int64_t dimensions,
                                              int32_t scrambled, uint64_t seed, double *unit,
                                              cpw_error *err);

#define CPW_POINTS_SCRAMBLED 0 /**< scrambled Sobol' points: the default, smallest errors */
#define CPW_POINTS_PLAIN     1 /**< Sobol' points in the middle of their cells; no seed */
#define CPW_POINTS_RANDOM    2 /**< independent points of a stream; any number of parameters */

#define CPW_MORRIS_TRAJECTORIES 0 /**< each step goes on from the step before (Morris 1991) */
#define CPW_MORRIS_RADIAL       1 /**< each step starts at the base point (Campolongo 2011) */

/** How designs are made and answers are read. */
typedef struct cpw_sensitivity_options {
  size_t struct_size;   /**< sizeof(cpw_sensitivity_options) as the caller compiled it */
  int32_t points;       /**< CPW_POINTS_..., default CPW_POINTS_SCRAMBLED */
  int32_t second_order; /**< 1: Sobol' indices of pairs as well; default 0 */
  int32_t morris;       /**< CPW_MORRIS_..., default CPW_MORRIS_TRAJECTORIES */
  int32_t levels;    /**< levels of the grid of Morris's trajectories, even, 2 to 1024; default 4 */
  double level;      /**< confidence of the limits, in (0, 1), default 0.95 */
  double trim;       /**< share of each law beyond either end of that grid, 0 to 0.4, default
                             0.01; 0: Morris's own grid, for laws with ends */
  int64_t resamples; /**< of the bootstrap, default 999; 0: limits are NaN */
  const double
      *correlation; /**< (parameters, parameters) of cpw_parameters_sample: the normal scores';
                                  NULL: independent */
  const char *const *output_names; /**< (outputs) labels; NULL: y1, y2, ... */
  const cpw_allocator *allocator;  /**< NULL for malloc and free */
} cpw_sensitivity_options;

/** Fill the options with the defaults.
 *  @param[out] options  scrambled points, first and total order, 999 resamples, level 0.95
 *  @param[in]  size     sizeof(cpw_sensitivity_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_sensitivity_options_init_sized(cpw_sensitivity_options *options, size_t size);

/** Fill the options with the defaults (see cpw_sensitivity_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_sensitivity_options_init(cpw_sensitivity_options *options) {
  cpw_sensitivity_options_init_sized(options, sizeof *options);
}

/** Draw inputs of a model: a probabilistic sensitivity analysis.
 *  Points of the unit cube (options->points), made dependent by a Gaussian copula where a correlation is
 *  given: u = Phi(L z) with L L' the correlation of the normal scores (Nelsen, An Introduction to
 *  Copulas, 2006), then the quantiles. For normal parameters it is their own correlation; for others it
 *  is close to, not equal to, their correlation. A singular correlation is allowed.
 *  @param[in]  parameters  (count)
 *  @param[in]  count       >= 1; at most CPW_SOBOL_DIMENSIONS unless the points are RANDOM
 *  @param[in]  rows        >= 0
 *  @param[in]  options     NULL for the defaults; points, correlation and allocator are used
 *  @param[in]  run         seed and first_replication (another set of the same seed); NULL: seed 1
 *  @param[out] x           (rows, count), row by row; untouched on error
 *  @param[out] err         nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, counts); CPW_EDOMAIN (a parameter; a correlation that is not
 *  symmetric with 1 on the diagonal, or that is no correlation: "correlation is not positive
 *  semidefinite: parameter 2 ..."); CPW_EOVERFLOW; CPW_EABI; CPW_ENOMEM.
 *  @par Complexity O(rows x count^2) with a correlation, else O(rows x count).
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_parameters_sample(const cpw_parameter *parameters, int64_t count,
                                                   int64_t rows,
                                                   const cpw_sensitivity_options *options,
                                                   const cpw_run *run, double *x, cpw_error *err);

/* ---------------------------------------------------------------- Sobol' indices ------------ */

/** Rows of a Sobol' design: base x (parameters + 2), or base x (2 parameters + 2) with pairs.
 *  @param[in] base          base points
 *  @param[in] parameters    number of parameters
 *  @param[in] second_order  0, or 1 for pairs
 *  @return the number of rows; -1 where that is beyond int64_t or an argument is not valid.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int64_t cpw_sobol_rows(int64_t base, int64_t parameters, int32_t second_order);

/** Write the design of a variance-based analysis: points of the unit cube.
 *  Saltelli et al., "Variance based sensitivity analysis of model output", Computer Physics
 *  Communications 181, 259-270 (2010): two independent points A and B a base point, from 2 x parameters
 *  dimensions. Block i of rows: A; A with parameter 1, 2, ... from B; with pairs also B with parameter
 *  1, 2, ... from A; B.
 *  @param[in]  parameters  >= 1; at most CPW_SOBOL_DIMENSIONS / 2 unless the points are RANDOM
 *  @param[in]  base        base points, >= 2; a power of two unless the points are RANDOM
 *  @param[in]  options     NULL for the defaults
 *  @param[in]  run         seed and first_replication; NULL: seed 1
 *  @param[out] unit        (cpw_sobol_rows, parameters), row by row; untouched on error
 *  @param[out] err         nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, counts; a correlation: the indices are those of independent
 *  parameters); CPW_EDOMAIN (base not a power of two, options); CPW_EOVERFLOW; CPW_EABI; CPW_ENOMEM.
 *  @par Complexity O(rows x parameters). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_sobol_design(int64_t parameters, int64_t base,
                                              const cpw_sensitivity_options *options,
                                              const cpw_run *run, double *unit, cpw_error *err);

/** Sobol' indices of the answers to a design.
 *  First order: what share of the variance would go if this parameter were known,
 *    S_i = sum f_B (f_ABi - f_A) / (n V)         (Saltelli 2010, table 2 b), on centred answers;
 *  total: what share would stay if all others were known,
 *    T_i = sum (f_A - f_ABi)^2 / (2 n V)         (Jansen, Comput. Phys. Comm. 117, 35-43, 1999);
 *  pairs: V_ij = sum (f_BAi f_ABj - f_A f_B) / n, S_ij = V_ij/V - S_i - S_j  (Saltelli, Comput. Phys.
 *  Comm. 145, 280-297, 2002). V is the variance of the answers to A and B together. Answers are centred on
 *  the mean of A and B first, without which S_i loses all its figures where the mean is far from 0. Limits
 *  by the bootstrap over base points (normal limits, estimate -+ z x the standard error of the replicates:
 *  Archer, Saltelli and Sobol', J. Statist. Comput. Simul. 58, 1997). With Sobol' points they are
 *  conservative: the points are better than independent ones. Indices may lie a little outside 0 to 1 by
 *  chance: they are not cut.
 *  Result: first, first_se, first_lower, first_upper, total, total_se, total_lower, total_upper
 *  [output parameter]; with pairs second, second_se, second_lower, second_upper [output parameter other]
 *  (symmetric, NaN on the diagonal); mean, variance [output]; first_sum [output] (what single parameters
 *  explain). An answer that never varies has NaN indices and the note "constant" names it.
 *  @param[in]  y           (cpw_sobol_rows, outputs) answers, row by row, finite
 *  @param[in]  outputs     >= 1
 *  @param[in]  parameters  (count), for the labels; NULL: x1, x2, ...
 *  @param[in]  count       parameters, >= 1
 *  @param[in]  base        as in the design
 *  @param[in]  options     as in the design; level, resamples, output_names and allocator as well
 *  @param[in]  run         seed, threads, progress, cancel; NULL: seed 1, one thread
 *  @param[out] out         the result; untouched on error
 *  @param[out] err         nullable; index: of the answer at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, counts); CPW_EDOMAIN (an answer that is not finite: "y[12][0] = nan
 *  must be finite"; base, options); CPW_EOVERFLOW (a variance beyond the largest double); CPW_ECANCELLED;
 *  CPW_EABI; CPW_ENOMEM.
 *  @par Complexity and accuracy O(base x count x (1 + resamples) x outputs), pairs count times more; exact
 *  sums: the same bits for any number of threads. @par Thread safety Safe.
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_sobol_indices(const double *y, int64_t outputs,
                                               const cpw_parameter *parameters, int64_t count,
                                               int64_t base, const cpw_sensitivity_options *options,
                                               const cpw_run *run, cpw_result **out,
                                               cpw_error *err);

/** Sobol' indices of answers on a full grid, exactly: every level of each parameter with every level of the
 *  others.
 *  The analysis of variance of a factorial design (Efron and Stein, Annals of Statistics 9, 586-596, 1981):
 *  first order S_i = V(E(y | x_i)) / V, total T_i = E(V(y | all but x_i)) / V, with the weights of the levels as
 *  chances. Exact for parameters that are choices: scenarios. With the points and weights of Gauss's
 *  quadrature as levels it is exact to rounding for smooth models of few parameters. Squares of differences
 *  from conditional means: nothing cancels. A share below 1e-28, which is rounding, is 0.
 *  @param[in]  y           (levels[0], ..., levels[parameters - 1]) answers, the last parameter fastest
 *  @param[in]  levels      (parameters) how many levels each has, >= 1
 *  @param[in]  parameters  1 to 64
 *  @param[in]  weights     (sum of levels) of each parameter's levels one after the other, finite and >= 0,
 *                          not all 0 in any; NULL: all alike
 *  @param[in]  allocator   NULL for malloc and free
 *  @param[out] first       (parameters) or NULL; NaN where the answers do not vary; untouched on error
 *  @param[out] total       (parameters) or NULL; likewise
 *  @param[out] mean        of the answers, or NULL
 *  @param[out] variance    of the answers, or NULL
 *  @param[out] err         nullable; index: of the answer, level or weight at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, counts); CPW_EDOMAIN (an answer or weight); CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(parameters x answers); exact sums of rounded terms.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_sobol_grid(const double *y, const int64_t *levels,
                                            int64_t parameters, const double *weights,
                                            const cpw_allocator *allocator, double *first,
                                            double *total, double *mean, double *variance,
                                            cpw_error *err);

/* ---------------------------------------------------------------- Morris's screening -------- */

/** Write the design of Morris's screening: points of the unit cube.
 *  Trajectories: a random start on a grid, then every parameter once in random order, moved up or down
 *  by half the levels (Morris, "Factorial sampling plans for preliminary computational experiments",
 *  Technometrics 33, 161-174, 1991). Grid: trim + (1 - 2 trim) k / (levels - 1), so that laws without an
 *  end stay finite; the step is (1 - 2 trim) levels / (2 (levels - 1)). Radial: every parameter in turn
 *  moved by a quarter to a half of its law from one base point, both Sobol' points (Campolongo, Saltelli
 *  and Cariboni, Comput. Phys. Comm. 182, 978-988, 2011, with no step so small that dividing by it blows
 *  up an effect): more even over the cube, for smooth models the better choice.
 *  @param[in]  parameters    >= 1; RADIAL: at most CPW_SOBOL_DIMENSIONS / 2 unless points are RANDOM
 *  @param[in]  trajectories  >= 1
 *  @param[in]  options       NULL for the defaults; morris, levels, trim, points are used
 *  @param[in]  run           seed and first_replication; NULL: seed 1
 *  @param[out] unit          (trajectories x (parameters + 1), parameters), row by row; untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, counts); CPW_EDOMAIN (levels or trim);
 *  CPW_EOVERFLOW; CPW_EABI; CPW_ENOMEM.
 *  @par Complexity O(rows x parameters). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_morris_design(int64_t parameters, int64_t trajectories,
                                               const cpw_sensitivity_options *options,
                                               const cpw_run *run, double *unit, cpw_error *err);

/** Morris's elementary effects from the answers to a design.
 *  Effect of a step: change of the answer per unit of the cube, (y' - y) / (u' - u): of going through the
 *  whole of the parameter's law, were the model a straight line. mu its mean over trajectories, mu_star
 *  the mean of its size (how much it matters), sigma its standard deviation (bends and interactions). The
 *  limits of mu_star are by Student's t over trajectories, cut at 0. Which parameter a row moved is read from the design.
 *  Result: mu, mu_star, mu_star_lower, mu_star_upper, sigma [output parameter]; rank [output parameter]
 *  (int64, 1 = largest mu_star, ties by position). sigma and limits are NaN for one trajectory.
 *  @param[in]  unit          the design: (trajectories x (count + 1), count)
 *  @param[in]  y             (trajectories x (count + 1), outputs) answers, finite
 *  @param[in]  outputs       >= 1
 *  @param[in]  parameters    (count), for the labels; NULL: x1, x2, ...
 *  @param[in]  count         >= 1
 *  @param[in]  trajectories  >= 1
 *  @param[in]  options       as in the design; level, output_names and allocator are used as well
 *  @param[out] out           the result; untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, counts); CPW_EDOMAIN (an answer not finite; a design that is none:
 *  "unit row 5: exactly one parameter must differ from the row before"); CPW_EOVERFLOW; CPW_EABI;
 *  CPW_ENOMEM.
 *  @par Complexity and accuracy O(rows x (count + outputs)); correctly rounded sums.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_morris_effects(const double *unit, const double *y,
                                                int64_t outputs, const cpw_parameter *parameters,
                                                int64_t count, int64_t trajectories,
                                                const cpw_sensitivity_options *options,
                                                cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- a model as a function ----- */

/** A model: writes (outputs) answers y to one row x of (parameters) inputs and returns CPW_OK, or a
 *  negative status that ends the call. Called from every thread of a run at once; the answers must depend
 *  on x alone. */
typedef struct cpw_model {
  size_t struct_size; /**< sizeof(cpw_model) as the caller compiled it */
  void *context;      /**< handed to evaluate */
  int32_t (*evaluate)(void *context, const double *x, int64_t parameters, double *y,
                      int64_t outputs);
} cpw_model;

/** Fill a model with nothing.
 *  @param[out] model  evaluate NULL: must be set
 *  @param[in]  size   sizeof(cpw_model) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_model_init_sized(cpw_model *model, size_t size);

/** Fill a model with nothing (see cpw_model_init_sized).
 *  @param[out] model  evaluate NULL: must be set
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_model_init(cpw_model *model) {
  cpw_model_init_sized(model, sizeof *model);
}

/** Evaluate a model on rows of inputs, on several threads.
 *  @param[in]  model       evaluate set
 *  @param[in]  x           (rows, parameters), row by row
 *  @param[in]  rows        >= 0
 *  @param[in]  parameters  >= 1
 *  @param[in]  outputs     >= 1
 *  @param[in]  run         threads, progress, cancel; NULL: one thread
 *  @param[in]  allocator   NULL for malloc and free
 *  @param[out] y           (rows, outputs), row by row; untouched on error
 *  @param[out] err         nullable; index: of the row that failed, the lowest of several
 *  @return CPW_OK; CPW_EINVAL (NULL, counts); CPW_EDOMAIN (an answer that is not finite); any negative
 *  status of the model; CPW_ECANCELLED; CPW_EOVERFLOW; CPW_EABI; CPW_ENOMEM.
 *  @par Complexity rows calls of the model. @par Thread safety Safe where the model is. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_model_evaluate(const cpw_model *model, const double *x,
                                                int64_t rows, int64_t parameters, int64_t outputs,
                                                const cpw_run *run, const cpw_allocator *allocator,
                                                double *y, cpw_error *err);

/** Sobol' indices of a model in one call: cpw_sobol_design, cpw_parameters_map, cpw_model_evaluate,
 *  cpw_sobol_indices.
 *  @param[in]  model       evaluate set
 *  @param[in]  outputs     answers of the model, >= 1
 *  @param[in]  parameters  (count)
 *  @param[in]  count       >= 1
 *  @param[in]  base        base points, as in cpw_sobol_design
 *  @param[in]  options     NULL for the defaults
 *  @param[in]  run         NULL: seed 1, one thread
 *  @param[out] out         as cpw_sobol_indices; untouched on error
 *  @param[out] err         nullable
 *  @return CPW_OK; any status of these four, such as CPW_EINVAL, CPW_EDOMAIN, CPW_ECANCELLED and CPW_ENOMEM.
 *  @par Complexity of these four. @par Thread safety Safe where the model is. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_sobol(const cpw_model *model, int64_t outputs,
                                       const cpw_parameter *parameters, int64_t count, int64_t base,
                                       const cpw_sensitivity_options *options, const cpw_run *run,
                                       cpw_result **out, cpw_error *err);

/** Morris's screening of a model in one call: cpw_morris_design, cpw_parameters_map,
 *  cpw_model_evaluate, cpw_morris_effects.
 *  @param[in]  model         evaluate set
 *  @param[in]  outputs       answers of the model, >= 1
 *  @param[in]  parameters    (count)
 *  @param[in]  count         >= 1
 *  @param[in]  trajectories  >= 1
 *  @param[in]  options       NULL for the defaults
 *  @param[in]  run           NULL: seed 1, one thread
 *  @param[out] out           as cpw_morris_effects; untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; any status of these four, such as CPW_EINVAL, CPW_EDOMAIN, CPW_ECANCELLED and CPW_ENOMEM.
 *  @par Complexity of these four. @par Thread safety Safe where the model is. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_morris(const cpw_model *model, int64_t outputs,
                                        const cpw_parameter *parameters, int64_t count,
                                        int64_t trajectories,
                                        const cpw_sensitivity_options *options, const cpw_run *run,
                                        cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- one at a time ------------- */

/** What one parameter alone does to an answer, from the low to the high end of its interval. */
typedef struct cpw_swing {
  int64_t parameter; /**< its position */
  double low;        /**< answer with the parameter at its low end, all others at their base */
  double high;       /**< answer with the parameter at its high end */
  double base;       /**< answer with all at their base */
  double swing; /**< |high - low|, or the distance of the base from the further of the two where
                          that is larger (an answer that bends) */
} cpw_swing;

/** Write the design of a one-way analysis (a tornado): 1 + 2 x count rows of inputs.
 *  Row 0 all at their base, row 1 + 2i parameter i at its quantile (1 - level)/2, row 2 + 2i at
 *  (1 + level)/2, the others at their base.
 *  @param[in]  parameters  (count)
 *  @param[in]  count       >= 1
 *  @param[in]  level       share of each law between its two ends, in (0, 1): 0.8 for the 10th and 90th
 *                          percentile
 *  @param[in]  base        (count) base values, finite; NULL: the medians
 *  @param[out] x           (1 + 2 count, count), row by row; untouched on error
 *  @param[out] err         nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, count); CPW_EDOMAIN (a parameter, level, base); CPW_EOVERFLOW.
 *  @par Complexity O(count^2). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_one_way_design(const cpw_parameter *parameters, int64_t count,
                                                double level, const double *base, double *x,
                                                cpw_error *err);

/** The bars of a tornado from the answers to a one-way design, widest first, ties by position.
 *  @param[in]  y          (1 + 2 count) answers, finite
 *  @param[in]  count      parameters, >= 1
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        (count) in the order of the chart; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, count); CPW_EDOMAIN (an answer not finite); CPW_EOVERFLOW;
 *  CPW_ENOMEM.
 *  @par Complexity O(count log count). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_one_way_swings(const double *y, int64_t count,
                                                const cpw_allocator *allocator, cpw_swing *out,
                                                cpw_error *err);

/* ---------------------------------------------------------------- value of information ------ */

/** What knowing everything before deciding would be worth. */
typedef struct cpw_perfect_information {
  double evpi;       /**< expected value of perfect information: perfect - current, >= 0 */
  double se;         /**< its standard error */
  double lower;      /**< normal limit of evpi, cut at 0 */
  double upper;      /**< the other one */
  double current;    /**< net benefit of the option that is best on average */
  double perfect;    /**< mean net benefit of the best option of each draw */
  int64_t best;      /**< the option that is best on average, the first of equals */
  double best_share; /**< share of draws in which no other option is better */
} cpw_perfect_information;

/** Expected value of perfect information: E max_d NB - max_d E NB.
 *  Claxton, "The irrelevance of inference", Journal of Health Economics 18, 341-364 (1999). With d the
 *  option that is best on average, it is the mean of max_d' NB_d' - NB_d, which no draw makes negative;
 *  the standard error is that of this mean. The limits do not know that the best option might be another.
 *  @param[in]  net_benefit  (rows, options) one row a draw of all uncertain inputs, finite; for costs
 *                           their negative
 *  @param[in]  rows         independent draws, >= 1
 *  @param[in]  options      to choose from, >= 1
 *  @param[in]  level        confidence of the limits, in (0, 1)
 *  @param[out] out          untouched on error; se and limits are NaN for one draw
 *  @param[out] err          nullable; index: of the number at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, counts); CPW_EDOMAIN (a number not finite, level); CPW_EOVERFLOW (a
 *  difference beyond the largest double).
 *  @par Complexity and accuracy O(rows x options); correctly rounded means, the same for any order of
 *  rows. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_evpi(const double *net_benefit, int64_t rows, int64_t options,
                                      double level, cpw_perfect_information *out, cpw_error *err);

#define CPW_EVPPI_REGRESSION 0 /**< regression of each net benefit on the parameter */
#define CPW_EVPPI_BINS       1 /**< means over bins of equal counts of the sorted parameter */

/** What knowing one parameter before deciding would be worth. */
typedef struct cpw_partial_information {
  double evppi;  /**< expected value of partial perfect information, >= 0 */
  double se;     /**< its standard error */
  double lower;  /**< normal limit of evppi, cut at 0 */
  double upper;  /**< the other one */
  double share;  /**< evppi / evpi; NaN where evpi is 0 */
  int64_t terms; /**< bins, or the highest degree of the polynomials that were fitted */
} cpw_partial_information;

/** Expected value of partial perfect information, parameter by parameter, from one set of draws.
 *  E_x max_d E[NB_d | x] - max_d E NB_d, with E[NB_d | x] by
 *  REGRESSION: polynomials in the ranks' normal scores, orthogonal on the draws (recurrence of Stieltjes), the degree of
 *  each option by generalised cross-validation, at most `terms`: the regression method of Strong, Oakley
 *  and Brennan, "Estimating multiparameter partial expected value of perfect information from a
 *  probabilistic sensitivity analysis sample", Medical Decision Making 34, 311-326 (2014), for one
 *  parameter; of the differences to the option that is best on average.
 *  BINS: Strong and Oakley, "An efficient method for computing single-parameter partial expected value of
 *  perfect information", Medical Decision Making 33, 755-766 (2013).
 *  Equal values of the parameter share one bin or one score, so that the order of the rows does not
 *  matter. The estimate is biased upwards by fitting noise, little in REGRESSION. The standard
 *  error is that of the mean gain of deciding by the fit.
 *  @param[in]  net_benefit  (rows, options), finite, one row a draw
 *  @param[in]  x            (rows, count) the inputs of the draws, finite
 *  @param[in]  rows         >= 2
 *  @param[in]  options      >= 1
 *  @param[in]  count        parameters, >= 1
 *  @param[in]  method       CPW_EVPPI_...
 *  @param[in]  terms        highest degree, 1 to 20, or bins, 2 to rows; 0: 10, or the root of the rows
 *  @param[in]  level        confidence of the limits, in (0, 1)
 *  @param[in]  run          threads, progress, cancel; NULL: one thread
 *  @param[in]  allocator    NULL for malloc and free
 *  @param[out] out          (count); untouched on error
 *  @param[out] err          nullable; index: of the number at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, counts, method); CPW_EDOMAIN (a number not finite, terms, level);
 *  CPW_EOVERFLOW; CPW_ECANCELLED; CPW_EABI; CPW_ENOMEM.
 *  @par Complexity O(count x rows x (terms + options x terms)) beyond the sorting.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_evppi(const double *net_benefit, const double *x, int64_t rows,
                                       int64_t options, int64_t count, int32_t method,
                                       int64_t terms, double level, const cpw_run *run,
                                       const cpw_allocator *allocator, cpw_partial_information *out,
                                       cpw_error *err);

/* ---------------------------------------------------------------- the worst tail ------------ */

/** Average and worst of the losses of many scenarios. */
typedef struct cpw_tail {
  double mean;          /**< of all scenarios */
  double value_at_risk; /**< the least loss that is not exceeded with probability >= level */
  double
      conditional; /**< conditional value at risk: mean of the worst 1 - level, >= value_at_risk */
  double worst;    /**< the largest loss with weight */
} cpw_tail;

/** Value at risk and conditional value at risk of scenarios.
 *  CVaR = min_v v + E max(L - v, 0) / (1 - level): Rockafellar and Uryasev, "Conditional value-at-risk for
 *  general loss distributions", Journal of Banking and Finance 26, 1443-1471 (2002), in which the part of
 *  the scenario at the edge that lies within the tail counts. A scenario whose share ends within 4 units
 *  in the last place of the level ends at it.
 *  @param[in]  loss       (count) finite, larger is worse
 *  @param[in]  weights    (count) finite, >= 0, not all 0; NULL: all alike
 *  @param[in]  count      >= 1
 *  @param[in]  level      in [0, 1): 0.8 for the worst fifth; 0: the mean of all
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        untouched on error
 *  @param[out] err        nullable; index: of the loss or weight at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, count); CPW_EDOMAIN (a loss, a weight, level); CPW_EOVERFLOW (the sum
 *  of the weights, or of weighted losses); CPW_ENOMEM.
 *  @par Complexity and accuracy O(count log count) at most; relative error <= 1e-13 of the largest loss; the same for any
 *  order of scenarios. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_tail_risk(const double *loss, const double *weights, int64_t count,
                                           double level, const cpw_allocator *allocator,
                                           cpw_tail *out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
