/* Cost of fair shares and of a pace of change: systems over five years, practices. Prints plain lines, never
 * judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/capitation.h"
#include "carepath/pace.h"
#include "carepath/random.h"

#include <stdio.h>
#include <time.h>

#define ROWS       6348
#define YEARS      5
#define COMPONENTS 6

static double base[ROWS], need[COMPONENTS * ROWS], share[YEARS * ROWS], people[YEARS * ROWS];

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void fill(int64_t rows, double *total) {
  cpw_stream s;
  cpw_stream_init(&s, 1, 0, 0, 0);
  *total = 0;
  for (int64_t i = 0; i < rows; i++) {
    *total += base[i] = 1e6 + 2e7 * cpw_random_uniform(&s);
    for (int64_t t = 0; t < YEARS; t++) {
      people[t * rows + i] = base[i] / 1500 * (1 + 0.005 * (double)t);
      share[t * rows + i] = base[i] * (0.9 + 0.2 * cpw_random_uniform(&s));
    }
    for (int64_t k = 0; k < COMPONENTS; k++)
      need[k * rows + i] = base[i] * (0.5 + cpw_random_uniform(&s));
  }
}

static void fair_shares(int64_t rows, int64_t times) {
  static const double blend[COMPONENTS] = {0.6, 0.05, 0.15, 0.05, 0.05, 0.1};
  cpw_capitation d = {rows, NULL, people, COMPONENTS, NULL, need, blend, 0, NULL, NULL};
  cpw_capitation_options o;
  cpw_capitation_options_init(&o);
  o.quantum = 100000000000;
  double t = seconds();
  for (int64_t k = 0; k < times; k++) {
    cpw_result *r = NULL;
    if (cpw_capitation_assess(&d, &o, &r, NULL) != CPW_OK) return;
    cpw_result_free(r);
  }
  printf("  %5lld rows  fair shares of %d components %8.3f ms", (long long)rows, COMPONENTS,
         1e3 * (seconds() - t) / (double)times);
}

static void glide_path(int64_t rows, int64_t times, double total) {
  static const double x[] = {-0.02, 0.02}, low[] = {0.015, 0.0}, high[] = {0.07, 0.05};
  const cpw_pace_rule rules[] = {{CPW_PACE_MIN_CASH, -1, 2, x, low, NULL},
                                 {CPW_PACE_MAX_HEAD, -1, 2, x, high, NULL}};
  int64_t quantum[YEARS];
  for (int64_t t = 0; t < YEARS; t++)
    quantum[t] = (int64_t)(total *= 1.03);
  cpw_pace_plan p = {rows, NULL, base, people, YEARS, NULL, quantum, share, people, NULL, 2, rules};
  cpw_error err;
  double t = seconds();
  for (int64_t k = 0; k < times; k++) {
    cpw_result *r = NULL;
    if (cpw_pace_path(&p, NULL, &r, &err) != CPW_OK) {
      printf("  %s\n", err.message);
      return;
    }
    cpw_result_free(r);
  }
  printf("  pace of %d years %8.3f ms\n", YEARS, 1e3 * (seconds() - t) / (double)times);
}

int main(void) {
  static const int64_t rows[] = {42, ROWS}, times[] = {1000, 20};
  double total = 0;
  printf("capitation and pace\n");
  for (int k = 0; k < 2; k++) {
    fill(rows[k], &total);
    fair_shares(rows[k], times[k]);
    glide_path(rows[k], times[k], total);
  }
  return 0;
}
