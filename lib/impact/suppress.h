/* lib/impact/suppress.h - which counts of which lines are withheld, and what is then published. */
#ifndef CPWI_IMPACT_SUPPRESS_H
#define CPWI_IMPACT_SUPPRESS_H

#include "disclosure/internal.h"
#include "impact/internal.h"

/* Counts that are the parts of one: withheld line by line, and together. A part of a part follows its whole. */
enum {
  CPWI_PEOPLE,
  CPWI_MOVES,
  CPWI_TOP_BEFORE,
  CPWI_TOP_AFTER,
  CPWI_DELAYED,
  CPWI_BANDS,
  CPWI_BREACHES_BEFORE,
  CPWI_BREACHES_AFTER,
  CPWI_FAMILIES
};

/* All counts by line as they are, and what is withheld. NULL: not measured. */
typedef struct cpwi_withheld {
  cpw_disclosure_options rule;
  double *people, *move[3], *top[2], *delayed, *bands, *breaches[2];
  int32_t *gone; /* (families, lines) 1: withheld */
  int64_t lines;
  int32_t patients_gone, moves_gone; /* of the whole list */
} cpwi_withheld;

static inline int32_t *cpwi_gone(const cpwi_withheld *w, int family) {
  return w->gone + family * w->lines;
}

/* withhold.c: marks what is withheld in a characteristic; and how the counts of families are found. */
int cpwi_family_there(const cpwi_withheld *w, int family);
void cpwi_withhold_trait(const cpwi_withheld *w, const cpwi_trait *t);
/* whether the people of each line follow from those of the list though none are shown: one each */
int cpwi_is_one_each(const cpwi_withheld *w, const cpwi_trait *t);
/* cross.c: a crossing, after its two characteristics. */
int32_t cpwi_withhold_cross(const cpwi_impact *m, const cpwi_withheld *w, const cpwi_trait *t,
                            cpw_error *err);
/* published.c: writes what is published over what was measured. */
int32_t cpwi_publish(const cpwi_impact *m, const cpwi_withheld *w, cpw_result *result,
                     cpw_error *err);

#endif
