/* What happens in a replication: policies and happenings for certain, the scenario's shocks by chance.
 * Source: include/carepath/system_shocks.h.
 * Leaves the draws to lib/system_shocks. */
#include "system_run/prepare.h"

#include <string.h>

int32_t cpwi_replication_draw(const cpw_system_plan *p, uint64_t seed, int64_t replication,
                              cpw_system_happening **out, int64_t *count, const char *where,
                              cpw_error *err) {
  cpw_system_happening *h = cpwi_alloc_zero(p->allocator, (size_t)p->sures + 1, sizeof *h);
  (void)seed;
  (void)replication;
  if (!h) return cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
  if (p->sures) memcpy(h, p->sure, (size_t)p->sures * sizeof *h);
  *out = h;
  *count = p->sures;
  return CPW_OK;
}
