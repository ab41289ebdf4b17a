/* Cost of weights from data (a million rows of six criteria), of judgements, and of orders of twenty.
 * Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/random.h"
#include "carepath/weights.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROWS    1000000
#define COLUMNS 6

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void show_data(const double *x, const char *name, int32_t method, int32_t threads) {
  double w[COLUMNS], best = 1e9;
  cpw_weights_objective_options o;
  cpw_weights_objective_options_init(&o);
  o.method = method;
  o.threads = threads;
  for (int k = 0; k < 3; k++) {
    double t0 = seconds();
    if (cpw_weights_objective(x, ROWS, COLUMNS, &o, w, NULL) != CPW_OK) return;
    double t = seconds() - t0;
    best = t < best ? t : best;
  }
  printf("  %-9s %d x %d, %d thread%s  %7.1f ms  %5.1f ns a number\n", name, ROWS, COLUMNS,
         (int)threads, threads == 1 ? " " : "s", 1e3 * best, 1e9 * best / ROWS / COLUMNS);
}

static void show_judgements(cpw_stream *s, int64_t n, int rounds) {
  static double m[225];
  double w[15], t = 0;
  for (int k = 0; k < rounds; k++) {
    for (int64_t i = 0; i < n; i++)
      for (int64_t j = i; j < n; j++) {
        m[i * n + j] = i == j ? 1 : (double)(1 + cpw_random_below(s, 9));
        m[j * n + i] = 1 / m[i * n + j];
      }
    cpw_weights_consistency c;
    double t0 = seconds();
    if (cpw_weights_ahp(m, n, CPW_WEIGHTS_EIGENVECTOR, w, &c, NULL, NULL) != CPW_OK) return;
    t += seconds() - t0;
  }
  printf("  judgements of %2d criteria, with the worst one  %8.1f us\n", (int)n, 1e6 * t / rounds);
}

static void show_orders(cpw_stream *s) {
  double ranks[20 * 20], distance;
  int64_t order[20], optimal;
  for (int i = 0; i < 400; i++)
    ranks[i] = cpw_random_uniform(s);
  double t0 = seconds();
  if (cpw_weights_kemeny(ranks, 20, 20, NULL, 1, order, &optimal, &distance, NULL, NULL) != CPW_OK)
    return;
  printf("  Kemeny's order of 20 criteria                  %8.1f ms\n", 1e3 * (seconds() - t0));
}

int main(void) {
  static const char *const names[] = {"entropy", "critic",   "merec", "gini",
                                      "sd",      "variance", "angle"};
  double *x = malloc(sizeof *x * ROWS * COLUMNS);
  cpw_stream s;
  if (!x) return 1;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int64_t i = 0; i < (int64_t)ROWS * COLUMNS; i++)
    x[i] = 1 + 99 * cpw_random_uniform(&s);
  printf("weights:\n");
  for (int32_t method = 0; method <= CPW_WEIGHTS_ANGLE; method++)
    for (int32_t threads = 1; threads <= 2; threads++)
      show_data(x, names[method], method, threads);
  show_judgements(&s, 5, 1000);
  show_judgements(&s, 15, 200);
  show_orders(&s);
  free(x);
  return 0;
}
