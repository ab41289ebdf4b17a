/* Cost of whole parts by every method, without bounds and within them. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/apportion.h"
#include "carepath/random.h"

#include <stdio.h>
#include <time.h>

#define ROWS 1000000

static double weight[ROWS];
static int64_t lower[ROWS], upper[ROWS], parts[ROWS];

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void every_method(const char *name, int64_t total, int bounds) {
  printf("  %-28s", name);
  for (int32_t m = 0; m < CPW_APPORTION_COUNT; m++) {
    cpw_apportion_options o;
    cpw_apportion_options_init(&o);
    o.method = m;
    o.lower = bounds ? lower : NULL;
    o.upper = bounds ? upper : NULL;
    double t = seconds();
    if (cpw_apportion(total, weight, ROWS, &o, parts, NULL) != CPW_OK) return;
    printf("  %s %.0f", cpw_apportion_name(m), 1e9 * (seconds() - t) / ROWS);
  }
  printf("\n");
}

int main(void) {
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  printf("apportion: ns a row, %d rows\n", ROWS);
  for (int64_t i = 0; i < ROWS; i++) {
    weight[i] = 500 + 20000 * cpw_random_uniform(&s);
    lower[i] = (int64_t)(8 * weight[i]);
    upper[i] = (int64_t)(13 * weight[i] * (0.8 + 0.4 * cpw_random_uniform(&s)));
  }
  every_method("100 bn, practices' sizes", 100000000007, 0);
  every_method("near 2^63", INT64_MAX, 0);
  every_method("104 bn within bounds", 104000000007, 1);
  for (int64_t i = 0; i < ROWS; i++)
    weight[i] = 1;
  every_method("100 bn, equal weights", 100000000007, 0);
  return 0;
}
