/* The rules of dependent options: what is wrong with them, who needs whom in which order, and whether a choice
 * follows them.
 * Source: Kahn, "Topological sorting of large networks", Comm. ACM 5 (1962).
 * Leaves what the rules imply for a choice on the way to select_parts.c and select_search.c. */
#include "knapsack/select.h"

static int32_t fail(const cpwi_select *k, int64_t j, const char *name, int64_t value,
                    const char *rule) {
  return cpwi_fail(k->l.err, CPW_EINVAL, j, k->l.where, "rules.%s[%lld] = %lld must be %s", name,
                   (long long)j, (long long)value, rule);
}

static int32_t check_needs(cpwi_select *k) {
  const int64_t *first = k->rules.need_first;
  if (!first) return CPW_OK;
  for (int64_t j = 0; j <= k->n; j++) {
    if (j == 0 && first[0] != 0) return fail(k, 0, "need_first", first[0], "0");
    if (j > 0 && first[j] < first[j - 1])
      return fail(k, j, "need_first", first[j], "no less than the one before");
  }
  k->needs = first[k->n];
  if (k->needs > 0 && !k->rules.need)
    return cpwi_fail(k->l.err, CPW_EINVAL, -1, k->l.where, "rules.need must not be NULL");
  for (int64_t e = 0; e < k->needs; e++)
    if (k->rules.need[e] < 0 || k->rules.need[e] >= k->n)
      return fail(k, e, "need", k->rules.need[e], "the index of an option");
  return CPW_OK;
}

static int32_t check_groups(const cpwi_select *k) {
  const cpw_knapsack_rules *r = &k->rules;
  if (r->groups < 0)
    return cpwi_fail(k->l.err, CPW_EINVAL, -1, k->l.where, "rules.groups = %lld must be >= 0",
                     (long long)r->groups);
  for (int64_t j = 0; r->group && j < k->n; j++)
    if (r->group[j] < -1 || r->group[j] >= r->groups)
      return fail(k, j, "group", r->group[j], "-1 or the number of a group");
  for (int64_t g = 0; r->must && g < r->groups; g++)
    if (r->must[g] != 0 && r->must[g] != 1) return fail(k, g, "must", r->must[g], "0 or 1");
  for (int64_t j = 0; r->settled && j < k->n; j++)
    if (r->settled[j] < -1 || r->settled[j] > 1)
      return fail(k, j, "settled", r->settled[j], "-1, 0 or 1");
  return CPW_OK;
}

static int32_t fill(cpwi_select *k) {
  const cpw_allocator *a = k->l.o.allocator;
  size_t n = (size_t)k->n, groups = (size_t)k->rules.groups;
  k->order = cpwi_alloc(a, n, sizeof *k->order);
  k->user_first = cpwi_alloc_zero(a, n + 2, sizeof *k->user_first);
  k->user = cpwi_alloc(a, (size_t)k->needs, sizeof *k->user);
  k->of_first = cpwi_alloc_zero(a, groups + 2, sizeof *k->of_first);
  k->of = cpwi_alloc(a, n, sizeof *k->of);
  k->best_x = cpwi_alloc_zero(a, n, sizeof *k->best_x);
  if (!k->order || !k->user_first || !k->user || !k->of_first || !k->of || !k->best_x)
    return cpwi_no_memory(&k->l, "the rules");
  for (int64_t e = 0; e < k->needs; e++)
    k->user_first[k->rules.need[e] + 2]++;
  for (int64_t j = 0; j < k->n; j++)
    if (cpwi_group_of(k, j) >= 0) k->of_first[cpwi_group_of(k, j) + 2]++;
  for (int64_t j = 0; j < k->n; j++)
    k->user_first[j + 2] += k->user_first[j + 1];
  for (int64_t g = 0; g < k->rules.groups; g++)
    k->of_first[g + 2] += k->of_first[g + 1];
  for (int64_t j = 0; j < k->n; j++) {
    for (int64_t e = cpwi_need_begin(k, j); e < cpwi_need_end(k, j); e++)
      k->user[k->user_first[k->rules.need[e] + 1]++] = j;
    int64_t g = cpwi_group_of(k, j);
    if (g >= 0) k->of[k->of_first[g + 1]++] = j;
  }
  return CPW_OK;
}

/* Some option of a circle, and the one that it needs there: from any that is left, what it needs that is left. */
static int32_t fail_circle(const cpwi_select *k, const int64_t *left, int64_t from) {
  int64_t at = from;
  for (int64_t step = 0; step <= 2 * k->n; step++) {
    int64_t next = -1;
    for (int64_t e = cpwi_need_begin(k, at); e < cpwi_need_end(k, at) && next < 0; e++)
      if (left[k->rules.need[e]] > 0) next = k->rules.need[e];
    if (step >= k->n || next == at) {
      if (next == at)
        return cpwi_fail(k->l.err, CPW_EINVAL, at, k->l.where,
                         "rules.need: option %lld needs itself", (long long)at);
      return cpwi_fail(k->l.err, CPW_EINVAL, at, k->l.where,
                       "rules.need: option %lld needs itself by way of option %lld", (long long)at,
                       (long long)next);
    }
    at = next < 0 ? at : next;
  }
  return CPW_EINTERNAL;
}

static int32_t sort(cpwi_select *k) {
  const cpw_allocator *a = k->l.o.allocator;
  int64_t *left = cpwi_alloc(a, (size_t)k->n, sizeof *left), count = 0, from = -1;
  if (!left) return cpwi_no_memory(&k->l, "the rules");
  for (int64_t j = 0; j < k->n; j++) {
    left[j] = cpwi_need_end(k, j) - cpwi_need_begin(k, j);
    if (left[j] == 0) k->order[count++] = j;
  }
  for (int64_t h = 0; h < count; h++) {
    int64_t i = k->order[h];
    for (int64_t u = k->user_first[i]; u < k->user_first[i + 1]; u++)
      if (--left[k->user[u]] == 0) k->order[count++] = k->user[u];
  }
  int32_t status = CPW_OK;
  for (int64_t j = 0; j < k->n && from < 0; j++)
    if (left[j] > 0) from = j;
  if (from >= 0) status = fail_circle(k, left, from);
  cpwi_release(a, left);
  return status;
}

int32_t cpwi_select_prepare(cpwi_select *k) {
  int32_t status = check_needs(k);
  if (status == CPW_OK) status = check_groups(k);
  if (status == CPW_OK) status = fill(k);
  for (int64_t g = 0; status == CPW_OK && g < k->rules.groups; g++)
    if (cpwi_must(k, g) && k->of_first[g] == k->of_first[g + 1])
      status = cpwi_fail(k->l.err, CPW_EINVAL, g, k->l.where,
                         "rules.must[%lld] = 1, but group %lld has no option", (long long)g,
                         (long long)g);
  return status == CPW_OK ? sort(k) : status;
}

int32_t cpwi_select_follows(const cpwi_select *k, const int32_t *x, const char *what) {
  for (int64_t j = 0; j < k->n; j++) {
    if (cpwi_settled(k, j) == (x[j] ? -1 : 1))
      return cpwi_fail(k->l.err, CPW_EINVAL, j, k->l.where,
                       x[j] ? "%s has option %lld, which is settled out"
                            : "%s lacks option %lld, which is settled in",
                       what, (long long)j);
    for (int64_t e = cpwi_need_begin(k, j); x[j] && e < cpwi_need_end(k, j); e++) {
      int64_t other = k->rules.need[e];
      if (!x[other])
        return cpwi_fail(k->l.err, CPW_EINVAL, j, k->l.where,
                         "%s has option %lld without option %lld, which it needs", what,
                         (long long)j, (long long)other);
    }
  }
  for (int64_t g = 0; g < k->rules.groups; g++) {
    int64_t count = 0;
    for (int64_t h = k->of_first[g]; h < k->of_first[g + 1]; h++)
      count += x[k->of[h]];
    if (count > 1 || (count == 0 && cpwi_must(k, g)))
      return cpwi_fail(k->l.err, CPW_EINVAL, g, k->l.where,
                       "%s has %lld options of group %lld: %s one must be chosen", what,
                       (long long)count, (long long)g, cpwi_must(k, g) ? "exactly" : "at most");
  }
  return CPW_OK;
}
