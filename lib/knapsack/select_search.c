/* Dependent options by branch and bound: budget and needs are relaxed by multipliers, what remains falls into single
 * options and groups.
 * Source: Geoffrion 1974; steps of Polyak, "Minimization of unsmooth functionals", USSR Comput. Math. 9 (1969);
 * fixing by reduced values. Multipliers are rounded to whole parts before a bound is taken, which is then exact.
 * Leaves checks to select_rules.c and the surroundings of the optimum to select.c. */
#include "knapsack/select.h"

#include <string.h>

#define ROOT_STEPS 1500
#define NODE_STEPS 6
#define FREE       (-1)

typedef struct decision {
  int64_t item, mark; /* of the trail */
  int32_t value, last;
} decision;

typedef struct search {
  cpwi_select *k;
  int64_t budget; /* no more than all options cost */
  int8_t *x;      /* (n) 0, 1, FREE */
  int8_t *at;     /* (n) the choice of the relaxation */
  int64_t *trail, trailed, done;
  decision *stack;
  int64_t depth;
  int64_t value, cost, releases; /* of what is chosen; of free options that release money */
  int64_t *open;                 /* (groups) free options of each */
  int8_t *taken;                 /* (groups) one is chosen */
  /* multipliers, in values a pound, and in values */
  double price, *u, *charge; /* charge (n): the sum of what needs put on each option */
  double size;               /* of a usual cost */
  double parts;              /* reduced values are in whole parts of a value: a power of two */
  cpwi_wide *r;              /* (n) reduced values */
  cpwi_wide bound;           /* parts times the bound of the node */
  int64_t *best_of;          /* (groups) the option that the relaxation chooses, -1 */
} search;

/* -------- what the rules imply ------------------------------------------------------------------ */

/* 0: it is the other way already, or the budget does not allow it. */
static int set(search *s, int64_t j, int8_t value) {
  if (s->x[j] == value) return 1;
  if (s->x[j] != FREE) return 0;
  s->x[j] = value;
  s->trail[s->trailed++] = j;
  int64_t cost = s->k->cost[j], g = cpwi_group_of(s->k, j);
  if (cost < 0) s->releases -= cost;
  if (g >= 0) s->open[g]--;
  if (value) {
    s->cost += cost;
    s->value += s->k->value[j];
    if (g >= 0) s->taken[g] = 1;
  }
  return s->cost - s->releases <= s->budget;
}

static void undo(search *s, int64_t mark) {
  while (s->trailed > mark) {
    int64_t j = s->trail[--s->trailed], cost = s->k->cost[j], g = cpwi_group_of(s->k, j);
    if (cost < 0) s->releases += cost;
    if (g >= 0) s->open[g]++;
    if (s->x[j]) {
      s->cost -= cost;
      s->value -= s->k->value[j];
      if (g >= 0) s->taken[g] = 0;
    }
    s->x[j] = FREE;
  }
  s->done = s->trailed;
}

static int imply_group(search *s, int64_t g, int8_t chosen, int64_t j) {
  const cpwi_select *k = s->k;
  if (!chosen && (!cpwi_must(k, g) || s->taken[g] || s->open[g] > 1)) return 1;
  if (!chosen && s->open[g] == 0) return 0;
  for (int64_t h = k->of_first[g]; h < k->of_first[g + 1]; h++) {
    int64_t i = k->of[h];
    if (chosen && i != j && !set(s, i, 0)) return 0;
    if (!chosen && s->x[i] == FREE && !set(s, i, 1)) return 0;
  }
  return 1;
}

/* Everything that follows from what was set. 0: it contradicts itself. */
static int imply(search *s) {
  const cpwi_select *k = s->k;
  while (s->done < s->trailed) {
    int64_t j = s->trail[s->done++], g = cpwi_group_of(k, j);
    if (s->x[j]) {
      for (int64_t e = cpwi_need_begin(k, j); e < cpwi_need_end(k, j); e++)
        if (!set(s, k->rules.need[e], 1)) return 0;
    } else {
      for (int64_t e = k->user_first[j]; e < k->user_first[j + 1]; e++)
        if (!set(s, k->user[e], 0)) return 0;
    }
    if (g >= 0 && !imply_group(s, g, s->x[j], j)) return 0;
  }
  return 1;
}

/* What holds before anything is decided. */
static int imply_all(search *s) {
  const cpwi_select *k = s->k;
  for (int64_t j = 0; j < k->n; j++)
    if (cpwi_settled(k, j) && !set(s, j, cpwi_settled(k, j) > 0)) return 0;
  if (!imply(s)) return 0;
  for (int64_t g = 0; g < k->rules.groups; g++)
    if (!imply_group(s, g, 0, -1)) return 0;
  return imply(s) && s->cost - s->releases <= s->budget;
}

/* -------- the relaxation ------------------------------------------------------------------------ */

static void reduce(search *s) {
  const cpwi_select *k = s->k;
  cpwi_wide price = (cpwi_wide)(s->price * s->parts);
  for (int64_t j = 0; j < k->n; j++)
    s->r[j] = (cpwi_wide)s->parts * k->value[j] - price * k->cost[j];
  for (int64_t j = 0; j < k->n; j++)
    for (int64_t e = cpwi_need_begin(k, j); e < cpwi_need_end(k, j); e++) {
      cpwi_wide u = (cpwi_wide)(s->u[e] * s->parts);
      s->r[j] -= u;
      s->r[k->rules.need[e]] += u;
    }
}

/* The bound of the node under the multipliers, and the choice that attains it. */
static void relax(search *s) {
  const cpwi_select *k = s->k;
  reduce(s);
  s->bound = (cpwi_wide)(s->price * s->parts) * s->budget;
  for (int64_t g = 0; g < k->rules.groups; g++)
    s->best_of[g] = -1;
  for (int64_t j = 0; j < k->n; j++) {
    int64_t g = cpwi_group_of(k, j);
    s->at[j] = s->x[j] == 1 || (s->x[j] == FREE && g < 0 && s->r[j] > 0);
    if (s->at[j]) s->bound += s->r[j];
    if (s->x[j] != FREE || g < 0) continue;
    int64_t b = s->best_of[g];
    if (b < 0 ? (cpwi_must(k, g) || s->r[j] > 0) : s->r[j] > s->r[b]) s->best_of[g] = j;
  }
  for (int64_t g = 0; g < k->rules.groups; g++) {
    if (s->best_of[g] < 0) continue;
    s->at[s->best_of[g]] = 1;
    s->bound += s->r[s->best_of[g]];
  }
}

/* The loss that still leaves more than the best: negative where nothing does. */
static cpwi_wide slack_of(const search *s) {
  if (!s->k->have) return s->bound < 0 ? -s->bound : s->bound;
  return s->bound - (cpwi_wide)s->parts * ((cpwi_wide)s->k->best + 1);
}

static int closed(const search *s) {
  return s->k->have && slack_of(s) < 0;
}

/* A step along what the relaxed choice breaks, as long as is needed to come down to `target`. */
static int step(search *s, double target, double factor) {
  const cpwi_select *k = s->k;
  double money = 0, square = 0;
  for (int64_t j = 0; j < k->n; j++)
    if (s->at[j]) money += (double)k->cost[j];
  money = ((double)s->budget - money) / s->size;
  if (money > 0 && s->price <= 0) money = 0;
  square = money * money;
  for (int64_t j = 0; j < k->n; j++)
    for (int64_t e = cpwi_need_begin(k, j); e < cpwi_need_end(k, j); e++) {
      int g = s->at[k->rules.need[e]] - s->at[j];
      if (g < 0 || (g > 0 && s->u[e] > 0)) square += 1;
    }
  if (square <= 0) return 0;
  double above = (double)s->bound / s->parts - target;
  if (above <= 0) return 0;
  double length = factor * above / square, most = (double)((int64_t)1 << 60) / s->parts;
  s->price -= length * money / s->size;
  s->price = s->price < 0 ? 0 : s->price > most ? most : s->price;
  for (int64_t j = 0; j < k->n; j++)
    for (int64_t e = cpwi_need_begin(k, j); e < cpwi_need_end(k, j); e++) {
      int g = s->at[k->rules.need[e]] - s->at[j];
      if (g == 0) continue;
      s->u[e] -= length * g;
      s->u[e] = s->u[e] < 0 ? 0 : s->u[e] > 1e18 ? 1e18 : s->u[e];
    }
  return 1;
}

/* -------- choices ------------------------------------------------------------------------------- */

static void keep(search *s, const int8_t *x, int64_t value) {
  cpwi_select *k = s->k;
  if (k->have && value <= k->best) return;
  k->best = value;
  k->have = 1;
  for (int64_t j = 0; j < k->n; j++)
    k->best_x[j] = x[j] != 0;
}

/* The relaxed choice, where it follows all rules and the budget. */
static void try_relaxed(search *s) {
  const cpwi_select *k = s->k;
  int64_t value = 0, cost = 0;
  for (int64_t j = 0; j < k->n; j++) {
    if (!s->at[j]) continue;
    value += k->value[j];
    cost += k->cost[j];
    for (int64_t e = cpwi_need_begin(k, j); e < cpwi_need_end(k, j); e++)
      if (!s->at[k->rules.need[e]]) return;
  }
  if (cost <= s->budget) keep(s, s->at, value);
}

/* Down from here in order of the reduced value for money, taking what the rules and the budget allow. */
static void dive(search *s) {
  const cpwi_select *k = s->k;
  int64_t mark = s->trailed;
  for (int pass = 0; pass < 2; pass++)
    for (int64_t h = 0; h < k->n; h++) {
      int64_t j = k->order[h], here = s->trailed;
      if (s->x[j] != FREE) continue;
      int8_t first = pass == 0 ? s->at[j] : s->r[j] > 0;
      if (pass == 0 && !first) continue;
      if (set(s, j, first) && imply(s)) continue;
      undo(s, here);
      if (set(s, j, !first) && imply(s)) continue;
      undo(s, mark);
      return;
    }
  if (s->cost <= s->budget) keep(s, s->x, s->value);
  undo(s, mark);
}

/* Fixes what would lose too much the other way. 0: the node is closed. */
static int fix(search *s) {
  const cpwi_select *k = s->k;
  if (!k->have) return 1;
  cpwi_wide slack = slack_of(s);
  for (int64_t j = 0; j < k->n; j++) {
    if (s->x[j] != FREE) continue;
    int64_t g = cpwi_group_of(k, j);
    cpwi_wide loss = s->r[j] < 0 ? -s->r[j] : s->r[j];
    int8_t to = s->r[j] > 0;
    if (g >= 0) {
      if (s->best_of[g] == j) continue;
      loss = (s->best_of[g] < 0 ? 0 : s->r[s->best_of[g]]) - s->r[j];
      to = 0;
    }
    if (loss > slack && !set(s, j, to)) return 0;
  }
  return imply(s);
}

/* The free option with the most to lose: what is left below are small differences. */
static int64_t branch_on(const search *s) {
  int64_t best = -1;
  cpwi_wide most = -1;
  for (int64_t j = 0; j < s->k->n; j++) {
    if (s->x[j] != FREE) continue;
    cpwi_wide size = s->r[j] < 0 ? -s->r[j] : s->r[j];
    if (size > most) {
      most = size;
      best = j;
    }
  }
  return best;
}

/* Bounds the node, better where that may close it. 1: it is settled. */
static int settle(search *s, int64_t steps) {
  const cpwi_select *k = s->k;
  relax(s);
  for (int64_t i = 0; i < steps && !closed(s); i++) {
    try_relaxed(s);
    double target = k->have ? (double)k->best : (double)s->bound / s->parts - s->size;
    if (!step(s, target, i < steps / 2 ? 1 : 0.5)) break;
    relax(s);
  }
  try_relaxed(s);
  return closed(s) || !fix(s);
}

/* -------- the tree ------------------------------------------------------------------------------ */

static int go(search *s, int64_t j, int8_t value) {
  return set(s, j, value) && imply(s);
}

/* To the next branch that is open: 0 where there is none. */
static int back(search *s) {
  while (s->depth > 0) {
    decision *d = &s->stack[s->depth - 1];
    undo(s, d->mark);
    if (!d->last) {
      d->last = 1;
      d->value = !d->value;
      if (go(s, d->item, (int8_t)d->value)) return 1;
      undo(s, d->mark);
    }
    s->depth--;
  }
  return 0;
}

static int32_t explore(search *s, cpwi_wide *open) {
  cpwi_select *k = s->k;
  for (int64_t nodes = 0;; nodes++) {
    int32_t status = cpwi_limits_check(&k->l, NODE_STEPS * (k->n + k->needs));
    if (status != CPW_OK || k->l.ended) return status;
    k->l.states = nodes + 1;
    if (k->first_only && k->have && k->best >= k->enough) return CPW_OK;
    int settled = settle(s, nodes ? NODE_STEPS : 0);
    int64_t j = settled ? -1 : branch_on(s);
    if (!settled && j < 0 && s->cost <= s->budget) keep(s, s->x, s->value);
    if (j >= 0) {
      if (!k->have || (nodes & 255) == 0) dive(s);
      int8_t first = s->at[j];
      s->stack[s->depth++] = (decision){j, s->trailed, first, 0};
      if (go(s, j, first)) continue;
    }
    if (!back(s)) break;
  }
  *open = 0;
  return CPW_OK;
}

/* Multipliers of the root, from the best bound of many steps. */
static void start(search *s, double *u) {
  cpwi_select *k = s->k;
  cpwi_wide least = 0;
  double price = 0, factor = 1;
  int64_t stale = 0;
  relax(s);
  dive(s);
  least = s->bound;
  for (int64_t i = 0; i < ROOT_STEPS && !closed(s); i++) {
    double top = (double)s->bound / s->parts;
    double target = k->have ? (double)k->best : top - fabs(top) * 0.1 - 1;
    if (!step(s, target, factor)) break;
    relax(s);
    try_relaxed(s);
    if (s->bound < least) {
      least = s->bound;
      price = s->price;
      memcpy(u, s->u, (size_t)k->needs * sizeof *u);
      stale = 0;
    } else if (++stale >= 20) {
      stale = 0;
      factor *= 0.7;
      dive(s);
    }
  }
  if (!closed(s)) {
    s->price = price;
    memcpy(s->u, u, (size_t)k->needs * sizeof *u);
    relax(s);
  }
  k->relaxed = (double)s->bound / s->parts;
  k->price = s->price;
}

static int allocate(search *s) {
  const cpwi_select *k = s->k;
  const cpw_allocator *a = k->l.o.allocator;
  size_t n = (size_t)k->n, m = (size_t)k->rules.groups;
  s->x = cpwi_alloc(a, n, 1);
  s->at = cpwi_alloc_zero(a, n, 1);
  s->trail = cpwi_alloc(a, n, sizeof *s->trail);
  s->stack = cpwi_alloc(a, n, sizeof *s->stack);
  s->open = cpwi_alloc(a, m, sizeof *s->open);
  s->taken = cpwi_alloc_zero(a, m, 1);
  s->u = cpwi_alloc_zero(a, 2 * (size_t)k->needs, sizeof *s->u);
  s->r = cpwi_alloc(a, n, sizeof *s->r);
  s->best_of = cpwi_alloc(a, m, sizeof *s->best_of);
  return s->x && s->at && s->trail && s->stack && s->open && s->taken && s->u && s->r && s->best_of;
}

/* Sizes that steps and parts are measured by. */
static void measure(search *s) {
  const cpwi_select *k = s->k;
  int64_t all = 0;
  double steepest = 1, sum = 0;
  for (int64_t j = 0; j < k->n; j++) {
    s->x[j] = FREE;
    double cost = fabs((double)k->cost[j]), value = fabs((double)k->value[j]);
    if (k->cost[j] > 0) all += k->cost[j];
    if (k->cost[j] < 0) s->releases -= k->cost[j];
    sum += cost;
    if (cost > 0 && value / cost > steepest) steepest = value / cost;
  }
  for (int64_t g = 0; g < k->rules.groups; g++)
    s->open[g] = k->of_first[g + 1] - k->of_first[g];
  s->budget = k->budget < all ? k->budget : all;
  s->size = sum > 0 ? sum / (double)k->n : 1;
  s->parts = (double)((int64_t)1 << 40);
  while (s->parts > 1 && steepest * s->parts > 1e17)
    s->parts /= 2;
}

int32_t cpwi_select_search(cpwi_select *k) {
  const cpw_allocator *a = k->l.o.allocator;
  search s;
  memset(&s, 0, sizeof s);
  s.k = k;
  int32_t status = CPW_OK;
  if (!allocate(&s)) {
    status = cpwi_no_memory(&k->l, "the search");
  } else {
    measure(&s);
    cpwi_wide open = 1, top = 0;
    if (imply_all(&s)) {
      start(&s, s.u + k->needs);
      top = cpwi_floor(s.bound, (cpwi_wide)s.parts);
      if (k->have || k->first_only) status = explore(&s, &open);
    } else {
      open = 0;
    }
    k->bound = k->best;
    if (open && (!k->have || top > k->best)) k->bound = top > INT64_MAX ? INT64_MAX : (int64_t)top;
  }
  void *blocks[] = {s.x, s.at, s.trail, s.stack, s.open, s.taken, s.u, s.r, s.best_of};
  for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
    cpwi_release(a, blocks[i]);
  return status;
}
