/* Who comes to which stage, whether they can leave the network from there, and whether they are served.
 * Source: breadth-first search from where people come, and back from where they leave.
 * Leaves rings in which no time passes to check_rings.c. */
#include "pathway/flow.h"

/* Marks with a list of what was marked but not looked at. */
typedef struct search {
  uint8_t *marked;
  int64_t *list;
  int64_t count;
} search;

static void mark(search *s, int64_t cell) {
  if (s->marked[cell]) return;
  s->marked[cell] = 1;
  s->list[s->count++] = cell;
}

static void mark_comers(const cpwi_pathway *n, search *s) {
  const cpw_pathway *p = &n->p;
  for (int64_t i = 0; i < p->arrivals; i++) {
    const cpw_arrivals *a = &p->arrival[i];
    if (a->times ? a->count > 0 : a->rate > 0) mark(s, a->stage * n->groups + a->group);
  }
  for (int64_t i = 0; i < p->initials; i++) {
    const cpw_initial *row = &p->initial[i];
    if (!(row->people > 0)) continue;
    mark(s, row->stage * n->groups + row->group);
    if (row->next != CPW_NONE) mark(s, row->next * n->groups + row->group);
  }
  for (int64_t k = 0; k < s->count; k++) {
    int64_t to;
    for (int64_t j = 0; (to = cpwi_flow_to(n, s->list[k], j)) != CPWI_FLOW_END; j++)
      if (to >= 0) mark(s, to);
  }
}

/* Cells from which each cell is reached: from[first[cell]] to before from[first[cell + 1]]. */
typedef struct back {
  int64_t *first, *from;
} back;

static void count_back(const cpwi_pathway *n, int64_t *first) {
  for (int64_t cell = 0; cell < n->cells; cell++) {
    int64_t to;
    for (int64_t j = 0; (to = cpwi_flow_to(n, cell, j)) != CPWI_FLOW_END; j++)
      if (to >= 0) first[to + 1]++;
  }
  for (int64_t cell = 0; cell < n->cells; cell++)
    first[cell + 1] += first[cell];
}

/* `fill` begins as a copy of `first`. */
static void fill_back(const cpwi_pathway *n, int64_t *fill, int64_t *from) {
  for (int64_t cell = 0; cell < n->cells; cell++) {
    int64_t to;
    for (int64_t j = 0; (to = cpwi_flow_to(n, cell, j)) != CPWI_FLOW_END; j++)
      if (to >= 0) from[fill[to]++] = cell;
  }
}

static int leaves_at_once(const cpwi_pathway *n, int64_t cell) {
  if (n->p.stage[cell / n->groups].kind == CPW_STAGE_EXIT) return 1;
  int64_t to;
  for (int64_t j = 0; (to = cpwi_flow_to(n, cell, j)) != CPWI_FLOW_END; j++)
    if (to == CPWI_FLOW_OUT) return 1;
  return 0;
}

static void mark_leavers(const cpwi_pathway *n, const back *b, search *s) {
  for (int64_t cell = 0; cell < n->cells; cell++)
    if (leaves_at_once(n, cell)) mark(s, cell);
  for (int64_t k = 0; k < s->count; k++)
    for (int64_t j = b->first[s->list[k]]; j < b->first[s->list[k] + 1]; j++)
      mark(s, b->from[j]);
}

static int32_t no_memory(const cpwi_asked *ask) {
  return cpwi_fail(ask->err, CPW_ENOMEM, -1, ask->where, "no memory for the flow of %lld stages",
                   (long long)ask->p->stages);
}

static int32_t find_leavers(const cpwi_asked *ask, const cpwi_pathway *n, search *s) {
  const cpw_allocator *a = ask->allocator;
  back b = {cpwi_alloc_zero(a, (size_t)n->cells + 1, sizeof *b.first), NULL};
  int64_t *fill = cpwi_alloc(a, (size_t)n->cells, sizeof *fill);
  int32_t status = b.first && fill ? CPW_OK : no_memory(ask);
  if (status == CPW_OK) {
    count_back(n, b.first);
    b.from = cpwi_alloc(a, (size_t)b.first[n->cells], sizeof *b.from);
    if (!b.from) status = no_memory(ask);
  }
  if (status == CPW_OK) {
    for (int64_t cell = 0; cell < n->cells; cell++)
      fill[cell] = b.first[cell];
    fill_back(n, fill, b.from);
    mark_leavers(n, &b, s);
  }
  cpwi_release(a, b.first);
  cpwi_release(a, b.from);
  cpwi_release(a, fill);
  return status;
}

/* ---- what those who come need */

static int32_t check_open(const cpwi_asked *ask, int64_t s) {
  const cpw_pathway *p = ask->p;
  const cpw_stage *stage = &p->stage[s];
  if (!(stage->servers > 0))
    return cpwi_fail(ask->err, CPW_EDOMAIN, s, ask->where, "%s: servers = 0, but patients come",
                     cpwi_net_place(p, s, -1).text);
  cpwi_profile f = cpwi_profile_of(p, stage->calendar, stage->factor);
  if (cpwi_profile_most(&f, 0) > 0) return CPW_OK;
  cpwi_profile alone = cpwi_profile_of(p, stage->calendar, CPW_NONE);
  int calendar = f.calendar && !(cpwi_profile_most(&alone, 0) > 0);
  cpwi_profile other = cpwi_profile_of(p, CPW_NONE, stage->factor);
  if (f.calendar && f.factor && !calendar && cpwi_profile_most(&other, 0) > 0)
    return cpwi_fail(ask->err, CPW_EDOMAIN, s, ask->where,
                     "%s: calendar \"%.60s\" and factor \"%.60s\" are never open together",
                     cpwi_net_place(p, s, -1).text, f.calendar->name, f.factor->name);
  const cpw_calendar *shut = calendar ? f.calendar : f.factor;
  return cpwi_fail(ask->err, CPW_EDOMAIN, s, ask->where, "%s: %s \"%.100s\" never opens",
                   cpwi_net_place(p, s, -1).text, calendar ? "calendar" : "factor",
                   shut ? shut->name : "");
}

static int needs_duration(int32_t kind) {
  return kind != CPW_STAGE_SLOTS && kind != CPW_STAGE_DECISION && kind != CPW_STAGE_EXIT;
}

static int32_t check_served(const cpwi_asked *ask, cpwi_pathway *n, const uint8_t *comes) {
  static const cpw_duration nothing = {CPW_DURATION_FIXED, 0, 0, 0, 0, NULL};
  for (int64_t cell = 0; cell < n->cells; cell++) {
    int64_t s = cell / n->groups, g = cell % n->groups;
    int32_t kind = n->p.stage[s].kind;
    if (needs_duration(kind) && !n->stay[cell]) {
      if (comes[cell])
        return cpwi_fail(ask->err, CPW_EINVAL, s, ask->where,
                         "%s has no duration, but patients come",
                         cpwi_net_place(ask->p, s, g).text);
      n->stay[cell] = &nothing;
    }
    if (!comes[cell] || !cpwi_has_capacity(kind)) continue;
    int32_t status = check_open(ask, s);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

static int64_t first_from(const cpwi_pathway *n, int64_t cell) {
  int64_t to, k = 0;
  while ((to = cpwi_flow_to(n, cell, k)) == CPWI_FLOW_SKIP)
    k++;
  return to >= 0 ? to : cell;
}

/* The first stage of a ring that people come to from a cell which they cannot leave from: always the first way on. */
static int64_t ring_from(const cpwi_pathway *n, int64_t cell) {
  for (int64_t k = 0; k < n->cells; k++)
    cell = first_from(n, cell);
  int64_t least = cell;
  for (int64_t at = first_from(n, cell); at != cell; at = first_from(n, at))
    if (at < least) least = at;
  return least;
}

static int32_t check_leaving(const cpwi_asked *ask, const cpwi_pathway *n, const uint8_t *comes,
                             const uint8_t *leaves) {
  int64_t cell = 0;
  while (cell < n->cells && (!comes[cell] || leaves[cell]))
    cell++;
  if (cell == n->cells) return CPW_OK;
  int64_t ring = ring_from(n, cell);
  return cpwi_fail(ask->err, CPW_EDOMAIN, ring / n->groups, ask->where,
                   "%s: nobody who comes here can ever leave the network",
                   cpwi_net_place(ask->p, ring / n->groups, ring % n->groups).text);
}

int32_t cpwi_net_check_flow(const cpwi_asked *ask, cpwi_pathway *network) {
  const cpw_allocator *a = ask->allocator;
  size_t cells = (size_t)network->cells;
  int64_t *list = cpwi_alloc(a, cells, sizeof *list);
  search comes = {cpwi_alloc_zero(a, cells, 1), list, 0};
  search leaves = {cpwi_alloc_zero(a, cells, 1), list, 0};
  int32_t status = list && comes.marked && leaves.marked ? CPW_OK : no_memory(ask);
  if (status == CPW_OK) {
    mark_comers(network, &comes);
    status = find_leavers(ask, network, &leaves);
  }
  if (status == CPW_OK) status = check_leaving(ask, network, comes.marked, leaves.marked);
  if (status == CPW_OK) status = check_served(ask, network, comes.marked);
  if (status == CPW_OK) status = cpwi_net_check_rings(ask, network, comes.marked);
  cpwi_release(a, list);
  cpwi_release(a, comes.marked);
  cpwi_release(a, leaves.marked);
  return status;
}
