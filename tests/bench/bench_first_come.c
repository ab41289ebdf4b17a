/* Cost of customers who are served in the order in which they come: the workload W1 (M/M/3, load 0.933,
 * a million customers) with default statistics, other laws, other numbers of servers, and traces. Processor
 * time a customer: least and median of several runs. Prints, never judges. Argument: runs (default 7). */
#include "carepath/first_come.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define CUSTOMERS 1000000
#define MOST_RUNS 100

static int runs = 7;
static double took[MOST_RUNS];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void print(const char *name) {
  qsort(took, (size_t)runs, sizeof *took, by_size);
  printf("first come %-34s %7.2f ns a customer, median %7.2f\n", name, 1e9 * took[0] / CUSTOMERS,
         1e9 * took[runs / 2] / CUSTOMERS);
}

static void simulate(const char *name, const cpw_duration *between, const cpw_duration *service,
                     int64_t servers) {
  cpw_first_come_options o;
  cpw_first_come_options_init(&o);
  o.customers = CUSTOMERS;
  o.servers = servers;
  o.between = between;
  o.service = service;
  for (int k = 0; k < runs; k++) {
    cpw_result *r;
    double start = now();
    if (cpw_first_come_simulate(&o, NULL, &r, NULL) != CPW_OK) exit(1);
    took[k] = now() - start;
    cpw_result_free(r);
  }
  print(name);
}

static void trace(const char *name, const double *arrivals, const double *services, int64_t servers,
                  double *wait) {
  for (int k = 0; k < runs; k++) {
    double start = now();
    if (cpw_first_come_waits(arrivals, services, CUSTOMERS, servers, NULL, wait, NULL, NULL, NULL))
      exit(1);
    took[k] = now() - start;
  }
  print(name);
}

static void traces(void) {
  static const int64_t servers[] = {1, 2, 3, 4, 8, 12, 16, 24, 25, 100, 1000, 100000};
  double *arrivals = malloc(3 * CUSTOMERS * sizeof *arrivals);
  if (!arrivals) exit(1);
  double *services = arrivals + CUSTOMERS;
  for (size_t k = 0; k < sizeof servers / sizeof *servers; k++) {
    const cpw_duration between = {
        CPW_DURATION_EXPONENTIAL, 0, 1 / (0.95 * (double)servers[k]), 0, 0, NULL};
    const cpw_duration service = {CPW_DURATION_EXPONENTIAL, 0, 1, 0, 0, NULL};
    char name[64];
    cpw_stream s;
    cpw_stream_init(&s, 1, 2, 3, 4);
    if (cpw_duration_fill(&between, &s, arrivals, CUSTOMERS, NULL) != CPW_OK ||
        cpw_duration_fill(&service, &s, services, CUSTOMERS, NULL) != CPW_OK)
      exit(1);
    for (int64_t i = 1; i < CUSTOMERS; i++)
      arrivals[i] += arrivals[i - 1];
    snprintf(name, sizeof name, "trace, %lld servers", (long long)servers[k]);
    trace(name, arrivals, services, servers[k], services + CUSTOMERS);
  }
  free(arrivals);
}

int main(int argc, char **argv) {
  const cpw_duration between = {CPW_DURATION_EXPONENTIAL, 0, 1 / 2.8, 0, 0, NULL};
  const cpw_duration exponential = {CPW_DURATION_EXPONENTIAL, 0, 1, 0, 0, NULL};
  const cpw_duration fixed = {CPW_DURATION_FIXED, 0, 1, 0, 0, NULL};
  const cpw_duration lognormal = {CPW_DURATION_LOGNORMAL, 0, 1, 1, 0, NULL};
  const cpw_duration gamma = {CPW_DURATION_GAMMA, 0, 1, 0.7, 0, NULL};
  if (argc > 1) runs = atoi(argv[1]);
  if (runs < 1 || runs > MOST_RUNS) return 1;
  simulate("W1: M/M/3, load 0.933", &between, &exponential, 3);
  simulate("M/D/3, load 0.933", &between, &fixed, 3);
  simulate("M/lognormal/3, load 0.933", &between, &lognormal, 3);
  simulate("M/gamma/3, load 0.933", &between, &gamma, 3);
  simulate("M/M/1000, idle", &between, &exponential, 1000);
  traces();
  return 0;
}
