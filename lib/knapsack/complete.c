/* Partial choices and what is left to change, brought together at once: the best pair of a state of the core and a
 * set of the next changes. Finds choices that fill the budget long before the lists could hold them.
 * Source: Horowitz and Sahni, "Computing partitions with applications to the knapsack problem", J. ACM 21 (1974).
 * Leaves lists, bounds and proofs to core.c. */
#include "knapsack/internal.h"

#define MOST_GROUPS 32 /* bits of a mask */

/* A set joins the end of a list in order of cost, unless the last one is as good. */
static void join(cpwi_list *out, const cpwi_state *s) {
  if (out->count) {
    const cpwi_state *last = &out->at[out->count - 1];
    if (s->value <= last->value) return;
    if (s->cost == last->cost) out->count--;
  }
  out->at[out->count++] = *s;
}

/* to = from, and each of it with the change as well, as far as it may still be lost. */
static void add_change(const cpwi_core *k, const cpwi_list *from, const cpwi_change *c,
                       uint32_t bit, cpwi_list *to) {
  const cpwi_state *a = from->at, *b = from->at, *end = from->at + from->count;
  to->count = 0;
  while (a < end || b < end) {
    if (b == end || (a < end && a->cost <= b->cost + c->cost)) {
      join(to, a++);
      continue;
    }
    cpwi_state s = {b->value + c->value, b->cost + c->cost, b->loss + c->loss, b->node | bit, 0};
    if (s.loss <= k->cut) join(to, &s);
    b++;
  }
}

/* Sets of the changes of least loss of the groups from `from` on, until there are `most`; `node` is the mask. */
static void list_sets(const cpwi_core *k, int64_t from, int64_t most, cpwi_list lists[2]) {
  lists[0].at[0] = (cpwi_state){0, 0, 0, 0, 0};
  lists[0].count = 1;
  for (int64_t i = 0; i < MOST_GROUPS && from + i < k->groups; i++) {
    const cpwi_change *c = &k->changes[k->first[from + i]];
    if (c->loss > k->cut || 2 * lists[0].count > most) return;
    add_change(k, &lists[0], c, (uint32_t)1 << i, &lists[1]);
    cpwi_list old = lists[0];
    lists[0] = lists[1];
    lists[1] = old;
  }
}

/* The dearest state that a set leaves within the capacity is also the best for it. */
static void match(const cpwi_core *k, const cpwi_list *sets, cpwi_pair *pair) {
  const cpwi_state *at = k->list.at;
  int64_t i = k->list.count - 1;
  for (int64_t j = 0; j < sets->count; j++) {
    const cpwi_state *s = &sets->at[j];
    while (i >= 0 && at[i].cost > k->capacity - s->cost)
      i--;
    if (i < 0) return;
    if (at[i].value + s->value <= pair->value) continue;
    *pair = (cpwi_pair){at[i].value + s->value, i, s->node};
  }
}

int32_t cpwi_core_pair(const cpwi_core *k, int64_t from, int64_t most, cpwi_pair *pair) {
  const cpw_allocator *a = k->limits->o.allocator;
  *pair = (cpwi_pair){k->best, -1, 0};
  int32_t status = cpwi_limits_check(k->limits, k->list.count + most);
  if (status != CPW_OK || k->limits->ended || !k->list.count) return status;
  cpwi_list lists[2] = {{0}, {0}};
  for (int i = 0; i < 2; i++)
    lists[i].at = cpwi_alloc(a, (size_t)most, sizeof *lists[i].at);
  if (!lists[0].at || !lists[1].at) {
    status = cpwi_no_memory(k->limits, "sets of changes");
  } else {
    list_sets(k, from, most, lists);
    match(k, &lists[0], pair);
  }
  cpwi_release(a, lists[0].at);
  cpwi_release(a, lists[1].at);
  return status;
}
