/* lib/waitlist/project.h - what the files of the projection share: its arrays and how a period is written.
 * Source: the contract of cpw_waitlist_project. Leaves the periods themselves to course.c and moves.c. */
#ifndef CPWI_WAITLIST_PROJECT_H
#define CPWI_WAITLIST_PROJECT_H

#include "waitlist/moves.h"

/* What a projection must have been asked for to have an array. */
#define WITH_ALL       0
#define WITH_URGENT    1
#define WITH_EVENTS    2
#define WITH_TRANSFERS 3
#define WITH_PUBLISHED 4

/* Arrays by list, period and band. */
#define BY_BAND_WAITING    0
#define BY_BAND_TREATED    1
#define BY_BAND_REMOVED    2
#define BY_BAND_UNRECORDED 3
#define BY_BAND_ADJUSTED   4
#define BY_BAND_ADDED      5
#define BY_BAND_WITHDRAWN  6
#define BY_BAND_EXTRA      7
#define BY_BAND_MOVED_IN   8
#define BY_BAND_MOVED_OUT  9
#define CPWI_BY_BAND       10

/* Arrays by list and period. */
#define TOTAL_OPENING    0
#define TOTAL_STARTS     1
#define TOTAL_UNRECORDED 2
#define TOTAL_TREATED    3
#define TOTAL_REMOVED    4
#define TOTAL_CLOSING    5
#define TOTAL_UNUSED     6
#define TOTAL_URGENT     7
#define TOTAL_UNMET      8
#define TOTAL_ADJUSTED   9
#define TOTAL_ADDED      10
#define TOTAL_WITHDRAWN  11
#define TOTAL_EXTRA      12
#define TOTAL_MOVED_IN   13
#define TOTAL_MOVED_OUT  14
#define CPWI_TOTALS      15

typedef struct cpwi_projection {
  cpw_backlog backlog;
  cpw_bands bands;
  cpw_project_options options;
  cpwi_ageing ageing;
  cpwi_measures measures;
  cpwi_network network;
  double *hazard;   /* (lists, bands) treatment hazards times multipliers, or NULL */
  int64_t *outcome; /* arrays of the result; NULL where they are not wanted */
  double *opening;
  double *by_band[CPWI_BY_BAND];
  double *total[CPWI_TOTALS];
  double *event_done, *event_short, *transfer_done, *transfer_short;
} cpwi_projection;

/* -------- project_list.c: one list after the other. */
typedef struct cpwi_walker {
  cpwi_course course;
  double *scratch; /* (3, bands) flows that nobody wants to see */
} cpwi_walker;

/* CPW_ENOMEM or CPW_OK; free it in any case. */
int32_t cpwi_walker_init(cpwi_walker *walker, const cpwi_projection *j);
void cpwi_walker_free(cpwi_walker *walker, const cpw_allocator *allocator);

int32_t cpwi_project_list(const cpwi_projection *j, int64_t list, cpwi_walker *walker,
                          const char *where, cpw_error *err);

/* Where the bands of row `row` go: into the result, or over and over into the same scratch. */
cpwi_flows cpwi_flows_at(const cpwi_projection *j, int64_t row, const cpwi_walker *walker);
/* A row of an array by band, or NULL. */
double *cpwi_row_by_band(const cpwi_projection *j, int32_t array, int64_t row);
double cpwi_capacity_of(const cpwi_projection *j, int64_t list, int64_t row);
void cpwi_write_period(const cpwi_projection *j, int64_t row, const cpwi_flows *flows,
                       const cpwi_totals *totals);
/* A list that outgrows its grid has no figures from period `first` on. */
void cpwi_give_up(const cpwi_projection *j, int64_t list, int64_t first);
/* The error for a list of too many people. */
int32_t cpwi_fail_too_many(const cpwi_projection *j, int64_t list, const char *where,
                           cpw_error *err);

/* -------- project_group.c: linked lists, and lists to which something happens. */
int32_t cpwi_project_group(const cpwi_projection *j, int64_t first, const char *where,
                           cpw_error *err);

#endif
