/* Slots by period from a week of sessions, closed days and a ramp.
 * Source: the formula in carepath/patients.h; days as in lib/dates. Leaves whole slots to prepare.c. */
#include "patients/internal.h"

#include <float.h>
#include <string.h>

#define WHERE    "cpw_patients_slots"
#define LAST_DAY 2932896 /* 9999-12-31 */
#define MONDAY   19723   /* 2024-01-01 */

void cpw_patients_calendar_init_sized(cpw_patients_calendar *calendar, size_t size) {
  cpw_patients_calendar c;
  memset(&c, 0, sizeof c);
  c.struct_size = sizeof c;
  c.start = MONDAY;
  c.period_days = 7;
  c.ramp_to = 1.0;
  cpwi_init_sized(calendar, size, &c, sizeof c);
}

static int32_t check(const cpw_patients_calendar *c, int64_t periods, cpw_error *err) {
  for (int d = 0; d < 7; d++)
    if (!cpwi_is_nonnegative(c->week[d]))
      return cpwi_fail(err, CPW_EDOMAIN, d, WHERE, "calendar.week[%d] = %s must be finite and >= 0",
                       d, cpwi_number(c->week[d]).text);
  if (!cpwi_is_nonnegative(c->ramp_to))
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE, "calendar.ramp_to = %s must be finite and >= 0",
                     cpwi_number(c->ramp_to).text);
  const struct {
    const char *name;
    int64_t value, least;
  } whole[] = {{"calendar.period_days", c->period_days, 1},
               {"calendar.ramp_first", c->ramp_first, 0},
               {"calendar.ramp_periods", c->ramp_periods, 0},
               {"calendar.holiday_count", c->holiday_count, 0},
               {"periods", periods, 0}};
  for (size_t k = 0; k < sizeof whole / sizeof *whole; k++)
    if (whole[k].value < whole[k].least)
      return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "%s = %lld must be >= %lld", whole[k].name,
                       (long long)whole[k].value, (long long)whole[k].least);
  if (c->reserved != 0 || (c->holiday_count > 0 && !c->holidays))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "calendar.%s",
                     c->reserved ? "reserved must be 0" : "holidays must be given");
  if (c->start < -719162 || periods > (LAST_DAY - (int64_t)c->start) / c->period_days)
    return cpwi_fail(err, CPW_EDOMAIN, -1, WHERE,
                     "%lld periods from day %d do not lie within the years 1 to 9999",
                     (long long)periods, (int)c->start);
  return CPW_OK;
}

/* Slots of the weekdays of a period, whatever is closed. */
static double open_slots(const cpw_patients_calendar *c, int64_t first) {
  double sum = 0.0;
  for (int64_t d = 0; d < c->period_days; d++)
    sum += c->week[((first + d - MONDAY) % 7 + 7) % 7];
  return sum;
}

static int given_before(const cpw_patients_calendar *c, int64_t i) {
  for (int64_t k = 0; k < i; k++)
    if (c->holidays[k] == c->holidays[i]) return 1;
  return 0;
}

static double closed_slots(const cpw_patients_calendar *c, int64_t first) {
  double sum = 0.0;
  for (int64_t i = 0; i < c->holiday_count; i++) {
    int64_t day = c->holidays[i];
    if (day < first || day >= first + c->period_days || given_before(c, i)) continue;
    sum += c->week[((day - MONDAY) % 7 + 7) % 7];
  }
  return sum;
}

static double ramp(const cpw_patients_calendar *c, int64_t t) {
  if (t < c->ramp_first) return 1.0;
  double length = c->ramp_periods > 1 ? (double)c->ramp_periods : 1.0;
  double share = (double)(t - c->ramp_first + 1) / length;
  return 1.0 + (c->ramp_to - 1.0) * (share < 1.0 ? share : 1.0);
}

int32_t cpw_patients_slots(const cpw_patients_calendar *calendar, int64_t periods, double *slots,
                           cpw_error *err) {
  cpw_patients_calendar c;
  cpw_patients_calendar_init_sized(&c, sizeof c);
  if (!calendar || (!slots && periods > 0))
    return cpwi_fail(err, CPW_EINVAL, -1, WHERE, "calendar and slots must be given");
  int32_t status = cpwi_take_options(&c, sizeof c, calendar, WHERE, err);
  if (status == CPW_OK) status = check(&c, periods, err);
  for (int64_t t = 0; t < periods && status == CPW_OK; t++) {
    int64_t first = c.start + t * c.period_days;
    double open = open_slots(&c, first) - closed_slots(&c, first);
    slots[t] = (open > 0.0 ? open : 0.0) * ramp(&c, t);
  }
  return status;
}
