/* Chains with rates of any size: chances sum to 1 and compose, time is conserved, passages and shares agree
 * with the chain's own equations, fits are at a maximum. Usage: property_markov [COUNT] [SEED], or --digest. */
#include "carepath/markov.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define MOST 7
#define ROWS 60

typedef struct world {
  cpw_stream stream;
  int32_t n;
  double rates[MOST * MOST], time;
} world;

static double any_size(cpw_stream *s, double low, double high) {
  double x = low * cpw_math_pow(high / low, cpw_random_uniform(s));
  return x < low ? low : x > high ? high : x;
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream *s = &w->stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  w->n = 1 + (int32_t)cpw_random_below(s, MOST);
  double spread = any_size(s, 1, 1e5);
  for (int32_t i = 0; i < w->n; i++)
    for (int32_t j = 0; j < w->n; j++)
      if (j != i && cpw_random_below(s, 3))
        w->rates[i * w->n + j] = any_size(s, 1 / spread, spread);
  w->time = any_size(s, 1e-3, 1e3);
}

static int close_to(double a, double b, double tolerance) {
  return fabs(a - b) <= tolerance * fabs(b);
}

static const char *chances_hold(world *w, const double *p, const double *half) {
  int32_t n = w->n;
  for (int32_t i = 0; i < n; i++) {
    double sum = 0;
    for (int32_t j = 0; j < n; j++) {
      double both = 0;
      for (int32_t k = 0; k < n; k++)
        both += half[i * n + k] * half[k * n + j];
      if (!close_to(both, p[i * n + j], 1e-11)) return "two halves are not the whole";
      sum += p[i * n + j];
    }
    if (!close_to(sum, 1, 1e-13)) return "chances do not sum to 1";
  }
  return NULL;
}

static const char *times_hold(world *w, const double *p) {
  int32_t n = w->n;
  double total[MOST * MOST];
  if (cpw_markov_time_in_states(w->rates, n, w->time, NULL, total, NULL) != CPW_OK)
    return "time in states is refused";
  for (int32_t i = 0; i < n; i++) {
    double sum = 0, moved = 0, size = 0;
    for (int32_t j = 0; j < n; j++) {
      sum += total[i * n + j];
      /* what came into state 0 less what left it is what is there: total Q = P - I */
      double rate = w->rates[j * n];
      if (j) {
        moved += total[i * n + j] * rate;
        double left = total[i * n] * w->rates[j];
        moved -= left;
        size += total[i * n + j] * rate + left;
      }
    }
    if (!close_to(sum, w->time, 1e-12)) return "time is not conserved";
    if (fabs(moved - (p[i * n] - (i == 0))) > 1e-11 * (size + 1))
      return "moves are not what is there";
  }
  return NULL;
}

static const char *passages_hold(world *w) {
  int32_t n = w->n, target[MOST] = {1};
  double mean[MOST], ever[MOST];
  if (cpw_markov_first_passage(w->rates, n, target, NULL, mean, NULL) != CPW_OK ||
      cpw_markov_passage(w->rates, n, target, (double)INFINITY, NULL, ever, NULL) != CPW_OK)
    return "passages are refused";
  for (int32_t i = 1; i < n; i++) {
    double leave = 0, later = 1, chance = 0;
    for (int32_t j = 0; j < n; j++) {
      double rate = w->rates[i * n + j];
      leave += rate;
      if (rate > 0) later += rate * mean[j];
      chance += rate * ever[j];
    }
    if (leave > 0 && mean[i] < 1e300 && !close_to(mean[i], later / leave, 1e-11))
      return "a first step does not hold";
    if (leave > 0 && !close_to(ever[i], chance / leave, 1e-11)) return "a chance does not hold";
    if ((mean[i] < 1e300) != (ever[i] == 1)) return "sure and finite are not the same";
  }
  return NULL;
}

static const char *longrun_holds(world *w) {
  int32_t n = w->n;
  double table[MOST * MOST];
  if (cpw_markov_absorption(w->rates, n, NULL, table, NULL) != CPW_OK)
    return "the long run is refused";
  for (int32_t i = 0; i < n; i++)
    for (int32_t j = 0; j < n; j++) {
      double in = 0, out = 0;
      for (int32_t k = 0; k < n; k++) {
        if (k == j) continue;
        in += table[i * n + k] * w->rates[k * n + j];
        out += table[i * n + j] * w->rates[j * n + k];
      }
      if (!close_to(in, out, 1e-11)) return "the long run is not in balance";
    }
  return NULL;
}

static const char *problem(uint64_t seed) {
  world w;
  make(&w, seed);
  double p[MOST * MOST], half[MOST * MOST];
  if (cpw_markov_probabilities(w.rates, w.n, w.time, NULL, p, NULL) != CPW_OK ||
      cpw_markov_probabilities(w.rates, w.n, w.time / 2, NULL, half, NULL) != CPW_OK)
    return "a valid table is refused";
  const char *found = chances_hold(&w, p, half);
  if (!found) found = times_hold(&w, p);
  if (!found) found = passages_hold(&w);
  return found ? found : longrun_holds(&w);
}

static uint64_t add(uint64_t hash, double x) {
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  for (int b = 0; b < 64; b += 8)
    hash = (hash ^ (bits >> b & 255U)) * 1099511628211U;
  return hash;
}

/* ten subjects seen in two states at odd times, and some deaths */
static uint64_t digest_fit(cpw_stream *s, uint64_t hash) {
  int64_t who[ROWS];
  double when[ROWS];
  int32_t what[ROWS];
  for (int i = 0; i < ROWS; i++) {
    who[i] = i / 6;
    when[i] = i % 6 + 0.5 * cpw_random_uniform(s);
    what[i] = i < 4 ? i % 2 : (int32_t)cpw_random_below(s, 2);
  }
  const int32_t from[2] = {0, 1}, to[2] = {1, 0};
  cpw_panel panel;
  cpw_panel_init(&panel);
  panel.rows = ROWS;
  panel.subject = who;
  panel.time = when;
  panel.state = what;
  cpw_markov_options o;
  cpw_markov_options_init(&o);
  o.iterations = 0;
  cpw_result *result = NULL;
  if (cpw_markov_fit(&panel, 2, from, to, 2, &o, NULL, &result, NULL) == CPW_OK)
    hash = worlds_digest(result, hash);
  cpw_result_free(result);
  return hash;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  world w;
  make(&w, seed);
  double p[MOST * MOST], total[MOST * MOST], limit[MOST * MOST];
  if (cpw_markov_probabilities(w.rates, w.n, w.time, NULL, p, NULL) != CPW_OK) return 0;
  if (cpw_markov_time_in_states(w.rates, w.n, w.time, NULL, total, NULL) != CPW_OK) return 0;
  if (cpw_markov_absorption(w.rates, w.n, NULL, limit, NULL) != CPW_OK) return 0;
  for (int32_t i = 0; i < w.n * w.n; i++)
    hash = add(add(add(hash, p[i]), total[i]), limit[i]);
  return digest_fit(&w.stream, hash);
}

int main(int argc, char **argv) {
  const worlds w = {"markov", "random chains", 5000, 200, problem, digest};
  return worlds_main(&w, argc, argv);
}
