/* The order of a tree: level after level, the children of a node side by side by their ids.
 * Source: breadth-first search (Moore 1959). Leaves the amounts to ranges.c and share.c. */
#include "devolve/internal.h"

#include "base/order.h"
#include "base/words.h"

#include <stdio.h>
#include <string.h>

cpwi_devolve_name cpwi_devolve_call(const cpwi_devolve *d, int64_t place) {
  cpwi_devolve_name name;
  if (d->id)
    snprintf(name.text, sizeof name.text, "'%s'", d->id[place]);
  else
    snprintf(name.text, sizeof name.text, "row %lld", (long long)d->row[place]);
  return name;
}

/* ---------------------------------------------------------------- ids ------------------------ */

static int by_id(const void *context, const void *a, const void *b) {
  const char *const *id = context;
  return strcmp(id[*(const int64_t *)a], id[*(const int64_t *)b]);
}

int32_t cpwi_devolve_by_id(const char *const *id, int64_t nodes, const cpw_allocator *a,
                           int64_t *order, const char *where, cpw_error *err) {
  for (int64_t i = 0; i < nodes; i++) {
    order[i] = i;
    if (id && (!id[i] || !*id[i]))
      return cpwi_fail(err, CPW_EINVAL, i, where, "id[%lld] must be given and not empty",
                       (long long)i);
  }
  if (!id) return CPW_OK;
  if (!cpwi_sort(a, order, nodes, sizeof *order, by_id, id))
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for the order of %lld ids",
                     (long long)nodes);
  /* of several pairs the one whose second row comes first */
  int64_t twice = -1, first = -1;
  for (int64_t k = 1; k < nodes; k++)
    if (strcmp(id[order[k]], id[order[k - 1]]) == 0 && (twice < 0 || order[k] < twice)) {
      twice = order[k];
      first = order[k - 1];
    }
  if (twice < 0) return CPW_OK;
  return cpwi_fail(err, CPW_EINVAL, twice, where, "id[%lld] = '%s' is that of row %lld too",
                   (long long)twice, id[twice], (long long)first);
}

static int64_t find(const char *const *id, const int64_t *order, int64_t nodes,
                    const char *wanted) {
  int64_t low = 0, high = nodes;
  while (low < high) {
    int64_t middle = low + (high - low) / 2;
    if (strcmp(id[order[middle]], wanted) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low < nodes && strcmp(id[order[low]], wanted) == 0 ? order[low] : -1;
}

static int32_t find_parents(const char *const *id, const char *const *parent_id, int64_t nodes,
                            const int64_t *order, int64_t *found, const char *where,
                            cpw_error *err) {
  for (int64_t i = 0; i < nodes; i++) {
    found[i] = -1;
    if (!parent_id[i] || !*parent_id[i]) continue;
    found[i] = find(id, order, nodes, parent_id[i]);
    if (found[i] >= 0) continue;
    const char *near = cpwi_nearest(parent_id[i], id, nodes);
    return cpwi_fail(err, CPW_ENOTFOUND, i, where, "parent_id[%lld] = '%s' is no id%s%s%s",
                     (long long)i, parent_id[i], near ? "; did you mean '" : "", near ? near : "",
                     near ? "'?" : "");
  }
  return CPW_OK;
}

int32_t cpw_devolve_parents(const char *const *id, const char *const *parent_id, int64_t nodes,
                            const cpw_allocator *allocator, int64_t *parent, cpw_error *err) {
  if (!id || !parent_id || !parent)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "id, parent_id and parent must not be NULL");
  if (nodes < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, __func__, "nodes = %lld must be >= 1", (long long)nodes);
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status != CPW_OK) return status;
  int64_t *order = cpwi_alloc(allocator, (size_t)nodes, 2 * sizeof *order);
  if (!order)
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld ids", (long long)nodes);
  int64_t *found = order + nodes;
  status = cpwi_devolve_by_id(id, nodes, allocator, order, __func__, err);
  if (status == CPW_OK) status = find_parents(id, parent_id, nodes, order, found, __func__, err);
  if (status == CPW_OK) memcpy(parent, found, (size_t)nodes * sizeof *parent);
  cpwi_release(allocator, order);
  return status;
}

/* ---------------------------------------------------------------- parents -------------------- */

/* The id of a row, or "row 5": ids are not checked yet. */
static cpwi_devolve_name call_row(const cpwi_devolve *d, int64_t row) {
  const char *id = d->tree.id ? d->tree.id[row] : NULL;
  cpwi_devolve_name name;
  if (id && *id)
    snprintf(name.text, sizeof name.text, "'%s'", id);
  else
    snprintf(name.text, sizeof name.text, "row %lld", (long long)row);
  return name;
}

/* The row of the root. */
static int32_t check_parents(const cpwi_devolve *d, int64_t *root, cpw_error *err) {
  const int64_t *parent = d->tree.parent, nodes = d->tree.nodes;
  *root = -1;
  for (int64_t i = 0; i < nodes; i++) {
    if (parent[i] < -1 || parent[i] >= nodes)
      return cpwi_fail(err, CPW_EINVAL, i, CPWI_DEVOLVE,
                       "parent[%lld] = %lld must be a row, 0 to %lld, or -1 for the root",
                       (long long)i, (long long)parent[i], (long long)(nodes - 1));
    if (parent[i] >= 0) continue;
    if (*root >= 0)
      return cpwi_fail(err, CPW_EINVAL, i, CPWI_DEVOLVE,
                       "parent[%lld] = -1 makes %s a second root, after %s", (long long)i,
                       call_row(d, i).text, call_row(d, *root).text);
    *root = i;
  }
  return CPW_OK;
}

/* Names the lowest row on a cycle that rows lead into which the root does not reach. */
static int32_t fail_cycle(const cpwi_devolve *d, cpw_error *err) {
  const int64_t *parent = d->tree.parent, nodes = d->tree.nodes;
  int64_t at = 0, lowest;
  while (d->place_of[at] >= 0)
    at++;
  for (int64_t i = 0; i < nodes; i++)
    at = parent[at];
  lowest = at;
  for (int64_t next = parent[at]; next != at; next = parent[next])
    if (next < lowest) lowest = next;
  return cpwi_fail(err, CPW_EINVAL, lowest, CPWI_DEVOLVE,
                   "parent[%lld] = %lld closes a cycle: %s is below itself", (long long)lowest,
                   (long long)parent[lowest], call_row(d, lowest).text);
}

/* `start`: (nodes + 1) where the children of each row begin in `child`, by id. */
static void list_children(const cpwi_devolve *d, const int64_t *sorted, int64_t *start,
                          int64_t *child) {
  const int64_t *parent = d->tree.parent, nodes = d->tree.nodes;
  for (int64_t i = 0; i < nodes; i++)
    if (parent[i] >= 0) start[parent[i] + 1]++;
  for (int64_t i = 0; i < nodes; i++)
    start[i + 1] += start[i];
  for (int64_t k = 0; k < nodes; k++) {
    int64_t p = parent[sorted[k]];
    if (p >= 0) child[start[p]++] = sorted[k];
  }
  for (int64_t i = nodes; i > 0; i--)
    start[i] = start[i - 1];
  start[0] = 0;
}

/* How many rows the root reaches, itself among them; their order is made. */
static int64_t walk(cpwi_devolve *d, int64_t root, const int64_t *start, const int64_t *child) {
  int64_t reached = 1;
  for (int64_t i = 0; i < d->tree.nodes; i++)
    d->place_of[i] = -1;
  d->row[0] = root;
  d->place_of[root] = 0;
  d->parent[0] = -1;
  d->level[0] = 0;
  for (int64_t place = 0; place < reached; place++) {
    int64_t row = d->row[place];
    d->first[place] = reached;
    d->children[place] = start[row + 1] - start[row];
    if (d->id) d->id[place] = d->tree.id[row];
    for (int64_t k = start[row]; k < start[row + 1]; k++) {
      d->row[reached] = child[k];
      d->place_of[child[k]] = reached;
      d->parent[reached] = place;
      d->level[reached++] = d->level[place] + 1;
    }
  }
  return reached;
}

int32_t cpwi_devolve_order(cpwi_devolve *d, cpw_error *err) {
  const cpw_allocator *a = d->tree.allocator;
  int64_t root, nodes = d->tree.nodes;
  int32_t status = check_parents(d, &root, err);
  if (status != CPW_OK) return status;
  int64_t *sorted = cpwi_alloc(a, (size_t)nodes, sizeof *sorted);
  int64_t *child = cpwi_alloc(a, (size_t)nodes, sizeof *child);
  int64_t *start = cpwi_alloc_zero(a, (size_t)nodes + 1, sizeof *start);
  if (!sorted || !child || !start)
    status = cpwi_fail(err, CPW_ENOMEM, -1, CPWI_DEVOLVE, "no memory for the order of %lld nodes",
                       (long long)nodes);
  if (status == CPW_OK)
    status = cpwi_devolve_by_id(d->tree.id, nodes, a, sorted, CPWI_DEVOLVE, err);
  if (status == CPW_OK && root < 0) {
    for (int64_t i = 0; i < nodes; i++)
      d->place_of[i] = -1;
    status = fail_cycle(d, err); /* without a root every row leads into a cycle */
  }
  if (status == CPW_OK && sorted && child && start) {
    list_children(d, sorted, start, child);
    if (walk(d, root, start, child) < nodes) status = fail_cycle(d, err);
  }
  cpwi_release(a, sorted);
  cpwi_release(a, child);
  cpwi_release(a, start);
  return status;
}
