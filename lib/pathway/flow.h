/* lib/pathway/flow.h - where people can go from a stage and group, one after the other. */
#ifndef CPWI_PATHWAY_FLOW_H
#define CPWI_PATHWAY_FLOW_H

#include "pathway/check.h"

#define CPWI_FLOW_END  (-1) /* there are no more */
#define CPWI_FLOW_OUT  (-2) /* out of the network */
#define CPWI_FLOW_SKIP (-3) /* none at this number, but others may follow */

/* The k-th cell that people of a cell can go to: by its ways, then changes, then the overflow, then the exit of
 * those who do not attend. */
int64_t cpwi_flow_to(const cpwi_pathway *n, int64_t cell, int64_t k);
/* The same, of those that they can go to without any time passing. */
int64_t cpwi_flow_at_once(const cpwi_pathway *n, int64_t cell, int64_t k);

#endif
