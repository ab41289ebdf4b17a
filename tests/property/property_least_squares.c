/* Random least squares problems with bounds: the conditions that prove an answer, from the data; no step to another
 * point of the box is better; units, and the order of columns. Usage: property_least_squares [COUNT] [SEED], or
 * --digest. */
#include "carepath/least_squares.h"
#include "carepath/random.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define MOST 12
#define ROWS 30

typedef struct world {
  cpw_least_squares p;
  double matrix[ROWS * MOST], target[ROWS], weights[ROWS], lower[MOST], upper[MOST], towards[MOST];
  double x[MOST], dual[MOST], residual[ROWS];
  int32_t state[MOST];
  cpw_least_squares_answer a;
  cpw_stream stream;
} world;

static double entry(cpw_stream *s, int kind) {
  if (kind == 0) return (double)cpw_random_below(s, 3) - 1;
  return kind == 1 ? cpw_random_normal(s, 0, 1) : cpw_random_normal(s, 3, 1);
}

static void make_bounds(world *w, cpw_stream *s, int64_t n) {
  for (int64_t j = 0; j < n; j++) {
    uint64_t kind = cpw_random_below(s, 5);
    w->lower[j] = kind == 0 ? -(double)INFINITY : cpw_random_normal(s, -1, 1);
    w->upper[j] =
        kind < 2 ? (double)INFINITY : w->lower[j] + (kind == 4 ? 0 : cpw_random_exponential(s, 1));
    w->towards[j] = cpw_random_normal(s, 0, 1);
  }
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream *s = &w->stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  cpw_least_squares_init(&w->p);
  int64_t n = 1 + (int64_t)cpw_random_below(s, MOST), m = (int64_t)cpw_random_below(s, ROWS + 1);
  int kind = (int)cpw_random_below(s, 3);
  for (int64_t i = 0; i < m * n; i++)
    w->matrix[i] = entry(s, kind);
  for (int64_t i = 0; i < m; i++) {
    w->target[i] = entry(s, (int)cpw_random_below(s, 3));
    w->weights[i] = cpw_random_below(s, 8) ? cpw_random_exponential(s, 1) : 0;
  }
  make_bounds(w, s, n);
  w->p.rows = m;
  w->p.columns = n;
  w->p.matrix = w->matrix;
  w->p.target = w->target;
  w->p.weights = cpw_random_below(s, 2) ? w->weights : NULL;
  if (cpw_random_below(s, 2)) {
    w->p.lower = w->lower;
    w->p.upper = w->upper;
  }
  w->p.ridge = cpw_random_below(s, 3) ? 0 : cpw_random_exponential(s, 1);
  w->p.towards = cpw_random_below(s, 2) ? w->towards : NULL;
}

static int32_t solve(world *w, const cpw_least_squares *p) {
  cpw_least_squares_answer_init(&w->a);
  w->a.x = w->x;
  w->a.dual = w->dual;
  w->a.residual = w->residual;
  w->a.state = w->state;
  return cpw_least_squares_solve(p, NULL, NULL, &w->a, NULL);
}

static double objective(const world *w, const double *x) {
  double sum = 0;
  for (int64_t i = 0; i < w->p.rows; i++) {
    double e = w->target[i];
    for (int64_t j = 0; j < w->p.columns; j++)
      e -= w->matrix[i * w->p.columns + j] * x[j];
    sum += (w->p.weights ? w->weights[i] : 1) * e * e;
  }
  for (int64_t j = 0; j < w->p.columns; j++) {
    double away = x[j] - (w->p.towards ? w->towards[j] : 0);
    sum += w->p.ridge * away * away;
  }
  return sum;
}

static double low_of(const world *w, int64_t j) {
  return w->p.lower ? w->lower[j] : 0;
}

static double high_of(const world *w, int64_t j) {
  return w->p.upper ? w->upper[j] : (double)INFINITY;
}

static const char *proved(const world *w) {
  for (int64_t j = 0; j < w->p.columns; j++) {
    double low = low_of(w, j), high = high_of(w, j), slack = 1e-10;
    if (!(w->x[j] >= low && w->x[j] <= high)) return "a variable is beyond a bound";
    if (low == high) continue;
    if (w->x[j] > low && w->dual[j] > slack) return "a dual pulls down";
    if (w->x[j] < high && w->dual[j] < -slack) return "a dual pulls up";
  }
  if (!(w->a.kkt < 1e-13)) return "the proof is not exact";
  return fabs(objective(w, w->x) - w->a.objective) <= 1e-10 * (1 + w->a.objective)
             ? NULL
             : "another objective";
}

static const char *best_nearby(world *w) {
  double other[MOST];
  for (int round = 0; round < 20; round++) {
    double step = cpw_math_exp(-(double)cpw_random_below(&w->stream, 12));
    for (int64_t j = 0; j < w->p.columns; j++) {
      double x = w->x[j] + step * cpw_random_normal(&w->stream, 0, 1);
      other[j] = x < low_of(w, j) ? low_of(w, j) : x > high_of(w, j) ? high_of(w, j) : x;
    }
    if (objective(w, other) < w->a.objective - 1e-10 * (1 + w->a.objective))
      return "another point is better";
  }
  return NULL;
}

/* a variable that is between its bounds and yet at one to rounding: whether others depend on it is then decided by the
 * order of the columns */
static int stands_at_a_bound(const world *w) {
  for (int64_t j = 0; j < w->p.columns; j++) {
    double near = 1e-12 * (1 + fabs(w->x[j]));
    if (w->a.state[j] == CPW_LEAST_SQUARES_BETWEEN &&
        (w->x[j] - low_of(w, j) <= near || high_of(w, j) - w->x[j] <= near))
      return 1;
  }
  return 0;
}

/* columns backwards: another order of choices, the same objective, and the same answer where it is unique */
static const char *turned(const world *w) {
  static world t;
  int64_t n = w->p.columns;
  t = *w;
  for (int64_t j = 0; j < n; j++) {
    for (int64_t i = 0; i < w->p.rows; i++)
      t.matrix[i * n + n - 1 - j] = w->matrix[i * n + j];
    t.lower[n - 1 - j] = w->lower[j];
    t.upper[n - 1 - j] = w->upper[j];
    t.towards[n - 1 - j] = w->towards[j];
  }
  t.p.matrix = t.matrix;
  t.p.target = t.target;
  t.p.weights = w->p.weights ? t.weights : NULL;
  t.p.lower = w->p.lower ? t.lower : NULL;
  t.p.upper = w->p.upper ? t.upper : NULL;
  t.p.towards = w->p.towards ? t.towards : NULL;
  if (solve(&t, &t.p) != CPW_OK) return "backwards it is refused";
  if (fabs(t.a.objective - w->a.objective) > 1e-10 * (1 + w->a.objective))
    return "another objective backwards";
  if (!stands_at_a_bound(w) && !stands_at_a_bound(&t) &&
      (t.a.dependent > 0) != (w->a.dependent > 0))
    return "unique in one order alone";
  for (int64_t j = 0; w->a.dependent == 0 && w->a.spread < 1e3 && t.a.spread < 1e3 && j < n; j++)
    if (fabs(t.x[n - 1 - j] - w->x[j]) > 1e-8 * (1 + fabs(w->x[j])))
      return "another answer backwards";
  return NULL;
}

static const char *problem(uint64_t seed) {
  static world w;
  make(&w, seed);
  if (solve(&w, &w.p) != CPW_OK) return "a problem is refused";
  const char *wrong = proved(&w);
  if (!wrong) wrong = best_nearby(&w);
  return wrong ? wrong : turned(&w);
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  static world w;
  make(&w, seed);
  if (solve(&w, &w.p) != CPW_OK) return 0;
  const double *const parts[] = {w.x, w.dual, &w.a.objective};
  for (int k = 0; k < 3; k++)
    for (int64_t i = 0; i < (k == 2 ? 1 : w.p.columns); i++) {
      uint64_t bits = 0;
      memcpy(&bits, &parts[k][i], sizeof bits);
      hash = (hash ^ bits) * UINT64_C(1099511628211);
    }
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"least_squares", "random problems", 20000, 500, problem, digest};
  return worlds_main(&w, argc, argv);
}
