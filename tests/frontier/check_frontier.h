/* tests/frontier/check_frontier.h - the files of the suite, and a service for the people of world.h. */
#ifndef CPWT_CHECK_FRONTIER_H
#define CPWT_CHECK_FRONTIER_H

#include "frontier/world.h"
#include "support/support.h"

typedef struct cpwt_cases {
  TCase *limits, *errors, *reference, *properties, *oom;
} cpwt_cases;

void cpwt_add_sweeps(const cpwt_cases *cases);
void cpwt_add_fronts(const cpwt_cases *cases);
void cpwt_add_refusals(const cpwt_cases *cases);

/* People, slots and options that belong together. */
typedef struct cpwt_sweep {
  cpwt_people people;
  double slots;
  double arrivals[CPWT_CLASSES], shares[CPWT_CLASSES * CPWT_GROUPS];
  cpw_duration patience[CPWT_CLASSES];
  cpw_patients_list service;
  cpw_frontier_options options;
  cpw_run run;
} cpwt_sweep;

/* Nobody joins or leaves; caps in the score 0, 0.1, 0.3. */
void cpwt_make_sweep(cpwt_sweep *s, uint64_t seed, int64_t people, double slots, int64_t periods);
/* People join and lose patience. */
void cpwt_let_in(cpwt_sweep *s);
/* Runs it; must succeed. */
cpw_result *cpwt_run_sweep(const cpwt_sweep *s);
const double *cpwt_real(const cpw_result *r, const char *name);

#endif
