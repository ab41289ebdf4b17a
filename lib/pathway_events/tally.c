/* What is counted in a replication, when counting begins, at the beginnings and ends of periods and in the end.
 * Source: by counting; what is added up over replications is whole, so that their order does not matter.
 * Leaves what the counts say to figures.c. */
#include "pathway_events/internal.h"

/* The first wait of an octave: its counts get memory. */
void cpwi_count_page(cpwi_engine *e, cpwi_waits *w, int64_t bucket) {
  if (e->pages == e->page_room) {
    uint32_t room = e->page_room ? 2 * e->page_room : 64;
    void *grown = cpwi_grow(e->p->options.allocator, e->page, room, sizeof *e->page);
    if (!grown) {
      e->status = CPW_ENOMEM;
      return;
    }
    e->page = grown;
    e->page_room = room;
  }
  memset(e->page[e->pages], 0, sizeof *e->page);
  w->page[(bucket - 1) / 128] = ++e->pages;
  e->page[e->pages - 1][(bucket - 1) % 128]++;
}

/* ---------------------------------------------------------------- periods ------------------- */

/* Adds to a cell's slice of the whole of its stage, and of its group where there are several. */
static void add_at(const cpwi_events *p, int64_t *to, int64_t cell, int64_t count) {
  int64_t stage = cell / p->n.groups;
  to[stage * p->who] += count;
  if (p->who > 1) to[stage * p->who + 1 + cell % p->n.groups] += count;
}

static void count_people(cpwi_engine *e, int64_t at) {
  const cpwi_events *p = e->p;
  for (int32_t i = 0; i < e->patients; i++) {
    const cpwi_patient *x = &e->patient[i];
    if (x->state == CPWI_FREE || x->state == CPWI_GHOST || x->state == CPWI_TRAVELLING) continue;
    int k = x->state == CPWI_SERVING ? 1 : x->state == CPWI_BLOCKED ? 2 : 0;
    add_at(p, e->series[k] + at, (int64_t)x->stage * p->n.groups + x->group, 1);
  }
}

/* Who is there when a period begins. */
static void begin_period(cpwi_engine *e) {
  const cpwi_events *p = e->p;
  if (e->begun >= p->periods) return;
  count_people(e, e->begun * p->n.stages * p->who);
  for (int64_t g = 0; g < p->n.groups; g++) {
    e->present[e->begun * p->who] += e->group[g].inside;
    if (p->who > 1) e->present[e->begun * p->who + 1 + g] += e->group[g].inside;
  }
  e->begun++;
}

/* Who came and was served in the period that ends; the next one begins. */
static void end_period(cpwi_engine *e) {
  const cpwi_events *p = e->p;
  int64_t at = e->period * p->n.stages * p->who;
  for (int64_t cell = 0; cell < p->n.cells; cell++) {
    const cpwi_tally *t = &e->tally[cell];
    add_at(p, e->series[3] + at, cell, cpwi_arrived(t) - e->before[2 * cell]);
    add_at(p, e->series[4] + at, cell, t->through - e->before[2 * cell + 1]);
    e->before[2 * cell] = cpwi_arrived(t);
    e->before[2 * cell + 1] = t->through;
  }
  e->period++;
  begin_period(e);
}

/* The first moment after time 0, then after the ends of periods: what happens at such a time belongs to what was before. */
static double after_period(const cpwi_engine *e) {
  if (e->period >= e->p->periods) return CPWI_NEVER_ENDS;
  double end = e->begun ? (double)(e->period + 1) * e->p->options.period : 0.0;
  return cpwi_from_bits(cpwi_bits_of(end) + 1);
}

/* ---------------------------------------------------------------- counting ------------------ */

static void start_counting(cpwi_engine *e, double warm) {
  const cpwi_pathway *n = &e->p->n;
  for (int64_t cell = 0; cell < n->cells; cell++) {
    e->before[2 * cell] -= cpwi_arrived(&e->tally[cell]);
    e->before[2 * cell + 1] -= e->tally[cell].through;
  }
  memset(e->tally, 0, (size_t)n->cells * sizeof *e->tally);
  memset(e->exits, 0, (size_t)(n->exits * n->groups) * sizeof *e->exits);
  for (int64_t g = 0; g < n->groups; g++) {
    int64_t inside = e->group[g].inside;
    e->group[g] = (cpwi_group_tally){.inside = inside, .opening = inside, .last = warm};
  }
  for (int64_t k = 0; k < n->p.pools; k++) {
    e->used_area[k] = 0.0;
    e->used_since[k] = warm;
  }
  e->from = warm;
  e->counting = 1;
}

static void next_mark(cpwi_engine *e) {
  double period = after_period(e);
  e->mark = !e->counting && e->p->options.warm_up < period ? e->p->options.warm_up : period;
}

/* Everything up to a moment that lies before it. */
void cpwi_pass_mark(cpwi_engine *e, double to) {
  while (e->mark <= to) {
    if (!e->counting && e->mark == e->p->options.warm_up)
      start_counting(e, e->mark);
    else if (!e->begun)
      begin_period(e);
    else
      end_period(e);
    next_mark(e);
  }
}

void cpwi_counts_begin(cpwi_engine *e) {
  const cpwi_pathway *n = &e->p->n;
  memset(e->tally, 0, (size_t)n->cells * sizeof *e->tally);
  memset(e->group, 0, (size_t)n->groups * sizeof *e->group);
  memset(e->exits, 0, (size_t)(n->exits * n->groups) * sizeof *e->exits);
  memset(e->before, 0, (size_t)n->cells * 2 * sizeof *e->before);
  e->from = 0.0;
  e->period = e->begun = 0;
  e->counting = e->p->options.warm_up == 0.0;
  next_mark(e);
}

/* The end: the time in their states of those who are still inside. */
void cpwi_close(cpwi_engine *e) {
  double warm_up = e->p->options.warm_up;
  e->now = e->end;
  if (!e->counting) start_counting(e, warm_up < e->end ? warm_up : e->end);
  if (!e->begun && !e->stopped) begin_period(e);
  while (e->period < e->p->periods && !e->stopped)
    end_period(e);
  for (int32_t i = 0; i < e->patients; i++) {
    cpwi_patient *x = &e->patient[i];
    if (x->state == CPWI_FREE || x->state == CPWI_GHOST || x->state == CPWI_TRAVELLING) continue;
    cpwi_tally *t = cpwi_counts_of(e, x);
    double spent = cpwi_spent(e, x);
    if (x->state == CPWI_SERVING)
      t->inside += spent;
    else if (x->state == CPWI_BLOCKED)
      t->blocked += spent;
    else
      t->queue += spent;
    if (x->state == CPWI_OUTSIDE) t->outside += spent;
  }
  for (int32_t g = 0; g < (int32_t)e->p->n.groups; g++)
    cpwi_group_moment(e, g);
  for (int64_t k = 0; k < e->p->n.p.pools; k++) {
    double from = e->used_since[k] > e->from ? e->used_since[k] : e->from;
    e->used_area[k] += e->used[k] * (e->end - from);
  }
}
