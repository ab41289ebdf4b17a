/* Cost of linear programmes and of plans on them: transport, pairs, plans over many periods, random sparse ones;
 * whole options; joint plans. Prints plain lines, never judges. Argument: how often each is run (default 3). */
#define _POSIX_C_SOURCE 200809L
#include "carepath/linear.h"
#include "carepath/plans.h"
#include "carepath/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MOST 400000

static int64_t row[MOST], column[MOST];
static double value[MOST], cost[MOST], lower[MOST], upper[MOST], middle[MOST];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void time_program(const char *name, cpw_linear_program *p, int repeats) {
  cpw_linear_answer a;
  double best = 1e9;
  p->row = row;
  p->column = column;
  p->value = value;
  p->cost = cost;
  p->row_lower = lower;
  p->row_upper = upper;
  cpw_linear_answer_init(&a);
  for (int k = 0; k < repeats; k++) {
    double since = now();
    if (cpw_linear_solve(p, NULL, &a, NULL)) exit(1);
    if (now() - since < best) best = now() - since;
  }
  printf(
      "%-14s %6lld rows %6lld columns %7lld entries: status %d, %7lld pivots, %9.3f ms, %8.0f ns a "
      "pivot\n",
      name, (long long)p->rows, (long long)p->columns, (long long)p->entries, (int)a.status,
      (long long)a.iterations, 1e3 * best, 1e9 * best / (double)(a.iterations + 1));
}

static void enter(cpw_linear_program *p, int64_t i, int64_t j, double v) {
  row[p->entries] = i;
  column[p->entries] = j;
  value[p->entries++] = v;
}

static void transport(int64_t n, int pairs, int repeats) {
  cpw_linear_program p;
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  cpw_linear_program_init(&p);
  p.rows = 2 * n;
  p.columns = n * n;
  for (int64_t i = 0; i < n; i++) {
    lower[i] = upper[i] = lower[n + i] = upper[n + i] = pairs ? 1.0 : 50.0;
    for (int64_t j = 0; j < n; j++) {
      enter(&p, i, i * n + j, 1.0);
      enter(&p, n + j, i * n + j, 1.0);
      cost[i * n + j] = (double)cpw_random_below(&s, 1000);
    }
  }
  time_program(pairs ? "pairs" : "transport", &p, repeats);
}

static void sparse(int64_t rows, int64_t columns, int64_t each, int repeats) {
  cpw_linear_program p;
  cpw_stream s;
  cpw_stream_init(&s, 2, 0, 0, 0);
  cpw_linear_program_init(&p);
  p.rows = rows;
  p.columns = columns;
  for (int64_t i = 0; i < rows; i++)
    middle[i] = 0.0;
  for (int64_t j = 0; j < columns; j++) {
    double x = cpw_random_uniform(&s) < 0.5 ? cpw_random_uniform(&s) : 0.0;
    cost[j] = cpw_random_uniform(&s);
    for (int64_t k = 0; k < each; k++) {
      int64_t i = (int64_t)cpw_random_below(&s, (uint64_t)rows);
      double v = 2.0 * cpw_random_uniform(&s) - 1.0;
      middle[i] += v * x;
      enter(&p, i, j, v);
    }
  }
  for (int64_t i = 0; i < rows; i++) {
    lower[i] = middle[i] - (double)cpw_random_below(&s, 2);
    upper[i] = middle[i] + (double)cpw_random_below(&s, 3);
  }
  time_program("random", &p, repeats);
}

static void time_choice(int64_t n, int64_t budgets, int repeats) {
  static double benefit[1000], costs[3000], budget[3];
  cpw_plans_problem p;
  cpw_stream s;
  double best = 1e9;
  cpw_stream_init(&s, 3, 0, 0, 0);
  cpw_plans_problem_init(&p);
  p.options = n;
  p.budgets = budgets;
  p.whole = 1;
  for (int64_t b = 0; b < budgets; b++)
    budget[b] = 0.0;
  for (int64_t i = 0; i < n; i++) {
    benefit[i] = (double)(1 + cpw_random_below(&s, 1000));
    for (int64_t b = 0; b < budgets; b++) {
      costs[b * n + i] = (double)(1 + cpw_random_below(&s, 1000));
      budget[b] += costs[b * n + i] / 2.0;
    }
  }
  p.benefit = benefit;
  p.cost = costs;
  p.budget = budget;
  int64_t nodes = 0, proven = 0;
  for (int k = 0; k < repeats; k++) {
    cpw_result *r;
    double since = now();
    if (cpw_plans_choose(&p, NULL, &r, NULL)) exit(1);
    if (now() - since < best) best = now() - since;
    nodes = cpw_result_find(r, "nodes")->integer[0];
    proven = cpw_result_find(r, "proven")->integer[0];
    cpw_result_free(r);
  }
  printf("choose whole   %6lld options %3lld budgets: proven %lld, %6lld programmes, %9.3f ms\n",
         (long long)n, (long long)budgets, (long long)proven, (long long)nodes, 1e3 * best);
}

static void time_joint(int64_t specialties, int64_t groups, int64_t periods, int repeats) {
  static double list[2000], demand[40000], tier_cost[600], places[600], budget[24];
  const int64_t of[] = {0}, over[] = {groups - 1};
  const double most[] = {0.0};
  cpw_plans_lists l;
  cpw_stream s;
  double best = 1e9;
  cpw_stream_init(&s, 4, 0, 0, 0);
  cpw_plans_lists_init(&l);
  l.specialties = specialties;
  l.groups = groups;
  l.tiers = 3;
  l.periods = periods;
  for (int64_t i = 0; i < specialties * groups; i++)
    list[i] = (double)cpw_random_below(&s, 2000);
  for (int64_t i = 0; i < periods * specialties * groups; i++)
    demand[i] = (double)cpw_random_below(&s, 200);
  for (int64_t i = 0; i < specialties * 3; i++) {
    tier_cost[i] = (i % 3 ? tier_cost[i - 1] : 100.0) + (double)cpw_random_below(&s, 2000);
    places[i] = (double)(100 * groups + (int64_t)cpw_random_below(&s, 500));
  }
  for (int64_t t = 0; t < periods; t++)
    budget[t] = 150000.0 * (double)(specialties * groups);
  l.list = list;
  l.demand = demand;
  l.tier_cost = tier_cost;
  l.tier_capacity = places;
  l.budget = budget;
  l.gaps = 1;
  l.gap_of = of;
  l.gap_over = over;
  l.gap_most = most;
  l.carry = 1;
  for (int k = 0; k < repeats; k++) {
    cpw_result *r;
    double since = now();
    if (cpw_plans_joint(&l, NULL, &r, NULL)) exit(1);
    if (now() - since < best) best = now() - since;
    cpw_result_free(r);
  }
  printf("joint          %4lld specialties %3lld groups %3lld periods: %9.3f ms\n",
         (long long)specialties, (long long)groups, (long long)periods, 1e3 * best);
}

int main(int argc, char **argv) {
  int repeats = argc > 1 ? atoi(argv[1]) : 3;
  transport(30, 0, repeats);
  transport(100, 0, repeats);
  transport(50, 1, repeats);
  transport(100, 1, repeats);
  sparse(200, 500, 5, repeats);
  sparse(500, 2000, 5, repeats);
  sparse(2000, 10000, 3, repeats);
  time_choice(30, 1, repeats);
  time_choice(30, 3, repeats);
  time_choice(200, 1, repeats);
  time_joint(20, 5, 1, repeats);
  time_joint(20, 5, 12, repeats);
  return 0;
}
