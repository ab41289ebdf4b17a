/* carepath/capitation.h - fair shares: weighted capitation from populations and need, and how far
 * allocations are from their targets.
 * Floor 2: includes base.h and apportion.h.
 *
 *   need-weighted populations, blend, cost factors -> weighted population -> share of the quantum: target
 *
 * Every need-weighted population ("column") is normalised to the registered total, so that components can
 * be blended by weights which sum to 1; so is the blend after cost factors. NHS England publishes its
 * columns like that (Allocations 2025/26, sheets A to J): cpw_capitation_imbalance is a check of a file.
 * Sums are exact: the order of the rows changes no bit of any row's answer. */
#ifndef CAREPATH_CAPITATION_H
#define CAREPATH_CAPITATION_H

#include "carepath/apportion.h"
#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- columns ------------------- */

/** How far a column is from the registered total: (sum of weighted - sum of population) / sum of population.
 *  @param[in]  population  (n) registered people, finite, >= 0, some > 0
 *  @param[in]  weighted    (n) finite, >= 0
 *  @param[in]  n           >= 1
 *  @param[out] imbalance   relative, 0 for a normalised column; untouched on error
 *  @param[out] err         nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1); CPW_EDOMAIN (a value, all populations 0); CPW_EOVERFLOW.
 *  @par Complexity and accuracy O(n); sums exact. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_capitation_imbalance(const double *population,
                                                      const double *weighted, int64_t n,
                                                      double *imbalance, cpw_error *err);

/** Normalise a column to the registered total: weighted_i x sum(population) / sum(weighted).
 *  @param[in]  population  (n) registered people, finite, >= 0, some > 0
 *  @param[in]  weighted    (n) finite, >= 0, some > 0
 *  @param[in]  n           >= 1
 *  @param[out] out         (n); may be weighted; untouched on error
 *  @param[out] err         nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 1); CPW_EDOMAIN (a value, all 0); CPW_EOVERFLOW.
 *  @par Complexity and accuracy O(n); relative error <= 1e-15. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_capitation_normalise(const double *population,
                                                      const double *weighted, int64_t n,
                                                      double *out, cpw_error *err);

/** Sums by group: practices to networks, places or systems.
 *  @param[in]  values  (n) finite
 *  @param[in]  group   (n) 0 to groups - 1
 *  @param[in]  n       >= 0
 *  @param[in]  groups  >= 1
 *  @param[out] sums    (groups) 0 for a group without rows; must not be values; untouched on error
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n < 0, groups < 1); CPW_EDOMAIN (a value, a group); CPW_EOVERFLOW;
 *  CPW_ENOMEM.
 *  @par Complexity and accuracy O(n); every sum exact, rounded once. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_capitation_group(const double *values, const int64_t *group,
                                                  int64_t n, int64_t groups, double *sums,
                                                  const cpw_allocator *allocator, cpw_error *err);

/** Need index of each row relative to its parent: (weighted / population) / (the same of the parent).
 *  The relative place index of NHS England's place-based tool. Values are used as they are: not rounded
 *  first. The parent's index from its own parent multiplies: a practice in the nation is a practice in its
 *  place x that place in its system x that system in the nation.
 *  @param[in]  population  (n) finite, >= 0
 *  @param[in]  weighted    (n) finite, >= 0
 *  @param[in]  parent      (n) 0 to parents - 1; NULL: all rows have the same parent
 *  @param[in]  n           >= 1
 *  @param[in]  parents     >= 1
 *  @param[out] index       (n) NaN for a row of no people or under a parent of no need; untouched on error
 *  @param[in]  allocator   NULL for malloc and free
 *  @param[out] err         nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN (a value, a parent); CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(n); relative error <= 1e-15. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_capitation_index(const double *population, const double *weighted,
                                                  const int64_t *parent, int64_t n, int64_t parents,
                                                  double *index, const cpw_allocator *allocator,
                                                  cpw_error *err);

/* ---------------------------------------------------------------- targets ------------------- */

/** Targets: quantum x weighted_i / sum(weighted).
 *  For whole pounds that sum to the quantum use cpw_apportion with the same weights.
 *  @param[in]  quantum   what there is to share, >= 0, in pounds
 *  @param[in]  weighted  (n) finite, >= 0, some > 0
 *  @param[in]  n         >= 1
 *  @param[out] target    (n); may be weighted; untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EOVERFLOW.
 *  @par Complexity and accuracy O(n); relative error <= 1e-15. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_capitation_targets(int64_t quantum, const double *weighted,
                                                    int64_t n, double *target, cpw_error *err);

/** Distance from target: allocation_i / target_i - 1; negative is under target.
 *  Targets of another total are scaled to that of the allocations where `scaled` is 1: the opening distance
 *  of last year's allocations from this year's shares.
 *  @param[in]  allocation  (n) finite, >= 0, in pounds
 *  @param[in]  target      (n) finite, >= 0, some > 0, in pounds or in any unit where scaled is 1
 *  @param[in]  n           >= 1
 *  @param[in]  scaled      1: targets x sum(allocation) / sum(target); 0: as they are
 *  @param[out] distance    (n) 0 where both are 0, infinite where only the target is 0; untouched on error
 *  @param[out] err         nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN; CPW_EOVERFLOW.
 *  @par Complexity and accuracy O(n); absolute error <= 1e-15. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_capitation_distance(const double *allocation, const double *target,
                                                     int64_t n, int32_t scaled, double *distance,
                                                     cpw_error *err);

/* ---------------------------------------------------------------- the whole formula --------- */

/** What a fair share is made of. Plain memory of the caller; labels may be NULL (numbers from 0). */
typedef struct cpw_capitation {
  int64_t rows;             /**< >= 1 */
  const char *const *codes; /**< (rows) which also break ties of pounds; of a code that is there
                                           twice, the lower index first */
  const double *population; /**< (rows) registered people, finite, >= 0, some > 0; a row of
                                           nobody has what its need says and an index of NaN */
  int64_t components;       /**< >= 1 */
  const char *const *component_names; /**< (components) */
  const double *need;                 /**< (components, rows) need-weighted populations, each column
                                           finite, >= 0, some > 0 */
  const double *blend;                /**< (components) weights >= 0 that sum to 1 */
  int64_t factors;                    /**< cost factors such as the market forces factor; >= 0 */
  const double *factor; /**< (factors, rows) finite, > 0; multiplicative; only ratios count */
  const int64_t
      *factor_component; /**< (factors) the component it applies to, -1 all of them; NULL: all */
} cpw_capitation;

/** The money side of a fair share, and adjustments. Arrays are borrowed for the call. */
typedef struct cpw_capitation_options {
  size_t struct_size; /**< sizeof(cpw_capitation_options) as the caller compiled it */
  int64_t quantum;    /**< pounds to share, default 0: targets of 0 */
  double unmet_share; /**< share of the quantum on `unmet_index`, default 0; 0 to 1 */
  const double
      *unmet_index; /**< (rows) unmet need or inequality a head, any scale, finite, >= 0: times
                                  population it is a column of its own; NULL with a share of 0 */
  const double *allocation; /**< (rows) current allocations in pounds, for distances; NULL: none */
  const int64_t *parent;    /**< (rows) for index_in_parent; NULL: none */
  int64_t parents;          /**< number of parents; 0 without */
  int32_t rounding;         /**< CPW_APPORTION_..., default HAMILTON */
  int32_t reserved;         /**< zero */
  const cpw_allocator *allocator; /**< NULL: malloc and free */
} cpw_capitation_options;

/** Fill a cpw_capitation_options with the defaults.
 *  @param[out] options  the defaults
 *  @param[in]  size     sizeof(cpw_capitation_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_capitation_options_init_sized(cpw_capitation_options *options, size_t size);

/** Fill a cpw_capitation_options with the defaults (see cpw_capitation_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_capitation_options_init(cpw_capitation_options *options) {
  cpw_capitation_options_init_sized(options, sizeof *options);
}

/** Weighted populations: the blend of normalised columns after cost factors, normalised again.
 *  Factors of a component apply to its normalised column before the blend, factors of all after it. With
 *  unmet need: (1 - share) x the blend + share x the column of unmet need.
 *  @param[in]  data      what it is made of
 *  @param[in]  options   NULL for the defaults; unmet_share, unmet_index and allocator are read
 *  @param[out] weighted  (rows) sum to the registered total; untouched on error
 *  @param[out] err       nullable
 *  @return CPW_OK; CPW_EINVAL; CPW_EDOMAIN ("blend sums to 0.9, must be 1", "need[2] (mental_health) is 0
 *  in every row", ...); CPW_EABI; CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(rows x (components + factors)); relative error <= 1e-14.
 *  @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_capitation_weighted(const cpw_capitation *data,
                                                     const cpw_capitation_options *options,
                                                     double *weighted, cpw_error *err);

/** Fair shares: weighted populations, indices, targets and distances as one result.
 *  Arrays by "row": population, weighted_population, need_index (relative to all rows), share, target
 *  (pounds), target_pounds (whole, sum to the quantum, ties by code), target_per_head; with
 *  parents index_in_parent; with allocations allocation, distance (share of target, targets scaled to the
 *  allocations' total), distance_cash and distance_per_head (pounds, negative is under target), closing_gap
 *  (target - allocation: what full convergence to the quantum would add). By "component" and "row":
 *  normalised, contribution (to the weighted population before cost factors, sums to the blend). By
 *  "component": blend, imbalance (of the column as given, relative).
 *  @param[in]  data     what it is made of
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err      nullable
 *  @return as cpw_capitation_weighted.
 *  @par Complexity and accuracy O(rows x (components + factors)); relative error <= 1e-14, pounds exact
 *  shares of the doubles weighted_population. @par Thread safety Safe.
 *  @par Example examples/shares.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_capitation_assess(const cpw_capitation *data,
                                                   const cpw_capitation_options *options,
                                                   cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
