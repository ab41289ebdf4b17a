/* Cost of a matrix exponential by size and of a fit to panel data. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/markov.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define SUBJECTS 1000
#define LOOKS    5

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void exponential(int32_t n, int rounds) {
  size_t size = (size_t)n * (size_t)n;
  double *q = calloc(size, sizeof *q), *p = malloc(size * sizeof *p);
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (size_t i = 0; q && i < size; i++)
    q[i] = i % ((size_t)n + 1) ? cpw_random_exponential(&s, 1.0 / n) : 0;
  double t0 = seconds();
  for (int r = 0; q && p && r < rounds; r++)
    if (cpw_markov_probabilities(q, n, 5, NULL, p, NULL) != CPW_OK) break;
  printf("  P(t) of %3d states  %12.0f ns\n", (int)n, 1e9 * (seconds() - t0) / rounds);
  free(q);
  free(p);
}

/* subjects in three states, the last one death, looked at every year or so */
static void fit(double grid) {
  static int64_t who[SUBJECTS * LOOKS];
  static double when[SUBJECTS * LOOKS];
  static int32_t what[SUBJECTS * LOOKS];
  const double q[9] = {0, 0.2, 0.05, 0.1, 0, 0.15, 0, 0, 0};
  const int32_t from[4] = {0, 1, 0, 1}, to[4] = {1, 0, 2, 2};
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  int64_t rows = 0;
  for (int i = 0; i < SUBJECTS; i++) {
    double now = 0, p[9];
    int32_t at = i % 2;
    for (int k = 0; k < LOOKS; k++) {
      who[rows] = i;
      when[rows] = now;
      what[rows++] = at;
      if (at == 2) break;
      double dt =
          grid > 0 ? grid * (double)(1 + cpw_random_below(&s, 3)) : 0.5 + cpw_random_uniform(&s);
      if (cpw_markov_probabilities(q, 3, dt, NULL, p, NULL) != CPW_OK) return;
      double u = cpw_random_uniform(&s);
      int32_t next = 0;
      while (next < 2 && u >= p[at * 3 + next])
        u -= p[at * 3 + next++];
      at = next;
      now += dt;
    }
  }
  cpw_panel panel;
  cpw_panel_init(&panel);
  panel.rows = rows;
  panel.subject = who;
  panel.time = when;
  panel.state = what;
  cpw_result *result = NULL;
  double t0 = seconds();
  if (cpw_markov_fit(&panel, 3, from, to, 4, NULL, NULL, &result, NULL) == CPW_OK)
    printf("  fit of %lld rows, %s  %.4f s, %.0f steps\n", (long long)rows,
           grid > 0 ? "3 lengths of interval" : "every length different", seconds() - t0,
           cpw_result_find(result, "steps")->real[0]);
  cpw_result_free(result);
}

int main(void) {
  exponential(4, 20000);
  exponential(20, 1000);
  exponential(100, 20);
  exponential(500, 1);
  fit(1);
  fit(0);
  return 0;
}
