/* Phase-type laws with rates of any size, and chains matched to any duration: survival falls, people are
 * conserved, quantiles come back, moments are in order and those that are matched are the duration's. Usage:
 * property_phases [COUNT] [SEED], or --digest. */
#include "carepath/phases.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define MOST 8

typedef struct world {
  cpw_stream stream;
  double initial[MOST], rates[MOST * MOST], exits[MOST];
  cpw_phases law;
  cpw_duration duration;
} world;

static double any_size(cpw_stream *s, double low, double high) {
  double x = low * cpw_math_pow(high / low, cpw_random_uniform(s));
  return x < low ? low : x > high ? high : x;
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream *s = &w->stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  int32_t n = 1 + (int32_t)cpw_random_below(s, MOST);
  double sum = cpw_random_below(s, 3) ? 0 : cpw_random_exponential(s, 1),
         spread = any_size(s, 1, 100);
  for (int32_t i = 0; i < n; i++) {
    w->initial[i] = cpw_random_exponential(s, 1);
    sum += w->initial[i];
    w->exits[i] = any_size(s, 1 / spread, spread);
    for (int32_t j = 0; j < n; j++)
      if (j != i && cpw_random_below(s, 2)) w->rates[i * n + j] = any_size(s, 1 / spread, spread);
  }
  for (int32_t i = 0; i < n; i++)
    w->initial[i] /= sum;
  w->law = (cpw_phases){n, 0, w->initial, w->rates, w->exits};
  const int32_t laws[] = {CPW_DURATION_GAMMA, CPW_DURATION_LOGNORMAL, CPW_DURATION_WEIBULL};
  w->duration.law = laws[cpw_random_below(s, 3)];
  w->duration.mean = any_size(s, 1e-6, 1e6);
  w->duration.cv = any_size(s, 0.05, 10);
  w->duration.zero = cpw_random_below(s, 2) ? 0 : cpw_random_uniform(s);
}

static int close_to(double a, double b, double tolerance) {
  return fabs(a - b) <= tolerance * fabs(b);
}

static const char *values_hold(world *w) {
  double m1, m2, m3, t[6] = {0}, s[6], p[3] = {0.2, 0.5, 0.99}, q[3];
  double people[MOST], gone, left = 0, begun = 0;
  if (cpw_phases_moments(&w->law, &m1, &m2, &m3, NULL) != CPW_OK) return "a valid law is refused";
  if (!(m2 >= m1 * m1 * (1 - 1e-12) && m1 * m3 >= m2 * m2 * (1 - 1e-12)))
    return "moments are not in order";
  for (int i = 1; i < 6; i++)
    t[i] = t[i - 1] + m1 * any_size(&w->stream, 0.01, 2);
  if (cpw_phases_survival(&w->law, t, 6, NULL, s, NULL) != CPW_OK) return "survival is refused";
  for (int i = 1; i < 6; i++)
    if (!(s[i] >= 0 && s[i] <= s[i - 1] * (1 + 1e-12))) return "survival rises";
  if (cpw_phases_propagate(&w->law, NULL, t[3], NULL, people, &gone, NULL) != CPW_OK)
    return "people are refused";
  for (int32_t i = 0; i < w->law.count; i++) {
    left += people[i];
    begun += w->initial[i];
  }
  if (!close_to(left, s[3], 1e-11) || !close_to(left + gone, begun, 1e-12))
    return "people are not conserved";
  if (cpw_phases_quantile(&w->law, p, 3, NULL, q, NULL) != CPW_OK) return "quantiles are refused";
  if (cpw_phases_survival(&w->law, q, 3, NULL, s, NULL) != CPW_OK) return "survival is refused";
  for (int i = 0; i < 3; i++)
    if (q[i] > 0 ? !close_to(s[i], 1 - p[i], 1e-10) : s[i] > 1 - p[i] + 1e-12)
      return "a quantile does not come back";
  return NULL;
}

static const char *match_holds(world *w) {
  cpw_coxian c;
  double got[3], want[3], share[CPW_COXIAN_MAX], sum = 0;
  int32_t most = 1 + (int32_t)cpw_random_below(&w->stream, CPW_COXIAN_MAX);
  if (cpw_coxian_match(&w->duration, most, &c, NULL) != CPW_OK) return "a duration is refused";
  if (cpw_coxian_check(&c, NULL, NULL) != CPW_OK || c.phases > most) return "a match is no law";
  if (cpw_coxian_moments(&c, got, got + 1, got + 2, NULL) != CPW_OK ||
      cpw_duration_moments(&w->duration, want, want + 1, want + 2, NULL) != CPW_OK)
    return "moments are refused";
  for (int i = 0; i < c.matched; i++)
    if (!close_to(got[i], want[i], 1e-10)) return "a moment is not matched";
  if (cpw_coxian_equilibrium(&c, share, NULL) != CPW_OK) return "nobody is inside";
  for (int32_t i = 0; i < c.phases; i++)
    sum += share[i];
  return close_to(sum, 1, 1e-12) ? NULL : "those inside are not all";
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  const char *found = values_hold(&w);
  return found ? found : match_holds(&w);
}

static uint64_t add(uint64_t hash, double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  for (int b = 0; b < 64; b += 8)
    hash = (hash ^ (bits >> b & 255U)) * 1099511628211U;
  return hash;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  double m[3] = {0, 0, 0}, x[8] = {0}, s[8] = {0};
  cpw_coxian c;
  if (cpw_phases_moments(&w.law, &m[0], &m[1], &m[2], NULL) != CPW_OK) return 0;
  if (cpw_phases_fill(&w.law, &w.stream, x, 8, NULL) != CPW_OK) return 0;
  if (cpw_phases_survival(&w.law, x, 8, NULL, s, NULL) != CPW_OK) return 0;
  if (cpw_coxian_match(&w.duration, 16, &c, NULL) != CPW_OK) return 0;
  cpw_hyper_erlang fitted;
  cpw_phases_fitted how;
  cpw_phases_options o;
  cpw_phases_options_init(&o);
  o.phases = 4;
  o.branches = 2;
  o.iterations = 20;
  memset(&how, 0, sizeof how);
  if (cpw_phases_fit(x, NULL, NULL, 8, &o, &fitted, &how, NULL) == CPW_OK)
    hash = add(add(hash, how.log_likelihood), fitted.mean[0]);
  for (int i = 0; i < 3; i++)
    hash = add(hash, m[i]);
  for (int i = 0; i < 8; i++)
    hash = add(add(hash, x[i]), s[i]);
  for (int32_t i = 0; i < c.phases; i++)
    hash = add(add(hash, c.rate[i]), c.onward[i]);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"phases", "random laws", 2000, 300, problem, digest};
  return worlds_main(&w, argc, argv);
}
