/* Stages as most are: first come first served, no limit to who waits, nothing that interrupts, shares, changes or
 * holds. The same as moves.c does, in one piece.
 * Source: the rules in carepath/pathway.h. Leaves every other stage, and what is traced or forecast, to moves.c. */
#include "pathway_events/internal.h"

/* The duration and the way on, from the words of the visit (draw.c does the same for any law and route). */
static inline double draw(cpwi_engine *e, cpwi_patient *x, const cpwi_quick *q) {
  const cpwi_duration *law = q->law;
  cpw_stream *s = cpwi_stream_of(e, x, 4 * (uint64_t)(uint32_t)x->visit);
  double out;
  if (law->law == CPW_DURATION_EXPONENTIAL)
    out = law->a * cpwi_exponential(s);
  else if (law->law == CPW_DURATION_LOGNORMAL)
    out = cpw_math_exp(law->a + law->b * cpwi_normal(s));
  else
    out = cpwi_duration_draw(law, s);
  int32_t way = q->first;
  if (way < q->last) {
    double u = cpwi_unit(s->word[1]);
    while (way < q->last && u >= e->p->n.way[way].cumulative)
      way++;
  }
  x->way = way;
  return out;
}

static inline void serve(cpwi_engine *e, int32_t i, cpwi_patient *x, cpwi_room *r, int64_t cell) {
  const cpwi_quick *q = &e->p->quick[cell];
  cpwi_tally *t = &e->tally[cell];
  double wait = e->now - x->came;
  if (t->begun++ == 0) t->shift = wait;
  double over = wait - t->shift;
  t->wait += over;
  t->squares += over * over;
  t->within += wait <= q->target;
  cpwi_count_wait(e, &e->waits[cell], wait);
  x->state = CPWI_SERVING;
  x->flags |= CPWI_DRAWN;
  x->since = e->now;
  r->busy++;
  r->serving++;
  x->until = e->now + draw(e, x, q);
  x->tie = cpwi_plan(e, x->until, CPWI_E_END, i);
}

static inline void stand(cpwi_engine *e, cpwi_room *r, int32_t i, cpwi_patient *x) {
  cpwi_ends *ends = r->line.ends;
  x->state = CPWI_WAITING;
  x->next = CPWI_NONE;
  x->last = ends->last;
  if (ends->last >= 0)
    e->patient[ends->last].next = i;
  else
    ends->first = i;
  ends->last = i;
  r->line.count++;
  r->waiting++;
}

void cpwi_simple_come(cpwi_engine *e, int32_t i, int32_t to) {
  cpwi_patient *x = &e->patient[i];
  cpwi_room *r = &e->room[to];
  int64_t cell = (int64_t)to * e->p->n.groups + x->group;
  x->stage = to;
  x->visit++;
  x->came = x->since = e->now;
  x->flags &= CPWI_OPENING;
  e->tally[cell].came++;
  if (r->capacity > r->busy && r->line.count == 0)
    serve(e, i, x, r, cell);
  else
    stand(e, r, i, x);
}

static inline void serve_next(cpwi_engine *e, cpwi_room *r, int32_t stage) {
  cpwi_ends *ends = r->line.ends;
  int32_t i = ends->first;
  cpwi_patient *x = &e->patient[i];
  int64_t cell = (int64_t)stage * e->p->n.groups + x->group;
  ends->first = x->next;
  if (x->next >= 0)
    e->patient[x->next].last = CPWI_NONE;
  else
    ends->last = CPWI_NONE;
  r->line.count--;
  r->waiting--;
  e->tally[cell].queue += cpwi_spent(e, x);
  serve(e, i, x, r, cell);
}

/* 0 where he goes on to something that is not simple: nothing has been done. */
static inline int goes_simply(const cpwi_engine *e, const cpwi_patient *x, const cpwi_way *w) {
  if (!(x->flags & CPWI_DRAWN) || e->p->delay[x->way] >= 0) return 0;
  return w->to < 0 || e->room[w->to].simple || e->room[w->to].kind == CPW_STAGE_EXIT;
}

int cpwi_simple_end(cpwi_engine *e, int32_t i) {
  cpwi_patient *x = &e->patient[i];
  int32_t stage = x->stage;
  cpwi_room *r = &e->room[stage];
  const cpwi_way *w = &e->p->n.way[x->way];
  if (!r->simple || !goes_simply(e, x, w)) return 0;
  cpwi_tally *t = cpwi_counts_of(e, x);
  if (!(x->flags & CPWI_UNKNOWN)) {
    t->stays++;
    t->stay += e->now - x->since;
  }
  t->inside += cpwi_spent(e, x);
  t->through++;
  r->serving--;
  r->busy--;
  x->tie = 0;
  if (w->to_group != x->group) cpwi_regroup(e, i, w->to_group);
  if (w->to >= 0 && e->room[w->to].simple && w->to != stage) {
    cpwi_simple_come(e, i, w->to);
  } else if (w->to == stage) {
    if (r->line.count > 0) serve_next(e, r, stage);
    cpwi_simple_come(e, i, stage);
    return 1;
  } else {
    cpwi_leave_network(e, i, w->to);
  }
  if (r->line.count > 0 && r->capacity > r->busy) serve_next(e, r, stage);
  return 1;
}
