/* lib/impact/internal.h - two orders of the same people, made ready, and the lines that are measured. */
#ifndef CPWI_IMPACT_INTERNAL_H
#define CPWI_IMPACT_INTERNAL_H

#include "base/internal.h"

#include "carepath/impact.h"

#define CPWI_IMPACT "cpw_impact_measure"

enum { CPWI_WEEK_BANDS = 6 };

/* A characteristic or a crossing of two. */
typedef struct cpwi_trait {
  const char *name;
  int64_t groups;       /* without the unknown */
  int64_t unknown;      /* people of no known group */
  int64_t first_line;   /* lines: the groups, then the unknown where there are any */
  const int32_t *group; /* (patients) -1: unknown */
  int32_t *own;         /* the same memory, where it is ours: a crossing */
  char *own_name;
  int32_t ordered;
  int32_t one, other; /* the characteristics; other -1: it is one by itself */
} cpwi_trait;

typedef struct cpwi_impact {
  cpw_impact_list list;
  cpw_impact_options options;
  const cpw_allocator *allocator;
  cpwi_trait *traits; /* (trait_count) characteristics, then crossings */
  int64_t trait_count, lines;
  int has_waits; /* slots and days waited: waits at treatment are known */
} cpwi_impact;

/* check.c: release with cpwi_impact_free whatever came out. */
int32_t cpwi_impact_new(cpwi_impact *m, const cpw_impact_list *list,
                        const cpw_impact_options *options, cpw_error *err);
void cpwi_impact_free(cpwi_impact *m);
int32_t cpwi_impact_no_memory(cpw_error *err);

/* A patient's numbers. Weeks from 1. */
static inline double cpwi_week(const cpwi_impact *m, int64_t place) {
  return ceil((double)place / m->options.slots);
}
static inline double cpwi_wait_at(const cpwi_impact *m, int64_t row, int64_t place) {
  return m->list.wait[row] + 7.0 * cpwi_week(m, place);
}

/* Bands of weeks later: 1, 2 to 3, 4 to 7, 8 to 12, 13 to 25, 26 and more. */
static inline int cpwi_band(double weeks) {
  static const double FROM[CPWI_WEEK_BANDS] = {1.0, 2.0, 4.0, 8.0, 13.0, 26.0};
  int band = 0;
  while (band + 1 < CPWI_WEEK_BANDS && weeks >= FROM[band + 1])
    band++;
  return band;
}

/* labels.c */
int32_t cpwi_impact_dimensions(const cpwi_impact *m, cpw_result *result, cpw_error *err);
/* lines.c: the arrays over lines. */
int32_t cpwi_impact_lines(const cpwi_impact *m, cpw_result *result, cpw_error *err);
/* Of each line to the line of a known group with the greatest share; lines that are NaN are none. */
void cpwi_impact_ratios(const cpwi_trait *t, const double *share, double *ratio);
/* waits.c: waits at treatment by line, and slopes by characteristic, of people and mean waits as they stand. */
int32_t cpwi_impact_waits(const cpwi_impact *m, cpw_result *result, cpw_error *err);
int32_t cpwi_impact_slopes(const cpwi_impact *m, cpw_result *result, cpw_error *err);
/* totals.c: how far the two orders agree, and who is delayed most. */
int32_t cpwi_impact_totals(const cpwi_impact *m, cpw_result *result, cpw_error *err);
/* suppress.c: the last step. */
int32_t cpwi_impact_suppress(const cpwi_impact *m, cpw_result *result, cpw_error *err);

/* An array of doubles over some dimensions; NULL once *status is not CPW_OK. */
double *cpwi_impact_reals(cpw_result *result, const char *name, const char *unit,
                          const char *description, const char *dimensions, int32_t *status,
                          cpw_error *err);

#endif
