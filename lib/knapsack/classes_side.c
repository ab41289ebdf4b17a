/* The charge on levels that bounds the value of one option of every class best: a surrogate of the budget and of "at
 * most K levels" or "at least K levels" in all, for menus on which every level adds about the same on top of its cost.
 * Source: Martello, Pisinger and Toth 1999 for numbers of items, here of levels; the price by cutting planes
 * (Kelley 1960), the charge by bisection, in doubles: any price and charge give a bound, which classes_core.c
 * computes exactly.
 * Leaves what is done with the bound to classes_core.c. */
#include "knapsack/classes.h"

#include <string.h>

#define MOST_CUTS    80
#define MOST_DOUBLES 62

/* The best choice at a price: sums of value, charged cost and levels. */
typedef struct point {
  double price, value, cost, levels;
  int64_t *pick; /* (classes) */
} point;

typedef struct search {
  const cpwi_classes *k;
  int64_t charge, number;
  double capacity; /* charged */
  point low, high, middle;
} search;

static int64_t charged(const search *s, int64_t i, int64_t j) {
  return s->k->c[j] + s->charge * (j - s->k->begin[i]);
}

static void evaluate(const search *s, double price, point *p) {
  const cpwi_classes *k = s->k;
  p->price = price;
  p->value = p->cost = p->levels = 0;
  for (int64_t i = 0; i < k->classes; i++) {
    int64_t best = k->begin[i];
    double most = (double)k->v[best] - price * (double)charged(s, i, best);
    for (int64_t j = best + 1; j < k->begin[i + 1]; j++) {
      double here = (double)k->v[j] - price * (double)charged(s, i, j);
      if (here <= most) continue;
      most = here;
      best = j;
    }
    p->pick[i] = best;
    p->value += (double)k->v[best];
    p->cost += (double)charged(s, i, best);
    p->levels += (double)(best - k->begin[i]);
  }
}

static void swap(point *a, point *b) {
  point t = *a;
  *a = *b;
  *b = t;
}

/* The price of the least bound lies between low, which costs too much, and high, which does not. Returns the bound;
 * -1 where nothing is so cheap. `excess`: by how many levels the relaxation has more than K. */
static double find_price(search *s, int64_t charge, double guess, double *excess) {
  s->charge = charge;
  s->capacity = (double)s->k->capacity + (double)charge * (double)s->number;
  evaluate(s, 0, &s->low);
  evaluate(s, guess, &s->high);
  *excess = s->low.levels - (double)s->number;
  if (s->low.cost <= s->capacity) return s->low.value;
  for (int i = 0; s->high.cost > s->capacity; i++) {
    if (i == MOST_DOUBLES) return -1;
    swap(&s->low, &s->high);
    evaluate(s, 2 * s->low.price, &s->high);
  }
  double bound = 0;
  for (int i = 0; i < MOST_CUTS; i++) {
    double price = (s->low.value - s->high.value) / (s->low.cost - s->high.cost);
    bound = s->low.value + price * (s->capacity - s->low.cost);
    if (!(price > s->low.price && price < s->high.price)) break;
    evaluate(s, price, &s->middle);
    double here = s->middle.value + price * (s->capacity - s->middle.cost);
    if (here <= bound * (1 + 1e-12)) break;
    swap(&s->middle, s->middle.cost > s->capacity ? &s->low : &s->high);
  }
  double part = (s->capacity - s->high.cost) / (s->low.cost - s->high.cost);
  *excess = part * s->low.levels + (1 - part) * s->high.levels - (double)s->number;
  return bound;
}

/* The price as a quotient of whole numbers: that of two options of a class between which it decides. */
static void set_quotient(const search *s, cpwi_prices *side) {
  const cpwi_classes *k = s->k;
  double price = (s->low.value - s->high.value) / (s->low.cost - s->high.cost), best = -1;
  for (int64_t i = 0; i < k->classes; i++) {
    int64_t a = s->low.pick[i], b = s->high.pick[i];
    int64_t v = k->v[a] - k->v[b], c = charged(s, i, a) - charged(s, i, b);
    if (c <= 0 || v <= 0) continue;
    double off = fabs((double)v / (double)c - price);
    if (best >= 0 && off >= best) continue;
    best = off;
    side->price = v;
    side->parts = c;
  }
}

static void bisect(search *s, int64_t low, int64_t high, double guess, cpwi_prices *side) {
  double best = -1, excess;
  while (high - low > 1 && !side->closed) {
    int64_t middle = low + (high - low) / 2;
    double bound = find_price(s, middle, guess, &excess);
    side->closed = bound < 0;
    if (best < 0 || bound < best) {
      best = bound;
      side->charge = middle;
    }
    if (excess >= 0)
      low = middle;
    else
      high = middle;
  }
  side->bound = best;
  if (side->closed || best < 0) return;
  side->parts = 0;
  find_price(s, side->charge, guess, &excess);
  set_quotient(s, side);
}

int32_t cpwi_classes_side(const cpwi_classes *k, int32_t most, cpwi_prices *side) {
  size_t m = (size_t)k->classes;
  int64_t *picks = cpwi_alloc(k->l.o.allocator, 3 * m, sizeof *picks), dearest = 0;
  if (!picks) return cpwi_no_memory(&k->l, "bounds on the number of levels");
  for (int64_t j = 0; j < k->begin[k->classes]; j++)
    if (k->c[j] > dearest) dearest = k->c[j];
  search s;
  memset(&s, 0, sizeof s);
  s.k = k;
  s.number = side->number;
  s.low.pick = picks;
  s.high.pick = picks + m;
  s.middle.pick = picks + 2 * m;
  double guess = (double)k->step_v / (double)k->step_c;
  bisect(&s, most ? 0 : -dearest - 1, most ? 2 * dearest : 0, guess, side);
  cpwi_release(k->l.o.allocator, picks);
  return CPW_OK;
}
