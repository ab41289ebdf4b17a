/* What happens in a replication: policies and happenings for certain, the scenario's shocks by chance.
 * Source: include/carepath/system_shocks.h.
 * Leaves the draws to lib/system_shocks. */
#include "carepath/system_shocks.h"
#include "system_run/prepare.h"

#include <string.h>

int32_t cpwi_replication_draw(const cpw_system_plan *p, uint64_t seed, int64_t replication,
                              cpw_system_happening **out, int64_t *count, const char *where,
                              cpw_error *err) {
  int64_t drawn = 0;
  double weeks = (double)p->weeks;
  int32_t status = cpw_system_shocks_draw(p->s, p->shock, p->shocks, weeks, seed, replication, NULL,
                                          0, &drawn, err);
  if (status != CPW_OK) return status;
  cpw_system_happening *h =
      cpwi_alloc_zero(p->allocator, (size_t)(p->sures + drawn) + 1, sizeof *h);
  if (!h) return cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
  if (p->sures) memcpy(h, p->sure, (size_t)p->sures * sizeof *h);
  if (drawn)
    status = cpw_system_shocks_draw(p->s, p->shock, p->shocks, weeks, seed, replication,
                                    h + p->sures, drawn, &drawn, err);
  if (status != CPW_OK) {
    cpwi_release(p->allocator, h);
    return status;
  }
  *out = h;
  *count = p->sures + drawn;
  return CPW_OK;
}
