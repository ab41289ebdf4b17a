/* 0/1 knapsack as the caller has it: signs, units and what can be afforded; and what surrounds the optimum, from
 * the linear relaxation to the next option.
 * Source: Dantzig, "Discrete-variable extremum problems", Oper. Res. 5 (1957) for relaxation and greedy choice.
 * Leaves the optimum of what is left to items_core.c. */
#include "knapsack/internal.h"

#include <string.h>

/* A call at work. Items are candidates: worth something, and cost something; of an option that loses value and
 * releases money, not taking it is the item ("flipped"). */
typedef struct knapsack {
  cpwi_limits l;
  const int64_t *value, *cost;
  int64_t n, budget;
  int64_t value0, cost0; /* of the settled options and of all flipped ones */
  int64_t capacity;      /* budget - cost0 */
  int64_t baseline;
  int64_t count;    /* candidates */
  int64_t *index;   /* (n) of the option, by candidate; then in order of value for money */
  int64_t *v, *w;   /* (n) of the same */
  uint8_t *in;      /* (n) of the same: chosen */
  int64_t *fit;     /* (n) the candidates that fit on their own */
  int64_t *fv, *fw; /* (n) of the same, in the least whole numbers */
  uint8_t *fin;     /* (n) of the same */
  double relaxed, price;
  int64_t brk, greedy, bound;
} knapsack;

static int32_t check_arguments(const knapsack *k, const cpw_knapsack_answer *answer) {
  const cpwi_limits *l = &k->l;
  if (k->n < 0)
    return cpwi_fail(l->err, CPW_EINVAL, -1, l->where, "n = %lld must be >= 0", (long long)k->n);
  const char *missing = !answer ? "answer" : k->n && !k->value ? "value" : "cost";
  if (!answer || (k->n && (!k->value || !k->cost)))
    return cpwi_fail(l->err, CPW_EINVAL, -1, l->where, "%s must not be NULL", missing);
  if (l->o.at_most_one)
    return cpwi_fail(l->err, CPW_EINVAL, -1, l->where,
                     "options.at_most_one = 1 is for classes: it must be 0");
  return CPW_OK;
}

static uint64_t size_of(int64_t x) {
  return x < 0 ? 0 - (uint64_t)x : (uint64_t)x;
}

/* Sums that must stay small: |values| of all, costs that are released. */
static int32_t check_sums(knapsack *k) {
  uint64_t most = (uint64_t)CPWI_MOST_MONEY, values = 0, released = 0;
  for (int64_t j = 0; j < k->n; j++) {
    uint64_t v = size_of(k->value[j]), c = k->cost[j] < 0 ? size_of(k->cost[j]) : 0;
    if (v > most - values)
      return cpwi_fail(k->l.err, CPW_EOVERFLOW, j, k->l.where,
                       "value[%lld] = %lld brings the sum of |values| above 2^62", (long long)j,
                       (long long)k->value[j]);
    if (c > most - released)
      return cpwi_fail(k->l.err, CPW_EOVERFLOW, j, k->l.where,
                       "cost[%lld] = %lld brings what is released above 2^62", (long long)j,
                       (long long)k->cost[j]);
    values += v;
    released += c;
  }
  if (k->budget > INT64_MAX - (int64_t)released)
    return cpwi_fail(k->l.err, CPW_EOVERFLOW, -1, k->l.where,
                     "budget = %lld and what is released (%lld) sum to more than 2^63 - 1",
                     (long long)k->budget, (long long)released);
  if (k->budget + (int64_t)released < 0)
    return cpwi_fail(k->l.err, CPW_EDOMAIN, -1, k->l.where,
                     "budget = %lld is %lld short of %lld, the least that any choice costs",
                     (long long)k->budget, -(long long)(k->budget + (int64_t)released),
                     -(long long)released);
  k->cost0 = -(int64_t)released;
  k->capacity = k->budget + (int64_t)released;
  return CPW_OK;
}

static int32_t check_baseline(knapsack *k) {
  const int32_t *b = k->l.o.baseline;
  cpwi_wide cost = 0;
  for (int64_t j = 0; b && j < k->n; j++) {
    if (b[j] != 0 && b[j] != 1)
      return cpwi_fail(k->l.err, CPW_EINVAL, j, k->l.where,
                       "options.baseline[%lld] = %lld must be 0 or 1", (long long)j,
                       (long long)b[j]);
    if (!b[j]) continue;
    cost += k->cost[j];
    k->baseline += k->value[j];
  }
  if (cost > k->budget && b) {
    cpwi_wide over = cost - k->budget;
    int64_t gap = over > INT64_MAX ? INT64_MAX : (int64_t)over;
    return cpwi_fail(k->l.err, CPW_EDOMAIN, -1, k->l.where,
                     "options.baseline costs %lld more than budget = %lld", (long long)gap,
                     (long long)k->budget);
  }
  return CPW_OK;
}

/* Whether an option is chosen whatever the others are: 1, 0, or -1 where that is the question. */
static int settled(int64_t value, int64_t cost) {
  if (value > 0 && cost > 0) return -1;
  if (value < 0 && cost < 0) return -1;
  return (value > 0 && cost <= 0) || (value == 0 && cost < 0);
}

static int32_t make_candidates(knapsack *k) {
  const cpw_allocator *a = k->l.o.allocator;
  size_t n = (size_t)k->n;
  k->index = cpwi_alloc(a, n, sizeof *k->index);
  k->v = cpwi_alloc(a, n, sizeof *k->v);
  k->w = cpwi_alloc(a, n, sizeof *k->w);
  k->in = cpwi_alloc_zero(a, n, 1);
  k->fit = cpwi_alloc(a, n, sizeof *k->fit);
  k->fv = cpwi_alloc(a, n, sizeof *k->fv);
  k->fw = cpwi_alloc(a, n, sizeof *k->fw);
  k->fin = cpwi_alloc_zero(a, n, 1);
  if (!k->index || !k->v || !k->w || !k->in || !k->fit || !k->fv || !k->fw || !k->fin)
    return cpwi_no_memory(&k->l, "the options");
  for (int64_t j = 0; j < k->n; j++) {
    int is = settled(k->value[j], k->cost[j]), flip = k->cost[j] < 0;
    if (is == 1 || (is == -1 && flip)) k->value0 += k->value[j];
    if (is >= 0) continue;
    /* in the order of the options for now: fv, fw are spare still */
    k->fit[k->count] = j;
    k->fv[k->count] = flip ? -k->value[j] : k->value[j];
    k->fw[k->count++] = flip ? -k->cost[j] : k->cost[j];
  }
  int32_t status = cpwi_density_order(k->fv, k->fw, k->count, k->index, &k->l);
  for (int64_t i = 0; i < k->count && status == CPW_OK; i++) {
    int64_t from = k->index[i];
    k->v[i] = k->fv[from];
    k->w[i] = k->fw[from];
    k->index[i] = k->fit[from];
  }
  return status;
}

static void relax(knapsack *k) {
  int64_t room = k->capacity, value = 0;
  k->brk = -1;
  for (int64_t i = 0; i < k->count; i++) {
    if (k->w[i] > room) {
      k->brk = i;
      break;
    }
    room -= k->w[i];
    value += k->v[i];
  }
  k->relaxed = (double)(k->value0 + value);
  if (k->brk < 0) return;
  k->price = (double)k->v[k->brk] / (double)k->w[k->brk];
  cpwi_wide part = (cpwi_wide)k->v[k->brk] * room, whole = part / k->w[k->brk];
  k->relaxed = (double)(k->value0 + value + (int64_t)whole) +
               (double)(int64_t)(part - whole * k->w[k->brk]) / (double)k->w[k->brk];
}

/* Greedy or baseline, whichever is worth more, as the first choice. */
static int64_t begin(knapsack *k) {
  int64_t room = k->capacity, value = 0, kept = 0;
  for (int64_t i = 0; i < k->count; i++) {
    k->in[i] = k->w[i] <= room;
    if (!k->in[i]) continue;
    room -= k->w[i];
    value += k->v[i];
  }
  k->greedy = k->value0 + value;
  const int32_t *b = k->l.o.baseline;
  for (int64_t i = 0; b && i < k->count; i++)
    if (b[k->index[i]] != (k->cost[k->index[i]] < 0)) kept += k->v[i];
  if (kept <= value) return value;
  for (int64_t i = 0; b && i < k->count; i++)
    k->in[i] = b[k->index[i]] != (k->cost[k->index[i]] < 0);
  return kept;
}

/* What fits on its own, its values and costs without their common factors. */
static int32_t make_fits(knapsack *k, cpwi_items *p, int64_t *unit) {
  int64_t gv = 0, gw = 0, sum = 0;
  for (int64_t i = 0; i < k->count; i++) {
    if (k->w[i] > k->capacity) continue;
    if (k->w[i] > CPWI_MOST_MONEY - sum)
      return cpwi_fail(
          k->l.err, CPW_EOVERFLOW, k->index[i], k->l.where,
          "cost[%lld] = %lld: the costs of what fits into the budget sum to more than 2^62",
          (long long)k->index[i], (long long)k->cost[k->index[i]]);
    sum += k->w[i];
    gv = cpwi_gcd(k->v[i], gv);
    gw = cpwi_gcd(k->w[i], gw);
    k->fit[p->n++] = i;
  }
  for (int64_t f = 0; f < p->n; f++) {
    k->fv[f] = k->v[k->fit[f]] / gv;
    k->fw[f] = k->w[k->fit[f]] / gw;
    k->fin[f] = k->in[k->fit[f]];
  }
  *unit = gv ? gv : 1;
  p->v = k->fv;
  p->w = k->fw;
  p->in = k->fin;
  p->capacity = gw ? k->capacity / gw : k->capacity;
  p->best /= *unit;
  return CPW_OK;
}

/* Of options alike in value and cost the ones with the lowest indices: they stand side by side, in order. */
static void settle_twins(knapsack *k) {
  for (int64_t i = 0, end; i < k->count; i = end) {
    int64_t chosen = 0;
    for (end = i; end < k->count && k->v[end] == k->v[i] && k->w[end] == k->w[i]; end++)
      chosen += k->in[end];
    for (int64_t j = i; j < end; j++)
      k->in[j] = j - i < chosen;
  }
}

static void find_next(const knapsack *k, cpw_knapsack_answer *a) {
  a->next = -1;
  for (int64_t i = 0; i < k->count && a->next < 0; i++)
    if (!k->in[i] && k->cost[k->index[i]] > 0) {
      a->next = k->index[i];
      a->next_value = k->v[i];
      a->next_extra = k->w[i] > a->unspent ? k->w[i] - a->unspent : 0;
    }
}

static void answer_it(knapsack *k, double unit, int32_t *chosen, cpw_knapsack_answer *out) {
  cpw_knapsack_answer a;
  memset(&a, 0, sizeof a);
  a.unit = unit;
  a.value = k->value0;
  a.cost = k->cost0;
  for (int64_t i = 0; i < k->count; i++)
    if (k->in[i]) {
      a.value += k->v[i];
      a.cost += k->w[i];
    }
  a.unspent = k->budget - a.cost;
  a.bound = k->bound;
  a.proven = a.bound == a.value;
  a.ended = a.proven ? CPW_KNAPSACK_PROVEN : k->l.ended;
  a.relaxed = k->relaxed;
  a.price = k->price;
  a.break_item = k->brk < 0 ? -1 : k->index[k->brk];
  a.greedy = k->greedy;
  a.baseline = k->baseline;
  a.steps = k->l.steps;
  a.states = k->l.states;
  find_next(k, &a);
  int64_t at = 0;
  for (int64_t j = 0; j < k->n; j++)
    a.chosen += settled(k->value[j], k->cost[j]) == 1;
  for (int64_t i = 0; i < k->count; i++)
    a.chosen += k->in[i] != (k->cost[k->index[i]] < 0);
  for (; chosen && at < k->n; at++)
    chosen[at] = settled(k->value[at], k->cost[at]) == 1;
  for (int64_t i = 0; chosen && i < k->count; i++)
    chosen[k->index[i]] = k->in[i] != (k->cost[k->index[i]] < 0);
  *out = a;
}

static int32_t solve(knapsack *k) {
  int32_t status = check_sums(k);
  if (status == CPW_OK) status = check_baseline(k);
  if (status == CPW_OK) status = make_candidates(k);
  if (status != CPW_OK) return status;
  relax(k);
  cpwi_items p = {0};
  int64_t unit = 1;
  p.best = begin(k);
  status = make_fits(k, &p, &unit);
  if (status == CPW_OK) status = cpwi_items_solve(&p, &k->l);
  if (status != CPW_OK) return status;
  for (int64_t f = 0; f < p.n; f++)
    k->in[k->fit[f]] = p.in[f];
  settle_twins(k);
  k->bound = k->value0 + p.bound * unit;
  return CPW_OK;
}

int32_t cpwi_knapsack_items(const int64_t *value, const int64_t *cost, int64_t n, int64_t budget,
                            const cpw_knapsack_options *options, int32_t *chosen,
                            cpw_knapsack_answer *answer, double unit, const char *where,
                            cpw_error *err) {
  knapsack k;
  memset(&k, 0, sizeof k);
  int32_t status = cpwi_limits_take(&k.l, options, where, err);
  k.value = value;
  k.cost = cost;
  k.n = n;
  k.budget = budget;
  if (status == CPW_OK) status = check_arguments(&k, answer);
  if (status == CPW_OK) status = solve(&k);
  if (status == CPW_OK) answer_it(&k, unit, chosen, answer);
  const cpw_allocator *a = k.l.o.allocator;
  void *blocks[] = {k.index, k.v, k.w, k.in, k.fit, k.fv, k.fw, k.fin};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    cpwi_release(a, blocks[i]);
  return status;
}

int32_t cpw_knapsack_solve(const int64_t *value, const int64_t *cost, int64_t n, int64_t budget,
                           const cpw_knapsack_options *options, int32_t *chosen,
                           cpw_knapsack_answer *answer, cpw_error *err) {
  return cpwi_knapsack_items(value, cost, n, budget, options, chosen, answer, 1, __func__, err);
}
