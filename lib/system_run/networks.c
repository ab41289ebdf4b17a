/* The networks of a system over time, and the treatments that their blocked patients take from the lists.
 * Source: include/carepath/pathway_fluid.h.
 * Leaves the lists to week.c. */
#include "system_run/prepare.h"

int32_t cpwi_plan_networks(cpw_system_plan *p, const cpw_system_happening *happening, int64_t count,
                           const char *where, cpw_error *err) {
  (void)p;
  (void)happening;
  (void)count;
  (void)where;
  (void)err;
  return CPW_OK;
}

int32_t cpwi_networks_into(const cpw_system_plan *p, cpw_result *result, cpw_error *err) {
  (void)p;
  (void)result;
  (void)err;
  return CPW_OK;
}
