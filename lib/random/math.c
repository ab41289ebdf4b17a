/* log, exp, log1p, expm1 and pow by table and polynomial, the same bits on every machine.
 * Source: argument reduction by tables (Tang, ACM TOMS 15(2), 1989; 16(4), 1990); tables.c.
 * Leaves the gamma function to log_gamma.c. */
#include "random/internal.h"

#define PLUS_INFINITY  cpwi_from_bits(UINT64_C(0x7ff0000000000000))
#define MANTISSA       UINT64_C(0x000fffffffffffff)
#define EXPONENT_SHIFT 52
#define ONE_BITS       UINT64_C(0x3ff0000000000000)

/* ---------------------------------------------------------------- logarithm ----------------- */

/* x = 2^k z with 1 <= z < 2 for finite x > 0; z in an upper part of 27 bits and the rest */
typedef struct split {
  int64_t k;
  uint64_t cell;
  double upper, lower;
} split;

static inline split split_number(double x) {
  split out;
  int64_t shift = 0;
  uint64_t bits = cpwi_bits_of(x);
  if (CPWI_UNLIKELY(bits >> EXPONENT_SHIFT == 0)) {
    bits = cpwi_bits_of(x * 0x1p52);
    shift = 52;
  }
  uint64_t z = (bits & MANTISSA) | ONE_BITS;
  out.k = (int64_t)(bits >> EXPONENT_SHIFT) - 1023 - shift;
  out.cell = (z >> 45) & 127;
  out.upper = cpwi_from_bits(z & ~UINT64_C(0x3ffffff));
  out.lower = cpwi_from_bits(z) - out.upper;
  return out;
}

/* z / c - 1 exactly: both products are exact, and so are the first difference and what rounding
 * leaves of the second (it is 0 where the sum is too small to be rounded) */
static inline cpwi_pair reduced(const split *s) {
  double inverse = cpwi_log_table[s->cell][0];
  return cpwi_fast_sum(s->upper * inverse - 1, s->lower * inverse);
}

static inline double octaves(const split *s) {
  return (double)(s->k + (s->cell >= CPWI_LOG_HALVED));
}

double cpw_math_log(double x) {
  if (CPWI_UNLIKELY(!(x > 0 && x <= DBL_MAX))) {
    if (x > 0) return x;
    return x == 0 ? -PLUS_INFINITY : CPWI_NAN;
  }
  split s = split_number(x);
  cpwi_pair r = reduced(&s), log = cpwi_log_cell(octaves(&s), s.cell, r.high, r.low);
  return log.high + log.low;
}

/* 2^-k for the k of a finite double: 0 where that is subnormal, as what it scales is lost there */
static inline double inverse_power(int64_t k) {
  return cpwi_from_bits((uint64_t)(1023 - k) << EXPONENT_SHIFT);
}

/* log(u + rest) with |rest| <= ulp(u) / 2, u a normal number */
static inline cpwi_pair log_of_sum(double u, double rest) {
  split s = split_number(u);
  cpwi_pair r = reduced(&s);
  cpwi_pair sum = cpwi_fast_sum(r.high, rest * inverse_power(s.k) * cpwi_log_table[s.cell][0]);
  return cpwi_log_cell(octaves(&s), s.cell, sum.high, sum.low + r.low);
}

double cpw_math_log1p(double x) {
  if (CPWI_UNLIKELY(!(x > -1 && x <= DBL_MAX))) {
    if (x > 0) return x;
    return x == -1 ? -PLUS_INFINITY : CPWI_NAN;
  }
  if (fabs(x) < 0x1p-54) return x;
  cpwi_pair u = cpwi_two_sum(1, x);
  cpwi_pair log = log_of_sum(u.high, u.low);
  return log.high + log.low;
}

cpwi_pair cpwi_log_pair(double x, double e) {
  split s = split_number(x);
  cpwi_pair r = reduced(&s), log = cpwi_log_cell(octaves(&s), s.cell, r.high, r.low);
  return cpwi_two_sum(log.high, log.low + e);
}

/* ---------------------------------------------------------------- exponential --------------- */

#define CELLS_PER_UNIT  0x1.71547652b82fep+7 /* 128 / log 2 */
#define CELL_WIDTH_HIGH 0x1.62e42fefcp-8     /* log 2 / 128: a multiple of 2^-42 */
#define CELL_WIDTH_LOW  -0x1.c610ca86c3899p-44
#define ROUNDER         0x1.8p52

/* x = (128 e + j) log 2 / 128 + first - second, where `first` is exact and |r| <= log 2 / 256 for
 * r = first - second */
typedef struct cell {
  int64_t e;
  uint64_t j;
  double first, second;
} cell;

static inline cell cell_of(double x) {
  cell out;
  double n = (x * CELLS_PER_UNIT + ROUNDER) - ROUNDER;
  int64_t whole = (int64_t)n;
  out.j = (uint64_t)whole & 127;
  out.e = (whole - (int64_t)out.j) / 128;
  out.first = x - n * CELL_WIDTH_HIGH;
  out.second = n * CELL_WIDTH_LOW;
  return out;
}

/* r^2 (1/2 + r/6 + ...) = exp(r) - 1 - r */
static inline double exp_rest(double r) {
  const double *c = cpwi_exp_series;
  double r2 = r * r;
  return r2 * ((c[0] + r * c[1]) + r2 * ((c[2] + r * c[3]) + r2 * c[4]));
}

/* y 2^e, rounded once, for y around 1 and any e of an exponential */
static inline double scaled(double y, int64_t e) {
  if (CPWI_LIKELY(e > -1022 && e < 1023))
    return y * cpwi_from_bits((uint64_t)(e + 1023) << EXPONENT_SHIFT);
  int64_t half = e / 2;
  return y * cpwi_from_bits((uint64_t)(half + 1023) << EXPONENT_SHIFT) *
         cpwi_from_bits((uint64_t)(e - half + 1023) << EXPONENT_SHIFT);
}

double cpwi_exp_sum(double x, double e) {
  if (CPWI_UNLIKELY(!(x > -746 && x < 710))) {
    if (x != x) return CPWI_NAN;
    return x > 0 ? PLUS_INFINITY : 0;
  }
  cell c = cell_of(x);
  double r = c.first + (e - c.second);
  double power = cpwi_exp_table[c.j][0], tail = cpwi_exp_table[c.j][1];
  return scaled(power + power * (r + (tail + exp_rest(r))), c.e);
}

double cpw_math_exp(double x) {
  return cpwi_exp_sum(x, 0);
}

double cpw_math_expm1(double x) {
  if (CPWI_UNLIKELY(!(x > -40 && x < 40))) return x < 0 ? -1 : cpw_math_exp(x);
  if (fabs(x) < 0x1p-54) return x;
  cell c = cell_of(x);
  double r = c.first - c.second;
  double power = scaled(cpwi_exp_table[c.j][0], c.e), tail = cpwi_exp_table[c.j][1];
  double rest = power * (tail * (1 + r) + exp_rest(r));
  /* power - 1 + power r: the terms in the order of their size, none of them rounded by itself */
  cpwi_pair less = cpwi_two_sum(power, -1);
  cpwi_pair sum = cpwi_two_sum(less.high, c.first);
  rest += (power - 1) * r - c.second;
  return sum.high + (sum.low + (less.low + rest));
}

/* ---------------------------------------------------------------- powers -------------------- */

double cpw_math_pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (x != x || y != y || x < 0) return CPWI_NAN;
  int small = x < 1;
  if (x == 0 || x > DBL_MAX || !cpwi_is_finite(y)) return small == (y > 0) ? 0 : PLUS_INFINITY;
  cpwi_pair log = cpwi_log_pair(x, 0);
  if (fabs(log.high) * fabs(y) > 800) return small == (y > 0) ? 0 : PLUS_INFINITY;
  cpwi_pair product = cpwi_two_product(log.high, y);
  return cpwi_exp_sum(product.high, product.low + log.low * y);
}
