/* Between which whole numbers a reader can place a withheld count: largest flows in the graph of withheld
 * cells.
 * Source: Cox, JASA 90:1453-1462 (1995); Edmonds and Karp, Journal of the ACM 19:248-264 (1972). Leaves which
 * cells are withheld to cycle.c. */
#include "disclosure/internal.h"

#include <string.h>

/* `flow` is what the signed numbers have been moved by; a path must leave the cell itself alone. */
typedef struct search {
  const cpwi_bordered *b;
  int64_t *flow, *before, *queue;
  int64_t row, column;
} search;

/* What is left of the room of a cell that a reader does not know. */
static int64_t room(const search *s, int64_t row, int64_t column, int up) {
  const cpwi_bordered *b = s->b;
  int64_t at = row * b->columns + column;
  if (b->reason[at] == CPW_DISCLOSURE_SHOWN || (row == s->row && column == s->column)) return 0;
  int64_t whole = cpwi_bordered_room(b, row, column, up);
  return whole == CPWI_NO_BOUND ? whole : whole + (up ? -s->flow[at] : s->flow[at]);
}

/* breadth first: 1 if there is a path */
static int find(const search *s, int64_t from, int64_t to) {
  const cpwi_bordered *b = s->b;
  int64_t nodes = b->rows + b->columns, first = 0, last = 0;
  for (int64_t v = 0; v < nodes; v++)
    s->before[v] = -1;
  s->before[from] = from;
  s->queue[last++] = from;
  while (first < last && s->before[to] < 0) {
    int64_t u = s->queue[first++];
    int is_row = u < b->rows;
    for (int64_t k = b->first[u]; k < b->first[u + 1]; k++) {
      int64_t v = b->neighbour[k];
      int64_t row = is_row ? u : v, column = (is_row ? v : u) - b->rows;
      if (s->before[v] >= 0 || room(s, row, column, is_row) < 1) continue;
      s->before[v] = u;
      s->queue[last++] = v;
    }
  }
  return s->before[to] >= 0;
}

/* Walks the path back: the least room on it, or, with `move`, moves that much. */
static int64_t walk(const search *s, int64_t from, int64_t to, int64_t move) {
  const cpwi_bordered *b = s->b;
  int64_t least = CPWI_NO_BOUND;
  for (int64_t v = to; v != from; v = s->before[v]) {
    int64_t u = s->before[v];
    int up = u < v; /* from a row to a column */
    int64_t row = up ? u : v, column = (up ? v : u) - b->rows, left = room(s, row, column, up);
    if (left < least) least = left;
    s->flow[row * b->columns + column] += up ? move : -move;
  }
  return least;
}

/* The largest flow up to a bound, CPWI_NO_BOUND if there is none. */
static int64_t largest(const search *s, int64_t from, int64_t to, int64_t most) {
  int64_t sum = 0;
  while (sum < most && find(s, from, to)) {
    int64_t step = walk(s, from, to, 0);
    if (step >= CPWI_NO_BOUND) {
      sum = CPWI_NO_BOUND;
      break;
    }
    if (step > most - sum) step = most - sum;
    (void)walk(s, from, to, step);
    sum += step;
  }
  for (int64_t i = 0; i < s->b->rows; i++)
    for (int64_t k = s->b->first[i]; k < s->b->first[i + 1]; k++)
      s->flow[i * s->b->columns + s->b->neighbour[k] - s->b->rows] = 0;
  return sum < most ? sum : most;
}

void cpwi_reach(cpwi_bordered *b, int64_t row, int64_t column, int64_t *flow, int64_t *down,
                int64_t *up) {
  int64_t nodes = b->rows + b->columns;
  const search s = {b, flow, b->memory, b->memory + nodes, row, column};
  /* the cell goes up, and so the rest of its column must come down to its row, and the other way round */
  *up = largest(&s, b->rows + column, row, cpwi_bordered_room(b, row, column, 1));
  *down = largest(&s, row, b->rows + column, cpwi_bordered_room(b, row, column, 0));
}

static int32_t check_marks(const int32_t *marks, int64_t n, const char *name, const char *where,
                           cpw_error *err) {
  for (int64_t i = 0; marks && i < n; i++)
    if (marks[i] != 0 && marks[i] != 1)
      return cpwi_fail(err, CPW_EINVAL, i, where, "%s[%lld] = %d must be 0 or 1", name,
                       (long long)i, (int)marks[i]);
  return CPW_OK;
}

typedef struct shown {
  const int32_t *withheld, *row, *column;
  int32_t total;
} shown;

static int32_t set_reasons(cpwi_bordered *b, const shown *s, const char *where, cpw_error *err) {
  int64_t rows = b->rows - 1, columns = b->columns - 1;
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = 0; j < columns; j++) {
      int64_t at = i * b->columns + j;
      if (!s->withheld[i * columns + j]) continue;
      if (b->value[at] < b->floor)
        return cpwi_fail(err, CPW_EDOMAIN, i * columns + j, where,
                         "count[%lld] = %lld is withheld and must be >= floor = %lld",
                         (long long)(i * columns + j), (long long)b->value[at],
                         (long long)b->floor);
      b->reason[at] = CPW_DISCLOSURE_SMALL;
    }
  for (int64_t i = 0; i < rows; i++)
    if (s->row && !s->row[i]) b->reason[i * b->columns + columns] = CPW_DISCLOSURE_NOT_PUBLISHED;
  for (int64_t j = 0; j < columns; j++)
    if (s->column && !s->column[j]) b->reason[rows * b->columns + j] = CPW_DISCLOSURE_NOT_PUBLISHED;
  if (!s->total) b->reason[rows * b->columns + columns] = CPW_DISCLOSURE_NOT_PUBLISHED;
  return CPW_OK;
}

static void write_bounds(cpwi_bordered *b, int64_t *flow, double *lower, double *upper) {
  int64_t rows = b->rows - 1, columns = b->columns - 1;
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = 0; j < columns; j++) {
      int64_t at = i * b->columns + j, x = b->value[at], down = 0, up = 0;
      if (b->reason[at] != CPW_DISCLOSURE_SHOWN) cpwi_reach(b, i, j, flow, &down, &up);
      lower[i * columns + j] = (double)(x - down);
      upper[i * columns + j] = up == CPWI_NO_BOUND ? (double)INFINITY : (double)(x + up);
    }
}

int32_t cpw_disclosure_bounds(const int64_t *count, const int32_t *withheld, int64_t rows,
                              int64_t columns, const int32_t *row_shown,
                              const int32_t *column_shown, int32_t total_shown, int64_t floor,
                              const cpw_allocator *allocator, double *lower, double *upper,
                              cpw_error *err) {
  const void *const pointers[] = {count, withheld, lower, upper};
  const char *const names[] = {"count", "withheld", "lower", "upper"};
  for (int i = 0; i < 4; i++)
    if (!pointers[i]) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "%s is NULL", names[i]);
  if (rows < 1 || columns < 1 || rows > CPWI_DISCLOSURE_MOST / columns)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "rows and columns must be >= 1");
  if (floor < 0 || floor > 1 || total_shown < 0 || total_shown > 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "floor and total_shown must be 0 or 1");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK) status = check_marks(withheld, rows * columns, "withheld", __func__, err);
  if (status == CPW_OK) status = check_marks(row_shown, rows, "row_shown", __func__, err);
  if (status == CPW_OK) status = check_marks(column_shown, columns, "column_shown", __func__, err);
  if (status != CPW_OK) return status;
  const shown s = {withheld, row_shown, column_shown, total_shown};
  cpwi_bordered b;
  int64_t *flow = NULL;
  status = cpwi_bordered_new(&b, count, rows, columns, allocator, __func__, err);
  b.floor = floor;
  if (status == CPW_OK) status = set_reasons(&b, &s, __func__, err);
  if (status == CPW_OK) status = cpwi_bordered_list(&b, __func__, err);
  if (status == CPW_OK) {
    flow = cpwi_alloc_zero(allocator, (size_t)(b.rows * b.columns), sizeof *flow);
    if (flow)
      write_bounds(&b, flow, lower, upper);
    else
      status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the flows");
  }
  if (flow) cpwi_release(allocator, flow);
  cpwi_bordered_free(&b);
  return status;
}
