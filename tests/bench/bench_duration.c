/* Cost of a draw, of what is left and of survival, law by law. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/duration.h"

#include <stdio.h>
#include <time.h>

#define DRAWS 200000
#define CALLS 20000

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double x[DRAWS];

static void show(const cpw_duration *d) {
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  double sum = 0, t0 = seconds();
  if (cpw_duration_fill(d, &s, x, DRAWS, NULL) != CPW_OK) return;
  double t1 = seconds();
  for (int i = 0; i < CALLS; i++)
    sum += cpw_duration_remaining(d, 4, &s);
  double t2 = seconds();
  for (int i = 0; i < CALLS; i++)
    sum += cpw_duration_survival(d, x[i]);
  double t3 = seconds();
  printf(
      "  %-16s cv %-4.1f zero %.1f  %7.1f ns a draw  %8.0f ns what is left  %8.0f ns survival%s\n",
      cpw_duration_name(d->law), d->cv, d->zero, 1e9 * (t1 - t0) / DRAWS, 1e9 * (t2 - t1) / CALLS,
      1e9 * (t3 - t2) / CALLS, sum < 0 ? "!" : "");
}

int main(void) {
  const cpw_duration laws[] = {{CPW_DURATION_EXPONENTIAL, 0, 3, 0, 0, NULL},
                               {CPW_DURATION_EXPONENTIAL, 0, 3, 0, 0.1, NULL},
                               {CPW_DURATION_GAMMA, 0, 3, 0.5, 0, NULL},
                               {CPW_DURATION_GAMMA, 0, 3, 2, 0, NULL},
                               {CPW_DURATION_GAMMA, 0, 3, 0.01, 0, NULL},
                               {CPW_DURATION_LOGNORMAL, 0, 3, 1, 0, NULL},
                               {CPW_DURATION_LOGNORMAL, 0, 3, 1, 0.1, NULL},
                               {CPW_DURATION_WEIBULL, 0, 3, 0.7, 0, NULL},
                               {CPW_DURATION_UNIFORM, 0, 3, 0.5, 0, NULL},
                               {CPW_DURATION_HYPEREXPONENTIAL, 0, 3, 2, 0, NULL},
                               {CPW_DURATION_GEOMETRIC, 0, 3, 0, 0, NULL}};
  printf("durations: %d draws prepared once; what is left and survival prepare the law each time\n",
         DRAWS);
  for (size_t i = 0; i < sizeof laws / sizeof *laws; i++)
    show(&laws[i]);
  return 0;
}
