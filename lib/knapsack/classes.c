/* One option of every class as the caller has it: what is wrong with it, which options can never be chosen, and
 * what surrounds the optimum.
 * Source: Sinha and Zoltners 1979 for dominance: as dear and not better.
 * Leaves the relaxation to classes_relax.c, the optimum to classes_core.c. */
#include "knapsack/classes.h"

#include "base/order.h"

#include <string.h>

static int32_t check_first(const cpwi_classes *k) {
  const cpwi_limits *l = &k->l;
  if (k->first[0] != 0)
    return cpwi_fail(l->err, CPW_EINVAL, 0, l->where, "first[0] = %lld must be 0",
                     (long long)k->first[0]);
  for (int64_t i = 0; i < k->classes; i++) {
    if (k->first[i + 1] < k->first[i])
      return cpwi_fail(l->err, CPW_EINVAL, i + 1, l->where,
                       "first[%lld] = %lld must be >= first[%lld] = %lld", (long long)(i + 1),
                       (long long)k->first[i + 1], (long long)i, (long long)k->first[i]);
    if (k->first[i + 1] == k->first[i] && !l->o.at_most_one)
      return cpwi_fail(l->err, CPW_EINVAL, i, l->where,
                       "class %lld has no option, and exactly one must be chosen", (long long)i);
  }
  return CPW_OK;
}

static int32_t check_arguments(const cpwi_classes *k, const cpw_knapsack_answer *answer) {
  const cpwi_limits *l = &k->l;
  if (k->classes < 0)
    return cpwi_fail(l->err, CPW_EINVAL, -1, l->where, "classes = %lld must be >= 0",
                     (long long)k->classes);
  if (!k->first || !answer)
    return cpwi_fail(l->err, CPW_EINVAL, -1, l->where, "%s must not be NULL",
                     answer ? "first" : "answer");
  int32_t status = check_first(k);
  if (status != CPW_OK) return status;
  if (k->first[k->classes] > 0 && (!k->value || !k->cost))
    return cpwi_fail(l->err, CPW_EINVAL, -1, l->where, "%s must not be NULL",
                     k->value ? "cost" : "value");
  if (k->first[k->classes] > INT64_MAX / 64)
    return cpwi_fail(l->err, CPW_EOVERFLOW, -1, l->where, "first[%lld] = %lld is too large",
                     (long long)k->classes, (long long)k->first[k->classes]);
  return CPW_OK;
}

static int64_t size_of(int64_t x) {
  return x < 0 ? (x == INT64_MIN ? INT64_MAX : -x) : x;
}

/* The greatest |value| and |cost| of every class may sum to 2^61. */
static int32_t check_sums(const cpwi_classes *k) {
  const int64_t *of[] = {k->value, k->cost};
  const char *name[] = {"value", "cost"};
  for (int a = 0; a < 2; a++) {
    int64_t left = CPWI_MOST_MONEY / 2;
    for (int64_t i = 0; i < k->classes; i++) {
      int64_t greatest = 0;
      for (int64_t j = k->first[i]; j < k->first[i + 1]; j++)
        if (size_of(of[a][j]) > greatest) greatest = size_of(of[a][j]);
      if (greatest > left)
        return cpwi_fail(k->l.err, CPW_EOVERFLOW, i, k->l.where,
                         "class %lld: the greatest |%s| of every class sum to more than 2^61",
                         (long long)i, name[a]);
      left -= greatest;
    }
  }
  return CPW_OK;
}

static int32_t make_room(cpwi_classes *k) {
  const cpw_allocator *a = k->l.o.allocator;
  size_t m = (size_t)k->classes, n = (size_t)k->n + m;
  k->begin = cpwi_alloc_zero(a, m + 1, sizeof *k->begin);
  k->level = cpwi_alloc(a, m, sizeof *k->level);
  k->pick = cpwi_alloc(a, m, sizeof *k->pick);
  k->item = cpwi_alloc(a, n, sizeof *k->item);
  k->v = cpwi_alloc(a, n, sizeof *k->v);
  k->c = cpwi_alloc(a, n, sizeof *k->c);
  if (!k->begin || !k->level || !k->pick || !k->item || !k->v || !k->c)
    return cpwi_no_memory(&k->l, "the classes");
  return CPW_OK;
}

/* All options in order of cost, class by class: place[i] is where class i begins in `sorted`. */
static int32_t sort_options(const cpwi_classes *k, int64_t *sorted) {
  const cpw_allocator *a = k->l.o.allocator;
  size_t n = (size_t)k->n;
  cpwi_item *items = cpwi_alloc(a, 2 * n, sizeof *items);
  int64_t *counts = cpwi_alloc(a, CPWI_ORDER_COUNTS, sizeof *counts);
  int64_t *place = cpwi_alloc(a, (size_t)k->classes + n, sizeof *place);
  int done = items && counts && place;
  if (done) {
    int64_t *class_of = place + k->classes;
    for (int64_t i = 0; i < k->classes; i++) {
      place[i] = k->first[i];
      for (int64_t j = k->first[i]; j < k->first[i + 1]; j++)
        class_of[j] = i;
    }
    for (int64_t j = 0; j < k->n; j++)
      items[j] = (cpwi_item){(uint64_t)k->cost[j] + ((uint64_t)1 << 63), j};
    cpwi_order_items(items, items + n, k->n, counts);
    for (int64_t h = 0; h < k->n; h++)
      sorted[place[class_of[items[h].index]]++] = items[h].index;
  }
  cpwi_release(a, items);
  cpwi_release(a, counts);
  cpwi_release(a, place);
  return done ? CPW_OK : cpwi_no_memory(&k->l, "the order of the options");
}

/* One more option of a class whose last one is at `end` - 1: where the class ends now. */
static int64_t keep(cpwi_classes *k, int64_t from, int64_t end, int64_t item, int64_t value,
                    int64_t cost) {
  if (end > from && value <= k->v[end - 1]) return end;
  if (end > from && cost == k->c[end - 1]) end--;
  k->item[end] = item;
  k->v[end] = value;
  k->c[end] = cost;
  return end + 1;
}

/* Drops what is as dear as another one of its class and not better; none chosen costs and is worth nothing. */
static void drop_dominated(cpwi_classes *k, const int64_t *sorted) {
  for (int64_t i = 0; i < k->classes; i++) {
    int64_t from = k->begin[i], end = from, none = k->l.o.at_most_one;
    for (int64_t h = k->first[i]; h < k->first[i + 1]; h++) {
      int64_t j = sorted[h];
      if (none && k->cost[j] >= 0) {
        end = keep(k, from, end, -1, 0, 0);
        none = 0;
      }
      end = keep(k, from, end, j, k->value[j], k->cost[j]);
    }
    if (none) end = keep(k, from, end, -1, 0, 0);
    k->begin[i + 1] = end;
  }
}

static int32_t check_budget(const cpwi_classes *k, int64_t dearest) {
  if (k->budget >= k->cost0) return CPW_OK;
  cpwi_wide gap = (cpwi_wide)k->cost0 - k->budget;
  int64_t shown = gap > INT64_MAX ? INT64_MAX : (int64_t)gap;
  return cpwi_fail(k->l.err, CPW_EDOMAIN, dearest, k->l.where,
                   "budget = %lld is %lld short of %lld, the cheapest of every class (class %lld "
                   "costs most: %lld)",
                   (long long)k->budget, (long long)shown, (long long)k->cost0, (long long)dearest,
                   (long long)k->c[k->begin[dearest]]);
}

/* Values and costs from those of the cheapest of the class on. */
static int32_t make_relative(cpwi_classes *k) {
  int64_t dearest = 0;
  for (int64_t i = 0; i < k->classes; i++) {
    int64_t at = k->begin[i];
    if (k->c[at] > k->c[k->begin[dearest]]) dearest = i;
    k->value0 += k->v[at];
    k->cost0 += k->c[at];
  }
  int32_t status = check_budget(k, dearest);
  if (status != CPW_OK) return status;
  cpwi_wide capacity = (cpwi_wide)k->budget - k->cost0;
  if (capacity > INT64_MAX)
    return cpwi_fail(k->l.err, CPW_EOVERFLOW, -1, k->l.where,
                     "budget = %lld and what is released (%lld) sum to more than 2^63 - 1",
                     (long long)k->budget, -(long long)k->cost0);
  k->capacity = (int64_t)capacity;
  for (int64_t i = 0; i < k->classes; i++) {
    int64_t v = k->v[k->begin[i]], c = k->c[k->begin[i]];
    for (int64_t j = k->begin[i]; j < k->begin[i + 1]; j++) {
      k->v[j] -= v;
      k->c[j] -= c;
    }
  }
  return CPW_OK;
}

/* What costs more than the capacity on its own is no choice. Returns whether anything was. */
static int drop_unaffordable(cpwi_classes *k) {
  int64_t to = 0, from = 0;
  for (int64_t i = 0; i < k->classes; i++) {
    int64_t end = k->begin[i + 1];
    k->begin[i] = to;
    for (; from < end; from++) {
      if (k->c[from] > k->capacity) continue;
      k->item[to] = k->item[from];
      k->v[to] = k->v[from];
      k->c[to++] = k->c[from];
    }
  }
  k->begin[k->classes] = to;
  return to < from;
}

static void divide(cpwi_classes *k) {
  int64_t gv = 0, gc = 0, n = k->begin[k->classes];
  for (int64_t j = 0; j < n; j++) {
    gv = cpwi_gcd(k->v[j], gv);
    gc = cpwi_gcd(k->c[j], gc);
  }
  k->unit_v = gv ? gv : 1;
  k->unit_c = gc ? gc : 1;
  for (int64_t j = 0; j < n; j++) {
    k->v[j] /= k->unit_v;
    k->c[j] /= k->unit_c;
  }
  k->capacity /= k->unit_c;
}

/* -------- the baseline ------------------------------------------------------------------------- */

static int32_t check_baseline(cpwi_classes *k) {
  const int32_t *b = k->l.o.baseline;
  cpwi_wide cost = 0;
  for (int64_t i = 0; b && i < k->classes; i++) {
    int64_t count = 0;
    for (int64_t j = k->first[i]; j < k->first[i + 1]; j++) {
      if (b[j] != 0 && b[j] != 1)
        return cpwi_fail(k->l.err, CPW_EINVAL, j, k->l.where,
                         "options.baseline[%lld] = %lld must be 0 or 1", (long long)j,
                         (long long)b[j]);
      if (!b[j]) continue;
      count++;
      cost += k->cost[j];
      k->baseline += k->value[j];
    }
    if (count > 1 || (count == 0 && !k->l.o.at_most_one))
      return cpwi_fail(k->l.err, CPW_EINVAL, i, k->l.where,
                       "options.baseline has %lld options of class %lld: %s", (long long)count,
                       (long long)i, count ? "at most one" : "exactly one");
  }
  if (!b || cost <= k->budget) return CPW_OK;
  return cpwi_fail(k->l.err, CPW_EDOMAIN, -1, k->l.where,
                   "options.baseline costs %lld more than budget = %lld",
                   (long long)(int64_t)(cost - k->budget), (long long)k->budget);
}

/* The baseline, or what dominates it, where it is worth more than the greedy choice. */
static void take_baseline(cpwi_classes *k) {
  const int32_t *b = k->l.o.baseline;
  int64_t sum = 0;
  if (!b) return;
  for (int64_t i = 0; i < k->classes; i++) {
    int64_t cost = 0, at = k->begin[i];
    for (int64_t j = k->first[i]; j < k->first[i + 1]; j++)
      if (b[j]) cost = k->cost[j];
    int64_t cheapest = k->item[at] < 0 ? 0 : k->cost[k->item[at]];
    while (at + 1 < k->begin[i + 1] && k->c[at + 1] * k->unit_c <= cost - cheapest)
      at++;
    k->level[i] = at;
    sum += k->v[at];
  }
  if (sum <= k->best) return;
  k->best = sum;
  memcpy(k->pick, k->level, (size_t)k->classes * sizeof *k->pick);
}

/* -------- the answer --------------------------------------------------------------------------- */

/* The best step up from what is chosen: most value a pound, then the cheaper, then the lower index. */
static void find_next(const cpwi_classes *k, cpw_knapsack_answer *a) {
  int64_t best_v = 0, best_c = 1;
  a->next = -1;
  for (int64_t i = 0; i < k->classes; i++) {
    int64_t at = k->pick[i] < 0 ? -1 : k->item[k->pick[i]];
    int64_t v0 = at < 0 ? 0 : k->value[at], c0 = at < 0 ? 0 : k->cost[at];
    for (int64_t j = k->first[i]; j < k->first[i + 1]; j++) {
      int64_t v = k->value[j] - v0, c = k->cost[j] - c0;
      if (v <= 0 || c <= 0) continue;
      cpwi_wide here = (cpwi_wide)v * best_c, there = (cpwi_wide)best_v * c;
      if (here < there || (here == there && (a->next >= 0 && c >= best_c))) continue;
      best_v = v;
      best_c = c;
      a->next = j;
    }
  }
  if (a->next < 0) return;
  a->next_value = best_v;
  a->next_extra = best_c > a->unspent ? best_c - a->unspent : 0;
}

static void answer_it(const cpwi_classes *k, double unit, int64_t *chosen,
                      cpw_knapsack_answer *out) {
  cpw_knapsack_answer a;
  memset(&a, 0, sizeof a);
  a.unit = unit;
  for (int64_t i = 0; i < k->classes; i++) {
    int64_t j = k->item[k->pick[i]];
    if (j >= 0) {
      a.value += k->value[j];
      a.cost += k->cost[j];
      a.chosen++;
    }
    if (chosen) chosen[i] = j;
  }
  a.unspent = k->budget - a.cost;
  a.bound = k->value0 + k->bound * k->unit_v;
  a.proven = a.bound == a.value;
  a.ended = a.proven ? CPW_KNAPSACK_PROVEN : k->l.ended;
  a.relaxed = k->relaxed;
  a.price = k->price;
  a.break_item = k->step_item;
  a.greedy = k->greedy;
  a.baseline = k->baseline;
  a.steps = k->l.steps;
  a.states = k->l.states;
  find_next(k, &a);
  *out = a;
}

/* The relaxation of all options is reported; the search starts from that of what is affordable. */
static int32_t solve(cpwi_classes *k) {
  int32_t status = cpwi_classes_relax(k, k->pick);
  if (status != CPW_OK) return status;
  double relaxed = k->relaxed, price = k->price;
  int64_t step_item = k->step_item;
  drop_unaffordable(k);
  divide(k);
  status = cpwi_classes_relax(k, k->pick);
  if (status != CPW_OK) return status;
  k->best = k->greedy;
  k->greedy = k->value0 + k->greedy * k->unit_v;
  take_baseline(k);
  status = cpwi_classes_search(k);
  k->relaxed = relaxed;
  k->price = price;
  k->step_item = step_item;
  return status;
}

static int32_t prepare(cpwi_classes *k) {
  int32_t status = check_sums(k);
  if (status == CPW_OK) status = check_baseline(k);
  if (status == CPW_OK) status = make_room(k);
  if (status != CPW_OK) return status;
  int64_t *sorted = cpwi_alloc(k->l.o.allocator, (size_t)k->n, sizeof *sorted);
  if (!sorted) return cpwi_no_memory(&k->l, "the order of the options");
  status = sort_options(k, sorted);
  if (status == CPW_OK) drop_dominated(k, sorted);
  cpwi_release(k->l.o.allocator, sorted);
  return status == CPW_OK ? make_relative(k) : status;
}

int32_t cpwi_knapsack_classes(const int64_t *value, const int64_t *cost, const int64_t *first,
                              int64_t classes, int64_t budget, const cpw_knapsack_options *options,
                              int64_t *chosen, cpw_knapsack_answer *answer, double unit,
                              const char *where, cpw_error *err) {
  cpwi_classes k;
  memset(&k, 0, sizeof k);
  k.value = value;
  k.cost = cost;
  k.first = first;
  k.classes = classes;
  k.budget = budget;
  int32_t status = cpwi_limits_take(&k.l, options, where, err);
  if (status == CPW_OK) status = check_arguments(&k, answer);
  if (status == CPW_OK) {
    k.n = first[classes];
    status = prepare(&k);
  }
  if (status == CPW_OK) status = solve(&k);
  if (status == CPW_OK) answer_it(&k, unit, chosen, answer);
  const cpw_allocator *a = k.l.o.allocator;
  void *blocks[] = {k.begin, k.level, k.pick, k.item, k.v, k.c};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    cpwi_release(a, blocks[i]);
  return status;
}

int32_t cpw_knapsack_choose(const int64_t *value, const int64_t *cost, const int64_t *first,
                            int64_t classes, int64_t budget, const cpw_knapsack_options *options,
                            int64_t *chosen, cpw_knapsack_answer *answer, cpw_error *err) {
  return cpwi_knapsack_classes(value, cost, first, classes, budget, options, chosen, answer, 1,
                               __func__, err);
}
