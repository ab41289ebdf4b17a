/* lib/disclosure/internal.h - what the files of this module share: checked options, and the table with its
 * totals as a graph of withheld cells.
 * Includes base's internals. */
#ifndef CPWI_DISCLOSURE_INTERNAL_H
#define CPWI_DISCLOSURE_INTERNAL_H

#include "base/internal.h"
#include "carepath/disclosure.h"

/* Counts and totals beyond this are not exact as doubles. */
#define CPWI_DISCLOSURE_MOST ((int64_t)1 << 53)

int32_t cpwi_disclosure_take(cpw_disclosure_options *o, const cpw_disclosure_options *given,
                             const char *where, cpw_error *err);

#endif
