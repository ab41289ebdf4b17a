/* lib/snapshots/internal.h - what the files of the module share: checked options, the days of the
 * snapshots, and the bands.
 * Source: the rules in carepath/snapshots.h. Leaves the counting to history.c. */
#ifndef CPWI_SNAPSHOTS_INTERNAL_H
#define CPWI_SNAPSHOTS_INTERNAL_H

#include "carepath/snapshots.h"
#include "dates/internal.h"

#define CPWI_SNAPSHOTS "cpw_snapshots_history"

typedef struct cpwi_snapshots {
  cpwi_dates dates; /* rows, checked */
  cpw_snapshots_options options;
  int64_t periods, bands;
  int32_t before; /* the last day before the first period */
  int32_t *end;   /* (periods) days of the snapshots */
  double *lower;  /* (bands) */
  double period;  /* length of a period in units */
  int32_t uneven; /* the dates are not evenly spaced: from `least` to `most` days apart */
  int32_t least, most;
} cpwi_snapshots;

/* Takes and checks everything; free it in any case. */
int32_t cpwi_snapshots_take(cpwi_snapshots *s, const cpw_date_rows *rows,
                            const cpw_snapshots_options *options, cpw_error *err);
void cpwi_snapshots_free(cpwi_snapshots *s);

/* calendar.c: sets periods, before, end, period; s->options and s->dates are there. */
int32_t cpwi_snapshots_days(cpwi_snapshots *s, cpw_error *err);
/* The band of a patient who was referred on one day, on a later one. */
int64_t cpwi_snapshots_band(const cpwi_snapshots *s, int32_t referral, int32_t day);
/* The first snapshot on or after a day; `periods` if there is none. */
int64_t cpwi_snapshots_period(const cpwi_snapshots *s, int32_t day);

#endif
