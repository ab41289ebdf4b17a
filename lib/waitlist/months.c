/* Days in a month, for everything in the module that counts by the calendar.
 * Source: the Gregorian calendar. Leaves weeks and months of a list to bands.c, the text of dates to
 * history_periods.c, working days to calendar.c. */
#include "waitlist/internal.h"

int32_t cpwi_days_in_month(int64_t year, int32_t month) {
  static const int32_t days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[month - 1] + (month == 2 && leap);
}
