/* lib/stats/internal.h - what the files of this module share, and what later modules may use: exact
 * limbs, big integers and their one rounding, sorting and selection, positions of quantiles, and the
 * flat forms in which accumulators stand in a cpw_result.
 * Includes base's internals and the public header of this module. */
#ifndef CPWI_STATS_INTERNAL_H
#define CPWI_STATS_INTERNAL_H

#include "base/internal.h"
#include "carepath/stats.h"

#include <string.h>

/* -------- doubles as integers: x = (-1)^s * mantissa * 2^(position - 1074) */
static inline uint64_t cpwi_bits(double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}
static inline double cpwi_from_bits(uint64_t bits) {
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}
static inline uint64_t cpwi_exponent(uint64_t bits) {
  return bits >> 52 & 0x7ff;
}
#define CPWI_SPECIAL 0x7ff /* the exponent of infinities and NaN */

static inline int cpwi_is_finite(double x) {
  return cpwi_exponent(cpwi_bits(x)) != CPWI_SPECIAL;
}
static inline int cpwi_is_nan(double x) {
  return x != x;
}

typedef struct cpwi_parts {
  uint64_t mantissa; /* below 2^53 */
  uint64_t position; /* 0 to 2045 */
  uint64_t sign;     /* 0, or all ones for a negative number: (v ^ sign) - sign is +-v */
} cpwi_parts;
static inline cpwi_parts cpwi_split(uint64_t bits) {
  uint64_t exponent = cpwi_exponent(bits), normal = exponent != 0;
  cpwi_parts p = {(bits & (((uint64_t)1 << 52) - 1)) | normal << 52, exponent - normal,
                  (uint64_t)0 - (bits >> 63)};
  return p;
}

/* -------- limbs: a big integer sum(limb[i] * 2^(32 i)) in redundant form. The canonical form has
 * every limb but the last in [-2^31, 2^31): one form a number. Additions may leave up to 62 bits in
 * a limb ("carry-save") before it must be settled. */
#define CPWI_LIMB_BITS 32
#define CPWI_LIMB_HALF ((int64_t)1 << (CPWI_LIMB_BITS - 1))
#define CPWI_DIGIT     (((uint64_t)1 << CPWI_LIMB_BITS) - 1)

/* Values that carry-save limbs take in before they are settled: what one value adds to a limb stays
 * below 2^53, so that 2^9 values stay below 2^62. */
#define CPWI_BATCH 512

/* The weight of limb 0: sums count in units of 2^-1074, sums of squares in units of 2^-2148. */
#define CPWI_SUM_EXPONENT    (-1074)
#define CPWI_SQUARE_EXPONENT (2 * CPWI_SUM_EXPONENT)

/* Values that an accumulator may hold. Keeps every limb and every counter inside int64_t; adding
 * one by one (2^62 more at least) cannot leave it in a lifetime. */
#define CPWI_MOST_VALUES ((int64_t)1 << 62)

/* The carry out of a limb whose canonical part stays: floor((v + 2^31) / 2^32) for |v| < 2^63 -
 * 2^32, without relying on how negative numbers are shifted. */
static inline int64_t cpwi_limb_carry(int64_t v) {
  const uint64_t bias = ((uint64_t)1 << 63) + ((uint64_t)1 << 31);
  return (int64_t)(((uint64_t)v + bias) >> CPWI_LIMB_BITS) - CPWI_LIMB_HALF;
}

/* Settles `count` limbs from the first, and on from there while a carry is left. The last limb of an
 * accumulator never carries: it stays below 2^31 while counts stay below 2^63. */
static inline void cpwi_limbs_settle(int64_t *limb, int64_t count) {
  int64_t carry = 0, i = 0;
  for (; i < count; i++) {
    int64_t v = limb[i] + carry;
    carry = cpwi_limb_carry(v);
    limb[i] = v - carry * ((int64_t)1 << CPWI_LIMB_BITS);
  }
  for (; carry != 0; i++) {
    int64_t v = limb[i] + carry;
    carry = cpwi_limb_carry(v);
    limb[i] = v - carry * ((int64_t)1 << CPWI_LIMB_BITS);
  }
}

static inline int64_t cpwi_signed(uint64_t magnitude, uint64_t sign) {
  return (int64_t)((magnitude ^ sign) - sign);
}

/* Adds a finite value to carry-save limbs of a sum, and returns the first of the two touched. */
static inline int64_t *cpwi_limbs_add(int64_t *limb, cpwi_parts p) {
  uint64_t shift = p.position % CPWI_LIMB_BITS;
  limb += p.position / CPWI_LIMB_BITS;
  limb[0] += cpwi_signed(p.mantissa << shift & CPWI_DIGIT, p.sign);
  limb[1] += cpwi_signed(p.mantissa >> (CPWI_LIMB_BITS - shift), p.sign);
  return limb;
}

/* Whether every limb is in range, and the last one below 2^30, which leaves room for what is added in
 * one call: true accumulators stay below 2^18 there. */
int cpwi_limbs_canonical(const int64_t *limb, int64_t count);
/* Canonical limbs += other canonical limbs. */
void cpwi_limbs_merge(int64_t *limb, const int64_t *other, int64_t count);

/* -------- big integers: sign * sum(digit[i] * 2^(32 i)) * 2^exponent, no leading zero digits */
#define CPWI_BIG_DIGITS 160
typedef struct cpwi_big {
  int64_t count; /* digits; 0 is zero */
  int64_t exponent;
  int32_t negative;
  int32_t inexact; /* something below the last digit was cut off */
  uint32_t digit[CPWI_BIG_DIGITS];
} cpwi_big;

void cpwi_big_of_limbs(cpwi_big *big, const int64_t *limb, int64_t count, int64_t exponent);
void cpwi_big_square(cpwi_big *out, const cpwi_big *a);
void cpwi_big_scale(cpwi_big *big, uint64_t factor);
void cpwi_big_subtract(cpwi_big *a, const cpwi_big *b); /* a -= b for a >= b >= 0, one exponent */
void cpwi_big_divide(cpwi_big *big, uint64_t first, uint64_t second); /* by both; 1 to 2^62 each */

/* The nearest double, ties to even: 0, subnormal or infinite where it must be. */
double cpwi_big_round(const cpwi_big *big);
/* The same with exponents without end: returns +-[1, 2] and sets the power of two; 0 for zero. */
double cpwi_big_round_wide(const cpwi_big *big, int64_t *exponent);
/* sqrt(big) for big >= 0, within 1 ulp, without overflow or underflow in between. */
double cpwi_big_root(const cpwi_big *big);

/* -------- the z or t for which P(|Z| < z) = level, 0 < level < 1: accurate for levels near 0 too */
double cpwi_normal_two_sided(double level);
double cpwi_student_two_sided(double level, double df);

/* -------- shared checks */
int32_t cpwi_check_level(double level, const char *name, const char *where, cpw_error *err);

/* -------- the counters that exact sums and moments begin with */
typedef struct cpwi_counters {
  int64_t count, nan, up, down; /* up and down: infinities */
} cpwi_counters;
#define CPWI_COUNTERS_OF(a)                                                                        \
  ((cpwi_counters){(a)->count, (a)->nan, (a)->positive_infinities, (a)->negative_infinities})
#define CPWI_SET_COUNTERS(a, c)                                                                    \
  ((a)->count = (c).count, (a)->nan = (c).nan, (a)->positive_infinities = (c).up,                  \
   (a)->negative_infinities = (c).down)

void cpwi_count_special(cpwi_counters *counters, uint64_t bits, int64_t times); /* not .count */
int cpwi_counters_valid(cpwi_counters c);
int cpwi_exact_sum_valid(const cpw_exact_sum *sum);
int cpwi_moments_valid(const cpw_moments *moments);
int32_t cpwi_check_room(int64_t count, int64_t more, const char *where, cpw_error *err);
int32_t cpwi_check_values(const void *x, int64_t count, const char *where, cpw_error *err);
/* The sum over its count, rounded once; NaN of nothing. */
double cpwi_exact_mean(const cpw_exact_sum *sum);
/* What the special values make of a sum: 0 if they decide nothing, else 1 and *value. */
int cpwi_special_sum(cpwi_counters c, double *value);

/* -------- running sums in twice the precision (Knuth's two-sum, then one rounding): where the order
 * of adding is fixed and an exact sum would be more than is needed. high is the sum. */
typedef struct cpwi_twice {
  double high, low;
} cpwi_twice;
static inline void cpwi_twice_add(cpwi_twice *sum, double x) {
  double high = sum->high + x, part = high - sum->high;
  double low = sum->low + ((sum->high - (high - part)) + (x - part));
  sum->high = high + low;
  sum->low = low - (sum->high - high);
}

/* -------- order: doubles that are not NaN */
void cpwi_sort_doubles(double *x, int64_t n);
/* Puts the values of the given ascending ranks (0-based, whole numbers held in doubles, repeats
 * allowed) where a sort would put them; the rest is in some order. */
void cpwi_select_doubles(double *x, int64_t n, const double *ranks, int64_t count);

typedef struct cpwi_pair {
  double x, w;
} cpwi_pair;
/* by x, then by w, so that the order that the pairs came in leaves no trace; scratch: n pairs */
void cpwi_sort_pairs(cpwi_pair *pairs, cpwi_pair *scratch, int64_t n);

/* The pairs of positive weight (all, with weight 1, where w is NULL), and how many they are. */
int64_t cpwi_gather_pairs(const double *x, const double *w, int64_t n, cpwi_pair *pairs);

/* -------- quantiles: x(lower) and x(upper), 0-based, and how much of the upper */
typedef struct cpwi_position {
  int64_t lower, upper;
  double weight;
} cpwi_position;
cpwi_position cpwi_quantile_position(int64_t n, double p, int32_t type);
double cpwi_between(double a, double b, double weight);
double cpwi_snap(double h); /* h, or the integer within 4 units in the last place of it */

int32_t cpwi_check_probabilities(const double *p, int64_t count, const double *out,
                                 const char *where, cpw_error *err);
int32_t cpwi_check_type(int32_t type, const char *where, cpw_error *err);

/* The counts of infinities among n values, and whether a quantile lies between -inf and inf. */
int32_t cpwi_check_gap(int64_t n, int64_t down, int64_t up, const double *p, int64_t count,
                       int32_t type, const char *where, cpw_error *err);
typedef double (*cpwi_order_statistic)(const void *context, int64_t rank);
void cpwi_quantiles(cpwi_order_statistic order, const void *context, int64_t n, const double *p,
                    int64_t count, int32_t type, double *out);

/* -------- flat forms: what stands in the int64 arrays of a cpw_result, merged by CPW_MERGE_SUM (and
 * least and greatest in double arrays, by CPW_MERGE_MIN and MAX). Sums of up to 2^29 of them can be
 * loaded; loading settles the limbs, so that store(load(words)) is the canonical form again: a
 * model's derive function does that to its words after a merge (cpwi_..._settle), then recomputes
 * what it derives. Words that no accumulator could have written are CPW_EDATA. */
#define CPWI_EXACT_SUM_WORDS (4 + CPW_EXACT_SUM_LIMBS)
#define CPWI_MOMENTS_WORDS   (CPWI_EXACT_SUM_WORDS + CPW_MOMENTS_LIMBS)

void cpwi_exact_sum_store(const cpw_exact_sum *sum, int64_t *words);
int32_t cpwi_exact_sum_load(cpw_exact_sum *sum, const int64_t *words, const char *where,
                            cpw_error *err);
int32_t cpwi_exact_sums_settle(int64_t *words, int64_t cells, const char *where, cpw_error *err);

void cpwi_moments_store(const cpw_moments *moments, int64_t *words, double *minimum,
                        double *maximum);
int32_t cpwi_moments_load(cpw_moments *moments, const int64_t *words, double minimum,
                          double maximum, const char *where, cpw_error *err);
int32_t cpwi_moments_settle(int64_t *words, int64_t cells, const char *where, cpw_error *err);

/* A sketch through a window: counts of the buckets with 2^low <= |x| < 2^high, from the least value
 * to the greatest, in an array whose length depends on the window alone. Smaller |x| count as 0 (an
 * absolute error below 2^low); larger ones are CPW_EDOMAIN. These words need no settling. */
typedef struct cpwi_window {
  int32_t k;         /* of the sketch: relative error 2^-(k+1), 1 to 13 */
  int32_t low, high; /* -1022 <= low < high <= 1024 */
} cpwi_window;
int64_t cpwi_window_words(cpwi_window w);
int32_t cpwi_window_store(const cpw_sketch *sketch, cpwi_window w, int64_t *words, double *minimum,
                          double *maximum, const char *where, cpw_error *err);
int32_t cpwi_window_load(const int64_t *words, cpwi_window w, double minimum, double maximum,
                         const cpw_allocator *allocator, cpw_sketch **out, const char *where,
                         cpw_error *err);

#endif
