/* Random queues over time: people are conserved, chances sum to one, equal periods are one, no swing is
 * no swing, enough servers are as many as it takes, a batch list keeps its people, two stations pass on
 * what comes in. Usage: property_queue_time [COUNT] [SEED], or --digest. */
#include "carepath/queue.h"
#include "carepath/random.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define PERIODS 4
#define WEEKS   10

typedef struct world {
  cpw_queue_course_options options;
  cpw_queue_schedule schedule;
  cpw_queue_weekly_list list;
  cpw_queue_tandem tandem;
  double length[PERIODS], arrivals[PERIODS], service[PERIODS], patience[PERIODS];
  int64_t servers[PERIODS], capacity[WEEKS];
  double joins[WEEKS], removal[WEEKS], cancel[WEEKS], amplitude, swing;
} world;

static double between(cpw_stream *s, double least, double most) {
  return least + (most - least) * cpw_random_uniform(s);
}

static void make_schedule(world *w, cpw_stream *s) {
  int closed = cpw_random_below(s, 4) == 0;
  for (int k = 0; k < PERIODS; k++) {
    w->length[k] = between(s, 0.1, 6.0);
    w->arrivals[k] = between(s, 0.0, 12.0);
    w->service[k] = between(s, 0.2, 2.0);
    w->servers[k] = (int64_t)cpw_random_below(s, 12) + (closed ? 0 : 1);
    w->patience[k] = cpw_random_below(s, 2) ? between(s, 0.0, 1.0) : 0.0;
  }
  cpw_queue_course_options_init(&w->options);
  w->options.start = (int64_t)cpw_random_below(s, 20);
  w->options.room = cpw_random_below(s, 2) ? 20 + (int64_t)cpw_random_below(s, 30) : 0;
  w->options.distribution = 1;
  w->amplitude = between(s, 0.0, 1.0);
  w->swing = between(s, 1.0, 24.0);
  cpw_queue_schedule_init(&w->schedule);
  w->schedule.periods = PERIODS;
  w->schedule.length = w->length;
  w->schedule.arrivals = w->arrivals;
  w->schedule.service = w->service;
  w->schedule.servers = w->servers;
  w->schedule.patience = w->patience;
}

static void make_list(world *w, cpw_stream *s) {
  for (int k = 0; k < WEEKS; k++) {
    w->joins[k] = between(s, 0.0, 30.0);
    w->removal[k] = between(s, 0.0, 0.2);
    w->cancel[k] = between(s, 0.0, 0.3);
    w->capacity[k] = (int64_t)cpw_random_below(s, 40);
  }
  cpw_queue_weekly_list_init(&w->list);
  w->list.weeks = WEEKS;
  w->list.joins = w->joins;
  w->list.removal = w->removal;
  w->list.capacity = w->capacity;
  w->list.cancel = cpw_random_below(s, 2) ? w->cancel : NULL;
  w->list.opening = (int64_t)cpw_random_below(s, 300);
}

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  make_schedule(w, &s);
  make_list(w, &s);
  cpw_queue_tandem_init(&w->tandem);
  w->tandem.arrivals = between(&s, 0.1, 8.0);
  w->tandem.service1 = between(&s, 0.1, 3.0);
  w->tandem.service2 = between(&s, 0.1, 3.0);
  w->tandem.servers1 = 1 + (int64_t)cpw_random_below(&s, 4);
  w->tandem.servers2 = 1 + (int64_t)cpw_random_below(&s, 4);
  w->tandem.room_between = (int64_t)cpw_random_below(&s, 6);
  w->tandem.room1 = w->tandem.servers1 + (int64_t)cpw_random_below(&s, 12);
}

static const double *real(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real;
}

static int near(double a, double b, double relative) {
  return fabs(a - b) <= relative * (fabs(a) + fabs(b)) + 1e-13;
}

static cpw_result *periods_of(const world *w) {
  cpw_result *r = NULL;
  return cpw_queue_periods(&w->schedule, &w->options, NULL, &r, NULL) == CPW_OK ? r : NULL;
}

static cpw_result *weekly_of(const world *w) {
  cpw_result *r = NULL;
  return cpw_queue_weekly(&w->list, NULL, &r, NULL) == CPW_OK ? r : NULL;
}

static cpw_result *swinging(const world *w, double amplitude) {
  cpw_result *r = NULL;
  cpw_queue_course_options o = w->options;
  o.patience = w->patience[0];
  return cpw_queue_sinusoid(w->arrivals[0], amplitude, w->swing, w->service[0], w->servers[0],
                            w->length, 1, &o, NULL, &r, NULL) == CPW_OK
             ? r
             : NULL;
}

static cpw_result *transient(const world *w) {
  cpw_result *r = NULL;
  cpw_queue_course_options o = w->options;
  o.patience = w->patience[0];
  return cpw_queue_transient(w->arrivals[0], w->service[0], w->servers[0], w->length, 1, &o, NULL,
                             &r, NULL) == CPW_OK
             ? r
             : NULL;
}

static const char *course_holds(const world *w, const cpw_result *r) {
  double before = (double)w->options.start;
  const cpw_array *chance = cpw_result_find(r, "chance");
  int64_t numbers = chance->dimension[1]->length;
  for (int k = 0; k < PERIODS; k++) {
    double sum = 0.0, number = 0.0, after = real(r, "number")[k];
    for (int64_t n = 0; n < numbers; n++) {
      double p = chance->real[k * numbers + n];
      if (!(p >= 0.0)) return "a chance below zero";
      sum += p;
      number += (double)n * p;
    }
    if (!near(sum, 1.0, 1e-13)) return "chances do not sum to one";
    if (!near(number, after, 1e-12)) return "the mean is not that of its chances";
    double in = before + real(r, "joined")[k], out = after + real(r, "served")[k];
    if (!near(in, out + real(r, "abandoned")[k], 1e-10)) return "people are lost";
    if (!near(real(r, "queue")[k] + real(r, "busy")[k], after, 1e-12))
      return "neither served nor waiting";
    before = after;
  }
  return NULL;
}

static const char *limits_hold(const world *w, const cpw_result *t, const cpw_result *flat) {
  static const char *const names[] = {"number", "queue", "wait_chance", "empty_chance",
                                      "block_chance"};
  for (int k = 0; k < 5; k++)
    if (!near(real(t, names[k])[0], real(flat, names[k])[0], 1e-10)) return "a swing of nothing";
  cpw_queue_course_options o;
  cpw_queue_stay stay;
  cpw_result *many = NULL;
  double mean = 0.0;
  cpw_queue_course_options_init(&o);
  cpw_queue_stay_init(&stay);
  stay.mean = 1.0 / w->service[0];
  if (cpw_queue_transient(w->arrivals[0], w->service[0], 400, w->length, 1, &o, NULL, &many,
                          NULL) != CPW_OK ||
      cpw_queue_infinite(&stay, w->length, w->arrivals, 1, 0.0, w->length, 1, &mean, NULL) !=
          CPW_OK)
    return "a call fails";
  int same = near(real(many, "number")[0], mean, 1e-11);
  cpw_result_free(many);
  return same ? NULL : "enough servers are not as many as it takes";
}

static const char *list_holds(const world *w, const cpw_result *r) {
  double before = (double)w->list.opening, sum = 0.0;
  for (int k = 0; k < WEEKS; k++) {
    double out = real(r, "treated")[k] + real(r, "removed")[k], after = real(r, "mean")[k];
    double slots = (double)w->capacity[k] * (w->list.cancel ? 1.0 - w->cancel[k] : 1.0);
    if (!near(before + real(r, "joined")[k], out + after, 1e-11))
      return "people are lost from a list";
    if (!near(real(r, "treated")[k] + real(r, "unused")[k], slots, 1e-11)) return "slots are lost";
    if (!(real(r, "mean_wait")[k] >= 0.0)) return "a wait below zero";
    before = after;
  }
  const cpw_array *chance = cpw_result_find(r, "chance");
  for (int64_t q = 0; q < chance->size; q++)
    sum += chance->real[q];
  return near(sum, 1.0, 1e-13) ? NULL : "the list's chances do not sum to one";
}

static const char *tandem_holds(const world *w) {
  cpw_queue_tandem_measures open, full;
  const cpw_queue_tandem *t = &w->tandem;
  if (cpw_queue_tandem_open(t, NULL, &open, NULL) != CPW_OK ||
      cpw_queue_tandem_saturated(t, &full, NULL) != CPW_OK)
    return "a call fails";
  if (!near(open.throughput, t->arrivals * (1.0 - open.loss_chance), 1e-11) ||
      !near(open.throughput, open.working1 * (double)t->servers1 * t->service1, 1e-11))
    return "two stations do not pass on what comes in";
  return open.throughput <= full.throughput * (1.0 + 1e-12) ? NULL : "more than saturated";
}

static const char *everything_holds(uint64_t seed) {
  static world w;
  make(&w, seed);
  cpw_result *r = periods_of(&w), *flat = swinging(&w, 0.0), *t = transient(&w), *l = weekly_of(&w);
  const char *problem = r && flat && t && l ? course_holds(&w, r) : "a call fails";
  if (!problem) problem = limits_hold(&w, t, flat);
  if (!problem) problem = list_holds(&w, l);
  if (!problem) problem = tandem_holds(&w);
  cpw_result_free(r);
  cpw_result_free(flat);
  cpw_result_free(t);
  cpw_result_free(l);
  return problem;
}

static uint64_t digest_numbers(const double *values, size_t count, uint64_t hash) {
  for (size_t k = 0; k < count; k++) {
    uint64_t bits;
    memcpy(&bits, &values[k], sizeof bits);
    hash = (hash ^ (isnan(values[k]) ? 1 : bits)) * UINT64_C(1099511628211);
  }
  return hash;
}

static uint64_t digest_beds(const world *w, uint64_t hash) {
  cpw_queue_ward ward;
  cpw_queue_stay stay;
  cpw_result *r = NULL;
  double mean[2 * PERIODS];
  const double survival[] = {0.9, 0.7, 0.4, 0.1}, chance[] = {0.1, 0.01};
  const int64_t opening[] = {4, 9};
  cpw_queue_stay_init(&stay);
  stay.law = CPW_QUEUE_ERLANG;
  stay.stages = 3;
  stay.mean = w->swing / 4.0;
  if (cpw_queue_infinite(&stay, w->length, w->arrivals, PERIODS, 5.0, w->length, PERIODS, mean,
                         NULL) != CPW_OK ||
      cpw_queue_infinite_sinusoid(&stay, w->arrivals[0], w->amplitude, w->swing, 1, w->length,
                                  PERIODS, mean + PERIODS, NULL) != CPW_OK)
    return hash + 1;
  cpw_queue_ward_init(&ward);
  ward.days = WEEKS;
  ward.arrivals = w->joins;
  ward.stays = 4;
  ward.survival = survival;
  ward.ages = 2;
  ward.opening = opening;
  ward.beds = 20;
  ward.chance = chance;
  ward.chances = 2;
  if (cpw_queue_beds(&ward, &r, NULL) != CPW_OK) return hash + 1;
  hash = worlds_digest(r, digest_numbers(mean, sizeof mean / sizeof *mean, hash));
  cpw_result_free(r);
  return hash;
}

static uint64_t digest_world(uint64_t seed, uint64_t hash) {
  static world w;
  make(&w, seed);
  cpw_result *results[] = {periods_of(&w), swinging(&w, w.amplitude), transient(&w), weekly_of(&w)};
  for (int k = 0; k < 4; k++) {
    hash = worlds_digest(results[k], hash);
    cpw_result_free(results[k]);
  }
  cpw_queue_tandem_measures m[2];
  memset(m, 0, sizeof m);
  if (cpw_queue_tandem_open(&w.tandem, NULL, &m[0], NULL) != CPW_OK ||
      cpw_queue_tandem_saturated(&w.tandem, &m[1], NULL) != CPW_OK)
    return hash + 1;
  double beds = cpw_queue_poisson_beds(w.joins[0], 0.01);
  hash = digest_numbers(&beds, 1, hash);
  for (int k = 0; k < 2; k++)
    hash = digest_numbers(&m[k].throughput, sizeof m[k] / sizeof(double), hash);
  return digest_beds(&w, hash);
}

int main(int argc, char **argv) {
  const worlds w = {"queue_time", "random queues", 200, 40, everything_holds, digest_world};
  return worlds_main(&w, argc, argv);
}
