/* Disinvest and reinvest: money from the programme that loses least by it to the one that gains most.
 * Source: programme budgeting and marginal analysis; for concave curves and nested bounds moves between two
 * options lead to the optimum (Murota, Discrete Convex Analysis, 2003).
 * Leaves the optimum without moves to greedy.c. */
#include "budget/internal.h"

#include <string.h>

typedef struct moving {
  cpwi_units *u;
  double *up, *down; /* (n) gain of the next unit, loss of the last */
} moving;

static void refresh(const moving *m, int64_t i) {
  const cpwi_units *u = m->u;
  int64_t k = u->now[i], high = u->p.upper ? u->p.upper[i] : INT64_MAX;
  m->up[i] = k < high ? cpwi_unit_gain(u, i, k) : -1.0;
  m->down[i] = k > u->lower[i] ? cpwi_unit_gain(u, i, k - 1) : (double)INFINITY;
}

/* How many units may go from one option (-1: unspent money) to another. */
static int64_t limit(const moving *m, int64_t from, int64_t to) {
  const cpwi_units *u = m->u;
  const cpwi_tree *t = &u->b.tree;
  int64_t root = t->nodes - 1, high = u->p.upper ? u->p.upper[to] : INT64_MAX;
  int64_t most = high - u->now[to], a = from < 0 ? root : t->place[from], b = t->place[to];
  if (from < 0) {
    int64_t left = u->p.budget - u->sum[root];
    if (left < most) most = left;
  } else if (u->now[from] - u->lower[from] < most) {
    most = u->now[from] - u->lower[from];
  }
  /* in postorder the lower of two nodes is never around the other: up to the first that holds both */
  while (a != b) {
    if (a < b) {
      if (u->sum[a] - u->floor[a] < most) most = u->sum[a] - u->floor[a];
      a = t->node[a].parent;
    } else {
      if (u->cap[b] - u->sum[b] < most) most = u->cap[b] - u->sum[b];
      b = t->node[b].parent;
    }
  }
  return most;
}

static int gains(const moving *m, int64_t from, int64_t to) {
  double lost = from < 0 ? 0.0 : m->down[from];
  return from != to && m->up[to] > lost && limit(m, from, to) > 0;
}

/* The best move of one unit: of equal ones the lowest index. 0: none gains. */
static int find_move(const moving *m, int64_t *from, int64_t *to) {
  const cpwi_units *u = m->u;
  int64_t n = u->p.n, best = -1, worst = -1;
  for (int64_t i = 0; i < n; i++) {
    if (best < 0 || m->up[i] > m->up[best]) best = i;
    if (worst < 0 || m->down[i] < m->down[worst]) worst = i;
  }
  *to = best;
  *from = u->sum[u->b.tree.nodes - 1] < u->p.budget ? -1 : worst;
  if (best < 0) return 0;
  if (gains(m, *from, *to)) return 1;
  if (*from >= 0 && u->p.groups == 0) return 0;
  double most = 0.0;
  for (int64_t b = 0; b < n; b++)
    for (int64_t a = -1; a < n; a++) {
      double more = m->up[b] - (a < 0 ? 0.0 : m->down[a]);
      if (more > most && gains(m, a, b)) {
        most = more;
        *from = a;
        *to = b;
      }
    }
  return most > 0;
}

/* whether the k-th unit of a move gains */
static int unit_gains(const moving *m, int64_t from, int64_t to, int64_t k) {
  const cpwi_units *u = m->u;
  double lost = from < 0 ? 0.0 : cpwi_unit_gain(u, from, u->now[from] - k);
  return cpwi_unit_gain(u, to, u->now[to] + k - 1) > lost;
}

static int64_t move_length(const moving *m, int64_t from, int64_t to) {
  int64_t low = 1, high = limit(m, from, to); /* low gains; the answer is in [low, high] */
  while (low < high) {
    int64_t middle = low + (high - low) / 2 + (high - low) % 2;
    if (unit_gains(m, from, to, middle))
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

static void shift(cpwi_units *u, int64_t option, int64_t units) {
  u->now[option] += units;
  for (int64_t c = u->b.tree.place[option]; c >= 0; c = u->b.tree.node[c].parent)
    u->sum[c] += units;
}

static double change(const cpwi_units *u, int64_t i, int64_t from, int64_t to) {
  double unit = u->p.unit, w = u->b.weight[i];
  return w > 0 ? w * cpwi_response_gain(&u->p.response[i], (double)from * unit, (double)to * unit)
               : 0.0;
}

static int64_t make_moves(moving *m, int64_t most, cpw_budget_move *moves) {
  cpwi_units *u = m->u;
  int64_t made = 0, from = -1, to = -1;
  for (int64_t i = 0; i < u->p.n; i++)
    refresh(m, i);
  for (; made < most && find_move(m, &from, &to); made++) {
    int64_t k = move_length(m, from, to);
    cpw_budget_move move = {from, to, k, 0.0, change(u, to, u->now[to], u->now[to] + k)};
    if (from >= 0) {
      move.lost = change(u, from, u->now[from] - k, u->now[from]);
      shift(u, from, -k);
      refresh(m, from);
    }
    shift(u, to, k);
    refresh(m, to);
    moves[made] = move;
  }
  return made;
}

static int32_t start(cpwi_units *u, int64_t most, const cpw_budget_move *moves,
                     const int64_t *count, cpw_error *err) {
  if (most < 0)
    return cpwi_fail(err, CPW_EINVAL, -1, u->where, "most = %lld must be >= 0", (long long)most);
  if ((most > 0 && !moves) || !count)
    return cpwi_fail(err, CPW_EINVAL, -1, u->where, "%s must be given", count ? "moves" : "count");
  if (!u->p.baseline)
    return cpwi_fail(err, CPW_EINVAL, -1, u->where, "problem.baseline must be given");
  int32_t status = cpwi_units_keep(u, u->p.baseline, "baseline", err);
  if (status != CPW_OK) return status;
  if (u->p.n > 0) memcpy(u->now, u->p.baseline, (size_t)u->p.n * sizeof *u->now);
  cpwi_units_sums(u, u->now, u->sum);
  return CPW_OK;
}

static void deliver(const cpwi_units *u, int64_t made, int64_t *count, int64_t *units,
                    double *gain) {
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t i = 0; i < u->p.n; i++)
    cpw_exact_sum_add(&sum, change(u, i, u->p.baseline[i], u->now[i]));
  *count = made;
  if (gain) *gain = cpw_exact_sum_value(&sum);
  if (units && u->p.n > 0) memcpy(units, u->now, (size_t)u->p.n * sizeof *units);
}

int32_t cpw_budget_reinvest(const cpw_budget_units *problem, int64_t most, cpw_budget_move *moves,
                            int64_t *count, int64_t *units, double *gain, cpw_error *err) {
  cpwi_units u;
  moving m = {&u, NULL, NULL};
  cpw_budget_move *made = NULL;
  int32_t status = cpwi_units_init(&u, problem, NULL, __func__, err);
  if (status == CPW_OK) status = start(&u, most, moves, count, err);
  if (status == CPW_OK) {
    m.up = cpwi_alloc(NULL, (size_t)u.p.n, 2 * sizeof *m.up);
    made = cpwi_alloc(NULL, (size_t)most, sizeof *made);
    if (!m.up || !made) status = cpwi_fail(err, CPW_ENOMEM, -1, __func__, "no memory for moves");
  }
  if (status == CPW_OK) {
    m.down = m.up + u.p.n;
    int64_t k = make_moves(&m, most, made);
    if (k > 0) memcpy(moves, made, (size_t)k * sizeof *made);
    deliver(&u, k, count, units, gain);
  }
  cpwi_release(NULL, made);
  cpwi_release(NULL, m.up);
  cpwi_units_free(&u);
  return status;
}
