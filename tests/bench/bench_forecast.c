/* Cost of forecasting and back-testing as many lists as England has organisations.
 * Prints plain lines, never judges. Argument: how often each is run (default 3; the best is shown). */
#define _POSIX_C_SOURCE 200809L
#include "carepath/forecast.h"
#include "carepath/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define LISTS   566
#define PERIODS 38

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double seconds(int32_t (*work)(const cpw_series *, const cpw_forecast_options *,
                                      const cpw_run *, cpw_result **, cpw_error *),
                      const cpw_series *series, int runs) {
  double best = 1e9;
  for (int k = 0; k < runs; k++) {
    cpw_result *r;
    cpw_error err;
    double t = now();
    if (work(series, NULL, NULL, &r, &err)) {
      fprintf(stderr, "%s: %s\n", err.where, err.message);
      exit(1);
    }
    t = now() - t;
    if (t < best) best = t;
    cpw_result_free(r);
  }
  return best;
}

int main(int argc, char **argv) {
  static double values[LISTS * PERIODS];
  static int64_t parent[LISTS];
  int runs = argc > 1 ? atoi(argv[1]) : 3;
  cpw_stream s;
  cpw_series series;
  cpw_stream_init(&s, 1, 0, 0, 0);
  cpw_series_init(&series);
  for (int64_t i = 0; i < LISTS; i++) {
    double size = 100 + 100000 * cpw_random_uniform(&s);
    parent[i] = i ? 0 : -1;
    for (int64_t t = 0; t < PERIODS; t++)
      values[i * PERIODS + t] = size *= 0.97 + 0.06 * cpw_random_uniform(&s);
  }
  series.lists = LISTS;
  series.periods = PERIODS;
  series.month = 4;
  series.values = values;
  series.parent = parent;
  printf("forecast   %10.0f ns a list of %d months\n",
         1e9 / LISTS * seconds(cpw_forecast_series, &series, runs), PERIODS);
  printf("back-test  %10.0f ns a list of %d months\n",
         1e9 / LISTS * seconds(cpw_forecast_backtest, &series, runs), PERIODS);
  return 0;
}
