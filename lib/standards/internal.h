/* lib/standards/internal.h - what the files of the module share: a table of standards as a result.
 * Source: the rules in carepath/standards.h. Leaves the figures to builtin.c. */
#ifndef CPWI_STANDARDS_INTERNAL_H
#define CPWI_STANDARDS_INTERNAL_H

#include "base/internal.h"
#include "carepath/standards.h"

/* The texts of a standard that are coordinates of the result, in this order. */
#define CPWI_STANDARD_TEXTS 6

/* Those of rows[0 .. count) that are in force or due at a date, or all, as a result. */
int32_t cpwi_standards_give(const cpw_standard *rows, int64_t count, int32_t date,
                            const cpw_allocator *allocator, cpw_result **out, const char *where,
                            cpw_error *err);

/* A coordinate of a standard by number: name, measure, kind, scope, source, note. */
const char **cpwi_standard_text(cpw_standard *row, int32_t k);
extern const char *const cpwi_standard_text_names[CPWI_STANDARD_TEXTS];

#endif
