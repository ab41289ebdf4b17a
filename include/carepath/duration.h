/* carepath/duration.h - how long something lasts: a stay, a service, a patience, a time between two
 * arrivals. One plain struct a law; its draws, its moments, who is still there, and how much is left.
 * Floor 1: includes base.h and random.h.
 *
 * Every law is given by its mean and, where it has one, its coefficient of variation, which are what
 * is known of a service; shapes and scales follow from them. A share `zero` may be exactly 0 on top
 * (telephone calls answered, patients who leave at once).
 *
 * Reproducible and exact as random.h says: the same bits everywhere, no cut tails, no
 * approximations. Words of a stream that a draw takes:
 *   none              NEVER and FIXED, without zeros
 *   one               EXPONENTIAL, LOGNORMAL, WEIBULL, UNIFORM, HYPEREXPONENTIAL and GEOMETRIC, with
 *                     zeros and without; NEVER and FIXED with zeros: draw i of a stream is word i
 *   one or two        EMPIRICAL of values, of bands; with zeros one more, taken first
 *   any number        GAMMA; with zeros one more, taken first
 * A draw that takes one word never falls as the word rises (common random numbers), but for
 * HYPEREXPONENTIAL.
 *
 * Invalid laws: the functions for one number return NaN and leave the stream as it was. */
#ifndef CAREPATH_DURATION_H
#define CAREPATH_DURATION_H

#include "carepath/base.h"
#include "carepath/random.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- laws ---------------------- */

#define CPW_DURATION_NEVER            0 /**< does not end: infinite; mean and cv must be 0 */
#define CPW_DURATION_FIXED            1 /**< always the mean, which may be 0; cv must be 0 */
#define CPW_DURATION_EXPONENTIAL      2 /**< mean; cv must be 0 (it is 1) or 1 */
#define CPW_DURATION_GAMMA            3 /**< mean, cv; Erlang's law where 1/cv^2 is whole */
#define CPW_DURATION_LOGNORMAL        4 /**< mean, cv */
#define CPW_DURATION_WEIBULL          5 /**< mean, cv */
#define CPW_DURATION_UNIFORM          6 /**< mean, cv <= 1/sqrt(3): mean (1 -+ sqrt(3) cv) */
#define CPW_DURATION_HYPEREXPONENTIAL 7 /**< mean, cv >= 1: two exponentials with balanced means */
#define CPW_DURATION_EMPIRICAL        8 /**< values or bands >= 0; mean and cv must be 0 */
#define CPW_DURATION_GEOMETRIC        9 /**< 1, 2, 3, ...: 1/mean leave in each period; cv must be 0 */

/** The number of laws: they are numbered from 0 without gaps. */
#define CPW_DURATION_COUNT 10

/** The least cv of a law that takes one: for less variation, FIXED. */
#define CPW_DURATION_MIN_CV 0.001
/** The greatest cv of a law that takes one. */
#define CPW_DURATION_MAX_CV 100.0

/** A law of durations, in any unit of time. Plain memory of the caller: all zeros is NEVER. */
typedef struct cpw_duration {
  int32_t law;      /**< CPW_DURATION_... */
  int32_t reserved; /**< zero */
  double mean;      /**< of the law without its zeros, > 0; >= 1 for GEOMETRIC, >= 0 for FIXED */
  double cv;        /**< standard deviation / mean of the law without its zeros, where it takes one:
                         CPW_DURATION_MIN_CV to CPW_DURATION_MAX_CV; otherwise 0 */
  double zero;      /**< share that is exactly 0, in [0, 1), on top of the law */
  const cpw_empirical *empirical; /**< for EMPIRICAL: borrowed; otherwise NULL */
} cpw_duration;

/** Name of a law, for tables and command lines.
 *  @param[in] law  CPW_DURATION_...
 *  @return such as "lognormal"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_duration_name(int32_t law);

/** Number of a law by its name.
 *  @param[in] name  as cpw_duration_name gives it; may be NULL
 *  @return CPW_DURATION_..., >= 0; CPW_ENOTFOUND if no law has that name.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_duration_number(const char *name);

/** Check a law, with a message that names the field at fault.
 *  @param[in]  d     a law
 *  @param[in]  what  how the message calls it, such as "options.stay[2]"; NULL: "duration"
 *  @param[out] err   nullable: "options.stay[2].mean = -1 must be finite and > 0 (exponential)"
 *  @return CPW_OK; CPW_EINVAL (NULL, no such law, reserved, an empirical law missing or given where
 *  it is not taken); CPW_EDOMAIN (mean, cv, zero, a negative value or edge of the empirical law).
 *  @par Complexity O(1), O(values) for EMPIRICAL. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_duration_check(const cpw_duration *d, const char *what,
                                                cpw_error *err);

/* ---------------------------------------------------------------- draws --------------------- */

/** Draw one duration.
 *  Exponential, Weibull and geometric by inversion of one exponential; lognormal of one normal; the
 *  hyperexponential splits its word into the branch and the rest; gamma as cpw_random_gamma. Zeros
 *  are the lowest words. Branches and zeros have chances that are multiples of 2^-64; both ends of
 *  every law are resolved beyond the word's bits.
 *  @param[in]     d       a valid law
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @return >= 0, infinite for NEVER; NaN if the law is invalid.
 *  @par Complexity O(1), O(values) for EMPIRICAL, which is checked; the law is prepared for each
 *  call (a Weibull law in some microseconds): for many draws use cpw_duration_fill.
 *  @par Thread safety Different streams are independent. @since 0.1 */
CPW_API double cpw_duration_draw(const cpw_duration *d, cpw_stream *stream);

/** Fill an array with durations: the same as n calls of cpw_duration_draw, prepared once.
 *  @param[in]     d       a law
 *  @param[in,out] stream  an initialised stream; as it was on error
 *  @param[out]    out     (n) draws; untouched on error
 *  @param[in]     n       how many, >= 0
 *  @param[out]    err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0) and what cpw_duration_check returns.
 *  @par Complexity O(n). @par Thread safety Different streams are independent. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_duration_fill(const cpw_duration *d, cpw_stream *stream,
                                               double *out, int64_t n, cpw_error *err);

/** Draw how much longer something lasts that is still there at an age: T - age given T > age.
 *  Exact. By the law itself where it has no memory (exponential, geometric from the last whole
 *  period) or is cut simply (uniform, empirical, the hyperexponential by the odds of its branches);
 *  Weibull by inversion of its cumulative hazard; lognormal by rejection from the normal or, beyond
 *  0.45 standard deviations, from Rayleigh's tail (Marsaglia, "Generating a variable from the tail of
 *  the normal distribution", Technometrics 6, 1964); gamma by rejection from itself below its mean and
 *  from the best exponential above it (Dagpunar, "Sampling of variates from a truncated gamma
 *  distribution", J. Statist. Comput. Simul. 8, 1978), for shapes below 1 and ages below the scale
 *  from a power law up to the scale and an exponential beyond.
 *  @param[in]     d       a valid law; its zeros do not matter: they are not there any more
 *  @param[in]     age     time that it has lasted, >= 0
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @return > 0 (0 by rounding alone, and where nothing lasts beyond that age); infinite for NEVER;
 *  NaN if the law or the age is invalid.
 *  @par Complexity O(1) on average, O(values) for EMPIRICAL: one word for EXPONENTIAL, WEIBULL,
 *  UNIFORM, GEOMETRIC and HYPEREXPONENTIAL, none for NEVER and FIXED, one or two for EMPIRICAL (of
 *  values, of bands), any number for the others. @par Thread safety Different streams are independent. @since 0.1 */
CPW_API double cpw_duration_remaining(const cpw_duration *d, double age, cpw_stream *stream);

/** Draw how much longer something lasts that is found on the way at a moment of no meaning.
 *  The law of density P(T > x) / E[T] (the equilibrium or forward recurrence law), whose mean is
 *  E[T^2] / (2 E[T]): what remains of the stays of those who are in on the day a simulation starts.
 *  Exact: a uniform part of a draw that is biased by length (gamma of shape + 1, lognormal shifted by
 *  sigma^2, Weibull through gamma of 1 + 1/shape), or directly where the law is a simple one. Source:
 *  Cox, Renewal Theory, 1962, section 5.
 *  @param[in]     d       a valid law; its zeros do not matter: nobody is found during them
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @return >= 0; 0 for a law that is always 0; infinite for NEVER; NaN if the law is invalid.
 *  @par Complexity O(1) on average, O(values) for EMPIRICAL: one word for FIXED, EXPONENTIAL and
 *  HYPEREXPONENTIAL, two for LOGNORMAL, UNIFORM and GEOMETRIC, two or three for EMPIRICAL (of
 *  values, of bands), none for NEVER, any number for GAMMA and WEIBULL. @par Thread safety Different streams are independent. @since 0.1 */
CPW_API double cpw_duration_residual(const cpw_duration *d, cpw_stream *stream);

/* ---------------------------------------------------------------- what is known of a law ---- */

/** The first three moments about 0, zeros included.
 *  Closed forms in mean and cv; E[T^3] of Weibull by its shape; sums for EMPIRICAL.
 *  @param[in]  d    a law
 *  @param[out] m1   E[T]; may be NULL; untouched on error
 *  @param[out] m2   E[T^2]; may be NULL
 *  @param[out] m3   E[T^3]; may be NULL
 *  @param[out] err  nullable
 *  @return CPW_OK; what cpw_duration_check returns.
 *  @par Complexity and accuracy O(1), O(values) for EMPIRICAL; relative error <= 1e-12, infinite for
 *  NEVER and beyond the largest double. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_duration_moments(const cpw_duration *d, double *m1, double *m2,
                                                  double *m3, cpw_error *err);

/** Share that is still there at a time: P(T > t).
 *  Closed forms; lognormal by the normal tail; gamma by the incomplete gamma function: its series
 *  below the mean, its continued fraction above (DLMF 8.11.4 and 8.9.2), both scaled by Loader's
 *  saddle-point form.
 *  @param[in] d  a valid law
 *  @param[in] t  any time; inf is allowed
 *  @return 1 below 0, 1 - zero at 0 (less what the law itself has there); NaN if the law or t is
 *  invalid.
 *  @par Complexity and accuracy O(1), O(values) for EMPIRICAL, O(1/cv) for GAMMA; error <= 1e-11
 *  relative while P(T > t) >= 1e-30. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_duration_survival(const cpw_duration *d, double t);

#ifdef __cplusplus
}
#endif
#endif
