/* Opening distances, floors and caps of a year: what the rules say of every row.
 * Source: NHS England, allocations 2016/17 (minimum growth in cash and a head, caps by distance, nobody
 * more than 5 % under target). Leaves the level that closes the sum to level.c. */
#include "pace/internal.h"

/* bounds that differ by rounding alone are the same */
#define SAME 1e-12

static int in_force(const cpwi_pace_year *y, const cpw_pace_rule *r) {
  return r->year < 0 || r->year == y->year;
}

double cpwi_pace_snap(double pounds, double scale) {
  double whole = floor(pounds + 0.5);
  return fabs(pounds - whole) <= scale * 0x1p-51 ? whole : pounds;
}

/* what a rule of growth or distance comes to in pounds: rates are the decimals that were written */
static double pounds_of(const cpwi_pace_year *y, const cpw_pace_rule *r, int64_t i, double value) {
  double from = y->p->base[i];
  if (r->kind == CPW_PACE_MIN_HEAD || r->kind == CPW_PACE_MAX_HEAD)
    from *= y->p->people_growth[i];
  else if (r->kind == CPW_PACE_MIN_DISTANCE || r->kind == CPW_PACE_MAX_DISTANCE)
    from = y->o.target[i];
  double pounds = from * (1.0 + value);
  return cpwi_pace_snap(pounds, from + pounds);
}

static void bound_row(cpwi_pace_year *y, int64_t i) {
  const cpw_pace_plan *plan = y->p->plan;
  double lower = 0.0, upper = (double)INFINITY, c = 0.0;
  int64_t low = -1, high = -1;
  for (int64_t k = 0; k < plan->rules; k++) {
    const cpw_pace_rule *r = &plan->rule[k];
    if (!in_force(y, r)) continue;
    double value = cpw_pace_value(r, y->o.opening[i]);
    if (r->kind == CPW_PACE_CONVERGENCE) {
      c += value;
    } else if (!isinf(value)) {
      double x = pounds_of(y, r, i, value);
      int floor = r->kind == CPW_PACE_MIN_CASH || r->kind == CPW_PACE_MIN_HEAD ||
                  r->kind == CPW_PACE_MIN_DISTANCE;
      if (floor && (x > lower || low < 0)) {
        lower = x;
        low = k;
      } else if (!floor && x < upper) {
        upper = x;
        high = k;
      }
    }
  }
  y->o.lower[i] = lower;
  y->o.upper[i] = upper;
  y->o.lower_rule[i] = low;
  y->o.upper_rule[i] = high;
  int add = y->p->options.method == CPW_PACE_ADD;
  y->p->alpha[i] = add ? y->p->base[i] * (1.0 + y->uniform + c) : 0.0;
  y->p->beta[i] = add ? y->p->base[i] : y->o.target[i];
}

static int32_t settle_conflict(cpwi_pace_year *y, int64_t i, cpw_error *err) {
  double lower = y->o.lower[i], upper = y->o.upper[i];
  if (lower <= upper) return CPW_OK;
  int32_t how = y->p->options.conflict;
  if (how == CPW_PACE_CAP_WINS || lower - upper <= SAME * lower) {
    y->o.lower[i] = upper;
  } else if (how == CPW_PACE_FLOOR_WINS) {
    y->o.upper[i] = lower;
  } else {
    const cpw_pace_plan *plan = y->p->plan;
    return cpwi_fail(err, CPW_EDOMAIN, i, CPWI_PACE,
                     "year[%lld]: %s has a floor of %s by %s, %s above its cap of %s by %s",
                     (long long)y->year, cpwi_pace_row_name(plan, i).text, cpwi_number(lower).text,
                     cpwi_pace_rule_name(plan, y->o.lower_rule[i]).text,
                     cpwi_number(lower - upper).text, cpwi_number(upper).text,
                     cpwi_pace_rule_name(plan, y->o.upper_rule[i]).text);
  }
  return CPW_OK;
}

/* the target at the quantum; the opening distance at last year's total */
static int32_t open_year(cpwi_pace_year *y, cpw_error *err) {
  const cpw_pace_plan *plan = y->p->plan;
  const double *w = plan->weighted + y->year * y->n, *base = y->p->base;
  double total = 0.0;
  int32_t status = cpwi_pace_sum(w, y->n, &total, err);
  for (int64_t i = 0; status == CPW_OK && i < y->n; i++) {
    double share = w[i] / total, t = y->base_total * share;
    y->o.target[i] = (double)y->quantum * share;
    y->o.opening[i] = t > 0.0 ? (base[i] - t) / t : base[i] > 0.0 ? (double)INFINITY : 0.0;
  }
  return status;
}

int32_t cpwi_pace_bounds(cpwi_pace_year *y, cpw_error *err) {
  int32_t status = cpwi_pace_sum(y->p->base, y->n, &y->base_total, err);
  if (status == CPW_OK && !(y->base_total > 0.0))
    status = cpwi_fail(err, CPW_EDOMAIN, y->year, CPWI_PACE,
                       "year[%lld] has nothing to start from: the year before has 0 in every row",
                       (long long)y->year);
  if (status == CPW_OK) {
    y->uniform = ((double)y->quantum - y->base_total) / y->base_total;
    status = open_year(y, err);
  }
  for (int64_t i = 0; status == CPW_OK && i < y->n; i++) {
    bound_row(y, i);
    status = settle_conflict(y, i, err);
  }
  return status;
}
