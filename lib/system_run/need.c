/* Clock starts by need, through people and their choice of provider.
 * Source: include/carepath/system_people.h.
 * Leaves how need becomes demand to lib/system_people. */
#include "system_run/prepare.h"

int32_t cpwi_plan_need(cpw_system_plan *p, const char *where, cpw_error *err) {
  (void)p;
  (void)where;
  (void)err;
  return CPW_OK;
}
