/* Cost of reading a log of stays: a million rows of a network of ten stages and five groups. Prints plain
 * lines, never judges. Usage: bench_event_log [ROWS]. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/event_log.h"
#include "carepath/random.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { STAGES = 10, GROUPS = 5 };

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct stays {
  int64_t n, *patient, *stage, *group;
  double *start, *end;
} stays;

static int make(stays *s) {
  size_t n = (size_t)s->n;
  s->patient = malloc(n * sizeof *s->patient);
  s->stage = malloc(n * sizeof *s->stage);
  s->group = malloc(n * sizeof *s->group);
  s->start = malloc(n * sizeof *s->start);
  s->end = malloc(n * sizeof *s->end);
  return s->patient && s->stage && s->group && s->start && s->end;
}

/* rows in no order; a tenth go on at the end of the window, 365 */
static void draw(stays *s) {
  cpw_stream r;
  cpw_stream_init(&r, 1, 0, 0, 0);
  double t = 0;
  int64_t patient = -1;
  for (int64_t i = 0; i < s->n; i++) {
    if (i % 4 == 0) {
      patient++;
      t = 360 * cpw_random_uniform(&r);
    }
    s->patient[i] = patient;
    s->stage[i] = (int64_t)cpw_random_below(&r, STAGES);
    s->group[i] = patient % GROUPS;
    s->start[i] = t;
    t += cpw_random_gamma(&r, 1.5, 4) + 1e-3;
    s->end[i] = t;
    t += cpw_random_exponential(&r, 2);
  }
}

static void show(const char *what, double t0, int64_t n) {
  printf("  %-12s %8.1f ns a row\n", what, 1e9 * (seconds() - t0) / (double)n);
}

int main(int argc, char **argv) {
  stays s = {.n = argc > 1 ? strtoll(argv[1], NULL, 10) : 1000000};
  if (s.n < 4 || !make(&s)) return 1;
  draw(&s);
  cpw_event_log log;
  cpw_event_log_options o;
  cpw_event_log_counts counts;
  cpw_result *r[4] = {NULL};
  cpw_run run;
  cpw_event_log_init(&log);
  cpw_event_log_options_init(&o);
  cpw_run_init(&run);
  run.threads = 1;
  log.rows = s.n;
  log.patient = s.patient;
  log.stage = s.stage;
  log.group = s.group;
  log.start = s.start;
  log.end = s.end;
  log.stages = STAGES;
  log.groups = GROUPS;
  o.from = 30;
  o.until = 365;
  o.outside = CPW_EVENT_LOG_ALLOW;
  printf("event_log: %lld rows, %d stages, %d groups, one thread\n", (long long)s.n, STAGES,
         GROUPS);
  double t = seconds();
  if (cpw_event_log_check(&log, &o, &counts, NULL) != CPW_OK) return 1;
  show("check", t, s.n);
  t = seconds();
  if (cpw_event_log_routes(&log, &o, &r[0], NULL) != CPW_OK) return 1;
  show("routes", t, s.n);
  t = seconds();
  if (cpw_event_log_durations(&log, &o, &run, &r[1], NULL) != CPW_OK) return 1;
  show("durations", t, s.n);
  t = seconds();
  if (cpw_event_log_flows(&log, &o, &r[2], NULL) != CPW_OK) return 1;
  show("flows", t, s.n);
  t = seconds();
  if (cpw_event_log_state(&log, &o, 200, &r[3], NULL) != CPW_OK) return 1;
  show("state", t, s.n);
  for (int k = 0; k < 4; k++)
    cpw_result_free(r[k]);
  free(s.patient);
  free(s.stage);
  free(s.group);
  free(s.start);
  free(s.end);
  return 0;
}
