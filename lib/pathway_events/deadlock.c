/* Rings of patients who block one another: found when somebody is blocked, and turned or reported.
 * Source: Perros, Queueing Networks with Blocking, 1994 (deadlocks of blocking after service; all move at
 * once). Leaves who is blocked to moves.c. */
#include "pathway_events/internal.h"

#include <stdio.h>

/* Whether something may still happen here by itself: somebody in service, a server open. */
static int may_move(const cpwi_room *r) {
  return r->serving > 0 || r->ghosts > 0 || r->reserved > 0 || r->busy < r->capacity ||
         r->held_first < 0;
}

/* 1 if nobody who is blocked here, or in a stage that they wait for, can ever move. */
static int is_stuck(cpwi_engine *e, int32_t stage) {
  int32_t count = 0;
  e->stamp++;
  e->stack[count++] = stage;
  e->room[stage].stamp = e->stamp;
  while (count > 0) {
    const cpwi_room *r = &e->room[e->stack[--count]];
    if (may_move(r)) return 0;
    for (int32_t i = r->held_first; i >= 0; i = e->patient[i].held_next) {
      int32_t to = e->patient[i].to;
      if (e->room[to].stamp == e->stamp) continue;
      if (may_move(&e->room[to])) return 0;
      e->room[to].stamp = e->stamp;
      e->stack[count++] = to;
    }
  }
  return 1;
}

static void report(cpwi_engine *e, int32_t stage) {
  char *text = e->stopped_text;
  size_t room = sizeof e->stopped_text;
  int used = snprintf(text, room, "replication %lld, time %s:", (long long)e->replication,
                      cpwi_number(e->now).text);
  e->stamp++;
  while (e->room[stage].stamp != e->stamp && used > 0 && (size_t)used < room) {
    e->room[stage].stamp = e->stamp;
    used += snprintf(text + used, room - (size_t)used, " %.60s", e->p->n.p.stage[stage].name);
    stage = e->patient[e->room[stage].held_first].to;
  }
}

/* From a stage on along the longest blocked until one comes again: the first of a ring. */
static int32_t start_of_ring(cpwi_engine *e, int32_t stage) {
  e->stamp++;
  while (e->room[stage].stamp != e->stamp) {
    e->room[stage].stamp = e->stamp;
    stage = e->patient[e->room[stage].held_first].to;
  }
  return stage;
}

/* All of the ring leave their places, then all come to their next ones. */
static void turn(cpwi_engine *e, int32_t stage) {
  int32_t count = 0, at = stage;
  do {
    int32_t i = e->room[at].held_first;
    e->stack[count++] = i;
    at = e->patient[i].to;
  } while (at != stage);
  for (int32_t k = 0; k < count; k++) {
    int32_t i = e->stack[k];
    cpwi_row_remove(e, &e->room[e->patient[i].to].outside, i);
    cpwi_release_place(e, i, e->patient[i].to);
  }
  for (int32_t k = 0; k < count; k++) {
    int32_t i = e->stack[k];
    cpwi_regroup(e, i, e->patient[i].to_group);
    cpwi_enter_room(e, i, e->patient[i].to);
  }
}

void cpwi_look_for_deadlock(cpwi_engine *e, int32_t stage) {
  if (!is_stuck(e, stage)) return;
  stage = start_of_ring(e, stage);
  e->deadlocks++;
  if (e->p->n.p.deadlock == CPW_DEADLOCK_SWAP) {
    turn(e, stage);
    return;
  }
  if (e->stopped_count == 0 || e->replication < e->first_stopped) {
    e->first_stopped = e->replication;
    report(e, stage);
  }
  e->stopped_count++;
  e->stopped = 1;
}
