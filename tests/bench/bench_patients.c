/* Cost of a list patient by patient: W2 (a weekly list of two classes), W1 (M/M/3 by events), a million
 * patients under scores, and each rule on the same list. Processor time, the least of several runs;
 * prints plain lines, never judges. Beside it: tests/bench/simpy_w1.py and simpy_w2.py.
 * Argument: how often each is run (default 3). */
#define _POSIX_C_SOURCE 200809L
#include "carepath/patients.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#define MILLION 1000000

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double value(const cpw_result *r, const char *name) {
  return cpw_result_find(r, name)->real[0];
}

/* What a run took and what it was about. */
typedef struct timing {
  double seconds, patients, wait, treated, removed, closing;
} timing;

static timing time_list(const cpw_patients_list *l, int64_t replications, int repeats) {
  timing best = {.seconds = 1e9};
  cpw_run run;
  cpw_run_init(&run);
  run.replications = replications;
  for (int k = 0; k < repeats; k++) {
    cpw_result *r;
    double t = now();
    if (cpw_patients_simulate(l, NULL, &run, &r, NULL)) exit(1);
    t = now() - t;
    if (t < best.seconds) best.seconds = t;
    best.patients = (value(r, "opening") + value(r, "joined")) * (double)replications;
    best.wait = value(r, "wait_mean");
    best.treated = value(r, "treated");
    best.removed = value(r, "removed");
    best.closing = value(r, "closing");
    cpw_result_free(r);
  }
  return best;
}

static int64_t w2_waiting[2] = {400, 1600};
static double w2_arrivals[2] = {20, 80}, w2_slots[1] = {105}, w2_weight[2] = {4, 1};
static cpw_duration w2_patience[2] = {{CPW_DURATION_GEOMETRIC, 0, 50, 0, 0, NULL},
                                      {CPW_DURATION_GEOMETRIC, 0, 50, 0, 0, NULL}};

static void make_w2(cpw_patients_list *l) {
  cpw_patients_list_init(l);
  l->periods = 260;
  l->classes = 2;
  l->waiting = w2_waiting;
  l->bands = 1;
  l->arrivals = w2_arrivals;
  l->patience = w2_patience;
  l->slots = w2_slots;
  l->weight = w2_weight;
  l->rule = CPW_PATIENTS_TIERS;
}

static void bench_w2(int repeats) {
  cpw_patients_list l;
  struct rusage used;
  make_w2(&l);
  timing t = time_list(&l, 1000, repeats);
  getrusage(RUSAGE_SELF, &used);
  printf("W2, 1000 replications: %.3f s, %.1f ns a patient, %.1f MB; treated %.1f, removed %.1f, "
         "list %.2f\n",
         t.seconds, 1e9 * t.seconds / t.patients, (double)used.ru_maxrss / 1024.0, t.treated,
         t.removed, t.closing);
  l.periods = 5200;
  t = time_list(&l, 50, repeats);
  getrusage(RUSAGE_SELF, &used);
  printf("W2 over 5,200 weeks, 50 replications: %.1f ns a patient, %.1f MB\n",
         1e9 * t.seconds / t.patients, (double)used.ru_maxrss / 1024.0);
}

static void bench_rules(int repeats) {
  static const char *const names[] = {
      "first come",       "tiers",      "due",     "breach first", "accumulating", "c-mu",
      "generalised c-mu", "max-weight", "lottery", "mixture",      "score"};
  cpw_patients_list l;
  make_w2(&l);
  for (l.rule = CPW_PATIENTS_FIRST_COME; l.rule <= CPW_PATIENTS_SCORE; l.rule++) {
    timing t = time_list(&l, 200, repeats);
    printf("W2 by %-16s %6.1f ns a patient, mean wait %.3f\n", names[l.rule],
           1e9 * t.seconds / t.patients, t.wait);
  }
}

static void bench_w1(int repeats) {
  /* a period is 1,000 mean treatments: lists are told by period, and nobody wants 357,143 of them */
  static double arrivals[1] = {2800.0};
  static int64_t servers[1] = {3};
  static cpw_duration law[1] = {{CPW_DURATION_EXPONENTIAL, 0, 1e-3, 0, 0, NULL}};
  cpw_patients_list l;
  cpw_patients_list_init(&l);
  l.periods = 357;
  l.arrivals = arrivals;
  l.servers = servers;
  l.duration = law;
  timing t = time_list(&l, 1, repeats);
  printf("W1 by events: %.3f s, %.1f ns a customer, %.1f ns an event; mean wait %.3f\n", t.seconds,
         1e9 * t.seconds / t.patients, 0.5e9 * t.seconds / t.patients, 1000.0 * t.wait);
}

static void bench_scores(int repeats) {
  static double joined[MILLION], score[MILLION], slots[1] = {20000}, arrivals[1] = {10000};
  cpw_patient_rows rows;
  cpw_patients_list l;
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int i = 0; i < MILLION; i++) {
    joined[i] = (i - MILLION) * 1e-4;
    score[i] = cpw_random_uniform(&s);
  }
  cpw_patient_rows_init(&rows);
  rows.rows = MILLION;
  rows.joined = joined;
  rows.score = score;
  cpw_patients_list_init(&l);
  l.slots = slots;
  l.rows = &rows;
  l.rule = CPW_PATIENTS_SCORE;
  timing t = time_list(&l, 1, repeats);
  printf("a million on the list by score: %.3f s (%.0f treated)\n", t.seconds, t.treated);
  l.rows = NULL;
  l.arrivals = arrivals;
  l.periods = 100;
  slots[0] = 9990;
  t = time_list(&l, 1, repeats);
  printf("a million passing a short list by score: %.3f s (%.0f treated)\n", t.seconds, t.treated);
}

int main(int argc, char **argv) {
  int repeats = argc > 1 ? atoi(argv[1]) : 3;
  bench_w2(repeats);
  bench_w1(repeats);
  bench_scores(repeats);
  bench_rules(repeats);
  return 0;
}
