/* Amounts and points as exact decimals: what a file says is never rounded.
 * Source: pabulib.org/format (decimal points; decimal commas occur in practice).
 * Leaves the common unit of a file to content.c and ballots.c. */
#include "pabulib/internal.h"

int64_t cpwi_pb_power_of_ten(int32_t exponent) {
  int64_t power = 1;
  for (int32_t i = 0; i < exponent; i++)
    power *= 10;
  return power;
}

static int is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* Digits into the value; 0 where it does not fit. */
static int take_digits(const char *text, int64_t count, int64_t *value) {
  for (int64_t i = 0; i < count; i++) {
    int64_t digit = text[i] - '0';
    if (*value > (INT64_MAX - digit) / 10) return 0;
    *value = *value * 10 + digit;
  }
  return 1;
}

static int64_t digits_at(const char *text, int64_t count) {
  int64_t n = 0;
  while (n < count && is_digit(text[n]))
    n++;
  return n;
}

static int all_zeros(const char *text, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    if (text[i] != '0' && is_digit(text[i])) return 0;
  return 1;
}

int cpwi_pb_decimal_parse(const char *text, int64_t count, cpwi_pb_decimal *out) {
  while (count > 0 && (*text == ' ' || *text == '\t'))
    text++, count--;
  while (count > 0 && (text[count - 1] == ' ' || text[count - 1] == '\t'))
    count--;
  int minus = count > 0 && *text == '-';
  if (count > 0 && (*text == '-' || *text == '+')) text++, count--;
  int64_t whole = digits_at(text, count), rest = 0, after = whole;
  int comma = after < count && text[after] == ',';
  if (after < count && (comma || text[after] == '.')) {
    after++;
    rest = digits_at(text + after, count - after);
  }
  if (whole + rest == 0 || after + rest != count) return CPWI_PB_DECIMAL_NONE;
  if (minus && !all_zeros(text, count)) return CPWI_PB_DECIMAL_NEGATIVE;
  if (comma && rest == 3 && whole >= 1 && whole <= 3 && text[0] != '0')
    return CPWI_PB_DECIMAL_AMBIGUOUS;
  while (rest > 0 && text[after + rest - 1] == '0')
    rest--;
  int64_t value = 0;
  if (rest > CPWI_PB_MOST_DECIMALS || !take_digits(text, whole, &value) ||
      !take_digits(text + after, rest, &value))
    return CPWI_PB_DECIMAL_LARGE;
  *out = (cpwi_pb_decimal){value, (int32_t)rest};
  return CPWI_PB_DECIMAL_OK;
}

int cpwi_pb_decimal_scale(cpwi_pb_decimal d, int32_t decimals, int64_t *out) {
  int64_t factor = cpwi_pb_power_of_ten(decimals - d.decimals);
  if (d.value > INT64_MAX / factor) return 0;
  *out = d.value * factor;
  return 1;
}

const char *cpwi_pb_decimal_trouble(int trouble) {
  switch (trouble) {
  case CPWI_PB_DECIMAL_NEGATIVE:
    return "is negative";
  case CPWI_PB_DECIMAL_LARGE:
    return "is beyond 64 bits";
  case CPWI_PB_DECIMAL_AMBIGUOUS:
    return "could be a thousand or a decimal comma: write it without the comma";
  default:
    return "is no number";
  }
}
