/* The optimum of items in order of value for money: the core of the linear relaxation and, where its list grows
 * long, two cores with a bound on the number of items each.
 * Source: losses |v_j - price w_j| of the relaxation (Dantzig 1957; Dembo and Hammer 1980); number of items:
 * Martello, Pisinger and Toth 1999. Any set has at most K items or at least K + 1; each half is searched with
 * its own charge, and dominance may lead from one to the other, never from a better set to a worse one.
 * Leaves the search to core.c, the charge to side.c, units and signs to items.c. */
#include "knapsack/internal.h"

#include "base/order.h"

#include <string.h>

/* States of the plain core before bounds on the number of items are tried; states of a beam. */
#define FEW_STATES 5000
#define BEAM       1000

/* A relaxation at work: an item is worth parts * v - price * w - toll, `parts` times its value less what its
 * money and its place among `number` items are worth. */
typedef struct relaxed {
  const cpwi_items *p;
  int64_t brk; /* the first item that does not fit in order of value for money */
  int64_t number, parts, price;
  cpwi_wide toll;
  uint8_t *in; /* (n) the relaxed choice */
  cpwi_core core;
} relaxed;

static cpwi_wide reduced(const relaxed *r, int64_t j) {
  return (cpwi_wide)r->p->v[j] * r->parts - (cpwi_wide)r->price * r->p->w[j] - r->toll;
}

static void choose(relaxed *r) {
  const cpwi_items *p = r->p;
  cpwi_core *k = &r->core;
  int64_t count = 0;
  for (int64_t j = 0; j < p->n; j++) {
    cpwi_wide gain = reduced(r, j);
    r->in[j] = gain > 0 || (gain == 0 && j < r->brk);
    if (!r->in[j]) continue;
    k->value += p->v[j];
    k->cost += p->w[j];
    count++;
  }
  k->parts = r->parts;
  k->capacity = p->capacity;
  k->top = (cpwi_wide)k->value * k->parts + (cpwi_wide)r->price * (p->capacity - k->cost) +
           r->toll * (r->number - count);
  k->best = p->best;
}

static uint64_t rank(int64_t j, int64_t brk) {
  return j < brk ? 2 * (uint64_t)(brk - j) - 1 : 2 * (uint64_t)(j - brk);
}

/* The runs of items alike that may depart from the relaxed choice, each as changes of 1, 2, 4, ... and the rest of
 * them at a time: any number of them is a set of changes. In order of what that loses, then of the distance from
 * the break item. */
static int64_t collect(const relaxed *r, cpwi_wide slack, cpwi_change *changes) {
  const cpwi_items *p = r->p;
  int64_t count = 0;
  for (int64_t j = 0, end; j < p->n; j = end) {
    cpwi_wide gain = reduced(r, j), loss = gain < 0 ? -gain : gain;
    for (end = j + 1;
         end < p->n && p->v[end] == p->v[j] && p->w[end] == p->w[j] && r->in[end] == r->in[j];)
      end++;
    int64_t left = end - j, sign = r->in[j] ? -1 : 1;
    for (int64_t times = 1; left > 0 && loss <= slack / times; times *= 2) {
      int64_t now = times < left ? times : left;
      changes[count++] = (cpwi_change){sign * now * p->v[j], sign * now * p->w[j], end - left, now,
                                       (uint64_t)((loss * now) >> r->core.shift)};
      left -= now;
    }
  }
  return count;
}

static int32_t sort_changes(relaxed *r, cpwi_change *from, int64_t count) {
  cpwi_core *k = &r->core;
  const cpw_allocator *a = k->limits->o.allocator;
  cpwi_item *items = cpwi_alloc(a, 2 * (size_t)count, sizeof *items);
  int64_t *counts = cpwi_alloc(a, CPWI_ORDER_COUNTS, sizeof *counts);
  k->changes = cpwi_alloc(a, (size_t)count, sizeof *k->changes);
  k->first = cpwi_alloc(a, (size_t)count + 1, sizeof *k->first);
  int done = items && counts && k->changes && k->first;
  if (done) {
    for (int64_t i = 0; i < count; i++)
      items[i] = (cpwi_item){rank(from[i].item, r->brk), i};
    cpwi_order_items(items, items + count, count, counts);
    for (int64_t i = 0; i < count; i++)
      items[i].key = from[items[i].index].loss;
    cpwi_order_items(items, items + count, count, counts);
    for (int64_t i = 0; i < count; i++) {
      k->changes[i] = from[items[i].index];
      k->first[i] = i;
    }
    k->first[count] = count;
    k->groups = count;
  }
  cpwi_release(a, items);
  cpwi_release(a, counts);
  return done ? CPW_OK : cpwi_no_memory(k->limits, "the core");
}

static void set_price(relaxed *r, const cpwi_side *side) {
  const cpwi_items *p = r->p;
  r->number = side->number;
  r->parts = 1;
  if (side->critical < 0) return;
  int64_t v = p->v[side->critical];
  if (side->charge == CPWI_NUMBER_ALONE) {
    r->toll = v;
  } else {
    r->parts = p->w[side->critical] + side->charge;
    r->price = v;
    r->toll = (cpwi_wide)v * side->charge;
  }
}

/* Makes the core of a relaxation ready; it is closed where that proves that nothing is better. */
static int32_t prepare(relaxed *r, const cpwi_items *p, int64_t brk, const cpwi_side *side,
                       cpwi_limits *l) {
  memset(r, 0, sizeof *r);
  r->p = p;
  r->brk = brk;
  set_price(r, side);
  cpwi_core *k = &r->core;
  k->limits = l;
  const cpw_allocator *a = l->o.allocator;
  r->in = cpwi_alloc(a, (size_t)p->n, 1);
  if (!r->in) return cpwi_no_memory(l, "the core");
  choose(r);
  cpwi_wide slack = cpwi_core_slack(k);
  k->closed = slack < 0;
  if (k->closed) return CPW_OK;
  k->shift = cpwi_core_shift(slack);
  cpwi_change *changes = cpwi_alloc(a, (size_t)p->n, sizeof *changes);
  if (!changes) return cpwi_no_memory(l, "the core");
  int32_t status = sort_changes(r, changes, collect(r, slack, changes));
  cpwi_release(a, changes);
  return status;
}

static void take_best(relaxed *r, cpwi_items *p) {
  const cpwi_core *k = &r->core;
  if (!k->found || k->best <= p->best) return;
  p->best = k->best;
  memcpy(p->in, r->in, (size_t)p->n);
  for (uint32_t node = k->best_node; node; node = k->node[node].parent) {
    const cpwi_change *c = &k->changes[k->node[node].change];
    for (int64_t j = c->item; j < c->item + c->times; j++)
      p->in[j] = !p->in[j];
  }
}

static void discard(relaxed *r) {
  cpwi_core *k = &r->core;
  if (k->limits) cpwi_release(k->limits->o.allocator, r->in);
  cpwi_core_free(k);
  memset(r, 0, sizeof *r);
}

static double ceiling(const relaxed *r) {
  return (double)r->core.top / (double)r->core.parts;
}

/* A relaxation searched from its start; with a beam for a good choice soon. The bound of what is left. */
static int32_t search_one(cpwi_items *p, int64_t brk, cpwi_side *side, int64_t beam, cpwi_limits *l,
                          int64_t *bound) {
  *bound = p->best;
  if (side->closed || l->ended) return CPW_OK;
  relaxed r;
  int32_t ended = CPWI_CORE_DONE, status = prepare(&r, p, brk, side, l);
  if (status == CPW_OK && !r.core.closed) {
    r.core.beam = beam;
    status = cpwi_core_run(&r.core, INT64_MAX, &ended);
    if (status == CPW_OK) {
      take_best(&r, p);
      *bound = cpwi_core_bound(&r.core);
    }
  }
  side->closed = side->closed || (status == CPW_OK && r.core.closed && !r.core.thinned);
  discard(&r);
  return status;
}

/* The exact bound of a side: whether it is closed, and by how much nothing is better than the best. */
static int32_t measure(const cpwi_items *p, int64_t brk, cpwi_side *side, cpwi_limits *l,
                       double *above) {
  *above = -1;
  if (side->closed) return CPW_OK;
  relaxed r;
  int32_t status = prepare(&r, p, brk, side, l);
  if (status == CPW_OK) {
    side->closed = r.core.closed;
    *above = ceiling(&r) - (double)p->best;
    side->exact = r.core.shift == 0;
  }
  discard(&r);
  return status;
}

/* Good choices with few and with many items; then whether two halves are worth more than going on: one is settled,
 * or both bounds are lower. */
static int32_t try_sides(cpwi_items *p, int64_t brk, double plain, cpwi_side sides[2],
                         cpwi_limits *l, int32_t *worth) {
  double above[2];
  int64_t bound;
  int32_t status = CPW_OK;
  for (int32_t most = 0; most < 2 && status == CPW_OK; most++) {
    sides[most].number = most ? brk : brk + 1;
    status = cpwi_side_find(p, most, &sides[most], l);
  }
  int first = sides[0].bound > sides[1].bound ? 0 : 1;
  if (status == CPW_OK) status = search_one(p, brk, &sides[first], BEAM, l, &bound);
  if (status == CPW_OK) status = search_one(p, brk, &sides[1 - first], BEAM, l, &bound);
  for (int i = 0; i < 2 && status == CPW_OK; i++)
    status = measure(p, brk, &sides[i], l, &above[i]);
  if (status != CPW_OK) return status;
  double greatest = above[0] > above[1] ? above[0] : above[1];
  *worth = sides[0].closed || sides[1].closed ||
           (sides[0].exact && sides[1].exact && greatest < 0.9 * (plain - (double)p->best));
  return CPW_OK;
}

/* The charge times the number of items must stay in 64 bits. */
static int may_charge(const cpwi_items *p) {
  int64_t heaviest = 1;
  for (int64_t j = 0; j < p->n; j++)
    if (p->w[j] > heaviest) heaviest = p->w[j];
  return heaviest < CPWI_MOST_MONEY / 16 / (p->n + 1);
}

static int32_t search_halves(cpwi_items *p, int64_t brk, cpwi_side sides[2], cpwi_limits *l) {
  int64_t bounds[2] = {0, 0};
  int32_t first = sides[0].bound > sides[1].bound ? 0 : 1;
  int32_t status = search_one(p, brk, &sides[first], 0, l, &bounds[0]);
  if (status == CPW_OK && l->ended && !sides[1 - first].closed)
    bounds[1] = INT64_MAX;
  else if (status == CPW_OK)
    status = search_one(p, brk, &sides[1 - first], 0, l, &bounds[1]);
  p->bound = p->best;
  for (int i = 0; i < 2; i++)
    if (bounds[i] > p->bound) p->bound = bounds[i];
  return status;
}

static int32_t search(cpwi_items *p, int64_t brk, cpwi_limits *l) {
  cpwi_side plain = {0}, sides[2] = {{0}, {0}};
  plain.critical = brk;
  relaxed r;
  int32_t status = prepare(&r, p, brk, &plain, l), ended = CPWI_CORE_DONE, worth = 0;
  if (status == CPW_OK && !r.core.closed) status = cpwi_core_run(&r.core, FEW_STATES, &ended);
  if (status == CPW_OK) take_best(&r, p);
  if (status == CPW_OK && ended == CPWI_CORE_MANY) {
    if (may_charge(p)) status = try_sides(p, brk, ceiling(&r), sides, l, &worth);
    cpwi_core_raise(&r.core, p->best);
    if (status == CPW_OK && !worth && !l->ended) {
      status = cpwi_core_run(&r.core, INT64_MAX, &ended);
      if (status == CPW_OK) take_best(&r, p);
    }
  }
  p->bound = status == CPW_OK && !r.core.closed ? cpwi_core_bound(&r.core) : p->best;
  int64_t bound = p->bound;
  discard(&r);
  if (status == CPW_OK && worth && bound > p->best) status = search_halves(p, brk, sides, l);
  if (p->bound > bound) p->bound = bound;
  return status;
}

int32_t cpwi_items_solve(cpwi_items *p, cpwi_limits *l) {
  int64_t brk = 0, room = p->capacity, value = 0;
  while (brk < p->n && p->w[brk] <= room) {
    room -= p->w[brk];
    value += p->v[brk++];
  }
  p->bound = p->best;
  if (brk == p->n) {
    if (p->n) memset(p->in, 1, (size_t)p->n);
    p->best = p->bound = value;
    return CPW_OK;
  }
  return search(p, brk, l);
}
