/* Time to the proven optimum, by class of instance, number of options and size of the numbers. The classes are
 * those of Pisinger, "Where are the hard knapsack problems?", Comput. Oper. Res. 32 (2005), and Pisinger 1995 for
 * one of each class. Prints plain lines, never judges.
 * Usage: bench_knapsack [SECONDS [MOST_OPTIONS]]; or bench_knapsack CLASS N R SEED to print an instance. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/knapsack.h"
#include "carepath/random.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

enum {
  UNCORRELATED,
  WEAKLY,
  STRONGLY,
  INVERSE,
  ALMOST,
  SUBSET_SUM,
  EVEN_ODD,
  SIMILAR,
  SPANNER_WEAKLY,
  SPANNER_STRONGLY,
  MULTIPLE,
  CEILING,
  CIRCLE,
  KINDS
};

static const char *const kinds[KINDS] = {
    "uncorrelated",      "weakly",         "strongly",      "inverse strongly", "almost strongly",
    "subset sum",        "even odd",       "similar costs", "spanner weakly",   "spanner strongly",
    "multiple strongly", "profit ceiling", "circle"};

static int64_t between(cpw_stream *s, int64_t low, int64_t high) {
  return low + (int64_t)cpw_random_below(s, (uint64_t)(high - low + 1));
}

static void draw_one(cpw_stream *s, int kind, int64_t r, int64_t *v, int64_t *c) {
  int64_t w = between(s, 1, r);
  *c = w;
  switch (kind) {
  case UNCORRELATED:
    *v = between(s, 1, r);
    break;
  case WEAKLY:
    *v = between(s, w > r / 10 ? w - r / 10 : 1, w + r / 10);
    break;
  case STRONGLY:
    *v = w + r / 10;
    break;
  case INVERSE:
    *v = w;
    *c = w + r / 10;
    break;
  case ALMOST:
    *v = between(s, w + r / 10 - r / 500, w + r / 10 + r / 500);
    break;
  case EVEN_ODD:
    *c = w + (w & 1);
    *v = *c;
    break;
  case SIMILAR:
    *c = between(s, 100 * r, 100 * r + r / 10);
    *v = between(s, 1, r);
    break;
  case MULTIPLE:
    *v = w + (w % 6 == 0 ? 3 : 2) * (r / 10);
    break;
  case CEILING:
    *v = 3 * ((w + 2) / 3);
    break;
  case CIRCLE:
    *v = (int64_t)(sqrt(4.0 * (double)r * (double)r - (double)(w - 2 * r) * (double)(w - 2 * r)) *
                   2 / 3);
    break;
  default:
    *v = w;
    break;
  }
}

static void draw_all(int kind, int64_t n, int64_t r, uint64_t seed, int64_t *v, int64_t *c,
                     int64_t *budget) {
  cpw_stream s;
  cpw_stream_init(&s, seed, 0, 0, 0);
  int64_t base[2][2], sum = 0;
  for (int b = 0; b < 2; b++) {
    draw_one(&s, kind == SPANNER_WEAKLY ? WEAKLY : STRONGLY, r, &base[b][0], &base[b][1]);
    for (int x = 0; x < 2; x++)
      base[b][x] = (base[b][x] + 4) / 5;
  }
  for (int64_t j = 0; j < n; j++) {
    if (kind == SPANNER_WEAKLY || kind == SPANNER_STRONGLY) {
      int64_t times = between(&s, 1, 10), b = between(&s, 0, 1);
      v[j] = times * base[b][0];
      c[j] = times * base[b][1];
    } else {
      draw_one(&s, kind, r, &v[j], &c[j]);
    }
    sum += c[j];
  }
  *budget = sum / 101 * between(&s, 20, 80);
  if (kind == EVEN_ODD) *budget |= 1;
}

static void show(const char *name, int64_t n, int64_t r, double time,
                 const cpw_knapsack_answer *a) {
  printf("  %-18s n %7lld  R %8lld  %9.1f ms  %9lld states  %s", name, (long long)n, (long long)r,
         1e3 * time, (long long)a->states, a->proven ? "proven\n" : "");
  if (!a->proven) printf("stopped, gap %lld\n", (long long)(a->bound - a->value));
  fflush(stdout);
}

static void run_items(double limit, int64_t most, int64_t *v, int64_t *c, int32_t *x) {
  const int64_t sizes[] = {100, 1000, 10000, 100000}, ranges[] = {1000, 1000000, 10000000};
  for (int kind = 0; kind < KINDS; kind++)
    for (int i = 0; i < 4; i++)
      for (int j = 0; j < 3; j++) {
        int64_t budget;
        cpw_knapsack_options o;
        cpw_knapsack_answer a;
        if (sizes[i] > most) continue;
        draw_all(kind, sizes[i], ranges[j], 1, v, c, &budget);
        cpw_knapsack_options_init(&o);
        o.max_seconds = limit;
        double t0 = seconds();
        if (cpw_knapsack_solve(v, c, sizes[i], budget, &o, x, &a, NULL) != CPW_OK) continue;
        show(kinds[kind], sizes[i], ranges[j], seconds() - t0, &a);
      }
}

/* -------- one of each class: items sorted by cost, as a menu of levels ---------------------------- */

static int compare(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return x < y ? -1 : x > y;
}

static void draw_class(cpw_stream *s, int kind, int64_t r, int64_t size, int64_t *v, int64_t *c) {
  int64_t sum_v = 0, sum_c = 0;
  for (int64_t j = 0; j < size; j++) {
    draw_one(s, kind, r, &v[j], &c[j]);
    if (kind != STRONGLY) continue;
    /* sums of strongly correlated items, as Pisinger 1995 */
    v[j] = sum_v += v[j];
    c[j] = sum_c += c[j];
  }
  if (kind != UNCORRELATED) return;
  qsort(v, (size_t)size, sizeof *v, compare);
  qsort(c, (size_t)size, sizeof *c, compare);
}

static void run_classes(double limit, int64_t most, int64_t *v, int64_t *c, int64_t *first,
                        int64_t *x) {
  const int64_t classes[] = {100, 1000, 10000, 1000}, sizes[] = {10, 20, 10, 100};
  const int of[] = {UNCORRELATED, WEAKLY, STRONGLY, SUBSET_SUM};
  for (int kind = 0; kind < 4; kind++)
    for (int i = 0; i < 4; i++)
      for (int64_t r = 1000; r <= 1000000; r *= 1000) {
        cpw_stream s;
        cpw_stream_init(&s, 2, 0, 0, 0);
        int64_t least = 0, greatest = 0;
        if (classes[i] * sizes[i] > most) continue;
        for (int64_t k = 0; k < classes[i]; k++) {
          int64_t at = k * sizes[i], low = INT64_MAX, high = 0;
          first[k] = at;
          draw_class(&s, of[kind], r, sizes[i], v + at, c + at);
          for (int64_t j = at; j < at + sizes[i]; j++) {
            if (c[j] < low) low = c[j];
            if (c[j] > high) high = c[j];
          }
          least += low;
          greatest += high;
        }
        first[classes[i]] = classes[i] * sizes[i];
        cpw_knapsack_options o;
        cpw_knapsack_answer a;
        cpw_knapsack_options_init(&o);
        o.max_seconds = limit;
        double t0 = seconds();
        if (cpw_knapsack_choose(v, c, first, classes[i], (least + greatest) / 2, &o, x, &a, NULL) !=
            CPW_OK)
          continue;
        char name[32];
        snprintf(name, sizeof name, "%s x%d", kinds[of[kind]], (int)sizes[i]);
        show(name, classes[i], r, seconds() - t0, &a);
      }
}

static int print_instance(char **argv, int64_t *v, int64_t *c) {
  int64_t n = atoll(argv[2]), budget;
  int kind = atoi(argv[1]);
  if (n < 0 || n > 100000 || kind < 0 || kind >= KINDS) return 2;
  draw_all(kind, n, atoll(argv[3]), (uint64_t)atoll(argv[4]), v, c, &budget);
  printf("%lld %lld\n", (long long)n, (long long)budget);
  for (int64_t j = 0; j < n; j++)
    printf("%lld %lld\n", (long long)v[j], (long long)c[j]);
  return 0;
}

int main(int argc, char **argv) {
  double limit = argc > 1 ? atof(argv[1]) : 2;
  int64_t most = argc > 2 ? atoll(argv[2]) : 100000;
  int64_t *block = calloc(600000, sizeof *block);
  int32_t *x = calloc(100000, sizeof *x);
  int failed = !block || !x;
  if (!failed && argc == 5) {
    failed = print_instance(argv, block, block + 100000);
  } else if (!failed) {
    printf("0/1 knapsack, at most %g s each\n", limit);
    run_items(limit, most, block, block + 100000, x);
    printf("one of each class\n");
    run_classes(limit, most, block, block + 100000, block + 200000, block + 400000);
  }
  free(block);
  free(x);
  return failed;
}
