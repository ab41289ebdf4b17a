/* Seconds and gap of the joint allocation over 42 systems x 23 services x 5 groups x 105 bands x 156 weeks (synthetic),
 * by outcome and welfare, and of smaller ones. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/random.h"
#include "carepath/system_allocate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SYSTEMS  42
#define SERVICES 23
#define GROUPS   5
#define SHAPE    105

typedef struct england {
  cpw_system s;
  cpw_system_organisation organisation[SYSTEMS];
  cpw_system_service service[SERVICES];
  cpw_system_capacity capacity[SYSTEMS * SERVICES];
  cpw_system_list list[SYSTEMS * SERVICES * GROUPS];
  cpw_system_profile profile;
  double shape[SHAPE];
  char id[SYSTEMS + SERVICES][8];
} england;

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void make_unit(england *e, int64_t u, cpw_stream *s) {
  cpw_system_capacity *c = &e->capacity[u];
  double starts = 50 + 400 * cpw_random_uniform(s);
  cpw_system_row_init(CPW_SYSTEM_CAPACITY, c);
  c->organisation = (int32_t)(u / SERVICES);
  c->service = (int32_t)(u % SERVICES);
  c->treatments = starts * (0.85 + 0.15 * cpw_random_uniform(s));
  for (int g = 0; g < GROUPS; g++) {
    cpw_system_list *l = &e->list[u * GROUPS + g];
    cpw_system_row_init(CPW_SYSTEM_LISTS, l);
    l->organisation = c->organisation;
    l->service = c->service;
    l->group = g;
    l->shape = 0;
    l->starts = starts / GROUPS * (1.2 - 0.1 * g);
    l->waiting = l->starts * (20 + 20 * cpw_random_uniform(s));
    l->removal = 0.002;
  }
}

static void make(england *e, int64_t systems) {
  static const char *const group[] = {"1", "2", "3", "4", "5"};
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  memset(e, 0, sizeof *e);
  cpw_system_init(&e->s);
  for (int k = 0; k < SYSTEMS + SERVICES; k++)
    snprintf(e->id[k], sizeof e->id[k], "%c%03d", k < SYSTEMS ? 'Q' : 'S', k);
  for (int k = 0; k < SYSTEMS; k++) {
    cpw_system_row_init(CPW_SYSTEM_ORGANISATIONS, &e->organisation[k]);
    e->organisation[k].id = e->id[k];
  }
  for (int k = 0; k < SERVICES; k++) {
    cpw_system_row_init(CPW_SYSTEM_SERVICES, &e->service[k]);
    e->service[k].id = e->id[SYSTEMS + k];
    e->service[k].unit_cost = 400 + 3000 * cpw_random_uniform(&s);
    e->service[k].gain = 0.05 + 0.3 * cpw_random_uniform(&s);
    e->service[k].harm = 0.001 + 0.003 * cpw_random_uniform(&s);
    e->service[k].longest_first = 0.3;
  }
  for (int k = 0; k < SHAPE; k++)
    e->shape[k] = k < 70 ? 70 - k : 0;
  e->profile.id = "shape";
  e->profile.values = e->shape;
  e->profile.count = SHAPE;
  for (int64_t u = 0; u < systems * SERVICES; u++)
    make_unit(e, u, &s);
  e->s.group = group;
  e->s.groups = GROUPS;
  e->s.organisation = e->organisation;
  e->s.organisations = SYSTEMS;
  e->s.service = e->service;
  e->s.services = SERVICES;
  e->s.profile = &e->profile;
  e->s.profiles = 1;
  e->s.list = e->list;
  e->s.lists = systems * SERVICES * GROUPS;
  e->s.capacity = e->capacity;
  e->s.capacities = systems * SERVICES;
}

static double number(const cpw_result *r, const char *name) {
  const cpw_array *a = cpw_result_find(r, name);
  if (!a) return 0;
  return a->real ? a->real[0] : (double)a->integer[0];
}

/* 42 guarantees, and a target for all together */
static void show_rules(const cpw_system_plan *plan, int64_t systems) {
  cpw_system_guarantee g[SYSTEMS];
  const cpw_system_target target = {CPW_NONE, CPW_NONE, 0, 0, 0.6};
  cpw_system_allocate_options o;
  cpw_result *r = NULL;
  cpw_error e;
  cpw_system_allocate_options_init(&o);
  o.budget = 20000000 * systems;
  for (int32_t k = 0; k < systems; k++)
    g[k] = (cpw_system_guarantee){k, CPW_NONE, 10000000, -1};
  o.guarantee = g;
  o.guarantees = systems;
  for (int rules = 0; rules < 2; rules++) {
    o.target = &target;
    o.targets = rules;
    double t = seconds();
    if (cpw_system_allocate(plan, &o, NULL, &r, &e) != CPW_OK) {
      printf("  %s\n", e.message);
      return;
    }
    printf("  %2lld systems, %lld guarantees, %d target: %6.2f s, gap %.6f, %3.0f runs\n",
           (long long)systems, (long long)systems, rules, seconds() - t, number(r, "gap"),
           number(r, "evaluations"));
    cpw_result_free(r);
  }
}

static void show(const cpw_system_plan *plan, int64_t systems, int32_t outcome, int32_t welfare) {
  static const char *const outcomes[] = {"weeks", "health", "standard", "tail"};
  static const char *const measures[] = {"sum", "Atkinson", "Kolm"};
  cpw_system_allocate_options o;
  cpw_result *r = NULL;
  cpw_error e;
  cpw_run run;
  cpw_run_init(&run);
  cpw_system_allocate_options_init(&o);
  o.budget = 20000000 * systems;
  o.outcome = outcome;
  o.welfare = welfare;
  if (welfare == CPW_ALLOCATE_KOLM) o.aversion = 0.2;
  double t = seconds();
  if (cpw_system_allocate(plan, &o, &run, &r, &e) != CPW_OK) {
    printf("  %s\n", e.message);
    return;
  }
  printf("  %2lld systems, %-8s %-8s: %6.2f s, gap %.6f, kink %.1e, %3.0f runs, %2.0f rounds, "
         "welfare %.0f (capitation %.0f)\n",
         (long long)systems, outcomes[outcome], measures[welfare], seconds() - t, number(r, "gap"),
         number(r, "kink"), number(r, "evaluations"), number(r, "rounds"), number(r, "welfare"),
         number(r, "capitation_welfare"));
  cpw_result_free(r);
}

int main(void) {
  england *e = malloc(sizeof *e);
  if (!e) return 1;
  setvbuf(stdout, NULL, _IOLBF, 0);
  printf("system_allocate: one thread, 23 services x 5 groups x 105 bands x 156 weeks\n");
  const int64_t sizes[] = {10, 21, 42};
  for (int k = 0; k < 3; k++) {
    cpw_system_plan *plan = NULL;
    make(e, sizes[k]);
    if (cpw_system_plan_new(&e->s, NULL, &plan, NULL) != CPW_OK) break;
    show(plan, sizes[k], CPW_ALLOCATE_WAITED, CPW_ALLOCATE_SUM);
    for (int32_t outcome = 1; k == 2 && outcome < CPW_ALLOCATE_OUTCOMES; outcome++)
      show(plan, sizes[k], outcome, CPW_ALLOCATE_SUM);
    if (k == 2) show(plan, sizes[k], CPW_ALLOCATE_WAITED, CPW_ALLOCATE_ATKINSON);
    if (k == 2) show(plan, sizes[k], CPW_ALLOCATE_WAITED, CPW_ALLOCATE_KOLM);
    if (k < 2) show_rules(plan, sizes[k]);
    cpw_system_plan_free(plan);
  }
  free(e);
  return 0;
}
