/* Numbers to text: the shortest decimal that reads back to the same double, and whole numbers.
 * Source: R. Giulietti, "The Schubfach way to render doubles" (2021); layout as in ECMAScript's
 * Number::toString, so plain from 1e-6 up to 1e21. Leaves reading to number_parse.c. */
#include "base/number.h"

#include <string.h>

static const char digit_pairs[] = "00010203040506070809101112131415161718192021222324"
                                  "25262728293031323334353637383940414243444546474849"
                                  "50515253545556575859606162636465666768697071727374"
                                  "75767778798081828384858687888990919293949596979899";

/* the eight digits of x < 10^8, with leading zeros */
static void put_eight(uint32_t x, char *out) {
  uint32_t high = x / 10000, low = x % 10000;
  memcpy(out, digit_pairs + 2 * (high / 100), 2);
  memcpy(out + 2, digit_pairs + 2 * (high % 100), 2);
  memcpy(out + 4, digit_pairs + 2 * (low / 100), 2);
  memcpy(out + 6, digit_pairs + 2 * (low % 100), 2);
}

/* The digits of x < 10^8 without leading zeros; returns their number. Writes up to 8 bytes. */
static int put_small(uint32_t x, char *out) {
  if (x < 100) { /* the commonest: first digits, exponents, small counts */
    memcpy(out, digit_pairs + 2 * x + (x < 10), 2);
    return 1 + (x >= 10);
  }
  char text[16] = {0};
  put_eight(x, text);
  int count = 3 + (x >= 1000) + (x >= 10000) + (x >= 100000) + (x >= 1000000) + (x >= 10000000);
  memcpy(out, text + 8 - count, 8);
  return count;
}

/* The digits of x without leading zeros; returns their number. Writes up to 24 bytes. */
static int put_digits(uint64_t x, char *out) {
  const uint64_t block = 100000000;
  if (x < block) return put_small((uint32_t)x, out);
  int n = put_digits(x / block, out); /* goes down twice at most: x < 10^24 */
  put_eight((uint32_t)(x % block), out + n);
  return n + 8;
}

static int32_t finish(char *text, const char *start, int digits) {
  text[digits] = '\0';
  return (int32_t)(text + digits - start);
}

int32_t cpw_format_int64(int64_t value, char *text) {
  char *start = text;
  if (value < 0) *text++ = '-';
  return finish(text, start, put_digits(value < 0 ? 0 - (uint64_t)value : (uint64_t)value, text));
}

/* A decimal number: digits * 10^exponent. */
typedef struct short_decimal {
  uint64_t digits;
  int exponent;
} short_decimal;

/* floor(n g / 2^128), made odd where that cut something off (so comparing it with an even number
 * gives what the exact value would give). g is too large by less than one unit, which puts an
 * excess below n into the lowest word; a true remainder is larger (powers_of_ten.py --check). */
static uint64_t scale(cpwi_wide g, uint64_t n) {
  cpwi_wide fine = cpwi_multiply_wide(g.low, n), coarse = cpwi_multiply_wide(g.high, n);
  uint64_t middle = coarse.low + fine.high;
  uint64_t whole = coarse.high + (middle < fine.high);
  return whole | (uint64_t)(middle != 0 || fine.low >= n);
}

/* The shortest decimal within the rounding interval of c 2^q, and the nearest of those. */
static short_decimal shortest(uint64_t c, int q) {
  uint64_t odd = c & 1; /* 0: the ends of the interval belong to it */
  int lopsided = c == UINT64_C(1) << 52 && q > -1074;
  int k = lopsided ? cpwi_log10_of_three_quarters_pow2(q) : cpwi_log10_of_pow2(q);
  int shift = q + cpwi_log2_of_pow10(-k) + 1;
  cpwi_wide g = cpwi_powers_of_ten[-k - CPWI_FIRST_POWER];
  if (-k > CPWI_LAST_EXACT_POWER) g.low++; /* from cut off to rounded up */

  /* four times the value and the ends of its interval, in units of 10^k */
  uint64_t value = scale(g, 4 * c << shift);
  uint64_t least = scale(g, (4 * c - (lopsided ? 1 : 2)) << shift) + odd;
  uint64_t most = scale(g, (4 * c + 2) << shift) - odd;

  uint64_t below = value / 4;
  if (below >= 10) { /* one digit fewer: at most one such number is in the interval */
    uint64_t tens = below / 10;
    int lower = least <= 40 * tens, upper = 40 * tens + 40 <= most;
    if (lower != upper) return (short_decimal){tens + (uint64_t)upper, k + 1};
  }
  int lower = least <= 4 * below, upper = 4 * below + 4 <= most;
  if (lower == upper) { /* both: the nearer one, the even one of two as near */
    uint64_t half = 4 * below + 2;
    upper = value > half || (value == half && (below & 1));
  }
  return (short_decimal){below + (uint64_t)upper, k};
}

/* The longest text is a sign, "0.00000" and 17 digits; a caller's buffer has room for copies of a
 * fixed size, which are far quicker than exact ones. */
#define LONGEST     17
#define DIGIT_BYTES 40 /* the digits, then '0' as far as any copy may read */

static int put_exponent(int exponent, char *out) {
  out[0] = 'e';
  out[1] = exponent < 0 ? '-' : '+';
  return 2 + put_small((uint32_t)(exponent < 0 ? -exponent : exponent), out + 2);
}

/* Sets digits and point as ECMAScript does. `point` is where the point stands relative to the first
 * digit; the digits are followed by zeros up to DIGIT_BYTES. Returns the length. */
static int lay_out(const char *digits, int count, int point, char *out) {
  if (point > 21 || point <= -6) { /* d.ddde+xx */
    memcpy(out + 1, digits, 16 + 1);
    out[0] = digits[0];
    int length = count > 1 ? count + 1 : 1;
    if (count > 1) out[1] = '.';
    return length + put_exponent(point - 1, out + length);
  }
  if (point <= 0) { /* 0.000ddd */
    memcpy(out, "0.00000", 8);
    memcpy(out + 2 - point, digits, LONGEST);
    return 2 - point + count;
  }
  memcpy(out, digits, 24); /* ddd000 */
  if (point >= count) return point;
  out[point] = '.'; /* ddd.ddd */
  if (point <= 8)
    memcpy(out + point + 1, digits + point, 16);
  else
    memcpy(out + point + 1, digits + point, 8);
  return count + 1;
}

int32_t cpw_format_double(double value, char *text) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  uint64_t fraction = bits & ((UINT64_C(1) << 52) - 1);
  int exponent = (int)(bits >> 52 & 0x7ff);
  char *start = text;
  if (exponent == 0x7ff && fraction) {
    memcpy(text, "nan", 3);
    return finish(text, start, 3);
  }
  if (bits >> 63) *text++ = '-';
  if (exponent == 0x7ff) {
    memcpy(text, "inf", 3);
    return finish(text, start, 3);
  }
  if (exponent == 0 && fraction == 0) {
    *text = '0';
    return finish(text, start, 1);
  }
  uint64_t c = exponent ? fraction | UINT64_C(1) << 52 : fraction;
  int q = exponent ? exponent - 1075 : -1074;
  if (-52 <= q && q <= 0 && (c & ((UINT64_C(1) << -q) - 1)) == 0) /* whole and below 2^53 */
    return finish(text, start, put_digits(c >> -q, text));

  short_decimal number = shortest(c, q);
  char digits[DIGIT_BYTES];
  memset(digits, '0', sizeof digits);
  int count = put_digits(number.digits, digits);
  int point = count + number.exponent;
  if (count == 16 && memcmp(digits + 8, "00000000", 8) == 0) count = 8;
  while (digits[count - 1] == '0')
    count--;
  return finish(text, start, lay_out(digits, count, point, text));
}
