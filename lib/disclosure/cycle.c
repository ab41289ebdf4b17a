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

/* The search: for every node the cost so far, the node before it, and whether it is settled. */
typedef struct search {
  cpwi_bordered *b;
  int64_t *totals, *people, *cells, *before, *settled;
  int64_t row, column; /* the cell that the path closes: not part of it */
} search;

static search begin(cpwi_bordered *b, int64_t row, int64_t column) {
  int64_t nodes = b->rows + b->columns, *m = b->memory;
  search s = {b, m, m + nodes, m + 2 * nodes, m + 3 * nodes, m + 4 * nodes, row, column};
  for (int64_t v = 0; v < nodes; v++)
    s.before[v] = -1, s.settled[v] = 0;
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

static int64_t nearest(const search *s, int64_t nodes) {
  int64_t found = -1;
  for (int64_t v = 0; v < nodes; v++)
    if (!s->settled[v] && s->before[v] >= 0 &&
        (found < 0 || cheaper(cost_of(s, v), cost_of(s, found))))
      found = v;
  return found;
}

/* Rows go up to columns, columns down to rows. */
static void relax(const search *s, int64_t from) {
  const cpwi_bordered *b = s->b;
  int is_row = from < b->rows;
  int64_t first = is_row ? b->rows : 0, last = is_row ? b->rows + b->columns : b->rows;
  for (int64_t to = first; to < last; to++) {
    if (s->settled[to]) continue;
    cost c = cost_of(s, from);
    int64_t row = is_row ? from : to, column = (is_row ? to : from) - b->rows;
    if (!add_cell(s, row, column, is_row, &c)) continue;
    if (s->before[to] >= 0 && !cheaper(c, cost_of(s, to))) continue;
    s->totals[to] = c.totals, s->people[to] = c.people, s->cells[to] = c.cells;
    s->before[to] = from;
  }
}

/* 1 and the cost of the cheapest path, if there is one */
static int find(const search *s, int64_t from, int64_t to, cost *c) {
  int64_t nodes = s->b->rows + s->b->columns;
  s->totals[from] = s->people[from] = s->cells[from] = 0;
  s->before[from] = from;
  for (int64_t v; (v = nearest(s, nodes)) >= 0;) {
    if (v == to) {
      *c = cost_of(s, v);
      return 1;
    }
    s->settled[v] = 1;
    relax(s, v);
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
  cost up = {0, 0, 0}, down = {0, 0, 0};
  int can_rise = cpwi_bordered_room(b, row, column, 1) > 0;
  int can_fall = cpwi_bordered_room(b, row, column, 0) > 0;
  search s = begin(b, row, column);
  can_rise = can_rise && find(&s, column_node, row_node, &up);
  s = begin(b, row, column);
  can_fall = can_fall && find(&s, row_node, column_node, &down);
  if (can_fall && (!can_rise || cheaper(down, up))) {
    withhold(&s, row_node, column_node, safe);
  } else if (can_rise) {
    s = begin(b, row, column);
    (void)find(&s, column_node, row_node, &up);
    withhold(&s, column_node, row_node, safe);
  }
}
