/* carepath/dates.h - lists kept as rows of dates: when each patient was referred, removed, withdrew.
 * Floor 3: includes base.h only.
 *
 * A date is a whole number of days since 1970-01-01 (Gregorian calendar throughout), CPW_DATE_NONE
 * where there is none. Waits here are in days, targets in weeks, rates a day or a week as named.
 * Source: the functions of the NHSRwaitinglist R package and of Fong et al., "Understanding waiting
 * list pressures", medRxiv 2022.08.23.22279117, from the mathematics. By default the defects of the
 * published functions are mended, each of which is named below; options.published = 1 gives the
 * published figures. */
#ifndef CAREPATH_DATES_H
#define CAREPATH_DATES_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- calendar ------------------ */

/** No date: a patient who has not been removed, an option that is left to the library. */
#define CPW_DATE_NONE (-2147483647)

/** Bytes that cpw_date_format may write, the final NUL included. */
#define CPW_DATE_CHARS 16

/** Days since 1970-01-01 of a calendar date.
 *  Counts whole eras of 400 years, years that begin in March, and days: the Gregorian rule.
 *  @param[in]  year   1 to 9999
 *  @param[in]  month  1 to 12
 *  @param[in]  day    1 to the length of the month
 *  @param[out] date   days; untouched on error
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN (no such date).
 *  @par Complexity O(1), exact. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_date_from_civil(int32_t year, int32_t month, int32_t day,
                                                 int32_t *date, cpw_error *err);

/** Calendar date of a number of days since 1970-01-01.
 *  @param[in]  date   from 0001-01-01 (-719162) to 9999-12-31 (2932896)
 *  @param[out] year   1 to 9999; untouched on error
 *  @param[out] month  1 to 12; untouched on error
 *  @param[out] day    1 to 31; untouched on error
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN (outside those years, CPW_DATE_NONE).
 *  @par Complexity O(1), exact. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_date_to_civil(int32_t date, int32_t *year, int32_t *month,
                                               int32_t *day, cpw_error *err);

/** Read a date as ISO 8601 text, "2024-01-31".
 *  @param[in]  text   (count) need not be terminated; "NA" and nothing at all are CPW_DATE_NONE
 *  @param[in]  count  number of bytes, >= 0
 *  @param[out] date   days since 1970-01-01, or CPW_DATE_NONE; untouched on error
 *  @return CPW_OK; CPW_EINVAL (NULL, a negative count); CPW_EDATA (not of that form, no such date).
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_date_parse(const char *text, int64_t count, int32_t *date);

/** Write a date as ISO 8601 text, "2024-01-31".
 *  @param[in]  date  days since 1970-01-01; "NA" for CPW_DATE_NONE and outside the years 1 to 9999
 *  @param[out] text  at least CPW_DATE_CHARS bytes; terminated
 *  @return the number of characters before the NUL.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_date_format(int32_t date, char *text);

/* ---------------------------------------------------------------- rows ---------------------- */

/** A list as rows of dates: borrowed arrays, in any order. */
typedef struct cpw_date_rows {
  size_t struct_size;        /**< sizeof(cpw_date_rows) as the caller compiled it */
  int64_t rows;              /**< >= 0 */
  const int32_t *referral;   /**< (rows) clock starts */
  const int32_t *removal;    /**< (rows) treatments or other removals, CPW_DATE_NONE: none yet */
  const int32_t *withdrawal; /**< (rows) the patient leaves untreated on this day, CPW_DATE_NONE:
                                   never; NULL: nobody */
  const int32_t *priority;   /**< (rows) surgical priority, >= 1; NULL: all alike */
} cpw_date_rows;

/** Fill rows with nothing.
 *  @param[out] rows  all zero and NULL but struct_size
 *  @param[in]  size  sizeof(cpw_date_rows) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_date_rows_init_sized(cpw_date_rows *rows, size_t size);

/** Fill rows with nothing (see cpw_date_rows_init_sized).
 *  @param[out] rows  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_date_rows_init(cpw_date_rows *rows) {
  cpw_date_rows_init_sized(rows, sizeof *rows);
}

/** Who is next when a slot is free: the shorter target of the priority first, then the longer wait. */
#define CPW_DATES_BY_PRIORITY 0
/** Who is next when a slot is free: who is due first, referral plus the target of the priority. */
#define CPW_DATES_BY_DUE 1

/** How rows are read. */
typedef struct cpw_dates_options {
  size_t struct_size;  /**< sizeof(cpw_dates_options) as the caller compiled it */
  int32_t start;       /**< first day looked at; CPW_DATE_NONE (default): first referral */
  int32_t end;         /**< last day looked at; CPW_DATE_NONE (default): last referral */
  int32_t published;   /**< 1: as the published functions count; default 0 */
  int32_t order;       /**< CPW_DATES_BY_..., default CPW_DATES_BY_PRIORITY */
  double target_weeks; /**< target wait, > 0; default 18 */
  double factor;       /**< target wait over target mean wait, > 0; default 4 */
  double relief_weeks; /**< time in which a long list is to shrink, > 0; default 26 */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_dates_options;

/** Fill the options with the defaults.
 *  @param[out] options  first to last referral, defects mended, 18 weeks, factor 4, relief in 26 weeks
 *  @param[in]  size     sizeof(cpw_dates_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_dates_options_init_sized(cpw_dates_options *options, size_t size);

/** Fill the options with the defaults (see cpw_dates_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_dates_options_init(cpw_dates_options *options) {
  cpw_dates_options_init_sized(options, sizeof *options);
}

/** Demand: how fast people are referred in a window of days, both ends inside.
 *  demand_daily = referrals / days of the window; demand_cov = sd (n - 1) over mean of the gaps
 *  between referrals in order of time, NaN below two gaps or where all are 0; demand_count = referrals.
 *  Published: gaps of (start, referrals in row order, end), demand_daily = 1 / their mean,
 *  demand_count = their number, which is one too many; rows that are not in order give gaps below 0.
 *  Result (single numbers): demand_weekly, demand_daily (people), demand_cov, demand_count.
 *  @param[in]  rows     the list; removal may be NULL here
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the figures; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, an option that is none, no window because there are no rows);
 *  CPW_EDOMAIN (a row without referral, a date outside the years 1 to 9999, a removal or withdrawal
 *  before the referral unless published, end before start); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(rows + days). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dates_referral_stats(const cpw_date_rows *rows,
                                                      const cpw_dates_options *options,
                                                      cpw_result **out, cpw_error *err);

/** Capacity: how fast people are removed while there is somebody to remove.
 *  A day is busy where the list had somebody on it: left over from the day before, or referred on
 *  it. capacity_daily = removals in the window / busy days; capacity_cov = sd (n - 1) over mean of the
 *  busy days between removals (the first from the start), 0 for a single removal; NaN without any.
 *  Published: the window is not used; a removal that empties the list counts as a gap of 0 (so that
 *  a list that is emptied each time has endless capacity), the last gap goes on beyond the end.
 *  Result (single numbers): capacity_weekly, capacity_daily (people), capacity_cov, removal_count.
 *  @param[in]  rows     the list
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the figures; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_dates_referral_stats.
 *  @par Complexity O(rows + days). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dates_removal_stats(const cpw_date_rows *rows,
                                                     const cpw_dates_options *options,
                                                     cpw_result **out, cpw_error *err);

/** People waiting at the end of every day of a window.
 *  Referrals up to the day less those who were removed or withdrew up to it.
 *  Published: referrals before the start are moved to it and removals before it are never subtracted, so
 *  that everybody who was ever referred is still there; withdrawals do not count.
 *  Result, by day: date (int64, days since 1970-01-01), queue_size (int64, people) [day].
 *  @param[in]  rows     the list
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the list by day; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_dates_referral_stats.
 *  @par Complexity O(rows + days). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dates_queue_size(const cpw_date_rows *rows,
                                                  const cpw_dates_options *options,
                                                  cpw_result **out, cpw_error *err);

/** The state of a list in the rules of thumb: load, size, waits, and the capacity it takes.
 *  Demand and capacity as above, a week. load = demand / capacity; target_queue_size = demand x
 *  target / factor; queue_too_big where the list is more than twice that. Then relief_capacity = demand
 *  + (size - target size) / relief_weeks, else target_capacity = demand + (cv_arrival^2 +
 *  cv_removal^2) / 2 x factor / target; the other one is NaN. mean_wait: over those who wait at the
 *  end, in days. pressure = 2 mean_wait / (7 target): both in days.
 *  Published: pressure takes days over weeks, seven times too much; people who are referred after
 *  the end and removed later still count as waiting, with negative waits.
 *  Result (single numbers): mean_demand, mean_capacity (people a week), load, load_too_big (1, 0; NaN
 *  where load is), count_demand, queue_size, target_queue_size (people), queue_too_big, mean_wait (days),
 *  cv_arrival, cv_removal, target_capacity, relief_capacity (people a week), pressure.
 *  @param[in]  rows     the list
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the figures; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_dates_referral_stats; CPW_EDOMAIN also for a target, factor or time that is not > 0.
 *  @par Complexity O(rows + days). @par Thread safety Safe. @par Example examples/dates.c
 *  @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dates_stats(const cpw_date_rows *rows,
                                             const cpw_dates_options *options, cpw_result **out,
                                             cpw_error *err);

/* ---------------------------------------------------------------- schedules ----------------- */

/** Give slots to the people who wait, one each.
 *  Slots are taken in order of time. A slot goes to one of those who were referred before its day,
 *  have no removal yet and have not withdrawn by its day: by options.order, then the longer wait, then
 *  the earlier row. Targets of priorities are those of cpw_waitlist_priority_days (P1 7 days, P2 28,
 *  P3 84, else 365). A slot for which nobody waits is lost.
 *  Published: slots in the order given, people in that of the rows; a slot is lost where the next
 *  row was not yet referred, though others may wait; priorities and withdrawals are not looked at.
 *  @param[in]  rows      the list
 *  @param[in]  slots     number of slots, >= 0
 *  @param[in]  slot      (slots) dates; any order
 *  @param[in]  options   `published`, `order` and `allocator` are used; NULL for the defaults
 *  @param[out] removal   (rows) the removals with the new ones; may be the list's own array;
 *                        untouched on error
 *  @param[out] patient   (slots) row that each slot went to, -1: lost; may be NULL; untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (dates as in cpw_dates_referral_stats, a slot that is no
 *  date); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O((rows + slots) log rows + days). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dates_schedule(const cpw_date_rows *rows, int64_t slots,
                                                const int32_t *slot,
                                                const cpw_dates_options *options, int32_t *removal,
                                                int64_t *patient, cpw_error *err);

/** Slots of an even capacity: start + ceil(j / capacity), j = 0, 1, ..., within so many days.
 *  The last j is the largest with j / capacity <= days - 1.
 *  @param[in]  start     first day
 *  @param[in]  days      >= 1
 *  @param[in]  capacity  slots a day, finite and > 0
 *  @param[in]  room      number of slots that fit into `slot`, >= 0
 *  @param[out] slot      (room) dates; NULL: only count; untouched on error
 *  @param[out] count     number of slots; untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDOMAIN (no date, days, capacity); CPW_EOVERFLOW (more slots
 *  than room, dates beyond the year 9999, more than 2^53 slots).
 *  @par Complexity O(slots). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dates_sim_schedule(int32_t start, int64_t days, double capacity,
                                                    int64_t room, int32_t *slot, int64_t *count,
                                                    cpw_error *err);

/* ---------------------------------------------------------------- histograms ---------------- */

/** Geometric law of completed waits from a histogram, the open band censored.
 *  Maximum likelihood for P(wait = w) = p (1 - p)^w, w = 0, 1, ...: p = S / (S + sum of w n_w), S
 *  those who are not censored; a censored wait of at least w counts its w. Standard error from the
 *  observed information: p sqrt((1 - p) / S).
 *  @param[in]  bands     number of bands, >= 1, each a unit wide
 *  @param[in]  counts    (bands) people by completed wait, finite and >= 0
 *  @param[in]  censored  1: the last band is open ("at least"); 0: it is a band like the others
 *  @param[out] p         chance of leaving in a unit; NaN where there is nobody, or only people
 *                       who are censored at 0; untouched on error
 *  @param[out] se        its standard error, NaN where nobody is uncensored; may be NULL; untouched on
 *                        error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (a count); CPW_EOVERFLOW (their sum).
 *  @par Complexity O(bands). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dates_geometric_fit(int64_t bands, const double *counts,
                                                     int32_t censored, double *p, double *se,
                                                     cpw_error *err);

/** Least number of people who left a list between two snapshots a band apart.
 *  Everybody is one band older in the second one; sum over the cohorts of how much each has shrunk,
 *  those who grew as 0: sum of max(0, before_{m-1} - after_m), the last two bands of `before` together
 *  against the open band of `after`. Who joins and leaves between the two is not seen.
 *  @param[in]  bands    number of bands, >= 1, the last one open
 *  @param[in]  before   (bands) people, finite and >= 0
 *  @param[in]  after    (bands) people, finite and >= 0
 *  @param[out] removed  people; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EOVERFLOW (the sum).
 *  @par Complexity O(bands). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_dates_cohort_removals(int64_t bands, const double *before,
                                                       const double *after, double *removed,
                                                       cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
