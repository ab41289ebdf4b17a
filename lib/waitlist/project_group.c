/* Lists that step together: events and transfers of a period between growing older and being treated.
 * Source: the contracts of cpw_event and cpw_transfer; all lists of a group stand on one grid, so that who
 * leaves one list is who joins another, to the bit. Leaves the arithmetic of a move to moves.c. */
#include "waitlist/project.h"

#include <math.h>
#include <string.h>

/* Who was moved in a period, in people. */
typedef struct moves {
  double added, withdrawn, extra, in, out;
} moves;

typedef struct member {
  int64_t list;
  cpwi_walker walker;
  const double *before; /* the list at the end of the last period ... */
  double people;        /* ... and its sum */
  double *base;         /* (bands) who could be transferred */
  double *arrivals;     /* (bands) who comes from other lists */
  cpwi_flows flows;
  cpwi_totals totals;
  moves moved;
} member;

typedef struct group {
  const cpwi_projection *projection;
  member *member; /* (count) in order of their lists */
  int64_t count;
} group;

/* ---------------------------------------------------------------- the start ----------------- */

static int32_t group_init(group *g, const cpwi_projection *j, int64_t first) {
  const cpw_allocator *allocator = j->options.allocator;
  memset(g, 0, sizeof *g);
  g->projection = j;
  int64_t count = 0;
  for (int64_t l = first; l >= 0; l = j->network.next[l])
    count++;
  g->member = cpwi_alloc_zero(allocator, (size_t)count, sizeof *g->member);
  if (!g->member) return CPW_ENOMEM;
  int32_t status = CPW_OK;
  for (int64_t l = first; l >= 0 && status == CPW_OK; l = j->network.next[l]) {
    member *m = &g->member[g->count++];
    size_t n = (size_t)j->bands.count;
    m->list = l;
    status = cpwi_walker_init(&m->walker, j);
    m->base = cpwi_alloc(allocator, n, sizeof *m->base);
    m->arrivals = cpwi_alloc(allocator, n, sizeof *m->arrivals);
    if (!m->base || !m->arrivals) status = CPW_ENOMEM;
  }
  return status;
}

static void group_free(group *g, const cpw_allocator *allocator) {
  for (int64_t i = 0; i < g->count; i++) {
    cpwi_walker_free(&g->member[i].walker, allocator);
    cpwi_release(allocator, g->member[i].base);
    cpwi_release(allocator, g->member[i].arrivals);
  }
  cpwi_release(allocator, g->member);
}

/* Everybody who can ever be on these lists. */
static double load_members(group *g, int32_t *growth) {
  const cpwi_projection *j = g->projection;
  double size = 0.0;
  *growth = CPWI_SHRINKS;
  for (int64_t i = 0; i < g->count; i++) {
    member *m = &g->member[i];
    const double *starts = j->options.starts;
    if (starts) starts += m->list * j->options.periods;
    size += cpwi_course_load(&m->walker.course, &j->backlog, m->list, starts);
    if (m->walker.course.transfers) *growth = CPWI_GROWS;
    m->walker.course.urgent = j->options.urgent ? j->options.urgent[m->list] : 0.0;
    for (int64_t e = j->network.event[m->list]; e >= 0; e = j->network.event_after[e])
      if (j->options.events[e].kind == CPW_EVENT_ADD) size += j->options.events[e].amount;
  }
  return size;
}

/* All lists on one grid. CPW_EOVERFLOW if there are too many people. */
static int32_t settle(group *g) {
  const cpwi_projection *j = g->projection;
  int64_t n = j->bands.count;
  int32_t growth;
  cpwi_grid grid;
  double size = load_members(g, &growth);
  int32_t status = cpwi_grid_for(size, growth, &grid);
  for (int64_t i = 0; i < g->count && status == CPW_OK; i++) {
    member *m = &g->member[i];
    cpwi_course_round(&m->walker.course, &j->backlog, m->list, &grid);
    m->before = m->walker.course.opening;
    m->people = cpwi_sum(n, m->before);
    if (j->opening) memcpy(j->opening + m->list * n, m->before, (size_t)n * sizeof(double));
  }
  return status;
}

/* ---------------------------------------------------------------- the moves of a period ----- */

static void apply_event(member *m, const cpwi_projection *j, int64_t index, int64_t row) {
  const cpw_event *e = &j->options.events[index];
  cpwi_course *c = &m->walker.course;
  cpwi_range range = cpwi_range_of(&j->bands, e->lower_weeks, e->upper_weeks);
  cpwi_drawn drawn = {0.0, 0.0};
  if (e->kind == CPW_EVENT_ADD) {
    drawn.done =
        cpwi_add_people(c, &j->bands, range, e->amount, cpwi_row_by_band(j, BY_BAND_ADDED, row));
    m->moved.added += drawn.done;
  } else {
    int32_t array = e->kind == CPW_EVENT_REMOVE ? BY_BAND_WITHDRAWN : BY_BAND_EXTRA;
    cpwi_draw draw = {range, e->amount, NULL, e->share};
    drawn = cpwi_draw_people(c, &j->bands, &draw, c->inflow, cpwi_row_by_band(j, array, row), NULL);
    *(e->kind == CPW_EVENT_REMOVE ? &m->moved.withdrawn : &m->moved.extra) += drawn.done;
  }
  j->event_done[index] = drawn.done;
  j->event_short[index] = drawn.lacking;
}

static void apply_transfer(group *g, member *from, int64_t index, int64_t t, int64_t row) {
  const cpwi_projection *j = g->projection;
  const cpw_transfer *x = &j->options.transfers[index];
  member *to = &g->member[j->network.seat[x->to]];
  if (t < x->first_period || (x->periods > 0 && t >= x->first_period + x->periods)) return;
  cpwi_draw draw = {cpwi_range_of(&j->bands, x->lower_weeks, x->upper_weeks), x->amount, x->hazard,
                    x->share};
  cpwi_drawn drawn = cpwi_draw_people(&from->walker.course, &j->bands, &draw, from->base,
                                      cpwi_row_by_band(j, BY_BAND_MOVED_OUT, row), to->arrivals);
  from->moved.out += drawn.done;
  to->moved.in += drawn.done;
  j->transfer_done[index * j->options.periods + t] = drawn.done;
  j->transfer_short[index * j->options.periods + t] = drawn.lacking;
}

/* Everybody older, joined, and what happens to each list on its own. */
static void begin_period(member *m, const cpwi_projection *j, int64_t t) {
  int64_t row = m->list * j->options.periods + t;
  size_t bytes = (size_t)j->bands.count * sizeof(double);
  memset(&m->moved, 0, sizeof m->moved);
  m->flows = cpwi_flows_at(j, row, &m->walker);
  cpwi_course_enter(&m->walker.course, t, m->before, m->people, &m->flows, &m->totals);
  for (int64_t e = j->network.event[m->list]; e >= 0; e = j->network.event_after[e])
    if (j->options.events[e].period == t) apply_event(m, j, e, row);
  memcpy(m->base, m->walker.course.inflow, bytes);
  memset(m->arrivals, 0, bytes);
}

static void transfer_all(group *g, int64_t t) {
  const cpwi_projection *j = g->projection;
  for (int64_t i = 0; i < g->count; i++) {
    member *m = &g->member[i];
    int64_t row = m->list * j->options.periods + t;
    for (int64_t x = j->network.transfer[m->list]; x >= 0; x = j->network.transfer_after[x])
      apply_transfer(g, m, x, t, row);
  }
  for (int64_t i = 0; i < g->count; i++) {
    member *m = &g->member[i];
    double *in = cpwi_row_by_band(j, BY_BAND_MOVED_IN, m->list * j->options.periods + t);
    for (int64_t k = 0; k < j->bands.count; k++)
      m->walker.course.inflow[k] += m->arrivals[k];
    if (in) memcpy(in, m->arrivals, (size_t)j->bands.count * sizeof *in);
  }
}

/* ---------------------------------------------------------------- one period after the other  */

static int32_t end_period(member *m, const cpwi_projection *j, int64_t t) {
  int64_t row = m->list * j->options.periods + t;
  const moves *x = &m->moved;
  double net = x->added - x->withdrawn - x->extra + x->in - x->out;
  return cpwi_course_leave(&m->walker.course, net, cpwi_capacity_of(j, m->list, row), &m->flows,
                           &m->totals);
}

static void write_moves(const member *m, const cpwi_projection *j, int64_t row) {
  const moves *x = &m->moved;
  const double values[] = {x->added, x->withdrawn, x->extra, x->in, x->out};
  for (int32_t k = 0; k < 5; k++)
    if (j->total[TOTAL_ADDED + k]) j->total[TOTAL_ADDED + k][row] = values[k];
}

/* 0 where some list, or all of them together, outgrow the grid. */
static int step(group *g, int64_t t) {
  const cpwi_projection *j = g->projection;
  double people = 0.0;
  for (int64_t i = 0; i < g->count; i++)
    begin_period(&g->member[i], j, t);
  if (j->options.transfer_count > 0) transfer_all(g, t);
  for (int64_t i = 0; i < g->count; i++) {
    member *m = &g->member[i];
    if (end_period(m, j, t) != CPW_OK) return 0;
    people += m->totals.closing;
  }
  if (!(people <= g->member[0].walker.course.grid.most)) return 0;
  for (int64_t i = 0; i < g->count; i++) {
    member *m = &g->member[i];
    int64_t row = m->list * j->options.periods + t;
    cpwi_write_period(j, row, &m->flows, &m->totals);
    write_moves(m, j, row);
    m->before = m->flows.waiting;
    m->people = m->totals.closing;
  }
  return 1;
}

static void no_moves(const group *g, int64_t first) {
  const cpwi_projection *j = g->projection;
  for (int64_t i = 0; i < g->count; i++) {
    int64_t list = g->member[i].list;
    cpwi_give_up(j, list, first);
    for (int64_t e = j->network.event[list]; e >= 0; e = j->network.event_after[e])
      if (j->options.events[e].period >= first) j->event_done[e] = j->event_short[e] = CPWI_NAN;
    for (int64_t x = j->network.transfer[list]; x >= 0; x = j->network.transfer_after[x])
      for (int64_t t = first; t < j->options.periods; t++)
        j->transfer_done[x * j->options.periods + t] =
            j->transfer_short[x * j->options.periods + t] = CPWI_NAN;
  }
}

int32_t cpwi_project_group(const cpwi_projection *j, int64_t first, const char *where,
                           cpw_error *err) {
  group g;
  int32_t status = group_init(&g, j, first);
  if (status != CPW_OK)
    status =
        cpwi_fail(err, status, first, where, "no memory for %lld linked lists", (long long)g.count);
  else if (settle(&g) != CPW_OK)
    status = cpwi_fail_too_many(j, first, where, err);
  for (int64_t t = 0; t < j->options.periods && status == CPW_OK; t++)
    if (!step(&g, t)) {
      no_moves(&g, t);
      break;
    }
  group_free(&g, j->options.allocator);
  return status;
}
