/* The ways out of every stage for every group, with chances that sum to 1.
 * Source: the header's rules for routes; sums that do not drop what rounding takes (Neumaier, ZAMM 54, 1974).
 * Leaves where the ways lead to check_flow.c. */
#include "base/order.h"
#include "pathway/rows.h"

static void place_of_route(const cpw_pathway *p, int64_t i, int32_t *stage, int32_t *group) {
  *stage = p->route[i].from;
  *group = p->route[i].group;
}

/* Routes by chance do not depend on the order of the rows: by stage, group, then delay. */
static int compare_delays(const cpw_duration *a, const cpw_duration *b) {
  if (!a || !b) return (a != NULL) - (b != NULL);
  if (a->law != b->law) return a->law < b->law ? -1 : 1;
  if (a->mean != b->mean) return a->mean < b->mean ? -1 : 1;
  if (a->cv != b->cv) return a->cv < b->cv ? -1 : 1;
  return a->zero < b->zero ? -1 : a->zero > b->zero;
}
static int by_target(const void *context, const void *one, const void *other) {
  const cpwi_way *a = one, *b = other;
  (void)context;
  if (a->to != b->to) return a->to < b->to ? -1 : 1;
  if (a->to_group != b->to_group) return a->to_group < b->to_group ? -1 : 1;
  if (a->chance != b->chance) return a->chance < b->chance ? -1 : 1;
  return compare_delays(a->delay, b->delay);
}

/* Chances to 1; cumulative is exactly 1 from the last way that has a chance on. */
static int32_t scale(const cpwi_asked *ask, int64_t stage, int64_t group, cpwi_way *way,
                     int64_t count) {
  double sum = 0, rest = 0;
  int64_t last = 0;
  for (int64_t k = 0; k < count; k++) {
    double x = way[k].chance, next = sum + x;
    rest += sum >= x ? (sum - next) + x : (x - next) + sum;
    sum = next;
    way[k].cumulative = sum + rest;
    if (x > 0) last = k;
  }
  double total = sum + rest;
  if (!(fabs(total - 1) <= 1e-9))
    return cpwi_fail(ask->err, CPW_EDOMAIN, -1, ask->where,
                     "route of %s: the chances sum to %s, not 1",
                     cpwi_net_place(ask->p, stage, group).text, cpwi_number(total).text);
  for (int64_t k = 0; k < count; k++) {
    way[k].chance /= total;
    way[k].cumulative = k >= last ? 1 : way[k].cumulative / total;
  }
  return CPW_OK;
}

static int keeps_zeros(int32_t routing) {
  return routing == CPW_ROUTE_SHORTEST || routing == CPW_ROUTE_FIRST_FREE;
}

static int64_t fill(const cpw_pathway *p, int64_t cell, const int32_t *row, int64_t rows,
                    cpwi_way *way) {
  int64_t count = 0;
  int32_t group = (int32_t)(cell % p->groups), routing = p->stage[cell / p->groups].routing;
  for (int64_t k = 0; k < rows; k++) {
    const cpw_route *r = &p->route[row[k]];
    if (r->chance == 0 && !keeps_zeros(routing)) continue;
    const cpw_duration *delay = r->delay && !cpwi_law_is_nothing(r->delay) ? r->delay : NULL;
    way[count++] =
        (cpwi_way){r->to, r->to_group == CPW_NONE ? group : r->to_group, r->chance, 0, delay};
  }
  return count;
}

static int32_t lay_cell(const cpwi_asked *ask, int64_t cell, const int32_t *row, int64_t rows,
                        cpwi_way *way, int64_t *count) {
  const cpw_pathway *p = ask->p;
  int64_t stage = cell / p->groups, group = cell % p->groups;
  *count = 0;
  if (p->stage[stage].kind == CPW_STAGE_EXIT) return CPW_OK;
  if (rows == 0) {
    way[(*count)++] = (cpwi_way){CPW_NONE, (int32_t)group, 1, 1, NULL};
    return CPW_OK;
  }
  *count = fill(p, cell, row, rows, way);
  if (!keeps_zeros(p->stage[stage].routing) &&
      !cpwi_sort(ask->allocator, way, *count, sizeof *way, by_target, NULL))
    return cpwi_fail(ask->err, CPW_ENOMEM, -1, ask->where, "no memory for the ways");
  return scale(ask, stage, group, way, *count);
}

int32_t cpwi_lay_ways(const cpwi_asked *ask, cpwi_pathway *network) {
  cpwi_rows rows;
  int32_t status = cpwi_rows_of(ask, ask->p->routes, place_of_route, &rows);
  if (status != CPW_OK) return status;
  int64_t cells = network->cells, most = rows.first[cells] + cells, used = 0;
  network->way_first = cpwi_alloc(ask->allocator, (size_t)cells + 1, sizeof *network->way_first);
  network->way = cpwi_alloc(ask->allocator, (size_t)most, sizeof *network->way);
  if (!network->way_first || !network->way)
    status =
        cpwi_fail(ask->err, CPW_ENOMEM, -1, ask->where, "no memory for %lld ways", (long long)most);
  for (int64_t cell = 0; cell < cells && status == CPW_OK; cell++) {
    int64_t first = rows.first[cell], count = 0;
    network->way_first[cell] = used;
    status = lay_cell(ask, cell, rows.row + first, rows.first[cell + 1] - first,
                      network->way + used, &count);
    used += count;
  }
  if (status == CPW_OK) network->way_first[cells] = used;
  cpwi_rows_release(ask->allocator, &rows);
  return status;
}
