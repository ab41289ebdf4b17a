/* "Did you mean": the known name that is the unknown one but for capitals, or else is nearest.
 * Source: lib/base/words.h.
 * Leaves which names are known to those who ask. */
#include "system_files/hint.h"

#include "base/words.h"
#include "system/problems.h"

#include <stdio.h>

static int lower(int c) {
  return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

static int same_but_capitals(const char *a, const char *b) {
  while (*a && lower(*a) == lower(*b))
    a++, b++;
  return *a == *b;
}

cpwi_book_hint cpwi_book_hint_for(const char *unknown, const char *const *known, int64_t count) {
  cpwi_book_hint hint = {""};
  const char *near = NULL;
  for (int64_t k = 0; k < count && !near; k++)
    if (known[k][0] && same_but_capitals(unknown, known[k])) near = known[k];
  if (!near) near = cpwi_nearest(unknown, known, count);
  if (near) snprintf(hint.text, sizeof hint.text, " (did you mean %s?)", cpwi_quote(near).text);
  return hint;
}
