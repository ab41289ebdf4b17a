/* The engine of a system: seconds of processor time and nanoseconds a list-week for 42 systems, at three sizes each of
 * systems, services and weeks; whole people. Prints plain lines, never judges.
 * bench_system_run [SYSTEMS SERVICES WEEKS]: one size alone. */
#define _POSIX_C_SOURCE 200809L
#include "carepath.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define GROUPS   5
#define BANDS    105
#define MOST_IDS 1024

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double wall(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct world {
  cpw_system s;
  char id[MOST_IDS][8];
  double shape[BANDS], curve[BANDS];
  cpw_system_profile profile[2];
  cpw_system_organisation *organisation;
  cpw_system_service *service;
  cpw_system_capacity *capacity;
  cpw_system_list *list;
} world;

static const char *const groups[GROUPS] = {"1", "2", "3", "4", "5"};

static void lists(world *w, int64_t systems, int64_t services) {
  for (int64_t u = 0; u < systems * services; u++) {
    cpw_system_capacity *c = &w->capacity[u];
    cpw_system_row_init(CPW_SYSTEM_CAPACITY, c);
    c->organisation = (int32_t)(u / services);
    c->service = (int32_t)(u % services);
    c->treatments = 95;
    for (int32_t g = 0; g < GROUPS; g++) {
      cpw_system_list *l = &w->list[u * GROUPS + g];
      cpw_system_row_init(CPW_SYSTEM_LISTS, l);
      l->organisation = c->organisation;
      l->service = c->service;
      l->group = g;
      l->shape = 0;
      l->waiting = 1500;
      l->starts = 20 + g;
      l->removal = 0.004;
    }
  }
}

static void make(world *w, int64_t systems, int64_t services, int32_t weeks) {
  cpw_system_init(&w->s);
  w->organisation = calloc((size_t)systems, sizeof *w->organisation);
  w->service = calloc((size_t)services, sizeof *w->service);
  w->capacity = calloc((size_t)(systems * services), sizeof *w->capacity);
  w->list = calloc((size_t)(systems * services * GROUPS), sizeof *w->list);
  if (!w->organisation || !w->service || !w->capacity || !w->list) exit(1);
  for (int k = 0; k < BANDS; k++) {
    w->shape[k] = BANDS - k;
    w->curve[k] = 1 + 0.02 * k;
  }
  for (int64_t k = 0; k < systems + services; k++)
    snprintf(w->id[k], sizeof w->id[k], "%d", (int)k);
  for (int64_t k = 0; k < systems; k++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &w->organisation[k]);
    w->organisation[k].id = w->id[k];
    w->organisation[k].kind = CPW_ORG_ICS;
  }
  for (int64_t k = 0; k < services; k++) {
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &w->service[k]);
    w->service[k].id = w->id[systems + k];
    w->service[k].curve = 1;
    w->service[k].longest_first = 0.2;
    w->service[k].unit_cost = 1500;
  }
  w->profile[0] = (cpw_system_profile){"shape", w->shape, BANDS};
  w->profile[1] = (cpw_system_profile){"curve", w->curve, BANDS};
  lists(w, systems, services);
  w->s.weeks = weeks;
  w->s.group = groups;
  w->s.groups = GROUPS;
  w->s.organisation = w->organisation;
  w->s.organisations = systems;
  w->s.service = w->service;
  w->s.services = services;
  w->s.profile = w->profile;
  w->s.profiles = 2;
  w->s.capacity = w->capacity;
  w->s.capacities = systems * services;
  w->s.list = w->list;
  w->s.lists = systems * services * GROUPS;
}

static void unmake(world *w) {
  free(w->organisation);
  free(w->service);
  free(w->capacity);
  free(w->list);
}

static void fluid(int64_t systems, int64_t services, int32_t weeks) {
  static world w;
  cpw_error err = {0};
  cpw_result *r = NULL;
  make(&w, systems, services, weeks);
  double t0 = seconds();
  if (cpw_system_run(&w.s, NULL, NULL, &r, &err) != CPW_OK) fprintf(stderr, "%s\n", err.message);
  double t = seconds() - t0, lw = (double)(systems * services * GROUPS) * weeks;
  struct rusage u;
  getrusage(RUSAGE_SELF, &u);
  printf("fluid  %3d systems %3d services %4d weeks: %.3f s, %.1f ns a list-week, %ld MB at most\n",
         (int)systems, (int)services, (int)weeks, t, 1e9 * t / lw, u.ru_maxrss / 1024);
  cpw_result_free(r);
  unmake(&w);
}

static void whole(int64_t services, int32_t weeks, int64_t replications, int32_t threads) {
  static world w;
  cpw_system_plan *p = NULL;
  cpw_result *r = NULL;
  cpw_run run;
  cpw_run_init(&run);
  run.replications = replications;
  run.threads = threads;
  make(&w, 1, services, weeks);
  if (cpw_system_plan_new(&w.s, NULL, &p, NULL) != CPW_OK) exit(1);
  double t0 = wall(), c0 = seconds();
  if (cpw_system_plan_replicate(p, &run, &r, NULL) != CPW_OK) exit(1);
  printf(
      "people 1 system %d services %d weeks x %d on %d threads: %.2f s, %.2f s of processor time\n",
      (int)services, (int)weeks, (int)replications, (int)threads, wall() - t0, seconds() - c0);
  cpw_result_free(r);
  cpw_system_plan_free(p);
  unmake(&w);
}

int main(int argc, char **argv) {
  if (argc == 4) {
    fluid(atoi(argv[1]), atoi(argv[2]), atoi(argv[3]));
    return 0;
  }
  fluid(42, 23, 156);
  fluid(21, 23, 156);
  fluid(10, 23, 156);
  fluid(42, 12, 156);
  fluid(42, 6, 156);
  fluid(42, 23, 78);
  fluid(42, 23, 39);
  int64_t n = getenv("CAREPATH_QUICK") ? 20 : 1000;
  whole(23, 156, n, 1);
  whole(23, 156, n, 2);
  return 0;
}
