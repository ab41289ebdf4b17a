/* lib/pathway_fluid/cohort.h - what the two files of the engine of whole people share.
 * Source: the rules in carepath/pathway_fluid.h. */
#ifndef CPWI_PATHWAY_FLUID_COHORT_H
#define CPWI_PATHWAY_FLUID_COHORT_H

#include "pathway_fluid/internal.h"

/* Flows by cell that are kept by period: all up to BEGAN. */
enum { COHORT_KEPT = FLOW_BEGAN + 1 };

/* Sums over replications, or of one: whole numbers, in any order. */
typedef struct cohort_sums {
  int64_t *at;    /* (periods + 1, AT_TIMES, cells) people at the time */
  int64_t *group; /* (periods + 1, groups) */
  int64_t *kept;  /* (periods, COHORT_KEPT, cells) */
  int64_t *
      total; /* (2, flows) over the time that counts: in periods of full length, in a shorter last one */
  int64_t *open; /* (groups) people when counting began */
} cohort_sums;

typedef struct cohort {
  const cpwi_fluid *f;
  double step;
  cpw_stream *come, *move;                           /* (arrivals), (cells) */
  double *even;                                      /* (arrivals) operational time */
  int64_t *seen;                                     /* (arrivals) of a trace */
  int64_t *waiting, *newly, *blocked, *begun_now;    /* (cells) */
  double *begun;                                     /* (cells) recent rate of those who begin */
  int64_t *held;                                     /* (pairs) */
  int64_t *phase;                                    /* (rates) */
  int64_t *inside_at, *blocked_at, *left_at, *slots; /* (stages) */
  double *capacity, *slot_time;                      /* (stages) */
  double *units;                                     /* (pools) */
  int64_t *now, *people;                             /* (flows) of this step */
  cohort_sums sums;                                  /* of this replication */
  int32_t opened;
  void *whole, *real, *streams;
  int64_t wholes, reals;
} cohort;

int64_t cpwi_cohort_steps(const cpwi_fluid *f, double length);
void cpwi_cohort_people(cohort *c);
int32_t cpwi_cohort_replicate(cohort *c, const cpw_run *run, uint64_t replication, cpw_error *err);
/* cohort_sum.c */
void cpwi_cohort_clear(cohort *c);
void cpwi_cohort_note_step(cohort *c, int64_t period, double from);
void cpwi_cohort_note_time(cohort *c, int64_t period, double t);

#endif
