/* Filling a cpw_error: the place, the value and the rule in one sentence.
 * Source: house rules (nothing is printed, nothing aborts, the locale is not used).
 * Leaves number formatting to number.c. */
#include "base/internal.h"

#include <stdio.h>
#include <string.h>

/* Texts that were cut, or were no UTF-8, leave no broken character in an error. */
static void mend(char *text) {
  for (unsigned char *p = (unsigned char *)text; *p;) {
    int width = cpwi_utf8_sequence(p);
    for (; width < 0; width++)
      *p++ = '?';
    p += width;
  }
}

#if defined(__GNUC__)
__attribute__((format(printf, 4, 0)))
#endif
static void
fill(cpw_error *err, int32_t code, const char *where, const char *fmt, va_list args) {
  memset(err, 0, sizeof *err);
  err->code = code;
  err->index = -1;
  snprintf(err->where, sizeof err->where, "%s", where ? where : "");
  vsnprintf(err->message, sizeof err->message, fmt, args);
  mend(err->where);
  mend(err->message);
}

int32_t cpwi_fail(cpw_error *err, int32_t code, int64_t index, const char *where, const char *fmt,
                  ...) {
  if (err) {
    va_list args;
    va_start(args, fmt);
    fill(err, code, where, fmt, args);
    va_end(args);
    err->index = index;
  }
  return code;
}

int32_t cpwi_fail_data(cpw_error *err, int32_t code, const char *where, int64_t line,
                       int64_t column, const char *fmt, ...) {
  if (err) {
    va_list args;
    va_start(args, fmt);
    fill(err, code, where, fmt, args);
    va_end(args);
    err->line = line;
    err->column = column;
  }
  return code;
}

cpwi_text cpwi_number(double value) {
  cpwi_text out = {""};
  cpw_format_double(value, out.text);
  return out;
}
