/* Random budgets over random curves, bounds and nested groups: whole units against all combinations, concave
 * spend against its dual and against another order of rows, S-shaped spend against a grid, fair spend against
 * its neighbours. Usage: property_budget [COUNT] [SEED], or --digest. */
#include "carepath/budget.h"
#include "carepath/random.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define MOST   5
#define GROUPS 4
#define UNITS  9
#define MANY   40

typedef struct world {
  cpw_stream stream;
  int64_t n, groups;
  cpw_response curve[MANY];
  double weight[MANY], lower[MANY], upper[MANY], floor[GROUPS], cap[GROUPS], x[MANY][4], y[MANY][4];
  int64_t group[MANY], parent[GROUPS], low[MANY], high[MANY], least[GROUPS], most[GROUPS];
  cpw_budget_problem p;
  cpw_budget_units u;
} world;

static double uniform(cpw_stream *s, double low, double high) {
  return low + (high - low) * cpw_random_uniform(s);
}

static int64_t below(cpw_stream *s, int64_t n) {
  return (int64_t)cpw_random_below(s, (uint64_t)n);
}

/* few values, so that there are ties; shaped: S-shaped and upfront curves as well */
static void make_curve(world *w, int64_t i, int shaped) {
  cpw_stream *s = &w->stream;
  cpw_response *r = &w->curve[i];
  memset(r, 0, sizeof *r);
  r->kind = (int32_t)below(s, CPW_RESPONSE_COUNT);
  if (r->kind == CPW_RESPONSE_POINTS) {
    r->points = 4;
    double slope = 8;
    for (int k = 0; k < 4; k++) {
      w->x[i][k] = k ? w->x[i][k - 1] + 1 + (double)below(s, 4) : (double)below(s, 1 + 2 * shaped);
      w->y[i][k] = k ? w->y[i][k - 1] + slope * (w->x[i][k] - w->x[i][k - 1]) : 0;
      slope = shaped ? uniform(s, 0, 8) : slope * (below(s, 3) ? 0.5 : below(s, 2) ? 1 : 0);
    }
    r->x = w->x[i];
    r->y = w->y[i];
    return;
  }
  r->a = below(s, 8) ? 1 + (double)below(s, 5) : below(s, 2) ? 0 : uniform(s, 0.1, 10);
  if (r->kind != CPW_RESPONSE_LINEAR)
    r->t = below(s, 3) ? 1 + (double)below(s, 3) : uniform(s, 0.01, 20);
  if (r->kind == CPW_RESPONSE_POWER) r->shape = below(s, 2) ? 0.5 : uniform(s, 0.05, 1);
  if (r->kind == CPW_RESPONSE_HILL) r->shape = shaped ? uniform(s, 0.5, 6) : uniform(s, 0.3, 1);
  if (shaped && below(s, 3) == 0) r->upfront = uniform(s, 0, 5);
}

static void make(world *w, uint64_t seed, int64_t most, int shaped) {
  memset(w, 0, sizeof *w);
  cpw_stream *s = &w->stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  w->n = 1 + below(s, most);
  w->groups = below(s, GROUPS + 1);
  for (int64_t i = 0; i < w->n; i++) {
    make_curve(w, i, shaped);
    w->weight[i] = below(s, 4) ? 1 : (double)below(s, 3);
    w->low[i] = below(s, 3) ? 0 : below(s, 3);
    w->high[i] = below(s, 2) ? INT64_MAX : w->low[i] + below(s, UNITS);
    w->lower[i] = (double)w->low[i];
    w->upper[i] = w->high[i] == INT64_MAX ? (double)INFINITY : (double)w->high[i];
    w->group[i] = below(s, w->groups + 1) - 1;
  }
  for (int64_t g = 0; g < w->groups; g++) {
    w->parent[g] = below(s, g + 1) - 1;
    w->least[g] = below(s, 2) ? 0 : below(s, 5);
    w->most[g] = below(s, 2) ? INT64_MAX : w->least[g] + below(s, UNITS);
    w->floor[g] = (double)w->least[g];
    w->cap[g] = w->most[g] == INT64_MAX ? (double)INFINITY : (double)w->most[g];
  }
  cpw_budget_problem_init(&w->p);
  w->p = (cpw_budget_problem){sizeof w->p, w->n,     w->curve,  w->weight,
                              w->lower,    w->upper, NULL,      (double)below(s, 2 * UNITS),
                              w->groups,   w->group, w->parent, w->floor,
                              w->cap};
  w->u = (cpw_budget_units){sizeof w->u,
                            w->n,
                            w->curve,
                            w->weight,
                            w->low,
                            w->high,
                            NULL,
                            below(s, UNITS + 1),
                            below(s, 2) ? 1 : 0.5,
                            w->groups,
                            w->group,
                            w->parent,
                            w->least,
                            w->most};
}

/* ---------------------------------------------------------------- every combination --------- */

static int allowed(const world *w, const int64_t *k) {
  int64_t total = 0, sum[GROUPS] = {0};
  for (int64_t i = 0; i < w->n; i++) {
    if (k[i] < w->low[i] || k[i] > w->high[i]) return 0;
    total += k[i];
    for (int64_t g = w->group[i]; g >= 0; g = w->parent[g])
      sum[g] += k[i];
  }
  for (int64_t g = 0; g < w->groups; g++)
    if (sum[g] < w->least[g] || sum[g] > w->most[g]) return 0;
  return total <= w->u.budget;
}

static double worth(const world *w, const int64_t *k) {
  double sum = 0;
  for (int64_t i = 0; i < w->n; i++)
    sum += w->weight[i] * cpw_response_value(&w->curve[i], (double)k[i] * w->u.unit);
  return sum;
}

/* -1 where nothing is allowed */
static double best_of_all(const world *w) {
  int64_t k[MOST] = {0};
  double best = -1;
  for (;;) {
    if (allowed(w, k)) {
      double value = worth(w, k);
      if (value > best) best = value;
    }
    int64_t i = 0;
    while (i < w->n && k[i] >= w->u.budget)
      k[i++] = 0;
    if (i == w->n) return best;
    k[i]++;
  }
}

static const char *moves_hold(world *w, double best) {
  int64_t units[MOST], count = 0, start[MOST];
  double gain = 0;
  cpw_budget_move moves[200];
  cpw_budget_units u = w->u;
  cpw_response nothing[MOST];
  memset(nothing, 0, sizeof nothing);
  u.response = nothing; /* any allowed start */
  if (cpw_budget_allocate_units(&u, NULL, start, NULL, NULL) != CPW_OK) return "no start";
  u.response = w->curve;
  u.baseline = start;
  double before = worth(w, start);
  if (cpw_budget_reinvest(&u, 200, moves, &count, units, &gain, NULL) != CPW_OK)
    return "moves are refused";
  if (!allowed(w, units)) return "moves break a bound";
  if (fabs(before + gain - worth(w, units)) > 1e-9) return "moves gain something else";
  if (before + gain < best - 1e-9 * (1 + best)) return "moves end before the optimum";
  return NULL;
}

static const char *units_hold(uint64_t seed) {
  world w;
  make(&w, seed, MOST, 0);
  if (w.n > 4 && w.u.budget > 6) w.u.budget = 6;
  int64_t units[MOST];
  cpw_budget_answer a;
  double best = best_of_all(&w);
  int32_t status = cpw_budget_allocate_units(&w.u, NULL, units, &a, NULL);
  if (best < 0) return status == CPW_EDOMAIN ? NULL : "bounds without a solution are taken";
  if (status != CPW_OK) return "bounds with a solution are refused";
  if (!allowed(&w, units)) return "units break a bound";
  if (fabs(a.value - best) > 1e-10 * (1 + best)) return "units are not the best";
  if (a.next >= 0 && a.unspent == 0 && a.multiplier < 0) return "a price below 0";
  return moves_hold(&w, best);
}

/* ---------------------------------------------------------------- concave ------------------- */

static int within(const world *w, const double *x, double slop) {
  double total = 0, sum[GROUPS] = {0};
  for (int64_t i = 0; i < w->n; i++) {
    if (x[i] < w->lower[i] || x[i] > w->upper[i]) return 0;
    total += x[i];
    for (int64_t g = w->group[i]; g >= 0; g = w->parent[g])
      sum[g] += x[i];
  }
  for (int64_t g = 0; g < w->groups; g++)
    if (sum[g] < w->floor[g] - slop || sum[g] > w->cap[g] + slop) return 0;
  return total <= w->p.budget + slop;
}

static const char *order_matters_not(const world *w, const double *x) {
  world v = *w;
  int64_t place[MANY], room[GROUPS];
  double y[MANY];
  for (int64_t i = 0; i < w->n; i++)
    place[i] = i;
  cpw_random_shuffle(&v.stream, place, w->n);
  for (int64_t i = 0; i < w->n; i++) {
    v.curve[i] = w->curve[place[i]];
    v.weight[i] = w->weight[place[i]];
    v.lower[i] = w->lower[place[i]];
    v.upper[i] = w->upper[place[i]];
    v.group[i] = w->group[place[i]];
  }
  (void)room;
  v.p.response = v.curve;
  v.p.weight = v.weight;
  v.p.lower = v.lower;
  v.p.upper = v.upper;
  v.p.group = v.group;
  if (cpw_budget_allocate(&v.p, NULL, NULL, y, NULL, NULL) != CPW_OK)
    return "another order is refused";
  for (int64_t i = 0; i < w->n; i++)
    if (memcmp(&y[i], &x[place[i]], sizeof *y) != 0) return "another order has another answer";
  return NULL;
}

static const char *concave_holds(uint64_t seed) {
  world w;
  make(&w, seed, MANY, 0);
  double x[MANY], y[MANY];
  cpw_budget_answer a, more;
  int32_t status = cpw_budget_allocate(&w.p, NULL, NULL, x, &a, NULL);
  if (status == CPW_EDOMAIN) return NULL;
  if (status != CPW_OK) return "a concave problem is refused";
  if (!within(&w, x, 1e-11 * (1 + w.p.budget))) return "a spend breaks a bound";
  if (!(a.gap >= 0 && a.gap <= 1e-10 * (1 + a.value))) return "a duality gap is open";
  if (fabs(a.spent + a.unspent - w.p.budget) > 1e-11 * (1 + w.p.budget)) return "money is lost";
  const char *found = order_matters_not(&w, x);
  w.p.budget *= 1.25;
  if (!found && cpw_budget_allocate(&w.p, NULL, NULL, y, &more, NULL) != CPW_OK)
    found = "more money is refused";
  if (!found && more.value < a.value - 1e-12 * (1 + a.value)) found = "more money is worse";
  /* the next money is worth what the multiplier says, at most */
  if (!found &&
      more.value - a.value > a.multiplier * 0.2 * w.p.budget * (1 + 1e-9) + 1e-9 * (1 + a.value) &&
      a.unspent == 0 && w.groups == 0)
    found = "more money is worth more than its price";
  return found;
}

/* ---------------------------------------------------------------- S-shaped ------------------ */

static const char *shaped_holds(uint64_t seed) {
  world w;
  make(&w, seed, 3, 1);
  double x[MANY], best = -1;
  cpw_budget_answer a;
  int32_t status = cpw_budget_allocate(&w.p, NULL, NULL, x, &a, NULL);
  if (status == CPW_EDOMAIN) return NULL;
  if (status != CPW_OK) return "an S-shaped problem is refused";
  if (!within(&w, x, 1e-11 * (1 + w.p.budget))) return "an S-shaped spend breaks a bound";
  if (a.proven && a.gap > 1.01e-6 * fabs(a.value)) return "a proven gap is open";
  int64_t steps = 40, end[3] = {steps, w.n > 1 ? steps : 0, w.n > 2 ? steps : 0};
  for (int64_t i = 0; i <= end[0]; i++)
    for (int64_t j = 0; j <= end[1]; j++)
      for (int64_t k = 0; k <= end[2]; k++) {
        double y[3] = {(double)i, (double)j, (double)k}, value = 0;
        for (int m = 0; m < w.n; m++) {
          y[m] *= w.p.budget / (double)steps;
          value += w.weight[m] * cpw_response_value(&w.curve[m], y[m]);
        }
        if (within(&w, y, 0) && value > best) best = value;
      }
  if (best > a.bound + 1e-9 * (1 + best)) return "a bound is none";
  if (a.proven && best > a.value + 1e-6 * (1 + best)) return "a proven answer is not the best";
  return NULL;
}

/* ---------------------------------------------------------------- fair ---------------------- */

static double utility(double u, double alpha) {
  return alpha == 1 ? cpw_math_log(u) : cpw_math_pow(u, 1 - alpha) / (1 - alpha);
}

static const char *fair_holds(uint64_t seed) {
  world w;
  make(&w, seed, 6, 0);
  cpw_stream *s = &w.stream;
  double alpha = below(s, 3) ? uniform(s, 0.2, 4) : 1, x[MANY], u[MANY];
  w.groups = w.p.groups = 0;
  w.p.group = w.p.parent = NULL;
  w.p.floor = w.p.cap = NULL;
  w.p.budget += 1;
  for (int64_t i = 0; i < w.n; i++) {
    if (w.weight[i] == 0) w.weight[i] = 1;
    if (w.curve[i].kind != CPW_RESPONSE_POINTS && w.curve[i].a == 0) w.curve[i].a = 1;
  }
  cpw_budget_fairness f;
  int32_t status = cpw_budget_fair(&w.p, alpha, NULL, x, u, &f, NULL);
  if (status == CPW_EDOMAIN) return NULL;
  if (status != CPW_OK) return "a fair problem is refused";
  if (!within(&w, x, 1e-11 * (1 + w.p.budget)) && w.groups == 0)
    return "a fair spend breaks a bound";
  if (f.price_of_fairness < 0 || f.price_of_fairness > 1)
    return "a price of fairness out of [0, 1]";
  for (int64_t i = 0; i < w.n; i++)
    for (int64_t j = 0; j < w.n; j++) {
      double d = 1e-4 * x[i];
      if (i == j || x[i] - d < w.lower[i] || x[j] + d > w.upper[j] || !(d > 0) || !(u[j] > 0))
        continue;
      double less = cpw_response_value(&w.curve[i], x[i] - d);
      double more = cpw_response_value(&w.curve[j], x[j] + d);
      double change = w.weight[i] * (utility(less, alpha) - utility(u[i], alpha)) +
                      w.weight[j] * (utility(more, alpha) - utility(u[j], alpha));
      if (change > 1e-9 * (fabs(utility(u[i], alpha)) + fabs(utility(u[j], alpha)) + 1))
        return "a neighbour is fairer";
    }
  return NULL;
}

static const char *problem(uint64_t seed) {
  const char *found = units_hold(seed);
  if (!found) found = concave_holds(seed);
  if (!found && seed % 10 == 0) found = shaped_holds(seed);
  if (!found) found = fair_holds(seed);
  return found;
}

static uint64_t add(uint64_t hash, double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  for (int b = 0; b < 64; b += 8)
    hash = (hash ^ (bits >> b & 255U)) * 1099511628211U;
  return hash;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed, MANY, seed % 5 == 0);
  double x[MANY] = {0};
  cpw_budget_answer a;
  memset(&a, 0, sizeof a);
  if (cpw_budget_allocate(&w.p, NULL, NULL, x, &a, NULL) == CPW_OK)
    hash = add(add(add(hash, a.value), a.gap), a.multiplier);
  for (int64_t i = 0; i < w.n; i++)
    hash = add(hash, x[i]);
  int64_t units[MANY] = {0};
  if (cpw_budget_allocate_units(&w.u, NULL, units, &a, NULL) == CPW_OK) hash = add(hash, a.value);
  for (int64_t i = 0; i < w.n; i++)
    hash = add(hash, (double)units[i]);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"budget", "random budgets", 3000, 300, problem, digest};
  return worlds_main(&w, argc, argv);
}
