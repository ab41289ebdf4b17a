/* The optimum by dynamic programming over a core: changes of a relaxed choice in order of what they lose of its
 * bound, lists of partial choices of which none is both cheaper and better than another.
 * Source: Pisinger 1997 and 1995 (lists, dominance, a core that grows); Beier and Voecking 2004 (order by loss).
 * Leaves the relaxation, its losses and the meaning of a change to items.c and classes.c. */
#include "knapsack/internal.h"

#include <string.h>

#define FIRST_STATES 1024
#define FIRST_NODES  4096
/* single changes are tried on all states when the list has grown by so much */
#define PAIR_GROWTH 8
/* from so many states on, sets of changes are tried on them too: as many sets, within these limits */
#define SET_STATES 512
#define SETS       ((int64_t)1 << 18)
#define LAST_SETS  ((int64_t)1 << 20)
/* when there is no more room: other sets, so many times, each so many groups further on */
#define LAST_TRIES 8
#define LAST_STEP  12

cpwi_wide cpwi_core_slack(const cpwi_core *k) {
  return k->top - (cpwi_wide)k->parts * ((cpwi_wide)k->best + 1);
}

int32_t cpwi_core_shift(cpwi_wide slack) {
  int32_t shift = 0;
  while (slack >> shift >= ((cpwi_wide)1 << 62))
    shift++;
  return shift;
}

static void set_cut(cpwi_core *k) {
  cpwi_wide slack = cpwi_core_slack(k);
  k->closed = slack < 0;
  k->cut = slack < 0 ? 0 : (uint64_t)(slack >> k->shift);
}

static uint64_t least_loss(const cpwi_core *k, int64_t group) {
  return k->changes[k->first[group]].loss;
}

/* -------- memory ------------------------------------------------------------------------------- */

static int32_t make_room(const cpwi_core *k, cpwi_list *list, int64_t count) {
  if (count <= list->room) return CPW_OK;
  int64_t most = k->limits->o.max_states;
  int64_t room = list->room ? list->room : FIRST_STATES;
  while (room < count)
    room *= 2;
  if (room > most) room = most > count ? most : count;
  cpwi_state *at = cpwi_grow(k->limits->o.allocator, list->at, (size_t)room, sizeof *list->at);
  if (!at) return cpwi_no_memory(k->limits, "partial choices");
  list->at = at;
  list->room = room;
  return CPW_OK;
}

/* Keeps the nodes that a state of the list or the best choice comes from; parents have lower numbers. */
static int32_t collect(cpwi_core *k) {
  const cpw_allocator *a = k->limits->o.allocator;
  uint32_t *to = cpwi_alloc_zero(a, k->nodes, sizeof *to);
  if (!to) return cpwi_no_memory(k->limits, "the history of choices");
  for (int64_t i = 0; i < k->list.count; i++)
    to[k->list.at[i].node] = 1;
  to[k->best_node] = 1;
  for (uint32_t i = k->nodes - 1; i > 0; i--)
    if (to[i]) to[k->node[i].parent] = 1;
  to[0] = 0;
  uint32_t count = 1;
  for (uint32_t i = 1; i < k->nodes; i++) {
    if (!to[i]) continue;
    k->node[count] = (cpwi_node){to[k->node[i].parent], k->node[i].change};
    to[i] = count++;
  }
  for (int64_t i = 0; i < k->list.count; i++)
    k->list.at[i].node = to[k->list.at[i].node];
  k->best_node = to[k->best_node];
  k->nodes = count;
  cpwi_release(a, to);
  return CPW_OK;
}

/* Room for `more` nodes. */
static int32_t make_nodes(cpwi_core *k, int64_t more) {
  if (more <= (int64_t)k->room - (int64_t)k->nodes) return CPW_OK;
  if (k->nodes > 1) {
    int32_t status = collect(k);
    if (status != CPW_OK) return status;
  }
  int64_t need = 2 * ((int64_t)k->nodes + more);
  if (need <= (int64_t)k->room) return CPW_OK;
  int64_t room = 2 * (int64_t)k->room;
  if (room < need) room = need;
  if (room > (int64_t)UINT32_MAX) room = (int64_t)UINT32_MAX;
  cpwi_node *node = room >= (int64_t)k->nodes + more
                        ? cpwi_grow(k->limits->o.allocator, k->node, (size_t)room, sizeof *k->node)
                        : NULL;
  if (!node) return cpwi_no_memory(k->limits, "the history of choices");
  k->node = node;
  k->room = (uint32_t)room;
  return CPW_OK;
}

static int32_t begin(cpwi_core *k) {
  int32_t status = make_room(
      k, &k->list, FIRST_STATES < k->limits->o.max_states ? FIRST_STATES : k->limits->o.max_states);
  if (status != CPW_OK) return status;
  k->node = cpwi_alloc(k->limits->o.allocator, FIRST_NODES, sizeof *k->node);
  if (!k->node) return cpwi_no_memory(k->limits, "the history of choices");
  k->room = FIRST_NODES;
  k->node[0] = (cpwi_node){0, 0};
  k->nodes = 1;
  k->list.at[0] = (cpwi_state){k->value, k->cost, 0, 0, 0};
  k->list.count = 1;
  k->pair_at = 1;
  for (int64_t i = 0; i < k->first[k->groups]; i++) {
    int64_t cost = k->changes[i].cost < 0 ? -k->changes[i].cost : k->changes[i].cost;
    if (cost > k->span) k->span = cost;
  }
  if (k->cost <= k->capacity && k->value > k->best) {
    k->best = k->value;
    k->found = 1;
  }
  set_cut(k);
  return CPW_OK;
}

/* -------- one change on all states ------------------------------------------------------------- */

/* The dearest state that a change leaves within the capacity is also the best of them. */
static int32_t try_change(cpwi_core *k, int64_t change) {
  const cpwi_change *c = &k->changes[change];
  const cpwi_state *at = k->list.at;
  if (c->loss > k->cut) return CPW_OK;
  int64_t low = 0, high = k->list.count, most = k->capacity - c->cost;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (at[middle].cost <= most)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == 0 || at[low - 1].value + c->value <= k->best) return CPW_OK;
  int32_t status = make_nodes(k, 1);
  if (status != CPW_OK) return status;
  k->node[k->nodes] = (cpwi_node){k->list.at[low - 1].node, (uint32_t)change};
  k->best_node = k->nodes++;
  k->best = k->list.at[low - 1].value + c->value;
  k->found = 1;
  set_cut(k);
  return CPW_OK;
}

/* All states with sets of the changes from group `from` on: the better choice, if there is one. */
static int32_t try_sets(cpwi_core *k, int64_t from, int64_t most) {
  cpwi_pair pair;
  if (most > k->limits->o.max_states) most = k->limits->o.max_states;
  int32_t status = cpwi_core_pair(k, from, most, &pair);
  if (status != CPW_OK || pair.state < 0) return status;
  status = make_nodes(k, 32);
  if (status != CPW_OK) return status;
  uint32_t node = k->list.at[pair.state].node;
  for (int64_t i = 0; i < 32; i++) {
    if (!(pair.groups >> i & 1)) continue;
    k->node[k->nodes] = (cpwi_node){node, (uint32_t)k->first[from + i]};
    node = k->nodes++;
  }
  k->best_node = node;
  k->best = pair.value;
  k->found = 1;
  set_cut(k);
  return CPW_OK;
}

/* The list is full. What it holds may still have a choice in it that is as good as the bound. */
static int32_t try_last_sets(cpwi_core *k) {
  int32_t status = CPW_OK;
  k->limits->ended = 0;
  for (int64_t i = 0, from = k->group; i < LAST_TRIES && from < k->groups; i++, from += LAST_STEP) {
    if (status != CPW_OK || k->closed || k->limits->ended) break;
    status = try_sets(k, from, LAST_SETS);
  }
  if (!k->closed) k->limits->ended = CPW_KNAPSACK_STATES;
  return status;
}

/* Every change that is left on every state: finds choices that fill the budget long before their turn. */
static int32_t try_pairs(cpwi_core *k) {
  for (int64_t g = k->group; g < k->groups && !k->closed && least_loss(k, g) <= k->cut; g++)
    for (int64_t i = k->first[g]; i < k->first[g + 1] && !k->closed; i++) {
      int32_t status = try_change(k, i);
      if (status != CPW_OK) return status;
    }
  if (k->list.count >= SET_STATES && !k->closed && k->group < k->groups) {
    int32_t status = try_sets(k, k->group, k->list.count < SETS ? k->list.count : SETS);
    if (status != CPW_OK) return status;
  }
  while (k->pair_at <= k->list.count)
    k->pair_at *= PAIR_GROWTH;
  return CPW_OK;
}

/* A state joins the end of a list in order of cost, unless the last one is as good. */
static inline void join(cpwi_list *out, const cpwi_state *s) {
  if (out->count) {
    cpwi_state *last = &out->at[out->count - 1];
    if (s->value <= last->value) {
      /* alike in both: the lesser loss has the better completions within a bound on numbers */
      if (s->value == last->value && s->cost == last->cost && s->loss < last->loss) *last = *s;
      return;
    }
    if (s->cost == last->cost) out->count--;
  }
  out->at[out->count++] = *s;
}

/* out = whole, and all states of the list with one change, as far as either can still be better than the best
 * with a loss of at most `most`. 0: there is no room for them. */
static int merge(cpwi_core *k, const cpwi_list *whole, int64_t change, uint64_t most,
                 cpwi_list *out) {
  const cpwi_change *c = &k->changes[change];
  const cpwi_state *a = whole->at, *a_end = a + whole->count;
  const cpwi_state *b = k->list.at, *b_end = b + k->list.count;
  uint64_t with = c->loss <= most ? most - c->loss : 0;
  if (c->loss > most) b = b_end;
  out->count = 0;
  for (;;) {
    while (a < a_end && a->loss > most)
      a++;
    while (b < b_end && b->loss > with)
      b++;
    if (a == a_end && b == b_end) return 1;
    if (out->count == out->room) return 0;
    if (b == b_end || (a < a_end && a->cost <= b->cost + c->cost)) {
      join(out, a++);
      continue;
    }
    cpwi_state s = {b->value + c->value, b->cost + c->cost, b->loss + c->loss, k->nodes, 0};
    join(out, &s);
    if (out->at[out->count - 1].node == s.node)
      k->node[k->nodes++] = (cpwi_node){b->node, (uint32_t)change};
    b++;
  }
}

/* -------- a beam --------------------------------------------------------------------------------- */

/* Keeps the least loss of each of `beam` equal ranges of cost around the capacity. */
static void thin(cpwi_core *k) {
  cpwi_list *list = &k->list;
  int64_t low = list->at[0].cost, high = list->at[list->count - 1].cost, count = 0;
  int64_t span = k->span < CPWI_MOST_MONEY / 4 ? 2 * k->span : CPWI_MOST_MONEY / 2;
  if (low < k->capacity - span) low = k->capacity - span;
  if (high > k->capacity + span) high = k->capacity + span;
  if (high <= low) return;
  double scale = (double)k->beam / ((double)(high - low) + 1);
  int64_t last = -1;
  for (int64_t i = 0; i < list->count; i++) {
    const cpwi_state *s = &list->at[i];
    if (s->cost < low || s->cost > high) continue;
    int64_t range = (int64_t)((double)(s->cost - low) * scale);
    if (count && range == last) {
      if (s->loss < list->at[count - 1].loss) list->at[count - 1] = *s;
      continue;
    }
    list->at[count++] = *s;
    last = range;
  }
  k->thinned = k->thinned || count < list->count;
  list->count = count;
}

void cpwi_core_raise(cpwi_core *k, int64_t best) {
  if (best <= k->best) return;
  k->best = best;
  k->found = 0;
  if (k->node) set_cut(k);
}

/* -------- groups one after the other ----------------------------------------------------------- */

/* What may be lost after this group: the next one's least loss is lost by whoever changes again. */
static uint64_t most_loss(const cpwi_core *k) {
  uint64_t next = k->group + 1 < k->groups ? least_loss(k, k->group + 1) : k->cut + 1;
  return next <= k->cut ? k->cut - next : 0;
}

static int last_group(const cpwi_core *k) {
  return k->group + 1 >= k->groups || least_loss(k, k->group + 1) > k->cut;
}

static int32_t expand(cpwi_core *k, int32_t *ended) {
  int64_t first = k->first[k->group], last = k->first[k->group + 1], spare = 0;
  int32_t status = CPW_OK;
  for (int64_t i = first; i < last && status == CPW_OK; i++)
    status = try_change(k, i);
  if (status != CPW_OK || k->closed || last_group(k)) {
    k->closed = 1;
    return status;
  }
  while (last > first + 1 && k->changes[last - 1].loss > k->cut)
    last--;
  status = make_nodes(k, (last - first) * k->list.count);
  const cpwi_list *whole = &k->list;
  for (int64_t i = first; i < last && status == CPW_OK; i++) {
    cpwi_list *out = &k->spare[spare];
    int64_t need = whole->count + k->list.count, most = k->limits->o.max_states;
    status = cpwi_limits_check(k->limits, need);
    if (status == CPW_OK) status = make_room(k, out, need < most ? need : most);
    if (status != CPW_OK) return status;
    if (!k->limits->ended && !merge(k, whole, i, most_loss(k), out)) {
      k->limits->states = out->count;
      status = try_last_sets(k);
      if (status != CPW_OK || k->closed) return status;
    }
    if (k->limits->ended) {
      *ended = CPWI_CORE_LIMIT;
      return CPW_OK;
    }
    whole = out;
    spare = 1 - spare;
  }
  if (status != CPW_OK) return status;
  cpwi_list old = k->list;
  k->list = k->spare[1 - spare];
  k->spare[1 - spare] = old;
  k->group++;
  if (k->list.count > k->limits->states) k->limits->states = k->list.count;
  if (k->beam && k->list.count > k->beam) thin(k);
  if (k->list.count == 0) k->closed = 1;
  return CPW_OK;
}

int32_t cpwi_core_run(cpwi_core *k, int64_t many, int32_t *ended) {
  int32_t status = k->node ? CPW_OK : begin(k);
  *ended = CPWI_CORE_DONE;
  while (status == CPW_OK && !k->closed && k->group < k->groups &&
         least_loss(k, k->group) <= k->cut) {
    if (k->list.count >= k->pair_at) {
      status = try_pairs(k);
      continue;
    }
    if (k->list.count > many) *ended = CPWI_CORE_MANY;
    if (*ended != CPWI_CORE_DONE) return CPW_OK;
    status = expand(k, ended);
  }
  if (status == CPW_OK && *ended == CPWI_CORE_DONE) k->closed = 1;
  return status;
}

int64_t cpwi_core_bound(const cpwi_core *k) {
  if (k->closed || !k->list.count || k->group >= k->groups) return k->best;
  uint64_t least = k->list.at[0].loss;
  for (int64_t i = 1; i < k->list.count; i++)
    if (k->list.at[i].loss < least) least = k->list.at[i].loss;
  cpwi_wide loss = ((cpwi_wide)least + least_loss(k, k->group)) << k->shift;
  cpwi_wide bound = cpwi_floor(k->top - loss, k->parts);
  return bound > k->best ? (int64_t)bound : k->best;
}

void cpwi_core_free(cpwi_core *k) {
  const cpw_allocator *a = k->limits ? k->limits->o.allocator : NULL;
  cpwi_release(a, k->changes);
  cpwi_release(a, k->first);
  cpwi_release(a, k->node);
  cpwi_release(a, k->list.at);
  cpwi_release(a, k->spare[0].at);
  cpwi_release(a, k->spare[1].at);
}
