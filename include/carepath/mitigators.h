/* carepath/mitigators.h - how activity changes: growth, avoidance, shorter stays; what each mitigator does to it, and
 * how far chance and doubt reach.
 * Floor 2: includes base.h only.
 *
 *   N ~ Poisson(base x product of growth factors)      admissions without mitigation
 *   M ~ Binomial(N, product of avoidance factors)      admissions that are left
 *   days ~ Binomial(M's days before, product of stay factors)
 *
 * as the New Hospital Programme's demand model has it. A factor is what is left: 0.9 avoids a tenth. The waterfall
 * gives to factor j (f_j - 1) x before, whatever the others do, and what is left over to their interaction: so the
 * order of the factors does not matter. */
#ifndef CAREPATH_MITIGATORS_H
#define CAREPATH_MITIGATORS_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CPW_MITIGATORS_GROWTH 0 /**< multiplies activity; may be above 1 */
#define CPW_MITIGATORS_AVOID  1 /**< share of admissions that is left, 0 to 1 */
#define CPW_MITIGATORS_STAY   2 /**< share of bed-days that is left, 0 to 1 */

/** What each factor does to a change from before to after: a waterfall.
 *  steps[j][i] = (factor[j] - 1) x before[i] (or factor[j][i]), and as the last step the interaction,
 *  after[i] - before[i] - the sum of the others. So before + all steps = after.
 *  @param[in]  before   (rows) finite
 *  @param[in]  after    (rows) finite
 *  @param[in]  rows     >= 0
 *  @param[in]  factors  finite and >= 0: (count) where by_row is 0, (count, rows) where it is 1
 *  @param[in]  count    number of factors, >= 0
 *  @param[in]  by_row   0 or 1
 *  @param[out] steps    (count + 1, rows); must not alias the others; untouched on error
 *  @param[out] err      nullable: "factors[1] = -2 must be finite and >= 0"
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes); CPW_EDOMAIN (a number).
 *  @par Complexity O(rows x count). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_mitigators_steps(const double *before, const double *after,
                                                  int64_t rows, const double *factors,
                                                  int64_t count, int32_t by_row, double *steps,
                                                  cpw_error *err);

/** One mitigator. Plain memory of the caller. */
typedef struct cpw_mitigator {
  const char *name; /**< unique, not empty */
  double low;       /**< factor at the horizon: the lower end of its interval, finite and >= 0 */
  double high;      /**< the upper end, >= low; equal to low: known. At most 1 unless GROWTH */
  const double *
      exposure; /**< (rows) share of a row's activity on which it acts, 0 to 1; NULL: 1 everywhere */
  int32_t kind;     /**< CPW_MITIGATORS_... */
  int32_t reserved; /**< zero */
} cpw_mitigator;

/** Activity and its mitigators. Borrowed arrays. */
typedef struct cpw_mitigators {
  size_t struct_size;              /**< sizeof(cpw_mitigators) as the caller compiled it */
  int64_t rows;                    /**< groups of activity, 1 to 1,000,000 */
  const char *const *row_names;    /**< (rows) or NULL */
  const double *admissions;        /**< (rows) in the base year, finite and >= 0 */
  const double *stay;              /**< (rows) mean days, finite and >= 0; NULL: 0 */
  int64_t years;                   /**< to the horizon, 1 to 1000; default 1 */
  int64_t count;                   /**< mitigators, 0 to 1000 */
  const cpw_mitigator *mitigators; /**< (count) */
  double
      level; /**< of the intervals low to high, in (0, 1); default 0.8 (as the demand model asks experts) */
  double
      correlation; /**< of any two factors, as normal scores, 0 to 1; default 0. All move together at 1 */
  int32_t
      phase; /**< 1 (default): a factor is reached along a line from 1 over the years; 0: in the last year alone */
  int32_t chance; /**< 1 (default): Poisson and binomial draws; 0: doubt about the factors alone */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_mitigators;

/** Fill mitigators with the defaults.
 *  @param[out] mitigators  those listed with the fields; no rows
 *  @param[in]  size        sizeof(cpw_mitigators) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_mitigators_init_sized(cpw_mitigators *mitigators, size_t size);

/** Fill mitigators with the defaults (see cpw_mitigators_init_sized).
 *  @param[out] mitigators  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_mitigators_init(cpw_mitigators *mitigators) {
  cpw_mitigators_init_sized(mitigators, sizeof *mitigators);
}

/** Project activity.
 *  A factor is normal with the mean of its interval and the sd that gives it its level, cut to what its kind allows
 *  (0, and 1 unless GROWTH); on a row it is 1 + exposure (factor - 1). In year t of T it is 1 + (factor - 1) t/T.
 *  Result at the middle of all intervals (expected, no chance): dimensions row, year (0 to years): admissions, bed_days
 *  [row year]; total_admissions, total_bed_days [year]; step (mitigators, then "interaction"): admission_steps, bed_day_steps [step], by the
 *  waterfall from year 0 to the last: a mitigator's step is that of cpw_mitigators_steps summed over rows; AVOID and
 *  GROWTH act on both, STAY on bed-days alone. And drawn, dimension replication (labels are its numbers, merges
 *  by appending), at the horizon: drawn_admissions, drawn_bed_days [replication] (int64 with chance: whole people
 *  and days, where the days of the admissions that are left are rounded before they are thinned; rounded without). Draws are
 *  keyed by the name of a mitigator, which so has the same factor whatever stands beside it, and by the index of a row.
 *  @param[in]  mitigators  the model
 *  @param[in]  run         NULL for the defaults: seed, replications; the same bits for any threads and split
 *  @param[out] out         the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err         nullable: "mitigators[1].high = 1.2 must be at most 1"
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, names, kind); CPW_EDOMAIN (a number); CPW_EOVERFLOW (more than 2^53
 *  admissions or days); CPW_ENOMEM; CPW_ECANCELLED; CPW_EABI.
 *  @par Complexity O(rows x (years + replications) x mitigators). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_mitigators_project(const cpw_mitigators *mitigators,
                                                    const cpw_run *run, cpw_result **out,
                                                    cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
