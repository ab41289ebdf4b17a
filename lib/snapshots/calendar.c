/* On which days a list is looked at, and how long somebody has waited then.
 * Source: the rules in carepath/snapshots.h; the Gregorian calendar.
 * Leaves the checks to options.c, the counting to history.c. */
#include "snapshots/internal.h"

#include <string.h>

/* months since the year 0, from January */
static int64_t month_of(int32_t day) {
  int32_t year, month, in_month;
  /* every day comes from checked rows or options: it is one */
  if (cpw_date_to_civil(day, &year, &month, &in_month, NULL) != CPW_OK) return 0;
  return 12 * (int64_t)year + month - 1;
}

static int32_t end_of_month(int64_t month) {
  int32_t year = (int32_t)(month / 12), of_year = (int32_t)(month % 12) + 1, day;
  int32_t last = cpwi_days_in_month(year, of_year);
  return cpw_date_from_civil(year, of_year, last, &day, NULL) == CPW_OK ? day : CPWI_LAST_DATE;
}

/* The last day on which anything happens. */
static int32_t last_day(const cpwi_snapshots *s) {
  const cpw_date_rows *r = &s->dates.rows;
  int32_t last = s->dates.last_referral;
  for (int64_t i = 0; i < r->rows; i++) {
    int32_t left = cpwi_leaves(r, i);
    if (left != INT32_MAX && left > last) last = left;
  }
  return last;
}

static int32_t make_room(cpwi_snapshots *s, int64_t periods, cpw_error *err) {
  s->periods = periods;
  s->end = cpwi_alloc(s->options.allocator, (size_t)periods, sizeof *s->end);
  if (s->end) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_SNAPSHOTS, "no memory for %lld periods",
                   (long long)periods);
}

static int32_t fail_early(int32_t first, int32_t last, cpw_error *err) {
  char end[CPW_DATE_CHARS], day[CPW_DATE_CHARS];
  cpw_date_format(first, end);
  cpw_date_format(last, day);
  return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_SNAPSHOTS,
                   "the first period ends on %s, after the last day looked at, %s", end, day);
}

static int32_t take_weeks(cpwi_snapshots *s, int32_t first, int32_t last, cpw_error *err) {
  if (s->options.first == CPW_DATE_NONE) first += 6; /* the referral is the week's first day */
  if (first > last) return fail_early(first, last, err);
  int32_t status = make_room(s, (last - first) / 7 + 1, err);
  for (int64_t t = 0; t < s->periods && status == CPW_OK; t++)
    s->end[t] = first + 7 * (int32_t)t;
  s->before = first - 7;
  s->period = 1.0;
  return status;
}

static int32_t take_months(cpwi_snapshots *s, int32_t first, int32_t last, cpw_error *err) {
  int64_t month = month_of(first), months = month_of(last) - month;
  if (last == end_of_month(month + months)) months++; /* it is over */
  if (months < 1) return fail_early(end_of_month(month), last, err);
  int32_t status = make_room(s, months, err);
  for (int64_t t = 0; t < s->periods && status == CPW_OK; t++)
    s->end[t] = end_of_month(month + t);
  s->before = month > 12 ? end_of_month(month - 1) : CPWI_FIRST_DATE - 1;
  s->period = 1.0;
  return status;
}

static int32_t take_dates(cpwi_snapshots *s, cpw_error *err) {
  const cpw_snapshots_options *o = &s->options;
  int32_t status = make_room(s, o->dates, err);
  if (status != CPW_OK) return status;
  s->least = INT32_MAX;
  for (int64_t t = 0; t < o->dates; t++) {
    if (!cpwi_is_date(o->date[t]) || (t > 0 && o->date[t] <= o->date[t - 1]))
      return cpwi_fail(err, CPW_EDOMAIN, t, CPWI_SNAPSHOTS,
                       "options.date[%lld] must be a date in the years 1 to 9999, after the one "
                       "before",
                       (long long)t);
    s->end[t] = o->date[t];
    if (t == 0) continue;
    int32_t days = o->date[t] - o->date[t - 1];
    s->least = days < s->least ? days : s->least;
    s->most = days > s->most ? days : s->most;
  }
  s->before = s->end[0];
  s->uneven = o->dates > 1 && s->least != s->most;
  double all = (double)(s->end[o->dates - 1] - s->end[0]);
  s->period = o->dates > 1 ? all / (double)(o->dates - 1) / 7.0 : 1.0;
  return CPW_OK;
}

int32_t cpwi_snapshots_days(cpwi_snapshots *s, cpw_error *err) {
  const cpw_snapshots_options *o = &s->options;
  if (o->step == CPW_SNAPSHOTS_DATES) return take_dates(s, err);
  if (s->dates.rows.rows == 0 && (o->first == CPW_DATE_NONE || o->last == CPW_DATE_NONE))
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_SNAPSHOTS,
                     "no rows: options.first and options.last must be given");
  int32_t first = o->first == CPW_DATE_NONE ? s->dates.first_referral : o->first;
  int32_t last = o->last == CPW_DATE_NONE ? last_day(s) : o->last;
  if (!cpwi_is_date(first) || !cpwi_is_date(last))
    return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_SNAPSHOTS,
                     "options.first and options.last must be dates in the years 1 to 9999");
  return o->step == CPW_SNAPSHOTS_WEEKS ? take_weeks(s, first, last, err)
                                        : take_months(s, first, last, err);
}

int64_t cpwi_snapshots_period(const cpwi_snapshots *s, int32_t day) {
  int64_t low = 0, high = s->periods;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (s->end[middle] < day)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

int64_t cpwi_snapshots_band(const cpwi_snapshots *s, int32_t referral, int32_t day) {
  double days = (double)day - (double)referral, unit = 7.0;
  if (s->options.step == CPW_SNAPSHOTS_MONTHS) {
    days = (double)(month_of(day) - month_of(referral));
    unit = 1.0;
  }
  int64_t low = 0, high = s->bands - 1; /* the last band whose lower edge has been reached */
  while (low < high) {
    int64_t middle = low + (high - low + 1) / 2;
    if (s->lower[middle] * unit <= days)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}
