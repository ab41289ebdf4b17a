/* lib/urgency/internal.h - what the files of this module share: a scale with the targets that count.
 * Includes the internals of base. */
#ifndef CPWI_URGENCY_INTERNAL_H
#define CPWI_URGENCY_INTERNAL_H

#include "base/internal.h"
#include "carepath/urgency.h"

/* a number that may be a time or a rate: finite and >= 0 */
static inline int cpwi_urgency_is_time(double x) {
  return x >= 0.0 && x - x == 0.0;
}

/* names.c: ASCII letters without their case, `a` also without spaces around it; a and b not NULL */
int cpwi_urgency_same_name(const char *a, const char *b);

/* -------- targets.c: a valid scale, the caller's options over it, and the longest target (NaN where
 * there is none). `where` is the public function. */
typedef struct cpwi_urgency {
  const cpw_urgency_scale *scale;
  const double *own; /* (scale->count) or NULL */
  int32_t missing;
  double longest;
} cpwi_urgency;
int32_t cpwi_urgency_check(const cpw_urgency_scale *scale, const char *where, cpw_error *err);
int32_t cpwi_urgency_take(cpwi_urgency *u, const cpw_urgency_scale *scale,
                          const cpw_urgency_options *options, const char *where, cpw_error *err);
double cpwi_urgency_target(const cpwi_urgency *u, int32_t row); /* NaN: none */
/* rows that there are, with targets where `needed` and the options refuse classes without one */
int32_t cpwi_urgency_check_rows(const cpwi_urgency *u, int64_t count, const int32_t *rows,
                                int needed, const char *where, cpw_error *err);
int32_t cpwi_urgency_check_days(int64_t count, const double *days, const char *where,
                                cpw_error *err);

/* points_check.c: the most points of an item that has been checked */
double cpwi_points_most(const cpw_points_item *item);
int32_t cpwi_points_check(const cpw_points_table *table, const char *where, cpw_error *err);

#endif
