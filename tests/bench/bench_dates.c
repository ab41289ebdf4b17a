/* Cost of a million rows of dates: figures, the list by day, slots. Prints plain lines, never judges.
 * Argument: how often each is run (default 3; the best is shown). */
#define _POSIX_C_SOURCE 200809L
#include "carepath/dates.h"
#include "carepath/random.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROWS  1000000
#define SLOTS 500000

static int32_t referral[ROWS], removal[ROWS], priority[ROWS], slot[SLOTS], out[ROWS];
static int64_t patient[SLOTS];

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void faster(double *seconds, double since) {
  double took = now() - since;
  if (took < *seconds) *seconds = took;
}

int main(int argc, char **argv) {
  int repeats = argc > 1 ? atoi(argv[1]) : 3;
  double stats = 1e9, queue = 1e9, slots = 1e9;
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  for (int i = 0; i < ROWS; i++) {
    referral[i] = 19000 + (int32_t)cpw_random_below(&s, 1000);
    removal[i] = i % 2 ? CPW_DATE_NONE : referral[i] + (int32_t)cpw_random_below(&s, 200);
    priority[i] = 1 + (int32_t)cpw_random_below(&s, 4);
  }
  for (int k = 0; k < SLOTS; k++)
    slot[k] = 19000 + (int32_t)cpw_random_below(&s, 1200);
  cpw_date_rows rows;
  cpw_date_rows_init(&rows);
  rows.rows = ROWS;
  rows.referral = referral;
  rows.removal = removal;
  rows.priority = priority;
  for (int k = 0; k < repeats; k++) {
    cpw_result *r;
    double t = now();
    if (cpw_dates_stats(&rows, NULL, &r, NULL)) return 1;
    faster(&stats, t);
    cpw_result_free(r);
    t = now();
    if (cpw_dates_queue_size(&rows, NULL, &r, NULL)) return 1;
    faster(&queue, t);
    cpw_result_free(r);
    t = now();
    if (cpw_dates_schedule(&rows, SLOTS, slot, NULL, out, patient, NULL)) return 1;
    faster(&slots, t);
  }
  printf("dates: %d rows, %d slots\n", ROWS, SLOTS);
  printf("  stats       %7.1f ms  %6.2f ns a row\n", 1e3 * stats, 1e9 * stats / ROWS);
  printf("  queue size  %7.1f ms  %6.2f ns a row\n", 1e3 * queue, 1e9 * queue / ROWS);
  printf("  schedule    %7.1f ms  %6.2f ns a slot\n", 1e3 * slots, 1e9 * slots / SLOTS);
  return 0;
}
