/* People by tier and score: the ranking without minimum numbers.
 * Source: the rules in carepath/fair.h. Leaves minimum numbers to rerank.c. */
#include "base/order.h"
#include "fair/internal.h"

/* Scratch of one sort, (count) each. */
typedef struct scratch {
  int64_t *before, *order;
  double *key;
} scratch;

static int32_t take_memory(scratch *s, int64_t count, const cpw_allocator *a, const char *where,
                           cpw_error *err) {
  size_t n = (size_t)count;
  s->before = cpwi_alloc(a, n, sizeof *s->before);
  s->order = cpwi_alloc(a, n, sizeof *s->order);
  s->key = cpwi_alloc(a, n, sizeof *s->key);
  if (s->before && s->order && s->key) return CPW_OK;
  return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld people", (long long)count);
}

static void release(scratch *s, const cpw_allocator *a) {
  if (s->before) cpwi_release(a, s->before);
  if (s->order) cpwi_release(a, s->order);
  if (s->key) cpwi_release(a, s->key);
}

/* indices of those with a group, then of those without: what equal scores keep */
static void groups_first(const cpw_fair_people *people, int64_t *out) {
  int64_t next = 0;
  for (int32_t without = 0; without < 2; without++)
    for (int64_t i = 0; i < people->count; i++)
      if ((people->group[i] < 0) == without) out[next++] = i;
}

/* sorts `before` by key into `order`, as indices of people */
static int32_t sort(scratch *s, int64_t count, int32_t descending, const cpw_allocator *a,
                    const char *where, cpw_error *err) {
  int32_t status = cpwi_order(s->key, count, descending, s->order, a, where, err);
  for (int64_t i = 0; status == CPW_OK && i < count; i++)
    s->order[i] = s->before[s->order[i]];
  return status;
}

int32_t cpwi_fair_sorted(const cpw_fair_people *people, const cpw_allocator *a, int64_t *order,
                         const char *where, cpw_error *err) {
  scratch s = {NULL, NULL, NULL};
  int64_t n = people->count;
  int32_t status = take_memory(&s, n, a, where, err);
  if (status == CPW_OK) {
    groups_first(people, s.before);
    for (int64_t i = 0; i < n; i++)
      s.key[i] = people->score[s.before[i]];
    status = sort(&s, n, 1, a, where, err);
  }
  if (status == CPW_OK && people->tier) {
    int64_t *sorted = s.order;
    s.order = s.before;
    s.before = sorted;
    for (int64_t i = 0; i < n; i++)
      s.key[i] = (double)people->tier[s.before[i]];
    status = sort(&s, n, 0, a, where, err);
  }
  for (int64_t i = 0; status == CPW_OK && i < n; i++)
    order[i] = s.order[i];
  release(&s, a);
  return status;
}

int64_t cpwi_fair_tier_end(const cpw_fair_people *people, const int64_t *order, int64_t first) {
  int64_t end = first;
  if (!people->tier) return people->count;
  while (end < people->count && people->tier[order[end]] == people->tier[order[first]])
    end++;
  return end;
}
