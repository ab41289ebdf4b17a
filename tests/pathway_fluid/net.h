/* tests/pathway_fluid/net.h - small networks for the tests, and reading results. */
#ifndef CPWT_NET_H
#define CPWT_NET_H

#include "carepath/pathway_fluid.h"
#include "support/support.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NET_MOST = 16 };

/* a network with room for rows; laws live in it */
typedef struct net {
  cpw_pathway p;
  cpw_stage stage[NET_MOST];
  cpw_route route[NET_MOST];
  cpw_arrivals arrival[NET_MOST];
  cpw_stay stay[NET_MOST];
  cpw_change change[NET_MOST];
  cpw_calendar calendar[NET_MOST];
  cpw_shared_pool pool[NET_MOST];
  cpw_pool_use use[NET_MOST];
  cpw_initial initial[NET_MOST];
  cpw_duration law[3 * NET_MOST];
  int laws;
} net;

static inline void net_init(net *n) {
  memset(n, 0, sizeof *n);
  cpw_pathway_init(&n->p);
  n->p.stage = n->stage;
  n->p.route = n->route;
  n->p.arrival = n->arrival;
  n->p.stay = n->stay;
  n->p.change = n->change;
  n->p.calendar = n->calendar;
  n->p.pool = n->pool;
  n->p.use = n->use;
  n->p.initial = n->initial;
}

static inline const cpw_duration *net_law(net *n, int32_t law, double mean, double cv) {
  cpw_duration *d = &n->law[n->laws++];
  memset(d, 0, sizeof *d);
  d->law = law;
  d->mean = mean;
  d->cv = cv;
  return d;
}

static inline int32_t net_stage(net *n, const char *name, int32_t kind, double servers,
                                const cpw_duration *stay) {
  int32_t s = (int32_t)n->p.stages++;
  cpw_stage_init(&n->stage[s]);
  n->stage[s].name = name;
  n->stage[s].kind = kind;
  n->stage[s].servers = servers;
  if (!stay) return s;
  n->stay[n->p.stays].stage = s;
  n->stay[n->p.stays].group = -1;
  n->stay[n->p.stays++].duration = stay;
  return s;
}

static inline cpw_route *net_route(net *n, int32_t from, int32_t to, double chance) {
  cpw_route *r = &n->route[n->p.routes++];
  cpw_route_init(r);
  r->from = from;
  r->to = to;
  r->chance = chance;
  return r;
}

static inline cpw_arrivals *net_arrive(net *n, int32_t stage, int32_t group, double rate) {
  cpw_arrivals *a = &n->arrival[n->p.arrivals++];
  cpw_arrivals_init(a);
  a->stage = stage;
  a->group = group;
  a->rate = rate;
  return a;
}

static inline void net_initial(net *n, int32_t stage, int32_t group, int32_t state, double people,
                               double time) {
  cpw_initial *i = &n->initial[n->p.initials++];
  memset(i, 0, sizeof *i);
  i->stage = stage;
  i->group = group;
  i->state = state;
  i->people = people;
  i->time = time;
  i->next = CPW_NONE;
}

static inline void net_change(net *n, int32_t stage, int32_t group, int32_t to, int32_t to_group,
                              const cpw_duration *after) {
  cpw_change *c = &n->change[n->p.changes++];
  memset(c, 0, sizeof *c);
  c->stage = stage;
  c->group = group;
  c->to = to;
  c->to_group = to_group;
  c->after = after;
}

static inline int32_t net_calendar(net *n, const char *name, double period, const double *values,
                                   int64_t count, int32_t repeat) {
  cpw_calendar *c = &n->calendar[n->p.calendars];
  memset(c, 0, sizeof *c);
  c->name = name;
  c->period = period;
  c->values = values;
  c->count = count;
  c->repeat = repeat;
  return (int32_t)n->p.calendars++;
}

static inline cpw_pathway_fluid_options over(double horizon, double period) {
  cpw_pathway_fluid_options o;
  cpw_pathway_fluid_options_init(&o);
  o.horizon = horizon;
  o.period = period;
  return o;
}

static inline cpw_result *solve(const net *n, const cpw_pathway_fluid_options *o) {
  cpw_result *r = NULL;
  cpw_error err;
  int32_t status = cpw_pathway_fluid(&n->p, o, NULL, &r, &err);
  ck_assert_msg(status == CPW_OK, "%s", status == CPW_OK ? "" : err.message);
  return r;
}

static inline const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->real) ck_abort_msg("%s is not there", name);
  return a->real;
}

#define near(got, wanted, tolerance) ck_assert_double_eq_tol(got, wanted, tolerance)

#endif
