/* Days in a month, for every module that counts by the calendar.
 * Source: the Gregorian calendar.
 * Leaves dates to dates/calendar.c, working days to waitlist/calendar.c. */
#include "base/internal.h"

int32_t cpwi_days_in_month(int64_t year, int32_t month) {
  static const int32_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[month - 1] + (month == 2 && leap);
}
