/* The optimum of one option of every class: the relaxed choice, and what each other option of a class loses.
 * Source: Pisinger 1995, with classes in order of their least loss; losses by the relaxation's price.
 * Leaves the search to core.c. */
#include "knapsack/classes.h"

#include "base/order.h"

#include <string.h>

/* States of the core before a beam looks for a good choice; states of that beam. */
#define FEW_STATES 20000
#define BEAM       1000

/* A relaxation at work. */
typedef struct relaxed {
  cpwi_classes *k;
  const cpwi_prices *at;
  const int64_t *class_of; /* of a position */
  int64_t *level;          /* (classes) position of the relaxed choice */
  cpwi_core core;
} relaxed;

static cpwi_wide reduced(const relaxed *r, int64_t i, int64_t j) {
  const cpwi_classes *k = r->k;
  cpwi_wide charged = (cpwi_wide)r->at->charge * (j - k->begin[i]) + k->c[j];
  return (cpwi_wide)k->v[j] * r->at->parts - (cpwi_wide)r->at->price * charged;
}

/* The best of every class under the prices; among equals that of the linear relaxation, then the cheapest. */
static void choose(relaxed *r) {
  const cpwi_classes *k = r->k;
  cpwi_core *core = &r->core;
  int64_t levels = 0;
  for (int64_t i = 0; i < k->classes; i++) {
    int64_t best = k->level[i];
    cpwi_wide most = reduced(r, i, best);
    for (int64_t j = k->begin[i]; j < k->begin[i + 1]; j++) {
      cpwi_wide here = reduced(r, i, j);
      if (here <= most) continue;
      most = here;
      best = j;
    }
    r->level[i] = best;
    core->value += k->v[best];
    core->cost += k->c[best];
    levels += best - k->begin[i];
  }
  core->capacity = k->capacity;
  core->parts = r->at->parts;
  core->best = k->best;
  cpwi_wide room =
      (cpwi_wide)k->capacity - core->cost + (cpwi_wide)r->at->charge * (r->at->number - levels);
  core->top = (cpwi_wide)core->value * core->parts + r->at->price * room;
}

/* All changes with a loss that may be made up, in order of it; returns how many. */
static int64_t collect(const relaxed *r, cpwi_wide slack, cpwi_item *items) {
  const cpwi_classes *k = r->k;
  int64_t count = 0;
  for (int64_t i = 0; i < k->classes; i++) {
    cpwi_wide at = reduced(r, i, r->level[i]);
    for (int64_t j = k->begin[i]; j < k->begin[i + 1]; j++) {
      cpwi_wide loss = at - reduced(r, i, j);
      if (j == r->level[i] || loss > slack) continue;
      items[count++] = (cpwi_item){(uint64_t)(loss >> r->core.shift), j};
    }
  }
  return count;
}

/* Groups are numbered as their first changes come; within a group changes keep their order. */
static void group(relaxed *r, const cpwi_item *items, int64_t count, int64_t *number) {
  const cpwi_classes *k = r->k;
  cpwi_core *core = &r->core;
  for (int64_t i = 0; i < k->classes; i++)
    number[i] = -1;
  memset(core->first, 0, ((size_t)k->classes + 2) * sizeof *core->first);
  for (int64_t h = 0; h < count; h++) {
    int64_t class = r->class_of[items[h].index];
    if (number[class] < 0) number[class] = core->groups++;
    core->first[number[class] + 2]++;
  }
  for (int64_t g = 0; g < core->groups; g++)
    core->first[g + 2] += core->first[g + 1];
  for (int64_t h = 0; h < count; h++) {
    int64_t j = items[h].index, class = r->class_of[j], from = r->level[class];
    core->changes[core->first[number[class] + 1]++] =
        (cpwi_change){k->v[j] - k->v[from], k->c[j] - k->c[from], j, 1, items[h].key};
  }
}

static int32_t fill(relaxed *r, cpwi_wide slack) {
  const cpwi_classes *k = r->k;
  cpwi_core *core = &r->core;
  const cpw_allocator *a = k->l.o.allocator;
  size_t n = (size_t)k->begin[k->classes];
  cpwi_item *items = cpwi_alloc(a, 2 * n, sizeof *items);
  int64_t *counts = cpwi_alloc(a, CPWI_ORDER_COUNTS + (size_t)k->classes, sizeof *counts);
  core->first = cpwi_alloc(a, (size_t)k->classes + 2, sizeof *core->first);
  int32_t status = CPW_OK;
  if (items && counts && core->first) {
    int64_t count = collect(r, slack, items);
    cpwi_order_items(items, items + n, count, counts);
    core->changes = cpwi_alloc(a, (size_t)count, sizeof *core->changes);
    if (core->changes)
      group(r, items, count, counts + CPWI_ORDER_COUNTS);
    else
      status = cpwi_no_memory(&k->l, "the core");
  } else {
    status = cpwi_no_memory(&k->l, "the core");
  }
  cpwi_release(a, items);
  cpwi_release(a, counts);
  return status;
}

/* Makes the core of a relaxation ready; it is closed where that proves that nothing is better. */
static int32_t prepare(relaxed *r, cpwi_classes *k, const cpwi_prices *at,
                       const int64_t *class_of) {
  memset(r, 0, sizeof *r);
  r->k = k;
  r->at = at;
  r->class_of = class_of;
  cpwi_core *core = &r->core;
  core->limits = &k->l;
  r->level = cpwi_alloc(k->l.o.allocator, (size_t)k->classes, sizeof *r->level);
  if (!r->level) return cpwi_no_memory(&k->l, "the core");
  choose(r);
  cpwi_wide slack = cpwi_core_slack(core);
  core->closed = slack < 0;
  if (core->closed) return CPW_OK;
  core->shift = cpwi_core_shift(slack);
  return fill(r, slack);
}

static void discard(relaxed *r) {
  cpwi_release(r->k->l.o.allocator, r->level);
  cpwi_core_free(&r->core);
}

static void take_best(relaxed *r) {
  cpwi_classes *k = r->k;
  const cpwi_core *core = &r->core;
  if (!core->found || core->best <= k->best) return;
  k->best = core->best;
  memcpy(k->pick, r->level, (size_t)k->classes * sizeof *k->pick);
  for (uint32_t node = core->best_node; node; node = core->node[node].parent) {
    int64_t j = core->changes[core->node[node].change].item;
    k->pick[r->class_of[j]] = j;
  }
}

static double ceiling(const relaxed *r) {
  return (double)r->core.top / (double)r->core.parts;
}

/* A relaxation searched from its start; with a beam for a good choice soon. The bound of what is left, and by how
 * much the relaxation is above the best. */
static int32_t search_one(cpwi_classes *k, cpwi_prices *at, const int64_t *class_of, int64_t beam,
                          int64_t *bound) {
  *bound = k->best;
  if (at->closed) return CPW_OK;
  relaxed r;
  int32_t ended, status = prepare(&r, k, at, class_of);
  at->exact = r.core.shift == 0;
  if (status == CPW_OK) at->bound = ceiling(&r);
  if (status == CPW_OK && !r.core.closed) {
    r.core.beam = beam;
    status = cpwi_core_run(&r.core, INT64_MAX, &ended);
    if (status == CPW_OK) take_best(&r);
  }
  if (status == CPW_OK) {
    *bound = cpwi_core_bound(&r.core);
    if (r.core.closed && !r.core.thinned) at->closed = 1;
  }
  discard(&r);
  return status;
}

/* The charge times the number of levels must stay well within 64 bits. */
static int may_charge(const cpwi_classes *k) {
  int64_t dearest = 1;
  for (int64_t j = 0; j < k->begin[k->classes]; j++)
    if (k->c[j] > dearest) dearest = k->c[j];
  return dearest < CPWI_MOST_MONEY / 16 / (k->begin[k->classes] + 1);
}

/* Levels of the linear relaxation, in whole numbers below it. */
static int64_t levels_of(const cpwi_classes *k) {
  int64_t levels = 0, room = k->capacity;
  for (int64_t i = 0; i < k->classes; i++) {
    levels += k->level[i] - k->begin[i];
    room -= k->c[k->level[i]];
  }
  return levels + (int64_t)((cpwi_wide)room * k->step_levels / k->step_c);
}

/* Good choices with few and with many levels; then whether two halves are worth more than going on. */
static int32_t try_sides(cpwi_classes *k, double plain, cpwi_prices sides[2],
                         const int64_t *class_of, int32_t *worth) {
  int64_t number = levels_of(k), bound;
  for (int32_t most = 0; most < 2; most++) {
    sides[most].number = most ? number : number + 1;
    int32_t status = cpwi_classes_side(k, most, &sides[most]);
    if (status == CPW_OK && !sides[most].closed && sides[most].parts > 0)
      status = search_one(k, &sides[most], class_of, BEAM, &bound);
    if (status != CPW_OK) return status;
    if (!sides[most].closed && sides[most].parts == 0) return CPW_OK;
  }
  double greatest = 0;
  for (int i = 0; i < 2; i++)
    if (!sides[i].closed && sides[i].bound > greatest) greatest = sides[i].bound;
  *worth = sides[0].closed || sides[1].closed ||
           (sides[0].exact && sides[1].exact &&
            greatest - (double)k->best < 0.9 * (plain - (double)k->best));
  return CPW_OK;
}

static int32_t search_halves(cpwi_classes *k, cpwi_prices sides[2], const int64_t *class_of) {
  int64_t bounds[2] = {0, 0};
  int32_t first = sides[0].bound > sides[1].bound ? 0 : 1;
  int32_t status = search_one(k, &sides[first], class_of, 0, &bounds[0]);
  if (status == CPW_OK && k->l.ended && !sides[1 - first].closed)
    bounds[1] = INT64_MAX;
  else if (status == CPW_OK)
    status = search_one(k, &sides[1 - first], class_of, 0, &bounds[1]);
  int64_t bound = k->best;
  for (int i = 0; i < 2; i++)
    if (bounds[i] > bound) bound = bounds[i];
  if (bound < k->bound) k->bound = bound;
  return status;
}

static int32_t search(cpwi_classes *k, const int64_t *class_of) {
  const cpwi_prices plain = {k->step_c, k->step_v, 0, 0, 0, 0, 0};
  cpwi_prices sides[2];
  memset(sides, 0, sizeof sides);
  relaxed r;
  int32_t ended = CPWI_CORE_DONE, worth = 0, status = prepare(&r, k, &plain, class_of);
  if (status == CPW_OK && !r.core.closed) status = cpwi_core_run(&r.core, FEW_STATES, &ended);
  if (status == CPW_OK) take_best(&r);
  if (status == CPW_OK && ended == CPWI_CORE_MANY) {
    if (may_charge(k)) status = try_sides(k, ceiling(&r), sides, class_of, &worth);
    cpwi_core_raise(&r.core, k->best);
    if (status == CPW_OK && !worth && !k->l.ended) {
      status = cpwi_core_run(&r.core, INT64_MAX, &ended);
      if (status == CPW_OK) take_best(&r);
    }
  }
  k->bound = status == CPW_OK ? cpwi_core_bound(&r.core) : k->best;
  discard(&r);
  if (status == CPW_OK && worth && k->bound > k->best) status = search_halves(k, sides, class_of);
  return status;
}

int32_t cpwi_classes_search(cpwi_classes *k) {
  k->bound = k->best;
  if (!k->step_c) {
    k->best = 0;
    for (int64_t i = 0; i < k->classes; i++) {
      k->pick[i] = k->begin[i + 1] - 1;
      k->best += k->v[k->pick[i]];
    }
    k->bound = k->best;
    return CPW_OK;
  }
  const cpw_allocator *a = k->l.o.allocator;
  int64_t *class_of = cpwi_alloc(a, (size_t)k->begin[k->classes], sizeof *class_of);
  if (!class_of) return cpwi_no_memory(&k->l, "the core");
  for (int64_t i = 0; i < k->classes; i++)
    for (int64_t j = k->begin[i]; j < k->begin[i + 1]; j++)
      class_of[j] = i;
  int32_t status = search(k, class_of);
  cpwi_release(a, class_of);
  return status;
}
