/* Cost of a network over time: the workload W3 over two years by day as flows, one derivative of it, whole people, and a
 * large network. Prints plain lines, never judges. Argument: how often each is run (default 20). */
#define _POSIX_C_SOURCE 200809L
#include "carepath/pathway_fluid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void stage(cpw_network *n, const char *name, int32_t kind, double servers, double room) {
  cpw_stage s;
  cpw_stage_init(&s);
  s.name = name;
  s.kind = kind;
  s.servers = servers;
  s.waiting_room = room;
  if (cpw_network_add_stage(n, &s, NULL, NULL)) exit(1);
}

static void stay(cpw_network *n, int32_t at, int32_t law, double mean, double cv) {
  cpw_duration d = {law, 0, mean, cv, 0, NULL};
  cpw_stay row = {at, CPW_NONE, &d};
  if (cpw_network_add_stays(n, &row, 1, NULL)) exit(1);
}

static void route(cpw_network *n, int32_t from, int32_t to, double chance) {
  cpw_route r;
  cpw_route_init(&r);
  r.from = from;
  r.to = to;
  r.chance = chance;
  if (cpw_network_add_routes(n, &r, 1, NULL)) exit(1);
}

static void arrive(cpw_network *n, int32_t at, int32_t group, double rate) {
  cpw_arrivals a;
  cpw_arrivals_init(&a);
  a.stage = at;
  a.group = group;
  a.rate = rate;
  if (cpw_network_add_arrivals(n, &a, 1, NULL)) exit(1);
}

static cpw_network *elective(void) {
  cpw_network *n = NULL;
  if (cpw_network_new(NULL, NULL, &n, NULL)) exit(1);
  const double none = 1.0 / 0.0;
  stage(n, "GP", CPW_STAGE_SERVERS, 5, none);
  stage(n, "outpatient", CPW_STAGE_SERVERS, 23, none);
  stage(n, "diagnostics", CPW_STAGE_SERVERS, 14, none);
  stage(n, "surgery", CPW_STAGE_SERVERS, 6, none);
  stage(n, "ward", CPW_STAGE_BEDS, 75, none);
  stage(n, "social care", CPW_STAGE_BEDS, 33, 0);
  const double mean[] = {0.1, 0.5, 0.5, 0.25, 3, 10};
  for (int32_t s = 0; s < 6; s++)
    stay(n, s, s == 4 ? CPW_DURATION_LOGNORMAL : CPW_DURATION_EXPONENTIAL, mean[s], s == 4);
  route(n, 0, 1, 1);
  route(n, 1, 2, 0.6);
  route(n, 1, CPW_NONE, 0.4);
  route(n, 2, 3, 0.5);
  route(n, 2, CPW_NONE, 0.5);
  route(n, 3, 4, 1);
  route(n, 4, 5, 0.15);
  route(n, 4, CPW_NONE, 0.85);
  arrive(n, 0, 0, 40);
  return n;
}

/* stages in a line with a way back, every group everywhere */
static cpw_network *large(int32_t stages, int32_t groups) {
  cpw_network *n = NULL;
  char name[32];
  if (cpw_network_new(NULL, NULL, &n, NULL)) exit(1);
  for (int32_t g = 0; g < groups; g++) {
    snprintf(name, sizeof name, "group %d", (int)g);
    if (cpw_network_add_group(n, name, NULL, NULL)) exit(1);
  }
  for (int32_t s = 0; s < stages; s++) {
    snprintf(name, sizeof name, "stage %d", (int)s);
    stage(n, name, CPW_STAGE_SERVERS, 12.0 * groups, 1.0 / 0.0);
    stay(n, s, CPW_DURATION_EXPONENTIAL, 1, 0);
    route(n, s, s + 1 < stages ? s + 1 : CPW_NONE, 0.9);
    route(n, s, s > 0 ? s - 1 : CPW_NONE, 0.1);
  }
  for (int32_t g = 0; g < groups; g++)
    arrive(n, 0, g, 10);
  return n;
}

static void flows(const char *what, cpw_network *n, double horizon, int32_t cohort, int times) {
  cpw_pathway_fluid_options o;
  cpw_pathway_fluid_options_init(&o);
  o.horizon = horizon;
  o.cohort = cohort;
  const cpw_pathway *p = cpw_network_pathway(n, NULL);
  double start = now();
  for (int i = 0; i < times; i++) {
    cpw_result *r = NULL;
    if (cpw_pathway_fluid(p, &o, NULL, &r, NULL)) exit(1);
    cpw_result_free(r);
  }
  printf("%-44s %12.0f ns\n", what, (now() - start) / times * 1e9);
}

static void slope(cpw_network *n, int times) {
  cpw_pathway_fluid_options o;
  cpw_pathway_fluid_options_init(&o);
  o.horizon = 730;
  const cpw_fluid_output out = {CPW_FLUID_QUEUE, 0, -1, -1};
  const cpw_fluid_parameter by = {CPW_FLUID_ARRIVALS, 0, 0};
  const cpw_pathway *p = cpw_network_pathway(n, NULL);
  double start = now(), value, gradient;
  for (int i = 0; i < times; i++)
    if (cpw_pathway_fluid_gradient(p, &o, &out, 1, &by, 1, NULL, &value, &gradient, NULL)) exit(1);
  printf("%-44s %12.0f ns\n", "W3, two years: one derivative", (now() - start) / times * 1e9);
}

int main(int argc, char **argv) {
  int times = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 20;
  cpw_network *n = elective();
  flows("W3, two years by day: flows", n, 730, 0, times);
  slope(n, times);
  flows("W3, two years by day: whole people, one run", n, 730, 1, times > 5 ? 5 : times);
  cpw_network_free(n);
  n = large(200, 20);
  flows("200 stages, 20 groups, 60 days: flows", n, 60, 0, 1);
  cpw_network_free(n);
  return 0;
}
