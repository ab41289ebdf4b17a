/* Secondary suppression: the cheapest closed path of cells through a withheld one, all of which are withheld,
 * so that people could be moved along it without changing any total.
 * Source: Cox, JASA 75:377-385 (1980); Kelly, Golden and Assad, Networks 22:397-417 (1992); Dijkstra's method.
 * Leaves how far they could be moved to bounds.c. */
#include "disclosure/internal.h"

/* What a path costs: published totals, then people, then cells that it withholds. */
typedef struct cost {
  int64_t totals, people, cells;
} cost;

static int cheaper(cost a, cost b) {
  if (a.totals != b.totals) return a.totals < b.totals;
  if (a.people != b.people) return a.people < b.people;
  return a.cells < b.cells;
}

#define SETTLED (-2)
#define UNSEEN  (-1)

/* The search: for every node the cost so far, the node before it, and its place in the heap of nodes that are
 * not settled yet. */
typedef struct search {
  cpwi_bordered *b;
  int64_t *totals, *people, *cells, *before, *place, *heap;
  int64_t held;        /* nodes in the heap */
  int64_t to;          /* the node that is looked for */
  int64_t row, column; /* the cell that the path closes: not part of it */
} search;

/* `second`: the path of the first search is kept */
static search begin(cpwi_bordered *b, int64_t row, int64_t column, int second) {
  int64_t nodes = b->rows + b->columns, *m = b->memory;
  int64_t *before = m + (second ? 6 : 5) * nodes;
  search s = {b, m,  m + nodes, m + 2 * nodes, before, m + 3 * nodes, m + 4 * nodes,
              0, -1, row,       column};
  for (int64_t v = 0; v < nodes; v++)
    s.place[v] = UNSEEN;
  return s;
}

static cost cost_of(const search *s, int64_t node) {
  return (cost){s->totals[node], s->people[node], s->cells[node]};
}

/* Takes a cell into the path; 0 if it cannot move that way. A shown 0 is never withheld: where zeros are
 * shown, a withheld cell is known to be none. */
static int add_cell(const search *s, int64_t row, int64_t column, int up, cost *c) {
  const cpwi_bordered *b = s->b;
  int64_t at = row * b->columns + column;
  if (row == s->row && column == s->column) return 0;
  if (cpwi_bordered_room(b, row, column, up) < 1) return 0;
  if (b->reason[at] != CPW_DISCLOSURE_SHOWN) return 1;
  if (b->value[at] < 1) return 0;
  c->totals += row == b->rows - 1 || column == b->columns - 1;
  c->people += b->value[at];
  c->cells++;
  return 1;
}

/* ---------------------------------------------------------------- the heap ------------------ */

/* Of nodes that cost the same, the first of the table comes first. */
static int comes_first(const search *s, int64_t u, int64_t v) {
  cost a = cost_of(s, u), b = cost_of(s, v);
  if (cheaper(a, b)) return 1;
  return !cheaper(b, a) && u < v;
}

static void put(search *s, int64_t at, int64_t node) {
  s->heap[at] = node;
  s->place[node] = at;
}

/* a node that is new or has become cheaper */
static void lift(search *s, int64_t node) {
  int64_t at = s->place[node] == UNSEEN ? s->held++ : s->place[node];
  while (at > 0 && comes_first(s, node, s->heap[(at - 1) / 2])) {
    put(s, at, s->heap[(at - 1) / 2]);
    at = (at - 1) / 2;
  }
  put(s, at, node);
}

static int64_t take_first(search *s) {
  int64_t first = s->heap[0], node = s->heap[--s->held], at = 0;
  for (int64_t child; (child = 2 * at + 1) < s->held; at = child) {
    if (child + 1 < s->held && comes_first(s, s->heap[child + 1], s->heap[child])) child++;
    if (!comes_first(s, s->heap[child], node)) break;
    put(s, at, s->heap[child]);
  }
  if (s->held > 0) put(s, at, node);
  s->place[first] = SETTLED;
  return first;
}

/* ---------------------------------------------------------------- the search ---------------- */

/* Rows go up to columns, columns down to rows. What is not cheaper than a path that was found, or than
 * `most`, need not be looked at. */
static void relax(search *s, int64_t from, cost most) {
  const cpwi_bordered *b = s->b;
  int is_row = from < b->rows;
  int64_t first = is_row ? b->rows : 0, last = is_row ? b->rows + b->columns : b->rows;
  const cost so_far = cost_of(s, from);
  for (int64_t to = first; to < last; to++) {
    if (s->place[to] == SETTLED) continue;
    if (s->place[to] != UNSEEN && !cheaper(so_far, cost_of(s, to))) continue;
    cost c = so_far;
    int64_t row = is_row ? from : to, column = (is_row ? to : from) - b->rows;
    if (!add_cell(s, row, column, is_row, &c) || !cheaper(c, most)) continue;
    if (s->place[to] != UNSEEN && !cheaper(c, cost_of(s, to))) continue;
    if (s->place[s->to] != UNSEEN && !cheaper(c, cost_of(s, s->to))) continue;
    s->totals[to] = c.totals, s->people[to] = c.people, s->cells[to] = c.cells;
    s->before[to] = from;
    lift(s, to);
  }
}

/* 1 and the cost of the cheapest path, if there is one that is cheaper than `c` */
static int find(search *s, int64_t from, int64_t to, cost *c) {
  s->to = to;
  s->totals[from] = s->people[from] = s->cells[from] = 0;
  s->before[from] = from;
  lift(s, from);
  while (s->held > 0) {
    int64_t v = take_first(s);
    if (s->place[to] != UNSEEN && !cheaper(cost_of(s, v), cost_of(s, to))) {
      *c = cost_of(s, to);
      return 1;
    }
    relax(s, v, *c);
  }
  return 0;
}

static void withhold(const search *s, int64_t from, int64_t to, int32_t *safe) {
  cpwi_bordered *b = s->b;
  for (int64_t v = to; v != from; v = s->before[v]) {
    int64_t u = s->before[v], row = u < v ? u : v, column = (u < v ? v : u) - b->rows;
    int64_t at = row * b->columns + column;
    if (b->reason[at] == CPW_DISCLOSURE_SHOWN) b->reason[at] = CPW_DISCLOSURE_SECONDARY;
    safe[at] = 1;
  }
  safe[s->row * b->columns + s->column] = 1;
}

void cpwi_protect(cpwi_bordered *b, int64_t row, int64_t column, int32_t *safe) {
  int64_t row_node = row, column_node = b->rows + column;
  cost least = {INT64_MAX, INT64_MAX, INT64_MAX};
  search up = begin(b, row, column, 0);
  int can_rise =
      cpwi_bordered_room(b, row, column, 1) > 0 && find(&up, column_node, row_node, &least);
  search down = begin(b, row, column, 1);
  if (cpwi_bordered_room(b, row, column, 0) > 0 && find(&down, row_node, column_node, &least))
    withhold(&down, row_node, column_node, safe); /* cheaper */
  else if (can_rise)
    withhold(&up, column_node, row_node, safe);
}
