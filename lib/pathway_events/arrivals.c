/* Who comes: people from outside by rows, in operational time, and those who are there at time 0.
 * Source: inversion of the integral of the rate (Cinlar, Introduction to Stochastic Processes, 1975, 4.7); renewal
 * processes in equilibrium and what is left of stays: Cox, Renewal Theory, 1962. Leaves laws to lib/duration. */
#include "pathway_events/internal.h"

/* ---------------------------------------------------------------- from outside -------------- */

static double unit_gap(cpwi_engine *e, int32_t row) {
  cpwi_source *s = &e->source[row];
  if (s->left == 0) {
    cpwi_duration_fill(&e->p->gap[row], &s->gaps, s->block, CPWI_GAPS);
    s->left = CPWI_GAPS;
  }
  return s->block[CPWI_GAPS - s->left--];
}

/* Sets up the next time of a row, `gap` of operational time after the last. */
static void plan_next(cpwi_engine *e, int32_t row, double gap) {
  const cpw_arrivals *a = &e->p->n.p.arrival[row];
  cpwi_source *s = &e->source[row];
  if (s->constant) {
    s->time += s->level > 0.0 ? gap * s->pace / s->level : CPWI_NEVER_ENDS;
  } else {
    cpwi_profile f = cpwi_profile_of(&e->p->n.p, a->calendar, a->factor);
    s->time = cpwi_profile_reach(&f, s->time, gap * s->pace);
  }
  if (cpwi_plan(e, s->time, CPWI_E_ARRIVAL, row) == 0) e->sources_open--;
}

static void plan_traced(cpwi_engine *e, int32_t row) {
  const cpw_arrivals *a = &e->p->n.p.arrival[row];
  cpwi_source *s = &e->source[row];
  if (s->traced < a->count && cpwi_plan(e, a->times[s->traced++], CPWI_E_ARRIVAL, row) != 0) return;
  e->sources_open--;
}

static void begin_row(cpwi_engine *e, int32_t row) {
  const cpw_arrivals *a = &e->p->n.p.arrival[row];
  const cpw_run *run = &e->p->run;
  cpwi_source *s = &e->source[row];
  uint64_t purpose = (uint64_t)(uint32_t)row << 32;
  cpw_stream_init(&s->stream, run->seed, (uint64_t)e->replication, purpose | CPWI_DRAW_PATIENT, 0);
  s->next = s->traced = 0;
  s->left = 0;
  s->time = 0.0;
  e->sources_open++;
  if (a->times) {
    plan_traced(e, row);
    return;
  }
  if (!(a->rate > 0.0)) {
    e->sources_open--;
    return;
  }
  cpw_stream_init(&s->gaps, run->seed, (uint64_t)e->replication, purpose | CPWI_DRAW_GAPS, 0);
  s->pace = (double)a->batch / a->rate;
  cpw_stream first;
  cpw_stream_init(&first, run->seed, (uint64_t)e->replication, purpose | CPWI_DRAW_GAPS, 1);
  const cpwi_duration *gap = &e->p->gap[row];
  plan_next(e, row, gap->law == CPW_DURATION_FIXED ? 0.5 : cpwi_duration_residual(gap, &first));
}

void cpwi_arrivals_begin(cpwi_engine *e) {
  e->sources_open = 0;
  for (int32_t row = 0; row < (int32_t)e->p->n.p.arrivals; row++)
    begin_row(e, row);
}

void cpwi_arrive(cpwi_engine *e, int32_t row) {
  const cpw_arrivals *a = &e->p->n.p.arrival[row];
  int64_t most = e->p->options.patients;
  for (int64_t k = 0; k < a->batch && (most == 0 || e->coming < most); k++) {
    if (k > 0) cpwi_follow_up(e);
    int32_t i = cpwi_new_patient(e);
    if (i < 0 || e->status != CPW_OK) return;
    e->patient[i].source = row;
    e->patient[i].nth = e->source[row].next++;
    e->patient[i].group = a->group;
    e->coming++;
    cpwi_come(e, i, a->stage);
  }
  if (most > 0 && e->coming >= most)
    e->sources_open = 0;
  else if (a->times)
    plan_traced(e, row);
  else
    plan_next(e, row, unit_gap(e, row));
}

/* ---------------------------------------------------------------- at time 0 ----------------- */

static int32_t new_initial(cpwi_engine *e, int64_t row, int64_t nth) {
  const cpw_initial *a = &e->p->n.p.initial[row];
  int32_t i = cpwi_new_patient(e);
  if (i < 0) return i;
  cpwi_patient *x = &e->patient[i];
  double time = isnan(a->time) ? 0.0 : a->time;
  x->source = (int32_t)(e->p->n.p.arrivals + row);
  x->nth = nth;
  x->number = e->entered++;
  x->group = a->group;
  x->stage = a->stage;
  x->visit = 0;
  x->flags = CPWI_OPENING;
  x->left = -1.0;
  x->entered = x->came = x->since = -time;
  e->group[a->group].inside++;
  if (e->counting) e->group[a->group].opening++;
  cpwi_trace(e, i, CPW_EVENT_ENTERS, a->stage, CPWI_NONE);
  if (e->p->forecast && e->p->forecast->row == row && e->p->forecast->nth == nth) e->tagged = i;
  return i;
}

static void open_in_service(cpwi_engine *e, int32_t i, const cpw_initial *a) {
  cpwi_patient *x = &e->patient[i];
  cpwi_room *r = &e->room[x->stage];
  int32_t stay = e->p->stay[(int64_t)x->stage * e->p->n.groups + x->group];
  cpw_stream *s = cpwi_stream_of(e, x, cpwi_place(CPWI_PLACE_DURATION, 0, 0));
  double rest = 0.0;
  if (stay >= 0 && isnan(a->time))
    rest = cpwi_duration_residual(&e->p->law[stay], s);
  else if (stay >= 0)
    rest = cpwi_duration_remaining(&e->p->law[stay], a->time, s);
  if (isnan(a->time)) x->flags |= CPWI_UNKNOWN;
  double since = x->since;
  x->left = rest;
  x->flags |= CPWI_BEGUN;
  cpwi_begin(e, i);
  x = &e->patient[i];
  x->since = since;
  if (r->preempt == CPW_PREEMPT_RESTART) x->left = rest - since;
}

static void open_one(cpwi_engine *e, int64_t row, int64_t nth) {
  const cpw_initial *a = &e->p->n.p.initial[row];
  int32_t i = new_initial(e, row, nth);
  if (i < 0) return;
  double since = e->patient[i].since;
  if (a->state == CPW_INITIAL_IN_SERVICE) {
    open_in_service(e, i, a);
  } else if (a->state == CPW_INITIAL_BLOCKED) {
    cpwi_block_initial(e, i, a->next, since);
  } else {
    cpwi_wait_initial(e, i, since);
  }
}

/* Somebody new, whose forecast is wanted. */
static void open_new(cpwi_engine *e) {
  const cpwi_forecast *f = e->p->forecast;
  cpwi_source *s = &e->source[e->p->sources - 1];
  cpw_stream_init(&s->stream, e->p->run.seed, (uint64_t)e->replication, CPWI_DRAW_FORECAST, 0);
  int32_t i = cpwi_new_patient(e);
  if (i < 0) return;
  e->patient[i].source = (int32_t)(e->p->sources - 1);
  e->patient[i].group = f->group;
  e->tagged = i;
  cpwi_come(e, i, f->stage);
}

/* Everybody who is there at time 0, the longest wait first. */
void cpwi_open(cpwi_engine *e) {
  const cpw_pathway *n = &e->p->n.p;
  for (int64_t row = 0; row < n->initials; row++)
    cpw_stream_init(&e->source[n->arrivals + row].stream, e->p->run.seed, (uint64_t)e->replication,
                    (uint64_t)row << 32 | CPWI_DRAW_INITIAL, 0);
  for (int64_t k = 0; k < n->initials && e->status == CPW_OK; k++) {
    int64_t row = e->p->initial[k], people = (int64_t)n->initial[row].people;
    for (int64_t nth = 0; nth < people && e->status == CPW_OK; nth++)
      open_one(e, row, nth);
  }
  cpwi_follow_up(e);
  if (e->p->forecast && e->p->forecast->row < 0 && e->status == CPW_OK) open_new(e);
}
