/* A table of counts with its totals, as a graph of the numbers that a reader does not know.
 * Source: Cox, JASA 75:377-385 (1980). Leaves searches to cycle.c and bounds.c. */
#include "disclosure/internal.h"

#include <string.h>

static int32_t add_up(cpwi_bordered *b, const int64_t *count, const char *where, cpw_error *err) {
  int64_t rows = b->rows - 1, columns = b->columns - 1, all = 0;
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = 0; j < columns; j++) {
      int64_t x = count[i * columns + j];
      if (x < 0)
        return cpwi_fail(err, CPW_EDOMAIN, i * columns + j, where,
                         "count[%lld] = %lld must be >= 0", (long long)(i * columns + j),
                         (long long)x);
      if (x > CPWI_DISCLOSURE_MOST - all)
        return cpwi_fail(err, CPW_EOVERFLOW, i * columns + j, where, "the total is beyond 2^53");
      all += x;
      b->value[i * b->columns + j] = x;
      b->value[i * b->columns + columns] += x;
      b->value[rows * b->columns + j] += x;
    }
  b->value[rows * b->columns + columns] = all;
  return CPW_OK;
}

int32_t cpwi_bordered_new(cpwi_bordered *b, const int64_t *count, int64_t rows, int64_t columns,
                          const cpw_allocator *a, const char *where, cpw_error *err) {
  int64_t cells;
  memset(b, 0, sizeof *b);
  b->allocator = a;
  if (rows > CPWI_DISCLOSURE_MOST || columns > CPWI_DISCLOSURE_MOST ||
      !cpwi_multiply(rows + 1, columns + 1, &cells))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, where, "rows x columns is too large");
  b->rows = rows + 1;
  b->columns = columns + 1;
  b->value = cpwi_alloc_zero(a, (size_t)cells, sizeof *b->value);
  b->reason = cpwi_alloc_zero(a, (size_t)cells, sizeof *b->reason);
  b->memory = cpwi_alloc(a, (size_t)(b->rows + b->columns), 7 * sizeof *b->memory);
  if (!b->value || !b->reason || !b->memory)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld x %lld cells", (long long)rows,
                     (long long)columns);
  return add_up(b, count, where, err);
}

void cpwi_bordered_free(cpwi_bordered *b) {
  if (b->value) cpwi_release(b->allocator, b->value);
  if (b->reason) cpwi_release(b->allocator, b->reason);
  if (b->memory) cpwi_release(b->allocator, b->memory);
  if (b->first) cpwi_release(b->allocator, b->first);
  if (b->neighbour) cpwi_release(b->allocator, b->neighbour);
}

/* Counts neighbours with `write` 0, writes them with 1; first[v + 1] is where those of v go. */
static void each_neighbour(cpwi_bordered *b, int write) {
  if (!b->first || (write && !b->neighbour)) return;
  for (int64_t i = 0; i < b->rows; i++)
    for (int64_t j = 0; j < b->columns; j++) {
      if (b->reason[i * b->columns + j] == CPW_DISCLOSURE_SHOWN) continue;
      int64_t *row = &b->first[i + 1], *column = &b->first[b->rows + j + 1];
      if (write) b->neighbour[*row] = b->rows + j, b->neighbour[*column] = i;
      ++*row, ++*column;
    }
}

int32_t cpwi_bordered_list(cpwi_bordered *b, const char *where, cpw_error *err) {
  int64_t nodes = b->rows + b->columns, sum = 0;
  b->first = cpwi_alloc_zero(b->allocator, (size_t)nodes + 1, sizeof *b->first);
  if (b->first) {
    each_neighbour(b, 0);
    for (int64_t v = 0; v < nodes; v++) { /* first[v + 1]: how many before v */
      int64_t here = b->first[v + 1];
      b->first[v + 1] = sum;
      sum += here;
    }
    b->neighbour = cpwi_alloc(b->allocator, (size_t)(sum ? sum : 1), sizeof *b->neighbour);
  }
  if (!b->neighbour)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the cells that are not shown");
  each_neighbour(b, 1); /* leaves first[v + 1] at the end of those of v */
  return CPW_OK;
}

int64_t cpwi_bordered_room(const cpwi_bordered *b, int64_t row, int64_t column, int up) {
  int64_t at = row * b->columns + column;
  int rises = up != cpwi_is_border(b, row, column); /* the count itself */
  if (rises) return CPWI_NO_BOUND;
  int64_t least = b->reason[at] == CPW_DISCLOSURE_NOT_PUBLISHED ? 0 : b->floor;
  return b->value[at] > least ? b->value[at] - least : 0;
}
