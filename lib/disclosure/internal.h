/* lib/disclosure/internal.h - what the files of this module share: checked options, rounding, and the table
 * with its totals as a graph of cells that a reader does not know.
 * Includes base's internals. */
#ifndef CPWI_DISCLOSURE_INTERNAL_H
#define CPWI_DISCLOSURE_INTERNAL_H

#include "base/internal.h"
#include "carepath/disclosure.h"

/* Counts and totals beyond this are not exact as doubles. */
#define CPWI_DISCLOSURE_MOST ((int64_t)1 << 53)

int32_t cpwi_disclosure_take(cpw_disclosure_options *o, const cpw_disclosure_options *given,
                             const char *where, cpw_error *err);

/* -------- rounding.c: a count as it is shown; `cell` keys the random kind */
int64_t cpwi_disclosure_round(const cpw_disclosure_options *o, int64_t count, int64_t cell);
/* whether a count alone must be withheld, and why */
int64_t cpwi_disclosure_primary(const cpw_disclosure_options *o, int64_t count);

/* The table with its totals as last row and last column. With the totals taken as negative (and the grand
 * total as positive) every row and every column sums to 0, so that a reader who knows some of the numbers can
 * move the others only along closed paths of rows and columns: up in one cell, down in the next. Nodes are
 * the rows 0 ... rows - 1, then the columns. */
typedef struct cpwi_bordered {
  int64_t rows, columns; /* of the bordered table */
  int64_t floor;         /* what a withheld count is known to be at least */
  int64_t *value;        /* (rows, columns) true counts and totals */
  int64_t *reason;       /* (rows, columns) CPW_DISCLOSURE_... */
  int64_t *memory;       /* (nodes x 7) for searches */
  int64_t
      *first; /* (nodes + 1) where the neighbours of a node begin; NULL before they are listed */
  int64_t *neighbour; /* nodes on the other side of a cell that is not shown, by node, rising */
  const cpw_allocator *allocator;
} cpwi_bordered;

/* -------- bordered.c: rows and columns are those without totals; the totals are computed, all reasons are
 * SHOWN. Free it in any case. */
int32_t cpwi_bordered_new(cpwi_bordered *b, const int64_t *count, int64_t rows, int64_t columns,
                          const cpw_allocator *a, const char *where, cpw_error *err);
void cpwi_bordered_free(cpwi_bordered *b);
/* Lists the cells that are not shown, once it is settled which they are. */
int32_t cpwi_bordered_list(cpwi_bordered *b, const char *where, cpw_error *err);
static inline int cpwi_is_border(const cpwi_bordered *b, int64_t row, int64_t column) {
  return (row == b->rows - 1) != (column == b->columns - 1);
}
/* How far the signed number in a cell can move up (or down) if a reader does not know it. */
int64_t cpwi_bordered_room(const cpwi_bordered *b, int64_t row, int64_t column, int up);
#define CPWI_NO_BOUND ((int64_t)1 << 62)

/* -------- cycle.c: withholds what it takes so that a withheld cell has more than one possible value, and
 * marks all the cells on that path as safe */
void cpwi_protect(cpwi_bordered *b, int64_t row, int64_t column, int32_t *safe);

/* -------- bounds.c: how far the count of a cell can go up or down; changes nothing in the end. Cells must have
 * been listed; `flow` is (rows, columns) zeros before and after. */
void cpwi_reach(cpwi_bordered *b, int64_t row, int64_t column, int64_t *flow, int64_t *down,
                int64_t *up);

#endif
