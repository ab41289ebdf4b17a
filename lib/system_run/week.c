/* The weeks of a block: ageing, clock starts, mergers and moves, leaving untreated, treatment, what is left.
 * Source: the recursion of lib/waitlist (Wood and Worthington, Health Care Management Science 28:259-273, 2025), with the
 * groups of a unit at one capacity and units that share people or capacity together.
 * Leaves what the figures of a week are to figures.c, and what is made of the weeks to the sink. */
#include "system_run/internal.h"

#include <string.h>

/* Purposes of the random streams, and how many words a week has. */
enum { FOR_STARTS = 7001, FOR_REMOVAL = 7002, FOR_TREATMENT = 7003 };
#define WORDS_A_WEEK 65536u

/* A share of one unit that goes over to another in a week, once. */
typedef struct merger {
  int64_t from, to; /* local */
  int64_t week;
  double share;
  int64_t row;
} merger;

typedef struct block {
  const cpw_system_plan *p;
  const cpwi_acts *acts;
  const int32_t *unit; /* (units) */
  int64_t units, groups, bands, stride;
  double step;
  double *people;   /* (units, groups, stride) */
  double *before;   /* (groups, stride) */
  double *capacity; /* (units) treatments */
  double *carry;    /* (units) part of a treatment that is left, whole people only */
  double *starts;   /* (units, groups) people */
  double *went;     /* (units, groups) starts that went elsewhere */
  double *unused;   /* (units) steps */
  cpwi_unit_week *figures;
  cpwi_lane_week *out; /* (units, groups) */
  cpwi_lane *lane;     /* (units, groups) */
  cpwi_lane **desk;    /* (units x groups) */
  int64_t *next, *band;
  merger *merger;
  int64_t mergers;
  const cpwi_chance *chance;
  cpw_stream *stream; /* (units, groups, 2), then (units): chance only */
} block;

static void release(block *b) {
  const cpw_allocator *a = b->p->allocator;
  void *const all[] = {b->people, b->before, b->capacity, b->carry,  b->starts,
                       b->went,   b->unused, b->figures,  b->out,    b->lane,
                       b->desk,   b->next,   b->band,     b->merger, b->stream};
  for (size_t k = 0; k < sizeof all / sizeof *all; k++)
    cpwi_release(a, all[k]);
}

static int64_t local_of(const block *b, int32_t unit) {
  int64_t low = 0, high = b->units - 1;
  while (low < high) {
    int64_t middle = (low + high) / 2;
    if (b->unit[middle] < unit)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static double *cells(const block *b, int64_t u, int64_t g) {
  return b->people + (u * b->groups + g) * b->stride;
}

/* ---------------------------------------------------------------- mergers -------------------- */

static int64_t week_of(const cpwi_act *a) {
  double w = a->effect->from + a->effect->lag + a->shift;
  if (w <= 0) return 0;
  if (w > 1e9) return INT64_MAX;
  int64_t k = (int64_t)w;
  return (double)k < w ? k + 1 : k;
}

static int earlier(const merger *a, const merger *b) {
  return a->week != b->week ? a->week < b->week : a->row < b->row;
}

static void find_mergers(block *b) {
  for (int64_t u = 0; u < b->units; u++)
    for (int64_t k = b->acts->first[b->unit[u]]; k < b->acts->first[b->unit[u] + 1]; k++) {
      const cpwi_act *a = &b->acts->act[k];
      if (a->effect->lever != CPW_LEVER_REORGANISE || a->to < 0) continue;
      merger m = {u, local_of(b, a->to), week_of(a),
                  a->amount < 0   ? 0
                  : a->amount > 1 ? 1
                                  : a->amount,
                  a->effect - b->p->s->effect};
      int64_t at = b->mergers++;
      while (at > 0 && earlier(&m, &b->merger[at - 1])) {
        b->merger[at] = b->merger[at - 1];
        at--;
      }
      b->merger[at] = m;
    }
}

/* People of one lane go over, band by band. */
static void move_cells(block *b, const merger *m, int64_t g) {
  double *from = cells(b, m->from, g), *to = cells(b, m->to, g), moved = 0;
  for (int64_t k = 0; k < b->bands; k++) {
    double t = m->share >= 1 ? from[k] : cpwi_whole_down(from[k] * m->share);
    from[k] -= t;
    to[k] += t;
    moved += t;
  }
  b->out[m->from * b->groups + g].moved_out += moved;
  b->out[m->to * b->groups + g].moved_in += moved;
}

/* Capacity and starts follow from then on; the lists in the week itself. */
static void merge(block *b, int64_t week) {
  for (int64_t k = 0; k < b->mergers; k++) {
    const merger *m = &b->merger[k];
    if (week < m->week) continue;
    cpwi_unit_week *f = &b->figures[m->from], *t = &b->figures[m->to];
    double c = b->capacity[m->from] * m->share, s = f->spend * m->share;
    b->capacity[m->to] += c;
    b->capacity[m->from] -= c;
    t->spend += s;
    f->spend -= s;
    for (int64_t g = 0; g < b->groups; g++) {
      double *from = &b->starts[m->from * b->groups + g], part = *from * m->share;
      b->starts[m->to * b->groups + g] += part;
      *from -= part;
      if (week == m->week) move_cells(b, m, g);
    }
  }
}

/* ---------------------------------------------------------------- moves ---------------------- */

/* What a diversion of starts asks of a lane in a week: a share, 0 where it does not act. */
static double share_asked(const cpwi_act *a, int64_t g, int64_t week) {
  const cpw_system_effect *e = a->effect;
  if (e->lever != CPW_LEVER_DIVERT || e->mode != CPW_EFFECT_SHARE) return 0;
  if (e->group >= 0 && e->group != g) return 0;
  double now = cpwi_act_now(a, (double)week);
  return now > 0 ? now : 0;
}

/* Shares of the starts go elsewhere, each share of those whom the unit would have had; where they ask for more than
 * everybody, each gets its part. */
static void divert_starts(block *b, int64_t week) {
  memset(b->went, 0, (size_t)(b->units * b->groups) * sizeof *b->went);
  for (int64_t u = 0; u < b->units; u++)
    for (int64_t g = 0; g < b->groups; g++) {
      int64_t first = b->acts->first[b->unit[u]], last = b->acts->first[b->unit[u] + 1];
      double asked = 0, all = b->starts[u * b->groups + g];
      for (int64_t k = first; k < last; k++)
        asked += share_asked(&b->acts->act[k], g, week);
      for (int64_t k = first; k < last && asked > 0; k++) {
        double share = share_asked(&b->acts->act[k], g, week);
        if (share <= 0) continue;
        double part = all * (asked > 1 ? share / asked : share);
        b->went[u * b->groups + g] += part;
        b->went[local_of(b, b->acts->act[k].to) * b->groups + g] -= part;
      }
    }
  for (int64_t k = 0; k < b->units * b->groups; k++) {
    b->starts[k] -= b->went[k];
    if (b->starts[k] < 0) b->starts[k] = 0; /* a rounding of parts that sum to the whole */
  }
}

/* People on the list go elsewhere, those who waited longest first, and keep their wait. */
static void move_waiting(block *b, int64_t u, const cpwi_act *a, int64_t week) {
  double now = cpwi_act_now(a, (double)week) / b->step;
  if (now <= 0) return;
  cpwi_desk d = {.bands = b->bands,
                 .stride = b->stride,
                 .cells = b->p->cells,
                 .next = b->next,
                 .band = b->band,
                 .chance = -1};
  d.lane = b->desk;
  memcpy(b->before, cells(b, u, 0), (size_t)(b->groups * b->stride) * sizeof *b->before);
  for (int64_t g = 0; g < b->groups; g++) {
    if (a->effect->group >= 0 && a->effect->group != g) continue;
    cpwi_lane *l = &b->lane[u * b->groups + g];
    *l = (cpwi_lane){.people = cells(b, u, g)};
    d.lane[d.lanes++] = l;
  }
  (void)cpwi_desk_longest(&d, cpwi_whole_down(now));
  int64_t to = local_of(b, a->to);
  for (int64_t g = 0; g < b->groups; g++) {
    double *from = cells(b, u, g), *there = cells(b, to, g), moved = 0;
    for (int64_t k = 0; k < b->bands; k++) {
      double t = b->before[g * b->stride + k] - from[k];
      there[k] += t;
      moved += t;
    }
    b->out[u * b->groups + g].moved_out += moved;
    b->out[to * b->groups + g].moved_in += moved;
  }
}

static void move_all(block *b, int64_t week) {
  for (int64_t u = 0; u < b->units; u++)
    for (int64_t k = b->acts->first[b->unit[u]]; k < b->acts->first[b->unit[u] + 1]; k++) {
      const cpwi_act *a = &b->acts->act[k];
      if (a->effect->lever == CPW_LEVER_DIVERT && a->effect->mode == CPW_EFFECT_ADD)
        move_waiting(b, u, a, week);
    }
}

/* ---------------------------------------------------------------- ageing, starts, leaving ---- */

static void age(double *people, int64_t bands) {
  people[bands - 1] += people[bands - 2];
  memmove(people + 1, people, (size_t)(bands - 2) * sizeof *people);
  people[0] = 0;
}

static cpw_stream *stream_of(block *b, int64_t number, int64_t week) {
  cpw_stream *s = &b->stream[number];
  cpw_stream_seek(s, (uint64_t)week * WORDS_A_WEEK);
  return s;
}

static void start(block *b, int64_t week) {
  for (int64_t k = 0; k < b->units * b->groups; k++) {
    double n = b->chance ? (double)cpw_random_poisson(stream_of(b, 2 * k, week), b->starts[k])
                         : cpwi_whole_near(b->starts[k] / b->step);
    b->people[k * b->stride] += n;
    b->out[k].starts += n;
  }
}

/* Whole people: how many leave is binomial; from which bands, in turn by their people. */
static double leave_whole(block *b, int64_t k, double *people, double r, int64_t week) {
  double n = b->p->cells->sum(people, b->stride);
  cpw_stream *s = stream_of(b, 2 * k + 1, week);
  double gone = (double)cpw_random_binomial(s, (int64_t)n, r), left = gone;
  double apart = gone > 0 ? n / gone : 0, next = cpw_random_uniform(s) * apart, sum = 0;
  for (int64_t m = 0; m < b->bands && left > 0; m++) {
    sum += people[m];
    while (sum > next && left > 0 && people[m] > 0) {
      people[m]--;
      left--;
      next += apart;
    }
  }
  return gone - left;
}

static void leave(block *b, int64_t week) {
  for (int64_t u = 0; u < b->units; u++)
    for (int64_t g = 0; g < b->groups; g++) {
      double r = cpwi_lane_removal(b->p, b->acts, b->unit[u], g, week);
      int64_t k = u * b->groups + g;
      if (r <= 0) continue;
      b->out[k].removed += b->chance ? leave_whole(b, k, cells(b, u, g), r, week)
                                     : b->p->cells->leave(cells(b, u, g), b->stride, r);
    }
}

/* ---------------------------------------------------------------- treatment ------------------ */

static double chance_of(block *b, int64_t u, int64_t week) {
  if (!b->chance) return -1;
  return cpw_random_uniform(stream_of(b, 2 * b->units * b->groups + u, week));
}

/* Capacity in steps; of whole people the part that is left waits for the next week. */
static double steps_of(block *b, int64_t u, double treatments) {
  if (!b->chance)
    return cpwi_whole_down(treatments / b->step < CPWI_WHOLE / 4 ? treatments / b->step
                                                                 : CPWI_WHOLE / 4);
  double all = treatments + b->carry[u];
  if (all > CPWI_WHOLE / 4) all = CPWI_WHOLE / 4;
  double whole = cpwi_whole_down(all);
  b->carry[u] = all - whole;
  return whole;
}

static void prepare_lanes(block *b, int64_t u, double capacity, int64_t week) {
  const cpw_system_capacity *c = &b->p->s->capacity[b->unit[u]];
  for (int64_t g = 0; g < b->groups; g++) {
    cpwi_lane *l = &b->lane[u * b->groups + g];
    *l = (cpwi_lane){.people = cells(b, u, g),
                     .curve = b->p->curve + (int64_t)c->service * b->stride};
    cpwi_lane_order(b->p, b->acts, b->unit[u], g, week, capacity, b->step, l);
  }
}

/* Units of one alliance and service from `u` on: their pooled capacity is one. */
static void treat_pool(block *b, int64_t u, double *pooled, int64_t week) {
  const cpw_system *s = b->p->s;
  cpwi_desk d = {.lane = b->desk,
                 .bands = b->bands,
                 .stride = b->stride,
                 .cells = b->p->cells,
                 .next = b->next,
                 .band = b->band};
  double capacity = 0;
  int32_t service = s->capacity[b->unit[u]].service, pool = b->figures[u].pool;
  for (int64_t k = u; k < b->units; k++) {
    if (b->figures[k].pool != pool || s->capacity[b->unit[k]].service != service) continue;
    capacity += pooled[k];
    for (int64_t g = 0; g < b->groups; g++) {
      cpwi_lane *l = &b->lane[k * b->groups + g];
      l->keep = 0;
      b->desk[d.lanes++] = l;
    }
  }
  d.longest_first = s->service[service].longest_first;
  d.chance = chance_of(b, u, week);
  double unused = cpwi_desk_place(&d, capacity);
  for (int64_t k = u; k < b->units; k++) { /* what is unused is the last ones' */
    if (b->figures[k].pool != pool || s->capacity[b->unit[k]].service != service) continue;
    double part = capacity > 0 ? cpwi_whole_down(unused * (pooled[k] / capacity)) : 0;
    b->unused[k] += part;
    pooled[k] = -1;
    unused -= part;
  }
  b->unused[u] += unused;
}

static void treat(block *b, double *pooled, int64_t week) {
  for (int64_t u = 0; u < b->units; u++) {
    double all = steps_of(b, u, b->capacity[u]);
    pooled[u] = b->figures[u].pool >= 0 ? cpwi_whole_down(all * b->figures[u].pooled) : -1;
    double own = pooled[u] > 0 ? all - pooled[u] : all;
    prepare_lanes(b, u, own, week);
    cpwi_desk d = {.lane = b->desk,
                   .lanes = b->groups,
                   .bands = b->bands,
                   .stride = b->stride,
                   .cells = b->p->cells,
                   .next = b->next,
                   .band = b->band};
    for (int64_t g = 0; g < b->groups; g++)
      b->desk[g] = &b->lane[u * b->groups + g];
    d.longest_first = b->p->s->service[b->p->s->capacity[b->unit[u]].service].longest_first;
    d.chance = chance_of(b, u, week);
    b->unused[u] = cpwi_desk_place(&d, own);
  }
  for (int64_t u = 0; u < b->units; u++)
    if (pooled[u] >= 0) treat_pool(b, u, pooled, week);
}

/* ---------------------------------------------------------------- a week --------------------- */

static void figures(block *b, const double *money, int64_t week) {
  for (int64_t u = 0; u < b->units; u++) {
    int64_t unit = b->unit[u];
    cpwi_unit_figures(b->p, b->acts, unit, week, money ? money[unit] : 0, &b->figures[u]);
    b->capacity[u] = b->figures[u].capacity;
    for (int64_t g = 0; g < b->groups; g++)
      b->starts[u * b->groups + g] = cpwi_lane_starts(b->p, b->acts, unit, g, week);
  }
}

static void report(block *b, const cpwi_sink *sink, int64_t week) {
  for (int64_t u = 0; u < b->units; u++) {
    b->figures[u].capacity = b->capacity[u];
    for (int64_t g = 0; g < b->groups; g++) {
      cpwi_lane_week *o = &b->out[u * b->groups + g];
      const double *people = cells(b, u, g);
      o->closing = b->p->cells->sum(people, b->stride);
      o->treated = b->lane[u * b->groups + g].treated;
      o->treated_weeks = b->lane[u * b->groups + g].treated_weeks;
    }
    sink->week(sink->context, b->unit[u], week, &b->figures[u], b->unused[u],
               &b->out[u * b->groups], cells(b, u, 0));
  }
}

static void one_week(block *b, const double *money, double *pooled, const cpwi_sink *sink,
                     int64_t week) {
  memset(b->out, 0, (size_t)(b->units * b->groups) * sizeof *b->out);
  figures(b, money, week);
  for (int64_t k = 0; k < b->units * b->groups; k++)
    age(b->people + k * b->stride, b->bands);
  if (b->mergers) merge(b, week);
  if (b->units > 1) divert_starts(b, week);
  start(b, week);
  if (b->units > 1) move_all(b, week);
  leave(b, week);
  treat(b, pooled, week);
  report(b, sink, week);
}

static int32_t make(block *b, const double *opening) {
  const cpw_allocator *a = b->p->allocator;
  size_t units = (size_t)b->units, lanes = units * (size_t)b->groups,
         all = lanes * (size_t)b->stride;
  int64_t acts = 0;
  for (int64_t u = 0; u < b->units; u++)
    acts += b->acts->first[b->unit[u] + 1] - b->acts->first[b->unit[u]];
  b->people = cpwi_alloc(a, all, sizeof *b->people);
  b->before = cpwi_alloc(a, (size_t)(b->groups * b->stride), sizeof *b->before);
  b->capacity = cpwi_alloc(a, units, sizeof *b->capacity);
  b->carry = cpwi_alloc_zero(a, 2 * units, sizeof *b->carry); /* the second half: pooled capacity */
  b->starts = cpwi_alloc(a, lanes, sizeof *b->starts);
  b->went = cpwi_alloc(a, lanes, sizeof *b->went);
  b->unused = cpwi_alloc_zero(a, units, sizeof *b->unused);
  b->figures = cpwi_alloc_zero(a, units, sizeof *b->figures);
  b->out = cpwi_alloc_zero(a, lanes, sizeof *b->out);
  b->lane = cpwi_alloc_zero(a, lanes, sizeof *b->lane);
  b->desk = cpwi_alloc_zero(a, lanes, sizeof *b->desk);
  b->next = cpwi_alloc_zero(a, lanes, sizeof *b->next);
  b->band = cpwi_alloc_zero(a, lanes, sizeof *b->band);
  b->merger = cpwi_alloc_zero(a, (size_t)acts + 1, sizeof *b->merger);
  if (b->chance) b->stream = cpwi_alloc(a, 2 * lanes + units, sizeof *b->stream);
  if (!b->people || !b->before || !b->capacity || !b->carry || !b->starts || !b->went ||
      !b->unused || !b->figures || !b->out || !b->lane || !b->desk || !b->next || !b->band ||
      !b->merger || (b->chance && !b->stream))
    return 0;
  size_t cells_of_unit = (size_t)(b->groups * b->stride);
  for (size_t u = 0; u < units; u++)
    memcpy(b->people + u * cells_of_unit, opening + (size_t)b->unit[u] * cells_of_unit,
           cells_of_unit * sizeof *opening);
  return 1;
}

static void make_streams(block *b) {
  int64_t lanes = b->units * b->groups;
  for (int64_t k = 0; k < lanes; k++) {
    uint64_t lane = (uint64_t)(b->unit[k / b->groups] * b->groups + k % b->groups);
    cpw_stream_init(&b->stream[2 * k], b->chance->seed, b->chance->replication, FOR_STARTS, lane);
    cpw_stream_init(&b->stream[2 * k + 1], b->chance->seed, b->chance->replication, FOR_REMOVAL,
                    lane);
  }
  for (int64_t u = 0; u < b->units; u++)
    cpw_stream_init(&b->stream[2 * lanes + u], b->chance->seed, b->chance->replication,
                    FOR_TREATMENT, (uint64_t)b->unit[u]);
}

int32_t cpwi_block_run(const cpw_system_plan *p, const cpwi_acts *acts, int64_t number,
                       const double *opening, double step, const double *money,
                       const cpwi_chance *chance, const cpwi_sink *sink, const char *where,
                       cpw_error *err) {
  block b = {.p = p,
             .acts = acts,
             .groups = p->groups,
             .bands = p->bands,
             .stride = p->stride,
             .step = step,
             .chance = chance};
  b.unit = acts->order + acts->block_first[number];
  b.units = acts->block_first[number + 1] - acts->block_first[number];
  int32_t status = CPW_OK;
  if (!make(&b, opening))
    status = cpwi_fail(err, CPW_ENOMEM, -1, where, "out of memory");
  else {
    if (chance) make_streams(&b);
    find_mergers(&b);
    for (int64_t week = 0; week < p->weeks; week++)
      one_week(&b, money, b.carry + b.units, sink, week);
  }
  release(&b);
  return status;
}

double cpwi_people_within(const double *people, int64_t bands, double weeks) {
  double sum = 0;
  for (int64_t m = 0; m < bands - 1 && (double)m < weeks; m++)
    sum += (double)m + 1 <= weeks ? people[m] : people[m] * (weeks - (double)m);
  return sum;
}
