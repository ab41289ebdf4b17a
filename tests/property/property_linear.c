/* Random small linear programmes against all their corners: status, optimum, feasibility, the closing of the
 * duality gap, certificates, the order of rows and columns. Usage: property_linear [COUNT] [SEED], or --digest. */
#include "carepath/linear.h"
#include "carepath/random.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define MOST  4
#define PLACE (MOST * MOST)

typedef struct world {
  cpw_linear_program p;
  double cost[MOST], lower[MOST], upper[MOST], row_lower[MOST], row_upper[MOST], value[PLACE];
  int64_t row[PLACE], column[PLACE];
  double dense[MOST][MOST];
  int boxed;
} world;

typedef struct found {
  cpw_linear_answer a;
  double x[MOST], d[MOST], ray[MOST], activity[MOST], dual[MOST], conflict[MOST];
} found;

static double whole(cpw_stream *s, int64_t from, int64_t to) {
  return (double)(from + (int64_t)cpw_random_below(s, (uint64_t)(to - from + 1)));
}

static void make_rows(world *w, cpw_stream *s) {
  for (int64_t i = 0; i < w->p.rows; i++) {
    double a = whole(s, -8, 8);
    switch (cpw_random_below(s, 4)) {
    case 0:
      w->row_lower[i] = w->row_upper[i] = a;
      break;
    case 1:
      w->row_lower[i] = a;
      w->row_upper[i] = (double)INFINITY;
      break;
    case 2:
      w->row_lower[i] = -(double)INFINITY;
      w->row_upper[i] = a;
      break;
    default:
      w->row_lower[i] = a;
      w->row_upper[i] = a + whole(s, 0, 6);
    }
    for (int64_t j = 0; j < w->p.columns; j++) {
      if (cpw_random_below(s, 4) == 0) continue;
      w->dense[i][j] = whole(s, -5, 5);
      w->row[w->p.entries] = i;
      w->column[w->p.entries] = j;
      w->value[w->p.entries++] = w->dense[i][j];
    }
  }
}

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  cpw_linear_program_init(&w->p);
  w->p.rows = (int64_t)cpw_random_below(&s, MOST + 1);
  w->p.columns = 1 + (int64_t)cpw_random_below(&s, MOST);
  w->p.maximise = (int32_t)cpw_random_below(&s, 2);
  w->boxed = cpw_random_below(&s, 4) != 0;
  for (int64_t j = 0; j < w->p.columns; j++) {
    w->cost[j] = whole(&s, -6, 6);
    w->lower[j] = whole(&s, -4, 2);
    w->upper[j] = w->lower[j] + whole(&s, 0, 6);
    if (!w->boxed && cpw_random_below(&s, 2)) w->upper[j] = (double)INFINITY;
    if (!w->boxed && cpw_random_below(&s, 2)) w->lower[j] = -(double)INFINITY;
  }
  make_rows(w, &s);
  w->p.cost = w->cost;
  w->p.column_lower = w->lower;
  w->p.column_upper = w->upper;
  w->p.row_lower = w->row_lower;
  w->p.row_upper = w->row_upper;
  w->p.row = w->row;
  w->p.column = w->column;
  w->p.value = w->value;
}

static int32_t solve(const cpw_linear_program *p, found *f) {
  cpw_linear_answer_init(&f->a);
  f->a.x = f->x;
  f->a.reduced_cost = f->d;
  f->a.ray = f->ray;
  f->a.activity = f->activity;
  f->a.dual = f->dual;
  f->a.conflict = f->conflict;
  return cpw_linear_solve(p, NULL, &f->a, NULL);
}

/* -------- all corners: every choice of n bounds that are met */

static int eliminate(double a[MOST][MOST + 1], int64_t n, double *x) {
  for (int64_t k = 0; k < n; k++) {
    int64_t best = k;
    for (int64_t i = k + 1; i < n; i++)
      if (fabs(a[i][k]) > fabs(a[best][k])) best = i;
    if (fabs(a[best][k]) < 1e-9) return 0;
    for (int64_t j = 0; j <= n; j++) {
      double t = a[k][j];
      a[k][j] = a[best][j];
      a[best][j] = t;
    }
    for (int64_t i = 0; i < n; i++) {
      double f = i == k ? 0.0 : a[i][k] / a[k][k];
      for (int64_t j = k; j <= n && f != 0.0; j++)
        a[i][j] -= f * a[k][j];
    }
  }
  for (int64_t k = 0; k < n; k++)
    x[k] = a[k][n] / a[k][k];
  return 1;
}

static int keeps(const world *w, const double *x) {
  for (int64_t j = 0; j < w->p.columns; j++)
    if (x[j] < w->lower[j] - 1e-7 || x[j] > w->upper[j] + 1e-7) return 0;
  for (int64_t i = 0; i < w->p.rows; i++) {
    double sum = 0.0;
    for (int64_t j = 0; j < w->p.columns; j++)
      sum += w->dense[i][j] * x[j];
    if (sum < w->row_lower[i] - 1e-7 || sum > w->row_upper[i] + 1e-7) return 0;
  }
  return 1;
}

/* Puts the bound `which` (columns first, then rows; lower, then upper) into a system. */
static int put(const world *w, int64_t which, double *line) {
  int64_t n = w->p.columns, k = which / 2;
  double lower = k < n ? w->lower[k] : w->row_lower[k - n];
  double upper = k < n ? w->upper[k] : w->row_upper[k - n];
  double at = which % 2 ? upper : lower;
  if (fabs(at) == (double)INFINITY || (which % 2 && lower == upper)) return 0;
  for (int64_t j = 0; j < n; j++)
    line[j] = k < n ? (double)(j == k) : w->dense[k - n][j];
  line[n] = at;
  return 1;
}

static void corners(const world *w, int64_t from, int64_t depth, double lines[MOST][MOST + 1],
                    double *best, int *any) {
  int64_t n = w->p.columns, all = 2 * (n + w->p.rows);
  if (depth == n) {
    double a[MOST][MOST + 1], x[MOST] = {0}, sum = 0.0;
    memcpy(a, lines, sizeof a);
    if (!eliminate(a, n, x) || !keeps(w, x)) return;
    for (int64_t j = 0; j < n; j++)
      sum += w->cost[j] * x[j];
    if (!*any || (w->p.maximise ? sum > *best : sum < *best)) *best = sum;
    *any = 1;
    return;
  }
  for (int64_t k = from; k < all; k++)
    if (put(w, k, lines[depth])) corners(w, k + 1, depth + 1, lines, best, any);
}

/* -------- what must hold */

static const char *certified(const world *w, const found *f) {
  int64_t n = w->p.columns, m = w->p.rows;
  double gain = 0.0, low = 0.0, high = 0.0;
  if (f->a.status == CPW_LINEAR_UNBOUNDED) {
    for (int64_t j = 0; j < n; j++) {
      gain += w->cost[j] * f->ray[j];
      if ((f->ray[j] < -1e-9 && w->lower[j] > -(double)INFINITY) ||
          (f->ray[j] > 1e-9 && w->upper[j] < (double)INFINITY))
        return "a ray runs into a bound";
    }
    for (int64_t i = 0; i < m; i++) {
      double rate = 0.0;
      for (int64_t j = 0; j < n; j++)
        rate += w->dense[i][j] * f->ray[j];
      if ((rate < -1e-9 && w->row_lower[i] > -(double)INFINITY) ||
          (rate > 1e-9 && w->row_upper[i] < (double)INFINITY))
        return "a ray runs into a row";
    }
    return (w->p.maximise ? gain > 0.0 : gain < 0.0) ? NULL : "a ray that gains nothing";
  }
  if (!(f->a.shortfall > 0.0)) return "a conflict that is none";
  for (int64_t j = 0; j < n; j++) {
    double c = 0.0;
    for (int64_t i = 0; i < m; i++)
      c += f->conflict[i] * w->dense[i][j];
    if (fabs(c) > 1e-9) high += c > 0.0 ? c * w->upper[j] : c * w->lower[j];
  }
  for (int64_t i = 0; i < m; i++)
    if (f->conflict[i] != 0.0)
      low += f->conflict[i] * (f->conflict[i] > 0.0 ? w->row_lower[i] : w->row_upper[i]);
  return fabs(low - high - f->a.shortfall) <= 1e-9 * (1.0 + fabs(low)) ? NULL : "another shortfall";
}

static const char *priced(const world *w, const found *f) {
  double sum = 0.0;
  for (int64_t j = 0; j < w->p.columns; j++) {
    double d = w->cost[j];
    for (int64_t i = 0; i < w->p.rows; i++)
      d -= f->dual[i] * w->dense[i][j];
    if (fabs(d - f->d[j]) > 1e-9) return "a reduced cost is not cost less prices";
    sum += f->d[j] * f->x[j];
  }
  for (int64_t i = 0; i < w->p.rows; i++)
    sum += f->dual[i] * f->activity[i];
  if (fabs(sum - f->a.objective) > 1e-9 * (1.0 + fabs(sum))) return "prices do not add up";
  if (fabs(f->a.bound - f->a.objective) > 1e-9 * (1.0 + fabs(sum))) return "the gap does not close";
  return f->a.dual_error > 1e-9 || f->a.primal_error > 1e-9 ? "not accurate" : NULL;
}

/* Rows and columns backwards: the same optimum. */
static const char *turned(const world *w, const found *f) {
  world other = *w;
  found g;
  memset(&g, 0, sizeof g);
  int64_t n = w->p.columns, m = w->p.rows;
  for (int64_t j = 0; j < n; j++) {
    other.cost[j] = w->cost[n - 1 - j];
    other.lower[j] = w->lower[n - 1 - j];
    other.upper[j] = w->upper[n - 1 - j];
  }
  for (int64_t i = 0; i < m; i++) {
    other.row_lower[i] = w->row_lower[m - 1 - i];
    other.row_upper[i] = w->row_upper[m - 1 - i];
  }
  for (int64_t k = 0; k < w->p.entries; k++) {
    other.row[k] = m - 1 - w->row[k];
    other.column[k] = n - 1 - w->column[k];
  }
  cpw_linear_program p = w->p;
  p.cost = other.cost;
  p.column_lower = other.lower;
  p.column_upper = other.upper;
  p.row_lower = other.row_lower;
  p.row_upper = other.row_upper;
  p.row = other.row;
  p.column = other.column;
  if (solve(&p, &g) != CPW_OK || g.a.status != f->a.status) return "another status backwards";
  double size = 1.0 + fabs(f->a.objective);
  return f->a.status == CPW_LINEAR_OPTIMAL && fabs(g.a.objective - f->a.objective) > 1e-11 * size
             ? "another optimum backwards"
             : NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  found f;
  double lines[MOST][MOST + 1], best = 0.0;
  int any = 0;
  make(&w, seed);
  memset(&f, 0, sizeof f);
  memset(lines, 0, sizeof lines);
  if (solve(&w.p, &f) != CPW_OK) return "a programme is refused";
  const char *wrong = f.a.status == CPW_LINEAR_OPTIMAL ? priced(&w, &f) : certified(&w, &f);
  if (!wrong) wrong = turned(&w, &f);
  if (wrong || f.a.status == CPW_LINEAR_LIMIT) return wrong ? wrong : "no end";
  corners(&w, 0, 0, lines, &best, &any);
  if (w.boxed && any != (f.a.status == CPW_LINEAR_OPTIMAL)) return "a corner says another status";
  if (f.a.status == CPW_LINEAR_INFEASIBLE) return any ? "a corner keeps all rules" : NULL;
  if (f.a.status != CPW_LINEAR_OPTIMAL || !any) return NULL;
  if (fabs(best - f.a.objective) > 1e-9 * (1.0 + fabs(best))) return "a corner is better";
  return keeps(&w, f.x) ? NULL : "a rule is broken";
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  found f;
  make(&w, seed);
  memset(&f, 0, sizeof f);
  if (solve(&w.p, &f) != CPW_OK) return 0;
  const double *const parts[] = {f.x, f.dual, f.conflict, &f.a.objective};
  for (int k = 0; k < 4; k++)
    for (int i = 0; i < (k == 3 ? 1 : MOST); i++) {
      uint64_t bits = 0;
      memcpy(&bits, &parts[k][i], sizeof bits);
      hash = (parts[k][i] != parts[k][i] ? hash ^ 1u : hash ^ bits) * UINT64_C(1099511628211);
    }
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"linear", "random programmes", 20000, 500, problem, digest};
  return worlds_main(&w, argc, argv);
}
