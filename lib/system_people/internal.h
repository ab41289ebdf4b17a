/* lib/system_people/internal.h - what the files of the module share: rows in an order of their own, the table of need,
 * what is offered to whom.
 * Source: the rules at the top of carepath/system_people.h. */
#ifndef CPWI_SYSTEM_PEOPLE_INTERNAL_H
#define CPWI_SYSTEM_PEOPLE_INTERNAL_H

#include "base/internal.h"
#include "carepath/system_people.h"

/* Offers of one service: units whose organisation is there, by id. */
typedef struct cpwi_people_offers {
  int64_t first, count; /* in cpwi_people.unit */
} cpwi_people_offers;

/* A system made ready for one week. Rows are walked by id or by their values, never as they stand, so that their
 * order changes no bit. */
typedef struct cpwi_people {
  cpw_system s;
  const cpw_allocator *a;
  const char *where;
  double week;
  int64_t ages, groups,
      segments;  /* at least 1; ages + 1 and segments + 1 slots, the last: not told apart */
  int64_t *area; /* (areas) by id */
  const cpw_system_people **row;     /* (peoples) by area, age, group, segment, people */
  int64_t *row_of;                   /* (areas + 1) where the rows of an area begin */
  const cpw_system_footprint **foot; /* (footprints) of the week, by area, organisation, share */
  int64_t *foot_of;                  /* (areas + 1) */
  double *mix;                       /* (groups) how those of areas without any group are spread */
  double *rate,
      *rising;   /* (services, ages + 1, groups, segments + 1) starts a head and week; x growth */
  int64_t *unit; /* (capacities) by service, organisation's id */
  cpwi_people_offers *offers; /* (services) */
} cpwi_people;

/* ready.c */
int32_t cpwi_system_people_take(cpwi_people *p, const cpw_system *system, double week,
                                const cpw_allocator *allocator, const char *where, cpw_error *err);
void cpwi_people_drop(cpwi_people *p);
static inline int cpwi_people_holds(double from, double until, double week) {
  return from <= week && week < until;
}

/* rows.c: numbers of rows that are there, numbers in their domains. */
int32_t cpwi_people_check(const cpw_system *s, const char *where, cpw_error *err);

/* need.c */
int32_t cpwi_people_need(cpwi_people *p, cpw_error *err);
static inline int64_t cpwi_people_cell(const cpwi_people *p, int64_t service, int64_t age,
                                       int64_t group, int64_t segment) {
  return ((service * (p->ages + 1) + age) * p->groups + group) * (p->segments + 1) + segment;
}
/* How the people of an area who are not told apart are spread: (groups), summing to 1. */
void cpwi_people_mix(const cpwi_people *p, int64_t area, double *mix);
/* What the people of an area need: demand and demand x growth (services, groups), written over. */
int32_t cpwi_people_demand(const cpwi_people *p, int64_t area, double *demand, double *rising,
                           cpw_error *err);

/* home.c: which units are at home in an area. */
typedef struct cpwi_people_home {
  double *share;    /* (organisations) of the area, 0: not in its footprint */
  double *covered;  /* (organisations) by footprints further down */
  double *treats;   /* (organisations) treatments of the units right below */
  int64_t *count;   /* (organisations) how many units */
  int64_t *nearest; /* (units of the service) footprint that each stands below, or -1 */
  double *weight;   /* (units of the service) sum to 1, or all 0 */
} cpwi_people_home;
int32_t cpwi_people_home_new(const cpwi_people *p, cpwi_people_home *h, cpw_error *err);
void cpwi_people_home_free(const cpwi_people *p, cpwi_people_home *h);
/* The area's footprints in, or (sign < 0) out again. */
void cpwi_people_home_area(const cpwi_people *p, cpwi_people_home *h, int64_t area);
void cpwi_people_home_leave(const cpwi_people *p, cpwi_people_home *h, int64_t area);
/* nearest and weight of the units of a service; 1 where any is at home. */
int cpwi_people_home_units(const cpwi_people *p, cpwi_people_home *h, int64_t service);

/* parts.c: parts a whole multiple of `grain` in such multiples by weights that sum to 1. */
double cpwi_people_grain(double total);
void cpwi_people_parts(double whole, double grain, const double *weight, int64_t n, double *part);

#endif
