/* lib/system_explain/internal.h - what the files of the module share: a run as a few measures (measure), a system whose
 * assumed values are multiplied (assumed), and arrays of results. */
#ifndef CPWI_SYSTEM_EXPLAIN_INTERNAL_H
#define CPWI_SYSTEM_EXPLAIN_INTERNAL_H

#include "base/internal.h"
#include "carepath/system_explain.h"

/* What explains: the system, the options and how it is run. */
typedef struct cpwi_explain {
  const cpw_system *s;
  cpw_system_explain_options o;
  cpw_system_run_options run; /* one period; scenario none; no policies */
  int32_t scenario;           /* of the options */
  const int32_t *policy;      /* further policies of the options */
  int64_t policies;
  int64_t cells; /* numbers that `by` tells apart */
  const cpw_allocator *a;
  const char *where;
} cpwi_explain;

/* ---- options.c */
cpw_system_explain_options cpwi_explain_defaults(void);
int32_t cpwi_explain_take(cpwi_explain *x, const cpw_system *s, const cpw_system_explain_options *o,
                          const char *where, cpw_error *err);
/* What the measures are worth to the decision. */
double cpwi_explain_worth(const cpwi_explain *x, const double *measure);

/* ---- measure.c: runs once, on the caller's thread. `all` (CPW_EXPLAIN_MEASURES) and `cell` (cells) are nullable. */
typedef struct cpwi_explain_what {
  const cpw_system *s;
  int32_t scenario;
  const int32_t *policy;
  int64_t policies;
} cpwi_explain_what;
int32_t cpwi_explain_run(const cpwi_explain *x, const cpwi_explain_what *what, double *all,
                         double *cell, cpw_error *err);
/* Fails where the measure asked for has no value. */
int32_t cpwi_explain_number(const cpwi_explain *x, double value, cpw_error *err);

/* ---- results */
int32_t cpwi_explain_real(cpw_result *r, const char *name, const char *unit, const char *about,
                          const char *dimensions, double **out, cpw_error *err);
int32_t cpwi_explain_whole(cpw_result *r, const char *name, const char *unit, const char *about,
                           const char *dimensions, int64_t **out, cpw_error *err);
/* The dimension `cell` of x->cells numbers. */
int32_t cpwi_explain_cells(const cpwi_explain *x, cpw_result *r, cpw_error *err);
/* An array of doubles of a run; NULL with an error where there is none of that shape. */
const cpw_array *cpwi_explain_array(const cpw_result *run, const char *name, int64_t dimensions,
                                    const char *where, cpw_error *err);

/* ---- assumed.c: columns with assumed values, and systems in which they are multiplied. */
#define CPWI_EXPLAIN_ITEMS 14
/* Assumed rows of each item of cpw_system_assumption_name. */
void cpwi_explain_count(const cpw_system *s, int64_t rows[CPWI_EXPLAIN_ITEMS]);
typedef struct cpwi_explain_scaled {
  cpw_system s;
  void *table[8];
  const cpw_allocator *a;
} cpwi_explain_scaled;
/* A copy of the tables that are changed; `factor` by item. Free it with cpwi_explain_unscale. */
int32_t cpwi_explain_scale(const cpwi_explain *x, const double factor[CPWI_EXPLAIN_ITEMS],
                           cpwi_explain_scaled *out, cpw_error *err);
void cpwi_explain_unscale(cpwi_explain_scaled *scaled);

/* The items that have rows: the parameters of an analysis. */
typedef struct cpwi_explain_items {
  int64_t count;
  int64_t item[CPWI_EXPLAIN_ITEMS], rows[CPWI_EXPLAIN_ITEMS];
  const char *name[CPWI_EXPLAIN_ITEMS];
} cpwi_explain_items;
int32_t cpwi_explain_find(const cpwi_explain *x, cpwi_explain_items *out, cpw_error *err);
/* Worth of the baseline and of all scenarios (scenarios + 1) under factors of the items found (count); `measure`: nullable,
 * of the scenario of the options. */
int32_t cpwi_explain_choose(const cpwi_explain *x, const cpwi_explain_items *items,
                            const double *factor, double *worth, double *measure, cpw_error *err);
/* The number of the greatest, the first of equals. */
int64_t cpwi_explain_best(const double *worth, int64_t count);

#endif
