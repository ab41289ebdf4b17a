/* Random days and random queues, first come, first served, against what must always hold: starts are in
 * the order of arrivals, no server has two customers, another server never hurts, shares and quantiles
 * are in order, and parts merge to the whole.
 *   property_first_come [count [seed]]     property_first_come --digest */
#include "worlds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 400, SERVERS = 60 };

typedef struct world {
  cpw_stream stream;
  int64_t n, servers;
  double arrivals[MOST], services[MOST], start[SERVERS];
  double wait[MOST], departure[MOST], fewer[MOST];
  cpw_duration between, service;
  double limits[2];
  cpw_first_come_options options;
} world;

static double any_size(cpw_stream *s, double low, double high) {
  return low * cpw_math_pow(high / low, cpw_random_uniform(s));
}

static cpw_duration any_law(cpw_stream *s, double mean) {
  static const int32_t laws[] = {CPW_DURATION_FIXED, CPW_DURATION_EXPONENTIAL, CPW_DURATION_GAMMA,
                                 CPW_DURATION_LOGNORMAL, CPW_DURATION_WEIBULL};
  int32_t law = laws[cpw_random_below(s, 5)];
  double cv = law >= CPW_DURATION_GAMMA ? any_size(s, 0.05, 3) : 0;
  double zero = cpw_random_below(s, 4) ? 0 : 0.5 * cpw_random_uniform(s);
  cpw_duration out = {law, 0, mean, cv, zero, NULL};
  return out;
}

static void make_trace(world *w) {
  cpw_stream *s = &w->stream;
  int whole = cpw_random_below(s, 3) == 0;
  double time = 0, mean = (double)w->servers * any_size(s, 0.3, 3);
  for (int64_t i = 0; i < w->n; i++) {
    time += cpw_random_exponential(s, 10);
    w->arrivals[i] = whole ? floor(time) : time;
    w->services[i] = cpw_random_exponential(s, 10 * mean);
    if (whole) w->services[i] = floor(w->services[i]);
  }
  for (int64_t k = 0; k < w->servers; k++)
    w->start[k] = cpw_random_below(s, 2) ? 0 : cpw_random_exponential(s, 100);
}

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream *s = &w->stream;
  cpw_stream_init(s, seed, 0, 0, 0);
  w->n = 1 + (int64_t)cpw_random_below(s, MOST);
  w->servers = 1 + (int64_t)cpw_random_below(s, SERVERS - 1);
  make_trace(w);
  w->between = any_law(s, any_size(s, 1e-6, 1e6));
  w->service = any_law(s, w->between.mean * (double)w->servers * any_size(s, 0.3, 2));
  w->limits[0] = w->service.mean * cpw_random_uniform(s);
  w->limits[1] = w->limits[0] + w->service.mean;
  cpw_first_come_options_init(&w->options);
  cpw_first_come_options *o = &w->options;
  o->customers = w->n;
  o->warm_up = (int64_t)cpw_random_below(s, (uint64_t)w->n);
  o->servers = w->servers;
  o->between = &w->between;
  o->service = &w->service;
  if (cpw_random_below(s, 4) == 0) {
    o->between = NULL;
    o->arrival_times = w->arrivals;
  }
  if (cpw_random_below(s, 4) == 0) o->start = w->start;
  o->limits = w->limits;
  o->limit_count = (int64_t)cpw_random_below(s, 3);
  o->batches = 2 + (int64_t)cpw_random_below(s, 30);
  o->keep = 1;
}

/* -------- a day */

/* Who still has a server when customer i starts leaves one free. */
static int has_server(const world *w, int64_t i) {
  double begin = w->arrivals[i] + w->wait[i] * (1 - 1e-12) - 1e-9;
  int64_t busy = 0;
  for (int64_t j = 0; j < i; j++)
    busy += w->departure[j] > begin + 1e-6;
  return busy < w->servers;
}

static const char *day_holds(world *w) {
  if (cpw_first_come_waits(w->arrivals, w->services, w->n, w->servers, w->start, w->wait,
                           w->departure, NULL, NULL) != CPW_OK ||
      cpw_first_come_waits(w->arrivals, w->services, w->n, w->servers + 1, w->start, w->fewer, NULL,
                           NULL, NULL) != CPW_OK)
    return "a day fails";
  double before = 0;
  for (int64_t i = 0; i < w->n; i++) {
    double begin = w->arrivals[i] + w->wait[i];
    if (!(w->wait[i] >= 0)) return "a wait is negative";
    if (begin < before - 1e-9) return "somebody is overtaken";
    if (fabs(begin + w->services[i] - w->departure[i]) > 1e-9 * w->departure[i])
      return "a departure is not the end of a service";
    if (w->fewer[i] > w->wait[i] + 1e-9 * w->departure[i]) return "another server hurts";
    if (!has_server(w, i)) return "a server has two customers";
    before = begin;
  }
  return NULL;
}

/* -------- a simulation */

static cpw_result *simulate(const cpw_first_come_options *o, uint64_t seed, int64_t first,
                            int64_t replications) {
  cpw_run run;
  cpw_run_init(&run);
  run.seed = seed;
  run.first_replication = first;
  run.replications = replications;
  run.threads = 1 + (int32_t)(seed % 3);
  cpw_result *out = NULL;
  return cpw_first_come_simulate(o, &run, &out, NULL) == CPW_OK ? out : NULL;
}

static double figure(const cpw_result *r, const char *name, int64_t k) {
  const cpw_array *a = cpw_result_find(r, name);
  return a && a->real && k < a->size ? a->real[k] : -1;
}

static int is_share(double x) {
  return isnan(x) || (x >= 0 && x <= 1);
}

static const char *figures_hold(const world *w, const cpw_result *r) {
  double longest = figure(r, "wait_max", 0), mean = figure(r, "wait_mean", 0), before = 0;
  if (!(mean >= 0 && mean <= longest * (1 + 1e-12)))
    return "the mean wait is not below the longest";
  for (int64_t k = 0; k < 5; k++) {
    double quantile = figure(r, "wait_quantile", k);
    if (!(quantile >= before && quantile <= longest)) return "quantiles are out of order";
    before = quantile;
  }
  if (!is_share(figure(r, "utilisation", 0)) || !is_share(figure(r, "wait_chance", 0)))
    return "a share is none";
  before = 1 - figure(r, "wait_chance", 0) - 1e-12;
  for (int64_t k = 0; k < w->options.limit_count; k++) {
    double within = figure(r, "within", k);
    if (!(within >= before && within <= 1)) return "shares within limits are out of order";
    before = within;
  }
  return figure(r, "queue_mean", 0) < 0 ? "a queue is negative" : NULL;
}

static const char *parts_hold(const world *w, uint64_t seed) {
  int64_t cut = 1 + (int64_t)(seed % 4);
  cpw_result *all = simulate(&w->options, seed, 3, 5), *merged = NULL;
  cpw_result *parts[2] = {simulate(&w->options, seed, 3 + cut, 5 - cut),
                          simulate(&w->options, seed, 3, cut)};
  const char *problem = NULL;
  if (!all || !parts[0] || !parts[1])
    problem = "a simulation fails";
  else if (cpw_result_merge((const cpw_result *const *)parts, 2, NULL, &merged, NULL) != CPW_OK)
    problem = "parts do not merge";
  else if (worlds_digest(all, 0) != worlds_digest(merged, 0))
    problem = "parts are not the whole";
  else
    problem = figures_hold(w, all);
  cpw_result_free(all);
  cpw_result_free(merged);
  cpw_result_free(parts[0]);
  cpw_result_free(parts[1]);
  return problem;
}

static const char *problem_of(uint64_t seed) {
  world *w = malloc(sizeof *w);
  if (!w) return "no memory";
  make(w, seed);
  const char *problem = day_holds(w);
  if (!problem) problem = parts_hold(w, seed);
  free(w);
  return problem;
}

static uint64_t digest_world(uint64_t seed, uint64_t hash) {
  world *w = malloc(sizeof *w);
  if (!w) exit(1);
  make(w, seed);
  cpw_result *r = simulate(&w->options, seed, 0, 6);
  if (!r) exit(1);
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  free(w);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"first_come", "queues", 2000, 200, problem_of, digest_world};
  return worlds_main(&w, argc, argv);
}
