/* Options of any age, checked, with the rows they are for.
 * Source: the rules in carepath/snapshots.h.
 * Leaves the rows to dates, the days of the snapshots to calendar.c. */
#include "snapshots/internal.h"

#include <string.h>

#define USUAL_WEEKS  105 /* 0 to 104 and over, as published */
#define USUAL_MONTHS 13
/* a century: a larger number is a mistake */
#define MOST_BANDS 5218

static cpw_snapshots_options defaults(void) {
  cpw_snapshots_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.first = o.last = CPW_DATE_NONE;
  o.lists = 1;
  return o;
}

void cpw_snapshots_options_init_sized(cpw_snapshots_options *options, size_t size) {
  cpw_snapshots_options o = defaults();
  cpwi_init_sized(options, size, &o, sizeof o);
}

static int32_t check_dates(const cpw_snapshots_options *o, cpw_error *err) {
  if (o->step == CPW_SNAPSHOTS_DATES && (o->dates < 1 || !o->date))
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_SNAPSHOTS,
                     o->date ? "options.dates = %lld must be >= 1" : "options.date is NULL",
                     (long long)o->dates);
  if (o->step != CPW_SNAPSHOTS_DATES && (o->dates != 0 || o->date))
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_SNAPSHOTS,
                     "options.date must not be given with this step, only with "
                     "CPW_SNAPSHOTS_DATES");
  return CPW_OK;
}

static int32_t check_lists(const cpwi_snapshots *s, cpw_error *err) {
  const cpw_snapshots_options *o = &s->options;
  if (o->lists < 1 || (o->lists > 1 && !o->list))
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_SNAPSHOTS,
                     "options.lists = %lld must be >= 1, and 1 without options.list",
                     (long long)o->lists);
  if (o->labels && o->labels->length != o->lists)
    return cpwi_fail(err, CPW_EINVAL, -1, CPWI_SNAPSHOTS,
                     "options.labels has the length %lld, expected %lld",
                     (long long)o->labels->length, (long long)o->lists);
  for (int64_t i = 0; o->list && i < s->dates.rows.rows; i++)
    if (o->list[i] < 0 || o->list[i] >= o->lists)
      return cpwi_fail(err, CPW_EINVAL, i, CPWI_SNAPSHOTS,
                       "options.list[%lld] = %lld must be 0 to %lld", (long long)i,
                       (long long)o->list[i], (long long)(o->lists - 1));
  return CPW_OK;
}

static int32_t take_bands(cpwi_snapshots *s, cpw_error *err) {
  const cpw_snapshots_options *o = &s->options;
  int64_t usual = o->step == CPW_SNAPSHOTS_MONTHS ? USUAL_MONTHS : USUAL_WEEKS;
  if (o->bands < 0 || o->bands > MOST_BANDS || (o->lower && o->bands < 1))
    return cpwi_fail(err, CPW_EDOMAIN, -1, CPWI_SNAPSHOTS,
                     "options.bands = %lld must be from 0 (as usual) to %d, and above 0 with "
                     "options.lower",
                     (long long)o->bands, MOST_BANDS);
  s->bands = o->bands ? o->bands : usual;
  s->lower = cpwi_alloc(o->allocator, (size_t)s->bands, sizeof *s->lower);
  if (!s->lower)
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_SNAPSHOTS, "no memory for %lld bands",
                     (long long)s->bands);
  for (int64_t m = 0; m < s->bands; m++) {
    double edge = o->lower ? o->lower[m] : (double)m;
    if (!(m == 0 ? edge == 0.0 : edge > s->lower[m - 1] && edge - edge == 0.0))
      return cpwi_fail(err, CPW_EDOMAIN, m, CPWI_SNAPSHOTS, "options.lower[%lld] = %s must be %s",
                       (long long)m, cpwi_number(edge).text,
                       m ? "finite and above the one before" : "0");
    s->lower[m] = edge;
  }
  return CPW_OK;
}

int32_t cpwi_snapshots_take(cpwi_snapshots *s, const cpw_date_rows *rows,
                            const cpw_snapshots_options *options, cpw_error *err) {
  memset(s, 0, sizeof *s);
  s->options = defaults();
  int32_t status = cpwi_take_options(&s->options, sizeof s->options, options, CPWI_SNAPSHOTS, err);
  if (status != CPW_OK) {
    s->options.allocator = NULL; /* nothing was taken from it */
    return status;
  }
  const cpwi_choice choices[] = {{"step", s->options.step, CPW_SNAPSHOTS_DATES},
                                 {"leaving", s->options.leaving, CPW_SNAPSHOTS_BY_WAIT}};
  status = cpwi_check_choices(choices, 2, CPWI_SNAPSHOTS, err);
  if (status == CPW_OK) status = cpwi_check_allocator(s->options.allocator, CPWI_SNAPSHOTS, err);
  if (status == CPW_OK) status = check_dates(&s->options, err);
  if (status == CPW_OK) status = cpwi_dates_take(&s->dates, rows, NULL, 1, 0, CPWI_SNAPSHOTS, err);
  if (status == CPW_OK) status = check_lists(s, err);
  if (status == CPW_OK) status = take_bands(s, err);
  return status == CPW_OK ? cpwi_snapshots_days(s, err) : status;
}

void cpwi_snapshots_free(cpwi_snapshots *s) {
  if (s->end) cpwi_release(s->options.allocator, s->end);
  if (s->lower) cpwi_release(s->options.allocator, s->lower);
}
