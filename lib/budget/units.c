/* Whole units: the problem checked to the last unit, and the answer to it.
 * Source: the rules in carepath/budget.h; sums in 128 bits.
 * Leaves the allocation to greedy.c. */
#include "budget/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t domain(const cpwi_units *u, const char *name, int64_t i, int64_t value,
                      cpw_error *err) {
  return cpwi_fail(err, CPW_EDOMAIN, i, u->where, "%s[%lld] = %lld must be >= 0", name,
                   (long long)i, (long long)value);
}

static int32_t take_units(cpwi_units *u, cpw_error *err) {
  const cpw_budget_units *p = &u->p;
  for (int64_t i = 0; i < p->n; i++) {
    u->lower[i] = p->lower ? p->lower[i] : 0;
    u->upper[i] = p->upper ? p->upper[i] : INT64_MAX;
    if (u->lower[i] < 0) return domain(u, "lower", i, u->lower[i], err);
    if (u->upper[i] < 0) return domain(u, "upper", i, u->upper[i], err);
    if (p->baseline && p->baseline[i] < 0) return domain(u, "baseline", i, p->baseline[i], err);
    if (u->upper[i] < u->lower[i])
      return cpwi_fail(err, CPW_EDOMAIN, i, u->where,
                       "upper[%lld] = %lld must be >= lower[%lld] = %lld", (long long)i,
                       (long long)u->upper[i], (long long)i, (long long)u->lower[i]);
  }
  const cpwi_tree *t = &u->b.tree;
  for (int64_t g = 0; g < p->groups; g++) {
    int64_t low = p->floor ? p->floor[g] : 0, high = p->cap ? p->cap[g] : INT64_MAX;
    if (low < 0) return domain(u, "floor", g, low, err);
    if (high < 0) return domain(u, "cap", g, high, err);
    if (high < low)
      return cpwi_fail(err, CPW_EDOMAIN, g, u->where,
                       "cap[%lld] = %lld is %lld below floor[%lld] = %lld", (long long)g,
                       (long long)high, (long long)(low - high), (long long)g, (long long)low);
    u->floor[t->of[g]] = low;
    u->cap[t->of[g]] = high;
  }
  u->floor[t->nodes - 1] = 0;
  u->cap[t->nodes - 1] = p->budget;
  return CPW_OK;
}

/* a sum for a message */
static cpwi_text amount(cpwi_money x) {
  cpwi_text t;
  if (x >= INT64_MIN && x <= INT64_MAX) {
    cpw_format_int64((int64_t)x, t.text);
    return t;
  }
  return cpwi_number((double)x);
}

static int32_t too_much(const cpwi_units *u, int64_t j, cpwi_money need, cpw_error *err) {
  const cpwi_node *node = &u->b.tree.node[j];
  cpwi_money gap = need - u->cap[j];
  if (node->group >= 0)
    return cpwi_fail(
        err, CPW_EDOMAIN, node->group, u->where,
        "cap[%lld] = %lld is %s less than the lower bounds and floors within sum to (%s)",
        (long long)node->group, (long long)u->cap[j], amount(gap).text, amount(need).text);
  int64_t at = 0;
  for (int64_t i = 1; i < u->p.n; i++)
    if (u->lower[i] > u->lower[at]) at = i;
  return cpwi_fail(err, CPW_EDOMAIN, at, u->where,
                   "budget = %lld is %s less than the lower bounds and floors sum to (%s; largest: "
                   "lower[%lld] = %lld)",
                   (long long)u->p.budget, amount(gap).text, amount(need).text, (long long)at,
                   u->p.n ? (long long)u->lower[at] : 0LL);
}

/* room: (2, nodes) */
static int32_t feasible(const cpwi_units *u, cpwi_money *room, cpw_error *err) {
  const cpwi_tree *t = &u->b.tree;
  cpwi_money *need = room, *reach = room + t->nodes;
  memset(room, 0, 2 * (size_t)t->nodes * sizeof *room);
  for (int64_t i = 0; i < u->p.n; i++) {
    need[t->place[i]] += u->lower[i];
    reach[t->place[i]] += u->upper[i];
  }
  for (int64_t j = 0; j < t->nodes; j++) {
    if (need[j] > u->cap[j]) return too_much(u, j, need[j], err);
    if (reach[j] < u->floor[j])
      return cpwi_fail(err, CPW_EDOMAIN, t->node[j].group, u->where,
                       "floor[%lld] = %lld is %s more than its members may take (%s)",
                       (long long)t->node[j].group, (long long)u->floor[j],
                       amount(u->floor[j] - reach[j]).text, amount(reach[j]).text);
    if (need[j] < u->floor[j]) need[j] = u->floor[j];
    if (reach[j] > u->cap[j]) reach[j] = u->cap[j];
    if (t->node[j].parent < 0) continue;
    need[t->node[j].parent] += need[j];
    reach[t->node[j].parent] += reach[j];
  }
  return CPW_OK;
}

/* No option takes more than the budget leaves beyond all lower bounds; curves must be concave there. */
static int32_t limit(cpwi_units *u, cpw_error *err) {
  int64_t slack = u->p.budget;
  for (int64_t i = 0; i < u->p.n; i++)
    slack -= u->lower[i];
  for (int64_t i = 0; i < u->p.n; i++) {
    int64_t low = u->lower[i];
    if (u->upper[i] - low > slack) u->upper[i] = low + slack;
    double from = (double)low * u->p.unit, to = (double)u->upper[i] * u->p.unit, slope = 0.0;
    u->b.lower[i] = from;
    u->b.upper[i] = to > from ? to : from;
    if (u->b.weight[i] > 0 && cpwi_response_chord(&u->p.response[i], from, to, &slope) > from)
      return cpwi_fail(err, CPW_EDOMAIN, i, u->where,
                       "response[%lld] must be concave above its lower bound %s (it is from %s on)",
                       (long long)i, cpwi_number(from).text,
                       cpwi_number(cpwi_response_inflection(&u->p.response[i])).text);
  }
  return CPW_OK;
}

/* ---------------------------------------------------------------- init ---------------------- */

static int32_t make_arrays(cpwi_units *u, cpw_error *err) {
  const cpw_allocator *a = u->b.options.allocator;
  size_t n = (size_t)u->p.n, nodes = (size_t)u->b.tree.nodes;
  u->lower = cpwi_alloc(a, n, 4 * sizeof *u->lower);
  u->floor = cpwi_alloc_zero(a, nodes, 3 * sizeof *u->floor);
  if (!u->lower || !u->floor)
    return cpwi_fail(err, CPW_ENOMEM, -1, u->where, "no memory for %lld options",
                     (long long)u->p.n);
  u->upper = u->lower + n;
  u->now = u->upper + n;
  u->trial = u->now + n;
  u->cap = u->floor + nodes;
  u->sum = u->cap + nodes;
  return CPW_OK;
}

static int32_t check_whole(cpwi_units *u, cpw_error *err) {
  const cpw_allocator *a = u->b.options.allocator;
  int32_t status = make_arrays(u, err);
  if (status == CPW_OK) status = take_units(u, err);
  if (status != CPW_OK) return status;
  cpwi_money *room = cpwi_alloc(a, (size_t)u->b.tree.nodes, 2 * sizeof *room);
  if (!room) return cpwi_fail(err, CPW_ENOMEM, -1, u->where, "no memory for sums of bounds");
  status = feasible(u, room, err);
  cpwi_release(a, room);
  if (status == CPW_OK) status = limit(u, err);
  if (status != CPW_OK) return status;
  /* the same as numbers: only a guide, so that rounding beyond 2^53 does no harm */
  const cpwi_tree *t = &u->b.tree;
  for (int64_t j = 0; j < t->nodes; j++) {
    u->b.floor[j] = (double)u->floor[j] * u->p.unit;
    u->b.cap[j] = u->cap[j] == INT64_MAX ? (double)INFINITY : (double)u->cap[j] * u->p.unit;
  }
  u->b.p.budget = u->b.cap[t->nodes - 1];
  return cpwi_problem_sums(&u->b, err);
}

int32_t cpwi_units_init(cpwi_units *u, const cpw_budget_units *given,
                        const cpw_budget_options *options, const char *where, cpw_error *err) {
  memset(u, 0, sizeof *u);
  u->where = where;
  cpw_budget_units_init(&u->p);
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "problem must be given");
  int32_t status = cpwi_take_options(&u->p, sizeof u->p, given, where, err);
  if (status != CPW_OK) return status;
  if (!(u->p.unit > 0 && u->p.unit <= 1e50))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "unit = %s must be finite and > 0",
                     cpwi_number(u->p.unit).text);
  if (u->p.budget < 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "budget = %lld must be >= 0",
                     (long long)u->p.budget);
  cpw_budget_problem p;
  cpw_budget_problem_init(&p);
  p.n = u->p.n;
  p.response = u->p.response;
  p.weight = u->p.weight;
  p.budget = (double)u->p.budget * u->p.unit;
  p.groups = u->p.groups;
  p.group = u->p.group;
  p.parent = u->p.parent;
  status = cpwi_problem_init(&u->b, &p, options, NULL, where, err);
  return status == CPW_OK ? check_whole(u, err) : status;
}

void cpwi_units_free(cpwi_units *u) {
  cpwi_release(u->b.options.allocator, u->lower);
  cpwi_release(u->b.options.allocator, u->floor);
  cpwi_problem_free(&u->b);
}

/* ---------------------------------------------------------------- values -------------------- */

double cpwi_unit_gain(const cpwi_units *u, int64_t i, int64_t units) {
  double w = u->b.weight[i];
  if (!(w > 0)) return 0.0;
  return w * cpwi_response_step(&u->p.response[i], (double)units * u->p.unit, u->p.unit);
}

double cpwi_units_value(const cpwi_units *u, const int64_t *units) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < u->p.n; i++)
    if (u->b.weight[i] > 0)
      cpw_exact_sum_add(&sum, u->b.weight[i] * cpwi_response_value(&u->p.response[i],
                                                                   (double)units[i] * u->p.unit));
  return cpw_exact_sum_value(&sum);
}

/* of units whose sum is no more than an int64_t holds */
void cpwi_units_sums(const cpwi_units *u, const int64_t *units, int64_t *sum) {
  const cpwi_tree *t = &u->b.tree;
  memset(sum, 0, (size_t)t->nodes * sizeof *sum);
  for (int64_t i = 0; i < u->p.n; i++)
    sum[t->place[i]] += units[i];
  for (int64_t j = 0; j < t->nodes; j++)
    if (t->node[j].parent >= 0) sum[t->node[j].parent] += sum[j];
}

int32_t cpwi_units_keep(const cpwi_units *u, const int64_t *units, const char *name,
                        cpw_error *err) {
  const cpw_budget_units *p = &u->p;
  cpwi_money total = 0;
  for (int64_t i = 0; i < p->n; i++) {
    int64_t high = p->upper ? p->upper[i] : INT64_MAX;
    total += units[i];
    if (units[i] < u->lower[i] || units[i] > high)
      return cpwi_fail(err, CPW_EDOMAIN, i, u->where, "%s[%lld] = %lld must be %s[%lld] = %lld",
                       name, (long long)i, (long long)units[i],
                       units[i] < u->lower[i] ? ">= lower" : "<= upper", (long long)i,
                       units[i] < u->lower[i] ? (long long)u->lower[i] : (long long)high);
  }
  if (total > p->budget)
    return cpwi_fail(err, CPW_EDOMAIN, -1, u->where, "%s sums to %s, %s more than budget = %lld",
                     name, amount(total).text, amount(total - p->budget).text,
                     (long long)p->budget);
  cpwi_units_sums(u, units, u->sum);
  for (int64_t g = 0; g < p->groups; g++) {
    int64_t j = u->b.tree.of[g], sum = u->sum[j];
    if (sum < u->floor[j] || sum > u->cap[j])
      return cpwi_fail(
          err, CPW_EDOMAIN, g, u->where, "%s sums to %lld in group %lld, %lld %s = %lld", name,
          (long long)sum, (long long)g,
          sum < u->floor[j] ? (long long)(u->floor[j] - sum) : (long long)(sum - u->cap[j]),
          sum < u->floor[j] ? "less than its floor" : "more than its cap",
          sum < u->floor[j] ? (long long)u->floor[j] : (long long)u->cap[j]);
  }
  return CPW_OK;
}

int cpwi_units_room(const cpwi_units *u, const int64_t *sum, int64_t option, int in) {
  const cpwi_tree *t = &u->b.tree;
  for (int64_t j = t->place[option]; t->node[j].parent >= 0; j = t->node[j].parent)
    if (in ? sum[j] >= u->cap[j] : sum[j] <= u->floor[j]) return 0;
  return 1;
}

/* ---------------------------------------------------------------- the answer ---------------- */

static void margins(const cpwi_units *u, cpw_budget_answer *a) {
  cpwi_units_sums(u, u->now, u->sum);
  a->next = a->last = -1;
  for (int64_t i = 0; i < u->p.n; i++) {
    int64_t k = u->now[i], high = u->p.upper ? u->p.upper[i] : INT64_MAX;
    if (k < high && u->b.weight[i] > 0) {
      double gain = cpwi_unit_gain(u, i, k);
      if (gain > a->next_gain && cpwi_units_room(u, u->sum, i, 1)) {
        a->next_gain = gain;
        a->next = i;
      }
    }
    if (k > u->lower[i]) {
      double loss = cpwi_unit_gain(u, i, k - 1);
      if ((a->last < 0 || loss <= a->last_gain) && cpwi_units_room(u, u->sum, i, 0)) {
        a->last_gain = loss;
        a->last = i;
      }
    }
  }
}

static void complete(cpwi_units *u, cpw_budget_answer *a) {
  memset(a, 0, sizeof *a);
  a->baseline_value = a->baseline_gain = CPWI_NAN;
  a->value = cpwi_units_value(u, u->now);
  if (u->p.baseline) {
    a->baseline_value = cpwi_units_value(u, u->p.baseline);
    if (a->baseline_value > a->value &&
        cpwi_units_keep(u, u->p.baseline, "baseline", NULL) == CPW_OK) {
      if (u->p.n > 0) memcpy(u->now, u->p.baseline, (size_t)u->p.n * sizeof *u->now);
      a->value = a->baseline_value;
      a->kept_baseline = 1;
    }
    a->baseline_gain = a->value - a->baseline_value;
  }
  margins(u, a);
  int64_t spent = u->sum[u->b.tree.nodes - 1];
  a->spent = (double)spent * u->p.unit;
  a->unspent = (double)(u->p.budget - spent) * u->p.unit;
  a->multiplier = spent < u->p.budget ? 0.0 : a->next_gain / u->p.unit;
  a->bound = a->value;
  a->proven = 1;
  a->nodes = 1;
}

int32_t cpw_budget_allocate_units(const cpw_budget_units *problem,
                                  const cpw_budget_options *options, int64_t *units,
                                  cpw_budget_answer *answer, cpw_error *err) {
  cpwi_units u;
  cpw_budget_answer a;
  int32_t status = cpwi_units_init(&u, problem, options, __func__, err);
  if (status == CPW_OK && u.p.n > 0 && !units)
    status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "units must be given");
  if (status == CPW_OK) status = cpwi_greedy(&u, err);
  if (status == CPW_OK) {
    complete(&u, &a);
    if (u.p.n > 0) memcpy(units, u.now, (size_t)u.p.n * sizeof *units);
    if (answer) *answer = a;
  }
  cpwi_units_free(&u);
  return status;
}
