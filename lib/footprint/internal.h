/* lib/footprint/internal.h - what the files of the module share: checked footprints, the crosswalk in the making,
 * names in messages, and the greatest flow. */
#ifndef CPWI_FOOTPRINT_INTERNAL_H
#define CPWI_FOOTPRINT_INTERNAL_H

#include "base/internal.h"
#include "base/order.h"
#include "carepath/footprint.h"
#include "carepath/stats.h"

/* A checked footprint: its parts by area and unit, each area's exact sum of shares. */
typedef struct cpwi_footprint_taken {
  cpw_footprint f;
  const char *name;         /* how messages call it */
  cpw_footprint_part *part; /* (parts) by area, then unit */
  int64_t *first;           /* (areas + 1) */
  double *covered;          /* (areas) */
} cpwi_footprint_taken;

/* take.c */
int32_t cpwi_footprint_options_take(cpw_footprint_options *o, const cpw_footprint_options *given,
                                    const char *where, cpw_error *err);
int32_t cpwi_footprint_take(cpwi_footprint_taken *t, const cpw_footprint *given, const char *name,
                            const cpw_allocator *allocator, const char *where, cpw_error *err);
void cpwi_footprint_drop(cpwi_footprint_taken *t, const cpw_allocator *allocator);
int32_t cpwi_footprint_weights(const double *weight, int64_t areas, const char *where,
                               cpw_error *err);
static inline double cpwi_footprint_weight(const double *weight, int64_t area) {
  return weight ? weight[area] : 1;
}

/* -------- names.c: what rows are called. */
/* The id, or the number as text. */
typedef struct cpwi_footprint_name {
  char text[64];
} cpwi_footprint_name;
cpwi_footprint_name cpwi_footprint_named(const char *const *ids, int64_t i);
/* (n) labels: the ids themselves, or numbers kept in *numbers (to be released, as is *labels). 0: no memory. */
int cpwi_footprint_labels(const char *const *ids, int64_t n, const char ***labels, char **numbers,
                          const cpw_allocator *allocator);
/* "A, B and 3 more" into text (size), of those whose mark is not 0. */
void cpwi_footprint_list(char *text, size_t size, const char *const *ids, const int64_t *mark,
                         int64_t n, int64_t most);
/* rank[i]: place of i by id (bytes), then number. 0: no memory. */
int cpwi_footprint_ranks(const char *const *ids, int64_t n, int64_t *rank,
                         const cpw_allocator *allocator);

/* -------- cross.c: what units have in common, by unit of the one and then of the other. */
typedef struct cpwi_crossing {
  int64_t from, to;
  double weight;
} cpwi_crossing;
typedef struct cpwi_crosswalk {
  const char *where;
  cpw_footprint_options o;
  cpwi_footprint_taken from, to;
  const double *weight; /* (areas) the caller's, or NULL */
  cpwi_crossing *pair;  /* (pairs) */
  int64_t pairs;
  int64_t *first;      /* (units of from + 1) pairs of each */
  double *from_weight; /* (units of from) what its pairs have together */
} cpwi_crosswalk;
int32_t cpwi_crosswalk_begin(cpwi_crosswalk *c, const cpw_footprint *from, const cpw_footprint *to,
                             const double *weight, const cpw_footprint_options *options,
                             const char *where, cpw_error *err);
void cpwi_crosswalk_end(cpwi_crosswalk *c);

/* -------- flow.c: the greatest flow of whole numbers. */
typedef struct cpwi_footnet {
  const cpw_allocator *allocator;
  int64_t nodes, arcs, room;
  int64_t *head, *tail;      /* (nodes) first and last arc of a node, -1: none */
  int64_t *to, *left, *next; /* (2 room) an arc and its reverse side by side; what may still flow */
  int64_t *level, *at, *path;
} cpwi_footnet;
int cpwi_footnet_begin(cpwi_footnet *net, int64_t nodes, int64_t arcs,
                       const cpw_allocator *allocator);
void cpwi_footnet_end(cpwi_footnet *net);
int64_t cpwi_footnet_add(cpwi_footnet *net, int64_t from, int64_t to, int64_t capacity);
static inline int64_t cpwi_footnet_through(const cpwi_footnet *net, int64_t arc) {
  return net->left[arc + 1];
}
static inline void cpwi_footnet_push(cpwi_footnet *net, int64_t arc, int64_t amount) {
  net->left[arc] -= amount;
  net->left[arc ^ 1] += amount;
}
/* Lets flow as much more as can from source to sink; what more it is. */
int64_t cpwi_footnet_flow(cpwi_footnet *net, int64_t source, int64_t sink);
/* level[v] >= 0 where the sink can still be reached from v: the cut nearest to the sink. */
void cpwi_footnet_cut(cpwi_footnet *net, int64_t sink);

/* -------- exact sums in a row. (n) empty ones, or NULL. */
cpw_exact_sum *cpwi_footprint_sums(int64_t n, const cpw_allocator *allocator);

/* -------- distance.c */
double cpwi_footprint_sine(double degrees);

#endif
