/* People, positions, weights and groups from anywhere: indices in their ranges, parts that sum, bits that
 * do not depend on the order of rows, bounds that hold whatever the unknown belong to. Usage:
 * property_equity [COUNT] [SEED], or --digest. */
#include "carepath/equity.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

enum { MOST = 90, GROUPS = 5, UNKNOWN = 12, REPLICATIONS = 400 };

typedef struct world {
  cpw_stream stream;
  int64_t n, group[MOST], other[MOST];
  double y[MOST], w[MOST], position[MOST];
  double mean[GROUPS], people[GROUPS], se[GROUPS], unknown[UNKNOWN];
  int64_t missing;
} world;

/* each order of magnitude as likely as the next */
static double any_size(cpw_stream *s, double low, double high) {
  return low * cpw_math_pow(high / low, cpw_random_uniform(s));
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream *s = &w->stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  w->n = 1 + (int64_t)cpw_random_below(s, MOST);
  double size = any_size(s, 1e-140, 1e140), step = any_size(s, 0.01, 10);
  int64_t ties = 1 + (int64_t)cpw_random_below(s, 100);
  int spread = (int)cpw_random_below(s, 3);
  for (int64_t i = 0; i < w->n; i++) {
    double x = spread == 0 ? any_size(s, 1e-3, 1e3) : cpw_random_gamma(s, 2, 3) + 1e-3;
    w->y[i] = size * (spread == 2 ? step * floor(x / step + 1) : x);
    w->w[i] = i > 0 && cpw_random_below(s, 10) == 0 ? 0 : any_size(s, 1e-3, 1e3);
    w->position[i] = (double)cpw_random_below(s, (uint64_t)ties) - 20;
    w->group[i] = (int64_t)cpw_random_below(s, GROUPS);
    w->other[i] = (int64_t)cpw_random_below(s, 3);
  }
  for (int g = 0; g < GROUPS; g++) {
    w->mean[g] = 10 + cpw_random_gamma(s, 2, 4);
    w->people[g] = 1 + (double)cpw_random_below(s, 1000);
    w->se[g] = cpw_random_exponential(s, 1);
  }
  w->missing = (int64_t)cpw_random_below(s, UNKNOWN + 1);
  for (int64_t i = 0; i < w->missing; i++)
    w->unknown[i] = cpw_random_gamma(s, 1, 20);
}

/* the same rows in another order */
static world shuffled(world *w) {
  world v = *w;
  int64_t order[MOST];
  for (int64_t i = 0; i < w->n; i++)
    order[i] = i;
  cpw_random_shuffle(&w->stream, order, w->n);
  for (int64_t i = 0; i < w->n; i++) {
    v.y[i] = w->y[order[i]];
    v.w[i] = w->w[order[i]];
    v.position[i] = w->position[order[i]];
    v.group[i] = w->group[order[i]];
    v.other[i] = w->other[order[i]];
  }
  return v;
}

/* everything that is known of people */
typedef struct answers {
  cpw_concentration c;
  cpw_dispersion d;
  cpw_decomposition parts[CPW_PARTS_GINI + 1];
  cpw_crossed_decomposition crossed[CPW_PARTS_VARIANCE + 1];
  double ede[3][4], index[3][4], entropy[4], curve[5];
} answers;

static const double aversion[4] = {1, 1.7, 10.95, 300};

static int ask(const world *w, answers *a) {
  static const double order[4] = {-1.5, 0.3, 1.2, 2}, share[5] = {0, 0.2, 0.5, 0.83, 1};
  cpw_concentration_options o;
  cpw_concentration_options_init(&o);
  o.aversion = 3.3;
  memset(a, 0, sizeof *a);
  int32_t status = cpw_equity_concentration(w->y, w->position, w->w, w->n, &o, &a->c, NULL);
  if (status == CPW_OK) status = cpw_equity_dispersion(w->y, w->w, w->n, NULL, &a->d, NULL);
  for (int32_t k = 0; status == CPW_OK && k <= CPW_PARTS_GINI; k++)
    status =
        cpw_equity_decompose(w->y, w->w, w->group, w->n, GROUPS, k, NULL, &a->parts[k], NULL, NULL);
  for (int32_t k = 0; status == CPW_OK && k <= CPW_PARTS_VARIANCE; k++)
    status = cpw_equity_decompose_crossed(w->y, w->w, w->group, w->other, w->n, GROUPS, 3, k, NULL,
                                          &a->crossed[k], NULL);
  for (int32_t k = 0; status == CPW_OK && k < 3; k++)
    status = cpw_equity_ede(w->y, w->w, w->n, k, aversion, 4, NULL, a->ede[k], a->index[k], NULL);
  if (status == CPW_OK)
    status = cpw_equity_entropy(w->y, w->w, w->n, order, 4, NULL, a->entropy, NULL);
  if (status == CPW_OK)
    status = cpw_equity_curve(w->y, w->y, w->w, w->n, share, 5, NULL, a->curve, NULL);
  return status == CPW_OK;
}

static int near(double a, double b, double tolerance) {
  return fabs(a - b) <= tolerance * fmax(fabs(a), fabs(b));
}

static const char *people_hold(const answers *a) {
  const cpw_dispersion *d = &a->d;
  if (!(d->gini >= 0 && d->gini < 1)) return "the Gini is outside [0, 1)";
  if (!(fabs(a->c.index) <= d->gini + 1e-13)) return "concentration is beyond the Gini";
  if (!(d->theil_t >= 0 && d->theil_l >= 0)) return "Theil is below 0";
  for (int k = 0; k < 4; k++)
    if (!(a->entropy[k] >= 0)) return "generalised entropy is below 0";
  for (int kind = 0; kind < 3; kind++)
    for (int k = 0; k < 4; k++)
      if (!(a->ede[kind][k] <= d->mean * (1 + 1e-12) &&
            a->ede[kind][k] >= d->minimum * (1 - 1e-12)))
        return "an equivalent is not between the least value and the mean";
  for (int k = 1; k < 5; k++)
    if (a->curve[k] < a->curve[k - 1] || a->curve[k] > (k == 1 ? 0.2 : 1) + 1e-13)
      return "the Lorenz curve is not one";
  return NULL;
}

static const char *parts_hold(const answers *a) {
  const cpw_dispersion *d = &a->d;
  double whole[] = {d->theil_t, d->theil_l, d->cv * d->cv / 2, d->variance, d->gini};
  for (int k = 0; k <= CPW_PARTS_GINI; k++) {
    const cpw_decomposition *p = &a->parts[k];
    if (isinf(whole[k]) || whole[k] < 1e-300) continue; /* a variance at the end of the doubles */
    if (!near(p->total, whole[k], 1e-11)) return "parts are not the whole";
    if (!(p->between >= 0 && p->within >= 0 && p->overlap >= 0)) return "a part is below 0";
    if (p->total != p->between + p->within + p->overlap) return "parts do not sum";
    if (k > CPW_PARTS_VARIANCE) continue;
    const cpw_crossed_decomposition *c = &a->crossed[k];
    if (!near(c->total, whole[k], 1e-11)) return "crossed parts are not the whole";
    if (c->first != p->between) return "crossed parts are not those of one grouping";
    if (c->total != c->first + c->second + c->interaction + c->within)
      return "crossed parts do not sum";
    if (c->cells < p->between - 1e-11 * whole[k]) return "cells say less than groups";
  }
  return NULL;
}

static const char *rows_hold(world *w) {
  answers a, b;
  if (!ask(w, &a)) return "valid people are refused";
  const char *found = people_hold(&a);
  if (!found) found = parts_hold(&a);
  world v = shuffled(w);
  if (!ask(&v, &b) || memcmp(&a, &b, sizeof a) != 0) return "the order of rows matters";
  return found;
}

static int32_t lines(const world *w, int32_t method, double factor, cpw_slope *s,
                     cpw_slope_limits *l) {
  double mean[GROUPS], se[GROUPS];
  cpw_slope_options o;
  cpw_run run;
  cpw_slope_options_init(&o);
  cpw_run_init(&run);
  run.replications = REPLICATIONS;
  for (int g = 0; g < GROUPS; g++) {
    mean[g] = w->mean[g] * factor;
    se[g] = w->se[g] * factor;
  }
  o.method = method;
  o.se = se;
  return cpw_equity_slope(mean, w->people, 1, GROUPS, &o, &run, s, l, NULL);
}

static const char *lines_hold(const world *w) {
  for (int32_t method = CPW_SLOPE_EXACT; method <= CPW_SLOPE_RESIDUAL; method++) {
    cpw_slope s, t;
    cpw_slope_limits l, m;
    if (lines(w, method, 1, &s, &l) != CPW_OK || lines(w, method, 4, &t, &m) != CPW_OK)
      return "a valid line is refused";
    if (t.sii != 4 * s.sii || t.rii != s.rii || m.sii_lower != 4 * l.sii_lower)
      return "a line does not scale";
    if (!(l.sii_lower <= l.sii_upper && l.rii_lower <= l.rii_upper)) return "limits are swapped";
    if (method != CPW_SLOPE_SIMULATED && !(l.sii_lower <= s.sii && s.sii <= l.sii_upper))
      return "a slope is outside its limits";
  }
  return NULL;
}

/* one way in which the unknown may belong to groups */
static const char *bounds_hold(world *w) {
  cpw_bounds b, c;
  cpw_slope s;
  double people[GROUPS], mean[GROUPS];
  if (cpw_equity_bounds(w->mean, w->people, GROUPS, w->unknown, w->missing, NULL, &b, NULL) !=
      CPW_OK)
    return "valid bounds are refused";
  memcpy(people, w->people, sizeof people);
  for (int g = 0; g < GROUPS; g++)
    mean[g] = w->mean[g] * people[g];
  for (int64_t i = 0; i < w->missing; i++) {
    int64_t g = (int64_t)cpw_random_below(&w->stream, GROUPS);
    people[g] += 1;
    mean[g] += w->unknown[i];
  }
  for (int g = 0; g < GROUPS; g++)
    mean[g] /= people[g];
  if (cpw_equity_bounds(mean, people, GROUPS, NULL, 0, NULL, &c, NULL) != CPW_OK ||
      cpw_equity_slope(mean, people, 1, GROUPS, NULL, NULL, &s, NULL, NULL) != CPW_OK)
    return "an assignment is refused";
  if (!near(c.known[CPW_BOUNDS_SII], s.sii, 1e-9)) return "two slopes differ";
  for (int k = 0; k < CPW_BOUNDS_COUNT; k++) {
    double slack = 1e-10 * (1 + fabs(c.known[k]));
    if (c.known[k] < b.least[k] - slack || c.known[k] > b.greatest[k] + slack)
      return "an assignment is outside the bounds";
  }
  return NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  const char *found = rows_hold(&w);
  if (!found) found = lines_hold(&w);
  if (!found) found = bounds_hold(&w);
  return found;
}

static uint64_t add(uint64_t hash, double x) {
  uint64_t bits = 0;
  if (x == x) memcpy(&bits, &x, sizeof bits); /* a NaN's sign is the machine's own */
  for (int b = 0; b < 64; b += 8)
    hash = (hash ^ (bits >> b & 255U)) * 1099511628211U;
  return hash;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  answers a;
  cpw_bounds b;
  make(&w, seed);
  if (!ask(&w, &a)) return 0;
  double people[] = {a.c.index,   a.c.index_se,       a.c.extended, a.c.slope,   a.d.gini,
                     a.d.gini_se, a.d.gini_jackknife, a.d.theil_t,  a.d.theil_l, a.c.generalised};
  for (size_t i = 0; i < sizeof people / sizeof *people; i++)
    hash = add(hash, people[i]);
  for (int k = 0; k <= CPW_PARTS_GINI; k++)
    hash = add(add(hash, a.parts[k].between), a.parts[k].within);
  for (int k = 0; k < 12; k++)
    hash = add(add(hash, a.ede[k / 4][k % 4]), a.index[k / 4][k % 4]);
  for (int k = 0; k < 5; k++)
    hash = add(add(hash, a.curve[k]), a.entropy[k % 4]);
  for (int32_t method = CPW_SLOPE_EXACT; method <= CPW_SLOPE_RESIDUAL; method++) {
    cpw_slope s;
    cpw_slope_limits l;
    if (lines(&w, method, 1, &s, &l) != CPW_OK) return 0;
    hash = add(add(add(hash, s.rii), l.sii_lower), l.rii_upper);
  }
  if (cpw_equity_bounds(w.mean, w.people, GROUPS, w.unknown, w.missing, NULL, &b, NULL) != CPW_OK)
    return 0;
  for (int k = 0; k < CPW_BOUNDS_COUNT; k++)
    hash = add(add(hash, b.least[k]), b.greatest[k]);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"equity", "random populations", 4000, 500, problem, digest};
  return worlds_main(&w, argc, argv);
}
