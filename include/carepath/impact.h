/* carepath/impact.h - who gains and who is delayed when a list is put into another order, by every characteristic
 * that is watched: what due regard (Equality Act 2010, section 149) is had to.
 * Floor 2: includes disclosure.h and equity.h.
 *
 *   places before + places after + groups (+ slots a week, days waited, targets)
 *     -> by characteristic and group: places and weeks gained and lost, who is among the next, waits
 *
 * A place later is a delay. With slots a week places become weeks: place p is treated in week
 * ceil(p / slots), so the wait at treatment is the days waited + 7 x week; nobody joins, leaves or is
 * treated out of turn. For what does happen in between see frontier.h.
 *
 * People whose group is not known are a line of their own, never spread over the others. */
#ifndef CAREPATH_IMPACT_H
#define CAREPATH_IMPACT_H

#include "carepath/base.h"
#include "carepath/disclosure.h"
#include "carepath/equity.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One characteristic that is watched. Borrowed arrays. */
typedef struct cpw_impact_characteristic {
  const char *name;          /**< unique, such as "imd_quintile" */
  int64_t groups;            /**< 1 to 10,000 */
  const char *const *labels; /**< (groups) names of the groups; NULL: their numbers from 1 */
  const int32_t *group;      /**< (patients) group from 0; -1: not known */
  int32_t
      ordered; /**< 1: groups are in order, the most deprived first: slopes make sense; 0: not */
  int32_t reserved; /**< zero */
} cpw_impact_characteristic;

/** Two orders of the same people. Borrowed arrays. */
typedef struct cpw_impact_list {
  size_t struct_size;    /**< sizeof(cpw_impact_list) as the caller compiled it */
  int64_t patients;      /**< >= 0, below 2^31 */
  const int64_t *before; /**< (patients) place from 1 before; every place once */
  const int64_t *after;  /**< (patients) place from 1 after; every place once */
  const double *wait;    /**< (patients) days waited, finite and >= 0; NULL: not known */
  const double *target;  /**< (patients) days to be treated in, > 0, inf: none; NULL: none */
  const cpw_impact_characteristic *characteristics; /**< (characteristic_count) or NULL */
  int64_t characteristic_count;                     /**< 0 to 1000 */
} cpw_impact_list;

/** Fill a list with nobody.
 *  @param[out] list  all zero and NULL but struct_size
 *  @param[in]  size  sizeof(cpw_impact_list) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_impact_list_init_sized(cpw_impact_list *list, size_t size);

/** Fill a list with nobody (see cpw_impact_list_init_sized).
 *  @param[out] list  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_impact_list_init(cpw_impact_list *list) {
  cpw_impact_list_init_sized(list, sizeof *list);
}

/** What is wanted. */
typedef struct cpw_impact_options {
  size_t struct_size; /**< sizeof(cpw_impact_options) as the caller compiled it */
  double slots; /**< treatments a week, > 0 and finite; 0 (default): not known, places alone */
  int64_t top;  /**< who is among the next so many, >= 0; 0 (default): not asked */
  int64_t most; /**< how many of the most delayed patients are named, >= 0; default 10 */
  const int32_t
      *crossing; /**< (crossing_count, 2) pairs of characteristics whose groups are crossed, by
                                number from 0, or NULL */
  int64_t crossing_count;                 /**< >= 0 */
  const cpw_disclosure_options *suppress; /**< small numbers are withheld by this rule as the last
                                               step; NULL (default): nothing is */
  const cpw_allocator *allocator;         /**< NULL for malloc and free */
} cpw_impact_options;

/** Fill the options with the defaults.
 *  @param[out] options  no slots, no top, the 10 most delayed, no crossings, nothing withheld
 *  @param[in]  size     sizeof(cpw_impact_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_impact_options_init_sized(cpw_impact_options *options, size_t size);

/** Fill the options with the defaults (see cpw_impact_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_impact_options_init(cpw_impact_options *options) {
  cpw_impact_options_init_sized(options, sizeof *options);
}

/** Who gains and who is delayed.
 *  Result, dimension line: every group of every characteristic, those whose group is not known (where there
 *  are any), then the crossings; coordinates characteristic and group. Arrays over line (double; NaN: withheld
 *  or without meaning): people, share, earlier, same, later (people), mean_before, mean_after (place),
 *  places_gained, places_lost (sums), most_lost, mean_lost (of those later). With top: top_before, top_after
 *  (people among the first), top_share_before, top_share_after (of the group), top_ratio_before,
 *  top_ratio_after (to the group of the characteristic with the greatest share; the four-fifths rule of
 *  thumb is a ratio of 0.8). With slots: delayed (people treated in a later week), mean_weeks, most_weeks (of
 *  them), delayed_by [line weeks] (people, by weeks later: 1, 2 to 3, 4 to 7, 8 to 12, 13 to 25, 26 and more),
 *  and with days waited too: wait_before, wait_after (mean days at treatment), median_before,
 *  median_after, p95_before, p95_after (quantiles of type 7), with targets breaches_before,
 *  breaches_after (people beyond the target when they are treated).
 *  Dimension watched (characteristics, then crossings): gap_before, gap_after (days; mean wait at treatment of the first group less that
 *  of the last), slope_before, slope_after (SII of waits: cpw_equity_slope), NaN unless ordered, with slots
 *  and days waited. Dimension delayed (the most delayed first): row, places (later), weeks (later, NaN
 *  without slots). Totals: patients, moved, later_all, places_exchanged (what some gain the others lose),
 *  kendall (tau), spearman (rho) between the two orders: 1 the same, NaN below two patients.
 *  Note "suppressed": by which rule, where one was given.
 *  Suppression (options.suppress): a count is small by cpw_disclosure_options (below least; 0 with zeros). Counts
 *  that are parts of one make a table groups x parts: people; earlier, same, later; among the next or not, before
 *  and after; later in a later week or not; weeks of these; beyond the target or not, before and after. A line with
 *  a small part, or whose whole is withheld, shows no part. With secondary, further lines are withheld (the
 *  smallest that help) until at least two lines with people and two parts with people are, and people until those
 *  who are withheld are together no small count. A crossing is then shown whole, where neither it, nor what is
 *  left of its characteristics, has a small part, or not at all: given weeks and a tail of long delays, mostly not.
 *  Guarantee (with secondary): in each characteristic by itself, no withheld count above 0 (with zeros: none at
 *  all that is not 0 or all in the whole list) has one possible value alone, for a reader of all other counts of
 *  these tables, of the same counts of the whole list, and that a withheld group has people where zeros are shown.
 *  Not counted as that: a characteristic in which one line alone has people in the whole (it says what the list
 *  says). Not covered: bounds short of one value, two characteristics of which one is made of the other, several
 *  lists or dates, and what a reader knows of single patients.
 *  All else is made of published numbers or of people enough: share, top_share_..., top_ratio_... (to the
 *  greatest that is published), slopes and gaps (NaN unless every group with people has a mean), and
 *  places_gained, places_lost (mean x count) of the published ones; means only with their count (mean_lost with
 *  later, mean_weeks with delayed, the others with people, those after also only where those who moved are no
 *  small count); medians of 2 x least people and more, 95 % of 20 x least; most_lost and most_weeks, single
 *  patients' own, never; the most delayed are not named. Where the rule rounds, so are patients, moved,
 *  later_all (to the base), means and quantiles (to a whole one, mean_weeks to a tenth), kendall and spearman (to
 *  0.01). moved, later_all, places_exchanged, kendall and spearman are NaN where the list's earlier, same or
 *  later is small; patients where small, or where every line has one person and nothing else could be withheld.
 *  @param[in]  list     the two orders
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, a place that is none or comes twice, a group that is none, names,
 *  crossings); CPW_EDOMAIN (waits, targets, slots); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity O(patients x (characteristics + log patients)), with suppression and O(lines x further lines
 *  withheld). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_impact_measure(const cpw_impact_list *list,
                                                const cpw_impact_options *options, cpw_result **out,
                                                cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
