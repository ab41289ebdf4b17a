/* Cost of back-testing every provider of England over a year, by recipe. Prints plain lines, never
 * judges. Argument: how often each is run (default 5; the best is shown). */
#define _POSIX_C_SOURCE 200809L
#include "carepath/backtest.h"
#include "carepath/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define LISTS   422
#define PERIODS 13
#define BANDS   13

static double starts[LISTS * PERIODS], treated[LISTS * PERIODS * BANDS],
    waiting[LISTS * PERIODS * BANDS];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* lists of all sizes that lose about a fifth a month to treatment and a twentieth to removal */
static void fill(void) {
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

static double best_of(int times, const cpw_history *history, int32_t method) {
  cpw_backtest_options options;
  cpw_backtest_options_init(&options);
  options.method = method;
  double best = 1e300;
  for (int i = 0; i < times; i++) {
    cpw_result *result;
    cpw_error err;
    double start = now();
    if (cpw_backtest(history, &options, NULL, &result, &err) != CPW_OK) {
      fprintf(stderr, "%s: %s\n", err.where, err.message);
      exit(1);
    }
    double took = now() - start;
    cpw_result_free(result);
    best = took < best ? took : best;
  }
  return best;
}

int main(int argc, char **argv) {
  static const struct {
    const char *name;
    int32_t method;
  } recipes[] = {{"default", CPW_BACKTEST_DEFAULT},
                 {"published A", CPW_BACKTEST_PUBLISHED_A},
                 {"plain", CPW_BACKTEST_PLAIN},
                 {"naive", CPW_BACKTEST_NAIVE}};
  double lower[BANDS];
  cpw_bands bands;
  cpw_history history;
  fill();
  cpw_bands_init(&bands);
  bands.count = BANDS;
  bands.lower = lower;
  bands.unit_weeks = CPW_WEEKS_PER_MONTH;
  for (int m = 0; m < BANDS; m++)
    lower[m] = m;
  cpw_history_init(&history);
  history.lists = LISTS;
  history.periods = PERIODS;
  history.bands = &bands;
  history.starts = starts;
  history.treated = treated;
  history.waiting = waiting;
  for (size_t k = 0; k < sizeof recipes / sizeof *recipes; k++) {
    double took = best_of(argc > 1 ? atoi(argv[1]) : 5, &history, recipes[k].method);
    printf("backtest %s: %d lists from 9 origins %.1f ms, %.0f ns a list and origin\n",
           recipes[k].name, LISTS, 1e3 * took, 1e9 * took / (LISTS * 9.0));
  }
  return 0;
}
