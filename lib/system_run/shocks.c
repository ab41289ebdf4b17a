/* What happens in a replication: policies and happenings for certain, the scenario's shocks by chance.
 * Source: include/carepath/system_shocks.h.
 * Leaves the draws to lib/system_shocks. */
#include "carepath/system_shocks.h"
#include "system_run/prepare.h"

#include <string.h>

/* Room for the shocks of a replication: the mean, and enough beyond it that more is out of the question. */
static int64_t room_for(const cpw_system_plan *p) {
  double mean = 0;
  for (int64_t k = 0; k < p->shocks; k++)
    mean += p->s->policy[p->shock[k]].chance * (double)p->weeks / CPW_WEEKS_PER_YEAR;
  return 64 + (int64_t)(mean < 1e6 ? 8 * mean : 8e6) + 16 * p->shocks;
}

int32_t cpwi_replication_draw(const cpw_system_plan *p, uint64_t seed, int64_t replication,
                              cpw_system_happening **out, int64_t *count, const char *where,
                              cpw_error *err) {
  int64_t room = p->shocks ? room_for(p) : 0, drawn = 0;
  cpw_system_happening *h = cpwi_alloc_zero(p->allocator, (size_t)(p->sures + room) + 1, sizeof *h);
  if (!h) return cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
  if (p->sures) memcpy(h, p->sure, (size_t)p->sures * sizeof *h);
  int32_t status = CPW_OK;
  if (p->shocks)
    status = cpw_system_shocks_draw(p->s, p->shock, p->shocks, (double)p->weeks, seed, replication,
                                    h + p->sures, room, &drawn, err);
  if (status != CPW_OK) {
    cpwi_release(p->allocator, h);
    return status;
  }
  *out = h;
  *count = p->sures + drawn;
  return CPW_OK;
}
