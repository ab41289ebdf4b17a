/* A spend explained: values, marginals, limits that bind, sums by group.
 * Source: the slopes of the curves at the spend (carepath/budget.h).
 * Leaves allocation to the other files; takes any spend, also one that breaks bounds. */
#include "budget/internal.h"

#include <stdio.h>
#include <string.h>

typedef struct reporting {
  const cpwi_problem *b;
  const double *spend;
  cpw_result *result;
  double *sum, *value; /* (nodes) */
  cpw_error *err;
} reporting;

static void *array(const reporting *r, const char *name, const char *unit, const char *about,
                   const char *dimension, int32_t type) {
  void *memory = NULL;
  int32_t status = cpw_result_add_array(r->result, name, unit, about, dimension, type,
                                        CPW_MERGE_SAME, &memory, r->err);
  return status == CPW_OK ? memory : NULL;
}

static int near(double a, double b) {
  return b < (double)INFINITY && fabs(a - b) <= CPWI_BUDGET_SLOP * (fabs(a) + fabs(b));
}

/* -1 at the floor, 1 at the cap of a group, 0 between */
static int binding(const reporting *r, int64_t j) {
  if (r->b->cap[j] < (double)INFINITY && near(r->sum[j], r->b->cap[j])) return 1;
  return r->b->floor[j] > 0 && near(r->sum[j], r->b->floor[j]) ? -1 : 0;
}

static int64_t limit(const reporting *r, int64_t i) {
  const cpwi_problem *b = r->b;
  const cpwi_tree *t = &b->tree;
  if (r->spend[i] <= b->lower[i] || near(r->spend[i], b->lower[i])) return CPW_BUDGET_AT_LOWER;
  if (isfinite(b->upper[i]) && (r->spend[i] >= b->upper[i] || near(r->spend[i], b->upper[i])))
    return CPW_BUDGET_AT_UPPER;
  for (int64_t j = t->place[i]; t->node[j].parent >= 0; j = t->node[j].parent) {
    int held = binding(r, j);
    if (held != 0) return held > 0 ? CPW_BUDGET_AT_CAP : CPW_BUDGET_AT_FLOOR;
  }
  return CPW_BUDGET_FREE;
}

typedef struct columns {
  double *spend, *benefit, *value, *next, *last, *cost;
  int64_t *limit;
} columns;

static int add_columns(const reporting *r, columns *c) {
  c->spend = array(r, "spend", "money", "what is spent", "option", CPW_DOUBLE);
  c->benefit = array(r, "benefit", "benefit", "what it gains", "option", CPW_DOUBLE);
  c->value = array(r, "value", "weighted benefit", "weight x benefit", "option", CPW_DOUBLE);
  c->next = array(r, "marginal_next", "weighted benefit per money",
                  "what the next unit of money would gain", "option", CPW_DOUBLE);
  c->last = array(r, "marginal_last", "weighted benefit per money",
                  "what the last unit of money gains", "option", CPW_DOUBLE);
  c->cost = array(r, "cost_per_unit", "money per benefit", "money for one more unit of benefit",
                  "option", CPW_DOUBLE);
  c->limit =
      array(r, "limit", "",
            "0 free, 1 at the lower bound, 2 at the upper, 3 at a group's floor, 4 at its cap",
            "option", CPW_INT64);
  return c->spend && c->benefit && c->value && c->next && c->last && c->cost && c->limit;
}

static int fill_options(const reporting *r) {
  columns c;
  if (!add_columns(r, &c)) return 0;
  for (int64_t i = 0; i < r->b->p.n; i++) {
    const cpw_response *curve = &r->b->p.response[i];
    double w = r->b->weight[i], x = r->spend[i];
    double slope = cpwi_response_slope(curve, x, 1), before = cpwi_response_slope(curve, x, -1);
    c.spend[i] = x;
    c.benefit[i] = cpwi_response_value(curve, x);
    c.value[i] = w * c.benefit[i];
    c.next[i] = w > 0 ? w * slope : 0.0;
    c.last[i] = w > 0 ? w * before : 0.0;
    c.cost[i] = slope > 0 ? 1.0 / slope : (double)INFINITY;
    c.limit[i] = limit(r, i);
  }
  return 1;
}

static int fill_baseline(const reporting *r) {
  const double *baseline = r->b->p.baseline;
  if (!baseline) return 1;
  double *was = array(r, "baseline", "money", "the spend compared with", "option", CPW_DOUBLE);
  double *change = array(r, "change", "money", "spend less baseline", "option", CPW_DOUBLE);
  double *value =
      array(r, "value_change", "weighted benefit", "what the change gains", "option", CPW_DOUBLE);
  if (!was || !change || !value) return 0;
  for (int64_t i = 0; i < r->b->p.n; i++) {
    double w = r->b->weight[i];
    was[i] = baseline[i];
    change[i] = r->spend[i] - baseline[i];
    value[i] = w > 0 ? w * cpwi_response_gain(&r->b->p.response[i], baseline[i], r->spend[i]) : 0.0;
  }
  return 1;
}

static int fill_groups(const reporting *r) {
  double *sum = array(r, "group_spend", "money", "sum of its members", "group", CPW_DOUBLE);
  double *low = array(r, "group_floor", "money", "least sum", "group", CPW_DOUBLE);
  double *high = array(r, "group_cap", "money", "most", "group", CPW_DOUBLE);
  double *value =
      array(r, "group_value", "weighted benefit", "value of its members", "group", CPW_DOUBLE);
  int64_t *held =
      array(r, "group_binding", "", "-1 at its floor, 1 at its cap, 0 between", "group", CPW_INT64);
  if (!sum || !low || !high || !value || !held) return 0;
  for (int64_t g = 0; g < r->b->p.groups; g++) {
    int64_t j = r->b->tree.of[g];
    sum[g] = r->sum[j];
    low[g] = r->b->floor[j];
    high[g] = r->b->cap[j];
    value[g] = r->value[j];
    held[g] = binding(r, j);
  }
  return 1;
}

static int number(const reporting *r, const char *name, const char *unit, const char *about,
                  double value) {
  double *memory = array(r, name, unit, about, "", CPW_DOUBLE);
  if (memory) *memory = value;
  return memory != NULL;
}

static int whole(const reporting *r, const char *name, const char *about, int64_t value) {
  int64_t *memory = array(r, name, "", about, "", CPW_INT64);
  if (memory) *memory = value;
  return memory != NULL;
}

static int fill_totals(const reporting *r, double *room) {
  const cpwi_problem *b = r->b;
  const cpw_array *next = cpw_result_find(r->result, "marginal_next");
  cpw_budget_answer a;
  memset(&a, 0, sizeof a);
  if (next) cpwi_margins(b, r->spend, next->real, room, &a);
  double spent = cpwi_exact_total(r->spend, b->p.n);
  return number(r, "budget", "money", "what there is", b->p.budget) &&
         number(r, "spent", "money", "sum of the spend", spent) &&
         number(r, "unspent", "money", "budget - spent", b->p.budget - spent) &&
         number(r, "total_value", "weighted benefit", "sum of the values",
                cpwi_value(b, r->spend)) &&
         whole(r, "next_option", "who would gain most by more money; -1: nobody", a.next) &&
         whole(r, "last_option", "who would lose least by less; -1: nobody", a.last) &&
         number(r, "next_gain", "weighted benefit per money", "what the next one gains",
                a.next_gain) &&
         number(r, "last_gain", "weighted benefit per money", "what the last one gains",
                a.last_gain);
}

static int32_t note_broken(const reporting *r, double *room) {
  if (cpwi_keeps(r->b, r->spend, room)) return CPW_OK;
  return cpw_result_add_note(r->result, "bounds",
                             "the spend breaks a bound of an option, of a group or the budget",
                             r->err);
}

static int32_t build(const reporting *r, const char *const *names, const char *const *groups,
                     double *room) {
  const cpwi_problem *b = r->b;
  int32_t status = cpw_result_add_dimension(r->result, "option", b->p.n, names, r->err);
  if (status == CPW_OK && b->p.groups > 0)
    status = cpw_result_add_dimension(r->result, "group", b->p.groups, groups, r->err);
  if (status != CPW_OK) return status;
  cpwi_node_sums(&b->tree, r->spend, r->sum);
  /* values of the options, in memory that is there already */
  if (!fill_options(r)) return CPW_ENOMEM;
  const cpw_array *value = cpw_result_find(r->result, "value");
  if (value) cpwi_node_sums(&b->tree, value->real, r->value);
  if (!fill_baseline(r) || (b->p.groups > 0 && !fill_groups(r)) || !fill_totals(r, room))
    return CPW_ENOMEM;
  return note_broken(r, room);
}

static int32_t check_spend(const double *spend, int64_t n, const char *where, cpw_error *err) {
  if (n > 0 && !spend) return cpwi_fail(err, CPW_EINVAL, -1, where, "spend must be given");
  for (int64_t i = 0; i < n; i++)
    if (!(spend[i] >= 0 && spend[i] <= 1e100))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "spend[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(spend[i]).text);
  return CPW_OK;
}

int32_t cpw_budget_report(const cpw_budget_problem *problem, const double *spend,
                          const char *const *names, const char *const *groups,
                          const cpw_budget_options *options, cpw_result **out, cpw_error *err) {
  cpwi_problem b;
  double *room = NULL;
  reporting r = {&b, spend, NULL, NULL, NULL, err};
  int32_t status = cpwi_problem_init(&b, problem, options, NULL, __func__, err);
  if (status == CPW_OK) status = check_spend(spend, b.p.n, __func__, err);
  if (status == CPW_OK && !out)
    status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "out must be given");
  if (status == CPW_OK) {
    room = cpwi_alloc(b.options.allocator, (size_t)b.tree.nodes, 3 * sizeof *room);
    if (!room) status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the report");
  }
  if (status == CPW_OK) status = cpw_result_new(b.options.allocator, &r.result, err);
  if (status == CPW_OK) {
    r.sum = room;
    r.value = room + b.tree.nodes;
    status = build(&r, names, groups, room + 2 * b.tree.nodes);
  }
  if (status == CPW_OK)
    *out = r.result;
  else
    cpw_result_free(r.result);
  cpwi_release(b.options.allocator, room);
  cpwi_problem_free(&b);
  return status;
}
