/* tests/discipline/check_discipline.h - the files of the suite. */
#ifndef CPWT_CHECK_DISCIPLINE_H
#define CPWT_CHECK_DISCIPLINE_H

#include "frontier/world.h"
#include "support/support.h"

typedef struct cpwt_cases {
  TCase *limits, *errors, *reference, *properties, *oom;
} cpwt_cases;

void cpwt_add_order(const cpwt_cases *cases);
void cpwt_add_joiners(const cpwt_cases *cases);
void cpwt_add_shares(const cpwt_cases *cases);

#endif
