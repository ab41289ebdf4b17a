/* Cost of sharing: Shapley value, nucleolus, core test and kinds of games by members; votes; airports. Prints
 * plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/coalition.h"
#include "carepath/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MOST 20

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* gains of scale with noise, with a core or (tight != 0) hardly any gain for all together */
static void make(double *v, int64_t n, int tight) {
  cpw_stream s;
  cpw_stream_init(&s, (uint64_t)n, 0, 0, 0);
  double most = 0;
  for (int64_t set = 1; set < INT64_C(1) << n; set++) {
    double size = 0;
    for (int64_t rest = set; rest != 0; rest &= rest - 1)
      size++;
    v[set] = size == 1 ? 0 : size * size * (0.7 + 0.3 * cpw_random_uniform(&s));
    most = v[set] > most ? v[set] : most;
  }
  v[0] = 0;
  v[(INT64_C(1) << n) - 1] = tight ? 0.5 * most : most;
}

static void show(double *v, int64_t n) {
  double x[MOST];
  cpw_coalition_core core;
  make(v, n, 0);
  double t0 = seconds();
  if (cpw_coalition_shapley(v, n, x, NULL) != CPW_OK) return;
  double t1 = seconds();
  if (cpw_coalition_nucleolus(v, n, NULL, x, NULL) != CPW_OK) return;
  double t2 = seconds();
  if (cpw_coalition_test_core(v, n, x, NULL, &core, NULL) != CPW_OK) return;
  double t3 = seconds();
  make(v, n, 1);
  double t4 = seconds();
  if (cpw_coalition_nucleolus(v, n, NULL, x, NULL) != CPW_OK) return;
  double t5 = seconds();
  printf("  %2lld members: Shapley %.4f s, nucleolus %.4f s (without a core %.4f s), core test "
         "%.4f s\n",
         (long long)n, t1 - t0, t2 - t1, t5 - t4, t3 - t2);
}

static void votes(int64_t n, int64_t most) {
  int64_t *w = malloc((size_t)n * sizeof *w), sum = 0;
  double *x = malloc((size_t)n * sizeof *x), *b = malloc((size_t)n * sizeof *b);
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int64_t i = 0; w && i < n; i++)
    sum += w[i] = 1 + (int64_t)cpw_random_below(&s, (uint64_t)most);
  double t0 = seconds();
  if (w && x && b && cpw_coalition_power(w, n, sum / 2 + 1, NULL, NULL, x, b, NULL) == CPW_OK)
    printf("  votes: %lld members, %lld votes: %.3f s\n", (long long)n, (long long)sum,
           seconds() - t0);
  free(w);
  free(x);
  free(b);
}

int main(void) {
  double *v = malloc(((size_t)1 << MOST) * sizeof *v);
  if (!v) return 1;
  printf("coalitions\n");
  for (int64_t n = 4; n <= MOST; n += 4)
    show(v, n);
  votes(27, 1000);
  votes(100, 100);
  votes(190, 1000);
  cpw_stream s;
  cpw_stream_init(&s, 2, 0, 0, 0);
  int64_t n = (int64_t)1 << MOST;
  for (int64_t i = 0; i < n; i++)
    v[i] = cpw_random_exponential(&s, 1e6);
  double t0 = seconds();
  if (cpw_coalition_airport(v, n, CPW_COALITION_SHAPLEY, NULL, v, NULL) == CPW_OK)
    printf("  airport: %lld members, Shapley: %.0f ns a member\n", (long long)n,
           1e9 * (seconds() - t0) / (double)n);
  free(v);
  return 0;
}
