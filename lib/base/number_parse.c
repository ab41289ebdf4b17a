/* Text to numbers: decimals of any length to the nearest double, and whole numbers without loss.
 * Source: W. Clinger, "How to read floating point numbers accurately" (1990); D. Lemire, "Number
 * parsing at a gigabyte per second" (2021); where 128 bits do not decide, big integers do.
 * Leaves writing to number_format.c. */
#include "base/number.h"

#include <float.h>
#include <string.h>

#define MOST_DIGITS 19 /* that always fit into 64 bits */

static const uint64_t infinity = UINT64_C(0x7ff) << 52;

/* What was read: digits * 10^exponent, and where all the digits stand. */
typedef struct decimal {
  uint64_t digits;  /* the first 19 significant ones */
  int64_t exponent; /* of ten */
  int more;         /* digits other than 0 were left out */
  const char *whole, *fraction;
  int64_t whole_count, fraction_count;
} decimal;

static int is_digit(char c) {
  return '0' <= c && c <= '9';
}

static double from_bits(uint64_t bits, int negative) {
  double value;
  bits |= (uint64_t)negative << 63;
  memcpy(&value, &bits, sizeof value);
  return value;
}

/* ---- reading the text ------------------------------------------------------------------------ */

/* Is the text this word (given in lower case) in any case? */
static int is_word(const char *text, const char *end, const char *word) {
  for (; text < end && *word; text++, word++)
    if (*text != *word && *text != *word - 'a' + 'A') return 0;
  return text == end && *word == '\0';
}

/* nan, inf, infinity */
static int32_t parse_word(const char *text, const char *end, int negative, double *value) {
  if (is_word(text, end, "nan"))
    *value = from_bits(infinity | UINT64_C(1) << 51, 0);
  else if (is_word(text, end, "inf") || is_word(text, end, "infinity"))
    *value = from_bits(infinity, negative);
  else
    return CPW_EDATA;
  return CPW_OK;
}

/* digits from text on are added to *sum (which may wrap); returns where they end */
static const char *sum_digits(const char *text, const char *end, uint64_t *sum) {
  uint64_t s = *sum;
  for (; text < end && is_digit(*text); text++)
    s = 10 * s + (uint64_t)(*text - '0');
  *sum = s;
  return text;
}

/* [+-]digits up to the end, cut off where it is beyond any use; 0 if that is not what stands there */
static int parse_exponent(const char *text, const char *end, int64_t *exponent) {
  int negative = text < end && *text == '-';
  if (text < end && (*text == '+' || *text == '-')) text++;
  if (text == end) return 0;
  int64_t sum = 0;
  for (; text < end && is_digit(*text); text++)
    if (sum < INT64_MAX / 32) sum = 10 * sum + (*text - '0');
  *exponent = negative ? -sum : sum;
  return text == end;
}

/* The n-th digit, whole and fraction counted as one. */
static char digit_at(const decimal *d, int64_t n) {
  return n < d->whole_count ? d->whole[n] : d->fraction[n - d->whole_count];
}

static int64_t first_significant(const decimal *d) {
  int64_t n = 0, count = d->whole_count + d->fraction_count;
  while (n < count && digit_at(d, n) == '0')
    n++;
  return n;
}

/* More digits than fit: take the first 19 significant ones and note whether others follow. */
static void cut_digits(decimal *d) {
  int64_t count = d->whole_count + d->fraction_count, n = first_significant(d);
  int64_t last = count - n > MOST_DIGITS ? n + MOST_DIGITS : count;
  d->digits = 0;
  for (; n < last; n++)
    d->digits = 10 * d->digits + (uint64_t)(digit_at(d, n) - '0');
  d->exponent += count - last;
  for (; n < count && !d->more; n++)
    d->more = digit_at(d, n) != '0';
}

/* digits [. digits] [e[+-]digits]; 0 if the text is something else */
static int parse_decimal(const char *text, const char *end, decimal *d) {
  const char *p = sum_digits(text, end, &d->digits);
  d->whole = text;
  d->whole_count = p - text;
  d->fraction = p; /* none so far */
  if (d->whole_count == 0) return 0;
  if (p < end && *p == '.') {
    d->fraction = ++p;
    p = sum_digits(p, end, &d->digits);
    d->fraction_count = p - d->fraction;
    if (d->fraction_count == 0) return 0;
  }
  if (p < end) {
    if (*p != 'e' && *p != 'E') return 0;
    if (!parse_exponent(p + 1, end, &d->exponent)) return 0;
  }
  d->exponent -= d->fraction_count;
  if (d->whole_count + d->fraction_count > MOST_DIGITS) cut_digits(d);
  return 1;
}

/* ---- the exact way: big integers ------------------------------------------------------------- */

/* Enough for 801 digits times any power that can meet them (2700 bits), little end first. */
#define LIMBS       100
#define LONG_DIGITS 800 /* more than the 768 that a number half-way between two doubles has */

typedef struct big {
  int used;
  uint32_t limb[LIMBS];
} big;

/* b = b * factor + term */
static void big_multiply(big *b, uint32_t factor, uint32_t term) {
  uint64_t carry = term;
  for (int i = 0; i < b->used; i++) {
    carry += (uint64_t)b->limb[i] * factor;
    b->limb[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry) b->limb[b->used++] = (uint32_t)carry;
}

static void big_power_of_five(big *b, int64_t n) {
  for (; n >= 13; n -= 13)
    big_multiply(b, 1220703125, 0);
  for (; n > 0; n--)
    big_multiply(b, 5, 0);
}

static void big_shift(big *b, int64_t bits) {
  big_multiply(b, UINT32_C(1) << bits % 32, 0);
  int limbs = (int)(bits / 32);
  memmove(b->limb + limbs, b->limb, (size_t)b->used * sizeof *b->limb);
  memset(b->limb, 0, (size_t)limbs * sizeof *b->limb);
  b->used += limbs;
}

static int big_compare(const big *a, const big *b) {
  if (a->used != b->used) return a->used < b->used ? -1 : 1;
  for (int i = a->used; i-- > 0;)
    if (a->limb[i] != b->limb[i]) return a->limb[i] < b->limb[i] ? -1 : 1;
  return 0;
}

/* All digits as one big integer, those beyond 800 as a single 1 if any is not 0; returns the power
 * of ten that goes with it. */
static int64_t big_digits(big *b, const decimal *d) {
  int64_t count = d->whole_count + d->fraction_count, n = first_significant(d);
  int64_t last = count - n > LONG_DIGITS ? n + LONG_DIGITS : count;
  int64_t exponent = d->exponent; /* goes with the last digit that was kept before */
  if (count - n > MOST_DIGITS) exponent -= count - n - MOST_DIGITS;
  b->used = 0;
  for (; n < last; n++)
    big_multiply(b, 10, (uint32_t)(digit_at(d, n) - '0'));
  exponent += count - last;
  while (n < count && digit_at(d, n) == '0')
    n++;
  if (n < count) {
    big_multiply(b, 10, 1);
    exponent--;
  }
  return exponent;
}

/* The number lies between half a unit below the double `bits` and one and a half above it: compares
 * it with the half-way point above and returns the nearest double. */
static uint64_t settle(const decimal *d, uint64_t bits) {
  int biased = (int)(bits >> 52);
  uint64_t c = bits & ((UINT64_C(1) << 52) - 1);
  if (biased) c |= UINT64_C(1) << 52;
  int64_t two = (biased ? biased : 1) - 1076; /* half-way: (2c + 1) 2^two */
  big number, half = {2, {(uint32_t)(2 * c + 1), (uint32_t)((2 * c + 1) >> 32)}};
  if (half.limb[1] == 0) half.used = 1;
  int64_t ten = big_digits(&number, d);
  big_power_of_five(ten < 0 ? &half : &number, ten < 0 ? -ten : ten);
  if (two > ten)
    big_shift(&half, two - ten);
  else
    big_shift(&number, ten - two);
  int order = big_compare(&number, &half);
  return bits + (order > 0 || (order == 0 && (bits & 1)));
}

/* ---- the fast ways --------------------------------------------------------------------------- */

/* Both the number and the power of ten are exact doubles: one operation rounds once. */
static int round_small(const decimal *d, double *value) {
  static const double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  if (FLT_EVAL_METHOD != 0 || d->more || d->digits > UINT64_C(1) << 53) return 0;
  if (d->exponent < -22 || d->exponent > 22) return 0;
  double digits = (double)d->digits;
  *value = d->exponent < 0 ? digits / tens[-d->exponent] : digits * tens[d->exponent];
  return 1;
}

/* The double nearest to w 10^q (w > 0) by a product of 192 bits; returns 0 where that is too close
 * to half-way for its error, and then *bits is the double below (or that above, if the number is
 * hardly less). The error is 0 for exact powers, else below two units of the middle word: up for
 * q > 55, down for q < 0. */
static int round_product(uint64_t w, int q, uint64_t *bits) {
  int zeros = cpwi_leading_zeros(w);
  cpwi_wide g = cpwi_powers_of_ten[q - CPWI_FIRST_POWER];
  cpwi_wide fine = cpwi_multiply_wide(g.low, w << zeros);
  cpwi_wide coarse = cpwi_multiply_wide(g.high, w << zeros);
  uint64_t middle = coarse.low + fine.high, high = coarse.high + (middle < fine.high);
  int upper = (int)(high >> 63);
  int biased = 1086 + cpwi_log2_of_pow10(q) - zeros + upper;
  int drop = 10 + upper; /* bits of the high word beyond the 53 of a double */
  *bits = infinity;
  if (biased >= 2047) return 1;
  if (biased < 1) { /* subnormal: fewer bits */
    drop += 1 - biased;
    biased = 1;
  }
  *bits = 0;
  if (drop > 63) return drop > 66; /* far below half the least double, or the exact way decides */
  uint64_t half = UINT64_C(1) << (drop - 1), rest = high & (2 * half - 1);
  *bits = (high >> drop) + ((uint64_t)(biased - 1) << 52);
  if (0 <= q && q <= CPWI_LAST_EXACT_POWER) {
    int tie = rest == half && middle == 0 && fine.low == 0;
    *bits += tie ? *bits & 1 : (uint64_t)(rest >= half);
    return 1;
  }
  if (rest == half && middle <= 1) return 0;
  if (rest == half - 1 && middle >= UINT64_MAX - 1) return 0;
  *bits += rest >= half;
  return 1;
}

static uint64_t round_decimal(const decimal *d) {
  if (d->digits == 0 || d->exponent < CPWI_FIRST_POWER) return 0;
  if (d->exponent > 308) return infinity;
  uint64_t bits, above;
  int q = (int)d->exponent;
  int sure = round_product(d->digits, q, &bits);
  if (sure && !d->more) return bits;
  /* digits were left out: the number is between w and w + 1 */
  if (sure && round_product(d->digits + 1, q, &above) && above == bits) return bits;
  return settle(d, bits);
}

int32_t cpw_parse_double(const char *text, int64_t count, double *value) {
  if (!text || !value || count < 0) return CPW_EINVAL;
  const char *end = text + count;
  int negative = text < end && *text == '-';
  if (text < end && (*text == '+' || *text == '-')) text++;
  decimal d = {0};
  if (!parse_decimal(text, end, &d)) return parse_word(text, end, negative, value);
  double small;
  if (round_small(&d, &small))
    *value = negative ? -small : small;
  else
    *value = from_bits(round_decimal(&d), negative);
  return CPW_OK;
}

int32_t cpw_parse_int64(const char *text, int64_t count, int64_t *value) {
  if (!text || !value || count < 0) return CPW_EINVAL;
  const char *end = text + count;
  int negative = text < end && *text == '-';
  if (text < end && (*text == '+' || *text == '-')) text++;
  if (text == end) return CPW_EDATA;
  const uint64_t most = (uint64_t)INT64_MAX + (uint64_t)negative;
  uint64_t sum = 0;
  int fits = 1;
  for (; text < end; text++) {
    if (!is_digit(*text)) return CPW_EDATA;
    uint64_t digit = (uint64_t)(*text - '0');
    if (sum > (most - digit) / 10) fits = 0;
    if (fits) sum = 10 * sum + digit;
  }
  if (!fits) return CPW_EOVERFLOW;
  if (negative) sum = 0 - sum; /* two's complement, as int64_t is */
  memcpy(value, &sum, sizeof *value);
  return CPW_OK;
}
