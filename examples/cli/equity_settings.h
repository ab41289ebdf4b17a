/* equity_settings.h - what the options of `carepath equity` come to. */
#ifndef CAREPATH_CLI_EQUITY_SETTINGS_H
#define CAREPATH_CLI_EQUITY_SETTINGS_H

#include <stdint.h>

/* What a column of the file can be. */
enum {
  COL_AREA,
  COL_GROUP,
  COL_BY,
  COL_VALUE,
  COL_POPULATION,
  COL_SE,
  COL_LOWER,
  COL_UPPER,
  COL_RANK,
  COL_TIME,
  COL_EVENT,
  COL_ENTRY,
  COL_STRATUM,
  COL_NUMERATOR,
  COL_DENOMINATOR,
  COL_EXPECTED,
  COL_STANDARD,
  COL_DATE,
  COL_HEALTH,
  COL_RECIPIENTS,
  COL_GAIN,
  COL_COST,
  COLUMN_COUNT
};

/* A few numbers joined by commas. */
enum { MOST_LISTED = 16 };
typedef struct listed_numbers {
  int count;
  double value[MOST_LISTED];
} listed_numbers;

/* NaN, -1 or NULL: not said. */
typedef struct equity_settings {
  const char *column[COLUMN_COUNT]; /* names that were given */
  const char *order, *unknown, *compare, *with, *unit;
  int32_t reverse;
  listed_numbers levels; /* shares */
  double limit_level;
  double per;
  int32_t kind; /* CPW_RATES_FUNNEL_...; -1 */

  int32_t transform, scale, slope_limits;
  double multiplier;
  int64_t runs;

  double lowest, highest, aversion;
  int32_t variance;
  int64_t points;
  listed_numbers entropy, atkinson, kolm;
  int32_t parts;

  listed_numbers percentiles, limits;
  double tau, from, over;
  int32_t conf_type;

  int32_t standardise, count_limits, empty;
  int32_t funnel_limits, dispersion, variance_stable;
  double target;

  int32_t better, gaps, unscreened, laney;
  int64_t baseline;
  const char *rebase;

  double threshold, fixed_cost;
  int32_t welfare, axis;
  const char *shares;
  listed_numbers aversions;

  int64_t blocks;

  const char *suppress;
  int64_t below, round;
} equity_settings;

equity_settings default_equity_settings(void);

#endif
