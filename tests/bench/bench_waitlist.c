/* Cost of calibrating, projecting and solving: every provider and specialty of England, and one list.
 * Prints plain lines, never judges. Argument: how often each is run (default 5; the best is shown). */
#define _POSIX_C_SOURCE 200809L
#include "carepath/random.h"
#include "carepath/waitlist.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define LISTS   (422 * 20)
#define PERIODS 25
#define BANDS   13
#define AHEAD   24

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void stop(const cpw_error *err) {
  fprintf(stderr, "%s: %s\n", err->where, err->message);
  exit(1);
}

static double *numbers(int64_t count) {
  double *x = malloc((size_t)count * sizeof *x);
  if (!x) exit(1);
  return x;
}

/* lists of all sizes that lose about a tenth a month to removal and a fifth to treatment */
static void fill(double *starts, double *treated, double *waiting) {
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int64_t list = 0; list < LISTS; list++) {
    double size = 20 + 2000 * cpw_random_uniform(&s);
    for (int64_t t = 0; t < PERIODS; t++) {
      double left = size;
      starts[list * PERIODS + t] = size * (0.9 + 0.2 * cpw_random_uniform(&s));
      for (int64_t m = 0; m < BANDS; m++) {
        int64_t i = (list * PERIODS + t) * BANDS + m;
        treated[i] = left * (0.15 + 0.1 * cpw_random_uniform(&s));
        left -= treated[i] + 0.05 * left;
        waiting[i] = left;
      }
    }
  }
}

typedef struct best {
  double calibrate, project, totals, target;
} best;

static void faster(double *seconds, double since) {
  double took = now() - since;
  if (took < *seconds) *seconds = took;
}

static void once(const cpw_history *history, int32_t threads, best *b) {
  cpw_error err;
  cpw_result *calibration, *projection;
  cpw_backlog backlog;
  cpw_bands bands;
  cpw_run run;
  cpw_project_options options;
  cpw_backlog_init(&backlog);
  cpw_bands_init(&bands);
  cpw_run_init(&run);
  cpw_project_options_init(&options);
  run.threads = threads;
  options.periods = AHEAD;

  double t = now();
  if (cpw_waitlist_calibrate(history, NULL, &run, &calibration, &err)) stop(&err);
  faster(&b->calibrate, t);
  if (cpw_backlog_view(calibration, &backlog, &bands, &err)) stop(&err);
  t = now();
  if (cpw_waitlist_project(&backlog, &options, &run, &projection, &err)) stop(&err);
  faster(&b->project, t);
  cpw_result_free(projection);
  options.bands = 0;
  t = now();
  if (cpw_waitlist_project(&backlog, &options, &run, &projection, &err)) stop(&err);
  faster(&b->totals, t);
  cpw_result_free(projection);

  cpw_target_options target;
  cpw_target_options_init(&target);
  target.periods = AHEAD;
  backlog.lists = 200;
  t = now();
  if (cpw_waitlist_target(&backlog, &target, &run, &projection, &err)) stop(&err);
  faster(&b->target, t);
  cpw_result_free(projection);
  cpw_result_free(calibration);
}

int main(int argc, char **argv) {
  static const double lower[BANDS] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
  int repeats = argc > 1 ? atoi(argv[1]) : 5;
  cpw_bands bands;
  cpw_bands_init(&bands);
  bands.count = BANDS;
  bands.lower = lower;
  bands.unit_weeks = CPW_WEEKS_PER_MONTH;
  double *starts = numbers((int64_t)LISTS * PERIODS);
  double *treated = numbers((int64_t)LISTS * PERIODS * BANDS);
  double *waiting = numbers((int64_t)LISTS * PERIODS * BANDS);
  fill(starts, treated, waiting);
  cpw_history history;
  cpw_history_init(&history);
  history.lists = LISTS;
  history.periods = PERIODS;
  history.bands = &bands;
  history.starts = starts;
  history.treated = treated;
  history.waiting = waiting;

  double cells = (double)LISTS * AHEAD * BANDS;
  printf("waitlist: %d lists, %d periods, %d bands\n", LISTS, AHEAD, BANDS);
  for (int32_t threads = 1; threads <= 2; threads++) {
    best b = {1e9, 1e9, 1e9, 1e9};
    for (int i = 0; i < repeats; i++)
      once(&history, threads, &b);
    printf("%d thread%s\n", (int)threads, threads > 1 ? "s" : "");
    printf("  calibrate          %7.1f ms  %6.2f ns a band and period\n", 1e3 * b.calibrate,
           1e9 * b.calibrate / cells);
    printf("  project, by band   %7.1f ms  %6.2f ns a band and period\n", 1e3 * b.project,
           1e9 * b.project / cells);
    printf("  project, totals    %7.1f ms  %6.2f ns a band and period\n", 1e3 * b.totals,
           1e9 * b.totals / cells);
    printf("  target             %7.3f ms  a list of %d bands over %d periods\n",
           1e3 * b.target / 200, BANDS, AHEAD);
  }
  free(starts);
  free(treated);
  free(waiting);
  return 0;
}
