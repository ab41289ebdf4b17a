/* Cost of dividing an estate: a claim, rule by rule, and of all orders of arrival. Prints plain lines, never
 * judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/claims.h"
#include "carepath/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROWS 1000000

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void show(int32_t rule, const double *claims, const int64_t *pounds, const double *weights,
                 double *awards, int64_t *whole) {
  cpw_claims_options o;
  cpw_claims_options_init(&o);
  o.rule = rule;
  double total = 0;
  for (int64_t i = 0; i < ROWS; i++)
    total += claims[i];
  double t0 = seconds();
  if (cpw_claims_divide(0.4 * total, claims, ROWS, &o, awards, NULL) != CPW_OK) return;
  double t1 = seconds();
  if (cpw_claims_divide_whole((int64_t)(0.4 * total), pounds, ROWS, &o, whole, NULL) != CPW_OK)
    return;
  double t2 = seconds();
  o.weights = weights;
  int weighted = cpw_claims_divide(0.4 * total, claims, ROWS, &o, awards, NULL) == CPW_OK;
  double t3 = seconds();
  printf("  %-22s %6.0f ns a claim  %6.0f to the pound", cpw_claims_name(rule),
         1e9 * (t1 - t0) / ROWS, 1e9 * (t2 - t1) / ROWS);
  if (weighted) printf("  %6.0f with weights", 1e9 * (t3 - t2) / ROWS);
  printf("\n");
}

static void orders(const double *claims, double *awards) {
  cpw_claims_options o;
  cpw_claims_options_init(&o);
  o.rule = CPW_CLAIMS_RANDOM_ARRIVAL;
  for (int64_t n = 12; n <= CPW_CLAIMS_MOST_EXACT; n += 8) {
    double total = 0, t0 = seconds();
    for (int64_t i = 0; i < n; i++)
      total += claims[i];
    if (cpw_claims_divide(0.4 * total, claims, n, &o, awards, NULL) != CPW_OK) return;
    printf("  %-22s %6lld claims, exactly: %.4f s\n", "random_arrival", (long long)n,
           seconds() - t0);
  }
  double total = 0, t0 = seconds();
  for (int64_t i = 0; i < 1000; i++)
    total += claims[i];
  if (cpw_claims_random_arrival(0.4 * total, claims, 1000, NULL, NULL, awards, NULL, NULL) !=
      CPW_OK)
    return;
  printf("  %-22s 1,000 claims, 10,000 drawn orders and reverses: %.2f s\n", "random_arrival",
         seconds() - t0);
}

int main(void) {
  double *claims = malloc(ROWS * sizeof *claims), *awards = malloc(ROWS * sizeof *awards);
  double *weights = malloc(ROWS * sizeof *weights);
  int64_t *pounds = malloc(ROWS * sizeof *pounds), *whole = malloc(ROWS * sizeof *whole);
  if (!claims || !awards || !weights || !pounds || !whole) return 1;
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int64_t i = 0; i < ROWS; i++) {
    claims[i] = (double)(pounds[i] = 1 + (int64_t)cpw_random_exponential(&s, 1e5));
    weights[i] = 0.1 + cpw_random_exponential(&s, 1);
  }
  printf("claims: %d of them\n", ROWS);
  for (int32_t rule = 0; rule < CPW_CLAIMS_COUNT; rule++)
    if (rule != CPW_CLAIMS_RANDOM_ARRIVAL) show(rule, claims, pounds, weights, awards, whole);
  orders(claims, awards);
  free(claims);
  free(awards);
  free(weights);
  free(pounds);
  free(whole);
  return 0;
}
