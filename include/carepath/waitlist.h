/* carepath/waitlist.h - the backlog by time waited: read a history, calibrate how people leave a
 * list, project it, measure it, and solve for the capacity that a standard takes.
 * Floor 3: includes base.h, urgency.h for the days of surgical priorities and, for the extract of NHS
 * England, rtt.h's results.
 *
 *   tidy CSV or extracts -> history -> calibrate -> backlog -> project, target
 *
 * A list is counted by bands of time waited. In one period everybody grows older: people who would
 * stand in band m at the end of the period had nobody left are its inflow I_m (clock starts join
 * the first band). Of these T_m are treated, D_m removed without treatment, N_m = I_m - T_m - D_m
 * still wait. Source of the recursion: Wood, Health Care Management Science 25:521-525 (2022) and
 * Wood and Worthington, 28:259-273 (2025).
 *
 * Exactness: the people of a list are rounded once to whole multiples of a power of two, and every
 * flow is such a multiple. The step is at most 2^-49 of everybody who can be on the list in the whole
 * window or horizon (2^-40 where the list may grow: negative removal hazards, CPW_SURPLUS_NONE), and a
 * rounding at most half of that. Windows and horizons have grids of their own: a projection rounds its
 * opening again, also where it begins with the calibration's last list. Capacities are rounded down. So
 *   opening + starts + unrecorded - treated - removed = closing
 * holds with == for every list, period and band, in double arithmetic, in any order of adding. A
 * list twice, four times, ... as large gives numbers exactly twice, four times, ... as large. */
#ifndef CAREPATH_WAITLIST_H
#define CAREPATH_WAITLIST_H

#include "carepath/base.h"
#include "carepath/urgency.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- bands --------------------- */

/** Days in a month and weeks in a month, on average over the calendar: 365.25/12 and a seventh. */
#define CPW_DAYS_PER_MONTH  30.4375
#define CPW_WEEKS_PER_MONTH 4.348214285714286

/** The RTT standard: at most 18 weeks. */
#define CPW_RTT_WEEKS 18.0

/** How time waited is cut into bands, and how far one period moves a patient along them. */
typedef struct cpw_bands {
  size_t struct_size;  /**< sizeof(cpw_bands) as the caller compiled it */
  int64_t count;       /**< number of bands, >= 1; the last one is open ("and over") */
  const double *lower; /**< (count) lower edges in units; lower[0] = 0, strictly increasing */
  double unit_weeks;   /**< weeks in a unit: 1, or CPW_WEEKS_PER_MONTH for month bands; > 0 */
  double period;       /**< length of a period in units, > 0; default 1 */
} cpw_bands;

/** Fill bands with the defaults.
 *  @param[out] bands  count 0, lower NULL, unit_weeks 1, period 1
 *  @param[in]  size   sizeof(cpw_bands) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_bands_init_sized(cpw_bands *bands, size_t size);

/** Fill bands with the defaults (see cpw_bands_init_sized).
 *  @param[out] bands  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_bands_init(cpw_bands *bands) {
  cpw_bands_init_sized(bands, sizeof *bands);
}

/** Week bands at a month's end to month bands, as the published RTT tools do it.
 *  The people of week band w joined in the week that ended d_w = E - 7w days (E the last day of the
 *  month): min(day of month of d_w, 7)/7 of them in the calendar month of d_w, the rest in the
 *  month before; months waited is the difference of calendar months, the last band open.
 *  Source: the attribution of the NHSRtt R package, from the mathematics.
 *  @param[in]  year   of the month, 1900 to 9999
 *  @param[in]  month  1 to 12
 *  @param[in]  rows   number of lists, >= 0
 *  @param[in]  weeks  number of week bands, >= 1; band w is [w, w+1), the last one open
 *  @param[in]  counts (rows, weeks) people, finite
 *  @param[in]  months number of month bands, >= 1; band m is [m, m+1), the last one open
 *  @param[out] out    (rows, months) people; sums as the counts do to rounding; no overlap with
 *                     counts; untouched on error
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (not finite, no such month); CPW_EOVERFLOW (the sum of a
 *  row, signs aside, is beyond the largest double).
 *  @par Complexity O(rows x (weeks + months)). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_bands_weeks_to_months(int32_t year, int32_t month, int64_t rows,
                                                       int64_t weeks, const double *counts,
                                                       int64_t months, double *out, cpw_error *err);

/** Month bands at a month's end to week bands: an approximation, because months say less.
 *  The people of a closed month band are spread evenly over the days of the calendar month in which
 *  they joined. Those of the open band are spread over the months before it in a geometric
 *  sequence with the ratio of the two closed bands below it (between 0 and 0.95), and what lies
 *  beyond the week bands stays in the open week band.
 *  @param[in]  year   of the month, 1900 to 9999
 *  @param[in]  month  1 to 12
 *  @param[in]  rows   number of lists, >= 0
 *  @param[in]  months number of month bands, >= 1
 *  @param[in]  counts (rows, months) people, finite and >= 0
 *  @param[in]  weeks  number of week bands, >= 1
 *  @param[out] out    (rows, weeks) people; sums as the counts do to rounding; no overlap with
 *                     counts; untouched on error
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (negative or not finite, no such month); CPW_EOVERFLOW (the
 *  sum of a row is beyond the largest double).
 *  @par Complexity O(rows x (weeks + months)). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_bands_months_to_weeks(int32_t year, int32_t month, int64_t rows,
                                                       int64_t months, const double *counts,
                                                       int64_t weeks, double *out, cpw_error *err);

/** The month band behind a label of the published tables: "<1" is band 0, "5-6" and "5" band 5, "12+" and
 *  ">12" band 12; what lies beyond the last band joins it. Source: the months_waited of the NHSRtt R package.
 *  @param[in]  label  the text; spaces between its parts are fine
 *  @param[in]  bands  number of bands, >= 1; the last one is open
 *  @param[out] band   0 to bands - 1; untouched on error
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDATA (not a label of that form).
 *  @par Complexity O(length). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_bands_of_label(const char *label, int64_t bands, int64_t *band,
                                                cpw_error *err);

/* ---------------------------------------------------------------- history ------------------- */

/** What happened to some lists over some periods: borrowed arrays. */
typedef struct cpw_history {
  size_t struct_size;        /**< sizeof(cpw_history) as the caller compiled it */
  int64_t lists;             /**< >= 1 */
  int64_t periods;           /**< >= 1; the first one gives the opening list only */
  const cpw_bands *bands;    /**< not NULL */
  const double *starts;      /**< (lists, periods) clock starts, >= 0; those of the first period are
                                   not used */
  const double *treated;     /**< (lists, periods, bands) completed pathways, >= 0 */
  const double *waiting;     /**< (lists, periods, bands) incomplete pathways at the end, >= 0 */
  const cpw_dimension *list; /**< labels of the lists, or NULL */
  const cpw_dimension *period; /**< labels of the periods, or NULL */
} cpw_history;

/** Fill a history with nothing.
 *  @param[out] history  all zero and NULL but struct_size
 *  @param[in]  size     sizeof(cpw_history) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_history_init_sized(cpw_history *history, size_t size);

/** Fill a history with nothing (see cpw_history_init_sized).
 *  @param[out] history  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_history_init(cpw_history *history) {
  cpw_history_init_sized(history, sizeof *history);
}

/** What to do with a list that lacks a period in a tidy file. */
#define CPW_MISSING_ERROR 0 /**< refuse: name the list and the period */
#define CPW_MISSING_ZERO  1 /**< take it as nobody waiting, started or treated */
#define CPW_MISSING_DROP  2 /**< leave the list out and say so in the notes */

/** How a tidy file is read. */
typedef struct cpw_history_options {
  size_t struct_size; /**< sizeof(cpw_history_options) as the caller compiled it */
  const char *where;  /**< rows to keep: "column=value" joined by ";", several values of one column
                            are alternatives ("org=RBD;org=R0A;specialty=Total"); spaces around
                            names and values go; NULL: all rows */
  int64_t bands;      /**< number of bands to keep, 0 to 5218, the last one open: longer waits are
                            added to it; more than the file has: its last one is then taken as
                            closed; 0 (default): as many as the whole file has, rows that are not
                            kept included */
  int32_t missing;    /**< CPW_MISSING_..., default CPW_MISSING_ERROR */
  int32_t
      stages; /**< 1: every list as two, "decision" and "admission" of a coordinate stage: before
                            the decision to admit and from it on (cpw_waitlist_stages); default 0 */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_history_options;

/** Fill the options with the defaults.
 *  @param[out] options  all rows, all bands, missing periods refused, one stage
 *  @param[in]  size     sizeof(cpw_history_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_history_options_init_sized(cpw_history_options *options, size_t size);

/** Fill the options with the defaults (see cpw_history_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_history_options_init(cpw_history_options *options) {
  cpw_history_options_init_sized(options, sizeof *options);
}

/** Read a tidy CSV of RTT counts into a history.
 *  Columns by name, in any order: `period` (2024-05 or 2024-05-31); `type` (new_clock_starts,
 *  completed_all or completed_admitted and completed_nonadmitted, which are added, incomplete;
 *  incomplete_dta is left out: it is a part of incomplete, unless options.stages); `months_waited` or `weeks_lo` (a whole
 *  number below a century; empty or 0 for new_clock_starts); `count` (>= 0, fractions are fine).
 *  Every other column is a coordinate of the list (org, specialty, tfc, ...), also where `where`
 *  leaves one value of it. Lists are in the order in which they first come, periods in that of
 *  time; the order of rows changes nothing else, not a bit.
 *  With months_waited a period is one month and a unit a month; with weeks_lo a unit is a week and a
 *  period is the time between two period ends: one week (dates seven days apart), or
 *  CPW_WEEKS_PER_MONTH for months (dates 21 to 40 days apart in neighbouring months, or months). One
 *  period alone is taken as a month.
 *  Errors that name the line and the column or the cell: a cell that is given twice, completed_all
 *  beside its parts in one list and period, negative and non-finite counts, a label that is not
 *  UTF-8. Errors that name the periods: one that no list has between the first and the last, steps
 *  that differ, months and dates in one file. Also refused: no row of incomplete; no row of
 *  new_clock_starts in more than one period, in a file that has none elsewhere either. Absent cells
 *  are zero, as published files leave zeros out. So a list lacks a period (options.missing) only
 *  where it has no row at all in it. But a month band below 12, between the shortest and the longest
 *  wait of the incomplete rows, of which the whole file has no row of any type, is an error: such
 *  rows are lost. A week band like that is noted.
 *  With options.stages every list is a pair, in this order: incomplete less incomplete_dta,
 *  completed_nonadmitted and new_clock_starts are stage "decision", incomplete_dta and completed_admitted
 *  stage "admission". Refused then: completed_all, a file without incomplete_dta, more people with a decision
 *  than wait at all, a column called stage.
 *  Result: dimensions list, period, band; arrays starts [list period], treated [list period band],
 *  waiting [list period band] (people), band_lower [band] (units), unit_weeks, period_length
 *  (single numbers). Notes, beside source where there is a reason: dropped or missing (lists that
 *  lack a period), starts (lists without any), treated (a part or nothing), bands (longer waits of
 *  which no incomplete row of the file is), bands_of_file (their number, where options.bands is not
 *  0), unmatched (conditions of `where` that no row meets), period_length (one period alone).
 *  @param[in]  source   where the text comes from; a pipe or a socket is fine
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the history as a result; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, an option that is none, `where` not of its form); CPW_EDATA (as
 *  above; a column that is missing, also one named in `where`; no row is left); CPW_EDOMAIN
 *  (options.bands); CPW_EOVERFLOW (a sum beyond the largest double); CPW_EIO; CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(rows of the file) time, O(lists x periods x bands) memory.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_history_read(const cpw_source *source,
                                              const cpw_history_options *options, cpw_result **out,
                                              cpw_error *err);

/** Read a tidy CSV file into a history (see cpw_history_read).
 *  @param[in]  path     the file
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the history as a result; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_history_read.
 *  @par Complexity as cpw_history_read. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_history_read_path(const char *path,
                                                   const cpw_history_options *options,
                                                   cpw_result **out, cpw_error *err);

/** Turn the aggregated monthly extracts of NHS England (cpw_rtt_result) into a history.
 *  Each group is a list, with its codes (and names) as coordinates. treated is Part_1A + Part_1B,
 *  waiting Part_2, starts the "Total All" of Part_3; Part_2A is a part of Part_2 and left out, and so
 *  is any other part (note types). Patients with an unknown clock start are in no band. Parts that a
 *  group lacks are zero; a month in which it has none of them is missing (options.missing), and a
 *  month that no group has between the first and the last one is an error. The notes of the
 *  extracts are kept, `sources` as source.
 *  Extracts with rows that were read twice (rows_repeated) are refused.
 *  @param[in]  rtt      result of cpw_rtt_result
 *  @param[in]  months   0: week bands as in the extract, a period of CPW_WEEKS_PER_MONTH weeks;
 *                       1 to 1200: so many month bands by cpw_bands_weeks_to_months, a period of one
 *                       month. 13 are the published ones
 *  @param[in]  options  `missing`, `stages` (Part_2A and Part_1A are stage "admission") and `allocator` are used;
 *                       NULL for the defaults
 *  @param[out] out      the history as a result (see cpw_history_read); untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, not a result of cpw_rtt_result, an option that is none);
 *  CPW_EDOMAIN (months); CPW_EDATA (no rows, a missing month, bands of more than a week where months
 *  are asked for; no incomplete pathways, or no clock starts in more than one month); CPW_ENOMEM;
 *  CPW_EABI.
 *  @par Complexity O(rows x bands).
 *  @par Accuracy against the published attribution (a provider, November 2024, 13 months): within
 *  4.3e-7 people in every band, which is the rounding of the published counts to six decimals.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_history_from_rtt(const cpw_result *rtt, int64_t months,
                                                  const cpw_history_options *options,
                                                  cpw_result **out, cpw_error *err);

/** View a result of cpw_history_read or cpw_history_from_rtt as a history, without copying.
 *  @param[in]  result   the result; must outlive history and bands
 *  @param[out] history  points into the result and to bands; untouched on error
 *  @param[out] bands    points into the result; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOTFOUND (an array is missing or has another shape); CPW_EABI.
 *  @par Complexity O(arrays). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_history_view(const cpw_result *result, cpw_history *history,
                                              cpw_bands *bands, cpw_error *err);

/* ---------------------------------------------------------------- calibrate ----------------- */

/** How the hazards of single periods become one. In the mean of ratios a period in which nobody could
 *  leave a band counts as a ratio of 0, as it does in the published tools. */
#define CPW_ESTIMATE_POOLED 0 /**< sum of those who left / sum of those who could (weighted) */
#define CPW_ESTIMATE_MEAN                                                                          \
  1 /**< mean of the periods' ratios, as the published tools do (weighted) */
#define CPW_ESTIMATE_COMBINED                                                                      \
  2 /**< CPW_ESTIMATE_POOLED twice, signed and with raised starts, weighted by how well they would
                                 have done on the history; options.unrecorded is not used */

/** What to do with people who appear without a clock start: D = I - T - N < 0. The balance shows them
 *  as unrecorded under every choice; the choice decides about the hazards. The "first band" is every
 *  band that the clock starts of a period reach (one, where bands are a period wide). */
#define CPW_UNRECORDED_ALLOW 0 /**< keep the sign: negative hazards are net transfers in */
#define CPW_UNRECORDED_FLOOR 1 /**< set negative removals to 0 */
#define CPW_UNRECORDED_REDISTRIBUTE                                                                \
  2 /**< in the first band add them to the starts; other bands
                                                 keep the sign */
#define CPW_UNRECORDED_REDISTRIBUTE_FLOOR 3 /**< the same, other bands set to 0 */
#define CPW_UNRECORDED_UPLIFT                                                                      \
  4 /**< raise all starts, past and future, by the average share
                                                 that is missing in the first band; then floor */
#define CPW_UNRECORDED_COHORT                                                                      \
  5 /**< put them back on the list from their clock start on, cohort by
                                                 cohort; bands one period wide only */

/** What is said about the calendar. */
#define CPW_SEASONAL_NONE  0 /**< nothing */
#define CPW_SEASONAL_DAYS  1 /**< flows per working day */
#define CPW_SEASONAL_MONTH 2 /**< and factors by month of the year, from 24 periods on */

/** How a history is calibrated. */
typedef struct cpw_calibrate_options {
  size_t struct_size;   /**< sizeof(cpw_calibrate_options) as the caller compiled it */
  int32_t estimator;    /**< CPW_ESTIMATE_..., default CPW_ESTIMATE_POOLED */
  int32_t unrecorded;   /**< CPW_UNRECORDED_..., default CPW_UNRECORDED_ALLOW */
  double recency;       /**< weight of a period against the one after it, in (0, 1]; default 0.8;
                              1 weighs all the same */
  int64_t first_period; /**< first period used (0-based; gives the opening list), default 0 */
  int64_t last_period;  /**< last period used; -1 (default): the last of the history */
  int32_t detail;       /**< 1: also the flows by period and band; default 0 */
  int32_t steady;       /**< 1: a history of one period is taken as a list in balance, its opening
                              equal to its closing; default 0: one period is an error */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
  double removal_recency; /**< recency of the removal hazards and of the missing share of the
                                starts, in (0, 1]; 0 (default): as recency */
  const int64_t *parent;  /**< (lists) index of the list that a list is shrunk towards, or -1; NULL
                                (default): no shrinking */
  int32_t variance;       /**< 1: also variances and covariances; default 0 */
  int32_t seasonal;       /**< CPW_SEASONAL_..., default CPW_SEASONAL_NONE */
  int32_t first_year;     /**< year of the history's first period, 1978 to 9999; 0 (default): its
                                label says so ("2024-05" or "2024-05-31") */
  int32_t first_month;    /**< month of the history's first period, 1 to 12; 0 with first_year 0 */
} cpw_calibrate_options;

/** Fill the options with the defaults.
 *  @param[out] options  pooled, signed, recency 0.8, all periods, no detail
 *  @param[in]  size     sizeof(cpw_calibrate_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_calibrate_options_init_sized(cpw_calibrate_options *options, size_t size);

/** Fill the options with the defaults (see cpw_calibrate_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_calibrate_options_init(cpw_calibrate_options *options) {
  cpw_calibrate_options_init_sized(options, sizeof *options);
}

/** Working days of a month in England: Monday to Friday less bank holidays.
 *  New Year's Day, Good Friday, Easter Monday, the first and last Monday in May, the last one in August,
 *  Christmas Day and Boxing Day, with their substitutes at weekends; the days that were moved or added
 *  by proclamation up to 2023. Source: Banking and Financial Dealings Act 1971 and gov.uk/bank-holidays;
 *  Easter by the anonymous Gregorian computus (Meeus, Astronomical Algorithms, ch. 8).
 *  @param[in] year   1978 to 9999
 *  @param[in] month  1 to 12
 *  @return days, 17 to 23; 0 where there is no such month.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_working_days(int32_t year, int32_t month);

/** Estimate how people leave: treatment and removal hazards by band of time waited.
 *  For each period t after the first: I_{t,m} from the list at t-1 (everybody one period older) and
 *  the clock starts; D = I - T - N; hazards c = T/I and r = D/I (0 where I = 0); then one estimate
 *  over the periods. Source: Wood and Worthington 2025 (mean of ratios); pooling and recency weights
 *  w^(age) are ratio estimators (Cochran, Sampling Techniques, ch. 6).
 *  Bands that are not one period wide: people are taken as evenly spread within a closed band.
 *  A removal hazard below -1 (more joined a band unrecorded than were in it) is set to -1 and the note
 *  "limited" counts such. A treatment hazard is above 1 where more were treated than could be seen
 *  (T > I); projections never treat more than are there.
 *  start_uplift under UPLIFT is max(0, -D/starts) of the first band, by the estimator and weights
 *  asked for; under COHORT the weighted share of people put back to their clock start; 0 under every
 *  other choice.
 *  COHORT: with B3 of the published pipeline's own proposal, from the last period back: who appears in
 *  band m at t without a clock start, and whoever was added to the band's closing list there, is added to
 *  the inflow of that cell and to the closing list of the cell before it in the cohort (the open band's
 *  two sources share in proportion), back to the first band (start_uplift) or the window's opening list.
 *  COMBINED: hazards h and uplifts u of the two candidates are combined as the flows they give: in the
 *  bands that clock starts reach h = sum of w h (1 + u) / (1 + sum of w u), elsewhere the sum of w h. The
 *  weights w are inverse to the error of list and bands (mean absolute relative errors, added) when the
 *  later periods of the window are projected from each origin that leaves three periods of flows, drawn
 *  to one half by n/(n + 6) for n origins. Source: Bates and Granger, Operational Research Quarterly
 *  20:451-468 (1969).
 *  Shrinking (parent): credibility of Buehlmann and Straub (Buehlmann and Gisler, A Course in Credibility
 *  Theory, 2005, ch. 4), by family and band: with m the weighted inflow of a list, s2 the variance within
 *  lists (about their own ratio, per person, over the periods in which somebody could leave, less one a
 *  list) and a the variance between lists, the shrunk hazard is
 *  z own + (1 - z) parent's, z = m / (m + s2/a), 0 where a <= 0 or m = 0. Parents are shrunk first. A
 *  family of one child, or one in which nobody could leave in two periods, tells nothing about a: z = 1
 *  where m > 0, as where s2 = 0.
 *  Variances are those of the estimates before shrinking: linearised ratios over n periods,
 *  n/(n-1) sum of e^2 with e = w (T - c I) / sum of w I (Cochran, ch. 6), w (T/I - c) / sum of w for
 *  the mean of ratios; those of starts and capacity are the spread of single periods.
 *  Only what is used is checked: clock starts and completions of the first period may be anything.
 *  With `steady` and a window of one period the clock starts and completions of that period are used.
 *  Result, by list: treatment_hazard and removal_hazard [list band] (share per period; the latter
 *  may be negative under the ALLOW and REDISTRIBUTE choices); start_uplift [list] (share); starts and capacity [list]
 *  (people per period, average of clock starts and of completions with the same weights); waiting
 *  [list band] (people at the end of the last period); band_lower [band], unit_weeks, period_length;
 *  by period (every one used but the first), for the balance: total_opening, total_starts, total_unrecorded, total_treated,
 *  total_removed, total_closing [list period] (people). With detail: inflow, unrecorded, treated,
 *  removed, closing [list period band]: inflow + unrecorded - treated - removed = closing with ==.
 *  With COMBINED: combine_weight [list] (share of the candidate with raised starts); z, variances and detail
 *  are then those of the signed candidate. With parent:
 *  shrink_weight, removal_shrink_weight [list band] (z). With variance: treatment_variance,
 *  removal_variance, hazard_covariance [list band]; starts_variance, capacity_variance,
 *  flow_covariance [list] (people squared); NaN where one period was used. With seasonal: working_days
 *  [period], starts_per_day, capacity_per_day [list] (people, sums of flows over sums of days, weighted);
 *  with CPW_SEASONAL_MONTH and 24 periods or more start_month, capacity_month [list month] (flow per
 *  working day in that month of the year over that of all months, their mean 1; 1 where nobody came).
 *  Notes: estimate (what was asked for, in words), steady, limited, seasonal (too short for months).
 *  @param[in]  history  the history
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      threads, progress and cancel are used; NULL for the defaults
 *  @param[out] out      the calibration; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (one period only, bad bands, shapes, a parent that is none or its own
 *  ancestor, COHORT with bands that are not one period wide, periods that are no months or have no
 *  date); CPW_EDOMAIN (negative, NaN or infinite counts: the message names list, period and band); CPW_ENOMEM; CPW_EOVERFLOW (a list of
 *  more than 2^900 people); CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity O(lists x periods x bands); the same bits for any number of threads.
 *  @par Thread safety Safe. @par Example examples/backlog.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_waitlist_calibrate(const cpw_history *history,
                                                    const cpw_calibrate_options *options,
                                                    const cpw_run *run, cpw_result **out,
                                                    cpw_error *err);

/* ---------------------------------------------------------------- backlog ------------------- */

/** Where some lists stand and how people leave them: what project and target start from. */
typedef struct cpw_backlog {
  size_t struct_size;             /**< sizeof(cpw_backlog) as the caller compiled it */
  int64_t lists;                  /**< >= 1 */
  const cpw_bands *bands;         /**< not NULL */
  const double *waiting;          /**< (lists, bands) people waiting now, >= 0 */
  const double *treatment_hazard; /**< (lists, bands) share treated per period, >= 0 */
  const double *removal_hazard; /**< (lists, bands) share removed per period, in [-1, 1]; negative:
                                       net transfers in (at most the band doubles) */
  const double *start_uplift;   /**< (lists) unrecorded share on top of the starts, >= 0; NULL: 0 */
  const double *starts;         /**< (lists) clock starts per period, >= 0 */
  const double *capacity;       /**< (lists) treatments per period, >= 0 */
  const cpw_dimension *list;    /**< labels of the lists, or NULL */
} cpw_backlog;

/** Fill a backlog with nothing.
 *  @param[out] backlog  all zero and NULL but struct_size
 *  @param[in]  size     sizeof(cpw_backlog) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_backlog_init_sized(cpw_backlog *backlog, size_t size);

/** Fill a backlog with nothing (see cpw_backlog_init_sized).
 *  @param[out] backlog  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_backlog_init(cpw_backlog *backlog) {
  cpw_backlog_init_sized(backlog, sizeof *backlog);
}

/** View a calibration as a backlog, without copying: any field can then be replaced.
 *  @param[in]  calibration  result of cpw_waitlist_calibrate; must outlive backlog and bands
 *  @param[out] backlog      points into the result and to bands; untouched on error
 *  @param[out] bands        points into the result; untouched on error
 *  @param[out] err          nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOTFOUND (an array is missing or has another shape); CPW_EABI.
 *  @par Complexity O(arrays). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_backlog_view(const cpw_result *calibration, cpw_backlog *backlog,
                                              cpw_bands *bands, cpw_error *err);

/* ---------------------------------------------------------------- project ------------------- */

/** What the capacity figures mean. */
#define CPW_CAPACITY_COUNTS 0 /**< treatments per period */
#define CPW_CAPACITY_RATES  1 /**< multiples of the treatment hazards: treatments follow the list */
#define CPW_CAPACITY_CAP    2 /**< the hazards, but no more treatments than the figure */

/** What becomes of capacity beyond what the treatment hazards can place. */
#define CPW_SURPLUS_CONSERVE                                                                       \
  0 /**< goes to whoever is left, in proportion and then longest wait first;
                                    nobody is treated twice */
#define CPW_SURPLUS_NONE                                                                           \
  1 /**< published "none": placed all the same; lists may turn negative, and
                                then have no measures. For comparison only: goes with
                                CPW_CAPACITY_COUNTS and longest_first = 0 */
#define CPW_SURPLUS_EVENLY                                                                         \
  2 /**< published "evenly": as "none", then every period's negative bands
                                are taken evenly from those with people (cpw_waitlist_redistribute) */
#define CPW_SURPLUS_PRIORITISE_LONG_WAITERS                                                        \
  3 /**< published "prioritise_long_waiters": as
                                "none", then taken from the longest waits (same function) */

/** How a published skew turns the treatment hazards. */
#define CPW_SKEW_ROTATE                                                                            \
  0 /**< on two lines that meet at the pivot: 1/skew at band 1, skew at the last */
#define CPW_SKEW_UNIFORM 1 /**< 1/skew below the pivot, skew from the pivot on */

/** Multipliers of treatment hazards by band that stand for a published skew.
 *  Band 0 keeps 1; with up to two bands all do. With the pivot q (in bands, counted from 0) and the last
 *  band L: ROTATE is 1/skew + (1 - 1/skew)(m - 1)/(q - 1) for 1 <= m < q and
 *  1 + (skew - 1)(m - q)/(L - q) for m >= q (1 at m = q); UNIFORM 1/skew for 1 <= m < q and skew for
 *  m >= q. Source: the skew of the NHSRtt R package, from the mathematics.
 *  @param[in]  method      CPW_SKEW_...
 *  @param[in]  skew        finite and > 0; below 1 treats short waits more
 *  @param[in]  pivot       bands, 1 to bands - 1; NaN: bands / 2, as published
 *  @param[in]  bands       number of bands, >= 0
 *  @param[out] multiplier  (bands) > 0; untouched on error
 *  @param[out] err         nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a method that is none); CPW_EDOMAIN (skew or its inverse not finite and > 0,
 *  pivot).
 *  @par Complexity O(bands). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_waitlist_skew(int32_t method, double skew, double pivot,
                                               int64_t bands, double *multiplier, cpw_error *err);

/** Take bands with fewer than no people away from the others, as the published tools do.
 *  EVENLY: a list whose sum is negative becomes 0 everywhere; otherwise, until no band is negative, the
 *  negative bands become 0 and their sum is taken in equal parts from every band above 0.
 *  PRIORITISE_LONG_WAITERS: the negative bands become 0 and their sum is taken from the last band down,
 *  of each at most what it has; what nobody is left for goes back to the negative bands in proportion.
 *  Source: the NHSRtt R package, from the mathematics.
 *  @param[in]  surplus  CPW_SURPLUS_EVENLY or CPW_SURPLUS_PRIORITISE_LONG_WAITERS
 *  @param[in]  rows     number of lists, >= 0
 *  @param[in]  bands    number of bands, >= 1
 *  @param[in]  people   (rows, bands) people, finite, may be negative
 *  @param[out] out      (rows, bands) people; may be people itself; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (not finite); CPW_EOVERFLOW (the sum of a row).
 *  @par Complexity O(rows x bands), in the worst case of EVENLY O(rows x bands^2).
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_waitlist_redistribute(int32_t surplus, int64_t rows, int64_t bands,
                                                       const double *people, double *out,
                                                       cpw_error *err);

/** What an event does to the people of a list, once. */
#define CPW_EVENT_ADD                                                                              \
  0 /**< they join, having waited already (a list taken over, a finding of lost people) */
#define CPW_EVENT_REMOVE 1 /**< they leave without treatment (validation) */
#define CPW_EVENT_TREAT  2 /**< they are treated beyond the capacity (insourcing, an extra clinic) */

/** Something that happens to a list once. Its form is fixed for good.
 *  Time waited is counted at the end of the period; people are taken as evenly spread within a closed
 *  band. Events come before transfers, removals and treatments of the period, which then act upon
 *  whoever is there. */
typedef struct cpw_event {
  int64_t list;       /**< 0-based */
  int64_t period;     /**< 0-based */
  double lower_weeks; /**< weeks waited, >= 0; not beyond the lower edge of the open band */
  double upper_weeks; /**< above lower_weeks and not within the open band; 0: no upper limit */
  double amount;      /**< people, >= 0; with share: share of the people in the range, 0 to 1 */
  int32_t kind;       /**< CPW_EVENT_... */
  int32_t share;      /**< 1: amount is a share (not for CPW_EVENT_ADD); 0: people */
} cpw_event;

/** A flow of people from one list to another who keep the time that they have waited: to another
 *  provider, or, by hazards, to the next stage (a decision to admit). Its form is fixed for good.
 *  Who is moved stands in the other list at the end of the same period, unless removed or treated
 *  there; nobody is moved twice in one period. */
typedef struct cpw_transfer {
  int64_t from;         /**< list that is left, 0-based */
  int64_t to;           /**< list that is joined, another one */
  int64_t first_period; /**< 0-based */
  int64_t periods;      /**< number of periods, >= 1; 0: to the end */
  double lower_weeks;   /**< as in cpw_event */
  double upper_weeks;   /**< as in cpw_event; 0: no upper limit */
  double
      amount; /**< people per period, >= 0; with share: share of the people in the range, 0 to 1 */
  const double *hazard; /**< NULL; or with share: (bands) factors in [0, 1] of the share, by band */
  int32_t share;        /**< 1: amount is a share; 0: people */
  int32_t reserved;     /**< zero */
} cpw_transfer;

/** How a backlog is projected. */
typedef struct cpw_project_options {
  size_t struct_size; /**< sizeof(cpw_project_options) as the caller compiled it */
  int64_t periods;    /**< periods ahead, >= 1; default 12 */
  const double
      *starts; /**< (lists, periods) clock starts, >= 0; NULL: the backlog's, every period */
  const double *capacity; /**< (lists, periods) meaning by capacity_mode, >= 0; NULL: the backlog's
                               capacity every period, or 1 where the mode is RATES */
  int32_t capacity_mode;  /**< CPW_CAPACITY_..., default CPW_CAPACITY_COUNTS */
  int32_t surplus;        /**< CPW_SURPLUS_..., default CPW_SURPLUS_CONSERVE */
  double longest_first;   /**< share of the treatments that goes strictly to the longest waits, the
                               rest by the calibrated hazards: 0 (default) to 1 (first come, first
                               served) */
  int32_t bands;          /**< 1 (default): flows by band too; 0: totals and measures only */
  int32_t whole_bands;    /**< 1: measures count whole bands only, as published; 0 (default): people
                               are evenly spread within a band */
  const cpw_dimension *period;    /**< labels of the periods (length: periods), or NULL */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
  const double
      *multiplier; /**< (lists, bands) factors of the treatment hazards, >= 0: a skew of your own or
                                 cpw_waitlist_skew's; NULL: 1 */
  const double *urgent; /**< (lists) share of the people who join (unrecorded ones of start_uplift
                                 included) that is urgent, in [0, 1]; NULL: nobody */
  const cpw_event *
      events; /**< (event_count) or NULL; there with none: the result has its arrays all the same */
  int64_t event_count;           /**< >= 0 */
  const cpw_transfer *transfers; /**< (transfer_count) or NULL; there with none: as with events */
  int64_t transfer_count;        /**< >= 0 */
} cpw_project_options;

/** Fill the options with the defaults.
 *  @param[out] options  12 periods of the backlog's own starts and capacity, hazard order, nobody urgent
 *  @param[in]  size     sizeof(cpw_project_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_project_options_init_sized(cpw_project_options *options, size_t size);

/** Fill the options with the defaults (see cpw_project_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_project_options_init(cpw_project_options *options) {
  cpw_project_options_init_sized(options, sizeof *options);
}

/** Project lists forward, deterministically.
 *  Each period: everybody grows older, starts (raised by start_uplift) join; D_m = r_m I_m leave
 *  without treatment; the period's capacity C is placed, a share `longest_first` of it from the
 *  longest wait down, the rest in proportion to c_m I_m, never more than are there; what cannot be
 *  placed in proportion goes to whoever is left, longest wait first; what nobody is left for is
 *  unused. N = I - D - T. With CPW_CAPACITY_RATES T_m = min(k c_m I_m, I_m - D_m) (with
 *  longest_first > 0 their sum is placed as above) and nothing is unused. Only the ratios of the
 *  treatment hazards matter to CPW_CAPACITY_COUNTS.
 *  Urgent people are a share of who joins, not of the capacity: where capacity falls they are treated all
 *  the same and others wait. Before anybody else they are treated from the first band up, in the period in
 *  which they join, as far as the capacity goes; longest_first is then a share of the rest. They are a part
 *  of those whom the hazards would treat: c_m I_m less the urgent of the band is what the band asks for, so
 *  that a capacity which the hazards just use treats the same people with urgent ones and without. Here
 *  the hazards themselves matter, not only their ratios.
 *  In a period everybody grows older and starts join; then events, then transfers, then removals, then
 *  treatments, each of whoever is left. Transfers of a list are made in their order, shares of the people
 *  who were there before the first of them; who arrives moves on in the next period at the earliest.
 *  Events and transfers take no more people than there are; what they lack is reported. Lists linked by
 *  transfers step together on one grid: the people of all of them are conserved with ==, and one that
 *  outgrows all bounds takes the others with it.
 *  Where the lists have labels, events are labelled event_list and event_number (within that list),
 *  transfers transfer_list (the one that is left) and transfer_number, so that projections of other lists
 *  merge (cpw_result_merge). All of them must have events, or transfers, or none: options.events that is
 *  not NULL with event_count 0 stands for a part to which nothing happens.
 *  Under CPW_SURPLUS_EVENLY and _PRIORITISE_LONG_WAITERS, the published rules, treatments and removals stay
 *  as they were before the negative bands were evened out: the rows do not balance as published. The array
 *  adjusted holds what was put into each band (negative: taken), so that opening + starts + unrecorded -
 *  treated - removed + adjusted = closing; the note "unreconciled" counts the people moved that way. Like
 *  CPW_SURPLUS_NONE they go with counts of capacity, and without longest_first, urgent, events and transfers.
 *  A negative D_m is shown as unrecorded, not as removed; so are the starts of start_uplift.
 *  treated + unused is the capacity, rounded down to the list's step (to a double where the capacity is
 *  a thousand times the list).
 *  Negative removal hazards can compound without end. A list that outgrows a thousand times everybody
 *  who was to be expected (the opening and all starts; under CPW_SURPLUS_NONE also downwards) has
 *  CPW_OUTCOME_UNSTABLE, and from that period on NaN in every array of doubles and 0 in those of
 *  integers; the other lists do not depend on it. The outcome of the result is the worst of the
 *  lists', and the note "unstable" says how many there are, and the first one with its period.
 *  Result: outcome [list] (int64, CPW_OUTCOME_OK or CPW_OUTCOME_UNSTABLE); opening [list band] and waiting, treated, removed, unrecorded [list period band] (people;
 *  with options.bands);
 *  total_opening, total_starts, total_unrecorded, total_treated, total_removed, total_closing,
 *  unused_capacity [list period] (people); the arrays of cpw_waitlist_measures; band_lower [band],
 *  unit_weeks, period_length. With urgent: urgent_treated and urgent_unmet [list period] (the former are
 *  part of treated). With events: added, withdrawn, extra_treated [list period band] and total_added,
 *  total_withdrawn, total_extra_treated [list period]; event_done, event_short [event]. With transfers:
 *  moved_in, moved_out [list period band], total_moved_in, total_moved_out [list period];
 *  transfer_done, transfer_short [transfer period]. With the published surplus rules: adjusted [list period band] and
 *  total_adjusted [list period]. Then opening + starts + unrecorded + added + moved_in + adjusted -
 *  treated - removed - withdrawn - extra_treated - moved_out = closing, by list, period and (people one
 *  period older) band.
 *  No list is negative, nobody is treated who is not waiting, every row with figures balances with ==.
 *  @param[in]  backlog  where the lists stand
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      threads, progress and cancel are used; NULL for the defaults
 *  @param[out] out      the projection; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (also a transfer from a list to itself, options that do not go together);
 *  CPW_EDOMAIN (negative, NaN, infinite; a share above 1; an event or a transfer of a list or a period that there is not, or
 *  that begins or ends within the open band); CPW_EOVERFLOW (a list of more
 *  than 2^900 people, with all starts, or linked lists together); CPW_ENOMEM; CPW_EABI; CPW_ECANCELLED.
 *  @par Complexity O((lists + events + transfers) x periods x bands); the same bits for any number of threads.
 *  @par Thread safety Safe. @par Example examples/backlog.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_waitlist_project(const cpw_backlog *backlog,
                                                  const cpw_project_options *options,
                                                  const cpw_run *run, cpw_result **out,
                                                  cpw_error *err);

/** How growth is laid over the periods. */
#define CPW_GROWTH_COMPOUND 0 /**< (1 + growth)^(t / periods_per_year) */
#define CPW_GROWTH_LINEAR   1 /**< max(0, 1 + growth t / periods_per_year), as published */

/** How demand (or capacity) goes on from today's level. */
typedef struct cpw_demand_options {
  size_t struct_size;      /**< sizeof(cpw_demand_options) as the caller compiled it */
  double growth;           /**< per year, finite and > -1; default 0 */
  double periods_per_year; /**< finite and > 0; default 12 */
  int32_t growth_mode;     /**< CPW_GROWTH_..., default CPW_GROWTH_COMPOUND */
  int32_t reserved;        /**< zero */
  int64_t seasons; /**< number of seasonal factors, >= 0; 12 for months of a year; default 0 */
  const double *
      season; /**< (seasons) factors, finite and >= 0, used as they are; NULL where there are none */
  int64_t first_season; /**< the factor of period 0, 0 to seasons - 1; default 0 */
} cpw_demand_options;

/** Fill the options with the defaults.
 *  @param[out] options  flat: no growth, no seasons, 12 periods a year
 *  @param[in]  size     sizeof(cpw_demand_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_demand_options_init_sized(cpw_demand_options *options, size_t size);

/** Fill the options with the defaults (see cpw_demand_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_demand_options_init(cpw_demand_options *options) {
  cpw_demand_options_init_sized(options, sizeof *options);
}

/** A series of clock starts or of capacity for cpw_waitlist_project, from a level or a series.
 *  out[t] = level x growth factor(t) x season[(first_season + t) mod seasons]; the growth factor is 1 in
 *  period 0 and 1 + growth a year later. Source: compound growth; the linear form is that of the RTT planner.
 *  @param[in]  lists    >= 0
 *  @param[in]  periods  >= 0
 *  @param[in]  level    (lists) people per period, such as a backlog's starts, >= 0; NULL: series
 *  @param[in]  series   (lists, periods) people per period instead of a level, >= 0; NULL: level
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      (lists, periods) people; may be series itself; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, level and series both given or neither, a mode that is none);
 *  CPW_EDOMAIN (a number outside its range); CPW_EOVERFLOW (a figure beyond the largest double); CPW_EABI.
 *  @par Complexity O(lists x periods). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_demand_series(int64_t lists, int64_t periods, const double *level,
                                               const double *series,
                                               const cpw_demand_options *options, double *out,
                                               cpw_error *err);

/* ---------------------------------------------------------------- stages -------------------- */

/** Estimate how people pass a list of two stages: up to the decision to admit, and from it to admission.
 *  The history has the stages as pairs: list 2k waits for a decision (incomplete pathways without one;
 *  completed without admission), list 2k + 1 for admission (incomplete pathways with one; completed by admission;
 *  no clock starts), as cpw_history_options.stages reads them. A snapshot tells the decisions X and the removals
 *  apart only with an assumption: a band loses the same share r to removals in both stages, that of
 *  the two stages together (cpw_waitlist_calibrate of their sum). With I the inflows before decisions, N who
 *  waits afterwards and T who was treated, in the second stage N = (I + X)(1 - r) - T, so
 *  X = (N + T) / (1 - r) - I. The hazards are: decision X / I of the first stage; treatment T / (I - X)
 *  and T / (I + X); by the estimator and weights asked for. Decision hazards are limited to [0, 1], and the note "limited"
 *  counts those that were; then the two stages do not follow the history to the person.
 *  Result: as cpw_waitlist_calibrate without detail but for the totals of the balance, which are those of the single stages;
 *  also decision_hazard [list band] (zero in the second stages); its backlog is seen through cpw_backlog_view and its
 *  links through cpw_stages_view. total_unrecorded and total_removed are left out: they are known of the sum alone.
 *  @param[in]  history  lists in pairs
 *  @param[in]  options  NULL for the defaults; unrecorded must be CPW_UNRECORDED_ALLOW or _FLOOR, estimator
 *                       CPW_ESTIMATE_POOLED or _MEAN; without detail,
 *                       parent, variance and seasonal
 *  @param[in]  run      threads and cancel are used; NULL for the defaults
 *  @param[out] out      the calibration; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_waitlist_calibrate; CPW_EINVAL also for an odd number of lists or options that do not go with stages.
 *  @par Complexity O(lists x periods x bands); the same bits for any number of threads.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_waitlist_stages(const cpw_history *history,
                                                 const cpw_calibrate_options *options,
                                                 const cpw_run *run, cpw_result **out,
                                                 cpw_error *err);

/** View the decisions of cpw_waitlist_stages as transfers, without copying.
 *  @param[in]  stages     result of cpw_waitlist_stages; must outlive the transfers
 *  @param[in]  pairs      length of transfers: half of the lists
 *  @param[out] transfers  (pairs) from list 2k to 2k + 1, by hazard, from the first period to the end; untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, another number of pairs); CPW_ENOTFOUND (no array decision_hazard of that shape).
 *  @par Complexity O(pairs). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_stages_view(const cpw_result *stages, int64_t pairs,
                                             cpw_transfer *transfers, cpw_error *err);

/* ---------------------------------------------------------------- measures ------------------ */

/** Share of a list that has waited no longer than a number of weeks.
 *  People are evenly spread within a closed band (18 weeks is 4.14 months: all of the first four
 *  month bands and 0.14 of the fifth), or whole bands only. An empty list gives NaN.
 *  @param[in]  bands        how the list is cut
 *  @param[in]  rows         number of lists, >= 0
 *  @param[in]  waiting      (rows, bands) people, >= 0
 *  @param[in]  weeks        the limit, > 0; not beyond the lower edge of the open band
 *  @param[in]  whole_bands  1: only bands that end at or below the limit count (at least one), as the
 *                           published tools do; 0: evenly spread
 *  @param[out] share        (rows) in [0, 1], or NaN; no overlap with waiting; untouched on error
 *  @param[out] err          nullable
 *  @return CPW_OK; CPW_EINVAL (also whole_bands); CPW_EDOMAIN (negative or not finite; the limit lies in the open band:
 *  at its lower edge, to a relative 1e-12, it does not); CPW_EOVERFLOW (the sum of a list).
 *  @par Complexity O(rows x bands). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_waitlist_within(const cpw_bands *bands, int64_t rows,
                                                 const double *waiting, double weeks,
                                                 int32_t whole_bands, double *share,
                                                 cpw_error *err);

/** The wait that a share of a list has not exceeded: the median for 0.5, and so on.
 *  First band whose cumulative count reaches the share, linear within it. In the open band the
 *  answer is its lower edge, marked as a lower bound. An empty list gives NaN.
 *  @param[in]  bands    how the list is cut
 *  @param[in]  rows     number of lists, >= 0
 *  @param[in]  waiting  (rows, bands) people, >= 0
 *  @param[in]  share    0 to 1
 *  @param[out] weeks    (rows) weeks waited, or NaN; no overlap with waiting; untouched on error
 *  @param[out] bound    (rows) 1 where the true figure may be larger, else 0; may be NULL
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (negative or not finite; share outside 0 to 1);
 *  CPW_EOVERFLOW (the sum of a list).
 *  @par Complexity O(rows x bands). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_waitlist_percentile(const cpw_bands *bands, int64_t rows,
                                                     const double *waiting, double share,
                                                     double *weeks, int32_t *bound, cpw_error *err);

/** The usual measures of lists over time in one result.
 *  Result, all [list period]: within_18 (share within 18 weeks), median_wait, p92_wait, p95_wait
 *  (weeks) with median_wait_bound, p92_wait_bound, p95_wait_bound (int64; 1: at least), over_52,
 *  over_65, over_78, over_104 (people who have waited more than so many weeks), total_closing (people).
 *  NaN in within_18 and over_... where the limit lies in the open band: with month bands up to 12 and
 *  over, over_52 is the open band and the last sliver of the one before, and over_65 is unknown. An
 *  empty list has NaN for its share and waits, and 0 people over any limit.
 *  @param[in]  bands        how the lists are cut
 *  @param[in]  lists        >= 1
 *  @param[in]  periods      >= 1
 *  @param[in]  waiting      (lists, periods, bands) people, >= 0
 *  @param[in]  list         labels of the lists, or NULL
 *  @param[in]  period       labels of the periods, or NULL
 *  @param[in]  whole_bands  as in cpw_waitlist_within
 *  @param[in]  allocator    NULL for malloc and free
 *  @param[out] out          the measures; untouched on error
 *  @param[out] err          nullable
 *  @return CPW_OK; CPW_EINVAL (also whole_bands); CPW_EDOMAIN; CPW_ENOMEM; CPW_EOVERFLOW; CPW_EABI.
 *  @par Complexity O(lists x periods x bands). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_waitlist_measures(const cpw_bands *bands, int64_t lists,
                                                   int64_t periods, const double *waiting,
                                                   const cpw_dimension *list,
                                                   const cpw_dimension *period, int32_t whole_bands,
                                                   const cpw_allocator *allocator, cpw_result **out,
                                                   cpw_error *err);

/* ---------------------------------------------------------------- target -------------------- */

/** The shape of the capacity that is solved for. */
#define CPW_PROFILE_FLAT 0 /**< the same in every period */
#define CPW_PROFILE_RAMP 1 /**< from today's in equal steps to the level solved for, at the date */

/** Which standard, when, and with what freedom. */
typedef struct cpw_target_options {
  size_t struct_size;   /**< sizeof(cpw_target_options) as the caller compiled it */
  double weeks;         /**< the standard's limit, default 18 */
  double share;         /**< the share that must be within it, in (0, 1]; default 0.92 */
  int64_t periods;      /**< the date: periods from now, >= 1; default 12 */
  int32_t profile;      /**< CPW_PROFILE_..., default CPW_PROFILE_FLAT */
  int32_t whole_bands;  /**< as in cpw_waitlist_within, default 0 */
  double longest_first; /**< as in cpw_project_options, default 0 */
  const double *starts; /**< (lists, periods) clock starts; NULL: the backlog's, every period */
  const double *limit; /**< (lists) the most capacity in any period, >= 0; NULL: no limit (everybody
                             could be treated) */
  const cpw_dimension *period;    /**< labels of the periods, or NULL */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_target_options;

/** Fill the options with the defaults.
 *  @param[out] options  92 % within 18 weeks after 12 periods, flat, no limit
 *  @param[in]  size     sizeof(cpw_target_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_target_options_init_sized(cpw_target_options *options, size_t size);

/** Fill the options with the defaults (see cpw_target_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_target_options_init(cpw_target_options *options) {
  cpw_target_options_init_sized(options, sizeof *options);
}

/** The least capacity that reaches a standard at a date, list by list.
 *  The share within the limit need not rise with capacity (more treatments of short waits lower
 *  it), so the whole range, up to the limit or to where everybody could be treated, is searched: at
 *  about 98 capacities in even and in geometric steps and today's, by golden section (Kiefer 1953) at
 *  every peak, and in 32 small steps below the first crossing, which is then bisected to a relative
 *  1e-9 of capacity; the answer is the upper end, which meets the standard. A range of capacities
 *  below it that meets the standard too and is narrower than those steps can be missed.
 *  A list that is empty at the date meets every standard (its share counts as 1), and the result says
 *  when that is the only way.
 *  Result, by list: outcome (CPW_OUTCOME_..., int64; CPW_OUTCOME_ALREADY_MET where today's capacity
 *  meets the standard, the least is given all the same; CPW_OUTCOME_CLEARED where it is met only by
 *  leaving nobody, or fewer people than join in the last period, unrecorded ones included); capacity (people per period, at the date),
 *  factor (capacity / today's; NaN where today's is 0), extra (people treated by the date beyond
 *  those whom today's capacity would treat), share_reached, share_unchanged (with today's capacity),
 *  share_best (the best of all that were tried up to the limit) [list]; by period:
 *  capacity_path, within (NaN for an empty list), total_closing [list period]. Projecting
 *  capacity_path gives within and total_closing to the bit. Never NaN in capacity: an unreachable
 *  standard gives the least capacity of the best attainable share, and the outcome says so; the note
 *  "why" names the first such list and its reason. A capacity with which the list outgrows a
 *  thousandfold (see cpw_waitlist_project) does not meet the standard; where today's is such,
 *  share_unchanged and extra are NaN. Where every one is, the outcome is CPW_OUTCOME_UNSTABLE: capacity
 *  is the most that was tried, extra and the shares are NaN, within and total_closing from the
 *  period on in which the list outgrows; the note "unstable" names the first such list.
 *  A ramp goes in equal steps from today's capacity; no step is above the limit. The outcome of the
 *  result is the worst of the lists', from CPW_OUTCOME_ALREADY_MET (best: nothing has to change) over
 *  CPW_OUTCOME_OK, CLEARED and UNREACHABLE to UNSTABLE.
 *  @param[in]  backlog  where the lists stand
 *  @param[in]  options  NULL for the defaults
 *  @param[in]  run      threads, progress and cancel are used; NULL for the defaults
 *  @param[out] out      the answer; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (share outside (0, 1], a date in the past, a limit in the open band);
 *  CPW_EOVERFLOW (a list of more than 2^900 people, with all starts); CPW_ENOMEM; CPW_EABI;
 *  CPW_ECANCELLED.
 *  @par Complexity some 140 projections a list, 18 more for every peak that misses the standard (England
 *  and its 19 specialties, eight questions each: 5 to 192, median 136); the same bits for any number of
 *  threads.
 *  @par Thread safety Safe. @par Example examples/target.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_waitlist_target(const cpw_backlog *backlog,
                                                 const cpw_target_options *options,
                                                 const cpw_run *run, cpw_result **out,
                                                 cpw_error *err);

/* ---------------------------------------------------------------- formulae ------------------ */
/* Fong et al., "Understanding waiting list pressures", medRxiv 2022.08.23.22279117: the rules of
 * thumb behind NHSRwaitinglist. Rates are per week and waits in weeks, or per day and in days: one
 * unit throughout. Demand and capacity of 0 follow IEEE division. */

/** Load of a list: demand over capacity; above 1 it grows without end.
 *  @param[in] demand    clock starts per unit of time, >= 0
 *  @param[in] capacity  treatments per the same unit, >= 0
 *  @return demand / capacity; inf for capacity 0, NaN for 0 / 0.
 *  @par Complexity O(1), one rounding. @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_waitlist_load(double demand, double capacity) {
  return demand / capacity;
}

/** Mean wait that keeps nearly everybody within a target: target / factor.
 *  @param[in] target  wait that only few may exceed
 *  @param[in] factor  4: about 98 % within the target for exponential waits; 2.52: 92 %
 *  @return the mean wait, in the target's unit.
 *  @par Complexity O(1), one rounding. @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_waitlist_target_mean_wait(double target, double factor) {
  return target / factor;
}

/** List size that goes with the target mean wait, by Little's law: demand x target / factor.
 *  @param[in] demand  clock starts per unit of time
 *  @param[in] target  wait that only few may exceed, in that unit
 *  @param[in] factor  as in cpw_waitlist_target_mean_wait
 *  @return people.
 *  @par Complexity O(1), two roundings. @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_waitlist_target_size(double demand, double target, double factor) {
  return demand * target / factor;
}

/** Capacity that holds a list at its target size: demand + (ca^2 + cs^2)/2 x factor/target.
 *  @param[in] demand       clock starts per unit of time
 *  @param[in] target       wait that only few may exceed, in that unit
 *  @param[in] factor       as in cpw_waitlist_target_mean_wait
 *  @param[in] cv_demand    coefficient of variation of the gaps between clock starts
 *  @param[in] cv_capacity  coefficient of variation of the gaps between treatments
 *  @return treatments per unit of time.
 *  @par Complexity O(1), relative error <= 4e-16. @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_waitlist_target_capacity(double demand, double target, double factor,
                                               double cv_demand, double cv_capacity) {
  return demand + (cv_demand * cv_demand + cv_capacity * cv_capacity) / 2.0 * (factor / target);
}

/** Capacity that brings a list to its target size in a given time: demand + (size - target) / time.
 *  @param[in] demand       clock starts per unit of time
 *  @param[in] size         people waiting
 *  @param[in] target_size  people who may wait
 *  @param[in] time         time to get there, in that unit, > 0 (published: 26 weeks)
 *  @return treatments per unit of time.
 *  @par Complexity O(1), relative error <= 4e-16. @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_waitlist_relief_capacity(double demand, double size, double target_size,
                                               double time) {
  return demand + (size - target_size) / time;
}

/** Pressure of a list: twice the mean wait over the target; above 1 too many wait too long.
 *  Both in one unit: the published tool takes days over weeks, seven times too much.
 *  @param[in] mean_wait  mean wait of the people on the list
 *  @param[in] target     the target, in the same unit, > 0
 *  @return 2 mean_wait / target.
 *  @par Complexity O(1), two roundings. @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_waitlist_pressure(double mean_wait, double target) {
  return 2.0 * mean_wait / target;
}

/** Demand allowed for its own uncertainty: demand / (1 - 2 cv / sqrt(n)).
 *  @param[in] demand    clock starts per unit of time, estimated from n of them
 *  @param[in] starts    n, the clock starts behind the estimate, >= 0
 *  @param[in] cv        coefficient of variation of the gaps between them, >= 0
 *  @return the upper demand; the demand itself where n = 0 or 2 cv / sqrt(n) >= 1.
 *  @par Complexity O(1), relative error <= 4e-16. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_waitlist_upper_demand(double demand, double starts, double cv);

/** Target wait in days for a surgical priority in the published rules of thumb: P1 7, P2 28, P3 84,
 *  any other 365. These are the tool's own (the scale "surgery_rules" of urgency.h); the surgical
 *  societies' are P1 72 hours, P2 a month, P3 three months, P4 more (its scale "surgery").
 *  @param[in] priority  1 to 4
 *  @return days.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE int32_t cpw_waitlist_priority_days(int32_t priority) {
  return priority == 1   ? CPW_URGENCY_RULE_P1_DAYS
         : priority == 2 ? CPW_URGENCY_P2_DAYS
         : priority == 3 ? CPW_URGENCY_P3_SCOTLAND_DAYS
                         : CPW_URGENCY_RULE_OTHER_DAYS;
}

/** A list in steady state, band by band: W_m = max(0, W_{m-1} (1 - r_m) - x_m), W_{-1} = starts.
 *  Source: Wood and Worthington, Health Care Management Science 28:259-273 (2025).
 *  @param[in]  bands    number of bands, >= 0
 *  @param[in]  starts   clock starts per period, finite and >= 0
 *  @param[in]  removal  (bands) removal hazard, in [0, 1]
 *  @param[in]  service  (bands) treatments offered per period, finite and >= 0
 *  @param[out] waiting  (bands) people; untouched on error
 *  @param[out] treated  (bands) treatments used: service, or who is left; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN.
 *  @par Complexity O(bands). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_waitlist_steady_sizes(int64_t bands, double starts,
                                                       const double *removal, const double *service,
                                                       double *waiting, double *treated,
                                                       cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
