/* lib/system/internal.h - what the rows of a system are called, and their defaults. */
#ifndef CPWI_SYSTEM_INTERNAL_H
#define CPWI_SYSTEM_INTERNAL_H

#include "base/internal.h"
#include "carepath/system.h"

/* A valid empty system, and room for a caller's struct of any age. */
cpw_system cpwi_system_defaults(void);

#endif
