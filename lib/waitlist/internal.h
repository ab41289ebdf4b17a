/* lib/waitlist/internal.h - what the files of the module share: the grid that makes sums exact, the
 * growing older of a list by one period, one list on its way, measures, and shared checks.
 * Source: the recursion and the rules in carepath/waitlist.h. Leaves the models to their own files. */
#ifndef CPWI_WAITLIST_INTERNAL_H
#define CPWI_WAITLIST_INTERNAL_H

#include "base/internal.h"
#include "carepath/waitlist.h"

#include <math.h>
#include <string.h>

/* -------- grid.c: people are whole multiples of a step, so adding them is exact. */
typedef struct cpwi_grid {
  double step;  /* a power of two, in people */
  double magic; /* adding and subtracting it rounds to a multiple of the step */
  double most;  /* 1000/1024 of 2^51 steps: no list may outgrow it; sums are exact to 2^53 steps */
} cpwi_grid;

/* How far lists on a grid may outgrow the size it was made for: a grid for lists that only shrink
 * is 2^9 times as fine. */
#define CPWI_SHRINKS 0
#define CPWI_GROWS   1

/* A grid for lists of up to `size` people in all. CPW_EOVERFLOW if that is not a sensible number. */
int32_t cpwi_grid_for(double size, int32_t growth, cpwi_grid *grid);

/* Nearest multiple of the step, halves to even, for |people| <= 2^51 steps: a list within `most` and
 * everybody who joins it in a period. */
static inline double cpwi_on_grid(double people, const cpwi_grid *grid) {
  return (people + grid->magic) - grid->magic;
}

/* The multiple of the step at or below; 0 <= people <= most. */
static inline double cpwi_down_to_grid(double people, const cpwi_grid *grid) {
  double rounded = cpwi_on_grid(people, grid);
  return rounded <= people ? rounded : rounded - grid->step;
}

/* Two numbers at a time, each rounded as it would be alone: the same bits with half the work. */
typedef double cpwi_two __attribute__((vector_size(16)));

static inline cpwi_two cpwi_load_two(const double *x) {
  cpwi_two two;
  memcpy(&two, x, sizeof two);
  return two;
}

static inline void cpwi_store_two(double *x, cpwi_two two) {
  memcpy(x, &two, sizeof two);
}

/* The sum in one fixed order, four at a time. */
double cpwi_sum(int64_t count, const double *x);
double cpwi_absolute_sum(int64_t count, const double *x);

/* -------- ageing.c: everybody grows older by one period. */
typedef struct cpwi_ageing {
  int64_t bands;
  int32_t shift;   /* 1: bands are one period wide and everybody moves up by one */
  int64_t reached; /* bands that clock starts can reach within their first period */
  int64_t *first;  /* (bands + 1) band in which the youngest of source m arrive; the last source is
                      the clock starts */
  int64_t *at;     /* (bands + 2) where the shares of source m begin */
  double
      *share; /* share of the source that arrives up to this band; the last band takes the rest */
} cpwi_ageing;

/* bands must have been checked. CPW_ENOMEM or CPW_OK; free it in any case. */
int32_t cpwi_ageing_init(cpwi_ageing *ageing, const cpw_bands *bands,
                         const cpw_allocator *allocator);
void cpwi_ageing_free(cpwi_ageing *ageing, const cpw_allocator *allocator);

/* to = from, one period older; nobody has joined yet. No overlap. Both on the grid. */
void cpwi_age(const cpwi_ageing *ageing, const cpwi_grid *grid, const double *from, double *to);

/* Adds people who joined during the period, evenly. */
void cpwi_join(const cpwi_ageing *ageing, const cpwi_grid *grid, double people, double *to);

/* -------- course.c: one list on its way from period to period. */
typedef struct cpwi_course {
  const cpwi_ageing *ageing;
  cpwi_grid grid;
  int64_t bands, periods;
  int32_t mode;          /* CPW_CAPACITY_... */
  int32_t surplus;       /* CPW_SURPLUS_... */
  int32_t transfers;     /* 1: some removal hazard is negative */
  int32_t uplifted;      /* 1: some people come unrecorded with the starts */
  double longest_first;  /* share of the treatments that are not urgent */
  double urgent;         /* share of who joins that is treated first */
  const double *hazard;  /* (bands) treatment hazards */
  const double *removal; /* (bands) removal hazards */
  double *opening;       /* (bands) on the grid */
  double *weight;        /* (bands) the hazards over a power of two: no product overflows */
  double scale;          /* weight / hazard, that power of two */
  double *want;          /* (bands) scratch: what a band would take of the capacity */
  double *room;          /* (bands) people who can still be treated: in the end, who still waits */
  double *inflow;        /* (bands) scratch */
  double first;          /* urgent people of the period who are treated; 0 to capacity */
  double *starts;        /* (periods) on the grid */
  double *uplift;        /* (periods) unrecorded starts, on the grid */
  double *adjusted;      /* (bands) where the published redistribution is written, or NULL */
} cpwi_course;

/* One period of a course, in people: opening + starts + unrecorded - treated - removed = closing. */
typedef struct cpwi_totals {
  double opening, starts, unrecorded, treated, removed, closing, unused;
  double uplift; /* of unrecorded, who came with the starts */
  double urgent,
      unmet;       /* who was treated as urgent, a part of treated; urgent people who were not */
  double adjusted; /* what the published redistribution put in: closing has it */
} cpwi_totals;

/* Where the bands of a period go, no two the same; `waiting` may be the list it started from. */
typedef struct cpwi_flows {
  double *waiting, *treated, *removed;
  double *unrecorded; /* NULL where it is not wanted, or where nobody comes unrecorded */
} cpwi_flows;

int32_t cpwi_course_init(cpwi_course *course, const cpwi_ageing *ageing, int64_t periods,
                         const cpw_allocator *allocator);
void cpwi_course_free(cpwi_course *course, const cpw_allocator *allocator);

/* Puts list `list` of a checked backlog on the course; starts (periods) or NULL for the backlog's.
 * CPW_EOVERFLOW if there are too many people. */
int32_t cpwi_course_take(cpwi_course *course, const cpw_backlog *backlog, int64_t list,
                         const double *starts);

/* Its parts, for lists that share a grid: everything but what is rounded, and the people whom the grid has
 * to hold; then that. */
double cpwi_course_load(cpwi_course *course, const cpw_backlog *backlog, int64_t list,
                        const double *starts);
void cpwi_course_round(cpwi_course *course, const cpw_backlog *backlog, int64_t list,
                       const cpwi_grid *grid);

/* Period t from the list `before`, of `opening` people. CPW_EOVERFLOW if it outgrows its grid:
 * flows and totals are then without meaning. */
int32_t cpwi_course_step(cpwi_course *course, int64_t t, double capacity, const double *before,
                         double opening, const cpwi_flows *flows, cpwi_totals *totals);
/* Its halves: everybody grows older and joins course->inflow; `net` people have been put there since;
 * whoever is there is removed, treated or waits. */
void cpwi_course_enter(cpwi_course *course, int64_t t, const double *before, double opening,
                       const cpwi_flows *flows, cpwi_totals *totals);
int32_t cpwi_course_leave(cpwi_course *course, double net, double capacity, const cpwi_flows *flows,
                          cpwi_totals *totals);

/* place.c: treats `capacity` people of course->room (of `available` in all), of each band at most
 * those: course->first of them from the first band up, the others as course->want (of `wanted` in all)
 * asks; room is reduced, treated is set. Returns how many were treated. */
double cpwi_place(cpwi_course *course, double wanted, double capacity, double available,
                  double *treated);

/* The published rule without a limit: in proportion to course->want, whoever is there. Returns how
 * many were treated, or NaN if that is no sensible number. */
double cpwi_place_unlimited(cpwi_course *course, double wanted, double capacity, double *treated);

/* published.c: the rule of redistribution, one row. */
void cpwi_redistribute(int32_t surplus, int64_t bands, double *people);

/* -------- measures.c: what a board asks of a list. */
typedef struct cpwi_limit {
  int64_t band; /* everybody below this band is within the limit; -1: the bands cannot tell */
  double share; /* and so is this share of the band itself */
} cpwi_limit;

/* The limit in bands; band = -1 if it lies in the open band. */
cpwi_limit cpwi_limit_at(const cpw_bands *bands, double weeks, int32_t whole_bands);

/* Share of a list within the limit: NaN for an empty list. */
double cpwi_within(int64_t bands, const double *waiting, cpwi_limit limit);

typedef struct cpwi_measures {
  const cpw_bands *bands;
  cpwi_limit within, over[4];
  double *share, *wait[3], *beyond[4]; /* arrays of the result */
  int64_t *bound[3];
} cpwi_measures;

/* Adds the arrays of cpw_waitlist_measures but total_closing. */
int32_t cpwi_measures_add(cpwi_measures *measures, cpw_result *result, const cpw_bands *bands,
                          int32_t whole_bands, int32_t merge, cpw_error *err);
/* Measures one list of `total` people at one time. */
void cpwi_measure(const cpwi_measures *measures, int64_t row, const double *waiting, double total);
/* A list with a negative band, or one that outgrew its grid, has no measures: NaN. */
void cpwi_no_measures(const cpwi_measures *measures, int64_t row);

/* -------- check.c: what is asked of every caller, and where something is wrong. */

/* An array of the caller's: its name, its shape and the labels of its lists and periods. */
typedef struct cpwi_block {
  const char *name;
  int64_t lists, periods, bands; /* periods or bands 0: it has no such dimension */
  const double *values;          /* (lists, periods, bands) */
  const double *lower;           /* (bands) or NULL */
  const cpw_dimension *list, *period;
} cpwi_block;

/* CPW_EDOMAIN unless all of values[first .. first + count) lie in [least, most]. */
int32_t cpwi_check_range(const cpwi_block *block, int64_t first, int64_t count, double least,
                         double most, const char *where, cpw_error *err);
/* Every value finite and >= 0. */
int32_t cpwi_check_counts(const cpwi_block *block, const char *where, cpw_error *err);

/* Copies the caller's bands of any age over the defaults and checks them. */
int32_t cpwi_take_bands(cpw_bands *known, const cpw_bands *given, const char *where,
                        cpw_error *err);
/* Copies and checks a backlog and its bands; known->bands points to `bands` afterwards. */
int32_t cpwi_take_backlog(cpw_backlog *known, cpw_bands *bands, const cpw_backlog *given,
                          const char *where, cpw_error *err);

/* The error for a limit that lies in the open band. */
int32_t cpwi_fail_open_band(const cpw_bands *bands, const char *name, double weeks,
                            const char *where, cpw_error *err);

int32_t cpwi_check_dimension(const cpw_dimension *dimension, const char *name, int64_t length,
                             const char *where, cpw_error *err);
/* "list 3 (RBD, Cardiology)" */
typedef struct cpwi_label {
  char text[160];
} cpwi_label;
cpwi_label cpwi_list_label(const cpw_dimension *list, int64_t index);
/* "RBD, Cardiology", or "list 3" where there are no labels: `noun` and `index` + `first` */
cpwi_label cpwi_plain_label(const cpw_dimension *labels, const char *noun, int64_t index,
                            int64_t first);

/* -------- labels.c: dimensions of a result. */

/* Adds a dimension with the coordinates of `labels` from position `first` on, or without any. */
int32_t cpwi_add_labelled(cpw_result *result, const char *name, int64_t length,
                          const cpw_dimension *labels, int64_t first, cpw_error *err);
/* Adds a dimension labelled 1, 2, ... */
int32_t cpwi_add_numbered(cpw_result *result, const char *name, int64_t length,
                          const cpw_allocator *allocator, cpw_error *err);
/* Adds a dimension of what belongs to lists: labelled as its list, and 1, 2, ... within it, so that results
 * of other lists can be merged; 1, 2, ... where the lists have no labels. list: (count). */
int32_t cpwi_add_numbered_by_list(cpw_result *result, const char *name, int64_t count,
                                  const int64_t *list, int64_t list_count,
                                  const cpw_dimension *lists, const cpw_allocator *allocator,
                                  cpw_error *err);
/* Adds the dimensions list, and period with its labels or 1, 2, ... */
int32_t cpwi_add_lists_and_periods(cpw_result *result, int64_t lists, const cpw_dimension *list,
                                   int64_t periods, const cpw_dimension *period,
                                   const cpw_allocator *allocator, cpw_error *err);
/* Adds outcome [list], in integers. */
int32_t cpwi_add_outcome(cpw_result *result, const char *description, int32_t merge,
                         int64_t **outcome, cpw_error *err);
/* Adds the dimension band and the arrays band_lower, unit_weeks and period_length. */
int32_t cpwi_add_bands(cpw_result *result, const cpw_bands *bands, const cpw_allocator *allocator,
                       cpw_error *err);
/* Joins results by list if the lists have names. */
int32_t cpwi_list_merge(const cpw_dimension *list);

/* Adds an array of doubles. */
typedef struct cpwi_column {
  const char *name, *unit, *description, *dimensions;
  double **memory;
} cpwi_column;
int32_t cpwi_add_columns(cpw_result *result, const cpwi_column *columns, int64_t count,
                         int32_t merge, cpw_error *err);

#endif
