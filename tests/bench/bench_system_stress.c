/* Replications a second of one system of 23 services and 5 groups under shocks over 156 weeks, and the reverse stress
 * test of its units. Prints plain lines, never judges. Usage: bench_system_stress [REPLICATIONS] [THREADS] */
#define _POSIX_C_SOURCE 200809L
#include "carepath.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { SERVICES = 23, GROUPS = 5, BANDS = 105, WEEKS = 156, SHOCKS = 7, EFFECTS = 28 };

static double seconds_of(clockid_t clock) {
  struct timespec t;
  clock_gettime(clock, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double seconds(void) {
  return seconds_of(CLOCK_MONOTONIC);
}

/* of the processor, all threads together: what it takes on a machine that others use, too */
static double work(void) {
  return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

typedef struct world {
  cpw_system s;
  cpw_system_organisation organisation[1];
  cpw_system_service service[SERVICES];
  char id[SERVICES][8];
  cpw_system_list list[SERVICES * GROUPS];
  cpw_system_capacity capacity[SERVICES];
  cpw_system_profile profile[1];
  double shape[BANDS];
  cpw_system_policy policy[SHOCKS];
  cpw_system_effect effect[EFFECTS];
  int32_t shock[SHOCKS];
} world;

static void make_shocks(world *w) {
  int64_t effects = 0, more = 0;
  for (int32_t k = 0; k < SHOCKS; k++) {
    if (cpw_shock_preset_rows(cpw_shock_preset_at(k)->id, k, CPW_NONE, CPW_NONE, &w->policy[k],
                              &w->effect[effects], &more, NULL) != CPW_OK)
      return;
    effects += more;
    w->shock[k] = k;
  }
  w->s.policy = w->policy, w->s.policies = SHOCKS;
  w->s.effect = w->effect, w->s.effects = effects;
}

static void make(world *w) {
  static const char *const group[GROUPS] = {"1", "2", "3", "4", "5"};
  memset(w, 0, sizeof *w);
  cpw_system_init(&w->s);
  cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &w->organisation[0]);
  w->organisation[0].id = "system";
  w->organisation[0].kind = CPW_ORG_ACUTE;
  for (int m = 0; m < BANDS; m++)
    w->shape[m] = 1.0 / (1 + m);
  w->profile[0] = (cpw_system_profile){"shape", w->shape, BANDS};
  for (int v = 0; v < SERVICES; v++) {
    snprintf(w->id[v], sizeof w->id[v], "s%d", v);
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &w->service[v]);
    w->service[v].id = w->id[v];
    w->service[v].longest_first = 0.5;
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, &w->capacity[v]);
    w->capacity[v].organisation = 0;
    w->capacity[v].service = v;
    w->capacity[v].treatments = 400 + 10 * v;
    for (int g = 0; g < GROUPS; g++) {
      cpw_system_list *l = &w->list[v * GROUPS + g];
      cpw_system_row_init(CPW_SYSTEM_LISTS, l);
      l->organisation = 0, l->service = v, l->group = g, l->shape = 0;
      l->waiting = 1200 + 40 * v;
      l->starts = (380 + 10 * v) / (double)GROUPS;
      l->removal = 0.004;
    }
  }
  w->s.weeks = WEEKS;
  w->s.group = group, w->s.groups = GROUPS;
  w->s.organisation = w->organisation, w->s.organisations = 1;
  w->s.service = w->service, w->s.services = SERVICES;
  w->s.list = w->list, w->s.lists = SERVICES * GROUPS;
  w->s.capacity = w->capacity, w->s.capacities = SERVICES;
  w->s.profile = w->profile, w->s.profiles = 1;
  make_shocks(w);
}

static void draws(const world *w, int64_t n) {
  cpw_system_happening h[256];
  int64_t sum = 0, count = 0;
  double t = seconds();
  for (int64_t i = 0; i < n; i++)
    if (cpw_system_shocks_draw(&w->s, w->shock, SHOCKS, WEEKS, 1, i, h, 256, &count, NULL) ==
        CPW_OK)
      sum += count;
  t = seconds() - t;
  printf("  draws of %d shocks: %.0f replications a second (%.2f happenings each)\n", SHOCKS,
         (double)n / t, (double)sum / (double)n);
}

static int failed(int32_t status, const cpw_error *err) {
  if (status == CPW_OK) return 0;
  printf("  failed: %s\n", err->message);
  return 1;
}

int main(int argc, char **argv) {
  static world w;
  cpw_error err;
  cpw_run run;
  cpw_result *r = NULL;
  cpw_system_stress_options o;
  cpw_run_init(&run);
  run.replications = argc > 1 ? atoll(argv[1]) : 1000;
  run.threads = argc > 2 ? atoi(argv[2]) : 2;
  make(&w);
  cpw_system_stress_options_init(&o);
  o.shock = w.shock, o.shocks = SHOCKS;
  printf("one system: %d services x %d groups x %d bands x %d weeks, %d threads\n", SERVICES,
         GROUPS, BANDS, WEEKS, (int)run.threads);
  draws(&w, 100000);
  double t = seconds(), busy = work();
  if (failed(cpw_system_stress(&w.s, &o, &run, &r, &err), &err)) return 1;
  t = seconds() - t;
  busy = work() - busy;
  printf("  stress: %lld replications in %.2f s, %.0f a second; %.2f s of processor, %.0f a second "
         "and core\n",
         (long long)run.replications, t, (double)run.replications / t, busy,
         (double)run.replications / busy);
  cpw_result_free(r);
  r = NULL;
  t = seconds();
  if (failed(cpw_system_stress_break(&w.s, &o, NULL, &run, &r, &err), &err)) return 1;
  t = seconds() - t;
  printf("  reverse stress test of %d units to 1e-4: %.2f s\n", SERVICES, t);
  cpw_result_free(r);
  return 0;
}
