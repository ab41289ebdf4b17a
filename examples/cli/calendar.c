/* Period labels: months and days of the Gregorian calendar, and steps along them.
 * Day numbers: Fliegel and Van Flandern, Communications of the ACM 11:657 (1968).
 * Leaves to the library what a period means for a list. */
#include "calendar.h"

#include <stdio.h>
#include <string.h>

static const char *const month_names[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};

static int days_in_month(int64_t year, int month) {
  static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[month - 1] + (month == 2 && leap);
}

static int digits(const char *text, int count, int *out) {
  *out = 0;
  for (int i = 0; i < count; i++) {
    if (text[i] < '0' || text[i] > '9') return 0;
    *out = 10 * *out + text[i] - '0';
  }
  return 1;
}

int date_parse(const char *text, date *out) {
  int year, month, day = 0;
  size_t length = strlen(text);
  if (length != 7 && length != 10) return 0;
  if (!digits(text, 4, &year) || text[4] != '-' || !digits(text + 5, 2, &month)) return 0;
  if (year < 1900 || month < 1 || month > 12) return 0;
  if (length == 10) {
    if (text[7] != '-' || !digits(text + 8, 2, &day)) return 0;
    if (day < 1 || day > days_in_month(year, month)) return 0;
  }
  *out = (date){year, month, day};
  return 1;
}

date date_plus_months(date d, int64_t months) {
  int64_t total = d.year * 12 + d.month - 1 + months;
  date out = {total / 12, (int)(total % 12) + 1, d.day};
  int last = days_in_month(out.year, out.month);
  int was_last = d.day == days_in_month(d.year, d.month);
  if (d.day && (was_last || d.day > last)) out.day = last;
  return out;
}

/* The Julian day number; a month without a day stands for its last one. */
static int64_t day_number(date d) {
  int64_t a = (d.month - 14) / 12, day = d.day ? d.day : days_in_month(d.year, d.month);
  return (1461 * (d.year + 4800 + a)) / 4 + (367 * (d.month - 2 - 12 * a)) / 12 -
         (3 * ((d.year + 4900 + a) / 100)) / 4 + day - 32075;
}

int64_t days_between(date from, date to) {
  return day_number(to) - day_number(from);
}

date date_plus_days(date d, int64_t days) {
  int64_t l = day_number(d) + days + 68569, n = 4 * l / 146097;
  l -= (146097 * n + 3) / 4;
  int64_t i = 4000 * (l + 1) / 1461001;
  l = l - 1461 * i / 4 + 31;
  int64_t j = 80 * l / 2447;
  int64_t day = l - 2447 * j / 80;
  l = j / 11;
  return (date){100 * (n - 49) + i + l, (int)(j + 2 - 12 * l), (int)day};
}

int64_t months_between(date from, date to) {
  return 12 * (to.year - from.year) + to.month - from.month;
}

phrase date_label(date d) {
  if (d.day) return phrased("%04lld-%02d-%02d", (long long)d.year, d.month, d.day);
  return phrased("%04lld-%02d", (long long)d.year, d.month);
}

phrase period_words(const char *label) {
  date d;
  if (!date_parse(label, &d)) return phrased("%s", label);
  if (!d.day) return phrased("%s %lld", month_names[d.month - 1], (long long)d.year);
  return phrased("%d %s %lld", d.day, month_names[d.month - 1], (long long)d.year);
}

phrase period_short(const char *label) {
  date d;
  if (!date_parse(label, &d)) return phrased("%s", label);
  if (!d.day) return phrased("%.3s %02d", month_names[d.month - 1], (int)(d.year % 100));
  return phrased("%d %.3s %02d", d.day, month_names[d.month - 1], (int)(d.year % 100));
}
