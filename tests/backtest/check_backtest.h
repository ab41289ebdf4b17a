/* tests/backtest/check_backtest.h - a small history to back-test, and how its arrays are read. */
#ifndef CPWT_BACKTEST_H
#define CPWT_BACKTEST_H

#include "carepath/backtest.h"
#include "support/support.h"

#define LISTS   3
#define PERIODS 9
#define BANDS   5

/* Lists whose hazards never change, so that every recipe is right; all of it made here. */
typedef struct small {
  cpw_bands bands;
  cpw_history history;
  double lower[BANDS], starts[LISTS * PERIODS];
  double treated[LISTS * PERIODS * BANDS], waiting[LISTS * PERIODS * BANDS];
} small;

/* noise: how far starts and treatments of a period are off their level, as a share */
void small_make(small *s, double noise);
const double *small_real(const cpw_result *result, const char *name);
const int64_t *small_integer(const cpw_result *result, const char *name);

Suite *backtest_suite(void);

#endif
