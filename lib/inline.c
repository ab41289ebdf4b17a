/* One exported copy of every inline function of the headers, so that bindings can call them.
 * Source: the headers; tests/tools/generate.py keeps the list complete.
 * Leaves everything else to the modules. */
#include "carepath/base.h"

extern inline void cpw_run_init(cpw_run *run);
