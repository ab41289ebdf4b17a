/* Random panels and series: what is added to all alike changes nothing, what is added to the treated afterwards is the
 * effect, scales scale, fits and residuals add up. Usage: property_before_after [COUNT] [SEED], or --digest. */
#include "carepath/before_after.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define UNITS   9
#define PERIODS 12

typedef struct world {
  int64_t units, periods, start;
  double value[UNITS * PERIODS], weight[UNITS], more, common[PERIODS];
  int32_t treated[UNITS];
  int weighted;
} world;

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  w->units = 3 + (int64_t)cpw_random_below(&s, UNITS - 2);
  w->periods = 6 + (int64_t)cpw_random_below(&s, PERIODS - 5);
  w->start = 3 + (int64_t)cpw_random_below(&s, (uint64_t)w->periods - 5);
  w->weighted = (int)cpw_random_below(&s, 2);
  w->more = cpw_random_normal(&s, 0, 3);
  for (int64_t i = 0; i < w->units; i++) {
    w->treated[i] = i == 0 || (i > 1 && cpw_random_below(&s, 2));
    w->weight[i] = 0.1 + 9 * cpw_random_uniform(&s);
  }
  for (int64_t t = 0; t < w->periods; t++)
    w->common[t] = cpw_random_normal(&s, 0, 5);
  for (int64_t k = 0; k < w->units * w->periods; k++)
    w->value[k] = cpw_random_normal(&s, 10, 2);
}

static cpw_result *difference(const world *w, const double *value) {
  cpw_before_after p;
  cpw_result *r = NULL;
  cpw_before_after_init(&p);
  p.units = w->units;
  p.periods = w->periods;
  p.start = w->start;
  p.value = value;
  p.treated = w->treated;
  p.weight = w->weighted ? w->weight : NULL;
  return cpw_before_after_difference(&p, &r, NULL) == CPW_OK ? r : NULL;
}

static double at(const cpw_result *r, const char *array, int64_t k) {
  const cpw_array *a = r ? cpw_result_find(r, array) : NULL;
  return a && a->real && k < a->size ? a->real[k] : (double)NAN;
}

static int near(double a, double b) {
  return fabs(a - b) <= 1e-9 * (1 + fabs(a) + fabs(b)) || (isnan(a) && isnan(b));
}

static const char *panel_holds(const world *w) {
  double moved[UNITS * PERIODS];
  for (int64_t i = 0; i < w->units; i++)
    for (int64_t t = 0; t < w->periods; t++)
      moved[i * w->periods + t] = 2 * w->value[i * w->periods + t] + w->common[t] + (double)i +
                                  (t >= w->start && w->treated[i] ? w->more : 0);
  cpw_result *a = difference(w, w->value), *b = difference(w, moved);
  const char *found = NULL;
  if (!a || !b)
    found = "a panel is refused";
  else if (!near(at(b, "estimate", 0), 2 * at(a, "estimate", 0) + w->more))
    found = "the effect is not what was added";
  else if (!near(at(b, "se", 0), 2 * at(a, "se", 0)) || !near(at(b, "df", 0), at(a, "df", 0)))
    found = "standard errors change with what all have alike";
  else if (!near(at(b, "trend", 0), 2 * at(a, "trend", 0)))
    found = "trends change with what all have alike";
  else if (!(at(a, "p_exact", 0) > 0 && at(a, "p_exact", 0) <= 1))
    found = "an exact p-value is no chance";
  else if (!near(at(a, "estimate", 0), at(a, "treated_after", 0) - at(a, "counterfactual", 0)))
    found = "means and estimate do not agree";
  cpw_result_free(a);
  cpw_result_free(b);
  return found;
}

static const char *series_hold(const world *w) {
  double moved[PERIODS];
  cpw_result *a = NULL, *b = NULL;
  for (int64_t t = 0; t < w->periods; t++)
    moved[t] = w->value[t] + 3 + 0.5 * (double)t + (t >= w->start ? w->more : 0) + w->common[t];
  int32_t status =
      cpw_before_after_series(w->value, NULL, w->periods, w->start, -1, 0.95, NULL, &a, NULL);
  if (status == CPW_OK)
    status =
        cpw_before_after_series(moved, w->common, w->periods, w->start, -1, 0.95, NULL, &b, NULL);
  const char *found = status == CPW_OK ? NULL : "a series is refused";
  double total = 0;
  for (int64_t t = 0; !found && t < w->periods; t++) {
    if (!near(at(a, "fit", t) + at(a, "residual", t), w->value[t])) found = "a fit does not add up";
    if (t >= w->start) total += at(a, "fit", t) - at(a, "expected", t);
  }
  if (!found && !near(total, at(a, "total", 0))) found = "the total is not the sum";
  if (!found && !near(at(b, "level_change", 0), at(a, "level_change", 0) + w->more))
    found = "the level is not what was added";
  if (!found && !near(at(b, "slope_change", 0), at(a, "slope_change", 0)))
    found = "the slope changes with a common one";
  if (!found && !near(at(b, "level_change_se", 0), at(a, "level_change_se", 0)))
    found = "standard errors change with what is added";
  cpw_result_free(a);
  cpw_result_free(b);
  return found;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  const char *found = panel_holds(&w);
  return found ? found : series_hold(&w);
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  cpw_result *r = difference(&w, w.value);
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"before_after", "random panels", 1000, 200, problem, digest};
  return worlds_main(&w, argc, argv);
}
