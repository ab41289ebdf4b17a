/* The best plan of whole options: branch and bound on the linear programme, from the best plan known.
 * Source: Land and Doig (1960); Dakin (1965) for going down one branch at a time; reduced-cost fixing as in
 * Crowder, Johnson and Padberg (1983).
 * Leaves the programme to choose.c, what a plan is worth to measure.c. */
#include "plans/internal.h"

#include <string.h>

#define MOST_AT_ONCE 1000 /* of an option that are added by rounding */

/* One decision: the bounds of an option on the branch that is still to be tried. */
typedef struct level {
  int64_t option, mark; /* mark: length of the trail before it */
  double lower, upper;  /* of the other branch */
  double bound;         /* of the programme above */
  int32_t both;         /* the other branch was taken */
} level;

/* Bounds as they were before they were narrowed. */
typedef struct narrowed {
  int64_t option;
  double lower, upper;
} narrowed;

typedef struct walk {
  cpwi_search *s;
  const cpw_plans_problem *p;
  int64_t n;
  double *lower, *upper, *x, *trial, *benefit, *score;
  int64_t *room, *order;
  level *levels;
  narrowed *trail;
  int64_t depth, depth_room, trail_length, trail_room;
  int32_t whole_values;
} walk;

/* What a plan is worth, greater is better. */
static double worth(walk *w, const double *x) {
  const cpwi_search *s = w->s;
  cpwi_worth all;
  if (s->overspent >= 0)
    return -fmax(0.0, cpwi_plans_spend(w->p, s->overspent, x) - w->p->budget[s->overspent]);
  cpwi_plans_worth(w->p, x, s->best_of, w->benefit, w->room, &all);
  if (s->only >= 0) return w->benefit[s->only];
  return w->p->measure == CPW_PLANS_REGRET ? -all.regret : all.value;
}

/* A plan becomes the best if it keeps the rules and is better. */
static void offer(walk *w, const double *x) {
  cpwi_search *s = w->s;
  if (cpwi_plans_breaks(w->p, x, s->overspent, NULL, 0)) return;
  double value = worth(w, x);
  if (s->found && value <= s->value) return;
  memcpy(s->x, x, (size_t)w->n * sizeof *x);
  s->value = value;
  s->found = 1;
}

/* Whether a programme with this optimum can hold a better plan. */
static int hopeless(const walk *w, double bound) {
  const cpwi_search *s = w->s;
  if (!s->found || bound == (double)INFINITY) return 0;
  double size = fmax(1.0, fabs(bound)), slack = fmax(1e-6, 1e-11 * size);
  if (w->whole_values && slack < 0.4) return floor(bound + slack) <= s->value;
  return bound <= s->value + 1e-10 * size;
}

static int narrow(walk *w, int64_t i, double lower, double upper) {
  if (w->trail_length == w->trail_room) {
    int64_t room = w->trail_room ? 2 * w->trail_room : 256;
    narrowed *more = cpwi_grow(w->s->lp->allocator, w->trail, (size_t)room, sizeof *more);
    if (!more) return 0;
    w->trail = more;
    w->trail_room = room;
  }
  const narrowed before = {i, w->lower[i], w->upper[i]};
  w->trail[w->trail_length++] = before;
  w->lower[i] = lower;
  w->upper[i] = upper;
  cpwi_linear_bound(w->s->lp, i, lower, upper);
  return 1;
}

static void widen(walk *w, int64_t mark) {
  while (w->trail_length > mark) {
    const narrowed *t = &w->trail[--w->trail_length];
    w->lower[t->option] = t->lower;
    w->upper[t->option] = t->upper;
    cpwi_linear_bound(w->s->lp, t->option, t->lower, t->upper);
  }
}

/* Options whose reduced cost says that moving them costs more than the best plan is behind. */
static int fix(walk *w, double bound) {
  const cpwi_search *s = w->s;
  if (!s->found) return 1;
  double slack = bound - s->value + 1e-9 * fmax(1.0, fabs(bound));
  for (int64_t i = 0; i < w->n; i++) {
    double d = fabs(cpwi_linear_cost(s->lp, i));
    if (w->lower[i] == w->upper[i] || d <= slack || s->lp->status[i] == CPW_LINEAR_BASIC) continue;
    double at = w->x[i];
    if (at != w->lower[i] && at != w->upper[i]) continue;
    if (!narrow(w, i, at, at)) return 0;
  }
  return 1;
}

/* Room for one more of option i beside what the trial plan has. */
static int fits(const walk *w, int64_t i) {
  const cpw_plans_problem *p = w->p;
  if (w->trial[i] + 1.0 > w->upper[i]) return 0;
  for (int64_t b = 0; b < p->budgets; b++)
    if (b != w->s->overspent && w->score[w->n + b] + p->cost[b * w->n + i] > p->budget[b]) return 0;
  for (int64_t k = 0; k < p->precedences; k++)
    if (p->later[k] == i && w->trial[i] + 1.0 > w->trial[p->earlier[k]]) return 0;
  for (int64_t k = 0; k < p->exclusions; k++) {
    double sum = 1.0;
    int mine = 0;
    for (int64_t q = p->exclusion_start[k]; q < p->exclusion_start[k + 1]; q++) {
      sum += w->trial[p->exclusion_option[q]];
      mine = mine || p->exclusion_option[q] == i;
    }
    if (mine && sum > 1.0) return 0;
  }
  return 1;
}

/* The programme's plan rounded down, then filled up in the order of what was cut off. */
static int32_t round_down(walk *w, cpw_error *err) {
  const cpw_plans_problem *p = w->p;
  for (int64_t i = 0; i < w->n; i++) {
    w->trial[i] = fmin(fmax(floor(w->x[i] + 1e-9), w->lower[i]), w->upper[i]);
    w->score[i] = w->x[i] - w->trial[i] - 1e-3 * fabs(cpwi_linear_cost(w->s->lp, i));
  }
  for (int64_t b = 0; b < p->budgets; b++)
    w->score[w->n + b] = cpwi_plans_spend(p, b, w->trial);
  int32_t status =
      cpwi_order(w->score, w->n, 1, w->order, w->s->lp->allocator, CPWI_PLANS_CHOOSE, err);
  if (status != CPW_OK) return status;
  for (int pass = 0; pass < 2; pass++) /* a second time for those whose needs came later */
    for (int64_t k = 0; k < w->n; k++) {
      int64_t i = w->order[k];
      for (int64_t times = 0; times < MOST_AT_ONCE && fits(w, i); times++) {
        w->trial[i] += 1.0;
        for (int64_t b = 0; b < p->budgets; b++)
          w->score[w->n + b] += p->cost[b * w->n + i];
      }
    }
  offer(w, w->trial);
  return CPW_OK;
}

/* The option whose part is nearest to a half; where all are whole and the plan yet breaks a rule by rounding,
 * the first that is not decided; -1: none. */
static int64_t branch_on(const walk *w, int *whole) {
  int64_t best = -1, open = -1;
  double most = 1e-7;
  for (int64_t i = 0; i < w->n; i++) {
    double part = fabs(w->x[i] - floor(w->x[i] + 0.5));
    if (w->lower[i] < w->upper[i] && open < 0) open = i;
    if (part <= most || w->lower[i] == w->upper[i]) continue;
    most = part;
    best = i;
  }
  *whole = best < 0;
  return best >= 0 ? best : open;
}

static int push(walk *w, const level *l) {
  if (w->depth == w->depth_room) {
    int64_t room = w->depth_room ? 2 * w->depth_room : 64;
    level *more = cpwi_grow(w->s->lp->allocator, w->levels, (size_t)room, sizeof *more);
    if (!more) return 0;
    w->levels = more;
    w->depth_room = room;
  }
  w->levels[w->depth++] = *l;
  return 1;
}

/* Decides an option: first the side to which it is nearer. 0 where memory is short. */
static int descend(walk *w, int64_t i, double bound) {
  double x = fmin(fmax(w->x[i], w->lower[i]), w->upper[i]);
  double down = fmin(floor(x + 1e-9), w->upper[i] - 1.0), up = down + 1.0;
  int first_up = x - down >= 0.5;
  level l = {i, w->trail_length, up, w->upper[i], bound, 0};
  double lower = w->lower[i], upper = down;
  if (first_up) {
    l.lower = w->lower[i];
    l.upper = down;
    lower = up;
    upper = w->upper[i];
  }
  return push(w, &l) && narrow(w, i, lower, upper);
}

/* Back to the last decision with a branch left that may hold a better plan. 1: there is one; 0: none; -1:
 * memory is short. */
static int ascend(walk *w) {
  while (w->depth > 0) {
    level *l = &w->levels[w->depth - 1];
    widen(w, l->mark);
    if (!l->both && !hopeless(w, l->bound)) {
      l->both = 1;
      return narrow(w, l->option, l->lower, l->upper) ? 1 : -1;
    }
    w->depth--;
  }
  return 0;
}

/* Solves the programme of this node. *bound is -inf where it holds nothing. */
static int32_t solve(walk *w, double *bound, cpw_error *err) {
  cpwi_linear *lp = w->s->lp;
  lp->limit = lp->iterations + 100 * lp->total + 10000;
  int32_t status = cpwi_linear_run(lp, CPWI_PLANS_CHOOSE, err);
  if (status != CPW_OK) return status;
  w->s->nodes++;
  *bound = lp->outcome == CPW_LINEAR_INFEASIBLE ? -(double)INFINITY
           : lp->outcome == CPW_LINEAR_OPTIMAL  ? cpwi_linear_objective(lp)
                                                : (double)INFINITY;
  for (int64_t i = 0; i < w->n; i++)
    w->x[i] = cpwi_linear_x(lp, i);
  return CPW_OK;
}

/* One node: solved, rounded, narrowed, and gone down from. *down is 0 where nothing is below it. */
static int32_t visit(walk *w, int32_t *down, cpw_error *err) {
  double bound = 0.0;
  int whole = 0;
  *down = 0;
  int32_t status = solve(w, &bound, err);
  if (status != CPW_OK) return status;
  if (w->s->nodes == 1 || w->depth == 0) w->s->relaxation = bound;
  if (bound == -(double)INFINITY || hopeless(w, bound)) return CPW_OK;
  if (w->depth < 8 || w->s->nodes % 16 == 0) status = round_down(w, err);
  if (status != CPW_OK) return status;
  int64_t i = branch_on(w, &whole);
  if (whole) {
    for (int64_t k = 0; k < w->n; k++)
      w->trial[k] = floor(w->x[k] + 0.5);
    offer(w, w->trial);
  }
  if (hopeless(w, bound) || i < 0) return CPW_OK;
  if (!fix(w, bound) || !descend(w, i, bound))
    return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_PLANS_CHOOSE, "no memory for the search");
  *down = 1;
  return CPW_OK;
}

/* Nothing is better than the best plan or what the open branches promise. */
static void take_bound(walk *w, int finished) {
  cpwi_search *s = w->s;
  s->proven = finished;
  s->bound = s->found ? s->value : -(double)INFINITY;
  if (!finished && w->depth == 0) s->bound = s->relaxation;
  for (int64_t k = 0; !finished && k < w->depth; k++)
    s->bound = fmax(s->bound, w->levels[k].bound);
}

static int32_t search(walk *w, cpw_error *err) {
  int64_t limit = w->s->nodes + w->s->options->nodes;
  int more = 1;
  while (more == 1 && w->s->nodes < limit) {
    int32_t down = 0, status = visit(w, &down, err);
    if (status != CPW_OK) return status;
    if (!down) more = ascend(w);
    if (more < 0)
      return cpwi_fail(err, CPW_ENOMEM, -1, CPWI_PLANS_CHOOSE, "no memory for the search");
  }
  take_bound(w, more == 0);
  widen(w, 0);
  return CPW_OK;
}

/* Whether all benefits are whole, so that nothing lies between two whole values. */
static int whole_values(const cpwi_search *s) {
  const cpw_plans_problem *p = s->problem;
  if (s->overspent >= 0 || (p->scenarios > 1 && s->only < 0)) return 0;
  const double *benefit = p->benefit + (s->only > 0 ? s->only * p->options : 0);
  for (int64_t i = 0; i < p->options; i++)
    if (benefit[i] != floor(benefit[i]) || fabs(benefit[i]) > 1e12) return 0;
  return 1;
}

int32_t cpwi_plans_search(cpwi_search *s, cpw_error *err) {
  const cpw_plans_problem *p = s->problem;
  const cpw_allocator *a = s->lp->allocator;
  walk w;
  memset(&w, 0, sizeof w);
  w.s = s;
  w.p = p;
  w.n = p->options;
  w.whole_values = whole_values(s);
  size_t n = (size_t)w.n, scenarios = (size_t)p->scenarios;
  double *reals = cpwi_alloc(a, 5 * n + scenarios + (size_t)p->budgets, sizeof *reals);
  w.room = cpwi_alloc(a, scenarios + n, sizeof *w.room);
  int32_t status = CPW_ENOMEM;
  if (reals && w.room) {
    w.lower = reals;
    w.upper = w.lower + n;
    w.x = w.upper + n;
    w.trial = w.x + n;
    w.benefit = w.trial + n;
    w.score = w.benefit + scenarios;
    w.order = w.room + scenarios;
    for (int64_t i = 0; i < w.n; i++) {
      w.lower[i] = p->lower ? p->lower[i] : 0.0;
      w.upper[i] = p->upper ? p->upper[i] : 1.0;
    }
    if (s->found) s->value = worth(&w, s->x);
    status = search(&w, err);
  } else {
    (void)cpwi_fail(err, CPW_ENOMEM, -1, CPWI_PLANS_CHOOSE, "no memory for the search");
  }
  void *const blocks[] = {reals, w.room, w.levels, w.trail};
  for (int i = 0; i < 4; i++)
    if (blocks[i]) cpwi_release(a, blocks[i]);
  return status;
}
