/* Who overtook whom: for each class, everybody who joined, in order, until they are gone; so the one who
 * has waited longest is known whatever order the list itself keeps.
 * Source: by counting. Leaves who is treated to waiting.c. */
#include "patients/internal.h"

typedef struct witness {
  double leaves; /* -inf: gone */
  int32_t number;
} witness;

typedef struct ring {
  witness *item;
  int64_t first, count, room;
} ring;

/* Somebody treated in this period. */
typedef struct treated {
  int32_t number, class_index;
} treated;

struct cpwi_overtakes {
  ring *of;       /* (classes) */
  treated *today; /* whom the end of the period will be asked about */
  int64_t count, room;
};

int32_t cpwi_overtakes_new(const cpwi_patients *p, cpwi_overtakes **out) {
  const cpw_allocator *allocator = p->options.allocator;
  cpwi_overtakes *o = cpwi_alloc_zero(allocator, 1, sizeof *o);
  if (!o) return CPW_ENOMEM;
  o->of = cpwi_alloc_zero(allocator, (size_t)p->classes, sizeof *o->of);
  if (!o->of) {
    cpwi_release(allocator, o);
    return CPW_ENOMEM;
  }
  *out = o;
  return CPW_OK;
}

void cpwi_overtakes_free(cpwi_overtakes *o, const cpwi_patients *p) {
  if (!o) return;
  for (int64_t k = 0; k < p->classes; k++)
    cpwi_release(p->options.allocator, o->of[k].item);
  cpwi_release(p->options.allocator, o->today);
  cpwi_release(p->options.allocator, o->of);
  cpwi_release(p->options.allocator, o);
}

void cpwi_overtakes_begin(cpwi_overtakes *o, const cpwi_patients *p) {
  for (int64_t k = 0; k < p->classes; k++)
    o->of[k].first = o->of[k].count = 0;
  o->count = 0;
}

/* Room for one more: what is gone at the front is given up first. */
static int32_t make_room(ring *r, const cpw_allocator *allocator) {
  if (r->first + r->count < r->room) return CPW_OK;
  if (r->first > r->room / 2) {
    for (int64_t i = 0; i < r->count; i++)
      r->item[i] = r->item[r->first + i];
    r->first = 0;
    return CPW_OK;
  }
  int64_t room = r->room ? 2 * r->room : 64;
  witness *item = cpwi_grow(allocator, r->item, (size_t)room, sizeof *item);
  if (!item) return CPW_ENOMEM;
  r->item = item;
  r->room = room;
  return CPW_OK;
}

int32_t cpwi_overtakes_join(cpwi_overtakes *o, const cpwi_patients *p, const cpwi_person *x) {
  ring *r = &o->of[x->class_index];
  if (make_room(r, p->options.allocator) != CPW_OK) return CPW_ENOMEM;
  r->item[r->first + r->count++] = (witness){x->leaves, x->number};
  return CPW_OK;
}

static void mark(ring *r, int32_t number) {
  int64_t low = r->first, high = r->first + r->count;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (r->item[middle].number < number)
      low = middle + 1;
    else
      high = middle;
  }
  if (low < r->first + r->count && r->item[low].number == number)
    r->item[low].leaves = -(double)INFINITY;
}

void cpwi_overtakes_gone(cpwi_overtakes *o, const cpwi_person *x) {
  mark(&o->of[x->class_index], x->number);
}

int32_t cpwi_overtakes_treated(cpwi_overtakes *o, const cpwi_patients *p, const cpwi_person *x) {
  cpwi_overtakes_gone(o, x);
  if (o->count == o->room) {
    int64_t room = o->room ? 2 * o->room : 64;
    treated *today = cpwi_grow(p->options.allocator, o->today, (size_t)room, sizeof *today);
    if (!today) return CPW_ENOMEM;
    o->today = today;
    o->room = room;
  }
  o->today[o->count++] = (treated){x->number, x->class_index};
  return CPW_OK;
}

void cpwi_overtakes_count(cpwi_overtakes *o, const cpwi_patients *p, double now, int64_t *counts) {
  for (int64_t k = 0; counts && k < p->classes; k++) {
    ring *r = &o->of[k];
    for (; r->count > 0 && r->item[r->first].leaves <= now; r->count--)
      r->first++;
    for (int64_t i = 0; i < o->count && r->count > 0; i++)
      counts[o->today[i].class_index * p->classes + k] +=
          r->item[r->first].number < o->today[i].number;
  }
  o->count = 0;
}
