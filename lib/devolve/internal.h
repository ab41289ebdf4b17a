/* lib/devolve/internal.h - what the files of the module share: the checked tree in an order in which the
 * children of a node stand side by side, and the state of one line.
 * Source: the rules in carepath/devolve.h. */
#ifndef CPWI_DEVOLVE_INTERNAL_H
#define CPWI_DEVOLVE_INTERNAL_H

#include "base/internal.h"
#include "carepath/devolve.h"
#include "ledger/decimal.h"

#define CPWI_DEVOLVE "cpw_devolve_run"

/* The tree, level after level: place 0 is the root, children of a node stand side by side in order of their
 * ids. All arrays but `place_of` are by place. */
typedef struct cpwi_devolve {
  cpw_devolve_tree tree;
  int64_t *row;              /* row of the caller's arrays */
  int64_t *place_of;         /* by row */
  int64_t *parent;           /* -1 for the root */
  int64_t *first, *children; /* place of the first child, how many */
  int64_t *level;
  const char **id; /* NULL where there are none */
  double *people;  /* NULL where there are none */
  double *weight;  /* of the line */
  int64_t *least, *most, *received, *topslice, *reserve, *retained, *passed; /* of the line */
  cpwi_decimal *share, *rate; /* of the line: devolved, top-slice */
  /* leaves.c: */
  double *real,
      *sum; /* what a node would receive at the level of its parent; sum over its children */
  int64_t *depth_first,
      *behind; /* places in depth-first order; by place: end of the node's part of it */
  int64_t *at; /* by place: where it stands in depth_first */
} cpwi_devolve;

/* order.c: ids, parents and the order; `d->tree` is there. */
int32_t cpwi_devolve_order(cpwi_devolve *d, cpw_error *err);
/* Rows sorted by id (by row where there are none); CPW_EINVAL where an id is empty or there twice. */
int32_t cpwi_devolve_by_id(const char *const *id, int64_t nodes, const cpw_allocator *a,
                           int64_t *order, const char *where, cpw_error *err);
/* How messages call a node: its id, or "row 5". */
typedef struct cpwi_devolve_name {
  char text[96];
} cpwi_devolve_name;
cpwi_devolve_name cpwi_devolve_call(const cpwi_devolve *d, int64_t place);

/* take.c: everything of the caller checked, memory made. Free it in any case. */
int32_t cpwi_devolve_take(cpwi_devolve *d, const cpw_devolve_tree *tree, cpw_error *err);
void cpwi_devolve_free(cpwi_devolve *d);
/* Weights, rates and shares of one line; people. */
int32_t cpwi_devolve_take_line(cpwi_devolve *d, int64_t line, cpw_error *err);

/* amounts.c: what a node does with an amount. */
typedef struct cpwi_devolve_parts {
  int64_t topslice, rest, passed; /* rest may be below 0 where the reserve is more than there is */
} cpwi_devolve_parts;
cpwi_devolve_parts cpwi_devolve_split(const cpwi_devolve *d, int64_t place, int64_t amount);
/* The least amount with which a node can pass on `needed` (and keep its reserve); -1: none can. */
int64_t cpwi_devolve_least_for(const cpwi_devolve *d, int64_t place, int64_t needed);
/* The greatest amount with which it passes on no more than `wanted`. */
int64_t cpwi_devolve_most_for(const cpwi_devolve *d, int64_t place, int64_t wanted);

/* ranges.c: least and most of every node, from the leaves up, and whether the root's total is among them. */
int32_t cpwi_devolve_ranges(cpwi_devolve *d, int64_t line, cpw_error *err);

/* share.c: money down the tree, within the ranges. */
int32_t cpwi_devolve_share(cpwi_devolve *d, int64_t line, cpw_error *err);

/* leaves.c: one water level. make: memory and order, once; level: amounts of all children for a node's
 * `passed`, into `real`. */
int32_t cpwi_devolve_leaves_make(cpwi_devolve *d, cpw_error *err);
void cpwi_devolve_leaves_level(cpwi_devolve *d, int64_t place, int64_t passed);

/* A bound of a node in a line. */
static inline int64_t cpwi_devolve_at(const cpwi_devolve *d, int64_t place, int64_t line) {
  return d->row[place] * d->tree.lines + line;
}

#endif
