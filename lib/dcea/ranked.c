/* Welfare by rank (extended Gini): coefficients of health by the share of people who are worse off.
 * Source: Yitzhaki 1983; Donaldson and Weymark, Journal of Economic Theory 22:67-86 (1980).
 * Leaves the split of a change to welfare.c. */
#include "dcea/internal.h"

#include "base/order.h"

#include <string.h>

/* Order by x, then by the change: groups of equal health stay in the order that they have after it. */
int32_t cpwi_ranked_prepare(cpwi_groups *g, int32_t changed, cpw_error *err) {
  int64_t *first = g->order_after;
  int32_t status =
      cpwi_order(changed ? g->moved : g->health, g->n, 0, first, g->allocator, g->where, err);
  for (int64_t k = 0; status == CPW_OK && k < g->n; k++)
    g->term[k] = g->health[first[k]];
  if (status == CPW_OK)
    status = cpwi_order(g->term, g->n, 0, g->spare, g->allocator, g->where, err);
  for (int64_t k = 0; status == CPW_OK && k < g->n; k++)
    g->order[k] = first[g->spare[k]];
  if (status != CPW_OK || !changed) return status;
  for (int64_t k = 0; k < g->n; k++)
    g->term[k] = g->after[g->order[k]];
  status = cpwi_order(g->term, g->n, 0, g->spare, g->allocator, g->where, err);
  for (int64_t k = 0; status == CPW_OK && k < g->n; k++)
    g->order_after[k] = g->order[g->spare[k]];
  return status;
}

/* (1 - F_(i-1))^v - (1 - F_i)^v for the group of people `here` of whom `above` are no worse off, itself
 * included, `all` in all */
static double coefficient(double here, double above, double all, double v) {
  if (!(here > 0.0)) return 0.0;
  double part = here >= above ? -(double)INFINITY : v * cpw_math_log1p(-here / above);
  return above < all ? -cpw_math_expm1(part) * cpw_math_pow(above / all, v) : -cpw_math_expm1(part);
}

static void coefficients(const cpwi_groups *g, const int64_t *order, double v, double *out) {
  double above = 0.0;
  for (int64_t k = g->n; k-- > 0;) {
    int64_t i = order[k];
    above += g->people[i];
    out[i] = coefficient(g->people[i], above, g->total, v);
  }
}

double cpwi_ranked_ede(cpwi_groups *g, double v) {
  coefficients(g, g->order, v, g->weight);
  for (int64_t i = 0; i < g->n; i++)
    g->term[i] = g->weight[i] * (g->health[i] - g->mean);
  return g->mean + cpwi_groups_sum(g);
}

double cpwi_ranked_change(cpwi_groups *g, double v) {
  coefficients(g, g->order, v, g->weight);
  for (int64_t i = 0; i < g->n; i++)
    g->term[i] = g->weight[i] * g->moved[i];
  double change = cpwi_groups_sum(g);
  if (memcmp(g->order, g->order_after, (size_t)g->n * sizeof *g->order) == 0) return change;
  /* who changed places: the same health at other coefficients, which sum to the same */
  coefficients(g, g->order_after, v, g->weight_after);
  for (int64_t i = 0; i < g->n; i++)
    g->term[i] = (g->weight_after[i] - g->weight[i]) * (g->after[i] - g->mean);
  return change + cpwi_groups_sum(g);
}

void cpwi_ranked_density(cpwi_groups *g, double v, double *density) {
  double above = 0.0;
  for (int64_t k = g->n - 1; k >= 0;) {
    int64_t first = k;
    double here = 0.0;
    for (; first >= 0 && g->health[g->order[first]] == g->health[g->order[k]]; first--)
      here += g->people[g->order[first]];
    above += here;
    double each = here > 0.0 ? coefficient(here, above, g->total, v) / (here / g->total)
                             : v * cpw_math_pow(above / g->total, v - 1.0);
    for (; k > first; k--)
      density[g->order[k]] = each;
  }
}
