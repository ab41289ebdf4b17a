/* lib/system_files/hint.h - "did you mean": the known name that is near an unknown one. */
#ifndef CPWI_SYSTEM_FILES_HINT_H
#define CPWI_SYSTEM_FILES_HINT_H

#include <stdint.h>

/* " (did you mean "x"?)" or "". */
typedef struct cpwi_book_hint {
  char text[96];
} cpwi_book_hint;
cpwi_book_hint cpwi_book_hint_for(const char *unknown, const char *const *known, int64_t count);

#endif
