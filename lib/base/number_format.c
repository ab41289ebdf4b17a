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

/* the digits of x without leading zeros; returns their number */
static int put_small(uint32_t x, char *out) {
  char text[8];
  put_eight(x, text);
  int skip = 0;
  while (skip < 7 && text[skip] == '0')
    skip++;
  memcpy(out, text + skip, (size_t)(8 - skip));
  return 8 - skip;
}

static int put_digits(uint64_t x, char *out) {
  const uint64_t block = 100000000;
  if (x < block) return put_small((uint32_t)x, out);
  int n = put_digits(x / block, out); /* at most twice: x < 10^20 */
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
typedef struct decimal {
  uint64_t digits;
  int exponent;
} decimal;

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
static decimal shortest(uint64_t c, int q) {
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
    if (lower != upper) return (decimal){tens + (uint64_t)upper, k + 1};
  }
  int lower = least <= 4 * below, upper = 4 * below + 4 <= most;
  if (lower == upper) { /* both: the nearer one, the even one of two as near */
    uint64_t half = 4 * below + 2;
    upper = value > half || (value == half && (below & 1));
  }
  return (decimal){below + (uint64_t)upper, k};
}

/* Sets digits and point as ECMAScript does; `point` is where the point stands relative to the
 * first digit. */
static int lay_out(const char *digits, int count, int point, char *out) {
  char *p = out;
  if (point > 21 || point <= -6) {
    *p++ = digits[0];
    if (count > 1) {
      *p++ = '.';
      memcpy(p, digits + 1, (size_t)count - 1);
      p += count - 1;
    }
    *p++ = 'e';
    *p++ = point > 0 ? '+' : '-';
    p += put_small((uint32_t)(point > 0 ? point - 1 : 1 - point), p);
  } else if (point <= 0) {
    memcpy(p, "0.00000", 7);
    memcpy(p + 2 - point, digits, (size_t)count);
    p += 2 - point + count;
  } else if (point >= count) {
    memcpy(p, digits, (size_t)count);
    memset(p + count, '0', (size_t)(point - count));
    p += point;
  } else {
    memcpy(p, digits, (size_t)point);
    p[point] = '.';
    memcpy(p + point + 1, digits + point, (size_t)(count - point));
    p += count + 1;
  }
  return (int)(p - out);
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

  decimal number = shortest(c, q);
  char digits[24];
  int count = put_digits(number.digits, digits);
  int point = count + number.exponent;
  while (digits[count - 1] == '0')
    count--;
  return finish(text, start, lay_out(digits, count, point, text));
}
