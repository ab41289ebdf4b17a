/* Groups of options as a tree in postorder, whatever the order in which they were given.
 * Source: an explicit stack over children lists; a group that is never reached stands in a cycle.
 * Leaves sums over the tree to problem.c and search.c. */
#include "budget/internal.h"

#include <string.h>

static int32_t check_links(int64_t n, int64_t groups, const int64_t *group, const int64_t *parent,
                           const char *where, cpw_error *err) {
  for (int64_t i = 0; group && i < n; i++)
    if (group[i] < -1 || group[i] >= groups)
      return cpwi_fail(err, CPW_EINVAL, i, where,
                       "group[%lld] = %lld must be -1 or a group below groups = %lld", (long long)i,
                       (long long)group[i], (long long)groups);
  for (int64_t g = 0; parent && g < groups; g++)
    if (parent[g] < -1 || parent[g] >= groups)
      return cpwi_fail(err, CPW_EINVAL, g, where,
                       "parent[%lld] = %lld must be -1 or a group below groups = %lld",
                       (long long)g, (long long)parent[g], (long long)groups);
  return CPW_OK;
}

/* Numbers the nodes in postorder; room: (4, groups + 1). Returns how many were reached. */
static int64_t number(cpwi_tree *t, int64_t groups, const int64_t *parent, int64_t *room) {
  int64_t *head = room, *next = head + groups + 1, *stack = next + groups + 1;
  int64_t *begun = stack + groups + 1, depth = 0, made = 0;
  for (int64_t g = 0; g <= groups; g++)
    head[g] = -1;
  for (int64_t g = groups - 1; g >= 0; g--) { /* children in the order of their numbers */
    int64_t above = parent && parent[g] >= 0 ? parent[g] : groups;
    next[g] = head[above];
    head[above] = g;
  }
  stack[depth++] = groups;
  begun[groups] = 0;
  while (depth > 0) {
    int64_t g = stack[depth - 1], child = head[g];
    if (child >= 0) {
      head[g] = next[child];
      begun[child] = made;
      stack[depth++] = child;
      continue;
    }
    depth--;
    t->node[made].group = g == groups ? -1 : g;
    t->node[made].first = begun[g];
    if (g < groups) t->of[g] = made;
    made++;
  }
  return made;
}

static void place_members(cpwi_tree *t, const int64_t *group) {
  cpwi_node *root = &t->node[t->nodes - 1];
  for (int64_t i = 0; i < t->n; i++) {
    int64_t at = group && group[i] >= 0 ? t->of[group[i]] : t->nodes - 1;
    t->place[i] = at;
    t->node[at].end++;
  }
  for (int64_t j = 0, sum = 0; j < t->nodes; j++) {
    int64_t own = t->node[j].end;
    t->node[j].begin = t->node[j].end = sum;
    sum += own;
  }
  for (int64_t i = 0; i < t->n; i++)
    t->member[t->node[t->place[i]].end++] = i;
  root->parent = -1;
}

int32_t cpwi_tree_init(cpwi_tree *t, int64_t n, int64_t groups, const int64_t *group,
                       const int64_t *parent, const cpw_allocator *allocator, const char *where,
                       cpw_error *err) {
  memset(t, 0, sizeof *t);
  t->allocator = allocator;
  t->n = n;
  t->nodes = groups + 1;
  int32_t status = check_links(n, groups, group, parent, where, err);
  if (status != CPW_OK) return status;
  size_t nodes = (size_t)t->nodes;
  t->node = cpwi_alloc_zero(allocator, nodes, sizeof *t->node);
  t->member = cpwi_alloc(allocator, (size_t)n, sizeof *t->member);
  t->place = cpwi_alloc(allocator, (size_t)n, sizeof *t->place);
  t->of = cpwi_alloc(allocator, nodes, sizeof *t->of);
  int64_t *room = cpwi_alloc(allocator, nodes, 4 * sizeof *room);
  if (!t->node || !t->member || !t->place || !t->of || !room) {
    cpwi_release(allocator, room);
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld options in %lld groups",
                     (long long)n, (long long)groups);
  }
  for (int64_t g = 0; g < groups; g++)
    t->of[g] = -1;
  int64_t made = number(t, groups, parent, room);
  cpwi_release(allocator, room);
  if (made < t->nodes)
    for (int64_t g = 0; g < groups; g++)
      if (t->of[g] < 0)
        return cpwi_fail(err, CPW_EINVAL, g, where,
                         "parent[%lld] = %lld: the groups above a group must not form a cycle",
                         (long long)g, (long long)(parent ? parent[g] : -1));
  for (int64_t g = 0; g < groups; g++)
    t->node[t->of[g]].parent = parent && parent[g] >= 0 ? t->of[parent[g]] : t->nodes - 1;
  place_members(t, group);
  return CPW_OK;
}

void cpwi_tree_free(cpwi_tree *t) {
  cpwi_release(t->allocator, t->node);
  cpwi_release(t->allocator, t->member);
  cpwi_release(t->allocator, t->place);
  cpwi_release(t->allocator, t->of);
  memset(t, 0, sizeof *t);
}
