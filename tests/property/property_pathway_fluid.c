/* Random networks of every kind as flows and as whole people: nobody is missing, in all and by group, nobody is less
 * than nobody, no stage has more in service than places; people are whole. Usage: property_pathway_fluid [COUNT] [SEED], or --digest. */
#include "random_network.h"
#include "worlds.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { HORIZON = 40 };

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  return a ? a->real : NULL;
}

static cpw_pathway_fluid_options options_of(uint64_t seed) {
  cpw_pathway_fluid_options o;
  cpw_pathway_fluid_options_init(&o);
  o.horizon = HORIZON;
  o.period = seed % 3 ? 1 : 2.5;
  o.warm_up = seed % 5 ? 0 : 10;
  o.phases = 1 + (int32_t)(seed % 6);
  return o;
}

/* opening + entered + moved in = left + closing + moved out, for everybody and by group */
static const char *conserved(const cpw_result *r) {
  const double *opening = real(r, "opening"), *entered = real(r, "entered"),
               *left = real(r, "left");
  const double *closing = real(r, "closing"), *in = real(r, "moved_in"),
               *out = real(r, "moved_out");
  int64_t who = cpw_result_find(r, "opening")->size;
  for (int64_t w = 0; w < who; w++) {
    double all = opening[w] + entered[w] + in[w];
    if (fabs(all - left[w] - closing[w] - out[w]) > 1e-9 * (1 + all))
      return "people are not conserved";
  }
  return NULL;
}

static const char *never_negative(const cpw_result *r) {
  static const char *const names[] = {"queue",      "inside",   "blocked",    "in_system",
                                      "arrived",    "served",   "queue_mean", "inside_mean",
                                      "throughput", "left_rate"};
  for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
    const cpw_array *a = cpw_result_find(r, names[k]);
    for (int64_t i = 0; a && i < a->size; i++)
      if (!(a->real[i] >= -1e-9 && a->real[i] < 1e300)) return names[k];
  }
  return NULL;
}

static const char *within_capacity(const cpw_pathway *p, const cpw_result *r, double period) {
  const double *inside = real(r, "inside");
  const cpw_array *a = cpw_result_find(r, "inside");
  int64_t who = a->dimension[2]->length;
  for (int64_t t = 0; t < a->dimension[0]->length; t++)
    for (int64_t s = 0; s < p->stages; s++) {
      if (p->stage[s].kind != CPW_STAGE_SERVERS && p->stage[s].kind != CPW_STAGE_BEDS) continue;
      double most = cpw_pathway_capacity(p, s, (double)t * period);
      double in = inside[(t * p->stages + s) * who];
      if (in > most * (1 + 1e-9) + 1e-9) return "more in service than places";
    }
  return NULL;
}

/* whole people of one replication: whole numbers, exactly conserved */
static const char *people(const cpw_pathway *p, uint64_t seed) {
  cpw_pathway_fluid_options o = options_of(seed);
  cpw_run run;
  cpw_run_init(&run);
  run.seed = seed;
  cpw_result *r = NULL;
  static cpw_error err;
  o.cohort = 1;
  o.step = 0.25;
  if (cpw_pathway_fluid(p, &o, &run, &r, &err) != CPW_OK) return err.message;
  const double *opening = real(r, "opening"), *entered = real(r, "entered"),
               *left = real(r, "left");
  const double *closing = real(r, "closing"), *in = real(r, "moved_in"),
               *out = real(r, "moved_out");
  const char *found = never_negative(r);
  for (int64_t w = 0; w < cpw_result_find(r, "opening")->size; w++)
    if (opening[w] + entered[w] + in[w] - left[w] - closing[w] - out[w] != 0.0)
      found = "whole people are not conserved";
  const cpw_array *a = cpw_result_find(r, "in_system");
  for (int64_t i = 0; i < a->size; i++)
    if (a->real[i] != floor(a->real[i])) found = "people are not whole";
  cpw_result_free(r);
  return found;
}

static const char *flows(const cpw_pathway *p, uint64_t seed) {
  cpw_pathway_fluid_options o = options_of(seed);
  cpw_result *r = NULL;
  cpw_error err;
  static char message[400];
  if (cpw_pathway_fluid(p, &o, NULL, &r, &err) != CPW_OK) {
    snprintf(message, sizeof message, "refused: %s", err.message);
    return message;
  }
  const char *found = conserved(r);
  if (!found) found = never_negative(r);
  if (!found) found = within_capacity(p, r, o.period);
  cpw_result_free(r);
  return found;
}

static const char *problem(uint64_t seed) {
  uint32_t features = RANDOM_ALL;
  if (seed % 4 == 1)
    features = RANDOM_GROUPS | RANDOM_BLOCKING | RANDOM_CALENDARS | RANDOM_OVERLOAD;
  if (seed % 4 == 2) features = RANDOM_ALL & ~(RANDOM_BLOCKING | RANDOM_HOLD | RANDOM_POOLS);
  cpw_network *n = random_network(seed, features);
  cpw_error err;
  const cpw_pathway *p = cpw_network_pathway(n, &err);
  const char *found = p ? flows(p, seed) : "the network is refused";
  if (!found) found = people(p, seed);
  cpw_network_free(n);
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  cpw_network *n = random_network(seed, RANDOM_ALL);
  cpw_pathway_fluid_options o = options_of(seed);
  cpw_result *r = NULL;
  const cpw_pathway *p = cpw_network_pathway(n, NULL);
  if (p && cpw_pathway_fluid(p, &o, NULL, &r, NULL) == CPW_OK) hash = worlds_digest(r, hash);
  cpw_result_free(r);
  cpw_network_free(n);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"pathway_fluid", "random networks", 1000, 100, problem, digest};
  return worlds_main(&w, argc, argv);
}
