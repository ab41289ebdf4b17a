/* lib/queue/weekly.h - what the two files about a list with weekly batches share.
 * Source: the rules in carepath/queue.h. Leaves laws of counts to chain.h. */
#ifndef CPWI_QUEUE_WEEKLY_H
#define CPWI_QUEUE_WEEKLY_H

#include "queue/chain.h"

/* A list on its way through the weeks. */
typedef struct cpwi_weekly {
  cpw_queue_weekly_list list;
  cpw_run run;
  cpwi_rows rows;
  double *reciprocal; /* the memory behind rows->reciprocal */
  int64_t rows_for;   /* counts up to this one */
  cpwi_law now;       /* the list after the week */
  cpwi_law joins, slots;
  double cut;
  cpwi_law *kept; /* (weeks + 1), for waits: the list after each week, the opening first */
  double *mean, *sd, *empty_chance, *joined, *treated, *removed, *unused, *mean_wait,
      *treated_share;
  int64_t *quantile;
  double *treated_total, *removed_total, *unused_total, *cut_total, *opening_wait, *opening_share;
} cpwi_weekly;

/* Rows of binomials up to a count, of those who stay in a week. */
int32_t cpwi_weekly_rows(cpwi_weekly *w, int64_t week, int64_t count);
/* The slots of a week, in w->slots. */
int32_t cpwi_weekly_slots(cpwi_weekly *w, int64_t week);
double cpwi_law_mean(const cpwi_law *law);

/* -------- weekly_waits.c: fills mean_wait and treated_share, from w->kept. */
int32_t cpwi_weekly_waits(cpwi_weekly *w, const char *where, cpw_error *err);

#endif
