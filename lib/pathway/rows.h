/* lib/pathway/rows.h - rows by stage and group: which of them hold for a cell. */
#ifndef CPWI_PATHWAY_ROWS_H
#define CPWI_PATHWAY_ROWS_H

#include "pathway/check.h"

/* The rows of every cell: those that name the group, else those for all groups, in the order of the rows.
 * (row + first[cell]) are numbers of rows. */
typedef struct cpwi_rows {
  int64_t *first; /* (cells + 1) */
  int32_t *row;
} cpwi_rows;

/* Stage and group (-1: all) of row i. */
typedef void (*cpwi_row_place)(const cpw_pathway *p, int64_t i, int32_t *stage, int32_t *group);

int32_t cpwi_rows_of(const cpwi_asked *ask, int64_t count, cpwi_row_place place, cpwi_rows *out);
void cpwi_rows_release(const cpw_allocator *allocator, cpwi_rows *rows);

/* ways.c, layout.c: fill what their names say. */
int32_t cpwi_lay_ways(const cpwi_asked *ask, cpwi_pathway *network);
int32_t cpwi_lay_changes(const cpwi_asked *ask, cpwi_pathway *network);
int32_t cpwi_lay_uses(const cpwi_asked *ask, cpwi_pathway *network);
int32_t cpwi_lay_cells(const cpwi_asked *ask, cpwi_pathway *network);

#endif
