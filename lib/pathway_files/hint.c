/* "Did you mean": the known name that is nearest to an unknown one, for messages.
 * Source: lib/base/words.h.
 * Leaves which names are known to those who ask. */
#include "pathway_files/hint.h"

#include "base/words.h"

#include <stdio.h>

cpwi_hint cpwi_hint_for(const char *unknown, const char *const *known, int64_t count) {
  cpwi_hint hint = {""};
  const char *near = cpwi_nearest(unknown, known, count);
  if (near) snprintf(hint.text, sizeof hint.text, " (did you mean \"%.64s\"?)", near);
  return hint;
}
