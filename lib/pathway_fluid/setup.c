/* A checked network laid out as stocks and flows: phases of every duration, who can be blocked by whom, in what order
 * stages are looked at.
 * Source: the rules in carepath/pathway_fluid.h.
 * Leaves checking to pathway, the phases to match.c, changes to hazard.c, who is there to initial.c. */
#include "pathway_fluid/internal.h"

#include <string.h>

static void *zeros(cpwi_fluid *f, int64_t count, size_t size, int32_t *short_of) {
  void *memory = cpwi_alloc_zero(f->allocator, (size_t)count + 1, size);
  if (!memory) *short_of = 1;
  return memory;
}

static int32_t no_memory(const char *where, cpw_error *err) {
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the network");
}

static int32_t take_options(cpwi_fluid *f, const cpw_pathway_fluid_options *options,
                            const char *where, cpw_error *err) {
  cpw_pathway_fluid_options_init(&f->o);
  int32_t status = cpwi_take_options(&f->o, sizeof f->o, options, where, err);
  if (status != CPW_OK) {
    f->o.allocator = NULL;
    return status;
  }
  const cpw_pathway_fluid_options *o = &f->o;
  f->allocator = o->allocator;
  const cpwi_choice choices[] = {{"cohort", o->cohort, 1}, {"series", o->series, 1}};
  status = cpwi_check_choices(choices, 2, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(o->allocator, where, err);
  if (status != CPW_OK) return status;
  if (o->phases < 1 || o->phases > CPW_COXIAN_MAX)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "options.phases = %d must be 1 to %d",
                     (int)o->phases, CPW_COXIAN_MAX);
  if (!(o->horizon > 0 && o->horizon < NO_LIMIT))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.horizon = %s must be finite and > 0",
                     cpwi_number(o->horizon).text);
  if (!(o->period > 0 && o->period < NO_LIMIT) || o->horizon / o->period > 1e6)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "options.period = %s must be finite, > 0 and at least a millionth of "
                     "options.horizon",
                     cpwi_number(o->period).text);
  if (!(o->warm_up >= 0 && o->warm_up < o->horizon))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "options.warm_up = %s must be >= 0 and below options.horizon",
                     cpwi_number(o->warm_up).text);
  if (!(o->tolerance >= 1e-12 && o->tolerance <= 0.01))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "options.tolerance = %s must be from 1e-12 to 0.01",
                     cpwi_number(o->tolerance).text);
  if (!(o->step >= 0 && o->step < NO_LIMIT) || (o->step > 0 && o->horizon / o->step > 1e9))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where,
                     "options.step = %s must be 0 or a finite time above a billionth of "
                     "options.horizon",
                     cpwi_number(o->step).text);
  return CPW_OK;
}

double cpwi_fluid_time(const cpwi_fluid *f, int64_t period) {
  double t = (double)period * f->o.period;
  return t < f->o.horizon ? t : f->o.horizon;
}

static void count_periods(cpwi_fluid *f) {
  double n = ceil(f->o.horizon / f->o.period * (1 - 1e-12));
  f->periods = n >= 1 ? (int64_t)n : 1;
}

/* -------- stages ---------------------------------------------------------------------------- */

static int32_t kind_of(const cpw_stage *s) {
  switch (s->kind) {
  case CPW_STAGE_SLOTS:
    return FLUID_SLOTS;
  case CPW_STAGE_DELAY:
    return FLUID_DELAY;
  case CPW_STAGE_DECISION:
    return FLUID_INSTANT;
  case CPW_STAGE_EXIT:
    return FLUID_EXIT;
  default:
    return FLUID_LINE;
  }
}

static void lay_stage(cpwi_fluid *f, int64_t i) {
  const cpw_stage *given = &f->net.p.stage[i];
  fluid_stage *s = &f->stage[i];
  s->kind = kind_of(given);
  s->capacity = cpwi_profile_of(&f->net.p, given->calendar, given->factor);
  s->planned = given->servers;
  if (s->kind == FLUID_SLOTS && given->calendar != CPW_NONE)
    s->planned /= f->net.p.calendar[given->calendar].period;
  int32_t queues = s->kind == FLUID_LINE || s->kind == FLUID_SLOTS;
  s->room = queues ? given->waiting_room : NO_LIMIT;
  if (given->kind == CPW_STAGE_CASELOAD && !(given->places < NO_LIMIT)) s->room = NO_LIMIT;
  int32_t away = given->when_full == CPW_FULL_TURN_AWAY || given->when_full == CPW_FULL_OVERFLOW;
  s->limited = s->room < NO_LIMIT && away;
  s->blocks = s->room < NO_LIMIT && !away;
  s->missed = queues ? given->missed : 0;
  s->leave = given->missed_leave;
  if (s->blocks && given->when_full == CPW_FULL_HOLD) f->approximate |= FLUID_SAID_HOLD;
  if (s->missed > 0 && s->kind == FLUID_LINE) f->approximate |= FLUID_SAID_MISSED;
  if (given->routing == CPW_ROUTE_SHORTEST || given->routing == CPW_ROUTE_FIRST_FREE)
    f->approximate |= FLUID_SAID_ROUTING;
  s->lag = given->order == CPW_ORDER_ACCUMULATING ? FLUID_WEIGHTED_WAIT
           : given->order == CPW_ORDER_DUE        ? FLUID_DUE_WAIT
                                                  : FLUID_SAME_WAIT;
  if (given->order == CPW_ORDER_BREACH_FIRST) f->approximate |= FLUID_SAID_ORDER;
}

/* what sorts the groups of a stage into classes that are served strictly one after the other */
static double class_key(const cpwi_fluid *f, int64_t stage, int64_t cell) {
  const cpwi_pathway *n = &f->net;
  switch (n->p.stage[stage].order) {
  case CPW_ORDER_PRIORITY:
  case CPW_ORDER_BREACH_FIRST:
    return n->priority[cell];
  case CPW_ORDER_SCORE:
    return -n->weight[cell];
  case CPW_ORDER_ACCUMULATING:
    return n->weight[cell] > 0 ? 0 : 1;
  case CPW_ORDER_DUE:
    return n->target[cell] < NO_LIMIT ? 0 : 1;
  default:
    return 0;
  }
}

static void rank_groups(cpwi_fluid *f, int64_t stage) {
  int64_t first = stage * f->groups;
  int32_t classes = 0;
  double above = -NO_LIMIT;
  for (;;) { /* one round a class; groups are few */
    double least = NO_LIMIT;
    for (int64_t g = 0; g < f->groups; g++) {
      double key = class_key(f, stage, first + g);
      if (key > above && key < least) least = key;
    }
    if (!(least < NO_LIMIT)) break;
    for (int64_t g = 0; g < f->groups; g++)
      if (class_key(f, stage, first + g) == least) f->cell[first + g].rank = classes;
    classes++;
    above = least;
  }
  f->stage[stage].classes = classes;
  for (int64_t g = 0; g < f->groups; g++) {
    fluid_cell *c = &f->cell[first + g];
    c->scale = 1;
    if (f->stage[stage].lag == FLUID_WEIGHTED_WAIT && f->net.weight[first + g] > 0)
      c->scale = f->net.weight[first + g];
    if (f->stage[stage].lag == FLUID_DUE_WAIT)
      c->scale = f->net.target[first + g] < NO_LIMIT ? f->net.target[first + g] : 0;
  }
}

static void find_alike(cpwi_fluid *f, int64_t stage) {
  fluid_stage *s = &f->stage[stage];
  const fluid_cell *c = &f->cell[stage * f->groups];
  s->alike = s->classes == 1 && s->lag == FLUID_SAME_WAIT;
  for (int64_t g = 1; g < f->groups && s->alike && s->kind == FLUID_LINE; g++)
    s->alike = f->rate[c[g].rate] == f->rate[c[0].rate];
}

/* -------- phases ---------------------------------------------------------------------------- */

typedef struct laying {
  cpwi_fluid *f;
  const char *where;
  cpw_error *err;
  int64_t rates_room;
} laying;

static int32_t add_law(laying *l, const cpw_coxian *law, int64_t *first) {
  cpwi_fluid *f = l->f;
  if (f->rates + law->phases > l->rates_room) {
    int64_t room = 2 * l->rates_room + law->phases + 64;
    double *rate = cpwi_grow(f->allocator, f->rate, (size_t)room, sizeof *rate);
    if (rate) f->rate = rate;
    double *onward = rate ? cpwi_grow(f->allocator, f->onward, (size_t)room, sizeof *onward) : NULL;
    if (!onward) return no_memory(l->where, l->err);
    f->onward = onward;
    l->rates_room = room;
  }
  *first = f->rates;
  if (law->phases == 0) return CPW_OK; /* of no time: its arrays may not be there */
  memcpy(f->rate + f->rates, law->rate, (size_t)law->phases * sizeof *law->rate);
  memcpy(f->onward + f->rates, law->onward, (size_t)law->phases * sizeof *law->onward);
  f->rates += law->phases;
  return CPW_OK;
}

static int32_t lay_cell(laying *l, int64_t stage, int64_t cell) {
  cpwi_fluid *f = l->f;
  fluid_cell *c = &f->cell[cell];
  const cpw_duration *d = f->net.stay[cell];
  int32_t kind = f->stage[stage].kind, status = CPW_OK;
  cpw_coxian law;
  memset(&law, 0, sizeof law);
  if (kind == FLUID_INSTANT || kind == FLUID_EXIT) return CPW_OK;
  if (d) status = cpwi_fluid_match(d, f->o.phases, &law, l->err);
  if (status != CPW_OK) return status;
  if (d && law.matched < 2 && law.phases > 1) f->approximate |= FLUID_SAID_PHASES;
  if (law.phases == 0 && kind == FLUID_LINE) {
    status = cpw_coxian_two_moments(f->o.period / 1000, 1, 1, &law, l->err);
    f->approximate |= FLUID_SAID_NO_TIME;
  }
  c->phases = law.phases;
  if (status == CPW_OK) status = add_law(l, &law, &c->rate);
  if (status != CPW_OK || !(f->stage[stage].missed > 0) || !(f->net.p.stage[stage].rebook > 0))
    return status;
  cpw_duration rebook = {CPW_DURATION_FIXED, 0, f->net.p.stage[stage].rebook, 0, 0, NULL};
  int64_t unused;
  status = cpwi_fluid_match(&rebook, f->o.phases, &law, l->err);
  if (status == CPW_OK) status = add_law(l, &law, &unused);
  c->rebooks = law.phases; /* its rates follow those of the stay */
  return status;
}

static int32_t lay_way(laying *l, int64_t w) {
  const cpwi_way *given = &l->f->net.way[w];
  fluid_way *way = &l->f->way[w];
  way->cell = given->to < 0 ? -1 : given->to * l->f->groups + given->to_group;
  way->group = given->to_group;
  l->f->chance[w] = given->chance;
  if (!given->delay) return CPW_OK;
  cpw_coxian law;
  int32_t status = cpwi_fluid_match(given->delay, l->f->o.phases, &law, l->err);
  if (status != CPW_OK) return status;
  if (law.matched < 2 && law.phases > 1) l->f->approximate |= FLUID_SAID_PHASES;
  way->delays = law.phases;
  return add_law(l, &law, &way->rate);
}

/* -------- who can be blocked by whom -------------------------------------------------------- */

typedef struct pair {
  int64_t target, origin;
} pair;

typedef struct pairs {
  cpwi_fluid *f;
  pair *pair;
  int64_t count, room, origin;
  int64_t *seen; /* (cells) 1 + the last origin from which it was reached */
} pairs;

static int32_t add_pair(pairs *p, int64_t target) {
  if (p->count == p->room) {
    int64_t room = p->room ? 2 * p->room : 64;
    pair *more = cpwi_grow(p->f->allocator, p->pair, (size_t)room, sizeof *more);
    if (!more) return CPW_ENOMEM;
    p->pair = more;
    p->room = room;
  }
  p->pair[p->count++] = (pair){target, p->origin};
  return CPW_OK;
}

/* everything that a cell sends people to at once, through decisions: checked networks have no ring of those, and
 * each is looked at once */
static int32_t reach(pairs *p, int64_t cell) {
  const cpwi_fluid *f = p->f;
  for (int64_t w = f->net.way_first[cell]; w < f->net.way_first[cell + 1]; w++) {
    int64_t to = f->way[w].cell;
    if (to < 0 || f->way[w].delays || p->seen[to] == p->origin + 1) continue;
    p->seen[to] = p->origin + 1;
    const fluid_stage *s = &f->stage[to / f->groups];
    int32_t status = CPW_OK;
    if (s->kind == FLUID_INSTANT) status = reach(p, to);
    if (s->blocks && to / f->groups != p->origin / f->groups) status = add_pair(p, to);
    if (status != CPW_OK) return status;
  }
  return CPW_OK;
}

/* by target, then by origin: origins come in order already, so that counting them is enough */
static int32_t keep_pairs(cpwi_fluid *f, const pairs *p) {
  int32_t short_of = 0;
  int64_t *next = zeros(f, f->cells, sizeof *next, &short_of);
  f->sources = zeros(f, p->count, sizeof *f->sources, &short_of);
  f->pairs = p->count;
  if (!short_of) {
    for (int64_t i = 0; i < p->count; i++)
      next[p->pair[i].target + 1]++;
    for (int64_t c = 0; c < f->cells; c++) {
      f->cell[c].slots = 1 + (int32_t)next[c + 1];
      next[c + 1] += next[c];
      f->cell[c].source = next[c];
    }
    for (int64_t i = 0; i < p->count; i++)
      f->sources[next[p->pair[i].target]++] = p->pair[i].origin;
  }
  cpwi_release(f->allocator, next);
  return short_of ? CPW_ENOMEM : CPW_OK;
}

/* stages that block others before those that are blocked; what is left over is in rings */
static int32_t order_stages(cpwi_fluid *f, const pairs *p) {
  int32_t short_of = 0;
  int64_t *waits = zeros(f, f->stages, sizeof *waits, &short_of), count = 0;
  if (short_of) return CPW_ENOMEM;
  for (int64_t i = 0; i < p->count; i++)
    waits[p->pair[i].origin / f->groups]++;
  for (int64_t s = 0; s < f->stages; s++)
    if (waits[s] == 0) f->order[count++] = s;
  for (int64_t done = 0; done < f->stages; done++) {
    if (done == count) { /* a ring: break it at the first stage of it */
      f->ring = 1;
      for (int64_t s = 0; s < f->stages && done == count; s++)
        if (waits[s] > 0) {
          waits[s] = 0;
          f->order[count++] = s;
        }
    }
    int64_t first = f->order[done] * f->groups;
    for (int64_t c = first; c < first + f->groups; c++)
      for (int64_t j = 0; j + 1 < f->cell[c].slots; j++) {
        int64_t s = f->sources[f->cell[c].source + j] / f->groups;
        if (waits[s] > 0 && --waits[s] == 0) f->order[count++] = s;
      }
  }
  cpwi_release(f->allocator, waits);
  if (f->ring) f->approximate |= FLUID_SAID_RING;
  return CPW_OK;
}

static int32_t find_blocking(cpwi_fluid *f) {
  int32_t short_of = 0, status = CPW_OK;
  pairs p;
  memset(&p, 0, sizeof p);
  p.f = f;
  p.seen = zeros(f, f->cells, sizeof *p.seen, &short_of);
  if (short_of) return CPW_ENOMEM;
  for (int64_t c = 0; c < f->cells && status == CPW_OK; c++) {
    p.origin = c;
    if (f->stage[c / f->groups].kind == FLUID_LINE) status = reach(&p, c);
  }
  if (status == CPW_OK) status = keep_pairs(f, &p);
  if (status == CPW_OK) status = order_stages(f, &p);
  cpwi_release(f->allocator, p.seen);
  cpwi_release(f->allocator, p.pair);
  return status;
}

/* how many stages a stage's people are sent on through: checked networks send nobody round */
static int64_t sends_on(const cpwi_fluid *f, int64_t stage) {
  int64_t n = 0;
  while (n < f->stages && f->stage[stage].limited &&
         f->net.p.stage[stage].when_full == CPW_FULL_OVERFLOW) {
    stage = f->net.p.stage[stage].overflow;
    n++;
  }
  return n;
}

/* stages that are limited, those that send on before those that they send to */
static void order_limits(cpwi_fluid *f) {
  int64_t deepest = 0;
  for (int64_t s = 0; s < f->stages; s++) {
    int64_t n = f->stage[s].limited ? sends_on(f, s) : 0;
    deepest = n > deepest ? n : deepest;
  }
  for (int64_t depth = deepest; depth >= 0; depth--)
    for (int64_t s = 0; s < f->stages; s++)
      if (f->stage[s].limited && sends_on(f, s) == depth) f->limits[f->limited++] = s;
}

/* -------- stocks ---------------------------------------------------------------------------- */

static void lay_stocks(cpwi_fluid *f) {
  int64_t n = 0;
  for (int64_t c = 0; c < f->cells; c++) {
    fluid_cell *cell = &f->cell[c];
    int32_t kind = f->stage[c / f->groups].kind;
    cell->stock = n;
    if (kind != FLUID_LINE && kind != FLUID_SLOTS) cell->slots = 0;
    n += cell->slots + cell->phases - (kind == FLUID_LINE);
    if (kind == FLUID_INSTANT || kind == FLUID_EXIT) n = cell->stock;
    cell->rebook = n;
    n += cell->rebooks;
  }
  for (int64_t w = 0; w < f->ways; w++) {
    f->way[w].delay = n;
    n += f->way[w].delays;
  }
  f->stocks = n;
}

static void name_stocks(cpwi_fluid *f) {
  for (int64_t c = 0; c < f->cells; c++)
    for (int64_t i = f->cell[c].stock; i < f->cell[c].rebook + f->cell[c].rebooks; i++) {
      f->stock_group[i] = (int32_t)(c % f->groups);
      f->stock_stage[i] = (int32_t)(c / f->groups);
    }
  for (int64_t w = 0; w < f->ways; w++)
    for (int32_t k = 0; k < f->way[w].delays; k++) {
      f->stock_group[f->way[w].delay + k] = f->way[w].group;
      f->stock_stage[f->way[w].delay + k] = -1;
    }
}

static void lay_changes(cpwi_fluid *f) {
  for (int64_t c = 0; c < f->cells; c++)
    for (int64_t i = f->net.change_first[c]; i < f->net.change_first[c + 1]; i++) {
      const cpw_change *given = &f->net.change[i];
      f->change[i].cell = given->to < 0 ? -1 : given->to * f->groups + given->to_group;
      f->change[i].group = given->to_group;
      f->change[i].stays = given->to == given->stage;
    }
}

static void lay_pools(cpwi_fluid *f) {
  int64_t n = 0;
  for (int64_t p = 0; p < f->pools; p++) {
    f->pool[p] = cpwi_profile_of(&f->net.p, f->net.p.pool[p].calendar, f->net.p.pool[p].factor);
    f->use_first[p] = n;
    for (int64_t s = 0; s < f->stages; s++)
      for (int64_t u = f->net.use_first[s]; u < f->net.use_first[s + 1]; u++)
        if (f->net.use[u].pool == p) {
          int64_t i = n++;
          for (; i > f->use_first[p] && f->use[i - 1].rank > f->net.use[u].rank; i--)
            f->use[i] = f->use[i - 1];
          f->use[i] = (fluid_use){s, f->net.use[u].rank, f->net.use[u].units};
          f->stage[s].uses = 1;
        }
  }
  f->use_first[f->pools] = n;
}

static void lay_flows(cpwi_fluid *f) {
  f->flow_exit = FLOWS * f->cells;
  f->flow_entered = f->flow_exit + f->net.exits * f->groups;
  f->flow_left = f->flow_entered + f->groups;
  f->flow_moved_in = f->flow_left + f->groups;
  f->flow_moved_out = f->flow_moved_in + f->groups;
  f->flow_pool = f->flow_moved_out + f->groups;
  f->flow_people = f->flow_pool + f->pools;
  f->flows = f->flow_people + f->groups;
}

static void count_everything(cpwi_fluid *f) {
  f->stages = f->net.stages;
  f->groups = f->net.groups;
  f->cells = f->net.cells;
  f->ways = f->net.way_first[f->cells];
  f->changes = f->net.change_first[f->cells];
  f->arrivals = f->net.p.arrivals;
  f->pools = f->net.p.pools;
}

static int32_t make_tables(cpwi_fluid *f) {
  int32_t none = 0;
  f->stage = zeros(f, f->stages, sizeof *f->stage, &none);
  f->cell = zeros(f, f->cells, sizeof *f->cell, &none);
  f->way = zeros(f, f->ways, sizeof *f->way, &none);
  f->chance = zeros(f, f->ways, sizeof *f->chance, &none);
  f->change = zeros(f, f->changes, sizeof *f->change, &none);
  f->order = zeros(f, f->stages, sizeof *f->order, &none);
  f->limits = zeros(f, f->stages, sizeof *f->limits, &none);
  f->use_first = zeros(f, f->pools, sizeof *f->use_first, &none);
  f->use = zeros(f, f->net.use_first[f->stages], sizeof *f->use, &none);
  f->pool = zeros(f, f->pools, sizeof *f->pool, &none);
  f->come = zeros(f, f->arrivals, sizeof *f->come, &none);
  return none ? CPW_ENOMEM : CPW_OK;
}

static int32_t lay_laws(cpwi_fluid *f, const char *where, cpw_error *err) {
  laying l = {f, where, err, 0};
  int32_t status = CPW_OK;
  for (int64_t c = 0; c < f->cells && status == CPW_OK; c++)
    status = lay_cell(&l, c / f->groups, c);
  for (int64_t w = 0; w < f->ways && status == CPW_OK; w++)
    status = lay_way(&l, w);
  return status;
}

static int32_t lay_out(cpwi_fluid *f, const char *where, cpw_error *err) {
  if (make_tables(f) != CPW_OK) return no_memory(where, err);
  for (int64_t i = 0; i < f->stages; i++) {
    lay_stage(f, i);
    rank_groups(f, i);
  }
  for (int64_t a = 0; a < f->arrivals; a++) {
    const cpw_arrivals *row = &f->net.p.arrival[a];
    f->come[a] = cpwi_profile_of(&f->net.p, row->calendar, row->factor);
    if (row->times) f->approximate |= FLUID_SAID_TRACE;
  }
  lay_pools(f);
  int32_t status = lay_laws(f, where, err);
  if (status != CPW_OK) return status;
  for (int64_t i = 0; i < f->stages; i++)
    find_alike(f, i);
  if (find_blocking(f) != CPW_OK) return no_memory(where, err);
  order_limits(f);
  lay_stocks(f);
  lay_flows(f);
  int32_t none = 0;
  f->stock_group = zeros(f, f->stocks, sizeof *f->stock_group, &none);
  f->stock_stage = zeros(f, f->stocks, sizeof *f->stock_stage, &none);
  f->initial = zeros(f, f->stocks, sizeof *f->initial, &none);
  if (none) return no_memory(where, err);
  name_stocks(f);
  lay_changes(f);
  status = cpwi_fluid_hazards(f, where, err);
  return status == CPW_OK ? cpwi_fluid_initial(f, where, err) : status;
}

int32_t cpwi_fluid_setup(cpwi_fluid *f, const cpw_pathway *pathway,
                         const cpw_pathway_fluid_options *options, const char *where,
                         cpw_error *err) {
  memset(f, 0, sizeof *f);
  int32_t status = take_options(f, options, where, err);
  if (status != CPW_OK) return status;
  status = cpwi_pathway_prepare(pathway, f->allocator, where, &f->net, err);
  if (status != CPW_OK) return status;
  count_periods(f);
  count_everything(f);
  return lay_out(f, where, err);
}

void cpwi_fluid_release(cpwi_fluid *f) {
  void *const blocks[] = {f->stage,   f->cell,        f->way,        f->chance, f->change,
                          f->hazards, f->sources,     f->rate,       f->onward, f->order,
                          f->limits,  f->use_first,   f->use,        f->pool,   f->come,
                          f->initial, f->stock_group, f->stock_stage};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    if (blocks[i]) cpwi_release(f->allocator, blocks[i]);
  if (f->stages) cpwi_pathway_release(&f->net);
}

int64_t cpwi_fluid_stay_row(const cpwi_fluid *f, int64_t stage, int64_t group) {
  const cpw_pathway *p = &f->net.p;
  int64_t found = -1;
  for (int64_t r = 0; r < p->stays; r++)
    if (p->stay[r].stage == stage && p->stay[r].group == CPW_NONE) found = r;
  for (int64_t r = 0; r < p->stays; r++)
    if (p->stay[r].stage == stage && p->stay[r].group == group) found = r;
  return found;
}
