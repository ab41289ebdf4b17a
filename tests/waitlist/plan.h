/* tests/waitlist/plan.h - random events, transfers and urgent people in a random world, for the tests and for
 * tests/property/property_moves.c. */
#ifndef CPWT_WAITLIST_PLAN_H
#define CPWT_WAITLIST_PLAN_H

#include "waitlist/world.h"

#define PLAN_MOVES 12

/* A world and what is to happen in it. Large: on the heap. */
typedef struct plan {
  world w;
  cpw_project_options options;
  cpw_event event[PLAN_MOVES];
  cpw_transfer transfer[PLAN_MOVES];
  double urgent[WORLD_LISTS], hazard[WORLD_BANDS];
} plan;

static inline int64_t plan_any(cpw_stream *s, int64_t count) {
  return (int64_t)cpw_random_below(s, (uint64_t)count);
}

static inline double plan_upper(cpw_stream *s, double lower, double open) {
  double upper = lower + (open - lower) * cpw_random_uniform(s);
  return upper > lower ? upper : 0.0;
}

static inline void plan_make(plan *p, cpw_stream *s) {
  world_make(&p->w, s, world_chance(s, 0.5));
  int64_t count = p->w.backlog.lists, n = p->w.bands.count;
  double open = p->w.lower[n - 1] * p->w.bands.unit_weeks;
  cpw_project_options_init(&p->options);
  p->options.periods = p->w.periods;
  p->options.starts = p->w.plan_starts;
  p->options.capacity = p->w.plan_capacity;
  p->options.capacity_mode = (int32_t)plan_any(s, 3);
  for (int64_t l = 0; l < count; l++)
    p->urgent[l] = cpw_random_uniform(s);
  if (world_chance(s, 0.3)) p->options.urgent = p->urgent;
  for (int64_t m = 0; m < n; m++)
    p->hazard[m] = cpw_random_uniform(s);
  p->options.events = p->event;
  p->options.event_count = plan_any(s, PLAN_MOVES);
  for (int64_t i = 0; i < p->options.event_count; i++) {
    cpw_event *e = &p->event[i];
    *e = (cpw_event){
        plan_any(s, count), plan_any(s, p->w.periods), 0, 0, 0, (int32_t)plan_any(s, 3), 0};
    e->lower_weeks = world_chance(s, 0.5) ? 0.0 : open * cpw_random_uniform(s);
    if (e->kind == CPW_EVENT_ADD || world_chance(s, 0.5))
      e->upper_weeks = plan_upper(s, e->lower_weeks, open);
    if (e->kind == CPW_EVENT_ADD && e->upper_weeks == 0.0) e->lower_weeks = open;
    e->share = e->kind != CPW_EVENT_ADD && world_chance(s, 0.5);
    e->amount = e->share ? cpw_random_uniform(s) : world_size(s);
  }
  p->options.transfers = p->transfer;
  p->options.transfer_count = count > 1 ? plan_any(s, PLAN_MOVES) : 0;
  for (int64_t i = 0; i < p->options.transfer_count; i++) {
    cpw_transfer *x = &p->transfer[i];
    *x = (cpw_transfer){plan_any(s, count), 0, plan_any(s, p->w.periods), 0, 0, 0, 0, NULL, 0, 0};
    x->to = (x->from + 1 + plan_any(s, count - 1)) % count;
    x->periods = plan_any(s, p->w.periods - x->first_period + 1);
    if (world_chance(s, 0.5)) x->lower_weeks = open * cpw_random_uniform(s);
    if (world_chance(s, 0.5)) x->upper_weeks = plan_upper(s, x->lower_weeks, open);
    x->share = world_chance(s, 0.5);
    x->amount = x->share ? cpw_random_uniform(s) : world_size(s);
    if (x->share && world_chance(s, 0.5)) x->hazard = p->hazard;
  }
}

#endif
