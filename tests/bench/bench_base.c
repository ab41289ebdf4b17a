/* Cost of numbers as text (beside the C library's) and of results as CSV and JSON: nanoseconds a
 * number, megabytes a second; the best of several rounds. Prints, never judges. */
#define _POSIX_C_SOURCE 200809L
#include "carepath/base.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { NUMBERS = 2000, ROUNDS = 100, LISTS = 2000, WEEKS = 104 };

/* Processor time: other programs on the machine do not count. */
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* xorshift64*, Marsaglia 2003 and Vigna 2016 */
static uint64_t draw(uint64_t *state) {
  *state ^= *state >> 12;
  *state ^= *state << 25;
  *state ^= *state >> 27;
  return *state * UINT64_C(2685821657736338717);
}

static double draw_kind(int kind, uint64_t *state) {
  uint64_t bits = draw(state);
  double value;
  switch (kind) {
  case 0: /* any bits */
    memcpy(&value, &bits, sizeof value);
    return value - value == 0 ? value : draw_kind(kind, state);
  case 1: /* a share */
    return (double)(bits >> 11) * 0x1p-53;
  case 2: /* two decimals */
    return (double)(bits >> 44) / 100;
  default: /* whole */
    return (double)(bits >> 44);
  }
}

static volatile int64_t keep;

/* ---- numbers --------------------------------------------------------------------------------- */

typedef struct numbers {
  double value[NUMBERS];
  char text[NUMBERS][CPW_NUMBER_CHARS];
  int32_t length[NUMBERS];
} numbers;

static void format_ours(numbers *n) {
  for (int i = 0; i < NUMBERS; i++)
    n->length[i] = cpw_format_double(n->value[i], n->text[i]);
}

static void parse_ours(numbers *n) {
  double value = 0;
  for (int i = 0; i < NUMBERS; i++)
    keep += cpw_parse_double(n->text[i], n->length[i], &value) + (value > 0);
}

static void format_libc(numbers *n) {
  char text[64];
  for (int i = 0; i < NUMBERS; i++)
    keep += snprintf(text, sizeof text, "%.17g", n->value[i]);
}

static void parse_libc(numbers *n) {
  for (int i = 0; i < NUMBERS; i++)
    keep += strtod(n->text[i], NULL) > 0;
}

static double best(void (*body)(numbers *), numbers *n) {
  double least = 1e9;
  for (int i = 0; i < ROUNDS; i++) {
    double start = now();
    body(n);
    double took = now() - start;
    if (took < least) least = took;
  }
  return least / NUMBERS * 1e9;
}

static void bench_numbers(void) {
  static const char *const kinds[] = {"random bits", "shares", "two decimals", "whole numbers"};
  static numbers n;
  uint64_t state = 88172645463325252;
  for (int kind = 0; kind < 4; kind++) {
    for (int i = 0; i < NUMBERS; i++)
      n.value[i] = draw_kind(kind, &state);
    double format = best(format_ours, &n), parse = best(parse_ours, &n);
    printf("base: %-13s  format %5.1f ns (snprintf %%.17g %5.1f)  parse %5.1f ns (strtod %5.1f)\n",
           kinds[kind], format, best(format_libc, &n), parse, best(parse_libc, &n));
  }
}

/* ---- results --------------------------------------------------------------------------------- */

static int count_bytes(void *context, const char *bytes, int64_t count) {
  (void)bytes;
  *(int64_t *)context += count;
  return 0;
}

static void need(int32_t status) {
  if (status != CPW_OK) exit(EXIT_FAILURE);
}

static cpw_result *build(void) {
  static char text[LISTS][32];
  static const char *labels[LISTS];
  cpw_result *result;
  void *memory;
  uint64_t state = 7;
  for (int i = 0; i < LISTS; i++) {
    snprintf(text[i], sizeof text[i], "Provider %d", i);
    labels[i] = text[i];
  }
  need(cpw_result_new(NULL, &result, NULL));
  need(cpw_result_add_dimension(result, "list", LISTS, labels, NULL));
  need(cpw_result_add_dimension(result, "week", WEEKS, NULL, NULL));
  need(cpw_result_add_array(result, "waiting", "people", "", "list week", CPW_DOUBLE,
                            CPW_MERGE_APPEND, &memory, NULL));
  for (int i = 0; i < LISTS * WEEKS; i++)
    ((double *)memory)[i] = 1000 * draw_kind(1, &state);
  need(cpw_result_add_array(result, "treated", "people", "", "list week", CPW_INT64,
                            CPW_MERGE_APPEND, &memory, NULL));
  for (int i = 0; i < LISTS * WEEKS; i++)
    ((int64_t *)memory)[i] = (int64_t)(draw(&state) >> 50);
  return result;
}

static void bench_results(void) {
  cpw_result *result = build();
  static const char *const kinds[] = {"CSV, wide", "CSV, long", "JSON"};
  for (int kind = 0; kind < 3; kind++) {
    double least = 1e9;
    int64_t bytes = 0;
    const cpw_sink sink = {&bytes, count_bytes};
    for (int i = 0; i < 5; i++) {
      bytes = 0;
      double start = now();
      if (kind == 2)
        need(cpw_result_write_json(result, &sink, NULL));
      else
        need(cpw_result_write_csv(result, kind ? NULL : "waiting", &sink, NULL));
      double took = now() - start;
      if (took < least) least = took;
    }
    printf("base: %-10s %6.1f MB in %5.1f ms: %5.0f MB/s, %4.0f ns a value\n", kinds[kind],
           (double)bytes * 1e-6, least * 1e3, (double)bytes * 1e-6 / least,
           least * 1e9 / (2.0 * LISTS * WEEKS));
  }
  double start = now();
  const cpw_result *one = result;
  cpw_result *merged;
  need(cpw_result_merge(&one, 1, NULL, &merged, NULL));
  printf("base: merge      %d labels, %d values in %.1f ms\n", LISTS, 2 * LISTS * WEEKS,
         (now() - start) * 1e3);
  cpw_result_free(merged);
  cpw_result_free(result);
}

int main(void) {
  bench_numbers();
  bench_results();
  return EXIT_SUCCESS;
}
