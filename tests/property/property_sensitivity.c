/* Random laws and random models: quantiles rise and invert their moments, designs are designs, indices of additive
 * models are what they must be, relabelled parameters give relabelled answers, value of information is in order.
 * Usage: property_sensitivity [COUNT] [SEED], or --digest. */
#include "carepath/random.h"
#include "carepath/sensitivity.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define MOST 4
#define BASE 64

typedef struct world {
  cpw_stream stream;
  cpw_parameter p[MOST];
  double values[3], weights[3], slope[MOST];
  int64_t count;
  cpw_sensitivity_options o;
} world;

static cpw_parameter law_of(world *w) {
  cpw_stream *s = &w->stream;
  cpw_parameter p;
  memset(&p, 0, sizeof p);
  p.law = (int32_t)cpw_random_below(s, CPW_PARAMETER_COUNT);
  double least = cpw_random_exponential(s, 1) + 0.01, wide = cpw_random_exponential(s, 1);
  p.a = least;
  p.b = p.law == CPW_PARAMETER_FIXED ? 0 : least + wide;
  if (p.law == CPW_PARAMETER_TRIANGULAR || p.law == CPW_PARAMETER_PERT)
    p.c = p.a + (p.b - p.a) * cpw_random_uniform(s);
  if (p.law == CPW_PARAMETER_CHOICES) {
    p.a = p.b = 0;
    p.values = w->values;
    p.weights = cpw_random_below(s, 2) ? w->weights : NULL;
    p.count = 3;
  }
  return p;
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream *s = &w->stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  for (int i = 0; i < 3; i++) {
    w->values[i] = (double)cpw_random_below(s, 5);
    w->weights[i] = cpw_random_exponential(s, 1);
  }
  w->count = 1 + (int64_t)cpw_random_below(s, MOST);
  for (int64_t i = 0; i < w->count; i++) {
    w->p[i] = law_of(w);
    w->slope[i] = cpw_random_normal(s, 0, 1);
  }
  cpw_sensitivity_options_init(&w->o);
  w->o.resamples = 0;
  w->o.points = (int32_t)cpw_random_below(s, 3);
  w->o.morris = (int32_t)cpw_random_below(s, 2);
  w->o.second_order = (int32_t)cpw_random_below(s, 2);
}

/* quantiles rise, and their mean over a fine grid is the law's */
static const char *laws(const world *w) {
  for (int64_t i = 0; i < w->count; i++) {
    double mean, sd, before = -(double)INFINITY, sum = 0;
    if (cpw_parameter_moments(&w->p[i], &mean, &sd, NULL) != CPW_OK) return "a law is refused";
    for (int k = 0; k < 400; k++) {
      double x = cpw_parameter_quantile(&w->p[i], (k + 0.5) / 400);
      if (!(x >= before)) return "a quantile falls";
      before = x;
      sum += x / 400;
    }
    if (fabs(sum - mean) > 0.02 * sd + 1e-12 * fabs(mean) + 1e-3) return "another mean";
  }
  return NULL;
}

static int32_t line(void *context, const double *x, int64_t p, double *y, int64_t outputs) {
  const double *slope = context;
  y[0] = 0;
  for (int64_t i = 0; i < p; i++)
    y[0] += slope[i] * x[i];
  for (int64_t o = 1; o < outputs; o++)
    y[o] = 8 * y[0] - 4;
  return CPW_OK;
}

/* totals are never negative; another unit of the answer changes nothing; a parameter that is fixed has none */
static const char *indices(world *w) {
  cpw_model m;
  cpw_result *r = NULL;
  const char *wrong = NULL;
  cpw_model_init(&m);
  m.evaluate = line;
  m.context = w->slope;
  if (cpw_sobol(&m, 2, w->p, w->count, BASE, &w->o, NULL, &r, NULL) != CPW_OK)
    return "a study is refused";
  const double *first = cpw_result_find(r, "first")->real;
  const double *total = cpw_result_find(r, "total")->real;
  int varies = cpw_result_find(r, "variance")->real[0] > 1e-20;
  for (int64_t i = 0; varies && i < w->count; i++) {
    if (!(total[i] >= 0)) wrong = "a total below 0";
    if (w->p[i].law == CPW_PARAMETER_FIXED && fabs(total[i]) + fabs(first[i]) > 1e-9)
      wrong = "a fixed parameter matters";
    if (fabs(total[w->count + i] - total[i]) > 1e-9 || fabs(first[w->count + i] - first[i]) > 1e-9)
      wrong = "another unit, other indices";
  }
  cpw_result_free(r);
  return wrong;
}

/* one effect a parameter and trajectory, which for a line in unit space is what the ends say */
static const char *screening(world *w) {
  double unit[5 * (MOST + 1) * MOST], y[5 * (MOST + 1)];
  cpw_result *r = NULL;
  const char *wrong = NULL;
  int64_t p = w->count, rows = 5 * (p + 1);
  if (cpw_morris_design(p, 5, &w->o, NULL, unit, NULL) != CPW_OK) return "a design is refused";
  for (int64_t i = 0; i < rows * p; i++)
    if (!(unit[i] > 0 && unit[i] < 1)) return "a point beyond the cube";
  for (int64_t i = 0; i < rows; i++)
    (void)line(w->slope, unit + i * p, p, y + i, 1);
  if (cpw_morris_effects(unit, y, 1, NULL, p, 5, &w->o, &r, NULL) != CPW_OK)
    return "a screening is refused";
  for (int64_t i = 0; i < p; i++)
    if (fabs(cpw_result_find(r, "mu")->real[i] - w->slope[i]) > 1e-12 ||
        fabs(cpw_result_find(r, "mu_star")->real[i] - fabs(w->slope[i])) > 1e-12)
      wrong = "a line has another slope";
  cpw_result_free(r);
  return wrong;
}

/* EVPPI of bins is between 0 and EVPI, whatever the data; tails are in order */
static const char *decisions(world *w) {
  double nb[90], x[30], loss[30];
  cpw_perfect_information all;
  cpw_partial_information part;
  cpw_tail tail;
  for (int i = 0; i < 30; i++) {
    x[i] = (double)cpw_random_below(&w->stream, 6);
    loss[i] = cpw_random_normal(&w->stream, 0, 10);
    for (int d = 0; d < 3; d++)
      nb[3 * i + d] = cpw_random_normal(&w->stream, 0, 5) + (d == 1 ? x[i] - 3 : 0);
  }
  if (cpw_evpi(nb, 30, 3, 0.9, &all, NULL) != CPW_OK ||
      cpw_evppi(nb, x, 30, 3, 1, CPW_EVPPI_BINS, 6, 0.9, NULL, NULL, &part, NULL) != CPW_OK)
    return "benefits are refused";
  if (!(part.evppi >= 0 && part.evppi <= all.evpi + 1e-12)) return "more for less information";
  if (fabs(all.perfect - all.current - all.evpi) > 1e-12) return "parts that are not the whole";
  if (cpw_tail_risk(loss, NULL, 30, cpw_random_uniform(&w->stream), NULL, &tail, NULL) != CPW_OK)
    return "losses are refused";
  if (!(tail.mean <= tail.conditional + 1e-12 && tail.value_at_risk <= tail.conditional &&
        tail.conditional <= tail.worst))
    return "a tail out of order";
  return NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  const char *wrong = laws(&w);
  if (!wrong) wrong = indices(&w);
  if (!wrong) wrong = screening(&w);
  return wrong ? wrong : decisions(&w);
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  cpw_model m;
  cpw_result *r = NULL;
  make(&w, seed);
  w.o.resamples = 9;
  cpw_model_init(&m);
  m.evaluate = line;
  m.context = w.slope;
  if (cpw_sobol(&m, 2, w.p, w.count, BASE, &w.o, NULL, &r, NULL) != CPW_OK) return 0;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"sensitivity", "random models", 3000, 100, problem, digest};
  return worlds_main(&w, argc, argv);
}
