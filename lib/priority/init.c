/* The defaults of policies, lists and rankings.
 * Source: carepath/priority.h. Leaves what they mean to the files that take them. */
#include "priority/internal.h"

#include <string.h>

void cpw_priority_policy_init_sized(cpw_priority_policy *policy, size_t size) {
  cpw_priority_policy p;
  memset(&p, 0, sizeof p);
  p.struct_size = sizeof p;
  p.breaches_first = 1;
  cpwi_init_sized(policy, size, &p, sizeof p);
}

void cpw_priority_list_init_sized(cpw_priority_list *list, size_t size) {
  cpw_priority_list l;
  memset(&l, 0, sizeof l);
  l.struct_size = sizeof l;
  l.today = CPW_DATE_NONE;
  cpwi_init_sized(list, size, &l, sizeof l);
}

void cpw_priority_ranking_init_sized(cpw_priority_ranking *ranking, size_t size) {
  cpw_priority_ranking r;
  memset(&r, 0, sizeof r);
  r.struct_size = sizeof r;
  cpwi_init_sized(ranking, size, &r, sizeof r);
}
