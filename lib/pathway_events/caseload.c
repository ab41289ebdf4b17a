/* A caseload that is visited: everybody in it is served at once and at the same pace.
 * Source: processor sharing in time of service (Kleinrock, Queueing Systems II, 1976, 4.4): who began at v with
 * work w is through when the time of service is v + w. Leaves who may come in to moves.c. */
#include "pathway_events/internal.h"

static double pace_of(const cpwi_room *r) {
  double people = (double)r->finish_count;
  return people <= r->pace_capacity ? 1.0 : r->pace_capacity / people;
}

void cpwi_caseload_update(cpwi_engine *e, cpwi_room *r) {
  if (r->finish_count > 0)
    r->virtual_time += pace_of(r) * (e->now - r->updated);
  else
    r->virtual_time = 0.0;
  r->updated = e->now;
}

static int sooner(const cpwi_engine *e, cpwi_finish a, cpwi_finish b) {
  return a.at < b.at || (a.at == b.at && e->patient[a.who].number < e->patient[b.who].number);
}

void cpwi_caseload_add(cpwi_engine *e, cpwi_room *r, int32_t i, double work) {
  cpwi_caseload_update(e, r);
  if (r->finish_count == r->finish_room) {
    int32_t room = r->finish_room ? 2 * r->finish_room : 16;
    cpwi_finish *finish =
        cpwi_grow(e->p->options.allocator, r->finish, (size_t)room, sizeof *finish);
    if (!finish) {
      e->status = CPW_ENOMEM;
      return;
    }
    r->finish = finish;
    r->finish_room = room;
  }
  cpwi_finish x = {r->virtual_time + work, i};
  int32_t place = r->finish_count++;
  while (place > 0 && sooner(e, x, r->finish[(place - 1) / 2])) {
    r->finish[place] = r->finish[(place - 1) / 2];
    place = (place - 1) / 2;
  }
  r->finish[place] = x;
  cpwi_mark_dirty(e, r->number);
}

static void drop_first(const cpwi_engine *e, cpwi_room *r) {
  cpwi_finish x = r->finish[--r->finish_count];
  int32_t place = 0, child;
  while ((child = 2 * place + 1) < r->finish_count) {
    if (child + 1 < r->finish_count && sooner(e, r->finish[child + 1], r->finish[child])) child++;
    if (!sooner(e, r->finish[child], x)) break;
    r->finish[place] = r->finish[child];
    place = child;
  }
  r->finish[place] = x;
}

/* Sets up when the next one is through, as things stand. */
void cpwi_caseload_plan(cpwi_engine *e, cpwi_room *r) {
  cpwi_caseload_update(e, r);
  cpwi_forget(e, &r->tie);
  if (r->finish_count == 0) return;
  double pace = pace_of(r);
  if (!(pace > 0.0)) return;
  double rest = r->finish[0].at - r->virtual_time;
  r->until = e->now + (rest > 0.0 ? rest / pace : 0.0);
  r->tie = cpwi_plan(e, r->until, CPWI_E_CASELOAD, r->number);
}

void cpwi_caseload_end(cpwi_engine *e, int32_t stage) {
  cpwi_room *r = &e->room[stage];
  r->tie = 0;
  cpwi_caseload_update(e, r);
  int32_t i = r->finish[0].who;
  r->virtual_time = r->finish[0].at;
  drop_first(e, r);
  cpwi_mark_dirty(e, stage);
  cpwi_end_service(e, i);
}
