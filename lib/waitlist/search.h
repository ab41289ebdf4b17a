/* lib/waitlist/search.h - the least number at which something is met, where more need not be better.
 * Source: lib/waitlist/search.c. Leaves what the number and its value mean to who asks: target.c by
 * the share at a date, lib/plan by the least margin of several goals. */
#ifndef CPWI_WAITLIST_SEARCH_H
#define CPWI_WAITLIST_SEARCH_H

#include "waitlist/internal.h"

#include <float.h>

typedef struct cpwi_search {
  double (*value)(void *context, double level); /* never NaN */
  void *context;
  const cpwi_grid *grid; /* every level that is tried is on it */
  double enough;         /* met where value >= enough */
  double top;            /* no value is above it: once met, the search for the best ends there */
  double today;          /* a level that is tried too */
  double most;           /* the most that is worth trying */
  double best, at;       /* out: the best value so far and the least level that attains it */
} cpwi_search;

/* The value at a level, noted if it is the best. */
double cpwi_search_try(cpwi_search *search, double level);

/* The least level that meets it, to a relative 1e-9, or -1. */
double cpwi_search_least(cpwi_search *search);

#endif
