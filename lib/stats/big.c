/* Big integers of fixed size, and their one rounding to a double: how exact sums become numbers.
 * Source: schoolbook arithmetic in base 2^32; IEEE 754 round to nearest, ties to even.
 * Leaves the collecting of limbs to exact_sum.c and moments.c. */
#include "stats/internal.h"

#include <math.h>

static void trim(cpwi_big *big) {
  while (big->count > 0 && big->digit[big->count - 1] == 0)
    big->count--;
}

/* balanced limbs to digits: the sign is that of the highest limb that is not 0 */
void cpwi_big_of_limbs(cpwi_big *big, const int64_t *limb, int64_t count, int64_t exponent) {
  int64_t first = 0;
  while (count > 0 && limb[count - 1] == 0)
    count--;
  while (first < count && limb[first] == 0)
    first++;
  big->negative = count > 0 && limb[count - 1] < 0;
  big->inexact = 0;
  big->exponent = exponent + CPWI_LIMB_BITS * first;
  big->count = count - first;
  int64_t borrow = 0;
  for (int64_t i = first; i < count; i++) {
    int64_t v = (big->negative ? -limb[i] : limb[i]) - borrow;
    borrow = v < 0;
    big->digit[i - first] = (uint32_t)((uint64_t)v & CPWI_DIGIT);
  }
  trim(big);
}

void cpwi_big_square(cpwi_big *out, const cpwi_big *a) {
  out->negative = 0;
  out->inexact = 0;
  out->exponent = 2 * a->exponent;
  out->count = 2 * a->count;
  memset(out->digit, 0, sizeof out->digit[0] * (size_t)out->count);
  for (int64_t i = 0; i < a->count; i++) {
    uint64_t carry = 0;
    for (int64_t j = 0; j < a->count; j++) {
      uint64_t v = (uint64_t)a->digit[i] * a->digit[j] + out->digit[i + j] + carry;
      out->digit[i + j] = (uint32_t)v;
      carry = v >> CPWI_LIMB_BITS;
    }
    out->digit[i + a->count] = (uint32_t)carry;
  }
  trim(out);
}

static void scale_digit(cpwi_big *big, uint32_t factor) {
  uint64_t carry = 0;
  for (int64_t i = 0; i < big->count; i++) {
    uint64_t v = (uint64_t)big->digit[i] * factor + carry;
    big->digit[i] = (uint32_t)v;
    carry = v >> CPWI_LIMB_BITS;
  }
  if (carry > 0) big->digit[big->count++] = (uint32_t)carry;
}

/* moves the digits up by `by` places and the exponent down, so that the value stays */
static void pad(cpwi_big *big, int64_t by) {
  memmove(big->digit + by, big->digit, sizeof big->digit[0] * (size_t)big->count);
  memset(big->digit, 0, sizeof big->digit[0] * (size_t)by);
  big->count += by;
  big->exponent -= by * CPWI_LIMB_BITS;
}

/* a += b * 2^(32 shift), both >= 0 and b below 2^(32 shift) where a has digits: used to scale */
static void add_shifted(cpwi_big *a, const cpwi_big *b, int64_t shift) {
  uint64_t carry = 0;
  int64_t end = b->count + shift;
  for (int64_t i = a->count; i <= end; i++)
    a->digit[i] = 0;
  if (a->count <= end) a->count = end + 1;
  for (int64_t i = shift; i < a->count; i++) {
    uint64_t v = (uint64_t)a->digit[i] + (i < end ? b->digit[i - shift] : 0) + carry;
    a->digit[i] = (uint32_t)v;
    carry = v >> CPWI_LIMB_BITS;
  }
  trim(a);
}

void cpwi_big_scale(cpwi_big *big, uint64_t factor) {
  uint32_t low = (uint32_t)factor, high = (uint32_t)(factor >> CPWI_LIMB_BITS);
  if (high == 0) {
    scale_digit(big, low);
    trim(big);
    return;
  }
  cpwi_big upper = *big;
  scale_digit(&upper, high);
  scale_digit(big, low);
  trim(big);
  add_shifted(big, &upper, 1);
}

void cpwi_big_subtract(cpwi_big *a, const cpwi_big *b) {
  if (b->count == 0) return;
  if (a->exponent > b->exponent) pad(a, (a->exponent - b->exponent) / CPWI_LIMB_BITS);
  int64_t shift = (b->exponent - a->exponent) / CPWI_LIMB_BITS, borrow = 0;
  for (int64_t i = shift; i < a->count; i++) {
    int64_t v = (int64_t)a->digit[i] - (i - shift < b->count ? b->digit[i - shift] : 0) - borrow;
    borrow = v < 0;
    a->digit[i] = (uint32_t)((uint64_t)v & CPWI_DIGIT);
  }
  trim(a);
}

/* divisors below 2^32: a digit at a time */
static uint64_t divide_digits(cpwi_big *big, uint64_t divisor) {
  uint64_t rest = 0;
  for (int64_t i = big->count - 1; i >= 0; i--) {
    uint64_t v = rest << CPWI_LIMB_BITS | big->digit[i];
    big->digit[i] = (uint32_t)(v / divisor);
    rest = v % divisor;
  }
  return rest;
}

/* divisors to 2^62: a bit at a time, so that the rest stays inside 64 bits */
static uint64_t divide_bits(cpwi_big *big, uint64_t divisor) {
  uint64_t rest = 0;
  for (int64_t i = big->count - 1; i >= 0; i--) {
    uint32_t quotient = 0;
    for (int bit = CPWI_LIMB_BITS - 1; bit >= 0; bit--) {
      rest = rest << 1 | (big->digit[i] >> bit & 1);
      uint32_t fits = rest >= divisor;
      rest -= fits ? divisor : 0;
      quotient = quotient << 1 | fits;
    }
    big->digit[i] = quotient;
  }
  return rest;
}

static void divide_once(cpwi_big *big, uint64_t divisor) {
  uint64_t rest = divisor > CPWI_DIGIT ? divide_bits(big, divisor) : divide_digits(big, divisor);
  if (rest != 0) big->inexact = 1;
  trim(big);
}

/* floor(floor(a / b) / c) is floor(a / (b c)), and what is cut off only marks the quotient as
 * inexact. The numerator is first made long enough for 64 bits and more of quotient. */
void cpwi_big_divide(cpwi_big *big, uint64_t first, uint64_t second) {
  const int64_t enough = 8;
  if (big->count > 0 && big->count < enough) pad(big, enough - big->count);
  divide_once(big, first);
  divide_once(big, second);
}

static int bit_length(uint64_t v) {
  int n = 0;
  for (int step = 32; step > 0; step /= 2)
    if (v >> step) {
      v >>= step;
      n += step;
    }
  return n + (v != 0);
}

/* The 64 leading bits of a number > 0 (the highest is set), whether anything is below them, and the
 * power of two of the highest. */
static uint64_t leading_bits(const cpwi_big *big, int64_t *power, int *below) {
  int64_t top = big->count - 1;
  uint64_t window = 0;
  int bits = bit_length(big->digit[top]), taken = 0;
  *below = big->inexact;
  for (int64_t i = top; i >= 0; i--) {
    uint32_t digit = big->digit[i];
    int width = i == top ? bits : CPWI_LIMB_BITS, room = 64 - taken;
    if (room >= width) {
      window = window << (width - 1) << 1 | digit;
      taken += width;
    } else {
      int cut = width - room; /* bits of this digit that do not fit */
      if (room > 0 && room < 64) window = window << room | digit >> cut;
      if ((room > 0 ? digit & ((1u << cut) - 1) : digit) != 0) *below = 1;
      taken = 64;
    }
  }
  *power = big->exponent + CPWI_LIMB_BITS * top + bits - 1;
  return taken > 0 ? window << (64 - taken) : 0; /* a number > 0 has bits */
}

/* window / 2^cut to the nearest integer, ties to even, for 1 <= cut <= 64 */
static uint64_t round_window(uint64_t window, int cut, int below) {
  uint64_t kept = cut < 64 ? window >> cut : 0;
  uint64_t half = (uint64_t)1 << (cut - 1), rest = window & ((half - 1) | half);
  int up = rest > half || (rest == half && (below || (kept & 1)));
  return kept + (uint64_t)up;
}

double cpwi_big_round_wide(const cpwi_big *big, int64_t *exponent) {
  *exponent = 0;
  if (big->count == 0) return 0.0;
  int below;
  uint64_t window = leading_bits(big, exponent, &below);
  double value = (double)round_window(window, 11, below) * 0x1p-52;
  return big->negative ? -value : value;
}

double cpwi_big_round(const cpwi_big *big) {
  if (big->count == 0) return 0.0;
  int below;
  int64_t power;
  uint64_t window = leading_bits(big, &power, &below);
  uint64_t sign = (uint64_t)big->negative << 63;
  if (power > 1023) return cpwi_from_bits(sign | (uint64_t)CPWI_SPECIAL << 52);
  /* Bits of an IEEE double are an integer that rises with it: a mantissa that rounds up to the next
   * power of two, or from the largest double to infinity, carries into the exponent by itself. */
  int64_t subnormal = -1022 - power; /* > 0: that many bits of precision are missing */
  if (subnormal > 53) return 0.0;
  if (subnormal > 0) {
    uint64_t rounded = round_window(window, 11 + (int)subnormal, below);
    return rounded == 0 ? 0.0 : cpwi_from_bits(sign | rounded);
  }
  uint64_t biased = (uint64_t)(power + 1022); /* one less, for the leading bit adds one */
  return cpwi_from_bits(sign | ((biased << 52) + round_window(window, 11, below)));
}

/* scales by a power of two in steps that stay exact until the last */
static double scale(double value, int64_t power) {
  for (; power > 1000; power -= 1000)
    value *= 0x1p1000;
  for (; power < -900; power += 900)
    value *= 0x1p-900;
  return value * cpwi_from_bits((uint64_t)(power + 1023) << 52);
}

double cpwi_big_root(const cpwi_big *big) {
  int64_t exponent;
  double value = cpwi_big_round_wide(big, &exponent);
  if (exponent % 2 != 0) {
    value *= 2.0;
    exponent -= 1;
  }
  return scale(sqrt(value), exponent / 2);
}
