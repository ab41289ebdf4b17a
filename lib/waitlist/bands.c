/* Week bands to month bands and back, by the calendar.
 * Source: the attribution of the NHSRtt R package, from the mathematics (week bin w at the month's end
 * E belongs to the week that ended E - 7w days). Leaves histories to history.c. */
#include "waitlist/internal.h"

#include <float.h>

/* A calendar month, counted back from the month of the snapshot. */
typedef struct calendar {
  int64_t year;
  int32_t month; /* 1 to 12 */
} calendar;

static int32_t days_in(calendar c) {
  return cpwi_days_in_month(c.year, c.month);
}

static calendar month_before(calendar c) {
  if (--c.month == 0) {
    c.month = 12;
    c.year--;
  }
  return c;
}

/* The people of a row can be added in any order, with room for rounding. */
static int fits(int64_t bands, const double *row) {
  double sum = 0.0;
  for (int64_t m = 0; m < bands; m++)
    sum += fabs(row[m]);
  return sum * (1.0 + 0x1p-30) <= DBL_MAX;
}

static int32_t check(int32_t year, int32_t month, const cpwi_block *from, double least,
                     int64_t to_bands, const double *out, const char *where, cpw_error *err) {
  if (year < 1900 || year > 9999 || month < 1 || month > 12)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "%d-%d must be a month: year 1900 to 9999, month 1 to 12", (int)year,
                     (int)month);
  if (from->lists < 0 || from->bands < 1 || to_bands < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where,
                     "rows = %lld must be >= 0, bands %lld and %lld must be >= 1",
                     (long long)from->lists, (long long)from->bands, (long long)to_bands);
  if (from->lists > 0 && (!from->values || !out))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s is NULL", out ? "counts" : "out");
  int64_t cells, filled;
  if (!cpwi_multiply(from->lists, from->bands, &cells) ||
      !cpwi_multiply(from->lists, to_bands, &filled) ||
      cells > INT64_MAX / (int64_t)sizeof(double) || filled > INT64_MAX / (int64_t)sizeof(double))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "rows = %lld is too large",
                     (long long)from->lists);
  int32_t status = cpwi_check_range(from, 0, cells, least, DBL_MAX, where, err);
  for (int64_t i = 0; i < from->lists && status == CPW_OK; i++)
    if (!fits(from->bands, from->values + i * from->bands))
      status = cpwi_fail(err, CPW_EOVERFLOW, i, where, "the sum of row %lld of counts is too large",
                         (long long)i);
  return status;
}

/* Adds share x column `from` of every row to column `to`. */
static void move_column(int64_t rows, const double *counts, int64_t width, int64_t from,
                        double share, double *out, int64_t out_width, int64_t to) {
  for (int64_t i = 0; i < rows; i++)
    out[i * out_width + to] += share * counts[i * width + from];
}

static void clear(double *out, int64_t count) {
  for (int64_t i = 0; i < count; i++)
    out[i] = 0.0;
}

int32_t cpw_bands_weeks_to_months(int32_t year, int32_t month, int64_t rows, int64_t weeks,
                                  const double *counts, int64_t months, double *out,
                                  cpw_error *err) {
  cpwi_block from = {.name = "counts", .lists = rows, .bands = weeks, .values = counts};
  int32_t status = check(year, month, &from, -DBL_MAX, months, out, __func__, err);
  if (status != CPW_OK) return status;
  clear(out, rows * months);
  calendar now = {year, month};
  int64_t back = 0; /* months between the week's last day and the snapshot */
  int32_t day = days_in(now);
  for (int64_t w = 0; w < weeks; w++) {
    double share = (double)(day < 7 ? day : 7) / 7.0; /* of the week in the month it ends in */
    int64_t own = back < months ? back : months - 1;
    int64_t before = back + 1 < months ? back + 1 : months - 1;
    move_column(rows, counts, weeks, w, share, out, months, own);
    if (day < 7) move_column(rows, counts, weeks, w, 1.0 - share, out, months, before);
    day -= 7;
    if (day < 1) {
      now = month_before(now);
      day += days_in(now);
      back++;
    }
  }
  return CPW_OK;
}

/* Spreads people over the `days` days that begin `back` days before the snapshot. */
static void spread_days(double people, int64_t back, int64_t days, double *weeks, int64_t count) {
  int64_t end = back + days;
  double left = people;
  for (int64_t w = back / 7; w < count - 1 && 7 * w < end; w++) {
    int64_t from = back > 7 * w ? back : 7 * w, to = end < 7 * w + 7 ? end : 7 * w + 7;
    double share = to == end ? left : people * ((double)(to - from) / (double)days);
    weeks[w] += share;
    left = to == end ? 0.0 : left - share;
  }
  weeks[count - 1] += left;
}

/* Ratio of one month to the next longer wait, from the two closed bands below the open one. */
static double decline(int64_t months, const double *row) {
  if (months < 3 || !(row[months - 2] > 0.0)) return 0.0;
  double ratio = row[months - 2] / row[months - 3];
  return ratio < 0.95 ? ratio : 0.95;
}

static void months_to_weeks(calendar now, int64_t months, const double *row, int64_t weeks,
                            double *out) {
  int64_t back = 0, m = 0;
  for (; m < months - 1; m++) {
    spread_days(row[m], back, days_in(now), out, weeks);
    back += days_in(now);
    now = month_before(now);
  }
  double left = row[m], ratio = decline(months, row);
  while (left > 0.0 && back < 7 * (weeks - 1)) {
    double people = left * (1.0 - ratio);
    spread_days(people, back, days_in(now), out, weeks);
    left -= people;
    back += days_in(now);
    now = month_before(now);
  }
  out[weeks - 1] += left;
}

int32_t cpw_bands_months_to_weeks(int32_t year, int32_t month, int64_t rows, int64_t months,
                                  const double *counts, int64_t weeks, double *out,
                                  cpw_error *err) {
  cpwi_block from = {.name = "counts", .lists = rows, .bands = months, .values = counts};
  int32_t status = check(year, month, &from, 0.0, weeks, out, __func__, err);
  if (status != CPW_OK) return status;
  clear(out, rows * weeks);
  calendar now = {year, month};
  for (int64_t i = 0; i < rows; i++)
    months_to_weeks(now, months, counts + i * months, weeks, out + i * weeks);
  return CPW_OK;
}
