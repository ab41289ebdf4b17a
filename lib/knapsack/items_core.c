/* The optimum of items in order of value for money: the core of the linear relaxation and, where its list grows
 * long, two cores with a bound on the number of items each.
 * Source: losses |v_j - price w_j| of the relaxation (Dantzig 1957; Dembo and Hammer 1980); number of items:
 * Martello, Pisinger and Toth 1999. Any set has at most K items or at least K + 1; each half is searched with
 * its own charge, and dominance may lead from one to the other, never from a better set to a worse one.
 * Leaves the search to core.c, the charge to side.c, units and signs to items.c. */
#include "knapsack/internal.h"

#include "base/order.h"

#include <string.h>

/* States of the plain core before bounds on the number of items are tried, and before they are tried again. */
#define FEW_STATES  2000
#define MORE_STATES 100000

/* A relaxation at work: weights w + charge, capacity + charge * number, critical item. */
typedef struct relaxed {
  const cpwi_items *p;
  int64_t brk;                    /* the first item that does not fit in order of value for money */
  int64_t charge, number;
  int64_t value, weight;          /* of the critical item, charged: the price is value / weight */
  uint8_t *in;                    /* (n) the relaxed choice */
  cpwi_core core;
} relaxed;

static cpwi_wide reduced(const relaxed *r, int64_t j) {
  return (cpwi_wide)r->p->v[j] * r->weight - (cpwi_wide)r->value * (r->p->w[j] + r->charge);
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
  k->parts = r->weight;
  k->capacity = p->capacity;
  k->top = (cpwi_wide)k->value * k->parts +
           (cpwi_wide)r->value * (p->capacity - k->cost + r->charge * (r->number - count));
  k->best = p->best;
}

static uint64_t rank(int64_t j, int64_t brk) {
  uint64_t far = j < brk ? 2 * (uint64_t)(brk - j) - 1 : 2 * (uint64_t)(j - brk);
  return far < UINT32_MAX ? far : UINT32_MAX;
}

/* The items that may depart from the relaxed choice, in order of what that loses. */
static int64_t collect(relaxed *r, cpwi_wide slack, cpwi_item *items) {
  int64_t count = 0;
  for (int64_t j = 0; j < r->p->n; j++) {
    cpwi_wide gain = reduced(r, j), loss = gain < 0 ? -gain : gain;
    if (loss > slack) continue;
    uint64_t key = (uint64_t)(loss >> r->core.shift) << 32 | rank(j, r->brk);
    items[count++] = (cpwi_item){key, j};
  }
  return count;
}

static int32_t fill_changes(relaxed *r, const cpwi_item *items, int64_t count) {
  cpwi_core *k = &r->core;
  const cpw_allocator *a = k->limits->o.allocator;
  k->changes = cpwi_alloc(a, (size_t)count, sizeof *k->changes);
  k->first = cpwi_alloc(a, (size_t)count + 1, sizeof *k->first);
  if (!k->changes || !k->first) return cpwi_no_memory(k->limits, "the core");
  for (int64_t i = 0; i < count; i++) {
    int64_t j = items[i].index, sign = r->in[j] ? -1 : 1;
    k->changes[i] = (cpwi_change){sign * r->p->v[j], sign * r->p->w[j], j,
                                  (uint32_t)(items[i].key >> 32), 0};
    k->first[i] = i;
  }
  k->first[count] = count;
  k->groups = count;
  return CPW_OK;
}

/* Makes the core of a relaxation ready; it is closed where that proves that nothing is better. */
static int32_t prepare(relaxed *r, const cpwi_items *p, int64_t brk, int64_t charge, int64_t number,
                       int64_t critical, cpwi_limits *l) {
  memset(r, 0, sizeof *r);
  r->p = p;
  r->brk = brk;
  r->charge = charge;
  r->number = number;
  r->value = critical < 0 ? 0 : p->v[critical];
  r->weight = critical < 0 ? 1 : p->w[critical] + charge;
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
  cpwi_item *items = cpwi_alloc(a, 2 * (size_t)p->n, sizeof *items);
  int64_t *counts = cpwi_alloc(a, CPWI_ORDER_COUNTS, sizeof *counts);
  int32_t status = CPW_OK;
  if (items && counts) {
    int64_t count = collect(r, slack, items);
    cpwi_order_items(items, items + p->n, count, counts);
    status = fill_changes(r, items, count);
  } else {
    status = cpwi_no_memory(l, "the core");
  }
  cpwi_release(a, items);
  cpwi_release(a, counts);
  return status;
}

static void take_best(relaxed *r, cpwi_items *p) {
  const cpwi_core *k = &r->core;
  if (!k->found || k->best <= p->best) return;
  p->best = k->best;
  memcpy(p->in, r->in, (size_t)p->n);
  for (uint32_t node = k->best_node; node; node = k->node[node].parent) {
    uint8_t *x = &p->in[k->changes[k->node[node].change].item];
    *x = !*x;
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

/* The bound of what is left of a half, which is searched here. */
static int32_t search_half(cpwi_items *p, int64_t brk, const cpwi_side *side, cpwi_limits *l,
                           int64_t *bound) {
  *bound = p->best;
  if (side->closed) return CPW_OK;
  relaxed r;
  int32_t ended = CPWI_CORE_DONE,
          status = prepare(&r, p, brk, side->charge, side->number, side->critical, l);
  if (status == CPW_OK && !r.core.closed) {
    status = cpwi_core_run(&r.core, INT64_MAX, &ended);
    if (status == CPW_OK) {
      take_best(&r, p);
      *bound = cpwi_core_bound(&r.core);
    }
  }
  discard(&r);
  return status;
}

/* Whether two halves are worth more than going on: one is settled, or both bounds are much lower. */
static int32_t try_sides(cpwi_items *p, int64_t brk, double plain, cpwi_side sides[2],
                         cpwi_limits *l, int32_t *worth) {
  double greatest = -1;
  int32_t open = 0, exact = 1;
  for (int32_t most = 0; most < 2; most++) {
    cpwi_side *side = &sides[most];
    side->number = most ? brk : brk + 1;
    int32_t status = cpwi_side_find(p, most, side, l);
    if (status != CPW_OK) return status;
    if (side->closed) continue;
    relaxed r;
    status = prepare(&r, p, brk, side->charge, side->number, side->critical, l);
    if (status == CPW_OK) {
      side->closed = r.core.closed;
      exact = exact && r.core.shift == 0;
      if (!side->closed && ceiling(&r) > greatest) greatest = ceiling(&r);
      open += !side->closed;
    }
    discard(&r);
    if (status != CPW_OK) return status;
  }
  *worth = open < 2 || (exact && greatest - (double)p->best < 0.75 * (plain - (double)p->best));
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
  int32_t status = search_half(p, brk, &sides[first], l, &bounds[0]);
  if (status == CPW_OK) status = search_half(p, brk, &sides[1 - first], l, &bounds[1]);
  p->bound = p->best;
  for (int i = 0; i < 2; i++)
    if (bounds[i] > p->bound) p->bound = bounds[i];
  return status;
}

static int32_t search(cpwi_items *p, int64_t brk, cpwi_limits *l) {
  relaxed r;
  int32_t status = prepare(&r, p, brk, 0, 0, brk, l), ended = CPWI_CORE_DONE, worth = 0;
  const int64_t many[] = {FEW_STATES, MORE_STATES, INT64_MAX};
  int64_t last = -1;
  cpwi_side sides[2];
  for (int i = 0; i < 3 && status == CPW_OK && !worth && !r.core.closed; i++) {
    status = cpwi_core_run(&r.core, many[i], &ended);
    if (status == CPW_OK) take_best(&r, p);
    if (status != CPW_OK || ended != CPWI_CORE_MANY) break;
    if (last == p->best || !may_charge(p)) continue;
    last = p->best;
    status = try_sides(p, brk, ceiling(&r), sides, l, &worth);
  }
  p->bound = status == CPW_OK && !r.core.closed ? cpwi_core_bound(&r.core) : p->best;
  int64_t plain = p->bound;
  discard(&r);
  if (status == CPW_OK && worth) status = search_halves(p, brk, sides, l);
  if (p->bound > plain) p->bound = plain;
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
