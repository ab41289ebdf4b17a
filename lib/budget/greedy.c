/* Unit after unit to whoever gains most by it, without giving them one by one.
 * Source: Fox 1966; all units that gain at least a price are the first of that order, whatever the price, and
 * nested caps cut each group's part of it off where it stands (carepath/budget.h).
 * Leaves the guess of the price to search.c. */
#include "budget/internal.h"

#include <string.h>

typedef struct entry {
  double gain;
  int64_t option;
} entry;

typedef struct greedy {
  cpwi_units *u;
  double *spend, *theta; /* (n), (nodes) of the problem in numbers: guesses */
  entry *heap;           /* (n) */
  int64_t open;
  int64_t *task, *goal; /* (2 nodes) groups to be filled, and up to what sum */
  int64_t tasks;
  cpwi_money *held; /* (nodes) */
  int32_t *active;  /* (nodes) whether its floor is filled first */
  int32_t must;     /* units that gain nothing are given as well */
} greedy;

/* ---------------------------------------------------------------- counting ------------------ */

/* whether the unit after `units` gains at least the price */
static int worth(const greedy *g, int64_t i, int64_t units, double price) {
  return cpwi_unit_gain(g->u, i, units) >= price;
}

/* The first k in [low, high] whose unit does not gain the price, from a guess: by doubling steps, then
 * halves. */
static int64_t settle(const greedy *g, int64_t i, int64_t low, int64_t high, int64_t guess,
                      double price) {
  int64_t a = low, b = high; /* the answer is in [a, b] */
  if (guess < low) guess = low;
  if (guess > high) guess = high;
  if (guess < high && worth(g, i, guess, price)) {
    a = guess + 1;
    for (int64_t step = 1; a < b; step *= 2) {
      int64_t k = step < b - a ? a + step - 1 : b - 1;
      if (!worth(g, i, k, price)) {
        b = k;
        break;
      }
      a = k + 1;
      if (step > INT64_MAX / 4) step = INT64_MAX / 4;
    }
  } else {
    b = guess;
    for (int64_t step = 1; b > a; step *= 2) {
      int64_t k = step < b - a ? b - step : a;
      if (worth(g, i, k, price)) {
        a = k + 1;
        break;
      }
      b = k;
      if (step > INT64_MAX / 4) step = INT64_MAX / 4;
    }
  }
  while (a < b) {
    int64_t middle = a + (b - a) / 2;
    if (worth(g, i, middle, price))
      a = middle + 1;
    else
      b = middle;
  }
  return a;
}

/* units that gain at least the price of the money they cost */
static int64_t count(const greedy *g, int64_t i, double price) {
  const cpwi_units *u = g->u;
  int64_t low = u->now[i], high = u->upper[i];
  double w = u->b.weight[i], unit = u->p.unit, least = 0.0, most = 0.0, gain = price * unit;
  if (low >= high || !(w > 0)) return low;
  if (!(gain > 0)) gain = 0x1p-1074; /* what gains nothing is never given for its own sake */
  double from = (double)low * unit, to = (double)high * unit;
  if (!(to > from)) return settle(g, i, low, high, low, gain);
  cpwi_response_demand(&u->p.response[i], price / w, from, to, &least, &most);
  double k = most / unit;
  int64_t guess = k < (double)high ? (int64_t)k : high;
  return settle(g, i, low, high, guess, gain);
}

/* Sums of trial over the nodes within j at a price, each cut at its cap, but not that of j itself. */
static cpwi_money demand(greedy *g, int64_t j, double price) {
  cpwi_units *u = g->u;
  const cpwi_node *node = u->b.tree.node;
  for (int64_t c = node[j].first; c <= j; c++)
    g->held[c] = 0;
  for (int64_t c = node[j].first; c <= j; c++) {
    for (int64_t m = node[c].begin; m < node[c].end; m++) {
      int64_t i = u->b.tree.member[m];
      u->trial[i] = count(g, i, price);
      g->held[c] += u->trial[i];
    }
    if (c < j) g->held[node[c].parent] += g->held[c] < u->cap[c] ? g->held[c] : u->cap[c];
  }
  return g->held[j];
}

/* A price, as near to the guess as can be, at which no more than `goal` is given in all: dear enough. */
static void threshold(greedy *g, int64_t j, int64_t goal) {
  const cpwi_node *node = &g->u->b.tree.node[j];
  const cpwi_node *first = &g->u->b.tree.node[node->first];
  double close = 4.0 * (double)(node->end - first->begin) + 64.0;
  double theta = g->theta[j], dear = (double)INFINITY, cheap = -(double)INFINITY, step = 2e-12;
  if (!(theta < 700)) theta = 700;
  if (!(theta > -740)) theta = -740;
  theta += 1e-12;
  for (int k = 0; k < 400; k++) {
    double price = cpw_math_exp(theta);
    cpwi_money miss = demand(g, j, price > 0 ? price : 0x1p-1074) - goal;
    if (miss <= 0 && (double)-miss <= close) return;
    if (miss > 0)
      cheap = theta;
    else
      dear = theta;
    if (dear - cheap <= 1e-11) break;
    if (cheap > -(double)INFINITY && dear < (double)INFINITY) {
      theta = cheap + 0.5 * (dear - cheap);
    } else if (theta < -744 || theta > 709) {
      break;
    } else {
      theta += miss > 0 ? step : -step;
      step *= 8;
    }
  }
  double price = dear < (double)INFINITY ? cpw_math_exp(dear) : (double)INFINITY;
  demand(g, j, price > 0 ? price : 0x1p-1074);
}

/* ---------------------------------------------------------------- the heap ------------------ */

static int before(const entry *a, const entry *b) {
  return a->gain > b->gain || (a->gain == b->gain && a->option < b->option);
}

static void push(greedy *g, entry e) {
  int64_t k = g->open++;
  while (k > 0 && before(&e, &g->heap[(k - 1) / 2])) {
    g->heap[k] = g->heap[(k - 1) / 2];
    k = (k - 1) / 2;
  }
  g->heap[k] = e;
}

static entry pop(greedy *g) {
  entry top = g->heap[0], e = g->heap[--g->open];
  int64_t k = 0;
  for (int64_t child; (child = 2 * k + 1) < g->open; k = child) {
    if (child + 1 < g->open && before(&g->heap[child + 1], &g->heap[child])) child++;
    if (!before(&g->heap[child], &e)) break;
    g->heap[k] = g->heap[child];
  }
  if (g->open > 0) g->heap[k] = e;
  return top;
}

/* room in the groups around an option, those within j */
static int64_t room(const greedy *g, int64_t option, int64_t j) {
  const cpwi_units *u = g->u;
  int64_t least = u->upper[option] - u->now[option];
  for (int64_t c = u->b.tree.place[option]; c != j; c = u->b.tree.node[c].parent)
    if (u->cap[c] - u->sum[c] < least) least = u->cap[c] - u->sum[c];
  return least;
}

/* how many units of an option come before the best of the others, at most `most` */
static int64_t run_length(const greedy *g, entry e, int64_t most) {
  int64_t now = g->u->now[e.option];
  double rival = g->open > 0 ? g->heap[0].gain : -1.0;
  /* of equal gains the lower index is first: then all units as good as the rival's, otherwise the better */
  int equal = g->open == 0 || e.option < g->heap[0].option;
  double price = equal ? rival : nextafter(rival, (double)INFINITY);
  if (!g->must && !(price > 0)) price = 0x1p-1074;
  int64_t end = settle(g, e.option, now, now + most, now + 1, price);
  return end > now + 1 ? end - now : 1;
}

static void give(greedy *g, int64_t option, int64_t units) {
  cpwi_units *u = g->u;
  u->now[option] += units;
  for (int64_t c = u->b.tree.place[option]; c >= 0; c = u->b.tree.node[c].parent)
    u->sum[c] += units;
}

/* unit after unit until node j has its goal */
static void finish(greedy *g, int64_t j, int64_t goal) {
  cpwi_units *u = g->u;
  const cpwi_tree *t = &u->b.tree;
  g->open = 0;
  if (u->sum[j] >= goal) return;
  for (int64_t m = t->node[t->node[j].first].begin; m < t->node[j].end; m++) {
    int64_t i = t->member[m];
    if (room(g, i, j) <= 0) continue;
    entry e = {cpwi_unit_gain(u, i, u->now[i]), i};
    if (e.gain > 0 || g->must) push(g, e);
  }
  while (g->open > 0 && u->sum[j] < goal) {
    entry e = pop(g);
    int64_t most = room(g, e.option, j);
    if (most <= 0) continue;
    if (most > goal - u->sum[j]) most = goal - u->sum[j];
    give(g, e.option, run_length(g, e, most));
    if (u->now[e.option] >= u->upper[e.option]) continue;
    e.gain = cpwi_unit_gain(u, e.option, u->now[e.option]);
    if (e.gain > 0 || g->must) push(g, e);
  }
}

/* ---------------------------------------------------------------- nodes --------------------- */

static void add_task(greedy *g, int64_t node, int64_t goal) {
  g->task[g->tasks] = node;
  g->goal[g->tasks++] = goal;
}

/* Gives what is worth the price within node j; nodes at their caps are filled on their own before the rest. */
static void give_trial(greedy *g, int64_t j) {
  cpwi_units *u = g->u;
  const cpwi_node *node = u->b.tree.node;
  for (int64_t c = j; c >= node[j].first;) {
    if (c != j && g->held[c] > u->cap[c]) {
      add_task(g, c, u->cap[c]);
      c = node[c].first - 1;
      continue;
    }
    for (int64_t m = node[c].begin; m < node[c].end; m++) {
      int64_t i = u->b.tree.member[m];
      if (u->trial[i] > u->now[i]) give(g, i, u->trial[i] - u->now[i]);
    }
    c--;
  }
}

/* A node is pushed twice: first its price, then, when those within are full, its last units. */
static void fill(greedy *g, int64_t j, int64_t goal) {
  g->tasks = 0;
  if (g->u->sum[j] >= goal) return;
  add_task(g, j, goal);
  while (g->tasks > 0) {
    int64_t k = --g->tasks, node = g->task[k], wanted = g->goal[k];
    if (node < 0) {
      finish(g, -node - 1, wanted);
      continue;
    }
    const cpwi_node *at = &g->u->b.tree.node[node];
    int64_t n = at->end - g->u->b.tree.node[at->first].begin;
    int few = wanted - g->u->sum[node] <= 2 * n;
    if (!few) threshold(g, node, wanted);
    add_task(g, -node - 1, wanted);
    if (!few) give_trial(g, node);
  }
}

/* Floors from the innermost outwards, then the system. */
static void pass(greedy *g) {
  cpwi_units *u = g->u;
  int64_t root = u->b.tree.nodes - 1;
  if (u->p.n > 0) memcpy(u->now, u->lower, (size_t)u->p.n * sizeof *u->now);
  cpwi_units_sums(u, u->now, u->sum);
  g->must = 1;
  for (int64_t j = 0; j < root; j++)
    if (g->active[j]) fill(g, j, u->floor[j]);
  g->must = 0;
  fill(g, root, u->p.budget);
}

/* Floors that the optimum keeps by itself need no filling: those that the problem in numbers sees held, and
 * those that turn out to be broken. 0: all floors are kept. */
static int broken(greedy *g) {
  const cpwi_units *u = g->u;
  int more = 0;
  for (int64_t j = 0; j + 1 < u->b.tree.nodes; j++)
    if (!g->active[j] && u->sum[j] < u->floor[j]) g->active[j] = more = 1;
  return more;
}

static void guess_floors(greedy *g) {
  const cpwi_units *u = g->u;
  cpwi_units_sums(u, u->lower, u->sum);
  for (int64_t j = 0; j + 1 < u->b.tree.nodes; j++) {
    int64_t above = u->b.tree.node[j].parent;
    g->active[j] = u->sum[j] < u->floor[j] && g->theta[j] < g->theta[above];
  }
}

static void free_greedy(greedy *g) {
  const cpw_allocator *a = g->u->b.options.allocator;
  cpwi_release(a, g->spend);
  cpwi_release(a, g->heap);
  cpwi_release(a, g->task);
  cpwi_release(a, g->held);
  cpwi_release(a, g->active);
}

int32_t cpwi_greedy(cpwi_units *u, cpw_error *err) {
  greedy g;
  memset(&g, 0, sizeof g);
  g.u = u;
  const cpw_allocator *a = u->b.options.allocator;
  size_t n = (size_t)u->p.n, nodes = (size_t)u->b.tree.nodes;
  g.spend = cpwi_alloc(a, n + nodes, sizeof *g.spend);
  g.heap = cpwi_alloc(a, n, sizeof *g.heap);
  g.task = cpwi_alloc(a, nodes, 6 * sizeof *g.task);
  g.held = cpwi_alloc(a, nodes, sizeof *g.held);
  g.active = cpwi_alloc_zero(a, nodes, sizeof *g.active);
  int32_t status = CPW_OK;
  if (!g.spend || !g.heap || !g.task || !g.held || !g.active) {
    status =
        cpwi_fail(err, CPW_ENOMEM, -1, u->where, "no memory for %lld options", (long long)u->p.n);
  } else {
    cpw_run run;
    cpw_run_init(&run);
    g.theta = g.spend + n;
    g.goal = g.task + 3 * nodes;
    status = cpwi_relax(&u->b, -1.0, &run, g.spend, g.theta, err);
    if (status == CPW_OK) {
      guess_floors(&g);
      do
        pass(&g);
      while (broken(&g));
    }
  }
  free_greedy(&g);
  return status;
}
