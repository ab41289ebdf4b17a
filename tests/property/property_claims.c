/* Random claims: every rule within its bounds, its dual, its sum; pounds within one of the rule. Usage:
 * property_claims [COUNT] [SEED], or --digest. */
#include "carepath/claims.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define MOST 14

typedef struct world {
  int64_t n, estate;
  int64_t pounds[MOST];
  double claims[MOST], weights[MOST], total;
} world;

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  w->n = (int64_t)cpw_random_below(&s, MOST + 1);
  uint64_t size = UINT64_C(1) << (1 + cpw_random_below(&s, 40));
  int64_t sum = 0;
  for (int64_t i = 0; i < w->n; i++) {
    sum += w->pounds[i] = (int64_t)cpw_random_below(&s, cpw_random_below(&s, 4) ? size : 3);
    w->claims[i] = (double)w->pounds[i];
    w->weights[i] = 0.01 + cpw_random_exponential(&s, 1);
  }
  w->total = (double)sum;
  w->estate = (int64_t)cpw_random_below(&s, (uint64_t)sum + 1);
}

static const int32_t dual[CPW_CLAIMS_COUNT] = {CPW_CLAIMS_PROPORTIONAL,
                                               CPW_CLAIMS_EQUAL_LOSSES,
                                               CPW_CLAIMS_EQUAL_AWARDS,
                                               CPW_CLAIMS_TALMUD,
                                               CPW_CLAIMS_ADJUSTED_PROPORTIONAL,
                                               CPW_CLAIMS_RANDOM_ARRIVAL,
                                               -1,
                                               -1};

static int takes_weights(int32_t rule) {
  return dual[rule] >= 0 && rule != CPW_CLAIMS_ADJUSTED_PROPORTIONAL &&
         rule != CPW_CLAIMS_RANDOM_ARRIVAL && rule != CPW_CLAIMS_PROPORTIONAL;
}

static const char *rule_holds(const world *w, int32_t rule, const double *weights) {
  cpw_claims_options o;
  double a[MOST], d[MOST], sum = 0, tiny = 1e-11 * (w->total + 1);
  int64_t x[MOST], left = w->estate;
  cpw_claims_options_init(&o);
  o.rule = rule;
  o.weights = weights;
  if (cpw_claims_divide((double)w->estate, w->claims, w->n, &o, a, NULL) != CPW_OK)
    return "claims are refused";
  if (cpw_claims_divide_whole(w->estate, w->pounds, w->n, &o, x, NULL) != CPW_OK)
    return "pounds are refused";
  o.rule = dual[rule] < 0 ? 0 : dual[rule];
  if (dual[rule] < 0) o.weights = NULL;
  if (cpw_claims_divide(w->total - (double)w->estate, w->claims, w->n, &o, d, NULL) != CPW_OK)
    return "losses are refused";
  for (int64_t i = 0; i < w->n; i++) {
    sum += a[i];
    left -= x[i];
    if (!(a[i] >= 0 && a[i] <= w->claims[i])) return "an award is out of bounds";
    if (dual[rule] >= 0 && fabs(a[i] + d[i] - w->claims[i]) > tiny) return "a rule is not dual";
    if (!(x[i] >= 0 && x[i] <= w->pounds[i])) return "pounds are out of bounds";
    if (fabs((double)x[i] - a[i]) >= 1 + tiny) return "pounds are far from the rule";
  }
  if (fabs(sum - (double)w->estate) > tiny) return "awards are not the estate";
  return left == 0 ? NULL : "pounds are not the estate";
}

static const char *problem(uint64_t seed) {
  world w;
  const char *found = NULL;
  make(&w, seed);
  for (int32_t rule = 0; !found && rule < CPW_CLAIMS_COUNT; rule++) {
    found = rule_holds(&w, rule, NULL);
    if (!found && takes_weights(rule)) found = rule_holds(&w, rule, w.weights);
  }
  return found;
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
  for (int32_t rule = 0; rule < CPW_CLAIMS_COUNT; rule++) {
    cpw_claims_options o;
    double a[MOST] = {0};
    int64_t x[MOST] = {0};
    cpw_claims_options_init(&o);
    o.rule = rule;
    if (takes_weights(rule)) o.weights = w.weights;
    if (cpw_claims_divide((double)w.estate, w.claims, w.n, &o, a, NULL) != CPW_OK) return 0;
    if (cpw_claims_divide_whole(w.estate, w.pounds, w.n, &o, x, NULL) != CPW_OK) return 0;
    hash = add(add(hash, a, sizeof a), x, sizeof x);
  }
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"claims", "random claims", 2000, 300, problem, digest};
  return worlds_main(&w, argc, argv);
}
