/* How a goal answers to the capacity of every period: the exact derivative of the recursion.
 * Source: the adjoint of the recursion in carepath/waitlist.h, period by period backwards (Bryson and Ho,
 * Applied Optimal Control, 1969, ch. 2). Leaves what the derivative is for to free.c and plan.c. */
#include "plan/internal.h"

/* The weight of a person in each band for a goal whose level is `level`: the sum over the list is >= 0
 * where the goal is met. */
static void weigh(const cpwi_walk *w, const cpwi_goal *g, double level, double *weight) {
  for (int64_t m = 0; m < w->bands; m++) {
    double within = m < g->limit.band ? 1.0 : m == g->limit.band ? g->limit.share : 0.0;
    weight[m] = g->kind == CPW_GOAL_WITHIN       ? within - level
                : g->kind == CPW_GOAL_LONG_WAITS ? within - 1.0
                : g->kind == CPW_GOAL_LONG_SHARE ? level - (1.0 - within)
                                                 : -1.0;
  }
}

double cpwi_walk_linear(const cpwi_walk *w, const cpwi_goal *g) {
  double value = cpwi_walk_value(w, g), slack = cpwi_walk_slack(g, value);
  double closing = w->closing[g->period + 1];
  if (isnan(value)) return -1e6; /* beyond all bounds */
  if (g->kind == CPW_GOAL_LONG_WAITS || g->kind == CPW_GOAL_SIZE) return slack / w->scale;
  return slack * (closing / w->scale);
}

/* How one period placed its treatments. */
typedef struct placing {
  const cpwi_walk *walk;
  const double *inflow, *treated, *waiting;
  int64_t
      first; /* the band in which strictly longest-first treatment ends; `bands`: there is none */
  int32_t first_full; /* that band was emptied by the rest */
  double rate;        /* of the proportional part: treated = rate x weight x inflow */
  double wanted;      /* by the bands that were not emptied */
  int32_t cleared;    /* nobody is left */
  int64_t last; /* the band that takes what nobody wants in proportion; of an emptied list, the band
                     that was emptied last; -1: there is none, or more capacity than people */
} placing;

static double room_of(const placing *p, int64_t m) {
  return p->waiting[m] + p->treated[m];
}

/* Emptied by treatments, or so that whoever came would be treated. */
static int emptied(const placing *p, int64_t m) {
  if (m > p->first || p->cleared || (!(p->wanted > 0.0) && m > p->last)) return 1;
  if (room_of(p, m) > 0.0) return !(p->waiting[m] > 0.0);
  const cpwi_course *c = &p->walk->course;
  return p->rate * c->weight[m] > 1.0 - c->removal[m];
}

static void find_first(placing *p, double capacity) {
  double left = p->walk->course.longest_first * capacity;
  p->first = p->walk->bands;
  p->first_full = 1;
  if (!(left > 0.0)) return;
  int64_t m = p->walk->bands - 1;
  while (m > 0 && room_of(p, m) < left)
    left -= room_of(p, m--);
  p->first = m;
  p->first_full = !(p->waiting[m] > 0.0);
}

/* Whom one treatment less would leave on an emptied list: who is treated most slowly. */
static int64_t emptied_last(const placing *p) {
  const cpwi_course *c = &p->walk->course;
  int64_t slowest = -1;
  double least = HUGE_VAL;
  for (int64_t m = 0; m < p->walk->bands; m++) {
    double pace = c->weight[m] * p->inflow[m];
    if (!(room_of(p, m) > 0.0) || !(pace < least * room_of(p, m))) continue;
    least = pace / room_of(p, m);
    slowest = m;
  }
  return slowest;
}

/* What was placed in proportion, and on whom. */
static void find_rate(placing *p, double capacity, double unused) {
  const double *weight = p->walk->course.weight;
  double taken = 0.0, first_take = 0.0, above = 0.0;
  p->wanted = p->rate = 0.0;
  p->last = -1;
  for (int64_t m = p->walk->bands - 1; m >= 0; m--) {
    if (m > p->first) above += room_of(p, m);
    if (p->waiting[m] > 0.0) {
      p->wanted += weight[m] * p->inflow[m];
      if (p->last < 0) p->last = m;
    } else {
      taken += room_of(p, m);
    }
  }
  if (p->first < p->walk->bands && !p->first_full)
    first_take = p->walk->course.longest_first * capacity - above;
  p->cleared = p->last < 0;
  if (p->cleared && !(unused > 0.0)) p->last = emptied_last(p);
  if (p->wanted > 0.0) p->rate = (capacity - taken - first_take) / p->wanted;
  if (p->rate < 0.0) p->rate = 0.0;
}

/* The price of one treatment in proportion: what it takes from the weighed list. */
static double price_of_rest(const placing *p, const double *price) {
  const double *weight = p->walk->course.weight;
  double sum = 0.0;
  if (!(p->wanted > 0.0)) return p->last >= 0 ? price[p->last] : 0.0;
  for (int64_t m = 0; m < p->walk->bands; m++)
    if (p->waiting[m] > 0.0) sum += price[m] * (weight[m] * p->inflow[m]);
  return sum / p->wanted;
}

/* From prices of who waits after the period to prices of its inflow, in place. Returns the derivative by
 * its capacity. */
static double back_through(const placing *p, double *price) {
  const cpwi_course *c = &p->walk->course;
  double rest = price_of_rest(p, price), part = c->longest_first;
  int32_t split = p->first < p->walk->bands && !p->first_full && p->wanted > 0.0;
  double first = split ? price[p->first] : rest;
  for (int64_t m = 0; m < p->walk->bands; m++) {
    double stay = 1.0 - c->removal[m];
    if (p->last < 0)
      price[m] = 0.0; /* nobody is left, and there is capacity for more */
    else if (emptied(p, m))
      price[m] = stay * (m > p->first ? first : rest);
    else
      price[m] = stay * price[m] - p->rate * c->weight[m] * (price[m] - rest);
  }
  return split ? -(part * first + (1.0 - part) * rest) : -rest;
}

/* Prices of the inflow become prices of who waited before. */
static void back_in_age(const cpwi_ageing *a, double *price, double *before) {
  int64_t n = a->bands;
  for (int64_t m = 0; m < n; m++) {
    if (a->shift) {
      before[m] = price[m + 1 < n ? m + 1 : m];
      continue;
    }
    const double *to = price + a->first[m];
    double below = 0.0, sum = 0.0;
    for (int64_t j = a->at[m]; j < a->at[m + 1]; j++) {
      sum += (a->share[j] - below) * *to++;
      below = a->share[j];
    }
    before[m] = sum + (1.0 - below) * *to;
  }
  memcpy(price, before, (size_t)n * sizeof *price);
}

/* slope = derivative of the weighed list at the end of period `date` by every capacity. */
static void back(const cpwi_walk *w, int64_t date, double factor, double *price, double *slope) {
  for (int64_t t = date + 1; t < w->task->periods; t++)
    slope[t] = 0.0;
  for (int64_t t = date; t >= 0; t--) {
    placing p = {.walk = w,
                 .inflow = w->inflow + t * w->bands,
                 .treated = w->treated + t * w->bands,
                 .waiting = w->waiting + (t + 1) * w->bands};
    find_first(&p, w->path[t]);
    find_rate(&p, w->path[t], w->unused[t]);
    slope[t] = factor * back_through(&p, price);
    back_in_age(w->course.ageing, price, w->scratch + w->bands);
  }
}

void cpwi_walk_linear_slope(const cpwi_walk *w, const cpwi_goal *g, double *slope) {
  weigh(w, g, g->level, w->scratch);
  back(w, g->period, 1.0 / w->scale, w->scratch, slope);
}

void cpwi_walk_value_slope(const cpwi_walk *w, const cpwi_goal *g, double *slope) {
  double closing = w->closing[g->period + 1], value = cpwi_walk_value(w, g);
  int32_t share = g->kind == CPW_GOAL_WITHIN || g->kind == CPW_GOAL_LONG_SHARE;
  double factor = share ? (closing > 0.0 ? 1.0 / closing : 0.0) : 1.0;
  weigh(w, g, value, w->scratch);
  back(w, g->period, g->kind == CPW_GOAL_WITHIN ? factor : -factor, w->scratch, slope);
}
