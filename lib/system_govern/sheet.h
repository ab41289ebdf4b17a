/* lib/system_govern/sheet.h - how answers are written down, here and in system_frontier.
 * Source: the conventions of carepath/base.h for results. */
#ifndef CPWI_SYSTEM_GOVERN_SHEET_H
#define CPWI_SYSTEM_GOVERN_SHEET_H

#include "base/internal.h"

/* -------- sheet.c: arrays added one after the other; the first error stays. */
typedef struct cpwi_sheet {
  cpw_result *result;
  int32_t status, reserved;
  cpw_error *err;
} cpwi_sheet;
void cpwi_sheet_new(cpwi_sheet *s, const cpw_allocator *allocator, cpw_error *err);
void cpwi_sheet_axis(cpwi_sheet *s, const char *name, int64_t length, const char *const *labels);
/* NULL after an error */
double *cpwi_sheet_real(cpwi_sheet *s, const char *name, const char *unit, const char *text,
                        const char *dimensions);
int64_t *cpwi_sheet_whole(cpwi_sheet *s, const char *name, const char *unit, const char *text,
                          const char *dimensions);
void cpwi_sheet_number(cpwi_sheet *s, const char *name, const char *unit, const char *text,
                       double value);
void cpwi_sheet_count(cpwi_sheet *s, const char *name, const char *text, int64_t value);
void cpwi_sheet_note(cpwi_sheet *s, const char *key, const char *text);
/* Hands the result over, or frees it where an error came up. */
int32_t cpwi_sheet_close(cpwi_sheet *s, int32_t status, cpw_result **out);

#endif
