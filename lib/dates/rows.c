/* Rows of dates as the caller gives them: options, checks, the window, counts by day.
 * Source: the rules in carepath/dates.h. Leaves what is made of the counts to stats.c and
 * schedule.c. */
#include "dates/internal.h"

#include <float.h>
#include <string.h>

void cpw_date_rows_init_sized(cpw_date_rows *rows, size_t size) {
  cpw_date_rows r;
  memset(&r, 0, sizeof r);
  cpwi_init_sized(rows, size, &r, sizeof r);
}

static cpw_dates_options defaults(void) {
  cpw_dates_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.start = o.end = CPW_DATE_NONE;
  o.target_weeks = 18.0;
  o.factor = 4.0;
  o.relief_weeks = 26.0;
  return o;
}

void cpw_dates_options_init_sized(cpw_dates_options *options, size_t size) {
  cpw_dates_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t check_options(const cpwi_dates *d, cpw_error *err) {
  const cpw_dates_options *o = &d->options;
  const struct {
    const char *name;
    int32_t value;
  } choices[] = {{"published", o->published}, {"order", o->order}};
  const struct {
    const char *name;
    double value;
  } sizes[] = {
      {"target_weeks", o->target_weeks}, {"factor", o->factor}, {"relief_weeks", o->relief_weeks}};
  for (size_t k = 0; k < sizeof choices / sizeof *choices; k++)
    if (choices[k].value < 0 || choices[k].value > 1)
      return cpwi_fail(err, CPW_EINVAL, -1, d->where, "options.%s = %d must be 0 or 1",
                       choices[k].name, (int)choices[k].value);
  for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++)
    if (!(sizes[k].value > 0.0 && sizes[k].value <= DBL_MAX))
      return cpwi_fail(err, CPW_EDOMAIN, -1, d->where, "options.%s = %s must be finite and > 0",
                       sizes[k].name, cpwi_number(sizes[k].value).text);
  return cpwi_check_allocator(o->allocator, d->where, err);
}

static int32_t fail_date(const cpwi_dates *d, const char *name, int64_t row, const char *rule,
                         int32_t date, cpw_error *err) {
  char text[CPW_DATE_CHARS];
  cpw_date_format(date, text);
  return cpwi_fail(
      err, CPW_EDOMAIN, row, d->where, "%s[%lld] = %s %s", name, (long long)row,
      cpwi_is_date(date) || date == CPW_DATE_NONE ? text : cpwi_number((double)date).text, rule);
}

static int32_t check_leaving(const cpwi_dates *d, const char *name, const int32_t *dates,
                             cpw_error *err) {
  static const char *const years = "must be a date in the years 1 to 9999, or none";
  for (int64_t i = 0; dates && i < d->rows.rows; i++) {
    if (dates[i] == CPW_DATE_NONE) continue;
    if (!cpwi_is_date(dates[i])) return fail_date(d, name, i, years, dates[i], err);
    if (!d->options.published && dates[i] < d->rows.referral[i])
      return fail_date(d, name, i, "must not be before the referral", dates[i], err);
  }
  return CPW_OK;
}

static int32_t check_rows(cpwi_dates *d, int32_t removals, cpw_error *err) {
  const cpw_date_rows *r = &d->rows;
  if (r->rows < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, d->where, "rows.rows = %lld must be >= 0",
                     (long long)r->rows);
  if (r->rows > 0 && (!r->referral || (removals && !r->removal)))
    return cpwi_fail(err, CPW_EINVAL, -1, d->where, "rows.%s is NULL",
                     r->referral ? "removal" : "referral");
  d->first_referral = INT32_MAX;
  d->last_referral = CPW_DATE_NONE;
  for (int64_t i = 0; i < r->rows; i++) {
    int32_t day = r->referral[i];
    if (!cpwi_is_date(day))
      return fail_date(d, "referral", i, "must be a date in the years 1 to 9999", day, err);
    if (day < d->first_referral) d->first_referral = day;
    if (day > d->last_referral) d->last_referral = day;
    if (r->priority && r->priority[i] < 1)
      return cpwi_fail(err, CPW_EDOMAIN, i, d->where, "priority[%lld] = %d must be >= 1",
                       (long long)i, (int)r->priority[i]);
  }
  int32_t status = check_leaving(d, "removal", r->removal, err);
  return status == CPW_OK ? check_leaving(d, "withdrawal", r->withdrawal, err) : status;
}

static int32_t take_window(cpwi_dates *d, cpw_error *err) {
  const cpw_dates_options *o = &d->options;
  if (d->rows.rows == 0 && (o->start == CPW_DATE_NONE || o->end == CPW_DATE_NONE))
    return cpwi_fail(err, CPW_EINVAL, -1, d->where,
                     "no rows: options.start and options.end must be given");
  d->start = o->start == CPW_DATE_NONE ? d->first_referral : o->start;
  d->end = o->end == CPW_DATE_NONE ? d->last_referral : o->end;
  if (!cpwi_is_date(d->start) || !cpwi_is_date(d->end))
    return cpwi_fail(err, CPW_EDOMAIN, -1, d->where,
                     "options.start and options.end must be dates in the years 1 to 9999");
  if (d->end < d->start) {
    char first[CPW_DATE_CHARS], last[CPW_DATE_CHARS];
    cpw_date_format(d->start, first);
    cpw_date_format(d->end, last);
    return cpwi_fail(err, CPW_EDOMAIN, -1, d->where,
                     "the window from %s to %s ends before it starts", first, last);
  }
  return CPW_OK;
}

int32_t cpwi_dates_take(cpwi_dates *d, const cpw_date_rows *rows, const cpw_dates_options *options,
                        int32_t removals, int32_t window, const char *where, cpw_error *err) {
  memset(d, 0, sizeof *d);
  d->where = where;
  d->options = defaults();
  if (!rows) return cpwi_fail(err, CPW_EINVAL, -1, where, "rows is NULL");
  cpw_date_rows_init(&d->rows);
  int32_t status = cpwi_take_options(&d->rows, sizeof d->rows, rows, where, err);
  if (status == CPW_OK)
    status = cpwi_take_options(&d->options, sizeof d->options, options, where, err);
  if (status == CPW_OK) status = check_options(d, err);
  if (status == CPW_OK) status = check_rows(d, removals, err);
  return status == CPW_OK && window ? take_window(d, err) : status;
}

/* ---------------------------------------------------------------- counts by day ------------- */

static void count_row(cpwi_days *days, const cpw_date_rows *rows, int64_t row, int32_t first,
                      int32_t last) {
  int32_t joined = rows->referral[row], left = cpwi_leaves(rows, row),
          removed = cpwi_removed(rows, row);
  if (joined < first)
    days->opening++;
  else if (joined <= last)
    days->joined[joined - first]++;
  if (left < first)
    days->opening--;
  else if (left <= last)
    days->left[left - first]++;
  if (removed >= first && removed <= last) days->removed[removed - first]++;
}

/* The published list by day: earlier referrals are moved to the start, earlier removals lost. */
static void count_published(cpwi_days *days, const cpw_date_rows *rows, int64_t row, int32_t first,
                            int32_t last) {
  int32_t joined = rows->referral[row] < first ? first : rows->referral[row];
  int32_t left = cpwi_date_or_never(rows->removal, row);
  if (joined <= last) days->joined[joined - first]++;
  if (left >= first && left <= last) days->left[left - first]++;
}

int32_t cpwi_days_init(cpwi_days *days, const cpwi_dates *d, int32_t first, int32_t last,
                       int32_t published, cpw_error *err) {
  const cpw_allocator *a = d->options.allocator;
  days->count = (int64_t)last - first + 1;
  days->opening = 0;
  days->joined = cpwi_alloc_zero(a, (size_t)days->count, sizeof *days->joined);
  days->left = cpwi_alloc_zero(a, (size_t)days->count, sizeof *days->left);
  days->removed = cpwi_alloc_zero(a, (size_t)days->count, sizeof *days->removed);
  if (!days->joined || !days->left || !days->removed)
    return cpwi_fail(err, CPW_ENOMEM, -1, d->where, "no memory for %lld days",
                     (long long)days->count);
  for (int64_t i = 0; i < d->rows.rows; i++)
    if (published)
      count_published(days, &d->rows, i, first, last);
    else
      count_row(days, &d->rows, i, first, last);
  return CPW_OK;
}

void cpwi_days_free(cpwi_days *days, const cpw_allocator *allocator) {
  cpwi_release(allocator, days->joined);
  cpwi_release(allocator, days->left);
  cpwi_release(allocator, days->removed);
}
