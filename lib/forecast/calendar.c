/* Working days of a month in England: Monday to Friday without bank holidays.
 * Source: Gregorian calendar (ISO 8601); Easter by Butcher's rule (Meeus, Astronomical Algorithms, ch. 8);
 * Banking and Financial Dealings Act 1971, schedule 1. Leaves the flows of a month to cohort.c. */
#include "forecast/waitlist.h"

/* Days since 1 March of the year 0, so that leap days end a year. */
static int64_t day_number(int64_t year, int64_t month, int64_t day) {
  int64_t y = month > 2 ? year : year - 1, m = (month + 9) % 12;
  return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1;
}

/* 0 is Monday */
static int64_t weekday(int64_t number) {
  return (number + 2) % 7; /* 1 March of the year 0 was a Wednesday */
}

static int64_t easter_sunday(int64_t year) {
  int64_t a = year % 19, b = year / 100, c = year % 100;
  int64_t h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  int64_t l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  int64_t m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
  return day_number(year, n / 31, n % 31 + 1);
}

/* A holiday that falls on a weekend is kept on the next working day, which is in the same month. */
static int64_t fixed_holidays(int64_t month) {
  return month == 1 ? 1 : month == 12 ? 2 : 0;
}

static int64_t monday_holidays(int64_t month) {
  return month == 5 ? 2 : month == 8 ? 1 : 0;
}

int64_t cpwi_working_days(int64_t year, int64_t month) {
  int64_t first = day_number(year, month, 1);
  int64_t next = month == 12 ? day_number(year + 1, 1, 1) : day_number(year, month + 1, 1);
  int64_t days = 0, easter = easter_sunday(year);
  for (int64_t day = first; day < next; day++)
    days += weekday(day) < 5 && day != easter - 2 && day != easter + 1;
  return days - fixed_holidays(month) - monday_holidays(month);
}
