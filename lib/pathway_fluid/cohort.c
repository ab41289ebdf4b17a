/* Whole people over the stages of a network in equal steps: how many come is Poisson, how many move on binomial, where
 * they go multinomial, who is next by the stage's order. A replication has streams of its own, one a row of arrivals
 * and one a cell, so that networks that differ little meet the same chance.
 * Source: the rules in carepath/pathway_fluid.h; a step moves rate x step of those in a phase, which keeps its mean,
 * and 1 - exp(-rate x step) of those who may change while they wait, which keeps the share that does.
 * Leaves sums over the replications to cohort_sum.c, the layout to setup.c. */
#include "pathway_fluid/cohort.h"

#include <string.h>

#define DRAW_ARRIVALS UINT64_C(0x706601)
#define DRAW_MOVES    UINT64_C(0x706602)

/* the slowest that still takes each phase in twenty steps; a hundred thousand steps a period are enough for all */
int64_t cpwi_cohort_steps(const cpwi_fluid *f, double length) {
  double quickest = 0, wanted = f->o.step;
  for (int64_t r = 0; r < f->rates; r++)
    quickest = f->rate[r] > quickest ? f->rate[r] : quickest;
  if (!(wanted > 0)) wanted = quickest > 0 ? 0.05 / quickest : f->o.period;
  double most = 1e7 / (double)f->periods, n = ceil(length / wanted * (1 - 1e-12));
  if (most > 1e5) most = 1e5;
  if (!(f->o.step > 0) && n > most) n = most > 1 ? most : 1;
  return n > 1 ? (int64_t)n : 1;
}

/* -------- people come and go ---------------------------------------------------------------- */

static void count(cohort *c, int32_t kind, int64_t cell, int64_t people) {
  c->now[kind * c->f->cells + cell] += people;
}

static void leave(cohort *c, int64_t exit, int64_t group, int64_t people) {
  c->now[c->f->flow_exit + exit * c->f->groups + group] += people;
  c->now[c->f->flow_left + group] += people;
}

static void move_group(cohort *c, int64_t from, int64_t to, int64_t people) {
  if (from == to) return;
  c->now[c->f->flow_moved_out + from] += people;
  c->now[c->f->flow_moved_in + to] += people;
}

static void send(cohort *c, int64_t cell, int64_t people, int64_t origin);

/* the pair of a cell and one whose people are blocked by it; -1: none */
static int64_t pair_of(const cpwi_fluid *f, int64_t cell, int64_t origin) {
  const fluid_cell *to = &f->cell[cell];
  for (int32_t j = 0; origin >= 0 && j + 1 < to->slots; j++)
    if (f->sources[to->source + j] == origin) return to->source + j;
  return -1;
}

static void enter(cohort *c, int64_t cell, int64_t people) {
  count(c, FLOW_IN, cell, people);
  c->waiting[cell] += people;
  c->newly[cell] += people;
}

static void come(cohort *c, int64_t cell, int64_t group, int64_t people, int64_t origin) {
  const cpwi_fluid *f = c->f;
  if (people == 0) return;
  if (cell < 0) {
    leave(c, 0, group, people);
    return;
  }
  int64_t stage = cell / f->groups, pair = pair_of(f, cell, origin);
  int32_t kind = f->stage[stage].kind;
  if (kind == FLUID_LINE || kind == FLUID_SLOTS) {
    if (pair < 0) {
      enter(c, cell, people);
    } else {
      c->held[pair] += people;
      c->blocked[origin] += people;
      c->blocked_at[origin / f->groups] += people;
    }
    return;
  }
  count(c, FLOW_IN, cell, people);
  if (kind == FLUID_EXIT) {
    leave(c, f->net.exit[stage], group, people);
  } else if (kind == FLUID_INSTANT || f->cell[cell].phases == 0) {
    count(c, FLOW_OUT, cell, people);
    send(c, cell, people, origin);
  } else {
    c->phase[f->cell[cell].rate] += people;
  }
}

static double share_of(const cohort *c, int64_t cell, int64_t way) {
  const cpwi_fluid *f = c->f;
  int32_t routing = f->net.p.stage[cell / f->groups].routing;
  if (routing != CPW_ROUTE_SHORTEST && routing != CPW_ROUTE_FIRST_FREE) return f->chance[way];
  int64_t to = f->way[way].cell, stage = to / f->groups;
  if (to < 0 || (f->stage[stage].kind != FLUID_LINE && f->stage[stage].kind != FLUID_SLOTS))
    return routing == CPW_ROUTE_SHORTEST ? 1e12 : -1;
  double free = c->capacity[stage] - (double)(c->inside_at[stage] + c->blocked_at[stage]);
  free = free > 0 ? free : 0;
  if (routing == CPW_ROUTE_SHORTEST) return free + 0.02 * c->capacity[stage];
  return free >= 1 ? -1 : f->chance[way];
}

/* FIRST_FREE: a share below 0 is a way that takes all; otherwise shares in proportion */
static void send(cohort *c, int64_t cell, int64_t people, int64_t origin) {
  const cpwi_fluid *f = c->f;
  int64_t a = f->net.way_first[cell], b = f->net.way_first[cell + 1], left = people, all_to = -1;
  double all = 0;
  for (int64_t w = a; w < b; w++) {
    double share = share_of(c, cell, w);
    if (share < 0 && all_to < 0) all_to = w;
    all += share > 0 ? share : 0;
  }
  for (int64_t w = a; w < b && left > 0; w++) {
    double share = share_of(c, cell, w);
    share = share > 0 ? share : 0;
    double p = all > share ? share / all : 1;
    int64_t n = all_to >= 0  ? (w == all_to ? left : 0)
                : w + 1 == b ? left
                             : cpw_random_binomial(&c->move[cell], left, p);
    all -= share;
    left -= n;
    if (n == 0) continue;
    const fluid_way *way = &f->way[w];
    move_group(c, cell % f->groups, way->group, n);
    if (way->delays)
      c->phase[way->rate] += n;
    else
      come(c, way->cell, way->group, n, origin);
  }
}

/* -------- a step of those in phases --------------------------------------------------------- */

/* people who are through with a chain; `last` moves first, so that nobody moves twice */
static int64_t pass(cohort *c, cpw_stream *s, int64_t first, int32_t phases, double step) {
  const cpwi_fluid *f = c->f;
  int64_t through = 0;
  for (int32_t k = phases; k-- > 0;) {
    int64_t i = first + k;
    if (c->phase[i] == 0) continue;
    double p = f->rate[i] * step;
    int64_t moved = cpw_random_binomial(s, c->phase[i], p < 1 ? p : 1);
    if (moved == 0) continue;
    int64_t on = f->onward[i] > 0 ? cpw_random_binomial(s, moved, f->onward[i]) : 0;
    c->phase[i] -= moved;
    if (on > 0) c->phase[i + 1] += on;
    through += moved - on;
  }
  return through;
}

static int64_t in_phases(const cohort *c, int64_t first, int32_t phases) {
  int64_t n = 0;
  for (int32_t k = 0; k < phases; k++)
    n += c->phase[first + k];
  return n;
}

static void miss(cohort *c, int64_t cell, int64_t people) {
  const cpwi_fluid *f = c->f;
  int64_t stage = cell / f->groups, group = cell % f->groups;
  int64_t gone = cpw_random_binomial(&c->move[cell], people, f->stage[stage].leave);
  int32_t to = f->net.p.stage[stage].missed_to;
  count(c, FLOW_MISSED, cell, people);
  count(c, FLOW_LEFT, cell, gone);
  come(c, to == CPW_NONE ? -1 : to * f->groups + group, group, gone, -1);
  if (f->cell[cell].rebooks)
    c->phase[f->cell[cell].rate + f->cell[cell].phases] += people - gone;
  else
    c->waiting[cell] += people - gone;
}

static void serve(cohort *c, int64_t stage, int64_t cell) {
  const cpwi_fluid *f = c->f;
  const fluid_cell *here = &f->cell[cell];
  const fluid_stage *s = &f->stage[stage];
  double pace = 1;
  if (f->net.p.stage[stage].kind == CPW_STAGE_CASELOAD &&
      (double)c->inside_at[stage] > c->capacity[stage])
    pace = c->capacity[stage] / (double)c->inside_at[stage];
  int64_t through = pass(c, &c->move[cell], here->rate, here->phases, c->step * pace);
  if (through == 0) return;
  c->left_at[stage] += through;
  if (s->kind == FLUID_LINE && s->missed > 0) {
    int64_t missed = cpw_random_binomial(&c->move[cell], through, s->missed);
    miss(c, cell, missed);
    through -= missed;
  }
  count(c, FLOW_OUT, cell, through);
  send(c, cell, through, s->kind == FLUID_LINE ? cell : -1);
}

static double hazard(const cpwi_fluid *f, const fluid_change *c, double waiting, double begin) {
  if (c->hazard >= 0) return c->hazard;
  const double *row = f->hazards + c->table;
  if (!(begin > 0) || c->rows == 0) return 1 / c->mean;
  double y = waiting / begin;
  if (y >= row[2 * (c->rows - 1)]) {
    double beyond = 1 / c->mean - 1 / y, last = row[2 * (c->rows - 1) + 1];
    return beyond > last ? beyond : last;
  }
  int64_t i = 0;
  while (i + 1 < c->rows && row[2 * i + 2] <= y)
    i++;
  return row[2 * i + 1];
}

static void change(cohort *c, int64_t stage, int64_t cell) {
  const cpwi_fluid *f = c->f;
  int64_t a = f->net.change_first[cell], b = f->net.change_first[cell + 1];
  if (a == b || c->waiting[cell] == 0) return;
  double all = 0, begin = c->begun[cell], waiting = (double)c->waiting[cell];
  for (int64_t i = a; i < b; i++)
    all += hazard(f, &f->change[i], waiting, begin);
  int64_t left =
      cpw_random_binomial(&c->move[cell], c->waiting[cell], -cpw_math_expm1(-all * c->step));
  c->waiting[cell] -= left;
  for (int64_t i = a; i < b && left > 0; i++) {
    const fluid_change *to = &f->change[i];
    double h = hazard(f, to, waiting, begin);
    int64_t n =
        i + 1 == b || !(all > h) ? left : cpw_random_binomial(&c->move[cell], left, h / all);
    all -= h;
    left -= n;
    if (n == 0) continue;
    move_group(c, cell % f->groups, to->group, n);
    count(c, to->stays ? FLOW_CHANGED : FLOW_LEFT, cell, n);
    if (to->stays) {
      c->waiting[to->cell] += n;
      count(c, FLOW_JOINED, to->cell, n);
    } else {
      come(c, to->cell, to->group, n, -1);
    }
  }
  (void)stage;
}

/* -------- who is next ----------------------------------------------------------------------- */

static int64_t units_left(const cohort *c, int64_t stage, int64_t wanted) {
  const cpwi_fluid *f = c->f;
  for (int64_t u = f->net.use_first[stage]; u < f->net.use_first[stage + 1]; u++) {
    const cpw_pool_use *use = &f->net.use[u];
    double left = c->units[use->pool];
    for (int64_t i = f->use_first[use->pool]; i < f->use_first[use->pool + 1]; i++)
      left -= (double)c->inside_at[f->use[i].stage] * f->use[i].units;
    double fits = floor(left / use->units + 1e-9);
    if (fits < (double)wanted) wanted = fits > 0 ? (int64_t)fits : 0;
  }
  return wanted;
}

static int64_t places(const cohort *c, int64_t stage) {
  const cpw_stage *s = &c->f->net.p.stage[stage];
  double most = s->kind == CPW_STAGE_CASELOAD ? s->places : floor(c->capacity[stage] + 1e-9);
  double free = most - (double)(c->inside_at[stage] + c->blocked_at[stage]);
  return free > 0 ? (free < 9e15 ? (int64_t)free : INT64_C(9000000000000000)) : 0;
}

static void begin(cohort *c, int64_t stage, int64_t cell, int64_t people) {
  const cpwi_fluid *f = c->f;
  c->waiting[cell] -= people;
  if (f->stage[stage].kind == FLUID_LINE) {
    count(c, FLOW_BEGAN, cell, people);
    c->begun_now[cell] += people;
    c->phase[f->cell[cell].rate] += people;
    c->inside_at[stage] += people;
    return;
  }
  int64_t missed = f->stage[stage].missed > 0
                       ? cpw_random_binomial(&c->move[cell], people, f->stage[stage].missed)
                       : 0;
  miss(c, cell, missed);
  people -= missed;
  count(c, FLOW_BEGAN, cell, people);
  c->begun_now[cell] += people;
  if (f->cell[cell].phases > 0) {
    c->phase[f->cell[cell].rate] += people;
  } else {
    count(c, FLOW_OUT, cell, people);
    send(c, cell, people, -1);
  }
}

/* class by class; within a class anybody of those who wait */
static int64_t take_next(cohort *c, int64_t stage, int64_t free) {
  const cpwi_fluid *f = c->f;
  int64_t taken = 0;
  for (int32_t rank = 0; rank < f->stage[stage].classes && free > 0; rank++) {
    int64_t all = 0;
    for (int64_t g = 0; g < f->groups; g++)
      if (f->cell[stage * f->groups + g].rank == rank) all += c->waiting[stage * f->groups + g];
    int64_t now = all < free ? all : free;
    free -= now;
    taken += now;
    for (int64_t g = 0; g < f->groups && now > 0; g++) {
      int64_t cell = stage * f->groups + g, here = c->waiting[cell];
      if (f->cell[cell].rank != rank || here == 0) continue;
      int64_t n =
          here == all ? now : cpw_random_hypergeometric(&c->move[cell], here, all - here, now);
      all -= here;
      now -= n;
      if (n > 0) begin(c, stage, cell, n);
    }
  }
  return taken;
}

static int64_t waiting_at(const cohort *c, int64_t stage) {
  int64_t n = 0;
  for (int64_t cell = stage * c->f->groups; cell < (stage + 1) * c->f->groups; cell++)
    n += c->waiting[cell];
  return n;
}

/* blocked people go on where there is room, anybody of them */
static int64_t unblock(cohort *c, int64_t stage, int64_t room) {
  const cpwi_fluid *f = c->f;
  int64_t all = 0, moved = 0;
  for (int64_t cell = stage * f->groups; cell < (stage + 1) * f->groups; cell++)
    for (int32_t j = 0; j + 1 < f->cell[cell].slots; j++)
      all += c->held[f->cell[cell].source + j];
  int64_t now = all < room ? all : room;
  for (int64_t cell = stage * f->groups; cell < (stage + 1) * f->groups && now > 0; cell++)
    for (int32_t j = 0; j + 1 < f->cell[cell].slots && now > 0; j++) {
      int64_t pair = f->cell[cell].source + j, here = c->held[pair], from = f->sources[pair];
      if (here == 0) continue;
      int64_t n =
          here == all ? now : cpw_random_hypergeometric(&c->move[cell], here, all - here, now);
      all -= here;
      now -= n;
      moved += n;
      c->held[pair] -= n;
      c->blocked[from] -= n;
      c->blocked_at[from / f->groups] -= n;
      if (n > 0) enter(c, cell, n);
    }
  return moved;
}

/* people are let in, from the line and from where they are blocked, until nothing moves */
static int64_t let_in(cohort *c, int64_t stage) {
  const cpwi_fluid *f = c->f;
  int64_t moved = 0;
  int32_t line = f->stage[stage].kind == FLUID_LINE;
  if (f->stage[stage].kind != FLUID_LINE && f->stage[stage].kind != FLUID_SLOTS) return 0;
  for (;;) {
    int64_t free = line ? places(c, stage) : c->slots[stage];
    if (line && f->stage[stage].uses) free = units_left(c, stage, free);
    int64_t begun = free > 0 ? take_next(c, stage, free) : 0;
    if (!line) c->slots[stage] -= begun;
    free -= begun;
    double room = f->stage[stage].room;
    int64_t wait = waiting_at(c, stage), in = 0;
    if (f->stage[stage].blocks && room < 9e15 && (double)wait < room + (double)free)
      in = unblock(c, stage, (int64_t)room + (line ? free : 0) - wait);
    moved += begun + in;
    if (begun + in == 0) return moved;
    if (in == 0 && !line) return moved;
  }
}

/* those who came in this step and for whom there is no room are turned away or sent on */
static void limit(cohort *c, int64_t stage) {
  const cpwi_fluid *f = c->f;
  int32_t on = f->net.p.stage[stage].when_full == CPW_FULL_OVERFLOW;
  int64_t wait = waiting_at(c, stage), fresh = 0;
  if ((double)wait <= f->stage[stage].room) return;
  int64_t over = wait - (int64_t)f->stage[stage].room;
  for (int64_t g = 0; g < f->groups; g++) {
    int64_t cell = stage * f->groups + g;
    if (c->newly[cell] > c->waiting[cell]) c->newly[cell] = c->waiting[cell];
    fresh += c->newly[cell];
  }
  over = over < fresh ? over : fresh;
  for (int64_t g = 0; g < f->groups && over > 0; g++) {
    int64_t cell = stage * f->groups + g, here = c->newly[cell];
    int64_t n =
        here == fresh ? over : cpw_random_hypergeometric(&c->move[cell], here, fresh - here, over);
    fresh -= here;
    over -= n;
    if (n == 0) continue;
    c->waiting[cell] -= n;
    c->newly[cell] -= n;
    count(c, on ? FLOW_OVERFLOWED : FLOW_TURNED, cell, n);
    come(c, on ? f->net.p.stage[stage].overflow * f->groups + g : -1, g, n, -1);
  }
}

static void admit(cohort *c) {
  const cpwi_fluid *f = c->f;
  for (int64_t round = 0; round <= f->stages; round++) {
    int64_t moved = 0;
    for (int64_t i = 0; i < f->stages; i++)
      moved += let_in(c, f->order[i]);
    for (int64_t i = 0; i < f->limited; i++)
      limit(c, f->limits[i]);
    if (moved == 0) break;
  }
  for (int64_t s = 0; s < f->stages; s++)
    c->slots[s] = 0; /* a slot that finds nobody is lost */
}

/* -------- arrivals -------------------------------------------------------------------------- */

/* expected batches from a to b of a row */
static int64_t batches(cohort *c, int64_t a, double from, double to) {
  const cpwi_fluid *f = c->f;
  const cpw_arrivals *row = &f->net.p.arrival[a];
  double mean =
      row->rate / (double)row->batch *
      (f->come[a].calendar || f->come[a].factor ? cpwi_profile_integral(&f->come[a], from, to)
                                                : to - from);
  if (row->dispersion == 0) {
    double before = c->even[a];
    c->even[a] += mean;
    return (int64_t)(floor(c->even[a] + 1e-9) - floor(before + 1e-9));
  }
  if (row->dispersion == 1 || !(mean > 0)) return cpw_random_poisson(&c->come[a], mean);
  /* gamma gaps: operational time until the next one is kept */
  int64_t n = 0;
  double shape = 1 / row->dispersion;
  c->even[a] -= mean;
  while (c->even[a] < 0) {
    n++;
    c->even[a] += cpw_random_gamma(&c->come[a], shape, row->dispersion);
  }
  return n;
}

static void arrive(cohort *c, double from, double to) {
  const cpwi_fluid *f = c->f;
  for (int64_t a = 0; a < f->arrivals; a++) {
    const cpw_arrivals *row = &f->net.p.arrival[a];
    int64_t n = 0;
    if (row->times) {
      while (c->seen[a] < row->count && row->times[c->seen[a]] < to) {
        n += row->times[c->seen[a]] >= from;
        c->seen[a]++;
      }
    } else {
      n = batches(c, a, from, to);
    }
    n *= row->batch;
    c->now[f->flow_entered + row->group] += n;
    come(c, (int64_t)row->stage * f->groups + row->group, row->group, n, -1);
  }
}

/* -------- a replication --------------------------------------------------------------------- */

static void set_capacity(cohort *c, double from, double to) {
  const cpwi_fluid *f = c->f;
  for (int64_t s = 0; s < f->stages; s++) {
    const fluid_stage *stage = &f->stage[s];
    if (stage->kind == FLUID_LINE)
      c->capacity[s] = stage->planned * cpwi_profile_at(&stage->capacity, from);
    if (stage->kind != FLUID_SLOTS) continue;
    double before = c->slot_time[s];
    c->slot_time[s] += stage->planned * cpwi_profile_integral(&stage->capacity, from, to);
    /* in the middle of its share of the period, as the event engine opens them */
    c->slots[s] = (int64_t)(floor(c->slot_time[s] + 0.5 + 1e-9) - floor(before + 0.5 + 1e-9));
    c->capacity[s] = stage->planned * cpwi_profile_at(&stage->capacity, from);
  }
  for (int64_t p = 0; p < f->pools; p++)
    c->units[p] = f->net.p.pool[p].units * cpwi_profile_at(&f->pool[p], from);
}

static void count_inside(cohort *c) {
  const cpwi_fluid *f = c->f;
  for (int64_t s = 0; s < f->stages; s++) {
    c->inside_at[s] = 0;
    for (int64_t cell = s * f->groups; cell < (s + 1) * f->groups; cell++)
      c->inside_at[s] += in_phases(c, f->cell[cell].rate, f->cell[cell].phases);
  }
}

/* those who are there now, as flows so that their sum is people x steps */
void cpwi_cohort_people(cohort *c) {
  const cpwi_fluid *f = c->f;
  for (int64_t cell = 0; cell < f->cells; cell++) {
    const fluid_cell *here = &f->cell[cell];
    int64_t in = in_phases(c, here->rate, here->phases);
    int64_t again = in_phases(c, here->rate + here->phases, here->rebooks);
    c->people[FLOW_QUEUE * f->cells + cell] = c->waiting[cell] + again;
    c->people[FLOW_INSIDE * f->cells + cell] = in;
    c->people[FLOW_BLOCKED * f->cells + cell] = c->blocked[cell];
  }
  for (int64_t s = 0; s < f->stages; s++) {
    int64_t wait = waiting_at(c, s);
    double room = f->stage[s].room;
    int64_t outside = f->stage[s].blocks && (double)wait > room ? wait - (int64_t)room : 0;
    for (int64_t cell = s * f->groups; cell < (s + 1) * f->groups; cell++) {
      int64_t n = outside < c->waiting[cell] ? outside : c->waiting[cell];
      c->people[FLOW_OUTSIDE * f->cells + cell] = n;
      outside -= n;
    }
  }
  for (int64_t g = 0; g < f->groups; g++)
    c->people[f->flow_people + g] = 0;
  /* blocked people are of the group that they go on in */
  for (int64_t cell = 0; cell < f->cells; cell++) {
    int64_t *group = &c->people[f->flow_people + cell % f->groups];
    *group += c->people[FLOW_QUEUE * f->cells + cell] + c->people[FLOW_INSIDE * f->cells + cell];
    for (int32_t j = 0; j + 1 < f->cell[cell].slots; j++)
      *group += c->held[f->cell[cell].source + j];
  }
  for (int64_t w = 0; w < f->ways; w++)
    c->people[f->flow_people + f->way[w].group] += in_phases(c, f->way[w].rate, f->way[w].delays);
}

static void begin_replication(cohort *c, uint64_t seed, uint64_t replication) {
  const cpwi_fluid *f = c->f;
  for (int64_t a = 0; a < f->arrivals; a++) {
    const cpw_arrivals *row = &f->net.p.arrival[a];
    cpw_stream_init(&c->come[a], seed, replication, DRAW_ARRIVALS, (uint64_t)a);
    c->even[a] = 0;
    c->seen[a] = 0;
    if (row->dispersion != 1 && row->dispersion > 0)
      c->even[a] = cpw_random_gamma(&c->come[a], 1 / row->dispersion, row->dispersion);
  }
  for (int64_t cell = 0; cell < f->cells; cell++)
    cpw_stream_init(&c->move[cell], seed, replication, DRAW_MOVES, (uint64_t)cell);
}

/* who is there at the beginning: in service by phases of those of that age, or in equilibrium */
static void open_doors(cohort *c) {
  const cpwi_fluid *f = c->f;
  for (int64_t r = 0; r < f->net.p.initials; r++) {
    const cpw_initial *row = &f->net.p.initial[r];
    int64_t cell = (int64_t)row->stage * f->groups + row->group, left = (int64_t)row->people;
    const fluid_cell *here = &f->cell[cell];
    if (row->state == CPW_INITIAL_BLOCKED) {
      int32_t group = cpwi_fluid_group_on(f, cell, row->next);
      come(c, row->next >= 0 ? row->next * f->groups + group : -1, group, left, cell);
    } else if (row->state == CPW_INITIAL_IN_SERVICE && here->phases > 0) {
      double share[CPW_COXIAN_MAX] = {0}, all = 0;
      cpwi_fluid_phases_of(f, here, row->time, share);
      for (int32_t k = 0; k < here->phases; k++)
        all += share[k];
      for (int32_t k = 0; k < here->phases; k++) {
        double p = all > share[k] ? share[k] / all : 1;
        int64_t n = k + 1 == here->phases ? left : cpw_random_binomial(&c->move[cell], left, p);
        c->phase[here->rate + k] += n;
        left -= n;
        all -= share[k];
      }
    } else if (here->slots > 0) {
      c->waiting[cell] += left;
    } else if (here->phases > 0) {
      c->phase[here->rate] += left;
    }
  }
  set_capacity(c, 0, 0);
  count_inside(c);
  admit(c);
  memset(c->now, 0, (size_t)f->flows * sizeof *c->now);
  memset(c->newly, 0, (size_t)f->cells * sizeof *c->newly);
}

static void one_step(cohort *c, double from, double to) {
  const cpwi_fluid *f = c->f;
  c->step = to - from;
  set_capacity(c, from, to);
  count_inside(c);
  memset(c->newly, 0, (size_t)f->cells * sizeof *c->newly);
  for (int64_t s = 0; s < f->stages; s++)
    for (int64_t cell = s * f->groups; cell < (s + 1) * f->groups; cell++) {
      c->begun[cell] = 0.9 * c->begun[cell] + 0.1 * (double)c->begun_now[cell] / c->step;
      c->begun_now[cell] = 0;
      change(c, s, cell);
      serve(c, s, cell);
      const fluid_cell *here = &f->cell[cell];
      if (here->rebooks)
        c->waiting[cell] +=
            pass(c, &c->move[cell], here->rate + here->phases, here->rebooks, c->step);
    }
  for (int64_t cell = 0; cell < f->cells; cell++)
    for (int64_t w = f->net.way_first[cell]; w < f->net.way_first[cell + 1]; w++)
      if (f->way[w].delays) {
        int64_t n = pass(c, &c->move[cell], f->way[w].rate, f->way[w].delays, c->step);
        come(c, f->way[w].cell, f->way[w].group, n, -1);
      }
  arrive(c, from, to);
  count_inside(c);
  admit(c);
}

int32_t cpwi_cohort_replicate(cohort *c, const cpw_run *run, uint64_t replication, cpw_error *err) {
  const cpwi_fluid *f = c->f;
  cpwi_cohort_clear(c);
  begin_replication(c, run->seed, replication);
  open_doors(c);
  cpwi_cohort_people(c);
  cpwi_cohort_note_time(c, 0, 0);
  for (int64_t p = 0; p < f->periods; p++) {
    double start = cpwi_fluid_time(f, p), end = cpwi_fluid_time(f, p + 1);
    int64_t n = cpwi_cohort_steps(f, end - start);
    if (run->cancel && cpwi_read_flag(run->cancel))
      return cpwi_fail(err, CPW_ECANCELLED, -1, CPWI_FLUID, "cancelled by the caller");
    for (int64_t k = 0; k < n; k++) {
      double from = start + (end - start) * ((double)k / (double)n);
      double to = k + 1 == n ? end : start + (end - start) * ((double)(k + 1) / (double)n);
      memset(c->now, 0, (size_t)f->flows * sizeof *c->now);
      one_step(c, from, to);
      cpwi_cohort_people(c);
      cpwi_cohort_note_step(c, p, from);
    }
    cpwi_cohort_note_time(c, p + 1, end);
  }
  return CPW_OK;
}
