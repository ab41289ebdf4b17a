/* lib/dates/internal.h - what the files of the module share: checked rows, the window, counts by day.
 * Source: the rules in carepath/dates.h. Leaves the figures to stats.c and slots to schedule.c. */
#ifndef CPWI_DATES_INTERNAL_H
#define CPWI_DATES_INTERNAL_H

#include "base/internal.h"
#include "carepath/dates.h"
#include "carepath/stats.h"

#define CPWI_FIRST_DATE (-719162)
#define CPWI_LAST_DATE  2932896

static inline int cpwi_is_date(int32_t date) {
  return date >= CPWI_FIRST_DATE && date <= CPWI_LAST_DATE;
}

/* A day on which something can happen, or a day after all of them. */
static inline int32_t cpwi_date_or_never(const int32_t *dates, int64_t row) {
  return dates && dates[row] != CPW_DATE_NONE ? dates[row] : INT32_MAX;
}

/* Rows and options of any age, checked. */
typedef struct cpwi_dates {
  cpw_date_rows rows;
  cpw_dates_options options;
  int32_t start, end; /* the window: both days inside */
  int32_t first_referral, last_referral;
  const char *where;
} cpwi_dates;

/* Takes both and checks them; the window only where `window` is 1. `removals` is 1 where the column
 * is needed. */
int32_t cpwi_dates_take(cpwi_dates *d, const cpw_date_rows *rows, const cpw_dates_options *options,
                        int32_t removals, int32_t window, const char *where, cpw_error *err);

/* When the row leaves the list, treated or not; INT32_MAX: not yet. */
static inline int32_t cpwi_leaves(const cpw_date_rows *rows, int64_t row) {
  int32_t removal = cpwi_date_or_never(rows->removal, row);
  int32_t withdrawal = cpwi_date_or_never(rows->withdrawal, row);
  return removal < withdrawal ? removal : withdrawal;
}

/* When the row is removed, unless the patient withdrew before: INT32_MAX. */
static inline int32_t cpwi_removed(const cpw_date_rows *rows, int64_t row) {
  int32_t removal = cpwi_date_or_never(rows->removal, row);
  return removal <= cpwi_date_or_never(rows->withdrawal, row) ? removal : INT32_MAX;
}

/* What happens on the days of a window. */
typedef struct cpwi_days {
  int64_t count;    /* days */
  int64_t opening;  /* people on the list before the first one */
  int64_t *joined;  /* (count) referrals */
  int64_t *left;    /* (count) removed or withdrawn */
  int64_t *removed; /* (count) removed */
} cpwi_days;

/* Counts days first .. last; published: as the published list by day counts. Free it in any case. */
int32_t cpwi_days_init(cpwi_days *days, const cpwi_dates *d, int32_t first, int32_t last,
                       int32_t published, cpw_error *err);
void cpwi_days_free(cpwi_days *days, const cpw_allocator *allocator);

#endif
