/* Products of decimals, rounded down or up to whole pounds, exactly.
 * Source: 63-bit digits times 57-bit digits (17 decimals) in 128 bits. Leaves the shortest decimal of a
 * double to cpw_format_double. */
#include "ledger/decimal.h"

#include <string.h>

__extension__ typedef unsigned __int128 wide;

cpwi_decimal cpwi_decimal_of(double value) {
  char text[CPW_NUMBER_CHARS];
  cpwi_decimal d = {0, 0};
  cpw_format_double(value, text);
  const char *p = text;
  int32_t behind = 0, power = 0;
  for (; *p && *p != 'e'; p++) {
    if (*p == '.') {
      behind = 1;
    } else if (*p >= '0' && *p <= '9') {
      /* a whole number may have more digits than a double has: 1e18 is written out or not */
      if (d.digits >= (uint64_t)1 << 56) {
        power += !behind;
        continue;
      }
      d.digits = 10 * d.digits + (uint64_t)(*p - '0');
      power -= behind;
    }
  }
  if (*p == 'e') {
    int32_t e = 0, minus = p[1] == '-';
    for (p += 1 + (p[1] == '-' || p[1] == '+'); *p; p++)
      e = 10 * e + (*p - '0');
    power += minus ? -e : e;
  }
  d.power = power;
  return d;
}

int64_t cpwi_decimal_times(cpwi_decimal a, cpwi_decimal b, int32_t up) {
  wide product = (wide)a.digits * b.digits, ten = 1;
  int32_t power = a.power + b.power;
  if (product == 0) return 0;
  for (; power > 0; power--) {
    if (product > (wide)INT64_MAX) return INT64_MAX;
    product *= 10;
  }
  if (power < -38) return up ? 1 : 0; /* the product is below 10^38 */
  for (; power < 0; power++)
    ten *= 10;
  wide whole = product / ten;
  if (up && whole * ten < product) whole++;
  return whole > (wide)INT64_MAX ? INT64_MAX : (int64_t)whole;
}
