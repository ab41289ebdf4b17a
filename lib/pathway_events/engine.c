/* A replication: memory of a worker, everything at time 0, then event after event.
 * Source: discrete-event simulation with an agenda (Law, Simulation Modeling and Analysis, 2015, 1.3). Leaves
 * what happens at an event to moves.c, capacity.c, caseload.c and arrivals.c. */
#include "pathway_events/internal.h"

/* ---------------------------------------------------------------- memory -------------------- */

static int32_t take_series(cpwi_engine *e) {
  const cpwi_events *p = e->p;
  const cpw_allocator *a = p->options.allocator;
  size_t slices = (size_t)(p->periods * p->n.stages), who = (size_t)p->who;
  int ok = (e->present = cpwi_alloc_zero(a, (size_t)p->periods * who, sizeof(int64_t))) != NULL;
  for (int k = 0; k < 5; k++)
    ok &= (e->series[k] = cpwi_alloc_zero(a, slices, who * sizeof(int64_t))) != NULL;
  return ok ? CPW_OK : CPW_ENOMEM;
}

static int32_t take_memory(cpwi_engine *e) {
  const cpwi_events *p = e->p;
  const cpwi_pathway *n = &p->n;
  const cpw_allocator *a = p->options.allocator;
  size_t stages = (size_t)n->stages, cells = (size_t)n->cells, groups = (size_t)n->groups;
  size_t pools = (size_t)n->p.pools;
  struct {
    void **to;
    size_t count, size;
  } blocks[] = {
      {(void **)&e->room, stages, sizeof *e->room},
      {(void **)&e->ends, (size_t)p->lists, sizeof *e->ends},
      {(void **)&e->source, (size_t)p->sources, sizeof *e->source},
      {(void **)&e->blocks, (size_t)n->p.arrivals, CPWI_GAPS * sizeof *e->blocks},
      {(void **)&e->credit, (size_t)n->way_first[n->cells], sizeof *e->credit},
      {(void **)&e->anybody, stages, sizeof *e->anybody},
      {(void **)&e->units, pools, 4 * sizeof *e->units},
      {(void **)&e->users, pools, sizeof *e->users},
      {(void **)&e->dirty, stages, 2 * sizeof *e->dirty},
      {(void **)&e->tally, cells, sizeof *e->tally},
      {(void **)&e->group, groups, sizeof *e->group},
      {(void **)&e->exits, (size_t)n->exits * groups, sizeof *e->exits},
      {(void **)&e->waits, cells + groups, sizeof *e->waits},
      {(void **)&e->before, cells, 2 * sizeof *e->before},
  };
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    if (!(*blocks[k].to = cpwi_alloc_zero(a, blocks[k].count, blocks[k].size))) return CPW_ENOMEM;
  e->used = e->units + pools;
  e->used_area = e->used + pools;
  e->used_since = e->used_area + pools;
  e->stack = e->dirty + stages;
  return take_series(e);
}

/* Stages as they are at time 0, with lines of this worker's. */
static void set_up(cpwi_engine *e) {
  const cpwi_events *p = e->p;
  cpwi_ends *ends = e->ends;
  memcpy(e->room, p->room, (size_t)p->n.stages * sizeof *e->room);
  for (int64_t s = 0; s < p->n.stages; s++) {
    e->room[s].line.ends = ends;
    ends += e->room[s].line.lists;
    e->room[s].outside.ends = ends;
    ends += e->room[s].outside.lists;
  }
  for (int64_t row = 0; row < p->n.p.arrivals; row++) {
    const cpw_arrivals *a = &p->n.p.arrival[row];
    cpwi_profile f = cpwi_profile_of(&p->n.p, a->calendar, a->factor);
    e->source[row].block = e->blocks + row * CPWI_GAPS;
    e->source[row].constant = cpwi_profile_constant(&f);
    e->source[row].level = e->source[row].constant ? cpwi_profile_at(&f, 0.0) : 1.0;
  }
}

int32_t cpwi_engine_new(const cpwi_events *p, cpwi_engine **out, cpw_error *err) {
  cpwi_engine *e = cpwi_alloc_zero(p->options.allocator, 1, sizeof *e);
  if (e) {
    e->p = p;
    if (take_memory(e) == CPW_OK) {
      set_up(e);
      *out = e;
      return CPW_OK;
    }
    cpwi_engine_free(e);
  }
  return cpwi_fail(err, CPW_ENOMEM, -1, p->where, "no memory for a replication of %lld stages",
                   (long long)p->n.stages);
}

void cpwi_engine_free(cpwi_engine *e) {
  if (!e) return;
  const cpw_allocator *a = e->p->options.allocator;
  for (int64_t s = 0; e->room && s < e->p->n.stages; s++) {
    cpwi_release(a, e->room[s].line.item);
    cpwi_release(a, e->room[s].outside.item);
    cpwi_release(a, e->room[s].finish);
  }
  void *blocks[] = {e->room,  e->ends,   e->source,  e->blocks,  e->credit, e->anybody,
                    e->units, e->users,  e->dirty,   e->tally,   e->group,  e->exits,
                    e->waits, e->before, e->present, e->patient, e->page,   e->agenda.event};
  for (size_t k = 0; k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(a, blocks[k]);
  for (int k = 0; k < 5; k++)
    cpwi_release(a, e->series[k]);
  cpwi_release(a, e);
}

/* ---------------------------------------------------------------- a replication ------------- */

/* The stage as it was made ready, with the memory that it has got since. */
static void reset_room(cpwi_engine *e, int64_t stage) {
  cpwi_room *r = &e->room[stage];
  cpwi_room fresh = e->p->room[stage];
  fresh.line.ends = r->line.ends;
  fresh.line.item = r->line.item;
  fresh.line.room = r->line.room;
  fresh.outside.ends = r->outside.ends;
  fresh.outside.item = r->outside.item;
  fresh.outside.room = r->outside.room;
  fresh.finish = r->finish;
  fresh.finish_room = r->finish_room;
  fresh.stamp = r->stamp;
  if (e->tracing) fresh.simple = 0;
  *r = fresh;
  cpwi_row_clear(&r->line);
  cpwi_row_clear(&r->outside);
}

static void begin(cpwi_engine *e, int64_t replication) {
  const cpwi_pathway *n = &e->p->n;
  e->replication = replication;
  e->agenda.count = e->agenda.stale = 0;
  e->agenda.hole = 0;
  e->agenda.number = 0;
  e->patients = 0;
  e->free_patient = CPWI_NONE;
  e->entered = e->coming = e->events = e->deadlocks = 0;
  e->live = e->dirty_first = e->dirty_count = 0;
  e->newly_blocked = e->tagged = CPWI_NONE;
  e->many_blocked = 0;
  e->stopped = 0;
  e->status = CPW_OK;
  e->now = 0.0;
  e->trace_count = 0;
  memset(e->credit, 0, (size_t)n->way_first[n->cells] * sizeof *e->credit);
  for (int64_t s = 0; s < n->stages; s++) {
    reset_room(e, s);
    if (e->room[s].line.shape == CPWI_LINE_ARRAY)
      cpw_stream_init(&e->anybody[s], e->p->run.seed, (uint64_t)replication, CPWI_DRAW_ANYBODY,
                      (uint64_t)s);
  }
  cpwi_counts_begin(e);
  cpwi_capacity_begin(e);
  cpwi_arrivals_begin(e);
  cpwi_open(e);
  cpwi_follow_up(e);
}

static void happen(cpwi_engine *e, const cpwi_event *x) {
  switch (CPWI_KIND(x->tie)) {
  case CPWI_E_END:
    if (!cpwi_simple_end(e, x->who)) cpwi_end_service(e, x->who);
    break;
  case CPWI_E_CASELOAD:
    cpwi_caseload_end(e, x->who);
    break;
  case CPWI_E_CAPACITY:
    cpwi_capacity_change(e, x->who);
    break;
  case CPWI_E_UNITS:
    cpwi_shared_change(e, x->who);
    break;
  case CPWI_E_BOOKED:
    cpwi_booked(e, x->who);
    break;
  case CPWI_E_TRAVEL:
    cpwi_travelled(e, x->who);
    break;
  case CPWI_E_ARRIVAL:
    cpwi_arrive(e, x->who);
    break;
  case CPWI_E_CHANGE:
    cpwi_change_now(e, x->who);
    break;
  default:
    cpwi_slot(e, x->who);
    break;
  }
}

static int is_over(const cpwi_engine *e) {
  return e->status != CPW_OK || e->stopped ||
         (e->live == 0 && e->sources_open == 0 && !(e->p->options.horizon < CPWI_NEVER_ENDS));
}

static void go_on(cpwi_engine *e) {
  cpwi_agenda *a = &e->agenda;
  const volatile int32_t *cancel = e->p->run.cancel;
  while (!is_over(e)) {
    if (a->hole) cpwi_agenda_fill_hole(a);
    if (a->count == 0) return;
    cpwi_event x = a->event[0];
    a->hole = 1;
    if (CPWI_UNLIKELY(cpwi_is_stale(e, &x))) {
      a->stale--;
      continue;
    }
    if (CPWI_UNLIKELY(x.time >= e->mark)) cpwi_pass_mark(e, x.time);
    e->now = x.time;
    e->events++;
    happen(e, &x);
    if (e->dirty_count > 0 || e->newly_blocked >= 0) cpwi_follow_up(e);
    if ((e->events & 0x3fff) == 0 && cancel && cpwi_read_flag(cancel)) e->status = CPW_ECANCELLED;
  }
}

static int32_t fail(const cpwi_engine *e, cpw_error *err) {
  const char *where = e->p->where;
  if (e->status == CPW_EDOMAIN)
    return cpwi_fail(err, CPW_EDOMAIN, e->bad_patient, where,
                     "options.score gave %s for patient %lld: it must be finite",
                     cpwi_number(e->bad_score).text, (long long)e->bad_patient);
  if (e->status == CPW_ECANCELLED)
    return cpwi_fail(err, CPW_ECANCELLED, -1, where, "cancelled by the caller");
  if (e->status == CPW_EOVERFLOW)
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "more than 2^31 people are inside at time %s",
                     cpwi_number(e->now).text);
  return cpwi_fail(err, e->status, -1, where, "no memory for the %d people who are inside",
                   (int)e->live);
}

int32_t cpwi_replicate(cpwi_engine *e, int64_t replication, cpw_error *err) {
  double horizon = e->p->options.horizon;
  begin(e, replication);
  go_on(e);
  if (e->status != CPW_OK) return fail(e, err);
  e->end = !e->stopped && horizon < CPWI_NEVER_ENDS ? horizon : e->now;
  cpwi_close(e);
  return CPW_OK;
}
