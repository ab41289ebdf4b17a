/* carepath/devolve.h - money down a tree: from a system to its places, neighbourhoods and practices, to any
 * depth, several service lines at once, in whole pounds, within bounds at every level.
 * Floor 2: includes base.h only; the library file behind it shares out by apportion.h.
 *
 * Every node receives an amount a line. Of it the node keeps a top-slice (floor(received x rate)) and a
 * reserve, then passes on floor(devolved share x rest) to its children and keeps what is left: the odd
 * pound stays with the parent. Rates and shares mean the decimal that was written (0.29 of 100 is 29), not
 * the double next to it. A leaf passes nothing on.
 *
 * Bounds at every level are laminar (the people of one node are inside those of its parent), so the problem
 * falls apart: a node can receive what lies within its own floor and cap and with which its children can
 * receive what they must and need not receive more than they may. These ranges are found once from the
 * leaves up, exactly, rounding included; money then goes down within them, and nobody below is ever left
 * with an impossible amount. Two optima are offered (`rule`):
 *  - CPW_DEVOLVE_LEVELS: level by level, in the way it is done. What a node passes on goes to its children
 *    in proportion to their weights as far as their ranges allow: min sum (x_c - share_c)^2 / weight_c,
 *    that is x_c = clamp(k weight_c), one k a parent. A bound inside one place changes what its neighbours
 *    get only where the place cannot absorb it.
 *  - CPW_DEVOLVE_LEAVES: one water level for all leaves of the tree. Every leaf receives k times its weight
 *    but where a bound on it or on a node above it binds; under a node that binds there is a k of its own.
 *    Without top-slices this is the one solution of min sum over leaves of x^2 / weight under all bounds.
 *    Money that one practice may not have goes to all others, not first to those of the same place.
 * Both are rounded to whole pounds at every parent by largest remainders within the ranges (Hamilton; ties
 * by id). */
#ifndef CAREPATH_DEVOLVE_H
#define CAREPATH_DEVOLVE_H

#include "carepath/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Level by level: each parent's money among its children by their weights. */
#define CPW_DEVOLVE_LEVELS 0
/** One water level over all leaves. */
#define CPW_DEVOLVE_LEAVES 1

/** The amount that a node received is inside its range. */
#define CPW_DEVOLVE_FREE 0
/** It is the least that the node can receive. */
#define CPW_DEVOLVE_AT_LEAST 1
/** It is the most that the node can receive. */
#define CPW_DEVOLVE_AT_MOST 2
/** Least and most are the same. */
#define CPW_DEVOLVE_FIXED 3

/** No cap. */
#define CPW_DEVOLVE_NO_CAP 9223372036854775807

/** The tree and the rules, borrowed for the call. Matrices are [node line], the line varies fastest; NULL: as said. */
typedef struct cpw_devolve_tree {
  size_t struct_size;         /**< sizeof(cpw_devolve_tree) as the caller compiled it */
  int64_t nodes;              /**< >= 1, in any order */
  int64_t lines;              /**< service lines, >= 1; default 1 */
  const char *const *id;      /**< (nodes) unique, not empty; NULL: ties go to the lower row */
  const char *const *line_id; /**< (lines) names for the result; NULL: none */
  const int64_t *parent; /**< (nodes) index of the parent; -1 for the root, of which there is one */
  const int64_t *total;  /**< (lines) what the root receives, >= 0 */
  const double
      *weight; /**< need, >= 0; NaN at a parent: the sum of its children's (always, by leaves) */
  const double *devolved; /**< share of the rest that is passed on, 0 to 1; NULL: all of it */
  const double *topslice; /**< rate that is kept first, 0 to 1; NULL: none */
  const int64_t *reserve; /**< amount that is kept next, >= 0; NULL: none */
  const int64_t *floor;   /**< least that a node may receive, >= 0; NULL: 0 */
  const int64_t *cap;     /**< most that a node may receive, or CPW_DEVOLVE_NO_CAP; NULL: no caps */
  const double *people; /**< (nodes) >= 0; NaN at a parent: the sum of its children's; NULL: none */
  const double
      *floor_per_head; /**< least a head, rounded up; NaN, NULL: none. The higher floor counts */
  const double
      *cap_per_head; /**< most a head, rounded down; NaN, NULL: none. The lower cap counts */
  int32_t rule;      /**< CPW_DEVOLVE_LEVELS (default) or CPW_DEVOLVE_LEAVES */
  int32_t reserved;  /**< zero */
  const cpw_allocator *allocator; /**< NULL for malloc and free */
} cpw_devolve_tree;

/** Fill a tree with the defaults.
 *  @param[out] tree  no nodes; one line, level by level
 *  @param[in]  size  sizeof(cpw_devolve_tree) as the caller compiled it
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_API void cpw_devolve_tree_init_sized(cpw_devolve_tree *tree, size_t size);

/** Fill a tree with the defaults (see cpw_devolve_tree_init_sized).
 *  @param[out] tree  the defaults
 *  @par Complexity O(1). @par Thread safety Safe. @since 0.1 */
CPW_INLINE void cpw_devolve_tree_init(cpw_devolve_tree *tree) {
  cpw_devolve_tree_init_sized(tree, sizeof *tree);
}

/** Indices of parents from their ids.
 *  @param[in]  id         (nodes) unique, not empty
 *  @param[in]  parent_id  (nodes) id of the parent; NULL or "": the root
 *  @param[in]  nodes      >= 1
 *  @param[in]  allocator  NULL for malloc and free
 *  @param[out] parent     (nodes) index of the parent, -1 for the root; untouched on error
 *  @param[out] err        nullable; its index is the row at fault
 *  @return CPW_OK; CPW_EINVAL (NULL; an empty id; an id twice: "id[4] = 'A' is that of row 1 too");
 *  CPW_ENOTFOUND (an unknown parent: "parent_id[2] = 'Letds' is no id; did you mean 'Leeds'?"); CPW_ENOMEM.
 *  @par Complexity O(nodes log nodes). @par Thread safety Safe.
 *  @par Example examples/pool.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_devolve_parents(const char *const *id,
                                                 const char *const *parent_id, int64_t nodes,
                                                 const cpw_allocator *allocator, int64_t *parent,
                                                 cpw_error *err);

/** Devolve money down a tree.
 *  At every node and in every line: received = topslice + reserve + retained + passed_on, passed_on is the
 *  sum of what the children received, and kept = topslice + reserve + retained over all nodes sums to the
 *  total of the line.
 *  Result: received, topslice, reserve, retained, kept, passed_on, least, most (int64 [node line]; most is
 *  INT64_MAX where nothing bounds it), binding (int64 [node line], CPW_DEVOLVE_FREE ...), weight (double
 *  [node line]), level (int64 [node], 0 for the root), parent (int64 [node]), per_head (double [node line],
 *  only with people; NaN where there is nobody).
 *  Note rule: levels or leaves.
 *  @param[in]  tree  the tree and the rules
 *  @param[out] out   who receives, keeps and passes on what; untouched on error
 *  @param[out] err   nullable; its index is the row at fault
 *  @return CPW_OK; CPW_EINVAL (NULL; no root, several roots: "parent[5] = -1 makes 'B' a second root,
 *  after 'A'"; a parent that is no row; a cycle: "parent[3] = 7 closes a cycle: 'C' is below itself"; an id that
 *  is empty or there twice; a rule that is none; bounds per head without people); CPW_EDOMAIN (a value
 *  outside its domain; a floor above its cap; a cap below what the floors below it need, or a floor above
 *  what the caps below it leave room for; a total that the tree cannot take: "total[0] = 90 is below the
 *  100 that floors and reserves need: 10 short; the largest need is that of 'B', 60", or above what caps
 *  and weights of 0 leave room for); CPW_EOVERFLOW (floors or floors a head beyond
 *  2^63 - 1, weights or people that sum beyond a double, sizes); CPW_ENOMEM; CPW_EABI.
 *  @par Complexity and accuracy O(nodes log nodes) a line by levels; by leaves, times the bisection of
 *  every node that binds. Exact in whole pounds. @par Thread safety Safe.
 *  @par Example examples/pool.c @since 0.1 */
CPW_API CPW_MUST_USE int32_t cpw_devolve_run(const cpw_devolve_tree *tree, cpw_result **out,
                                             cpw_error *err);

#ifdef __cplusplus
}
#endif
#endif
