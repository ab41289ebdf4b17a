/* The options of `carepath ptl` and `carepath prioritise`, once: parsing, --help and the manual page.
 * No source: this is the command line's own interface.
 * Leaves the work to ptl.c and prioritise.c. */
#include "option_groups.h"
#include "settings.h"

#include <stddef.h>

#define FIELD(name) offsetof(settings, prioritise.name)

prioritise_settings default_prioritise_settings(void) {
  return (prioritise_settings){.rows = 10000};
}

static const option_spec ptl_options[] = {
    {"rows", 'n', "N", "people on the list, default 10000", take_count, FIELD(rows), NULL, 0,
     100000000},
    {"today", 0, "DATE", "the day of the list, default 2025-05-31", take_text, FIELD(today), NULL,
     0, 0},
    {"seed", 0, "N", "seed; default 1", take_count, offsetof(settings, seed), NULL, 0, 0},
    {"to", 'o', "FILE", "write to FILE, whole or not at all, instead of stdout; '-' is stdout",
     take_text, offsetof(settings, output), NULL, 0, 0},
    {0}};

const option_group ptl_group = {"List", ptl_options, 0};
