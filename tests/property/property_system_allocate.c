/* Random systems with lists in closed form: the spend keeps the budget and the bounds, nothing feasible is better, the
 * bound stands above everything, prices clear, and the order of rows changes nothing. Usage: property_system_allocate
 * [COUNT] [SEED], or --digest. */
#include "../system_allocate/world.h"

#include "worlds.h"

typedef struct question {
  world w;
  cpw_system_allocate_options o;
  double weight[WORLD_GROUPS];
  int64_t upper[WORLD_UNITS];
} question;

static void ask(question *q, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 7, 0, 0);
  int64_t units = 1 + (int64_t)cpw_random_below(&s, WORLD_UNITS);
  world_make(&q->w, seed, units, 1e-5);
  cpw_system_allocate_options_init(&q->o);
  q->o.budget = (int64_t)(cpw_math_exp(12 * cpw_random_uniform(&s) + 4));
  q->o.outcome = (int32_t)cpw_random_below(&s, 2);
  q->o.welfare = q->o.outcome ? CPW_ALLOCATE_SUM : (int32_t)cpw_random_below(&s, 3);
  q->o.aversion = q->o.welfare == CPW_ALLOCATE_KOLM ? 0.1 : 0.5 + 2 * cpw_random_uniform(&s);
  for (int64_t u = 0; u < WORLD_UNITS; u++)
    q->upper[u] = (int64_t)((double)q->o.budget * cpw_random_uniform(&s));
  if (cpw_random_below(&s, 2)) q->o.upper = q->upper;
  for (int g = 0; g < WORLD_GROUPS; g++)
    q->weight[g] = cpw_random_uniform(&s);
  if (q->o.welfare == CPW_ALLOCATE_SUM && cpw_random_below(&s, 2)) q->o.weight = q->weight;
}

static double number(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real[0];
}

static int64_t least(int64_t a, int64_t b) {
  return a < b ? a : b;
}

/* random spends within the rules */
static const char *none_is_better(const question *q, const cpw_result *r, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 8, 0, 0);
  double welfare = number(r, "welfare"), bound = number(r, "upper_bound");
  for (int k = 0; k < 1000; k++) {
    int64_t x[WORLD_UNITS] = {0}, left = q->o.budget;
    for (int64_t u = 0; u < q->w.s.capacities; u++) {
      x[u] = (int64_t)cpw_random_below(&s, (uint64_t)left + 1);
      if (q->o.upper) x[u] = least(x[u], q->upper[u]);
      left -= x[u];
    }
    double other = world_welfare(&q->w, x, &q->o);
    if (other > welfare + 1e-9 * fabs(welfare) + 1e-6) return "a random spend is better";
    if (other > bound + 1e-9 * fabs(bound) + 1e-6) return "a spend is above the bound";
  }
  return NULL;
}

static const char *books_close(const question *q, const cpw_result *r) {
  const int64_t *x = cpw_result_find(r, "spend")->integer;
  int64_t sum = cpw_result_find(r, "unspent")->integer[0];
  for (int64_t u = 0; u < q->w.s.capacities; u++) {
    sum += x[u];
    if (x[u] < 0 || (q->o.upper && x[u] > q->upper[u])) return "a spend is out of its bounds";
  }
  if (sum != q->o.budget) return "spends and what is unspent are not the budget";
  if (!(number(r, "gap") >= 0 && number(r, "gap") <= 0.02)) return "the gap is great";
  if (number(r, "welfare") < number(r, "baseline_welfare")) return "the baseline is better";
  double w = world_welfare(&q->w, x, &q->o);
  return fabs(w - number(r, "welfare")) <= 1e-9 * fabs(w) + 1e-6 ? NULL : "welfare is another";
}

static cpw_result *answer(const question *q) {
  cpw_result *r = NULL;
  cpwi_allocate_engine engine = world_engine(&q->w);
  return cpwi_allocate_run(&engine, &q->o, NULL, &r, NULL) == CPW_OK ? r : NULL;
}

static const char *problem(uint64_t seed) {
  question q;
  memset(&q, 0, sizeof q);
  ask(&q, seed);
  cpw_result *r = answer(&q);
  if (!r) return "refused";
  const char *found = books_close(&q, r);
  if (!found) found = none_is_better(&q, r, seed);
  cpw_result_free(r);
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  question q;
  memset(&q, 0, sizeof q);
  ask(&q, seed);
  cpw_result *r = answer(&q);
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"system_allocate", "random systems", 100, 40, problem, digest};
  return worlds_main(&w, argc, argv);
}
