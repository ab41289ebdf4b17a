/* Cost of queues over time: transient and swinging queues, a weekly list of 2000 people over five years, stations with
 * blocking, a ward. Prints plain lines, never judges. Argument: how often each is run (default 3). */
#define _POSIX_C_SOURCE 200809L
#include "carepath/queue.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define WEEKS 260
#define DAYS  365
#define STAYS 60

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void done(int32_t status, cpw_result *result) {
  cpw_result_free(result);
  if (status != CPW_OK) exit(1);
}

static void transient(int64_t servers) {
  cpw_result *r = NULL;
  double time = 10.0, arrivals = servers > 10000 ? 5000.0 : 0.95 * (double)servers;
  if (servers > 10000) time = 0.5;
  done(cpw_queue_transient(arrivals, 1.0, servers, &time, 1, NULL, NULL, &r, NULL), r);
}

static void sinusoid(int64_t servers) {
  cpw_result *r = NULL;
  double time = 48.0;
  done(cpw_queue_sinusoid(0.8 * (double)servers, 0.5, 24.0, 1.0, servers, &time, 1, NULL, NULL, &r,
                          NULL),
       r);
}

static void weekly(int64_t opening) {
  static double joins[WEEKS], removal[WEEKS];
  static int64_t capacity[WEEKS];
  cpw_queue_weekly_list list;
  cpw_result *r = NULL;
  cpw_queue_weekly_list_init(&list);
  for (int w = 0; w < WEEKS; w++) {
    joins[w] = 0.05 * (double)opening;
    removal[w] = 0.005;
    capacity[w] = opening / 20;
  }
  list.weeks = WEEKS;
  list.joins = joins;
  list.removal = removal;
  list.capacity = capacity;
  list.opening = opening;
  done(cpw_queue_weekly(&list, NULL, &r, NULL), r);
}

static cpw_queue_tandem stations(int64_t servers) {
  cpw_queue_tandem t;
  cpw_queue_tandem_init(&t);
  t.arrivals = 0.8 * (double)servers;
  t.service1 = t.service2 = 1.0;
  t.servers1 = t.servers2 = servers;
  t.room1 = servers + 100;
  return t;
}

static void saturated(int64_t servers) {
  cpw_queue_tandem t = stations(servers);
  cpw_queue_tandem_measures m;
  done(cpw_queue_tandem_saturated(&t, &m, NULL), NULL);
}

static void open_tandem(int64_t servers) {
  cpw_queue_tandem t = stations(servers);
  cpw_queue_tandem_measures m;
  done(cpw_queue_tandem_open(&t, NULL, &m, NULL), NULL);
}

static void ward(int64_t admissions) {
  static double arrivals[DAYS], survival[STAYS];
  static const int64_t opening[] = {5, 5, 5, 5, 5};
  cpw_queue_ward w;
  cpw_result *r = NULL;
  cpw_queue_ward_init(&w);
  for (int d = 0; d < DAYS; d++)
    arrivals[d] = (double)admissions * (d % 7 < 5 ? 1.1 : 0.75);
  for (int k = 0; k < STAYS; k++)
    survival[k] = 1.0 / (1.0 + 0.2 * k);
  w.days = DAYS;
  w.arrivals = arrivals;
  w.stays = STAYS;
  w.survival = survival;
  w.ages = 5;
  w.opening = opening;
  w.beds = 10 * admissions;
  done(cpw_queue_beds(&w, &r, NULL), r);
}

static void line(const char *what, void (*run)(int64_t), int64_t size, int repeats) {
  double t = now();
  for (int i = 0; i < repeats; i++)
    run(size);
  printf("  %-42s %7lld %10.3f ms\n", what, (long long)size, 1e3 * (now() - t) / repeats);
}

int main(int argc, char **argv) {
  int repeats = argc > 1 ? atoi(argv[1]) : 3;
  if (repeats < 1) repeats = 1;
  printf("queue over time: one call\n");
  line("transient, 10 service times, servers", transient, 20, 10 * repeats);
  line("transient, 10 service times, servers", transient, 500, repeats);
  line("transient, 5000 arrivals, servers", transient, 100000, repeats);
  line("sinusoid, two days by the hour, servers", sinusoid, 20, repeats);
  line("weekly list, 260 weeks with waits, people", weekly, 2000, 1);
  line("tandem, saturated, servers each", saturated, 1000, 10 * repeats);
  line("tandem, open, room for 100, servers each", open_tandem, 5, repeats);
  line("ward, a year of days, admissions a day", ward, 20, repeats);
  return 0;
}
