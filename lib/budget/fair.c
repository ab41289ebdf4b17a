/* Alpha-fair allocation and the price of fairness.
 * Source: Mo and Walrand 2000; Bertsimas, Farias and Trichakis 2011: the marginal utility weight u^-alpha u' falls
 * with the spend, so that one price clears; without limit to alpha one level of benefit does.
 * Leaves prices to search.c. */
#include "budget/internal.h"

#include <string.h>

/* ---------------------------------------------------------------- one level of benefit ------ */

typedef struct levels {
  const cpwi_problem *b;
  double *spend;
} levels;

/* whether an option's benefit can rise at all within its bounds */
static int can_gain(const cpwi_problem *b, int64_t i) {
  double high = b->upper[i], most = b->lower[i] + b->slack;
  return cpwi_response_gain(&b->p.response[i], b->lower[i], high < most ? high : most) > 0;
}

static double spend_of(const cpwi_problem *b, int64_t i, double level) {
  double x = cpwi_response_spend(&b->p.response[i], level);
  if (!(x > b->lower[i]) || !can_gain(b, i)) return b->lower[i];
  if (x <= b->upper[i]) return x;
  /* no further than where its benefit ends to rise */
  double most =
      cpwi_response_spend(&b->p.response[i], cpwi_response_value(&b->p.response[i], b->upper[i]));
  return most < b->upper[i] && most > b->lower[i] ? most : b->upper[i];
}

static double total_at(const levels *s, double level) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < s->b->p.n; i++) {
    double x = spend_of(s->b, i, level);
    s->spend[i] = x < 1e100 ? x : 1e100;
    cpw_exact_sum_add(&sum, s->spend[i]);
  }
  return cpw_exact_sum_value(&sum);
}

/* Where each share of what is left is by level, the last digits by what each would take of a little more. */
static void share_rest(const levels *s, double low, double high, double *trial) {
  const cpwi_problem *b = s->b;
  levels up = {b, trial};
  double more = total_at(&up, high), less = total_at(s, low);
  double part = more > less ? (b->p.budget - less) / (more - less) : 0.0;
  for (int64_t i = 0; i < b->p.n; i++)
    s->spend[i] += part * (trial[i] - s->spend[i]);
}

/* The level at which all the money is spent, by bisection of the level's bits: benefits are >= 0 or not. */
static void level_search(const levels *s, double *trial) {
  const cpwi_problem *b = s->b;
  double low = (double)INFINITY, high = -(double)INFINITY;
  for (int64_t i = 0; i < b->p.n; i++) {
    const cpw_response *r = &b->p.response[i];
    double most = b->lower[i] + b->slack, x = b->upper[i] < most ? b->upper[i] : most;
    double first = cpwi_response_value(r, b->lower[i]), last = cpwi_response_value(r, x);
    if (first < low) low = first;
    if (last > high) high = last;
  }
  if (!(b->slack > 0) || total_at(s, high) <= b->p.budget) {
    (void)total_at(s, b->slack > 0 ? high : low);
    return;
  }
  for (int k = 0; k < 2100 && low < high; k++) {
    /* by ratio while they are of different size, then by half */
    double x = low > 0 && high > 4 * low ? sqrt(low) * sqrt(high) : low + 0.5 * (high - low);
    if (low == 0 && high > 1e-200) x = k < 1000 ? high * 0x1p-10 : x;
    if (!(x > low && x < high)) break;
    if (total_at(s, x) <= b->p.budget)
      low = x;
    else
      high = x;
  }
  share_rest(s, low, high, trial);
}

static int32_t leximin(cpwi_problem *b, double *spend, cpw_error *err) {
  const cpw_allocator *a = b->options.allocator;
  if (b->p.groups > 0)
    return cpwi_fail(err, CPW_EINVAL, -1, b->where,
                     "groups = %lld must be 0 where alpha is infinite", (long long)b->p.groups);
  double *trial = cpwi_alloc(a, (size_t)b->p.n, sizeof *trial);
  if (!trial) return cpwi_fail(err, CPW_ENOMEM, -1, b->where, "no memory for a level");
  levels s = {b, spend};
  level_search(&s, trial);
  cpwi_release(a, trial);
  return CPW_OK;
}

/* ---------------------------------------------------------------- what it gives and costs --- */

static double level_price(const cpwi_problem *b, const double *spend) {
  /* money for one more of everybody's benefit, of those who still rise together */
  double level = -(double)INFINITY, money = 0.0;
  for (int64_t i = 0; i < b->p.n; i++)
    if (spend[i] > b->lower[i] && spend[i] < b->upper[i]) {
      double u = cpwi_response_value(&b->p.response[i], spend[i]);
      if (u > level) level = u;
    }
  for (int64_t i = 0; i < b->p.n; i++)
    if (spend[i] > b->lower[i] && spend[i] < b->upper[i])
      money += 1.0 / cpwi_response_slope(&b->p.response[i], spend[i], 1);
  return money > 0 && level >= 0 ? 1.0 / money : CPWI_NAN;
}

static int32_t system_total(cpwi_problem *b, double *room, double *total, cpw_error *err) {
  cpw_run run;
  cpw_run_init(&run);
  for (int64_t i = 0; i < b->p.n; i++)
    b->weight[i] = 1.0;
  int32_t status = cpwi_relax(b, -1.0, &run, room, NULL, err);
  if (status == CPW_OK) *total = cpwi_value(b, room);
  return status;
}

/* room: (n) */
static int32_t describe(cpwi_problem *b, const double *spend, double *room, double multiplier,
                        cpw_budget_fairness *f, cpw_error *err) {
  memset(f, 0, sizeof *f);
  f->multiplier = multiplier;
  f->spent = cpwi_exact_total(spend, b->p.n);
  f->unspent = b->p.budget - f->spent;
  if (!(f->unspent > CPWI_BUDGET_SLOP * b->p.budget)) f->unspent = 0.0;
  f->least = (double)INFINITY;
  for (int64_t i = 0; i < b->p.n; i++) {
    double u = cpwi_response_value(&b->p.response[i], spend[i]);
    if ((can_gain(b, i) || u > 0) && u < f->least) f->least = u;
  }
  if (!(f->least < (double)INFINITY)) f->least = 0.0;
  int32_t status = system_total(b, room, &f->system, err);
  f->total = cpwi_value(b, spend);
  /* rounding must not make fairness free of charge */
  if (f->system < f->total) f->system = f->total;
  f->price_of_fairness = f->system > 0 ? (f->system - f->total) / f->system : 0.0;
  return status;
}

static int32_t check_fair(const cpwi_problem *b, double alpha, cpw_error *err) {
  if (!(alpha >= 0))
    return cpwi_fail(err, CPW_EDOMAIN, -1, b->where, "alpha = %s must be >= 0",
                     cpwi_number(alpha).text);
  int64_t i = cpwi_problem_convex(b);
  if (i >= 0)
    return cpwi_fail(err, CPW_EDOMAIN, i, b->where,
                     "response[%lld] must be concave above its lower bound %s (it is from %s on)",
                     (long long)i, cpwi_number(b->lower[i]).text,
                     cpwi_number(cpwi_response_inflection(&b->p.response[i])).text);
  for (i = 0; alpha > 0 && i < b->p.n; i++) {
    const cpw_response *r = &b->p.response[i];
    if (r->kind == CPW_RESPONSE_POINTS && r->y[0] < 0)
      return cpwi_fail(err, CPW_EDOMAIN, i, b->where,
                       "response[%lld].y[0] = %s must be >= 0 where alpha > 0", (long long)i,
                       cpwi_number(r->y[0]).text);
  }
  return CPW_OK;
}

/* room: (2n + nodes): the spend, scratch, prices */
static int32_t solve(cpwi_problem *b, double alpha, double *room, cpw_budget_fairness *fairness,
                     cpw_error *err) {
  cpw_run run;
  cpw_run_init(&run);
  double *spend = room, *theta = room + 2 * b->p.n, multiplier = 0.0;
  int32_t status = check_fair(b, alpha, err);
  if (status != CPW_OK) return status;
  if (alpha < (double)INFINITY) {
    status = cpwi_relax(b, alpha > 0 ? alpha : -1.0, &run, spend, theta, err);
    if (status == CPW_OK) multiplier = cpw_math_exp(theta[b->tree.nodes - 1]);
  } else {
    status = leximin(b, spend, err);
    if (status == CPW_OK) multiplier = level_price(b, spend);
  }
  if (status == CPW_OK) status = describe(b, spend, room + b->p.n, multiplier, fairness, err);
  return status;
}

int32_t cpw_budget_fair(const cpw_budget_problem *problem, double alpha,
                        const cpw_budget_options *options, double *spend, double *utility,
                        cpw_budget_fairness *fairness, cpw_error *err) {
  cpwi_problem b;
  cpw_budget_fairness f;
  double *room = NULL;
  int32_t status = cpwi_problem_init(&b, problem, options, NULL, __func__, err);
  if (status == CPW_OK && b.p.n > 0 && !spend)
    status = cpwi_fail(err, CPW_EINVAL, -1, __func__, "spend must be given");
  if (status == CPW_OK) {
    size_t n = (size_t)b.p.n;
    room = cpwi_alloc(b.options.allocator, 2 * n + (size_t)b.tree.nodes, sizeof *room);
    if (!room) status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for the answer");
  }
  if (status == CPW_OK) status = solve(&b, alpha, room, &f, err);
  for (int64_t i = 0; status == CPW_OK && i < b.p.n; i++) {
    spend[i] = room[i];
    if (utility) utility[i] = cpwi_response_value(&b.p.response[i], room[i]);
  }
  if (status == CPW_OK && fairness) *fairness = f;
  cpwi_release(b.options.allocator, room);
  cpwi_problem_free(&b);
  return status;
}
