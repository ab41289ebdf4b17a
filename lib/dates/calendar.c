/* Days since 1970-01-01 from a calendar date and back, and dates as text.
 * Source: the Gregorian rule (eras of 400 years = 146097 days, years taken to begin in March).
 * Leaves rows of dates to rows.c. */
#include "dates/internal.h"

#include <string.h>

#define ERA_DAYS 146097
#define EPOCH    719468 /* days from 0000-03-01 to 1970-01-01 */

static int is_civil(int32_t year, int32_t month, int32_t day) {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
         day <= cpwi_days_in_month(year, month);
}

/* The years from March on: the leap day is then the last one of a year. */
static int32_t days_of(int32_t year, int32_t month, int32_t day) {
  int32_t shifted = month > 2 ? month - 3 : month + 9, y = month > 2 ? year : year - 1;
  int32_t era = y / 400, within = y % 400;
  int32_t of_year = (153 * shifted + 2) / 5 + day - 1;
  return era * ERA_DAYS + within * 365 + within / 4 - within / 100 + of_year - EPOCH;
}

int32_t cpw_date_from_civil(int32_t year, int32_t month, int32_t day, int32_t *date,
                            cpw_error *err) {
  if (!date) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "date is NULL");
  if (!is_civil(year, month, day))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                     "%d-%d-%d must be a date in the years 1 to 9999", (int)year, (int)month,
                     (int)day);
  *date = days_of(year, month, day);
  return CPW_OK;
}

static void civil_of(int32_t date, int32_t *year, int32_t *month, int32_t *day) {
  int32_t since = date + EPOCH, era = since / ERA_DAYS, of_era = since % ERA_DAYS;
  int32_t y = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  int32_t of_year = of_era - (365 * y + y / 4 - y / 100), shifted = (5 * of_year + 2) / 153;
  *day = of_year - (153 * shifted + 2) / 5 + 1;
  *month = shifted < 10 ? shifted + 3 : shifted - 9;
  *year = era * 400 + y + (*month <= 2);
}

int32_t cpw_date_to_civil(int32_t date, int32_t *year, int32_t *month, int32_t *day,
                          cpw_error *err) {
  if (!year || !month || !day)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL",
                     !year    ? "year"
                     : !month ? "month"
                              : "day");
  if (!cpwi_is_date(date))
    return cpwi_fail(err, CPW_EDOMAIN, -1, __func__,
                     "date = %d must lie in the years 1 to 9999 (%d to %d)", (int)date,
                     CPWI_FIRST_DATE, CPWI_LAST_DATE);
  civil_of(date, year, month, day);
  return CPW_OK;
}

/* Digits at text[from .. from + count), or -1. */
static int32_t digits(const char *text, int32_t from, int32_t count) {
  int32_t value = 0;
  for (int32_t i = from; i < from + count; i++) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = 10 * value + (text[i] - '0');
  }
  return value;
}

int32_t cpw_date_parse(const char *text, int64_t count, int32_t *date) {
  if (!date || count < 0 || (!text && count > 0)) return CPW_EINVAL;
  if (count == 0 || (count == 2 && memcmp(text, "NA", 2) == 0)) {
    *date = CPW_DATE_NONE;
    return CPW_OK;
  }
  if (count != 10 || text[4] != '-' || text[7] != '-') return CPW_EDATA;
  int32_t year = digits(text, 0, 4), month = digits(text, 5, 2), day = digits(text, 8, 2);
  if (!is_civil(year, month, day)) return CPW_EDATA;
  *date = days_of(year, month, day);
  return CPW_OK;
}

static void put_digits(char *text, int32_t count, int32_t value) {
  for (int32_t i = count - 1; i >= 0; i--, value /= 10)
    text[i] = (char)('0' + value % 10);
}

int32_t cpw_date_format(int32_t date, char *text) {
  if (!cpwi_is_date(date)) {
    memcpy(text, "NA", 3);
    return 2;
  }
  int32_t year, month, day;
  civil_of(date, &year, &month, &day);
  memcpy(text, "0000-00-00", 11);
  put_digits(text, 4, year);
  put_digits(text + 5, 2, month);
  put_digits(text + 8, 2, day);
  return 10;
}
