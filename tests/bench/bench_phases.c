/* Cost of matching, values, draws and a fit of phase-type laws. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/phases.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define TIMES 1000
#define DRAWS 200000
#define ROWS  100000

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void match(double cv) {
  const cpw_duration d = {.law = CPW_DURATION_LOGNORMAL, .mean = 7, .cv = cv};
  cpw_coxian c = {.phases = 0};
  double t0 = seconds();
  for (int i = 0; i < 1000; i++)
    if (cpw_coxian_match(&d, 32, &c, NULL) != CPW_OK) return;
  double t1 = seconds();
  printf("  match lognormal cv %.1f: %2d phases  %8.0f ns\n", cv, (int)c.phases, 1e6 * (t1 - t0));
  double a[32], r[32 * 32], e[32], *x = malloc(DRAWS * sizeof *x);
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  if (x && cpw_coxian_phases(&c, a, r, e, NULL) == CPW_OK) {
    const cpw_phases law = {c.phases, 0, a, r, e};
    for (int i = 0; i < TIMES; i++)
      x[i] = 0.03 * i;
    t0 = seconds();
    if (cpw_phases_survival(&law, x, TIMES, NULL, x, NULL) != CPW_OK) return;
    t1 = seconds();
    printf("    survival on a grid of %d times  %8.0f ns a time\n", TIMES, 1e9 * (t1 - t0) / TIMES);
    t0 = seconds();
    if (cpw_phases_fill(&law, &s, x, DRAWS, NULL) != CPW_OK) return;
    t1 = seconds();
    printf("    draws  %8.0f ns\n", 1e9 * (t1 - t0) / DRAWS);
  }
  free(x);
}

int main(void) {
  const double cvs[] = {0.2, 0.5, 1.3, 5};
  for (int i = 0; i < 4; i++)
    match(cvs[i]);
  double *x = malloc(ROWS * sizeof *x);
  if (!x) return 1;
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int i = 0; i < ROWS; i++)
    x[i] = i % 5 < 3 ? cpw_random_gamma(&s, 2, 1.5) : cpw_random_gamma(&s, 6, 3);
  cpw_hyper_erlang law;
  cpw_phases_fitted how;
  double t0 = seconds();
  if (cpw_phases_fit(x, NULL, NULL, ROWS, NULL, &law, &how, NULL) == CPW_OK)
    printf("  fit of %d times: %.2f s, %d sets of shapes, %d last steps\n", ROWS, seconds() - t0,
           (int)how.tried, (int)how.steps);
  free(x);
  return 0;
}
