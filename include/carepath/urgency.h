/* carepath/urgency.h - how urgent somebody is: published urgency scales as data, scores of time waited
 * against a target, indices of queue disciplines, and tables of points.
 * Floor 1: includes base.h.
 *
 *   scale + classes of people -> targets -> scores of their waits      points table + answers -> totals
 *
 * Times are days. A class without a published target (P4, D1 to D5) has none: NaN in the data, and
 * whoever asks for a score of such a class is refused unless they give a target of their own or ask
 * for NaN. No number is made up in silence. */
#ifndef CAREPATH_URGENCY_H
#define CAREPATH_URGENCY_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- scales -------------------- */

/** Targets in days of the surgical priorities of the Federation of Surgical Specialty Associations: P1a
 *  within 24 hours, P1b 72 hours, P2 four weeks, P3 three months (13 weeks; 12 in Scotland). */
#define CPW_URGENCY_P1A_DAYS         1
#define CPW_URGENCY_P1B_DAYS         3
#define CPW_URGENCY_P2_DAYS          28
#define CPW_URGENCY_P3_DAYS          91
#define CPW_URGENCY_P3_SCOTLAND_DAYS 84

/** Targets in days of the published rules of thumb for waiting lists (see cpw_waitlist_priority_days):
 *  P1, and P4 with any other. Its P2 and P3 are those above, P3 as in Scotland. */
#define CPW_URGENCY_RULE_P1_DAYS    7
#define CPW_URGENCY_RULE_OTHER_DAYS 365

/** Maximum times before treatment in days of the classes of SWALIS-2020. */
#define CPW_URGENCY_SWALIS_A1_DAYS 15
#define CPW_URGENCY_SWALIS_A2_DAYS 21
#define CPW_URGENCY_SWALIS_A3_DAYS 30
#define CPW_URGENCY_SWALIS_B_DAYS  60
#define CPW_URGENCY_SWALIS_C_DAYS  180
#define CPW_URGENCY_SWALIS_D_DAYS  360

/** One class of a scale. */
typedef struct cpw_urgency_class {
  const char *name;    /**< such as "P1a"; unique in its scale, whatever the case of its letters */
  const char *meaning; /**< one phrase; may be NULL */
  const char *source;  /**< where the target stands; may be NULL */
  double target_days;  /**< longest wait that the class allows, > 0; NaN where none is published */
  int32_t order;     /**< 0 is the most urgent; classes may share an order; the tier of a ranking */
  int32_t postponed; /**< 1: the patient asked to wait (P5, P6): the clock runs on; otherwise 0 */
} cpw_urgency_class;

/** A scale: borrowed rows. A scale of one's own is filled by hand and checked by cpw_urgency_check. */
typedef struct cpw_urgency_scale {
  const char *name;             /**< such as "surgery" */
  const char *title;            /**< one phrase; may be NULL */
  int64_t count;                /**< number of classes, >= 1 */
  const cpw_urgency_class *row; /**< (count) the classes, the most urgent first */
} cpw_urgency_scale;

/** The built-in scales one after the other.
 *  "surgery" (P1a to P6: FSSA and NHS England), "surgery_scotland" (P3 is 12 weeks), "surgery_rules" (P1 to
 *  P4 as the published rules of thumb for waiting lists take them), "diagnostics" (D1 to D5, no targets
 *  published), "swalis" (A1 to D, maximum times before treatment), "australia" (Categories 1 to 3).
 *  @param[in] index  0-based
 *  @return the scale in static memory; NULL past the end.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_urgency_scale *cpw_urgency_scale_at(int64_t index);

/** A built-in scale by its name.
 *  @param[in] name  as in cpw_urgency_scale_at; may be NULL
 *  @return the scale in static memory; NULL if there is none of that name.
 *  @par Complexity O(scales). @par Thread safety Safe. @since 0.1 */
CPW_API const cpw_urgency_scale *cpw_urgency_scale_find(const char *name);

/** Check a scale, above all one of the caller's own.
 *  Names are there and unique (letters' case aside); orders are >= 0 and never fall from row to row;
 *  targets are > 0 and finite, or NaN, and do not fall as the order rises (rows that are postponed and
 *  rows without a target aside).
 *  @param[in]  scale  a scale
 *  @param[out] err    nullable: "scale.row[2].target_days = -1 must be finite and > 0, or NaN for none"
 *  @return CPW_OK; CPW_EINVAL (NULL, count, a name missing or twice, order, postponed); CPW_EDOMAIN (a
 *  target, its order).
 *  @par Complexity O(count^2). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_urgency_check(const cpw_urgency_scale *scale, cpw_error *err);

/** Index of a class by its name.
 *  Case of ASCII letters and spaces around the name do not matter: " p1A" is P1a.
 *  @param[in] scale  a scale; may be NULL
 *  @param[in] name   the name; may be NULL
 *  @return the row, >= 0; CPW_ENOTFOUND if the scale has no such class.
 *  @par Complexity O(classes). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_urgency_class_find(const cpw_urgency_scale *scale, const char *name);

/** Indices of the classes of many people by name.
 *  @param[in]  scale  a valid scale
 *  @param[in]  count  number of people, >= 0
 *  @param[in]  names  (count) as in cpw_urgency_class_find
 *  @param[out] rows   (count) 0 to scale.count - 1; untouched on error
 *  @param[out] err    nullable: "names[3] = 'P9' is no class of the scale surgery"
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOTFOUND (a name that the scale has not, or NULL); what
 *  cpw_urgency_check returns.
 *  @par Complexity O(count x classes). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_urgency_classes(const cpw_urgency_scale *scale, int64_t count,
                                                 const char *const *names, int32_t *rows,
                                                 cpw_error *err);

/* ---------------------------------------------------------------- waits and targets --------- */

/** What to do with somebody whose class has no target. */
#define CPW_URGENCY_REFUSE 0 /**< an error that names them and their class */
#define CPW_URGENCY_NAN    1 /**< their target, and every score of it, is NaN */

/** How targets are taken. */
typedef struct cpw_urgency_options {
  size_t struct_size; /**< sizeof(cpw_urgency_options) as the caller compiled it */
  const double
      *target; /**< (classes) targets of one's own in days, > 0; NaN: the scale's; NULL (default):
                             all the scale's. What counts may not fall as the order rises, as in
                             cpw_urgency_check */
  int32_t missing;  /**< CPW_URGENCY_REFUSE (default) or CPW_URGENCY_NAN */
  int32_t reserved; /**< zero */
} cpw_urgency_options;

/** Fill the options with the defaults.
 *  @param[out] options  the scale's targets, classes without one refused
 *  @param[in]  size     sizeof(cpw_urgency_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_urgency_options_init_sized(cpw_urgency_options *options, size_t size);

/** Fill the options with the defaults (see cpw_urgency_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_urgency_options_init(cpw_urgency_options *options) {
  cpw_urgency_options_init_sized(options, sizeof *options);
}

/** Target and tier of many people by their class.
 *  @param[in]  scale    a valid scale
 *  @param[in]  count    number of people, >= 0
 *  @param[in]  rows     (count) their classes, 0 to scale.count - 1
 *  @param[in]  options  NULL for the defaults
 *  @param[out] target   (count) days; nullable (then nobody is refused for want of one); untouched on error
 *  @param[out] tier     (count) order of the class, 0 the most urgent; nullable; untouched on error
 *  @param[out] err      nullable: "rows[3] is P4, for which surgery has no target: give options.target[5]"
 *  @return CPW_OK; CPW_EINVAL (NULL, a row that is none, a class without a target, an option); CPW_EDOMAIN
 *  (a target); CPW_EABI; what cpw_urgency_check returns.
 *  @par Complexity O(count). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_urgency_targets(const cpw_urgency_scale *scale, int64_t count,
                                                 const int32_t *rows,
                                                 const cpw_urgency_options *options, double *target,
                                                 int32_t *tier, cpw_error *err);

/** Time waited over target, the breach ratio: 1 on the day of the target; first the largest. */
#define CPW_URGENCY_RATIO 0
/** 100 x time waited / target: the score of SWALIS-2020; first the largest. */
#define CPW_URGENCY_PERCENT 1
/** Target - time waited: days to the breach, negative beyond it; first the smallest, which is the earliest
 *  due date. Not the order of the ratio: of 10 of 15 days and 340 of 360 days it takes the first. */
#define CPW_URGENCY_DAYS_LEFT 2
/** Need-adjusted waiting days: time waited x longest target of the scale / target; first the largest. */
#define CPW_URGENCY_NEED_ADJUSTED 3
/** 1 where the time waited is longer than the target, otherwise 0. */
#define CPW_URGENCY_BREACHED 4

/** Scores of many people from their class and the time they have waited.
 *  Source: SWALIS-2020 (Br. J. Surg., 2020) for the percentage; Testi et al., Health Care Management
 *  Science 11 (2008) and Valente et al., BMC Health Services Research 9 (2009) for need-adjusted waiting days.
 *  @param[in]  scale    a valid scale
 *  @param[in]  count    number of people, >= 0
 *  @param[in]  rows     (count) their classes, 0 to scale.count - 1
 *  @param[in]  days     (count) time waited, finite and >= 0
 *  @param[in]  score    CPW_URGENCY_RATIO, ..., CPW_URGENCY_BREACHED
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      (count) scores, NaN where there is no target (and options allow it); may be days;
 *                       untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a row, score, an option, a class without a target); CPW_EDOMAIN
 *  (days, a target, targets that fall, a score beyond the doubles); CPW_EABI; what cpw_urgency_check returns.
 *  @par Complexity O(count), two roundings a score. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_urgency_scores(const cpw_urgency_scale *scale, int64_t count,
                                                const int32_t *rows, const double *days,
                                                int32_t score, const cpw_urgency_options *options,
                                                double *out, cpw_error *err);

/** Scores of people whose class has changed: the sum over their classes of the time in each, scored.
 *  For CPW_URGENCY_PERCENT it is 100 x sum of days[k] / target[k], the proportional, time-based, linear
 *  cumulative reading of SWALIS (PAT-2020); RATIO and NEED_ADJUSTED likewise. DAYS_LEFT is the target of the
 *  last class x (1 - sum of days[k] / target[k]), BREACHED whether that sum is above 1. The sum is rounded
 *  once: a stay in a class that is recorded in parts counts as it would in one.
 *  @param[in]  scale    a valid scale
 *  @param[in]  count    number of people, >= 0
 *  @param[in]  first    (count + 1) the classes of person i are first[i] to first[i+1] - 1; from 0, rising,
 *                       at least one class each
 *  @param[in]  rows     (first[count]) classes in the order in which they were held
 *  @param[in]  days     (first[count]) days in each, finite and >= 0
 *  @param[in]  score    CPW_URGENCY_RATIO, ..., CPW_URGENCY_BREACHED
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      (count) scores; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_urgency_scores; CPW_EINVAL also where first does not rise from 0; CPW_OK.
 *  @par Complexity O(first[count]). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_urgency_cumulative(const cpw_urgency_scale *scale, int64_t count,
                                                    const int64_t *first, const int32_t *rows,
                                                    const double *days, int32_t score,
                                                    const cpw_urgency_options *options, double *out,
                                                    cpw_error *err);

/** Breach ratio: time waited over target.
 *  @param[in] wait    time waited, >= 0
 *  @param[in] target  in the same unit, > 0
 *  @return wait / target.
 *  @par Complexity O(1), one rounding. @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_urgency_ratio(double wait, double target) {
  return wait / target;
}

/** Score of SWALIS-2020: 100 x time waited over the maximum time before treatment.
 *  @param[in] wait    time waited, >= 0
 *  @param[in] target  maximum time before treatment in the same unit, > 0
 *  @return per cent.
 *  @par Complexity O(1), two roundings. @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_urgency_percent(double wait, double target) {
  return 100.0 * wait / target;
}

/** Time left to the target, negative beyond it: the key of the earliest due date.
 *  @param[in] wait    time waited, >= 0
 *  @param[in] target  in the same unit
 *  @return target - wait.
 *  @par Complexity O(1), one rounding. @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_urgency_left(double wait, double target) {
  return target - wait;
}

/** Need-adjusted waiting time: a day of a class counts as longest / target days of the least urgent.
 *  @param[in] wait     time waited, >= 0
 *  @param[in] target   of the class, > 0
 *  @param[in] longest  longest target of the scale, in the same unit
 *  @return wait x longest / target.
 *  @par Complexity O(1), two roundings. @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_urgency_need_adjusted(double wait, double target, double longest) {
  return wait * longest / target;
}

/* ---------------------------------------------------------------- indices of disciplines ---- */

/** Accumulated priority: start + rate x time waited (Kleinrock 1964, start 0; Stanford, Taylor and
 *  Ziedins, Queueing Systems 77, 2014).
 *  Mean waits under it: cpw_queue_accumulating_mg1. Under overload every class, the most urgent too, comes
 *  to wait very long (Oz, Shneer and Ziedins 2020): rank by tier first, and by this within a tier.
 *  @param[in] start  priority on joining
 *  @param[in] rate   priority gained in a unit of time, >= 0
 *  @param[in] wait   time waited, >= 0
 *  @return the priority now; first the largest.
 *  @par Complexity O(1), two roundings. @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_urgency_accumulated(double start, double rate, double wait) {
  return start + rate * wait;
}

/** The c-mu index: cost of waiting x service rate (Cox and Smith, Queues, 1961).
 *  @param[in] service_rate  treatments a unit of time of this kind, >= 0
 *  @param[in] cost          of a unit of time waited, >= 0
 *  @return service_rate x cost; first the largest.
 *  @par Complexity O(1), one rounding. @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_urgency_cmu(double service_rate, double cost) {
  return service_rate * cost;
}

/** Max-weight index of a class: service rate x people waiting (Tassiulas and Ephremides 1992).
 *  @param[in] service_rate  treatments a unit of time of this class, >= 0
 *  @param[in] waiting       people of the class, >= 0
 *  @return service_rate x waiting; first the largest.
 *  @par Complexity O(1), one rounding. @par Thread safety Safe. @since 0.1 */
CPW_INLINE double cpw_urgency_max_weight(double service_rate, double waiting) {
  return service_rate * waiting;
}

/** Generalised c-mu index: service rate x marginal cost of waiting at the time waited.
 *  The cost of a wait w is theta w^exponent / exponent, its margin theta w^(exponent - 1): 1 is the c-mu
 *  index, 2 (quadratic cost) mu theta w. Source: Van Mieghem, Annals of Applied Probability 5 (1995) 809.
 *  @param[in] service_rate  mu, finite and >= 0
 *  @param[in] theta         weight of the cost, finite and >= 0
 *  @param[in] wait          time waited, finite and >= 0
 *  @param[in] exponent      >= 1 and finite (costs are convex)
 *  @return mu theta w^(exponent - 1); first the largest; NaN outside the domain.
 *  @par Complexity and accuracy O(1); two roundings for exponents 1 and 2, otherwise relative error <= 4e-16.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_urgency_generalised_cmu(double service_rate, double theta, double wait,
                                           double exponent);

/** Generalised c-mu indices of many people, or of the heads of many classes.
 *  @param[in]  count         >= 0
 *  @param[in]  service_rate  (count) finite and >= 0
 *  @param[in]  theta         (count) finite and >= 0
 *  @param[in]  wait          (count) finite and >= 0
 *  @param[in]  exponent      >= 1 and finite
 *  @param[out] index         (count) as cpw_urgency_generalised_cmu; untouched on error
 *  @param[out] err           nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN.
 *  @par Complexity O(count). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_urgency_generalised_cmus(int64_t count, const double *service_rate,
                                                          const double *theta, const double *wait,
                                                          double exponent, double *index,
                                                          cpw_error *err);

/** Accumulated priorities of many people.
 *  @param[in]  count  >= 0
 *  @param[in]  start  (count) priority on joining, finite; NULL: 0
 *  @param[in]  rate   (count) gained in a unit of time, finite and >= 0
 *  @param[in]  wait   (count) finite and >= 0
 *  @param[out] out    (count) as cpw_urgency_accumulated; untouched on error
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN.
 *  @par Complexity O(count). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_urgency_accumulate(int64_t count, const double *start,
                                                    const double *rate, const double *wait,
                                                    double *out, cpw_error *err);

/** Who is next by an index: the largest, and of equals the first.
 *  @param[in]  count  >= 1
 *  @param[in]  index  (count) no NaN
 *  @param[out] next   0-based; untouched on error
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, count); CPW_EDOMAIN (NaN).
 *  @par Complexity O(count). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_urgency_next(int64_t count, const double *index, int64_t *next,
                                              cpw_error *err);

/* ---------------------------------------------------------------- tables of points ---------- */

/** One question of a table of points. */
typedef struct cpw_points_item {
  const char *name;         /**< unique in its table */
  int64_t levels;           /**< number of answers, >= 1 */
  const char *const *level; /**< (levels) their names, unique in the item */
  const double *points;     /**< (levels) finite and >= 0 */
} cpw_points_item;

/** A table of points (clinical priority assessment criteria, such as the Western Canada Waiting List's):
 *  a score is the sum over its items of the points of the answer. Borrowed. */
typedef struct cpw_points_table {
  const char *name;            /**< for messages; may be NULL */
  int64_t items;               /**< >= 1 */
  const cpw_points_item *item; /**< (items) */
} cpw_points_table;

/** Check a table of points.
 *  @param[in]  table  a table
 *  @param[out] err    nullable: "table.item[1].points[2] = -3 must be finite and >= 0"
 *  @return CPW_OK; CPW_EINVAL (NULL, no items or levels, a name missing or twice); CPW_EDOMAIN (points; all
 *  points 0); CPW_EOVERFLOW (the largest total, or 100 times it, is beyond the largest double).
 *  @par Complexity O(items^2 + sum of levels^2). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_points_check(const cpw_points_table *table, cpw_error *err);

/** Index of an answer by its name.
 *  @param[in]  table  a valid table
 *  @param[in]  item   0 to items - 1
 *  @param[in]  name   the answer's name, to the letter
 *  @param[out] level  0-based; untouched on error
 *  @param[out] err    nullable: "'mild' is no answer to pain_on_motion (none_mild, moderate, severe)"
 *  @return CPW_OK; CPW_EINVAL; CPW_ENOTFOUND; what cpw_points_check returns.
 *  @par Complexity O(levels). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_points_level(const cpw_points_table *table, int64_t item,
                                              const char *name, int32_t *level, cpw_error *err);

/** The most points of each item and of the table.
 *  @param[in]  table    a valid table
 *  @param[out] item     (items) largest points of its answers; nullable; untouched on error
 *  @param[out] maximum  their sum; nullable; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL; what cpw_points_check returns.
 *  @par Complexity O(all levels). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_points_maximum(const cpw_points_table *table, double *item,
                                                double *maximum, cpw_error *err);

/** Points of many people.
 *  A missing answer is refused: a total without it would be a lower urgency that nobody assessed.
 *  @param[in]  table         a valid table
 *  @param[in]  count         number of people, >= 0
 *  @param[in]  answers       (count, items) 0 to levels - 1; a negative number is a missing answer
 *  @param[out] total         (count) sum of points, rounded once; nullable; untouched on error
 *  @param[out] contribution  (count, items) points of each answer; nullable; untouched on error
 *  @param[out] scaled        (count) 100 x total / maximum; nullable; untouched on error
 *  @param[out] err           nullable: "answers[2][0] = -1: pain_on_motion has no answer"; its index is the
 *                            person
 *  @return CPW_OK; CPW_EINVAL (NULL, an answer that is none, a missing answer); what cpw_points_check
 *  returns.
 *  @par Complexity O(count x items). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_points_score(const cpw_points_table *table, int64_t count,
                                              const int32_t *answers, double *total,
                                              double *contribution, double *scaled, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
