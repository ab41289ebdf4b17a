/* lib/ledger/decimal.h - parts of whole amounts of money by rates that mean the decimal that was written: 0.29
 * of 100 is 29, though the double next to 0.29 is smaller. Shared by devolve and pool. */
#ifndef CPWI_LEDGER_DECIMAL_H
#define CPWI_LEDGER_DECIMAL_H

#include "base/internal.h"

/* digits x 10^power; digits below 2^63. */
typedef struct cpwi_decimal {
  uint64_t digits;
  int32_t power;
} cpwi_decimal;

/* The shortest decimal that reads back as a double >= 0 (cpw_format_double). */
cpwi_decimal cpwi_decimal_of(double value);
/* A whole number >= 0. */
static inline cpwi_decimal cpwi_decimal_whole(int64_t value) {
  cpwi_decimal d = {(uint64_t)value, 0};
  return d;
}
/* a x b rounded down (up != 0: up) to a whole number; INT64_MAX where it is beyond that. */
int64_t cpwi_decimal_times(cpwi_decimal a, cpwi_decimal b, int32_t up);

#endif
