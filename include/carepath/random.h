/* carepath/random.h - random numbers that are the same bits everywhere: streams that are a function
 * of (seed, replication, purpose, entity), the laws that models draw from, and the elementary
 * functions they need.
 * Floor 0: includes base.h alone.
 *
 * Reproducible: every draw is made of integer arithmetic and of IEEE 754 double + - * / and square
 * root in a fixed order; no function of the C library decides a result. The same seed gives the same
 * bits under gcc and clang, -O0 to -O3, on every machine with IEEE doubles (round to nearest).
 *
 * Exact: every law is sampled by a method whose only error is the rounding of doubles. There are no
 * cut tails, no normal approximations and no tables that stop short of an end.
 *
 * Invalid parameters (NaN, out of the domain): the functions for one draw return NaN where they
 * return a double and -1 where they return a count, and leave the stream as it was. The array form
 * cpw_random_fill checks the same domains and reports what is wrong. */
#ifndef CAREPATH_RANDOM_H
#define CAREPATH_RANDOM_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- streams ------------------- */

/** The largest count that a law takes as a parameter: 2^53, up to which doubles hold every whole
 *  number. */
#define CPW_RANDOM_MAX_COUNT 9007199254740992

/** The largest mean of a Poisson or negative binomial law: 2^62, so that a Poisson draw is always an
 *  int64_t. */
#define CPW_RANDOM_MAX_MEAN 4.611686018427388e18

/** A stream of random words: plain memory of the caller (64 bytes), copied by assignment, no
 *  resources. All zeros is a valid stream. A function of its four keys: streams of different
 *  entities, purposes or replications are independent, whoever draws from them, when, and on which
 *  thread. */
typedef struct cpw_stream {
  uint64_t key;      /**< Philox key, from (seed, replication, purpose) */
  uint64_t tweak;    /**< mask of the entity, from (seed, replication, purpose) */
  uint64_t entity;   /**< as given */
  uint64_t position; /**< number of 64-bit words drawn; the next word's number */
  uint64_t word[4];  /**< the words around the position, where it is not a multiple of 4 */
} cpw_stream;

/** Start a stream at its first word.
 *  Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 *  SC'11, 2011). One block, keyed by the seed with the counter (replication, purpose), gives 128
 *  bits: a Philox key K and a tweak T. Word n of the stream is half n mod 2 of the block keyed by K
 *  with the counter (n div 2, entity xor T).
 *  Streams of one seed, replication and purpose never overlap: their counters differ. For one seed,
 *  two different pairs (replication, purpose) never have the same (K, T), since a block cipher is one
 *  to one. Two sets of streams can share words only where both K and the entities' part of T collide:
 *  for N sets (of any seeds) with entities below 2^e, at most N^2 2^(e-129) on average; with 2^32
 *  sets of 2^32 entities each, 1 in 2^33.
 *  @param[out] stream       the stream, not NULL
 *  @param[in]  seed         any number: one a study
 *  @param[in]  replication  any number: one a repetition
 *  @param[in]  purpose      any number: what is drawn (arrivals, stays, ...), chosen by the model
 *  @param[in]  entity       any number: for whom (a patient, a list, a week)
 *  @par Complexity O(1): one Philox block. @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_stream_init(cpw_stream *stream, uint64_t seed, uint64_t replication,
                             uint64_t purpose, uint64_t entity);

/** Start the stream of another entity under the same seed, replication and purpose.
 *  The same as cpw_stream_init with that entity, for the cost of two stores.
 *  @param[in,out] stream  an initialised stream, not NULL; at its first word on return
 *  @param[in]     entity  any number
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_stream_entity(cpw_stream *stream, uint64_t entity);

/** Go to the n-th 64-bit word of a stream, forwards or backwards.
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @param[in]     n       number of the word that comes next, counted from 0; below 2^63
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_stream_seek(cpw_stream *stream, uint64_t n);

/** Number of 64-bit words drawn from a stream: what cpw_stream_seek takes to come back here.
 *  @param[in] stream  an initialised stream, not NULL
 *  @return the number of the next word.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API uint64_t cpw_stream_position(const cpw_stream *stream);

/* ---------------------------------------------------------------- uniform ------------------- */

/** 64 uniform random bits: the next word of a stream.
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @return all 64 bits are uniform and independent.
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API uint64_t cpw_random_bits(cpw_stream *stream);

/** A uniform whole number below n, exactly.
 *  Multiplication with rejection (Lemire, "Fast random integer generation in an interval", ACM
 *  TOMACS 29(1), 2019): every value has the same number of words.
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @param[in]     n       how many values; 0 stands for 2^64 (all bits)
 *  @return 0 to n - 1.
 *  @par Complexity O(1): one word, another with probability below n / 2^64.
 *  @par Thread safety One thread at a time. @since 0.1 */
CPW_API uint64_t cpw_random_below(cpw_stream *stream, uint64_t n);

/** A uniform double in [0, 1): a multiple of 2^-53, each equally likely.
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @return 0 <= u < 1, the upper 53 bits of one word.
 *  @par Complexity O(1): one word. @par Thread safety One thread at a time. @since 0.1 */
CPW_API double cpw_random_uniform(cpw_stream *stream);

/** A uniform double in (0, 1), with full precision near 0.
 *  A uniform real number rounded to the nearest double (to 1 - 2^-53 where that would be 1): values
 *  below 2^-53 occur as often as they should, down to 2^-182. The same word gives the same number as
 *  cpw_random_uniform, to 2^-53.
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @return 0 < u < 1.
 *  @par Complexity O(1): one word; what lies below its last bits comes from a block of its own that
 *  no other draw uses.
 *  @par Thread safety One thread at a time. @since 0.1 */
CPW_API double cpw_random_uniform_open(cpw_stream *stream);

/* ---------------------------------------------------------------- continuous laws ----------- */

/** An exponential variate.
 *  Inversion of one word, -mean log(1 - u), with both tails resolved beyond the word's bits:
 *  small and large values have full precision. Increases with the word (common random numbers).
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @param[in]     mean    finite and >= 0
 *  @return >= 0; NaN if the mean is invalid.
 *  @par Complexity O(1): one word. @par Thread safety One thread at a time. @since 0.1 */
CPW_API double cpw_random_exponential(cpw_stream *stream, double mean);

/** A normal variate.
 *  Inversion of one word, mean + sd z with z the quantile: piecewise polynomials fitted to the
 *  inverse of erfc (lib/random/tables.c), tails resolved beyond the word's bits (to |z| = 15.7).
 *  Increases with the word (common random numbers, antithetic by complement).
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @param[in]     mean    finite
 *  @param[in]     sd      finite and >= 0
 *  @return the variate; NaN if a parameter is invalid.
 *  @par Complexity and accuracy O(1): one word; z within 3e-16 (1 + |z|) of the exact quantile, measured.
 *  @par Thread safety One thread at a time. @since 0.1 */
CPW_API double cpw_random_normal(cpw_stream *stream, double mean, double sd);

/** A lognormal variate: exp(mu + sigma z) with z standard normal.
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @param[in]     mu      mean of the logarithm, finite; the median is exp(mu)
 *  @param[in]     sigma   standard deviation of the logarithm, finite and >= 0
 *  @return >= 0 (0 and infinity where the double range ends); NaN if a parameter is invalid.
 *  @par Complexity O(1): one word. @par Thread safety One thread at a time. @since 0.1 */
CPW_API double cpw_random_lognormal(cpw_stream *stream, double mu, double sigma);

/** A gamma variate: density proportional to x^(shape-1) exp(-x/scale).
 *  Marsaglia and Tsang, "A simple method for generating gamma variables", ACM TOMS 26(3), 2000; for
 *  shape < 1 through shape + 1 and an exponential in the log domain. The mean is shape x scale.
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @param[in]     shape   finite and > 0
 *  @param[in]     scale   finite and >= 0
 *  @return >= 0 (0 where the value is below the smallest double, common for shapes below 0.01);
 *  NaN if a parameter is invalid.
 *  @par Complexity O(1): 2 words an attempt, 1.05 attempts at most on average.
 *  @par Thread safety One thread at a time. @since 0.1 */
CPW_API double cpw_random_gamma(cpw_stream *stream, double shape, double scale);

/** A beta variate: density proportional to x^(a-1) (1-x)^(b-1).
 *  X / (X + Y) with gamma variates X and Y, by their logarithms where a shape is below 1, so that
 *  tiny shapes give 0 or 1 in the right proportion and never 0/0. The mean is a / (a + b).
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @param[in]     a       finite and > 0
 *  @param[in]     b       finite and > 0
 *  @return 0 <= x <= 1 (the ends by rounding alone); NaN if a parameter is invalid.
 *  @par Complexity O(1): two gamma variates. @par Thread safety One thread at a time. @since 0.1 */
CPW_API double cpw_random_beta(cpw_stream *stream, double a, double b);

/* ---------------------------------------------------------------- discrete laws ------------- */

/** A Poisson variate.
 *  Below mean 10 inversion of one word, with the upper tail resolved (a mean of 1e-12 gives its ones
 *  in the right proportion); from 10 on transformed rejection (Hormann, "The transformed rejection
 *  method for generating Poisson random variables", Insurance: Mathematics and Economics 12, 1993)
 *  with the mass function in saddle-point form (Loader, "Fast and accurate computation of binomial
 *  probabilities", 2000), which loses nothing at large means.
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @param[in]     mean    0 <= mean <= CPW_RANDOM_MAX_MEAN
 *  @return >= 0; -1 if the mean is invalid.
 *  @par Complexity and accuracy O(1 + min(mean, 10)); each chance of exceeding a count is within 4e-15
 *  of the exact one. The hat stands over mean + 0.45: over mean + 0.43, as many programs have it, the
 *  law would stand out of it by up to 0.6 %. @par Thread safety One thread at a time. @since 0.1 */
CPW_API int64_t cpw_random_poisson(cpw_stream *stream, double mean);

/** A binomial variate: successes in n independent trials.
 *  p > 1/2 by counting failures, whose probability 1 - p is then exact. Below an expectation of 10
 *  inversion of one word; from 10 on transformed rejection (Hormann, "The generation of binomial
 *  random variates", J. Statist. Comput. Simul. 46, 1993) with the mass function in saddle-point form
 *  and n p carried in twice the working precision.
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @param[in]     n       0 <= n <= CPW_RANDOM_MAX_COUNT
 *  @param[in]     p       0 <= p <= 1
 *  @return 0 to n; -1 if a parameter is invalid.
 *  @par Complexity and accuracy O(1 + min(n p, 10)); each chance of exceeding a count is within 4e-15
 *  of the exact one. @par Thread safety One thread at a time. @since 0.1 */
CPW_API int64_t cpw_random_binomial(cpw_stream *stream, int64_t n, double p);

/** A hypergeometric variate: marked items among those drawn without replacement.
 *  By the symmetries of the law both the marked and the drawn are at most half of all. Below an
 *  expectation of 10 inversion of one word; from 10 on the ratio of uniforms (Stadlober, "The ratio
 *  of uniforms approach for generating discrete random variates", J. Comput. Appl. Math. 31, 1990)
 *  with the mass function in saddle-point form.
 *  @param[in,out] stream    an initialised stream, not NULL
 *  @param[in]     marked    >= 0
 *  @param[in]     unmarked  >= 0, marked + unmarked <= CPW_RANDOM_MAX_COUNT
 *  @param[in]     drawn     0 <= drawn <= marked + unmarked
 *  @return max(0, drawn - unmarked) to min(marked, drawn); -1 if a parameter is invalid.
 *  @par Complexity O(1 + min(mean, 10)). @par Thread safety One thread at a time. @since 0.1 */
CPW_API int64_t cpw_random_hypergeometric(cpw_stream *stream, int64_t marked, int64_t unmarked,
                                          int64_t drawn);

/** A geometric variate: failures before the first success.
 *  floor(E / -log(1 - p)) with E standard exponential. The mean is (1 - p) / p.
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @param[in]     p       0 < p <= 1
 *  @return >= 0: exact to 2^53, to 53 bits beyond, and INT64_MAX where the count would be larger
 *  (p below about 1e-17); -1 if p is invalid.
 *  @par Complexity O(1): one word. @par Thread safety One thread at a time. @since 0.1 */
CPW_API int64_t cpw_random_geometric(cpw_stream *stream, double p);

/** A negative binomial variate: Poisson with a gamma mean, a count with more spread than Poisson.
 *  Variance mean + mean^2 / size. In terms of a success probability p = size / (size + mean), it is
 *  the number of failures before the size-th success; the mean is the parameter because it is what
 *  is estimated, and because 1 - p would lose precision.
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @param[in]     size    finite and > 0, need not be whole
 *  @param[in]     mean    0 <= mean <= CPW_RANDOM_MAX_MEAN
 *  @return >= 0, INT64_MAX where the gamma mean exceeds CPW_RANDOM_MAX_MEAN; -1 if a parameter is
 *  invalid.
 *  @par Complexity O(1): one gamma and one Poisson variate.
 *  @par Thread safety One thread at a time. @since 0.1 */
CPW_API int64_t cpw_random_negative_binomial(cpw_stream *stream, double size, double mean);

/** A multinomial variate: n people over k categories, conserved to the last one.
 *  Binomials of what is left, one category after the other (Davis, "The computer generation of
 *  multinomial random variates", Comput. Statist. Data Anal. 16, 1993); the remaining weight is
 *  carried in twice the working precision, so that late small categories keep their chance.
 *  @param[in,out] stream   an initialised stream; as it was on error
 *  @param[in]     n        0 <= n <= CPW_RANDOM_MAX_COUNT
 *  @param[in]     weights  (k), finite and >= 0, at least one > 0; need not sum to 1
 *  @param[in]     k        number of categories, >= 1
 *  @param[out]    out      (k), sums to n; 0 where the weight is 0; untouched on error
 *  @param[out]    err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, k < 1); CPW_EDOMAIN (n or a weight); CPW_EOVERFLOW (the weights
 *  sum to infinity).
 *  @par Complexity O(k). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_random_multinomial(cpw_stream *stream, int64_t n,
                                                    const double *weights, int64_t k, int64_t *out,
                                                    cpw_error *err);

/** Put numbers into a random order, every order equally likely.
 *  Fisher and Yates from the end, with cpw_random_below.
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @param[in,out] items   (count), such as the indices 0 to count - 1; NULL if count is 0
 *  @param[in]     count   number of items; below 2 nothing happens
 *  @par Complexity O(count). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_random_shuffle(cpw_stream *stream, int64_t *items, int64_t count);

/* ---------------------------------------------------------------- tables -------------------- */

/** Categories with given weights, drawn in constant time (alias method). Read-only after it is made:
 *  any number of streams and threads may draw from it. */
typedef struct cpw_alias cpw_alias;

/** Prepare to draw categories with given weights.
 *  Walker, "An efficient method for generating discrete random variables with general distributions",
 *  ACM TOMS 3, 1977; built in O(n) by Vose, IEEE Trans. Softw. Eng. 17(9), 1991; here in integers:
 *  each of the 2^64 words belongs to one category, and category i has round(2^64 weight[i] / sum) of
 *  them (the largest one takes what rounding leaves over). A weight below 2^-64 of the sum is never
 *  drawn, a zero weight neither.
 *  @param[in]  weights    (n), finite and >= 0, at least one > 0; need not sum to 1; copied
 *  @param[in]  n          number of categories, 1 to 2^31 - 1
 *  @param[in]  allocator  NULL for malloc and free; must outlive the table
 *  @param[out] out        the table; untouched on error. Free it with cpw_alias_free
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n out of range); CPW_EDOMAIN (a weight); CPW_EOVERFLOW (the
 *  weights sum to infinity); CPW_ENOMEM.
 *  @par Complexity and accuracy O(n), 16 n bytes; each probability within 2^-52 relative and
 *  2^-64 absolute. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_alias_new(const double *weights, int64_t n,
                                           const cpw_allocator *allocator, cpw_alias **out,
                                           cpw_error *err);

/** Free an alias table.
 *  @param[in] alias  a table or NULL
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_alias_free(cpw_alias *alias);

/** Draw a category.
 *  @param[in]     alias   a table, not NULL
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @return the category, 0-based.
 *  @par Complexity O(1): one word. @par Thread safety Different streams are independent. @since 0.1 */
CPW_API int64_t cpw_alias_draw(const cpw_alias *alias, cpw_stream *stream);

/** Draw categories into an array: the same as n calls of cpw_alias_draw.
 *  @param[in]     alias   a table, not NULL
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @param[out]    out     (n) categories, 0-based
 *  @param[in]     n       how many; nothing happens below 1
 *  @par Complexity O(n). @par Thread safety Different streams are independent. @since 0.1 */
CPW_API void cpw_alias_fill(const cpw_alias *alias, cpw_stream *stream, int64_t *out, int64_t n);

/** A law taken from data: values that were seen, or a histogram in bands. Read-only after it is made:
 *  any number of streams and threads may draw from it. */
typedef struct cpw_empirical cpw_empirical;

/** Prepare to draw from values that were seen (the bootstrap's law), with or without weights.
 *  @param[in]  values     (n), finite; copied
 *  @param[in]  weights    NULL: all alike; else (n), finite and >= 0, at least one > 0
 *  @param[in]  n          number of values, 1 to 2^31 - 1
 *  @param[in]  allocator  NULL for malloc and free; must outlive the law
 *  @param[out] out        the law; untouched on error. Free it with cpw_empirical_free
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n out of range); CPW_EDOMAIN (a value or a weight);
 *  CPW_EOVERFLOW (the weights sum to infinity); CPW_ENOMEM.
 *  @par Complexity O(n), 32 n bytes. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_empirical_new(const double *values, const double *weights,
                                               int64_t n, const cpw_allocator *allocator,
                                               cpw_empirical **out, cpw_error *err);

/** Prepare to draw from a histogram: a band by its weight, then uniformly within the band.
 *  @param[in]  edges      (bands + 1), finite and rising: band i is edges[i] <= x < edges[i+1]. Two
 *                         equal edges are a band of one value
 *  @param[in]  weights    (bands), such as people waiting: finite and >= 0, at least one > 0
 *  @param[in]  bands      number of bands, 1 to 2^31 - 1
 *  @param[in]  allocator  NULL for malloc and free; must outlive the law
 *  @param[out] out        the law; untouched on error. Free it with cpw_empirical_free
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, bands out of range); CPW_EDOMAIN (an edge is not finite or below
 *  the one before, or a weight); CPW_EOVERFLOW (the weights sum to infinity, or a band is wider than
 *  the largest double); CPW_ENOMEM.
 *  @par Complexity O(bands), 32 bytes a band. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_empirical_new_bands(const double *edges, const double *weights,
                                                     int64_t bands, const cpw_allocator *allocator,
                                                     cpw_empirical **out, cpw_error *err);

/** Free a law taken from data.
 *  @param[in] empirical  a law or NULL
 *  @par Complexity O(1). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_empirical_free(cpw_empirical *empirical);

/** Draw from a law taken from data.
 *  @param[in]     empirical  a law, not NULL
 *  @param[in,out] stream     an initialised stream, not NULL
 *  @return one of the values; or a number within a band (its upper edge by rounding alone).
 *  @par Complexity O(1): one word for values, two for bands.
 *  @par Thread safety Different streams are independent. @since 0.1 */
CPW_API double cpw_empirical_draw(const cpw_empirical *empirical, cpw_stream *stream);

/** Draw from a law taken from data into an array: the same as n calls of cpw_empirical_draw.
 *  @param[in]     empirical  a law, not NULL
 *  @param[in,out] stream     an initialised stream, not NULL
 *  @param[out]    out        (n) draws
 *  @param[in]     n          how many; nothing happens below 1
 *  @par Complexity O(n). @par Thread safety Different streams are independent. @since 0.1 */
CPW_API void cpw_empirical_fill(const cpw_empirical *empirical, cpw_stream *stream, double *out,
                                int64_t n);

/* ---------------------------------------------------------------- arrays of draws ----------- */

/** The laws of cpw_random_fill, with their parameters in order. Those from CPW_LAW_BELOW on give
 *  whole numbers. */
#define CPW_LAW_UNIFORM           1  /**< none */
#define CPW_LAW_UNIFORM_OPEN      2  /**< none */
#define CPW_LAW_EXPONENTIAL       3  /**< mean */
#define CPW_LAW_NORMAL            4  /**< mean, sd */
#define CPW_LAW_LOGNORMAL         5  /**< mu, sigma */
#define CPW_LAW_GAMMA             6  /**< shape, scale */
#define CPW_LAW_BETA              7  /**< a, b */
#define CPW_LAW_BELOW             8  /**< n, a whole number from 1 to 2^53 */
#define CPW_LAW_POISSON           9  /**< mean */
#define CPW_LAW_BINOMIAL          10 /**< n (a whole number), p */
#define CPW_LAW_HYPERGEOMETRIC    11 /**< marked, unmarked, drawn (whole numbers) */
#define CPW_LAW_GEOMETRIC         12 /**< p */
#define CPW_LAW_NEGATIVE_BINOMIAL 13 /**< size, mean */

/** The number of the last law: they are numbered from 1 without gaps. */
#define CPW_LAW_COUNT 13

/** The most parameters of a law. */
#define CPW_LAW_MAX_PARAMETERS 3

/** Name of a law.
 *  @param[in] law  CPW_LAW_...
 *  @return such as "negative_binomial"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_law_name(int32_t law);

/** Number of parameters of a law.
 *  @param[in] law  CPW_LAW_...
 *  @return 0 to CPW_LAW_MAX_PARAMETERS; -1 for any other number.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_law_parameters(int32_t law);

/** Name of a parameter of a law.
 *  @param[in] law    CPW_LAW_...
 *  @param[in] index  0-based
 *  @return such as "mean"; NULL where there is none. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_law_parameter_name(int32_t law, int32_t index);

/** Fill an array with draws of a law: the same draws as n calls of its own function.
 *  All parameters are checked before the first draw. Counts beyond 2^53 are rounded to doubles.
 *  @param[in,out] stream      an initialised stream; as it was on error
 *  @param[in]     law         CPW_LAW_...
 *  @param[in]     parameters  (rows, cpw_law_parameters(law)), row after row; NULL if the law has none
 *  @param[in]     rows        1: the same parameters for every draw; n: draw i takes row i; of no
 *                             meaning if the law has no parameters
 *  @param[out]    out         (n); must not overlap the parameters; untouched on error
 *  @param[in]     n           how many, >= 0
 *  @param[out]    err         nullable; its index is the row at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, no such law, n < 0, rows neither 1 nor n); CPW_EDOMAIN (a
 *  parameter).
 *  @par Complexity O(n). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_random_fill(cpw_stream *stream, int32_t law,
                                             const double *parameters, int64_t rows, double *out,
                                             int64_t n, cpw_error *err);

/** Fill an array with whole numbers: cpw_random_fill for the laws from CPW_LAW_BELOW on.
 *  @param[in,out] stream      an initialised stream; as it was on error
 *  @param[in]     law         CPW_LAW_BELOW or a later one
 *  @param[in]     parameters  (rows, cpw_law_parameters(law)), row after row
 *  @param[in]     rows        1: the same parameters for every draw; n: draw i takes row i
 *  @param[out]    out         (n); must not overlap the parameters; untouched on error
 *  @param[in]     n           how many, >= 0
 *  @param[out]    err         nullable; its index is the row at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, no such law or not one of whole numbers, n < 0, rows neither 1
 *  nor n); CPW_EDOMAIN (a parameter).
 *  @par Complexity O(n). @par Thread safety One thread at a time. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_random_fill_int64(cpw_stream *stream, int32_t law,
                                                   const double *parameters, int64_t rows,
                                                   int64_t *out, int64_t n, cpw_error *err);

/** Fill an array with the next words of a stream: the same as n calls of cpw_random_bits, faster.
 *  @param[in,out] stream  an initialised stream, not NULL
 *  @param[out]    out     (n) words
 *  @param[in]     n       how many; nothing happens below 1
 *  @par Complexity O(n). @par Thread safety One thread at a time. @since 0.1 */
CPW_API void cpw_random_fill_bits(cpw_stream *stream, uint64_t *out, int64_t n);

/* ---------------------------------------------------------------- elementary functions ------ */

/** Natural logarithm, the library's own: the same bits everywhere.
 *  Table of 128 reciprocals and a polynomial.
 *  @param[in] x  any double
 *  @return log(x); -infinity at 0, NaN below 0 and for NaN, infinity at infinity.
 *  @par Complexity and accuracy O(1); error below 0.51 ulp, measured.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_math_log(double x);

/** Exponential function, the library's own: the same bits everywhere.
 *  Table of 2^(j/128) and a polynomial.
 *  @param[in] x  any double
 *  @return exp(x); infinity above 709.78, subnormal below -708.39, 0 below -745.13; NaN for NaN.
 *  @par Complexity and accuracy O(1); error below 0.52 ulp, 0.77 ulp where subnormal, measured.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_math_exp(double x);

/** log(1 + x) with full precision for small x: the same bits everywhere.
 *  @param[in] x  any double
 *  @return log(1 + x); -infinity at -1, NaN below -1 and for NaN.
 *  @par Complexity and accuracy O(1); error below 0.51 ulp, measured.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_math_log1p(double x);

/** exp(x) - 1 with full precision for small x: the same bits everywhere.
 *  @param[in] x  any double
 *  @return exp(x) - 1; infinity above 709.78; NaN for NaN.
 *  @par Complexity and accuracy O(1); error below 0.54 ulp, measured.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_math_expm1(double x);

/** x to the power of y for x >= 0: the same bits everywhere.
 *  exp(y log x), with y log x in twice the working precision.
 *  @param[in] x  >= 0
 *  @param[in] y  any double
 *  @return x^y; 1 where y is 0 or x is 1; NaN for x < 0 and for any other NaN.
 *  @par Complexity and accuracy O(1); error below 0.6 ulp, measured.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_math_pow(double x, double y);

/** Logarithm of the gamma function for positive x: the same bits everywhere.
 *  Polynomials up to 2.3, the recurrence to there up to 10, Stirling's series from 10 on.
 *  @param[in] x  any double
 *  @return log Gamma(x); infinity at 0 and at infinity; NaN below 0 and for NaN.
 *  @par Complexity and accuracy O(1); error below 2 ulp, measured.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_math_log_gamma(double x);

#ifdef __cplusplus
}
#endif
#endif
