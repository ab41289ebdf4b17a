/* Working days of England's months: Monday to Friday less bank holidays, by rule.
 * Source: Banking and Financial Dealings Act 1971; gov.uk/bank-holidays for what was proclaimed; Easter
 * by Meeus, Astronomical Algorithms, ch. 8. Leaves what is done with them to season.c. */
#include "waitlist/internal.h"

/* A day of a year; the week begins with Monday = 0. */
typedef struct dated {
  int32_t month, date;
} dated;

/* Monday 0 to Sunday 6. */
static int32_t weekday(int32_t year, int32_t month, int32_t day) {
  int32_t y = year - 1, days = y * 365 + y / 4 - y / 100 + y / 400;
  for (int32_t m = 1; m < month; m++)
    days += cpwi_days_in_month(year, m);
  return (days + day - 1) % 7; /* 1 January of the year 1 is a Monday */
}

static dated easter_sunday(int32_t year) {
  int32_t a = year % 19, b = year / 100, c = year % 100;
  int32_t d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  int32_t h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4;
  int32_t l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
  int32_t n = h + l - 7 * m + 114;
  return (dated){n / 31, n % 31 + 1};
}

static dated later(int32_t year, dated d, int32_t days) {
  d.date += days;
  if (d.date < 1) {
    d.month--;
    d.date += cpwi_days_in_month(year, d.month);
  } else if (d.date > cpwi_days_in_month(year, d.month)) {
    d.date -= cpwi_days_in_month(year, d.month);
    d.month++;
  }
  return d;
}

/* Days that were moved or added: the month they fell in, and the month of the rule's Monday that was
 * given up for it, 0 for none. */
static const struct {
  int32_t year, month, instead_month;
} PROCLAIMED[] = {
    {1981, 7, 0},  /* 29 July, a wedding */
    {1995, 5, 5},  /* 8 May for 1 May */
    {1999, 12, 0}, /* 31 December */
    {2002, 6, 0},  /* 3 June, Golden Jubilee */
    {2002, 6, 5},  /* 4 June for 27 May */
    {2011, 4, 0},  /* 29 April, a wedding */
    {2012, 6, 5},  /* 4 June for 28 May */
    {2012, 6, 0},  /* 5 June, Diamond Jubilee */
    {2020, 5, 5},  /* 8 May for 4 May */
    {2022, 6, 5},  /* 2 June for 30 May */
    {2022, 6, 0},  /* 3 June, Platinum Jubilee */
    {2022, 9, 0},  /* 19 September, state funeral */
    {2023, 5, 0},  /* 8 May, coronation */
};

/* Holidays by proclamation in a month, less those given up. */
static int32_t proclaimed(int32_t year, int32_t month) {
  int32_t days = 0;
  for (size_t k = 0; k < sizeof PROCLAIMED / sizeof *PROCLAIMED; k++) {
    if (PROCLAIMED[k].year != year) continue;
    days += PROCLAIMED[k].month == month;
    days -= PROCLAIMED[k].instead_month == month;
  }
  return days;
}

static int32_t easter_days(int32_t year, int32_t month) {
  dated sunday = easter_sunday(year);
  return (later(year, sunday, -2).month == month) + (later(year, sunday, 1).month == month);
}

/* Bank holidays of a month that fall on Mondays to Fridays, substitutes included: New Year's Day,
 * Christmas Day and Boxing Day always have one in their own month. */
static int32_t bank_holidays(int32_t year, int32_t month) {
  int32_t days = easter_days(year, month) + proclaimed(year, month);
  if (month == 1 || month == 8) days += 1;
  if (month == 5 || month == 12) days += 2;
  return days;
}

int32_t cpw_working_days(int32_t year, int32_t month) {
  if (year < 1978 || year > 9999 || month < 1 || month > 12) return 0;
  int32_t days = 0, first = weekday(year, month, 1);
  for (int32_t d = 0; d < cpwi_days_in_month(year, month); d++)
    days += (first + d) % 7 < 5;
  return days - bank_holidays(year, month);
}
