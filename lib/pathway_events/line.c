/* Lines of those who wait, and who of them is next.
 * Source: the orders of carepath/pathway.h; accumulating priority: Kleinrock, Naval Research Logistics Quarterly 11,
 * 1964. Leaves when somebody is called to moves.c. */
#include "pathway_events/internal.h"

/* ---------------------------------------------------------------- lists --------------------- */

static int before(const cpwi_patient *a, const cpwi_patient *b) {
  return a->came < b->came || (a->came == b->came && a->number < b->number);
}

static int32_t list_of(const cpwi_engine *e, const cpwi_line *line, const cpwi_patient *x) {
  if (line->lists == 1) return 0;
  if (line->order == CPW_ORDER_PRIORITY)
    return e->p->level[(int64_t)line->stage * e->p->n.groups + x->group];
  return x->group;
}

/* Behind everybody, or, somebody who comes back, where his time of coming belongs: near the head. */
static void link_in(cpwi_engine *e, cpwi_ends *ends, int32_t i, int32_t in_order) {
  cpwi_patient *all = e->patient, *x = &all[i];
  int32_t next = CPWI_NONE;
  if (in_order && ends->last >= 0 && before(x, &all[ends->last]))
    for (next = ends->first; before(&all[next], x);)
      next = all[next].next;
  x->next = next;
  x->last = next >= 0 ? all[next].last : ends->last;
  if (x->last >= 0)
    all[x->last].next = i;
  else
    ends->first = i;
  if (next >= 0)
    all[next].last = i;
  else
    ends->last = i;
}

static void unlink_from(cpwi_engine *e, cpwi_ends *ends, int32_t i) {
  cpwi_patient *all = e->patient, *x = &all[i];
  if (x->last >= 0)
    all[x->last].next = x->next;
  else
    ends->first = x->next;
  if (x->next >= 0)
    all[x->next].last = x->last;
  else
    ends->last = x->last;
}

/* ---------------------------------------------------------------- heaps and arrays ---------- */

static int comes_first(const cpwi_engine *e, int32_t a, int32_t b) {
  const cpwi_patient *x = &e->patient[a], *y = &e->patient[b];
  if (x->key != y->key) return x->key < y->key;
  return before(x, y);
}

static void put(cpwi_engine *e, cpwi_line *line, int32_t place, int32_t i) {
  line->item[place] = i;
  e->patient[i].at = place;
}

static void rise(cpwi_engine *e, cpwi_line *line, int32_t place, int32_t i) {
  while (place > 0) {
    int32_t parent = (place - 1) / 2;
    if (!comes_first(e, i, line->item[parent])) break;
    put(e, line, place, line->item[parent]);
    place = parent;
  }
  put(e, line, place, i);
}

static void sink(cpwi_engine *e, cpwi_line *line, int32_t place, int32_t i) {
  for (int32_t child = 2 * place + 1; child < line->count; child = 2 * place + 1) {
    if (child + 1 < line->count && comes_first(e, line->item[child + 1], line->item[child]))
      child++;
    if (!comes_first(e, line->item[child], i)) break;
    put(e, line, place, line->item[child]);
    place = child;
  }
  put(e, line, place, i);
}

static int32_t item_room(cpwi_engine *e, cpwi_line *line) {
  if (line->count < line->room) return CPW_OK;
  int32_t room = line->room ? 2 * line->room : 16;
  int32_t *item = cpwi_grow(e->p->options.allocator, line->item, (size_t)room, sizeof *item);
  if (!item) return CPW_ENOMEM;
  line->item = item;
  line->room = room;
  return CPW_OK;
}

static void item_remove(cpwi_engine *e, cpwi_line *line, int32_t place) {
  int32_t moved = line->item[--line->count];
  if (place == line->count) return;
  if (line->shape == CPWI_LINE_ARRAY) {
    put(e, line, place, moved);
    return;
  }
  int32_t parent = (place - 1) / 2;
  if (place > 0 && comes_first(e, moved, line->item[parent]))
    rise(e, line, place, moved);
  else
    sink(e, line, place, moved);
}

/* ---------------------------------------------------------------- who is next --------------- */

static double weight_of(const cpwi_engine *e, const cpwi_line *line, int32_t group) {
  return e->p->n.weight[(int64_t)line->stage * e->p->n.groups + group];
}

/* How much the head of a list is to be preferred: level first, then value. */
typedef struct claim {
  int32_t level;
  double value;
} claim;

static claim claim_of(const cpwi_engine *e, const cpwi_line *line, const cpwi_patient *x,
                      double now) {
  int64_t cell = (int64_t)line->stage * e->p->n.groups + x->group;
  claim c = {0, weight_of(e, line, x->group) * (now - x->came)};
  if (line->order != CPW_ORDER_BREACH_FIRST) return c;
  double beyond = now - x->came - e->p->n.target[cell];
  c.level = beyond > 0.0 ? 1 : 0;
  c.value = beyond > 0.0 ? beyond : -(double)e->p->n.priority[cell];
  return c;
}

static int32_t best_head(const cpwi_engine *e, const cpwi_line *line, double now) {
  int32_t best = CPWI_NONE;
  claim most = {0, 0.0};
  for (int32_t k = 0; k < line->lists; k++) {
    int32_t i = line->ends[k].first;
    if (i < 0) continue;
    claim c = claim_of(e, line, &e->patient[i], now);
    int better = best < 0 || c.level > most.level ||
                 (c.level == most.level && c.value > most.value) ||
                 (c.level == most.level && c.value == most.value &&
                  before(&e->patient[i], &e->patient[best]));
    if (!better) continue;
    best = i;
    most = c;
  }
  return best;
}

static int32_t first_list(const cpwi_line *line) {
  for (int32_t k = 0; k < line->lists; k++)
    if (line->ends[k].first >= 0) return line->ends[k].first;
  return CPWI_NONE;
}

/* For a random order the choice is drawn by whoever takes; a look shows the longest here. */
static int32_t chosen(cpwi_engine *e, cpwi_line *line, double now, int32_t taking) {
  if (line->count == 0) return CPWI_NONE;
  if (line->shape == CPWI_LINE_HEAP) return line->item[0];
  if (line->shape == CPWI_LINE_ARRAY)
    return line
        ->item[taking ? cpw_random_below(&e->anybody[line->stage], (uint64_t)line->count) : 0];
  if (line->order == CPW_ORDER_LAST_COME) return line->ends[0].last;
  if (line->lists == 1) return line->ends[0].first;
  if (line->order == CPW_ORDER_PRIORITY) return first_list(line);
  return best_head(e, line, now);
}

/* ---------------------------------------------------------------- a line -------------------- */

int32_t cpwi_row_add(cpwi_engine *e, cpwi_line *line, int32_t i, int32_t in_order) {
  if (line->shape == CPWI_LINE_LISTS) {
    link_in(e, &line->ends[list_of(e, line, &e->patient[i])], i, in_order);
    line->count++;
    return CPW_OK;
  }
  if (item_room(e, line) != CPW_OK) {
    e->status = CPW_ENOMEM;
    return CPW_ENOMEM;
  }
  int32_t place = line->count++;
  if (line->shape == CPWI_LINE_HEAP)
    rise(e, line, place, i);
  else
    put(e, line, place, i);
  return CPW_OK;
}

void cpwi_row_remove(cpwi_engine *e, cpwi_line *line, int32_t i) {
  if (line->shape != CPWI_LINE_LISTS) {
    item_remove(e, line, e->patient[i].at);
    return;
  }
  unlink_from(e, &line->ends[list_of(e, line, &e->patient[i])], i);
  line->count--;
}

int32_t cpwi_row_peek(cpwi_engine *e, cpwi_line *line, double now) {
  return chosen(e, line, now, 0);
}

int32_t cpwi_row_take(cpwi_engine *e, cpwi_line *line, double now) {
  int32_t i = chosen(e, line, now, 1);
  if (i >= 0) cpwi_row_remove(e, line, i);
  return i;
}

void cpwi_row_clear(cpwi_line *line) {
  line->count = 0;
  for (int32_t k = 0; k < line->lists; k++)
    line->ends[k] = (cpwi_ends){CPWI_NONE, CPWI_NONE};
}
