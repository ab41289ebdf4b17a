/* lib/random/internal.h - what the files of this module share: words of a stream, the parts of
 * logarithms, standard variates, and the three shapes that most counts are drawn by.
 * The first and last word about bits: everything here is exact integer arithmetic or one IEEE
 * operation a line of thought; never a libm function that may round differently elsewhere. */
#ifndef CPWI_RANDOM_INTERNAL_H
#define CPWI_RANDOM_INTERNAL_H

#include "base/internal.h"
#include "carepath/random.h"

#include <float.h>
#include <math.h>
#include <string.h>

#if defined(__FAST_MATH__)
#error "carepath needs IEEE arithmetic: do not compile it with -ffast-math"
#endif
#if FLT_EVAL_METHOD < 0 || FLT_EVAL_METHOD > 1
#error "carepath needs doubles that are computed as doubles: on 32-bit x86 use -msse2 -mfpmath=sse"
#endif

#if defined(__GNUC__)
#define CPWI_LIKELY(x)   __builtin_expect(!!(x), 1)
#define CPWI_UNLIKELY(x) __builtin_expect(!!(x), 0)
#else
#define CPWI_LIKELY(x)   (x)
#define CPWI_UNLIKELY(x) (x)
#endif

/* ---------------------------------------------------------------- bits ---------------------- */

static inline uint64_t cpwi_bits_of(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

static inline double cpwi_from_bits(uint64_t bits) {
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

/* zeros above the highest one; x != 0 */
static inline int32_t cpwi_leading_zeros(uint64_t x) {
#if defined(__GNUC__)
  return (int32_t)__builtin_clzll(x);
#else
  int32_t n = 0;
  for (; !(x >> 63); x <<= 1)
    n++;
  return n;
#endif
}

typedef struct cpwi_words {
  uint64_t high, low;
} cpwi_words;

/* the 128-bit product of two words */
static inline cpwi_words cpwi_product(uint64_t a, uint64_t b) {
  cpwi_words out;
#if defined(__SIZEOF_INT128__)
  __extension__ typedef unsigned __int128 wide;
  wide product = (wide)a * b;
  out.high = (uint64_t)(product >> 64);
  out.low = (uint64_t)product;
#else
  uint64_t al = a & 0xffffffff, ah = a >> 32, bl = b & 0xffffffff, bh = b >> 32;
  uint64_t low = al * bl, cross = ah * bl + (low >> 32), other = al * bh + (cross & 0xffffffff);
  out.high = ah * bh + (cross >> 32) + (other >> 32);
  out.low = a * b;
#endif
  return out;
}

/* floor of a finite double of magnitude below 2^63 */
static inline int64_t cpwi_floor(double x) {
  int64_t whole = (int64_t)x;
  return whole - ((double)whole > x);
}

/* A number in twice the working precision: high + low, |low| <= ulp(high) / 2. */
typedef struct cpwi_pair {
  double high, low;
} cpwi_pair;

/* a + b exactly where |a| >= |b| or where the sum needs no rounding (Dekker) */
static inline cpwi_pair cpwi_fast_sum(double a, double b) {
  double s = a + b;
  cpwi_pair out = {s, (a - s) + b};
  return out;
}

/* a + b exactly (Knuth) */
static inline cpwi_pair cpwi_two_sum(double a, double b) {
  double s = a + b, t = s - a;
  cpwi_pair out = {s, (a - (s - t)) + (b - t)};
  return out;
}

/* a * b exactly while nothing overflows or underflows (Veltkamp and Dekker) */
static inline cpwi_pair cpwi_two_product(double a, double b) {
  double p = a * b, ca = 134217729.0 * a, cb = 134217729.0 * b;
  double ah = ca - (ca - a), al = a - ah, bh = cb - (cb - b), bl = b - bh;
  cpwi_pair out = {p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
  return out;
}

/* ---------------------------------------------------------------- words of a stream --------- */

/* One block of Philox4x32-10 (philox.c): the published function, counter and output lowest first. */
void cpwi_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4]);
/* Fills stream->word with the words 4 floor(number / 4) and following. */
void cpwi_stream_refill(cpw_stream *stream, uint64_t number);
/* 128 bits that belong to word `number` alone and to no other draw: what lies below its last bit. */
cpwi_words cpwi_stream_extension(const cpw_stream *stream, uint64_t number);
/* (that extension + 1/2) 2^-128, in (0, 1) */
double cpwi_stream_fraction(const cpw_stream *stream, uint64_t number);
/* n words at once */
void cpwi_stream_words(cpw_stream *stream, uint64_t *out, size_t n);

static inline uint64_t cpwi_next(cpw_stream *stream) {
  uint64_t number = stream->position++;
  if ((number & 3) == 0) cpwi_stream_refill(stream, number);
  return stream->word[number & 3];
}

static inline double cpwi_unit(uint64_t word) {
  return (double)(int64_t)(word >> 11) * 0x1p-53;
}

/* Words below this have fewer than 53 significant bits: their draws look below the last bit. */
#define CPWI_SHORT_WORD (UINT64_C(1) << 53)

/* (word + something in (0, 1)) 2^-64 as a double of full precision in (0, 1); `number` says whose
 * extension to use for small words. */
static inline double cpwi_open_unit(const cpw_stream *stream, uint64_t number, uint64_t word) {
  if (CPWI_UNLIKELY(word < CPWI_SHORT_WORD))
    return ((double)(int64_t)word + cpwi_stream_fraction(stream, number)) * 0x1p-64;
  /* one rounding: the last bit, if it is shifted out, stays behind to break ties */
  double u = (double)(int64_t)(word >> 1 | (word & 1)) * 0x1p-63;
  return u < 1 ? u : 1 - 0x1p-53;
}

static inline double cpwi_next_open(cpw_stream *stream) {
  uint64_t word = cpwi_next(stream);
  return cpwi_open_unit(stream, stream->position - 1, word);
}

/* 1 - u for the u of cpwi_next_open: small where u is close to 1, and then precise */
static inline double cpwi_next_survival(cpw_stream *stream) {
  uint64_t word = cpwi_next(stream);
  return cpwi_open_unit(stream, stream->position - 1, ~word);
}

/* ---------------------------------------------------------------- logarithm and exponential - */

extern const double cpwi_log_table[128][3];
extern const double cpwi_log_series[6];
extern const double cpwi_exp_table[128][2];
extern const double cpwi_exp_series[5];
extern const double cpwi_quantile_table[192][8];
extern const double cpwi_quantile_tail[6][16];
extern const double cpwi_stirling_table[16];
extern const double cpwi_stirling_series[10];
extern const double cpwi_log_gamma_one[18];
extern const double cpwi_log_gamma_middle[18];
extern const double cpwi_log_gamma_two[18];

/* log 2 in two parts; the first is a multiple of 2^-42, so small multiples of it are exact */
#define CPWI_LN2_HIGH 0x1.62e42fefa38p-1
#define CPWI_LN2_LOW  0x1.ef35793c7673p-45

/* The cell of z = 1..2 from which on z counts as z/2 of the next octave (above the root of 2). */
#define CPWI_LOG_HALVED 54

/* r^2 (-1/2 + r/3 - ...) = log(1 + r) - r on the cells of the table */
static inline double cpwi_log_rest(double r) {
  const double *c = cpwi_log_series;
  double r2 = r * r;
  return r2 * (-0.5 + r * ((c[0] + r * c[1]) + r2 * ((c[2] + r * c[3]) + r2 * (c[4] + r * c[5]))));
}

/* k log 2 + log(1 + r + rest) - log(1/c) for cell j, as a large and a small part. */
static inline cpwi_pair cpwi_log_cell(double k, uint64_t j, double r, double rest) {
  const double *cell = cpwi_log_table[j];
  double whole = k * CPWI_LN2_HIGH + cell[1]; /* exact: both are multiples of 2^-42 */
  cpwi_pair out = cpwi_fast_sum(whole, r);
  out.low = (out.low + (k * CPWI_LN2_LOW + (cell[2] + rest))) + cpwi_log_rest(r);
  return out;
}

/* log(x (1 + e)) for finite x > 0 and |e| <= 2^-53, as a large and a small part. */
cpwi_pair cpwi_log_pair(double x, double e);
/* exp(x + e) for |e| much smaller than x */
double cpwi_exp_sum(double x, double e);

/* ---------------------------------------------------------------- mass functions ------------ */

/* Stirling's correction log n! - log(sqrt(2 pi n) (n/e)^n) of a whole number n >= 0; 0 for n = 0. */
double cpwi_stirling(double n);
/* (m + d) log((m + d) / m) - d for m > 0, d >= -m: Loader's deviance of m + d from m. */
double cpwi_deviance(double d, double m);
/* log(1 + y) - y for y > -1 */
double cpwi_log1p_minus(double y);

/* ---------------------------------------------------------------- standard variates --------- */

/* x with P(Z > x) = tail for a standard normal Z, 2^-183 < tail < 2^-7 */
double cpwi_far_quantile(double tail);
double cpwi_exponential(cpw_stream *stream);
double cpwi_normal(cpw_stream *stream);
/* the same of n words that were drawn from the stream, the first of them number `first` */
void cpwi_exponentials(const cpw_stream *stream, uint64_t first, const uint64_t *words, size_t n,
                       double *out);
void cpwi_normals(const cpw_stream *stream, uint64_t first, const uint64_t *words, size_t n,
                  double *out);

/* A gamma law of scale 1, prepared: for shape < 1 d and c are those of shape + 1. */
typedef struct cpwi_gamma {
  double shape, d, c;
} cpwi_gamma;
cpwi_gamma cpwi_gamma_prepare(double shape);
double cpwi_gamma_draw(const cpwi_gamma *gamma, cpw_stream *stream, double scale);
double cpwi_beta_draw(const cpwi_gamma *a, const cpwi_gamma *b, cpw_stream *stream);

/* ---------------------------------------------------------------- counts -------------------- */

/* A law on 0, 1, 2, ... climbed from 0, one word a draw: P(X > 0), P(X = 0), and the ratio
 * P(X = k+1) / P(X = k) = (a0 - a1 k) (b0 - b1 k) / ((k + 1) (c0 + c1 k)). */
typedef struct cpwi_ladder {
  double above, zero;
  double a0, a1, b0, b1, c0, c1;
} cpwi_ladder;

/* the two probabilities, given log P(X = 0) < 0, which may be tiny or not */
void cpwi_ladder_start(cpwi_ladder *ladder, double log_zero);

/* A mass function proportional to the product of 1 / count! expected^count over some cells, whose
 * counts rise (sign +1) or fall (-1) with the variate base + j. The reference is the value of j that
 * the others are measured by, or an empty product. */
typedef struct cpwi_cells {
  int64_t base;     /* floor of the mean */
  double fraction;  /* mean - base */
  int32_t size;     /* number of cells, up to 4 */
  int32_t ready;    /* sum and product of the reference have been computed */
  int64_t count[4]; /* at j = 0 */
  double expected[4], sign[4];
  int64_t lowest, highest; /* of j */
  int64_t reference;       /* as j */
  double sum, product;     /* of the reference */
} cpwi_cells;

/* mean = base + fraction, with what the double of the mean leaves over */
void cpwi_cells_centre(cpwi_cells *cells, cpwi_pair mean);
void cpwi_cells_add(cpwi_cells *cells, int64_t count, double expected, double sign);
/* log(P(j) / P(reference)) - log(level) */
double cpwi_cells_log_ratio(cpwi_cells *cells, int64_t j, double level);

/* Hormann's transformed rejection with squeeze. */
typedef struct cpwi_hat {
  double a, b, centre, squeeze, level;
} cpwi_hat;

/* Stadlober's ratio of uniforms. */
typedef struct cpwi_fraction {
  double centre, width;
} cpwi_fraction;

#define CPWI_CONSTANT 0
#define CPWI_LADDER   1
#define CPWI_HAT      2
#define CPWI_RATIO    3

/* A law of counts prepared for valid parameters: the variate is offset + draw, or offset - draw. */
typedef struct cpwi_count_law {
  int32_t method; /* CPWI_CONSTANT (the draw is 0), ... */
  int32_t falls;
  int64_t offset;
  cpwi_ladder ladder;
  cpwi_cells cells;
  cpwi_hat hat;
  cpwi_fraction ratio;
} cpwi_count_law;

void cpwi_poisson_prepare(cpwi_count_law *law, double mean);
void cpwi_binomial_prepare(cpwi_count_law *law, int64_t n, double p);
void cpwi_hypergeometric_prepare(cpwi_count_law *law, int64_t marked, int64_t unmarked,
                                 int64_t drawn);
int64_t cpwi_count_draw(cpwi_count_law *law, cpw_stream *stream);

/* rate = -log(1 - p) */
int64_t cpwi_geometric_draw(double rate, cpw_stream *stream);
int64_t cpwi_negative_binomial_draw(const cpwi_gamma *gamma, double mean, cpw_stream *stream);

/* ---------------------------------------------------------------- laws from data ------------ */

/* What a law taken from data was made of: values or edges, and weights. Owned by the law. */
typedef struct cpwi_seen {
  const double *values;  /* (size), or (size + 1) edges where bands != 0 */
  const double *weights; /* (size), not all 0, with a finite sum */
  int64_t size;
  int32_t bands;
} cpwi_seen;
cpwi_seen cpwi_empirical_seen(const cpw_empirical *empirical);

/* ---------------------------------------------------------------- domains ------------------- */

static inline int cpwi_is_finite(double x) {
  return x - x == 0;
}
static inline int cpwi_is_positive(double x) {
  return x > 0 && x <= DBL_MAX;
}
static inline int cpwi_is_nonnegative(double x) {
  return x >= 0 && x <= DBL_MAX;
}
static inline int cpwi_is_mean(double x) {
  return x >= 0 && x <= CPW_RANDOM_MAX_MEAN;
}
static inline int cpwi_is_count(int64_t n) {
  return n >= 0 && n <= CPW_RANDOM_MAX_COUNT;
}
static inline int cpwi_is_share(double p) {
  return p >= 0 && p <= 1;
}

/* a - b in twice the working precision */
cpwi_pair cpwi_pair_less(cpwi_pair a, double b);

/* Checks weights (n) and adds them up; counts those above 0 and finds the last of them. */
typedef struct cpwi_weights {
  cpwi_pair sum;
  int64_t positive, last;
} cpwi_weights;
int32_t cpwi_take_weights(const double *weights, int64_t n, const char *where, cpwi_weights *out,
                          cpw_error *err);

#endif
