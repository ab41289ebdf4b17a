/* Cost of an allocation: concave curves of every family, whole units of a large budget, nested groups, straight
 * pieces, S-shaped curves. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/budget.h"
#include "carepath/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct instance {
  cpw_response *curve;
  double *lower, *upper, *spend;
  int64_t *units, *group, *parent;
  double *cap;
} instance;

static void *room(int64_t n, size_t size) {
  void *p = calloc((size_t)n, size);
  if (!p) exit(1);
  return p;
}

/* kind -1: every concave kind in turn; -2: those whose slopes have an inverse in closed form */
static instance make(int64_t n, int32_t kind, double scale) {
  static const int32_t kinds[4] = {CPW_RESPONSE_EXPONENTIAL, CPW_RESPONSE_LOG, CPW_RESPONSE_POWER,
                                   CPW_RESPONSE_HILL};
  static const int32_t closed[4] = {CPW_RESPONSE_EXPONENTIAL, CPW_RESPONSE_LOG, CPW_RESPONSE_POWER,
                                    CPW_RESPONSE_LINEAR};
  instance m = {room(n, sizeof *m.curve),
                room(n, 8),
                room(n, 8),
                room(n, 8),
                room(n, 8),
                room(n, 8),
                room(n, 8),
                room(n, 8)};
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int64_t i = 0; i < n; i++) {
    cpw_response *r = &m.curve[i];
    r->kind = kind >= 0 ? kind : kind == -1 ? kinds[i % 4] : closed[i % 4];
    r->a = 10 + 90 * cpw_random_uniform(&s);
    r->t = scale * (1 + 19 * cpw_random_uniform(&s));
    if (r->kind == CPW_RESPONSE_POWER)
      r->shape = i % 8 < 4 ? 0.5 : 0.3 + 0.4 * cpw_random_uniform(&s);
    if (r->kind == CPW_RESPONSE_HILL) r->shape = kind >= 0 ? 2.5 : 0.9;
    if (r->kind == CPW_RESPONSE_LINEAR) r->t = 0;
    m.lower[i] = scale * 2 * cpw_random_uniform(&s);
    m.upper[i] = scale * (5 + 35 * cpw_random_uniform(&s));
  }
  return m;
}

static void drop(instance m) {
  free(m.curve);
  free(m.lower);
  free(m.upper);
  free(m.spend);
  free(m.units);
  free(m.group);
  free(m.parent);
  free(m.cap);
}

static void show(const char *name, int64_t n, double best, const cpw_budget_answer *a) {
  printf("  %-34s n %8lld  %9.3f ms  %7.1f ns an option  relative gap %.1e\n", name, (long long)n,
         1e3 * best, 1e9 * best / (double)n, a->value > 0 ? a->gap / a->value : 0.0);
}

static void concave(const char *name, int32_t kind, int64_t n, int32_t threads) {
  instance m = make(n, kind, 1);
  cpw_budget_problem p;
  cpw_budget_answer a = {0};
  cpw_run run;
  cpw_run_init(&run);
  run.threads = threads;
  cpw_budget_problem_init(&p);
  p.n = n;
  p.response = m.curve;
  p.lower = m.lower;
  p.upper = m.upper;
  p.budget = 10 * (double)n;
  double best = 1e9;
  for (int k = 0; k < (n > 100000 ? 3 : 20); k++) {
    double start = seconds();
    if (cpw_budget_allocate(&p, NULL, &run, m.spend, &a, NULL) != CPW_OK) exit(1);
    double took = seconds() - start;
    if (took < best) best = took;
  }
  show(name, n, best, &a);
  drop(m);
}

static void whole_units(int64_t n, int64_t budget) {
  instance m = make(n, CPW_RESPONSE_EXPONENTIAL, (double)budget / (double)n / 10);
  cpw_budget_units p;
  cpw_budget_answer a = {0};
  cpw_budget_units_init(&p);
  p.n = n;
  p.response = m.curve;
  p.budget = budget;
  double best = 1e9;
  for (int k = 0; k < 3; k++) {
    double start = seconds();
    if (cpw_budget_allocate_units(&p, NULL, m.units, &a, NULL) != CPW_OK) exit(1);
    double took = seconds() - start;
    if (took < best) best = took;
  }
  char name[64];
  snprintf(name, sizeof name, "whole units, budget %lld", (long long)budget);
  show(name, n, best, &a);
  drop(m);
}

/* practices in neighbourhoods in places in one system, every fourth neighbourhood held at a cap */
static void nested(int64_t n, int32_t units) {
  instance m = make(n, CPW_RESPONSE_LOG, 1);
  int64_t small = n / 10, large = small / 10, groups = small + large;
  cpw_budget_problem p;
  cpw_budget_units q;
  cpw_budget_answer a = {0};
  cpw_budget_problem_init(&p);
  cpw_budget_units_init(&q);
  int64_t *caps = room(groups, 8);
  for (int64_t i = 0; i < n; i++)
    m.group[i] = i % small;
  for (int64_t g = 0; g < groups; g++) {
    m.parent[g] = g < small ? small + g % large : -1;
    m.cap[g] = g < small ? (g % 4 ? 1e9 : 60) : 900;
    caps[g] = (int64_t)(m.cap[g] * 1e6);
  }
  p.n = n;
  p.response = m.curve;
  p.budget = 8 * (double)n;
  p.groups = groups;
  p.group = m.group;
  p.parent = m.parent;
  p.cap = m.cap;
  q.n = n;
  q.response = m.curve;
  q.unit = 1e-6;
  q.budget = 8000000 * n;
  q.groups = groups;
  q.group = m.group;
  q.parent = m.parent;
  q.cap = caps;
  double best = 1e9;
  for (int k = 0; k < 3; k++) {
    double start = seconds();
    int32_t status = units ? cpw_budget_allocate_units(&q, NULL, m.units, &a, NULL)
                           : cpw_budget_allocate(&p, NULL, NULL, m.spend, &a, NULL);
    if (status != CPW_OK) exit(1);
    double took = seconds() - start;
    if (took < best) best = took;
  }
  show(units ? "three levels of caps, whole units" : "three levels of caps", n, best, &a);
  free(caps);
  drop(m);
}

int main(void) {
  printf("budget: best of some runs\n");
  concave("exponential", CPW_RESPONSE_EXPONENTIAL, 10000, 1);
  concave("log", CPW_RESPONSE_LOG, 10000, 1);
  concave("power, half of them square roots", CPW_RESPONSE_POWER, 10000, 1);
  concave("linear", CPW_RESPONSE_LINEAR, 10000, 1);
  concave("exponential, log, power, linear", -2, 10000, 1);
  concave("the same with hill for linear", -1, 10000, 1);
  concave("exponential", CPW_RESPONSE_EXPONENTIAL, 1000000, 1);
  concave("exponential, 2 threads", CPW_RESPONSE_EXPONENTIAL, 1000000, 2);
  concave("log, 2 threads", CPW_RESPONSE_LOG, 1000000, 2);
  concave("linear, 2 threads", CPW_RESPONSE_LINEAR, 1000000, 2);
  concave("power, 2 threads", CPW_RESPONSE_POWER, 1000000, 2);
  concave("the first four kinds, 2 threads", -2, 1000000, 2);
  concave("with hill for linear, 2 threads", -1, 1000000, 2);
  concave("S-shaped (hill 2.5)", CPW_RESPONSE_HILL, 100, 1);
  whole_units(10000, 7000000000);
  whole_units(10000, 5000);
  whole_units(100000, 7000000000);
  nested(10000, 0);
  nested(100000, 0);
  nested(10000, 1);
  return 0;
}
