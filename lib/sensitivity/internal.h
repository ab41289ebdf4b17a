/* lib/sensitivity/internal.h - what the files of the module share: checked options, laws made ready once,
 * columns of points, and a result with a row a parameter.
 * Includes the internals of base; the rest is in the public headers. */
#ifndef CPWI_SENSITIVITY_INTERNAL_H
#define CPWI_SENSITIVITY_INTERNAL_H

#include "base/internal.h"
#include "carepath/sensitivity.h"
#include "carepath/stats.h"

#define CPWI_SOBOL_DEGREE 11
#define CPWI_SOBOL_BITS   32

/* directions.c */
extern const uint16_t cpwi_sobol_seeds[CPW_SOBOL_DIMENSIONS - 1][CPWI_SOBOL_DEGREE + 2];

/* 'sobolpts', 'sobolbts', 'morris  ' and 'sample  ' in ASCII */
#define CPWI_PURPOSE_SOBOL     UINT64_C(0x736f626f6c707473)
#define CPWI_PURPOSE_BOOTSTRAP UINT64_C(0x736f626f6c627473)
#define CPWI_PURPOSE_MORRIS    UINT64_C(0x6d6f727269732020)
#define CPWI_PURPOSE_SAMPLE    UINT64_C(0x73616d706c652020)

static inline int cpwi_finite(double x) {
  return x - x == 0;
}

/* -------- options.c: options and run, completed and checked. */
typedef struct cpwi_sensitivity {
  cpw_sensitivity_options options;
  cpw_run run;
  const char *where;
} cpwi_sensitivity;
int32_t cpwi_sensitivity_take(cpwi_sensitivity *s, const cpw_sensitivity_options *options,
                              const cpw_run *run, const char *where, cpw_error *err);
/* A count from 1 to `most`, called `name` in the message. */
int32_t cpwi_check_size(const char *name, int64_t value, int64_t most, const char *where,
                        cpw_error *err);
int32_t cpwi_check_confidence(double level, const char *where, cpw_error *err);
/* (rows, columns) finite numbers: "y[3][1] = nan must be finite". */
int32_t cpwi_check_numbers(const char *name, const double *x, int64_t rows, int64_t columns,
                           const char *where, cpw_error *err);

/* -------- laws.c: a parameter made ready. `at` and `upto` are owned. */
typedef struct cpwi_law {
  int32_t law;
  double a, b, c, p, q; /* p and q: what follows from a, b, c */
  double *at, *upto;    /* (count) CHOICES: rising values, sum of the weights up to each */
  int64_t count;
} cpwi_law;
int32_t cpwi_law_check(const cpw_parameter *parameter, const char *what, int64_t index,
                       const char *where, cpw_error *err);
/* of a valid parameter; CHOICES are left to cpwi_laws_new */
void cpwi_law_prepare(cpwi_law *law, const cpw_parameter *parameter);
double cpwi_law_quantile(const cpwi_law *law, double u);

/* map.c: checks and prepares all of them; NULL on error. Free with the same count. */
int32_t cpwi_laws_new(const cpw_parameter *parameters, int64_t count, const cpw_allocator *a,
                      const char *where, cpwi_law **out, cpw_error *err);
void cpwi_laws_free(cpwi_law *laws, int64_t count, const cpw_allocator *a);
/* x = quantiles of unit, checked before anything is written */
int32_t cpwi_laws_map(const cpwi_law *laws, int64_t count, const double *unit, int64_t rows,
                      const char *where, double *x, cpw_error *err);

/* -------- points.c: `rows` points of one dimension from number `first` on, `stride` apart. The kind is
 * CPW_POINTS_...; or unscrambled without the middle of the cell (cpwi_sobol_raw). */
typedef struct cpwi_point_set {
  int32_t kind;
  uint64_t seed, replication, purpose;
} cpwi_point_set;
void cpwi_point_column(const cpwi_point_set *points, int64_t dimension, int64_t first, int64_t rows,
                       double *out, int64_t stride);
void cpwi_sobol_raw(int64_t dimension, int64_t first, int64_t rows, double *out, int64_t stride);

/* -------- table.c: a result with the dimensions output and parameter (and other, a copy of it). */
int32_t cpwi_sensitivity_result(const cpwi_sensitivity *s, int64_t outputs,
                                const cpw_parameter *parameters, int64_t count, int32_t pairs,
                                cpw_result **out, cpw_error *err);
typedef struct cpwi_array_plan {
  const char *name, *unit, *description, *dimensions;
  double **real;
} cpwi_array_plan;
int32_t cpwi_add_arrays(cpw_result *result, const cpwi_array_plan *plans, size_t count,
                        cpw_error *err);

#endif
