/* Stages whose waiting room is limited and that block those before them: an approximation by holding times.
 * People past the stage before and not through with this one are a birth and death process: births in proportion to the
 * places before that are not blocked, at a pace for which as many go through as come; who is beyond the room is blocked.
 * The mean time blocked lengthens the stay before. Source: holding times as in Perros, Queueing Networks with Blocking, 1994,
 * chapter 5; two stages with exponential laws are solved exactly by pair.c. Leaves the fixed point to steady.c. */
#include "pathway_steady/internal.h"

/* ---------------------------------------------------------------- the process --------------- */

typedef struct process {
  double servers, room, before, mean; /* places; places before that can be blocked; mean duration */
  int64_t states;
} process;

typedef struct course {
  double through, blocked, queue,
      full; /* per time; people; people in the room; chance that servers are all taken */
} course;

/* Sums over the states with births at the pace x while nobody is blocked. */
static course run(const process *p, double x) {
  double weight = 1.0, sum = 0.0;
  course c = {0};
  for (int64_t m = 0; m < p->states; m++) {
    double n = (double)m, blocked = n - p->servers - p->room;
    if (blocked < 0.0) blocked = 0.0;
    double served = n < p->servers ? n : p->servers, waits = n - served - blocked;
    sum += weight;
    c.through += weight * served / p->mean;
    c.blocked += weight * blocked;
    c.queue += weight * waits;
    c.full += n >= p->servers ? weight : 0.0;
    double free_before = 1.0 - blocked / p->before;
    if (!(free_before > 0.0)) break;
    double next = n + 1.0 < p->servers ? n + 1.0 : p->servers;
    weight *= x * free_before * p->mean / next;
    if (weight > 1e100) {
      weight *= 1e-100;
      sum *= 1e-100;
      c.through *= 1e-100;
      c.blocked *= 1e-100;
      c.queue *= 1e-100;
      c.full *= 1e-100;
    }
  }
  c.through /= sum;
  c.blocked /= sum;
  c.queue /= sum;
  c.full /= sum;
  return c;
}

/* The pace at which `rate` go through, which rises with the pace: bracketed, then false position with halving. */
static course settle(const process *p, double rate) {
  double low = rate, high = rate, below, above;
  course c = run(p, high);
  below = above = c.through - rate;
  for (int k = 0; k < 200 && above < 0.0; k++) {
    low = high;
    below = above;
    high *= 2.0;
    c = run(p, high);
    above = c.through - rate;
  }
  for (int k = 0; k < 200 && high > low && fabs(c.through - rate) > 1e-14 * rate; k++) {
    double x = high - above * (high - low) / (above - below);
    if (!(x > low && x < high)) x = low + (high - low) / 2.0;
    c = run(p, x);
    double f = c.through - rate;
    if (f < 0.0) {
      low = x;
      below = f;
      above /= 2.0;
    } else {
      high = x;
      above = f;
      below /= 2.0;
    }
    if (!(x > low * (1.0 - 1e-16)) && !(x < high)) break;
  }
  return c;
}

/* ---------------------------------------------------------------- who is before ------------- */

static int32_t holds(const cpwi_steady *s, int64_t stage) {
  int32_t kind = s->net.p.stage[stage].kind;
  return kind == CPW_STAGE_SERVERS || kind == CPW_STAGE_BEDS || kind == CPW_STAGE_CASELOAD;
}

/* Places before the stage that may be blocked, and the rate of those who come from them. */
static double places_before(const cpwi_steady *s, int64_t stage, double *rate) {
  int64_t groups = s->net.groups;
  double places = 0.0;
  *rate = 0.0;
  for (int64_t i = 0; i < s->net.stages; i++) {
    double flow = 0.0;
    if (!holds(s, i)) continue;
    for (int64_t e = s->first[i * groups]; e < s->first[(i + 1) * groups]; e++)
      if (s->edge[e].kind == CPWI_EDGE_WAY && s->edge[e].to / groups == stage &&
          s->edge[e].to >= 0 && !s->net.way[s->edge[e].row].delay)
        flow += s->rate[s->edge_cell[e]] * s->edge[e].weight;
    if (flow > 0.0) places += s->capacity[i];
    *rate += flow;
  }
  return places;
}

int32_t cpwi_steady_blocks(const cpwi_steady *s, int64_t stage) {
  const cpw_stage *d = &s->net.p.stage[stage];
  int limited = d->kind == CPW_STAGE_SERVERS || d->kind == CPW_STAGE_BEDS;
  return limited && d->waiting_room < (double)INFINITY &&
         (d->when_full == CPW_FULL_BLOCK || d->when_full == CPW_FULL_HOLD);
}

int32_t cpwi_steady_blocking(cpwi_steady *s, int64_t stage, double tau, double *wait,
                             double *chance) {
  double lambda = s->lambda[stage], from_before;
  process p = {floor(s->capacity[stage] + 1e-9), s->net.p.stage[stage].waiting_room,
               places_before(s, stage, &from_before), tau, 0};
  if (!(p.before > 0.0) || !(p.servers >= 1.0)) return 0;
  double states = p.servers + p.room + ceil(p.before) + 1.0;
  if (!(states < 1e7)) return 0;
  p.states = (int64_t)states;
  course c = settle(&p, lambda);
  s->hold_time[stage] = c.blocked / lambda;
  double outside = from_before < lambda ? 1.0 - from_before / lambda : 0.0;
  *wait = c.queue / lambda + outside * s->hold_time[stage];
  *chance = c.full;
  return 1;
}

/* Mean time that those who are through with a stage hold their place there. */
void cpwi_steady_holding(cpwi_steady *s) {
  int64_t groups = s->net.groups;
  for (int64_t i = 0; i < s->net.stages; i++) {
    double held = 0.0, out = 0.0;
    for (int64_t cell = i * groups; cell < (i + 1) * groups; cell++) {
      double mine = 0.0;
      for (int64_t e = s->first[cell]; holds(s, i) && e < s->first[cell + 1]; e++)
        if (s->edge[e].kind == CPWI_EDGE_WAY && s->edge[e].to >= 0 &&
            !s->net.way[s->edge[e].row].delay)
          mine += s->net.way[s->edge[e].row].chance * s->hold_time[s->edge[e].to / groups];
      s->blocked[cell] = mine;
      held += s->rate[cell] * s->served[cell] * mine;
      out += s->rate[cell] * s->served[cell];
    }
    s->block_time[i] = out > 0.0 ? held / out : 0.0;
  }
}
