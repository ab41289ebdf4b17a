/* Importance weights of random judgements, ranks, data and panels: weights are weights, criteria in another
 * order get the same ones, judgements and members combine either way, nothing is better than what is
 * best. Usage: property_weights [COUNT] [SEED], or --digest. */
#include "carepath/weights.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define MOST    9
#define MEMBERS 7
#define ROWS    30

typedef struct world {
  cpw_stream stream;
  int64_t n, members;
  double matrix[MOST * MOST], ranks[MEMBERS * MOST], panel[MEMBERS * MOST], x[ROWS * MOST];
  int32_t direction[MOST];
  int64_t class_of[MEMBERS];
} world;

static double uniform(world *w) {
  return cpw_random_uniform(&w->stream);
}

static int64_t below(world *w, uint64_t n) {
  return (int64_t)cpw_random_below(&w->stream, n);
}

/* judgements as people make them, or far apart; some are not there, those of criterion 0 are */
static void make_matrix(world *w) {
  double spread = below(w, 4) ? 4 : 40, gaps = below(w, 2) ? 0 : 0.4;
  for (int64_t i = 0; i < w->n; i++)
    for (int64_t j = i; j < w->n; j++) {
      double a = i == j ? 1 : cpw_math_exp(spread * (uniform(w) - 0.5));
      int gap = i > 0 && i != j && uniform(w) < gaps;
      w->matrix[i * w->n + j] = gap ? (double)NAN : a;
      w->matrix[j * w->n + i] = gap ? (double)NAN : 1 / a;
    }
}

static void make_panel(world *w) {
  for (int64_t k = 0; k < w->members; k++) {
    double *row = w->panel + k * w->n, sum = 0;
    for (int64_t j = 0; j < w->n; j++)
      sum += row[j] = below(w, 5) ? 0.01 + uniform(w) : j == 0;
    if (!(sum > 0)) sum = row[0] = 1;
    for (int64_t j = 0; j < w->n; j++)
      row[j] /= sum;
    w->class_of[k] = k < 2 ? k : below(w, 2);
  }
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream_init(&w->stream, seed, 0, 0, 0);
  w->n = 2 + below(w, MOST - 1);
  w->members = 2 + below(w, MEMBERS - 1);
  make_matrix(w);
  make_panel(w);
  for (int64_t i = 0; i < w->members * w->n; i++)
    w->ranks[i] = (double)below(w, 12);
  for (int64_t i = 0; i < ROWS * w->n; i++)
    w->x[i] = (double)(1 + below(w, 50)) * (below(w, 2) ? 1 : uniform(w));
  for (int64_t j = 0; j < w->n; j++)
    w->direction[j] = below(w, 2) ? 1 : -1;
}

/* ---------------------------------------------------------------- what holds ---------------- */

static int are_weights(const double *w, int64_t n) {
  return cpw_weights_check(w, n, NULL, NULL) == CPW_OK;
}

static int apart(const double *a, const double *b, int64_t n, double within) {
  for (int64_t j = 0; j < n; j++)
    if (!(fabs(a[j] - b[n - 1 - j]) <= within)) return 1;
  return 0;
}

/* rows of n, each in the opposite order */
static void turn(const double *from, int64_t rows, int64_t n, double *to) {
  for (int64_t i = 0; i < rows; i++)
    for (int64_t j = 0; j < n; j++)
      to[i * n + j] = from[i * n + n - 1 - j];
}

static const char *judgements(const world *w) {
  double v[MOST], turned[MOST * MOST], other[MOST];
  cpw_weights_consistency c, d;
  for (int64_t i = 0; i < w->n * w->n; i++)
    turned[i] = w->matrix[w->n * w->n - 1 - i];
  for (int32_t method = 0; method < 2; method++) {
    if (cpw_weights_ahp(w->matrix, w->n, method, v, &c, NULL, NULL) != CPW_OK)
      return "judgements are refused";
    if (!are_weights(v, w->n)) return "judgements give no weights";
    if (cpw_weights_ahp(turned, w->n, method, other, &d, NULL, NULL) != CPW_OK)
      return "judgements in another order are refused";
    if (apart(v, other, w->n, 1e-10)) return "judgements in another order give other weights";
    if (!(fabs(c.lambda_max / d.lambda_max - 1) <= 1e-10)) return "the eigenvalue depends on order";
    if (c.worst_row < 0) continue;
    if (isnan(c.worst_value) || isnan(c.worst_suggestion)) return "the worst judgement is none";
  }
  return NULL;
}

static const char *data(const world *w) {
  double v[MOST], turned[ROWS * MOST], other[MOST];
  int32_t back[MOST];
  turn(w->x, ROWS, w->n, turned);
  for (int64_t j = 0; j < w->n; j++)
    back[j] = w->direction[w->n - 1 - j];
  for (int32_t method = 0; method <= CPW_WEIGHTS_ANGLE; method++) {
    cpw_weights_objective_options o;
    cpw_weights_objective_options_init(&o);
    o.method = method;
    o.direction = w->direction;
    if (cpw_weights_objective(w->x, ROWS, w->n, &o, v, NULL) != CPW_OK) return "data are refused";
    if (!are_weights(v, w->n)) return "data give no weights";
    o.direction = back;
    if (cpw_weights_objective(turned, ROWS, w->n, &o, other, NULL) != CPW_OK)
      return "data in another order are refused";
    if (apart(v, other, w->n, 1e-11)) return "data in another order give other weights";
  }
  return NULL;
}

static double regret(const world *w, const double *v, int32_t measure) {
  double worst = 0;
  for (int64_t k = 0; k < w->members; k++) {
    double most = 0, sum = 0;
    for (int64_t j = 0; j < w->n; j++) {
      double d = fabs(v[j] - w->panel[k * w->n + j]);
      most = fmax(most, d);
      sum += d / 2;
    }
    worst = fmax(worst, measure == CPW_WEIGHTS_REGRET_MOVED ? sum : most);
  }
  return worst;
}

static const char *panel(const world *w) {
  double v[MOST], mean[MOST], turned[MEMBERS * MOST], other[MOST], between[MOST], within[MOST];
  for (int32_t method = 0; method < 4; method++) {
    int32_t status =
        cpw_weights_combine(w->panel, w->members, w->n, method, NULL, 0.2, v, NULL, NULL, NULL);
    if (status == CPW_EDOMAIN && method != CPW_WEIGHTS_MEAN) continue; /* vetoes, or medians of 0 */
    if (status != CPW_OK || !are_weights(v, w->n)) return "a panel gives no weights";
    if (method == CPW_WEIGHTS_MEAN) memcpy(mean, v, sizeof mean);
  }
  turn(w->panel, w->members, w->n, turned);
  for (int32_t measure = 0; measure < 2; measure++) {
    double largest;
    if (cpw_weights_compromise(w->panel, w->members, w->n, measure, v, NULL, &largest, NULL,
                               NULL) != CPW_OK)
      return "a panel has no compromise";
    if (!are_weights(v, w->n)) return "a compromise is no weights";
    if (largest > regret(w, mean, measure) + 1e-9) return "the mean is a better compromise";
    if (measure == CPW_WEIGHTS_REGRET_MOVED) continue;
    if (cpw_weights_compromise(turned, w->members, w->n, measure, other, NULL, NULL, NULL, NULL) !=
            CPW_OK ||
        apart(v, other, w->n, 1e-12))
      return "a compromise depends on the order of the criteria";
  }
  if (cpw_weights_disagreement(w->panel, w->members, w->n, w->class_of, 2, NULL, between, within,
                               NULL, NULL, NULL) != CPW_OK)
    return "classes are refused";
  return NULL;
}

static double cost(const world *w, const int64_t *order) {
  double sum = 0;
  for (int64_t k = 0; k < w->members; k++)
    for (int64_t a = 0; a < w->n; a++)
      for (int64_t b = a + 1; b < w->n; b++) {
        double x = w->ranks[k * w->n + order[a]], y = w->ranks[k * w->n + order[b]];
        sum += x > y ? 1 : x < y ? 0 : 0.5;
      }
  return sum;
}

/* Kemeny's order is none other's worse: not of one swap of neighbours, not of any member's */
static const char *orders(const world *w) {
  int64_t order[MOST], optimal;
  double distance, borda[MOST], copeland[MOST], sum = 0, wins = 0;
  if (cpw_weights_kemeny(w->ranks, w->members, w->n, NULL, 1, order, &optimal, &distance, NULL,
                         NULL) != CPW_OK)
    return "orders are refused";
  if (cost(w, order) != distance || optimal < 1) return "an order has another distance";
  for (int64_t a = 0; a + 1 < w->n; a++) {
    int64_t swapped[MOST];
    memcpy(swapped, order, sizeof swapped);
    swapped[a] = order[a + 1];
    swapped[a + 1] = order[a];
    if (cost(w, swapped) < distance) return "a swap of neighbours is better";
  }
  if (cpw_weights_borda(w->ranks, w->members, w->n, NULL, borda, NULL, NULL) != CPW_OK ||
      cpw_weights_copeland(w->ranks, w->members, w->n, NULL, copeland, NULL, NULL) != CPW_OK)
    return "orders are refused";
  for (int64_t j = 0; j < w->n; j++) {
    sum += borda[j];
    wins += copeland[j];
  }
  double pairs = (double)(w->n * (w->n - 1)) / 2;
  if (sum != pairs * (double)w->members || wins != pairs) return "points are lost";
  for (int64_t j = 0; j < w->n; j++)
    if (copeland[j] == (double)(w->n - 1) && order[0] != j) return "who beats all is not first";
  return NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  const char *found = judgements(&w);
  if (!found) found = data(&w);
  if (!found) found = panel(&w);
  return found ? found : orders(&w);
}

/* ---------------------------------------------------------------- digest -------------------- */

static uint64_t add(uint64_t hash, const double *x, int64_t n) {
  for (int64_t j = 0; j < n; j++) {
    uint64_t bits;
    memcpy(&bits, &x[j], sizeof bits);
    for (int b = 0; b < 64; b += 8)
      hash = (hash ^ (bits >> b & 255U)) * 1099511628211U;
  }
  return hash;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  double v[MOST] = {0};
  cpw_weights_concordance_test t;
  make(&w, seed);
  for (int32_t method = 0; method < 2; method++)
    if (cpw_weights_ahp(w.matrix, w.n, method, v, NULL, NULL, NULL) == CPW_OK)
      hash = add(hash, v, w.n);
  for (int32_t method = 0; method <= CPW_WEIGHTS_ANGLE; method++) {
    cpw_weights_objective_options o;
    cpw_weights_objective_options_init(&o);
    o.method = method;
    o.direction = w.direction;
    if (cpw_weights_objective(w.x, ROWS, w.n, &o, v, NULL) == CPW_OK) hash = add(hash, v, w.n);
  }
  for (int32_t method = 0; method < 4; method++)
    if (cpw_weights_combine(w.panel, w.members, w.n, method, NULL, 0.2, v, NULL, NULL, NULL) ==
        CPW_OK)
      hash = add(hash, v, w.n);
  for (int32_t measure = 0; measure < 2; measure++)
    if (cpw_weights_compromise(w.panel, w.members, w.n, measure, v, NULL, NULL, NULL, NULL) ==
        CPW_OK)
      hash = add(hash, v, w.n);
  if (cpw_weights_concordance(w.ranks, w.members, w.n, &t, NULL, NULL) == CPW_OK)
    hash = add(hash, &t.p, 1);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"weights", "random criteria", 3000, 300, problem, digest};
  return worlds_main(&w, argc, argv);
}
