/* Methods for comparison on lists of any kind: every score stays within its range, a row that is at least as
 * good as another in everything is not below it, rows and criteria in another order change nothing, flows
 * sum to nothing, and nothing is reordered on fixed bounds. Usage: property_mcda [COUNT] [SEED], or
 * --digest. */
#include "carepath/mcda.h"
#include "carepath/random.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define ROWS     40
#define CRITERIA 6

typedef struct world {
  cpw_stream stream;
  double values[ROWS * CRITERIA], weights[CRITERIA], lower[CRITERIA], upper[CRITERIA];
  int32_t directions[CRITERIA];
  cpw_mcda_preference preferences[CRITERIA];
  cpw_mcda_table table;
  cpw_mcda_method method;
} world;

static double any_value(cpw_stream *s, uint64_t kind) {
  if (kind == 0) return (double)cpw_random_below(s, 4);
  if (kind == 1) return 1e-3 + cpw_random_exponential(s, 20);
  return 1 + cpw_random_uniform(s);
}

static void make_preference(world *w, int64_t j) {
  cpw_stream *s = &w->stream;
  double q = (double)cpw_random_below(s, 3);
  w->preferences[j] = (cpw_mcda_preference){1 + (int32_t)cpw_random_below(s, 6), 0, q,
                                            q + 0.1 + cpw_random_exponential(s, 5),
                                            0.1 + cpw_random_exponential(s, 5)};
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream *s = &w->stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  cpw_mcda_table *t = &w->table;
  cpw_mcda_table_init(t);
  t->rows = 1 + (int64_t)cpw_random_below(s, ROWS);
  t->criteria = 1 + (int64_t)cpw_random_below(s, CRITERIA);
  double sum = 0;
  for (int64_t j = 0; j < t->criteria; j++) {
    const uint64_t kind = cpw_random_below(s, 3);
    for (int64_t i = 0; i < t->rows; i++)
      w->values[i * t->criteria + j] = any_value(s, kind);
    sum += w->weights[j] = cpw_random_below(s, 8) ? cpw_random_exponential(s, 1) : 1e-9;
    w->directions[j] = cpw_random_below(s, 2) ? 1 : -1;
    w->upper[j] = 5 + 50 * cpw_random_uniform(s);
    make_preference(w, j);
  }
  for (int64_t j = 0; j < t->criteria; j++)
    w->weights[j] /= sum;
  t->values = w->values;
  t->weights = w->weights;
  t->directions = w->directions;
  t->lower = w->lower;
  t->upper = w->upper;
  t->outside = CPW_MCDA_OUTSIDE_CLAMP;
  cpw_mcda_method_init(&w->method);
  w->method.method = (int32_t)cpw_random_below(s, 6);
  w->method.v = cpw_random_uniform(s);
  w->method.preferences = w->preferences;
  t->normalise = cpw_random_below(s, 2) ? CPW_MCDA_FIXED : CPW_MCDA_MINMAX;
}

static int at_least_as_good(const world *w, int64_t a, int64_t b) {
  for (int64_t j = 0; j < w->table.criteria; j++) {
    double d = w->values[a * w->table.criteria + j] - w->values[b * w->table.criteria + j];
    if (d * w->directions[j] < 0) return 0;
  }
  return 1;
}

static const char *dominance(const world *w, const double *score) {
  for (int64_t a = 0; a < w->table.rows; a++)
    for (int64_t b = 0; b < w->table.rows; b++)
      if (at_least_as_good(w, a, b) && score[a] < score[b] - 1e-12)
        return "a row that is better in everything is below";
  return NULL;
}

static const char *range(const world *w, const double *score) {
  const int negative = w->method.method >= CPW_MCDA_VIKOR;
  double sum = 0;
  for (int64_t i = 0; i < w->table.rows; i++) {
    sum += score[i];
    if (!(score[i] >= -1 - 1e-12 && score[i] <= 1 + 1e-12)) return "a score is out of its range";
    if (!negative && score[i] < 0) return "a score is negative";
  }
  if (w->method.method == CPW_MCDA_PROMETHEE && fabs(sum) > 1e-12) return "flows do not sum to 0";
  return NULL;
}

/* rows turned round: the same bits; criteria turned round: the same but for rounding */
static const char *relabelled(world *w, const double *score) {
  const int64_t n = w->table.rows, m = w->table.criteria;
  world turned = *w;
  double other[ROWS];
  turned.table.values = turned.values;
  for (int64_t i = 0; i < n; i++)
    memcpy(turned.values + i * m, w->values + (n - 1 - i) * m, (size_t)m * sizeof *turned.values);
  if (cpw_mcda_score(&turned.table, &w->method, NULL, other, NULL) != CPW_OK)
    return "rows in another order are refused";
  for (int64_t i = 0; i < n; i++)
    if (other[n - 1 - i] != score[i]) return "the order of the rows shows";
  for (int64_t j = 0; j < m; j++) {
    for (int64_t i = 0; i < n; i++)
      turned.values[i * m + j] = w->values[i * m + m - 1 - j];
    turned.weights[j] = w->weights[m - 1 - j];
    turned.directions[j] = w->directions[m - 1 - j];
    turned.upper[j] = w->upper[m - 1 - j];
    turned.preferences[j] = w->preferences[m - 1 - j];
  }
  turned.table.weights = turned.weights;
  turned.table.directions = turned.directions;
  turned.table.lower = turned.lower;
  turned.table.upper = turned.upper;
  turned.method.preferences = turned.preferences;
  if (cpw_mcda_score(&turned.table, &turned.method, NULL, other, NULL) != CPW_OK)
    return "criteria in another order are refused";
  for (int64_t i = 0; i < n; i++)
    if (fabs(other[i] - score[i]) > 1e-11) return "the order of the criteria shows";
  return NULL;
}

static const char *reorders(const world *w) {
  const int32_t method = w->method.method;
  int64_t found = 0;
  if (cpw_mcda_reversals(&w->table, &w->method, NULL, 0, NULL, 0, NULL, &found, NULL) != CPW_OK)
    return "the check for reversals fails";
  if (found && w->table.normalise == CPW_MCDA_FIXED && method != CPW_MCDA_PROMETHEE &&
      method != CPW_MCDA_VIKOR)
    return "fixed bounds reorder";
  return NULL;
}

static const char *ranks(const world *w, const double *score) {
  const int64_t n = w->table.rows;
  double rank[ROWS], sum = 0;
  int64_t order[ROWS];
  if (cpw_mcda_rank(score, n, 1, CPW_MCDA_TIES_MID, NULL, rank, order, NULL) != CPW_OK)
    return "a score has no ranks";
  for (int64_t i = 0; i < n; i++) {
    sum += rank[i];
    if (i && score[order[i]] > score[order[i - 1]]) return "the order is none";
    if (i && score[order[i]] == score[order[i - 1]] && order[i] < order[i - 1])
      return "equals are not in the order of the rows";
  }
  return sum == (double)(n * (n + 1)) / 2 ? NULL : "ranks do not sum";
}

static const char *problem(uint64_t seed) {
  world w;
  double score[ROWS];
  make(&w, seed);
  if (cpw_mcda_score(&w.table, &w.method, NULL, score, NULL) != CPW_OK)
    return "a valid table is refused";
  const char *found = range(&w, score);
  if (!found) found = dominance(&w, score);
  if (!found) found = relabelled(&w, score);
  if (!found) found = ranks(&w, score);
  return found ? found : reorders(&w);
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  double score[ROWS];
  make(&w, seed);
  if (cpw_mcda_score(&w.table, &w.method, NULL, score, NULL) != CPW_OK) return 0;
  for (int64_t i = 0; i < w.table.rows; i++) {
    uint64_t bits;
    memcpy(&bits, &score[i], sizeof bits);
    for (int b = 0; b < 64; b += 8)
      hash = (hash ^ (bits >> b & 255U)) * 1099511628211U;
  }
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"mcda", "random lists", 5000, 2000, problem, digest};
  return worlds_main(&w, argc, argv);
}
