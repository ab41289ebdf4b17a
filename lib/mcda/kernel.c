/* The kernel of an outranking graph, rows on a common circle taken as one.
 * Source: Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1:146-160 (1972), for
 * the circles; Roy (1968) for the kernel. Leaves the graph to electre.c. */
#include "mcda/internal.h"

/* A search at work: places count from 1, 0 is unseen. */
typedef struct search {
  const unsigned char *outranks;
  int64_t n;
  int64_t *place, *low, *next, *path, *stack, *group; /* (n) each: one block */
  int64_t places, path_length, stack_length, groups;
} search;

static void enter(search *s, int64_t row) {
  s->place[row] = s->low[row] = ++s->places;
  s->next[row] = 0;
  s->path[s->path_length++] = row;
  s->stack[s->stack_length++] = row;
}

/* The row's last neighbour is seen: closes its group if it began one. */
static void leave(search *s, int64_t row) {
  s->path_length--;
  if (s->path_length > 0) {
    int64_t parent = s->path[s->path_length - 1];
    if (s->low[row] < s->low[parent]) s->low[parent] = s->low[row];
  }
  if (s->low[row] != s->place[row]) return;
  int64_t member;
  do {
    member = s->stack[--s->stack_length];
    s->group[member] = s->groups;
  } while (member != row);
  s->groups++;
}

static void visit(search *s, int64_t root) {
  enter(s, root);
  while (s->path_length > 0) {
    const int64_t row = s->path[s->path_length - 1];
    const unsigned char *to = s->outranks + row * s->n;
    int64_t other = s->next[row];
    while (other < s->n && !to[other])
      other++;
    s->next[row] = other + 1;
    if (other >= s->n)
      leave(s, row);
    else if (s->place[other] == 0)
      enter(s, other);
    else if (s->group[other] < 0 && s->place[other] < s->low[row])
      s->low[row] = s->place[other];
  }
}

/* Groups are numbered so that nobody outranks a row of a higher one: from the highest down, a group is in
 * the kernel unless a group of the kernel outranks it. `beaten` and `member` are work. */
static void choose(const search *s, int64_t *beaten, int64_t *member, int32_t *kernel) {
  int64_t *start = s->low, *count = s->next; /* no longer needed by the search */
  memset(start, 0, (size_t)s->n * sizeof *start);
  memset(beaten, 0, (size_t)s->n * sizeof *beaten);
  for (int64_t i = 0; i < s->n; i++)
    if (s->group[i] + 1 < s->n) start[s->group[i] + 1]++;
  for (int64_t g = 1; g < s->n; g++)
    start[g] += start[g - 1];
  memcpy(count, start, (size_t)s->n * sizeof *count);
  for (int64_t i = 0; i < s->n; i++)
    member[count[s->group[i]]++] = i;
  for (int64_t g = s->groups - 1; g >= 0; g--) {
    int32_t chosen = 1;
    for (int64_t k = start[g]; k < count[g]; k++)
      chosen &= !beaten[member[k]];
    for (int64_t k = start[g]; k < count[g]; k++) {
      kernel[member[k]] = chosen;
      for (int64_t other = 0; chosen && other < s->n; other++)
        beaten[other] |= s->outranks[member[k] * s->n + other];
    }
  }
}

int32_t cpwi_mcda_graph_kernel(const unsigned char *outranks, int64_t n, int32_t *kernel,
                               const cpw_allocator *allocator, const char *where, cpw_error *err) {
  if (n == 0) return CPW_OK;
  int64_t *work = cpwi_alloc_zero(allocator, (size_t)n, 8 * sizeof *work);
  if (!work) return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld rows", (long long)n);
  search s = {.outranks = outranks, .n = n, .place = work, .low = work + n, .next = work + 2 * n};
  s.path = work + 3 * n;
  s.stack = work + 4 * n;
  s.group = work + 5 * n;
  for (int64_t i = 0; i < n; i++)
    s.group[i] = -1;
  for (int64_t i = 0; i < n; i++)
    if (s.place[i] == 0) visit(&s, i);
  choose(&s, work + 6 * n, work + 7 * n, kernel);
  cpwi_release(allocator, work);
  return CPW_OK;
}
