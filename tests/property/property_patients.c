/* Random lists patient by patient under every rule, by slots and by servers: nobody is lost, shares are
 * shares, the list is what joined less what left, capacity is not exceeded, halves of the
 * replications merge to the whole. Usage: property_patients [COUNT] [SEED], or --digest. */
#include "carepath/patients.h"
#include "carepath/random.h"
#include "worlds.h"

#include <math.h>
#include <string.h>

#define CLASSES 3
#define GROUPS  2
#define BANDS   4
#define PERIODS 25

typedef struct world {
  cpw_patients_list list;
  cpw_patients_options options;
  cpw_run run;
  int64_t waiting[CLASSES * GROUPS * BANDS], batch[CLASSES], needed[CLASSES], servers[2];
  double arrivals[2 * CLASSES], shares[CLASSES * GROUPS], validation[3], slots[2];
  double ring[2 * CLASSES], release[CLASSES], missed[CLASSES], removed[CLASSES];
  double target[CLASSES], weight[CLASSES], exponent[CLASSES];
  int32_t tier[CLASSES];
  cpw_duration patience[CLASSES], duration[CLASSES];
} world;

static cpw_duration draw_law(cpw_stream *s, double mean) {
  cpw_duration d = {CPW_DURATION_EXPONENTIAL, 0, mean, 0, 0, NULL};
  static const int32_t laws[] = {CPW_DURATION_EXPONENTIAL, CPW_DURATION_GAMMA,
                                 CPW_DURATION_LOGNORMAL,   CPW_DURATION_WEIBULL,
                                 CPW_DURATION_FIXED,       CPW_DURATION_HYPEREXPONENTIAL};
  d.law = laws[cpw_random_below(s, 6)];
  if (d.law != CPW_DURATION_EXPONENTIAL && d.law != CPW_DURATION_FIXED)
    d.cv = (d.law == CPW_DURATION_HYPEREXPONENTIAL ? 1.0 : 0.3) + cpw_random_uniform(s);
  return d;
}

static void fill(world *w, cpw_stream *s) {
  for (int k = 0; k < CLASSES; k++) {
    w->batch[k] = 1 + (int64_t)cpw_random_below(s, 3);
    w->needed[k] = 1 + (int64_t)cpw_random_below(s, 2);
    w->missed[k] = 0.3 * cpw_random_uniform(s);
    w->removed[k] = cpw_random_uniform(s);
    w->release[k] = cpw_random_uniform(s);
    w->target[k] = 1.0 + 10.0 * cpw_random_uniform(s);
    w->weight[k] = (double)cpw_random_below(s, 4);
    w->exponent[k] = 1.0 + (double)cpw_random_below(s, 3) / 2.0;
    w->tier[k] = (int32_t)cpw_random_below(s, 3);
    w->patience[k] = draw_law(s, 5.0 + 40.0 * cpw_random_uniform(s));
    w->duration[k] = draw_law(s, 0.1 + cpw_random_uniform(s));
  }
  for (int i = 0; i < CLASSES * GROUPS * BANDS; i++)
    w->waiting[i] = (int64_t)cpw_random_below(s, 6);
  for (int i = 0; i < CLASSES * GROUPS; i++)
    w->shares[i] = cpw_random_uniform(s) + 0.01;
  for (int i = 0; i < 2 * CLASSES; i++) {
    w->arrivals[i] = 6.0 * cpw_random_uniform(s);
    w->ring[i] = 2.0 * cpw_random_uniform(s);
  }
  w->validation[1] = 0.2 * cpw_random_uniform(s);
  for (int i = 0; i < 2; i++) {
    w->slots[i] = 1.0 + 12.0 * cpw_random_uniform(s);
    w->servers[i] = 1 + (int64_t)cpw_random_below(s, 6);
  }
}

static void use_slots(world *w, cpw_stream *s) {
  w->list.slots = w->slots;
  w->list.slot_rows = 2;
  w->list.session_slots = 1 + (int64_t)cpw_random_below(s, 4);
  w->list.cancelled = 0.2 * cpw_random_uniform(s);
  if (cpw_random_below(s, 2)) w->list.slots_needed = w->needed;
  if (!cpw_random_below(s, 2)) return;
  w->list.ring_fenced = w->ring;
  w->list.release = w->release;
}

static void make(world *w, uint64_t seed) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  memset(w, 0, sizeof *w);
  fill(w, &s);
  cpw_patients_list_init(&w->list);
  cpw_patients_options_init(&w->options);
  cpw_run_init(&w->run);
  cpw_patients_list *l = &w->list;
  l->periods = PERIODS;
  l->classes = CLASSES;
  l->groups = GROUPS;
  l->waiting = w->waiting;
  l->bands = BANDS;
  l->arrivals = w->arrivals;
  l->arrival_rows = 2;
  l->dispersion = (double)cpw_random_below(&s, 3);
  l->batch = w->batch;
  l->group_shares = w->shares;
  if (cpw_random_below(&s, 3)) l->patience = w->patience;
  if (cpw_random_below(&s, 2)) l->validation = w->validation;
  l->validation_rows = 3;
  if (cpw_random_below(&s, 2)) l->missed = w->missed;
  l->missed_removed = w->removed;
  l->rebook = 1 + (int64_t)cpw_random_below(&s, 3);
  l->rule = (int32_t)(seed % 11);
  l->tier = w->tier;
  l->target = w->target;
  l->weight = w->weight;
  l->exponent = w->exponent;
  l->mixture = cpw_random_uniform(&s);
  w->options.warm_up = (int64_t)cpw_random_below(&s, 6);
  w->options.overtakes = (int32_t)cpw_random_below(&s, 2);
  w->options.keep = 1;
  w->run.replications = 6;
  w->run.seed = seed;
  if (seed / 11 % 2) {
    l->servers = w->servers;
    l->server_rows = 2;
    l->duration = w->duration;
    l->busy = 1;
  } else {
    use_slots(w, &s);
  }
}

static cpw_result *simulate(const world *w) {
  cpw_result *r = NULL;
  return cpw_patients_simulate(&w->list, &w->options, &w->run, &r, NULL) == CPW_OK ? r : NULL;
}

static const double *real(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real;
}

/* ---------------------------------------------------------------- what must hold ------------ */

static const char *nobody_is_lost(const cpw_result *r) {
  const cpw_array *a = cpw_result_find(r, "opening_path");
  for (int64_t i = 0; i < a->size; i++)
    if (a->real[i] + real(r, "joined_path")[i] !=
        real(r, "treated_path")[i] + real(r, "removed_path")[i] + real(r, "closing_path")[i])
      return "people are lost";
  return NULL;
}

static const char *slices_add_up(const cpw_result *r) {
  static const char *const names[] = {"joined_path",   "treated_path",  "removed_path",
                                      "closing_path",  "breached_path", "missed_path",
                                      "breaching_path"};
  for (size_t n = 0; n < sizeof names / sizeof *names; n++) {
    const cpw_array *a = cpw_result_find(r, names[n]);
    int64_t who = a->dimension[1]->length;
    for (int64_t k = 0; k < a->dimension[0]->length; k++) {
      const double *x = a->real + k * who;
      double classes = 0.0, groups = 0.0, cells = 0.0;
      for (int i = 0; i < CLASSES; i++)
        classes += x[1 + i];
      for (int i = 0; i < GROUPS; i++)
        groups += x[1 + CLASSES + i];
      for (int i = 0; i < CLASSES * GROUPS; i++)
        cells += x[1 + CLASSES + GROUPS + i];
      if (classes != x[0] || groups != x[0] || cells != x[0]) return "classes do not add up";
    }
  }
  return NULL;
}

static const char *lists_follow_the_flows(const world *w, const cpw_result *r) {
  const cpw_array *list = cpw_result_find(r, "list_sum");
  int64_t who = list->dimension[1]->length;
  for (int64_t i = who; i < list->size; i++) {
    int64_t expected = list->integer[i - who] + cpw_result_find(r, "joined_sum")->integer[i] -
                       cpw_result_find(r, "treated_sum")->integer[i] -
                       cpw_result_find(r, "removed_sum")->integer[i];
    if (list->integer[i] != expected) return "the list is not what joined less what left";
    if (list->integer[i] < 0) return "people below zero";
    const int64_t *over = cpw_result_find(r, "over_sum")->integer + 2 * i;
    if (over[0] > list->integer[i] || over[1] > over[0] || over[1] < 0)
      return "more wait long than wait";
  }
  (void)w;
  return NULL;
}

static const char *shares_are_shares(const cpw_result *r) {
  static const char *const names[] = {"within_path", "list_within_path"};
  for (int n = 0; n < 2; n++) {
    const cpw_array *a = cpw_result_find(r, names[n]);
    for (int64_t i = 0; i < a->size; i++)
      if (a->real[i] < 0.0 || a->real[i] > 1.0) return "a share beyond 0 to 1";
    for (int64_t i = 0; i < a->size; i += 2)
      if (a->real[i] > a->real[i + 1]) return "fewer wait less than 52 than less than 18";
  }
  const cpw_array *wait = cpw_result_find(r, "wait");
  for (int64_t i = 0; i + 2 < wait->size; i += 3)
    if (wait->real[i] > wait->real[i + 1] || wait->real[i + 1] > wait->real[i + 2])
      return "quantiles are out of order";
  return NULL;
}

static const char *capacity_is_kept(const world *w, const cpw_result *r) {
  const cpw_array *used = cpw_result_find(r, "used_path");
  for (int64_t i = 0; i < used->size; i++) {
    double there = real(r, "offered_path")[i] - real(r, "lost_path")[i];
    if (w->list.slots && used->real[i] > there) return "more slots are used than there are";
    if (!(used->real[i] >= 0.0)) return "slots below zero";
    /* who is treated takes slots; those of several may be taken from later periods */
    const cpw_array *taken = cpw_result_find(r, "taken_path");
    double all = taken->real[i * taken->dimension[1]->length];
    double spread = w->list.slots_needed ? 8.0 + (double)PERIODS : 1e-9;
    if (w->list.slots && fabs(all - used->real[i]) > spread) return "slots are taken by nobody";
  }
  return NULL;
}

static int same(const cpw_result *a, const cpw_result *b) {
  return worlds_digest(a, 1) == worlds_digest(b, 1);
}

static const char *halves_make_a_whole(world *w, const cpw_result *whole) {
  cpw_result *half[2], *merged = NULL;
  w->run.replications = 3;
  half[0] = simulate(w);
  w->run.first_replication = 3;
  w->run.threads = 2;
  half[1] = simulate(w);
  const cpw_result *both[] = {half[1], half[0]};
  int done = half[0] && half[1] && cpw_result_merge(both, 2, NULL, &merged, NULL) == CPW_OK;
  int equal = done && same(whole, merged);
  cpw_result_free(half[0]);
  cpw_result_free(half[1]);
  cpw_result_free(merged);
  return equal ? NULL : "two halves are not the whole";
}

static const char *everything_holds(uint64_t seed) {
  static world w;
  make(&w, seed);
  cpw_result *r = simulate(&w);
  const char *problem = r ? nobody_is_lost(r) : "a call fails";
  if (!problem) problem = slices_add_up(r);
  if (!problem) problem = lists_follow_the_flows(&w, r);
  if (!problem) problem = shares_are_shares(r);
  if (!problem) problem = capacity_is_kept(&w, r);
  if (!problem) problem = halves_make_a_whole(&w, r);
  cpw_result_free(r);
  return problem;
}

static uint64_t digest_world(uint64_t seed, uint64_t hash) {
  static world w;
  make(&w, seed);
  cpw_result *r = simulate(&w);
  hash = worlds_digest(r, hash);
  cpw_result_free(r);
  return hash;
}

int main(int argc, char **argv) {
  const worlds w = {"patients", "random lists", 1100, 220, everything_holds, digest_world};
  return worlds_main(&w, argc, argv);
}
