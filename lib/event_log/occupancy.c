/* How many are in each stage and wait for it, over time: one sweep through everything that begins and
 * ends, areas exact but for rounding.
 * Source: the rules in carepath/event_log.h (in a stage at t: start <= t < end).
 * Leaves arrivals and waits to flows.c. */
#include "event_log/flows.h"
#include "event_log/internal.h"

#include <string.h>

/* What happens; at one time in this order, so that no stage looks fuller than it was. */
enum { LEAVES, STOPS_WAITING, WAITS, ENTERS, KINDS };

typedef struct stage_now {
  double since, area, wait_area, busy, busy_time; /* busy: area while somebody waits */
  double period_area, period_wait;
  int64_t inside, waiting, period;
} stage_now;

typedef struct sweep {
  cpwi_flows *f;
  cpwi_item *items, *spare;
  int64_t *counts, n;
  stage_now *now;     /* (stages) */
  int64_t *first;     /* (stages + 1) where the levels of a stage begin */
  double *level_time; /* time at each level */
} sweep;

/* ---------------------------------------------------------------- what happens -------------- */

/* When it happens, NaN if it does not; nothing is inside for no time. */
static double time_of(const cpwi_log *l, int64_t i, int kind) {
  const cpwi_stay *s = &l->stay[i];
  if (kind == LEAVES || kind == ENTERS) {
    if (cpwi_stay_waits(s) || cpwi_stay_before(l, s) || !(s->end > s->start)) return CPWI_NAN;
    if (kind == LEAVES) return isinf(s->end) ? CPWI_NAN : s->end;
    return s->start > l->from ? s->start : l->from;
  }
  double waits = cpwi_stay_waits_from(l, i);
  if (isnan(waits) || !(s->start > waits) || s->start <= l->from) return CPWI_NAN;
  if (kind == STOPS_WAITING) return isinf(s->start) ? CPWI_NAN : s->start;
  return waits > l->from ? waits : l->from;
}

/* The time behind a key of cpwi_order_key: what happens is told by stage and kind alone, so that the sweep
 * need not look at the stays again, which are in another order. */
static double time_behind(uint64_t key) {
  const uint64_t sign = UINT64_C(1) << 63;
  uint64_t bits = key & sign ? key ^ sign : ~key;
  double t;
  memcpy(&t, &bits, sizeof t);
  return t;
}

static int64_t count_events(const cpwi_log *l) {
  int64_t n = 0;
  for (int kind = 0; kind < KINDS; kind++)
    for (int64_t i = 0; i < l->n; i++)
      n += !isnan(time_of(l, i, kind));
  return n;
}

static void collect_events(sweep *s) {
  const cpwi_log *l = s->f->l;
  for (int kind = 0; kind < KINDS; kind++)
    for (int64_t i = 0; i < l->n; i++) {
      double t = time_of(l, i, kind);
      if (isnan(t)) continue;
      s->items[s->n].key = cpwi_order_key(t + 0.0, 0);
      s->items[s->n++].index = KINDS * (int64_t)l->stay[i].stage + kind;
    }
  cpwi_order_items(s->items, s->spare, s->n, s->counts);
}

/* ---------------------------------------------------------------- areas --------------------- */

static void pass(sweep *s, int64_t stage, double t) {
  stage_now *x = &s->now[stage];
  double length = t - x->since, area = length * (double)x->inside;
  x->area += area;
  x->period_area += area;
  x->wait_area += length * (double)x->waiting;
  x->period_wait += length * (double)x->waiting;
  if (x->waiting > 0) {
    x->busy += area;
    x->busy_time += length;
  }
  if (s->level_time) s->level_time[s->first[stage] + x->inside] += length;
  x->since = t;
}

static void close_period(sweep *s, int64_t stage) {
  cpwi_flows *f = s->f;
  stage_now *x = &s->now[stage];
  int64_t at = stage * f->periods + x->period++;
  f->occupancy[at] = x->period_area / f->l->o.period;
  f->waiting[at] = x->period_wait / f->l->o.period;
  f->occupancy_end[at] = x->inside;
  x->period_area = x->period_wait = 0.0;
}

/* Lets time go by in a stage; a period ends just before what happens at its end. */
static void advance(sweep *s, int64_t stage, double t) {
  stage_now *x = &s->now[stage];
  while (x->period < s->f->periods && cpwi_flows_begin(s->f, x->period + 1) <= t) {
    pass(s, stage, cpwi_flows_begin(s->f, x->period + 1));
    close_period(s, stage);
  }
  pass(s, stage, t);
}

static void take_event(sweep *s, const cpwi_item *item) {
  int64_t stage = item->index / KINDS;
  int kind = (int)(item->index % KINDS);
  stage_now *x = &s->now[stage];
  advance(s, stage, time_behind(item->key));
  switch (kind) {
  case LEAVES:
    x->inside--;
    break;
  case ENTERS:
    x->inside++;
    break;
  case WAITS:
    x->waiting++;
    break;
  default:
    x->waiting--;
    break;
  }
  if (x->inside > s->f->occupancy_max[stage]) s->f->occupancy_max[stage] = x->inside;
  if (x->waiting > s->f->waiting_max[stage]) s->f->waiting_max[stage] = x->waiting;
}

static void run(sweep *s) {
  const cpwi_log *l = s->f->l;
  for (int64_t j = 0; j < l->log.stages; j++) {
    memset(&s->now[j], 0, sizeof s->now[j]);
    s->now[j].since = l->from;
  }
  for (int64_t i = 0; i < s->n; i++)
    take_event(s, &s->items[i]);
  for (int64_t j = 0; j < l->log.stages; j++)
    advance(s, j, l->until);
}

/* ---------------------------------------------------------------- levels -------------------- */

/* The highest level that was reached or exceeded for a hundredth of the time, and whether time piles
 * up there. */
static void put_levels(const sweep *s, int64_t stage) {
  cpwi_flows *f = s->f;
  const double *time = s->level_time + s->first[stage];
  double least = 0.01 * (f->l->until - f->l->from), above = 0.0;
  int64_t level = f->occupancy_max[stage];
  for (; level > 0; level--) {
    above += time[level];
    if (above >= least) break;
  }
  f->sustained[stage] = level;
  f->plateau[stage] = level > 0 && above >= time[level - 1];
}

static void put_stage(const sweep *s, int64_t stage) {
  cpwi_flows *f = s->f;
  const stage_now *x = &s->now[stage];
  double length = f->l->until - f->l->from;
  f->occupancy_mean[stage] = x->area / length;
  f->waiting_mean[stage] = x->wait_area / length;
  f->when_waiting[stage] = x->busy_time > 0.0 ? x->busy / x->busy_time : CPWI_NAN;
  put_levels(s, stage);
}

static int take_memory(sweep *s) {
  const cpwi_log *l = s->f->l;
  const cpw_allocator *a = l->o.allocator;
  size_t n = (size_t)count_events(l), stages = (size_t)l->log.stages;
  s->items = cpwi_alloc(a, n, sizeof *s->items);
  s->spare = cpwi_alloc(a, n, sizeof *s->spare);
  s->counts = cpwi_alloc(a, CPWI_ORDER_COUNTS, sizeof *s->counts);
  s->now = cpwi_alloc(a, stages, sizeof *s->now);
  s->first = cpwi_alloc(a, stages + 1, sizeof *s->first);
  return s->items && s->spare && s->counts && s->now && s->first;
}

/* Runs twice: once for the greatest levels, once for the time at each. */
static int sweep_all(sweep *s) {
  const cpwi_log *l = s->f->l;
  collect_events(s);
  run(s);
  s->first[0] = 0;
  for (int64_t j = 0; j < l->log.stages; j++)
    s->first[j + 1] = s->first[j] + s->f->occupancy_max[j] + 1;
  s->level_time =
      cpwi_alloc_zero(l->o.allocator, (size_t)s->first[l->log.stages], sizeof *s->level_time);
  if (!s->level_time) return 0;
  run(s);
  for (int64_t j = 0; j < l->log.stages; j++)
    put_stage(s, j);
  return 1;
}

int32_t cpwi_flows_occupancy(cpwi_flows *f, cpw_error *err) {
  sweep s = {.f = f};
  const cpw_allocator *a = f->l->o.allocator;
  int fine = take_memory(&s) && sweep_all(&s);
  cpwi_release(a, s.items);
  cpwi_release(a, s.spare);
  cpwi_release(a, s.counts);
  cpwi_release(a, s.now);
  cpwi_release(a, s.first);
  cpwi_release(a, s.level_time);
  return fine ? CPW_OK : cpwi_log_no_memory(f->l, err);
}
