/* Cost of tails, limits, standardised waits, charts and suppressed tables. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/disclosure.h"
#include "carepath/random.h"
#include "carepath/rates.h"
#include "carepath/spc.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROWS   1000000
#define CALLS  20000
#define POINTS 120
#define SIDE   100

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void tails(void) {
  double sum = 0, t0 = seconds();
  for (int i = 1; i <= CALLS; i++)
    sum += cpw_gamma_upper(i, 1.02 * i);
  double t1 = seconds();
  for (int i = 1; i <= CALLS; i++)
    sum += cpw_gamma_quantile(0.025, i);
  double t2 = seconds();
  for (int i = 1; i <= CALLS; i++)
    sum += cpw_beta_quantile(0.025, i, 3 * i);
  double t3 = seconds();
  printf("  tails, shapes to %d     %6.2f us a gamma tail  %6.2f us a quantile  %6.2f us of a "
         "beta%s\n",
         CALLS, 1e6 * (t1 - t0) / CALLS, 1e6 * (t2 - t1) / CALLS, 1e6 * (t3 - t2) / CALLS,
         sum < 0 ? "!" : "");
}

static void waits(void) {
  double *wait = malloc(ROWS * sizeof *wait);
  int64_t *group = malloc(ROWS * sizeof *group), *stratum = malloc(ROWS * sizeof *stratum);
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int i = 0; i < ROWS && wait && group && stratum; i++) {
    wait[i] = cpw_random_exponential(&s, 20);
    group[i] = (int64_t)cpw_random_below(&s, 10);
    stratum[i] = (int64_t)cpw_random_below(&s, 20);
  }
  cpw_result *r = NULL;
  double t0 = seconds();
  if (wait && group && stratum &&
      cpw_rates_waits(wait, group, stratum, ROWS, 10, 20, NULL, NULL, &r, NULL) == CPW_OK)
    printf("  waits, 10 groups x 20    %6.1f ns a row\n", 1e9 * (seconds() - t0) / ROWS);
  cpw_result_free(r);
  free(wait);
  free(group);
  free(stratum);
}

static void charts(void) {
  double y[POINTS];
  cpw_stream s;
  cpw_stream_init(&s, 2, 0, 0, 0);
  for (int i = 0; i < POINTS; i++)
    y[i] = cpw_random_normal(&s, 0, 1);
  double t0 = seconds();
  for (int i = 0; i < 2000; i++) {
    cpw_result *r = NULL;
    if (cpw_spc_xmr(y, POINTS, NULL, &r, NULL) != CPW_OK) return;
    cpw_result_free(r);
  }
  printf("  an XmR chart             %6.1f us of %d points\n", 1e6 * (seconds() - t0) / 2000,
         POINTS);
}

static void tables(void) {
  static int64_t count[SIDE * SIDE];
  cpw_stream s;
  cpw_stream_init(&s, 3, 0, 0, 0);
  for (int i = 0; i < SIDE * SIDE; i++)
    count[i] = (int64_t)cpw_random_below(&s, cpw_random_below(&s, 20) ? 200 : 8);
  for (int32_t bounds = 0; bounds < 2; bounds++) {
    cpw_disclosure_options o;
    cpw_result *r = NULL;
    cpw_disclosure_options_init(&o);
    o.bounds = bounds;
    double t0 = seconds();
    if (cpw_disclosure_table(count, SIDE, SIDE, &o, &r, NULL) != CPW_OK) return;
    printf("  a table of %d x %d     %6.1f ms, %lld small, %lld more withheld%s\n", SIDE, SIDE,
           1e3 * (seconds() - t0), (long long)cpw_result_find(r, "withheld_small")->integer[0],
           (long long)cpw_result_find(r, "withheld_secondary")->integer[0],
           bounds ? ", with bounds" : "");
    cpw_result_free(r);
  }
}

int main(void) {
  printf("rates, charts and small numbers\n");
  tails();
  waits();
  charts();
  tables();
  return 0;
}
