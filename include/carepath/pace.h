/* carepath/pace.h - pace of change: how fast allocations move to their targets, year by year.
 * Floor 2: includes base.h and apportion.h.
 *
 * Each year has a quantum and target shares. The opening distance of a row is last year's allocation over
 * its target, targets scaled to last year's total, less 1. Rules are piecewise-linear functions of the
 * opening distance: floors and caps of growth in cash or a head, floors and caps of the closing distance.
 * Then, within a row's highest floor lo and lowest cap hi,
 *   SCALE  allocation = clamp(k x target, lo, hi)
 *   ADD    allocation = clamp(base x (1 + g + c(distance) + k), lo, hi), g the growth of the quantum, c the
 *          convergence rule
 * with the one k for which the allocations sum to the quantum; found from the sorted breakpoints. Whole
 * pounds by cpw_apportion within the bounds, ties by code: a floor that is no whole pound is rounded up, a cap
 * down, and the free rows make up for these pounds. Rates are the decimals that were written: a bound within the
 * rounding of doubles (2^-51 of the money) of a whole pound is that pound, so that 0.5 % of 600 is 3. The order of rows changes nobody's pounds.
 *
 * After NHS England's allocations since 2016/17: nobody more than 5 % under target, minimum growth in cash
 * and a head but for those far over target, caps phased in by distance (HFMA, 1 February 2016). */
#ifndef CAREPATH_PACE_H
#define CAREPATH_PACE_H

#include "carepath/apportion.h"
#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CPW_PACE_MIN_CASH 0 /**< floor of the growth of cash: 0.02 is 2 % */
#define CPW_PACE_MIN_HEAD 1 /**< floor of the growth a head */
#define CPW_PACE_MAX_CASH 2 /**< cap of the growth of cash */
#define CPW_PACE_MAX_HEAD 3 /**< cap of the growth a head */
#define CPW_PACE_MIN_DISTANCE                                                                      \
  4 /**< floor of the closing distance: -0.05, nobody more than 5 % under */
#define CPW_PACE_MAX_DISTANCE 5 /**< cap of the closing distance */
#define CPW_PACE_CONVERGENCE  6 /**< ADD only: c(distance), growth on top of the uniform one */

/** The number of kinds of rules: they are numbered from 0 without gaps. */
#define CPW_PACE_KINDS 7

#define CPW_PACE_SCALE                                                                             \
  0                    /**< clamp(k x target): towards target as far as rules allow; the default */
#define CPW_PACE_ADD 1 /**< clamp(base x (1 + g + c + k)): uniform growth and a convergence rule */

#define CPW_PACE_REFUSE     0 /**< a row whose floor is above its cap is an error; the default */
#define CPW_PACE_FLOOR_WINS 1 /**< it has its floor */
#define CPW_PACE_CAP_WINS   2 /**< it has its cap */

/** One rule: a piecewise-linear function of the opening distance, constant beyond its ends. Two points of
 *  the same distance are a step: at the distance itself the first value holds. -inf in a floor and inf in
 *  a cap is no bound there. Several rules of a kind may hold; the tightest binds. */
typedef struct cpw_pace_rule {
  int32_t kind;   /**< CPW_PACE_MIN_CASH ... CPW_PACE_CONVERGENCE */
  int32_t year;   /**< the year it holds in, from 0; -1: all years */
  int64_t points; /**< >= 1 */
  const double
      *distance;       /**< (points) opening distances, never falling; -0.05 is 5 % under target */
  const double *value; /**< (points) growth, distance or c; growth >= -1 */
  const char *name;    /**< for messages and labels; NULL: the name of its kind */
} cpw_pace_rule;

/** Allocations to move. Plain memory of the caller. Year t of an array (years, rows) begins at t x rows. */
typedef struct cpw_pace_plan {
  int64_t rows; /**< >= 1 */
  const char *const
      *codes; /**< (rows) labels that break ties of pounds; NULL: numbers, ties by index; of a
                   label that is there twice, the lower index first */
  const double *baseline; /**< (rows) last year's allocations in pounds, whole or not; finite, >= 0,
                                   some > 0 */
  const double
      *base_people; /**< (rows) registered people of last year, > 0; NULL with people NULL */
  int64_t years;    /**< >= 1 */
  const char *const *year_names; /**< (years) such as "2026/27"; NULL: numbers from 0 */
  const int64_t *quantum;        /**< (years) pounds, >= 0 */
  const double
      *weighted; /**< (years, rows) target shares: weighted populations, finite, >= 0, some > 0 */
  const double *people;      /**< (years, rows) registered people, > 0; NULL: nothing a head */
  const double *deflator;    /**< (years) growth of prices, > -1; NULL: 0 */
  int64_t rules;             /**< >= 0 */
  const cpw_pace_rule *rule; /**< (rules) */
} cpw_pace_plan;

/** How to move. */
typedef struct cpw_pace_options {
  size_t struct_size; /**< sizeof(cpw_pace_options) as the caller compiled it */
  int32_t method;     /**< CPW_PACE_SCALE (default) or CPW_PACE_ADD */
  int32_t conflict;   /**< CPW_PACE_REFUSE (default), FLOOR_WINS or CAP_WINS */
  int32_t rounding;   /**< CPW_APPORTION_..., default HAMILTON */
  int32_t reserved;   /**< zero */
  double near;        /**< years_to_near: |closing distance| up to this, default 0.01; >= 0 */
  const cpw_allocator *allocator; /**< NULL: malloc and free */
} cpw_pace_options;

/** Fill a cpw_pace_options with the defaults.
 *  @param[out] options  the defaults
 *  @param[in]  size     sizeof(cpw_pace_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_pace_options_init_sized(cpw_pace_options *options, size_t size);

/** Fill a cpw_pace_options with the defaults (see cpw_pace_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_pace_options_init(cpw_pace_options *options) {
  cpw_pace_options_init_sized(options, sizeof *options);
}

/** Name of a kind of rule.
 *  @param[in] kind  CPW_PACE_MIN_CASH ...
 *  @return such as "min cash"; NULL for any other number. Static memory.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API const char *cpw_pace_kind_name(int32_t kind);

/** Number of a kind of rule by its name.
 *  @param[in] name  as cpw_pace_kind_name gives it; may be NULL
 *  @return CPW_PACE_..., >= 0; CPW_ENOTFOUND if no kind has that name.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API int32_t cpw_pace_kind_number(const char *name);

/** The value of a rule at an opening distance.
 *  @param[in] rule      a valid rule
 *  @param[in] distance  opening distance; inf is allowed
 *  @return the value; NaN for NULL, no points or a NaN distance.
 *  @par Complexity O(log points). @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_pace_value(const cpw_pace_rule *rule, double distance);

/** Move allocations to their targets over the years: a glide path.
 *  Year t + 1 starts from the whole pounds of year t. Arrays by "year" and "row": allocation (whole pounds,
 *  sum to the quantum), exact (before rounding), target, opening_distance, closing_distance (allocation /
 *  target - 1), closing_cash (allocation - target, pounds), growth, lower and upper (bounds in pounds, inf:
 *  none), lower_rule and upper_rule (index of the rule that sets the bound, -1: none), held (-1 at the
 *  lower bound, 1 at the upper, 0 free, or nothing because its share is nothing); with people also per_head, target_per_head, growth_per_head and
 *  real_growth_per_head (after the deflator). By "year", "row" and "step": waterfall, in pounds: opening,
 *  population (a head as before), growth (uniform, to the quantum), convergence (to what the method gives
 *  without rules), rules (floors and caps), rounding, closing. By "year": quantum, uniform_growth, k (NaN where no row
 *  is free), held_below, held_above (rows), within (rows within `near`), and with people losers (rows that lose a
 *  head in real terms) and loss (pounds that would keep them whole). By "row": years_to_near (1 the first
 *  year, 0 already before it, -1 not in these years). By "year" and
 *  "rule": bound_rows, the rows held by it. Who loses is a whole pound or more short. Bounds whose sum misses the
 *  quantum by half a pound are taken to meet it.
 *  @param[in]  plan     what there is and the rules
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err      nullable: "year[0]: floors need 101000000, 1000000 above the quantum = 100000000;
 *                       furthest above its share is row[3] (QE1) by rule[0] (min cash)"
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (a value; floors above the quantum, caps below it; a floor above
 *  a cap); CPW_EABI; CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(years x rows x (rules + log rows)); relative error <= 1e-14, pounds sum
 *  exactly. @par Thread safety Safe.
 *  @par Example examples/shares.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_pace_path(const cpw_pace_plan *plan,
                                           const cpw_pace_options *options, cpw_result **out,
                                           cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
