/* The weights whose largest regret over the members of a panel is least.
 * Source: minimax regret (Savage 1951); the largest change of a weight has an answer in closed form, the
 * weight moved is a linear programme, solved by cutting planes (Kelley 1960).
 * Leaves solving to base/simplex.c. */
#include "base/simplex.h"
#include "weights/internal.h"

#include <string.h>

#define MOVED_MOST 40 /* criteria of the programme */
#define CUTS_MOST  1000
#define ROUNDS     5000
#define CLOSE      1e-10 /* of the bound and what is reached */
#define LOOSE      1e-7  /* below the bound: a cut that does not bind */

typedef struct panel {
  const double *weights; /* (members, n) */
  int64_t members, n;
  const cpw_allocator *allocator;
  const char *where;
} panel;

static double regret_of(const panel *p, int64_t member, const double *w, int32_t measure) {
  const double *own = p->weights + member * p->n;
  double most = 0.0, sum = 0.0;
  for (int64_t j = 0; j < p->n; j++) {
    double d = fabs(w[j] - own[j]);
    most = fmax(most, d);
    sum += d;
  }
  return measure == CPW_WEIGHTS_REGRET_MOVED ? 0.5 * sum : most;
}

/* ---------------------------------------------------------------- the largest change -------- */

/* The least r for which numbers hi - r, none below 0, sum to 1 or less; sorts hi, greatest first. */
static double least_above(double *hi, int64_t n) {
  double r = 0.0, sum = 0.0;
  for (int64_t i = 1; i < n; i++) /* n is the number of criteria: insertion is fine */
    for (int64_t k = i; k > 0 && hi[k] > hi[k - 1]; k--) {
      double swap = hi[k];
      hi[k] = hi[k - 1];
      hi[k - 1] = swap;
    }
  for (int64_t k = 0; k < n; k++) {
    sum += hi[k];
    r = fmax(r, (sum - 1.0) / (double)(k + 1));
  }
  return r;
}

/* mean + t within the bounds, with t so that the sum is 1: the point nearest to the mean. */
static void nearest(const double *mean, const double *low, const double *high, int64_t n,
                    double *w) {
  double below = -2.0, above = 2.0;
  for (int k = 0; k < 200; k++) {
    double t = 0.5 * (below + above), sum = 0.0;
    for (int64_t j = 0; j < n; j++)
      sum += w[j] = fmin(fmax(mean[j] + t, low[j]), high[j]);
    if (sum > 1.0)
      above = t;
    else
      below = t;
  }
  (void)cpwi_weights_scale(w, n); /* the last digits */
}

static void largest_change(const panel *p, double *room, double *w) {
  int64_t n = p->n;
  double *low = room, *high = low + n, *mean = high + n, *sorted = mean + n, r = 0.0, sum = 0.0;
  for (int64_t j = 0; j < n; j++) {
    low[j] = high[j] = p->weights[j];
    mean[j] = 0.0;
    for (int64_t k = 0; k < p->members; k++) {
      double x = p->weights[k * n + j];
      low[j] = fmin(low[j], x);
      high[j] = fmax(high[j], x);
      mean[j] += x / (double)p->members;
    }
    r = fmax(r, 0.5 * (high[j] - low[j]));
    sum += low[j];
  }
  memcpy(sorted, high, (size_t)n * sizeof *high);
  r = fmax(r, fmax(least_above(sorted, n), (1.0 - sum) / (double)n));
  for (int64_t j = 0; j < n; j++) {
    double least = fmax(high[j] - r, 0.0), most = low[j] + r;
    if (least > most) least = most = 0.5 * (least + most);
    low[j] = least;
    high[j] = most;
  }
  nearest(mean, low, high, n, w);
}

/* ---------------------------------------------------------------- the weight moved ---------- */

/* r >= sum over a set of criteria of (w_j - w_kj) is a cut; the sets with w_j > w_kj give the regret. */
typedef struct cuts {
  double *in;    /* (CUTS_MOST, n) 1 for criteria of the set */
  double *least; /* (CUTS_MOST) sum of w_kj over the set */
  int64_t count;
} cuts;

static void add_cut(const panel *p, int64_t member, const double *w, cuts *c) {
  const double *own = p->weights + member * p->n;
  double *in = c->in + c->count * p->n, sum = 0.0;
  for (int64_t j = 0; j < p->n; j++) {
    in[j] = w[j] > own[j] ? 1.0 : 0.0;
    sum += in[j] > 0.0 ? own[j] : 0.0;
  }
  c->least[c->count++] = sum;
}

/* Adds the cuts of the members who regret w most; returns the largest regret. Half way from the bound to
 * it others are about to be the next. */
static double add_cuts(const panel *p, const double *w, double bound, cuts *c) {
  double most = 0.0;
  int64_t worst = 0;
  for (int64_t k = 0; k < p->members; k++) {
    double regret = regret_of(p, k, w, CPW_WEIGHTS_REGRET_MOVED);
    if (regret <= most) continue;
    most = regret;
    worst = k;
  }
  if (most <= bound + CLOSE) return most;
  add_cut(p, worst, w, c);
  int64_t room = c->count + p->n / 2;
  for (int64_t k = 0; k < p->members && c->count < room && c->count < CUTS_MOST; k++)
    if (k != worst && regret_of(p, k, w, CPW_WEIGHTS_REGRET_MOVED) > 0.5 * (most + bound) + CLOSE)
      add_cut(p, k, w, c);
  return most;
}

/* Forgets the cuts that do not bind. */
static void drop_cuts(const panel *p, const double *w, double bound, cuts *c) {
  int64_t kept = 0;
  for (int64_t i = 0; i < c->count; i++) {
    double sum = -c->least[i];
    for (int64_t j = 0; j < p->n; j++)
      sum += c->in[i * p->n + j] * w[j];
    if (sum < bound - LOOSE) continue;
    memmove(c->in + kept * p->n, c->in + i * p->n, (size_t)p->n * sizeof *c->in);
    c->least[kept++] = c->least[i];
  }
  c->count = kept;
}

/* min r over weights that meet the cuts. Columns: weights, r, a slack a cut. */
static int32_t solve_cuts(const panel *p, const cuts *c, double *w, double *bound) {
  int64_t n = p->n, rows = c->count + 1, columns = n + 1 + c->count, pivots = 0;
  double *a =
      cpwi_alloc_zero(p->allocator, (size_t)(rows * columns + rows + 2 * columns), sizeof *a);
  if (!a) return CPW_ENOMEM;
  double *b = a + rows * columns, *cost = b + rows, *x = cost + columns;
  for (int64_t i = 0; i < c->count; i++) {
    double *row = a + i * columns;
    memcpy(row, c->in + i * n, (size_t)n * sizeof *row);
    row[n] = -1.0;
    row[n + 1 + i] = 1.0;
    b[i] = c->least[i];
  }
  for (int64_t j = 0; j < n; j++)
    a[c->count * columns + j] = 1.0;
  b[c->count] = 1.0;
  cost[n] = 1.0;
  const cpwi_programme programme = {rows, columns, a, b, cost};
  int32_t status = cpwi_simplex(&programme, p->allocator, x, &pivots);
  if (status == CPW_OK) {
    memcpy(w, x, (size_t)n * sizeof *w);
    (void)cpwi_weights_scale(w, n);
    *bound = x[n];
  }
  cpwi_release(p->allocator, a);
  return status == CPW_EDOMAIN ? CPW_ENOCONV : status;
}

static int32_t weight_moved(const panel *p, double *w, cpw_error *err) {
  cuts c = {NULL, NULL, 0};
  c.in = cpwi_weights_memory(p->allocator, CUTS_MOST, (size_t)(p->n + 1) * sizeof *c.in, p->where,
                             err);
  if (!c.in) return CPW_ENOMEM;
  c.least = c.in + CUTS_MOST * p->n;
  int32_t status = CPW_OK;
  double bound = 0.0;
  for (int k = 0; status == CPW_OK && add_cuts(p, w, bound, &c) > bound + CLOSE; k++) {
    double before = bound;
    status = c.count < CUTS_MOST && k < ROUNDS ? solve_cuts(p, &c, w, &bound) : CPW_ENOCONV;
    if (status == CPW_OK && bound > before + CLOSE) drop_cuts(p, w, bound, &c);
  }
  cpwi_release(p->allocator, c.in);
  if (status == CPW_OK) return CPW_OK;
  return cpwi_fail(err, status, -1, p->where,
                   status == CPW_ENOMEM ? "no memory for %lld criteria"
                                        : "the programme of %lld criteria did not end",
                   (long long)p->n);
}

/* ---------------------------------------------------------------- the answer ---------------- */

static int32_t solve(const panel *p, int32_t measure, double *room, cpw_error *err) {
  double *w = room + 4 * p->n;
  largest_change(p, room, w); /* where the cuts start, too */
  return measure == CPW_WEIGHTS_REGRET_MOVED ? weight_moved(p, w, err) : CPW_OK;
}

int32_t cpw_weights_compromise(const double *weights, int64_t members, int64_t n, int32_t measure,
                               double *compromise, double *regret, double *largest_regret,
                               const cpw_allocator *allocator, cpw_error *err) {
  const panel p = {weights, members, n, allocator, __func__};
  if (!compromise) return cpwi_fail(err, CPW_EINVAL, -1, __func__, "compromise is NULL");
  int32_t status = cpwi_check_allocator(allocator, __func__, err);
  if (status == CPW_OK)
    status = cpwi_weights_choice("measure", measure, CPW_WEIGHTS_REGRET_MOVED, __func__, err);
  if (status == CPW_OK && measure == CPW_WEIGHTS_REGRET_MOVED)
    status = cpwi_weights_count(n, MOVED_MOST, "n", __func__, err);
  if (status == CPW_OK) status = cpwi_weights_take_panel(weights, members, n, __func__, err);
  if (status != CPW_OK) return status;
  double *room = cpwi_weights_memory(allocator, 5 * n, sizeof *room, __func__, err), most = 0.0;
  if (!room) return CPW_ENOMEM;
  const double *w = room + 4 * n;
  if ((status = solve(&p, measure, room, err)) == CPW_OK) {
    for (int64_t k = 0; k < members; k++) {
      double own = regret_of(&p, k, w, measure);
      if (regret) regret[k] = own;
      most = fmax(most, own);
    }
    if (largest_regret) *largest_regret = most;
    memcpy(compromise, w, (size_t)n * sizeof *w);
  }
  cpwi_release(allocator, room);
  return status;
}
