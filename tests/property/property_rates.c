/* Random groups, units, series and tables against invariants: limits hold their estimate and widen with the
 * level, standardised rates lie between those of the strata, funnels judge as their limits do, charts do not
 * mind a shift or a turn, and no withheld count has one possible value. Usage: property_rates [COUNT] [SEED],
 * or --digest. */
#include "carepath/disclosure.h"
#include "carepath/rates.h"
#include "carepath/spc.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define GROUPS 4
#define STRATA 5
#define CELLS  (GROUPS * STRATA)
#define POINTS 30

typedef struct world {
  cpw_stream stream;
  double count[CELLS], people[CELLS], standard[STRATA], series[POINTS];
  int64_t table[CELLS];
} world;

static void make(world *w, uint64_t seed) {
  cpw_stream *s = &w->stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  double rate = cpw_math_exp(-6 * cpw_random_uniform(s)), level = 20 * cpw_random_uniform(s);
  for (int i = 0; i < CELLS; i++) {
    w->people[i] = 1 + (double)cpw_random_below(s, 3000);
    w->count[i] = (double)cpw_random_binomial(s, (int64_t)w->people[i], rate);
    w->table[i] = (int64_t)cpw_random_below(s, cpw_random_below(s, 3) ? 60 : 9);
  }
  for (int i = 0; i < STRATA; i++)
    w->standard[i] = 1 + (double)cpw_random_below(s, 100);
  for (int i = 0; i < POINTS; i++) {
    level += cpw_random_normal(s, 0, 1);
    w->series[i] = cpw_random_below(s, 20) ? floor(8 * level) / 8 : (double)NAN;
  }
}

static const double *real(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real;
}

static const int64_t *whole(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->integer;
}

/* ---------------------------------------------------------------- rates --------------------- */

static const char *limits_hold(const double *rate, const double *lower, const double *upper,
                               int n) {
  for (int i = 0; i < n; i++) {
    if (!(lower[2 * i] <= rate[i] && rate[i] <= upper[2 * i])) return "limits do not hold the rate";
    if (!(lower[2 * i + 1] <= lower[2 * i] && upper[2 * i] <= upper[2 * i + 1]))
      return "limits do not widen with the level";
  }
  return NULL;
}

static const char *between_strata(const world *w, const double *rate) {
  for (int g = 0; g < GROUPS; g++) {
    double least = (double)INFINITY, most = 0;
    for (int i = 0; i < STRATA; i++) {
      double r = w->count[g * STRATA + i] / w->people[g * STRATA + i];
      least = r < least ? r : least;
      most = r > most ? r : most;
    }
    if (!(rate[g] >= least * (1 - 1e-14) && rate[g] <= most * (1 + 1e-14)))
      return "a standardised rate is outside its strata";
  }
  return NULL;
}

static const char *rates_hold(const world *w) {
  const double level[] = {0.8, 0.99};
  const char *found = NULL;
  for (int32_t method = 0; method <= CPW_RATES_GAMMA && !found; method++) {
    cpw_rates_options o;
    cpw_result *r = NULL;
    cpw_rates_options_init(&o);
    o.level = level, o.levels = 2, o.method = method, o.multiplier = 1;
    if (cpw_rates_direct(w->count, w->people, w->standard, GROUPS, STRATA, &o, &r, NULL) != CPW_OK)
      return "valid rates are refused";
    found = limits_hold(real(r, "rate"), real(r, "lower"), real(r, "upper"), GROUPS);
    if (!found) found = between_strata(w, real(r, "rate"));
    cpw_result_free(r);
  }
  return found;
}

static const char *funnel_holds(const world *w) {
  const char *found = NULL;
  for (int32_t measure = 0; measure < 3 && !found; measure++) {
    cpw_rates_funnel_options o;
    cpw_result *r = NULL;
    cpw_rates_funnel_options_init(&o);
    o.measure = measure;
    o.limits = CPW_RATES_LIMITS_EXACT;
    int32_t status = cpw_rates_funnel(w->count, w->people, CELLS, &o, &r, NULL);
    if (status == CPW_EDOMAIN) continue; /* nothing happened, or everything */
    if (status != CPW_OK) return "a valid funnel is refused";
    for (int i = 0; i < CELLS && !found; i++) {
      double x = real(r, "value")[i];
      int64_t class_of = whole(r, "class")[i];
      if ((class_of < 0) != (x < real(r, "lower")[2 * i]) ||
          (class_of > 0) != (x > real(r, "upper")[2 * i]))
        found = "a class is not what the limits say";
    }
    cpw_result_free(r);
  }
  return found;
}

/* ---------------------------------------------------------------- charts -------------------- */

static int64_t turned(int64_t rules) {
  return (rules & 0x55) << 1 | (rules & 0xaa) >> 1;
}

static const char *chart_holds(const world *w) {
  double shifted[POINTS], other[POINTS];
  for (int i = 0; i < POINTS; i++) {
    shifted[i] = w->series[i] + 64;
    other[i] = -w->series[i];
  }
  cpw_result *a = NULL, *b = NULL, *c = NULL;
  const char *found = NULL;
  if (cpw_spc_xmr(w->series, POINTS, NULL, &a, NULL) != CPW_OK ||
      cpw_spc_xmr(shifted, POINTS, NULL, &b, NULL) != CPW_OK ||
      cpw_spc_xmr(other, POINTS, NULL, &c, NULL) != CPW_OK)
    found = "a valid series is refused";
  for (int i = 0; i < POINTS && !found; i++) {
    if (turned(whole(a, "rules")[i]) != whole(c, "rules")[i])
      found = "a turned chart says otherwise";
    if (whole(a, "cause")[i] != whole(b, "cause")[i] && fabs(real(a, "value")[i]) > 1e-9) {
      /* a point within rounding of a line may fall on either side of it */
      double y = real(a, "value")[i];
      const char *const lines[] = {"mean", "lower", "upper", "near_lower", "near_upper"};
      int close = 0;
      for (int k = 0; k < POINTS; k++)
        for (int l = 0; l < 5; l++)
          close |= fabs(real(a, "value")[k] - real(a, lines[l])[k]) < 1e-9;
      if (!close && y == y) found = "a shifted chart says otherwise";
    }
  }
  cpw_result_free(a);
  cpw_result_free(b);
  cpw_result_free(c);
  return found;
}

/* ---------------------------------------------------------------- small numbers ------------- */

static const char *table_holds(const world *w) {
  cpw_result *r = NULL;
  const char *found = NULL;
  if (cpw_disclosure_table(w->table, GROUPS, STRATA, NULL, &r, NULL) != CPW_OK)
    return "a valid table is refused";
  if (whole(r, "exposed")[0] != 0) found = "a withheld count has one possible value";
  for (int i = 0; i < CELLS; i++) {
    double x = (double)w->table[i], shown = real(r, "published")[i];
    if (!(real(r, "bound_lower")[i] <= x && x <= real(r, "bound_upper")[i]))
      found = "bounds are wrong";
    if (x >= 1 && x <= 7 && shown == shown) found = "a small count is shown";
    if (shown == shown && fabs(shown - x) > 2) found = "a count is not rounded to the nearest";
  }
  cpw_result_free(r);
  return found;
}

static const char *problem(uint64_t seed) {
  static world w;
  make(&w, seed);
  const char *found = rates_hold(&w);
  if (!found) found = funnel_holds(&w);
  if (!found) found = chart_holds(&w);
  return found ? found : table_holds(&w);
}

/* ---------------------------------------------------------------- digest -------------------- */

static uint64_t digest(uint64_t seed, uint64_t hash) {
  static world w;
  make(&w, seed);
  cpw_rates_options o;
  cpw_rates_funnel_options f;
  cpw_rates_options_init(&o);
  cpw_rates_funnel_options_init(&f);
  o.method = CPW_RATES_GAMMA;
  f.limits = CPW_RATES_LIMITS_NORMAL;
  f.dispersion = CPW_RATES_DISPERSION_ADD;
  f.transform = 1;
  cpw_result *r[4] = {NULL, NULL, NULL, NULL};
  if (cpw_rates_direct(w.count, w.people, w.standard, GROUPS, STRATA, &o, &r[0], NULL) != CPW_OK ||
      cpw_rates_funnel(w.count, w.people, CELLS, &f, &r[1], NULL) != CPW_OK ||
      cpw_spc_xmr(w.series, POINTS, NULL, &r[2], NULL) != CPW_OK ||
      cpw_disclosure_table(w.table, GROUPS, STRATA, NULL, &r[3], NULL) != CPW_OK)
    hash++; /* a world in which nothing happened */
  for (int k = 0; k < 4; k++) {
    hash = worlds_digest(r[k], hash);
    cpw_result_free(r[k]);
  }
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"rates", "random groups, series and tables", 3000, 500, problem, digest};
  return worlds_main(&w, argc, argv);
}
