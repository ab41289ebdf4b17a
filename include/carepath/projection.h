/* carepath/projection.h - a population by stratum (age, deprivation, ...) and segment (need), projected: deaths,
 * moves between segments, ageing, births and migration.
 * Floor 2: includes base.h only.
 *
 *   p' = (p - deaths) A + births + migration      in each stratum, then a share of it ages into the next
 *
 * A is a matrix of transitions a stratum, whose rows sum to 1. A scaling changes one of its entries over time, and
 * the rest of its row so that it still sums to 1: taken from those who do not change, or from all others in
 * proportion (as the dynamic population model of BNSSG ICB has it). */
#ifndef CAREPATH_PROJECTION_H
#define CAREPATH_PROJECTION_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define CPW_PROJECTION_FROM_NO_CHANGE                                                              \
  0 /**< the difference is taken from, or given to, those who stay */
#define CPW_PROJECTION_PROPORTIONAL 1 /**< all others of the row are scaled alike */

#define CPW_PROJECTION_EXPECTED 0 /**< expected people, in fractions */
#define CPW_PROJECTION_DRAWN    1 /**< whole people, drawn: replications show how far chance reaches */

/** Scale one transition of a row that sums to 1.
 *  @param[in]  row       (segments) probabilities, 0 to 1, that sum to 1
 *  @param[in]  segments  >= 1
 *  @param[in]  from      the segment of the row, from 0
 *  @param[in]  to        the transition that is scaled, from 0; not `from` with FROM_NO_CHANGE
 *  @param[in]  scale     finite and >= 0
 *  @param[in]  method    CPW_PROJECTION_FROM_NO_CHANGE or PROPORTIONAL
 *  @param[out] out       (segments) the row, summing to 1; may alias row; untouched on error
 *  @param[out] err       nullable: "row[1] = 0.6 x 2 takes more than the 0.4 that do not change"
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, indices, method); CPW_EDOMAIN (a number, a row that does not sum to 1, a
 *  scale that takes more than there is, or that leaves nothing to put the rest in).
 *  @par Complexity O(segments). @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_projection_scale_row(const double *row, int64_t segments,
                                                      int64_t from, int64_t to, double scale,
                                                      int32_t method, double *out, cpw_error *err);

/** The scale of a transition in a period, phased in along a line.
 *  @param[in] scale   at the end, finite and >= 0
 *  @param[in] period  from 0
 *  @param[in] start   the last period with scale 1
 *  @param[in] over    periods over which it is phased in, >= 0; 0: at once after start
 *  @return 1 up to start, `scale` from start + over on, on the line in between; NaN if over < 0.
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API double cpw_projection_phase(double scale, int64_t period, int64_t start, int64_t over);

/** One transition that is scaled. Those of the same row are applied in the order from, to: the result does not
 *  depend on the order in which they are given. Plain memory of the caller. */
typedef struct cpw_projection_scaling {
  int64_t stratum; /**< from 0; -1: every stratum */
  int64_t from;    /**< segment from 0 */
  int64_t to;      /**< segment from 0 */
  double scale;    /**< at the end of the phase, finite and >= 0 */
  int64_t
      start; /**< the last period without, >= 0 (the transition into period 1 is that of period 0) */
  int64_t over;     /**< periods of the phase, >= 0 */
  int32_t method;   /**< CPW_PROJECTION_FROM_NO_CHANGE or PROPORTIONAL */
  int32_t reserved; /**< zero */
} cpw_projection_scaling;

/** A population. Borrowed arrays. */
typedef struct cpw_projection {
  size_t struct_size;               /**< sizeof(cpw_projection) as the caller compiled it */
  int64_t periods;                  /**< transitions, 1 to 10,000 */
  int64_t strata;                   /**< 1 to 10,000 */
  int64_t segments;                 /**< 1 to 1000 */
  const char *const *stratum_names; /**< (strata) or NULL */
  const char *const *segment_names; /**< (segments) or NULL */
  const double *people;             /**< (strata, segments) at the start, >= 0; whole for DRAWN */
  const double
      *transitions; /**< (strata, segments, segments) from, to: rows sum to 1; NULL: nobody moves */
  const double *deaths; /**< (strata, segments) share who die in a period, 0 to 1; NULL: 0 */
  const double
      *births; /**< (periods, strata, segments) people born into a stratum, >= 0; NULL: 0 */
  const double
      *birth_rates; /**< (strata) births a head in a period, >= 0, into birth_stratum; NULL: 0 */
  const double
      *birth_segments; /**< (segments) how these are spread, summing to 1; NULL: all in the first */
  int64_t birth_stratum; /**< from 0; default 0 */
  const double
      *migration; /**< (periods, strata, segments) net people who come, below 0 those who go;
                                          NULL: 0 */
  const int64_t *ages_into; /**< (strata) stratum into which people age, -1: none; NULL: none */
  const double *ageing;     /**< (strata) share who do in a period, 0 to 1; with ages_into */
  int64_t scaling_count;    /**< >= 0 */
  const cpw_projection_scaling *scalings; /**< (scaling_count) */
  int32_t method;                         /**< CPW_PROJECTION_EXPECTED (default) or DRAWN */
  int32_t reserved;                       /**< zero */
  const cpw_allocator *allocator;         /**< NULL for malloc and free */
} cpw_projection;

/** Fill a population with the defaults.
 *  @param[out] projection  expected people; everything else zero and NULL
 *  @param[in]  size        sizeof(cpw_projection) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_projection_init_sized(cpw_projection *projection, size_t size);

/** Fill a population with the defaults (see cpw_projection_init_sized).
 *  @param[out] projection  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_projection_init(cpw_projection *projection) {
  cpw_projection_init_sized(projection, sizeof *projection);
}

/** Project a population.
 *  Births by rate are of the people at the start of the period. Who migrates neither dies nor moves in that period. Of
 *  EXPECTED an emigration of more people than there are is an error.
 *  Result of EXPECTED, dimension time (periods + 1), stratum, segment: people [time stratum segment], whole_people
 *  (int64: the same as whole people that sum to the total rounded to the nearest, by largest remainders, ties to the
 *  lower index; made afresh at each time, so that rounding never adds up), [time]: total; dimension period: born, died, migrated, moved
 *  (between segments) [period].
 *  Result of DRAWN, dimension replication (labels are its numbers, merges by appending): people [replication time
 *  stratum segment], born, died, migrated, moved [replication period] (int64). Deaths are binomial, moves
 *  multinomial, ageing binomial, births Poisson with the expected number as mean; migration is rounded to the
 *  nearest, and no more go than there are; draws are keyed by period and stratum (by index). Both
 *  conserve:
 *  total = before + born - died + migrated.
 *  @param[in]  projection  the population
 *  @param[in]  run         NULL for the defaults; seed and replications for DRAWN; the same bits for any threads
 *  @param[out] out         the result; untouched on error. Free it with cpw_result_free
 *  @param[out] err         nullable: "transitions[0][2] sums to 0.9 and must sum to 1"
 *  @return CPW_OK; CPW_EINVAL (NULL, sizes, indices); CPW_EDOMAIN (a number, rows that do not sum to 1, people who
 *  are not whole for DRAWN, more emigrants than people); CPW_EOVERFLOW (more than 2^53 people); CPW_ENOMEM;
 *  CPW_ECANCELLED; CPW_EABI.
 *  @par Complexity O(periods x strata x segments^2), a replication for DRAWN. @par Thread safety Safe. @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_projection_project(const cpw_projection *projection,
                                                    const cpw_run *run, cpw_result **out,
                                                    cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
