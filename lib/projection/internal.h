/* lib/projection/internal.h - what the files of the module share: the checked population and its scalings by row.
 * Source: carepath/projection.h. */
#ifndef CPWI_PROJECTION_INTERNAL_H
#define CPWI_PROJECTION_INTERNAL_H

#include "carepath/projection.h"
#include "stocks/internal.h"

#define CPWI_PROJECTION         "cpw_projection_project"
#define CPWI_PROJECTION_PURPOSE 0x70726f6aU

typedef struct cpwi_projection {
  cpwi_stocks s;
  cpw_projection model;
  cpw_projection_scaling *scaling; /* (scaling_count) by from, to, ... */
  int64_t *first;                  /* (segments + 1) where those of a row begin */
  int64_t cells;                   /* strata x segments */
} cpwi_projection;

/* check.c */
void cpwi_projection_check(cpwi_projection *p);

/* row.c: scales one entry of a row; `name` is what the message calls it. */
int32_t cpwi_projection_scale(const char *where, const char *name, const double *row, int64_t n,
                              int64_t from, int64_t to, double scale, int32_t method, double *out,
                              cpw_error *err);
/* The row of a stratum and segment in a period, with all its scalings, in `row` (segments). */
int32_t cpwi_projection_row(const cpwi_projection *p, int64_t period, int64_t stratum, int64_t from,
                            double *row, cpw_error *err);

/* expected.c, drawn.c: the arrays and their numbers. */
void cpwi_projection_expected(cpwi_projection *p);
void cpwi_projection_drawn(cpwi_projection *p);

/* Expected births into a cell in a period, of `alive` people in the whole of the population. */
double cpwi_projection_births(const cpwi_projection *p, int64_t period, int64_t stratum,
                              int64_t segment, double born_by_rate);

#endif
