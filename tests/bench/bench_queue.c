/* Cost of queueing formulae: Erlang's at few and many servers, models, equal services, least servers, a network. Prints
 * plain lines, never judges. Argument: how often each is run (default 2000). */
#define _POSIX_C_SOURCE 200809L
#include "carepath/queue.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double sink;

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void erlang(double servers) {
  sink += cpw_queue_erlang_c(0.95 * servers, servers);
}

static void model(double servers) {
  cpw_queue_measures m;
  if (cpw_queue_mmc(0.95 * servers, 1.0, servers, &m, NULL)) exit(1);
  sink += m.mean_wait;
}

static void room(double servers) {
  cpw_queue_measures m;
  if (cpw_queue_mmck(0.95 * servers, 1.0, (int64_t)servers, 2 * (int64_t)servers, &m, NULL))
    exit(1);
  sink += m.mean_wait;
}

static void patience(double servers) {
  cpw_queue_measures m;
  if (cpw_queue_abandon(0.95 * servers, 1.0, servers, 0.1, &m, NULL)) exit(1);
  sink += m.mean_wait;
}

static void equal(double servers) {
  cpw_queue_measures m;
  if (cpw_queue_mdc(0.95 * servers, 1.0, (int64_t)servers, &m, NULL)) exit(1);
  sink += m.mean_wait;
}

static void equal_law(double servers) {
  double time = 0.5, tail;
  if (cpw_queue_mdc_wait_tail(0.95 * servers, 1.0, (int64_t)servers, &time, 1, NULL, &tail, NULL))
    exit(1);
  sink += tail;
}

static void least(double servers) {
  cpw_queue_need n;
  if (cpw_queue_least_servers(CPW_QUEUE_GOAL_WAIT_TAIL, servers, 1.0, 0.05, 0.2, &n, NULL)) exit(1);
  sink += n.servers;
}

static void least_real(double servers) {
  cpw_queue_need n;
  if (cpw_queue_least_capacity(CPW_QUEUE_GOAL_WAIT_TAIL, servers, 1.0, 0.05, 0.2, &n, NULL))
    exit(1);
  sink += n.servers;
}

static void network(double nodes) {
  enum { MOST = 30 };
  static double come[MOST], routing[MOST * MOST], rate[MOST], servers[MOST];
  cpw_queue_measures node[MOST];
  int64_t n = nodes < MOST ? (int64_t)nodes : MOST;
  for (int64_t i = 0; i < n; i++) {
    come[i] = 1.0;
    rate[i] = 2.0;
    servers[i] = 9.0;
    for (int64_t j = 0; j < n; j++)
      routing[i * n + j] = 0.8 / (double)n;
  }
  if (cpw_queue_jackson(come, routing, rate, servers, n, NULL, NULL, node, NULL, NULL)) exit(1);
  sink += node[0].mean_wait;
}

static void line(const char *what, void (*run)(double), double servers, int repeats) {
  double t = now();
  for (int i = 0; i < repeats; i++)
    run(servers);
  printf("  %-22s %9.0f servers %10.2f us\n", what, servers, 1e6 * (now() - t) / repeats);
}

int main(int argc, char **argv) {
  int repeats = argc > 1 ? atoi(argv[1]) : 2000, few = repeats / 100 + 1;
  printf("queue: one call\n");
  line("Erlang C", erlang, 20.0, repeats);
  line("Erlang C", erlang, 20.5, repeats);
  line("Erlang C", erlang, 1e6, repeats);
  line("M/M/c", model, 100.0, repeats);
  line("M/M/c/K", room, 100.0, repeats);
  line("Erlang A", patience, 100.0, repeats);
  line("Erlang A", patience, 1e6, repeats);
  line("M/D/c", equal, 100.0, few);
  line("M/D/c, wait of one", equal_law, 1.0, few);
  line("M/D/c, wait of one", equal_law, 100.0, few);
  line("M/D/c, wait of one", equal_law, 10000.0, few);
  line("least servers", least, 100.0, few);
  line("least capacity", least_real, 100.0, few);
  line("Jackson, 30 stages", network, 30.0, few);
  return sink > 0.0 ? 0 : 1;
}
