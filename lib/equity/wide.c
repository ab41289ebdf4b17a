/* Running sums as integers of 128 bits: adding them is associative, so that the order within a block of
 * equal positions leaves no trace. Source: fixed-point accumulation, Kulisch's idea with one scale known.
 * Leaves the choice of the scale's bounds to line.c. */
#include "equity/internal.h"

int32_t cpwi_wide_unit(double most, int64_t n) {
  int exponent = 0, bits = 0;
  frexp(most, &exponent);
  for (; n > 0; n /= 2)
    bits++;
  return exponent + bits - 126;
}

static cpwi_wide negated(cpwi_wide x) {
  cpwi_wide zero = {0, 0};
  return cpwi_wide_less(zero, x);
}

/* what lies below a unit is cut off: each number alone decides its own rounding */
cpwi_wide cpwi_wide_of(double x, int32_t unit) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  int32_t exponent = (int32_t)(bits >> 52 & 0x7ff);
  uint64_t mantissa = bits & (((uint64_t)1 << 52) - 1);
  if (exponent > 0)
    mantissa |= (uint64_t)1 << 52;
  else
    exponent = 1;
  int32_t shift = exponent - 1075 - unit;
  cpwi_wide wide = {0, 0};
  if (shift >= 64)
    wide.high = mantissa << (shift - 64);
  else if (shift > 0)
    wide = (cpwi_wide){mantissa << shift, mantissa >> (64 - shift)};
  else if (shift > -64)
    wide.low = mantissa >> -shift;
  return bits >> 63 ? negated(wide) : wide;
}

double cpwi_wide_value(cpwi_wide x) {
  int negative = (int)(x.high >> 63);
  if (negative) x = negated(x);
  double value = (double)x.high * 0x1p64 + (double)x.low;
  return negative ? -value : value;
}
