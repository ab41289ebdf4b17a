/* Events to come: a binary heap whose first place is filled again by the next event that is set up.
 * Source: Williams, "Algorithm 232: Heapsort", CACM 7, 1964; events that do not hold any more are passed over, and
 * thrown out when they are half of all. Leaves what happens at an event to moves.c. */
#include "pathway_events/internal.h"

static void rise(cpwi_event *heap, int64_t i, cpwi_event x) {
  while (i > 0) {
    int64_t parent = (i - 1) / 2;
    if (!cpwi_earlier(&x, &heap[parent])) break;
    heap[i] = heap[parent];
    i = parent;
  }
  heap[i] = x;
}

/* Down to the end along the earlier ones, then up again to where it belongs: new events are late ones (Wegener,
 * Theoretical Computer Science 118, 1993), and the way down needs no guess. */
static void sink(cpwi_event *heap, int64_t count, int64_t i, cpwi_event x) {
  int64_t top = i, child = 2 * i + 1;
  for (; child + 1 < count; child = 2 * i + 1) {
    child += cpwi_earlier(&heap[child + 1], &heap[child]);
    heap[i] = heap[child];
    i = child;
  }
  if (child < count) {
    heap[i] = heap[child];
    i = child;
  }
  while (i > top && cpwi_earlier(&x, &heap[(i - 1) / 2])) {
    heap[i] = heap[(i - 1) / 2];
    i = (i - 1) / 2;
  }
  heap[i] = x;
}

void cpwi_agenda_fill_hole(cpwi_agenda *a) {
  a->hole = 0;
  a->count--;
  if (a->count > 0) sink(a->event, a->count, 0, a->event[a->count]);
}

static int holds(uint32_t tie, double time, const cpwi_event *x) {
  return tie == x->tie && time == x->time;
}

int cpwi_is_stale(const cpwi_engine *e, const cpwi_event *x) {
  switch (CPWI_KIND(x->tie)) {
  case CPWI_E_END:
  case CPWI_E_BOOKED:
  case CPWI_E_TRAVEL:
    return !holds(e->patient[x->who].tie, e->patient[x->who].until, x);
  case CPWI_E_CHANGE:
    return !holds(e->patient[x->who].change_tie, e->patient[x->who].change_at, x);
  case CPWI_E_CASELOAD:
    return !holds(e->room[x->who].tie, e->room[x->who].until, x);
  default:
    return 0;
  }
}

/* Throws out what does not hold any more. */
static void clean(cpwi_engine *e) {
  cpwi_agenda *a = &e->agenda;
  int64_t kept = 0;
  if (a->hole) cpwi_agenda_fill_hole(a);
  for (int64_t i = 0; i < a->count; i++)
    if (!cpwi_is_stale(e, &a->event[i])) a->event[kept++] = a->event[i];
  a->count = kept;
  a->stale = 0;
  for (int64_t i = kept / 2 - 1; i >= 0; i--)
    sink(a->event, kept, i, a->event[i]);
}

static int32_t make_room(cpwi_engine *e) {
  cpwi_agenda *a = &e->agenda;
  int64_t room = a->room ? 2 * a->room : 64;
  cpwi_event *event = cpwi_grow(e->p->options.allocator, a->event, (size_t)room, sizeof *a->event);
  if (!event) return CPW_ENOMEM;
  a->event = event;
  a->room = room;
  return CPW_OK;
}

/* 0 where it lies beyond the end: it is not set up. */
uint32_t cpwi_plan(cpwi_engine *e, double time, uint32_t kind, int32_t who) {
  cpwi_agenda *a = &e->agenda;
  if (!(time <= e->p->options.horizon) || time > 0x1p1023) return 0;
  a->number = (a->number + 1) & 0x0fffffff;
  if (CPWI_UNLIKELY(a->number == 0)) a->number = 1;
  cpwi_event x = {time, kind << 28 | a->number, who};
  if (a->hole) {
    a->hole = 0;
    sink(a->event, a->count, 0, x);
    return x.tie;
  }
  if (CPWI_UNLIKELY(a->count == a->room) && make_room(e) != CPW_OK) {
    e->status = CPW_ENOMEM;
    return 0;
  }
  rise(a->event, a->count++, x);
  return x.tie;
}

void cpwi_forget(cpwi_engine *e, uint32_t *tie) {
  if (*tie == 0) return;
  *tie = 0;
  e->agenda.stale++;
  if (e->agenda.stale > 64 && 2 * e->agenda.stale > e->agenda.count) clean(e);
}
