/* Cost of points, Sobol' indices and least squares. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/least_squares.h"
#include "carepath/sensitivity.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int32_t line(void *context, const double *x, int64_t p, double *y, int64_t outputs) {
  (void)context;
  (void)outputs;
  y[0] = 0;
  for (int64_t i = 0; i < p; i++)
    y[0] += (double)i * x[i];
  return CPW_OK;
}

static void points(double *room, int64_t rows, int64_t dimensions) {
  for (int32_t scrambled = 0; scrambled < 2; scrambled++) {
    double since = now();
    if (cpw_sobol_points(0, rows, dimensions, scrambled, 1, room, NULL)) exit(1);
    printf("points %-10s %8.1f ns a number\n", scrambled ? "scrambled" : "plain",
           1e9 * (now() - since) / (double)(rows * dimensions));
  }
}

static void indices(int64_t base) {
  cpw_parameter p[10] = {{0}};
  cpw_model m;
  cpw_result *r = NULL;
  cpw_model_init(&m);
  m.evaluate = line;
  for (int i = 0; i < 10; i++) {
    p[i].law = CPW_PARAMETER_UNIFORM;
    p[i].b = 1;
  }
  double since = now();
  if (cpw_sobol(&m, 1, p, 10, base, NULL, NULL, &r, NULL)) exit(1);
  printf("Sobol' indices, 10 parameters, %lld base points, 999 resamples: %8.1f ms\n",
         (long long)base, 1e3 * (now() - since));
  cpw_result_free(r);
}

static void squares(double *a, int64_t rows, int64_t columns) {
  double *b = malloc((size_t)rows * sizeof *b);
  cpw_least_squares p;
  cpw_least_squares_answer answer;
  cpw_stream s;
  if (!b) exit(1);
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int64_t i = 0; i < rows * columns; i++)
    a[i] = cpw_random_normal(&s, 1, 1);
  for (int64_t i = 0; i < rows; i++)
    b[i] = cpw_random_normal(&s, 5, 10);
  cpw_least_squares_init(&p);
  cpw_least_squares_answer_init(&answer);
  p.rows = rows;
  p.columns = columns;
  p.matrix = a;
  p.target = b;
  double since = now();
  if (cpw_least_squares_solve(&p, NULL, NULL, &answer, NULL)) exit(1);
  printf("least squares %6lld x %4lld: %8.1f ms, %lld changes, kkt %.1e\n", (long long)rows,
         (long long)columns, 1e3 * (now() - since), (long long)answer.iterations, answer.kkt);
  free(b);
}

int main(void) {
  double *room = malloc((size_t)2000000 * sizeof *room);
  if (!room) return 1;
  points(room, 65536, 20);
  indices(4096);
  squares(room, 120, 40);
  squares(room, 5000, 200);
  free(room);
  return 0;
}
