/* lib/base/number.h - what turning doubles into text and text into doubles share: 64 x 64 bit
 * products, powers of ten of 128 bits, and logarithms of powers. Nothing outside lib/base needs it. */
#ifndef CPWI_BASE_NUMBER_H
#define CPWI_BASE_NUMBER_H

#include "base/internal.h"

typedef struct cpwi_wide {
  uint64_t high, low;
} cpwi_wide;

/* 10^k = table[k - CPWI_FIRST_POWER] * 2^(floor(log2 10^k) - 127): exact up to CPWI_LAST_EXACT_POWER
 * from 0, less than one unit too small above, less than one unit too large below 0. */
#define CPWI_FIRST_POWER      (-342)
#define CPWI_LAST_POWER       324
#define CPWI_LAST_EXACT_POWER 55
extern const cpwi_wide cpwi_powers_of_ten[CPWI_LAST_POWER - CPWI_FIRST_POWER + 1];

/* The 64 x 64 bit product. CPWI_PORTABLE_MULTIPLY leaves out the compiler's own wide type: a test
 * compiles both ways. */
static inline cpwi_wide cpwi_multiply_wide(uint64_t a, uint64_t b) {
#if defined(__SIZEOF_INT128__) && !defined(CPWI_PORTABLE_MULTIPLY)
  __extension__ typedef unsigned __int128 product;
  product p = (product)a * b;
  return (cpwi_wide){(uint64_t)(p >> 64), (uint64_t)p};
#else
  const uint64_t half = UINT64_C(0xffffffff);
  uint64_t low = (a & half) * (b & half), left = (a >> 32) * (b & half);
  uint64_t right = (a & half) * (b >> 32), high = (a >> 32) * (b >> 32);
  uint64_t middle = left + (low >> 32) + (right & half); /* < 2^64: (2^32-1)^2 + 2 (2^32-1) */
  return (cpwi_wide){high + (middle >> 32) + (right >> 32), (middle << 32) | (low & half)};
#endif
}

/* number of zero bits before the first one of x > 0 */
static inline int cpwi_leading_zeros(uint64_t x) {
#if defined(__GNUC__) && !defined(CPWI_PORTABLE_MULTIPLY)
  return __builtin_clzll(x);
#else
  int n = 0;
  for (int step = 32; step; step /= 2)
    if (x >> (64 - step) == 0) x <<= step, n += step;
  return n;
#endif
}

/* floor(a * b / 2^shift - c) for small numbers without shifting a negative one */
static inline int cpwi_scale_down(int a, int64_t b, int64_t c, int shift) {
  const int64_t bias = 2048;
  return (int)((a * b - c + (bias << shift)) >> shift) - (int)bias;
}
/* floor(log2(10^k)), |k| <= 342; floor(log10(2^q)) and floor(log10(3/4 2^q)), |q| <= 1100 */
static inline int cpwi_log2_of_pow10(int k) {
  return cpwi_scale_down(k, 1741647, 0, 19);
}
static inline int cpwi_log10_of_pow2(int q) {
  return cpwi_scale_down(q, 1262611, 0, 22);
}
static inline int cpwi_log10_of_three_quarters_pow2(int q) {
  return cpwi_scale_down(q, 1262611, 524031, 22);
}

#endif
