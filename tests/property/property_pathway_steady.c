/* Random networks of every kind in the long run: whoever comes to a stage is served, leaves, is sent on or turned away, by
 * group too; as many leave the network as come; nothing is less than nothing; the names' order changes nothing; more servers
 * never make the wait longer in product form. Usage: property_pathway_steady [COUNT] [SEED], or --digest. */
#include "carepath/pathway_steady.h"
#include "random_network.h"
#include "worlds.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char message[500];

static const double *real(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a || !a->real) exit(1); /* a name that the header promises */
  return a->real;
}

static int64_t method_of(const cpw_result *r, int64_t stage) {
  return cpw_result_find(r, "method")->integer[stage];
}

static int64_t who_of(const cpw_result *r) {
  return cpw_result_find(r, "arrival_rate")->dimension[1]->length;
}

static int near(double a, double b, double tolerance) {
  return a == b || (isnan(a) && isnan(b)) || fabs(a - b) <= tolerance * (1.0 + fabs(a) + fabs(b));
}

/* come to the stage + change into a group = served + leave waiting + change out (or after
 * not attending) + turned away + sent on */
static const char *stages_conserve(const cpw_pathway *p, const cpw_result *r) {
  const double *come = real(r, "arrival_rate"), *served = real(r, "throughput");
  const double *left = real(r, "left_rate"), *away = real(r, "turned_away");
  const double *over = real(r, "overflowed");
  int64_t who = who_of(r);
  for (int64_t i = 0; i < p->stages; i++) {
    if (method_of(r, i) == CPW_STEADY_UNSTABLE) continue;
    int64_t k = i * who;
    double gone = served[k] + left[k] + away[k] + over[k];
    if (near(come[k], gone, 1e-8)) continue;
    snprintf(message, sizeof message, "stage %lld (method %lld): %.12g come, %.12g go",
             (long long)i, (long long)method_of(r, i), come[k], gone);
    return message;
  }
  return NULL;
}

static const char *groups_add_up(const cpw_pathway *p, const cpw_result *r) {
  static const char *const names[] = {"arrival_rate", "throughput",  "left_rate",  "turned_away",
                                      "overflowed",   "missed_rate", "queue_mean", "inside_mean"};
  int64_t who = who_of(r);
  for (size_t k = 0; who > 1 && k < sizeof names / sizeof *names; k++)
    for (int64_t i = 0; i < p->stages; i++) {
      const double *row = real(r, names[k]) + i * who;
      double sum = 0.0;
      for (int64_t g = 1; g < who; g++)
        sum += row[g];
      if (!near(sum, row[0], 1e-9)) return names[k];
    }
  return NULL;
}

static int all_stable(const cpw_pathway *p, const cpw_result *r) {
  for (int64_t i = 0; i < p->stages; i++)
    if (method_of(r, i) == CPW_STEADY_UNSTABLE) return 0;
  return 1;
}

static const char *network_conserves(const cpw_pathway *p, const cpw_result *r) {
  const cpw_array *exits = cpw_result_find(r, "exit_rate");
  double out = 0.0, in = real(r, "entering_rate")[0];
  for (int64_t e = 0; e < exits->dimension[0]->length; e++)
    out += exits->real[e * exits->dimension[1]->length];
  if (all_stable(p, r) ? near(in, out, 1e-8) : out <= in * (1.0 + 1e-8)) return NULL;
  snprintf(message, sizeof message, "%.12g come to the network, %.12g leave it", in, out);
  return message;
}

static const char *never_negative(const cpw_result *r) {
  static const char *const names[] = {
      "arrival_rate", "throughput", "wait_mean",    "stay_mean", "blocked_time", "queue_mean",
      "inside_mean",  "left_rate",  "turned_away",  "wait",      "overflowed",   "missed_rate",
      "offered_load", "prob_wait",  "blocked_mean", "ca2",       "cs2",          "exit_rate"};
  for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
    const cpw_array *a = cpw_result_find(r, names[k]);
    int defined = strcmp(names[k], "wait_mean") && strcmp(names[k], "stay_mean") &&
                  strcmp(names[k], "blocked_time") && strcmp(names[k], "wait");
    for (int64_t i = 0; i < a->size; i++) {
      int fine = a->real[i] >= 0.0 || (!defined && isnan(a->real[i]));
      if (!strcmp(names[k], "prob_wait")) fine = fine && a->real[i] <= 1.0 + 1e-12;
      if (fine) continue;
      snprintf(message, sizeof message, "%s[%lld] = %g", names[k], (long long)i, a->real[i]);
      return message;
    }
  }
  return NULL;
}

/* ---------------------------------------------------------------- the order of stages -------- */

typedef struct turned {
  cpw_pathway p;
  cpw_stage *stage;
  cpw_route *route;
  cpw_arrivals *arrival;
  cpw_stay *stay;
  cpw_change *change;
  cpw_pool_use *use;
  cpw_initial *initial;
  void *table[4];
} turned;

static void *copy(const void *from, int64_t count, size_t size) {
  void *to = malloc((size_t)(count + 1) * size);
  if (!to) exit(1);
  if (count > 0) memcpy(to, from, (size_t)count * size);
  return to;
}

static int32_t other(const cpw_pathway *p, int32_t stage) {
  return stage < 0 ? stage : (int32_t)p->stages - 1 - stage;
}

static void *turn_table(const cpw_pathway *p, const void *from, size_t size) {
  if (!from) return NULL;
  size_t row = (size_t)p->groups * size;
  char *to = copy(from, p->stages * p->groups, size);
  for (int64_t i = 0; i < p->stages; i++)
    memcpy(to + (size_t)i * row, (const char *)from + (size_t)(p->stages - 1 - i) * row, row);
  return to;
}

static void turn_rows(const cpw_pathway *p, turned *t) {
  for (int64_t i = 0; i < p->routes; i++) {
    t->route[i].from = other(p, t->route[i].from);
    t->route[i].to = other(p, t->route[i].to);
  }
  for (int64_t i = 0; i < p->arrivals; i++)
    t->arrival[i].stage = other(p, t->arrival[i].stage);
  for (int64_t i = 0; i < p->stays; i++)
    t->stay[i].stage = other(p, t->stay[i].stage);
  for (int64_t i = 0; i < p->changes; i++) {
    t->change[i].stage = other(p, t->change[i].stage);
    t->change[i].to = other(p, t->change[i].to);
  }
  for (int64_t i = 0; i < p->uses; i++)
    t->use[i].stage = other(p, t->use[i].stage);
  for (int64_t i = 0; i < p->initials; i++) {
    t->initial[i].stage = other(p, t->initial[i].stage);
    t->initial[i].next = other(p, t->initial[i].next);
  }
}

static void turn(const cpw_pathway *p, turned *t) {
  t->p = *p;
  t->stage = copy(p->stage, p->stages, sizeof *t->stage);
  for (int64_t i = 0; i < p->stages; i++) {
    t->stage[i] = p->stage[p->stages - 1 - i];
    t->stage[i].overflow = other(p, t->stage[i].overflow);
    t->stage[i].missed_to = other(p, t->stage[i].missed_to);
  }
  t->p.stage = t->stage;
  t->p.route = t->route = copy(p->route, p->routes, sizeof *t->route);
  t->p.arrival = t->arrival = copy(p->arrival, p->arrivals, sizeof *t->arrival);
  t->p.stay = t->stay = copy(p->stay, p->stays, sizeof *t->stay);
  t->p.change = t->change = copy(p->change, p->changes, sizeof *t->change);
  t->p.use = t->use = copy(p->use, p->uses, sizeof *t->use);
  t->p.initial = t->initial = copy(p->initial, p->initials, sizeof *t->initial);
  t->p.priority = t->table[0] = turn_table(p, p->priority, sizeof *p->priority);
  t->p.weight = t->table[1] = turn_table(p, p->weight, sizeof *p->weight);
  t->p.targets = t->table[2] = turn_table(p, p->targets, sizeof *p->targets);
  t->p.harm = t->table[3] = turn_table(p, p->harm, sizeof *p->harm);
  turn_rows(p, t);
}

static void turned_end(turned *t) {
  void *all[] = {t->stage, t->route, t->arrival, t->stay, t->change, t->use, t->initial};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++)
    free(all[i]);
  for (int i = 0; i < 4; i++)
    free(t->table[i]);
}

static const char *same_turned(const cpw_pathway *p, const cpw_result *r, const cpw_result *q) {
  static const char *const names[] = {"arrival_rate", "throughput", "wait_mean", "inside_mean"};
  int64_t who = who_of(r), n = p->stages;
  for (size_t k = 0; k < sizeof names / sizeof *names; k++)
    for (int64_t i = 0; i < n; i++)
      for (int64_t w = 0; w < who; w++) {
        double a = real(r, names[k])[i * who + w], b = real(q, names[k])[(n - 1 - i) * who + w];
        if (near(a, b, 1e-6)) continue;
        snprintf(message, sizeof message, "%s of stage %lld (method %lld): %.12g, turned %.12g",
                 names[k], (long long)i, (long long)method_of(r, i), a, b);
        return message;
      }
  return NULL;
}

static const char *turned_alike(const cpw_pathway *p, const cpw_pathway_steady_options *o,
                                const cpw_result *r) {
  turned t;
  cpw_result *q = NULL;
  cpw_error err;
  const char *found = NULL;
  turn(p, &t);
  if (cpw_pathway_steady(&t.p, o, &q, &err) != CPW_OK) {
    snprintf(message, sizeof message, "turned: %s", err.message);
    found = message;
  } else
    found = same_turned(p, r, q);
  cpw_result_free(q);
  turned_end(&t);
  return found;
}

/* ---------------------------------------------------------------- more servers --------------- */

static const char *more_is_not_longer(const cpw_pathway *p, cpw_pathway_steady_options o,
                                      uint64_t seed) {
  cpw_result *few = NULL, *many = NULL;
  const char *found = NULL;
  int64_t at = (int64_t)(seed % (uint64_t)p->stages);
  turned t;
  turn(p, &t);
  o.product_form = 1;
  t.stage[p->stages - 1 - at].servers += 1.0;
  if (cpw_pathway_steady(p, &o, &few, NULL) || cpw_pathway_steady(&t.p, &o, &many, NULL))
    found = "refused with one server more";
  else if (method_of(few, at) == CPW_STEADY_EXACT && all_stable(p, few)) {
    double before = real(few, "wait_mean")[at * who_of(few)];
    double after = real(many, "wait_mean")[(p->stages - 1 - at) * who_of(few)];
    if (after > before * (1.0 + 1e-9)) found = "one server more makes the wait longer";
  }
  cpw_result_free(few);
  cpw_result_free(many);
  turned_end(&t);
  return found;
}

/* ---------------------------------------------------------------- all of it ------------------ */

static uint32_t features_of(uint64_t seed) {
  if (seed % 4 == 1) return RANDOM_GROUPS | RANDOM_BLOCKING | RANDOM_CALENDARS | RANDOM_OVERLOAD;
  if (seed % 4 == 2) return RANDOM_ALL & ~(RANDOM_BLOCKING | RANDOM_HOLD | RANDOM_POOLS);
  if (seed % 4 == 3) return (uint32_t)random_features(seed, RANDOM_ALL);
  return RANDOM_ALL;
}

static const char *problem(uint64_t seed) {
  cpw_network *n = random_network(seed, features_of(seed));
  cpw_error err;
  cpw_result *r = NULL;
  cpw_pathway_steady_options o;
  cpw_pathway_steady_options_init(&o);
  o.derivatives = seed % 8 == 0;
  const cpw_pathway *p = cpw_network_pathway(n, &err);
  const char *found = NULL;
  if (!p || cpw_pathway_steady(p, &o, &r, &err) != CPW_OK) {
    snprintf(message, sizeof message, "refused: %s", err.message);
    found = message;
  }
  o.derivatives = 0;
  int settled = !found && !cpw_result_note(r, "unsettled");
  if (settled) found = stages_conserve(p, r);
  if (!found) found = groups_add_up(p, r);
  if (!found && settled) found = network_conserves(p, r);
  if (!found) found = never_negative(r);
  if (!found && settled) found = turned_alike(p, &o, r);
  if (!found) found = more_is_not_longer(p, o, seed);
  cpw_result_free(r);
  cpw_network_free(n);
  return found;
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  cpw_network *n = random_network(seed, features_of(seed));
  cpw_result *r = NULL;
  const cpw_pathway *p = cpw_network_pathway(n, NULL);
  if (p && cpw_pathway_steady(p, NULL, &r, NULL) == CPW_OK) hash = worlds_digest(r, hash);
  cpw_result_free(r);
  cpw_network_free(n);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"pathway_steady", "random networks", 2000, 200, problem, digest};
  return worlds_main(&w, argc, argv);
}
