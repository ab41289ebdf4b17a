/* Panels of any shape: draws are weights, the same for any threads and any order of people; strengths are a
 * maximum, and relabelling criteria relabels them. Usage: property_citizens [COUNT] [SEED], or --digest. */
#include "carepath/citizens.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define ROWS     12
#define CRITERIA 5
#define CLASSES  3
#define DRAWS    40

typedef struct world {
  double ballots[ROWS * CRITERIA], wins[CRITERIA * CRITERIA];
  int64_t people[ROWS], class_of[ROWS];
  cpw_citizens_panel panel;
} world;

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  memset(w, 0, sizeof *w);
  cpw_stream_init(&s, seed, 0, 0, 0);
  cpw_citizens_panel *p = &w->panel;
  cpw_citizens_panel_init(p);
  p->kind = (int32_t)cpw_random_below(&s, 3);
  p->method = (int32_t)cpw_random_below(&s, 2);
  p->prior = 0.01 + cpw_random_exponential(&s, 1);
  p->rows = ROWS;
  p->criteria = 1 + (int64_t)cpw_random_below(&s, CRITERIA);
  p->classes = CLASSES;
  for (int64_t i = 0; i < ROWS * CRITERIA; i++)
    w->ballots[i] = (double)cpw_random_below(&s, p->kind == CPW_CITIZENS_APPROVALS ? 2 : 4);
  w->ballots[0] = 1;
  for (int i = 0; i < ROWS; i++) {
    w->people[i] = 1 + (int64_t)cpw_random_below(&s, 5);
    w->class_of[i] = (int64_t)cpw_random_below(&s, CLASSES);
  }
  for (int i = 0; i < CRITERIA * CRITERIA; i++)
    if (i % (CRITERIA + 1)) w->wins[i] = 1 + (double)cpw_random_below(&s, 9);
  if (p->kind == CPW_CITIZENS_RANKS && p->criteria > 1) w->ballots[1] = 2;
  p->ballots = w->ballots;
  p->people = w->people;
  p->class_of = w->class_of;
}

static cpw_result *weights(const world *w, int32_t threads) {
  cpw_run run;
  cpw_result *r = NULL;
  cpw_run_init(&run);
  run.replications = DRAWS;
  run.threads = threads;
  return cpw_citizens_weights(&w->panel, &run, &r, NULL) == CPW_OK ? r : NULL;
}

static void backwards(const world *from, world *to) {
  *to = *from;
  int64_t n = from->panel.criteria;
  for (int64_t i = 0; i < ROWS; i++) {
    memcpy(to->ballots + i * n, from->ballots + (ROWS - 1 - i) * n, (size_t)n * sizeof(double));
    to->people[i] = from->people[ROWS - 1 - i];
    to->class_of[i] = from->class_of[ROWS - 1 - i];
  }
  to->panel.ballots = to->ballots;
  to->panel.people = to->people;
  to->panel.class_of = to->class_of;
}

static const char *weights_hold(const world *w) {
  world other;
  backwards(w, &other);
  cpw_result *a = weights(w, 1), *b = weights(&other, 3);
  const char *found = NULL;
  if (!a || !b) found = "a panel is refused";
  if (!found && worlds_digest(a, 1) != worlds_digest(b, 1))
    found = "the order of people or the threads matter";
  double first = 0, ranks = 0;
  int64_t n = w->panel.criteria;
  for (int64_t r = 0; r < DRAWS && !found; r++) {
    double sum = 0;
    for (int64_t j = 0; j < n; j++) {
      double x = cpw_result_find(a, "draws")->real[r * n + j];
      if (!(x >= 0)) found = "a draw is below 0";
      sum += x;
    }
    if (!found && fabs(sum - 1) > 1e-12) found = "a draw does not sum to 1";
  }
  for (int64_t j = 0; j < n && !found; j++) {
    first += cpw_result_find(a, "overall_first")->real[j];
    ranks += cpw_result_find(a, "overall_rank")->real[j * n + n - 1];
  }
  if (!found && (fabs(first - 1) > 1e-12 || fabs(ranks - 1) > 1e-12))
    found = "probabilities of a rank do not sum to 1";
  cpw_result_free(a);
  cpw_result_free(b);
  return found;
}

static const char *strengths_hold(const world *w) {
  double turned[CRITERIA * CRITERIA];
  cpw_result *a = NULL, *b = NULL;
  const char *found = NULL;
  for (int i = 0; i < CRITERIA * CRITERIA; i++)
    turned[i] = w->wins[CRITERIA * CRITERIA - 1 - i];
  if (cpw_citizens_pairs(w->wins, CRITERIA, NULL, NULL, &a, NULL) != CPW_OK ||
      cpw_citizens_pairs(turned, CRITERIA, NULL, NULL, &b, NULL) != CPW_OK)
    found = "judgements are refused";
  for (int i = 0; i < CRITERIA && !found; i++) {
    const double *x = cpw_result_find(a, "weight")->real, *y = cpw_result_find(b, "weight")->real;
    double won = 0, expected = 0;
    for (int j = 0; j < CRITERIA; j++) {
      double both = w->wins[i * CRITERIA + j] + w->wins[j * CRITERIA + i];
      won += w->wins[i * CRITERIA + j];
      if (i != j) expected += both * x[i] / (x[i] + x[j]);
    }
    if (fabs(won - expected) > 1e-9 * won) found = "wins are not as expected at the maximum";
    if (fabs(x[i] - y[CRITERIA - 1 - i]) > 1e-12)
      found = "another order of criteria, other weights";
  }
  cpw_result_free(a);
  cpw_result_free(b);
  return found;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  const char *found = weights_hold(&w);
  return found ? found : strengths_hold(&w);
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  cpw_run run;
  make(&w, seed);
  cpw_result *r = weights(&w, 1);
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  cpw_run_init(&run);
  run.replications = DRAWS;
  if (cpw_citizens_pairs(w.wins, CRITERIA, NULL, &run, &r, NULL) != CPW_OK) return 0;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"citizens", "random panels", 2000, 300, problem, digest};
  return worlds_main(&w, argc, argv);
}
