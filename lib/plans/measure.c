/* What a plan is worth in each future and over all, and whether it keeps the rules.
 * Source: carepath/plans.h; the conditional value at risk as the mean of the worst share (Rockafellar and
 * Uryasev 2000, for discrete futures).
 * Leaves finding plans to search.c and choose.c. */
#include "plans/internal.h"

#include "carepath/stats.h"

#include <stdio.h>

/* sum of weight x amount, rounded once but for the products */
static double total(const double *weight, const double *x, int64_t n) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < n; i++)
    if (x[i] != 0.0) cpw_exact_sum_add(&sum, weight[i] * x[i]);
  return cpw_exact_sum_value(&sum);
}

double cpwi_plans_spend(const cpw_plans_problem *p, int64_t budget, const double *x) {
  return total(p->cost + budget * p->options, x, p->options);
}

static double probability(const cpw_plans_problem *p, int64_t s) {
  return p->probability ? p->probability[s] : 1.0 / (double)p->scenarios;
}

/* Mean of the worst (1 - level) of the futures; `order` takes their order. */
static double tail(const cpw_plans_problem *p, const double *benefit, int64_t *order) {
  double left = 1.0 - p->level, sum = 0.0;
  for (int64_t s = 0; s < p->scenarios; s++) {
    int64_t k = s;
    for (; k > 0 && benefit[order[k - 1]] > benefit[s]; k--)
      order[k] = order[k - 1];
    order[k] = s;
  }
  for (int64_t k = 0; k < p->scenarios && left > 0.0; k++) {
    double share = k == p->scenarios - 1 ? left : fmin(probability(p, order[k]), left);
    sum += share * benefit[order[k]];
    left -= share;
  }
  return sum / (1.0 - p->level);
}

void cpwi_plans_worth(const cpw_plans_problem *p, const double *x, const double *best,
                      double *benefit, int64_t *room, cpwi_worth *out) {
  cpw_exact_sum mean;
  cpw_exact_sum_init(&mean);
  out->worst = (double)INFINITY;
  out->regret = best ? -(double)INFINITY : CPWI_NAN;
  for (int64_t s = 0; s < p->scenarios; s++) {
    benefit[s] = total(p->benefit + s * p->options, x, p->options);
    cpw_exact_sum_add(&mean, probability(p, s) * benefit[s]);
    out->worst = fmin(out->worst, benefit[s]);
    if (best) out->regret = fmax(out->regret, best[s] - benefit[s]);
  }
  out->expected = cpw_exact_sum_value(&mean);
  out->cvar = tail(p, benefit, room);
  const double values[] = {out->expected, out->cvar, out->worst, out->regret};
  out->value = values[p->measure];
}

const char *cpwi_plans_name(const char *const *names, int64_t index, char *room, size_t size) {
  if (names && names[index]) return names[index];
  (void)snprintf(room, size, "%lld", (long long)index);
  return room;
}

/* How much a sum may be off before it is another number: nothing, where everything is whole. */
static double tolerance(const double *weight, const double *x, int64_t n, double limit) {
  double size = fabs(limit);
  int whole = limit == floor(limit);
  for (int64_t i = 0; i < n; i++) {
    whole = whole && weight[i] == floor(weight[i]) && x[i] == floor(x[i]);
    size = fmax(size, fabs(weight[i] * x[i]));
  }
  return whole ? 0.0 : 1e-11 * size;
}

static int breaks_budget(const cpw_plans_problem *p, const double *x, int64_t but, char *words,
                         size_t size) {
  char room[CPW_NUMBER_CHARS];
  for (int64_t b = 0; b < p->budgets; b++) {
    const double *cost = p->cost + b * p->options;
    if (b == but || p->budget[b] == (double)INFINITY) continue;
    double over = cpwi_plans_spend(p, b, x) - p->budget[b];
    if (over <= tolerance(cost, x, p->options, p->budget[b])) continue;
    if (words)
      (void)snprintf(words, size, "budget %s is overspent by %s",
                     cpwi_plans_name(p->budget_names, b, room, sizeof room),
                     cpwi_number(over).text);
    return 1;
  }
  for (int64_t g = 0; g < p->guarantees; g++) {
    const double *weight = p->guarantee_weight + g * p->options;
    double under = p->guarantee[g] - total(weight, x, p->options);
    if (under <= tolerance(weight, x, p->options, p->guarantee[g])) continue;
    if (words)
      (void)snprintf(words, size, "guarantee %s is missed by %s",
                     cpwi_plans_name(p->guarantee_names, g, room, sizeof room),
                     cpwi_number(under).text);
    return 1;
  }
  return 0;
}

static int breaks_order(const cpw_plans_problem *p, const double *x, char *words, size_t size) {
  char room[CPW_NUMBER_CHARS], other[CPW_NUMBER_CHARS];
  for (int64_t k = 0; k < p->precedences; k++)
    if (x[p->later[k]] > x[p->earlier[k]] + 1e-11) {
      if (words)
        (void)snprintf(words, size, "option %s goes further than option %s, which it needs",
                       cpwi_plans_name(p->option_names, p->later[k], room, sizeof room),
                       cpwi_plans_name(p->option_names, p->earlier[k], other, sizeof other));
      return 1;
    }
  for (int64_t k = 0; k < p->exclusions; k++) {
    double sum = 0.0;
    for (int64_t q = p->exclusion_start[k]; q < p->exclusion_start[k + 1]; q++)
      sum += x[p->exclusion_option[q]];
    if (sum <= 1.0 + 1e-11) continue;
    if (words)
      (void)snprintf(words, size, "exclusion %lld: its options add up to %s", (long long)k,
                     cpwi_number(sum).text);
    return 1;
  }
  return 0;
}

int cpwi_plans_breaks(const cpw_plans_problem *p, const double *x, int64_t but, char *words,
                      size_t size) {
  char room[CPW_NUMBER_CHARS];
  for (int64_t i = 0; i < p->options; i++) {
    double lower = p->lower ? p->lower[i] : 0.0, upper = p->upper ? p->upper[i] : 1.0;
    if (x[i] >= lower && x[i] <= upper && (!p->whole || x[i] == floor(x[i]))) continue;
    if (words)
      (void)snprintf(words, size, "option %s: %s is %s",
                     cpwi_plans_name(p->option_names, i, room, sizeof room), cpwi_number(x[i]).text,
                     x[i] < lower   ? "below its least"
                     : x[i] > upper ? "above its most"
                                    : "not whole");
    return 1;
  }
  return breaks_budget(p, x, but, words, size) || breaks_order(p, x, words, size);
}
