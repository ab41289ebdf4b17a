/* lib/spc/internal.h - what the files of this module share: a chart while it is made.
 * Includes the internals of stats. */
#ifndef CPWI_SPC_INTERNAL_H
#define CPWI_SPC_INTERNAL_H

#include "carepath/spc.h"
#include "stats/internal.h"

/* -------- options.c: options for n points, of any age, checked */
int32_t cpwi_spc_take(cpw_spc_options *o, const cpw_spc_options *given, int64_t n,
                      const char *where, cpw_error *err);

/* -------- limits.c: means and ranges of the present values among y[0..n). With `close_gaps`, ranges reach
 * across missing values. */
typedef struct cpwi_spread {
  int64_t points, ranges, screened;
  double mean, range_mean, all_ranges_mean;
} cpwi_spread;
cpwi_spread cpwi_spc_spread(const double *y, int64_t n, int32_t screen, int32_t close_gaps);
/* |y[i] - the one before|, NaN where there is none */
void cpwi_spc_ranges(const double *y, int64_t n, int32_t close_gaps, double *range);

typedef struct cpwi_lines {
  double *mean, *lower, *upper, *near_lower, *near_upper;
} cpwi_lines;

/* -------- chart.c: the result with all its arrays, and what the rules make of the lines */
typedef struct cpwi_chart {
  const cpw_spc_options *options;
  int64_t n, phases;
  cpw_result *result;
  cpwi_lines lines;
  double *value, *range, *range_limit, *target, *range_mean, *sigma;
  int64_t *phase, *rules, *cause, *type, *met;
  int64_t *first, *points, *baseline_points, *range_points, *screened, *too_short, *variation,
      *assurance, *special, *hits;
} cpwi_chart;
int32_t cpwi_chart_new(cpwi_chart *c, const cpw_spc_options *o, int64_t n, int32_t with_sigma,
                       cpw_error *err);
/* the first point of a phase; of phase `phases`: n */
int64_t cpwi_chart_first(const cpw_spc_options *o, int64_t n, int64_t phase);
/* the points from `first` on, before `last`, that the baseline of a phase is made of */
int64_t cpwi_chart_baseline(const cpwi_chart *c, int64_t first, int64_t last);
/* once values and lines are there: everything else */
int32_t cpwi_chart_judge(cpwi_chart *c, const char *where, cpw_error *err);

/* -------- rules.c: what the points of one phase show, and which of it comes first. `present` is memory for
 * as many indices as points. */
typedef struct cpwi_phase {
  const double *y;
  cpwi_lines lines;
  int64_t n;
  int64_t *present, *rules, *cause;
} cpwi_phase;
void cpwi_spc_rules(const cpwi_phase *p, const cpw_spc_options *o);

#endif
