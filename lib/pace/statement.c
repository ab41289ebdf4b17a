/* What is said of a year: distances, growth, per head, the waterfall from opening to closing, who loses.
 * Source: the rules in carepath/pace.h.
 * Leaves the allocations to level.c and pounds.c. */
#include "pace/internal.h"

/* a loss of less than a pound is rounding */
#define POUND 1.0

static double ratio(double x, double y) {
  return y > 0.0 ? x / y : x > 0.0 ? (double)INFINITY : CPWI_NAN;
}

static void distances(const cpwi_pace_year *y, int64_t i) {
  double x = (double)y->o.allocation[i], t = y->o.target[i], base = y->p->base[i];
  y->o.cash[i] = x - t;
  y->o.closing[i] = t > 0.0 ? (x - t) / t : x > 0.0 ? (double)INFINITY : 0.0;
  y->o.growth[i] = ratio(x - base, base);
  if (!(base > 0.0)) y->o.growth[i] = x > 0.0 ? (double)INFINITY : 0.0;
}

static void per_head(const cpwi_pace_year *y, int64_t i, double *loss, int64_t *loses) {
  const cpw_pace_plan *plan = y->p->plan;
  double people = plan->people[y->year * y->n + i], x = (double)y->o.allocation[i];
  double prices = 1.0 + (plan->deflator ? plan->deflator[y->year] : 0.0);
  double same = y->p->base[i] * y->p->people_growth[i]; /* for the same a head */
  y->o.per_head[i] = x / people;
  y->o.target_per_head[i] = y->o.target[i] / people;
  y->o.growth_per_head[i] = same > 0.0 ? (x - same) / same : ratio(x, same);
  y->o.real[i] = same > 0.0 ? (x - same * prices) / (same * prices) : ratio(x, same);
  *loses = same * prices - x >= POUND;
  *loss = *loses ? same * prices - x : 0.0;
}

static void waterfall(const cpwi_pace_year *y, int64_t i, double even) {
  double *w = y->o.waterfall + i * STEPS, base = y->p->base[i];
  double same = base * y->p->people_growth[i], grown = same * (1.0 + even);
  double unruled = y->p->alpha[i] + y->free_k * y->p->beta[i];
  w[OPENING] = base;
  w[POPULATION] = same - base;
  w[GROWTH] = grown - same;
  w[CONVERGENCE] = unruled - grown;
  w[RULES] = y->o.exact[i] - unruled;
  w[CLOSING] = (double)y->o.allocation[i];
  w[ROUNDING] = w[CLOSING] - y->o.exact[i];
}

static void count_row(const cpwi_pace_year *y, int64_t i) {
  const cpwi_pace *p = y->p;
  double near = p->options.near;
  int64_t rule = y->o.held[i] < 0 ? y->o.lower_rule[i] : y->o.held[i] > 0 ? y->o.upper_rule[i] : -1;
  *y->o.below += y->o.held[i] < 0;
  *y->o.above += y->o.held[i] > 0;
  *y->o.within += fabs(y->o.closing[i]) <= near;
  if (rule >= 0) y->o.bound_rows[rule]++;
  int64_t *first = &y->o.years_to_near[i];
  if (y->year == 0) *first = fabs(y->o.opening[i]) <= near ? 0 : -1;
  if (*first < 0 && fabs(y->o.closing[i]) <= near) *first = y->year + 1;
}

int32_t cpwi_pace_statement(cpwi_pace_year *y, cpw_error *err) {
  double *x = y->p->free_sum, total = 0.0;
  for (int64_t i = 0; i < y->n; i++)
    x[i] = y->p->base[i] * y->p->people_growth[i];
  int32_t status = cpwi_pace_sum(x, y->n, &total, err);
  if (status != CPW_OK) return status;
  double even = ((double)y->quantum - total) / total;
  int64_t losers = 0;
  for (int64_t i = 0; i < y->n; i++) {
    int64_t loses = 0;
    x[i] = 0.0;
    distances(y, i);
    if (y->o.per_head) per_head(y, i, &x[i], &loses);
    waterfall(y, i, even);
    count_row(y, i);
    losers += loses;
  }
  *y->o.quantum = y->quantum;
  *y->o.uniform = y->uniform;
  *y->o.k = y->k;
  if (!y->o.per_head) return CPW_OK;
  *y->o.losers = losers;
  return cpwi_pace_sum(x, y->n, y->o.loss, err);
}
