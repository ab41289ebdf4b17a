/* Random valid networks: see random_network.h. Stages stand in a line and routes lead onwards, out, or (re-entry) back
 * with a chance of at most 0.3, so that everybody can leave; decisions and overflows lead onwards alone. */
#include "random_network.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MOST_STAGES 10
#define MOST_GROUPS 4

typedef struct making {
  cpw_stream stream;
  uint64_t features;
  cpw_network *network;
  int32_t stages, groups, exits; /* exits are the last of the stages */
  cpw_stage stage[MOST_STAGES];
  char name[MOST_STAGES][24];
  cpw_duration stay[MOST_STAGES][MOST_GROUPS];
  cpw_empirical *data;
  double wants[MOST_STAGES]; /* units of the pool a patient */
  double comes[MOST_STAGES][MOST_GROUPS], flow[MOST_STAGES][MOST_GROUPS];
  cpw_route route[MOST_STAGES * MOST_GROUPS * 3];
  int32_t routes, calendars;
} making;

static void must(int32_t status, const cpw_error *err) {
  if (status == CPW_OK) return;
  printf("random_network: %s\n", err->message);
  exit(1);
}

static int has(const making *m, uint64_t feature) {
  return (m->features & feature) != 0;
}
static int32_t below(making *m, int32_t n) {
  return (int32_t)cpw_random_below(&m->stream, (uint64_t)n);
}
static double between(making *m, double low, double high) {
  return low + (high - low) * cpw_random_uniform(&m->stream);
}

static cpw_duration exponential(double mean) {
  cpw_duration d = {CPW_DURATION_EXPONENTIAL, 0, mean, 0, 0, NULL};
  return d;
}

static cpw_duration any_law(making *m, double mean) {
  cpw_duration d = exponential(mean);
  if (!has(m, RANDOM_LAWS)) return d;
  d.law = CPW_DURATION_FIXED + below(m, CPW_DURATION_COUNT - 1);
  switch (d.law) {
  case CPW_DURATION_GAMMA:
  case CPW_DURATION_LOGNORMAL:
  case CPW_DURATION_WEIBULL:
    d.cv = between(m, 0.2, 2);
    break;
  case CPW_DURATION_UNIFORM:
    d.cv = between(m, 0.1, 0.57);
    break;
  case CPW_DURATION_HYPEREXPONENTIAL:
    d.cv = between(m, 1, 3);
    break;
  case CPW_DURATION_GEOMETRIC:
    d.mean = 1 + mean;
    break;
  case CPW_DURATION_EMPIRICAL:
    d.mean = 0;
    d.empirical = m->data;
    break;
  default:
    break;
  }
  if (below(m, 4) == 0) d.zero = between(m, 0, 0.5);
  return d;
}

static double mean_of(const cpw_duration *d) {
  double mean = 0;
  cpw_error err;
  must(cpw_duration_moments(d, &mean, NULL, NULL, &err), &err);
  return mean;
}

/* ---- stages */

static int32_t any_kind(making *m, int32_t s) {
  static const struct {
    uint64_t feature;
    int32_t kind;
  } special[] = {{RANDOM_DELAYS, CPW_STAGE_DELAY},
                 {RANDOM_SLOTS, CPW_STAGE_SLOTS},
                 {RANDOM_CASELOADS, CPW_STAGE_CASELOAD},
                 {RANDOM_DECISIONS, CPW_STAGE_DECISION}};
  if (s >= m->stages - m->exits) return CPW_STAGE_EXIT;
  int32_t k = below(m, 8);
  if (k < 4 && has(m, special[k].feature)) return special[k].kind;
  return k % 2 ? CPW_STAGE_SERVERS : CPW_STAGE_BEDS;
}

static void limit(making *m, int32_t s) {
  cpw_stage *stage = &m->stage[s];
  int32_t want = below(m, 5), onwards = m->stages - m->exits - s - 1;
  if (want == 0 && has(m, RANDOM_BLOCKING))
    stage->when_full = CPW_FULL_BLOCK;
  else if (want == 1 && has(m, RANDOM_HOLD))
    stage->when_full = CPW_FULL_HOLD;
  else if (want == 2 && has(m, RANDOM_TURN_AWAY))
    stage->when_full = CPW_FULL_TURN_AWAY;
  else if (want == 3 && has(m, RANDOM_OVERFLOW) && onwards > 0) {
    stage->when_full = CPW_FULL_OVERFLOW;
    stage->overflow = s + 1 + below(m, onwards);
  } else
    return;
  stage->waiting_room = below(m, 3) ? below(m, 6) : 0;
}

static void choose_who(making *m, int32_t s) {
  cpw_stage *stage = &m->stage[s];
  if (has(m, RANDOM_ORDERS)) stage->order = below(m, CPW_ORDERS);
  if (has(m, RANDOM_PREEMPTION) && below(m, 2) &&
      (stage->kind == CPW_STAGE_SERVERS || stage->kind == CPW_STAGE_BEDS)) {
    stage->order = CPW_ORDER_PRIORITY;
    stage->preempt = 1 + below(m, 3);
  }
  if (has(m, RANDOM_MISSED) && below(m, 2)) {
    stage->missed = between(m, 0, 0.3);
    stage->missed_leave = below(m, 2) ? between(m, 0, 1) : 0;
    if (m->exits > 0 && below(m, 2)) stage->missed_to = m->stages - 1;
    stage->rebook = below(m, 2) ? between(m, 0, 3) : 0;
  }
}

static void make_stages(making *m) {
  m->exits = has(m, RANDOM_EXITS) ? 1 + below(m, 2) : 0;
  m->stages = 2 + below(m, 5) + m->exits;
  m->groups = has(m, RANDOM_GROUPS) ? 2 + below(m, MOST_GROUPS - 1) : 1;
  for (int32_t s = 0; s < m->stages; s++) {
    cpw_stage *stage = &m->stage[s];
    cpw_stage_init(stage);
    snprintf(m->name[s], sizeof m->name[s], "stage %d", (int)s + 1);
    stage->name = m->name[s];
    stage->kind = any_kind(m, s);
    if (has(m, RANDOM_RULES) && stage->kind != CPW_STAGE_EXIT && below(m, 2))
      stage->routing = 1 + below(m, 3);
    if (stage->kind == CPW_STAGE_DELAY || stage->kind >= CPW_STAGE_DECISION) continue;
    limit(m, s);
    choose_who(m, s);
    if (has(m, RANDOM_FIGURES) && below(m, 2)) stage->target = between(m, 0, 5);
  }
}

static void make_stays(making *m) {
  for (int32_t s = 0; s < m->stages; s++)
    for (int32_t g = 0; g < m->groups; g++)
      m->stay[s][g] = m->stage[s].kind == CPW_STAGE_SLOTS && below(m, 2)
                          ? (cpw_duration){CPW_DURATION_FIXED, 0, 0, 0, 0, NULL}
                          : any_law(m, between(m, 0.2, 4));
}

/* ---- routes: onwards, out, back */

static void add_route(making *m, int32_t s, int32_t g, int32_t to, double chance) {
  cpw_route *r = &m->route[m->routes++];
  cpw_route_init(r);
  r->from = s;
  r->group = g;
  r->to = to;
  r->chance = chance;
  if (has(m, RANDOM_REGROUP) && below(m, 4) == 0) r->to_group = below(m, m->groups);
}

static void make_routes_of(making *m, int32_t s, int32_t g) {
  int32_t onwards = m->stages - s - 1;
  double back = has(m, RANDOM_REENTRY) && m->stage[s].kind != CPW_STAGE_DECISION && below(m, 2)
                    ? between(m, 0, 0.3)
                    : 0;
  double split = below(m, 3) ? between(m, 0, 1) : 1;
  int32_t one = onwards > 0 ? s + 1 + below(m, onwards) : CPW_NONE;
  int32_t other = onwards > 0 && below(m, 2) ? s + 1 + below(m, onwards) : CPW_NONE;
  add_route(m, s, g, one, (1 - back) * split);
  if (split < 1) add_route(m, s, g, other, (1 - back) * (1 - split));
  if (back > 0) add_route(m, s, g, below(m, s + 1), back);
}

static void make_routes(making *m, cpw_duration *delay) {
  for (int32_t s = 0; s < m->stages - m->exits; s++)
    for (int32_t g = 0; g < m->groups; g++)
      make_routes_of(m, s, g);
  if (!has(m, RANDOM_ROUTE_DELAYS)) return;
  *delay = any_law(m, between(m, 0.5, 3));
  for (int32_t i = 0; i < m->routes; i++) {
    int32_t to = m->route[i].to;
    if (below(m, 3) == 0 && (to == CPW_NONE || m->stage[to].when_full != CPW_FULL_HOLD))
      m->route[i].delay = delay;
  }
}

/* Traffic by repetition: the chance of going on is at most 1 a round and falls by at least the re-entry. */
static void find_flow(making *m) {
  memcpy(m->flow, m->comes, sizeof m->flow);
  for (int32_t round = 0; round < 300; round++) {
    double next[MOST_STAGES][MOST_GROUPS];
    memcpy(next, m->comes, sizeof next);
    for (int32_t i = 0; i < m->routes; i++) {
      const cpw_route *r = &m->route[i];
      int32_t to_group = r->to_group < 0 ? r->group : r->to_group;
      if (r->to >= 0) next[r->to][to_group] += m->flow[r->from][r->group] * r->chance;
    }
    memcpy(m->flow, next, sizeof next);
  }
}

static void set_capacity(making *m, int32_t s) {
  cpw_stage *stage = &m->stage[s];
  double load = 0, flow = 0,
         spare = has(m, RANDOM_OVERLOAD) ? between(m, 0.5, 2) : between(m, 1.2, 2.5);
  for (int32_t g = 0; g < m->groups; g++) {
    load += m->flow[s][g] * mean_of(&m->stay[s][g]);
    flow += m->flow[s][g];
  }
  spare /= 1 - stage->missed;
  if (stage->routing != CPW_ROUTE_CHANCE) spare *= 2;
  stage->servers =
      stage->kind == CPW_STAGE_SLOTS ? ceil(flow * spare + 0.01) : ceil(load * spare + 0.01);
  if (stage->kind == CPW_STAGE_CASELOAD && stage->when_full != CPW_FULL_BLOCK)
    stage->places = stage->servers + 1;
}

/* ---- who comes, when, and what there is */

static void make_calendars(making *m) {
  double value[6];
  cpw_error err;
  if (!has(m, RANDOM_CALENDARS)) return;
  for (m->calendars = 0; m->calendars < 3; m->calendars++) {
    char name[24];
    snprintf(name, sizeof name, "calendar %d", (int)m->calendars + 1);
    int32_t count = 1 + below(m, 6);
    for (int32_t k = 0; k < count; k++)
      value[k] = below(m, 4) ? 1 + below(m, 2) : 0;
    value[count - 1] = 1;
    cpw_calendar c = {name, between(m, 0.5, 4), value, count, below(m, 2), 0};
    must(cpw_network_add_calendar(m->network, &c, NULL, &err), &err);
  }
  for (int32_t s = 0; s < m->stages; s++) {
    cpw_stage *stage = &m->stage[s];
    if (stage->kind == CPW_STAGE_DELAY || stage->kind >= CPW_STAGE_DECISION) continue;
    if (below(m, 2))
      stage->calendar = below(m, 3);
    else if (below(m, 3) == 0)
      stage->factor = below(m, 3);
    if (stage->calendar >= 0 || stage->factor >= 0) stage->servers *= 2;
  }
}

/* Times that never fall, now and then two at once. */
static void make_trace(making *m, cpw_arrivals *row, double *times, int32_t most) {
  double t = 0;
  int32_t count = 0;
  while (count < most && t < 200) {
    if (count == 0 || below(m, 5)) t += cpw_random_exponential(&m->stream, 1 / row->rate);
    times[count++] = t;
  }
  row->times = times;
  row->count = count;
}

static void make_arrivals(making *m, cpw_arrivals *row) {
  static const int32_t most = 300;
  cpw_error err;
  double *times = calloc((size_t)most, sizeof *times);
  for (int32_t s = 0; s < m->stages - m->exits && times; s++) {
    for (int32_t g = 0; g < m->groups; g++) {
      if (m->comes[s][g] <= 0) continue;
      cpw_arrivals_init(row);
      row->stage = s;
      row->group = g;
      row->rate = m->comes[s][g];
      if (m->calendars && below(m, 3) == 0) row->calendar = below(m, m->calendars);
      if (has(m, RANDOM_BATCHES) && below(m, 2)) {
        row->batch = 1 + below(m, 4);
        row->dispersion = below(m, 3) ? between(m, 0.1, 4) : 0;
      }
      if (has(m, RANDOM_TRACES) && below(m, 2)) make_trace(m, row, times, most);
      must(cpw_network_add_arrivals(m->network, row, 1, &err), &err);
    }
  }
  free(times);
}

static void choose_comers(making *m) {
  for (int32_t g = 0; g < m->groups; g++) {
    m->comes[0][g] = between(m, 0.1, 3);
    int32_t s = below(m, m->stages - m->exits);
    if (below(m, 2)) m->comes[s][g] += between(m, 0.1, 1);
  }
}

static void make_changes(making *m) {
  cpw_error err;
  for (int32_t s = 0; s < m->stages && has(m, RANDOM_CHANGES); s++) {
    int32_t kind = m->stage[s].kind, onwards = m->stages - s - 1, how = below(m, 4);
    if (kind == CPW_STAGE_DELAY || kind >= CPW_STAGE_DECISION || how == 0) continue;
    cpw_duration after = any_law(m, between(m, 1, 10));
    if (after.law == CPW_DURATION_FIXED && after.zero > 0) after.zero = 0;
    cpw_change row = {s, below(m, m->groups + 1) - 1, CPW_NONE, CPW_NONE, &after};
    if (how == 2 && onwards > 0) row.to = s + 1 + below(m, onwards);
    if (how == 3 && m->groups > 1) {
      row.group = below(m, m->groups - 1);
      row.to = s;
      row.to_group = row.group + 1;
    }
    must(cpw_network_add_changes(m->network, &row, 1, &err), &err);
  }
}

static double capacity_at_start(making *m, int32_t s) {
  const cpw_stage *stage = &m->stage[s];
  if (stage->calendar >= 0 || stage->factor >= 0) return 0;
  return stage->servers < stage->places ? stage->servers : stage->places;
}

static void make_pools(making *m, double *units_left) {
  cpw_error err;
  double most = 0, units = 0;
  int32_t wants[MOST_STAGES] = {0};
  *units_left = (double)INFINITY;
  if (!has(m, RANDOM_POOLS)) return;
  for (int32_t s = 0; s < m->stages; s++) {
    if (m->stage[s].kind != CPW_STAGE_SERVERS && m->stage[s].kind != CPW_STAGE_BEDS) continue;
    wants[s] = below(m, 3);
    if (wants[s] > most) most = wants[s];
    units += wants[s] * m->stage[s].servers;
  }
  units = ceil(units * (has(m, RANDOM_OVERLOAD) ? between(m, 0.4, 1) : 1));
  cpw_shared_pool pool = {"staff", units > most ? units : most, CPW_NONE, CPW_NONE};
  if (pool.units <= 0) return;
  *units_left = pool.units;
  must(cpw_network_add_pool(m->network, &pool, NULL, &err), &err);
  for (int32_t s = 0; s < m->stages; s++) {
    cpw_pool_use use = {s, 0, wants[s], below(m, 3), 0};
    if (wants[s]) must(cpw_network_add_uses(m->network, &use, 1, &err), &err);
    m->wants[s] = wants[s];
  }
}

static void add_people(making *m, int32_t s, int32_t state, int32_t people, int32_t next) {
  cpw_error err;
  cpw_initial row = {
      s, below(m, m->groups), state, 0, people, below(m, 2) ? between(m, 0, 2) : (double)NAN, next,
      0};
  if (people > 0) must(cpw_network_add_initial(m->network, &row, 1, &err), &err);
}

/* Somebody blocked waits for the stage that the first route of his stage leads to, if that has a limit. */
static int32_t next_of(const making *m, int32_t s) {
  for (int32_t i = 0; i < m->routes; i++) {
    int32_t to = m->route[i].from == s ? m->route[i].to : CPW_NONE;
    if (to < 0 || m->route[i].delay) continue;
    int32_t kind = m->stage[to].kind;
    if (kind != CPW_STAGE_DELAY && kind < CPW_STAGE_DECISION &&
        m->stage[to].when_full == CPW_FULL_BLOCK && m->stage[to].waiting_room < 10)
      return to;
  }
  return CPW_NONE;
}

static void make_initial(making *m, double units_left) {
  for (int32_t s = 0; s < m->stages && has(m, RANDOM_INITIAL); s++) {
    const cpw_stage *stage = &m->stage[s];
    if (stage->kind >= CPW_STAGE_DECISION || below(m, 3) == 0) continue;
    if (stage->kind == CPW_STAGE_DELAY) {
      add_people(m, s, CPW_INITIAL_IN_SERVICE, below(m, 5), CPW_NONE);
      continue;
    }
    int32_t room = (int32_t)(stage->waiting_room < 20 ? stage->waiting_room : 20);
    add_people(m, s, CPW_INITIAL_WAITING, below(m, room + 1), CPW_NONE);
    if (stage->kind == CPW_STAGE_SLOTS) continue;
    double free = capacity_at_start(m, s), wants = m->wants[s];
    int32_t inside = below(m, (int32_t)free + 1), next = next_of(m, s);
    while (inside > 0 && wants * inside > units_left)
      inside--;
    if (wants > 0) units_left -= wants * inside;
    add_people(m, s, CPW_INITIAL_IN_SERVICE, inside, CPW_NONE);
    if (next >= 0 && free - inside >= 1)
      add_people(m, s, CPW_INITIAL_BLOCKED, below(m, (int32_t)free - inside + 1), next);
  }
}

static void make_figures(making *m) {
  cpw_error err;
  for (int32_t k = 0; k < 8 && has(m, RANDOM_FIGURES); k++) {
    int32_t figure = below(m, 4), s = below(m, m->stages + 1) - 1, g = below(m, m->groups + 1) - 1;
    double value = figure == CPW_FIGURE_PRIORITY ? below(m, 4) - 1 : between(m, 0, 4);
    must(cpw_network_set_figure(m->network, figure, s, g, value, &err), &err);
  }
}

static void add_named(making *m) {
  static const char *const names[MOST_GROUPS] = {"urgent", "soon", "routine", "review"};
  cpw_error err;
  for (int32_t s = 0; s < m->stages; s++)
    must(cpw_network_add_stage(m->network, &m->stage[s], NULL, &err), &err);
  for (int32_t g = 0; m->groups > 1 && g < m->groups; g++)
    must(cpw_network_add_group(m->network, names[g], NULL, &err), &err);
}

static void add_stays(making *m) {
  cpw_error err;
  for (int32_t s = 0; s < m->stages; s++) {
    if (m->stage[s].kind >= CPW_STAGE_DECISION) continue;
    for (int32_t g = 0; g < m->groups; g++) {
      cpw_stay row = {s, g, &m->stay[s][g]};
      must(cpw_network_add_stays(m->network, &row, 1, &err), &err);
    }
  }
}

cpw_network *random_network(uint64_t seed, uint64_t features) {
  static const double values[] = {0, 1, 2, 2.5, 7}, weights[] = {1, 4, 2, 0.5, 0.25};
  making m;
  cpw_error err;
  cpw_arrivals row;
  cpw_duration delay;
  double units_left;
  memset(&m, 0, sizeof m);
  m.features = features;
  cpw_stream_init(&m.stream, seed, 0, 0, 0);
  must(cpw_network_new(NULL, NULL, &m.network, &err), &err);
  must(cpw_empirical_new(values, weights, 5, NULL, &m.data, &err), &err);
  make_stages(&m);
  make_stays(&m);
  make_routes(&m, &delay);
  choose_comers(&m);
  find_flow(&m);
  for (int32_t s = 0; s < m.stages; s++)
    set_capacity(&m, s);
  make_calendars(&m);
  add_named(&m);
  add_stays(&m);
  must(cpw_network_add_routes(m.network, m.route, m.routes, &err), &err);
  make_arrivals(&m, &row);
  make_changes(&m);
  make_pools(&m, &units_left);
  make_initial(&m, units_left);
  make_figures(&m);
  must(cpw_network_set_deadlock(m.network,
                                has(&m, RANDOM_STOP) ? CPW_DEADLOCK_STOP : CPW_DEADLOCK_SWAP, &err),
       &err);
  cpw_empirical_free(m.data);
  if (!cpw_network_pathway(m.network, &err)) must(CPW_EINVAL, &err);
  return m.network;
}

uint64_t random_features(uint64_t seed, uint64_t from) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 1, 0, 0);
  return cpw_random_bits(&s) & from;
}
