/* lib/system_people/flow.h - the demand of areas on its way to units: room to work in, and what is measured on the way.
 * Source: the rules at the top of carepath/system_people.h. */
#ifndef CPWI_SYSTEM_PEOPLE_FLOW_H
#define CPWI_SYSTEM_PEOPLE_FLOW_H

#include "system_people/internal.h"

/* Sums by (services, groups) of what cpw_system_demand_describe reports; NULL pointers: not wanted. */
typedef struct cpwi_people_sums {
  double *known, *travel; /* starts whose way is known, and their kilometres */
  double *away;           /* starts at units that are not at home */
  double *wait;           /* starts x weeks */
  double *choosing,
      *surplus; /* starts that choose where distance deters, and their log-sums in km */
} cpwi_people_sums;

typedef struct cpwi_people_flow {
  cpwi_people p;
  cpwi_people_home home;
  const double *wait;                      /* (capacities) or NULL */
  const cpw_system_choice **taste;         /* (services, groups) row that holds, or NULL */
  double *km;                              /* (organisations) from the area; NaN: not known */
  double *utility, *share, *weight, *part; /* (capacities) */
  double *demand, *rising;                 /* (areas, services, groups) */
  double *grain;                           /* (services) */
  double *starts, *growing;                /* (capacities, groups) sums */
  cpwi_people_sums sums;
} cpwi_people_flow;

/* demand.c: from nothing to starts; drop whatever came. sums are set by the caller afterwards, before `send`. */
int32_t cpwi_people_flow_take(cpwi_people_flow *f, const cpw_system *system, double week,
                              const double *wait, const cpw_allocator *allocator, const char *where,
                              cpw_error *err);
int32_t cpwi_people_flow_send(cpwi_people_flow *f, cpw_error *err);
void cpwi_people_flow_drop(cpwi_people_flow *f);

/* where.c: weights (units of the service, summing to 1) of where one group of an area goes; choosing and
 * surplus (log-sum, utility) of those who choose. */
int32_t cpwi_people_where(cpwi_people_flow *f, int64_t area, int64_t service, int64_t group,
                          int at_home, double *choosing, double *surplus, cpw_error *err);
/* kilometres from an area to all organisations */
void cpwi_people_kilometres(cpwi_people_flow *f, int64_t area);
/* the row of choice that holds for each service and group */
int32_t cpwi_people_tastes(cpwi_people_flow *f, cpw_error *err);

#endif
