/* Random policies and lists: a score never crosses a tier or a breach and orders as the ranking does, treatment
 * by shares conserves people, sweeps conserve people, differ from themselves in nothing and are the same for any
 * threads. Usage: property_frontier [COUNT] [SEED], or --digest. */
#include "../frontier/world.h"
#include "worlds.h"

typedef struct world {
  cpwt_people people;
  cpw_stream stream;
  double slots, arrivals[CPWT_CLASSES], shares[CPWT_CLASSES * CPWT_GROUPS], settings[3];
  cpw_duration patience[CPWT_CLASSES];
  cpw_patients_list service;
  cpw_frontier_options options;
  cpw_run run;
} world;

static void make(world *w, uint64_t seed) {
  memset(w, 0, sizeof *w);
  cpw_stream_init(&w->stream, seed, 0, 0, 1);
  cpw_stream *s = &w->stream;
  cpwt_make_people(&w->people, seed, (int64_t)cpw_random_below(s, 120));
  w->slots = (double)cpw_random_below(s, 12);
  w->slots += w->slots > 0.0 ? 0.0 : 1.0;
  cpw_patients_list_init(&w->service);
  w->service.periods = 1 + (int64_t)cpw_random_below(s, 20);
  w->service.classes = CPWT_CLASSES;
  w->service.groups = CPWT_GROUPS;
  w->service.slots = &w->slots;
  for (int i = 0; i < CPWT_CLASSES * CPWT_GROUPS; i++)
    w->shares[i] = 1.0 / CPWT_GROUPS;
  for (int k = 0; k < CPWT_CLASSES; k++) {
    w->arrivals[k] = 4.0 * cpw_random_uniform(s);
    w->patience[k] =
        (cpw_duration){CPW_DURATION_GEOMETRIC, 0, 1.0 + 40.0 * cpw_random_uniform(s), 0, 0, NULL};
  }
  if (w->people.list.patients > 0 && cpw_random_below(s, 2)) {
    w->service.arrivals = w->arrivals;
    w->service.group_shares = w->shares;
  }
  if (cpw_random_below(s, 2)) w->service.patience = w->patience;
}

/* A sweep of whatever the policy lets be swept; the first setting comes again as the last. */
static void make_sweep(world *w) {
  cpw_stream *s = &w->stream;
  cpw_frontier_options_init(&w->options);
  w->options.people = &w->people.options;
  w->options.everybody = (int32_t)cpw_random_below(s, 2);
  w->options.unknown = (int64_t)cpw_random_below(s, CPWT_GROUPS + 1) - 1;
  double most = 1.0;
  if (w->people.policy.cap_kind == CPW_PRIORITY_CAP_NONE) {
    w->options.sweep = CPW_FRONTIER_WEIGHT;
  } else if (w->people.policy.cap_kind == CPW_PRIORITY_CAP_DAYS) {
    most = 90.0;
  }
  for (int k = 0; k < 2; k++)
    w->settings[k] = most * cpw_random_uniform(s);
  w->settings[2] = w->settings[0];
  w->options.settings = w->settings;
  w->options.setting_count = 3;
  cpw_run_init(&w->run);
  w->run.seed = cpw_random_bits(s);
  w->run.replications = 1 + (int64_t)cpw_random_below(s, 3);
}

static cpw_result *sweep(const world *w, int32_t threads) {
  cpw_run run = w->run;
  cpw_result *result = NULL;
  cpw_error err;
  run.threads = threads;
  if (cpw_frontier_run(&w->people.policy, &w->people.list, &w->service, &w->options, &run, &result,
                       &err) != CPW_OK)
    printf("%s\n", err.message);
  return result;
}

/* ---------------------------------------------------------------- scores -------------------- */

static int block_of(const cpwt_people *w, int64_t i, double wait) {
  const cpw_priority_policy *p = &w->policy;
  int late = wait > w->tier[w->level[i]].target;
  return (p->tiers_are_targets ? 0 : 2 * w->level[i]) + (p->breaches_first && !late);
}

static const char *scores_hold(const world *w, uint64_t *hash) {
  const cpwt_people *p = &w->people;
  static double score[CPWT_PEOPLE];
  static cpw_patient seen[CPWT_PEOPLE];
  cpw_discipline *d = NULL;
  int64_t n = p->list.patients;
  const char *found = NULL;
  if (cpw_discipline_new(&p->policy, &p->list, &p->options, &d, NULL) != CPW_OK)
    return "a policy is refused";
  for (int64_t i = 0; i < n; i++)
    seen[i] = (cpw_patient){i, i, -p->wait[i] / 7.0, 0.0, p->class_index[i], p->group[i]};
  for (double now = 1.0; now < 20.0 && !found; now += 6.0) {
    double days = 7.0 * (now - 1.0);
    if (cpw_discipline_score(d, seen, n, now, score) != 0) found = "a score stops";
    for (int64_t i = 0; i < n && !found; i++) {
      int block = block_of(p, i, p->wait[i] + days);
      if (!(score[i] > 0.0 && score[i] < (double)INFINITY))
        found = "a score is no finite number above 0";
      for (int64_t j = 0; j < i; j++)
        if (block < block_of(p, j, p->wait[j] + days) && !(score[i] > score[j]))
          found = "a score crosses a tier or a breach";
      uint64_t bits;
      memcpy(&bits, &score[i], sizeof bits);
      *hash = (*hash ^ bits) * 1099511628211U;
    }
  }
  cpw_discipline_free(d);
  return found;
}

static const char *shares_hold(const world *w, uint64_t *hash) {
  static const double lower[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  const cpwt_people *p = &w->people;
  cpw_bands bands;
  cpw_discipline *d = NULL;
  cpw_result *r = NULL;
  const char *found = NULL;
  int64_t slots = (int64_t)w->slots, periods = w->service.periods;
  cpw_bands_init(&bands);
  bands.count = 10;
  bands.lower = lower;
  if (cpw_discipline_new(&p->policy, &p->list, &p->options, &d, NULL) != CPW_OK ||
      cpw_discipline_shares(d, &bands, slots, periods, NULL, &r, NULL) != CPW_OK) {
    cpw_discipline_free(d);
    return "shares are refused";
  }
  const cpw_array *treated = cpw_result_find(r, "treated"),
                  *hazard = cpw_result_find(r, "treatment_hazard");
  double sum = 0.0, most = (double)(slots * periods);
  for (int64_t k = 0; k < treated->size; k++)
    sum += treated->real[k];
  if (most > (double)p->list.patients) most = (double)p->list.patients;
  if (sum < most || sum > most) found = "slots are not used, or used twice";
  for (int64_t k = 0; k < hazard->size; k++)
    if (!(hazard->real[k] >= 0.0 && hazard->real[k] <= 1.0)) found = "a hazard is no share";
  *hash = worlds_digest(r, *hash);
  cpw_result_free(r);
  cpw_discipline_free(d);
  return found;
}

/* ---------------------------------------------------------------- sweeps -------------------- */

static double figure(const cpw_result *r, const char *name, int64_t k) {
  return cpw_result_find(r, name)->real[k];
}

static int differ(double a, double b) {
  return !(fabs(a - b) <= 1e-9 * (1.0 + fabs(a)));
}

static const char *figures_hold(const cpw_result *r) {
  for (int k = 0; k < 3; k++) {
    double people = figure(r, "people", k), by_group = 0.0, delayed = 0.0;
    for (int g = 0; g < CPWT_GROUPS; g++) {
      by_group += figure(r, "group_people", k * CPWT_GROUPS + g);
      delayed += figure(r, "group_delayed", k * CPWT_GROUPS + g);
    }
    if (differ(people, figure(r, "treated", k) + figure(r, "removed", k) + figure(r, "waiting", k)))
      return "people get lost";
    if (differ(people, by_group) || differ(delayed, figure(r, "delayed", k)))
      return "groups do not add up";
    if (figure(r, "breaches", k) > people ||
        figure(r, "breaches_waiting", k) > figure(r, "waiting", k))
      return "more are late than there are";
  }
  if (figure(r, "delayed", 0) > 0.0 || figure(r, "delayed", 2) > 0.0 ||
      figure(r, "advanced", 2) > 0.0)
    return "the same setting differs from itself";
  if (differ(figure(r, "wait_p95", 0), figure(r, "wait_p95", 2)) && figure(r, "people", 0) > 0.0)
    return "the same setting gives other waits";
  return NULL;
}

static const char *sweeps_hold(world *w, uint64_t *hash) {
  make_sweep(w);
  cpw_result *one = sweep(w, 1), *two = sweep(w, 2);
  const char *found = NULL;
  if (!one || !two)
    found = "a sweep is refused";
  else if (worlds_digest(one, 1) != worlds_digest(two, 1))
    found = "two threads give other bits";
  if (!found) found = figures_hold(one);
  if (one) *hash = worlds_digest(one, *hash);
  cpw_result_free(two);
  cpw_result_free(one);
  return found;
}

static const char *all_of_it(uint64_t seed, uint64_t *hash) {
  static world w;
  make(&w, seed);
  const char *found = scores_hold(&w, hash);
  if (!found) found = shares_hold(&w, hash);
  if (!found) found = sweeps_hold(&w, hash);
  return found;
}

static const char *problem(uint64_t seed) {
  uint64_t hash = 0;
  return all_of_it(seed, &hash);
}

static uint64_t digest(uint64_t seed, uint64_t hash) {
  return all_of_it(seed, &hash) ? 0 : hash;
}

int main(int argc, char **argv) {
  const worlds w = {"frontier", "random policies", 400, 100, problem, digest};
  return worlds_main(&w, argc, argv);
}
