/* Populations, needs and cost factors of any kind: weighted populations sum to the registered total, the
 * indices average to 1 over people, units of a column or a factor do not matter, nor does the order of the
 * rows, and targets to the pound sum to the quantum. Usage: property_capitation [COUNT] [SEED], or --digest. */
#include "carepath/capitation.h"
#include "carepath/random.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define MOST  30
#define KINDS 4

typedef struct world {
  int64_t n, components, factors;
  double people[MOST], need[KINDS * MOST], blend[KINDS], factor[KINDS * MOST], unmet[MOST],
      given[MOST];
  int64_t which[KINDS], parent[MOST];
  cpw_capitation data;
  cpw_capitation_options options;
} world;

static void make_tables(world *w, cpw_stream *s) {
  double sum = 0;
  for (int64_t k = 0; k < w->components; k++) {
    double unit = ldexp(1.0, (int)cpw_random_below(s, 60) - 30);
    sum += w->blend[k] = 0.1 + cpw_random_uniform(s);
    for (int64_t i = 0; i < w->n; i++)
      w->need[k * w->n + i] = unit * (0.01 + cpw_random_uniform(s));
  }
  for (int64_t k = 0; k < w->components; k++)
    w->blend[k] /= sum;
  for (int64_t f = 0; f < w->factors; f++) {
    w->which[f] = (int64_t)cpw_random_below(s, (uint64_t)w->components + 1) - 1;
    for (int64_t i = 0; i < w->n; i++)
      w->factor[f * w->n + i] = 0.9 + 0.4 * cpw_random_uniform(s);
  }
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream stream, *s = &stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  w->n = 1 + (int64_t)cpw_random_below(s, MOST);
  w->components = 1 + (int64_t)cpw_random_below(s, KINDS);
  w->factors = (int64_t)cpw_random_below(s, KINDS + 1);
  for (int64_t i = 0; i < w->n; i++) {
    w->people[i] = floor(100 + 1e5 * cpw_random_uniform(s));
    w->unmet[i] = cpw_random_uniform(s);
    w->given[i] = floor(1e6 * cpw_random_uniform(s)) + 1;
    w->parent[i] = (int64_t)cpw_random_below(s, 3);
  }
  make_tables(w, s);
  w->data = (cpw_capitation){w->n,    NULL,     w->people,  w->components, NULL,
                             w->need, w->blend, w->factors, w->factor,     w->which};
  cpw_capitation_options_init(&w->options);
  w->options.quantum = (int64_t)cpw_random_below(s, (uint64_t)1 << 50);
  w->options.unmet_share = cpw_random_below(s, 2) ? 0.3 * cpw_random_uniform(s) : 0.0;
  w->options.unmet_index = w->unmet;
  w->options.allocation = w->given;
  w->options.parent = w->parent;
  w->options.parents = 3;
}

static double sum_of(const double *x, int64_t n) {
  double sum = 0;
  for (int64_t i = 0; i < n; i++)
    sum += x[i];
  return sum;
}

static const char *shares_hold(const world *w, const cpw_result *r) {
  const double *weighted = cpw_result_find(r, "weighted_population")->real;
  const double *index = cpw_result_find(r, "need_index")->real;
  const double *cash = cpw_result_find(r, "distance_cash")->real;
  const int64_t *pounds = cpw_result_find(r, "target_pounds")->integer;
  const double *target = cpw_result_find(r, "target")->real;
  double people = sum_of(w->people, w->n), mean = 0;
  if (fabs(sum_of(weighted, w->n) - people) > 1e-11 * people) return "not normalised";
  int64_t left = w->options.quantum;
  for (int64_t i = 0; i < w->n; i++) {
    mean += index[i] * w->people[i];
    left -= pounds[i];
    if (!(fabs((double)pounds[i] - target[i]) < 1.0 + 1e-12 * target[i]))
      return "quota is not kept";
  }
  if (fabs(mean - people) > 1e-11 * people) return "indices do not average to 1";
  if (fabs(sum_of(cash, w->n)) > 1e-9 * sum_of(w->given, w->n)) return "distances do not sum to 0";
  return left ? "pounds do not sum to the quantum" : NULL;
}

/* columns and factors in other units, the rows turned round */
static const char *units_and_order(const world *w, const double *weighted) {
  world t;
  memset(&t, 0, sizeof t);
  memcpy(t.blend, w->blend, sizeof t.blend);
  memcpy(t.which, w->which, sizeof t.which);
  for (int64_t i = 0; i < w->n; i++) {
    int64_t j = w->n - 1 - i;
    t.people[j] = w->people[i];
    t.unmet[j] = w->unmet[i] * 16;
    for (int64_t k = 0; k < w->components; k++)
      t.need[k * w->n + j] = w->need[k * w->n + i] * 4;
    for (int64_t f = 0; f < w->factors; f++)
      t.factor[f * w->n + j] = w->factor[f * w->n + i] * 2;
  }
  double turned[MOST];
  t.data = (cpw_capitation){w->n,   NULL,    t.people,   w->components, NULL,
                            t.need, t.blend, w->factors, t.factor,      t.which};
  t.options = w->options;
  t.options.unmet_index = t.unmet;
  if (cpw_capitation_weighted(&t.data, &t.options, turned, NULL) != CPW_OK) return "refused";
  for (int64_t i = 0; i < w->n; i++)
    if (turned[w->n - 1 - i] != weighted[i]) return "units or the order of the rows matter";
  return NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  cpw_result *r = NULL;
  if (cpw_capitation_assess(&w.data, &w.options, &r, NULL) != CPW_OK) return "refused";
  const char *found = shares_hold(&w, r);
  if (!found) found = units_and_order(&w, cpw_result_find(r, "weighted_population")->real);
  cpw_result_free(r);
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  cpw_result *r = NULL;
  if (cpw_capitation_assess(&w.data, &w.options, &r, NULL) != CPW_OK) return 0;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"capitation", "random fair shares", 5000, 1000, problem, digest};
  return worlds_main(&w, argc, argv);
}
