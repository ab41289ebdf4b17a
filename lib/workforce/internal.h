/* lib/workforce/internal.h - what the files of the module share.
 * Source: carepath/workforce.h. */
#ifndef CPWI_WORKFORCE_INTERNAL_H
#define CPWI_WORKFORCE_INTERNAL_H

#include "carepath/workforce.h"
#include "stocks/internal.h"

typedef struct cpwi_workforce {
  cpwi_stocks s;
  cpw_workforce model;
  const char **names; /* (groups) */
  int64_t *order;     /* (groups) by name */
} cpwi_workforce;

void cpwi_workforce_check(cpwi_workforce *w);
/* Years as periods; -1 where they are none. */
int64_t cpwi_workforce_periods(const cpwi_workforce *w, double years);
/* Years from which a band of service begins. */
double cpwi_workforce_from(const cpw_workforce_group *p, int64_t band);

#endif
