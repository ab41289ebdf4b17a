/* Tables by stage and group of a network whose rows were checked: durations, changes, uses of pools, figures, exits.
 * Source: lib/pathway/internal.h.
 * Leaves the ways out to ways.c. */
#include "pathway/rows.h"

#include <string.h>

static void place_of_change(const cpw_pathway *p, int64_t i, int32_t *stage, int32_t *group) {
  *stage = p->change[i].stage;
  *group = p->change[i].group;
}

static int32_t no_memory(const cpwi_asked *ask) {
  return cpwi_fail(ask->err, CPW_ENOMEM, -1, ask->where, "no memory for %lld x %lld cells",
                   (long long)ask->p->stages, (long long)ask->p->groups);
}

/* One change of a cell; 0 where it would change nothing (a row for all groups that leads to this one). */
static int resolve(const cpw_change *given, int32_t group, cpw_change *out) {
  *out = *given;
  out->group = group;
  if (out->to_group == CPW_NONE) out->to_group = group;
  return out->to != out->stage || out->to_group != group;
}

int32_t cpwi_lay_changes(const cpwi_asked *ask, cpwi_pathway *network) {
  cpwi_rows rows;
  int32_t status = cpwi_rows_of(ask, ask->p->changes, place_of_change, &rows);
  if (status != CPW_OK) return status;
  int64_t cells = network->cells, used = 0;
  network->change_first =
      cpwi_alloc(ask->allocator, (size_t)cells + 1, sizeof *network->change_first);
  network->change = cpwi_alloc(ask->allocator, (size_t)rows.first[cells], sizeof *network->change);
  if (network->change_first && network->change) {
    for (int64_t cell = 0; cell < cells; cell++) {
      network->change_first[cell] = used;
      for (int64_t k = rows.first[cell]; k < rows.first[cell + 1]; k++)
        used += resolve(&ask->p->change[rows.row[k]], (int32_t)(cell % network->groups),
                        &network->change[used]);
    }
    network->change_first[cells] = used;
  } else {
    status = no_memory(ask);
  }
  cpwi_rows_release(ask->allocator, &rows);
  return status;
}

/* Adds a use to those of its stage, to the one of the same pool where there is one. */
static void add_use(cpw_pool_use *use, int64_t *count, const cpw_pool_use *given) {
  for (int64_t k = 0; k < *count; k++) {
    if (use[k].pool != given->pool) continue;
    use[k].units += given->units;
    if (given->rank < use[k].rank) use[k].rank = given->rank;
    return;
  }
  use[(*count)++] = *given;
}

/* By pool, so that the order of the rows does not matter. */
static void sort_uses(cpw_pool_use *use, int64_t count) {
  for (int64_t i = 1; i < count; i++) {
    cpw_pool_use moved = use[i];
    int64_t k = i;
    for (; k > 0 && use[k - 1].pool > moved.pool; k--)
      use[k] = use[k - 1];
    use[k] = moved;
  }
}

static void fill_uses(cpwi_pathway *network, int64_t *begin, cpw_pool_use *sorted) {
  const cpw_pathway *p = &network->p;
  for (int64_t i = 0; i < p->uses; i++)
    begin[p->use[i].stage + 1]++;
  for (int64_t s = 0; s < p->stages; s++)
    begin[s + 1] += begin[s];
  for (int64_t i = 0; i < p->uses; i++)
    sorted[begin[p->use[i].stage]++] = p->use[i];
  int64_t used = 0, from = 0;
  for (int64_t s = 0; s < p->stages; s++) {
    int64_t count = 0;
    network->use_first[s] = used;
    for (; from < begin[s]; from++)
      add_use(network->use + used, &count, &sorted[from]);
    sort_uses(network->use + used, count);
    used += count;
  }
  network->use_first[p->stages] = used;
}

int32_t cpwi_lay_uses(const cpwi_asked *ask, cpwi_pathway *network) {
  const cpw_allocator *a = ask->allocator;
  int64_t stages = network->stages, uses = network->p.uses;
  int64_t *begin = cpwi_alloc_zero(a, (size_t)stages + 1, sizeof *begin);
  cpw_pool_use *sorted = cpwi_alloc(a, (size_t)uses, sizeof *sorted);
  network->use_first = cpwi_alloc(a, (size_t)stages + 1, sizeof *network->use_first);
  network->use = cpwi_alloc(a, (size_t)uses, sizeof *network->use);
  int all = begin && sorted && network->use_first && network->use;
  if (all) fill_uses(network, begin, sorted);
  cpwi_release(a, begin);
  cpwi_release(a, sorted);
  return all ? CPW_OK : no_memory(ask);
}

/* Durations: a row that names the group comes before those for all, then the later row. */
static void fill_stays(cpwi_pathway *network) {
  const cpw_pathway *p = &network->p;
  for (int32_t own = 0; own < 2; own++) {
    for (int64_t i = 0; i < p->stays; i++) {
      const cpw_stay *stay = &p->stay[i];
      const cpw_duration **cell = network->stay + stay->stage * network->groups;
      if (own && stay->group >= 0) cell[stay->group] = stay->duration;
      for (int64_t g = 0; !own && stay->group < 0 && g < network->groups; g++)
        cell[g] = stay->duration;
    }
  }
}

static void fill_figures(cpwi_pathway *network) {
  const cpw_pathway *p = &network->p;
  for (int64_t cell = 0; cell < network->cells; cell++) {
    int64_t stage = cell / network->groups, group = cell % network->groups;
    network->priority[cell] = p->priority ? p->priority[cell] : (int32_t)group;
    network->weight[cell] = p->weight ? p->weight[cell] : 1;
    network->target[cell] = p->targets ? p->targets[cell] : p->stage[stage].target;
    network->harm[cell] = p->harm ? p->harm[cell] : 0;
  }
}

static void fill_exits(cpwi_pathway *network) {
  network->exits = 1;
  for (int64_t s = 0; s < network->stages; s++)
    network->exit[s] =
        network->p.stage[s].kind == CPW_STAGE_EXIT ? (int32_t)network->exits++ : CPW_NONE;
}

int32_t cpwi_lay_cells(const cpwi_asked *ask, cpwi_pathway *network) {
  const cpw_allocator *a = ask->allocator;
  size_t cells = (size_t)network->cells;
  network->stay = cpwi_alloc_zero(a, cells, sizeof *network->stay);
  network->priority = cpwi_alloc(a, cells, sizeof *network->priority);
  network->weight = cpwi_alloc(a, cells, sizeof *network->weight);
  network->target = cpwi_alloc(a, cells, sizeof *network->target);
  network->harm = cpwi_alloc(a, cells, sizeof *network->harm);
  network->exit = cpwi_alloc(a, (size_t)network->stages, sizeof *network->exit);
  if (!network->stay || !network->priority || !network->weight || !network->target ||
      !network->harm || !network->exit)
    return no_memory(ask);
  fill_stays(network);
  fill_figures(network);
  fill_exits(network);
  return CPW_OK;
}
