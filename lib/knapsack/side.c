/* The charge on the number of items that bounds the value best: a surrogate of the budget and of "at most K
 * items" or "at least K items".
 * Source: Martello, Pisinger and Toth 1999, section 3; the charge by bisection, the critical item by weighted
 * selection (Balas and Zemel 1980), in doubles: any charge and any critical item give a bound, which
 * items_core.c computes exactly.
 * Leaves what is done with the bound to items_core.c. */
#include "knapsack/internal.h"

typedef struct entry {
  double density;
  int64_t item;
} entry;

typedef struct search {
  const cpwi_items *p;
  entry *at;
  int64_t number;
} search;

static double middle_of(double a, double b, double c) {
  if (a > b) {
    double t = a;
    a = b;
    b = t;
  }
  return c < a ? a : (c > b ? b : c);
}

static void swap(entry *a, entry *b) {
  entry t = *a;
  *a = *b;
  *b = t;
}

static int64_t weight_of(const int64_t *w, int64_t item, int64_t charge) {
  return w ? w[item] + charge : charge;
}

/* The entry at which the weights of the densest pass `room`; there is one. */
static int64_t select(entry *at, int64_t n, const int64_t *w, int64_t charge, int64_t room) {
  int64_t low = 0, high = n;
  while (high - low > 1) {
    double pivot =
        middle_of(at[low].density, at[low + (high - low) / 2].density, at[high - 1].density);
    int64_t greater = low, i = low, less = high, above = 0, alike = 0;
    while (i < less) {
      if (at[i].density > pivot) {
        above += weight_of(w, at[i].item, charge);
        swap(&at[i++], &at[greater++]);
      } else if (at[i].density < pivot) {
        swap(&at[i], &at[--less]);
      } else {
        alike += weight_of(w, at[i++].item, charge);
      }
    }
    if (above > room)
      high = greater;
    else if (above + alike > room)
      return at[greater].item;
    else {
      room -= above + alike;
      if (less >= high) return at[high - 1].item;
      low = less;
    }
  }
  return at[low].item;
}

/* The bound of a charge, and by how many items its relaxation has more than K. */
static double bound_of(const search *s, int64_t charge, cpwi_side *side, double *excess) {
  const cpwi_items *p = s->p;
  int64_t room = p->capacity + charge * s->number, total = 0, count = 0, free = 0;
  for (int64_t j = 0; j < p->n; j++) {
    int64_t w = p->w[j] + charge;
    if (w <= 0) {
      room -= w;
      free++;
    } else {
      total += w;
      s->at[count++] = (entry){(double)p->v[j] / (double)w, j};
    }
  }
  side->number = s->number;
  side->charge = charge;
  side->closed = room < 0;
  side->critical = -1;
  double price = 0;
  if (!side->closed && total > room) {
    side->critical = select(s->at, count, p->w, charge, room);
    price = (double)p->v[side->critical] / (double)(p->w[side->critical] + charge);
  }
  double sum = price * (double)(p->capacity + charge * s->number), taken = 0;
  for (int64_t j = 0; j < p->n; j++) {
    int64_t w = p->w[j] + charge;
    if (w > 0 && (double)p->v[j] / (double)w <= price) continue;
    sum += (double)p->v[j] - price * (double)w;
    room -= w > 0 ? w : 0;
    taken++;
  }
  if (side->critical >= 0) taken += (double)room / (double)(p->w[side->critical] + charge);
  *excess = taken - (double)s->number;
  side->bound = side->closed ? -1 : sum;
  return side->bound;
}

/* At most K items by their value alone: where the K best fit, nothing is better. */
static void number_alone(const search *s, cpwi_side *side) {
  const cpwi_items *p = s->p;
  for (int64_t j = 0; j < p->n; j++)
    s->at[j] = (entry){(double)p->v[j], j};
  int64_t room = s->number;
  if (room >= p->n) return;
  cpwi_side here = {s->number, CPWI_NUMBER_ALONE, 0, 0, 0, 0};
  here.critical = select(s->at, p->n, NULL, 1, room);
  double least = (double)p->v[here.critical];
  here.bound = least * (double)s->number;
  for (int64_t j = 0; j < p->n; j++)
    if ((double)p->v[j] > least) here.bound += (double)p->v[j] - least;
  if (here.bound < side->bound) *side = here;
}

int32_t cpwi_side_find(const cpwi_items *p, int32_t most, cpwi_side *side, const cpwi_limits *l) {
  int64_t heaviest = 0;
  for (int64_t j = 0; j < p->n; j++)
    if (p->w[j] > heaviest) heaviest = p->w[j];
  search s = {p, cpwi_alloc(l->o.allocator, (size_t)p->n, sizeof(entry)), side->number};
  if (!s.at) return cpwi_no_memory(l, "bounds on the number of items");
  int64_t low = most ? 0 : -heaviest, high = most ? 4 * heaviest : 0;
  double excess;
  double best = bound_of(&s, 0, side, &excess);
  while (high - low > 1 && !side->closed) {
    int64_t middle = low + (high - low) / 2;
    cpwi_side here;
    double bound = bound_of(&s, middle, &here, &excess);
    if (bound < best || here.closed) {
      best = bound;
      *side = here;
    }
    if (excess >= 0)
      low = middle;
    else
      high = middle;
  }
  if (most && !side->closed) number_alone(&s, side);
  cpwi_release(l->o.allocator, s.at);
  return CPW_OK;
}
