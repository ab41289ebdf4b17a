/* What is run, with the defaults.
 * Source: the header's table of fields.
 * Leaves the checks to plan.c. */
#include "system_run/internal.h"

#include <string.h>

cpw_system_run_options cpwi_system_run_defaults(void) {
  cpw_system_run_options o;
  memset(&o, 0, sizeof o);
  o.struct_size = sizeof o;
  o.scenario = CPW_NONE;
  o.bands = 105;
  o.every = 13;
  return o;
}

void cpw_system_run_options_init_sized(cpw_system_run_options *options, size_t size) {
  cpw_system_run_options defaults = cpwi_system_run_defaults();
  cpwi_init_sized(options, size, &defaults, sizeof defaults);
}
