/* The optimum of one option of every class: the relaxed choice, and what each other option of a class loses.
 * Source: Pisinger 1995, with classes in order of their least loss; losses by the relaxation's price.
 * Leaves the search to core.c. */
#include "knapsack/classes.h"

#include "base/order.h"

#include <string.h>

/* States of the core before a beam looks for a good choice; states of that beam. */
#define FEW_STATES 5000
#define BEAM       1000

static cpwi_wide reduced(const cpwi_classes *k, int64_t j) {
  return (cpwi_wide)k->v[j] * k->step_c - (cpwi_wide)k->step_v * k->c[j];
}

/* All changes with a loss that may be made up, in order of it; returns how many. */
static int64_t collect(const cpwi_classes *k, const cpwi_core *core, cpwi_wide slack,
                       cpwi_item *items) {
  int64_t count = 0;
  for (int64_t i = 0; i < k->classes; i++) {
    cpwi_wide at = reduced(k, k->level[i]);
    for (int64_t j = k->begin[i]; j < k->begin[i + 1]; j++) {
      cpwi_wide loss = at - reduced(k, j);
      if (j == k->level[i] || loss > slack) continue;
      items[count++] = (cpwi_item){(uint64_t)(loss >> core->shift), j};
    }
  }
  return count;
}

/* Groups are numbered as their first changes come; within a group changes keep their order. */
static void group(const cpwi_classes *k, cpwi_core *core, const cpwi_item *items, int64_t count,
                  const int64_t *class_of, int64_t *number) {
  for (int64_t i = 0; i < k->classes; i++)
    number[i] = -1;
  memset(core->first, 0, ((size_t)k->classes + 2) * sizeof *core->first);
  for (int64_t h = 0; h < count; h++) {
    int64_t class = class_of[items[h].index];
    if (number[class] < 0) number[class] = core->groups++;
    core->first[number[class] + 2]++;
  }
  for (int64_t g = 0; g < core->groups; g++)
    core->first[g + 2] += core->first[g + 1];
  for (int64_t h = 0; h < count; h++) {
    int64_t j = items[h].index, class = class_of[j], from = k->level[class];
    core->changes[core->first[number[class] + 1]++] =
        (cpwi_change){k->v[j] - k->v[from], k->c[j] - k->c[from], j, 1, items[h].key};
  }
}

static int32_t fill(cpwi_classes *k, cpwi_core *core, cpwi_wide slack, int64_t *class_of) {
  const cpw_allocator *a = k->l.o.allocator;
  size_t n = (size_t)k->begin[k->classes];
  cpwi_item *items = cpwi_alloc(a, 2 * n, sizeof *items);
  int64_t *counts = cpwi_alloc(a, CPWI_ORDER_COUNTS + (size_t)k->classes, sizeof *counts);
  core->first = cpwi_alloc(a, (size_t)k->classes + 2, sizeof *core->first);
  int32_t status = CPW_OK;
  if (items && counts && core->first) {
    int64_t count = collect(k, core, slack, items);
    cpwi_order_items(items, items + n, count, counts);
    core->changes = cpwi_alloc(a, (size_t)count, sizeof *core->changes);
    if (core->changes)
      group(k, core, items, count, class_of, counts + CPWI_ORDER_COUNTS);
    else
      status = cpwi_no_memory(&k->l, "the core");
  } else {
    status = cpwi_no_memory(&k->l, "the core");
  }
  cpwi_release(a, items);
  cpwi_release(a, counts);
  return status;
}

static int32_t prepare(cpwi_classes *k, cpwi_core *core, int64_t *class_of) {
  core->limits = &k->l;
  core->capacity = k->capacity;
  core->parts = k->step_c;
  core->best = k->best;
  for (int64_t i = 0; i < k->classes; i++) {
    core->value += k->v[k->level[i]];
    core->cost += k->c[k->level[i]];
    for (int64_t j = k->begin[i]; j < k->begin[i + 1]; j++)
      class_of[j] = i;
  }
  core->top =
      (cpwi_wide)core->value * core->parts + (cpwi_wide)k->step_v * (core->capacity - core->cost);
  cpwi_wide slack = cpwi_core_slack(core);
  core->closed = slack < 0;
  if (core->closed) return CPW_OK;
  core->shift = cpwi_core_shift(slack);
  return fill(k, core, slack, class_of);
}

static void take_best(cpwi_classes *k, const cpwi_core *core, const int64_t *class_of) {
  k->bound = cpwi_core_bound(core);
  if (!core->found || core->best <= k->best) return;
  k->best = core->best;
  memcpy(k->pick, k->level, (size_t)k->classes * sizeof *k->pick);
  for (uint32_t node = core->best_node; node; node = core->node[node].parent) {
    int64_t j = core->changes[core->node[node].change].item;
    k->pick[class_of[j]] = j;
  }
}

/* A good choice soon, by a core of its own. */
static int32_t search_beam(cpwi_classes *k, int64_t *class_of) {
  cpwi_core core;
  memset(&core, 0, sizeof core);
  int32_t ended, status = prepare(k, &core, class_of);
  if (status == CPW_OK && !core.closed) {
    core.beam = BEAM;
    status = cpwi_core_run(&core, INT64_MAX, &ended);
    if (status == CPW_OK) take_best(k, &core, class_of);
  }
  cpwi_core_free(&core);
  return status;
}

static int32_t search(cpwi_classes *k, int64_t *class_of) {
  cpwi_core core;
  memset(&core, 0, sizeof core);
  int32_t ended = CPWI_CORE_DONE, status = prepare(k, &core, class_of);
  if (status == CPW_OK && !core.closed) status = cpwi_core_run(&core, FEW_STATES, &ended);
  if (status == CPW_OK) take_best(k, &core, class_of);
  if (status == CPW_OK && ended == CPWI_CORE_MANY) {
    status = search_beam(k, class_of);
    cpwi_core_raise(&core, k->best);
    if (status == CPW_OK && !k->l.ended) status = cpwi_core_run(&core, INT64_MAX, &ended);
    if (status == CPW_OK) take_best(k, &core, class_of);
  }
  cpwi_core_free(&core);
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
  int32_t status = search(k, class_of);
  cpwi_release(a, class_of);
  return status;
}
