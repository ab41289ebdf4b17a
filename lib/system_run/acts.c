/* Which effects act upon which unit in a plan, and the blocks of units that share people or capacity.
 * Source: the header's table of levers; blocks are connected components (union by the smaller number).
 * Leaves what an effect does in a week to figures.c and week.c. */
#include "system_run/internal.h"

#include <string.h>

int cpwi_system_below(const cpw_system *s, int32_t o, int32_t above) {
  for (int64_t steps = 0; o >= 0 && steps <= s->organisations; steps++) {
    if (o == above) return 1;
    o = s->organisation[o].parent;
  }
  return 0;
}

double cpwi_act_now(const cpwi_act *a, double week) {
  double w = week - a->shift;
  if (a->member && !(week >= a->member->from && week < a->member->until)) return 0;
  return a->amount * cpw_system_level(a->effect, w);
}

/* One policy that acts: shift and size. */
typedef struct doing {
  int32_t policy;
  double shift, size;
} doing;

typedef struct list {
  const cpw_system_plan *p;
  const cpw_allocator *a;
  struct {
    int32_t unit;
    cpwi_act act;
  } * item;
  int64_t count, room;
} list;

static int32_t no_memory(const char *where, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
}

static int32_t add(list *l, int64_t unit, const cpwi_act *act, const char *where, cpw_error *err) {
  if (l->count == l->room) {
    int64_t room = l->room * 2 + 64;
    void *more = cpwi_grow(l->a, l->item, (size_t)room, sizeof *l->item);
    if (!more) return no_memory(where, err);
    l->item = more;
    l->room = room;
  }
  l->item[l->count].unit = (int32_t)unit;
  l->item[l->count++].act = *act;
  return CPW_OK;
}

/* Whether an effect means a unit; by which member of the alliance. */
static int meant(const cpw_system *s, const cpw_system_effect *e, const cpw_system_capacity *u,
                 int64_t *member) {
  *member = -1;
  if (e->service >= 0 && e->service != u->service) return 0;
  if (e->organisation >= 0 && !cpwi_system_below(s, u->organisation, e->organisation)) return 0;
  if (e->alliance < 0) return 1;
  for (int64_t m = 0; m < s->members; m++) {
    const cpw_system_member *r = &s->member[m];
    if (r->alliance != e->alliance || (r->service >= 0 && r->service != u->service)) continue;
    if (!cpwi_system_below(s, u->organisation, r->organisation)) continue;
    *member = m;
    return 1;
  }
  return 0;
}

/* The unit at `to` for the same (or the other) service. */
static int32_t target_of(const cpw_system_plan *p, const cpw_system_effect *e, int32_t service) {
  int32_t at = e->to_service >= 0 ? e->to_service : service;
  return e->to < 0 ? -1 : p->unit_of[(int64_t)e->to * p->s->services + at];
}

static int sends(const cpw_system_effect *e) {
  return e->lever == CPW_LEVER_DIVERT || e->lever == CPW_LEVER_REORGANISE ||
         e->lever == CPW_LEVER_REINVEST;
}

static int32_t act_upon(list *l, const cpw_system_effect *e, const doing *d, int64_t unit,
                        int64_t member, const char *where, cpw_error *err) {
  const cpw_system_plan *p = l->p;
  const cpw_system *s = p->s;
  const cpw_system_capacity *u = &s->capacity[unit];
  cpwi_act act = {0};
  act.effect = e;
  act.member = member >= 0 ? &s->member[member] : NULL;
  act.shift = d->shift;
  act.amount = e->amount * d->size;
  act.to = -1;
  if (s->policy[d->policy].kind == CPW_POLICY_DECIDED)
    act.amount *= s->organisation[u->organisation].compliance;
  if (sends(e)) {
    act.to = target_of(p, e, u->service);
    if (act.to == unit) return CPW_OK;
    if (act.to < 0)
      return cpwi_fail(err, CPW_EINVAL, e - s->effect, where,
                       "effects[%lld] (%s): organisation \"%s\" has no capacity for service "
                       "\"%s\"; a row of 0 will do",
                       (long long)(e - s->effect), cpw_system_lever_name(e->lever),
                       e->to >= 0 ? s->organisation[e->to].id : "",
                       s->service[e->to_service >= 0 ? e->to_service : u->service].id);
  }
  int32_t status = add(l, unit, &act, where, err);
  if (status != CPW_OK || e->lever != CPW_LEVER_REINVEST) return status;
  int32_t there = act.to;
  act.arrives = 1;
  act.to = (int32_t)unit; /* where it comes from */
  return add(l, there, &act, where, err);
}

static int32_t act_on_all(list *l, const doing *d, const char *where, cpw_error *err) {
  const cpw_system *s = l->p->s;
  for (int64_t k = 0; k < s->effects; k++) {
    const cpw_system_effect *e = &s->effect[k];
    if (e->policy != d->policy) continue;
    for (int64_t u = 0; u < l->p->units; u++) {
      int64_t member;
      if (!meant(s, e, &s->capacity[u], &member)) continue;
      int32_t status = act_upon(l, e, d, u, member, where, err);
      if (status != CPW_OK) return status;
    }
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- by unit -------------------- */

static int32_t by_unit(list *l, cpwi_acts *out, const char *where, cpw_error *err) {
  int64_t units = l->p->units;
  out->first = cpwi_alloc_zero(l->a, (size_t)units + 2, sizeof *out->first);
  out->act = cpwi_alloc_zero(l->a, (size_t)l->count + 1, sizeof *out->act);
  if (!out->first || !out->act) return no_memory(where, err);
  for (int64_t k = 0; k < l->count; k++)
    out->first[l->item[k].unit + 2]++;
  for (int64_t u = 0; u < units; u++)
    out->first[u + 2] += out->first[u + 1];
  for (int64_t k = 0; k < l->count; k++)
    out->act[out->first[l->item[k].unit + 1]++] = l->item[k].act;
  return CPW_OK;
}

/* ---------------------------------------------------------------- blocks --------------------- */

static int32_t root_of(int32_t *up, int32_t u) {
  while (up[u] != u)
    u = up[u] = up[up[u]];
  return u;
}

static void join(int32_t *up, int32_t a, int32_t b) {
  a = root_of(up, a);
  b = root_of(up, b);
  if (a < b)
    up[b] = a;
  else
    up[a] = b;
}

/* Units that are pooled by one alliance for one service are one block: `seen` (alliances x services). */
static void join_pooled(const cpw_system_plan *p, const cpwi_acts *acts, int32_t *up,
                        int32_t *seen) {
  const cpw_system *s = p->s;
  for (int64_t k = 0; k < s->alliances * s->services; k++)
    seen[k] = -1;
  for (int64_t u = 0; u < p->units; u++)
    for (int64_t k = acts->first[u]; k < acts->first[u + 1]; k++) {
      const cpwi_act *a = &acts->act[k];
      if (a->to >= 0 && !a->arrives && a->effect->lever != CPW_LEVER_REINVEST)
        join(up, (int32_t)u, a->to);
      if (a->effect->lever != CPW_LEVER_POOL || a->effect->alliance < 0) continue;
      int32_t *first = &seen[(int64_t)a->effect->alliance * s->services + s->capacity[u].service];
      if (*first < 0)
        *first = (int32_t)u;
      else
        join(up, *first, (int32_t)u);
    }
}

/* A unit's capacity can be pooled by one alliance only: two would both work off all of it. */
static int32_t check_pools(const cpw_system_plan *p, const cpwi_acts *acts, const char *where,
                           cpw_error *err) {
  const cpw_system *s = p->s;
  for (int64_t u = 0; u < p->units; u++) {
    int32_t by = -1;
    for (int64_t k = acts->first[u]; k < acts->first[u + 1]; k++) {
      const cpw_system_effect *e = acts->act[k].effect;
      if (e->lever != CPW_LEVER_POOL || e->alliance < 0 || e->alliance == by) continue;
      if (by >= 0)
        return cpwi_fail(
            err, CPW_EINVAL, e - s->effect, where,
            "effects[%lld] (pool): \"%s\" for service \"%s\" is pooled by alliance \"%s\" and by "
            "\"%s\"; one can have it",
            (long long)(e - s->effect), s->organisation[s->capacity[u].organisation].id,
            s->service[s->capacity[u].service].id, s->alliance[by].id, s->alliance[e->alliance].id);
      by = e->alliance;
    }
  }
  return CPW_OK;
}

static void list_blocks(const cpw_system_plan *p, cpwi_acts *out) {
  int64_t n = p->units, at = 0;
  for (int64_t u = 0; u < n; u++)
    out->block[u] = root_of(out->block, (int32_t)u);
  /* a unit of its own block begins it; the others follow: two passes of counting */
  int64_t *begin = out->block_first;
  out->blocks = 0;
  for (int64_t u = 0; u < n; u++)
    begin[u] = 0;
  for (int64_t u = 0; u < n; u++)
    begin[out->block[u]]++;
  for (int64_t u = 0; u < n; u++) {
    int64_t count = begin[u];
    begin[u] = at;
    at += count;
  }
  for (int64_t u = 0; u < n; u++)
    out->order[begin[out->block[u]]++] = (int32_t)u;
  at = 0;
  for (int64_t k = 0; k < n; k++)
    if (out->block[out->order[k]] == out->order[k]) begin[at++] = k;
  out->blocks = at;
  begin[at] = n;
}

static int32_t make_blocks(const cpw_system_plan *p, cpwi_acts *out, const char *where,
                           cpw_error *err) {
  int64_t n = p->units, cells;
  if (!cpwi_multiply(p->s->alliances, p->s->services, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "alliances x services are too many");
  out->block = cpwi_alloc(out->allocator, (size_t)n + 1, sizeof *out->block);
  out->order = cpwi_alloc(out->allocator, (size_t)n + 1, sizeof *out->order);
  out->block_first = cpwi_alloc(out->allocator, (size_t)n + 1, sizeof *out->block_first);
  int32_t *seen = cpwi_alloc(out->allocator, (size_t)cells + 1, sizeof *seen);
  int32_t status =
      out->block && out->order && out->block_first && seen ? CPW_OK : no_memory(where, err);
  if (status == CPW_OK) {
    for (int64_t u = 0; u < n; u++)
      out->block[u] = (int32_t)u;
    join_pooled(p, out, out->block, seen);
    list_blocks(p, out);
  }
  cpwi_release(out->allocator, seen);
  return status;
}

int32_t cpwi_acts_make(const cpw_system_plan *p, const cpw_system_happening *happening,
                       int64_t count, cpwi_acts *out, const char *where, cpw_error *err) {
  list l = {.p = p, .a = p->allocator};
  memset(out, 0, sizeof *out);
  out->allocator = p->allocator;
  int32_t status = CPW_OK;
  for (int64_t k = 0; k < count && status == CPW_OK; k++) {
    doing d = {
        .policy = happening[k].policy, .shift = happening[k].onset, .size = happening[k].size};
    status = act_on_all(&l, &d, where, err);
  }
  if (status == CPW_OK) status = by_unit(&l, out, where, err);
  if (status == CPW_OK) status = check_pools(p, out, where, err);
  if (status == CPW_OK) status = make_blocks(p, out, where, err);
  cpwi_release(l.a, l.item);
  if (status != CPW_OK) cpwi_acts_free(out);
  return status;
}

void cpwi_acts_free(cpwi_acts *acts) {
  cpwi_release(acts->allocator, acts->first);
  cpwi_release(acts->allocator, acts->act);
  cpwi_release(acts->allocator, acts->block);
  cpwi_release(acts->allocator, acts->order);
  cpwi_release(acts->allocator, acts->block_first);
  const cpw_allocator *a = acts->allocator;
  memset(acts, 0, sizeof *acts);
  acts->allocator = a;
}
