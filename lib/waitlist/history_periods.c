/* Periods: months and dates read from text, put in order, and the step between them found.
 * Source: the Gregorian calendar (ISO 8601 dates); rules in the contract of cpw_history_read.
 * Leaves the numbering of their texts to history_draft.c. */
#include "waitlist/history.h"

#include <stdlib.h>

/* Two ends of months are this many days apart, whatever day of the month was taken. */
#define LEAST_MONTH_DAYS 21
#define MOST_MONTH_DAYS  40

/* ---------------------------------------------------------------- dates --------------------- */

/* Days since the first of January of the year 1. */
static int64_t day_number(int32_t year, int32_t month, int32_t day_of_month) {
  int64_t past = year - 1;
  int64_t day = 365 * past + past / 4 - past / 100 + past / 400 + day_of_month - 1;
  for (int32_t m = 1; m < month; m++)
    day += cpwi_days_in_month(year, m);
  return day;
}

/* The number that `count` digits make; -1 if one of them is none. */
static int32_t digits(const char *text, int count) {
  int32_t value = 0;
  for (int i = 0; i < count; i++) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = 10 * value + (text[i] - '0');
  }
  return value;
}

int cpwi_period_parse(const char *text, size_t count, cpwi_period *out) {
  if ((count != 7 && count != 10) || text[4] != '-' || (count == 10 && text[7] != '-')) return 0;
  int32_t year = digits(text, 4), month = digits(text + 5, 2);
  if (year < 1900 || month < 1 || month > 12) return 0;
  int32_t last = cpwi_days_in_month(year, month), day = count == 10 ? digits(text + 8, 2) : last;
  if (day < 1 || day > last) return 0;
  out->year = year;
  out->month = month;
  out->day_of_month = day;
  out->dated = count == 10;
  out->day = day_number(year, month, day);
  return 1;
}

static int64_t month_number(const cpwi_period *p) {
  return 12 * (int64_t)p->year + p->month - 1;
}

/* ---------------------------------------------------------------- steps --------------------- */

static int by_day(const void *a, const void *b) {
  const cpwi_period *p = a, *q = b;
  if (p->day == q->day) return p->dated - q->dated;
  return p->day > q->day ? 1 : -1;
}

static int32_t fail_pair(const cpwi_period *p, const char *what, const char *where,
                         cpw_error *err) {
  return cpwi_fail_data(err, CPW_EDATA, where, 0, 0, "periods %s and %s %s", p[0].label, p[1].label,
                        what);
}

static int32_t fail_step(const cpwi_period *p, const char *expected, const char *where,
                         cpw_error *err) {
  return cpwi_fail_data(err, CPW_EDATA, where, 0, 0,
                        "periods %s and %s are %lld days apart, expected %s", p[0].label,
                        p[1].label, (long long)(p[1].day - p[0].day), expected);
}

static int32_t fail_missing(const cpwi_period *p, const cpwi_period *missing, const char *where,
                            cpw_error *err) {
  char day[8] = {'-', (char)('0' + missing->day_of_month / 10 % 10),
                 (char)('0' + missing->day_of_month % 10), '\0'};
  return cpwi_fail_data(err, CPW_EDATA, where, 0, 0,
                        "period %04d-%02d%s is missing between %s and %s", (int)missing->year,
                        (int)missing->month, missing->dated ? day : "", p[0].label, p[1].label);
}

/* From p[0] to p[1]: one calendar month. */
static int32_t check_month(const cpwi_period *p, int32_t weeks_allowed, const char *where,
                           cpw_error *err) {
  int64_t months = month_number(&p[1]) - month_number(&p[0]), days = p[1].day - p[0].day;
  if (months == 0 && !weeks_allowed)
    return fail_pair(p, "lie in one month: with bands of months a period is a month", where, err);
  if (months > 1) {
    cpwi_period missing = p[0];
    missing.dated = 0;
    missing.year += missing.month == 12;
    missing.month = missing.month % 12 + 1;
    return fail_missing(p, &missing, where, err);
  }
  if (days < LEAST_MONTH_DAYS || days > MOST_MONTH_DAYS)
    return fail_step(p, weeks_allowed ? "a week or a month" : "a month", where, err);
  return CPW_OK;
}

/* From p[0] to p[1]: seven days. */
static int32_t check_week(const cpwi_period *p, const char *where, cpw_error *err) {
  int64_t days = p[1].day - p[0].day;
  if (days % 7 != 0) return fail_step(p, "a week, as between others", where, err);
  if (days == 7) return CPW_OK;
  cpwi_period missing = p[0];
  missing.day_of_month += 7;
  int32_t last = cpwi_days_in_month(missing.year, missing.month);
  if (missing.day_of_month > last) {
    missing.day_of_month -= last;
    missing.year += missing.month == 12;
    missing.month = missing.month % 12 + 1;
  }
  return fail_missing(p, &missing, where, err);
}

int32_t cpwi_periods_order(cpwi_period *period, int64_t count, int32_t weeks_allowed,
                           int32_t *weekly, const char *where, cpw_error *err) {
  qsort(period, (size_t)count, sizeof *period, by_day);
  int32_t weeks = 0;
  for (int64_t i = 0; i + 1 < count; i++) {
    if (period[i].dated != period[i + 1].dated)
      return fail_pair(&period[i], "are of two forms: expected months or dates, not both", where,
                       err);
    if (weeks_allowed && period[i].dated && period[i + 1].day - period[i].day == 7) weeks = 1;
  }
  for (int64_t i = 0; i + 1 < count; i++) {
    int32_t status = weeks ? check_week(&period[i], where, err)
                           : check_month(&period[i], weeks_allowed, where, err);
    if (status != CPW_OK) return status;
  }
  *weekly = weeks;
  return CPW_OK;
}
