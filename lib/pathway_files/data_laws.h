/* lib/pathway_files/data_laws.h - the laws from data that a network uses, numbered by their first use. */
#ifndef CPWI_PATHWAY_DATA_LAWS_H
#define CPWI_PATHWAY_DATA_LAWS_H

#include "pathway_files/internal.h"

typedef struct cpwi_data_law {
  const cpw_empirical *law;
  int64_t first;  /* use, counted over routes, durations and changes */
  int64_t number; /* 0, 1, ... by first use */
} cpwi_data_law;

typedef struct cpwi_data_laws {
  cpwi_data_law *law; /* (count) by address */
  int64_t count;
} cpwi_data_laws;

int32_t cpwi_data_laws_find(const cpw_pathway *p, const cpw_allocator *a, cpwi_data_laws *out,
                            const char *where, cpw_error *err);
/* Number of a law, -1: none of them. */
int64_t cpwi_data_law_number(const cpwi_data_laws *laws, const cpw_empirical *law);

#endif
