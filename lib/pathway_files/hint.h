/* lib/pathway_files/hint.h - "did you mean": the known name that is near an unknown one. */
#ifndef CPWI_PATHWAY_FILES_HINT_H
#define CPWI_PATHWAY_FILES_HINT_H

#include <stdint.h>

/* " (did you mean "x"?)" or "". */
typedef struct cpwi_hint {
  char text[96];
} cpwi_hint;
cpwi_hint cpwi_hint_for(const char *unknown, const char *const *known, int64_t count);

#endif
