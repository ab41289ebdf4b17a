/* carepath/standards.h - waiting-time standards of the NHS in England as data: what share within which
 * limit, for whom, from when, by when, and where that is written.
 * Floor 3: includes dates.h, for the days.
 *
 * The library's own table is a convenience: standards change, and a table of the caller's own in the
 * same columns takes its place (cpw_standards_read). What could not be checked against its
 * source says so (verified 0, and in the note). */
#ifndef CAREPATH_STANDARDS_H
#define CAREPATH_STANDARDS_H

#include "carepath/base.h"
#include "carepath/dates.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One standard. */
typedef struct cpw_standard {
  const char *key;  /**< unique, such as "rtt_2025_26_national" */
  const char *name; /**< in words */
  const char
      *measure;     /**< what is counted: "rtt_incomplete", "rtt_first_appointment", "diagnostics",
                            "cancer_faster_diagnosis", "cancer_31_day", "cancer_62_day",
                            "surgical_priority", or the caller's own */
  const char *kind; /**< "within": at least `share` within the limit; "over": at most `share` (below
                            it) beyond it; "none_over": nobody beyond it; "priority": a time to be
                            treated in, without a share */
  const char *scope;  /**< "national", "trust" or "patient" */
  const char *source; /**< where it is written */
  const char *note;   /**< what else must be known; "" for nothing */
  double limit_days;  /**< the limit, > 0; 126 for 18 weeks */
  double share;       /**< in [0, 1]; NaN where there is none */
  double gain;        /**< least rise of the share on the baseline, in [0, 1]: 0.05 for 5 percentage
                            points; 0 for none. With a share: the higher of the two */
  int32_t from;       /**< first day on which it is worked towards; CPW_DATE_NONE: all along */
  int32_t due;        /**< day by which it is to be met; CPW_DATE_NONE: from `from` on */
  int32_t until;      /**< last day on which it holds; CPW_DATE_NONE: no end */
  int32_t verified;   /**< 1: as its source gives it; 0: not checked, see note */
} cpw_standard;

/** Where a date stands to a standard (array status). */
#define CPW_STANDARD_IN_FORCE 0 /**< it is to be met on the date */
#define CPW_STANDARD_DUE      1 /**< it is worked towards and due later */
#define CPW_STANDARD_FUTURE   2 /**< it is not yet worked towards */
#define CPW_STANDARD_PAST     3 /**< it no longer holds */

/** The library's own standards one after the other.
 *  @param[in] index  0-based
 *  @return the standard in static memory; NULL past the end.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_standard *cpw_standard_at(int64_t index);

/** One of the library's own standards by its key.
 *  @param[in] key  such as "rtt_92"; NULL finds nothing
 *  @return the standard in static memory; NULL if there is none of that key.
 *  @par Complexity O(standards). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_standard *cpw_standard_find(const char *key);

/** Standards that are in force or due at a date, from the library's table or the caller's.
 *  In force: from `due` (or, without it, `from`) to `until`, both days inside. Due: from `from`
 *  to the day before `due`.
 *  Result: limit_days, limit_weeks, share, gain (doubles), from, due, until (int64, days since
 *  1970-01-01 or CPW_DATE_NONE), verified, status (int64; CPW_STANDARD_...) [standard], in the order
 *  of the table; the dimension is labelled by key and has the coordinates name, measure, kind, scope,
 *  source, note.
 *  @param[in]  date       days since 1970-01-01; CPW_DATE_NONE: every standard, those past and to come
 *                         too, with status as on the last day of all (in force or past)
 *  @param[in]  table      result of cpw_standards_read or cpw_standards; NULL: the library's own
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        the standards, perhaps none; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL; a table that is none); CPW_EDOMAIN (a date outside the years 1 to
 *  9999); CPW_ENOMEM.
 *  @par Complexity O(standards). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_standards(int32_t date, const cpw_result *table,
                                           const cpw_allocator *allocator, cpw_result **out,
                                           cpw_error *err);

/** Read a table of standards from CSV.
 *  Columns by name, in any order: key, kind, limit_days are needed; name, measure, scope, source, note
 *  (text), share, gain (numbers), from, due, until (2024-01-31 or empty), verified (1 or 0) may be left
 *  out or empty. Other columns are ignored.
 *  @param[in]  source     where the text comes from
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        as cpw_standards with CPW_DATE_NONE; untouched on error
 *  @param[out] err        nullable: names the line and the column
 *  @return CPW_OK; CPW_EINVAL (NULL); CPW_EDATA (not CSV, a key that is empty or comes twice, a kind that
 *  is none, a limit that is not > 0, a share that is missing or out of range, a date that is none,
 *  dates in the wrong order); CPW_ENOTFOUND (a column is missing); CPW_EIO; CPW_ENOMEM.
 *  @par Complexity O(rows^2). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_standards_read(const cpw_source *source,
                                                const cpw_allocator *allocator, cpw_result **out,
                                                cpw_error *err);

/** Read a table of standards from a CSV file (see cpw_standards_read).
 *  @param[in]  path       the file
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out        as cpw_standards_read; untouched on error
 *  @param[out] err        nullable
 *  @return as cpw_standards_read.
 *  @par Complexity as cpw_standards_read. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_standards_read_path(const char *path,
                                                     const cpw_allocator *allocator,
                                                     cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
