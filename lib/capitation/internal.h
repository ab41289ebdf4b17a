/* lib/capitation/internal.h - what the files of this module share: exact sums of rows, and the fair share
 * in the making. */
#ifndef CPWI_CAPITATION_INTERNAL_H
#define CPWI_CAPITATION_INTERNAL_H

#include "base/internal.h"
#include "carepath/capitation.h"
#include "carepath/stats.h"

typedef struct cpwi_capitation {
  const char *where;
  const cpw_capitation *data;
  cpw_capitation_options options;
  double *normalised;   /* (components, rows) after the factors of the component */
  double *contribution; /* (components, rows) blend x normalised; NULL: not kept */
  double *imbalance;    /* (components); NULL: not kept */
  double *weighted;     /* (rows) */
} cpwi_capitation;

/* -------- columns.c: the sum of n values, rounded once; values that must be finite, >= 0 (above: > 0) and,
 * where `some` is not 0, not all 0. The message calls them `what`, after what[k] (name) where k >= 0 */
int32_t cpwi_capitation_sum(const double *x, int64_t n, double *sum, const char *where,
                            cpw_error *err);
int32_t cpwi_capitation_check(const double *x, int64_t n, int32_t some, const char *what,
                              const char *where, cpw_error *err);
/* x *= total / sum(x) */
int32_t cpwi_capitation_scale(double *x, int64_t n, double total, const char *where,
                              cpw_error *err);

/* -------- blend.c */
int32_t cpwi_capitation_take(cpwi_capitation *c, const cpw_capitation *data,
                             const cpw_capitation_options *options, const char *where,
                             cpw_error *err);
/* fills the arrays, which the caller provides */
int32_t cpwi_capitation_blend(cpwi_capitation *c, cpw_error *err);

#endif
