/* Random footprints, tables and plans: nobody is lost on the way, tables fit their sums, what is allocated is within
 * what there is, and the cut that is named is as great as the shortfall. Usage: property_footprint [COUNT] [SEED], or
 * --digest. */
#include "carepath/footprint.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define AREAS 24
#define UNITS 9

typedef struct world {
  cpw_stream s;
  int64_t parts[2];
  cpw_footprint_part part[2][3 * AREAS];
  cpw_footprint f[2];
  double weight[AREAS], measure[UNITS];
  int64_t pounds[UNITS];
  double capacity[UNITS], need[UNITS];
  cpw_footprint_promise promise[UNITS * UNITS];
  cpw_footprint_plans plans;
} world;

static void make_footprint(world *w, int k, int64_t areas) {
  cpw_footprint *f = &w->f[k];
  cpw_footprint_init(f);
  f->areas = areas;
  f->units = 1 + (int64_t)cpw_random_below(&w->s, UNITS);
  f->part = w->part[k];
  for (int64_t a = 0; a < areas; a++) {
    int64_t n = 1 + (int64_t)cpw_random_below(&w->s, f->units > 2 ? 3 : 1);
    int64_t first = (int64_t)cpw_random_below(&w->s, (uint64_t)f->units);
    double left = 1;
    for (int64_t i = 0; i < n; i++) {
      double share = i + 1 < n ? left * (0.05 + 0.9 * cpw_random_uniform(&w->s)) : left;
      w->part[k][f->parts++] = (cpw_footprint_part){a, (first + i) % f->units, share};
      left -= share;
    }
  }
}

static void make_plans(world *w) {
  cpw_footprint_plans *p = &w->plans;
  cpw_footprint_plans_init(p);
  p->providers = 1 + (int64_t)cpw_random_below(&w->s, UNITS);
  p->systems = 1 + (int64_t)cpw_random_below(&w->s, UNITS);
  p->capacity = w->capacity;
  p->need = w->need;
  p->promise = w->promise;
  for (int64_t i = 0; i < p->providers; i++)
    w->capacity[i] = cpw_random_exponential(&w->s, 50);
  for (int64_t j = 0; j < p->systems; j++)
    w->need[j] = cpw_random_exponential(&w->s, 40);
  for (int64_t i = 0; i < p->providers; i++)
    for (int64_t j = 0; j < p->systems; j++)
      if (cpw_random_below(&w->s, 2)) {
        double amount = cpw_random_exponential(&w->s, 20);
        double most = cpw_random_below(&w->s, 2) ? amount * 1.5 : (double)INFINITY;
        w->promise[p->promises++] = (cpw_footprint_promise){i, j, amount, most};
      }
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream_init(&w->s, seed, 0, 0, 0);
  int64_t areas = 1 + (int64_t)cpw_random_below(&w->s, AREAS);
  make_footprint(w, 0, areas);
  make_footprint(w, 1, areas);
  for (int64_t a = 0; a < areas; a++)
    w->weight[a] = cpw_random_exponential(&w->s, 1000);
  for (int64_t i = 0; i < w->f[0].parts; i++) {
    w->measure[w->part[0][i].unit] = cpw_random_exponential(&w->s, 1e6);
    w->pounds[w->part[0][i].unit] = (int64_t)cpw_random_below(&w->s, UINT64_C(1) << 58);
  }
  make_plans(w);
}

static const char *carrying_holds(const world *w) {
  double out[UNITS];
  int64_t got[UNITS], flow[UNITS * UNITS], after = 0, before = 0;
  const cpw_footprint *f = &w->f[0], *t = &w->f[1];
  if (cpw_footprint_carry(f, t, w->weight, w->measure, NULL, out, NULL) != CPW_OK)
    return "a measure is refused";
  cpw_exact_sum sum;
  cpw_exact_sum_init(&sum);
  for (int64_t u = 0; u < f->units; u++)
    cpw_exact_sum_add(&sum, w->measure[u]);
  double up = 0;
  for (int64_t v = t->units; v-- > 0;)
    up += out[v];
  if (up < cpw_exact_sum_value(&sum) || up > cpw_exact_sum_value(&sum))
    return "a measure is not kept";
  if (cpw_footprint_carry_whole(f, t, w->weight, w->pounds, NULL, got, flow, NULL) != CPW_OK)
    return "pounds are refused";
  for (int64_t u = 0; u < f->units; u++) {
    int64_t row = 0;
    for (int64_t v = 0; v < t->units; v++)
      row += flow[u * t->units + v];
    if (row != w->pounds[u]) return "a unit's pounds are not kept";
    before += w->pounds[u];
  }
  for (int64_t v = 0; v < t->units; v++)
    after += got[v];
  return before == after ? NULL : "pounds are not kept";
}

/* a seed, scaled at random, fits the sums of its scaled self */
static const char *fit_holds(world *w) {
  double seed[UNITS * UNITS], row[UNITS] = {0}, column[UNITS] = {0}, table[UNITS * UNITS],
                              whole = 0;
  cpw_footprint_margins m;
  cpw_footprint_fitted f;
  cpw_footprint_margins_init(&m);
  m.rows = w->f[0].units;
  m.columns = w->f[1].units;
  m.seed = seed;
  m.row = row;
  m.column = column;
  for (int64_t i = 0; i < m.rows; i++)
    for (int64_t j = 0; j < m.columns; j++) {
      double x = cpw_random_below(&w->s, 3) ? cpw_random_exponential(&w->s, 1) : 0;
      double y = x * (0.5 + cpw_random_uniform(&w->s));
      seed[i * m.columns + j] = x;
      row[i] += y;
      column[j] += y;
      whole += y;
    }
  if (cpw_footprint_fit(&m, table, &f, NULL) != CPW_OK) return "a table that is there is refused";
  if (f.outcome != CPW_OUTCOME_OK) return "a table is not fitted";
  for (int64_t j = 0; j < m.columns; j++) {
    double sum = 0;
    for (int64_t i = 0; i < m.rows; i++)
      sum += table[i * m.columns + j];
    if (fabs(sum - column[j]) > 1e-11 * whole) return "a column does not have its sum";
  }
  return NULL;
}

static const char *plans_hold(const world *w) {
  cpw_result *r = NULL;
  if (cpw_footprint_reconcile(&w->plans, &r, NULL) != CPW_OK) return "plans are refused";
  const cpw_footprint_plans *p = &w->plans;
  const double *kept = cpw_result_find(r, "kept")->real;
  const int64_t *bound = cpw_result_find(r, "bound")->integer;
  const int64_t *binding = cpw_result_find(r, "binding")->integer;
  double given[UNITS] = {0}, served[UNITS] = {0}, cut = 0;
  const char *wrong = NULL;
  for (int64_t k = 0; k < p->promises; k++) {
    given[p->promise[k].provider] += kept[k];
    served[p->promise[k].system] += kept[k];
    if (kept[k] > p->promise[k].most * (1 + 1e-12) + 1e-9) wrong = "more is kept than can be";
    if (bound[p->promise[k].system] && !binding[p->promise[k].provider]) cut -= p->promise[k].most;
  }
  for (int64_t i = 0; i < p->providers; i++) {
    if (given[i] > p->capacity[i] + 1e-9) wrong = "more is given than there is";
    if (binding[i]) cut -= p->capacity[i];
  }
  for (int64_t j = 0; j < p->systems; j++) {
    if (served[j] > p->need[j] + 1e-9) wrong = "more is served than needed";
    if (bound[j]) cut += p->need[j];
  }
  if (fabs(cut - cpw_result_find(r, "shortfall_total")->real[0]) > 1e-9)
    wrong = "the cut is not the shortfall";
  cpw_result_free(r);
  return wrong;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  const char *found = carrying_holds(&w);
  if (!found) found = plans_hold(&w);
  return found ? found : fit_holds(&w);
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  cpw_result *r = NULL;
  make(&w, seed);
  if (cpw_footprint_crosswalk(&w.f[0], &w.f[1], w.weight, NULL, &r, NULL) != CPW_OK) return 0;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  r = NULL;
  if (cpw_footprint_reconcile(&w.plans, &r, NULL) != CPW_OK) return 0;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"footprint", "random footprints", 1000, 200, problem, digest};
  return worlds_main(&w, argc, argv);
}
