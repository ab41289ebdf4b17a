/* Random queues in steady state: chances are chances, Little's law, more servers never hurt, the least servers are
 * the least, lists together wait no longer than apart, classes share one wait, models meet where one is
 * the other's special case. Usage: property_queue [COUNT] [SEED], or --digest. */
#include "carepath/queue.h"
#include "carepath/random.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define CLASSES 4

typedef struct world {
  double arrivals, service_rate, servers, patience, time, share;
  int64_t whole, room;
  double classes[CLASSES], own[CLASSES], growth[CLASSES];
} world;

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  double size = cpw_math_pow(10.0, 4.0 * cpw_random_uniform(&s) * (seed % 3 == 0));
  w->whole = 1 + (int64_t)(size * 5.0 * cpw_random_uniform(&s));
  w->servers = (double)w->whole + (seed % 2 ? 0.0 : cpw_random_uniform(&s));
  w->service_rate = 0.1 + 2.0 * cpw_random_uniform(&s);
  double rho = 1.0 - cpw_math_pow(10.0, -4.0 * cpw_random_uniform(&s));
  w->arrivals = fmax(rho, 0.01) * (double)w->whole * w->service_rate;
  w->patience = w->service_rate * cpw_math_pow(10.0, 4.0 * cpw_random_uniform(&s) - 2.0);
  w->time = cpw_random_uniform(&s) / w->service_rate;
  w->share = cpw_math_pow(10.0, -5.0 * cpw_random_uniform(&s));
  w->room = w->whole + (int64_t)cpw_random_below(&s, 40);
  for (int k = 0; k < CLASSES; k++) {
    w->classes[k] = w->arrivals * (0.1 + cpw_random_uniform(&s)) / (1.2 * CLASSES);
    w->own[k] = 1.0 + (double)cpw_random_below(&s, 6);
    w->growth[k] = (k ? w->growth[k - 1] : 5.0) * cpw_random_uniform_open(&s);
  }
}

static int is_near(double a, double b, double relative) {
  return fabs(a - b) <= relative * fmax(fabs(a), fabs(b)) + 1e-290;
}

static int is_chance(double p) {
  return p >= 0.0 && p <= 1.0 + 1e-14;
}

/* ---------------------------------------------------------------- one queue ----------------- */

static const char *measures_hold(const cpw_queue_measures *m, double arrivals) {
  if (m->outcome != CPW_OUTCOME_OK) return "no steady state";
  if (!is_chance(m->wait_chance) || !is_chance(m->utilisation) || !is_chance(m->block_chance) ||
      !is_chance(m->abandon_chance))
    return "a chance that is none";
  if (!is_near(m->throughput, arrivals * (1.0 - m->block_chance - m->abandon_chance), 1e-9))
    return "people get lost";
  if (!(m->wait_second >= m->mean_wait * m->mean_wait * (1.0 - 1e-12)))
    return "a variance below zero";
  double come = arrivals * (1.0 - m->block_chance);
  if (!is_near(m->mean_queue, come * m->mean_wait, 1e-9)) return "Little's law of the queue";
  if (!is_near(m->mean_number, come * m->mean_stay, 1e-9)) return "Little's law of all";
  return NULL;
}

static const char *models_hold(const world *w) {
  cpw_queue_measures m, more, room, patient;
  if (cpw_queue_mmc(w->arrivals, w->service_rate, w->servers, &m, NULL) ||
      cpw_queue_mmc(w->arrivals, w->service_rate, w->servers + 0.5, &more, NULL) ||
      cpw_queue_mmck(w->arrivals * 1.5, w->service_rate, w->whole, w->room, &room, NULL) ||
      cpw_queue_abandon(w->arrivals * 1.5, w->service_rate, w->servers, w->patience, &patient,
                        NULL))
    return "a call fails";
  const char *problem = measures_hold(&m, w->arrivals);
  if (!problem) problem = measures_hold(&room, w->arrivals * 1.5);
  if (!problem) problem = measures_hold(&patient, w->arrivals * 1.5);
  if (problem) return problem;
  if (more.mean_wait > m.mean_wait || more.wait_chance > m.wait_chance) return "more servers hurt";
  double tail = cpw_queue_mmc_wait_tail(w->arrivals, w->service_rate, w->servers, w->time);
  double stay = cpw_queue_mmc_stay_tail(w->arrivals, w->service_rate, w->servers, w->time);
  if (!is_chance(tail) || !is_chance(stay) || tail > stay * (1.0 + 1e-12))
    return "a stay shorter than its wait";
  double quantile =
      cpw_queue_mmc_wait_quantile(w->arrivals, w->service_rate, w->servers, 1.0 - w->share);
  double beyond = cpw_queue_mmc_wait_tail(w->arrivals, w->service_rate, w->servers, quantile);
  if (quantile > 0.0 && !is_near(beyond, 1.0 - (1.0 - w->share), 1e-9))
    return "a quantile of another share";
  double still =
      cpw_queue_abandon_wait_tail(w->arrivals, w->service_rate, w->servers, w->patience, w->time);
  if (!is_chance(still) || still > tail * (1.0 + 1e-9)) return "people who leave make waits longer";
  return NULL;
}

/* Equal services wait between half as long as exponential ones and as long (both in the mean). */
static const char *equal_services_hold(const world *w) {
  cpw_queue_measures m, equal;
  double c = (double)w->whole, load = w->arrivals / w->service_rate;
  if (!(load < c)) return NULL;
  if (cpw_queue_mmc(load, 1.0, c, &m, NULL) || cpw_queue_mdc(load, 1.0, w->whole, &equal, NULL))
    return "a call fails";
  if (m.mean_wait < 1e-280) return NULL;
  if (equal.mean_wait > m.mean_wait * (1.0 + 1e-10)) return "equal services wait longer";
  double bound = cpw_queue_cosmetatos_mdc(load, 1.0, c);
  if (load / c > 0.9 && w->whole <= 10 && !is_near(bound, equal.mean_wait, 0.06))
    return "far from Cosmetatos";
  return NULL;
}

/* ---------------------------------------------------------------- targets ------------------- */

static double measure(int32_t goal, const world *w, double servers) {
  cpw_queue_measures m;
  if (goal == CPW_QUEUE_GOAL_LOSS)
    return cpw_queue_erlang_b(w->arrivals / w->service_rate, servers);
  if (cpw_queue_mmc(w->arrivals, w->service_rate, servers, &m, NULL)) return (double)NAN;
  if (goal == CPW_QUEUE_GOAL_DELAY) return m.wait_chance;
  if (goal == CPW_QUEUE_GOAL_MEAN_WAIT) return m.mean_wait;
  return cpw_queue_mmc_wait_tail(w->arrivals, w->service_rate, servers, w->time);
}

static const char *least_is_least(const world *w) {
  for (int32_t goal = CPW_QUEUE_GOAL_DELAY; goal <= CPW_QUEUE_GOAL_QUANTILE; goal++) {
    cpw_queue_need need, real;
    double share = goal == CPW_QUEUE_GOAL_QUANTILE ? 1.0 - w->share : w->share;
    if (cpw_queue_least_servers(goal, w->arrivals, w->service_rate, share, w->time, &need, NULL) ||
        cpw_queue_least_capacity(goal, w->arrivals, w->service_rate, share, w->time, &real, NULL))
      return "a call fails";
    double least = goal == CPW_QUEUE_GOAL_LOSS ? 0.0 : 1.0;
    if (need.outcome != CPW_OUTCOME_OK) return "a goal that nothing reaches";
    if (!(measure(goal, w, need.servers) <= need.limit)) return "the least servers do not do it";
    if (need.servers > least && measure(goal, w, need.servers - 1.0) <= need.limit &&
        (need.servers - 1.0) * w->service_rate > w->arrivals)
      return "one server fewer does it";
    if (real.servers > need.servers || real.servers <= need.servers - 1.0 - 1e-9 * need.servers)
      return "whole and real servers are far apart";
  }
  return NULL;
}

/* ---------------------------------------------------------------- classes ------------------- */

static const char *classes_hold(const world *w) {
  double all = 0.0, wait[CLASSES], overall;
  cpw_queue_measures m;
  cpw_queue_pooling pool;
  for (int k = 0; k < CLASSES; k++)
    all += w->classes[k];
  if (cpw_queue_mmc(all, w->service_rate, w->servers, &m, NULL)) return "a call fails";
  for (int32_t rule = 0; rule < 3; rule++) {
    int32_t status =
        rule < 2 ? cpw_queue_priority_mmc(w->classes, CLASSES, w->service_rate, w->servers, rule,
                                          wait, NULL, NULL, NULL, &overall, NULL)
                 : cpw_queue_accumulating_mmc(w->classes, w->growth, CLASSES, w->service_rate,
                                              w->servers, wait, &overall, NULL, NULL);
    if (status) return "a call fails";
    if (!is_near(overall, m.mean_wait, 1e-8)) return "classes do not share one wait";
    for (int k = 1; k < CLASSES; k++)
      if (wait[k] < wait[k - 1] * (1.0 - 1e-8)) return "a later class waits less";
  }
  if (cpw_queue_pool(w->classes, w->own, CLASSES, w->service_rate, &pool, NULL))
    return "a call fails";
  if (pool.pooled_wait > pool.apart_wait * (1.0 + 1e-12)) return "one list waits longer";
  return NULL;
}

static const char *everything_holds(uint64_t seed) {
  world w;
  make(&w, seed);
  const char *problem = models_hold(&w);
  if (!problem) problem = equal_services_hold(&w);
  if (!problem) problem = least_is_least(&w);
  if (!problem) problem = classes_hold(&w);
  return problem;
}

/* ---------------------------------------------------------------- digest -------------------- */

static uint64_t evaluate(const char *name, const world *w, uint64_t hash) {
  const cpw_queue_formula *f = cpw_queue_formula_find(name);
  static const double moments[] = {1.0, 2.0, 6.0};
  double whole = (double)w->whole, room = (double)w->room, load = w->arrivals / w->service_rate;
  double below = 0.9 * fmin(load / whole, 1.0);
  const cpw_queue_value all[] = {{"arrivals", &w->arrivals, 1},
                                 {"service_rate", &w->service_rate, 1},
                                 {"servers", &whole, 1},
                                 {"room", &room, 1},
                                 {"patience_rate", &w->patience, 1},
                                 {"time", &w->time, 1},
                                 {"load", &load, 1},
                                 {"service_time", &moments[0], 1},
                                 {"service_second", &moments[1], 1},
                                 {"service_third", &moments[2], 1},
                                 {"stay", &moments[1], 1},
                                 {"share", &w->share, 1},
                                 {"demand", &w->arrivals, 1}};
  cpw_queue_value given[16];
  int64_t count = 0;
  for (int64_t i = 0; i < f->inputs; i++)
    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
      if (strcmp(f->input[i].name, all[k].name) == 0) given[count++] = all[k];
  /* where a service takes one unit of time, arrivals are a load */
  for (int64_t i = 0; i < count; i++)
    if (strcmp(name, "mg1") == 0 && strcmp(given[i].name, "arrivals") == 0)
      given[i].values = &below;
  cpw_result *r = NULL;
  if (cpw_queue_evaluate(name, given, count, NULL, &r, NULL)) return hash * 31 + 1;
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

static uint64_t digest_world(uint64_t seed, uint64_t hash) {
  static const char *const names[] = {
      "erlang_b", "erlang_c", "mmc",  "mmck",          "abandon",        "mg1",           "mdc",
      "gim1",     "ggc",      "beds", "least_servers", "least_capacity", "list_for_share"};
  world w;
  make(&w, seed);
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    hash = evaluate(names[i], &w, hash);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"queue", "random queues", 400, 60, everything_holds, digest_world};
  return worlds_main(&w, argc, argv);
}
