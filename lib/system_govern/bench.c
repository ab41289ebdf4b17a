/* One purse spent as well as can be: the options of a line that it may buy, above what others spend on them.
 * Source: concave allocation with nested caps, carepath/budget.h.
 * Leaves whose purse it is, and what it values, to its callers. */
#include "system_govern/internal.h"

#include <string.h>

int32_t cpwi_bench_init(cpwi_bench *b, const cpwi_commons *g, cpw_error *err) {
  memset(b, 0, sizeof *b);
  b->g = g;
  const cpw_allocator *a = g->o.allocator;
  size_t n = (size_t)g->options;
  b->option = cpwi_alloc(a, n, sizeof *b->option);
  b->group = cpwi_alloc(a, n, sizeof *b->group);
  b->response = cpwi_alloc_zero(a, n, sizeof *b->response);
  b->weight = cpwi_alloc(a, n, sizeof *b->weight);
  b->lower = cpwi_alloc(a, n, sizeof *b->lower);
  b->upper = cpwi_alloc(a, n, sizeof *b->upper);
  b->spend = cpwi_alloc(a, n, sizeof *b->spend);
  b->cap = cpwi_alloc(a, (size_t)g->members, sizeof *b->cap);
  if (!b->option || !b->group || !b->response || !b->weight || !b->lower || !b->upper ||
      !b->spend || !b->cap)
    return cpwi_fail(err, CPW_ENOMEM, -1, g->where, "out of memory for %lld options",
                     (long long)g->options);
  return CPW_OK;
}

void cpwi_bench_free(cpwi_bench *b) {
  void *const blocks[] = {b->option, b->group, b->response, b->weight,
                          b->lower,  b->upper, b->spend,    b->cap};
  for (size_t k = 0; b->g && k < sizeof blocks / sizeof *blocks; k++)
    cpwi_release(b->g->o.allocator, blocks[k]);
}

/* Returns what the options have already. */
static double fill(cpwi_bench *b, const cpwi_purse *purse) {
  const cpwi_commons *g = b->g;
  b->n = 0;
  for (int64_t o = 0; o < g->options; o++) {
    if (g->line[o] != purse->line || (purse->may && !purse->may[o])) continue;
    int64_t k = b->n++;
    b->option[k] = o;
    b->group[k] = g->owner[o];
    b->response[k] = purse->response[o];
    b->weight[k] = purse->value[o];
    b->lower[k] = purse->lower ? purse->lower[o] : 0;
    b->upper[k] = g->upper[o] > b->lower[k] ? g->upper[o] : b->lower[k];
  }
  for (int64_t m = 0; purse->own && m < g->members; m++)
    b->cap[m] = (double)purse->own[m * g->lines + purse->line];
  return cpwi_commons_sum(b->lower, b->n);
}

int32_t cpwi_bench_solve(cpwi_bench *b, const cpwi_purse *purse, double *spend, double *price,
                         cpw_error *err) {
  const cpwi_commons *g = b->g;
  cpw_budget_problem p;
  cpw_budget_problem_init(&p);
  p.budget = fill(b, purse) + purse->budget;
  p.n = b->n;
  p.response = b->response;
  p.weight = b->weight;
  p.lower = b->lower;
  p.upper = b->upper;
  if (purse->own) {
    p.groups = g->members;
    p.group = b->group;
    p.cap = b->cap;
  }
  cpw_budget_options o;
  cpw_budget_options_init(&o);
  o.allocator = g->o.allocator;
  cpw_budget_answer answer;
  memset(&answer, 0, sizeof answer);
  int32_t status = b->n > 0 ? cpw_budget_allocate(&p, &o, NULL, b->spend, &answer, err) : CPW_OK;
  if (status != CPW_OK) return status;
  for (int64_t k = 0; k < b->n; k++)
    spend[b->option[k]] = b->spend[k];
  if (price) *price = answer.multiplier;
  return CPW_OK;
}
