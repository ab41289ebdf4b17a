/* League table: programmes by cost per unit gained, and where the budget line falls.
 * Source: programme budgeting and marginal analysis (Mooney, Gerard, Donaldson and Farrar 1992).
 * Leaves the best set of whole programmes to knapsack, moves of money to reinvest.c. */
#include "budget/internal.h"

typedef struct row {
  double ratio;
  int64_t cost, index;
} row;

static int compare(const void *context, const void *a, const void *b) {
  const row *x = a, *y = b;
  (void)context;
  if (x->ratio != y->ratio) return x->ratio < y->ratio ? -1 : 1;
  if (x->cost != y->cost) return x->cost < y->cost ? -1 : 1;
  return 0; /* the sort is stable: by index */
}

static int32_t check(const int64_t *cost, const double *gain, int64_t n, int64_t budget,
                     const int64_t *order, const char *where, cpw_error *err) {
  if (n < 0) return cpwi_fail(err, CPW_EINVAL, -1, where, "n = %lld must be >= 0", (long long)n);
  if (n > 0 && (!cost || !gain || !order))
    return cpwi_fail(err, CPW_EINVAL, -1, where, "%s must be given",
                     !cost   ? "cost"
                     : !gain ? "gain"
                             : "order");
  if (budget < 0)
    return cpwi_fail(err, CPW_EDOMAIN, -1, where, "budget = %lld must be >= 0", (long long)budget);
  for (int64_t i = 0; i < n; i++) {
    if (cost[i] < 0)
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "cost[%lld] = %lld must be >= 0", (long long)i,
                       (long long)cost[i]);
    if (!(gain[i] >= 0 && gain[i] < (double)INFINITY))
      return cpwi_fail(err, CPW_EDOMAIN, i, where, "gain[%lld] = %s must be finite and >= 0",
                       (long long)i, cpwi_number(gain[i]).text);
  }
  return CPW_OK;
}

static void draw_line(const row *rows, const double *gain, int64_t n, int64_t budget,
                      cpw_budget_line *line) {
  int64_t k = 0, left = budget;
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (; k < n && rows[k].ratio < (double)INFINITY && rows[k].cost <= left; k++) {
    left -= rows[k].cost;
    cpw_exact_sum_add(&sum, gain[rows[k].index]);
  }
  int more = k < n && rows[k].ratio < (double)INFINITY;
  line->funded = k;
  line->next = more ? rows[k].index : -1;
  line->spent = budget - left;
  line->unspent = left;
  line->gain = cpw_exact_sum_value(&sum);
  line->last_cost = k > 0 ? rows[k - 1].ratio : CPWI_NAN;
  line->next_cost = more ? rows[k].ratio : CPWI_NAN;
  line->part_gain = more ? gain[rows[k].index] * ((double)left / (double)rows[k].cost) : 0.0;
}

int32_t cpw_budget_league(const int64_t *cost, const double *gain, int64_t n, int64_t budget,
                          int64_t *order, double *ratio, cpw_budget_line *line, cpw_error *err) {
  int32_t status = check(cost, gain, n, budget, order, __func__, err);
  if (status != CPW_OK) return status;
  row *rows = cpwi_alloc(NULL, (size_t)n, sizeof *rows);
  for (int64_t i = 0; rows && i < n; i++) {
    row r = {gain[i] > 0 ? (double)cost[i] / gain[i] : (double)INFINITY, cost[i], i};
    rows[i] = r;
  }
  if (!rows || !cpwi_sort(NULL, rows, n, sizeof *rows, compare, NULL)) {
    cpwi_release(NULL, rows);
    return cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for %lld programmes", (long long)n);
  }
  if (line) draw_line(rows, gain, n, budget, line);
  for (int64_t k = 0; k < n; k++) {
    order[k] = rows[k].index;
    if (ratio) ratio[rows[k].index] = rows[k].ratio;
  }
  cpwi_release(NULL, rows);
  return CPW_OK;
}
