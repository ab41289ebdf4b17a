/* lib/steady/internal.h - what the files of the module share: problems with service by band, their
 * answers.
 * Source: the rules in carepath/steady.h. Leaves bands and backlogs to lib/waitlist. */
#ifndef CPWI_STEADY_INTERNAL_H
#define CPWI_STEADY_INTERNAL_H

#include "base/internal.h"
#include "base/simplex.h"
#include "carepath/steady.h"
#include "waitlist/internal.h"

/* -------- problem.c: what the caller asks, and what the answer looks like. */
int32_t cpwi_steady_take(cpw_steady_problem *known, const cpw_steady_problem *given,
                         int32_t profile, const char *where, cpw_error *err);

/* A list in steady state under some service. */
typedef struct cpwi_steady {
  double *service, *treated, *waiting; /* (bands) of the result */
  double capacity, size, limit_wait, removed_share, distance, p, iterations;
  int32_t outcome;
} cpwi_steady;

/* A result with its three arrays by band; single numbers are set by cpwi_steady_finish. */
int32_t cpwi_steady_begin(const cpw_steady_problem *problem, cpwi_steady *answer,
                          cpw_result **result, cpw_error *err);
/* Lets the list settle under answer->service and measures it. */
void cpwi_steady_settle(const cpw_steady_problem *problem, cpwi_steady *answer);
int32_t cpwi_steady_finish(const cpwi_steady *answer, cpw_result *result, cpw_error *err);

/* First band whose cumulative count reaches share of all, linear within it, in bands; NaN if empty. */
double cpwi_steady_wait(int64_t bands, const double *waiting, double share);

#endif
