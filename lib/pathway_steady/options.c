/* Defaults of the long run, and the names of its methods.
 * Source: carepath/pathway_steady.h. Leaves the solution to steady.c. */
#include "pathway_steady/internal.h"

void cpw_pathway_steady_options_init_sized(cpw_pathway_steady_options *options, size_t size) {
  cpw_pathway_steady_options defaults = {0};
  defaults.struct_size = size;
  defaults.derivatives = 1;
  defaults.chain_states = 200000;
  cpwi_init_sized(options, size, &defaults, sizeof defaults);
}

const char *cpw_pathway_steady_method(int32_t method) {
  static const char *const name[CPW_STEADY_METHODS] = {
      "nobody comes", "exact", "infinite", "sharing", "two moments", "priority",
      "patience",     "loss",  "pair",     "blocked", "slots",       "unstable",
  };
  return method >= 0 && method < CPW_STEADY_METHODS ? name[method] : NULL;
}
