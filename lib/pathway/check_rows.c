/* Checks of a network's rows, one by one: routes, arrivals, durations, changes, uses of pools.
 * Source: the header's fields.
 * Leaves sums of chances to ways.c, and what follows from many rows to check_flow.c. */
#include "pathway/check.h"

static int32_t refuse(const cpwi_asked *ask, const char *rows, int64_t row, int64_t stage,
                      int64_t group, const char *field, double value, const char *rule) {
  return cpwi_fail(ask->err, CPW_EDOMAIN, row, ask->where, "%s of %s: %s = %s %s", rows,
                   cpwi_net_place(ask->p, stage, group).text, field, cpwi_number(value).text, rule);
}

static int32_t contradicts(const cpwi_asked *ask, const char *rows, int64_t row, int64_t stage,
                           int64_t group, const char *rule) {
  return cpwi_fail(ask->err, CPW_EINVAL, row, ask->where, "%s of %s %s", rows,
                   cpwi_net_place(ask->p, stage, group).text, rule);
}

static int32_t check_route(const cpwi_asked *ask, int64_t i) {
  const cpw_pathway *p = ask->p;
  const cpw_route *r = &p->route[i];
  int32_t status = cpwi_net_check_number(ask, "route", i, "from", r->from, 0, p->stages);
  if (status == CPW_OK)
    status = cpwi_net_check_number(ask, "route", i, "group", r->group, CPW_NONE, p->groups);
  if (status == CPW_OK)
    status = cpwi_net_check_number(ask, "route", i, "to", r->to, CPW_NONE, p->stages);
  if (status == CPW_OK)
    status = cpwi_net_check_number(ask, "route", i, "to_group", r->to_group, CPW_NONE, p->groups);
  if (status != CPW_OK) return status;
  if (p->stage[r->from].kind == CPW_STAGE_EXIT)
    return contradicts(ask, "route", i, r->from, r->group, "leads on from an exit");
  if (!(r->chance >= 0 && r->chance <= 1))
    return refuse(ask, "route", i, r->from, r->group, "chance", r->chance, "must be from 0 to 1");
  if (!r->delay) return CPW_OK;
  status = cpwi_net_check_law(ask, "delay on a route", i, r->from, r->group, r->delay);
  if (status != CPW_OK) return status;
  if (r->delay->law == CPW_DURATION_NEVER)
    return contradicts(ask, "delay on a route", i, r->from, r->group, "never ends");
  if (r->to != CPW_NONE && p->stage[r->to].when_full == CPW_FULL_HOLD)
    return contradicts(ask, "route", i, r->from, r->group,
                       "has a delay, but the next stage holds people before service");
  return CPW_OK;
}

static int32_t check_times(const cpwi_asked *ask, int64_t i) {
  const cpw_arrivals *a = &ask->p->arrival[i];
  if (a->count < 0)
    return contradicts(ask, "arrivals", i, a->stage, a->group, "have a negative count of times");
  double before = 0;
  for (int64_t k = 0; k < a->count; k++) {
    if (!(a->times[k] >= before) || a->times[k] == (double)INFINITY)
      return cpwi_fail(ask->err, CPW_EDOMAIN, i, ask->where,
                       "arrivals of %s: times[%lld] = %s must be finite and >= %s",
                       cpwi_net_place(ask->p, a->stage, a->group).text, (long long)k,
                       cpwi_number(a->times[k]).text, cpwi_number(before).text);
    before = a->times[k];
  }
  return CPW_OK;
}

static int32_t check_arrivals(const cpwi_asked *ask, int64_t i) {
  const cpw_pathway *p = ask->p;
  const cpw_arrivals *a = &p->arrival[i];
  int32_t status = cpwi_net_check_number(ask, "arrival", i, "stage", a->stage, 0, p->stages);
  if (status == CPW_OK)
    status = cpwi_net_check_number(ask, "arrival", i, "group", a->group, 0, p->groups);
  if (status == CPW_OK)
    status =
        cpwi_net_check_number(ask, "arrival", i, "calendar", a->calendar, CPW_NONE, p->calendars);
  if (status == CPW_OK)
    status = cpwi_net_check_number(ask, "arrival", i, "factor", a->factor, CPW_NONE, p->calendars);
  if (status != CPW_OK) return status;
  if (p->stage[a->stage].kind == CPW_STAGE_EXIT)
    return contradicts(ask, "arrivals", i, a->stage, a->group, "come to an exit");
  if (!(a->dispersion >= 0) || a->dispersion == (double)INFINITY)
    return refuse(ask, "arrivals", i, a->stage, a->group, "dispersion", a->dispersion,
                  "must be finite and >= 0");
  if (a->batch < 1)
    return refuse(ask, "arrivals", i, a->stage, a->group, "batch", (double)a->batch,
                  "must be >= 1");
  if (a->times) return check_times(ask, i);
  if (a->count != 0)
    return contradicts(ask, "arrivals", i, a->stage, a->group, "have a count, but no times");
  if (!(a->rate >= 0 && a->rate <= 1e12))
    return refuse(ask, "arrivals", i, a->stage, a->group, "rate", a->rate,
                  "must be from 0 to 1e12 people per time");
  return CPW_OK;
}

static int32_t check_stay(const cpwi_asked *ask, int64_t i) {
  const cpw_pathway *p = ask->p;
  const cpw_stay *stay = &p->stay[i];
  int32_t status = cpwi_net_check_number(ask, "stay", i, "stage", stay->stage, 0, p->stages);
  if (status == CPW_OK)
    status = cpwi_net_check_number(ask, "stay", i, "group", stay->group, CPW_NONE, p->groups);
  if (status == CPW_OK)
    status = cpwi_net_check_law(ask, "duration", i, stay->stage, stay->group, stay->duration);
  if (status != CPW_OK) return status;
  int32_t kind = p->stage[stay->stage].kind;
  if (kind == CPW_STAGE_DECISION || kind == CPW_STAGE_EXIT)
    return contradicts(ask, "duration", i, stay->stage, stay->group,
                       kind == CPW_STAGE_EXIT ? "is of an exit" : "is of a decision");
  if (stay->duration->law == CPW_DURATION_NEVER)
    return contradicts(ask, "duration", i, stay->stage, stay->group, "never ends");
  return CPW_OK;
}

static int32_t check_change(const cpwi_asked *ask, int64_t i) {
  const cpw_pathway *p = ask->p;
  const cpw_change *c = &p->change[i];
  int32_t status = cpwi_net_check_number(ask, "change", i, "stage", c->stage, 0, p->stages);
  if (status == CPW_OK)
    status = cpwi_net_check_number(ask, "change", i, "group", c->group, CPW_NONE, p->groups);
  if (status == CPW_OK)
    status = cpwi_net_check_number(ask, "change", i, "to", c->to, CPW_NONE, p->stages);
  if (status == CPW_OK)
    status = cpwi_net_check_number(ask, "change", i, "to_group", c->to_group, CPW_NONE, p->groups);
  if (status == CPW_OK) status = cpwi_net_check_law(ask, "change", i, c->stage, c->group, c->after);
  if (status != CPW_OK) return status;
  if (!cpwi_has_capacity(p->stage[c->stage].kind))
    return contradicts(ask, "change", i, c->stage, c->group, "is of a stage where nobody waits");
  if (c->to == c->stage && (c->to_group == CPW_NONE || c->to_group == c->group))
    return contradicts(ask, "change", i, c->stage, c->group,
                       "leads back to the same stage and group: nothing changes");
  return CPW_OK;
}

static int32_t check_use(const cpwi_asked *ask, int64_t i) {
  const cpw_pathway *p = ask->p;
  const cpw_pool_use *use = &p->use[i];
  int32_t status = cpwi_net_check_number(ask, "use", i, "stage", use->stage, 0, p->stages);
  if (status == CPW_OK)
    status = cpwi_net_check_number(ask, "use", i, "pool", use->pool, 0, p->pools);
  if (status != CPW_OK) return status;
  int32_t kind = p->stage[use->stage].kind;
  if (kind != CPW_STAGE_SERVERS && kind != CPW_STAGE_BEDS)
    return contradicts(ask, "use of a pool", i, use->stage, -1, "has no servers or beds");
  if (!(use->units > 0) || use->units == (double)INFINITY)
    return refuse(ask, "use of a pool", i, use->stage, -1, "units", use->units,
                  "must be finite and > 0");
  return CPW_OK;
}

int32_t cpwi_net_check_rows(const cpwi_asked *ask) {
  const cpw_pathway *p = ask->p;
  int32_t status = CPW_OK;
  for (int64_t i = 0; i < p->routes && status == CPW_OK; i++)
    status = check_route(ask, i);
  for (int64_t i = 0; i < p->arrivals && status == CPW_OK; i++)
    status = check_arrivals(ask, i);
  for (int64_t i = 0; i < p->stays && status == CPW_OK; i++)
    status = check_stay(ask, i);
  for (int64_t i = 0; i < p->changes && status == CPW_OK; i++)
    status = check_change(ask, i);
  for (int64_t i = 0; i < p->uses && status == CPW_OK; i++)
    status = check_use(ask, i);
  return status;
}
