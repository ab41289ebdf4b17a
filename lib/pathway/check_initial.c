/* Checks of the people at time 0: row by row, and that they fit together into stages and pools.
 * Source: the header's fields.
 * Leaves how they are served to the engines. */
#include "pathway/check.h"

/* People at time 0 that are too many by rounding alone are not too many. */
#define CLOSE 1e-9

static int32_t refuse(const cpwi_asked *ask, int64_t row, const char *rule) {
  const cpw_initial *i = &ask->p->initial[row];
  return cpwi_fail(ask->err, CPW_EINVAL, row, ask->where, "initial of %s: %s",
                   cpwi_net_place(ask->p, i->stage, i->group).text, rule);
}

static int holds_places(int32_t kind) {
  return kind == CPW_STAGE_SERVERS || kind == CPW_STAGE_BEDS || kind == CPW_STAGE_CASELOAD;
}

static int32_t check_state(const cpwi_asked *ask, int64_t row) {
  const cpw_initial *i = &ask->p->initial[row];
  int32_t kind = ask->p->stage[i->stage].kind;
  if (kind == CPW_STAGE_EXIT || kind == CPW_STAGE_DECISION)
    return refuse(ask, row, "nobody stays in a decision or an exit");
  if (i->state == CPW_INITIAL_WAITING && !cpwi_has_capacity(kind))
    return refuse(ask, row, "nobody waits for a stage without a limit");
  if (i->state != CPW_INITIAL_BLOCKED)
    return i->next == CPW_NONE ? CPW_OK
                               : refuse(ask, row, "next is only for those who are blocked");
  if (!holds_places(kind)) return refuse(ask, row, "nobody is blocked in a stage without places");
  int32_t status = cpwi_net_check_number(ask, "initial", row, "next", i->next, 0, ask->p->stages);
  if (status != CPW_OK) return status;
  if (!cpwi_has_capacity(ask->p->stage[i->next].kind))
    return refuse(ask, row, "blocked before a stage that is never full");
  return CPW_OK;
}

static int32_t check_row(const cpwi_asked *ask, int64_t row) {
  const cpw_pathway *p = ask->p;
  const cpw_initial *i = &p->initial[row];
  int32_t status = cpwi_net_check_number(ask, "initial", row, "stage", i->stage, 0, p->stages);
  if (status == CPW_OK)
    status = cpwi_net_check_number(ask, "initial", row, "group", i->group, 0, p->groups);
  if (status == CPW_OK)
    status =
        cpwi_net_check_number(ask, "initial", row, "state", i->state, 0, CPW_INITIAL_BLOCKED + 1);
  if (status != CPW_OK) return status;
  if (!(i->people >= 0) || i->people == (double)INFINITY)
    return cpwi_fail(ask->err, CPW_EDOMAIN, row, ask->where,
                     "initial of %s: people = %s must be finite and >= 0",
                     cpwi_net_place(p, i->stage, i->group).text, cpwi_number(i->people).text);
  if (i->time < 0 || i->time == (double)INFINITY)
    return cpwi_fail(ask->err, CPW_EDOMAIN, row, ask->where,
                     "initial of %s: time = %s must be finite and >= 0, or NaN: not known",
                     cpwi_net_place(p, i->stage, i->group).text, cpwi_number(i->time).text);
  return check_state(ask, row);
}

int32_t cpwi_net_check_initial(const cpwi_asked *ask) {
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < ask->p->initials && status == CPW_OK; i++)
    status = check_row(ask, i);
  return status;
}

/* People of a stage at time 0. */
typedef struct present {
  double waiting, served, blocked;
} present;

static int32_t too_many(const cpwi_asked *ask, int64_t stage, double people, const char *where,
                        double room) {
  return cpwi_fail(ask->err, CPW_EDOMAIN, stage, ask->where,
                   "initial of %s: %s people %s, but there is room for %s",
                   cpwi_net_place(ask->p, stage, -1).text, cpwi_number(people).text, where,
                   cpwi_number(room).text);
}

static int32_t check_stage(const cpwi_asked *ask, int64_t s, const present *here) {
  const cpw_stage *stage = &ask->p->stage[s];
  if (here->waiting > stage->waiting_room + CLOSE)
    return too_many(ask, s, here->waiting, "wait", stage->waiting_room);
  double room = (double)INFINITY, inside = here->served + here->blocked;
  if (stage->kind == CPW_STAGE_SERVERS || stage->kind == CPW_STAGE_BEDS)
    room = cpw_pathway_capacity(ask->p, s, 0);
  else if (stage->kind == CPW_STAGE_CASELOAD)
    room = stage->places;
  if (inside > room * (1 + CLOSE) + CLOSE)
    return too_many(ask, s, inside, "in service or blocked at time 0", room);
  return CPW_OK;
}

static double pool_at(const cpw_pathway *p, int64_t pool, int64_t most) {
  cpwi_profile f = cpwi_profile_of(p, p->pool[pool].calendar, p->pool[pool].factor);
  return p->pool[pool].units * (most ? cpwi_profile_most(&f, 0) : cpwi_profile_at(&f, 0));
}

/* Nobody needs more of a pool than it ever has, and those in service at time 0 have what they need. */
static int32_t check_pools(const cpwi_asked *ask, const cpwi_pathway *n, const present *here,
                           double *used) {
  const cpw_pathway *p = ask->p;
  for (int64_t s = 0; s < n->stages; s++) {
    for (int64_t k = n->use_first[s]; k < n->use_first[s + 1]; k++) {
      const cpw_pool_use *use = &n->use[k];
      double most = pool_at(p, use->pool, 1);
      if (use->units > most * (1 + CLOSE))
        return cpwi_fail(ask->err, CPW_EDOMAIN, s, ask->where,
                         "%s needs %s units of pool \"%.60s\", which never has more than %s",
                         cpwi_net_place(p, s, -1).text, cpwi_number(use->units).text,
                         p->pool[use->pool].name, cpwi_number(most).text);
      used[use->pool] += use->units * here[s].served;
    }
  }
  for (int64_t i = 0; i < p->pools; i++)
    if (used[i] > pool_at(p, i, 0) * (1 + CLOSE) + CLOSE)
      return cpwi_fail(
          ask->err, CPW_EDOMAIN, i, ask->where,
          "initial: those in service use %s units of pool \"%.60s\", which has %s at time 0",
          cpwi_number(used[i]).text, p->pool[i].name, cpwi_number(pool_at(p, i, 0)).text);
  return CPW_OK;
}

int32_t cpwi_net_check_room(const cpwi_asked *ask, const cpwi_pathway *network) {
  const cpw_pathway *p = ask->p;
  present *here = cpwi_alloc_zero(ask->allocator, (size_t)p->stages, sizeof *here);
  double *used = cpwi_alloc_zero(ask->allocator, (size_t)p->pools, sizeof *used);
  int32_t status = CPW_OK;
  if (!here || !used)
    status = cpwi_fail(ask->err, CPW_ENOMEM, -1, ask->where, "no memory for %lld stages",
                       (long long)p->stages);
  for (int64_t i = 0; i < p->initials && status == CPW_OK; i++) {
    const cpw_initial *row = &p->initial[i];
    present *at = &here[row->stage];
    if (row->state == CPW_INITIAL_WAITING)
      at->waiting += row->people;
    else if (row->state == CPW_INITIAL_IN_SERVICE)
      at->served += row->people;
    else
      at->blocked += row->people;
  }
  for (int64_t s = 0; s < p->stages && status == CPW_OK; s++)
    status = check_stage(ask, s, &here[s]);
  if (status == CPW_OK) status = check_pools(ask, network, here, used);
  cpwi_release(ask->allocator, here);
  cpwi_release(ask->allocator, used);
  return status;
}
