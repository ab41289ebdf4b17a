/* Acceptability of lists of any kind: every rank is filled in every draw, the first K are those of the ranks,
 * tiers are never crossed, splits merge to the same counts, drawn weights keep order and bounds; under a policy
 * every place is filled in every draw and nobody comes before a lower block. Usage:
 * property_smaa [COUNT] [SEED], or --digest. */
#include "carepath/priority.h"
#include "carepath/random.h"
#include "carepath/smaa.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define ROWS     30
#define CRITERIA 4
#define DRAWS    24

typedef struct world {
  cpw_stream stream;
  double values[ROWS * CRITERIA], weights[CRITERIA], spread[CRITERIA], lower[CRITERIA];
  double upper[CRITERIA];
  int32_t tier[ROWS], order[CRITERIA];
  int64_t top[2];
  cpw_mcda_table table;
  cpw_smaa_options options;
} world;

static void make_weights(world *w) {
  cpw_stream *s = &w->stream;
  const int64_t m = w->table.criteria;
  double sum = 0;
  for (int64_t j = 0; j < m; j++) {
    sum += w->weights[j] = 0.2 + cpw_random_uniform(s);
    w->spread[j] = cpw_random_uniform(s);
    w->order[j] = 1 + (int32_t)cpw_random_below(s, 3);
  }
  for (int64_t j = 0; j < m; j++) { /* bounds around the weights */
    w->weights[j] /= sum;
    w->lower[j] = 0.3 * w->weights[j];
    w->upper[j] = fmin(1, 3 * w->weights[j]);
  }
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream *s = &w->stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  cpw_mcda_table_init(&w->table);
  cpw_smaa_options_init(&w->options);
  const int64_t n = 1 + (int64_t)cpw_random_below(s, ROWS);
  const int64_t m = 1 + (int64_t)cpw_random_below(s, CRITERIA);
  w->table.rows = n;
  w->table.criteria = m;
  w->table.values = w->values;
  w->table.weights = w->weights;
  w->table.normalise = CPW_MCDA_MINMAX;
  for (int64_t k = 0; k < n * m; k++)
    w->values[k] = seed % 3 ? cpw_random_uniform(s) : (double)cpw_random_below(s, 3);
  for (int64_t i = 0; i < n; i++)
    w->tier[i] = 1 + (int32_t)cpw_random_below(s, 3);
  make_weights(w);
  cpw_smaa_options *o = &w->options;
  o->law = (int32_t)cpw_random_below(s, 2);
  o->uncertainty = (int32_t)cpw_random_below(s, 3);
  o->spread = o->uncertainty ? w->spread : NULL;
  o->tier = cpw_random_below(s, 2) ? w->tier : NULL;
  if (o->law == CPW_SMAA_UNIFORM && cpw_random_below(s, 2)) o->order = w->order;
  if (!o->order && cpw_random_below(s, 2)) o->weight_lower = w->lower;
  if (!o->order && cpw_random_below(s, 2)) o->weight_upper = w->upper;
  w->top[0] = (int64_t)cpw_random_below(s, (uint64_t)n);
  w->top[1] = n;
  o->top = w->top;
  o->tops = 2;
}

static cpw_result *simulate(const world *w, int64_t first, int64_t replications, int32_t ranks) {
  cpw_smaa_options o = w->options;
  cpw_run run;
  cpw_result *r = NULL;
  cpw_run_init(&run);
  run.seed = w->stream.key;
  run.first_replication = first;
  run.replications = replications;
  run.threads = 1 + (int32_t)(first % 3);
  o.ranks = o.pairs = ranks;
  return cpw_smaa_simulate(&w->table, &o, &run, &r, NULL) == CPW_OK ? r : NULL;
}

static const char *ranks_hold(const world *w, const cpw_result *r) {
  const int64_t n = w->table.rows, *rank = cpw_result_find(r, "rank_count")->integer;
  const int64_t *top = cpw_result_find(r, "top_count")->integer;
  const int64_t *above = cpw_result_find(r, "above_count")->integer;
  for (int64_t i = 0; i < n; i++) {
    int64_t row = 0, column = 0, first = 0;
    for (int64_t k = 0; k < n; k++) {
      row += rank[i * n + k];
      column += rank[k * n + i];
      first += k < w->top[0] ? rank[i * n + k] : 0;
      if (i != k && above[i * n + k] + above[k * n + i] != DRAWS) return "a pair has no order";
      if (w->options.tier && w->tier[i] > w->tier[k] && above[i * n + k])
        return "a tier is crossed";
    }
    if (row != DRAWS || column != DRAWS) return "a rank is not filled in every draw";
    if (first != top[2 * i] || top[2 * i + 1] != DRAWS)
      return "the first K are not those of the ranks";
  }
  return NULL;
}

static const char *weights_hold(const world *w, const cpw_result *r) {
  const double *mean = cpw_result_find(r, "weight_mean")->real;
  const cpw_smaa_options *o = &w->options;
  double sum = 0;
  for (int64_t j = 0; j < w->table.criteria; j++) {
    sum += mean[j];
    if (o->weight_lower && mean[j] < w->lower[j] - 1e-10) return "a weight is below its bound";
    if (o->weight_upper && mean[j] > w->upper[j] + 1e-10) return "a weight is above its bound";
    for (int64_t k = 0; o->order && k < w->table.criteria; k++)
      if (w->order[j] < w->order[k] && mean[j] < mean[k] - 1e-10)
        return "weights are not in their order";
  }
  return fabs(sum - 1) < 1e-12 ? NULL : "weights do not sum to 1";
}

static const char *splits_hold(const world *w, const cpw_result *whole, const cpw_result *alone) {
  cpw_result *part[2] = {simulate(w, 11, DRAWS - 11, 1), simulate(w, 0, 11, 1)}, *merged = NULL;
  const char *found = "a split is refused";
  if (part[0] && part[1] &&
      cpw_result_merge((const cpw_result *const *)part, 2, NULL, &merged, NULL) == CPW_OK)
    found = NULL;
  for (int64_t k = 0; !found && cpw_result_at(whole, k); k++) {
    const cpw_array *a = cpw_result_at(whole, k), *b = cpw_result_at(merged, k);
    const void *x = a->type == CPW_DOUBLE ? (const void *)a->real : (const void *)a->integer;
    const void *y = b->type == CPW_DOUBLE ? (const void *)b->real : (const void *)b->integer;
    if (memcmp(x, y, (size_t)a->size * 8) != 0) found = "a split shows";
  }
  const cpw_array *tops = cpw_result_find(whole, "top_count");
  if (!found && memcmp(tops->integer, cpw_result_find(alone, "top_count")->integer,
                       (size_t)tops->size * 8) != 0)
    found = "thresholds are not those of the ranks";
  cpw_result_free(part[0]);
  cpw_result_free(part[1]);
  cpw_result_free(merged);
  return found;
}

/* ---------------------------------------------------------------- the same as a policy ------ */

typedef struct under {
  cpw_priority_criterion criterion[CRITERIA];
  cpw_priority_policy policy;
  double wait[ROWS], fact[CRITERIA][ROWS];
  const double *column[CRITERIA];
  int32_t tier[ROWS];
  cpw_priority_list list;
} under;

static void make_policy(under *u, const world *w, uint64_t seed) {
  static const cpw_priority_tier tiers[] = {
      {"P2", 28, 1}, {"P3", 84, 1}, {"P4", (double)INFINITY, 1}};
  static const char *const names[] = {"a", "b", "c", "d"};
  static const double at[] = {0, 2}, value[] = {0, 1};
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 7, 0);
  cpw_priority_policy_init(&u->policy);
  cpw_priority_list_init(&u->list);
  const int64_t n = w->table.rows, m = w->table.criteria;
  for (int64_t k = 0; k < m; k++) {
    u->criterion[k] =
        (cpw_priority_criterion){.name = names[k],
                                 .weight = w->weights[k],
                                 .source = k == 1 ? CPW_PRIORITY_WAIT_RATIO : k,
                                 .knots = 2,
                                 .at = at,
                                 .value = value,
                                 .missing = (double)NAN,
                                 .part = k % 2 ? CPW_PRIORITY_CLINICAL : CPW_PRIORITY_EQUITY,
                                 .until = CPW_DATE_NONE};
    u->column[k] = u->fact[k];
    for (int64_t i = 0; i < n; i++)
      u->fact[k][i] = w->values[i * m + k];
  }
  for (int64_t i = 0; i < n; i++) {
    u->tier[i] = w->tier[i] - 1;
    u->wait[i] = 10 * (double)cpw_random_below(&s, 12);
  }
  u->policy.tiers = tiers;
  u->policy.tier_count = 3;
  u->policy.criteria = u->criterion;
  u->policy.criterion_count = m;
  u->policy.cap_kind = (int32_t)(seed % 3);
  u->policy.cap = u->policy.cap_kind == CPW_PRIORITY_CAP_DAYS    ? 25
                  : u->policy.cap_kind == CPW_PRIORITY_CAP_SCORE ? 0.2
                                                                 : 0;
  u->list.patients = n;
  u->list.tier = u->tier;
  u->list.wait = u->wait;
  u->list.fact = u->column;
  u->list.columns = m;
}

static cpw_result *rank_policy(const under *u, const world *w, int64_t first,
                               int64_t replications) {
  cpw_smaa_options o = w->options;
  cpw_run run;
  cpw_result *r = NULL;
  cpw_run_init(&run);
  run.seed = w->stream.key;
  run.first_replication = first;
  run.replications = replications;
  run.threads = 1 + (int32_t)(first % 3);
  o.tier = NULL;
  o.uncertainty = CPW_SMAA_EXACT;
  o.spread = NULL;
  return cpw_smaa_policy(&u->policy, &u->list, &o, &run, &r, NULL) == CPW_OK ? r : NULL;
}

static const char *places_hold(const under *u, const world *w, const cpw_result *r) {
  const int64_t n = w->table.rows, *top = cpw_result_find(r, "top_count")->integer;
  int32_t block[ROWS];
  double values[ROWS * CRITERIA];
  int64_t filled = 0;
  if (cpw_priority_values(&u->policy, &u->list, values, block, NULL) != CPW_OK) return "no values";
  for (int64_t i = 0; i < n; i++) {
    filled += top[2 * i];
    for (int64_t k = 0; k < n; k++)
      if (block[k] < block[i] && top[2 * i] > 0 && top[2 * k] < DRAWS)
        return "somebody comes before a lower block";
    if (top[2 * i + 1] != DRAWS) return "somebody is not among all";
  }
  return filled == DRAWS * w->top[0] ? NULL : "a place is not filled";
}

static const char *policy_holds(const world *w, uint64_t seed) {
  under u;
  make_policy(&u, w, seed);
  cpw_result *whole = rank_policy(&u, w, 0, DRAWS), *merged = NULL;
  cpw_result *part[2] = {rank_policy(&u, w, 7, DRAWS - 7), rank_policy(&u, w, 0, 7)};
  const char *found = whole && part[0] && part[1] ? NULL : "a valid policy is refused";
  if (!found) found = places_hold(&u, w, whole);
  if (!found &&
      (cpw_result_merge((const cpw_result *const *)part, 2, NULL, &merged, NULL) != CPW_OK ||
       worlds_digest(merged, 0) != worlds_digest(whole, 0)))
    found = "a split of a policy shows";
  cpw_result_free(merged);
  cpw_result_free(part[0]);
  cpw_result_free(part[1]);
  cpw_result_free(whole);
  return found;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  cpw_result *whole = simulate(&w, 0, DRAWS, 1), *alone = simulate(&w, 0, DRAWS, 0);
  const char *found = whole && alone ? NULL : "a valid list is refused";
  if (!found) found = ranks_hold(&w, whole);
  if (!found) found = weights_hold(&w, whole);
  if (!found) found = splits_hold(&w, whole, alone);
  if (!found) found = policy_holds(&w, seed);
  cpw_result_free(whole);
  cpw_result_free(alone);
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  cpw_result *r = simulate(&w, 0, DRAWS, 1);
  if (!r) return 0;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  under u;
  make_policy(&u, &w, seed);
  r = rank_policy(&u, &w, 0, DRAWS);
  if (!r) return 0;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"smaa", "random lists", 2000, 300, problem, digest};
  return worlds_main(&w, argc, argv);
}
