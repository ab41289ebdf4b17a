/* lib/rates/internal.h - what the files of this module share: checked options, limits of counts and shares
 * without checks, and the making of results.
 * Includes the internals of stats. */
#ifndef CPWI_RATES_INTERNAL_H
#define CPWI_RATES_INTERNAL_H

#include "carepath/rates.h"
#include "stats/internal.h"

/* The largest count and number of trials that exact limits are computed for. */
#define CPWI_RATES_COUNT_MOST  1e11
#define CPWI_RATES_TRIALS_MOST 1e9

/* -------- options.c: options of any age with levels and labels checked. `level` is what they ask for or
 * the default, borrowed. */
typedef struct cpwi_rates {
  cpw_rates_options options;
  const double *level;
  int64_t levels;
} cpwi_rates;
int32_t cpwi_rates_take(cpwi_rates *r, const cpw_rates_options *given, int32_t method_most,
                        const char *where, cpw_error *err);
/* (n) confidences in (0, 1) */
int32_t cpwi_rates_levels(const double *level, int64_t levels, const char *name, const char *where,
                          cpw_error *err);
/* A value of an array that breaks its rule: CPW_EDOMAIN "name[index] = value must be rule" */
int32_t cpwi_rates_refuse(const char *name, int64_t index, double value, const char *rule,
                          const char *where, cpw_error *err);
/* (n) finite and >= 0 (or > 0), at most `most` */
int32_t cpwi_rates_check(const double *x, int64_t n, const char *name, int32_t positive,
                         double most, const char *where, cpw_error *err);

/* -------- interval.c: of checked numbers; z is the normal quantile of the level */
typedef struct cpwi_range {
  double lower, upper;
} cpwi_range;
cpwi_range cpwi_count_limits(double count, double level, int32_t method);
cpwi_range cpwi_clopper(double successes, double trials, double level);
cpwi_range cpwi_wilson(double share, double trials, double level);
double cpwi_two_sided(double level); /* z of a level */

/* -------- result.c: arrays of doubles or integers that do not merge */
typedef struct cpwi_rates_array {
  const char *name, *unit, *description, *dimensions;
  int32_t type;
  void *memory; /* set */
} cpwi_rates_array;
int32_t cpwi_rates_arrays(cpw_result *result, cpwi_rates_array *arrays, int64_t count,
                          cpw_error *err);
int32_t cpwi_rates_new(const cpw_allocator *a, const char *first, int64_t n,
                       const char *const *labels, const double *level, int64_t levels,
                       cpw_result **out, cpw_error *err);

#endif
