/* Small random knapsacks of every kind against all choices; what is found follows the rules and the budget, bounds
 * hold, a larger budget is never worse, and neither is an answer that was stopped worse than its baseline. Usage:
 * property_knapsack [COUNT] [SEED], or --digest. */
#include "carepath/knapsack.h"
#include "worlds.h"

#include <string.h>

#define MOST 11

typedef struct world {
  cpw_stream s;
  int64_t n, budget, v[MOST], c[MOST], first[MOST + 1], classes;
  int64_t need_first[MOST + 1], need[MOST * MOST], group[MOST];
  int32_t must[2];
  cpw_knapsack_rules rules;
} world;

static int64_t between(cpw_stream *s, int64_t low, int64_t high) {
  return low + (int64_t)cpw_random_below(s, (uint64_t)(high - low + 1));
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream *s = &w->s;
  cpw_stream_init(s, seed, 0, 0, 0);
  /* sizes from single pounds to nearly 2^58 */
  int64_t range = (int64_t)3 << between(s, 0, cpw_random_below(s, 4) ? 6 : 56);
  int64_t low = cpw_random_below(s, 3) ? 0 : -range / 3;
  uint64_t kind = cpw_random_below(s, 4);
  w->n = between(s, 0, MOST);
  int64_t sum = 0;
  for (int64_t j = 0; j < w->n; j++) {
    w->c[j] = between(s, low, range);
    w->v[j] = kind == 0 ? w->c[j] : kind == 1 ? w->c[j] + range / 5 : between(s, low, range);
    sum += w->c[j];
    w->group[j] = between(s, -3, 1);
    if (w->group[j] < 0) w->group[j] = -1;
    w->need_first[j + 1] = w->need_first[j];
    for (int64_t i = 0; i < j; i++)
      if (cpw_random_below(s, 7) == 0) w->need[w->need_first[j + 1]++] = i;
    if (j == 0 || cpw_random_below(s, 3) == 0) w->first[w->classes++] = j;
  }
  w->first[w->classes] = w->n;
  w->budget = between(s, low, sum > 0 ? sum : 1);
  cpw_knapsack_rules_init(&w->rules);
  w->rules.need_first = w->need_first;
  w->rules.need = w->need;
  w->rules.group = w->group;
  w->rules.groups = 2;
}

static int one_of_each(const world *w, int m) {
  for (int64_t i = 0; i < w->classes; i++) {
    int count = 0;
    for (int64_t j = w->first[i]; j < w->first[i + 1]; j++)
      count += m >> j & 1;
    if (count != 1) return 0;
  }
  return 1;
}

static int follows(const world *w, int m) {
  int count[2] = {0, 0};
  for (int64_t j = 0; j < w->n; j++) {
    if (!(m >> j & 1)) continue;
    if (w->group[j] >= 0 && ++count[w->group[j]] > 1) return 0;
    for (int64_t e = w->need_first[j]; e < w->need_first[j + 1]; e++)
      if (!(m >> w->need[e] & 1)) return 0;
  }
  return 1;
}

/* The best of all choices that are allowed; INT64_MIN: none is within the budget. */
static int64_t best_of(const world *w, int (*allowed)(const world *, int)) {
  int64_t best = INT64_MIN;
  for (int m = 0; m < 1 << w->n; m++) {
    int64_t value = 0, cost = 0;
    if (allowed && !allowed(w, m)) continue;
    for (int64_t j = 0; j < w->n; j++) {
      value += (m >> j & 1) ? w->v[j] : 0;
      cost += (m >> j & 1) ? w->c[j] : 0;
    }
    if (cost <= w->budget && value > best) best = value;
  }
  return best;
}

static int set_of(const world *w, const int32_t *x) {
  int m = 0;
  for (int64_t j = 0; j < w->n; j++)
    m |= x[j] << j;
  return m;
}

static const char *agrees(const world *w, int32_t status, const cpw_knapsack_answer *a,
                          int64_t best, int m) {
  if (best == INT64_MIN) return status == CPW_EDOMAIN ? NULL : "a budget that is short is taken";
  if (status != CPW_OK) return "a budget that suffices is refused";
  int64_t value = 0, cost = 0;
  for (int64_t j = 0; j < w->n; j++) {
    value += (m >> j & 1) ? w->v[j] : 0;
    cost += (m >> j & 1) ? w->c[j] : 0;
  }
  if (a->value != value || a->cost != cost) return "value or cost is not that of the choice";
  if (cost > w->budget || a->unspent != w->budget - cost) return "money is not conserved";
  if (!a->proven || a->value != best || a->bound != best) return "not the best choice";
  double slip = 1e-12 * (double)(best < 0 ? -best : best);
  return a->relaxed >= (double)best - slip ? NULL : "the relaxation is worth less";
}

static const char *items_hold(world *w) {
  int32_t x[MOST] = {0};
  cpw_knapsack_answer a, more;
  int64_t best = best_of(w, NULL);
  int32_t status = cpw_knapsack_solve(w->v, w->c, w->n, w->budget, NULL, x, &a, NULL);
  const char *found = agrees(w, status, &a, best, set_of(w, x));
  if (found || status != CPW_OK) return found;
  if (cpw_knapsack_solve(w->v, w->c, w->n, w->budget + 1, NULL, NULL, &more, NULL) != CPW_OK ||
      more.value < a.value)
    return "a larger budget is worse";
  cpw_knapsack_options o;
  cpw_knapsack_options_init(&o);
  o.max_steps = o.max_states = 1;
  o.baseline = x;
  if (cpw_knapsack_solve(w->v, w->c, w->n, w->budget, &o, NULL, &more, NULL) != CPW_OK ||
      more.value != a.value || more.bound < a.value)
    return "worse than the baseline";
  o.baseline = NULL;
  if (cpw_knapsack_solve(w->v, w->c, w->n, w->budget, &o, NULL, &more, NULL) != CPW_OK ||
      more.value > a.value || more.bound < a.value || more.greedy > more.value)
    return "a bound does not hold";
  return NULL;
}

static const char *classes_hold(world *w) {
  int64_t chosen[MOST];
  cpw_knapsack_answer a;
  int64_t best = best_of(w, one_of_each);
  int32_t status =
      cpw_knapsack_choose(w->v, w->c, w->first, w->classes, w->budget, NULL, chosen, &a, NULL);
  int m = 0;
  for (int64_t i = 0; i < w->classes && status == CPW_OK; i++)
    m |= 1 << chosen[i];
  return agrees(w, status, &a, best, m);
}

static const char *rules_hold(world *w) {
  int32_t x[MOST] = {0};
  cpw_knapsack_answer a;
  int64_t best = best_of(w, follows);
  int32_t status = cpw_knapsack_select(w->v, w->c, w->n, w->budget, &w->rules, NULL, x, &a, NULL);
  if (status == CPW_OK && !follows(w, set_of(w, x))) return "a rule is broken";
  return agrees(w, status, &a, best, set_of(w, x));
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  const char *found = items_hold(&w);
  if (!found) found = classes_hold(&w);
  return found ? found : rules_hold(&w);
}

static uint64_t add(uint64_t hash, const void *bytes, size_t count) {
  for (size_t i = 0; i < count; i++)
    hash = (hash ^ ((const unsigned char *)bytes)[i]) * 1099511628211U;
  return hash;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  int32_t x[MOST] = {0};
  int64_t chosen[MOST] = {0};
  cpw_knapsack_answer a[3];
  memset(a, 0, sizeof a);
  if (cpw_knapsack_solve(w.v, w.c, w.n, w.budget, NULL, x, &a[0], NULL) == CPW_OK)
    hash = add(hash, x, sizeof x);
  if (cpw_knapsack_choose(w.v, w.c, w.first, w.classes, w.budget, NULL, chosen, &a[1], NULL) ==
      CPW_OK)
    hash = add(hash, chosen, sizeof chosen);
  if (cpw_knapsack_select(w.v, w.c, w.n, w.budget, &w.rules, NULL, x, &a[2], NULL) == CPW_OK)
    hash = add(hash, x, sizeof x);
  for (int i = 0; i < 3; i++) {
    hash = add(hash, &a[i].value, sizeof a[i].value);
    hash = add(hash, &a[i].relaxed, sizeof a[i].relaxed);
    hash = add(hash, &a[i].steps, sizeof a[i].steps);
  }
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"knapsack", "random knapsacks", 10000, 2000, problem, digest};
  return worlds_main(&w, argc, argv);
}
