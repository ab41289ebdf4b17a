/* What a spend gives: benefit by member, welfare, how it is spread, and the spend of the greatest welfare.
 * Source: the sums at the head of carepath/system_govern.h; Gini by equity.h.
 * Leaves the allocation to bench.c. */
#include "system_govern/internal.h"

#include "carepath/equity.h"
#include "carepath/stats.h"

double cpwi_commons_sum(const double *x, int64_t n) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < n; i++)
    cpw_exact_sum_add(&sum, x[i]);
  return cpw_exact_sum_value(&sum);
}

double cpwi_commons_benefit(const cpwi_commons *g, const double *spend, double *benefit) {
  double welfare = 0;
  for (int64_t m = 0; m < g->members; m++)
    benefit[m] = 0;
  for (int64_t o = 0; o < g->options; o++) {
    double gives = cpw_response_value(&g->response[o], spend[o]);
    for (int64_t m = 0; m < g->members; m++)
      benefit[m] += g->share[o * g->members + m] * gives;
  }
  for (int64_t m = 0; m < g->members; m++)
    welfare += g->weight[m] * benefit[m];
  return welfare;
}

double cpwi_commons_line_welfare(const cpwi_commons *g, const double *spend, int64_t line) {
  double welfare = 0;
  for (int64_t o = 0; o < g->options; o++)
    if (g->line[o] == line) welfare += g->worth[o] * cpw_response_value(&g->response[o], spend[o]);
  return welfare;
}

int32_t cpwi_commons_spread(const cpwi_commons *g, const double *benefit, double *gini,
                            double *least, cpw_error *err) {
  double *head = cpwi_alloc(g->o.allocator, (size_t)g->members, sizeof *head);
  if (!head) return cpwi_fail(err, CPW_ENOMEM, -1, g->where, "out of memory for benefits a head");
  for (int64_t m = 0; m < g->members; m++)
    head[m] = benefit[m] / g->people[m];
  cpw_dispersion found;
  int32_t status = cpw_equity_dispersion(head, g->people, g->members, g->o.allocator, &found, err);
  if (status == CPW_OK) {
    *gini = found.gini;
    *least = found.minimum;
  }
  cpwi_release(g->o.allocator, head);
  return status;
}

int32_t cpwi_commons_joint(const cpwi_commons *g, cpwi_bench *b, double *spend, double *price,
                           cpw_error *err) {
  int32_t status = CPW_OK;
  for (int64_t l = 0; l < g->lines && status == CPW_OK; l++) {
    cpwi_purse purse = {.line = l, .value = g->worth, .response = g->response};
    purse.budget = (double)g->line_money[l];
    status = cpwi_bench_solve(b, &purse, spend, &price[l], err);
  }
  return status;
}
