/* lib/waitlist/moves.h - people who are put into or taken out of lists beside the hazards: ranges of time
 * waited, events, and lists linked by transfers.
 * Source: the contracts of cpw_event and cpw_transfer. Leaves the projection to project.c. */
#ifndef CPWI_WAITLIST_MOVES_H
#define CPWI_WAITLIST_MOVES_H

#include "waitlist/internal.h"

/* -------- moves.c: arithmetic on one list. */
typedef struct cpwi_range {
  double lower, upper; /* in units; upper may be infinite */
} cpwi_range;

cpwi_range cpwi_range_of(const cpw_bands *bands, double lower_weeks, double upper_weeks);
/* The share of band m that lies in the range; the open band lies in it or does not. */
double cpwi_range_part(const cpw_bands *bands, cpwi_range range, int64_t m);

/* What is asked of the people in a range. */
typedef struct cpwi_draw {
  cpwi_range range;
  double amount;        /* people, or their share */
  const double *hazard; /* (bands) factors of the share, or NULL */
  int32_t share;
} cpwi_draw;

/* What came of it. */
typedef struct cpwi_drawn {
  double done, lacking;
} cpwi_drawn;

/* Takes people out of course->inflow and adds them to `taken` and `arrivals` (each may be NULL); shares
 * are those of `base`. */
cpwi_drawn cpwi_draw_people(cpwi_course *course, const cpw_bands *bands, const cpwi_draw *draw,
                            const double *base, double *taken, double *arrivals);
/* Puts people into course->inflow, evenly over a range, and adds them to `added` (may be NULL). Returns how
 * many. */
double cpwi_add_people(cpwi_course *course, const cpw_bands *bands, cpwi_range range, double people,
                       double *added);

/* -------- network.c: which lists step together, and what is to be done with each. */
typedef struct cpwi_network {
  int64_t *group;       /* (lists) the first list of its group; -1: on its own, nothing happens */
  int64_t *next;        /* (lists) the next list of the group, or -1 */
  int64_t *seat;        /* (lists) its place in the group */
  int64_t *event;       /* (lists) first event, or -1 */
  int64_t *event_after; /* (events) next event of the same list, or -1 */
  int64_t *transfer;    /* (lists) first transfer out, or -1 */
  int64_t *transfer_after; /* (transfers) next transfer of the same list, or -1 */
} cpwi_network;

/* Checks events and transfers. */
int32_t cpwi_check_moves(const cpw_project_options *options, const cpw_backlog *backlog,
                         const cpw_bands *bands, const char *where, cpw_error *err);
/* CPW_ENOMEM or CPW_OK; free it in any case. */
int32_t cpwi_network_init(cpwi_network *network, const cpw_project_options *options, int64_t lists);
void cpwi_network_free(cpwi_network *network, const cpw_allocator *allocator);

#endif
