/* lib/mitigators/internal.h - what the files of the module share.
 * Source: carepath/mitigators.h. */
#ifndef CPWI_MITIGATORS_INTERNAL_H
#define CPWI_MITIGATORS_INTERNAL_H

#include "carepath/mitigators.h"
#include "stocks/internal.h"

#define CPWI_MITIGATORS         "cpw_mitigators_project"
#define CPWI_MITIGATORS_PURPOSE 0x6d697469U /* rows; the factors take the one after */
#define CPWI_MITIGATORS_MOST    0x1p53

typedef struct cpwi_mitigators {
  cpwi_stocks s;
  cpw_mitigators model;
  const char **names; /* (count + 1) mitigators, then the interaction */
  int64_t *order;     /* (count) mitigators by name, as they are multiplied */
  double *middle;     /* (count) factors at the middle of their intervals */
} cpwi_mitigators;

/* What all mitigators together do to a row, by kind. */
typedef struct cpwi_mitigated {
  double by[3]; /* growth, avoid, stay */
} cpwi_mitigated;

void cpwi_mitigators_check(cpwi_mitigators *m);
/* `part` of the way from 1 to the factors, on a row. */
cpwi_mitigated cpwi_mitigators_on(const cpwi_mitigators *m, const double *factor, double part,
                                  int64_t row);
/* A factor on a row: 1 + exposure (factor - 1). */
double cpwi_mitigators_factor(const cpw_mitigator *k, double factor, int64_t row);
void cpwi_mitigators_draw(cpwi_mitigators *m);

#endif
