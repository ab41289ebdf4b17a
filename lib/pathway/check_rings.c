/* Rings in which no time passes: overflows that go round, decisions that lead back to themselves.
 * Source: depth-first search with three colours (Tarjan, SIAM Journal on Computing 1, 1972).
 * Leaves rings with time in them, which are re-entry, to the engines. */
#include "pathway/flow.h"

#include <stdio.h>
#include <string.h>

#define ON_PATH 1
#define DONE    2

/* An overflow chain that is longer than there are stages goes round; the mark is the stage it was begun from. */
static int32_t check_overflows(const cpwi_asked *ask, const cpwi_pathway *n, int64_t *seen) {
  for (int64_t s = 0; s < n->stages; s++)
    seen[s] = -1;
  for (int64_t s = 0; s < n->stages; s++) {
    for (int64_t at = s; n->p.stage[at].when_full == CPW_FULL_OVERFLOW;) {
      if (seen[at] == s)
        return cpwi_fail(ask->err, CPW_EDOMAIN, at, ask->where, "%s: its overflow leads back to it",
                         cpwi_net_place(ask->p, at, -1).text);
      if (seen[at] >= 0) break;
      seen[at] = s;
      at = n->p.stage[at].overflow;
    }
  }
  return CPW_OK;
}

static int32_t report(const cpwi_asked *ask, const cpwi_pathway *n, const int64_t *path,
                      int64_t depth, int64_t start) {
  char ring[96] = "";
  size_t used = 0;
  int64_t from = depth;
  while (from > 0 && path[from] != start)
    from--;
  for (int64_t k = from; k <= depth && used + 1 < sizeof ring; k++) {
    const char *name = n->p.stage[path[k] / n->groups].name;
    int wrote = snprintf(ring + used, sizeof ring - used, "%s -> ", name);
    if (wrote < 0 || (size_t)wrote >= sizeof ring - used) {
      memcpy(ring + used, "", 1);
      break;
    }
    used += (size_t)wrote;
  }
  return cpwi_fail(ask->err, CPW_EDOMAIN, start / n->groups, ask->where,
                   "%s leads back to itself without any time passing (%s...)",
                   cpwi_net_place(ask->p, start / n->groups, start % n->groups).text, ring);
}

/* One tree of the search; path[0] holds its root. */
static int32_t look(const cpwi_asked *ask, const cpwi_pathway *n, uint8_t *colour, int64_t *path,
                    int64_t *next) {
  int64_t depth = 0;
  colour[path[0]] = ON_PATH;
  next[0] = 0;
  while (depth >= 0) {
    int64_t to = cpwi_flow_at_once(n, path[depth], next[depth]++);
    if (to == CPWI_FLOW_END) {
      colour[path[depth--]] = DONE;
    } else if (to >= 0 && colour[to] == ON_PATH) {
      return report(ask, n, path, depth, to);
    } else if (to >= 0 && !colour[to]) {
      path[++depth] = to;
      next[depth] = 0;
      colour[to] = ON_PATH;
    }
  }
  return CPW_OK;
}

int32_t cpwi_net_check_rings(const cpwi_asked *ask, const cpwi_pathway *network,
                             const uint8_t *comes) {
  const cpw_allocator *a = ask->allocator;
  size_t cells = (size_t)network->cells;
  uint8_t *colour = cpwi_alloc_zero(a, cells, 1);
  int64_t *path = cpwi_alloc(a, cells, sizeof *path), *next = cpwi_alloc(a, cells, sizeof *next);
  int32_t status = CPW_OK;
  if (!colour || !path || !next)
    status = cpwi_fail(ask->err, CPW_ENOMEM, -1, ask->where, "no memory for the search");
  if (status == CPW_OK) status = check_overflows(ask, network, path);
  for (int64_t cell = 0; cell < network->cells && status == CPW_OK; cell++) {
    if (!comes[cell] || colour[cell]) continue;
    path[0] = cell;
    status = look(ask, network, colour, path, next);
  }
  cpwi_release(a, colour);
  cpwi_release(a, path);
  cpwi_release(a, next);
  return status;
}
