/* lib/waits/internal.h - what the files of the module share: the way of one patient, cut where hazards
 * change, and what it says about the wait.
 * Source: the rules in carepath/waits.h. Leaves bands and backlogs to lib/waitlist. */
#ifndef CPWI_WAITS_INTERNAL_H
#define CPWI_WAITS_INTERNAL_H

#include "base/internal.h"
#include "carepath/waits.h"
#include "waitlist/internal.h"

/* A stretch of the way with one hazard: leaving is even within it. */
typedef struct cpwi_stretch {
  double from, width;      /* weeks from the clock start */
  double treated, removed; /* chance of those who join the way to leave in it */
  int64_t band;
} cpwi_stretch;

/* All of it; after the last stretch the tail goes on for ever, period by period. */
typedef struct cpwi_way {
  cpwi_stretch *stretch; /* room for bands + periods */
  int64_t count;
  double tail_from, period;          /* weeks */
  double tail_stay;                  /* share of those in the tail who outlast a period */
  double tail_treated, tail_removed; /* chance to leave in the tail, at last */
  double never;                      /* chance never to leave */
} cpwi_way;

/* How people leave a list: hazards by period and band. */
typedef struct cpwi_hazards {
  const cpw_bands *bands;
  int64_t periods;
  const double *treatment, *removal; /* (periods, bands) */
} cpwi_hazards;

/* The way of a patient who has waited so many weeks. */
void cpwi_way_take(cpwi_way *way, const cpwi_hazards *hazards, double waited);

/* Which ends count. */
#define CPWI_TREATED 0
#define CPWI_EITHER  1

double cpwi_way_mass(const cpwi_way *way, int32_t which);
double cpwi_way_mean(const cpwi_way *way, int32_t which);
double cpwi_way_sd(const cpwi_way *way, int32_t which, double mean);
/* The wait that `share` of those who leave so (treated), or of all (either), have not exceeded. */
double cpwi_way_percentile(const cpwi_way *way, int32_t which, double share);
/* Chance to be treated within so many weeks of the clock start. */
double cpwi_way_within(const cpwi_way *way, double weeks);

#endif
