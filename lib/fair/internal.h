/* lib/fair/internal.h - what the files of this module share: numbers of twice the precision, checks of
 * groups and tiers, and the people of each tier in the order of their scores.
 * Includes the internals of base. */
#ifndef CPWI_FAIR_INTERNAL_H
#define CPWI_FAIR_INTERNAL_H

#include "base/internal.h"
#include "carepath/fair.h"

/* rounding of a share to a double, which a place count multiplies: twice the unit roundoff */
#define CPWI_FAIR_ROUNDING 4.440892098500626e-16

static inline int cpwi_fair_is_finite(double x) {
  return x - x == 0.0;
}

/* -------- minimum.c: of a valid share and alpha in [0, 1); 0 everywhere for alpha 0. */
void cpwi_fair_minimum(int64_t places, double share, double alpha, int64_t *minimum);
int32_t cpwi_fair_check_significance(int64_t places, double share, double alpha,
                                     const int64_t *minimum, const char *where, cpw_error *err);
/* the distribution function at the minimum of a place, least over all places */
double cpwi_fair_least_level(int64_t places, double share, const int64_t *minimum);

/* -------- failure.c: mass has places + 1 numbers */
double cpwi_fair_failure(int64_t places, double share, const int64_t *minimum, double *mass);

/* -------- checks.c */
int32_t cpwi_fair_check_groups(int64_t places, int64_t groups, const int32_t *group,
                               const char *where, cpw_error *err);
int32_t cpwi_fair_check_tiers(int64_t places, const int32_t *tier, const char *where,
                              cpw_error *err);
int32_t cpwi_fair_check_table(int64_t rows, int64_t groups, const int64_t *minimum,
                              const char *where, cpw_error *err);
int32_t cpwi_fair_take_people(cpw_fair_people *known, const cpw_fair_people *people, int64_t places,
                              const char *where, cpw_error *err);
/* largest and smallest of groups that have a value */
cpw_fair_spread cpwi_fair_spread(int64_t groups, const double *value);

/* -------- verdict.c: count has `groups` numbers; inputs are valid; moved is left 0 */
void cpwi_fair_judge(int64_t places, int64_t groups, const int32_t *group, const int32_t *tier,
                     int64_t rows, const int64_t *minimum, int64_t *count,
                     cpw_fair_verdict *verdict);

/* -------- sorted.c: by tier, then score from the top, then group before no group, then index */
int32_t cpwi_fair_sorted(const cpw_fair_people *people, const cpw_allocator *a, int64_t *order,
                         const char *where, cpw_error *err);
/* the end of the tier that begins at `first` of that order */
int64_t cpwi_fair_tier_end(const cpw_fair_people *people, const int64_t *order, int64_t first);

#endif
