/* lib/system_run/money.h - money beside that of capacity. */
#ifndef CPWI_SYSTEM_RUN_MONEY_H
#define CPWI_SYSTEM_RUN_MONEY_H

#include "system_run/internal.h"

/* Money that a policy or shock costs in the weeks [first, last). */
double cpwi_policy_cost(const cpw_system *s, const cpw_system_happening *h, double first,
                        double last);
/* Running cost of an organisation in those weeks. */
double cpwi_overhead(const cpw_system_plan *p, const cpw_system_happening *h, int64_t count,
                     int64_t organisation, double first, double last);

#endif
