/* lib/simulate/internal.h - what the files of the module share: the call at work, the random streams,
 * one list of whole people on its way, and where the measures of replications stand.
 * Source: the rules in carepath/simulate.h. Leaves the expected flows to waitlist/course.c. */
#ifndef CPWI_SIMULATE_INTERNAL_H
#define CPWI_SIMULATE_INTERNAL_H

#include "carepath/random.h"
#include "carepath/simulate.h"
#include "carepath/stats.h"
#include "simulate/binomial.h"
#include "waitlist/internal.h"

#include <pthread.h>

#define CPWI_SIMULATE "cpw_simulate_waitlist"

/* What is drawn, as the purpose of a stream: lists are the entities, blocks of periods are for all. */
#define CPWI_DRAW_STARTS        0x53494d01
#define CPWI_DRAW_CAPACITY      0x53494d02
#define CPWI_DRAW_STARTS_WAVE   0x53494d03
#define CPWI_DRAW_CAPACITY_WAVE 0x53494d04
#define CPWI_DRAW_BLOCKS        0x53494d05
#define CPWI_DRAW_HAZARDS       0x53494d06
#define CPWI_DRAW_AGES          0x53494d07
#define CPWI_DRAW_UNRECORDED    0x53494d08
#define CPWI_DRAW_REMOVALS      0x53494d09
#define CPWI_DRAW_TREATMENTS    0x53494d0a

/* More people than this are not drawn one by one: with a thousandfold growth and 2^20 replications
 * their sums stay within int64_t. */
#define CPWI_MOST_PEOPLE       0x1p32
#define CPWI_MOST_REPLICATIONS (INT64_C(1) << 20)
/* A figure beyond this is as good as itself: no list is as long, no draw is needed. */
#define CPWI_PLENTY 0x1p52

/* -------- result.c: the measures. The first six are flows and the closing list, in people. */
#define CPWI_CLOSING  0
#define CPWI_STARTS   1
#define CPWI_JOINED   2
#define CPWI_TREATED  3
#define CPWI_REMOVED  4
#define CPWI_UNUSED   5
#define CPWI_WITHIN   6
#define CPWI_OVER     7 /* four limits */
#define CPWI_MEDIAN   11
#define CPWI_P92      12
#define CPWI_MEASURES 13

/* One figure of every replication: figure(k, cell, r) = base[k][cell * by_cell + r * by_replication],
 * a cell being a list in a period. */
typedef struct cpwi_figures {
  double *base[CPWI_MEASURES];
  int64_t by_cell, by_replication, replications;
} cpwi_figures;

/* The arrays of the result that are worked out from the figures. */
typedef struct cpwi_summary {
  double *mean[CPWI_MEASURES], *sd[CPWI_MEASURES], *quantile[CPWI_MEASURES];
  int64_t *empty, *unstable;
  const double *p;
  int64_t count; /* of quantiles */
} cpwi_summary;

/* The arrays of the mean list by band; NULL where it is not wanted. */
typedef struct cpwi_mean_list {
  double *mean, *unit;
  int64_t *sum;
} cpwi_mean_list;

/* -------- hazards.c: the hazards of a replication. */
typedef struct cpwi_hazards {
  const double *treatment, *removal; /* (bands) */
  double uplift;
  double *memory; /* (bands, 5) where they are drawn */
  double *weight; /* (flows) of the periods drawn */
} cpwi_hazards;

/* A history taken apart into the flows that calibration sees. */
typedef struct cpwi_past {
  cpw_calibrate_options options;
  cpw_result *flows; /* a calibration with detail; NULL: no bootstrap */
  const double *inflow, *treated, *closing, *starts;
  int64_t periods; /* number of flows */
} cpwi_past;

/* -------- the call at work */
typedef struct cpwi_simulation {
  cpw_backlog backlog;
  cpw_bands bands;
  cpw_simulate_options options;
  cpw_run run;
  cpwi_ageing ageing;
  cpwi_past past;
  cpwi_summary summary;
  cpwi_mean_list list;
  int64_t first, lists; /* the lists that are run now */
  cpwi_figures figures; /* theirs */
  int64_t *opening;     /* (lists, bands) theirs, in whole people */
  pthread_mutex_t lock; /* guards list.sum */
} cpwi_simulation;

/* options.c: everything checked; probabilities completed. */
int32_t cpwi_simulate_take(cpwi_simulation *s, const cpw_backlog *backlog,
                           const cpw_simulate_options *options, const cpw_run *run, cpw_error *err);
cpw_simulate_options cpwi_simulate_defaults(void);

int32_t cpwi_past_take(cpwi_simulation *s, cpw_error *err);
int32_t cpwi_hazards_init(cpwi_hazards *hazards, const cpwi_simulation *s);
void cpwi_hazards_free(cpwi_hazards *hazards, const cpwi_simulation *s);
void cpwi_hazards_draw(cpwi_hazards *hazards, const cpwi_simulation *s, int64_t list,
                       int64_t replication);

/* -------- demand.c: clock starts and capacity of one replication, (periods) each. With `process`
 * they are whole. */
typedef struct cpwi_plan {
  double *starts, *capacity;
} cpwi_plan;
int32_t cpwi_plan_init(cpwi_plan *plan, const cpwi_simulation *s);
void cpwi_plan_free(cpwi_plan *plan, const cpwi_simulation *s);
/* CPW_EOVERFLOW if there are more clock starts than can be drawn. */
int32_t cpwi_plan_draw(cpwi_plan *plan, const cpwi_simulation *s, int64_t list,
                       int64_t replication);

/* -------- people.c: one list of whole people. */
typedef struct cpwi_people {
  const cpwi_ageing *ageing;
  int64_t bands;
  double longest_first;
  double most;                      /* people whom the list may not outgrow */
  int64_t *inflow, *room, *treated; /* (bands) room: who can still be treated, then who waits */
  double *weight, *want;            /* (bands) */
  int64_t leaves;                   /* of a tree over the bands: a power of two */
  double *tree, *share;             /* (2 leaves), (leaves) */
  int64_t *chosen, *split;          /* the same */
  double *waiting;                  /* (bands) who waits, for the measures */
  cpw_stream ages, unrecorded, removals, treatments;
} cpwi_people;

int32_t cpwi_people_init(cpwi_people *people, const cpwi_ageing *ageing,
                         const cpw_allocator *allocator);
void cpwi_people_free(cpwi_people *people, const cpw_allocator *allocator);
/* Rounds a list to whole people, their total to the nearest. */
void cpwi_whole_people(int64_t bands, const double *waiting, int64_t *whole);
void cpwi_people_take(cpwi_people *people, const cpwi_simulation *s, const cpwi_hazards *hazards,
                      const int64_t *opening, int64_t list, int64_t replication);
/* One period, from people->room to people->room. CPW_EOVERFLOW if the list outgrows all bounds. */
int32_t cpwi_people_step(cpwi_people *people, const cpwi_hazards *hazards, double starts,
                         double capacity, cpwi_totals *totals);

/* -------- result.c */
int32_t cpwi_simulate_add_arrays(cpwi_simulation *s, cpw_result *result, double **paths,
                                 cpw_error *err);
/* The summary of cells [first, last) of the figures; they stand at `row` + cell in the result. */
int32_t cpwi_summarise(const cpwi_summary *summary, const cpwi_figures *figures, int64_t first,
                       int64_t last, int64_t row, const cpw_allocator *allocator, cpw_error *err);
/* Mean lists, outcomes and what is to be said about them. */
int32_t cpwi_simulate_conclude(cpw_result *result, cpw_error *err);

#endif
