/* Options that need and exclude each other, as the caller has them.
 * Source: the rules in carepath/knapsack.h.
 * Leaves the rules to select_rules.c, the optimum to select_parts.c and, where options hang together in large sets,
 * to select_search.c. */
#include "knapsack/select.h"

#include <string.h>

void cpw_knapsack_rules_init_sized(cpw_knapsack_rules *rules, size_t size) {
  cpw_knapsack_rules r;
  memset(&r, 0, sizeof r);
  r.struct_size = sizeof r;
  cpwi_init_sized(rules, size, &r, sizeof r);
}

static int32_t check_arguments(const cpwi_select *k, const cpw_knapsack_answer *answer) {
  const cpwi_limits *l = &k->l;
  if (k->n < 0)
    return cpwi_fail(l->err, CPW_EINVAL, -1, l->where, "n = %lld must be >= 0", (long long)k->n);
  if (!answer || (k->n && (!k->value || !k->cost)))
    return cpwi_fail(l->err, CPW_EINVAL, -1, l->where, "%s must not be NULL",
                     !answer     ? "answer"
                     : !k->value ? "value"
                                 : "cost");
  if (l->o.at_most_one)
    return cpwi_fail(l->err, CPW_EINVAL, -1, l->where,
                     "options.at_most_one = 1 is for classes: it must be 0");
  const int64_t *of[] = {k->value, k->cost};
  const char *name[] = {"value", "cost"};
  for (int a = 0; a < 2; a++) {
    int64_t left = CPWI_MOST_MONEY / 2;
    for (int64_t j = 0; j < k->n; j++) {
      int64_t x = of[a][j];
      if (x < -left || x > left)
        return cpwi_fail(l->err, CPW_EOVERFLOW, j, l->where,
                         "%s[%lld] = %lld brings the sum of |%ss| above 2^61", name[a],
                         (long long)j, (long long)x, name[a]);
      left -= x < 0 ? -x : x;
    }
  }
  if (k->budget > INT64_MAX - CPWI_MOST_MONEY / 2)
    return cpwi_fail(l->err, CPW_EOVERFLOW, -1, l->where, "budget = %lld is too large",
                     (long long)k->budget);
  return CPW_OK;
}

static int32_t take_baseline(cpwi_select *k) {
  const int32_t *b = k->l.o.baseline;
  int64_t cost = 0;
  if (!b) return CPW_OK;
  for (int64_t j = 0; j < k->n; j++) {
    if (b[j] != 0 && b[j] != 1)
      return cpwi_fail(k->l.err, CPW_EINVAL, j, k->l.where,
                       "options.baseline[%lld] = %lld must be 0 or 1", (long long)j,
                       (long long)b[j]);
    cost += b[j] ? k->cost[j] : 0;
    k->baseline += b[j] ? k->value[j] : 0;
  }
  int32_t status = cpwi_select_follows(k, b, "options.baseline");
  if (status != CPW_OK) return status;
  if (cost > k->budget)
    return cpwi_fail(k->l.err, CPW_EDOMAIN, -1, k->l.where,
                     "options.baseline costs %lld more than budget = %lld",
                     (long long)(cost - k->budget), (long long)k->budget);
  memcpy(k->best_x, b, (size_t)k->n * sizeof *b);
  k->best = k->baseline;
  k->have = 1;
  return CPW_OK;
}

/* No choice was found at once: the least that one costs says whether there is any within the budget. It is taken as a
 * start, or the error names the gap. */
static int32_t find_cheapest(cpwi_select *k) {
  const cpw_allocator *a = k->l.o.allocator;
  int64_t *negative = cpwi_alloc(a, (size_t)k->n, sizeof *negative);
  if (!negative) return cpwi_no_memory(&k->l, "the least cost");
  cpwi_select least = *k;
  for (int64_t j = 0; j < k->n; j++)
    negative[j] = -k->cost[j];
  least.value = negative;
  least.budget = INT64_MAX / 4;
  least.first_only = 1;
  least.enough = k->budget > -CPWI_MOST_MONEY ? -k->budget : CPWI_MOST_MONEY;
  int32_t status = cpwi_select_search(&least);
  cpwi_release(a, negative);
  k->l = least.l;
  if (status != CPW_OK) return status;
  if (least.have && -least.best <= k->budget) {
    k->have = 1;
    k->best = 0;
    for (int64_t j = 0; j < k->n; j++)
      k->best += k->best_x[j] ? k->value[j] : 0;
    return CPW_OK;
  }
  if (k->l.ended)
    return cpwi_fail(k->l.err, CPW_ENOCONV, -1, k->l.where,
                     "no choice within budget = %lld was found before a limit was met",
                     (long long)k->budget);
  if (!least.have)
    return cpwi_fail(k->l.err, CPW_EINVAL, -1, k->l.where, "rules: no choice follows them all");
  cpwi_wide gap = -(cpwi_wide)least.best - k->budget;
  return cpwi_fail(k->l.err, CPW_EDOMAIN, -1, k->l.where,
                   "budget = %lld is %lld short of %lld, the least that a choice that follows the "
                   "rules costs",
                   (long long)k->budget, (long long)(int64_t)(gap > INT64_MAX ? INT64_MAX : gap),
                   (long long)-least.best);
}

static int32_t solve(cpwi_select *k) {
  int32_t done = 0, status = cpwi_select_prepare(k);
  if (status == CPW_OK) status = take_baseline(k);
  if (status == CPW_OK) status = cpwi_select_by_parts(k, &done);
  if (status != CPW_OK || done) return status;
  status = cpwi_select_search(k);
  if (status != CPW_OK || k->have) return status;
  status = find_cheapest(k);
  return status == CPW_OK ? cpwi_select_search(k) : status;
}

/* The best value for money that the rules allow on top of what is chosen. */
static void find_next(const cpwi_select *k, cpw_knapsack_answer *a) {
  a->next = -1;
  for (int64_t j = 0; j < k->n; j++) {
    int64_t g = cpwi_group_of(k, j), v = k->value[j], c = k->cost[j];
    int may = !k->best_x[j] && v > 0 && c > 0 && cpwi_settled(k, j) == 0;
    for (int64_t e = cpwi_need_begin(k, j); may && e < cpwi_need_end(k, j); e++)
      may = k->best_x[k->rules.need[e]];
    for (int64_t h = g < 0 ? 0 : k->of_first[g]; may && g >= 0 && h < k->of_first[g + 1]; h++)
      may = !k->best_x[k->of[h]];
    if (!may) continue;
    if (a->next >= 0) {
      cpwi_wide here = (cpwi_wide)v * k->cost[a->next], there = (cpwi_wide)a->next_value * c;
      if (here < there || (here == there && c >= k->cost[a->next])) continue;
    }
    a->next = j;
    a->next_value = v;
    a->next_extra = c > a->unspent ? c - a->unspent : 0;
  }
}

static void answer_it(const cpwi_select *k, int32_t *chosen, cpw_knapsack_answer *out) {
  cpw_knapsack_answer a;
  memset(&a, 0, sizeof a);
  a.unit = 1;
  for (int64_t j = 0; j < k->n; j++) {
    if (chosen) chosen[j] = k->best_x[j];
    if (!k->best_x[j]) continue;
    a.chosen++;
    a.value += k->value[j];
    a.cost += k->cost[j];
  }
  a.unspent = k->budget - a.cost;
  a.bound = k->bound;
  a.proven = a.bound == a.value;
  a.ended = a.proven ? CPW_KNAPSACK_PROVEN : k->l.ended;
  a.relaxed = k->relaxed;
  a.price = k->price;
  a.break_item = -1;
  a.greedy = k->greedy;
  a.baseline = k->baseline;
  a.steps = k->l.steps;
  a.states = k->l.states;
  find_next(k, &a);
  *out = a;
}

int32_t cpw_knapsack_select(const int64_t *value, const int64_t *cost, int64_t n, int64_t budget,
                            const cpw_knapsack_rules *rules, const cpw_knapsack_options *options,
                            int32_t *chosen, cpw_knapsack_answer *answer, cpw_error *err) {
  cpwi_select k;
  memset(&k, 0, sizeof k);
  k.value = value;
  k.cost = cost;
  k.n = n;
  k.budget = budget;
  cpw_knapsack_rules_init_sized(&k.rules, sizeof k.rules);
  int32_t status = cpwi_limits_take(&k.l, options, __func__, err);
  if (status == CPW_OK) status = cpwi_take_options(&k.rules, sizeof k.rules, rules, __func__, err);
  if (status == CPW_OK) status = check_arguments(&k, answer);
  if (status == CPW_OK) status = solve(&k);
  if (status == CPW_OK) answer_it(&k, chosen, answer);
  const cpw_allocator *a = k.l.o.allocator;
  void *blocks[] = {k.order, k.user_first, k.user, k.of_first, k.of, k.best_x};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    cpwi_release(a, blocks[i]);
  return status;
}
