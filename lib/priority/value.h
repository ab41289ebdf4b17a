/* lib/priority/value.h - the values of many facts under one criterion, as cpw_priority_value gives them. */
#ifndef CPWI_PRIORITY_VALUE_H
#define CPWI_PRIORITY_VALUE_H

#include "priority/internal.h"

void cpwi_values_of(const cpw_priority_criterion *c, const double *fact, int64_t n, double *v);

#endif
