/* Weights as m 2^e, their products compared and their sums held without rounding.
 * Source: schoolbook arithmetic on 64-bit limbs; doubles are binary rationals (IEEE 754).
 * Leaves what is compared with what to water.c, hamilton.c and divisor.c. */
#include "apportion/internal.h"

#include <string.h>

static int32_t leading_zeros(uint64_t x) {
#if defined(__GNUC__)
  return (int32_t)__builtin_clzll(x);
#else
  int32_t n = 0;
  for (; !(x >> 63); x <<= 1)
    n++;
  return n;
#endif
}

/* ---------------------------------------------------------------- weights ------------------- */

cpwi_weight cpwi_weight_of(double x) {
  cpwi_weight w = {0, 0};
  if (!(x > 0.0)) return w;
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  uint64_t m = bits & (((uint64_t)1 << 52) - 1);
  int32_t e = (int32_t)(bits >> 52);
  if (e != 0)
    m |= (uint64_t)1 << 52;
  else
    e = 1;
  int32_t shift = leading_zeros(m);
  w.m = m << shift;
  w.e = e - 1075 - shift;
  return w;
}

cpwi_weight cpwi_weight_of_whole(int64_t x) {
  cpwi_weight w = {0, 0};
  if (x <= 0) return w;
  int32_t shift = leading_zeros((uint64_t)x);
  w.m = (uint64_t)x << shift;
  w.e = -shift;
  return w;
}

/* ---------------------------------------------------------------- products ------------------ */

static int32_t leading_zeros_wide(cpwi_wide x) {
  uint64_t high = (uint64_t)(x >> 64);
  return high ? leading_zeros(high) : 64 + leading_zeros((uint64_t)x);
}

int cpwi_compare_scaled(cpwi_wide a, int32_t i, cpwi_wide b, int32_t j) {
  if (a == 0 || b == 0) return (a != 0) - (b != 0);
  int32_t p = leading_zeros_wide(a), q = leading_zeros_wide(b);
  if (i - p != j - q) return i - p > j - q ? 1 : -1;
  a <<= p;
  b <<= q;
  return (a > b) - (a < b);
}

cpwi_wide cpwi_fixed(cpwi_weight w, cpwi_factor f) {
  const cpwi_wide beyond = (cpwi_wide)1 << 127;
  /* m M, 190 bits at most: high 2^64 + low */
  cpwi_wide low = (cpwi_wide)w.m * (uint64_t)f.m;
  cpwi_wide high = (cpwi_wide)w.m * (uint64_t)(f.m >> 64) + (low >> 64);
  int32_t shift = -(w.e + f.e) - 64; /* to the right */
  if (high == 0 && (uint64_t)low == 0) return 0;
  if (shift >= 192) return 0;
  if (shift >= 64) return high >> (shift - 64);
  if (shift <= 0) return beyond; /* factors and weights have their high bits set */
  if (high >> (63 + shift)) return beyond;
  return high << (64 - shift) | (uint64_t)low >> shift;
}

/* ---------------------------------------------------------------- sums ---------------------- */

static void add_at(const cpwi_apportion *a, cpwi_big *big, cpwi_wide x, int32_t at) {
  if (x == 0) return;
  int32_t limb = at / 64, shift = at % 64;
  uint64_t part[3] = {(uint64_t)(x << shift), (uint64_t)((x << shift) >> 64),
                      shift ? (uint64_t)(x >> (128 - shift)) : 0};
  uint64_t carry = 0;
  for (int32_t k = 0; limb + k < a->limbs && (k < 3 || carry); k++) {
    cpwi_wide s = (cpwi_wide)big->limb[limb + k] + (k < 3 ? part[k] : 0) + carry;
    big->limb[limb + k] = (uint64_t)s;
    carry = (uint64_t)(s >> 64);
  }
}

void cpwi_big_add(const cpwi_apportion *a, cpwi_big *big, cpwi_weight w) {
  add_at(a, big, w.m, w.m ? w.e - a->least : 0);
}

void cpwi_big_product(const cpwi_apportion *a, cpwi_big *big, cpwi_weight w, uint64_t v) {
  memset(big->limb, 0, (size_t)a->limbs * sizeof *big->limb);
  add_at(a, big, (cpwi_wide)w.m * v, w.m ? w.e - a->least : 0);
}

void cpwi_big_times(const cpwi_apportion *a, cpwi_big *big, const cpwi_big *x, uint64_t v) {
  uint64_t carry = 0;
  for (int32_t k = 0; k < a->limbs; k++) {
    cpwi_wide p = (cpwi_wide)x->limb[k] * v + carry;
    big->limb[k] = (uint64_t)p;
    carry = (uint64_t)(p >> 64);
  }
}

void cpwi_big_plus(const cpwi_apportion *a, cpwi_big *big, const cpwi_big *x) {
  uint64_t carry = 0;
  for (int32_t k = 0; k < a->limbs; k++) {
    cpwi_wide s = (cpwi_wide)big->limb[k] + x->limb[k] + carry;
    big->limb[k] = (uint64_t)s;
    carry = (uint64_t)(s >> 64);
  }
}

int cpwi_big_compare(const cpwi_apportion *a, const cpwi_big *x, const cpwi_big *y) {
  for (int32_t k = a->limbs - 1; k >= 0; k--)
    if (x->limb[k] != y->limb[k]) return x->limb[k] > y->limb[k] ? 1 : -1;
  return 0;
}

int cpwi_big_is_zero(const cpwi_apportion *a, const cpwi_big *x) {
  for (int32_t k = 0; k < a->limbs; k++)
    if (x->limb[k]) return 0;
  return 1;
}

/* ---------------------------------------------------------------- a quotient ---------------- */

/* floor(r 2^126 / d) for 2^125 <= r 2^62.. < d: bit by bit, once a call. r < d < 2^127. */
static cpwi_wide long_division(cpwi_wide r, cpwi_wide d) {
  cpwi_wide q = 0;
  for (int k = 0; k < 126; k++) {
    r <<= 1;
    q <<= 1;
    if (r >= d) {
      r -= d;
      q |= 1;
    }
  }
  return q;
}

cpwi_factor cpwi_big_ratio(const cpwi_apportion *a, uint64_t r, const cpwi_big *big) {
  int32_t top = a->limbs - 1;
  while (top > 0 && big->limb[top] == 0)
    top--;
  /* the highest 126 bits, rounded up where that is below them */
  int32_t zeros = leading_zeros(big->limb[top]);
  int32_t lowest = 64 * top + 64 - zeros - 126; /* bit of the sum that becomes bit 0 */
  cpwi_wide d = 0;
  for (int32_t k = 0; k < 126; k++) {
    int32_t bit = lowest + 125 - k;
    d = d << 1 | (bit >= 0 ? big->limb[bit / 64] >> (bit % 64) & 1 : 0);
  }
  d += 1;
  cpwi_weight w = cpwi_weight_of_whole((int64_t)r);
  /* w.m 2^61 has its highest bit at 124, d at 125: the quotient lies in [1/4, 1) */
  cpwi_factor f;
  f.m = long_division((cpwi_wide)w.m << 61, d);
  f.e = w.e - 61 - 126 - lowest - a->least;
  while (!(f.m >> 125)) { /* at most two steps: cpwi_fixed wants the highest bit set */
    f.m <<= 1;
    f.e--;
  }
  return f;
}
