/* Clock starts by need, through people and their choice of provider, beside those that the lists say.
 * Source: include/carepath/system_people.h.
 * Leaves how need becomes demand to lib/system_people; choice sees no waits here: who comes does not depend on them. */
#include "carepath/system_people.h"
#include "system_run/prepare.h"

/* Growth of both together: that of need in the proportion that need has. */
static void add_need(const cpw_system_plan *p, const double *starts, const double *growth) {
  for (int64_t k = 0; k < p->units * p->groups; k++) {
    double all = p->starts[k] + starts[k];
    p->growth[k] = all > 0 ? growth[k] * (starts[k] / all) : 0;
    p->starts[k] = all;
  }
}

int32_t cpwi_plan_need(cpw_system_plan *p, const char *where, cpw_error *err) {
  int64_t lanes = p->units * p->groups;
  if (p->s->needs == 0) return CPW_OK;
  double *starts = cpwi_alloc_zero(p->allocator, (size_t)lanes, sizeof *starts);
  double *growth = cpwi_alloc_zero(p->allocator, (size_t)lanes, sizeof *growth);
  int32_t status = starts && growth
                       ? cpw_system_demand(p->s, NULL, p->allocator, starts, growth, err)
                       : cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
  if (status == CPW_OK) add_need(p, starts, growth);
  cpwi_release(p->allocator, starts);
  cpwi_release(p->allocator, growth);
  return status;
}
