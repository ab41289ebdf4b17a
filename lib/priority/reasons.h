/* lib/priority/reasons.h - what explaining one place and comparing two share: goals that a change of one
 * fact or of the wait would reach, places of keys, and results with criteria as their dimension. */
#ifndef CPWI_PRIORITY_REASONS_H
#define CPWI_PRIORITY_REASONS_H

#include "priority/value.h"

/* What a patient's change is to reach: to come before somebody. */
typedef struct cpwi_goal {
  const cpwi_ranker *r;
  int64_t row;    /* who changes */
  int64_t column; /* of the facts that change; -1: the days waited */
  cpwi_key against;
  int64_t against_row;
  int by_score; /* 1: as if both were in one tier, and both or none beyond the target */
} cpwi_goal;

int cpwi_reaches(const cpwi_goal *goal, double x);
/* trial.c: the nearest fact, days waited, or category at which the goal is reached; NaN: none, or it is reached
 * already. */
double cpwi_nearest_fact(const cpwi_goal *goal);
double cpwi_least_wait(const cpwi_goal *goal);
/* The keys with the best and the worst fact that a column's criteria know. */
void cpwi_range_of_keys(const cpwi_ranker *r, int64_t row, int64_t column, cpwi_key *best,
                        cpwi_key *worst);

/* trial.c: places of keys among everybody else. */
typedef struct cpwi_places {
  const cpwi_ranker *r;
  cpwi_keys keys;
  int64_t *order, *place; /* (patients) */
  unsigned char *kept;    /* (patients) 1: somebody keeps this place; NULL: nobody keeps one */
} cpwi_places;
int32_t cpwi_places_new(cpwi_places *p, const cpwi_ranker *r, cpw_error *err);
void cpwi_places_free(cpwi_places *p);
cpwi_key cpwi_key_at(const cpwi_places *p, int64_t row);
int64_t cpwi_place_of(const cpwi_places *p, int64_t row, const cpwi_key *key);

/* Parts of one patient's score by criterion: (criteria) arrays. */
typedef struct cpwi_reason {
  double *fact, *value, *weight, *uncapped, *contribution, *days;
} cpwi_reason;
void cpwi_reason_of(const cpwi_ranker *r, int64_t row, const cpwi_reason *out);

/* result.c: an array over the criteria, or one number; CPW_DOUBLE. NULL when it fails. */
double *cpwi_add_reals(cpw_result *result, const char *name, const char *unit,
                       const char *description, const char *dimensions, int32_t *status,
                       cpw_error *err);
void cpwi_add_real(cpw_result *result, const char *name, const char *unit, const char *description,
                   double value, int32_t *status, cpw_error *err);
void cpwi_add_whole(cpw_result *result, const char *name, const char *unit, const char *description,
                    int64_t value, int32_t *status, cpw_error *err);
int32_t cpwi_reason_result(const cpwi_ranker *r, cpw_result **out, cpw_error *err);

#endif
