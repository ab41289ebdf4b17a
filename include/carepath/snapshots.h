/* carepath/snapshots.h - from a real list, one row a patient, to what a model of the backlog is
 * calibrated from: who waits at the end of each period by time waited, who was treated, who was
 * removed, who joined.
 * Floor 4: includes dates.h, whose rows it reads, and waitlist.h, whose history it makes.
 *
 *   rows of dates -> cpw_snapshots_history -> cpw_history_view -> cpw_waitlist_calibrate
 *
 * Published counts say in which band somebody was treated, not in which band they would have stood at
 * the end of the month, and so people seem to vanish from one band and to appear in another. Rows say
 * both: here everybody is counted in the band in which they stand, or would have stood, at the end of
 * the period. So nobody is unrecorded, and the removals of the calibration are those of the rows. */
#ifndef CAREPATH_SNAPSHOTS_H
#define CAREPATH_SNAPSHOTS_H

#include "carepath/base.h"
#include "carepath/dates.h"
#include "carepath/waitlist.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Snapshots seven days apart, bands in weeks: whole weeks since the referral. */
#define CPW_SNAPSHOTS_WEEKS 0
/** Snapshots at the ends of months, bands in months: ends of months since the referral, less the
 *  first (referred in the month of the snapshot: 0). */
#define CPW_SNAPSHOTS_MONTHS 1
/** Snapshots on the caller's dates, bands in weeks. */
#define CPW_SNAPSHOTS_DATES 2

/** In which band somebody counts who leaves: the one in which they would have stood at the period's end. */
#define CPW_SNAPSHOTS_BY_COHORT 0
/** In which band somebody counts who leaves: that of the wait on the day, as published statistics
 *  count. Balances by band are then off, as they are there; totals are not. */
#define CPW_SNAPSHOTS_BY_WAIT 1

/** Of what snapshots are made. */
typedef struct cpw_snapshots_options {
  size_t struct_size; /**< sizeof(cpw_snapshots_options) as the caller compiled it */
  int32_t step;       /**< CPW_SNAPSHOTS_..., default CPW_SNAPSHOTS_WEEKS */
  int32_t leaving;    /**< CPW_SNAPSHOTS_BY_..., default CPW_SNAPSHOTS_BY_COHORT */
  int32_t first;      /**< WEEKS: day of the first snapshot, MONTHS: any day of its month;
                            CPW_DATE_NONE (default): the period of the first referral is the first */
  int32_t last;  /**< no snapshot is later; CPW_DATE_NONE (default): the last date of the rows */
  int64_t dates; /**< DATES: how many, >= 1; otherwise 0 */
  const int32_t *date; /**< DATES: (dates) days of the snapshots, rising; otherwise NULL */
  int64_t bands; /**< number of bands, the last one open; 0 (default): 105 of weeks, 13 of months */
  const double
      *lower;    /**< (bands) lower edges in weeks or months, from 0, rising; NULL (default): 0,
                            1, 2, ... */
  int64_t lists; /**< number of lists, >= 1; default 1 */
  const int64_t
      *list; /**< (rows) index of each row's list, such as its specialty; NULL: all in one,
                            lists must be 1 */
  const cpw_dimension *labels;    /**< of the lists (length = lists), or NULL */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_snapshots_options;

/** Fill the options with the defaults.
 *  @param[out] options  weeks, by cohort, first to last date of the rows, usual bands, one list
 *  @param[in]  size     sizeof(cpw_snapshots_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_snapshots_options_init_sized(cpw_snapshots_options *options, size_t size);

/** Fill the options with the defaults (see cpw_snapshots_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_snapshots_options_init(cpw_snapshots_options *options) {
  cpw_snapshots_options_init_sized(options, sizeof *options);
}

/** Turn rows of dates into a history by time waited.
 *  A period is the days after one snapshot up to the next, which it includes; that of the first
 *  snapshot is the week or month before it, with CPW_SNAPSHOTS_DATES it is empty. A patient joins on
 *  the day of the referral and leaves on that of the removal (treated) or of the withdrawal, if that is
 *  earlier (removed without treatment); who leaves on the day of a snapshot does not wait any more.
 *  Referrals after the last snapshot and people who left before the first period are in no count.
 *  With bands in steps of a period (the default, for WEEKS and MONTHS)
 *    waiting[t-1] a band on (starts in band 0) - treated[t] - removed[t] = waiting[t]
 *  in every list and band, to the last person; and otherwise
 *    at_risk[t] = treated[t] + removed[t] + waiting[t], sum at_risk[t] = sum waiting[t-1] + starts[t].
 *  Dates that are not evenly spaced have their mean distance as the period of the bands, which the
 *  calibration then takes for all of them (note period_length).
 *  Result, as cpw_history_read has it and cpw_history_view reads it: starts [list period], treated
 *  [list period band], waiting [list period band], band_lower [band], unit_weeks, period_length; and
 *  removed [list period band], at_risk [list period band] (BY_COHORT), date [period] (int64, days since
 *  1970-01-01), rows_later (int64, referrals after the last snapshot), rows_before (int64, left before
 *  the first period). Labels of periods: "2024-05-31"; of months "2024-05".
 *  @param[in]  rows     the list; its priorities are not used
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the history as a result; untouched on error
 *  @param[out] err      nullable; its index is the row at fault
 *  @return CPW_OK; CPW_EINVAL (NULL, an option that is none, no rows and no first or last day, a
 *  dimension of another length, list of a row out of range); CPW_EDOMAIN (a date, a removal or
 *  withdrawal before the referral: "removal[3] = 2024-01-01 must not be before the referral"; edges or
 *  dates that do not rise; no period ends by the last day); CPW_EOVERFLOW; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(rows x periods waited + lists x periods x bands). @par Thread safety Safe.
 *  @par Example examples/python/patient_rows.py @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_snapshots_history(const cpw_date_rows *rows,
                                                   const cpw_snapshots_options *options,
                                                   cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
