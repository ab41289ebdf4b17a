/* carepath/footprint.h - footprints: areas cut up in one way (councils, places) and in another (systems, trusts,
 * practices), and what is counted for the one carried over to the other without losing anybody; plans that promise
 * more than there is; how concentrated and how far away services are.
 * Floor 1: includes base.h.
 *
 * An area is the smallest piece (a small area, a former commissioning group); it has a weight, usually its people. A
 * footprint gives each area to units, wholly or in shares. Two footprints over the same areas make a crosswalk: the
 * weight that a unit of the one and a unit of the other have in common. A measure of a unit is taken to lie where its
 * weight lies (areal interpolation by a control variable: Goodchild and Lam, Geo-Processing 1, 1980).
 *
 * The order in which rows are given never changes an answer: sums are exact, ties go by id and then by number. */
#ifndef CAREPATH_FOOTPRINT_H
#define CAREPATH_FOOTPRINT_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---------------------------------------------------------------- footprints ---------------- */

/** Part of an area that belongs to a unit. */
typedef struct cpw_footprint_part {
  int64_t area; /**< number of the area, from 0 */
  int64_t unit; /**< number of the unit, from 0 */
  double share; /**< of the area's weight, in (0, 1] */
} cpw_footprint_part;

/** One way of cutting areas up into units. Arrays are borrowed for the call. */
typedef struct cpw_footprint {
  size_t struct_size;             /**< sizeof(cpw_footprint) as the caller compiled it */
  int64_t areas;                  /**< >= 0 */
  int64_t units;                  /**< >= 0 */
  const cpw_footprint_part *part; /**< (parts) no area and unit twice */
  int64_t parts;                  /**< >= 0 */
  const char *const *area_id;     /**< (areas) for messages and labels; NULL: their numbers */
  const char *const *unit_id;     /**< (units) for messages, labels and ties; NULL: their numbers */
} cpw_footprint;

/** Fill a footprint with the defaults.
 *  @param[out] footprint  nothing
 *  @param[in]  size       sizeof(cpw_footprint) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_footprint_init_sized(cpw_footprint *footprint, size_t size);

/** Fill a footprint with the defaults (see cpw_footprint_init_sized).
 *  @param[out] footprint  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_footprint_init(cpw_footprint *footprint) {
  cpw_footprint_init_sized(footprint, sizeof *footprint);
}

/** What lies in areas that the other footprint does not have is an error. */
#define CPW_FOOTPRINT_REFUSE 0
/** It is spread over the rest of its unit, as if nobody lived there. */
#define CPW_FOOTPRINT_SPREAD 1

/** How footprints are read. */
typedef struct cpw_footprint_options {
  size_t struct_size; /**< sizeof(cpw_footprint_options) as the caller compiled it */
  int32_t gaps;       /**< CPW_FOOTPRINT_REFUSE (default) or CPW_FOOTPRINT_SPREAD */
  int32_t reserved;   /**< zero */
  double tolerance;   /**< by which the shares of an area may sum to other than 1, in [0, 0.5];
                                 within it they are scaled to 1; default 1e-9 */
  const cpw_allocator *allocator; /**< NULL for malloc and free; must outlive results */
} cpw_footprint_options;

/** Fill the options with the defaults.
 *  @param[out] options  gaps refused, tolerance 1e-9
 *  @param[in]  size     sizeof(cpw_footprint_options) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_footprint_options_init_sized(cpw_footprint_options *options, size_t size);

/** Fill the options with the defaults (see cpw_footprint_options_init_sized).
 *  @param[out] options  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_footprint_options_init(cpw_footprint_options *options) {
  cpw_footprint_options_init_sized(options, sizeof *options);
}

/** Does a footprint cover every area exactly once?
 *  Result: [area] covered (exact sum of its shares), holders (int64: units that have a part of it), state (int64: -1 a
 *  gap, 0 as it should be, 1 an overlap); [unit] weight (people in it), areas (int64: areas of which it has a part);
 *  gaps, overlaps (int64, areas); uncovered, doubled (weight in gaps and counted too often). Outcome
 *  CPW_OUTCOME_UNREACHABLE where there is a gap or an overlap. Notes: gaps, overlaps (the areas by id, at most 20).
 *  @param[in]  footprint  the footprint
 *  @param[in]  weight     (areas) finite, >= 0; NULL: 1 each
 *  @param[in]  options    tolerance and allocator; NULL for the defaults
 *  @param[out] out        untouched on error
 *  @param[out] err        nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, an area or unit that is none, a part twice); CPW_EDOMAIN (a share, a weight);
 *  CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(parts log parts); sums rounded once. @par Thread safety Safe.
 *  @par Example examples/footprint.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_footprint_check(const cpw_footprint *footprint,
                                                 const double *weight,
                                                 const cpw_footprint_options *options,
                                                 cpw_result **out, cpw_error *err);

/** The crosswalk of two footprints: what each unit of the one and each of the other have in common.
 *  weight = sum over areas of weight x share in the one x share in the other, the shares in the other scaled to sum to
 *  1. Result: dimension pair (those with something in common, by number; coordinates from, to); [pair] from_unit,
 *  to_unit (int64), weight, share_of_from, share_of_to (of the weight of the units, NaN: the unit has none).
 *  @param[in]  from     the one footprint
 *  @param[in]  to       the other, over the same areas
 *  @param[in]  weight   (areas) finite, >= 0; NULL: 1 each
 *  @param[in]  options  NULL for the defaults
 *  @param[out] out      untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, footprints of different areas, a part twice); CPW_EDOMAIN (a share, a weight, an area
 *  of `from` that `to` does not cover once: "area E01 lies in A but its shares in the other footprint sum to 0.5");
 *  CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(p log p), p pairs of parts that share an area; each weight correctly rounded from its
 *  terms. @par Thread safety Safe. @par Example examples/footprint.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_footprint_crosswalk(const cpw_footprint *from,
                                                     const cpw_footprint *to, const double *weight,
                                                     const cpw_footprint_options *options,
                                                     cpw_result **out, cpw_error *err);

/** Carry a measure (patients, clock starts, spend) from the units of one footprint to those of another.
 *  A unit's measure lies where its weight lies. The parts lie on one grid, 2^-52 of the whole at most, so that they sum
 *  to the whole as it was (correctly rounded) with ==, in any order of adding: nobody is lost or made. Where measures
 *  are of both signs, what is above 0 and what is below are carried for themselves.
 *  @param[in]  from     footprint of the measure
 *  @param[in]  to       footprint to carry it to, over the same areas
 *  @param[in]  weight   (areas) finite, >= 0: people, or whatever the measure goes with; NULL: 1 each
 *  @param[in]  measure  (units of from) finite, of either sign
 *  @param[in]  options  NULL for the defaults
 *  @param[out] carried  (units of to); may be `measure` where it is long enough; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_footprint_crosswalk; CPW_EDOMAIN (measure[i]; a unit with a measure and nobody in it); CPW_EOVERFLOW (a
 *  sum beyond the doubles).
 *  @par Complexity and accuracy as the crosswalk; absolute error <= 2^-52 of the whole and 1e-15 of the part.
 *  @par Thread safety Safe. @par Example examples/footprint.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_footprint_carry(const cpw_footprint *from, const cpw_footprint *to,
                                                 const double *weight, const double *measure,
                                                 const cpw_footprint_options *options,
                                                 double *carried, cpw_error *err);

/** Carry whole numbers (people, pounds) from the units of one footprint to those of another.
 *  Each unit's number is shared out by largest remainders (apportion.h), ties by the id of the receiving unit: what a
 *  unit had and what the others receive from it are the same, to the last one.
 *  @param[in]  from     footprint of the measure
 *  @param[in]  to       footprint to carry it to, over the same areas
 *  @param[in]  weight   (areas) as cpw_footprint_carry
 *  @param[in]  measure  (units of from) >= 0, sum below 2^63
 *  @param[in]  options  NULL for the defaults
 *  @param[out] carried  (units of to) >= 0; untouched on error
 *  @param[out] flow     (units of from, units of to) what went from whom to whom, or NULL; untouched on error
 *  @param[out] err      nullable
 *  @return as cpw_footprint_carry.
 *  @par Complexity and accuracy as the crosswalk; exact. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_footprint_carry_whole(const cpw_footprint *from,
                                                       const cpw_footprint *to,
                                                       const double *weight, const int64_t *measure,
                                                       const cpw_footprint_options *options,
                                                       int64_t *carried, int64_t *flow,
                                                       cpw_error *err);

/* ---------------------------------------------------------------- fitting ------------------- */

/** A table to be fitted to the sums of its rows and columns. Arrays are borrowed for the call. */
typedef struct cpw_footprint_margins {
  size_t struct_size;           /**< sizeof(cpw_footprint_margins) as the caller compiled it */
  int64_t rows;                 /**< >= 1 */
  int64_t columns;              /**< >= 1 */
  const double *seed;           /**< (rows, columns) finite, >= 0; 0 stays 0 */
  const double *row;            /**< (rows) sums wanted, finite, >= 0 */
  const double *column;         /**< (columns) sums wanted, finite, >= 0 */
  const char *const *row_id;    /**< (rows) for messages; NULL: their numbers */
  const char *const *column_id; /**< (columns) for messages; NULL: their numbers */
  double tolerance; /**< of a sum, relative to the whole, in [1e-15, 0.1]; default 1e-12 */
  int64_t most;     /**< iterations at most, 1 to 10^9; default 10,000 */
  int32_t scale; /**< 1: column sums are first scaled to the whole of the rows; default 0: they must
                               agree within 1e-9 of it */
  int32_t reserved;               /**< zero */
  const cpw_run *run;             /**< progress and cancel; NULL: none */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_footprint_margins;

/** Fill margins with the defaults.
 *  @param[out] margins  tolerance 1e-12, 10,000 iterations
 *  @param[in]  size     sizeof(cpw_footprint_margins) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_footprint_margins_init_sized(cpw_footprint_margins *margins, size_t size);

/** Fill margins with the defaults (see cpw_footprint_margins_init_sized).
 *  @param[out] margins  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_footprint_margins_init(cpw_footprint_margins *margins) {
  cpw_footprint_margins_init_sized(margins, sizeof *margins);
}

/** How a fit went. */
typedef struct cpw_footprint_fitted {
  int32_t
      outcome; /**< CPW_OUTCOME_OK; CPW_OUTCOME_UNREACHABLE: not within the tolerance after `most` */
  int32_t reserved;   /**< zero */
  int64_t iterations; /**< of rows and columns together */
  double miss; /**< greatest difference of a sum from what was wanted, relative to the whole */
} cpw_footprint_fitted;

/** Fit a table to the sums of its rows and columns, staying as near to the seed as can be (iterative proportional
 *  fitting, RAS): rows and columns are scaled in turn, so that odds ratios stay those of the seed.
 *  Deming and Stephan, Annals of Mathematical Statistics 11:427 (1940); the fit is the table of least relative entropy to
 *  the seed (Csiszar, Annals of Probability 3:146, 1975). Whether zeros of the seed leave a table at all is found
 *  beforehand, by a greatest flow: rows that together need more than the columns open to them are named. Where the
 *  only table has a 0 where the seed has none the fit comes near it slowly.
 *  @param[in]  margins  seed and sums
 *  @param[out] table    (rows, columns); may be the seed; untouched on error
 *  @param[out] fitted   how it went, or NULL; untouched on error
 *  @param[out] err      nullable
 *  @return CPW_OK, also where outcome is UNREACHABLE; CPW_EINVAL (NULL, sizes); CPW_EDOMAIN (a number; sums that differ; zeros
 *  that leave no table: "rows R0A, R0B sum to 30, the columns open to them (E1) to 20: 10 too many"); CPW_EOVERFLOW;
 *  CPW_ENOMEM; CPW_ECANCELLED; CPW_EABI.
 *  @par Complexity and accuracy O(rows x columns) an iteration; sums are exact and rounded once, so that the order of
 *  rows and columns does not matter. @par Thread safety Safe. @par Example examples/footprint.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_footprint_fit(const cpw_footprint_margins *margins, double *table,
                                               cpw_footprint_fitted *fitted, cpw_error *err);

/* ---------------------------------------------------------------- plans --------------------- */

/** What a system counts on from a provider. */
typedef struct cpw_footprint_promise {
  int64_t provider; /**< number of the provider */
  int64_t system;   /**< number of the system */
  double amount;    /**< what the plan says, finite, >= 0 */
  double most;      /**< what the provider could give it at most, >= amount; inf: no limit */
} cpw_footprint_promise;

/** Plans of several systems on the same providers. Arrays are borrowed for the call. */
typedef struct cpw_footprint_plans {
  size_t struct_size;     /**< sizeof(cpw_footprint_plans) as the caller compiled it */
  int64_t providers;      /**< >= 0 */
  int64_t systems;        /**< >= 0 */
  const double *capacity; /**< (providers) finite, >= 0 */
  const double *need;     /**< (systems) finite, >= 0; NULL: what its promises sum to */
  const cpw_footprint_promise *promise; /**< (promises) no provider and system twice */
  int64_t promises;                     /**< >= 0 */
  const char *const *provider_id;       /**< (providers) NULL: their numbers */
  const char *const *system_id;         /**< (systems) NULL: their numbers */
  const cpw_allocator *allocator;       /**< NULL for malloc and free; must outlive the result */
} cpw_footprint_plans;

/** Fill plans with the defaults, which must be completed.
 *  @param[out] plans  nothing
 *  @param[in]  size   sizeof(cpw_footprint_plans) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_footprint_plans_init_sized(cpw_footprint_plans *plans, size_t size);

/** Fill plans with the defaults (see cpw_footprint_plans_init_sized).
 *  @param[out] plans  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_footprint_plans_init(cpw_footprint_plans *plans) {
  cpw_footprint_plans_init_sized(plans, sizeof *plans);
}

/** Can all plans be kept at once, and if not, who is in the way?
 *  A conflict is a provider that is promised over 100 %. The allocation starts from the promises, cut in proportion
 *  where a provider promised too much, and is then changed along shortest augmenting paths until no plan can be met any
 *  further (Edmonds and Karp, Journal of the ACM 19:248, 1972): a greatest flow. Where needs are left the least cut
 *  (Ford and Fulkerson, Canadian Journal of Mathematics 8:399, 1956) names the providers that are in the way and the
 *  systems that depend on them: what these need beyond what those have is the shortfall, whatever is done.
 *  Result: [provider] capacity, promised, over (promised beyond the capacity), allocated, binding (int64: 1 in the cut);
 *  [system] need, served, shortfall, bound (int64: 1 in the cut); [promise] provider_number, system_number (int64),
 *  amount, kept (of it, or beyond it); conflicts (int64), shortfall_total. Dimensions provider, system, promise (coordinates
 *  promise_provider, promise_system). Outcome CPW_OUTCOME_UNREACHABLE where there is a shortfall. Notes: conflicts, cut
 *  (in words, at most 20 names).
 *  @param[in]  plans  the plans
 *  @param[out] out    untouched on error
 *  @param[out] err    nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, a number that is none, a promise twice); CPW_EDOMAIN (an amount); CPW_EOVERFLOW (sums beyond
 *  2^1000); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(promises^2 x nodes) at worst, usually near O(promises); amounts are held to 2^-51 of all
 *  that is promised, needed and there together (whole numbers exactly), and what is allocated, served and short sums up
 *  exactly. @par Thread safety Safe. @par Example examples/footprint.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_footprint_reconcile(const cpw_footprint_plans *plans,
                                                     cpw_result **out, cpw_error *err);

/* ---------------------------------------------------------------- concentration ------------- */

/** How concentrated something is. */
typedef struct cpw_footprint_concentration {
  int64_t holders;   /**< owners that have anything */
  double hhi;        /**< Herfindahl-Hirschman index: sum of squared shares, 1/holders to 1 */
  double points;     /**< the same in points of percentages squared: hhi x 10,000 */
  double effective;  /**< number of equal holders of the same index: 1/hhi */
  double normalised; /**< (hhi - 1/holders) / (1 - 1/holders); 0 for all alike; NaN: one holder */
  double largest;    /**< share of the largest */
  double largest_k;  /**< share of the k largest (concentration ratio) */
  double
      entropy_number; /**< exp(entropy of the shares): another effective number (Hill, Ecology 54:427, 1973) */
} cpw_footprint_concentration;

/** How concentrated an amount (resource, activity, votes) is among its holders, before or after mergers.
 *  Hirschman, American Economic Review 54:761 (1964). A merger of shares a and b raises the index by 2 a b.
 *  @param[in]  amount  (n) finite, >= 0, sum > 0
 *  @param[in]  owner   (n) whose it is, 0 to n - 1: amounts of one owner are added up; NULL: each its own
 *  @param[in]  n       >= 1
 *  @param[in]  k       for largest_k, >= 1
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] out     untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, n, k, owner[i]); CPW_EDOMAIN (amount[i], nothing at all); CPW_EOVERFLOW; CPW_ENOMEM.
 *  @par Complexity and accuracy O(n log n); relative error <= 1e-14. @par Thread safety Safe.
 *  @par Example examples/footprint.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_footprint_concentrate(const double *amount, const int64_t *owner,
                                                       int64_t n, int64_t k,
                                                       const cpw_allocator *allocator,
                                                       cpw_footprint_concentration *out,
                                                       cpw_error *err);

/* ---------------------------------------------------------------- access -------------------- */

/** Mean radius of the earth in kilometres (IUGG). */
#define CPW_EARTH_RADIUS 6371.0088

/** Great-circle distance of two points (haversine; Sinnott, Sky and Telescope 68:159, 1984).
 *  @param[in] longitude_a  degrees, finite
 *  @param[in] latitude_a   degrees, -90 to 90
 *  @param[in] longitude_b  degrees, finite
 *  @param[in] latitude_b   degrees, -90 to 90
 *  @return kilometres on a sphere of CPW_EARTH_RADIUS; NaN outside the domain.
 *  @par Complexity and accuracy O(1); some 1e-15 of the sphere's; the earth is within 0.6 % of one. The same bits on every
 *  machine. @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_footprint_distance(double longitude_a, double latitude_a, double longitude_b,
                                      double latitude_b);

/** People by area and group, and the sites that they go to. Arrays are borrowed for the call. */
typedef struct cpw_footprint_access {
  size_t struct_size;           /**< sizeof(cpw_footprint_access) as the caller compiled it */
  int64_t areas;                /**< >= 1 */
  int64_t groups;               /**< >= 1; default 1 */
  int64_t sites;                /**< >= 1 */
  const double *area_longitude; /**< (areas) degrees */
  const double *area_latitude;  /**< (areas) degrees */
  const double *people;         /**< (areas, groups) finite, >= 0; NULL: 1 each */
  const double *site_longitude; /**< (sites) degrees */
  const double *site_latitude;  /**< (sites) degrees */
  const int32_t *open;          /**< (sites) 1 where the site is there; NULL: all */
  const char *const *area_id;   /**< (areas) NULL: their numbers */
  const char *const *site_id;   /**< (sites) ties of distance go by id; NULL: by number */
  const char *const *group_id;  /**< (groups) NULL: their numbers */
  const double *within;         /**< (withins) kilometres, >= 0 */
  int64_t withins;              /**< >= 0 */
  double detour; /**< kilometres travelled for one as the crow flies, finite, >= 1; default 1 */
  const cpw_allocator *allocator; /**< NULL for malloc and free; must outlive the result */
} cpw_footprint_access;

/** Fill an access with the defaults, which must be completed.
 *  @param[out] access  one group, no detour
 *  @param[in]  size    sizeof(cpw_footprint_access) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_footprint_access_init_sized(cpw_footprint_access *access, size_t size);

/** Fill an access with the defaults (see cpw_footprint_access_init_sized).
 *  @param[out] access  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_footprint_access_init(cpw_footprint_access *access) {
  cpw_footprint_access_init_sized(access, sizeof *access);
}

/** How far people are from the nearest open site, by group.
 *  Result: [area] nearest (int64, number of the site), distance (km, with the detour); [site] site_people (who have
 *  it nearest), site_distance (their mean, NaN: nobody), site_share (of all people); [group] people, mean, median, p90 (km, by people: the
 *  least distance within which so many are; NaN: nobody), furthest; [group limit] within (share of people); mean_all;
 *  hhi (concentration of people on sites).
 *  @param[in]  access  people and sites
 *  @param[out] out     untouched on error
 *  @param[out] err     nullable
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, no site open); CPW_EDOMAIN (a point, people, detour, limit); CPW_EOVERFLOW;
 *  CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(areas x (sites + groups) + areas log areas); sums rounded once.
 *  @par Thread safety Safe. @par Example examples/footprint.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_footprint_reach(const cpw_footprint_access *access,
                                                 cpw_result **out, cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
