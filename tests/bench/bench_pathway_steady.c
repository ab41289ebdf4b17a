/* Cost of a network in the long run: the workload W3, Jackson's network of three, and a large one, with and without
 * derivatives. Prints plain lines, never judges. Argument: how often each is run (default 2000). */
#define _POSIX_C_SOURCE 200809L
#include "carepath/pathway_steady.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void stage(cpw_network *n, const char *name, double servers, double room, int32_t law,
                  double mean, double cv) {
  cpw_stage s;
  int32_t at = 0;
  cpw_stage_init(&s);
  s.name = name;
  s.servers = servers;
  s.waiting_room = room;
  if (cpw_network_add_stage(n, &s, &at, NULL)) exit(1);
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

static cpw_network *network(void) {
  cpw_network *n = NULL;
  if (cpw_network_new(NULL, NULL, &n, NULL)) exit(1);
  return n;
}

/* room: places to wait for social care */
static cpw_network *elective(double room, double ward_cv) {
  const double none = 1.0 / 0.0;
  cpw_network *n = network();
  int32_t ward = ward_cv == 1.0 ? CPW_DURATION_EXPONENTIAL : CPW_DURATION_LOGNORMAL;
  stage(n, "GP", 5, none, CPW_DURATION_EXPONENTIAL, 0.1, 0);
  stage(n, "outpatient", 23, none, CPW_DURATION_EXPONENTIAL, 0.5, 0);
  stage(n, "diagnostics", 14, none, CPW_DURATION_EXPONENTIAL, 0.5, 0);
  stage(n, "surgery", 6, none, CPW_DURATION_EXPONENTIAL, 0.25, 0);
  stage(n, "ward", 75, none, ward, 3, ward == CPW_DURATION_EXPONENTIAL ? 0 : ward_cv);
  stage(n, "social care", 33, room, CPW_DURATION_EXPONENTIAL, 10, 0);
  route(n, 0, 1, 1);
  route(n, 1, 2, 0.6);
  route(n, 1, 3, 0.2);
  route(n, 1, CPW_NONE, 0.2);
  route(n, 2, 3, 0.5);
  route(n, 2, CPW_NONE, 0.5);
  route(n, 3, 4, 1);
  route(n, 4, 5, 0.15);
  route(n, 4, CPW_NONE, 0.85);
  arrive(n, 0, 0, 40);
  return n;
}

static cpw_network *three(void) {
  cpw_network *n = network();
  stage(n, "a", 2, 1.0 / 0.0, CPW_DURATION_EXPONENTIAL, 0.5, 0);
  stage(n, "b", 3, 1.0 / 0.0, CPW_DURATION_EXPONENTIAL, 0.8, 0);
  stage(n, "c", 4, 1.0 / 0.0, CPW_DURATION_EXPONENTIAL, 0.8, 0);
  route(n, 0, 1, 0.7);
  route(n, 0, CPW_NONE, 0.3);
  route(n, 1, 2, 0.5);
  route(n, 1, 0, 0.1);
  route(n, 1, CPW_NONE, 0.4);
  arrive(n, 0, 0, 2);
  return n;
}

/* stages in a line with a way back, every group everywhere */
static cpw_network *large(int32_t stages, int32_t groups, int32_t law, double cv) {
  char name[32];
  cpw_network *n = network();
  for (int32_t g = 0; g < groups; g++) {
    snprintf(name, sizeof name, "group %d", (int)g);
    if (cpw_network_add_group(n, name, NULL, NULL)) exit(1);
  }
  for (int32_t s = 0; s < stages; s++) {
    snprintf(name, sizeof name, "stage %d", (int)s);
    stage(n, name, 15.0 * groups, 1.0 / 0.0, law, 1, cv);
    route(n, s, s + 1 < stages ? s + 1 : CPW_NONE, 0.9);
    route(n, s, s > 0 ? s - 1 : CPW_NONE, 0.1);
  }
  for (int32_t g = 0; g < groups; g++)
    arrive(n, 0, g, 10);
  return n;
}

static void run(const char *what, cpw_network *n, int32_t derivatives, int times) {
  cpw_pathway_steady_options o;
  cpw_pathway_steady_options_init(&o);
  o.derivatives = derivatives;
  const cpw_pathway *p = cpw_network_pathway(n, NULL);
  double start = now();
  for (int i = 0; i < times; i++) {
    cpw_result *r = NULL;
    if (cpw_pathway_steady(p, &o, &r, NULL)) exit(1);
    cpw_result_free(r);
  }
  printf("%-56s %12.0f ns\n", what, (now() - start) / times * 1e9);
}

static void both(const char *what, cpw_network *n, int times) {
  char text[100];
  run(what, n, 0, times);
  snprintf(text, sizeof text, "%s, derivatives", what);
  run(text, n, 1, times);
  cpw_network_free(n);
}

int main(int argc, char **argv) {
  int times = argc > 1 ? atoi(argv[1]) : 2000, few = times > 3 ? 3 : times;
  const double none = 1.0 / 0.0;
  both("W3, product form", elective(none, 1), times);
  both("W3, lognormal ward", elective(none, 1.5), times);
  both("W3, social care blocks the ward", elective(0, 1.5), times > 100 ? 100 : times);
  both("three stages (Jackson)", three(), times);
  cpw_network *n = large(200, 20, CPW_DURATION_EXPONENTIAL, 0);
  both("200 stages, 20 groups, product form", n, few);
  n = large(200, 20, CPW_DURATION_LOGNORMAL, 1.5);
  run("200 stages, 20 groups, two moments", n, 0, few);
  cpw_network_free(n);
  return 0;
}
