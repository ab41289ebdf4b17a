/* Random games: values sum to the whole, shares stand where the least core says, nobody is worse off than
 * alone, votes are those of the game. Usage: property_coalition [COUNT] [SEED], or --digest. */
#include "carepath/coalition.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define MOST 7
#define SETS (1 << MOST)

typedef struct world {
  int64_t n, quota, votes[MOST], alone[MOST], actual[MOST];
  double v[SETS], all;
} world;

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  w->n = 1 + (int64_t)cpw_random_below(&s, MOST);
  int coarse = (int)cpw_random_below(&s, 2);
  double alone = 0, size = cpw_math_exp(20 * cpw_random_uniform(&s) - 10);
  for (int64_t set = 1; set < INT64_C(1) << w->n; set++)
    w->v[set] = size * (coarse ? (double)cpw_random_below(&s, 4) : cpw_random_normal(&s, 0, 1));
  for (int64_t i = 0; i < w->n; i++) {
    alone += w->v[1 << i];
    w->quota += w->votes[i] = 1 + (int64_t)cpw_random_below(&s, 30);
    w->alone[i] = (int64_t)cpw_random_below(&s, 2000) - 500;
    w->actual[i] = w->alone[i] + (int64_t)cpw_random_below(&s, 300) - 140;
  }
  if (w->n > 1) w->v[(1 << w->n) - 1] = alone + size * cpw_random_exponential(&s, 2);
  w->all = w->v[(1 << w->n) - 1];
  w->quota = 1 + (int64_t)cpw_random_below(&s, (uint64_t)w->quota);
}

static const char *game_holds(const world *w) {
  double shapley[MOST], nucleolus[MOST], least[MOST], level = 0, sums[3] = {0, 0, 0}, scale = 0;
  if (cpw_coalition_shapley(w->v, w->n, shapley, NULL) != CPW_OK) return "no Shapley value";
  if (cpw_coalition_nucleolus(w->v, w->n, NULL, nucleolus, NULL) != CPW_OK) return "no nucleolus";
  if (cpw_coalition_least_core(w->v, w->n, NULL, &level, least, NULL) != CPW_OK)
    return "no least core";
  for (int set = 0; set < 1 << w->n; set++)
    scale = fmax(scale, fabs(w->v[set]));
  for (int64_t i = 0; i < w->n; i++) {
    sums[0] += shapley[i] - w->all / (double)w->n;
    sums[1] += nucleolus[i] - w->all / (double)w->n;
    sums[2] += least[i] - w->all / (double)w->n;
    if (nucleolus[i] < w->v[1 << i] - 1e-8 * scale) return "a member is worse off than alone";
  }
  for (int k = 0; k < 3; k++)
    if (!(fabs(sums[k]) <= 1e-9 * scale)) return "shares do not sum to the whole";
  cpw_coalition_core core;
  if (cpw_coalition_test_core(w->v, w->n, nucleolus, NULL, &core, NULL) != CPW_OK)
    return "the nucleolus is refused";
  if (w->n > 1 && fabs(core.complaint - level) > 1e-8 * scale)
    return "the nucleolus is not in the least core";
  return NULL;
}

static const char *votes_hold(const world *w) {
  double members[MOST], v[SETS], x[MOST], y[MOST], b[MOST], c[MOST];
  for (int64_t i = 0; i < w->n; i++)
    members[i] = (double)w->votes[i];
  if (cpw_coalition_table(CPW_COALITION_VOTE, (double)w->quota, members, w->n, v, NULL) != CPW_OK ||
      cpw_coalition_shapley(v, w->n, x, NULL) != CPW_OK ||
      cpw_coalition_banzhaf(v, w->n, 0, b, NULL) != CPW_OK ||
      cpw_coalition_power(w->votes, w->n, w->quota, NULL, NULL, y, c, NULL) != CPW_OK)
    return "a vote is refused";
  for (int64_t i = 0; i < w->n; i++)
    if (fabs(x[i] - y[i]) > 1e-13 || fabs(b[i] - c[i]) > 1e-13)
      return "power is not that of the game";
  return NULL;
}

static int32_t share(const world *w, int32_t rule, int64_t *x, int64_t *paid,
                     cpw_coalition_gain *g) {
  const double weights[MOST] = {1, 2, 3, 4, 5, 6, 7};
  cpw_coalition_books b;
  cpw_coalition_books_init(&b);
  b.members = w->n;
  b.alone = w->alone;
  b.actual = w->actual;
  b.rule = rule;
  if (rule <= CPW_COALITION_NUCLEOLUS) b.values = w->v;
  if (rule == CPW_COALITION_PROPORTIONAL) b.weights = weights;
  return cpw_coalition_share_gain(&b, x, paid, g, NULL);
}

static const char *gains_hold(const world *w) {
  for (int32_t rule = 0; rule < 4; rule++) {
    int64_t x[MOST], paid[MOST], sum = 0;
    cpw_coalition_gain g;
    if (share(w, rule, x, paid, &g) != CPW_OK) return "a gain is refused";
    for (int64_t i = 0; i < w->n; i++) {
      sum += paid[i];
      if (g.gain >= 0 && x[i] < w->alone[i])
        return "a member is worse off than alone, to the pound";
    }
    if (sum != 0) return "side payments do not sum to 0";
  }
  return NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  const char *found = game_holds(&w);
  if (!found) found = votes_hold(&w);
  return found ? found : gains_hold(&w);
}

static uint64_t add(uint64_t hash, const void *from, size_t bytes) {
  const unsigned char *at = from;
  for (size_t b = 0; b < bytes; b++)
    hash = (hash ^ at[b]) * 1099511628211U;
  return hash;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  double x[MOST] = {0}, b[MOST] = {0};
  if (cpw_coalition_shapley(w.v, w.n, x, NULL) != CPW_OK) return 0;
  hash = add(hash, x, sizeof x);
  if (cpw_coalition_nucleolus(w.v, w.n, NULL, x, NULL) != CPW_OK) return 0;
  hash = add(hash, x, sizeof x);
  if (cpw_coalition_power(w.votes, w.n, w.quota, NULL, NULL, x, b, NULL) != CPW_OK) return 0;
  hash = add(add(hash, x, sizeof x), b, sizeof b);
  for (int32_t rule = 0; rule < 4; rule++) {
    int64_t shares[MOST] = {0}, paid[MOST] = {0};
    if (share(&w, rule, shares, paid, NULL) != CPW_OK) return 0;
    hash = add(add(hash, shares, sizeof shares), paid, sizeof paid);
  }
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"coalition", "random games", 1000, 200, problem, digest};
  return worlds_main(&w, argc, argv);
}
