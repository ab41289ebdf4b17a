/* lib/voters/internal.h - what the files of the module share: an election with an outcome and groups, checked.
 * Source: the rules in carepath/voters.h. Leaves rules to vote. */
#ifndef CPWI_VOTERS_INTERNAL_H
#define CPWI_VOTERS_INTERNAL_H

#include "base/internal.h"
#include "carepath/voters.h"

__extension__ typedef __int128 cpwi_int128;
__extension__ typedef unsigned __int128 cpwi_uint128;

/* Voters of one group with one ballot. */
typedef struct cpwi_voters_cell {
  int64_t ballot, group, voters;
} cpwi_voters_cell;

typedef struct cpwi_voters {
  cpw_voters_options o;
  cpw_election e;
  const int32_t *place; /* NULL where there is no outcome yet */
  const char *where;
  int64_t voters;
  cpwi_voters_cell *cell; /* by ballot, then by group */
  int64_t cells;
} cpwi_voters;

/* Takes and checks options, election, outcome and groups; cpwi_voters_free in any case. */
int32_t cpwi_voters_take(cpwi_voters *v, const cpw_election *election, const int32_t *place,
                         const cpw_voters_options *options, const char *where, cpw_error *err);
void cpwi_voters_free(cpwi_voters *v);

static inline int64_t cpwi_voters_times(const cpw_election *e, int64_t ballot) {
  return e->multiplicity ? e->multiplicity[ballot] : 1;
}
/* 1 where the entry gives points: the ballot supports the project. */
static inline int cpwi_voters_supports(const cpw_election *e, int64_t entry) {
  return !e->points || e->points[entry] > 0;
}
static inline int cpwi_voters_selected(const int32_t *place, int64_t project) {
  return place[project] >= 0;
}

/* An array to be added to a result and filled: `to` is where its memory goes. */
typedef struct cpwi_voters_array {
  const char *name, *unit, *description, *dimensions;
  int32_t type;
  void **to;
} cpwi_voters_array;
int32_t cpwi_voters_add(cpw_result *result, const cpwi_voters_array *arrays, size_t count,
                        cpw_error *err);
/* The dimensions project (labelled with the ids where there are any) and group. */
int32_t cpwi_voters_add_projects(cpw_result *result, const cpw_election *e, cpw_error *err);
int32_t cpwi_voters_add_groups(cpw_result *result, const cpw_voters_options *o, cpw_error *err);

/* -------- supporters.c: who supports each project. */
typedef struct cpwi_supporters {
  int64_t *start;  /* (projects + 1) */
  int64_t *ballot; /* ballots with voters, by project */
  int64_t *voters; /* (projects) */
  int64_t all;     /* voters of the election */
} cpwi_supporters;
int32_t cpwi_supporters_make(cpwi_supporters *s, const cpw_election *e, const cpw_allocator *a,
                             const char *where, cpw_error *err);
void cpwi_supporters_free(cpwi_supporters *s, const cpw_allocator *a);
/* Satisfaction of each ballot with the selected projects, in whole numbers: how many, their cost, or the points
 * given to them. Clipped at 2^63 - 1, which no claim can reach. */
void cpwi_voters_held(const cpw_election *e, const int32_t *place, int32_t satisfaction,
                      int64_t *held);

/* -------- justified.c, justified_group.c: the search of cpw_voters_justified. */
typedef struct cpwi_frame {
  int64_t at;              /* index in `order` of the project that this depth adds */
  int64_t run;             /* where the ballots that support the whole set begin in `stack` */
  int64_t count;           /* how many they are */
  cpwi_int128 cost, worth; /* of the set */
  int64_t least, most;     /* worth of its projects that are not selected; -1: there is none */
} cpwi_frame;

typedef struct cpwi_search {
  const cpw_election *e;
  const int32_t *place;
  const char *where;
  const cpw_allocator *a;
  cpwi_supporters s;
  int32_t axiom, satisfaction;
  int64_t most_steps, steps;
  int64_t *held;     /* (ballots) */
  int32_t *order;    /* (projects) those that somebody supports */
  int64_t count;     /* of order */
  cpwi_frame *frame; /* (count + 1) */
  int64_t *stack;    /* ballots: the runs of the frames, and of the groups on top of them */
  int64_t used, room;
  int64_t *seen; /* (projects) stamp of the last union with it */
  int32_t *kept; /* (projects) 1: the group of a PJR search has it anyhow */
  int64_t stamp;
  int32_t found, gave_up;
  cpw_voters_verdict verdict;
} cpwi_search;
/* Worth of a project: 1 or its cost. */
static inline int64_t cpwi_worth(const cpwi_search *s, int64_t project) {
  return s->satisfaction == CPW_VOTE_COST ? s->e->cost[project] : 1;
}
/* `voters` can pay `cost` from their parts of the budget: cost <= voters budget / all. */
static inline int cpwi_can_pay(const cpwi_search *s, cpwi_int128 cost, int64_t voters) {
  return cost <= INT64_MAX && cost * s->s.all <= (cpwi_int128)voters * s->e->budget;
}
/* Room for `more` ballots on the stack. */
int32_t cpwi_search_room(cpwi_search *s, int64_t more, cpw_error *err);
/* Looks for a group among the ballots that support the set of a frame. Sets found and verdict. */
int32_t cpwi_justified_group(cpwi_search *s, const cpwi_frame *frame, cpw_error *err);

#endif
