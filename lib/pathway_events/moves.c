/* How patients move: they come, wait, are called, begin, end, are blocked, go on, leave.
 * Source: the rules in carepath/pathway.h. Leaves who is next to line.c, draws to draw.c, capacity to
 * capacity.c, rings of blocked patients to deadlock.c. */
#include "pathway_events/internal.h"

/* ---------------------------------------------------------------- patients ------------------ */

int32_t cpwi_new_patient(cpwi_engine *e) {
  int32_t i = e->free_patient;
  if (i >= 0) {
    e->free_patient = e->patient[i].next;
  } else {
    if (e->patients == e->patient_room) {
      int64_t room = e->patient_room ? 2 * (int64_t)e->patient_room : 64;
      cpwi_patient *patient = room > INT32_MAX ? NULL
                                               : cpwi_grow(e->p->options.allocator, e->patient,
                                                           (size_t)room, sizeof *patient);
      if (!patient) {
        e->status = room > INT32_MAX ? CPW_EOVERFLOW : CPW_ENOMEM;
        return CPWI_NONE;
      }
      e->patient = patient;
      e->patient_room = (int32_t)room;
    }
    i = e->patients++;
  }
  memset(&e->patient[i], 0, sizeof e->patient[i]);
  e->patient[i].state = CPWI_TRAVELLING;
  e->patient[i].stage = CPWI_NONE;
  e->patient[i].visit = -1;
  e->live++;
  return i;
}

void cpwi_free_patient(cpwi_engine *e, int32_t i) {
  cpwi_patient *x = &e->patient[i];
  x->state = CPWI_FREE;
  x->tie = x->change_tie = 0;
  x->next = e->free_patient;
  e->free_patient = i;
  e->live--;
}

void cpwi_write_trace(cpwi_engine *e, int32_t i, int32_t kind, int32_t stage, int32_t to) {
  if (e->trace_count < e->p->options.trace_room) {
    cpw_pathway_event *t = &e->trace[e->trace_count];
    *t = (cpw_pathway_event){e->now, e->patient[i].number, kind, stage, to, e->patient[i].group};
  }
  e->trace_count++;
}

void cpwi_group_moment(cpwi_engine *e, int32_t group) {
  cpwi_group_tally *g = &e->group[group];
  g->area += (double)g->inside * (e->now - g->last);
  g->last = e->now;
}

void cpwi_regroup(cpwi_engine *e, int32_t i, int32_t group) {
  cpwi_patient *x = &e->patient[i];
  if (group == x->group) return;
  cpwi_group_moment(e, x->group);
  cpwi_group_moment(e, group);
  e->group[x->group].inside--;
  e->group[x->group].out++;
  e->group[group].inside++;
  e->group[group].in++;
  x->group = group;
  cpwi_trace(e, i, CPW_EVENT_REGROUPED, x->stage, CPWI_NONE);
}

void cpwi_leave_network(cpwi_engine *e, int32_t i, int32_t to) {
  cpwi_patient *x = &e->patient[i];
  cpwi_group_tally *g = &e->group[x->group];
  int64_t exit = to >= 0 ? e->p->n.exit[to] : 0;
  cpwi_group_moment(e, x->group);
  g->inside--;
  g->left++;
  e->exits[exit * e->p->n.groups + x->group]++;
  if (!(x->flags & CPWI_OPENING)) {
    g->timed++;
    g->time += e->now - x->entered;
    cpwi_count_wait(e, &e->waits[e->p->n.cells + x->group], e->now - x->entered);
  }
  cpwi_trace(e, i, CPW_EVENT_EXITS, to, CPWI_NONE);
  if (CPWI_UNLIKELY(i == e->tagged)) cpwi_forecast_leaves(e, exit);
  cpwi_free_patient(e, i);
}

/* ---------------------------------------------------------------- room ---------------------- */

void cpwi_mark_dirty(cpwi_engine *e, int32_t stage) {
  cpwi_room *r = &e->room[stage];
  if (r->dirty) return;
  r->dirty = 1;
  int64_t at = (int64_t)e->dirty_first + e->dirty_count++;
  e->dirty[at >= e->p->n.stages ? at - e->p->n.stages : at] = stage;
}

static int begins_at_once(const cpwi_engine *e, const cpwi_room *r) {
  return r->line.count == 0 && cpwi_place_free(r) && (!r->pooled || cpwi_shared_free(e, r));
}

/* Room for one more, in service or waiting, beside those to whom a place is promised. Who waits for a place in
 * the next stage beyond the waiting room stands where he would be in service. */
int cpwi_has_room(const cpwi_engine *e, const cpwi_room *r) {
  if (!r->limited) return 1;
  int64_t room = (int64_t)r->most_waiting - r->waiting;
  if (room < 0)
    room = r->parked > 0 && begins_at_once(e, r) ? (room > -r->parked ? room : -r->parked) : 0;
  if (begins_at_once(e, r)) room += r->capacity - r->busy;
  return room > r->reserved;
}

/* ... and nobody stands outside who comes before a newcomer. */
static int admits(const cpwi_engine *e, const cpwi_room *r) {
  return !r->limited || (r->outside.count == 0 && cpwi_has_room(e, r));
}

/* ---------------------------------------------------------------- service ------------------- */

static void link_serving(cpwi_engine *e, cpwi_room *r, int32_t i) {
  cpwi_patient *x = &e->patient[i];
  x->held_next = CPWI_NONE;
  x->held_last = r->serving_last;
  if (r->serving_last >= 0)
    e->patient[r->serving_last].held_next = i;
  else
    r->serving_first = i;
  r->serving_last = i;
}

static void unlink_held(cpwi_engine *e, int32_t *first, int32_t *last, int32_t i) {
  cpwi_patient *x = &e->patient[i];
  if (!first || !last) return; /* never; for the analyser */
  if (x->held_last >= 0)
    e->patient[x->held_last].held_next = x->held_next;
  else
    *first = x->held_next;
  if (x->held_next >= 0)
    e->patient[x->held_next].held_last = x->held_last;
  else
    *last = x->held_last;
}

static void count_begin(cpwi_engine *e, cpwi_patient *x, int64_t cell) {
  cpwi_tally *t = &e->tally[cell];
  double wait = e->now - x->came;
  if (t->begun++ == 0) t->shift = wait;
  double over = wait - t->shift;
  t->wait += over;
  t->squares += over * over;
  t->within += wait <= e->p->n.target[cell];
  cpwi_count_wait(e, &e->waits[cell], wait);
}

void cpwi_begin(cpwi_engine *e, int32_t i) {
  cpwi_patient *x = &e->patient[i];
  cpwi_room *r = &e->room[x->stage];
  int64_t cell = (int64_t)x->stage * e->p->n.groups + x->group;
  if (x->state == CPWI_WAITING) {
    r->waiting--;
    e->tally[cell].queue += cpwi_spent(e, x);
  }
  if (r->changes) cpwi_forget(e, &x->change_tie);
  if (!(x->flags & CPWI_BEGUN)) count_begin(e, x, cell);
  cpwi_trace(e, i, CPW_EVENT_BEGINS, x->stage, CPWI_NONE);
  x->state = CPWI_SERVING;
  x->since = e->now;
  r->busy++;
  r->serving++;
  if (r->pooled) cpwi_shared_take(e, r, 1);
  double work = (x->flags & CPWI_BEGUN) && x->left >= 0.0 ? x->left : cpwi_draw_stay(e, x);
  x->left = work;
  if (CPWI_UNLIKELY(i == e->tagged)) cpwi_forecast_begins(e, x->stage);
  if (r->preempt) link_serving(e, r, i);
  if (r->caseload) {
    cpwi_caseload_add(e, r, i, work);
    return;
  }
  x->until = e->now + work;
  x->tie = cpwi_plan(e, x->until, CPWI_E_END, i);
}

/* ---------------------------------------------------------------- waiting ------------------- */

static double key_of(const cpwi_engine *e, const cpwi_line *line, const cpwi_patient *x,
                     double score) {
  int64_t cell = (int64_t)line->stage * e->p->n.groups + x->group;
  if (line->order == CPW_ORDER_DUE) return x->came + e->p->n.target[cell];
  return line->order == CPW_ORDER_SYSTEM_TIME ? x->entered : -score;
}

static double ask_score(cpwi_engine *e, const cpwi_line *line, const cpwi_patient *x) {
  const cpw_pathway_events_options *o = &e->p->options;
  double score = e->p->n.weight[(int64_t)line->stage * e->p->n.groups + x->group];
  cpw_pathway_patient asked = {x->number, x->entered, x->came, score, line->stage, x->group};
  if (!o->score) return score;
  if (o->score(o->score_context, &asked, 1, e->now, &score) != 0)
    e->status = CPW_ECANCELLED;
  else if (!cpwi_is_finite(score)) {
    e->status = CPW_EDOMAIN;
    e->bad_score = score;
    e->bad_patient = x->number;
  }
  return score;
}

static void stand_in(cpwi_engine *e, cpwi_line *line, int32_t i, int32_t in_order) {
  cpwi_patient *x = &e->patient[i];
  if (line->shape == CPWI_LINE_HEAP)
    x->key = key_of(e, line, x, line->order == CPW_ORDER_SCORE ? ask_score(e, line, x) : 0.0);
  cpwi_row_add(e, line, i, in_order);
}

/* Waits in the stage, who may be there already. */
static void wait_in(cpwi_engine *e, int32_t i, int32_t in_order) {
  cpwi_patient *x = &e->patient[i];
  cpwi_room *r = &e->room[x->stage];
  if (x->state != CPWI_WAITING) {
    r->waiting++;
    x->state = CPWI_WAITING;
  }
  stand_in(e, &r->line, i, in_order);
}

static void send_ghost(cpwi_engine *e, int32_t i) {
  int32_t stage = e->patient[i].stage, g;
  double work = cpwi_draw_stay(e, &e->patient[i]);
  cpwi_room *r = &e->room[stage];
  if (r->slots || r->caseload || (g = cpwi_new_patient(e)) < 0) return;
  cpwi_patient *x = &e->patient[g];
  x->state = CPWI_GHOST;
  x->stage = stage;
  r->busy++;
  r->ghosts++;
  x->until = e->now + work;
  x->tie = cpwi_plan(e, x->until, CPWI_E_END, g);
}

/* He is counted among those who wait, but stands in no line. */
static void wait_elsewhere(cpwi_engine *e, int32_t i, uint8_t state) {
  cpwi_patient *x = &e->patient[i];
  if (x->state != CPWI_WAITING) {
    e->room[x->stage].waiting++;
    if (e->room[x->stage].changes) cpwi_draw_change(e, i, 0.0);
    cpwi_trace(e, i, CPW_EVENT_WAITS, x->stage, CPWI_NONE);
  }
  x->state = state;
}

static void give_back_promise(cpwi_engine *e, cpwi_patient *x) {
  if (!(x->flags & CPWI_RESERVED)) return;
  int32_t to = e->p->n.way[x->way].to;
  x->flags &= (uint8_t)~CPWI_RESERVED;
  e->room[to].reserved--;
  cpwi_mark_dirty(e, to);
}

static void follow(cpwi_engine *e, int32_t i, int32_t to, int32_t group, int holding);

/* 1 if he did not attend. */
static int did_not_attend(cpwi_engine *e, int32_t i) {
  cpwi_patient *x = &e->patient[i];
  cpwi_room *r = &e->room[x->stage];
  int what = cpwi_draw_missed(e, x, r->miss, r->miss_leave);
  if (what == 0) return 0;
  cpwi_counts_of(e, x)->missed++;
  cpwi_trace(e, i, CPW_EVENT_MISSED, x->stage, CPWI_NONE);
  x->missed++;
  send_ghost(e, i);
  x = &e->patient[i];
  give_back_promise(e, x);
  x->flags &= (uint8_t)~CPWI_DRAWN;
  wait_elsewhere(e, i, CPWI_BOOKED);
  if (what == 2) {
    cpwi_counts_of(e, x)->left++;
    cpwi_leave_line(e, i);
    follow(e, i, r->missed_to, x->group, 0);
    return 1;
  }
  x->until = e->now + r->rebook;
  if (r->rebook > 0.0) {
    x->tie = cpwi_plan(e, x->until, CPWI_E_BOOKED, i);
  } else {
    x->state = CPWI_WAITING;
    wait_in(e, i, 1);
    cpwi_mark_dirty(e, x->stage);
  }
  return 1;
}

/* 1 if he has to wait for a place in the next stage before he may begin. */
static int has_to_hold(cpwi_engine *e, int32_t i) {
  cpwi_patient *x = &e->patient[i];
  if (x->flags & CPWI_RESERVED) return 0;
  if (!(x->flags & CPWI_DRAWN))
    x->way = cpwi_choose_way(e, x, x->stage, x->group, cpwi_way_word(e, x));
  x->flags |= CPWI_DRAWN;
  int32_t to = e->p->n.way[x->way].to;
  if (to < 0 || to == x->stage || e->p->delay[x->way] >= 0) return 0;
  cpwi_room *next = &e->room[to];
  if (next->when_full != CPW_FULL_HOLD || !next->limited) return 0;
  if (admits(e, next)) {
    next->reserved++;
    x->flags |= CPWI_RESERVED;
    return 0;
  }
  wait_elsewhere(e, i, CPWI_PARKED);
  e->room[x->stage].parked++;
  x->to = to;
  stand_in(e, &next->outside, i, 1);
  return 1;
}

/* It is his turn, and he is in no line: begins, unless something keeps him. */
int cpwi_call(cpwi_engine *e, int32_t i) {
  const cpwi_room *r = &e->room[e->patient[i].stage];
  if (r->plain) {
    cpwi_begin(e, i);
    return 1;
  }
  int fresh = !(e->patient[i].flags & CPWI_BEGUN);
  if (r->missed && fresh && did_not_attend(e, i)) return 0;
  if (r->ahead && fresh && has_to_hold(e, i)) return 0;
  cpwi_begin(e, i);
  return 1;
}

/* ---------------------------------------------------------------- coming -------------------- */

static void arrive_at(cpwi_engine *e, cpwi_patient *x, int32_t to) {
  x->stage = to;
  x->visit++;
  x->came = x->since = e->now;
  x->flags &= CPWI_OPENING;
  x->missed = 0;
  x->rounds = x->interrupted = 0;
  x->used = 0.0;
  x->left = -1.0;
  x->tie = 0;
  x->state = CPWI_TRAVELLING;
  cpwi_counts_of(e, x)->came++;
}

/* Begins at once or waits in the stage; there is room. */
static void begin_or_wait(cpwi_engine *e, int32_t i, int32_t in_order) {
  cpwi_room *r = &e->room[e->patient[i].stage];
  if (begins_at_once(e, r)) {
    cpwi_call(e, i);
    return;
  }
  if (r->changes && e->patient[i].change_tie == 0) cpwi_draw_change(e, i, 0.0);
  cpwi_trace(e, i, CPW_EVENT_WAITS, e->patient[i].stage, CPWI_NONE);
  wait_in(e, i, in_order);
  if (r->preempt) cpwi_mark_dirty(e, e->patient[i].stage);
}

void cpwi_enter_room(cpwi_engine *e, int32_t i, int32_t to) {
  e->patient[i].change_tie = 0;
  arrive_at(e, &e->patient[i], to);
  begin_or_wait(e, i, 0);
}

static void stand_outside(cpwi_engine *e, int32_t i, int32_t to) {
  cpwi_patient *x = &e->patient[i];
  cpwi_room *r = &e->room[to];
  x->change_tie = 0;
  cpwi_trace(e, i, CPW_EVENT_WAITS_OUTSIDE, CPWI_NONE, to);
  arrive_at(e, x, to);
  x->state = CPWI_OUTSIDE;
  if (r->changes) cpwi_draw_change(e, i, 0.0);
  stand_in(e, &r->outside, i, 0);
}

/* Keeps the place where he is until there is room in the next. */
void cpwi_block(cpwi_engine *e, int32_t i, int32_t to, int32_t group) {
  cpwi_patient *x = &e->patient[i];
  cpwi_room *r = &e->room[x->stage];
  cpwi_trace(e, i, CPW_EVENT_BLOCKED, x->stage, to);
  x->state = CPWI_BLOCKED;
  x->came = x->since = e->now;
  x->to = to;
  x->to_group = group;
  x->held_next = CPWI_NONE;
  x->held_last = r->held_last;
  if (r->held_last >= 0)
    e->patient[r->held_last].held_next = i;
  else
    r->held_first = i;
  r->held_last = i;
  stand_in(e, &e->room[to].outside, i, 0);
  if (e->newly_blocked >= 0 && e->newly_blocked != x->stage) e->many_blocked = 1;
  e->newly_blocked = x->stage;
}

/* Gives up the server or place that he has had. */
void cpwi_release_place(cpwi_engine *e, int32_t i, int32_t to) {
  cpwi_patient *x = &e->patient[i];
  cpwi_room *r = &e->room[x->stage];
  cpwi_tally *t = cpwi_counts_of(e, x);
  if (x->state == CPWI_BLOCKED) {
    unlink_held(e, &r->held_first, &r->held_last, i);
    t->blocked += cpwi_spent(e, x);
  }
  t->through++;
  r->busy--;
  cpwi_trace(e, i, CPW_EVENT_LEAVES, x->stage, to);
  if (r->line.count > 0 || r->outside.count > 0 || r->pooled || r->caseload)
    cpwi_mark_dirty(e, x->stage);
}

/* ---------------------------------------------------------------- going on ------------------ */

static void travel(cpwi_engine *e, int32_t i, int32_t way) {
  cpwi_patient *x = &e->patient[i];
  const cpwi_way *w = &e->p->n.way[way];
  double delay = cpwi_draw_delay(e, x, way);
  cpwi_trace(e, i, CPW_EVENT_TRAVELS, CPWI_NONE, w->to);
  x->state = CPWI_TRAVELLING;
  x->stage = CPWI_NONE;
  x->to = w->to;
  x->until = e->now + delay;
  x->tie = cpwi_plan(e, x->until, CPWI_E_TRAVEL, i);
}

/* Passes a decision without time: counted there, and where next. */
static int32_t pass(cpwi_engine *e, int32_t i, int32_t at, int32_t group) {
  cpwi_patient *x = &e->patient[i];
  int64_t cell = (int64_t)at * e->p->n.groups + group;
  cpwi_tally *t = &e->tally[cell];
  t->came++;
  t->begun++;
  t->through++;
  t->within++;
  t->stays++;
  cpwi_count_wait(e, &e->waits[cell], 0.0);
  cpwi_trace(e, i, CPW_EVENT_PASSES, at, CPWI_NONE);
  if (CPWI_UNLIKELY(i == e->tagged)) cpwi_forecast_begins(e, at);
  x->visit++;
  int64_t first = e->p->n.way_first[cell];
  if (e->p->n.way_first[cell + 1] - first == 1) return (int32_t)first;
  return cpwi_choose_way(e, x, at, group, cpwi_way_word(e, x));
}

static void turn_away(cpwi_engine *e, int32_t i, int32_t at) {
  e->tally[(int64_t)at * e->p->n.groups + e->patient[i].group].turned++;
  cpwi_trace(e, i, CPW_EVENT_TURNED_AWAY, at, CPWI_NONE);
  cpwi_leave_network(e, i, CPWI_NONE);
}

/* From where he is to a stage, an exit or out, through decisions and overflows; holding: he has a place
 * where he is, which he keeps until he has another. */
static void follow(cpwi_engine *e, int32_t i, int32_t to, int32_t group, int holding) {
  const cpwi_pathway *n = &e->p->n;
  for (int64_t steps = 0;; steps++) {
    cpwi_patient *x = &e->patient[i];
    if (to < 0 || e->room[to].kind == CPW_STAGE_EXIT) {
      if (holding) cpwi_release_place(e, i, to);
      cpwi_regroup(e, i, group);
      cpwi_leave_network(e, i, to);
      return;
    }
    cpwi_room *r = &e->room[to];
    if (r->kind == CPW_STAGE_DECISION) {
      int32_t way = pass(e, i, to, group);
      group = n->way[way].to_group;
      to = n->way[way].to;
      if (e->p->delay[way] < 0) continue;
      if (holding) cpwi_release_place(e, i, to);
      cpwi_regroup(e, i, group);
      travel(e, i, way);
      return;
    }
    if (r->simple && !(holding && to == x->stage)) {
      if (holding) cpwi_release_place(e, i, to);
      cpwi_regroup(e, i, group);
      x->change_tie = 0;
      cpwi_simple_come(e, i, to);
      return;
    }
    int again = holding && to == x->stage, promised = x->flags & CPWI_RESERVED;
    if (again || promised || admits(e, r)) {
      if (promised) give_back_promise(e, x);
      if (holding) cpwi_release_place(e, i, to);
      cpwi_regroup(e, i, group);
      cpwi_enter_room(e, i, to);
      return;
    }
    int last = steps > 2 * n->stages;
    if (r->when_full == CPW_FULL_OVERFLOW && !last) {
      e->tally[(int64_t)to * n->groups + group].overflowed++;
      cpwi_trace(e, i, CPW_EVENT_OVERFLOWS, to, r->overflow);
      to = r->overflow;
      continue;
    }
    if (holding && r->when_full != CPW_FULL_TURN_AWAY) {
      cpwi_block(e, i, to, group);
      return;
    }
    if (holding) cpwi_release_place(e, i, to);
    cpwi_regroup(e, i, group);
    if (r->when_full == CPW_FULL_TURN_AWAY)
      turn_away(e, i, to);
    else
      stand_outside(e, i, to);
    return;
  }
}

void cpwi_come(cpwi_engine *e, int32_t i, int32_t to) {
  cpwi_patient *x = &e->patient[i];
  x->entered = e->now;
  x->number = e->entered++;
  cpwi_group_moment(e, x->group);
  e->group[x->group].inside++;
  e->group[x->group].entered++;
  cpwi_trace(e, i, CPW_EVENT_ENTERS, to, CPWI_NONE);
  follow(e, i, to, x->group, 0);
}

void cpwi_travelled(cpwi_engine *e, int32_t i) {
  cpwi_patient *x = &e->patient[i];
  x->tie = 0;
  follow(e, i, x->to, x->group, 0);
}

void cpwi_end_service(cpwi_engine *e, int32_t i) {
  cpwi_patient *x = &e->patient[i];
  cpwi_room *r = &e->room[x->stage];
  x->tie = 0;
  if (x->state == CPWI_GHOST) {
    r->busy--;
    r->ghosts--;
    cpwi_mark_dirty(e, x->stage);
    cpwi_free_patient(e, i);
    return;
  }
  cpwi_tally *t = cpwi_counts_of(e, x);
  if (!(x->flags & CPWI_UNKNOWN)) {
    t->stays++;
    t->stay += x->used + (e->now - x->since);
  }
  t->inside += cpwi_spent(e, x);
  r->serving--;
  if (r->preempt) unlink_held(e, &r->serving_first, &r->serving_last, i);
  if (r->pooled) {
    cpwi_shared_take(e, r, -1);
    cpwi_mark_dirty(e, x->stage);
  }
  if (!(x->flags & CPWI_DRAWN)) {
    int64_t cell = (int64_t)x->stage * e->p->n.groups + x->group;
    int64_t first = e->p->n.way_first[cell];
    x->way = (int32_t)first;
    if (e->p->n.way_first[cell + 1] - first > 1)
      x->way = cpwi_choose_way(e, x, x->stage, x->group, cpwi_way_word(e, x));
  }
  const cpwi_way *w = &e->p->n.way[x->way];
  if (e->p->delay[x->way] >= 0) {
    cpwi_release_place(e, i, w->to);
    cpwi_regroup(e, i, w->to_group);
    travel(e, i, x->way);
    return;
  }
  int holding = !r->unlimited && !r->slots;
  if (!holding) cpwi_release_place(e, i, w->to);
  follow(e, i, w->to, w->to_group, holding);
}

/* ---------------------------------------------------------------- time 0 -------------------- */

/* The group that he will have there, as the routes have it. */
static int32_t next_group(const cpwi_engine *e, const cpwi_patient *x, int32_t to) {
  const cpwi_pathway *n = &e->p->n;
  int64_t cell = (int64_t)x->stage * n->groups + x->group;
  for (int64_t k = n->way_first[cell]; k < n->way_first[cell + 1]; k++)
    if (n->way[k].to == to) return n->way[k].to_group;
  return x->group;
}

void cpwi_block_initial(cpwi_engine *e, int32_t i, int32_t to, double since) {
  cpwi_patient *x = &e->patient[i];
  int32_t group = next_group(e, x, to);
  e->room[x->stage].busy++;
  cpwi_trace(e, i, CPW_EVENT_BEGINS, x->stage, CPWI_NONE);
  if (to < 0 || e->room[to].kind == CPW_STAGE_EXIT || e->room[to].kind == CPW_STAGE_DECISION) {
    x->state = CPWI_SERVING;
    follow(e, i, to, group, 1);
    return;
  }
  cpwi_block(e, i, to, group);
  x = &e->patient[i];
  cpwi_row_remove(e, &e->room[to].outside, i);
  x->came = x->since = since;
  stand_in(e, &e->room[to].outside, i, 1);
  cpwi_mark_dirty(e, to);
}

void cpwi_wait_initial(cpwi_engine *e, int32_t i, double since) {
  cpwi_patient *x = &e->patient[i];
  cpwi_room *r = &e->room[x->stage];
  if (r->unlimited || r->kind == CPW_STAGE_EXIT || r->kind == CPW_STAGE_DECISION) {
    int32_t to = x->stage;
    x->stage = CPWI_NONE;
    follow(e, i, to, x->group, 0);
    return;
  }
  cpwi_trace(e, i, CPW_EVENT_WAITS, x->stage, CPWI_NONE);
  if (r->changes) cpwi_draw_change(e, i, -since);
  wait_in(e, i, 1);
  cpwi_mark_dirty(e, x->stage);
}

/* ---------------------------------------------------------------- while waiting ------------- */

/* Out of the line where he stands. */
static void step_out(cpwi_engine *e, int32_t i) {
  cpwi_patient *x = &e->patient[i];
  cpwi_room *r = &e->room[x->stage];
  if (x->state == CPWI_WAITING) cpwi_row_remove(e, &r->line, i);
  if (x->state == CPWI_OUTSIDE) cpwi_row_remove(e, &r->outside, i);
  if (x->state == CPWI_PARKED) {
    cpwi_row_remove(e, &e->room[x->to].outside, i);
    r->parked--;
  }
  give_back_promise(e, x);
}

static void count_queue(cpwi_engine *e, cpwi_patient *x) {
  double spent = cpwi_spent(e, x);
  cpwi_tally *t = cpwi_counts_of(e, x);
  t->queue += spent;
  if (x->state == CPWI_OUTSIDE) t->outside += spent;
}

/* Stops waiting without having begun. */
void cpwi_leave_line(cpwi_engine *e, int32_t i) {
  cpwi_patient *x = &e->patient[i];
  step_out(e, i);
  count_queue(e, x);
  if (x->state != CPWI_OUTSIDE) e->room[x->stage].waiting--;
  cpwi_forget(e, &x->tie);
  cpwi_forget(e, &x->change_tie);
  cpwi_mark_dirty(e, x->stage);
  cpwi_trace(e, i, CPW_EVENT_LEAVES, x->stage, CPWI_NONE);
  x->state = CPWI_TRAVELLING;
}

/* Another group, the same stage. */
static void change_group(cpwi_engine *e, int32_t i, int32_t group) {
  cpwi_patient *x = &e->patient[i];
  cpwi_counts_of(e, x)->changed++;
  step_out(e, i);
  count_queue(e, x);
  cpwi_regroup(e, i, group);
  x->flags &= (uint8_t)~CPWI_DRAWN;
  x->rounds++;
  cpwi_draw_change(e, i, 0.0);
  if (x->state == CPWI_BOOKED) return;
  if (x->state == CPWI_OUTSIDE) {
    stand_in(e, &e->room[x->stage].outside, i, 1);
  } else {
    x->state = CPWI_WAITING;
    wait_in(e, i, 1);
  }
  cpwi_mark_dirty(e, x->stage);
}

void cpwi_change_now(cpwi_engine *e, int32_t i) {
  cpwi_patient *x = &e->patient[i];
  const cpw_change *c = &e->p->n.change[x->change];
  x->change_tie = 0;
  if (c->to == x->stage) {
    change_group(e, i, c->to_group);
    return;
  }
  cpwi_counts_of(e, x)->left++;
  cpwi_leave_line(e, i);
  follow(e, i, c->to, c->to_group, 0);
}

void cpwi_booked(cpwi_engine *e, int32_t i) {
  cpwi_patient *x = &e->patient[i];
  x->tie = 0;
  x->state = CPWI_WAITING;
  wait_in(e, i, 1);
  cpwi_mark_dirty(e, x->stage);
}

/* ---------------------------------------------------------------- who is next --------------- */

static int32_t priority_of(const cpwi_engine *e, int32_t i) {
  const cpwi_patient *x = &e->patient[i];
  return e->p->n.priority[(int64_t)x->stage * e->p->n.groups + x->group];
}

static void interrupt(cpwi_engine *e, cpwi_room *r, int32_t i) {
  cpwi_patient *x = &e->patient[i];
  double served = e->now - x->since;
  cpwi_counts_of(e, x)->inside += cpwi_spent(e, x);
  cpwi_forget(e, &x->tie);
  unlink_held(e, &r->serving_first, &r->serving_last, i);
  r->serving--;
  r->busy--;
  if (r->pooled) cpwi_shared_take(e, r, -1);
  x->used += served;
  if (r->preempt == CPW_PREEMPT_RESUME) x->left = x->until - e->now;
  if (r->preempt == CPW_PREEMPT_RESAMPLE) {
    x->left = -1.0;
    x->interrupted++;
  }
  x->flags |= CPWI_BEGUN;
  cpwi_trace(e, i, CPW_EVENT_INTERRUPTED, x->stage, CPWI_NONE);
  wait_in(e, i, 1);
}

/* The lowest in service, of those the last who began. */
static int32_t lowest(const cpwi_engine *e, const cpwi_room *r) {
  int32_t worst = r->serving_first;
  for (int32_t i = worst; i >= 0; i = e->patient[i].held_next)
    if (priority_of(e, i) >= priority_of(e, worst)) worst = i;
  return worst;
}

static void serve_by_force(cpwi_engine *e, cpwi_room *r) {
  while (e->status == CPW_OK) {
    int32_t i = cpwi_row_peek(e, &r->line, e->now), worst;
    if (i < 0) return;
    if (cpwi_place_free(r) && cpwi_shared_free(e, r)) {
      cpwi_call(e, cpwi_row_take(e, &r->line, e->now));
      continue;
    }
    worst = lowest(e, r);
    if (worst < 0 || priority_of(e, worst) <= priority_of(e, i)) return;
    if (r->busy > r->capacity) return; /* fewer servers than there were: nobody could begin */
    interrupt(e, r, worst);
    if (!cpwi_place_free(r) || !cpwi_shared_free(e, r)) return;
  }
}

/* Units are shared: the stage of the lowest rank first, then whoever has waited longest. */
static void serve_shared(cpwi_engine *e, const cpwi_room *r) {
  for (;;) {
    cpwi_room *best = NULL;
    double longest = 0.0;
    for (int64_t k = 0; k < r->kin_count; k++) {
      cpwi_room *c = &e->room[e->p->kin[r->kin_first + k]];
      if (c->line.count == 0 || !cpwi_place_free(c) || !cpwi_shared_free(e, c)) continue;
      double came = e->patient[cpwi_row_peek(e, &c->line, e->now)].came;
      if (best && (c->rank > best->rank || (c->rank == best->rank && !(came < longest)))) continue;
      best = c;
      longest = came;
    }
    if (!best || e->status != CPW_OK) return;
    cpwi_call(e, cpwi_row_take(e, &best->line, e->now));
    cpwi_mark_dirty(e, best->number);
  }
}

/* Lets in whoever is next of those outside. */
static void let_in(cpwi_engine *e, cpwi_room *r) {
  int32_t i = cpwi_row_take(e, &r->outside, e->now);
  cpwi_patient *x = &e->patient[i];
  if (x->state == CPWI_OUTSIDE) {
    count_queue(e, x);
    x->state = CPWI_TRAVELLING;
    begin_or_wait(e, i, 1);
  } else if (x->state == CPWI_PARKED) {
    r->reserved++;
    e->room[x->stage].parked--;
    x->flags |= CPWI_RESERVED;
    x->state = CPWI_WAITING;
    wait_in(e, i, 1);
    cpwi_mark_dirty(e, x->stage);
  } else {
    cpwi_release_place(e, i, x->to);
    cpwi_regroup(e, i, x->to_group);
    cpwi_enter_room(e, i, x->to);
  }
}

static void look_at(cpwi_engine *e, int32_t stage) {
  cpwi_room *r = &e->room[stage];
  for (;;) {
    if (r->pooled)
      serve_shared(e, r);
    else
      while (r->line.count > 0 && cpwi_place_free(r) && e->status == CPW_OK)
        cpwi_call(e, cpwi_row_take(e, &r->line, e->now));
    if (r->preempt) serve_by_force(e, r);
    if (e->status != CPW_OK || r->outside.count == 0 || !cpwi_has_room(e, r)) break;
    let_in(e, r);
  }
  if (r->caseload) cpwi_caseload_plan(e, r);
}

/* Several stages were blocked at one moment (as at the start): each may be in a ring of its own. */
static void look_everywhere(cpwi_engine *e) {
  for (int32_t i = 0; i < (int32_t)e->p->n.stages && e->status == CPW_OK && !e->stopped; i++)
    if (e->room[i].held_first >= 0) cpwi_look_for_deadlock(e, i);
}

/* All that follows from what has just happened. */
void cpwi_follow_up(cpwi_engine *e) {
  do {
    while (e->dirty_count > 0 && e->status == CPW_OK) {
      int32_t stage = e->dirty[e->dirty_first];
      e->dirty_first = e->dirty_first + 1 == (int32_t)e->p->n.stages ? 0 : e->dirty_first + 1;
      e->dirty_count--;
      e->room[stage].dirty = 0;
      look_at(e, stage);
    }
    if (e->newly_blocked < 0) return;
    int32_t stage = e->newly_blocked, many = e->many_blocked;
    e->newly_blocked = CPWI_NONE;
    e->many_blocked = 0;
    if (many)
      look_everywhere(e);
    else
      cpwi_look_for_deadlock(e, stage);
  } while (e->status == CPW_OK && !e->stopped);
}
