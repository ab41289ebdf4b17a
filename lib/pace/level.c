/* The level k for which clamp(alpha + k beta, lower, upper) sums to the quantum.
 * Source: breakpoint search for a monotone piecewise-linear equation; all sums exact (stats), so that the
 * order of the rows does not matter. Leaves the bounds to bounds.c, pounds to pounds.c. */
#include "pace/internal.h"

#include "base/order.h"

#include <string.h>

/* sums of bounds may miss the quantum by rounding: this many pounds, and this share of it */
#define SLACK       0.5
#define SLACK_SHARE 1e-15

int32_t cpwi_pace_sum(const double *x, int64_t n, double *sum, cpw_error *err) {
  cpw_exact_sum s;
  cpw_exact_sum_init(&s);
  int32_t status = cpw_exact_sum_add_array(&s, x, n, err);
  if (status != CPW_OK) return status;
  double value = cpw_exact_sum_value(&s);
  if (!(fabs(value) <= 1.7976931348623157e308))
    return cpwi_fail(err, CPW_EOVERFLOW, -1, CPWI_PACE, "a sum is beyond the largest number");
  *sum = value;
  return CPW_OK;
}

static double clamp(double x, double low, double high) {
  return x < low ? low : x > high ? high : x;
}

/* ---------------------------------------------------------------- feasibility --------------- */

/* The row furthest beyond its share of the quantum by its bound: what to look at first. */
static int64_t furthest(const cpwi_pace_year *y, int below) {
  int64_t worst = -1;
  double most = 0.0;
  for (int64_t i = 0; i < y->n; i++) {
    if ((below ? y->o.lower_rule : y->o.upper_rule)[i] < 0) continue;
    double gap = below ? y->o.lower[i] - y->o.target[i] : y->o.target[i] - y->o.upper[i];
    if (worst < 0 || gap > most) {
      worst = i;
      most = gap;
    }
  }
  return worst;
}

static int32_t infeasible(const cpwi_pace_year *y, double sum, int below, cpw_error *err) {
  const cpw_pace_plan *plan = y->p->plan;
  int64_t i = furthest(y, below);
  sum = cpwi_pace_snap(sum, sum);
  double gap = ceil(fabs(sum - (double)y->quantum));
  cpwi_pace_name row = {"rows of no target and no base"}, rule = {"no rule"};
  if (i >= 0) {
    row = cpwi_pace_row_name(plan, i);
    rule = cpwi_pace_rule_name(plan, (below ? y->o.lower_rule : y->o.upper_rule)[i]);
  }
  return cpwi_fail(err, CPW_EDOMAIN, i, CPWI_PACE,
                   below
                       ? "year[%lld]: floors need %s, %s above the quantum = %lld; furthest above "
                         "its share is %s by %s"
                       : "year[%lld]: caps allow %s, %s below the quantum = %lld; furthest below "
                         "its share is %s by %s",
                   (long long)y->year, cpwi_number(below ? ceil(sum) : floor(sum)).text,
                   cpwi_number(gap).text, (long long)y->quantum, row.text, rule.text);
}

static int32_t check_sums(const cpwi_pace_year *y, cpw_error *err) {
  double low = 0.0, high = 0.0, q = (double)y->quantum, slack = SLACK + q * SLACK_SHARE;
  double *x = y->p->free_sum;
  int32_t status = cpwi_pace_sum(y->o.lower, y->n, &low, err);
  if (status != CPW_OK) return status;
  if (low > q + slack) return infeasible(y, low, 1, err);
  for (int64_t i = 0; i < y->n; i++) {
    x[i] = y->p->beta[i] > 0.0 ? y->o.upper[i] : y->o.lower[i];
    if (isinf(x[i])) return CPW_OK;
  }
  status = cpwi_pace_sum(x, y->n, &high, err);
  if (status == CPW_OK && high < q - slack) return infeasible(y, high, 0, err);
  return status;
}

/* ---------------------------------------------------------------- search -------------------- */

static double at_bound(const cpwi_pace_year *y, int64_t i, double bound) {
  return (bound - y->p->alpha[i]) / y->p->beta[i];
}

static int32_t sum_at(const cpwi_pace_year *y, double k, double *sum, cpw_error *err) {
  double *x = y->p->free_sum;
  for (int64_t i = 0; i < y->n; i++)
    x[i] = clamp(y->p->alpha[i] + k * y->p->beta[i], y->o.lower[i], y->o.upper[i]);
  return cpwi_pace_sum(x, y->n, sum, err);
}

/* the breakpoints in rising order; how many */
static int32_t sort_breaks(const cpwi_pace_year *y, int64_t *count, cpw_error *err) {
  double *b = y->p->breaks;
  int64_t m = 0;
  for (int64_t i = 0; i < y->n; i++) {
    if (!(y->p->beta[i] > 0.0)) continue;
    b[m++] = at_bound(y, i, y->o.lower[i]);
    if (!isinf(y->o.upper[i])) b[m++] = at_bound(y, i, y->o.upper[i]);
  }
  int32_t status = cpwi_order(b, m, 0, y->p->order, y->p->options.allocator, CPWI_PACE, err);
  for (int64_t k = 0; status == CPW_OK && k < m; k++)
    y->p->sorted[k] = b[y->p->order[k]];
  *count = m;
  return status;
}

/* the breakpoints that k lies between, infinite at the ends */
static int32_t bracket(const cpwi_pace_year *y, double *from, double *to, cpw_error *err) {
  int64_t count = 0, low = 0;
  int32_t status = sort_breaks(y, &count, err);
  int64_t high = count;
  while (status == CPW_OK && low < high) { /* the first one whose sum is above the quantum */
    int64_t middle = low + (high - low) / 2;
    double sum = 0.0;
    status = sum_at(y, y->p->sorted[middle], &sum, err);
    if (sum <= (double)y->quantum)
      low = middle + 1;
    else
      high = middle;
  }
  *from = low > 0 ? y->p->sorted[low - 1] : -(double)INFINITY;
  *to = low < count ? y->p->sorted[low] : (double)INFINITY;
  return status;
}

/* whole numbers beyond 2^53 in two exact parts */
static void add_whole(cpw_exact_sum *s, int64_t x) {
  cpw_exact_sum_add(s, (double)(x >> 32) * 4294967296.0);
  cpw_exact_sum_add(s, (double)(x & 0xffffffff));
}

/* held rows have their bounds; what is left for the free ones, and their slope */
static void hold(cpwi_pace_year *y, double from, double *rest, double *slope, int64_t *rows) {
  cpw_exact_sum left, steep;
  cpw_exact_sum_init(&left);
  cpw_exact_sum_init(&steep);
  add_whole(&left, y->quantum);
  *rows = 0;
  for (int64_t i = 0; i < y->n; i++) {
    double beta = y->p->beta[i], low = y->o.lower[i], high = y->o.upper[i];
    int64_t held = -1;
    if (beta > 0.0) {
      if (!isinf(high) && at_bound(y, i, high) <= from)
        held = 1;
      else if (at_bound(y, i, low) <= from)
        held = 0;
    }
    y->o.held[i] = held;
    y->o.exact[i] = held > 0 ? high : low;
    cpw_exact_sum_add(&left, held ? -y->o.exact[i] : -y->p->alpha[i]);
    if (held) continue;
    cpw_exact_sum_add(&steep, beta);
    ++*rows;
  }
  *rest = cpw_exact_sum_value(&left);
  *slope = cpw_exact_sum_value(&steep);
}

/* the level if there were no rules: what the waterfall compares with */
static int32_t level_without(cpwi_pace_year *y, cpw_error *err) {
  double a = 0.0, b = 0.0;
  int32_t status = cpwi_pace_sum(y->p->alpha, y->n, &a, err);
  if (status == CPW_OK) status = cpwi_pace_sum(y->p->beta, y->n, &b, err);
  y->free_k = b > 0.0 ? ((double)y->quantum - a) / b : 0.0;
  return status;
}

int32_t cpwi_pace_level(cpwi_pace_year *y, cpw_error *err) {
  double from = 0.0, to = 0.0, rest = 0.0, slope = 0.0;
  int64_t rows = 0;
  int32_t status = check_sums(y, err);
  if (status == CPW_OK) status = level_without(y, err);
  if (status == CPW_OK) status = bracket(y, &from, &to, err);
  if (status != CPW_OK) return status;
  hold(y, from, &rest, &slope, &rows);
  y->k = rows > 0 ? clamp(rest / slope, from, to) : CPWI_NAN;
  for (int64_t i = 0; i < y->n; i++) {
    if (y->o.held[i] == 0)
      y->o.exact[i] = clamp(y->p->alpha[i] + y->k * y->p->beta[i], y->o.lower[i], y->o.upper[i]);
    else if (!(y->p->beta[i] > 0.0) && y->o.lower_rule[i] < 0)
      y->o.held[i] = 0; /* it has nothing because its share is nothing: no rule holds it */
  }
  return CPW_OK;
}
