/* Plans of any kind that can be met: pounds sum to the quantum within the bounds of every row, waterfalls
 * add up, a greater quantum never takes from anybody before rounding, and the order of the rows does not
 * matter. Usage: property_pace [COUNT] [SEED], or --digest. */
#include "carepath/pace.h"
#include "carepath/random.h"
#include "worlds.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MOST  30
#define YEARS 4
#define RULES 3

typedef struct world {
  int64_t n, years;
  double base[MOST], before[MOST], share[YEARS * MOST], people[YEARS * MOST], prices[YEARS];
  int64_t quantum[YEARS];
  double x[RULES][2], v[RULES][2];
  cpw_pace_rule rule[RULES];
  char label[MOST][8];
  const char *code[MOST];
  cpw_pace_plan plan;
  cpw_pace_options options;
} world;

/* floors below the growth of the quantum and caps above it, so that a plan can nearly always be met */
static void make_rules(world *w, cpw_stream *s) {
  static const int32_t kinds[RULES] = {CPW_PACE_MIN_CASH, CPW_PACE_MAX_HEAD, CPW_PACE_MIN_HEAD};
  for (int k = 0; k < RULES; k++) {
    int cap = kinds[k] == CPW_PACE_MAX_HEAD;
    w->x[k][0] = -0.1 * cpw_random_uniform(s);
    w->x[k][1] = 0.1 * cpw_random_uniform(s);
    w->v[k][0] = cap ? 0.06 + 0.1 * cpw_random_uniform(s) : 0.01 * cpw_random_uniform(s);
    w->v[k][1] = cap ? 0.05 : -0.01 * cpw_random_uniform(s);
    w->rule[k] = (cpw_pace_rule){kinds[k], -1, 2, w->x[k], w->v[k], NULL};
  }
  if (cpw_random_below(s, 2)) w->rule[2].kind = CPW_PACE_CONVERGENCE;
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream stream, *s = &stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  w->n = 1 + (int64_t)cpw_random_below(s, MOST);
  w->years = 1 + (int64_t)cpw_random_below(s, YEARS);
  double total = 0, size = ldexp(1.0, 5 + (int)cpw_random_below(s, 30));
  for (int64_t i = 0; i < w->n; i++) {
    total += w->base[i] = floor(1 + size * (0.1 + cpw_random_uniform(s)));
    w->before[i] = w->base[i] * (0.9 + 0.2 * cpw_random_uniform(s));
    snprintf(w->label[i], sizeof w->label[i], "Q%02d", (int)i);
    w->code[i] = w->label[i];
  }
  for (int64_t t = 0; t < w->years; t++) {
    for (int64_t i = 0; i < w->n; i++) {
      double p = t ? w->people[(t - 1) * w->n + i] : w->before[i];
      w->people[t * w->n + i] = p * (0.995 + 0.02 * cpw_random_uniform(s));
      w->share[t * w->n + i] = w->base[i] * (0.8 + 0.4 * cpw_random_uniform(s));
    }
    total *= 1.03 + 0.01 * cpw_random_uniform(s);
    w->quantum[t] = (int64_t)total;
    w->prices[t] = 0.02;
  }
  make_rules(w, s);
  w->plan = (cpw_pace_plan){w->n,       w->code,  w->base,   w->before, w->years, NULL,
                            w->quantum, w->share, w->people, w->prices, RULES,    w->rule};
  cpw_pace_options_init(&w->options);
  w->options.method = w->rule[2].kind == CPW_PACE_CONVERGENCE ? CPW_PACE_ADD : CPW_PACE_SCALE;
  w->options.conflict = CPW_PACE_FLOOR_WINS;
  w->options.rounding = (int32_t)cpw_random_below(s, CPW_APPORTION_COUNT);
}

static const double *real(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real;
}

static const char *row_holds(const cpw_result *r, int64_t k) {
  double x = (double)cpw_result_find(r, "allocation")->integer[k], w = 0;
  double low = real(r, "lower")[k], high = real(r, "upper")[k], exact = real(r, "exact")[k];
  int64_t held = cpw_result_find(r, "held")->integer[k];
  const double *step = real(r, "waterfall") + 7 * k;
  for (int j = 0; j < 6; j++)
    w += step[j];
  if (fabs(w - x) > 1e-12 * (step[0] + x) * 40 + 1e-9 || step[6] != x) return "a waterfall is open";
  if (x < floor(low) || x > ceil(high)) return "an allocation is beyond its bounds";
  if (!(exact >= low && exact <= high)) return "an exact allocation is beyond its bounds";
  if (held < 0 && exact != low) return "a row is held, but not at its floor";
  if (held > 0 && exact != high) return "a row is held, but not at its cap";
  double t = real(r, "target")[k];
  if (fabs(real(r, "closing_cash")[k] - (x - t)) > 0) return "a closing distance is another's";
  return NULL;
}

static const char *path_holds(const world *w, const cpw_result *r) {
  const int64_t *x = cpw_result_find(r, "allocation")->integer;
  for (int64_t t = 0; t < w->years; t++) {
    int64_t left = w->quantum[t];
    for (int64_t i = 0; i < w->n; i++) {
      left -= x[t * w->n + i];
      const char *found = row_holds(r, t * w->n + i);
      if (found) return found;
    }
    if (left) return "the pounds do not sum to the quantum";
  }
  return NULL;
}

/* SCALE, one year: more for all is less for nobody */
static const char *more_holds(const world *w, const cpw_result *r) {
  if (w->options.method != CPW_PACE_SCALE) return NULL;
  world m = *w;
  int64_t quantum[1] = {w->quantum[0] + w->quantum[0] / 1000 + 1};
  m.plan.years = 1;
  m.plan.quantum = quantum;
  cpw_result *more = NULL;
  if (cpw_pace_path(&m.plan, &w->options, &more, NULL) != CPW_OK) return NULL;
  const char *found = NULL;
  for (int64_t i = 0; !found && i < w->n; i++)
    if (real(more, "exact")[i] < real(r, "exact")[i] * (1 - 1e-13) - 1e-9)
      found = "a greater quantum takes from a row";
  cpw_result_free(more);
  return found;
}

static const char *order_holds(const world *w, const cpw_result *r) {
  world t = *w;
  for (int64_t i = 0; i < w->n; i++) {
    int64_t j = w->n - 1 - i;
    t.base[j] = w->base[i];
    t.before[j] = w->before[i];
    t.code[j] = w->label[i];
    for (int64_t y = 0; y < w->years; y++) {
      t.share[y * w->n + j] = w->share[y * w->n + i];
      t.people[y * w->n + j] = w->people[y * w->n + i];
    }
  }
  t.plan.codes = t.code;
  t.plan.baseline = t.base;
  t.plan.base_people = t.before;
  t.plan.weighted = t.share;
  t.plan.people = t.people;
  cpw_result *turned = NULL;
  if (cpw_pace_path(&t.plan, &w->options, &turned, NULL) != CPW_OK) return "turned: refused";
  const char *found = NULL;
  const int64_t *x = cpw_result_find(r, "allocation")->integer,
                *y = cpw_result_find(turned, "allocation")->integer;
  for (int64_t k = 0; k < w->years * w->n; k++) {
    int64_t year = k / w->n, i = k % w->n;
    if (x[k] != y[year * w->n + w->n - 1 - i]) found = "the order of the rows matters";
  }
  cpw_result_free(turned);
  return found;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  cpw_result *r = NULL;
  int32_t status = cpw_pace_path(&w.plan, &w.options, &r, NULL);
  if (status == CPW_EDOMAIN) return NULL; /* a plan that cannot be met */
  if (status != CPW_OK) return "a plan is refused";
  const char *found = path_holds(&w, r);
  if (!found) found = more_holds(&w, r);
  if (!found) found = order_holds(&w, r);
  cpw_result_free(r);
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  cpw_result *r = NULL;
  if (cpw_pace_path(&w.plan, &w.options, &r, NULL) != CPW_OK) return hash;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"pace", "random plans", 5000, 1000, problem, digest};
  return worlds_main(&w, argc, argv);
}
