/* Cost of an income, a marginal rate and an activity. Prints plain lines, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/payment.h"

#include <stdio.h>
#include <time.h>

#define CALLS 200000

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double activity[CALLS];
static int64_t income[CALLS];

int main(void) {
  const double from[] = {1.05, 1.1, 1.2}, rate[] = {0.75, 0.5, 0};
  double sum = 0, at = 0;
  cpw_payment p;
  cpw_payment_init(&p);
  p.fixed = 50000000;
  p.plan = 5000;
  p.price = 4000;
  p.tiers = 3;
  p.tier_from = from;
  p.tier_rate = rate;
  for (int i = 0; i < CALLS; i++)
    activity[i] = 4000 + 0.01 * i;
  double t0 = seconds();
  if (cpw_payment_income(&p, activity, CALLS, income, NULL) != CPW_OK) return 1;
  double t1 = seconds();
  for (int i = 0; i < CALLS; i++)
    sum += cpw_payment_marginal(&p, activity[i]);
  double t2 = seconds();
  for (int i = 0; i < CALLS; i++)
    if (cpw_payment_activity(&p, (double)income[i], &at, NULL) == CPW_OK) sum += at;
  double t3 = seconds();
  printf("payment: %.0f ns an income, %.0f ns a marginal rate, %.0f ns an activity%s\n",
         1e9 * (t1 - t0) / CALLS, 1e9 * (t2 - t1) / CALLS, 1e9 * (t3 - t2) / CALLS,
         sum < 0 ? "!" : "");
  return 0;
}
