/* A problem taken and checked: every number, and whether bounds, floors, caps and budget leave a solution.
 * Source: the rules in carepath/budget.h; sums from the innermost groups outwards.
 * Leaves the curves to response, the solution to search.c. */
#include "budget/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- structs ------------------- */

void cpw_budget_problem_init_sized(cpw_budget_problem *problem, size_t size) {
  cpw_budget_problem d;
  memset(&d, 0, sizeof d);
  cpwi_init_sized(problem, size, &d, sizeof d);
}

void cpw_budget_units_init_sized(cpw_budget_units *problem, size_t size) {
  cpw_budget_units d;
  memset(&d, 0, sizeof d);
  d.unit = 1.0;
  cpwi_init_sized(problem, size, &d, sizeof d);
}

void cpw_budget_options_init_sized(cpw_budget_options *options, size_t size) {
  cpw_budget_options d;
  memset(&d, 0, sizeof d);
  d.gap = 1e-6;
  d.nodes = 2000;
  cpwi_init_sized(options, size, &d, sizeof d);
}

void cpw_budget_people_init_sized(cpw_budget_people *people, size_t size) {
  cpw_budget_people d;
  memset(&d, 0, sizeof d);
  d.aversion = 1.0;
  cpwi_init_sized(people, size, &d, sizeof d);
}

int32_t cpwi_take_budget_options(cpw_budget_options *known, const cpw_budget_options *given,
                                 const char *where, cpw_error *err) {
  cpw_budget_options_init(known);
  int32_t status = cpwi_take_options(known, sizeof *known, given, where, err);
  if (status == CPW_OK) status = cpwi_check_allocator(known->allocator, where, err);
  if (status != CPW_OK) return status;
  if (!(known->gap >= 0 && known->gap < (double)INFINITY))
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "options.gap = %s must be finite and >= 0",
                     cpwi_number(known->gap).text);
  if (known->nodes < 1)
    return cpwi_fail(err, CPW_EINVAL, -1, where, "options.nodes = %lld must be >= 1",
                     (long long)known->nodes);
  return CPW_OK;
}

/* ---------------------------------------------------------------- checks -------------------- */

static int32_t out_of_domain(cpw_error *err, const char *where, const char *name, int64_t i,
                             double value, const char *rule) {
  return cpwi_fail(err, CPW_EDOMAIN, i, where, "%s[%lld] = %s must be %s", name, (long long)i,
                   cpwi_number(value).text, rule);
}

#define MOST 1e100 /* of any amount of money or weight */

/* copies part of an array, or puts a constant in its place; every number must be in [0, most] */
static int32_t take(double *to, const double *from, int64_t first, int64_t last, double constant,
                    double most, const char *name, const char *where, cpw_error *err) {
  for (int64_t i = first; i < last; i++) {
    to[i] = from ? from[i] : constant;
    if (!(to[i] >= 0 && to[i] <= most))
      return out_of_domain(err, where, name, i, to[i],
                           most < (double)INFINITY ? "finite and >= 0" : ">= 0");
  }
  return CPW_OK;
}

static int32_t take_option(cpwi_problem *b, int64_t i, cpw_error *err) {
  const cpw_response *r = &b->p.response[i];
  double low = b->lower[i], high = b->upper[i], w = b->weight[i];
  if (high < low)
    return cpwi_fail(err, CPW_EDOMAIN, i, b->where, "upper[%lld] = %s must be >= lower[%lld] = %s",
                     (long long)i, cpwi_number(high).text, (long long)i, cpwi_number(low).text);
  if (w > 0 && w < 1 / MOST) return out_of_domain(err, b->where, "weight", i, w, "0 or >= 1e-100");
  if (b->p.baseline && !(b->p.baseline[i] >= 0 && b->p.baseline[i] <= MOST))
    return out_of_domain(err, b->where, "baseline", i, b->p.baseline[i], "finite and >= 0");
  return cpwi_response_check(r, "response", i, b->where, err);
}

typedef struct taking {
  cpwi_problem *b;
  int32_t *rough; /* one a chunk: 1 where a curve needs a second look for its concavity */
} taking;

#define CHUNK 16384 /* options worth a hand-over */

static int32_t take_chunk(cpwi_problem *b, int64_t first, int64_t last, int32_t *rough,
                          cpw_error *err) {
  double inf = (double)INFINITY;
  const char *where = b->where;
  int32_t status = take(b->weight, b->p.weight, first, last, 1.0, MOST, "weight", where, err);
  if (status == CPW_OK)
    status = take(b->lower, b->p.lower, first, last, 0.0, MOST, "lower", where, err);
  if (status == CPW_OK)
    status = take(b->upper, b->p.upper, first, last, inf, inf, "upper", where, err);
  for (int64_t i = first; status == CPW_OK && i < last; i++) {
    status = take_option(b, i, err);
    if (status == CPW_OK && !cpwi_response_plainly_concave(&b->p.response[i], b->lower[i]))
      *rough = 1;
  }
  return status;
}

static int32_t take_chunks(void *context, int64_t first, int64_t last, cpw_error *err) {
  const taking *t = context;
  int32_t status = CPW_OK;
  for (int64_t k = first; status == CPW_OK && k < last; k++) {
    int64_t from = k * CHUNK, n = t->b->p.n, to = n - from < CHUNK ? n : from + CHUNK;
    t->rough[k] = 0;
    status = take_chunk(t->b, from, to, &t->rough[k], err);
  }
  return status;
}

static int32_t take_options(cpwi_problem *b, const cpw_run *run, cpw_error *err) {
  int64_t chunks = b->p.n / CHUNK + 1;
  int32_t *rough = cpwi_alloc(b->options.allocator, (size_t)chunks, sizeof *rough);
  if (!rough) return cpwi_fail(err, CPW_ENOMEM, -1, b->where, "no memory for the options");
  taking t = {b, rough};
  int32_t status = cpwi_chunks(run, chunks, take_chunks, &t, b->where, err);
  b->plain = 1;
  for (int64_t k = 0; status == CPW_OK && k < chunks; k++)
    if (rough[k]) b->plain = 0;
  cpwi_release(b->options.allocator, rough);
  return status;
}

static int32_t take_groups(cpwi_problem *b, cpw_error *err) {
  const cpwi_tree *t = &b->tree;
  for (int64_t g = 0; g < b->p.groups; g++) {
    double low = b->p.floor ? b->p.floor[g] : 0.0;
    double high = b->p.cap ? b->p.cap[g] : (double)INFINITY;
    if (!(low >= 0 && low <= MOST))
      return out_of_domain(err, b->where, "floor", g, low, "finite and >= 0");
    if (!(high >= 0)) return out_of_domain(err, b->where, "cap", g, high, ">= 0");
    if (high < low)
      return cpwi_fail(err, CPW_EDOMAIN, g, b->where, "cap[%lld] = %s is %s below floor[%lld] = %s",
                       (long long)g, cpwi_number(high).text, cpwi_number(low - high).text,
                       (long long)g, cpwi_number(low).text);
    b->floor[t->of[g]] = low;
    b->cap[t->of[g]] = high;
  }
  b->floor[t->nodes - 1] = 0.0;
  b->cap[t->nodes - 1] = b->p.budget;
  return CPW_OK;
}

/* ---------------------------------------------------------------- feasibility --------------- */

static int greater(double a, double b) {
  return a > b && a - b > CPWI_BUDGET_SLOP * (fabs(a) + fabs(b));
}

static int64_t largest_lower(const cpwi_problem *b) {
  int64_t at = 0;
  for (int64_t i = 1; i < b->p.n; i++)
    if (b->lower[i] > b->lower[at]) at = i;
  return at;
}

static int32_t too_much(const cpwi_problem *b, int64_t j, double needed, cpw_error *err) {
  const cpwi_node *node = &b->tree.node[j];
  double cap = b->cap[j];
  if (node->group >= 0)
    return cpwi_fail(
        err, CPW_EDOMAIN, node->group, b->where,
        "cap[%lld] = %s is %s less than the lower bounds and floors within sum to (%s)",
        (long long)node->group, cpwi_number(cap).text, cpwi_number(needed - cap).text,
        cpwi_number(needed).text);
  int64_t at = largest_lower(b);
  return cpwi_fail(err, CPW_EDOMAIN, at, b->where,
                   "budget = %s is %s less than the lower bounds and floors sum to (%s; largest: "
                   "lower[%lld] = %s)",
                   cpwi_number(cap).text, cpwi_number(needed - cap).text, cpwi_number(needed).text,
                   (long long)at, cpwi_number(b->p.n ? b->lower[at] : 0).text);
}

/* A node's own lower and upper bounds come from exact sums, so that rows in any order give the same. Upper
 * bounds matter where there is a floor to be reached. */
static void own_sums(cpwi_problem *b, double *need, double *reach) {
  const cpwi_tree *t = &b->tree;
  int floors = 0;
  for (int64_t j = 0; j < t->nodes; j++)
    floors = floors || b->floor[j] > 0;
  for (int64_t j = 0; j < t->nodes; j++) {
    cpwi_batch low, high;
    cpwi_batch_init(&low);
    cpwi_batch_init(&high);
    for (int64_t m = t->node[j].begin; m < t->node[j].end; m++) {
      cpwi_batch_add(&low, b->lower[t->member[m]]);
      if (floors) cpwi_batch_add(&high, b->upper[t->member[m]]);
    }
    b->base[j] = need[j] = cpwi_batch_total(&low);
    reach[j] = floors ? cpwi_batch_total(&high) : (double)INFINITY;
  }
}

/* Adds node after node to the one around it. Children come in the order of their numbers: sums of a few
 * groups in another order may differ in the last digit, which CPWI_BUDGET_SLOP allows for. */
static int32_t feasible(cpwi_problem *b, double *need, double *reach, cpw_error *err) {
  const cpwi_tree *t = &b->tree;
  for (int64_t j = 0; j < t->nodes; j++) {
    const cpwi_node *node = &t->node[j];
    if (greater(need[j], b->cap[j])) return too_much(b, j, need[j], err);
    if (greater(b->floor[j], reach[j]))
      return cpwi_fail(err, CPW_EDOMAIN, node->group, b->where,
                       "floor[%lld] = %s is %s more than its members may take (%s)",
                       (long long)node->group, cpwi_number(b->floor[j]).text,
                       cpwi_number(b->floor[j] - reach[j]).text, cpwi_number(reach[j]).text);
    if (need[j] < b->floor[j]) need[j] = b->floor[j];
    if (reach[j] > b->cap[j]) reach[j] = b->cap[j];
    if (node->parent < 0) continue;
    need[node->parent] += need[j];
    reach[node->parent] += reach[j];
    b->base[node->parent] += b->base[j];
  }
  return CPW_OK;
}

int32_t cpwi_problem_sums(cpwi_problem *b, cpw_error *err) {
  size_t nodes = (size_t)b->tree.nodes;
  double *room = cpwi_alloc(b->options.allocator, nodes, 2 * sizeof *room);
  if (!room) return cpwi_fail(err, CPW_ENOMEM, -1, b->where, "no memory for sums of bounds");
  own_sums(b, room, room + nodes);
  int32_t status = feasible(b, room, room + nodes, err);
  cpwi_release(b->options.allocator, room);
  if (status != CPW_OK) return status;
  b->slack = b->p.budget - b->base[nodes - 1];
  if (!(b->slack > 0)) b->slack = 0.0;
  return CPW_OK;
}

/* ---------------------------------------------------------------- init ---------------------- */

static int32_t check_shapes(const cpwi_problem *b, cpw_error *err) {
  const cpw_budget_problem *p = &b->p;
  if (p->n < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, b->where, "n = %lld must be >= 0", (long long)p->n);
  if (p->groups < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, b->where, "groups = %lld must be >= 0",
                     (long long)p->groups);
  if (p->n > 0 && !p->response)
    return cpwi_fail(err, CPW_EINVAL, -1, b->where, "response must be given");
  if (!(p->budget >= 0 && p->budget <= MOST))
    return cpwi_fail(err, CPW_EDOMAIN, -1, b->where, "budget = %s must be finite and >= 0",
                     cpwi_number(p->budget).text);
  return CPW_OK;
}

int32_t cpwi_problem_init(cpwi_problem *b, const cpw_budget_problem *given,
                          const cpw_budget_options *options, const cpw_run *run, const char *where,
                          cpw_error *err) {
  memset(b, 0, sizeof *b);
  b->where = where;
  cpw_budget_problem_init(&b->p);
  if (!given) return cpwi_fail(err, CPW_EINVAL, -1, where, "problem must be given");
  int32_t status = cpwi_take_budget_options(&b->options, options, where, err);
  if (status == CPW_OK) status = cpwi_take_options(&b->p, sizeof b->p, given, where, err);
  if (status == CPW_OK) status = check_shapes(b, err);
  if (status != CPW_OK) return status;
  const cpw_allocator *a = b->options.allocator;
  status = cpwi_tree_init(&b->tree, b->p.n, b->p.groups, b->p.group, b->p.parent, a, where, err);
  if (status != CPW_OK) return status;
  size_t n = (size_t)b->p.n, nodes = (size_t)b->tree.nodes;
  b->weight = cpwi_alloc(a, n, sizeof(double));
  b->lower = cpwi_alloc(a, n, sizeof(double));
  b->upper = cpwi_alloc(a, n, sizeof(double));
  b->floor = cpwi_alloc(a, nodes, sizeof(double));
  b->cap = cpwi_alloc(a, nodes, sizeof(double));
  b->base = cpwi_alloc(a, nodes, sizeof(double));
  if (!b->weight || !b->lower || !b->upper || !b->floor || !b->cap || !b->base)
    return cpwi_fail(err, CPW_ENOMEM, -1, where, "no memory for %lld options", (long long)b->p.n);
  status = take_options(b, run, err);
  if (status == CPW_OK) status = take_groups(b, err);
  return status == CPW_OK ? cpwi_problem_sums(b, err) : status;
}

void cpwi_problem_free(cpwi_problem *b) {
  const cpw_allocator *a = b->options.allocator;
  cpwi_tree_free(&b->tree);
  cpwi_release(a, b->weight);
  cpwi_release(a, b->lower);
  cpwi_release(a, b->upper);
  cpwi_release(a, b->floor);
  cpwi_release(a, b->cap);
  cpwi_release(a, b->base);
}

int64_t cpwi_problem_convex(const cpwi_problem *b) {
  double slope = 0.0;
  if (b->plain) return -1;
  for (int64_t i = 0; i < b->p.n; i++) {
    double low = b->lower[i], high = b->upper[i], most = low + b->slack;
    if (!(b->weight[i] > 0) || cpwi_response_plainly_concave(&b->p.response[i], low)) continue;
    if (cpwi_response_chord(&b->p.response[i], low, high < most ? high : most, &slope) > low)
      return i;
  }
  return -1;
}
