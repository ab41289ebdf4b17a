/* lib/system_run/internal.h - a scenario made ready to run, and the week of one unit. */
#ifndef CPWI_SYSTEM_RUN_INTERNAL_H
#define CPWI_SYSTEM_RUN_INTERNAL_H

#include "base/internal.h"
#include "carepath/system_run.h"

cpw_system_run_options cpwi_system_run_defaults(void);

#endif
