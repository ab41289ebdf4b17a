/* Checks of a network's stages, one by one.
 * Source: the header's fields; a field that would be ignored silently is refused.
 * Leaves names and calendars to check_tables.c, rings of overflows to check_rings.c. */
#include "pathway/check.h"

typedef struct choice {
  const char *name;
  int32_t value, most;
} choice;

/* `stage "ward": servers = -1 must be ...` */
static int32_t refuse(const cpwi_asked *ask, int64_t s, const char *field, double value,
                      const char *rule) {
  return cpwi_fail(ask->err, CPW_EDOMAIN, s, ask->where, "%s: %s = %s %s",
                   cpwi_net_place(ask->p, s, -1).text, field, cpwi_number(value).text, rule);
}

static int32_t contradicts(const cpwi_asked *ask, int64_t s, const char *rule) {
  return cpwi_fail(ask->err, CPW_EINVAL, s, ask->where, "%s %s", cpwi_net_place(ask->p, s, -1).text,
                   rule);
}

static int32_t check_choices(const cpwi_asked *ask, int64_t s) {
  const cpw_stage *stage = &ask->p->stage[s];
  const choice all[] = {{"kind", stage->kind, CPW_STAGE_KINDS - 1},
                        {"order", stage->order, CPW_ORDERS - 1},
                        {"preempt", stage->preempt, CPW_PREEMPT_RESAMPLE},
                        {"when_full", stage->when_full, CPW_FULL_OVERFLOW},
                        {"routing", stage->routing, CPW_ROUTE_IN_TURN},
                        {"reserved", stage->reserved, 0}};
  for (size_t k = 0; k < sizeof all / sizeof all[0]; k++)
    if (all[k].value < 0 || all[k].value > all[k].most)
      return cpwi_fail(ask->err, CPW_EINVAL, s, ask->where, "%s: %s = %d must be 0 to %d",
                       cpwi_net_place(ask->p, s, -1).text, all[k].name, (int)all[k].value,
                       (int)all[k].most);
  return CPW_OK;
}

static int is_whole(double x) {
  return x == (double)INFINITY || (x >= 0 && floor(x) == x);
}

static int32_t check_values(const cpwi_asked *ask, int64_t s) {
  const cpw_stage *stage = &ask->p->stage[s];
  if (!(stage->servers >= 0) || stage->servers == (double)INFINITY)
    return refuse(ask, s, "servers", stage->servers, "must be finite and >= 0");
  if (!is_whole(stage->waiting_room))
    return refuse(ask, s, "waiting_room", stage->waiting_room, "must be whole and >= 0, or inf");
  if (!is_whole(stage->places) || stage->places < 1)
    return refuse(ask, s, "places", stage->places, "must be whole and >= 1, or inf");
  if (!(stage->missed >= 0 && stage->missed < 1))
    return refuse(ask, s, "missed", stage->missed, "must be >= 0 and < 1");
  if (!(stage->missed_leave >= 0 && stage->missed_leave <= 1))
    return refuse(ask, s, "missed_leave", stage->missed_leave, "must be from 0 to 1");
  if (!(stage->rebook >= 0) || stage->rebook == (double)INFINITY)
    return refuse(ask, s, "rebook", stage->rebook, "must be finite and >= 0");
  if (!(stage->target >= 0)) return refuse(ask, s, "target", stage->target, "must be >= 0, or inf");
  return CPW_OK;
}

/* DELAY, DECISION and EXIT take everybody at once. */
static int32_t check_without_limit(const cpwi_asked *ask, int64_t s) {
  const cpw_stage *stage = &ask->p->stage[s];
  if (stage->when_full != CPW_FULL_BLOCK || stage->waiting_room != (double)INFINITY)
    return contradicts(ask, s, "is never full: when_full and waiting_room must be the defaults");
  if (stage->calendar != CPW_NONE || stage->factor != CPW_NONE)
    return contradicts(ask, s, "has no servers: it takes no calendar and no factor");
  if (stage->missed != 0) return contradicts(ask, s, "calls nobody: missed must be 0");
  if (stage->kind == CPW_STAGE_EXIT && stage->routing != CPW_ROUTE_CHANCE)
    return contradicts(ask, s, "is an exit: it takes no routing");
  return CPW_OK;
}

static int32_t check_preemption(const cpwi_asked *ask, int64_t s) {
  const cpw_stage *stage = &ask->p->stage[s];
  if (stage->preempt == CPW_PREEMPT_NONE) return CPW_OK;
  if (stage->kind != CPW_STAGE_SERVERS && stage->kind != CPW_STAGE_BEDS)
    return contradicts(ask, s, "has no servers or beds: preempt must be 0");
  if (stage->order != CPW_ORDER_PRIORITY)
    return contradicts(ask, s, "interrupts for priorities, but its order is not by priority");
  return CPW_OK;
}

static int32_t check_overflow(const cpwi_asked *ask, int64_t s) {
  const cpw_stage *stage = &ask->p->stage[s];
  if (stage->when_full != CPW_FULL_OVERFLOW) {
    if (stage->overflow == CPW_NONE) return CPW_OK;
    return contradicts(ask, s, "names an overflow, but when_full is not overflow");
  }
  if (stage->overflow == s) return contradicts(ask, s, "overflows into itself");
  return cpwi_net_check_number(ask, "stage", s, "overflow", stage->overflow, 0, ask->p->stages);
}

static int32_t check_links(const cpwi_asked *ask, int64_t s) {
  const cpw_pathway *p = ask->p;
  const cpw_stage *stage = &p->stage[s];
  int32_t status = check_overflow(ask, s);
  if (status == CPW_OK)
    status =
        cpwi_net_check_number(ask, "stage", s, "calendar", stage->calendar, CPW_NONE, p->calendars);
  if (status == CPW_OK)
    status =
        cpwi_net_check_number(ask, "stage", s, "factor", stage->factor, CPW_NONE, p->calendars);
  if (status == CPW_OK)
    status =
        cpwi_net_check_number(ask, "stage", s, "missed_to", stage->missed_to, CPW_NONE, p->stages);
  if (status != CPW_OK) return status;
  if (stage->missed_to != CPW_NONE && p->stage[stage->missed_to].kind != CPW_STAGE_EXIT)
    return contradicts(ask, s, "sends those who did not attend to a stage that is not an exit");
  return CPW_OK;
}

int32_t cpwi_net_check_stages(const cpwi_asked *ask) {
  int32_t status = CPW_OK;
  for (int64_t s = 0; s < ask->p->stages && status == CPW_OK; s++) {
    status = check_choices(ask, s);
    if (status == CPW_OK) status = check_values(ask, s);
    if (status == CPW_OK && !cpwi_has_capacity(ask->p->stage[s].kind))
      status = check_without_limit(ask, s);
    if (status == CPW_OK) status = check_preemption(ask, s);
    if (status == CPW_OK) status = check_links(ask, s);
  }
  return status;
}
